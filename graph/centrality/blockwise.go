package centrality

import (
	"math"
	"sync/atomic"

	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// blockwise runs work on vectors in blocks that depend on the graph alone, and adds what comes of them in
// their order, so that no sum depends on who computed what.
type blockwise struct {
	workers int
	stop    *parallel.Stop
	bounds  []int32 // block i is the vertices from bounds[i] up to bounds[i+1]
	parts   []float64
}

func newBlockwise(g *csr.Graph, workers int, stop *parallel.Stop) *blockwise {
	bounds := blockBounds(g)
	return &blockwise{workers: workers, stop: stop, bounds: bounds, parts: make([]float64, len(bounds)-1)}
}

// each does the work for every block, or for some of them when stopped.
func (b *blockwise) each(work func(block int, first, last int32)) {
	var taken atomic.Int64
	parallel.Run(min(b.workers, len(b.parts)), func(int) {
		for {
			block := int(taken.Add(1)) - 1
			if block >= len(b.parts) || b.stop.Stopped() {
				return
			}
			work(block, b.bounds[block], b.bounds[block+1])
		}
	})
}

// sum adds up what work returns for every block.
func (b *blockwise) sum(work func(first, last int32) float64) float64 {
	b.each(func(block int, first, last int32) { b.parts[block] = work(first, last) })
	total := 0.0
	for _, part := range b.parts {
		total += part
	}
	return total
}

// total adds up the values of x.
func (b *blockwise) total(x []float64) float64 {
	return b.sum(func(first, last int32) float64 {
		sum := 0.0
		for _, a := range x[first:last] {
			sum += a
		}
		return sum
	})
}

// divide divides x by a.
func (b *blockwise) divide(x []float64, a float64) {
	b.each(func(_ int, first, last int32) {
		for v := first; v < last; v++ {
			x[v] /= a
		}
	})
}

// dot is the sum of the products of the values of x and y.
func (b *blockwise) dot(x, y []float64) float64 {
	return b.sum(func(first, last int32) float64 { return dot(x[first:last], y[first:last]) })
}

// add adds a·y to x.
func (b *blockwise) add(x []float64, a float64, y []float64) {
	b.each(func(_ int, first, last int32) {
		for v := first; v < last; v++ {
			x[v] += float64(a * y[v])
		}
	})
}

// gather makes every into[v] the scaled sum of the weights of the arcs to v, each times the value at its
// source, and returns the sum of them all. Row v of in has the arcs to v.
func (b *blockwise) gather(into []float64, in *csr.Graph, values []float64, scale float64) float64 {
	return b.sum(func(first, last int32) float64 {
		total := 0.0
		for v := first; v < last; v++ {
			lo, hi := in.Offsets[v], in.Offsets[v+1]
			var sum float64
			if in.Weights == nil {
				sum = sumFlow(values, in.Targets[lo:hi])
			} else {
				sum = sumWeightedFlow(values, in.Targets[lo:hi], in.Weights[lo:hi])
			}
			// The conversions keep the compiler from fusing operations, as it does on some processors.
			into[v] = float64(sum * scale)
			total += into[v]
		}
		return total
	})
}

// blockBounds cuts the vertices into blocks of about the same work. They depend on the graph alone.
func blockBounds(g *csr.Graph) []int32 {
	const work = 1 << 15
	bounds := []int32{0}
	done := 0
	for v := range int32(g.NumVertices()) {
		if done += 1 + g.Degree(v); done >= work || int(v) == g.NumVertices()-1 {
			bounds = append(bounds, v+1)
			done = 0
		}
	}
	return bounds
}

// sumFlow adds up what comes from the sources.
func sumFlow(flow []float64, sources []int32) float64 {
	sum := 0.0
	for _, u := range sources {
		sum += flow[u]
	}
	return sum
}

// sumWeightedFlow adds up what comes from the sources, each times its weight.
func sumWeightedFlow(flow []float64, sources []int32, weights []float64) float64 {
	sum := 0.0
	for i, u := range sources {
		sum += float64(flow[u] * weights[i])
	}
	return sum
}

// dot is the sum of the products of the values of x and y.
func dot(x, y []float64) float64 {
	sum := 0.0
	for i, a := range x {
		sum += float64(a * y[i])
	}
	return sum
}

// scaleToOne divides by what is farthest from 0; false where that is 0 or no number.
func scaleToOne(x []float64) bool {
	farthest := 0.0
	for _, a := range x {
		if math.Abs(a) > math.Abs(farthest) || math.IsNaN(a) {
			farthest = a
		}
	}
	if farthest == 0 || math.IsNaN(farthest) || math.IsInf(farthest, 0) {
		return false
	}
	for i := range x {
		x[i] /= farthest
	}
	return true
}

// scaleToLengthOne divides by the Euclidean length, unless that is 0.
func scaleToLengthOne(x []float64) {
	if !scaleToOne(x) { // whose squares are in range
		return
	}
	length := math.Sqrt(dot(x, x))
	for i := range x {
		x[i] /= length
	}
}
