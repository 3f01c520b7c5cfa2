package graph

import (
	"fmt"
	"slices"

	"github.com/liaisongraph/liaison/graph/csr"
)

// Direction says which way relationships are crossed. A mutual relationship is crossed both ways whatever
// the direction.
type Direction uint8

const (
	Out  Direction = iota // from From to To
	In                    // from To to From
	Both                  // either way
)

var directionNames = []string{"out", "in", "both"}

// ParseDirection reads "out", "in" or "both".
func ParseDirection(s string) (Direction, error) {
	return parseName[Direction](s, "direction", directionNames)
}

func (d Direction) String() string { return nameOf(d, directionNames) }

// Weighting says what the weight of a relationship is to an algorithm.
type Weighting uint8

const (
	Unweighted Weighting = iota // every relationship counts 1
	Strength                    // its weight: more is closer
	Cost                        // 1/weight: more is farther, as shortest paths want it
)

var weightingNames = []string{"unweighted", "strength", "cost"}

func (w Weighting) String() string { return nameOf(w, weightingNames) }

// Projection says what an algorithm sees of a graph. The zero value is every relationship, crossed from
// From to To, parallel ones apart, loops kept, unweighted.
type Projection struct {
	Types     []string // these types and narrower ones; none is all
	Direction Direction
	Weighting Weighting
	// Collapse makes the relationships from one organisation to another one arc. Its strength is the sum
	// of theirs, and its cost is 1 over that sum.
	Collapse bool
	// DropLoops leaves out the relationships of an organisation with itself.
	DropLoops bool
}

// Project returns the adjacency that p describes. Row n is [Node] n; the label of an arc is the [Edge] that
// it crosses (the first, where Collapse made several one). A relationship is one arc for each way in which
// it can be crossed; a loop is one arc.
// O(organisations + relationships · log of the greatest degree).
//
// It fails with an [*UnknownError] where a type is not in the vocabulary.
func (g *Graph) Project(p Projection) (*csr.Graph, error) {
	var wanted []bool
	if len(p.Types) > 0 {
		var err error
		if wanted, err = g.vocabulary.types.set(p.Types); err != nil {
			return nil, err
		}
	}
	if int(p.Direction) >= len(directionNames) || int(p.Weighting) >= len(weightingNames) {
		return nil, fmt.Errorf("no direction %d or no weighting %d", p.Direction, p.Weighting)
	}
	return g.project(p, wanted), nil
}

// project makes row after row: its arcs, each a target and the number of the relationship in one number,
// are sorted, which brings parallel ones together in their order.
func (g *Graph) project(p Projection, wanted []bool) *csr.Graph {
	n, room := g.NumOrganisations(), len(g.out.edges)
	if p.Direction == Both {
		room = 2 * g.NumRelationships()
	}
	arcs := &csr.Graph{Offsets: make([]uint32, n+1), Targets: make([]int32, 0, room), Labels: make([]int32, 0, room)}
	if p.Weighting != Unweighted {
		arcs.Weights = make([]float64, 0, room)
	}
	var keys []uint64
	for v := range Node(n) {
		keys = keys[:0]
		if p.Direction != In {
			keys = g.appendKeys(keys, p, wanted, v, g.out.row(v), g.rel.to, g.rel.from)
		}
		if p.Direction != Out {
			keys = g.appendKeys(keys, p, wanted, v, g.in.row(v), g.rel.from, g.rel.to)
		}
		slices.Sort(keys)
		if p.Direction == Both { // a mutual relationship, and a loop, is in both rows
			keys = slices.Compact(keys)
		}
		g.appendRow(arcs, p, keys)
		arcs.Offsets[v+1] = uint32(len(arcs.Targets))
	}
	arcs.Targets, arcs.Labels, arcs.Weights = clipped(arcs.Targets), clipped(arcs.Labels), clipped(arcs.Weights)
	return arcs
}

// appendKeys adds the keys of a row of edges, whose other end is in far but for some mutual ones.
func (g *Graph) appendKeys(keys []uint64, p Projection, wanted []bool, v Node, edges []Edge, far, near []Node) []uint64 {
	for _, e := range edges {
		to := far[e]
		if to == v {
			to = near[e]
		}
		if wanted != nil && !wanted[g.rel.kind[e]] || to == v && p.DropLoops {
			continue
		}
		keys = append(keys, uint64(to)<<32|uint64(e))
	}
	return keys
}

// appendRow adds the arcs of one row. A cost is made only when parallel ones have been summed.
func (g *Graph) appendRow(arcs *csr.Graph, p Projection, keys []uint64) {
	start := len(arcs.Targets)
	for _, key := range keys {
		to, e := int32(key>>32), int32(uint32(key))
		last := len(arcs.Targets) - 1
		if p.Collapse && last >= start && arcs.Targets[last] == to {
			if arcs.Weights != nil {
				arcs.Weights[last] += g.Weight(Edge(e))
			}
			continue
		}
		arcs.Targets, arcs.Labels = append(arcs.Targets, to), append(arcs.Labels, e)
		if arcs.Weights != nil {
			arcs.Weights = append(arcs.Weights, g.Weight(Edge(e)))
		}
	}
	if p.Weighting == Cost {
		for i := range arcs.Weights[start:] {
			arcs.Weights[start+i] = 1 / arcs.Weights[start+i]
		}
	}
}
