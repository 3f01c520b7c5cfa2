// Package timeline draws when organisations and relationships began and ended, and when sources attest them.
//
// # Vocabulary
//
// A timeline has an axis of dates and, below it, a row for each organisation that has a date, by sector, and then rows for
// relationships, by family. The bar of a row is filled from the first date that the map knows of it to the last, and open from
// there on where nothing says that it ended. Marks with numbers say which source attests it when; signs say that it was
// founded, dissolved or renamed, and a line leads from a predecessor to its successor.
//
// # Invariants
//
// No two texts overlap, and none leaves the page. What has no date is counted in the legend and not drawn. Nothing is told
// by colour alone. The same graph and options give the same drawing.
package timeline

import (
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

// Draw returns the timeline of a graph. It fails with a [*graph.UnknownError] where the options name a theme that there is
// not, and where To is before From. O(n log n) for n organisations, relationships and pieces of evidence.
func Draw(g *graph.Graph, opts Options) (*drawing.Drawing, error) {
	theme, err := opts.theme()
	if err != nil {
		return nil, err
	}
	scene, err := render.NewScene(g, render.Options{Title: opts.Title, Subtitle: opts.Subtitle, Styled: &theme, Unbundle: true, Layout: render.GridLayout})
	if err != nil {
		return nil, err
	}
	c := collect(g, opts, scene)
	p := &painter{c: c, theme: theme, rows: map[graph.Node]*row{}}
	p.axis = newAxis(c, margin+labelRoom, margin+labelRoom+plotWidth)
	d := &drawing.Drawing{Width: pageWidth, Title: scene.Title, Background: theme.Page, Focus: theme.MarkedEdge}
	if d.Title == "" {
		d.Title = "Timeline"
	}
	subtitle := p.subtitle()
	title, top := p.title(scene.Title, subtitle)
	d.Description = p.description(subtitle)
	var body []*drawing.Group
	if rows := len(c.organisations) + len(c.relationships); rows > 0 {
		bottom := p.lay(top + axisRoom)
		body = p.groups(top, bottom-sectionGap+4)
		top = bottom + 8
		if bottom-title.Texts[0].Y > repeatFrom {
			top += 10
		}
	} else {
		title.Texts = append(title.Texts, text("Nothing in this map has a date.", subtitleSize, false, theme.Text, drawing.Start, margin, top+subtitleSize))
		top += 2 * subtitleSize
	}
	legend, top := p.legend(top)
	sources, heading, bottom := p.sourceList(top)
	d.Groups = append(append([]*drawing.Group{title}, body...), heading, legend, sources)
	d.Height = max(top, bottom) + margin
	return d, nil
}

// subtitle says what part of the map this is, from when to when, and how much.
func (p *painter) subtitle() string {
	var parts []string
	if part := oneLine(p.c.opts.Subtitle); part != "" {
		parts = append(parts, part)
	}
	if period := p.period(); period != "" {
		parts = append(parts, period)
	}
	organisations, relationships := 0, 0
	for _, s := range p.c.organisations {
		organisations += len(s.rows)
	}
	relationships = p.c.drawnRelationships
	counts := counted(organisations, relationships)
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
func (p *painter) description(subtitle string) string {
	sentences := []string{"A timeline: " + subtitle + "."}
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
