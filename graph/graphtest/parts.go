package graphtest

import (
	"slices"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/internal/assembly"
)

// Parts is a graph taken apart, to be edited and built again; the zero value is an empty one.
type Parts assembly.Records

// PartsOf takes a graph apart. A relationship has the id "" where the graph makes it.
func PartsOf(g *graph.Graph) *Parts {
	p := &Parts{
		Title: g.Title(), Description: g.Description(),
		Classifications: slices.Collect(g.Vocabulary().OwnClassifications()),
		Types:           slices.Collect(g.Vocabulary().OwnTypes()),
		Sources:         slices.Clone(g.Sources()), Arrangements: slices.Clone(g.Arrangements()),
	}
	for _, o := range g.Organisations() {
		p.Organisations = append(p.Organisations, o)
	}
	for e, r := range g.Relationships() {
		if !g.HasOwnID(e) {
			r.ID = ""
		}
		p.Relationships = append(p.Relationships, r)
	}
	return p
}

// Build makes a graph of the parts; the test fails where they are none.
func (p *Parts) Build(t testing.TB) *graph.Graph {
	t.Helper()
	g, err := (*assembly.Records)(p).Build()
	if err != nil {
		t.Fatal(err)
	}
	return g
}
