package exchange_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
)

var tableReaders = []reader{
	{name: "NetworkX", format: "edgelist", script: "edgelist_networkx.py", writes: true, asks: "the Python package networkx", seen: seenAsEdgeList,
		back: listed, note: "ids, directions and weights; what it writes is its own form, with {'weight': 1.0}"},
	{name: "igraph", format: "edgelist", script: "edgelist_igraph.py", asks: "the Python package igraph", seen: seenAsEdgeList,
		note: "as NCOL: ids, directions and weights; it writes names in ASCII only"},
	{name: "the documentation", format: "neo4j-csv", script: "tables.py", asks: "Python",
		note: "headings, types, groups and references of the bulk import, checked strictly by a script"},
	{name: "the documentation", format: "kumu-csv", script: "tables.py", asks: "Python", seen: seenAsKumu,
		note: "by a script that follows the documentation strictly, not by the tool"},
	{name: "Kùzu", format: "cypher", script: "cypher_kuzu.py", asks: "the Python package kuzu",
		note: "its tables declared and labels beyond the first taken away: counts, ids, directions and properties"},
}

// wholeMap is what the tool has been given last: what is held of it no longer says which relationships are mutual.
var wholeMap *graph.Graph

// seenAsEdgeList leaves what lines of two ids and a weight tell.
func seenAsEdgeList(g *graph.Graph, s *sight) {
	wholeMap = g
	s.Nodes = slices.DeleteFunc(s.Nodes, func(n seen) bool {
		node, _ := g.NodeByID(n.ID)
		for range g.Incident(node) {
			return false
		}
		return true
	})
	for i := range s.Edges {
		s.Edges[i].ID = ""
	}
	// The tools give parallel edges in an order of their own.
	slices.SortStableFunc(s.Edges, func(a, b seen) int {
		return strings.Compare(a.Source+" "+a.Target, b.Source+" "+b.Target)
	})
}

// seenAsKumu has no second arcs: mutual connections are one.
func seenAsKumu(g *graph.Graph, s *sight) {
	s.Edges = slices.DeleteFunc(s.Edges, func(e seen) bool { return e.Attributes["reverse_of"] != nil })
}

// listed is g as NetworkX writes it as an edge list: with an arc for each way of a mutual relationship, and those from the same
// organisation together.
func listed(t *testing.T, _ *graph.Graph) *graph.Graph {
	g := arcsOnly(t, wholeMap)
	b := graph.NewBuilder()
	rank := map[string]int{} // of a pair of ends
	var records []graph.Relationship
	for _, r := range g.Relationships() {
		if _, there := rank[r.From+" "+r.To]; !there {
			rank[r.From+" "+r.To] = len(rank)
		}
		r.ID = ""
		records = append(records, r)
	}
	slices.SortStableFunc(records, func(x, y graph.Relationship) int {
		from, _ := g.NodeByID(x.From)
		other, _ := g.NodeByID(y.From)
		return cmp.Or(cmp.Compare(from, other), cmp.Compare(rank[x.From+" "+x.To], rank[y.From+" "+y.To]))
	})
	for typ := range g.Vocabulary().OwnTypes() {
		if err := b.AddType(typ); err != nil {
			t.Fatal(err)
		}
	}
	seen := map[string]bool{}
	for _, r := range records {
		for _, id := range []string{r.From, r.To} {
			if !seen[id] {
				seen[id] = true
				if _, err := b.AddOrganisation(graph.Organisation{ID: id}); err != nil {
					t.Fatal(err)
				}
			}
		}
		if _, err := b.AddRelationship(r); err != nil {
			t.Fatal(err)
		}
	}
	listed, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return listed
}

// arcsOnly is g with a relationship for each way of one, of the type that those without one get, and without organisations that
// have none.
func arcsOnly(t testing.TB, g *graph.Graph) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	ok := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	seen := map[graph.Node]bool{}
	for a := range exchange.Arcs(g) {
		if len(seen) == 0 {
			ok(b.AddType(graph.Type{ID: "related-to", Label: "is related to"}))
		}
		for _, n := range []graph.Node{a.From, a.To} {
			if !seen[n] {
				seen[n] = true
				_, err := b.AddOrganisation(graph.Organisation{ID: g.ID(n)})
				ok(err)
			}
		}
		_, err := b.AddRelationship(graph.Relationship{From: g.ID(a.From), To: g.ID(a.To), Type: "related-to", Weight: g.Weight(a.Edge)})
		ok(err)
	}
	smaller, err := b.Build()
	ok(err)
	return smaller
}
