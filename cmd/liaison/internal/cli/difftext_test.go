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
	"github.com/liaisongraph/liaison/graph/mapfile"
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
		words, lacks  string
	}{
		{filter{around: []string{"d"}}, nil, []string{"a", "b", "d"}, "around d, within 1 step", "--around d"},
		{filter{around: []string{"d", "c"}}, []string{"b", "c"}, []string{"a", "b", "d"}, "around d and c, within 1 step", ""},
		{filter{around: []string{"d, c"}}, []string{"b", "c"}, []string{"a", "b", "d"}, "around d and c, within 1 step", ""},
		{filter{around: []string{"c"}, without: []string{"d"}}, []string{"b", "c"}, nil, "around c, within 1 step; without d", "--around c"},
		{filter{without: []string{"c", "d"}}, []string{"a", "b"}, []string{"a", "b"}, "without c and d", ""},
		{filter{types: []string{"advice"}}, nil, []string{"b", "d"}, "only relationships of type advice", ""},
	} {
		b := &bothParts{filter: &c.filter, older: sideOf(older), newer: sideOf(newer)}
		if _, err := b.compare(diff.Options{}); err != nil {
			t.Fatal(err)
		}
		if b.inWords != c.words || b.older.lacks+b.newer.lacks != c.lacks {
			t.Errorf("%q, lacks %q, and not %q, %q", b.inWords, b.older.lacks+b.newer.lacks, c.words, c.lacks)
		}
		for _, of := range []struct {
			part *graph.Graph
			want []string
		}{{b.older.part, c.before}, {b.newer.part, c.after}} {
			var ids []string
			for n := range of.part.Nodes() {
				ids = append(ids, of.part.ID(n))
			}
			slices.Sort(ids)
			if !slices.Equal(ids, of.want) {
				t.Errorf("%s keeps %v, not %v", c.words, ids, of.want)
			}
		}
	}
	for _, wrong := range []filter{
		{around: []string{"nobody"}}, {around: []string{"a,nobody"}}, {without: []string{"nobody"}}, {types: []string{"nothing"}}, {notTypes: []string{"nothing"}},
		{classes: []string{"nothing"}}, {sources: []string{"nothing"}}, {hops: 2},
	} {
		b := &bothParts{filter: &wrong, older: sideOf(older), newer: sideOf(newer)}
		if _, err := b.compare(diff.Options{}); err == nil {
			t.Errorf("%+v: what neither map has is no error", wrong)
		}
	}
}

func sideOf(g *graph.Graph) side { return side{calledMap: calledMap{m: &mapfile.Map{Graph: g}}} }
