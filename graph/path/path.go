package path

import (
	"context"
	"iter"

	"github.com/liaisongraph/liaison/graph"
)

// Path is a way from one organisation to another. Edges[i] joins Nodes[i] and Nodes[i+1], so that there is
// one node more than there are edges.
type Path struct {
	Nodes []graph.Node
	Edges []graph.Edge
}

// Len returns the number of hops.
func (p Path) Len() int { return len(p.Edges) }

// Forward reports whether the path crosses relationship i from From to To. Where it does not, it crosses
// the other way a relationship that is mutual or that Options.Direction lets it.
func (p Path) Forward(g *graph.Graph, i int) bool { return g.From(p.Edges[i]) == p.Nodes[i] }

// Shortest returns a path from one organisation to another with the fewest hops, or the least cost as opts.Weighting
// says, and, among several, the first in the order of the map; false if there is none. From an organisation to itself
// it is the empty path, unless opts asks for more.
//
// It fails with a [*graph.UnknownError] where a type is not in the vocabulary, where a node is not in g or
// another option is out of range, with a [*MemoryError] where it would hold more than opts.Memory, and with the
// cause of the context when that is done. O(organisations + relationships) where opts has the zero Mode, MinHops,
// Through and Weighting; with any of them, the first path that they allow may take exponential time to find.
//
// Where many questions are asked of one graph, a [Finder] answers each of them faster.
func Shortest(ctx context.Context, g *graph.Graph, from, to graph.Node, opts Options) (Path, bool, error) {
	return NewFinder(g).Shortest(ctx, from, to, opts)
}

// AllShortest yields every path from one organisation to another that has the fewest hops, or the least cost as
// opts.Weighting says, in the order of the map: those by parallel relationships apart. It yields an error, and then
// nothing more, in the cases in which [Shortest] fails.
//
// The search runs when the first path is asked for, in the time of [Shortest], and each path is made when it is asked
// for. There can be exponentially many; memory does not grow with their number, but under graph.Cost: see
// [Finder.Find].
func AllShortest(ctx context.Context, g *graph.Graph, from, to graph.Node, opts Options) iter.Seq2[Path, error] {
	return NewFinder(g).Find(ctx, pairOf(from, to, AllShortestPaths, opts))
}

// KShortest yields, of each pair of a start and an end, the k paths that have the fewest hops, or the least cost as
// opts.Weighting says, or all if there are fewer. They come in the order of [Finder.Find]. No end at all, to being
// nil, is every organisation that can be reached. k is at least 1; otherwise it yields an error as [AllShortest] does.
//
// Paths are made when they are asked for. To find that there are no more than some can take exponential time where
// opts.Mode is not [Walk], for there is no other way than to try; opts.MaxHops bounds it.
func KShortest(ctx context.Context, g *graph.Graph, from, to []graph.Node, k int, opts Options) iter.Seq2[Path, error] {
	return NewFinder(g).Find(ctx, Question{From: from, To: to, Which: ShortestK, K: k, Options: opts})
}

// All yields every path from any start to any end, in the order of [Finder.Find]. It yields an error as [AllShortest]
// does, and where opts.Mode is [Walk] without opts.MaxHops: wherever there is a cycle, walks have no end.
//
// Paths are made when they are asked for. There can be exponentially many, and memory does not grow with their
// number, but under graph.Cost: see [Finder.Find]. opts.MaxHops bounds the time that all of them take.
func All(ctx context.Context, g *graph.Graph, from, to []graph.Node, opts Options) iter.Seq2[Path, error] {
	return NewFinder(g).Find(ctx, Question{From: from, To: to, Which: AllPaths, Options: opts})
}

func pairOf(from, to graph.Node, which Which, opts Options) Question {
	return Question{From: []graph.Node{from}, To: []graph.Node{to}, Which: which, Options: opts}
}

// Reached is an organisation that can be reached, with the fewest hops that it takes.
type Reached struct {
	Node graph.Node
	Hops int
}

// Reachable returns what can be reached from an organisation: itself with 0 hops, and then by number of
// hops and, at the same number, in the order of the map. Options.Organisation is asked of all but the
// first: what it excludes is neither passed through nor listed. Of the modes each reaches as much in as few hops.
// Through, MinHops and a Weighting cannot be asked for, and are errors.
//
// It fails as [Shortest] does. O(organisations + relationships).
func Reachable(ctx context.Context, g *graph.Graph, from graph.Node, opts Options) ([]Reached, error) {
	return ReachableFromAny(ctx, g, []graph.Node{from}, opts)
}

// ReachableFromAny returns what can be reached from any of some organisations, with the fewest hops from one of them:
// those themselves with 0 hops, in the order of the map, and all others as [Reachable] does, in the same time.
func ReachableFromAny(ctx context.Context, g *graph.Graph, from []graph.Node, opts Options) ([]Reached, error) {
	if err := checkNodes(g, from); err != nil {
		return nil, err
	}
	if err := opts.checkPlain(g, "what can be reached"); err != nil {
		return nil, err
	}
	s, err := newSearch(ctx, g, opts)
	if err != nil {
		return nil, err
	}
	return s.spread(from)
}
