"""Graphs as the peers see them, made without the project's code, and the register of what they are asked."""
import igraph
import networkx as nx


class View:
    """What a question sees of a graph, made from the relationships alone, without the project's code.

    direction: out and in give a directed graph, in which a mutual relationship is an edge each way (a loop is
    one edge); both gives an undirected one, in which every relationship is one edge. collapse makes parallel
    edges one, with their weights summed. Weights are strength, cost (1 over the strength), count (of the
    edges that collapse made one), ones, or none.
    """

    def __init__(self, graph, spec):
        self.n = graph["n"]
        self.directed = spec["direction"] != "both"
        self.groups = graph.get("groups") or []
        self.params = {}
        edges = []
        for number, (a, b, weight, mutual) in enumerate(graph["relationships"]):
            if a == b and spec.get("drop_loops"):
                continue
            if spec["direction"] == "in":
                a, b = b, a
            edges.append((a, b, weight, 1, [number]))
            if self.directed and mutual and a != b:
                edges.append((b, a, weight, 1, [number]))
        if spec.get("collapse"):
            merged = {}
            for a, b, weight, count, numbers in edges:
                key = (a, b) if self.directed else (min(a, b), max(a, b))
                if key in merged:
                    _, _, w, c, before = merged[key]
                    merged[key] = (*key, w + weight, c + count, before + numbers)
                else:
                    merged[key] = (*key, weight, count, numbers)
            edges = list(merged.values())
        self.relationships = len(graph["relationships"])
        self.communities = graph.get("communities") or []
        self.strengths = [r[2] for r in graph["relationships"]]
        self.numbers = [e[4] for e in edges]
        self.edges = [(e[0], e[1]) for e in edges]
        kind = spec.get("weight")
        self.weights = {
            None: lambda: None,
            "strength": lambda: [e[2] for e in edges],
            "cost": lambda: [1 / e[2] for e in edges],
            "count": lambda: [float(e[3]) for e in edges],
            "ones": lambda: [1.0 for _ in edges],
        }[kind]()
        self.kept = {}

    def keep(self, name, make):
        if name not in self.kept:
            self.kept[name] = make()
        return self.kept[name]

    @property
    def igraph(self):
        return self.keep("igraph", lambda: igraph.Graph(n=self.n, edges=self.edges, directed=self.directed))

    @property
    def networkx(self):
        """With parallel edges apart; for functions that want none, the view collapses them."""
        def make():
            multi = len({e if self.directed else tuple(sorted(e)) for e in self.edges}) < len(self.edges)
            if multi:
                g = nx.MultiDiGraph() if self.directed else nx.MultiGraph()
            else:
                g = nx.DiGraph() if self.directed else nx.Graph()
            g.add_nodes_from(range(self.n))
            for i, (a, b) in enumerate(self.edges):
                g.add_edge(a, b, weight=self.weights[i] if self.weights else 1.0)
            return g
        return self.keep("networkx", make)

    @property
    def nx_weight(self):
        return "weight" if self.weights else None

    def listed(self, by_node, default=0.0):
        return [by_node.get(v, default) for v in range(self.n)]

    def by_relationship(self, values):
        """What the edges that a relationship is have, in sum; those that are one edge have all of its value."""
        sums = [0.0] * self.relationships
        for numbers, value in zip(self.numbers, values):
            for number in numbers:
                sums[number] += value
        return sums

    def shared(self, values):
        """The same, but that those that are one edge share its value: by their strength, where weights are
        costs, and else equally."""
        sums = [0.0] * self.relationships
        for numbers, value in zip(self.numbers, values):
            shares = [self.strengths[number] if self.weights else 1.0 for number in numbers]
            for number, share in zip(numbers, shares):
                sums[number] += value * share / sum(shares)
        return sums


PEERS = {}


def peer(function):
    PEERS[function.__name__] = function
    return function


def empty(v):
    return v.n == 0
