package structure_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/structure"
)

// Organisations that nobody is tied with cost next to nothing, so that the distances of the others are exact.
func TestDistancesAmongTheIsolated(t *testing.T) {
	b := graph.NewBuilder()
	connected := graphtest.ScaleFree(1, 10_000, 3)
	for n := range connected.Nodes() {
		if _, err := b.AddOrganisation(graph.Organisation{ID: connected.ID(n)}); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 190_000 {
		if _, err := b.AddOrganisation(graph.Organisation{ID: fmt.Sprintf("alone-%d", i)}); err != nil {
			t.Fatal(err)
		}
	}
	for e := range connected.Edges() {
		r := graph.Relationship{From: connected.ID(connected.From(e)), To: connected.ID(connected.To(e)), Type: "reporting"}
		if _, err := b.AddRelationship(r); err != nil {
			t.Fatal(err)
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	want, err := structure.TieDistances(t.Context(), connected, structure.DistanceOptions{Work: -1})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := structure.TieDistances(t.Context(), g, structure.DistanceOptions{}); err != nil || got != want || !got.Exact {
		t.Errorf("with others alone: %+v, %v; want %+v", got, err, want)
	}
	got, err := structure.DirectedDistances(t.Context(), graphtest.Random(1, 200_000, 0), structure.DistanceOptions{})
	if err != nil || !got.Exact || got.DiameterHigh != 0 || got.Sources != 200_000 {
		t.Errorf("without relationships: %+v, %v", got, err)
	}
}

// However few relationships are to be followed, the error of an estimated mean is known: in 95 of 100 samples
// the mean of all is within 1.96 errors, and with 16 groups of sources in not many fewer.
func TestErrorOfTheMeanDistance(t *testing.T) {
	if testing.Short() {
		t.Skip("fewer samples would say nothing about 95 of 100")
	}
	for _, c := range []graphtest.Case{
		{Name: "scale-free", Graph: graphtest.ScaleFree(1, 3000, 3)},
		{Name: "path", Graph: long(t, 1500, false)},
		{Name: "random", Graph: graphtest.Random(3, 2000, 2500)},
	} {
		for _, measure := range []struct {
			name string
			of   func(structure.DistanceOptions) (structure.Distances, error)
		}{
			{"by ties", func(o structure.DistanceOptions) (structure.Distances, error) {
				return structure.TieDistances(t.Context(), c.Graph, o)
			}},
			{"directed", func(o structure.DistanceOptions) (structure.Distances, error) {
				return structure.DirectedDistances(t.Context(), c.Graph, o)
			}},
		} {
			exact, err := measure.of(structure.DistanceOptions{Work: -1})
			if err != nil {
				t.Fatal(err)
			}
			for _, work := range []int64{1, 100_000} {
				const samples = 200
				covered, estimates := 0, 0
				for seed := range uint64(samples) {
					d, err := measure.of(structure.DistanceOptions{Work: work, Seed: seed})
					if err != nil {
						t.Fatal(err)
					}
					if d.Exact {
						continue
					}
					estimates++
					if d.Sources < 16 || d.MeanError <= 0 {
						t.Fatalf("%s %s, work %d, seed %d: %+v", c.Name, measure.name, work, seed, d)
					}
					if math.Abs(d.Mean-exact.Mean) <= 1.96*d.MeanError {
						covered++
					}
				}
				t.Logf("%s %s, work %d: %d of %d", c.Name, measure.name, work, covered, estimates)
				if 100*covered < 87*estimates {
					t.Errorf("%s %s, work %d: the mean is within the interval for %d seeds of %d", c.Name, measure.name, work, covered, estimates)
				}
			}
		}
	}
}
