"""Has NetworkX read an edge list, prints what it saw and writes it back: python3 edgelist_networkx.py FORMAT FILE OUT."""
import json
import sys

import networkx as nx

if sys.argv[1] == "check":
    sys.exit()
_, _, path, out = sys.argv
g = nx.read_edgelist(path, create_using=nx.MultiDiGraph, data=[("weight", float)])
json.dump({
    "directed": g.is_directed(),
    "nodes": [{"id": n, "attributes": {}} for n in g],
    "edges": [{"source": u, "target": v, "attributes": d} for u, v, d in g.edges(data=True)],
}, sys.stdout)
nx.write_edgelist(g, out)  # with {'weight': 1.0} at the end of each line
