package matrix

import (
	"math"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph/diff"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/drawing"
)

// baseline is how far below the middle of capital letters their baseline is, as a part of the size of type.
const baseline = 0.36

// draw makes the drawing.
func (m *matrix) draw() *drawing.Drawing {
	s := m.scene
	d := &drawing.Drawing{
		Width: m.place.Width, Height: m.place.Height, Title: s.Title, Background: s.Theme.Page, Focus: s.Theme.MarkedEdge,
		Description: strings.TrimSpace("A matrix with a row and a column for each organisation. " + s.Description),
	}
	if d.Title == "" {
		d.Title = "Matrix of relationships"
	}
	if len(s.Nodes) > 0 {
		d.Groups = append(d.Groups, m.table(), m.sectorGroups(), m.organisations(), m.relationships(), m.captionGroup())
	}
	d.Groups = append(d.Groups, drawing.Frame(s, m.place)...)
	return d
}

// left and top return where a column, and a row, begins on the page.
func (m *matrix) left(column int) float64 { return m.corner.X + m.starts[column] }
func (m *matrix) top(row int) float64     { return m.corner.Y + m.starts[row] }

// table returns the empty table: its blocks, those of a sector with itself darker, its rules and its diagonal.
func (m *matrix) table() *drawing.Group {
	t := m.scene.Theme
	g := &drawing.Group{ID: "table", Role: drawing.Hidden}
	for i, rows := range m.spans {
		for k, columns := range m.spans {
			block := drawing.Shape{
				Kind: drawing.Rectangle, Left: m.left(columns.first), Top: m.top(rows.first),
				Width: m.end(columns.last) - m.starts[columns.first], Height: m.end(rows.last) - m.starts[rows.first],
			}
			if i == k {
				block.Fill = t.Panel
			}
			g.Shapes = append(g.Shapes, block)
		}
	}
	g.Shapes = append(g.Shapes, m.rules()...)
	for _, rows := range m.spans {
		for _, columns := range m.spans {
			g.Shapes = append(g.Shapes, drawing.Shape{
				Kind: drawing.Rectangle, Left: m.left(columns.first), Top: m.top(rows.first), Stroke: t.PanelEdge, StrokeWidth: 0.6,
				Width: m.end(columns.last) - m.starts[columns.first], Height: m.end(rows.last) - m.starts[rows.first],
			})
		}
	}
	for row := range m.order {
		const inset = 0.28 // of a cell
		d := m.side * inset
		g.Shapes = append(g.Shapes, line(t.PanelEdge, 0.6, m.left(row)+d, m.top(row)+d, m.left(row)+m.side-d, m.top(row)+m.side-d))
	}
	return g
}

// rules returns the lines between the rows and the columns of each block.
func (m *matrix) rules() []drawing.Shape {
	const width = 0.25
	colour := m.scene.Theme.PanelEdge
	var shapes []drawing.Shape
	for _, along := range m.spans {
		from, to := m.starts[along.first], m.end(along.last)
		for _, across := range m.spans {
			for i := across.first + 1; i <= across.last; i++ {
				shapes = append(shapes,
					line(colour, width, m.corner.X+from, m.top(i), m.corner.X+to, m.top(i)),
					line(colour, width, m.left(i), m.corner.Y+from, m.left(i), m.corner.Y+to))
			}
		}
	}
	return shapes
}

// line returns a straight line.
func line(colour string, width, x1, y1, x2, y2 float64) drawing.Shape {
	return drawing.Shape{Kind: drawing.Curve, Stroke: colour, StrokeWidth: width, Path: []drawing.Segment{
		{Verb: drawing.MoveTo, X: x1, Y: y1}, {Verb: drawing.LineTo, X: x2, Y: y2},
	}}
}

// text returns a line of text whose capital letters have their middle at y, or at x where it is turned.
func text(value string, size float64, bold bool, colour string, anchor drawing.Anchor, x, y float64, upright bool) drawing.Text {
	t := drawing.Text{
		X: x, Y: y + size*baseline, Anchor: anchor, Size: size, Bold: bold, Colour: colour, Value: value,
		Width: render.TextWidth(value, size, bold),
	}
	if upright {
		t.X, t.Y, t.Turn = x+size*baseline, y, -90
	}
	return t
}

// sectorGroups returns the names of sectors at the left of their rows, and above their columns where there is room.
func (m *matrix) sectorGroups() *drawing.Group {
	list := &drawing.Group{ID: "sectors", Role: drawing.List, Label: "Sectors"}
	for _, s := range m.spans {
		if s.cluster < 0 {
			continue
		}
		c := &m.scene.Clusters[s.cluster]
		names := make([]string, 0, len(c.Nodes))
		for row := s.first; row <= s.last; row++ {
			names = append(names, m.scene.Nodes[m.order[row]].ShortName)
		}
		g := &drawing.Group{ID: "sector:" + c.ID, Class: "sector", Role: drawing.Item, Label: c.Label + ": " + strings.Join(names, ", ")}
		lines := m.sectorLines(s)
		right := m.corner.X - m.names - outerGap
		middle := m.corner.Y + (m.starts[s.first]+m.end(s.last))/2
		for i, l := range lines {
			y := middle + (float64(i)-float64(len(lines)-1)/2)*sectorSize*1.2
			g.Texts = append(g.Texts, text(l, sectorSize, true, m.scene.Theme.Text, drawing.End, right, y, false))
		}
		above := m.columnLines(s)
		centre := m.corner.X + (m.starts[s.first]+m.end(s.last))/2
		bottom := m.corner.Y - m.names - outerGap/2
		for i, l := range above {
			y := bottom - (float64(len(above)-i)-0.5)*sectorSize*1.2
			g.Texts = append(g.Texts, text(l, sectorSize, true, m.scene.Theme.Text, drawing.Middle, centre, y, false))
		}
		list.Groups = append(list.Groups, g)
	}
	if len(list.Groups) == 0 {
		return &drawing.Group{ID: list.ID}
	}
	return list
}

// organisations returns the names at the rows and the columns.
func (m *matrix) organisations() *drawing.Group {
	list := &drawing.Group{ID: "organisations", Role: drawing.List, Label: "Organisations"}
	for row, n := range m.order {
		node := &m.scene.Nodes[n]
		label := strings.ReplaceAll(node.Tooltip, "\n", ". ")
		if node.Emphasis == render.Highlighted {
			label += ". Highlighted"
		}
		g := &drawing.Group{ID: "org:" + node.ID, Class: "org", Role: drawing.Item, Label: label, Tooltip: node.Tooltip, Stop: true}
		end := m.size
		m.rowName(g, n, m.corner.X-m.names, m.top(row), true)
		m.columnName(g, n, m.left(row), m.corner.Y-m.names, true)
		if m.repeated {
			m.rowName(g, n, m.corner.X+end, m.top(row), false)
			m.columnName(g, n, m.left(row), m.corner.Y+end, false)
		}
		list.Groups = append(list.Groups, g)
	}
	return list
}

// look returns the fill, the outline and the ink of an organisation's name; those that are not needed are "".
func (m *matrix) look(n int) (fill, edge, ink string) {
	node, t := &m.scene.Nodes[n], m.scene.Theme
	ink = t.Text
	if node.Fill != "" && node.Emphasis != render.Faded {
		fill = node.Fill
		if node.Ink != "" {
			ink = node.Ink
		}
	}
	switch node.Emphasis {
	case render.Highlighted:
		edge = t.MarkedEdge
		if fill == "" && m.scene.GroupLabel == "" {
			fill = t.Marked
		}
	case render.Faded:
		ink = t.FadedText
	case render.Plain:
		switch node.State {
		case diff.Added:
			if edge = t.MarkedEdge; fill == "" && !node.Attested && m.scene.GroupLabel == "" {
				fill = t.Marked
			}
		case diff.Gone:
			edge = t.BoxEdge
		}
	}
	return fill, edge, ink
}

// outline is the box around an organisation's name: broken where it is gone.
func (m *matrix) outline(n int, left, top, width, height float64) []drawing.Shape {
	const inset = 1.2
	fill, edge, _ := m.look(n)
	if fill == "" && edge == "" {
		return nil
	}
	s := drawing.Shape{Kind: drawing.Rectangle, Left: left + inset, Top: top + inset, Width: width - 2*inset, Height: height - 2*inset,
		Radius: 2, Fill: fill, Stroke: edge, StrokeWidth: stroke(edge)}
	switch node := &m.scene.Nodes[n]; {
	case node.State == diff.Gone:
		s.Dashes = []float64{3, 2}
	case node.Attested:
		s.StrokeWidth /= 2
	}
	return []drawing.Shape{s}
}

// strike is the line through the name of an organisation that is gone: along a text, as it is turned.
func (m *matrix) strike(n int, t *drawing.Text) []drawing.Shape {
	if m.scene.Nodes[n].State != diff.Gone {
		return nil
	}
	from := []float64{0, -t.Width / 2, -t.Width}[t.Anchor]
	to, up := from+t.Width, t.Size*baseline
	if t.Turn != 0 {
		return []drawing.Shape{line(t.Colour, 0.9, t.X-up, t.Y-from, t.X-up, t.Y-to)}
	}
	return []drawing.Shape{line(t.Colour, 0.9, t.X+from, t.Y-up, t.X+to, t.Y-up)}
}

// rowName adds the name of an organisation at its row, before the table or after it.
func (m *matrix) rowName(g *drawing.Group, n int, left, top float64, before bool) {
	_, _, ink := m.look(n)
	g.Shapes = append(g.Shapes, m.outline(n, left, top, m.names, m.side)...)
	middle := top + m.side/2
	x, anchor, tagX := left+m.names-labelPadding, drawing.End, left+m.names-labelPadding
	if !before {
		x, anchor, tagX = left+labelPadding, drawing.Start, left+labelPadding
	}
	if tag := m.scene.Nodes[n].Sign(); tag != "" {
		w := tagWidth(tag)
		if before {
			m.tag(g, n, tagX-w/2, middle)
			x -= w + labelPadding
		} else {
			m.tag(g, n, tagX+w/2, middle)
			x += w + labelPadding
		}
	}
	name := text(m.name(n), labelSize, m.bold(n), ink, anchor, x, middle, false)
	g.Texts = append(g.Texts, name)
	g.Shapes = append(g.Shapes, m.strike(n, &name)...)
}

// columnName adds the name of an organisation at its column, above the table or below it; it reads upwards.
func (m *matrix) columnName(g *drawing.Group, n int, left, top float64, above bool) {
	_, _, ink := m.look(n)
	g.Shapes = append(g.Shapes, m.outline(n, left, top, m.side, m.names)...)
	middle := left + m.side/2
	y, anchor := top+m.names-labelPadding, drawing.Start
	if !above {
		y, anchor = top+labelPadding, drawing.End
	}
	if tag := m.scene.Nodes[n].Sign(); tag != "" {
		if above {
			m.tag(g, n, middle, y-tagHeight/2)
			y -= tagHeight + labelPadding
		} else {
			m.tag(g, n, middle, y+tagHeight/2)
			y += tagHeight + labelPadding
		}
	}
	name := text(m.name(n), labelSize, m.bold(n), ink, anchor, middle, y, true)
	g.Texts = append(g.Texts, name)
	g.Shapes = append(g.Shapes, m.strike(n, &name)...)
}

func stroke(edge string) float64 {
	if edge == "" {
		return 0
	}
	return 1.4
}

// The measures of the number of a group, in points.
const (
	tagSize   = 7.0
	tagHeight = 9.5
)

func tagWidth(tag string) float64 { return max(tagHeight, render.TextWidth(tag, tagSize, true)+4) }

// tag adds the number of an organisation's group.
func (m *matrix) tag(g *drawing.Group, n int, x, y float64) {
	node, t := &m.scene.Nodes[n], m.scene.Theme
	fill, ink := t.Text, t.Page
	if node.Emphasis == render.Faded {
		fill, ink = t.Faded, t.BadgeText
	}
	w := tagWidth(node.Sign())
	g.Shapes = append(g.Shapes, drawing.Shape{Kind: drawing.Rectangle, Left: x - w/2, Top: y - tagHeight/2, Width: w, Height: tagHeight, Fill: fill})
	g.Texts = append(g.Texts, text(node.Sign(), tagSize, true, ink, drawing.Middle, x, y, false))
}

// relationships returns the fields of all cells, by line.
func (m *matrix) relationships() *drawing.Group {
	list := &drawing.Group{ID: "relationships", Role: drawing.List, Label: "Relationships"}
	for _, i := range m.scene.PaintOrder() {
		l := &m.scene.Lines[i]
		g := &drawing.Group{ID: "line:" + l.ID, Class: "line", Role: drawing.Item, Label: l.Label, Tooltip: l.Tooltip, Stop: true}
		for _, cell := range m.byCell(i) {
			fields := m.cells[cell]
			columns := int(math.Ceil(math.Sqrt(float64(len(fields)))))
			rows := (len(fields) + columns - 1) / columns
			const inset = 0.8
			width, height := (m.side-2*inset)/float64(columns), (m.side-2*inset)/float64(rows)
			for k, f := range fields {
				m.field(g, f, render.Box{
					X:     m.left(cell[1]) + inset + (float64(k%columns)+0.5)*width,
					Y:     m.top(cell[0]) + inset + (float64(k/columns)+0.5)*height,
					Width: width - 0.5, Height: height - 0.5,
				})
			}
		}
		list.Groups = append(list.Groups, g)
	}
	if len(list.Groups) == 0 {
		return &drawing.Group{ID: list.ID}
	}
	return list
}

// field adds a field: filled, or outlined as lines of its status are.
func (m *matrix) field(g *drawing.Group, f field, box render.Box) {
	s, t := &m.scene.Lines[f.line].Strands[f.strand], m.scene.Theme
	colour := s.Colour
	if s.Emphasis == render.Faded {
		colour = t.Faded
	}
	ink := t.BadgeText
	if drawing.Open(s.Dash) {
		ink = colour
	}
	g.Shapes = append(g.Shapes, drawing.Field(box, colour, t.Page, s.Dash))
	if s.State == diff.Added && !s.Attested && s.Emphasis != render.Faded {
		g.Shapes = append(g.Shapes, drawing.Heavy(box, t.Text))
	}
	letter, number := render.SignOf(s.State)+s.Code, ""
	if s.Uncertain {
		letter += "?"
	}
	if f.count > f.drawn {
		number = strconv.Itoa(f.count)
	}
	size := fitting(letter, box, number != "")
	if number == "" {
		g.Texts = append(g.Texts, text(letter, size, true, ink, drawing.Middle, box.X, box.Y, false))
		return
	}
	below := min(size, fitting(number, box, true))
	g.Texts = append(g.Texts,
		text(letter, size, true, ink, drawing.Middle, box.X, box.Y-box.Height*0.22, false),
		text(number, below, false, ink, drawing.Middle, box.X, box.Y+box.Height*0.24, false))
}

// fitting returns the size of type at which a text fits in a field, alone or with another below it.
func fitting(value string, box render.Box, shared bool) float64 {
	const largest, high, wide = 8.5, 0.95, 0.86 // points; parts of the field
	room := box.Height * high
	if shared {
		room /= 2
	}
	return min(largest, room, box.Width*wide/render.TextWidth(value, 1, true))
}

// captionGroup returns what stands in the corner of the table: how to read a cell.
func (m *matrix) captionGroup() *drawing.Group {
	g := &drawing.Group{ID: "caption", Role: drawing.Hidden}
	left := m.corner.X - m.names - m.sectors
	lines := m.caption()
	top := m.corner.Y - outerGap - float64(len(lines))*captionSize*1.25
	for i, l := range lines {
		g.Texts = append(g.Texts, text(l, captionSize, false, m.scene.Theme.MutedText, drawing.Start, left, top+(float64(i)+0.5)*captionSize*1.25, false))
	}
	return g
}
