package exec

import (
	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/eval"
	"github.com/liaisongraph/liaison/graph/query/internal/match"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// subquery compiles EXISTS, COUNT and COLLECT. They see the variables around them; EXISTS ends with the first
// row, COUNT keeps none.
func (c *compiler) subquery(e *syntax.Subquery, scope *eval.Scope) (eval.Func, error) {
	around := c.within
	c.within = nil
	u, err := c.query(e.Query, scope, e.Kind == syntax.Exists)
	if err != nil {
		return nil, err
	}
	c.within = around
	c.note(e, [...]string{"Exists", "Count", "Collect"}[e.Kind], u.explain()...)
	switch e.Kind {
	case syntax.Exists:
		if len(u.parts) == 1 {
			return exists(u.parts[0].run), nil
		}
		return exists(func(rt *eval.Runtime, row eval.Row, emit func(eval.Row) error) error {
			return u.run(rt, row, func(row eval.Row, _ []int) error { return emit(row) })
		}), nil
	case syntax.Count:
		return func(rt *eval.Runtime, row eval.Row) (value.Value, error) {
			defer rt.Budget.Restore(rt.Budget.Held())
			n := int64(0)
			err := u.run(rt, row, func(eval.Row, []int) error {
				n++
				return nil
			})
			return value.Int(n), err
		}, nil
	}
	if len(u.columns()) != 1 {
		return nil, fault.New(fault.SyntaxError, "InvalidArgumentType", e.Span,
			"COLLECT takes a query that returns one column, and this one returns %d", len(u.columns())).
			WithHint("end it with RETURN of one expression")
	}
	return func(rt *eval.Runtime, row eval.Row) (value.Value, error) {
		l := &collected{rt: rt, held: rt.Budget.Held()}
		err := u.run(rt, row, func(row eval.Row, out []int) error { return l.add(row[out[0]]) })
		return l.list(err)
	}, nil
}

// exists makes a condition of what emits rows. What it holds when it is stopped, it holds no longer.
func exists(run func(*eval.Runtime, eval.Row, func(eval.Row) error) error) eval.Func {
	return func(rt *eval.Runtime, row eval.Row) (value.Value, error) {
		held := rt.Budget.Held()
		err := run(rt, row, stopAtOnce)
		rt.Budget.Restore(held)
		switch err {
		case nil:
			return value.Bool(false), nil
		case errStop:
			return value.Bool(true), nil
		}
		return null, err
	}
}

func stopAtOnce(eval.Row) error { return errStop }

// collected is a list that is being made.
type collected struct {
	rt    *eval.Runtime
	held  int64 // what the run held before
	items []value.Value
	bytes int
}

func (l *collected) add(v value.Value) error {
	l.items = append(l.items, v)
	l.bytes += value.Size(v)
	return l.rt.Budget.Hold(value.Size(v))
}

// list returns the list, which from then on lives with the row.
func (l *collected) list(err error) (value.Value, error) {
	l.rt.Budget.Restore(l.held)
	if err != nil {
		return null, err
	}
	return value.List(l.items), l.rt.Budget.Pass(l.bytes)
}

// pattern compiles a pattern that stands as a condition.
func (c *compiler) pattern(e *syntax.PatternExpr, scope *eval.Scope) (eval.Func, error) {
	matcher, err := match.Plan(c.index, c.eval, match.Spec{
		Paths: []*syntax.PathPattern{e.Path},
		Once:  true,
		Uses:  func(string) bool { return false },
	}, scope.Child())
	if err != nil {
		return nil, err
	}
	c.note(e, "Exists", matcher.Explain())
	return exists(matcher.Run), nil
}

// comprehension compiles [pattern WHERE condition | expression].
func (c *compiler) comprehension(e *syntax.PatternComprehension, scope *eval.Scope) (eval.Func, error) {
	inner := scope.Child()
	matcher, err := match.Plan(c.index, c.eval, match.Spec{
		Paths: []*syntax.PathPattern{e.Path},
		Where: e.Where,
		Uses:  func(variable string) bool { return mentions(e.Map, variable) },
	}, inner)
	if err != nil {
		return nil, err
	}
	c.note(e, "Collect", matcher.Explain())
	each, err := c.eval.Expr(e.Map, inner)
	if err != nil {
		return nil, err
	}
	return func(rt *eval.Runtime, row eval.Row) (value.Value, error) {
		l := &collected{rt: rt, held: rt.Budget.Held()}
		err := matcher.Run(rt, row, func(row eval.Row) error {
			v, err := each(rt, row)
			if err != nil {
				return err
			}
			return l.add(v)
		})
		return l.list(err)
	}, nil
}
