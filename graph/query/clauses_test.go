package query_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/liaisongraph/liaison/graph/query"
	"github.com/liaisongraph/liaison/graph/query/value"
)

func TestUnwind(t *testing.T) {
	checkClauses(t, []clauseTest{
		{"UNWIND [1, null, 'x'] AS x RETURN x", []string{"1", "null", "'x'"}},
		{"UNWIND [] AS x RETURN x", []string{}},
		{"UNWIND null AS x RETURN x", []string{}},
		{"UNWIND [[1, 2], [3]] AS l UNWIND l AS x RETURN l, x", []string{"[1, 2] | 1", "[1, 2] | 2", "[3] | 3"}},
		{"UNWIND range(1, 3) AS x RETURN x", []string{"1", "2", "3"}},
		{"UNWIND range(3, 1) AS x RETURN x", []string{}},
		{"UNWIND range(5, 0, -2) AS x RETURN x", []string{"5", "3", "1"}},
		{"UNWIND range(9223372036854775806, 9223372036854775807) AS x RETURN x",
			[]string{"9223372036854775806", "9223372036854775807"}},
		{"UNWIND range(-9223372036854775807, -9223372036854775807 - 1, -9) AS x RETURN x",
			[]string{"-9223372036854775807"}},
		{"WITH 2 AS n UNWIND range(1, n) AS x UNWIND range(x, n) AS y RETURN x, y",
			[]string{"1 | 1", "1 | 2", "2 | 2"}},
	})
}

func TestProjection(t *testing.T) {
	checkClauses(t, []clauseTest{
		{"RETURN 1 AS a, 'b' AS b", []string{"1 | 'b'"}},
		{"WITH 1 AS a, 2 AS b WITH b AS a, a AS b RETURN a, b", []string{"2 | 1"}},
		{"WITH 1 AS a, 2 AS b RETURN *", []string{"1 | 2"}},
		{"WITH 1 AS a WITH *, a + 1 AS b RETURN *", []string{"1 | 2"}},
		{"WITH 1 AS a WITH a AS x, a AS y UNWIND [x, y + 1] AS a RETURN a, x, y", []string{"1 | 1 | 1", "2 | 1 | 1"}},
		// WHERE after WITH sees what was there before, and a new name hides the old.
		{"UNWIND [1, 2, 3] AS a WITH a * 10 AS b WHERE a > 1 RETURN b", []string{"20", "30"}},
		{"UNWIND [1, 2, 3] AS a WITH a * 10 AS a WHERE a > 10 RETURN a", []string{"20", "30"}},
		{"UNWIND [3, 1, 2] AS a WITH a * 10 AS b ORDER BY b LIMIT 2 WHERE a > 1 RETURN b", []string{"20"}},
		// An expression that is projected is its column, unless a variable within means another there.
		{"UNWIND [1, 2, 3] AS a WITH a % 2 AS a WHERE a % 2 = 1 RETURN a", []string{"1", "1"}},
		{"UNWIND [4, 7] AS a WITH a / 2 AS a WHERE a / 2 = 2 RETURN a", []string{"2"}},
		{"UNWIND [1, 2] AS x WITH x AS y, -x AS x WHERE x < -1 RETURN x, y", []string{"-2 | 2"}},
		{"MATCH p = (a:Police)-->(b) RETURN *", []string{"(:Body:Police {name: 'NCA', size: 5000}) | (:Body:Police {name: 'Met'}) | " +
			"<(:Body:Police {name: 'NCA', size: 5000})-[:ASSISTS]->(:Body:Police {name: 'Met'})>"}},
		{"MATCH p = (:Police)-->() WITH * RETURN length(p)", []string{"1"}},
		{"UNWIND [1, 2] AS a WITH a WHERE null RETURN a", []string{}},
		{"UNWIND [1, 1.0, null, null, 'a', [1], [1]] AS a RETURN DISTINCT a", []string{"1", "null", "'a'", "[1]"}},
		{"UNWIND [1, 2, 1] AS a WITH DISTINCT a, a % 2 AS b RETURN a, b", []string{"1 | 1", "2 | 0"}},
	})
}

func TestAggregation(t *testing.T) {
	checkClauses(t, []clauseTest{
		{"UNWIND [] AS x RETURN count(*), count(x), sum(x), collect(x), max(x)", []string{"0 | 0 | 0 | [] | null"}},
		{"UNWIND [] AS x RETURN x, count(*)", []string{}},
		{"UNWIND [2, 1, 2, null] AS x RETURN x, count(*), count(x)", []string{"2 | 2 | 2", "1 | 1 | 1", "null | 1 | 0"}},
		{"UNWIND [1, 1.0, 2] AS x RETURN x, count(*)", []string{"1 | 2", "2 | 1"}},
		{"UNWIND [1, 2, 3] AS x WITH x, x % 2 AS odd RETURN odd, sum(x) * 10 + odd", []string{"1 | 41", "0 | 20"}},
		{"UNWIND [1, 2, 3] AS x RETURN size(collect(x)) + count(*) AS n", []string{"6"}},
		{"UNWIND [1, 2, 3] AS x RETURN [y IN collect(x) | y + 3] AS l", []string{"[4, 5, 6]"}},
		{"UNWIND [1, 1, 2, null] AS x RETURN count(DISTINCT x), collect(DISTINCT x), sum(DISTINCT x)", []string{"2 | [1, 2] | 3"}},
		{"UNWIND [1, 2] AS x UNWIND [1, 2, 3] AS y WITH {v: x} AS x, y RETURN x.v, count(*), size([x IN collect({v: y}) | x.v]) AS n ORDER BY x.v",
			[]string{"1 | 3 | 3", "2 | 3 | 3"}},
		{"UNWIND [1, 2] AS x UNWIND [7, 8] AS y WITH {v: x} AS x, y RETURN x.v, [x IN collect({v: y}) | x.v] AS l ORDER BY x.v",
			[]string{"1 | [7, 8]", "2 | [7, 8]"}},
		{"UNWIND [1, 2] AS x RETURN count(*) AS a, count(*) + 1 AS b", []string{"2 | 3"}},
		{"UNWIND [1, 2, 3] AS x WITH x % 2 AS k, count(*) AS n WHERE n > 1 RETURN k, n", []string{"1 | 2"}},
		{"UNWIND [[1, 2], [2, 3]] AS p WITH p[0] AS a, p[1] AS b WITH b AS a, a AS b, count(*) AS n RETURN a, b, n",
			[]string{"2 | 1 | 1", "3 | 2 | 1"}},
		{"UNWIND [1, 2] AS x WITH collect(x) AS l UNWIND l AS x RETURN x, l", []string{"1 | [1, 2]", "2 | [1, 2]"}},
		{"UNWIND [1, 2, 3, 4] AS x WITH x LIMIT 3 RETURN sum(x)", []string{"6"}},
		{"MATCH (a:Agency) RETURN count(*)", []string{"3"}},
		{"MATCH (a)-[r]->(b) RETURN a.name AS a, count(r) AS n ORDER BY n DESC, a",
			[]string{"'GCHQ' | 2", "'MI5' | 2", "'NCA' | 1", "'SIS' | 1"}},
		{"MATCH (a:Agency)-->(b) RETURN a.size, a.size / 1000 + count(b) AS n ORDER BY a.size",
			[]string{"3000 | 4", "4000 | 6", "6000 | 8"}},
	})
}

func TestOrder(t *testing.T) {
	checkClauses(t, []clauseTest{
		{"UNWIND [2, null, 3, 1] AS x RETURN x ORDER BY x", []string{"1", "2", "3", "null"}},
		{"UNWIND [2, null, 3, 1] AS x RETURN x ORDER BY x DESC", []string{"null", "3", "2", "1"}},
		{"UNWIND [2, 3, 1] AS x RETURN x * 10 AS y ORDER BY x", []string{"10", "20", "30"}},
		{"UNWIND [2, 3, 1] AS x RETURN -x AS x ORDER BY x", []string{"-3", "-2", "-1"}},
		{"UNWIND [4, 2, 0, 3, 1] AS x WITH x % 3 AS x ORDER BY x * -1 LIMIT 3 RETURN x", []string{"2", "1", "1"}},
		{"UNWIND [3, 1, 2] AS x WITH x AS y, -x AS z ORDER BY -x RETURN y", []string{"3", "2", "1"}},
		// Rows that tie keep their order, also where only the first are kept.
		{"UNWIND range(1, 7) AS x RETURN x ORDER BY x % 2", []string{"2", "4", "6", "1", "3", "5", "7"}},
		{"UNWIND range(1, 7) AS x RETURN x ORDER BY x % 2 LIMIT 5", []string{"2", "4", "6", "1", "3"}},
		{"UNWIND range(1, 7) AS x RETURN x ORDER BY x % 2 DESC, x DESC SKIP 1 LIMIT 4", []string{"5", "3", "1", "6"}},
		{"UNWIND [3, 1, 2] AS x RETURN x ORDER BY x SKIP 1", []string{"2", "3"}},
		{"UNWIND [3, 1, 2] AS x RETURN x ORDER BY x SKIP 5", []string{}},
		{"UNWIND [3, 1, 2] AS x RETURN x ORDER BY x LIMIT 0", []string{}},
		{"UNWIND [3, 1, 3, 2] AS x RETURN DISTINCT x ORDER BY x", []string{"1", "2", "3"}},
		{"UNWIND [3, 1, 3] AS x RETURN x, count(*) ORDER BY count(*) DESC", []string{"3 | 2", "1 | 1"}},
		{"UNWIND [3, 1, 3] AS x RETURN x AS y, count(*) AS n ORDER BY x + count(*)", []string{"1 | 1", "3 | 2"}},
		{"UNWIND [3, 1, 2] AS x WITH x ORDER BY x DESC RETURN collect(x)", []string{"[3, 2, 1]"}},
		{"UNWIND [3, 1, 2] AS x WITH x ORDER BY x DESC LIMIT 2 UNWIND [x, x] AS y RETURN y", []string{"3", "3", "2", "2"}},
	})
}

func TestSkipAndLimit(t *testing.T) {
	checkClauses(t, []clauseTest{
		{"UNWIND range(1, 5) AS x RETURN x SKIP 1 LIMIT 2", []string{"2", "3"}},
		{"UNWIND range(1, 5) AS x RETURN x OFFSET 3", []string{"4", "5"}},
		{"UNWIND range(1, 5) AS x RETURN x LIMIT 1 + 1", []string{"1", "2"}},
		{"UNWIND [1, 0] AS x RETURN 1 / x LIMIT 1", []string{"1"}},
		{"RETURN 1 / 0 AS x LIMIT 0", []string{}},
		{"UNWIND [1, 2] AS x WITH x LIMIT 0 RETURN count(*)", []string{"0"}},
		{"UNWIND [1, 2] AS x UNWIND [1, 2] AS y WITH x, y LIMIT 3 RETURN count(*)", []string{"3"}},
		{"UNWIND [1, 2] AS x WITH x LIMIT 1 RETURN x UNION ALL RETURN 5 AS x", []string{"1", "5"}},
		{"UNWIND [3, 1, 2] AS x WITH x LIMIT 2 RETURN x ORDER BY x", []string{"1", "3"}},
		{"MATCH (a) RETURN a.name LIMIT 2", []string{"'MI5'", "'SIS'"}},
	})
}

func TestUnion(t *testing.T) {
	checkClauses(t, []clauseTest{
		{"RETURN 1 AS x UNION RETURN 2 AS x UNION RETURN 1 AS x", []string{"1", "2"}},
		{"RETURN 1 AS x UNION ALL RETURN 2 AS x UNION ALL RETURN 1 AS x", []string{"1", "2", "1"}},
		{"UNWIND [1, 1] AS x RETURN x UNION RETURN 1.0 AS x", []string{"1"}},
		{"UNWIND [1, 1] AS x RETURN x UNION ALL RETURN 3 AS x", []string{"1", "1", "3"}},
	})
}

func TestOptionalMatch(t *testing.T) {
	checkClauses(t, []clauseTest{
		{"MATCH (a:Police) OPTIONAL MATCH (a)-[r]->(b) RETURN a.name, type(r), b.name",
			[]string{"'NCA' | 'ASSISTS' | 'Met'", "'Met' | null | null"}},
		{"MATCH (a:Police) OPTIONAL MATCH (a)-->(b) WHERE b.name = 'MI5' RETURN a.name, b",
			[]string{"'NCA' | null", "'Met' | null"}},
		{"OPTIONAL MATCH (a:Nothing) RETURN a", []string{"null"}},
		{"OPTIONAL MATCH (a:Nothing) OPTIONAL MATCH (a)-->(b) RETURN a, b", []string{"null | null"}},
		{"MATCH (a:Court) OPTIONAL MATCH p = (a)-->(b) RETURN p, b, count(b)", []string{"null | null | 0"}},
		{"MATCH (a:Body) OPTIONAL MATCH (a)-[:ASSISTS]->(b) WITH a, b WHERE b IS NULL RETURN a.name",
			[]string{"'SIS'", "'GCHQ'", "'Met'"}},
	})
}

func TestSubqueries(t *testing.T) {
	checkClauses(t, []clauseTest{
		{"MATCH (a:Body) WHERE EXISTS { (a)-[:ASSISTS]->() } RETURN a.name", []string{"'MI5'", "'NCA'"}},
		{"MATCH (a:Body) WHERE NOT EXISTS { MATCH (a)-->(b) WHERE b.size > 4500 } RETURN a.name",
			[]string{"'SIS'", "'GCHQ'", "'NCA'", "'Met'"}},
		{"MATCH (a:Agency) RETURN a.name, COUNT { (a)-->() } AS n", []string{"'MI5' | 2", "'SIS' | 1", "'GCHQ' | 2"}},
		{"MATCH (a:Agency) WHERE COUNT { MATCH (a)-->(b) RETURN DISTINCT b } = 1 RETURN a.name", []string{"'MI5'", "'SIS'"}},
		{"MATCH (a:Agency) RETURN a.name, COLLECT { MATCH (a)-[r]->(b) RETURN b.name ORDER BY r.since DESC, b.name LIMIT 1 } AS l",
			[]string{"'MI5' | ['NCA']", "'SIS' | ['MI5']", "'GCHQ' | ['SIS']"}},
		{"MATCH (a:Body) WHERE EXISTS { MATCH (a)<--(b) WITH a, count(*) AS n WHERE n > 1 RETURN true } RETURN a.name",
			[]string{"'MI5'", "'NCA'"}},
		{"UNWIND [1, 2] AS x RETURN COLLECT { UNWIND [1, 2, 3] AS y WITH y * 10 AS z, y WHERE y <= x RETURN z + x } AS l",
			[]string{"[11]", "[12, 22]"}},
		{"UNWIND [1, 2] AS x RETURN COUNT { UNWIND [1, 2] AS y WITH y ORDER BY y DESC RETURN x } AS n, x", []string{"2 | 1", "2 | 2"}},
		{"UNWIND [1, 2] AS x RETURN COLLECT { RETURN x AS y UNION RETURN 1 AS y UNION RETURN 1 AS y } AS l",
			[]string{"[1]", "[2, 1]"}},
		{"UNWIND [1, 5] AS x WITH x WHERE EXISTS { UNWIND range(1, 1000000000) AS y WITH y WHERE y > x RETURN y } RETURN x",
			[]string{"1", "5"}},
		{"MATCH (a:Agency) WITH a, COUNT { (a)-->() } AS n RETURN n, count(*) AS m ORDER BY n", []string{"1 | 1", "2 | 2"}},
		{"MATCH (a:Agency) RETURN sum(COUNT { (a)-->() }) AS n", []string{"5"}},
	})
}

func TestPatternsInExpressions(t *testing.T) {
	checkClauses(t, []clauseTest{
		{"MATCH (a:Body) WHERE (a)-[:SHARES]->(:Agency) RETURN a.name", []string{"'SIS'", "'GCHQ'"}},
		{"MATCH (a:Body) WHERE NOT (a)-->() RETURN a.name", []string{"'Met'"}},
		{"MATCH (a:Agency) RETURN [(a)-[r]->(b) WHERE r.since > 1994 | b.name] AS l", []string{"['NCA']", "[]", "['MI5']"}},
		{"MATCH (a:Police) RETURN [p = (a)<-[:ASSISTS]-() | length(p)] AS l", []string{"[1]", "[1]"}},
		{"MATCH (a:Agency) RETURN a, size([(a)-->(b) | b]) + count(*) AS n ORDER BY a.name",
			[]string{"(:Body:Agency {name: 'GCHQ', size: 6000}) | 3", "(:Body:Agency {name: 'MI5', size: 4000}) | 3", "(:Body:Agency {name: 'SIS', size: 3000}) | 2"}},
	})
}

func TestWithThenMatch(t *testing.T) {
	checkClauses(t, []clauseTest{
		{"MATCH (a:Agency)-[r]->(b:Police) WITH a AS b, b AS tmp, r AS r WITH b AS a, r LIMIT 1 MATCH (a)-[r]->(b) RETURN a.name, b.name",
			[]string{"'MI5' | 'NCA'"}},
		{"MATCH (a {name: 'SIS'}) WITH a MATCH (a)-->(b)-->(c) RETURN DISTINCT b.name, c.name", []string{"'MI5' | 'NCA'"}},
		{"MATCH (a:Agency) WITH a ORDER BY a.size DESC LIMIT 1 MATCH (a)-->(b) RETURN b.name ORDER BY b.name", []string{"'MI5'", "'SIS'"}},
		{"UNWIND ['MI5', 'Met'] AS n MATCH (a {name: n}) RETURN a.name", []string{"'MI5'", "'Met'"}},
	})
}

// The first rows of a sort are those of the whole sort, whatever ties.
func TestTopIsBeginningOfSort(t *testing.T) {
	e := query.New(newAgencies(), query.Options{})
	for seed := range 40 {
		random := rand.New(rand.NewPCG(uint64(seed), 1))
		var items []value.Value
		for i := range 1 + random.IntN(60) {
			items = append(items, value.List([]value.Value{value.Int(int64(random.IntN(5))), value.Int(int64(random.IntN(3))), value.Int(int64(i))}))
		}
		params := map[string]value.Value{
			"items": value.List(items), "skip": value.Int(int64(random.IntN(10))), "limit": value.Int(int64(random.IntN(20))),
		}
		const text = "UNWIND $items AS x RETURN x[2] AS i ORDER BY x[0], x[1] DESC "
		all, err := answer(e, text, params)
		if err != nil {
			t.Fatal(err)
		}
		sorted := slices.Clone(items)
		slices.SortStableFunc(sorted, func(a, b value.Value) int {
			return cmp.Or(cmp.Compare(a.List()[0].Int(), b.List()[0].Int()), cmp.Compare(b.List()[1].Int(), a.List()[1].Int()))
		})
		for i, x := range sorted {
			if want := value.Format(x.List()[2], nil); all[i] != want {
				t.Fatalf("seed %d: row %d is %s, not %s", seed, i, all[i], want)
			}
		}
		top, err := answer(e, text+"SKIP $skip LIMIT $limit", params)
		if err != nil {
			t.Fatal(err)
		}
		from := min(int(params["skip"].Int()), len(all))
		to := min(from+int(params["limit"].Int()), len(all))
		if !slices.Equal(top, all[from:to]) {
			t.Fatalf("seed %d: the rows from %d to %d are %q, not %q", seed, from, to, top, all[from:to])
		}
	}
}

func TestPlan(t *testing.T) {
	e := query.New(newAgencies(), query.Options{})
	for text, want := range map[string]string{
		`UNWIND [1] AS x WITH x, count(*) AS n WHERE n > 0
		 OPTIONAL MATCH (a:Court) RETURN DISTINCT x, n ORDER BY n SKIP 1`: `
Query
├─ Unwind: [1] AS x
├─ Aggregate: count(*) by x
├─ With: x, count(*) AS n
├─ Filter: n > 0
├─ Optional match
│  └─ Try by label: a:Court
├─ Return: x, n
├─ Distinct
└─ Sort: n SKIP 1
`,
		`MATCH (a) WHERE EXISTS { (a)-->() } RETURN COUNT { MATCH (b) RETURN b UNION RETURN 1 AS b } AS c LIMIT 2
		 UNION ALL RETURN 1 AS c`: `
Union all
├─ Query: 1 of 2
│  ├─ Match
│  │  ├─ Try all nodes: a
│  │  │  └─ Where: EXISTS { MATCH (a)-->() }
│  │  └─ Exists
│  │     └─ Match
│  │        ├─ Take: a
│  │        └─ Expand: (a)-->()
│  ├─ Return: COUNT { MATCH (b) RETURN b UNION RETURN 1 AS b } AS c
│  │  └─ Count
│  │     └─ Union
│  │        ├─ Query: 1 of 2
│  │        │  ├─ Match
│  │        │  │  └─ Try all nodes: b
│  │        │  └─ Return: b
│  │        └─ Query: 2 of 2
│  │           └─ Return: 1 AS b
│  └─ Limit: LIMIT 2
└─ Query: 2 of 2
   └─ Return: 1 AS c
`,
	} {
		s, err := e.Prepare(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		} else if got := "\n" + s.Plan().String(); got != want {
			t.Errorf("%s: the plan is%s", text, got)
		}
	}
}
