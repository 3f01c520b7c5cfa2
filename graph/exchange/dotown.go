package exchange

import (
	"context"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/dot"
)

// ownPicture reads what package render has written as DOT. Its nodes have ids, "org:mi5"; its edges too, "line:mi5:sis:C", and
// a tooltip with a line for each relationship that the edge shows: "MI5 works very closely with SIS (partnership,
// jointly). Source: …". Other nodes and edges are the legend, and marks where relationships meet.
type ownPicture struct {
	g    *dot.Graph
	sink Sink

	short, whole map[string]string // names by id
}

const (
	ownNode = "org:"
	ownLine = "line:"
)

// isOwnPicture reports whether some node has an id of ours.
func isOwnPicture(g *dot.Graph) bool {
	for i := range g.Nodes {
		n := &g.Nodes[i]
		if id, ok := n.Attributes.Get("id"); ok && id.Text == ownNode+n.ID {
			return true
		}
	}
	return false
}

func (p *ownPicture) give(ctx context.Context) error {
	p.short, p.whole = map[string]string{}, map[string]string{}
	if title, ok := p.g.Attributes.Get("tooltip"); ok && strings.TrimSpace(title.Text) != "" {
		if err := p.sink.Map(title.Plain(""), ""); err != nil {
			return err
		}
	}
	if err := p.sink.Note(0, "a picture that liaison has drawn", "read as the organisations and relationships that its words name; their sources are left out"); err != nil {
		return err
	}
	for i := range p.g.Nodes {
		n := &p.g.Nodes[i]
		if id, _ := n.Attributes.Get("id"); id.Text != ownNode+n.ID {
			continue
		}
		if err := p.sink.Organisation(p.organisation(n)); err != nil {
			return err
		}
	}
	for i := range p.g.Edges {
		if err := interrupted(ctx, i); err != nil {
			return err
		}
		if err := p.relationships(&p.g.Edges[i]); err != nil {
			return err
		}
	}
	return nil
}

// organisation reads the tooltip of a node: "Security Service (MI5)", its classifications, its description.
func (p *ownPicture) organisation(n *dot.Node) *Organisation {
	o := &Organisation{Line: n.Line}
	o.ID = n.ID
	tooltip, _ := n.Attributes.Get("tooltip")
	lines := strings.SplitN(tooltip.Plain(n.ID), "\n", 3)
	o.Name = lines[0]
	if short := boldText(n); short != "" && strings.HasSuffix(o.Name, " ("+short+")") {
		o.Name, o.ShortName = strings.TrimSuffix(o.Name, " ("+short+")"), short
	}
	p.whole[o.ID], p.short[o.ID] = o.Name, o.ShortName
	if o.Name == o.ID {
		o.Name = ""
	}
	if len(lines) > 1 {
		for class := range strings.SplitSeq(lines[1], "; ") {
			if class != "" {
				o.Classifications = append(o.Classifications, class)
			}
		}
	}
	if len(lines) > 2 {
		o.Description = strings.TrimSpace(lines[2])
	}
	return o
}

// relationships reads the lines of the tooltip of an edge.
func (p *ownPicture) relationships(e *dot.Edge) error {
	id, _ := e.Attributes.Get("id")
	parts := strings.Split(id.Text, ":")
	if !strings.HasPrefix(id.Text, ownLine) || len(parts) < 3 {
		return nil
	}
	a, b := parts[1], parts[2]
	if _, ok := p.whole[a]; !ok {
		return nil
	}
	if _, ok := p.whole[b]; !ok {
		return nil
	}
	tooltip, _ := e.Attributes.Get("tooltip")
	for line := range strings.SplitSeq(tooltip.Plain(""), "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if err := p.sink.Relationship(p.relationship(a, b, line, e.Line)); err != nil {
			return err
		}
	}
	return nil
}

// name returns by which name of an organisation the sentence begins; "" where by none.
func (p *ownPicture) name(id, sentence string) string {
	for _, name := range []string{p.short[id], p.whole[id], id} {
		if name != "" && strings.HasPrefix(sentence, name+" ") {
			return name
		}
	}
	return ""
}

// boldText is what the label of a node has in bold: the name that is drawn.
func boldText(n *dot.Node) string {
	label, _ := n.Attributes.Get("label")
	_, rest, _ := strings.Cut(label.Text, "<B>")
	bold, _, found := strings.Cut(rest, "</B>")
	if !found {
		return ""
	}
	return oneLine(dot.MarkupText(bold))
}

// relationship reads a sentence of the form
//
//	FROM does something to TO (type, how); status; confidence. Note. Source: …
//
// whose parenthesis is missing where the words before TO are those of the type.
func (p *ownPicture) relationship(a, b, sentence string, line int) *Relationship {
	r := &Relationship{Line: line}
	from, other := p.name(a, sentence), p.name(b, sentence)
	if r.From, r.To = a, b; len(other) > len(from) {
		r.From, r.To, from = b, a, other
	}
	rest := sentence[len(from):]
	for _, mark := range []string{" Sources: ", " Source: ", " No source."} {
		if i := strings.LastIndex(rest, mark); i >= 0 {
			rest = rest[:i]
		}
	}
	label, after, found := p.cutName(r.To, rest)
	if from == "" || !found {
		r.Note = sentence
		return r
	}
	r.Type, r.Mutual = label, graph.OneWay
	if inner, more, ok := strings.Cut(strings.TrimPrefix(after, " ("), ")"); ok && strings.HasPrefix(after, " (") {
		after = more
		for i, word := range strings.Split(inner, ", ") {
			switch {
			case word == "jointly", word == "both ways":
				r.Mutual = graph.Mutual
			case i == 0:
				r.Type, r.Label = word, label
			}
		}
	}
	flags, note, _ := strings.Cut(after, ".")
	for flag := range strings.SplitSeq(flags, ";") {
		flag = strings.TrimSpace(flag)
		if status, err := graph.ParseStatus(flag); err == nil {
			r.Status = status
		} else if confidence, err := graph.ParseConfidence(flag); err == nil {
			r.Confidence = confidence
		} else if flag != "" {
			note = flag + ". " + strings.TrimSpace(note)
		}
	}
	r.Note = strings.TrimSpace(note)
	return r
}

// cutName divides what stands before and after a name of an organisation, where a clause ends after it.
func (p *ownPicture) cutName(id, text string) (before, after string, found bool) {
	for _, name := range []string{p.short[id], p.whole[id], id} {
		if name == "" {
			continue
		}
		for start := 0; ; {
			i := strings.Index(text[start:], " "+name)
			if i < 0 {
				break
			}
			i += start
			after = text[i+1+len(name):]
			if after == "" || after[0] == ';' || after[0] == '.' || after[0] == ',' || strings.HasPrefix(after, " (") {
				return strings.TrimSpace(text[:i]), after, true
			}
			start = i + 1
		}
	}
	return "", "", false
}
