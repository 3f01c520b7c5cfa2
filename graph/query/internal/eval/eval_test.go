package eval_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/eval"
	"github.com/liaisongraph/liaison/graph/query/internal/functions"
	"github.com/liaisongraph/liaison/graph/query/property"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// little is a graph of two nodes and two relationships: (:A:B {name: 'x', n: 1})-[:R {since: 2014}]->() and
// back a :S, which is narrower than :BROAD.
type little struct{}

func (little) NumNodes() int                     { return 2 }
func (little) NumRelationships() int             { return 2 }
func (little) Labels(n value.NodeID) []string    { return littleLabels[n] }
func (little) NodeKeys(n value.NodeID) []string  { return [][]string{{"name", "n"}, nil}[n] }
func (little) Mutual(value.RelationshipID) bool  { return false }
func (little) Types() []string                   { return []string{"R", "S"} }
func (little) TypeOf(r value.RelationshipID) int { return int(r) }
func (little) Ends(r value.RelationshipID) (from, to value.NodeID) {
	return value.NodeID(r), value.NodeID(1 - r)
}
func (little) RelationshipKeys(r value.RelationshipID) []string { return [][]string{{"since"}, nil}[r] }

func (little) NodeProperty(n value.NodeID, key string) value.Value {
	switch {
	case n == 0 && key == "name":
		return value.String("x")
	case n == 0 && key == "n":
		return value.Int(1)
	}
	return value.Null
}

func (little) RelationshipProperty(r value.RelationshipID, key string) value.Value {
	if r == 0 && key == "since" {
		return value.Date(graph.MustParseDate("2014"))
	}
	return value.Null
}

func (little) NarrowerTypes(name string) []int {
	switch name {
	case "R":
		return []int{0}
	case "S", "BROAD":
		return []int{1}
	}
	return nil
}

var _ property.Hierarchy = little{}

var littleLabels = [][]string{{"A", "B"}, nil}

// variables are those that the expressions of the tests see.
var variables = []struct {
	name  string
	value value.Value
}{
	{"n", value.Node(0)}, {"m", value.Node(1)}, {"r", value.Relationship(0)}, {"s", value.Relationship(1)},
	{"nothing", value.Null}, {"yes", value.Bool(true)}, {"no", value.Bool(false)}, {"one", value.Int(1)}, {"half", value.Float(0.5)},
	{"text", value.String("text")}, {"list", value.List([]value.Value{value.Int(1), value.Int(2), value.Int(3)})},
	{"map", value.OfMap(&value.Map{Keys: []string{"a", "b"}, Values: []value.Value{value.Int(1), value.Null}})},
	{"day", value.Date(graph.MustParseDate("2014-05-13"))},
	{"path", value.OfPath(&value.Path{Nodes: []value.NodeID{0, 1}, Relationships: []value.RelationshipID{0}})},
}

type compiled struct {
	run eval.Func
	rt  *eval.Runtime
	row eval.Row
}

func compile(t testing.TB, text string, limits eval.Limits) (compiled, error) {
	t.Helper()
	e, err := syntax.ParseExpr(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return compileExpr(e, nil, limits)
}

// compileExpr compiles an expression in which some parts have a slot with a value already.
func compileExpr(e syntax.Expr, computed map[syntax.Expr]value.Value, limits eval.Limits) (compiled, error) {
	scope := eval.NewScope()
	for _, v := range variables {
		scope.Declare(v.name)
	}
	slots := map[syntax.Expr]int{}
	for part := range computed {
		slots[part] = scope.Reserve()
	}
	scope.Computed = slots
	c := &eval.Compiler{Graph: little{}}
	run, err := c.Expr(e, scope)
	if err != nil {
		return compiled{}, err
	}
	budget := eval.NewBudget(limits)
	rt := &eval.Runtime{
		Ctx: context.Background(), Graph: little{}, Budget: budget,
		Params:    map[string]value.Value{"p": value.Int(42)},
		Functions: &functions.Context{Ctx: context.Background(), Graph: little{}, Random: func() float64 { return 0.5 }, Hold: budget.Hold, Fits: budget.Pass},
	}
	row := make(eval.Row, scope.Frame().Width())
	for i, v := range variables {
		row[i] = v.value
	}
	for part, v := range computed {
		row[slots[part]] = v
	}
	return compiled{run, rt, row}, nil
}

// outcome computes an expression: the value as it is written, or the kind and detail of the error, and what of the
// text it points at.
func outcome(t testing.TB, text string) string {
	t.Helper()
	c, err := compile(t, text, eval.Limits{})
	return c.outcome(text, err)
}

func (c compiled) outcome(text string, err error) string {
	var v value.Value
	if err == nil {
		v, err = c.run(c.rt, c.row)
	}
	var e *fault.Error
	switch {
	case errors.As(err, &e):
		return string(e.Kind) + " " + e.Detail + " " + text[e.Span.Start:e.Span.End]
	case err != nil:
		return err.Error()
	}
	return value.Format(v, nil)
}

func TestExpressions(t *testing.T) {
	for _, test := range expressions {
		if got := outcome(t, test.text); got != test.want {
			t.Errorf("%s\n\tgives %s\n\twant  %s", test.text, got, test.want)
		}
	}
}

// TestConstantErrorsWait: a constant part that cannot be computed is an error of the rows that need it, not before.
func TestConstantErrorsWait(t *testing.T) {
	for _, text := range []string{"1 / 0", "[1][true]", "size([1 / 0])", "'a' =~ '('", "NOT 'a'", "{a: -'x'}.a"} {
		c, err := compile(t, text, eval.Limits{})
		if err != nil {
			t.Errorf("%s cannot be compiled: %v", text, err)
			continue
		}
		if v, err := c.run(c.rt, c.row); err == nil {
			t.Errorf("%s = %s", text, value.Format(v, nil))
		} else if e := new(fault.Error); !errors.As(err, &e) || e.Phase != fault.Run || e.Span == (fault.Span{}) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// TestComputedComesFirst: what has a slot of its own is taken from there, however deep the expression stands.
func TestComputedComesFirst(t *testing.T) {
	e, err := syntax.ParseExpr("[x IN [1, 2] WHERE count(*) > x AND yes | x + count(*)]")
	if err != nil {
		t.Fatal(err)
	}
	scope := eval.NewScope()
	yes := scope.Declare("yes")
	counts := scope.Reserve()
	comprehension := e.(*syntax.ListComprehension)
	scope.Computed = map[syntax.Expr]int{
		comprehension.Where.(*syntax.Binary).X.(*syntax.Comparison).Operands[0]: counts,
		comprehension.Map.(*syntax.Binary).Y:                                    counts,
	}
	run, err := (&eval.Compiler{}).Expr(e, scope)
	if err != nil {
		t.Fatal(err)
	}
	row := make(eval.Row, scope.Frame().Width())
	row[yes], row[counts] = value.Bool(true), value.Int(2)
	v, err := run(&eval.Runtime{Ctx: context.Background(), Budget: eval.NewBudget(eval.Limits{})}, row)
	if err != nil || value.Format(v, nil) != "[3]" {
		t.Errorf("%s, %v", value.Format(v, nil), err)
	}
}

func TestConditions(t *testing.T) {
	scope := eval.NewScope()
	slot := scope.Declare("x")
	for _, test := range []struct {
		x    value.Value
		want string
	}{{value.Bool(true), "true"}, {value.Bool(false), "false"}, {value.Null, "false"}, {value.Int(1), "a condition must be true"}} {
		e, err := syntax.ParseExpr("x")
		if err != nil {
			t.Fatal(err)
		}
		condition, err := (&eval.Compiler{}).Condition(e, scope)
		if err != nil {
			t.Fatal(err)
		}
		row := make(eval.Row, scope.Frame().Width())
		row[slot] = test.x
		ok, err := condition(&eval.Runtime{}, row)
		got := map[bool]string{true: "true", false: "false"}[ok]
		if err != nil {
			got = err.Error()
		}
		if !strings.HasPrefix(got, test.want) {
			t.Errorf("%s passes: %s, want %s", value.Format(test.x, nil), got, test.want)
		}
	}
}

// TestNothingGrowsOrHangs: expressions whose results double at each step end with an error of the limits.
func TestNothingGrowsOrHangs(t *testing.T) {
	for _, text := range []string{
		"reduce(a = 'ab', x IN range(1, 100) | a + a)",
		"reduce(a = [1], x IN range(1, 100) | a + a)",
		"reduce(a = [1], x IN range(1, 100) | [a, a])",
		"reduce(a = {k: 1}, x IN range(1, 100) | {k: a, l: a})",
		"reduce(a = [], x IN range(1, 100000) | [a])",
		"size([x IN range(1, 1000000) | [y IN range(1, 1000) | 'text' + y]])",
	} {
		c, err := compile(t, text, eval.Limits{Memory: 64 << 20})
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		v, err := c.run(c.rt, c.row)
		if detail, ok := limitOf(err); !ok || detail != "Memory" && detail != "Depth" {
			t.Errorf("%s gives %d bytes, %v", text, value.Size(v), err)
		}
	}
	// What is forgotten at once is no load.
	c, err := compile(t, "reduce(a = 0, x IN range(1, 100000) | a + size([x, x, x]))", eval.Limits{Memory: 8 << 20})
	if err != nil {
		t.Fatal(err)
	}
	if v, err := c.run(c.rt, c.row); err != nil || v.Int() != 300000 {
		t.Errorf("%s, %v", value.Format(v, nil), err)
	}
}

func TestCancelledRunsEnd(t *testing.T) {
	why := errors.New("enough")
	for _, text := range []string{
		"[x IN range(1, 100000) | x]", "reduce(a = 0, x IN range(1, 100000) | a)", "all(x IN range(1, 100000) WHERE x > 0)",
		"0 IN range(1, 100000)", "range(1, 100000) = range(1, 100000)", "[range(1, 100000)] < [range(1, 100000)] < []",
	} {
		c, err := compile(t, text, eval.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancelCause(context.Background())
		cancel(why)
		c.rt.Ctx = ctx
		if _, err := c.run(c.rt, c.row); !errors.Is(err, why) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// TestRunsShareNothing: an error in the arguments of a call leaves the next one as it should be.
func TestRunsShareNothing(t *testing.T) {
	c, err := compile(t, "coalesce(nothing, 10 / one, 'never')", eval.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	one := slices.IndexFunc(variables, func(v struct {
		name  string
		value value.Value
	}) bool {
		return v.name == "one"
	})
	for _, divisor := range []int64{1, 0, 2, 0, 5} {
		c.row[one] = value.Int(divisor)
		v, err := c.run(c.rt, c.row)
		if (err != nil) != (divisor == 0) || err == nil && v.Int() != 10/divisor {
			t.Errorf("with %d: %s, %v", divisor, value.Format(v, nil), err)
		}
	}
}

// filters are true for the variables of the tests.
var filters = []string{
	"n.n = 1", "n.name = 'x'", "n.n < 2 AND n.name <> 'y'", "n:A&!C", "r:R", "n.name IN ['x', 'y']", "n.name STARTS WITH 'x'",
	"size(n.name) = 1", "one + 1 = 2", "r.since < date('2015')", "any(x IN list WHERE x = 2)",
}

func TestFiltersAllocateNothing(t *testing.T) {
	for _, text := range filters {
		c, err := compile(t, text, eval.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if n := testing.AllocsPerRun(100, func() { _, err = c.run(c.rt, c.row) }); n != 0 || err != nil {
			t.Errorf("%s: %v allocations, %v", text, n, err)
		}
	}
}

func BenchmarkCondition(b *testing.B) {
	for _, text := range filters {
		b.Run(text, func(b *testing.B) {
			c, err := compile(b, text, eval.Limits{})
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if v, err := c.run(c.rt, c.row); err != nil || !v.IsTrue() {
					b.Fatal(value.Format(v, nil), err)
				}
			}
		})
	}
}

// limitOf returns which limit an error says was exceeded.
func limitOf(err error) (detail string, ok bool) {
	var e *fault.Error
	if !errors.As(err, &e) || e.Kind != fault.LimitExceeded {
		return "", false
	}
	return e.Detail, true
}

// The last of a name counts, in scopes of few and of many names.
func TestScopes(t *testing.T) {
	for _, n := range []int{1, 5, 16, 17, 300} {
		outer := eval.NewScope()
		slots := map[string]int{}
		for i := range n {
			name := "x" + strconv.Itoa(i%(n/2+1))
			slots[name] = outer.Declare(name)
		}
		inner := outer.Child()
		inner.Bind("x0", 1000)
		for name, want := range slots {
			if slot, ok := outer.Slot(name); !ok || slot != want {
				t.Errorf("of %d: %s is %d, not %d", n, name, slot, want)
			}
			if slot, ok := inner.Slot(name); !ok || slot != want && name != "x0" {
				t.Errorf("of %d, from within: %s is %d, not %d", n, name, slot, want)
			}
		}
		if slot, _ := inner.Slot("x0"); slot != 1000 {
			t.Errorf("of %d: x0 within is %d", n, slot)
		}
		if _, ok := inner.Slot("y"); ok || len(inner.Names()) != n+1 || outer.Frame().Width() != n {
			t.Errorf("of %d: %q", n, inner.Names())
		}
	}
}
