package render

import (
	"math"
)

// loopHeight is how far the first strand from an organisation to itself ends from the middle of its box.
const loopHeight = 5.0

// The horizontal measures of the hub layout, in points.
const (
	hubChannelMin = 150.0 // between the middle and the columns beside it
	hubChannelMax = 320.0
	channelMin    = 62.0 // between the columns of a side
	arcDepth      = 17.0 // how far the innermost line from a column back to it swings out
	arcSpacing    = 8.0
	// A line around the middle goes up or down this far from its box; those after it, further.
	aroundDistance = 34.0
	aroundSpacing  = 2 * strandSpacing
)

// measure finds the size of each box. Its height is that of its text or, if more, what the lines at its busier side
// need; a box whose size stands for something keeps that size, and its lines draw together.
func (p *placer) measure() {
	p.heights, p.widths = make([]float64, len(p.scene.Nodes)), make([]float64, len(p.scene.Nodes))
	need := make([][2]float64, len(p.scene.Nodes))
	marks := map[markKey]bool{}
	for _, l := range p.lines {
		line := &p.bundles[l]
		for _, end := range [2][2]int{{line.from, line.to}, {line.to, line.from}} {
			side := p.sideOf(l, end[0], end[1])
			room := p.thickness(l) + lineSpacing - strandSpacing
			if line.markAt == end[0] {
				if side == 0 || marks[markKey{line.joint, side}] {
					continue
				}
				marks[markKey{line.joint, side}] = true
				room = markRoom + lineSpacing - strandSpacing
			}
			switch {
			case side != 0:
				need[end[0]][max(side, 0)] += room
			case p.middleArc == nil: // the side is not chosen yet
				need[end[0]][0] += room / 2
				need[end[0]][1] += room / 2
			}
		}
	}
	loops := make([]float64, len(p.scene.Nodes))
	for i, line := range p.bundles {
		if line.from == line.to {
			loops[line.from] = 2*loopHeight + p.thickness(i)
		}
	}
	for i := range p.scene.Nodes {
		p.widths[i], p.heights[i] = p.boxSize(i, max(4+need[i][0], 4+need[i][1], loops[i]))
	}
}

// thickness is the room that the strands of a line take across it.
func (p *placer) thickness(l int) float64 {
	return float64(len(p.bundles[l].strands)) * strandSpacing
}

// sideOf says at which side of box a its line to box b ends: -1 left, 1 right, 0 above or below.
func (p *placer) sideOf(l, a, b int) int {
	la, lb := p.level[a], p.level[b]
	switch {
	case lb > la:
		return 1
	case lb < la:
		return -1
	case la == 0 && p.middleArc == nil:
		return 0
	case la == 0:
		return p.middleArc[l]
	case p.outermost(la) == (la > 0):
		// The lines of the last column run towards the middle, where there is a channel for them anyway.
		return -1
	}
	return 1
}

// channel returns in which channel a line runs: channel c is between columns c and c+1. It is false for a
// line that goes straight between neighbours in the middle, or around the middle.
func (p *placer) channel(l int) (int, bool) {
	line := &p.bundles[l]
	a, b := p.level[line.from], p.level[line.to]
	switch side := p.sideOf(l, line.from, line.to); {
	case a == b && side == 0, abs(a-b) > 1:
		return 0, false
	case a == b && side < 0:
		return a - 1, true
	case a == b:
		return a, true
	}
	return min(a, b), true
}

// spread places things of given sizes one after the other, with at least a gap between them, each as near to
// where it wants to be as the others let it: it minimises the sum of the squares of the distances (isotonic
// regression by pooling adjacent violators; Barlow et al. 1972), and then keeps within low and high, as far as
// there is room. It returns their middles. O(n).
func spread(wanted, sizes []float64, gap, low, high float64) []float64 {
	type block struct {
		sum   float64
		count int
	}
	n := len(wanted)
	offsets := make([]float64, n)
	at := 0.0
	for i, size := range sizes {
		offsets[i] = at + size/2
		at += size + gap
	}
	var blocks []block
	for i := range wanted {
		blocks = append(blocks, block{wanted[i] - offsets[i], 1})
		for k := len(blocks) - 1; k > 0; k-- {
			a, b := blocks[k-1], blocks[k]
			if a.sum*float64(b.count) <= b.sum*float64(a.count) {
				break
			}
			blocks = append(blocks[:k-1], block{a.sum + b.sum, a.count + b.count})
		}
	}
	highest := max(low, high-(at-gap))
	places := make([]float64, 0, n)
	for _, b := range blocks {
		start := min(max(b.sum/float64(b.count), low), highest)
		for range b.count {
			places = append(places, start+offsets[len(places)])
		}
	}
	return places
}

// position gives every box its place, and then every line its course.
func (p *placer) position() {
	height := p.placeRows()
	r := newRouter(p)
	r.placeColumns(height)
	p.boxPanels()
	r.route()
	p.scene.Frame(p.place, p.scene.extent(p.place))
}

// placeRows gives every box its y, and returns the height of the highest of the three parts. The lower ones
// get larger gaps, and what is then left above and below.
func (p *placer) placeRows() float64 {
	var heights [3]float64
	for side := -1; side <= 1; side++ {
		heights[side+1] = p.sideHeight(side, 0, 0)
	}
	total := max(heights[0], heights[1], heights[2])
	const most = 1.3 // how much rows may draw apart
	if wanted := p.roughWidth()/p.scene.ratio() - aroundBody; wanted > total {
		total = min(wanted, total*most)
	}
	var gaps [3]struct{ row, panel, top float64 }
	for side := -1; side <= 1; side += 2 {
		const mostRowGap, mostPanelGap = 20.0, 40.0
		rows, panels := p.rowsAndPanels(side)
		left := total - heights[side+1]
		row := min(left/max(1, float64(rows)), mostRowGap)
		left -= row * float64(rows)
		gap := min(left/max(1, float64(panels)), mostPanelGap)
		gaps[side+1] = struct{ row, panel, top float64 }{row, gap, (total - p.sideHeight(side, row, gap)) / 2}
	}
	for level := 1; level <= mostLevels; level++ {
		for side := -1; side <= 1; side += 2 {
			g := gaps[side+1]
			p.stackColumn(side*level, g.row, g.panel, g.top)
		}
	}
	p.placeMiddle(total)
	return total
}

// rowsAndPanels counts the gaps between rows, and between panels, of a side.
func (p *placer) rowsAndPanels(side int) (rows, panels int) {
	panels = -1
	for i := range p.panels {
		if panel := &p.panels[i]; panel.side == side {
			panels++
			most := 0
			for _, stack := range panel.stacks {
				most = max(most, len(stack)-1)
			}
			rows += most
		}
	}
	return rows, max(panels, 0)
}

// sideHeight is the height of a side with wider gaps between rows and between panels.
func (p *placer) sideHeight(side int, row, gap float64) float64 {
	height := -gap - panelGap
	for i := range p.panels {
		if p.panels[i].side == side {
			height += p.panelHeight(&p.panels[i], row) + panelGap + gap
		}
	}
	return max(height, 0)
}

// panelHeight is the height of a panel with its heading and padding.
func (p *placer) panelHeight(x *panel, row float64) float64 {
	height := 0.0
	for _, l := range x.levels {
		height = max(height, p.stackHeight(x.stacks[l], l)+row*float64(len(x.stacks[l])-1))
	}
	above, below := panelMargins(x)
	return height + above + below
}

// panelMargins is the room above and below the boxes of a panel.
func panelMargins(x *panel) (above, below float64) {
	if x.cluster < 0 {
		return 0, 0
	}
	return panelHeading + 3, panelPadding
}

// stackColumn places the boxes of a column, panel by panel. In each panel the highest column decides, and the
// boxes of the others go as near as they can to those that they have lines to. Columns that are nearer to the
// middle come before.
func (p *placer) stackColumn(level int, row, gap, top float64) {
	for i := range p.panels {
		panel := &p.panels[i]
		if panel.side*level <= 0 {
			continue
		}
		above, below := panelMargins(panel)
		height := p.panelHeight(panel, row)
		low, high := top+above, top+height-below
		stack := panel.stacks[level]
		wanted, sizes := make([]float64, len(stack)), make([]float64, len(stack))
		for k, n := range stack {
			sizes[k] = p.heights[n]
			wanted[k] = p.wantedY(n, (low+high)/2)
		}
		room := high - low - p.stackHeight(stack, level)
		spare := min(room/max(1, float64(len(stack)-1)), row)
		for k, y := range spread(wanted, sizes, rowGap+spare, low, high) {
			p.place.Nodes[stack[k]] = Box{Y: y, Width: p.widths[stack[k]], Height: sizes[k]}
		}
		top += height + panelGap + gap
	}
}

// wantedY is the mean of the neighbours nearer to the middle, which are placed, or else the middle of the
// panel.
func (p *placer) wantedY(n int, middle float64) float64 {
	sum, count := 0.0, 0.0
	for _, m := range p.neighbour[n] {
		if p.level[m] != 0 && p.level[m] == p.level[n]-p.side[n] {
			sum += p.place.Nodes[m].Y
			count++
		}
	}
	if count == 0 {
		return middle
	}
	return sum / count
}

// placeMiddle places the panels in the middle. The centre gets higher, so that its lines leave it near the
// height of where they go.
func (p *placer) placeMiddle(total float64) {
	if p.centre < 0 {
		return
	}
	least := p.sideHeight(0, 0, 0)
	const mostStretch = 0.94 // of the span of what it has lines to
	low, high := math.Inf(1), math.Inf(-1)
	for _, m := range p.neighbour[p.centre] {
		if p.level[m] != 0 {
			low = min(low, p.place.Nodes[m].Top())
			high = max(high, p.place.Nodes[m].Bottom())
		}
	}
	if len(p.neighbour[p.centre]) <= fewNeighbours || p.scene.sized() {
		low, high = 0, 0
	}
	if stretch := min(total-least, (high-low)*mostStretch-p.heights[p.centre]); stretch > 0 {
		p.heights[p.centre] += stretch
	}
	top := (total - p.sideHeight(0, 0, 0)) / 2
	for i := range p.panels {
		panel := &p.panels[i]
		if panel.side != 0 {
			continue
		}
		above, _ := panelMargins(panel)
		y := top + above
		for _, n := range panel.stacks[0] {
			p.place.Nodes[n] = Box{Y: y + p.heights[n]/2, Width: p.widths[n], Height: p.heights[n]}
			y += p.heights[n] + middleGap
		}
		top += p.panelHeight(panel, 0) + panelGap
	}
}

// boxPanels draws the boxes of the clusters around their organisations.
func (p *placer) boxPanels() {
	for i := range p.panels {
		panel := &p.panels[i]
		if panel.cluster < 0 || len(panel.nodes) == 0 {
			continue
		}
		left, right := math.Inf(1), math.Inf(-1)
		top, bottom := math.Inf(1), math.Inf(-1)
		for _, n := range panel.nodes {
			b := p.place.Nodes[n]
			left, right = min(left, b.Left()), max(right, b.Right())
			top, bottom = min(top, b.Top()), max(bottom, b.Bottom())
		}
		above, below := panelMargins(panel)
		p.place.Clusters[panel.cluster] = boxBetween(left-panelPadding, top-above, right+panelPadding, bottom+below)
	}
}
