package exec

import (
	"strings"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/eval"
	"github.com/liaisongraph/liaison/graph/query/internal/functions"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// groupOverhead is about how many bytes a group takes besides its key and values, and stateOverhead what adds up.
const (
	groupOverhead = 128
	stateOverhead = 64
)

// aggregateStage adds up rows by group. The keys are the columns without aggregates; there being none, all rows
// are one group, also where there is no row. Groups come out in the order of their first rows.
type aggregateStage struct {
	keys     []eval.Func
	keySlots []int
	calls    []aggregate
	byHash   map[uint64][]int // the calls by the hash of their expression
	text     string
}

// aggregate is a call of an aggregate function.
type aggregate struct {
	call *syntax.Call
	// function is nil for count(*).
	function *functions.Function
	args     []eval.Func
	slot     int
}

// aggregation returns the stage that the columns need, or nil. It gives the columns that are keys their slots,
// and notes in inner, in which the other columns are compiled, what is computed then.
func (c *clauses) aggregation(
	p *syntax.Projection, columns []column, where syntax.Expr, inner *eval.Scope,
) (*aggregateStage, error) {
	s := &aggregateStage{byHash: map[uint64][]int{}}
	isKey := make([]bool, len(columns))
	for i, column := range columns {
		before := len(inner.Computed)
		if err := s.collect(c, column.expr, inner); err != nil {
			return nil, err
		}
		isKey[i] = len(inner.Computed) == before
	}
	if len(s.calls) == 0 {
		return nil, nil
	}
	var keys []column
	for i := range columns {
		if !isKey[i] {
			continue
		}
		slot := columns[i].slot
		key := func(_ *eval.Runtime, row eval.Row) (value.Value, error) { return row[slot], nil }
		if slot < 0 {
			var err error
			if key, err = c.eval.Expr(columns[i].expr, c.scope); err != nil {
				return nil, err
			}
			columns[i].slot = inner.Reserve()
		}
		s.keys = append(s.keys, key)
		s.keySlots = append(s.keySlots, columns[i].slot)
		keys = append(keys, columns[i])
	}
	known := c.known(keys)
	for i, column := range columns {
		if !isKey[i] {
			known.find(column.expr, inner.Computed)
		}
	}
	for _, key := range p.OrderBy {
		if err := s.collect(c, key.Expr, inner); err != nil {
			return nil, err
		}
	}
	if err := s.collect(c, where, inner); err != nil {
		return nil, err
	}
	s.text = s.describe(keys)
	return s, nil
}

// collect takes up the aggregates within e.
func (s *aggregateStage) collect(c *clauses, e syntax.Expr, inner *eval.Scope) error {
	if e == nil {
		return nil
	}
	var failed error
	syntax.Inspect(e, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Subquery, *syntax.PatternExpr, *syntax.PatternComprehension:
			return false // their aggregates, if any, are their own
		case *syntax.Call:
			f := functions.Lookup(n.Function)
			if failed != nil || f == nil || !f.IsAggregate() {
				return failed == nil
			}
			failed = s.take(c, n, f, inner)
			return false
		}
		return failed == nil
	})
	return failed
}

func (s *aggregateStage) take(c *clauses, call *syntax.Call, f *functions.Function, inner *eval.Scope) error {
	h := c.hashes.of(call)
	for _, i := range s.byHash[h] {
		if syntax.Same(s.calls[i].call, call) {
			inner.Computed[call] = s.calls[i].slot
			return nil
		}
	}
	s.byHash[h] = append(s.byHash[h], len(s.calls))
	a := aggregate{call: call, function: f, slot: inner.Reserve()}
	if call.Star {
		a.function = nil
	}
	for _, arg := range call.Args {
		f, err := c.eval.Expr(arg, c.scope)
		if err != nil {
			return err
		}
		a.args = append(a.args, f)
	}
	s.calls = append(s.calls, a)
	inner.Computed[call] = a.slot
	return nil
}

func (s *aggregateStage) describe(keys []column) string {
	var calls, by []string
	for _, a := range s.calls {
		calls = append(calls, a.call.String())
	}
	for _, key := range keys {
		if key.expr == nil {
			by = append(by, syntax.Quote(key.name))
		} else {
			by = append(by, key.expr.String())
		}
	}
	text := strings.Join(calls, ", ")
	if len(by) > 0 {
		text += " by " + strings.Join(by, ", ")
	}
	return text
}

func (s *aggregateStage) explain() *eval.PlanNode {
	return &eval.PlanNode{Operator: "Aggregate", Detail: s.text}
}

func (s *aggregateStage) open(rt *eval.Runtime, row eval.Row, next sink) (sink, error) {
	k := &aggregateSink{stage: s, rt: rt, row: row, next: next}
	// What an aggregate holds it holds until the groups are done, not only until its row is.
	k.context = *rt.Functions
	k.context.Hold = k.hold
	if len(s.keys) == 0 {
		k.groups = []*group{k.newGroup(nil)}
		return k, k.hold(groupOverhead)
	}
	k.byKey = map[string]*group{}
	k.values = make([]value.Value, len(s.keys))
	return k, nil
}

// group is the rows with the same keys, added up.
type group struct {
	keys   []value.Value
	states []state
}

// state is what an aggregate has added up.
type state struct {
	rows int64 // of count(*)
	add  functions.Aggregator
	seen *keySet // under DISTINCT
}

type aggregateSink struct {
	stage   *aggregateStage
	rt      *eval.Runtime
	row     eval.Row
	next    sink
	context functions.Context
	bytes   int
	groups  []*group
	byKey   map[string]*group
	key     []byte
	values  []value.Value // the keys of a row
	args    []value.Value
}

func (k *aggregateSink) hold(bytes int) error {
	k.bytes += bytes
	return k.rt.Budget.Hold(bytes)
}

func (k *aggregateSink) newGroup(keys []value.Value) *group {
	g := &group{keys: keys, states: make([]state, len(k.stage.calls))}
	for i, a := range k.stage.calls {
		if a.function != nil {
			g.states[i].add = a.function.Aggregate(&k.context)
		}
		if a.call.Distinct {
			g.states[i].seen = newKeySet(k.rt)
		}
	}
	return g
}

// groupOf returns the group of a row.
func (k *aggregateSink) groupOf(row eval.Row) (*group, error) {
	if k.byKey == nil {
		return k.groups[0], nil
	}
	k.key = k.key[:0]
	bytes := groupOverhead + stateOverhead*len(k.stage.calls)
	for i, key := range k.stage.keys {
		v, err := key(k.rt, row)
		if err != nil {
			return nil, err
		}
		k.values[i] = v
		bytes += value.Size(v)
		k.key = value.AppendKey(k.key, v)
	}
	if g, there := k.byKey[string(k.key)]; there {
		return g, nil
	}
	g := k.newGroup(append([]value.Value(nil), k.values...))
	k.byKey[string(k.key)] = g
	k.groups = append(k.groups, g)
	return g, k.hold(bytes + len(k.key))
}

func (k *aggregateSink) Push(row eval.Row) error {
	passing := k.rt.Budget.Passing()
	g, err := k.groupOf(row)
	if err != nil {
		return err
	}
	for i := range k.stage.calls {
		if err := k.add(&g.states[i], &k.stage.calls[i], row); err != nil {
			return err
		}
	}
	k.rt.Budget.Forget(passing)
	return nil
}

// add adds a row to what one aggregate has.
func (k *aggregateSink) add(s *state, a *aggregate, row eval.Row) error {
	if a.function == nil {
		s.rows++
		return nil
	}
	k.args = k.args[:0]
	for _, arg := range a.args {
		v, err := arg(k.rt, row)
		if err != nil {
			return err
		}
		k.args = append(k.args, v)
	}
	if s.seen != nil {
		if fresh, err := s.seen.addValues(k.args); err != nil || !fresh {
			return err
		}
	}
	return fault.Locate(s.add.Add(k.args), a.call.Span)
}

func (k *aggregateSink) Close() error {
	stopped := false
	for i, g := range k.groups {
		if !stopped {
			err := k.emit(g)
			stopped = err == errStop
			if err != nil && !stopped {
				return err
			}
		}
		for _, s := range g.states {
			if s.seen != nil {
				s.seen.release()
			}
		}
		k.groups[i] = nil
	}
	k.rt.Budget.Release(k.bytes)
	k.groups, k.byKey, k.bytes = nil, nil, 0
	return k.next.Close()
}

// emit pushes the row of a group. The rows above are done with, so that the keys may take the slots of the
// variables that they are.
func (k *aggregateSink) emit(g *group) error {
	if err := k.rt.Budget.Step(k.rt.Ctx); err != nil {
		return err
	}
	row := k.row
	for i, slot := range k.stage.keySlots {
		row[slot] = g.keys[i]
	}
	for i, a := range k.stage.calls {
		s := g.states[i]
		if a.function == nil {
			row[a.slot] = value.Int(s.rows)
			continue
		}
		v, err := s.add.Result()
		if err != nil {
			return fault.Locate(err, a.call.Span)
		}
		row[a.slot] = v
	}
	return k.next.Push(row)
}
