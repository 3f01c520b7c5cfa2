// Package path finds paths between the organisations of a graph.
//
// # Vocabulary
//
// A [Path] is a sequence of relationships, with the organisations between them; its length is the number
// of relationships, called hops. Relationships with the same ends are parallel, and a path by one of them
// is another path than a path by another. A relationship is crossed from From to To, or as
// [Options].Direction says; a mutual one is crossed both ways. The empty path, of one organisation and no
// relationship, leads from that to itself. The [Mode] of paths says what may come twice in one: unless another is
// chosen, no organisation does.
//
// Channels are independent where they have no organisation in common but the ends, or no relationship; a cut is a
// set of organisations or relationships without which there is no path. See [Channels].
//
// # Invariants
//
// Paths come in the order of the map: of two paths of the same length that one comes first which, where
// they first differ, takes the relationship with the lower number. What the Options exclude is left out
// while searching, not afterwards, so that a path is found wherever one exists.
//
// A search by number of hops keeps a few integers for each organisation, and no list of paths: those are made one by
// one as the caller takes them. One by cost also keeps the beginnings of paths that it has looked at, of which there
// can be exponentially many. Both can be cancelled by their context, and bounded in memory. Those by hops search the
// product of the graph and an automaton that [Options] describe. A [Finder] keeps what they need of a graph, so that
// many questions are answered faster than one by one.
package path
