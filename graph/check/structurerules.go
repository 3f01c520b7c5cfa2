package check

import (
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

func endpointType(c *checker) {
	allowed := func(n graph.Node, classes []string) bool {
		return len(classes) == 0 || slices.ContainsFunc(classes, func(class string) bool { return c.g.IsA(n, class) })
	}
	for e := range c.g.Edges() {
		t, from, to := c.g.Type(e), c.g.From(e), c.g.To(e)
		if len(t.From)+len(t.To) == 0 {
			continue
		}
		// A mutual relationship has no first end: either order will do.
		if c.g.IsMutual(e) && allowed(to, t.From) && allowed(from, t.To) {
			continue
		}
		if !allowed(from, t.From) {
			c.atRelationship(e, "from", "%s is %s; the type %q goes from %s", c.g.Name(from), c.classes(from), t.ID, strings.Join(t.From, " or "))
		}
		if !allowed(to, t.To) {
			c.atRelationship(e, "to", "%s is %s; the type %q goes to %s", c.g.Name(to), c.classes(to), t.ID, strings.Join(t.To, " or "))
		}
	}
}

func (c *checker) classes(n graph.Node) string {
	if classes := c.g.Classifications(n); len(classes) > 0 {
		return strings.Join(classes, ", ")
	}
	return "not classified"
}

// partOfCycle looks at what holds still: a part may have become the whole.
func partOfCycle(c *checker) {
	c.cycles("part-of", "is part of", func(e graph.Edge) bool {
		return c.g.Status(e) != graph.Ended && c.g.Status(e) != graph.Proposed && c.g.EndDate(e).IsZero()
	})
}

func successionCycle(c *checker) {
	c.cycles("succeeds", "succeeded", func(e graph.Edge) bool { return c.g.Status(e) != graph.Proposed })
}

// duplicateKey is what two relationships of one organisation share if they say the same.
type duplicateKey struct {
	other                    graph.Node
	kind, label, arrangement string
	start, end               graph.Date
	status                   graph.Status
	mutual                   bool
}

func duplicate(c *checker) {
	first := map[duplicateKey]graph.Edge{}
	for n := range c.g.Nodes() {
		clear(first)
		for e := range c.g.Out(n) {
			// A mutual relationship is looked at from the organisation that comes first in the map.
			other := c.g.Other(e, n)
			if c.g.IsMutual(e) && other < n {
				continue
			}
			key := duplicateKey{
				other: other, kind: c.g.Type(e).ID, label: graph.NormaliseName(c.g.Label(e)),
				start: c.g.StartDate(e), end: c.g.EndDate(e), status: c.g.Status(e), mutual: c.g.IsMutual(e),
			}
			if a, ok := c.g.ArrangementOf(e); ok {
				key.arrangement = a.ID
			}
			if before, ok := first[key]; ok {
				c.atRelationship(e, "", "it says the same as %q: %s", c.g.RelationshipID(before), c.statement(e))
			} else {
				first[key] = e
			}
		}
	}
}

func sameName(c *checker) {
	c.namesTwice(true, func(o graph.Organisation) []string { return []string{o.Name} })
}

func sharedName(c *checker) {
	c.namesTwice(false, func(o graph.Organisation) []string {
		names := []string{o.Name, o.ShortName}
		for _, other := range o.OtherNames {
			names = append(names, other.Name)
		}
		return names
	})
}

// namesTwice finds the organisations that share a name with one before them. Where full is false, it
// leaves out those that share their full names, of which another rule speaks.
func (c *checker) namesTwice(full bool, namesOf func(graph.Organisation) []string) {
	first := map[string]graph.Node{}
	for n, o := range c.g.Organisations() {
		for _, name := range namesOf(o) {
			key := graph.NormaliseName(name)
			if key == "" {
				continue
			}
			before, ok := first[key]
			if !ok {
				first[key] = n
				continue
			}
			if before == n || !full && graph.NormaliseName(c.g.Name(before)) == key && graph.NormaliseName(o.Name) == key {
				continue
			}
			c.atOrganisation(n, "", "%q is also a name of %q, so that a search for it finds both", name, c.g.ID(before))
		}
	}
}

func isolated(c *checker) {
	for n := range c.g.Nodes() {
		tied := false
		for range c.g.Incident(n) {
			tied = true
			break
		}
		if !tied {
			c.atOrganisation(n, "", "%s has no relationships", c.g.Name(n))
		}
	}
}

func unclassified(c *checker) {
	for n := range c.g.Nodes() {
		if len(c.g.Classifications(n)) == 0 {
			c.atOrganisation(n, "", "%s has no classification", c.g.Name(n))
		}
	}
}

// members returns the relationships of each arrangement.
func (c *checker) members() [][]graph.Edge {
	index := map[string]int{}
	for i, a := range c.g.Arrangements() {
		index[a.ID] = i
	}
	all := make([][]graph.Edge, len(index))
	if len(all) == 0 {
		return all
	}
	for e := range c.g.Edges() {
		if a, ok := c.g.ArrangementOf(e); ok {
			i := index[a.ID]
			all[i] = append(all[i], e)
		}
	}
	return all
}

func arrangementSingle(c *checker) {
	for i, members := range c.members() {
		if len(members) == 1 {
			c.found("arrangement", i, "", "only %q belongs to it, and one relationship needs no arrangement", c.g.RelationshipID(members[0]))
		}
	}
}

func arrangementBroken(c *checker) {
	for i, members := range c.members() {
		if c.g.Arrangements()[i].Rule != graph.AllOf {
			continue
		}
		isEnded := func(e graph.Edge) bool { return c.g.Status(e) == graph.Ended }
		ended := slices.IndexFunc(members, isEnded)
		other := slices.IndexFunc(members, func(e graph.Edge) bool { return !isEnded(e) })
		if ended >= 0 && other >= 0 {
			c.found("arrangement", i, "rule", "it holds only where all of its relationships do; %q has ended and %q has not",
				c.g.RelationshipID(members[ended]), c.g.RelationshipID(members[other]))
		}
	}
}

func unused(c *checker) {
	for i, s := range c.sources {
		if len(s.cites) == 0 {
			c.atSource(i, "", "nothing cites it")
		}
	}
	for i, members := range c.members() {
		if len(members) == 0 {
			c.found("arrangement", i, "", "no relationship belongs to it")
		}
	}
	v := c.g.Vocabulary()
	usedTypes, usedClasses := map[string]bool{}, map[string]bool{}
	for e := range c.g.Edges() {
		usedTypes[c.g.Type(e).ID] = true
	}
	for n := range c.g.Nodes() {
		for _, class := range c.g.Classifications(n) {
			usedClasses[class] = true
		}
	}
	for t := range v.Types() {
		for _, class := range slices.Concat(t.From, t.To) {
			usedClasses[class] = true
		}
	}
	i := 0
	for t := range v.OwnTypes() {
		if !anyKey(usedTypes, func(id string) bool { return v.TypeIsA(id, t.ID) }) {
			c.found("type", i, "", "no relationship has it or a narrower one")
		}
		i++
	}
	i = 0
	for class := range v.OwnClassifications() {
		if !anyKey(usedClasses, func(id string) bool { return v.ClassificationIsA(id, class.ID) }) {
			c.found("classification", i, "", "no organisation has it or a narrower one")
		}
		i++
	}
}

func anyKey(set map[string]bool, ok func(string) bool) bool {
	for key := range set {
		if ok(key) {
			return true
		}
	}
	return false
}
