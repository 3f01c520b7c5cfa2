package cli

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/structure"
)

func reportOf(t *testing.T, g *graph.Graph, each bool) *cutsReport {
	t.Helper()
	cuts, err := structure.FindCuts(context.Background(), g)
	if err != nil {
		t.Fatal(err)
	}
	r := &cutsReport{graph: g, cuts: cuts, org: -1, organisations: true, bridges: true, each: each}
	r.rank()
	return r
}

// pairsAround is a hub with so many pairs, each tied to it by one of the two; the others of each pair too where
// closed is true.
func pairsAround(pairs int, closed bool) *graph.Graph {
	lines := []string{"hub"}
	for i := range pairs {
		lines = append(lines, fmt.Sprintf("hub > a%d", i), fmt.Sprintf("a%d > b%d", i, i))
		if closed {
			lines = append(lines, fmt.Sprintf("hub > b%d", i))
		}
	}
	return graphtest.Of(lines...)
}

// Long lists are shortened for people, and only where that makes them shorter.
func TestCutsNameSome(t *testing.T) {
	leaves := func(n int) *graph.Graph {
		var lines []string
		for i := range n {
			lines = append(lines, fmt.Sprintf("hub > o%d", i+1))
		}
		return graphtest.Of(lines...)
	}
	for _, test := range []struct {
		g    *graph.Graph
		want string
	}{
		{leaves(9), "If hub goes, the 9 organisations that it holds together lose touch with each other: " +
			"o1, o2, o3, o4, o5, o6, o7, o8 and o9, each left on its own."},
		{leaves(10), "If hub goes, the 10 organisations that it holds together lose touch with each other: " +
			"o1, o2, o3, o4, o5, o6, o7, o8 and 2 others, each left on its own."},
		{pairsAround(2, true), "If hub goes, the 4 organisations that it holds together fall apart: " +
			"a0 and b0, left with only each other; a1 and b1, left with only each other."},
		{graphtest.Of("hub > a", "hub > x", "x > y", "y > hub", "y > z", "hub > p", "p > q", "q > hub"),
			"If hub goes, 3 organisations lose touch with the rest: p and q, left with only each other; a, left on its own. " +
				"In all, 11 pairs of organisations lose touch."},
	} {
		r := reportOf(t, test.g, false)
		if got := r.sentence(&r.found[0]); got != test.want {
			t.Errorf("%s\nwant %s", got, test.want)
		}
	}
	r := reportOf(t, pairsAround(12, true), false)
	if got := r.sentence(&r.found[0]); !strings.HasSuffix(got, "; a7 and b7, left with only each other; 4 other groups of 2.") {
		t.Error(got)
	}
	lines := []string{"x > y", "y > z", "z > x", "x > hub"}
	for i := range 8 {
		lines = append(lines, fmt.Sprintf("hub > a%d", i), fmt.Sprintf("a%d > b%d", i, i), fmt.Sprintf("b%d > c%d", i, i), fmt.Sprintf("c%d > a%d", i, i))
	}
	r = reportOf(t, graphtest.Of(append(lines, "hub > d", "d > e", "hub > f", "f > g")...), false)
	if got := r.sentence(&r.found[0]); !strings.HasSuffix(got, "; 3 other groups of 2 to 3.") {
		t.Error(got)
	}
	parallel := "a advice b, a oversight b, a reporting b, a tasking b, a support b, a advice b, a advice b, a advice b, a advice b, a advice b, b > c"
	r = reportOf(t, graphtest.Of(strings.Split(parallel, ", ")...), true)
	if got := r.sentence(&r.found[0]); !strings.Contains(got, "The tie is 10 relationships, “a advises b”, ") || !strings.HasSuffix(got, " and 2 others.") {
		t.Error(got)
	}
}

// Whatever a map is, there are sentences, and the tables have the groups that they should.
func TestCutsOfCorpus(t *testing.T) {
	for _, c := range graphtest.Corpus() {
		t.Run(c.Name, func(t *testing.T) {
			for _, each := range []bool{false, true} {
				r := reportOf(t, c.Graph, each)
				for _, width := range []int{0, 60} {
					text := r.text(width)
					if !strings.HasSuffix(text, ".\n") || strings.Contains(text, "\t") || strings.Contains(text, "%!") {
						t.Errorf("%q", text)
					}
				}
				rows := r.table(r.found, table.JSON).Rows
				if len(rows) != len(r.cuts.Organisations)+len(r.cuts.Bridges) {
					t.Errorf("%d rows", len(rows))
				}
				for i, row := range rows {
					members := 0
					for _, group := range row[8].([][]string) {
						members += len(group)
					}
					if members != r.found[i].whole() || row[0].(int) < 1 || row[0].(int) > i+1 {
						t.Errorf("row %v", row)
					}
				}
				for n := range c.Graph.Nodes() {
					about := &cutsReport{graph: c.Graph, cuts: r.cuts, org: n, organisations: true, bridges: true, each: each}
					about.rank()
					if text := about.text(0); !strings.Contains(text, c.Graph.ID(n)) && !strings.Contains(text, table.Clean(c.Graph.ShortName(n))) {
						t.Errorf("about %s: %q", c.Graph.ID(n), text)
					}
				}
			}
		})
	}
}

// What would not fit on a disk is not begun.
func TestCutsTooManyToList(t *testing.T) {
	var lines []string
	for i := range 5000 {
		lines = append(lines, fmt.Sprintf("o%d > o%d", i, i+1))
	}
	r := reportOf(t, graphtest.Of(lines...), false)
	err := r.checkSize(table.JSON)
	if err == nil || !strings.Contains(err.Error(), "too many to list") {
		t.Errorf("a chain of 5,000: %v", err)
	}
	r.found = r.found[:1000]
	if err := r.checkSize(table.JSON); err != nil {
		t.Error(err)
	}
}
