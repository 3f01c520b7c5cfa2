package exchange

import (
	"cmp"
	"html"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/xmlscan"
)

// graphmlDrawing is what yEd draws at a node or an edge, and what of it has a meaning: labels, and the arrowheads of an edge.
type graphmlDrawing struct {
	labels         []string
	arrows         bool   // it says what arrowheads there are
	source, target string // the arrowheads
}

// pointing are yEd's arrowheads that point at what they stand at. Others, such as "diamond" and "crows_foot_many", mark an end, and count
// where nothing points.
var pointing = []string{"standard", "delta", "white_delta", "short", "plain", "concave", "convex", "t_shape"}

// heads reports at which ends there is an arrowhead.
func (d *graphmlDrawing) heads() (source, target bool) {
	source, target = slices.Contains(pointing, d.source), slices.Contains(pointing, d.target)
	if source || target {
		return source, target
	}
	isMark := func(head string) bool { return head != "" && head != "none" }
	return isMark(d.source), isMark(d.target)
}

// skipDrawing reads data that says how yEd draws the node or edge.
func (r *graphmlReader) skipDrawing() error {
	for {
		token, err := r.Next()
		if err != nil {
			return err
		}
		switch token {
		case xmlscan.Start:
			if err := r.drawn(); err != nil {
				return err
			}
		case xmlscan.End:
			return nil
		}
	}
}

// drawn reads an element of a drawing. Of the pictures of a group, open and closed, it takes the one that is shown.
func (r *graphmlReader) drawn() error {
	if err := r.once("drawing", "left out but for labels and arrowheads"); err != nil {
		return err
	}
	pictures, picture, active := 0, 0, 0 // the depth of the pictures of a group, which comes next, and which is shown
	for depth := 1; depth > 0; {
		switch {
		case pictures > 0 && depth == pictures+1:
			if picture++; picture-1 != active {
				if err := r.Skip(); err != nil {
					return err
				}
				depth--
			}
		case r.Local == "Realizers" && pictures == 0:
			pictures = depth
			active, _ = strconv.Atoi(string(r.Attr("active"))) // 0 where it is not said
		case r.Local == "Arrows":
			if d := &r.drawing; !d.arrows {
				d.arrows, d.source, d.target = true, strings.ToLower(string(r.Attr("source"))), strings.ToLower(string(r.Attr("target")))
			}
		case r.Local == "NodeLabel" || r.Local == "EdgeLabel":
			text, err := r.Content(r.text[:0])
			if err != nil {
				return err
			}
			r.text = text
			if label := plainLabel(string(text)); label != "" && len(r.drawing.labels) < maxAttributes {
				r.drawing.labels = append(r.drawing.labels, label)
			}
			depth--
		}
		for token := xmlscan.Text; depth > 0 && token != xmlscan.Start; {
			var err error
			if token, err = r.Next(); err != nil {
				return err
			}
			switch token {
			case xmlscan.Start:
				depth++
			case xmlscan.End:
				depth--
			}
		}
	}
	return nil
}

// plainLabel is a label on one line, without the tags of one that is HTML.
func plainLabel(text string) string {
	text = strings.TrimSpace(text)
	if len(text) < len("<html>") || !strings.EqualFold(text[:len("<html>")], "<html>") {
		return oneLine(text)
	}
	var b strings.Builder
	for part := range strings.SplitSeq(text, "<") {
		_, after, _ := strings.Cut(part, ">")
		b.WriteString(after)
		b.WriteByte(' ')
	}
	return oneLine(html.UnescapeString(b.String()))
}

// nameDrawn gives an organisation the first label that is drawn at it for a name, unless it has one; the others stay attributes.
func (r *graphmlReader) nameDrawn(o *Organisation) {
	labels := r.drawing.labels
	if len(labels) > 0 && r.nodeKeys.label == "" && !r.nodeKeys.isSet("name") {
		r.nodeKeys.label = labels[0]
		labels = labels[1:]
	}
	for _, label := range labels {
		if label != o.Name && label != o.ShortName && label != r.nodeKeys.label {
			o.Extra = append(o.Extra, Attribute{"label", TextValue(label)})
		}
	}
}

// group is what the group is called that an organisation stands in: the node whose graph is open innermost.
func (r *graphmlReader) group(o *Organisation) {
	if n := len(r.groups); n > 0 && r.groups[n-1] != "" {
		o.Extra = append(o.Extra, Attribute{"group", TextValue(r.groups[n-1])})
	}
}

// nameOfGroup is what the node is called whose graph begins.
func nameOfGroup(o *Organisation) string {
	if isCounter(o.ID) {
		return cmp.Or(o.Name, o.ShortName)
	}
	return cmp.Or(o.Name, o.ShortName, o.ID)
}

// point gives a relationship the direction that its arrowheads have: in yEd all edges are directed but for these. What the file says of the
// edge itself comes before.
func (r *graphmlReader) point(e *Relationship) error {
	if !r.drawing.arrows || r.saysDirection || e.Mutual != graph.MutualByType || e.ReverseOf != "" {
		return nil
	}
	source, target := r.drawing.heads()
	e.Undirected = !source && !target
	switch {
	case source && target:
		e.Mutual = graph.Mutual
		return r.sink.Note(e.Line, "an edge with arrowheads at both ends", "read as mutual")
	case source:
		e.From, e.To = e.To, e.From
		return r.sink.Note(e.Line, "an edge whose arrowhead is at its source", "read from its target to its source")
	case !target:
		return r.sink.Note(e.Line, "an edge without an arrowhead", "read as one without a direction, which is mutual")
	}
	return nil
}

// drawnLabels says whether the labels of edges are types: a few words that repeat are what the lines of a drawing mean. Edges are held, with
// those after them, until there are enough to see it.
type drawnLabels struct {
	held     []drawnEdge
	size     int // of the texts of those held, in bytes
	settled  bool
	areTypes bool
}

type drawnEdge struct {
	Relationship
	labels []string
}

// How many edges are held, and texts of them, and how many types labels can be.
const (
	maxDrawnEdges = 4096
	maxDrawnTexts = 1 << 20
	maxDrawnTypes = 100
)

// giveDrawn gives the sink the relationship, or holds it.
func (r *graphmlReader) giveDrawn() error {
	l, e := &r.labels, &r.relationship
	labels := slices.DeleteFunc(r.drawing.labels, func(label string) bool { return label == e.Label || label == e.Type })
	if l.settled || len(l.held) == 0 && len(labels) == 0 {
		r.label(e, labels)
		return r.giveRelationship()
	}
	l.held = append(l.held, drawnEdge{*e, slices.Clone(labels)})
	l.size += len(e.Note) + len(e.Label)
	for _, label := range labels {
		l.size += len(label)
	}
	for _, a := range e.Extra {
		l.size += len(a.Name) + len(a.Value.Text)
	}
	if len(l.held) < maxDrawnEdges && l.size < maxDrawnTexts {
		return nil
	}
	return r.settleLabels()
}

// settleLabels says what labels are, and gives the sink the edges that have been held.
func (r *graphmlReader) settleLabels() error {
	l := &r.labels
	if l.settled || len(l.held) == 0 {
		return nil
	}
	l.settled = true
	different, words := map[string]bool{}, 0
	for i := range l.held {
		if word := wordAmong(l.held[i].labels); word >= 0 && l.held[i].Type == "" {
			different[graph.Slug(l.held[i].labels[word])] = true
			words++
		}
	}
	l.areTypes = 2*len(different) <= words && len(different) <= maxDrawnTypes
	if words > 0 {
		done := "kept as labels but for what is a type, since few repeat"
		if l.areTypes {
			done = "taken as types, since they repeat"
		}
		if err := r.sink.Note(0, "labels that are drawn at edges", done); err != nil {
			return err
		}
	}
	for i := range l.held {
		r.relationship = l.held[i].Relationship
		r.label(&r.relationship, l.held[i].labels)
		if err := r.giveRelationship(); err != nil {
			return err
		}
	}
	l.held = nil
	return nil
}

// label gives a relationship what is drawn at it: its type, where a label is one, and its label.
func (r *graphmlReader) label(e *Relationship, labels []string) {
	if word := wordAmong(labels); word >= 0 && e.Type == "" && (r.labels.areTypes || isTypeWord(r.sink, labels[word])) {
		e.Type = labels[word]
		labels = slices.Delete(labels, word, word+1)
	}
	text := strings.Join(labels, "; ")
	switch {
	case text == "":
	case e.Label == "":
		e.Label = text
	default:
		e.Extra = append(e.Extra, Attribute{"label", TextValue(text)})
	}
}

// wordAmong returns which of the labels is a word, rather than a number, a percentage or a text, or -1.
func wordAmong(labels []string) int {
	return slices.IndexFunc(labels, func(label string) bool {
		return len(label) <= longestType && strings.ContainsFunc(label, unicode.IsLetter) && graph.Slug(label) != ""
	})
}

// isTypeWord reports whether a word is one of the vocabulary, or stands for a type as the options say.
func isTypeWord(sink Sink, word string) bool {
	c, ok := sink.(*collector)
	if ok {
		_, ok = c.terms.wordsOfTypes(c)[graph.Slug(word)]
	}
	return ok
}
