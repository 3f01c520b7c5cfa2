package centrality

import (
	"context"
	"slices"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

func eigenvectorRow() Measure {
	return Measure{
		Name:    "eigenvector",
		Label:   "Eigenvector",
		Family:  "Influence",
		Meaning: "How much the organisation is pointed at by organisations that are themselves pointed at much: it is not how many relationships count, but with whom.",
		Formula: "x(v) = Σ x(u)/λ over the relationships from u to v, with the greatest λ for which there is such an x; the squares of the values add up to 1.",
		Source:  "P. Bonacich, Factoring and weighting approaches to status scores and clique identification, Journal of Mathematical Sociology 2 (1972); Power and centrality: a family of measures, American Journal of Sociology 92 (1987).",

		Direction:     "Value flows along the relationships, mutual ones both ways, to the organisations that they point at; with in it flows against them, and with both either way.",
		Weights:       "Every relationship counts 1; with weights, as much as it is strong.",
		Parallel:      "Each counts; they can be counted as one.",
		Loops:         "A relationship of an organisation with itself counts: it adds to what its value rests on.",
		Unreachable:   "Only the part of the map with the greatest eigenvalue, and what it leads to, have values above 0; several parts with the same eigenvalue have them together, as long as none of them leads to another; of those, the last have them alone.",
		Empty:         "No values for no organisations; 0 for all where no chain of relationships comes back to where it began, because then no λ is above 0.",
		Normalisation: "Divides by the largest value, so that it becomes 1.",
		Complexity:    "Time O(n + m) an iteration, in parallel, with the more iterations the less the greatest eigenvalue exceeds the next; memory O(n + m).",

		Projection: graph.Projection{Direction: graph.Out},
		WeightedAs: graph.Strength,
		Takes:      []Parameter{Tolerance, MaxIterations},
		Compute:    Eigenvector,
	}
}

// Eigenvector returns the eigenvector centrality of every organisation: what comes to it along its
// relationships is its own value times λ, the greatest eigenvalue of the adjacency,
//
//	λ·x(v) = Σ x(u)·w(u,v)
//
// where w(u,v) is the number of relationships from u to v or, with Options.Weighted, their strength. The
// squares of the values add up to 1; with Options.Normalised the largest value is 1.
//
// Value flows along the relationships, mutual ones both ways, unless Options.Direction says otherwise: with
// [graph.In] against them, with [graph.Both] either way. Parallel relationships count each, unless
// Options.Collapse is true; loops count.
//
// Where several vectors solve the equation, because separate parts of the graph have the same λ, it is the
// one that repeated multiplication makes of the same value for everyone; that is also what [Katz] comes to
// as the attenuation rises. Where one such part leads to another, multiplication settles too slowly to be of
// use; then only those of the parts have values that lead to none of the others, and what they lead to.
// Where no chain of relationships comes back to where it began there is no λ above 0, and all values are 0.
//
// The iteration, sped up by Krylov spaces, ends when a multiplication changes the values, scaled to add up to
// 1, by at most Options.Tolerance in sum; where λ exceeds the next eigenvalue by little, the values can be
// farther from the true ones than that. If it takes more than Options.MaxIterations multiplications, the
// error is a [*NotConvergedError]. Time O(n + m) a multiplication, shared by Options.Workers; memory
// O(n + m), some tens of vectors. The values are the same to the bit whatever the number of workers.
//
// P. Bonacich, "Factoring and weighting approaches to status scores and clique identification", Journal of
// Mathematical Sociology 2 (1972) 113–120; "Power and centrality: a family of measures", American Journal
// of Sociology 92 (1987) 1170–1182.
func Eigenvector(ctx context.Context, g *graph.Graph, opts Options) (*Result, error) {
	m := eigenvectorRow()
	in, opts, err := m.projectGathering(ctx, g, opts)
	if err != nil {
		return nil, err
	}
	n := in.NumVertices()
	start := slices.Repeat([]float64{1 / float64(max(n, 1))}, n)
	stop := parallel.Watch(ctx)
	defer stop.Release()
	multiple := false
	if *opts.Direction != graph.Both { // in which parts do not lead to others
		if in, multiple, err = settling(ctx, in, start, opts, stop); err != nil {
			return nil, err
		}
	} else {
		multiple = !hangTogether(in, nil, stop)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if in.NumArcs() == 0 {
		return &Result{Values: make([]float64, n)}, nil
	}
	b := newBlockwise(in, opts.Workers, stop)
	d := newDominant(b, start, true, func(into, x []float64) float64 { return b.gather(into, in, x, 1) })
	d.multiple = multiple
	if err := d.run(ctx, m, opts); err != nil {
		return nil, err
	}
	if opts.Normalised {
		scaleToOne(d.x)
	} else {
		scaleToLengthOne(d.x)
	}
	return &Result{Values: d.x, Iterations: d.iterations, Change: d.change}, nil
}

// settling returns the part of a graph on which multiplication settles: nothing where there is no cycle, and
// all but what leads to the parts with the greatest eigenvalue and has it too. What is left out becomes 0 in
// start. Row v of in has the arcs to v. It reports whether there are several parts.
func settling(ctx context.Context, in *csr.Graph, start []float64, opts Options, stop *parallel.Stop) (rest *csr.Graph, several bool, err error) {
	c, err := newCyclicParts(ctx, in, stop)
	if err != nil {
		return nil, false, err
	}
	if len(c.parts) == 0 {
		return &csr.Graph{Offsets: make([]uint32, len(in.Offsets))}, false, nil
	}
	contested := func(leading []int32) bool { return len(leading) > 1 && len(c.feeding(leading)) > 0 }
	if err := c.narrowLeading(ctx, opts, func(leading []int32) bool { return !contested(leading) }); err != nil {
		return nil, false, err
	}
	leading := slices.DeleteFunc(c.leading(), func(i int32) bool { return !c.parts[i].known() })
	if !contested(leading) {
		return in, len(c.parts) > 1, nil
	}
	without := make([]bool, len(c.parts))
	for _, i := range c.feeding(leading) {
		without[i] = true
	}
	rest = &csr.Graph{Offsets: make([]uint32, 1, len(in.Offsets))}
	for v, part := range c.of {
		if part >= 0 && without[part] {
			start[v] = 0
		} else {
			lo, hi := in.Offsets[v], in.Offsets[v+1]
			rest.Targets = append(rest.Targets, in.Targets[lo:hi]...)
			if in.Weights != nil {
				rest.Weights = append(rest.Weights, in.Weights[lo:hi]...)
			}
		}
		rest.Offsets = append(rest.Offsets, uint32(len(rest.Targets)))
	}
	return rest, true, nil
}
