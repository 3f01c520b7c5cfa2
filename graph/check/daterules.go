package check

import (
	"fmt"

	"github.com/liaisongraph/liaison/graph"
)

func datesReversed(c *checker) {
	for i, s := range c.g.Sources() {
		if s.Retrieved.Before(s.Published) {
			c.atSource(i, "retrieved", "it was retrieved in %s, before it was published, in %s", s.Retrieved, s.Published)
		}
	}
	for n, o := range c.g.Organisations() {
		if o.DissolutionDate.Before(o.FoundingDate) {
			c.atOrganisation(n, "dissolution_date", "it was dissolved in %s, before it was founded, in %s", o.DissolutionDate, o.FoundingDate)
		}
		for i, name := range o.OtherNames {
			if name.EndDate.Before(name.StartDate) {
				c.atOrganisation(n, fmt.Sprintf("other_names[%d].end_date", i), "the name %q ends in %s, before it begins, in %s", name.Name, name.EndDate, name.StartDate)
			}
		}
	}
	for e := range c.g.Edges() {
		if start, end := c.g.StartDate(e), c.g.EndDate(e); end.Before(start) {
			c.atRelationship(e, "end_date", "it ends in %s, before it begins, in %s", end, start)
		}
	}
}

func statusAgainstEnd(c *checker) {
	for e := range c.g.Edges() {
		switch end, status := c.g.EndDate(e), c.g.Status(e); {
		case status == graph.Active && !end.IsZero():
			c.atRelationship(e, "end_date", "it ends in %s, and its status is active", end)
		case status == graph.Ended && end.IsZero():
			c.atRelationship(e, "status", "its status is ended, and no end date is given, so that it is taken to go on")
		}
	}
}

// crossesLives reports whether a relationship may by its nature lie outside the life of its ends: one
// follows or founds the other, or it is only proposed.
func (c *checker) crossesLives(e graph.Edge) bool {
	v, kind := c.g.Vocabulary(), c.g.Type(e).ID
	return v.TypeIsA(kind, "succeeds") || v.TypeIsA(kind, "establishes") || c.g.Status(e) == graph.Proposed
}

// eachEnd calls say for each end of e, once for a loop.
func (c *checker) eachEnd(e graph.Edge, say func(n graph.Node, field string)) {
	say(c.g.From(e), "from")
	if c.g.To(e) != c.g.From(e) {
		say(c.g.To(e), "to")
	}
}

// life is when an organisation was there.
type life struct{ founded, dissolved graph.Date }

func (c *checker) lives() []life {
	all := make([]life, 0, c.g.NumOrganisations())
	for _, o := range c.g.Organisations() {
		all = append(all, life{o.FoundingDate, o.DissolutionDate})
	}
	return all
}

func outsideLife(c *checker) {
	lives := c.lives()
	for e := range c.g.Edges() {
		start, end := c.g.StartDate(e), c.g.EndDate(e)
		if start.IsZero() && end.IsZero() || c.crossesLives(e) {
			continue
		}
		c.eachEnd(e, func(n graph.Node, _ string) {
			switch l, name := lives[n], c.g.Name(n); {
			case start.Before(l.founded):
				c.atRelationship(e, "start_date", "it begins in %s, before %s was founded, in %s", start, name, l.founded)
			case l.dissolved.Before(start):
				c.atRelationship(e, "start_date", "it begins in %s, after %s was dissolved, in %s", start, name, l.dissolved)
			case end.Before(l.founded):
				c.atRelationship(e, "end_date", "it ends in %s, before %s was founded, in %s", end, name, l.founded)
			case l.dissolved.Before(end):
				c.atRelationship(e, "end_date", "it ends in %s, after %s was dissolved, in %s", end, name, l.dissolved)
			}
		})
	}
}

// eachDatedSource calls say for each end of each relationship whose life says something, with each piece
// of evidence in a document that has a date, until say returns true.
func (c *checker) eachDatedSource(say func(e graph.Edge, n graph.Node, l life, field string, s graph.Source) bool) {
	lives := c.lives()
	for e := range c.g.Edges() {
		if c.crossesLives(e) {
			continue
		}
		c.eachEnd(e, func(n graph.Node, _ string) {
			if lives[n] == (life{}) {
				return
			}
			for i, item := range c.g.Evidence(e) {
				s, _ := c.g.Source(item.Source)
				if !s.IsGeneral() && !s.Date().IsZero() && say(e, n, lives[n], fmt.Sprintf("evidence[%d].source", i), s) {
					return
				}
			}
		})
	}
}

func dissolvedCited(c *checker) {
	c.eachDatedSource(func(e graph.Edge, n graph.Node, l life, field string, s graph.Source) bool {
		if !c.g.EndDate(e).IsZero() || c.g.Status(e) == graph.Ended || !l.dissolved.Before(s.Date()) {
			return false
		}
		c.atRelationship(e, field, "source %q, of %s, speaks of %s as if it were there; it was dissolved in %s%s",
			s.ID, s.Date(), c.g.Name(n), l.dissolved, c.successor(n))
		return true
	})
}

// successor says what came after n, if the map does.
func (c *checker) successor(n graph.Node) string {
	said, ok := c.successors[n]
	if !ok {
		said = c.findSuccessor(n)
		if c.successors == nil {
			c.successors = map[graph.Node]string{}
		}
		c.successors[n] = said
	}
	return said
}

func (c *checker) findSuccessor(n graph.Node) string {
	for e := range c.g.Incident(n) {
		if c.g.To(e) == n && c.g.Vocabulary().TypeIsA(c.g.Type(e).ID, "succeeds") {
			return " and succeeded by " + c.g.Name(c.g.From(e))
		}
	}
	return ""
}

func unfoundedCited(c *checker) {
	c.eachDatedSource(func(e graph.Edge, n graph.Node, l life, field string, s graph.Source) bool {
		if !s.Date().Before(l.founded) {
			return false
		}
		c.atRelationship(e, field, "source %q, of %s, is older than %s, founded in %s", s.ID, s.Date(), c.g.Name(n), l.founded)
		return true
	})
}
