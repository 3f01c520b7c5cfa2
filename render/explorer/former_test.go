package explorer

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/chronology"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/rendertest"
)

// renamed is a map in which names change in every way: with an open beginning, one after the other, with a gap, overlapping, on
// the first day that can be written, and never.
func renamed(t testing.TB) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	date := func(text string) (d graph.Date) {
		if text != "" {
			d = graph.MustParseDate(text)
		}
		return d
	}
	once := func(name, start, end string) graph.OtherName {
		return graph.OtherName{Name: name, StartDate: date(start), EndDate: date(end)}
	}
	for _, o := range []graph.Organisation{
		{ID: "a", Name: "A", FoundingDate: date("1990"), OtherNames: []graph.OtherName{once("Former name of A in words that need several lines in its box", "", "2001-11-03"), {Name: "FA", Note: chronology.ShortFor("Former name of A in words that need several lines in its box")}}},
		{ID: "b", Name: "Bureau", ShortName: "B", OtherNames: []graph.OtherName{once("First", "1990", "1995-06"), once("Second", "1995-07", "1999~"), once("Third", "2003", "2004")}},
		{ID: "c", Name: "C", OtherNames: []graph.OtherName{once("Long", "1980", "2010"), once("Within", "1990", "2000"), once("Beyond", "2005", "2015")}},
		{ID: "d", Name: "D", OtherNames: []graph.OtherName{once("Ancient", "0000-01-01", "0000"), once("Last", "9998", "9999"), once("D", "1990", "1991")}},
		{ID: "e", Name: "E", OtherNames: []graph.OtherName{once("Alias", "1990", ""), once("Other", "", "")}},
	} {
		if _, err := b.AddOrganisation(o); err != nil {
			t.Fatal(err)
		}
	}
	for _, to := range []string{"b", "c", "d", "e"} {
		if _, err := b.AddRelationship(graph.Relationship{From: "a", To: to, Type: "advice"}); err != nil {
			t.Fatal(err)
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// On any day the page has the names that package chronology has.
func TestFormerNamesAreThoseOfTheDay(t *testing.T) {
	g := renamed(t)
	d := data(t, g)
	for n := range g.Nodes() {
		o := d.Organisations[n]
		for at := time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() < 10000; at = at.AddDate(0, 0, 1) {
			if year := at.Year(); (year > 1 && year < 1975 || year > 2020 && year < 9996) && at.YearDay() > 1 {
				continue
			}
			date, err := graph.ParseDate(at.Format(time.DateOnly))
			if err != nil {
				t.Fatal(err)
			}
			name, short := o.Name, o.Short
			if i := slices.IndexFunc(o.Called, func(c Called) bool { return within(int(at.Unix()/secondsOfDay), c.From, c.Until) }); i >= 0 {
				name, short = o.Called[i].Name, o.Called[i].Short
			}
			if want, wantShort := chronology.NameAt(g, n, date), chronology.ShortNameAt(g, n, date); name != want || short != wantShort {
				t.Fatalf("%s on %s is called %q, %q, want %q, %q", o.ID, date, name, short, want, wantShort)
			}
		}
	}
	if e := d.Organisations[4]; e.Called != nil {
		t.Errorf("%+v: names without an end are none of another time", e.Called)
	}
}

// Boxes have room for the longest of the names, and each name has its text in the drawing, today's first.
func TestBoxesHaveRoomForFormerNames(t *testing.T) {
	g := renamed(t)
	for name, opts := range map[string]Options{
		"plain":   {},
		"options": {Scene: render.Options{Highlight: []string{"A"}, Centre: "Bureau"}},
		"change":  {Scene: render.Options{Change: rendertest.Marked(g, "old", "new")}},
	} {
		e, err := New(context.Background(), g, opts)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		picture := string(e.Picture)
		_, box, _ := strings.Cut(picture, `<g id="org:a"`)
		box, _, _ = strings.Cut(box, `<g id="org:b"`)
		texts := strings.Split(box, `class="called"`)
		if len(texts) != 3 || !strings.Contains(texts[1], ">A<") || !strings.Contains(texts[2], ">FA<") || !strings.Contains(texts[2], ">Former name of A ") || strings.Count(texts[2], "<text") < 3 {
			t.Errorf("%s: the box says %q", name, texts)
		}
		if height := e.Data.Organisations[0].Box[3]; height < 3*10.6 {
			t.Errorf("%s: three lines have only %v points", name, height)
		}
		if strings.Count(picture, `class="called"`) != 2+4+5+3 {
			t.Errorf("%s: %d names", name, strings.Count(picture, `class="called"`))
		}
	}
}

// Names are looked for no longer than their page is wanted.
func TestFormerNamesCanBeCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	g := renamed(t)
	if _, err := findFormerNames(ctx, g, render.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	scene, err := render.NewScene(g, render.Options{})
	if err != nil {
		t.Fatal(err)
	}
	former, err := findFormerNames(context.Background(), g, render.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := former.draw(ctx, scene, scene.Place()); !errors.Is(err, context.Canceled) {
		t.Errorf("drawn: %v", err)
	}
}

// What an organisation was called is in its box as what it is called would be, whatever the box has besides.
func TestFormerNamesAreInBoxesAsOthers(t *testing.T) {
	g := renamed(t)
	numbers := &render.Scale{Values: []float64{1, 5, 2, 3, 0}, Label: "number"}
	folded := &render.Folded{Members: []int{1, 3, 2, 1, 1}, Within: []int{0, 2, 0, 0, 0}, Relationships: []int{1, 1, 2, 1}}
	change, dated := rendertest.Marked(g, "old", "new"), rendertest.Marked(g, "1980", "2010")
	for name, opts := range map[string]render.Options{
		"plain": {}, "sized": {Size: numbers}, "folded": {Folded: folded}, "change": {Change: change}, "dates": {Change: dated},
	} {
		former, err := findFormerNames(context.Background(), g, opts)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for n := range g.Nodes() {
			for k, called := range former.of[n] {
				then, err := g.Renamed(map[graph.Node]graph.Names{n: {Name: called.Name, ShortName: called.Short}})
				if err != nil {
					t.Fatal(err)
				}
				of := opts
				if of.Change != nil {
					of.Change = rendertest.Marked(then, of.Change.Before, of.Change.After)
				}
				s, err := render.NewScene(then, of)
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				want := lines{s.Nodes[n].Heading, s.Nodes[n].Subheading}
				if got := former.lines[n][k]; !slices.Equal(got.heading, want.heading) || !slices.Equal(got.below, want.below) {
					t.Errorf("%s: %s is %q, want %q", name, g.ID(n), got, want)
				}
			}
		}
	}
}
