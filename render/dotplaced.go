package render

import (
	"fmt"
	"math"
	"strings"

	"github.com/liaisongraph/liaison/graph/diff"
)

// placed writes a scene whose parts have places.
func (w *dotWriter) placed() {
	s := w.scene
	w.section("Sectors and organisations")
	for i := range s.Clusters {
		w.placedCluster(i)
	}
	for i := range s.Nodes {
		if s.Nodes[i].Cluster < 0 {
			w.placedNode(i)
		}
	}
	w.section("Relationships: an edge for each strand of a line")
	for _, i := range s.PaintOrder() {
		w.placedLine(i)
	}
	w.placedJoints()
	w.placedFrame()
}

// placedJoints writes the marks of joints and the trunks that lead from them to their organisations.
func (w *dotWriter) placedJoints() {
	s := w.scene
	for j := range s.Joints {
		for i, mark := range w.place.Joints[j] {
			if j == 0 && i == 0 {
				w.section("Relationships that hold together: a mark where they meet")
			}
			id := markID(&s.Joints[j], i)
			w.mark(id, &s.Joints[j], &mark, attribute{"pos", quoted(w.at(mark.At))})
			if len(mark.Trunk) > 0 {
				arrow := s.TrunkArrow(j)
				w.statement(name(id)+" -> "+name(s.Nodes[s.Joints[j].Node].ID), append(w.trunkAttributes(j),
					attribute{"dir", arrowDirection(arrow)}, attribute{"pos", quoted(w.course(mark.Trunk, arrow))})...)
			}
		}
	}
}

// at writes a place. The y axis of DOT points upwards.
func (w *dotWriter) at(p Point) string {
	return number(p.X) + "," + number(w.place.Height-p.Y)
}

func (w *dotWriter) placedCluster(i int) {
	s, c := w.scene, &w.scene.Clusters[i]
	box := w.place.Clusters[i]
	if box.Width == 0 { // not drawn, and Graphviz draws what is called a cluster
		w.line("subgraph %s {", name("sector_"+c.ID))
	} else {
		w.line("subgraph %s {", name("cluster_"+c.ID))
	}
	w.indent += "  "
	if box.Width > 0 {
		label := clusterFont.wrap(c.Label, box.Width-16, 1)
		width := clusterFont.width(label[0])
		w.statement("graph",
			attribute{"id", quoted("sector:" + c.ID)},
			attribute{"label", "<<B>" + markup(label[0]) + "</B>>"}, attribute{"tooltip", quoted(c.Label)},
			attribute{"fontsize", number(clusterSize)},
			attribute{"style", `"filled,rounded"`}, attribute{"fillcolor", quoted(s.Theme.Panel)},
			attribute{"color", quoted(s.Theme.PanelEdge)}, attribute{"penwidth", "0.8"},
			attribute{"lp", quoted(w.at(Point{box.Left() + 9 + width/2, box.Top() + 13}))},
			attribute{"bb", quoted(w.at(Point{box.Left(), box.Bottom()}) + "," + w.at(Point{box.Right(), box.Top()}))})
	}
	for _, n := range c.Nodes {
		w.placedNode(n)
	}
	w.indent = w.indent[:len(w.indent)-2]
	w.line("}")
}

const clusterSize = 10.5

var clusterFont = font{clusterSize, true}

func (w *dotWriter) placedNode(i int) {
	s, n := w.scene, &w.scene.Nodes[i]
	box := w.place.Nodes[i]
	size, sub := headingSize, subSize
	attributes := w.shapeAttributes(n)
	switch {
	case s.sized():
		heading, below := n.sizedType()
		size, sub = n.typeSizes(box, heading, below)
	case i == s.Centre && n.Neighbours > fewNeighbours:
		size, sub = n.typeSizes(box, 1.7, 1.15)
	}
	if s.dark(i) && n.Emphasis == Plain && n.State == diff.Same {
		attributes = append(attributes, w.darkAttributes()...)
	}
	width, height := box.Width, box.Height
	if n.Set {
		// Graphviz draws the second outline outside the size.
		width, height = width-2*outlineGap, height-2*outlineGap
	}
	w.statement(name(n.ID), append([]attribute{
		{"id", quoted("org:" + n.ID)},
		{"label", n.label(n.Heading, size, sub)},
		{"tooltip", quoted(n.Tooltip)},
		{"pos", quoted(w.at(Point{box.X, box.Y}))},
		{"width", inches(width)}, {"height", inches(height)}, {"fixedsize", "shape"},
	}, attributes...)...)
	w.tag(n, box)
}

// darkAttributes are those of the organisation in the middle.
func (w *dotWriter) darkAttributes() []attribute {
	t := w.scene.Theme
	return []attribute{{"fillcolor", quoted(t.CentreBox)}, {"color", quoted(t.CentreBox)}, {"fontcolor", quoted(t.CentreText)}}
}

// tag writes the number of an organisation's group.
func (w *dotWriter) tag(n *Node, box Box) {
	if n.Sign() == "" {
		return
	}
	t := w.scene.Theme
	colour, text := t.Text, t.Page
	if n.Emphasis == Faded {
		colour, text = t.Faded, t.BadgeText
	}
	w.tagAt("tag:"+n.ID, n.Sign(), tagBox(box, n.Sign()), colour, text)
}

func (w *dotWriter) tagAt(id, tag string, at Box, colour, text string) {
	w.statement(name(id), attribute{"id", quoted(id)}, attribute{"label", "<<B>" + markup(tag) + "</B>>"},
		attribute{"tooltip", `" "`}, attribute{"shape", "box"}, attribute{"style", "filled"},
		attribute{"fillcolor", quoted(colour)}, attribute{"color", quoted(colour)}, attribute{"penwidth", "0"},
		attribute{"fontcolor", quoted(text)}, attribute{"fontsize", number(tagType)},
		attribute{"pos", quoted(w.at(Point{at.X, at.Y}))},
		attribute{"width", inches(at.Width)}, attribute{"height", inches(at.Height)}, attribute{"fixedsize", "shape"})
}

func (w *dotWriter) placedLine(i int) {
	s, line := w.scene, &w.scene.Lines[i]
	for k := range line.Strands {
		strand, course := line.Strands[k], w.place.Courses[i][k]
		strand.Text = "" // there is no room for it
		colour := quoted(w.strandColour(&strand))
		arrow := strand.Arrow.Besides(course.FromMark, course.ToMark)
		w.statement(name(s.Nodes[line.From].ID)+" -> "+name(s.Nodes[line.To].ID),
			attribute{"id", quoted("line:" + strand.ID)},
			attribute{"color", colour}, attribute{"penwidth", number(strandWidth(&strand))},
			attribute{"style", dashStyle(strand.Dash)}, attribute{"dir", arrowDirection(arrow)},
			attribute{"label", w.badge(&strand)},
			attribute{"tooltip", quoted(strand.Tooltip)}, attribute{"labeltooltip", quoted(strand.Tooltip)},
			attribute{"lp", quoted(w.at(course.Badge))},
			attribute{"pos", quoted(w.course(course.Points, arrow))})
	}
}

// arrowLength is how long Graphviz draws an arrowhead at this writer's arrowsize.
const arrowLength = 5.5

// course writes Bézier curves as DOT has them. An arrowhead stands between the end of the curve and the end
// that is given apart.
func (w *dotWriter) course(points []Point, arrow Arrow) string {
	points = append([]Point(nil), points...)
	last := len(points) - 1
	var b strings.Builder
	if arrow == Backward || arrow == BothWays {
		fmt.Fprintf(&b, "s,%s ", w.at(points[0]))
		points[0] = towards(points[0], points[1], min(arrowLength, distance(points[0], points[1])))
	}
	if arrow == Forward || arrow == BothWays {
		fmt.Fprintf(&b, "e,%s ", w.at(points[last]))
		points[last] = towards(points[last], points[last-1], min(arrowLength, distance(points[last], points[last-1])))
	}
	for i, p := range points {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.at(p))
	}
	return b.String()
}

// placedFrame writes the title, the legend and the sources.
func (w *dotWriter) placedFrame() {
	s, p := w.scene, w.place
	w.section("Title, legend and sources")
	w.line("node [style=solid, shape=plaintext, fixedsize=shape, margin=0, tooltip=\" \"]")
	w.line("edge [tooltip=\" \"]")
	w.text("page:title", p.Title, s.Theme.Text)
	w.text("page:subtitle", p.Subtitle, s.Theme.MutedText)
	w.text("page:notice", p.NoticeText, s.Theme.MutedText)
	for i, t := range p.Headings {
		w.text(fmt.Sprintf("legend:heading:%d", i+1), t, s.Theme.Text)
	}
	for i := range s.Legend {
		id := fmt.Sprintf("legend:%d", i+1)
		w.sample(id, &s.Legend[i], p.Legend[i].Box)
		w.text(id+":label", p.Legend[i].Label, s.Theme.Text)
		w.text(id+":detail", p.Legend[i].Detail, s.Theme.MutedText)
	}
	for i, t := range p.Sources {
		w.text(fmt.Sprintf("source:%d", i+1), t, s.Theme.MutedText)
	}
	// Two corners keep the margins of the page.
	for i, corner := range []Point{{0, 0}, {p.Width, p.Height}} {
		w.statement(name(fmt.Sprintf("page:corner:%d", i+1)), attribute{"shape", "point"}, attribute{"style", "invis"},
			attribute{"width", "0.0001"}, attribute{"height", "0.0001"}, attribute{"pos", quoted(w.at(corner))})
	}
}

// text writes lines of text as a node without an outline.
func (w *dotWriter) text(id string, t Text, colour string) {
	if len(t.Lines) == 0 {
		return
	}
	f := font{t.Size, t.Bold}
	width := 0.0
	for _, line := range t.Lines {
		width = max(width, f.width(line))
	}
	// Room to spare at the right, for fonts that are wider and text whose width is a guess.
	width = max(width*1.05+4, min(width*1.4+20, w.place.Width-t.Left-2))
	height := float64(len(t.Lines)) * t.Size * 1.22
	label := leftAligned(t.Lines)
	if t.Bold {
		label = fmt.Sprintf(`<<TABLE BORDER="0" CELLSPACING="0" CELLPADDING="0" WIDTH="%d"><TR>`+
			`<TD ALIGN="LEFT" BALIGN="LEFT"><B>%s</B></TD></TR></TABLE>>`, int(width), markupLines(t.Lines, "<BR/>"))
	}
	w.statement(name(id), attribute{"id", quoted(id)},
		attribute{"label", label},
		attribute{"pos", quoted(w.at(Point{t.Left + width/2, t.Top + height/2}))},
		attribute{"width", inches(width)}, attribute{"height", inches(height)},
		attribute{"fontsize", number(t.Size)}, attribute{"fontcolor", quoted(colour)})
}

// sample writes what a legend entry explains.
func (w *dotWriter) sample(id string, e *LegendEntry, box Box) {
	t := w.scene.Theme
	node := Node{Shape: e.Shape, Emphasis: e.Emphasis, State: e.State, Attested: e.Attested, Set: e.Kind == SetEntry}
	if e.Kind == ShapeEntry {
		node.Fill, node.Edge = e.Colour, e.Edge
	}
	switch e.Kind {
	case FamilyEntry:
		strand := Strand{Code: e.Code, Colour: e.Colour}
		w.sampleLine(id, box, e.Colour, e.Width, e.Dash, NoArrow, w.badge(&strand))
	case ArrowEntry:
		w.sampleLine(id, box, t.Text, 1.4, Solid, e.Arrow, "")
	case DashEntry:
		w.sampleLine(id, box, t.Text, 1.4, e.Dash, NoArrow, "")
	case MarkEntry:
		strand := Strand{Code: e.Code, Colour: t.Text}
		w.sampleLine(id, box, t.Text, 1.4, Solid, NoArrow, w.badge(&strand))
	case ChangedLineEntry:
		colour, badge := t.Text, ""
		if e.Code != "" {
			badge = w.badge(&Strand{Code: e.Code, Colour: t.Text})
		}
		if e.Emphasis == Faded {
			colour = t.Faded
		}
		w.sampleLine(id, box, colour, e.Width, e.Dash, NoArrow, badge)
	case JointEntry:
		mark := Mark{Label: e.Code}
		w.mark(id, &Joint{Label: e.Label}, &mark, attribute{"pos", quoted(w.at(Point{box.X, box.Y}))})
	case SizeEntry:
		side := math.Sqrt(e.Area / LargestArea)
		w.sampleBox(id, Box{box.X, box.Y, box.Width * side, box.Height * side}, t.Box)
	case GroupEntry:
		w.sampleBox(id, Box{box.X, box.Y, box.Width, box.Height * 0.86}, or(e.Colour, t.Box))
		w.sampleTag(id, e, box)
	default:
		if node.Shape == "" {
			node.Shape = Rectangle
		}
		width, height := 17.0, box.Height*0.78
		if node.Set {
			width, height = width-5, height-5
		}
		w.statement(name(id), append([]attribute{{"id", quoted(id)}, {"label", `" "`}, {"shape", "box"},
			{"style", "filled"}, {"fillcolor", quoted(t.Box)}, {"pos", quoted(w.at(Point{box.X, box.Y}))},
			{"width", inches(width)}, {"height", inches(height)}}, w.shapeAttributes(&node)...)...)
		w.sampleTag(id, e, box)
	}
}

// sampleTag writes the number of a group, or the sign of an end.
func (w *dotWriter) sampleTag(id string, e *LegendEntry, box Box) {
	if e.Code == "" {
		return
	}
	tag := tagBox(box, e.Code)
	tag.X, tag.Y, tag.Height = box.X, box.Y, tag.Height*0.86
	w.tagAt(id+":tag", e.Code, tag, w.scene.Theme.Text, w.scene.Theme.Page)
}

// sampleBox writes a box in a fill.
func (w *dotWriter) sampleBox(id string, box Box, fill string) {
	w.statement(name(id), attribute{"id", quoted(id)}, attribute{"label", `" "`}, attribute{"shape", "box"},
		attribute{"style", "filled"}, attribute{"fillcolor", quoted(fill)}, attribute{"pos", quoted(w.at(Point{box.X, box.Y}))},
		attribute{"width", inches(box.Width)}, attribute{"height", inches(box.Height)})
}

// sampleLine writes a short line between two points that are not drawn.
func (w *dotWriter) sampleLine(id string, box Box, colour string, width float64, dash Dash, arrow Arrow, label string) {
	from, to := Point{box.Left(), box.Y}, Point{box.Right(), box.Y}
	for i, at := range []Point{from, to} {
		w.statement(name(fmt.Sprintf("%s:%d", id, i+1)), attribute{"shape", "point"}, attribute{"style", "invis"},
			attribute{"width", "0.0001"}, attribute{"height", "0.0001"}, attribute{"pos", quoted(w.at(at))})
	}
	points := []Point{from, between(from, to, 1.0/3), between(from, to, 2.0/3), to}
	lp := ""
	if label != "" {
		lp = quoted(w.at(Point{box.X, box.Y}))
	}
	w.statement(name(id+":1")+" -> "+name(id+":2"), attribute{"id", quoted(id)},
		attribute{"color", quoted(colour)}, attribute{"penwidth", number(dashWidth(width, dash))}, attribute{"style", dashStyle(dash)},
		attribute{"dir", arrowDirection(arrow)}, attribute{"label", label}, attribute{"lp", lp},
		attribute{"pos", quoted(w.course(points, arrow))})
}
