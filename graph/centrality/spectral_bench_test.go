package centrality_test

import (
	"context"
	"testing"

	"gonum.org/v1/gonum/graph/network"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// Times are from a *graph.Graph to values, the projection included; the sub-benchmark projection is that
// part of them. Of these measures gonum has HITS in this form; its graph is made beforehand.

func benchmarkSpectral(b *testing.B, g *graph.Graph) {
	for _, c := range []struct {
		name    string
		measure func(context.Context, *graph.Graph, centrality.Options) (*centrality.Result, error)
		opts    centrality.Options
	}{
		{"eigenvector", centrality.Eigenvector, centrality.Options{}},
		{"eigenvector-both", centrality.Eigenvector, centrality.Options{Direction: new(graph.Both)}},
		{"katz", centrality.Katz, centrality.Options{}},
		{"hits", centrality.Hubs, centrality.Options{}},
		{"coreness", centrality.Coreness, centrality.Options{}},
		{"clustering", centrality.Clustering, centrality.Options{}},
		{"clustering-weighted", centrality.Clustering, centrality.Options{Weighted: true}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			iterations := 0
			for b.Loop() {
				result, err := c.measure(b.Context(), g, c.opts)
				if err != nil {
					b.Fatal(err)
				}
				iterations = result.Iterations
			}
			b.ReportMetric(float64(iterations), "iterations")
		})
	}
	for name, p := range map[string]graph.Projection{
		"projection":      {Direction: graph.In},
		"projection-ties": {Direction: graph.Both, Collapse: true, DropLoops: true},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := g.Project(p); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("gonum-hits", func(b *testing.B) {
		d := directed(g)
		for b.Loop() {
			network.HITS(d, 1e-10)
		}
	})
}

func BenchmarkSpectralD10k(b *testing.B)  { benchmarkSpectral(b, graphtest.ScaleFree(7, 10_000, 5)) }
func BenchmarkSpectralD200k(b *testing.B) { benchmarkSpectral(b, graphtest.ScaleFree(7, 200_000, 10)) }
