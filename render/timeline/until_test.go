package timeline

import (
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/drawing"
)

// offices is a map of what two offices did of which one was dissolved in 2008 and the other in 2010, and of one that goes on.
func offices(t *testing.T) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	date := graph.MustParseDate
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	check(b.AddSource(graph.Source{ID: "late", Published: date("2015")}))
	for _, o := range []graph.Organisation{
		{ID: "north", Name: "\u202eNorth", DissolutionDate: date("2010")}, {ID: "south", DissolutionDate: date("2008")},
		{ID: "west", Name: "שלום \u202dWest"}, {ID: "east", FoundingDate: date("2020")},
	} {
		_, err := b.AddOrganisation(o)
		check(err)
	}
	cited := []graph.Evidence{{Source: "late"}}
	for _, r := range []graph.Relationship{
		{ID: "open", From: "north", To: "south", Type: "partnership", StartDate: date("2000")},
		{ID: "seen", From: "north", To: "west", Type: "partnership", StartDate: date("2000"), Evidence: cited},
		{ID: "looked-back-at", From: "west", To: "south", Type: "partnership", Evidence: cited},
		{ID: "too-late", From: "south", To: "west", Type: "advice", StartDate: date("2012")},
		{ID: "on", From: "west", To: "east", Type: "partnership", StartDate: date("2000")},
		{ID: "ended", From: "north", To: "west", Type: "advice", StartDate: date("2000"), EndDate: date("2005")},
	} {
		_, err := b.AddRelationship(r)
		check(err)
	}
	g, err := b.Build()
	check(err)
	return g
}

// The bar of a relationship reaches no further than the ends of what it is between.
func TestRelationshipsDoNotOutliveTheirEnds(t *testing.T) {
	g := offices(t)
	d := draw(t, g, Options{Relationships: Every})
	theme, _ := render.LookupTheme("")
	scene, err := render.NewScene(g, render.Options{Styled: &theme, Unbundle: true})
	if err != nil {
		t.Fatal(err)
	}
	a := newAxis(collect(g, Options{Relationships: Every}, scene), margin+labelRoom, widest-margin)
	day := func(s string) float64 { return a.x(endOf(graph.MustParseDate(s))) }
	groups := map[string]*drawing.Group{}
	each(d.Groups, func(g *drawing.Group) { groups[g.ID] = g })
	for _, c := range []struct {
		id    string
		until float64
		words string
	}{
		{"open", day("2008"), "Over with south at the latest, 2008"},
		{"seen", day("2010"), "Over with North at the latest, 2010"},
		{"looked-back-at", day("2008"), "Over with south at the latest, 2008"},
		{"too-late", day("2012"), "Over with south at the latest, 2008"}, // as the map has it
		{"on", a.right, ""},
		{"ended", day("2005"), ""},
	} {
		group := groups["relationship:"+c.id]
		if group == nil {
			t.Errorf("%s is not drawn", c.id)
			continue
		}
		furthest := 0.0
		each([]*drawing.Group{group}, func(g *drawing.Group) {
			for _, s := range g.Shapes {
				if s.Kind == drawing.Rectangle && s.Width > 4 && s.Radius == 0 { // neither a sign nor a mark
					furthest = max(furthest, s.Left+s.Width)
				}
				if s.Dashes != nil {
					for _, k := range s.Path {
						furthest = max(furthest, k.X)
					}
				}
			}
		})
		if furthest > c.until+0.01 || c.id != "too-late" && furthest < c.until-0.6*(day("2005")-day("2004")) {
			t.Errorf("%s is drawn up to %.1f, and not %.1f", c.id, furthest, c.until)
		}
		if c.words == "" && strings.Contains(group.Label, "Over with") || !strings.Contains(group.Label, c.words) {
			t.Errorf("%s is told as %q", c.id, group.Label)
		}
	}
}

// No name turns the direction of what is drawn.
func TestNoNameTurnsTheText(t *testing.T) {
	each(draw(t, offices(t), Options{Title: "\u202eTitle", Subtitle: "\u2066part"}).Groups, func(g *drawing.Group) {
		all := g.Label + g.Tooltip
		for _, text := range g.Texts {
			all += text.Value
		}
		if strings.ContainsAny(all, "\u202a\u202b\u202d\u202e\u2066\u2067") {
			t.Errorf("%s turns: %q", g.ID, all)
		}
	})
}
