package centrality

import (
	"context"

	"github.com/liaisongraph/liaison/graph"
)

func strengthRow() Measure {
	m := strengthLike(degreeRow())
	m.Name, m.Label = "strength", "Strength"
	m.Meaning = "How strong the relationships of the organisation are together, whichever way they go."
	m.Formula = "The sum of the weights of the ends of relationships that are at the organisation."
	m.Loops = "A relationship of an organisation with itself has both ends there, and its weight counts twice."
	m.Compute = Strength
	return m
}

func inStrengthRow() Measure {
	m := strengthLike(inDegreeRow())
	m.Name, m.Label = "in-strength", "In-strength"
	m.Meaning = "How strong the relationships that lead to the organisation are together."
	m.Formula = "The sum of the weights of the relationships to the organisation, and of mutual ones from it."
	m.Compute = InStrength
	return m
}

func outStrengthRow() Measure {
	m := strengthLike(outDegreeRow())
	m.Name, m.Label = "out-strength", "Out-strength"
	m.Meaning = "How strong the relationships that go out from the organisation are together."
	m.Formula = "The sum of the weights of the relationships from the organisation, and of mutual ones to it."
	m.Compute = OutStrength
	return m
}

// strengthLike turns the row of a degree into what is common to the strengths.
func strengthLike(m Measure) Measure {
	m.Source = "A. Barrat, M. Barthélemy, R. Pastor-Satorras, A. Vespignani, The architecture of complex weighted networks, Proceedings of the National Academy of Sciences 101 (2004)."
	m.Weights = "The measure is the sum of the weights; where all are 1 it is the degree."
	m.Parallel = "The weight of each counts; to count them as one is to add them up, and changes nothing."
	m.Normalisation = "Divides by n-1, the number of other organisations: the mean strength of a tie with each of them."
	m.Projection.Weighting = graph.Strength
	m.WeightedAs = graph.Strength
	return m
}

// Strength returns the sum of the weights of the ends of relationships at every organisation: of each
// relationship from or to it, mutual or not, and twice that of one with itself. It is the [Degree] where
// every weight is 1. Options.Collapse and Options.Weighted make no difference, and Options.Normalised
// divides by n-1. Options.Direction other than [graph.Both] is an error. O(n + m).
//
// A. Barrat, M. Barthélemy, R. Pastor-Satorras and A. Vespignani, "The architecture of complex weighted
// networks", PNAS 101 (2004) 3747–3752.
func Strength(ctx context.Context, g *graph.Graph, opts Options) (*Result, error) {
	return sumRows(ctx, g, opts, strengthRow())
}

// InStrength returns the sum of the weights of the relationships that lead to every organisation: those
// that [InDegree] counts. For the options and errors see [Strength].
func InStrength(ctx context.Context, g *graph.Graph, opts Options) (*Result, error) {
	return sumRows(ctx, g, opts, inStrengthRow())
}

// OutStrength returns the sum of the weights of the relationships that go out from every organisation:
// those that [OutDegree] counts. For the options and errors see [Strength].
func OutStrength(ctx context.Context, g *graph.Graph, opts Options) (*Result, error) {
	return sumRows(ctx, g, opts, outStrengthRow())
}
