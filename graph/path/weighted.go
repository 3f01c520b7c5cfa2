package path

import (
	"context"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/product"
)

// opposite is the direction in which relationships are crossed by a search that goes back.
var opposite = [...]graph.Direction{graph.Out: graph.In, graph.In: graph.Out, graph.Both: graph.Both}

// findWeighted yields the paths that answer a question, with each of the ends, and what rules some out, if any.
func (f *Finder) findWeighted(ctx context.Context, q Question, ends []int32, may *passes, yield func(Path) bool) error {
	forward, err := f.costs(ctx, q.Types, q.Direction)
	if err != nil {
		return err
	}
	backward := forward
	if q.Direction != graph.Both {
		if backward, err = f.costs(ctx, q.Types, opposite[q.Direction]); err != nil {
			return err
		}
	}
	w := &weighted{
		forward: forward, backward: backward, mode: productModes[q.Mode], through: sorted(q.Through),
		minHops: q.MinHops, maxHops: q.MaxHops, memory: q.Memory,
	}
	if may := q.Organisation; may != nil {
		w.node = func(n int32) bool { return may(graph.Node(n)) }
	}
	if may := q.Relationship; may != nil {
		w.edge = func(e, _, _ int32) bool { return may(graph.Edge(e)) }
	}
	for _, from := range distinct(q.From) {
		some := ends
		if may != nil {
			some = may.leave(int32(from), ends)
		}
		if len(some) > 1 {
			var err error
			if some, err = w.reach(ctx, int32(from), some); err != nil {
				return err
			}
		}
		for _, to := range some {
			if more, err := w.choose(ctx, &q, int32(from), to, yield); err != nil || !more {
				return err
			}
		}
	}
	return nil
}

// reach returns those of some ends that walks lead to from a start, breadth first: where there are many, that is found
// out for all of them in the time that the search for one takes.
func (w *weighted) reach(ctx context.Context, from int32, ends []int32) ([]int32, error) {
	if w.seen == nil {
		w.seen = make([]bool, w.forward.NumVertices())
	}
	w.seen[from] = true
	list := append(w.list[:0], from)
	for low, hops := 0, 0; low < len(list) && (w.maxHops == 0 || hops < w.maxHops); hops++ {
		level := list[low:]
		low = len(list)
		for _, at := range level {
			if at != from && w.node != nil && !w.node(at) {
				continue // a path may end there
			}
			if err := w.pause(ctx, 1+w.forward.Degree(at)); err != nil {
				return nil, err
			}
			for arc := w.forward.Offsets[at]; arc < w.forward.Offsets[at+1]; arc++ {
				if to := w.forward.Targets[arc]; !w.seen[to] && (w.edge == nil || w.edge(w.forward.Labels[arc], at, to)) {
					w.seen[to] = true
					list = append(list, to)
				}
			}
		}
	}
	var reached []int32
	for _, end := range ends {
		if w.seen[end] {
			reached = append(reached, end)
		}
	}
	for _, n := range list {
		w.seen[n] = false
	}
	w.list = list
	return reached, nil
}

// costs returns the relationships as they can be crossed, with what they cost. It is made for each question, which
// takes no longer than the search.
func (f *Finder) costs(ctx context.Context, types []string, direction graph.Direction) (*csr.Graph, error) {
	return f.g.ProjectContext(ctx, graph.Projection{Types: types, Direction: direction, Weighting: graph.Cost})
}

// distinct returns the nodes without those that stood before.
func distinct(nodes []graph.Node) []graph.Node {
	seen := make(map[graph.Node]bool, len(nodes))
	var first []graph.Node
	for _, n := range nodes {
		if !seen[n] {
			seen[n] = true
			first = append(first, n)
		}
	}
	return first
}

// choose yields the paths between two organisations that a question wants, and reports whether it is to go on.
func (w *weighted) choose(ctx context.Context, q *Question, from, to int32, yield func(Path) bool) (more bool, err error) {
	more = true
	paths, costs, last := 0, 0, -1.0
	err = w.run(ctx, from, to, func(nodes, edges []int32, rank float64) bool {
		if rank != last {
			costs, last = costs+1, rank
		}
		if q.Which == AllShortestPaths && costs > 1 || q.Which == ShortestKGroups && costs > q.K {
			return false
		}
		paths++
		more = yield(pathOf(product.Match{Nodes: nodes, Edges: edges}))
		return more && !(q.Which == AnyShortest || q.Which == ShortestK && paths == q.K)
	})
	return more, err
}
