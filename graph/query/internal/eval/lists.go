package eval

import (
	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// loop is the list that an expression goes through, with the variable that stands for each item.
type loop struct {
	list  operand
	slot  int
	scope *Scope // with the variable
}

// loop compiles "name IN list"; scope is the one around it, and the one that what is inside sees.
func (c *Compiler) loop(name syntax.Name, list syntax.Expr, s, inner *Scope) (loop, error) {
	o, err := c.operand(list, s)
	if err != nil {
		return loop{}, err
	}
	return loop{list: o, slot: inner.Declare(name.Text), scope: inner}, nil
}

// items computes the list; ok is false where it is null.
func (l *loop) items(rt *Runtime, row Row) (items []value.Value, ok bool, err error) {
	v, err := l.list.run(rt, row)
	switch {
	case err != nil:
		return nil, false, err
	case v.IsNull():
		return nil, false, nil
	case v.Kind() != value.KindList:
		return nil, false, fault.AtRun(fault.TypeError, "InvalidArgumentType", l.list.at,
			"IN needs a list after it, and this is %s", v.Kind().Phrase())
	}
	return v.List(), true, nil
}

func (c *Compiler) listComprehension(e *syntax.ListComprehension, s *Scope) (operand, error) {
	l, err := c.loop(e.Var, e.List, s, s.Child())
	if err != nil {
		return operand{}, err
	}
	where, result := constantTruth(value.True), variableIn(l.slot, e.Var.Span)
	if e.Where != nil {
		if where, err = c.predicate(e.Where, l.scope); err != nil {
			return operand{}, err
		}
	}
	if e.Map != nil {
		if result, err = c.operand(e.Map, l.scope); err != nil {
			return operand{}, err
		}
	}
	span := e.Span
	return operand{run: func(rt *Runtime, row Row) (value.Value, error) {
		items, ok, err := l.items(rt, row)
		if !ok {
			return value.Null, err
		}
		var results []value.Value
		passing, size := rt.Budget.Passing(), 0
		for _, item := range items {
			if err := rt.Budget.Step(rt.Ctx); err != nil {
				return value.Null, err
			}
			row[l.slot] = item
			t, err := where.test(rt, row)
			if err != nil {
				return value.Null, err
			}
			if t != value.True {
				rt.Budget.Forget(passing + int64(size))
				continue
			}
			v, err := result.run(rt, row)
			if err != nil {
				return value.Null, err
			}
			results = append(results, v)
			// Of what the item took, its result is left.
			rt.Budget.Forget(passing + int64(size))
			if err := rt.Budget.Pass(value.Size(v)); err != nil {
				return value.Null, fault.Locate(err, span)
			}
			size += value.Size(v)
		}
		rt.Budget.Forget(passing)
		return made(rt, value.List(results), span)
	}}, nil
}

func (c *Compiler) quantified(e *syntax.Quantified, s *Scope) (predicate, error) {
	l, err := c.loop(e.Var, e.List, s, s.Child())
	if err != nil {
		return predicate{}, err
	}
	where := constantTruth(value.True)
	if e.Where != nil {
		if where, err = c.predicate(e.Where, l.scope); err != nil {
			return predicate{}, err
		}
	}
	kind := e.Kind
	return predicate{test: func(rt *Runtime, row Row) (value.Truth, error) {
		items, ok, err := l.items(rt, row)
		if !ok {
			return value.Unknown, err
		}
		var count [value.Unknown + 1]int // of items by the truth of the condition
		for _, item := range items {
			if err := rt.Budget.Step(rt.Ctx); err != nil {
				return value.Unknown, err
			}
			row[l.slot] = item
			passing := rt.Budget.Passing()
			t, err := where.test(rt, row)
			if err != nil {
				return value.Unknown, err
			}
			rt.Budget.Forget(passing)
			count[t]++
			if decided(kind, count[value.True], count[value.False]) {
				break
			}
		}
		return quantify(kind, count[value.True], count[value.False], count[value.Unknown]), nil
	}}, nil
}

// decided reports whether more items make no difference.
func decided(kind syntax.QuantifierKind, yes, no int) bool {
	switch kind {
	case syntax.AllOf:
		return no > 0
	case syntax.SingleOf:
		return yes > 1
	}
	return yes > 0
}

// quantify returns the truth of a quantifier over items of which the condition is true, false and unknown.
func quantify(kind syntax.QuantifierKind, yes, no, unknown int) value.Truth {
	switch {
	case kind == syntax.AllOf && no > 0, kind == syntax.NoneOf && yes > 0, kind == syntax.SingleOf && yes > 1:
		return value.False
	case kind == syntax.AnyOf && yes > 0:
		return value.True
	case unknown > 0:
		return value.Unknown
	}
	switch kind {
	case syntax.AnyOf:
		return value.False
	case syntax.SingleOf:
		return value.TruthOf(yes == 1)
	}
	return value.True
}

func (c *Compiler) reduce(e *syntax.Reduce, s *Scope) (operand, error) {
	init, err := c.operand(e.Init, s)
	if err != nil {
		return operand{}, err
	}
	inner := s.Child()
	accumulator := inner.Declare(e.Accumulator.Text)
	l, err := c.loop(e.Var, e.List, s, inner)
	if err != nil {
		return operand{}, err
	}
	step, err := c.operand(e.Step, inner)
	if err != nil {
		return operand{}, err
	}
	return operand{run: func(rt *Runtime, row Row) (value.Value, error) {
		result, err := init.run(rt, row)
		if err != nil {
			return result, err
		}
		items, ok, err := l.items(rt, row)
		if !ok {
			return value.Null, err
		}
		passing := rt.Budget.Passing()
		for _, item := range items {
			if err := rt.Budget.Step(rt.Ctx); err != nil {
				return value.Null, err
			}
			row[accumulator], row[l.slot] = result, item
			if result, err = step.run(rt, row); err != nil {
				return value.Null, err
			}
			// Of what the steps made, the result is left.
			rt.Budget.Forget(passing)
			if err := rt.Budget.Pass(value.Size(result)); err != nil {
				return value.Null, fault.Locate(err, e.Span)
			}
		}
		return result, nil
	}}, nil
}
