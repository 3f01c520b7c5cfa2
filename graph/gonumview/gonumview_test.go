package gonumview_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	gonum "gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/community"
	"gonum.org/v1/gonum/graph/multi"
	"gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/path"
	"gonum.org/v1/gonum/graph/simple"
	"gonum.org/v1/gonum/graph/topo"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/gonumview"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// projections are what the views are made of in the tests.
func projections() []graph.Projection {
	var all []graph.Projection
	for i := range 3 * 3 * 2 {
		all = append(all, graph.Projection{Direction: graph.Direction(i % 3), Weighting: graph.Weighting(i / 3 % 3), DropLoops: i/9 == 1})
	}
	return append(all, graph.Projection{Types: []string{"collaboration"}, Weighting: graph.Strength})
}

// crossing is a way in which a relationship can be crossed.
type crossing struct {
	from, to graph.Node
	e        graph.Edge
}

// crossings reads the relationships one by one, without a projection.
func crossings(g *graph.Graph, p graph.Projection) (all []crossing) {
	for e := range g.Edges() {
		from, to := g.From(e), g.To(e)
		if len(p.Types) > 0 && !g.Vocabulary().TypeIsA(g.Type(e).ID, p.Types[0]) {
			continue
		}
		if p.Direction != graph.In || g.IsMutual(e) || from == to {
			all = append(all, crossing{from, to, e})
		}
		if (p.Direction != graph.Out || g.IsMutual(e)) && from != to {
			all = append(all, crossing{to, from, e})
		}
	}
	return all
}

func lineWeight(g *graph.Graph, p graph.Projection, e graph.Edge) float64 {
	return map[graph.Weighting]float64{graph.Unweighted: 1, graph.Strength: g.Weight(e), graph.Cost: 1 / g.Weight(e)}[p.Weighting]
}

// simpleOracle makes gonum's own simple graph of the relationships.
func simpleOracle(g *graph.Graph, p graph.Projection) (*simple.WeightedDirectedGraph, map[[2]int64]graph.Edge) {
	absent := 0.0
	if p.Weighting == graph.Cost {
		absent = math.Inf(1)
	}
	strength, first := map[[2]int64]float64{}, map[[2]int64]graph.Edge{}
	for _, c := range crossings(g, p) {
		ends := [2]int64{int64(c.from), int64(c.to)}
		if c.from == c.to {
			continue
		}
		if _, seen := first[ends]; !seen {
			first[ends] = c.e
		}
		strength[ends] += g.Weight(c.e)
	}
	oracle := simple.NewWeightedDirectedGraph(0, absent)
	for n := range g.Nodes() {
		oracle.AddNode(simple.Node(n))
	}
	for ends, s := range strength {
		w := map[graph.Weighting]float64{graph.Unweighted: 1, graph.Strength: s, graph.Cost: 1 / s}[p.Weighting]
		oracle.SetWeightedEdge(simple.WeightedEdge{F: simple.Node(ends[0]), T: simple.Node(ends[1]), W: w})
	}
	return oracle, first
}

// multiOracle makes gonum's own multigraph of the relationships.
func multiOracle(g *graph.Graph, p graph.Projection) *multi.WeightedDirectedGraph {
	oracle := multi.NewWeightedDirectedGraph()
	for n := range g.Nodes() {
		oracle.AddNode(simple.Node(n))
	}
	for _, c := range crossings(g, p) {
		if c.from != c.to || !p.DropLoops {
			oracle.SetWeightedLine(multi.WeightedLine{F: simple.Node(c.from), T: simple.Node(c.to), UID: int64(c.e), W: lineWeight(g, p, c.e)})
		}
	}
	return oracle
}

func idsOf(it gonum.Nodes) []int64 {
	ids := []int64{}
	for it.Next() {
		ids = append(ids, it.Node().ID())
	}
	return ids
}

// eachCase runs f on every graph of the corpus with every projection.
func eachCase(t *testing.T, f func(t *testing.T, g *graph.Graph, p graph.Projection)) {
	t.Helper()
	for _, c := range graphtest.Corpus() {
		t.Run(c.Name, func(t *testing.T) {
			for _, p := range projections() {
				f(t, c.Graph, p)
			}
		})
	}
}

// pairs yields every two node IDs of a graph, and some that it does not have.
func pairs(g *graph.Graph) (all [][2]int64) {
	n := min(int64(g.NumOrganisations()), 15)
	for x := int64(-1); x <= n; x++ {
		for y := int64(-1); y <= n; y++ {
			all = append(all, [2]int64{x, y})
		}
	}
	return append(all, [2]int64{math.MaxInt64, 0}, [2]int64{0, math.MinInt64}, [2]int64{1 << 32, 1 << 32})
}

func TestDirectedAgainstOracle(t *testing.T) {
	eachCase(t, func(t *testing.T, g *graph.Graph, p graph.Projection) {
		view, err := gonumview.NewWeightedDirected(g, p)
		if err != nil {
			t.Fatal(err)
		}
		oracle, first := simpleOracle(g, p)
		checkNeighbours(t, g, view, oracle)
		for _, xy := range pairs(g) {
			x, y := xy[0], xy[1]
			if got, want := view.HasEdgeFromTo(x, y), oracle.HasEdgeFromTo(x, y); got != want {
				t.Errorf("%+v: HasEdgeFromTo(%d, %d) = %t", p, x, y, got)
			}
			if got, want := view.HasEdgeBetween(x, y), oracle.HasEdgeBetween(x, y); got != want {
				t.Errorf("%+v: HasEdgeBetween(%d, %d) = %t", p, x, y, got)
			}
			checkWeight(t, p, view, oracle, x, y)
			if e := view.Edge(x, y); e != nil && e.(gonumview.Edge).Relationship() != first[xy] {
				t.Errorf("%+v: the edge from %d to %d stands for %d, want %d", p, x, y, e.(gonumview.Edge).Relationship(), first[xy])
			}
		}
		if got, want := len(gonum.EdgesOf(view.Edges())), len(first); got != want {
			t.Errorf("%+v: %d edges, want %d", p, got, want)
		}
		checkEdgeOrder(t, gonum.EdgesOf(view.Edges()), gonum.WeightedEdgesOf(view.WeightedEdges()))
	})
}

func TestUndirectedAgainstOracle(t *testing.T) {
	eachCase(t, func(t *testing.T, g *graph.Graph, p graph.Projection) {
		view, err := gonumview.NewWeightedUndirected(g, p)
		if err != nil {
			t.Fatal(err)
		}
		p.Direction = graph.Both // whatever the projection says
		oracle, first := simpleOracle(g, p)
		checkNeighbours(t, g, view, oracle)
		for _, xy := range pairs(g) {
			x, y := xy[0], xy[1]
			if got, want := view.HasEdgeBetween(x, y), oracle.HasEdgeBetween(x, y); got != want {
				t.Errorf("%+v: HasEdgeBetween(%d, %d) = %t", p, x, y, got)
			}
			checkWeight(t, p, view, oracle, x, y)
			if e, between := view.Edge(x, y), view.EdgeBetween(x, y); !reflect.DeepEqual(e, between) || !reflect.DeepEqual(e, view.WeightedEdgeBetween(x, y)) && e != nil {
				t.Errorf("%+v: Edge(%d, %d) = %v, EdgeBetween %v", p, x, y, e, between)
			}
		}
		if got, want := len(gonum.EdgesOf(view.Edges())), len(first)/2; got != want {
			t.Errorf("%+v: %d edges, want %d", p, got, want)
		}
		for _, e := range gonum.EdgesOf(view.Edges()) {
			if e.From().ID() >= e.To().ID() {
				t.Errorf("%+v: edge %v does not go from the lower end to the higher", p, e)
			}
		}
		checkEdgeOrder(t, gonum.EdgesOf(view.Edges()), gonum.WeightedEdgesOf(view.WeightedEdges()))
	})
}

// checkNeighbours compares From, To and Nodes; that the view's are in ascending order too.
func checkNeighbours(t *testing.T, g *graph.Graph, view, oracle gonum.Graph) {
	t.Helper()
	if got := idsOf(view.Nodes()); len(got) != g.NumOrganisations() || !slices.IsSorted(got) {
		t.Errorf("nodes %v", got)
	}
	for id := int64(-1); id <= int64(g.NumOrganisations()); id++ {
		if got, want := view.Node(id), oracle.Node(id); (got == nil) != (want == nil) || got != nil && got.ID() != id {
			t.Errorf("Node(%d) = %v", id, got)
		}
		want := idsOf(oracle.From(id))
		slices.Sort(want)
		if got := idsOf(view.From(id)); !slices.Equal(got, want) {
			t.Errorf("From(%d) = %v, want %v", id, got, want)
		}
		directed, ok := view.(gonum.Directed)
		if !ok {
			continue
		}
		want = idsOf(oracle.(gonum.Directed).To(id))
		slices.Sort(want)
		if got := idsOf(directed.To(id)); !slices.Equal(got, want) {
			t.Errorf("To(%d) = %v, want %v", id, got, want)
		}
	}
}

func checkWeight(t *testing.T, p graph.Projection, view, oracle gonum.Weighted, x, y int64) {
	t.Helper()
	got, ok := view.Weight(x, y)
	want, wantOK := oracle.Weight(x, y)
	if ok != wantOK || math.Abs(got-want) > 1e-12*math.Abs(want) {
		t.Errorf("%+v: Weight(%d, %d) = %v, %t; want %v, %t", p, x, y, got, ok, want, wantOK)
	}
	e, we, wantEdge := view.Edge(x, y), view.WeightedEdge(x, y), oracle.WeightedEdge(x, y)
	if (e == nil) != (wantEdge == nil) || (we == nil) != (wantEdge == nil) {
		t.Errorf("%+v: Edge(%d, %d) = %v, WeightedEdge = %v, want %v", p, x, y, e, we, wantEdge)
	}
	if we != nil && (we.Weight() != got || we.From().ID() != x || we.To().ID() != y) {
		t.Errorf("%+v: WeightedEdge(%d, %d) = %v", p, x, y, we)
	}
}

func checkEdgeOrder(t *testing.T, edges []gonum.Edge, weighted []gonum.WeightedEdge) {
	t.Helper()
	compare := func(a, b gonum.Edge) int {
		return slices.Compare([]int64{a.From().ID(), a.To().ID()}, []int64{b.From().ID(), b.To().ID()})
	}
	if !slices.IsSortedFunc(edges, compare) || len(edges) != len(weighted) {
		t.Errorf("edges %v, weighted ones %v", edges, weighted)
	}
	for i, e := range edges {
		if e.(gonumview.Edge) != weighted[i].(gonumview.Edge) {
			t.Errorf("edge %v is %v when weighted", e, weighted[i])
		}
	}
}

func TestMultigraphAgainstOracle(t *testing.T) {
	eachCase(t, func(t *testing.T, g *graph.Graph, p graph.Projection) {
		p.Collapse = p.DropLoops // counts for nothing
		view, err := gonumview.NewWeightedDirectedMultigraph(g, p)
		if err != nil {
			t.Fatal(err)
		}
		oracle := multiOracle(g, p)
		checkNeighbours(t, g, multigraph{view}, oracle)
		for _, xy := range pairs(g) {
			x, y := xy[0], xy[1]
			if got, want := view.HasEdgeFromTo(x, y), oracle.HasEdgeFromTo(x, y); got != want {
				t.Errorf("%+v: HasEdgeFromTo(%d, %d) = %t", p, x, y, got)
			}
			if got, want := view.HasEdgeBetween(x, y), oracle.HasEdgeBetween(x, y); got != want {
				t.Errorf("%+v: HasEdgeBetween(%d, %d) = %t", p, x, y, got)
			}
			want := gonum.WeightedLinesOf(oracle.WeightedLines(x, y))
			slices.SortFunc(want, func(a, b gonum.WeightedLine) int { return int(a.ID() - b.ID()) })
			got, plain := gonum.WeightedLinesOf(view.WeightedLines(x, y)), gonum.LinesOf(view.Lines(x, y))
			if len(got) != len(want) || len(plain) != len(want) {
				t.Fatalf("%+v: %d and %d lines from %d to %d, want %d", p, len(got), len(plain), x, y, len(want))
			}
			for i, l := range got {
				relationship := l.(gonumview.Line).Relationship()
				if l.ID() != want[i].ID() || l.Weight() != want[i].Weight() || l.From().ID() != x || l.To().ID() != y || plain[i] != l || int64(relationship) != l.ID() {
					t.Errorf("%+v: line %d from %d to %d is %v, want %v", p, i, x, y, l, want[i])
				}
			}
		}
	})
}

// A mutual relationship is two lines with one number, parallel ones are several, a loop is one.
func TestLinesOfAMutualRelationship(t *testing.T) {
	g := graphtest.Of("a = b", "a > b", "a = a")
	m, err := gonumview.NewDirectedMultigraph(g, graph.Projection{})
	if err != nil {
		t.Fatal(err)
	}
	for ends, want := range map[[2]int64][]int64{{0, 1}: {0, 1}, {1, 0}: {0}, {0, 0}: {2}, {1, 1}: nil} {
		var got []int64
		for _, l := range gonum.LinesOf(m.Lines(ends[0], ends[1])) {
			got = append(got, l.ID())
		}
		if !slices.Equal(got, want) {
			t.Errorf("lines from %d to %d: %v, want %v", ends[0], ends[1], got, want)
		}
	}
	forth, back := gonum.LinesOf(m.Lines(0, 1))[0], gonum.LinesOf(m.Lines(1, 0))[0]
	if forth.ReversedLine() != back {
		t.Errorf("%v reversed is not %v", forth, back)
	}
	d, err := gonumview.NewDirected(g, graph.Projection{})
	if err != nil {
		t.Fatal(err)
	}
	if e := d.Edge(0, 1); e.ReversedEdge() != d.Edge(1, 0) {
		t.Errorf("%v reversed is not %v", e, d.Edge(1, 0))
	}
}

func TestUnweightedViewsAreNotWeighted(t *testing.T) {
	// Algorithms of gonum look whether a graph has weights, and must not find any here.
	g := graphtest.Of("a > b 3")
	d, _ := gonumview.NewDirected(g, graph.Projection{Weighting: graph.Strength})
	u, _ := gonumview.NewUndirected(g, graph.Projection{Weighting: graph.Strength})
	m, _ := gonumview.NewDirectedMultigraph(g, graph.Projection{Weighting: graph.Strength})
	for _, view := range []any{d, u, m} {
		if _, ok := view.(interface {
			Weight(xid, yid int64) (float64, bool)
		}); ok {
			t.Errorf("%T has weights", view)
		}
	}
}

func TestViewErrors(t *testing.T) {
	g := graphtest.Of("a > b")
	p := graph.Projection{Types: []string{"nonsense"}}
	for name, make := range map[string]func() (any, error){
		"Directed":                   func() (any, error) { return gonumview.NewDirected(g, p) },
		"WeightedDirected":           func() (any, error) { return gonumview.NewWeightedDirected(g, p) },
		"Undirected":                 func() (any, error) { return gonumview.NewUndirected(g, p) },
		"WeightedUndirected":         func() (any, error) { return gonumview.NewWeightedUndirected(g, p) },
		"DirectedMultigraph":         func() (any, error) { return gonumview.NewDirectedMultigraph(g, p) },
		"WeightedDirectedMultigraph": func() (any, error) { return gonumview.NewWeightedDirectedMultigraph(g, p) },
	} {
		view, err := make()
		if err == nil || !strings.Contains(err.Error(), `no type "nonsense"`) || !reflect.ValueOf(view).IsNil() {
			t.Errorf("%s: %v, %v", name, view, err)
		}
	}
}

func TestIterators(t *testing.T) {
	g := graphtest.Of("a > b", "a > c", "a > b")
	d, errDirected := gonumview.NewWeightedDirected(g, graph.Projection{})
	m, errMulti := gonumview.NewWeightedDirectedMultigraph(g, graph.Projection{})
	if errDirected != nil || errMulti != nil {
		t.Fatal(errDirected, errMulti)
	}
	nodes, from, edges, weighted, lines := d.Nodes(), d.From(0), d.Edges(), d.WeightedEdges(), m.Lines(0, 1)
	for _, it := range []struct {
		name string
		gonum.Iterator
		item func() bool // whether there is a current one
		n    int
	}{
		{"Nodes", nodes, func() bool { return nodes.Node() != nil }, 3},
		{"From", from, func() bool { return from.Node() != nil }, 2},
		{"Edges", edges, func() bool { return edges.Edge() != nil }, 2},
		{"WeightedEdges", weighted, func() bool { return weighted.WeightedEdge() != nil }, 2},
		{"Lines", lines, func() bool { return lines.Line() != nil }, 2},
	} {
		for round := range 2 {
			if it.Len() != it.n || it.item() {
				t.Errorf("%s: %d items before the first, want %d", it.name, it.Len(), it.n)
			}
			for i := range it.n {
				if !it.Next() || !it.item() || it.Len() != it.n-i-1 {
					t.Errorf("%s, round %d: item %d is missing, or %d are left", it.name, round, i, it.Len())
				}
			}
			for range 3 {
				if it.Next() || it.item() || it.Len() != 0 {
					t.Errorf("%s, round %d: goes on after the end", it.name, round)
				}
			}
			it.Reset()
		}
	}
	if w := m.WeightedLines(0, 1); !w.Next() || w.WeightedLine().ID() != 0 || !w.Next() || w.WeightedLine().ID() != 2 || w.Next() {
		t.Error("the lines from a to b are not relationships 0 and 2")
	}
}

// What gonum's algorithms find on a view is what they find on gonum's own graph.
func TestGonumAlgorithms(t *testing.T) {
	graphs := graphtest.Corpus()
	graphs = append(graphs, graphtest.Case{Name: "scale-free", Graph: graphtest.ScaleFree(3, 60, 3)})
	for _, c := range graphs {
		if c.Name == "weights" {
			continue // sums of what is 200 orders of magnitude apart lose the smaller ones
		}
		t.Run(c.Name, func(t *testing.T) {
			for _, direction := range []graph.Direction{graph.Out, graph.In} {
				costs := graph.Projection{Direction: direction, Weighting: graph.Cost}
				strengths := graph.Projection{Direction: direction, Weighting: graph.Strength}
				cost, errCost := gonumview.NewWeightedDirected(c.Graph, costs)
				strength, errStrength := gonumview.NewWeightedDirected(c.Graph, strengths)
				if errCost != nil || errStrength != nil {
					t.Fatal(errCost, errStrength)
				}
				costOracle, _ := simpleOracle(c.Graph, costs)
				strengthOracle, _ := simpleOracle(c.Graph, strengths)
				checkComponents(t, strength, strengthOracle)
				checkPaths(t, c.Graph, cost, costOracle)
				if c.Graph.NumOrganisations() > 0 { // gonum's PageRank panics on nothing
					checkRanks(t, network.PageRank(strength, 0.85, 1e-12), network.PageRank(strengthOracle, 0.85, 1e-12))
				}
			}
		})
	}
}

func checkComponents(t *testing.T, view, oracle gonum.Directed) {
	t.Helper()
	components := func(g gonum.Directed) [][]int64 {
		var all [][]int64
		for _, component := range topo.TarjanSCC(g) {
			ids := []int64{}
			for _, n := range component {
				ids = append(ids, n.ID())
			}
			slices.Sort(ids)
			all = append(all, ids)
		}
		slices.SortFunc(all, slices.Compare)
		return all
	}
	if got, want := components(view), components(oracle); !reflect.DeepEqual(got, want) {
		t.Errorf("strong components %v, want %v", got, want)
	}
	_, err := topo.Sort(view)
	_, wantErr := topo.Sort(oracle)
	if (err == nil) != (wantErr == nil) {
		t.Errorf("topological order: %v, want %v", err, wantErr)
	}
}

func checkPaths(t *testing.T, g *graph.Graph, view, oracle gonum.Graph) {
	t.Helper()
	got, want := path.DijkstraAllPaths(view), path.DijkstraAllPaths(oracle)
	for _, xy := range pairs(g) {
		if view.Node(xy[0]) == nil || view.Node(xy[1]) == nil {
			continue
		}
		if w, o := got.Weight(xy[0], xy[1]), want.Weight(xy[0], xy[1]); w != o && math.Abs(w-o) > 1e-9*o {
			t.Errorf("the distance from %d to %d is %v, want %v", xy[0], xy[1], w, o)
		}
	}
}

func checkRanks(t *testing.T, got, want map[int64]float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d ranks, want %d", len(got), len(want))
	}
	for id, rank := range want {
		if math.Abs(got[id]-rank) > 1e-9 {
			t.Errorf("the rank of %d is %v, want %v", id, got[id], rank)
		}
	}
}

func TestCommunities(t *testing.T) {
	g := corpusGraph(t, "bridge")
	view, err := gonumview.NewWeightedUndirected(g, graph.Projection{Weighting: graph.Strength})
	if err != nil {
		t.Fatal(err)
	}
	communities := community.Modularize(view, 1, rand.NewPCG(1, 1)).Communities()
	var got [][]int64
	for _, c := range communities {
		var ids []int64
		for _, n := range c {
			ids = append(ids, n.ID())
		}
		slices.Sort(ids)
		got = append(got, ids)
	}
	slices.SortFunc(got, slices.Compare)
	if want := [][]int64{{0, 1, 2}, {3, 4, 5}}; !reflect.DeepEqual(got, want) {
		t.Errorf("communities %v, want the two cliques", got)
	}
	// Q of two triangles and a bridge, 7 edges: 2·(3/7 - (7/14)²) = 5/14 (Newman and Girvan, 2004).
	if q := community.Q(view, communities, 1); math.Abs(q-5.0/14) > 1e-12 {
		t.Errorf("modularity %v, want 5/14", q)
	}
}

func corpusGraph(t *testing.T, name string) *graph.Graph {
	t.Helper()
	for _, c := range graphtest.Corpus() {
		if c.Name == name {
			return c.Graph
		}
	}
	t.Fatalf("no case %q", name)
	return nil
}
