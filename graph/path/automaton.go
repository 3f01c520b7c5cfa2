package path

import (
	"slices"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/internal/product"
)

// automaton returns what the paths of a question from one start look like. A state is a set of the organisations
// of Through that the path has come to, and how many hops it has, up to MinHops; a path that has all of both may end.
func (f *Finder) automaton(q *Question, c *crossings, from graph.Node) *product.Automaton {
	b := &automatonBuilder{q: q, c: c, from: from, through: slices.Clone(q.Through), a: &product.Automaton{}}
	slices.Sort(b.through)
	b.through = slices.Compact(b.through)
	if q.To != nil {
		b.ends = sorted(q.To)
	}
	sets := 1 << len(b.through)
	for set := range sets {
		for hops := range q.MinHops + 1 {
			b.add(set, hops)
		}
	}
	b.a.Starts = []int32{b.number(b.setOf(int32(from)), 0)}
	return b.a
}

type automatonBuilder struct {
	q       *Question
	c       *crossings
	from    graph.Node
	ends    []int32
	through []graph.Node
	a       *product.Automaton
}

func (b *automatonBuilder) number(set, hops int) int32 { return int32(set*(b.q.MinHops+1) + hops) }

// setOf returns the set of a node of through, empty for any other.
func (b *automatonBuilder) setOf(node int32) int {
	if i, ok := slices.BinarySearch(b.through, graph.Node(node)); ok {
		return 1 << i
	}
	return 0
}

func (b *automatonBuilder) add(set, hops int) {
	whole := set == 1<<len(b.through)-1 && hops == b.q.MinHops
	s := product.State{Final: whole, Node: b.node(set)}
	next := min(hops+1, b.q.MinHops)
	arc := product.Arc{To: b.number(set, next), Forward: b.c.forward, Backward: b.c.backward, Edge: b.edge(nil)}
	s.Arcs = append(s.Arcs, arc)
	for i, n := range b.through {
		if set&(1<<i) == 0 {
			arc.To, arc.Edge = b.number(set|1<<i, next), b.edge(func(to int32) bool { return to == int32(n) })
			s.Arcs = append(s.Arcs, arc)
		}
	}
	b.a.States = append(b.a.States, s)
}

// node returns what an organisation must be on a path with a set: in no other set and, unless it is an end,
// one that a path may pass through.
func (b *automatonBuilder) node(set int) func(int32) bool {
	may := b.q.Organisation
	if b.q.To == nil {
		may = nil // wherever it is, it may end
	}
	switch {
	case may == nil && len(b.through) == 0:
		return nil
	case may == nil:
		return func(n int32) bool { return b.setOf(n)&^set == 0 }
	}
	return func(n int32) bool {
		if b.setOf(n)&^set != 0 {
			return false
		}
		if graph.Node(n) == b.from || may(graph.Node(n)) {
			return true
		}
		_, end := slices.BinarySearch(b.ends, n)
		return end
	}
}

// edge returns what a relationship must be, with a test of where it leads. A path may come to an end that it may not
// pass through, but goes on from it no more; where there is one end, and no path comes to it twice, that is so anyway.
func (b *automatonBuilder) edge(leads func(to int32) bool) func(edge, from, to int32) bool {
	relationship, organisation := b.q.Relationship, b.q.Organisation
	if len(b.ends) == 1 && (b.q.Mode == Acyclic || b.q.Mode == Simple) {
		organisation = nil
	}
	if relationship == nil && organisation == nil && leads == nil {
		return nil
	}
	return func(edge, from, to int32) bool {
		return (leads == nil || leads(to)) && (relationship == nil || relationship(graph.Edge(edge))) &&
			(organisation == nil || graph.Node(from) == b.from || organisation(graph.Node(from)))
	}
}
