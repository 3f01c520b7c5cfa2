package path

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// reach returns what can be reached from a root without going through a node.
func reach(root, without int32, onward *csr.Graph, crosses func(int32) bool, goesOn func(int32) bool) []bool {
	seen := make([]bool, onward.NumVertices())
	if root == without {
		return seen
	}
	seen[root] = true
	for queue := []int32{root}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		if at != root && !goesOn(at) {
			continue
		}
		targets := onward.Row(at)
		for i, to := range targets {
			if !seen[to] && to != without && crosses(onward.Labels[int(onward.Offsets[at])+i]) {
				seen[to] = true
				queue = append(queue, to)
			}
		}
	}
	return seen
}

func crossingsFor(t testing.TB, g *graph.Graph, d graph.Direction) *crossings {
	t.Helper()
	s, err := newSearch(t.Context(), g, Options{Direction: d})
	if err != nil {
		t.Fatal(err)
	}
	return NewFinder(g).crossingsOf(s)
}

// A node dominates another where that can be reached, but not without it.
func TestDominatorsAgainstTakingAway(t *testing.T) {
	deepest := 0
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 5))
		n := 1 + r.IntN(14)
		g := graphtest.Random(seed, n, r.IntN(2*n+1))
		c := crossingsFor(t, g, graph.Direction(seed%3))
		out, shut := int32(r.IntN(n)), int32(r.IntN(2*n))
		crosses := func(e int32) bool { return e%7 != out }
		goesOn := func(v int32) bool { return v != shut }
		root := int32(r.IntN(n))
		d, err := dominatorsOf(t.Context(), root, c.forward, c.backward, crosses, goesOn)
		if err != nil {
			t.Fatal(err)
		}
		all := reach(root, -1, c.forward, crosses, goesOn)
		for v := range int32(n) {
			if all[v] != (d.last[v] >= 0) || all[v] != slices.Contains(d.order, v) {
				t.Fatalf("seed %d: %d is reached: %v, its last dominator is %d", seed, v, all[v], d.last[v])
			}
			if !all[v] {
				continue
			}
			var want, got []int32
			for u := range int32(n) {
				if all[u] && (u == v || !reach(root, u, c.forward, crosses, goesOn)[v]) {
					want = append(want, u)
				}
			}
			for u := v; ; u = d.last[u] {
				if got = append(got, u); u == root {
					break
				}
			}
			slices.Sort(got)
			deepest = max(deepest, len(got))
			if !slices.Equal(got, want) {
				t.Fatalf("seed %d: from %d to %d all pass %v, want %v", seed, root, v, got, want)
			}
		}
	}
	if deepest < 5 {
		t.Errorf("no node has more than %d dominators", deepest)
	}
}

func TestDominatorsCanBeCancelled(t *testing.T) {
	g := graphtest.ScaleFree(1, 20_000, 5)
	c := crossingsFor(t, g, graph.Both)
	stopped := errors.New("stopped")
	for _, after := range []int{1, 50_000, 150_000} {
		ctx, cancel := context.WithCancelCause(t.Context())
		asked := 0
		_, err := dominatorsOf(ctx, 0, c.forward, c.backward, func(int32) bool {
			if asked++; asked == after {
				cancel(stopped)
			}
			return true
		}, func(int32) bool { return true })
		if !errors.Is(err, stopped) || asked > after+40_000 {
			t.Errorf("after %d of %d relationships: %v", asked, after, err)
		}
	}
}

// TestPassesRuleOutNoPath compares what is ruled out with all acyclic and simple paths.
func TestPassesRuleOutNoPath(t *testing.T) {
	ruledOut, none := 0, 0
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 6))
		n := 2 + r.IntN(7)
		g := graphtest.Random(seed, n, r.IntN(2*n+1))
		via, out := graph.Node(r.IntN(n)), graph.Node(r.IntN(3*n))
		c := crossingsFor(t, g, graph.Direction(seed%3))
		for _, mode := range []Mode{Acyclic, Simple} {
			q := &Question{Options: Options{Mode: mode, Through: []graph.Node{via}, Organisation: func(v graph.Node) bool { return v != out }}}
			p, err := newPasses(t.Context(), q, c)
			if err != nil {
				t.Fatal(err)
			}
			all := make([]int32, n)
			for i := range all {
				all[i] = int32(i)
			}
			for from := range int32(n) {
				left := p.leave(from, all)
				for to := range int32(n) {
					is := hasPassing(c.forward, from, to, int32(via), int32(out), mode)
					if may := slices.Contains(left, to); is && !may {
						t.Fatalf("seed %d, %v: there is a path from %d to %d through %d", seed, mode, from, to, via)
					} else if !is && from != int32(via) && to != int32(via) { // what is to be passed is between
						none++
						if !may {
							ruledOut++
						}
					}
				}
			}
		}
	}
	if ruledOut < none*99/100 {
		t.Errorf("only %d of %d pairs without a path are ruled out", ruledOut, none)
	}
}

// hasPassing tries all paths.
func hasPassing(g *csr.Graph, from, to, via, out int32, mode Mode) bool {
	var walk func(nodes []int32) bool
	walk = func(nodes []int32) bool {
		at := nodes[len(nodes)-1]
		if at == to && slices.Contains(nodes, via) {
			return true
		}
		if len(nodes) > 1 && (at == out || at == from) {
			return false
		}
		for _, next := range g.Row(at) {
			back := mode == Simple && next == from
			if (back || !slices.Contains(nodes, next)) && walk(append(nodes, next)) {
				return true
			}
		}
		return false
	}
	return walk([]int32{from})
}

// TestNoPathThroughADeadEnd asks for what would take exponential time to find by trying.
func TestNoPathThroughADeadEnd(t *testing.T) {
	var lines []string
	for i := range 30 {
		for k := range i {
			lines = append(lines, fmt.Sprintf("o%d = o%d", k, i))
		}
	}
	lines = append(lines, "x = o2", "y > o3") // a dead end, and one that nothing leads to
	g := graphtest.Of(lines...)
	id := func(name string) graph.Node {
		n, ok := g.NodeByID(name)
		if !ok {
			t.Fatal(name)
		}
		return n
	}
	for _, mode := range []Mode{Acyclic, Simple} {
		for _, weighting := range []graph.Weighting{graph.Unweighted, graph.Cost} {
			for _, via := range []string{"x", "y"} {
				q := Question{
					From: []graph.Node{id("o0"), id("o5")}, To: []graph.Node{id("o1"), id("o4")},
					Options: Options{Mode: mode, Weighting: weighting, Through: []graph.Node{id(via)}},
				}
				for p, err := range NewFinder(g).Find(t.Context(), q) {
					t.Fatal(p, err)
				}
				q.To = append(q.To, id(via))
				paths := 0
				for _, err := range NewFinder(g).Find(t.Context(), q) {
					if err != nil {
						t.Fatal(err)
					}
					paths++
				}
				if want := map[string]int{"x": 2, "y": 0}[via]; paths != want {
					t.Errorf("%v, %v: %d paths to %s itself, want %d", mode, weighting, paths, via, want)
				}
			}
		}
	}
}
