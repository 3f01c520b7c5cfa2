// Package graph holds a map of how organisations work together: a directed multigraph in which every
// relationship has a type, dates, and evidence.
//
// # Vocabulary
//
// An organisation is a node, a relationship an edge. A mutual relationship is one edge that can be
// crossed both ways. Two relationships with the same ends are parallel, and stay two. Every relationship
// has a [Type], and an organisation has any number of [Classification]s; both are SKOS concepts, so that
// whoever asks for a broader one gets the narrower ones too. Relationships that hold jointly belong to an
// [Arrangement]. [Evidence] is a passage in a [Source].
//
// # Invariants
//
// A [Builder] takes records, one by one or many in columns ([Bulk]), and returns errors for those that are
// wrong; the [Graph] that it builds never changes, and any number of goroutines may read it. Nodes and
// edges are dense integers in the order of their arrival, [Node] from 0 to NumOrganisations()-1 and [Edge]
// from 0 to NumRelationships()-1, and every iteration follows that order: the same input gives the same
// output. A Node or an Edge means nothing in another graph, not even in a selection of the same one; ids
// do. To hand a Graph a Node or an Edge that it does not have is a mistake in the program; most methods
// then panic, as an index out of range does.
//
// All text is valid UTF-8 without control characters other than tab and line feed, every reference is
// resolved, and every weight is from 1e-100 to 1e100, so that neither a sum of weights nor the inverse of
// one leaves the range of float64.
//
// # Selections and projections
//
// [Graph.Select] gives the part of a graph that a reader asks for, as another Graph. [Graph.Project] gives
// the compressed adjacency (package csr) that algorithms run on.
package graph
