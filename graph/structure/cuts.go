package structure

import (
	"context"
	"slices"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// Cuts is what a graph falls apart without. It looks at ties: relationships of any direction, those between
// the same two organisations together. Who can reach each other by ties is in touch.
type Cuts struct {
	// Organisations are the cut organisations (cut vertices, articulation points), those without which others
	// lose touch with each other, in the order of the graph.
	Organisations []CutOrganisation
	// Bridges are the pairs of organisations that lose touch with each other when all relationships between
	// them end, in the order of the first of these relationships.
	Bridges []Bridge

	forest *forest
}

// CutOrganisation is an organisation without which others lose touch.
type CutOrganisation struct {
	Organisation graph.Node
	Split
}

// Bridge is two organisations whose tie alone holds their component together. It is of a pair, not of a
// relationship: where there are several relationships between the two, it takes the end of all of them.
type Bridge struct {
	// A and B are the ends: those that the first relationship goes from and to.
	A, B graph.Node
	// Relationships are all those between the two, in the order of the graph.
	Relationships []graph.Edge
	Split
}

// Split is how a component falls into groups that are not in touch with each other when an organisation, or
// the tie of a bridge, goes. What goes with an organisation is in none of the groups: itself. The groups stand
// largest first, those of the same size in the order of their first organisation.
//
// A Split knows the sizes of its groups and finds their members when asked, because all members of all groups
// of all cuts of a graph may be as many as the square of its organisations.
type Split struct {
	forest    *forest
	gone      int32   // the vertex that goes, or -1 where a tie does
	root      int32   // of the tree of the component
	remaining int32   // how many organisations are in none of the subtrees
	groups    []int32 // each the root of a subtree, or rest
	pairs     int64
}

// rest stands for what is in none of the subtrees of a Split.
const rest = int32(-1)

// NumGroups returns how many groups there are: 2 or more for a cut organisation, 2 for a bridge.
func (s Split) NumGroups() int { return len(s.groups) }

// Size returns how many organisations group i has. O(1).
func (s Split) Size(i int) int {
	if s.groups[i] == rest {
		return int(s.remaining)
	}
	return int(s.forest.size[s.groups[i]])
}

// whole is how many organisations there are in all groups.
func (s Split) whole() int {
	whole := int(s.forest.size[s.root])
	if s.gone >= 0 {
		whole--
	}
	return whole
}

// Pairs returns how many pairs of organisations lose touch: that are in different groups.
func (s Split) Pairs() int64 { return s.pairs }

// Members returns the organisations of group i, in their order. O(k log k) for k of them, or for the size of
// the component where the group is the rest of it.
func (s Split) Members(i int) []graph.Node {
	f := s.forest
	members := make([]graph.Node, 0, s.Size(i))
	add := func(from, to int32) {
		for _, v := range f.order[from:to] {
			members = append(members, graph.Node(v))
		}
	}
	if child := s.groups[i]; child != rest {
		add(f.number[child], f.number[child]+f.size[child])
	} else {
		var holes [][2]int32 // of the numbers of the component, those that are not of the group
		for _, child := range s.groups {
			if child != rest {
				holes = append(holes, [2]int32{f.number[child], f.number[child] + f.size[child]})
			}
		}
		if s.gone >= 0 {
			holes = append(holes, [2]int32{f.number[s.gone], f.number[s.gone] + 1})
		}
		slices.SortFunc(holes, func(a, b [2]int32) int { return int(a[0] - b[0]) })
		from := f.number[s.root]
		for _, hole := range holes {
			add(from, hole[0])
			from = hole[1]
		}
		add(from, f.number[s.root]+f.size[s.root])
	}
	slices.Sort(members)
	return members
}

// FindCuts finds the cut organisations and the bridges of a graph, and what falls apart without each.
//
// Directions do not matter, loops are ignored, and parallel relationships are one tie. An empty graph, or one
// without ties, has neither cut organisations nor bridges. Organisations that were not in touch before do not
// lose it.
//
// Time and memory O(n + m), without recursion, and O(1) for each group of each cut; their members are listed
// on demand, see [Split.Members]. It fails only where ctx is done.
//
// J. Hopcroft and R. Tarjan, "Algorithm 447: efficient algorithms for graph manipulation", Communications of
// the ACM 16 (1973) 372–378.
func FindCuts(ctx context.Context, g *graph.Graph) (*Cuts, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	tied, err := ties(ctx, g)
	if err != nil {
		return nil, err
	}
	return findCuts(ctx, g, tied)
}

func findCuts(ctx context.Context, g *graph.Graph, tied *csr.Graph) (*Cuts, error) {
	stop := parallel.Watch(ctx)
	defer stop.Release()
	f := newForest(tied, stop)
	if f == nil {
		return nil, ctx.Err()
	}
	c := &Cuts{forest: f}
	for v := range int32(tied.NumVertices()) {
		if stop.Stopped() {
			return nil, ctx.Err()
		}
		if f.cuts(v) {
			c.Organisations = append(c.Organisations, CutOrganisation{graph.Node(v), f.without(v)})
		}
	}
	if !c.findBridges(g, stop) {
		return nil, ctx.Err()
	}
	return c, ctx.Err()
}

// Without returns how the component of an organisation falls apart when that goes: into two or more groups
// if it is a cut organisation, else into one, or none where it has no ties. O(number of its ties).
func (c *Cuts) Without(n graph.Node) Split { return c.forest.without(int32(n)) }

// findBridges gives every relationship of a bridge to it; it returns false where it was stopped.
func (c *Cuts) findBridges(g *graph.Graph, stop *parallel.Stop) bool {
	f := c.forest
	at := make([]int32, len(f.order)) // 1 + the place of a bridge, by its lower end in the forest
	for e := range g.Edges() {
		if e&0xfff == 0 && stop.Stopped() {
			return false
		}
		a, b := int32(g.From(e)), int32(g.To(e))
		below := b
		if f.parent[a] == b {
			below = a
		}
		if a == b || f.parent[below] != a && f.parent[below] != b || f.low[below] != f.number[below] {
			continue
		}
		if at[below] == 0 {
			c.Bridges = append(c.Bridges, Bridge{A: graph.Node(a), B: graph.Node(b), Split: f.withoutTie(below)})
			at[below] = int32(len(c.Bridges))
		}
		bridge := &c.Bridges[at[below]-1]
		bridge.Relationships = append(bridge.Relationships, e)
	}
	return true
}

// forest is a depth-first search of ties: a tree for each component. The vertices of a subtree have numbers
// that follow each other, so that a group that is one is a span of order.
type forest struct {
	tied   *csr.Graph
	order  []int32 // the vertices as they were met
	number []int32 // the place of a vertex in order
	parent []int32 // -1 for the root of a tree
	root   []int32 // of the tree that a vertex is in: its first vertex
	size   []int32 // of the subtree of a vertex
	low    []int32 // the lowest number that a tie from the subtree of a vertex leads to, but for that to its parent
	first  []int32 // the first vertex of the subtree of a vertex
}

// newForest searches; it returns nil where it was stopped.
func newForest(tied *csr.Graph, stop *parallel.Stop) *forest {
	n := tied.NumVertices()
	f := &forest{tied: tied, order: make([]int32, 0, n)}
	for _, column := range []*[]int32{&f.number, &f.parent, &f.root, &f.size, &f.low, &f.first} {
		*column = make([]int32, n)
	}
	for v := range f.number {
		f.number[v] = -1
	}
	next := slices.Clone(tied.Offsets) // the arc of every vertex to be followed next
	for start := range int32(n) {
		if f.number[start] >= 0 {
			continue
		}
		f.meet(start, -1, start)
		for v := start; v >= 0; {
			if stop.Stopped() {
				return nil
			}
			if next[v] == tied.Offsets[v+1] {
				v = f.leave(v)
				continue
			}
			w := tied.Targets[next[v]]
			next[v]++
			if f.number[w] < 0 {
				f.meet(w, v, start)
				v = w
			} else if w != f.parent[v] {
				f.low[v] = min(f.low[v], f.number[w])
			}
		}
	}
	return f
}

func (f *forest) meet(v, parent, root int32) {
	f.number[v] = int32(len(f.order))
	f.order = append(f.order, v)
	f.parent[v], f.root[v], f.size[v], f.low[v], f.first[v] = parent, root, 1, f.number[v], v
}

// leave gives to the parent of v what is known of v, and returns it.
func (f *forest) leave(v int32) int32 {
	p := f.parent[v]
	if p >= 0 {
		f.size[p] += f.size[v]
		f.low[p] = min(f.low[p], f.low[v])
		f.first[p] = min(f.first[p], f.first[v])
	}
	return p
}

// severed reports whether the subtree of child, which is a child of v, has no tie past v.
func (f *forest) severed(v, child int32) bool { return f.low[child] >= f.number[v] }

// cuts reports whether others lose touch without v.
func (f *forest) cuts(v int32) bool {
	severed := 0
	for _, w := range f.tied.Row(v) {
		if f.parent[w] == v && f.severed(v, w) {
			severed++
			if severed > 1 || f.parent[v] >= 0 {
				return true
			}
		}
	}
	return false
}

// without returns how the tree of v falls apart without it.
func (f *forest) without(v int32) Split {
	s := Split{forest: f, gone: v, root: f.root[v]}
	for _, w := range f.tied.Row(v) {
		if f.parent[w] == v && f.severed(v, w) {
			s.groups = append(s.groups, w)
		}
	}
	if v != s.root {
		s.groups = append(s.groups, rest)
	}
	f.arrange(&s)
	return s
}

// withoutTie returns how a tree falls apart without the tie of v, the end of a bridge, with its parent.
func (f *forest) withoutTie(v int32) Split {
	s := Split{forest: f, gone: -1, root: f.root[v], groups: []int32{v, rest}}
	f.arrange(&s)
	return s
}

// arrange puts the groups of a split into their order and counts the pairs.
func (f *forest) arrange(s *Split) {
	s.remaining = int32(s.whole())
	for _, child := range s.groups {
		if child != rest {
			s.remaining -= f.size[child]
		}
	}
	of := func(child int32) (size, first int32) {
		if child == rest {
			return s.remaining, s.root // which is the first of the tree, and in no subtree
		}
		return f.size[child], f.first[child]
	}
	// Groups of one organisation, of which a hub may have a million, are in their order already.
	more, ones := make([]int32, 0, len(s.groups)), s.groups[:0]
	for _, child := range s.groups {
		if size, _ := of(child); size > 1 || child == rest {
			more = append(more, child)
		} else {
			ones = append(ones, child)
		}
	}
	slices.SortFunc(more, func(a, b int32) int {
		sizeA, firstA := of(a)
		sizeB, firstB := of(b)
		if sizeA != sizeB {
			return int(sizeB - sizeA)
		}
		return int(firstA - firstB)
	})
	s.groups = append(more, ones...)
	whole := int64(s.whole())
	twice := whole * whole
	for _, child := range s.groups {
		size, _ := of(child)
		twice -= int64(size) * int64(size)
	}
	s.pairs = twice / 2
}
