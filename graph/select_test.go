package graph_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// reference says, record by record and without any of the package's short cuts, what a selection keeps.
type reference struct {
	g             *graph.Graph
	s             graph.Selection
	organisations []graph.Organisation
	relationships []graph.Relationship
	node          map[string]bool // kept, by id
	edge          []bool          // kept, by position
}

func selectNaively(g *graph.Graph, s graph.Selection) ([]graph.Organisation, []graph.Relationship) {
	r := &reference{g: g, s: s, node: map[string]bool{}}
	for _, o := range g.Organisations() {
		r.organisations = append(r.organisations, o)
		r.node[o.ID] = r.s.AsOf.IsZero() || r.isThere(o)
	}
	chooses := len(s.Types)+len(s.NotTypes)+len(s.Statuses)+len(s.Confidences)+len(s.Sources) > 0
	for _, rel := range g.Relationships() {
		r.relationships = append(r.relationships, rel)
		r.edge = append(r.edge, (r.s.AsOf.IsZero() || r.holds(rel)) && r.chosen(rel))
	}
	for _, o := range r.organisations {
		if len(s.Classifications) > 0 && !slices.ContainsFunc(o.Classifications, func(c string) bool {
			return slices.ContainsFunc(s.Classifications, func(wanted string) bool { return g.Vocabulary().ClassificationIsA(c, wanted) })
		}) {
			r.node[o.ID] = false
		}
		if slices.Contains(s.Without, o.ID) {
			r.node[o.ID] = false
		}
	}
	r.keepAround()
	tied := map[string]bool{}
	for i := range r.relationships {
		if r.kept(i) {
			tied[r.relationships[i].From], tied[r.relationships[i].To] = true, true
		}
	}
	var organisations []graph.Organisation
	for _, o := range r.organisations {
		if r.node[o.ID] && (!chooses || s.KeepIsolated || tied[o.ID] || slices.Contains(s.Around, o.ID)) {
			organisations = append(organisations, o)
		}
	}
	var relationships []graph.Relationship
	for i, rel := range r.relationships {
		if r.kept(i) {
			relationships = append(relationships, rel)
		}
	}
	return organisations, relationships
}

func (r *reference) kept(i int) bool {
	return r.edge[i] && r.node[r.relationships[i].From] && r.node[r.relationships[i].To]
}

// within says that start is not after d and end not before d, as intervals; unknown dates never are.
func (r *reference) within(start, end graph.Date) bool {
	d := r.s.AsOf
	return (start.IsZero() || start.First() <= d.Last()) && (end.IsZero() || end.Last() >= d.First())
}

// sourceDates are the known dates of the sources of evidence.
func (r *reference) sourceDates(evidence []graph.Evidence) (dates []graph.Date) {
	for _, e := range evidence {
		s, _ := r.g.Source(e.Source)
		d := s.Published
		if d.IsZero() {
			d = s.Retrieved
		}
		if !d.IsZero() {
			dates = append(dates, d)
		}
	}
	return dates
}

func earliest(dates []graph.Date) graph.Date {
	if len(dates) == 0 {
		return graph.Date{}
	}
	return slices.MinFunc(dates, func(a, b graph.Date) int { return a.First() - b.First() })
}

func (r *reference) start(rel graph.Relationship) graph.Date {
	if !rel.StartDate.IsZero() {
		return rel.StartDate
	}
	return earliest(r.sourceDates(rel.Evidence))
}

func (r *reference) holds(rel graph.Relationship) bool { return r.within(r.start(rel), rel.EndDate) }

func (r *reference) isThere(o graph.Organisation) bool {
	start := o.FoundingDate
	if start.IsZero() {
		dates := r.sourceDates(o.Evidence)
		for _, rel := range r.g.Relationships() {
			if rel.From == o.ID || rel.To == o.ID {
				if d := r.start(rel); d.IsZero() {
					return r.within(graph.Date{}, o.DissolutionDate)
				} else {
					dates = append(dates, d)
				}
			}
		}
		start = earliest(dates)
	}
	return r.within(start, o.DissolutionDate)
}

func (r *reference) chosen(rel graph.Relationship) bool {
	isA := func(t string) bool { return r.g.Vocabulary().TypeIsA(rel.Type, t) }
	return (len(r.s.Types) == 0 || slices.ContainsFunc(r.s.Types, isA)) && !slices.ContainsFunc(r.s.NotTypes, isA) &&
		(len(r.s.Statuses) == 0 || slices.Contains(r.s.Statuses, rel.Status)) &&
		(len(r.s.Confidences) == 0 || slices.Contains(r.s.Confidences, rel.Confidence)) &&
		(len(r.s.Sources) == 0 || slices.ContainsFunc(rel.Evidence, func(e graph.Evidence) bool { return slices.Contains(r.s.Sources, e.Source) }))
}

func (r *reference) keepAround() {
	if len(r.s.Around) == 0 {
		return
	}
	near := map[string]bool{}
	for _, id := range r.s.Around {
		near[id] = true
	}
	for range max(r.s.Hops, 1) {
		farther := map[string]bool{}
		for i, rel := range r.relationships {
			if r.kept(i) && (near[rel.From] || near[rel.To]) {
				farther[rel.From], farther[rel.To] = true, true
			}
		}
		for id := range farther {
			near[id] = true
		}
	}
	for id := range r.node {
		r.node[id] = r.node[id] && near[id]
	}
}

// someOf draws up to two of the values, and often none.
func someOf[T any](r *rand.Rand, values []T) (some []T) {
	if len(values) == 0 || r.IntN(3) > 0 {
		return nil
	}
	for range 1 + r.IntN(2) {
		some = append(some, values[r.IntN(len(values))])
	}
	return some
}

func randomSelection(r *rand.Rand, g *graph.Graph) graph.Selection {
	var types, classifications, sources, organisations []string
	for v := range g.Vocabulary().Types() {
		types = append(types, v.ID)
	}
	for c := range g.Vocabulary().Classifications() {
		classifications = append(classifications, c.ID)
	}
	for _, s := range g.Sources() {
		sources = append(sources, s.ID)
	}
	for n := range g.Nodes() {
		organisations = append(organisations, g.ID(n))
	}
	s := graph.Selection{
		Types: someOf(r, types), NotTypes: someOf(r, types), Statuses: someOf(r, graph.Statuses()),
		Confidences: someOf(r, graph.Confidences()), Sources: someOf(r, sources), Classifications: someOf(r, classifications),
		Without: someOf(r, organisations), Around: someOf(r, organisations), Hops: r.IntN(4), KeepIsolated: r.IntN(2) == 0,
	}
	if r.IntN(2) == 0 {
		form := []string{"%04d", "%04d-02", "%04d-02-03", "%04d~"}[r.IntN(4)]
		s.AsOf = graph.MustParseDate(fmt.Sprintf(form, 1985+r.IntN(50)))
	}
	return s
}

// eachSelection runs f with many random selections of the corpus and of random graphs. Selections that
// leave out an organisation whose surroundings they ask for are not among them.
func eachSelection(t *testing.T, f func(t *testing.T, g *graph.Graph, s graph.Selection, part *graph.Graph)) {
	t.Helper()
	cases := graphtest.Corpus()
	for seed := range uint64(8) {
		cases = append(cases, graphtest.Case{Name: fmt.Sprint("rich-", seed), Graph: graphtest.RandomRich(seed, 12, 40)})
	}
	done := 0
	for i, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, uint64(i)))
			for range 40 {
				s := randomSelection(r, c.Graph)
				part, err := c.Graph.Select(s)
				if err != nil {
					if !strings.Contains(err.Error(), "is not in what the other filters leave") {
						t.Errorf("Select(%+v): %v", s, err)
					}
					continue
				}
				f(t, c.Graph, s, part)
				done++
			}
		})
	}
	if done < 500 {
		t.Errorf("only %d selections are tried", done)
	}
}

func TestSelectAgainstReference(t *testing.T) {
	eachSelection(t, func(t *testing.T, g *graph.Graph, s graph.Selection, part *graph.Graph) {
		organisations, relationships := selectNaively(g, s)
		var gotOrganisations []graph.Organisation
		for _, o := range part.Organisations() {
			gotOrganisations = append(gotOrganisations, o)
		}
		var gotRelationships []graph.Relationship
		for _, r := range part.Relationships() {
			gotRelationships = append(gotRelationships, r)
		}
		// The records are those of the whole graph, ids included, in its order.
		if !reflect.DeepEqual(gotOrganisations, organisations) {
			t.Fatalf("Select(%+v) keeps the organisations\n%v\nand ought to keep\n%v", s, idsOf(gotOrganisations), idsOf(organisations))
		}
		if !reflect.DeepEqual(gotRelationships, relationships) {
			t.Fatalf("Select(%+v) keeps the relationships\n%v\nand ought to keep\n%v", s, gotRelationships, relationships)
		}
		graphtest.CheckInvariants(t, part)
		if part.Title() != g.Title() || part.Vocabulary() != g.Vocabulary() || len(part.Sources()) != len(g.Sources()) {
			t.Error("the title, the vocabulary or the sources are not those of the whole graph")
		}
	})
}

func idsOf(organisations []graph.Organisation) (ids []string) {
	for _, o := range organisations {
		ids = append(ids, o.ID)
	}
	return ids
}

func TestSelectIsIdempotent(t *testing.T) {
	eachSelection(t, func(t *testing.T, g *graph.Graph, s graph.Selection, part *graph.Graph) {
		s.Without = nil // what is left out is not there to be left out again
		again, err := part.Select(s)
		if err != nil {
			t.Fatalf("Select(%+v) of itself: %v", s, err)
		}
		if d := graphtest.Diff(part, again); d != "" {
			t.Fatalf("Select(%+v) of itself differs:\n%s", s, d)
		}
	})
}

// What the order of two selections cannot matter to: those that look at each relationship, or at each
// organisation, alone.
func TestSelectionsCommute(t *testing.T) {
	eachSelection(t, func(t *testing.T, g *graph.Graph, s graph.Selection, _ *graph.Graph) {
		first := graph.Selection{AsOf: s.AsOf, Classifications: s.Classifications, Without: s.Without}
		second := graph.Selection{
			Types: s.Types, NotTypes: s.NotTypes, Statuses: s.Statuses, Confidences: s.Confidences, Sources: s.Sources, KeepIsolated: true,
		}
		both := second
		both.AsOf, both.Classifications, both.Without = s.AsOf, s.Classifications, s.Without
		results := []*graph.Graph{selectAll(t, g, both), selectAll(t, g, first, second), selectAll(t, g, second, first)}
		for i, other := range results[1:] {
			if d := graphtest.Diff(results[0], other); d != "" {
				t.Fatalf("%+v at once and in order %d differ:\n%s", both, i, d)
			}
		}
	})
}

func selectAll(t *testing.T, g *graph.Graph, selections ...graph.Selection) *graph.Graph {
	t.Helper()
	for _, s := range selections {
		var err error
		if g, err = g.Select(s); err != nil {
			t.Fatal(err)
		}
	}
	return g
}

func TestSelectNothing(t *testing.T) {
	g := graphtest.EveryField()
	for _, s := range []graph.Selection{{}, {Hops: 3}, {KeepIsolated: true}} {
		if part, err := g.Select(s); part != g || err != nil {
			t.Errorf("Select(%+v) = %p, %v; want the graph itself", s, part, err)
		}
	}
}

// TestAsOf holds the meaning of "as of D" to what the design says, case by case.
func TestAsOf(t *testing.T) {
	date := func(s string) (d graph.Date) {
		if err := d.UnmarshalText([]byte(s)); err != nil {
			t.Fatal(err)
		}
		return d
	}
	b := graph.NewBuilder()
	for _, s := range []graph.Source{
		{ID: "s2010", Published: date("2010-06"), Retrieved: date("2020")},
		{ID: "s2015", Retrieved: date("2015~")}, // where it is not known when it was published
		{ID: "undated"},
	} {
		if err := b.AddSource(s); err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range []string{"a", "b"} {
		if _, err := b.AddOrganisation(graph.Organisation{ID: id, FoundingDate: date("0000")}); err != nil {
			t.Fatal(err)
		}
	}
	cases := []struct {
		start, end, sources string
		holds, not          string // dates at which the relationship holds, and does not
	}{
		{"2000", "2005", "", "2000 2000-01-01 2003 2005 2005-12-31", "1999 2006"},
		{"2000-06", "2005-06-15", "", "2000 2000-06 2000-06-30 2005-06 2005-06-15 2005", "2000-05 2005-06-16 1999 2006"},
		{"2000", "", "", "2000 2024 9999", "1999-12-31"},
		{"", "2005", "", "0000 2005", "2006-01-01"}, // no start, no source: it has always held
		{"", "", "", "0000 9999", ""},
		{"", "", "s2010", "2010 2010-06 2024", "2009 2010-05"},
		{"", "", "s2015", "2015 2024", "2014"},
		{"", "", "s2015 s2010", "2010 2024", "2009"},
		{"", "", "undated", "0000 9999", ""},
		{"", "", "undated s2015", "2015", "2014"}, // the earliest that is known
		{"", "", "s2015 undated", "2015", "2014"},
		{"2000", "", "s2010", "2000", "1999"}, // the start itself, where it is known
		{"2012", "", "s2010", "2012", "2011"}, // even if it comes later
		{"2000~", "2005~", "", "2000 2005", "1999 2006"},
	}
	for _, c := range cases {
		r := graph.Relationship{From: "a", To: "b", Type: "reporting", StartDate: date(c.start), EndDate: date(c.end), Status: graph.Ended}
		for _, s := range strings.Fields(c.sources) {
			r.Evidence = append(r.Evidence, graph.Evidence{Source: s})
		}
		if _, err := b.AddRelationship(r); err != nil {
			t.Fatal(err)
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range cases {
		e := graph.Edge(i)
		for want, dates := range map[bool]string{true: c.holds, false: c.not} {
			for _, d := range strings.Fields(dates) {
				part := selectAll(t, g, graph.Selection{AsOf: date(d)})
				_, kept := part.EdgeByID(g.RelationshipID(e))
				if g.HoldsAt(e, date(d)) != want || kept != want {
					t.Errorf("from %q to %q with sources %q at %s: holds %t, is kept %t, want %t", c.start, c.end, c.sources, d, g.HoldsAt(e, date(d)), kept, want)
				}
			}
		}
		if !g.HoldsAt(e, graph.Date{}) {
			t.Errorf("relationship %d does not hold at an unknown date", i)
		}
	}
}

func TestIsThereAt(t *testing.T) {
	b := graph.NewBuilder()
	date := graph.MustParseDate
	for _, s := range []graph.Source{{ID: "s2010", Published: date("2010")}, {ID: "s2020", Published: date("2020")}, {ID: "undated"}} {
		b.AddSource(s)
	}
	evidence := func(source string) []graph.Evidence { return []graph.Evidence{{Source: source}} }
	for _, o := range []graph.Organisation{
		{ID: "founded", FoundingDate: date("2000"), DissolutionDate: date("2016-07"), Evidence: evidence("s2020")},
		{ID: "attested", Evidence: evidence("s2010")},
		{ID: "gone", DissolutionDate: date("2016-07"), Evidence: evidence("s2020")},
		{ID: "related"},
		{ID: "both", Evidence: evidence("s2020")},
		{ID: "always", Evidence: evidence("s2020")},
		{ID: "undated", Evidence: evidence("undated")},
		{ID: "alone"},
		{ID: "old", FoundingDate: date("1900")},
	} {
		if _, err := b.AddOrganisation(o); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range []graph.Relationship{
		{From: "related", To: "old", StartDate: date("2005")},
		{From: "old", To: "related", StartDate: date("2008")},
		{From: "both", To: "old", Evidence: evidence("s2010")},
		{From: "always", To: "old"},
		{From: "founded", To: "old", StartDate: date("1990")},
	} {
		r.Type = "reporting"
		if _, err := b.AddRelationship(r); err != nil {
			t.Fatal(err)
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	for id, c := range map[string][2]string{ // there at, not there at
		"founded":  {"2000 2010 2016 2016-07", "1999 1990 2016-08 2017"}, // whatever its relationships say
		"attested": {"2010 2011", "2009"},
		"gone":     {"2016 2016-07", "2015 2016-06 2016-08 2020"}, // known for its end alone
		"related":  {"2005 2006", "2004"},
		"both":     {"2010", "2009"},
		"always":   {"0000 2024", ""}, // because a relationship of it has always held
		"undated":  {"0000 2024", ""},
		"alone":    {"0000 2024", ""},
	} {
		n, _ := g.NodeByID(id)
		for want, dates := range map[bool]string{true: c[0], false: c[1]} {
			for _, d := range strings.Fields(dates) {
				if got := g.IsThereAt(n, date(d)); got != want {
					t.Errorf("%s at %s: %t", id, d, got)
				}
				part := selectAll(t, g, graph.Selection{AsOf: date(d)})
				if _, kept := part.NodeByID(id); kept != want {
					t.Errorf("%s as of %s is kept: %t", id, d, kept)
				}
				// The date that stands for a founding does not depend on what a selection leaves.
				bare := selectAll(t, g, graph.Selection{Types: []string{"advice"}, KeepIsolated: true})
				if m, _ := bare.NodeByID(id); bare.NumRelationships() != 0 || bare.IsThereAt(m, date(d)) != want {
					t.Errorf("%s at %s, without relationships: %t", id, d, !want)
				}
			}
		}
	}
	for id, want := range map[string]string{
		"founded": "2000", "attested": "2010", "gone": "2016-07", "related": "2005", "both": "2010", "always": "", "undated": "", "alone": "",
	} {
		if n, _ := g.NodeByID(id); g.KnownFrom(n).String() != want {
			t.Errorf("%s is known from %s, want %q", id, g.KnownFrom(n), want)
		}
	}
	// Relationships with an organisation that is not there are dropped.
	part := selectAll(t, g, graph.Selection{AsOf: date("1995")})
	if _, ok := part.EdgeByID("founded:reporting:old"); ok {
		t.Error("a relationship with an organisation that is not founded is kept")
	}
}

func TestSelectAround(t *testing.T) {
	g := graphtest.Of("a > b", "b > c", "c > d", "x = a", "x > y", "alone")
	for _, c := range []struct {
		s    graph.Selection
		want string
	}{
		{graph.Selection{Around: []string{"b"}}, "a b c: a:reporting:b b:reporting:c"},
		{graph.Selection{Around: []string{"b"}, Hops: 1}, "a b c: a:reporting:b b:reporting:c"},
		{graph.Selection{Around: []string{"b"}, Hops: 2}, "a b c d x: a:reporting:b b:reporting:c c:reporting:d x:partnership:a"},
		{graph.Selection{Around: []string{"b"}, Hops: 1 << 30}, "a b c d x y: a:reporting:b b:reporting:c c:reporting:d x:partnership:a x:reporting:y"},
		{graph.Selection{Around: []string{"D", "y"}}, "c d x y: c:reporting:d x:reporting:y"},
		{graph.Selection{Around: []string{"alone"}, Hops: 5}, "alone:"},
		{graph.Selection{Around: []string{"b"}, Hops: 3, Without: []string{"a"}}, "b c d: b:reporting:c c:reporting:d"},
		{graph.Selection{Around: []string{"b"}, Types: []string{"collaboration"}}, "b:"}, // shown alone
		{graph.Selection{Types: []string{"collaboration"}}, "a x: x:partnership:a"},
		{graph.Selection{Types: []string{"collaboration"}, KeepIsolated: true}, "a b c d x y alone: x:partnership:a"},
		{graph.Selection{Without: []string{"b", "x"}}, "a c d y alone: c:reporting:d"},
	} {
		part := selectAll(t, g, c.s)
		var nodes, edges []string
		for n := range part.Nodes() {
			nodes = append(nodes, part.ID(n))
		}
		for e := range part.Edges() {
			edges = append(edges, part.RelationshipID(e))
		}
		if got := strings.TrimSpace(strings.Join(nodes, " ") + ": " + strings.Join(edges, " ")); got != c.want {
			t.Errorf("Select(%+v) = %s, want %s", c.s, got, c.want)
		}
	}
}

func TestSelectErrors(t *testing.T) {
	g := corpusGraph(t, "names")
	for _, c := range []struct {
		s    graph.Selection
		what string // of the UnknownError, or "" where it is another
		want string
	}{
		{graph.Selection{Types: []string{"advise"}}, "type", `no type "advise"; did you mean "advice"?`},
		{graph.Selection{NotTypes: []string{"nonsense"}}, "type", `no type "nonsense"`},
		{graph.Selection{Classifications: []string{"Police"}}, "classification", `no classification "Police"; did you mean "police"?`},
		{graph.Selection{Sources: []string{"s"}}, "source", `no source "s"`},
		{graph.Selection{Without: []string{"home-offices"}}, "organisation", `no organisation "home-offices"; did you mean "home-office"?`},
		{graph.Selection{Around: []string{"nowhere"}}, "organisation", `no organisation "nowhere"`},
		{graph.Selection{Around: []string{"MI5"}}, "", `"MI5" may be any of mi5 (Security Service), security-service (MI5); say which by its id`},
		{graph.Selection{Around: []string{"mi5"}, Without: []string{"Box 500"}}, "", "Security Service is not in what the other filters leave"},
		{graph.Selection{Around: []string{"mi5"}, Hops: -1}, "", "-1 hops: the number of hops is 1 or more"},
	} {
		part, err := g.Select(c.s)
		if part != nil || err == nil || err.Error() != c.want {
			t.Errorf("Select(%+v) = %v, %v; want %s", c.s, part, err, c.want)
		}
		var unknown *graph.UnknownError
		if errors.As(err, &unknown) != (c.what != "") || c.what != "" && unknown.What != c.what {
			t.Errorf("Select(%+v): the error is a %T", c.s, err)
		}
	}
	if _, err := corpusGraph(t, "every-field").Select(graph.Selection{Sources: []string{"nonsense"}}); err == nil || err.Error() != `no source "nonsense"; known: report, general` {
		t.Errorf("an unknown source of two: %v", err)
	}
}

// The ids of parallel relationships say their place; a selection keeps the ids although the places change.
func TestIDsSurviveSelection(t *testing.T) {
	g := corpusGraph(t, "selection")
	var ids []string
	for e := range g.Edges() {
		ids = append(ids, g.RelationshipID(e))
	}
	want := []string{
		"b:reporting:c:2", "c:partnership:d:2", "b:reporting:c:4", "c:partnership:d:4", "b:reporting:c:6", "c:partnership:d:6",
	}
	if !slices.Equal(ids, want) {
		t.Errorf("ids %q, want %q", ids, want)
	}
	for _, gone := range []string{"b:reporting:c", "b:reporting:c:3", "b:reporting:c:7", "a:reporting:b"} {
		if e, ok := g.EdgeByID(gone); ok {
			t.Errorf("EdgeByID(%q) = %d", gone, e)
		}
	}
}

// What is known of an organisation by what the graph has not counts as a relationship would.
func TestKnowOrganisationFrom(t *testing.T) {
	d := graph.MustParseDate
	for _, c := range []struct {
		o    graph.Organisation
		from []graph.Date
		want string
	}{
		{graph.Organisation{ID: "a"}, []graph.Date{d("2005"), d("2000~"), d("2003")}, "2000~"},
		{graph.Organisation{ID: "a"}, []graph.Date{d("2005"), {}, d("2003")}, ""},
		{graph.Organisation{ID: "a", FoundingDate: d("1990")}, []graph.Date{d("1980")}, "1990"},
		{graph.Organisation{ID: "a", DissolutionDate: d("1990")}, []graph.Date{d("2000")}, "1990"},
		{graph.Organisation{ID: "a"}, nil, ""},
	} {
		b := graph.NewBuilder()
		n, err := b.AddOrganisation(c.o)
		if err != nil {
			t.Fatal(err)
		}
		for _, from := range c.from {
			if err := b.KnowOrganisationFrom(n, from); err != nil {
				t.Fatal(err)
			}
		}
		g, err := b.Build()
		if err != nil {
			t.Fatal(err)
		}
		if got := g.KnownFrom(n).String(); got != c.want {
			t.Errorf("%v: known from %q, not %q", c.from, got, c.want)
		}
		if b.KnowOrganisationFrom(n, d("2000")) == nil {
			t.Error("the graph is built, and a Builder takes more")
		}
	}
	b := graph.NewBuilder()
	if b.KnowOrganisationFrom(0, d("2000")) == nil || b.KnowOrganisationFrom(-1, d("2000")) == nil {
		t.Error("there is no organisation, and no error")
	}
}
