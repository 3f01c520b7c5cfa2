package analyse_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/analyse"
	"github.com/liaisongraph/liaison/graph/query/property"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// security are the names of a map of security agencies.
type security struct{}

func (security) LabelNames() []string {
	return []string{"Organisation", "IntelligenceAgency", "Police", "Department", "Oversight"}
}
func (security) TypeNames() []string {
	return []string{"INFORMATION", "INTELLIGENCE_SHARING", "REPORTING", "AUTHORITY", "OVERSIGHT", "WARRANT_APPROVAL", "ADVICE"}
}
func (security) NodeKeyNames() []string {
	return []string{"id", "name", "short_name", "classification", "founding_date"}
}
func (security) NodeDomain(key string) property.Domain {
	switch key {
	case "classification":
		return property.Domain{Kinds: value.KindList.Set(), Items: value.KindString.Set(), Words: []string{"police", "intelligence-agency"}}
	case "founding_date":
		return property.Domain{Kinds: value.KindDate.Set()}
	}
	return property.Domain{Kinds: value.KindString.Set()}
}
func (security) RelationshipDomain(key string) property.Domain {
	switch key {
	case "start_date", "end_date":
		return property.Domain{Kinds: value.KindDate.Set()}
	case "mutual":
		return property.Domain{Kinds: value.KindBool.Set()}
	case "weight":
		return property.Domain{Kinds: value.KindFloat.Set()}
	case "status":
		return property.Domain{Kinds: value.KindString.Set(), Words: []string{"current", "former", "planned"}}
	case "evidence":
		return property.Domain{Kinds: value.KindList.Set(), Items: value.KindMap.Set()}
	case "note":
		return property.Domain{}
	}
	return property.Domain{Kinds: value.KindString.Set()}
}
func (security) RelationshipKeyNames() []string {
	return []string{"id", "label", "start_date", "end_date", "weight", "evidence", "mutual", "status", "note"}
}

// check parses and checks a query.
func check(query string, schema property.Schema) *fault.Error {
	q, err := syntax.Parse(query)
	if err == nil {
		err = analyse.Check(q, schema)
	}
	var e *fault.Error
	errors.As(err, &e)
	return e
}

type mistake struct {
	query  string // what the error marks is between « and »
	kind   fault.Kind
	detail string
	says   string // of the message and the hint, joined by " | "
}

// expect checks that each query gives its error.
func expect(t *testing.T, schema property.Schema, mistakes []mistake) {
	t.Helper()
	for _, m := range mistakes {
		start := strings.Index(m.query, "«")
		end := strings.Index(m.query, "»") - len("«")
		query := strings.NewReplacer("«", "", "»", "").Replace(m.query)
		e := check(query, schema)
		switch {
		case e == nil:
			t.Errorf("%s\nno error, want %s %s", query, m.kind, m.detail)
		case e.Kind != m.kind || e.Detail != m.detail || e.Phase != fault.Compile:
			t.Errorf("%s\n%s %s at %v, want %s %s: %v", query, e.Kind, e.Detail, e.Phase, m.kind, m.detail, e)
		case e.Span.Start != start || e.Span.End != end:
			t.Errorf("%s\nmarks %q: %v", m.query, query[e.Span.Start:e.Span.End], e)
		case e.Message+" | "+e.Hint != m.says && e.Message != m.says:
			t.Errorf("%s\nsays  %s | %s\nwant  %s", query, e.Message, e.Hint, m.says)
		}
	}
}

func TestVariables(t *testing.T) {
	const undefined = "UndefinedVariable"
	expect(t, nil, []mistake{
		{"MATCH (agency) RETURN «agncy».name", fault.SyntaxError, undefined, "no variable `agncy` | did you mean agency?"},
		{"RETURN «mi5»", fault.SyntaxError, undefined, "no variable `mi5` | nothing is bound here; a string is written in quotes: 'mi5'"},
		{"MATCH (n) WHERE n.id = «mi5» RETURN n", fault.SyntaxError, undefined, "no variable `mi5` | a string is written in quotes: 'mi5'"},
		{"MATCH (a), (b) RETURN «whatever»", fault.SyntaxError, undefined, "no variable `whatever` | bound here: a, b; a string is written in quotes: 'whatever'"},
		{"MATCH (a)-->(b) WITH a RETURN a, «b».name", fault.SyntaxError, undefined, "no variable `b` any more: the WITH before does not pass it on | name it there too, as in WITH b, …"},
		{"MATCH (a) WITH a.name AS name MATCH (b) WITH b RETURN «name»", fault.SyntaxError, undefined, "no variable `name` any more: the WITH before does not pass it on | name it there too, as in WITH name, …"},
		{"MATCH (a) RETURN count(*) AS n ORDER BY «a».name", fault.SyntaxError, undefined, "no variable `a` here: its rows were added up, and only the columns are left | return or pass it on too, which groups the rows by it"},
		{"MATCH (a) RETURN DISTINCT a.name ORDER BY «a».id", fault.SyntaxError, undefined, "no variable `a` here: DISTINCT leaves only the columns | return or pass it on too"},
		{"MATCH (a) WITH DISTINCT a.name AS x WHERE «a».id > 1 RETURN x", fault.SyntaxError, undefined, "no variable `a` here: DISTINCT leaves only the columns | return or pass it on too"},
		{"RETURN [x IN [1] | x] + «x»", fault.SyntaxError, undefined, "no variable `x` | nothing is bound here; a string is written in quotes: 'x'"},
		{"RETURN [x IN «x» | x]", fault.SyntaxError, undefined, "no variable `x` | nothing is bound here; a string is written in quotes: 'x'"},
		{"MATCH (a) RETURN EXISTS { (a)-->(b) } AND «b».x", fault.SyntaxError, undefined, "no variable `b` | bound here: a"},
		{"RETURN reduce(sum = 0, x IN [1] | sum + x) + «sum»", fault.SyntaxError, undefined, "no variable `sum` | nothing is bound here; a string is written in quotes: 'sum'"},
		{"RETURN reduce(sum = «x», x IN [1] | sum)", fault.SyntaxError, undefined, "no variable `x` | nothing is bound here; a string is written in quotes: 'x'"},
		{"MATCH (n) WHERE (n)-[«r»]->() RETURN n", fault.SyntaxError, undefined, "no variable `r`, and a pattern that stands as a condition binds none | leave the name out, or write EXISTS { … }, in which names can be bound"},
		{"MATCH (n) WHERE NOT (n)-->(«m») RETURN n", fault.SyntaxError, undefined, "no variable `m`, and a pattern that stands as a condition binds none | leave the name out, or write EXISTS { … }, in which names can be bound"},
		{"MATCH (a)((x)-[r]->(y) WHERE x.k = «a».k)+(b) RETURN b", fault.SyntaxError, undefined, "no variable `a` here: a quantified part of a pattern sees what it binds itself, and what clauses before bind | bind it before, in a MATCH of its own: MATCH (a) MATCH …"},
		{"MATCH (a)-[r:R WHERE r.k = «b».k]->+(b) RETURN b", fault.SyntaxError, undefined, "no variable `b` here: a quantified part of a pattern sees what it binds itself, and what clauses before bind | bind it before, in a MATCH of its own: MATCH (b) MATCH …"},
		{"MATCH (a), (b) WHERE (a)((«a»)-->())+(b) RETURN a", fault.SyntaxError, "VariableAlreadyBound", "`a` is already a node, and a quantified part of a pattern cannot bind it again | leave the name out in it"},
		{"MATCH (a) RETURN a.name ORDER BY «n».name", fault.SyntaxError, undefined, "no variable `n` | bound here: a"},
		{"RETURN «n».name = 'x'", fault.SyntaxError, undefined, "no variable `n` | nothing is bound here: MATCH (n) comes before"},
		{"UNWIND [1] AS x RETURN «y» UNION RETURN 1 AS y", fault.SyntaxError, undefined, "no variable `y`"},
		{"MATCH (n) RETURN n UNION RETURN «n»", fault.SyntaxError, undefined, "no variable `n`"},
	})
}

func TestBinding(t *testing.T) {
	const conflict, bound, twice = "VariableTypeConflict", "VariableAlreadyBound", "RelationshipUniquenessViolation"
	expect(t, nil, []mistake{
		{"MATCH (a)-[a2]->(«a2») RETURN 1", fault.SyntaxError, conflict, "`a2` is a relationship, and cannot be a node too | choose another name for a node"},
		{"MATCH (a)-[«a»]->() RETURN 1", fault.SyntaxError, conflict, "`a` is a node, and cannot be a relationship too | choose another name for a relationship"},
		{"MATCH (a)-[r*]->(«r») RETURN 1", fault.SyntaxError, conflict, "`r` is a list of relationships, and cannot be a node too | choose another name for a node"},
		{"MATCH p = (a)-->() MATCH («p») RETURN 1", fault.SyntaxError, conflict, "`p` is a path, and cannot be a node too | choose another name for a node"},
		{"UNWIND ['a'] AS x MATCH («x») RETURN x", fault.SyntaxError, conflict, "`x` is a string, and cannot be a node in a pattern | choose another name for a node"},
		{"MATCH (n) WITH n.name AS m, 1 AS one MATCH ()-[«one»]->() RETURN 1", fault.SyntaxError, conflict, "`one` is an integer, and cannot be a relationship too | choose another name for a relationship"},
		{"MATCH ()-[r]->() MATCH ()-[«r»*]->() RETURN r", fault.SyntaxError, conflict, "`r` is a relationship, and cannot be a list of relationships too | choose another name for a list of relationships"},
		{"WITH ['x'] AS r MATCH ()-[«r»*]->() RETURN r", fault.SyntaxError, conflict, "`r` is a list, and cannot be a list of relationships too"},
		{"MATCH ((x)-[r]->(y))+ MATCH («x») RETURN 1", fault.SyntaxError, conflict, "`x` is a list of nodes, and cannot be a node too | choose another name for a node"},
		{"MATCH (n), (m) WHERE (n)-->(m) AND EXISTS { (n)-[«m»]->() } RETURN 1", fault.SyntaxError, conflict, "`m` is a node, and cannot be a relationship too | choose another name for a relationship"},
		{"MATCH (a)-[r]->(b), (c)-[«r»]->(d) RETURN 1", fault.SyntaxError, twice, "`r` stands twice in the same MATCH, where no relationship comes twice | choose another name for the second, or write MATCH REPEATABLE ELEMENTS"},
		{"MATCH (a)-[r]->(b) MATCH (a)-[r]->(c)-[«r»]->(d) RETURN 1", fault.SyntaxError, twice, "`r` stands twice in the same MATCH, where no relationship comes twice | choose another name for the second, or write MATCH REPEATABLE ELEMENTS"},
		{"MATCH ((a)-[r]->()-[«r»]->(b))+ RETURN 1", fault.SyntaxError, twice, "`r` stands twice in the same MATCH, where no relationship comes twice | choose another name for the second, or write MATCH REPEATABLE ELEMENTS"},
		{"MATCH «p» = («p»)-->() RETURN p", fault.SyntaxError, bound, "`p` is already a node, and cannot be the path too | choose another name for the path"},
		{"MATCH (p) MATCH «p» = (a)-->() RETURN p", fault.SyntaxError, bound, "`p` is already a node, and cannot be the path too | choose another name for the path"},
		{"MATCH (n) UNWIND [1] AS «n» RETURN n", fault.SyntaxError, bound, "`n` is already a node | choose another name for the items"},
		{"MATCH (x)((«x»)-[r]->(y))+ RETURN 1", fault.SyntaxError, bound, "`x` is both inside and outside a quantified part of the pattern | choose another name inside, where it stands for a list"},
		{"MATCH ((x)-->(y))+((«x»)-->(z))+ RETURN 1", fault.SyntaxError, bound, "`x` is in two quantified parts of the pattern | choose another name in one of them: each stands for a list"},
		{"MATCH (x) MATCH ((«x»)-->(y))+ RETURN 1", fault.SyntaxError, bound, "`x` is already a node, and a quantified part of a pattern cannot bind it again | choose another name in it, and compare: WHERE … = x"},
		{"MATCH ()-[r]->+() MATCH ()-[«r»]->+() RETURN 1", fault.SyntaxError, bound, "`r` is already a list of relationships, and a quantified relationship cannot be bound again | choose another name, and compare: WHERE … = r"},
		{"MATCH (n) RETURN EXISTS { MATCH (m) WITH m.x AS «n» RETURN n }", fault.SyntaxError, bound, "`n` is already a node outside the subquery | choose another name: what is bound outside stays visible inside"},
		{"MATCH (n) RETURN EXISTS { UNWIND [1] AS «n» RETURN n }", fault.SyntaxError, bound, "`n` is already a node | choose another name for the items"},
	})
}

func TestAggregation(t *testing.T) {
	const invalid, ambiguous = "InvalidAggregation", "AmbiguousAggregationExpression"
	expect(t, nil, []mistake{
		{"MATCH (n) WHERE «count(n)» > 1 RETURN n", fault.SyntaxError, invalid, "count(…) adds up rows, which WHERE cannot: it looks at one row at a time | name it first: WITH …, count(n) AS x WHERE x > 1; what a pattern finds for a row is counted by COUNT { … }"},
		{"MATCH (n) WITH n WHERE «max(n.x)» > 1 RETURN n", fault.SyntaxError, invalid, "max(…) adds up rows, which WHERE cannot: it looks at one row at a time"},
		{"MATCH (n {x: «max(1)»}) RETURN n", fault.SyntaxError, invalid, "max(…) adds up rows, which it cannot in a pattern | name it first: WITH max(1) AS x"},
		{"UNWIND «collect(1)» AS x RETURN x", fault.SyntaxError, invalid, "collect(…) adds up rows, which it cannot in UNWIND | name it first: WITH collect(1) AS x"},
		{"MATCH (n) RETURN n ORDER BY «count(*)»", fault.SyntaxError, invalid, "count(…) in ORDER BY adds up rows, and what it sorts does not | return it too, or name it in a WITH before"},
		{"MATCH (n) RETURN n, count(*) ORDER BY «sum(n.x)»", fault.SyntaxError, invalid, "sum(…) in ORDER BY adds up rows, and what it sorts does not | return it too, or name it in a WITH before"},
		{"MATCH (n) RETURN [x IN [1, 2] | «sum(x)»]", fault.SyntaxError, invalid, "sum(…) adds up rows, which it cannot in a list comprehension | name it first: WITH sum(x) AS x"},
		{"MATCH (n) RETURN all(x IN [1, 2] WHERE «sum(x)» > 1)", fault.SyntaxError, invalid, "sum(…) adds up rows, which it cannot in a condition on a list | name it first: WITH sum(x) AS x"},
		{"RETURN reduce(a = 0, x IN [1] | a + «count(x)»)", fault.SyntaxError, invalid, "count(…) adds up rows, which it cannot in reduce | name it first: WITH count(x) AS x"},
		{"MATCH (n) RETURN [(n)-->(m) | «count(m)»]", fault.SyntaxError, invalid, "count(…) adds up rows, which it cannot in a pattern comprehension | name it first: WITH count(m) AS x"},
		{"MATCH (n) RETURN n LIMIT «count(*)»", fault.SyntaxError, invalid, "count(…) adds up rows, which it cannot in LIMIT | name it first: WITH count(*) AS x"},
		{"RETURN sum(«count(*)»)", fault.SyntaxError, "NestedAggregation", "count(…) stands inside sum(…), and both add up rows | name the inner one first: WITH count(*) AS x, then take sum of x"},
		{"RETURN sum(«rand()»)", fault.SyntaxError, "NonConstantExpression", "rand() gives another number each time, and cannot stand inside sum(…) | name it first: WITH rand() AS x"},
		{"MATCH (a)-->(b) RETURN «a».age + count(b)", fault.SyntaxError, ambiguous, "`a` stands beside what adds up rows, and the rows are not grouped by it | return it too, as an item of its own, or name what is added up in a WITH before"},
		{"MATCH (a)-->(b) RETURN a.x + a.y, «a.x + a.y» + count(b)", fault.SyntaxError, ambiguous, "a.x + a.y stands beside what adds up rows, which only a variable, a property or a constant can | name it first: WITH …, a.x + a.y AS x"},
		{"MATCH (a) RETURN [x IN collect(a) | x.k = «a».k]", fault.SyntaxError, ambiguous, "`a` stands beside what adds up rows, and the rows are not grouped by it | return it too, as an item of its own, or name what is added up in a WITH before"},
		{"MATCH (a) RETURN count(*) + size([(«a»)-->(b) | b])", fault.SyntaxError, ambiguous, "`a` stands beside what adds up rows, and the rows are not grouped by it"},
		{"MATCH (a) RETURN count(*) + reduce(s = 0, x IN [1] | s + x + «a».k)", fault.SyntaxError, ambiguous, "`a` stands beside what adds up rows, and the rows are not grouped by it"},
		{"MATCH (a) RETURN any(x IN collect(a.k) WHERE x = «a».k)", fault.SyntaxError, ambiguous, "`a` stands beside what adds up rows, and the rows are not grouped by it"},
		{"MATCH (a) RETURN a.x + a.y AS s, count(*) ORDER BY «a.x + a.y» + count(*)", fault.SyntaxError, ambiguous, "a.x + a.y stands beside what adds up rows, which only a variable, a property or a constant can | name it with AS, and sort by that name"},
	})
}

func TestTypes(t *testing.T) {
	const wrong = "InvalidArgumentType"
	expect(t, nil, []mistake{
		{"RETURN true AND «'x'»", fault.SyntaxError, wrong, "AND joins conditions, and 'x' is a string | "},
		{"RETURN «[1]» OR true", fault.SyntaxError, wrong, "OR joins conditions, and [1] is a list | "},
		{"RETURN NOT «1»", fault.SyntaxError, wrong, "NOT takes a condition, and 1 is an integer | "},
		{"MATCH (n) WHERE «n» RETURN n", fault.SyntaxError, wrong, "a condition is to be true or false, and n is a node | to ask for a label write n:Label, whether it is there n IS NOT NULL"},
		{"MATCH ()-[r]->() WHERE NOT «r» RETURN r", fault.SyntaxError, wrong, "NOT takes a condition, and r is a relationship | to ask for a type write r:TYPE, whether it is there r IS NOT NULL"},
		{"MATCH ()-[r*]->() WHERE «r» RETURN r", fault.SyntaxError, wrong, "a condition is to be true or false, and r is a list of relationships | to ask whether there are items write NOT isEmpty(r)"},
		{"RETURN CASE WHEN «1» THEN 2 END", fault.SyntaxError, wrong, "a condition is to be true or false, and 1 is an integer | "},
		{"RETURN [x IN ['a'] WHERE «x»]", fault.SyntaxError, wrong, "a condition is to be true or false, and x is a string | "},
		{"RETURN 'a' IN «'abc'»", fault.SyntaxError, wrong, "IN looks into a list, and 'abc' is a string | for a part of a string write CONTAINS; a list of one is ['abc']"},
		{"RETURN 'a' IN «{a: 1}»", fault.SyntaxError, wrong, "IN looks into a list, and {a: 1} is a map | its keys are keys({a: 1})"},
		{"MATCH p = (a)-->() RETURN a IN «p»", fault.SyntaxError, wrong, "IN looks into a list, and p is a path | its nodes are nodes(p), its relationships relationships(p)"},
		{"MATCH p = (a)-->() RETURN size(«p»)", fault.SyntaxError, wrong, "size takes a string, a list or a map, and p is a path | length(p) is how many relationships a path has"},
		{"RETURN length(«[1]»)", fault.SyntaxError, wrong, "length takes a path, and [1] is a list | size([1]) counts the items of a list or the characters of a string"},
		{"MATCH (n) RETURN length(«n»)", fault.SyntaxError, wrong, "length takes a path, and n is a node | name the path, as in p = (a)-->(b), and take length(p)"},
		{"MATCH (n) RETURN type(«n»)", fault.SyntaxError, wrong, "type takes a relationship, and n is a node | labels(n) are the labels of a node"},
		{"MATCH ()-[r]->() RETURN labels(«r»)", fault.SyntaxError, wrong, "labels takes a node, and r is a relationship | type(r) is the type of a relationship"},
		{"MATCH ()-[r*]->() RETURN type(«r»)", fault.SyntaxError, wrong, "type takes a relationship, and r is a list of relationships | take it of each item: [x IN r | type(x)]"},
		{"MATCH ()-[r]->+() RETURN «r.weight»", fault.TypeError, wrong, "`r` is a list outside the quantified part of the pattern, and has no property weight | take it of each item: [x IN r | x.weight]"},
		{"MATCH ((a)-->(b) WHERE a.x > 1)+ RETURN «a.x»", fault.TypeError, wrong, "`a` is a list outside the quantified part of the pattern, and has no property x | take it of each item: [x IN a | x.x]"},
		{"MATCH p = ()-->() RETURN «p.x»", fault.SyntaxError, wrong, "p is a path, and a path has no properties | those of its nodes: [x IN nodes(p) | x.x]; of its relationships: relationships(p)"},
		{"WITH 1 AS x RETURN «x.y»", fault.TypeError, wrong, "x is an integer, and has no property y | "},
		{"MATCH (n) WITH collect(n) AS all_of RETURN «all_of.name»", fault.TypeError, wrong, "all_of is a list of nodes, and has no property name | take it of each item: [x IN all_of | x.name]"},
		{"RETURN «'abc'»[0]", fault.TypeError, wrong, "'abc' is a string, and has no items to take with [ ] | a part of a string: substring('abc', start, length)"},
		{"RETURN [1][«'a'»]", fault.TypeError, wrong, "the items of a list are numbered, and 'a' is a string | the first is [0], the last [-1]"},
		{"RETURN {a: 1}[«0»]", fault.TypeError, "MapElementAccessByNonString", "{a: 1} is a map, whose properties have names, and 0 is an integer | a name is written in quotes, as in ['name']"},
		{"RETURN «'abc'»[0..1]", fault.TypeError, wrong, "'abc' is a string, and has no items to take with [ .. ] | a part of a string: substring('abc', start, length)"},
		{"RETURN [1][0..«'a'»]", fault.TypeError, wrong, "the items of a list are numbered, and 'a' is a string | list[0..2] has the first two items"},
		{"RETURN «'a'» * 2", fault.SyntaxError, wrong, "* takes numbers, and 'a' is a string | "},
		{"RETURN 2 - «true»", fault.SyntaxError, wrong, "- takes numbers, and true is a boolean | "},
		{"RETURN -«'a'»", fault.SyntaxError, wrong, "- before a value takes a number, and 'a' is a string | "},
		{"RETURN «1 + true»", fault.SyntaxError, wrong, "+ adds numbers and joins strings and lists, not an integer and a boolean | "},
		{"MATCH (n) RETURN «n + 'x'»", fault.SyntaxError, wrong, "+ adds numbers and joins strings and lists, not a node and a string | "},
		{"RETURN «'a' || 1»", fault.SyntaxError, wrong, "|| joins two strings or two lists, not a string and an integer | toString(…) makes a string, [ ] around a value a list"},
		{"RETURN [x IN «5» | x]", fault.SyntaxError, wrong, "a list comprehension goes through a list, and 5 is an integer | "},
		{"RETURN any(x IN «'abc'» WHERE x = 'a')", fault.SyntaxError, wrong, "a condition on a list goes through a list, and 'abc' is a string | "},
		{"RETURN toUpper(«1»)", fault.SyntaxError, wrong, "toUpper takes a string, and 1 is an integer | "},
		{"MATCH (n) RETURN «labels(n)»:Police", fault.SyntaxError, wrong, "labels(n) is a list, and only a node has labels and a relationship a type | "},
		{"WITH 1 AS n RETURN «n» {.x}", fault.SyntaxError, wrong, "`n` is an integer, and has no properties to choose from | "},
		{"RETURN «date('2019')» - date('2018')", fault.SyntaxError, wrong, "- takes numbers, and date('2019') is a date | dates are compared with < and =, and have a year, a month and a day, as in date('2019').year"},
		{"RETURN 1 LIMIT «1.5»", fault.SyntaxError, wrong, "LIMIT takes a number of rows, an integer, and 1.5 is a float | write LIMIT 1"},
		{"RETURN 1 SKIP «-1»", fault.SyntaxError, "NegativeIntegerArgument", "SKIP takes a number of rows, which is not negative | leave SKIP out to begin with the first row"},
		{"MATCH (n) RETURN n LIMIT «n».x", fault.SyntaxError, "NonConstantExpression", "LIMIT cannot depend on `n`: it holds for all rows | give a number or a parameter, as in LIMIT 10 or LIMIT $n"},
		{"RETURN 1 LIMIT «null»", fault.SyntaxError, wrong, "LIMIT takes a number of rows, an integer, and null is null | "},
		{"MATCH p = (a)-->() RETURN «p»[0]", fault.TypeError, wrong, "p is a path, and has no items to take with [ ] | nodes(p)[0] is its first node, relationships(p)[0] its first relationship"},
		{"MATCH p = (n) RETURN labels(«nodes(p)»)", fault.SyntaxError, wrong, "labels takes a node, and nodes(p) is a list of nodes | take it of each item: [x IN nodes(p) | labels(x)]"},
		{"MATCH (n) RETURN size([x IN n.list WHERE NOT «'a very long string that does not fit in a message'»])", fault.SyntaxError, wrong, "NOT takes a condition, and 'a very long string that does not fit i… is a string | "},
		{"RETURN 1 LIMIT «COUNT { (a) }»", fault.SyntaxError, "NonConstantExpression", "LIMIT cannot depend on what is in the graph | give a number or a parameter, as in LIMIT 10 or LIMIT $n"},
		{"MATCH (n) RETURN «(n)-->()» AS x", fault.SyntaxError, "UnexpectedSyntax", "a pattern is no value: it stands in MATCH, or as a condition | whether there is one: EXISTS { … }; how many there are: COUNT { … }; their values: [p = (n)-->() | p]"},
		{"MATCH (n) RETURN size(«(n)-->()»)", fault.SyntaxError, "UnexpectedSyntax", "a pattern is no value: it stands in MATCH, or as a condition | whether there is one: EXISTS { … }; how many there are: COUNT { … }; their values: [p = (n)-->() | p]"},
		{"MATCH (n) RETURN «COLLECT { MATCH (m) RETURN m, n }»", fault.SyntaxError, wrong, "COLLECT { … } makes a list of one column, and this RETURN has 2 | return a map of several values: RETURN {a: a, b: b}"},
	})
}

func TestFunctions(t *testing.T) {
	expect(t, nil, []mistake{
		{"RETURN «siez»([1])", fault.SyntaxError, "UnknownFunction", "no function `siez` | did you mean size(), sign() or sin()?"},
		{"RETURN «datetime»()", fault.SyntaxError, "UnknownFunction", "no function `datetime` | times of day are not kept here; a date is date('2019-05-13')"},
		{"RETURN «frobnicate»(1)", fault.SyntaxError, "UnknownFunction", "no function `frobnicate` | "},
		{"RETURN «size()»", fault.SyntaxError, "InvalidNumberOfArguments", "size takes one argument, and is given none | size(x LIST | STRING | MAP) INTEGER"},
		{"RETURN «substring('a')»", fault.SyntaxError, "InvalidNumberOfArguments", "substring takes from 2 to 3 arguments, and is given one | substring(text STRING, start INTEGER, length? INTEGER) STRING"},
		{"RETURN «coalesce()»", fault.SyntaxError, "InvalidNumberOfArguments", "coalesce takes at least one argument, and is given none | coalesce(x ANY, …) ANY"},
		{"RETURN «pi(1)»", fault.SyntaxError, "InvalidNumberOfArguments", "pi takes no argument, and is given one | pi() FLOAT"},
		{"RETURN «size(DISTINCT [1])»", fault.SyntaxError, "UnexpectedSyntax", "size takes no DISTINCT: it adds up no rows | DISTINCT stands after RETURN or WITH, or in count(DISTINCT …) and its like"},
	})
}

func TestColumns(t *testing.T) {
	const differ = "DifferentColumnsInUnion"
	expect(t, nil, []mistake{
		{"RETURN 1 AS a, 2 AS «a»", fault.SyntaxError, "ColumnNameConflict", "two columns are called `a` | name one of them otherwise with AS"},
		{"MATCH (a) RETURN *, 1 AS «a»", fault.SyntaxError, "ColumnNameConflict", "two columns are called `a` | name one of them otherwise with AS"},
		{"MATCH () «RETURN *»", fault.SyntaxError, "NoVariablesInScope", "RETURN * returns all variables, and there are none | name what the pattern binds, as in MATCH (n) RETURN *"},
		{"RETURN 1 AS a UNION «RETURN 1 AS a, 2 AS b»", fault.SyntaxError, differ, "this part of the UNION returns 2 columns, the first returns one column | "},
		{"RETURN 1 AS a UNION RETURN 1 AS «b»", fault.SyntaxError, differ, "column 1 of this part of the UNION is called `b`, that of the first `a` | name it AS a"},
		{"RETURN 1 AS a, 2 AS b UNION «RETURN 1 AS b, 2 AS a»", fault.SyntaxError, differ, "this part of the UNION returns the columns of the first in another order | the order of the first is a, b"},
		{"MATCH (a) WITH «a.name» RETURN 1", fault.SyntaxError, "NoExpressionAlias", "WITH passes this on without a name | name it: WITH a.name AS x"},
	})
}

func TestPatterns(t *testing.T) {
	const endless, nested = "UnboundedPattern", "NestedQuantifier"
	const advice = " | bound it, as in {1,5}; or write TRAIL, in which no relationship comes twice; or ask for ANY SHORTEST"
	expect(t, nil, []mistake{
		{"MATCH WALK (a)-->«+»(b) RETURN a", fault.UnboundedPattern, endless, "a WALK may use relationships again, so without an upper bound it need never end" + advice},
		{"MATCH ALL WALK (a)-[«*2..»]->(b) RETURN a", fault.UnboundedPattern, endless, "a WALK may use relationships again, so without an upper bound it need never end" + advice},
		{"MATCH REPEATABLE ELEMENTS ((a)-->(b))«*» RETURN a", fault.UnboundedPattern, endless, "a path under REPEATABLE ELEMENTS may use relationships again, so without an upper bound it need never end" + advice},
		{"MATCH ((a)-->«+»(b))+ RETURN a", fault.SyntaxError, nested, "a quantified part of a pattern stands inside another | quantify the outer or the inner one: ((a)-->(b)-->(c)){1,3} repeats both steps together"},
		{"MATCH (a), (b) WHERE (a)(()-->«+»())+(b) RETURN a", fault.SyntaxError, nested, "a quantified part of a pattern stands inside another | quantify the outer or the inner one: ((a)-->(b)-->(c)){1,3} repeats both steps together"},
		{"MATCH (a), (b) WHERE (a)((()-->())«{2}»()){2}(b) RETURN a", fault.SyntaxError, nested, "a quantified part of a pattern stands inside another | quantify the outer or the inner one: ((a)-->(b)-->(c)){1,3} repeats both steps together"},
		{"MATCH (a) WHERE EXISTS { WALK (a)-->«+»(b) } RETURN a", fault.UnboundedPattern, endless, "a WALK may use relationships again, so without an upper bound it need never end" + advice},
		{"MATCH (((a)-->(b))«{2}»(c)){1,2} RETURN a", fault.SyntaxError, nested, "a quantified part of a pattern stands inside another | quantify the outer or the inner one: ((a)-->(b)-->(c)){1,3} repeats both steps together"},
	})
}

func TestNames(t *testing.T) {
	expect(t, security{}, []mistake{
		{"MATCH (n:«Polcie») RETURN n", fault.SemanticError, "UnknownLabel", "no label `Polcie` | did you mean Police?"},
		{"MATCH (n:«police») RETURN n", fault.SemanticError, "UnknownLabel", "no label `police` | labels are written in CamelCase: Police"},
		{"MATCH (n:«intelligence_agency») RETURN n", fault.SemanticError, "UnknownLabel", "no label `intelligence_agency` | labels are written in CamelCase: IntelligenceAgency"},
		{"MATCH (n:«`intelligence-agency`») RETURN n", fault.SemanticError, "UnknownLabel", "no label `intelligence-agency` | labels are written in CamelCase: IntelligenceAgency"},
		{"MATCH (n:«ADVICE») RETURN n", fault.SemanticError, "UnknownLabel", "`ADVICE` is a type of relationships, and no node has it | it stands in an arrow: -[:ADVICE]->"},
		{"MATCH (n:«Mi5») RETURN n", fault.SemanticError, "UnknownLabel", "no label `Mi5` | one node by its id: ({id: 'mi5'}); the labels are Organisation, IntelligenceAgency, Police, Department, Oversight"},
		{"MATCH (n:Police|!«Polise») RETURN n", fault.SemanticError, "UnknownLabel", "no label `Polise` | did you mean Police?"},
		{"MATCH ()-[:«ADVIEC»]->() RETURN 1", fault.SemanticError, "UnknownRelationshipType", "no type `ADVIEC` | did you mean ADVICE?"},
		{"MATCH ()-[:«Intelligence_Sharing»]->() RETURN 1", fault.SemanticError, "UnknownRelationshipType", "no type `Intelligence_Sharing` | types are written in upper case: INTELLIGENCE_SHARING"},
		{"MATCH ()-[:«`intelligence-sharing`»]->() RETURN 1", fault.SemanticError, "UnknownRelationshipType", "no type `intelligence-sharing` | types are written in upper case: INTELLIGENCE_SHARING"},
		{"MATCH ()-[:«Police»]->() RETURN 1", fault.SemanticError, "UnknownRelationshipType", "`Police` is a label of nodes, and no relationship has it | it stands in round brackets: (:Police)"},
		{"MATCH ()-[:«LOVES»]->() RETURN 1", fault.SemanticError, "UnknownRelationshipType", "no type `LOVES` | the types are INFORMATION, INTELLIGENCE_SHARING, REPORTING, AUTHORITY, OVERSIGHT, WARRANT_APPROVAL, ADVICE"},
		{"MATCH (n) WHERE n:«Oversihgt» RETURN n", fault.SemanticError, "UnknownLabel", "no label `Oversihgt` | did you mean Oversight?"},
		{"MATCH ()-[r]->() WHERE r:«advice» RETURN r", fault.SemanticError, "UnknownRelationshipType", "no type `advice` | types are written in upper case: ADVICE"},
		{"MATCH (n) WHERE (n)-[:«POLICE»]->() RETURN n", fault.SemanticError, "UnknownRelationshipType", "no type `POLICE` | there is a label Police, but a relationship has a type"},
		{"MATCH (n) RETURN n.«nmae»", fault.SemanticError, "UnknownProperty", "nodes have no property `nmae` | did you mean name?"},
		{"MATCH (n) RETURN n.«shortName»", fault.SemanticError, "UnknownProperty", "nodes have no property `shortName` | it is written short_name"},
		{"MATCH (n {«tilte»: 'x'}) RETURN n", fault.SemanticError, "UnknownProperty", "nodes have no property `tilte` | their properties are id, name, short_name, classification, founding_date"},
		{"MATCH (n) RETURN n.«weight»", fault.SemanticError, "UnknownProperty", "nodes have no property `weight`, but relationships have | "},
		{"MATCH ()-[r]->() RETURN r.«short_name»", fault.SemanticError, "UnknownProperty", "relationships have no property `short_name`, but nodes have | "},
		{"MATCH ()-[r]->() RETURN r.«type»", fault.SemanticError, "UnknownProperty", "relationships have no property `type` | the type of a relationship is type(r)"},
		{"MATCH ()-[r]->() RETURN r.«from»", fault.SemanticError, "UnknownProperty", "relationships have no property `from` | the nodes that it joins are startNode(r) and endNode(r)"},
		{"MATCH (n) RETURN n.«type»", fault.SemanticError, "UnknownProperty", "nodes have no property `type` | the labels of a node are labels(n), the type of a relationship is type(r)"},
		{"MATCH ()-[r {«wieght»: 1}]->() RETURN r", fault.SemanticError, "UnknownProperty", "relationships have no property `wieght` | did you mean weight?"},
		{"MATCH ()-[r*]->() RETURN [x IN r | x.«wieght»]", fault.SemanticError, "UnknownProperty", "relationships have no property `wieght` | did you mean weight?"},
		{"MATCH (n) RETURN n {.id, .«nmae»}", fault.SemanticError, "UnknownProperty", "nodes have no property `nmae` | did you mean name?"},
		{"MATCH p = (a)-->() UNWIND nodes(p) AS n RETURN n.«nmae»", fault.SemanticError, "UnknownProperty", "nodes have no property `nmae` | did you mean name?"},
		{"MATCH (n) WHERE «n = 'MI5'» RETURN n", fault.SemanticError, "InvalidArgumentType", "`n` is a node, and never equal to a string | compare a property, as in n.short_name = 'MI5'"},
		{"MATCH (n) WHERE «'MI5' <> n» RETURN n", fault.SemanticError, "InvalidArgumentType", "`n` is a node, and never equal to a string | compare a property, as in n.short_name <> 'MI5'"},
		{"MATCH (n) WHERE «n = 'mi5'» RETURN n", fault.SemanticError, "InvalidArgumentType", "`n` is a node, and never equal to a string | compare a property, as in n.id = 'mi5'"},
		{"MATCH (n) WHERE «n = 'Home Office'» RETURN n", fault.SemanticError, "InvalidArgumentType", "`n` is a node, and never equal to a string | compare a property, as in n.name = 'Home Office'"},
		{"MATCH ()-[r]->() WHERE «r = 'ADVICE'» RETURN r", fault.SemanticError, "InvalidArgumentType", "`r` is a relationship, and never equal to a string | its type is type(r)"},
	})
}

// TestRight checks queries that are right, although they look like some that are not.
func TestRight(t *testing.T) {
	queries := []string{
		"MATCH (a)-->(a) RETURN a",
		"MATCH (a)-[r]->(b) MATCH (b)<-[r]-(a) RETURN r",
		"MATCH (a)-[rs*]->(b) MATCH (a)-[rs*]->(b) RETURN rs",
		"MATCH ()-[r]->() WITH [r] AS rs MATCH (a)-[rs*]->(b) RETURN a",
		"OPTIONAL MATCH (n) WITH n MATCH (n)-->(m) RETURN m",
		"WITH null AS n MATCH (n) RETURN n",
		"WITH $n AS n MATCH (n)-->() RETURN n",
		"MATCH REPEATABLE ELEMENTS (a)-[r]->(b)-[r]->(c) RETURN r",
		"MATCH ((a)-->(a))+ RETURN a",
		"MATCH (s) MATCH ((x)-[r]->(y) WHERE x.k = s.k AND r.k > y.k)+ RETURN x, r, y",
		"MATCH ((x)-[r]->(y)){1,3} RETURN size(x), [n IN y | n.name], head(r).weight",
		"MATCH (a)-[r:ADVICE WHERE r.weight > 1]->+(b) RETURN [x IN r | x.weight]",
		"MATCH (a), (b {name: a.name}) RETURN b",
		"MATCH (a WHERE a.name = b.name), (b) RETURN b",
		"MATCH ANY SHORTEST WALK (a)-->+(b) RETURN a",
		"MATCH WALK (a)-->{1,3}(b) RETURN a",
		"MATCH REPEATABLE ELEMENTS TRAIL (a)-->+(b) RETURN a",
		"MATCH TRAIL (a)-->*(b) RETURN a",
		"MATCH (a) WHERE (a)-->() AND NOT (a)<--() OR EXISTS { (a)-[r]-(b) WHERE r.weight > b.id } RETURN a",
		"MATCH (a) WHERE exists((a)-->()) RETURN exists((a)<--()) AS x",
		"MATCH (a) RETURN CASE WHEN (a)-->() THEN 1 ELSE 0 END AS x",
		"MATCH (a) RETURN NOT (a)-->() AS x",
		"MATCH (a) RETURN COUNT { MATCH (a)-->(b) WITH b WHERE b.id > a.id RETURN b } AS n",
		"MATCH (a) RETURN COLLECT { MATCH (a)-->(b) WITH b.name AS name, count(*) AS n RETURN a.name + name } AS names",
		"MATCH (n) WHERE EXISTS { MATCH (n)-->(m) WITH n, count(*) AS c WHERE c = 3 RETURN true } RETURN n",
		"MATCH (a) RETURN a.name AS name ORDER BY a.id, name",
		"MATCH (a) RETURN DISTINCT a.name AS name ORDER BY a.name, name",
		"MATCH (a) RETURN DISTINCT a ORDER BY a.name",
		"MATCH (a)-->(b) RETURN a.name AS name, count(b) AS n ORDER BY count(b) DESC, a.name",
		"MATCH (a)-->(b) RETURN a, count(b) ORDER BY a.name",
		"MATCH (a)-->(b) RETURN a.name, count(b) ORDER BY toUpper(a.name) + count(b)",
		"MATCH (a)-->(b) RETURN a, a.id + count(b)",
		"MATCH (a)-->(b) RETURN *, count(b) + size(a.name)",
		"MATCH (a)-->(b) WITH a.name AS n, count(*) AS c WHERE c > 1 AND count(*) > 1 RETURN n",
		"MATCH (a) WITH a.name AS name WHERE a.id = 'x' RETURN name",
		"MATCH (a) RETURN [x IN collect(a) | x.name]",
		"MATCH (a) RETURN size(collect(DISTINCT a.name)) + 1",
		"MATCH (a) RETURN [(a)-->(b) | b.name] AS names, count(*)",
		"MATCH (n) RETURN n.x AS a, count(*) AS n UNION MATCH (a) RETURN 1 AS a, 2 AS n",
		"MATCH (a) RETURN a SKIP toInteger(rand() * 9) LIMIT $n + 1",
		"RETURN 1 LIMIT size([x IN [1, 2] | x])",
		"UNWIND [1, 'a', null] AS x RETURN x + 1, -x, x = true",
		"UNWIND [[1], ['a']] AS x UNWIND x AS y RETURN y + 1",
		"UNWIND 5 AS x RETURN x + 1",
		"WITH [1, {a: 1}] AS l RETURN l[1].a",
		"RETURN 'a' + 1 + true, [1] + 'a', 'a' + [1], 1 + 2.5, 1 < 'a', 1 = 'a', 1 STARTS WITH 2",
		"RETURN null AND true, null + 'x', null - 1, -null, null.x, null[0], 1 IN null, NOT null",
		"RETURN date('2019').year + 1, date('2019') < date({year: 2020})",
		"RETURN range('a', 2)",
		"RETURN reduce(a = '', x IN ['a'] | a + x), reverse('abc') + 'd', reverse([1])[0]",
		"RETURN coalesce(null, 1) + 1, nullIf(1, 2) - 1, head([1]) - 1, last([[1]])[0], tail([1, 2])[0] - 1",
		"RETURN all(x IN [1, 2] WHERE x > 1), reduce(a = 0, x IN [1] | a + x)",
		"MATCH (n) RETURN n {.id, .*, x: 1}, n['id']",
		"MATCH (n) WITH * MATCH (m) RETURN *",
		"MATCH () WITH * MATCH (m) RETURN m",
		"MATCH (a)-->(b) RETURN count(*) * 10, sum(a.x) / count(b), $p + count(*)",
		"MATCH (p) WITH p AS q MATCH p = (q)-->() RETURN p",
		"MATCH p = shortestPath((a)-[*]->(b)) RETURN length(p), nodes(p)[0].name",
		"EXPLAIN MATCH (n) RETURN n",
	}
	for _, query := range queries {
		if e := check(query, nil); e != nil {
			t.Errorf("%s\n%s %s: %v", query, e.Kind, e.Detail, e)
		}
	}
	known := []string{
		"MATCH (a:IntelligenceAgency|Police)-[r:INTELLIGENCE_SHARING|!ADVICE]->(b:!Oversight&%) RETURN a.short_name, r.weight, type(r)",
		"MATCH (n) WHERE n:Police OR n.name = 'MI5' RETURN labels(n), keys(n), n['anything']",
		"MATCH ()-[r]->() RETURN [e IN r.evidence | e.source.anything], {a: 1}.b, startNode(r).name",
		"MATCH (a), (b) WHERE a = b AND a <> $null RETURN a",
		"UNWIND ['Police'] AS x MATCH (n {name: x}) RETURN n.founding_date.year",
	}
	for _, query := range known {
		if e := check(query, security{}); e != nil {
			t.Errorf("%s\n%s %s: %v", query, e.Kind, e.Detail, e)
		}
	}
}

// TestValues is of comparisons that can never hold, on a graph that knows what the values of properties can be.
func TestValues(t *testing.T) {
	const kinds, words = "InvalidArgumentType", "InvalidArgumentValue"
	mistakes := []mistake{
		{"MATCH ()-[r]->() WHERE «r.start_date < '2010'» RETURN r", fault.SemanticError, kinds, "r.start_date is a date, and neither less nor greater than a string | write date('2010')"},
		{"MATCH ()-[r]->() WHERE «'2010' < r.start_date» RETURN r", fault.SemanticError, kinds, "r.start_date is a date, and neither less nor greater than a string | write date('2010')"},
		{"MATCH ()-[r]->() WHERE «r.start_date = 2010» RETURN r", fault.SemanticError, kinds, "r.start_date is a date, and never equal to an integer | write date('2010')"},
		{"MATCH ()-[r]->() WHERE «r.start_date = 'May 2010'» RETURN r", fault.SemanticError, kinds, "r.start_date is a date, and never equal to a string | a date is written date('2019'), date('2019-05') or date('2019-05-13')"},
		{"MATCH (n)-[r]->() WHERE «r.start_date = n.name» RETURN r", fault.SemanticError, kinds, "r.start_date is a date, and never equal to a string | date(n.name) makes a date of a string"},
		{"MATCH ()-[r {«start_date: '2010'»}]->() RETURN r", fault.SemanticError, kinds, "r.start_date is a date, and never equal to a string | write date('2010')"},
		{"MATCH ()-[r]->() WHERE «r.start_date IN ['2010'»] RETURN r", fault.SemanticError, kinds, "r.start_date is a date, and never equal to a string | write date('2010')"},
		{"MATCH ()-[r]->() WHERE «r.start_date.year = '2010'» RETURN r", fault.SemanticError, kinds, "r.start_date.year is an integer, and never equal to a string | write r.start_date.year = 2010, without quotes"},
		{"MATCH ()-[rs:ADVICE]->{1,3}() WHERE all(r IN rs WHERE «r.start_date > '2010'») RETURN rs", fault.SemanticError, kinds, "r.start_date is a date, and neither less nor greater than a string | write date('2010')"},
		{"MATCH ()-[r]->() WHERE «r.start_date» CONTAINS '2010' RETURN r", fault.SemanticError, kinds, "CONTAINS is between strings, and r.start_date is a date | the year is r.start_date.year; as a string it is toString(r.start_date)"},
		{"MATCH ()-[r]->() RETURN CASE «r.weight WHEN '1'» THEN 1 END", fault.SemanticError, kinds, "r.weight is a float, and never equal to a string | write r.weight = 1, without quotes"},
		{"MATCH ()-[{«weight: '1'»}]->() RETURN 1", fault.SemanticError, kinds, "r.weight is a float, and never equal to a string | write weight: 1, without quotes"},
		{"MATCH ()-[r]->() WHERE «r.mutual = 'yes'» RETURN r", fault.SemanticError, kinds, "r.mutual is a boolean, and never equal to a string | write r.mutual = true"},
		{"MATCH ()-[r]->() WHERE «r.mutual = 0» RETURN r", fault.SemanticError, kinds, "r.mutual is a boolean, and never equal to an integer | write r.mutual = true or r.mutual = false"},
		{"MATCH (n) WHERE «n.name = 5» RETURN n", fault.SemanticError, kinds, "n.name is a string, and never equal to an integer | a string is written in quotes: '5'"},
		{"MATCH (n) WHERE «id(n) = 'mi5'» RETURN n", fault.SemanticError, kinds, "id(n) is an integer, and never equal to a string | id(…) is a number; the id is n.id"},
		{"MATCH (n) WHERE «n.classification = 'police'» RETURN n", fault.SemanticError, kinds, "n.classification is a list, and never equal to a string | write 'police' IN n.classification"},
		{"MATCH (n) WHERE «n.classification» CONTAINS 'police' RETURN n", fault.SemanticError, kinds, "CONTAINS is between strings, and n.classification is a list | write 'police' IN n.classification"},
		{"MATCH (n {«classification: 'police'»}) RETURN n", fault.SemanticError, kinds, "n.classification is a list, and never equal to a string | write WHERE 'police' IN n.classification"},
		{"MATCH (n) WHERE «n.classification IN ['police', 'x']» RETURN n", fault.SemanticError, kinds, "n.classification is a list, and the items after IN are not | write any(x IN n.classification WHERE x IN ['police', 'x'])"},
		{"MATCH (n {«id: ['mi5', 'sis']»}) RETURN n", fault.SemanticError, kinds, "n.id is a string, and never equal to a list | write WHERE n.id IN ['mi5', 'sis']"},
		{"MATCH (n) WHERE «labels(n) = 'police'» RETURN n", fault.SemanticError, kinds, "labels(n) is a list, and never equal to a string | write n:Police"},
		{"MATCH (n), (m) WHERE «n.id = m» RETURN n", fault.SemanticError, kinds, "n.id is a string, and never equal to a node | compare a property, as in m.id = n.id"},
		{"MATCH (n) WHERE «n.name <> null» RETURN n", fault.SemanticError, kinds, "nothing is equal to null, or different from it | write n.name IS NOT NULL"},
		{"MATCH (n {«name: null»}) RETURN n", fault.SemanticError, kinds, "nothing is equal to null, or different from it | write WHERE n.name IS NULL"},

		{"MATCH ()-[r]->() WHERE type(r) = «'intelligence-sharing'» RETURN r", fault.SemanticError, words, "type(r) is never 'intelligence-sharing' | it is written 'INTELLIGENCE_SHARING'"},
		{"MATCH ()-[r]->() WHERE type(r) IN ['ADVICE', «'ADVISE'»] RETURN r", fault.SemanticError, words, "type(r) is never 'ADVISE' | did you mean 'ADVICE'?"},
		{"MATCH (n) WHERE «'police'» IN labels(n) RETURN n", fault.SemanticError, words, "labels(n) never has the item 'police' | it is written 'Police'"},
		{"MATCH (n) WHERE «'Police'» IN n.classification RETURN n", fault.SemanticError, words, "n.classification never has the item 'Police' | it is written 'police'"},
		{"MATCH ()-[r]->() WHERE r.status <> «'active'» RETURN r", fault.SemanticError, words, "r.status is never 'active' | it is one of 'current', 'former', 'planned'"},
		{"MATCH ()-[r {status: «'Former'»}]->() RETURN r", fault.SemanticError, words, "r.status is never 'Former' | it is written 'former'"},
	}
	expect(t, security{}, mistakes)
	for _, m := range mistakes {
		query := strings.NewReplacer("«", "", "»", "").Replace(m.query)
		if e := check(query, nil); e != nil {
			t.Errorf("%s\n%v, where nothing is known of the graph", query, e)
		}
	}
	for _, query := range []string{
		"MATCH (n)-[r]->() WHERE r.start_date < n.founding_date AND r.start_date = $d AND r.start_date IN $ds RETURN n",
		"MATCH ()-[r]->() WHERE r.note = 1 OR r.note = 'x' OR r.note CONTAINS 'x' OR r.note = [1] RETURN r",
		"MATCH ()-[r]->() WHERE r.weight = 1 OR r.weight IN [1, 2.5, null] OR 1 < r.weight < 2.5 RETURN r",
		"MATCH (n) WHERE coalesce(n.founding_date, 'unknown') = 'unknown' RETURN n",
		"MATCH (n) WHERE toString(n.founding_date) STARTS WITH '19' AND n.founding_date.approximate = true RETURN n",
		"MATCH ()-[r]->() WHERE coalesce(r.status, 'none') = 'none' OR r.status + 'x' = 'formerx' OR r.status STARTS WITH 'f' RETURN r",
		"MATCH ()-[r]->() WHERE r.status = $s OR r.status IN ['former', null] OR toUpper(r.status) = 'FORMER' OR r.status < 'd' RETURN r",
		"MATCH ()-[r]->() WHERE type(r) = 'ADVICE' OR type(r) STARTS WITH 'INT' RETURN r",
		"MATCH (n) WHERE 'police' IN n.classification AND n.id IN n.classification AND n.classification = ['x'] RETURN n",
		"MATCH (n)-[r]->(m) WITH [n.name, r.start_date] AS xs UNWIND xs AS x WITH x WHERE x = 'a' OR x = date('2019') RETURN x",
		"MATCH ()-[r]->() WHERE r.evidence[0].source = 'x' OR r.evidence[0].source.published > '2010' RETURN r",
		"MATCH (Police)-->(b) RETURN Police, b", "MATCH (Police)-->(b)-->(Police) RETURN b", "MATCH (Police:Department)-->(b) RETURN b", "MATCH (Police)-[ADVICE]->() RETURN *",
		"MATCH (police)-[advice]->(b) RETURN b",
		"MATCH (n) RETURN CASE n.name WHEN null THEN 1 WHEN 'x' THEN 2 END, n['name'] = 'x', exists((n)-->()) AS x",
	} {
		if e := check(query, security{}); e != nil {
			t.Errorf("%s\n%v", query, e)
		}
	}
}

// FuzzCheck checks whatever parses: it must come to an end, and what it finds must stand in the text.
func FuzzCheck(f *testing.F) {
	for _, seed := range []string{
		"MATCH (a:Police)-[r:ADVICE*1..3 {weight: $w}]->(b WHERE b.x > 1) WHERE NOT (a)-->(b) RETURN DISTINCT a.name AS x, count(*) ORDER BY x SKIP 1 LIMIT 2",
		"MATCH p = ANY SHORTEST TRAIL ((a)-[r]->(b) WHERE r.x = a.x)+ RETURN [x IN nodes(p) WHERE x.y | x {.id, .*}]",
		"UNWIND [1, 'a', null] AS x WITH x, collect(x) AS xs WHERE size(xs) > 1 RETURN x UNION ALL RETURN 1 AS x",
		"MATCH (n) RETURN EXISTS { MATCH (n)-->(m) WITH m.x AS y RETURN y }, COUNT { (n)--() }, reduce(a = 0, x IN n.l | a + x)",
		"RETURN CASE 1 WHEN 2 THEN 'a' || 'b' ELSE [(a)-->(b) | b][0..1] END, all(x IN $p WHERE x =~ '.*'), known_at(null, '2019')",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		q, err := syntax.Parse(query)
		if err != nil {
			return
		}
		for _, schema := range []property.Schema{nil, security{}} {
			var e *fault.Error
			if !errors.As(analyse.Check(q, schema), &e) {
				continue
			}
			if e.Span.Start < 0 || e.Span.End > len(query) || e.Span.Start >= e.Span.End || e.Message == "" || e.Detail == "" {
				t.Errorf("%q: %s %s at %v: %v", query, e.Kind, e.Detail, e.Span, e)
			}
		}
	})
}
