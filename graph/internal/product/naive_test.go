package product

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// found is a path of the naive enumerator or of a search.
type foundPath struct{ nodes, edges, states []int32 }

func (p foundPath) String() string { return fmt.Sprintf("%v by %v in %v", p.nodes, p.edges, p.states) }

func copyOf(m Match) foundPath {
	return foundPath{slices.Clone(m.Nodes), slices.Clone(m.Edges), slices.Clone(m.States)}
}

// naive enumerates the runs of every length up to a bound, one by one.
type naive struct {
	*Search
	budget int // how many runs may be found before it gives up
	reach  map[[4]int32]bool
}

func (n *naive) node(v, q int32) bool {
	test := n.Automaton.States[q].Node
	return test == nil || test(v)
}

// steps lists the steps from a node in a state, by label and then by state.
func (n *naive) steps(v, q int32) (steps []choice) {
	for _, arc := range n.Automaton.States[q].Arcs {
		for i := arc.Forward.Offsets[v]; i < arc.Forward.Offsets[v+1]; i++ {
			to, label := arc.Forward.Targets[i], arc.Forward.Labels[i]
			c := choice{label, to, arc.To, -1}
			if n.node(to, arc.To) && (arc.Edge == nil || arc.Edge(label, v, to)) && !slices.Contains(steps, c) {
				steps = append(steps, c)
			}
		}
	}
	slices.SortFunc(steps, func(a, b choice) int { return cmp.Or(cmp.Compare(a.label, b.label), cmp.Compare(a.state, b.state)) })
	return steps
}

// can reports whether a walk of so many hops leads from a node in a state to an end.
func (n *naive) can(v, q, end, hops int32) bool {
	key := [4]int32{v, q, end, hops}
	known, ok := n.reach[key]
	if ok {
		return known
	}
	if hops == 0 {
		known = v == end && n.Automaton.States[q].Final
	} else {
		for _, c := range n.steps(v, q) {
			known = known || n.can(c.node, c.state, end, hops-1)
		}
	}
	n.reach[key] = known
	return known
}

// exactly lists the paths of a length between two nodes.
func (n *naive) exactly(from, end, hops int32) (paths []foundPath) {
	var extend func(p foundPath, hops int32)
	extend = func(p foundPath, hops int32) {
		v, q := p.nodes[len(p.nodes)-1], p.states[len(p.states)-1]
		if n.budget <= 0 || !n.can(v, q, end, hops) || !n.allowed(p, hops == 0) {
			return
		}
		n.budget--
		if hops == 0 {
			paths = append(paths, p)
			return
		}
		for _, c := range n.steps(v, q) {
			extend(foundPath{
				append(slices.Clone(p.nodes), c.node), append(slices.Clone(p.edges), c.label), append(slices.Clone(p.states), c.state),
			}, hops-1)
		}
	}
	for _, q := range n.Automaton.Starts {
		if n.node(from, q) {
			extend(foundPath{[]int32{from}, nil, []int32{q}}, hops)
		}
	}
	return paths
}

// allowed reports whether the mode allows a path, or the beginning of one.
func (n *naive) allowed(p foundPath, whole bool) bool {
	twice := func(s []int32) bool {
		for i := range s {
			if slices.Contains(s[:i], s[i]) {
				return true
			}
		}
		return false
	}
	switch n.Mode {
	case Trail:
		return !twice(p.edges)
	case Acyclic:
		return !twice(p.nodes)
	case Simple:
		return !twice(p.nodes) || whole && len(p.edges) > 0 && p.nodes[0] == p.nodes[len(p.nodes)-1] && !twice(p.nodes[1:])
	}
	return true
}

// paths answers the question; false where there is too much to look at.
func (n *naive) paths() (all []foundPath, ok bool) {
	longest := int32(n.Nodes * len(n.Automaton.States) * max(n.K, 1))
	switch {
	case n.Mode == Trail:
		longest = int32(n.Edges)
	case n.Mode != Walk:
		longest = int32(n.Nodes)
	}
	if n.Mode == Walk && n.Selector == All {
		longest = int32(n.MaxHops)
	} else if n.MaxHops > 0 {
		longest = min(longest, int32(n.MaxHops))
	}
	ends := n.To
	if ends == nil {
		for v := range int32(n.Nodes) {
			ends = append(ends, v)
		}
	}
	for _, from := range n.From {
		var some []foundPath
		for _, end := range ends {
			count, lengths := 0, 0
			for hops := int32(0); hops <= longest; hops++ {
				paths := n.exactly(from, end, hops)
				if n.budget <= 0 {
					return nil, false
				}
				if len(paths) == 0 {
					continue
				}
				switch n.Selector {
				case AllShortest:
					if lengths > 0 {
						paths = nil
					}
				case ShortestGroups:
					if lengths >= n.K {
						paths = nil
					}
				case Shortest, Any:
					paths = paths[:min(len(paths), n.K-count)]
				}
				some = append(some, paths...)
				count, lengths = count+len(paths), lengths+1
				if n.Selector != All && (lengths >= n.K && (n.Selector == ShortestGroups || count >= n.K) || n.Selector == AllShortest) {
					break
				}
			}
		}
		slices.SortFunc(some, n.order)
		all = append(all, some...)
	}
	return all, true
}

// order is what Run promises.
func (n *naive) order(a, b foundPath) int {
	byLength, byEnd := cmp.Compare(len(a.edges), len(b.edges)), cmp.Compare(a.nodes[len(a.nodes)-1], b.nodes[len(b.nodes)-1])
	if n.Selector == All && !n.ByLength {
		byLength = 0
	}
	if n.Selector == All || n.Mode != Walk {
		byEnd = 0
	}
	starts := n.Automaton.Starts
	way := cmp.Compare(slices.Index(starts, a.states[0]), slices.Index(starts, b.states[0]))
	for i := 0; way == 0 && i < min(len(a.edges), len(b.edges)); i++ {
		way = cmp.Or(cmp.Compare(a.edges[i], b.edges[i]), cmp.Compare(a.states[i+1], b.states[i+1]))
	}
	return cmp.Or(byLength, byEnd, way, cmp.Compare(len(a.edges), len(b.edges)))
}

// randomSearch makes a question about a graph of a few nodes.
func randomSearch(r *rand.Rand) *Search {
	nodes, edges := 1+r.IntN(6), r.IntN(10)
	s := &Search{
		Nodes: nodes, Edges: edges, Mode: Mode(r.IntN(4)), Selector: Selector(r.IntN(5)), K: 1 + r.IntN(3),
		ByLength: r.IntN(2) == 0, MaxHops: r.IntN(6), Automaton: &Automaton{States: make([]State, 1+r.IntN(3))},
	}
	if s.Selector == All && s.Mode == Walk {
		s.MaxHops = 1 + r.IntN(4)
	}
	ends := make([][2]int32, edges)
	for e := range ends {
		ends[e] = [2]int32{r.Int32N(int32(nodes)), r.Int32N(int32(nodes))}
	}
	states := s.Automaton.States
	for q := range states {
		states[q].Final = r.IntN(2) == 0
		if r.IntN(4) == 0 {
			odd := r.Int32N(3)
			states[q].Node = func(v int32) bool { return v%3 != odd }
		}
		for to := range states {
			if r.IntN(3) == 0 && len(states) > 1 {
				continue
			}
			kind, both := r.IntN(3), r.IntN(3)
			var from, onto, labels []int32
			for e, end := range ends {
				if kind > 0 && e%3 == kind {
					continue
				}
				if both != 1 || e%4 == 0 { // as it goes
					from, onto, labels = append(from, end[0]), append(onto, end[1]), append(labels, int32(e))
				}
				if both != 0 || e%4 == 0 { // loops of both are in a row twice
					from, onto, labels = append(from, end[1]), append(onto, end[0]), append(labels, int32(e))
				}
			}
			arc := Arc{To: int32(to)}
			arc.Forward, arc.Backward = adjacencyOf(nodes, from, onto, labels)
			if r.IntN(4) == 0 {
				odd := r.Int32N(4)
				arc.Edge = func(e, from, to int32) bool { return (e+2*from+to)%4 != odd }
			}
			states[q].Arcs = append(states[q].Arcs, arc)
		}
	}
	for q := range states {
		if q == 0 || r.IntN(3) == 0 {
			s.Automaton.Starts = append(s.Automaton.Starts, int32(q))
		}
	}
	some := func() (list []int32) {
		list = []int32{}
		for v := range int32(nodes) {
			if r.IntN(2) == 0 {
				list = append(list, v)
			}
		}
		return list
	}
	s.From = some()
	switch r.IntN(3) {
	case 0:
		s.To = some()
	case 1:
		s.To = []int32{r.Int32N(int32(nodes))}
	}
	return s
}

// compare answers a question in both ways; false where there is too much to look at.
func compare(t *testing.T, seed uint64, s *Search) (want []foundPath, ok bool) {
	t.Helper()
	n := &naive{s, 20_000, map[[4]int32]bool{}}
	if want, ok = n.paths(); !ok {
		return nil, false
	}
	var got []foundPath
	err := s.Run(t.Context(), func(m Match) bool {
		got = append(got, copyOf(m))
		return len(got) <= len(want)
	})
	if err != nil {
		t.Fatal(seed, err)
	}
	if len(got) != len(want) || !slices.EqualFunc(got, want, func(a, b foundPath) bool { return a.String() == b.String() }) {
		t.Fatalf("seed %d: mode %d, selector %d, k %d, at most %d hops, from %v to %v:\ngot  %v\nwant %v",
			seed, s.Mode, s.Selector, s.K, s.MaxHops, s.From, s.To, got, want)
	}
	return want, true
}

func TestAgainstEveryRun(t *testing.T) {
	asked, tried := map[string]int{}, 30_000
	if testing.Short() {
		tried = 3000
	}
	for seed := range uint64(tried) {
		s := randomSearch(rand.New(rand.NewPCG(seed, 1)))
		if _, ok := compare(t, seed, s); ok {
			asked[fmt.Sprint(s.Mode, s.Selector)]++
		}
	}
	for mode := range Mode(4) {
		for selector := range Selector(5) {
			if asked[fmt.Sprint(mode, selector)] < tried/100 {
				t.Errorf("mode %d and selector %d: only %d questions", mode, selector, asked[fmt.Sprint(mode, selector)])
			}
		}
	}
}
