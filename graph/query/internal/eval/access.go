package eval

import (
	"math"
	"slices"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/property"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

func (c *Compiler) property(e *syntax.Property, s *Scope) (operand, error) {
	x, err := c.operand(e.X, s)
	if err != nil {
		return operand{}, err
	}
	key, span := e.Key.Text, e.Span
	get := func(rt *Runtime, v value.Value) (value.Value, error) {
		v, err := value.Property(v, key, rt.Graph)
		if err != nil {
			return v, fault.Locate(err, span)
		}
		return v, nil
	}
	if x.form != variable {
		return fold(operand{run: func(rt *Runtime, row Row) (value.Value, error) {
			v, err := x.run(rt, row)
			if err != nil {
				return v, err
			}
			return get(rt, v)
		}}, x.constant), nil
	}
	slot := x.slot
	return operand{form: propertyOfVariable, slot: slot, key: key, run: func(rt *Runtime, row Row) (value.Value, error) {
		switch of := row[slot]; of.Kind() {
		case value.KindNode:
			return rt.Graph.NodeProperty(of.Node(), key), nil
		case value.KindRelationship:
			return rt.Graph.RelationshipProperty(of.Relationship(), key), nil
		default:
			return get(rt, of)
		}
	}}, nil
}

func (c *Compiler) index(e *syntax.Index, s *Scope) (operand, error) {
	parts, constant, err := c.operands(s, e.X, e.I)
	if err != nil {
		return operand{}, err
	}
	x, i, span := parts[0].run, parts[1].run, e.Span
	return fold(operand{run: func(rt *Runtime, row Row) (value.Value, error) {
		v, err := x(rt, row)
		if err != nil {
			return v, err
		}
		place, err := i(rt, row)
		if err != nil {
			return place, err
		}
		item, err := value.Index(v, place, rt.Graph)
		return item, fault.Locate(err, span)
	}}, constant), nil
}

func (c *Compiler) slice(e *syntax.Slice, s *Scope) (operand, error) {
	parts, _, err := c.operands(s, e.X, e.From, e.To)
	if err != nil {
		return operand{}, err
	}
	if e.From == nil {
		parts[1] = constantOf(value.Int(0), e.Span)
	}
	if e.To == nil {
		parts[2] = constantOf(value.Int(math.MaxInt64), e.Span)
	}
	constant := parts[0].constant && parts[1].constant && parts[2].constant
	span := e.Span
	return fold(operand{run: func(rt *Runtime, row Row) (value.Value, error) {
		var v [3]value.Value
		for i := range v {
			var err error
			if v[i], err = parts[i].run(rt, row); err != nil {
				return value.Null, err
			}
		}
		items, err := value.Slice(v[0], v[1], v[2])
		if err != nil {
			return items, fault.Locate(err, span)
		}
		return items, takes(rt, value.Size(items))
	}}, constant), nil
}

func (c *Compiler) listLiteral(e *syntax.ListLiteral, s *Scope) (operand, error) {
	parts, constant, err := c.operands(s, e.Items...)
	if err != nil {
		return operand{}, err
	}
	span := e.Span
	return fold(operand{run: func(rt *Runtime, row Row) (value.Value, error) {
		items := make([]value.Value, len(parts))
		for i := range parts {
			var err error
			if items[i], err = parts[i].run(rt, row); err != nil {
				return value.Null, err
			}
		}
		return made(rt, value.List(items), span)
	}}, constant), nil
}

func (c *Compiler) mapLiteral(e *syntax.MapLiteral, s *Scope) (operand, error) {
	exprs := make([]syntax.Expr, len(e.Entries))
	for i, entry := range e.Entries {
		exprs[i] = entry.Value
	}
	parts, constant, err := c.operands(s, exprs...)
	if err != nil {
		return operand{}, err
	}
	// Of a key that is written twice the last value counts.
	var keys []string
	place := make([]int, len(e.Entries))
	for i := range e.Entries {
		key := e.Entries[i].Key.Text
		if place[i] = slices.Index(keys, key); place[i] < 0 {
			place[i], keys = len(keys), append(keys, key)
		}
	}
	span := e.Span
	return fold(operand{run: func(rt *Runtime, row Row) (value.Value, error) {
		values := make([]value.Value, len(keys))
		for i := range parts {
			v, err := parts[i].run(rt, row)
			if err != nil {
				return value.Null, err
			}
			values[place[i]] = v
		}
		return made(rt, value.OfMap(&value.Map{Keys: keys, Values: values}), span)
	}}, constant), nil
}

func (c *Compiler) mapProjection(e *syntax.MapProjection, s *Scope) (operand, error) {
	of, err := c.operand(e.Of, s)
	if err != nil {
		return operand{}, err
	}
	parts := make([]operand, len(e.Items))
	for i, item := range e.Items {
		if item.Value == nil {
			continue
		}
		if parts[i], err = c.operand(item.Value, s); err != nil {
			return operand{}, err
		}
	}
	span := e.Span
	return operand{run: func(rt *Runtime, row Row) (value.Value, error) {
		v, err := of.run(rt, row)
		if err != nil || v.IsNull() {
			return v, err
		}
		result := &value.Map{}
		for i, item := range e.Items {
			switch {
			case item.Value != nil:
				field, err := parts[i].run(rt, row)
				if err != nil {
					return value.Null, err
				}
				result.Set(item.Key.Text, field)
			case item.Key.Text == "*":
				if err := addAll(result, rt.Graph, v, span); err != nil {
					return value.Null, err
				}
			default:
				field, err := value.Property(v, item.Key.Text, rt.Graph)
				if err != nil {
					return value.Null, fault.Locate(err, span)
				}
				result.Set(item.Key.Text, field)
			}
		}
		return made(rt, value.OfMap(result), span)
	}}, nil
}

// addAll sets all properties of a node, relationship or map.
func addAll(result *value.Map, g property.Graph, v value.Value, span syntax.Span) error {
	switch v.Kind() {
	case value.KindNode:
		for _, key := range g.NodeKeys(v.Node()) {
			result.Set(key, g.NodeProperty(v.Node(), key))
		}
	case value.KindRelationship:
		for _, key := range g.RelationshipKeys(v.Relationship()) {
			result.Set(key, g.RelationshipProperty(v.Relationship(), key))
		}
	case value.KindMap:
		for i, key := range v.Map().Keys {
			result.Set(key, v.Map().Values[i])
		}
	default:
		return fault.AtRun(fault.TypeError, "InvalidArgumentType", span, "%s has no properties to take", v.Kind().Phrase())
	}
	return nil
}

func (c *Compiler) hasLabel(e *syntax.HasLabel, s *Scope) (predicate, error) {
	x, err := c.operand(e.X, s)
	if err != nil {
		return predicate{}, err
	}
	span := e.Span
	labels := labelsTest(e.Label)
	types := MatchingTypes(c.Graph, e.Label)
	return foldTruth(predicate{test: func(rt *Runtime, row Row) (value.Truth, error) {
		v, err := x.run(rt, row)
		if err != nil {
			return value.Unknown, err
		}
		switch v.Kind() {
		case value.KindNull:
			return value.Unknown, nil
		case value.KindNode:
			return value.TruthOf(labels(rt.Graph.Labels(v.Node()))), nil
		case value.KindRelationship:
			return value.TruthOf(types[rt.Graph.TypeOf(v.Relationship())]), nil
		}
		return value.Unknown, fault.AtRun(fault.TypeError, "InvalidArgumentType", span,
			"only nodes have labels and only relationships types, and this is %s", v.Kind().Phrase())
	}}, x.constant), nil
}
