"""What NetworkX and igraph say of every organisation, or relationship. See oracle.py."""
import math

import igraph
import networkx as nx
from networkx.algorithms.link_analysis.hits_alg import _hits_python
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python

from view import empty, peer

# --- degrees ---------------------------------------------------------------------------------------------


@peer
def igraph_degree(v):
    return v.igraph.degree()


@peer
def networkx_degree(v):
    return v.listed(dict(v.networkx.degree()))


@peer
def igraph_in_degree(v):
    return v.igraph.indegree()


@peer
def igraph_out_degree(v):
    return v.igraph.outdegree()


@peer
def networkx_in_degree(v):
    return v.listed(dict(v.networkx.in_degree()))


@peer
def networkx_out_degree(v):
    return v.listed(dict(v.networkx.out_degree()))


@peer
def networkx_neighbours(v):
    return [len(v.networkx[u]) for u in range(v.n)]


@peer
def networkx_degree_centrality(v):
    if v.n < 2:
        return None  # NetworkX gives 1 for an organisation alone
    return v.listed(nx.degree_centrality(v.networkx))


@peer
def networkx_in_degree_centrality(v):
    return v.listed(nx.in_degree_centrality(v.networkx)) if v.n > 1 else None


@peer
def networkx_out_degree_centrality(v):
    return v.listed(nx.out_degree_centrality(v.networkx)) if v.n > 1 else None


@peer
def igraph_strength(v):
    return v.igraph.strength(mode="all", weights=v.weights) if v.edges else [0.0] * v.n


@peer
def igraph_in_strength(v):
    return v.igraph.strength(mode="in", weights=v.weights) if v.edges else [0.0] * v.n


@peer
def igraph_out_strength(v):
    return v.igraph.strength(mode="out", weights=v.weights) if v.edges else [0.0] * v.n


@peer
def igraph_strength_normalised(v):
    """igraph does not normalise: the mean strength of a tie with each of the others."""
    return [x / max(v.n - 1, 1) for x in igraph_strength(v)]


@peer
def networkx_strength(v):
    return v.listed(dict(v.networkx.degree(weight="weight")))


# --- shortest paths --------------------------------------------------------------------------------------


@peer
def igraph_betweenness(v):
    return v.igraph.betweenness(directed=v.directed, weights=v.weights)


@peer
def networkx_betweenness(v):
    return v.listed(nx.betweenness_centrality(v.networkx, normalized=False, weight=v.nx_weight))


@peer
def networkx_betweenness_normalised(v):
    return v.listed(nx.betweenness_centrality(v.networkx, normalized=True, weight=v.nx_weight))


@peer
def igraph_edge_betweenness(v):
    return v.shared(v.igraph.edge_betweenness(directed=v.directed, weights=v.weights))


def networkx_edges(v, normalized):
    found = nx.edge_betweenness_centrality(v.networkx, normalized=normalized, weight=v.nx_weight)
    return v.shared([found[e] if e in found else found[e[1], e[0]] for e in v.edges])


@peer
def networkx_edge_betweenness(v):
    return networkx_edges(v, False)


@peer
def networkx_edge_betweenness_normalised(v):
    return networkx_edges(v, True)


def reachable(v):
    """How many others each vertex reaches, by igraph."""
    return [size - 1 for size in v.igraph.neighborhood_size(order=max(v.n, 1), mode="out")]


@peer
def networkx_closeness(v):
    """NetworkX measures the distances towards a vertex, and with the factor of Wasserman and Faust."""
    g = v.networkx.reverse() if v.directed else v.networkx
    return v.listed(nx.closeness_centrality(g, distance=v.nx_weight, wf_improved=True))


@peer
def igraph_closeness(v):
    """igraph leaves out the factor of Wasserman and Faust, the share of the others that are reached."""
    if v.n < 2:
        return [0.0] * v.n
    found = v.igraph.closeness(mode="out", weights=v.weights, normalized=True)
    return [0.0 if r == 0 else c * r / (v.n - 1) for c, r in zip(found, reachable(v))]


@peer
def networkx_harmonic(v):
    g = v.networkx.reverse() if v.directed else v.networkx
    return v.listed(nx.harmonic_centrality(g, distance=v.nx_weight))


@peer
def igraph_harmonic(v):
    if v.n < 2:
        return [0.0] * v.n
    return [0.0 if math.isnan(x) else x for x in v.igraph.harmonic_centrality(mode="out", weights=v.weights, normalized=False)]


@peer
def igraph_harmonic_normalised(v):
    if v.n < 2:
        return [0.0] * v.n
    return [0.0 if math.isnan(x) else x for x in v.igraph.harmonic_centrality(mode="out", weights=v.weights, normalized=True)]


# --- walks -----------------------------------------------------------------------------------------------


@peer
def networkx_pagerank(v):
    """The implementation in plain Python, to the tolerance that its sums allow."""
    if empty(v):
        return []
    found = _pagerank_python(v.networkx, alpha=0.85, tol=1e-15, max_iter=2000, weight=v.nx_weight)
    return v.listed(found)


@peer
def igraph_pagerank(v):
    """PRPACK, to 1e-10; its handling of vertices that nothing leaves is that of the walker, who goes anywhere."""
    if empty(v):
        return []
    return v.igraph.pagerank(damping=0.85, weights=v.weights, implementation="prpack")


@peer
def networkx_katz(v):
    """With the attenuation that the question says or, where that is 0, 0.85 over the greatest sum of weights
    into a vertex, or that out of one, whichever is less."""
    if empty(v):
        return []
    alpha = v.params["attenuation"]
    if alpha == 0 and v.edges:
        into, out = [0.0] * v.n, [0.0] * v.n
        for (a, b), w in zip(v.edges, v.weights):
            out[a] += w
            into[b] += w
            if not v.directed and a != b:
                out[b] += w
                into[a] += w
        alpha = 0.85 / min(max(into), max(out))
    normalised = bool(v.params.get("normalised"))
    return v.listed(nx.katz_centrality(v.networkx, alpha=alpha, beta=1.0, tol=1e-14, max_iter=20000, normalized=normalised, weight="weight"))


def over_greatest(values):
    top = max(values)
    return [x / top for x in values]


def one_greatest(v):
    """Whether the graph is (strongly) connected and has an edge: by Perron and Frobenius its greatest
    eigenvalue is then simple, and there is one vector of values."""
    return v.n > 0 and len(v.edges) > 0 and v.igraph.is_connected(mode="strong")


@peer
def networkx_eigenvector(v):
    if not one_greatest(v):
        return None
    try:
        return over_greatest(v.listed(nx.eigenvector_centrality(v.networkx, tol=1e-15, max_iter=20000, weight="weight")))
    except nx.PowerIterationFailedConvergence:
        return None  # two eigenvalues nearly the same


@peer
def igraph_eigenvector(v):
    if not one_greatest(v):
        return None
    return over_greatest(v.igraph.eigenvector_centrality(weights=v.weights))


def networkx_hits(v, which):
    """Power iteration from the same start as ours, so that both come to the same where several vectors solve
    the equations."""
    if not v.edges:
        return None  # NetworkX divides by 0
    try:
        return v.listed(_hits_python(v.networkx, max_iter=3000, tol=1e-14, normalized=True)[which])
    except nx.PowerIterationFailedConvergence:
        return None  # two singular values nearly the same


@peer
def networkx_hubs(v):
    return networkx_hits(v, 0)


@peer
def networkx_authorities(v):
    return networkx_hits(v, 1)


def one_greatest_singular(v):
    """Whether there are three vertices (igraph 1.0 errs with two that have loops alone: it gives the one without
    all of the hub) and the arcs, as edges between a copy of the vertices that point and one of those pointed at, are in
    one piece: the greatest singular value is then simple."""
    if not v.edges or v.n < 3:
        return False
    pieces = igraph.Graph(n=2 * v.n, edges=[(a, v.n + b) for a, b in v.edges]).connected_components()
    return sum(len(piece) > 1 for piece in pieces) == 1


@peer
def igraph_hubs(v):
    return over_greatest(v.igraph.hub_score(weights=v.weights)) if one_greatest_singular(v) else None


@peer
def igraph_authorities(v):
    return over_greatest(v.igraph.authority_score(weights=v.weights)) if one_greatest_singular(v) else None


# --- cohesion --------------------------------------------------------------------------------------------


@peer
def igraph_coreness(v):
    return v.igraph.coreness(mode="all")


@peer
def igraph_coreness_normalised(v):
    """igraph does not normalise: 1 is the coreness of a complete graph."""
    return [k / max(v.n - 1, 1) for k in v.igraph.coreness(mode="all")]


@peer
def igraph_in_coreness(v):
    return v.igraph.coreness(mode="in")


@peer
def igraph_out_coreness(v):
    return v.igraph.coreness(mode="out")


@peer
def networkx_coreness(v):
    return v.listed(nx.core_number(v.networkx))


@peer
def igraph_clustering(v):
    return v.igraph.transitivity_local_undirected(mode="zero")


@peer
def networkx_clustering(v):
    return v.listed(nx.clustering(v.networkx)) if not empty(v) else []


@peer
def networkx_clustering_weighted(v):
    """By Onnela and others; igraph's is by Barrat and others, which is another measure."""
    return v.listed(nx.clustering(v.networkx, weight="weight")) if not empty(v) else []
