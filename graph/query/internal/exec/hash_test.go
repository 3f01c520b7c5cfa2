package exec

import (
	"fmt"
	"testing"

	"github.com/liaisongraph/liaison/graph/query/syntax"
)

func parse(t *testing.T, text string) syntax.Expr {
	t.Helper()
	e, err := syntax.ParseExpr(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return e
}

// What is the same has the same hash, and nearly all that is not has another.
func TestHashes(t *testing.T) {
	for _, pair := range [][2]string{
		{"a.b + 1", " a . b+1"}, {"sum( x )", "SUM(x)"}, {"`x`", "x"}, {"$p[0]", "$p [ 0 ]"}, {"'a'", `"a"`}, {"a:B|C", "a: B | C"},
		{"[x IN l WHERE x > 1 | x]", "[ x in l where x>1|x ]"}, {"EXISTS { (a)-->(b) }", "exists {(a) --> (b)}"}, {"0x10", "16"},
	} {
		a, b := parse(t, pair[0]), parse(t, pair[1])
		if !syntax.Same(a, b) || (hashes{}).of(a) != (hashes{}).of(b) {
			t.Errorf("%s and %s", pair[0], pair[1])
		}
	}
	seen := map[uint64]string{}
	m := hashes{}
	for i := range 1000 {
		for _, text := range []string{"x + %d", "x%d", "$x%d", "a.x%d", "f%d(x)", "'%d'", "sum(x + %d)", "a:L%d", "%d + x", "[x, [%d]]"} {
			text = fmt.Sprintf(text, i)
			h := m.of(parse(t, text))
			if other, there := seen[h]; there {
				t.Errorf("%s and %s", text, other)
			}
			seen[h] = text
		}
	}
}

// Which variables are wanted is what going through the clauses says.
func TestUses(t *testing.T) {
	for _, text := range []string{
		"MATCH (a) RETURN a", "MATCH (a) RETURN *", "MATCH (a) WITH 1 AS b RETURN b AS a", "MATCH (a) WITH a AS b MATCH (a) RETURN b",
		"MATCH (a) UNWIND [1] AS b MATCH (c)-[b]->(d) WITH * WHERE a.x = 1 RETURN c", "MATCH p = (a)-->(b) MATCH (a) MATCH (b) WITH DISTINCT 1 AS x RETURN x, p",
		"MATCH (a) WITH 1 AS x ORDER BY a.n MATCH (b) RETURN EXISTS { (b)-->(a) } AS y, [p = (c)-->() | d] AS z",
	} {
		q, err := syntax.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		clauses := q.Parts[0].Clauses
		used := usesOf(clauses)
		for i := range clauses {
			for _, name := range []string{"a", "b", "c", "d", "p", "x", "none"} {
				if got, want := used.after(i, name), wantedAfter(clauses[i+1:], name); got != want {
					t.Errorf("%s: that %s is used after clause %d is %t", text, name, i, got)
				}
			}
		}
	}
}

// wantedAfter is the definition of what uses finds.
func wantedAfter(rest []syntax.Clause, variable string) bool {
	for _, clause := range rest {
		var p *syntax.Projection
		switch clause := clause.(type) {
		case *syntax.With:
			p = &clause.Projection
		case *syntax.Return:
			p = &clause.Projection
		}
		if p != nil && p.Star || mentions(clause, variable) {
			return true
		}
		if p != nil {
			return false // it is not passed on
		}
	}
	return false
}
