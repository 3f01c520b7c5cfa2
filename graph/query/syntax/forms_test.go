package syntax_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/syntax"
)

// forms are ways to write something, with how it is printed; "" where that is as it is written. They are the seeds of
// the fuzz target too.
var forms = [][2]string{
	// Clauses.
	{"RETURN 1", ""},
	{"explain match (n) return n ;", "EXPLAIN MATCH (n) RETURN n"},
	{"OPTIONAL MATCH (a), (b) WHERE a.x = b.x RETURN DISTINCT *, a.x AS x ORDER BY x DESC, a.y SKIP 1 LIMIT $n", ""},
	{"MATCH (n) WITH *, n.x AS x ORDER BY x ASCENDING OFFSET 2 WHERE x > 1 RETURN x", "MATCH (n) WITH *, n.x AS x ORDER BY x SKIP 2 WHERE x > 1 RETURN x"},
	{"UNWIND [1, 2] AS x RETURN x UNION ALL RETURN 2 AS x UNION ALL RETURN 3 AS x", ""},
	{"RETURN 1 AS x UNION DISTINCT RETURN 2 AS x", "RETURN 1 AS x UNION RETURN 2 AS x"},
	{"MATCH REPEATABLE ELEMENT BINDINGS (n)-->(m) RETURN n", "MATCH REPEATABLE ELEMENTS (n)-->(m) RETURN n"},
	{"MATCH DIFFERENT RELATIONSHIPS (n)-->(m) RETURN n", "MATCH (n)-->(m) RETURN n"},
	{"MATCH (n) // the end\nRETURN /* all\n of */ n", "MATCH (n) RETURN n"},
	{"MATCH (match:MATCH {where: 1})-[r:RETURN]->() RETURN `match`.return", "error"},
	{"MATCH (`match`:MATCH {where: 1})-[r:RETURN]->() RETURN `match`.return", ""},
	{"MATCH (count)-[all:R]->(any {desc: 1}) RETURN count.all AS shortest, any AS group, all AS by", ""},
	{"MATCH all = (a)-->(b), any = (a), shortest = (b), trail = (a), repeatable = (b) RETURN all", ""},
	{"MATCH repeatable = (a) RETURN 1", ""},
	{"RETURN asc, desc ORDER BY desc DESC, asc ASC", "RETURN asc, desc ORDER BY desc DESC, asc"},

	// Nodes, relationships and labels.
	{"MATCH (:A|B&!C), (n:(A|B)&%), ({x: 1} WHERE true), (WHERE true), (n IS A) RETURN n", "MATCH (:A|B&!C), (n:(A|B)&%), ({x: 1} WHERE true), (WHERE true), (n:A) RETURN n"},
	{"MATCH (n:A:B), (m:!(A|B)), (o:!!A), (p:A&(B&C)), (q:A|(B|C)) RETURN n", "MATCH (n:A&B), (m:!(A|B)), (o:!!A), (p:A&(B&C)), (q:A|(B|C)) RETURN n"},
	{"MATCH ()-->()<--()--()<-->()->()<-()-()<->() RETURN 1", "MATCH ()-->()<--()--()--()-->()<--()--()--() RETURN 1"},
	{"MATCH (a) - [ r : A | :B * 1 .. 3 { x : 1 } ] - > (b) RETURN r", "MATCH (a)-[r:A|B*1..3 {x: 1}]->(b) RETURN r"},
	{"MATCH ()-[]->()<-[]-()-[]-()<-[]->() RETURN 1", "MATCH ()-->()<--()--()--() RETURN 1"},
	{"MATCH ()-[*]-()-[*2]-()-[*..3]-()-[*2..]-()-[*0..]-()-[*..]-()-[*3..1]-()-[*0]-()-[r*]-() RETURN 1", "MATCH ()-[*]-()-[*2]-()-[*1..3]-()-[*2..]-()-[*0..]-()-[*]-()-[*3..1]-()-[*0]-()-[r*]-() RETURN 1"},
	{"MATCH ()-[r:R WHERE r.x > 1]->(n WHERE n.x > 1 AND EXISTS { MATCH (n)--() }) RETURN n", ""},
	{"MATCH (n $p)-[r $`q r`]-() RETURN n", ""},
	{"MATCH (`a b`:`C D`)-[:`E``F`]->() RETURN `a b`.`g h`", ""},

	// Quantifiers, groups, selectors and modes.
	{"MATCH ()-[:R]->+()-->*()--{2}()<-[:S]-{1,3}()-[]->{,3}()-->{2,}()-->{0,}()-->{1,}()-->{0,1}() RETURN 1", "MATCH ()-[:R]->+()-->*()--{2}()<-[:S]-{1,3}()-->{,3}()-->{2,}()-->*()-->+()-->{,1}() RETURN 1"},
	{"MATCH ()->+()->*() RETURN 1", "MATCH ()-->+()-->*() RETURN 1"},
	{"MATCH (a)((x)-[r:R]->(y) WHERE x.v < y.v){1,3}(b) RETURN r", "MATCH (a) ((x)-[r:R]->(y) WHERE x.v < y.v){1,3} (b) RETURN r"},
	{"MATCH ((x)-->(y))+ ((z)--())* RETURN x", ""},
	{"MATCH ((x)-->(y)) RETURN x", ""},
	{"MATCH ((a) ((x)-->()){2} (b)){3} RETURN 1", ""},
	{"MATCH p = ANY SHORTEST ((a)-->+(b) WHERE a.x > 1) RETURN p", ""},
	{"MATCH p = ANY (a)-->(b), q = ANY 1 (a)-->(b), r = ANY 3 PATHS (a)-->(b) RETURN p", "MATCH p = ANY (a)-->(b), q = ANY (a)-->(b), r = ANY 3 (a)-->(b) RETURN p"},
	{"MATCH ALL (a)-->+(b), ALL SHORTEST (a)-->+(b), ANY SHORTEST TRAIL PATHS (a)-->+(b) RETURN 1", "MATCH ALL (a)-->+(b), ALL SHORTEST (a)-->+(b), ANY SHORTEST TRAIL (a)-->+(b) RETURN 1"},
	{"MATCH SHORTEST 2 (a)-->+(b), SHORTEST 2 PATHS (a)-->+(b), SHORTEST 2 PATH GROUPS (a)-->+(b) RETURN 1", "MATCH SHORTEST 2 (a)-->+(b), SHORTEST 2 (a)-->+(b), SHORTEST 2 GROUPS (a)-->+(b) RETURN 1"},
	{"MATCH SHORTEST GROUP (a)-->+(b), SHORTEST 2 ACYCLIC GROUPS (a)-->+(b) RETURN 1", "MATCH SHORTEST 1 GROUPS (a)-->+(b), SHORTEST 2 ACYCLIC GROUPS (a)-->+(b) RETURN 1"},
	{"MATCH WALK (a)-->(b), TRAIL PATH (a)-->(b), ACYCLIC (a)-->(b), SIMPLE PATHS (a)-->(b) RETURN 1", "MATCH WALK (a)-->(b), TRAIL (a)-->(b), ACYCLIC (a)-->(b), SIMPLE (a)-->(b) RETURN 1"},
	{"MATCH p = shortestPath((a)-[*]-(b)), q = ALLSHORTESTPATHS((a)-[:R*..3]->(b)) RETURN p", "MATCH p = shortestPath((a)-[*]-(b)), q = allShortestPaths((a)-[:R*1..3]->(b)) RETURN p"},

	// Literals.
	{"RETURN 1, -1, 0x1F, 0o17, -0x8000000000000000, 1_000, 0", "RETURN 1, -1, 31, 15, -9223372036854775808, 1000, 0"},
	{"RETURN 1.0, .5, 1e3, 1E-3, 1.5e+10, -0.0, 1e308", "RETURN 1.0, 0.5, 1000.0, 0.001, 1.5e+10, -0.0, 1e+308"},
	{`RETURN 'a\'b', "a'b", 'é\u00e9\U0001F600\uD83D\uDE00', '\\\n\t\r\b\f\"\` + "`" + `'`, `RETURN 'a\'b', 'a\'b', 'éé😀😀', '\\\n\t\r\u0008\u000C"` + "`" + `'`},
	{"RETURN true, FALSE, Null, [], {}, [1, [2]], {a: 1, `b c`: {}, null: 2}", "RETURN true, false, null, [], {}, [1, [2]], {a: 1, `b c`: {}, null: 2}"},
	{"RETURN $x, $`x y`, $0, $where, {``: 1}", ""},
	{"RETURN -(1), -(-1), - 1, +1, --1, -(-9223372036854775808), -x, - -x, +-x, -'a'", "RETURN -1, 1, -1, +1, 1, --9223372036854775808, -x, --x, +-x, -'a'"},
	{"RETURN (-1)[0], -1[0], (-1).x, 1 .x, (1).x, 1.5.x, -9223372036854775808", "RETURN (-1)[0], -1[0], (-1).x, 1 .x, 1 .x, 1.5.x, -9223372036854775808"},

	// Operators.
	{"RETURN a OR b XOR c AND NOT d = e, NOT (a OR b), (NOT a) = b, NOT NOT a", ""},
	{"RETURN (a OR b) AND c, a OR (b AND c), a - (b - c), (a - b) - c, a ^ (b ^ c), -(a + b), (-a) ^ 2, -a ^ 2, -(a ^ 2)", "RETURN (a OR b) AND c, a OR b AND c, a - (b - c), a - b - c, a ^ (b ^ c), -(a + b), -a ^ 2, -a ^ 2, -(a ^ 2)"},
	{"RETURN a < b <= c, (a < b) < c, a = (b = c), a <> b, a =~ 'x', a || b || c, a % b / c * d", ""},
	{"RETURN a STARTS WITH b, a ends with b, a CONTAINS b, a IN b IN c, a IN (b IN c), a IS NULL, a + b IS NOT NULL, a IS NULL IS NULL", "RETURN a STARTS WITH b, a ENDS WITH b, a CONTAINS b, a IN b IN c, a IN (b IN c), a IS NULL, a + b IS NOT NULL, a IS NULL IS NULL"},
	{"RETURN n:A, n:A:B, n:A|B, n:!A, NOT n:A, n.x:A, (n:A).x, n IS A&B, n:A = m:B, (n:A) + 1, -n:A", "RETURN n:A, n:A&B, n:A|B, n:!A, NOT n:A, n.x:A, (n:A).x, n:A&B, n:A = m:B, n:A + 1, -n:A"},
	{"RETURN a.b.c, a[0], a[0][1], a[1..2], a[..2], a[1..], a[..], a.b[c.d], [1, 2][0], {a: 1}.a, f(x).y, $p.x", ""},
	{"RETURN a = 1 OR a = (b || c) OR a = (b || c) = d", "RETURN a = 1 OR a = b || c OR a = (b || c) = d"},
	{"RETURN a<-1, a<- b, a-1, a--1, a- -b, (a)-(b), (a)-1, (a)<-(b)", "RETURN a < -1, a < -b, a - 1, a - -1, a - -b, a - b, a - 1, a < -b"},

	// What is made of several parts.
	{"RETURN count(*), count(DISTINCT x), f(), date.truncate('day', x), `f g`(1), exists(n.x), all(x), any(n)", ""},
	{"RETURN CASE x WHEN 1 THEN 2 ELSE 3 END, CASE WHEN a THEN b WHEN c THEN d END", ""},
	{"RETURN [x IN xs], [x IN xs WHERE x > 1], [x IN xs | x + 1], [x IN xs WHERE x > 1 | x], [x IN xs, 1], [(x IN xs)], [(x IN xs AND y)], [x]", ""},
	{"RETURN [x IN xs WHERE x:A | x.b], [x IN xs WHERE x:A|B | x.b], [x IN xs WHERE x:(A|B)], [x IN xs WHERE x:A|b]", "RETURN [x IN xs WHERE x:A | x.b], [x IN xs WHERE x:(A|B) | x.b], [x IN xs WHERE x:(A|B)], [x IN xs WHERE x:A | b]"},
	{"RETURN [(a)-->(b) | b.x], [p = (a)-[:A|B]->(b) WHERE b.x > 1 | p], [(a)-->(b)], [(a)-->(b), 1], [(a)-->(b:A|B) | 1]", ""},
	{"RETURN all(x IN xs WHERE x), any(x IN xs WHERE x), none(x IN xs), single(x IN xs WHERE x = 1), reduce(a = 0, x IN xs | a + x)", ""},
	{"RETURN n {.a, .*, b: 1, c, `d e`: 2}, n {}, `count` {.a}", ""},
	{"MATCH (n) WHERE EXISTS { MATCH (n)-->(m) WHERE m.x > 1 RETURN m } AND COUNT { (n)-->() WHERE true } > 1 RETURN COLLECT { MATCH (n)-->(m) RETURN m.x } AS x", "MATCH (n) WHERE EXISTS { MATCH (n)-->(m) WHERE m.x > 1 RETURN m } AND COUNT { MATCH (n)-->() WHERE true } > 1 RETURN COLLECT { MATCH (n)-->(m) RETURN m.x } AS x"},
	{"MATCH (n) WHERE EXISTS { ANY SHORTEST (n)-->+(m), p = (m) } AND EXISTS { MATCH (n) RETURN 1 UNION MATCH (m) RETURN 1 } RETURN n", "MATCH (n) WHERE EXISTS { MATCH ANY SHORTEST (n)-->+(m), p = (m) } AND EXISTS { MATCH (n) RETURN 1 UNION MATCH (m) RETURN 1 } RETURN n"},
	{"MATCH (n) WHERE (n)-->() AND NOT (n)--({x: 1})<-[:R]-(m:A) OR exists((n)-[:R*]->()) RETURN n", "MATCH (n) WHERE (n)-->() AND NOT (n)--({x: 1})<-[:R]-(m:A) OR exists((n)-[:R*]->()) RETURN n"},
	{"MATCH (n) RETURN exists((n)-[:R]->(:A|B)) AS x, [m IN [1] WHERE exists((n)--(:A)) | m]", ""},
	{"MATCH (n) WHERE ((n)-->()) AND (n) ((a)-->()){2} () AND ((a)-->()){2} (m) AND (n)-[r]-(m) AND (n)-->{1,2}(m) RETURN n", "MATCH (n) WHERE (n)-->() AND (n) ((a)-->()){2} () AND ((a)-->()){2} (m) AND (n)-[r]-(m) AND (n)-->{1,2}(m) RETURN n"},
	{"RETURN (n)-[1][0], (n)-[x], (n)-[x]-1, (n)-[x, y]-(m), (n)-->() = true, -((n)-->())", "RETURN n - [1][0], n - [x], n - [x] - 1, n - [x, y] - m, (n)-->() = true, -(n)-->()"},
}

// TestSpelling is of trees that are written otherwise and say the same, or nearly.
func TestSpelling(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"COUNT(*)", "count( * )", true},
		{"toUpper(n.x)", "TOUPPER(n.x)", true},
		{"toUpper(n.x)", "upper(n.x)", false},
		{"count(n)", "count(N)", false},
		{"count(n.x)", "count(DISTINCT n.x)", false},
		{"n.x + 1", "n . x+1", true},
		{"n.x", "n.X", false},
		{"exists((a)-->(b))", "EXISTS((a)-->(b))", true},
		{"exists((a)-->(b))", "(a)-->(b)", false},
	} {
		a, err := syntax.ParseExpr(c.a)
		if err != nil {
			t.Fatal(err)
		}
		b, err := syntax.ParseExpr(c.b)
		if err != nil {
			t.Fatal(err)
		}
		if syntax.Same(a, b) != c.same {
			t.Errorf("%s and %s: the same is not %v", c.a, c.b, c.same)
		}
	}
}

func TestForms(t *testing.T) {
	for _, f := range forms {
		q, err := syntax.Parse(f[0])
		if f[1] == "error" {
			if err == nil {
				t.Errorf("%s: no error", f[0])
			}
			continue
		}
		if err != nil {
			t.Errorf("%s\n%v", f[0], err)
			continue
		}
		want := f[1]
		if want == "" {
			want = f[0]
		}
		if got := q.String(); got != want {
			t.Errorf("%s\nprinted %s\nwant    %s", f[0], got, want)
		}
		roundTrip(t, q)
		checkSpans(t, f[0], q)
	}
}

// TestPrecedence compares expressions with what they mean, in parentheses. The order is that of openCypher's grammar;
// the scenarios of expressions/precedence hold most of it.
func TestPrecedence(t *testing.T) {
	for _, c := range [][2]string{
		{"a OR b XOR c", "a OR (b XOR c)"},
		{"a XOR b AND c", "a XOR (b AND c)"},
		{"NOT a AND b", "(NOT a) AND b"},
		{"NOT a = b", "NOT (a = b)"},
		{"NOT a IN b", "NOT (a IN b)"},
		{"a = b IN c", "a = (b IN c)"},
		{"a < b = c + d", "a < b = (c + d)"},
		{"a IN b + c", "a IN (b + c)"},
		{"a + b IS NULL", "(a + b) IS NULL"},
		{"a = b IS NULL", "a = (b IS NULL)"},
		{"a STARTS WITH b + c", "a STARTS WITH (b + c)"},
		{"a =~ b || c", "a =~ (b || c)"},
		{"a + b * c", "a + (b * c)"},
		{"a - b + c", "(a - b) + c"},
		{"a * b ^ c", "a * (b ^ c)"},
		{"a ^ b ^ c", "(a ^ b) ^ c"},
		{"-a ^ b", "(-a) ^ b"},
		{"a ^ -b", "a ^ (-b)"},
		{"-a.b", "-(a.b)"},
		{"-a[0]", "-(a[0])"},
		{"-a:B", "-(a:B)"},
		{"a.b:C", "(a.b):C"},
		{"a + b[0]", "a + (b[0])"},
		{"a OR n:A|B", "a OR (n:A|B)"},
		{"a IN b = c", "(a IN b) = c"},
	} {
		a, err := syntax.ParseExpr(c[0])
		if err != nil {
			t.Error(err)
			continue
		}
		b, err := syntax.ParseExpr(c[1])
		if err != nil {
			t.Error(err)
			continue
		}
		if !syntax.Same(a, b) {
			t.Errorf("%s is not read as %s", c[0], c[1])
		}
		if a.String() != c[0] {
			t.Errorf("%s is printed as %s", c[0], a)
		}
	}
}

// checkSpans checks that every node of a tree stands in the text, and within what it is a part of.
func checkSpans(t *testing.T, text string, n syntax.Node) {
	t.Helper()
	var check func(n syntax.Node)
	check = func(n syntax.Node) {
		at := n.Pos()
		if at.Start < 0 || at.Start > at.End || at.End > len(text) {
			t.Errorf("%s: %T %s has the span %v", text, n, n, at)
			return
		}
		first := true
		syntax.Inspect(n, func(child syntax.Node) bool {
			if first {
				first = false
				return true
			}
			if c := child.Pos(); c.Start < at.Start || c.End > at.End {
				t.Errorf("%s: %T %s at %v is not within the %T %s at %v", text, child, child, c, n, n, at)
			}
			check(child)
			return false
		})
	}
	check(n)
}

func TestSpans(t *testing.T) {
	const text = " MATCH p = (a:A|B)-[r:R*1..3]->(b) WHERE (a.x + 1) * 2 = f( a ) RETURN  a.x  AS x , (b) ORDER BY x DESC"
	q, err := syntax.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	syntax.Inspect(q, func(n syntax.Node) bool {
		got = append(got, text[n.Pos().Start:n.Pos().End])
		return true
	})
	want := []string{
		text[1:], text[1:], "MATCH p = (a:A|B)-[r:R*1..3]->(b) WHERE (a.x + 1) * 2 = f( a )",
		"p = (a:A|B)-[r:R*1..3]->(b)", "(a:A|B)", "A|B", "A", "B", "-[r:R*1..3]->", "R", "(b)",
		"(a.x + 1) * 2 = f( a )", "(a.x + 1) * 2", "a.x + 1", "a.x", "a", "1", "2", "f( a )", "a",
		"RETURN  a.x  AS x , (b) ORDER BY x DESC", "a.x  AS x", "a.x", "a", "(b)", "b", "x DESC", "x",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	items := q.Parts[0].Clauses[1].(*syntax.Return).Items
	if items[0].Text != "a.x" || items[0].Column() != "x" || items[1].Column() != "b" {
		t.Errorf("columns %q, %q, %q", items[0].Text, items[0].Column(), items[1].Column())
	}
}

func TestColumns(t *testing.T) {
	for text, want := range map[string]string{
		"RETURN  count( * )  ": "count( * )", "RETURN `a b`": "a b", "RETURN (1+2)": "(1+2)", "RETURN a.x AS `y z`": "y z",
		"RETURN n . x // the end": "n . x",
	} {
		q, err := syntax.Parse(text)
		if err != nil {
			t.Error(err)
			continue
		}
		if got := q.Parts[0].Clauses[0].(*syntax.Return).Items[0].Column(); got != want {
			t.Errorf("%s: column %q, not %q", text, got, want)
		}
	}
}

func TestQuote(t *testing.T) {
	for name, want := range map[string]string{
		"a": "a", "a1_": "a1_", "é": "é", "1a": "`1a`", "": "``", "a b": "`a b`", "a`b": "`a``b`", "match": "`match`",
		"count": "count", "$a": "`$a`", "a$": "`a$`", "名": "名",
	} {
		if got := syntax.Quote(name); got != want {
			t.Errorf("Quote(%q) = %s, not %s", name, got, want)
		}
		q, err := syntax.Parse("MATCH (" + syntax.Quote(name) + ") RETURN *")
		if err != nil {
			t.Errorf("%q: %v", name, err)
			continue
		}
		if v := q.Parts[0].Clauses[0].(*syntax.Match).Paths[0].Elements[0].(*syntax.NodePattern).Var; v.Text != name {
			t.Errorf("%q is read as %q", name, v.Text)
		}
	}
	for _, text := range []string{"RETURN 'a\xff'", "RETURN `a\xff`", "RETURN $`\xff`", "RETURN '\\n\xff'", "RETURN \xff"} {
		var e *fault.Error
		if _, err := syntax.Parse(text); !errors.As(err, &e) || e.Span.Start != strings.IndexByte(text, 0xff) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if !syntax.IsReserved("Where") || syntax.IsReserved("count") {
		t.Error("where is reserved, count is not")
	}
}

// TestSame checks that trees that differ in one thing are not the same.
func TestSame(t *testing.T) {
	texts := []string{
		"RETURN 1", "RETURN 1.0", "RETURN -1", "RETURN '1'", "RETURN true", "RETURN null", "RETURN $a", "RETURN a", "RETURN a AS b", "RETURN DISTINCT a",
		"RETURN a ORDER BY a", "RETURN a ORDER BY a DESC", "RETURN a SKIP 1", "RETURN a LIMIT 1", "RETURN *", "RETURN *, a",
		"MATCH (a) RETURN a", "OPTIONAL MATCH (a) RETURN a", "MATCH REPEATABLE ELEMENTS (a) RETURN a", "MATCH (a:A) RETURN a", "MATCH (a:A|B) RETURN a", "MATCH (a:A&B) RETURN a",
		"MATCH (a:!A) RETURN a", "MATCH (a:%) RETURN a", "MATCH (a)-->() RETURN a", "MATCH (a)<--() RETURN a", "MATCH (a)--() RETURN a", "MATCH (a)-[*]->() RETURN a",
		"MATCH (a)-->+() RETURN a", "MATCH (a)-[*1..2]->() RETURN a", "MATCH (a)-->{1,2}() RETURN a", "MATCH p = (a) RETURN a", "MATCH ANY (a) RETURN a", "MATCH ANY 2 (a) RETURN a",
		"MATCH TRAIL (a) RETURN a", "MATCH (a WHERE true) RETURN a", "MATCH (a {x: 1}) RETURN a", "MATCH (a {x: 2}) RETURN a", "MATCH (a {y: 1}) RETURN a",
		"RETURN a = b", "RETURN a < b", "RETURN a.x", "RETURN a[0]", "RETURN a[0..]", "RETURN a[..0]", "RETURN f(a)", "RETURN f(DISTINCT a)", "RETURN a IS NULL", "RETURN a IS NOT NULL",
		"RETURN all(x IN a WHERE x)", "RETURN any(x IN a WHERE x)", "RETURN [x IN a WHERE x]", "RETURN [x IN a | x]", "EXPLAIN RETURN 1", "RETURN 1 UNION RETURN 1", "RETURN 1 UNION ALL RETURN 1",
	}
	for i, a := range texts {
		x, err := syntax.Parse(a)
		if err != nil {
			t.Fatal(err)
		}
		for j, b := range texts {
			y, err := syntax.Parse("  " + b)
			if err != nil {
				t.Fatal(err)
			}
			if syntax.Same(x, y) != (i == j) {
				t.Errorf("Same(%s, %s) = %v", a, b, i != j)
			}
		}
	}
}

// TestDepth checks that what is nested deeply is an error, and that what is long is none, and read in a time that grows
// with its length: a parser that tried both readings of each parenthesis would not end here.
func TestDepth(t *testing.T) {
	for _, s := range []string{"(", "[", "{a: ", "-", "NOT ", "CASE WHEN ", "f(", "x[", "[x IN ", "EXISTS { MATCH (n) WHERE ", "n:(", "reduce(a = ", "[(a)-->(b {x: ", "all(x IN ", "(a)-[x]-(b {y: ",
		"- (", "n {a: ", "((a)-->(b WHERE "} {
		for _, n := range []int{1000, 5000} {
			if _, err := syntax.Parse("RETURN " + strings.Repeat(s, n)); err == nil || !strings.Contains(err.Error(), "nested") {
				t.Errorf("%d times %q: %v", n, s, err)
			}
		}
	}
	for _, s := range []string{"!", "(", "(:A|"} {
		if _, err := syntax.Parse("MATCH (n:" + strings.Repeat(s, 20_000)); err == nil {
			t.Errorf("no error for labels %q", s)
		}
	}
	if _, err := syntax.Parse("MATCH " + strings.Repeat("(", 100_000)); err == nil || !strings.Contains(err.Error(), "nested") {
		t.Errorf("groups: %v", err)
	}
	const n = 20_000
	for _, long := range []string{
		"RETURN 1" + strings.Repeat(" + 1", n),
		"RETURN 1" + strings.Repeat(" < 1", n),
		"RETURN [1" + strings.Repeat(", a", n) + "]",
		"RETURN [1" + strings.Repeat(", (a)-[x]-(b)", n) + "]",
		"RETURN a" + strings.Repeat(" AND (a)-[:R]->(b)-[r]-(c)", n),
		"MATCH (a)" + strings.Repeat("-[:R]->()", n) + " RETURN a",
		"MATCH (a:A" + strings.Repeat("|B", n) + ") RETURN a",
		"RETURN 1" + strings.Repeat(" UNION RETURN 1", n),
		"RETURN a" + strings.Repeat(".b", n),
		strings.Repeat("WITH 1 AS a ", n) + "RETURN a",
	} {
		q, err := syntax.Parse(long)
		if err != nil {
			t.Errorf("%.40s: %v", long, err)
			continue
		}
		if q.String() != long {
			t.Errorf("%.40s… is printed as %.60s…", long, q.String())
		}
	}
	if _, err := syntax.Parse("RETURN 1" + strings.Repeat(" + 1", 150_000)); err == nil || !strings.Contains(err.Error(), "operators") {
		t.Errorf("operators: %v", err)
	}
	for _, s := range []string{")", "]", "(]", "(a", "[x IN (", "'", "`", "/*", "\u2014"} { // unbalanced
		_, _ = syntax.Parse("RETURN " + strings.Repeat(s, 20_000))
	}
}
