package exec

import (
	"math"
	"strings"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/eval"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// bound is the number of SKIP or LIMIT.
type bound struct {
	name string
	expr syntax.Expr // nil: none is written
	f    eval.Func
}

func (c *clauses) bound(name string, e syntax.Expr) (bound, error) {
	if e == nil {
		return bound{}, nil
	}
	f, err := c.eval.Expr(e, c.outer)
	return bound{name: name, expr: e, f: f}, err
}

// number computes the bound, or gives otherwise where none is written.
func (b bound) number(rt *eval.Runtime, row eval.Row, otherwise int64) (int64, error) {
	if b.f == nil {
		return otherwise, nil
	}
	v, err := b.f(rt, row)
	if err != nil {
		return 0, err
	}
	if v.Kind() != value.KindInt {
		return 0, fault.AtRun(fault.SyntaxError, "InvalidArgumentType", b.expr.Pos(),
			"%s takes a whole number, and this is %s", b.name, v.Kind().Phrase())
	}
	if v.Int() < 0 {
		return 0, fault.AtRun(fault.SyntaxError, "NegativeIntegerArgument", b.expr.Pos(),
			"%s takes a number that is not negative, and this is %d", b.name, v.Int())
	}
	return v.Int(), nil
}

// boundsStage leaves the first rows out, and stops the work when enough have come.
type boundsStage struct{ skip, limit bound }

func (s *boundsStage) open(rt *eval.Runtime, row eval.Row, next sink) (sink, error) {
	skip, limit, err := s.numbers(rt, row)
	if err != nil {
		return nil, err
	}
	if limit == 0 {
		return idle{next}, nil
	}
	return &boundsSink{next: next, skip: skip, left: limit}, nil
}

// numbers computes both bounds.
func (s *boundsStage) numbers(rt *eval.Runtime, row eval.Row) (skip, limit int64, err error) {
	if skip, err = s.skip.number(rt, row, 0); err == nil {
		limit, err = s.limit.number(rt, row, math.MaxInt64)
	}
	return skip, limit, err
}

func (s *boundsStage) explain() *eval.PlanNode {
	operator := "Limit"
	if s.limit.expr == nil {
		operator = "Skip"
	}
	return &eval.PlanNode{Operator: operator, Detail: strings.TrimSpace(s.text())}
}

// text returns the bounds as they are written, each after a space.
func (s *boundsStage) text() string {
	var text string
	for _, b := range []bound{s.skip, s.limit} {
		if b.expr != nil {
			text += " " + b.name + " " + b.expr.String()
		}
	}
	return text
}

type boundsSink struct {
	next       sink
	skip, left int64 // how many rows are still left out, and let through then
}

func (k *boundsSink) Push(row eval.Row) error {
	if k.skip > 0 {
		k.skip--
		return nil
	}
	if k.left == 0 {
		return errStop
	}
	k.left--
	if err := k.next.Push(row); err != nil {
		return err
	}
	if k.left == 0 {
		return errStop
	}
	return nil
}

func (k *boundsSink) Close() error { return k.next.Close() }
