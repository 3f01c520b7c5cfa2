package path

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// TestFinderKeepsABoundedMuch asks for ever new sets of types.
func TestFinderKeepsABoundedMuch(t *testing.T) {
	g := graphtest.RandomRich(3, 40, 200)
	var types []string
	for kind := range g.Vocabulary().Types() {
		types = append(types, kind.ID)
	}
	f := NewFinder(g)
	r := rand.New(rand.NewPCG(1, 2))
	most := maxCrossings * bytesOf(g.NumOrganisations(), 2*g.NumRelationships())
	for range 300 {
		some := []string{types[r.IntN(len(types))], types[r.IntN(len(types))], types[r.IntN(len(types))]}
		opts := Options{Types: some, Direction: graph.Direction(r.IntN(3))}
		from, to := graph.Node(r.IntN(40)), graph.Node(r.IntN(40))
		got, found, err := f.Shortest(t.Context(), from, to, opts)
		want, there, _ := Shortest(t.Context(), g, from, to, opts)
		if err != nil || found != there || !slices.Equal(got.Edges, want.Edges) {
			t.Fatalf("%v, %v, want %v", got, err, want)
		}
		held := 0
		for _, key := range f.made {
			held += bytesOf(g.NumOrganisations(), f.crossings[key].forward.NumArcs())
		}
		if held != f.held || held > most || len(f.made) != len(f.crossings) {
			t.Fatalf("%d bytes are kept, and %d counted, of at most %d; %d and %d crossings", held, f.held, most, len(f.made), len(f.crossings))
		}
	}
	if len(f.made) < 2 {
		t.Errorf("%d crossings are kept", len(f.made))
	}
}

func TestStartsShareAnAutomaton(t *testing.T) {
	g := graphtest.Of("a > b", "b > c", "c > d")
	q := &Question{Options: Options{Through: []graph.Node{1, 2, 1}, MinHops: 2, Organisation: func(graph.Node) bool { return true }}}
	b, err := newAutomata(q, crossingsFor(t, g, graph.Out), nil)
	if err != nil {
		t.Fatal(err)
	}
	if b.of(0) != b.of(3) || b.of(1) == b.of(0) || b.of(1) == b.of(2) || &b.of(1).States[0] != &b.of(2).States[0] {
		t.Error("starts that have passed the same do not have the same automaton")
	}
}

func TestWeightedStopsSoon(t *testing.T) {
	g := graphtest.Random(3, 60, 600)
	w := newWeighted(t, g, graph.Both)
	w.mode = productModes[Acyclic]
	stopped := errors.New("stopped")
	ctx, cancel := context.WithCancelCause(t.Context())
	asked := 0
	w.edge = func(_, _, _ int32) bool {
		if asked++; asked == 500_000 {
			cancel(stopped)
		}
		return true
	}
	err := w.run(ctx, 0, 1, func(_, _ []int32, _ float64) bool { return true })
	if !errors.Is(err, stopped) || asked > 500_000+2*checkEvery {
		t.Errorf("after %d relationships: %v", asked, err)
	}
	// What has grown is where it was: no growth takes longer than another.
	first := w.at(0)
	for range 3 * perBlock {
		w.push(partial{before: -1})
	}
	if w.at(0) != first {
		t.Error("all partial paths were copied")
	}
	w.count = mostPartial
	if err := w.hold(44); !errors.Is(err, errTooManyPartial) {
		t.Errorf("too many partial paths: %v", err)
	}
}

func TestReachableFromAny(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 7))
		n := 1 + r.IntN(20)
		g := graphtest.Random(seed, n, r.IntN(2*n))
		opts := Options{Direction: graph.Direction(seed % 3), MaxHops: r.IntN(4)}
		var from []graph.Node
		for range r.IntN(4) {
			from = append(from, graph.Node(r.IntN(n)))
		}
		hops := map[graph.Node]int{}
		for _, start := range from {
			one, err := Reachable(t.Context(), g, start, opts)
			if err != nil {
				t.Fatal(err)
			}
			for _, to := range one {
				if old, ok := hops[to.Node]; !ok || to.Hops < old {
					hops[to.Node] = to.Hops
				}
			}
		}
		got, err := ReachableFromAny(t.Context(), g, from, opts)
		if err != nil || len(got) != len(hops) {
			t.Fatalf("seed %d: %v, want %v; %v", seed, got, hops, err)
		}
		for i, to := range got {
			if hops[to.Node] != to.Hops || i > 0 && (to.Hops < got[i-1].Hops || to.Hops == got[i-1].Hops && to.Node < got[i-1].Node) {
				t.Fatalf("seed %d: %v, want %v", seed, got, hops)
			}
		}
	}
}

func TestWhichInWords(t *testing.T) {
	got := ""
	for which := range AllPaths + 2 {
		got += fmt.Sprint(which, "; ")
	}
	if want := "any shortest; all shortest; shortest k; shortest k groups; all; Which(5); "; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if (Question{}).Which != AnyShortest {
		t.Error("without more, many paths are asked for")
	}
}
