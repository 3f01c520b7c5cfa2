package drawing

import (
	"math"

	"github.com/liaisongraph/liaison/render"
)

// relationships are the lines, what is faded below the rest.
func (c *composer) relationships() *Group {
	var items []*Group
	for _, i := range c.scene.PaintOrder() {
		line := &c.scene.Lines[i]
		g := &Group{ID: "line:" + line.ID, Class: "line", Role: Item, Label: line.Label, Tooltip: line.Tooltip}
		for k := range line.Strands {
			if course := &c.place.Courses[i][k]; len(course.Points) > 1 {
				g.Groups = append(g.Groups, c.strand(line, k, course))
			}
		}
		items = append(items, g)
	}
	return listOf("relationships", "Relationships", items)
}

// strand is one of the lines between two organisations, with its letter.
func (c *composer) strand(line *render.Line, k int, course *render.Course) *Group {
	strand := &line.Strands[k]
	g := &Group{ID: "strand:" + strand.ID, Class: "strand", Role: Hidden}
	if len(line.Strands) > 1 {
		g.Tooltip = strand.Tooltip
	}
	colour, width := c.scene.StrandLook(strand)
	g.Shapes = strokeOf(course.Points, colour, width, dashesOf(strand.Dash), strand.Arrow.Besides(course.FromMark, course.ToMark))
	if word := strand.BadgeText(); word != "" {
		w, h := strand.BadgeSize()
		box := render.Box{X: course.Badge.X, Y: course.Badge.Y, Width: w, Height: h}
		g.Groups = append(g.Groups, chip("badge", box, word, render.BadgeType, colour, c.scene.Theme.BadgeText))
	}
	return g
}

// dashesOf are the strokes and gaps of a broken line, in points.
func dashesOf(d render.Dash) []float64 {
	switch d {
	case render.Dashed:
		return []float64{5, 2.5}
	case render.Dotted:
		return []float64{2, 3}
	case render.LongDashed:
		return []float64{11, 3}
	case render.PairDashed:
		return []float64{3, 1.6, 3, 7.4}
	case render.DashDotted:
		return []float64{8, 2.5, 2, 2.5}
	}
	return nil
}

// The measures of an arrowhead on a line of usual width, in points; it grows with wider lines.
const (
	headLength = 5.6
	headWidth  = 4.3
	usualWidth = 1.7
)

// strokeOf draws along a course, with arrowheads at its ends. Where an arrowhead is, the line ends at its base.
func strokeOf(points []render.Point, colour string, width float64, dashes []float64, arrow render.Arrow) []Shape {
	points = append([]render.Point(nil), points...)
	factor := max(1, 0.55+0.45*width/usualWidth)
	length, half := headLength*factor, headWidth*factor/2
	var heads []Shape
	if arrow == render.Forward || arrow == render.BothWays {
		heads = append(heads, head(points, length, half, colour))
	}
	if arrow == render.Backward || arrow == render.BothWays {
		reversed := backwards(points)
		heads = append(heads, head(reversed, length, half, colour))
		points = backwards(reversed)
	}
	line := Shape{Kind: Curve, Path: pathOf(points), Stroke: colour, StrokeWidth: width, Dashes: dashes}
	return append([]Shape{line}, heads...)
}

func backwards(points []render.Point) []render.Point {
	reversed := make([]render.Point, len(points))
	for i, p := range points {
		reversed[len(points)-1-i] = p
	}
	return reversed
}

// head returns the arrowhead at the end of a course, and moves the end to its base.
func head(points []render.Point, length, half float64, colour string) Shape {
	last := len(points) - 1
	tip := points[last]
	dx, dy := 1.0, 0.0
	for i := last - 1; i >= 0; i-- {
		if d := math.Hypot(tip.X-points[i].X, tip.Y-points[i].Y); d > 0.01 {
			dx, dy = (tip.X-points[i].X)/d, (tip.Y-points[i].Y)/d
			length = min(length, max(d, 2)) // on the shortest lines
			break
		}
	}
	base := render.Point{X: tip.X - dx*length, Y: tip.Y - dy*length}
	points[last] = render.Point{X: tip.X - dx*length*0.9, Y: tip.Y - dy*length*0.9} // no gap between the line and its head
	return Shape{Kind: Curve, Fill: colour, Path: []Segment{
		{Verb: MoveTo, X: tip.X, Y: tip.Y},
		{Verb: LineTo, X: base.X - dy*half, Y: base.Y + dx*half},
		{Verb: LineTo, X: base.X + dy*half, Y: base.Y - dx*half},
		{Verb: Close},
	}}
}

// pathOf makes a path of a start and cubic curves.
func pathOf(points []render.Point) []Segment {
	path := []Segment{{Verb: MoveTo, X: points[0].X, Y: points[0].Y}}
	for i := 1; i+2 < len(points); i += 3 {
		a, b, c := points[i], points[i+1], points[i+2]
		path = append(path, Segment{CurveTo, a.X, a.Y, b.X, b.Y, c.X, c.Y})
	}
	return path
}
