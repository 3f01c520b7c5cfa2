package value

import (
	"cmp"
	"math"
	"strings"
)

// relation is how two values compare where < and > are asked for.
type relation uint8

const (
	less relation = iota
	same          // neither is less; dates that overlap are too
	greater
	unordered // NaN with a number: no comparison holds
	unknown   // null, or kinds that do not compare
)

// Less returns a < b: unknown where the two have no common order, which null has with nothing, and false where NaN is
// one of two numbers. Dates compare as intervals: a < b is that a is certainly before b. For sorting there is Order.
func Less(a, b Value) Truth { return comparisons[relate(a, b)].less }

// LessOrEqual returns a <= b, likewise; of dates, that b is not certainly before a.
func LessOrEqual(a, b Value) Truth { return comparisons[relate(a, b)].lessOrEqual }

var comparisons = [...]struct{ less, lessOrEqual Truth }{
	less:      {True, True},
	same:      {False, True},
	greater:   {False, False},
	unordered: {False, False},
	unknown:   {Unknown, Unknown},
}

func relate(a, b Value) relation {
	switch {
	case a.kind == KindInt && b.kind == KindInt:
		return relationOf(cmp.Compare(int64(a.bits), int64(b.bits)))
	case isNumber(a) && isNumber(b):
		if isNaN(a) || isNaN(b) {
			return unordered
		}
		return relationOf(compareNumbers(a, b))
	case a.kind != b.kind:
		return unknown
	}
	switch a.kind {
	case KindString:
		return relationOf(strings.Compare(a.Text(), b.Text()))
	case KindBool:
		return relationOf(cmp.Compare(a.bits, b.bits))
	case KindDate:
		switch {
		case a.date.Before(b.date):
			return less
		case b.date.Before(a.date):
			return greater
		}
		return same
	case KindList:
		x, y := a.List(), b.List()
		for i := range min(len(x), len(y)) {
			if r := relate(x[i], y[i]); r != same {
				return r
			}
		}
		return relationOf(cmp.Compare(len(x), len(y)))
	}
	return unknown
}

func relationOf(c int) relation { return relation(c + int(same)) }

func isNumber(v Value) bool { return v.kind == KindInt || v.kind == KindFloat }

func isNaN(v Value) bool { return v.kind == KindFloat && math.IsNaN(v.Float()) }

// compareNumbers compares two numbers as they are, without rounding integers; neither is NaN.
func compareNumbers(a, b Value) int {
	switch {
	case a.kind == KindFloat && b.kind == KindFloat:
		return cmp.Compare(a.Float(), b.Float())
	case a.kind == KindInt && b.kind == KindInt:
		return cmp.Compare(a.Int(), b.Int())
	case a.kind == KindInt:
		return compareIntFloat(a.Int(), b.Float())
	}
	return -compareIntFloat(b.Int(), a.Float())
}

func compareIntFloat(i int64, f float64) int {
	switch {
	case f >= 1<<63:
		return -1
	case f < -1<<63:
		return 1
	}
	whole := math.Trunc(f)
	if c := cmp.Compare(i, int64(whole)); c != 0 {
		return c
	}
	return cmp.Compare(whole, f)
}

// ranks are the places of the kinds in the order of all values.
var ranks = [...]int8{
	KindMap: 0, KindNode: 1, KindRelationship: 2, KindList: 3, KindPath: 4, KindDate: 5, KindString: 6,
	KindBool: 7, KindInt: 8, KindFloat: 8, KindNull: 9,
}

// Order is the total order of ORDER BY, of all values: maps, nodes, relationships, lists, paths, dates, strings,
// booleans, numbers, NaN, null. It is 0 just where the values are Equivalent. Lists and paths order by their
// first difference, maps by their number of keys, then by their sorted keys, then by the values of these.
func Order(a, b Value) int {
	if ranks[a.kind] != ranks[b.kind] {
		return cmp.Compare(ranks[a.kind], ranks[b.kind])
	}
	switch a.kind {
	case KindBool:
		return cmp.Compare(a.bits, b.bits)
	case KindNode, KindRelationship:
		return cmp.Compare(int32(uint32(a.bits)), int32(uint32(b.bits)))
	case KindInt, KindFloat:
		if isNaN(a) || isNaN(b) {
			return cmp.Compare(b2i(isNaN(a)), b2i(isNaN(b)))
		}
		return compareNumbers(a, b)
	case KindString:
		return strings.Compare(a.Text(), b.Text())
	case KindDate:
		return a.date.Compare(b.date)
	case KindList:
		x, y := a.List(), b.List()
		for i := range min(len(x), len(y)) {
			if c := Order(x[i], y[i]); c != 0 {
				return c
			}
		}
		return cmp.Compare(len(x), len(y))
	case KindMap:
		return orderMaps(a.Map(), b.Map())
	case KindPath:
		return orderPaths(a.Path(), b.Path())
	}
	return 0
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func orderMaps(a, b *Map) int {
	if c := cmp.Compare(len(a.Keys), len(b.Keys)); c != 0 {
		return c
	}
	var bufferA, bufferB [smallMap]int
	x, y := a.sorted(bufferA[:0]), b.sorted(bufferB[:0])
	for i := range x {
		if c := strings.Compare(a.Keys[x[i]], b.Keys[y[i]]); c != 0 {
			return c
		}
	}
	for i := range x {
		if c := Order(a.Values[x[i]], b.Values[y[i]]); c != 0 {
			return c
		}
	}
	return 0
}

// orderPaths orders by first node, first relationship, second node, …
func orderPaths(a, b *Path) int {
	for i := range min(len(a.Nodes), len(b.Nodes)) {
		if c := cmp.Compare(a.Nodes[i], b.Nodes[i]); c != 0 {
			return c
		}
		if i < len(a.Relationships) && i < len(b.Relationships) {
			if c := cmp.Compare(a.Relationships[i], b.Relationships[i]); c != 0 {
				return c
			}
		}
	}
	return cmp.Compare(len(a.Nodes), len(b.Nodes))
}
