// Package structure says how a graph is put together: in which parts it falls, what holds them together, in
// which groups its organisations stand, and what role an organisation has between groups and others.
//
// # Vocabulary
//
// Two organisations are tied where a relationship of any direction is between them; ties are the undirected
// view of a graph. A [Partition] puts every organisation into one group at most: a community that was found,
// a classification, a component, or what a caller says.
//
// # Invariants
//
// Everything is finite, and the same to the bit on every run: what takes chances takes a seed. Organisations
// and relationships are listed in the order of the graph, groups in the order that their maker states. No
// graph, be it empty, of one organisation, without relationships or full of loops, makes anything panic or
// run for ever. A context that is done stops whatever takes longer than a moment, with the context's error.
package structure
