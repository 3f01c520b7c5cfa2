package exchange

import (
	"bytes"
	"context"
	"strings"

	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
	"github.com/liaisongraph/liaison/graph/exchange/internal/xmlscan"
)

// readGraphML reads GraphML in the manner of NetworkX, igraph, Gephi, yEd, Cytoscape and others.
//
// Attributes have the field that their key's attr.name says, as xmlkeys.go has it; a key without a name goes by its id. What yEd draws
// at a node or edge is its label, or the type of an edge, whose arrowheads are its direction; see graphmlyed.go. The nodes of nested graphs are
// organisations like the others, with the name of the node around them as an attribute; ports, hyperedges and graphs after the first are left out. A data element
// without a key that is declared is an extra attribute of the key's id.
//
// igraph writes ids of its own, n0, n1, …, and those of the graph as an attribute "id", which then is the id. What APOC, of Neo4j,
// writes is read as a database; see graphmlneo4j.go. Gephi writes the kinds of edges into the elements, as label="REPORTS_TO", the colour,
// place and size of a node as attributes, and lists as what Java calls them, which are left out.
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

	open   []graphmlElement
	text   []byte
	graph  []bool // whether the edges of the graphs that are open have a direction
	graphs int    // that stand beside one another
	ids    map[string]string

	groups        []string // what the nodes are called that the graphs that are open stand in
	drawing       graphmlDrawing
	labels        drawnLabels
	saysDirection bool // the edge says itself whether it has a direction

	neo4j *graphmlNeo4j // where the file is one of APOC
	gephi bool          // the file is Gephi's
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
		if in == inGraphML {
			if r.graphs++; r.graphs > 1 {
				if err := r.sink.Note(r.Line, "a further graph", "left out"); err != nil {
					return err
				}
				break
			}
		}
		if in == inGraphML || in == inNode || in == inEdge {
			return r.beginGraph(in)
		}
	case "node":
		if in == inGraph {
			r.open = append(r.open, inNode)
			r.drawing = graphmlDrawing{}
			if err := r.beginNode(); err != nil || r.neo4j == nil {
				return err
			}
			r.neo4j.beginNode(r)
			return nil
		}
	case "edge":
		if in == inGraph {
			r.open, r.drawing = append(r.open, inEdge), graphmlDrawing{}
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
	directed, group := string(r.Attr("edgedefault")) != "undirected", ""
	if in != inGraphML {
		if err := r.sink.Note(r.Line, "nested graph", "its nodes and edges are taken like the others"); err != nil {
			return err
		}
		if in == inNode && r.hasNode {
			if err := r.giveNode(); err != nil {
				return err
			}
			group = nameOfGroup(&r.organisation)
		}
	}
	if in == inGraphML && directed && r.neo4j == nil && r.records == 0 && r.isNeo4j() {
		r.neo4j = &graphmlNeo4j{graph: newNeo4jGraph(r.sink)}
	}
	r.open = append(r.open, inGraph)
	r.graph, r.groups = append(r.graph, directed), append(r.groups, group)
	return nil
}

// close ends the element that is open innermost.
func (r *graphmlReader) close() error {
	in := r.inside()
	r.open = r.open[:len(r.open)-1]
	switch in {
	case inGraphML:
		return r.settleLabels()
	case inGraph:
		r.graph, r.groups = r.graph[:len(r.graph)-1], r.groups[:len(r.groups)-1]
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
	declared := string(r.Attr("attr.type"))
	kind := xmlKindOf(declared)
	if r.Attr("yfiles.type") != nil {
		kind = xmlDrawing
	}
	if name == "" {
		name = id
	}
	r.gephi = r.gephi || id == "edgelabel" && name == "Edge Label" // which it always declares, the second of all
	if r.gephi && (strings.HasPrefix(declared, "interval") || strings.HasPrefix(declared, "timestamp")) {
		if err := r.once(changingValues, "Gephi has written one of each; its GEXF has all"); err != nil {
			return err
		}
	}
	var keys []interface{ presetText(id, text string) bool }
	if of == "node" || of == "all" || of == "" {
		key := r.nodeKeys.declare(id, name, kind)
		keys = append(keys, r.nodeKeys)
		switch {
		case kind != xmlNumber:
		case r.gephi && id == name && gephiDrawing[name]:
			key.field = isNoise
			if err := r.once("drawing", "left out but for the labels"); err != nil {
				return err
			}
		case r.statistics.leaveOut(id, name):
			key.field = isNoise
		}
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
	if r.neo4j != nil {
		return r.counted(r.neo4j.graph.node(&r.neo4j.entity, neo4jDeclared))
	}
	o := &r.organisation
	r.nodeKeys.finish(o)
	if id := r.nodeKeys.id; id != "" && id != o.ID {
		if r.ids == nil {
			r.ids = map[string]string{}
		}
		r.ids[o.ID] = id
		o.ID = id
	}
	r.nameDrawn(o)
	nameFrom(&o.Organisation, r.nodeKeys.label)
	r.group(o)
	return r.giveOrganisation()
}

func (r *graphmlReader) edge() error {
	if err := r.beginEdge(); err != nil {
		return err
	}
	directed := r.graph[len(r.graph)-1]
	r.saysDirection = r.Attr("directed") != nil
	switch string(r.Attr("directed")) {
	case "true", "1":
		directed = true
	case "false", "0":
		directed = false
	}
	r.relationship.Undirected = !directed
	if r.gephi {
		r.relationship.Type = string(r.Attr("label")) // the kind of the edge
	}
	if r.neo4j != nil {
		r.neo4j.beginEdge(r)
	}
	if r.Attr("sourceport") != nil || r.Attr("targetport") != nil {
		return r.once("ports", "left out; the edges go to the nodes")
	}
	return nil
}

func (r *graphmlReader) giveEdge() error {
	if r.neo4j != nil {
		return r.counted(r.neo4j.graph.relationship(&r.neo4j.entity))
	}
	e := &r.relationship
	r.edgeKeys.finish(e)
	if id := r.edgeKeys.id; id != "" {
		e.ID = id
	}
	if r.ids != nil {
		if id, ok := r.ids[e.From]; ok {
			e.From = id
		}
		if id, ok := r.ids[e.To]; ok {
			e.To = id
		}
	}
	if err := r.point(e); err != nil {
		return err
	}
	return r.giveDrawn()
}

// counted counts a record that the sink has taken with an error.
func (r *graphmlReader) counted(err error) error {
	r.records++
	if err != nil {
		return err
	}
	return interrupted(r.ctx, r.records)
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
	case r.neo4j != nil && (in == inEdge || in == inNode && r.hasNode):
		return r.neo4j.data(r, in == inNode)
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
		return r.skipDrawing()
	}
	text := r.text[:0]
	for {
		token, err := r.Next()
		if err != nil {
			return err
		}
		switch token {
		case xmlscan.Start: // elements of a tool's own, in data that does not say so
			if err := r.drawn(); err != nil {
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
		if r.gephi && gephiList.Match(text) {
			return r.once("lists of the attribute "+syntax.Clip(key.name), "left out: Gephi has written no more than that they are lists, but writes them as GEXF")
		}
		keys.set(record, key, text)
		return nil
	}
}
