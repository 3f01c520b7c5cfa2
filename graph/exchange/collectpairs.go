package exchange

import (
	"encoding/binary"
	"hash/fnv"
	"math"

	"github.com/liaisongraph/liaison/graph"
)

// arcPairs finds the first of two arcs that were made of a mutual relationship: by the id that the second names, or, because
// some tools give relationships other ids, as one the other way with the same type and fields.
type arcPairs struct {
	ids   map[string]bool
	alike map[uint64]int32 // how many there are, by a hash of ends, type and fields
	// seconds are those whose first has not been there.
	seconds []*Relationship
}

func (p *arcPairs) init() { p.ids, p.alike = map[string]bool{}, map[uint64]int32{} }

// first remembers a mutual relationship.
func (p *arcPairs) first(r *Relationship) {
	if r.ID != "" {
		p.ids[r.ID] = true
	}
	p.alike[hashArc(r, r.From, r.To)]++
}

// byID reports whether the first of a second arc has been there, and forgets it.
func (p *arcPairs) byID(second *Relationship) bool {
	if !p.ids[second.ReverseOf] {
		return false
	}
	delete(p.ids, second.ReverseOf)
	p.alike[hashArc(second, second.To, second.From)]--
	return true
}

// byFields is byID for a second arc that names none that is there.
func (p *arcPairs) byFields(second *Relationship) bool {
	key := hashArc(second, second.To, second.From)
	if p.alike[key] <= 0 {
		return false
	}
	p.alike[key]--
	return true
}

func hashArc(r *Relationship, from, to string) uint64 {
	h := fnv.New64a()
	for _, s := range [...]string{from, to, r.Type, r.Label, r.StartDate.String(), r.EndDate.String(), r.Arrangement} {
		var size [8]byte
		binary.LittleEndian.PutUint64(size[:], uint64(len(s)))
		_, _ = h.Write(size[:])
		_, _ = h.Write([]byte(s))
	}
	weight := r.Weight
	if weight == 0 {
		weight = 1
	}
	var rest [10]byte
	binary.LittleEndian.PutUint64(rest[:], math.Float64bits(weight))
	rest[8], rest[9] = byte(r.Status), byte(r.Confidence)
	_, _ = h.Write(rest[:])
	return h.Sum64()
}

// pairSeconds finds the firsts of the second arcs that came before them, or name another. What has none is a mutual
// relationship by itself.
func (c *collector) pairSeconds() error {
	var left []*Relationship
	for _, r := range c.pairs.seconds {
		if !c.pairs.byID(r) {
			left = append(left, r)
		}
	}
	c.pairs.seconds = nil
	for _, r := range left {
		if c.pairs.byFields(r) {
			continue
		}
		c.tally.note(r.Line, "the second arc of a mutual relationship whose first is not there", "made a relationship")
		r.From, r.To, r.ID, r.OwnID, r.ReverseOf, r.Mutual = r.To, r.From, "", false, "", graph.Mutual
		if err := c.relationship(r); err != nil {
			return err
		}
	}
	return nil
}
