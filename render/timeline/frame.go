package timeline

import (
	"fmt"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/drawing"
)

// The measures of what stands around the rows, in points.
const (
	titleSize    = 19.0
	subtitleSize = 10.5
	legendSize   = 9.0
	legendRow    = 13.0
	legendLine   = 11.0
	sampleRoom   = 44.0
	columnGap    = 24.0
)

// title draws the title and the subtitle, and returns where they end.
func (p *painter) title(title, subtitle string) (*drawing.Group, float64) {
	g := &drawing.Group{ID: "title", Role: drawing.Hidden}
	top := margin
	const room = pageWidth - 2*margin - 4
	put := func(value string, size float64, bold bool, lines int, colour string) {
		if value == "" {
			return
		}
		for _, l := range render.WrapText(value, size, bold, room, lines) {
			g.Texts = append(g.Texts, text(l, size, bold, colour, drawing.Start, margin, top+size*0.6))
			top += size * 1.2
		}
	}
	put(title, titleSize, true, 3, p.theme.Text)
	put(subtitle, subtitleSize, false, 2, p.theme.MutedText)
	return g, top + 6
}

// entry is a row of the legend.
type entry struct {
	sample        func(g *drawing.Group, left, y float64)
	label, detail string
}

// entries are what the legend explains: what is drawn, and nothing else.
func (p *painter) entries() []entry {
	t := p.theme
	seen := p.what()
	bar := func(fromKnown, toKnown bool) func(*drawing.Group, float64, float64) {
		return func(g *drawing.Group, left, y float64) {
			shape := drawing.Shape{Kind: drawing.Rectangle, Left: left + 8, Top: y - barHeight/2, Width: 20, Height: barHeight, Fill: t.BoxEdge}
			if !fromKnown && !toKnown {
				shape.Fill, shape.Stroke, shape.StrokeWidth = t.Page, t.BoxEdge, 1
			}
			g.Shapes = append(g.Shapes, shape)
		}
	}
	var all []entry
	add := func(drawn bool, e entry) {
		if drawn {
			all = append(all, e)
		}
	}
	add(seen.solid, entry{bar(true, true), "Filled", "from or to a date that the map says"})
	add(seen.outlined, entry{bar(false, false), "Outlined", "from the first to the last time that it is attested; less than certain"})
	add(seen.open, entry{func(g *drawing.Group, left, y float64) {
		for _, dy := range []float64{-barHeight/2 + 0.5, barHeight/2 - 0.5} {
			g.Shapes = append(g.Shapes, drawing.Shape{Kind: drawing.Curve, Stroke: t.BoxEdge, StrokeWidth: 0.9, Dashes: []float64{3.5, 2.2}, Path: straight(left+6, y+dy, left+30, y+dy)})
		}
	}, "Open", "goes on, as nothing says that it ended"})
	add(seen.fading, entry{func(g *drawing.Group, left, y float64) {
		for i, part := range [][2]float64{{0, 0.3}, {0.45, 0.65}, {0.82, 0.95}} {
			g.Shapes = append(g.Shapes, line(t.BoxEdge, barHeight*(0.32-0.08*float64(i)), left+24-part[1]*fading, y, left+24-part[0]*fading, y))
		}
	}, "Fading", "from when is not known"})
	signs := func(s sign, fill string) func(*drawing.Group, float64, float64) {
		return func(g *drawing.Group, left, y float64) {
			g.Shapes = append(g.Shapes, sample(s, left+18, y, t.Text, fill)...)
		}
	}
	add(seen.begins, entry{signs(beginning, t.Text), "Founded, begins", ""})
	add(seen.ends, entry{signs(ending, t.Text), "Dissolved, ends", ""})
	add(seen.renamed, entry{signs(renaming, t.Text), "Renamed", ""})
	add(seen.about, entry{signs(beginning, t.Page), "Hollow sign", "about then"})
	add(seen.succeeded, entry{func(g *drawing.Group, left, y float64) {
		g.Shapes = append(g.Shapes, line(t.Text, 1.3, left+18, y-5, left+18, y+1), polygon(t.Text, "", 0, left+18, y+5.5, left+15.8, y+0.5, left+20.2, y+0.5))
	}, "Succeeded by", ""})
	add(len(p.c.sources) > 0, entry{func(g *drawing.Group, left, y float64) {
		g.Groups = append(g.Groups, markGroup("1", left+18, y, markHeight, t.BoxEdge, t))
	}, "Attested", "by the source of that number, at its date"})
	add(seen.many, entry{func(g *drawing.Group, left, y float64) {
		q := pill{sources: make([]int, 5)}
		g.Groups = append(g.Groups, markGroup(q.label(), left+18, y, q.width(), t.BoxEdge, t))
	}, "Several", "so many sources at about that time"})
	if a := p.axis; a.early != "" {
		add(true, entry{func(g *drawing.Group, left, y float64) {
			for _, dx := range []float64{-2, 2} {
				g.Shapes = append(g.Shapes, line(t.Text, 1, left+18+dx-2.2, y+3.5, left+18+dx+2.2, y-3.5))
			}
		}, "Another scale", "the years " + a.early + " are drawn closer together"})
	}
	p.families = len(all)
	for _, s := range p.c.relationships {
		r := s.rows[0]
		code := strings.TrimSuffix(r.code, "?")
		all = append(all, entry{func(g *drawing.Group, left, y float64) {
			g.Shapes = append(g.Shapes, line(r.colour, thinBar, left+2, y, left+34, y))
			w := chipWidth(code)
			g.Groups = append(g.Groups, &drawing.Group{Class: "badge", Role: drawing.Hidden,
				Shapes: []drawing.Shape{{Kind: drawing.Rectangle, Left: left + 18 - w/2, Top: y - badgeSide/2, Width: w, Height: badgeSide, Radius: 1, Fill: r.colour}},
				Texts:  []drawing.Text{text(code, badgeType, true, t.BadgeText, drawing.Middle, left+18, y)}})
		}, s.heading, ""})
	}
	add(seen.doubt, entry{func(g *drawing.Group, left, y float64) {
		g.Shapes = append(g.Shapes, drawing.Shape{Kind: drawing.Rectangle, Left: left + 13.5, Top: y - badgeSide/2, Width: badgeSide, Height: badgeSide, Radius: 1, Fill: t.Text})
		g.Texts = append(g.Texts, text("?", badgeType, true, t.BadgeText, drawing.Middle, left+18, y))
	}, "Uncertain", "disputed, probable or doubtful"})
	for _, left := range p.left() {
		all = append(all, entry{nil, left, ""})
	}
	return all
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
	entries := p.entries()
	const columns = 3
	const width = (pageWidth - 2*margin - (columns-1)*columnGap) / columns
	each := (p.families + columns - 2) / (columns - 1)
	bottom := top
	x, y := margin, top
	for i, e := range entries {
		if i == each || i == p.families && i > 0 {
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

// sourceList draws the sources with their numbers, and returns where they end.
func (p *painter) sourceList(top float64) (list, heading *drawing.Group, bottom float64) {
	list = &drawing.Group{ID: "sources", Role: drawing.List, Label: "Sources"}
	heading = &drawing.Group{ID: "headings", Role: drawing.Hidden}
	if len(p.c.sources) == 0 {
		return orNothing(list), heading, top
	}
	top += 6
	heading.Texts = append(heading.Texts, text("Sources", headSize, true, p.theme.Text, drawing.Start, margin, top+headSize/2))
	top += headSize + 6
	const columns, room = 2, 22.0
	const width = (pageWidth - 2*margin - (columns-1)*columnGap) / columns
	each := (len(p.c.sources) + columns - 1) / columns
	x, y := margin, top
	for i, s := range p.c.sources {
		if i > 0 && i%each == 0 {
			x, y = x+width+columnGap, top
		}
		label := render.Citation(s)
		g := &drawing.Group{ID: fmt.Sprintf("source:%d", i+1), Class: "source", Role: drawing.Item, Label: fmt.Sprintf("%d: %s", i+1, label)}
		if strings.HasPrefix(s.URL, "https://") || strings.HasPrefix(s.URL, "http://") {
			g.Link, g.Stop = s.URL, true
		}
		q := pill{sources: []int{i}}
		g.Groups = append(g.Groups, markGroup(q.label(), x+8, y+legendLine/2, q.width(), p.theme.BoxEdge, p.theme))
		lines := render.WrapText(label, legendSize, false, width-room, 3)
		for k, l := range lines {
			if l != "" {
				g.Texts = append(g.Texts, text(l, legendSize, false, p.theme.MutedText, drawing.Start, x+room, y+legendLine/2+float64(k)*legendLine))
			}
		}
		y += legendRow + float64(max(len(lines)-1, 0))*legendLine
		bottom = max(bottom, y)
		list.Groups = append(list.Groups, g)
	}
	return list, heading, bottom
}
