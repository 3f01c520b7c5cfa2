// Package tck runs the scenarios of openCypher, or any others in their form, against the query language. It has
// tests alone.
//
// LIAISON_TCK names a folder of feature files, which are read from there and from all folders below it, and where
// *.cypher files are the graphs that scenarios ask for by name ("Given the binary-tree-1 graph"). Where it is not
// set, that is ../shared/opencypher-tck beside the module. -v prints how many scenarios passed, by folder:
//
//	LIAISON_TCK=~/openCypher/tck go test ./graph/query/tck -run Scenarios -v
//
// A scenario is known by its feature file and the number or title that it has there, and the number of its example:
// "clauses/match/Match4 [3]", "expressions/list/List1 [8] #2". testdata/not-passed.txt lists those that do not
// pass, each with the reason. It may only shrink: a scenario of the list that passes fails the test until it is
// taken out, and one that is not in the list must pass.
//
// The query language only reads. What scenarios run to make their graph is done by the set-up of the tests, which
// leaves to the engine the clauses that read, and the expressions.
package tck
