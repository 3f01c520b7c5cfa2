"""Reads GML with igraph, prints what it saw, and writes it back."""

import json
import math
import re
import sys
import warnings

import igraph

if sys.argv[1:] == ["check"]:
    sys.exit()
_, path, out = sys.argv[1:]
warnings.simplefilter("ignore")  # it says once that there are entities which it does not decode
g = igraph.Graph.Read_GML(path)


def attributes(record):
    """The attributes by the names of fields: GML has no underscores, and no truths. NaN and "" stand for none."""
    named = {}
    for k, v in record.attributes().items():
        if k != "id" and v != "" and not (isinstance(v, float) and math.isnan(v)):
            k = re.sub("[A-Z]", lambda c: "_" + c[0].lower(), k)
            named[k] = bool(v) if k in ("symmetric", "own_id") else v
    return named


names = [v["label"] for v in g.vs]
ids = g.es["id"] if "id" in g.es.attributes() else [""] * g.ecount()
json.dump({
    "directed": g.is_directed(),
    "nodes": [{"id": v["label"], "attributes": attributes(v)} for v in g.vs],
    "edges": [{"source": names[e.source], "target": names[e.target], "id": i, "attributes": attributes(e)} for e, i in zip(g.es, ids)],
}, sys.stdout)
g.write_gml(out)
