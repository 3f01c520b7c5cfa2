package exchange

import (
	"bytes"
	"context"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// readGraphML reads GraphML in the manner of NetworkX, igraph, Gephi, yEd, Cytoscape and others.
//
// Attributes have the field that their key's attr.name says, as xmlkeys.go has it; a key without a name goes by its id. What yEd draws
// at a node or edge is its label. The nodes of nested graphs are organisations like the others; ports and hyperedges are left
// out. A data element without a key that is declared is an extra attribute of the key's id.
//
// igraph writes ids of its own, n0, n1, …, and those of the graph as an attribute "id", which then is the id.
func readGraphML(ctx context.Context, in *Input, sink Sink) error {
	s, err := newXMLScanner(ctx, in)
	if err != nil {
		return err
	}
	r := &graphmlReader{ctx: ctx, xmlScanner: s, sink: sink, nodeKeys: newNodeKeys(), edgeKeys: newEdgeKeys(), graphKeys: map[string]*xmlKey{}, noted: map[string]bool{}}
	if err := r.read(); err != nil {
		return err
	}
	if r.title != "" || r.description != "" {
		return sink.Map(r.title, r.description)
	}
	return nil
}

type graphmlReader struct {
	*xmlScanner
	ctx  context.Context
	sink Sink

	nodeKeys  *xmlKeys[Organisation]
	edgeKeys  *xmlKeys[Relationship]
	graphKeys map[string]*xmlKey
	noted     map[string]bool // what is said once

	open  []graphmlElement
	text  []byte
	graph []bool // whether the edges of the graphs that are open have a direction
	ids   map[string]string

	organisation Organisation
	relationship Relationship
	hasNode      bool // organisation is of the node that is open innermost, and has not been given to the sink

	title, description string
	records            int
}

// graphmlElement is what is open.
type graphmlElement uint8

const (
	inGraphML graphmlElement = iota
	inGraph
	inNode
	inEdge
)

func (r *graphmlReader) read() error {
	if token, err := r.next(); err != nil {
		return err
	} else if token != xmlStart || r.local != "graphml" {
		return r.failLine("this is not GraphML: the root element is <%s>, not <graphml>", clip(r.local))
	}
	root := r.space
	r.open = append(r.open, inGraphML)
	for {
		token, err := r.next()
		if err != nil {
			return err
		}
		switch token {
		case xmlEOF:
			return nil
		case xmlStart:
			if r.space != root {
				err = r.skip()
			} else {
				err = r.begin()
			}
		case xmlEnd:
			err = r.end()
		}
		if err != nil {
			return err
		}
	}
}

// inside is the element that is open innermost.
func (r *graphmlReader) inside() graphmlElement { return r.open[len(r.open)-1] }

// begin reads an element that has begun.
func (r *graphmlReader) begin() error {
	switch in := r.inside(); r.local {
	case "key":
		return r.key()
	case "graph":
		if in == inGraphML || in == inNode || in == inEdge {
			return r.beginGraph(in)
		}
	case "node":
		if in == inGraph {
			r.open = append(r.open, inNode)
			return r.node()
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
		if err := r.sink.Note(r.line, "hyperedge", "left out"); err != nil {
			return err
		}
	case "port":
		if err := r.once("ports", "left out; the edges go to the nodes"); err != nil {
			return err
		}
	case "locator":
		if err := r.sink.Note(r.line, "reference to another file", "left out"); err != nil {
			return err
		}
	}
	return r.skip()
}

// once notes what is of one kind however often it is there.
func (r *graphmlReader) once(what, done string) error {
	if r.noted[what] {
		return nil
	}
	r.noted[what] = true
	return r.sink.Note(r.line, what, done)
}

func (r *graphmlReader) beginGraph(in graphmlElement) error {
	directed := string(r.attr("edgedefault")) != "undirected"
	if in != inGraphML {
		if err := r.sink.Note(r.line, "nested graph", "its nodes and edges are taken like the others"); err != nil {
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

// end ends the element that is open innermost.
func (r *graphmlReader) end() error {
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
	id, name, of := string(r.attr("id")), string(r.attr("attr.name")), string(r.attr("for"))
	kind := xmlKindOf(string(r.attr("attr.type")))
	if r.attr("yfiles.type") != nil {
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
	for {
		token, err := r.next()
		if err != nil {
			return err
		}
		switch {
		case token == xmlEnd:
			return nil
		case token == xmlStart && r.local == "default":
			text, err := r.content(nil)
			if err != nil {
				return err
			}
			for _, k := range keys {
				if !k.presetText(id, string(text)) {
					if err := r.sink.Note(r.line, "default of the attribute "+clip(name), "left out: it is too long, or there are too many"); err != nil {
						return err
					}
				}
			}
		case token == xmlStart:
			if err := r.skip(); err != nil {
				return err
			}
		}
	}
}

// presetText sets the preset of a key by its id; see preset.
func (k *xmlKeys[R]) presetText(id, text string) bool {
	key, ok := k.byID[id]
	return !ok || k.preset(key, text)
}

func (r *graphmlReader) node() error {
	id := r.attr("id")
	if id == nil {
		return r.failLine("a <node> without an id")
	}
	r.organisation = Organisation{Line: r.line}
	r.organisation.ID = string(id)
	r.nodeKeys.begin()
	r.hasNode = true
	return nil
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
	nameFrom(&o.Organisation, r.nodeKeys.label)
	return r.give(func() error { return r.sink.Organisation(o) })
}

func (r *graphmlReader) give(record func() error) error {
	r.records++
	if err := interrupted(r.ctx, r.records); err != nil {
		return err
	}
	return record()
}

func (r *graphmlReader) edge() error {
	source, target := r.attr("source"), r.attr("target")
	if source == nil || target == nil {
		return r.failLine("an <edge> without a source or a target")
	}
	r.relationship = Relationship{Line: r.line}
	e := &r.relationship
	e.ID, e.From, e.To = string(r.attr("id")), string(source), string(target)
	directed := r.graph[len(r.graph)-1]
	switch string(r.attr("directed")) {
	case "true", "1":
		directed = true
	case "false", "0":
		directed = false
	}
	e.Undirected = !directed
	r.edgeKeys.begin()
	if r.attr("sourceport") != nil || r.attr("targetport") != nil {
		return r.once("ports", "left out; the edges go to the nodes")
	}
	return nil
}

func (r *graphmlReader) giveEdge() error {
	e := &r.relationship
	r.edgeKeys.finish(e)
	if e.Mutual != graph.MutualByType {
		e.Undirected = false
	}
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
	return r.give(func() error { return r.sink.Relationship(e) })
}

// desc is a description of what it stands in.
func (r *graphmlReader) desc(in graphmlElement) error {
	text, err := r.content(nil)
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
	id := r.attr("key")
	switch {
	case in == inNode && r.hasNode:
		return graphmlData(r, r.nodeKeys, &r.organisation, id)
	case in == inEdge:
		return graphmlData(r, r.edgeKeys, &r.relationship, id)
	case in == inNode:
		if err := r.once("data of a node after its nested graph", "left out"); err != nil {
			return err
		}
		return r.skip()
	}
	key := r.graphKeys[string(id)]
	if key == nil {
		key = &xmlKey{name: string(id)}
	}
	if key.kind == xmlDrawing {
		return r.skip()
	}
	line := r.line
	text, err := r.content(r.text[:0])
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
		err = sink.Note(line, "attribute "+clip(name)+" of the graph", "left out")
	}
	return err
}

// graphmlData reads a data element of a node or an edge.
func graphmlData[R any](r *graphmlReader, keys *xmlKeys[R], record *R, id []byte) error {
	key := keys.byID[string(id)]
	if key == nil {
		if err := r.once("key "+clip(string(id)), "not declared; taken as text"); err != nil {
			return err
		}
		key = keys.declare(string(id), string(id), xmlPlain)
	}
	if key.kind == xmlDrawing {
		return graphmlDrawing(r, keys, record)
	}
	text := r.text[:0]
	for {
		token, err := r.next()
		if err != nil {
			return err
		}
		switch token {
		case xmlStart: // elements of a tool's own, in data that does not say so
			if err := graphmlDrawn(r, keys, record); err != nil {
				return err
			}
			continue
		case xmlText:
			if len(text)+len(r.xmlScanner.text) > maxValue {
				return r.failLine("a text of more than %d MiB", maxValue>>20)
			}
			text = append(text, r.xmlScanner.text...)
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
		token, err := r.next()
		if err != nil {
			return err
		}
		switch token {
		case xmlStart:
			if err := graphmlDrawn(r, keys, record); err != nil {
				return err
			}
		case xmlEnd:
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
		if r.local == "NodeLabel" || r.local == "EdgeLabel" {
			text, err := r.content(r.text[:0])
			if err != nil {
				return err
			}
			r.text = text
			keys.drawn(record, string(text))
			depth--
		}
		for token := xmlText; depth > 0 && token != xmlStart; {
			var err error
			if token, err = r.next(); err != nil {
				return err
			}
			switch token {
			case xmlStart:
				depth++
			case xmlEnd:
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
