package render

import (
	"math"
	"slices"
)

// The measures of the grid layout, in points.
const (
	gridColumnGap = 40.0 // between the boxes of a row, and more where there are many lines
	gridRowGap    = 17.0
	gridPanelGap  = 30.0
)

// placeGrid lays the scene out in [GridLayout]: each sector is a panel of boxes in rows, in the order of the map. Boxes do
// not overlap; lines may lie under boxes that they do not end at. O((n + l) · log(n + l)) for n organisations and l lines.
func (s *Scene) placeGrid() *Placement {
	p := newPlacement(s)
	g := newGridPlacer(s, p)
	var panels []gridPanel
	var loose []int
	for i, c := range s.Clusters {
		panels = append(panels, gridPanel{cluster: i, nodes: c.Nodes})
	}
	for n := range s.Nodes {
		if s.Nodes[n].Cluster < 0 {
			loose = append(loose, n)
		}
	}
	if len(loose) > 0 {
		panels = append(panels, gridPanel{cluster: -1, nodes: loose})
	}
	sizes := make([]size, len(panels))
	for i := range panels {
		g.shape(&panels[i], s.ratio())
		sizes[i] = panels[i].size
	}
	places, _ := pack(sizes, s.ratio(), gridPanelGap)
	for i := range panels {
		g.fill(&panels[i], places[i])
	}
	s.finish(p)
	return p
}

// finish draws the lines that have no courses yet, places the letters, and puts the frame around all.
func (s *Scene) finish(p *Placement) {
	newFree(s, p).draw()
	s.PlaceBadges(p)
	s.Frame(p, s.extent(p))
}

// boxSizes returns how large the box of each organisation is where its lines ask for nothing.
func (s *Scene) boxSizes() []size {
	sizes, base := make([]size, len(s.Nodes)), s.baseHeight()
	for n := range s.Nodes {
		sizes[n] = size{boxWidth, boxHeight(&s.Nodes[n])}
		if s.sized() {
			sizes[n].width, sizes[n].height = sizedBox(&s.Nodes[n], base, 0)
		}
	}
	return sizes
}

// boxRoom is the room that each organisation needs: its box, and at its right what its loops and the marks of joints need.
func (s *Scene) boxRoom(boxes []size) []size {
	room, loops := slices.Clone(boxes), loopRoom(s)
	for n := range room {
		room[n].width += loops[n]
	}
	for _, j := range s.Joints {
		if j.Node >= 0 {
			room[j.Node].width = max(room[j.Node].width, boxes[j.Node].width+markSpace)
			room[j.Node].height = max(room[j.Node].height, markRoom)
		}
	}
	return room
}

// gridPanel is a sector as a panel, or what has no sector.
type gridPanel struct {
	cluster int // or -1
	nodes   []int
	columns int
	widths  []float64 // by column
	heights []float64 // by row
	size    size
}

// gridPlacer works out a grid.
type gridPlacer struct {
	scene *Scene
	place *Placement
	boxes []size // by node
	room  []size // by node, with what stands beside the box

	columnGap, rowGap float64
}

func newGridPlacer(s *Scene, p *Placement) *gridPlacer {
	boxes := s.boxSizes()
	const few, most = 3.0, 4.0 // strands for each organisation, and by how much gaps may grow
	strands := 0
	for i := range s.Lines {
		strands += len(s.Lines[i].Strands)
	}
	grow := min(max(1, float64(strands)/few/float64(max(len(s.Nodes), 1))), most)
	return &gridPlacer{
		scene: s, place: p, boxes: boxes, room: s.boxRoom(boxes), columnGap: gridColumnGap * grow, rowGap: gridRowGap * grow,
	}
}

// shape chooses how many columns a panel has: so many that it is as wide as the page, in proportion.
func (g *gridPlacer) shape(p *gridPanel, ratio float64) {
	area := 0.0
	for _, n := range p.nodes {
		area += (g.room[n].width + g.columnGap) * (g.room[n].height + g.rowGap)
	}
	p.columns = min(max(1, int(math.Round(math.Sqrt(area*ratio)/(boxWidth+g.columnGap)))), len(p.nodes))
	rows := (len(p.nodes) + p.columns - 1) / p.columns
	p.columns = (len(p.nodes) + rows - 1) / rows
	p.widths, p.heights = make([]float64, p.columns), make([]float64, rows)
	for i, n := range p.nodes {
		p.widths[i%p.columns] = max(p.widths[i%p.columns], g.room[n].width)
		p.heights[i/p.columns] = max(p.heights[i/p.columns], g.room[n].height)
	}
	p.size = size{-g.columnGap, -g.rowGap}
	for _, width := range p.widths {
		p.size.width += width + g.columnGap
	}
	for _, height := range p.heights {
		p.size.height += height + g.rowGap
	}
	if p.cluster >= 0 {
		p.size.width += 2 * panelPadding
		p.size.height += panelHeading + 3 + panelPadding
	}
}

// fill places the boxes of a panel.
func (g *gridPlacer) fill(p *gridPanel, at Point) {
	left, top := at.X, at.Y
	if p.cluster >= 0 {
		g.place.Clusters[p.cluster] = boxBetween(left, top, left+p.size.width, top+p.size.height)
		left, top = left+panelPadding, top+panelHeading+3
	}
	y := top
	for row, height := range p.heights {
		x := left
		for column, width := range p.widths {
			i := row*p.columns + column
			if i >= len(p.nodes) {
				break
			}
			box := g.boxes[p.nodes[i]]
			g.place.Nodes[p.nodes[i]] = Box{x + box.width/2, y + height/2, box.width, box.height}
			x += width + g.columnGap
		}
		y += height + g.rowGap
	}
}

// extent returns the box that holds all boxes, sectors, lines, letters and marks of a placement.
func (s *Scene) extent(p *Placement) Box {
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	add := func(b Box) {
		left, right = min(left, b.Left()), max(right, b.Right())
		top, bottom = min(top, b.Top()), max(bottom, b.Bottom())
	}
	for _, b := range p.Nodes {
		add(b)
	}
	for _, b := range p.Clusters {
		if b.Width > 0 {
			add(b)
		}
	}
	for l, courses := range p.Courses {
		for k, c := range courses {
			add(Box{c.Badge.X, c.Badge.Y, badgeWidth(&s.Lines[l].Strands[k]), badgeHeight})
			for i := 0; i+3 < len(c.Points); i += 3 {
				const steps = 16
				for step := range steps + 1 {
					at := bezier(c.Points[i:i+4], float64(step)/steps)
					add(Box{at.X, at.Y, 4, 4})
				}
			}
		}
	}
	for _, marks := range p.Joints {
		for i := range marks {
			width, height := marks[i].Size()
			add(Box{marks[i].At.X, marks[i].At.Y, width, height})
		}
	}
	if left > right {
		return Box{}
	}
	return boxBetween(left, top, right, bottom)
}
