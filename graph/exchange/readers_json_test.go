package exchange_test

import (
	"encoding/json"

	"github.com/liaisongraph/liaison/graph"
)

var jsonReaders = []reader{
	{
		name: "NetworkX", format: "node-link", script: "networkx_json.py", writes: true, asks: "the Python package networkx, 3.4 or later",
		note: "writes the edges in the order of their sources", seen: nativeRecords, back: inNetworkXOrder,
	},
	{
		name: "NetworkX", format: "node-link-links", script: "networkx_json.py", writes: true, asks: "the Python package networkx, 3.4 or later",
		note: "writes the edges in the order of their sources", seen: nativeRecords, back: inNetworkXOrder,
	},
	{name: "D3 forceLink", format: "node-link-links", script: "d3force.js", seen: nativeRecords, asks: "the npm package d3-force"},
	{
		name: "Cytoscape.js", format: "cytoscape", script: "cytoscape.js", writes: true, asks: "the npm package cytoscape",
		note: "the type of a relationship is its interaction", seen: asInteractions,
	},
}

// asInteractions has types as Cytoscape calls them, and ids of relationships as they are where an organisation has the same.
func asInteractions(g *graph.Graph, expected *sight) {
	for i := range expected.Edges {
		e := &expected.Edges[i]
		e.Attributes["interaction"] = e.Attributes["type"]
		delete(e.Attributes, "type")
		if _, taken := g.NodeByID(e.ID); taken {
			e.ID += ":edge"
		}
	}
}

// nativeRecords has records as the format has them, not as text.
func nativeRecords(_ *graph.Graph, expected *sight) {
	for _, records := range [][]seen{expected.Nodes, expected.Edges} {
		for _, r := range records {
			for _, name := range []string{"other_names", "evidence"} {
				if text, ok := r.Attributes[name].(string); ok {
					var native any
					if err := json.Unmarshal([]byte(text), &native); err == nil {
						r.Attributes[name] = native
					}
				}
			}
		}
	}
}
