package centrality

import (
	"context"

	"github.com/liaisongraph/liaison/graph"
)

func betweennessRow() Measure {
	return Measure{
		Name:    "betweenness",
		Label:   "Betweenness",
		Meaning: "How often the organisation lies on the shortest ways between others, and so can pass on, hold back or broker what goes between them.",
		Formula: "The sum of σ(s,t|v)/σ(s,t) over all pairs of other organisations s and t, where σ(s,t) is the number of shortest paths from s to t, and σ(s,t|v) of those that pass through v.",
		Source:  "L. C. Freeman, A set of measures of centrality based on betweenness, Sociometry 40 (1977); U. Brandes, A faster algorithm for betweenness centrality, Journal of Mathematical Sociology 25 (2001).",

		Direction:     "Paths follow the relationships, mutual ones both ways; in gives the same values as out. With both, each pair of organisations counts once, not once each way.",
		Weights:       "Every relationship is one step; there is no weighted form.",
		Parallel:      "Counted as one; if they are kept apart, each makes paths of its own.",
		Loops:         "Ignored: no shortest path has one.",
		Unreachable:   "Pairs without a path contribute nothing.",
		Empty:         "No values for no organisations; 0 for every organisation where no path has three.",
		Normalisation: "Divides by the number of pairs of other organisations: (n-1)(n-2), or half of that with both directions.",
		Complexity:    "Time O(n·m), in parallel; memory O(n + m) for each worker.",

		Projection: graph.Projection{Direction: graph.Out, Collapse: true, DropLoops: true},
		Compute:    Betweenness,
	}
}

// Betweenness returns how often every organisation lies on shortest paths between others:
//
//	C(v) = Σ σ(s,t|v) / σ(s,t)  over all s ≠ v ≠ t, s ≠ t
//
// where σ(s,t) is the number of shortest paths from s to t, and σ(s,t|v) of those through v. It is exact.
//
// Paths are counted in hops. They follow the relationships, mutual ones both ways, unless
// Options.Direction says otherwise: [graph.In] gives the same values, and [graph.Both] counts each pair of
// organisations once, as is usual for undirected graphs. Parallel relationships are one step, because most
// maps have several of one fact; with Options.Collapse false, each makes paths of its own. Loops are on no
// shortest path. Pairs without a path contribute nothing, so that all values are finite and, where there
// are fewer than three organisations or no relationships, 0. Options.Normalised divides by the number of
// pairs of other organisations, (n-1)(n-2) or with [graph.Both] half of that. Options.Weighted is an error.
//
// Time O(n·m), shared by Options.Workers, and memory O(n + m) for each of them. The values are the same to
// the bit whatever their number.
//
// L. C. Freeman, "A set of measures of centrality based on betweenness", Sociometry 40 (1977) 35–41;
// U. Brandes, "A faster algorithm for betweenness centrality", Journal of Mathematical Sociology 25 (2001)
// 163–177.
func Betweenness(ctx context.Context, g *graph.Graph, opts Options) (*Result, error) {
	adjacency, opts, err := betweennessRow().project(ctx, g, opts)
	if err != nil {
		return nil, err
	}
	n := adjacency.NumVertices()
	shared := newBrandesGraph(adjacency)
	workers := max(1, min(opts.Workers, (shared.sources()+63)/64))
	stop := stopWith(ctx)
	defer stop.release()
	searches := make([]*brandesSearch, workers)
	sum := newSourceSum(n, shared.sources(), workers, opts.Progress)
	sum.run(workers, stop, func(worker, source int, into []float64) {
		if searches[worker] == nil {
			searches[worker] = newBrandesSearch(shared, stop)
		}
		searches[worker].add(uint32(source), into)
	})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	undirected := opts.Direction != nil && *opts.Direction == graph.Both
	scale := 1.0
	if undirected {
		scale = 0.5 // the search went both ways
	}
	if opts.Normalised && n > 2 {
		scale = 1 / (float64(n-1) * float64(n-2))
	}
	values := make([]float64, n)
	for i, v := range shared.order {
		values[v] = sum.total[i] * scale
	}
	return &Result{Values: values}, nil
}
