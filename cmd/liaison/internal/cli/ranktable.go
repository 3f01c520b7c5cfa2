package cli

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/cmd/liaison/internal/tell"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
	"github.com/liaisongraph/liaison/graph/structure"
)

// ranking is a table of one measure, perhaps of several groups one after the other.
type ranking struct {
	graph    *graph.Graph
	measure  centrality.Measure
	by       string // what the groups are, or ""
	estimate bool   // whether there are columns for the interval of each value
	table    *table.Table
	more     int  // how many that are not shown have the value of the last of their group
	some     bool // whether any value is not 0
}

func newRanking(g *graph.Graph, m centrality.Measure, o *rankOptions) *ranking {
	r := &ranking{graph: g, measure: m, by: o.by, estimate: o.epsilon > 0, table: &table.Table{}}
	if r.by != "" {
		r.columns(table.Column{Name: "group", Title: r.by, In: table.ForPeople}, table.Column{Name: "group", In: table.ForPrograms})
	}
	r.columns(table.Column{Name: "rank", Right: true})
	if m.Of == centrality.Relationships {
		r.columns(table.Column{Name: "id", In: table.ForPrograms},
			table.Column{Name: "from", In: table.ForPrograms}, table.Column{Name: "from_name", Title: "from"},
			table.Column{Name: "label", Title: "relationship"},
			table.Column{Name: "to", In: table.ForPrograms}, table.Column{Name: "to_name", Title: "to"})
		if r.by == byType {
			r.columns(table.Column{Name: "type", In: table.ForPrograms})
		} else {
			r.columns(table.Column{Name: "type"})
		}
	} else {
		r.columns(table.Column{Name: "id", Keep: true},
			table.Column{Name: "organisation", In: table.ForPeople}, table.Column{Name: "name", In: table.ForPrograms})
		if r.by != byClassification {
			r.columns(table.Column{Name: "classification", In: table.ForPeople})
		}
		r.columns(table.Column{Name: "classification", In: table.ForPrograms})
	}
	r.columns(table.Column{Name: "measure", In: table.ForPrograms}, table.Column{Name: "value", Title: columnTitle(m), Right: true})
	if r.estimate {
		r.columns(table.Column{Name: "low", Right: true}, table.Column{Name: "high", Right: true})
	}
	return r
}

// columnTitle is a measure as the heading of a column.
func columnTitle(m centrality.Measure) string {
	return strings.ToLower(strings.ReplaceAll(m.Label, "-", " "))
}

// tieNotes say that the ranking, or some of its groups, end among equals.
func (r *ranking) tieNotes() []string {
	if r.more > 0 && r.by != "" {
		return []string{fmt.Sprintf("There %s %d more with the same value as the last shown of their %s.", oneOrMany(r.more, "is", "are"), r.more, r.by)}
	}
	return tieNotes(r.more, "value")
}

func (r *ranking) columns(columns ...table.Column) {
	r.table.Columns = append(r.table.Columns, columns...)
}

// add adds the ranking of a group, which is of those among whose values the result has, or of all where
// among is nil: the top first of them, or all where top is 0. People see the name of a group once.
func (r *ranking) add(result *centrality.Result, label, id string, among []int, top int) {
	order, ranks := tell.Ranked(result.Values, among)
	r.more += alsoTied(ranks, top)
	r.some = r.some || len(order) > 0 && result.Values[order[0]] != 0
	if top > 0 {
		order = order[:min(top, len(order))]
	}
	for i, n := range order {
		var cells []any
		if r.by != "" {
			cells = append(cells, label, id)
			label = ""
		}
		cells = append(cells, ranks[i])
		if r.measure.Of == centrality.Relationships {
			cells = append(cells, r.relationship(graph.Edge(n))...)
		} else {
			cells = append(cells, r.organisation(graph.Node(n))...)
		}
		cells = append(cells, r.measure.Name, result.Values[n])
		if r.estimate {
			low, high := result.Values[n], result.Values[n]
			if e := result.Estimate; e != nil {
				low, high = e.Low[n], e.High[n]
			}
			cells = append(cells, low, high)
		}
		r.table.Add(cells...)
	}
}

func (r *ranking) organisation(n graph.Node) []any {
	g := r.graph
	cells := []any{g.ID(n), titleOf(g.Name(n), g.ShortName(n)), g.Name(n)}
	if r.by != byClassification {
		cells = append(cells, primaryLabel(g, n))
	}
	return append(cells, g.Classifications(n))
}

func (r *ranking) relationship(e graph.Edge) []any {
	g := r.graph
	return []any{g.RelationshipID(e), g.ID(g.From(e)), g.ShortName(g.From(e)), g.Label(e),
		g.ID(g.To(e)), g.ShortName(g.To(e)), g.Type(e).ID}
}

// class is a classification and the organisations whose first one it is.
type class struct {
	id, label string
	members   []int
}

// classes divides the organisations by their first classification, those without one last.
func classes(g *graph.Graph) []class {
	p := structure.ByClassification(g)
	var all []class
	for i, members := range p.Members() {
		c, _ := g.Vocabulary().Classification(p.Names[i])
		one := class{id: p.Names[i], label: cmp.Or(c.PluralLabel, c.Label, p.Names[i])}
		for _, n := range members {
			one.members = append(one.members, int(n))
		}
		all = append(all, one)
	}
	none := class{label: "None"}
	for n, group := range p.Of {
		if group < 0 {
			none.members = append(none.members, n)
		}
	}
	if none.members != nil {
		all = append(all, none)
	}
	return all
}

// rankByType ranks by every type that a relationship has, with its narrower ones, as if it were alone.
func (o *rankOptions) rankByType(ctx context.Context, a *app, part *graph.Graph, within string, m centrality.Measure, opts centrality.Options) error {
	occurs := map[string]bool{}
	for e := range part.Edges() {
		occurs[part.Type(e).ID] = true
	}
	r := newRanking(part, m, o)
	for t := range part.Vocabulary().Types() {
		if !occurs[t.ID] {
			continue
		}
		of, err := part.Select(graph.Selection{Types: []string{t.ID}})
		if err != nil {
			return err
		}
		result, err := compute(ctx, a, of, m, opts, "computing "+m.Name+" of "+t.ID)
		if err != nil {
			return hint(fmt.Errorf("type %s: %w", t.ID, err), notConvergedHints(err, m)...)
		}
		r.graph = of
		r.add(result, t.ID, t.ID, nil, o.top)
	}
	return o.write(a, r, "", within)
}

// estimateNote says what samples are good for, in a sentence or two; "" where values are exact.
func estimateNote(e *centrality.Estimate) string {
	if e == nil {
		return ""
	}
	if e.Samples == 0 {
		return "Nothing is estimated: samples would save no time here, and all values are exact."
	}
	text := fmt.Sprintf("Estimated from %s. With a probability of at least %.4g%%, every true value is between low and high, all at once (epsilon %.4g, delta %.4g)",
		countOf(e.Samples, "sample", "samples"), 100*(1-e.Delta), e.Epsilon, e.Delta)
	switch e.Certain {
	case 0:
		text += "; which is the highest is not certain. A smaller epsilon says more."
	case 1:
		text += "; as certainly, the highest here is the true highest."
	default:
		text += fmt.Sprintf("; as certainly, the %d highest here are the true %d highest, in whatever order.", e.Certain, e.Certain)
	}
	return text
}

// primaryLabel names the first classification of an organisation.
func primaryLabel(g *graph.Graph, n graph.Node) string {
	classes := g.Classifications(n)
	if len(classes) == 0 {
		return ""
	}
	c, _ := g.Vocabulary().Classification(classes[0])
	return cmp.Or(c.Label, classes[0])
}
