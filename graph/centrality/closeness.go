package centrality

import (
	"context"

	"github.com/liaisongraph/liaison/graph"
)

func closenessRow() Measure {
	return Measure{
		Name:    "closeness",
		Label:   "Closeness",
		Family:  "Reach",
		Meaning: "How few steps the organisation is from the others along relationships: one with a high value gets at many of them, and soon.",
		Formula: "(r/(n-1))·(r/D), where r is the number of other organisations that v reaches, D the sum of the distances to them, and n the number of all organisations.",
		Source:  "S. Wasserman, K. Faust, Social Network Analysis: Methods and Applications (1994), page 201; L. C. Freeman, Centrality in social networks: conceptual clarification, Social Networks 1 (1978).",

		Direction:     "Distances are from the organisation to the others, along the relationships, mutual ones both ways; with in they are from the others to the organisation, and with both relationships are crossed either way.",
		Weights:       "Every relationship is one step; with weights, one of strength w is 1/w long, so that strong ones are short.",
		Parallel:      "Counted as one, with weights one as strong as all of them; if they are kept apart, the strongest counts.",
		Loops:         "Ignored: no shortest path has one.",
		Unreachable:   "Not in D; the factor r/(n-1), the share of the others that are reached, is the less for them.",
		Empty:         "No values for no organisations; 0 for an organisation that reaches no other.",
		Normalisation: "Changes nothing: without weights the values are between 0 and 1 as they are, 1 where all others are one step away; with weights they have no bound.",
		Complexity:    "Time O(n·m), many searches at a time and in parallel, with weights O(n·(n + m)·log n); memory O(n + m) for each worker.",

		Projection: graph.Projection{Direction: graph.Out, Collapse: true, DropLoops: true},
		WeightedAs: graph.Cost,
		Compute:    Closeness,
	}
}

// Closeness returns how near every organisation is to the others:
//
//	C(v) = r/(n-1) · r/D
//
// where r is the number of other organisations that v reaches, D the sum of the distances from v to them,
// and n the number of all organisations: the inverse of the mean distance, times the share of the others
// that are within reach, as Wasserman and Faust would have it for graphs that are not connected. In one
// that is, it is Freeman's closeness. It is exact.
//
// Distances are counted in relationships, from the organisation to the others, mutual relationships crossed
// both ways. With Options.Direction [graph.In] they are from the others to the organisation (as NetworkX
// has it by default), and with [graph.Both] relationships are crossed either way. With Options.Weighted a
// relationship is as long as 1 over its weight, and a distance is the length of the shortest path. Parallel
// relationships are one, with weights one as strong as all of them; with Options.Collapse false, the
// strongest alone counts. Loops are on no shortest path. An organisation that reaches no other has 0.
// Unweighted values are from 0 to 1, 1 where all others are one step away, and Options.Normalised changes
// nothing.
//
// Time O(n·m), or with weights O(n·(n + m)·log n), shared by Options.Workers, and memory O(n + m) for each
// of them. The values are the same to the bit whatever their number.
//
// S. Wasserman and K. Faust, "Social Network Analysis: Methods and Applications", Cambridge University
// Press (1994), page 201; L. C. Freeman, "Centrality in social networks: conceptual clarification", Social
// Networks 1 (1978) 215–239.
func Closeness(ctx context.Context, g *graph.Graph, opts Options) (*Result, error) {
	adjacency, opts, err := closenessRow().project(ctx, g, opts)
	if err != nil {
		return nil, err
	}
	others := float64(adjacency.NumVertices() - 1)
	value := func(reached, distances float64) float64 {
		if reached == 0 {
			return 0
		}
		return reached / others * (reached / distances)
	}
	if opts.Weighted {
		return costValues(ctx, adjacency, opts, func(s costSum) float64 { return value(float64(s.reached), s.distances) })
	}
	return hopValues(ctx, adjacency, opts, countAndDistance, func(s hopSum) float64 { return value(float64(s.high), float64(s.low)) })
}
