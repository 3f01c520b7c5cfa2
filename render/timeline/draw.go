package timeline

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/drawing"
)

// The measures of a timeline, in points.
const (
	margin      = 20.0
	labelRoom   = 226.0                             // before the axis
	widest      = margin + labelRoom + 690 + margin // of a sheet
	narrowest   = margin + labelRoom + 180 + margin
	rowHeight   = 12.8
	rowLine     = 9.6 // a further line of a label, or of names
	barHeight   = 6.5
	thinBar     = 4.0
	headingRoom = 17.0
	sectionGap  = 6.0
	tickSize    = 8.0
	nameSize    = 7.4
	labelSize   = 8.6
	headSize    = 9.8
	markSize    = 6.4
	markHeight  = 8.6
	badgeSide   = 9.0
	badgeType   = 7.0
	inset       = 7.0 // of what stands in a panel
	fading      = 13.0
	signSide    = 3.6
	axisRoom    = 24.0
	axisBelow   = 14.0
	sectionFoot = 4.0
	repeatFrom  = 700.0 // rows so high have the axis below them too
)

// painter makes the drawing.
type painter struct {
	c      *collector
	theme  render.Theme
	axis   *axis
	rows   map[graph.Node]*row
	leaves []*leaf

	width    float64 // of the sheets
	subtitle string
}

func (p *painter) labelLines(r *row) []string {
	room, most := labelRoom-inset-8, 2
	if r.code != "" {
		room -= chipWidth(r.code) + 4
	}
	if r.bold {
		most = 1 + r.nameLines()
	}
	return render.WrapText(r.label, labelSize, r.bold, room, most)
}

func chipWidth(code string) float64 {
	return max(badgeSide, math.Ceil(render.TextWidth(code, badgeType, true)+3.5))
}

// groups returns the axis and the rows of the leaf with a number.
func (p *painter) groups(l *leaf, number int) []*drawing.Group {
	panels := &drawing.Group{ID: "panels", Role: drawing.Hidden}
	for _, sections := range [][]section{l.organisations, l.relationships} {
		for _, s := range sections {
			panels.Shapes = append(panels.Shapes, drawing.Shape{Kind: drawing.Rectangle, Left: margin, Top: s.top,
				Width: p.width - 2*margin, Height: s.bottom - s.top, Radius: 6, Fill: p.theme.Panel, Stroke: p.theme.PanelEdge, StrokeWidth: 0.7})
			panels.Texts = append(panels.Texts, text(s.heading, headSize, true, p.theme.Text, drawing.Start, margin+inset, s.top+headingRoom/2+1))
		}
	}
	return []*drawing.Group{
		panels, p.axisGroup(l), p.connectorGroup(number),
		p.rowGroups("organisations", "Organisations", l.organisations), p.rowGroups("relationships", "Relationships", l.relationships),
	}
}

func (p *painter) axisGroup(l *leaf) *drawing.Group {
	g := &drawing.Group{ID: "axis", Role: drawing.Hidden}
	a, t := p.axis, p.theme
	top, bottom := l.top, l.bottom
	at := []float64{top + axisRoom - 7}
	if l.hasAxisBelow() {
		at = append(at, bottom+6)
	}
	for _, k := range a.ticks {
		g.Shapes = append(g.Shapes, line(t.PanelEdge, 0.4, k.x, top+axisRoom-1, k.x, bottom))
	}
	if a.brk > a.first { // two strokes across, as on the axis of a chart
		for _, y := range []float64{top + axisRoom - 3, bottom - 1} {
			g.Shapes = append(g.Shapes, p.breakSign(a.at, y)...)
		}
		g.Shapes = append(g.Shapes, drawing.Shape{Kind: drawing.Curve, Stroke: t.Text, StrokeWidth: 0.9, Dashes: []float64{1.5, 2.5},
			Path: straight(a.at, top+axisRoom, a.at, bottom)})
	}
	for _, y := range at {
		for _, k := range a.ticks {
			if k.label != "" {
				g.Texts = append(g.Texts, text(k.label, tickSize, false, t.Text, drawing.Middle, k.x, y))
			}
		}
	}
	if a.early != "" {
		g.Texts = append(g.Texts, text(a.early, nameSize, true, t.MutedText, drawing.Middle, (a.left+a.at)/2, at[0]-tickSize*1.25))
	}
	return g
}

// breakSign is two strokes across an axis, where its scale changes.
func (p *painter) breakSign(x, y float64) (strokes []drawing.Shape) {
	for _, dx := range []float64{-2, 2} {
		strokes = append(strokes, line(p.theme.Text, 1, x+dx-2.2, y+3.5, x+dx+2.2, y-3.5))
	}
	return strokes
}

// connectorGroup leads from organisations to those that succeed them, on the leaf with a number. To one on another leaf it
// leads as far as the edge.
func (p *painter) connectorGroup(number int) *drawing.Group {
	list := &drawing.Group{ID: "successions", Role: drawing.List, Label: "Successions"}
	l := p.leaves[number]
	for _, i := range l.connectors {
		k := p.c.connectors[i]
		from, to := p.rows[k.from], p.rows[k.to]
		x := p.axis.x(startOf(k.date))
		if to.fromKnown {
			x = p.axis.x(startOf(to.from))
		}
		const clear, length, half = barHeight/2 + 1.2, 5.0, 2.2
		down := from.leaf < to.leaf || from.leaf == to.leaf && p.middle(from) <= p.middle(to)
		entry, exit := l.bottom, l.top+axisRoom
		if down {
			entry, exit = exit, entry
		}
		g := &drawing.Group{ID: "succession:" + strconv.Itoa(i+1), Class: "succession", Role: drawing.Item,
			Label: k.words + ", " + render.DateText(k.date), Tooltip: k.words}
		start, end := entry, exit
		if from.leaf == number {
			start = p.middle(from)
		} else {
			g.Label += ", from page " + strconv.Itoa(from.leaf+1)
		}
		if to.leaf == number {
			tip, away := p.middle(to)-clear, -length
			if !down {
				tip, away = p.middle(to)+clear, length
			}
			end = tip + away
			g.Shapes = append(g.Shapes, polygon(p.theme.Text, "", 0, x, tip, x-half, end, x+half, end))
		} else {
			g.Label += ", on page " + strconv.Itoa(to.leaf+1)
		}
		g.Shapes = append([]drawing.Shape{line(p.theme.Panel, 3, x, start, x, end), line(p.theme.Text, 1.3, x, start, x, end)}, g.Shapes...)
		list.Groups = append(list.Groups, g)
	}
	return orNothing(list)
}

// orNothing makes a list without items a group without a role.
func orNothing(list *drawing.Group) *drawing.Group {
	if len(list.Groups) == 0 {
		return &drawing.Group{ID: list.ID}
	}
	return list
}

func (p *painter) middle(r *row) float64 { return r.top + rowHeight/2 }

func (p *painter) rowGroups(id, label string, sections []section) *drawing.Group {
	list := &drawing.Group{ID: id, Role: drawing.List, Label: label}
	for _, s := range sections {
		for _, r := range s.rows {
			list.Groups = append(list.Groups, p.row(r))
		}
	}
	return orNothing(list)
}

// row draws the label, the bar, the signs and the marks of a row.
func (p *painter) row(r *row) *drawing.Group {
	t := p.theme
	g := &drawing.Group{ID: r.id, Class: r.class, Role: drawing.Item, Label: r.words, Tooltip: r.tooltip, Stop: true}
	y, x := p.middle(r), margin+inset
	if r.code != "" {
		w := chipWidth(r.code)
		g.Shapes = append(g.Shapes, drawing.Shape{Kind: drawing.Rectangle, Left: x, Top: y - badgeSide/2, Width: w, Height: badgeSide, Radius: 1, Fill: r.colour})
		g.Texts = append(g.Texts, text(r.code, badgeType, true, t.BadgeText, drawing.Middle, x+w/2, y))
		x += w + 4
	}
	for i, l := range r.lines {
		g.Texts = append(g.Texts, text(l, labelSize, r.bold, t.Text, drawing.Start, x, y+float64(i)*rowLine))
	}
	p.bar(g, r, y)
	p.marks(g, r, y)
	for i, n := range r.names {
		at := p.axis.x(startOf(n.date))
		g.Shapes = append(g.Shapes, sample(renaming, at, y, t.Text, hollow(n.date, t))...)
		switch below := y + float64(i+1)*rowLine; {
		case i < r.written:
			p.name(g, n.text, at, below)
		case i == r.written:
			p.name(g, fmt.Sprintf("and %d more", len(r.names)-i), at, below)
		}
	}
	return g
}

// name writes a change of name below a bar, where its sign is or, where it would leave the panel there, before it.
func (p *painter) name(g *drawing.Group, value string, x, y float64) {
	right := p.axis.right - inset
	value = render.WrapText(value, nameSize, false, right-p.axis.left, 1)[0]
	if value == "" {
		return
	}
	width := render.TextWidth(value, nameSize, false)
	x = min(max(x-signSide, p.axis.left), right-width)
	g.Texts = append(g.Texts, text(value, nameSize, false, p.theme.MutedText, drawing.Start, x, y))
}

// ends returns where the bar of a row begins and ends: at the first and the last day of dates that the map says, in the
// middle of those of sources.
func (r *row) ends() (from, to int) {
	from, to = middleOf(r.from), middleOf(r.to)
	if r.fromKnown {
		from = startOf(r.from)
	}
	if r.toKnown {
		to = endOf(r.to)
	}
	return from, max(from, to)
}

// openDashes are those of the edges of a bar that goes on.
var openDashes = []float64{3.5, 2.2}

// fadingParts are the strokes before a bar of which the beginning is unknown: from its first day back, as parts of fading.
var fadingParts = [...][2]float64{{0, 0.3}, {0.45, 0.65}, {0.82, 0.95}}

// fadingHeight is the height of one of them, by that of the bar.
func fadingHeight(bar float64, i int) float64 { return bar * (0.32 - 0.08*float64(i)) }

// bar draws how long something was there.
func (p *painter) bar(g *drawing.Group, r *row, y float64) {
	a, t := p.axis, p.theme
	from, to := r.ends()
	x1, x2 := a.x(from), a.x(to)
	height := barHeight
	if !r.bold {
		height = thinBar
	}
	open := a.right // to where it goes on
	if !r.until.IsZero() {
		open = min(open, a.x(endOf(r.until)))
	}
	goesOn := !r.toKnown && !r.over && open-x2 > 1
	if goesOn {
		g.Shapes = append(g.Shapes, drawing.Shape{Kind: drawing.Curve, Stroke: r.colour, StrokeWidth: 0.9, Dashes: openDashes,
			Path: []drawing.Segment{
				{Verb: drawing.MoveTo, X: x2, Y: y - height/2 + 0.45}, {Verb: drawing.LineTo, X: open, Y: y - height/2 + 0.45},
				{Verb: drawing.MoveTo, X: x2, Y: y + height/2 - 0.45}, {Verb: drawing.LineTo, X: open, Y: y + height/2 - 0.45},
			}})
	}
	if !r.fromKnown && x1-a.left > 1 { // it fades out before
		for i, part := range fadingParts {
			end, start := x1-part[0]*fading, max(x1-part[1]*fading, a.left)
			if start < end-0.3 {
				g.Shapes = append(g.Shapes, line(r.colour, fadingHeight(height, i), start, y, end, y))
			}
		}
	}
	if x2-x1 < 1.6 {
		x1, x2 = max(x1-0.8, a.left), min(x1+0.8, a.right)
	}
	bar := drawing.Shape{Kind: drawing.Rectangle, Left: x1, Top: y - height/2, Width: x2 - x1, Height: height, Fill: r.colour}
	if !r.fromKnown && !r.toKnown || r.faint {
		const w = 1.0
		bar.Left, bar.Top, bar.Width, bar.Height = x1+w/2, bar.Top+w/2, max(x2-x1-w, 0.4), height-w
		bar.Fill, bar.Stroke, bar.StrokeWidth = t.Page, r.colour, w
	}
	g.Shapes = append(g.Shapes, bar)
	if from < a.first {
		g.Shapes = append(g.Shapes, polygon(t.Text, "", 0, a.left-4, y, a.left, y-3, a.left, y+3))
	}
	if to > a.last {
		g.Shapes = append(g.Shapes, polygon(t.Text, "", 0, a.right+4, y, a.right, y-3, a.right, y+3))
	}
	if r.begin == beginning && from >= a.first && from <= a.last {
		g.Shapes = append(g.Shapes, sample(beginning, a.x(from), y, t.Text, hollow(r.from, t))...)
	}
	if r.end == ending && to >= a.first && to <= a.last {
		g.Shapes = append(g.Shapes, sample(ending, a.x(to), y, t.Text, hollow(r.to, t))...)
	}
}

// hollow is what fills a sign: the page where the date is approximate.
func hollow(d graph.Date, t render.Theme) string {
	if d.Approximate() {
		return t.Page
	}
	return t.Text
}

// sample draws a sign.
func sample(s sign, x, y float64, edge, fill string) []drawing.Shape {
	const r = signSide
	switch s {
	case beginning:
		return []drawing.Shape{polygon(fill, edge, 1, x, y-r-0.8, x+r, y, x, y+r+0.8, x-r, y)}
	case ending:
		return []drawing.Shape{{Kind: drawing.Rectangle, Left: x - 1.6, Top: y - r - 1.4, Width: 3.2, Height: 2*r + 2.8, Fill: fill, Stroke: edge, StrokeWidth: 1}}
	case renaming:
		return []drawing.Shape{polygon(fill, edge, 1, x, y-r, x+r, y+r-0.5, x-r, y+r-0.5)}
	}
	return nil
}

// pill is the mark of sources that are too close together to be marked one by one.
type pill struct {
	x       float64
	sources []int
}

// mostNumbers is how many sources a mark names; of more it says how many they are.
const mostNumbers = 3

func (q pill) label() string {
	if len(q.sources) > mostNumbers {
		return "×" + strconv.Itoa(len(q.sources))
	}
	numbers := make([]string, len(q.sources))
	for i, n := range q.sources {
		numbers[i] = strconv.Itoa(n + 1)
	}
	return strings.Join(numbers, ",")
}

func (q pill) width() float64 {
	return max(markHeight, render.TextWidth(q.label(), markSize, true)+5)
}

// marks draws which sources attest a row.
func (p *painter) marks(g *drawing.Group, r *row, y float64) {
	for _, q := range p.pills(r) {
		g.Groups = append(g.Groups, markGroup(q.label(), q.x, y, q.width(), r.colour, p.theme))
	}
}

// pills are the marks of a row, each where its date is; those that would overlap share one.
func (p *painter) pills(r *row) (pills []pill) {
	const apart = 0.8
	for _, m := range r.marks {
		next := pill{p.axis.x(middleOf(m.date)), slices.Clip(m.sources)} // so that to append leaves those of the mark as they are
		next.x = p.inPlot(next)
		for len(pills) > 0 {
			last := pills[len(pills)-1]
			if next.x-last.x >= (last.width()+next.width())/2+apart {
				break
			}
			n := float64(len(last.sources) + len(next.sources))
			next = pill{(last.x*float64(len(last.sources)) + next.x*float64(len(next.sources))) / n, append(last.sources, next.sources...)}
			next.x = p.inPlot(next)
			pills = pills[:len(pills)-1]
		}
		pills = append(pills, next)
	}
	return pills
}

// inPlot is where a mark goes so that it does not leave the plot by more than its half.
func (p *painter) inPlot(q pill) float64 {
	const beyond = margin / 2
	return min(max(q.x, p.axis.left-beyond+q.width()/2), p.axis.right+beyond-q.width()/2)
}

func markGroup(label string, x, y, width float64, edge string, t render.Theme) *drawing.Group {
	return &drawing.Group{Class: "mark", Role: drawing.Hidden,
		Shapes: []drawing.Shape{{Kind: drawing.Rectangle, Left: x - width/2, Top: y - markHeight/2, Width: width, Height: markHeight,
			Radius: markHeight / 2, Fill: t.Page, Stroke: edge, StrokeWidth: 1}},
		Texts: []drawing.Text{text(label, markSize, true, t.Text, drawing.Middle, x, y)}}
}

// text returns a line of text whose capital letters have their middle at y.
func text(value string, size float64, bold bool, colour string, anchor drawing.Anchor, x, y float64) drawing.Text {
	const capital = 0.36 // half the height of capital letters, as a part of the size
	return drawing.Text{X: x, Y: y + size*capital, Anchor: anchor, Size: size, Bold: bold, Colour: colour, Value: value,
		Width: render.TextWidth(value, size, bold)}
}

func straight(x1, y1, x2, y2 float64) []drawing.Segment {
	return []drawing.Segment{{Verb: drawing.MoveTo, X: x1, Y: y1}, {Verb: drawing.LineTo, X: x2, Y: y2}}
}

func line(colour string, width, x1, y1, x2, y2 float64) drawing.Shape {
	return drawing.Shape{Kind: drawing.Curve, Stroke: colour, StrokeWidth: width, Path: straight(x1, y1, x2, y2)}
}

// polygon returns a filled polygon with corners x, y.
func polygon(fill, edge string, width float64, corners ...float64) drawing.Shape {
	s := drawing.Shape{Kind: drawing.Curve, Fill: fill, Stroke: edge, StrokeWidth: width}
	for i := 0; i < len(corners); i += 2 {
		verb := drawing.LineTo
		if i == 0 {
			verb = drawing.MoveTo
		}
		s.Path = append(s.Path, drawing.Segment{Verb: verb, X: corners[i], Y: corners[i+1]})
	}
	s.Path = append(s.Path, drawing.Segment{Verb: drawing.Close})
	return s
}
