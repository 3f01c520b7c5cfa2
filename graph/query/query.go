package query

import (
	"context"
	"iter"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/analyse"
	"github.com/liaisongraph/liaison/graph/query/internal/eval"
	"github.com/liaisongraph/liaison/graph/query/internal/exec"
	"github.com/liaisongraph/liaison/graph/query/internal/functions"
	"github.com/liaisongraph/liaison/graph/query/internal/match"
	"github.com/liaisongraph/liaison/graph/query/property"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// What this package has in common with those that it is made of.
type (
	// Graph is what queries run on; see package property for what a graph may have besides.
	Graph = property.Graph
	// Value is a cell of a result, and a parameter; package value makes them.
	Value = value.Value
	// Error is what is wrong with a query, or with running it.
	Error = fault.Error
)

// Options are the settings of an Engine.
type Options struct {
	Limits Limits // of each run
}

// Engine runs queries on a graph. It is safe for concurrent use.
type Engine struct {
	graph  Graph
	schema property.Schema // nil: any name may come
	index  *match.Index
	limits eval.Limits
}

// New returns an Engine for a graph, which must not change from then on. It costs next to nothing: what the
// queries need of an index is made when the first needs it, and kept. If g has the methods of property.Schema,
// labels, types and properties that it does not know are errors.
func New(g Graph, opts Options) *Engine {
	schema, _ := g.(property.Schema)
	return &Engine{graph: g, schema: schema, index: match.NewIndex(g), limits: opts.Limits.effective()}
}

// Statement is a query that is ready to run. It is safe for concurrent use.
type Statement struct {
	engine     *Engine
	text       string
	explain    bool
	parameters []string
	spans      []fault.Span // of the first use of each parameter
	program    *exec.Program
}

// Prepare parses, checks and plans a query, without looking at more of the graph than its vocabulary and what it needs
// of an index. An error is an *Error, with the whole text and the place in it. See Limits for what it takes.
func (e *Engine) Prepare(text string) (*Statement, error) {
	q, err := syntax.Parse(text)
	if err != nil {
		return nil, fault.WithText(err, text)
	}
	if err := analyse.Check(q, e.schema); err != nil {
		return nil, fault.WithText(err, text)
	}
	program, err := exec.Compile(q, e.graph, e.index)
	if err != nil {
		return nil, fault.WithText(err, text)
	}
	s := &Statement{engine: e, text: text, explain: q.Explain, program: program}
	s.findParameters(q)
	return s, nil
}

func (s *Statement) findParameters(q *syntax.Query) {
	first := map[string]fault.Span{}
	syntax.Inspect(q, func(n syntax.Node) bool {
		if p, ok := n.(*syntax.Parameter); ok {
			if _, there := first[p.Name]; !there {
				first[p.Name] = p.Span
				s.parameters = append(s.parameters, p.Name)
			}
		}
		return true
	})
	sort.Strings(s.parameters)
	for _, name := range s.parameters {
		s.spans = append(s.spans, first[name])
	}
}

// Columns returns the names of the columns, each as it is written or as AS has it.
func (s *Statement) Columns() []string {
	if s.explain {
		return []string{"plan"}
	}
	return slices.Clone(s.program.Columns())
}

// Parameters returns the names of the parameters, without $, in alphabetical order.
func (s *Statement) Parameters() []string { return slices.Clone(s.parameters) }

// IsExplain reports whether the query begins with EXPLAIN. Then running it does not touch the graph: it gives
// the lines of Plan.String in a column named plan.
func (s *Statement) IsExplain() bool { return s.explain }

// Run returns the rows, one value for each of Columns. Nothing is done until they are ranged over, and each range
// is a run of its own; they are made as they are asked for, as far as the query allows, and leaving the loop ends
// the work. A row belongs to the caller. An error comes with a nil row and is the last: an *Error, or, where
// ctx ends, its cause.
func (s *Statement) Run(ctx context.Context, params map[string]Value) iter.Seq2[[]Value, error] {
	return func(yield func([]Value, error) bool) {
		err := s.run(ctx, params, func(row []Value, _ *eval.Budget) bool { return yield(row, nil) })
		if err != nil {
			yield(nil, err)
		}
	}
}

// All runs the query and returns all rows at once, which count as held towards the memory of Limits. Its errors are
// those of Run; with one there are no rows.
func (s *Statement) All(ctx context.Context, params map[string]Value) ([][]Value, error) {
	var rows [][]Value
	var full error
	err := s.run(ctx, params, func(row []Value, budget *eval.Budget) bool {
		bytes := rowOverhead
		for i, v := range row {
			if n := len(rows); n > 0 && rows[n-1][i] == v {
				bytes += value.Size(value.Null) // what two rows have in common, such as a list, is there once
			} else {
				bytes += value.Size(v)
			}
		}
		rows = append(rows, row)
		full = budget.Hold(bytes)
		return full == nil
	})
	if err == nil {
		err = fault.WithText(full, s.text)
	}
	if err != nil {
		return nil, err
	}
	return rows, nil
}

// rowOverhead is about how many bytes a row takes besides its values.
const rowOverhead = 32

// run calls emit with each row, until it returns false.
func (s *Statement) run(ctx context.Context, params map[string]Value, emit func([]Value, *eval.Budget) bool) error {
	rt := s.runtime(ctx, params)
	if s.explain {
		for line := range strings.Lines(s.Plan().String()) {
			if !emit([]Value{value.String(strings.TrimSuffix(line, "\n"))}, rt.Budget) {
				break
			}
		}
		return nil
	}
	if err := s.checkParameters(params); err != nil {
		return fault.WithText(err, s.text)
	}
	if limit := s.engine.limits.Time; limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, limit, outOfTime(limit))
		defer cancel()
		rt.Ctx, rt.Functions.Ctx = ctx, ctx
	}
	if ctx.Err() != nil {
		return fault.WithText(context.Cause(ctx), s.text)
	}
	return fault.WithText(s.program.Run(rt, func(row []Value) bool { return emit(row, rt.Budget) }), s.text)
}

// runtime returns the state of a run.
func (s *Statement) runtime(ctx context.Context, params map[string]Value) *eval.Runtime {
	budget := eval.NewBudget(s.engine.limits)
	return &eval.Runtime{
		Ctx:    ctx,
		Graph:  s.engine.graph,
		Params: params,
		Budget: budget,
		Functions: &functions.Context{
			Ctx:    ctx,
			Graph:  s.engine.graph,
			Random: rand.New(rand.NewPCG(1, 2)).Float64,
			Hold:   budget.Hold,
			Fits:   budget.Fits,
		},
	}
}
