package render

import "math"

// route gives every strand its course.
func (r *router) route() {
	for i, line := range r.bundles {
		courses := make([]Course, len(line.strands))
		switch channel, ok := r.channel(i); {
		case line.from == line.to:
			r.loop(i, courses)
		case abs(r.level[line.from]-r.level[line.to]) > 1:
			r.around(i, courses)
		case !ok:
			r.straight(i, courses)
		case r.level[line.from] == r.level[line.to]:
			r.arc(i, channel, courses)
		default:
			r.step(i, courses)
		}
		r.courses[i] = courses
	}
	r.placeMarks()
	r.placeBadges()
	for i, courses := range r.courses {
		b := &r.bundles[i]
		for k, course := range courses {
			course.FromMark, course.ToMark = b.markAt == b.from, b.markAt == b.to
			r.place.Courses[b.line][b.strands[k]] = course
		}
	}
}

// offset returns how far the middle of strand k of n is from that of the line.
func offset(k, n int) float64 { return (float64(k) - float64(n-1)/2) * strandSpacing }

// atEnd returns where a line ends at a node's side, -1 or 1, or at the mark that is there.
func (r *router) atEnd(l, n, side int) Point {
	if r.bundles[l].markAt == n {
		return r.edge(l, n, side)
	}
	b := r.place.Nodes[n]
	return Point{b.X + float64(side)*b.Width/2, r.ports[portKey{l, n}]}
}

// edge is where a line that ends at a node's side leaves the column of the node, or the mark beside that.
func (r *router) edge(l, n, side int) Point {
	level := r.level[n]
	return Point{r.columnX[level] + float64(side)*(r.columns[level]/2+r.reach(l, n)), r.ports[portKey{l, n}]}
}

// led is a course between the edges of two columns with what leads to it from boxes that are narrower than those.
func led(from Point, course []Point, to Point) []Point {
	const nothing = 0.01
	if first := course[0]; distance(from, first) > nothing {
		course = append([]Point{from, between(from, first, 1.0/3), between(from, first, 2.0/3)}, course...)
	}
	if last := course[len(course)-1]; distance(last, to) > nothing {
		course = append(course, between(last, to, 1.0/3), between(last, to, 2.0/3), to)
	}
	return course
}

// step draws a line from one column to the next, level at both ends. The strands keep their distance where it
// slopes: there each is moved to the side by the tangent of half the slope.
func (r *router) step(l int, courses []Course) {
	line := &r.bundles[l]
	sideA, sideB := r.sideOf(l, line.from, line.to), r.sideOf(l, line.to, line.from)
	start, finish := r.atEnd(l, line.from, sideA), r.atEnd(l, line.to, sideB)
	a, b := r.edge(l, line.from, sideA), r.edge(l, line.to, sideB)
	const bend = 0.45 // of the way from end to end, level with each end
	dx := b.X - a.X
	slope := math.Atan2((b.Y-a.Y)*2*(1-bend), dx*(1-bend))
	if dx < 0 {
		slope = math.Atan2((b.Y-a.Y)*2*(1-bend), -dx*(1-bend))
	}
	for k := range courses {
		o := offset(k, len(courses))
		shift := -o * math.Tan(slope/2) * 4 / 3
		if dx < 0 {
			shift = -shift
		}
		up, down := a.Y+o*r.squeezed(l, line.from), b.Y+o*r.squeezed(l, line.to)
		courses[k].Points = led(Point{start.X, up}, []Point{
			{a.X, up}, {a.X + dx*bend + shift, up}, {b.X - dx*bend + shift, down}, {b.X, down},
		}, Point{finish.X, down})
	}
}

// arc draws a line from a column back to it, through a channel beside it.
func (r *router) arc(l, channel int, courses []Course) {
	line := &r.bundles[l]
	side := 1.0
	if channel < r.level[line.from] {
		side = -1
	}
	start, finish := r.atEnd(l, line.from, int(side)), r.atEnd(l, line.to, int(side))
	a, b := r.edge(l, line.from, int(side)), r.edge(l, line.to, int(side))
	down := 1.0
	if b.Y < a.Y {
		down = -1
	}
	for k := range courses {
		o := offset(k, len(courses)) * down
		reachA, reachB := r.reach(l, line.from), r.reach(l, line.to)
		out := side * (r.depth(l) + r.thickness(l)/2 - o) * 4 / 3
		first, last := a.Y+o*down*r.squeezed(l, line.from), b.Y-o*down*r.squeezed(l, line.to)
		courses[k].Points = led(Point{start.X, first}, []Point{
			{a.X, first}, {a.X + out - side*reachA, first}, {b.X + out - side*reachB, last}, {b.X, last},
		}, Point{finish.X, last})
	}
}

// fitsStraight reports whether the letters of a line have room between two boxes in the middle, in two rows.
func (b *bundle) fitsStraight() bool {
	if b.marked {
		return false
	}
	total := 0.0
	for _, width := range b.badges {
		total += width + badgeGap
	}
	return total <= 1.8*(boxWidth-2*straightCorner)
}

// straightCorner is the room beside the corners of a box in the middle where no line ends.
const straightCorner = 6.0

// straight draws a line between neighbours in the middle, from the bottom of one to the top of the other. Where the
// letters of its strands have no room beside one another, the strands draw together and the letters stand in two rows.
func (r *router) straight(l int, courses []Course) {
	line := &r.bundles[l]
	a, b := r.place.Nodes[line.from], r.place.Nodes[line.to]
	from, to := a.Bottom(), b.Top()
	if b.Y < a.Y {
		from, to = a.Top(), b.Bottom()
	}
	total := -badgeGap
	for k := range courses {
		total += line.badges[k] + badgeGap
	}
	squeeze := min(1, (min(a.Width, b.Width)-2*straightCorner)/total)
	x := -total / 2
	for k := range courses {
		w := line.badges[k]
		third := (to - from) / 3
		at, row := a.X+(x+w/2)*squeeze, 0.0
		if squeeze < 1 {
			row = (float64(k%2) - 0.5) * (badgeHeight + 1)
		}
		courses[k] = Course{
			Points: []Point{{at, from}, {at, from + third}, {at, to - third}, {at, to}},
			Badge:  Point{at, (from+to)/2 + row},
		}
		x += w + badgeGap
	}
}

// loops says how far each strand from an organisation to itself swings out, so that the letter on it stands beside those
// of the strands within, and how far all of them go with their letters. The mark of a joint stands beside the letter.
func (s *Scene) loops(l int) (reach []float64, depth float64) {
	strands := s.Lines[l].Strands
	depth = arcDepth - badgeHeight/2
	for k := range strands {
		width := badgeWidth(&strands[k])
		reach = append(reach, depth+width/2)
		depth += width + badgeGap
		if j := strands[k].Joint; j >= 0 {
			mark, _ := s.loopMark(j).Size()
			depth += mark + badgeGap
		}
	}
	return reach, depth - badgeGap
}

// loopMark is a mark as wide as any of a joint.
func (s *Scene) loopMark(j int) *Mark { return &Mark{Label: s.Joints[j].Rule + " 00"} }

// loopCourses draws the strands from an organisation to itself at a side of its box, 1 or -1, and places the letters.
func (s *Scene) loopCourses(l int, b Box, side, squeeze float64, courses []Course) {
	reach, _ := s.loops(l)
	x := b.X + side*b.Width/2
	for k := range courses {
		out := side * reach[k] * 4 / 3
		half := (loopHeight + float64(k)*strandSpacing/2) * squeeze
		courses[k].Points = []Point{{x, b.Y - half}, {x + out, b.Y - half}, {x + out, b.Y + half}, {x, b.Y + half}}
		courses[k].Badge = Point{x + side*reach[k], b.Y}
	}
}

// loop draws a line from an organisation to itself.
func (r *router) loop(l int, courses []Course) {
	n := r.bundles[l].from
	side := float64(r.loopSide(n))
	b := r.place.Nodes[n]
	squeeze := 1.0
	if r.scene.sized() {
		squeeze = min(1, (b.Height/2-1)/(loopHeight+float64(len(courses)-1)*strandSpacing/2))
	}
	r.scene.loopCourses(r.bundles[l].line, b, side, squeeze, courses)
}

// around draws a line from one side to the other, above or below everything else.
func (r *router) around(l int, courses []Course) {
	line := &r.bundles[l]
	sideA, sideB := r.sideOf(l, line.from, line.to), r.sideOf(l, line.to, line.from)
	start, finish := r.atEnd(l, line.from, sideA), r.atEnd(l, line.to, sideB)
	a, b := r.edge(l, line.from, sideA), r.edge(l, line.to, sideB)
	top, bottom := r.extentY()
	index, y := 0, 0.0
	for i, other := range r.above {
		if other == l {
			index, y = i, top-12-float64(i)*(badgeHeight+badgeGap)
		}
	}
	for i, other := range r.below {
		if other == l {
			index, y = i, bottom+12+float64(i)*(badgeHeight+badgeGap)
		}
	}
	away := aroundDistance + float64(index)*aroundSpacing
	for k := range courses {
		o := offset(k, len(courses))
		xa := a.X + float64(sideA)*(max(away, r.reach(l, line.from)+markTurn)-r.reach(l, line.from)+o)
		xb := b.X + float64(sideB)*(max(away, r.reach(l, line.to)+markTurn)-r.reach(l, line.to)+o)
		first, last := a.Y+o*r.squeezed(l, line.from), b.Y+o*r.squeezed(l, line.to)
		courses[k].Points = led(Point{start.X, first},
			rounded([]Point{{a.X, first}, {xa, first}, {xa, y + o}, {xb, y + o}, {xb, last}, {b.X, last}}, 9), Point{finish.X, last})
	}
}

// rounded makes a course of straight pieces with round corners.
func rounded(corners []Point, radius float64) []Point {
	points := []Point{corners[0]}
	line := func(to Point) {
		from := points[len(points)-1]
		points = append(points, between(from, to, 1.0/3), between(from, to, 2.0/3), to)
	}
	for i := 1; i < len(corners)-1; i++ {
		before, corner, after := corners[i-1], corners[i], corners[i+1]
		r := min(radius, distance(before, corner)/2, distance(corner, after)/2)
		start, end := towards(corner, before, r), towards(corner, after, r)
		line(start)
		const circle = 0.5523 // the best cubic curve for a quarter of a circle
		points = append(points, between(start, corner, circle), between(end, corner, circle), end)
	}
	line(corners[len(corners)-1])
	return points
}

func distance(a, b Point) float64 { return math.Hypot(b.X-a.X, b.Y-a.Y) }

// between returns the point at a part t of the way from a to b.
func between(a, b Point, t float64) Point { return Point{a.X + (b.X-a.X)*t, a.Y + (b.Y-a.Y)*t} }

// towards returns the point at a distance from a on the way to b.
func towards(a, b Point, length float64) Point {
	if d := distance(a, b); d > 0 {
		return between(a, b, length/d)
	}
	return a
}

func overlap(a, b Box) bool {
	return a.Left() < b.Right() && b.Left() < a.Right() && a.Top() < b.Bottom() && b.Top() < a.Bottom()
}

// crowd is how many lines end at the same side of a as its line to b does.
func (r *router) crowd(l, a, b int) int {
	if a == r.centre {
		return math.MaxInt
	}
	return r.crowds[[2]int{a, r.sideOf(l, a, b)}]
}

func backwards(points []Point) []Point {
	reversed := make([]Point, len(points))
	for i, p := range points {
		reversed[len(points)-1-i] = p
	}
	return reversed
}

// milestone is a point of a course and how far it is from the start.
type milestone struct {
	Point
	length float64
}

// follow returns points close to one another along a course.
func follow(points []Point) []milestone {
	const steps = 24
	trail := []milestone{{Point: points[0]}}
	for i := 0; i+3 < len(points); i += 3 {
		for s := 1; s <= steps; s++ {
			last := trail[len(trail)-1]
			at := bezier(points[i:i+4], float64(s)/steps)
			trail = append(trail, milestone{at, last.length + distance(last.Point, at)})
		}
	}
	return trail
}

// along returns the point of a course that is a length away from its start, but not at the very end.
func along(trail []milestone, length float64) Point {
	total := trail[len(trail)-1].length
	length = min(length, max(total-badgeDistance/2, total/2))
	for i := 1; i < len(trail); i++ {
		if a, b := trail[i-1], trail[i]; length <= b.length {
			return towards(a.Point, b.Point, length-a.length)
		}
	}
	return trail[len(trail)-1].Point
}

// bezier returns the point of a cubic Bézier curve at t, from 0 to 1.
func bezier(p []Point, t float64) Point {
	u := 1 - t
	a, b, c, d := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
	return Point{
		a*p[0].X + b*p[1].X + c*p[2].X + d*p[3].X,
		a*p[0].Y + b*p[1].Y + c*p[2].Y + d*p[3].Y,
	}
}
