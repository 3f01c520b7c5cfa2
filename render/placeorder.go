package render

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// order finds the order of the panels on each side and of the boxes in each column, so that lines are short
// and few of them cross. It begins with the order of the map, and makes one change after the other that helps:
// a box or a panel moves, two boxes change places, or a line in the middle goes to the other side. The number
// of trials is bounded, so that a large map with many lines does not take long.
func (p *placer) order() {
	p.middleArc = make([]int, len(p.bundles))
	o := &orderer{placer: p, y: make([]float64, len(p.scene.Nodes)), channels: make([]runs, 2*mostLevels+3), jointed: p.jointBundles()}
	o.tied = make([]bool, len(p.scene.Nodes))
	if p.centre >= 0 {
		for _, n := range p.neighbour[p.centre] {
			o.tied[n] = true
		}
	}
	o.ending = make([][]int, len(p.scene.Nodes))
	for _, bundles := range o.jointed {
		if len(bundles) > 0 {
			o.ending[p.bundles[bundles[0]].markAt] = []int{}
		}
	}
	side := 1
	for _, l := range p.lines {
		line := &p.bundles[l]
		if p.level[line.from] == 0 && p.level[line.to] == 0 {
			p.middleArc[l] = side
			o.middle = append(o.middle, l)
			side = -side
		}
		for _, n := range [2]int{line.from, line.to} {
			if o.ending[n] != nil {
				o.ending[n] = append(o.ending[n], l)
			}
		}
	}
	o.findCourses()
	o.budget = min(5000, 24_000_000/(len(p.lines)*len(p.lines)/8+len(p.scene.Nodes)+1))
	if p.centre >= 0 && !p.scene.sized() && len(p.neighbour[p.centre]) > fewNeighbours {
		// The centre gets as high as there is room for it.
		p.heights[p.centre] += max(0, max(p.sideHeight(-1, 0, 0), p.sideHeight(1, 0, 0))-p.sideHeight(0, 0, 0))
	}
	o.cost = o.evaluate()
	start := o.snapshot()
	o.descend()
	best := o.snapshot()
	o.restore(start)
	for range 4 {
		o.average()
	}
	best = o.better(best)
	if o.anyAroundCentre() {
		o.gather()
		best = o.better(best)
	}
	// Kicks out of a minimum: what they lead to is kept where it is better. The numbers are always the same.
	r := rand.New(rand.NewPCG(uint64(len(p.scene.Nodes)), uint64(len(p.lines))))
	const mostFailures = 3
	for failures := 0; failures < mostFailures && o.budget > 0 && o.kick(r); failures++ {
		before := best.cost
		if best = o.better(best); best.cost < before {
			failures = 0
		}
	}
	o.restore(best)
	o.evaluate()
}

// better makes changes that help, and returns what is then better: what there is, or what was the best. It leaves the
// orderer with that.
func (o *orderer) better(best ordering) ordering {
	o.descend()
	if o.cost < best.cost-worthwhile {
		return o.snapshot()
	}
	o.restore(best)
	return best
}

// descend makes changes that help as long as there are any and the budget lasts.
func (o *orderer) descend() {
	for improved := true; improved && o.budget > 0; {
		improved = o.movePanels()
		for i := range o.panels {
			for _, l := range o.panels[i].levels {
				improved = o.moveWithin(o.panels[i].stacks[l]) || improved
				improved = o.swapWithin(o.panels[i].stacks[l]) || improved
				if l == 0 {
					improved = o.movePairs(o.panels[i].stacks[l]) || improved
				}
			}
		}
		improved = o.flipArcs() || improved
	}
}

// ordering is an order that can be gone back to.
type ordering struct {
	panels    []panel
	middleArc []int
	cost      float64
}

func (o *orderer) snapshot() ordering {
	return ordering{clonePanels(o.panels), slices.Clone(o.middleArc), o.cost}
}

func (o *orderer) restore(from ordering) {
	o.panels, o.middleArc, o.cost = clonePanels(from.panels), slices.Clone(from.middleArc), from.cost
}

func clonePanels(panels []panel) []panel {
	panels = slices.Clone(panels)
	for i := range panels {
		stacks := make(map[int][]int, len(panels[i].stacks))
		for level, stack := range panels[i].stacks {
			stacks[level] = slices.Clone(stack)
		}
		panels[i].stacks = stacks
	}
	return panels
}

// average puts the boxes of each column in the order of the middles of what they have lines to (the barycentre method of
// Sugiyama, Tagawa and Toda 1981), which is quick where there are too many to try changes.
func (o *orderer) average() {
	o.stackUp()
	wanted := slices.Clone(o.y)
	for n, neighbours := range o.neighbour {
		sum := 0.0
		for _, m := range neighbours {
			sum += o.y[m]
		}
		if len(neighbours) > 0 {
			wanted[n] = sum / float64(len(neighbours))
		}
	}
	for i := range o.panels {
		for _, l := range o.panels[i].levels {
			slices.SortStableFunc(o.panels[i].stacks[l], func(a, b int) int { return cmp.Compare(wanted[a], wanted[b]) })
		}
	}
	o.budget--
	o.cost = o.evaluate()
}

// kick moves some boxes of a column elsewhere in it, and reports whether there is one to do that with.
func (o *orderer) kick(r *rand.Rand) bool {
	var stacks [][]int
	for i := range o.panels {
		for _, l := range o.panels[i].levels {
			if stack := o.panels[i].stacks[l]; len(stack) > 2 {
				stacks = append(stacks, stack)
			}
		}
	}
	if len(stacks) == 0 {
		return false
	}
	const times = 3
	for range times {
		stack := stacks[r.IntN(len(stacks))]
		move(stack, r.IntN(len(stack)), r.IntN(len(stack)))
	}
	o.budget--
	o.cost = o.evaluate()
	return true
}

// orderer tries changes of the order.
type orderer struct {
	*placer
	middle   []int     // the lines between two organisations in the middle
	y        []float64 // by node, as far as it follows from the order
	channels []runs    // by channel, from the leftmost
	courses  []course  // parallel to the lines
	jointed  [][]int   // by joint
	ending   [][]int   // by node at which there is the mark of a joint: its lines
	tied     []bool    // by node: it has a line to the centre
	cost     float64
	budget   int
}

// worthwhile is how much a change must gain: the order of the map means something to its readers too.
const worthwhile = 4

// try keeps a change that has been made if it lowers the cost enough, and otherwise undoes it.
func (o *orderer) try(undo func()) bool {
	o.budget--
	if cost := o.evaluate(); cost < o.cost-worthwhile {
		o.cost = cost
		return true
	}
	undo()
	return false
}

// moveWithin tries to move each element of a column to every other place in it.
func (o *orderer) moveWithin(stack []int) bool {
	improved := false
	for i := range stack {
		for j := range stack {
			if i != j && o.budget > 0 {
				move(stack, i, j)
				improved = o.try(func() { move(stack, j, i) }) || improved
			}
		}
	}
	return improved
}

// swapWithin tries to let two elements of a column change places.
func (o *orderer) swapWithin(stack []int) bool {
	improved := false
	for i := range stack {
		for j := i + 2; j < len(stack) && o.budget > 0; j++ {
			stack[i], stack[j] = stack[j], stack[i]
			improved = o.try(func() { stack[i], stack[j] = stack[j], stack[i] }) || improved
		}
	}
	return improved
}

// movePairs tries to move two neighbours of a column together to every other place in it: in the middle, where they may be
// tied to one another, each alone would lose by it.
func (o *orderer) movePairs(stack []int) bool {
	improved := false
	for i := range len(stack) - 1 {
		for j := range len(stack) - 1 {
			if abs(i-j) > 1 && o.budget > 0 {
				movePair(stack, i, j)
				improved = o.try(func() { movePair(stack, j, i) }) || improved
			}
		}
	}
	return improved
}

// movePair takes the elements i and i+1 of a slice to places j and j+1.
func movePair(stack []int, i, j int) {
	if i < j {
		move(stack, i+1, j+1)
		move(stack, i, j)
	} else {
		move(stack, i, j)
		move(stack, i+1, j+1)
	}
}

// movePanels tries to move each panel to every other place on its side.
func (o *orderer) movePanels() bool {
	improved := false
	for i := range o.panels {
		for j := range o.panels {
			if i != j && o.panels[i].side == o.panels[j].side && o.budget > 0 {
				move(o.panels, i, j)
				improved = o.try(func() { move(o.panels, j, i) }) || improved
			}
		}
	}
	return improved
}

// flipArcs tries to draw each line between two boxes in the middle on the other side of them.
func (o *orderer) flipArcs() bool {
	improved := false
	for _, l := range o.middle {
		if side := o.middleArc[l]; side != 0 && o.budget > 0 {
			o.middleArc[l] = -side
			improved = o.try(func() { o.middleArc[l] = side }) || improved
		}
	}
	return improved
}

// move takes element i of a slice to place j.
func move[T any](s []T, i, j int) {
	for ; i < j; i++ {
		s[i], s[i+1] = s[i+1], s[i]
	}
	for ; i > j; i-- {
		s[i], s[i-1] = s[i-1], s[i]
	}
}

// stackUp computes y, the middles of all boxes, with the panels of each side close together. In the middle, it
// lets lines between neighbours go straight.
func (o *orderer) stackUp() {
	var bottom [3]float64
	for i := range o.panels {
		panel := &o.panels[i]
		top := bottom[panel.side+1] + panelHeading
		height := 0.0
		for _, l := range panel.levels {
			height = max(height, o.stackHeight(panel.stacks[l], l))
		}
		for _, l := range panel.levels {
			y := top + (height-o.stackHeight(panel.stacks[l], l))/2
			for _, n := range panel.stacks[l] {
				o.y[n] = y + o.heights[n]/2
				y += o.heights[n] + gapAt(l)
			}
		}
		bottom[panel.side+1] = top + height + panelGap
	}
	for _, l := range o.middle {
		line := &o.bundles[l]
		a, b := line.from, line.to
		apart := math.Abs(o.y[a]-o.y[b]) - (o.heights[a]+o.heights[b])/2
		switch straight := apart < middleGap+1 && line.markAt < 0 && line.fitsStraight(); {
		case straight:
			o.middleArc[l] = 0
		case o.middleArc[l] == 0:
			o.middleArc[l] = 1
		}
	}
}

func (p *placer) stackHeight(stack []int, level int) float64 {
	h := -gapAt(level)
	for _, n := range stack {
		h += p.heights[n] + gapAt(level)
	}
	return h
}

func gapAt(level int) float64 {
	if level == 0 {
		return middleGap
	}
	return rowGap
}

// run is a line as far as it matters where it crosses others: within one channel.
type run struct {
	arc    bool    // from a column back to it
	column int     // an arc's
	a, b   float64 // where it ends: an arc's upper and lower end, or the left and the right end
	weight float64
}

// runs are those of a channel, the lines of the centre apart: those fan out in order.
type runs struct{ centre, others []run }

// course is what the cost of a line depends on besides the order.
type course struct {
	a, b     int     // from left to right
	channel  int     // index in orderer.channels
	length   float64 // what a point of its height costs
	weight   float64
	ofCentre bool
	kind     courseKind
}

// courseKind is how a line runs.
type courseKind uint8

const (
	stepCourse   courseKind = iota // to the next column
	arcCourse                      // back to its column
	middleCourse                   // between two in the middle: straight or an arc, as it is chosen
	aroundCourse                   // around the middle
)

// findCourses works out what does not depend on the order.
func (o *orderer) findCourses() {
	const arcLength, stepLength, middleLength, centreLength, aroundLength = 0.6, 0.5, 0.25, 0.16, 0.3
	o.courses = make([]course, len(o.lines))
	for i, l := range o.lines {
		line := &o.bundles[l]
		c := &o.courses[i]
		c.a, c.b = line.from, line.to
		if o.level[c.a] > o.level[c.b] {
			c.a, c.b = c.b, c.a
		}
		c.weight = float64(1+len(line.strands)) / 2
		c.ofCentre = c.a == o.centre || c.b == o.centre
		left, right := o.level[c.a], o.level[c.b]
		if channel, ok := o.channel(l); ok {
			c.channel = channel + mostLevels + 1
		}
		switch {
		case left == right && left == 0:
			c.kind, c.length = middleCourse, arcLength*c.weight
		case left == right:
			c.kind, c.length = arcCourse, arcLength*c.weight
		case right-left > 1:
			c.kind, c.length = aroundCourse, aroundLength
		case c.ofCentre:
			c.length = centreLength * c.weight
		case left == 0 || right == 0:
			c.length = middleLength * c.weight
		default:
			c.length = stepLength * c.weight
		}
	}
}

// evaluate says how bad the order is: the length of the lines downwards, in points, and their crossings.
func (o *orderer) evaluate() float64 {
	const (
		crossing, centreCrossing = 40.0, 9.0
		pastCentre               = 120.0 // of a line in the middle
	)
	o.stackUp()
	for c := range o.channels {
		o.channels[c].centre, o.channels[c].others = o.channels[c].centre[:0], o.channels[c].others[:0]
	}
	cost := 0.0
	for i := range o.courses {
		c := &o.courses[i]
		r := run{a: o.y[c.a], b: o.y[c.b], weight: c.weight}
		channel := c.channel
		switch c.kind {
		case aroundCourse:
			cost += (r.a + r.b) * c.length
			continue
		case middleCourse:
			side := o.middleArc[o.lines[i]]
			if side == 0 {
				continue
			}
			channel = mostLevels + 1 + min(side, 0)
			if o.aroundCentre(c.a, c.b) {
				cost += pastCentre * r.weight
			}
			fallthrough
		case arcCourse:
			r.arc, r.column = true, o.level[c.a]
			r.a, r.b = min(r.a, r.b), max(r.a, r.b)
		}
		cost += math.Abs(r.a-r.b) * c.length
		runs := &o.channels[channel]
		if c.ofCentre {
			cost += centreCrossing * r.weight * r.crossed(runs.others)
			runs.centre = append(runs.centre, r)
			continue
		}
		cost += r.weight * (crossing*r.crossed(runs.others) + centreCrossing*r.crossed(runs.centre))
		runs.others = append(runs.others, r)
	}
	return cost + o.jointsCost()
}

// crossed returns the weights of those of some runs in the same channel that a run crosses.
func (r *run) crossed(others []run) (weight float64) {
	for i := range others {
		s := &others[i]
		var crosses bool
		switch {
		case r.arc && s.arc:
			crosses = r.column == s.column && (r.a < s.a && s.a < r.b && r.b < s.b || s.a < r.a && r.a < s.b && s.b < r.b)
		case r.arc: // it has what begins between its ends within it
			crosses = r.a < s.a && s.a < r.b || r.a < s.b && s.b < r.b
		case s.arc:
			crosses = s.a < r.a && r.a < s.b || s.a < r.b && r.b < s.b
		default:
			crosses = (r.a-s.a)*(r.b-s.b) < 0
		}
		if crosses {
			weight += s.weight
		}
	}
	return weight
}

// anyAroundCentre reports whether there is such a line.
func (o *orderer) anyAroundCentre() bool {
	o.stackUp()
	return slices.ContainsFunc(o.middle, func(l int) bool { return o.aroundCentre(o.bundles[l].from, o.bundles[l].to) })
}

// gather puts those in the middle that hang together without the centre on the same side of it: the most above.
func (o *orderer) gather() {
	i := slices.IndexFunc(o.panels, func(x panel) bool { return slices.Contains(x.nodes, o.centre) })
	stack := o.panels[i].stacks[0]
	next := map[int][]int{}
	for _, l := range o.middle {
		a, b := o.bundles[l].from, o.bundles[l].to
		if a != o.centre && b != o.centre {
			next[a], next[b] = append(next[a], b), append(next[b], a)
		}
	}
	seen := map[int]bool{o.centre: true}
	var pieces [][]int
	ends := slices.Clone(stack) // a walk that begins at an end of a chain follows it
	slices.SortStableFunc(ends, func(a, b int) int { return len(next[a]) - len(next[b]) })
	for _, start := range ends {
		piece := []int{}
		var walk func(n int)
		walk = func(n int) {
			if seen[n] || !slices.Contains(stack, n) {
				return
			}
			seen[n] = true
			piece = append(piece, n)
			for _, m := range next[n] {
				walk(m)
			}
		}
		if walk(start); len(piece) > 0 {
			pieces = append(pieces, piece)
		}
	}
	slices.SortStableFunc(pieces, func(a, b []int) int { return len(b) - len(a) })
	gathered := append(slices.Concat(pieces[:1]...), o.centre)
	copy(stack, append(gathered, slices.Concat(pieces[min(1, len(pieces)):]...)...))
	o.budget--
	o.cost = o.evaluate()
}

// aroundCentre reports whether the centre stands between two others in the middle of which one has nothing to do with it.
func (o *orderer) aroundCentre(a, b int) bool {
	if a == o.centre || b == o.centre || (o.y[a] < o.y[o.centre]) == (o.y[b] < o.y[o.centre]) {
		return false
	}
	return !o.tied[a] || !o.tied[b]
}
