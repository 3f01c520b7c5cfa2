package query

import (
	"context"
	"iter"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"time"

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
	// Limits bound what a run may take.
	Limits = eval.Limits
)

// DefaultLimits are those of a run where Options say nothing else: no limit of rows, ten million paths, 1 GiB of
// results held at once, and a minute.
var DefaultLimits = Limits{Paths: 10_000_000, Memory: 1 << 30, Time: time.Minute}

// NoLimit, in a field of Limits, is no limit.
const NoLimit = -1

// Options are the settings of an Engine.
type Options struct {
	// Limits of each run. A field that is 0 is that of DefaultLimits; NoLimit is none. Exceeding one ends the
	// run with an *Error of Kind fault.LimitExceeded, of which Detail says which: Rows, Paths, Memory or Time.
	// The time is that from the start of the run to its end, what the caller does between rows included.
	Limits Limits
}

// Engine runs queries on a graph. It is safe for concurrent use.
type Engine struct {
	graph  Graph
	schema property.Schema // nil: any name may come
	index  *match.Index
	limits Limits
}

// New returns an Engine for a graph, which must not change from then on. It costs next to nothing: what the
// queries need of an index is made when the first needs it, and kept. If g has the methods of property.Schema,
// labels, types and properties that it does not know are errors.
func New(g Graph, opts Options) *Engine {
	schema, _ := g.(property.Schema)
	return &Engine{graph: g, schema: schema, index: match.NewIndex(g), limits: Limits{
		Rows:   limit(opts.Limits.Rows, DefaultLimits.Rows),
		Paths:  limit(opts.Limits.Paths, DefaultLimits.Paths),
		Memory: limit(opts.Limits.Memory, DefaultLimits.Memory),
		Time:   limit(opts.Limits.Time, DefaultLimits.Time),
	}}
}

// limit returns a limit as eval.Limits has it: 0 is none.
func limit[T int64 | time.Duration](set, standard T) T {
	switch {
	case set < 0:
		return 0
	case set == 0:
		return standard
	}
	return set
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

// Prepare parses, checks and plans a query. An error is an *Error, with the whole text and the place in it.
func (e *Engine) Prepare(text string) (*Statement, error) {
	q, err := syntax.Parse(text)
	if err != nil {
		return nil, within(err, text)
	}
	if err := analyse.Check(q, e.schema); err != nil {
		return nil, within(err, text)
	}
	program, err := exec.Compile(q, e.graph, e.index)
	if err != nil {
		return nil, within(err, text)
	}
	s := &Statement{engine: e, text: text, explain: q.Explain, program: program}
	s.findParameters(q)
	return s, nil
}

// within gives an error the text of its query. It does so to a copy: an error that is made with a query may come
// up in several runs at once.
func within(err error, text string) error {
	if e, ok := err.(*Error); ok && e.Text == "" {
		placed := *e
		placed.Text = text
		return &placed
	}
	return err
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

// Text returns the query as it was given.
func (s *Statement) Text() string { return s.text }

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
		ctx := ctx // each range has a time of its own
		if s.explain {
			for line := range strings.Lines(s.Plan().String()) {
				if !yield([]Value{value.String(strings.TrimSuffix(line, "\n"))}, nil) {
					return
				}
			}
			return
		}
		if err := s.checkParameters(params); err != nil {
			yield(nil, within(err, s.text))
			return
		}
		limits := s.engine.limits
		if limits.Time > 0 {
			var cancel context.CancelFunc
			ctx, cancel = context.WithTimeoutCause(ctx, limits.Time,
				fault.AtRun(fault.LimitExceeded, "Time", fault.Span{}, "more than %v", limits.Time).
					WithHint("ask for less, or allow more"))
			defer cancel()
		}
		if ctx.Err() != nil {
			yield(nil, within(context.Cause(ctx), s.text))
			return
		}
		err := s.program.Run(s.runtime(ctx, params), func(row []Value) bool { return yield(row, nil) })
		if err != nil {
			yield(nil, within(err, s.text))
		}
	}
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

// checkParameters returns an error where a parameter is missing, or holds a node or relationship that is not
// there.
func (s *Statement) checkParameters(params map[string]Value) error {
	var missing []string
	var at fault.Span
	for i, name := range s.parameters {
		v, there := params[name]
		if !there {
			if missing == nil {
				at = s.spans[i]
			}
			missing = append(missing, "$"+name)
			continue
		}
		if value.Depth(v) > value.MaxDepth {
			return fault.AtRun(fault.LimitExceeded, "Depth", s.spans[i],
				"lists and maps nest more than %d deep in $%s", value.MaxDepth, name)
		}
		if !s.engine.has(v) {
			return fault.AtRun(fault.EntityNotFound, "DeletedEntityAccess", s.spans[i],
				"$%s has a node, relationship or path that is not in this graph", name)
		}
	}
	switch len(missing) {
	case 0:
		return nil
	case 1:
		return fault.AtRun(fault.ParameterMissing, "MissingParameter", at, "no value for %s", missing[0]).
			WithHint("give one when you run the query")
	}
	return fault.AtRun(fault.ParameterMissing, "MissingParameter", at, "no values for %s", strings.Join(missing, ", ")).
		WithHint("give them when you run the query")
}

// has reports whether the nodes and relationships of a value are in the graph.
func (e *Engine) has(v Value) bool {
	switch v.Kind() {
	case value.KindNode:
		return e.hasNode(v.Node())
	case value.KindRelationship:
		return e.hasRelationship(v.Relationship())
	case value.KindPath:
		return e.hasPath(v.Path())
	case value.KindList:
		return !slices.ContainsFunc(v.List(), func(v Value) bool { return !e.has(v) })
	case value.KindMap:
		return !slices.ContainsFunc(v.Map().Values, func(v Value) bool { return !e.has(v) })
	}
	return true
}

func (e *Engine) hasNode(n value.NodeID) bool { return n >= 0 && int(n) < e.graph.NumNodes() }

func (e *Engine) hasRelationship(r value.RelationshipID) bool {
	return r >= 0 && int(r) < e.graph.NumRelationships()
}

func (e *Engine) hasPath(p *value.Path) bool {
	if len(p.Nodes) != len(p.Relationships)+1 || !e.hasNode(p.Nodes[0]) {
		return false
	}
	for i, r := range p.Relationships {
		if !e.hasRelationship(r) || !e.hasNode(p.Nodes[i+1]) {
			return false
		}
		a, b := p.Nodes[i], p.Nodes[i+1]
		if from, to := e.graph.Ends(r); (from != a || to != b) && (from != b || to != a) {
			return false
		}
	}
	return true
}
