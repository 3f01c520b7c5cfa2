package product

import (
	"context"
	"errors"
	"slices"
	"testing"
)

// doubled is a chain of so many hops, each by two relationships: there are 2^hops paths.
func doubled(hops int) *Search {
	var from, to, edges []int32
	for i := range int32(2 * hops) {
		from, to, edges = append(from, i/2), append(to, i/2+1), append(edges, i)
	}
	arc := Arc{}
	arc.Forward, arc.Backward = adjacencyOf(hops+1, from, to, edges)
	return &Search{
		Automaton: &Automaton{States: []State{{Final: true, Arcs: []Arc{arc}}}, Starts: []int32{0}},
		Nodes:     hops + 1, Edges: 2 * hops, K: 1000, From: []int32{0}, To: []int32{int32(hops)},
	}
}

// TestLazily takes a few of 2^200 paths.
func TestLazily(t *testing.T) {
	for mode := range Mode(4) {
		for selector := range Selector(5) {
			for _, byLength := range []bool{false, true} {
				for _, to := range [][]int32{{200}, {3, 200}} {
					s := doubled(200)
					s.Mode, s.Selector, s.ByLength, s.To, s.MaxHops = mode, selector, byLength, to, 200
					count, last := 0, []int32(nil)
					err := s.Run(t.Context(), func(m Match) bool {
						if slices.Equal(last, m.Edges) {
							t.Fatalf("mode %d, selector %d: %v comes twice", mode, selector, last)
						}
						last = slices.Clone(m.Edges)
						count++
						return count < 500
					})
					if err != nil || count != 500 {
						t.Errorf("mode %d, selector %d, to %v: %d paths, %v", mode, selector, to, count, err)
					}
				}
			}
		}
	}
}

// TestSatisfiedEnds asks for one path to each of two ends, of which the nearer can be come to in 2^200 ways of the
// length of the path to the other: those are not listed.
func TestSatisfiedEnds(t *testing.T) {
	s := doubled(60)
	// A node beside the chain, behind a loop of 60 hops without doubles.
	var from, to, edges []int32
	for i := range int32(120) {
		from, to, edges = append(from, i/2), append(to, i/2+1), append(edges, i)
	}
	for i := range int32(60) {
		next := 61 + i
		if from, to, edges = append(from, next-1), append(to, next), append(edges, 120+i); i == 0 {
			from[len(from)-1] = 0
		}
	}
	arc := Arc{}
	arc.Forward, arc.Backward = adjacencyOf(121, from, to, edges)
	s.Automaton = &Automaton{States: []State{{Final: true, Arcs: []Arc{arc}}}, Starts: []int32{0}}
	s.Nodes, s.Edges, s.To = 121, 180, []int32{60, 120}
	for _, mode := range []Mode{Walk, Trail, Acyclic, Simple} {
		for _, k := range []int{1, 2} {
			s.Mode, s.Selector, s.K = mode, Shortest, k
			count := 0
			if err := s.Run(t.Context(), func(Match) bool { count++; return true }); err != nil || count != k+1 {
				t.Errorf("mode %d, k %d: %d paths, %v", mode, k, count, err)
			}
		}
	}
}

func TestUnbounded(t *testing.T) {
	arc := Arc{}
	arc.Forward, arc.Backward = adjacencyOf(1, []int32{0}, []int32{0}, []int32{0})
	loop := &Automaton{States: []State{{Final: true, Arcs: []Arc{arc}}}, Starts: []int32{0}}
	s := &Search{Automaton: loop, Nodes: 1, Edges: 1, From: []int32{0}}
	if err := s.Run(t.Context(), func(Match) bool { t.Fatal("a path"); return false }); !errors.Is(err, ErrUnbounded) {
		t.Errorf("all walks: %v", err)
	}
	// A cycle that leads to no final state, or that no start leads to, makes no difference.
	arc.To = 1
	dead := &Automaton{States: []State{{Final: true, Arcs: []Arc{arc}}, {Arcs: []Arc{arc}}}, Starts: []int32{0}}
	s = &Search{Automaton: dead, Nodes: 1, Edges: 1, From: []int32{0}}
	count := 0
	if err := s.Run(t.Context(), func(Match) bool { count++; return true }); err != nil || count != 1 {
		t.Errorf("a cycle that leads nowhere: %d paths, %v", count, err)
	}
}

func TestMemory(t *testing.T) {
	l := makeLarge()
	for _, selector := range []Selector{Shortest, ShortestGroups} {
		s := l.questions()["any-shortest"](0)
		s.Mode, s.Selector, s.K, s.To, s.Memory = Walk, selector, 3, nil, 3<<20
		var limit *MemoryError
		if err := s.Run(t.Context(), func(Match) bool { return true }); !errors.As(err, &limit) || limit.Limit != 3<<20 {
			t.Errorf("selector %d: %v", selector, err)
		}
	}
}

// TestCancelled cancels in a test of relationships.
func TestCancelled(t *testing.T) {
	l := makeLarge()
	cause := errors.New("enough")
	for mode := range Mode(4) {
		for selector := range Selector(5) {
			ctx, cancel := context.WithCancelCause(t.Context())
			asked := 0
			arc := l.most
			arc.Edge = func(_, _, _ int32) bool {
				if asked++; asked == 10_000 {
					cancel(cause)
				}
				return true
			}
			s := &Search{
				Automaton: between(arc, 6, 12, nil), Nodes: l.nodes, Edges: l.edges, Mode: mode, Selector: selector, K: 4,
				From: l.starts[:1], To: l.goals[:2],
			}
			err := s.Run(ctx, func(Match) bool { return true })
			if !errors.Is(err, cause) || asked > 200_000 {
				t.Errorf("mode %d, selector %d: %v after %d relationships", mode, selector, err, asked)
			}
			cancel(nil)
		}
	}
}

// TestNested runs a search in the midst of another, and stops one.
func TestNested(t *testing.T) {
	outer, inner := 0, 0
	s := doubled(5)
	s.MaxHops = 5
	err := s.Run(t.Context(), func(m Match) bool {
		outer++
		edges := slices.Clone(m.Edges)
		s := doubled(4)
		s.Mode = Trail
		if err := s.Run(t.Context(), func(Match) bool { inner++; return inner%7 > 0 }); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(edges, m.Edges) {
			t.Fatal("the path has changed")
		}
		return true
	})
	if err != nil || outer != 32 || inner < 32*7 {
		t.Errorf("%d and %d paths, %v", outer, inner, err)
	}
}
