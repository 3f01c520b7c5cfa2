package centrality

import (
	"context"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
)

func relationshipBetweennessRow() Measure {
	return Measure{
		Name:    "relationship-betweenness",
		Label:   "Betweenness of relationships",
		Family:  "Brokerage",
		Meaning: "How often the relationship is part of the shortest ways between organisations: where it is high, what is on one side of it has few other ways to what is on the other.",
		Formula: "The sum of σ(s,t|e)/σ(s,t) over all pairs of organisations s and t, where σ(s,t) is the number of shortest paths from s to t, and σ(s,t|e) of those that use the relationship e.",
		Source:  "M. Girvan, M. E. J. Newman, Community structure in social and biological networks, PNAS 99 (2002); U. Brandes, On variants of shortest-path betweenness centrality and their generic computation, Social Networks 30 (2008).",

		Direction:     "Paths follow the relationships, mutual ones both ways, and the value of a mutual one is that of both; in gives the same values as out. With both, each pair of organisations counts once, not once each way.",
		Weights:       "Every relationship is one step; with weights, a step is as long as 1 over its strength, and lengths that differ by less than one part in 10¹² are equal.",
		Parallel:      "They are one step, as strong as they are in sum, whose value they share equally or, with weights, by their strength; if they are kept apart, each makes paths of its own.",
		Loops:         "0: no shortest path has one.",
		Unreachable:   "Pairs without a path contribute nothing.",
		Empty:         "No values for no relationships; 0 for those of types that are left out.",
		Normalisation: "Divides by the number of pairs of organisations: n(n-1), or half of that with both directions.",
		Complexity:    "Time O(n·m), with weights O(n·(n + m)·log n), in parallel; memory O(n + m) for each worker.",

		Of:         Relationships,
		Projection: graph.Projection{Direction: graph.Out, Collapse: true, DropLoops: true},
		WeightedAs: graph.Cost,
		Compute:    RelationshipBetweenness,
	}
}

// RelationshipBetweenness returns how often every relationship is on shortest paths between organisations:
//
//	C(e) = Σ σ(s,t|e) / σ(s,t)  over all s ≠ t
//
// where σ(s,t) is the number of shortest paths from s to t, and σ(s,t|e) of those that use e. The values
// stand in the order of all relationships of g, that of a [graph.Edge] e at index e; loops and relationships
// that Options.Types leave out have 0.
//
// Paths follow the relationships unless Options.Direction says otherwise: [graph.In] gives the same values,
// and [graph.Both] counts each pair of organisations once, as is usual for undirected graphs. The value of a
// mutual relationship is the sum of both ways. Pairs without a path contribute nothing. Without weights, the
// values add up to the distances between all pairs that have a path, in sum.
//
// Parallel relationships are one step, and share its value equally: as long as there are others, none of
// them is what holds the two sides together, and what leads over all of them is their sum. With
// Options.Collapse false, each makes paths of its own, and has as much as the others too, but steps with
// more parallel relationships get more of the paths.
//
// With Options.Weighted, lengths are as [Betweenness] has them: parallel relationships are a step as strong
// as they are in sum, and share its value by their strength.
//
// Options.Normalised divides by the number of pairs, n(n-1) or with [graph.Both] half of that.
//
// Time O(n·m), or weighted O(n·(n + m)·log n), shared by Options.Workers, and memory O(n + m) for each of
// them. The values are exact but for rounding, and the same to the bit whatever the number of workers.
//
// M. Girvan and M. E. J. Newman, "Community structure in social and biological networks", PNAS 99 (2002)
// 7821–7826; U. Brandes, "On variants of shortest-path betweenness centrality and their generic
// computation", Social Networks 30 (2008) 136–145.
func RelationshipBetweenness(ctx context.Context, g *graph.Graph, opts Options) (*Result, error) {
	m := relationshipBetweennessRow()
	adjacency, opts, err := m.project(ctx, g, opts)
	if err != nil {
		return nil, err
	}
	steps, err := sumDependencies(ctx, adjacency, opts, ofArcs)
	if err != nil {
		return nil, err
	}
	n := float64(adjacency.NumVertices())
	scale := pathScale(opts, n*(n-1))
	for arc := range steps {
		steps[arc] = float64(steps[arc] * scale) // never fused with the sums below
	}
	values := make([]float64, g.NumRelationships())
	if opts.Collapse != nil && !*opts.Collapse {
		for arc, label := range adjacency.Labels {
			values[label] += steps[arc]
		}
		return &Result{Values: values}, nil
	}
	apart := graph.Projection{Types: opts.Types, Direction: m.Projection.Direction, DropLoops: true}
	if opts.Direction != nil {
		apart.Direction = *opts.Direction
	}
	if opts.Weighted {
		apart.Weighting = graph.Strength
	}
	relationships, err := g.ProjectContext(ctx, apart)
	if err != nil {
		return nil, err
	}
	if err := shareSteps(ctx, relationships, steps, values); err != nil {
		return nil, err
	}
	return &Result{Values: values}, nil
}

// shareSteps gives every relationship its part of the step that it makes with those parallel to it. The
// values of the steps stand in the order of the arcs that are left when parallel ones are made one.
func shareSteps(ctx context.Context, apart *csr.Graph, steps, values []float64) error {
	step := 0
	for v := range int32(apart.NumVertices()) {
		if v&0xfff == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		end := apart.Offsets[v+1]
		for first := apart.Offsets[v]; first < end; step++ {
			last, sum := first, 0.0
			for ; last < end && apart.Targets[last] == apart.Targets[first]; last++ {
				sum += apart.Weight(last)
			}
			for ; first < last; first++ {
				values[apart.Labels[first]] += float64(steps[step] * (apart.Weight(first) / sum))
			}
		}
	}
	return nil
}
