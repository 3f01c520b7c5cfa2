package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/evidence"
	"github.com/liaisongraph/liaison/graph/path"
)

func pathCommand() command {
	return command{
		name: "path",
		args: []argument{
			{name: "FROM", complete: completeOrganisations},
			{name: "TO", complete: completeOrganisations},
		},
		group: groupAnswer,
		short: "Find the shortest path from one organisation to another",
		long: "A path is a chain of relationships, and the shortest is one with the fewest. It is told as a " +
			"sentence, and under -v with each relationship, its dates and its evidence.\n\n" +
			"Relationships are crossed in their direction, mutual ones both ways. Where there is no path, that is " +
			"said with what would make one, and the exit code is 1.",
		examples: []example{
			{"liaison path sis psni", "How SIS is joined to the police in Northern Ireland"},
			{"liaison path \"Home Office\" \"Police Scotland\" --direction both -v", "Whichever way relationships go, with the evidence"},
			{"liaison path sis ctp --type information --avoid mi5", "The way of intelligence that does not pass through MI5"},
		},
		readsMap: true,
		new:      func() runner { return &pathOptions{} },
	}
}

type pathOptions struct {
	direction string
	maxHops   int
	verbose   bool
	output    output
	filter    filter
}

func (o *pathOptions) flags(f *flags) {
	o.direction = graph.Out.String()
	f.choice(&o.direction, "direction", "", "direction", directionNames(), "cross relationships as they go, out, or in or both, `WAY`; out unless said")
	f.number(&o.maxHops, "max-hops", "", 1, "cross at most `N` relationships")
	f.names(&o.filter.avoid, "avoid", "do not pass through `ORG`: the same as --without")
	f.on(&o.verbose, "verbose", "v", "tell each relationship with its dates and its evidence")
	o.output.flags(f)
	o.filter.flags(f)
}

func directionNames() []string {
	return words([]graph.Direction{graph.Out, graph.In, graph.Both})
}

func (o *pathOptions) run(ctx context.Context, a *app, args []string) error {
	m, err := a.readMap(ctx)
	if err != nil {
		return err
	}
	var ends [2]graph.Node
	for i, name := range args {
		if ends[i], err = m.Graph.Find(name); err != nil {
			return err
		}
	}
	direction, err := graph.ParseDirection(o.direction)
	if err != nil {
		return err
	}
	s := search{
		whole: m.Graph, filter: &o.filter, from: m.Graph.ID(ends[0]), to: m.Graph.ID(ends[1]),
		opts: path.Options{Direction: direction, MaxHops: o.maxHops},
	}
	found, err := during(ctx, a, "searching", func() (*route, error) { return s.run(ctx, s.filter, s.opts) })
	if err != nil {
		return err
	}
	if err := o.print(a, found); err != nil {
		return err
	}
	if found == nil {
		why, hints, err := s.whyNot(ctx)
		if err != nil {
			return err
		}
		return hint(answerNo{why}, hints...)
	}
	return nil
}

// print prints the path; where there is none, only what a program can read, and no empty file.
func (o *pathOptions) print(a *app, r *route) error {
	if f, err := o.output.chosen(); err != nil || r == nil && f == table.Text {
		return err
	}
	routes := []*route{}
	if r != nil {
		routes = append(routes, r)
	}
	return o.output.write(a, func(w io.Writer, f table.Format, width int) error {
		switch f {
		case table.JSON:
			return writeJSON(w, routes)
		case table.Text:
			var b strings.Builder
			for _, r := range routes {
				r.text(&b, width, o.verbose)
			}
			_, err := io.WriteString(w, b.String())
			return err
		}
		return routeTable(routes).Write(w, f, width)
	})
}

// route is a path with all that is told of it.
type route struct {
	Hops          int    `json:"hops"`
	Text          string `json:"text"`
	Organisations []stop `json:"organisations"`
	Steps         []hop  `json:"steps"`

	graph *graph.Graph
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
	r := &route{Hops: p.Len(), Steps: []hop{}, graph: g}
	for _, n := range p.Nodes {
		r.Organisations = append(r.Organisations, stop{g.ID(n), g.Name(n)})
	}
	for i, e := range p.Edges {
		from, to := p.Nodes[i], p.Nodes[i+1]
		direction := directionOf(g, e, from)
		phrase, says := g.Label(e), sentence(g, e)
		switch direction {
		case "in":
			phrase = phraseOf(g.Type(e), direction)
		case "mutual":
			says = g.ShortName(from) + " " + phrase + " " + g.ShortName(to)
		}
		r.Steps = append(r.Steps, hop{
			From: g.ID(from), FromName: g.ShortName(from), Phrase: phrase, To: g.ID(to), ToName: g.ShortName(to),
			Crossed: direction, Relationship: g.Relationship(e), Sentence: says,
			usuallyMutual: g.Type(e).Mutual,
		})
	}
	r.Text = r.sentence(g, p)
	return r
}

// sentence tells the path: "SIS supplies intelligence to MI5 (ended 2019), which advises the Home Office."
func (r *route) sentence(g *graph.Graph, p path.Path) string {
	text := g.ShortName(p.Nodes[0])
	if len(r.Steps) == 0 {
		return text + " is where it starts and where it ends."
	}
	for i, step := range r.Steps {
		if i > 0 {
			text += ", which"
		}
		text += " " + step.Phrase + " " + step.ToName + inBrackets(standing(g, p.Edges[i]))
	}
	return text + "."
}

func (r *route) text(b *strings.Builder, width int, verbose bool) {
	for _, line := range table.Wrap(table.Clean(r.Text), width) {
		b.WriteString(line + "\n")
	}
	if !verbose {
		return
	}
	width = paragraphWidth(width)
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
			t.Add(append(cells, sourcesOf(rel.Evidence))...)
		}
	}
	return t
}
