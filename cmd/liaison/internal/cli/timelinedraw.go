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

// encode draws a timeline in a format, on the page that is asked for: a PDF goes on over several.
func (o *sheet) encode(a *app, p render.Format, g *graph.Graph, options timelines.Options) ([]byte, error) {
	several := p.Name == "pdf"
	drawn, err := o.onPages(g, options, several)
	if err != nil {
		return nil, err
	}
	if o.look.page != "" {
		o.warnOfSmallType(a, drawn, several)
	}
	switch p.Name {
	case "png":
		return drawn[0].PNG(sheets.PNGOptions{DPI: float64(o.look.dpi)})
	case "pdf":
		return sheets.PDF(drawn...)
	}
	var dark *sheets.Drawing
	if o.look.theme == autoTheme {
		options.Theme = darkTheme
		inTheDark, err := o.onPages(g, options, several)
		if err != nil {
			return nil, err
		}
		dark = inTheDark[0]
	}
	return drawn[0].SVG(sheets.SVGOptions{Dark: dark})
}

// onPages draws a timeline: as large as it is, on the one page that is asked for or, if it may take several, on those.
func (o *sheet) onPages(g *graph.Graph, options timelines.Options, several bool) ([]*sheets.Drawing, error) {
	var page sheets.Page
	if o.look.page != "" {
		var err error
		if page, err = sheets.LookupPage(o.look.page); err != nil {
			return nil, err
		}
		if several {
			return timelines.Pages(g, options, page)
		}
	}
	drawn, err := timelines.Draw(g, options)
	if err != nil {
		return nil, err
	}
	if o.look.page != "" {
		drawn, _ = drawn.Fit(page)
	}
	return []*sheets.Drawing{drawn}, nil
}

// warnOfSmallType says how small the type of pages is that cannot be read, and what could be.
func (o *sheet) warnOfSmallType(a *app, drawn []*sheets.Drawing, several bool) {
	smallest := 0.0
	for _, d := range drawn {
		if size := d.SmallestType(); size > 0 && (smallest == 0 || size < smallest) {
			smallest = size
		}
	}
	if smallest == 0 || smallest >= sheets.ReadableType {
		return
	}
	hints := []string{
		"a PDF goes on over several pages: -o FILE.pdf --page " + o.look.page,
		"or draw less on the one page: --around ORG, --type TYPE, --from and --to, --relationships dated",
	}
	if several {
		hints = []string{"take a larger sheet"}
	}
	a.say(fmt.Sprintf("on %s the smallest letters are %.1f points high, and under %d they are hard to read", o.look.page, smallest, sheets.ReadableType), hints...)
}
