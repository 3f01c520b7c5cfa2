package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/structure"
)

func statsCommand() command {
	return command{
		name:  "stats",
		group: groupAnswer,
		short: "Describe the map in figures",
		long: "How many organisations, relationships and ties there are, how dense and how mutual they are, what hangs " +
			"together and what breaks, who deals with whom, and how far it is from one to another; then how many there are " +
			"of each type, classification, status and confidence. A tie is two organisations with any relationship between them.\n\n" +
			"On large maps some distances are estimated from a sample, or known to lie between two bounds; the text then says so. " +
			"--exact measures them all, which takes time in proportion to organisations times relationships.",
		examples: []example{
			{"liaison stats", "The map in figures, each with what it says"},
			{"liaison stats --type information --as-of 2019", "The flow of information in 2019"},
			{"liaison stats --triads", "How many threes of organisations are tied in which of the sixteen ways"},
			{"liaison stats --explain", "How each figure is defined, and by whom"},
		},
		readsMap: true,
		explain:  explainsOnly(figuresExplained),
		new:      func() runner { return &statsOptions{} },
	}
}

type statsOptions struct {
	triads, exact bool
	output        output
	filter        filter
}

func (o *statsOptions) flags(f *flags) {
	f.on(&o.triads, "triads", "", "count the threes of organisations by how they are tied, instead")
	f.on(&o.exact, "exact", "", "measure all distances, however long it takes")
	o.output.flags(f)
	o.filter.flags(f)
}

func (o *statsOptions) run(ctx context.Context, a *app, _ []string) error {
	if o.triads && o.exact {
		return hint(errors.New("--exact is about distances, and --triads asks for none"), "leave out one of the two")
	}
	q, err := o.filter.ask(ctx, a, nil)
	if err != nil {
		return err
	}
	if o.triads {
		census, err := during(ctx, a, "counting triads", func() (structure.TriadCensus, error) {
			return structure.CountTriads(ctx, q.part)
		})
		if err != nil {
			return err
		}
		return o.output.write(a, statsWriter(q.part, q.within, func(bool) *table.Table { return triadTable(census) }))
	}
	opts := structure.SummaryOptions{}
	if o.exact {
		opts.Distances.Work = -1
	}
	summary, err := during(ctx, a, "measuring the map", func() (*structure.Summary, error) {
		return structure.Summarise(ctx, q.part, opts)
	})
	if err != nil {
		return err
	}
	return o.output.write(a, statsWriter(q.part, q.within, func(forPeople bool) *table.Table {
		return statsTable(&measuredMap{summary, q.part, o.filter.leavesStanding()}, forPeople)
	}))
}

// statsWriter writes a table, for people with what it is of above it where that is a part of the map, and only
// that where there is nothing.
func statsWriter(g *graph.Graph, within string, of func(forPeople bool) *table.Table) func(io.Writer, table.Format, int) error {
	return func(w io.Writer, f table.Format, width int) error {
		if f != table.Text && f != table.Markdown {
			return of(false).Write(w, f, width)
		}
		p := newProse(f, paragraphWidth(width))
		switch {
		case g.NumOrganisations() == 0:
			p.paragraph(onThisMap(within) + ", there are no organisations.")
		case within != "":
			p.paragraph(onThisMap(within) + ":")
		}
		if g.NumOrganisations() > 0 {
			p.width = width
			if err := p.table(of(true)); err != nil {
				return err
			}
		}
		_, err := io.WriteString(w, p.String())
		return err
	}
}

// statsTable has a row for each figure. People get a heading for each section.
func statsTable(d *measuredMap, forPeople bool) *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "section", In: table.ForPrograms},
		{Name: "figure", Keep: true},
		{Name: "value", Right: true},
		{Name: "low", In: table.ForPrograms},
		{Name: "high", In: table.ForPrograms},
		{Name: "says", Title: "what it says"},
	}}
	section := ""
	add := func(in, name, label string, q quantity) {
		if !forPeople {
			t.Add(in, name, q.value, q.low, q.high, q.says)
			return
		}
		if in != section {
			section = in
			t.Add(nil, heading(in), nil, nil, nil, nil)
		}
		t.Add(nil, table.Indented{Level: 1, Text: label}, q.text(), nil, nil, q.says)
	}
	for _, f := range figures() {
		add(f.section, f.name, f.label, f.tell(d))
	}
	v := d.graph.Vocabulary()
	for _, counts := range []struct {
		section string
		counts  []structure.Count
		of      int
		what    string
		label   func(id string) string
	}{
		{"types", d.Types, d.Relationships, "relationships", func(id string) string {
			kind, _ := v.Type(id)
			return kind.Label
		}},
		{"classifications", d.Classifications, d.Organisations, "organisations", func(id string) string {
			class, _ := v.Classification(id)
			return cmp.Or(class.PluralLabel, class.Label)
		}},
		{"statuses", d.Statuses, d.Relationships, "relationships", func(string) string { return "" }},
		{"confidences", d.Confidences, d.Relationships, "relationships", func(string) string { return "" }},
	} {
		for _, c := range counts.counts {
			says := percent(c.N, counts.of) + " of " + counts.what
			if label := counts.label(c.Of); label != "" {
				says += ": “" + label + "”"
			}
			add(counts.section, c.Of, c.Of, quantity{value: c.N, says: says})
		}
	}
	return t
}

func triadTable(census structure.TriadCensus) *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "type", Keep: true},
		{Name: "count", Right: true},
		{Name: "share", Right: true},
		{Name: "meaning"},
	}}
	all := int64(0)
	for _, n := range census {
		all += n
	}
	for i, kind := range structure.TriadTypes() {
		share := any(nil)
		if all > 0 {
			share = float64(census[i]) / float64(all)
		}
		t.Add(kind.Name, int(census[i]), share, kind.Meaning)
	}
	return t
}

func figuresExplained() *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "figure", In: table.ForPrograms}, {Name: "label", Title: "figure", Keep: true},
		{Name: "definition", In: table.ForPrograms}, {Name: "definition", In: table.ForPeople}, {Name: "source"},
	}}
	for _, f := range figures() {
		forPeople := f.definition
		if f.name != f.label {
			forPeople += " In CSV and JSON: " + f.name + "."
		}
		t.Add(f.name, f.label, f.definition, forPeople, f.source)
	}
	triads := "The sets of three organisations, by which of the three pairs are tied both ways, one way or not: the three digits of a type count these, and a letter tells apart down, up, transitive and cyclic."
	t.Add("triads", "triads", triads, triads,
		"P. W. Holland, S. Leinhardt, American Journal of Sociology 76 (1970); J. A. Davis, S. Leinhardt (1972); V. Batagelj, A. Mrvar, Social Networks 23 (2001).")
	return t
}

// quantity is the value of a figure, or nil where the map has none.
type quantity struct {
	value     any
	low, high any  // what it lies between, where it is not known exactly
	estimate  bool // that value is one
	says      string
}

// text is a quantity as people read it.
func (q quantity) text() string {
	if low, ok := q.low.(int); ok && q.high == nil {
		return "≥ " + strconv.Itoa(low)
	} else if ok {
		return fmt.Sprintf("%d to %d", low, q.high)
	}
	switch value := q.value.(type) {
	case int:
		return strconv.Itoa(value)
	case float64:
		if q.estimate {
			return "≈ " + number(value)
		}
		return number(value)
	}
	return "–"
}

// number has four significant digits, or none behind the point where it is whole.
func number(x float64) string {
	switch {
	case x == math.Trunc(x):
		return strconv.FormatFloat(x, 'f', 0, 64)
	case math.Abs(x) < 1e-4:
		return strconv.FormatFloat(x, 'g', 4, 64)
	}
	digits := min(max(4-int(math.Ceil(math.Log10(math.Abs(x)))), 1), 10)
	return strconv.FormatFloat(x, 'f', digits, 64)
}

// percent says a share: "12%", "3.4%", "less than 0.1%".
func percent(part, whole int) string {
	if whole == 0 {
		return "0%"
	}
	return percentOf(float64(part) / float64(whole))
}

func percentOf(share float64) string {
	switch x := 100 * share; {
	case x == 0 || x == 100:
		return strconv.Itoa(int(x)) + "%"
	case x < 0.1:
		return "less than 0.1%"
	case x > 99.9:
		return "more than 99.9%"
	case x < 9.95 || x > 99:
		return strconv.FormatFloat(x, 'f', 1, 64) + "%"
	default:
		return strconv.FormatFloat(x, 'f', 0, 64) + "%"
	}
}

// measuredMap is a summary with what it is of.
type measuredMap struct {
	*structure.Summary
	graph       *graph.Graph
	anyStanding bool // no filter says how relationships have to stand
}

// asManyTies counts the organisations that are tied with as many others as the one that is tied with most.
func (d *measuredMap) asManyTies() int {
	g, count := d.graph, 0
	seen := make([]graph.Node, g.NumOrganisations()) // with which organisation one was last seen to be tied, and 1
	for n := range g.Nodes() {
		ties := 0
		for e := range g.Incident(n) {
			if other := g.Other(e, n); other != n && seen[other] != n+1 {
				seen[other] = n + 1
				ties++
			}
		}
		if ties == d.MostTies {
			count++
		}
	}
	return count
}
