package product

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"
)

// furtherSearch is roundSearch with more paths to each end, and all the questions about ends that there can be. An end
// may be another state than that in which a path goes on.
func furtherSearch(r *rand.Rand) *Search {
	s := roundSearch(r)
	s.Selector, s.K, s.eager = []Selector{Any, Shortest}[r.IntN(2)], 2+r.IntN(3), true
	states := s.Automaton.States
	loop := int32(len(states) - 1)
	if r.IntN(3) == 0 {
		last := State{Final: true}
		if odd := r.Int32N(4); r.IntN(2) == 0 {
			last.Node = func(v int32) bool { return v%3 != odd }
		}
		states[loop].Final = r.IntN(6) == 0
		for q := range states {
			arc := states[q].Arcs[0]
			if arc.To != loop {
				continue
			}
			arc.To = loop + 1
			states[q].Arcs = append(states[q].Arcs, arc)
		}
		s.Automaton.States = append(states, last)
	}
	return s
}

func TestFurtherAgainstEveryRun(t *testing.T) {
	asked, lacking, tried := map[Mode]int{}, map[Mode]int{}, 60_000
	if testing.Short() {
		tried = 6000
	}
	for seed := range uint64(tried) {
		s := furtherSearch(rand.New(rand.NewPCG(seed, 6)))
		want, ok := compare(t, seed, s)
		if !ok || s.Automaton.machine().loop < 0 {
			continue
		}
		asked[s.Mode]++
		paths := map[[2]int32]int{}
		for _, p := range want {
			paths[[2]int32{p.nodes[0], p.nodes[len(p.edges)]}]++
		}
		for _, n := range paths {
			if n > 1 && n < s.K {
				lacking[s.Mode]++
				break
			}
		}
	}
	for mode := Trail; mode <= Simple; mode++ {
		if asked[mode] < tried/20 || lacking[mode] < tried/200 {
			t.Errorf("mode %d: only %d questions, %d with ends that have some but not all", mode, asked[mode], lacking[mode])
		}
	}
}

// TestFurtherIsExact compares the answer, for any number of known paths, with what there is.
func TestFurtherIsExact(t *testing.T) {
	answers, tried := map[Mode][2]int{}, 20_000
	if testing.Short() {
		tried = 2000
	}
	for seed := range uint64(tried) {
		s := furtherSearch(rand.New(rand.NewPCG(seed, 7)))
		m := s.Automaton.machine()
		if m.loop < 0 {
			continue
		}
		s.To = []int32{s.From[0]}
		if seed%3 > 0 {
			s.To[0] = int32(seed) % int32(s.Nodes)
		}
		s.From, s.K, s.Selector = s.From[:1], 12, Shortest
		want, ok := (&naive{s, 20_000, map[[4]int32]bool{}}).paths()
		if !ok {
			continue
		}
		r := &run{Search: s, machine: m, ctx: t.Context(), width: int32(len(m.states)), scratch: new(scratch), barred: -1}
		r.bound()
		r.normalise()
		r.setGoals(s.To)
		r.further.last = []int32{-1}
		for known := range min(len(want)+1, s.K) {
			budget := never
			more, err := r.hasMore(s.From[0], 0, &budget)
			if err != nil || more != (known < len(want)) {
				t.Fatalf("seed %d: mode %d, from %v to %v, at most %d hops: another one beside %v: %v; all are %v",
					seed, s.Mode, s.From, s.To, s.MaxHops, want[:known], more, want)
			}
			count := answers[s.Mode]
			if count[0]++; more {
				count[1]++
			}
			answers[s.Mode] = count
			if known < len(want) {
				p := want[known]
				r.keep(p.nodes, p.edges, p.states)
			}
		}
	}
	for mode := Trail; mode <= Simple; mode++ {
		if n := answers[mode]; n[1] < tried/20 || n[0]-n[1] < tried/20 {
			t.Errorf("mode %d: only %d answers, %d of them that there is another path", mode, n[0], n[1])
		}
	}
}

// countdown is a context that is done when it was looked at so often.
type countdown struct {
	context.Context
	left int
}

func (c *countdown) Err() error {
	if c.left--; c.left < 0 {
		return errors.New("it tries everything")
	}
	return nil
}

// TestFurtherQuickly asks for more paths to ends behind bridges than there are. To try all takes more than can be
// counted: a search may look at some 100,000 relationships.
func TestFurtherQuickly(t *testing.T) {
	arc, nodes, edges := villages()
	// The tree has one cycle, of the nodes 1, 3 and 4. Across it there are two ways, and beyond the first node all
	// that is among nodes 20 to 49; what hangs on node 7 has one path from there.
	fewest := map[Mode]map[int32]int{
		Trail:   {0: 2, 1: 2, 2: 2, 3: 3, 4: 2, 5: 2, 8: 3, 9: 2, 14: 2, 15: 1, 16: 1, 17: 3, 19: 2},
		Acyclic: {0: 2, 1: 2, 2: 2, 3: 1, 4: 2, 5: 2, 8: 1, 9: 2, 14: 2, 15: 1, 16: 1, 17: 1, 19: 2, 20: 2},
		Simple:  {0: 2, 1: 2, 2: 2, 3: 1, 4: 2, 5: 2, 8: 1, 9: 2, 14: 2, 15: 1, 16: 1, 17: 1, 19: 2, 20: 2},
	}
	for mode, fewest := range fewest {
		for _, selector := range []Selector{Any, Shortest} {
			for _, k := range []int{3, 4, 30} {
				// The state of the ends is also that in which paths go on, or another.
				for _, apart := range []bool{false, true} {
					a := repeated(arc, 1, nil)
					if apart {
						a.States[1].Final = false
						for q := range a.States {
							last := arc
							last.To = 2
							a.States[q].Arcs = append(a.States[q].Arcs, last)
						}
						a.States = append(a.States, State{Final: true})
					}
					s := &Search{Automaton: a, Nodes: nodes, Edges: edges, Mode: mode, Selector: selector, K: k, From: []int32{7}}
					ends := map[int32]int{}
					ctx := &countdown{t.Context(), 100_000 / checkEvery}
					err := s.Run(ctx, func(m Match) bool { ends[m.Nodes[len(m.Edges)]]++; return true })
					if err != nil {
						t.Fatalf("mode %d, selector %d, k %d, apart %v: %v", mode, selector, k, apart, err)
					}
					for end, want := range fewest {
						if ends[end] != want {
							t.Errorf("mode %d, selector %d, k %d, apart %v: %d paths to %d, want %d", mode, selector, k, apart, ends[end], end, want)
						}
					}
					for end := int32(21); end < 50; end++ {
						if ends[end] != k {
							t.Errorf("mode %d, selector %d, k %d, apart %v: %d paths to %d", mode, selector, k, apart, ends[end], end)
						}
					}
				}
			}
		}
	}
}

// TestFurtherWithoutMemory asks where the paths may not be kept: the answer is the same.
func TestFurtherWithoutMemory(t *testing.T) {
	some := 0
	for seed := range uint64(3000) {
		s := furtherSearch(rand.New(rand.NewPCG(seed, 8)))
		s.Memory = 4000
		n := &naive{s, 20_000, map[[4]int32]bool{}}
		want, ok := n.paths()
		if !ok {
			continue
		}
		count := 0
		err := s.Run(t.Context(), func(Match) bool { count++; return true })
		var limit *MemoryError
		if errors.As(err, &limit) {
			continue
		}
		if some++; err != nil || count != len(want) {
			t.Fatalf("seed %d: %d paths, want %d; %v", seed, count, len(want), err)
		}
	}
	if some < 500 {
		t.Errorf("only %d questions", some)
	}
}
