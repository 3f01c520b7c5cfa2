package render

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/liaisongraph/liaison/graph/diff"
)

// Mermaid returns the scene as a flowchart of Mermaid (https://mermaid.js.org/syntax/flowchart.html), which many
// wikis and code hosts draw. A line for each strand says in words what it is; Mermaid decides where everything goes,
// and has neither a legend nor a place for the sources. It also decides how large a box is: a box that stands for a
// number says the number, and one in a group has the colour of the group and its number before the name.
func (s *Scene) Mermaid() []byte {
	w := &mermaidWriter{scene: s, looks: map[string]string{}}
	for i, id := range slices.Sorted(maps.Keys(s.Theme.Classifications)) {
		w.looks[id] = fmt.Sprintf("look%d", i+1)
	}
	if s.Title != "" {
		// A title is YAML, and every JSON string is a YAML string.
		title, _ := json.Marshal(s.Title)
		w.line("---\ntitle: %s\n---", title)
	}
	w.line("flowchart LR")
	w.line("  accTitle: %s", mermaidPlain(or(s.Title, "Diagram of relationships")))
	w.line("  accDescr: %s", mermaidPlain(s.Description))
	for i := range s.Clusters {
		c := &s.Clusters[i]
		w.line("  subgraph s%d[%s]", i, mermaidQuoted(c.Label))
		for _, n := range c.Nodes {
			w.node("    ", n)
		}
		w.line("  end")
	}
	for i := range s.Nodes {
		if s.Nodes[i].Cluster < 0 {
			w.node("  ", i)
		}
	}
	for i := range s.Lines {
		w.strands(&s.Lines[i])
	}
	w.styles()
	return []byte(w.out.String())
}

// WriteMermaid writes what [Scene.Mermaid] returns.
func (s *Scene) WriteMermaid(w io.Writer) error {
	_, err := w.Write(s.Mermaid())
	return err
}

type mermaidWriter struct {
	scene *Scene
	out   strings.Builder
	links []string          // the styles of the links so far
	looks map[string]string // by classification with looks of its own, its class
}

func (w *mermaidWriter) line(format string, args ...any) { fmt.Fprintf(&w.out, format+"\n", args...) }

// mermaidShapes are the brackets that Mermaid has for shapes, as far as it has one.
var mermaidShapes = map[Shape][2]string{
	Rectangle:  {"[", "]"},
	Rounded:    {"(", ")"},
	CutCorners: {"{{", "}}"},
	Note:       {">", "]"},
	Tab:        {"[/", "/]"},
	Folder:     {"[\\", "\\]"},
	Component:  {"[(", ")]"},
	Block:      {"[/", "\\]"},
}

func (w *mermaidWriter) node(indent string, i int) {
	n := &w.scene.Nodes[i]
	brackets := mermaidShapes[n.Shape]
	if n.Set {
		brackets = [2]string{"[[", "]]"} // two outlines
	}
	var lines []string
	for _, line := range n.mermaidLines() {
		lines = append(lines, mermaidText(line))
	}
	if n.Value != "" {
		lines = append(lines, mermaidText(w.scene.SizeLabel+" "+n.Value))
	}
	class := ""
	switch {
	case n.Emphasis == Highlighted:
		class = ":::highlighted"
	case n.Emphasis == Faded:
		class = ":::faded"
	case n.Attested:
		class = ":::attested"
	case n.State != diff.Same:
		class = ":::" + n.State.String()
	case n.Tag != "" && n.Fill != "":
		class = ":::group" + n.Tag
	case n.Style != "":
		class = ":::" + w.looks[n.Style]
	case w.scene.dark(i):
		class = ":::centre"
	}
	w.line(`%sn%d%s"%s"%s%s`, indent, i, brackets[0], strings.Join(lines, "<br/>"), brackets[1], class)
}

// mermaidLines are the lines of a box, with names that are too long for the boxes of other pictures whole: Mermaid makes a box as large
// as its text.
func (n *Node) mermaidLines() []string {
	whole := *n
	whole.Heading = unshortened(n.Heading, n.ShortName, headingFont)
	if len(n.Subheading) > 0 {
		whole.Subheading = unshortened(n.Subheading, n.Name, subFont)
	}
	return slices.Concat(whole.tagged(), whole.Subheading)
}

// unshortened returns lines that begin with those of a text, with the whole of the text where they have only its beginning.
func unshortened(lines []string, text string, f font) []string {
	text = oneLine(text)
	for i, line := range lines {
		begun, cut := strings.CutSuffix(strings.Join(lines[:i], "")+line, ellipsis)
		without := strings.ReplaceAll(text, " ", "")
		if begun = strings.ReplaceAll(begun, " ", ""); cut && begun+ellipsis != without && strings.HasPrefix(without, begun) {
			return slices.Concat(f.wrap(text, textWidth, len(text)), lines[i+1:])
		}
	}
	return lines
}

// strands writes a link for each strand. Of several links from an organisation to itself Mermaid would draw one, which therefore says
// what all are.
func (w *mermaidWriter) strands(line *Line) {
	var loops []string
	for k := range line.Strands {
		s := &line.Strands[k]
		text := w.says(s)
		if line.From == line.To {
			if loops = append(loops, text); len(loops) < len(line.Strands) {
				continue
			}
			s, text = &line.Strands[0], strings.Join(loops, " / ")
		}
		from, to, arrow := line.From, line.To, "-->"
		switch s.Arrow {
		case Backward:
			from, to = to, from
		case BothWays:
			arrow = "<-->"
		case NoArrow:
			arrow = "---"
		}
		w.line("  n%d %s|%s| n%d", from, arrow, mermaidQuoted(text), to)
		colour := s.Colour
		if s.Emphasis == Faded {
			colour = w.scene.Theme.Faded
		}
		style := "stroke:" + colour
		switch s.Dash {
		case Dashed:
			style += ",stroke-dasharray:6 3"
		case Dotted:
			style += ",stroke-dasharray:2 3"
		case PairDashed:
			style += ",stroke-dasharray:3 2 3 7"
		}
		if s.State == diff.Added && !s.Attested {
			style += ",stroke-width:3px"
		}
		w.links = append(w.links, style)
	}
}

// says is what a strand says in words.
func (w *mermaidWriter) says(s *Strand) string {
	text := or(s.Text, strings.Join(s.Types, ", "))
	if sign := SignOf(s.State); sign != "" {
		text = sign + " " + text + " (" + w.scene.Change.says(s.State, s.Attested) + ")"
	}
	switch s.Dash {
	case Dashed:
		text += " (proposed)"
	case Dotted:
		text += " (suspended or ended)"
	}
	if s.Uncertain {
		text += " (uncertain)"
	}
	return text
}

// styles writes how the nodes and the links look. Links of one style share a line.
func (w *mermaidWriter) styles() {
	t := w.scene.Theme
	w.line("  classDef default fill:%s,stroke:%s,color:%s", t.Box, t.BoxEdge, t.Text)
	w.line("  classDef centre fill:%s,stroke:%s,color:%s", t.CentreBox, t.CentreBox, t.CentreText)
	w.line("  classDef highlighted fill:%s,stroke:%s,color:%s,stroke-width:3px", t.Marked, t.MarkedEdge, t.Text)
	w.line("  classDef faded fill:%s,stroke:%s,color:%s", t.Box, t.Faded, t.FadedText)
	if w.scene.Change != nil {
		w.line("  classDef added fill:%s,stroke:%s,color:%s,stroke-width:4px", t.Marked, t.MarkedEdge, t.Text)
		w.line("  classDef attested fill:%s,stroke:%s,color:%s,stroke-width:4px", t.Box, t.MarkedEdge, t.Text)
		w.line("  classDef gone fill:%s,stroke:%s,color:%s,stroke-dasharray:5 4,text-decoration:line-through", t.Box, t.BoxEdge, t.Text)
		w.line("  classDef changed fill:%s,stroke:%s,color:%s,stroke-width:2px", t.Box, t.BoxEdge, t.Text)
	}
	for _, g := range w.scene.Groups {
		if g.Fill != "" {
			w.line("  classDef group%s fill:%s,stroke:%s,color:%s", g.Tag, g.Fill, t.BoxEdge, t.Text)
		}
	}
	drawn := map[string]bool{}
	for i := range w.scene.Nodes {
		n := &w.scene.Nodes[i]
		look := w.looks[n.Style]
		if look == "" || drawn[look] {
			continue
		}
		drawn[look] = true
		style := w.scene.Theme.Classifications[n.Style]
		w.line("  classDef %s fill:%s,stroke:%s,color:%s", look, or(style.Fill, t.Box), or(style.Outline, t.BoxEdge), or(style.Text, t.Text))
	}
	written := map[string]bool{}
	for _, style := range w.links {
		if written[style] {
			continue
		}
		written[style] = true
		var numbers []string
		for i, other := range w.links {
			if other == style {
				numbers = append(numbers, fmt.Sprint(i))
			}
		}
		w.line("  linkStyle %s %s", strings.Join(numbers, ","), style)
	}
}

// mermaidText writes text with Mermaid's codes for every character that its grammar, its Markdown or HTML may take
// for something else.
func mermaidText(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), r == ' ', strings.ContainsRune(".,:()'’-–—…?!/+", r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "#%d;", printable(r))
		}
	}
	return b.String()
}

func mermaidQuoted(s string) string { return `"` + mermaidText(s) + `"` }

// mermaidPlain writes text for a place that knows no codes: a semicolon, which could end it, becomes a comma, and what else could a space.
func mermaidPlain(s string) string {
	return oneLine(strings.Map(func(r rune) rune {
		if r == ';' {
			return ','
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune(".,:()'’-–—…?!", r) {
			return r
		}
		return ' '
	}, s))
}
