package check

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/liaisongraph/liaison/graph"
)

func arcsOf(t testing.TB, n int, arcs [][2]int, mutual func(int) bool) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	for i := range n {
		b.AddOrganisation(graph.Organisation{ID: fmt.Sprint("n", i)})
	}
	for i, arc := range arcs {
		r := graph.Relationship{From: fmt.Sprint("n", arc[0]), To: fmt.Sprint("n", arc[1]), Type: "support", Mutual: graph.OneWay}
		if mutual(i) {
			r.Mutual = graph.Mutual
		}
		b.AddRelationship(r)
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// isCyclic decides by the definition: whether an organisation can be reached from itself without those in
// gone.
func isCyclic(g *graph.Graph, gone map[graph.Node]bool) bool {
	for n := range g.Nodes() {
		seen := map[graph.Node]bool{}
		look := []graph.Node{n}
		for len(look) > 0 && !gone[n] {
			at := look[0]
			look = look[1:]
			for e := range g.Out(at) {
				other := g.Other(e, at)
				if other == n {
					return true
				}
				if !seen[other] && !gone[other] {
					seen[other] = true
					look = append(look, other)
				}
			}
		}
	}
	return false
}

func TestFindCycles(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	several := 0
	for range 3000 {
		n := 1 + random.IntN(9)
		arcs := make([][2]int, random.IntN(14))
		for i := range arcs {
			arcs[i] = [2]int{random.IntN(n), random.IntN(n)}
		}
		sparing := random.IntN(3)
		g := arcsOf(t, n, arcs, func(i int) bool { return sparing == 0 && i%4 == 0 })
		cycles := findCycles(g, func(graph.Edge) bool { return true })
		gone := map[graph.Node]bool{}
		for _, c := range cycles {
			if len(c.nodes) != len(c.edges) || len(c.nodes) == 0 {
				t.Fatalf("%v: %+v", arcs, c)
			}
			for i, e := range c.edges {
				from, to := c.nodes[i], c.nodes[(i+1)%len(c.nodes)]
				if gone[from] {
					t.Fatalf("%v: %d is on two of the cycles %v", arcs, from, cycles)
				}
				gone[from] = true
				if !(g.From(e) == from && g.To(e) == to || g.IsMutual(e) && g.From(e) == to && g.To(e) == from) {
					t.Fatalf("%v: relationship %d does not go from %d to %d", arcs, e, from, to)
				}
			}
		}
		if isCyclic(g, gone) || (len(cycles) > 0) != isCyclic(g, nil) {
			t.Fatalf("%v: %v leaves a cycle", arcs, cycles)
		}
		if len(cycles) > 1 {
			several++
		}
	}
	if several < 300 {
		t.Errorf("only %d of the graphs have several cycles", several)
	}
}

// Chains and stars of many small cycles take hours where each one is sought from the beginning.
func TestFindCyclesIsLinear(t *testing.T) {
	const n = 200_000
	var chain, star [][2]int
	for i := 0; i+3 < n; i += 2 {
		chain = append(chain, [2]int{i, i + 1}, [2]int{i + 1, i + 2}, [2]int{i + 1, i})
		star = append(star, [2]int{0, i + 1}, [2]int{i + 1, i + 2}, [2]int{i + 2, i + 1})
	}
	never := func(int) bool { return false }
	for _, arcs := range [][][2]int{chain, star} {
		if got := findCycles(arcsOf(t, n, arcs, never), func(graph.Edge) bool { return true }); len(got) < n/2-2 {
			t.Errorf("%d cycles", len(got))
		}
	}
}

func TestLongCycleIsAbridged(t *testing.T) {
	f := clean()
	const n = 30
	for i := range n {
		f.relate(fmt.Sprint("unit", i), "part-of", fmt.Sprint("unit", (i+1)%n))
	}
	for _, finding := range f.check(t, Options{}).Findings {
		const want = "it closes a circle: Unit0 is part of Unit1 is part of Unit2 is part of Unit3 is part of Unit4 is part of Unit5 is part of Unit6 is part of … is part of Unit29 is part of Unit0"
		if finding.Rule == "part-of-cycle" && (finding.Message != want || finding.Subject != "unit29:part-of:unit0") {
			t.Errorf("%s: %s", finding.Subject, finding.Message)
		}
	}
}
