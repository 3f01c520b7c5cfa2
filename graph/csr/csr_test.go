package csr_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/csr"
)

// arc is one arc of the naive graph that the tests compare with.
type arc struct {
	to, label int32
	weight    float64
}

// rows reads a graph arc by arc.
func rows(g *csr.Graph) [][]arc {
	all := make([][]arc, g.NumVertices())
	for v := range all {
		for at := g.Offsets[v]; at < g.Offsets[v+1]; at++ {
			a := arc{to: g.Targets[at], weight: g.Weight(at)}
			if g.Labels != nil {
				a.label = g.Labels[at]
			}
			all[v] = append(all[v], a)
		}
	}
	return all
}

// naive makes the rows that New ought to give.
func naive(n int, arcs csr.Arcs) [][]arc {
	all := make([][]arc, n)
	for i, from := range arcs.From {
		a := arc{to: arcs.To[i], weight: 1}
		if arcs.Labels != nil {
			a.label = arcs.Labels[i]
		}
		if arcs.Weights != nil {
			a.weight = arcs.Weights[i]
		}
		all[from] = append(all[from], a)
	}
	for _, row := range all {
		slices.SortStableFunc(row, func(a, b arc) int { return int(a.to) - int(b.to) })
	}
	return all
}

func naiveTranspose(all [][]arc) [][]arc {
	turned := make([][]arc, len(all))
	for v, row := range all {
		for _, a := range row {
			turned[a.to] = append(turned[a.to], arc{int32(v), a.label, a.weight})
		}
	}
	return turned
}

func naiveSimplify(all [][]arc, dropLoops, weighted bool) [][]arc {
	simple := make([][]arc, len(all))
	for v, row := range all {
		at := map[int32]int{}
		for _, a := range row {
			i, seen := at[a.to]
			switch {
			case dropLoops && int(a.to) == v:
			case !seen:
				at[a.to] = len(simple[v])
				simple[v] = append(simple[v], a)
			case weighted:
				simple[v][i].weight += a.weight
			}
		}
	}
	return simple
}

// randomArcs draws arcs, some parallel and some loops; labels are their positions.
func randomArcs(r *rand.Rand, n, m int, labels, weights bool) csr.Arcs {
	arcs := csr.Arcs{From: []int32{}, To: []int32{}}
	for i := range m {
		arcs.From = append(arcs.From, r.Int32N(int32(n)))
		arcs.To = append(arcs.To, r.Int32N(int32(n)))
		if labels {
			arcs.Labels = append(arcs.Labels, int32(i))
		}
		if weights {
			arcs.Weights = append(arcs.Weights, float64(1+r.IntN(8))/4) // sums of quarters are exact
		}
	}
	return arcs
}

// eachRandom runs f on graphs of many shapes, with and without labels and weights.
func eachRandom(t *testing.T, f func(t *testing.T, n int, arcs csr.Arcs, g *csr.Graph)) {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	for _, size := range [][2]int{{0, 0}, {1, 0}, {1, 3}, {2, 5}, {3, 0}, {5, 40}, {20, 20}, {50, 400}, {200, 100}} {
		for i := range 4 {
			labels, weights := i&1 != 0, i&2 != 0
			t.Run(fmt.Sprintf("n=%d m=%d labels=%t weights=%t", size[0], size[1], labels, weights), func(t *testing.T) {
				arcs := randomArcs(r, size[0], size[1], labels, weights)
				g, err := csr.New(size[0], arcs)
				if err != nil {
					t.Fatal(err)
				}
				f(t, size[0], arcs, g)
			})
		}
	}
}

func TestNew(t *testing.T) {
	eachRandom(t, func(t *testing.T, n int, arcs csr.Arcs, g *csr.Graph) {
		want := naive(n, arcs)
		if got := rows(g); !reflect.DeepEqual(got, want) {
			t.Errorf("rows %v, want %v", got, want)
		}
		if g.NumVertices() != n || g.NumArcs() != len(arcs.From) {
			t.Errorf("%d vertices and %d arcs, want %d and %d", g.NumVertices(), g.NumArcs(), n, len(arcs.From))
		}
		if (g.Labels == nil) != (arcs.Labels == nil) || (g.Weights == nil) != (arcs.Weights == nil) {
			t.Error("labels or weights come or go")
		}
		for v := range int32(n) {
			if len(g.Row(v)) != g.Degree(v) || g.Degree(v) != len(want[v]) || !slices.IsSorted(g.Row(v)) {
				t.Errorf("Row(%d) = %v, Degree %d, want %d arcs in order", v, g.Row(v), g.Degree(v), len(want[v]))
			}
		}
		// The graph does not live on what it was made of.
		for _, s := range [][]int32{arcs.From, arcs.To, arcs.Labels} {
			clear(s)
		}
		clear(arcs.Weights)
		if got := rows(g); !reflect.DeepEqual(got, want) {
			t.Error("the graph changes with the slices that it was made of")
		}
	})
}

func TestArcsRoundTrip(t *testing.T) {
	eachRandom(t, func(t *testing.T, n int, _ csr.Arcs, g *csr.Graph) {
		again, err := csr.New(n, g.Arcs())
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(g, again) {
			t.Errorf("New(Arcs()) = %v, want %v", again, g)
		}
		arcs := g.Arcs()
		clear(arcs.To)
		if !reflect.DeepEqual(g, again) {
			t.Error("the graph changes with the slices that Arcs returned")
		}
	})
}

func TestTranspose(t *testing.T) {
	eachRandom(t, func(t *testing.T, n int, _ csr.Arcs, g *csr.Graph) {
		turned := g.Transpose()
		if got, want := rows(turned), naiveTranspose(rows(g)); !reflect.DeepEqual(got, want) {
			t.Errorf("Transpose() = %v, want %v", got, want)
		}
		if again := turned.Transpose(); !reflect.DeepEqual(again, g) {
			t.Errorf("transposed twice: %v, want %v", again, g)
		}
	})
}

func TestSimplify(t *testing.T) {
	eachRandom(t, func(t *testing.T, n int, _ csr.Arcs, g *csr.Graph) {
		for _, dropLoops := range []bool{false, true} {
			simple := g.Simplify(dropLoops)
			if got, want := rows(simple), naiveSimplify(rows(g), dropLoops, g.Weights != nil); !reflect.DeepEqual(got, want) {
				t.Errorf("Simplify(%t) = %v, want %v", dropLoops, got, want)
			}
			if (simple.Labels == nil) != (g.Labels == nil) || (simple.Weights == nil) != (g.Weights == nil) {
				t.Errorf("Simplify(%t): labels or weights come or go", dropLoops)
			}
			if again := simple.Simplify(dropLoops); !reflect.DeepEqual(again, simple) {
				t.Errorf("simplified twice: %v, want %v", again, simple)
			}
		}
	})
}

func TestNewErrors(t *testing.T) {
	one := []int32{0}
	for _, c := range []struct {
		name string
		n    int
		arcs csr.Arcs
		want string
	}{
		{"target beyond", 2, csr.Arcs{From: []int32{0, 1}, To: []int32{1, 2}}, "arc 1 goes from 1 to 2, and there are 2 vertices"},
		{"source beyond", 1, csr.Arcs{From: []int32{1}, To: one}, "arc 0 goes from 1 to 0"},
		{"source below", 1, csr.Arcs{From: []int32{-1}, To: one}, "arc 0 goes from -1 to 0"},
		{"target below", 1, csr.Arcs{From: one, To: []int32{math.MinInt32}}, "arc 0 goes from 0 to -2147483648"},
		{"no vertices", 0, csr.Arcs{From: one, To: one}, "arc 0 goes from 0 to 0, and there are 0 vertices"},
		{"fewer targets", 1, csr.Arcs{From: one}, "differ in length"},
		{"more targets", 1, csr.Arcs{To: one}, "differ in length"},
		{"labels", 1, csr.Arcs{From: one, To: one, Labels: []int32{}}, "differ in length"},
		{"weights", 1, csr.Arcs{From: one, To: one, Weights: []float64{1, 2}}, "differ in length"},
		{"negative", -1, csr.Arcs{}, "-1 vertices and 0 arcs are out of range"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g, err := csr.New(c.n, c.arcs)
			if err == nil || !strings.Contains(err.Error(), c.want) || g != nil {
				t.Errorf("New = %v, %v; want an error with %q", g, err, c.want)
			}
		})
	}
}

func TestNoVertices(t *testing.T) {
	made, err := csr.New(0, csr.Arcs{})
	if err != nil {
		t.Fatal(err)
	}
	for name, g := range map[string]*csr.Graph{"made": made, "zero": {}} {
		for _, h := range []*csr.Graph{g, g.Transpose(), g.Simplify(true)} {
			if h.NumVertices() != 0 || h.NumArcs() != 0 || len(h.Arcs().From) != 0 {
				t.Errorf("%s: %d vertices and %d arcs, want none", name, h.NumVertices(), h.NumArcs())
			}
		}
	}
}

func ExampleNew() {
	// Two arcs from 0 to 1, one from 2 to 0. The labels say where in the input an arc stood.
	g, err := csr.New(3, csr.Arcs{
		From:    []int32{2, 0, 0},
		To:      []int32{0, 1, 1},
		Labels:  []int32{0, 1, 2},
		Weights: []float64{1, 0.5, 2},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for v := range int32(g.NumVertices()) {
		for arc := g.Offsets[v]; arc < g.Offsets[v+1]; arc++ {
			fmt.Println(v, "to", g.Targets[arc], "label", g.Labels[arc], "weight", g.Weights[arc])
		}
	}
	simple := g.Simplify(true)
	fmt.Println(simple.NumArcs(), "arcs when parallel ones are one; from 0 to 1 with weight", simple.Weights[0])
	// Output:
	// 0 to 1 label 1 weight 0.5
	// 0 to 1 label 2 weight 2
	// 2 to 0 label 0 weight 1
	// 2 arcs when parallel ones are one; from 0 to 1 with weight 2.5
}

func BenchmarkNew(b *testing.B) {
	arcs := randomArcs(rand.New(rand.NewPCG(1, 2)), 200_000, 2_000_000, true, false)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := csr.New(200_000, arcs); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTranspose(b *testing.B) {
	g, err := csr.New(200_000, randomArcs(rand.New(rand.NewPCG(1, 2)), 200_000, 2_000_000, true, true))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		g.Transpose()
	}
}
