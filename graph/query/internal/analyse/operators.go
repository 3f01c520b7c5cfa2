package analyse

import (
	"strings"

	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

func (c *checker) unary(x *syntax.Unary, e *env) typ {
	if x.Op == syntax.Not {
		if p, ok := x.X.(*syntax.PatternExpr); ok {
			return c.patternExpr(p, e)
		}
		c.isCondition(x.X, c.expr(x.X, e), "NOT takes a condition")
		return kind(value.KindBool)
	}
	t := c.expr(x.X, e)
	if !t.can(value.NumberKind) {
		c.wrongType(x.X.Pos(), "%s before a value takes a number, and %s is %s", x.Op, excerpt(x.X), t.phrase())
		return of(value.NumberKind)
	}
	return of(t.kinds & value.NumberKind)
}

func (c *checker) binary(x *syntax.Binary, e *env) typ {
	switch x.Op {
	case syntax.And, syntax.Or, syntax.Xor:
		for _, side := range []syntax.Expr{x.X, x.Y} {
			if p, ok := side.(*syntax.PatternExpr); ok {
				c.patternExpr(p, e)
				continue
			}
			t := c.expr(side, e)
			if c.isCondition(side, t, x.Op.String()+" joins conditions") == nil || x.Op != syntax.Or {
				continue
			}
			if written, ok := alternative(x.X); ok && (t.is(value.KindString) || t.can(value.NumberKind)) {
				c.err.WithHint("write %s", strings.ReplaceAll(written, "…", excerpt(x.Y)))
			}
		}
		return kind(value.KindBool)
	}
	t, u := c.expr(x.X, e), c.expr(x.Y, e)
	switch x.Op {
	case syntax.In:
		if !u.can(value.KindList.Set()) {
			err := c.wrongType(x.Y.Pos(), "IN looks into a list, and %s is %s", excerpt(x.Y), u.phrase())
			switch {
			case u.is(value.KindString):
				err.WithHint("for a part of a string write CONTAINS; a list of one is [%s]", excerpt(x.Y))
			case u.is(value.KindMap):
				err.WithHint("its keys are keys(%s)", excerpt(x.Y))
			case u.is(value.KindPath):
				err.WithHint("its nodes are nodes(%s), its relationships relationships(%[1]s)", excerpt(x.Y))
			}
		}
		c.isIn(side{x.X, t}, side{x.Y, u})
		return kind(value.KindBool)
	case syntax.StartsWith, syntax.EndsWith, syntax.Contains, syntax.Matches: // null of what is no text
		c.looksInto(x.Op, side{x.X, t}, side{x.Y, u})
		return kind(value.KindBool)
	case syntax.Add:
		return c.sum(x, t, u)
	case syntax.Concatenate:
		texts, lists := value.KindString.Set(), value.KindList.Set()
		if t.kinds != 0 && u.kinds != 0 && !(t.can(texts) && u.can(texts)) && !(t.can(lists) && u.can(lists)) {
			c.wrongType(x.Span, "|| joins two strings or two lists, not %s and %s", t.phrase(), u.phrase()).
				WithHint("toString(…) makes a string, [ ] around a value a list")
		}
		return typ{kinds: (t.kinds | u.kinds) & (texts | lists)}.orUnknown()
	}
	return c.arithmetic(x, t, u)
}

// alternative returns how a choice of values is written whose first is on the left of OR, as in x = 'a' OR 'b'; … stands
// for the second.
func alternative(x syntax.Expr) (written string, ok bool) {
	switch x := x.(type) {
	case *syntax.Literal:
		return "x IN [" + excerpt(x) + ", …], with what is compared in the place of x", true
	case *syntax.Comparison:
		if len(x.Ops) == 1 && x.Ops[0] == syntax.Equal {
			return excerpt(x.Operands[0]) + " IN [" + excerpt(x.Operands[1]) + ", …]", true
		}
	}
	return "", false
}

// orUnknown is anything in place of no kind.
func (t typ) orUnknown() typ {
	if t.kinds == 0 {
		return anything
	}
	return t
}

// arithmetic checks - * / % and ^.
func (c *checker) arithmetic(x *syntax.Binary, t, u typ) typ {
	if t.kinds == 0 || u.kinds == 0 { // null, whatever the other is
		return null
	}
	for i, side := range []syntax.Expr{x.X, x.Y} {
		if kinds := []typ{t, u}[i]; !kinds.can(value.NumberKind) {
			err := c.wrongType(side.Pos(), "%s takes numbers, and %s is %s", x.Op, excerpt(side), kinds.phrase())
			if kinds.is(value.KindDate) {
				err.WithHint("dates are compared with < and =, and have a year, a month and a day, as in %s.year", excerpt(side))
			}
			break
		}
	}
	switch {
	case x.Op == syntax.Power:
		return kind(value.KindFloat)
	case t.is(value.KindInt) && u.is(value.KindInt):
		return kind(value.KindInt)
	case t.is(value.KindFloat) || u.is(value.KindFloat):
		return kind(value.KindFloat)
	}
	return of(value.NumberKind)
}

// sum checks +: of numbers, of a text and what is written beside it, and of a list and another or an item.
func (c *checker) sum(x *syntax.Binary, t, u typ) typ {
	const (
		list    = value.Kinds(1 << value.KindList)
		text    = value.Kinds(1 << value.KindString)
		written = text | value.NumberKind | 1<<value.KindBool | 1<<value.KindDate
	)
	switch {
	case t.kinds == 0 || u.kinds == 0:
		return null
	case t.can(list) || u.can(list):
		if t.is(value.KindList) && u.is(value.KindList) && t.item != nil && u.item != nil {
			return listOf(t.item.or(*u.item))
		}
		if t.is(value.KindList) || u.is(value.KindList) {
			return kind(value.KindList)
		}
		return anything
	case t.can(value.NumberKind) && u.can(value.NumberKind), t.can(text) && u.can(written), t.can(written) && u.can(text):
	default:
		c.wrongType(x.Span, "+ adds numbers and joins strings and lists, not %s and %s", t.phrase(), u.phrase())
		return anything
	}
	switch {
	case t.is(value.KindString) || u.is(value.KindString):
		return kind(value.KindString)
	case t.is(value.KindInt) && u.is(value.KindInt):
		return kind(value.KindInt)
	}
	return of(value.NumberKind | text)
}

func (c *checker) comparison(x *syntax.Comparison, e *env) typ {
	types := make([]typ, len(x.Operands))
	for i, operand := range x.Operands {
		types[i] = c.expr(operand, e.of(operand, func(of *env) { of.compared = true }))
	}
	for i, op := range x.Ops {
		c.compares(op, side{x.Operands[i], types[i]}, side{x.Operands[i+1], types[i+1]})
	}
	return kind(value.KindBool)
}

// around is the span of two and what is between them.
func around(a, b syntax.Span) syntax.Span {
	return syntax.Span{Start: min(a.Start, b.Start), End: max(a.End, b.End)}
}
