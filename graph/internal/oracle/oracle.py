#!/usr/bin/env python3
"""What NetworkX and igraph answer on the graphs that the Go tests of this folder send.

    oracle.py < request.json > answer.json
    oracle.py --known > testdata/known.txt

A request has graphs, each a number of organisations and its relationships as [from, to, weight, mutual],
and questions, each the name of a function of measures.py or structures.py and the view of the graph that it is
given. The answer has for every question the seconds that it took and for every graph a list of numbers or null,
where the peer has no answer: the function says why. NetworkX, igraph and NumPy are needed, and not SciPy.
"""
import json
import math
import sys
import time
import warnings

sys.dont_write_bytecode = True  # no __pycache__ in the tree
# NetworkX 3 has two implementations of structural holes, and takes the one for SciPy where that is: it fails on
# an empty graph, and its effective sizes of directed graphs without weights are not those of its definition.
sys.modules["scipy"] = None

import igraph
import networkx as nx

import measures  # noqa: F401 (they register themselves)
import structures  # noqa: F401
from view import PEERS, View

warnings.simplefilter("ignore")  # such as igraph's, that closeness is made by components


def known():
    print("# Well-known graphs as NetworkX has them, made by: oracle.py --known > testdata/known.txt")
    print("# A graph is its name, its number of nodes and its source, then a line for each edge: from to weight.")
    for name, source, g in [
        ("karate", "W. W. Zachary, An information flow model for conflict and fission in small groups, 1977", nx.karate_club_graph()),
        ("florentine", "R. L. Breiger, P. E. Pattison, Cumulated social roles: the duality of persons and their algebras, 1986", nx.florentine_families_graph()),
        ("davis", "A. Davis, B. B. Gardner, M. R. Gardner, Deep South, 1941", nx.davis_southern_women_graph()),
        ("les-miserables", "D. E. Knuth, The Stanford GraphBase, 1993", nx.les_miserables_graph()),
        ("krackhardt-kite", "D. Krackhardt, Assessing the political landscape, 1990", nx.krackhardt_kite_graph()),
        ("petersen", "J. Petersen, Sur le théorème de Tait, 1898", nx.petersen_graph()),
        ("tutte", "W. T. Tutte, On Hamiltonian circuits, 1946", nx.tutte_graph()),
    ]:
        g = nx.convert_node_labels_to_integers(g)
        print(f"graph {name} {g.number_of_nodes()} {source}")
        for a, b, weight in g.edges(data="weight", default=1):
            print(a, b, weight)


def finite(values):
    """None where some number is not finite; a number that is None is not compared."""
    if values is None or any(x is not None and not math.isfinite(x) for x in values):
        return None
    return [None if x is None else float(x) for x in values]


def main():
    request = json.load(sys.stdin)
    answers = [{"seconds": 0.0, "graphs": []} for _ in request["questions"]]
    for graph in request["graphs"]:
        views = {}
        for question, answer in zip(request["questions"], answers):
            key = json.dumps(question["view"], sort_keys=True)
            if key not in views:
                views[key] = View(graph, question["view"])
            view = views[key]
            view.params = question.get("params") or {}
            if graph["name"] in (question.get("without") or []):
                answer["graphs"].append({})
                continue
            start = time.perf_counter()
            try:
                answer["graphs"].append({"values": finite(PEERS[question["peer"]](view))})
            except Exception as err:  # of any kind: the test names the graph
                answer["graphs"].append({"error": f"{type(err).__name__}: {err}"})
            answer["seconds"] += time.perf_counter() - start
    versions = {"networkx": nx.__version__, "igraph": igraph.__version__}
    json.dump({"versions": versions, "answers": answers}, sys.stdout, allow_nan=False)


if __name__ == "__main__":
    known() if "--known" in sys.argv else main()
