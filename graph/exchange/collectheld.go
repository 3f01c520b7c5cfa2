package exchange

import (
	"iter"

	"github.com/liaisongraph/liaison/graph"
)

// collectedRelationship is what most relationships are, on the way to the builder: at once, or at the end, when everything that it
// refers to is known.
type collectedRelationship struct {
	from, to, kind int32 // numbers of ends and types of the file
	line           int32 // as tally.place has it
	rest           int32 // 1 + the index of what more there is, or 0
	mutual         graph.Mutuality
	implied        bool
	isLeftOut      bool
}

// relationshipRest is what some relationships have besides.
type relationshipRest struct {
	weight float64           // 0: it is 1
	more   *relationshipMore // where there is anything else
}

// relationshipMore is a record without its ends, its type and its weight: 64 bytes, since there may be millions.
type relationshipMore struct {
	note       string
	evidence   []graph.Evidence
	start, end graph.Date
	status     graph.Status
	confidence graph.Confidence
	names      *relationshipNames // where it has any
}

// relationshipNames are what few relationships have.
type relationshipNames struct{ id, label, arrangement string }

// named are the names of a relationship, all of them "" where it has none.
func (m *relationshipMore) named() relationshipNames {
	if m == nil || m.names == nil {
		return relationshipNames{}
	}
	return *m.names
}

// heldRelationships are those that wait, in order. They are kept in pieces, since a slice that grows takes twice the room.
type heldRelationships struct {
	pieces [][]collectedRelationship
	n      int
	rests  []relationshipRest
	named  bool // one of them has an id
}

const heldPiece = 1 << 14

func (held *heldRelationships) add(h collectedRelationship, rest relationshipRest) error {
	if held.n == 1<<31-1 {
		return errTooMany
	}
	if held.n%heldPiece == 0 {
		held.pieces = append(held.pieces, make([]collectedRelationship, 0, min(held.n, heldPiece)))
	}
	if rest != (relationshipRest{}) {
		held.named = held.named || rest.more.named().id != ""
		held.rests = append(held.rests, rest)
		h.rest = int32(len(held.rests))
	}
	last := &held.pieces[len(held.pieces)-1]
	*last = append(*last, h)
	held.n++
	return nil
}

// setRest changes what more h has.
func (held *heldRelationships) setRest(h *collectedRelationship, rest relationshipRest) {
	if h.rest == 0 {
		held.rests = append(held.rests, rest)
		h.rest = int32(len(held.rests))
		return
	}
	held.rests[h.rest-1] = rest
}

func (held *heldRelationships) rest(h *collectedRelationship) relationshipRest {
	if h.rest == 0 {
		return relationshipRest{}
	}
	return held.rests[h.rest-1]
}

func (held *heldRelationships) all() iter.Seq[*collectedRelationship] {
	return func(yield func(*collectedRelationship) bool) {
		for _, piece := range held.pieces {
			for i := range piece {
				if !yield(&piece[i]) {
					return
				}
			}
		}
	}
}

// taken is all; what has been gone over is given up.
func (held *heldRelationships) taken() iter.Seq[*collectedRelationship] {
	return func(yield func(*collectedRelationship) bool) {
		for k, piece := range held.pieces {
			for i := range piece {
				if !yield(&piece[i]) {
					return
				}
				if n := piece[i].rest; n > 0 {
					held.rests[n-1].more = nil
				}
			}
			held.pieces[k] = nil
		}
	}
}

// relationshipBatch is relationships that have nothing but ends, type and weight, on their way to the builder.
type relationshipBatch struct {
	bulk  graph.Bulk
	kinds []int32 // of its types
}

const batchSize = 1 << 12

func (c *collector) addToBatch(h *collectedRelationship, weight float64) error {
	b := &c.batch.bulk
	kind := &c.kinds[h.kind]
	if kind.batch == 0 {
		b.Types, c.batch.kinds = append(b.Types, kind.typeID), append(c.batch.kinds, h.kind)
		kind.batch = int32(len(b.Types))
	}
	from, to, err := c.nodes(h)
	if err != nil {
		return err
	}
	b.From, b.To = append(b.From, from), append(b.To, to)
	b.Kind, b.Mutual, b.Weight = append(b.Kind, uint16(kind.batch-1)), append(b.Mutual, h.mutual), append(b.Weight, weight)
	if len(b.From) < batchSize {
		return nil
	}
	return c.flushBatch()
}

// flushBatch gives the batch to the builder: before anything else is given to it that comes after, and at the end.
func (c *collector) flushBatch() error {
	b := &c.batch.bulk
	if len(b.From) == 0 {
		return nil
	}
	_, err := c.b.AddRelationships(*b)
	for _, k := range c.batch.kinds {
		c.kinds[k].batch = 0
	}
	b.From, b.To, b.Kind, b.Mutual, b.Weight = b.From[:0], b.To[:0], b.Kind[:0], b.Mutual[:0], b.Weight[:0]
	b.Types, c.batch.kinds = b.Types[:0], c.batch.kinds[:0]
	return err
}
