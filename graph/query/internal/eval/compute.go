package eval

import (
	"fmt"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/functions"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// arithmetic returns how an operator computes a value of two; nil for those that test.
func arithmetic(op syntax.Operator) func(a, b value.Value) (value.Value, error) {
	switch op {
	case syntax.Add:
		return value.Add
	case syntax.Subtract:
		return value.Subtract
	case syntax.Multiply:
		return value.Multiply
	case syntax.Divide:
		return value.Divide
	case syntax.Modulo:
		return value.Modulo
	case syntax.Power:
		return value.Power
	case syntax.Concatenate:
		return value.Concatenate
	}
	return nil
}

func (c *Compiler) arithmetic(e *syntax.Binary, compute func(a, b value.Value) (value.Value, error), s *Scope) (operand, error) {
	parts, constant, err := c.operands(s, e.X, e.Y)
	if err != nil {
		return operand{}, err
	}
	left, right, span := parts[0].run, parts[1].run, e.Span
	makes := e.Op == syntax.Add || e.Op == syntax.Concatenate
	return fold(operand{run: func(rt *Runtime, row Row) (value.Value, error) {
		a, err := left(rt, row)
		if err != nil {
			return a, err
		}
		b, err := right(rt, row)
		if err != nil {
			return b, err
		}
		v, err := compute(a, b)
		if err != nil {
			return v, fault.Locate(err, span)
		}
		if makes && (v.Kind() == value.KindString || v.Kind() == value.KindList) {
			return made(rt, v, span)
		}
		return v, nil
	}}, constant), nil
}

func (c *Compiler) sign(e *syntax.Unary, s *Scope) (operand, error) {
	x, err := c.operand(e.X, s)
	if err != nil {
		return operand{}, err
	}
	compute, span := value.Plus, e.Span
	if e.Op == syntax.Negate {
		compute = value.Negate
	}
	return fold(operand{run: func(rt *Runtime, row Row) (value.Value, error) {
		v, err := x.run(rt, row)
		if err != nil {
			return v, err
		}
		v, err = compute(v)
		return v, fault.Locate(err, span)
	}}, x.constant), nil
}

func (c *Compiler) call(e *syntax.Call, s *Scope) (operand, error) {
	f := functions.Lookup(e.Function)
	switch {
	case f == nil:
		return operand{}, fault.New(fault.SyntaxError, "UnknownFunction", e.Name.Span, "there is no function %s", e.Name.Text)
	case f.Eval == nil:
		return operand{}, fault.New(fault.SyntaxError, "InvalidAggregation", e.Span,
			"%s adds up rows, which it cannot do here", f.Name).
			WithHint("it can stand in WITH and RETURN: put it into a WITH before, and use its name here")
	case len(e.Args) < f.Min || f.Max >= 0 && len(e.Args) > f.Max:
		return operand{}, fault.New(fault.SyntaxError, "InvalidNumberOfArguments", e.Span,
			"%s takes %s, and here are %d", f.Name, numberOfArguments(f), len(e.Args)).
			WithHint("it is %s", f.Signature)
	}
	args, constant, err := c.operands(s, e.Args...)
	if err != nil {
		return operand{}, err
	}
	o := operand{run: callOf(f, args, e.Span)}
	return fold(o, constant && !f.Varies), nil
}

func numberOfArguments(f *functions.Function) string {
	switch {
	case f.Max < 0:
		return fmt.Sprintf("%d or more arguments", f.Min)
	case f.Min == f.Max && f.Min == 1:
		return "1 argument"
	case f.Min == f.Max:
		return fmt.Sprintf("%d arguments", f.Min)
	}
	return fmt.Sprintf("%d to %d arguments", f.Min, f.Max)
}

// largeResult is from how many bytes the result of a function counts as made: smaller ones are there already more
// often than not, or small beside the row.
const largeResult = 1 << 10

func callOf(f *functions.Function, args []operand, span syntax.Span) Func {
	return func(rt *Runtime, row Row) (value.Value, error) {
		// The arguments lie on a stack of the run, so that calls allocate nothing.
		base := len(rt.stack)
		err := push(rt, row, args)
		var v value.Value
		if err == nil {
			v, err = f.Eval(rt.Functions, rt.stack[base:len(rt.stack):len(rt.stack)])
			err = fault.Locate(err, span)
		}
		rt.stack = rt.stack[:base]
		switch {
		case err != nil:
			return value.Null, err
		case value.Size(v) >= largeResult:
			return made(rt, v, span)
		}
		return v, nil
	}
}

// push computes the arguments of a call and puts them on the stack.
func push(rt *Runtime, row Row, args []operand) error {
	for i := range args {
		v, err := args[i].run(rt, row)
		if err == nil {
			err = takes(rt, value.Size(v))
		}
		if err != nil {
			return err
		}
		rt.stack = append(rt.stack, v)
	}
	return nil
}

func (c *Compiler) caseOf(e *syntax.Case, s *Scope) (operand, error) {
	if e.Of != nil {
		return c.simpleCase(e, s)
	}
	conditions, results, otherwise, err := branches(c, e, s, c.predicate)
	if err != nil {
		return operand{}, err
	}
	return operand{run: func(rt *Runtime, row Row) (value.Value, error) {
		for i := range conditions {
			t, err := conditions[i].test(rt, row)
			if err != nil {
				return value.Null, err
			}
			if t == value.True {
				return results[i].run(rt, row)
			}
		}
		return otherwise.run(rt, row)
	}}, nil
}

// branches compiles the parts of a CASE, its conditions with condition; without ELSE it is null.
func branches[T any](
	c *Compiler, e *syntax.Case, s *Scope, condition func(syntax.Expr, *Scope) (T, error),
) (conditions []T, results []operand, otherwise operand, err error) {
	conditions, results = make([]T, len(e.Whens)), make([]operand, len(e.Whens))
	for i, when := range e.Whens {
		if conditions[i], err = condition(when.Condition, s); err != nil {
			return nil, nil, operand{}, err
		}
		if results[i], err = c.operand(when.Result, s); err != nil {
			return nil, nil, operand{}, err
		}
	}
	if e.Else == nil {
		return conditions, results, constantOf(value.Null, e.Span), nil
	}
	otherwise, err = c.operand(e.Else, s)
	return conditions, results, otherwise, err
}

func (c *Compiler) simpleCase(e *syntax.Case, s *Scope) (operand, error) {
	of, err := c.operand(e.Of, s)
	if err != nil {
		return operand{}, err
	}
	conditions, results, otherwise, err := branches(c, e, s, c.operand)
	if err != nil {
		return operand{}, err
	}
	return operand{run: func(rt *Runtime, row Row) (value.Value, error) {
		v, err := of.run(rt, row)
		if err != nil {
			return v, err
		}
		for i := range conditions {
			candidate, err := conditions[i].run(rt, row)
			if err == nil {
				err = costs(rt, v, candidate)
			}
			if err != nil {
				return value.Null, err
			}
			if value.Equals(v, candidate) == value.True {
				return results[i].run(rt, row)
			}
		}
		return otherwise.run(rt, row)
	}}, nil
}
