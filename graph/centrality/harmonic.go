package centrality

import (
	"context"

	"github.com/liaisongraph/liaison/graph"
)

func harmonicRow() Measure {
	return Measure{
		Name:    "harmonic",
		Label:   "Harmonic",
		Family:  "Reach",
		Meaning: "How near the others are to the organisation along relationships: each next to it counts in full, each two steps away half, and so on, and those out of reach nothing.",
		Formula: "The sum of 1/d(v,t) over all other organisations t that v reaches, where d(v,t) is the distance from v to t.",
		Source:  "M. Marchiori, V. Latora, Harmony in the small-world, Physica A 285 (2000); Y. Rochat, Closeness centrality extended to unconnected graphs: the harmonic centrality index, ASNA (2009); P. Boldi, S. Vigna, Axioms for centrality, Internet Mathematics 10 (2014).",

		Direction:     "Distances are from the organisation to the others, along the relationships, mutual ones both ways; with in they are from the others to the organisation, and with both relationships are crossed either way.",
		Weights:       "Every relationship is one step; with weights, one of strength w is 1/w long, so that strong ones are short.",
		Parallel:      "Counted as one, with weights one as strong as all of them; if they are kept apart, the strongest counts.",
		Loops:         "Ignored: no shortest path has one.",
		Unreachable:   "Others that are not reached contribute nothing.",
		Empty:         "No values for no organisations; 0 for an organisation that reaches no other.",
		Normalisation: "Divides by n-1, the value of an organisation that all others are one step from.",
		Complexity:    "Time O(n·m), many searches at a time and in parallel, with weights O(n·(n + m)·log n); memory O(n + m) for each worker.",

		Projection: graph.Projection{Direction: graph.Out, Collapse: true, DropLoops: true},
		WeightedAs: graph.Cost,
		Compute:    Harmonic,
	}
}

// Harmonic returns the sum of the inverse distances from every organisation to the others:
//
//	C(v) = Σ 1/d(v,t)  over all t ≠ v that v reaches
//
// It ranks much as [Closeness] does, and needs no correction where a graph is not connected: those out of
// reach are infinitely far, and contribute 0. It is exact. Options.Normalised divides by n-1, so that
// unweighted values are from 0 to 1.
//
// Distances are counted in relationships, from the organisation to the others, mutual relationships crossed
// both ways. With Options.Direction [graph.In] they are from the others to the organisation (as NetworkX
// has it by default), and with [graph.Both] relationships are crossed either way. With Options.Weighted a
// relationship is as long as 1 over its weight, and a distance is the length of the shortest path. Parallel
// relationships are one, with weights one as strong as all of them; with Options.Collapse false, the
// strongest alone counts. Loops are on no shortest path. An organisation that reaches no other has 0.
//
// Time O(n·m), or with weights O(n·(n + m)·log n), shared by Options.Workers, and memory O(n + m) for each
// of them. The values are the same to the bit whatever their number.
//
// M. Marchiori and V. Latora, "Harmony in the small-world", Physica A 285 (2000) 539–546; Y. Rochat,
// "Closeness centrality extended to unconnected graphs: the harmonic centrality index", Applications of
// Social Network Analysis (2009); P. Boldi and S. Vigna, "Axioms for centrality", Internet Mathematics 10
// (2014) 222–262.
func Harmonic(ctx context.Context, g *graph.Graph, opts Options) (*Result, error) {
	adjacency, opts, err := harmonicRow().project(ctx, g, opts)
	if err != nil {
		return nil, err
	}
	divisor := opts.othersOf(adjacency.NumVertices())
	if opts.Weighted {
		return costValues(ctx, adjacency, opts, func(s costSum) float64 { return s.inverses / divisor })
	}
	return hopValues(ctx, adjacency, opts, inverseDistance, func(s hopSum) float64 { return s.inverses() / divisor })
}
