package diff

import (
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/internal/samename"
)

// matching says which records of the two maps are one.
type matching[T ~int32] struct {
	after  []T // by record of before: the one of after, or -1
	before []T // by record of after: the one of before, or -1
}

func newMatching[T ~int32](before, after int) matching[T] {
	m := matching[T]{after: make([]T, before), before: make([]T, after)}
	for i := range m.after {
		m.after[i] = -1
	}
	for i := range m.before {
		m.before[i] = -1
	}
	return m
}

func (m *matching[T]) match(was, is T) { m.after[was], m.before[is] = is, was }

// inOrder yields every record, as the one of before and the one of after, of which one may be -1: in the order of
// after, with what is gone behind what it stood behind.
func (m *matching[T]) inOrder(yield func(was, is T) bool) {
	next := make([]T, len(m.after)) // by record of before that is gone: another one gone that stands behind it, or -1
	behind := make([]T, len(m.before)+1)
	last := make([]T, len(m.before)+1)
	for i := range behind {
		behind[i], last[i] = -1, -1
	}
	at := 0 // the number in after, from 1, of the last one that both have
	for was, is := range m.after {
		if is >= 0 {
			at = int(is) + 1
			continue
		}
		next[was] = -1
		if last[at] >= 0 {
			next[last[at]] = T(was)
		} else {
			behind[at] = T(was)
		}
		last[at] = T(was)
	}
	for at := range behind {
		if at > 0 && !yield(m.before[at-1], T(at-1)) {
			return
		}
		for was := behind[at]; was >= 0; was = next[was] {
			if !yield(was, -1) {
				return
			}
		}
	}
}

func (d *Difference) matchOrganisations() {
	d.organisations = newMatching[graph.Node](d.Before.NumOrganisations(), d.After.NumOrganisations())
	for n := range d.Before.Nodes() {
		if is, ok := d.After.NodeByID(d.Before.ID(n)); ok {
			d.organisations.match(n, is)
		}
	}
}

// matchRenamed matches organisations that are gone with ones that were added by their names.
func (d *Difference) matchRenamed() {
	if !slices.Contains(d.organisations.after, -1) || !slices.Contains(d.organisations.before, -1) {
		return
	}
	pairs := samename.Pairs(d.Before, d.After,
		func(n graph.Node) bool { return d.organisations.after[n] < 0 },
		func(n graph.Node) bool { return d.organisations.before[n] < 0 })
	for _, p := range pairs {
		d.organisations.match(p.First, p.Second)
	}
}

// madeID reports whether an id is of the form that a graph makes. A map seldom gives one, and means by it what the
// graph would: the ends, the type, and a place that others decide.
func madeID(id string) bool { return strings.Contains(id, ":") }

// ownID returns the id that the map gives a relationship and that tells it apart wherever it goes, or "".
func ownID(g *graph.Graph, e graph.Edge) string {
	if !g.HasOwnID(e) {
		return ""
	}
	if id := g.RelationshipID(e); !madeID(id) {
		return id
	}
	return ""
}

// recordBefore returns a relationship with its ends named as in after, where they are there, and with its own id alone.
func (d *Difference) recordBefore(e graph.Edge) graph.Relationship {
	r := d.Before.Relationship(e)
	r.ID = ownID(d.Before, e)
	r.From, r.To = d.idAfter(d.Before.From(e)), d.idAfter(d.Before.To(e))
	return r
}

func (d *Difference) recordAfter(e graph.Edge) graph.Relationship {
	r := d.After.Relationship(e)
	r.ID = ownID(d.After, e)
	return r
}

// idAfter returns the id in after of an organisation of before, or its id in before where it is gone.
func (d *Difference) idAfter(n graph.Node) string {
	if is := d.organisations.after[n]; is >= 0 {
		return d.After.ID(is)
	}
	return d.Before.ID(n)
}

// idEither returns the lesser of the two ids of an organisation of after: the same whichever map comes first.
func (d *Difference) idEither(n graph.Node) string {
	if was := d.organisations.before[n]; was >= 0 {
		return min(d.After.ID(n), d.Before.ID(was))
	}
	return d.After.ID(n)
}

func (d *Difference) matchRelationships() {
	d.relationships = newMatching[graph.Edge](d.Before.NumRelationships(), d.After.NumRelationships())
	for e := range d.Before.Edges() {
		if !d.Before.HasOwnID(e) {
			continue
		}
		if is, ok := d.After.EdgeByID(d.Before.RelationshipID(e)); ok && d.After.HasOwnID(is) {
			d.relationships.match(e, is)
		}
	}
	for _, group := range d.parallels() {
		d.matchParallels(group)
	}
}

// parallel is relationships of one type between the same two that have no match yet.
type parallels struct{ before, after []graph.Edge }

// parallels returns those groups that have some in both maps.
func (d *Difference) parallels() []parallels {
	type between struct {
		one, other graph.Node // of after, one ≤ other
		kind       int        // of after
	}
	index := map[between]int{}
	var groups []parallels
	key := func(from, to graph.Node, kind int) between {
		return between{min(from, to), max(from, to), kind}
	}
	for e := range d.After.Edges() {
		if d.relationships.before[e] >= 0 {
			continue
		}
		k := key(d.After.From(e), d.After.To(e), d.After.TypeIndex(e))
		i, ok := index[k]
		if !ok {
			i = len(groups)
			index[k] = i
			groups = append(groups, parallels{})
		}
		groups[i].after = append(groups[i].after, e)
	}
	kinds := d.kindsAfter()
	for e := range d.Before.Edges() {
		from, to := d.organisations.after[d.Before.From(e)], d.organisations.after[d.Before.To(e)]
		kind := kinds[d.Before.TypeIndex(e)]
		if d.relationships.after[e] >= 0 || from < 0 || to < 0 || kind < 0 {
			continue
		}
		if i, ok := index[key(from, to, kind)]; ok {
			groups[i].before = append(groups[i].before, e)
		}
	}
	return slices.DeleteFunc(groups, func(g parallels) bool { return len(g.before) == 0 })
}

// kindsAfter returns for the number of each type of before its number in after, or -1.
func (d *Difference) kindsAfter() []int {
	after := map[string]int{}
	i := 0
	for t := range d.After.Vocabulary().Types() {
		after[t.ID] = i
		i++
	}
	var kinds []int
	for t := range d.Before.Vocabulary().Types() {
		kind, ok := after[t.ID]
		if !ok {
			kind = -1
		}
		kinds = append(kinds, kind)
	}
	return kinds
}
