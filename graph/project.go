package graph

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
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
// O(organisations + relationships · log of the greatest degree), shared by the processors.
//
// It fails with an [*UnknownError] where a type is not in the vocabulary.
func (g *Graph) Project(p Projection) (*csr.Graph, error) {
	return g.ProjectContext(context.Background(), p)
}

// ProjectContext is [Graph.Project] that stops with the error of ctx when that is done.
func (g *Graph) ProjectContext(ctx context.Context, p Projection) (*csr.Graph, error) {
	var wanted []bool
	if len(p.Types) > 0 {
		var err error
		if wanted, err = g.vocabulary.types.set(p.Types); err != nil {
			return nil, err
		}
	}
	if int(p.Direction) >= len(directionNames) {
		return nil, fmt.Errorf("no direction %d; known: %s", p.Direction, strings.Join(directionNames, ", "))
	}
	if int(p.Weighting) >= len(weightingNames) {
		return nil, fmt.Errorf("no weighting %d; known: %s", p.Weighting, strings.Join(weightingNames, ", "))
	}
	blocks := g.projectionBlocks(p.Direction)
	pieces := make([]csr.Graph, len(blocks))
	offsets := make([]uint32, g.NumOrganisations()+1)
	forEach(ctx, len(blocks), func(i int) {
		pieces[i] = g.projectRows(p, wanted, blocks[i], offsets[blocks[i].first+1:blocks[i].last+1])
	})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for v := range g.NumOrganisations() {
		offsets[v+1] += offsets[v]
	}
	if len(pieces) == 1 {
		pieces[0].Offsets = offsets
		return &pieces[0], nil
	}
	whole := &csr.Graph{Offsets: offsets, Targets: make([]int32, offsets[len(offsets)-1]), Labels: make([]int32, offsets[len(offsets)-1])}
	if p.Weighting != Unweighted {
		whole.Weights = make([]float64, len(whole.Targets))
	}
	forEach(ctx, len(blocks), func(i int) {
		start := offsets[blocks[i].first]
		copy(whole.Targets[start:], pieces[i].Targets)
		copy(whole.Labels[start:], pieces[i].Labels)
		copy(whole.Weights[min(int(start), len(whole.Weights)):], pieces[i].Weights)
		pieces[i] = csr.Graph{}
	})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return whole, nil
}

// rowBlock is the rows from first up to last, with at most so many arcs.
type rowBlock struct {
	first, last Node
	room        int
}

// projectionBlocks cuts the rows into blocks of about the same work, at least one.
func (g *Graph) projectionBlocks(d Direction) []rowBlock {
	const most = 1 << 16 // arcs and rows, but for one row that has more
	work := 0
	blocks := []rowBlock{{}}
	for v := range Node(g.NumOrganisations()) {
		block := &blocks[len(blocks)-1]
		if work >= most {
			blocks, work = append(blocks, rowBlock{first: v}), 0
			block = &blocks[len(blocks)-1]
		}
		arcs := 0
		if d != In {
			arcs += len(g.out.row(v))
		}
		if d != Out {
			arcs += len(g.in.row(v))
		}
		block.last = v + 1
		block.room += arcs
		work += arcs + 1
	}
	return blocks
}

// forEach calls do for the numbers below n, on as many goroutines as there are processors, until ctx is done.
func forEach(ctx context.Context, n int, do func(i int)) {
	var taken atomic.Int64
	parallel.Run(min(n, runtime.GOMAXPROCS(0)), func(int) {
		for i := int(taken.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(taken.Add(1)) - 1 {
			do(i)
		}
	})
}

// projectRows makes row after row: its arcs, each a target and the number of the relationship in one number,
// are sorted, which brings parallel ones together in their order. It puts the number of arcs of every row
// into lengths.
func (g *Graph) projectRows(p Projection, wanted []bool, block rowBlock, lengths []uint32) csr.Graph {
	arcs := csr.Graph{Targets: make([]int32, 0, block.room), Labels: make([]int32, 0, block.room)}
	if p.Weighting != Unweighted {
		arcs.Weights = make([]float64, 0, block.room)
	}
	var keys []uint64
	for v := block.first; v < block.last; v++ {
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
		before := len(arcs.Targets)
		g.appendRow(&arcs, p, keys)
		lengths[v-block.first] = uint32(len(arcs.Targets) - before)
	}
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
