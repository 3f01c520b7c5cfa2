// Package matrix draws a scene as a matrix: for maps that have too many lines to follow.
//
// # Vocabulary
//
// Every organisation has a row and a column, sector by sector in the same order. A cell says what the organisation of
// its row does to that of its column: a field for each family of types, with the letter and the colour of the family.
// What two do jointly, or each to the other, stands in both of their cells.
//
// # Invariants
//
// Cells are so large that letters can be read, and the headings of columns stand upright, so that none overlaps another
// however many there are. Within a sector, organisations with the same partners stand side by side, which makes groups
// visible as blocks. The legend explains what is drawn and nothing else. The same scene gives the same drawing.
package matrix

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/drawing"
)

// The measures of a matrix, in points.
const (
	cellSide     = 15.0 // of a cell
	crowdedSide  = 17.0 // of a cell where one has more than two fields
	countedSide  = 21.0 // of a cell where numbers go with letters
	sectorGap    = 5.0  // between sectors
	labelSize    = 9.0  // of type
	sectorSize   = 9.5
	captionSize  = 9.0
	labelWidth   = 150.0 // at most, of an organisation's name
	sectorWidth  = 104.0 // at most, of a sector's
	labelPadding = 4.0
	outerGap     = 10.0  // between sectors' names and those of organisations
	narrowest    = 120.0 // of what is at the left of the table
	repeatedFrom = 45    // organisations: names stand at all four sides
)

// MostOrganisations is how many organisations a matrix can have: with more, it would be larger than a page of PDF can be,
// 200 inches.
const MostOrganisations = 900

// Draw returns the matrix of a scene, whatever its view and layout. It fails where the scene has more than
// [MostOrganisations]. O(n²) for n organisations, and O(lines).
func Draw(s *render.Scene) (*drawing.Drawing, error) {
	if n := len(s.Nodes); n > MostOrganisations {
		return nil, fmt.Errorf("a matrix of %d organisations: it can have %d at most; draw a part of the map, or fold it", n, MostOrganisations)
	}
	m := newMatrix(s)
	m.fill()
	m.measure()
	m.frame()
	return m.draw(), nil
}

// matrix is a matrix in the making.
type matrix struct {
	scene    *render.Scene // with the legend of the matrix
	place    *render.Placement
	order    []int // nodes by row
	rowOf    []int // by node
	spans    []span
	cells    map[[2]int][]field // by row and column
	by       [][][2]int         // by line: its cells
	side     float64            // of a cell
	starts   []float64          // by row: its upper edge, and by column its left one, within the table
	size     float64            // of the table
	names    float64            // room for the names of organisations
	sectors  float64            // room for those of sectors
	corner   render.Point       // the upper left corner of the table, on the page
	repeated bool               // names stand at the right and below as well
	counted  bool               // some field has a number
	crowded  bool               // some cell has more than two fields
}

// span is the rows of a sector, or of the organisations without one.
type span struct {
	cluster     int // or -1
	first, last int // rows, the last one included
}

// field is a part of a cell: relationships of a family that look alike.
type field struct {
	line, strand int // the first strand of it
	count        int // how many relationships it stands for
	drawn        int // how many of them are not folded
}

func newMatrix(s *render.Scene) *matrix {
	own := *s
	own.View = render.MatrixView
	own.Legend = legend(s)
	m := &matrix{
		scene: &own, cells: map[[2]int][]field{}, rowOf: make([]int, len(s.Nodes)), by: make([][][2]int, len(s.Lines)),
		repeated: len(s.Nodes) >= repeatedFrom,
	}
	near := newPartners(s)
	add := func(cluster int, nodes []int) {
		if len(nodes) == 0 {
			return
		}
		first := len(m.order)
		m.order = append(m.order, near.arrange(nodes)...)
		m.spans = append(m.spans, span{cluster, first, len(m.order) - 1})
	}
	var loose []int
	for i := range s.Clusters {
		add(i, s.Clusters[i].Nodes)
	}
	for n := range s.Nodes {
		if s.Nodes[n].Cluster < 0 {
			loose = append(loose, n)
		}
	}
	add(-1, loose)
	for row, n := range m.order {
		m.rowOf[n] = row
	}
	return m
}

// legend returns the entries of a scene's legend that explain something in a matrix.
func legend(s *render.Scene) []render.LegendEntry {
	entries := slices.Clone(s.Legend)
	for i := range entries {
		if e := &entries[i]; e.Kind == render.DashEntry {
			e.Label = map[render.Dash]string{render.Dashed: "Dashed outline", render.Dotted: "Dotted outline"}[e.Dash]
			if e.Label == "" {
				e.Label = "Filled"
			}
		}
	}
	return slices.DeleteFunc(entries, func(e render.LegendEntry) bool {
		switch e.Kind {
		case render.FamilyEntry, render.DashEntry, render.MarkEntry, render.EmphasisEntry, render.GroupEntry, render.ChangedBoxEntry, render.ChangedLineEntry:
			return false
		}
		return true
	})
}

// fill puts the strands of all lines into cells.
func (m *matrix) fill() {
	for i := range m.scene.Lines {
		line := &m.scene.Lines[i]
		from, to := m.rowOf[line.From], m.rowOf[line.To]
		for k := range line.Strands {
			arrow := line.Strands[k].Arrow
			if arrow != render.Backward {
				m.put(i, k, [2]int{from, to})
			}
			if arrow != render.Forward && from != to || arrow == render.Backward {
				m.put(i, k, [2]int{to, from})
			}
		}
	}
}

// put adds a strand to a cell: to the field of those that look like it, if there is one.
func (m *matrix) put(line, strand int, cell [2]int) {
	s := &m.scene.Lines[line].Strands[strand]
	fields := m.cells[cell]
	at := slices.IndexFunc(fields, func(f field) bool {
		other := &m.scene.Lines[f.line].Strands[f.strand]
		return other.Family == s.Family && other.Dash == s.Dash && other.Uncertain == s.Uncertain && other.State == s.State && other.Attested == s.Attested && other.Emphasis == s.Emphasis
	})
	if at < 0 {
		if len(fields) == 0 {
			m.by[line] = append(m.by[line], cell)
		}
		at = len(fields)
		fields = append(fields, field{line: line, strand: strand})
	}
	fields[at].count += s.Count
	fields[at].drawn += len(s.Relationships)
	m.counted = m.counted || fields[at].count > fields[at].drawn
	m.cells[cell] = fields
	m.crowded = m.crowded || len(fields) > 2
}

// measure settles how large everything is.
func (m *matrix) measure() {
	m.side = cellSide
	switch {
	case m.counted, m.crowded && m.scene.Change != nil: // signs go with the letters
		m.side = countedSide
	case m.crowded:
		m.side = crowdedSide
	}
	y := 0.0
	for i, s := range m.spans {
		if i > 0 {
			y += sectorGap
		}
		for range s.last - s.first + 1 {
			m.starts = append(m.starts, y)
			y += m.side
		}
	}
	m.size = y
	for n := range m.scene.Nodes {
		m.names = max(m.names, m.nameWidth(n))
	}
	for _, s := range m.spans {
		if s.cluster >= 0 {
			for _, line := range m.sectorLines(s) {
				m.sectors = max(m.sectors, render.TextWidth(line, sectorSize, true))
			}
		}
	}
	m.sectors = max(m.sectors, narrowest-m.names) + outerGap // the caption needs room
}

// name is what an organisation is called at its row and column.
func (m *matrix) name(n int) string {
	return render.WrapText(m.scene.Nodes[n].ShortName, labelSize, m.bold(n), labelWidth, 1)[0]
}

// bold reports whether an organisation's name is to stand out.
func (m *matrix) bold(n int) bool {
	return m.scene.Nodes[n].Emphasis == render.Highlighted
}

// nameWidth is the room for the name of an organisation, with the number of its group after it.
func (m *matrix) nameWidth(n int) float64 {
	width := render.TextWidth(m.name(n), labelSize, m.bold(n)) + 2*labelPadding
	if tag := m.scene.Nodes[n].Sign(); tag != "" {
		width += tagWidth(tag) + labelPadding
	}
	return width
}

// sectorLines is the name of a sector, in as many lines as its rows have room for.
func (m *matrix) sectorLines(s span) []string {
	rows := float64(s.last-s.first+1) * m.side
	return render.WrapText(m.scene.Clusters[s.cluster].Label, sectorSize, true, sectorWidth, max(1, int(rows/(sectorSize*1.2))))
}

// end returns where a row, or a column, ends.
func (m *matrix) end(row int) float64 { return m.starts[row] + m.side }

// frame finds places for the title and the legend around the matrix.
func (m *matrix) frame() {
	s := m.scene
	m.place = &render.Placement{
		Nodes:    make([]render.Box, len(s.Nodes)),
		Clusters: make([]render.Box, len(s.Clusters)),
		Courses:  make([][]render.Course, len(s.Lines)),
		Joints:   make([][]render.Mark, len(s.Joints)),
	}
	if len(s.Nodes) == 0 {
		s.Frame(m.place, render.Box{})
		return
	}
	for row, n := range m.order {
		m.place.Nodes[n] = render.Box{X: -m.names / 2, Y: m.starts[row] + m.side/2, Width: m.names, Height: m.side}
	}
	left, top, right, bottom := -m.names-m.sectors, -m.names-m.headings(), m.size, m.size
	if m.repeated {
		right, bottom = right+m.names, bottom+m.names
	}
	// The caption of the table stands in its corner, as high as it needs.
	caption := m.caption()
	top = min(top, -float64(len(caption))*captionSize*1.25-outerGap)
	s.Frame(m.place, render.Box{X: (left + right) / 2, Y: (top + bottom) / 2, Width: right - left, Height: bottom - top})
	first := m.place.Nodes[m.order[0]]
	m.corner = render.Point{X: first.Right(), Y: first.Top()}
}

// headings is the room for the names of sectors above their columns.
func (m *matrix) headings() float64 {
	most := 0
	for _, s := range m.spans {
		most = max(most, len(m.columnLines(s)))
	}
	if most == 0 {
		return 0
	}
	return float64(most)*sectorSize*1.2 + outerGap/2
}

// columnLines is the name of a sector above its columns, or nothing where they are too few for it.
func (m *matrix) columnLines(s span) []string {
	const narrowest, most = 3, 2
	if s.cluster < 0 || s.last-s.first+1 < narrowest {
		return nil
	}
	label := m.scene.Clusters[s.cluster].Label
	width := m.end(s.last) - m.starts[s.first]
	lines := render.WrapText(label, sectorSize, true, width, most+1)
	if len(lines) > most || slices.ContainsFunc(lines, func(l string) bool { return render.TextWidth(l, sectorSize, true) > width }) {
		return nil
	}
	// A word that had to be broken is worse than none.
	if joined := len(lines) > 1 && !slices.Contains([]string{lines[0] + " " + lines[1]}, label); joined {
		return nil
	}
	return lines
}

// caption says how to read a cell.
func (m *matrix) caption() []string {
	const text = "A cell says what the organisation of its row does to that of its column. What two do jointly, or each to the other, stands in both of their cells."
	return render.WrapText(text, captionSize, false, m.names+m.sectors-outerGap, 12)
}

// byCell returns the cells of a line, from top to bottom.
func (m *matrix) byCell(line int) [][2]int {
	cells := slices.Clone(m.by[line])
	slices.SortFunc(cells, func(a, b [2]int) int { return cmp.Or(a[0]-b[0], a[1]-b[1]) })
	return cells
}
