"""Reads node-link JSON with NetworkX, prints what it saw, and writes it back."""

import json
import sys

import networkx as nx

if sys.argv[1:] == ["check"]:
    nx.node_link_graph({"nodes": [], "edges": []}, edges="edges")
    sys.exit()
fmt, path, out = sys.argv[1:]
edges = "links" if fmt == "node-link-links" else "edges"
with open(path, encoding="utf-8") as f:
    g = nx.node_link_graph(json.load(f), edges=edges)
assert g.is_multigraph()
json.dump({
    "directed": g.is_directed(),
    "nodes": [{"id": n, "attributes": d} for n, d in g.nodes(data=True)],
    "edges": [{"source": u, "target": v, "id": k, "attributes": d} for u, v, k, d in g.edges(keys=True, data=True)],
}, sys.stdout)
with open(out, "w", encoding="utf-8") as f:
    json.dump(nx.node_link_data(g, edges=edges), f)
