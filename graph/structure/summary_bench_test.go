package structure_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/structure"
)

// benchmarkGraphs are those of the budgets, made when first asked for.
var benchmarkGraphs = []struct {
	name string
	make func() *graph.Graph
}{
	{"D10k", sync.OnceValue(func() *graph.Graph { return graphtest.ScaleFree(1, 10_000, 5) })},
	{"D200k", sync.OnceValue(func() *graph.Graph { return graphtest.ScaleFree(1, 200_000, 10) })},
}

func BenchmarkFigures(b *testing.B) {
	ctx := context.Background()
	for _, figure := range []struct {
		name string
		work func(*graph.Graph) error
	}{
		{"WeakComponents", func(g *graph.Graph) error { _, err := structure.WeakComponents(ctx, g); return err }},
		{"StrongComponents", func(g *graph.Graph) error { _, err := structure.StrongComponents(ctx, g); return err }},
		{"FindCuts", func(g *graph.Graph) error { _, err := structure.FindCuts(ctx, g); return err }},
		{"CountTriads", func(g *graph.Graph) error { _, err := structure.CountTriads(ctx, g); return err }},
		{"TieDistances", func(g *graph.Graph) error {
			_, err := structure.TieDistances(ctx, g, structure.DistanceOptions{})
			return err
		}},
		{"DirectedDistances", func(g *graph.Graph) error {
			_, err := structure.DirectedDistances(ctx, g, structure.DistanceOptions{})
			return err
		}},
		{"Summarise", func(g *graph.Graph) error {
			_, err := structure.Summarise(ctx, g, structure.SummaryOptions{Triads: true})
			return err
		}},
	} {
		for _, of := range benchmarkGraphs {
			b.Run(fmt.Sprintf("%s/%s", figure.name, of.name), func(b *testing.B) {
				g := of.make()
				b.ReportAllocs()
				for b.Loop() {
					if err := figure.work(g); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
