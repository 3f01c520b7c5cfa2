package structure_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/structure"
)

func brokerage(t testing.TB, g *graph.Graph, p *structure.Partition, opts structure.BrokerageOptions) *structure.Brokerage {
	t.Helper()
	b, err := structure.FindBrokerage(context.Background(), g, p, opts)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// grouped makes a partition of a word of letters, one for each organisation; "-" is no group.
func grouped(letters string) *structure.Partition {
	p := &structure.Partition{}
	for _, letter := range letters {
		at := int32(-1)
		for i, name := range p.Names {
			if name == string(letter) {
				at = int32(i)
			}
		}
		if at < 0 && letter != '-' {
			at = int32(len(p.Names))
			p.Names = append(p.Names, string(letter))
		}
		p.Of = append(p.Of, at)
	}
	return p
}

// nine is a graph of nine organisations in the groups xxxyyyyzz.
func nine() (*graph.Graph, *structure.Partition) {
	return graphtest.Of("1", "2", "3", "4", "5", "6", "7", "8", "9",
		"1 > 2", "2 > 3", "3 > 1", "2 = 4", "4 > 5", "5 > 6", "6 > 4", "6 > 7", "7 > 8", "8 > 9", "9 > 7",
		"1 > 7", "7 > 2", "3 > 8", "5 > 1", "8 > 5", "4 > 9"), grouped("xxxyyyyzz")
}

// The numbers are those of sna::brokerage, version 2.7-1 of Debian's r-cran-sna on R 4.2.2, for that graph:
//
//	cl <- c("x","x","x","y","y","y","y","z","z"); b <- brokerage(g, cl)
//	b[c("raw.nli", "exp.grp", "sd.grp", "z.nli", "raw.gli", "exp.gli", "sd.gli", "z.gli")]
func TestBrokerageOfSNA(t *testing.T) {
	g, p := nine()
	b := brokerage(t, g, p, structure.BrokerageOptions{})
	raw := [][6]int64{
		{1, 1, 1, 1, 0, 4}, {1, 1, 1, 2, 0, 5}, {1, 0, 1, 0, 0, 2}, {1, 0, 2, 1, 1, 5}, {1, 0, 1, 1, 1, 4},
		{2, 0, 0, 0, 0, 2}, {0, 1, 2, 0, 2, 5}, {0, 1, 0, 2, 1, 4}, {0, 1, 1, 0, 0, 2},
	}
	expected := [][6]float64{
		{0.09375, 0.65625, 0.562500, 0.562500, 0.7500, 2.625},
		{0.28125, 0.37500, 0.703125, 0.703125, 0.5625, 2.625},
		{0.00000, 0.84375, 0.328125, 0.328125, 1.1250, 2.625},
	}
	sd := [][6]float64{
		{0.298923851089203, 0.970512509579346, 1.005356746384088, 1.005356746384088, 1.066170131826999, 2.63280090872819},
		{0.589209613592650, 0.660699203495812, 1.124023013276419, 1.124023013276419, 0.879452954966893, 2.63280090872819},
		{0.000000000000000, 1.095311385520118, 0.767853898456601, 0.767853898456601, 1.365020604240097, 2.63280090872819},
	}
	z := map[int][6]float64{ // of some; sna gives NaN where there is 0
		0: {3.031708566238037, 0.354194301059544, 0.435168910512146, 0.435168910512146, -0.703452458112659, 0.522257492179388},
		3: {1.219854502402786, -0.567580523808483, 1.153779757782480, 0.264118257805628, 0.497468338163091, 0.902081122855307},
		7: {0, 0.142653497503638, -0.427327386967152, 2.177334781213583, -0.091573709299126, 0.522257492179388},
	}
	for n := range g.Nodes() {
		for i, r := range structure.Roles() {
			got := b.Of(n, r)
			want := structure.RoleCount{Count: raw[n][i], Expected: expected[p.Of[n]][i], SD: sd[p.Of[n]][i], Z: got.Z}
			if values, ok := z[int(n)]; ok {
				want.Z = values[i]
			}
			if !near(got, want) || got.HasZ() != (want.SD > 0) {
				t.Errorf("organisation %s as %v: %+v, want %+v", g.ID(n), r, got, want)
			}
		}
	}
	global := []structure.RoleCount{
		{7, 1.40625, 1.47488744273928, 3.7926622994435784},
		{5, 5.15625, 3.19186282306273, -0.0489526050026396},
		{9, 5.15625, 3.06257971835020, 1.2550693707560407},
		{7, 5.15625, 3.06257971835020, 0.6020251453220034},
		{5, 6.75000, 3.60175738355598, -0.4858739258756633},
		{33, 23.62500, 9.19419398995910, 1.0196652376748150},
	}
	for i, r := range structure.Roles() {
		if got := b.Global(r); !near(got, global[i]) {
			t.Errorf("all as %v: %+v, want %+v", r, got, global[i])
		}
	}
	if b.Organisations != 9 || b.Arcs != 18 || b.Density != 0.25 {
		t.Errorf("%d organisations, %d arcs, density %v; want 9, 18, 0.25", b.Organisations, b.Arcs, b.Density)
	}
}

func near(a, b structure.RoleCount) bool {
	return a.Count == b.Count && math.Abs(a.Expected-b.Expected) < 1e-9 && math.Abs(a.SD-b.SD) < 1e-9 && math.Abs(a.Z-b.Z) < 1e-9
}

// By hand: each line is one triple, and the groups of the three say the role.
func TestBrokerageRoles(t *testing.T) {
	for _, test := range []struct {
		groups string
		want   structure.Role
	}{
		{"AAA", structure.Coordinator}, {"ABA", structure.Itinerant}, {"AAB", structure.Representative},
		{"BAA", structure.Gatekeeper}, {"ABC", structure.Liaison},
	} {
		g := graphtest.Of("a > b", "b > c")
		b := brokerage(t, g, grouped(test.groups), structure.BrokerageOptions{})
		for _, r := range structure.Roles() {
			want := int64(0)
			if r == test.want || r == structure.TotalBrokerage {
				want = 1
			}
			if got := b.Of(1, r).Count; got != want {
				t.Errorf("%s: %d as %v, want %d", test.groups, got, r, want)
			}
		}
	}
	// A relationship from a to c closes the triple; one from c to a makes a cycle, in which all three are
	// brokers; a mutual one does both.
	for line, want := range map[string]int64{"a > c": 0, "c > a": 3, "a = c": 2, "c > c": 1} {
		g := graphtest.Of("a > b", "b > c", line)
		b := brokerage(t, g, grouped("xxx"), structure.BrokerageOptions{})
		if got := b.Global(structure.Coordinator).Count; got != want {
			t.Errorf("a > b, b > c, %s: %d, want %d", line, got, want)
		}
	}
}

// naiveBrokerage looks at every three organisations.
func naiveBrokerage(g *graph.Graph, p *structure.Partition) (counts [][6]int64, arcs int) {
	n := g.NumOrganisations()
	related := make([][]bool, n)
	for v := range related {
		related[v] = make([]bool, n)
	}
	for e := range g.Edges() {
		from, to := g.From(e), g.To(e)
		related[from][to] = true
		related[to][from] = related[to][from] || g.IsMutual(e)
	}
	counts = make([][6]int64, n)
	for a := range n {
		for b := range n {
			if a == b || p.Of[a] < 0 || p.Of[b] < 0 || !related[a][b] {
				continue
			}
			arcs++
			for c := range n {
				if c == a || c == b || p.Of[c] < 0 || !related[b][c] || related[a][c] {
					continue
				}
				x, y, z := p.Of[a], p.Of[b], p.Of[c]
				role := 4
				switch {
				case x == y && y == z:
					role = 0
				case x == z:
					role = 1
				case x == y:
					role = 2
				case y == z:
					role = 3
				}
				counts[b][role]++
				counts[b][5]++
			}
		}
	}
	return counts, arcs
}

// Graphs that are sparse, dense and in between, so that closed triples are counted in both ways.
func TestBrokerageOfDenseGraphs(t *testing.T) {
	for _, size := range [][2]int{{70, 300}, {70, 1500}, {70, 12_000}, {150, 6000}, {150, 25_000}} {
		g := graphtest.Random(uint64(size[1]), size[0], size[1])
		for _, groups := range []int{1, 2, 7, size[0]} {
			p := &structure.Partition{Of: make([]int32, size[0]), Names: make([]string, groups)}
			for n := range p.Of {
				p.Of[n] = int32((n*n + n/3) % groups)
				if n%11 == 3 {
					p.Of[n] = -1
				}
			}
			b := brokerage(t, g, p, structure.BrokerageOptions{})
			want, _ := naiveBrokerage(g, p)
			for n := range g.Nodes() {
				for i, r := range structure.Roles() {
					if got := b.Of(n, r).Count; got != want[n][i] {
						t.Fatalf("%v in %d groups: %d as %v: %d, want %d", size, groups, n, r, got, want[n][i])
					}
				}
			}
		}
	}
}

// Where all but one pair are related, every other organisation stands between that pair, and none between others.
func TestTriplesOfNearlyAll(t *testing.T) {
	const n = 300
	var lines []string
	for a := range n {
		for c := range a {
			lines = append(lines, fmt.Sprintf("%d > %d", a, c))
			if a != n-1 || c != 0 {
				lines = append(lines, fmt.Sprintf("%d > %d", c, a))
			}
		}
	}
	g := graphtest.Of(lines...)
	from, _ := g.NodeByID("0")
	to, _ := g.NodeByID(fmt.Sprint(n - 1))
	p := &structure.Partition{Of: make([]int32, n), Names: []string{"all"}}
	b := brokerage(t, g, p, structure.BrokerageOptions{})
	p.Of[0] = 7 // which is the caller's
	for v := range g.Nodes() {
		got := 0
		for tr := range b.Triples(t.Context(), v, structure.Coordinator) {
			if got++; tr.From != from || tr.To != to || tr.Broker != v {
				t.Fatalf("%s stands between %s and %s", g.ID(v), g.ID(tr.From), g.ID(tr.To))
			}
		}
		if want := map[bool]int{true: 0, false: 1}[v == from || v == to]; got != want {
			t.Errorf("%s stands between %d pairs, want %d", g.ID(v), got, want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	between := graphtest.Of("a > b", "b > c")
	b = brokerage(t, between, &structure.Partition{Of: make([]int32, 3), Names: []string{"all"}}, structure.BrokerageOptions{})
	for tr := range b.Triples(ctx, 1, structure.TotalBrokerage) {
		t.Errorf("%v after the end", tr)
	}
}

// A hub of many contacts is soon asked for its rare roles: looking at all pairs would take hours.
func TestTriplesOfABusyBroker(t *testing.T) {
	lines := []string{"hub", "own"}
	for i := range 50_000 {
		lines = append(lines, fmt.Sprintf("c%d = hub", i))
	}
	g := graphtest.Of(append(lines, "own = hub", "odd = hub")...)
	p := &structure.Partition{Of: make([]int32, g.NumOrganisations()), Names: []string{"hub", "crowd", "odd"}}
	for n := range g.Nodes() {
		switch id := g.ID(n); {
		case id == "odd":
			p.Of[n] = 2
		case id[0] == 'c':
			p.Of[n] = 1
		}
	}
	b := brokerage(t, g, p, structure.BrokerageOptions{})
	for r, want := range map[structure.Role]int{
		structure.Coordinator: 0, structure.Representative: 50_001, structure.Gatekeeper: 50_001, structure.Liaison: 100_000,
	} {
		got := 0
		for range b.Triples(t.Context(), 0, r) {
			got++
		}
		if got != want || b.Of(0, r).Count != int64(want) {
			t.Errorf("%v: %d triples and a count of %d, want %d", r, got, b.Of(0, r).Count, want)
		}
	}
}

// eachPartitioned runs f on the corpus and on random graphs, with partitions of several kinds.
func eachPartitioned(t *testing.T, f func(t *testing.T, g *graph.Graph, p *structure.Partition)) {
	t.Helper()
	cases := graphtest.Corpus()
	for seed := range uint64(6) {
		n, m := 10+20*int(seed), 40+300*int(seed*seed)
		cases = append(cases, graphtest.Case{Name: fmt.Sprintf("random-%d", seed), Graph: graphtest.Random(seed, n, m)})
	}
	for _, c := range cases {
		r := rand.New(rand.NewPCG(1, 2))
		for groups := range 5 {
			p := &structure.Partition{Of: make([]int32, c.Graph.NumOrganisations())}
			for i := range groups + 1 {
				p.Names = append(p.Names, strconv.Itoa(i))
			}
			for i := range p.Of {
				p.Of[i] = r.Int32N(int32(groups+1)) - int32(groups/3)
				if i == 0 {
					p.Of[i] = 0
				}
			}
			t.Run(fmt.Sprintf("%s/%d", c.Name, groups+1), func(t *testing.T) { f(t, c.Graph, p) })
		}
	}
}

func TestBrokerageAgainstAllTriples(t *testing.T) {
	eachPartitioned(t, func(t *testing.T, g *graph.Graph, p *structure.Partition) {
		want, arcs := naiveBrokerage(g, p)
		b := brokerage(t, g, p, structure.BrokerageOptions{})
		if b.Arcs != arcs {
			t.Errorf("%d arcs, want %d", b.Arcs, arcs)
		}
		var all [6]int64
		for n := range g.Nodes() {
			for i, r := range structure.Roles() {
				got := b.Of(n, r)
				if got.Count != want[n][i] {
					t.Errorf("%s as %v: %d, want %d", g.ID(n), r, got.Count, want[n][i])
				}
				for _, x := range []float64{got.Expected, got.SD, got.Z} {
					if math.IsNaN(x) || math.IsInf(x, 0) {
						t.Errorf("%s as %v: %+v", g.ID(n), r, got)
					}
				}
				if got.Count > 0 && !got.HasZ() {
					t.Errorf("%s as %v: %+v, and chance has none", g.ID(n), r, got)
				}
				all[i] += want[n][i]
				triples := int64(0)
				for tr := range b.Triples(t.Context(), n, r) {
					triples++
					if tr.Broker != n || g.Other(tr.In, n) != tr.From || g.Other(tr.Out, n) != tr.To {
						t.Fatalf("%s as %v: %+v", g.ID(n), r, tr)
					}
				}
				if triples != want[n][i] {
					t.Errorf("%s as %v: %d triples, want %d", g.ID(n), r, triples, want[n][i])
				}
			}
		}
		for i, r := range structure.Roles() {
			if got := b.Global(r); got.Count != all[i] || math.IsNaN(got.Z) || math.IsInf(got.Z, 0) {
				t.Errorf("all as %v: %+v, want %d", r, got, all[i])
			}
		}
	})
}

// Over all graphs of four organisations, each as probable as its density makes it, the counts have the
// means and the variances that are stated; of the sums over all brokers, the means.
func TestBrokerageByChanceIsExact(t *testing.T) {
	const n, d = 4, 0.5 // every graph is equally probable, so that the density does not matter
	for _, groups := range []string{"xxxx", "xxxy", "xxyy", "xxyz", "wxyz"} {
		p := grouped(groups)
		// The moments belong to a density: a graph of six of the twelve arcs has it.
		half := graphtest.Of("0", "1", "2", "3", "0 = 1", "0 = 2", "0 = 3")
		stated := brokerage(t, half, p, structure.BrokerageOptions{})
		if stated.Density != d {
			t.Fatalf("density %v", stated.Density)
		}
		var sum, squares [n + 1][6]float64
		for graphs := range 1 << 12 {
			var related [n][n]bool
			for bit := range 12 {
				from, to := bit/3, bit%3
				if to >= from {
					to++
				}
				related[from][to] = graphs>>bit&1 == 1
			}
			counts := countOf(related, p)
			for v := range counts {
				for r, c := range counts[v] {
					sum[v][r] += float64(c) / (1 << 12)
					squares[v][r] += float64(c*c) / (1 << 12)
				}
			}
		}
		for v := range n + 1 {
			for i, r := range structure.Roles() {
				got := stated.Global(r)
				if v < n {
					got = stated.Of(graph.Node(v), r)
				}
				sd := math.Sqrt(squares[v][i] - sum[v][i]*sum[v][i])
				if math.Abs(got.Expected-sum[v][i]) > 1e-9 || v < n && math.Abs(got.SD-sd) > 1e-9 {
					t.Errorf("%s: %d as %v: mean %v and deviation %v, want %v and %v", groups, v, r, got.Expected, got.SD, sum[v][i], sd)
				}
			}
		}
	}
}

// countOf counts the roles of four organisations and, last, of all together.
func countOf(related [4][4]bool, p *structure.Partition) (counts [5][6]int) {
	for a := range 4 {
		for b := range 4 {
			for c := range 4 {
				if a == b || b == c || a == c || !related[a][b] || !related[b][c] || related[a][c] {
					continue
				}
				x, y, z := p.Of[a], p.Of[b], p.Of[c]
				role := map[[3]bool]int{
					{true, true, true}: 0, {false, false, true}: 1, {true, false, false}: 2, {false, true, false}: 3, {false, false, false}: 4,
				}[[3]bool{x == y, y == z, x == z}]
				for _, v := range []int{b, 4} {
					counts[v][role]++
					counts[v][5]++
				}
			}
		}
	}
	return counts
}

func TestBrokerageWorkers(t *testing.T) {
	g := graphtest.ScaleFree(3, 3000, 5)
	p := &structure.Partition{Of: make([]int32, g.NumOrganisations()), Names: []string{"a", "b", "c"}}
	for n := range p.Of {
		p.Of[n] = int32(n%4) - 1
	}
	one := brokerage(t, g, p, structure.BrokerageOptions{Workers: 1})
	for _, workers := range []int{2, 3, 8} {
		if many := brokerage(t, g, p, structure.BrokerageOptions{Workers: workers}); !reflect.DeepEqual(one, many) {
			t.Errorf("%d workers count otherwise than one", workers)
		}
	}
}

func TestBrokerageOfTypes(t *testing.T) {
	g := graphtest.Of("a advice b", "b advice c", "a oversight c")
	for _, test := range []struct {
		types []string
		want  int64
	}{{nil, 0}, {[]string{"support"}, 1}, {[]string{"oversight"}, 0}} {
		b := brokerage(t, g, grouped("xyz"), structure.BrokerageOptions{Types: test.types})
		if got := b.Of(1, structure.Liaison).Count; got != test.want {
			t.Errorf("types %v: %d, want %d", test.types, got, test.want)
		}
	}
}

func TestBrokerageErrors(t *testing.T) {
	g := graphtest.Of("a > b", "b > c")
	for _, test := range []struct {
		p     *structure.Partition
		types []string
		want  string
	}{
		{nil, nil, "no partition"},
		{grouped("xx"), nil, "the partition is of 2 organisations, and the graph has 3"},
		{grouped("---"), nil, "puts no organisation into a group"},
		{&structure.Partition{Of: []int32{0, 1, 2}, Names: []string{"x", "y"}}, nil, "c in group 2"},
		{grouped("xxx"), []string{"advise"}, `no type "advise"; did you mean "advice"`},
	} {
		_, err := structure.FindBrokerage(context.Background(), g, test.p, structure.BrokerageOptions{Types: test.types})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%+v: %v, want %s", test.p, err, test.want)
		}
	}
	if _, err := structure.ParseRole("gate-keeper"); err == nil || !strings.Contains(err.Error(), `did you mean "gatekeeper"`) {
		t.Errorf("%v", err)
	}
	for _, r := range structure.Roles() {
		if got, err := structure.ParseRole(r.String()); err != nil || got != r || r.Info().Meaning == "" {
			t.Errorf("%v is read as %v, %v", r, got, err)
		}
	}
}

func TestBrokerageIsCancelled(t *testing.T) {
	g := graphtest.ScaleFree(1, 20_000, 20)
	p := &structure.Partition{Of: make([]int32, g.NumOrganisations()), Names: []string{"x"}}
	for _, after := range []time.Duration{0, 2 * time.Millisecond} {
		ctx, cancel := context.WithTimeout(context.Background(), after)
		if _, err := structure.FindBrokerage(ctx, g, p, structure.BrokerageOptions{}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("after %v: %v", after, err)
		}
		cancel()
	}
}

func BenchmarkBrokerage(b *testing.B) {
	for _, size := range []struct {
		name      string
		n, degree int
	}{{"D10k", 10_000, 5}, {"D200k", 200_000, 10}} {
		b.Run(size.name, func(b *testing.B) {
			g := graphtest.ScaleFree(1, size.n, size.degree)
			p := &structure.Partition{Of: make([]int32, g.NumOrganisations())}
			for i := range 10 {
				p.Names = append(p.Names, strconv.Itoa(i))
			}
			for n := range p.Of {
				p.Of[n] = int32(n % 10)
			}
			b.ReportAllocs()
			for b.Loop() {
				brokerage(b, g, p, structure.BrokerageOptions{})
			}
		})
	}
}
