package centrality_test

import (
	"fmt"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

func benchmark(b *testing.B, m func(*testing.B) error) {
	for b.Loop() {
		if err := m(b); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRelationshipBetweennessD10k(b *testing.B) {
	g := graphtest.ScaleFree(7, 10_000, 5)
	benchmark(b, func(b *testing.B) error {
		_, err := centrality.RelationshipBetweenness(b.Context(), g, centrality.Options{})
		return err
	})
}

func BenchmarkWeightedBetweennessD10k(b *testing.B) {
	g := weighted(graphtest.ScaleFree(7, 10_000, 5), 100)
	b.Run("organisations", func(b *testing.B) {
		benchmark(b, func(b *testing.B) error {
			_, err := centrality.Betweenness(b.Context(), g, centrality.Options{Weighted: true})
			return err
		})
	})
	b.Run("relationships", func(b *testing.B) {
		benchmark(b, func(b *testing.B) error {
			_, err := centrality.RelationshipBetweenness(b.Context(), g, centrality.Options{Weighted: true})
			return err
		})
	})
}

// BenchmarkBetweennessOfPaths has graphs of as many levels as there are: 10,000 organisations in a row.
func BenchmarkBetweennessOfPaths(b *testing.B) {
	for _, c := range []struct {
		name      string
		graph     *graph.Graph
		direction graph.Direction
	}{
		{"one-way", graphtest.Of(lines(9_999)...), graph.Out},
		{"both", graphtest.Of(lines(9_999)...), graph.Both},
		{"circle", cycle(10_000, "="), graph.Out},
	} {
		b.Run(c.name, func(b *testing.B) {
			benchmark(b, func(b *testing.B) error {
				_, err := centrality.Betweenness(b.Context(), c.graph, centrality.Options{Direction: &c.direction})
				return err
			})
		})
	}
}

// BenchmarkSampledBetweenness has graphs of the shape of D10k, D200k, and of 1,000,000 organisations with
// nearly 10,000,000 relationships (-short leaves that one out). The exact values of the second take hours.
func BenchmarkSampledBetweenness(b *testing.B) {
	for _, size := range []struct{ organisations, degree int }{{10_000, 5}, {200_000, 10}, {1_000_000, 10}} {
		if testing.Short() && size.organisations > 500_000 {
			continue
		}
		g := graphtest.ScaleFree(7, size.organisations, size.degree)
		for _, opts := range []centrality.Options{{Epsilon: 0.01}, {Epsilon: 0.001}, {Epsilon: 0.001, Top: 10}} {
			b.Run(fmt.Sprintf("n=%d/epsilon=%v,top=%d", size.organisations, opts.Epsilon, opts.Top), func(b *testing.B) {
				benchmark(b, func(b *testing.B) error {
					result, err := centrality.Betweenness(b.Context(), g, opts)
					if err == nil {
						b.ReportMetric(float64(result.Estimate.Samples), "samples")
						b.ReportMetric(float64(result.Estimate.Certain), "certain")
					}
					return err
				})
			})
		}
	}
}
