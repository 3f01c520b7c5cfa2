package render

import (
	"cmp"
	"math"
	"slices"
)

// router gives the columns their places from left to right and every line its course.
type router struct {
	*placer
	columnX map[int]float64 // by level, the middle of the column
	columns map[int]float64 // by level, the width of the column
	ports   map[portKey]float64
	squeeze map[portKey]float64 // by how much the strands of a line draw together at its end; none is 1
	depths  map[int]float64     // by line from a column back to it: how far it swings out
	courses [][]Course          // by bundle
	crowds  map[[2]int]int      // by node and side, how many lines end there
	marks   map[markKey]*Mark
	above   []int // the lines that go around the middle above it, and below it
	below   []int
	labels  []string // of the marks of each joint
}

// portKey names the end of a line at a node: where it ends, in y, is its port.
type portKey struct{ line, node int }

func newRouter(p *placer) *router {
	r := &router{
		placer: p, columnX: map[int]float64{}, columns: map[int]float64{}, ports: map[portKey]float64{},
		squeeze: map[portKey]float64{}, depths: map[int]float64{}, courses: make([][]Course, len(p.bundles)),
		crowds: map[[2]int]int{}, marks: map[markKey]*Mark{},
	}
	r.findMarks()
	return r
}

// placeColumns gives each column its x. The channels beside the middle are as wide as the ratio of the page
// asks for, within limits.
func (r *router) placeColumns(height float64) {
	r.placeCorridors()
	r.placePorts()
	r.findNests()
	widths := map[int]float64{}
	total := 0.0
	for l := r.first; l <= r.last; l++ {
		r.columns[l] = r.columnWidth(l)
		total += r.columns[l]
	}
	for c := r.first - 1; c <= r.last; c++ {
		widths[c] = r.channelWidth(c)
		if c != -1 && c != 0 {
			total += widths[c]
		}
	}
	sides := min(1, -r.first) + min(1, r.last)
	hub := hubChannelMin
	if sides > 0 {
		hub = (r.scene.ratio()*(height+aroundBody) - total) / float64(sides)
	}
	hub = min(max(hub, hubChannelMin), hubChannelMax)
	widths[0], widths[-1] = max(hub, widths[0]), max(hub, widths[-1])
	x := widths[r.first-1]
	for level := r.first; level <= r.last; level++ {
		r.columnX[level] = x + r.columns[level]/2
		x += r.columns[level] + widths[level]
	}
	// Boxes that are narrower than their column stand at its side towards the middle.
	for n := range r.place.Nodes {
		level := r.level[n]
		room := (r.columns[level] - r.place.Nodes[n].Width) / 2
		r.place.Nodes[n].X = r.columnX[level] - room*float64(r.side[n])
	}
}

// channelWidth is how wide a channel must be for the lines from a column back to it.
func (r *router) channelWidth(channel int) float64 {
	depths := [2]float64{} // from the left, from the right
	steps, reach := false, 0.0
	for _, l := range r.lines {
		c, ok := r.channel(l)
		if !ok || c != channel {
			continue
		}
		line := &r.bundles[l]
		if r.level[line.from] != r.level[line.to] {
			steps = true
			reach = max(reach, r.reach(l, line.from)+r.reach(l, line.to))
			continue
		}
		from := r.level[line.from] - channel // 0 where the column is to the left, 1 to the right
		depths[from] = max(depths[from], r.depth(l)+r.thickness(l))
	}
	for _, l := range r.bundles {
		if l.from == l.to {
			if side := r.loopSide(l.from); channel == r.level[l.from]+min(side, 0) {
				_, depth := r.scene.loops(l.line)
				depths[(1-side)/2] = max(depths[(1-side)/2], depth)
			}
		}
	}
	outer := channel == r.first-1 || channel == r.last
	width := depths[0] + depths[1]
	if around := r.aroundIn(channel); around > 0 {
		width = max(width, aroundDistance) + float64(around)*aroundSpacing
	}
	switch {
	case outer && width > 0:
		return width + 6
	case outer:
		return 0
	case depths[0] > 0 && depths[1] > 0:
		width += 12
	}
	if steps {
		width += 16 + reach
	}
	return max(width+2*panelPadding, channelMin)
}

// aroundIn returns the highest number of a line that goes around the middle and runs up or down in a channel.
func (r *router) aroundIn(channel int) int {
	most := 0
	for _, lines := range [2][]int{r.above, r.below} {
		for i, l := range lines {
			line := &r.bundles[l]
			for _, pair := range [2][2]int{{line.from, line.to}, {line.to, line.from}} {
				side := r.sideOf(l, pair[0], pair[1])
				if c := r.level[pair[0]] + min(side, 0); c == channel {
					most = max(most, i+1)
				}
			}
		}
	}
	return most
}

func (r *router) depth(l int) float64 { return r.depths[l] }

// placeCorridors sends each line between the sides above or below the middle, whichever is nearer.
func (r *router) placeCorridors() {
	for _, l := range r.lines {
		line := &r.bundles[l]
		if abs(r.level[line.from]-r.level[line.to]) < 2 {
			continue
		}
		top, bottom := r.extentY()
		y := r.place.Nodes[line.from].Y + r.place.Nodes[line.to].Y
		if y-2*top <= 2*bottom-y {
			r.above = append(r.above, l)
		} else {
			r.below = append(r.below, l)
		}
	}
}

// extentY returns the top and the bottom of everything with a place so far.
func (r *router) extentY() (top, bottom float64) {
	top, bottom = math.Inf(1), math.Inf(-1)
	for i := range r.panels {
		above, below := panelMargins(&r.panels[i])
		for _, n := range r.panels[i].nodes {
			top = min(top, r.place.Nodes[n].Top()-above)
			bottom = max(bottom, r.place.Nodes[n].Bottom()+below)
		}
	}
	return top, bottom
}

// end is the end of a line at one side of a box, as far as its order among the others there matters.
type end struct {
	line, other int
	group       float64 // from the top: arcs upwards, the corridor above, steps, the corridor below, arcs downwards
	y           float64
	tied        []int // the lines of a joint that meet in a mark here, line being the first of them; or nil
}

const (
	endArcUp = float64(iota)
	endAbove
	endStep
	endBelow
	endArcDown
)

// placePorts orders the ends of lines at each side of each box so that they do not cross there, and gives
// each its y. The ends at the centre spread over its height.
func (r *router) placePorts() {
	ends := map[[2]int][]end{} // by node and side
	for _, l := range r.lines {
		line := &r.bundles[l]
		for _, pair := range [2][2]int{{line.from, line.to}, {line.to, line.from}} {
			n, other := pair[0], pair[1]
			if side := r.sideOf(l, n, other); side != 0 {
				key := [2]int{n, side}
				ends[key] = append(ends[key], r.endOf(l, n, other))
				r.crowds[key]++
			}
		}
	}
	for n := range r.scene.Nodes {
		for side := -1; side <= 1; side += 2 {
			r.spreadEnds(n, r.tie(n, ends[[2]int{n, side}]))
		}
	}
}

func (r *router) endOf(l, n, other int) end {
	e := end{line: l, other: other, y: r.place.Nodes[other].Y, group: endStep}
	upwards := e.y < r.place.Nodes[n].Y
	switch {
	case slices.Contains(r.above, l):
		e.group = endAbove
	case slices.Contains(r.below, l):
		e.group = endBelow
	case r.level[n] == r.level[other] && upwards:
		e.group = endArcUp
	case r.level[n] == r.level[other]:
		e.group = endArcDown
	}
	return e
}

func (r *router) spreadEnds(n int, ends []end) {
	if len(ends) == 0 {
		return
	}
	slices.SortFunc(ends, func(a, b end) int {
		if a.group != b.group {
			return cmp.Compare(a.group, b.group)
		}
		byY := cmp.Compare(a.y, b.y)
		if a.group == endArcUp || a.group == endArcDown {
			byY = -byY // the nearest of those above, and of those below, is outermost
		}
		return cmp.Or(byY, a.line-b.line)
	})
	box := r.place.Nodes[n]
	wanted, sizes := make([]float64, len(ends)), make([]float64, len(ends))
	low, high := math.Inf(1), math.Inf(-1)
	for _, e := range ends {
		low, high = min(low, e.y), max(high, e.y)
	}
	for i, e := range ends {
		sizes[i] = r.thickness(e.line)
		if e.tied != nil {
			sizes[i] = markRoom
		}
		wanted[i] = box.Y
		if n == r.centre && e.group == endStep {
			wanted[i] = box.Top() + box.Height*(0.03+0.94*(e.y-low)/max(1, high-low))
			if high-low < 1 {
				wanted[i] = e.y
			}
		} else if n == r.centre {
			wanted[i] = e.y
		}
	}
	gap := lineSpacing - strandSpacing
	if r.scene.sized() {
		gap *= r.drawTogether(n, ends, sizes, gap, box.Height-6)
	}
	places := spread(wanted, sizes, gap, box.Top()+3, box.Bottom()-3)
	for i, e := range ends {
		r.ports[portKey{e.line, n}] = places[i]
		for _, l := range e.tied {
			r.ports[portKey{l, n}], r.squeeze[portKey{l, n}] = places[i], 0
		}
	}
}

// drawTogether makes the ends of lines at a side of a box, and the gaps between them, as much smaller as they must be
// to have room there, and returns by how much.
func (r *router) drawTogether(n int, ends []end, sizes []float64, gap, room float64) float64 {
	need := gap * float64(len(ends)-1)
	for _, size := range sizes {
		need += size
	}
	squeeze := min(1, room/need)
	for i, e := range ends {
		sizes[i] *= squeeze
		r.squeeze[portKey{e.line, n}] = squeeze
	}
	return squeeze
}

// squeezed is by how much the strands of a line draw together at an end.
func (r *router) squeezed(l, n int) float64 {
	if s, ok := r.squeeze[portKey{l, n}]; ok {
		return s
	}
	return 1
}

// findNests counts for each line from a column back to it how deep the lines nest that it goes around.
func (r *router) findNests() {
	var arcs []int
	span := func(l int) (low, high float64) {
		line := &r.bundles[l]
		a, b := r.ports[portKey{l, line.from}], r.ports[portKey{l, line.to}]
		return min(a, b), max(a, b)
	}
	for _, l := range r.lines {
		line := &r.bundles[l]
		if _, ok := r.channel(l); ok && r.level[line.from] == r.level[line.to] {
			arcs = append(arcs, l)
		}
	}
	slices.SortStableFunc(arcs, func(a, b int) int {
		lowA, highA := span(a)
		lowB, highB := span(b)
		return cmp.Compare(highA-lowA, highB-lowB)
	})
	for i, l := range arcs {
		low, high := span(l)
		r.depths[l] = max(arcDepth, (r.lettersLength(l)-(high-low))/2)
		if reach := max(r.reach(l, r.bundles[l].from), r.reach(l, r.bundles[l].to)); reach > 0 {
			r.depths[l] = reach + markTurn
		}
		channel, _ := r.channel(l)
		for _, inner := range arcs[:i] {
			innerLow, innerHigh := span(inner)
			c, _ := r.channel(inner)
			same := c == channel && r.level[r.bundles[inner].from] == r.level[r.bundles[l].from]
			if same && low <= innerHigh && innerLow <= high {
				r.depths[l] = max(r.depths[l], r.depths[inner]+r.thickness(inner)+arcSpacing-strandSpacing)
			}
		}
	}
	r.limitDepths()
}

// lettersLength is how long a line must be for the letters and marks on it.
func (r *router) lettersLength(l int) float64 {
	b := &r.bundles[l]
	length := badgeDistance
	for k, width := range b.badges {
		length += width + badgeGap
		if j := r.scene.Lines[b.line].Strands[b.strands[k]].Joint; j >= 0 && b.joint < 0 {
			mark, _ := r.scene.loopMark(j).Size()
			length += mark + 2*badgeGap
		}
	}
	return length
}

// limitDepths draws the lines from a column back to it together where so many nest that the channel would be wider than
// the picture can bear.
func (r *router) limitDepths() {
	const least, ofHeight = 150.0, 0.1
	top, bottom := r.extentY()
	most := max(least, (bottom-top)*ofHeight)
	deepest := map[int]float64{} // by channel
	for l, depth := range r.depths {
		channel, _ := r.channel(l)
		deepest[channel] = max(deepest[channel], depth)
	}
	for l, depth := range r.depths {
		channel, _ := r.channel(l)
		if d := deepest[channel]; d > most {
			b := &r.bundles[l]
			base := arcDepth
			if reach := max(r.reach(l, b.from), r.reach(l, b.to)); reach > 0 {
				base = reach + markTurn
			}
			r.depths[l] = base + max(0, depth-base)*most/d
		}
	}
}

// loopSide says at which side of its box a line from an organisation to itself is.
func (r *router) loopSide(n int) int {
	if r.level[n] < 0 {
		return -1
	}
	return 1
}
