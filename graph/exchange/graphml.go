package exchange

import (
	"bytes"
	"context"
	"io"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/xmlscan"
)

const graphmlSpace = "http://graphml.graphdrawing.org/xmlns"

// graphML is the row of GraphML.
//
// Every field is a data element with a key of the column's name; the map's own fields are data of the graph. A
// mutual relationship is two directed edges with symmetric=true: an undirected edge among directed ones, which GraphML would allow, makes
// NetworkX refuse the file, and igraph takes it for a directed one. Keys have no defaults, since NetworkX does not
// apply them. Nodes have a label besides, the short name, which is what Gephi, igraph and yEd draw.
//
// Edges have an attribute id besides, where the map gives one or a second edge refers to it: igraph 1.0 gives edges the ids of nodes
// where the file declares no attribute of that name, and does not read the edge's own id where it does.
func graphML() Format {
	return Format{
		Name: "graphml", Label: "GraphML", Tools: "NetworkX, igraph, Gephi, yEd, Cytoscape, graphology",
		Standard: "http://graphml.graphdrawing.org/specification.html", Extensions: []string{".graphml", ".xml"}, MediaType: "application/graphml+xml",
		Holdings: holdsAll(nested...),
		Notes: []string{
			"A mutual relationship is two edges with symmetric=true, the second of which names the first as reverse_of.",
			"Nodes have the short name, or the name, as label besides.",
			"Read too: the labels of nodes and the types of relationships that apoc.export.graphml writes.",
			"Read too: what yEd draws. Arrowheads are the direction of an edge, its label is its type where such labels repeat, and the name of a group is an attribute of those in it.",
		},
		Parts: []Part{{Write: writeGraphML}}, Read: readGraphML,
		Guess: func(name string, head []byte) int { return guessXML(name, head, "graphml", ".graphml") },
	}
}

// graphmlKeys gives the columns of edges, nodes and the graph ids as keys: their names, with the kind before it where another has it.
type graphmlKeys struct {
	edge, node, graph []string
	label, id         string // of nodes, of edges
}

func newGraphMLKeys() *graphmlKeys {
	taken := map[string]bool{}
	ids := func(prefix string, columns []Column) (ids []string) {
		for _, c := range columns {
			id := c.Name
			if taken[id] {
				id = prefix + id
			}
			taken[id] = true
			ids = append(ids, id)
		}
		return ids
	}
	k := &graphmlKeys{}
	k.id = ids("edge_", []Column{{Name: "id"}})[0]
	k.edge = ids("edge_", RelationshipColumns())
	k.node = ids("node_", OrganisationColumns())
	k.label = ids("node_", []Column{{Name: "label"}})[0]
	k.graph = ids("graph_", MapColumns())
	return k
}

// graphmlHead begins the file and declares the attributes that something has.
func (x *xmlWriter) graphmlHead(keys *graphmlKeys, there *occurring, hasMap []bool) {
	x.put(`<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="` + graphmlSpace + `" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="` + graphmlSpace + ` ` + graphmlSpace + `/1.0/graphml.xsd">
`)
	x.keys("graph", keys.graph, MapColumns(), hasMap)
	if there.named {
		x.keys("node", []string{keys.label}, []Column{{Name: "label", Kind: Text}}, []bool{true})
	}
	x.keys("node", keys.node, OrganisationColumns(), there.organisations)
	if there.arcs > 0 {
		x.keys("edge", []string{keys.id}, []Column{{Name: "id", Kind: Text}}, []bool{true})
	}
	x.keys("edge", keys.edge, RelationshipColumns(), there.relationships)
}

func writeGraphML(ctx context.Context, w io.Writer, g *graph.Graph) error {
	there, err := occurringIn(ctx, g)
	if err != nil {
		return err
	}
	keys := newGraphMLKeys()
	mapValues := MapValues(nil, g)
	hasMap := make([]bool, len(mapValues))
	mark(hasMap, mapValues)

	x := newXMLWriter(ctx, w)
	x.graphmlHead(keys, there, hasMap)
	x.put("<graph edgedefault=\"directed\">\n")
	for i, v := range mapValues {
		if v.Kind != Empty {
			x.data(keys.graph[i], v)
			x.put("\n")
		}
	}
	var values []Value
	for n := range g.Nodes() {
		x.put("<node")
		x.attribute("id", g.ID(n))
		values = OrganisationValues(values[:0], g, n)
		label := Value{}
		if s := g.ShortName(n); s != g.ID(n) {
			label = TextValue(s)
		}
		start := len(x.b)
		x.put(">")
		x.data(keys.label, label)
		x.allData(keys.node, values)
		x.close(start, "</node>\n")
		if err := x.flush(); err != nil {
			return err
		}
	}
	err = xmlArcs(g, func(a Arc, id string, values []Value) error {
		x.put("<edge")
		x.attribute("id", id)
		x.attribute("source", g.ID(a.From))
		x.attribute("target", g.ID(a.To))
		start := len(x.b)
		x.put(">")
		if g.HasOwnID(a.Edge) || g.IsMutual(a.Edge) && a.From != a.To {
			x.data(keys.id, TextValue(id))
		}
		x.allData(keys.edge, values)
		x.close(start, "</edge>\n")
		return x.flush()
	})
	if err != nil {
		return err
	}
	x.put("</graph>\n</graphml>\n")
	return x.finish()
}

// close closes the element whose start tag ends at start: as an empty one where nothing follows it.
func (x *xmlWriter) close(start int, tag string) {
	if len(x.b) == start+1 {
		x.b = append(x.b[:start], "/>\n"...)
		return
	}
	x.put(tag)
}

func (x *xmlWriter) keys(of string, ids []string, columns []Column, there []bool) {
	for i, c := range columns {
		if !there[i] {
			continue
		}
		x.put("<key")
		x.attribute("id", ids[i])
		x.attribute("for", of)
		x.attribute("attr.name", c.Name)
		x.attribute("attr.type", graphmlType(c.Kind))
		x.put("/>\n")
	}
}

func graphmlType(k Kind) string {
	switch k {
	case Number:
		return "double"
	case Truth:
		return "boolean"
	}
	return "string"
}

func (x *xmlWriter) allData(keys []string, values []Value) {
	for i := range values {
		if values[i].Kind != Empty {
			x.data(keys[i], values[i])
		}
	}
}

func (x *xmlWriter) data(key string, v Value) {
	if v.Kind == Empty {
		return
	}
	x.b = append(append(append(x.b, `<data key="`...), key...), `">`...)
	x.b = append(appendXMLValue(x.b, v, false), "</data>"...)
}

// guessXML says how likely a file is XML with a root element.
func guessXML(name string, head []byte, root, extension string) int {
	text := head
	if decoded, err := xmlscan.Decoded(bytes.NewReader(head)); err == nil {
		if all, _ := io.ReadAll(decoded); len(all) > 0 { // what is cut off in the middle of a character is no matter
			text = all
		}
	}
	text = bytes.TrimLeft(text, " \t\r\n")
	for len(text) > 0 && text[0] == '<' {
		end := -1
		switch {
		case bytes.HasPrefix(text, []byte("<!--")):
			end = bytes.Index(text, []byte("-->"))
		case text[0] == '<' && len(text) > 1 && (text[1] == '?' || text[1] == '!'):
			end = bytes.IndexByte(text, '>')
		default:
			element, _, _ := bytes.Cut(text[1:], []byte(">"))
			if fields := bytes.Fields(element); len(fields) > 0 {
				raw := fields[0]
				if i := bytes.LastIndexByte(raw, ':'); i >= 0 {
					raw = raw[i+1:]
				}
				if string(bytes.TrimSuffix(raw, []byte("/"))) == root {
					return 3
				}
			}
			return 0
		}
		if end < 0 {
			break
		}
		text = bytes.TrimLeft(text[end+1:], "-]> \t\r\n")
	}
	if hasExtension(name, extension) {
		return 1
	}
	return 0
}
