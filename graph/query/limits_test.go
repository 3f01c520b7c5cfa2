package query_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/liaisongraph/liaison/graph/query"
	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/value"
)

func exceeds(err error, detail string) bool {
	var e *query.Error
	return errors.As(err, &e) && e.Kind == fault.LimitExceeded && e.Detail == detail && e.Phase == fault.Run && e.Text != ""
}

// The rows that All keeps count, where those that Run hands on do not.
func TestMemoryOfAllRows(t *testing.T) {
	opts := query.Options{Limits: query.Limits{Memory: 1 << 20}}
	for _, text := range []string{
		"UNWIND range(1, 5000) AS x RETURN [y IN range(1, 100) | x] AS l",
		"UNWIND range(1, 30000) AS x RETURN x",
		"UNWIND range(1, 3000) AS x RETURN toString(x) + replace('" + strings.Repeat("x", 100) + "', 'x', 'yyyyy') AS l",
	} {
		s := prepare(t, opts, text)
		if rows, err := lastError(s, context.Background(), nil); err != nil || rows < 3000 {
			t.Errorf("%s: Run gave %d rows and the error %v", text, rows, err)
		}
		if rows, err := s.All(context.Background(), nil); rows != nil || !exceeds(err, "Memory") {
			t.Errorf("%s: All gave %d rows and the error %v", text, len(rows), err)
		}
	}
	for _, text := range []string{
		"UNWIND range(1, 10000) AS x RETURN x",
		"UNWIND range(1, 10000) AS x WITH x, range(1, 1000) AS l RETURN 1 AS x",
		"WITH range(1, 10000) AS l UNWIND range(1, 1000) AS x RETURN l", // one list
		"UNWIND range(1, 60) AS x RETURN [y IN range(1, 400) | x] AS l ORDER BY x DESC",
	} {
		s := prepare(t, opts, text)
		rows, err := s.All(context.Background(), nil)
		if n, _ := lastError(s, context.Background(), nil); err != nil || len(rows) != n {
			t.Errorf("%s: All gave %d of %d rows and the error %v", text, len(rows), n, err)
		}
	}
}

func TestAll(t *testing.T) {
	s := prepare(t, query.Options{}, "UNWIND $l AS x RETURN 6 / x AS y")
	rows, err := s.All(context.Background(), map[string]value.Value{"l": value.List([]value.Value{value.Int(1), value.Int(2)})})
	if err != nil || len(rows) != 2 || rows[0][0].Int() != 6 || rows[1][0].Int() != 3 {
		t.Errorf("%v, %v", rows, err)
	}
	rows, err = s.All(context.Background(), map[string]value.Value{"l": value.List([]value.Value{value.Int(1), value.Int(0)})})
	var e *query.Error
	if rows != nil || !errors.As(err, &e) || e.Kind != fault.ArithmeticError {
		t.Errorf("%v, %v", rows, err)
	}
	if rows, err := prepare(t, query.Options{}, "EXPLAIN MATCH (a) RETURN a").All(context.Background(), nil); err != nil || len(rows) < 3 {
		t.Errorf("of a plan: %v, %v", rows, err)
	}
	if rows, err := prepare(t, query.Options{Limits: query.Limits{Rows: 2}}, "UNWIND [1, 2, 3] AS x RETURN x").All(context.Background(), nil); rows != nil || !exceeds(err, "Rows") {
		t.Errorf("of three rows where there may be two: %v, %v", rows, err)
	}
}

// A field that is 0 is that of DefaultLimits, and a negative one is no limit.
func TestDefaultLimits(t *testing.T) {
	l := query.DefaultLimits()
	if l.Rows >= 0 || l.Paths <= 0 || l.Memory <= 0 || l.Time <= 0 {
		t.Errorf("%+v", l)
	}
	l.Paths = 7 // it is a copy
	if query.DefaultLimits().Paths == 7 {
		t.Error("DefaultLimits was changed")
	}
	const held = "WITH range(1, 100000) AS l RETURN size(l)"
	for _, test := range []struct {
		limits query.Limits
		fails  bool
	}{
		{query.Limits{}, false},
		{query.Limits{Memory: 1 << 20}, true},
		{query.Limits{Memory: query.NoLimit}, false},
		{query.Limits{Memory: -5, Time: -time.Second}, false},
	} {
		_, err := lastError(prepare(t, query.Options{Limits: test.limits}, held), context.Background(), nil)
		if exceeds(err, "Memory") != test.fails || !test.fails && err != nil {
			t.Errorf("%+v: %v", test.limits, err)
		}
	}
}

// numbered writes a text n times, with a number for each #.
func numbered(n int, text, between string) string {
	var all []string
	for i := range n {
		all = append(all, strings.ReplaceAll(text, "#", fmt.Sprint(i)))
	}
	return strings.Join(all, between)
}

// Long queries are prepared; a MATCH whose parts would take long to put in order is refused.
func TestLongQueries(t *testing.T) {
	e := query.New(newAgencies(), query.Options{})
	for _, text := range []string{
		"UNWIND [1] AS x RETURN " + numbered(4000, "sum(x + #) AS a#", ", "),
		"WITH " + numbered(4000, "# AS x#", ", ") + " RETURN " + numbered(4000, "x# + 1 AS y#", ", ") + " ORDER BY x7 + 1",
		numbered(4000, "UNWIND [1] AS x#", " ") + " RETURN 1",
		numbered(4000, "MATCH p# = (x#)", " ") + " RETURN 1",
		"MATCH " + numbered(1000, "(a#)", ", ") + " RETURN 1",
	} {
		if _, err := e.Prepare(text); err != nil {
			t.Errorf("%.60s …: %v", text, err)
		}
	}
	for _, text := range []string{
		"MATCH (a)" + numbered(3000, "-->()", "") + " RETURN 1",
		"MATCH " + numbered(600, "(a#)-->(b#)", ", ") + " RETURN 1",
		"MATCH " + numbered(600, "ANY SHORTEST (a#)-->+(b#)", ", ") + " RETURN 1",
		"RETURN EXISTS { " + numbered(1001, "(a#)", ", ") + " } AS x",
	} {
		_, err := e.Prepare(text)
		var f *query.Error
		if !errors.As(err, &f) || f.Detail != "PatternTooLarge" || f.Span.Start == 0 || !strings.Contains(f.Message, "1000") {
			t.Errorf("%.60s …: got the error %.200v", text, err)
		}
	}
}

// What is the same is computed once, also among many.
func TestManyOfOne(t *testing.T) {
	s := prepare(t, query.Options{}, "UNWIND [1, 2] AS x RETURN "+numbered(50, "sum(x + #) AS a#", ", ")+", SUM( x+7 ) AS again, collect(x), collect(DISTINCT x)")
	if n := strings.Count(s.Plan().Children[1].Detail, "("); n != 52 {
		t.Errorf("%d aggregates are computed:\n%s", n, s.Plan())
	}
	rows, err := s.All(context.Background(), nil)
	if err != nil || rows[0][7].Int() != 17 || rows[0][50].Int() != 17 || rows[0][49].Int() != 101 {
		t.Errorf("%v, %v", rows, err)
	}
}
