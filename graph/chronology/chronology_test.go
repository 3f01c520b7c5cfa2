package chronology_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/chronology"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

var date = graph.MustParseDate

// build makes a graph of records, with a source for each of the dates: "s2014" of 2014.
func build(t *testing.T, dates string, organisations []graph.Organisation, relationships ...graph.Relationship) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	var err error
	for _, d := range strings.Fields(dates) {
		err = errors.Join(err, b.AddSource(graph.Source{ID: "s" + d, Published: date(d)}))
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

// cites makes evidence of the sources that are named.
func cites(sources string) (evidence []graph.Evidence) {
	for _, id := range strings.Fields(sources) {
		evidence = append(evidence, graph.Evidence{Source: id, Passage: fmt.Sprint("passage ", len(evidence))})
	}
	return evidence
}

// told are the events of g, a line each.
func told(g *graph.Graph) []string {
	var lines []string
	for _, e := range chronology.Events(g) {
		what := ""
		if e.Organisation >= 0 {
			what = g.ID(e.Organisation)
		} else {
			what = g.RelationshipID(e.Relationship)
		}
		if e.Was+e.Is != "" {
			what += " (" + e.Was + " > " + e.Is + ")"
		}
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", e.Date, e.Kind.Label(), what, strings.Join(e.Sources, ","))))
	}
	return lines
}

func TestEvents(t *testing.T) {
	d := date
	for name, c := range map[string]struct {
		g    *graph.Graph
		want []string
	}{
		"organisation with dates": {
			build(t, "2014", []graph.Organisation{{ID: "a", FoundingDate: d("1990"), DissolutionDate: d("2010"), Evidence: cites("s2014 undated s2014")}}),
			[]string{"1990 founded a s2014,undated", "2010 dissolved a s2014,undated"},
		},
		"organisation without dates": {
			build(t, "2014 2019", []graph.Organisation{{ID: "a", Evidence: cites("s2019")}, {ID: "b"}},
				graph.Relationship{From: "a", To: "b", Type: "advice", Evidence: cites("s2019 s2014")}),
			[]string{
				"2014 first attested a s2014", "2014 first attested b s2014", "2014 first attested a:advice:b s2014",
				"2019 last attested a s2019", "2019 last attested b s2019", "2019 last attested a:advice:b s2019",
			},
		},
		"a beginning at the date of the source is not attested twice": {
			build(t, "2014", []graph.Organisation{{ID: "a"}, {ID: "b"}},
				graph.Relationship{From: "a", To: "b", Type: "advice", StartDate: d("2014"), Evidence: cites("s2014")}),
			[]string{"2014 begins a:advice:b s2014", "2014 first attested a s2014", "2014 first attested b s2014"},
		},
		"over before a source speaks of it": {
			build(t, "2019", []graph.Organisation{{ID: "a", DissolutionDate: d("2016-07"), Evidence: cites("s2019")}}),
			[]string{"2016-07 dissolved a s2019"},
		},
		"renamed": {
			build(t, "", []graph.Organisation{{ID: "a", Name: "C", OtherNames: []graph.OtherName{
				{Name: "B", StartDate: d("1980"), EndDate: d("2000")}, {Name: "A", EndDate: d("1980")},
				{Name: "alias"}, {Name: "Box", StartDate: d("1990")},
			}}}),
			[]string{"1980 renamed a (A > B)", "1990 renamed a ( > Box)", "2000 renamed a (B > C)"},
		},
		"renamed with a gap": {
			build(t, "", []graph.Organisation{{ID: "a", Name: "C", OtherNames: []graph.OtherName{
				{Name: "A", EndDate: d("1980")}, {Name: "B", StartDate: d("1985"), EndDate: d("2000")},
			}}}),
			[]string{"1980 renamed a (A > )", "1985 renamed a ( > B)", "2000 renamed a (B > C)"},
		},
		"the name at the founding and the name at the end are no changes": {
			build(t, "", []graph.Organisation{{ID: "a", Name: "C", FoundingDate: d("1980"), DissolutionDate: d("2000"), OtherNames: []graph.OtherName{
				{Name: "A", StartDate: d("1980"), EndDate: d("2000-05")},
			}}}),
			[]string{"1980 founded a", "2000 dissolved a"},
		},
		"succession": {
			build(t, "2024", []graph.Organisation{{ID: "new", ShortName: "N", FoundingDate: d("2020")}, {ID: "old", FoundingDate: d("1900"), DissolutionDate: d("2020")}},
				graph.Relationship{From: "new", To: "old", Type: "succeeds", Evidence: cites("s2024")}),
			[]string{"1900 founded old", "2020 founded new", "2020 succeeded old (old > N) s2024", "2020 dissolved old", "2024 last attested new s2024"},
		},
		"a succession that is disputed is a relationship like others": {
			build(t, "", []graph.Organisation{{ID: "new"}, {ID: "old"}},
				graph.Relationship{From: "new", To: "old", Type: "succeeds", StartDate: d("2020"), Status: graph.Disputed}),
			[]string{"2020 begins new:succeeds:old"},
		},
		"at one date in the order of kinds, and the shorter interval after the longer one begins": {
			build(t, "", []graph.Organisation{{ID: "a", DissolutionDate: d("2014")}, {ID: "b", FoundingDate: d("2014-01-01")}, {ID: "c", FoundingDate: d("2014")}},
				graph.Relationship{From: "a", To: "b", Type: "advice", EndDate: d("2014")}),
			[]string{"2014-01-01 founded b", "2014 founded c", "2014 ends a:advice:b", "2014 dissolved a"},
		},
	} {
		if got := told(c.g); !slices.Equal(got, c.want) {
			t.Errorf("%s:\ngot\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

func TestNameAt(t *testing.T) {
	g := build(t, "", []graph.Organisation{{ID: "a", Name: "C", OtherNames: []graph.OtherName{
		{Name: "B", StartDate: date("1980"), EndDate: date("2000")}, {Name: "A", EndDate: date("1980")}, {Name: "alias", StartDate: date("1970")},
		{Name: "code name", StartDate: date("1990"), EndDate: date("1991")},
	}}, {ID: "nameless"}})
	for at, want := range map[string]string{
		"1900": "A", "1980": "A", "1981": "B", "1990": "code name", "1992": "B", "2000-12": "B", "2001": "C", "2000": "B",
	} {
		if got := chronology.NameAt(g, 0, date(at)); got != want {
			t.Errorf("in %s it is called %s, not %s", at, got, want)
		}
	}
	if got := chronology.NameAt(g, 0, graph.Date{}); got != "C" {
		t.Errorf("today it is called %s", got)
	}
	if got := chronology.NameAt(g, 1, date("2014")); got != "nameless" {
		t.Errorf("one without a name is called %s", got)
	}
}

func TestSpans(t *testing.T) {
	d := date
	g := build(t, "2014 2019 2023", []graph.Organisation{
		{ID: "a", FoundingDate: d("1990"), DissolutionDate: d("2020")},
		{ID: "b", Evidence: cites("s2023 s2019")},
		{ID: "c", DissolutionDate: d("2016")},
		{ID: "d"},
	},
		graph.Relationship{From: "a", To: "b", Type: "advice", StartDate: d("2007"), Evidence: cites("s2019 s2014")},
		graph.Relationship{From: "a", To: "b", Type: "advice", EndDate: d("2010"), Evidence: cites("s2019 undated")},
		graph.Relationship{From: "c", To: "b", Type: "advice", Evidence: cites("s2019")},
		graph.Relationship{From: "d", To: "d", Type: "advice"},
	)
	text := func(s chronology.Span) string {
		return fmt.Sprintf("%s(%v) to %s(%v) %v", s.From, s.FromKnown, s.To, s.ToKnown, s.Attested)
	}
	for n, want := range []string{
		"1990(true) to 2020(true) [2014 2019]",
		"2007(false) to 2023(false) [2014 2019 2023]",
		"2016(false) to 2016(true) [2019]", // named by a source of 2019, and over by then
		"(false) to (false) []",
	} {
		if got := text(chronology.OrganisationSpan(g, graph.Node(n))); got != want {
			t.Errorf("%s: %s, not %s", g.ID(graph.Node(n)), got, want)
		}
	}
	for e, want := range []string{
		"2007(true) to 2019(false) [2014 2019]",
		"2010(false) to 2010(true) [2019]",
		"2019(false) to 2019(false) [2019]",
		"(false) to (false) []",
	} {
		if got := text(chronology.RelationshipSpan(g, graph.Edge(e))); got != want {
			t.Errorf("%s: %s, not %s", g.RelationshipID(graph.Edge(e)), got, want)
		}
	}
	if organisations, relationships := chronology.Undated(g); organisations != 1 || relationships != 1 {
		t.Errorf("%d organisations and %d relationships without a date", organisations, relationships)
	}
}

func corpus(t *testing.T) []graphtest.Case {
	all := graphtest.Corpus()
	for seed := range uint64(10) {
		all = append(all, graphtest.Case{Name: fmt.Sprintf("random-%d", seed), Graph: graphtest.RandomRich(seed, 20, 100)})
	}
	m, err := mapfile.Read("../../testdata/uk-national-security")
	if err != nil {
		t.Fatal(err)
	}
	return append(all, graphtest.Case{Name: "uk", Graph: m.Graph})
}

// Events are in order, dated and about something; what has a date has an event, and what has none is counted; a span lies in order
// and has the dates of the events.
func TestProperties(t *testing.T) {
	for _, c := range corpus(t) {
		g := c.Graph
		events := chronology.Events(g)
		organisations, relationships := map[graph.Node]bool{}, map[graph.Edge]bool{}
		for i, e := range events {
			if e.Date.IsZero() || e.Organisation < 0 && e.Relationship < 0 {
				t.Errorf("%s: event %d is %+v", c.Name, i, e)
			}
			if i > 0 && (events[i-1].Date.Compare(e.Date) > 0 || events[i-1].Date == e.Date && events[i-1].Kind > e.Kind) {
				t.Errorf("%s: event %d is before the one before it", c.Name, i)
			}
			for _, id := range e.Sources {
				if _, ok := g.Source(id); !ok {
					t.Errorf("%s: no source %s", c.Name, id)
				}
			}
			if e.Relationship >= 0 {
				relationships[e.Relationship] = true
			} else {
				organisations[e.Organisation] = true
			}
			if e.Kind != chronology.FirstAttested && e.Kind != chronology.LastAttested {
				continue
			}
			var span chronology.Span
			if e.Relationship >= 0 {
				span = chronology.RelationshipSpan(g, e.Relationship)
			} else {
				span = chronology.OrganisationSpan(g, e.Organisation)
			}
			if !slices.Contains(span.Attested, e.Date) {
				t.Errorf("%s: %s is attested %v, and an event says %s", c.Name, told(g)[i], span.Attested, e.Date)
			}
		}
		undatedOrganisations, undatedRelationships := chronology.Undated(g)
		if len(organisations)+undatedOrganisations != g.NumOrganisations() || len(relationships)+undatedRelationships != g.NumRelationships() {
			t.Errorf("%s: %d organisations with events and %d without, %d relationships with and %d without", c.Name,
				len(organisations), undatedOrganisations, len(relationships), undatedRelationships)
		}
		for n := range g.Nodes() {
			checkSpan(t, c.Name+" "+g.ID(n), chronology.OrganisationSpan(g, n), organisations[n])
		}
		for e := range g.Edges() {
			checkSpan(t, c.Name+" "+g.RelationshipID(e), chronology.RelationshipSpan(g, e), relationships[e])
		}
		if !slices.EqualFunc(events, chronology.Events(g), func(a, b chronology.Event) bool { return fmt.Sprint(a) == fmt.Sprint(b) }) {
			t.Errorf("%s: another time the events are others", c.Name)
		}
	}
}

func checkSpan(t *testing.T, name string, s chronology.Span, dated bool) {
	t.Helper()
	if (s.FromKnown || s.ToKnown || len(s.Attested) > 0) && !dated {
		t.Errorf("%s has a date, and no event", name)
	}
	if !(s.FromKnown && s.ToKnown) && s.To.Before(s.From) {
		t.Errorf("%s goes from %s to %s", name, s.From, s.To)
	}
	if s.FromKnown && s.From.IsZero() || s.ToKnown && s.To.IsZero() {
		t.Errorf("%s knows dates that it does not have: %+v", name, s)
	}
	if !slices.IsSortedFunc(s.Attested, graph.Date.Compare) || len(slices.Compact(slices.Clone(s.Attested))) != len(s.Attested) {
		t.Errorf("%s is attested %v", name, s.Attested)
	}
}

// What the map of the United Kingdom says of some dates; each can be read in testdata/uk-national-security.
func TestUnitedKingdom(t *testing.T) {
	m, err := mapfile.Read("../../testdata/uk-national-security")
	if err != nil {
		t.Fatal(err)
	}
	all := told(m.Graph)
	for _, want := range []string{
		"1883 founded special-irish-branch police-oracle-2014",                      // organisations.yaml, special-irish-branch
		"2007 begins mi5:lead-responsibility:psni mi5-2019",                         // relationships.yaml: "during 2007"
		"2009-06 founded bis govuk-departments",                                     // organisations.yaml, bis
		"2014-05-13 first attested nca police-oracle-2014",                          // map.yaml: the article is of that day
		"2020-09-02 succeeded fco (FCO > FCDO) govuk-departments",                   // relationships.yaml, fcdo succeeds fco
		"2020-09-02 dissolved fco govuk-departments",                                // organisations.yaml, fco
		"2019-09 ends mi5:reporting:national-archives mi5-2019",                     // relationships.yaml: the release of files
		"2023~ last attested gchq mi5-current",                                      // map.yaml: the page names it
		"2014-05~ begins home-affairs-committee:proposal:police police-oracle-2014", // relationships.yaml, the proposal
	} {
		if !slices.Contains(all, want) {
			t.Errorf("it is not told that %s", want)
		}
	}
}

func TestKinds(t *testing.T) {
	for i, k := range chronology.Kinds() {
		text, _ := k.MarshalText()
		var same chronology.Kind
		if err := same.UnmarshalText(text); err != nil || same != k || int(k) != i || k.Label() == "" {
			t.Errorf("kind %d is %q, %q: %v", i, text, k.Label(), err)
		}
	}
	if _, err := chronology.ParseKind("foundet"); err == nil || !strings.Contains(err.Error(), `did you mean "founded"`) {
		t.Errorf("no suggestion: %v", err)
	}
	if s := chronology.Kind(99).Label(); s != "Kind(99)" {
		t.Errorf("a kind that is not one is called %s", s)
	}
}

func ExampleEvents() {
	b := graph.NewBuilder()
	if err := b.AddSource(graph.Source{ID: "page", Published: graph.MustParseDate("2019")}); err != nil {
		panic(err)
	}
	for _, o := range []graph.Organisation{
		{ID: "bis", ShortName: "BIS", DissolutionDate: graph.MustParseDate("2016-07")},
		{ID: "mi5", ShortName: "MI5", FoundingDate: graph.MustParseDate("1909"), OtherNames: []graph.OtherName{
			{Name: "Secret Service Bureau", EndDate: graph.MustParseDate("1910")}}},
	} {
		if _, err := b.AddOrganisation(o); err != nil {
			panic(err)
		}
	}
	if _, err := b.AddRelationship(graph.Relationship{From: "mi5", To: "bis", Type: "partnership", Evidence: []graph.Evidence{{Source: "page"}}}); err != nil {
		panic(err)
	}
	g, err := b.Build()
	if err != nil {
		panic(err)
	}
	for _, e := range chronology.Events(g) {
		fmt.Println(e.Date, e.Kind.Label(), e.Was, e.Sources)
	}
	// Output:
	// 1909 founded  []
	// 1910 renamed Secret Service Bureau []
	// 2016-07 dissolved  []
	// 2019 first attested  [page]
	// 2019 last attested  [page]
}
