package drawing

import (
	"iter"
	"math"
	"slices"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"github.com/liaisongraph/liaison/render/internal/typeface"
)

// texts yields the texts of a drawing in the order of painting.
func (d *Drawing) texts() iter.Seq[*Text] {
	return func(yield func(*Text) bool) {
		for g := range d.groups() {
			for i := range g.Texts {
				if !yield(&g.Texts[i]) {
					return
				}
			}
		}
	}
}

// groups yields the groups of a drawing in the order of painting.
func (d *Drawing) groups() iter.Seq[*Group] {
	return func(yield func(*Group) bool) {
		var all func([]*Group) bool
		all = func(groups []*Group) bool {
			for _, g := range groups {
				if !yield(g) || !all(g.Groups) {
					return false
				}
			}
			return true
		}
		all(d.Groups)
	}
}

// prepareLetters finds fonts for the letters of a drawing that the typeface lacks; see [Text.outlines].
func (d *Drawing) prepareLetters() {
	var texts []string
	for text := range d.texts() {
		texts = append(texts, text.Value)
	}
	typeface.Prepare(texts)
}

// outlines returns the letters of a text as closed paths, each letter one, where they stand on the drawing. Letters
// that the typeface lacks are from fonts of this computer; where they are wider than was reckoned with, the text is
// made narrower.
func (t *Text) outlines() [][]Segment {
	glyphs, width := typeface.Set(t.Value, t.Bold)
	start, narrowing := t.begin(width)
	sin, cos := math.Sincos(t.Turn * math.Pi / 180)
	var paths [][]Segment
	for _, g := range glyphs {
		path := glyphPath(g, func(p fixed.Point26_6) (x, y float64) {
			x = (start + g.X + float64(p.X)*g.Scale) * t.Size * narrowing
			y = float64(p.Y) * g.Scale * t.Size
			return t.X + x*cos - y*sin, t.Y + x*sin + y*cos
		})
		if len(path) > 0 {
			paths = append(paths, path)
		}
	}
	return paths
}

// glyphPath returns the outline of a letter, whose points are where at puts them.
func glyphPath(g typeface.Glyph, at func(fixed.Point26_6) (x, y float64)) []Segment {
	var path []Segment
	x, y := 0.0, 0.0 // the end of the segment before
	for _, s := range g.Outline {
		x1, y1 := at(s.Args[0])
		x2, y2 := at(s.Args[1])
		x3, y3 := at(s.Args[2])
		segment := Segment{Verb: LineTo, X: x1, Y: y1}
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if len(path) > 0 {
				path = append(path, Segment{Verb: Close})
			}
			segment.Verb = MoveTo
		case sfnt.SegmentOpQuadTo: // the cubic curve that is the same
			segment = Segment{
				Verb: CurveTo, X1: x + (x1-x)*2/3, Y1: y + (y1-y)*2/3, X2: x2 + (x1-x2)*2/3, Y2: y2 + (y1-y2)*2/3, X: x2, Y: y2,
			}
		case sfnt.SegmentOpCubeTo:
			segment = Segment{Verb: CurveTo, X1: x1, Y1: y1, X2: x2, Y2: y2, X: x3, Y: y3}
		}
		path = append(path, segment)
		x, y = segment.X, segment.Y
	}
	if len(path) > 0 {
		path = append(path, Segment{Verb: Close})
	}
	return path
}

// begin returns where a text that is so many times its size wide begins, from its X in shares of the size, and how much
// narrower it is to be for the room that it has.
func (t *Text) begin(width float64) (start, narrowing float64) {
	narrowing = 1
	if width*t.Size > t.Width && t.Width > 0 {
		narrowing = t.Width / (width * t.Size)
	}
	switch t.Anchor {
	case Middle:
		start = -width / 2
	case End:
		start = -width
	}
	return start, narrowing
}

// quarter is how far the control points of a Bézier curve that is like a quarter of a circle are from its ends.
const quarter = 0.5522847498307936

// outline returns a shape as a path.
func (s *Shape) outline() []Segment {
	left, top, right, bottom := s.Left, s.Top, s.Left+s.Width, s.Top+s.Height
	rx, ry := s.Width/2, s.Height/2
	switch s.Kind {
	case Curve:
		return s.Path
	case Rectangle:
		if rx, ry = s.radius(), s.radius(); rx <= 0 {
			return []Segment{
				{Verb: MoveTo, X: left, Y: top}, {Verb: LineTo, X: right, Y: top}, {Verb: LineTo, X: right, Y: bottom},
				{Verb: LineTo, X: left, Y: bottom}, {Verb: Close},
			}
		}
	}
	curve := func(x1, y1, x2, y2, x, y float64) Segment {
		return Segment{Verb: CurveTo, X1: x1, Y1: y1, X2: x2, Y2: y2, X: x, Y: y}
	}
	kx, ky := rx*(1-quarter), ry*(1-quarter) // from the corner to a control point
	path := []Segment{
		{Verb: MoveTo, X: left + rx, Y: top}, {Verb: LineTo, X: right - rx, Y: top},
		curve(right-kx, top, right, top+ky, right, top+ry), {Verb: LineTo, X: right, Y: bottom - ry},
		curve(right, bottom-ky, right-kx, bottom, right-rx, bottom), {Verb: LineTo, X: left + rx, Y: bottom},
		curve(left+kx, bottom, left, bottom-ky, left, bottom-ry), {Verb: LineTo, X: left, Y: top + ry},
		curve(left, top+ky, left+kx, top, left+rx, top), {Verb: Close},
	}
	return slices.DeleteFunc(path, func(p Segment) bool { // the sides that the corners leave nothing of
		return p.Verb == LineTo && (p.Y == top || p.Y == bottom) && s.Width <= 2*rx || p.Verb == LineTo && (p.X == left || p.X == right) && s.Height <= 2*ry
	})
}

// radius returns the radius of the corners, at most half the shorter side.
func (s *Shape) radius() float64 { return min(s.Radius, s.Width/2, s.Height/2) }
