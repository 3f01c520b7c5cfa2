package merge_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/diff"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/merge"
)

func graphs() []graphtest.Case {
	cases := graphtest.Corpus()
	for seed := range uint64(6) {
		cases = append(cases, graphtest.Case{Name: fmt.Sprintf("rich-%d", seed), Graph: graphtest.RandomRich(seed, 6, 60)})
	}
	return cases
}

func merged(t testing.TB, a, b *graph.Graph, opts merge.Options) *merge.Result {
	t.Helper()
	r, err := merge.Merge(a, b, opts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAGraphWithItself(t *testing.T) {
	for _, c := range graphs() {
		t.Run(c.Name, func(t *testing.T) {
			for _, other := range []*graph.Graph{c.Graph, graphtest.PartsOf(c.Graph).Build(t)} {
				r := merged(t, c.Graph, other, merge.Options{})
				if len(r.Conflicts)+len(r.Matched) > 0 {
					t.Fatalf("conflicts %v, matched %v", r.Conflicts, r.Matched)
				}
				if d := graphtest.Diff(c.Graph, r.Graph); d != "" {
					t.Errorf("merged with itself it is another:\n%s", d)
				}
			}
		})
	}
}

func TestWithNothing(t *testing.T) {
	nothing := graphtest.Of()
	for _, c := range graphs() {
		for _, r := range []*merge.Result{merged(t, c.Graph, nothing, merge.Options{}), merged(t, nothing, c.Graph, merge.Options{})} {
			if d := graphtest.Diff(c.Graph, r.Graph); d != "" || len(r.Conflicts) > 0 {
				t.Errorf("%s: merged with nothing it is another:\n%s", c.Name, d)
			}
		}
	}
}

// TestNothingIsLost: of the side that is preferred every record is there, with all that it says; of the other every
// record is. The tallies add up, and what was merged has nothing to gain of either.
func TestNothingIsLost(t *testing.T) {
	all := graphs()
	for i, a := range all {
		for j, b := range all {
			if (i+j)%4 > 0 {
				continue // a quarter of the pairs, with every graph on either side
			}
			first, err := merge.Merge(a.Graph, b.Graph, merge.Options{Prefer: merge.First})
			second, err2 := merge.Merge(a.Graph, b.Graph, merge.Options{Prefer: merge.Second})
			if err != nil || err2 != nil {
				if !allowed(err) || !allowed(err2) {
					t.Errorf("%s and %s: %v, %v", a.Name, b.Name, err, err2)
				}
				continue
			}
			holds(t, a.Name+" in what it is merged to with "+b.Name, a.Graph, first.Graph, true)
			holds(t, b.Name+" in what it is merged to with "+a.Name, b.Graph, second.Graph, true)
			holds(t, b.Name+" in what "+a.Name+" is merged to with it", b.Graph, first.Graph, false)
			o, r := first.Organisations, first.Relationships
			if o.Both+o.First != a.Graph.NumOrganisations() || o.Both+o.Second != b.Graph.NumOrganisations() || o.Both+o.First+o.Second != first.Graph.NumOrganisations() {
				t.Errorf("%s and %s: %+v organisations", a.Name, b.Name, o)
			}
			if r.Both+r.First != a.Graph.NumRelationships() || r.Both+r.Second != b.Graph.NumRelationships() || r.Both+r.First+r.Second != first.Graph.NumRelationships() {
				t.Errorf("%s and %s: %+v relationships", a.Name, b.Name, r)
			}
			for _, r := range []*merge.Result{first, second} {
				if n := backwards(r.Graph); n > backwards(a.Graph)+backwards(b.Graph) {
					t.Errorf("%s and %s: %d organisations and relationships end before they begin", a.Name, b.Name, n)
				}
			}
			undecided := merged(t, a.Graph, b.Graph, merge.Options{})
			if (undecided.Graph == nil) != (len(undecided.Conflicts) > 0) || len(undecided.Conflicts) != len(first.Conflicts) {
				t.Errorf("%s and %s: %d conflicts, and a graph or none that should not be", a.Name, b.Name, len(undecided.Conflicts))
			}
		}
	}
}

// backwards counts what ends before it begins.
func backwards(g *graph.Graph) (n int) {
	for _, o := range g.Organisations() {
		if o.DissolutionDate.Before(o.FoundingDate) {
			n++
		}
	}
	for _, r := range g.Relationships() {
		if r.EndDate.Before(r.StartDate) {
			n++
		}
	}
	return n
}

// allowed reports whether two graphs may refuse to be one: random vocabularies contradict each other.
func allowed(err error) bool {
	return err == nil || strings.Contains(err.Error(), "does not allow") || strings.Contains(err.Error(), "broader than itself")
}

// holds reports what part lacks in whole: records and, where fields is set, what they say.
func holds(t *testing.T, name string, part, whole *graph.Graph, fields bool) {
	t.Helper()
	d, err := diff.Between(part, whole, diff.Options{})
	if err != nil {
		t.Fatal(err)
	}
	c := d.Counts()
	if c.Organisations.Gone+c.Relationships.Gone+c.Sources.Gone+c.Types.Gone+c.Classifications.Gone+c.Arrangements.Gone > 0 {
		t.Errorf("%s: something is lost: %+v", name, c)
	}
	if !fields {
		return
	}
	for _, o := range d.Organisations {
		if len(o.EvidenceLost) > 0 {
			t.Errorf("%s: evidence of %s is lost", name, o.ID)
		}
		kept(t, name, o.ID, o.Fields)
	}
	for _, r := range [][]diff.RecordChange{d.Sources, d.Types, d.Classifications, d.Arrangements} {
		for _, r := range r {
			kept(t, name, r.ID, r.Fields)
		}
	}
	kept(t, name, "map", d.Map)
}

func kept(t *testing.T, name, id string, fields []diff.FieldChange) {
	t.Helper()
	for _, f := range fields {
		list := len(f.Gained)+len(f.Lost) > 0
		if list && len(f.Lost) > 0 || !list && f.Before != "" && f.Field != "id" {
			t.Errorf("%s: %s has lost of %s: %q is %q", name, id, f.Field, f.Before, f.After)
		}
	}
}

// TestExchanged: which graph comes first decides nothing but the order and the ids.
func TestExchanged(t *testing.T) {
	all := graphs()
	for i, a := range all {
		for _, b := range all[i:] {
			there, back := merged(t, a.Graph, b.Graph, merge.Options{}), merged(t, b.Graph, a.Graph, merge.Options{})
			var one, two []string
			for _, c := range there.Conflicts {
				one = append(one, fmt.Sprintf("%s %s %s %q %q %q %q", c.Kind, c.Field, c.Of, c.A, c.B, c.SourcesA, c.SourcesB))
			}
			for _, c := range back.Conflicts {
				two = append(two, fmt.Sprintf("%s %s %s %q %q %q %q", c.Kind, c.Field, c.Of, c.B, c.A, c.SourcesB, c.SourcesA))
			}
			slices.Sort(one)
			slices.Sort(two)
			if !slices.Equal(one, two) {
				t.Errorf("%s and %s: other conflicts when they are exchanged:\n%s\nand\n%s", a.Name, b.Name, strings.Join(one, "\n"), strings.Join(two, "\n"))
			}
			if there.Relationships.Both != back.Relationships.Both || len(there.Matched) != len(back.Matched) {
				t.Errorf("%s and %s: other matches when they are exchanged", a.Name, b.Name)
			}
		}
	}
}

// TestAgain: what was merged with a graph and is merged with it again stays what it is.
func TestAgain(t *testing.T) {
	for seed := range uint64(10) {
		a, b := graphtest.RandomRich(seed, 8, 30), graphtest.RandomRich(seed+100, 8, 30)
		once, err := merge.Merge(a, b, merge.Options{Prefer: merge.First})
		if err != nil {
			continue // their vocabularies contradict each other
		}
		twice, err := merge.Merge(once.Graph, a, merge.Options{Prefer: merge.First})
		if err != nil {
			t.Fatal(err)
		}
		if twice.Organisations.Second+twice.Relationships.Second+twice.Sources.Second > 0 {
			t.Errorf("seed %d: %+v and %+v are added to what has them", seed, twice.Organisations, twice.Relationships)
		}
	}
}

func TestOrganisations(t *testing.T) {
	one := func(o graph.Organisation) *graph.Graph {
		return (&graphtest.Parts{Sources: []graph.Source{{ID: "s"}, {ID: "t"}}, Organisations: []graph.Organisation{o}}).Build(t)
	}
	cites := func(source, passage string) []graph.Evidence {
		return []graph.Evidence{{Source: source, Passage: passage}}
	}
	tests := []struct {
		name      string
		a, b      graph.Organisation
		prefer    merge.Side
		conflicts string
		want      string // in JSON
	}{
		{"each says something", graph.Organisation{ID: "a", Name: "A", Tags: []string{"x"}}, graph.Organisation{ID: "a", ShortName: "S", Tags: []string{"y", "x"}, FoundingDate: date("1990")}, "", "",
			`{"id":"a","name":"A","short_name":"S","founding_date":"1990","tags":["x","y"]}`},
		{"a conflict", graph.Organisation{ID: "a", FoundingDate: date("1990"), Evidence: cites("s", "p")}, graph.Organisation{ID: "a", FoundingDate: date("1991"), Evidence: cites("t", "q")}, "",
			"a founding_date: 1990 [s], 1991 [t]", ""},
		{"decided for the first", graph.Organisation{ID: "a", Description: "x"}, graph.Organisation{ID: "a", Description: "y"}, merge.First,
			"a description: x [], y []", `{"id":"a","description":"x"}`},
		{"decided for the second", graph.Organisation{ID: "a", Description: "x"}, graph.Organisation{ID: "a", Description: "y"}, merge.Second,
			"a description: x [], y []", `{"id":"a","description":"y"}`},
		{"a name decided against", graph.Organisation{ID: "a", Name: "X", ShortName: "S"}, graph.Organisation{ID: "a", Name: "Y", ShortName: "T"}, merge.Second,
			"a name: X [], Y []; a short_name: S [], T []", `{"id":"a","name":"Y","short_name":"T","other_names":[{"name":"X"},{"name":"S"}]}`},
		{"names that differ in letters alone", graph.Organisation{ID: "a", Name: "The X"}, graph.Organisation{ID: "a", Name: "x"}, merge.First,
			"a name: The X [], x []", `{"id":"a","name":"The X"}`},
		{"the sector", graph.Organisation{ID: "a", Classifications: []string{"police", "grouping"}}, graph.Organisation{ID: "a", Classifications: []string{"department", "police"}}, merge.Second,
			"a classification[0]: police [], department []", `{"id":"a","classification":["department","police","grouping"]}`},
		{"other names", graph.Organisation{ID: "a", OtherNames: []graph.OtherName{{Name: "N", StartDate: date("1990")}}}, graph.Organisation{ID: "a", OtherNames: []graph.OtherName{{Name: "N", StartDate: date("1991"), EndDate: date("2000")}, {Name: "M"}}}, merge.First,
			"a other_names.start_date of N: 1990 [], 1991 []", `{"id":"a","other_names":[{"name":"N","start_date":"1990","end_date":"2000"},{"name":"M"}]}`},
		{"a founding after a dissolution", graph.Organisation{ID: "a", FoundingDate: date("2010")}, graph.Organisation{ID: "a", DissolutionDate: date("2005")}, "",
			"a founding_date: 2010 [],  []; a dissolution_date:  [], 2005 []", ""},
		{"and decided", graph.Organisation{ID: "a", FoundingDate: date("2010")}, graph.Organisation{ID: "a", DissolutionDate: date("2005")}, merge.Second,
			"a founding_date: 2010 [],  []; a dissolution_date:  [], 2005 []", `{"id":"a","dissolution_date":"2005"}`},
		{"another founding, after the dissolution", graph.Organisation{ID: "a", FoundingDate: date("2010")}, graph.Organisation{ID: "a", FoundingDate: date("2001"), DissolutionDate: date("2005")}, merge.First,
			"a founding_date: 2010 [], 2001 []; a dissolution_date:  [], 2005 []", `{"id":"a","founding_date":"2010"}`},
		{"a founding in the year of the dissolution", graph.Organisation{ID: "a", FoundingDate: date("2005-06")}, graph.Organisation{ID: "a", DissolutionDate: date("2005")}, "",
			"", `{"id":"a","founding_date":"2005-06","dissolution_date":"2005"}`},
		{"what is wrong in one of them already", graph.Organisation{ID: "a", FoundingDate: date("2010"), DissolutionDate: date("2005")}, graph.Organisation{ID: "a", FoundingDate: date("2010")}, "",
			"", `{"id":"a","founding_date":"2010","dissolution_date":"2005"}`},
		{"another name that is used at two times", graph.Organisation{ID: "a", OtherNames: []graph.OtherName{{Name: "N", EndDate: date("1990")}}}, graph.Organisation{ID: "a", OtherNames: []graph.OtherName{{Name: "N", StartDate: date("2000")}}}, merge.First,
			"a other_names.start_date of N:  [], 2000 []; a other_names.end_date of N: 1990 [],  []", `{"id":"a","other_names":[{"name":"N","end_date":"1990"}]}`},
		{"by name", graph.Organisation{ID: "a", Name: "The X & Y", Evidence: cites("s", "p")}, graph.Organisation{ID: "b", ShortName: "x and y", Evidence: append(cites("s", "p"), cites("t", "p")...)}, "",
			"", `{"id":"a","name":"The X \u0026 Y","short_name":"x and y","evidence":[{"source":"s","passage":"p"},{"source":"t","passage":"p"}]}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := merged(t, one(test.a), one(test.b), merge.Options{Prefer: test.prefer})
			if got := conflicts(r); got != test.conflicts {
				t.Errorf("conflicts %q, want %q", got, test.conflicts)
			}
			if (r.Graph == nil) != (test.want == "") {
				t.Fatalf("a graph, or none, that should not be")
			}
			if r.Graph == nil {
				return
			}
			b, err := json.Marshal(r.Graph.Organisation(0))
			if err != nil {
				t.Fatal(err)
			}
			if string(b) != test.want || r.Graph.NumOrganisations() != 1 {
				t.Errorf("got  %s\nwant %s", b, test.want)
			}
		})
	}
}

func conflicts(r *merge.Result) string {
	var all []string
	for _, c := range r.Conflicts {
		of := ""
		if c.Of != "" {
			of = " of " + c.Of
		}
		all = append(all, fmt.Sprintf("%s %s%s: %s %v, %s %v", c.ID, c.Field, of, c.A, c.SourcesA, c.B, c.SourcesB))
	}
	return strings.Join(all, "; ")
}

func date(s string) graph.Date { return graph.MustParseDate(s) }

// TestRelationships: from a to b unless mutual; a relationship is LABEL, START..END, (PASSAGE), [ID], each optional, ! for ended.
func TestRelationships(t *testing.T) {
	tests := []struct {
		name, a, b      string
		want, conflicts string
	}{
		{"evidence is united", "x(p)", "x(q)", "x(p)(q)", ""},
		{"the same evidence", "x(p)(q)", "x(q)(p)", "x(p)(q)", ""},
		{"a label that one has", "(p)", "x(q)", "x(p)(q)", ""},
		{"labels that differ", "x", "y", "x y", ""},
		{"a beginning that one has", "x", "x@2001..", "x@2001..", ""},
		{"beginnings that differ", "x@2001..", "x@2002..", "x@2001.. x@2002..", ""},
		{"a beginning and an end", "x@2001..", "x@..2004", "x@2001..2004", ""},
		{"an end before a beginning", "x@..2001(p)", "x@2004..(q)", "x@..2001(p) x@2004..(q)", ""},
		{"a beginning after an end", "x@2004..", "x@..2001", "x@2004.. x@..2001", ""},
		{"an end before a beginning, by id", "x@..2001[i]", "x@2004..(q)[i]", "x@..2001(q)[i]", "i start_date:  [], 2004 [s]; i end_date: 2001 [],  [s]"},
		{"two that it may be", "x@2001.. x@2002..", "x(p)", "x@2001.. x@2002.. x(p)", ""},
		{"one that two may be", "x(p)", "x@2001.. x@2002..", "x(p) x@2001.. x@2002..", ""},
		{"one of two is taken", "x@2001.. x@2002..", "x@2001..(p) x@..2004", "x@2001..(p) x@2002..2004", ""},
		{"parallels", "x x x", "x x", "x x x", ""},
		{"more parallels", "x x", "x x x", "x x x", ""},
		{"an order", "x(p) x(q)", "x(q) x(p)", "x(p) x(q)", ""},
		{"an id that one has", "x", "x(p)[i]", "x(p)[i]", ""},
		{"an id that both have", "x[i]", "x(p)[i]", "x(p)[i]", ""},
		{"ids that differ", "x[i]", "x[j]", "x[i] x[j]", ""},
		{"an id and another label", "x[i]", "y[i]", "x[i]", "i label: x [], y []"},
		{"a status", "x", "x!", "x", "a:advice:b status: active [], ended []"},
		{"mutual and not", "x", "=x", "x =x", ""},
		{"mutual from the other end", "=x(p)", "~x(q)", "=x(p)(q)", ""},
		{"mutual by id", "=x[i]", "~x[i](p)", "=x(p)[i]", ""},
		{"the other way", "x", "<x", "x <x", ""},
		{"the other way by id", "x[i]", "<x[i]", "x[i]", "i from: a [], b []; i to: b [], a []"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := merged(t, parallel(t, test.a), parallel(t, test.b), merge.Options{Prefer: merge.First})
			var got []string
			for e, rel := range r.Graph.Relationships() {
				got = append(got, written(rel, r.Graph.HasOwnID(e)))
			}
			if got := strings.Join(got, " "); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if got := conflicts(r); got != test.conflicts {
				t.Errorf("conflicts %q, want %q", got, test.conflicts)
			}
		})
	}
}

// TestApart: what may be one, and was kept apart, is listed.
func TestApart(t *testing.T) {
	for _, test := range []struct{ a, b, want string }{
		{"x@2013..", "x@2013-05..", "a advice b [x 2013/..] [x 2013-05/..]"},
		{"@..2005", "@2010..", "a advice b [/2005] [2010/..]"},
		{"x", "y", "a advice b [x undated] [y undated]"},
		{"x y@2001..", "x", ""},
		{"x@2001..2002 x@2003..2004", "x@2005..", "a advice b [x 2001/2002 x 2003/2004] [x 2005/..]"},
		{"x", "<x", ""},
		{"=x", "~y", "a advice b [x undated] [y undated]"},
		{"x[i]", "y[j]", ""},
		{"x[i]", "y", "a advice b [x undated] [y undated]"},
	} {
		r := merged(t, parallel(t, test.a), parallel(t, test.b), merge.Options{})
		var got []string
		for _, p := range r.Apart {
			got = append(got, fmt.Sprint(p.From, " ", p.Type, " ", p.To, " ", p.First, " ", p.Second))
		}
		if got := strings.Join(got, "; "); got != test.want {
			t.Errorf("%q and %q: apart %q, want %q", test.a, test.b, got, test.want)
		}
	}
}

func parallel(t *testing.T, text string) *graph.Graph {
	p := &graphtest.Parts{Organisations: []graph.Organisation{{ID: "a"}, {ID: "b"}}}
	for _, s := range strings.Fields(text) {
		r := graph.Relationship{From: "a", To: "b", Type: "advice", Mutual: graph.OneWay}
		if s, r.ID, _ = strings.Cut(s, "["); r.ID != "" {
			var after string
			r.ID, after, _ = strings.Cut(r.ID, "]")
			s += after
		}
		for i, passage := range strings.Split(s, "(") {
			if i > 0 {
				r.Evidence = append(r.Evidence, graph.Evidence{Source: "s", Passage: strings.TrimSuffix(passage, ")")})
			}
		}
		s, _, _ = strings.Cut(s, "(")
		s, dates, _ := strings.Cut(s, "@")
		start, end, _ := strings.Cut(dates, "..")
		if start != "" {
			r.StartDate = date(start)
		}
		if end != "" {
			r.EndDate = date(end)
		}
		if strings.HasSuffix(s, "!") {
			r.Status = graph.Ended
		}
		if strings.HasPrefix(s, "<") || strings.HasPrefix(s, "~") {
			r.From, r.To = "b", "a"
		}
		if strings.HasPrefix(s, "=") || strings.HasPrefix(s, "~") {
			r.Mutual = graph.Mutual
		}
		r.Label = strings.Trim(s, "!<~=")
		for _, e := range r.Evidence {
			if len(p.Sources) == 0 {
				p.Sources = []graph.Source{{ID: e.Source}}
			}
		}
		p.Relationships = append(p.Relationships, r)
	}
	return p.Build(t)
}

func written(r graph.Relationship, own bool) string {
	var s string
	switch {
	case r.Mutual == graph.Mutual && r.From == "a":
		s = "="
	case r.Mutual == graph.Mutual:
		s = "~"
	case r.From == "b":
		s = "<"
	}
	s += r.Label
	if !r.StartDate.IsZero() || !r.EndDate.IsZero() {
		s += "@" + r.StartDate.String() + ".." + r.EndDate.String()
	}
	for _, e := range r.Evidence {
		s += "(" + e.Passage + ")"
	}
	if own {
		s += "[" + r.ID + "]"
	}
	return s
}

func TestSources(t *testing.T) {
	a := &graphtest.Parts{
		Sources:       []graph.Source{{ID: "one", Title: "A Report", URL: "u"}, {ID: "two", Title: "T", URL: "v", Published: date("2001")}},
		Organisations: []graph.Organisation{{ID: "x", Evidence: []graph.Evidence{{Source: "one", Passage: "p"}}}},
	}
	b := &graphtest.Parts{
		Sources:       []graph.Source{{ID: "eins", Title: "a report", URL: "u", Publisher: "P"}, {ID: "two", Title: "T", Published: date("2002")}, {ID: "three", Title: "A Report"}},
		Organisations: []graph.Organisation{{ID: "x", Evidence: []graph.Evidence{{Source: "eins", Passage: "p"}, {Source: "eins", Passage: "q"}, {Source: "three"}}}},
	}
	r := merged(t, a.Build(t), b.Build(t), merge.Options{Prefer: merge.Second})
	if want := []merge.Match{{Kind: "source", First: "one", Second: "eins", By: "A Report"}}; !slices.Equal(r.Matched, want) {
		t.Errorf("matched %v, want %v", r.Matched, want)
	}
	if got, want := conflicts(r), "one title: A Report [one], a report [one]; two published: 2001 [two], 2002 [two]"; got != want {
		t.Errorf("conflicts %q, want %q", got, want)
	}
	want := &graphtest.Parts{
		Sources: []graph.Source{{ID: "one", Title: "a report", URL: "u", Publisher: "P"}, {ID: "two", Title: "T", URL: "v", Published: date("2002")}, {ID: "three", Title: "A Report"}},
		Organisations: []graph.Organisation{{ID: "x", Evidence: []graph.Evidence{
			{Source: "one", Passage: "p"}, {Source: "one", Passage: "q"}, {Source: "three"}}}},
	}
	if d := graphtest.Diff(want.Build(t), r.Graph); d != "" {
		t.Error(d)
	}
	if alone := merged(t, a.Build(t), b.Build(t), merge.Options{Prefer: merge.First, IDsAlone: true}); len(alone.Matched) > 0 || len(alone.Graph.Sources()) != 4 {
		t.Errorf("by ids alone, %v are matched", alone.Matched)
	}
}

func TestFilesLieElsewhere(t *testing.T) {
	g := (&graphtest.Parts{Sources: []graph.Source{{ID: "s", File: "a.txt"}, {ID: "t"}}}).Build(t)
	r := merged(t, g, g, merge.Options{Prefer: merge.Second, File: func(of merge.Side, file string) string { return string(of) + "/" + file }})
	if got, want := conflicts(r), "s file: first/a.txt [s], second/a.txt [s]"; got != want {
		t.Errorf("conflicts %q, want %q", got, want)
	}
	if s := r.Graph.Sources(); s[0].File != "second/a.txt" || s[1].File != "" {
		t.Errorf("the files are %q and %q", s[0].File, s[1].File)
	}
}

func TestVocabulary(t *testing.T) {
	a := &graphtest.Parts{
		Title:           "A",
		Classifications: []graph.Classification{{ID: "c", Label: "C"}},
		Types:           []graph.Type{{ID: "k", Label: "K", From: []string{"c"}}, {ID: "l", Mutual: true}},
		Arrangements:    []graph.Arrangement{{ID: "r", Rule: graph.AllOf}},
	}
	b := &graphtest.Parts{
		Title:           "B",
		Classifications: []graph.Classification{{ID: "c", PluralLabel: "Cs", Broader: "d"}, {ID: "d"}},
		Types:           []graph.Type{{ID: "k", Broader: "l", From: []string{"d", "c"}}, {ID: "l"}},
		Arrangements:    []graph.Arrangement{{ID: "r", Rule: graph.AnyOf, Note: "N"}},
	}
	want := &graphtest.Parts{
		Title:           "B",
		Classifications: []graph.Classification{{ID: "c", Label: "C", PluralLabel: "Cs", Broader: "d"}, {ID: "d"}},
		Types:           []graph.Type{{ID: "k", Label: "K", Broader: "l", From: []string{"c", "d"}}, {ID: "l"}},
		Arrangements:    []graph.Arrangement{{ID: "r", Rule: graph.AnyOf, Note: "N"}},
	}
	r := merged(t, a.Build(t), b.Build(t), merge.Options{Prefer: merge.Second})
	if d := graphtest.Diff(want.Build(t), r.Graph); d != "" {
		t.Error(d)
	}
	if got, want := conflicts(r), " title: A [], B []; l mutual: true [], false []; r rule: all [], any []"; got != want {
		t.Errorf("conflicts %q, want %q", got, want)
	}
}

func TestWhatCannotBeMerged(t *testing.T) {
	g := graphtest.Of("a")
	for _, test := range []struct {
		a, b *graph.Graph
		opts merge.Options
		says string
	}{
		{nil, g, merge.Options{}, "one at most"},
		{g, nil, merge.Options{}, "one at most"},
		{g, g, merge.Options{Prefer: "third"}, `no side "third"`},
		{
			(&graphtest.Parts{Types: []graph.Type{{ID: "x", Broader: "y"}, {ID: "y"}}}).Build(t),
			(&graphtest.Parts{Types: []graph.Type{{ID: "y", Broader: "x"}, {ID: "x"}}}).Build(t),
			merge.Options{}, "the two cannot be one map",
		},
	} {
		if _, err := merge.Merge(test.a, test.b, test.opts); err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%v, want that it says %q", err, test.says)
		}
	}
}

// TestIDsThatTheGraphMakes: an id such as "a:reporting:b:2" means one thing in one map and another in the next.
func TestIDsThatTheGraphMakes(t *testing.T) {
	make := func(ids ...string) *graph.Graph {
		p := &graphtest.Parts{Organisations: []graph.Organisation{{ID: "a"}, {ID: "b"}}}
		for i, id := range ids {
			p.Relationships = append(p.Relationships, graph.Relationship{ID: id, From: "a", To: "b", Type: "advice", Label: fmt.Sprint(len(ids), i)})
		}
		return p.Build(t)
	}
	for _, test := range []struct{ a, b, want []string }{
		{[]string{"a:advice:b:2"}, []string{"", ""}, []string{"a:advice:b:2", "a:advice:b:4", "a:advice:b:3"}},
		{[]string{""}, []string{"a:advice:b:3", ""}, []string{"a:advice:b", "a:advice:b:3", "a:advice:b:4"}},
		{[]string{"a:advice:b:3"}, []string{"a:advice:b:3", ""}, []string{"a:advice:b:3", "a:advice:b:2", "a:advice:b:4"}},
	} {
		r := merged(t, make(test.a...), make(test.b...), merge.Options{})
		var got []string
		for e := range r.Graph.Edges() {
			got = append(got, r.Graph.RelationshipID(e))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q and %q: %q, want %q", test.a, test.b, got, test.want)
		}
	}
}
