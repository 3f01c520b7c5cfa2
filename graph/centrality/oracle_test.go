package centrality_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/simple"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// arc is one way in which a relationship can be crossed.
type arc struct {
	from, to int
	weight   float64
}

// arcsOf lists the arcs of g straight from its records: loops once, and collapsed ones with their weights
// summed where that is asked for.
func arcsOf(g *graph.Graph, direction graph.Direction, types []string, collapse bool) []arc {
	var arcs []arc
	add := func(from, to graph.Node, weight float64) {
		if collapse {
			for i, a := range arcs {
				if a.from == int(from) && a.to == int(to) {
					arcs[i].weight += weight
					return
				}
			}
		}
		arcs = append(arcs, arc{int(from), int(to), weight})
	}
	for e := range g.Edges() {
		from, to, weight := g.From(e), g.To(e), g.Weight(e)
		wanted := len(types) == 0
		for _, id := range types {
			wanted = wanted || g.Vocabulary().TypeIsA(g.Type(e).ID, id)
		}
		if !wanted {
			continue
		}
		if from == to {
			add(from, to, weight)
			continue
		}
		if direction != graph.In || g.IsMutual(e) {
			add(from, to, weight)
		}
		if direction != graph.Out || g.IsMutual(e) {
			add(to, from, weight)
		}
	}
	return arcs
}

// everyPath is betweenness by the definition: it walks every shortest path between every two organisations.
func everyPath(n int, arcs []arc) []float64 {
	values := make([]float64, n)
	for s := range n {
		distance := distances(n, arcs, s)
		for t := range n {
			if t == s || distance[t] < 0 {
				continue
			}
			paths := [][]int{{s}}
			for length := range distance[t] {
				var longer [][]int
				for _, p := range paths {
					for _, a := range arcs {
						if a.from == p[length] && distance[a.to] == length+1 {
							longer = append(longer, append(slices.Clone(p), a.to))
						}
					}
				}
				paths = longer
			}
			paths = slices.DeleteFunc(paths, func(p []int) bool { return p[len(p)-1] != t })
			for _, p := range paths {
				for _, v := range p[1 : len(p)-1] {
					values[v] += 1 / float64(len(paths))
				}
			}
		}
	}
	return values
}

// distances are found by Bellman and Ford's rule: no arc may be a shortcut.
func distances(n int, arcs []arc, from int) []int {
	d := make([]int, n)
	for i := range d {
		d[i] = -1
	}
	d[from] = 0
	for changed := true; changed; {
		changed = false
		for _, a := range arcs {
			if d[a.from] >= 0 && (d[a.to] < 0 || d[a.to] > d[a.from]+1) {
				d[a.to] = d[a.from] + 1
				changed = true
			}
		}
	}
	return d
}

// pairCounts is betweenness from the numbers of shortest paths between all pairs: v is on σ(s,v)·σ(v,t) of
// the paths from s to t where its distances from s and to t add up to theirs. O(n³ + n·m), for graphs that
// are too large for everyPath.
func pairCounts(n int, arcs []arc) []float64 {
	rows := make([][]int, n)
	for _, a := range arcs {
		rows[a.from] = append(rows[a.from], a.to)
	}
	distance, count := make([][]int, n), make([][]float64, n)
	for s := range n {
		distance[s], count[s] = slices.Repeat([]int{-1}, n), make([]float64, n)
		distance[s][s], count[s][s] = 0, 1
		for queue := []int{s}; len(queue) > 0; queue = queue[1:] {
			for _, w := range rows[queue[0]] {
				if distance[s][w] < 0 {
					distance[s][w] = distance[s][queue[0]] + 1
					queue = append(queue, w)
				}
				if distance[s][w] == distance[s][queue[0]]+1 {
					count[s][w] += count[s][queue[0]]
				}
			}
		}
	}
	values := make([]float64, n)
	for s := range n {
		for v := range n {
			for t := range n {
				if s != v && v != t && s != t && distance[s][v] >= 0 && distance[v][t] >= 0 &&
					distance[s][v]+distance[v][t] == distance[s][t] {
					values[v] += count[s][v] * count[v][t] / count[s][t]
				}
			}
		}
	}
	return values
}

// walkers is PageRank by the definition, on a dense matrix of transition probabilities.
func walkers(n int, arcs []arc, damping float64) []float64 {
	sums := make([]float64, n)
	for _, a := range arcs {
		sums[a.from] += a.weight
	}
	values := slices.Repeat([]float64{1 / float64(n)}, n)
	for range 400 {
		next := slices.Repeat([]float64{(1 - damping) / float64(n)}, n)
		for v := range n {
			if sums[v] == 0 {
				for w := range next {
					next[w] += damping * values[v] / float64(n)
				}
			}
		}
		for _, a := range arcs {
			next[a.to] += damping * values[a.from] * a.weight / sums[a.from]
		}
		values = next
	}
	return values
}

// options are settings of the projection of every kind.
func options() map[string]centrality.Options {
	all := map[string]centrality.Options{}
	for _, direction := range []graph.Direction{graph.Out, graph.In, graph.Both} {
		for _, collapse := range []bool{false, true} {
			for _, types := range [][]string{nil, {"information", "part-of"}} {
				name := fmt.Sprintf("%s collapse=%v %v", direction, collapse, types)
				all[name] = centrality.Options{Direction: &direction, Collapse: &collapse, Types: types}
			}
		}
	}
	return all
}

// corpus is the awkward graphs and small random ones, with -short fewer of these.
func corpus() []graphtest.Case {
	cases := graphtest.Corpus()
	seeds := uint64(40)
	if testing.Short() {
		seeds = 12
	}
	for seed := range seeds {
		n := 2 + int(seed)%11
		cases = append(cases, graphtest.Case{
			Name:  fmt.Sprint("random-", seed),
			Graph: graphtest.Random(seed, n, n*(1+int(seed)%4)),
		})
	}
	return cases
}

func TestBetweennessAgainstEveryPath(t *testing.T) {
	for _, c := range corpus() {
		for name, opts := range options() {
			t.Run(c.Name+"/"+name, func(t *testing.T) {
				n := c.Graph.NumOrganisations()
				want := everyPath(n, arcsOf(c.Graph, *opts.Direction, opts.Types, *opts.Collapse))
				if *opts.Direction == graph.Both {
					scale(want, 0.5)
				}
				compare(t, centrality.Betweenness, c.Graph, opts, want)
				if n > 2 {
					pairs := float64((n - 1) * (n - 2))
					if *opts.Direction == graph.Both {
						pairs /= 2
					}
					opts.Normalised = true
					scale(want, 1/pairs)
					compare(t, centrality.Betweenness, c.Graph, opts, want)
				}
			})
		}
	}
}

// TestBetweennessOfLargerGraphs has graphs on which the search changes its direction, among them ones of
// several components, with parallel relationships, and of many levels.
func TestBetweennessOfLargerGraphs(t *testing.T) {
	graphs := map[string]*graph.Graph{
		"scale-free":        graphtest.ScaleFree(1, 160, 3),
		"sparse":            graphtest.ScaleFree(2, 160, 1),
		"dense":             graphtest.Random(3, 100, 2500),
		"parallel":          graphtest.Random(4, 40, 1500),
		"many components":   graphtest.Random(5, 160, 130),
		"about to connect":  graphtest.Random(6, 160, 260),
		"cycle":             cycle(100, "="),
		"directed cycle":    cycle(100, ">"),
		"lollipop of ways":  lollipop(60, 60),
		"one long way back": graphtest.Of(append(lines(100), "n100 > n0")...),
	}
	for name, g := range graphs {
		for setting, opts := range options() {
			if opts.Types != nil && name != "dense" {
				continue
			}
			if testing.Short() && (*opts.Direction == graph.In || *opts.Collapse && name == "lollipop of ways") {
				continue
			}
			t.Run(name+"/"+setting, func(t *testing.T) {
				want := pairCounts(g.NumOrganisations(), arcsOf(g, *opts.Direction, opts.Types, *opts.Collapse))
				if *opts.Direction == graph.Both {
					scale(want, 0.5)
				}
				compare(t, centrality.Betweenness, g, opts, want)
			})
		}
	}
}

// TestOraclesAgree guards against a fault in the oracles themselves.
func TestOraclesAgree(t *testing.T) {
	for _, c := range corpus() {
		n, arcs := c.Graph.NumOrganisations(), arcsOf(c.Graph, graph.Out, nil, false)
		if i := firstDifference(pairCounts(n, arcs), everyPath(n, arcs)); i >= 0 {
			t.Errorf("%s: they differ on %s", c.Name, c.Graph.ID(graph.Node(i)))
		}
	}
}

func TestBetweennessAgainstGonum(t *testing.T) {
	for seed := range uint64(8) {
		g := graphtest.ScaleFree(seed, 150+30*int(seed), 2+int(seed)%3)
		compare(t, centrality.Betweenness, g, centrality.Options{}, gonumValues(g, func(d *simple.DirectedGraph) map[int64]float64 { return network.Betweenness(d) }))
	}
}

func TestPageRankAgainstGonum(t *testing.T) {
	for seed := range uint64(8) {
		g := graphtest.ScaleFree(seed, 100+20*int(seed), 2+int(seed)%3)
		// gonum starts from a random vector, so that it agrees only up to its tolerance.
		for _, damping := range []float64{0.5, 0.85, 0.95} {
			want := gonumValues(g, func(d *simple.DirectedGraph) map[int64]float64 { return network.PageRankSparse(d, damping, 1e-14) })
			compare(t, centrality.PageRank, g, centrality.Options{Damping: damping, Tolerance: 1e-13}, want)
		}
	}
}

// gonumValues returns what gonum finds on g, which has no parallel relationships and no loops.
func gonumValues(g *graph.Graph, measure func(*simple.DirectedGraph) map[int64]float64) []float64 {
	values := make([]float64, g.NumOrganisations())
	for id, x := range measure(directed(g)) {
		values[id] = x
	}
	return values
}

func TestPageRankAgainstDenseMatrix(t *testing.T) {
	for _, c := range corpus() {
		for name, opts := range options() {
			for _, weighted := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s/%s weighted=%v", c.Name, name, weighted), func(t *testing.T) {
					opts := opts
					opts.Weighted, opts.Tolerance, opts.Damping = weighted, 1e-14, 0.8
					arcs := arcsOf(c.Graph, *opts.Direction, opts.Types, *opts.Collapse)
					if !weighted {
						for i := range arcs {
							arcs[i].weight = 1
						}
					}
					want := walkers(c.Graph.NumOrganisations(), arcs, 0.8)
					compare(t, centrality.PageRank, c.Graph, opts, want)
				})
			}
		}
	}
}

func TestDegreesAgainstRecords(t *testing.T) {
	for _, c := range corpus() {
		t.Run(c.Name, func(t *testing.T) {
			g := c.Graph
			n := g.NumOrganisations()
			degree, in, out := make([]float64, n), make([]float64, n), make([]float64, n)
			strength, inStrength, outStrength := make([]float64, n), make([]float64, n), make([]float64, n)
			count := func(degrees, strengths []float64, node graph.Node, weight float64) {
				degrees[node]++
				strengths[node] += weight
			}
			for e := range g.Edges() {
				from, to, w := g.From(e), g.To(e), g.Weight(e)
				count(degree, strength, from, w)
				count(degree, strength, to, w)
				count(out, outStrength, from, w)
				count(in, inStrength, to, w)
				if g.IsMutual(e) && from != to {
					count(out, outStrength, to, w)
					count(in, inStrength, from, w)
				}
			}
			compare(t, centrality.Degree, g, centrality.Options{}, degree)
			compare(t, centrality.InDegree, g, centrality.Options{}, in)
			compare(t, centrality.OutDegree, g, centrality.Options{}, out)
			compare(t, centrality.Strength, g, centrality.Options{}, strength)
			compare(t, centrality.InStrength, g, centrality.Options{}, inStrength)
			compare(t, centrality.OutStrength, g, centrality.Options{}, outStrength)
			collapsed := centrality.Options{Collapse: new(true)}
			compare(t, centrality.Strength, g, collapsed, strength)
			compare(t, centrality.Degree, g, collapsed, neighbours(g, graph.Both))
			compare(t, centrality.InDegree, g, collapsed, neighbours(g, graph.In))
			compare(t, centrality.OutDegree, g, collapsed, neighbours(g, graph.Out))
			if n > 1 {
				scale(degree, 1/float64(n-1))
				compare(t, centrality.Degree, g, centrality.Options{Normalised: true}, degree)
			}
			types := []string{"support", "reporting"}
			of, byType := arcsOf(g, graph.Out, types, false), make([]float64, n)
			for _, a := range of {
				byType[a.from]++
			}
			compare(t, centrality.OutDegree, g, centrality.Options{Types: types}, byType)
		})
	}
}

func neighbours(g *graph.Graph, direction graph.Direction) []float64 {
	counts := make([]float64, g.NumOrganisations())
	for _, a := range arcsOf(g, direction, nil, true) {
		counts[a.from]++
	}
	return counts
}

func compare(t *testing.T, measure func(context.Context, *graph.Graph, centrality.Options) (*centrality.Result, error), g *graph.Graph, opts centrality.Options, want []float64) {
	t.Helper()
	result, err := measure(t.Context(), g, opts)
	if err != nil {
		t.Fatal(err)
	}
	got := result.Values
	if len(got) != len(want) {
		t.Fatalf("there are %d values, want %d", len(got), len(want))
	}
	if i := firstDifference(got, want); i >= 0 {
		t.Errorf("%s has %v, want %v", g.ID(graph.Node(i)), got[i], want[i])
	}
}

// firstDifference returns where values differ by more than 1e-9, relatively for large ones, or -1.
func firstDifference(got, want []float64) int {
	for i := range want {
		if !(math.Abs(got[i]-want[i]) <= 1e-9*max(1, math.Abs(want[i]))) {
			return i
		}
	}
	return -1
}

func scale(values []float64, by float64) {
	for i := range values {
		values[i] *= by
	}
}

// lines is a path of so many relationships.
func lines(length int) []string {
	var all []string
	for i := range length {
		all = append(all, fmt.Sprintf("n%d > n%d", i, i+1))
	}
	return all
}

func cycle(n int, kind string) *graph.Graph {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf("n%d %s n%d", i, kind, (i+1)%n))
	}
	return graphtest.Of(all...)
}

// lollipop is a complete graph with a path from one of its organisations.
func lollipop(complete, path int) *graph.Graph {
	var all []string
	for i := range complete {
		for j := range i {
			all = append(all, fmt.Sprintf("n%d = n%d", i, j))
		}
	}
	for i := range path {
		all = append(all, fmt.Sprintf("n%d = n%d", complete+i-1, complete+i))
	}
	return graphtest.Of(all...)
}
