package render

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph"
)

// Words returns the scene in plain text: its title and description, then organisation by organisation every relationship in a sentence with
// its dates, its status and its sources. Each relationship stands once, with the organisation that has more neighbours, to which the
// other one refers. With the graph that the scene shows, passages are cited too; g may be nil. It takes time in proportion to
// the text.
func (s *Scene) Words(g *graph.Graph) []byte {
	w := &wordWriter{scene: s, graph: g}
	w.heading(s.Title, "=")
	w.paragraph("", s.Subtitle)
	w.paragraph("", s.Description)
	w.sectors()
	w.sources()
	return []byte(strings.TrimRight(w.text.String(), "\n") + "\n")
}

// wordWriter writes a scene in words.
type wordWriter struct {
	scene *Scene
	graph *graph.Graph // or nil
	text  strings.Builder
	told  [][]int // by node, the lines that are told there
	refer [][]int // by node, the nodes where its other lines are told
}

// textColumns is how long lines of text are at most, where words let them.
const textColumns = 80

func (w *wordWriter) heading(text, underline string) {
	if text == "" {
		return
	}
	w.paragraph("", text)
	rule := strings.Repeat(underline, min(textColumns, utf8.RuneCountInString(text)))
	s := strings.TrimRight(w.text.String(), "\n")
	w.text.Reset()
	w.text.WriteString(s + "\n" + rule + "\n\n")
}

// paragraph writes a text in lines, the first after a bullet and the others as far in, and an empty line.
func (w *wordWriter) paragraph(bullet, text string) {
	if text == "" {
		return
	}
	w.lines(bullet, text)
	w.text.WriteString("\n")
}

func (w *wordWriter) lines(bullet, text string) {
	indent := strings.Repeat(" ", utf8.RuneCountInString(bullet))
	line := bullet
	length := len(indent)
	begun := false
	for _, word := range strings.Fields(text) {
		size := utf8.RuneCountInString(word)
		if begun && length+1+size > textColumns {
			w.text.WriteString(line + "\n")
			line, length, begun = indent, len(indent), false
		}
		if begun {
			line += " "
			length++
		}
		line += word
		length += size
		begun = true
	}
	w.text.WriteString(line + "\n")
}

// sectors writes the organisations, those of a sector together, and those without one last.
func (w *wordWriter) sectors() {
	s := w.scene
	w.told, w.refer = make([][]int, len(s.Nodes)), make([][]int, len(s.Nodes))
	for i, line := range s.Lines {
		at, other := line.From, line.To
		if s.Nodes[other].Neighbours > s.Nodes[at].Neighbours {
			at, other = other, at
		}
		w.told[at] = append(w.told[at], i)
		if at != other {
			w.refer[other] = append(w.refer[other], at)
		}
	}
	var none []int
	for n := range s.Nodes {
		if s.Nodes[n].Cluster < 0 {
			none = append(none, n)
		}
	}
	for _, c := range s.Clusters {
		w.heading(c.Label, "-")
		w.organisations(c.Nodes)
	}
	if len(none) > 0 && len(s.Clusters) > 0 {
		w.heading("Others", "-")
	}
	w.organisations(none)
}

func (w *wordWriter) organisations(nodes []int) {
	for _, n := range nodes {
		w.organisation(n)
	}
}

// organisation writes an organisation and the relationships that are told with it.
func (w *wordWriter) organisation(n int) {
	s := w.scene
	for _, line := range strings.Split(s.Nodes[n].Tooltip, "\n") {
		w.lines("", line)
	}
	w.text.WriteString("\n")
	for _, i := range w.told[n] {
		for k := range s.Lines[i].Strands {
			w.strand(&s.Lines[i].Strands[k])
		}
	}
	if len(w.told[n]) > 0 {
		w.text.WriteString("\n")
	}
	names := make([]string, len(w.refer[n]))
	for i, m := range w.refer[n] {
		names[i] = isolate(phrase(s.Nodes[m].ShortName))
	}
	switch {
	case len(names) > 0 && len(w.told[n]) > 0:
		w.paragraph("", "More under "+strings.Join(names, ", ")+".")
	case len(names) > 0:
		w.paragraph("", "See "+strings.Join(names, ", ")+".")
	case len(w.told[n]) == 0:
		w.paragraph("", "No relationships.")
	}
}

// strand writes a sentence for each relationship, and its passages below it.
func (w *wordWriter) strand(strand *Strand) {
	for i, line := range strings.Split(strand.Tooltip, "\n") {
		w.lines("- ", line)
		if w.graph == nil || i >= len(strand.Relationships) {
			continue
		}
		var passages []string
		for _, evidence := range w.graph.Evidence(strand.Relationships[i]) {
			if passage := phrase(evidence.Passage); passage != "" {
				passages = append(passages, fmt.Sprintf("“%s” [%s]", isolate(passage), w.number(evidence.Source)))
			}
		}
		const most = 5 // a folded relationship can have hundreds
		if len(passages) > most {
			passages = append(passages[:most], counted(len(passages)-most, "other passage", "other passages"))
		}
		if len(passages) > 0 {
			w.lines("  ", strings.Join(passages, "; "))
		}
	}
}

// number is that of a source in the list at the end.
func (w *wordWriter) number(id string) string {
	return fmt.Sprint(1 + slices.IndexFunc(w.scene.Sources, func(s Source) bool { return s.ID == id }))
}

// sources lists the documents.
func (w *wordWriter) sources() {
	if len(w.scene.Sources) == 0 {
		return
	}
	w.heading("Sources", "-")
	for i, source := range w.scene.Sources {
		w.lines(fmt.Sprintf("%d. ", i+1), source.Label)
		if source.URL != "" {
			w.lines("   ", source.URL)
		}
	}
}
