package timeline

import (
	"fmt"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/drawing"
)

// entry is a row of the legend.
type entry struct {
	sample        sampler // nil where there is none
	label, detail string
}

// sampler draws what an entry explains, in the middle of a row.
type sampler func(g *drawing.Group, left, y float64)

// middleOfSample is how far right of its left end the middle of a sample is.
const middleOfSample = 18.0

// looks are the entries of what is drawn, and nothing else.
func (p *painter) looks() (all []entry) {
	t := p.theme
	seen := p.what()
	sources := pill{sources: make([]int, mostNumbers+1)}
	for _, e := range []struct {
		drawn bool
		entry
	}{
		{seen.solid, entry{barSample(t.BoxEdge, "", 0), "Filled", "from or to a date that the map says"}},
		{seen.outlined, entry{barSample(t.Page, t.BoxEdge, 1), "Outlined", "from the first to the last time that it is attested; less than certain"}},
		{seen.open, entry{p.openSample, "Open", "goes on, as nothing says that it ended"}},
		{seen.fading, entry{p.fadingSample, "Fading", "from when is not known"}},
		{seen.begins, entry{p.signSample(beginning, t.Text), "Founded, begins", ""}},
		{seen.ends, entry{p.signSample(ending, t.Text), "Dissolved, ends", ""}},
		{seen.renamed, entry{p.signSample(renaming, t.Text), "Renamed", ""}},
		{seen.about, entry{p.signSample(beginning, t.Page), "Hollow sign", "about then"}},
		{seen.succeeded, entry{p.succeededSample, "Succeeded by", ""}},
		{len(p.c.sources) > 0, entry{p.markSample(pill{sources: []int{0}}), "Attested", "by the source of that number, at its date"}},
		{seen.many, entry{p.markSample(sources), "Several", "so many sources at about that time"}},
		{p.axis.early != "", entry{p.breakSample, "Another scale", "the years " + p.axis.early + " are drawn closer together"}},
	} {
		if e.drawn {
			all = append(all, e.entry)
		}
	}
	return all
}

// others are the entries of the families of relationships, of those that are uncertain, and of what is not drawn.
func (p *painter) others() (all []entry) {
	for _, s := range p.c.relationships {
		all = append(all, entry{p.familySample(s.rows[0]), s.heading, ""})
	}
	if p.what().doubt {
		all = append(all, entry{p.doubtSample, "Uncertain", "disputed, probable or doubtful"})
	}
	for _, left := range p.left() {
		all = append(all, entry{nil, left, ""})
	}
	return all
}

func barSample(fill, edge string, width float64) sampler {
	return func(g *drawing.Group, left, y float64) {
		g.Shapes = append(g.Shapes, drawing.Shape{Kind: drawing.Rectangle, Left: left + 8, Top: y - barHeight/2, Width: 20, Height: barHeight,
			Fill: fill, Stroke: edge, StrokeWidth: width})
	}
}

func (p *painter) openSample(g *drawing.Group, left, y float64) {
	for _, dy := range []float64{-barHeight/2 + 0.5, barHeight/2 - 0.5} {
		g.Shapes = append(g.Shapes, drawing.Shape{Kind: drawing.Curve, Stroke: p.theme.BoxEdge, StrokeWidth: 0.9, Dashes: openDashes, Path: straight(left+6, y+dy, left+30, y+dy)})
	}
}

func (p *painter) fadingSample(g *drawing.Group, left, y float64) {
	for i, part := range fadingParts {
		g.Shapes = append(g.Shapes, line(p.theme.BoxEdge, fadingHeight(barHeight, i), left+24-part[1]*fading, y, left+24-part[0]*fading, y))
	}
}

func (p *painter) signSample(s sign, fill string) sampler {
	return func(g *drawing.Group, left, y float64) {
		g.Shapes = append(g.Shapes, sample(s, left+middleOfSample, y, p.theme.Text, fill)...)
	}
}

func (p *painter) succeededSample(g *drawing.Group, left, y float64) {
	x := left + middleOfSample
	g.Shapes = append(g.Shapes, line(p.theme.Text, 1.3, x, y-5, x, y+1), polygon(p.theme.Text, "", 0, x, y+5.5, x-2.2, y+0.5, x+2.2, y+0.5))
}

func (p *painter) markSample(q pill) sampler {
	return func(g *drawing.Group, left, y float64) {
		g.Groups = append(g.Groups, markGroup(q.label(), left+middleOfSample, y, q.width(), p.theme.BoxEdge, p.theme))
	}
}

func (p *painter) breakSample(g *drawing.Group, left, y float64) {
	g.Shapes = append(g.Shapes, p.breakSign(left+middleOfSample, y)...)
}

func (p *painter) familySample(r *row) sampler {
	return func(g *drawing.Group, left, y float64) {
		g.Shapes = append(g.Shapes, line(r.colour, thinBar, left+2, y, left+34, y))
		g.Groups = append(g.Groups, p.badge(strings.TrimSuffix(r.code, "?"), r.colour, left+middleOfSample, y))
	}
}

func (p *painter) doubtSample(g *drawing.Group, left, y float64) {
	badge := p.badge("?", p.theme.Text, left+middleOfSample, y)
	g.Shapes, g.Texts = append(g.Shapes, badge.Shapes...), append(g.Texts, badge.Texts...)
}

// badge is the letters of a family, in the middle of a place.
func (p *painter) badge(code, colour string, x, y float64) *drawing.Group {
	w := chipWidth(code)
	return &drawing.Group{Class: "badge", Role: drawing.Hidden,
		Shapes: []drawing.Shape{{Kind: drawing.Rectangle, Left: x - w/2, Top: y - badgeSide/2, Width: w, Height: badgeSide, Radius: 1, Fill: colour}},
		Texts:  []drawing.Text{text(code, badgeType, true, p.theme.BadgeText, drawing.Middle, x, y)}}
}

// left says what is not drawn.
func (p *painter) left() (sentences []string) {
	k := p.c.left
	if parts := counted(k.undatedOrganisations, k.undatedRelationships); parts != "" {
		sentences = append(sentences, "Without a date, not drawn: "+parts)
	}
	if parts := counted(k.outsideOrganisations, k.outsideRelationships); parts != "" {
		sentences = append(sentences, "Before or after, not drawn: "+parts)
	}
	if k.attested > 0 {
		sentences = append(sentences, "Dated by sources alone, not drawn: "+counted(0, k.attested))
	}
	return sentences
}

func counted(organisations, relationships int) string {
	var parts []string
	for _, c := range []struct {
		n    int
		word string
	}{{organisations, "organisation"}, {relationships, "relationship"}} {
		switch c.n {
		case 0:
		case 1:
			parts = append(parts, "1 "+c.word)
		default:
			parts = append(parts, fmt.Sprintf("%d %ss", c.n, c.word))
		}
	}
	return strings.Join(parts, ", ")
}

// drawn is what occurs on a timeline.
type drawn struct {
	solid, outlined, open, fading, begins, ends, renamed, about, succeeded, many, doubt bool
}

func (p *painter) what() (d drawn) {
	for _, sections := range [][]section{p.c.organisations, p.c.relationships} {
		for _, s := range sections {
			for _, r := range s.rows {
				filled := (r.fromKnown || r.toKnown) && !r.faint
				d.solid, d.outlined = d.solid || filled, d.outlined || !filled
				d.open = d.open || !r.toKnown && !r.over
				d.fading = d.fading || !r.fromKnown
				d.begins, d.ends = d.begins || r.fromKnown, d.ends || r.toKnown
				d.renamed = d.renamed || len(r.names) > 0
				d.about = d.about || r.fromKnown && r.from.Approximate() || r.toKnown && r.to.Approximate()
				d.doubt = d.doubt || strings.HasSuffix(r.code, "?")
				d.many = d.many || slices.ContainsFunc(p.pills(r), func(q pill) bool { return len(q.sources) > mostNumbers })
			}
		}
	}
	for _, k := range p.c.connectors {
		d.succeeded = d.succeeded || p.rows[k.from] != nil && p.rows[k.to] != nil && k.from != k.to
	}
	return d
}

// legend draws the legend, in two columns of looks and one of families and of what is not drawn, and returns where it ends.
func (p *painter) legend(top float64) (*drawing.Group, float64) {
	list := &drawing.Group{ID: "legend", Role: drawing.List, Label: "Legend"}
	looks, others := p.looks(), p.others()
	columns := 3
	if p.width < 0.8*widest {
		columns = 2
	}
	width := p.columnWidth(columns)
	each := (len(looks) + columns - 2) / (columns - 1)
	bottom := top
	x, y := margin, top
	for i, e := range slices.Concat(looks, others) {
		if i == each || i == len(looks) && i > 0 {
			x, y = x+width+columnGap, top
		}
		label := e.label
		if e.detail != "" {
			label += ": " + e.detail
		}
		g := &drawing.Group{ID: fmt.Sprintf("legend:%d", i+1), Class: "legend", Role: drawing.Item, Label: label}
		left := x
		if e.sample != nil {
			e.sample(g, x, y+legendLine/2)
			left += sampleRoom
		}
		name := render.WrapText(e.label, legendSize, true, x+width-left, 2)
		for k, l := range name {
			g.Texts = append(g.Texts, text(l, legendSize, true, p.theme.Text, drawing.Start, left, y+legendLine/2+float64(k)*legendLine))
		}
		lines := len(name)
		if e.detail != "" {
			left += render.TextWidth(name[0], legendSize, true) + 6
			detail := render.WrapText(e.detail, legendSize, false, x+width-left, 3)
			for k, l := range detail {
				g.Texts = append(g.Texts, text(l, legendSize, false, p.theme.MutedText, drawing.Start, left, y+legendLine/2+float64(k)*legendLine))
			}
			lines = max(lines, len(detail))
		}
		y += legendRow + float64(max(lines-1, 0))*legendLine
		bottom = max(bottom, y)
		list.Groups = append(list.Groups, g)
	}
	return orNothing(list), bottom
}
