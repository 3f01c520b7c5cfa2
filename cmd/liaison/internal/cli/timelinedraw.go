package cli

import (
	"context"
	"fmt"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/chronology"
	"github.com/liaisongraph/liaison/render"
	sheets "github.com/liaisongraph/liaison/render/drawing"
	timelines "github.com/liaisongraph/liaison/render/timeline"
)

// draw draws the timeline; of an organisation, with those that it has to do with, and its own relationships.
func (o *timelineOptions) draw(ctx context.Context, a *app, p render.Format, q *ask) error {
	within := q.within
	g, err := chronology.Named(q.part, o.filter.asOf)
	if err != nil {
		return err
	}
	var of func(graph.Edge) bool
	if q.org >= 0 {
		if g, err = g.Select(graph.Selection{Around: []string{g.ID(q.org)}}); err != nil {
			return err
		}
		org, _ := g.NodeByID(q.part.ID(q.org))
		of = func(e graph.Edge) bool { return g.From(e) == org || g.To(e) == org }
		around := g.ShortName(org) + ", its relationships and its neighbours"
		if within != "" {
			around += "; " + within
		}
		within = around
	}
	var look render.Options
	if err := o.sheet.look.apply(&look, g.Vocabulary()); err != nil {
		return err
	}
	detail, err := timelines.ParseDetail(o.relationships)
	if err != nil {
		return err
	}
	options := timelines.Options{
		Title: look.Title, Subtitle: within, Theme: look.Theme, Styled: look.Styled, From: o.from, To: o.to, Relationships: detail, Of: of,
	}
	text, err := during(ctx, a, "drawing the timeline", func() ([]byte, error) { return o.sheet.encode(a, p, g, options) })
	if err != nil {
		return err
	}
	return o.sheet.put(a, text)
}

// encode draws a timeline in a format, on the page that is asked for.
func (o *sheet) encode(a *app, p render.Format, g *graph.Graph, options timelines.Options) ([]byte, error) {
	drawn, err := timelines.Draw(g, options)
	if err != nil {
		return nil, err
	}
	var dark *sheets.Drawing
	if o.look.theme == autoTheme {
		options.Theme = darkTheme
		if dark, err = timelines.Draw(g, options); err != nil {
			return nil, err
		}
	}
	if o.look.page != "" {
		page, err := sheets.LookupPage(o.look.page)
		if err != nil {
			return nil, err
		}
		drawn, _ = drawn.Fit(page)
		if dark != nil {
			dark, _ = dark.Fit(page)
		}
		if size := drawn.SmallestType(); size > 0 && size < smallestType {
			a.say(fmt.Sprintf("on %s the smallest letters are %.1f points high, and under %d they are hard to read", o.look.page, size, smallestType),
				"take a larger sheet, or draw less: --from, --to and the filters")
		}
	}
	switch p.Name {
	case "png":
		return drawn.PNG(sheets.PNGOptions{DPI: float64(o.look.dpi)})
	case "pdf":
		return drawn.PDF()
	}
	return drawn.SVG(sheets.SVGOptions{Dark: dark})
}

// smallestType is the size of type, in points, under which a reader is warned.
const smallestType = 5
