package centrality_test

import (
	"context"
	"errors"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

func TestTable(t *testing.T) {
	var names []string
	for _, m := range centrality.Measures() {
		names = append(names, m.Name)
		row := reflect.ValueOf(m)
		for i := range row.NumField() {
			field := row.Type().Field(i).Name
			text, ok := row.Field(i).Interface().(string)
			if !ok {
				continue
			}
			switch {
			case text == "":
				t.Errorf("%s says nothing of %s", m.Name, field)
			case field != "Name" && field != "Label" && field != "Family" && !strings.HasSuffix(text, "."):
				t.Errorf("%s: %s is no sentence: %q", m.Name, field, text)
			case strings.ContainsAny(text, "\n\t"):
				t.Errorf("%s: %s is not on one line: %q", m.Name, field, text)
			}
		}
		if m.Compute == nil || m.Projection.Types != nil {
			t.Errorf("%s: the row is not complete", m.Name)
		}
		if found, err := centrality.Lookup(m.Name); err != nil || found.Label != m.Label {
			t.Errorf("Lookup(%q) gives %q, %v", m.Name, found.Label, err)
		}
	}
	want := []string{
		"degree", "in-degree", "out-degree", "strength", "in-strength", "out-strength", "closeness", "harmonic",
		"betweenness", "relationship-betweenness", "eigenvector", "katz", "pagerank", "hubs", "authorities", "coreness", "clustering",
	}
	if !slices.Equal(names, want) {
		t.Errorf("measures are %v, want %v", names, want)
	}
}

func TestLookupUnknown(t *testing.T) {
	for name, want := range map[string]string{
		"betweeness": `no measure "betweeness"; did you mean "betweenness"?`,
		"PageRank":   `no measure "PageRank"; did you mean "pagerank"?`,
		"power":      `no measure "power"`,
		"":           `no measure ""`,
	} {
		_, err := centrality.Lookup(name)
		if unknown := new(graph.UnknownError); !errors.As(err, &unknown) || err.Error() != want {
			t.Errorf("Lookup(%q): %v, want %s", name, err, want)
		}
	}
}

// TestEveryMeasureOnEveryGraph checks what holds for all measures.
func TestEveryMeasureOnEveryGraph(t *testing.T) {
	for _, c := range corpus() {
		for _, m := range centrality.Measures() {
			for name, opts := range options() {
				if m.FixedDirection {
					opts.Direction = nil
				}
				opts.Weighted = m.WeightedAs != graph.Unweighted
				opts.Normalised = len(name)%2 == 0
				result, err := m.Compute(t.Context(), c.Graph, opts)
				if err != nil {
					t.Errorf("%s of %s, %s: %v", m.Name, c.Name, name, err)
					continue
				}
				want := c.Graph.NumOrganisations()
				if m.Of == centrality.Relationships {
					want = c.Graph.NumRelationships()
				}
				if len(result.Values) != want {
					t.Errorf("%s of %s, %s: %d values, want %d", m.Name, c.Name, name, len(result.Values), want)
				}
				for i, x := range result.Values {
					if math.IsNaN(x) || math.IsInf(x, 0) || x < 0 {
						t.Errorf("%s of %s, %s: number %d has %v", m.Name, c.Name, name, i, x)
					}
				}
			}
		}
	}
}

func TestNumberOfWorkersChangesNoBit(t *testing.T) {
	// The graph is larger than the 512 organisations that one worker searches from at once.
	seeds, organisations, numbers := uint64(3), 1500, []int{0, 2, 3, 7, 100}
	if testing.Short() {
		seeds, organisations, numbers = 1, 1100, []int{3, 100}
	}
	for seed := range seeds {
		g := graphtest.ScaleFree(seed, organisations, 3)
		for _, m := range centrality.Measures() {
			want, err := m.Compute(t.Context(), g, centrality.Options{Workers: 1})
			if err != nil {
				t.Fatal(err)
			}
			for _, workers := range numbers {
				got, err := m.Compute(t.Context(), g, centrality.Options{Workers: workers})
				if err != nil {
					t.Fatal(err)
				}
				for i := range want.Values {
					if math.Float64bits(got.Values[i]) != math.Float64bits(want.Values[i]) {
						t.Fatalf("%s: with %d workers number %d has %v, with one %v", m.Name, workers, i, got.Values[i], want.Values[i])
					}
				}
			}
		}
	}
}

func TestDefaults(t *testing.T) {
	g := graphtest.Of("a > b", "a > b", "b > c", "c > c")
	for _, c := range []struct {
		measure string
		opts    centrality.Options
		want    []float64
	}{
		{"degree", centrality.Options{}, []float64{2, 3, 3}},
		{"degree", centrality.Options{Collapse: new(true)}, []float64{1, 2, 2}},
		{"in-degree", centrality.Options{}, []float64{0, 2, 2}},
		{"out-degree", centrality.Options{Normalised: true}, []float64{1, 0.5, 0.5}},
		{"betweenness", centrality.Options{}, []float64{0, 1, 0}},
		{"betweenness", centrality.Options{Normalised: true}, []float64{0, 0.5, 0}},
		{"betweenness", centrality.Options{Normalised: true, Direction: new(graph.Both)}, []float64{0, 1, 0}},
	} {
		m, err := centrality.Lookup(c.measure)
		if err != nil {
			t.Fatal(err)
		}
		compare(t, m.Compute, g, c.opts, c.want)
	}
}

func TestOptionErrors(t *testing.T) {
	g := graphtest.Of("a > b", "b > c")
	for _, c := range []struct {
		measure string
		opts    centrality.Options
		want    string
	}{
		{"degree", centrality.Options{Direction: new(graph.In)}, "degree has its direction in its definition, and takes no other"},
		{"degree", centrality.Options{Weighted: true}, "degree has no weighted form; strength is the measure that adds up weights"},
		{"in-degree", centrality.Options{Weighted: true}, "in-degree has no weighted form; in-strength is the measure that adds up weights"},
		{"degree", centrality.Options{Attenuation: -1}, "an attenuation of -1: the attenuation is a number above 0, or 0 for one that is safe"},
		{"betweenness", centrality.Options{Attenuation: math.NaN()}, "an attenuation of NaN: the attenuation is a number above 0, or 0 for one that is safe"},
		{"pagerank", centrality.Options{Attenuation: math.Inf(1)}, "an attenuation of +Inf: the attenuation is a number above 0, or 0 for one that is safe"},
		{"betweenness", centrality.Options{Weighted: true, Epsilon: 0.01}, "betweenness with weights is always exact: it takes no epsilon"},
		{"betweenness", centrality.Options{Epsilon: 1}, "an epsilon of 1: the epsilon is above 0 and below 1, or 0 for exact values"},
		{"betweenness", centrality.Options{Epsilon: 0.1, Delta: 1}, "a delta of 1: the delta is a probability above 0 and below 1"},
		{"relationship-betweenness", centrality.Options{Epsilon: 0.01}, "relationship-betweenness is always exact: it takes no epsilon"},
		{"betweenness", centrality.Options{Direction: new(graph.Direction(9))}, "no direction 9; known: out, in, both"},
		{"betweenness", centrality.Options{Types: []string{"advise"}}, `no type "advise"; did you mean "advice"?`},
		{"betweenness", centrality.Options{Workers: -1}, "-1 workers: the number of workers is 1 or more, or 0 for as many as there are processors"},
		{"pagerank", centrality.Options{Direction: new(graph.Direction(9))}, "no direction 9; known: out, in, both"},
		{"pagerank", centrality.Options{Damping: 1}, "a damping of 1: the damping is above 0 and below 1"},
		{"pagerank", centrality.Options{Damping: math.NaN()}, "a damping of NaN: the damping is above 0 and below 1"},
		{"pagerank", centrality.Options{Tolerance: -1}, "a tolerance of -1: the tolerance is a number above 0"},
		{"pagerank", centrality.Options{Tolerance: math.Inf(1)}, "a tolerance of +Inf: the tolerance is a number above 0"},
		{"pagerank", centrality.Options{MaxIterations: -1}, "-1 iterations: the number of iterations is 1 or more"},
	} {
		m, err := centrality.Lookup(c.measure)
		if err != nil {
			t.Fatal(err)
		}
		if result, err := m.Compute(t.Context(), g, c.opts); result != nil || err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, %v, want %s", c.measure, result, err, c.want)
		}
	}
}

func TestNotConverged(t *testing.T) {
	g := graphtest.Of("a > b", "b > c", "c > b")
	_, err := centrality.PageRank(t.Context(), g, centrality.Options{MaxIterations: 3, Tolerance: 1e-6})
	var e *centrality.NotConvergedError
	if !errors.As(err, &e) || e.Iterations != 3 || e.Tolerance != 1e-6 || !(e.Change > 1e-6 && e.Change < 1) {
		t.Fatalf("the error is %v", err)
	}
	if !strings.HasPrefix(err.Error(), "pagerank has not settled after 3 iterations: the last changed the values by 0.") {
		t.Errorf("the error reads %q", err)
	}
	if _, err := centrality.PageRank(t.Context(), g, centrality.Options{Damping: 0.9999}); !errors.As(err, &e) {
		t.Errorf("with a damping that takes more than the usual number of iterations: %v", err)
	}
	if _, err := centrality.PageRank(t.Context(), g, centrality.Options{Damping: 0.9999, MaxIterations: 1_000_000}); err != nil {
		t.Errorf("with that damping and more iterations: %v", err)
	}
}

// TestExtremeWeights has weights as far apart as a graph lets them be.
func TestExtremeWeights(t *testing.T) {
	g := graphtest.Of("a > b 1e100", "a > c 1e-100", "b > a 1e-100", "b > c 1e-100", "b > c 1e-100")
	compare(t, centrality.Strength, g, centrality.Options{}, []float64{1e100, 1e100, 4e-100})
	compare(t, centrality.PageRank, g, centrality.Options{Weighted: true, Damping: 0.5, Tolerance: 1e-14},
		walkers(3, []arc{{0, 1, 1}, {1, 0, 1}, {1, 2, 2}}, 0.5))
}

func TestCancelled(t *testing.T) {
	g := graphtest.ScaleFree(1, 2000, 3)
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for _, m := range centrality.Measures() {
		if result, err := m.Compute(cancelled, g, centrality.Options{}); result != nil || !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v, %v", m.Name, result, err)
		}
	}
	for _, workers := range []int{1, 2, 5} {
		ctx, cancel := context.WithCancel(t.Context())
		done := 0
		result, err := centrality.Betweenness(ctx, g, centrality.Options{Workers: workers, Progress: func(d, total int) {
			done = d
			cancel()
			<-ctx.Done()
		}})
		if result != nil || !errors.Is(err, context.Canceled) {
			t.Errorf("betweenness cancelled on the way: %v, %v", result, err)
		}
		if done == g.NumOrganisations() {
			t.Error("betweenness went on to the end")
		}
	}
	expiring := &expiringContext{Context: t.Context(), left: 5}
	if result, err := centrality.PageRank(expiring, g, centrality.Options{}); result != nil || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("PageRank cancelled on the way: %v, %v", result, err)
	}
}

// expiringContext is done when it has been asked so many times.
type expiringContext struct {
	context.Context
	left int
}

func (c *expiringContext) Err() error {
	if c.left--; c.left < 0 {
		return context.DeadlineExceeded
	}
	return nil
}

func TestProgress(t *testing.T) {
	g := graphtest.ScaleFree(1, 1000, 3)
	for _, workers := range []int{1, 2, 5} {
		last, calls, whole := 0, 0, 0
		_, err := centrality.Betweenness(t.Context(), g, centrality.Options{Workers: workers, Progress: func(done, total int) {
			if done <= last || done > total {
				t.Errorf("progress goes from %d to %d of %d", last, done, total)
			}
			last, whole = done, total
			calls++
		}})
		if err != nil {
			t.Fatal(err)
		}
		if calls < 10 || last != whole {
			t.Errorf("progress was told %d times, and ended with %d of %d", calls, last, whole)
		}
	}
}

func TestPageRankAddsUpToOne(t *testing.T) {
	for _, c := range corpus() {
		result, err := centrality.PageRank(t.Context(), c.Graph, centrality.Options{})
		if err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for _, x := range result.Values {
			sum += x
		}
		if len(result.Values) > 0 && math.Abs(sum-1) > 1e-9 {
			t.Errorf("%s: the values add up to %v", c.Name, sum)
		}
	}
}
