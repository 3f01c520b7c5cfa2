"""Reads GraphML with igraph, prints what it saw, and writes it back."""

import json
import math
import sys

import igraph

if sys.argv[1:] == ["check"]:
    sys.exit()
_, path, out = sys.argv[1:]
g = igraph.Graph.Read_GraphML(path)


def attributes(record):
    # igraph has every attribute everywhere: NaN and "" stand for none.
    return {
        k: v for k, v in record.attributes().items()
        if k != "id" and v != "" and not (isinstance(v, float) and math.isnan(v))
    }


ids = [v["id"] for v in g.vs]
json.dump({
    "directed": g.is_directed(),
    "nodes": [{"id": v["id"], "attributes": attributes(v)} for v in g.vs],
    "edges": [{"source": ids[e.source], "target": ids[e.target], "id": e["id"], "attributes": attributes(e)} for e in g.es],
}, sys.stdout)
g.write_graphml(out)
