package timeline

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/render/drawing"
)

func pages(t testing.TB, g *graph.Graph, opts Options, name string) []*drawing.Drawing {
	t.Helper()
	page, err := drawing.LookupPage(name)
	if err != nil {
		t.Fatal(err)
	}
	all, err := Pages(g, opts, page)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// drawnIDs returns the ids of the rows and the sources of drawings, in order.
func drawnIDs(all ...*drawing.Drawing) (ids []string) {
	for _, d := range all {
		each(d.Groups, func(g *drawing.Group) {
			if slices.Contains([]string{"org", "relationship", "source", "legend"}, g.Class) {
				ids = append(ids, g.Class+" "+g.ID)
			}
		})
	}
	return ids
}

// On pages, everything is there once, in the order in which it is on one sheet, can be read, and stays on the page.
func TestPages(t *testing.T) {
	for _, c := range append(cases(t), graphtest.Case{Name: "sources", Graph: crowd(t, 30)}) {
		names := []string{"A4"}
		if c.Graph.NumOrganisations() > 25 { // which do not fit on one
			names = []string{"A4", "A4-portrait", "A5-portrait", "A0", "16:9"}
		}
		for _, name := range names {
			opts := Options{Relationships: Every}
			all := pages(t, c.Graph, opts, name)
			of := fmt.Sprintf("%s on %s", c.Name, name)
			if got, want := drawnIDs(all...), drawnIDs(draw(t, c.Graph, opts)); !slices.Equal(got, want) {
				t.Errorf("%s: %d rows, not %d", of, len(got), len(want))
			}
			for i, d := range all {
				checkTexts(t, fmt.Sprintf("%s, page %d", of, i+1), d)
				if size := d.SmallestType(); size > 0 && size < drawing.ReadableType {
					t.Errorf("%s: the letters are %.2f points high", of, size)
				}
				number := slices.ContainsFunc(drawnTexts(d), func(x drawing.Text) bool {
					return x.Value == fmt.Sprintf("page %d of %d", i+1, len(all))
				})
				if number != (len(all) > 1) {
					t.Errorf("%s: page %d has a number, %v", of, i+1, number)
				}
				if d.Width != all[0].Width || d.Height != all[0].Height {
					t.Errorf("%s: page %d is %v × %v, and not as large as the first", of, i+1, d.Width, d.Height)
				}
			}
		}
	}
}

// A heading stands above rows, and one that goes on says so; the axis is on every page that has rows.
func TestPagesBegin(t *testing.T) {
	all := pages(t, ukMap(t), Options{}, "A4")
	if len(all) < 3 {
		t.Fatalf("%d pages", len(all))
	}
	goesOn := 0
	for i, d := range all {
		var axis, panels *drawing.Group
		each(d.Groups, func(g *drawing.Group) {
			switch g.ID {
			case "axis":
				axis = g
			case "panels":
				panels = g
			}
		})
		if axis == nil || len(axis.Texts) == 0 {
			t.Errorf("page %d has no axis", i+1)
		}
		for k, heading := range panels.Texts {
			switch continued := strings.HasSuffix(heading.Value, " (continued)"); {
			case continued && (i == 0 || k > 0):
				t.Errorf("page %d: %q", i+1, heading.Value)
			case continued:
				goesOn++
			}
		}
	}
	if goesOn == 0 {
		t.Error("no section goes on, so that nothing has been tried")
	}
}

// What leads to another page says which.
func TestSuccessionsAcrossPages(t *testing.T) {
	b := graph.NewBuilder()
	for i := range 200 {
		o := graph.Organisation{ID: fmt.Sprint("o", i), FoundingDate: graph.MustParseDate(fmt.Sprint(1800 + i)), Classifications: []string{"department"}}
		if i%50 == 0 {
			o.Classifications = []string{"police"}
		}
		if _, err := b.AddOrganisation(o); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range []graph.Relationship{{From: "o199", To: "o0"}, {From: "o50", To: "o198"}} {
		r.Type, r.StartDate = "succeeds", graph.MustParseDate("1999")
		if _, err := b.AddRelationship(r); err != nil {
			t.Fatal(err)
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	var labels []string
	all := pages(t, g, Options{}, "A4")
	for i, d := range all {
		each(d.Groups, func(group *drawing.Group) {
			if group.Class == "succession" {
				labels = append(labels, fmt.Sprintf("%d: %s", i+1, group.Label))
			}
		})
	}
	for _, want := range []string{
		"1: o199 succeeded o0, 1999, on page 5", "1: o50 succeeded o198, 1999, from page 5",
		"5: o199 succeeded o0, 1999, from page 1", "5: o50 succeeded o198, 1999, on page 1",
	} {
		if !slices.Contains(labels, want) {
			t.Errorf("no %q in %q", want, labels)
		}
	}
}

// Where there is room for a few labels or for none, there are not more strokes than can be told apart.
func TestTicksAreApart(t *testing.T) {
	for _, width := range []float64{narrowest, 500, 700, widest} {
		for _, c := range cases(t) {
			p, err := newPainter(c.Graph, Options{})
			if err != nil {
				t.Fatal(err)
			}
			p.setWidth(width)
			for i, k := range p.axis.ticks {
				if i > 0 && k.x-p.axis.ticks[i-1].x < 3 && p.axis.ticks[i-1].x > p.axis.at {
					t.Errorf("%s, %v wide: ticks at %v and %v", c.Name, width, p.axis.ticks[i-1].x, k.x)
				}
			}
		}
	}
}

// An organisation with more former names than a page holds has as many of them there as fit, and how many more there are.
func TestMoreNamesThanAPageHolds(t *testing.T) {
	const all = 150
	o := graph.Organisation{ID: "a", Name: "A", FoundingDate: graph.MustParseDate("1800")}
	for i := range all {
		o.OtherNames = append(o.OtherNames, graph.OtherName{Name: fmt.Sprint("N", i), EndDate: graph.MustParseDate(fmt.Sprint(1801 + i))})
		if i > 0 {
			o.OtherNames[i].StartDate = o.OtherNames[i-1].EndDate
		}
	}
	g := (&graphtest.Parts{Organisations: []graph.Organisation{o}}).Build(t)
	for _, name := range []string{"A4", "A5-portrait", "16:9"} {
		written, more := 0, 0
		for i, d := range pages(t, g, Options{}, name) {
			checkTexts(t, fmt.Sprintf("%s, page %d", name, i+1), d)
			if size := d.SmallestType(); size < drawing.ReadableType {
				t.Errorf("%s: the letters are %.2f points high", name, size)
			}
			for _, text := range drawnTexts(d) {
				if strings.Contains(text.Value, " until ") {
					written++
				}
				_, _ = fmt.Sscanf(text.Value, "and %d more", &more)
			}
		}
		if written < 10 || more == 0 || written+more != all {
			t.Errorf("%s: %d names, and %d more", name, written, more)
		}
	}
	if texts := drawnTexts(draw(t, g, Options{})); len(texts) < all {
		t.Errorf("on one sheet there are %d texts", len(texts))
	}
}
