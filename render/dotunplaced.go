package render

import (
	"fmt"
	"math"
	"strings"

	"github.com/liaisongraph/liaison/graph/diff"
)

// unplaced writes a scene that Graphviz places. The title, the legend and the sources are the label of the graph:
// above the picture where clusters are drawn, the title in a cluster around everything.
func (w *dotWriter) unplaced() {
	s := w.scene
	clustered := s.clustered()
	w.statement("graph", attribute{"labelloc", "b"}, attribute{"labeljust", "l"}, attribute{"fontsize", number(legendSize)},
		attribute{"label", w.caption(!clustered)})
	w.section("Sectors and organisations")
	if clustered {
		w.line("subgraph \"cluster_:picture\" {")
		w.indent += "  "
		w.statement("graph", attribute{"id", `"picture"`}, attribute{"label", w.heading()}, attribute{"labelloc", "t"},
			attribute{"labeljust", "l"}, attribute{"peripheries", "0"}, attribute{"tooltip", `" "`})
	}
	for i := range s.Clusters {
		w.unplacedCluster(i)
	}
	for i := range s.Nodes {
		if s.Nodes[i].Cluster < 0 {
			w.unplacedNode(i)
		}
	}
	if clustered {
		w.indent = w.indent[2:]
		w.line("}")
	}
	w.section("Relationships: an edge for each line, with a stripe for each strand")
	for _, i := range s.PaintOrder() {
		w.unplacedLine(&s.Lines[i])
	}
	w.unplacedJoints()
}

func (w *dotWriter) unplacedCluster(i int) {
	t, c := w.scene.Theme, &w.scene.Clusters[i]
	w.line("subgraph %s {", name("cluster_"+c.ID))
	w.indent += "  "
	w.statement("graph", attribute{"id", quoted("sector:" + c.ID)},
		attribute{"label", "<<B>" + markup(c.Label) + "</B>>"}, attribute{"tooltip", quoted(c.Label)},
		attribute{"fontsize", number(clusterSize)}, attribute{"labelloc", "t"}, attribute{"labeljust", "l"},
		attribute{"style", `"filled,rounded"`}, attribute{"fillcolor", quoted(t.Panel)},
		attribute{"color", quoted(t.PanelEdge)}, attribute{"penwidth", "0.8"},
		attribute{"peripheries", "1"}, attribute{"margin", "10"})
	for _, n := range c.Nodes {
		w.unplacedNode(n)
	}
	w.indent = w.indent[2:]
	w.line("}")
}

func (w *dotWriter) unplacedNode(i int) {
	s, n := w.scene, &w.scene.Nodes[i]
	attributes := w.shapeAttributes(n)
	if s.dark(i) && n.Emphasis == Plain && n.State == diff.Same {
		attributes = append(attributes, w.darkAttributes()...)
	}
	size, sub := headingSize, subSize
	if s.sized() {
		box := Box{}
		box.Width, box.Height = sizedBox(n, w.base, 0)
		heading, below := n.sizedType()
		size, sub = n.typeSizes(box, heading, below)
		if n.Set {
			box = Box{Width: box.Width - 2*outlineGap, Height: box.Height - 2*outlineGap}
		}
		attributes = append(attributes, attribute{"width", inches(box.Width)}, attribute{"height", inches(box.Height)},
			attribute{"fixedsize", "true"})
	}
	w.statement(name(n.ID), append([]attribute{
		{"id", quoted("org:" + n.ID)},
		{"label", n.label(n.tagged(), size, sub)},
		{"tooltip", quoted(n.Tooltip)},
	}, attributes...)...)
}

// tagged is the heading with the number of the group before it, where that has no place of its own.
func (n *Node) tagged() []string {
	if n.Sign() == "" || len(n.Heading) == 0 {
		return n.Heading
	}
	return append([]string{n.Sign() + " · " + n.Heading[0]}, n.Heading[1:]...)
}

// unplacedLine writes a line as parallel stripes of an edge for each way of being broken and of having arrowheads,
// since an edge of Graphviz has one of each. Where the scene is unbundled, each strand has an edge of its own.
func (w *dotWriter) unplacedLine(line *Line) {
	type look struct {
		dash   Dash
		arrow  Arrow
		strand int
		joint  int // whose mark it ends in, or -1
	}
	var looks []look
	strands := map[look][]*Strand{}
	for k := range line.Strands {
		strand := &line.Strands[k]
		l := look{dash: strand.Dash, arrow: strand.Arrow, joint: -1}
		if w.scene.meets(line, strand) {
			l.joint = strand.Joint
		}
		if w.scene.Unbundled {
			l.strand = k
		}
		if strands[l] == nil {
			looks = append(looks, l)
		}
		strands[l] = append(strands[l], strand)
	}
	for _, l := range looks {
		w.unplacedEdge(line, strands[l], l.joint)
	}
}

// unplacedEdge writes the edge of strands that are broken alike and have the same arrowheads, from organisation to
// organisation or to the mark of a joint.
func (w *dotWriter) unplacedEdge(line *Line, strands []*Strand, joint int) {
	s := w.scene
	var colours, tooltips, badges []string
	width := 0.0
	for _, strand := range strands {
		colours = append(colours, w.strandColour(strand))
		tooltips = append(tooltips, strand.Tooltip)
		badges = append(badges, w.badgeCells(strand))
		width = max(width, strandWidth(strand))
	}
	tooltip := quoted(strings.Join(tooltips, "\n"))
	label := "label"
	if s.Layout == "dot" {
		// Graphviz 12 loses some of the edges that stay within a rank if they have labels that need room.
		label = "xlabel"
	}
	from, to, arrow := s.Nodes[line.From].ID, s.Nodes[line.To].ID, strands[0].Arrow
	if joint >= 0 {
		mark := markID(&s.Joints[joint], 0)
		if s.Joints[joint].Node == line.To {
			to, arrow = mark, arrow.Besides(false, true)
		} else {
			from, arrow = mark, arrow.Besides(true, false)
		}
	}
	w.statement(name(from)+" -> "+name(to),
		attribute{"id", quoted("line:" + strands[0].ID)},
		attribute{"color", quoted(strings.Join(colours, ":"))}, attribute{"penwidth", number(width)},
		attribute{"style", dashStyle(strands[0].Dash)}, attribute{"dir", arrowDirection(arrow)},
		attribute{label, badgeTable(badges)},
		attribute{"tooltip", tooltip}, attribute{"labeltooltip", tooltip})
}

// heading is the title and the subtitle as an HTML-like label.
func (w *dotWriter) heading() string {
	return "<" + strings.Join(w.headingLines(), `<BR ALIGN="LEFT"/>`) + `<BR ALIGN="LEFT"/>>`
}

func (w *dotWriter) headingLines() []string {
	s := w.scene
	const widest = 900.0
	var lines []string
	if s.Title != "" {
		for _, line := range titleFont.wrap(s.Title, widest, 3) {
			lines = append(lines, fmt.Sprintf(`<FONT POINT-SIZE="%s"><B>%s</B></FONT>`, number(titleSize), markup(line)))
		}
	}
	return append(lines, fmt.Sprintf(`<FONT POINT-SIZE="%s" COLOR="%s">%s</FONT>`,
		number(subtitleSize), s.Theme.MutedText, markup(s.Subtitle)))
}

// caption is the legend and the sources as an HTML-like label, with the title before them where it has no place
// above the picture.
func (w *dotWriter) caption(withTitle bool) string {
	if !withTitle && len(w.scene.Legend)+len(w.scene.Sources) == 0 {
		return "" // a table cannot be empty
	}
	var b strings.Builder
	b.WriteString(`<<TABLE BORDER="0" CELLSPACING="2" CELLPADDING="1">`)
	if withTitle {
		for _, line := range w.headingLines() {
			fmt.Fprintf(&b, `<TR><TD COLSPAN="3" ALIGN="LEFT">%s</TD></TR>`, line)
		}
	}
	for i := range w.scene.Legend {
		e := &w.scene.Legend[i]
		if heading := w.scene.headingOf(e.Kind); heading != "" && (i == 0 || w.scene.Legend[i-1].Kind != e.Kind) {
			fmt.Fprintf(&b, `<TR><TD></TD><TD COLSPAN="2" ALIGN="LEFT"><B>%s</B></TD></TR>`, markup(heading))
		}
		fmt.Fprintf(&b, `<TR>%s<TD ALIGN="LEFT"><B>%s</B></TD><TD ALIGN="LEFT"><FONT COLOR="%s">%s</FONT></TD></TR>`,
			w.sampleCell(e), markup(e.Label), w.scene.Theme.MutedText, cellLines(or(e.Detail, shapeWords[e.Shape])))
	}
	for i, source := range w.scene.Sources {
		label := ""
		if i == 0 {
			label = "<B>Sources</B>"
		}
		fmt.Fprintf(&b, `<TR><TD></TD><TD ALIGN="LEFT">%s</TD><TD ALIGN="LEFT"><FONT COLOR="%s">%s</FONT></TD></TR>`,
			label, w.scene.Theme.MutedText, cellLines(source.Label))
	}
	b.WriteString("</TABLE>>")
	return b.String()
}

// cellLines wraps a text for a cell of a table.
func cellLines(text string) string {
	const widest, most = 420.0, 4
	if text == "" {
		return " "
	}
	return markupLines(legendFont.wrap(text, widest, most), `<BR ALIGN="LEFT"/>`)
}

// sampleCell is what a legend entry explains, as far as a table can show it.
func (w *dotWriter) sampleCell(e *LegendEntry) string {
	t := w.scene.Theme
	coloured := func(colour, text string) string {
		return fmt.Sprintf(`<TD><FONT COLOR="%s"><B>%s</B></FONT></TD>`, colour, text)
	}
	switch e.Kind {
	case FamilyEntry, MarkEntry:
		return fmt.Sprintf(`<TD BGCOLOR="%s"><FONT COLOR="%s"><B>%s</B></FONT></TD>`,
			or(e.Colour, t.Text), t.BadgeText, markup(e.Code))
	case ArrowEntry:
		return coloured(t.Text, map[Arrow]string{Forward: "—&gt;", BothWays: "&lt;—&gt;", NoArrow: "——"}[e.Arrow])
	case DashEntry:
		return coloured(t.Text, map[Dash]string{Solid: "——", Dashed: "– – –", Dotted: "· · · ·"}[e.Dash])
	case SizeEntry:
		// Graphviz draws a table in a cell as large as the cell, and with a fixed size may not come to an end.
		const largest = 18.0
		return fmt.Sprintf(`<TD><FONT POINT-SIZE="%s" COLOR="%s">■</FONT></TD>`, number(largest*math.Sqrt(e.Area/LargestArea)), t.BoxEdge)
	case GroupEntry:
		return fmt.Sprintf(`<TD BORDER="1" BGCOLOR="%s"><FONT COLOR="%s"><B>%s</B></FONT></TD>`,
			or(e.Colour, t.Box), t.Text, markup(or(e.Code, " ")))
	case EmphasisEntry:
		if e.Emphasis == Highlighted {
			return fmt.Sprintf(`<TD BORDER="2" COLOR="%s" BGCOLOR="%s"><FONT COLOR="%s"><B>%s</B></FONT></TD>`,
				t.MarkedEdge, w.scene.markedFill(), t.Text, markup(or(e.Code, " ")))
		}
		return fmt.Sprintf(`<TD BORDER="1" COLOR="%s"> </TD>`, t.Faded)
	case ChangedLineEntry:
		if e.Emphasis == Faded {
			return coloured(t.Faded, "——")
		}
		return fmt.Sprintf(`<TD BGCOLOR="%s"><FONT COLOR="%s"><B>%s</B></FONT></TD>`, t.Text, t.BadgeText, markup(e.Code))
	case ChangedBoxEntry:
		look := w.scene.SampleLook(e)
		style := ""
		if look.Gone {
			style = ` STYLE="DASHED"`
		}
		return fmt.Sprintf(`<TD BORDER="%s"%s COLOR="%s" BGCOLOR="%s"><FONT COLOR="%s"><B>%s</B></FONT></TD>`,
			number(math.Round(look.EdgeWidth)), style, look.Edge, look.Fill, look.Ink, markup(or(e.Code, " ")))
	case JointEntry:
		return fmt.Sprintf(`<TD BORDER="1" STYLE="ROUNDED"><B>%s</B></TD>`, markup(e.Code))
	case ShapeEntry:
		if e.Colour != "" || e.Edge != "" {
			return fmt.Sprintf(`<TD BORDER="1" COLOR="%s" BGCOLOR="%s"> </TD>`, or(e.Edge, t.BoxEdge), or(e.Colour, t.Box))
		}
	case SetEntry:
		return `<TD BORDER="1"><TABLE BORDER="1" CELLSPACING="0" CELLPADDING="0"><TR><TD> </TD></TR></TABLE></TD>`
	}
	return "<TD></TD>"
}

// shapeWords say what a shape looks like, where it cannot be drawn.
var shapeWords = map[Shape]string{
	Rectangle:  "rectangle",
	Rounded:    "round corners",
	CutCorners: "lines across corners",
	Note:       "folded corner",
	Tab:        "tab at the left",
	Folder:     "tab at the right",
	Component:  "two lugs",
	Block:      "block",
}
