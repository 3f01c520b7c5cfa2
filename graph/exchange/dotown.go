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

	words ownVocabulary
	names map[string][]string // by id, how sentences may call an organisation, the likeliest first
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
	p.words, p.names = newOwnVocabulary(), map[string][]string{}
	if title, ok := p.g.Attributes.Get("tooltip"); ok && strings.TrimSpace(title.Text) != "" {
		if err := p.sink.Map(title.Plain(""), ""); err != nil {
			return err
		}
	}
	if err := p.sink.Note(0, "a picture that liaison has drawn", "read as the organisations and relationships that its words name; their sources, weights and tags, and classifications of the map's own, are not in it"); err != nil {
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

// organisation reads the tooltip of a node: "Security Service (MI5)", its classifications and dates, its description.
func (p *ownPicture) organisation(n *dot.Node) *Organisation {
	o := &Organisation{Line: n.Line}
	o.ID = n.ID
	tooltip, _ := n.Attributes.Get("tooltip")
	name, rest, _ := strings.Cut(tooltip.Plain(n.ID), "\n")
	o.Name = name
	short := boldText(n)
	switch {
	case short == name:
		p.names[o.ID] = []string{ownPhrase(name)}
	case short != "" && strings.HasSuffix(name, " ("+short+")"):
		o.Name, o.ShortName = strings.TrimSuffix(name, " ("+short+")"), short
		p.names[o.ID] = []string{ownPhrase(short)}
	default: // the drawn name is cut, or has more before it
		p.names[o.ID] = []string{ownPhrase(name)}
		for i := range name {
			if inner, ok := strings.CutPrefix(name[i:], " ("); ok && strings.HasSuffix(inner, ")") {
				p.names[o.ID] = append(p.names[o.ID], ownPhrase(strings.TrimSuffix(inner, ")")))
			}
			if len(p.names[o.ID]) > 3 {
				break
			}
		}
	}
	if o.Name == o.ID {
		o.Name = ""
	}
	about, description, _ := strings.Cut(rest, "\n")
	if !p.words.about(&o.Organisation, about) {
		description = rest
	}
	o.Description = strings.TrimSpace(description)
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
	if p.names[a] == nil || p.names[b] == nil {
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
//	FROM does something to TO (type, how), since 2007; status; confidence; what it holds together with. Note. Source: …
//
// whose parenthesis is missing where the words before TO are those of the type. A sentence of another form is the note of a relationship
// of which no more than the ends are known.
func (p *ownPicture) relationship(a, b, sentence string, line int) *Relationship {
	said := sentence
	for _, mark := range []string{" Sources: ", " Source: ", " No source."} {
		if i := strings.LastIndex(said, mark); i >= 0 {
			said = said[:i]
			break
		}
	}
	best, most := &Relationship{}, 0
	for _, ends := range [][2]string{{a, b}, {b, a}} {
		for _, from := range p.names[ends[0]] {
			rest, ok := strings.CutPrefix(said, from+" ")
			if !ok {
				continue
			}
			for _, to := range p.names[ends[1]] {
				if r, sure := p.clause(rest, to); sure > most {
					best, most = r, sure
					r.From, r.To = ends[0], ends[1]
				}
			}
		}
	}
	if most == 0 {
		best.From, best.To, best.Note = a, b, sentence
	}
	best.Line = line
	return best
}

// clause reads what follows the name of the first organisation, and says how sure that is: 3 where the type is built in, 2 where the words
// name one, 1 where only the label tells it, and 0 where it is no clause.
func (p *ownPicture) clause(text, to string) (best *Relationship, most int) {
	for start, tries := 0, 0; tries < mostNamings; start++ {
		i := strings.Index(text[start:], to)
		if i < 0 {
			break
		}
		start += i
		label, ok := strings.CutSuffix(text[:start], " ")
		rest := text[start+len(to):]
		if !ok && start > 0 || rest == "" || !strings.Contains(" ,;.", rest[:1]) {
			continue
		}
		tries++
		tail := ownTail.FindStringSubmatch(rest[:min(len(rest), longestTail)])
		if tail == nil {
			continue
		}
		if r, sure := p.ofClause(label, tail, rest[len(tail[0]):]); sure > most {
			best, most = r, sure
		}
	}
	return best, most
}

// Limits on the search for the second organisation of a sentence, so that it takes time in proportion to the file: how often its name may
// stand in one, and how much after it is looked at, in bytes.
const (
	mostNamings = 20
	longestTail = 2000
)

// ofClause makes a relationship of a label, what ownTail has found, and a note.
func (p *ownPicture) ofClause(label string, tail []string, note string) (r *Relationship, sure int) {
	r = &Relationship{}
	r.Mutual = graph.OneWay
	kind, how, period, more := tail[1], tail[2], tail[3], tail[6]
	id, known := p.words.kinds[kind]
	switch {
	case known:
		r.Type, r.Label, sure = id, label, 3
	case kind != "":
		r.Type, r.Label, sure = kind, label, 2
	case p.words.labels[label] != "":
		r.Type, sure = p.words.labels[label], 3
	case label == "":
		return nil, 0
	default:
		r.Type, sure = label, 1
	}
	if how == ", jointly" || how == ", both ways" {
		r.Mutual = graph.Mutual
	}
	if period != "" {
		var ok bool
		if r.StartDate, r.EndDate, ok = ownPeriodOf(period); !ok {
			return nil, 0
		}
	}
	r.Status, _ = graph.ParseStatus(tail[4])
	r.Confidence, _ = graph.ParseConfidence(tail[5])
	r.Note = strings.TrimSpace(note)
	if more != "" {
		r.Note = strings.TrimSpace(more + ". " + r.Note)
	}
	return r, sure
}
