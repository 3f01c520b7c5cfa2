package path

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/internal/product"
)

// newWeighted sets up a search over relationships that cost the inverse of their strength.
func newWeighted(t testing.TB, g *graph.Graph, d graph.Direction) *weighted {
	t.Helper()
	opposite := map[graph.Direction]graph.Direction{graph.Out: graph.In, graph.In: graph.Out, graph.Both: graph.Both}
	forward, err := g.Project(graph.Projection{Direction: d, Weighting: graph.Cost})
	if err != nil {
		t.Fatal(err)
	}
	backward, err := g.Project(graph.Projection{Direction: opposite[d], Weighting: graph.Cost})
	if err != nil {
		t.Fatal(err)
	}
	return &weighted{forward: forward, backward: backward}
}

// costly is a path by its relationships, for a naive list of all.
type costly struct {
	rank         float64
	nodes, edges []int32
}

// naivePaths walks everywhere, and keeps what the definitions allow.
func naivePaths(w *weighted, from, to int32) []costly {
	var all []costly
	var walk func(nodes, edges []int32, cost float64)
	walk = func(nodes, edges []int32, cost float64) {
		at := nodes[len(nodes)-1]
		passes := !slices.ContainsFunc(w.through, func(n int32) bool { return !slices.Contains(nodes, n) })
		if at == to && passes {
			all = append(all, costly{round(cost), slices.Clone(nodes), slices.Clone(edges)})
		}
		if len(edges) == w.maxHops || w.mode == product.Simple && len(edges) > 0 && at == from {
			return
		}
		for arc := w.forward.Offsets[at]; arc < w.forward.Offsets[at+1]; arc++ {
			next, edge := w.forward.Targets[arc], w.forward.Labels[arc]
			free := next == from || next == to
			switch {
			case w.node != nil && !free && !w.node(next), w.edge != nil && !w.edge(edge, at, next):
			case w.mode == product.Trail && slices.Contains(edges, edge):
			case w.mode == product.Acyclic && slices.Contains(nodes, next):
			case w.mode == product.Simple && slices.Contains(nodes, next) && (next != from || from != to):
			default:
				walk(append(nodes, next), append(edges, edge), cost+w.forward.Weights[arc])
			}
		}
	}
	walk([]int32{from}, nil, 0)
	slices.SortFunc(all, func(a, b costly) int {
		if a.rank != b.rank {
			return map[bool]int{true: -1, false: 1}[a.rank < b.rank]
		}
		if c := slices.Compare(a.edges, b.edges); c != 0 {
			return c
		}
		return slices.Compare(a.nodes, b.nodes)
	})
	return all
}

func TestWeightedFindsAllByCost(t *testing.T) {
	weights := []float64{1, 1, 1, 2, 3, 1.0 / 3, 0.1, 0.3, 7}
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		b := graph.NewBuilder()
		n := 2 + r.IntN(5)
		for i := range n {
			if _, err := b.AddOrganisation(graph.Organisation{ID: fmt.Sprint("o", i)}); err != nil {
				t.Fatal(err)
			}
		}
		for range r.IntN(12) {
			kind := []string{"reporting", "partnership"}[r.IntN(2)] // one way, and mutual
			from, to := r.IntN(n), r.IntN(n)
			if from == to {
				kind = "reporting"
			}
			if _, err := b.AddRelationship(graph.Relationship{
				From: fmt.Sprint("o", from), To: fmt.Sprint("o", to), Type: kind, Weight: weights[r.IntN(len(weights))],
			}); err != nil {
				t.Fatal(err)
			}
		}
		g, err := b.Build()
		if err != nil {
			t.Fatal(err)
		}
		for _, direction := range []graph.Direction{graph.Out, graph.In, graph.Both} {
			w := newWeighted(t, g, direction)
			for _, w.mode = range []product.Mode{product.Walk, product.Trail, product.Acyclic, product.Simple} {
				w.maxHops = 1 + r.IntN(4)
				w.through, w.node, w.edge = nil, nil, nil
				for range r.IntN(3) {
					if v := int32(r.IntN(n)); !slices.Contains(w.through, v) {
						w.through = append(w.through, v)
					}
				}
				if out := int32(r.IntN(n)); r.IntN(2) == 0 {
					w.node = func(v int32) bool { return v != out }
				}
				if g.NumRelationships() > 0 && r.IntN(2) == 0 {
					out := int32(r.IntN(g.NumRelationships()))
					w.edge = func(e, _, _ int32) bool { return e != out }
				}
				from, to := int32(r.IntN(n)), int32(r.IntN(n))
				compareWeighted(t, fmt.Sprintf("seed %d, %v, mode %d, through %v, at most %d hops, %d to %d", seed, direction, w.mode, w.through, w.maxHops, from, to),
					w, from, to)
			}
		}
	}
}

func compareWeighted(t *testing.T, name string, w *weighted, from, to int32) {
	t.Helper()
	want := naivePaths(w, from, to)
	var got []costly
	err := w.run(t.Context(), from, to, func(nodes, edges []int32, rank float64) bool {
		got = append(got, costly{rank, slices.Clone(nodes), slices.Clone(edges)})
		return true
	})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if len(got) != len(want) {
		t.Fatalf("%s: %d paths, want %d\n%v\n%v", name, len(got), len(want), got, want)
	}
	for i := range got {
		if !slices.Equal(got[i].edges, want[i].edges) || !slices.Equal(got[i].nodes, want[i].nodes) ||
			math.Abs(got[i].rank-want[i].rank) > 1e-9*want[i].rank {
			t.Fatalf("%s: path %d is %v, want %v", name, i, got[i], want[i])
		}
	}
}

func TestWeightedIsLazyAndBounded(t *testing.T) {
	g := graphtest.Random(3, 60, 600) // acyclic paths without number
	w := newWeighted(t, g, graph.Both)
	w.mode = product.Acyclic
	var ranks []float64
	if err := w.run(t.Context(), 0, 1, func(_, _ []int32, rank float64) bool {
		ranks = append(ranks, rank)
		return len(ranks) < 1000
	}); err != nil || len(ranks) != 1000 || !slices.IsSorted(ranks) {
		t.Errorf("%d paths, %v", len(ranks), err)
	}
	w.memory = 100_000
	var full *MemoryError
	if err := w.run(t.Context(), 0, 1, func(_, _ []int32, _ float64) bool { return true }); !errors.As(err, &full) {
		t.Errorf("all paths within 100,000 bytes: %v", err)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	stopped := errors.New("stopped")
	w.memory = 0
	if err := w.run(ctx, 0, 1, func(_, _ []int32, _ float64) bool { cancel(stopped); return true }); !errors.Is(err, stopped) {
		t.Errorf("cancelled: %v", err)
	}
}

// What is asked of several starts and ends is what is asked of each pair.
func TestFindByCostOfSeveral(t *testing.T) {
	found := 0
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 8))
		n := 2 + r.IntN(8)
		g := graphtest.RandomRich(seed, n, r.IntN(3*n))
		q := Question{Which: Which(r.IntN(5)), K: 1 + r.IntN(2), Options: Options{
			Weighting: graph.Cost, MaxHops: 1 + r.IntN(4), Mode: Mode(r.IntN(4)), Direction: graph.Direction(r.IntN(3)),
		}}
		if r.IntN(3) == 0 {
			q.Through = []graph.Node{graph.Node(r.IntN(n)), graph.Node(r.IntN(n))}
		}
		out, cut := graph.Node(r.IntN(2*n)), graph.Edge(r.IntN(3*n))
		q.Organisation = func(v graph.Node) bool { return v != out }
		q.Relationship = func(e graph.Edge) bool { return e != cut }
		var want, got []Path
		var ends []graph.Node
		for range 1 + r.IntN(4) {
			ends = append(ends, graph.Node(r.IntN(n)))
			q.From = append(q.From, graph.Node(r.IntN(n)))
		}
		q.To = ends
		to := distinct(ends)
		if r.IntN(4) == 0 {
			q.To, to = nil, nil
			for v := range g.Nodes() {
				to = append(to, v)
			}
		}
		f := NewFinder(g)
		take := func(q Question, list *[]Path) {
			for p, err := range f.Find(t.Context(), q) {
				if err != nil {
					t.Fatal(err)
				}
				*list = append(*list, p)
			}
		}
		take(q, &got)
		for _, from := range distinct(q.From) {
			for _, to := range to {
				one := q
				one.From, one.To = []graph.Node{from}, []graph.Node{to}
				take(one, &want)
			}
		}
		found += len(want)
		if !slices.EqualFunc(got, want, func(a, b Path) bool {
			return slices.Equal(a.Nodes, b.Nodes) && slices.Equal(a.Edges, b.Edges)
		}) {
			t.Fatalf("seed %d: %v, want %v", seed, got, want)
		}
	}
	if found < 1000 {
		t.Errorf("only %d paths", found)
	}
}

// By cost, too, a question has its paths chosen for each pair of a start and an end.
func TestFindByCost(t *testing.T) {
	b := graph.NewBuilder()
	for _, id := range []string{"a", "b", "c", "d"} {
		if _, err := b.AddOrganisation(graph.Organisation{ID: id}); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range []graph.Relationship{
		{From: "a", To: "d", Type: "reporting", Weight: 0.25}, // costs 4
		{From: "a", To: "b", Type: "reporting", Weight: 1},
		{From: "b", To: "d", Type: "reporting", Weight: 1}, // a b d costs 2
		{From: "b", To: "d", Type: "advice", Weight: 1},    // and again
		{From: "b", To: "c", Type: "reporting", Weight: 2},
		{From: "c", To: "d", Type: "reporting", Weight: 2}, // a b c d costs 2 as well
	} {
		if _, err := b.AddRelationship(r); err != nil {
			t.Fatal(err)
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	const a, bb, c, d = 0, 1, 2, 3
	for _, test := range []struct {
		name string
		q    Question
		want [][]graph.Edge
	}{
		{"one", Question{Which: AnyShortest}, [][]graph.Edge{{1, 2}}},
		{"those of the least cost", Question{Which: AllShortestPaths}, [][]graph.Edge{{1, 2}, {1, 3}, {1, 4, 5}}},
		{"two", Question{Which: ShortestK, K: 2}, [][]graph.Edge{{1, 2}, {1, 3}}},
		{"two costs", Question{Which: ShortestKGroups, K: 2}, [][]graph.Edge{{1, 2}, {1, 3}, {1, 4, 5}, {0}}},
		{"all", Question{Which: AllPaths}, [][]graph.Edge{{1, 2}, {1, 3}, {1, 4, 5}, {0}}},
		{"of one type", Question{Which: AllPaths, Options: Options{Types: []string{"advice"}}}, nil},
		{"at most two hops", Question{Which: AllPaths, Options: Options{MaxHops: 2}}, [][]graph.Edge{{1, 2}, {1, 3}, {0}}},
		{"at least two hops", Question{Which: ShortestK, K: 9, Options: Options{MinHops: 3}}, [][]graph.Edge{{1, 4, 5}}},
		{"through c", Question{Which: AllPaths, Options: Options{Through: []graph.Node{c}}}, [][]graph.Edge{{1, 4, 5}}},
		{"not through b", Question{Which: AllPaths, Options: Options{Organisation: func(n graph.Node) bool { return n != bb }}}, [][]graph.Edge{{0}}},
		{"not by 0", Question{Which: ShortestKGroups, K: 2, Options: Options{Relationship: func(e graph.Edge) bool { return e != 0 }}}, [][]graph.Edge{{1, 2}, {1, 3}, {1, 4, 5}}},
		{"two starts", Question{From: []graph.Node{c, a, c}, Which: AnyShortest}, [][]graph.Edge{{5}, {1, 2}}},
		{"two ends", Question{To: []graph.Node{d, c}, Which: AnyShortest}, [][]graph.Edge{{1, 2}, {1, 4}}},
		{"all ends", Question{To: []graph.Node{}, Which: AnyShortest}, nil},
	} {
		q := test.q
		if q.From == nil {
			q.From = []graph.Node{a}
		}
		if q.To == nil {
			q.To = []graph.Node{d}
		}
		q.Weighting = graph.Cost
		var got [][]graph.Edge
		for p, err := range NewFinder(g).Find(t.Context(), q) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, p.Edges)
		}
		if !slices.EqualFunc(got, test.want, slices.Equal[[]graph.Edge]) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
	everywhere := 0
	for p, err := range NewFinder(g).Find(t.Context(), Question{From: []graph.Node{a}, Which: AnyShortest, Options: Options{Weighting: graph.Cost}}) {
		if err != nil {
			t.Fatal(err)
		}
		everywhere += p.Len()
	}
	if everywhere != 0+1+2+2 {
		t.Errorf("%d hops to everywhere", everywhere)
	}
	for range NewFinder(g).Find(t.Context(), Question{From: []graph.Node{a}, To: []graph.Node{d, c}, Which: AllPaths, Options: Options{Weighting: graph.Cost}}) {
		break // leaves both loops
	}
}
