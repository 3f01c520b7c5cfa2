package value

import (
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/query/fault"
)

// Properties gives the properties of nodes and relationships; a property.Graph does.
type Properties interface {
	NodeProperty(n NodeID, key string) Value
	RelationshipProperty(r RelationshipID, key string) Value
}

// Property returns v.key, of a node, relationship, map or date; null where there is none, and of null. Its errors,
// and those of Index and Slice, are *fault.Error of the run phase, without a span.
func Property(v Value, key string, g Properties) (Value, error) {
	switch v.kind {
	case KindNull:
		return Null, nil
	case KindNode:
		return g.NodeProperty(v.Node(), key), nil
	case KindRelationship:
		return g.RelationshipProperty(v.Relationship(), key), nil
	case KindMap:
		found, _ := v.Map().Get(key)
		return found, nil
	case KindDate:
		return dateField(v.date, key)
	}
	e := fault.AtRun(fault.TypeError, "InvalidArgumentType", fault.Span{}, "%s has no properties, so there is no %s",
		v.kind.Phrase(), name(key))
	switch v.kind {
	case KindList:
		e.WithHint("take an item first, as in list[0].%s, or all: [x IN list | x.%[1]s]", name(key))
	case KindPath:
		e.WithHint("nodes(…) and relationships(…) of a path are lists, whose items have properties")
	}
	return Null, e
}

// dateField returns what is said of a date: the month or day of one that is written without is null.
func dateField(d graph.Date, key string) (Value, error) {
	said := func(n int) (Value, error) {
		if n == 0 {
			return Null, nil
		}
		return Int(int64(n)), nil
	}
	switch key {
	case "year":
		return Int(int64(d.Year())), nil
	case "quarter":
		return said((d.Month() + 2) / 3)
	case "month":
		return said(d.Month())
	case "day":
		return said(d.Day())
	case "approximate":
		return Bool(d.Approximate()), nil
	}
	return Null, fault.AtRun(fault.TypeError, "InvalidArgumentValue", fault.Span{}, "a date has no field %s", name(key)).
		WithHint("it has year, quarter, month, day and approximate")
}

// Index returns v[i]: the item of a list, from its end where i is negative, null where there is none; or the
// property of a node, relationship, map or date that has the name i. It is null where v or i is.
func Index(v, i Value, g Properties) (Value, error) {
	if v.kind == KindNull || i.kind == KindNull {
		return Null, nil
	}
	switch v.kind {
	case KindList:
		if i.kind != KindInt {
			return Null, fault.AtRun(fault.TypeError, "ListElementAccessByNonInteger", fault.Span{},
				"the place of an item in a list is an integer, and this is %s", i.kind.Phrase()).
				WithHint("the first item is list[0], the last list[-1]")
		}
		list, at := v.List(), i.Int()
		if at < 0 {
			at += int64(len(list))
		}
		if at < 0 || at >= int64(len(list)) {
			return Null, nil
		}
		return list[at], nil
	case KindNode, KindRelationship, KindMap, KindDate:
		if i.kind != KindString {
			return Null, fault.AtRun(fault.TypeError, "MapElementAccessByNonString", fault.Span{},
				"a property of %s is named by a string, and this is %s", v.kind.Phrase(), i.kind.Phrase()).
				WithHint("write it as in x['name'] or x.name")
		}
		return Property(v, i.Text(), g)
	}
	e := fault.AtRun(fault.TypeError, "InvalidArgumentType", fault.Span{},
		"%s has no items, so [ ] cannot take one", v.kind.Phrase())
	switch v.kind {
	case KindString:
		e.WithHint("substring(text, start, length) takes a part of a string")
	case KindPath:
		e.WithHint("nodes(…) and relationships(…) of a path are lists")
	}
	return Null, e
}

// Slice returns v[from..to] of a list: the items from the place from, before the place to; negative places count from
// the end, and places beyond it are at it. It is null where any of the three is.
func Slice(v, from, to Value) (Value, error) {
	if v.kind == KindNull || from.kind == KindNull || to.kind == KindNull {
		return Null, nil
	}
	if v.kind != KindList {
		e := fault.AtRun(fault.TypeError, "InvalidArgumentType", fault.Span{},
			"%s has no items, so [ .. ] cannot take some", v.kind.Phrase())
		if v.kind == KindString {
			e.WithHint("substring(text, start, length) takes a part of a string")
		}
		return Null, e
	}
	for _, bound := range [...]Value{from, to} {
		if bound.kind != KindInt {
			return Null, fault.AtRun(fault.TypeError, "ListElementAccessByNonInteger", fault.Span{},
				"the bounds of a part of a list are integers, and this is %s", bound.kind.Phrase())
		}
	}
	list := v.List()
	place := func(bound Value) int64 {
		n := int64(len(list))
		at := bound.Int()
		if at < 0 {
			at += n
		}
		return min(max(at, 0), n)
	}
	start, end := place(from), place(to)
	if start >= end {
		return List(nil), nil
	}
	return List(list[start:end]), nil
}
