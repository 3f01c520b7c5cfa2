package centrality

import (
	"context"
	"math"
	"math/bits"
	"sync"

	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// hopSum is a sum over the organisations that one reaches, in 128 bits. Integers can be added in any order:
// the sums do not depend on which searches are made together, in which order, and by whom.
type hopSum struct{ high, low uint64 }

// add adds a term so many times.
func (s *hopSum) add(times uint64, term hopSum) {
	high, low := bits.Mul64(times, term.low)
	var carry uint64
	s.low, carry = bits.Add64(s.low, low, 0)
	s.high += high + times*term.high + carry
}

func (s *hopSum) plus(t hopSum) {
	var carry uint64
	s.low, carry = bits.Add64(s.low, t.low, 0)
	s.high += t.high + carry
}

// countAndDistance is the term that counts organisations in the high bits and adds up their distances in
// the low ones, where there is room: neither distances nor organisations come to 2³¹.
func countAndDistance(distance uint64) hopSum { return hopSum{1, distance} }

// inverseDistance is the term 1/distance in units of 2⁻⁶⁴, off by half a unit at most. A sum of n of them
// is exact to n·2⁻⁶⁵, and so more so than one of floating-point numbers.
func inverseDistance(distance uint64) hopSum {
	if distance == 1 {
		return hopSum{1, 0}
	}
	low, rest := bits.Div64(1, 0, distance)
	if rest >= distance-rest {
		low++
	}
	return hopSum{0, low}
}

// inverses returns a sum of inverse distances as a number.
func (s hopSum) inverses() float64 { return float64(s.high) + math.Ldexp(float64(s.low), -64) }

// bfsGraph is what all breadth-first searches share. Its vertices are numbered by descending out-degree, so
// that rows of the same length follow each other and their end is predicted.
type bfsGraph struct {
	out, in rows
	order   []uint32 // the vertex of the projection that a vertex here is
	targets []uint32 // the vertices with arcs to them, see listTargets
	term    func(distance uint64) hopSum
}

// newBFSGraph makes what it can before stop is set.
func newBFSGraph(g *csr.Graph, term func(distance uint64) hopSum, stop *parallel.Stop) *bfsGraph {
	b := &bfsGraph{term: term, order: byDegree(g.NumVertices(), func(v uint32) uint32 { return uint32(g.Degree(int32(v))) })}
	stop.Between(
		func() { b.out = renumber(g, b.order) },
		func() { b.in = b.out.transpose() },
		func() { b.targets = b.listTargets(stop) },
	)
	return b
}

// hopValues returns a value for every vertex of g, of the sum of the terms of the distances to the others
// that it reaches, counted in arcs.
func hopValues(ctx context.Context, g *csr.Graph, opts Options, term func(distance uint64) hopSum, value func(hopSum) float64) (*Result, error) {
	stop := parallel.Watch(ctx)
	defer stop.Release()
	b := newBFSGraph(g, term, stop)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	sums := make([]hopSum, b.out.len())
	var mu sync.Mutex
	batches := &turns{total: len(b.targets), most: bfsWidth, progress: opts.Progress}
	parallel.Run(max(1, min(opts.Workers, (len(b.targets)+bfsWidth-1)/bfsWidth)), func(int) {
		search := newBFSSearch(b, stop)
		for first, last := batches.take(); first < last && !stop.Stopped(); first, last = batches.take() {
			search.add(b.targets[first:last])
			batches.finish(last-first, stop)
		}
		mu.Lock()
		defer mu.Unlock()
		for i, sum := range search.sums {
			sums[i].plus(sum)
		}
	})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	values := make([]float64, len(sums))
	for i, v := range b.order {
		values[v] = value(sums[i])
	}
	return &Result{Values: values}, nil
}

// listTargets lists the vertices with arcs to them so that those that are searched for together are near
// each other, because then most vertices come upon many of them in the same level. A batch is what a search
// finds that begins at the best connected vertex, or beside an earlier batch, and keeps off the vertices of
// those. All that the best connected vertex reaches comes first, so that a vertex that reaches some of a
// batch mostly reaches all of it, and can be left alone as soon as it has. When stopped, it lists some. O(n + m).
func (b *bfsGraph) listTargets(stop *parallel.Stop) []uint32 {
	n := b.out.len()
	listed := make([]bool, n)
	list := make([]uint32, 0, n)
	add := func(v uint32) {
		if !listed[v] && b.in.degree(v) > 0 {
			listed[v] = true
			list = append(list, v)
		}
	}
	addTargets := func(v uint32) {
		for _, w := range b.out.targets[b.out.offsets[v]:b.out.offsets[v+1]] {
			add(w)
		}
	}
	gone := 0          // how many of the list have had their targets added, or are put off
	var later []uint32 // those that are put off, because the batch was full
	if n > 0 {
		add(b.bestConnected())
	}
	for next := range n + 1 {
		for (gone < len(list) || len(later) > 0) && !stop.Stopped() {
			for full := len(list) - len(list)%bfsWidth + bfsWidth; gone < len(list) && len(list) < full; gone++ {
				addTargets(list[gone])
			}
			later = append(later, list[gone:]...)
			gone = len(list)
			if len(later) > 0 {
				addTargets(later[0])
				later = later[1:]
			}
		}
		if next < n {
			add(uint32(next))
		}
	}
	return list
}

// bestConnected returns the vertex with the most paths of two arcs through it; there must be one.
func (b *bfsGraph) bestConnected() uint32 {
	best, most := uint32(0), uint64(0)
	for v := range uint32(b.out.len()) {
		if paths := uint64(b.in.degree(v)) * uint64(b.out.degree(v)); paths > most {
			best, most = v, paths
		}
	}
	return best
}
