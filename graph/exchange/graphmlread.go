package exchange

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
	"github.com/liaisongraph/liaison/graph/exchange/internal/xmlscan"
)

// readGraphML reads GraphML in the manner of NetworkX, igraph, Gephi, yEd, Cytoscape and others.
//
// Attributes have the field that their key's attr.name says, as xmlkeys.go has it; a key without a name goes by its id. What yEd draws
// at a node or edge is its label. The nodes of nested graphs are organisations like the others; ports and hyperedges are left
// out. A data element without a key that is declared is an extra attribute of the key's id.
//
// igraph writes ids of its own, n0, n1, …, and those of the graph as an attribute "id", which then is the id. APOC, of Neo4j, writes the
// labels of nodes and the types of relationships into the elements themselves, as labels=":Agency:Police" and label="REPORTS_TO",
// and as data again.
func readGraphML(ctx context.Context, in *Input, sink Sink) error {
	common, err := newXMLReader(ctx, in, sink)
	if err != nil {
		return err
	}
	r := &graphmlReader{xmlReader: common, graphKeys: map[string]*xmlKey{}, open: []graphmlElement{inGraphML}}
	return r.read(in, "graphml", "GraphML", xmlHandler{begin: r.begin, foreign: r.Skip, end: r.close})
}

type graphmlReader struct {
	*xmlReader
	graphKeys map[string]*xmlKey

	open  []graphmlElement
	text  []byte
	graph []bool // whether the edges of the graphs that are open have a direction
	ids   map[string]string

	labels, label string // what APOC says of the node and of the edge that are open
}

// graphmlElement is what is open.
type graphmlElement uint8

const (
	inGraphML graphmlElement = iota
	inGraph
	inNode
	inEdge
)

// inside is the element that is open innermost.
func (r *graphmlReader) inside() graphmlElement { return r.open[len(r.open)-1] }

// begin reads an element that has begun.
func (r *graphmlReader) begin() error {
	switch in := r.inside(); r.Local {
	case "key":
		return r.key()
	case "graph":
		if in == inGraphML || in == inNode || in == inEdge {
			return r.beginGraph(in)
		}
	case "node":
		if in == inGraph {
			r.open = append(r.open, inNode)
			r.labels = string(r.Attr("labels"))
			return r.beginNode()
		}
	case "edge":
		if in == inGraph {
			r.open = append(r.open, inEdge)
			return r.edge()
		}
	case "data":
		return r.data(in)
	case "desc":
		return r.desc(in)
	case "hyperedge":
		if err := r.sink.Note(r.Line, "hyperedge", "left out"); err != nil {
			return err
		}
	case "port":
		if err := r.once("ports", "left out; the edges go to the nodes"); err != nil {
			return err
		}
	case "locator":
		if err := r.sink.Note(r.Line, "reference to another file", "left out"); err != nil {
			return err
		}
	}
	return r.Skip()
}

func (r *graphmlReader) beginGraph(in graphmlElement) error {
	directed := string(r.Attr("edgedefault")) != "undirected"
	if in != inGraphML {
		if err := r.sink.Note(r.Line, "nested graph", "its nodes and edges are taken like the others"); err != nil {
			return err
		}
		if in == inNode {
			if err := r.giveNode(); err != nil {
				return err
			}
		}
	}
	r.open = append(r.open, inGraph)
	r.graph = append(r.graph, directed)
	return nil
}

// close ends the element that is open innermost.
func (r *graphmlReader) close() error {
	in := r.inside()
	r.open = r.open[:len(r.open)-1]
	switch in {
	case inGraph:
		r.graph = r.graph[:len(r.graph)-1]
	case inNode:
		return r.giveNode()
	case inEdge:
		return r.giveEdge()
	}
	return nil
}

// key reads a declaration. Its type is attr.type, or what yEd says that it is.
func (r *graphmlReader) key() error {
	id, name, of := string(r.Attr("id")), string(r.Attr("attr.name")), string(r.Attr("for"))
	kind := xmlKindOf(string(r.Attr("attr.type")))
	if r.Attr("yfiles.type") != nil {
		kind = xmlDrawing
	}
	if name == "" {
		name = id
	}
	var keys []interface{ presetText(id, text string) bool }
	if of == "node" || of == "all" || of == "" {
		r.nodeKeys.declare(id, name, kind)
		keys = append(keys, r.nodeKeys)
	}
	if of == "edge" || of == "all" || of == "" {
		r.edgeKeys.declare(id, name, kind)
		keys = append(keys, r.edgeKeys)
	}
	if (of == "graph" || of == "graphml" || of == "all" || of == "") && len(r.graphKeys) < maxAttributes {
		r.graphKeys[id] = &xmlKey{name: name, kind: kind}
	}
	return r.presets(name, func(text string) bool {
		taken := true
		for _, k := range keys {
			taken = k.presetText(id, text) && taken
		}
		return taken
	})
}

// presetText sets the preset of a key by its id; see preset.
func (k *xmlKeys[R]) presetText(id, text string) bool {
	key, ok := k.byID[id]
	return !ok || k.preset(key, text)
}

// giveNode gives the sink the organisation of the node that is open, once.
func (r *graphmlReader) giveNode() error {
	if !r.hasNode {
		return nil
	}
	r.hasNode = false
	o := &r.organisation
	r.nodeKeys.finish(o)
	if id := r.nodeKeys.id; id != "" && id != o.ID {
		if r.ids == nil {
			r.ids = map[string]string{}
		}
		r.ids[o.ID] = id
		o.ID = id
	}
	if r.labels != "" {
		o.Extra = slices.DeleteFunc(o.Extra, func(a Attribute) bool { return a.Name == "labels" && a.Value.String() == r.labels })
		if len(o.Classifications) == 0 {
			o.Classifications = classificationsOf(strings.FieldsFunc(r.labels, func(c rune) bool { return c == ':' }))
		}
	}
	nameFrom(&o.Organisation, r.nodeKeys.label)
	return r.giveOrganisation()
}

func (r *graphmlReader) edge() error {
	if err := r.beginEdge(); err != nil {
		return err
	}
	directed := r.graph[len(r.graph)-1]
	switch string(r.Attr("directed")) {
	case "true", "1":
		directed = true
	case "false", "0":
		directed = false
	}
	r.relationship.Undirected = !directed
	r.label = string(r.Attr("label"))
	if r.Attr("sourceport") != nil || r.Attr("targetport") != nil {
		return r.once("ports", "left out; the edges go to the nodes")
	}
	return nil
}

func (r *graphmlReader) giveEdge() error {
	e := &r.relationship
	r.edgeKeys.finish(e)
	if id := r.edgeKeys.id; id != "" {
		e.ID = id
	}
	if r.label != "" && e.Type == "" {
		if e.Type = r.label; e.Label == r.label {
			e.Label = ""
		}
	}
	if r.ids != nil {
		if id, ok := r.ids[e.From]; ok {
			e.From = id
		}
		if id, ok := r.ids[e.To]; ok {
			e.To = id
		}
	}
	return r.giveRelationship()
}

// desc is a description of what it stands in.
func (r *graphmlReader) desc(in graphmlElement) error {
	text, err := r.Content(nil)
	if err != nil {
		return err
	}
	switch s := string(bytes.TrimSpace(text)); {
	case in == inNode && r.hasNode:
		r.organisation.Set("description", TextValue(s))
	case in == inEdge:
		r.relationship.Set("note", TextValue(s))
	case in == inGraph || in == inGraphML:
		if r.description == "" {
			r.description = s
		}
	}
	return nil
}

// data reads the value of a key.
func (r *graphmlReader) data(in graphmlElement) error {
	id := r.Attr("key")
	switch {
	case in == inNode && r.hasNode:
		return graphmlData(r, r.nodeKeys, &r.organisation, id)
	case in == inEdge:
		return graphmlData(r, r.edgeKeys, &r.relationship, id)
	case in == inNode:
		if err := r.once("data of a node after its nested graph", "left out"); err != nil {
			return err
		}
		return r.Skip()
	}
	key := r.graphKeys[string(id)]
	if key == nil {
		key = &xmlKey{name: string(id)}
	}
	if key.kind == xmlDrawing {
		return r.Skip()
	}
	line := r.Line
	text, err := r.Content(r.text[:0])
	if err != nil {
		return err
	}
	r.text = text
	return r.mapData(line, key.name, string(text))
}

// mapData takes an attribute of the graph.
func (r *graphmlReader) mapData(line int, name, text string) error {
	switch name {
	case "title", "name", "label", "Title", "Name":
		if r.title == "" {
			r.title = text
		}
		return nil
	case "description", "Description":
		if r.description == "" {
			r.description = text
		}
		return nil
	}
	return giveMapValue(r.sink, line, name, text)
}

// giveMapValue gives the sink an attribute of the map, or notes that it is left out.
func giveMapValue(sink Sink, line int, name, text string) error {
	if text == "" {
		return nil
	}
	ok, err := SetMap(sink, name, TextValue(text))
	if err == nil && !ok {
		err = sink.Note(line, "attribute "+syntax.Clip(name)+" of the graph", "left out")
	}
	return err
}

// graphmlData reads a data element of a node or an edge.
func graphmlData[R any](r *graphmlReader, keys *xmlKeys[R], record *R, id []byte) error {
	key := keys.byID[string(id)]
	if key == nil {
		if err := r.once("key "+syntax.Clip(string(id)), "not declared; taken as text"); err != nil {
			return err
		}
		key = keys.declare(string(id), string(id), xmlPlain)
	}
	if key.kind == xmlDrawing {
		return graphmlDrawing(r, keys, record)
	}
	text := r.text[:0]
	for {
		token, err := r.Next()
		if err != nil {
			return err
		}
		switch token {
		case xmlscan.Start: // elements of a tool's own, in data that does not say so
			if err := graphmlDrawn(r, keys, record); err != nil {
				return err
			}
			continue
		case xmlscan.Text:
			if len(text)+len(r.Text) > maxValue {
				return r.Errorf("a text of more than %d MiB", maxValue>>20)
			}
			text = append(text, r.Text...)
			continue
		}
		r.text = text
		keys.set(record, key, text)
		return nil
	}
}

// graphmlDrawing reads data that says how yEd draws the node or edge.
func graphmlDrawing[R any](r *graphmlReader, keys *xmlKeys[R], record *R) error {
	for {
		token, err := r.Next()
		if err != nil {
			return err
		}
		switch token {
		case xmlscan.Start:
			if err := graphmlDrawn(r, keys, record); err != nil {
				return err
			}
		case xmlscan.End:
			return nil
		}
	}
}

// graphmlDrawn reads an element of a drawing, of which the label is taken, and the first where there are several.
func graphmlDrawn[R any](r *graphmlReader, keys *xmlKeys[R], record *R) error {
	if err := r.once("drawing", "left out but for the labels"); err != nil {
		return err
	}
	for depth := 1; depth > 0; {
		if r.Local == "NodeLabel" || r.Local == "EdgeLabel" {
			text, err := r.Content(r.text[:0])
			if err != nil {
				return err
			}
			r.text = text
			keys.drawn(record, string(text))
			depth--
		}
		for token := xmlscan.Text; depth > 0 && token != xmlscan.Start; {
			var err error
			if token, err = r.Next(); err != nil {
				return err
			}
			switch token {
			case xmlscan.Start:
				depth++
			case xmlscan.End:
				depth--
			}
		}
	}
	return nil
}

// drawn takes the label that is drawn at a node or an edge, unless there is one.
func (k *xmlKeys[R]) drawn(record *R, text string) {
	text = strings.Join(strings.Fields(text), " ")
	if text == "" {
		return
	}
	if i := k.column("label"); i < 0 {
		if k.label == "" {
			k.label = text
		}
	} else if k.filled&(1<<i) == 0 && k.fields[i].set(record, TextValue(text)) == nil {
		k.filled |= 1 << i
	}
}
