package analyse

import (
	"strings"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/functions"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// env is where an expression stands.
type env struct {
	scope *scope
	// place is where nothing can be added up over rows: "WHERE"; "" where it can.
	place string
	// aggregate is the function that adds up what stands here, or nil.
	aggregate *syntax.Call
	// hidden has variables that one may think to see here; hiding says why they are not to be seen, and hiddenHint,
	// in which %s is the name, what can be done.
	hidden             *scope
	hiding, hiddenHint string
	constant           bool   // what depends on a row, or on the graph, cannot stand here
	compared           bool   // it is a side of a comparison
	owner              bool   // a property is taken of it
	columns            *index // of what is computed already
}

// known is an expression of a projection with its type.
type known struct {
	expr syntax.Expr
	typ  typ
	adds bool // it has aggregates in it
}

// within returns e for a part of the expression that sees s; what has variables of its own there is computed for
// items, so that no rows can be added up.
func (e *env) within(s *scope, place string) *env {
	inner := *e
	inner.scope = s
	if e.place == "" && e.aggregate == nil {
		inner.place = place
	}
	return &inner
}

// of returns e for a direct part of an expression: changed where that is a variable, which is told about in hints.
func (e *env) of(x syntax.Expr, change func(*env)) *env {
	if _, ok := x.(*syntax.Variable); !ok {
		return e
	}
	changed := *e
	change(&changed)
	return &changed
}

// wrongType notes that an expression is of a kind that cannot be right.
func (c *checker) wrongType(at syntax.Span, format string, args ...any) *fault.Error {
	return c.fail(fault.SyntaxError, "InvalidArgumentType", at, format, args...)
}

// condition checks an expression that is to be true, false or null.
func (c *checker) condition(x syntax.Expr, e *env) typ {
	if p, ok := x.(*syntax.PatternExpr); ok {
		return c.patternExpr(p, e)
	}
	t := c.expr(x, e)
	c.isCondition(x, t, "a condition is to be true or false")
	return t
}

// isCondition checks that the type of x is that of a condition; rule says what asks for one.
// It returns the error, for another hint, or nil.
func (c *checker) isCondition(x syntax.Expr, t typ, rule string) *fault.Error {
	if t.can(value.KindBool.Set()) {
		return nil
	}
	err := c.wrongType(x.Pos(), "%s, and %s is %s", rule, excerpt(x), t.phrase())
	name := ""
	if v, ok := x.(*syntax.Variable); ok {
		name = syntax.Quote(v.Text)
	}
	switch {
	case name == "":
		if p, ok := x.(*syntax.Property); ok {
			err.WithHint("whether it is there: %s IS NOT NULL", excerpt(p))
		}
	case t.is(value.KindNode):
		err.WithHint("to ask for a label write %s:Label, whether it is there %s IS NOT NULL", name, name)
	case t.is(value.KindRelationship):
		err.WithHint("to ask for a type write %s:TYPE, whether it is there %s IS NOT NULL", name, name)
	case t.is(value.KindList):
		err.WithHint("to ask whether there are items write NOT isEmpty(%s)", name)
	}
	return err
}

// excerpt writes an expression for a sentence.
func excerpt(x syntax.Expr) string {
	const longest = 40
	s := []rune(x.String())
	if len(s) > longest {
		s = append(s[:longest-1:longest-1], '…')
	}
	return string(s)
}

// expr checks an expression and returns its type.
func (c *checker) expr(x syntax.Expr, e *env) typ {
	if c.err != nil { // the first is enough, and finding what is meant takes time
		return anything
	}
	if item := e.columns.find(x); item != nil {
		return item.typ
	}
	switch x := x.(type) {
	case *syntax.Literal:
		if x.Value.IsNull() {
			return null
		}
		return kind(x.Value.Kind())
	case *syntax.Parameter:
		return anything
	case *syntax.Variable:
		return c.variable(x, e)
	case *syntax.ListLiteral:
		return c.list(x, e)
	case *syntax.MapLiteral:
		for _, entry := range x.Entries {
			c.expr(entry.Value, e)
		}
		return kind(value.KindMap)
	case *syntax.MapProjection:
		return c.mapProjection(x, e)
	case *syntax.Property:
		return c.property(x, e)
	case *syntax.Index:
		return c.index(x, e)
	case *syntax.Slice:
		return c.slice(x, e)
	case *syntax.Call:
		return c.call(x, e)
	case *syntax.Unary:
		return c.unary(x, e)
	case *syntax.Binary:
		return c.binary(x, e)
	case *syntax.Comparison:
		return c.comparison(x, e)
	case *syntax.IsNull:
		c.expr(x.X, e)
		return kind(value.KindBool)
	case *syntax.HasLabel:
		return c.hasLabel(x, e)
	case *syntax.Case:
		return c.cases(x, e)
	}
	return c.nested(x, e)
}

// nested checks what has variables of its own.
func (c *checker) nested(x syntax.Expr, e *env) typ {
	switch x := x.(type) {
	case *syntax.ListComprehension:
		inner := c.overItems(x.List, &x.Var, e, "a list comprehension")
		if x.Where != nil {
			c.condition(x.Where, inner)
		}
		if x.Map == nil {
			return listOf(inner.scope.vars[0].typ)
		}
		return listOf(c.expr(x.Map, inner))
	case *syntax.Quantified:
		inner := c.overItems(x.List, &x.Var, e, "a condition on a list")
		if x.Where != nil {
			c.condition(x.Where, inner)
		}
		return kind(value.KindBool)
	case *syntax.Reduce:
		c.expr(x.Init, e)
		inner := c.overItems(x.List, &x.Var, e, "reduce")
		inner.scope.declare(&variable{name: x.Accumulator.Text, span: x.Accumulator.Span, typ: anything, role: "what reduce carries on"})
		c.expr(x.Step, inner)
		return anything
	case *syntax.PatternComprehension:
		inner := e.within(e.scope.child(), "a pattern comprehension")
		c.dependsOnGraph(x.Span, e)
		c.paths([]*syntax.PathPattern{x.Path}, inner, &syntax.Match{Span: x.Span})
		if x.Where != nil {
			c.condition(x.Where, inner)
		}
		return listOf(c.expr(x.Map, inner))
	case *syntax.Subquery:
		return c.subquery(x, e)
	case *syntax.PatternExpr:
		return c.patternValue(x, e)
	}
	return anything
}

// overItems checks the list of a comprehension or of its like, and returns where its parts stand: they see the
// variable, which is declared first there.
func (c *checker) overItems(list syntax.Expr, name *syntax.Name, e *env, place string) *env {
	t := c.expr(list, e)
	item := anything
	switch {
	case t.is(value.KindList):
		item = t.itemType()
	case !t.can(value.KindList.Set()):
		c.wrongType(list.Pos(), "%s goes through a list, and %s is %s", place, excerpt(list), t.phrase())
	}
	inner := e.within(e.scope.child(), place)
	inner.scope.declare(&variable{name: name.Text, span: name.Span, typ: item, role: "an item of the list"})
	return inner
}

func (c *checker) variable(x *syntax.Variable, e *env) typ {
	v := e.scope.lookup(x.Text)
	if v == nil {
		if e.constant && e.hidden.lookup(x.Text) != nil {
			c.fail(fault.SyntaxError, "NonConstantExpression", x.Span, "%s cannot depend on %s: it holds for all rows", e.place, quote(x.Text)).
				WithHint("give a number or a parameter, as in %s 10 or %[1]s $n", e.place)
			return anything
		}
		c.undefined(x.Name, e)
		return anything
	}
	return v.typ
}

func (c *checker) list(x *syntax.ListLiteral, e *env) typ {
	item := null
	for _, i := range x.Items {
		item = item.or(c.expr(i, e))
	}
	if len(x.Items) == 0 {
		item = anything
	}
	return listOf(item)
}

func (c *checker) mapProjection(x *syntax.MapProjection, e *env) typ {
	t := c.expr(x.Of, e)
	if !t.can(elements | value.KindMap.Set()) {
		c.wrongType(x.Of.Pos(), "%s is %s, and has no properties to choose from", quote(x.Of.Text), t.phrase())
	}
	for i := range x.Items {
		item := &x.Items[i]
		switch {
		case item.Value != nil:
			c.expr(item.Value, e)
		case item.Key.Text != "*":
			c.key(item.Key, t)
		}
	}
	return kind(value.KindMap)
}

const elements = value.Kinds(1<<value.KindNode | 1<<value.KindRelationship)

func (c *checker) property(x *syntax.Property, e *env) typ {
	t := c.expr(x.X, e.of(x.X, func(of *env) { of.owner = true }))
	if t.can(elements | value.KindMap.Set() | value.KindDate.Set()) {
		c.key(x.Key, t)
		if t.is(value.KindDate) && x.Key.Text != "approximate" {
			return kind(value.KindInt)
		}
		return c.valueOf(x.Key.Text, t)
	}
	// openCypher calls it a syntax error of a path, and a type error of other values.
	name := syntax.Quote(x.Key.Text)
	if t.is(value.KindPath) {
		err := c.wrongType(x.Span, "%s is a path, and a path has no properties", excerpt(x.X))
		if f := functions.Lookup(x.Key.Text); f != nil && f.Arg(0).Has(value.KindPath) && f.Min == 1 {
			err.WithHint("a function stands before what it is of: %s(%s)", f.Name, excerpt(x.X))
			return anything
		}
		err.WithHint("those of its nodes: [x IN nodes(%s) | x.%s]; of its relationships: relationships(%[1]s)", excerpt(x.X), name)
		return anything
	}
	err := c.fail(fault.TypeError, "InvalidArgumentType", x.Span, "%s is %s, and has no property %s", excerpt(x.X), t.phrase(), name)
	if p, ok := x.X.(*syntax.Property); ok && t.is(value.KindString) && joins[strings.ToLower(p.Key.Text)] && c.relationships.set[p.Key.Text] {
		end := map[bool]string{true: "endNode", false: "startNode"}[p.Key.Text == "to" || p.Key.Text == "target" || p.Key.Text == "end"]
		err.WithHint("that is its id; the node is %s(%s)", end, excerpt(p.X))
	}
	if t.is(value.KindList) {
		err.WithHint("take it of each item: [x IN %s | x.%s]", excerpt(x.X), name)
		if v, ok := x.X.(*syntax.Variable); ok {
			if v := e.scope.lookup(v.Text); v != nil && v.quantified != nil {
				err.Message = quote(v.name) + " is a list outside the quantified part of the pattern, and has no property " + name
			}
		}
	}
	return anything
}

func (c *checker) index(x *syntax.Index, e *env) typ {
	t, i := c.expr(x.X, e), c.expr(x.I, e)
	named := elements | value.KindMap.Set() | value.KindDate.Set()
	switch {
	case !t.can(named | value.KindList.Set()):
		err := c.fail(fault.TypeError, "InvalidArgumentType", x.X.Pos(), "%s is %s, and has no items to take with [ ]", excerpt(x.X), t.phrase())
		switch {
		case t.is(value.KindString):
			err.WithHint("a part of a string: substring(%s, start, length)", excerpt(x.X))
		case t.is(value.KindPath):
			err.WithHint("nodes(%s)[0] is its first node, relationships(%[1]s)[0] its first relationship", excerpt(x.X))
		}
		return anything
	case t.can(elements) && t.kinds&^elements == 0 && c.known():
		if name, ok := x.I.(*syntax.Literal); ok && name.Value.Kind() == value.KindString {
			return c.valueOf(name.Value.Text(), t)
		}
		fallthrough
	case t.is(value.KindList):
		if !t.is(value.KindList) {
			break
		}
		if !i.can(value.KindInt.Set()) {
			c.fail(fault.TypeError, "InvalidArgumentType", x.I.Pos(), "the items of a list are numbered, and %s is %s", excerpt(x.I), i.phrase()).
				WithHint("the first is [0], the last [-1]")
		}
		return t.itemType()
	case t.can(named) && !t.can(value.KindList.Set()) && !i.can(value.KindString.Set()):
		c.fail(fault.TypeError, "MapElementAccessByNonString", x.I.Pos(), "%s is %s, whose properties have names, and %s is %s", excerpt(x.X), t.phrase(), excerpt(x.I), i.phrase()).
			WithHint("a name is written in quotes, as in ['name']")
	}
	return anything
}

func (c *checker) slice(x *syntax.Slice, e *env) typ {
	t := c.expr(x.X, e)
	if !t.can(value.KindList.Set()) {
		err := c.fail(fault.TypeError, "InvalidArgumentType", x.X.Pos(), "%s is %s, and has no items to take with [ .. ]", excerpt(x.X), t.phrase())
		if t.is(value.KindString) {
			err.WithHint("a part of a string: substring(%s, start, length)", excerpt(x.X))
		}
	}
	for _, bound := range []syntax.Expr{x.From, x.To} {
		if bound == nil {
			continue
		}
		if b := c.expr(bound, e); !b.can(value.KindInt.Set()) {
			c.fail(fault.TypeError, "InvalidArgumentType", bound.Pos(), "the items of a list are numbered, and %s is %s", excerpt(bound), b.phrase()).
				WithHint("list[0..2] has the first two items")
		}
	}
	return t
}

func (c *checker) hasLabel(x *syntax.HasLabel, e *env) typ {
	t := c.expr(x.X, e)
	if !t.can(elements) {
		c.wrongType(x.X.Pos(), "%s is %s, and only a node has labels and a relationship a type", excerpt(x.X), t.phrase())
	}
	c.labelExpr(x.Label, t)
	return kind(value.KindBool)
}

func (c *checker) cases(x *syntax.Case, e *env) typ {
	of := anything
	if x.Of != nil {
		of = c.expr(x.Of, e)
	}
	result := null
	for _, when := range x.Whens {
		if x.Of != nil {
			condition := c.expr(when.Condition, e)
			if !(side{expr: when.Condition}).isNull() {
				c.compares(syntax.Equal, side{x.Of, of}, side{when.Condition, condition})
			}
		} else {
			c.condition(when.Condition, e)
		}
		result = result.or(c.expr(when.Result, e))
	}
	if x.Else != nil {
		result = result.or(c.expr(x.Else, e))
	}
	return result
}

func (c *checker) subquery(x *syntax.Subquery, e *env) typ {
	c.dependsOnGraph(x.Span, e)
	added := c.added
	columns := c.query(x.Query, e.scope)
	c.added = added // what adds up rows in a subquery adds up its own
	switch x.Kind {
	case syntax.Exists:
		return kind(value.KindBool)
	case syntax.Count:
		return kind(value.KindInt)
	}
	if len(columns) != 1 {
		c.fail(fault.SyntaxError, "InvalidArgumentType", x.Span, "COLLECT { … } makes a list of one column, and this RETURN has %d", len(columns)).
			WithHint("return a map of several values: RETURN {a: a, b: b}")
		return kind(value.KindList)
	}
	return listOf(columns[0].typ)
}

// dependsOnGraph notes an error where a constant is to stand.
func (c *checker) dependsOnGraph(at syntax.Span, e *env) {
	if e.constant {
		c.fail(fault.SyntaxError, "NonConstantExpression", at, "%s cannot depend on what is in the graph", e.place).
			WithHint("give a number or a parameter, as in %s 10 or %[1]s $n", e.place)
	}
}
