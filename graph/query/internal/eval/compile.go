package eval

import (
	"context"
	"strings"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/functions"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// Condition computes whether an expression is true for a row.
type Condition func(rt *Runtime, row Row) (bool, error)

// Expr compiles an expression. The Func may be called by several runs at once, each with its own Runtime and rows of
// the width of the scope's frame; beyond the slots of the scope it writes only those that it has reserved. Its errors
// are *fault.Error with the span of the part that failed.
func (c *Compiler) Expr(e syntax.Expr, s *Scope) (Func, error) {
	o, err := c.operand(e, s)
	if err != nil {
		return nil, err
	}
	return o.run, nil
}

// Condition compiles what stands after WHERE: a row for which e is false or null does not pass, and one for which it
// is no truth value at all is an error.
func (c *Compiler) Condition(e syntax.Expr, s *Scope) (Condition, error) {
	p, err := c.predicate(e, s)
	if err != nil {
		return nil, err
	}
	test := p.test
	return func(rt *Runtime, row Row) (bool, error) {
		t, err := test(rt, row)
		return t == value.True, err
	}, nil
}

// Settle returns f for where no more than a truth value is kept of it: what it made on the way no longer counts
// against the memory of the run.
func Settle(f Func) Func {
	return func(rt *Runtime, row Row) (value.Value, error) {
		passing := rt.Budget.Passing()
		v, err := f(rt, row)
		rt.Budget.Forget(passing)
		return v, err
	}
}

// operand is a compiled expression, with what can be known of it beforehand.
type operand struct {
	run Func
	at  syntax.Span
	// constant says that run always gives value.
	constant bool
	value    value.Value
	// form says that the expression is just the variable in slot, or its property key.
	form form
	slot int
	key  string
}

type form uint8

const (
	general form = iota
	variable
	propertyOfVariable
)

// test computes a truth value for a row.
type test func(rt *Runtime, row Row) (value.Truth, error)

// predicate is a compiled expression of which only the truth value matters.
type predicate struct {
	test     test
	constant bool
	value    value.Truth
}

func constantOf(v value.Value, at syntax.Span) operand {
	return operand{at: at, constant: true, value: v, run: func(*Runtime, Row) (value.Value, error) { return v, nil }}
}

func variableIn(slot int, at syntax.Span) operand {
	return operand{at: at, form: variable, slot: slot, run: func(_ *Runtime, row Row) (value.Value, error) {
		return row[slot], nil
	}}
}

func (c *Compiler) operand(e syntax.Expr, s *Scope) (operand, error) {
	if slot, ok := s.computed(e); ok {
		return variableIn(slot, e.Pos()), nil
	}
	o, err := c.compile(e, s)
	o.at = e.Pos()
	return o, err
}

// operands compiles several, and says whether all are constant. A nil expression stays a zero operand.
func (c *Compiler) operands(s *Scope, exprs ...syntax.Expr) (all []operand, constant bool, err error) {
	all, constant = make([]operand, len(exprs)), true
	for i, e := range exprs {
		if e == nil {
			continue
		}
		if all[i], err = c.operand(e, s); err != nil {
			return nil, false, err
		}
		constant = constant && all[i].constant
	}
	return all, constant, nil
}

func (c *Compiler) compile(e syntax.Expr, s *Scope) (operand, error) {
	switch e := e.(type) {
	case *syntax.Literal:
		return constantOf(e.Value, e.Span), nil
	case *syntax.Parameter:
		return parameter(e), nil
	case *syntax.Variable:
		return variableOperand(e, s)
	case *syntax.ListLiteral:
		return c.listLiteral(e, s)
	case *syntax.MapLiteral:
		return c.mapLiteral(e, s)
	case *syntax.MapProjection:
		return c.mapProjection(e, s)
	case *syntax.Property:
		return c.property(e, s)
	case *syntax.Index:
		return c.index(e, s)
	case *syntax.Slice:
		return c.slice(e, s)
	case *syntax.Call:
		return c.call(e, s)
	case *syntax.Unary:
		if e.Op != syntax.Not {
			return c.sign(e, s)
		}
	case *syntax.Binary:
		if compute := arithmetic(e.Op); compute != nil {
			return c.arithmetic(e, compute, s)
		}
	case *syntax.Case:
		return c.caseOf(e, s)
	case *syntax.ListComprehension:
		return c.listComprehension(e, s)
	case *syntax.Reduce:
		return c.reduce(e, s)
	case *syntax.Subquery, *syntax.PatternExpr, *syntax.PatternComprehension:
		return c.hooked(e, s)
	}
	p, err := c.truth(e, s)
	if err != nil {
		return operand{}, err
	}
	if p.constant {
		return constantOf(p.value.Value(), e.Pos()), nil
	}
	test := p.test
	return operand{run: func(rt *Runtime, row Row) (value.Value, error) {
		t, err := test(rt, row)
		if err != nil {
			return value.Null, err
		}
		return t.Value(), nil
	}}, nil
}

// truth compiles the expressions that can give nothing but a truth value or null.
func (c *Compiler) truth(e syntax.Expr, s *Scope) (predicate, error) {
	switch e := e.(type) {
	case *syntax.Unary:
		return c.not(e, s)
	case *syntax.Binary:
		switch e.Op {
		case syntax.And, syntax.Or, syntax.Xor:
			return c.connective(e, s)
		case syntax.In:
			return c.in(e, s)
		case syntax.StartsWith, syntax.EndsWith, syntax.Contains:
			return c.textTest(e, s)
		case syntax.Matches:
			return c.matches(e, s)
		}
	case *syntax.Comparison:
		return c.comparison(e, s)
	case *syntax.IsNull:
		return c.isNull(e, s)
	case *syntax.HasLabel:
		return c.hasLabel(e, s)
	case *syntax.Quantified:
		return c.quantified(e, s)
	}
	return predicate{}, fault.New(fault.SyntaxError, "UnexpectedSyntax", e.Pos(), "this cannot be computed here")
}

// isTest reports whether truth compiles e.
func isTest(e syntax.Expr) bool {
	switch e := e.(type) {
	case *syntax.Unary:
		return e.Op == syntax.Not
	case *syntax.Binary:
		return arithmetic(e.Op) == nil
	case *syntax.Comparison, *syntax.IsNull, *syntax.HasLabel, *syntax.Quantified:
		return true
	}
	return false
}

// predicate compiles any expression where a truth value is needed; another value is an error.
func (c *Compiler) predicate(e syntax.Expr, s *Scope) (predicate, error) {
	if _, ok := s.computed(e); !ok && isTest(e) {
		return c.truth(e, s)
	}
	o, err := c.operand(e, s)
	if err != nil {
		return predicate{}, err
	}
	if o.constant {
		if t, ok := o.value.Truth(); ok {
			return constantTruth(t), nil
		}
	}
	run, at := o.run, o.at
	return predicate{test: func(rt *Runtime, row Row) (value.Truth, error) {
		v, err := run(rt, row)
		if err != nil {
			return value.Unknown, err
		}
		t, ok := v.Truth()
		if !ok {
			return value.Unknown, noTruth(v, at)
		}
		return t, nil
	}}, nil
}

func noTruth(v value.Value, at syntax.Span) error {
	e := fault.AtRun(fault.TypeError, "InvalidArgumentType", at,
		"a condition must be true, false or null, and this is %s", v.Kind().Phrase())
	switch v.Kind() {
	case value.KindList:
		return e.WithHint("size(…) > 0 tells whether a list has items")
	case value.KindInt, value.KindFloat, value.KindString, value.KindNode, value.KindRelationship:
		return e.WithHint("compare it with something, or test it with IS NOT NULL")
	}
	return e
}

func constantTruth(t value.Truth) predicate {
	return predicate{constant: true, value: t, test: func(*Runtime, Row) (value.Truth, error) { return t, nil }}
}

// largestConstant is how many bytes a constant part may take that is computed beforehand.
const largestConstant = 1 << 16

// beforehand is what constant parts are computed with: their computation fails where it needs anything else.
func beforehand() *Runtime {
	budget := NewBudget(Limits{Memory: largestConstant})
	return &Runtime{
		Ctx: context.Background(), Budget: budget,
		Functions: &functions.Context{Ctx: context.Background(), Hold: budget.Hold, Fits: budget.Hold},
	}
}

// fold computes o now if its parts are constant, and keeps it as it is where that fails.
func fold(o operand, constant bool) operand {
	if !constant {
		return o
	}
	if v, err := o.run(beforehand(), nil); err == nil && value.Size(v) <= largestConstant {
		return constantOf(v, o.at)
	}
	return o
}

func foldTruth(p predicate, constant bool) predicate {
	if !constant {
		return p
	}
	if t, err := p.test(beforehand(), nil); err == nil {
		return constantTruth(t)
	}
	return p
}

// made notes a list, map or string that was made, and fails where it is too large.
func made(rt *Runtime, v value.Value, span syntax.Span) (value.Value, error) {
	if value.Depth(v) > value.MaxDepth {
		return value.Null, fault.AtRun(fault.LimitExceeded, "Depth", span, "lists and maps nest more than %d deep", value.MaxDepth)
	}
	size := value.Size(v)
	if size > value.MaxSize {
		return value.Null, fault.AtRun(fault.LimitExceeded, "Memory", span, "a value would take more than %d MB", value.MaxSize>>20)
	}
	if err := rt.Budget.Pass(size); err != nil {
		return value.Null, fault.Locate(err, span)
	}
	return v, takes(rt, size)
}

// takes notes that so many bytes are gone through, which a small step does for about a kilobyte.
func takes(rt *Runtime, bytes int) error {
	const step = 1 << 10
	if bytes < step {
		return nil
	}
	return rt.Budget.Steps(rt.Ctx, bytes/step)
}

func parameter(e *syntax.Parameter) operand {
	return operand{run: func(rt *Runtime, _ Row) (value.Value, error) {
		v, ok := rt.Params[e.Name]
		if !ok {
			return value.Null, fault.AtRun(fault.ParameterMissing, "MissingParameter", e.Span,
				"the parameter $%s is not given", e.Name)
		}
		return v, nil
	}}
}

func variableOperand(e *syntax.Variable, s *Scope) (operand, error) {
	slot, ok := s.Slot(e.Text)
	if !ok {
		err := fault.New(fault.SyntaxError, "UndefinedVariable", e.Span, "there is no variable %s here", e.Text)
		if names := s.Names(); len(names) > 0 {
			err.WithHint("there are %s", strings.Join(names, ", "))
		}
		return operand{}, err
	}
	return variableIn(slot, e.Span), nil
}

// hooked compiles what matches patterns.
func (c *Compiler) hooked(e syntax.Expr, s *Scope) (operand, error) {
	var run Func
	var err error
	switch e := e.(type) {
	case *syntax.Subquery:
		if c.Subquery != nil {
			run, err = c.Subquery(e, s)
		}
	case *syntax.PatternExpr:
		if c.Pattern != nil {
			run, err = c.Pattern(e, s)
		}
	case *syntax.PatternComprehension:
		if c.Comprehension != nil {
			run, err = c.Comprehension(e, s)
		}
	}
	if err == nil && run == nil {
		err = fault.New(fault.SyntaxError, "UnexpectedSyntax", e.Pos(), "a pattern cannot be matched here")
	}
	return operand{run: run}, err
}
