package centrality

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

func katzRow() Measure {
	return Measure{
		Name:    "katz",
		Label:   "Katz",
		Family:  "Influence",
		Meaning: "How many ways of any length lead to the organisation, each counting less the longer it is: being pointed at counts, and so does, less, being pointed at by the pointed at.",
		Formula: "x(v) = 1 + α·Σ x(u) over the relationships from u to v, which is the number of walks to v, those of k steps counting α^k. α is 0.85 over the greatest in-degree or the greatest out-degree, whichever is less.",
		Source:  "L. Katz, A new status index derived from sociometric analysis, Psychometrika 18 (1953).",

		Direction:     "Walks follow the relationships, mutual ones both ways; with in they go against them, and with both either way.",
		Weights:       "Every relationship counts 1; with weights, as much as it is strong, and strengths take the place of degrees in α.",
		Parallel:      "Each is a way of its own; they can be counted as one.",
		Loops:         "A relationship of an organisation with itself can be walked any number of times, one after the other.",
		Unreachable:   "No matter: only walks that there are count.",
		Empty:         "No values for no organisations; 1 where no relationship leads to the organisation.",
		Normalisation: "Divides by the root of the sum of the squares, so that the squares add up to 1.",
		Complexity:    "Time O(n + m) an iteration, in parallel, with about log(tolerance)/log(α·λ) iterations for the greatest eigenvalue λ; memory O(n + m).",

		Projection: graph.Projection{Direction: graph.Out},
		WeightedAs: graph.Strength,
		Takes:      []Parameter{Attenuation, Tolerance, MaxIterations},
		Compute:    Katz,
	}
}

// Katz returns the Katz centrality of every organisation, which counts the walks that lead to it, those of k
// steps α^k times:
//
//	x(v) = 1 + α·Σ x(u)·w(u,v)
//
// where w(u,v) is the number of relationships from u to v or, with Options.Weighted, their strength, and α
// is Options.Attenuation. The values are 1 or more; with Options.Normalised they are divided by the root of
// the sum of their squares.
//
// α is to be below 1/λ, for the greatest eigenvalue λ of w; where it is not, the walks have no finite sum, and
// that is an error, which says the bound. If Options.Attenuation is 0, α is 0.85 over the greatest sum of
// w(u,v) over all u, or the greatest over all v, whichever is less, because λ is never more than either; it is
// of no consequence where there are no relationships.
//
// Walks follow the relationships, mutual ones both ways, unless Options.Direction says otherwise: with
// [graph.In] they go against them, with [graph.Both] either way. Parallel relationships count each, unless
// Options.Collapse is true; loops count.
//
// The walks are summed by their length, until those of the next step are at most Options.Tolerance of all.
// If that takes more than Options.MaxIterations steps, because α is close to the bound, the error is a
// [*NotConvergedError]. Time O(n + m) a step, shared by Options.Workers; memory O(n + m). The values are the
// same to the bit whatever the number of workers.
//
// L. Katz, "A new status index derived from sociometric analysis", Psychometrika 18 (1953) 39–43.
func Katz(ctx context.Context, g *graph.Graph, opts Options) (*Result, error) {
	m := katzRow()
	in, opts, err := m.projectGathering(ctx, g, opts)
	if err != nil {
		return nil, err
	}
	stop := parallel.Watch(ctx)
	defer stop.Release()
	attenuation, err := attenuationFor(ctx, in, opts, stop)
	if err != nil {
		return nil, err
	}
	b := newBlockwise(in, opts.Workers, stop)
	walks := slices.Repeat([]float64{1}, in.NumVertices()) // of the length at hand
	longer, values := make([]float64, len(walks)), slices.Clone(walks)
	result := &Result{Values: values}
	for total := float64(len(walks)); total > 0; {
		added := b.gather(longer, in, walks, attenuation)
		walks, longer = longer, walks
		b.add(values, 1, walks)
		total += added
		result.Iterations++
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if math.IsInf(total, 0) || math.IsNaN(total) {
			return nil, fmt.Errorf("an attenuation of %v: the values are too large for any number; a lower attenuation is needed", attenuation)
		}
		result.Change = added / total
		if result.Change <= opts.Tolerance {
			break
		}
		if result.Iterations >= opts.MaxIterations {
			return nil, &NotConvergedError{Measure: m.Name, Iterations: result.Iterations, Change: result.Change, Tolerance: opts.Tolerance}
		}
	}
	if opts.Normalised {
		scaleToLengthOne(values)
	}
	return result, nil
}

// attenuationFor returns the attenuation that the options say, or a safe one, and an error where the walks
// have no finite sum. Row v of in has the arcs to v.
func attenuationFor(ctx context.Context, in *csr.Graph, opts Options, stop *parallel.Stop) (float64, error) {
	bound := greatestSum(in)
	switch {
	case ctx.Err() != nil:
		return 0, ctx.Err()
	case bound == 0:
		return 0, nil
	case opts.Attenuation == 0:
		return 0.85 / bound, nil
	case float64(opts.Attenuation*bound) < 1:
		return opts.Attenuation, nil
	}
	c, err := newCyclicParts(ctx, in, stop)
	if err != nil {
		return 0, err
	}
	diverges := false
	err = c.narrowLeading(ctx, opts, func([]int32) bool {
		low, high := c.low(), c.high()
		diverges = float64(opts.Attenuation*low) >= 1
		// Where it diverges, the bound is to be told with some precision.
		return float64(opts.Attenuation*high) < 1 || diverges && high-low <= 1e-6*high
	})
	if err != nil {
		return 0, err
	}
	if c.low() > 0 && float64(opts.Attenuation*c.low()) >= 1 {
		return 0, fmt.Errorf("an attenuation of %v: the walks have a finite sum only below %.4g, which is 1 over the greatest eigenvalue of the adjacency",
			opts.Attenuation, 1/c.high())
	}
	return opts.Attenuation, nil
}

// greatestSum returns the greatest sum of the weights of the arcs to a vertex, or that of the arcs from one,
// whichever is less. The greatest eigenvalue is not above it.
func greatestSum(in *csr.Graph) float64 {
	n := in.NumVertices()
	to, from := make([]float64, n), make([]float64, n)
	for v := range int32(n) {
		for arc := in.Offsets[v]; arc < in.Offsets[v+1]; arc++ {
			w := in.Weight(arc)
			to[v] += w
			from[in.Targets[arc]] += w
		}
	}
	if n == 0 {
		return 0
	}
	return min(slices.Max(to), slices.Max(from))
}
