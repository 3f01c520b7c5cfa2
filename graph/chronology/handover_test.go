package chronology_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/chronology"
)

// What begins on the day of a handover has the newer name, and what ends the older.
func TestNameFrom(t *testing.T) {
	g := build(t, "", []graph.Organisation{
		{ID: "a", Name: "C", ShortName: "CC", OtherNames: []graph.OtherName{
			{Name: "B", StartDate: date("2000-05"), EndDate: date("2010")}, {Name: "A", EndDate: date("2000-05")},
			{Name: "AA", Note: chronology.ShortFor("A")},
		}},
		{ID: "over", Name: "New", DissolutionDate: date("2010"), OtherNames: []graph.OtherName{{Name: "Last", EndDate: date("2010")}}},
		{ID: "plain", Name: "Plain"},
	})
	for _, c := range []struct {
		n              graph.Node
		at, from, name string
	}{
		{0, "1999", "AA", "AA"}, {0, "2000-05", "B", "AA"}, {0, "2000-06", "B", "B"}, {0, "2009", "B", "B"}, {0, "2010", "CC", "B"}, {0, "2011", "CC", "CC"},
		{1, "2009", "Last", "Last"}, {1, "2010", "Last", "Last"}, {1, "2011", "New", "New"}, {2, "2010", "Plain", "Plain"},
	} {
		if got := chronology.ShortNameFrom(g, c.n, date(c.at)); got != c.from {
			t.Errorf("from %s on %s is called %s, not %s", c.at, g.ID(c.n), got, c.from)
		}
		if got := chronology.ShortNameAt(g, c.n, date(c.at)); got != c.name {
			t.Errorf("in %s %s is called %s, not %s", c.at, g.ID(c.n), got, c.name)
		}
	}
	if got := chronology.NameFrom(g, 0, graph.Date{}); got != "C" {
		t.Errorf("today it is called %s", got)
	}
}

// The name of a predecessor began with its founding, and is no new name of what goes on for it.
func TestPredecessorIsFounded(t *testing.T) {
	names := []graph.OtherName{
		{Name: "A", StartDate: date("1990"), EndDate: date("2000"), Note: chronology.Predecessor},
		{Name: "B", StartDate: date("1995"), EndDate: date("2000"), Note: chronology.Predecessor},
		{Name: "C", StartDate: date("2005"), Note: chronology.Predecessor},
		{Name: "D", StartDate: date("2006")},
	}
	for _, c := range []struct{ founded, want string }{
		{"", "1990 founded a ( > A); 1995 founded a ( > B); 2000 renamed a (A > Z); 2000 renamed a (B > Z); 2005 founded a ( > C); 2006 renamed a ( > D)"},
		{"1990", "1990 founded a; 1995 founded a ( > B); 2000 renamed a (A > Z); 2000 renamed a (B > Z); 2005 founded a ( > C); 2006 renamed a ( > D)"},
	} {
		o := graph.Organisation{ID: "a", Name: "Z", OtherNames: names}
		if c.founded != "" {
			o.FoundingDate = date(c.founded)
		}
		if got, want := told(build(t, "", []graph.Organisation{o})), strings.Split(c.want, "; "); !slices.Equal(got, want) {
			t.Errorf("founded %q:\n%s\nwant\n%s", c.founded, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}
