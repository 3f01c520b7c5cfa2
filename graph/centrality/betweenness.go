package centrality

import (
	"context"
	"fmt"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

func betweennessRow() Measure {
	return Measure{
		Name:    "betweenness",
		Label:   "Betweenness",
		Family:  "Brokerage",
		Meaning: "How often the organisation lies on the shortest ways between others, and so can pass on, hold back or broker what goes between them.",
		Formula: "The sum of σ(s,t|v)/σ(s,t) over all pairs of other organisations s and t, where σ(s,t) is the number of shortest paths from s to t, and σ(s,t|v) of those that pass through v.",
		Source:  "L. C. Freeman, A set of measures of centrality based on betweenness, Sociometry 40 (1977); U. Brandes, A faster algorithm for betweenness centrality, Journal of Mathematical Sociology 25 (2001); for estimates: M. Riondato, E. M. Kornaropoulos, Fast approximation of betweenness centrality through sampling, Data Mining and Knowledge Discovery 30 (2016), and M. Borassi, E. Natale, KADABRA is an adaptive algorithm for betweenness via random approximation, ESA (2016).",

		Direction:     "Paths follow the relationships, mutual ones both ways; in gives the same values as out. With both, each pair of organisations counts once, not once each way.",
		Weights:       "Every relationship is one step; with weights, a step is as long as 1 over its strength, and lengths that differ by less than one part in 10¹² are equal. Estimates are of paths without weights.",
		Parallel:      "Counted as one, as strong as they are in sum; if they are kept apart, each makes paths of its own.",
		Loops:         "Ignored: no shortest path has one.",
		Unreachable:   "Pairs without a path contribute nothing.",
		Empty:         "No values for no organisations; 0 for every organisation where no path has three.",
		Normalisation: "Divides by the number of pairs of other organisations: (n-1)(n-2), or half of that with both directions.",
		Complexity:    "Time O(n·m), with weights O(n·(n + m)·log n), in parallel; memory O(n + m) for each worker. An estimate takes O(log(n/delta)/epsilon²) samples at most, each of them a search from both ends; where so many would take longer than the exact values, it is these.",

		Projection: graph.Projection{Direction: graph.Out, Collapse: true, DropLoops: true},
		WeightedAs: graph.Cost,
		Sampled:    true,
		Compute:    Betweenness,
	}
}

// Betweenness returns how often every organisation lies on shortest paths between others:
//
//	C(v) = Σ σ(s,t|v) / σ(s,t)  over all s ≠ v ≠ t, s ≠ t
//
// where σ(s,t) is the number of shortest paths from s to t, and σ(s,t|v) of those through v. It is exact
// but for rounding, unless Options.Epsilon asks for an estimate.
//
// Paths follow the relationships, mutual ones both ways, unless Options.Direction says otherwise:
// [graph.In] gives the same values, and [graph.Both] counts each pair of organisations once, as is usual
// for undirected graphs. Parallel relationships are one step, because most maps have several of one fact;
// with Options.Collapse false, each makes paths of its own. Loops are on no shortest path. Pairs without a
// path contribute nothing, so that all values are finite and, where there are fewer than three
// organisations or no relationships, 0. Options.Normalised divides by the number of pairs of other
// organisations, (n-1)(n-2) or with [graph.Both] half of that.
//
// The length of a path is its number of steps or, with Options.Weighted, the sum of their costs: 1 over the
// strength of a relationship, or over that of parallel ones in sum. Sums of the same costs in another order
// differ in their last digits, so lengths within one part in 10¹² of each other count as equal. Where
// strengths are so far apart that a step vanishes beside the way to it, by twelve orders of magnitude, it is
// only taken from the end that the search settles first, so that no path goes round in a circle.
//
// Time O(n·m), or weighted O(n·(n + m)·log n), shared by Options.Workers, and memory O(n + m) for each of
// them. The values are the same to the bit whatever their number.
//
// With Options.Epsilon, the values are estimates from shortest paths between random pairs, and
// [Result.Estimate] says how good they are: with a probability of at least 1-Delta, all normalised values
// are within Epsilon of the true ones, each between its Low and its High. With Options.Top the sampling
// also ends, maybe long before, as soon as it is certain which organisations have so many of the highest
// values; the Epsilon of the Estimate is then what has been reached. Sampling takes
// O(log(n/Delta)/Epsilon²) searches at most, and much fewer where no organisation is on a large part of
// all paths; each is a search from both ends, over a small part of most graphs. Where more would be needed
// than 2²⁴, and than the square of the number of organisations, the values are computed exactly instead,
// which takes less time: the Estimate then has no samples, the values themselves as bounds, and every top
// certain. Options.Epsilon is an error with Options.Weighted.
//
// L. C. Freeman, "A set of measures of centrality based on betweenness", Sociometry 40 (1977) 35–41;
// U. Brandes, "A faster algorithm for betweenness centrality", Journal of Mathematical Sociology 25 (2001)
// 163–177; M. Riondato and E. M. Kornaropoulos, "Fast approximation of betweenness centrality through
// sampling", Data Mining and Knowledge Discovery 30 (2016) 438–475; M. Borassi and E. Natale, "KADABRA is an
// ADaptive Algorithm for Betweenness via Random Approximation", ESA 2016.
func Betweenness(ctx context.Context, g *graph.Graph, opts Options) (*Result, error) {
	if opts.Weighted && opts.Epsilon != 0 {
		return nil, fmt.Errorf("betweenness with weights is always exact: it takes no epsilon")
	}
	adjacency, opts, err := betweennessRow().project(ctx, g, opts)
	if err != nil {
		return nil, err
	}
	n := float64(adjacency.NumVertices())
	pairs := (n - 1) * (n - 2)
	scale := pathScale(opts, pairs)
	if opts.Epsilon > 0 {
		return estimateBetweenness(ctx, adjacency, opts, scale)
	}
	values, err := exactBetweenness(ctx, adjacency, opts, scale)
	if err != nil {
		return nil, err
	}
	return &Result{Values: values}, nil
}

// exactBetweenness returns the sums over all ordered pairs, times scale.
func exactBetweenness(ctx context.Context, adjacency *csr.Graph, opts Options, scale float64) ([]float64, error) {
	values, err := sumDependencies(ctx, adjacency, opts, ofVertices)
	if err != nil {
		return nil, err
	}
	for v := range values {
		values[v] *= scale
	}
	return values, nil
}

// pathScale is by what sums over all ordered pairs are to be multiplied.
func pathScale(opts Options, pairs float64) float64 {
	switch {
	case opts.Normalised && pairs > 0:
		return 1 / pairs
	case opts.Direction != nil && *opts.Direction == graph.Both:
		return 0.5 // the search went both ways
	}
	return 1
}

// dependent is what the dependencies of sources are summed up over: the vertices of a graph, or its arcs.
type dependent uint8

const (
	ofVertices dependent = iota
	ofArcs
)

// sumDependencies returns how many shortest paths go over every vertex of g (not those that begin or end
// there) or every arc, between all ordered pairs; of k paths between the same two, each counts 1/k. The
// paths are the shortest by the weights of g or, where it has none, in steps.
func sumDependencies(ctx context.Context, g *csr.Graph, opts Options, of dependent) ([]float64, error) {
	if g.Weights != nil {
		return sumOverSources(ctx, opts, g.NumVertices(), sizeOf(g, of), func(stop *parallel.Stop) func(uint32, []float64) {
			s := newWeightedSearch(g, stop)
			if of == ofArcs {
				return s.addArcs
			}
			return s.add
		})
	}
	stop := parallel.Watch(ctx)
	defer stop.Release()
	shared := newBrandesGraph(g, stop)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	total, err := sumOverSources(ctx, opts, shared.sources(), sizeOf(g, of), func(stop *parallel.Stop) func(uint32, []float64) {
		s := newBrandesSearch(shared, stop)
		if of == ofArcs {
			return newArcSums(s).add
		}
		return s.add
	})
	if err != nil {
		return nil, err
	}
	return shared.inOrder(g, total, of), nil
}

func sizeOf(g *csr.Graph, of dependent) int {
	if of == ofArcs {
		return g.NumArcs()
	}
	return g.NumVertices()
}

// inOrder returns the values of the vertices or arcs of b as those of g, of which b was made.
func (b *brandesGraph) inOrder(g *csr.Graph, values []float64, of dependent) []float64 {
	ordered := make([]float64, len(values))
	if of == ofVertices {
		for i, v := range b.order {
			ordered[v] = values[i]
		}
		return ordered
	}
	for i, v := range b.order {
		copy(ordered[g.Offsets[v]:g.Offsets[v+1]], values[b.out.offsets[i]:])
	}
	return ordered
}

// sumOverSources adds up what searches from all sources contribute to so many values. Every worker that
// gets something to do makes itself a search.
func sumOverSources(ctx context.Context, opts Options, sources, values int, newSearch func(*parallel.Stop) func(source uint32, into []float64)) ([]float64, error) {
	workers := max(1, min(opts.Workers, (sources+63)/64))
	stop := parallel.Watch(ctx)
	defer stop.Release()
	searches := make([]func(uint32, []float64), workers)
	sum := newSourceSum(values, sources, workers, opts.Progress)
	sum.run(workers, stop, func(worker, source int, into []float64) {
		if searches[worker] == nil {
			searches[worker] = newSearch(stop)
		}
		searches[worker](uint32(source), into)
	})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return sum.total, nil
}
