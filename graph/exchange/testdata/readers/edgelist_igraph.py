"""Has igraph read an edge list as NCOL, and prints what it saw: python3 edgelist_igraph.py FORMAT FILE OUT."""
import json
import os
import sys

import igraph

if sys.argv[1] == "check":
    sys.exit()
_, _, path, out = sys.argv
if os.path.getsize(path) == 0:
    g = igraph.Graph(directed=True)
    g.vs["name"], g.es["weight"] = [], []
else:
    g = igraph.Graph.Read_Ncol(path, names=True, weights=True, directed=True)
json.dump({
    "directed": g.is_directed(),
    "nodes": [{"id": v["name"], "attributes": {}} for v in g.vs],
    "edges": [{"source": g.vs[e.source]["name"], "target": g.vs[e.target]["name"], "attributes": {"weight": e["weight"]}} for e in g.es],
}, sys.stdout)
