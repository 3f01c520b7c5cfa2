package cli

import (
	"bytes"
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/cmd/liaison/internal/tell"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

func TestRanked(t *testing.T) {
	values := []float64{1, 3, 2, 3, 0, 2}
	for _, c := range []struct{ among, order, ranks []int }{
		{nil, []int{1, 3, 2, 5, 0, 4}, []int{1, 1, 3, 3, 5, 6}},
		{[]int{0, 2, 4, 5}, []int{2, 5, 0, 4}, []int{1, 1, 3, 4}},
		{[]int{}, []int{}, []int{}},
	} {
		before := slices.Clone(c.among)
		order, ranks := tell.Ranked(values, c.among)
		if !slices.Equal(order, c.order) || !slices.Equal(ranks, c.ranks) || !slices.Equal(before, c.among) {
			t.Errorf("%v: %v with ranks %v, want %v and %v", c.among, order, ranks, c.order, c.ranks)
		}
	}
}

// Values that differ by rounding alone have the same rank, and stand in the order of the map; whole numbers are exact.
func TestRankedWithinRounding(t *testing.T) {
	third := 1.0 / 3
	for _, c := range []struct {
		values       []float64
		order, ranks []int
	}{
		{[]float64{third, 0.5, math.Nextafter(third, 1), third}, []int{1, 0, 2, 3}, []int{1, 2, 2, 2}},
		{[]float64{0.1, 0.1 * (1 + 1e-10), 0.7}, []int{2, 0, 1}, []int{1, 2, 2}},
		{[]float64{0, 0.5, 1e-17}, []int{1, 0, 2}, []int{1, 2, 2}},
		{[]float64{1e12, 1e12 + 1}, []int{1, 0}, []int{1, 2}},
		{[]float64{0.1, 0.1 + 1e-7}, []int{1, 0}, []int{1, 2}},
	} {
		if order, ranks := tell.Ranked(c.values, nil); !slices.Equal(order, c.order) || !slices.Equal(ranks, c.ranks) {
			t.Errorf("%v: %v with ranks %v, want %v and %v", c.values, order, ranks, c.order, c.ranks)
		}
	}
}

func TestAlsoTied(t *testing.T) {
	ranks := []int{1, 2, 2, 2, 5}
	for top, want := range map[int]int{0: 0, 1: 0, 2: 2, 3: 1, 4: 0, 5: 0, 9: 0} {
		if got := alsoTied(ranks, top); got != want {
			t.Errorf("the first %d: %d more, want %d", top, got, want)
		}
	}
}

func TestEstimateNote(t *testing.T) {
	for certain, want := range map[int]string{
		0: "which is the highest is not certain. A smaller epsilon says more.", 1: "the highest here is the true highest.",
		7: "the 7 highest here are the true 7 highest, in whatever order.",
	} {
		got := estimateNote(&centrality.Estimate{Samples: 1, Epsilon: 0.01, Delta: 0.05, Certain: certain})
		if !strings.HasPrefix(got, "Estimated from 1 sample. With a probability of at least 95%") || !strings.HasSuffix(got, want) {
			t.Errorf("%d certain: %q", certain, got)
		}
	}
	if got := estimateNote(&centrality.Estimate{Epsilon: 0.01, Delta: 0.05}); got != "Nothing is estimated: samples would save no time here, and all values are exact." {
		t.Errorf("no samples: %q", got)
	}
	if got := estimateNote(nil); got != "" {
		t.Errorf("exact values: %q", got)
	}
}

// A measure that fails has an empty column, the reason is told, and the others are there; an interrupt ends all.
func TestEveryMeasure(t *testing.T) {
	g := graphtest.Of("a > b", "c > b")
	degree, err := centrality.Lookup("degree")
	if err != nil {
		t.Fatal(err)
	}
	late := centrality.Measure{Name: "late-one", Label: "Late-one", Takes: []centrality.Parameter{centrality.MaxIterations},
		Compute: func(context.Context, *graph.Graph, centrality.Options) (*centrality.Result, error) {
			return nil, &centrality.NotConvergedError{Measure: "late-one", Iterations: 3, Change: 1, Tolerance: 0.1}
		}}
	for sort, want := range map[string]string{
		"":         "id,name,late_one,degree\nb,b,,2\na,a,,1\nc,c,,1\n",
		"late-one": "id,name,late_one,degree\na,a,,1\nb,b,,2\nc,c,,1\n",
	} {
		a := testApp()
		var said, written bytes.Buffer
		a.stderr = &said
		made, _, err := (&rankOptions{sort: sort}).everyMeasure(context.Background(), a, g, []centrality.Measure{late, degree})
		if err != nil {
			t.Fatal(err)
		}
		if err := made.Write(&written, table.CSV, 0); err != nil || written.String() != want {
			t.Errorf("%v, %q, want %q", err, written.String(), want)
		}
		if got := said.String(); !strings.Contains(got, "late-one has no values here: late-one has not settled after 3 iterations") ||
			!strings.Contains(got, "liaison rank late-one takes --iterations") {
			t.Errorf("%q", got)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	stops := late
	stops.Compute = func(ctx context.Context, _ *graph.Graph, _ centrality.Options) (*centrality.Result, error) {
		cancel()
		<-ctx.Done()
		return nil, ctx.Err()
	}
	if _, _, err := (&rankOptions{}).everyMeasure(ctx, testApp(), g, []centrality.Measure{stops, degree}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// Every row says where lists show it, and rows of a family stand together.
func TestMeasuresHaveFamilies(t *testing.T) {
	seen, before := map[string]bool{}, ""
	for _, m := range centrality.Measures() {
		if m.Family == "" || m.Family != before && seen[m.Family] {
			t.Errorf("%s: family %q after %q", m.Name, m.Family, before)
		}
		seen[m.Family], before = true, m.Family
	}
}

// What is done of a measure is shown in hundredths, as soon as it is known.
func TestShareIsShown(t *testing.T) {
	for percent, want := range map[int]string{-1: "computing … 0 s", 0: "computing … 0%, 0 s", 42: "computing … 42%, 0 s"} {
		ctx, cancel := context.WithCancel(context.Background())
		w := &progressWriter{done: cancel}
		showShare(ctx, w, "computing", time.Microsecond, func() int { return percent })
		if got := w.String(); !strings.Contains(got, "\rliaison: "+want) {
			t.Errorf("%d: %q, want %q", percent, got, want)
		}
	}
}
