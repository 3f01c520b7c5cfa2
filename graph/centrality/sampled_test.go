package centrality_test

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// samplingCases are graphs with many shortest paths and with one, of one component and of many.
func samplingCases() map[string]struct {
	graph *graph.Graph
	opts  centrality.Options
} {
	type c = struct {
		graph *graph.Graph
		opts  centrality.Options
	}
	both := new(graph.Both)
	return map[string]c{
		"karate":            {graphtest.KarateClub(), centrality.Options{Direction: both}},
		"karate, raw":       {graphtest.KarateClub(), centrality.Options{}},
		"florence":          {graphtest.Florence(), centrality.Options{Direction: both, Normalised: true}},
		"scale-free":        {graphtest.ScaleFree(1, 200, 3), centrality.Options{}},
		"scale-free, in":    {graphtest.ScaleFree(1, 200, 3), centrality.Options{Direction: new(graph.In)}},
		"scale-free, both":  {graphtest.ScaleFree(2, 200, 2), centrality.Options{Direction: both, Normalised: true}},
		"parallel":          {graphtest.Random(4, 40, 300), centrality.Options{Collapse: new(false)}},
		"components":        {graphtest.Random(5, 100, 90), centrality.Options{Direction: both}},
		"path":              {graphtest.Of(lines(30)...), centrality.Options{}},
		"uneven ways":       {unevenWays(), centrality.Options{Normalised: true}},
		"uneven ways, both": {unevenWays(), centrality.Options{Direction: both}},
		"weights":           {weighted(graphtest.KarateClub(), 9), centrality.Options{}},
	}
}

// unevenWays has 2³·5 shortest paths of five steps over one side and 3 over the other, 7 from one end to the
// other by the third.
func unevenWays() *graph.Graph {
	return graphtest.Rows(">", `
		s: a1 a2 b1 c1
		a1: a3 a4
		a2: a3 a4
		a3: a5 a6 a7
		a4: a5 a6 a7
		a5: t1
		a6: t1
		a7: t1
		b1: b2
		b2: b3
		b3: t1
		c1: c2 c3
		c2: c4 c5
		c3: c4 c5 b3
		c4: t1
		c5: t1
		t1: t2
		t2: t3`)
}

// TestEstimatesHold compares estimates with exact values. One in ten may be wrong; a fault in the sampling or
// in the bounds makes nearly all wrong.
func TestEstimatesHold(t *testing.T) {
	runs := 30
	if testing.Short() {
		runs = 5
	}
	for name, c := range samplingCases() {
		t.Run(name, func(t *testing.T) {
			exact, err := centrality.Betweenness(t.Context(), c.graph, c.opts)
			if err != nil {
				t.Fatal(err)
			}
			unit := unitOf(c.graph, c.opts)
			wrong, inexact, samples := 0, 0, 0
			for seed := range uint64(runs) {
				opts := c.opts
				opts.Epsilon, opts.Seed = 0.03, seed
				result, err := centrality.Betweenness(t.Context(), c.graph, opts)
				if err != nil {
					t.Fatal(err)
				}
				e := result.Estimate
				checkEstimate(t, result, opts, unit)
				if !within(exact.Values, e.Low, e.High) || !isTop(exact.Values, result.Values, e.Certain) {
					wrong++
				}
				for v, x := range result.Values {
					if x != exact.Values[v] {
						inexact++
						break
					}
				}
				samples += e.Samples
			}
			if wrong > runs/10 {
				t.Errorf("%d of %d estimates are wrong, one in ten may be", wrong, runs)
			}
			if inexact == 0 {
				t.Error("the estimates are exact: nothing has been tested")
			}
			// Hoeffding's bound alone, without a word on how far apart the organisations are.
			most := math.Log(2*20*21*float64(len(exact.Values))*2/0.1) / (2 * 0.028 * 0.028)
			if float64(samples)/float64(runs) > 1.5*most {
				t.Errorf("it took %d samples on average, at most about %v are needed", samples/runs, most)
			}
		})
	}
}

// unitOf is what a normalised value of 1 is in values.
func unitOf(g *graph.Graph, opts centrality.Options) float64 {
	n := float64(g.NumOrganisations())
	switch {
	case opts.Normalised:
		return 1
	case opts.Direction != nil && *opts.Direction == graph.Both:
		return (n - 1) * (n - 2) / 2
	}
	return (n - 1) * (n - 2)
}

// checkEstimate checks what must hold whatever the true values are.
func checkEstimate(t *testing.T, result *centrality.Result, opts centrality.Options, unit float64) {
	t.Helper()
	e := result.Estimate
	if e.Samples <= 0 || e.Delta != 0.1 || opts.Top == 0 && e.Epsilon != opts.Epsilon || len(e.Low) != len(result.Values) || len(e.High) != len(result.Values) {
		t.Fatalf("the estimate is of %d samples, with an epsilon of %v and a delta of %v", e.Samples, e.Epsilon, e.Delta)
	}
	for v, x := range result.Values {
		if !(0 <= e.Low[v] && e.Low[v] <= x && x <= e.High[v] && e.High[v] <= unit*(1+1e-12)) {
			t.Fatalf("number %d has %v, between %v and %v", v, x, e.Low[v], e.High[v])
		}
		if reach := max(x-e.Low[v], e.High[v]-x); reach > e.Epsilon*unit*(1+1e-9) {
			t.Fatalf("number %d has %v, but between %v and %v: that is more than %v to a side", v, x, e.Low[v], e.High[v], e.Epsilon)
		}
	}
}

func within(values, low, high []float64) bool {
	for v, x := range values {
		if !(low[v]-1e-9 <= x && x <= high[v]+1e-9) {
			return false
		}
	}
	return true
}

// isTop reports whether the k highest of the estimates are those of the exact values.
func isTop(exact, estimates []float64, k int) bool {
	if k == 0 {
		return true
	}
	order := make([]int, len(exact))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(estimates[j], estimates[i]) })
	lowest := math.Inf(1)
	for _, v := range order[:k] {
		lowest = min(lowest, exact[v])
	}
	for _, v := range order[k:] {
		if exact[v] > lowest {
			return false
		}
	}
	return true
}

func TestSamplingForTheTop(t *testing.T) {
	runs := 20
	if testing.Short() {
		runs = 4
	}
	for name, c := range samplingCases() {
		t.Run(name, func(t *testing.T) {
			exact, err := centrality.Betweenness(t.Context(), c.graph, c.opts)
			if err != nil {
				t.Fatal(err)
			}
			unit := unitOf(c.graph, c.opts)
			wrong := 0
			for seed := range uint64(runs) {
				opts := c.opts
				opts.Epsilon, opts.Seed, opts.Top = 0.02, seed, 1+int(seed)%4
				result, err := centrality.Betweenness(t.Context(), c.graph, opts)
				if err != nil {
					t.Fatal(err)
				}
				e := result.Estimate
				checkEstimate(t, result, opts, unit)
				if e.Epsilon > opts.Epsilon && e.Certain < opts.Top {
					t.Errorf("it ended with the top %d certain, before the top %d was and before %v was reached", e.Certain, opts.Top, opts.Epsilon)
				}
				if !isTop(exact.Values, result.Values, e.Certain) {
					wrong++
				}
			}
			if wrong > runs/10 {
				t.Errorf("of %d tops that are said to be certain, %d are wrong", runs, wrong)
			}
		})
	}
}

// TestTopEndsSooner has an organisation that is clearly first.
func TestTopEndsSooner(t *testing.T) {
	g := graphtest.ScaleFree(3, 400, 3)
	all, err := centrality.Betweenness(t.Context(), g, centrality.Options{Epsilon: 0.005})
	if err != nil {
		t.Fatal(err)
	}
	if all.Estimate.Certain < 1 {
		t.Fatal("not even the first is certain")
	}
	top, err := centrality.Betweenness(t.Context(), g, centrality.Options{Epsilon: 0.005, Top: 1})
	if err != nil {
		t.Fatal(err)
	}
	if e := top.Estimate; e.Certain < 1 || e.Samples*3 > all.Estimate.Samples || e.Epsilon <= 0.005 {
		t.Errorf("the first is certain after %d samples, everything after %d, and epsilon is then %v", e.Samples, all.Estimate.Samples, e.Epsilon)
	}
}

func TestSamplingOfAwkwardGraphs(t *testing.T) {
	for _, c := range corpus() {
		exact, err := centrality.Betweenness(t.Context(), c.Graph, centrality.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, top := range []int{0, 2, 1000} {
			opts := centrality.Options{Epsilon: 0.1, Top: top}
			result, err := centrality.Betweenness(t.Context(), c.Graph, opts)
			if err != nil {
				t.Fatal(err)
			}
			e := result.Estimate
			if !within(result.Values, e.Low, e.High) || !within(exact.Values, e.Low, e.High) {
				t.Errorf("%s: the values are %v, the exact ones %v, between %v and %v", c.Name, result.Values, exact.Values, e.Low, e.High)
			}
			if slices.ContainsFunc(result.Values, math.Signbit) || slices.ContainsFunc(e.Low, math.Signbit) {
				t.Errorf("%s: some of the values %v or bounds %v are below 0", c.Name, result.Values, e.Low)
			}
			if slices.Max(append([]float64{0}, exact.Values...)) == 0 && slices.Max(append([]float64{0}, result.Values...)) != 0 {
				t.Errorf("%s: no path has three organisations, and values are %v", c.Name, result.Values)
			}
		}
	}
}

// TestSamplingOfManyPaths has more shortest paths than floats hold.
func TestSamplingOfManyPaths(t *testing.T) {
	g := diamonds(1300)
	exact, err := centrality.Betweenness(t.Context(), g, centrality.Options{Normalised: true})
	if err != nil {
		t.Fatal(err)
	}
	result, err := centrality.Betweenness(t.Context(), g, centrality.Options{Normalised: true, Epsilon: 0.05})
	if err != nil {
		t.Fatal(err)
	}
	if !within(exact.Values, result.Estimate.Low, result.Estimate.High) {
		t.Error("the bounds are wrong")
	}
}

func TestSeeds(t *testing.T) {
	g := graphtest.KarateClub()
	values := map[string]bool{}
	for _, seed := range []uint64{0, 1, 2, 1} {
		result, err := centrality.Betweenness(t.Context(), g, centrality.Options{Epsilon: 0.05, Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		values[fmt.Sprint(result.Values)] = true
	}
	if len(values) != 3 {
		t.Errorf("three seeds give %d results", len(values))
	}
}

// TestTinyEpsilon has values that no number of samples that anyone would wait for gives: they are exact.
func TestTinyEpsilon(t *testing.T) {
	chain := graphtest.Of("a > b", "b > c")
	for _, c := range []struct {
		name    string
		graph   *graph.Graph
		epsilon float64
	}{
		{"after the first samples", chain, 1e-4},
		{"before any", chain, 1e-7},
		{"beyond differences of logarithms", chain, 1e-9},
		{"too small to be squared", chain, 1e-300},
		{"karate", graphtest.KarateClub(), 1e-12},
		{"no paths", graphtest.Of("a > b", "c"), 0.1},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, opts := range []centrality.Options{{}, {Top: 1}, {Normalised: true, Direction: new(graph.Both)}} {
				exact, err := centrality.Betweenness(t.Context(), c.graph, opts)
				if err != nil {
					t.Fatal(err)
				}
				opts.Epsilon = c.epsilon
				last := 0
				opts.Progress = func(done, total int) {
					if done < last || done > total {
						t.Errorf("progress goes from %d to %d of %d", last, done, total)
					}
					last = done
				}
				result, err := centrality.Betweenness(t.Context(), c.graph, opts)
				if err != nil {
					t.Fatal(err)
				}
				e := result.Estimate
				if e.Samples != 0 || e.Certain != len(exact.Values) || e.Epsilon != c.epsilon || e.Delta != 0.1 {
					t.Errorf("the estimate is of %d samples, with %d certain and an epsilon of %v and a delta of %v", e.Samples, e.Certain, e.Epsilon, e.Delta)
				}
				for name, values := range map[string][]float64{"values": result.Values, "low": e.Low, "high": e.High} {
					if !slices.Equal(values, exact.Values) {
						t.Errorf("%s: %v, want %v", name, values, exact.Values)
					}
				}
			}
		})
	}
}

// TestManySamplingWorkers asks for more workers than there is work for.
func TestManySamplingWorkers(t *testing.T) {
	want, err := centrality.Betweenness(t.Context(), graphtest.KarateClub(), centrality.Options{Epsilon: 0.05, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	got, err := centrality.Betweenness(t.Context(), graphtest.KarateClub(), centrality.Options{Epsilon: 0.05, Workers: math.MaxInt})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got.Values, want.Values) || !slices.Equal(got.Estimate.Low, want.Estimate.Low) || !slices.Equal(got.Estimate.High, want.Estimate.High) {
		t.Error("the estimates depend on the number of workers")
	}
}
