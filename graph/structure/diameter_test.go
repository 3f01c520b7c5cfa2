package structure_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/structure"
)

// allSteps is the algorithm of Floyd and Warshall.
func allSteps(arc [][]bool) [][]int {
	n := len(arc)
	const never = 1 << 20
	steps := make([][]int, n)
	for v := range steps {
		steps[v] = make([]int, n)
		for w := range steps[v] {
			switch {
			case v == w:
			case arc[v][w]:
				steps[v][w] = 1
			default:
				steps[v][w] = never
			}
		}
	}
	for k := range n {
		for v := range n {
			for w := range n {
				steps[v][w] = min(steps[v][w], steps[v][k]+steps[k][w])
			}
		}
	}
	for v := range n {
		for w := range n {
			if steps[v][w] >= never {
				steps[v][w] = -1
			}
		}
	}
	return steps
}

// distances looks at the pairs of some organisations.
func distances(steps [][]int, of []graph.Node) (d structure.Distances) {
	d = structure.Distances{Organisations: len(of), Sources: len(of), Exact: true, RadiusLow: math.MaxInt}
	var all []int
	for _, v := range of {
		far := 0
		for _, w := range of {
			if v != w && steps[v][w] >= 0 {
				all = append(all, steps[v][w])
				far = max(far, steps[v][w])
			}
		}
		d.DiameterLow, d.RadiusLow = max(d.DiameterLow, far), min(d.RadiusLow, far)
	}
	if len(of) == 0 {
		d.RadiusLow = 0
	}
	d.DiameterHigh, d.RadiusHigh = d.DiameterLow, d.RadiusLow
	if len(all) == 0 {
		return d
	}
	slices.Sort(all)
	d.Pairs = int64(len(all))
	d.Reachable = float64(len(all)) / float64(len(of)*(len(of)-1))
	sum := 0
	within := map[int]int{}
	for _, steps := range all {
		sum += steps
		within[steps]++
	}
	d.Mean = float64(sum) / float64(len(all))
	// Of those at the distance of the last of nine in ten, only some are wanted.
	wanted := 0.9 * float64(len(all))
	last := all[int(math.Ceil(wanted))-1]
	nearer, _ := slices.BinarySearch(all, last)
	d.Effective = float64(last-1) + (wanted-float64(nearer))/float64(within[last])
	return d
}

func sameDistances(got, want structure.Distances) bool {
	return agrees(got.Mean, want.Mean) && agrees(got.Effective, want.Effective) && agrees(got.Reachable, want.Reachable) &&
		got.Pairs == want.Pairs && got.DiameterLow == want.DiameterLow && got.DiameterHigh == want.DiameterHigh &&
		got.RadiusLow == want.RadiusLow && got.RadiusHigh == want.RadiusHigh && got.Organisations == want.Organisations &&
		got.Sources == want.Sources && got.Exact == want.Exact && got.MeanError == 0
}

// More organisations than a wave has searches, in parts of different sizes, near and far.
func TestDistancesInWaves(t *testing.T) {
	if testing.Short() {
		t.Skip("the naive distances of graphs with more than one wave are slow, the more so under the race detector")
	}
	for _, c := range []graphtest.Case{
		{Name: "sparse", Graph: graphtest.Random(7, 320, 270)},
		{Name: "dense", Graph: graphtest.Random(8, 300, 2000)},
		{Name: "path", Graph: long(t, 300, false)},
		{Name: "cycle", Graph: long(t, 300, true)},
	} {
		f := naive(c.Graph)
		weak, err := structure.WeakComponents(context.Background(), c.Graph)
		if err != nil {
			t.Fatal(err)
		}
		apart, err := structure.TieDistances(context.Background(), c.Graph, structure.DistanceOptions{Workers: 1})
		if want := distances(f.steps, weak.Members()[0]); err != nil || !sameDistances(apart, want) {
			t.Errorf("%s: by ties %+v, want %+v (%v)", c.Name, apart, want, err)
		}
		reach, err := structure.DirectedDistances(context.Background(), c.Graph, structure.DistanceOptions{Workers: 1})
		want := distances(f.ways, slices.Collect(c.Graph.Nodes()))
		want.RadiusLow, want.RadiusHigh = -1, -1
		if err != nil || !sameDistances(reach, want) {
			t.Errorf("%s: directed %+v, want %+v (%v)", c.Name, reach, want, err)
		}
	}
}

// Where the work does not last, the diameter and the radius are still bounded, and mostly found.
func TestBounds(t *testing.T) {
	ctx := context.Background()
	for _, c := range append(awkward(),
		graphtest.Case{Name: "path", Graph: long(t, 500, false)},
		graphtest.Case{Name: "cycle", Graph: long(t, 301, true)},
		graphtest.Case{Name: "large", Graph: graphtest.ScaleFree(1, 3000, 3)},
	) {
		exact, err := structure.TieDistances(ctx, c.Graph, structure.DistanceOptions{Work: -1})
		if err != nil {
			t.Fatal(err)
		}
		for _, work := range []int64{1, 100, 10_000, 100_000} {
			d, err := structure.TieDistances(ctx, c.Graph, structure.DistanceOptions{Work: work, Workers: 2})
			if err != nil {
				t.Fatal(err)
			}
			again, _ := structure.TieDistances(ctx, c.Graph, structure.DistanceOptions{Work: work, Workers: 1})
			if d != again {
				t.Errorf("%s, work %d: %+v with two workers, %+v with one", c.Name, work, d, again)
			}
			if d.DiameterLow > exact.DiameterLow || d.DiameterHigh < exact.DiameterHigh ||
				d.RadiusLow > exact.RadiusLow || d.RadiusHigh < exact.RadiusHigh {
				t.Errorf("%s, work %d: %+v, exact %+v", c.Name, work, d, exact)
			}
			if d.Exact != (d.Sources == d.Organisations) || !d.Exact && math.Abs(d.Mean-exact.Mean) > 0.5*exact.Mean {
				t.Errorf("%s, work %d: %+v, exact %+v", c.Name, work, d, exact)
			}
		}
	}
	// Takes and Kosters promise few searches where distances vary.
	d, err := structure.TieDistances(ctx, long(t, 500, false), structure.DistanceOptions{Work: 15_000})
	if err != nil || d.Exact || d.DiameterLow != 499 || d.DiameterHigh != 499 || d.RadiusLow != 250 || d.RadiusHigh != 250 {
		t.Errorf("a path of 500: %+v, %v", d, err)
	}
}
