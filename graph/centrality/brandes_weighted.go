package centrality

import (
	"math"
	"slices"

	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/heap"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// tieTolerance is by how much two lengths may differ, in proportion, and still be equal. The sum of k costs
// is off by about k·10⁻¹⁶ at most, so that paths of the same costs in another order are equal up to
// thousands of steps; other paths hardly come so close, with weights as people write them.
const tieTolerance = 1e-12

// weightedSearch is the scratch of one worker for the algorithm of Brandes (2001) with weights: for every
// source Dijkstra's algorithm, then the shortest paths to every vertex are counted in the order in which it
// settled them, and the dependencies summed up against that order. What waits to be settled is in buckets
// or, where costs are far apart, in a heap.
//
// Which arcs are on shortest paths is decided when all distances are known: those from a v to a w settled
// later for which the way over v is not longer than the distance of w, by more than tieTolerance. So what is
// equal does not depend on the course of the search, and no arc leads back in the order of settling, even
// where costs are so small that they vanish beside the distances.
//
// Between searches the distances are infinite, the places unsettled and the counts zero.
type weightedSearch struct {
	g         *csr.Graph
	stop      *parallel.Stop
	buckets   *buckets   // nil where costs are far apart
	heap      *heap.Heap // nil where they are not
	distances []float64
	queue     []uint32 // the vertices that are reached, in the order of settling
	places    []uint32 // of every vertex in the queue
	counts    []float64
	sums      []float64 // (1+δ)/σ, see brandesSearch.sumUp
	// The arcs on shortest paths, from<<32 | to, and their positions in g. Those from queue[i] are from
	// starts[i] up to starts[i+1].
	arcs      []uint64
	positions []uint32
	starts    []uint32
}

func newWeightedSearch(g *csr.Graph, stop *parallel.Stop) *weightedSearch {
	n, m := g.NumVertices(), g.NumArcs()
	s := &weightedSearch{
		g: g, stop: stop, buckets: newBuckets(g),
		distances: slices.Repeat([]float64{math.Inf(1)}, n),
		queue:     make([]uint32, 0, n),
		places:    slices.Repeat([]uint32{unsettled}, n),
		counts:    make([]float64, n),
		sums:      make([]float64, n),
		arcs:      make([]uint64, 0, m),
		positions: make([]uint32, 0, m),
		starts:    make([]uint32, 0, n+1),
	}
	if s.buckets == nil {
		s.heap = heap.New(n)
	}
	return s
}

// unsettled is the place of a vertex that has none yet.
const unsettled = math.MaxUint32

// add adds the dependencies of one source to the vertices. It allocates nothing once the queue has grown, but
// for more paths than a float64 holds. Where stop is set meanwhile, it leaves into and the scratch as they
// happen to be.
func (s *weightedSearch) add(source uint32, into []float64) {
	s.search(source)
	if s.stop.Stopped() {
		return
	}
	s.countPaths()
	if anyTooMany(s.queue, s.counts) {
		clear(s.sums)
		dependWide(source, s.arcs, s.sums)
		for _, v := range s.queue[1:] {
			into[v] += s.sums[v]
		}
	} else {
		s.sumUp(into)
	}
	s.reset()
}

// addArcs is add for the arcs of the graph.
func (s *weightedSearch) addArcs(source uint32, into []float64) {
	s.search(source)
	if s.stop.Stopped() {
		return
	}
	s.countPaths()
	if anyTooMany(s.queue, s.counts) {
		clear(s.sums)
		counts := dependWide(source, s.arcs, s.sums)
		for i, arc := range s.arcs {
			v, w := arc>>32, uint32(arc)
			into[s.positions[i]] += float64(counts[v].over(counts[w]) * (1 + s.sums[w]))
		}
	} else {
		s.sumUp(nil)
		for i, arc := range s.arcs {
			into[s.positions[i]] += float64(s.counts[arc>>32] * s.sums[uint32(arc)])
		}
	}
	s.reset()
}

// search settles the vertices that the source reaches. No cost is zero or less, so that none is reached
// again by a shorter way.
func (s *weightedSearch) search(source uint32) {
	s.distances[source] = 0
	if s.buckets != nil {
		s.searchBuckets(source)
		return
	}
	s.heap.Set(int32(source), 0)
	for s.heap.Len() > 0 && !s.stop.Stopped() {
		v, distance := s.heap.Pop()
		targets, costs := s.settle(uint32(v))
		for i, w := range targets {
			if d := distance + costs[i]; d < s.distances[w] {
				s.distances[w] = d
				s.heap.Set(w, d)
			}
		}
	}
}

func (s *weightedSearch) searchBuckets(source uint32) {
	s.buckets.now = 0
	s.buckets.add(source, 0)
	for !s.stop.Stopped() {
		next := s.buckets.take()
		if next == nil {
			return
		}
		for _, v := range next {
			if s.places[v] != unsettled {
				continue // it was nearer
			}
			distance := s.distances[v]
			targets, costs := s.settle(v)
			for i, w := range targets {
				if d := distance + costs[i]; d < s.distances[w] {
					s.distances[w] = d
					s.buckets.add(uint32(w), d)
				}
			}
		}
	}
}

// settle gives v its place, and returns what can be reached from there.
func (s *weightedSearch) settle(v uint32) (targets []int32, costs []float64) {
	s.places[v] = uint32(len(s.queue))
	s.queue = append(s.queue, v)
	first, last := s.g.Offsets[v], s.g.Offsets[v+1]
	return s.g.Targets[first:last], s.g.Weights[first:last]
}

// countPaths lists the arcs on shortest paths, and counts the paths.
func (s *weightedSearch) countPaths() {
	s.counts[s.queue[0]] = 1
	for place, v := range s.queue {
		s.starts = append(s.starts, uint32(len(s.arcs)))
		distance, count := s.distances[v], s.counts[v]
		for a := s.g.Offsets[v]; a < s.g.Offsets[v+1]; a++ {
			w := uint32(s.g.Targets[a])
			if distance+s.g.Weights[a] <= float64(s.distances[w]*(1+tieTolerance)) && s.places[w] > uint32(place) {
				s.counts[w] += count
				s.arcs = append(s.arcs, uint64(v)<<32|uint64(w))
				s.positions = append(s.positions, a)
			}
		}
	}
	s.starts = append(s.starts, uint32(len(s.arcs)))
}

// sumUp sums up the dependencies of the source, leaves the sums of all vertices that are reached and, if
// into is not nil, adds the dependencies to it.
func (s *weightedSearch) sumUp(into []float64) {
	for i := len(s.queue) - 1; i >= 0; i-- {
		sum := 0.0
		for _, arc := range s.arcs[s.starts[i]:s.starts[i+1]] {
			sum += s.sums[uint32(arc)]
		}
		v := s.queue[i]
		count := s.counts[v]
		if into != nil && i > 0 { // the source depends on itself for nothing
			into[v] += float64(count * sum)
		}
		s.sums[v] = sum + 1/count
	}
}

// reset makes the scratch ready for another source, in time proportional to what the last one reached.
func (s *weightedSearch) reset() {
	for _, v := range s.queue {
		s.distances[v], s.places[v], s.counts[v] = math.Inf(1), unsettled, 0
	}
	s.queue, s.arcs, s.positions, s.starts = s.queue[:0], s.arcs[:0], s.positions[:0], s.starts[:0]
}
