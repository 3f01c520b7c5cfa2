package path

import (
	"context"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
)

// opposite is the direction in which relationships are crossed by a search that goes back.
var opposite = [...]graph.Direction{graph.Out: graph.In, graph.In: graph.Out, graph.Both: graph.Both}

// findWeighted yields the paths that answer a question: those of each pair of a start and an end together, in the
// order of From and To, the cheapest first and, at the same cost, in the order of the map. What Which says of
// numbers of hops is meant of costs.
func (f *Finder) findWeighted(ctx context.Context, q Question, yield func(Path) bool) error {
	forward, err := f.costs(ctx, q.Types, q.Direction)
	if err != nil {
		return err
	}
	backward, err := f.costs(ctx, q.Types, opposite[q.Direction])
	if err != nil {
		return err
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
	to := q.To
	if to == nil {
		for n := range f.g.Nodes() {
			to = append(to, n)
		}
	}
	for _, from := range distinct(q.From) {
		for _, to := range distinct(to) {
			if more, err := w.choose(ctx, &q, from, to, yield); err != nil || !more {
				return err
			}
		}
	}
	return nil
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
func (w *weighted) choose(ctx context.Context, q *Question, from, to graph.Node, yield func(Path) bool) (more bool, err error) {
	more = true
	paths, costs, last := 0, 0, -1.0
	err = w.run(ctx, int32(from), int32(to), func(nodes, edges []int32, rank float64) bool {
		if rank != last {
			costs, last = costs+1, rank
		}
		if q.Which == TheShortest && costs > 1 || q.Which == KLengths && costs > q.K {
			return false
		}
		p := Path{Nodes: make([]graph.Node, len(nodes)), Edges: make([]graph.Edge, len(edges))}
		for i, n := range nodes {
			p.Nodes[i] = graph.Node(n)
		}
		for i, e := range edges {
			p.Edges[i] = graph.Edge(e)
		}
		paths++
		more = yield(p)
		return more && !(q.Which == OneShortest || q.Which == KOfThem && paths == q.K)
	})
	return more, err
}
