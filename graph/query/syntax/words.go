package syntax

import (
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// reserved are the words that cannot be the name of a variable unless they stand in backticks: those that begin or join
// clauses and expressions. Labels, types, properties, functions and parameters may have any name.
var reserved = map[string]bool{
	"MATCH": true, "OPTIONAL": true, "UNWIND": true, "WITH": true, "RETURN": true, "UNION": true, "WHERE": true,
	"ORDER": true, "SKIP": true, "LIMIT": true, "DISTINCT": true, "AS": true,
	"AND": true, "OR": true, "XOR": true, "NOT": true, "IN": true, "IS": true, "CONTAINS": true, "STARTS": true,
	"ENDS": true, "NULL": true, "TRUE": true, "FALSE": true,
	"CASE": true, "WHEN": true, "THEN": true, "ELSE": true, "END": true,
	"CREATE": true, "DELETE": true, "DETACH": true, "SET": true, "MERGE": true, "REMOVE": true,
}

// IsReserved reports whether a word, in any case, is a word of the language that no variable can be named by without
// backticks.
func IsReserved(word string) bool { return reserved[strings.ToUpper(word)] }

// Quote returns name as it is written in a query: in backticks where it takes them.
func Quote(name string) string {
	if isPlainName(name) && !IsReserved(name) {
		return name
	}
	return inBackticks(name)
}

// quoteKey returns a label, type or property as it is written: those may be reserved words.
func quoteKey(name string) string {
	if isPlainName(name) {
		return name
	}
	return inBackticks(name)
}

func inBackticks(name string) string { return "`" + strings.ReplaceAll(name, "`", "``") + "`" }

// clauseWords begin clauses and the parts of them.
var clauseWords = []string{"MATCH", "OPTIONAL MATCH", "UNWIND", "WITH", "RETURN", "UNION", "WHERE", "ORDER BY", "SKIP",
	"OFFSET", "LIMIT", "EXPLAIN"}

// suggestion returns "; did you mean …?" as a hint for a word that may be one of known with a slip in it, or
// "".
func suggestion(word string, known ...string) string {
	if found := graph.Suggest(word, known); len(found) > 0 && !strings.EqualFold(found[0], word) {
		return "did you mean " + found[0] + "?"
	}
	return ""
}

// foreign are words of other languages and of the writing part of this one, where a clause may stand, with what
// to do instead.
var foreign = map[string]struct{ message, hint string }{
	"CREATE":  {"CREATE writes, and this language only reads", "change the data itself, or begin with MATCH"},
	"INSERT":  {"INSERT writes, and this language only reads", "change the data itself, or begin with MATCH"},
	"MERGE":   {"MERGE writes, and this language only reads", "change the data itself; to look something up, write MATCH"},
	"DELETE":  {"DELETE writes, and this language only reads", "change the data itself; to leave something out, say so under WHERE"},
	"DETACH":  {"DETACH DELETE writes, and this language only reads", "change the data itself; to leave something out, say so under WHERE"},
	"SET":     {"SET writes, and this language only reads", "change the data itself; to compute something, write WITH … AS name"},
	"UPDATE":  {"UPDATE writes, and this language only reads", "change the data itself, or begin with MATCH"},
	"REMOVE":  {"REMOVE writes, and this language only reads", "change the data itself; to leave something out, say so under WHERE"},
	"DROP":    {"DROP writes, and this language only reads", "change the data itself"},
	"FOREACH": {"FOREACH writes, and this language only reads", "to go through a list, write UNWIND list AS name"},
	"LOAD":    {"LOAD CSV is not part of this language", "import the file first"},
	"CALL":    {"CALL is not part of this language: it has no procedures", "write MATCH …, or EXISTS { … }, COUNT { … } or COLLECT { … } for a query within a query"},
	"YIELD":   {"YIELD is not part of this language: it has no procedures", "write RETURN"},
	"USE":     {"USE is not part of this language: there is one graph", "leave it out"},
	"SHOW":    {"SHOW is not part of this language", "write MATCH … RETURN …"},
	"PROFILE": {"PROFILE is not part of this language", "write EXPLAIN to see the plan"},
	"CYPHER":  {"there are no versions of the language to choose from", "leave CYPHER … out"},
	"SELECT":  {"SELECT is SQL; here a query says what to find, then what to return", "write MATCH (n) RETURN n.name, with the columns after RETURN"},
	"FROM":    {"FROM is SQL; here a pattern says where to look", "write MATCH (n:Label) before RETURN"},
	"JOIN":    {"JOIN is SQL; here a pattern joins", "write MATCH (a)-[:TYPE]->(b)"},
	"GROUP":   {"there is no GROUP BY: rows are grouped by all items that have no aggregate in them", "leave it out: RETURN n.name, count(*) counts by name"},
	"SORT":    {"there is no SORT BY", "write ORDER BY"},
	"FETCH":   {"there is no FETCH", "write LIMIT 10"},
	"HAVING":  {"there is no HAVING", "filter after WITH: WITH n.name AS name, count(*) AS number WHERE number > 1 RETURN name, number"},
	"FILTER":  {"there is no clause FILTER", "write WITH * WHERE …"},
	"LET":     {"there is no clause LET", "write WITH *, expression AS name"},
	"FOR":     {"there is no clause FOR", "write UNWIND list AS name"},
	"NEXT":    {"there is no NEXT", "hand over with WITH instead of RETURN"},
	"FINISH":  {"there is no FINISH", "end with RETURN"},
	"VALUES":  {"VALUES is SQL", "write UNWIND [1, 2, 3] AS x"},
}

// foreignOperators are words of other languages after an expression, with what to write instead.
var foreignOperators = map[string]struct{ message, hint string }{
	"LIKE":      {"there is no LIKE", "write CONTAINS 'x', STARTS WITH 'x', ENDS WITH 'x', or =~ 'regular expression'"},
	"ILIKE":     {"there is no ILIKE", "write toLower(…) CONTAINS 'x', or =~ '(?i)regular expression'"},
	"RLIKE":     {"there is no RLIKE", "write =~ 'regular expression'"},
	"REGEXP":    {"there is no REGEXP", "write =~ 'regular expression'"},
	"MATCHES":   {"there is no MATCHES", "write =~ 'regular expression'"},
	"BETWEEN":   {"there is no BETWEEN", "write 1 <= x <= 3"},
	"HAS":       {"there is no HAS", "write n:Label for a label, n.key IS NOT NULL for a property"},
	"EQUALS":    {"there is no EQUALS", "write ="},
	"BEGINS":    {"there is no BEGINS WITH", "write STARTS WITH"},
	"INCLUDES":  {"there is no INCLUDES", "write x IN list, or CONTAINS for strings"},
	"INTERSECT": {"there is no INTERSECT", "match both patterns in one MATCH"},
	"EXCEPT":    {"there is no EXCEPT", "write WHERE NOT EXISTS { … }"},
	"MINUS":     {"there is no MINUS", "write WHERE NOT EXISTS { … }"},
	"ISNULL":    {"there is no ISNULL", "write IS NULL"},
	"NOTNULL":   {"there is no NOTNULL", "write IS NOT NULL"},
	"MOD":       {"there is no operator MOD", "write %"},
	"DIV":       {"there is no operator DIV", "write /"},
}
