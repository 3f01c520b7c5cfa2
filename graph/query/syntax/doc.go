// Package syntax reads queries: the reading part of openCypher with the path patterns of ISO GQL, as Cypher 25 writes
// them. [Parse] gives a syntax tree; the String of every node of it writes the text that parses to the same tree.
//
// A query is a sequence of clauses (MATCH, OPTIONAL MATCH, UNWIND, WITH) that ends with RETURN, or several such
// joined by UNION. MATCH has path patterns:
//
//	pattern   = [name =] [selector] [mode [PATH|PATHS]] elements
//	          | [name =] (shortestPath|allShortestPaths) "(" node relationship node ")"
//	selector  = ALL | ANY [k] | (ANY|ALL) SHORTEST | SHORTEST k | SHORTEST [k] … (GROUP|GROUPS), that after the mode
//	mode      = WALK | TRAIL | ACYCLIC | SIMPLE
//	elements  = (node|group) { relationship node | group [node] }
//	node      = "(" [name] [(:|IS) labels] [properties] [WHERE condition] ")"
//	relationship = arrow, with or without -[ [name] [(:|IS) labels] [range] [properties] [WHERE condition] ]-,
//	               and [quantifier]
//	group     = "(" elements [WHERE condition] ")" [quantifier]
//	labels    = name | % | !labels | labels&labels | labels|labels | (labels), and the older :A:B and :A|:B
//	range     = * | *2 | *1..3 | *..3 | *2..
//	quantifier = + | * | {2} | {1,3} | {,3} | {2,}
//
// Operators bind in this order, the loosest first; all are left-associative, and comparisons are chained (a < b < c is
// a < b AND b < c):
//
//	OR
//	XOR
//	AND
//	NOT
//	= <> < <= > >=
//	=~  STARTS WITH  ENDS WITH  CONTAINS  IN  IS [NOT] NULL  IS Label
//	+ - ||
//	* / %
//	^
//	unary - and +
//	x:Label
//	x.key  x[i]  x[i..j]  x {.key}
//
// Keywords may be written in any case. Those that [IsReserved] reports cannot be variables without backticks; labels,
// types, properties, functions and parameters may have any name. What can be read as a pattern is one: (a)--(b) and
// (a)-[r]-(b) are patterns even where a subtraction could stand, while (a)-(b) and (a)<-(b), which are arrows in
// MATCH, are subtraction and comparison in an expression. In a comprehension, [x IN list WHERE x:A | x.key], the last
// | ends the labels.
//
// Invariants of a tree that Parse returns: the span of a node lies within that of the node it is a part of, and its
// text is that part of the query without the parentheses around it; a minus before a number is part of the literal;
// the nodes and relationships of a path come as [PathPattern] says.
package syntax
