package exec

import (
	"strings"

	"github.com/liaisongraph/liaison/graph/query/internal/eval"
	"github.com/liaisongraph/liaison/graph/query/syntax"
)

// column is what a projection gives a name to.
type column struct {
	name string
	expr syntax.Expr // nil for one of *
	slot int
}

// projection compiles WITH or RETURN, and makes the scope after it. Its stages come in the order aggregation,
// expressions, DISTINCT, ORDER BY, SKIP and LIMIT, and WHERE.
func (c *clauses) projection(operator string, p *syntax.Projection, where syntax.Expr) ([]column, error) {
	columns := c.columnsOf(p)
	inner := c.scope.Child()
	inner.Computed = map[syntax.Expr]int{}
	agg, err := c.aggregation(p, columns, where, inner)
	if err != nil {
		return nil, err
	}
	if agg != nil {
		c.add(agg)
	}
	if err := c.project(operator, columns, inner); err != nil {
		return nil, err
	}
	slots := make([]int, len(columns))
	for i, column := range columns {
		slots[i] = column.slot
	}
	if p.Distinct {
		c.add(&distinctStage{slots: slots})
	}

	// ORDER BY and WHERE see what is projected, and behind it what was there before.
	after := inner.Child()
	for _, column := range columns {
		after.Bind(column.name, column.slot)
	}
	after.Computed = map[syntax.Expr]int{}
	for expr, slot := range inner.Computed {
		after.Computed[expr] = slot
	}
	known := c.known(columns)
	for _, key := range p.OrderBy {
		known.find(key.Expr, after.Computed)
	}
	known.find(where, after.Computed)
	if err := c.order(p, after, slots, where); err != nil {
		return nil, err
	}
	if where != nil {
		condition, err := c.eval.Condition(where, after)
		if err != nil {
			return nil, err
		}
		c.add(&filterStage{condition: condition, text: where.String()})
	}
	c.scope = c.outer.Child()
	for _, column := range columns {
		c.scope.Bind(column.name, column.slot)
	}
	return columns, nil
}

// project adds the stage that computes the columns that have no slot yet: the others are variables that are passed
// on, and keys of the aggregation.
func (c *clauses) project(operator string, columns []column, inner *eval.Scope) error {
	s := &projectStage{operator: operator, text: describe(columns)}
	for i := range columns {
		if columns[i].slot >= 0 {
			continue
		}
		f, err := c.eval.Expr(columns[i].expr, inner)
		if err != nil {
			return err
		}
		columns[i].slot = inner.Reserve()
		s.items = append(s.items, f)
		s.slots = append(s.slots, columns[i].slot)
	}
	c.add(s)
	return nil
}

// columnsOf returns the columns; those that only pass a variable on have its slot, the others -1.
func (c *clauses) columnsOf(p *syntax.Projection) []column {
	var columns []column
	at := map[string]int{}
	put := func(col column) {
		if i, twice := at[col.name]; twice {
			columns[i] = col
			return
		}
		at[col.name] = len(columns)
		columns = append(columns, col)
	}
	if p.Star {
		for _, name := range c.scope.Names()[len(c.outer.Names()):] {
			if strings.HasPrefix(name, "\x00") {
				continue // a pattern's own, without a name
			}
			slot, _ := c.scope.Slot(name)
			put(column{name: name, slot: slot})
		}
	}
	for _, item := range p.Items {
		col := column{name: item.Column(), expr: item.Expr, slot: -1}
		if v, ok := item.Expr.(*syntax.Variable); ok {
			if slot, ok := c.scope.Slot(v.Text); ok {
				col.slot = slot
			}
		}
		put(col)
	}
	return columns
}

func describe(columns []column) string {
	var b strings.Builder
	for i, column := range columns {
		if i > 0 {
			b.WriteString(", ")
		}
		name := syntax.Quote(column.name)
		if column.expr == nil {
			b.WriteString(name)
			continue
		}
		text := column.expr.String()
		b.WriteString(text)
		if text != name && text != column.name {
			b.WriteString(" AS " + name)
		}
	}
	return b.String()
}

// knownExprs are expressions that are computed already, with their slots.
type knownExprs struct {
	hashes  hashes
	columns map[uint64][]column // by the hash of the expression
}

// known returns the columns of a projection but for its plain variables: those are found by name.
func (c *clauses) known(columns []column) knownExprs {
	k := knownExprs{hashes: c.hashes, columns: map[uint64][]column{}}
	for _, column := range columns {
		if _, plain := column.expr.(*syntax.Variable); column.expr != nil && !plain {
			h := k.hashes.of(column.expr)
			k.columns[h] = append(k.columns[h], column)
		}
	}
	return k
}

// find notes in computed where known expressions stand within e. Variables of comprehensions can hide those that
// a known expression means; below them it is not looked for.
func (k knownExprs) find(e syntax.Expr, computed map[syntax.Expr]int) {
	if e == nil || len(k.columns) == 0 {
		return
	}
	syntax.Inspect(e, func(n syntax.Node) bool {
		expr, ok := n.(syntax.Expr)
		if !ok {
			return true
		}
		if _, there := computed[expr]; there {
			return false
		}
		for _, known := range k.columns[k.hashes.of(expr)] {
			if syntax.Same(expr, known.expr) {
				computed[expr] = known.slot
				return false
			}
		}
		switch expr := expr.(type) {
		case *syntax.ListComprehension:
			k.find(expr.List, computed)
			k.without(expr.Var.Text).findAll(computed, expr.Where, expr.Map)
			return false
		case *syntax.Quantified:
			k.find(expr.List, computed)
			k.without(expr.Var.Text).findAll(computed, expr.Where)
			return false
		case *syntax.Reduce:
			k.findAll(computed, expr.Init, expr.List)
			k.without(expr.Var.Text).without(expr.Accumulator.Text).findAll(computed, expr.Step)
			return false
		case *syntax.Subquery, *syntax.PatternExpr, *syntax.PatternComprehension:
			return false
		}
		return true
	})
}

func (k knownExprs) findAll(computed map[syntax.Expr]int, exprs ...syntax.Expr) {
	for _, e := range exprs {
		k.find(e, computed)
	}
}

// without returns the expressions that do not mention a variable.
func (k knownExprs) without(variable string) knownExprs {
	rest := knownExprs{hashes: k.hashes, columns: map[uint64][]column{}}
	for h, columns := range k.columns {
		for _, known := range columns {
			if !mentions(known.expr, variable) {
				rest.columns[h] = append(rest.columns[h], known)
			}
		}
	}
	return rest
}

// projectStage computes the expressions of WITH and RETURN.
type projectStage struct {
	operator, text string
	items          []eval.Func
	slots          []int
}

func (s *projectStage) open(rt *eval.Runtime, _ eval.Row, next sink) (sink, error) {
	if len(s.items) == 0 {
		return next, nil
	}
	return &projectSink{stage: s, rt: rt, next: next}, nil
}

func (s *projectStage) explain() *eval.PlanNode {
	return &eval.PlanNode{Operator: s.operator, Detail: s.text}
}

type projectSink struct {
	stage *projectStage
	rt    *eval.Runtime
	next  sink
}

func (k *projectSink) Push(row eval.Row) error {
	passing := k.rt.Budget.Passing()
	for i, item := range k.stage.items {
		v, err := item(k.rt, row)
		if err != nil {
			return err
		}
		row[k.stage.slots[i]] = v
	}
	err := k.next.Push(row)
	k.rt.Budget.Forget(passing)
	return err
}

func (k *projectSink) Close() error { return k.next.Close() }
