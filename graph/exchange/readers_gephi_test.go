package exchange_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
)

const gephiAsks = "a JDK and the jar org.gephi:gephi-toolkit, classifier all, of Maven Central, in the folder $LIAISON_GEPHI"

const gephiNote = "holds weights in 32 bits; takes the text null and blanks alone for nothing; "

// gephiReaders is Gephi itself without its windows: gephi-toolkit has the same importers and exporters.
var gephiReaders = []reader{
	{name: "Gephi", format: "graphml", script: "Gephi.java", writes: true, stays: true, asks: gephiAsks, seen: seenByGephi,
		back: backInGraphML, options: typeOfNothing, note: gephiNote + "does not read what the file says of the map"},
	{name: "Gephi", format: "gexf", script: "Gephi.java", writes: true, stays: true, asks: gephiAsks, seen: seenByGephi,
		back: backInGEXF, note: gephiNote + "keeps of what the file says of the map the description"},
	{name: "Gephi", format: "gml", script: "Gephi.java", writes: true, stays: true, asks: gephiAsks, seen: seenInGML, back: withIDsOnly,
		note: "has numbers for ids, and our ids as labels; names of attributes are in small letters, without underscores, and truths 1 and 0; it does not decode " +
			"`&quot;`, `&amp;` and `&#233;`, but hands them on; does not read what the file says of the map"},
	{name: "Gephi", format: "gephi-csv", script: "Gephi.java", writes: true, stays: true, asks: gephiAsks, seen: seenInTables,
		back: backInTables,
		note: "takes blanks from the ends of cells, and the text null for nothing; it proposes to read dates as points in time, and is told that they are text; " +
			"it writes nodes and edges, beside which our map.csv is kept, weights with 6 decimal places, no Kind where all edges are of one (which our ids say too), " +
			"and two backslashes so that they are read as one"},
}

// typeOfNothing says what the type is that Gephi takes for none.
func typeOfNothing(g *graph.Graph) (opts exchange.ReadOptions) {
	if usesType(g, "null") {
		opts.Type = "null"
	}
	return opts
}

// backInGraphML is what Gephi's GraphML has of g.
func backInGraphML(t *testing.T, g *graph.Graph) *graph.Graph {
	list := func(list []string) []string {
		if len(list) == 1 && list[0] == "null" {
			return nil
		}
		return list
	}
	g = backFromGephi(t, g, in32Bits, somethingOf, list)
	return withIDsOnly(t, rebuilt(t, g, slices.Collect(g.Edges()), func(r *graph.Relationship) {
		if r.Type == "null" && r.ID == "" {
			r.ID = r.From + ":null:" + r.To // which is not known to be made of the type
		}
	}))
}

// backInGEXF is what Gephi's GEXF has of g.
func backInGEXF(t *testing.T, g *graph.Graph) *graph.Graph {
	notNull := func(s string) string {
		if s == "null" {
			return ""
		}
		return s
	}
	back := withIDsOnly(t, backFromGephi(t, g, in32Bits, notNull, func(list []string) []string { return list }))
	return described(t, back, g.Description())
}

// backInTables is what Gephi's tables have of g, beside our own of the map.
func backInTables(t *testing.T, g *graph.Graph) *graph.Graph {
	halved := func(s string) string { return strings.ReplaceAll(s, `\\`, `\`) }
	weight := func(w float64) float64 {
		w, _ = strconv.ParseFloat(strconv.FormatFloat(w, 'f', 6, 64), 64)
		return w
	}
	text := func(s string) string { return halved(somethingOf(strings.TrimSpace(s))) }
	list := func(list []string) []string {
		if len(list) == 1 && list[0] == "null" {
			return nil
		}
		list = slices.Clone(list)
		for i := range list {
			list[i] = halved(list[i])
		}
		if len(list) > 0 { // the blank at the end of a cell has a backslash before it
			last := &list[len(list)-1]
			if short := strings.TrimRight(*last, " \n\t"); short != *last {
				*last = (*last)[:len(*last)-1] + `\`
			}
		}
		return list
	}
	return backFromGephi(t, g, weight, text, list)
}

func in32Bits(w float64) float64 { return float64(float32(w)) }

// isNothing reports whether Gephi takes a text for nothing.
func isNothing(s string) bool { return s == "null" || strings.TrimSpace(s) == "" }

func somethingOf(s string) string {
	if isNothing(s) {
		return ""
	}
	return s
}

// backFromGephi is g with weights, texts and lists as Gephi hands them on. A name that is the label too is not nothing, if it is null.
func backFromGephi(t *testing.T, g *graph.Graph, weight func(float64) float64, text func(string) string, list func([]string) []string) *graph.Graph {
	t.Helper()
	label := func(s string) string {
		if s == "null" {
			return s
		}
		return text(s)
	}
	return changed(t, g, slices.Collect(g.Edges()), func(o *graph.Organisation) {
		o.Classifications, o.Tags = list(o.Classifications), list(o.Tags)
		o.Name, o.ShortName, o.Description, o.URL = label(o.Name), text(o.ShortName), text(o.Description), text(o.URL)
	}, func(r *graph.Relationship) {
		r.Weight, r.Arrangement, r.Note, r.Label = weight(r.Weight), text(r.Arrangement), text(r.Note), label(r.Label)
	})
}

// described is g with a description.
func described(t *testing.T, g *graph.Graph, description string) *graph.Graph {
	t.Helper()
	return changedMap(t, g, "", description, slices.Collect(g.Edges()), func(*graph.Organisation) {}, func(*graph.Relationship) {})
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
	eachText(expected, func(name, text string) string {
		if text = strings.TrimSpace(text); name == "tags" && strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]") {
			text += ";" // which says that this is no list in brackets
		}
		return text
	})
}

// eachText changes every attribute, and leaves out those of which Gephi sees nothing.
func eachText(expected *sight, change func(name, text string) string) {
	for _, records := range [][]seen{expected.Nodes, expected.Edges} {
		for _, r := range records {
			for name, value := range r.Attributes {
				text := change(name, value.(string))
				r.Attributes[name] = text
				if isNothing(text) {
					delete(r.Attributes, name)
				}
			}
		}
	}
}

// seenInGML has values as Gephi's importer of GML holds them: it decodes no texts, and names are in small letters. Nodes go by their numbers.
func seenInGML(g *graph.Graph, expected *sight) {
	number := map[string]string{}
	for i := range expected.Nodes {
		n := &expected.Nodes[i]
		number[n.ID], n.ID = strconv.Itoa(i), strconv.Itoa(i)
		n.Attributes = inGML(n.Attributes)
	}
	for i := range expected.Edges {
		e := &expected.Edges[i]
		e.Source, e.Target = number[e.Source], number[e.Target]
		e.Attributes = inGML(e.Attributes)
	}
	withNumberedCharacters(g, expected)
}

// inGML are attributes by their names in GML, as Gephi shows those. Truths are numbers.
func inGML(attributes map[string]any) map[string]any {
	named := map[string]any{}
	for name, value := range attributes {
		text := value.(string)
		switch name {
		case "symmetric", "own_id":
			text = map[string]string{"true": "1", "false": "0"}[text]
		default:
			text = strings.NewReplacer("&", "&amp;", `"`, "&quot;").Replace(text)
		}
		named[strings.ReplaceAll(name, "_", "")] = text
	}
	return named
}
