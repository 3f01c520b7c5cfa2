package cli

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/diff"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// written checks what is written of a graph in every format: what can be read, and what disturbs no terminal.
func written(t *testing.T, name string, write func(w *bytes.Buffer, f table.Format) error) {
	t.Helper()
	for _, f := range []table.Format{table.Text, table.JSON, table.CSV, table.Markdown} {
		var b bytes.Buffer
		if err := write(&b, f); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		switch text := b.String(); f {
		case table.JSON:
			if !json.Valid(b.Bytes()) {
				t.Errorf("%s: this is not JSON: %.200s", name, text)
			}
		case table.CSV:
			if _, err := csv.NewReader(&b).ReadAll(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		default:
			if i := strings.IndexFunc(text, func(r rune) bool { return r < ' ' && r != '\n' || r == '\u202e' }); i >= 0 && f == table.Text {
				t.Errorf("%s: the text has %q", name, text[max(i-20, 0):i+1])
			}
			if strings.Count(text, "<details>") != strings.Count(text, "</details>") {
				t.Errorf("%s: what is folded does not end", name)
			}
			if f == table.Markdown && strings.Contains(text, "<script") {
				t.Errorf("%s: markup of the map is markup of the text", name)
			}
		}
	}
}

// Every record that differs is told in the text, once; and nothing else is.
func TestDiffTellsAll(t *testing.T) {
	cases := graphtest.Corpus()
	for seed := range uint64(6) {
		cases = append(cases, graphtest.Case{Name: fmt.Sprintf("random-%d", seed), Graph: graphtest.RandomRich(seed, 20, 90)})
	}
	for i, c := range cases {
		other := cases[(i+1)%len(cases)]
		for _, pair := range [][2]graphtest.Case{{c, other}, {other, c}, {c, c}, {c, cases[0]}} {
			d, err := diff.Between(pair[0].Graph, pair[1].Graph, diff.Options{})
			if err != nil {
				t.Fatal(err)
			}
			name := pair[0].Name + " to " + pair[1].Name
			told := &comparison{Difference: d, title: pair[1].Graph.Title(), before: "before", after: "after"}
			for _, verbose := range []bool{false, true} {
				written(t, name, func(w *bytes.Buffer, f table.Format) error { return told.write(w, f, 0, verbose) })
			}
			var b bytes.Buffer
			if err := told.write(&b, table.Text, 0, false); err != nil {
				t.Fatal(err)
			}
			if nothing := strings.Contains(b.String(), "Nothing differs."); nothing != d.Empty() {
				t.Errorf("%s: it is empty, %v, and says that it is, %v", name, d.Empty(), nothing)
			}
			items := 0
			for line := range strings.Lines(b.String()) {
				if line = strings.TrimLeft(line, " "); strings.HasPrefix(line, "+ ") || strings.HasPrefix(line, "− ") || strings.HasPrefix(line, "~ ") {
					items++
				}
			}
			want := len(d.Organisations) + len(d.Relationships) + len(d.Sources) + len(d.Types) + len(d.Classifications) + len(d.Arrangements) + min(len(d.Map), 1)
			if items != want && !strings.Contains(name, "hostile") {
				t.Errorf("%s: %d items are told of %d", name, items, want)
			}
		}
	}
}

func TestTimelineTellsAll(t *testing.T) {
	for _, c := range graphtest.Corpus() {
		for _, verbose := range []bool{false, true} {
			o := &timelineOptions{verbose: verbose}
			told := o.tell(&ask{whole: c.Graph, part: c.Graph, org: -1})
			written(t, c.Name, func(w *bytes.Buffer, f table.Format) error { return told.write(w, f, 0) })
			if rows := told.each().Rows; len(rows) != len(told.events) {
				t.Errorf("%s: %d rows of %d events", c.Name, len(rows), len(told.events))
			}
		}
	}
}

// Of two maps, the one that lacks what a filter names keeps nothing, or leaves nothing out, and the other is as always.
func TestFiltersOfBoth(t *testing.T) {
	older, newer := graphtest.Of("a > b", "b > c"), graphtest.Of("a > b", "a > d", "d advice b")
	for _, c := range []struct {
		filter        filter
		before, after []string
	}{
		{filter{}, []string{"a", "b", "c"}, []string{"a", "b", "d"}},
		{filter{around: []string{"d"}}, nil, []string{"a", "b", "d"}},
		{filter{around: []string{"d", "c"}}, []string{"b", "c"}, []string{"a", "b", "d"}},
		{filter{without: []string{"c", "d"}}, []string{"a", "b"}, []string{"a", "b"}},
		{filter{types: []string{"advice"}}, nil, []string{"b", "d"}},
	} {
		o := &diffOptions{filter: c.filter}
		for _, side := range []struct {
			g, other *graph.Graph
			want     []string
		}{{older, newer, c.before}, {newer, older, c.after}} {
			part, err := o.part(side.g, side.other)
			if err != nil {
				t.Fatal(err)
			}
			var ids []string
			for n := range part.Nodes() {
				ids = append(ids, part.ID(n))
			}
			slices.Sort(ids)
			if !slices.Equal(ids, side.want) {
				t.Errorf("%+v keeps %v, not %v", c.filter.part(), ids, side.want)
			}
		}
	}
	o := &diffOptions{filter: filter{around: []string{"nobody"}}}
	if _, err := o.part(older, newer); err == nil {
		t.Error("a name that neither map has is no error")
	}
}
