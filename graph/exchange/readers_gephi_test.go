package exchange_test

import (
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

const gephiAsks = "a JDK and the jar org.gephi:gephi-toolkit, classifier all, of Maven Central, in the folder $LIAISON_GEPHI"

const gephiNote = "holds weights in 32 bits; takes the text null and blanks alone for nothing; does not read what the file says of the map"

// gephiReaders is Gephi itself without its windows: gephi-toolkit has the same importers.
var gephiReaders = []reader{
	{name: "Gephi", format: "graphml", script: "Gephi.java", asks: gephiAsks, seen: seenByGephi, note: gephiNote},
	{name: "Gephi", format: "gexf", script: "Gephi.java", asks: gephiAsks, seen: seenByGephi, note: gephiNote},
	{name: "Gephi", format: "gephi-csv", script: "Gephi.java", asks: gephiAsks, seen: seenInTables,
		note: "takes blanks from the ends of cells, and the text null for nothing; it proposes to read dates as points in time, and is told that they are text"},
}

// seenByGephi has values as Gephi's importers hold them.
func seenByGephi(_ *graph.Graph, expected *sight) {
	eachText(expected, func(name, text string) string {
		if weight, err := strconv.ParseFloat(text, 32); name == "weight" && err == nil {
			return strconv.FormatFloat(weight, 'g', -1, 64)
		}
		return text
	})
}

// seenInTables has values as Gephi's importer of tables holds them.
func seenInTables(_ *graph.Graph, expected *sight) {
	eachText(expected, func(_, text string) string { return strings.TrimSpace(text) })
}

// eachText changes every attribute, and leaves out those of which Gephi sees nothing.
func eachText(expected *sight, change func(name, text string) string) {
	for _, records := range [][]seen{expected.Nodes, expected.Edges} {
		for _, r := range records {
			for name, value := range r.Attributes {
				text := change(name, value.(string))
				r.Attributes[name] = text
				if strings.TrimSpace(text) == "" || text == "null" {
					delete(r.Attributes, name)
				}
			}
		}
	}
}
