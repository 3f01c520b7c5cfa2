package diff

import (
	"errors"
	"slices"

	"github.com/liaisongraph/liaison/graph"
)

// Options says how two maps are compared. The zero value is what a reader expects.
type Options struct {
	// IDsAlone matches organisations by their ids alone: one with another id is another one, whatever its name.
	IDsAlone bool
}

// Between compares two maps.
//
// Organisations, sources, types, classifications and arrangements are matched by id. One organisation that is gone and
// one that was added are one that was renamed where they share a name that no other organisation of either map has:
// [graph.NormaliseName] of the name, the short name or another name.
//
// Relationships are matched by the id that the map gives them; the others by their ends, whatever the ids of those were,
// and their type. A mutual one can be written from either end. Of several between the same ends, those that say the
// same are matched first, then those that differ in the fewest fields and, of these, in the least evidence.
//
// It fails where a graph is nil. O(n log n) for n records, and the length of their text; for k relationships of one
// type between the same two that differ, O(k³) up to 65,536 pairs of them, beyond which those that differ are matched
// by their dates and labels alone.
func Between(before, after *graph.Graph, opts Options) (*Difference, error) {
	if before == nil || after == nil {
		return nil, errors.New("a difference is one of two graphs, and there is one at most")
	}
	d := &Difference{Before: before, After: after}
	d.matchOrganisations()
	if !opts.IDsAlone {
		d.matchRenamed()
	}
	d.matchRelationships()
	d.compare()
	return d, nil
}

// compare lists what differs, once everything is matched.
func (d *Difference) compare() {
	var m fieldChanges
	m.text("title", d.Before.Title(), d.After.Title())
	m.text("description", d.Before.Description(), d.After.Description())
	d.Map = m
	before, after := d.Before.Vocabulary(), d.After.Vocabulary()
	d.Sources = compareRecords(d.Before.Sources(), d.After.Sources(),
		func(s graph.Source) (string, string) { return s.ID, s.Title }, sourceFields)
	d.Types = compareRecords(slices.Collect(before.OwnTypes()), slices.Collect(after.OwnTypes()),
		func(t graph.Type) (string, string) { return t.ID, t.Label }, typeFields)
	d.Classifications = compareRecords(slices.Collect(before.OwnClassifications()), slices.Collect(after.OwnClassifications()),
		func(c graph.Classification) (string, string) { return c.ID, c.Label }, classificationFields)
	d.Arrangements = compareRecords(d.Before.Arrangements(), d.After.Arrangements(),
		func(a graph.Arrangement) (string, string) { return a.ID, a.Label }, arrangementFields)
	for was, is := range d.organisations.inOrder {
		if c := d.compareOrganisation(was, is); c.State != Same {
			d.Organisations = append(d.Organisations, c)
		}
	}
	for was, is := range d.relationships.inOrder {
		if c := d.compareRelationship(was, is); c.State != Same {
			d.Relationships = append(d.Relationships, c)
		}
	}
}

func stateOf[T ~int32](was, is T, differs bool) State {
	switch {
	case was < 0:
		return Added
	case is < 0:
		return Gone
	case differs:
		return Changed
	}
	return Same
}

// matchByID matches the records of two lists.
func matchByID[T any](before, after []T, id func(T) string) matching[int32] {
	m := newMatching[int32](len(before), len(after))
	index := make(map[string]int32, len(after))
	for i, r := range after {
		index[id(r)] = int32(i)
	}
	for i, r := range before {
		if j, ok := index[id(r)]; ok {
			m.match(int32(i), j)
		}
	}
	return m
}

func compareRecords[T any](before, after []T, name func(T) (id, label string), fields func(b, a T) fieldChanges) []RecordChange {
	m := matchByID(before, after, func(r T) string { id, _ := name(r); return id })
	var changes []RecordChange
	for was, is := range m.inOrder {
		c := RecordChange{Was: int(was), Is: int(is)}
		switch {
		case was < 0:
			c.Record = after[is]
		case is < 0:
			c.Record = before[was]
		default:
			c.Fields = fields(before[was], after[is])
		}
		if c.State = stateOf(was, is, len(c.Fields) > 0); c.State == Same {
			continue
		}
		if is < 0 {
			c.ID, c.Label = name(before[was])
		} else {
			c.ID, c.Label = name(after[is])
		}
		changes = append(changes, c)
	}
	return changes
}

func (d *Difference) compareOrganisation(was, is graph.Node) OrganisationChange {
	c := OrganisationChange{Was: was, Is: is}
	switch {
	case was < 0:
		o := d.After.Organisation(is)
		c.State, c.ID, c.Name, c.Record = Added, o.ID, d.After.Name(is), &o
		return c
	case is < 0:
		o := d.Before.Organisation(was)
		c.State, c.ID, c.Name, c.Record = Gone, o.ID, d.Before.Name(was), &o
		return c
	}
	b, a := d.Before.Organisation(was), d.After.Organisation(is)
	fields := organisationFields(&b, &a)
	c.EvidenceGained, c.EvidenceLost = fields.evidence(b.Evidence, a.Evidence)
	c.Fields = fields
	c.ID, c.Name = a.ID, d.After.Name(is)
	if a.ID != b.ID {
		c.WasID = b.ID
	}
	switch {
	case b.Name != a.Name && d.Before.Name(was) != d.After.Name(is):
		c.Renamed = &Rename{"name", d.Before.Name(was), d.After.Name(is)}
	case b.ShortName != a.ShortName:
		c.Renamed = &Rename{"short_name", d.Before.ShortName(was), d.After.ShortName(is)}
	case a.ID != b.ID:
		c.Renamed = &Rename{"id", b.ID, a.ID}
	}
	c.State = stateOf(was, is, len(c.Fields)+len(c.EvidenceGained)+len(c.EvidenceLost) > 0)
	return c
}

func (d *Difference) compareRelationship(was, is graph.Edge) RelationshipChange {
	c := RelationshipChange{Was: was, Is: is}
	switch {
	case was < 0:
		r := d.After.Relationship(is)
		c.State, c.Record = Added, &r
		c.describe(d.After, is)
		return c
	case is < 0:
		r := d.Before.Relationship(was)
		c.State, c.Record = Gone, &r
		c.describe(d.Before, was)
		return c
	}
	b, a := d.recordBefore(was), d.recordAfter(is)
	fields := relationshipFields(&b, &a)
	c.EvidenceGained, c.EvidenceLost = fields.evidence(b.Evidence, a.Evidence)
	c.Fields = fields
	if c.State = stateOf(was, is, len(c.Fields)+len(c.EvidenceGained)+len(c.EvidenceLost) > 0); c.State != Same {
		c.describe(d.After, is)
	}
	return c
}

// describe takes over what a reader knows a relationship by.
func (c *RelationshipChange) describe(g *graph.Graph, e graph.Edge) {
	c.ID = g.RelationshipID(e)
	c.From, c.To, c.Type = g.ID(g.From(e)), g.ID(g.To(e)), g.Type(e).ID
	c.Label, c.Mutual = g.Label(e), g.IsMutual(e)
}
