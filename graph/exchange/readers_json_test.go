package exchange_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

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
	{
		name: "its JSON Schema", format: "jgf", reads: jsonGraph, seen: asJSONGraph,
		note: "valid by the schema, and read by the words of the specification, not by a tool",
	},
}

// jsonGraph reads JSON Graph Format as its specification has it, after its JSON Schema has found it valid.
func jsonGraph(t *testing.T, path string) *sight {
	t.Helper()
	schema, err := os.ReadFile(filepath.Join("testdata", "json", "jgf.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := compile(t, schema).Validate(instance); err != nil {
		t.Fatal(err)
	}
	var file struct {
		Graph struct {
			Directed bool
			Nodes    map[string]struct {
				Label    string
				Metadata map[string]any
			}
			Edges []struct {
				ID, Source, Target, Relation, Label string
				Directed                            *bool
				Metadata                            map[string]any
			}
		}
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	saw := &sight{Directed: file.Graph.Directed}
	with := func(metadata map[string]any, more map[string]string) map[string]any {
		all := map[string]any{}
		maps.Copy(all, metadata)
		for name, text := range more {
			if text != "" {
				all[name] = text
			}
		}
		return all
	}
	for id, n := range file.Graph.Nodes {
		saw.Nodes = append(saw.Nodes, seen{ID: id, Attributes: with(n.Metadata, map[string]string{"name": n.Label})})
	}
	for _, e := range file.Graph.Edges {
		attributes := with(e.Metadata, map[string]string{"type": e.Relation, "label": e.Label})
		attributes["symmetric"] = e.Directed != nil && !*e.Directed
		saw.Edges = append(saw.Edges, seen{ID: e.ID, Source: e.Source, Target: e.Target, Attributes: attributes})
	}
	return saw
}

// asJSONGraph has a mutual relationship as one edge, and records as the format has them.
func asJSONGraph(g *graph.Graph, expected *sight) {
	expected.Edges = slices.DeleteFunc(expected.Edges, func(e seen) bool { return e.Attributes["reverse_of"] != nil })
	nativeRecords(g, expected)
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
