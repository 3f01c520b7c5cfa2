#!/usr/bin/env python3
"""How long the Python peers take on an edge list, and what they answer: peers.py FILE REQUEST.

REQUEST is JSON: {"peers": [...], "measures": [...], "first": 10, "repeat": 3}. A line of JSON is printed for
each: peer, version, measure, the least seconds of so many runs (one, where a run takes over a second), and
the values of the first vertices, or for relationship-betweenness of the first edges, in the units in which
the project has them; what that takes is outside the time.
"""
import importlib
import json
import sys
import time

FILE, REQUEST = sys.argv[1], json.loads(sys.argv[2])
FIRST, REPEAT = REQUEST["first"], REQUEST["repeat"]


def igraph(lib):
    g = lib.Graph.Read_Edgelist(FILE, directed=True)
    n = g.vcount()
    some = range(min(FIRST, n))

    def closeness(values):
        # igraph's is that of the vertices that are reached: the factor of Wasserman and Faust is missing.
        reached = g.neighborhood_size(vertices=some, order=n, mode="out")
        return [0.0 if r < 2 else c * (r - 1) / (n - 1) for c, r in zip(values, reached)]

    return {
        "degree": (lambda: g.degree(), None),
        "pagerank": (lambda: g.pagerank(damping=0.85), None),
        "betweenness": (lambda: g.betweenness(), None),
        "relationship-betweenness": (lambda: g.edge_betweenness(), None),
        "harmonic": (lambda: g.harmonic_centrality(mode="out", normalized=False), None),
        "closeness": (lambda: g.closeness(mode="out"), closeness),
        "eigenvector": (lambda: g.eigenvector_centrality(directed=True), None),
        "hubs": (lambda: g.hub_score(), None),
        "authorities": (lambda: g.authority_score(), None),
        "coreness": (lambda: g.coreness(mode="all"), None),
        "clustering": (lambda: g.transitivity_local_undirected(mode="zero"), None),
    }


def networkx(lib):
    g = lib.read_edgelist(FILE, nodetype=int, create_using=lib.DiGraph)
    g.add_nodes_from(range(max(g, default=-1) + 1))
    return {
        "degree": (lambda: dict(g.degree()), None),
        "pagerank": (lambda: lib.pagerank(g, tol=1e-10 / len(g)), None),
        "betweenness": (lambda: lib.betweenness_centrality(g, normalized=False), None),
        "harmonic": (lambda: lib.harmonic_centrality(g.reverse()), None),
        "closeness": (lambda: lib.closeness_centrality(g.reverse()), None),
        "coreness": (lambda: lib.core_number(g.to_undirected()), None),
        "clustering": (lambda: lib.clustering(g.to_undirected()), None),
    }


def networkit(lib):
    g = lib.graphio.EdgeListReader(" ", 0, directed=True).read(FILE)
    c = lib.centrality
    return {
        "pagerank": (lambda: c.PageRank(g, 0.85, 1e-10).run().scores(), None),
        "betweenness": (lambda: c.Betweenness(g).run().scores(), None),
        "harmonic": (lambda: c.HarmonicCloseness(g, False).run().scores(), None),
        "closeness": (lambda: c.Closeness(g, True, c.ClosenessVariant.GENERALIZED).run().scores(), None),
        "coreness": (lambda: c.CoreDecomposition(lib.graphtools.toUndirected(g)).run().scores(), None),
        "clustering": (lambda: c.LocalClusteringCoefficient(lib.graphtools.toUndirected(g)).run().scores(), None),
    }


def rustworkx(lib):
    with open(FILE) as lines:
        pairs = [tuple(map(int, line.split())) for line in lines]
    g = lib.PyDiGraph()
    g.add_nodes_from(range(max(map(max, pairs), default=-1) + 1))
    g.add_edges_from_no_data(pairs)
    return {
        "pagerank": (lambda: lib.pagerank(g, tol=1e-10 / g.num_nodes()), None),
        "betweenness": (lambda: lib.digraph_betweenness_centrality(g, normalized=False), None),
        "relationship-betweenness": (lambda: lib.digraph_edge_betweenness_centrality(g, normalized=False), None),
    }


def say(peer, lib, measure, seconds, first=None):
    version = importlib.metadata.version(peer)
    print(json.dumps({"peer": peer, "version": version, "measure": measure, "seconds": seconds, "first": first}), flush=True)


def timed(run):
    """The least time of REPEAT runs, and what the last returned."""
    least, got = float("inf"), None
    for _ in range(REPEAT):
        start = time.perf_counter()
        got = run()
        took = time.perf_counter() - start
        least = min(least, took)
        if took > 1:
            break
    return least, got


for name in REQUEST["peers"]:
    try:
        lib = importlib.import_module(name)
        importlib.import_module("importlib.metadata")
    except ImportError as err:
        print(json.dumps({"peer": name, "missing": str(err)}), flush=True)
        continue
    make = globals()[name]
    seconds, measures = timed(lambda: make(lib))
    say(name, lib, "load", seconds)
    for measure in REQUEST["measures"]:
        run, convert = measures.get(measure, (None, None))
        if run is None:
            continue
        seconds, got = timed(run)
        length = min(FIRST, len(got))
        first = [float(got[i]) for i in range(length)]
        say(name, lib, measure, seconds, convert(first) if convert else first)
