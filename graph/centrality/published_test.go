package centrality_test

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// kite is the network of D. Krackhardt, "Assessing the political landscape", Administrative Science
// Quarterly 35 (1990), figure 5.
func kite() *graph.Graph {
	return graphtest.Rows("=", `
		andre: beverley carol diane fernando
		beverley: diane ed garth
		carol: diane fernando
		diane: ed fernando garth
		ed: garth
		fernando: garth heather
		garth: heather
		heather: ike
		ike: jane`)
}

// sixPages is the web of A. N. Langville and C. D. Meyer, "Deeper inside PageRank", Internet Mathematics 1
// (2004), section 3: page 2 links to none.
func sixPages() *graph.Graph {
	return graphtest.Rows(">", `
		p1: p2 p3
		p2:
		p3: p1 p2 p5
		p4: p5 p6
		p5: p4 p6
		p6: p4`)
}

// elevenPages is the web of the picture in the article "PageRank" of Wikipedia.
func elevenPages() *graph.Graph {
	return graphtest.Rows(">", `
		a:
		b: c
		c: b
		d: a b
		e: b d f
		f: b e
		g: b e
		h: b e
		i: b e
		j: e
		k: e`)
}

// publishedValues is what others give for a measure of a graph.
type publishedValues struct {
	name    string
	source  string
	graph   *graph.Graph
	measure func(context.Context, *graph.Graph, centrality.Options) (*centrality.Result, error)
	opts    centrality.Options
	digits  int     // after the point, to which the values are published
	rest    float64 // of the organisations that are not among values
	values  map[string]float64
}

func (c publishedValues) compare(t *testing.T) {
	t.Helper()
	t.Run(c.name, func(t *testing.T) {
		result, err := c.measure(t.Context(), c.graph, c.opts)
		if err != nil {
			t.Fatal(err)
		}
		for v, got := range result.Values {
			want, ok := c.values[c.graph.ID(graph.Node(v))]
			if !ok {
				want = c.rest
			}
			if math.Abs(got-want) > 0.5000001*math.Pow10(-c.digits) {
				t.Errorf("%s has %v, want %v (%s)", c.graph.ID(graph.Node(v)), got, want, c.source)
			}
		}
	})
}

func TestPublishedValues(t *testing.T) {
	undirected := centrality.Options{Direction: new(graph.Both)}
	normalised := centrality.Options{Direction: new(graph.Both), Normalised: true}
	for _, c := range []publishedValues{
		{
			name:   "Florence, betweenness",
			source: "S. Wasserman, K. Faust, Social Network Analysis (1994), chapter 5; M. O. Jackson, Social and Economic Networks (2008), chapter 2",
			graph:  graphtest.Florence(), measure: centrality.Betweenness, opts: normalised, digits: 3,
			values: map[string]float64{
				"medici": 0.522, "guadagni": 0.255, "albizzi": 0.212, "salviati": 0.143, "ridolfi": 0.114,
				"bischeri": 0.104, "strozzi": 0.103, "barbadori": 0.093, "tornabuoni": 0.092,
				"castellani": 0.055, "peruzzi": 0.022,
			},
		},
		{
			name:   "Florence, degree",
			source: "M. O. Jackson, Social and Economic Networks (2008), chapter 1: the Medici have six marriages, the Strozzi and the Guadagni four",
			graph:  graphtest.Florence(), measure: centrality.Degree, rest: 3,
			values: map[string]float64{
				"medici": 6, "strozzi": 4, "guadagni": 4, "barbadori": 2, "salviati": 2,
				"acciaiuoli": 1, "ginori": 1, "lamberteschi": 1, "pazzi": 1,
			},
		},
		{
			name:   "kite, betweenness",
			source: "D. Krackhardt (1990), and the tests of NetworkX 3, test_betweenness_centrality.py",
			graph:  kite(), measure: centrality.Betweenness, opts: undirected, digits: 3,
			values: map[string]float64{
				"andre": 0.833, "beverley": 0.833, "diane": 3.667, "fernando": 8.333, "garth": 8.333,
				"heather": 14, "ike": 8,
			},
		},
		{
			name:   "kite, degree",
			source: "D. Krackhardt (1990): Diane has the most ties",
			graph:  kite(), measure: centrality.Degree,
			values: map[string]float64{
				"andre": 4, "beverley": 4, "carol": 3, "diane": 6, "ed": 3, "fernando": 5, "garth": 5,
				"heather": 3, "ike": 2, "jane": 1,
			},
		},
		{
			name:   "karate club, betweenness",
			source: "NetworkX 3.6.1, betweenness_centrality(karate_club_graph(), normalized=False)",
			graph:  graphtest.KarateClub(), measure: centrality.Betweenness, opts: undirected, digits: 10,
			values: map[string]float64{
				"m1": 231.0714285714, "m2": 28.4785714286, "m3": 75.8507936508, "m4": 6.2880952381,
				"m5": 0.3333333333, "m6": 15.8333333333, "m7": 15.8333333333, "m9": 29.5293650794,
				"m10": 0.4476190476, "m11": 0.3333333333, "m14": 24.2158730159, "m20": 17.1468253968,
				"m24": 9.3, "m25": 1.1666666667, "m26": 2.0277777778, "m28": 11.7920634921,
				"m29": 0.9476190476, "m30": 1.5428571429, "m31": 7.6095238095, "m32": 73.0095238095,
				"m33": 76.6904761905, "m34": 160.5515873016,
			},
		},
		{
			name:   "six pages, PageRank",
			source: "A. N. Langville, C. D. Meyer (2004), section 3",
			graph:  sixPages(), measure: centrality.PageRank, opts: centrality.Options{Damping: 0.9}, digits: 4,
			values: map[string]float64{"p1": 0.0372, "p2": 0.0540, "p3": 0.0415, "p4": 0.3751, "p5": 0.2060, "p6": 0.2862},
		},
		{
			name:   "eleven pages, PageRank",
			source: "Wikipedia, PageRank",
			graph:  elevenPages(), measure: centrality.PageRank, digits: 3, rest: 0.016,
			values: map[string]float64{"a": 0.033, "b": 0.384, "c": 0.343, "d": 0.039, "e": 0.081, "f": 0.039},
		},
	} {
		c.compare(t)
	}
}

// TestClosedForms has graphs whose betweenness follows from counting pairs (Freeman, 1977).
func TestClosedForms(t *testing.T) {
	const n = 40
	star, complete := []string{}, []string{}
	for i := 1; i < n; i++ {
		star = append(star, fmt.Sprintf("n0 = n%d", i))
		for j := range i {
			complete = append(complete, fmt.Sprintf("n%d = n%d", j, i))
		}
	}
	for _, c := range []struct {
		name  string
		graph *graph.Graph
		want  func(v float64) float64
	}{
		{"star", graphtest.Of(star...), func(v float64) float64 {
			if v == 0 {
				return (n - 1) * (n - 2) // every ordered pair of leaves
			}
			return 0
		}},
		{"complete", graphtest.Of(complete...), func(float64) float64 { return 0 }},
		{"directed path", graphtest.Of(lines(n - 1)...), func(v float64) float64 { return v * (n - 1 - v) }},
		// From v to each of the others there is one way, with k organisations on it for k from 0 to n-2.
		{"directed cycle", cycle(n, ">"), func(float64) float64 { return (n - 1) * (n - 2) / 2 }},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := make([]float64, c.graph.NumOrganisations())
			for v := range want {
				want[v] = c.want(float64(v))
			}
			compare(t, centrality.Betweenness, c.graph, centrality.Options{}, want)
		})
	}
}

// TestMorePathsThanFloatsHold has 2^1100 shortest paths from one end to the other.
func TestMorePathsThanFloatsHold(t *testing.T) {
	const length = 1100
	t.Run("parallel", func(t *testing.T) {
		all := lines(length)
		g := graphtest.Of(append(all, all...)...)
		want := make([]float64, length+1)
		for v := range want {
			want[v] = float64(v * (length - v))
		}
		compare(t, centrality.Betweenness, g, centrality.Options{Collapse: new(false)}, want)
	})
	t.Run("diamonds", func(t *testing.T) {
		var all []string
		for i := range length {
			all = append(all, fmt.Sprintf("n%d > a%d", i, i), fmt.Sprintf("n%d > b%d", i, i),
				fmt.Sprintf("a%d > n%d", i, i+1), fmt.Sprintf("b%d > n%d", i, i+1))
		}
		g := graphtest.Of(all...)
		want := make([]float64, g.NumOrganisations())
		for v := range g.Nodes() {
			var i int
			if _, err := fmt.Sscanf(g.ID(v)[1:], "%d", &i); err != nil {
				t.Fatal(err)
			}
			// Before and after diamond i there are 3i+1 and 3(length-i)-2 organisations.
			if want[v] = float64((3*i+1)*(3*(length-i)-2)) / 2; g.ID(v)[0] == 'n' {
				want[v] = float64(3*i) * float64(3*(length-i))
			}
		}
		compare(t, centrality.Betweenness, g, centrality.Options{}, want)
	})
}
