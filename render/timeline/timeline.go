// Package timeline draws when organisations and relationships began and ended, and when sources attest them.
//
// # Vocabulary
//
// A timeline has an axis of dates and, below it, a row for each organisation that has a date, by sector, and then rows for
// relationships, by family. The bar of a row is filled from the first date that the map knows of it to the last, and open from
// there on where nothing says that it ended. Marks with numbers say which source attests it when; signs say that it was
// founded, dissolved or renamed, and a line leads from a predecessor to its successor. [Draw] puts all of it on one sheet, as
// high as it takes; [Pages] on pages of a size, of which each has the heading and the axis.
//
// # Invariants
//
// No two texts overlap, and none leaves the page. What has no date is counted in the legend and not drawn. Nothing is told
// by colour alone. The same graph and options give the same drawing.
package timeline

import (
	"math"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/drawing"
)

// Options say how a timeline is drawn. The zero value is the whole map in the light theme.
type Options struct {
	// Title stands above the timeline; where it is empty, the title of the map.
	Title string
	// Subtitle says in a few words which part of the map this is; it stands below the title, before the counts.
	Subtitle string
	// Theme is the name of one of [render.Themes]; "" is the first.
	Theme string
	// Styled, if set, is the theme, and Theme must be "".
	Styled *render.Theme
	// From and To are the first and the last date of the axis; unknown ones are those of the map. What is entirely outside is
	// left out, and counted in the legend.
	From, To graph.Date
	// Relationships says how much of the relationships is drawn.
	Relationships Detail
	// Of says which relationships are meant, where not all are; the others are not drawn, nor counted.
	Of func(graph.Edge) bool
}

// Detail is how much of the relationships a timeline draws.
type Detail uint8

const (
	Grouped   Detail = iota // those with a beginning or an end one by one; those that are only attested together, where they are many
	Every                   // a row for each
	DatedOnly               // those with a beginning or an end
	Without                 // none
)

// details are the names of the amounts of detail, in the order of their values.
var details = [...]string{Grouped: "grouped", Every: "every", DatedOnly: "dated", Without: "none"}

// Details returns the names of the amounts of detail, the usual one first.
func Details() []string { return slices.Clone(details[:]) }

// ParseDetail reads an amount of detail by its name; "" is the usual one.
func ParseDetail(s string) (Detail, error) {
	if s == "" {
		return Grouped, nil
	}
	if i := slices.Index(details[:], s); i >= 0 {
		return Detail(i), nil
	}
	return 0, &graph.UnknownError{What: "detail", Value: s, Suggestions: graph.Suggest(s, details[:]), Known: Details()}
}

// Draw returns the timeline of a graph on one sheet. It fails with a [*graph.UnknownError] where the options name a theme
// that there is not, and where To is before From. O(n log n) for n organisations, relationships and pieces of evidence, where an
// organisation has few names.
func Draw(g *graph.Graph, opts Options) (*drawing.Drawing, error) {
	p, err := newPainter(g, opts)
	if err != nil {
		return nil, err
	}
	return p.sheets(math.Inf(1))[0], nil
}

// Pages returns the timeline of a graph on pages of a size: on one where its letters are not too small there
// ([drawing.ReadableType]), and else on as many as it takes in the width of the page, each with the heading and the axis.
// Of the former names of an organisation it writes as many as a page holds, and how many more there are; a legend that is
// higher than a page is on one that is made smaller. It fails as [Draw] does, and takes as long.
func Pages(g *graph.Graph, opts Options, page drawing.Page) ([]*drawing.Drawing, error) {
	p, err := newPainter(g, opts)
	if err != nil {
		return nil, err
	}
	if whole, _ := p.sheets(math.Inf(1))[0].Fit(page); whole.SmallestType() >= drawing.ReadableType {
		return []*drawing.Drawing{whole}, nil
	}
	page, _ = page.Sheets(widest)
	// Where the page is narrow, so is the plot, and the letters are not too small.
	if room, _ := page.Room(); room < widest {
		const clear = 0.99 // of what would be exact
		p.setWidth(min(max(room*markSize/drawing.ReadableType*clear, narrowest), widest))
	}
	page, height := page.Sheets(p.width)
	all := p.sheets(height)
	for i, d := range all {
		all[i], _ = d.Fit(page)
	}
	return all, nil
}

func newPainter(g *graph.Graph, opts Options) (*painter, error) {
	theme, err := opts.theme()
	if err != nil {
		return nil, err
	}
	scene, err := render.NewScene(g, render.Options{Title: opts.Title, Subtitle: opts.Subtitle, Styled: &theme, Unbundle: true, Layout: render.GridLayout})
	if err != nil {
		return nil, err
	}
	c := collect(g, opts, scene)
	p := &painter{c: c, theme: theme}
	p.subtitle = p.summary()
	p.setWidth(widest)
	return p, nil
}

// setWidth says how wide the sheets are.
func (p *painter) setWidth(width float64) {
	p.width = width
	p.axis = newAxis(p.c, margin+labelRoom, width-margin)
}

// summary says what part of the map this is, from when to when, and how much.
func (p *painter) summary() string {
	var parts []string
	if part := oneLine(p.c.opts.Subtitle); part != "" {
		parts = append(parts, part)
	}
	if period := p.period(); period != "" {
		parts = append(parts, period)
	}
	organisations := 0
	for _, s := range p.c.organisations {
		organisations += len(s.rows)
	}
	counts := counted(organisations, p.c.drawnRelationships)
	if counts == "" {
		counts = "no organisations, no relationships"
	}
	return strings.Join(append(parts, counts), " · ")
}

// period is that of the axis, as the options or the dates of the map have it.
func (p *painter) period() string {
	var first, last graph.Date
	for _, sections := range [][]section{p.c.organisations, p.c.relationships} {
		for _, s := range sections {
			for _, r := range s.rows {
				for _, d := range append([]graph.Date{r.from, r.to}, datesOf(r.marks)...) {
					if first.IsZero() || d.First() < first.First() {
						first = d
					}
					if last.IsZero() || d.Last() > last.Last() {
						last = d
					}
				}
			}
		}
	}
	if !p.c.opts.From.IsZero() {
		first = p.c.opts.From
	}
	if !p.c.opts.To.IsZero() {
		last = p.c.opts.To
	}
	if first.IsZero() || last.IsZero() {
		return ""
	}
	return render.Period(first, last)
}

func datesOf(marks []mark) []graph.Date {
	dates := make([]graph.Date, len(marks))
	for i, m := range marks {
		dates[i] = m.date
	}
	return dates
}

// description says what is to be seen.
func (p *painter) description() string {
	sentences := []string{"A timeline: " + p.subtitle + "."}
	for _, s := range p.c.organisations {
		names := make([]string, len(s.rows))
		for i, r := range s.rows {
			names[i] = r.label
		}
		sentences = append(sentences, s.heading+": "+strings.Join(names, ", ")+".")
	}
	for _, left := range p.left() {
		sentences = append(sentences, left+".")
	}
	if text := oneLine(p.c.g.Description()); text != "" {
		sentences = append(sentences, text)
	}
	return strings.Join(sentences, " ")
}
