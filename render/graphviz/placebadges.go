package graphviz

import (
	"cmp"
	"math"
	"slices"

	drawing "github.com/liaisongraph/liaison/render"
)

// placeBadges places the letters of all strands where they cover nothing: those of short lines first, since they have
// the fewest places to go.
func (p *placer) placeBadges() {
	p.taken = grid{}
	for i, box := range p.place.Nodes {
		p.taken.add(box)
		if tag, ok := p.scene.Nodes[i].TagBox(box); ok {
			p.taken.add(tag)
		}
	}
	for i, box := range p.place.Clusters {
		if box.Width > 0 {
			p.taken.add(p.title(i))
		}
	}
	for _, marks := range p.place.Joints {
		for i := range marks {
			width, height := marks[i].Size()
			p.taken.add(drawing.Box{X: marks[i].At.X, Y: marks[i].At.Y, Width: width, Height: height})
		}
	}
	p.markLoose()
	type trail struct {
		line, strand int
		milestones   []milestone
		length       float64
	}
	var trails []trail
	for i, courses := range p.place.Courses {
		for k := range courses {
			milestones := follow(courses[k].Points)
			trails = append(trails, trail{i, k, milestones, milestones[len(milestones)-1].length})
		}
	}
	slices.SortStableFunc(trails, func(a, b trail) int { return cmp.Compare(a.length, b.length) })
	for _, t := range trails {
		width, height := p.scene.Lines[t.line].Strands[t.strand].BadgeSize()
		at := p.badgePlace(t.milestones, t.length, drawing.Box{Width: width, Height: height})
		p.place.Courses[t.line][t.strand].Badge = drawing.Point{X: at.X, Y: at.Y}
		p.taken.add(at)
	}
}

// title returns where the title of a sector stands.
func (p *placer) title(i int) drawing.Box {
	box := p.place.Clusters[i]
	width := min(box.Width, p.scene.Clusters[i].LabelWidth())
	return drawing.Box{X: box.Left() + width/2, Y: box.Top() + drawing.ClusterLabelHeight/2, Width: width, Height: drawing.ClusterLabelHeight}
}

// badgePlace returns where a badge covers nothing: on its course, from the middle to the ends; else beside it; else
// where it covers least.
func (p *placer) badgePlace(trail []milestone, length float64, badge drawing.Box) drawing.Box {
	const (
		step   = 3.0
		most   = 400 // places on the course that are tried
		margin = 2.0 // around a badge
	)
	best, least := drawing.Box{}, math.Inf(1)
	try := func(at drawing.Point) bool {
		box := drawing.Box{X: at.X, Y: at.Y, Width: badge.Width + margin, Height: badge.Height + margin/2}
		if covered := p.taken.covered(box); covered < least {
			best, least = drawing.Box{X: at.X, Y: at.Y, Width: badge.Width, Height: badge.Height}, covered
		}
		return least == 0
	}
	for _, aside := range []float64{0, 5, -5, 8, -8, 12, -12, 17, -17, 24, -24, 32, -32, 45, -45, 60, -60} {
		stride := max(step, length/most)
		for d := 0.0; d <= length/2; d += stride {
			for _, at := range []float64{length/2 + d, length/2 - d} {
				if at, along := along(trail, at); try(drawing.Point{X: at.X - along.Y*aside, Y: at.Y + along.X*aside}) {
					return best
				}
			}
		}
	}
	return best
}

// markLoose puts marks on the strands of the joints that share no organisation, as badges are put.
func (p *placer) markLoose() {
	for j := range p.scene.Joints {
		if p.place.Joints[j] != nil {
			continue
		}
		for _, ref := range p.scene.Joints[j].Strands {
			mark := drawing.Mark{Label: p.labels[j]}
			width, height := mark.Size()
			trail := follow(p.place.Courses[ref.Line][ref.Strand].Points)
			at := p.badgePlace(trail, trail[len(trail)-1].length, drawing.Box{Width: width, Height: height})
			mark.At = drawing.Point{X: at.X, Y: at.Y}
			p.place.Joints[j] = append(p.place.Joints[j], mark)
			p.taken.add(at)
		}
	}
}

// grid is boxes by the squares of the page that they touch.
type grid map[[2]int][]drawing.Box

const square = 48.0 // points

// squareOf returns the square that a point is in.
func squareOf(x, y float64) [2]int {
	return [2]int{int(math.Floor(x / square)), int(math.Floor(y / square))}
}

// squares calls visit with each square that a box touches.
func squares(b drawing.Box, visit func([2]int)) {
	first, last := squareOf(b.Left(), b.Top()), squareOf(b.Right(), b.Bottom())
	for x := first[0]; x <= last[0]; x++ {
		for y := first[1]; y <= last[1]; y++ {
			visit([2]int{x, y})
		}
	}
}

func (g grid) add(b drawing.Box) {
	squares(b, func(at [2]int) { g[at] = append(g[at], b) })
}

// covered returns how much of what is there a box would cover, in square points; what lies in several squares counts
// in each.
func (g grid) covered(b drawing.Box) float64 {
	total := 0.0
	squares(b, func(at [2]int) {
		for _, other := range g[at] {
			width := min(b.Right(), other.Right()) - max(b.Left(), other.Left())
			height := min(b.Bottom(), other.Bottom()) - max(b.Top(), other.Top())
			if width > 0 && height > 0 {
				total += width * height
			}
		}
	})
	return total
}

// extent returns the box that holds everything.
func (p *placer) extent() drawing.Box {
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	add := func(x, y, width, height float64) {
		left, right = min(left, x-width/2), max(right, x+width/2)
		top, bottom = min(top, y-height/2), max(bottom, y+height/2)
	}
	for i, b := range p.place.Nodes {
		add(b.X, b.Y, b.Width, b.Height)
		if tag, ok := p.scene.Nodes[i].TagBox(b); ok {
			add(tag.X, tag.Y, tag.Width, tag.Height)
		}
	}
	for _, b := range p.place.Clusters {
		if b.Width > 0 {
			add(b.X, b.Y, b.Width, b.Height)
		}
	}
	for i, courses := range p.place.Courses {
		for k, c := range courses {
			for _, m := range follow(c.Points) {
				add(m.X, m.Y, strandSpacing, strandSpacing)
			}
			width, height := p.scene.Lines[i].Strands[k].BadgeSize()
			add(c.Badge.X, c.Badge.Y, width, height)
		}
	}
	for _, marks := range p.place.Joints {
		for i := range marks {
			width, height := marks[i].Size()
			add(marks[i].At.X, marks[i].At.Y, width, height)
			for _, m := range marks[i].Trunk {
				add(m.X, m.Y, strandSpacing, strandSpacing)
			}
		}
	}
	if left > right {
		return drawing.Box{}
	}
	return drawing.Box{X: (left + right) / 2, Y: (top + bottom) / 2, Width: right - left, Height: bottom - top}
}
