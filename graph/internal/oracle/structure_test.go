package oracle_test

import (
	"context"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/path"
	"github.com/liaisongraph/liaison/graph/structure"
)

// groups is a partition that depends on the number of an organisation alone.
func groups(g *graph.Graph) []int32 {
	of := make([]int32, g.NumOrganisations())
	for n := range of {
		of[n] = int32(n % 3)
	}
	return of
}

func partition(of []int32) *structure.Partition {
	return &structure.Partition{Of: of, Names: []string{"a", "b", "c", "d"}}
}

// answer is a function of graphs that says several numbers, or nothing where they are not defined.
type answer = func(ctx context.Context, g *graph.Graph) ([]float64, error)

// components lists the groups by number, each by the place of its first organisation among those of others.
func components(find func(context.Context, *graph.Graph) (*structure.Partition, error)) answer {
	return func(ctx context.Context, g *graph.Graph) ([]float64, error) {
		p, err := find(ctx, g)
		if err != nil {
			return nil, err
		}
		number := map[int32]int{}
		values := make([]float64, len(p.Of))
		for n, group := range p.Of {
			if _, ok := number[group]; !ok {
				number[group] = len(number)
			}
			values[n] = float64(number[group])
		}
		return values, nil
	}
}

// one makes an answer of a number that not every graph has.
func one(value float64, ok bool, err error) ([]float64, error) {
	if err != nil || !ok {
		return nil, err
	}
	return []float64{value}, nil
}

func cutOrganisations(ctx context.Context, g *graph.Graph) ([]float64, error) {
	cuts, err := structure.FindCuts(ctx, g)
	if err != nil {
		return nil, err
	}
	values := make([]float64, g.NumOrganisations())
	for _, c := range cuts.Organisations {
		values[c.Organisation] = 1
	}
	return values, nil
}

func bridges(ctx context.Context, g *graph.Graph) ([]float64, error) {
	cuts, err := structure.FindCuts(ctx, g)
	if err != nil {
		return nil, err
	}
	values := make([]float64, g.NumRelationships())
	for _, b := range cuts.Bridges {
		for _, e := range b.Relationships {
			values[e] = 1
		}
	}
	return values, nil
}

func dyads(f func(structure.Dyads) (float64, bool)) answer {
	return func(ctx context.Context, g *graph.Graph) ([]float64, error) {
		d, err := structure.CountDyads(ctx, g)
		value, ok := f(d)
		return one(value, ok, err)
	}
}

func triangles(ctx context.Context, g *graph.Graph) ([]float64, error) {
	found, err := structure.CountTriangles(ctx, g)
	if err != nil {
		return nil, err
	}
	values := make([]float64, len(found.Through))
	for n, k := range found.Through {
		values[n] = float64(k)
	}
	return values, nil
}

func transitivity(ctx context.Context, g *graph.Graph) ([]float64, error) {
	s, err := structure.Summarise(ctx, g, structure.SummaryOptions{})
	if err != nil {
		return nil, err
	}
	return one(s.Transitivity.Value, s.Transitivity.Defined, nil)
}

func meanClustering(ctx context.Context, g *graph.Graph) ([]float64, error) {
	s, err := structure.Summarise(ctx, g, structure.SummaryOptions{})
	if err != nil {
		return nil, err
	}
	return one(s.MeanClustering, true, nil)
}

func assortativity(ctx context.Context, g *graph.Graph) ([]float64, error) {
	m, err := structure.Assortativity(ctx, g, partition(groups(g)))
	return one(m.Coefficient, m.Defined, err)
}

func degreeAssortativity(ctx context.Context, g *graph.Graph) ([]float64, error) {
	r, ok, err := structure.DegreeAssortativity(ctx, g)
	return one(r, ok, err)
}

func tieDistances(ctx context.Context, g *graph.Graph) ([]float64, error) {
	d, err := structure.TieDistances(ctx, g, structure.DistanceOptions{Work: -1})
	if err != nil || d.Organisations == 0 {
		return nil, err
	}
	return []float64{d.Mean, float64(d.DiameterLow), float64(d.RadiusLow)}, nil
}

func directedDistances(ctx context.Context, g *graph.Graph) ([]float64, error) {
	d, err := structure.DirectedDistances(ctx, g, structure.DistanceOptions{Work: -1})
	if err != nil || d.Organisations == 0 {
		return nil, err
	}
	return []float64{d.Mean, float64(d.DiameterHigh), float64(d.Pairs)}, nil
}

func triads(ctx context.Context, g *graph.Graph) ([]float64, error) {
	census, err := structure.CountTriads(ctx, g)
	if err != nil {
		return nil, err
	}
	values := make([]float64, len(census))
	for i, k := range census {
		values[i] = float64(k)
	}
	return values, nil
}

func holes(opts structure.HolesOptions, field func(structure.Hole) float64) answer {
	return func(ctx context.Context, g *graph.Graph) ([]float64, error) {
		h, err := structure.FindHoles(ctx, g, opts)
		if err != nil {
			return nil, err
		}
		values := make([]float64, g.NumOrganisations())
		for n := range g.Nodes() {
			values[n] = field(h.Of[n])
		}
		return values, nil
	}
}

func constraint(h structure.Hole) float64    { return h.Constraint }
func effectiveSize(h structure.Hole) float64 { return h.EffectiveSize }

func modularity(opts structure.CommunityOptions) answer {
	return func(ctx context.Context, g *graph.Graph) ([]float64, error) {
		q, err := structure.Modularity(ctx, g, partition(groups(g)), opts)
		return one(q, true, err)
	}
}

// communities are those that the project finds, for the peer to say their modularity.
func communities(ctx context.Context, g *graph.Graph) (*structure.Communities, error) {
	return structure.FindCommunities(ctx, g, structure.CommunityOptions{})
}

func modularityOfCommunities(ctx context.Context, g *graph.Graph) ([]float64, error) {
	c, err := communities(ctx, g)
	if err != nil {
		return nil, err
	}
	return one(c.Modularity, true, nil)
}

func adjustedRand(_ context.Context, g *graph.Graph) ([]float64, error) {
	other := groups(g)
	for n := range other {
		other[n] = int32(n / 2 % 4)
	}
	if len(other) < 2 {
		return nil, nil
	}
	r, err := structure.AdjustedRand(partition(groups(g)), partition(other))
	return one(r, true, err)
}

func structureRows() []row {
	var plain, strengths structure.HolesOptions
	undirectedHoles, undirectedStrengths := structure.HolesOptions{Undirected: true}, structure.HolesOptions{Undirected: true, Weighted: true}
	strengths.Weighted = true
	loopless := view{Direction: "both", DropLoops: true}
	const (
		undefined = "Graphs of which the peer or we say that it is not defined are left out."
		three     = "Graphs of fewer than three are left out."
		leaving   = "NetworkX has no value for an organisation that relationships only lead to; we, and igraph, do."
	)
	return []row{
		{name: "weak components", ours: components(structure.WeakComponents), peer: "igraph_weak_components", view: undirected},
		{name: "weak components", ours: components(structure.WeakComponents), peer: "networkx_weak_components", view: undirected},
		{name: "strong components", ours: components(structure.StrongComponents), peer: "igraph_strong_components", view: directed},
		{name: "strong components", ours: components(structure.StrongComponents), peer: "networkx_strong_components", view: directed},
		{name: "cut organisations", ours: cutOrganisations, peer: "igraph_cut_organisations", view: ties},
		{name: "cut organisations", ours: cutOrganisations, peer: "networkx_cut_organisations", view: ties},
		{name: "bridges", ours: bridges, peer: "igraph_bridges", view: ties, differs: "A bridge is all relationships between two: the peer is given the collapsed graph."},
		{name: "bridges", ours: bridges, peer: "networkx_bridges", view: ties},
		{name: "density", ours: dyads(structure.Dyads.Density), peer: "igraph_density", view: simple, differs: undefined},
		{name: "density of ties", ours: dyads(structure.Dyads.TieDensity), peer: "networkx_density", view: ties, differs: undefined},
		{name: "reciprocity", ours: dyads(structure.Dyads.Reciprocity), peer: "igraph_reciprocity", view: simple, differs: undefined},
		{name: "reciprocity", ours: dyads(structure.Dyads.Reciprocity), peer: "networkx_reciprocity", view: simple, differs: undefined},
		{name: "triangles", ours: triangles, peer: "networkx_triangles", view: ties},
		{name: "transitivity", ours: transitivity, peer: "igraph_transitivity", view: ties, differs: undefined, least: 150},
		{name: "transitivity", ours: transitivity, peer: "networkx_transitivity", view: ties, differs: undefined, least: 150},
		{name: "mean clustering", ours: meanClustering, peer: "igraph_average_clustering", view: ties},
		{name: "assortativity", ours: assortativity, peer: "igraph_assortativity", view: ties, differs: undefined, least: 150},
		{name: "degree assortativity", ours: degreeAssortativity, peer: "igraph_degree_assortativity", view: ties, differs: undefined, least: 150},
		{name: "distances of ties", ours: tieDistances, peer: "igraph_tie_distances", view: ties},
		{name: "distances of ties", ours: tieDistances, peer: "networkx_tie_distances", view: ties, where: small, least: 150},
		{name: "directed distances", ours: directedDistances, peer: "igraph_directed_distances", view: simple},
		{name: "triads", ours: triads, peer: "networkx_triads", view: simple, differs: three, least: 150},
		{name: "triads", ours: triads, peer: "igraph_triads", view: simple, differs: three, least: 150},
		{name: "constraint", ours: holes(plain, constraint), peer: "igraph_constraint", view: simple},
		{name: "constraint", ours: holes(plain, constraint), peer: "networkx_constraint", view: simple, differs: leaving, where: small, least: 150},
		{name: "constraint weighted", ours: holes(strengths, constraint), peer: "networkx_constraint", view: weighing(simple, "strength"), differs: leaving, where: smallAndTame, least: 150},
		{name: "constraint undirected", ours: holes(undirectedHoles, constraint), peer: "igraph_constraint", view: ties},
		{name: "constraint undirected weighted", ours: holes(undirectedStrengths, constraint), peer: "igraph_constraint", view: weighing(ties, "strength"), where: tame},
		{name: "effective size", ours: holes(plain, effectiveSize), peer: "networkx_effective_size", view: simple, differs: leaving, where: small, least: 150},
		{name: "effective size weighted", ours: holes(strengths, effectiveSize), peer: "networkx_effective_size", view: weighing(simple, "strength"), differs: leaving, where: smallAndTame, least: 150},
		{name: "effective size undirected", ours: holes(undirectedHoles, effectiveSize), peer: "networkx_effective_size", view: ties, where: small, least: 150},
		{name: "modularity", ours: modularity(structure.CommunityOptions{}), peer: "igraph_modularity", view: loopless, differs: undefined},
		{name: "modularity collapsed", ours: modularity(structure.CommunityOptions{Collapse: true}), peer: "networkx_modularity", view: ties, differs: undefined},
		{name: "modularity weighted", ours: modularity(structure.CommunityOptions{Weighted: true}), peer: "igraph_modularity", view: weighing(loopless, "strength"), differs: undefined, where: tame},
		{name: "modularity of communities", ours: modularityOfCommunities, peer: "igraph_modularity_of_communities", view: loopless, differs: undefined},
		{name: "adjusted Rand index", ours: adjustedRand, peer: "igraph_adjusted_rand", view: undirected},
	}
}

func smallAndTame(g named) bool { return small(g) && tame(g) }

// channelPairs are some pairs of organisations; the same as in structures.py, see pairs there.
func channelPairs(g *graph.Graph) (pairs [][2]graph.Node) {
	n := g.NumOrganisations()
	for k := 1; k < 4; k++ {
		for a := 0; a < n; a += max(1, n/4) {
			if b := (a + k*max(1, n/5)) % n; a != b {
				pairs = append(pairs, [2]graph.Node{graph.Node(a), graph.Node(b)})
			}
		}
	}
	return pairs
}

func channels(by path.Independence, opts path.Options) answer {
	return func(ctx context.Context, g *graph.Graph) ([]float64, error) {
		values := []float64{}
		for _, pair := range channelPairs(g) {
			found, err := path.Channels(ctx, g, pair[0], pair[1], by, opts)
			if err != nil {
				return nil, err
			}
			values = append(values, float64(len(found.Paths)))
		}
		return values, nil
	}
}

func channelRows() []row {
	either := path.Options{Direction: graph.Both}
	count := weighing(view{Direction: "out", Collapse: true, DropLoops: true}, "count")
	const straight = "Relationships straight from one end to the other are one channel."
	return []row{
		{name: "channels by relationships", ours: channels(path.ByRelationships, path.Options{}), peer: "igraph_relationship_channels", view: directed},
		{name: "channels by relationships", ours: channels(path.ByRelationships, path.Options{}), peer: "networkx_relationship_channels", view: count, where: small, least: 150},
		{name: "channels by relationships both", ours: channels(path.ByRelationships, either), peer: "igraph_relationship_channels", view: undirected},
		{name: "channels by organisations", ours: channels(path.ByOrganisations, path.Options{}), peer: "igraph_organisation_channels", view: simple, differs: straight},
		{name: "channels by organisations", ours: channels(path.ByOrganisations, path.Options{}), peer: "networkx_organisation_channels", view: simple, differs: straight, where: small, least: 150},
		{name: "channels by organisations both", ours: channels(path.ByOrganisations, either), peer: "networkx_organisation_channels", view: ties, differs: straight, where: small, least: 150},
	}
}
