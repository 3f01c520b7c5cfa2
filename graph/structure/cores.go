package structure

import (
	"context"
	"fmt"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
)

// CoreOptions says what cores are made of. The zero value is every relationship, whichever way it goes.
type CoreOptions struct {
	// Types leaves only relationships of these types and narrower ones; none is all.
	Types []string
	// Direction is which ties of an organisation count: those that go out from it, those that lead to it,
	// or both, each partner once; nil is both.
	Direction *graph.Direction
}

// Cores returns the core number of every organisation, that of [graph.Node] n at index n: the greatest k
// such that the organisation is in the k-core, the largest part of the graph in which each has ties with at
// least k others of the part. With a direction, only the ties that go that way count, as in the D-cores of
// Giatsidis and others.
//
// Parallel relationships are one tie, and those of an organisation with itself none; weights do not count.
// An organisation without ties is in the 0-core alone. It fails on a type that is not in the vocabulary and
// with the context's error. O(n + m).
//
// S. B. Seidman, "Network structure and minimum degree", Social Networks 5 (1983) 269–287; V. Batagelj and
// M. Zaveršnik, "An O(m) algorithm for cores decomposition of networks", arXiv cs/0310049 (2003).
func Cores(ctx context.Context, g *graph.Graph, opts CoreOptions) ([]int32, error) {
	p := graph.Projection{Types: opts.Types, Direction: graph.Both, Collapse: true, DropLoops: true}
	if opts.Direction != nil {
		p.Direction = *opts.Direction
	}
	ties, err := g.ProjectContext(ctx, p)
	if err != nil {
		return nil, err
	}
	if p.Direction == graph.Both {
		return CoresOf(ctx, ties, ties)
	}
	return CoresOf(ctx, ties, ties.Transpose())
}

// CoresOf is [Cores] of ties, none parallel to another or a loop. The arcs of a row of ties are those that
// count for its vertex; turned has them turned round, and is ties itself where each is there both ways.
func CoresOf(ctx context.Context, ties, turned *csr.Graph) ([]int32, error) {
	n := ties.NumVertices()
	if turned.NumVertices() != n || turned.NumArcs() != ties.NumArcs() {
		return nil, fmt.Errorf("%d vertices and %d ties, and %d and %d turned round",
			n, ties.NumArcs(), turned.NumVertices(), turned.NumArcs())
	}
	q := newPeeling(ties)
	for i, v := range q.order {
		if i%(1<<12) == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for _, w := range turned.Row(v) {
			if q.left[w] > q.left[v] {
				q.lower(w)
			}
		}
	}
	return q.left, ctx.Err()
}

// peeling takes away the vertices of a graph, always one that has the fewest ties left.
type peeling struct {
	left  []int32 // how many ties a vertex has left; when it is taken away, its core number
	order []int32 // the vertices by the ties that they have left
	place []int32 // where in order a vertex is
	first []int32 // where in order those begin that have so many ties left
}

func newPeeling(ties *csr.Graph) *peeling {
	n := ties.NumVertices()
	q := &peeling{left: make([]int32, n), order: make([]int32, n), place: make([]int32, n)}
	most := int32(0)
	for v := range q.left {
		q.left[v] = int32(ties.Degree(int32(v)))
		most = max(most, q.left[v])
	}
	q.first = make([]int32, most+2)
	for _, k := range q.left {
		q.first[k+1]++
	}
	for k := range most + 1 {
		q.first[k+1] += q.first[k]
	}
	for v, k := range q.left {
		q.order[q.first[k]], q.place[v] = int32(v), q.first[k]
		q.first[k]++
	}
	// Each now begins where the next one did.
	copy(q.first[1:], q.first)
	q.first[0] = 0
	return q
}

// lower takes a tie from w: w changes places with the first of those that have as many, which then begin one
// later.
func (q *peeling) lower(w int32) {
	k := q.left[w]
	at, to := q.place[w], q.first[k]
	u := q.order[to]
	q.order[at], q.place[u] = u, at
	q.order[to], q.place[w] = w, to
	q.first[k]++
	q.left[w]--
}
