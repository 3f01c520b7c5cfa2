package centrality_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/path"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
	"github.com/liaisongraph/liaison/graph/gonumview"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// nearness is the measures of distances, with their values from the distances to those that are reached.
var nearness = []struct {
	name    string
	compute func(context.Context, *graph.Graph, centrality.Options) (*centrality.Result, error)
	value   func(n int, distances []float64, normalised bool) float64
}{
	{"closeness", centrality.Closeness, func(n int, distances []float64, _ bool) float64 {
		reached, sum := float64(len(distances)), 0.0
		for _, d := range distances {
			sum += d
		}
		if reached == 0 {
			return 0
		}
		return reached / float64(n-1) * (reached / sum)
	}},
	{"harmonic", centrality.Harmonic, func(n int, distances []float64, normalised bool) float64 {
		sum := 0.0
		for _, d := range slices.Backward(distances) { // the small ones first, where they are in order
			sum += 1 / d
		}
		if normalised && n > 1 {
			sum /= float64(n - 1)
		}
		return sum
	}},
}

// allLengths returns the distances between all pairs by the rule of Floyd and Warshall: the shortest way over
// the first k vertices is the shortest over fewer, or goes by the k-th.
func allLengths(n int, arcs []arc, length func(arc) float64) [][]float64 {
	d := make([][]float64, n)
	for i := range d {
		d[i] = slices.Repeat([]float64{math.Inf(1)}, n)
		d[i][i] = 0
	}
	for _, a := range arcs {
		d[a.from][a.to] = min(d[a.from][a.to], length(a))
	}
	for k := range n {
		for i := range n {
			for j := range n {
				d[i][j] = min(d[i][j], d[i][k]+d[k][j])
			}
		}
	}
	return d
}

// hops returns the distances from every vertex to those that it reaches, in steps and in order.
func hops(n int, arcs []arc) [][]float64 {
	rows := make([][]int, n)
	for _, a := range arcs {
		rows[a.from] = append(rows[a.from], a.to)
	}
	all := make([][]float64, n)
	for s := range n {
		distance := slices.Repeat([]float64{-1}, n)
		distance[s] = 0
		queue := []int{s}
		for i := 0; i < len(queue); i++ {
			for _, w := range rows[queue[i]] {
				if distance[w] < 0 {
					distance[w] = distance[queue[i]] + 1
					queue = append(queue, w)
					all[s] = append(all[s], distance[w])
				}
			}
		}
	}
	return all
}

// compareClosely is compare with a tolerance that is relative however small the values are.
func compareClosely(t *testing.T, name string, g *graph.Graph, got, want []float64, tolerance float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d values, want %d", name, len(got), len(want))
	}
	for v := range want {
		if !(math.Abs(got[v]-want[v]) <= tolerance*want[v]) {
			t.Errorf("%s: %s has %v, want %v", name, g.ID(graph.Node(v)), got[v], want[v])
			return
		}
	}
}

func TestNearnessAgainstAllPairs(t *testing.T) {
	for _, c := range corpus() {
		for setting, opts := range options() {
			for i := range 4 {
				opts.Weighted, opts.Normalised = i%2 == 1, i >= 2
				length := func(arc) float64 { return 1 }
				if opts.Weighted {
					length = func(a arc) float64 { return 1 / a.weight }
				}
				n := c.Graph.NumOrganisations()
				pairs := allLengths(n, arcsOf(c.Graph, *opts.Direction, opts.Types, *opts.Collapse), length)
				for _, m := range nearness {
					want := make([]float64, n)
					for v, row := range pairs {
						row = slices.DeleteFunc(slices.Concat(row[:v], row[v+1:]), func(d float64) bool { return math.IsInf(d, 1) })
						want[v] = m.value(n, row, opts.Normalised)
					}
					result, err := m.compute(t.Context(), c.Graph, opts)
					if err != nil {
						t.Fatal(err)
					}
					name := fmt.Sprintf("%s of %s, %s weighted=%v normalised=%v", m.name, c.Name, setting, opts.Weighted, opts.Normalised)
					compareClosely(t, name, c.Graph, result.Values, want, 1e-12)
				}
			}
		}
	}
}

// largeGraphs need several batches of searches, of every kind.
func largeGraphs() map[string]*graph.Graph {
	return map[string]*graph.Graph{
		"scale-free":       graphtest.ScaleFree(1, 1500, 3),
		"sparse":           graphtest.ScaleFree(2, 1100, 1),
		"dense":            graphtest.Random(3, 600, 9000),
		"many components":  graphtest.Random(4, 1300, 900),
		"about to connect": graphtest.Random(5, 1300, 2100),
		"just one batch":   graphtest.ScaleFree(6, 512, 4),
		"one more":         graphtest.ScaleFree(7, 513, 4),
		"directed path":    graphtest.Of(lines(700)...),
		"cycle":            cycle(900, "="),
		"directed cycle":   cycle(700, ">"),
		"grid":             grid(28, 40),
		"lollipop":         lollipop(70, 900),
		"cycle and crowd":  graphtest.Of(append(webLines(600), cycleLines(600)...)...),
	}
}

func TestNearnessOfLargeGraphs(t *testing.T) {
	for name, g := range largeGraphs() {
		for _, direction := range []graph.Direction{graph.Out, graph.In, graph.Both} {
			if testing.Short() && direction != graph.Out {
				continue
			}
			n := g.NumOrganisations()
			distances := hops(n, arcsOf(g, direction, nil, false))
			for i, m := range nearness {
				want := make([]float64, n)
				for v, row := range distances {
					want[v] = m.value(n, row, false)
				}
				result, err := m.compute(t.Context(), g, centrality.Options{Direction: &direction})
				if err != nil {
					t.Fatal(err)
				}
				// Closeness is made of whole numbers, and is the same to the bit.
				compareClosely(t, fmt.Sprintf("%s of %s, %s", m.name, name, direction), g, result.Values, want, []float64{0, 1e-13}[i])
			}
		}
	}
}

func TestNearnessOfLargeWeightedGraphs(t *testing.T) {
	for seed := range uint64(4) {
		g := graphtest.RandomRich(seed, 150, 300+200*int(seed))
		n := g.NumOrganisations()
		for _, direction := range []graph.Direction{graph.Out, graph.In, graph.Both} {
			pairs := allLengths(n, arcsOf(g, direction, nil, true), func(a arc) float64 { return 1 / a.weight })
			for _, m := range nearness {
				want := make([]float64, n)
				for v, row := range pairs {
					row = slices.DeleteFunc(slices.Concat(row[:v], row[v+1:]), func(d float64) bool { return math.IsInf(d, 1) })
					want[v] = m.value(n, row, false)
				}
				for _, workers := range []int{1, 3} {
					result, err := m.compute(t.Context(), g, centrality.Options{Direction: &direction, Weighted: true, Workers: workers})
					if err != nil {
						t.Fatal(err)
					}
					compareClosely(t, fmt.Sprintf("%s, seed %d, %s", m.name, seed, direction), g, result.Values, want, 1e-12)
				}
			}
		}
	}
}

// TestNearnessAgainstGonum compares with gonum, whose measures take the paths to an organisation, and whose
// closeness is that of graphs in which everything is reached.
func TestNearnessAgainstGonum(t *testing.T) {
	for seed := range uint64(6) {
		for _, weighted := range []bool{false, true} {
			g := graphtest.RandomRich(seed, 40, 60+40*int(seed))
			n := g.NumOrganisations()
			weighting := graph.Unweighted
			if weighted {
				weighting = graph.Cost
			}
			view, err := gonumview.NewWeightedDirected(g, graph.Projection{Weighting: weighting})
			if err != nil {
				t.Fatal(err)
			}
			paths := path.DijkstraAllPaths(view)
			harmonic := network.Harmonic(view, paths)
			farness := network.Farness(view, paths)
			wantHarmonic, wantCloseness := make([]float64, n), make([]float64, n)
			for v := range n {
				wantHarmonic[v] = harmonic[int64(v)]
				reached := 0.0
				for u := range n {
					if u != v && !math.IsInf(paths.Weight(int64(u), int64(v)), 1) {
						reached++
					}
				}
				if reached > 0 {
					wantCloseness[v] = reached / float64(n-1) * reached / farness[int64(v)]
				}
			}
			opts := centrality.Options{Direction: new(graph.In), Weighted: weighted}
			compare(t, centrality.Harmonic, g, opts, wantHarmonic)
			compare(t, centrality.Closeness, g, opts, wantCloseness)
		}
	}
	// In a cycle with more in it all are reached.
	all := cycleLines(50)
	for i := range 50 {
		all = append(all, fmt.Sprintf("n%d > n%d", i, i*i%50))
	}
	g := graphtest.Of(all...)
	view, err := gonumview.NewDirected(g, graph.Projection{})
	if err != nil {
		t.Fatal(err)
	}
	want := make([]float64, g.NumOrganisations())
	for v, x := range network.Closeness(view, path.DijkstraAllPaths(view)) {
		want[v] = x * float64(g.NumOrganisations()-1)
	}
	compare(t, centrality.Closeness, g, centrality.Options{Direction: new(graph.In)}, want)
}

func TestPublishedNearness(t *testing.T) {
	const networkx = "NetworkX 3.6.1, of the graph and, for out, of the reversed graph"
	for _, c := range []publishedValues{
		{
			name:   "kite, closeness",
			source: "D. Krackhardt (1990), with the digits of the tests of NetworkX 3, test_closeness_centrality.py",
			graph:  kite(), measure: centrality.Closeness, digits: 3,
			values: map[string]float64{
				"andre": 0.529, "beverley": 0.529, "carol": 0.5, "diane": 0.6, "ed": 0.5, "fernando": 0.643,
				"garth": 0.643, "heather": 0.6, "ike": 0.429, "jane": 0.310,
			},
		},
		{
			name:   "Florence, closeness",
			source: "the tests of NetworkX 3, test_closeness_centrality.py",
			graph:  graphtest.Florence(), measure: centrality.Closeness, digits: 3,
			values: map[string]float64{
				"acciaiuoli": 0.368, "albizzi": 0.483, "barbadori": 0.4375, "bischeri": 0.4, "castellani": 0.389,
				"ginori": 0.333, "guadagni": 0.467, "lamberteschi": 0.326, "medici": 0.56, "pazzi": 0.286,
				"peruzzi": 0.368, "ridolfi": 0.5, "salviati": 0.389, "strozzi": 0.4375, "tornabuoni": 0.483,
			},
		},
		{
			name:   "paths of three and of four, closeness",
			source: "the tests of NetworkX 3, test_closeness_centrality.py, with the correction of Wasserman and Faust",
			graph:  graphtest.Of("a = b", "b = c", "c = d", "x = y", "y = z"), measure: centrality.Closeness, digits: 3,
			values: map[string]float64{"a": 0.25, "b": 0.375, "c": 0.375, "d": 0.25, "x": 0.222, "y": 0.333, "z": 0.222},
		},
		{
			name: "Florence, harmonic", source: networkx,
			graph: graphtest.Florence(), measure: centrality.Harmonic, digits: 10,
			values: map[string]float64{
				"salviati": 6.5833333333, "ridolfi": 8, "castellani": 6.9166666667, "acciaiuoli": 5.9166666667,
				"lamberteschi": 5.3666666667, "pazzi": 4.7666666667, "peruzzi": 6.7833333333, "medici": 9.5,
				"strozzi": 7.8333333333, "tornabuoni": 7.8333333333, "albizzi": 7.8333333333,
				"guadagni": 8.0833333333, "barbadori": 7.0833333333, "ginori": 5.3333333333, "bischeri": 7.2,
			},
		},
		{
			name: "kite, harmonic", source: networkx,
			graph: kite(), measure: centrality.Harmonic, digits: 10,
			values: map[string]float64{
				"andre": 6.0833333333, "beverley": 6.0833333333, "carol": 5.5833333333, "diane": 7.0833333333,
				"ed": 5.5833333333, "fernando": 6.8333333333, "garth": 6.8333333333, "heather": 6,
				"ike": 4.6666666667, "jane": 3.4166666667,
			},
		},
		{
			name: "six pages, closeness", source: networkx,
			graph: sixPages(), measure: centrality.Closeness, digits: 10,
			values: map[string]float64{"p1": 0.5, "p2": 0, "p3": 0.7142857143, "p4": 0.4, "p5": 0.4, "p6": 0.2666666667},
		},
		{
			name: "six pages, harmonic", source: networkx,
			graph: sixPages(), measure: centrality.Harmonic, digits: 10,
			values: map[string]float64{"p1": 3.1666666667, "p2": 0, "p3": 4, "p4": 2, "p5": 2, "p6": 1.5},
		},
		{
			name: "eleven pages, closeness", source: networkx,
			graph: elevenPages(), measure: centrality.Closeness, opts: centrality.Options{Direction: new(graph.In)}, digits: 10,
			values: map[string]float64{
				"a": 0.3047619048, "b": 0.7363636364, "c": 0.4263157895, "d": 0.3769230769, "e": 0.6, "f": 0.3272727273,
			},
		},
		{
			name: "eleven pages, harmonic", source: networkx,
			graph: elevenPages(), measure: centrality.Harmonic, opts: centrality.Options{Direction: new(graph.In)}, digits: 10,
			values: map[string]float64{"a": 3.5, "b": 8, "c": 4.6666666667, "d": 4, "e": 6, "f": 3.5},
		},
	} {
		c.compare(t)
	}
}

// TestNearnessInClosedForm has graphs whose distances are known without a search.
func TestNearnessInClosedForm(t *testing.T) {
	const n = 600
	star := []string{}
	for i := 1; i < n; i++ {
		star = append(star, fmt.Sprintf("n0 = n%d", i))
	}
	h := func(k int) float64 { // the k-th harmonic number
		sum := 0.0
		for ; k > 0; k-- {
			sum += 1 / float64(k)
		}
		return sum
	}
	for _, c := range []struct {
		name      string
		graph     *graph.Graph
		closeness func(v int) float64
		harmonic  func(v int) float64
	}{
		{
			"star", graphtest.Of(star...),
			func(v int) float64 {
				if v == 0 {
					return 1
				}
				return (n - 1.0) / (1 + 2*(n-2))
			},
			func(v int) float64 {
				if v == 0 {
					return n - 1
				}
				return 1 + (n-2)/2.0
			},
		},
		{
			"complete", lollipop(60, 0),
			func(int) float64 { return 1 }, func(int) float64 { return 59 },
		},
		{
			"cycle of an odd number", cycle(n+1, "="),
			func(int) float64 { return n / (n / 2 * (n/2 + 1.0)) },
			func(int) float64 { return 2 * h(n/2) },
		},
		{
			"directed cycle", cycle(n, ">"),
			func(int) float64 { return 2.0 / n },
			func(int) float64 { return h(n - 1) },
		},
		{
			"directed path", graphtest.Of(lines(n - 1)...),
			func(v int) float64 {
				if v == n-1 {
					return 0
				}
				reached := float64(n - 1 - v)
				return reached / (n - 1) * 2 / (reached + 1)
			},
			func(v int) float64 { return h(n - 1 - v) },
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			closeness, harmonic := make([]float64, c.graph.NumOrganisations()), make([]float64, c.graph.NumOrganisations())
			for v := range closeness {
				closeness[v], harmonic[v] = c.closeness(v), c.harmonic(v)
			}
			for _, weighted := range []bool{false, true} { // every weight is 1
				compare(t, centrality.Closeness, c.graph, centrality.Options{Weighted: weighted}, closeness)
				compare(t, centrality.Harmonic, c.graph, centrality.Options{Weighted: weighted}, harmonic)
			}
		})
	}
}

// TestNearnessOfExtremeWeights has the longest and the shortest distances that a graph can have.
func TestNearnessOfExtremeWeights(t *testing.T) {
	weighted := centrality.Options{Weighted: true}
	long := graphtest.Of("a > b 1e-100", "b > c 1e-100", "c > d 1e-100")
	compareExtremes(t, long, weighted, []float64{0.5e-100, 4.0 / 3 / 3 * 1e-100, 1e-100 / 3, 0},
		[]float64{(1 + 1/2.0 + 1/3.0) * 1e-100, 1.5e-100, 1e-100, 0})
	short := graphtest.Of("a > b 1e100", "b > c 1e100", "a > b 1e100")
	compareExtremes(t, short, weighted, []float64{1e100, 0.5e100, 0}, []float64{2e100 + 1/1.5e-100, 1e100, 0})
	both := graphtest.Of("a > b 1e100", "b > c 1e-100", "c > a 1")
	compareExtremes(t, both, weighted, []float64{2e-100, 1e-100, 1}, []float64{1e100, 2e-100, 2})
	types := centrality.Options{Weighted: true, Types: []string{"reporting"}, Collapse: new(false)}
	apart := graphtest.Of("a > b 1e100", "b > c 1e100", "a > b 1e100")
	compareExtremes(t, apart, types, []float64{4 / 3.0 / 2 * 2 / 2 * 1e100, 0.5e100, 0}, []float64{1.5e100, 1e100, 0})
}

func compareExtremes(t *testing.T, g *graph.Graph, opts centrality.Options, closeness, harmonic []float64) {
	t.Helper()
	for i, want := range [][]float64{closeness, harmonic} {
		result, err := nearness[i].compute(t.Context(), g, opts)
		if err != nil {
			t.Fatal(err)
		}
		compareClosely(t, nearness[i].name, g, result.Values, want, 1e-14)
	}
}

func TestNumberOfWorkersChangesNoBitOfNearness(t *testing.T) {
	numbers := []int{2, 5, 100}
	if testing.Short() {
		numbers = []int{5}
	}
	for name, g := range largeGraphs() {
		for _, m := range nearness {
			for _, weighted := range []bool{false, true} {
				if weighted && name != "just one batch" && name != "many components" {
					continue // every organisation has a search of its own, here as there
				}
				want, err := m.compute(t.Context(), g, centrality.Options{Workers: 1, Weighted: weighted})
				if err != nil {
					t.Fatal(err)
				}
				for _, workers := range numbers {
					got, err := m.compute(t.Context(), g, centrality.Options{Workers: workers, Weighted: weighted})
					if err != nil {
						t.Fatal(err)
					}
					if !slices.Equal(got.Values, want.Values) {
						t.Errorf("%s of %s, weighted=%v: %d workers change the values", m.name, name, weighted, workers)
					}
				}
			}
		}
	}
}

func TestNearnessTellsProgress(t *testing.T) {
	for _, m := range nearness {
		for i, workers := range []int{1, 2, 5, 1, 3} {
			g := graphtest.ScaleFree(1, 2100, 3)
			if i > 2 {
				g = graphtest.ScaleFree(1, 200, 3)
			}
			last, calls, whole := 0, 0, 0
			_, err := m.compute(t.Context(), g, centrality.Options{Workers: workers, Weighted: i > 2, Progress: func(done, total int) {
				if done <= last || done > total {
					t.Errorf("%s: progress goes from %d to %d of %d", m.name, last, done, total)
				}
				last, whole = done, total
				calls++
			}})
			if err != nil {
				t.Fatal(err)
			}
			if calls < 4 || last != whole {
				t.Errorf("%s: progress was told %d times, and ended with %d of %d", m.name, calls, last, whole)
			}
		}
	}
}

func TestNearnessCancelledOnTheWay(t *testing.T) {
	g := graphtest.ScaleFree(1, 2100, 3)
	for _, m := range nearness {
		for i, workers := range []int{1, 2, 5, 1, 3} {
			ctx, cancel := context.WithCancel(t.Context())
			result, err := m.compute(ctx, g, centrality.Options{Workers: workers, Weighted: i > 2, Progress: func(int, int) { cancel() }})
			if result != nil || !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %v, %v", m.name, result, err)
			}
		}
	}
}

func TestNearnessOptionErrors(t *testing.T) {
	g := graphtest.Of("a > b", "b > c")
	for _, c := range []struct {
		opts centrality.Options
		want string
	}{
		{centrality.Options{Epsilon: 0.1}, "is always exact: it takes no epsilon"},
		{centrality.Options{Direction: new(graph.Direction(9))}, "no direction 9; known: out, in, both"},
		{centrality.Options{Types: []string{"advise"}}, `no type "advise"; did you mean "advice"?`},
	} {
		for _, m := range nearness {
			want := c.want
			if c.opts.Epsilon != 0 {
				want = m.name + " " + want
			}
			if result, err := m.compute(t.Context(), g, c.opts); result != nil || err == nil || err.Error() != want {
				t.Errorf("%s: %v, %v, want %s", m.name, result, err, want)
			}
		}
	}
}

func cycleLines(n int) []string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf("n%d = n%d", i, (i+1)%n))
	}
	return all
}

// webLines is a crowd in which every organisation has relationships with several others, far and near.
func webLines(n int) []string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf("c%d > c%d", i, i*i%n), fmt.Sprintf("c%d = c%d", i, (7*i+3)%n))
	}
	return all
}

func grid(width, height int) *graph.Graph {
	var all []string
	for x := range width {
		for y := range height {
			if x > 0 {
				all = append(all, fmt.Sprintf("x%dy%d = x%dy%d", x-1, y, x, y))
			}
			if y > 0 {
				all = append(all, fmt.Sprintf("x%dy%d = x%dy%d", x, y-1, x, y))
			}
		}
	}
	return graphtest.Of(all...)
}
