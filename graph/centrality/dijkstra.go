package centrality

import (
	"context"
	"math"
	"slices"

	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/heap"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// costSum is what a vertex reaches along arcs that have costs: how many others, their distances in sum, and
// the inverses of their distances in sum. Costs are from 1e-110 (the strengths of parallel relationships
// add up) to 1e100, so that all of these are finite.
type costSum struct {
	reached             int
	distances, inverses float64
}

// costValues returns a value for every vertex of g, of what the vertex reaches along arcs whose weights are
// costs. Every vertex has a search of its own, so that the values do not depend on the workers.
func costValues(ctx context.Context, g *csr.Graph, opts Options, value func(costSum) float64) (*Result, error) {
	n := g.NumVertices()
	stop := parallel.Watch(ctx)
	defer stop.Release()
	values := make([]float64, n)
	sources := &turns{total: n, most: 16, progress: opts.Progress}
	parallel.Run(max(1, min(opts.Workers, n/16)), func(int) {
		search := newCostSearch(g, stop)
		for first, last := sources.take(); first < last && !stop.Stopped(); first, last = sources.take() {
			for source := first; source < last && !stop.Stopped(); source++ {
				values[source] = value(search.from(int32(source)))
			}
			sources.finish(last-first, stop)
		}
	})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return &Result{Values: values}, nil
}

// costSearch is the scratch of one worker for the algorithm of Dijkstra. Between searches all distances are
// infinite, and the queue is empty.
type costSearch struct {
	g         *csr.Graph
	stop      *parallel.Stop
	queue     *heap.Heap
	distances []float64
	settled   []int32 // the vertices whose distances are final, in the order of these
}

func newCostSearch(g *csr.Graph, stop *parallel.Stop) *costSearch {
	n := g.NumVertices()
	return &costSearch{
		g: g, stop: stop, queue: heap.New(n),
		distances: slices.Repeat([]float64{math.Inf(1)}, n), settled: make([]int32, 0, n),
	}
}

// from returns what a source reaches; the sums are made in the order of the distances. It allocates nothing
// once the queue has grown. Where stop is set meanwhile, it returns nothing, and leaves the scratch as it
// happens to be.
func (s *costSearch) from(source int32) (sum costSum) {
	targets, weights, distances := s.g.Targets, s.g.Weights, s.distances
	distances[source] = 0
	s.queue.Set(source, 0)
	s.settled = s.settled[:0]
	for s.queue.Len() > 0 {
		v, distance := s.queue.Pop()
		s.settled = append(s.settled, v)
		if len(s.settled)%bfsChunk == 0 && s.stop.Stopped() {
			return costSum{}
		}
		for arc := s.g.Offsets[v]; arc < s.g.Offsets[v+1]; arc++ {
			w := targets[arc]
			if longer := distance + weights[arc]; longer < distances[w] {
				distances[w] = longer
				s.queue.Set(w, longer)
			}
		}
	}
	for _, v := range s.settled {
		if v != source {
			sum.reached++
			sum.distances += distances[v]
			sum.inverses += 1 / distances[v]
		}
		distances[v] = math.Inf(1)
	}
	return sum
}
