package path

import (
	"context"

	"github.com/liaisongraph/liaison/graph/csr"
)

// dominators are, for all that can be reached from a root, by what every path from there passes: the last such node
// before it. Those of that, in turn, are the others.
type dominators struct {
	order []int32 // what can be reached, a node after its last dominator; the root first
	last  []int32 // by node: its last dominator; that of the root is itself, and -1 of what cannot be reached
}

// dominatorsOf finds dominators by the simpler algorithm of T. Lengauer and R. Tarjan, "A fast algorithm for finding
// dominators in a flowgraph", ACM Transactions on Programming Languages and Systems 1 (1979) 121–141, in O(m log n).
// Paths leave a node by its row of onward, and come to it by that of back. Not every relationship is crossed, and from
// some nodes no path goes on.
func dominatorsOf(ctx context.Context, root int32, onward, back *csr.Graph, crosses func(edge int32) bool, goesOn func(node int32) bool) (*dominators, error) {
	n := onward.NumVertices()
	b := &dominatorBuilder{onward: onward, crosses: crosses, goesOn: goesOn, number: make([]int32, n)}
	for v := range b.number {
		b.number[v] = -1
	}
	if err := b.visit(ctx, root); err != nil {
		return nil, err
	}
	count := int32(len(b.order))
	semi, last := make([]int32, count), make([]int32, count) // all by number
	b.best, b.ancestor, b.semi = make([]int32, count), make([]int32, count), semi
	first, next := make([]int32, count), make([]int32, count) // of those with the same semidominator
	for i := range count {
		semi[i], b.best[i], b.ancestor[i], first[i], next[i] = i, i, -1, -1, -1
	}
	due := 0
	for w := count - 1; w > 0; w-- {
		low, high := back.Offsets[b.order[w]], back.Offsets[b.order[w]+1]
		if due -= int(high-low) + 1; due < 0 {
			if due = checkEvery; ctx.Err() != nil {
				return nil, context.Cause(ctx)
			}
		}
		for at := low; at < high; at++ {
			from := back.Targets[at]
			if v := b.number[from]; v >= 0 && (v == 0 || goesOn(from)) && crosses(back.Labels[at]) {
				semi[w] = min(semi[w], semi[b.eval(v)])
			}
		}
		first[semi[w]], next[w] = w, first[semi[w]]
		parent := b.parent[w]
		b.ancestor[w] = parent
		for v := first[parent]; v >= 0; v = next[v] {
			if u := b.eval(v); semi[u] < semi[v] {
				last[v] = u
			} else {
				last[v] = parent
			}
		}
		first[parent] = -1
	}
	d := &dominators{order: b.order, last: make([]int32, n)}
	for v := range d.last {
		d.last[v] = -1
	}
	d.last[root] = root
	for w := int32(1); w < count; w++ {
		if last[w] != semi[w] {
			last[w] = last[last[w]]
		}
		d.last[b.order[w]] = b.order[last[w]]
	}
	return d, nil
}

// checkEvery is how many relationships are looked at between two looks at the context.
const checkEvery = 1 << 13

type dominatorBuilder struct {
	onward  *csr.Graph
	crosses func(edge int32) bool
	goesOn  func(node int32) bool
	number  []int32 // by node: when it was visited, or -1

	order  []int32 // by number: the node
	parent []int32 // by number, as all below: from which it was visited
	semi   []int32
	// ancestor is the forest of those that have been linked, and best, of the part of the way up that is
	// compressed, the node with the least semidominator.
	ancestor, best []int32
	way            []int32
}

// visit numbers depth first what can be reached.
func (b *dominatorBuilder) visit(ctx context.Context, root int32) error {
	b.number[root] = 0
	b.order, b.parent = append(b.order, root), append(b.parent, -1)
	type place struct{ number, at int32 } // at is how many of its relationships were looked at
	stack := []place{{0, 0}}
	for looked := 1; len(stack) > 0; looked++ {
		if looked%checkEvery == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		top := &stack[len(stack)-1]
		node := b.order[top.number]
		at := b.onward.Offsets[node] + uint32(top.at)
		if at == b.onward.Offsets[node+1] || top.number > 0 && top.at == 0 && !b.goesOn(node) {
			stack = stack[:len(stack)-1]
			continue
		}
		top.at++
		if to := b.onward.Targets[at]; b.number[to] < 0 && b.crosses(b.onward.Labels[at]) {
			number := int32(len(b.order))
			b.number[to] = number
			b.order, b.parent = append(b.order, to), append(b.parent, top.number)
			stack = append(stack, place{number, 0})
		}
	}
	return nil
}

// eval returns, of the nodes from v up to below the root of its tree in the forest, that with the least semidominator.
func (b *dominatorBuilder) eval(v int32) int32 {
	if b.ancestor[v] < 0 {
		return v
	}
	b.way = b.way[:0]
	for u := v; b.ancestor[b.ancestor[u]] >= 0; u = b.ancestor[u] {
		b.way = append(b.way, u)
	}
	for i := len(b.way) - 1; i >= 0; i-- {
		u := b.way[i]
		above := b.ancestor[u]
		if b.semi[b.best[above]] < b.semi[b.best[u]] {
			b.best[u] = b.best[above]
		}
		b.ancestor[u] = b.ancestor[above]
	}
	return b.best[v]
}
