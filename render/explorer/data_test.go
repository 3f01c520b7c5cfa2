package explorer

import (
	"context"
	"slices"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/render"
)

func data(t testing.TB, g *graph.Graph) *Data {
	t.Helper()
	e, err := New(context.Background(), g, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return e.Data
}

// small is a map in which each date and text can be told apart.
func small(t testing.TB) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(b.AddSource(graph.Source{ID: "page", Title: "Page", URL: "https://example.org/page", Published: graph.MustParseDate("2010")}))
	check(b.AddSource(graph.Source{ID: "script", Title: "Script", URL: "javascript:alert(1)"}))
	check(b.AddArrangement(graph.Arrangement{ID: "double-lock", Rule: graph.AllOf}))
	for _, o := range []graph.Organisation{
		{ID: "a", Name: "Alpha Agency", ShortName: "AA", FoundingDate: graph.MustParseDate("1969-12-31"), URL: "https://a.example/",
			Classifications: []string{"intelligence-agency"}, OtherNames: []graph.OtherName{{Name: "Old Alpha"}}},
		{ID: "b", Name: "Beta", DissolutionDate: graph.MustParseDate("2012"), URL: "data:text/html,x"},
	} {
		_, err := b.AddOrganisation(o)
		check(err)
	}
	for _, r := range []graph.Relationship{
		{From: "a", To: "b", Type: "advice", StartDate: graph.MustParseDate("1970-02"), Evidence: []graph.Evidence{{Source: "page", Passage: "gives advice"}}, Arrangement: "double-lock"},
		{From: "b", To: "a", Type: "partnership", Label: "works with", Evidence: []graph.Evidence{{Source: "page"}, {Source: "script", Passage: "x"}}},
	} {
		_, err := b.AddRelationship(r)
		check(err)
	}
	g, err := b.Build()
	check(err)
	return g
}

func TestDataSaysWhatTheMapSays(t *testing.T) {
	d := data(t, small(t))
	day := func(p *int) int {
		if p == nil {
			return -999999
		}
		return *p
	}
	a, b := d.Organisations[0], d.Organisations[1]
	advice, partnership := d.Relationships[0], d.Relationships[1]
	for _, c := range []struct {
		what      string
		got, want any
	}{
		{"a from", day(a.From), -1}, // the day before 1 January 1970
		{"a until", a.Until == nil, true},
		{"b until", day(b.Until), 15705}, // 31 December 2012: 43 years of 365 days, and 11 leap days, less the one day
		{"advice from", day(advice.KnownFrom), 31},
		{"advice until", advice.KnownUntil == nil, true},
		{"partnership from", day(partnership.KnownFrom), 14610}, // 1 January 2010, when its source appeared
		{"first", day(d.First), -1},
		{"last", day(d.Last), 15705},
		{"a class", a.Class, "Intelligence agency"},
		{"a short", a.Short, "AA"},
		{"a others", slices.Equal(a.Others, []string{"Old Alpha"}), true},
		{"a url", a.URL, "https://a.example/"},
		{"b url", b.URL, ""},
		{"b sector", b.Sector, -1},
		{"a dates", a.Dates, "since 31 December 1969"},
		{"advice says", advice.Says, "advises"},
		{"partnership says", partnership.Says, "works with"},
		{"partnership back", partnership.Back, "works with"},
		{"partnership mutual", partnership.Mutual, true},
		{"passage", advice.Evidence[0].URL, "https://example.org/page#:~:text=gives%20advice"},
		{"no passage", partnership.Evidence[0].URL, "https://example.org/page"},
		{"script", partnership.Evidence[1].URL, ""},
		{"arrangement", d.Arrangements[advice.Arrangement].Label, "double lock"},
		{"no arrangement", partnership.Arrangement, -1},
		{"same line", advice.Line, partnership.Line},
		{"strands", len(d.Lines[0].Strands), 2},
	} {
		if c.got != c.want {
			t.Errorf("%s: %v, want %v", c.what, c.got, c.want)
		}
	}
}

func TestMeasuresAreThoseOfTheMap(t *testing.T) {
	d := data(t, graphtest.Of("hub = a", "hub = b", "hub = c"))
	for _, m := range d.Measures {
		for i, v := range m.Values {
			if v > m.Values[0] || v < 0 {
				t.Errorf("%s of %s is %v, more than that of the hub, %v, or less than 0", m.Name, d.Organisations[i].ID, v, m.Values[0])
			}
		}
	}
	if got := d.Measures[0].Texts[0]; got != "3" {
		t.Errorf("the degree of the hub is written %q, want 3", got)
	}
}

func TestTexts(t *testing.T) {
	for _, c := range []struct {
		values []float64
		want   []string
	}{
		{nil, []string{}},
		{[]float64{0, 3, 12}, []string{"0", "3", "12"}},
		{[]float64{0.5, 12}, []string{"0.50", "12.00"}},
		{[]float64{0.00123, 0.0004}, []string{"0.001230", "0.000400"}},
	} {
		if got := texts(c.values); !slices.Equal(got, c.want) {
			t.Errorf("%v: %q, want %q", c.values, got, c.want)
		}
	}
}

// Past the groups that have colours of their own, the smallest have none.
func TestOnlyTheLargestGroupsHaveColours(t *testing.T) {
	var lines []string
	for i := range 15 {
		name := string(rune('a' + i))
		lines = append(lines, name+"1 = "+name+"2", name+"2 = "+name+"3", name+"3 = "+name+"1")
	}
	lines = append(lines, "a1 = a4")
	d := data(t, graphtest.Of(lines...))
	i := slices.IndexFunc(d.Groupings, func(g Grouping) bool { return g.Name == "community" })
	if i < 0 {
		t.Fatal("no communities")
	}
	coloured := 0
	for _, c := range d.Groupings[i].Light {
		if c != "" {
			coloured++
		}
	}
	if len(d.Groupings[i].Names) != 15 || coloured != render.MostColours {
		t.Errorf("%d of %d groups have colours, want %d of 15", coloured, len(d.Groupings[i].Names), render.MostColours)
	}
}
