package exchange_test

import (
	"fmt"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

var gmlReaders = []reader{
	{
		name: "NetworkX", format: "gml", script: "networkx_gml.py", writes: true, asks: "the Python package networkx",
		note: "writes the edges in the order of their sources", back: inNetworkXOrder,
	},
	{
		name: "igraph", format: "gml", script: "igraph_gml.py", writes: true, asks: "the Python package igraph",
		note: "shows characters beyond ASCII as `&#233;`, as it does not decode them; it writes 15 digits of a number",
		seen: withNumberedCharacters, back: inFifteenDigits,
	},
}

// withNumberedCharacters has texts as igraph shows them: it decodes &quot; and &amp;, and no numbers of characters.
func withNumberedCharacters(_ *graph.Graph, expected *sight) {
	shown := func(text string) string {
		var b strings.Builder
		for _, r := range text {
			if r < ' ' || r > '~' {
				fmt.Fprintf(&b, "&#%d;", r)
			} else {
				b.WriteRune(r)
			}
		}
		return b.String()
	}
	for _, records := range [][]seen{expected.Nodes, expected.Edges} {
		for i := range records {
			r := &records[i]
			r.ID, r.Source, r.Target = shown(r.ID), shown(r.Source), shown(r.Target)
			for name, value := range r.Attributes {
				r.Attributes[name] = shown(value.(string))
			}
		}
	}
}
