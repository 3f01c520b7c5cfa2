package path

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/liaisongraph/liaison/graph"
)

// Independence says what independent channels may not have in common.
type Independence uint8

const (
	// ByOrganisations lets no organisation be on two channels, but for the ends of both.
	ByOrganisations Independence = iota
	// ByRelationships lets no relationship be on two channels; organisations may be.
	ByRelationships
)

var independenceNames = []string{"organisations", "relationships"}

// ParseIndependence reads "organisations" or "relationships".
func ParseIndependence(s string) (Independence, error) {
	for i, name := range independenceNames {
		if s == name {
			return Independence(i), nil
		}
	}
	return 0, &graph.UnknownError{What: "independence", Value: s, Suggestions: graph.Suggest(s, independenceNames), Known: independenceNames}
}

func (i Independence) String() string {
	if int(i) < len(independenceNames) {
		return independenceNames[i]
	}
	return fmt.Sprintf("Independence(%d)", uint8(i))
}

// ChannelSet is the independent channels between two organisations, and what cuts them.
type ChannelSet struct {
	// By is what the channels do not have in common.
	By Independence
	// Paths are as many independent channels as there can be and, of all such sets, one with the fewest
	// hops in sum. The shortest comes first; of those of the same length, the one that comes first in the
	// order of the map.
	Paths []Path
	// NearFrom and NearTo are least cuts: that nearest to the start of the channels, and that nearest to
	// their end. Every path from the one organisation to the other crosses each, and every channel crosses
	// each exactly once, so that a cut has as many items as there are channels.
	NearFrom, NearTo Cut
	// Bottlenecks are, where there is but one channel, all that is a cut by itself: each organisation, or each
	// relationship, that every path crosses, in the order in which paths do. Where there are more channels, or
	// none, it is empty.
	Bottlenecks Cut
}

// Cut is a set without which no path is left from one organisation to another.
type Cut struct {
	// Organisations are the items of a cut [ByOrganisations], in the order of the map.
	Organisations []graph.Node
	// Relationships are the items of a cut [ByRelationships], in the order of the map. In a cut
	// [ByOrganisations] they are all relationships that lead from the one end straight to the other, which no
	// organisation can cut: together they are one item.
	Relationships []graph.Edge

	by Independence
}

// Len returns the number of items of the cut: each organisation or relationship is one, but the direct
// relationships of a cut [ByOrganisations] are one together.
func (c Cut) Len() int {
	if c.by == ByOrganisations {
		return len(c.Organisations) + min(len(c.Relationships), 1)
	}
	return len(c.Relationships)
}

// Channels finds how many independent channels lead from one organisation to another, as many as there can be,
// and the least that cuts them all. By Menger's theorem the two numbers are the same.
//
// A channel is a path of relationships, crossed as opts.Direction says. A mutual relationship can be crossed
// either way, but by one channel only. Parallel relationships are different ones: of channels
// [ByRelationships], each can take one. For channels [ByOrganisations] they make no difference, and all
// relationships that lead straight from the one end to the other are one channel, which goes by the first of
// them. What opts excludes is on no channel and in no cut. Relationships of an organisation with itself are
// on none.
//
// Where there is no channel the set is empty, and that is no error. It is one that both ends are the same
// organisation, that a graph has more than 500 million ways to cross its relationships, or that opts.MaxHops is set:
// with a bound to their length, the most independent paths and the least cut are no longer the same number, and hard
// to find. Through, MinHops and a Weighting cannot be asked for either. Otherwise it fails as [Shortest] does.
//
// opts.Mode makes no difference: of the most channels with the fewest hops, none comes to an organisation twice.
//
// opts.Organisation is asked of every organisation but the ends, once, also of those that no path comes to.
//
// The channels are a flow of least cost, found by successive blocking flows on shortest residual paths. With k
// channels, time O((k+1)·(n + m)), and far less where many are of the same length; memory O(n + m).
//
// K. Menger, "Zur allgemeinen Kurventheorie", Fundamenta Mathematicae 10 (1927) 96–115. S. Even, R. E. Tarjan,
// "Network flow and testing graph connectivity", SIAM Journal on Computing 4 (1975) 507–518. J. W. Suurballe,
// "Disjoint paths in a network", Networks 4 (1974) 125–145. E. A. Dinic, "Algorithm for solution of a problem
// of maximum flow in networks with power estimation", Soviet Mathematics Doklady 11 (1970) 1277–1280.
func Channels(ctx context.Context, g *graph.Graph, from, to graph.Node, by Independence, opts Options) (*ChannelSet, error) {
	if opts.MaxHops > 0 {
		return nil, fmt.Errorf("at most %d hops: the length of independent channels cannot be bounded", opts.MaxHops)
	}
	if int(by) >= len(independenceNames) {
		return nil, fmt.Errorf("no independence %d", by)
	}
	if err := checkNodes(g, []graph.Node{from, to}); err != nil {
		return nil, err
	}
	if err := opts.checkPlain(g, "independent channels"); err != nil {
		return nil, err
	}
	s, err := newSearch(ctx, g, opts)
	if err != nil {
		return nil, err
	}
	if from == to {
		return nil, fmt.Errorf("a channel leads from one organisation to another, and %s is both", g.ShortName(from))
	}
	n, err := newNetwork(s, from, to, by)
	if err != nil {
		return nil, err
	}
	if err := n.maximise(); err != nil {
		return nil, err
	}
	set := &ChannelSet{By: by}
	if set.Paths, err = n.paths(); err != nil {
		return nil, err
	}
	if len(set.Paths) == 0 {
		return set, nil
	}
	if set.NearFrom, err = n.cut(onward); err != nil {
		return nil, err
	}
	if set.NearTo, err = n.cut(backward); err != nil {
		return nil, err
	}
	if len(set.Paths) == 1 {
		if set.Bottlenecks, err = n.bottlenecks(); err != nil {
			return nil, err
		}
	}
	return set, nil
}

// sortPaths puts the shortest first, and those of the same length in the order of the map.
func sortPaths(paths []Path) {
	slices.SortFunc(paths, func(a, b Path) int {
		return cmp.Or(cmp.Compare(len(a.Edges), len(b.Edges)), slices.Compare(a.Edges, b.Edges))
	})
}
