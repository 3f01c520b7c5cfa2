package path

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/heap"
	"github.com/liaisongraph/liaison/graph/internal/product"
)

// weighted finds the paths between two nodes by cost: partial paths wait in a queue, that with the least cost
// of a whole path in front, as in P. Hart, N. Nilsson and B. Raphael, "A formal basis for the heuristic
// determination of minimum cost paths", IEEE Transactions on Systems Science and Cybernetics 4 (1968) 100–107.
// What is still to come of a partial path is not guessed but known, from one search backward from the end, so that
// of walks none is looked at that does not lead to the end as cheaply as the queue has it.
type weighted struct {
	forward, backward *csr.Graph // costs as weights, relationships as labels; rows in any order
	node              func(node int32) bool
	edge              func(edge, from, to int32) bool
	mode              product.Mode
	through           []int32 // nodes that a path must pass
	minHops           int
	maxHops           int   // 0: any number
	memory            int64 // bytes; 0: no limit

	from, to int32
	sets     int32 // how many sets of the nodes in through there are

	costs []float64 // by state: what is at least still to come of a path
	hops  []int32   // by state: how many hops are, where maxHops is set

	blocks [][]partial // of perBlock each: one slice of all would be copied, in one go, as it grows
	count  int         // of partial paths
	queue  []int32     // of partial paths: a binary heap
	held   int64
	due    int // how much may be looked at before the context is

	seen []bool  // by node: whether it can be reached, while that is found out
	list []int32 // those
}

// perBlock is how many partial paths are in one block.
const perBlock = 1 << 12

// at returns a partial path.
func (w *weighted) at(i int32) *partial { return &w.blocks[i/perBlock][i%perBlock] }

// pause looks at the context once every few thousand relationships or hops that were looked at.
func (w *weighted) pause(ctx context.Context, looked int) error {
	if w.due -= looked; w.due > 0 {
		return nil
	}
	w.due = checkEvery
	return context.Cause(ctx)
}

// state is a node with the set of those in through that the path has passed.
func (w *weighted) state(node, set int32) int32 { return node*w.sets + set }

// partial is a path from the start to a node, as the last hop of it.
type partial struct {
	before int32 // that without this hop, or -1
	edge   int32
	node   int32
	set    int32
	hops   int32
	cost   float64
	rank   float64 // the cost of the whole path that it leads to, rounded
}

// round takes from a cost what differs with the order of addition, so that costs that are equal on paper are
// equal here, unless one falls just between two of some 10¹² that a factor of two apart leaves.
func round(cost float64) float64 {
	const dropped = 1<<12 - 1 // of 52 bits, 40 remain
	return math.Float64frombits((math.Float64bits(cost) + (dropped+1)/2) &^ dropped)
}

// run calls yield with every path from one node to another, those with the least cost first and, of the same
// cost, in the order of their relationships, until yield returns false. The slices are good until the next call.
func (w *weighted) run(ctx context.Context, from, to int32, yield func(nodes, edges []int32, rank float64) bool) error {
	w.from, w.to, w.sets = from, to, 1<<len(w.through)
	w.count, w.queue, w.held = 0, w.queue[:0], 0
	if err := w.measure(ctx); err != nil {
		return err
	}
	start := w.passed(0, from)
	least := w.costs[w.state(from, start)]
	if math.IsInf(least, 1) {
		return nil
	}
	w.push(partial{before: -1, edge: -1, node: from, set: start, rank: round(least)})
	var nodes, edges []int32
	for len(w.queue) > 0 {
		if err := w.pause(ctx, 1); err != nil {
			return err
		}
		at := w.pop()
		if p := w.at(at); p.node == to && p.set == w.sets-1 && int(p.hops) >= w.minHops {
			nodes, edges = w.unroll(at, nodes[:0], edges[:0])
			if !yield(nodes, edges, p.rank) {
				return nil
			}
		}
		if err := w.extend(ctx, at); err != nil {
			return err
		}
	}
	return nil
}

// passed returns a set with a node in it, if it is one that paths must pass.
func (w *weighted) passed(set, node int32) int32 {
	if i := slices.Index(w.through, node); i >= 0 {
		set |= 1 << i
	}
	return set
}

// allowed reports whether paths may go on to a node.
func (w *weighted) allowed(node int32) bool {
	return w.node == nil || node == w.from || node == w.to || w.node(node)
}

// measure notes what is still to come from every state, at least: as much as of a walk.
func (w *weighted) measure(ctx context.Context) error {
	n := w.forward.NumVertices() * int(w.sets)
	const bytes = 8 + 8 + 12 // costs, hops, and the queue
	if err := w.hold(int64(n) * bytes); err != nil {
		return err
	}
	w.costs = slices.Repeat([]float64{math.Inf(1)}, n)
	queue := heap.New(n)
	if err := w.spread(ctx, queue, w.costs, func(arc uint32) float64 { return w.backward.Weights[arc] }); err != nil {
		return err
	}
	if w.maxHops == 0 {
		return nil
	}
	far := slices.Repeat([]float64{math.Inf(1)}, n)
	if err := w.spread(ctx, queue, far, func(uint32) float64 { return 1 }); err != nil {
		return err
	}
	w.hops = make([]int32, n)
	for i, h := range far {
		w.hops[i] = int32(min(h, math.MaxInt32/2))
	}
	return nil
}

// spread is the algorithm of Dijkstra, backward over states from the end.
func (w *weighted) spread(ctx context.Context, queue *heap.Heap, distances []float64, cost func(arc uint32) float64) error {
	end := w.state(w.to, w.sets-1)
	distances[end] = 0
	queue.Set(end, 0)
	for queue.Len() > 0 {
		state, distance := queue.Pop()
		node, set := state/w.sets, state%w.sets
		if err := w.pause(ctx, 1+w.backward.Degree(node)); err != nil {
			return err
		}
		bit := w.passed(0, node)
		if set&bit != bit {
			continue // no path is at a node without having passed it
		}
		for arc := w.backward.Offsets[node]; arc < w.backward.Offsets[node+1]; arc++ {
			before := w.backward.Targets[arc]
			longer := distance + cost(arc)
			if !w.allowed(before) || w.edge != nil && !w.edge(w.backward.Labels[arc], before, node) {
				continue
			}
			for _, s := range [...]int32{set, set &^ bit} {
				if at := w.state(before, s); longer < distances[at] {
					distances[at] = longer
					queue.Set(at, longer)
				}
				if bit == 0 {
					break
				}
			}
		}
	}
	return nil
}

// extend puts the paths into the queue that are one hop longer.
func (w *weighted) extend(ctx context.Context, at int32) error {
	p := *w.at(at)
	if w.maxHops > 0 && int(p.hops) == w.maxHops || w.mode == product.Simple && p.hops > 0 && p.node == w.from {
		return nil
	}
	for arc := w.forward.Offsets[p.node]; arc < w.forward.Offsets[p.node+1]; arc++ {
		if err := w.pause(ctx, 1+int(p.hops)/8); err != nil { // to go through a path takes less than to begin
			return err
		}
		next := partial{
			before: at, edge: w.forward.Labels[arc], node: w.forward.Targets[arc],
			hops: p.hops + 1, cost: p.cost + w.forward.Weights[arc],
		}
		next.set = w.passed(p.set, next.node)
		state := w.state(next.node, next.set)
		if !w.allowed(next.node) || w.edge != nil && !w.edge(next.edge, p.node, next.node) ||
			math.IsInf(w.costs[state], 1) ||
			w.maxHops > 0 && int(next.hops)+int(w.hops[state]) > w.maxHops || w.repeats(at, next) {
			continue
		}
		next.rank = round(next.cost + w.costs[state])
		const bytes = 40 + 4
		if err := w.hold(bytes); err != nil {
			return err
		}
		w.push(next)
	}
	return nil
}

// repeats reports whether a hop brings into a path what the mode has once.
func (w *weighted) repeats(at int32, next partial) bool {
	if w.mode == product.Walk || w.mode == product.Simple && next.node == w.from && w.from == w.to {
		return false
	}
	for p := w.at(at); ; p = w.at(p.before) {
		if w.mode == product.Trail && p.edge == next.edge || w.mode != product.Trail && p.node == next.node {
			return true
		}
		if p.before < 0 {
			return false
		}
	}
}

// mostPartial is how many partial paths a search can number.
const mostPartial = math.MaxInt32

var errTooManyPartial = fmt.Errorf("more than %d paths and beginnings of paths to look at: too many to search by cost", mostPartial)

// hold notes bytes that the search holds until it ends.
func (w *weighted) hold(bytes int64) error {
	if w.held += bytes; w.memory > 0 && w.held > w.memory {
		return &MemoryError{Limit: w.memory}
	}
	if w.count >= mostPartial {
		return errTooManyPartial
	}
	return nil
}

// unroll appends the nodes and edges of a path.
func (w *weighted) unroll(at int32, nodes, edges []int32) ([]int32, []int32) {
	for ; at >= 0; at = w.at(at).before {
		p := w.at(at)
		nodes = append(nodes, p.node)
		if p.before >= 0 {
			edges = append(edges, p.edge)
		}
	}
	slices.Reverse(nodes)
	slices.Reverse(edges)
	return nodes, edges
}

// less is the order of the queue: by rank, then by the relationships, a path before those that it begins.
func (w *weighted) less(a, b int32) bool {
	p, q := w.at(a), w.at(b)
	if p.rank != q.rank {
		return p.rank < q.rank
	}
	shorter := p.hops < q.hops
	for p.hops > q.hops {
		p = w.at(p.before)
	}
	for q.hops > p.hops {
		q = w.at(q.before)
	}
	if p == q {
		return shorter
	}
	for p.before != q.before {
		p, q = w.at(p.before), w.at(q.before)
	}
	if p.edge != q.edge {
		return p.edge < q.edge
	}
	return p.node < q.node
}

func (w *weighted) push(p partial) {
	if w.count == perBlock*len(w.blocks) {
		w.blocks = append(w.blocks, make([]partial, perBlock))
	}
	w.count++
	*w.at(int32(w.count - 1)) = p
	w.queue = append(w.queue, int32(w.count-1))
	for i := len(w.queue) - 1; i > 0; {
		parent := (i - 1) / 2
		if !w.less(w.queue[i], w.queue[parent]) {
			break
		}
		w.queue[i], w.queue[parent] = w.queue[parent], w.queue[i]
		i = parent
	}
}

func (w *weighted) pop() int32 {
	first, last := w.queue[0], len(w.queue)-1
	w.queue[0] = w.queue[last]
	w.queue = w.queue[:last]
	for i := 0; ; {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < last; child++ {
			if w.less(w.queue[child], w.queue[least]) {
				least = child
			}
		}
		if least == i {
			return first
		}
		w.queue[i], w.queue[least] = w.queue[least], w.queue[i]
		i = least
	}
}
