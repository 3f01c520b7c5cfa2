package match_test

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/query/internal/eval"
	"github.com/liaisongraph/liaison/graph/query/internal/functions"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// naive tries every walk.
type naive struct {
	t *testing.T
	g *multigraph
	c *eval.Compiler
}

// env has the values of variables.
type env map[string]value.Value

func (e env) with(name string, v value.Value) env {
	f := env{name: v}
	for k, x := range e {
		if k != name {
			f[k] = x
		}
	}
	return f
}

// and returns the variables of both, if they agree.
func (e env) and(other env) (both env, agree bool) {
	both = env{}
	for name, v := range e {
		both[name] = v
	}
	for name, v := range other {
		if old, ok := e[name]; ok && show(old) != show(v) {
			return nil, false
		}
		both[name] = v
	}
	return both, true
}

// trace is a walk so far.
type trace struct {
	nodes []int32
	edges []int32
}

func (tr trace) cross(e, n int32) trace {
	return trace{append(slices.Clone(tr.nodes), n), append(slices.Clone(tr.edges), e)}
}

func (tr trace) end() int32 { return tr.nodes[len(tr.nodes)-1] }

func runtime(g *multigraph) *eval.Runtime {
	return &eval.Runtime{
		Ctx: context.Background(), Graph: g, Budget: eval.NewBudget(eval.Limits{}),
		Functions: &functions.Context{Ctx: context.Background(), Graph: g},
	}
}

// is evaluates a condition.
func (x *naive) is(e syntax.Expr, vars env) bool {
	if e == nil {
		return true
	}
	scope := eval.NewScope()
	var row eval.Row
	for name, v := range vars {
		scope.Declare(name)
		row = append(row, v)
	}
	f, err := x.c.Expr(e, scope)
	if err != nil {
		x.t.Fatal(err)
	}
	for len(row) < scope.Frame().Width() {
		row = append(row, value.Null)
	}
	v, err := f(runtime(x.g), row)
	if err != nil {
		x.t.Fatal(err)
	}
	return v.IsTrue()
}

func (x *naive) label(e syntax.LabelExpr, labels []string) bool {
	switch e := e.(type) {
	case nil:
		return true
	case *syntax.LabelName:
		return slices.Contains(labels, e.Text)
	case *syntax.LabelNot:
		return !x.label(e.X, labels)
	case *syntax.LabelAnd:
		return x.label(e.X, labels) && x.label(e.Y, labels)
	case *syntax.LabelOr:
		return x.label(e.X, labels) || x.label(e.Y, labels)
	}
	return len(labels) > 0
}

func (x *naive) properties(e syntax.Expr, get func(string) value.Value, vars env) bool {
	m, _ := e.(*syntax.MapLiteral)
	if m == nil {
		return true
	}
	for _, entry := range m.Entries {
		if value.Equals(get(entry.Key.Text), entry.Value.(*syntax.Literal).Value) != value.True {
			return false
		}
	}
	return true
}

// pattern finds every walk that elements match; what names stand for, inline conditions included.
func (x *naive) pattern(elements []syntax.Element, tr trace, vars env, fits func(trace) bool, wheres []syntax.Expr, found func(trace, env)) {
	if len(elements) == 0 {
		for _, w := range wheres {
			if !x.is(w, vars) {
				return
			}
		}
		found(tr, vars)
		return
	}
	rest := elements[1:]
	switch e := elements[0].(type) {
	case *syntax.NodePattern:
		n := value.NodeID(tr.end())
		if e.Var != nil {
			if old, ok := vars[e.Var.Text]; ok && old.Node() != n {
				return
			}
			vars = vars.with(e.Var.Text, value.Node(n))
		}
		if !x.label(e.Label, x.g.labels[n]) || !x.properties(e.Properties, func(k string) value.Value { return x.g.nodes[n][k] }, vars) {
			return
		}
		if e.Where != nil {
			wheres = append(slices.Clone(wheres), e.Where)
		}
		x.pattern(rest, tr, vars, fits, wheres, found)
	case *syntax.RelationshipPattern:
		if e.Quantifier != nil {
			inner := *e
			inner.Quantifier = nil
			var where syntax.Expr
			x.times([]syntax.Element{&inner}, where, e.Quantifier, 0, rest, tr, vars, x.lists(vars, []syntax.Element{&inner}), fits, wheres, found)
			return
		}
		for edge := range int32(len(x.g.from)) {
			x.cross(e, edge, rest, tr, vars, fits, wheres, found)
		}
	case *syntax.Group:
		if e.Quantifier == nil {
			if e.Where != nil {
				wheres = append(slices.Clone(wheres), e.Where)
			}
			x.pattern(append(slices.Clone(e.Elements), rest...), tr, vars, fits, wheres, found)
			return
		}
		x.times(e.Elements, e.Where, e.Quantifier, 0, rest, tr, vars, x.lists(vars, e.Elements), fits, wheres, found)
	}
}

func (x *naive) cross(e *syntax.RelationshipPattern, edge int32, rest []syntax.Element, tr trace, vars env, fits func(trace) bool, wheres []syntax.Expr, found func(trace, env)) {
	if !x.label(e.Type, []string{kinds[x.g.kinds[edge]]}) {
		return
	}
	if !x.properties(e.Properties, func(k string) value.Value { return x.g.edges[edge][k] }, vars) {
		return
	}
	from, to := x.g.from[edge], x.g.to[edge]
	ways := [][2]int32{{from, to}}
	back := [2]int32{to, from}
	switch {
	case from == to:
	case e.Direction == syntax.Either || x.g.mutual[edge]:
		ways = append(ways, back)
	case e.Direction == syntax.Left:
		ways = [][2]int32{back}
	}
	for _, way := range ways {
		if way[0] != tr.end() {
			continue
		}
		next := tr.cross(edge, way[1])
		if !fits(next) {
			continue
		}
		inner := vars
		if e.Var != nil {
			if old, ok := vars[e.Var.Text]; ok && old.Relationship() != value.RelationshipID(edge) {
				return
			}
			inner = vars.with(e.Var.Text, value.Relationship(value.RelationshipID(edge)))
		}
		w := wheres
		if e.Where != nil {
			w = append(slices.Clone(wheres), e.Where)
		}
		x.pattern(rest, next, inner, fits, w, found)
	}
}

// lists are the empty lists of the variables within a group.
func (x *naive) lists(vars env, elements []syntax.Element) map[string][]value.Value {
	lists := map[string][]value.Value{}
	for _, e := range elements {
		switch e := e.(type) {
		case *syntax.NodePattern:
			if e.Var != nil {
				lists[e.Var.Text] = []value.Value{}
			}
		case *syntax.RelationshipPattern:
			if e.Var != nil {
				lists[e.Var.Text] = []value.Value{}
			}
		}
	}
	return lists
}

func (x *naive) times(inner []syntax.Element, where syntax.Expr, q *syntax.Quantifier, count int, rest []syntax.Element, tr trace, vars env,
	lists map[string][]value.Value, fits func(trace) bool, wheres []syntax.Expr, found func(trace, env)) {
	if count >= q.Min && (q.Max == syntax.Unbounded || count <= q.Max) {
		after, given := vars, true
		for name, l := range lists {
			if old, ok := vars[name]; ok {
				given = given && show(old) == show(value.List(l))
			}
			after = after.with(name, value.List(l))
		}
		if given {
			x.pattern(rest, tr, after, fits, wheres, found)
		}
	}
	if q.Max != syntax.Unbounded && count >= q.Max {
		return
	}
	outer := env{}
	for k, v := range vars {
		if _, own := lists[k]; !own {
			outer[k] = v
		}
	}
	own := []syntax.Expr{}
	if where != nil {
		own = append(own, where)
	}
	x.pattern(inner, tr, outer, fits, own, func(next trace, bound env) {
		more := map[string][]value.Value{}
		for name, l := range lists {
			more[name] = append(slices.Clone(l), bound[name])
		}
		x.times(inner, where, q, count+1, rest, next, vars, more, fits, wheres, found)
	})
}

// match is a match of a whole path.
type finding struct {
	trace
	vars env
}

// fits returns what a mode allows; most bounds walks.
func fits(mode syntax.PathMode, most int) func(trace) bool {
	return func(tr trace) bool {
		if len(tr.edges) > most {
			return false
		}
		switch mode {
		case syntax.NoMode, syntax.Trail:
			e := tr.edges[len(tr.edges)-1]
			return !slices.Contains(tr.edges[:len(tr.edges)-1], e)
		case syntax.Acyclic:
			return !slices.Contains(tr.nodes[:len(tr.nodes)-1], tr.end())
		case syntax.Simple:
			closed := len(tr.nodes) > 2 && tr.nodes[0] == tr.nodes[len(tr.nodes)-2]
			return !closed && !slices.Contains(tr.nodes[1:len(tr.nodes)-1], tr.end())
		}
		return true
	}
}

// path finds the matches of one path pattern, without its selector.
func (x *naive) path(p *syntax.PathPattern, mode syntax.PathMode, vars env, most int) []finding {
	var all []finding
	for n := range int32(len(x.g.nodes)) {
		x.pattern(p.Elements, trace{nodes: []int32{n}}, vars, fits(mode, most), nil, func(tr trace, vars env) {
			if p.Var != nil {
				v := &value.Path{}
				for _, n := range tr.nodes {
					v.Nodes = append(v.Nodes, value.NodeID(n))
				}
				for _, e := range tr.edges {
					v.Relationships = append(v.Relationships, value.RelationshipID(e))
				}
				vars = vars.with(p.Var.Text, value.OfPath(v))
			}
			all = append(all, finding{tr, vars})
		})
	}
	return all
}

// render writes the variables of a match.
func render(vars env) string {
	names := make([]string, 0, len(vars))
	for name := range vars {
		names = append(names, name)
	}
	sort.Strings(names)
	var b strings.Builder
	for _, name := range names {
		fmt.Fprintf(&b, "%s=%s ", name, show(vars[name]))
	}
	return b.String()
}

func show(v value.Value) string {
	switch v.Kind() {
	case value.KindNode:
		return fmt.Sprintf("(%d)", v.Node())
	case value.KindRelationship:
		return fmt.Sprintf("[%d]", v.Relationship())
	case value.KindList:
		var items []string
		for _, item := range v.List() {
			items = append(items, show(item))
		}
		return "[" + strings.Join(items, " ") + "]"
	case value.KindPath:
		return fmt.Sprint(v.Path().Nodes, v.Path().Relationships)
	}
	return fmt.Sprint(v)
}

func newNaive(t *testing.T, g *multigraph) *naive {
	return &naive{t: t, g: g, c: &eval.Compiler{Graph: g}}
}
