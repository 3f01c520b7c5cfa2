package value_test

import (
	"bytes"
	"math"
	"slices"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/query/value"
)

func TestOrderIsTotalAndAgreesWithEquivalence(t *testing.T) {
	all := values(250)
	for _, a := range all {
		for _, b := range all {
			c := sign(value.Order(a, b))
			if c != -sign(value.Order(b, a)) {
				t.Fatalf("Order(%s, %s) = %d, and the other way round too", show(a), show(b), c)
			}
			equivalent := value.Equivalent(a, b)
			if equivalent != (c == 0) {
				t.Fatalf("%s and %s: Order %d, Equivalent %v", show(a), show(b), c, equivalent)
			}
			if sameKey := bytes.Equal(value.AppendKey(nil, a), value.AppendKey(nil, b)); sameKey != equivalent {
				t.Fatalf("%s and %s: Equivalent %v, same key %v", show(a), show(b), equivalent, sameKey)
			}
		}
	}
	// Of values that are sorted, each is no greater than all that follow: with the above, Order is transitive.
	sorted := slices.Clone(all)
	slices.SortFunc(sorted, value.Order)
	for i, a := range sorted {
		for _, b := range sorted[i:] {
			if value.Order(a, b) > 0 {
				t.Fatalf("%s sorts before %s, but is greater", show(a), show(b))
			}
		}
	}
}

func TestEqualsIsSymmetricAndAgreesWithEquivalence(t *testing.T) {
	all := values(250)
	for _, a := range all {
		for _, b := range all {
			equal := value.Equals(a, b)
			if other := value.Equals(b, a); other != equal {
				t.Fatalf("%s = %s is %s, and the other way round %s", show(a), show(b), equal, other)
			}
			if equal == value.True && !value.Equivalent(a, b) {
				t.Fatalf("%s = %s, but they are not equivalent", show(a), show(b))
			}
			if !hasUnknown(a) && !hasUnknown(b) && (equal == value.True) != value.Equivalent(a, b) {
				t.Fatalf("%s = %s is %s without null and NaN, and Equivalent %v", show(a), show(b), equal, value.Equivalent(a, b))
			}
		}
	}
}

func TestLessAgreesWithOrder(t *testing.T) {
	all := values(250)
	for _, a := range all {
		for _, b := range all {
			less, greater := value.Less(a, b), value.Less(b, a)
			if less == value.True && greater == value.True {
				t.Fatalf("%s and %s are each less than the other", show(a), show(b))
			}
			if less == value.True && value.Order(a, b) >= 0 {
				t.Fatalf("%s < %s, but they order as %d", show(a), show(b), value.Order(a, b))
			}
			if (less == value.Unknown) != (greater == value.Unknown) {
				t.Fatalf("%s < %s is %s, and the other way round %s", show(a), show(b), less, greater)
			}
			unordered := less == value.False && value.LessOrEqual(a, b) == value.False && greater == value.False
			if want := greater.Not(); !unordered && value.LessOrEqual(a, b) != want {
				t.Fatalf("%s <= %s is %s, but > is %s", show(a), show(b), value.LessOrEqual(a, b), greater)
			}
		}
	}
}

func TestKeysAreNoPrefixes(t *testing.T) {
	all := values(150)
	for _, a := range all {
		for _, b := range all {
			if !value.Equivalent(a, b) && bytes.HasPrefix(value.AppendKey(nil, a), value.AppendKey(nil, b)) {
				t.Fatalf("the key of %s begins with that of %s", show(a), show(b))
			}
		}
	}
}

func TestComparisons(t *testing.T) {
	nan := value.Float(math.NaN())
	list := func(items ...value.Value) value.Value { return value.List(items) }
	i, f, s := value.Int, value.Float, value.String
	date := func(text string) value.Value { return value.Date(graph.MustParseDate(text)) }
	const no, yes, dunno = value.False, value.True, value.Unknown
	for _, test := range []struct {
		a, b                 value.Value
		equal, less, orEqual value.Truth
	}{
		{i(1), f(1), yes, no, yes},
		{i(1), f(1.5), no, yes, yes},
		{i(-1), f(-1.5), no, no, no},
		// 2^53+1 is no float: as a float it would be 2^53.
		{i(1<<53 + 1), f(1 << 53), no, no, no},
		{i(math.MaxInt64), f(1 << 63), no, yes, yes},
		{i(1), nan, no, no, no},
		{nan, nan, no, no, no},
		{nan, s("a"), no, dunno, dunno},
		{i(1), s("1"), no, dunno, dunno},
		{value.Bool(false), value.Bool(true), no, yes, yes},
		{value.Null, i(1), dunno, dunno, dunno},
		{value.Null, value.Null, dunno, dunno, dunno},
		{s("a"), s("ab"), no, yes, yes},
		{list(), list(), yes, no, yes},
		{list(i(1)), list(i(1), i(0)), no, yes, yes},
		{list(i(1)), list(i(1), value.Null), no, yes, yes},
		{list(i(1), value.Null), list(i(1), i(2)), dunno, dunno, dunno},
		{list(i(3), value.Null), list(i(1), i(2)), no, no, no},
		{list(value.Null, i(1)), list(value.Null, i(2)), no, dunno, dunno},
		{list(list(i(1)), list(i(2))), list(list(i(1)), list(value.Null)), dunno, dunno, dunno},
		{list(i(1)), s("a"), no, dunno, dunno},
		// Intervals: equal is the same writing, less is certainly before.
		{date("2013"), date("2014"), no, yes, yes},
		{date("2014"), date("2014-05"), no, no, yes},
		{date("2014-05"), date("2014"), no, no, yes},
		{date("2014"), date("2014"), yes, no, yes},
		{date("2014"), date("2014~"), no, no, yes},
		{date("2014-05-01"), date("2014-04"), no, no, no},
		{date("2014"), s("2014"), no, dunno, dunno},
		{value.Node(1), value.Node(1), yes, dunno, dunno},
		{value.Node(1), value.Node(2), no, dunno, dunno},
		{value.Node(1), value.Relationship(1), no, dunno, dunno},
	} {
		if got := value.Equals(test.a, test.b); got != test.equal {
			t.Errorf("%s = %s is %s, want %s", show(test.a), show(test.b), got, test.equal)
		}
		if got := value.Less(test.a, test.b); got != test.less {
			t.Errorf("%s < %s is %s, want %s", show(test.a), show(test.b), got, test.less)
		}
		if got := value.LessOrEqual(test.a, test.b); got != test.orEqual {
			t.Errorf("%s <= %s is %s, want %s", show(test.a), show(test.b), got, test.orEqual)
		}
	}
}

func TestMapEquality(t *testing.T) {
	of := func(keysAndValues ...any) value.Value {
		m := &value.Map{}
		for i := 0; i < len(keysAndValues); i += 2 {
			m.Set(keysAndValues[i].(string), keysAndValues[i+1].(value.Value))
		}
		return value.OfMap(m)
	}
	one, two, null := value.Int(1), value.Int(2), value.Null
	for _, test := range []struct {
		a, b value.Value
		want value.Truth
	}{
		{of(), of(), value.True},
		{of("k", one, "l", two), of("l", two, "k", one), value.True},
		{of(), of("k", null), value.False},
		{of("k", null, "l", one), of("l", one), value.False},
		{of("k", null), of("k", null), value.Unknown},
		{of("k", one, "l", null), of("l", one, "k", one), value.Unknown},
		{of("k", one, "l", null), of("l", one, "k", two), value.False},
		{of("k", null, "l", one), of("k", null, "m", one), value.False},
	} {
		if got := value.Equals(test.a, test.b); got != test.want {
			t.Errorf("%s = %s is %s, want %s", show(test.a), show(test.b), got, test.want)
		}
	}
}

func TestOrderOfKinds(t *testing.T) {
	// The order of all kinds, with NaN above the numbers.
	sorted := []value.Value{
		value.OfMap(&value.Map{Keys: []string{"a"}, Values: []value.Value{value.String("map")}}),
		value.Node(7), value.Relationship(3), value.List([]value.Value{value.String("list")}),
		value.OfPath(&value.Path{Nodes: []value.NodeID{0}}), value.Date(graph.MustParseDate("2014")),
		value.String("text"), value.Bool(false), value.Bool(true), value.Float(math.Inf(-1)), value.Int(1), value.Float(1.5),
		value.Float(math.Inf(1)), value.Float(math.NaN()), value.Null,
	}
	for i := range sorted {
		for j := range sorted {
			if got, want := sign(value.Order(sorted[i], sorted[j])), sign(i-j); got != want {
				t.Errorf("Order(%s, %s) = %d, want %d", show(sorted[i]), show(sorted[j]), got, want)
			}
		}
	}
}

func TestIn(t *testing.T) {
	one, two, null := value.Int(1), value.Int(2), value.Null
	for _, test := range []struct {
		item value.Value
		list []value.Value
		want value.Truth
	}{
		{null, nil, value.False}, {null, []value.Value{null}, value.Unknown}, {one, []value.Value{two, null}, value.Unknown},
		{one, []value.Value{null, one}, value.True}, {one, []value.Value{two}, value.False}, {one, []value.Value{value.Float(1)}, value.True},
	} {
		if got := value.In(test.item, test.list); got != test.want {
			t.Errorf("%s IN %s is %s, want %s", show(test.item), show(value.List(test.list)), got, test.want)
		}
	}
}

func TestTruthTables(t *testing.T) {
	const no, yes, dunno = value.False, value.True, value.Unknown
	for _, row := range []struct{ a, b, and, or, xor value.Truth }{
		{no, no, no, no, no}, {no, yes, no, yes, yes}, {no, dunno, no, dunno, dunno},
		{yes, yes, yes, yes, no}, {yes, dunno, dunno, yes, dunno}, {dunno, dunno, dunno, dunno, dunno},
	} {
		for _, pair := range [][2]value.Truth{{row.a, row.b}, {row.b, row.a}} {
			a, b := pair[0], pair[1]
			if a.And(b) != row.and || a.Or(b) != row.or || a.Xor(b) != row.xor {
				t.Errorf("%s and %s: AND %s, OR %s, XOR %s; want %s, %s, %s", a, b, a.And(b), a.Or(b), a.Xor(b), row.and, row.or, row.xor)
			}
			if a.And(b) != a.Not().Or(b.Not()).Not() {
				t.Errorf("De Morgan's law fails for %s and %s", a, b)
			}
		}
	}
}

func sign(c int) int {
	switch {
	case c < 0:
		return -1
	case c > 0:
		return 1
	}
	return 0
}

func show(v value.Value) string { return value.Format(v, nil) }
