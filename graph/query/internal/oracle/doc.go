// Package oracle compares the query language with the definitions of its path patterns, on graphs so small that
// every path can be listed. It has tests alone.
//
// A pattern is taken apart by choosing how often each quantified part comes: what is left is a sequence of nodes
// and relationships, and a match is a walk along which all of them hold. A mode keeps some of the walks, a
// selector some of those between the same two ends, and the MATCH those that share no relationship. Nothing is
// shared with the engine but the parser.
//
// Where a selector leaves the choice free (ANY, SHORTEST k), what is determined is compared: how many there are
// between two ends, how long they are, and that each is a match, as often as it may be.
package oracle
