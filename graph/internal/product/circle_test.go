package product

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// mutual makes the arc of relationships with these ends, of which some can be crossed only as they stand. A loop that
// can be crossed both ways is in its row twice.
func mutual(nodes int, ends [][2]int32, oneWay func(edge int) bool) (arc Arc) {
	var from, to, labels []int32
	for e, end := range ends {
		from, to, labels = append(from, end[0]), append(to, end[1]), append(labels, int32(e))
		if !oneWay(e) {
			from, to, labels = append(from, end[1]), append(to, end[0]), append(labels, int32(e))
		}
	}
	arc.Forward, arc.Backward = adjacencyOf(nodes, from, to, labels)
	return arc
}

// repeated is the automaton of so many hops by an arc, or more; first says what the first relationship must be.
func repeated(arc Arc, least int, first func(edge, from, to int32) bool) *Automaton {
	a := &Automaton{States: make([]State, least+1), Starts: []int32{0}}
	for q := range a.States {
		arc.To = int32(min(q+1, least))
		a.States[q].Arcs = []Arc{arc}
	}
	a.States[least].Final = true
	if first != nil {
		a.States[0].Arcs[0].Edge = first
	}
	return a
}

// roundSearch makes a question where a path may come back to its start: about few nodes, most relationships of
// which can be crossed both ways.
func roundSearch(r *rand.Rand) *Search {
	nodes := 1 + r.IntN(7)
	ends := make([][2]int32, r.IntN(nodes+5))
	for e := range ends {
		ends[e] = [2]int32{r.Int32N(int32(nodes)), r.Int32N(int32(nodes))}
		if e > 0 && e < nodes && r.IntN(8) > 0 {
			ends[e] = [2]int32{r.Int32N(int32(e)), int32(e)} // a tree, to begin with
		}
	}
	some := 2 + r.IntN(8)
	arc := mutual(nodes, ends, func(e int) bool { return e%some == 1 })
	if r.IntN(4) == 0 {
		odd := r.Int32N(5)
		arc.Edge = func(e, from, to int32) bool { return (e+2*from+to)%5 != odd }
	}
	var first func(edge, from, to int32) bool
	if r.IntN(4) == 0 {
		odd := r.Int32N(3)
		first = func(e, _, _ int32) bool { return e%3 != odd }
	}
	s := &Search{
		Automaton: repeated(arc, []int{0, 1, 1, 1, 1, 2, 3}[r.IntN(7)], first), Nodes: nodes, Edges: len(ends),
		Mode: []Mode{Trail, Trail, Trail, Acyclic, Acyclic, Simple}[r.IntN(6)], Selector: Selector(r.IntN(5)), K: 1 + r.IntN(2),
		MaxHops: max(0, r.IntN(9)-3), ByLength: r.IntN(2) == 0,
	}
	if r.IntN(4) == 0 {
		odd := r.Int32N(4)
		s.Automaton.States[len(s.Automaton.States)-1].Node = func(v int32) bool { return v%4 != odd }
	}
	if r.IntN(5) == 0 { // it may begin in the midst
		s.Automaton.Starts = append(s.Automaton.Starts, int32(len(s.Automaton.States)-1))
		s.Automaton.Starts = slices.Compact(s.Automaton.Starts)
	}
	at := r.Int32N(int32(nodes))
	for v := range int32(nodes) {
		if v == at || r.IntN(2) == 0 {
			s.From = append(s.From, v)
		}
	}
	switch r.IntN(3) {
	case 0:
		s.To = []int32{at}
	case 1:
		for v := range int32(nodes) {
			if v == at || r.IntN(2) == 0 {
				s.To = append(s.To, v)
			}
		}
	}
	return s
}

func TestRoundAgainstEveryRun(t *testing.T) {
	asked, closed, tried := map[string]int{}, map[string]int{}, 40_000
	if testing.Short() {
		tried = 4000
	}
	for seed := range uint64(tried) {
		s := roundSearch(rand.New(rand.NewPCG(seed, 5)))
		want, ok := compare(t, seed, s)
		if !ok {
			continue
		}
		kind := fmt.Sprint(s.Mode, s.Selector)
		asked[kind]++
		if slices.ContainsFunc(want, func(p foundPath) bool { return len(p.edges) > 2 && p.nodes[0] == p.nodes[len(p.edges)] }) {
			closed[kind]++
		}
	}
	for mode := Trail; mode <= Simple; mode++ {
		for selector := range Selector(5) {
			kind := fmt.Sprint(mode, selector)
			if asked[kind] < tried/60 || mode == Trail && closed[kind] < tried/400 {
				t.Errorf("mode %d and selector %d: only %d questions, %d with a closed path", mode, selector, asked[kind], closed[kind])
			}
		}
	}
}

// villages are 50 nodes and a hundred relationships that can be crossed both ways: a tree of 20 nodes, on whose first
// the other 30 hang, which have 80 relationships among themselves. So there are too many trails to list. The tree has
// one cycle, of the nodes 1, 3 and 4, so that no closed trail leads through those below.
func villages() (arc Arc, nodes, edges int) {
	var ends [][2]int32
	for v := int32(1); v < 20; v++ {
		ends = append(ends, [2]int32{(v - 1) / 2, v})
	}
	ends = append(ends, [2]int32{3, 4})
	for v := int32(20); v < 50; v++ {
		ends = append(ends, [2]int32{max(v-1, 20), v})
		if v == 20 {
			ends[len(ends)-1] = [2]int32{0, 20}
		}
	}
	r := rand.New(rand.NewPCG(4, 4))
	for len(ends) < 100 {
		a, b := 20+r.Int32N(30), 20+r.Int32N(30)
		if a != b {
			ends = append(ends, [2]int32{a, b})
		}
	}
	return mutual(50, ends, func(int) bool { return false }), 50, 100
}

// TestRoundQuickly counts the relationships that a search tests: trying all trails would take more than can be
// counted. Nodes 0, 2 and 5 to 19 are on no cycle.
func TestRoundQuickly(t *testing.T) {
	arc, nodes, edges := villages()
	looked := 0
	arc.Edge = func(_, _, _ int32) bool {
		if looked++; looked > 1_000_000 {
			t.Fatal("it tries everything")
		}
		return true
	}
	all := make([]int32, nodes)
	for v := range all {
		all[v] = int32(v)
	}
	for _, mode := range []Mode{Trail, Acyclic} {
		for _, selector := range []Selector{Any, AllShortest, Shortest, ShortestGroups} {
			for name, to := range map[string][]int32{"anywhere": nil, "itself": {7}, "itself or near": {0, 3, 7}} {
				s := &Search{
					Automaton: repeated(arc, 1, nil), Nodes: nodes, Edges: edges, Mode: mode, Selector: selector, K: 1,
					From: []int32{7}, To: to,
				}
				if to == nil {
					s.From = all
				}
				looked = 0
				ends, round := map[[2]int32]bool{}, 0
				err := s.Run(t.Context(), func(m Match) bool {
					pair := [2]int32{m.Nodes[0], m.Nodes[len(m.Edges)]}
					if pair[0] == pair[1] && !ends[pair] {
						round++
					}
					ends[pair] = true
					return true
				})
				want, wantRound := map[string]int{"anywhere": 50 * 49, "itself": 0, "itself or near": 2}[name], 0
				if mode == Trail && to == nil {
					wantRound = 33 // 1, 3, 4 and all from 20 on
				}
				if err != nil || len(ends) != want+wantRound || round != wantRound {
					t.Errorf("mode %d, selector %d, to %s: %d pairs, %d round, want %d, %d; %v", mode, selector, name, len(ends), round, want+wantRound, wantRound, err)
				}
				// A search looks at each relationship from both sides a few times, and back again.
				if most := len(s.From) * 20 * edges; looked > most {
					t.Errorf("mode %d, selector %d, to %s: %d relationships were looked at, more than %d", mode, selector, name, looked, most)
				}
			}
			// Two paths, of which there are none.
			s := &Search{
				Automaton: repeated(arc, 1, nil), Nodes: nodes, Edges: edges, Mode: mode, Selector: selector, K: 2,
				From: []int32{7}, To: []int32{7},
			}
			looked = 0
			if err := s.Run(t.Context(), func(Match) bool { t.Error("a path"); return false }); err != nil || looked > 20*edges {
				t.Errorf("mode %d, selector %d, two paths: %d relationships were looked at; %v", mode, selector, looked, err)
			}
		}
	}
}

// TestRoundAmongMany asks for all shortest trails from the hub of a wheel of 16 spokes, each with two nodes more
// beyond it: closed ones and others have the same length, and the same first relationships.
func TestRoundAmongMany(t *testing.T) {
	var ends [][2]int32
	for i := range int32(16) {
		ends = append(ends, [2]int32{0, 1 + i}, [2]int32{1 + i, 1 + (i+1)%16}, [2]int32{1 + i, 17 + i}, [2]int32{17 + i, 33 + i})
	}
	arc := mutual(49, ends, func(int) bool { return false })
	for _, selector := range []Selector{Any, AllShortest, Shortest, ShortestGroups} {
		s := &Search{
			Automaton: repeated(arc, 1, nil), Nodes: 49, Edges: len(ends), Mode: Trail, Selector: selector, K: 1, MaxHops: 4,
			From: []int32{0},
		}
		want, ok := compare(t, uint64(selector), s)
		if !ok || len(want) != map[Selector]int{Any: 49, Shortest: 49, AllShortest: 48 + 32, ShortestGroups: 48 + 32}[selector] {
			t.Errorf("selector %d: %d paths", selector, len(want))
		}
	}
}

// TestRoundGivenUp asks for acyclic paths from the first node of a long chain to itself and to the next: when that is
// found, the chain is not gone along.
func TestRoundGivenUp(t *testing.T) {
	const nodes = 2000
	var ends [][2]int32
	for v := int32(1); v < nodes; v++ {
		ends = append(ends, [2]int32{v - 1, v})
	}
	arc := mutual(nodes, ends, func(int) bool { return false })
	looked := 0
	arc.Edge = func(_, _, _ int32) bool { looked++; return true }
	for _, selector := range []Selector{Any, AllShortest, Shortest, ShortestGroups} {
		for k := 1; k <= 2; k++ {
			s := &Search{
				Automaton: repeated(arc, 1, nil), Nodes: nodes, Edges: len(ends), Mode: Acyclic, Selector: selector, K: k,
				From: []int32{0}, To: []int32{0, 1},
			}
			looked = 0
			count := 0
			err := s.Run(t.Context(), func(Match) bool { count++; return true })
			if most := 20; err != nil || count != 1 || k == 1 && looked > most {
				t.Errorf("selector %d, k %d: %d paths after %d relationships; %v", selector, k, count, looked, err)
			}
		}
	}
}
