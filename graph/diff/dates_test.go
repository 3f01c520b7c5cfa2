package diff_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/diff"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

func date(s string) graph.Date {
	if s == "" {
		return graph.Date{}
	}
	return graph.MustParseDate(s)
}

// dated has every reason that something may be there at one date and not at another.
func dated(t *testing.T) *graph.Graph {
	cites := func(sources ...string) (all []graph.Evidence) {
		for _, s := range sources {
			all = append(all, graph.Evidence{Source: s})
		}
		return all
	}
	return (&graphtest.Parts{
		Sources: []graph.Source{
			{ID: "old", Title: "Old report", Published: date("1990")}, {ID: "new", Title: "New report", Publisher: "HMSO", Published: date("2015-06")},
			{ID: "seen", Retrieved: date("2016-02-03")}, {ID: "undated"}, {ID: "later", Published: date("2030")},
		},
		Organisations: []graph.Organisation{
			{ID: "always", Evidence: cites("old", "new", "undated", "later")},
			{ID: "founded", FoundingDate: date("2013")},
			{ID: "dissolved", FoundingDate: date("1950"), DissolutionDate: date("2012-05")},
			{ID: "attested", Evidence: cites("new")},
			{ID: "by-tie", ShortName: "BT"},
			{ID: "by-start"},
			{ID: "renamed", Name: "New Name", FoundingDate: date("1900"), OtherNames: []graph.OtherName{{Name: "Old Name", EndDate: date("2014-03")}}},
		},
		Relationships: []graph.Relationship{
			{ID: "lasts", From: "always", To: "renamed", Type: "advice", StartDate: date("1990")},
			{ID: "gains", From: "always", To: "renamed", Type: "oversight", StartDate: date("1990"), Evidence: cites("old", "seen", "later")},
			{ID: "began", From: "always", To: "renamed", Type: "tasking", StartDate: date("2014")},
			{ID: "ended", From: "always", To: "renamed", Type: "reporting", StartDate: date("1990"), EndDate: date("2018-04")},
			{ID: "attested-tie", From: "always", To: "by-tie", Type: "advice", Evidence: cites("seen")},
			{ID: "start-tie", From: "by-start", To: "always", Type: "advice", StartDate: date("2011")},
			{ID: "with-dissolved", From: "always", To: "dissolved", Type: "advice", StartDate: date("1960")},
			{ID: "with-founded", From: "founded", To: "always", Type: "advice", StartDate: date("2001")},
			{ID: "within", From: "always", To: "renamed", Type: "welfare-support", StartDate: date("2012"), EndDate: date("2014")},
		},
	}).Build(t)
}

func TestDates(t *testing.T) {
	d, err := diff.Dates(dated(t), date("2010"), date("2020"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range d.Sources {
		got = append(got, fmt.Sprintf("source %s %s: %s", c.ID, c.State, c.Why))
	}
	for _, c := range d.Organisations {
		got = append(got, fmt.Sprintf("%s %s: %s", c.ID, c.State, c.Note()))
	}
	for _, c := range d.Relationships {
		got = append(got, fmt.Sprintf("%s %s: %s", c.ID, c.State, c.Note()))
	}
	want := []string{
		"source new added: published 2015-06",
		"source seen added: retrieved 2016-02-03",
		"always changed: evidence: 1 gained",
		"dissolved gone: dissolved 2012-05",
		"founded added: founded 2013",
		"attested added: first attested by New report (HMSO, 2015-06)",
		"by-tie added: first attested by seen (2016-02-03)",
		"by-start added: first known for what began 2011 with always",
		"renamed changed: renamed: was Old Name",
		"gains changed: evidence: 1 gained",
		"ended gone: ended 2018-04",
		"with-dissolved gone: dissolved is no longer there (dissolved 2012-05)",
		"began added: began 2014",
		"attested-tie added: first attested by seen (2016-02-03)",
		"start-tie added: began 2011",
		"with-founded added: founded was not there yet (founded 2013)",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	checkMarked(t, "dates", d)
	m, err := d.Marked("", "")
	if err != nil || m.Before != "2010" || m.After != "2020" {
		t.Errorf("called %q and %q: %v", m.Before, m.After, err)
	}
}

func TestDatesThatCannotBeCompared(t *testing.T) {
	g := dated(t)
	for _, test := range []struct{ from, to, says string }{
		{"2020", "2010", "2020 comes after 2010"},
		{"2020", "2020-05", "overlap"},
		{"2020-05", "2020", "overlap"},
		{"", "2020", "needs both"},
		{"2020", "", "needs both"},
	} {
		if _, err := diff.Dates(g, date(test.from), date(test.to)); err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s to %s: %v, want that it says %q", test.from, test.to, err, test.says)
		}
	}
	if _, err := diff.Dates(nil, date("2010"), date("2020")); err == nil {
		t.Error("dates of nothing")
	}
}

// TestDatesOfAwkwardGraphs: what is there is what a selection has, of one date with itself nothing differs, and
// everything that was added or is gone says why.
func TestDatesOfAwkwardGraphs(t *testing.T) {
	for _, c := range graphs() {
		t.Run(c.Name, func(t *testing.T) {
			for _, at := range [][2]string{{"1995", "2005"}, {"2005", "2015"}, {"2010-06", "2012-02-29"}, {"0000", "9999"}, {"2010", "2010"}, {"2010", "2010~"}} {
				from, to := date(at[0]), date(at[1])
				d, err := diff.Dates(c.Graph, from, to)
				if err != nil {
					t.Fatal(err)
				}
				if from.First() == to.First() && !d.Empty() {
					t.Errorf("%s differs from itself: %s", from, summary(d))
				}
				for g, at := range map[*graph.Graph]graph.Date{d.Before: from, d.After: to} {
					want, err := c.Graph.Select(graph.Selection{AsOf: at})
					if err != nil {
						t.Fatal(err)
					}
					if !slices.Equal(idsOf(g), idsOf(want)) {
						t.Errorf("as of %s there is %v, want %v", at, idsOf(g), idsOf(want))
					}
				}
				for _, c := range d.Organisations {
					if (c.Why != "") != (c.State != diff.Changed) || strings.HasSuffix(c.Why, " ") || c.WasID != "" {
						t.Errorf("%s is %s because %q", c.ID, c.State, c.Why)
					}
				}
				for _, c := range d.Relationships {
					if (c.Why != "") != (c.State != diff.Changed) || strings.HasSuffix(c.Why, " ") || strings.HasPrefix(c.Why, "no longer known") {
						t.Errorf("%s is %s because %q", c.ID, c.State, c.Why)
					}
				}
				checkMarked(t, c.Name, d)
			}
		})
	}
}

func idsOf(g *graph.Graph) (ids []string) {
	for n := range g.Nodes() {
		ids = append(ids, g.ID(n))
	}
	for e := range g.Edges() {
		ids = append(ids, g.RelationshipID(e))
	}
	return ids
}

// TestMarkedKeepsTheIDsOfADate: what is gone between two dates is called as in the map itself.
func TestMarkedKeepsTheIDsOfADate(t *testing.T) {
	g := graphtest.RandomRich(3, 8, 100)
	d, err := diff.Dates(g, date("2000"), date("2010"))
	if err != nil {
		t.Fatal(err)
	}
	m, err := d.Marked("", "")
	if err != nil {
		t.Fatal(err)
	}
	gone := 0
	for _, c := range d.Relationships {
		if c.State == diff.Gone {
			gone++
			if e, ok := m.Graph.EdgeByID(c.ID); !ok || m.Relationships[e] != diff.Gone {
				t.Errorf("%s is not gone in what is marked", c.ID)
			}
		}
	}
	if gone == 0 {
		t.Error("nothing is gone, and so nothing is tested")
	}
}
