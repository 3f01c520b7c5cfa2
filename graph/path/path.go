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

// Options says which paths count. The zero value is all that follow the relationships.
type Options struct {
	// Types leaves only relationships of these types and narrower ones; none is all.
	Types []string
	// Direction is the way in which relationships are crossed; a mutual one is crossed both ways.
	Direction graph.Direction
	// MaxHops is the greatest length; 0 is any.
	MaxHops int
	// Organisation, if set, says whether a path may pass through an organisation. It is not asked of the
	// ends of a path, which the caller has chosen, and may be asked of any other one.
	Organisation func(graph.Node) bool
	// Relationship, if set, says whether a path may cross a relationship. Like Organisation it may be
	// asked in any order and more than once, and is to give the same answer each time.
	Relationship func(graph.Edge) bool
}

// Shortest returns a path from one organisation to another with the fewest hops and, among several, the
// first in the order of the map; false if there is none. From an organisation to itself it is the empty
// path.
//
// It fails with a [*graph.UnknownError] where a type is not in the vocabulary, where a node is not in g or
// another option is out of range, and with the context's error when that is done. It searches from both
// ends; O(organisations + relationships).
func Shortest(ctx context.Context, g *graph.Graph, from, to graph.Node, opts Options) (Path, bool, error) {
	for p, err := range AllShortest(ctx, g, from, to, opts) {
		return p, err == nil, err
	}
	return Path{}, false, nil
}

// AllShortest yields every path from one organisation to another that has the fewest hops, in the order of
// the map: those by parallel relationships apart. It yields an error, and then nothing more, in the cases
// in which [Shortest] fails.
//
// The search runs when the first path is asked for, in O(organisations + relationships), and each path is
// made when it is asked for, in O(relationships at the organisations on it). There can be exponentially
// many; memory does not grow with their number.
func AllShortest(ctx context.Context, g *graph.Graph, from, to graph.Node, opts Options) iter.Seq2[Path, error] {
	return func(yield func(Path, error) bool) {
		s, err := newSearch(ctx, g, opts, from, to)
		if err != nil {
			yield(Path{}, err)
			return
		}
		length, found, err := s.meet(from, to)
		if err != nil {
			yield(Path{}, err)
		} else if found {
			s.enumerate(from, length, yield)
		}
	}
}

// Reached is an organisation that can be reached, with the fewest hops that it takes.
type Reached struct {
	Node graph.Node
	Hops int
}

// Reachable returns what can be reached from an organisation: itself with 0 hops, and then by number of
// hops and, at the same number, in the order of the map. Options.Organisation is asked of all but the
// first: what it excludes is neither passed through nor listed.
//
// It fails as [Shortest] does. O(organisations + relationships).
func Reachable(ctx context.Context, g *graph.Graph, from graph.Node, opts Options) ([]Reached, error) {
	s, err := newSearch(ctx, g, opts, from)
	if err != nil {
		return nil, err
	}
	return s.spread(from)
}
