package centrality

import (
	"math"
	"slices"
	"testing"

	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// TestChernoffCovers adds up the binomial probabilities of all outcomes whose interval leaves the true
// probability out.
func TestChernoffCovers(t *testing.T) {
	const samples = 120
	for _, evidence := range []float64{1.5, 3, 6} {
		for _, p := range []float64{0.001, 0.01, 0.1, 0.3, 0.5, 0.9, 0.999} {
			outside := 0.0
			for hits := range uint64(samples + 1) {
				b := chernoff(hits, samples, evidence)
				if share := float64(hits) / samples; !(0 <= b.low && b.low <= share && share <= b.high && b.high <= 1) {
					t.Fatalf("%d of %d gives %v", hits, samples, b)
				}
				if p < b.low || p > b.high {
					outside += binomial(samples, float64(hits), p)
				}
			}
			if outside > 2*math.Exp(-evidence) {
				t.Errorf("%v is outside with a probability of %v, want %v at most", p, outside, 2*math.Exp(-evidence))
			}
		}
	}
	// 0 of 1000: the probability of that is (1-q)^1000.
	if got, want := chernoff(0, 1000, 5).high, 1-math.Exp(-0.005); math.Abs(got-want) > 1e-9 || got < want {
		t.Errorf("none of 1000 gives %v, want %v", got, want)
	}
}

func binomial(n, k, p float64) float64 {
	a, _ := math.Lgamma(n + 1)
	b, _ := math.Lgamma(k + 1)
	c, _ := math.Lgamma(n - k + 1)
	return math.Exp(a - b - c + k*math.Log(p) + (n-k)*math.Log1p(-p))
}

// TestSharesOfDelta makes sure that all vertices and all looks together have no more than delta.
func TestSharesOfDelta(t *testing.T) {
	for _, pilot := range [][]uint64{{0, 0, 0, 0}, {5, 0, 1, 94}} {
		c := confidence{delta: 0.1, vertices: float64(len(pilot))}
		for _, hits := range pilot {
			c.sum += float64(hits)
		}
		total := 0.0
		for look := range 5000 {
			for _, hits := range pilot {
				total += 2 * math.Exp(-c.evidence(hits, look+1))
			}
		}
		if total > 0.1 || total < 0.09 {
			t.Errorf("the shares of %v add up to %v", pilot, total)
		}
	}
}

func TestSeparated(t *testing.T) {
	b := bounds{of: []interval{{0, 0.1}, {0.5, 0.7}, {0.2, 0.3}, {0.6, 0.8}, {0, 0}}}
	for k, want := range []bool{false, false, true, true, false} {
		if got := b.separated([]uint64{2, 60, 25, 70, 0})[k]; got != want {
			t.Errorf("the top %d are certain: %v", k, got)
		}
	}
}

// TestSampledPathsAreUniform draws paths between the ends of graphs in which vertices have different numbers
// of them.
func TestSampledPathsAreUniform(t *testing.T) {
	// From 0 to 9, each of 1 and 2 to each of 3 and 4, and those to each of 5, 6 and 7; and 8, 10, 11.
	broad := csr.Arcs{
		From: []int32{0, 0, 1, 1, 2, 2, 3, 3, 3, 4, 4, 4, 5, 6, 7, 0, 8, 10, 11},
		To:   []int32{1, 2, 3, 4, 3, 4, 5, 6, 7, 5, 6, 7, 9, 9, 9, 8, 10, 11, 9},
	}
	// From 0 to 5 twice over 3 and once over 4, from 5 to 9 twice over 6 and once over 7; but so much else
	// leads to 9 that the search comes all the way from 0.
	deep := csr.Arcs{
		From: []int32{0, 0, 0, 1, 2, 8, 3, 4, 5, 5, 5, 6, 6, 7, 10, 11},
		To:   []int32{1, 2, 8, 3, 3, 4, 5, 5, 6, 6, 7, 10, 10, 11, 9, 9},
	}
	for v := range int32(30) {
		deep.From, deep.To = append(deep.From, 12+v), append(deep.To, 9)
	}
	back := csr.Arcs{From: deep.To, To: deep.From}
	for _, c := range []struct {
		name     string
		arcs     csr.Arcs
		from, to int
		paths    float64
		want     []float64 // how many of the paths have each of the first 12 vertices inside
	}{
		{"broad", broad, 0, 9, 13, []float64{0, 6, 6, 6, 6, 4, 4, 4, 1, 0, 1, 1}},
		{"deep", deep, 0, 9, 15, []float64{0, 5, 5, 10, 5, 15, 12, 3, 5, 0, 12, 3}},
		{"deep, back", back, 9, 0, 15, []float64{0, 5, 5, 10, 5, 15, 12, 3, 5, 0, 12, 3}},
	} {
		t.Run(c.name, func(t *testing.T) {
			g, err := csr.New(42, c.arcs)
			if err != nil {
				t.Fatal(err)
			}
			stop := parallel.Watch(t.Context())
			defer stop.Release()
			shared := newSampleGraph(g, stop)
			s := newPathSampler(shared, stop)
			at := make([]uint32, 42)
			for i, v := range shared.order {
				at[v] = uint32(i)
			}
			s.stream.Seed(1, 2)
			const draws = 100_000
			for range draws {
				s.sample(at[c.from], at[c.to])
			}
			for v, want := range c.want {
				got := float64(s.hits[at[v]]) * c.paths / draws
				// Five standard deviations of a binomial count.
				if deviation := 5 * math.Sqrt(want*(c.paths-want)/draws); math.Abs(got-want) > deviation {
					t.Errorf("%d is on %v of %v paths, want %v", v, got, c.paths, want)
				}
			}
			if slices.Max(s.marks) != 0 {
				t.Errorf("after the samples, the marks are %v", s.marks)
			}
		})
	}
}

func TestSearchesAllocateNothing(t *testing.T) {
	n := uint32(2000)
	if testing.Short() {
		n = 300
	}
	g := graphtest.ScaleFree(1, int(n), 4)
	s := searchOf(t, g)
	arcs := newArcSums(s)
	weighted := weightedSearchOf(t, g)
	sampler := newPathSampler(newSampleGraph(weighted.g, s.stop), s.stop)
	intoVertices, intoArcs := make([]float64, n), make([]float64, g.NumRelationships())
	for name, search := range map[string]func(source uint32){
		"relationships":          func(source uint32) { arcs.add(source, intoArcs) },
		"weighted":               func(source uint32) { weighted.add(source, intoVertices) },
		"weighted relationships": func(source uint32) { weighted.addArcs(source, intoArcs) },
		"sampled":                func(source uint32) { sampler.sampleBatch(1, uint64(source), 64) },
	} {
		for source := range n { // what grows has grown
			search(source)
		}
		source := uint32(0)
		if allocations := testing.AllocsPerRun(100, func() { search(source % n); source++ }); allocations != 0 {
			t.Errorf("%s: a search allocates %v times", name, allocations)
		}
	}
}

// TestSamplesFor goes down to where the difference of two logarithms is nothing but rounding.
func TestSamplesFor(t *testing.T) {
	for _, p := range []float64{0, 1e-9, 0.1, 0.5, 0.9, 1} {
		for epsilon := 0.1; epsilon > 1e-150; epsilon /= 10 {
			samples := samplesFor(p, epsilon, 5)
			if most := 5 / (2 * epsilon * epsilon); !(samples > 0 && samples <= most*(1+1e-9)) {
				t.Fatalf("%v to within %v takes %v samples, want at most %v", p, epsilon, samples, most)
			}
		}
	}
}

// TestLookStops has many different counts and a stop that is set.
func TestLookStops(t *testing.T) {
	const n = 3000
	c := confidence{delta: 0.1, vertices: n, pilot: make([]uint64, n), sum: 1}
	hits, inner := make([]uint64, n), slices.Repeat([]bool{true}, n)
	for v := range hits {
		hits[v] = uint64(v)
	}
	stop := parallel.Watch(t.Context())
	defer stop.Release()
	want := c.look(1, hits, 2*n, inner, 1, stop)
	for v, bound := range want.of {
		if share := float64(v) / (2 * n); !(bound.low <= share && share < bound.high) {
			t.Fatalf("%v has the bounds %v", share, bound)
		}
	}
	for _, workers := range []int{2, 5, 100} {
		if got := c.look(1, hits, 2*n, inner, workers, stop); got.reached != want.reached || !slices.Equal(got.of, want.of) {
			t.Errorf("%d workers find other bounds than one", workers)
		}
	}
	stop.Set()
	if got := c.look(1, hits, 2*n, inner, 1, stop); slices.ContainsFunc(got.of, func(i interval) bool { return i.high > 0 }) {
		t.Error("bounds are computed after the stop")
	}
}
