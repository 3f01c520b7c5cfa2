package centrality_test

import (
	"testing"

	"gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/simple"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// The graphs have the shape of D10k, 10,000 organisations and 49,975 relationships, and of D200k, 200,000
// and 1,999,900. Times are from a *graph.Graph to values, the projection included. gonum takes minutes over
// betweenness; -bench '/liaison' leaves it out.

func BenchmarkBetweennessD10k(b *testing.B) {
	g := graphtest.ScaleFree(7, 10_000, 5)
	b.Run("liaison", func(b *testing.B) {
		for b.Loop() {
			if _, err := centrality.Betweenness(b.Context(), g, centrality.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("gonum", func(b *testing.B) {
		if testing.Short() {
			b.Skip("it takes minutes; -short asks for less")
		}
		d := directed(g)
		for b.Loop() {
			network.Betweenness(d)
		}
	})
}

func BenchmarkPageRankD200k(b *testing.B) {
	g := graphtest.ScaleFree(7, 200_000, 10)
	b.Run("liaison", func(b *testing.B) {
		for b.Loop() {
			if _, err := centrality.PageRank(b.Context(), g, centrality.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("projection", func(b *testing.B) { // the part of it that is not iteration
		for b.Loop() {
			if _, err := g.Project(graph.Projection{Direction: graph.In}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("gonum-build", func(b *testing.B) {
		for b.Loop() {
			directed(g)
		}
	})
	b.Run("gonum", func(b *testing.B) {
		d := directed(g)
		for b.Loop() {
			network.PageRankSparse(d, 0.85, 1e-10)
		}
	})
}

// directed returns g, which has no parallel relationships and no loops, as a graph of gonum.
func directed(g *graph.Graph) *simple.DirectedGraph {
	d := simple.NewDirectedGraph()
	for n := range g.Nodes() {
		d.AddNode(simple.Node(n))
	}
	for e := range g.Edges() {
		d.SetEdge(simple.Edge{F: simple.Node(g.From(e)), T: simple.Node(g.To(e))})
	}
	return d
}
