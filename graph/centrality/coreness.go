package centrality

import (
	"context"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/structure"
)

func corenessRow() Measure {
	return Measure{
		Name:    "coreness",
		Label:   "Coreness",
		Family:  "Cohesion",
		Meaning: "How deep the organisation is in the densely tied part of the map: with 3, it belongs to a group in which everyone works with at least three others of the group.",
		Formula: "The greatest k such that the organisation is in the k-core: the largest part of the map in which each has ties with at least k others of the part.",
		Source:  "S. B. Seidman, Network structure and minimum degree, Social Networks 5 (1983); V. Batagelj, M. Zaveršnik, An O(m) algorithm for cores decomposition of networks, arXiv cs/0310049 (2003).",

		Direction:     "Ties count whichever way they go; with in, those that lead to an organisation, with out, those that go out from it.",
		Weights:       "Every tie counts 1; there is no weighted form.",
		Parallel:      "Two organisations are tied once, however many relationships they have.",
		Loops:         "A relationship of an organisation with itself does not count.",
		Unreachable:   "No matter: cores need not hang together.",
		Empty:         "No values for no organisations; 0 where there are no relationships.",
		Normalisation: "Divides by n-1, the coreness of all where everyone is tied with everyone.",
		Complexity:    "Time and memory O(n + m).",

		Projection: graph.Projection{Direction: graph.Both, Collapse: true, DropLoops: true},
		WeightedAs: graph.Unweighted,
		Compute:    Coreness,
	}
}

// Coreness returns the core number of every organisation, as [structure.Cores] describes it: the greatest k
// such that it is in a part of the graph in which each has ties with at least k others of the part. The
// values are whole numbers.
//
// Ties count whichever way they go unless Options.Direction says otherwise. Parallel relationships are one
// tie whatever Options.Collapse says, and loops are none. Options.Normalised divides by n-1.
// Options.Weighted is an error. O(n + m).
//
// S. B. Seidman, "Network structure and minimum degree", Social Networks 5 (1983) 269–287.
func Coreness(ctx context.Context, g *graph.Graph, opts Options) (*Result, error) {
	m := corenessRow()
	opts.Collapse = nil
	ties, opts, err := m.project(ctx, g, opts)
	if err != nil {
		return nil, err
	}
	turned := ties
	if opts.Direction != nil && *opts.Direction != graph.Both {
		turned = ties.Transpose()
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	cores, err := structure.CoresOf(ctx, ties, turned)
	if err != nil {
		return nil, err
	}
	others := opts.othersOf(len(cores))
	values := make([]float64, len(cores))
	for v, k := range cores {
		values[v] = float64(k) / others
	}
	return &Result{Values: values}, nil
}
