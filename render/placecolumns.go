package render

import (
	"math"
	"slices"
)

// chooseLevels gives each organisation its column: its distance from the middle, at most mostLevels.
func (p *placer) chooseLevels() {
	const unknown = math.MaxInt
	p.level = make([]int, len(p.scene.Nodes))
	var queue []int
	for n := range p.level {
		p.level[n] = unknown
		if p.side[n] == 0 {
			p.level[n] = 0
			queue = append(queue, n)
		}
	}
	for start := -1; start < len(p.level); start++ {
		// After the middle come pieces that do not hang together with it: each begins beside the middle.
		if start >= 0 {
			if p.level[start] != unknown {
				continue
			}
			p.level[start] = 1
			queue = append(queue, start)
		}
		for ; len(queue) > 0; queue = queue[1:] {
			for _, m := range p.neighbour[queue[0]] {
				if p.level[m] == unknown {
					p.level[m] = min(p.level[queue[0]]+1, p.levelLimit())
					queue = append(queue, m)
				}
			}
		}
	}
	for n := range p.level {
		p.level[n] *= p.side[n]
	}
	p.stack()
}

// stack sorts the organisations of each panel into columns.
func (p *placer) stack() {
	p.first, p.last = 0, 0
	for _, l := range p.level {
		p.first, p.last = min(p.first, l), max(p.last, l)
	}
	for i := range p.panels {
		panel := &p.panels[i]
		panel.stacks, panel.levels = map[int][]int{}, nil
		for _, n := range panel.nodes {
			l := p.level[n]
			if panel.stacks[l] == nil {
				panel.levels = append(panel.levels, l)
			}
			panel.stacks[l] = append(panel.stacks[l], n)
		}
		slices.Sort(panel.levels)
	}
}

// ratio is the width to height that the picture should have.
func (s *Scene) ratio() float64 {
	if s.Ratio > 0 {
		return s.Ratio
	}
	return pageRatio
}

// scale estimates by how much the picture must be made smaller to fit on a sheet as large as A3.
func (p *placer) scale() float64 {
	const around = 215.0 // what title and legend need, roughly
	width := p.roughWidth()
	height := max(p.sideHeight(-1, 0, 0), p.sideHeight(0, 0, 0), p.sideHeight(1, 0, 0)) + around
	stretch := math.Sqrt(p.scene.ratio() * paperHeight / paperWidth) // of a sheet as large as A3 in the ratio that is asked for
	return min(1, paperWidth*stretch/width, paperHeight/stretch/height)
}

// roughWidth estimates how wide the picture gets.
func (p *placer) roughWidth() float64 {
	const hub, channel = 165.0, 105.0 // what lines need, roughly
	width := 0.0
	for l := p.first; l <= p.last; l++ {
		width += p.columnWidth(l) + channel
	}
	if p.last > 0 {
		width += hub - channel
	}
	if p.first < 0 {
		width += hub - channel
	}
	return width
}

// spreadLoose puts organisations without lines into two columns of their sector where that makes the picture larger on its
// page.
func (p *placer) spreadLoose() {
	before, level := p.scale(), slices.Clone(p.level)
	for i := range p.panels {
		x := &p.panels[i]
		if x.side == 0 {
			continue
		}
		total, near := 0.0, 0.0
		for _, n := range x.nodes {
			total += p.heights[n]
			if p.level[n] == x.side && len(p.neighbour[n]) > 0 {
				near += p.heights[n]
			}
		}
		for _, n := range x.nodes {
			if len(p.neighbour[n]) > 0 {
				continue
			}
			if near+p.heights[n]/2 <= total/2 {
				near += p.heights[n]
			} else {
				p.level[n] = 2 * x.side
			}
		}
	}
	p.stack()
	p.measure()
	if p.scale() > before {
		return
	}
	p.level = level
	p.stack()
	p.measure()
}

// joinColumns takes the last column of a side into the one before it where that makes the picture larger on
// its page: fewer columns need less width, and more rows more height; or where the strands of more joints then meet in
// one mark.
func (p *placer) joinColumns() {
	for joined := true; joined; {
		joined = false
		for side := -1; side <= 1; side += 2 {
			before, splits, level := p.scale(), p.splitJoints(), slices.Clone(p.level)
			last := max(p.first*side, p.last*side)
			if last < 2 {
				continue
			}
			for n := range p.level {
				if p.level[n] == side*last {
					p.level[n] -= side
				}
			}
			p.stack()
			p.measure()
			if joined = p.scale() > before || p.splitJoints() < splits; joined {
				continue
			}
			p.level = level
			p.stack()
			p.measure()
		}
	}
}

// levelLimit is how many columns a side may have: few where there are many rows anyway.
func (p *placer) levelLimit() int {
	if len(p.scene.Nodes) > 24 {
		return 2
	}
	return mostLevels
}

// outermost reports whether level l is the last of several on its side.
func (p *placer) outermost(l int) bool {
	return l > 1 && l == p.last || l < -1 && l == p.first
}
