package diff

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/chronology"
)

// Dates compares a map as known at two dates. The difference is that between g as of from and g as of to
// ([graph.Selection.AsOf]), where the names of an organisation are those in use at the date ([chronology.Named]),
// and sources and their evidence are those that are not dated after it; a source without a date counts at both. Every
// record that was added or is gone says why.
//
// Before and After are graphs of what was known then, so that their [graph.Graph.KnownFrom] knows no more.
//
// It fails where a date is unknown, where from is not before to, and where they overlap without being the same.
// O(records and their text).
func Dates(g *graph.Graph, from, to graph.Date) (*Difference, error) {
	same := from.First() == to.First() && from.Last() == to.Last()
	switch {
	case g == nil:
		return nil, errors.New("a difference between two dates is one of a graph, and there is none")
	case from.IsZero() || to.IsZero():
		return nil, errors.New("a difference between two dates needs both of them")
	case to.Before(from):
		return nil, fmt.Errorf("%s comes after %s: the earlier date comes first", from, to)
	case !from.Before(to) && !same:
		return nil, fmt.Errorf("%s and %s overlap: give dates of which one is wholly before the other", from, to)
	}
	d := &Difference{From: from, To: to}
	var err error
	if d.Before, err = knownAt(g, from); err != nil {
		return nil, err
	}
	if d.After, err = knownAt(g, to); err != nil {
		return nil, err
	}
	d.matchOrganisations()
	d.relationships = newMatching[graph.Edge](d.Before.NumRelationships(), d.After.NumRelationships())
	for e := range d.Before.Edges() {
		// Both are parts of g, whose ids a part keeps.
		if is, ok := d.After.EdgeByID(d.Before.RelationshipID(e)); ok {
			d.relationships.match(e, is)
		}
	}
	d.compare()
	d.giveReasons(g)
	return d, nil
}

// knownAt returns what was known at a date, as it was called then.
func knownAt(g *graph.Graph, at graph.Date) (*graph.Graph, error) {
	part, err := g.Select(graph.Selection{AsOf: at})
	if err != nil {
		return nil, err
	}
	named, err := chronology.Named(part, at)
	if err != nil {
		return nil, err
	}
	b := graph.NewBuilder()
	if err := addFrame(b, part, func(s graph.Source) bool { return knows(s, at) }); err != nil {
		return nil, err
	}
	b.Grow(part.NumOrganisations(), part.NumRelationships())
	then := func(all []graph.Evidence) (known []graph.Evidence) {
		for _, e := range all {
			if s, _ := part.Source(e.Source); knows(s, at) {
				known = append(known, e)
			}
		}
		return known
	}
	for n, o := range part.Organisations() {
		// The other names stay those of today, so that they do not differ.
		called := named.Organisation(n)
		o.Name, o.ShortName = called.Name, called.ShortName
		o.Evidence = then(o.Evidence)
		if _, err := b.AddOrganisation(o); err != nil {
			return nil, err
		}
	}
	for e, r := range part.Relationships() {
		if !part.HasOwnID(e) {
			r.ID = ""
		}
		r.Evidence = then(r.Evidence)
		if _, err := b.AddRelationship(r); err != nil {
			return nil, err
		}
	}
	return b.Build()
}

// knows reports whether a source can have said something at a date.
func knows(s graph.Source, at graph.Date) bool { return !at.Before(s.Date()) }

// addFrame adds what is neither organisation nor relationship.
func addFrame(b *graph.Builder, g *graph.Graph, keep func(graph.Source) bool) error {
	if err := b.SetTitle(g.Title(), g.Description()); err != nil {
		return err
	}
	if err := b.AddVocabulary(g.Vocabulary()); err != nil {
		return err
	}
	for _, s := range g.Sources() {
		if !keep(s) {
			continue
		}
		if err := b.AddSource(s); err != nil {
			return err
		}
	}
	for _, a := range g.Arrangements() {
		if err := b.AddArrangement(a); err != nil {
			return err
		}
	}
	return nil
}

// giveReasons says of what was added and is gone between the two dates why.
func (d *Difference) giveReasons(g *graph.Graph) {
	for i := range d.Sources {
		s, _ := g.Source(d.Sources[i].ID)
		d.Sources[i].Why = "published " + s.Published.String()
		if s.Published.IsZero() {
			d.Sources[i].Why = "retrieved " + s.Retrieved.String()
		}
	}
	for i := range d.Organisations {
		c := &d.Organisations[i]
		n, _ := g.NodeByID(c.ID)
		switch c.State {
		case Added:
			c.Why = whyKnown(g, n)
		case Gone:
			c.Why = "dissolved " + g.Organisation(n).DissolutionDate.String()
		}
	}
	for i := range d.Relationships {
		c := &d.Relationships[i]
		e, _ := g.EdgeByID(c.ID)
		switch c.State {
		case Added:
			c.Why = d.whyAdded(g, e)
		case Gone:
			c.Why = d.whyGone(g, e)
		}
	}
}

// whyKnown says why an organisation is known from the date that it is known from.
func whyKnown(g *graph.Graph, n graph.Node) string {
	o := g.Organisation(n)
	if !o.FoundingDate.IsZero() {
		return "founded " + o.FoundingDate.String()
	}
	known := g.KnownFrom(n)
	if why := attestedBy(g, o.Evidence, known); why != "" {
		return why
	}
	for e := range g.Incident(n) {
		if g.AttestedFrom(e) != known {
			continue
		}
		if g.StartDate(e) == known {
			return fmt.Sprintf("first known for what began %s with %s", known, chronology.ShortNameFrom(g, g.Other(e, n), known))
		}
		if why := attestedBy(g, g.Evidence(e), known); why != "" {
			return why
		}
	}
	return "first known " + known.String()
}

// attestedBy says which source of a date is the first to attest something, or "" where none is.
func attestedBy(g *graph.Graph, evidence []graph.Evidence, known graph.Date) string {
	for _, e := range evidence {
		if s, _ := g.Source(e.Source); s.Date() == known {
			if s.Publisher == "" {
				return fmt.Sprintf("first attested by %s (%s)", cmp.Or(s.Title, s.ID), known)
			}
			return fmt.Sprintf("first attested by %s (%s, %s)", cmp.Or(s.Title, s.ID), s.Publisher, known)
		}
	}
	return ""
}

// whyAdded says why a relationship holds at the later date that does not at the earlier one.
func (d *Difference) whyAdded(g *graph.Graph, e graph.Edge) string {
	known := g.AttestedFrom(e)
	if !d.From.Before(known) {
		for _, n := range [...]graph.Node{g.From(e), g.To(e)} {
			if !g.IsThereAt(n, d.From) {
				return fmt.Sprintf("%s was not there yet (%s)", chronology.ShortNameAt(g, n, d.To), whyKnown(g, n))
			}
		}
	}
	if g.StartDate(e) == known {
		return "began " + known.String()
	}
	if why := attestedBy(g, g.Evidence(e), known); why != "" {
		return why
	}
	return "first known " + known.String()
}

// whyGone says why a relationship does not hold at the later date that does at the earlier one.
func (d *Difference) whyGone(g *graph.Graph, e graph.Edge) string {
	if end := g.EndDate(e); end.Before(d.To) {
		return "ended " + end.String()
	}
	for _, n := range [...]graph.Node{g.From(e), g.To(e)} {
		if !g.IsThereAt(n, d.To) {
			return fmt.Sprintf("%s is no longer there (dissolved %s)", chronology.ShortNameAt(g, n, d.From), g.Organisation(n).DissolutionDate)
		}
	}
	return "no longer known to hold"
}
