package chronology

import (
	"cmp"
	"slices"

	"github.com/liaisongraph/liaison/graph"
)

// succession is the type by which one organisation takes the place of another.
const succession = "succeeds"

// IsSuccession reports whether e says that one organisation (its From) took the place of another (its To): its type is
// succeeds or a narrower one, and it is neither proposed, disputed nor doubtful.
func IsSuccession(g *graph.Graph, e graph.Edge) bool {
	status := g.Status(e)
	return g.Vocabulary().TypeIsA(g.Type(e).ID, succession) &&
		status != graph.Proposed && status != graph.Disputed && g.Confidence(e) != graph.Doubtful
}

// Events returns what happens in g, in order. In a selection of a graph an organisation is attested by those of its
// relationships alone that are left; everything else is as in the graph.
//
// A succession happens at its start date or, where that is unknown, when the one that is succeeded is dissolved, and it
// is no beginning. Where something is over before the first of its sources, that is no attestation of its beginning.
//
// O(relationships · log + other names + evidence + events · log).
func Events(g *graph.Graph) []Event {
	c := &collector{g: g}
	for n := range g.Nodes() {
		c.organisation(n)
	}
	for e := range g.Edges() {
		c.relationship(e)
	}
	slices.SortStableFunc(c.events, func(a, b Event) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Kind, b.Kind))
	})
	return c.events
}

// Undated counts the organisations and the relationships of g that have no event: neither dates of their own nor sources
// with one. O(relationships · log + other names + evidence).
func Undated(g *graph.Graph) (organisations, relationships int) {
	c := &collector{g: g}
	for n := range g.Nodes() {
		c.events = c.events[:0]
		if c.organisation(n); len(c.events) == 0 {
			organisations++
		}
	}
	for e := range g.Edges() {
		c.events = c.events[:0]
		if c.relationship(e); len(c.events) == 0 {
			relationships++
		}
	}
	return organisations, relationships
}

// collector gathers events.
type collector struct {
	g      *graph.Graph
	events []Event
}

func (c *collector) add(e Event) {
	if !e.Date.IsZero() {
		c.events = append(c.events, e)
	}
}

func (c *collector) organisation(n graph.Node) {
	o := c.g.Organisation(n)
	own := sourcesOf(o.Evidence)
	event := func(kind Kind, date graph.Date) Event {
		return Event{Date: date, Kind: kind, Organisation: n, Relationship: -1, Sources: own}
	}
	c.add(event(Founded, o.FoundingDate))
	for _, r := range renamings(&o, c.g.Name(n)) {
		renamed := event(Renamed, r.date)
		if r.founded {
			renamed.Kind = Founded
		}
		renamed.Was, renamed.Is = r.was, r.is
		c.add(renamed)
	}
	sources := slices.Clone(own)
	for e := range c.g.Incident(n) {
		sources = append(sources, c.g.SourcesOf(e)...)
	}
	c.attest(sources, o.FoundingDate, o.DissolutionDate, event)
	c.add(event(Dissolved, o.DissolutionDate))
}

func (c *collector) relationship(e graph.Edge) {
	g := c.g
	sources := g.SourcesOf(e)
	event := func(kind Kind, date graph.Date) Event {
		return Event{Date: date, Kind: kind, Organisation: -1, Relationship: e, Sources: sources}
	}
	start := g.StartDate(e)
	if IsSuccession(g, e) {
		old := g.To(e)
		if start.IsZero() {
			start = g.Organisation(old).DissolutionDate
		}
		succeeded := event(Succeeded, start)
		succeeded.Organisation, succeeded.Was, succeeded.Is = old, g.ShortName(old), g.ShortName(g.From(e))
		c.add(succeeded)
		if !start.IsZero() {
			c.add(event(Ends, g.EndDate(e)))
			return // it is done once, and not still so when later sources say it
		}
	} else {
		c.add(event(Begins, start))
	}
	c.attest(sources, start, g.EndDate(e), event)
	c.add(event(Ends, g.EndDate(e)))
}

// attest adds which sources are the first and the last to attest what begins and ends then, if known.
func (c *collector) attest(sources []string, start, end graph.Date, event func(Kind, graph.Date) Event) {
	dates := datesOf(c.g, sources)
	if len(dates) == 0 {
		return
	}
	first, last := dates[0], dates[len(dates)-1]
	by := func(kind Kind, date graph.Date) {
		e := event(kind, date)
		e.Sources = c.ofDate(sources, date)
		c.add(e)
	}
	if start.IsZero() && !end.Before(first) {
		by(FirstAttested, first)
		start = first
	}
	if end.IsZero() && last != start {
		by(LastAttested, last)
	}
}

// ofDate returns those of the sources that have a date, each once.
func (c *collector) ofDate(sources []string, date graph.Date) []string {
	var ids []string
	for _, id := range sources {
		if source, _ := c.g.Source(id); source.Date() == date && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}
