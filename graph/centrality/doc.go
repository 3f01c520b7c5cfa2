// Package centrality says how central every organisation, or every relationship, of a graph is.
//
// # Vocabulary
//
// A [Measure] gives every organisation a number, its value, or gives every relationship one, as its row says;
// [Measures] is the table of them, from which commands, help and documentation are made, and [Lookup] finds
// one by name. Every measure is a function as well, such as [Betweenness]. What a measure sees of a graph is a projection: which types of relationship,
// in which direction, parallel ones apart or collapsed, weighted or not. Each has its own, which its row and
// its function describe and [Options] change.
//
// # Invariants
//
// Values stand in the order of the organisations, the value of a [graph.Node] n at index n, or in that of all
// relationships, the value of a [graph.Edge] e at index e. They are finite: no graph, be it empty, without
// relationships, disconnected or full of loops, gives NaN or an infinity, or makes a measure panic or run for
// ever. They are the same to the bit on every run, on every processor and with any number of workers, because
// floating-point numbers are always added in the same order; estimates, on processors of another kind, are
// hardly ever otherwise: their bounds are made of logarithms, whose last digits may differ there. A context
// that is done stops a measure within a fraction of a second, with the context's error.
package centrality
