// Package assembly is a graph taken apart into its records, to be edited and built again.
package assembly

import "github.com/liaisongraph/liaison/graph"

// Records are those of a graph. Relationships have the id "" where the graph is to make it.
type Records struct {
	Title, Description string
	Classifications    []graph.Classification // the graph's own
	Types              []graph.Type           // the graph's own
	Sources            []graph.Source
	Arrangements       []graph.Arrangement
	Organisations      []graph.Organisation
	Relationships      []graph.Relationship
}

// Build makes a graph of the records, in their order. Errors are those of [graph.Builder]. O(records and their text).
func (r *Records) Build() (*graph.Graph, error) {
	b := graph.NewBuilder()
	b.Grow(len(r.Organisations), len(r.Relationships))
	// Build returns all of these errors again.
	_ = b.SetTitle(r.Title, r.Description)
	for _, c := range r.Classifications {
		_ = b.AddClassification(c)
	}
	for _, t := range r.Types {
		_ = b.AddType(t)
	}
	for _, s := range r.Sources {
		_ = b.AddSource(s)
	}
	for _, a := range r.Arrangements {
		_ = b.AddArrangement(a)
	}
	for _, o := range r.Organisations {
		_, _ = b.AddOrganisation(o)
	}
	for _, rel := range r.Relationships {
		_, _ = b.AddRelationship(rel)
	}
	return b.Build()
}
