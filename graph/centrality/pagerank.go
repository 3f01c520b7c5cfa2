package centrality

import (
	"context"
	"math"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

func pageRankRow() Measure {
	return Measure{
		Name:    "pagerank",
		Label:   "PageRank",
		Family:  "Influence",
		Meaning: "How much the organisation is pointed at by organisations that are pointed at much themselves: how often someone is there who follows relationships at random.",
		Formula: "The share of time that a walker spends at v who with probability d (0.85) follows a relationship from where he is, each as likely as the others, and otherwise, or where there is none, goes to any organisation, each as likely: x(v) = (1-d)/n + d·(Σ x(u)/k(u) over the relationships from u to v + Σ x(u)/n over those u without any), with k the out-degree.",
		Source:  "S. Brin, L. Page, The anatomy of a large-scale hypertextual Web search engine, Computer Networks and ISDN Systems 30 (1998).",

		Direction:     "The walker follows the relationships, mutual ones both ways; with in he goes against them, and with both either way.",
		Weights:       "Every relationship is as likely as another; with weights, each as likely as it is strong.",
		Parallel:      "Each counts, so that two relationships are followed twice as often as one; they can be counted as one.",
		Loops:         "A relationship of an organisation with itself keeps the walker where he is.",
		Unreachable:   "No matter: the walker gets everywhere by his random moves.",
		Empty:         "No values for no organisations; 1/n for each of n without relationships.",
		Normalisation: "Changes nothing: the values are shares, and add up to 1.",
		Complexity:    "Time O(n + m) an iteration, in parallel, with about log(tolerance)/log(damping) iterations; memory O(n + m).",

		Projection: graph.Projection{Direction: graph.Out},
		WeightedAs: graph.Strength,
		Takes:      []Parameter{Damping, Tolerance, MaxIterations},
		Compute:    PageRank,
	}
}

// PageRank returns the share of time that a random walker spends at every organisation:
//
//	x(v) = (1-d)/n + d·(Σ x(u)·w(u,v)/W(u) + D/n)
//
// where w(u,v) is the number of relationships from u to v or, with Options.Weighted, their strength, W(u)
// the sum of w(u,v) over all v, D the sum of x(u) over the organisations u that no relationship leaves, and d
// Options.Damping. The values are above 0 and add up to 1; Options.Normalised changes nothing.
//
// The walker follows the relationships, mutual ones both ways, unless Options.Direction says otherwise: with
// [graph.In] he goes against them, with [graph.Both] either way.
// Parallel relationships are followed each as often as one, unless Options.Collapse is true. A loop keeps
// the walker where he is. Without relationships all values are 1/n.
//
// The values are computed by power iteration from 1/n each, until they change by at most Options.Tolerance
// in sum; they are then within d/(1-d) times that of the exact ones, in sum. Where that takes more than
// Options.MaxIterations, the error is a [*NotConvergedError]. Time O(n + m) an iteration, shared by
// Options.Workers; memory O(n + m). The values are the same to the bit whatever the number of workers.
//
// S. Brin and L. Page, "The anatomy of a large-scale hypertextual Web search engine", Computer Networks and
// ISDN Systems 30 (1998) 107–117.
func PageRank(ctx context.Context, g *graph.Graph, opts Options) (*Result, error) {
	m := pageRankRow()
	in, opts, err := m.projectGathering(ctx, g, opts)
	if err != nil {
		return nil, err
	}
	stop := parallel.Watch(ctx)
	defer stop.Release()
	w := newWalk(in, opts, stop)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for iteration := 1; iteration <= opts.MaxIterations; iteration++ {
		w.step()
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if w.change <= opts.Tolerance {
			return &Result{Values: w.values, Iterations: iteration, Change: w.change}, nil
		}
	}
	return nil, &NotConvergedError{Measure: m.Name, Iterations: opts.MaxIterations, Change: w.change, Tolerance: opts.Tolerance}
}

// walk is a distribution of walkers, on the way to the one that walking does not change.
type walk struct {
	*blockwise
	in      *csr.Graph // row v has the arcs to v
	damping float64
	values  []float64
	// leaving[v] is 1 over the weights of the arcs from v, in sum, and 0 where there are none.
	leaving []float64
	// flow[v] is what goes along an arc of weight 1 from v; nextFlow is that of the values being made.
	flow, nextFlow []float64
	// stranded is the sum of the values of vertices without arcs from them.
	stranded float64
	change   float64 // by how much the last step changed the values, in sum

	shares []share
}

// share is what a block adds to the sums of a step.
type share struct{ stranded, change float64 }

func newWalk(in *csr.Graph, opts Options, stop *parallel.Stop) *walk {
	n := in.NumVertices()
	w := &walk{
		blockwise: newBlockwise(in, opts.Workers, stop),
		in:        in, damping: opts.Damping,
		values: make([]float64, n), leaving: make([]float64, n),
		flow: make([]float64, n), nextFlow: make([]float64, n),
	}
	w.shares = make([]share, len(w.parts))
	for arc, v := range in.Targets {
		w.leaving[v] += in.Weight(uint32(arc))
	}
	for v, sum := range w.leaving {
		w.values[v] = 1 / float64(n)
		if sum > 0 {
			w.leaving[v] = 1 / sum
		} else {
			w.stranded += w.values[v]
		}
		w.flow[v] = float64(w.values[v] * w.leaving[v])
	}
	return w
}

// step lets every walker go on once. The sums are made by block and then over the blocks, in order, so that
// they do not depend on who computed what.
func (w *walk) step() {
	n := float64(len(w.values))
	base := (1-w.damping)/n + float64(w.damping*w.stranded)/n
	w.each(func(block int, first, last int32) { w.shares[block] = w.goOn(base, first, last) })
	w.flow, w.nextFlow = w.nextFlow, w.flow
	w.stranded, w.change = 0, 0
	for _, s := range w.shares {
		w.stranded += s.stranded
		w.change += s.change
	}
}

// goOn computes the values of the vertices from first up to last.
func (w *walk) goOn(base float64, first, last int32) (s share) {
	for v := first; v < last; v++ {
		lo, hi := w.in.Offsets[v], w.in.Offsets[v+1]
		var sum float64
		if w.in.Weights == nil {
			sum = sumFlow(w.flow, w.in.Targets[lo:hi])
		} else {
			sum = sumWeightedFlow(w.flow, w.in.Targets[lo:hi], w.in.Weights[lo:hi])
		}
		// The conversions keep the compiler from fusing operations, as it does on some processors.
		value := base + float64(w.damping*sum)
		s.change += math.Abs(value - w.values[v])
		w.values[v] = value
		w.nextFlow[v] = float64(value * w.leaving[v])
		if w.leaving[v] == 0 {
			s.stranded += value
		}
	}
	return s
}
