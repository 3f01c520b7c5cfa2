package drawing

import (
	"fmt"
	"math"
	"strings"

	"github.com/liaisongraph/liaison/graph/diff"
	"github.com/liaisongraph/liaison/render"
)

// Frame draws what stands around a picture: the title, the subtitle and the notice, the legend and the sources. What they
// say in words the title and the description of the drawing say too, but for the legend and the sources. The placement
// must have been framed; see [render.Scene.Frame].
func Frame(s *render.Scene, p *render.Placement) []*Group {
	t := s.Theme
	title := &Group{ID: "title", Role: Hidden}
	title.Texts = append(title.Texts, linesOf(p.Title, t.Text)...)
	title.Texts = append(title.Texts, linesOf(p.Subtitle, t.MutedText)...)
	title.Texts = append(title.Texts, linesOf(p.NoticeText, t.Text)...)
	headings := &Group{ID: "headings", Role: Hidden}
	for _, h := range p.Headings {
		headings.Texts = append(headings.Texts, linesOf(h, t.Text)...)
	}
	var entries, sources []*Group
	for i := range s.Legend {
		if i < len(p.Legend) {
			entries = append(entries, legendEntry(s, i, &p.Legend[i]))
		}
	}
	for i, source := range s.Sources {
		if i >= len(p.Sources) || len(p.Sources[i].Lines) == 0 {
			continue
		}
		g := &Group{ID: fmt.Sprintf("source:%d", i+1), Class: "source", Role: Item, Label: source.Label, Texts: linesOf(p.Sources[i], t.MutedText)}
		if strings.HasPrefix(source.URL, "https://") || strings.HasPrefix(source.URL, "http://") {
			g.Link, g.Stop = source.URL, true
		}
		sources = append(sources, g)
	}
	return []*Group{title, headings, listOf("legend", "Legend", entries), listOf("sources", "Sources", sources)}
}

// linesOf makes the lines of a text, one below the other.
func linesOf(t render.Text, colour string) []Text {
	const line = 1.22 // of the size
	var texts []Text
	for i, value := range t.Lines {
		if value != "" {
			y := baseline(t.Top+float64(i)*t.Size*line, t.Size*line, t.Size)
			texts = append(texts, textOf(value, t.Left, y, t.Size, t.Bold, colour, Start))
		}
	}
	return texts
}

func legendEntry(s *render.Scene, i int, at *render.Sample) *Group {
	e := &s.Legend[i]
	label := e.Label
	if e.Detail != "" {
		label += ": " + e.Detail
	}
	if e.Code != "" {
		label = e.Code + ", " + label
	}
	g := &Group{ID: fmt.Sprintf("legend:%d", i+1), Class: "legend", Role: Item, Label: label}
	drawSample(g, s, e, at.Box)
	g.Texts = append(g.Texts, linesOf(at.Label, s.Theme.Text)...)
	g.Texts = append(g.Texts, linesOf(at.Detail, s.Theme.MutedText)...)
	return g
}

// drawSample draws what a legend entry explains, in small.
func drawSample(g *Group, s *render.Scene, e *render.LegendEntry, box render.Box) {
	t := s.Theme
	line := func(colour string, width float64, dash render.Dash, arrow render.Arrow) {
		from, to := render.Point{X: box.Left(), Y: box.Y}, render.Point{X: box.Right(), Y: box.Y}
		g.Shapes = append(g.Shapes, strokeOf([]render.Point{from, from, to, to}, colour, width, dashesOf(dash), arrow)...)
	}
	badge := func(word, colour string) {
		strand := render.Strand{Code: word}
		w, h := strand.BadgeSize()
		g.Groups = append(g.Groups, chip("badge", render.Box{X: box.X, Y: box.Y, Width: w, Height: h}, word, render.BadgeType, colour, t.BadgeText))
	}
	tag := func() {
		if e.Code != "" {
			node := render.Node{Tag: e.Code}
			at, _ := node.TagBox(box)
			at.X, at.Y, at.Height = box.X, box.Y, at.Height*0.8
			g.Groups = append(g.Groups, chip("tag", at, e.Code, render.TagType*0.95, t.Text, t.Page))
		}
	}
	if s.View == render.MatrixView && cellSample(g, t, e, box) {
		return
	}
	plain := render.Look{Fill: t.Box, Edge: t.BoxEdge, EdgeWidth: 1}
	switch e.Kind {
	case render.FamilyEntry:
		line(e.Colour, e.Width, e.Dash, render.NoArrow)
		if e.Code != "" {
			badge(e.Code, e.Colour)
		}
	case render.ArrowEntry:
		line(t.Text, 1.4, render.Solid, e.Arrow)
	case render.DashEntry:
		line(t.Text, 1.4, e.Dash, render.NoArrow)
	case render.MarkEntry:
		line(t.Text, 1.4, render.Solid, render.NoArrow)
		badge(e.Code, t.Text)
	case render.ChangedLineEntry:
		colour := t.Text
		if e.Emphasis == render.Faded {
			colour = t.Faded
		}
		line(colour, e.Width, e.Dash, render.NoArrow)
		if e.Code != "" {
			badge(e.Code, t.Text)
		}
	case render.JointEntry:
		mark := render.Mark{Label: e.Code}
		w, h := mark.Size()
		line(t.Text, 1.4, render.Solid, render.NoArrow)
		g.Groups = append(g.Groups, &Group{Role: Hidden,
			Shapes: []Shape{{Kind: Rectangle, Left: box.X - w/2, Top: box.Y - h/2, Width: w, Height: h, Radius: h / 2, Fill: t.Page, Stroke: t.Text, StrokeWidth: 1}},
			Texts:  []Text{textOf(e.Code, box.X, box.Y+render.MarkType*0.52/2, render.MarkType, true, t.Text, Middle)}})
	case render.ChangedBoxEntry:
		at := render.Box{X: box.X + 2, Y: box.Y, Width: 22, Height: box.Height * 0.8}
		g.Shapes = append(g.Shapes, outlineOf(render.Rectangle, at, s.SampleLook(e), false)...)
		box.X = at.Left() + 2
		tag()
	case render.SizeEntry:
		side := math.Sqrt(e.Area / render.LargestArea)
		g.Shapes = append(g.Shapes, outlineOf(render.Rectangle, render.Box{X: box.X, Y: box.Y, Width: box.Width * side, Height: box.Height * side}, plain, false)...)
	case render.GroupEntry:
		if e.Colour != "" {
			plain.Fill = e.Colour
		}
		g.Shapes = append(g.Shapes, outlineOf(render.Rectangle, render.Box{X: box.X, Y: box.Y, Width: box.Width, Height: box.Height * 0.86}, plain, false)...)
		tag()
	default:
		shape := e.Shape
		if shape == "" {
			shape = render.Rectangle
		}
		look := s.SampleLook(e)
		g.Shapes = append(g.Shapes, outlineOf(shape, render.Box{X: box.X, Y: box.Y, Width: 19, Height: box.Height * 0.8}, look, e.Kind == render.SetEntry)...)
		tag()
	}
}

// cellSample draws what a legend entry explains where that is a part of a cell of a matrix, and reports whether it is.
func cellSample(g *Group, t render.Theme, e *render.LegendEntry, box render.Box) bool {
	const side = 11.0
	box.Width, box.Height = side, side
	colour, dash := t.Text, render.Solid
	switch e.Kind {
	case render.FamilyEntry:
		colour = e.Colour
	case render.DashEntry:
		dash = e.Dash
	case render.MarkEntry:
	case render.ChangedLineEntry:
		colour = t.MutedText
		if dash = e.Dash; e.Emphasis == render.Faded {
			colour = t.Faded
		}
	default:
		return false
	}
	g.Shapes = append(g.Shapes, Field(box, colour, t.Page, dash))
	if e.State == diff.Added && !e.Attested {
		g.Shapes = append(g.Shapes, Heavy(box, t.Text))
	}
	if e.Code != "" {
		ink := t.BadgeText
		if Open(dash) {
			ink = colour
		}
		g.Texts = append(g.Texts, textOf(e.Code, box.X, box.Y+render.BadgeType*capital/2, render.BadgeType, true, ink, Middle))
	}
	return true
}

// Field is the shape of a part of a cell of a matrix: filled or, for relationships whose lines are broken, with an outline
// that is broken like those, on the colour of the page.
func Field(box render.Box, colour, page string, dash render.Dash) Shape {
	shape := Shape{Kind: Rectangle, Left: box.Left(), Top: box.Top(), Width: box.Width, Height: box.Height, Fill: colour}
	if Open(dash) {
		const width = 0.9
		shape.Left, shape.Top, shape.Width, shape.Height = shape.Left+width/2, shape.Top+width/2, shape.Width-width, shape.Height-width
		shape.Fill, shape.Stroke, shape.StrokeWidth, shape.Dashes = page, colour, width, []float64{2.6, 1.5}
		switch dash {
		case render.Dotted:
			shape.Dashes = []float64{0.9, 1.1}
		case render.PairDashed:
			shape.Dashes = []float64{1.5, 0.8, 1.5, 2.2}
		}
	}
	return shape
}

// Heavy is the outline of the field of relationships that are new.
func Heavy(box render.Box, colour string) Shape {
	const width = 1.4
	return Shape{Kind: Rectangle, Left: box.Left() + width/2, Top: box.Top() + width/2, Width: box.Width - width, Height: box.Height - width,
		Stroke: colour, StrokeWidth: width}
}

// Open reports whether the field of relationships whose lines are broken so is an outline.
func Open(d render.Dash) bool {
	return d == render.Dashed || d == render.Dotted || d == render.PairDashed
}
