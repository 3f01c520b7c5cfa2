package match

import (
	"slices"

	"github.com/liaisongraph/liaison/graph/query/value"
)

// memo remembers the answers of a test by element, two bits each: 0 not known, 1 no, 2 yes.
type memo struct {
	answers []uint64
	touched []int32 // words of answers that are not 0
	fixed   bool
}

func (m *memo) get(i int32, size int) uint64 {
	if m.answers == nil {
		m.answers = make([]uint64, (size+31)/32)
	}
	return m.answers[i>>5] >> (2 * (i & 31)) & 3
}

func (m *memo) set(i int32, yes bool) {
	w := i >> 5
	if m.answers[w] == 0 {
		m.touched = append(m.touched, w)
	}
	answer := uint64(1)
	if yes {
		answer = 2
	}
	m.answers[w] |= answer << (2 * (i & 31))
}

func (m *memo) reset() {
	for _, w := range m.touched {
		m.answers[w] = 0
	}
	m.touched = m.touched[:0]
}

func (in *instance) memo(fixed bool) *memo {
	m := &memo{fixed: fixed}
	in.memos = append(in.memos, m)
	return m
}

// nodeTest returns the test of the nodes at a place; nil: any node will do.
func (in *instance) nodeTest(t *elementTests) func(int32) bool {
	if t.trivial() {
		return nil
	}
	test := t.labels
	if v := t.node; v != nil {
		test = both(func(n int32) bool { return in.st.nodes[v.id] == n }, test)
	}
	if len(t.tests) == 0 {
		return test
	}
	m, size := in.memo(t.fixed), in.p.ix.g.NumNodes()
	return both(test, func(n int32) bool {
		if known := m.get(n, size); known != 0 {
			return known == 2
		}
		yes := in.holds(t, value.Node(nodeID(n)), value.Null, value.Null)
		m.set(n, yes)
		return yes
	})
}

// edgeTest returns the test of the relationships of a hop; nil: any will do.
func (in *instance) edgeTest(t *elementTests) func(edge, from, to int32) bool {
	exclude := in.p.exclude
	if t.trivial() {
		if !exclude {
			return nil
		}
		return func(edge, _, _ int32) bool { return !in.st.isUsed(edge) }
	}
	var m *memo
	if len(t.tests) > 0 && !t.byEnds {
		m = in.memo(t.fixed)
	}
	size, reverse := in.p.ix.g.NumRelationships(), in.p.reverse
	return func(edge, from, to int32) bool {
		if t.rel != nil {
			if v := in.st.row[t.rel.slot]; v.Kind() != value.KindRelationship || int32(v.Relationship()) != edge {
				return false
			}
		}
		if exclude && in.st.isUsed(edge) {
			return false
		}
		if len(t.tests) == 0 {
			return true
		}
		if m == nil {
			if reverse {
				from, to = to, from
			}
			return in.holds(t, value.Relationship(relID(edge)), value.Node(nodeID(from)), value.Node(nodeID(to)))
		}
		if known := m.get(edge, size); known != 0 {
			return known == 2
		}
		yes := in.holds(t, value.Relationship(relID(edge)), value.Null, value.Null)
		m.set(edge, yes)
		return yes
	}
}

// holds evaluates the conditions on an element.
func (in *instance) holds(t *elementTests, element, from, to value.Value) bool {
	if in.err != nil {
		return false
	}
	row := in.st.row
	for i := range t.tests {
		test := &t.tests[i]
		if test.slot >= 0 {
			row[test.slot] = element
		}
		if test.from >= 0 {
			row[test.from] = from
		}
		if test.to >= 0 {
			row[test.to] = to
		}
		v, err := test.eval(in.rt, row)
		switch {
		case err != nil && test.source != nil:
			in.st.again[test.source.id] = true
		case err != nil:
			in.err = err
			return false
		case test.none:
			if v.Kind() != value.KindBool || v.Bool() {
				return false
			}
		case !v.IsTrue():
			return false
		}
	}
	return true
}

// isUsed reports whether the match has a relationship already.
func (st *state) isUsed(edge int32) bool { return slices.Contains(st.used, edge) }
