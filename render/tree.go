package render

import (
	"cmp"
	"math"
	"slices"
)

// The measures of the tree layout, in points.
const (
	treeRowGap    = 10.0
	treeGutter    = 66.0 // between a whole and its parts
	treeBlockGap  = 26.0 // between trees
	treeLaneGap   = 3.0  // between a line and the boxes that it passes
	mostInColumn  = 12   // parts without parts of their own that stand in one column; more take two
	mostInColumns = 40   // and more than these three
)

// placeTree lays the scene out in [TreeLayout]: each whole stands to the left of its parts, by [Line.Whole]. A part of
// several wholes stands to the right of all of them; where organisations are wholes of one another in a circle, the first
// of the map comes first. What is neither whole nor part stands in rows below. Boxes do not overlap, and the lines
// between wholes and parts do not cross boxes; other lines may lie under boxes. O((n + l) · log(n + l)) for n
// organisations and l lines, but for lines that pass over columns: those take as long as the columns are.
func (s *Scene) placeTree() *Placement {
	p := newPlacement(s)
	t := &treePlacer{gridPlacer: newGridPlacer(s, p), lane: map[int]float64{}}
	t.findParts()
	t.chooseLevels()
	blocks, loose := t.findBlocks()
	t.findPassing(blocks)
	t.chooseHeights()
	sizes := make([]size, len(blocks))
	for i, block := range blocks {
		sizes[i] = t.placeBlock(block)
	}
	places, all := pack(sizes, s.ratio(), treeBlockGap)
	for i, block := range blocks {
		for _, n := range block {
			p.Nodes[n].X += places[i].X
			p.Nodes[n].Y += places[i].Y
		}
	}
	t.placeLoose(loose, all)
	ways := make([]*lanes, len(blocks))
	for i, block := range blocks {
		ways[i] = newLanes(t, block)
		t.takeLanes(block, ways[i])
	}
	t.placePorts()
	for i, block := range blocks {
		for _, n := range block {
			for _, l := range t.right[n] {
				t.drawPassing(n, l, ways[i])
			}
		}
	}
	s.finish(p)
	return p
}

// treePlacer works out a tree.
type treePlacer struct {
	*gridPlacer
	parts  [][]treeLine // by whole, in the order of the lines
	wholes [][]treeLine // by part
	main   []int        // by node: the whole beside which it stands, or -1
	level  []int
	right  [][]treeLine // by organisation: all lines to further columns of its tree, to the right
	left   [][]treeLine // and to the left
	ports  map[portKey]float64
	lane   map[int]float64 // by line that passes over columns, where it does
}

// treeLine is a line between a whole and a part, or others of a tree.
type treeLine struct{ line, other int }

// findParts finds who is part of whom, without circles.
func (t *treePlacer) findParts() {
	n := len(t.scene.Nodes)
	t.parts, t.wholes = make([][]treeLine, n), make([][]treeLine, n)
	isPart := make([]bool, n)
	for i := range t.scene.Lines {
		line := &t.scene.Lines[i]
		switch {
		case line.From == line.To:
		case line.Whole == Forward || line.Whole == BothWays:
			t.parts[line.To] = append(t.parts[line.To], treeLine{i, line.From})
			isPart[line.From] = true
		case line.Whole == Backward:
			t.parts[line.From] = append(t.parts[line.From], treeLine{i, line.To})
			isPart[line.To] = true
		}
	}
	// A walk in depth, from those that are no parts first: a line back to what the walk is within is not taken.
	const unseen, within, done = 0, 1, 2
	state := make([]int, n)
	next := make([]int, n)
	walk := func(root int) {
		path := []int{root}
		state[root] = within
		for len(path) > 0 {
			whole := path[len(path)-1]
			if next[whole] == len(t.parts[whole]) {
				state[whole] = done
				path = path[:len(path)-1]
				continue
			}
			l := t.parts[whole][next[whole]]
			if state[l.other] == within {
				t.parts[whole] = slices.Delete(t.parts[whole], next[whole], next[whole]+1)
				continue
			}
			next[whole]++
			t.wholes[l.other] = append(t.wholes[l.other], treeLine{l.line, whole})
			if state[l.other] == unseen {
				state[l.other] = within
				path = append(path, l.other)
			}
		}
	}
	for _, parts := range []bool{false, true} {
		for root := range n {
			if state[root] == unseen && isPart[root] == parts {
				walk(root)
			}
		}
	}
}

// chooseLevels gives each organisation its column, beyond those of its wholes, and the whole beside which it stands.
// Where one whole has many parts without parts, they stand in several columns.
func (t *treePlacer) chooseLevels() {
	n := len(t.scene.Nodes)
	t.level, t.main = make([]int, n), make([]int, n)
	waiting := make([]int, n)
	var queue []int
	for node := range n {
		t.main[node] = -1
		if waiting[node] = len(t.wholes[node]); waiting[node] == 0 {
			queue = append(queue, node)
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		whole := queue[0]
		for _, l := range t.parts[whole] {
			if part := l.other; t.level[part] < t.level[whole]+1 {
				t.level[part], t.main[part] = t.level[whole]+1, whole
			}
			if waiting[l.other]--; waiting[l.other] == 0 {
				queue = append(queue, l.other)
			}
		}
	}
	for whole := range n {
		var leaves []int
		for _, l := range t.parts[whole] {
			if t.main[l.other] == whole && len(t.parts[l.other]) == 0 {
				leaves = append(leaves, l.other)
			}
		}
		columns := 1
		if len(leaves) > mostInColumns {
			columns = 3
		} else if len(leaves) > mostInColumn {
			columns = 2
		}
		for i, leaf := range leaves {
			t.level[leaf] += i % columns
		}
	}
}

// findPassing finds the lines between the columns of a tree: those of wholes and parts, and others.
func (t *treePlacer) findPassing(blocks [][]int) {
	n := len(t.level)
	t.right, t.left = make([][]treeLine, n), make([][]treeLine, n)
	block := make([]int, n) // from 1
	for i, nodes := range blocks {
		for _, node := range nodes {
			block[node] = i + 1
		}
	}
	for i := range t.scene.Lines {
		a, b := t.scene.Lines[i].From, t.scene.Lines[i].To
		if t.level[a] > t.level[b] {
			a, b = b, a
		}
		if block[a] > 0 && block[a] == block[b] && t.level[a] < t.level[b] {
			t.right[a] = append(t.right[a], treeLine{i, b})
			t.left[b] = append(t.left[b], treeLine{i, a})
		}
	}
}

// chooseHeights makes boxes so high that their lines have room.
func (t *treePlacer) chooseHeights() {
	const gap = 2.5
	for n := range t.boxes {
		for _, lines := range [][]treeLine{t.right[n], t.left[n]} {
			need := 6 - gap
			for _, l := range lines {
				need += t.thickness(l.line) + gap
			}
			if !t.scene.sized() {
				t.boxes[n].height = max(t.boxes[n].height, need)
			}
		}
		t.room[n].height = max(t.room[n].height, t.boxes[n].height)
	}
}

func (t *treePlacer) thickness(l int) float64 {
	return float64(len(t.scene.Lines[l].Strands)) * strandSpacing
}

// findBlocks returns the organisations that hang together as wholes and parts, wholes first, and those that do not.
func (t *treePlacer) findBlocks() (blocks [][]int, loose []int) {
	seen := make([]bool, len(t.level))
	for n := range t.level {
		if seen[n] {
			continue
		}
		if len(t.parts[n])+len(t.wholes[n]) == 0 {
			loose = append(loose, n)
			continue
		}
		block := []int{n}
		seen[n] = true
		for i := 0; i < len(block); i++ {
			for _, lines := range [][]treeLine{t.parts[block[i]], t.wholes[block[i]]} {
				for _, l := range lines {
					if !seen[l.other] {
						seen[l.other] = true
						block = append(block, l.other)
					}
				}
			}
		}
		slices.Sort(block)
		blocks = append(blocks, block)
	}
	return blocks, loose
}

// placeBlock places the organisations of a block from 0, 0, each whole at the height of the middle of its parts, and
// returns how large all of it is.
func (t *treePlacer) placeBlock(block []int) size {
	b := &treeBlock{treePlacer: t}
	for _, n := range block {
		for t.level[n] >= len(b.free) {
			b.free, b.widths = append(b.free, 0), append(b.widths, 0)
		}
		b.widths[t.level[n]] = max(b.widths[t.level[n]], t.room[n].width)
	}
	for _, n := range block {
		if t.main[n] < 0 {
			b.placeSubtree(n)
		}
	}
	all, lowest := size{}, math.Inf(1)
	for _, n := range block {
		box := t.place.Nodes[n]
		lowest = min(lowest, box.Y-t.room[n].height/2)
		all.height = max(all.height, box.Y+t.room[n].height/2)
	}
	left := make([]float64, len(b.widths))
	for level, width := range b.widths {
		left[level] = all.width
		all.width += width + treeGutter
	}
	all.width -= treeGutter
	for _, n := range block {
		box := &t.place.Nodes[n]
		box.X = left[t.level[n]] + box.Width/2
		box.Y -= lowest
	}
	all.height -= lowest
	return all
}

// treeBlock is a block that is being placed.
type treeBlock struct {
	*treePlacer
	free   []float64 // by level, where the next box may begin
	widths []float64
}

// placeSubtree places an organisation and the parts that stand beside it. It keeps its own list of what is to do, because
// hierarchies may be deep.
func (b *treeBlock) placeSubtree(root int) {
	type task struct {
		node int
		next int // which part comes next
	}
	path := []task{{root, 0}}
	for len(path) > 0 {
		at := &path[len(path)-1]
		if at.next < len(b.parts[at.node]) {
			part := b.parts[at.node][at.next].other
			at.next++
			if b.main[part] == at.node {
				path = append(path, task{part, 0})
			}
			continue
		}
		b.placeAbove(at.node)
		path = path[:len(path)-1]
	}
}

// placeAbove places an organisation whose parts have places, in the middle of those or, where there is no room, lower: then
// the parts go down with it.
func (b *treeBlock) placeAbove(n int) {
	level, height := b.level[n], b.room[n].height
	lowest, highest := math.Inf(1), math.Inf(-1)
	for _, l := range b.parts[n] {
		if b.main[l.other] == n {
			lowest, highest = min(lowest, b.place.Nodes[l.other].Y), max(highest, b.place.Nodes[l.other].Y)
		}
	}
	y := b.free[level] + height/2
	if middle := (lowest + highest) / 2; lowest <= highest && middle >= y {
		y = middle
	} else if lowest <= highest {
		b.lower(n, y-middle)
	}
	b.place.Nodes[n] = Box{Y: y, Width: b.boxes[n].width, Height: b.boxes[n].height}
	b.free[level] = y + height/2 + treeRowGap
}

// lower moves the parts of an organisation down, with all that stands beside them.
func (b *treeBlock) lower(n int, dy float64) {
	queue := []int{n}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, l := range b.parts[queue[0]] {
			if part := l.other; b.main[part] == queue[0] {
				box := &b.place.Nodes[part]
				box.Y += dy
				b.free[b.level[part]] = max(b.free[b.level[part]], box.Y+b.room[part].height/2+treeRowGap)
				queue = append(queue, part)
			}
		}
	}
}

// placeLoose places what is neither whole nor part, in rows below all else.
func (t *treePlacer) placeLoose(loose []int, all size) {
	if len(loose) == 0 {
		return
	}
	panel := gridPanel{cluster: -1, nodes: loose}
	ratio := t.scene.ratio()
	if all.width > 0 {
		each := 0.0
		for _, n := range loose {
			each += (t.room[n].width + t.columnGap) * (t.room[n].height + t.rowGap)
		}
		ratio = all.width * all.width / each
	}
	t.shape(&panel, ratio)
	top := 0.0
	if all.height > 0 {
		top = all.height + 2*treeBlockGap
	}
	t.fill(&panel, Point{0, top})
}

// placePorts gives the lines between wholes and parts their places at the sides of the boxes, in the order of where they
// go.
func (t *treePlacer) placePorts() {
	t.ports = map[portKey]float64{}
	for n, box := range t.place.Nodes {
		for _, lines := range [][]treeLine{t.right[n], t.left[n]} {
			ends := slices.Clone(lines)
			slices.SortStableFunc(ends, func(a, b treeLine) int {
				return cmp.Or(cmp.Compare(t.heading(a), t.heading(b)), cmp.Compare(t.place.Nodes[a.other].Y, t.place.Nodes[b.other].Y))
			})
			wanted, sizes := make([]float64, len(ends)), make([]float64, len(ends))
			need := 0.0
			for i, e := range ends {
				wanted[i], sizes[i] = t.heading(e), t.thickness(e.line)
				need += sizes[i]
			}
			gap := 0.0
			if len(ends) > 1 {
				gap = min(lineSpacing-strandSpacing, max(0, (box.Height-6-need)/float64(len(ends)-1)))
			}
			if room := box.Height - 6; need > room {
				for i := range sizes {
					sizes[i] *= room / need
				}
			}
			for i, y := range spread(wanted, sizes, gap, box.Top()+3, box.Bottom()-3) {
				t.ports[portKey{ends[i].line, n}] = y
			}
		}
	}
}

// takeLanes finds ways for the lines of a block that pass over columns.
func (t *treePlacer) takeLanes(block []int, lanes *lanes) {
	for _, n := range block {
		for _, l := range t.right[n] {
			if first, last := t.level[n], t.level[l.other]; last-first > 1 {
				a, b := t.place.Nodes[n], t.place.Nodes[l.other]
				t.lane[l.line] = lanes.take(first+1, last-1, (a.Y+b.Y)/2, b.Y, t.thickness(l.line))
			}
		}
	}
}

// heading is the height at which a line from or to an organisation arrives at the next column.
func (t *treePlacer) heading(l treeLine) float64 {
	if y, ok := t.lane[l.line]; ok {
		return y
	}
	return t.place.Nodes[l.other].Y
}

// drawPassing draws a line from an organisation to one further to the right.
func (t *treePlacer) drawPassing(n int, l treeLine, lanes *lanes) {
	line := &t.scene.Lines[l.line]
	a, b := t.place.Nodes[n], t.place.Nodes[l.other]
	start, finish := Point{a.Right(), t.ports[portKey{l.line, n}]}, Point{b.Left(), t.ports[portKey{l.line, l.other}]}
	squeezeA := min(1, (a.Height-2)/t.thickness(l.line))
	squeezeB := min(1, (b.Height-2)/t.thickness(l.line))
	first, last := t.level[n], t.level[l.other]
	lane := t.lane[l.line]
	for k := range line.Strands {
		if j := line.Strands[k].Joint; j >= 0 && t.scene.Joints[j].Node >= 0 {
			continue // it goes to a mark
		}
		o := offset(k, len(line.Strands))
		from, to := Point{start.X, start.Y + o*squeezeA}, Point{finish.X, finish.Y + o*squeezeB}
		points := []Point{from}
		points = level(points, Point{lanes.right[first], from.Y})
		if last-first > 1 {
			points = sway(points, Point{lanes.left[first+1], lane + o})
			points = level(points, Point{lanes.right[last-1], lane + o})
		}
		points = sway(points, to)
		if line.From != n {
			points = backwards(points)
		}
		t.place.Courses[l.line][k].Points = points
	}
}

// level goes on straight to a point, if that is elsewhere.
func level(points []Point, to Point) []Point {
	from := points[len(points)-1]
	if distance(from, to) < 0.01 {
		return points
	}
	return append(points, between(from, to, 1.0/3), between(from, to, 2.0/3), to)
}

// sway goes on to a point, level at both ends.
func sway(points []Point, to Point) []Point {
	from := points[len(points)-1]
	middle := (from.X + to.X) / 2
	return append(points, Point{middle, from.Y}, Point{middle, to.Y}, to)
}

// lanes are the gaps between the boxes of the columns of a block, through which lines pass to columns beyond.
type lanes struct {
	left, right []float64 // by level, of the column
	taken       [][]Box   // by level, what is in the way
}

func newLanes(t *treePlacer, block []int) *lanes {
	l := &lanes{}
	for _, n := range block {
		for t.level[n] >= len(l.taken) {
			l.left, l.right = append(l.left, math.Inf(1)), append(l.right, math.Inf(-1))
			l.taken = append(l.taken, nil)
		}
		box := t.place.Nodes[n]
		i := t.level[n]
		l.left[i] = min(l.left[i], box.Left())
		l.right[i] = max(l.right[i], box.Left()+t.room[n].width)
		l.taken[i] = append(l.taken[i], box)
	}
	return l
}

// take finds a lane for a line of some thickness through columns, as near as there is one to where the line goes, and
// takes it.
func (l *lanes) take(first, last int, near, goal, thickness float64) float64 {
	fits := func(y float64) bool {
		for level := first; level <= last; level++ {
			for _, b := range l.taken[level] {
				if b.Top()-treeLaneGap < y+thickness/2-0.01 && y-thickness/2+0.01 < b.Bottom()+treeLaneGap {
					return false
				}
			}
		}
		return true
	}
	best, least := math.Inf(1), math.Inf(1)
	try := func(y float64) {
		if cost := math.Abs(y-near) + math.Abs(y-goal); cost < least && fits(y) {
			best, least = y, cost
		}
	}
	try(goal)
	try(near)
	for level := first; level <= last; level++ {
		for _, b := range l.taken[level] {
			try(b.Top() - treeLaneGap - thickness/2)
			try(b.Bottom() + treeLaneGap + thickness/2)
		}
	}
	for level := first; level <= last; level++ {
		l.taken[level] = append(l.taken[level], Box{Y: best, Height: thickness - 2*treeLaneGap + 2})
	}
	return best
}
