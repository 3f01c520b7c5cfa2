package query_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/liaisongraph/liaison/graph/query"
)

// Whatever the text, there are rows or an *Error with that text, and never a panic or a run without end.
func FuzzQuery(f *testing.F) {
	for _, text := range []string{
		"MATCH (a:Agency)-[r:SHARES]->(b) WHERE a.size > 10 RETURN DISTINCT a.name, count(*) AS n ORDER BY n SKIP 1 LIMIT 2",
		"MATCH p = ALL SHORTEST (a)-[:SHARES|ASSISTS]->{1,4}(b) RETURN [n IN nodes(p) | n.name], length(p)",
		"MATCH ACYCLIC ((a)-[r]->(b) WHERE r.since > 1990)+ (c) RETURN a, r, c.name",
		"OPTIONAL MATCH (a)--(b) WITH *, a.name AS x WHERE EXISTS { (a)-->(c) WHERE c.name = x } RETURN *",
		"UNWIND range(1, 10) AS x WITH x % 3 AS k, collect(x) AS l RETURN k, reduce(s = 0, y IN l | s + y) UNION ALL RETURN 1 AS k, 2 AS `reduce(s = 0, y IN l | s + y)`",
		"MATCH (a) RETURN COUNT { (a)-->() }, COLLECT { MATCH (a)-->(b) RETURN b.name }, [(a)-->(b) | b]",
		"EXPLAIN MATCH (a)-[*1..3]-(b), shortestPath((a)-[*]->(b)) RETURN a {.name, .*}, CASE WHEN a:Police THEN 1 ELSE null END",
		"MATCH (a) WHERE (a)-[:ASSISTS]->() AND NOT a.name STARTS WITH 'M' RETURN toUpper(a.name)[0..2]",
	} {
		f.Add(text)
	}
	e := query.New(newAgencies(), query.Options{Limits: query.Limits{
		Rows: 1000, Paths: 10_000, Memory: 1 << 20, Time: 200 * time.Millisecond,
	}})
	f.Fuzz(func(t *testing.T, text string) {
		check := func(err error) {
			var e *query.Error
			if !errors.As(err, &e) {
				t.Fatalf("%q: %T: %v", text, err, err)
			}
			if e.Text != text || e.Message == "" {
				t.Fatalf("%q: the error is of the text %q and says %q", text, e.Text, e.Message)
			}
			e.Excerpt()
		}
		s, err := e.Prepare(text)
		if err != nil {
			check(err)
			return
		}
		s.Plan()
		for row, err := range s.Run(context.Background(), nil) {
			if err != nil {
				check(err)
			} else if len(row) != len(s.Columns()) {
				t.Fatalf("%q: a row of %d values for the columns %q", text, len(row), s.Columns())
			}
		}
	})
}
