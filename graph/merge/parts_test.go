package merge_test

import (
	"slices"
	"testing"

	"github.com/liaisongraph/liaison/graph"
)

// parts is a graph taken apart, to be edited and built again.
type parts struct {
	title, description string
	classifications    []graph.Classification
	types              []graph.Type
	sources            []graph.Source
	arrangements       []graph.Arrangement
	organisations      []graph.Organisation
	relationships      []graph.Relationship
}

func partsOf(g *graph.Graph) *parts {
	p := &parts{
		title: g.Title(), description: g.Description(),
		classifications: slices.Collect(g.Vocabulary().OwnClassifications()),
		types:           slices.Collect(g.Vocabulary().OwnTypes()),
		sources:         slices.Clone(g.Sources()), arrangements: slices.Clone(g.Arrangements()),
	}
	for _, o := range g.Organisations() {
		p.organisations = append(p.organisations, o)
	}
	for e, r := range g.Relationships() {
		if !g.HasOwnID(e) {
			r.ID = ""
		}
		p.relationships = append(p.relationships, r)
	}
	return p
}

func (p *parts) build(t testing.TB) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	// Build returns all of these errors again.
	_ = b.SetTitle(p.title, p.description)
	for _, c := range p.classifications {
		_ = b.AddClassification(c)
	}
	for _, k := range p.types {
		_ = b.AddType(k)
	}
	for _, s := range p.sources {
		_ = b.AddSource(s)
	}
	for _, a := range p.arrangements {
		_ = b.AddArrangement(a)
	}
	for _, o := range p.organisations {
		_, _ = b.AddOrganisation(o)
	}
	for _, r := range p.relationships {
		_, _ = b.AddRelationship(r)
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return g
}
