package cli

import (
	"fmt"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/evidence"
	"github.com/liaisongraph/liaison/graph/path"
)

// route is a path with all that is told of it.
type route struct {
	Hops          int     `json:"hops"`
	Cost          float64 `json:"cost,omitzero"` // the sum of 1 over the weights, where it is asked for
	Text          string  `json:"text"`
	Organisations []stop  `json:"organisations"`
	Steps         []hop   `json:"steps"`

	graph *graph.Graph
	path  path.Path
}

type stop struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// hop is one relationship of a path, as it is crossed.
type hop struct {
	From     string `json:"from"`
	FromName string `json:"from_name"`
	Phrase   string `json:"phrase"`
	To       string `json:"to"`
	ToName   string `json:"to_name"`
	Crossed  string `json:"crossed"` // "out", "in" or "mutual"
	// Relationship is the record, whose own ends may be the other way round.
	Relationship graph.Relationship `json:"relationship"`
	Sentence     string             `json:"sentence"`

	usuallyMutual bool
}

func newRoute(g *graph.Graph, p path.Path) *route {
	r := &route{Hops: p.Len(), Steps: []hop{}, graph: g, path: p}
	for _, n := range p.Nodes {
		r.Organisations = append(r.Organisations, stop{g.ID(n), g.Name(n)})
	}
	for i, e := range p.Edges {
		from, to := p.Nodes[i], p.Nodes[i+1]
		direction, phrase := phraseFrom(g, e, from)
		says := sentence(g, e)
		if direction == "mutual" {
			says = g.ShortName(from) + " " + phrase + " " + g.ShortName(to)
		}
		r.Steps = append(r.Steps, hop{
			From: g.ID(from), FromName: g.ShortName(from), Phrase: phrase, To: g.ID(to), ToName: g.ShortName(to),
			Crossed: direction, Relationship: g.Relationship(e), Sentence: says,
			usuallyMutual: g.Type(e).Mutual,
		})
	}
	r.Text = pathSentence(g, p)
	return r
}

// phraseFrom says in which direction a relationship is crossed from one of its ends, and in which words.
func phraseFrom(g *graph.Graph, e graph.Edge, from graph.Node) (direction, phrase string) {
	direction = directionOf(g, e, from)
	if direction == "in" {
		return direction, phraseOf(g.Type(e), direction)
	}
	return direction, g.Label(e)
}

// pathSentence tells a path: "SIS supplies intelligence to MI5 (ended 2019), which advises the Home Office."
func pathSentence(g *graph.Graph, p path.Path) string {
	text := g.ShortName(p.Nodes[0])
	if p.Len() == 0 {
		return text + " is where it starts and where it ends."
	}
	for i, e := range p.Edges {
		if i > 0 {
			text += ", which"
		}
		_, phrase := phraseFrom(g, e, p.Nodes[i])
		text += " " + phrase + " " + g.ShortName(p.Nodes[i+1]) + inBrackets(standing(g, e))
	}
	return text + "."
}

func (r *route) text(b *strings.Builder, width int, verbose bool) {
	for _, line := range table.Wrap(table.Clean(r.Text), width) {
		b.WriteString(line + "\n")
	}
	if verbose {
		r.steps(b, paragraphWidth(width))
	}
}

// steps tells each relationship with what is to be said of it, and its evidence.
func (r *route) steps(b *strings.Builder, width int) {
	for i, step := range r.Steps {
		b.WriteString("\n")
		hanging(b, fmt.Sprintf("%d. ", i+1), table.Clean(step.Sentence), width)
		rel := step.Relationship
		facts := append([]string{rel.Type}, particulars(rel, step.usuallyMutual)...)
		hanging(b, "   ", strings.Join(facts, "; "), width)
		if rel.Note != "" {
			hanging(b, "   ", table.Clean("Note: "+rel.Note), width)
		}
		r.evidence(b, rel.Evidence, width)
	}
}

func (r *route) evidence(b *strings.Builder, cited []graph.Evidence, width int) {
	if len(cited) == 0 {
		hanging(b, "   ", "No evidence.", width)
	}
	for _, e := range cited {
		source, _ := r.graph.Source(e.Source)
		hanging(b, "   - ", table.Clean(describe(source)+": "+passageText(e)), width)
		if source.URL != "" && e.Passage != "" {
			b.WriteString("     " + table.Clean(evidence.Fragment(e, source.URL)) + "\n")
		}
	}
}

// routeTable is a row for each relationship of each path.
func routeTable(routes []*route) *table.Table {
	columns := []table.Column{
		{Name: "path", Right: true},
		{Name: "step", Right: true},
		{Name: "from", In: table.ForPrograms},
		{Name: "from_name", Title: "from"},
		{Name: "phrase", Title: "relationship"},
		{Name: "to", In: table.ForPrograms},
		{Name: "to_name", Title: "to"},
		{Name: "relationship", In: table.ForPrograms},
		{Name: "type"},
		{Name: "crossed", In: table.ForPrograms},
	}
	columns = append(columns, particularColumns()...)
	t := &table.Table{Columns: append(columns, table.Column{Name: "sources"})}
	for i, r := range routes {
		for k, step := range r.Steps {
			rel := step.Relationship
			cells := []any{i + 1, k + 1, step.From, step.FromName, step.Phrase, step.To, step.ToName, rel.ID, rel.Type, step.Crossed}
			cells = append(cells, particularCells(rel, step.usuallyMutual)...)
			t.Add(append(cells, r.graph.SourcesOf(r.path.Edges[k]))...)
		}
	}
	return t
}
