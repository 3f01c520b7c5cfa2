package drawing

import (
	"cmp"
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
	if s.View == render.MatrixView && cellSample(g, s.Theme, e, box) {
		return
	}
	p := &samplePainter{g: g, scene: s, entry: e, box: box}
	if !p.drawLine() {
		p.drawBox()
	}
}

// samplePainter draws what one legend entry explains.
type samplePainter struct {
	g     *Group
	scene *render.Scene
	entry *render.LegendEntry
	box   render.Box
}

// drawLine draws what an entry explains of lines, and reports whether it does.
func (p *samplePainter) drawLine() bool {
	e, t := p.entry, p.scene.Theme
	switch e.Kind {
	case render.FamilyEntry:
		p.line(e.Colour, e.Width, e.Dash, render.NoArrow)
		p.badge(e.Colour)
	case render.ArrowEntry:
		p.line(t.Text, sampleWidth, render.Solid, e.Arrow)
	case render.DashEntry:
		p.line(t.Text, sampleWidth, e.Dash, render.NoArrow)
	case render.MarkEntry:
		p.line(t.Text, sampleWidth, render.Solid, render.NoArrow)
		p.badge(t.Text)
	case render.ChangedLineEntry:
		colour := t.Text
		if e.Emphasis == render.Faded {
			colour = t.Faded
		}
		p.line(colour, e.Width, e.Dash, render.NoArrow)
		p.badge(t.Text)
	case render.JointEntry:
		p.line(t.Text, sampleWidth, render.Solid, render.NoArrow)
		p.joint()
	default:
		return false
	}
	return true
}

// drawBox draws what an entry explains of boxes.
func (p *samplePainter) drawBox() {
	e, s, box := p.entry, p.scene, p.box
	plain := render.Look{Fill: s.Theme.Box, Edge: s.Theme.BoxEdge, EdgeWidth: 1}
	switch e.Kind {
	case render.ChangedBoxEntry:
		at := render.Box{X: box.X + 2, Y: box.Y, Width: 22, Height: box.Height * 0.8}
		p.outline(render.Rectangle, at, s.SampleLook(e), false)
		p.tag(at.Left() + 2)
	case render.SizeEntry:
		side := math.Sqrt(e.Area / render.LargestArea)
		p.outline(render.Rectangle, render.Box{X: box.X, Y: box.Y, Width: box.Width * side, Height: box.Height * side}, plain, false)
	case render.GroupEntry:
		if e.Colour != "" {
			plain.Fill = e.Colour
		}
		p.outline(render.Rectangle, render.Box{X: box.X, Y: box.Y, Width: box.Width, Height: box.Height * 0.86}, plain, false)
		p.tag(box.X)
	default:
		shape := cmp.Or(e.Shape, render.Rectangle)
		p.outline(shape, render.Box{X: box.X, Y: box.Y, Width: 19, Height: box.Height * 0.8}, s.SampleLook(e), e.Kind == render.SetEntry)
		p.tag(box.X)
	}
}

const sampleWidth = 1.4 // of a line that stands for all

func (p *samplePainter) line(colour string, width float64, dash render.Dash, arrow render.Arrow) {
	from, to := render.Point{X: p.box.Left(), Y: p.box.Y}, render.Point{X: p.box.Right(), Y: p.box.Y}
	p.g.Shapes = append(p.g.Shapes, strokeOf([]render.Point{from, from, to, to}, colour, width, dashesOf(dash), arrow)...)
}

func (p *samplePainter) outline(shape render.Shape, box render.Box, look render.Look, set bool) {
	p.g.Shapes = append(p.g.Shapes, outlineOf(shape, box, look, set)...)
}

// badge draws the letter of the entry, if it has one, on its line.
func (p *samplePainter) badge(colour string) {
	e := p.entry
	if e.Code == "" {
		return
	}
	strand := render.Strand{Code: e.Code}
	w, h := strand.BadgeSize()
	p.g.Groups = append(p.g.Groups, chip("badge", render.Box{X: p.box.X, Y: p.box.Y, Width: w, Height: h}, e.Code, render.BadgeType, colour, p.scene.Theme.BadgeText))
}

// tag draws the word of the entry, if it has one, on its box.
func (p *samplePainter) tag(x float64) {
	e, t := p.entry, p.scene.Theme
	if e.Code == "" {
		return
	}
	node := render.Node{Tag: e.Code}
	at, _ := node.TagBox(p.box)
	at.X, at.Y, at.Height = x, p.box.Y, at.Height*0.8
	p.g.Groups = append(p.g.Groups, chip("tag", at, e.Code, render.TagType*0.95, t.Text, t.Page))
}

func (p *samplePainter) joint() {
	e, t, box := p.entry, p.scene.Theme, p.box
	mark := render.Mark{Label: e.Code}
	w, h := mark.Size()
	p.g.Groups = append(p.g.Groups, &Group{Role: Hidden,
		Shapes: []Shape{{Kind: Rectangle, Left: box.X - w/2, Top: box.Y - h/2, Width: w, Height: h, Radius: h / 2, Fill: t.Page, Stroke: t.Text, StrokeWidth: 1}},
		Texts:  []Text{textOf(e.Code, box.X, box.Y+render.MarkType*0.52/2, render.MarkType, true, t.Text, Middle)}})
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
