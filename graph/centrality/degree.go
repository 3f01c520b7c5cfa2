package centrality

import (
	"context"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
)

func degreeRow() Measure {
	m := degreeLike(graph.Both)
	m.Name, m.Label = "degree", "Degree"
	m.Meaning = "How many relationships the organisation has, whichever way they go: the simplest sign of how much it is part of."
	m.Formula = "The number of ends of relationships that are at the organisation."
	m.Direction = "Relationships count whichever way they go; a mutual one counts once."
	m.Loops = "A relationship of an organisation with itself has both ends there, and counts twice; if parallel relationships are counted as one, the organisation counts as related to itself, once."
	m.Compute = Degree
	return m
}

func inDegreeRow() Measure {
	m := degreeLike(graph.In)
	m.Name, m.Label = "in-degree", "In-degree"
	m.Meaning = "How many relationships lead to the organisation: how much it is sought, supplied, overseen or supported by others, as the types of the relationships say."
	m.Formula = "The number of relationships to the organisation, and of mutual ones from it."
	m.Direction = "Relationships to the organisation count; a mutual one counts at both of its ends."
	m.Loops = "A relationship of an organisation with itself counts once."
	m.Compute = InDegree
	return m
}

func outDegreeRow() Measure {
	m := degreeLike(graph.Out)
	m.Name, m.Label = "out-degree", "Out-degree"
	m.Meaning = "How many relationships go out from the organisation: how much it does to, for or with others, as the types of the relationships say."
	m.Formula = "The number of relationships from the organisation, and of mutual ones to it."
	m.Direction = "Relationships from the organisation count; a mutual one counts at both of its ends."
	m.Loops = "A relationship of an organisation with itself counts once."
	m.Compute = OutDegree
	return m
}

// weightedForms are the measures that do with weights what others do without.
var weightedForms = map[string]string{"degree": "strength", "in-degree": "in-strength", "out-degree": "out-strength"}

// degreeLike is what the rows of degrees have in common.
func degreeLike(direction graph.Direction) Measure {
	return Measure{
		Family:         "Ties",
		Source:         "L. C. Freeman, Centrality in social networks: conceptual clarification, Social Networks 1 (1978/79).",
		Weights:        "Every relationship counts 1; strength is the measure that adds up weights.",
		Parallel:       "Each counts; counted as one, the value is the number of organisations at the other ends.",
		Unreachable:    "No matter: only an organisation's own relationships count.",
		Empty:          "No values for no organisations; 0 where there are no relationships.",
		Normalisation:  "Divides by n-1, the number of other organisations; parallel relationships and loops can make it more than 1.",
		Complexity:     "Time and memory O(n + m).",
		Projection:     graph.Projection{Direction: direction},
		FixedDirection: true,
	}
}

// Degree returns how many ends of relationships every organisation has: one for each relationship from or
// to it, mutual or not, and two for one with itself. The sum of all degrees is twice the number of
// relationships. With Options.Collapse it is the number of organisations that the organisation is related
// with, which may be itself.
//
// Options.Normalised divides by n-1, the number of other organisations. Options.Direction other than
// [graph.Both] and Options.Weighted are errors; see [Strength]. O(n + m).
//
// L. C. Freeman, "Centrality in social networks: conceptual clarification", Social Networks 1 (1978/79)
// 215–239.
func Degree(ctx context.Context, g *graph.Graph, opts Options) (*Result, error) {
	return sumRows(ctx, g, opts, degreeRow())
}

// InDegree returns how many relationships lead to every organisation: those to it, and the mutual ones
// from it, so that a mutual one counts at both ends; one with itself counts once. With Options.Collapse it
// is the number of organisations that they come from.
//
// Options.Normalised divides by n-1, the number of other organisations. Options.Direction other than
// [graph.In] and Options.Weighted are errors; see [InStrength]. O(n + m).
func InDegree(ctx context.Context, g *graph.Graph, opts Options) (*Result, error) {
	return sumRows(ctx, g, opts, inDegreeRow())
}

// OutDegree returns how many relationships go out from every organisation: those from it, and the mutual
// ones to it, so that a mutual one counts at both ends; one with itself counts once. With Options.Collapse
// it is the number of organisations that they go to.
//
// Options.Normalised divides by n-1, the number of other organisations. Options.Direction other than
// [graph.Out] and Options.Weighted are errors; see [OutStrength]. O(n + m).
func OutDegree(ctx context.Context, g *graph.Graph, opts Options) (*Result, error) {
	return sumRows(ctx, g, opts, outDegreeRow())
}

// sumRows computes the degrees and strengths: the weights of the arcs of every row, summed.
func sumRows(ctx context.Context, g *graph.Graph, opts Options, m Measure) (*Result, error) {
	p, opts, err := m.resolve(ctx, opts)
	if err != nil {
		return nil, err
	}
	var values []float64
	if len(p.Types) == 0 && (p.Weighting == graph.Strength || !p.Collapse) {
		values, err = sumEnds(ctx, g, p)
	} else {
		values, err = sumArcs(ctx, g, p)
	}
	if err != nil {
		return nil, err
	}
	if others := opts.othersOf(len(values)); others != 1 {
		for v := range values {
			values[v] /= others
		}
	}
	return &Result{Values: values}, nil
}

// othersOf returns what values are to be divided by that are normalised by the number of other
// organisations: n-1 or, where they are not to be normalised or there are no others, 1.
func (o Options) othersOf(n int) float64 {
	if o.Normalised && n > 1 {
		return float64(n - 1)
	}
	return 1
}

// sumEnds adds up relationship by relationship, which needs no adjacency, but keeps parallel ones apart.
func sumEnds(ctx context.Context, g *graph.Graph, p graph.Projection) ([]float64, error) {
	values := make([]float64, g.NumOrganisations())
	for e := range graph.Edge(g.NumRelationships()) {
		if e&0xffff == 0xffff && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		from, to, weight := g.From(e), g.To(e), 1.0
		if p.Weighting == graph.Strength {
			weight = g.Weight(e)
		}
		other := from != to && g.IsMutual(e) // it is crossed both ways
		if p.Direction != graph.In || other {
			values[from] += weight
		}
		if p.Direction != graph.Out || other {
			values[to] += weight
		}
	}
	return values, nil
}

// sumArcs adds up the rows of the adjacency.
func sumArcs(ctx context.Context, g *graph.Graph, p graph.Projection) ([]float64, error) {
	adjacency, err := g.ProjectContext(ctx, p)
	if err != nil {
		return nil, err
	}
	// In the projection both ways a loop is one arc, and it has two ends. Only collapsed degrees count
	// organisations, not ends.
	loopsTwice := p.Direction == graph.Both && (adjacency.Weights != nil || !p.Collapse)
	values := make([]float64, adjacency.NumVertices())
	for v := range values {
		values[v] = sumRow(adjacency, int32(v), loopsTwice)
	}
	return values, nil
}

func sumRow(g *csr.Graph, v int32, loopsTwice bool) float64 {
	sum := 0.0
	for arc := g.Offsets[v]; arc < g.Offsets[v+1]; arc++ {
		w := g.Weight(arc)
		if loopsTwice && g.Targets[arc] == v {
			w *= 2
		}
		sum += w
	}
	return sum
}
