package query_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/liaisongraph/liaison/graph/query"
	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/value"
)

func prepare(t *testing.T, opts query.Options, text string) *query.Statement {
	t.Helper()
	s, err := query.New(newAgencies(), opts).Prepare(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return s
}

// A query that could go on for ever, or nearly, does no more than the rows need that are asked for.
func TestLazy(t *testing.T) {
	const many = "UNWIND range(1, 1000000000000) AS x "
	for _, text := range []string{
		many + "RETURN x LIMIT 1",
		many + "WITH x LIMIT 1 RETURN x",
		many + "WITH x WHERE x % 7 = 1 RETURN x",
		many + "WITH x LIMIT 2 RETURN min(x)",
		many + "UNWIND range(1, 1000000000000) AS y RETURN x, y LIMIT 1",
		many + "RETURN DISTINCT x",
		many + "OPTIONAL MATCH (a) RETURN x",
		"RETURN 1 AS x UNION ALL " + many + "RETURN x",
		"RETURN EXISTS { " + many + "RETURN x } AS x",
		many + "RETURN x LIMIT 0",
		many + "RETURN x ORDER BY x LIMIT 0",
		many + "WITH x LIMIT 0 RETURN count(*) AS x",
		many + "WITH x ORDER BY x LIMIT 3 RETURN count(*) LIMIT 0",
	} {
		s := prepare(t, query.Options{Limits: query.Limits{Time: query.NoLimit}}, text)
		for _, err := range s.Run(context.Background(), nil) {
			if err != nil {
				t.Errorf("%s: %v", text, err)
			}
			break
		}
	}
}

// counting is a graph that counts how often it is asked.
type counting struct {
	*agencies
	calls int
}

func (g *counting) NodeProperty(n value.NodeID, key string) value.Value {
	g.calls++
	return g.agencies.NodeProperty(n, key)
}

func TestRunStartsWithTheLoop(t *testing.T) {
	g := &counting{agencies: newAgencies()}
	s, err := query.New(g, query.Options{}).Prepare("MATCH (a) RETURN a.name")
	if err != nil {
		t.Fatal(err)
	}
	rows := s.Run(context.Background(), nil)
	if g.calls != 0 {
		t.Errorf("%d properties were read before the rows were ranged over", g.calls)
	}
	for range rows {
		break
	}
	if g.calls != 1 {
		t.Errorf("%d properties were read for one row", g.calls)
	}
	n := 0
	for range rows { // a run of its own
		n++
	}
	if n != len(g.nodes) {
		t.Errorf("the second run gave %d rows, not %d", n, len(g.nodes))
	}
}

func TestRowsBelongToTheCaller(t *testing.T) {
	s := prepare(t, query.Options{}, "UNWIND [1, 2, 3] AS x RETURN x, [x] AS l")
	var rows [][]value.Value
	for row, err := range s.Run(context.Background(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	for i, want := range []string{"1 | [1]", "2 | [2]", "3 | [3]"} {
		if got := show(rows[i]); got != want {
			t.Errorf("row %d is %s, not %s", i, got, want)
		}
	}
}

func lastError(s *query.Statement, ctx context.Context, params map[string]value.Value) (rows int, err error) {
	for row, e := range s.Run(ctx, params) {
		if e != nil {
			if row != nil {
				return rows, fmt.Errorf("a row came with the error %w", e)
			}
			err = e
		} else {
			rows++
		}
	}
	return rows, err
}

func TestLimits(t *testing.T) {
	const many = "UNWIND range(1, 1000000000) AS x "
	small := query.Limits{Memory: 1 << 16, Time: query.NoLimit}
	tests := []struct {
		name   string
		limits query.Limits
		text   string
		detail string
	}{
		{"rows", query.Limits{Rows: 3}, many + "RETURN x", "Rows"},
		{"rows of a union", query.Limits{Rows: 3}, "UNWIND [1, 2] AS x RETURN x UNION ALL UNWIND [1, 2] AS x RETURN x", "Rows"},
		{"paths", query.Limits{Paths: 3}, "MATCH (a)-[*]->(b) RETURN a", "Paths"},
		{"time", query.Limits{Time: time.Millisecond}, many + "RETURN sum(x)", "Time"},
		{"time of a filter", query.Limits{Time: time.Millisecond}, many + "WITH x WHERE x < 0 RETURN x", "Time"},
		{"time of matches", query.Limits{Time: time.Millisecond, Paths: query.NoLimit},
			"MATCH (a), (b), (c), (d), (e), (f), (g), (h), (i), (j), (k), (l), (m) RETURN count(*)", "Time"},
		{"time of skipping", query.Limits{Time: time.Millisecond}, many + "RETURN x SKIP 999999999", "Time"},
		{"time of top rows", query.Limits{Time: time.Millisecond}, many + "RETURN x ORDER BY x LIMIT 1", "Time"},
		{"time of distinct rows", query.Limits{Time: time.Millisecond}, many + "RETURN DISTINCT 1 AS y SKIP 1", "Time"},
		{"time of a subquery", query.Limits{Time: time.Millisecond}, "RETURN COUNT { " + many + "RETURN x } AS n", "Time"},
		{"memory of sorting", small, many + "RETURN x ORDER BY x", "Memory"},
		{"memory of top rows", small, many + "RETURN x ORDER BY x LIMIT 100000", "Memory"},
		{"memory of distinct rows", small, many + "WITH DISTINCT x RETURN count(*)", "Memory"},
		{"memory of a union", small, many + "RETURN x UNION RETURN 1 AS x", "Memory"},
		{"memory of groups", small, many + "RETURN x, count(*)", "Memory"},
		{"memory of collect", small, many + "RETURN collect(x)", "Memory"},
		{"memory of a distinct aggregate", small, many + "RETURN count(DISTINCT x)", "Memory"},
		{"memory of COLLECT", small, "RETURN COLLECT { " + many + "RETURN x } AS l", "Memory"},
		{"memory of a list", small, "WITH range(1, 100000) AS l RETURN size(l)", "Memory"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := lastError(prepare(t, query.Options{Limits: test.limits}, test.text), context.Background(), nil)
			var e *query.Error
			if !errors.As(err, &e) || e.Kind != fault.LimitExceeded || e.Detail != test.detail || e.Phase != fault.Run {
				t.Errorf("%s: got the error %v, not that of %s", test.text, err, test.detail)
			}
		})
	}
}

// What a row, a subquery or a group no longer needs does not count.
func TestMemoryIsGivenBack(t *testing.T) {
	limits := query.Limits{Memory: 1 << 18}
	for _, text := range []string{
		"UNWIND range(1, 300) AS x WITH range(1, 1000) AS l RETURN sum(size(l))",
		"UNWIND range(1, 300) AS x WITH x WHERE size(range(1, 1000 + x)) > 1 RETURN count(*)",
		"UNWIND range(1, 300) AS x WITH COLLECT { UNWIND range(1, 1000) AS y RETURN y } AS l RETURN sum(size(l))",
		"UNWIND range(1, 300) AS x WITH x WHERE EXISTS { UNWIND range(1, 1000) AS y WITH DISTINCT y ORDER BY y RETURN y } RETURN count(*)",
		"UNWIND range(1, 300) AS x WITH x WHERE EXISTS { UNWIND range(1, 1000) AS y WITH DISTINCT y WHERE y = 1000 RETURN y } RETURN count(*)",
		"UNWIND range(1, 300) AS x RETURN max(COUNT { UNWIND range(1, 1000) AS y RETURN y UNION RETURN 1 AS y })",
		"MATCH (a), (b), (c) WHERE size([x IN range(1, 1000) | a.name + b.name + c.name]) > 0 RETURN count(*)",
		"MATCH (a), (b), (c) WHERE size([x IN range(1, 1000) | a.name + b.name + c.name]) < 0 RETURN count(*)",
		"UNWIND range(1, 300) AS x RETURN max(COUNT { UNWIND range(1, 1000) AS y WITH DISTINCT y RETURN y })",
		"UNWIND range(1, 100000) AS x RETURN x ORDER BY x DESC LIMIT 10",
		"UNWIND range(1, 1000) AS y " + strings.Repeat("WITH y ORDER BY -y WITH collect(y) AS l UNWIND l AS y ", 10) + "RETURN count(*)",
		"UNWIND range(1, 500) AS y " + strings.Repeat("WITH DISTINCT y WITH y, count(*) AS n ", 10) + "RETURN count(*)",
		"MATCH (a) UNWIND range(1, 5000) AS x WITH [(a)-->(b) | range(1, 100)] AS l RETURN sum(size(l))",
	} {
		if _, err := lastError(prepare(t, query.Options{Limits: limits}, text), context.Background(), nil); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestCancellation(t *testing.T) {
	s := prepare(t, query.Options{}, "UNWIND range(1, 1000000000000) AS x RETURN x")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	rows, failed := 0, error(nil)
	for _, err := range s.Run(ctx, nil) {
		if err != nil {
			failed = err
			break
		}
		if rows++; rows == 10 {
			cancel()
		}
	}
	if !errors.Is(failed, context.Canceled) {
		t.Errorf("got the error %v", failed)
	}
	if rows, err := lastError(s, ctx, nil); rows != 0 || !errors.Is(err, context.Canceled) {
		t.Errorf("a context that is over gave %d rows and the error %v", rows, err)
	}
	because := errors.New("because")
	ctx, cancelFor := context.WithCancelCause(context.Background())
	defer cancelFor(nil)
	cancelFor(because)
	if _, err := lastError(s, ctx, nil); err != because {
		t.Errorf("the cause came out as %v", err)
	}
}

// deep is a list in a list in a list.
func deep() value.Value {
	v := value.List(nil)
	for range value.MaxDepth {
		v = value.List([]value.Value{v})
	}
	return v
}

func TestParameters(t *testing.T) {
	s := prepare(t, query.Options{}, "UNWIND $list AS x WITH x\nWHERE x > $least RETURN x LIMIT $most")
	if got := s.Parameters(); !slices.Equal(got, []string{"least", "list", "most"}) {
		t.Errorf("the parameters are %q", got)
	}
	params := map[string]value.Value{
		"list": value.List([]value.Value{value.Int(1), value.Int(2), value.Int(3)}), "least": value.Int(1), "most": value.Int(1),
	}
	if rows, err := lastError(s, context.Background(), params); rows != 1 || err != nil {
		t.Errorf("got %d rows and the error %v", rows, err)
	}
	for _, test := range []struct {
		drop, add string
		set       value.Value
		kind      fault.Kind
		detail    string
		want      string
	}{
		{drop: "list", kind: fault.ParameterMissing, detail: "MissingParameter", want: "1:8: no value for $list; give one when you run the query"},
		{drop: "least", kind: fault.ParameterMissing, detail: "MissingParameter", want: "2:11: no value for $least; give one when you run the query"},
		{add: "most", set: value.Int(-1), kind: fault.SyntaxError, detail: "NegativeIntegerArgument",
			want: "2:33: LIMIT takes a number that is not negative, and this is -1"},
		{add: "most", set: value.Float(1.5), kind: fault.SyntaxError, detail: "InvalidArgumentType",
			want: "2:33: LIMIT takes a whole number, and this is a float"},
		{add: "list", set: value.Node(77), kind: fault.EntityNotFound, detail: "DeletedEntityAccess",
			want: "1:8: $list has a node, relationship or path that is not in this graph"},
		{add: "list", set: value.List([]value.Value{value.OfPath(&value.Path{Nodes: []value.NodeID{mi5, met},
			Relationships: []value.RelationshipID{0}})}), kind: fault.EntityNotFound, detail: "DeletedEntityAccess",
			want: "1:8: $list has a node, relationship or path that is not in this graph"},
		{add: "list", set: deep(), kind: fault.LimitExceeded, detail: "Depth",
			want: "1:8: lists and maps nest more than 1000 deep in $list"},
		{add: "list", set: value.String("x"), kind: fault.TypeError, detail: "InvalidArgumentType",
			want: "1:8: UNWIND takes a list, and this is a string; put it in brackets, as in [x], for a list of one"},
	} {
		given := map[string]value.Value{}
		for name, v := range params {
			given[name] = v
		}
		delete(given, test.drop)
		if test.add != "" {
			given[test.add] = test.set
		}
		_, err := lastError(s, context.Background(), given)
		var e *query.Error
		if !errors.As(err, &e) || e.Kind != test.kind || e.Detail != test.detail || e.Phase != fault.Run || e.Error() != test.want {
			t.Errorf("without %q, with %q: got %v, not %s", test.drop, test.add, err, test.want)
		}
	}
	// What has the wrong shape is an error or is made right, and no panic.
	for i, v := range []value.Value{
		value.OfMap(&value.Map{Keys: []string{"a", "b"}, Values: []value.Value{value.Int(1)}}),
		value.OfMap(&value.Map{Keys: []string{"a"}, Values: []value.Value{value.Int(1), value.Int(2)}}),
		value.OfMap(nil), value.OfPath(nil), value.OfPath(&value.Path{}),
		value.OfPath(&value.Path{Nodes: []value.NodeID{0, 1}}), value.OfPath(&value.Path{Relationships: []value.RelationshipID{0}}),
		value.OfPath(&value.Path{Nodes: []value.NodeID{0}, Relationships: []value.RelationshipID{0, 0}}),
	} {
		rows, err := answer(query.New(newAgencies(), query.Options{}),
			"WITH [$x, {b: $x}] AS l UNWIND l AS x RETURN DISTINCT x, x = $x, toString(x IS NULL) ORDER BY x", map[string]value.Value{"x": v})
		var e *query.Error
		if isPath := v.Kind() == value.KindPath; isPath && (!errors.As(err, &e) || e.Detail != "DeletedEntityAccess") || !isPath && (err != nil || len(rows) != 2) {
			t.Errorf("of the value %d: %q, %v", i, rows, err)
		}
	}
	if _, err := lastError(s, context.Background(), nil); err == nil || !strings.Contains(err.Error(), "$least, $list, $most") {
		t.Errorf("without parameters: %v", err)
	}
}

func TestErrorsHaveTextAndPlace(t *testing.T) {
	e := query.New(newAgencies(), query.Options{})
	for text, want := range map[string]string{
		"RETURN":                                           "1:",
		"MATCH (a)\nRETURN b":                              "2:8: ",
		"UNWIND [1, 0] AS x\nRETURN 1 / x":                 "2:8: ",
		"UNWIND [1] AS x\nRETURN sum('a', 2)":              "2:8: ",
		"UNWIND ['a'] AS x\nRETURN sum(x)":                 "2:12: ",
		"UNWIND [1] AS x\nRETURN stDev($x)":                "2:14: no value",
		"UNWIND [1] AS x\nRETURN percentileCont(x, 2 * x)": "2:8: ",
		"UNWIND [1] AS x\nRETURN x LIMIT -1":               "2:16: ",
	} {
		_, err := answer(e, text, nil)
		var f *query.Error
		if !errors.As(err, &f) || f.Text != text || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: got the error %v, which should begin with %q", text, err, want)
		}
	}
}

func TestColumns(t *testing.T) {
	for text, want := range map[string][]string{
		"MATCH (n) RETURN n.name,   count( * ) AS c, n:Body AND  true": {"n.name", "c", "n:Body AND  true"},
		"MATCH (b)-[r]->(a) RETURN *, a.name":                          {"b", "r", "a", "a.name"},
		"MATCH (b)-[]->(), ()--(a) RETURN *":                           {"b", "a"},
		"RETURN 1 AS `a b`":                                            {"a b"},
		"EXPLAIN RETURN 1":                                             {"plan"},
	} {
		if got := prepare(t, query.Options{}, text).Columns(); !slices.Equal(got, want) {
			t.Errorf("%s: the columns are %q, not %q", text, got, want)
		}
	}
}

func TestExplainDoesNotRun(t *testing.T) {
	g := &counting{agencies: newAgencies()}
	s, err := query.New(g, query.Options{}).Prepare("EXPLAIN MATCH (a)-->(b) WHERE a.name = $name RETURN a.name ORDER BY b.name LIMIT 1/0")
	if err != nil {
		t.Fatal(err)
	}
	if !s.IsExplain() {
		t.Error("it is not taken for EXPLAIN")
	}
	var lines strings.Builder
	for row, err := range s.Run(context.Background(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		lines.WriteString(row[0].Text() + "\n")
	}
	if got := s.Plan().String(); lines.String() != got {
		t.Errorf("it gave\n%sand not\n%s", &lines, got)
	}
	if g.calls != 0 {
		t.Errorf("%d properties were read", g.calls)
	}
	if _, err := json.Marshal(s.Plan()); err != nil {
		t.Error(err)
	}
}

// An Engine and its statements serve many at once, and give all the same.
func TestConcurrent(t *testing.T) {
	e := query.New(newAgencies(), query.Options{})
	texts := []string{
		"MATCH (a)-[r]->(b) WITH a, count(*) AS n ORDER BY n DESC, a.name RETURN a.name, n",
		"MATCH p = ANY SHORTEST (a:Agency)-[*]->(b:Police) RETURN a.name, length(p), b.name ORDER BY a.name, b.name",
		"MATCH (a) WHERE EXISTS { (a)-[:SHARES]->(b) WHERE b.size > 100 } RETURN a.name, rand() ORDER BY a.name",
		"UNWIND range(1, 200) AS x RETURN x % 7 AS k, collect(DISTINCT x % 3) AS l ORDER BY k",
	}
	var statements []*query.Statement
	var want [][]string
	for _, text := range texts {
		s, err := e.Prepare(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		rows, err := answer(query.New(newAgencies(), query.Options{}), text, nil)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		statements, want = append(statements, s), append(want, rows)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for i, s := range statements {
				var rows []string
				for row, err := range s.Run(context.Background(), nil) {
					if err != nil {
						t.Errorf("%s: %v", texts[i], err)
						return
					}
					rows = append(rows, show(row))
				}
				if !slices.Equal(rows, want[i]) {
					t.Errorf("%s\n got %q\nwant %q", texts[i], rows, want[i])
				}
				if _, err := answer(e, texts[i], nil); err != nil {
					t.Errorf("%s: %v", texts[i], err)
				}
			}
		})
	}
	group.Wait()
}
