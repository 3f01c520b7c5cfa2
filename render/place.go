package render

import (
	"math"
	"slices"
)

// Point is a place on the page in points, from the top left corner, y downwards.
type Point struct{ X, Y float64 }

// Box is an upright rectangle: its centre and its size, in points.
type Box struct{ X, Y, Width, Height float64 }

// Left, Right, Top and Bottom return where the edges are.
func (b Box) Left() float64   { return b.X - b.Width/2 }
func (b Box) Right() float64  { return b.X + b.Width/2 }
func (b Box) Top() float64    { return b.Y - b.Height/2 }
func (b Box) Bottom() float64 { return b.Y + b.Height/2 }

// boxBetween returns the box with these edges.
func boxBetween(left, top, right, bottom float64) Box {
	return Box{(left + right) / 2, (top + bottom) / 2, right - left, bottom - top}
}

// Placement is where the parts of a scene go in [HubLayout]. Nodes, Clusters, Courses, Legend and Sources run
// parallel to those of the scene.
type Placement struct {
	Width, Height float64 // of the page, in points, margins included
	Nodes         []Box
	Clusters      []Box      // a cluster without a box of its own has no width
	Courses       [][]Course // by line and strand
	Joints        [][]Mark   // by joint of the scene; more than one mark where its strands come from several sides
	Notice        string     // what the reader must know about the layout, such as that it is a cheaper one; or ""
	Title         Text
	Subtitle      Text
	NoticeText    Text   // Notice in lines, below the subtitle
	Headings      []Text // above the parts of the legend and the sources
	Legend        []Sample
	Sources       []Text
}

// Mark is where strands of an arrangement meet.
type Mark struct {
	At    Point   // the centre
	Trunk []Point // from the mark to the outline of the organisation, as Course.Points; nil where there is none
	Label string  // "all", or "all 1" where another mark of the picture belongs to it
}

// Course is the way of one strand.
type Course struct {
	// Points are a start and, for each cubic Bézier curve, two control points and an end. They run from the
	// line's From to its To, from outline to outline.
	Points []Point
	Badge  Point // the centre of the strand's letter
	// ToMark and FromMark tell that the course ends or begins at a mark and not at an organisation: no arrowhead is there.
	ToMark, FromMark bool
}

// Text is lines of text, one below the other.
type Text struct {
	Left, Top float64
	Lines     []string
	Size      float64 // of type
	Bold      bool
}

// Sample is a legend entry: what it explains, in small, and the explanation beside it.
type Sample struct {
	Box           Box // where the sample goes
	Label, Detail Text
}

// The measures of the hub layout, in points.
const (
	boxWidth      = textWidth + 18
	boxPadding    = 3.5        // above and below the text of a box
	rowGap        = 6.5        // between boxes
	middleGap     = 23.0       // between boxes in the middle, where lines go straight from one to the next
	panelPadding  = 9.0        // between a cluster's edge and its boxes
	panelHeading  = 20.0       // the room for a cluster's label
	panelGap      = 11.0       // between clusters
	strandSpacing = 4.3        // between the middles of the strands of a line
	lineSpacing   = 7.8        // between lines that end at the same side of a box
	pageRatio     = math.Sqrt2 // of the paper sizes of ISO 216, lying
)

// fewNeighbours is with how many neighbours the centre looks like any other organisation.
const fewNeighbours = 4

// mostLevels is how many columns a side has at most, and mostInMiddle how many organisations a sector may have
// to go to the middle with its centre.
const (
	mostLevels   = 3
	mostInMiddle = 9
)

// placer works out a Placement.
type placer struct {
	scene     *Scene
	place     *Placement
	bundles   []bundle
	lines     []int   // the bundles between two organisations
	neighbour [][]int // by node, each neighbour once
	centre    int
	panels    []panel
	panelOf   []int // by node, as long as the panels have their first order
	side      []int // by node: that of its panel
	level     []int // by node: its column, 0 in the middle, negative to the left
	first     int   // the lowest level
	last      int   // the highest
	heights   []float64
	widths    []float64
	base      float64 // the height of the smallest box, where sizes stand for something
	middleArc []int   // by bundle, where it is between nodes in the middle: -1 left, 1 right, 0 straight; nil until it is chosen
}

// panel is what stands together: a cluster, or organisations without one.
type panel struct {
	cluster int // or -1
	nodes   []int
	side    int           // -1 left, 0 in the middle, 1 right
	stacks  map[int][]int // by level, nodes from top to bottom
	levels  []int         // those with nodes, ascending
}

// Place lays the scene out in the layout that it asks for, if that is one of this package: [HubLayout], [GridLayout] or
// [TreeLayout]. A scene with another layout is placed as [HubLayout], or as [GridLayout] where it has more organisations
// than [MostForHub]. The result does not depend on anything but the scene.
func (s *Scene) Place() *Placement {
	layout := s.Layout
	if !s.ownLayout() {
		layout = HubLayout
		if len(s.Nodes) > MostForHub {
			layout = GridLayout
		}
	}
	switch layout {
	case GridLayout:
		return s.placeGrid()
	case TreeLayout:
		return s.placeTree()
	}
	return s.placeHub()
}

// ownLayout reports whether the layout of the scene is one of this package.
func (s *Scene) ownLayout() bool {
	return s.Layout == HubLayout || s.Layout == GridLayout || s.Layout == TreeLayout
}

// placeHub lays the scene out in [HubLayout]. The result has no overlaps: not between boxes, nor between a box and a
// line that does not end there. It takes O(n + l²) for n organisations and l lines, times a number of trials that is
// bounded: some milliseconds for a hundred of each.
func (s *Scene) placeHub() *Placement {
	p := newPlacer(s)
	p.order()
	p.measure()
	p.position()
	return p.place
}

// newPlacement returns a placement with room for all parts of a scene between the title and the legend.
func newPlacement(s *Scene) *Placement {
	p := &Placement{
		Nodes: make([]Box, len(s.Nodes)), Clusters: make([]Box, len(s.Clusters)),
		Courses: make([][]Course, len(s.Lines)), Joints: make([][]Mark, len(s.Joints)),
	}
	for i := range s.Lines {
		p.Courses[i] = make([]Course, len(s.Lines[i].Strands))
	}
	return p
}

// newPlacer decides in which column everything stands.
func newPlacer(s *Scene) *placer {
	p := &placer{scene: s, place: newPlacement(s), centre: s.Centre, base: s.baseHeight()}
	p.findNeighbours()
	p.makePanels()
	p.chooseSides()
	p.chooseLevels()
	p.measure()
	p.spreadLoose()
	p.joinColumns()
	return p
}

func (p *placer) findNeighbours() {
	p.neighbour = make([][]int, len(p.scene.Nodes))
	for i, l := range p.scene.Lines {
		if l.From != l.To {
			p.neighbour[l.From] = append(p.neighbour[l.From], l.To)
			p.neighbour[l.To] = append(p.neighbour[l.To], l.From)
		}
		p.bundleLine(i)
	}
	for i, b := range p.bundles {
		if b.from != b.to {
			p.lines = append(p.lines, i)
		}
	}
}

// makePanels makes the panels, that of the centre first. The centre stands alone where its sector is large.
func (p *placer) makePanels() {
	s := p.scene
	if len(s.Nodes) == 0 {
		return
	}
	var own panel
	var others []panel
	var loose []int
	add := func(cluster int, nodes []int) {
		if len(nodes) > 0 {
			others = append(others, panel{cluster: cluster, nodes: nodes})
		}
	}
	own = panel{cluster: -1, nodes: []int{p.centre}}
	single := len(s.Clusters) == 1 && len(s.Clusters[0].Nodes) == len(s.Nodes)
	for i, c := range s.Clusters {
		switch {
		case single:
		case s.Nodes[p.centre].Cluster == i && len(c.Nodes) <= mostInMiddle:
			own = panel{cluster: i, nodes: slices.Clone(c.Nodes)}
		default:
			add(i, slices.DeleteFunc(slices.Clone(c.Nodes), func(n int) bool { return n == p.centre }))
		}
	}
	for n := range s.Nodes {
		if n != p.centre && (single || s.Nodes[n].Cluster < 0) {
			loose = append(loose, n)
		}
	}
	for _, half := range p.halves(loose) {
		add(-1, half)
	}
	p.panels = append([]panel{own}, others...)
	p.panelOf = make([]int, len(s.Nodes))
	for i, panel := range p.panels {
		for _, n := range panel.nodes {
			p.panelOf[n] = i
		}
	}
}

// halves splits organisations that no sector keeps together into two parts of about the same size with few
// lines between them: pieces that hang together stay together, unless one is most of all.
func (p *placer) halves(nodes []int) [2][]int {
	in := map[int]bool{}
	for _, n := range nodes {
		in[n] = true
	}
	var pieces [][]int
	for _, start := range nodes {
		if !in[start] {
			continue
		}
		piece := []int{start}
		in[start] = false
		for i := 0; i < len(piece); i++ {
			for _, m := range p.neighbour[piece[i]] {
				if in[m] {
					in[m] = false
					piece = append(piece, m)
				}
			}
		}
		if len(piece)*3 > len(nodes)*2 && len(piece) > 3 {
			pieces = append(pieces, piece[:len(piece)/2], piece[len(piece)/2:])
		} else {
			pieces = append(pieces, piece)
		}
	}
	slices.SortStableFunc(pieces, func(a, b []int) int { return len(b) - len(a) })
	var halves [2][]int
	for _, piece := range pieces {
		lighter := 0
		if len(halves[1]) < len(halves[0]) {
			lighter = 1
		}
		halves[lighter] = append(halves[lighter], piece...)
	}
	for i := range halves {
		slices.Sort(halves[i])
	}
	return halves
}

// chooseSides puts each panel to the left, to the right or, if it is small, in the middle, so that the sides
// are about as high and few lines go from one to the other.
func (p *placer) chooseSides() {
	p.side = make([]int, len(p.scene.Nodes))
	n := len(p.panels)
	if n < 2 {
		return
	}
	sides := make([]int, n)
	if combinations := math.Pow(3, float64(n-1)); combinations <= 7000 {
		best, bestCost := slices.Clone(sides), math.Inf(1)
		p.trySides(sides, 1, &best, &bestCost)
		sides = best
	} else {
		p.sidesGreedily(sides)
	}
	for i := range p.panels {
		p.panels[i].side = sides[i]
		for _, n := range p.panels[i].nodes {
			p.side[n] = sides[i]
		}
	}
}

func (p *placer) trySides(sides []int, i int, best *[]int, bestCost *float64) {
	if i == len(sides) {
		if cost := p.sidesCost(sides); cost < *bestCost-1e-6 {
			*bestCost = cost
			copy(*best, sides)
		}
		return
	}
	for _, side := range p.sidesOf(i) {
		sides[i] = side
		p.trySides(sides, i+1, best, bestCost)
	}
}

// sidesOf returns where a panel may go.
func (p *placer) sidesOf(i int) []int {
	const mostBesideCentre = 2
	if p.panels[i].cluster >= 0 && len(p.panels[i].nodes) <= mostBesideCentre && len(p.scene.Nodes) > 12 {
		return []int{-1, 1, 0}
	}
	return []int{-1, 1}
}

// sidesGreedily takes the panels in the order of their size and puts each where it costs least.
func (p *placer) sidesGreedily(sides []int) {
	const nowhere = 2
	order := make([]int, 0, len(sides))
	for i := 1; i < len(sides); i++ {
		order = append(order, i)
		sides[i] = nowhere
	}
	slices.SortStableFunc(order, func(a, b int) int { return len(p.panels[b].nodes) - len(p.panels[a].nodes) })
	for _, i := range order {
		best, bestCost := 0, math.Inf(1)
		for _, side := range p.sidesOf(i) {
			sides[i] = side
			if cost := p.sidesCost(sides); cost < bestCost-1e-6 {
				best, bestCost = side, cost
			}
		}
		sides[i] = best
	}
}

// sidesCost is, in points of height, what a choice of sides costs. A panel whose side is neither -1, 0 nor 1
// is not counted.
func (p *placer) sidesCost(sides []int) float64 {
	const (
		crossing  = 110.0 // a line from one side to the other, for the first few
		further   = 14.0  // for each of the others
		few       = 3
		inMiddle  = 50.0 // a further panel in the middle
		imbalance = 0.3
	)
	boxes := p.estimateBoxes(sides)
	var heights [3]float64 // left, middle, right
	for i := range p.panels {
		if side := sides[i]; side >= -1 && side <= 1 {
			heights[side+1] += p.estimatePanel(&p.panels[i], side, boxes)
		}
	}
	cost := max(heights[0], heights[1], heights[2]) + imbalance*math.Abs(heights[0]-heights[2])
	for i, side := range sides {
		if side == 0 && i > 0 {
			cost += inMiddle
		}
	}
	crossings := 0.0
	for _, l := range p.lines {
		a, b := sides[p.panelOf[p.bundles[l].from]], sides[p.panelOf[p.bundles[l].to]]
		if a*b == -1 {
			crossings++
		}
	}
	return cost + crossing*min(crossings, few) + further*max(crossings-few, 0) + p.jointsApart(sides)
}

// boxEstimate is how high a box gets, and whether it stands beside the middle.
type boxEstimate struct {
	height float64
	near   bool
}

// estimateBoxes works out what a choice of sides means for the boxes.
func (p *placer) estimateBoxes(sides []int) []boxEstimate {
	boxes := make([]boxEstimate, len(p.scene.Nodes))
	need := make([][2]float64, len(boxes)) // at the left and right of boxes in the middle; else towards it and away
	for _, l := range p.lines {
		line := &p.bundles[l]
		for _, end := range [2][2]int{{line.from, line.to}, {line.to, line.from}} {
			side, other := sides[p.panelOf[end[0]]], sides[p.panelOf[end[1]]]
			room := p.thickness(l) + lineSpacing - strandSpacing
			switch {
			case side != 0 && other == 0:
				need[end[0]][0] += room
				boxes[end[0]].near = true
			case side != 0 || other > 0:
				need[end[0]][1] += room
			case other < 0:
				need[end[0]][0] += room
			}
		}
	}
	for n := range boxes {
		_, boxes[n].height = p.boxSize(n, max(4+need[n][0], 4+need[n][1]))
	}
	return boxes
}

// estimatePanel is how high a panel gets: as high as its column beside the middle, or the others.
func (p *placer) estimatePanel(x *panel, side int, boxes []boxEstimate) float64 {
	near, far := 0.0, 0.0
	for _, n := range x.nodes {
		switch b := boxes[n]; {
		case side == 0:
			near += b.height + middleGap
		case b.near:
			near += b.height + rowGap
		default:
			far += b.height + rowGap
		}
	}
	above, below := panelMargins(x)
	return max(near, far) - gapAt(side) + above + below + panelGap
}

func abs(n int) int { return max(n, -n) }

// boxSize returns how large the box of an organisation is: as wide as all and as high as its text and its lines need
// or, where sizes stand for something, as large as it says.
func (p *placer) boxSize(n int, need float64) (width, height float64) {
	node := &p.scene.Nodes[n]
	if p.scene.sized() {
		return sizedBox(node, p.base, need)
	}
	return boxWidth, max(boxHeight(node), need)
}

// columnWidth is the width of the widest box of a column.
func (p *placer) columnWidth(level int) float64 {
	width := boxWidth
	for n, l := range p.level {
		if l == level {
			width = max(width, p.widths[n])
		}
	}
	return width
}

// boxHeight returns how high a box must be for its text.
func boxHeight(n *Node) float64 {
	h := float64(len(n.Heading))*headingSize*1.2 + float64(len(n.Subheading))*subSize*1.18
	if n.Set {
		h += 2*outlineGap - 2*(boxPadding-1) // the inner outline stands a point around the text
	}
	return math.Ceil(h + 2*boxPadding)
}
