package match_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/eval"
	"github.com/liaisongraph/liaison/graph/query/internal/match"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// diamond is 0 → 1 → 3, 0 → 2 → 3, 3 → 4, 4 → 4 by R, and 0 — 4 by S, which is mutual; node 5 stands alone.
func diamond() *multigraph {
	g := &multigraph{lookup: true}
	for k := range int64(6) {
		g.node(k, "A")
	}
	g.edge(0, 1, 0, 1, false)
	g.edge(0, 2, 0, 2, false)
	g.edge(1, 3, 0, 3, false)
	g.edge(2, 3, 0, 4, false)
	g.edge(3, 4, 0, 5, false)
	g.edge(4, 4, 0, 6, false)
	g.edge(0, 4, 1, 7, true)
	return g
}

func TestShortestPathFunctions(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"MATCH p = shortestPath((a {k: 0})-[:R*]->(b {k: 4}))", []string{"p=[0 1 3 4] [0 2 4]"}},
		{"MATCH p = allShortestPaths((a {k: 0})-[:R*]->(b {k: 4}))", []string{"p=[0 1 3 4] [0 2 4]", "p=[0 2 3 4] [1 3 4]"}},
		{"MATCH p = shortestPath((a {k: 0})-[*]-(b {k: 4}))", []string{"p=[0 4] [6]"}},
		{"MATCH p = shortestPath((a {k: 0})-[:R*..2]->(b {k: 4}))", nil},
		{"MATCH p = shortestPath((a {k: 0})-[*]->(b {k: 5}))", nil},
		// From a node to itself there is the path without relationships or none.
		{"MATCH p = shortestPath((a {k: 4})-[*]->(b {k: 4}))", nil},
		{"MATCH p = shortestPath((a {k: 4})-[*0..]->(b {k: 4}))", []string{"p=[4] []"}},
		{"MATCH p = shortestPath((a {k: 4})-[:S*]->(b))", []string{"p=[4 0] [6]"}},
		{"MATCH p = allShortestPaths((a {k: 4})-[*0..1]->(b))", []string{"p=[4 0] [6]", "p=[4] []"}},
		{"MATCH p = shortestPath((a {k: 0})-[:R]->(b {k: 1}))", []string{"p=[0 1] [0]"}},
		// WHERE is a part of the question.
		{"MATCH p = shortestPath((a {k: 0})-[r*]->(b {k: 4})) WHERE all(x IN r WHERE x.w <> 7)", []string{"p=[0 1 3 4] [0 2 4]"}},
		{"MATCH p = shortestPath((a {k: 0})-[*]->(b {k: 4})) WHERE none(n IN nodes(p) WHERE n.k = 1) AND length(p) > 1", []string{"p=[0 4 4] [6 5]"}},
		{"MATCH p = allShortestPaths((a {k: 0})-[*]->(b {k: 4})) WHERE length(p) > 3", []string{"p=[0 1 3 4 4] [0 2 4 5]", "p=[0 2 3 4 4] [1 3 4 5]"}},
		{"MATCH p = shortestPath((a {k: 4})<-[:R*]-(b {k: 0})) WHERE any(r IN relationships(p) WHERE r.w = 4)", []string{"p=[4 3 2 0] [4 3 1]"}},
	} {
		got, err := matches(t, diamond(), c.text, env{})
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		var paths []string
		for _, row := range got {
			i := strings.Index(row, "p=")
			p := strings.TrimSpace(row[i:])
			if j := strings.Index(p, " r="); j >= 0 {
				p = p[:j]
			}
			paths = append(paths, p)
		}
		slices.Sort(paths)
		if !slices.Equal(paths, c.want) {
			t.Errorf("%s\ngot  %q\nwant %q", c.text, paths, c.want)
		}
	}
}

// What fails is only what fails where WHERE stands: when the whole match is there, and no condition before it is false.
func TestErrorsOfConditions(t *testing.T) {
	for _, c := range []struct {
		text string
		want int // matches; -1 for an error
	}{
		{"MATCH (a)-[r:R]->(b) WHERE 1 / a.k > 0", -1},
		{"MATCH (a)-[r:R]->(b) WHERE 10 / a.k > 0 AND a.k > 0", 4},
		{"MATCH (a)-[r:R]->(b) WHERE a.k > 0 AND 1 / a.k >= 0", 4},
		{"MATCH (a {k: 5})-[r:R]->(b) WHERE 1 / 0 > 0", 0},
		{"MATCH p = (a)-[r:R*]->(b {k: 4}) WHERE all(n IN nodes(p) WHERE 4 / n.k > 0)", -1},
		{"MATCH p = (a {k: 1})-[r:R*1..3]->(b) WHERE all(n IN nodes(p) WHERE 4 / n.k > 0)", 3},
		{"MATCH p = (a {k: 1})-[r*1..4]->(b {k: 4}) WHERE all(n IN nodes(p) WHERE 4 / n.k > 0)", 2},
		{"MATCH p = TRAIL (a {k: 1})-[r]->{1,4}(b {k: 4}) WHERE all(n IN nodes(p) WHERE 4 / n.k > 0)", 2},
		{"MATCH TRAIL (a)-[r WHERE 1 / (r.w - 7) < 9]->+(b {k: 4})", -1},
	} {
		got, err := matches(t, diamond(), c.text, env{})
		var e *fault.Error
		switch {
		case c.want < 0 && (!errors.As(err, &e) || e.Kind != fault.ArithmeticError):
			t.Errorf("%s: %v and %q, want an ArithmeticError", c.text, err, got)
		case c.want >= 0 && (err != nil || len(got) != c.want):
			t.Errorf("%s: %v and %q, want %d matches", c.text, err, got, c.want)
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		text   string
		bound  env
		detail string
	}{
		{"MATCH REPEATABLE ELEMENTS (a)-[r]->+(b)", nil, "UnboundedPattern"},
		{"MATCH WALK (a)-[r]->*(b)", nil, "UnboundedPattern"},
		{"MATCH ANY SHORTEST WALK (a)((x)-[r]->(y)-[s]->(z) WHERE r.w < s.w)+(b)", nil, "UnboundedPattern"},
		{"MATCH TRAIL (a)((x)-[r]->(y)-[s]->(z)){5000,}(b)", nil, "PatternTooLarge"},
		{"MATCH (a)-[r]->{1000000}(b)", nil, "PatternTooLarge"},
		{"MATCH (a)-[r]->(b)", env{"a": value.Int(1)}, "InvalidArgumentType"},
		{"MATCH (a)-[r]->(b)", env{"r": value.Node(1)}, "InvalidArgumentType"},
		{"MATCH (a)-[r*]->(b)", env{"r": value.List([]value.Value{value.Int(1)})}, "InvalidArgumentType"},
		{"MATCH (a)-[r*]->(b)", env{"r": value.Int(1)}, "InvalidArgumentType"},
		{"MATCH TRAIL (a)-[r*]->(b)", env{"r": value.List(nil)}, "VariableAlreadyBound"},
	} {
		got, err := matches(t, diamond(), c.text, c.bound)
		var e *fault.Error
		if !errors.As(err, &e) || e.Detail != c.detail || e.Span.End == 0 {
			t.Errorf("%s: %v (%+v) and %d matches, want %s", c.text, err, e, len(got), c.detail)
		}
	}
	for _, name := range []string{"a", "r", "b"} {
		if got, err := matches(t, diamond(), "MATCH (a)-[r]->(b)", env{name: value.Null}); err != nil || len(got) != 0 {
			t.Errorf("with %s null: %q, %v", name, got, err)
		}
	}
}

// complete has every relationship between a number of nodes, so that there is no end to its paths.
func complete(n int32) *multigraph {
	g := &multigraph{lookup: true}
	for k := range n {
		g.node(int64(k))
	}
	for a := range n {
		for b := range n {
			g.edge(a, b, 0, 1, false)
		}
	}
	return g
}

func matcher(t *testing.T, g *multigraph, text string) (*match.Matcher, *eval.Scope) {
	t.Helper()
	c := clause(t, text)
	s := eval.NewScope()
	m, err := match.Plan(match.NewIndex(g), &eval.Compiler{Graph: g}, match.Spec{Paths: c.Paths, Mode: c.Mode, Where: c.Where}, s)
	if err != nil {
		t.Fatal(err)
	}
	return m, s
}

func TestNothingGoesOnForEver(t *testing.T) {
	stop := errors.New("enough")
	for _, text := range []string{
		"MATCH (a)-->(b)-->(c)-->(d)-->(e)-->(f)-->(g)-->(h)-->(i)",
		"MATCH (a)-->(b)-->(c)-->(d)-->(e)-->(f)-->(g)-->(h)-->(i) WHERE i.k < 0",
		"MATCH (a), (b), (c), (d), (e), (f), (g), (h), (i) WHERE a.k + i.k < 0",
		"MATCH (a)-[*]->(b)",
		"MATCH TRAIL (a)-->*(b)",
		"MATCH SIMPLE (a)-->*(b)",
		"MATCH (a)-[r*]->(b) WHERE size(r) > 100",
		"MATCH ALL (a {k: 1})((x)-[r]->(y)-[s]->(z) WHERE r.w < s.w)+(b {k: 2})",
		"MATCH SHORTEST 1000000 (a {k: 1})-->*(b {k: 2})",
	} {
		g := complete(30)
		m, s := matcher(t, g, text)
		ctx, cancel := context.WithCancelCause(context.Background())
		rt := runtime(g)
		rt.Ctx = ctx
		count := 0
		run := make(chan error)
		go func() {
			run <- m.Run(rt, make(eval.Row, s.Frame().Width()), func(eval.Row) error { count++; return nil })
		}()
		cancel(stop)
		if err := <-run; !errors.Is(err, stop) {
			t.Errorf("%s: after it was cancelled: %v", text, err)
		}
		if count > 1<<20 {
			t.Errorf("%s: %d matches after it was cancelled", text, count)
		}
	}
	for _, text := range []string{"MATCH (a)-[*]->(b)", "MATCH TRAIL (a)-->*(b)", "MATCH ALL SHORTEST (a)-->(b)-->(c)-->*(d)"} {
		g := complete(30)
		m, s := matcher(t, g, text)
		rt := runtime(g)
		rt.Budget = eval.NewBudget(eval.Limits{Paths: 1000})
		err := m.Run(rt, make(eval.Row, s.Frame().Width()), func(eval.Row) error { return nil })
		if detail, ok := limitOf(err); !ok || detail != "Paths" {
			t.Errorf("%s: %v, want the limit of paths", text, err)
		}
	}
}

// The first error of emit ends the run and comes out as it is.
func TestEmitEndsTheRun(t *testing.T) {
	enough := errors.New("enough")
	for _, text := range []string{
		"MATCH (a)-->(b)", "MATCH (a)-->(b)-[r*]->(c)", "MATCH ANY SHORTEST (a)-->*(c)", "MATCH (a)", "MATCH p = shortestPath((a {k: 3})-[*0..]->(b {k: 3}))",
	} {
		g := complete(5)
		m, s := matcher(t, g, text)
		for range 3 {
			count := 0
			err := m.Run(runtime(g), make(eval.Row, s.Frame().Width()), func(eval.Row) error {
				count++
				return enough
			})
			if err != enough || count != 1 {
				t.Errorf("%s: %v after %d matches", text, err, count)
			}
		}
	}
}

// A Matcher serves several runs at once, also one within the other.
func TestConcurrentRuns(t *testing.T) {
	g := diamond()
	for _, text := range []string{
		"MATCH p = (a)-[r:R*]->(b) WHERE all(x IN r WHERE x.w > 0)",
		"MATCH p = ALL SHORTEST (a)-[r WHERE r.w > a.k]->+(b WHERE b.k > 2)",
		"MATCH (a)-[r]-(b)-[s]-(c)",
	} {
		m, s := matcher(t, g, text)
		count := func() (n int) {
			if err := m.Run(runtime(g), make(eval.Row, s.Frame().Width()), func(eval.Row) error { n++; return nil }); err != nil {
				t.Error(err)
			}
			return n
		}
		want := count()
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() {
				for range 20 {
					if n := count(); n != want || n == 0 {
						t.Errorf("%s: %d matches, want %d", text, n, want)
					}
				}
			})
		}
		group.Wait()
		outer := 0
		err := m.Run(runtime(g), make(eval.Row, s.Frame().Width()), func(eval.Row) error {
			outer++
			if n := count(); n != want {
				t.Errorf("%s: %d matches within a match, want %d", text, n, want)
			}
			return nil
		})
		if err != nil || outer != want {
			t.Errorf("%s: %d matches, %v", text, outer, err)
		}
	}
}

// A row is completed in place: its other slots stay.
func TestSlots(t *testing.T) {
	g := diamond()
	c := clause(t, "MATCH p = (a)-[r:R]->(b)-[s*1..2]->(c {k: 4})")
	scope := eval.NewScope()
	before := scope.Declare("before")
	a := scope.Declare("a")
	m, err := match.Plan(match.NewIndex(g), &eval.Compiler{Graph: g}, match.Spec{Paths: c.Paths}, scope)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, name := range []string{"b", "s", "c", "p", "r"} {
		if slot, ok := scope.Slot(name); !ok || !slices.Contains(m.Slots(), slot) {
			t.Errorf("%s has no slot of its own", name)
		}
	}
	if len(m.Slots()) != 5 {
		t.Errorf("%d slots (%v), want 5", len(m.Slots()), names)
	}
	row := make(eval.Row, scope.Frame().Width())
	row[before], row[a] = value.String("x"), value.Node(0)
	n := 0
	err = m.Run(runtime(g), row, func(row eval.Row) error {
		n++
		if row[before].Text() != "x" || row[a].Node() != 0 {
			t.Errorf("the row is %v", row)
		}
		return nil
	})
	if err != nil || n != 2 {
		t.Errorf("%d matches, %v", n, err)
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
