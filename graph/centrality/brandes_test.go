package centrality

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/internal/heap"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

func searchOf(t *testing.T, g *graph.Graph) *brandesSearch {
	t.Helper()
	adjacency, err := g.Project(graph.Projection{})
	if err != nil {
		t.Fatal(err)
	}
	stop := parallel.Watch(t.Context())
	t.Cleanup(func() { stop.Release() })
	return newBrandesSearch(newBrandesGraph(adjacency, stop), stop)
}

func weightedSearchOf(t *testing.T, g *graph.Graph) *weightedSearch {
	t.Helper()
	adjacency, err := g.Project(graph.Projection{Weighting: graph.Cost})
	if err != nil {
		t.Fatal(err)
	}
	stop := parallel.Watch(t.Context())
	t.Cleanup(func() { stop.Release() })
	return newWeightedSearch(adjacency, stop)
}

func TestSearchAllocatesNothing(t *testing.T) {
	s := searchOf(t, graphtest.ScaleFree(1, 2000, 4))
	into := make([]float64, 2000)
	source := uint32(0)
	if allocations := testing.AllocsPerRun(100, func() { s.add(source%2000, into); source++ }); allocations != 0 {
		t.Errorf("a search allocates %v times", allocations)
	}
}

// TestSearchGoesBothWays makes sure that the graph that other tests take for it has searches that turn
// round, and that the scratch is as new after each.
func TestSearchGoesBothWays(t *testing.T) {
	g := graphtest.ScaleFree(1, 160, 3)
	s := searchOf(t, g)
	into := make([]float64, 160)
	up := 0
	for source := range uint32(160) {
		clear(s.left)
		s.add(source, into)
		if slices.Max(s.left) > 0 {
			up++
		}
		for v := range s.marks {
			if s.marks[v] != waiting || s.counts[v] != 0 || s.sums[v] != 0 {
				t.Fatalf("after the search from %d, %d is marked %d, and has %v and %v", source, v, s.marks[v], s.counts[v], s.sums[v])
			}
		}
	}
	if up < 50 || up == 160 {
		t.Errorf("%d of 160 searches go upwards", up)
	}
}

// TestSearchInChunks has chunks smaller than the levels, as only graphs of many thousands have otherwise.
func TestSearchInChunks(t *testing.T) {
	g := graphtest.ScaleFree(1, 160, 3)
	whole, chunked := searchOf(t, g), searchOf(t, g)
	chunked.chunk = 7
	want, got := make([]float64, 160), make([]float64, 160)
	for source := range uint32(160) {
		whole.add(source, want)
		chunked.add(source, got)
	}
	if !slices.Equal(got, want) {
		t.Errorf("in chunks the values are %v, want %v", got, want)
	}
}

// TestBucketsAndHeap compares searches with one and the other, on costs as far apart as buckets take them.
func TestBucketsAndHeap(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for _, greatest := range []float64{1, 3, 100, 2000} {
		s := weightedSearchOf(t, graphtest.ScaleFree(1, 300, 3))
		for i := range s.g.Weights {
			s.g.Weights[i] = 0.3 * (1 + float64(random.IntN(4))*(greatest-1)/3)
		}
		withBuckets, withHeap := newWeightedSearch(s.g, s.stop), newWeightedSearch(s.g, s.stop)
		withHeap.buckets, withHeap.heap = nil, heap.New(300)
		if withBuckets.buckets == nil {
			t.Fatalf("there are no buckets for costs up to %v times the least", greatest)
		}
		got, want := make([]float64, 300), make([]float64, 300)
		for source := range uint32(300) {
			withBuckets.add(source, got)
			withHeap.add(source, want)
		}
		for v := range got {
			if d := got[v] - want[v]; d > 1e-8 || d < -1e-8 {
				t.Errorf("costs up to %v: %d has %v with buckets, %v with a heap", greatest, v, got[v], want[v])
			}
		}
	}
	s := weightedSearchOf(t, graphtest.Of("a > b 1", "b > c 1e-5"))
	if s.buckets != nil {
		t.Error("there are buckets for costs that are far apart")
	}
}

// TestWideSums compares the sums for many paths with the usual ones.
func TestWideSums(t *testing.T) {
	s := searchOf(t, graphtest.Random(1, 60, 200))
	for source := range uint32(60) {
		usual, wide := make([]float64, 60), make([]float64, 60)
		s.search(source)
		s.sumUp(usual)
		clear(s.sums)
		s.sumUpWide(wide)
		s.reset()
		for v := range usual {
			if d := usual[v] - wide[v]; d > 1e-12 || d < -1e-12 {
				t.Errorf("from %d, %d has %v, and %v by wide numbers", source, v, usual[v], wide[v])
			}
		}
	}
}

func TestWideNumbers(t *testing.T) {
	one := wide{0.5, 1}
	two := one.plus(one)
	if three := two.plus(one); three != (wide{0.75, 2}) || one.plus(two) != three {
		t.Errorf("1 + 2 is %v", three)
	}
	if (wide{}).plus(two) != two || two.plus(wide{}) != two {
		t.Error("0 + 2 is not 2")
	}
	large := one
	for range 5000 {
		large = large.plus(large)
	}
	if large.exponent != 5001 || large.over(large) != 1 || one.over(large) != 0 || large.plus(one) != large {
		t.Errorf("2^5000 is %v", large)
	}
}
