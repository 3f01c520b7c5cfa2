package structure_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/structure"
)

func summary(t testing.TB, g *graph.Graph) *structure.Summary {
	t.Helper()
	s, err := structure.Summarise(context.Background(), g, structure.SummaryOptions{Triads: true})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func agrees(a, b float64) bool { return math.Abs(a-b) <= 1e-12*max(1, math.Abs(a), math.Abs(b)) }

// What NetworkX 3.6.1 and python-igraph 1.0.0 give of the two networks; transitivity, diameter and density of
// the club are also in the documentation of NetworkX and igraph.
func TestPublishedFigures(t *testing.T) {
	club := graphtest.KarateClub()
	// The side that every member took after the fission, as NetworkX has it from Zachary's table 3.
	sides := &structure.Partition{Of: make([]int32, 34), Names: []string{"Mr. Hi", "Officer"}}
	for n := range club.Nodes() {
		if slices.Contains(strings.Fields("m10 m15 m16 m19 m21 m23 m24 m25 m26 m27 m28 m29 m30 m31 m32 m33 m34"), club.ID(n)) {
			sides.Of[n] = 1
		}
	}
	mixing, err := structure.Assortativity(context.Background(), club, sides)
	if err != nil {
		t.Fatal(err)
	}
	k, m := summary(t, club), summary(t, graphtest.Florence())
	density, _ := k.Dyads.Density()
	sparse, _ := m.Dyads.TieDensity()
	for _, test := range []struct {
		what      string
		got, want float64
	}{
		{"karate: transitivity", k.Transitivity.Value, 0.2556818181818182},
		{"karate: average clustering", k.MeanClustering, 0.5706384782076823},
		{"karate: degree assortativity", k.DegreeAssortativity.Value, -0.47561309768461435},
		{"karate: diameter", float64(k.Apart.DiameterLow), 5},
		{"karate: radius", float64(k.Apart.RadiusLow), 3},
		{"karate: mean distance", k.Apart.Mean, 2.408199643493761},
		// 1122 pairs: 156, 530, 274, 146, 16 at 1 to 5 steps; 1009.8 is reached in the fourth.
		{"karate: effective diameter", k.Apart.Effective, 3 + (0.9*1122-960)/146},
		{"karate: density", density, 0.13903743315508021},
		{"karate: assortativity by side", mixing.Coefficient, 0.717530864197531},
		{"karate: triangles", float64(k.Triangles), 45},
		{"karate: triads 003", float64(k.Triads[0]), 3971},
		{"karate: triads 102", float64(k.Triads[2]), 1575},
		{"karate: triads 201", float64(k.Triads[10]), 393},
		{"karate: triads 300", float64(k.Triads[15]), 45},
		{"karate: cut organisations", float64(k.CutOrganisations), 1},
		{"karate: bridges", float64(k.Bridges), 1},
		{"marriages: transitivity", m.Transitivity.Value, 0.19148936170212766},
		{"marriages: average clustering", m.MeanClustering, 0.16},
		{"marriages: degree assortativity", m.DegreeAssortativity.Value, -0.37483787289234766},
		{"marriages: diameter", float64(m.Apart.DiameterHigh), 5},
		{"marriages: radius", float64(m.Apart.RadiusHigh), 3},
		{"marriages: mean distance", m.Apart.Mean, 2.4857142857142858},
		{"marriages: tie density", sparse, 0.19047619047619047},
		{"marriages: cut organisations", float64(m.CutOrganisations), 4},
		{"marriages: bridges", float64(m.Bridges), 5},
	} {
		if !agrees(test.got, test.want) {
			t.Errorf("%s %v, want %v", test.what, test.got, test.want)
		}
	}
	if club.ID(k.MostTied) != "m34" || k.MostTies != 17 || k.MedianTies != 3 {
		t.Errorf("karate: %s has most ties, %d, and the median is %v; want m34, 17 and 3", club.ID(k.MostTied), k.MostTies, k.MedianTies)
	}
}

// The web of six pages in A. N. Langville and C. D. Meyer, "Deeper inside PageRank", Internet Mathematics 1
// (2004), section 3, as NetworkX 3.6.1 and python-igraph 1.0.0 see it.
func TestDirectedFigures(t *testing.T) {
	s := summary(t, graphtest.Rows(">", `
		p1: p2 p3
		p2:
		p3: p1 p2 p5
		p4: p5 p6
		p5: p4 p6
		p6: p4`))
	density, _ := s.Dyads.Density()
	reciprocity, _ := s.Dyads.Reciprocity()
	for _, test := range []struct {
		what      string
		got, want float64
	}{
		{"density", density, 1.0 / 3},
		{"reciprocity", reciprocity, 0.6},
		{"mean distance", s.Reach.Mean, 1.5},
		{"diameter", float64(s.Reach.DiameterLow), 3},
		{"reachable", s.Reach.Reachable, 16.0 / 30},
		{"strong components", float64(s.StrongComponents), 3},
		{"weak components", float64(s.WeakComponents), 1},
	} {
		if !agrees(test.got, test.want) {
			t.Errorf("%s %v, want %v", test.what, test.got, test.want)
		}
	}
	if want := (structure.TriadCensus{0, 7, 7, 1, 0, 1, 1, 1, 0, 0, 0, 0, 1, 0, 1, 0}); *s.Triads != want {
		t.Errorf("triads %v, want %v", *s.Triads, want)
	}
}

// naiveFigures is a summary made by looking at every pair and every three of organisations.
type naiveFigures struct {
	arc     [][]bool
	steps   [][]int // by ties; -1 is out of touch
	ways    [][]int // along relationships
	degrees []int
}

func naive(g *graph.Graph) *naiveFigures {
	n := g.NumOrganisations()
	f := &naiveFigures{degrees: make([]int, n)}
	square := func() [][]bool {
		rows := make([][]bool, n)
		for i := range rows {
			rows[i] = make([]bool, n)
		}
		return rows
	}
	f.arc = square()
	tied := square()
	for e := range g.Edges() {
		from, to := g.From(e), g.To(e)
		if from == to {
			continue
		}
		f.arc[from][to] = true
		if g.IsMutual(e) {
			f.arc[to][from] = true
		}
		tied[from][to], tied[to][from] = true, true
	}
	for v := range n {
		for w := range n {
			if tied[v][w] {
				f.degrees[v]++
			}
		}
	}
	f.steps, f.ways = allSteps(tied), allSteps(f.arc)
	return f
}

func (f *naiveFigures) triads() (census structure.TriadCensus) {
	n := len(f.arc)
	for a := range n {
		for b := range a {
			for c := range b {
				census[f.triad([3]int{a, b, c})]++
			}
		}
	}
	return census
}

// examples has a triad of each type as the arcs that there are between the first three letters; NetworkX shows
// the same in its documentation of triads.
var examples = [16]string{
	"", "ab", "ab ba", "ba bc", "ab cb", "ab bc", "ab ba cb", "ab ba bc", "ab ac bc", "ab bc ca", "ab ba bc cb",
	"ac ca ba bc", "ac ca ab cb", "ac ca ab bc", "ab ba bc cb ac", "ab ba bc cb ac ca",
}

// triad finds the example that is the same but for the order of the three.
func (f *naiveFigures) triad(of [3]int) int {
	for _, order := range [][3]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		var arcs []string
		for i := range 3 {
			for k := range 3 {
				if f.arc[of[order[i]]][of[order[k]]] {
					arcs = append(arcs, string("abc"[i])+string("abc"[k]))
				}
			}
		}
		for i, example := range examples {
			want := strings.Fields(example)
			slices.Sort(want)
			if slices.Equal(arcs, want) {
				return i
			}
		}
	}
	panic("a triad is of no type")
}

func TestSummaryAgainstNaive(t *testing.T) {
	ctx := context.Background()
	for _, c := range awkward() {
		t.Run(c.Name, func(t *testing.T) {
			g := c.Graph
			s, f := summary(t, g), naive(g)
			if want := f.triads(); *s.Triads != want {
				t.Errorf("triads %v, want %v", *s.Triads, want)
			}
			weak, err := structure.WeakComponents(ctx, g)
			if err != nil {
				t.Fatal(err)
			}
			var largest []graph.Node
			if weak.NumGroups() > 0 {
				largest = weak.Members()[0]
			}
			if want := distances(f.steps, largest); !sameDistances(s.Apart, want) {
				t.Errorf("distances by ties %+v, want %+v", s.Apart, want)
			}
			want := distances(f.ways, slices.Collect(g.Nodes()))
			want.RadiusLow, want.RadiusHigh = -1, -1
			if !sameDistances(s.Reach, want) {
				t.Errorf("directed distances %+v, want %+v", s.Reach, want)
			}
			f.checkTies(t, g, s)
			f.checkMixing(t, g, s)
			checkAlone(t, g, s)
		})
	}
}

func (f *naiveFigures) checkTies(t *testing.T, g *graph.Graph, s *structure.Summary) {
	t.Helper()
	var want structure.Dyads
	want.Organisations = len(f.arc)
	several, most, total := 0, 0, 0
	for v := range f.arc {
		for w := range v {
			switch {
			case f.arc[v][w] && f.arc[w][v]:
				want.Mutual++
			case f.arc[v][w] || f.arc[w][v]:
				want.OneWay++
			default:
				want.None++
			}
			between := 0
			for e := range g.Edges() {
				if g.From(e) == graph.Node(v) && g.To(e) == graph.Node(w) || g.From(e) == graph.Node(w) && g.To(e) == graph.Node(v) {
					between++
				}
			}
			if between > 1 {
				several++
			}
		}
		most, total = max(most, f.degrees[v]), total+f.degrees[v]
	}
	if s.Dyads != want || s.Several != several {
		t.Errorf("dyads %+v, %d of several; want %+v, %d", s.Dyads, s.Several, want, several)
	}
	n := len(f.degrees)
	if n == 0 {
		return
	}
	sorted := slices.Sorted(slices.Values(f.degrees))
	median := float64(sorted[(n-1)/2]+sorted[n/2]) / 2
	isolated := 0
	for _, d := range f.degrees {
		if d == 0 {
			isolated++
		}
	}
	if s.MostTies != most || !agrees(s.MeanTies, float64(total)/float64(n)) || s.MedianTies != median || s.Isolated != isolated {
		t.Errorf("ties: most %d, mean %v, median %v, isolated %d; want %d, %v, %v, %d",
			s.MostTies, s.MeanTies, s.MedianTies, s.Isolated, most, float64(total)/float64(n), median, isolated)
	}
	spread := 0
	for _, d := range f.degrees {
		spread += most - d
	}
	if n >= 3 && !agrees(s.Centralisation.Value, float64(spread)/float64((n-1)*(n-2))) || s.Centralisation.Defined != (n >= 3) {
		t.Errorf("centralisation %+v", s.Centralisation)
	}
}

// checkMixing correlates the two ends of every tie, as Pearson's formula says.
func (f *naiveFigures) checkMixing(t *testing.T, g *graph.Graph, s *structure.Summary) {
	t.Helper()
	var xs, ys []float64
	for v := range f.arc {
		for w := range f.arc {
			if f.arc[v][w] || f.arc[w][v] {
				xs, ys = append(xs, float64(f.degrees[v])), append(ys, float64(f.degrees[w]))
			}
		}
	}
	varies := slices.ContainsFunc(xs, func(x float64) bool { return x != xs[0] })
	if s.DegreeAssortativity.Defined != varies {
		t.Fatalf("degree assortativity %+v, and degrees vary: %v", s.DegreeAssortativity, varies)
	}
	if varies {
		n := float64(len(xs))
		var sx, sy, sxy, sxx, syy float64
		for i := range xs {
			sx, sy, sxy = sx+xs[i], sy+ys[i], sxy+xs[i]*ys[i]
			sxx, syy = sxx+xs[i]*xs[i], syy+ys[i]*ys[i]
		}
		want := (n*sxy - sx*sy) / math.Sqrt((n*sxx-sx*sx)*(n*syy-sy*sy))
		if math.Abs(s.DegreeAssortativity.Value-want) > 1e-9 {
			t.Errorf("degree assortativity %v, want %v", s.DegreeAssortativity.Value, want)
		}
	}
	// The matrix of mixing, and Newman's formula on it.
	p := structure.BySector(g)
	share := make([][]float64, p.NumGroups())
	for i := range share {
		share[i] = make([]float64, p.NumGroups())
	}
	all := 0.0
	for v := range f.arc {
		for w := range f.arc {
			if (f.arc[v][w] || f.arc[w][v]) && p.Of[v] >= 0 && p.Of[w] >= 0 {
				share[p.Of[v]][p.Of[w]]++
				all++
			}
		}
	}
	trace, squares := 0.0, 0.0
	for i, row := range share {
		trace += row[i] / all
		for k := range share {
			for j := range row {
				squares += row[j] / all * share[j][k] / all
			}
		}
	}
	m := s.BySector
	if all > 0 && (!agrees(m.Expected, squares) || m.Ties != int64(all/2)) {
		t.Errorf("mixing by sector %+v, want %v ties and %v expected", m, all/2, squares)
	}
	if defined := all > 0 && squares < 1-1e-12; m.Defined != defined {
		t.Errorf("mixing by sector %+v, defined %v", m, defined)
	} else if defined && math.Abs(m.Coefficient-(trace-squares)/(1-squares)) > 1e-9 {
		t.Errorf("assortativity by sector %v, want %v", m.Coefficient, (trace-squares)/(1-squares))
	}
}

// checkAlone compares the summary with what the functions give by themselves.
func checkAlone(t *testing.T, g *graph.Graph, s *structure.Summary) {
	t.Helper()
	ctx := context.Background()
	dyads, _ := structure.CountDyads(ctx, g)
	triads, _ := structure.CountTriads(ctx, g)
	apart, _ := structure.TieDistances(ctx, g, structure.DistanceOptions{Workers: 3, Seed: 9})
	reach, _ := structure.DirectedDistances(ctx, g, structure.DistanceOptions{Workers: 1})
	if dyads != s.Dyads || triads != *s.Triads || apart != s.Apart || reach != s.Reach {
		t.Errorf("alone: %+v %v %+v %+v; in the summary: %+v %v %+v %+v", dyads, triads, apart, reach, s.Dyads, *s.Triads, s.Apart, s.Reach)
	}
	r, ok, _ := structure.DegreeAssortativity(ctx, g)
	c, defined, _ := structure.DegreeCentralisation(ctx, g)
	if r != s.DegreeAssortativity.Value || ok != s.DegreeAssortativity.Defined || c != s.Centralisation.Value || defined != s.Centralisation.Defined {
		t.Errorf("alone: %v %v %v %v; in the summary: %+v %+v", r, ok, c, defined, s.DegreeAssortativity, s.Centralisation)
	}
	weak, _ := structure.WeakComponents(ctx, g)
	strong, _ := structure.StrongComponents(ctx, g)
	cuts, _ := structure.FindCuts(ctx, g)
	if weak.NumGroups() != s.WeakComponents || strong.NumGroups() != s.StrongComponents ||
		len(cuts.Organisations) != s.CutOrganisations || len(cuts.Bridges) != s.Bridges {
		t.Errorf("components or cuts differ from the summary %+v", s)
	}
}

func TestPartitionErrors(t *testing.T) {
	g := graphtest.Of("a > b")
	for _, test := range []struct {
		p    *structure.Partition
		want string
	}{
		{nil, "there is no partition"},
		{structure.ByClassification(g), "puts no organisation into a group"},
		{&structure.Partition{Of: []int32{0}, Names: []string{"x"}}, "is of 1 organisations"},
		{&structure.Partition{Of: []int32{0, 1}, Names: []string{"x"}}, "b in group 1"},
	} {
		if _, err := structure.Assortativity(context.Background(), g, test.p); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%+v: %v, want %q", test.p, err, test.want)
		}
	}
}

// The ends of the scale, and where there is none.
func TestMixing(t *testing.T) {
	g := graphtest.Of("a = b", "c > d", "d > c", "c > c", "alone", "out > a")
	for _, test := range []struct {
		name string
		of   []int32
		want structure.Mixing
	}{
		{"all in one group", []int32{0, 0, 0, 0, 0, 0}, structure.Mixing{Ties: 3, Within: 3, Expected: 1}},
		{"a group that all ties are in", []int32{0, 0, 0, 0, 1, 0}, structure.Mixing{Ties: 3, Within: 3, Expected: 1}},
		{"no ties within", []int32{0, 1, 0, 1, 0, 1}, structure.Mixing{Ties: 3, Expected: 0.5, Coefficient: -1, Defined: true}},
		{"all ties within", []int32{0, 0, 1, 1, -1, -1}, structure.Mixing{Ties: 2, Within: 2, Expected: 0.5, Coefficient: 1, Defined: true}},
		{"no ties between organisations in groups", []int32{0, -1, 1, -1, 0, -1}, structure.Mixing{}},
	} {
		p := &structure.Partition{Of: test.of, Names: []string{"one", "two"}}
		if got, err := structure.Assortativity(context.Background(), g, p); err != nil || got != test.want {
			t.Errorf("%s: %+v, want %+v (%v)", test.name, got, test.want, err)
		}
	}
}

func TestTriadTypes(t *testing.T) {
	types := structure.TriadTypes()
	if len(types) != structure.NumTriadTypes {
		t.Fatalf("%d types", len(types))
	}
	for i, kind := range types {
		arcs := strings.Fields(examples[i])
		mutual := 0
		for _, arc := range arcs {
			if slices.Contains(arcs, string(arc[1])+string(arc[0])) {
				mutual++
			}
		}
		if want := fmt.Sprintf("%d%d", mutual/2, len(arcs)-mutual); kind.Name[:2] != want || kind.Meaning == "" {
			t.Errorf("type %d: %+v, want %s", i, kind, want)
		}
	}
	types[0].Name = "changed"
	if structure.TriadTypes()[0].Name != "003" {
		t.Error("a caller can change the table")
	}
}

// Whatever is slow ends soon after its context is done.
func TestCancellationOfFigures(t *testing.T) {
	g := graphtest.ScaleFree(1, 3000, 5)
	all := structure.DistanceOptions{Work: -1}
	works := []struct {
		name string
		work func(context.Context) error
	}{
		{"dyads", func(ctx context.Context) error { _, err := structure.CountDyads(ctx, g); return err }},
		{"triads", func(ctx context.Context) error { _, err := structure.CountTriads(ctx, g); return err }},
		{"ties", func(ctx context.Context) error { _, err := structure.TieDistances(ctx, g, all); return err }},
		{"directed", func(ctx context.Context) error { _, err := structure.DirectedDistances(ctx, g, all); return err }},
		{"degrees", func(ctx context.Context) error { _, _, err := structure.DegreeAssortativity(ctx, g); return err }},
		{"centralisation", func(ctx context.Context) error { _, _, err := structure.DegreeCentralisation(ctx, g); return err }},
		{"summary", func(ctx context.Context) error {
			_, err := structure.Summarise(ctx, g, structure.SummaryOptions{Distances: all, Triads: true})
			return err
		}},
	}
	done, cancel := context.WithCancel(context.Background())
	cancel()
	for _, w := range works {
		if err := w.work(done); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v, want that the context is done", w.name, err)
		}
	}
	soon, cancel := context.WithTimeout(context.Background(), 5*time.Millisecond)
	defer cancel()
	if _, err := structure.TieDistances(soon, long(t, 100_000, true), all); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a long search: %v, want that the time is over", err)
	}
}

// The records are counted as they are.
func TestSummaryCounts(t *testing.T) {
	s := summary(t, graphtest.EveryField())
	count := func(of string, n int) structure.Count { return structure.Count{Of: of, N: n} }
	want := structure.Summary{
		Organisations: 2, Relationships: 2, Cited: 1, WithPassage: 1, Mutual: 1, Several: 1, MostTies: 1, MeanTies: 1, MedianTies: 1,
		Types:           []structure.Count{count("advice", 1), count("secondment", 1)},
		Statuses:        []structure.Count{count("suspended", 1), count("disputed", 1)},
		Confidences:     []structure.Count{count("probable", 1), count("doubtful", 1)},
		Classifications: []structure.Count{count("police", 1), count("overseas", 1), count("signals", 1)},
		Dyads:           structure.Dyads{Organisations: 2, Mutual: 1},
	}
	got := structure.Summary{
		Organisations: s.Organisations, Relationships: s.Relationships, Cited: s.Cited, WithPassage: s.WithPassage, Mutual: s.Mutual,
		Several: s.Several, MostTies: s.MostTies, MeanTies: s.MeanTies, MedianTies: s.MedianTies, Types: s.Types, Statuses: s.Statuses,
		Confidences: s.Confidences, Classifications: s.Classifications, Dyads: s.Dyads, Loops: s.Loops, Isolated: s.Isolated,
		Unclassified: s.Unclassified,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	if s := summary(t, graphtest.Of("a > a", "b", "c = c")); s.Loops != 2 || s.Isolated != 3 || s.Unclassified != 3 {
		t.Errorf("loops %d, isolated %d, unclassified %d", s.Loops, s.Isolated, s.Unclassified)
	}
}
