package centrality

import (
	"context"
	"slices"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

func hubsRow() Measure {
	m := hitsLike()
	m.Name, m.Label = "hubs", "Hubs"
	m.Meaning = "How well the organisation knows whom to turn to: how much it points at organisations that other such organisations point at as well."
	m.Formula = "h(v) in proportion to Σ a(w) over the relationships from v to w, where a(w) is in proportion to Σ h(u) over the relationships from u to w; the values add up to 1."
	m.Compute = Hubs
	return m
}

func authoritiesRow() Measure {
	m := hitsLike()
	m.Name, m.Label = "authorities", "Authorities"
	m.Meaning = "How much the organisation is turned to by those who know whom to turn to: how much it is pointed at by organisations that point at other such organisations as well."
	m.Formula = "a(w) in proportion to Σ h(v) over the relationships from v to w, where h(v) is in proportion to Σ a(u) over the relationships from v to u; the values add up to 1."
	m.Compute = Authorities
	return m
}

// hitsLike is what the rows of hubs and authorities have in common.
func hitsLike() Measure {
	return Measure{
		Family: "Influence",
		Source: "J. M. Kleinberg, Authoritative sources in a hyperlinked environment, Journal of the ACM 46 (1999).",

		Direction:     "Hubs point at authorities along the relationships, mutual ones both ways; with in, against them; with both, everyone points at whom he is related to, and hubs and authorities are the same.",
		Weights:       "Every relationship counts 1; with weights, as much as it is strong.",
		Parallel:      "Each counts; they can be counted as one.",
		Loops:         "With a relationship with itself an organisation points at itself.",
		Unreachable:   "Only the part of the map with the most such pointing has values above 0; several parts with equally much have them together.",
		Empty:         "No values for no organisations; 1/n for each of n without relationships, because then nothing tells them apart.",
		Normalisation: "Divides by the largest value, so that it becomes 1.",
		Complexity:    "Time O(n + m) an iteration, in parallel, with the more iterations the less the greatest singular value exceeds the next; memory O(n + m).",

		Projection: graph.Projection{Direction: graph.Out},
		WeightedAs: graph.Strength,
		Takes:      []Parameter{Tolerance, MaxIterations},
	}
}

// Hubs returns how much every organisation points at authorities; see [HubsAndAuthorities].
func Hubs(ctx context.Context, g *graph.Graph, opts Options) (*Result, error) {
	hubs, _, err := hubsAndAuthorities(ctx, g, opts, hubsRow())
	return hubs, err
}

// Authorities returns how much every organisation is pointed at by hubs; see [HubsAndAuthorities].
func Authorities(ctx context.Context, g *graph.Graph, opts Options) (*Result, error) {
	_, authorities, err := hubsAndAuthorities(ctx, g, opts, authoritiesRow())
	return authorities, err
}

// HubsAndAuthorities returns both measures of Kleinberg, which rest on each other: good hubs point at good
// authorities, and good authorities are pointed at by good hubs.
//
//	h(v) = c·Σ a(w)·w(v,w)      a(w) = d·Σ h(v)·w(v,w)
//
// where w(v,w) is the number of relationships from v to w or, with Options.Weighted, their strength: the
// singular vectors of w for its greatest singular value. The hubs add up to 1, and so do the authorities;
// with Options.Normalised the largest of each is 1. Without relationships all are 1/n.
//
// Hubs point along the relationships, mutual ones both ways, unless Options.Direction says otherwise: with
// [graph.In] against them, which makes hubs of authorities; with [graph.Both] either way, when both are the
// same. Parallel relationships count each, unless Options.Collapse is true; loops count.
//
// Where several vectors solve the equations, because separate parts of the graph have the same singular
// value, it is those that repeated multiplication makes of hubs that are all the same. The iteration, sped
// up by Krylov spaces, ends when a multiplication changes the hubs by at most Options.Tolerance in sum; where
// the greatest singular value exceeds the next by little, the values can be farther from the true ones than
// that. If it takes more than Options.MaxIterations multiplications, the error is a [*NotConvergedError].
// Time O(n + m) a multiplication, shared by Options.Workers; memory O(n + m), some tens of vectors. The
// values are the same to the bit whatever the number of workers.
//
// J. M. Kleinberg, "Authoritative sources in a hyperlinked environment", Journal of the ACM 46 (1999)
// 604–632.
func HubsAndAuthorities(ctx context.Context, g *graph.Graph, opts Options) (hubs, authorities *Result, err error) {
	return hubsAndAuthorities(ctx, g, opts, hubsRow())
}

func hubsAndAuthorities(ctx context.Context, g *graph.Graph, opts Options, m Measure) (hubs, authorities *Result, err error) {
	out, opts, err := m.project(ctx, g, opts)
	if err != nil {
		return nil, nil, err
	}
	n := out.NumVertices()
	h, a := slices.Repeat([]float64{1 / float64(max(n, 1))}, n), make([]float64, n)
	hubs, authorities = &Result{Values: h}, &Result{Values: a}
	if out.NumArcs() == 0 {
		copy(a, h)
	} else {
		in := out.Transpose()
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		stop := parallel.Watch(ctx)
		defer stop.Release()
		forward, back := newBlockwise(out, opts.Workers, stop), newBlockwise(in, opts.Workers, stop)
		// Scaled once, no product of two weights leaves the range of float64.
		scale := 1.0
		if out.Weights != nil {
			scale = 1 / slices.Max(out.Weights)
		}
		d := newDominant(forward, h, false, func(into, x []float64) float64 {
			back.gather(a, in, x, scale)
			return forward.gather(into, out, a, scale)
		})
		d.multiple = !hangTogether(out, in, stop)
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		if err := d.run(ctx, m, opts); err != nil {
			return nil, nil, err
		}
		back.gather(a, in, h, scale)
		for _, r := range []*Result{hubs, authorities} {
			r.Iterations, r.Change = d.iterations, d.change
			forward.divide(r.Values, forward.total(r.Values))
		}
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
	}
	if opts.Normalised {
		scaleToOne(h)
		scaleToOne(a)
	}
	return hubs, authorities, nil
}
