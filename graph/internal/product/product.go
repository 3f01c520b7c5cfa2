// Package product finds the paths of a graph that an automaton accepts, by searching the product of the two:
// its states are pairs of a node and a state of the automaton.
//
// The methods are those of B. Farías, W. Martens, C. Rojas and D. Vrgoč, "PathFinder: A unified approach for
// handling paths in graph query languages", 2023, and of M. Mendelzon and P. Wood, "Finding regular simple paths
// in graph databases", SIAM Journal on Computing 24 (1995) 1235–1258, with searches from both ends.
package product

import "github.com/liaisongraph/liaison/graph/csr"

// Automaton says what paths look like: a path is a run from a start state to a final one, and two runs are two
// paths even where their relationships are the same. It has no empty transitions. It is not to be changed once it
// has been searched with, and any number of searches may share it.
type Automaton struct {
	States []State
	Starts []int32 // the states in which a path may begin

	prepared preparation
}

// State is where a path is at a node.
type State struct {
	Node  func(node int32) bool // what the node must be; nil: anything. It gives the same answer each time.
	Final bool                  // a path may end here
	Arcs  []Arc                 // no two to the same state that cross the same relationship
}

// Arc crosses a relationship.
type Arc struct {
	To int32 // the state beyond
	// Forward has the relationships as the path crosses them, with their numbers as labels, and Backward the
	// same ones reversed. Rows ascend by label. Where an edge is in a row twice, it is crossed once.
	Forward, Backward *csr.Graph
	// Edge is what the relationship must be, as the path crosses it from one node to another; nil: anything. It
	// gives the same answer each time.
	Edge func(edge, from, to int32) bool
}

// Mode says what may come twice in a path, as in ISO GQL.
type Mode uint8

const (
	Walk    Mode = iota // anything
	Trail               // no relationship twice
	Acyclic             // no node twice
	Simple              // no node twice, but the first may be the last
)

// Selector says which paths count, of those between the same two ends.
type Selector uint8

const (
	All            Selector = iota
	Any                     // K of them, whichever are found first
	AllShortest             // those with the fewest relationships
	Shortest                // K with the fewest
	ShortestGroups          // those whose length is one of the K smallest
)

// Search is a question.
type Search struct {
	Automaton *Automaton
	Nodes     int // how many the graph has
	Edges     int
	Mode      Mode
	Selector  Selector
	K         int // of Any, Shortest and ShortestGroups; at least 1
	MaxHops   int // the most relationships; 0: any number
	// From are the starts, and To the ends, in ascending order; To nil: anywhere.
	From []int32
	To   []int32
	// ByLength asks for the paths of All from one start by length; otherwise their order is depth first.
	ByLength bool
	// Memory is how many bytes the search may hold, about; 0: no limit.
	Memory int64

	eager bool // the search asks all the time whether ends have further paths, where it can: for tests
}

// Match is a path. Nodes and States are one longer than Edges; States is the run. The slices are good until
// the next match.
type Match struct {
	Nodes, Edges, States []int32
}
