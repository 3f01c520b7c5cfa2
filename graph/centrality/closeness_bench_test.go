package centrality_test

import (
	"context"
	"testing"

	gonum "gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/path"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// BenchmarkCloseness and BenchmarkHarmonic have graphs of the shape of D10k, and of D200k, which takes about
// a minute. gonum needs the paths between all pairs for either measure, gigabytes of them, and takes minutes
// over D10k. -short leaves both out.
func BenchmarkCloseness(b *testing.B) {
	benchmarkNearness(b, centrality.Closeness, network.Closeness)
}

func BenchmarkHarmonic(b *testing.B) {
	benchmarkNearness(b, centrality.Harmonic, network.Harmonic)
}

func benchmarkNearness(
	b *testing.B,
	ours func(context.Context, *graph.Graph, centrality.Options) (*centrality.Result, error),
	theirs func(gonum.Graph, path.AllShortest) map[int64]float64,
) {
	run := func(name string, g *graph.Graph, opts centrality.Options) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := ours(b.Context(), g, opts); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	g := graphtest.ScaleFree(7, 10_000, 5)
	run("D10k/liaison", g, centrality.Options{})
	run("D10k/liaison-one-worker", g, centrality.Options{Workers: 1})
	if testing.Short() {
		return
	}
	run("D10k/liaison-weighted", g, centrality.Options{Weighted: true})
	run("D200k/liaison", graphtest.ScaleFree(7, 200_000, 10), centrality.Options{})
	b.Run("D10k/gonum", func(b *testing.B) {
		d := directed(g)
		for b.Loop() {
			theirs(d, path.DijkstraAllPaths(d))
		}
	})
}
