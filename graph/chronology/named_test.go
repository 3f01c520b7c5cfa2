package chronology_test

import (
	"reflect"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/chronology"
)

func TestShortNameAt(t *testing.T) {
	g := build(t, "", []graph.Organisation{{ID: "a", Name: "Foreign, Commonwealth and Development Office", ShortName: "FCDO", OtherNames: []graph.OtherName{
		{Name: "Foreign Office", EndDate: date("1968")}, {Name: "FCO", Note: "Short for Foreign & Commonwealth Office"},
		{Name: "Foreign and Commonwealth Office", StartDate: date("1968"), EndDate: date("2020-09-02")},
	}}})
	for at, want := range map[string]string{"1900": "Foreign Office", "2014": "FCO", "2024": "FCDO"} {
		if got := chronology.ShortNameAt(g, 0, date(at)); got != want {
			t.Errorf("in %s it is %s for short, not %s", at, got, want)
		}
	}
	if got := chronology.ShortNameAt(g, 0, graph.Date{}); got != "FCDO" {
		t.Errorf("today it is %s for short", got)
	}
}

// Of names that ended at one date, the one that began first, or else the first, is the name.
func TestNameAtOfSeveralThatEndAtOnce(t *testing.T) {
	g := build(t, "", []graph.Organisation{{ID: "a", Name: "Now", OtherNames: []graph.OtherName{
		{Name: "Late", StartDate: date("2000"), EndDate: date("2020")}, {Name: "Early", StartDate: date("1990"), EndDate: date("2020")},
		{Name: "Early too", StartDate: date("1990"), EndDate: date("2020")},
	}}})
	if got := chronology.NameAt(g, 0, date("2010")); got != "Early" {
		t.Errorf("in 2010 it is called %s", got)
	}
}

// A graph of names at a date has these names, is found by those of today, and is the same graph otherwise; and what has
// been named stays so.
func TestNamed(t *testing.T) {
	for _, c := range corpus(t) {
		for _, at := range []string{"1900", "1989-12-31", "2014", "2019-06", "2024"} {
			g, d := c.Graph, date(at)
			named, err := chronology.Named(g, d)
			if err != nil {
				t.Fatalf("%s, %s: %v", c.Name, at, err)
			}
			differs := false
			for n := range g.Nodes() {
				if named.ID(n) != g.ID(n) || named.Name(n) != chronology.NameAt(g, n, d) || named.ShortName(n) != chronology.ShortNameAt(g, n, d) {
					t.Errorf("%s, %s: %s is called %s (%s)", c.Name, at, g.ID(n), named.Name(n), named.ShortName(n))
				}
				was, is := g.Organisation(n), named.Organisation(n)
				if was.Name != is.Name {
					differs = true
					for _, name := range []string{g.Name(n), g.ShortName(n)} {
						if _, err := g.Find(name); err != nil {
							continue // ambiguous
						}
						if found, err := named.Find(name); err != nil || found != n {
							t.Errorf("%s, %s: %s is not found by its name of today, %s: %v", c.Name, at, g.ID(n), name, err)
						}
					}
				}
				was.Name, was.ShortName, was.OtherNames, is.Name, is.ShortName, is.OtherNames = "", "", nil, "", "", nil
				if !reflect.DeepEqual(was, is) {
					t.Errorf("%s, %s: %s differs in more than its names", c.Name, at, g.ID(n))
				}
			}
			for e := range g.Edges() {
				if named.RelationshipID(e) != g.RelationshipID(e) {
					t.Errorf("%s, %s: %s is now %s", c.Name, at, g.RelationshipID(e), named.RelationshipID(e))
				}
			}
			if !differs && named != g {
				t.Errorf("%s, %s: nothing is called otherwise, and it is another graph", c.Name, at)
			}
			again, err := chronology.Named(named, d)
			if err != nil || again != named {
				t.Errorf("%s, %s: named twice it is another graph (%v)", c.Name, at, err)
			}
		}
	}
}

// The corpus may not have it: one that was called otherwise.
func TestNamedKeepsNamesOfToday(t *testing.T) {
	g := build(t, "", []graph.Organisation{{ID: "a", Name: "New", ShortName: "N", OtherNames: []graph.OtherName{
		{Name: "Old", EndDate: date("2000")}, {Name: "Older", EndDate: date("1990")}, {Name: "O", Note: chronology.ShortFor("Old")},
	}}, {ID: "b", OtherNames: []graph.OtherName{{Name: "Bee", EndDate: date("2000")}}}})
	if today, err := chronology.Named(g, graph.Date{}); err != nil || today != g {
		t.Errorf("at no date it is another graph (%v)", err)
	}
	named, err := chronology.Named(g, date("1995"))
	if err != nil {
		t.Fatal(err)
	}
	a := named.Organisation(0)
	want := append(g.Organisation(0).OtherNames, graph.OtherName{Name: "New", StartDate: date("2000")}, graph.OtherName{Name: "N", Note: "short for New"})
	if a.Name != "Old" || a.ShortName != "O" || !reflect.DeepEqual(a.OtherNames, want) {
		t.Errorf("in 1995 it is %+v", a)
	}
	if named.Name(1) != "Bee" || named.ShortName(1) != "Bee" {
		t.Errorf("b is called %s (%s)", named.Name(1), named.ShortName(1))
	}
	for _, name := range []string{"New", "N", "Old", "O", "Older", "a"} {
		if n, err := named.Find(name); err != nil || n != 0 {
			t.Errorf("%s is %d: %v", name, n, err)
		}
	}
}
