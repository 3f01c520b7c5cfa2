package centrality

import (
	"context"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/structure"
)

func clusteringRow() Measure {
	return Measure{
		Name:    "clustering",
		Label:   "Clustering",
		Family:  "Cohesion",
		Meaning: "How far the partners of the organisation work with each other as well: 1 where all of them do, 0 where it is the only link between them.",
		Formula: "The local clustering coefficient: of the k(k-1)/2 pairs of the k organisations that v is tied with, the share that are tied with each other.",
		Source:  "D. J. Watts, S. H. Strogatz, Collective dynamics of 'small-world' networks, Nature 393 (1998); with weights, J.-P. Onnela, J. Saramäki, J. Kertész, K. Kaski, Intensity and coherence of motifs in weighted complex networks, Physical Review E 71 (2005).",

		Direction:     "Ties count whichever way they go, and no other way can be chosen.",
		Weights:       "Every tie counts 1; with weights, a triangle counts the geometric mean of the strengths of its three ties, the strongest tie of all being 1.",
		Parallel:      "Two organisations are tied once, however many relationships they have; with weights, the tie is as strong as they are together.",
		Loops:         "A relationship of an organisation with itself does not count.",
		Unreachable:   "No matter: only an organisation's partners and the ties between them count.",
		Empty:         "No values for no organisations; 0 for an organisation with fewer than two partners.",
		Normalisation: "Changes nothing: the values are shares, from 0 to 1.",
		Complexity:    "Time O(m^1.5), in parallel; memory O(n + m).",

		Projection:     graph.Projection{Direction: graph.Both, Collapse: true, DropLoops: true},
		FixedDirection: true,
		WeightedAs:     graph.Strength,
		Compute:        Clustering,
	}
}

// Clustering returns the local clustering coefficient of every organisation: with k organisations that it is
// tied with, of their k(k-1)/2 pairs the share that are tied with each other, and 0 where k is below 2.
//
// With Options.Weighted it is the sum over these pairs of the cube root of ŵ(v,a)·ŵ(v,b)·ŵ(a,b), over
// k(k-1)/2, with ŵ the strength of a tie over that of the strongest tie of all.
//
// Ties count whichever way they go; Options.Direction other than [graph.Both] is an error. Parallel
// relationships are one tie, as strong as they are together, whatever Options.Collapse says; loops are none.
// Options.Normalised changes nothing. Time O(m^1.5), shared by Options.Workers; memory O(n + m). The values
// are the same to the bit whatever the number of workers.
//
// D. J. Watts and S. H. Strogatz, "Collective dynamics of 'small-world' networks", Nature 393 (1998)
// 440–442; J.-P. Onnela, J. Saramäki, J. Kertész and K. Kaski, "Intensity and coherence of motifs in
// weighted complex networks", Physical Review E 71 (2005) 065103.
func Clustering(ctx context.Context, g *graph.Graph, opts Options) (*Result, error) {
	m := clusteringRow()
	opts.Collapse = nil
	ties, opts, err := m.project(ctx, g, opts)
	if err != nil {
		return nil, err
	}
	if opts.Weighted {
		values, err := structure.WeightedClusteringOf(ctx, ties, opts.Workers)
		if err != nil {
			return nil, err
		}
		return &Result{Values: values}, nil
	}
	triangles, err := structure.CountTrianglesOf(ctx, ties, opts.Workers)
	if err != nil {
		return nil, err
	}
	values := make([]float64, len(triangles.Ties))
	for v := range values {
		values[v] = triangles.Clustering(graph.Node(v))
	}
	return &Result{Values: values}, nil
}
