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
//
// # Costs
//
// In what a function says of its time, n is the number of organisations and m that of relationships. What looks at
// ties, or at relationships along their way, first makes such a view as [graph.Graph.Project] does, which sorts its
// rows: that takes O(n + m · log of the greatest degree), shared by the processors, and comes on top. Where a
// function takes a number of workers, 0 is [runtime.GOMAXPROCS], below 0 is an error, and no result depends on it;
// where workers need more than 1 GiB for themselves, there are fewer.
package structure
