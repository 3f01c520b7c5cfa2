package graph

import (
	"fmt"
	"math"
	"strconv"
)

// Expect returns a number for an organisation that is yet to come, by which relationships can refer to it before it is added: in
// a [Bulk] or by [Builder.AddRelationshipBetween]. It is below 0; [Builder.Resolve] says at the end which organisation that is.
func (b *Builder) Expect() (Node, error) {
	if b.g == nil {
		return 0, errBuilt
	}
	if b.expected == math.MaxInt32 {
		var f faults
		f.add("id", "a map has at most %d organisations", math.MaxInt32)
		return 0, b.note(f.err("organisation", ""))
	}
	b.expected++
	return Node(-b.expected), nil
}

// Resolve says which organisations the expected ones are, in the order in which [Builder.Expect] gave their numbers, and puts those
// into the relationships. Afterwards none is expected. Where one is not there, or a relationship turns out to be one of an organisation
// with itself that its type does not allow, the error is a [*RecordError] and the relationships are as they were, so that their ends
// can be looked at; but as after any other error, Build fails, also where a second Resolve succeeds. O(relationships).
func (b *Builder) Resolve(nodes []Node) error {
	if b.g == nil {
		return errBuilt
	}
	var f faults
	if len(nodes) != b.expected {
		f.add("id", "%d organisations are expected, not %d", b.expected, len(nodes))
	}
	for _, n := range nodes {
		if n < 0 || !b.has(n) {
			f.add("id", "no organisation number %d: there are %d, numbered from 0", n, b.g.ids.Len())
			break
		}
	}
	if len(f) > 0 {
		return b.note(f.err("organisation", ""))
	}
	resolved := func(n Node) Node {
		if n < 0 {
			return nodes[-1-n]
		}
		return n
	}
	c := &b.g.rel
	for e := range c.from {
		from, to := resolved(c.from[e]), resolved(c.to[e])
		if from == to && c.from[e] != c.to[e] {
			if b.checkReflexive(&f, int(c.kind[e]), from, to, b.g.ids.At(uint32(to))); len(f) > 0 {
				id := b.g.ids.At(uint32(to))
				r := Relationship{Type: b.g.vocabulary.types.ids[c.kind[e]], From: id, To: id}
				if own := c.ownID.get(e); own > 0 {
					r.ID = c.ownIDs.At(own - 1)
				}
				return b.relationshipFault(f, &r)
			}
		}
	}
	for e := range c.from {
		c.from[e], c.to[e] = resolved(c.from[e]), resolved(c.to[e])
	}
	b.expected = 0
	return nil
}

// AddRelationshipBetween is [Builder.AddRelationship] for ends that are known by their numbers: those of organisations, or of expected
// ones. From and To of the record are not read. After an error, which is a [*RecordError], the relationship is not there, and Build
// fails.
func (b *Builder) AddRelationshipBetween(from, to Node, r Relationship) (Edge, error) {
	if b.g == nil {
		return 0, errBuilt
	}
	var f faults
	if r.From, r.To = "", ""; !b.has(from) || !b.has(to) || r.ID != "" || from == to {
		r.From, r.To = b.numbered(&f, "from", from), b.numbered(&f, "to", to)
	}
	e, err := b.addRelationship(&f, from, to, &r)
	if err != nil || len(f) == 0 {
		return e, err
	}
	if r.From == "" { // a copy of each id for each relationship would cost more than all the rest
		var there faults
		r.From, r.To = b.numbered(&there, "from", from), b.numbered(&there, "to", to)
	}
	return 0, b.relationshipFault(f, &r)
}

// has reports whether a number is that of an organisation, or of an expected one.
func (b *Builder) has(n Node) bool {
	if n < 0 {
		return -int(n) <= b.expected
	}
	return int(n) < b.g.ids.Len()
}

// numbered returns the id of an organisation, for checks and messages, and notes where there is none of its number.
func (b *Builder) numbered(f *faults, field string, n Node) string {
	switch {
	case !b.has(n):
		f.add(field, "no organisation number %d: there are %d, numbered from 0", n, b.g.ids.Len())
	case n >= 0:
		return b.g.ids.At(uint32(n))
	default:
		return fmt.Sprintf("organisation expected as %d", n)
	}
	return strconv.Itoa(int(n))
}
