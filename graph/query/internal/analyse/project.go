package analyse

import (
	"slices"
	"strconv"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/functions"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// projected is what a WITH or RETURN makes.
type projected struct {
	vars []*variable
	// where is what a WHERE after it sees: the columns and, unless rows were added up or made distinct, what was
	// visible before; and the expressions of columns, which are computed already.
	where *env
}

// project checks what WITH and RETURN have in common.
func (c *checker) project(p *syntax.Projection, s *scope, at syntax.Span, with bool) projected {
	var columns []*variable
	if p.Star {
		columns = append(columns, s.vars...)
		if len(s.vars) == 0 && s.outer == nil && !with {
			c.fail(fault.SyntaxError, "NoVariablesInScope", at, "RETURN * returns all variables, and there are none").
				WithHint("name what the pattern binds, as in MATCH (n) RETURN *")
		}
	}
	items, adding := c.items(p, s, &columns)
	if adding {
		c.grouping(p, s, items)
	}
	order := env{scope: &scope{outer: s, vars: columns}, place: "ORDER BY"}
	if adding || p.Distinct {
		order = env{scope: &scope{outer: s.outer, vars: columns}, place: "ORDER BY", columns: newIndex(items), hidden: s}
		order.hiding, order.hiddenHint = afterClosing(adding)
	}
	where := order
	where.place = "WHERE"
	for _, key := range p.OrderBy {
		c.expr(key.Expr, &order)
		c.ambiguousKey(key.Expr, order.columns)
	}
	c.bound(p.Skip, "SKIP", s)
	c.bound(p.Limit, "LIMIT", s)
	for _, item := range p.Items {
		if _, isVariable := item.Expr.(*syntax.Variable); with && item.As == nil && !isVariable {
			c.fail(fault.SyntaxError, "NoExpressionAlias", item.Expr.Pos(), "WITH passes this on without a name").
				WithHint("name it: WITH %s AS x", excerpt(item.Expr))
		}
	}
	return projected{columns, &where}
}

// afterClosing says why only columns are to be seen after rows were added up or made distinct.
func afterClosing(adding bool) (why, hint string) {
	if adding {
		return "its rows were added up, and only the columns are left", "return or pass it on too, which groups the rows by it"
	}
	return "DISTINCT leaves only the columns", "return or pass it on too"
}

// items checks the items of a projection, adds their columns, and says whether some add up rows.
func (c *checker) items(p *syntax.Projection, s *scope, columns *[]*variable) (items []*known, adding bool) {
	for _, item := range p.Items {
		before := c.added
		t := c.expr(item.Expr, &env{scope: s})
		k := &known{expr: item.Expr, typ: t, adds: c.added > before}
		adding = adding || k.adds
		items = append(items, k)
		name, span := item.Column(), item.Span
		if item.As != nil {
			span = item.As.Span
		}
		if old := find(*columns, name); old != nil {
			c.fail(fault.SyntaxError, "ColumnNameConflict", span, "two columns are called %s", quote(name)).
				WithHint("name one of them otherwise with AS")
		}
		column := &variable{name: name, span: span, typ: t}
		if v, ok := item.Expr.(*syntax.Variable); ok {
			if old := s.lookup(v.Text); old != nil {
				column.role, column.quantified = old.role, old.quantified
			}
		}
		if s.outer != nil {
			c.shadows(item, column, s)
		}
		*columns = append(*columns, column)
	}
	return items, adding
}

// shadows checks that a subquery does not give the name of a variable around it to something else.
func (c *checker) shadows(item *syntax.Item, column *variable, s *scope) {
	old := s.outer.lookup(column.name)
	if v, ok := item.Expr.(*syntax.Variable); old == nil || item.As == nil || ok && v.Text == column.name {
		return
	}
	c.fail(fault.SyntaxError, "VariableAlreadyBound", column.span, "%s is already %s outside the subquery", quote(column.name), old.what()).
		WithHint("choose another name: what is bound outside stays visible inside")
}

// grouping checks the items that add up rows: beside aggregates they may have only what the rows are grouped by,
// the other items.
func (c *checker) grouping(p *syntax.Projection, s *scope, items []*known) {
	var keys []*known
	names := map[string]bool{}
	for _, item := range items {
		if item.adds {
			continue
		}
		keys = append(keys, item)
		if v, ok := item.expr.(*syntax.Variable); ok {
			names[v.Text] = true
		}
	}
	g := &groups{checker: c, scope: s, keys: newIndex(keys), names: names, star: p.Star}
	for _, item := range items {
		if item.adds {
			g.check(item.expr)
		}
	}
}

// groups is what the rows are grouped by.
type groups struct {
	*checker
	scope *scope
	keys  *index
	names map[string]bool // of the variables among the keys
	star  bool            // all variables are keys
	local []string        // variables of the comprehensions around
}

// check checks what stands beside aggregates.
func (g *groups) check(x syntax.Expr) {
	if g.err != nil {
		return
	}
	if g.keys.find(x) != nil {
		if !isSimple(x) {
			g.fail(fault.SyntaxError, "AmbiguousAggregationExpression", x.Pos(), "%s stands beside what adds up rows, which only a variable, a property or a constant can", excerpt(x)).
				WithHint("name it first: WITH …, %s AS x", excerpt(x))
		}
		return
	}
	switch x := x.(type) {
	case *syntax.Call:
		if f := functions.Lookup(x.Function); f != nil && f.IsAggregate() {
			return
		}
	case *syntax.Variable:
		g.name(x.Name, x)
	case *syntax.ListComprehension:
		g.check(x.List)
		g.with(x.Var, x.Where, x.Map)
		return
	case *syntax.Quantified:
		g.check(x.List)
		g.with(x.Var, x.Where)
		return
	case *syntax.Reduce:
		g.check(x.Init)
		g.check(x.List)
		n := len(g.local)
		g.local = append(g.local, x.Accumulator.Text)
		g.with(x.Var, x.Step)
		g.local = g.local[:n]
		return
	case *syntax.PatternComprehension, *syntax.Subquery, *syntax.PatternExpr:
		syntax.Inspect(x, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Variable:
				g.name(n.Name, x)
			case *syntax.NodePattern:
				g.patternName(n.Var, x)
			case *syntax.RelationshipPattern:
				g.patternName(n.Var, x)
			}
			return true
		})
		return
	}
	for _, child := range children(x) {
		g.check(child)
	}
}

// with checks expressions that see one more variable.
func (g *groups) with(local syntax.Name, parts ...syntax.Expr) {
	g.local = append(g.local, local.Text)
	for _, x := range parts {
		if x != nil {
			g.check(x)
		}
	}
	g.local = g.local[:len(g.local)-1]
}

func (g *groups) patternName(name *syntax.Name, within syntax.Expr) {
	if name != nil {
		g.name(*name, within)
	}
}

// name checks that a variable is one of the keys, or none of those that the rows have.
func (g *groups) name(name syntax.Name, within syntax.Expr) {
	if slices.Contains(g.local, name.Text) {
		return
	}
	v := g.scope.lookup(name.Text)
	if v == nil || g.scope.outer.lookup(name.Text) == v || g.star || g.names[name.Text] {
		return // where it is no key: not of the rows, but bound inside, or around the subquery that this is
	}
	g.fail(fault.SyntaxError, "AmbiguousAggregationExpression", name.Span, "%s stands beside what adds up rows, and the rows are not grouped by it", quote(name.Text)).
		WithHint("return it too, as an item of its own, or name what is added up in a WITH before")
}

// isSimple reports whether x is a constant, a variable, or a property of one.
func isSimple(x syntax.Expr) bool {
	switch x := x.(type) {
	case *syntax.Literal, *syntax.Parameter, *syntax.Variable:
		return true
	case *syntax.Property:
		return isSimple(x.X)
	}
	return false
}

// ambiguousKey checks a key of ORDER BY that has aggregates in it, and is none of the columns itself: beside them it
// may have what the items that add up rows may.
func (c *checker) ambiguousKey(x syntax.Expr, columns *index) {
	adds := false
	var complex syntax.Expr
	var look func(x syntax.Expr)
	look = func(x syntax.Expr) {
		if item := columns.find(x); item != nil {
			if item.adds {
				adds = true
			} else if !isSimple(x) && complex == nil {
				complex = x
			}
			return
		}
		for _, child := range children(x) {
			look(child)
		}
	}
	look(x)
	if adds && complex != nil {
		c.fail(fault.SyntaxError, "AmbiguousAggregationExpression", complex.Pos(), "%s stands beside what adds up rows, which only a variable, a property or a constant can", excerpt(complex)).
			WithHint("name it with AS, and sort by that name")
	}
}

// bound checks the number of SKIP or LIMIT.
func (c *checker) bound(x syntax.Expr, place string, s *scope) {
	if x == nil {
		return
	}
	t := c.expr(x, &env{scope: &scope{}, place: place, hidden: s, constant: true,
		hiding: "nothing is bound where rows are counted"})
	written, negative := x, false
	if u, ok := x.(*syntax.Unary); ok && u.Op == syntax.Negate {
		written, negative = u.X, true
	}
	literal, ok := written.(*syntax.Literal)
	switch {
	case ok && literal.Value.Kind() == value.KindInt && (negative && literal.Value.Int() > 0 || literal.Value.Int() < 0):
		c.fail(fault.SyntaxError, "NegativeIntegerArgument", x.Pos(), "%s takes a number of rows, which is not negative", place).
			WithHint("%s", map[bool]string{true: "leave LIMIT out for all rows", false: "leave " + place + " out to begin with the first row"}[place == "LIMIT"])
	case ok && literal.Value.IsNull(), !t.can(value.KindInt.Set()):
		err := c.wrongType(x.Pos(), "%s takes a number of rows, an integer, and %s is %s", place, excerpt(x), t.phrase())
		if ok {
			n, bad := strconv.ParseFloat(literal.Value.Text(), 64)
			if literal.Value.Kind() == value.KindFloat {
				n, bad = literal.Value.Float(), nil
			}
			if bad == nil && !negative && n >= 0 && n < 1e9 {
				err.WithHint("write %s %d", place, int(n))
			}
		}
	}
}
