"""What NetworkX and igraph say of whole graphs, of groups and of channels. See oracle.py."""
import math

import igraph
import networkx as nx
from networkx.algorithms.connectivity import local_node_connectivity

from view import empty, peer


def canonical(of, n):
    """Groups numbered in the order of their first member."""
    names = {}
    return [names.setdefault(of[v], len(names)) for v in range(n)]


@peer
def igraph_weak_components(v):
    return canonical(v.igraph.connected_components(mode="weak").membership, v.n)


@peer
def igraph_strong_components(v):
    return canonical(v.igraph.connected_components(mode="strong").membership, v.n)


def networkx_groups(v, sets):
    of = {}
    for number, members in enumerate(sets):
        of.update((m, number) for m in members)
    return canonical(of, v.n)


@peer
def networkx_weak_components(v):
    return networkx_groups(v, nx.connected_components(v.networkx))


@peer
def networkx_strong_components(v):
    return networkx_groups(v, nx.strongly_connected_components(v.networkx))


def indicator(members, n):
    members = set(members)
    return [float(v in members) for v in range(n)]


@peer
def igraph_cut_organisations(v):
    return indicator(v.igraph.articulation_points(), v.n)


@peer
def networkx_cut_organisations(v):
    return indicator(nx.articulation_points(v.networkx), v.n)


@peer
def igraph_bridges(v):
    on = set(v.igraph.bridges())
    return v.by_relationship([float(i in on) for i in range(len(v.edges))])


@peer
def networkx_bridges(v):
    on = {tuple(sorted(e)) for e in nx.bridges(v.networkx)} if not empty(v) else set()
    return v.by_relationship([float(tuple(sorted(e)) in on) for e in v.edges])


@peer
def networkx_triangles(v):
    return v.listed(nx.triangles(v.networkx))


@peer
def igraph_transitivity(v):
    return [v.igraph.transitivity_undirected(mode="zero")]


@peer
def networkx_transitivity(v):
    return [nx.transitivity(v.networkx)]


@peer
def igraph_average_clustering(v):
    return [v.igraph.transitivity_avglocal_undirected(mode="zero")] if not empty(v) else None


@peer
def igraph_density(v):
    return [v.igraph.density(loops=False)] if v.n > 1 else None


@peer
def networkx_density(v):
    return [nx.density(v.networkx)]


@peer
def igraph_reciprocity(v):
    return [v.igraph.reciprocity(ignore_loops=True, mode="default")] if v.edges else None


@peer
def networkx_reciprocity(v):
    return [nx.overall_reciprocity(v.networkx)] if v.edges else None


def defined(value):
    return None if math.isnan(value) else [value]


@peer
def igraph_assortativity(v):
    return defined(v.igraph.assortativity_nominal(types=v.groups, directed=False)) if v.edges else None


@peer
def igraph_degree_assortativity(v):
    return defined(v.igraph.assortativity_degree(directed=False)) if v.edges else None


def largest(v):
    """The largest component and, of those as large, the one with the first vertex."""
    return v.igraph.induced_subgraph(min(v.igraph.connected_components(mode="weak"), key=lambda piece: (-len(piece), min(piece))))


@peer
def igraph_tie_distances(v):
    """Mean distance, diameter and radius of the largest component."""
    if empty(v):
        return None
    g = largest(v)
    if g.vcount() == 1:
        return [0, 0, 0]
    return [g.average_path_length(directed=False), g.diameter(directed=False), g.radius()]


@peer
def networkx_tie_distances(v):
    if empty(v):
        return None
    g = v.networkx.subgraph(min(nx.connected_components(v.networkx), key=lambda piece: (-len(piece), min(piece))))
    if len(g) == 1:
        return [0, 0, 0]
    return [nx.average_shortest_path_length(g), nx.diameter(g), nx.radius(g)]


@peer
def igraph_directed_distances(v):
    """Mean distance and diameter of the pairs that have a path, and their number."""
    if empty(v):
        return None
    reached = sum(len(set(reach)) - 1 for reach in v.igraph.neighborhood(order=v.n, mode="out"))
    if reached == 0:
        return [0, 0, 0]
    return [v.igraph.average_path_length(directed=True, unconn=True), v.igraph.diameter(directed=True, unconn=True), reached]


TRIADS = "003 012 102 021D 021U 021C 111D 111U 030T 030C 201 120D 120U 120C 210 300".split()


@peer
def networkx_triads(v):
    if v.n < 3:
        return None
    found = nx.triadic_census(v.networkx)
    return [found[kind] for kind in TRIADS]


@peer
def igraph_triads(v):
    if v.n < 3:
        return None
    found = v.igraph.triad_census()
    return [getattr(found, "t" + kind) for kind in TRIADS]


def without_contacts(values):
    """Peers have NaN for an organisation without contacts, we 0 and say that it is not defined."""
    return [0.0 if math.isnan(x) else x for x in values]


@peer
def igraph_constraint(v):
    return without_contacts(v.igraph.constraint(weights=v.weights))


def that_something_leaves(v, values):
    """NetworkX has NaN for whom no relationship leaves, even where some lead to him: not compared."""
    return [values[u] if len(v.networkx[u]) else None for u in range(v.n)]


@peer
def networkx_constraint(v):
    return that_something_leaves(v, nx.constraint(v.networkx, weight=v.nx_weight))


@peer
def networkx_effective_size(v):
    return that_something_leaves(v, nx.effective_size(v.networkx, weight=v.nx_weight))


@peer
def igraph_modularity(v):
    return [v.igraph.modularity(v.groups, weights=v.weights)] if v.edges else None


@peer
def networkx_modularity(v):
    """NetworkX takes parallel edges apart only where they have weights; it is given their sums."""
    if not v.edges:
        return None
    sets = {}
    for u, group in enumerate(v.groups):
        sets.setdefault(group, set()).add(u)
    return [nx.community.modularity(v.networkx, sets.values(), weight="weight")]


@peer
def igraph_modularity_of_communities(v):
    """Of the communities that the project found, which the request has."""
    return [v.igraph.modularity(v.communities)] if v.edges else None


@peer
def igraph_adjusted_rand(v):
    """Of the groups of the request, and pairs of neighbours in turn in four groups."""
    if v.n < 2:
        return None
    return [igraph.compare_communities(v.groups, [u // 2 % 4 for u in range(v.n)], method="adjusted_rand")]


def pairs(v):
    """Some pairs of different organisations; the same as in Go, see channelPairs there."""
    found = []
    for k in range(1, 4):
        for a in range(0, v.n, max(1, v.n // 4)):
            b = (a + k * max(1, v.n // 5)) % v.n
            if a != b:
                found.append((a, b))
    return found


@peer
def igraph_relationship_channels(v):
    return [v.igraph.maxflow_value(a, b, capacity=[1] * len(v.edges)) for a, b in pairs(v)]


@peer
def igraph_organisation_channels(v):
    """As a flow, because igraph's own function does not say what relationships straight from one end to the
    other are: every vertex is an edge that one unit can pass."""
    split = [(u, v.n + u) for u in range(v.n)] + [(v.n + a, b) for a, b in v.edges]
    g = igraph.Graph(n=2 * v.n, edges=split, directed=True)
    return [g.maxflow_value(v.n + a, b, capacity=[1] * len(split)) for a, b in pairs(v)]


@peer
def networkx_organisation_channels(v):
    return [local_node_connectivity(v.networkx, a, b) for a, b in pairs(v)]


@peer
def networkx_relationship_channels(v):
    """With the number of parallel relationships as capacities."""
    for (a, b), count in zip(v.edges, v.weights):
        v.networkx.edges[a, b]["capacity"] = count
    return [nx.maximum_flow_value(v.networkx, a, b) if v.edges else 0 for a, b in pairs(v)]
