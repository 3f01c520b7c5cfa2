// Package exec runs queries: it makes a chain of stages of the clauses, and pushes rows through it.
//
// # Rows
//
// All stages of a query work on one row in place: every variable of every clause has a slot of its own, and a
// stage fills in its slots and hands the row on. WITH makes a new scope, not a new row: what it projects gets new
// slots, and a variable that it only passes on keeps the slot it has. So a row is good until Push returns; a stage
// that holds rows (ORDER BY) or makes new ones (aggregation) keeps the slots that are visible after it, and writes
// them back when all rows above it are done. A subquery works on the row of the query around it, in slots of its
// own, and so sees the variables there as they are.
//
// # Stopping
//
// A stage that wants no more rows gives errStop from Push; those above it hand that up to the source, which ends
// quietly. Close then tells every stage, from the first to the last, that there are no more rows.
//
// What makes rows (UNWIND, a match, a stage that gives what it held) looks at the budget with each of them, so that a
// run ends when its time is over; what only hands rows on need not.
package exec

import (
	"errors"

	"github.com/liaisongraph/liaison/graph/query/internal/eval"
	"github.com/liaisongraph/liaison/graph/query/internal/match"
	"github.com/liaisongraph/liaison/graph/query/property"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// errStop says that no more rows are wanted.
var errStop = errors.New("no more rows are wanted")

// sink takes rows.
type sink interface {
	// Push takes a row, which is the caller's again when it returns.
	Push(row eval.Row) error
	// Close says that there are no more.
	Close() error
}

// stage is a step of a query, made once and run many times, also at once.
type stage interface {
	// open returns what takes the rows of one run and pushes what it makes of them to next. row is the one
	// that the run works on.
	open(rt *eval.Runtime, row eval.Row, next sink) (sink, error)
	explain() *eval.PlanNode
}

// idle is a sink that wants no rows at all.
type idle struct{ next sink }

func (idle) Push(eval.Row) error { return errStop }
func (s idle) Close() error      { return s.next.Close() }

// pipeline is a chain of clauses.
type pipeline struct {
	stages  []stage
	columns []string // those of RETURN; nil without
	out     []int    // their slots
	// within are, for each stage, the plans of the subqueries and patterns in its expressions.
	within [][]*eval.PlanNode
}

// last hands the rows of a run to a function.
type last struct {
	emit    func(eval.Row) error
	stopped bool
}

func (l *last) Push(row eval.Row) error {
	err := l.emit(row)
	l.stopped = err == errStop
	return err
}

func (l *last) Close() error { return nil }

// run pushes row through the stages and calls emit with what comes out. It returns errStop where emit did.
func (p *pipeline) run(rt *eval.Runtime, row eval.Row, emit func(eval.Row) error) error {
	if len(p.stages) == 1 {
		if m, ok := p.stages[0].(*matchStage); ok && !m.optional {
			return m.matcher.Run(rt, row, emit)
		}
	}
	end := &last{emit: emit}
	first := sink(end)
	for i := len(p.stages) - 1; i >= 0; i-- {
		if _, done := first.(idle); done {
			break
		}
		var err error
		if first, err = p.stages[i].open(rt, row, first); err != nil {
			return err
		}
	}
	if err := first.Push(row); err != nil && err != errStop {
		return err
	}
	if end.stopped {
		return errStop
	}
	if err := first.Close(); err != nil && err != errStop {
		return err
	}
	if end.stopped {
		return errStop
	}
	return nil
}

// union is one pipeline, or several whose rows come one after the other.
type union struct {
	parts []*pipeline
	// distinct is how many parts, from the first, together give no row twice.
	distinct int
}

func (u *union) columns() []string { return u.parts[0].columns }

// run calls emit with the row and the slots of its columns. It returns errStop where emit did.
func (u *union) run(rt *eval.Runtime, row eval.Row, emit func(row eval.Row, out []int) error) error {
	var seen *keySet
	if u.distinct > 0 {
		seen = newKeySet(rt)
	}
	for i, p := range u.parts {
		err := p.run(rt, row, func(row eval.Row) error {
			if i < u.distinct {
				if fresh, err := seen.add(row, p.out); err != nil || !fresh {
					return err
				}
			}
			return emit(row, p.out)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Program is a query that is compiled.
type Program struct {
	union *union
	frame *eval.Frame
}

// Compile compiles a query that analyse.Check found no fault with.
func Compile(q *syntax.Query, g property.Graph, ix *match.Index) (*Program, error) {
	c := &compiler{index: ix, planned: map[syntax.Expr]bool{}, hashes: hashes{}}
	c.eval = &eval.Compiler{Graph: g, Subquery: c.subquery, Pattern: c.pattern, Comprehension: c.comprehension}
	root := eval.NewScope()
	u, err := c.query(q, root, false)
	if err != nil {
		return nil, err
	}
	return &Program{union: u, frame: root.Frame()}, nil
}

// Columns returns the names of the columns, as they are written.
func (p *Program) Columns() []string { return p.union.columns() }

// Run calls emit with each row that comes out, until it returns false; the row belongs to emit.
func (p *Program) Run(rt *eval.Runtime, emit func([]value.Value) bool) error {
	err := p.union.run(rt, make(eval.Row, p.frame.Width()), func(row eval.Row, out []int) error {
		if err := rt.Budget.Row(); err != nil {
			return err
		}
		result := make([]value.Value, len(out))
		for i, slot := range out {
			result[i] = row[slot]
		}
		if !emit(result) {
			return errStop
		}
		return nil
	})
	if err == errStop {
		return nil
	}
	return err
}
