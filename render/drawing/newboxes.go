package drawing

import (
	"github.com/liaisongraph/liaison/render"
)

// The measures of outlines, in points.
const (
	setGap      = 4.0 // between the two outlines of a group
	roundCorner = 9.0
	cutCorner   = 7.0
	fold        = 7.0
	tabHeight   = 4.0
	tabWidth    = 15.0
	lugWidth    = 7.0
	lugHeight   = 3.6
	depth       = 4.0
)

// outlineOf draws the box of an organisation in the outline of its sector, and a second one within where it stands for a
// group. Only tabs stand out, above the box: at its sides arrowheads end, which would be hidden.
func outlineOf(shape render.Shape, box render.Box, look render.Look, set bool) []Shape {
	o := outliner{look: look}
	small := min(1, box.Height/22) // what is drawn on small boxes, as in the legend
	switch shape {
	case render.Tab:
		o.rectangle(box.Left(), box.Top()-tabHeight*small, min(tabWidth, box.Width/2), tabHeight*small)
	case render.Folder:
		w := min(2.2*tabWidth, box.Width/2)
		right, top := box.Right()-3*small, box.Top()
		o.closed(right-w, top, right-w+tabHeight*small, top-tabHeight*small, right-tabHeight*small, top-tabHeight*small, right, top)
	case render.Block:
		d := depth * small
		box = faceOf(box, d)
		o.closed(box.Left(), box.Top(), box.Left()+d, box.Top()-d, box.Right()+d, box.Top()-d, box.Right()+d, box.Bottom()-d, box.Right(), box.Bottom())
	}
	o.outline(shape, box, small, !set)
	if set {
		gap := setGap * max(small, 0.55)
		inner := render.Box{X: box.X, Y: box.Y, Width: box.Width - 2*gap, Height: box.Height - 2*gap}
		o.outline(shape, inner, small, true)
	}
	switch shape {
	case render.Component:
		for _, y := range []float64{box.Top() + 0.22*box.Height, box.Bottom() - 0.22*box.Height} {
			o.rectangle(box.Left(), y-lugHeight*small/2, lugWidth*small, lugHeight*small)
		}
	case render.Block:
		d := depth * small
		o.open(box.Right(), box.Top(), box.Right()+d, box.Top()-d)
	}
	return o.shapes
}

// faceOf is the front of a box that has a depth, which is to the right and above.
func faceOf(box render.Box, depth float64) render.Box {
	return render.Box{X: box.X - depth/2, Y: box.Y + depth/2, Width: box.Width - depth, Height: box.Height - depth}
}

// goneOutline are the strokes and gaps of the outline of what the second of two maps lacks.
var goneOutline = []float64{4, 2.6}

// outliner collects the shapes of one box.
type outliner struct {
	look   render.Look
	shapes []Shape
}

// outline draws one of the outlines; decorated is whether it has the marks of its shape.
func (o *outliner) outline(shape render.Shape, box render.Box, small float64, decorated bool) {
	l, r, t, b := box.Left(), box.Right(), box.Top(), box.Bottom()
	switch shape {
	case render.Rounded:
		o.add(Shape{Kind: Rectangle, Left: l, Top: t, Width: box.Width, Height: box.Height, Radius: min(roundCorner*small, box.Height/2)})
	case render.Note:
		f := fold * small
		o.closed(l, t, r-f, t, r, t+f, r, b, l, b)
		if decorated {
			o.open(r-f, t, r-f, t+f, r, t+f)
		}
	default:
		o.rectangle(l, t, box.Width, box.Height)
		if shape == render.CutCorners && decorated {
			c := min(cutCorner*small, box.Height/3)
			o.open(l+c, t, l, t+c)
			o.open(r-c, t, r, t+c)
			o.open(l+c, b, l, b-c)
			o.open(r-c, b, r, b-c)
		}
	}
}

// add adds a shape that is filled and outlined as the box is.
func (o *outliner) add(s Shape) {
	s.Fill, s.Stroke, s.StrokeWidth = o.look.Fill, o.look.Edge, o.look.EdgeWidth
	if o.look.Gone {
		s.Dashes = goneOutline
	}
	o.shapes = append(o.shapes, s)
}

func (o *outliner) rectangle(left, top, width, height float64) {
	o.add(Shape{Kind: Rectangle, Left: left, Top: top, Width: width, Height: height})
}

// closed adds a polygon with corners x, y.
func (o *outliner) closed(corners ...float64) {
	o.add(Shape{Kind: Curve, Path: append(polyline(corners), Segment{Verb: Close})})
}

// open adds lines along corners x, y.
func (o *outliner) open(corners ...float64) {
	o.shapes = append(o.shapes, Shape{Kind: Curve, Path: polyline(corners), Stroke: o.look.Edge, StrokeWidth: o.look.EdgeWidth})
}

func polyline(corners []float64) []Segment {
	var path []Segment
	for i := 0; i+1 < len(corners); i += 2 {
		verb := LineTo
		if i == 0 {
			verb = MoveTo
		}
		path = append(path, Segment{Verb: verb, X: corners[i], Y: corners[i+1]})
	}
	return path
}
