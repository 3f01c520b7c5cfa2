package centrality_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// Extreme weights, bounds of iterations, cancellation, many workers, and parts that tie.

func TestSpectralExtremeWeights(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	graphs := []*graph.Graph{
		graphtest.Of("a > b 1e100", "b > c 1e-100", "c > a 1e-100"),
		graphtest.Of("a = b 1e-100", "b > c 1e100", "c > d 1e100", "d > e 1e100", "e > f 1e100"),
		graphtest.Of("a = b 1e100", "c = d 1e-100"),
		graphtest.Of("a = b 1e-100", "b > c 1e-100"),
		graphtest.Of("a = b 1e100", "b > c 1e100", "c = d 1e100"),
	}
	for range 60 {
		n := 2 + r.IntN(8)
		var all []string
		for range 2 * n {
			all = append(all, fmt.Sprintf("n%d %s n%d 1e%d", r.IntN(n), []string{">", "="}[r.IntN(2)], r.IntN(n), r.IntN(201)-100))
		}
		graphs = append(graphs, graphtest.Of(all...))
	}
	measures := spectral()
	measures["clustering"] = centrality.Clustering
	settled, unsettled := 0, 0
	for i, g := range graphs {
		for name, measure := range measures {
			for _, opts := range options() {
				opts.Weighted, opts.Normalised = true, i%2 == 0
				if name == "clustering" {
					opts.Direction = nil
				}
				result, err := measure(t.Context(), g, opts)
				if e := (*centrality.NotConvergedError)(nil); errors.As(err, &e) && e.Change > 0 && !math.IsInf(e.Change, 0) {
					unsettled++
					continue
				}
				if err != nil {
					t.Fatalf("%s of number %d: %v", name, i, err)
				}
				settled++
				for v, x := range result.Values {
					if math.IsNaN(x) || math.IsInf(x, 0) || x < 0 {
						t.Errorf("%s of number %d: %d has %v", name, i, v, x)
					}
				}
			}
		}
	}
	if settled < 20*unsettled {
		t.Errorf("%d settle, and %d do not", settled, unsettled)
	}
	// What matters is far from the greatest weight: the cycle has the eigenvalue 10^(-100/3).
	root := math.Pow(10, -100.0/3)
	compare(t, centrality.Eigenvector, graphs[0], centrality.Options{Weighted: true, Normalised: true}, []float64{root / 1e100 * 1, 1, 1e-100 / root})
	compare(t, centrality.Eigenvector, graphs[2], centrality.Options{Weighted: true, Normalised: true}, []float64{1, 1, 0, 0})
	compare(t, centrality.Hubs, graphs[2], centrality.Options{Weighted: true}, []float64{0.5, 0.5, 0, 0})
	// Weights that are all the same change nothing, even where the products of two have no float64.
	for _, weight := range []string{" 1e-100", " 1e100"} {
		ordinary := lines(60)
		extreme := lines(60)
		for i := range extreme {
			extreme[i] += weight
		}
		opts := centrality.Options{Direction: new(graph.Both), Tolerance: 1e-13}
		for _, name := range []string{"eigenvector", "hubs", "authorities"} {
			want, err := measures[name](t.Context(), graphtest.Of(ordinary...), opts)
			if err != nil {
				t.Fatal(err)
			}
			weighted := opts
			weighted.Weighted = true
			compare(t, measures[name], graphtest.Of(extreme...), weighted, want.Values)
		}
	}
}

func TestSpectralNotConverged(t *testing.T) {
	g := graphtest.Of(lines(2000)...)
	both := centrality.Options{Direction: new(graph.Both), Tolerance: 1e-14}
	for name, measure := range spectral() {
		for _, iterations := range []int{1, 2, 7, 100} {
			opts := both
			opts.MaxIterations = iterations
			opts.Attenuation = 0.4999
			if name != "katz" {
				opts.Attenuation = 0
			}
			_, err := measure(t.Context(), g, opts)
			var e *centrality.NotConvergedError
			if !errors.As(err, &e) || e.Measure != name || e.Iterations > iterations || e.Iterations < iterations || e.Tolerance != 1e-14 || !(e.Change > 1e-14) {
				t.Errorf("%s with %d iterations: %v", name, iterations, err)
			}
		}
	}
}

func TestSpectralCancelled(t *testing.T) {
	g := graphtest.ScaleFree(1, 2000, 3)
	for name, measure := range spectral() {
		for left := range 8 {
			expiring := &expiringContext{Context: t.Context(), left: left}
			if result, err := measure(expiring, g, centrality.Options{Tolerance: 1e-14}); result != nil || !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("%s cancelled after %d looks: %v", name, left, err)
			}
		}
	}
}

// TestWorkersOfManyBlocks has a graph that is large enough for the work to be shared.
func TestWorkersOfManyBlocks(t *testing.T) {
	g := graphtest.ScaleFree(3, 20_000, 5)
	measures := spectral()
	measures["clustering"], measures["coreness"] = centrality.Clustering, centrality.Coreness
	for name, measure := range measures {
		opts := centrality.Options{Workers: 1, Weighted: name != "coreness", Tolerance: 1e-14}
		want, err := measure(t.Context(), g, opts)
		if err != nil {
			t.Fatal(err)
		}
		for _, workers := range []int{2, 5} {
			opts.Workers = workers
			got, err := measure(t.Context(), g, opts)
			if err != nil {
				t.Fatal(err)
			}
			if got.Iterations != want.Iterations || got.Change != want.Change {
				t.Errorf("%s with %d workers: %d iterations and a change of %v, want %d and %v", name, workers, got.Iterations, got.Change, want.Iterations, want.Change)
			}
			for v := range want.Values {
				if math.Float64bits(got.Values[v]) != math.Float64bits(want.Values[v]) {
					t.Fatalf("%s with %d workers: number %d has %v, want %v", name, workers, v, got.Values[v], want.Values[v])
				}
			}
		}
	}
}

// TestPartsThatTie has two parts with the singular value √17 and many others, so that the space of products has
// room for what rounding makes. Of hubs that are all the same, multiplication leaves the shares of the singular
// vectors: (4, 1)·5/17 of a and b, and all of d.
func TestPartsThatTie(t *testing.T) {
	g := graphtest.Of("a > c 4", "b > c 1", "d > e 1", "d > f 4", "g > h 4", "i > j 2", "i > l 2", "m > n 1", "o > p 2", "q > r 0.5")
	result, err := centrality.Hubs(t.Context(), g, centrality.Options{Weighted: true, Tolerance: 1e-14})
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]float64{"a": 20.0 / 42, "b": 5.0 / 42, "d": 17.0 / 42, "g": 0} {
		n, _ := g.NodeByID(id)
		if got := result.Values[n]; math.Abs(got-want) > 1e-12 {
			t.Errorf("%s has %v, want %v", id, got, want)
		}
	}
}
