package path

import (
	"slices"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/internal/product"
)

// automata are what the paths of a question look like. A state is a set of the organisations of Through that the path
// has come to, and how many hops it has, up to MinHops; a path that has all of both may end.
type automata struct {
	q       *Question
	c       *crossings
	from    graph.Node // of the search that is under way
	ends    []int32    // nil: anywhere
	through []int32
	states  []product.State
	made    map[int]*product.Automaton // by the set of the start
}

// newAutomata makes the states, which do not depend on the start.
func newAutomata(q *Question, c *crossings, ends []int32) (*automata, error) {
	b := &automata{q: q, c: c, ends: ends, through: sorted(q.Through), made: map[int]*product.Automaton{}}
	sets := 1 << len(b.through)
	const perState, perArc = 120, 120 // with what a search knows of them
	if bytes := int64(sets) * int64(q.MinHops+1) * int64(perState+perArc*(len(b.through)+1)); q.Memory > 0 && bytes > q.Memory {
		return nil, &MemoryError{Limit: q.Memory}
	}
	for set := range sets {
		for hops := range q.MinHops + 1 {
			b.add(set, hops)
		}
	}
	return b, nil
}

// of returns the automaton of the paths from a start. It is for one search at a time.
func (b *automata) of(from graph.Node) *product.Automaton {
	b.from = from
	set := b.setOf(int32(from))
	a := b.made[set]
	if a == nil {
		a = &product.Automaton{States: b.states, Starts: []int32{b.number(set, 0)}}
		b.made[set] = a
	}
	return a
}

func (b *automata) number(set, hops int) int32 { return int32(set*(b.q.MinHops+1) + hops) }

// setOf returns the set of a node of through, empty for any other.
func (b *automata) setOf(node int32) int {
	if i, ok := slices.BinarySearch(b.through, node); ok {
		return 1 << i
	}
	return 0
}

func (b *automata) add(set, hops int) {
	whole := set == 1<<len(b.through)-1 && hops == b.q.MinHops
	s := product.State{Final: whole, Node: b.node(set)}
	next := min(hops+1, b.q.MinHops)
	arc := product.Arc{To: b.number(set, next), Forward: b.c.forward, Backward: b.c.backward, Edge: b.edge(nil)}
	s.Arcs = append(s.Arcs, arc)
	for i, n := range b.through {
		if set&(1<<i) == 0 {
			arc.To, arc.Edge = b.number(set|1<<i, next), b.edge(func(to int32) bool { return to == n })
			s.Arcs = append(s.Arcs, arc)
		}
	}
	b.states = append(b.states, s)
}

// node returns what an organisation must be on a path with a set: in no other set and, unless it is an end,
// one that a path may pass through.
func (b *automata) node(set int) func(int32) bool {
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
func (b *automata) edge(leads func(to int32) bool) func(edge, from, to int32) bool {
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
