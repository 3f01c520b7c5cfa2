package render

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/liaisongraph/liaison/graph/diff"
)

// DOT returns the scene in the DOT language of Graphviz, title, legend and sources included, so that
// "dot -Tsvg" gives the whole picture. A scene with [HubLayout] comes with its places, by the layout "nop2" of
// Graphviz; any other names the layout of Graphviz that it asks for.
//
// Every node, line and cluster has an id: "org:" and the id of the organisation, "line:" and the id of the
// strand, "sector:" and the id of the sector. The ids are unique, and stay the same as long as the map's do.
func (s *Scene) DOT() []byte {
	w := &dotWriter{scene: s, base: s.baseHeight()}
	if s.ownLayout() {
		w.place = s.Place()
	}
	w.open()
	if w.place != nil {
		w.placed()
	} else {
		w.unplaced()
	}
	w.line("}")
	return w.out.Bytes()
}

// WriteDOT writes what [Scene.DOT] returns.
func (s *Scene) WriteDOT(w io.Writer) error {
	_, err := w.Write(s.DOT())
	return err
}

// dotWriter writes one scene.
type dotWriter struct {
	scene  *Scene
	place  *Placement // nil where Graphviz places everything
	base   float64    // the height of the smallest box, where sizes stand for something
	out    bytes.Buffer
	indent string
}

// line writes a line of DOT.
func (w *dotWriter) line(format string, args ...any) {
	w.out.WriteString(w.indent)
	fmt.Fprintf(&w.out, format, args...)
	w.out.WriteByte('\n')
}

// section writes a comment that says what follows.
func (w *dotWriter) section(title string) {
	w.out.WriteByte('\n')
	w.line("// %s", title)
}

// statement writes a subject with its attributes. Those without a value are left out.
func (w *dotWriter) statement(subject string, attributes ...attribute) {
	w.line("%s%s", subject, list(attributes))
}

func list(attributes []attribute) string {
	var parts []string
	for _, a := range attributes {
		if a.value != "" {
			parts = append(parts, a.name+"="+a.value)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " [" + strings.Join(parts, ", ") + "]"
}

// open writes what holds for the whole graph.
func (w *dotWriter) open() {
	s := w.scene
	t := s.Theme
	w.line("digraph %s {", name(or(s.Title, "liaison")))
	w.indent = "  "
	w.line("// %s", s.Subtitle)
	if w.place != nil {
		w.line("// layout=nop2 keeps everything where pos, lp and bb say. Another layout, such as dot, ignores them.")
	}
	w.statement("graph", append(w.graphAttributes(),
		attribute{"bgcolor", quoted(t.Page)},
		attribute{"fontname", fontName}, attribute{"fontcolor", quoted(t.Text)},
		attribute{"outputorder", "edgesfirst"},
		attribute{"tooltip", quoted(or(s.Title, " "))})...)
	w.statement("node", attribute{"shape", "box"}, attribute{"style", "filled"},
		attribute{"fillcolor", quoted(t.Box)}, attribute{"color", quoted(t.BoxEdge)}, attribute{"penwidth", "1"},
		attribute{"fontname", fontName}, attribute{"fontcolor", quoted(t.Text)},
		attribute{"fontsize", number(headingSize)}, attribute{"margin", `"0.1,0.06"`})
	w.statement("edge", attribute{"fontname", fontName}, attribute{"fontsize", number(badgeType)},
		attribute{"fontcolor", quoted(t.Text)}, attribute{"arrowsize", "0.55"})
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// graphAttributes are those that depend on the layout.
func (w *dotWriter) graphAttributes() []attribute {
	if w.place != nil {
		attributes := []attribute{{"layout", "nop2"}, {"pad", "0"}}
		if width, height := w.place.sheet(); w.place.Width > width || w.place.Height > height {
			attributes = append(attributes, attribute{"size", pageSize(width, height)})
		}
		return attributes
	}
	// How large the picture gets, and which way it lies, is not known yet: only that of a large map must not be huge.
	attributes := []attribute{{"layout", w.scene.Layout}, {"pad", "0.3"}, {"splines", "true"},
		{"size", pageSize(largestSide, largestSide)}}
	switch w.scene.Layout {
	case "dot":
		return append(attributes, attribute{"rankdir", "LR"},
			attribute{"nodesep", "0.18"}, attribute{"ranksep", "0.9"})
	case "fdp":
		return append(attributes, attribute{"K", "0.9"}, attribute{"sep", `"+8"`}, attribute{"overlap", "false"})
	case "circo", "twopi":
		return append(attributes, attribute{"overlap", "false"}, attribute{"ranksep", "1.6"},
			attribute{"root", w.centreName()})
	}
	return append(attributes, attribute{"overlap", "prism"}, attribute{"sep", `"+6"`})
}

func (w *dotWriter) centreName() string {
	if w.scene.Centre < 0 {
		return ""
	}
	return name(w.scene.Nodes[w.scene.Centre].ID)
}

// pageSize is Graphviz's size for a picture that goes on a sheet: a larger one is made smaller.
func pageSize(width, height float64) string {
	const fits = 0.1 // inches to spare, as Graphviz adds a little around the picture
	return `"` + inches(width-fits*72) + "," + inches(height-fits*72) + `"`
}

// The size of A3 lying, in points: what a picture that is larger is made to fit, where it can be read then.
const (
	paperWidth  = 420 / 25.4 * 72
	paperHeight = 297 / 25.4 * 72
	largestSide = 1189 / 25.4 * 72 // of A0, the largest sheet
)

// sheet returns the size of the paper for a picture: the smallest from A3 to A0, lying, on which its smallest type is
// 6 points or more. What is too large even for that goes on A0, the way that suits it, to be enlarged on a screen.
func (p *Placement) sheet() (width, height float64) {
	const readable = 6.0
	width, height = paperWidth, paperHeight
	for next := width; next <= largestSide+1; next *= math.Sqrt2 {
		width, height = next, next/math.Sqrt2
		if min(width/p.Width, height/p.Height)*min(subSize, legendSize) >= readable {
			return width, height
		}
	}
	if p.Height > p.Width {
		return height, width
	}
	return width, height
}

// badgeType is the size of the letters on lines.
const badgeType = 7.0

// dotShapes are Graphviz's names for the shapes, and what goes into the style.
var dotShapes = map[Shape]struct{ shape, style string }{
	Rectangle:  {"box", ""},
	Rounded:    {"box", "rounded"},
	CutCorners: {"box", "diagonals"},
	Note:       {"note", ""},
	Tab:        {"tab", ""},
	Folder:     {"folder", ""},
	Component:  {"component", ""},
	Block:      {"box3d", ""},
}

// shapeAttributes say how an organisation looks, with the fills and outlines that its emphasis asks for.
func (w *dotWriter) shapeAttributes(n *Node) []attribute {
	t := w.scene.Theme
	shape := dotShapes[n.Shape]
	var attributes []attribute
	if shape.shape != "box" {
		attributes = append(attributes, attribute{"shape", shape.shape})
	}
	style := shape.style
	if n.State == diff.Gone {
		style = strings.TrimPrefix(style+",dashed", ",")
	}
	if style != "" {
		attributes = append(attributes, attribute{"style", quoted("filled," + style)})
	}
	if n.Set {
		attributes = append(attributes, attribute{"peripheries", "2"})
	}
	if n.Emphasis != Faded {
		for _, own := range []attribute{{"fillcolor", n.Fill}, {"color", n.Edge}, {"fontcolor", n.Ink}} {
			if own.value != "" {
				attributes = append(attributes, attribute{own.name, quoted(own.value)})
			}
		}
	}
	if n.State == diff.Added && n.Emphasis == Plain {
		look := w.scene.nodeLook(n)
		attributes = append(attributes, attribute{"fillcolor", quoted(look.Fill)}, attribute{"color", quoted(look.Edge)},
			attribute{"penwidth", number(look.EdgeWidth)})
	}
	switch n.Emphasis {
	case Highlighted:
		if n.Fill == "" {
			attributes = append(attributes, attribute{"fillcolor", quoted(w.scene.markedFill())})
		}
		attributes = append(attributes, attribute{"color", quoted(t.MarkedEdge)}, attribute{"penwidth", "2.2"})
	case Faded:
		attributes = append(attributes, attribute{"color", quoted(t.Faded)}, attribute{"fontcolor", quoted(t.FadedText)})
	}
	return attributes
}

// dark reports whether an organisation is filled as the one in the middle is. Where fills are those of groups, none is.
func (s *Scene) dark(i int) bool {
	n := &s.Nodes[i]
	return i == s.Centre && n.Neighbours > fewNeighbours && s.GroupLabel == "" && s.Layout != TreeLayout
}

// markedFill is what fills a highlighted organisation: where fills are those of groups, its outline alone marks it.
func (s *Scene) markedFill() string {
	if s.GroupLabel != "" {
		return s.Theme.Box
	}
	return s.Theme.Marked
}

// label is the label of an organisation: the heading in bold, struck through where the organisation is gone, and the
// whole name below it.
func (n *Node) label(heading []string, size, subSize float64) string {
	subheading := n.Subheading
	var b strings.Builder
	b.WriteString("<")
	if size != headingSize {
		fmt.Fprintf(&b, `<FONT POINT-SIZE="%s">`, number(size))
	}
	if n.State == diff.Gone {
		b.WriteString("<B><S>" + markupLines(heading, "</S><BR/><S>") + "</S></B>")
	} else {
		b.WriteString("<B>" + markupLines(heading, "<BR/>") + "</B>")
	}
	if size != headingSize {
		b.WriteString("</FONT>")
	}
	if len(subheading) > 0 {
		fmt.Fprintf(&b, `<BR/><FONT POINT-SIZE="%s">%s</FONT>`, number(subSize), markupLines(subheading, "<BR/>"))
	}
	b.WriteString(">")
	return b.String()
}

func markupLines(lines []string, separator string) string {
	escaped := make([]string, len(lines))
	for i, line := range lines {
		escaped[i] = markup(line)
	}
	return strings.Join(escaped, separator)
}

// badge is the label of a strand: the letter of its family on the colour of the family, with a question mark
// where it is uncertain.
func (w *dotWriter) badge(s *Strand) string {
	return badgeTable([]string{w.badgeCells(s)})
}

// badgeTable makes a label of the cells of several badges.
func badgeTable(cells []string) string {
	return `<<TABLE BORDER="0" CELLSPACING="0" CELLPADDING="0"><TR>` + strings.Join(cells, "") + `</TR></TABLE>>`
}

// badgeCells are the cells of a badge, with the words after it where there are some.
func (w *dotWriter) badgeCells(s *Strand) string {
	cells := fmt.Sprintf(`<TD BGCOLOR="%s" FIXEDSIZE="TRUE" WIDTH="%s" HEIGHT="%s"><FONT COLOR="%s"><B>%s</B></FONT></TD>`,
		w.strandColour(s), number(badgeWidth(s)), number(badgeHeight), w.scene.Theme.BadgeText, markup(s.BadgeText()))
	if s.Text != "" {
		const widest, most = 150.0, 2
		lines := font{badgeType, false}.wrap(s.Text, widest, most)
		cells += fmt.Sprintf(`<TD BGCOLOR="%s"> %s </TD>`, w.scene.Theme.Page, markupLines(lines, "<BR/>"))
	}
	return cells
}

func (w *dotWriter) strandColour(s *Strand) string {
	if s.Emphasis == Faded {
		return w.scene.Theme.Faded
	}
	return s.Colour
}

// dashStyle is Graphviz's style for a dash.
func dashStyle(d Dash) string {
	switch d {
	case Dashed, LongDashed, DashDotted, PairDashed:
		return "dashed"
	case Dotted:
		return "dotted"
	}
	return ""
}

// dashWidth is how wide a strand is drawn: Graphviz's dots are a point long with five points between them, and
// hard to see at the width of other lines.
func dashWidth(width float64, d Dash) float64 {
	if d == Dotted {
		return width + 0.5
	}
	return width
}

// strandWidth is how wide a strand is drawn.
func strandWidth(s *Strand) float64 {
	const faded = 0.9
	if s.Emphasis == Faded {
		return dashWidth(min(s.Width, faded), s.Dash)
	}
	return dashWidth(s.Width, s.Dash)
}

// arrowDirection is Graphviz's dir for an arrow.
func arrowDirection(a Arrow) string {
	switch a {
	case Backward:
		return "back"
	case BothWays:
		return "both"
	case NoArrow:
		return "none"
	}
	return ""
}
