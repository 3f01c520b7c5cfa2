package fold_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/chronology"
	"github.com/liaisongraph/liaison/graph/fold"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

// What becomes one, and what stays apart.
func TestLineages(t *testing.T) {
	for _, c := range []struct {
		lines []string
		want  string
	}{
		{[]string{"b succeeds a", "c succeeds b", "x > a"}, "one c: a b c"},
		{[]string{"x", "fcdo succeeds fco", "fcdo succeeds dfid", "fco succeeds fo"}, "one fcdo: fo fco dfid fcdo"},
		{[]string{"b succeeds a", "c succeeds a"}, "split: a b c"},
		{[]string{"b succeeds a", "c succeeds a", "a succeeds z", "d succeeds c"}, "split: a b c; one d: c d; one a: z a"},
		{[]string{"b succeeds a", "a succeeds b"}, "circle: b a"},
		{[]string{"a", "c succeeds b", "a succeeds c", "b succeeds a", "a succeeds z"}, "circle: a b c; one a: z a"},
		{[]string{"b succeeds a", "b succeeds a"}, "one b: a b"},
		{[]string{"a > b", "b part-of a"}, ""},
		{[]string{"y succeeds x", "x succeeds y", "x succeeds w"}, "circle: y x; one x: w x"},
		{nil, ""},
	} {
		g := graphtest.Of(c.lines...)
		f, lineages, err := fold.Successors(g)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, l := range lineages {
			var ids []string
			for _, n := range l.Of {
				ids = append(ids, g.ID(n))
			}
			text := [...]string{fold.AsOne: "one", fold.Split: "split", fold.Circle: "circle"}[l.Apart]
			if (l.Into < 0) != (l.Apart != fold.AsOne) {
				t.Errorf("%v: a lineage is %+v", c.lines, l)
			}
			if l.Apart == fold.AsOne {
				text += " " + f.Graph.ID(l.Into)
			}
			got = append(got, text+": "+strings.Join(ids, " "))
		}
		slices.Sort(got)
		want := strings.Split(c.want, "; ")
		slices.Sort(want)
		if text, want := strings.Join(got, "; "), strings.Join(want, "; "); text != want {
			t.Errorf("%v: %q, not %q", c.lines, text, want)
		}
		if c.want == "" && f.Graph != g {
			t.Errorf("%v: nothing becomes one, and the graph is another", c.lines)
		}
	}
}

// records makes a graph of records; the sources are "s2014", of 2014, and the like.
func records(t *testing.T, organisations []graph.Organisation, relationships ...graph.Relationship) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	var err error
	for _, year := range []string{"1990", "2014", "2019", "2023"} {
		err = errors.Join(err, b.AddSource(graph.Source{ID: "s" + year, Published: graph.MustParseDate(year)}))
	}
	err = errors.Join(err, b.AddSource(graph.Source{ID: "undated"}))
	for _, o := range organisations {
		_, wrong := b.AddOrganisation(o)
		err = errors.Join(err, wrong)
	}
	for _, r := range relationships {
		_, wrong := b.AddRelationship(r)
		err = errors.Join(err, wrong)
	}
	g, wrong := b.Build()
	if err = errors.Join(err, wrong); err != nil {
		t.Fatal(err)
	}
	return g
}

func by(sources ...string) (evidence []graph.Evidence) {
	for _, s := range sources {
		evidence = append(evidence, graph.Evidence{Source: s, Passage: "p"})
	}
	return evidence
}

// departments is two departments that merged in 2020, after one of them had been called otherwise.
func departments(t *testing.T) *graph.Graph {
	d := graph.MustParseDate
	return records(t, []graph.Organisation{
		{ID: "mi5"},
		{ID: "fco", Name: "Foreign & Commonwealth Office", ShortName: "FCO", FoundingDate: d("1968"), DissolutionDate: d("2020-09-02"), Tags: []string{"old", "both"},
			OtherNames: []graph.OtherName{{Name: "Foreign Office", EndDate: d("1968")}}, Evidence: by("s2019"), Description: "Was."},
		{ID: "dfid", Name: "Department for International Development", FoundingDate: d("1997"), DissolutionDate: d("2020-09-02")},
		{ID: "fcdo", Name: "Foreign, Commonwealth and Development Office", ShortName: "FCDO", FoundingDate: d("2020-09-02"), Tags: []string{"both", "new"},
			OtherNames: []graph.OtherName{{Name: "FCO"}}, Classifications: []string{"department"}, Description: "Is.", Evidence: by("s2023")},
	},
		graph.Relationship{From: "fcdo", To: "fco", Type: "succeeds", StartDate: d("2020-09-02"), Evidence: by("s2023", "undated")},
		graph.Relationship{From: "fcdo", To: "dfid", Type: "succeeds", Status: graph.Ended},
		graph.Relationship{From: "mi5", To: "fco", Type: "partnership", Label: "had links with", Evidence: by("s2014")},
		graph.Relationship{From: "mi5", To: "fcdo", Type: "partnership", Evidence: by("s2023")},
		graph.Relationship{ID: "own", From: "mi5", To: "dfid", Type: "advice", Weight: 3, Note: "n"},
		graph.Relationship{From: "fcdo", To: "mi5", Type: "tasking", Evidence: by("undated")},
		graph.Relationship{From: "fco", To: "mi5", Type: "tasking", StartDate: d("2000"), EndDate: d("2005"), Status: graph.Ended},
		graph.Relationship{From: "dfid", To: "fco", Type: "advice", Evidence: by("s2014")},
	)
}

func TestSuccessors(t *testing.T) {
	f, _, err := fold.Successors(departments(t))
	if err != nil {
		t.Fatal(err)
	}
	g := f.Graph
	o := g.Organisation(1)
	var names []string
	for _, n := range o.OtherNames {
		names = append(names, strings.TrimSpace(fmt.Sprintf("%s %s/%s %s", n.Name, n.StartDate, n.EndDate, n.Note)))
	}
	if o.ID != "fcdo" || o.Name != "Foreign, Commonwealth and Development Office" || o.ShortName != "FCDO" || o.Description != "Is." || !g.IsA(1, "department") {
		t.Errorf("they became %+v", o)
	}
	if o.FoundingDate.String() != "1968" || !o.DissolutionDate.IsZero() || strings.Join(o.Tags, " ") != "both new old" {
		t.Errorf("they became one founded in %s, dissolved in %s, tagged %v", o.FoundingDate, o.DissolutionDate, o.Tags)
	}
	if got, want := strings.Join(names, "\n"), strings.Join([]string{
		"FCO /", // as it was: a name that the last one has
		"Foreign & Commonwealth Office 1968/2020-09-02 name of a predecessor",
		"Foreign Office /1968",
		"Department for International Development 1997/2020-09-02 name of a predecessor",
		"dfid / id of Department for International Development",
	}, "\n"); got != want {
		t.Errorf("its other names:\n%s\nwant\n%s", got, want)
	}
	var evidence []string
	for _, e := range o.Evidence {
		evidence = append(evidence, e.Source)
	}
	if got := strings.Join(evidence, " "); got != "s2023 s2019 undated s2014" {
		t.Errorf("its evidence is of %s", got)
	}
	for _, name := range []string{"fco", "DFID", "Foreign Office", "fcdo", "department for international development"} {
		if n, err := g.Find(name); err != nil || n != 1 {
			t.Errorf("%s is not found: %v", name, err)
		}
	}
	var lines []string
	for e, r := range g.Relationships() {
		lines = append(lines, fmt.Sprintf("%s %s/%s %s %v %g %s", r.ID, r.StartDate, r.EndDate, r.Status, g.SourcesOf(e), r.Weight, r.Note))
	}
	if got, want := strings.Join(lines, "\n"), strings.Join([]string{
		"mi5:partnership:fcdo /2020-09-02 active [s2014] 1 ", // the end is that of the department it was with
		"mi5:partnership:fcdo:2 / active [s2023] 1 ",
		"own /2020-09-02 active [] 3 n",
		"fcdo:tasking:mi5 2020-09-02/ active [undated] 1 ", // no source says that it is older than the department
		"fcdo:tasking:mi5:2 2000/2005 ended [] 1 ",
	}, "\n"); strings.ReplaceAll(got, "own 1997", "own ") != want {
		t.Errorf("its relationships:\n%s\nwant\n%s", got, want)
	}
	if r, _ := g.EdgeByID("own"); g.StartDate(r).String() != "1997" {
		t.Errorf("what no source dates begins %s, and not with what it belonged to", g.StartDate(r))
	}
	if got := fmt.Sprint(f.Organisations, f.Within); got != "[[0] [1 2 3]] [[] [0 1 7]]" {
		t.Errorf("behind them are %s", got)
	}
	for at, want := range map[string]string{"1960": "Foreign Office", "1980": "Foreign & Commonwealth Office", "2024": "Foreign, Commonwealth and Development Office"} {
		if got := chronology.NameAt(g, 1, graph.MustParseDate(at)); got != want {
			t.Errorf("in %s it was called %s", at, got)
		}
	}
}

// The founding is unknown where one that does not say it is known from before.
func TestFoundingOfSuccessors(t *testing.T) {
	d := graph.MustParseDate
	for _, c := range []struct {
		old  graph.Organisation
		want string
	}{
		{graph.Organisation{ID: "old", FoundingDate: d("1968")}, "1968"},
		{graph.Organisation{ID: "old", Evidence: by("s2014")}, ""},
		{graph.Organisation{ID: "old", Evidence: by("s2023")}, "2020"},
		{graph.Organisation{ID: "old"}, ""}, // it may always have been there
	} {
		g := records(t, []graph.Organisation{c.old, {ID: "new", FoundingDate: d("2020")}}, graph.Relationship{From: "new", To: "old", Type: "succeeds"})
		if len(c.old.Evidence) > 0 {
			g = records(t, []graph.Organisation{c.old, {ID: "new", FoundingDate: d("2020")}}, graph.Relationship{From: "new", To: "old", Type: "succeeds", Evidence: by("s2023")})
		}
		f, _, err := fold.Successors(g)
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Graph.Organisation(0).FoundingDate.String(); got != c.want {
			t.Errorf("%+v: founded %q, not %q", c.old, got, c.want)
		}
	}
}

// successions are awkward graphs in which organisations succeed one another.
func successions(t *testing.T) []graphtest.Case {
	all := corpus()
	for seed := range uint64(30) {
		all = append(all, graphtest.Case{Name: fmt.Sprintf("successions-%d", seed), Graph: withSuccessions(t, graphtest.RandomRich(seed, 30, 120), int(seed))})
	}
	m, err := mapfile.Read("../../testdata/uk-national-security")
	if err != nil {
		t.Fatal(err)
	}
	return append(all, graphtest.Case{Name: "uk", Graph: m.Graph}, graphtest.Case{Name: "departments", Graph: departments(t)})
}

// withSuccessions adds to g organisations' succession, one by the next that is step away.
func withSuccessions(t *testing.T, g *graph.Graph, step int) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	for c := range g.Vocabulary().OwnClassifications() {
		if err := b.AddClassification(c); err != nil {
			t.Fatal(err)
		}
	}
	for kind := range g.Vocabulary().OwnTypes() {
		if err := b.AddType(kind); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range g.Sources() {
		if err := b.AddSource(s); err != nil {
			t.Fatal(err)
		}
	}
	for _, a := range g.Arrangements() {
		if err := b.AddArrangement(a); err != nil {
			t.Fatal(err)
		}
	}
	for _, o := range g.Organisations() {
		if _, err := b.AddOrganisation(o); err != nil {
			t.Fatal(err)
		}
	}
	for e, r := range g.Relationships() {
		if !g.HasOwnID(e) {
			r.ID = ""
		}
		if _, err := b.AddRelationship(r); err != nil {
			t.Fatal(err)
		}
	}
	for i := 0; i < g.NumOrganisations(); i += 2 {
		old, by := graph.Node(i), graph.Node((i+1+step*i)%g.NumOrganisations())
		if old == by {
			continue
		}
		r := graph.Relationship{From: g.ID(by), To: g.ID(old), Type: "succeeds"}
		if i%3 == 0 {
			r.StartDate = graph.MustParseDate(fmt.Sprint(1980 + i))
		}
		if _, err := b.AddRelationship(r); err != nil {
			t.Fatal(err)
		}
	}
	h, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// Nothing is lost, no two relationships become one, and only those among what became one vanish.
func TestSuccessorsLoseNothing(t *testing.T) {
	one := 0
	for _, c := range successions(t) {
		f, lineages, err := fold.Successors(c.Graph)
		if err != nil {
			t.Fatalf("%s: %v", c.Name, err)
		}
		checkFolded(t, c.Graph, f)
		for e, edges := range f.Relationships {
			if len(edges) != 1 {
				t.Errorf("%s: %d relationships are behind one", c.Name, len(edges))
				continue
			}
			got, want := f.Graph.Relationship(graph.Edge(e)), c.Graph.Relationship(edges[0])
			if !want.StartDate.IsZero() && got.StartDate != want.StartDate || !want.EndDate.IsZero() && got.EndDate != want.EndDate {
				t.Errorf("%s: %s has lost a date of its own", c.Name, want.ID)
			}
			if got.Label != want.Label || got.Weight != want.Weight || got.Note != want.Note || fmt.Sprint(got.Evidence) != fmt.Sprint(want.Evidence) {
				t.Errorf("%s: %s became %+v", c.Name, want.ID, got)
			}
			if c.Graph.HasOwnID(edges[0]) && graph.ValidID(want.ID) && got.ID != want.ID {
				t.Errorf("%s: %s has the id %s", c.Name, want.ID, got.ID)
			}
		}
		for _, l := range lineages {
			if l.Apart != fold.AsOne {
				continue
			}
			one++
			if last := l.Of[len(l.Of)-1]; f.Graph.ID(l.Into) != c.Graph.ID(last) || f.Graph.Name(l.Into) != c.Graph.Name(last) {
				t.Errorf("%s: %s became %s", c.Name, c.Graph.ID(last), f.Graph.ID(l.Into))
			}
		}
	}
	if one < 50 {
		t.Errorf("only %d lines became one: the cases say little", one)
	}
}

// What is known to hold at a date is the same whether successors are one or apart; but what began after what it
// belonged to was over, or is attested only then, holds with the one.
func TestSuccessorsAtADate(t *testing.T) {
	for _, c := range successions(t) {
		g := c.Graph
		f, _, err := fold.Successors(g)
		if err != nil {
			t.Fatal(err)
		}
		for year := 1960; year < 2030; year++ {
			d := graph.MustParseDate(fmt.Sprint(year))
			for e, edges := range f.Relationships {
				was := edges[0]
				there := g.HoldsAt(was, d) && g.IsThereAt(g.From(was), d) && g.IsThereAt(g.To(was), d)
				h, at := f.Graph, graph.Edge(e)
				holds := h.HoldsAt(at, d) && h.IsThereAt(h.From(at), d) && h.IsThereAt(h.To(at), d)
				if there == holds || !isConsistent(g, was) {
					continue
				}
				if !there && !isAttestedLate(g, was) {
					t.Errorf("%s: %s did not hold in %s, and now does", c.Name, g.RelationshipID(was), d)
				}
				if there && !isSucceededBefore(g, was, d) && !h.HoldsAt(at, d) {
					t.Errorf("%s: %s held in %s, and no longer does", c.Name, g.RelationshipID(was), d)
				}
			}
		}
	}
}

// endOf returns when n was over: its dissolution or, where that is unknown, the first succession of it.
func endOf(g *graph.Graph, n graph.Node) (end graph.Date) {
	if end = g.Organisation(n).DissolutionDate; !end.IsZero() {
		return end
	}
	for e := range g.Incident(n) {
		if start := g.StartDate(e); g.To(e) == n && chronology.IsSuccession(g, e) && !start.IsZero() && (end.IsZero() || start.Compare(end) < 0) {
			end = start
		}
	}
	return end
}

// isConsistent reports whether the dates of e do not contradict those of its ends.
func isConsistent(g *graph.Graph, e graph.Edge) bool {
	for _, n := range []graph.Node{g.From(e), g.To(e)} {
		start, end := g.Organisation(n).FoundingDate, endOf(g, n)
		if end.Before(start) || end.Before(g.StartDate(e)) || g.EndDate(e).Before(start) || end.Before(g.EndDate(e)) && !g.EndDate(e).IsZero() ||
			!g.StartDate(e).IsZero() && g.StartDate(e).Before(start) || g.EndDate(e).Before(g.StartDate(e)) {
			return false
		}
	}
	return true
}

// isAttestedLate reports whether sources speak of e only after what it belonged to was over.
func isAttestedLate(g *graph.Graph, e graph.Edge) bool {
	return endOf(g, g.From(e)).Before(g.AttestedFrom(e)) || endOf(g, g.To(e)).Before(g.AttestedFrom(e))
}

func isSucceededBefore(g *graph.Graph, e graph.Edge, d graph.Date) bool {
	return endOf(g, g.From(e)).Before(d) || endOf(g, g.To(e)).Before(d)
}

// A long line is followed without recursion, and in its order.
func TestLongLine(t *testing.T) {
	const n = 20_000
	b := graph.NewBuilder()
	if _, err := b.AddOrganisations("o", n); err != nil {
		t.Fatal(err)
	}
	bulk := graph.Bulk{Types: []string{"succeeds"}}
	for i := range n - 1 {
		bulk.From, bulk.To = append(bulk.From, graph.Node(i)), append(bulk.To, graph.Node(i+1))
	}
	if _, err := b.AddRelationships(bulk); err != nil {
		t.Fatal(err)
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	f, lineages, err := fold.Successors(g)
	if err != nil || f.Graph.NumOrganisations() != 1 || f.Graph.ID(0) != "o0" || len(lineages) != 1 || lineages[0].Of[0] != n-1 {
		t.Errorf("%d organisations in %d lines: %v", f.Graph.NumOrganisations(), len(lineages), err)
	}
}

func ExampleSuccessors() {
	b := graph.NewBuilder()
	for _, o := range []graph.Organisation{
		{ID: "mi5", ShortName: "MI5"},
		{ID: "fco", ShortName: "FCO", DissolutionDate: graph.MustParseDate("2020-09-02")},
		{ID: "fcdo", ShortName: "FCDO", FoundingDate: graph.MustParseDate("2020-09-02")},
	} {
		if _, err := b.AddOrganisation(o); err != nil {
			panic(err)
		}
	}
	for _, r := range []graph.Relationship{
		{From: "fcdo", To: "fco", Type: "succeeds"},
		{From: "mi5", To: "fco", Type: "partnership"},
	} {
		if _, err := b.AddRelationship(r); err != nil {
			panic(err)
		}
	}
	g, err := b.Build()
	if err != nil {
		panic(err)
	}
	f, _, err := fold.Successors(g)
	if err != nil {
		panic(err)
	}
	for e := range f.Graph.Edges() {
		fmt.Println(f.Graph.RelationshipID(e), "until", f.Graph.EndDate(e))
	}
	n, err := f.Graph.Find("FCO")
	fmt.Println(f.Graph.ShortName(n), err)
	// Output:
	// mi5:partnership:fcdo until 2020-09-02
	// FCDO <nil>
}
