package check

import (
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
)

// cycles finds cycles of relationships of a type and its narrower ones that holds keeps: no two of them
// with an organisation in common, and at least one wherever there are any. O(organisations +
// relationships).
func (c *checker) cycles(kind, verb string, holds func(graph.Edge) bool) {
	for _, cycle := range findCycles(c.g, func(e graph.Edge) bool {
		return c.g.Vocabulary().TypeIsA(c.g.Type(e).ID, kind) && holds(e)
	}) {
		// The relationship that comes last in the map closes the cycle.
		last := 0
		for i, e := range cycle.edges {
			if e > cycle.edges[last] {
				last = i
			}
		}
		var names []string
		for i := range cycle.nodes {
			names = append(names, c.g.Name(cycle.nodes[(last+1+i)%len(cycle.nodes)]))
		}
		if len(names) > 8 {
			names = append(names[:7:7], "…", names[len(names)-1])
		}
		names = append(names, names[0])
		c.atRelationship(cycle.edges[last], "", "it closes a circle: %s", strings.Join(names, " "+verb+" "))
	}
}

// cycle is a closed walk: edges[i] goes from nodes[i] to nodes[i+1], the last to nodes[0].
type cycle struct {
	nodes []graph.Node
	edges []graph.Edge
}

// cycleSearch walks among the organisations that are left: those that a relationship leaves for another
// one, or the same, that is left. A walk among them never comes to an end, so that it closes a cycle.
type cycleSearch struct {
	out, in *csr.Graph
	left    []bool
	ways    []int32  // how many arcs go to what is left
	next    []uint32 // the first arc of each row of out that may still go to what is left
}

// findCycles returns cycles of the relationships that keep keeps, as [checker.cycles] describes them.
func findCycles(g *graph.Graph, keep func(graph.Edge) bool) (cycles []cycle) {
	s := newCycleSearch(g, keep)
	var walk cycle
	at := make([]int, g.NumOrganisations()) // 1 + the place in the walk
	for start := range g.Nodes() {
		n := start
		for s.left[n] {
			if at[n] == 0 {
				walk.nodes = append(walk.nodes, n)
				at[n] = len(walk.nodes)
				arc := s.wayFrom(n)
				walk.edges = append(walk.edges, graph.Edge(s.out.Labels[arc]))
				n = graph.Node(s.out.Targets[arc])
				continue
			}
			i := at[n] - 1
			found := cycle{slices.Clone(walk.nodes[i:]), slices.Clone(walk.edges[i:])}
			cycles = append(cycles, found)
			s.remove(found.nodes)
			// The walk goes on from the last organisation on it that is left, by another way, or anew.
			n = start
			for last := len(walk.nodes) - 1; last >= 0; last-- {
				m := walk.nodes[last]
				at[m] = 0
				walk.nodes, walk.edges = walk.nodes[:last], walk.edges[:last]
				if s.left[m] {
					n = m
					break
				}
			}
		}
	}
	return cycles
}

func newCycleSearch(g *graph.Graph, keep func(graph.Edge) bool) *cycleSearch {
	n := g.NumOrganisations()
	var arcs csr.Arcs
	add := func(from, to graph.Node, e graph.Edge) {
		arcs.From, arcs.To = append(arcs.From, int32(from)), append(arcs.To, int32(to))
		arcs.Labels = append(arcs.Labels, int32(e))
	}
	for e := range g.Edges() {
		if !keep(e) {
			continue
		}
		from, to := g.From(e), g.To(e)
		add(from, to, e)
		if g.IsMutual(e) && from != to {
			add(to, from, e)
		}
	}
	out, err := csr.New(n, arcs)
	if err != nil {
		panic(err) // the ends are organisations of g, of which there are fewer than csr can hold
	}
	s := &cycleSearch{
		out: out, in: out.Transpose(),
		left: make([]bool, n), ways: make([]int32, n), next: make([]uint32, n),
	}
	all := make([]graph.Node, n)
	for i := range n {
		all[i] = graph.Node(i)
		s.left[i], s.ways[i], s.next[i] = true, int32(s.out.Degree(int32(i))), s.out.Offsets[i]
	}
	s.peel(all)
	return s
}

// wayFrom returns the first arc from n, which is left, to what is left.
func (s *cycleSearch) wayFrom(n graph.Node) uint32 {
	for !s.left[s.out.Targets[s.next[n]]] {
		s.next[n]++
	}
	return s.next[n]
}

// remove takes the nodes out, and all that has no way left without them.
func (s *cycleSearch) remove(nodes []graph.Node) {
	var before []graph.Node
	for _, n := range nodes {
		before = s.drop(n, before)
	}
	s.peel(before)
}

// drop takes n out, and appends what has a way to n to look.
func (s *cycleSearch) drop(n graph.Node, look []graph.Node) []graph.Node {
	s.left[n] = false
	for _, other := range s.in.Row(int32(n)) {
		s.ways[other]--
		look = append(look, graph.Node(other))
	}
	return look
}

// peel takes out, again and again, what has no way to what is left; look is where to begin.
func (s *cycleSearch) peel(look []graph.Node) {
	for len(look) > 0 {
		n := look[len(look)-1]
		look = look[:len(look)-1]
		if s.left[n] && s.ways[n] == 0 {
			look = s.drop(n, look)
		}
	}
}
