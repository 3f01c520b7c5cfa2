package structure_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/structure"
)

func holes(t testing.TB, g *graph.Graph, opts structure.HolesOptions) *structure.Holes {
	t.Helper()
	h, err := structure.FindHoles(context.Background(), g, opts)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func close9(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(a), math.Abs(b)) }

// Values of NetworkX 3.6.1, effective_size and constraint, of florentine_families_graph(); those of
// constraint are the same in igraph 1.0.0 for Python. The families are those of J. F. Padgett and
// C. K. Ansell, "Robust action and the rise of the Medici", American Journal of Sociology 98 (1993).
func TestHolesOfFlorentineFamilies(t *testing.T) {
	g := graphtest.Of("acciaiuoli = medici", "albizzi = ginori", "albizzi = guadagni", "bischeri = guadagni",
		"castellani = barbadori", "castellani = peruzzi", "castellani = strozzi", "guadagni = lamberteschi",
		"medici = albizzi", "medici = barbadori", "medici = ridolfi", "medici = salviati", "medici = tornabuoni",
		"peruzzi = bischeri", "peruzzi = strozzi", "ridolfi = tornabuoni", "salviati = pazzi",
		"strozzi = bischeri", "strozzi = ridolfi", "tornabuoni = guadagni")
	want := map[string][2]float64{
		"acciaiuoli": {1, 1}, "medici": {5.666666666667, 0.20987654321}, "castellani": {2.333333333333, 0.48225308642},
		"peruzzi": {1.666666666667, 0.655864197531}, "strozzi": {3, 0.458333333333}, "barbadori": {2, 0.5},
		"ridolfi": {2.333333333333, 0.45987654321}, "tornabuoni": {2.333333333333, 0.45987654321},
		"albizzi": {3, 0.333333333333}, "salviati": {2, 0.5}, "pazzi": {1, 1}, "bischeri": {2.333333333333, 0.48225308642},
		"guadagni": {4, 0.25}, "ginori": {1, 1}, "lamberteschi": {1, 1},
	}
	for _, opts := range []structure.HolesOptions{{}, {Undirected: true}, {Weighted: true}} {
		h := holes(t, g, opts)
		for n, got := range h.Of {
			values := want[g.ID(graph.Node(n))]
			if !close9(got.EffectiveSize, values[0]) || !close9(got.Constraint, values[1]) || !close9(got.Efficiency, values[0]/float64(got.Contacts)) {
				t.Errorf("%+v: %s: %+v, want effective size and constraint %v", opts, g.ID(graph.Node(n)), got, values)
			}
		}
	}
}

// Values of NetworkX 3.6.1, effective_size and constraint, of karate_club_graph() without its weights; those
// of constraint are the same in igraph 1.0.0 for Python. The club is that of W. W. Zachary, "An information
// flow model for conflict and fission in small groups", Journal of Anthropological Research 33 (1977).
func TestHolesOfKarateClub(t *testing.T) {
	var lines []string
	for member, others := range map[string]string{
		"1": "2 3 4 5 6 7 8 9 11 12 13 14 18 20 22 32", "2": "3 4 8 14 18 20 22 31", "3": "4 8 9 10 14 28 29 33",
		"4": "8 13 14", "5": "7 11", "6": "7 11 17", "7": "17", "9": "31 33 34", "10": "34", "14": "34",
		"15": "33 34", "16": "33 34", "19": "33 34", "20": "34", "21": "33 34", "23": "33 34",
		"24": "26 28 30 33 34", "25": "26 28 32", "26": "32", "27": "30 34", "28": "34", "29": "32 34",
		"30": "33 34", "31": "33 34", "32": "33 34", "33": "34",
	} {
		for other := range strings.FieldsSeq(others) {
			lines = append(lines, member+" = "+other)
		}
	}
	g := graphtest.Of(lines...)
	h := holes(t, g, structure.HolesOptions{})
	for id, want := range map[string][2]float64{
		"1": {13.75, 0.15542329764660495}, "2": {6.333333333333334, 0.27953510802469134}, "3": {7.8, 0.18517663966049389},
		"9": {3, 0.3036007136678201}, "12": {1, 1}, "33": {9.833333333333334, 0.2492233622751933},
		"34": {15.235294117647058, 0.1564186851211073},
	} {
		n, _ := g.NodeByID(id)
		if got := h.Of[n]; !close9(got.EffectiveSize, want[0]) || !close9(got.Constraint, want[1]) {
			t.Errorf("member %s: %+v, want effective size and constraint %v", id, got, want)
		}
	}
}

// Values of NetworkX 3.6.1 for DiGraph([(0,1,2), (1,0,3), (1,2,1), (2,0,.5), (3,0,4)]), unweighted and
// weighted; those of constraint are the same in igraph 1.0.0 for Python.
func TestHolesOfDirectedAndWeighted(t *testing.T) {
	g := graphtest.Of("0", "1", "2", "3", "0 > 1 2", "1 > 0 3", "1 > 2 1", "2 > 0 0.5", "3 > 0 4")
	for _, test := range []struct {
		weighted              bool
		effective, constraint []float64
	}{
		{false, []float64{2.375, 1.1666666666666667, 1, 1}, []float64{0.626736111111111, 0.9444444444444443, 1.2569444444444442, 1}},
		{true, []float64{2.463157894736842, 1.5666666666666664, 1, 1}, []float64{0.5121575869498307, 0.8344447864300127, 1.4992647310283505, 1}},
	} {
		for n, got := range holes(t, g, structure.HolesOptions{Weighted: test.weighted}).Of {
			if !close9(got.EffectiveSize, test.effective[n]) || !close9(got.Constraint, test.constraint[n]) {
				t.Errorf("weighted %t: %d: %+v, want %v and %v", test.weighted, n, got, test.effective[n], test.constraint[n])
			}
		}
	}
}

// By hand. In a star nobody stands for anybody; in a clique everybody does.
func TestHolesOfKnownShapes(t *testing.T) {
	var star, clique []string
	for i := range 6 {
		star = append(star, fmt.Sprintf("hub = %d", i))
		for k := range i {
			clique = append(clique, fmt.Sprintf("%d = %d", i, k))
		}
	}
	part := 1.0/5 + 4.0/25 // of a contact in a clique of six: directly, and through the four others
	for _, test := range []struct {
		name  string
		graph *graph.Graph
		want  structure.Hole
	}{
		{"hub of six", graphtest.Of(star...), structure.Hole{6, 6, 1, 1.0 / 6, 0, 1, 1.0 / 36, 6}},
		{"clique of six", graphtest.Of(clique...), structure.Hole{5, 1, 0.2, 5 * part * part, 0, 1, part * part, 5}},
		{"one contact", graphtest.Of("a > b", "b > c"), structure.Hole{1, 1, 1, 1, 1, 1, 1, 1}},
		{"alone", graphtest.Of("a > a", "b > c"), structure.Hole{}},
		// a has 3/4 of its ties with b: c = 9/16 and 1/16, r = 9/5 and 1/5 of 5/16.
		{"unequal", graphtest.Of("a = b 3", "a = c 1"), structure.Hole{2, 2, 1, 0.625,
			(1.8*math.Log(1.8) + 0.2*math.Log(0.2)) / (2 * math.Ln2), 1, 0.5625, 1}},
	} {
		got := holes(t, test.graph, structure.HolesOptions{Weighted: true}).Of[0]
		if test.name == "clique of six" { // whose first node is 1, whose first contact is 0
			got.Binding = test.want.Binding
		}
		if got.Defined() != (test.want.Contacts > 0) || got.Contacts != test.want.Contacts || got.NumBinding != test.want.NumBinding || got.Binding != test.want.Binding ||
			!close9(got.EffectiveSize, test.want.EffectiveSize) || !close9(got.Efficiency, test.want.Efficiency) ||
			!close9(got.Constraint, test.want.Constraint) || !close9(got.Hierarchy, test.want.Hierarchy) ||
			!close9(got.BindingConstraint, test.want.BindingConstraint) {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
}

// naiveHole follows the formulas on a matrix.
func naiveHole(a [][]float64, i int) (want structure.Hole, parts []float64) {
	n := len(a)
	mutual := func(i, j int) float64 { return a[i][j] + a[j][i] }
	sums, largest := make([]float64, n), make([]float64, n)
	for v := range n {
		for k := range n {
			sums[v] += mutual(v, k)
			largest[v] = max(largest[v], mutual(v, k))
		}
	}
	p := func(i, j int) float64 {
		if sums[i] == 0 {
			return 0
		}
		return mutual(i, j) / sums[i]
	}
	m := func(j, q int) float64 { return mutual(j, q) / largest[j] }
	for j := range n {
		if mutual(i, j) == 0 {
			continue
		}
		want.Contacts++
		size, hold := 1.0, p(i, j)
		for q := range n {
			if q != i && q != j {
				size -= p(i, q) * m(j, q)
				hold += p(i, q) * p(q, j)
			}
		}
		want.EffectiveSize += size
		want.Constraint += hold * hold
		parts = append(parts, hold*hold)
	}
	if want.Contacts == 0 {
		return want, nil
	}
	count := float64(want.Contacts)
	want.Efficiency = want.EffectiveSize / count
	want.Hierarchy = 1
	if count > 1 {
		want.Hierarchy = 0
		for _, c := range parts {
			if r := c / (want.Constraint / count); r > 0 {
				want.Hierarchy += r * math.Log(r) / (count * math.Log(count))
			}
		}
	}
	return want, parts
}

func TestHolesAgainstTheFormulas(t *testing.T) {
	cases := graphtest.Corpus()
	for seed := range uint64(4) {
		cases = append(cases,
			graphtest.Case{Name: fmt.Sprintf("random-%d", seed), Graph: graphtest.RandomRich(seed, 25, 30+60*int(seed))},
			graphtest.Case{Name: fmt.Sprintf("scale-free-%d", seed), Graph: graphtest.ScaleFree(seed, 80, 1+int(seed))})
	}
	var wheel []string // whose hub has many more contacts than they have
	for i := range 60 {
		wheel = append(wheel, fmt.Sprintf("hub = r%d %d", i, i+1), fmt.Sprintf("r%d > r%d %d", i, (i+7)%60, 1+i%5))
	}
	cases = append(cases, graphtest.Case{Name: "wheel", Graph: graphtest.Of(wheel...)})
	for _, c := range cases {
		for i := range 4 {
			opts := structure.HolesOptions{Weighted: i&1 != 0, Undirected: i&2 != 0}
			t.Run(fmt.Sprintf("%s/%+v", c.Name, opts), func(t *testing.T) {
				a := make([][]float64, c.Graph.NumOrganisations())
				for v := range a {
					a[v] = make([]float64, len(a))
				}
				for e := range c.Graph.Edges() {
					from, to := c.Graph.From(e), c.Graph.To(e)
					way := func(from, to graph.Node) {
						a[from][to] += c.Graph.Weight(e)
						if !opts.Weighted {
							a[from][to] = 1
						}
					}
					if from != to {
						way(from, to)
						if opts.Undirected || c.Graph.IsMutual(e) {
							way(to, from)
						}
					}
				}
				h := holes(t, c.Graph, opts)
				for n, got := range h.Of {
					want, parts := naiveHole(a, n)
					if got.Contacts != want.Contacts || !close9(got.EffectiveSize, want.EffectiveSize) || !close9(got.Efficiency, want.Efficiency) ||
						!close9(got.Constraint, want.Constraint) || math.Abs(got.Hierarchy-want.Hierarchy) > 1e-9 {
						t.Errorf("%s: %+v, want %+v", c.Graph.ID(graph.Node(n)), got, want)
					}
					checkContacts(t, h, graph.Node(n), parts)
				}
			})
		}
	}
}

func checkContacts(t *testing.T, h *structure.Holes, n graph.Node, parts []float64) {
	t.Helper()
	hole := h.Of[n]
	contacts := h.Contacts(n)
	if len(contacts) != len(parts) {
		t.Fatalf("%d has %d contacts, want %d", n, len(contacts), len(parts))
	}
	share, constraint, size := 0.0, 0.0, 0.0
	for i, c := range contacts {
		share, constraint, size = share+c.Share, constraint+c.Constraint, size+1-c.Redundancy
		if !close9(c.Constraint, parts[i]) || c.Redundancy < 0 || c.Redundancy > 1+1e-9 {
			t.Errorf("%d: contact %+v, want constraint %v", n, c, parts[i])
		}
		if c.Node == hole.Binding && c.Constraint != hole.BindingConstraint || c.Constraint > hole.BindingConstraint {
			t.Errorf("%d: contact %+v, and %d binds most by %v", n, c, hole.Binding, hole.BindingConstraint)
		}
	}
	if len(contacts) > 0 && (!close9(share, 1) || constraint != hole.Constraint || size != hole.EffectiveSize && !close9(size, hole.EffectiveSize)) {
		t.Errorf("%d: shares %v, constraint %v, size %v; %+v", n, share, constraint, size, hole)
	}
	if len(contacts) > 0 && (hole.EffectiveSize < 1-1e-9 || hole.Hierarchy < 0 || hole.Hierarchy > 1 || math.IsNaN(hole.Constraint)) {
		t.Errorf("%d: %+v", n, hole)
	}
}

func TestHolesWorkers(t *testing.T) {
	g := graphtest.ScaleFree(3, 3000, 5)
	one := holes(t, g, structure.HolesOptions{Workers: 1, Weighted: true})
	for _, workers := range []int{2, 3, 8} {
		if many := holes(t, g, structure.HolesOptions{Workers: workers, Weighted: true}); !reflect.DeepEqual(one.Of, many.Of) {
			t.Errorf("%d workers find otherwise than one", workers)
		}
	}
}

func TestHolesErrors(t *testing.T) {
	_, err := structure.FindHoles(context.Background(), graphtest.Of("a > b"), structure.HolesOptions{Types: []string{"advise"}})
	if err == nil || !strings.Contains(err.Error(), `did you mean "advice"`) {
		t.Errorf("%v", err)
	}
	g := graphtest.ScaleFree(1, 20_000, 20)
	for _, after := range []time.Duration{0, 2 * time.Millisecond} {
		ctx, cancel := context.WithTimeout(context.Background(), after)
		if _, err := structure.FindHoles(ctx, g, structure.HolesOptions{}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("after %v: %v", after, err)
		}
		cancel()
	}
}

func BenchmarkHoles(b *testing.B) {
	for _, size := range []struct {
		name      string
		n, degree int
	}{{"D10k", 10_000, 5}, {"D200k", 200_000, 10}} {
		b.Run(size.name, func(b *testing.B) {
			g := graphtest.ScaleFree(1, size.n, size.degree)
			b.ReportAllocs()
			for b.Loop() {
				holes(b, g, structure.HolesOptions{})
			}
		})
	}
}
