package exchange

import (
	"bytes"
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// readNeo4jJSON reads any number of values of JSON one after the other, such as a line each, and takes the nodes and relationships in
// them, however deep they stand in lists, paths and the rows of a result.
//
// A node at the end of a relationship that has its properties there stands for the node, unless that has come before. What is held
// besides is the ids of nodes and, in anything but lines and lists of nodes and relationships, those of relationships, which
// the rows of a result repeat.
func readNeo4jJSON(ctx context.Context, in *Input, sink Sink) error {
	s, err := newJSONScanner(ctx, in, sink)
	if err != nil {
		return inputError(in.Name, err)
	}
	r := newNeo4jJSONReader(s, newNeo4jGraph(sink))
	for s.Peek() != 0 {
		if err := r.top(); err != nil {
			return inputError(in.Name, err)
		}
	}
	if err := s.Finish(); err != nil {
		return inputError(in.Name, err)
	}
	return r.finish(in.Name)
}

// neo4jJSONReader finds nodes and relationships.
type neo4jJSONReader struct {
	*jsonScanner
	graph   *neo4jGraph
	objects []*neo4jObject      // that are open, and those that can be used again
	rows    map[string]struct{} // the relationships that have stood in rows
	columns map[string]bool     // of a result, that are noted
	found   bool
}

func newNeo4jJSONReader(s *jsonScanner, g *neo4jGraph) *neo4jJSONReader {
	return &neo4jJSONReader{jsonScanner: s, graph: g, rows: map[string]struct{}{}, columns: map[string]bool{}}
}

// neo4jObject is an object that may be a node or a relationship: it shows when all of it has been read. APOC says which as its type; the
// Browser writes the type of a relationship there, and neither label nor type of a node.
type neo4jObject struct {
	neo4jEntity
	word, label   string // "type" and "label"
	hasLabels     bool
	hasProperties bool
	isEnd         bool // of another object

	take, takeProperty func(key string) error // the value of a field, or of a property; made once
}

// top takes a value that stands in nothing else, or in the one list that all do.
func (r *neo4jJSONReader) top() error {
	switch r.Peek() {
	case '{':
		_, err := r.object(0, false)
		return err
	case '[':
		return r.Array(func() error {
			if r.Peek() != '{' {
				return r.inner("", 1)
			}
			_, err := r.object(0, false)
			return err
		})
	}
	return r.Unexpected("a node or a relationship, {…},")
}

// finish returns an error where nothing has been found but other things.
func (r *neo4jJSONReader) finish(name string) error {
	if r.found || r.taken == 0 && len(r.columns) == 0 {
		return nil
	}
	return &InputError{Name: name, Line: 1, Column: 1, Problem: "there is neither a node nor a relationship in it: export with CALL apoc.export.json.all('map.json'), " +
		"or return whole nodes and relationships from the query, MATCH (a)-[r]->(b) RETURN a, r, b"}
}

// inner takes a value that stands in a field of something that is neither a node nor a relationship.
func (r *neo4jJSONReader) inner(key string, depth int) error {
	switch r.Peek() {
	case '{':
		_, err := r.object(depth, false)
		return err
	case '[':
		return r.Array(func() error { return r.inner(key, depth) })
	}
	line := r.Line
	if err := r.Skip(); err != nil || r.columns[key] || len(r.columns) == maxAttributes {
		return err
	}
	r.columns[key] = true
	return r.graph.sink.Note(line, "the value "+syntax.Clip(key), "left out: it is neither a node nor a relationship")
}

// object takes an object, at the depth that others stand around it. It returns its id in the database.
func (r *neo4jJSONReader) object(depth int, isEnd bool) (id string, err error) {
	for depth >= len(r.objects) {
		o, depth := &neo4jObject{}, len(r.objects)
		o.take = func(key string) error { return r.field(o, key, depth) }
		o.takeProperty = func(name string) error {
			v, err := r.value()
			o.properties = append(o.properties, Attribute{name, v})
			return err
		}
		r.objects = append(r.objects, o)
	}
	o := r.objects[depth]
	*o = neo4jObject{neo4jEntity: neo4jEntity{line: r.Line, labels: o.labels[:0], properties: o.properties[:0]}, isEnd: isEnd, take: o.take, takeProperty: o.takeProperty}
	if err := r.Object(0, o.take); err != nil {
		return "", err
	}
	if err := r.record(); err != nil {
		return "", err
	}
	return o.id, r.give(o, depth)
}

// field takes a field of an object.
func (r *neo4jJSONReader) field(o *neo4jObject, key string, depth int) (err error) {
	c := r.Peek()
	scalar := c != '{' && c != '['
	switch key {
	case "id", "identity", "elementId":
		if scalar {
			id, _, err := r.jsonScanner.id()
			if o.id == "" || key != "elementId" {
				o.id = id
			}
			return err
		}
	case "startNodeElementId", "endNodeElementId":
		if c == '"' {
			id, err := r.Word()
			if end := o.end(key[0] == 's'); *end == "" {
				*end = id
			}
			return err
		}
	case "start", "end":
		end := o.end(key == "start")
		switch {
		case c == '{':
			*end, err = r.object(depth+1, true)
			return err
		case scalar:
			*end, _, err = r.jsonScanner.id()
			return err
		}
	case "type":
		if c == '"' {
			o.word, err = r.Word()
			return err
		}
	case "label":
		if c == '"' {
			o.label, err = r.Word()
			return err
		}
	case "labels":
		if c == '[' {
			v, err := r.value()
			o.labels, o.hasLabels = append(o.labels, v.List...), v.Kind == List || v.Kind == Empty
			return err
		}
	case "properties":
		if c == '{' {
			o.hasProperties = true
			if o.isEnd && r.graph.has(o.id) {
				return r.Skip()
			}
			return r.Object(maxAttributes, o.takeProperty)
		}
	}
	return r.inner(key, depth+1)
}

func (o *neo4jObject) end(start bool) *string {
	if start {
		return &o.from
	}
	return &o.to
}

// give gives the graph what an object is.
func (r *neo4jJSONReader) give(o *neo4jObject, depth int) error {
	switch {
	case o.word == "relationship":
		o.kind = o.label
		for _, need := range []struct{ name, value string }{{"start", o.from}, {"end", o.to}, {"label", o.kind}} {
			if need.value == "" {
				return r.Errorf("the relationship of line %d has no %q", o.line, need.name)
			}
		}
	case o.word != "node" && o.word != "" && o.from != "" && o.to != "":
		o.kind = o.word
	case o.word == "node" || o.id != "" && (o.hasLabels || o.isEnd):
		if o.id == "" {
			return r.Errorf("the node of line %d has no \"id\"", o.line)
		}
		r.found = true
		state := neo4jDeclared
		switch {
		case o.isEnd && !o.hasProperties:
			return nil // the relationship mentions it
		case depth > 0:
			state = neo4jInPassing
		}
		o.properties = lastOfEach(o.properties)
		return r.graph.node(&o.neo4jEntity, state)
	default:
		return nil // a row of a result, or a path
	}
	r.found = true
	if depth > 0 && o.id != "" {
		if _, again := r.rows[o.id]; again {
			return nil
		}
		r.rows[strings.Clone(o.id)] = struct{}{}
	}
	o.properties = lastOfEach(o.properties)
	return r.graph.relationship(&o.neo4jEntity)
}

// neo4jWords say that an object is a node or a relationship.
var neo4jWords = regexp.MustCompile(`"type"\s*:\s*"(node|relationship)"`)

// guessNeo4jJSON looks for nodes and relationships as APOC or the Browser write them.
func guessNeo4jJSON(name string, head []byte) int {
	keys := jsonKeys(head)
	if keys == nil {
		if hasExtension(name, ".neo4j.json", ".neo4j.jsonl") {
			return 1
		}
		return 0
	}
	has := func(names ...string) bool {
		for key := range keys {
			if slices.Contains(names, key[strings.LastIndexByte(key, '.')+1:]) {
				return true
			}
		}
		return false
	}
	if has("identity", "elementId") && has("labels", "start") {
		return 3
	}
	word := neo4jWords.FindIndex(head)
	switch {
	case word == nil || !has("id"):
		return 0
	case has("labels", "properties", "start") || bytes.HasPrefix(bytes.TrimLeft(head[:word[1]], "\ufeff \t\r\n["), []byte(`{"type"`)):
		return 3
	}
	return 2
}
