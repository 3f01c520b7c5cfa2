// Package query runs queries in the standard language of graphs, on a map or any other property graph: the reading
// clauses of openCypher, with the path patterns of ISO GQL as Cypher 25 has them.
//
//	e := query.New(mapgraph.Of(g), query.Options{}) // g is a *graph.Graph
//	s, err := e.Prepare("MATCH (a {short_name: $name})-[r]->(b:Police) RETURN b.name, type(r)")
//	...
//	for row, err := range s.Run(ctx, map[string]query.Value{"name": value.String("MI5")}) {
//
// An [Engine] is a graph with what is known of it, a [Statement] a query that was parsed, checked and planned, a
// run gives rows of [Value]. Engines and statements are safe for concurrent use; the graph must not change.
//
// Beside it stand these packages: mapgraph makes a property graph of a map, and says which labels, types and properties
// that has; property is the interface that any other graph has to meet, and has one that is written out; value makes parameters, and reads and writes
// what comes out; fault is the error that everything here gives; syntax is the tree of a query, for programs that look
// into one.
//
// # Clauses
//
//	[OPTIONAL] MATCH [DIFFERENT RELATIONSHIPS | REPEATABLE ELEMENTS] pattern, … [WHERE condition]
//	UNWIND list AS x
//	WITH [DISTINCT] *, x AS y, … [ORDER BY x [ASC | DESC], …] [SKIP n] [LIMIT n] [WHERE condition]
//	RETURN the same, without WHERE
//	… UNION [ALL] …
//	EXPLAIN …
//
// OFFSET is another word for SKIP. A query only reads: CREATE, SET, CALL and the like are errors.
//
// # Patterns
//
//	(a:Label {key: value} WHERE condition)        a node
//	-[r:TYPE {key: value} WHERE condition]->      a relationship; <-[…]- and -[…]- too
//	A&B, A|B, !A, %                               label expressions, of types too
//	-[:TYPE]->{1,3}, + and *, [:TYPE*1..3]        a number of times
//	((a)-[r]->(b) WHERE condition){1,3}           a group, a number of times
//	p = …                                         a path with a name
//	WALK, TRAIL, ACYCLIC, SIMPLE                  a path mode, before the path
//	ANY, ANY k, ALL, ANY SHORTEST, ALL SHORTEST, SHORTEST k, SHORTEST k GROUPS
//	shortestPath(…), allShortestPaths(…)
//
// Without a mode, no relationship comes twice in the paths of one MATCH, as openCypher has it. With a mode, that
// mode alone says what may come twice in the path; with a selector and no mode, no relationship may. A selector
// chooses among the paths between the same two ends, after the conditions within the pattern and before the WHERE
// of the MATCH. Variables of a group that comes a number of times are lists outside it. A pattern that could go
// on for ever, WALK without an upper bound and without a selector, is refused.
//
// # Expressions
//
// Arithmetic, comparison (also in chains, a < b <= c), AND, OR, XOR, NOT, IN, STARTS WITH, ENDS WITH, CONTAINS,
// =~, ||, IS NULL, x:Label, x.key, x[i], x[i..j], lists, maps, map projections x {.key, .*}, CASE, list
// comprehensions, all, any, none, single, reduce; patterns as conditions and in comprehensions; EXISTS { … },
// COUNT { … } and COLLECT { … }, which see the variables around them; parameters $x; the functions that [Functions]
// returns. Null is what is not known, and logic has three values.
//
// # Where this is not openCypher, and why
//
//   - A name of a label, type or property that a graph with a schema does not know is an error with a suggestion:
//     on a map, a misspelt name is what it nearly always is.
//   - Where the graph tells of which kinds its properties are, as maps do, a comparison that can never hold is an
//     error: a date with a string, anything with null, a status that there is not. So is a variable that nothing uses
//     and that is named like a label or a type: -[ADVICE]-> nearly always lacks a colon.
//   - Relationships that are mutual can be crossed both ways, whatever the arrow.
//   - A type can stand for narrower ones, if the graph says so.
//   - Dates may be imprecise (2014, 2014-05, 2007~) and are compared as intervals: a < b is "certainly before".
//     There are no times, durations or points.
//   - Integers that overflow are an error.
//   - UNWIND of what is no list is an error, and not a list of one.
//   - rand() gives the same numbers in each run. Rows come in the same order each time, though which one without
//     ORDER BY is not promised.
//   - A run that takes too much ends with an error: see [Limits].
//
// And where it is not GQL: there is no graph type, no session, no LET, FOR or FILTER, and no path pattern union
// (|, |+|); quantified patterns are not nested.
//
// # Errors
//
// Every error is an [*Error], with the place in the text, a message, mostly a hint, and the type, phase and detail
// that openCypher gives it; Excerpt shows the line. For what openCypher has no word, the limits, patterns without
// end or of too many parts, and names that the graph does not know among it, type and detail are words of our own. The exception is the end of the context of a run, whose cause comes out as it is.
//
// # Limits
//
// A run ends with an error when it has looked at ten million paths, holds 1 GiB of results, or takes a minute,
// unless [Options] say otherwise; rows are not limited. What is held is what sorting, DISTINCT, aggregation and
// lists must keep, and the rows of [Statement.All]; rows that [Statement.Run] hands on are not.
package query
