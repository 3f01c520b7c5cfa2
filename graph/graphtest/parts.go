package graphtest

import (
	"slices"
	"testing"

	"github.com/liaisongraph/liaison/graph"
)

// Parts is a graph taken apart, to be edited and built again; the zero value is an empty one.
type Parts struct {
	Title, Description string
	Classifications    []graph.Classification // the graph's own
	Types              []graph.Type           // the graph's own
	Sources            []graph.Source
	Arrangements       []graph.Arrangement
	Organisations      []graph.Organisation
	Relationships      []graph.Relationship
}

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
	b := graph.NewBuilder()
	// Build returns all of these errors again.
	_ = b.SetTitle(p.Title, p.Description)
	for _, c := range p.Classifications {
		_ = b.AddClassification(c)
	}
	for _, k := range p.Types {
		_ = b.AddType(k)
	}
	for _, s := range p.Sources {
		_ = b.AddSource(s)
	}
	for _, a := range p.Arrangements {
		_ = b.AddArrangement(a)
	}
	for _, o := range p.Organisations {
		_, _ = b.AddOrganisation(o)
	}
	for _, r := range p.Relationships {
		_, _ = b.AddRelationship(r)
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return g
}
