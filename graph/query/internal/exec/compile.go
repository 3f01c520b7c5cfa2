package exec

import (
	"slices"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/eval"
	"github.com/liaisongraph/liaison/graph/query/internal/match"
	"github.com/liaisongraph/liaison/graph/query/syntax"
)

// compiler makes stages of clauses.
type compiler struct {
	eval  *eval.Compiler
	index *match.Index
	// within are the plans of subqueries and patterns that were compiled since the last stage was added, and
	// planned those that are not to be noted again.
	within  []*eval.PlanNode
	planned map[syntax.Expr]bool
	hashes  hashes
}

// note keeps the plan of a subquery or pattern for the stage that it belongs to.
func (c *compiler) note(e syntax.Expr, operator string, children ...*eval.PlanNode) {
	if !c.planned[e] {
		c.planned[e] = true
		c.within = append(c.within, &eval.PlanNode{Operator: operator, Children: children})
	}
}

// query compiles a query; outer is the scope around it, which all its clauses see. once says that it does not matter
// how often a row comes out.
func (c *compiler) query(q *syntax.Query, outer *eval.Scope, once bool) (*union, error) {
	u := &union{}
	for i, single := range q.Parts {
		// UNION without ALL makes rows one of what stands before it, and of the part behind it.
		p, err := c.single(single, outer, once || slices.Contains(q.All[max(i-1, 0):], false))
		if err != nil {
			return nil, err
		}
		u.parts = append(u.parts, p)
		if i > 0 {
			if err := alignColumns(u.parts[0], p, single.Span); err != nil {
				return nil, err
			}
			if !q.All[i-1] {
				u.distinct = i + 1
			}
		}
	}
	return u, nil
}

// alignColumns puts the columns of p in the order of those of first.
func alignColumns(first, p *pipeline, at syntax.Span) error {
	out := make([]int, len(first.columns))
	for i, name := range first.columns {
		j := slices.Index(p.columns, name)
		if j < 0 || len(p.columns) != len(first.columns) {
			return fault.New(fault.SyntaxError, "DifferentColumnsInUnion", at,
				"the parts of a UNION have different columns").
				WithHint("name them alike in every part, with AS")
		}
		out[i] = p.out[j]
	}
	p.columns, p.out = first.columns, out
	return nil
}

// clauses is the state of compiling a chain of clauses.
type clauses struct {
	*compiler
	pipeline
	outer *eval.Scope
	scope *eval.Scope // what the next clause sees
}

// add puts a stage at the end of the chain.
func (c *clauses) add(s stage) {
	c.stages = append(c.stages, s)
	c.pipeline.within = append(c.pipeline.within, c.compiler.within)
	c.compiler.within = nil
}

func (c *compiler) single(q *syntax.SingleQuery, outer *eval.Scope, last bool) (*pipeline, error) {
	s := &clauses{compiler: c, outer: outer, scope: outer.Child()}
	used, once := usesOf(q.Clauses), once(q.Clauses, last)
	for i, clause := range q.Clauses {
		var err error
		switch clause := clause.(type) {
		case *syntax.Match:
			err = s.match(clause, i, used, once[i])
		case *syntax.Unwind:
			err = s.unwind(clause)
		case *syntax.With:
			_, err = s.projection("With", &clause.Projection, clause.Where)
		case *syntax.Return:
			var columns []column
			columns, err = s.projection("Return", &clause.Projection, nil)
			s.columns = []string{}
			for _, column := range columns {
				s.columns = append(s.columns, column.name)
				s.out = append(s.out, column.slot)
			}
		}
		if err != nil {
			return nil, err
		}
	}
	return &s.pipeline, nil
}

func (c *clauses) match(m *syntax.Match, clause int, used *uses, once bool) error {
	matcher, err := match.Plan(c.index, c.eval, match.Spec{
		Paths: m.Paths, Mode: m.Mode, Where: m.Where, Once: once,
		Uses: func(variable string) bool { return used.after(clause, variable) },
	}, c.scope)
	if err != nil {
		return err
	}
	c.add(&matchStage{matcher: matcher, optional: m.Optional})
	return nil
}

// matchStage pushes each row once for every match.
type matchStage struct {
	matcher  *match.Matcher
	optional bool
}

func (s *matchStage) open(rt *eval.Runtime, _ eval.Row, next sink) (sink, error) {
	k := &matchSink{stage: s, rt: rt, next: next}
	k.emit = func(row eval.Row) error {
		k.found = true
		return k.next.Push(row)
	}
	return k, nil
}

func (s *matchStage) explain() *eval.PlanNode {
	n := *s.matcher.Explain()
	if s.optional {
		n.Operator = "Optional match"
	}
	return &n
}

type matchSink struct {
	stage *matchStage
	rt    *eval.Runtime
	next  sink
	emit  func(eval.Row) error
	found bool
}

func (k *matchSink) Push(row eval.Row) error {
	k.found = false
	if err := k.stage.matcher.Run(k.rt, row, k.emit); err != nil {
		return err
	}
	if k.found || !k.stage.optional {
		return nil
	}
	for _, slot := range k.stage.matcher.Slots() {
		row[slot] = null
	}
	return k.next.Push(row)
}

func (k *matchSink) Close() error { return k.next.Close() }

// filterStage pushes the rows for which a condition is true.
type filterStage struct {
	condition eval.Condition
	text      string
}

func (s *filterStage) open(rt *eval.Runtime, _ eval.Row, next sink) (sink, error) {
	return &filterSink{stage: s, rt: rt, next: next}, nil
}

func (s *filterStage) explain() *eval.PlanNode {
	return &eval.PlanNode{Operator: "Filter", Detail: s.text}
}

type filterSink struct {
	stage *filterStage
	rt    *eval.Runtime
	next  sink
}

func (k *filterSink) Push(row eval.Row) error {
	passing := k.rt.Budget.Passing()
	pass, err := k.stage.condition(k.rt, row)
	k.rt.Budget.Forget(passing)
	if err != nil || !pass {
		return err
	}
	return k.next.Push(row)
}

func (k *filterSink) Close() error { return k.next.Close() }
