package centrality_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/simple"
	"gonum.org/v1/gonum/mat"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

type compute = func(context.Context, *graph.Graph, centrality.Options) (*centrality.Result, error)

// gathering is the dense matrix with the weights of the arcs from u to v in row v and column u.
func gathering(n int, arcs []arc) [][]float64 {
	m := make([][]float64, n)
	for v := range m {
		m[v] = make([]float64, n)
	}
	for _, a := range arcs {
		m[a.to][a.from] += a.weight
	}
	return m
}

func times(a, b [][]float64) [][]float64 {
	product := make([][]float64, len(a))
	for i := range a {
		product[i] = make([]float64, len(a))
		for k, x := range a[i] {
			if x != 0 {
				for j, y := range b[k] {
					product[i][j] += x * y
				}
			}
		}
	}
	return product
}

func transposed(a [][]float64) [][]float64 {
	t := gathering(len(a), nil)
	for i := range a {
		for j, x := range a[i] {
			t[j][i] = x
		}
	}
	return t
}

// limit is what a matrix, shifted, makes of the same value for everyone in 2²⁴ multiplications, found by
// squaring it; false where it has not settled even then, because of eigenvalues that are the same and not
// independent. It adds up to 1.
func limit(m [][]float64) ([]float64, bool) {
	n := len(m)
	if n == 0 {
		return nil, true
	}
	greatest := 0.0
	for _, row := range m {
		greatest = max(greatest, sum(row))
	}
	power := gathering(n, nil)
	for i := range m {
		for j, x := range m[i] {
			power[i][j] = x / greatest
		}
		power[i][i] += 0.3
	}
	now := make([]float64, n)
	for range 24 {
		power = times(power, power)
		all := 0.0
		for _, row := range power {
			all += sum(row)
		}
		change := 0.0
		for i, row := range power {
			scale(row, 1/all)
			change = max(change, math.Abs(sum(row)-now[i]))
			now[i] = sum(row)
		}
		if change < 1e-14 { // and rounding would be squared from here on
			return now, true
		}
	}
	return now, false
}

func sum(values []float64) (sum float64) {
	for _, x := range values {
		sum += x
	}
	return sum
}

func length(values []float64) float64 {
	sum := 0.0
	for _, x := range values {
		sum += x * x
	}
	return math.Sqrt(sum)
}

// greatestEigenvalue is what gonum finds.
func greatestEigenvalue(t *testing.T, m [][]float64) float64 {
	t.Helper()
	n := len(m)
	dense := mat.NewDense(n, n, slices.Concat(m...))
	var eigen mat.Eigen
	if !eigen.Factorize(dense, mat.EigenNone) {
		t.Fatal("gonum finds no eigenvalues")
	}
	greatest := 0.0
	for _, z := range eigen.Values(nil) {
		greatest = max(greatest, real(z))
	}
	return greatest
}

// spectralCorpus is the awkward graphs without the one whose weights are beyond dense arithmetic, and with
// some whose parts have the same eigenvalue.
func spectralCorpus() []graphtest.Case {
	cases := slices.DeleteFunc(corpus(), func(c graphtest.Case) bool { return c.Name == "weights" })
	for name, lines := range map[string][]string{
		"pairs":                 {"a = b", "c = d", "e = f"},
		"pair-and-what-follows": {"a = b", "b > c", "c > d"},
		"pair-and-what-leads":   {"d > c", "c > b", "a = b", "x = y"},
		"pair-to-triangle":      {"a = b", "b > c", "c = d", "d = e", "e = c"},
		"triangle-to-pair":      {"a = b", "c > b", "c = d", "d = e", "e = c"},
		"cycle-with-tail":       {"a > b", "b > c", "c > a", "c > d", "d > e"},
		"two-way-star":          {"h = a", "h = b", "h = c", "h = d", "d = e"},
	} {
		cases = append(cases, graphtest.Case{Name: name, Graph: graphtest.Of(lines...)})
	}
	slices.SortStableFunc(cases, func(a, b graphtest.Case) int { return strings.Compare(a.Name, b.Name) })
	return cases
}

// eachSetting calls test with the arcs that a measure sees of every graph of the corpus under all options.
func eachSetting(t *testing.T, test func(t *testing.T, g *graph.Graph, opts centrality.Options, arcs []arc)) {
	for _, c := range spectralCorpus() {
		for name, opts := range options() {
			for _, weighted := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s/%s weighted=%v", c.Name, name, weighted), func(t *testing.T) {
					opts := opts
					opts.Weighted = weighted
					arcs := arcsOf(c.Graph, *opts.Direction, opts.Types, *opts.Collapse)
					for i := range arcs {
						if !weighted {
							arcs[i].weight = 1
						}
					}
					if !weighted && *opts.Collapse {
						arcs = slices.CompactFunc(arcs, func(a, b arc) bool { return a.from == b.from && a.to == b.to })
					}
					test(t, c.Graph, opts, arcs)
				})
			}
		}
	}
}

func TestEigenvectorAgainstDenseMatrix(t *testing.T) {
	settled, unsettled, acyclic := 0, 0, 0
	eachSetting(t, func(t *testing.T, g *graph.Graph, opts centrality.Options, arcs []arc) {
		n := g.NumOrganisations()
		m := gathering(n, arcs)
		opts.Tolerance = 1e-14
		result, err := centrality.Eigenvector(t.Context(), g, opts)
		if err != nil {
			t.Fatal(err)
		}
		lambda := 0.0
		if n > 0 {
			lambda = greatestEigenvalue(t, m)
		}
		x := result.Values
		if sum(x) == 0 {
			acyclic++
			// gonum makes something like the n-th root of its precision of a nilpotent matrix.
			if power := m; n > 0 {
				for range 8 {
					power = times(power, power)
				}
				for _, row := range power {
					if sum(row) != 0 {
						t.Fatalf("all values are 0, and the greatest eigenvalue is %v", lambda)
					}
				}
			}
			return
		}
		if math.Abs(length(x)-1) > 1e-12 {
			t.Errorf("the length is %v", length(x))
		}
		var product float64
		for i, row := range m {
			product = 0
			for j, w := range row {
				product += w * x[j]
			}
			if math.Abs(product-lambda*x[i]) > 1e-6*lambda {
				t.Errorf("%s gets %v, and has %v times %v", g.ID(graph.Node(i)), product, lambda, x[i])
			}
		}
		want, ok := limit(m)
		if !ok {
			unsettled++
			return
		}
		settled++
		scale(want, 1/length(want))
		if i := firstDifference(x, want); i >= 0 {
			t.Errorf("%s has %v, want %v", g.ID(graph.Node(i)), x[i], want[i])
		}
	})
	if settled < 500 || unsettled < 5 || acyclic < 20 {
		t.Errorf("the corpus has %d graphs that settle, %d that do not, %d without cycles", settled, unsettled, acyclic)
	}
}

// TestEigenvectorOfEqualParts has parts that lead to others with the same eigenvalue.
func TestEigenvectorOfEqualParts(t *testing.T) {
	half := math.Sqrt(0.5)
	for _, c := range []struct {
		lines  []string
		values map[string]float64
	}{
		{[]string{"a = b", "b > c", "c = d"}, map[string]float64{"c": half, "d": half}},
		{[]string{"a = b", "b > m", "m > n", "n > c", "c = d"}, map[string]float64{"c": half, "d": half}},
		{[]string{"a = b", "b > c", "c = d", "x = y"}, map[string]float64{"c": 0.5, "d": 0.5, "x": 0.5, "y": 0.5}},
		{[]string{"a > a", "a > b", "b > b", "b > c", "c > c"}, map[string]float64{"c": 1}},
		{[]string{"a > a", "a > b", "b > b", "b > c"}, map[string]float64{"b": half, "c": half}},
		{[]string{"a > b", "b > c"}, nil},
		// The path of three has the eigenvalue √2, and the one that it leads to has it too.
		{[]string{"a = b", "b = c", "c > x", "x = y", "y = z"}, map[string]float64{"x": 0.5, "y": half, "z": 0.5}},
	} {
		g := graphtest.Of(c.lines...)
		want := make([]float64, g.NumOrganisations())
		for v := range want {
			want[v] = c.values[g.ID(graph.Node(v))]
		}
		t.Run(strings.Join(c.lines, ", "), func(t *testing.T) {
			compare(t, centrality.Eigenvector, g, centrality.Options{Tolerance: 1e-13}, want)
		})
	}
}

// TestEigenvectorOfPaths has graphs whose two greatest eigenvalues are close: of a path with n
// organisations, the values are sin(πi/(n+1)).
func TestEigenvectorOfPaths(t *testing.T) {
	for _, n := range []int{2, 10, 50, 100, 200} {
		want := make([]float64, n)
		for i := range want {
			want[i] = math.Sin(math.Pi * float64(i+1) / float64(n+1))
		}
		scale(want, 1/length(want))
		opts := centrality.Options{Direction: new(graph.Both), Tolerance: 1e-12}
		result, err := centrality.Eigenvector(t.Context(), graphtest.Of(lines(n-1)...), opts)
		if err != nil {
			t.Fatal(err)
		}
		for i, x := range result.Values {
			if math.Abs(x-want[i]) > 1e-9 {
				t.Fatalf("%d organisations: number %d has %v, want %v", n, i, x, want[i])
			}
		}
	}
}

func TestHubsAndAuthoritiesAgainstDenseMatrix(t *testing.T) {
	compared, tooClose := 0, 0 // two singular values, for the oracle
	eachSetting(t, func(t *testing.T, g *graph.Graph, opts centrality.Options, arcs []arc) {
		n := g.NumOrganisations()
		in := gathering(n, arcs)
		out := transposed(in)
		opts.Tolerance = 1e-14
		wantHubs := slices.Repeat([]float64{1 / float64(max(n, 1))}, n)
		wantAuthorities := slices.Clone(wantHubs)
		if len(arcs) > 0 {
			var ok bool
			if wantHubs, ok = limit(times(out, in)); !ok {
				tooClose++
				return
			}
			for w, row := range in {
				wantAuthorities[w] = 0
				for v, x := range row {
					wantAuthorities[w] += x * wantHubs[v]
				}
			}
			scale(wantAuthorities, 1/sum(wantAuthorities))
		}
		compared++
		compare(t, centrality.Hubs, g, opts, wantHubs)
		compare(t, centrality.Authorities, g, opts, wantAuthorities)
		opts.Normalised = true
		if n > 0 {
			scale(wantHubs, 1/slices.Max(wantHubs))
			scale(wantAuthorities, 1/slices.Max(wantAuthorities))
		}
		hubs, authorities, err := centrality.HubsAndAuthorities(t.Context(), g, opts)
		if err != nil {
			t.Fatal(err)
		}
		if i := firstDifference(hubs.Values, wantHubs); i >= 0 {
			t.Errorf("normalised, the hub %s has %v, want %v", g.ID(graph.Node(i)), hubs.Values[i], wantHubs[i])
		}
		if i := firstDifference(authorities.Values, wantAuthorities); i >= 0 {
			t.Errorf("normalised, the authority %s has %v, want %v", g.ID(graph.Node(i)), authorities.Values[i], wantAuthorities[i])
		}
	})
	if compared < 1000 || tooClose > 10 {
		t.Errorf("%d graphs are compared, and %d are not", compared, tooClose)
	}
}

func TestHubsAndAuthoritiesAgainstGonum(t *testing.T) {
	for seed := range uint64(8) {
		g := graphtest.ScaleFree(seed, 100+20*int(seed), 2+int(seed)%3)
		hub := gonumValues(g, func(d *simple.DirectedGraph) map[int64]float64 {
			values := map[int64]float64{}
			for id, x := range network.HITS(d, 1e-14) {
				values[id] = x.Hub
			}
			return values
		})
		authority := gonumValues(g, func(d *simple.DirectedGraph) map[int64]float64 {
			values := map[int64]float64{}
			for id, x := range network.HITS(d, 1e-14) {
				values[id] = x.Authority
			}
			return values
		})
		scale(hub, 1/sum(hub)) // gonum scales to the length 1
		scale(authority, 1/sum(authority))
		opts := centrality.Options{Tolerance: 1e-14}
		compare(t, centrality.Hubs, g, opts, hub)
		compare(t, centrality.Authorities, g, opts, authority)
	}
}

func TestKatzAgainstDenseMatrix(t *testing.T) {
	eachSetting(t, func(t *testing.T, g *graph.Graph, opts centrality.Options, arcs []arc) {
		n := g.NumOrganisations()
		if n == 0 {
			return
		}
		m := gathering(n, arcs)
		rows, columns := 0.0, 0.0
		for v, row := range transposed(m) {
			columns, rows = max(columns, sum(row)), max(rows, sum(m[v]))
		}
		safe := 0.0
		if len(arcs) > 0 {
			safe = 0.85 / min(rows, columns)
		}
		opts.Tolerance = 1e-14
		katz := func(attenuation float64) []float64 {
			a, x := mat.NewDense(n, n, nil), mat.NewVecDense(n, nil)
			for i, row := range m {
				for j, w := range row {
					a.Set(i, j, -attenuation*w)
				}
				a.Set(i, i, a.At(i, i)+1)
			}
			if err := x.SolveVec(a, mat.NewVecDense(n, slices.Repeat([]float64{1}, n))); err != nil {
				t.Fatal(err)
			}
			return x.RawVector().Data
		}
		want := katz(safe)
		compare(t, centrality.Katz, g, opts, want)
		opts.Normalised = true
		scale(want, 1/length(want))
		compare(t, centrality.Katz, g, opts, want)
		opts.Normalised = false
		if lambda := greatestEigenvalue(t, m); lambda > 1e-3 {
			opts.Attenuation = 0.9 / lambda
			compare(t, centrality.Katz, g, opts, katz(opts.Attenuation))
			opts.Attenuation = 1.01 / lambda
			result, err := centrality.Katz(t.Context(), g, opts)
			if _, ok := limit(m); result != nil || err == nil || ok && !strings.Contains(err.Error(), "finite sum only below") {
				t.Errorf("an attenuation above the bound gives %v, %v", result, err)
			}
		}
	})
}

func TestAttenuation(t *testing.T) {
	pair := graphtest.Of("a = b", "b > c")
	compare(t, centrality.Katz, pair, centrality.Options{Attenuation: 0.5}, []float64{2, 2, 2})
	compare(t, centrality.Katz, pair, centrality.Options{Attenuation: 0.999, MaxIterations: 100_000, Tolerance: 1e-14}, []float64{1000, 1000, 1000})
	compare(t, centrality.Katz, graphtest.Of("a > b", "b > c"), centrality.Options{Attenuation: 50}, []float64{1, 51, 2551})
	compare(t, centrality.Katz, graphtest.Of("a", "b"), centrality.Options{Attenuation: 50}, []float64{1, 1})
	for _, c := range []struct {
		g    *graph.Graph
		opts centrality.Options
		want string
	}{
		{pair, centrality.Options{Attenuation: 1}, "an attenuation of 1: the walks have a finite sum only below 1, which is 1 over the greatest eigenvalue of the adjacency"},
		{pair, centrality.Options{Attenuation: 7}, "an attenuation of 7: the walks have a finite sum only below 1, which"},
		{graphtest.KarateClub(), centrality.Options{Attenuation: 0.2}, "an attenuation of 0.2: the walks have a finite sum only below 0.1487, which"},
		{pair, centrality.Options{Attenuation: -1}, "an attenuation of -1: the attenuation is a number above 0, or 0 for one that is safe"},
		{pair, centrality.Options{Attenuation: math.NaN()}, "an attenuation of NaN: the attenuation is"},
		{pair, centrality.Options{Attenuation: math.Inf(1)}, "an attenuation of +Inf: the attenuation is"},
		{pair, centrality.Options{Attenuation: 0.999}, "katz has not settled after 1000 iterations: "},
		{graphtest.Of("a > b 1e100", "b > c 1e100", "c > d 1e100", "d > e 1e100"), centrality.Options{Attenuation: 1, Weighted: true}, "an attenuation of 1: the values are too large for any number"},
	} {
		if result, err := centrality.Katz(t.Context(), c.g, c.opts); result != nil || err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%v: %v, want %s", result, err, c.want)
		}
	}
}

func spectral() map[string]compute {
	return map[string]compute{
		"eigenvector": centrality.Eigenvector, "katz": centrality.Katz, "hubs": centrality.Hubs, "authorities": centrality.Authorities,
	}
}

// TestSpectralDirections turns every relationship round, which is what the direction in does.
func TestSpectralDirections(t *testing.T) {
	g := graphtest.Of("a > b", "b > c", "c > a", "a > c", "c = d", "d > e")
	turned := graphtest.Of("a", "b > a", "c > b", "a > c", "c > a", "d = c", "e > d")
	for name, measure := range spectral() {
		result, err := measure(t.Context(), turned, centrality.Options{})
		if err != nil {
			t.Fatal(err)
		}
		want := make([]float64, len(result.Values))
		for v, x := range result.Values {
			n, _ := g.NodeByID(turned.ID(graph.Node(v)))
			want[n] = x
		}
		t.Run(name, func(t *testing.T) { compare(t, measure, g, centrality.Options{Direction: new(graph.In)}, want) })
	}
	// Value flows along the relationships: to the one at their end.
	for name, best := range map[string]string{"eigenvector": "b", "katz": "b", "authorities": "b", "hubs": "a"} {
		result, err := spectral()[name](t.Context(), graphtest.Of("a > b", "a > b", "b > c", "c > a", "a > a"), centrality.Options{})
		if err != nil {
			t.Fatal(err)
		}
		most := 0
		for v, x := range result.Values {
			if x > result.Values[most] {
				most = v
			}
		}
		if name != "eigenvector" && string(rune('a'+most)) != best {
			t.Errorf("%s is greatest at %c, want %s", name, 'a'+most, best)
		}
	}
}
