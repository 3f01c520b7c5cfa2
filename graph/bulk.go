package graph

import (
	"errors"
	"fmt"
	"math"
	"strconv"
)

// Bulk is many relationships in columns, for programs that read or make large graphs and have numbers
// rather than ids: relationship i goes from From[i] to To[i], and the other columns say at i what the fields
// of that name say in a [Relationship]. A column that is nil has its zero value everywhere; From and To are
// needed, and every other column that is there is as long as they are.
//
// There are no columns for ids, labels, notes, arrangements and evidence: relationships with those are
// added one by one, before or after.
type Bulk struct {
	// From and To are organisations that the Builder has or expects, by the numbers that it gave them.
	From, To []Node
	// Types are ids of types. Relationship i is of type Types[Kind[i]]; where Kind is nil, all are of
	// Types[0].
	Types []string
	Kind  []uint16

	Mutual             []Mutuality
	StartDate, EndDate []Date
	Status             []Status
	Confidence         []Confidence
	Weight             []float64
}

// AddOrganisations adds n organisations that have an id and nothing else: prefix with a number after it,
// from 0, such as "o0", "o1", "o2". It returns the number of the first; the others follow it. Where one
// cannot be added, none is, and the error is a [*RecordError]: about the first id that is taken or, where no
// ids can be made of prefix and n, about the last that would be. O(n).
func (b *Builder) AddOrganisations(prefix string, n int) (Node, error) {
	if b.g == nil {
		return 0, errBuilt
	}
	ids := b.g.ids
	first := ids.Len()
	var f faults
	longest := prefix + strconv.Itoa(max(n-1, 0))
	checkID(&f, longest) // digits may stand anywhere in an id, so that this decides for all of them
	if n < 0 {
		longest = ""
		f.add("id", "%d organisations: their number is 0 or more", n)
	} else if n > math.MaxInt32-first {
		f.add("id", "a map has at most %d organisations", math.MaxInt32)
	}
	if len(f) > 0 {
		return 0, b.note(f.err("organisation", longest))
	}
	// No more bytes than ids can have in all, nor than an int can say.
	ids.Grow(n, int(min(uint64(n)*uint64(len(longest)), math.MaxInt)))
	id := append(make([]byte, 0, len(longest)), prefix...)
	for i := range n {
		id = strconv.AppendInt(id[:len(prefix)], int64(i), 10)
		_, added, err := ids.Intern(string(id))
		if err == nil && added {
			continue
		}
		ids.Truncate(first)
		if err == nil {
			f.taken("organisation", string(id))
			err = f.err("organisation", string(id))
		}
		return 0, b.note(err)
	}
	return Node(first), nil
}

// AddRelationships adds many relationships and returns the number of the first; the others follow it in
// their order. The graph is the same as when they are added one by one.
//
// Where one is wrong none is added, and the error joins ([errors.Join]) those of the first hundred that are,
// each a [*RecordError] whose faults name the place in the column: "weight[17]: -1 is not a weight: …".
// O(len(bulk.From)).
func (b *Builder) AddRelationships(bulk Bulk) (Edge, error) {
	if b.g == nil {
		return 0, errBuilt
	}
	first, m := len(b.g.rel.from), len(bulk.From)
	kinds, err := b.bulkTypes(&bulk)
	if err != nil {
		return 0, b.note(err)
	}
	if m > math.MaxInt32-first {
		var f faults
		f.add("id", "a map has at most %d relationships", math.MaxInt32)
		return 0, b.note(f.err("relationship", ""))
	}
	var errs []error
	for i := range m {
		if b.bulkFits(&bulk, kinds, i) {
			continue
		}
		if errs = append(errs, b.note(b.bulkError(&bulk, kinds, i))); len(errs) == maxErrors {
			break
		}
	}
	if len(errs) > 0 {
		return 0, errors.Join(errs...)
	}
	b.appendBulk(&bulk, kinds)
	return Edge(first), nil
}

// bulkTypes returns the index of every type in bulk.Types, and checks the shape of the columns.
func (b *Builder) bulkTypes(bulk *Bulk) ([]int, error) {
	var f faults
	m := len(bulk.From)
	for _, column := range []struct {
		field  string
		length int
		isNil  bool
	}{
		{"to", len(bulk.To), false}, {"type", len(bulk.Kind), bulk.Kind == nil}, {"mutual", len(bulk.Mutual), bulk.Mutual == nil},
		{"start_date", len(bulk.StartDate), bulk.StartDate == nil}, {"end_date", len(bulk.EndDate), bulk.EndDate == nil},
		{"status", len(bulk.Status), bulk.Status == nil}, {"confidence", len(bulk.Confidence), bulk.Confidence == nil},
		{"weight", len(bulk.Weight), bulk.Weight == nil},
	} {
		if column.length != m && !column.isNil {
			f.add(column.field, "the column has %d values for %d relationships", column.length, m)
		}
	}
	kinds := make([]int, len(bulk.Types))
	for i, id := range bulk.Types {
		kinds[i] = b.typeIndex(&f, id)
	}
	if len(bulk.Types) == 0 && m > 0 {
		f.add("type", "is missing")
	}
	return kinds, f.err("relationship", "")
}

// bulkFits reports whether relationship i has no fault. It is the short way of bulkError.
func (b *Builder) bulkFits(bulk *Bulk, kinds []int, i int) bool {
	from, to := bulk.From[i], bulk.To[i]
	kind := 0
	if bulk.Kind != nil {
		kind = int(bulk.Kind[i])
	}
	if !b.has(from) || !b.has(to) || kind >= len(kinds) {
		return false
	}
	if from == to && b.g.vocabulary.types.all[kinds[kind]].Irreflexive {
		return false
	}
	return (bulk.Weight == nil || validWeight(bulk.Weight[i])) &&
		(bulk.Mutual == nil || bulk.Mutual[i] <= OneWay) &&
		(bulk.Status == nil || int(bulk.Status[i]) < len(statusNames)) &&
		(bulk.Confidence == nil || int(bulk.Confidence[i]) < len(confidenceNames))
}

// bulkError says everything that is wrong with relationship i.
func (b *Builder) bulkError(bulk *Bulk, kinds []int, i int) error {
	var f faults
	from, to := b.numbered(&f, "from", bulk.From[i]), b.numbered(&f, "to", bulk.To[i])
	kind := 0
	if bulk.Kind != nil {
		kind = int(bulk.Kind[i])
	}
	typeID := ""
	if kind < len(kinds) {
		typeID = bulk.Types[kind]
		if len(f) == 0 {
			b.checkReflexive(&f, kinds[kind], bulk.From[i], bulk.To[i], to)
		}
	} else {
		f.add("type", "no type number %d: the columns come with %d types, numbered from 0", kind, len(kinds))
	}
	var r Relationship
	if bulk.Weight != nil {
		r.Weight = bulk.Weight[i]
	}
	if bulk.Mutual != nil {
		r.Mutual = bulk.Mutual[i]
	}
	if bulk.Status != nil {
		r.Status = bulk.Status[i]
	}
	if bulk.Confidence != nil {
		r.Confidence = bulk.Confidence[i]
	}
	f.checkScalars(&r)
	f.element(0, i)
	return f.err("relationship", fmt.Sprintf("%s:%s:%s", from, typeID, to))
}

// appendBulk adds relationships that are without faults.
func (b *Builder) appendBulk(bulk *Bulk, kinds []int) {
	c, first, m := &b.g.rel, len(b.g.rel.from), len(bulk.From)
	b.Grow(0, m)
	c.from, c.to = append(c.from, bulk.From...), append(c.to, bulk.To...)
	c.kind, c.flags = c.kind[:first+m], c.flags[:first+m]
	typeMutual := make([]bool, len(kinds))
	for i, kind := range kinds {
		typeMutual[i] = b.g.vocabulary.types.all[kind].Mutual
	}
	for i := range m {
		kind, flags := 0, uint8(0)
		if bulk.Kind != nil {
			kind = int(bulk.Kind[i])
		}
		if bulk.Status != nil {
			flags |= uint8(bulk.Status[i]) << statusShift
		}
		if bulk.Confidence != nil {
			flags |= uint8(bulk.Confidence[i]) << confidenceShift
		}
		mutual := typeMutual[kind]
		if bulk.Mutual != nil && bulk.Mutual[i] != MutualByType {
			mutual = bulk.Mutual[i] == Mutual
		}
		if mutual {
			flags |= flagMutual
		}
		c.kind[first+i], c.flags[first+i] = uint16(kinds[kind]), flags
	}
	for i, date := range bulk.StartDate {
		c.start.set(first+i, date)
	}
	for i, date := range bulk.EndDate {
		c.end.set(first+i, date)
	}
	for i, w := range bulk.Weight {
		if w != 1 {
			c.weight.set(first+i, w)
		}
	}
}
