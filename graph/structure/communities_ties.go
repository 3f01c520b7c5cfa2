package structure

import (
	"context"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// tieGraph is the undirected weighted view of a graph on which communities are sought: every tie is an arc in
// the row of each of its ends, and none goes from a row to itself.
type tieGraph struct {
	offsets []uint32
	targets []int32
	weights []float64 // nil where all are 1
	// strength is the sum of the weights at every vertex and, of a vertex that stands for several, of the
	// ties within it twice.
	strength []float64
	total    float64 // of the strengths: twice the weight of all ties
}

func (t *tieGraph) len() int { return len(t.strength) }

// newTieGraph returns the ties of g, and the options with their defaults filled in.
func newTieGraph(ctx context.Context, g *graph.Graph, opts CommunityOptions) (*tieGraph, CommunityOptions, error) {
	opts, err := opts.withDefaults()
	if err != nil {
		return nil, opts, err
	}
	if err := ctx.Err(); err != nil {
		return nil, opts, err
	}
	p := graph.Projection{Types: opts.Types, Direction: graph.Both, DropLoops: true}
	if opts.Weighted {
		p.Weighting, p.Collapse = graph.Strength, true
	}
	p.Collapse = p.Collapse || opts.Collapse
	view, err := g.ProjectContext(ctx, p)
	if err != nil {
		return nil, opts, err
	}
	stop := parallel.Watch(ctx)
	defer stop.Release()
	t := &tieGraph{offsets: view.Offsets, targets: view.Targets, weights: view.Weights}
	if !p.Collapse {
		t.count(view, stop)
	}
	if err := ctx.Err(); err != nil {
		return nil, opts, err
	}
	n := view.NumVertices()
	t.strength = make([]float64, n)
	for v := range n {
		if stop.StoppedAt(int32(v)) {
			return nil, opts, ctx.Err()
		}
		sum := float64(t.offsets[v+1] - t.offsets[v])
		if t.weights != nil {
			sum = 0
			for _, w := range t.weights[t.offsets[v]:t.offsets[v+1]] {
				sum += w
			}
		}
		t.strength[v] = sum
		t.total += sum
	}
	return t, opts, ctx.Err()
}

// count makes one arc of parallel ones, whose weight is their number. Where it is stopped they are not whole.
func (t *tieGraph) count(view *csr.Graph, stop *parallel.Stop) {
	parallel := false
	for v := range int32(view.NumVertices()) {
		if stop.StoppedAt(v) {
			return
		}
		row := view.Row(v)
		for i := 1; i < len(row); i++ {
			parallel = parallel || row[i] == row[i-1]
		}
	}
	if !parallel {
		return
	}
	t.offsets, t.targets = make([]uint32, 1, len(view.Offsets)), make([]int32, 0, len(view.Targets))
	for v := range int32(view.NumVertices()) {
		if stop.StoppedAt(v) {
			return
		}
		start := len(t.targets)
		for _, to := range view.Row(v) {
			if last := len(t.targets) - 1; last >= start && t.targets[last] == to {
				t.weights[last]++
				continue
			}
			t.targets, t.weights = append(t.targets, to), append(t.weights, 1)
		}
		t.offsets = append(t.offsets, uint32(len(t.targets)))
	}
}

// weight returns the weight of the arc at a position in targets.
func (t *tieGraph) weight(arc uint32) float64 {
	if t.weights == nil {
		return 1
	}
	return t.weights[arc]
}

// within returns the weight of the ties of v to its own group.
func (t *tieGraph) within(v int32, of []int32) (sum float64) {
	for arc := t.offsets[v]; arc < t.offsets[v+1]; arc++ {
		if of[t.targets[arc]] == of[v] {
			sum += t.weight(arc)
		}
	}
	return sum
}

// modularity is that of a partition into groups that are numbered from 0, and 0 where it is stopped.
func (t *tieGraph) modularity(of []int32, groups int, resolution float64, stop *parallel.Stop) float64 {
	if t.total == 0 {
		return 0
	}
	within, strength := make([]float64, groups), make([]float64, groups)
	for v, group := range of {
		if stop.StoppedAt(int32(v)) {
			return 0
		}
		within[group] += t.within(int32(v), of)
		strength[group] += t.strength[v]
	}
	q := 0.0
	for group, w := range within {
		share := strength[group] / t.total
		q += w/t.total - float64(resolution*float64(share*share))
	}
	return q
}
