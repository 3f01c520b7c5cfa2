package centrality_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/path"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
	"github.com/liaisongraph/liaison/graph/gonumview"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

type measure = func(context.Context, *graph.Graph, centrality.Options) (*centrality.Result, error)

// reweighted returns the organisations and relationships of g, which has built-in types alone, with other
// weights.
func reweighted(g *graph.Graph, weight func(e graph.Edge) float64) *graph.Graph {
	b := graph.NewBuilder()
	for n := range g.Nodes() {
		if _, err := b.AddOrganisation(graph.Organisation{ID: g.ID(n)}); err != nil {
			panic(err)
		}
	}
	for e := range g.Edges() {
		r := graph.Relationship{From: g.ID(g.From(e)), To: g.ID(g.To(e)), Type: g.Type(e).ID, Weight: weight(e)}
		if _, err := b.AddRelationship(r); err != nil {
			panic(err)
		}
	}
	built, err := b.Build()
	if err != nil {
		panic(err)
	}
	return built
}

// weighted returns g with weights of whole numbers from 1 to the greatest, at random.
func weighted(g *graph.Graph, greatest int) *graph.Graph {
	random := rand.New(rand.NewPCG(uint64(greatest), uint64(g.NumRelationships())))
	return reweighted(g, func(graph.Edge) float64 { return float64(1 + random.IntN(greatest)) })
}

// step is what leads from an organisation to another: one relationship, or parallel ones together.
type step struct {
	from, to int
	cost     int64
	edges    []graph.Edge
	strength float64
}

// denominator makes costs whole numbers, and so lengths exact: it is the least common multiple of 1 to 40.
const denominator = 5342931457063200

// stepsOf lists the steps of g straight from its records; strengths are whole numbers.
func stepsOf(g *graph.Graph, opts centrality.Options) []step {
	var steps []step
	add := func(from, to graph.Node, e graph.Edge) {
		if *opts.Collapse {
			for i, s := range steps {
				if s.from == int(from) && s.to == int(to) {
					steps[i].edges = append(s.edges, e)
					steps[i].strength += g.Weight(e)
					return
				}
			}
		}
		steps = append(steps, step{from: int(from), to: int(to), edges: []graph.Edge{e}, strength: g.Weight(e)})
	}
	for e := range g.Edges() {
		wanted := len(opts.Types) == 0
		for _, id := range opts.Types {
			wanted = wanted || g.Vocabulary().TypeIsA(g.Type(e).ID, id)
		}
		if !wanted || g.From(e) == g.To(e) {
			continue
		}
		if *opts.Direction != graph.In || g.IsMutual(e) {
			add(g.From(e), g.To(e), e)
		}
		if *opts.Direction != graph.Out || g.IsMutual(e) {
			add(g.To(e), g.From(e), e)
		}
	}
	for i, s := range steps {
		steps[i].cost = denominator
		if opts.Weighted {
			if steps[i].cost = denominator / int64(s.strength); steps[i].cost*int64(s.strength) != denominator {
				panic(fmt.Sprintf("1 over a strength of %v is not exact here", s.strength))
			}
		}
	}
	return steps
}

// everyStep is the betweenness of organisations and relationships by the definition: it walks every
// shortest path between every two organisations, with lengths in whole numbers.
func everyStep(g *graph.Graph, opts centrality.Options) (organisations, relationships []float64) {
	n, steps := g.NumOrganisations(), stepsOf(g, opts)
	organisations, relationships = make([]float64, n), make([]float64, g.NumRelationships())
	for s := range n {
		distance := lengths(n, steps, s)
		paths := map[int][][]int{} // by their ends: the numbers of their steps
		for waiting := [][]int{{}}; len(waiting) > 0; {
			p := waiting[len(waiting)-1]
			waiting = waiting[:len(waiting)-1]
			end := s
			if len(p) > 0 {
				end = steps[p[len(p)-1]].to
				paths[end] = append(paths[end], p)
			}
			for i, next := range steps {
				if next.from == end && next.to != s && distance[end]+next.cost == distance[next.to] {
					waiting = append(waiting, append(append([]int{}, p...), i))
				}
			}
		}
		for t := range n {
			for _, p := range paths[t] {
				for i, number := range p {
					if i > 0 {
						organisations[steps[number].from] += 1 / float64(len(paths[t]))
					}
					for _, e := range steps[number].edges {
						share := 1 / float64(len(steps[number].edges))
						if opts.Weighted {
							share = g.Weight(e) / steps[number].strength
						}
						relationships[e] += share / float64(len(paths[t]))
					}
				}
			}
		}
	}
	nodePairs, edgePairs := float64((n-1)*(n-2)), float64(n*(n-1))
	switch {
	case opts.Normalised && nodePairs > 0:
		scale(organisations, 1/nodePairs)
		scale(relationships, 1/edgePairs)
	case opts.Normalised && edgePairs > 0:
		scale(relationships, 1/edgePairs)
	case *opts.Direction == graph.Both:
		scale(organisations, 0.5)
		scale(relationships, 0.5)
	}
	return organisations, relationships
}

// lengths are found by Bellman and Ford's rule; what is not reached has a length above all.
func lengths(n int, steps []step, from int) []int64 {
	d := make([]int64, n)
	for i := range d {
		d[i] = math.MaxInt64 / 2
	}
	d[from] = 0
	for changed := true; changed; {
		changed = false
		for _, s := range steps {
			if length := d[s.from] + s.cost; d[s.from] < math.MaxInt64/2 && length < d[s.to] {
				d[s.to], changed = length, true
			}
		}
	}
	return d
}

// compareRelationships is compare for values of relationships.
func compareRelationships(t *testing.T, g *graph.Graph, opts centrality.Options, want []float64) {
	t.Helper()
	result, err := centrality.RelationshipBetweenness(t.Context(), g, opts)
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Values) != len(want) {
		t.Fatalf("there are %d values, want %d", len(result.Values), len(want))
	}
	if i := firstDifference(result.Values, want); i >= 0 {
		t.Errorf("relationship %d, %s, has %v, want %v", i, g.RelationshipID(graph.Edge(i)), result.Values[i], want[i])
	}
}

// awkwardAndRandom are graphs of built-in types with whole numbers from 1 to 4 as weights, in which 1/2 twice
// is as long as 1, and 1/3 three times.
func awkwardAndRandom() []graphtest.Case {
	var cases []graphtest.Case
	for _, c := range corpus() {
		switch c.Name {
		case "hostile-ids", "hostile-text", "every-field", "own-ids", "random", "random-rich", "dates":
			continue
		}
		c.Graph = weighted(c.Graph, 4)
		cases = append(cases, c)
	}
	return append(cases, graphtest.Case{Name: "dense", Graph: weighted(graphtest.Random(3, 9, 90), 3)})
}

func TestBetweennessOfStepsAgainstEveryPath(t *testing.T) {
	for _, c := range awkwardAndRandom() {
		for name, opts := range options() {
			for i := range 4 {
				opts.Weighted, opts.Normalised = i%2 == 1, i/2 == 1
				t.Run(fmt.Sprintf("%s/%s weighted=%v normalised=%v", c.Name, name, opts.Weighted, opts.Normalised), func(t *testing.T) {
					organisations, relationships := everyStep(c.Graph, opts)
					compare(t, centrality.Betweenness, c.Graph, opts, organisations)
					compareRelationships(t, c.Graph, opts, relationships)
				})
			}
		}
	}
}

// TestBetweennessOfUnitWeights has larger graphs, on which the search without weights changes its direction
// and has more paths than floats hold: the search with weights, all 1, must find the same.
func TestBetweennessOfUnitWeights(t *testing.T) {
	for name, g := range map[string]*graph.Graph{
		"scale-free": graphtest.ScaleFree(1, 160, 3),
		"dense":      graphtest.Random(3, 100, 2500),
		"components": graphtest.Random(5, 160, 130),
		"lollipop":   lollipop(40, 40),
		"diamonds":   diamonds(1000),
	} {
		for _, direction := range []graph.Direction{graph.Out, graph.Both} {
			if name == "diamonds" && (direction == graph.Both || testing.Short()) {
				continue // it takes seconds
			}
			t.Run(fmt.Sprint(name, "/", direction), func(t *testing.T) {
				for _, m := range []measure{centrality.Betweenness, centrality.RelationshipBetweenness} {
					apart := centrality.Options{Direction: &direction, Collapse: new(false)}
					unweighted, err := m(t.Context(), g, apart)
					if err != nil {
						t.Fatal(err)
					}
					apart.Weighted = true
					withWeights, err := m(t.Context(), g, apart)
					if err != nil {
						t.Fatal(err)
					}
					if i := firstDifference(withWeights.Values, unweighted.Values); i >= 0 {
						t.Errorf("number %d has %v with weights, and %v without", i, withWeights.Values[i], unweighted.Values[i])
					}
				}
			})
		}
	}
}

// diamonds is so many of them in a row, with twice as many shortest paths through each.
func diamonds(length int) *graph.Graph {
	var all []string
	for i := range length {
		all = append(all, fmt.Sprintf("n%d > a%d", i, i), fmt.Sprintf("n%d > b%d", i, i),
			fmt.Sprintf("a%d > n%d", i, i+1), fmt.Sprintf("b%d > n%d", i, i+1))
	}
	return graphtest.Of(all...)
}

// TestRelationshipsOfDiamonds has 2^1100 shortest paths from one end to the other. Half of what passes a
// diamond takes each of its sides.
func TestRelationshipsOfDiamonds(t *testing.T) {
	if testing.Short() {
		t.Skip("more paths than floats hold take a long way, which is slow under the race detector")
	}
	const length = 1100
	g := diamonds(length)
	want := make([]float64, g.NumRelationships())
	for e := range want {
		i := e / 4
		before, after := float64(3*i), float64(3*(length-1-i))
		// To the side of diamond i leads all from before it and its beginning; on to the side itself, and
		// half of what goes to its end and further.
		want[e] = (before + 1) * (1 + (1+after)/2)
		if e%4 >= 2 {
			want[e] = ((before+1)/2 + 1) * (1 + after)
		}
	}
	compareRelationships(t, g, centrality.Options{}, want)
	compareRelationships(t, g, centrality.Options{Weighted: true}, want)
}

func TestEdgeBetweennessAgainstGonum(t *testing.T) {
	for seed := range uint64(6) {
		g := graphtest.ScaleFree(seed, 80+20*int(seed), 2+int(seed)%3)
		want := make([]float64, g.NumRelationships())
		found := network.EdgeBetweenness(directed(g))
		for e := range g.Edges() {
			want[e] = found[[2]int64{int64(g.From(e)), int64(g.To(e))}]
		}
		compareRelationships(t, g, centrality.Options{}, want)
	}
}

// TestWeightedBetweennessAgainstGonum has powers of two as weights: gonum compares lengths exactly.
func TestWeightedBetweennessAgainstGonum(t *testing.T) {
	for seed := range uint64(6) {
		random := rand.New(rand.NewPCG(seed, 1))
		g := reweighted(graphtest.ScaleFree(seed, 60, 3), func(graph.Edge) float64 { return float64(int(1) << random.IntN(4)) })
		view, err := gonumview.NewWeightedDirected(g, graph.Projection{Weighting: graph.Cost})
		if err != nil {
			t.Fatal(err)
		}
		all := path.DijkstraAllPaths(view)
		organisations, relationships := make([]float64, g.NumOrganisations()), make([]float64, g.NumRelationships())
		for n, x := range network.BetweennessWeighted(view, all) {
			organisations[n] = x
		}
		found := network.EdgeBetweennessWeighted(view, all)
		for e := range g.Edges() {
			relationships[e] = found[[2]int64{int64(g.From(e)), int64(g.To(e))}]
		}
		compare(t, centrality.Betweenness, g, centrality.Options{Weighted: true}, organisations)
		compareRelationships(t, g, centrality.Options{Weighted: true}, relationships)
	}
}

// TestPublishedRelationships has values of the tests of NetworkX 3, test_betweenness_centrality.py, classes
// TestEdgeBetweennessCentrality and TestWeightedEdgeBetweennessCentrality; its weights are costs.
func TestPublishedRelationships(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines []string
		opts  centrality.Options
		want  []float64
	}{
		{"circle of four", []string{"0 = 1", "1 = 2", "2 = 3", "3 = 0"}, centrality.Options{}, []float64{2, 2, 2, 2}},
		{"path of four", []string{"0 = 1", "1 = 2", "2 = 3"}, centrality.Options{}, []float64{3, 4, 3}},
		{"path of four, normalised", []string{"0 = 1", "1 = 2", "2 = 3"}, centrality.Options{Normalised: true}, []float64{3. / 6, 4. / 6, 3. / 6}},
		{"tree", []string{"0 = 1", "0 = 2", "1 = 3", "1 = 4", "2 = 5", "2 = 6"}, centrality.Options{}, []float64{12, 12, 6, 6, 6, 6}},
		{
			"weights", []string{
				fmt.Sprint("0 = 1 ", 1./5), fmt.Sprint("0 = 2 ", 1./4), fmt.Sprint("0 = 3 ", 1./3),
				fmt.Sprint("0 = 4 ", 1./2), fmt.Sprint("1 = 2 ", 1./4), "1 = 3 1", fmt.Sprint("1 = 4 ", 1./3),
				fmt.Sprint("2 = 4 ", 1./5), fmt.Sprint("3 = 4 ", 1./4),
			},
			centrality.Options{Weighted: true}, []float64{0, 1, 2, 1, 2, 3.5, 1.5, 1, 0.5},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.opts.Direction = new(graph.Both)
			compareRelationships(t, graphtest.Of(c.lines...), c.opts, c.want)
		})
	}
}

func TestSharesOfParallelRelationships(t *testing.T) {
	g := graphtest.Of("a > b 1", "a > b 3", "b = a 4", "b > c", "c > c", "a advice c 0.001")
	for _, c := range []struct {
		name string
		opts centrality.Options
		want []float64
	}{
		{"shared", centrality.Options{Types: []string{"reporting", "collaboration"}}, []float64{2. / 3, 2. / 3, 2./3 + 1, 2, 0, 0}},
		{"shared by strength", centrality.Options{Weighted: true}, []float64{2. / 8, 6. / 8, 8./8 + 1, 2, 0, 0}},
		{"apart, by strength", centrality.Options{Weighted: true, Collapse: new(false)}, []float64{0, 0, 2 + 1, 2, 0, 0}},
		{"in gives the same", centrality.Options{Weighted: true, Direction: new(graph.In)}, []float64{2. / 8, 6. / 8, 8./8 + 1, 2, 0, 0}},
		{"both", centrality.Options{Direction: new(graph.Both)}, []float64{1. / 3, 1. / 3, 1. / 3, 1, 0, 1}},
	} {
		t.Run(c.name, func(t *testing.T) { compareRelationships(t, g, c.opts, c.want) })
	}
}

// TestRelationshipsAddUpToDistances: a path is as long as it has relationships.
func TestRelationshipsAddUpToDistances(t *testing.T) {
	for _, c := range corpus() {
		for name, opts := range options() {
			result, err := centrality.RelationshipBetweenness(t.Context(), c.Graph, opts)
			if err != nil {
				t.Fatal(err)
			}
			sum, want := 0.0, 0.0
			for _, x := range result.Values {
				sum += x
			}
			n, arcs := c.Graph.NumOrganisations(), arcsOf(c.Graph, *opts.Direction, opts.Types, true)
			for s := range n {
				for _, d := range distances(n, arcs, s) {
					want += float64(max(0, d))
				}
			}
			if *opts.Direction == graph.Both {
				want /= 2
			}
			if math.Abs(sum-want) > 1e-9*max(1, want) {
				t.Errorf("%s, %s: the values add up to %v, want %v", c.Name, name, sum, want)
			}
		}
	}
}

// TestLengthsInAnotherOrder has two paths of the same costs in another order, whose sums differ in the last
// digit.
func TestLengthsInAnotherOrder(t *testing.T) {
	if a, b, c := 1/2.0, 1/2.0, 1/6.0; a+b+c == c+b+a {
		t.Fatal("the sums are the same")
	}
	g := graphtest.Of("s > a 2", "a > b 2", "b > t 6", "s > x 6", "x > y 2", "y > t 2")
	compare(t, centrality.Betweenness, g, centrality.Options{Weighted: true}, []float64{0, 1.5, 1.5, 0, 1.5, 1.5})
}

// TestVanishingCosts has costs that vanish beside others, in circles.
func TestVanishingCosts(t *testing.T) {
	g := graphtest.Of("s > a", "a = b 1e100", "b = c 1e100", "c = a 1e100", "c > t 1e-100", "t > u 1e-100")
	for _, direction := range []graph.Direction{graph.Out, graph.In, graph.Both} {
		for _, m := range []measure{centrality.Betweenness, centrality.RelationshipBetweenness} {
			result, err := m(t.Context(), g, centrality.Options{Weighted: true, Direction: &direction, Normalised: true})
			if err != nil {
				t.Fatal(err)
			}
			for i, x := range result.Values {
				if !(x >= 0 && x <= 1) {
					t.Errorf("%s: number %d has %v", direction, i, x)
				}
			}
		}
	}
}

// TestVariantsOfBetweenness checks what the table's tests do for the usual form.
func TestVariantsOfBetweenness(t *testing.T) {
	organisations, numbers := 800, []int{0, 2, 3, 50}
	if testing.Short() {
		organisations, numbers = 400, []int{3, 50}
	}
	g := weighted(graphtest.ScaleFree(1, organisations, 3), 9)
	for name, c := range map[string]struct {
		measure measure
		opts    centrality.Options
	}{
		"weighted":               {centrality.Betweenness, centrality.Options{Weighted: true}},
		"relationships":          {centrality.RelationshipBetweenness, centrality.Options{}},
		"weighted relationships": {centrality.RelationshipBetweenness, centrality.Options{Weighted: true}},
		"sampled":                {centrality.Betweenness, centrality.Options{Epsilon: 0.02, Seed: 4}},
		"sampled, top":           {centrality.Betweenness, centrality.Options{Epsilon: 0.005, Seed: 4, Top: 2}},
	} {
		t.Run(name, func(t *testing.T) {
			c.opts.Workers = 1
			want, err := c.measure(t.Context(), g, c.opts)
			if err != nil {
				t.Fatal(err)
			}
			for _, workers := range numbers {
				last := 0
				c.opts.Workers = workers
				c.opts.Progress = func(done, total int) {
					if done < last || done > total {
						t.Errorf("progress goes from %d to %d of %d", last, done, total)
					}
					last = done
				}
				got, err := c.measure(t.Context(), g, c.opts)
				if err != nil {
					t.Fatal(err)
				}
				sameBits(t, got.Values, want.Values)
				if want.Estimate != nil {
					sameBits(t, got.Estimate.Low, want.Estimate.Low)
					sameBits(t, got.Estimate.High, want.Estimate.High)
					if got.Estimate.Samples != want.Estimate.Samples || got.Estimate.Certain != want.Estimate.Certain {
						t.Errorf("with %d workers the estimate is of %d samples, with one of %d", workers, got.Estimate.Samples, want.Estimate.Samples)
					}
				}
				if last == 0 {
					t.Error("there was no progress")
				}
				ctx, cancel := context.WithCancel(t.Context())
				c.opts.Progress = func(int, int) { cancel() }
				if result, err := c.measure(ctx, g, c.opts); result != nil || !errors.Is(err, context.Canceled) {
					t.Errorf("cancelled on the way: %v, %v", result, err)
				}
			}
		})
	}
}

func sameBits(t *testing.T, got, want []float64) {
	t.Helper()
	for i := range want {
		if math.Float64bits(got[i]) != math.Float64bits(want[i]) {
			t.Fatalf("number %d has %v, want %v", i, got[i], want[i])
		}
	}
}
