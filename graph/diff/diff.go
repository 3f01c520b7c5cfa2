// Package diff compares two maps, or one map as known at two dates.
//
// # Vocabulary
//
// Of two graphs, one is called before and the other after. A record (an organisation, a relationship, a source, a type,
// a classification, an arrangement) that only after has is [Added]; one that only before has is [Gone]; one that both
// have with other contents is [Changed], field by field. An organisation that is called otherwise is renamed, and a
// record that is supported otherwise has gained or lost evidence: both are changes too, and told apart.
//
// # Invariants
//
// Records are matched by id. A relationship that has no id of its own is matched by its ends, its type and then by what
// it says, so that one more beside its parallels is one added, whatever the order. The order of what is reported is that of after,
// with what is gone where it stood before: the same two graphs give the same difference. Of a graph with itself there
// is none; of two graphs exchanged it is the same with Added and Gone, before and after exchanged.
package diff

import "github.com/liaisongraph/liaison/graph"

// State says how a record stands to the other of the two maps.
type State uint8

const (
	Same State = iota
	Added
	Gone
	Changed
)

// Marked is two maps drawn or listed as one: a graph that has the records of both, those of after where both have one,
// and how each stands.
type Marked struct {
	Graph         *graph.Graph
	Organisations []State  // by graph.Node
	Relationships []State  // by graph.Edge
	Notes         []string // by graph.Node: what has changed, a sentence; "" where that is nothing
	EdgeNotes     []string // by graph.Edge: likewise, or why it was added or is gone: "first attested by …", "ended 2016"
	Before, After string   // how the two are called, "2014" and "2024"
}
