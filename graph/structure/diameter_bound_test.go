package structure

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// With as much work as it takes, the bounds meet, from whatever is known before.
func TestBoundsMeet(t *testing.T) {
	ctx := context.Background()
	cases := graphtest.Corpus()
	for seed := range uint64(40) {
		n := 10 + 3*int(seed)
		cases = append(cases, graphtest.Case{Name: fmt.Sprintf("random-%d", n), Graph: graphtest.Random(seed, n, n+int(seed)%5*n/4)})
	}
	for _, c := range cases {
		exact, err := TieDistances(ctx, c.Graph, DistanceOptions{Work: -1})
		if err != nil {
			t.Fatal(err)
		}
		if exact.Organisations == 0 {
			continue
		}
		weak, _ := WeakComponents(ctx, c.Graph)
		var largest []int32
		for _, v := range weak.Members()[0] {
			largest = append(largest, int32(v))
		}
		tied, _ := ties(t.Context(), c.Graph)
		for _, known := range []Distances{{RadiusHigh: math.MaxInt}, {DiameterLow: exact.RadiusLow, RadiusHigh: exact.DiameterLow}} {
			d := known
			if err := bound(ctx, tied, largest, DistanceOptions{Work: -1}, &d); err != nil {
				t.Fatal(err)
			}
			if d.DiameterLow != exact.DiameterLow || d.DiameterHigh != exact.DiameterHigh || d.RadiusLow != exact.RadiusLow || d.RadiusHigh != exact.RadiusHigh {
				t.Errorf("%s: diameter %d to %d, radius %d to %d; want %d and %d", c.Name,
					d.DiameterLow, d.DiameterHigh, d.RadiusLow, d.RadiusHigh, exact.DiameterLow, exact.RadiusLow)
			}
		}
	}
}

// Both ways of making a step lead to the same.
func TestWaysOfAStep(t *testing.T) {
	g := graphtest.ScaleFree(2, 150, 3)
	out, err := g.Project(graph.Projection{Collapse: true, DropLoops: true})
	if err != nil {
		t.Fatal(err)
	}
	stop := parallel.Watch(context.Background())
	defer stop.Release()
	in := out.Transpose()
	sources := make([]int32, 150)
	var all sourceSet
	for v := range sources {
		sources[v] = int32(v)
		word, bit := bitOf(v)
		all[word] |= bit
	}
	gathering, scattering := newWave(out, in), newWave(out, in)
	for _, w := range []*wave{gathering, scattering} {
		for _, v := range sources {
			word, bit := bitOf(int(v))
			w.seen[v][word] = bit
			w.leaving[v] = w.seen[v]
		}
		w.front, w.visited = append(w.front, sources...), append(w.visited, sources...)
	}
	for step := 1; len(scattering.front) > 0; step++ {
		gathering.touched, scattering.touched = gathering.touched[:0], scattering.touched[:0]
		gathering.gather(&all, stop)
		scattering.scatter(stop)
		pairs, reached := gathering.arrive()
		if p, r := scattering.arrive(); p != pairs || r != reached {
			t.Fatalf("step %d: %v pairs by gathering, %v by scattering", step, pairs, p)
		}
		for v := range gathering.seen {
			if gathering.seen[v] != scattering.seen[v] || gathering.leaving[v] != scattering.leaving[v] {
				t.Fatalf("step %d: vertex %d differs", step, v)
			}
		}
	}
}
