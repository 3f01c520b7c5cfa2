package graphviz

import (
	"math"
	"slices"

	drawing "github.com/liaisongraph/liaison/render"
)

// strandSpacing is between the middles of the strands of a line, in points.
const strandSpacing = 4.3

// drawCourses gives every strand its course, side by side along that of its edge.
func (p *placer) drawCourses() {
	for i := range p.edges {
		e := &p.edges[i]
		from, to := p.end(e.from), p.end(e.to)
		course := e.course
		switch {
		case len(course) >= 4:
		case e.from == e.to:
			course = loop(from, i)
		default: // Graphviz has lost it
			course = straight(drawing.Point{X: from.X, Y: from.Y}, drawing.Point{X: to.X, Y: to.Y})
		}
		if e.line < 0 {
			p.place.Joints[e.joint][0].Trunk = clipped(course, from, to)
			continue
		}
		nodes := len(p.scene.Nodes)
		for k, strand := range e.strands {
			aside := (float64(k) - float64(len(e.strands)-1)/2) * strandSpacing
			p.place.Courses[e.line][strand] = drawing.Course{
				Points:   clipped(beside(course, aside), from, to),
				FromMark: e.from >= nodes, ToMark: e.to >= nodes,
			}
		}
	}
}

// end returns the box of an organisation or of the mark of a joint.
func (p *placer) end(n int) drawing.Box {
	if n < len(p.place.Nodes) {
		return p.place.Nodes[n]
	}
	j := n - len(p.place.Nodes)
	mark := &p.place.Joints[j][0]
	width, height := mark.Size()
	return drawing.Box{X: mark.At.X, Y: mark.At.Y, Width: width, Height: height}
}

// straight returns a straight course.
func straight(from, to drawing.Point) []drawing.Point {
	return []drawing.Point{from, between(from, to, 1.0/3), between(from, to, 2.0/3), to}
}

// loop returns the course of a line from a box back to it, at its right.
func loop(box drawing.Box, k int) []drawing.Point {
	out, half := 24+float64(k%4)*strandSpacing, min(8, box.Height/3)
	x := box.Right()
	return []drawing.Point{{X: x, Y: box.Y - half}, {X: x + out, Y: box.Y - half}, {X: x + out, Y: box.Y + half}, {X: x, Y: box.Y + half}}
}

// beside returns a course at a distance to the right of another: each control point moves along the normal of the
// control polygon there. This is the approximation of offset curves by Tiller and Hanson (1984), near enough for
// strands a few points apart.
func beside(course []drawing.Point, aside float64) []drawing.Point {
	if aside == 0 {
		return slices.Clone(course)
	}
	moved := make([]drawing.Point, len(course))
	for i, at := range course {
		before, after := direction(course, i, -1), direction(course, i, 1)
		if before == (drawing.Point{}) {
			before = after
		} else if after == (drawing.Point{}) {
			after = before
		}
		normal := drawing.Point{X: -before.Y - after.Y, Y: before.X + after.X}
		length := math.Hypot(normal.X, normal.Y)
		if length < 0.1 { // it turns back on itself
			normal, length = drawing.Point{X: -before.Y, Y: before.X}, 1
		}
		// In a bend, the way to the other side of the polygon is longer.
		const longest = 1.4
		by := aside * min(longest, 2/length) / length
		moved[i] = drawing.Point{X: at.X + normal.X*by, Y: at.Y + normal.Y*by}
	}
	return moved
}

// direction returns the direction, a unit long, in which a polygon arrives at its corner i (-1) or leaves it (1), or
// nothing at its ends.
func direction(corners []drawing.Point, i, step int) drawing.Point {
	for k := i + step; k >= 0 && k < len(corners); k += step {
		dx, dy := corners[k].X-corners[i].X, corners[k].Y-corners[i].Y
		if length := math.Hypot(dx, dy); length > 1e-3 {
			return drawing.Point{X: dx / length * float64(step), Y: dy / length * float64(step)}
		}
	}
	return drawing.Point{}
}

// clipped returns a course that begins at the outline of one box and ends at that of another.
func clipped(course []drawing.Point, from, to drawing.Box) []drawing.Point {
	course = fromOutline(course, from)
	slices.Reverse(course)
	course = fromOutline(course, to)
	slices.Reverse(course)
	return course
}

// fromOutline returns a course that begins where it leaves a box. Where it begins outside, it is first led back the way
// it comes from; where that misses the box, its beginning moves to the nearest point of the outline.
func fromOutline(course []drawing.Point, box drawing.Box) []drawing.Point {
	const reach = 4 * clear
	start := course[0]
	led := course
	if back := direction(course, 0, 1); !inside(start, box) && back != (drawing.Point{}) {
		led = append(straight(drawing.Point{X: start.X - back.X*reach, Y: start.Y - back.Y*reach}, start), course[1:]...)
	}
	const steps = 16
	was, outside := false, false
	for i := 0; i+3 < len(led) && i <= 6; i += 3 {
		for s := 0; s <= steps; s++ {
			t := float64(s) / steps
			in := inside(bezier(led[i:i+4], t), box)
			if was && !in {
				before := t - 1.0/steps
				for range 24 {
					if middle := (before + t) / 2; inside(bezier(led[i:i+4], middle), box) {
						before = middle
					} else {
						t = middle
					}
				}
				return append(after(led[i:i+4], t), led[i+4:]...)
			}
			was, outside = in, outside || !in
		}
	}
	if !outside { // all of it is in the box, which lies on the other end
		return slices.Clone(course)
	}
	moved := slices.Clone(course)
	moved[0] = nearest(box, start)
	if len(moved) > 4 || math.Hypot(moved[0].X-start.X, moved[0].Y-start.Y) < reach {
		moved[1] = drawing.Point{X: moved[1].X + moved[0].X - start.X, Y: moved[1].Y + moved[0].Y - start.Y}
	}
	return moved
}

func inside(at drawing.Point, box drawing.Box) bool {
	return math.Abs(at.X-box.X) <= box.Width/2 && math.Abs(at.Y-box.Y) <= box.Height/2
}

// nearest returns the point of a box that is nearest to a point outside.
func nearest(box drawing.Box, at drawing.Point) drawing.Point {
	return drawing.Point{X: min(max(at.X, box.Left()), box.Right()), Y: min(max(at.Y, box.Top()), box.Bottom())}
}

// after returns the part of a Bézier curve from t on, by de Casteljau's algorithm.
func after(p []drawing.Point, t float64) []drawing.Point {
	a, b, c := between(p[0], p[1], t), between(p[1], p[2], t), between(p[2], p[3], t)
	ab, bc := between(a, b, t), between(b, c, t)
	return []drawing.Point{between(ab, bc, t), bc, c, p[3]}
}

func between(a, b drawing.Point, t float64) drawing.Point {
	return drawing.Point{X: a.X + (b.X-a.X)*t, Y: a.Y + (b.Y-a.Y)*t}
}

// bezier returns the point of a cubic Bézier curve at t, from 0 to 1.
func bezier(p []drawing.Point, t float64) drawing.Point {
	u := 1 - t
	a, b, c, d := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
	return drawing.Point{
		X: a*p[0].X + b*p[1].X + c*p[2].X + d*p[3].X,
		Y: a*p[0].Y + b*p[1].Y + c*p[2].Y + d*p[3].Y,
	}
}

// milestone is a point of a course and how far it is from the start.
type milestone struct {
	drawing.Point
	length float64
}

// follow returns points close to one another along a course.
func follow(points []drawing.Point) []milestone {
	const steps = 12
	trail := []milestone{{Point: points[0]}}
	for i := 0; i+3 < len(points); i += 3 {
		for s := 1; s <= steps; s++ {
			last := trail[len(trail)-1]
			at := bezier(points[i:i+4], float64(s)/steps)
			trail = append(trail, milestone{at, last.length + math.Hypot(at.X-last.X, at.Y-last.Y)})
		}
	}
	return trail
}

// along returns the point of a course that is a length away from its start, and the direction there.
func along(trail []milestone, length float64) (at, direction drawing.Point) {
	for i := 1; i < len(trail); i++ {
		a, b := trail[i-1], trail[i]
		if d := b.length - a.length; d > 0 && (length <= b.length || i == len(trail)-1) {
			t := min(1, (length-a.length)/d)
			return between(a.Point, b.Point, t), drawing.Point{X: (b.X - a.X) / d, Y: (b.Y - a.Y) / d}
		}
	}
	return trail[0].Point, drawing.Point{X: 1}
}
