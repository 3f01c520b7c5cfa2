"""Reads GML with NetworkX, prints what it saw, and writes it back."""

import json
import re
import sys

import networkx as nx

if sys.argv[1:] == ["check"]:
    sys.exit()
_, path, out = sys.argv[1:]
g = nx.read_gml(path)


def attributes(record):
    """The attributes by the names of fields: GML has no underscores, and no truths."""
    named = {re.sub("[A-Z]", lambda c: "_" + c[0].lower(), k): v for k, v in record.items()}
    for k in ("symmetric", "own_id"):
        if k in named:
            named[k] = bool(named[k])
    return named


json.dump({
    "directed": g.is_directed() and g.is_multigraph(),
    "nodes": [{"id": n, "attributes": attributes(d)} for n, d in g.nodes(data=True)],
    "edges": [{"source": u, "target": v, "id": d.get("id", ""), "attributes": attributes(d)} for u, v, d in g.edges(data=True)],
}, sys.stdout)
nx.write_gml(g, out)
