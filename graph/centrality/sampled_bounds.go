package centrality

import (
	"cmp"
	"math"
	"slices"

	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// interval is where a probability lies.
type interval struct{ low, high float64 }

// divergence is that of Kullback and Leibler between two coins, with probabilities p and q.
func divergence(p, q float64) float64 {
	sum := 0.0
	if p > 0 {
		sum += float64(p * math.Log(p/q))
	}
	if p < 1 {
		sum += float64((1 - p) * (math.Log1p(-p) - math.Log1p(-q)))
	}
	return sum
}

// chernoff returns an interval in which the probability of something lies that happened in so many of so
// many samples, but for a probability of 2·exp(-evidence):
//
//	{ q : samples·divergence(hits/samples, q) ≤ evidence }
//
// (H. Chernoff, "A measure of asymptotic efficiency for tests of a hypothesis based on the sum of
// observations", Annals of Mathematical Statistics 23 (1952), and W. Hoeffding, "Probability inequalities
// for sums of bounded random variables", Journal of the American Statistical Association 58 (1963), theorem
// 1). The ends are found by halving, on a grid on which last digits of logarithms hardly ever matter.
func chernoff(hits, samples uint64, evidence float64) interval {
	p := float64(hits) / float64(samples)
	limit := evidence / float64(samples)
	end := func(far float64) float64 {
		inside, outside := p, far
		for range 44 {
			if q := (inside + outside) / 2; divergence(p, q) <= limit {
				inside = q
			} else {
				outside = q
			}
		}
		return outside
	}
	bounds := interval{0, 1}
	if hits > 0 {
		bounds.low = end(0)
	}
	if hits < samples {
		bounds.high = end(1)
	}
	return bounds
}

// samplesFor returns about how many samples it takes until something with probability p is known to within
// epsilon; +Inf where no float64 says how many. The divergence is 2·epsilon² or more (M. S. Pinsker), which
// matters where epsilon is so small that the difference of its logarithms has no digits left.
func samplesFor(p, epsilon, evidence float64) float64 {
	samples := 0.0
	least := 2 * float64(epsilon*epsilon)
	if p+epsilon < 1 {
		samples = evidence / max(divergence(p, p+epsilon), least)
	}
	if p > epsilon {
		samples = max(samples, evidence/max(divergence(p, p-epsilon), least))
	}
	return samples
}

// confidence says how sure each of many bounds has to be for all of them to hold at once. The probability of
// a fault, delta, is shared among all vertices and all times at which bounds are looked at. Half of it is
// shared equally, and half as a first, separate set of samples suggests: vertices on many paths need more
// samples than others, and fewer with more of delta to spend. So few need what the many have hardly any use
// for (Borassi and Natale, 2016, section 4, in a simpler form).
type confidence struct {
	delta    float64
	vertices float64  // how many can be inside paths
	pilot    []uint64 // hits in the first samples
	sum      float64  // of pilot
}

// evidence returns the logarithm of 2 over the share of delta that a vertex with so many hits in the first
// samples has at the look with a number, from 1. The shares of all looks, 1/(k(k+1)), add up to 1.
func (c *confidence) evidence(pilot uint64, look int) float64 {
	share := 1 / c.vertices
	if c.sum > 0 {
		share = (share + float64(pilot)/c.sum) / 2
	}
	k := float64(look)
	return math.Log(2 * k * (k + 1) / (c.delta * share))
}

// bounds are what samples say of all vertices at one look.
type bounds struct {
	of []interval
	// reached is by how much a bound differs from its estimate at most.
	reached float64
}

// look returns the bounds of all vertices. Vertices that are inside no path have 0 and 0. When stopped, the
// bounds are of no use.
func (c *confidence) look(number int, hits []uint64, samples uint64, inner []bool, workers int, stop *parallel.Stop) bounds {
	// Few counts are different, and the bounds of each take some microseconds.
	type counts struct{ hits, pilot uint64 }
	var different []counts
	known := map[counts]int{}           // its number among the different ones
	numbers := make([]int32, len(hits)) // that of every vertex
	for v, hit := range hits {
		if !inner[v] {
			continue
		}
		key := counts{hit, c.pilot[v]}
		i, ok := known[key]
		if !ok {
			i = len(different)
			known[key] = i
			different = append(different, key)
		}
		numbers[v] = int32(i)
	}
	intervals := make([]interval, len(different))
	chunks := &turns{total: len(different), most: 256}
	parallel.Run(min(workers, (len(different)+255)/256), func(int) {
		for first, last := chunks.take(); first < last && !stop.Stopped(); first, last = chunks.take() {
			for i, key := range different[first:last] {
				intervals[first+i] = chernoff(key.hits, samples, c.evidence(key.pilot, number))
			}
		}
	})
	b := bounds{of: make([]interval, len(hits))}
	for i, key := range different {
		p := float64(key.hits) / float64(samples)
		b.reached = max(b.reached, p-intervals[i].low, intervals[i].high-p)
	}
	for v := range hits {
		if inner[v] {
			b.of[v] = intervals[numbers[v]]
		}
	}
	return b
}

// separated says for every k below the number of vertices whether the k vertices with the most hits are those
// with the greatest probabilities: whether none of them can be as low as another can be high.
func (b *bounds) separated(hits []uint64) []bool {
	n := len(hits)
	var order, without []uint32
	for v, hit := range hits {
		if hit > 0 {
			order = append(order, uint32(v))
		} else {
			without = append(without, uint32(v))
		}
	}
	slices.SortStableFunc(order, func(u, v uint32) int { return cmp.Compare(hits[v], hits[u]) })
	order = append(order, without...)
	highest := make([]float64, n+1) // of those from there on
	for i := n - 1; i >= 0; i-- {
		highest[i] = max(highest[i+1], b.of[order[i]].high)
	}
	separated := make([]bool, n)
	lowest := 1.0
	for k := 1; k < n; k++ {
		lowest = min(lowest, b.of[order[k-1]].low)
		separated[k] = lowest > highest[k]
	}
	return separated
}
