package render

import (
	"cmp"
	"math"
	"slices"
)

// The letter of a strand stands this far from the end of its line; those of further strands follow.
const (
	badgeDistance = 19.0
	badgeHeight   = 9.0
	badgeGap      = 2.0
)

// route gives every strand its course.
func (r *router) route() {
	for i, line := range r.scene.Lines {
		courses := make([]Course, len(line.Strands))
		switch channel, ok := r.channel(i); {
		case line.From == line.To:
			r.loop(i, courses)
		case abs(r.level[line.From]-r.level[line.To]) > 1:
			r.around(i, courses)
		case !ok:
			r.straight(i, courses)
		case r.level[line.From] == r.level[line.To]:
			r.arc(i, channel, courses)
		default:
			r.step(i, courses)
		}
		r.place.Courses[i] = courses
	}
	r.placeBadges()
}

// offset returns how far the middle of strand k of n is from that of the line.
func offset(k, n int) float64 { return (float64(k) - float64(n-1)/2) * strandSpacing }

// atEnd returns where a line ends at a node's side, -1 or 1.
func (r *router) atEnd(l, n, side int) Point {
	b := r.place.Nodes[n]
	return Point{b.X + float64(side)*b.Width/2, r.ports[portKey{l, n}]}
}

// edge is where a line that ends at a node's side leaves the column of the node.
func (r *router) edge(l, n, side int) Point {
	level := r.level[n]
	return Point{r.columnX[level] + float64(side)*r.columns[level]/2, r.ports[portKey{l, n}]}
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
	line := &r.scene.Lines[l]
	sideA, sideB := r.sideOf(l, line.From, line.To), r.sideOf(l, line.To, line.From)
	start, finish := r.atEnd(l, line.From, sideA), r.atEnd(l, line.To, sideB)
	a, b := r.edge(l, line.From, sideA), r.edge(l, line.To, sideB)
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
		up, down := a.Y+o*r.squeezed(l, line.From), b.Y+o*r.squeezed(l, line.To)
		courses[k].Points = led(Point{start.X, up}, []Point{
			{a.X, up}, {a.X + dx*bend + shift, up}, {b.X - dx*bend + shift, down}, {b.X, down},
		}, Point{finish.X, down})
	}
}

// arc draws a line from a column back to it, through a channel beside it.
func (r *router) arc(l, channel int, courses []Course) {
	line := &r.scene.Lines[l]
	side := 1.0
	if channel < r.level[line.From] {
		side = -1
	}
	start, finish := r.atEnd(l, line.From, int(side)), r.atEnd(l, line.To, int(side))
	a, b := r.edge(l, line.From, int(side)), r.edge(l, line.To, int(side))
	down := 1.0
	if b.Y < a.Y {
		down = -1
	}
	for k := range courses {
		o := offset(k, len(courses)) * down
		out := side * (r.depth(l) + r.thickness(l)/2 - o) * 4 / 3
		first, last := a.Y+o*down*r.squeezed(l, line.From), b.Y-o*down*r.squeezed(l, line.To)
		courses[k].Points = led(Point{start.X, first}, []Point{
			{a.X, first}, {a.X + out, first}, {b.X + out, last}, {b.X, last},
		}, Point{finish.X, last})
	}
}

// straight draws a line between neighbours in the middle, from the bottom of one to the top of the other. Where the
// letters of its strands have no room beside one another, the strands draw together and the letters stand in two rows.
func (r *router) straight(l int, courses []Course) {
	line := &r.scene.Lines[l]
	a, b := r.place.Nodes[line.From], r.place.Nodes[line.To]
	from, to := a.Bottom(), b.Top()
	if b.Y < a.Y {
		from, to = a.Top(), b.Bottom()
	}
	total := -badgeGap
	for k := range courses {
		total += badgeWidth(&line.Strands[k]) + badgeGap
	}
	const corner = 6.0 // beside which no line ends
	squeeze := min(1, (min(a.Width, b.Width)-2*corner)/total)
	x := -total / 2
	for k := range courses {
		w := badgeWidth(&line.Strands[k])
		third := (to - from) / 3
		at, row := a.X+(x+w/2)*squeeze, 0.0
		if squeeze < 1 {
			row = (float64(k%2) - 0.5) * (badgeHeight + 1)
		}
		courses[k] = Course{
			Points: []Point{{at, from}, {at, from + third}, {at, to - third}, {at, to}},
			Badge:  Point{at, (from+to)/2 + row},
		}
		r.badged = append(r.badged, Box{at, (from+to)/2 + row, w, badgeHeight})
		x += w + badgeGap
	}
}

// loopReach is how far strand k of a line from an organisation to itself swings out, so that the letter on it stands
// beside those of the strands within.
func (r *router) loopReach(l, k int) float64 {
	strands := r.scene.Lines[l].Strands
	reach := arcDepth
	for i := 1; i <= k; i++ {
		reach += (badgeWidth(&strands[i-1])+badgeWidth(&strands[i]))/2 + badgeGap
	}
	return reach
}

// loopDepth is the room beside its box that a line from an organisation to itself needs.
func (r *router) loopDepth(l int) float64 {
	last := len(r.scene.Lines[l].Strands) - 1
	return r.loopReach(l, last) + badgeWidth(&r.scene.Lines[l].Strands[last])/2
}

// loop draws a line from an organisation to itself.
func (r *router) loop(l int, courses []Course) {
	n := r.scene.Lines[l].From
	side := float64(r.loopSide(n))
	b := r.place.Nodes[n]
	x := b.X + side*b.Width/2
	squeeze := 1.0
	if r.scene.sized() {
		squeeze = min(1, (b.Height/2-1)/(loopHeight+float64(len(courses)-1)*strandSpacing/2))
	}
	for k := range courses {
		out := side * r.loopReach(l, k) * 4 / 3
		half := (loopHeight + float64(k)*strandSpacing/2) * squeeze
		up, down := b.Y-half, b.Y+half
		courses[k].Points = []Point{{x, up}, {x + out, up}, {x + out, down}, {x, down}}
		courses[k].Badge = Point{x + out*3/4, b.Y}
		r.badged = append(r.badged, Box{x + out*3/4, b.Y, badgeWidth(&r.scene.Lines[l].Strands[k]), badgeHeight})
	}
}

// around draws a line from one side to the other, above or below everything else.
func (r *router) around(l int, courses []Course) {
	line := &r.scene.Lines[l]
	sideA, sideB := r.sideOf(l, line.From, line.To), r.sideOf(l, line.To, line.From)
	start, finish := r.atEnd(l, line.From, sideA), r.atEnd(l, line.To, sideB)
	a, b := r.edge(l, line.From, sideA), r.edge(l, line.To, sideB)
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
		xa, xb := a.X+float64(sideA)*(away+o), b.X+float64(sideB)*(away+o)
		first, last := a.Y+o*r.squeezed(l, line.From), b.Y+o*r.squeezed(l, line.To)
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

// placeBadges places the letters of all strands: those of short lines first, because they have fewest places to
// go.
func (r *router) placeBadges() {
	order := make([]int, 0, len(r.lines))
	lengths := make([]float64, len(r.scene.Lines))
	for _, l := range r.lines {
		courses := r.place.Courses[l]
		if courses[0].Badge != (Point{}) {
			continue // straight between neighbours
		}
		order = append(order, l)
		lengths[l] = math.Inf(1)
		for k := range courses {
			trail := follow(courses[k].Points)
			lengths[l] = min(lengths[l], trail[len(trail)-1].length)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(lengths[a], lengths[b]) })
	for _, l := range order {
		r.placeLineBadges(l)
	}
}

// placeLineBadges places the letters of a line near the end where fewer lines arrive, where they do not cover
// others nor boxes, each as near to the end as it can.
func (r *router) placeLineBadges(l int) {
	line := &r.scene.Lines[l]
	fromTo := r.crowd(l, line.To, line.From) <= r.crowd(l, line.From, line.To)
	ends := []bool{fromTo, !fromTo} // whether at To
	if line.From == r.centre || line.To == r.centre {
		ends = ends[:1] // at the centre all of them come together
	}
	for k := range line.Strands {
		course := &r.place.Courses[l][k]
		trails := map[bool][]milestone{false: follow(course.Points), true: follow(backwards(course.Points))}
		best, fewest := Box{}, math.MaxInt
		const step, steps = 3.0, 36
		for i := 0; i < steps && fewest > 0; i++ {
			for _, atTo := range ends {
				at := along(trails[atTo], badgeDistance+float64(i)*step)
				box := Box{at.X, at.Y, badgeWidth(&line.Strands[k]), badgeHeight}
				if n := r.covered(box); n < fewest {
					best, fewest = box, n
				}
			}
		}
		course.Badge = Point{best.X, best.Y}
		r.badged = append(r.badged, best)
	}
}

// covered counts how many letters and boxes are under a letter, with a little room around it.
func (r *router) covered(b Box) int {
	count := 0
	b.Width, b.Height = b.Width+badgeGap, b.Height+badgeGap/2
	for _, others := range [][]Box{r.badged, r.place.Nodes} {
		for _, o := range others {
			if overlap(b, o) {
				count++
			}
		}
	}
	return count
}

func overlap(a, b Box) bool {
	return a.Left() < b.Right() && b.Left() < a.Right() && a.Top() < b.Bottom() && b.Top() < a.Bottom()
}

// crowd is how many lines end at the same side of a as its line to b does.
func (r *router) crowd(l, a, b int) int {
	if a == r.centre {
		return math.MaxInt
	}
	side, count := r.sideOf(l, a, b), 0
	for _, m := range r.neighbour[a] {
		other := r.between[[2]int{min(a, m), max(a, m)}]
		if r.sideOf(other, a, m) == side {
			count++
		}
	}
	return count
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

// extent returns the box that holds all boxes, clusters and lines.
func (r *router) extent() Box {
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	add := func(b Box) {
		left, right = min(left, b.Left()), max(right, b.Right())
		top, bottom = min(top, b.Top()), max(bottom, b.Bottom())
	}
	for _, b := range r.place.Nodes {
		add(b)
	}
	for _, b := range r.place.Clusters {
		if b.Width > 0 {
			add(b)
		}
	}
	for _, courses := range r.place.Courses {
		for _, c := range courses {
			for i := 0; i+3 < len(c.Points); i += 3 {
				for s := 0.0; s <= 1; s += 0.125 {
					at := bezier(c.Points[i:i+4], s)
					add(Box{at.X, at.Y, 4, 4})
				}
			}
			add(Box{c.Badge.X, c.Badge.Y, badgeHeight, badgeHeight})
		}
	}
	if left > right {
		return Box{}
	}
	return boxBetween(left, top, right, bottom)
}
