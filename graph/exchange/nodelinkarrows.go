package exchange

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// takeArrows reads the direction of a relationship from "arrows", as vis.js has it: "to", "from", "to, from", or an object
// {"to": true, "from": {"enabled": true}}; see https://visjs.github.io/vis-network/docs/network/edges.html. What is none of these
// stays an attribute.
func (n *nodeLinkReader) takeArrows(l *Relationship) {
	i := slices.IndexFunc(l.Extra, func(a Attribute) bool { return a.Name == "arrows" })
	if i < 0 {
		return
	}
	to, from, ok := arrowsOf(l.Extra[i].Value)
	if !ok {
		return
	}
	l.Extra = slices.Delete(l.Extra, i, i+1)
	n.arrows = true
	switch {
	case !hasNoDirection(l):
	case to && from:
		l.Mutual = graph.Mutual
	case to:
		l.Mutual = graph.OneWay
	case from:
		l.Mutual = graph.OneWay
		l.From, l.To = l.To, l.From
		n.ends.from, n.ends.to = n.ends.to, n.ends.from
	default:
		l.Undirected = true
	}
}

// arrowsOf says at which ends there are arrowheads; one in the middle alone points to the second.
func arrowsOf(v Value) (to, from, ok bool) {
	switch v.Kind {
	case Text:
		middle := false
		for _, word := range strings.FieldsFunc(v.Text, func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
			switch strings.ToLower(word) {
			case "to":
				to = true
			case "from":
				from = true
			case "middle":
				middle = true
			default:
				return false, false, false
			}
		}
		return to || middle && !from, from, true
	case Records:
		var heads map[string]json.RawMessage
		if json.Unmarshal(v.Records, &heads) != nil {
			return false, false, false
		}
		to, from, middle := isArrowhead(heads["to"]), isArrowhead(heads["from"]), isArrowhead(heads["middle"])
		return to || middle && !from, from, true
	}
	return false, false, false
}

// isArrowhead reports whether an arrowhead is drawn: true, or an object with something in it that is not turned off.
func isArrowhead(text json.RawMessage) bool {
	var drawn bool
	if json.Unmarshal(text, &drawn) == nil {
		return drawn
	}
	var head map[string]any
	return json.Unmarshal(text, &head) == nil && len(head) > 0 && head["enabled"] != false
}

// settleArrows says what relationships without arrows are where the file says nothing of directions but by those of others: they
// have none. It is for before the first is given.
func (n *nodeLinkReader) settleArrows() error {
	if !n.arrows || n.directed != directionUnsaid || n.given > 0 {
		return nil
	}
	n.directed = directedFalse
	if !n.withoutArrows {
		return nil
	}
	return n.sink.Note(0, "relationships without arrows, where others have them", "taken as mutual")
}
