package graphviz

import (
	"cmp"
	"math"
	"slices"

	drawing "github.com/liaisongraph/liaison/render"
)

// higher makes boxes with many lines higher, where ranks stand side by side: lines end at the left and right of them.
func (p *placer) higher() {
	const room, most = 2.4, 210.0 // points for a strand, at both sides together; of a box
	strands := make([]int, len(p.boxes))
	for i := range p.scene.Lines {
		l := &p.scene.Lines[i]
		strands[l.From] += len(l.Strands)
		strands[l.To] += len(l.Strands)
	}
	if p.scene.SizeLabel != "" {
		return // areas stand for something
	}
	for n := range p.boxes {
		p.boxes[n].Height = max(p.boxes[n].Height, min(most, room*float64(strands[n])))
	}
}

// sizeAtRatio returns how wide a sheet of the ratio that the scene wants must be for what is placed.
func (p *placer) sizeAtRatio() float64 {
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, boxes := range [][]drawing.Box{p.place.Nodes, p.place.Clusters} {
		for _, b := range boxes {
			if b.Width > 0 {
				left, right = min(left, b.Left()), max(right, b.Right())
				top, bottom = min(top, b.Top()), max(bottom, b.Bottom())
			}
		}
	}
	ratio := cmp.Or(p.scene.Ratio, math.Sqrt2)
	return max(right-left, (bottom-top)*ratio)
}

// wayBetween is how far boxes are apart at least, in points, so that lines find a way between them: a little more than
// the largest esep asks for.
const wayBetween = 2*(clear+4) + 3

// separate moves boxes that overlap apart: each pair along the axis on which the way is shorter, both by half, until
// none is left or a number of rounds is over. Most layouts leave nothing to do.
func (p *placer) separate() {
	const rounds = 200
	boxes := p.place.Nodes
	if p.scene.Layout == "fdp" {
		return // it has room, and boxes must stay in their sectors
	}
	order := make([]int, len(boxes))
	for i := range order {
		order[i] = i
	}
	for moved, round := true, 0; moved && round < rounds; round++ {
		moved = false
		slices.SortFunc(order, func(a, b int) int {
			return cmp.Or(cmp.Compare(boxes[a].Left(), boxes[b].Left()), a-b)
		})
		for i, a := range order {
			for _, b := range order[i+1:] {
				if boxes[b].Left() > boxes[a].Right()+wayBetween+1 {
					break
				}
				moved = push(&boxes[a], &boxes[b], wayBetween) || moved
			}
		}
	}
}

// push moves two boxes apart if they are nearer than a gap.
func push(a, b *drawing.Box, gap float64) bool {
	const least = 0.05
	dx, dy := b.X-a.X, b.Y-a.Y
	wide, high := (a.Width+b.Width)/2+gap-math.Abs(dx), (a.Height+b.Height)/2+gap-math.Abs(dy)
	switch {
	case wide < least || high < least:
		return false
	case wide < high:
		by := math.Copysign(wide/2, dx)
		a.X, b.X = a.X-by, b.X+by
	default: // at one place, the second goes below the first
		by := math.Copysign(high/2, dy)
		a.Y, b.Y = a.Y-by, b.Y+by
	}
	return true
}

// straightThrough reports whether all courses are straight, and some lead through boxes.
func (p *placer) straightThrough() bool {
	straightLine := 4 // points
	for _, e := range p.edges {
		if len(e.course) > straightLine && e.from != e.to {
			return false
		}
	}
	boxes := map[[2]int][]int{}
	for n, b := range p.place.Nodes {
		squares(b, func(at [2]int) { boxes[at] = append(boxes[at], n) })
	}
	for _, e := range p.edges {
		if e.from == e.to || len(e.course) == 0 {
			continue
		}
		for _, m := range follow(e.course) {
			for _, n := range boxes[squareOf(m.X, m.Y)] {
				if n != e.from && n != e.to && inside(m.Point, p.place.Nodes[n]) {
					return true
				}
			}
		}
	}
	return false
}

// placeMarks puts the marks of joints beside the organisations to which they belong, on the side of those whose strands
// meet there, where nothing else is.
func (p *placer) placeMarks() {
	taken := grid{}
	for _, b := range p.place.Nodes {
		taken.add(b)
	}
	for j := range p.scene.Joints {
		size, ok := p.marks[j]
		if !ok {
			continue
		}
		box := p.place.Nodes[p.scene.Joints[j].Node]
		var others []drawing.Point
		for _, ref := range p.scene.Joints[j].Strands {
			l := &p.scene.Lines[ref.Line]
			for _, n := range []int{l.From, l.To} {
				if n != p.scene.Joints[j].Node {
					others = append(others, drawing.Point{X: p.place.Nodes[n].X, Y: p.place.Nodes[n].Y})
				}
			}
		}
		best, least := drawing.Point{X: box.X, Y: box.Bottom() + 40}, math.Inf(1)
		const directions, tooNear = 24, 1e6
		for _, away := range []float64{44, 34, 60, 80} {
			for d := range directions {
				angle := 2 * math.Pi * float64(d) / directions
				at := drawing.Point{X: box.X + (box.Width/2+away)*math.Cos(angle), Y: box.Y + (box.Height/2+away)*math.Sin(angle)}
				cost := away * 2
				for _, o := range others {
					cost += math.Hypot(at.X-o.X, at.Y-o.Y)
				}
				if taken.covered(drawing.Box{X: at.X, Y: at.Y, Width: size.Width + 2*wayBetween, Height: size.Height + 2*wayBetween}) > 0 {
					cost += tooNear
				}
				if cost < least {
					best, least = at, cost
				}
			}
		}
		p.place.Joints[j][0].At = best
		taken.add(drawing.Box{X: best.X, Y: best.Y, Width: size.Width, Height: size.Height})
	}
}
