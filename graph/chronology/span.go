package chronology

import (
	"slices"

	"github.com/liaisongraph/liaison/graph"
)

// RelationshipSpan returns when e was there: from its start date, or the first date of its sources, to its end date, or
// the last date of its sources. What was over before its sources speak of it is known for its end alone.
// O(evidence of e).
func RelationshipSpan(g *graph.Graph, e graph.Edge) Span {
	s := Span{From: g.StartDate(e), To: g.EndDate(e)}
	s.Attested = datesOf(g, g.SourcesOf(e))
	s.settle(g.AttestedFrom(e), graph.Date{})
	return s
}

// OrganisationSpan returns when n was there: from its founding, or the first date from which its own evidence or a
// relationship of it is known ([graph.Graph.KnownFrom]), to its dissolution, or the last date to which they are. It is
// attested by the sources of both; in a selection, by those of the relationships that are left.
// O(relationships of n · log + their evidence).
func OrganisationSpan(g *graph.Graph, n graph.Node) Span {
	o := g.Organisation(n)
	s := Span{From: o.FoundingDate, To: o.DissolutionDate}
	var until graph.Date
	dates := appendDates(nil, g, sourcesOf(o.Evidence))
	for e := range g.Incident(n) {
		dates = appendDates(dates, g, g.SourcesOf(e))
		if end := g.EndDate(e); end.Compare(until) > 0 {
			until = end
		}
	}
	s.Attested = inOrder(dates)
	s.settle(g.KnownFrom(n), until)
	return s
}

// settle fills in what the map does not say: known is a date from which it is known otherwise, until one to which.
func (s *Span) settle(known, until graph.Date) {
	s.FromKnown, s.ToKnown = !s.From.IsZero(), !s.To.IsZero()
	if !s.FromKnown {
		s.From = known
		if s.From.IsZero() && len(s.Attested) > 0 {
			s.From = s.Attested[0]
		}
		if s.To.Before(s.From) {
			s.From = s.To // an unknown end is before nothing
		}
	}
	if !s.ToKnown {
		s.To = s.From
		if until.Compare(s.To) > 0 {
			s.To = until
		}
		if last := len(s.Attested) - 1; last >= 0 && s.Attested[last].Compare(s.To) > 0 {
			s.To = s.Attested[last]
		}
	}
}

// datesOf returns the dates of sources in order, each once.
func datesOf(g *graph.Graph, sources []string) []graph.Date {
	return inOrder(appendDates(nil, g, sources))
}

func appendDates(dates []graph.Date, g *graph.Graph, sources []string) []graph.Date {
	for _, id := range sources {
		if source, _ := g.Source(id); !source.Date().IsZero() {
			dates = append(dates, source.Date())
		}
	}
	return dates
}

func inOrder(dates []graph.Date) []graph.Date {
	slices.SortFunc(dates, graph.Date.Compare)
	return slices.Compact(dates)
}

// sourcesOf returns the ids of the sources that evidence cites, each once, in its order.
func sourcesOf(evidence []graph.Evidence) []string {
	var ids []string
	for _, e := range evidence {
		if !slices.Contains(ids, e.Source) {
			ids = append(ids, e.Source)
		}
	}
	return ids
}
