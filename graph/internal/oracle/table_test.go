package oracle_test

import (
	"context"
	"math"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
)

// Views that peers are given.
var (
	directed   = view{Direction: "out"}
	simple     = view{Direction: "out", Collapse: true, DropLoops: true}
	undirected = view{Direction: "both"}
	ties       = view{Direction: "both", Collapse: true, DropLoops: true}
)

// weighing returns v with weights of a kind.
func weighing(v view, kind string) view { v.Weight = kind; return v }

func collapsed(v view) view { v.Collapse = true; return v }

func against(v view) view { v.Direction = "in"; return v }

// measure asks the project for a measure; the iterative ones settle as far as their sums allow.
func measure(name string, opts centrality.Options) func(context.Context, *graph.Graph) ([]float64, error) {
	return func(ctx context.Context, g *graph.Graph) ([]float64, error) {
		m, err := centrality.Lookup(name)
		if err != nil {
			return nil, err
		}
		opts.Tolerance, opts.MaxIterations = 1e-14, 100_000
		result, err := m.Compute(ctx, g, opts)
		if err != nil {
			return nil, err
		}
		return result.Values, nil
	}
}

func table() []row {
	var rows []row
	for _, part := range [][]row{degreeRows(), pathRows(), closenessRows(), walkRows(), spectralRows(), cohesionRows(), structureRows(), channelRows()} {
		rows = append(rows, part...)
	}
	return rows
}

func degreeRows() []row {
	one := true
	plain, collapse, normalised := centrality.Options{}, centrality.Options{Collapse: &one}, centrality.Options{Normalised: true}
	const alone = "NetworkX gives 1 for an organisation alone, we 0 for want of others: such graphs are left out."
	return []row{
		{name: "degree", ours: measure("degree", plain), peer: "igraph_degree", view: undirected},
		{name: "degree", ours: measure("degree", plain), peer: "networkx_degree", view: undirected},
		{name: "degree collapsed", ours: measure("degree", collapse), peer: "networkx_neighbours", view: undirected,
			differs: "Degrees in the collapsed graph of a peer count a loop twice; the number of neighbours is what we count."},
		{name: "degree normalised", ours: measure("degree", normalised), peer: "networkx_degree_centrality", view: undirected, differs: alone},
		{name: "in-degree", ours: measure("in-degree", plain), peer: "igraph_in_degree", view: directed},
		{name: "in-degree", ours: measure("in-degree", plain), peer: "networkx_in_degree", view: directed},
		{name: "in-degree collapsed", ours: measure("in-degree", collapse), peer: "igraph_in_degree", view: collapsed(directed)},
		{name: "in-degree normalised", ours: measure("in-degree", normalised), peer: "networkx_in_degree_centrality", view: directed, differs: alone},
		{name: "out-degree", ours: measure("out-degree", plain), peer: "igraph_out_degree", view: directed},
		{name: "out-degree", ours: measure("out-degree", plain), peer: "networkx_out_degree", view: directed},
		{name: "out-degree collapsed", ours: measure("out-degree", collapse), peer: "igraph_out_degree", view: collapsed(directed)},
		{name: "out-degree normalised", ours: measure("out-degree", normalised), peer: "networkx_out_degree_centrality", view: directed, differs: alone},
		{name: "strength", ours: measure("strength", plain), peer: "igraph_strength", view: weighing(undirected, "strength")},
		{name: "strength", ours: measure("strength", plain), peer: "networkx_strength", view: weighing(undirected, "strength")},
		{name: "strength normalised", ours: measure("strength", normalised), peer: "igraph_strength_normalised", view: weighing(undirected, "strength")},
		{name: "in-strength", ours: measure("in-strength", plain), peer: "igraph_in_strength", view: weighing(directed, "strength")},
		{name: "out-strength", ours: measure("out-strength", plain), peer: "igraph_out_strength", view: weighing(directed, "strength")},
	}
}

func pathRows() []row {
	both, apart := graph.Both, false
	kept, weighted := centrality.Options{Collapse: &apart}, centrality.Options{Weighted: true}
	undirectedOnes, normalised := centrality.Options{Direction: &both}, centrality.Options{Normalised: true}
	keptBoth, normalisedBoth := centrality.Options{Direction: &both, Collapse: &apart}, centrality.Options{Direction: &both, Normalised: true}
	weightedBoth, weightedKept := centrality.Options{Direction: &both, Weighted: true}, centrality.Options{Collapse: &apart, Weighted: true}
	const (
		one     = "igraph takes parallel edges as so many paths; it is given the collapsed graph."
		shared  = "Parallel relationships share the value of their step; peers have values of steps, which view.py shares out."
		lengths = "Of two ways whose lengths differ by rounding, peers may take one, we both: lengths of 1e-100 and 1e100 in one graph are left out."
	)
	b, rb := "betweenness", "relationship-betweenness"
	return []row{
		{name: b, ours: measure(b, centrality.Options{}), peer: "networkx_betweenness", view: simple, differs: "Parallel relationships are one step in both."},
		{name: b, ours: measure(b, centrality.Options{}), peer: "igraph_betweenness", view: simple, differs: one},
		{name: b + " apart", ours: measure(b, kept), peer: "igraph_betweenness", view: directed},
		{name: b + " both", ours: measure(b, undirectedOnes), peer: "igraph_betweenness", view: ties, differs: one},
		{name: b + " both apart", ours: measure(b, keptBoth), peer: "igraph_betweenness", view: undirected},
		{name: b + " normalised", ours: measure(b, normalised), peer: "networkx_betweenness_normalised", view: simple},
		{name: b + " normalised both", ours: measure(b, normalisedBoth), peer: "networkx_betweenness_normalised", view: ties},
		{name: b + " weighted", ours: measure(b, weighted), peer: "igraph_betweenness", view: weighing(simple, "cost"), differs: lengths, where: tame},
		{name: b + " weighted", ours: measure(b, weighted), peer: "networkx_betweenness", view: weighing(simple, "cost"),
			differs: "NetworkX takes lengths as equal only where every digit is: graphs whose weights are powers of 2 are compared.", where: exactLengths, least: 120},
		{name: b + " weighted both", ours: measure(b, weightedBoth), peer: "igraph_betweenness", view: weighing(ties, "cost"), differs: lengths, where: tame},
		{name: b + " weighted apart", ours: measure(b, weightedKept), peer: "igraph_betweenness", view: weighing(view{Direction: "out", DropLoops: true}, "cost"), differs: lengths, where: tame},

		{name: rb, ours: measure(rb, centrality.Options{}), peer: "igraph_edge_betweenness", view: simple, differs: shared},
		{name: rb, ours: measure(rb, centrality.Options{}), peer: "networkx_edge_betweenness", view: simple, differs: shared},
		{name: rb + " apart", ours: measure(rb, kept), peer: "igraph_edge_betweenness", view: view{Direction: "out", DropLoops: true}},
		{name: rb + " both", ours: measure(rb, undirectedOnes), peer: "igraph_edge_betweenness", view: ties, differs: shared},
		{name: rb + " both apart", ours: measure(rb, keptBoth), peer: "igraph_edge_betweenness", view: view{Direction: "both", DropLoops: true}},
		{name: rb + " normalised", ours: measure(rb, normalised), peer: "networkx_edge_betweenness_normalised", view: simple, differs: shared},
		{name: rb + " normalised both", ours: measure(rb, normalisedBoth), peer: "networkx_edge_betweenness_normalised", view: ties, differs: shared},
		{name: rb + " weighted", ours: measure(rb, weighted), peer: "igraph_edge_betweenness", view: weighing(simple, "cost"), differs: shared + " " + lengths, where: tame},
		{name: rb + " weighted both", ours: measure(rb, weightedBoth), peer: "igraph_edge_betweenness", view: weighing(ties, "cost"), differs: shared + " " + lengths, where: tame},
	}
}

// exactLengths leaves graphs in which sums of costs have no rounding: they are powers of 2.
func exactLengths(g named) bool {
	arcs, err := g.graph.Project(graph.Projection{Weighting: graph.Cost, Collapse: true})
	if err != nil {
		return false
	}
	for _, cost := range arcs.Weights {
		if fraction, exponent := math.Frexp(cost); fraction != 0.5 || exponent < -20 || exponent > 20 {
			return false
		}
	}
	return true
}

// small leaves graphs on which NetworkX is soon done with what takes it minutes on larger ones.
func small(g named) bool {
	return g.graph.NumOrganisations() <= 40 && g.graph.NumRelationships() <= 160
}

func closenessRows() []row {
	in, both, apart := graph.In, graph.Both, false
	const (
		factor  = "igraph leaves out the factor of Wasserman and Faust: it is put in."
		towards = "NetworkX measures distances towards an organisation: it is given the graph turned round."
	)
	inward, either, weighted := centrality.Options{Direction: &in}, centrality.Options{Direction: &both}, centrality.Options{Weighted: true}
	weightedBoth, kept := centrality.Options{Weighted: true, Direction: &both}, centrality.Options{Weighted: true, Collapse: &apart}
	loopless := view{Direction: "out", DropLoops: true}
	c, h := "closeness", "harmonic"
	return []row{
		{name: c, ours: measure(c, centrality.Options{}), peer: "igraph_closeness", view: simple, differs: factor},
		{name: c, ours: measure(c, centrality.Options{}), peer: "networkx_closeness", view: simple, differs: towards},
		{name: c + " in", ours: measure(c, inward), peer: "igraph_closeness", view: against(simple), differs: factor},
		{name: c + " both", ours: measure(c, either), peer: "networkx_closeness", view: ties},
		{name: c + " weighted", ours: measure(c, weighted), peer: "igraph_closeness", view: weighing(simple, "cost"), differs: factor, where: tame},
		{name: c + " weighted", ours: measure(c, weighted), peer: "networkx_closeness", view: weighing(simple, "cost"), differs: towards, where: tame},
		{name: c + " weighted both", ours: measure(c, weightedBoth), peer: "igraph_closeness", view: weighing(ties, "cost"), differs: factor, where: tame},
		{name: c + " weighted apart", ours: measure(c, kept), peer: "igraph_closeness", view: weighing(loopless, "cost"), differs: factor, where: tame},
		{name: h, ours: measure(h, centrality.Options{}), peer: "igraph_harmonic", view: simple},
		{name: h, ours: measure(h, centrality.Options{}), peer: "networkx_harmonic", view: simple, differs: towards},
		{name: h + " in", ours: measure(h, inward), peer: "igraph_harmonic", view: against(simple)},
		{name: h + " both", ours: measure(h, either), peer: "igraph_harmonic", view: ties},
		{name: h + " normalised", ours: measure(h, centrality.Options{Normalised: true}), peer: "igraph_harmonic_normalised", view: simple},
		{name: h + " weighted", ours: measure(h, weighted), peer: "igraph_harmonic", view: weighing(simple, "cost"), where: tame},
		{name: h + " weighted", ours: measure(h, weighted), peer: "networkx_harmonic", view: weighing(simple, "cost"), differs: towards, where: tame},
		{name: h + " weighted both", ours: measure(h, weightedBoth), peer: "igraph_harmonic", view: weighing(ties, "cost"), where: tame},
		{name: h + " weighted apart", ours: measure(h, kept), peer: "igraph_harmonic", view: weighing(loopless, "cost"), where: tame},
	}
}

func walkRows() []row {
	in, both, one := graph.In, graph.Both, true
	const tight = "Both sides iterate until nothing changes but by rounding."
	return []row{
		{name: "pagerank", ours: measure("pagerank", centrality.Options{}), peer: "igraph_pagerank", view: directed},
		{name: "pagerank", ours: measure("pagerank", centrality.Options{}), peer: "networkx_pagerank", view: weighing(collapsed(directed), "count"),
			differs: tight + " NetworkX takes parallel edges as one: it is given their number as a weight."},
		{name: "pagerank in", ours: measure("pagerank", centrality.Options{Direction: &in}), peer: "igraph_pagerank", view: against(directed)},
		{name: "pagerank both", ours: measure("pagerank", centrality.Options{Direction: &both}), peer: "igraph_pagerank", view: undirected,
			differs: "A loop of an undirected graph has two ends in igraph, and one for our walker: graphs without loops are compared.", where: noLoops, least: 100},
		{name: "pagerank collapsed", ours: measure("pagerank", centrality.Options{Collapse: &one}), peer: "networkx_pagerank", view: collapsed(directed), differs: tight},
		{name: "pagerank weighted", ours: measure("pagerank", centrality.Options{Weighted: true}), peer: "igraph_pagerank", view: weighing(directed, "strength"), where: tame},
		{name: "pagerank weighted", ours: measure("pagerank", centrality.Options{Weighted: true}), peer: "networkx_pagerank", view: weighing(collapsed(directed), "strength"),
			differs: tight, where: tame},
	}
}

func noLoops(g named) bool {
	for e := range g.graph.Edges() {
		if g.graph.From(e) == g.graph.To(e) {
			return false
		}
	}
	return true
}

func spectralRows() []row {
	in, both, one := graph.In, graph.Both, true
	with := func(o centrality.Options, change func(*centrality.Options)) centrality.Options { change(&o); return o }
	highest := centrality.Options{Normalised: true}
	highestIn := with(highest, func(o *centrality.Options) { o.Direction = &in })
	highestBoth := with(highest, func(o *centrality.Options) { o.Direction = &both })
	highestCollapsed := with(highest, func(o *centrality.Options) { o.Collapse = &one })
	highestWeighted := with(highest, func(o *centrality.Options) { o.Weighted = true })
	const (
		unique  = "Without a greatest eigenvalue of its own a graph has several vectors, and peers take any: those that are (strongly) connected are compared."
		counted = "NetworkX takes no parallel edges: it is given their number as a weight."
		pieces  = "Several singular vectors for one value: igraph takes any, so that only graphs with one are compared."
	)
	count, ev, katz := weighing(collapsed(directed), "count"), "eigenvector", "katz"
	countBoth := weighing(collapsed(undirected), "count")
	strength := weighing(collapsed(directed), "strength")
	return []row{
		{name: ev, ours: measure(ev, highest), peer: "igraph_eigenvector", view: directed, differs: unique, least: 40},
		{name: ev, ours: measure(ev, highest), peer: "networkx_eigenvector", view: count, differs: unique + " " + counted, least: 40},
		{name: ev + " in", ours: measure(ev, highestIn), peer: "igraph_eigenvector", view: against(directed), differs: unique, least: 40},
		{name: ev + " both", ours: measure(ev, highestBoth), peer: "igraph_eigenvector", view: undirected,
			differs: unique + " A loop counts twice in igraph's: graphs without are compared.", where: noLoops, least: 40},
		{name: ev + " both", ours: measure(ev, highestBoth), peer: "networkx_eigenvector", view: countBoth, differs: unique + " " + counted, least: 60},
		{name: ev + " collapsed", ours: measure(ev, highestCollapsed), peer: "igraph_eigenvector", view: collapsed(directed), differs: unique, least: 40},
		{name: ev + " weighted", ours: measure(ev, highestWeighted), peer: "networkx_eigenvector", view: strength, differs: unique, where: tame, least: 40},

		{name: katz, ours: measure(katz, centrality.Options{}), peer: "networkx_katz", view: count, differs: counted, params: map[string]float64{"attenuation": 0}},
		{name: katz + " both", ours: measure(katz, centrality.Options{Direction: &both}), peer: "networkx_katz", view: countBoth, differs: counted, params: map[string]float64{"attenuation": 0}},
		{name: katz + " collapsed", ours: measure(katz, centrality.Options{Collapse: &one}), peer: "networkx_katz", view: weighing(collapsed(directed), "ones"), params: map[string]float64{"attenuation": 0}},
		{name: katz + " weighted", ours: measure(katz, centrality.Options{Weighted: true}), peer: "networkx_katz", view: strength, params: map[string]float64{"attenuation": 0}},
		{name: katz + " normalised", ours: measure(katz, highest), peer: "networkx_katz", view: count, differs: counted, params: map[string]float64{"attenuation": 0, "normalised": 1}},
		{name: katz + " 0.01", ours: measure(katz, centrality.Options{Attenuation: 0.01}), peer: "networkx_katz", view: count, differs: counted, params: map[string]float64{"attenuation": 0.01}},

		{name: "hubs", ours: measure("hubs", centrality.Options{}), peer: "networkx_hubs", view: count, differs: counted, where: small, least: 150},
		{name: "authorities", ours: measure("authorities", centrality.Options{}), peer: "networkx_authorities", view: count, differs: counted, where: small, least: 150},
		{name: "hubs weighted", ours: measure("hubs", centrality.Options{Weighted: true}), peer: "networkx_hubs", view: strength, where: smallAndTame, least: 150},
		{name: "hubs", ours: measure("hubs", highest), peer: "igraph_hubs", view: directed, differs: pieces, least: 60},
		{name: "authorities", ours: measure("authorities", highest), peer: "igraph_authorities", view: directed, differs: pieces, least: 60},
		{name: "authorities weighted", ours: measure("authorities", highestWeighted), peer: "igraph_authorities", view: weighing(directed, "strength"), differs: pieces, where: tame, least: 60},
	}
}

func cohesionRows() []row {
	in, out := graph.In, graph.Out
	return []row{
		{name: "coreness", ours: measure("coreness", centrality.Options{}), peer: "igraph_coreness", view: ties},
		{name: "coreness", ours: measure("coreness", centrality.Options{}), peer: "networkx_coreness", view: ties},
		{name: "coreness normalised", ours: measure("coreness", centrality.Options{Normalised: true}), peer: "igraph_coreness_normalised", view: ties},
		{name: "coreness in", ours: measure("coreness", centrality.Options{Direction: &in}), peer: "igraph_in_coreness", view: simple},
		{name: "coreness out", ours: measure("coreness", centrality.Options{Direction: &out}), peer: "igraph_out_coreness", view: simple},
		{name: "clustering", ours: measure("clustering", centrality.Options{}), peer: "igraph_clustering", view: ties},
		{name: "clustering", ours: measure("clustering", centrality.Options{}), peer: "networkx_clustering", view: ties},
		{name: "clustering weighted", ours: measure("clustering", centrality.Options{Weighted: true}), peer: "networkx_clustering_weighted", view: weighing(ties, "strength"),
			differs: "igraph's weighted form is that of Barrat and others, another measure."},
	}
}
