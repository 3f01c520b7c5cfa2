// Package gonumview presents a graph as the interfaces of gonum.org/v1/gonum/graph, so that any algorithm
// written for gonum runs on it.
//
// # Views
//
// A view is made of a graph and a [graph.Projection], which says what the algorithm is to see:
// which types of relationship, crossed in which direction, with which weight. There are two families.
//
// [Directed], [WeightedDirected], [Undirected] and [WeightedUndirected] are simple graphs in the sense of
// gonum: at most one edge from one node to another, and none from a node to itself. Parallel
// relationships become one edge, as [graph.Projection] describes for Collapse: its strength is the sum of
// theirs, and its cost 1 over that sum. Relationships of an organisation with itself are left out, because
// many of gonum's algorithms take their absence for granted. So Collapse and DropLoops are true whatever
// the projection says. In an undirected view all relationships between two organisations, whichever way
// they go, become one edge, and the projection's Direction counts for nothing.
//
// [DirectedMultigraph] and [WeightedDirectedMultigraph] have a line for each way in which each relationship
// can be crossed. Loops are lines too, unless the projection drops them; its Collapse counts for nothing.
//
// # Numbers
//
// The ID of a node is the [graph.Node] of the organisation, and the ID of a line the [graph.Edge] of the
// relationship, so that graph.Node(n.ID()) and graph.Edge(l.ID()) lead back. An [Edge] of a simple view
// names the first of its relationships.
//
// A mutual relationship can be crossed both ways. It is two edges of a directed view, and two lines of a
// multigraph, one the reverse of the other; both lines have the ID of the one relationship, which tells
// apart the lines from one node to another, as gonum asks.
//
// # Weights
//
// Weights are what the projection's Weighting says: take [graph.Cost] for gonum's path package, whose
// weights are distances, and [graph.Strength] for network and community, where more is closer. With
// [graph.Unweighted] every edge or line weighs 1. Between organisations that are not neighbours,
// Weight gives +Inf in a view of costs and 0 in others, and from an organisation to itself 0.
//
// # Order and concurrency
//
// Nodes are visited in ascending order, and so are the neighbours of a node and the lines between two
// nodes: what gonum computes is the same every time, where gonum itself is deterministic. A view does not
// change; any number of goroutines may use it, but an iterator belongs to one.
//
// # Cost
//
// Making a view takes O(organisations + relationships · log of the greatest degree) and, for each way in
// which a relationship can be crossed, 8 to 24 bytes. Asking for an edge takes O(log degree).
//
// Some of gonum's algorithms (version 0.17) have traps: network.PageRank panics on a graph without nodes
// and begins with a random vector; network.HITS does not return where there are no edges;
// network.Closeness gives +Inf for isolated nodes. The packages beside this one (centrality,
// path) have none of these and are faster; this one is for what they do not offer.
package gonumview
