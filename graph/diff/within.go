package diff

import (
	"errors"

	"github.com/liaisongraph/liaison/graph"
)

// AfterOf returns the organisation of After that one of Before is, if there is one.
func (d *Difference) AfterOf(n graph.Node) (graph.Node, bool) {
	is := d.organisations.after[n]
	return is, is >= 0
}

// BeforeOf returns the organisation of Before that one of After is, if there is one.
func (d *Difference) BeforeOf(n graph.Node) (graph.Node, bool) {
	was := d.organisations.before[n]
	return was, was >= 0
}

// Within returns what differs of parts of the two maps: selections of Before and After ([graph.Graph.Select]), perhaps
// with other names. What a part lacks that its map has did not come or go: a record that one of the parts alone has, and
// both maps, has changed or, where it has not, does not differ. What is neither organisation nor relationship stays as it
// is.
//
// It fails where a part has a record that its map has not. O(records).
func (d *Difference) Within(before, after *graph.Graph) (*Difference, error) {
	if before == nil || after == nil {
		return nil, errors.New("what differs of two parts is asked for, and there is one at most")
	}
	part := *d
	part.Before, part.After = before, after
	part.organisations = newMatching[graph.Node](before.NumOrganisations(), after.NumOrganisations())
	part.relationships = newMatching[graph.Edge](before.NumRelationships(), after.NumRelationships())
	was, err := nodesOf(before, d.Before)
	if err != nil {
		return nil, err
	}
	is, err := nodesOf(after, d.After)
	if err != nil {
		return nil, err
	}
	part.Organisations = restrict(&part.organisations, &d.organisations, was, is, d.Organisations,
		func(c *OrganisationChange) (was, is *graph.Node) { return &c.Was, &c.Is })
	wasEdges, err := edgesOf(before, d.Before)
	if err != nil {
		return nil, err
	}
	isEdges, err := edgesOf(after, d.After)
	if err != nil {
		return nil, err
	}
	part.Relationships = restrict(&part.relationships, &d.relationships, wasEdges, isEdges, d.Relationships,
		func(c *RelationshipChange) (was, is *graph.Edge) { return &c.Was, &c.Is })
	return &part, nil
}

// nodesOf returns the number in whole of each organisation of a part of it.
func nodesOf(part, whole *graph.Graph) ([]graph.Node, error) {
	var all []graph.Node
	for n := range part.Nodes() {
		there, ok := whole.NodeByID(part.ID(n))
		if !ok {
			return nil, errors.New("the map has no organisation " + part.ID(n) + ", of which the part is to be one of it")
		}
		all = append(all, there)
	}
	return all, nil
}

// edgesOf returns the number in whole of each relationship of a part of it.
func edgesOf(part, whole *graph.Graph) ([]graph.Edge, error) {
	var all []graph.Edge
	for e := range part.Edges() {
		there, ok := whole.EdgeByID(part.RelationshipID(e))
		if !ok {
			return nil, errors.New("the map has no relationship " + part.RelationshipID(e) + ", of which the part is to be one of it")
		}
		all = append(all, there)
	}
	return all, nil
}

// restrict matches the records of two parts as those of the wholes are matched, of which was and is are the numbers, and
// returns the changes of what either part has, in the order of the parts.
func restrict[T ~int32, C any](part, whole *matching[T], was, is []T, changes []C, of func(*C) (was, is *T)) (left []C) {
	inAfter := make([]T, len(whole.before)) // by record of the whole: that of the part, or -1
	for i := range inAfter {
		inAfter[i] = -1
	}
	for i, there := range is {
		inAfter[there] = T(i)
	}
	for i, there := range was {
		if other := whole.after[there]; other >= 0 && inAfter[other] >= 0 {
			part.match(T(i), inAfter[other])
		}
	}
	changedWas, changedIs := map[T]*C{}, map[T]*C{}
	for i := range changes {
		w, a := of(&changes[i])
		if *w >= 0 {
			changedWas[*w] = &changes[i]
		}
		if *a >= 0 {
			changedIs[*a] = &changes[i]
		}
	}
	for w, a := range part.inOrder {
		var c *C
		if a >= 0 {
			c = changedIs[is[a]]
		} else {
			c = changedWas[was[w]]
		}
		if c == nil {
			continue
		}
		one := *c
		oneWas, oneIs := of(&one)
		*oneWas, *oneIs = w, a
		left = append(left, one)
	}
	return left
}
