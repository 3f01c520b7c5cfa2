package path_test

import (
	"math/rand/v2"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/path"
)

// BenchmarkShortest looks for paths between organisations drawn at random, in a scale-free graph of 100,000
// organisations and 999,900 relationships.
func BenchmarkShortest(b *testing.B) {
	const n = 100_000
	g := graphtest.ScaleFree(7, n, 10)
	random := rand.New(rand.NewPCG(1, 1))
	finder := path.NewFinder(g)
	for _, c := range []struct {
		name string
		run  func(from, to graph.Node) error
	}{
		{"one", func(from, to graph.Node) error {
			_, _, err := path.Shortest(b.Context(), g, from, to, path.Options{})
			return err
		}},
		{"finder", func(from, to graph.Node) error {
			_, _, err := finder.Shortest(b.Context(), from, to, path.Options{})
			return err
		}},
		{"all", func(from, to graph.Node) error {
			for _, err := range path.AllShortest(b.Context(), g, from, to, path.Options{}) {
				if err != nil {
					return err
				}
			}
			return nil
		}},
		{"typed", func(from, to graph.Node) error {
			_, _, err := path.Shortest(b.Context(), g, from, to, path.Options{Types: []string{"information"}})
			return err
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := c.run(graph.Node(random.IntN(n)), graph.Node(random.IntN(n))); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
