package exchange

import (
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// numberedIDs gives ids to the organisations of formats that number them, and label them besides. The numbers are mostly those of lines: the id
// is the label where no other organisation has the same, else the number.
type numberedIDs struct {
	byNumber map[string]string // the ids of those that are declared, by their numbers
	taken    map[string]bool
}

// longestLabel is the greatest length of a label that is taken for an id, in bytes; longer ones are texts.
const longestLabel = 200

func newNumberedIDs() numberedIDs {
	return numberedIDs{byNumber: map[string]string{}, taken: map[string]bool{}}
}

// declare returns the id of an organisation with a number and a label, which may be "". One that is declared again keeps its id, and so
// does one with a text for a number.
func (n *numberedIDs) declare(number, label string) string {
	if id, ok := n.byNumber[number]; ok {
		return id
	}
	id := number
	if label != "" && len(label) <= longestLabel && !n.taken[label] && strings.Trim(number, "+-0123456789") == "" {
		id = label
	}
	for n.taken[id] { // another's label
		id = "n" + id
	}
	n.byNumber[number], n.taken[id] = id, true
	return id
}

// labelled gives an organisation its id and the name that its label is, unless that is a valid id, and its own.
func (n *numberedIDs) labelled(o *graph.Organisation, number, label string) {
	label = oneLine(label)
	if o.ID = n.declare(number, label); o.ID == label && graph.ValidID(label) {
		return
	}
	if o.Name == "" && label != o.ShortName {
		o.Name = label
	}
}
