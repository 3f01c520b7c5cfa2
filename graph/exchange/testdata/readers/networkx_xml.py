"""Reads GraphML or GEXF with NetworkX, prints what it saw, and writes it back."""

import json
import sys

import networkx as nx

if sys.argv[1:] == ["check"]:
    sys.exit()
fmt, path, out = sys.argv[1:]
if fmt == "graphml":
    g = nx.read_graphml(path, edge_key_type=str, force_multigraph=True)
else:
    g = nx.read_gexf(path)
if g.is_multigraph():
    edges = [(u, v, k, d) for u, v, k, d in g.edges(keys=True, data=True)]
else:
    edges = [(u, v, d.get("id"), d) for u, v, d in g.edges(data=True)]
json.dump({
    "directed": g.is_directed(),
    "nodes": [{"id": n, "attributes": d} for n, d in g.nodes(data=True)],
    "edges": [{"source": u, "target": v, "id": d.get("id", k), "attributes": d} for u, v, k, d in edges],
}, sys.stdout)
if fmt == "graphml":
    nx.write_graphml(g, out)
else:
    nx.write_gexf(g, out, version="1.2draft")
