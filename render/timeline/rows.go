package timeline

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/chronology"
	"github.com/liaisongraph/liaison/render"
)

// row is one bar with what belongs to it.
type row struct {
	id      string // of its group in the drawing
	class   string
	label   string // what stands before the bar
	bold    bool
	words   string // all of it, in sentences
	tooltip string
	code    string // the letter of the family, or "" of organisations
	colour  string
	faint   bool // proposed, or not confirmed

	from, to           graph.Date
	fromKnown, toKnown bool
	over               bool       // it has ended, whenever that was
	until              graph.Date // where nothing says that it ended: the end of what it belongs to, or unknown
	begin, end         sign
	marks              []mark
	names              []naming
	node               graph.Node // of organisations

	lines   []string // of the label, as it is set
	written int      // how many of the names stand below the bar; of the others their number does
	leaf    int      // the number of the one that it is on
	top     float64
	height  float64
}

// sign is what a bar begins or ends with.
type sign uint8

const (
	noSign    sign = iota
	beginning      // founded, or begun
	ending         // dissolved, or ended
	renaming
)

// mark is where a source attests what a bar stands for.
type mark struct {
	date    graph.Date
	sources []int // by number, from 0
}

// naming is a change of name.
type naming struct {
	date graph.Date
	text string
}

// section is the rows below one heading.
type section struct {
	id, heading string
	rows        []*row
	top, bottom float64
}

// connector leads from an organisation to the one that succeeds it.
type connector struct {
	from, to graph.Node
	date     graph.Date
	words    string
}

// collector makes the rows of a graph.
type collector struct {
	g       *graph.Graph
	opts    Options
	scene   *render.Scene // with a strand for each relationship: their looks and their words
	strands map[graph.Edge]*render.Strand
	dated   map[string]int // by source that has a date, its number
	sources []graph.Source // by number

	organisations []section
	relationships []section
	connectors    []connector
	left          counts

	drawnRelationships int
	named              map[graph.Node][]naming
}

// counts is how much is not drawn.
type counts struct {
	undatedOrganisations, undatedRelationships int
	outsideOrganisations, outsideRelationships int
	attested                                   int // relationships that only sources date, where they are not asked for
}

func collect(g *graph.Graph, opts Options, scene *render.Scene) *collector {
	c := &collector{g: g, opts: opts, scene: scene, strands: map[graph.Edge]*render.Strand{}, dated: map[string]int{},
		named: map[graph.Node][]naming{}}
	for i := range scene.Lines {
		for k := range scene.Lines[i].Strands {
			for _, e := range scene.Lines[i].Strands[k].Relationships {
				c.strands[e] = &scene.Lines[i].Strands[k]
			}
		}
	}
	c.number()
	for _, e := range chronology.Events(g) {
		switch e.Kind {
		case chronology.Renamed:
			if c.within(e.Date, e.Date) {
				c.named[e.Organisation] = append(c.named[e.Organisation], naming{e.Date, renamedText(e)})
			}
		case chronology.Succeeded:
			if c.within(e.Date, e.Date) {
				c.connectors = append(c.connectors, connector{g.To(e.Relationship), g.From(e.Relationship), e.Date, render.Statement(g, e.Relationship)})
			}
		}
	}
	c.addOrganisations()
	if opts.Relationships != Without {
		c.addRelationships()
	}
	return c
}

func renamedText(e chronology.Event) string {
	switch date := render.DateText(e.Date); {
	case e.Was == "":
		return fmt.Sprintf("also called %s from %s", oneLine(e.Is), date)
	case e.Is == "":
		return fmt.Sprintf("called %s until %s", oneLine(e.Was), date)
	default:
		return fmt.Sprintf("%s until %s, then %s", oneLine(e.Was), date, oneLine(e.Is))
	}
}

func oneLine(s string) string { return render.OneLine(s) }

// number numbers the sources that have a date and attest something, in the order of the graph.
func (c *collector) number() {
	cited := map[string]bool{}
	for e := range c.g.Edges() {
		for _, id := range c.g.SourcesOf(e) {
			cited[id] = true
		}
	}
	for _, o := range c.g.Organisations() {
		for _, e := range o.Evidence {
			cited[e.Source] = true
		}
	}
	for _, s := range c.g.Sources() {
		if cited[s.ID] && !s.Date().IsZero() && c.within(s.Date(), s.Date()) {
			c.dated[s.ID] = len(c.sources)
			c.sources = append(c.sources, s)
		}
	}
}

// within reports whether something from one date to another is, at least in part, where the options say.
func (c *collector) within(from, to graph.Date) bool {
	return !to.Before(c.opts.From) && !(!c.opts.To.IsZero() && c.opts.To.Before(from))
}

// marksOf returns the marks of sources, those of one date together, in the order of the dates.
func (c *collector) marksOf(ids []string) []mark {
	by := map[graph.Date][]int{}
	met := map[int]bool{}
	for _, id := range ids {
		if n, ok := c.dated[id]; ok && !met[n] {
			met[n] = true
			by[c.sources[n].Date()] = append(by[c.sources[n].Date()], n)
		}
	}
	var marks []mark
	for date, sources := range by {
		slices.Sort(sources)
		marks = append(marks, mark{date, sources})
	}
	slices.SortFunc(marks, func(a, b mark) int { return a.date.Compare(b.date) })
	return marks
}

func (c *collector) addOrganisations() {
	sections := make([]section, len(c.scene.Clusters)+1)
	for i, cluster := range c.scene.Clusters {
		sections[i] = section{id: "sector:" + cluster.ID, heading: cluster.Label}
	}
	others := &sections[len(c.scene.Clusters)]
	others.id, others.heading = "sectors:none", "Organisations"
	if len(c.scene.Clusters) > 0 {
		others.heading = "Other organisations"
	}
	for i := range c.scene.Nodes {
		node := &c.scene.Nodes[i]
		r := c.organisation(node)
		if r == nil {
			continue
		}
		s := others
		if node.Cluster >= 0 {
			s = &sections[node.Cluster]
		}
		s.rows = append(s.rows, r)
	}
	for i := range sections {
		if s := &sections[i]; len(s.rows) > 0 {
			s.rows = c.ordered(s.rows)
			c.organisations = append(c.organisations, *s)
		}
	}
}

func (c *collector) organisation(node *render.Node) *row {
	n := node.Organisation
	span := chronology.OrganisationSpan(c.g, n)
	if span.From.IsZero() && span.To.IsZero() && len(span.Attested) == 0 {
		c.left.undatedOrganisations++
		return nil
	}
	o := c.g.Organisation(n)
	var ids []string
	for _, e := range o.Evidence {
		ids = append(ids, e.Source)
	}
	for e := range c.g.Incident(n) {
		ids = append(ids, c.g.SourcesOf(e)...)
	}
	r := &row{
		id: "org:" + node.ID, class: "org", label: node.ShortName, bold: true, node: n, colour: c.scene.Theme.BoxEdge,
		names: c.named[n], marks: c.marksOf(ids),
	}
	r.settle(span)
	if !c.there(r) {
		c.left.outsideOrganisations++
		return nil
	}
	r.tooltip = node.Tooltip
	r.words = strings.ReplaceAll(node.Tooltip, "\n", ". ")
	for _, further := range append(r.renamings(), c.attestation(r)...) {
		r.tooltip += "\n" + further
		r.words += ". " + strings.TrimSuffix(further, ".")
	}
	return r
}

// there reports whether a row has something to be drawn between the dates of the options.
func (c *collector) there(r *row) bool {
	to := r.to
	if !r.toKnown && !r.over {
		to = r.until // or it goes on
	}
	return c.within(r.from, to)
}

// settle takes the dates of a span.
func (r *row) settle(s chronology.Span) {
	r.from, r.to, r.fromKnown, r.toKnown = s.From, s.To, s.FromKnown, s.ToKnown
	if r.from.IsZero() {
		r.from = r.to
	}
	if r.to.IsZero() {
		r.to = r.from
	}
	if r.fromKnown {
		r.begin = beginning
	}
	if r.toKnown {
		r.end = ending
	}
}

// renamings says which names the organisation of a row had.
func (r *row) renamings() (sentences []string) {
	for _, n := range r.names {
		sentences = append(sentences, "Renamed: "+n.text)
	}
	return sentences
}

// attestation says which sources attest a row, and when.
func (c *collector) attestation(r *row) []string {
	if len(r.marks) == 0 {
		return nil
	}
	var parts []string
	for _, m := range r.marks {
		numbers := make([]string, len(m.sources))
		for i, n := range m.sources {
			numbers[i] = fmt.Sprint(n + 1)
		}
		word := "source "
		if len(numbers) > 1 {
			word = "sources "
		}
		parts = append(parts, render.DateText(m.date)+" by "+word+strings.Join(numbers, ", "))
	}
	return []string{"Attested " + strings.Join(parts, "; ") + "."}
}

// ordered puts rows in the order of their beginnings, each successor after the one that it succeeds.
func (c *collector) ordered(rows []*row) []*row {
	slices.SortStableFunc(rows, func(a, b *row) int {
		return cmp.Or(cmp.Compare(a.from.First(), b.from.First()), cmp.Compare(a.to.First(), b.to.First()))
	})
	at := map[graph.Node]*row{}
	for _, r := range rows {
		at[r.node] = r
	}
	after := map[graph.Node][]*row{}
	succeeds := map[graph.Node]bool{}
	for _, k := range c.connectors {
		if at[k.from] != nil && at[k.to] != nil && k.from != k.to {
			after[k.from] = append(after[k.from], at[k.to])
			succeeds[k.to] = true
		}
	}
	var ordered []*row
	placed := map[graph.Node]bool{}
	place := func(first *row) {
		for next := []*row{first}; len(next) > 0; {
			r := next[len(next)-1]
			if next = next[:len(next)-1]; placed[r.node] {
				continue
			}
			placed[r.node] = true
			ordered = append(ordered, r)
			further := after[r.node]
			for i := len(further) - 1; i >= 0; i-- {
				next = append(next, further[i])
			}
		}
	}
	for _, r := range rows {
		if !succeeds[r.node] {
			place(r)
		}
	}
	for _, r := range rows { // those that succeed one another in a circle
		place(r)
	}
	return ordered
}
