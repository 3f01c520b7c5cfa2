package value_test

import (
	"math"
	"math/rand/v2"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// awkward are values at the borders of their kinds, most of them close to another.
var awkward = []value.Value{
	value.Null, value.Bool(false), value.Bool(true),
	value.Int(0), value.Int(1), value.Int(-1), value.Int(math.MaxInt64), value.Int(math.MinInt64),
	value.Int(1 << 53), value.Int(1<<53 + 1), value.Int(math.MaxInt64 - 1),
	value.Float(0), value.Float(math.Copysign(0, -1)), value.Float(1), value.Float(-1), value.Float(0.5), value.Float(-0.5),
	value.Float(1 << 53), value.Float(1<<53 + 2), value.Float(1 << 63), value.Float(-1 << 63), value.Float(-1<<63 - 2048),
	value.Float(math.NaN()), value.Float(math.Float64frombits(0x7ff8000000000123)), value.Float(math.Inf(1)), value.Float(math.Inf(-1)),
	value.Float(math.SmallestNonzeroFloat64), value.Float(math.MaxFloat64),
	value.String(""), value.String("a"), value.String("ab"), value.String("\x00"), value.String("\xff"), value.String("é"), value.String("1"),
	value.Date(graph.MustParseDate("2014")), value.Date(graph.MustParseDate("2014~")), value.Date(graph.MustParseDate("2014-01")),
	value.Date(graph.MustParseDate("2014-01-01")), value.Date(graph.MustParseDate("2013-12-31")),
	value.Node(0), value.Node(1), value.Relationship(0), value.Relationship(1),
	value.OfPath(&value.Path{Nodes: []value.NodeID{0}}),
	value.OfPath(&value.Path{Nodes: []value.NodeID{0, 1}, Relationships: []value.RelationshipID{0}}),
	value.OfPath(&value.Path{Nodes: []value.NodeID{0, 1}, Relationships: []value.RelationshipID{1}}),
	value.OfPath(&value.Path{Nodes: []value.NodeID{0, 1, 0}, Relationships: []value.RelationshipID{0, 0}}),
	value.List(nil), value.OfMap(&value.Map{}),
}

// generate returns a value that nests at most so deep.
func generate(r *rand.Rand, depth int) value.Value {
	if depth == 0 || r.IntN(3) > 0 {
		return awkward[r.IntN(len(awkward))]
	}
	items := make([]value.Value, r.IntN(4))
	for i := range items {
		items[i] = generate(r, depth-1)
	}
	if r.IntN(2) == 0 {
		return value.List(items)
	}
	m := &value.Map{}
	names := []string{"a", "b", "", "a b"}
	for _, i := range r.Perm(len(names))[:len(items)] {
		m.Set(names[i], items[len(m.Keys)])
	}
	return value.OfMap(m)
}

// values returns the awkward values and so many generated ones.
func values(n int) []value.Value {
	r := rand.New(rand.NewPCG(1, 2))
	all := append([]value.Value(nil), awkward...)
	for range n {
		all = append(all, generate(r, 3))
	}
	return all
}

// hasUnknown reports whether v is or holds null or NaN.
func hasUnknown(v value.Value) bool {
	switch v.Kind() {
	case value.KindNull:
		return true
	case value.KindFloat:
		return math.IsNaN(v.Float())
	case value.KindList:
		for _, item := range v.List() {
			if hasUnknown(item) {
				return true
			}
		}
	case value.KindMap:
		for _, item := range v.Map().Values {
			if hasUnknown(item) {
				return true
			}
		}
	}
	return false
}
