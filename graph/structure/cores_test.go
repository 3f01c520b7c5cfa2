package structure_test

import (
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/graph/topo"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/gonumview"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/structure"
)

// peeled is the definition: for every k, it takes away whoever has fewer than k ties with those that are
// left, until nobody has.
func peeled(tied [][]bool) []int32 {
	n := len(tied)
	cores := make([]int32, n)
	for k := int32(1); ; k++ {
		in, left := make([]bool, n), n
		for v := range in {
			in[v] = true
		}
		for again := true; again; {
			again = false
			for v := range n {
				ties := int32(0)
				for w := range n {
					if in[w] && tied[v][w] {
						ties++
					}
				}
				if in[v] && ties < k {
					in[v], again = false, true
					left--
				}
			}
		}
		if left == 0 {
			return cores
		}
		for v := range n {
			if in[v] {
				cores[v] = k
			}
		}
	}
}

func TestCoresAgainstDefinition(t *testing.T) {
	eachTriangleCase(t, func(t *testing.T, g *graph.Graph) {
		for _, direction := range []graph.Direction{graph.Out, graph.In, graph.Both} {
			for _, types := range [][]string{nil, {"information", "structure"}} {
				tied := make([][]bool, g.NumOrganisations())
				for v := range tied {
					tied[v] = make([]bool, len(tied))
				}
				for e := range g.Edges() {
					from, to, kind := g.From(e), g.To(e), g.Type(e).ID
					if from == to || types != nil && !g.Vocabulary().TypeIsA(kind, types[0]) && !g.Vocabulary().TypeIsA(kind, types[1]) {
						continue
					}
					tied[from][to] = tied[from][to] || direction != graph.In || g.IsMutual(e)
					tied[to][from] = tied[to][from] || direction != graph.Out || g.IsMutual(e)
				}
				want := peeled(tied)
				got, err := structure.Cores(t.Context(), g, structure.CoreOptions{Types: types, Direction: &direction})
				if err != nil {
					t.Fatal(err)
				}
				for v := range want {
					if got[v] != want[v] {
						t.Errorf("%s %v: %s is in the %d-core, want %d", direction, types, g.ID(graph.Node(v)), got[v], want[v])
					}
				}
			}
		}
	})
}

func TestCoresAgainstGonum(t *testing.T) {
	for seed := range uint64(6) {
		g := graphtest.ScaleFree(seed, 300, 1+int(seed))
		if seed%2 == 1 {
			g = graphtest.Random(seed, 200, 300*(1+int(seed)))
		}
		cores, err := structure.Cores(t.Context(), g, structure.CoreOptions{})
		if err != nil {
			t.Fatal(err)
		}
		view, err := gonumview.NewUndirected(g, graph.Projection{})
		if err != nil {
			t.Fatal(err)
		}
		for k := range slices.Max(cores) + 1 { // gonum panics where there is no such core
			in := map[int64]bool{}
			for _, node := range topo.KCore(int(k), view) {
				in[node.ID()] = true
			}
			for v, core := range cores {
				if in[int64(v)] != (core >= k) {
					t.Errorf("seed %d: number %d has the core number %d, and gonum says %v of the %d-core", seed, v, core, in[int64(v)], k)
				}
			}
		}
	}
}

func TestCoresErrors(t *testing.T) {
	g := graphtest.Of("a > b")
	if _, err := structure.Cores(t.Context(), g, structure.CoreOptions{Types: []string{"advise"}}); err == nil || !strings.Contains(err.Error(), `did you mean "advice"?`) {
		t.Errorf("an unknown type gives %v", err)
	}
	if _, err := structure.Cores(t.Context(), g, structure.CoreOptions{Direction: new(graph.Direction(9))}); err == nil {
		t.Error("an unknown direction gives no error")
	}
	if _, err := structure.CoresOf(t.Context(), tiesOf(t, g), tiesOf(t, graphtest.Of("a > b", "b > c"))); err == nil {
		t.Error("ties and others turned round give no error")
	}
}
