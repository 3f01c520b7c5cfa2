package rendertest

import (
	"fmt"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/diff"
)

// Marked returns a difference between two maps whose parts have every state in turn, each with a note.
func Marked(g *graph.Graph, before, after string) *diff.Marked {
	m := &diff.Marked{Graph: g, Before: before, After: after}
	states := []diff.State{diff.Added, diff.Gone, diff.Same, diff.Changed, diff.Same}
	for n := range g.Nodes() {
		m.Organisations = append(m.Organisations, states[int(n)%len(states)])
		m.Notes = append(m.Notes, fmt.Sprintf("reason %d for the organisation", n))
	}
	for e := range g.Edges() {
		m.Relationships = append(m.Relationships, states[(int(e)/2)%len(states)])
		m.EdgeNotes = append(m.EdgeNotes, fmt.Sprintf("reason %d for the relationship", e))
	}
	return m
}
