package render

import (
	"cmp"
	"math"
	"slices"
)

// size is how large something is that is to be packed.
type size struct{ width, height float64 }

// aroundBody is how high the title, the legend and the sources are together, roughly.
const aroundBody = 150.0

// pack puts boxes in rows, the highest first, so that all of them together, with the title above and the legend below, are
// about ratio times as wide as high. It returns their top left corners and the size of all. O(n · log n).
func pack(sizes []size, ratio, gap float64) ([]Point, size) {
	order := make([]int, len(sizes))
	widest, area := 0.0, 0.0
	for i, s := range sizes {
		order[i] = i
		widest = max(widest, s.width)
		area += (s.width + gap) * (s.height + gap)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(sizes[b].height, sizes[a].height) })
	var best []Point
	var bestSize size
	least := math.Inf(1)
	const trials = 16
	for k := range trials {
		width := max(widest, math.Sqrt(area*ratio)*(0.8+0.07*float64(k)))
		places, all := shelves(sizes, order, width, gap)
		// How large a page of the ratio must be.
		if need := max(all.width, (all.height+aroundBody)*ratio); need < least-0.01 {
			best, bestSize, least = places, all, need
		}
	}
	return best, bestSize
}

// shelves puts boxes side by side in rows of at most a width. Where a box is followed by lower ones, those stand below
// one another as far as the row is high.
func shelves(sizes []size, order []int, width, gap float64) ([]Point, size) {
	places := make([]Point, len(sizes))
	var all size
	left, top, row := 0.0, 0.0, 0.0
	column := size{}        // the boxes below one another at the end of the row
	columnTop := math.NaN() // where the next of them goes
	for _, i := range order {
		s := sizes[i]
		if columnTop+s.height <= top+row+0.01 && s.width <= column.width+0.01 {
			places[i] = Point{left, columnTop}
			columnTop += s.height + gap
			continue
		}
		if column.width > 0 {
			left += column.width + gap
		}
		if column.width > 0 && left+s.width > width+0.01 {
			top, left, row = top+row+gap, 0, 0
		}
		if row == 0 {
			row = s.height
		}
		places[i] = Point{left, top}
		column, columnTop = s, top+s.height+gap
		all = size{max(all.width, left+s.width), max(all.height, top+row)}
	}
	return places, all
}

// free draws lines that take no heed of boxes: each with a slight bow from outline to outline, so that lines between
// boxes of one row or column are told from those to the boxes between them. Loops go to the right of their boxes. Joints
// have their marks beside the organisation that their strands share.
type free struct {
	scene  *Scene
	place  *Placement
	space  *space
	reach  []float64 // by node: how far its loops go
	marks  []Mark    // by joint
	placed []bool
	labels *space // of sectors
}

func newFree(s *Scene, p *Placement) *free {
	f := &free{
		scene: s, place: p, space: newSpace(), reach: loopRoom(s),
		marks: make([]Mark, len(s.Joints)), placed: make([]bool, len(s.Joints)),
	}
	f.labels = newSpace()
	for i, box := range p.Clusters {
		if box.Width > 0 {
			f.labels.put(clusterHeading(&s.Clusters[i], box))
		}
	}
	for n, box := range p.Nodes {
		box.Width += 2 * f.reach[n] // the loops are at its right
		f.space.put(box)
	}
	return f
}

// loopRoom is how much room the loops of each organisation need beside its box.
func loopRoom(s *Scene) []float64 {
	room := make([]float64, len(s.Nodes))
	for i := range s.Lines {
		if line := &s.Lines[i]; line.From == line.To {
			_, depth := s.loops(i)
			room[line.From] = depth + badgeMargin
		}
	}
	return room
}

// markSpace is the room that a mark and its trunk take beside a box.
const markSpace = trunkLength + 28

// placeMarks places the marks of the joints whose strands meet.
func (f *free) placeMarks() {
	labels := f.scene.markLabels(nil)
	for j := range f.scene.Joints {
		n := f.scene.Joints[j].Node
		if n < 0 {
			continue
		}
		mark := Mark{Label: labels[j]}
		width, height := mark.Size()
		box := f.place.Nodes[n]
		target := f.others(j)
		best, least := Box{}, math.Inf(1)
		try := func(at Point, penalty float64) {
			b := Box{at.X, at.Y, width, height}
			cost := penalty + distance(at, target)
			if covered := f.space.covered(Box{b.X, b.Y, b.Width + 3, b.Height + 3}); covered > 0 {
				cost += 1e6 + covered
			}
			if cost < least {
				best, least = b, cost
			}
		}
		aside := box.Width/2 + trunkLength + width/2
		for k := range int(box.Height/(height+2)) + 1 {
			for _, dy := range []float64{float64(k) * (height + 2) / 2, -float64(k) * (height + 2) / 2} {
				try(Point{box.X - aside, box.Y + dy}, 0)
				try(Point{box.X + aside, box.Y + dy}, f.reach[n]*3)
			}
		}
		f.space.put(best)
		mark.At = Point{best.X, best.Y}
		side := 1.0
		if best.X < box.X {
			side = -1
		}
		start, end := Point{best.X - side*width/2, best.Y}, Point{box.X + side*box.Width/2, best.Y}
		mark.Trunk = []Point{start, between(start, end, 1.0/3), between(start, end, 2.0/3), end}
		f.marks[j], f.placed[j] = mark, true
		f.place.Joints[j] = []Mark{mark}
	}
}

// others is in the middle of the organisations that a joint ties to the one that they share.
func (f *free) others(j int) Point {
	joint := &f.scene.Joints[j]
	sum := Point{}
	for _, ref := range joint.Strands {
		line := &f.scene.Lines[ref.Line]
		other := f.place.Nodes[line.From+line.To-joint.Node]
		sum.X += other.X
		sum.Y += other.Y
	}
	count := float64(len(joint.Strands))
	return Point{sum.X / count, sum.Y / count}
}

// draw gives courses to all strands that have none.
func (f *free) draw() {
	f.placeMarks()
	for i := range f.scene.Lines {
		line := &f.scene.Lines[i]
		courses := f.place.Courses[i]
		if line.From == line.To {
			b := f.place.Nodes[line.From]
			squeeze := min(1, (b.Height/2-1)/(loopHeight+float64(len(line.Strands)-1)*strandSpacing/2))
			f.scene.loopCourses(i, b, 1, squeeze, courses)
			continue
		}
		for k := range line.Strands {
			if len(courses[k].Points) == 0 {
				f.curve(i, k)
			}
		}
	}
}

// curve draws a strand between two organisations, or from one to the mark beside the other.
func (f *free) curve(l, k int) {
	line := &f.scene.Lines[l]
	course := &f.place.Courses[l][k]
	a, b := f.place.Nodes[line.From], f.place.Nodes[line.To]
	if j := line.Strands[k].Joint; j >= 0 && f.placed[j] {
		width, height := f.marks[j].Size()
		at := Box{f.marks[j].At.X, f.marks[j].At.Y, width, height}
		if f.scene.Joints[j].Node == line.From {
			a, course.FromMark = at, true
		} else {
			b, course.ToMark = at, true
		}
	}
	const bow, mostBow = 0.1, 40.0
	if a.Width == b.Width && math.Abs(a.X-b.X) < 1 {
		course.Points = f.beside(l, k, a, b)
		return
	}
	length := distance(Point{a.X, a.Y}, Point{b.X, b.Y})
	if length == 0 {
		length = 1
	}
	ux, uy := (b.X-a.X)/length, (b.Y-a.Y)/length
	o, out := offset(k, len(line.Strands)), min(mostBow, bow*length)*4/3
	apart := o
	gap := length - math.Abs(ux)*(a.Width+b.Width)/2 - math.Abs(uy)*(a.Height+b.Height)/2
	if gap < float64(len(line.Strands))*(badgeHeight+badgeGap)+2*badgeDistance {
		apart = o * (badgeHeight + 2*badgeGap) / strandSpacing // the letters stand above one another
	}
	if out > gap/3 { // between neighbours a line can go straight
		out = max(0, gap) * bow
	}
	shift := func(p Point, by float64) Point { return Point{p.X - uy*by, p.Y + ux*by} }
	from, to := Point{a.X, a.Y}, Point{b.X, b.Y}
	// Of several bows the first that crosses the fewest labels of sectors.
	least := math.MaxInt
	for _, bend := range []float64{1, -1, 0.3, 2, -2, 3, -3} {
		bowed := out * bend
		aim := shift(between(from, to, 0.5), bowed+o)
		start, end := onEdge(a, shiftWithin(a, shift(from, o)), aim), onEdge(b, shiftWithin(b, shift(to, o)), aim)
		points := []Point{
			start, shift(between(start, end, 1.0/3), bowed+apart-o), shift(between(start, end, 2.0/3), bowed+apart-o), end,
		}
		if crossed := f.labelsUnder(points); crossed < least {
			course.Points, least = points, crossed
		}
		if least == 0 {
			break
		}
	}
}

// labelsUnder counts the places of a course that are on labels of sectors.
func (f *free) labelsUnder(points []Point) int {
	const steps = 40
	count := 0
	for i := range steps + 1 {
		if at := bezier(points, float64(i)/steps); f.labels.covered(Box{at.X, at.Y, 3, 3}) > 0 {
			count++
		}
	}
	return count
}

// beside is the course of a strand between two boxes of one column: through the gap at the right of it, where it covers no
// box. Lines that come after one another go out to different distances.
func (f *free) beside(l, k int, a, b Box) []Point {
	const nearest, further, ways = 13.0, 6.0, 3
	strands := len(f.scene.Lines[l].Strands)
	down := 1.0
	if b.Y < a.Y {
		down = -1
	}
	room := min(a.Height, b.Height) - 6
	o := offset(k, strands) * min(1, room/2/(float64(strands)*strandSpacing))
	out := (nearest + further*float64(l%ways) - offset(k, strands)) * 4 / 3
	from := Point{a.Right(), a.Y + down*(room/4+o)}
	to := Point{b.Right(), b.Y - down*(room/4+o)}
	return []Point{from, {from.X + out, from.Y}, {to.X + out, to.Y}, to}
}

// shiftWithin keeps a point inside a box, away from its outline.
func shiftWithin(b Box, p Point) Point {
	return Point{
		min(max(p.X, b.X-b.Width*0.4), b.X+b.Width*0.4), min(max(p.Y, b.Y-b.Height*0.4), b.Y+b.Height*0.4),
	}
}

// onEdge returns where the way from a point within a box towards another point leaves the box.
func onEdge(b Box, from, to Point) Point {
	t := math.Inf(1)
	if dx := to.X - from.X; dx > 0 {
		t = min(t, (b.Right()-from.X)/dx)
	} else if dx < 0 {
		t = min(t, (b.Left()-from.X)/dx)
	}
	if dy := to.Y - from.Y; dy > 0 {
		t = min(t, (b.Bottom()-from.Y)/dy)
	} else if dy < 0 {
		t = min(t, (b.Top()-from.Y)/dy)
	}
	if math.IsInf(t, 1) {
		return Point{b.Right(), from.Y}
	}
	return between(from, to, t)
}
