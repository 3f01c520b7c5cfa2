"""What a Python peer takes to read or write a file: formats.py PEER read|write FORMAT FILE.

FILE is read in either case; with "write" the graph is then written to FILE.again, and only that is timed. It prints
{"seconds": …, "megabytes": …}, the latter of the whole process at the most.
"""
import importlib
import json
import os
import resource
import sys
import time

peer, what, form, path = sys.argv[1:5]
lib = importlib.import_module(peer)


def networkx_read():
    if form == "graphml":
        return lib.read_graphml(path, force_multigraph=True)
    if form == "gexf":
        return lib.read_gexf(path)
    if form == "gml":
        return lib.read_gml(path)
    if form == "node-link":
        with open(path) as file:
            return lib.node_link_graph(json.load(file), edges="edges")
    return lib.read_edgelist(path, create_using=lib.MultiDiGraph, comments="#", data=False)


def networkx_write(g, to):
    if form == "graphml":
        lib.write_graphml(g, to)
    elif form == "gexf":
        lib.write_gexf(g, to)
    elif form == "gml":
        lib.write_gml(g, to)
    elif form == "node-link":
        with open(to, "w") as file:
            json.dump(lib.node_link_data(g, edges="edges"), file)
    else:
        lib.write_edgelist(g, to, data=False)


def igraph_read():
    if form == "graphml":
        return lib.Graph.Read_GraphML(path)
    if form == "gml":
        return lib.Graph.Read_GML(path)
    return lib.Graph.Read_Ncol(path, directed=True)


def igraph_write(g, to):
    if form == "graphml":
        g.write_graphml(to)
    elif form == "gml":
        g.write_gml(to)
    else:
        g.write_ncol(to)


read, write = globals()[peer + "_read"], globals()[peer + "_write"]
start = time.perf_counter()
graph = read()
if what == "write":
    start = time.perf_counter()
    write(graph, path + ".again")
seconds = time.perf_counter() - start
if what == "write":
    os.remove(path + ".again")
print(json.dumps({"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
