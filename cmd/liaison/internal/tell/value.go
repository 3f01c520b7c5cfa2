package tell

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/path"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// Values tells the values of queries on a map.
type Values struct{ Graph *graph.Graph }

// Phrase is a value within a text: the short name of an organisation, what a relationship or path says. It
// begins and ends like a part of a sentence only where the value is one.
func (a Values) Phrase(v value.Value) string {
	switch v.Kind() {
	case value.KindNode:
		return a.Graph.ShortName(graph.Node(v.Node()))
	case value.KindRelationship:
		e := graph.Edge(v.Relationship())
		return Sentence(a.Graph, e) + InBrackets(Standing(a.Graph, e))
	case value.KindPath:
		return PathSentence(a.Graph, PathOf(v.Path()))
	case value.KindString:
		return v.Text()
	case value.KindDate:
		return v.Date().String()
	case value.KindList:
		var items []string
		for _, item := range v.List() {
			items = append(items, a.Phrase(item))
		}
		return "[" + strings.Join(items, "; ") + "]"
	case value.KindMap:
		var fields []string
		for i, key := range v.Map().Keys {
			fields = append(fields, key+": "+a.Phrase(v.Map().Values[i]))
		}
		return "{" + strings.Join(fields, "; ") + "}"
	}
	return value.Format(v, nil)
}

// PathOf returns a path of a query as a path of the map.
func PathOf(p *value.Path) (found path.Path) {
	for _, n := range p.Nodes {
		found.Nodes = append(found.Nodes, graph.Node(n))
	}
	for _, r := range p.Relationships {
		found.Edges = append(found.Edges, graph.Edge(r))
	}
	return found
}

// ID is the id of an organisation or a relationship, those of a path in their order, and else the value.
func (a Values) ID(v value.Value) string {
	switch v.Kind() {
	case value.KindNode:
		return a.Graph.ID(graph.Node(v.Node()))
	case value.KindRelationship:
		return a.Graph.RelationshipID(graph.Edge(v.Relationship()))
	case value.KindPath:
		return strings.Join(a.idsOf(v.Path()), "; ")
	case value.KindList, value.KindMap:
		return string(value.AppendJSON(nil, v, func(b []byte, v value.Value) []byte {
			return value.AppendJSONString(b, a.ID(v))
		}))
	}
	return a.Phrase(v)
}

// idsOf returns the ids of the organisations of a path and between them those of the relationships.
func (a Values) idsOf(p *value.Path) []string {
	var ids []string
	for i, n := range p.Nodes {
		if i > 0 {
			ids = append(ids, a.ID(value.Relationship(p.Relationships[i-1])))
		}
		ids = append(ids, a.ID(value.Node(n)))
	}
	return ids
}

// JSON is a value with the whole records of what is on the map; a path is as the command path has it.
func (a Values) JSON(v value.Value) json.RawMessage {
	return value.AppendJSON(nil, v, func(b []byte, v value.Value) []byte {
		var record any
		switch v.Kind() {
		case value.KindNode:
			record = a.Graph.Organisation(graph.Node(v.Node()))
		case value.KindRelationship:
			record = a.Graph.Relationship(graph.Edge(v.Relationship()))
		default:
			record = NewRoute(a.Graph, PathOf(v.Path()))
		}
		// A buffer takes all, and records of a map are text, numbers and lists of them, which all can be written.
		var text bytes.Buffer
		encoder := json.NewEncoder(&text)
		encoder.SetEscapeHTML(false)
		_ = encoder.Encode(record)
		return append(b, text.Bytes()...)
	})
}

// Each calls visit with a value and, where that is a list or a map, with every value in it.
func Each(v value.Value, visit func(value.Value)) {
	visit(v)
	switch v.Kind() {
	case value.KindList:
		for _, item := range v.List() {
			Each(item, visit)
		}
	case value.KindMap:
		for _, item := range v.Map().Values {
			Each(item, visit)
		}
	}
}
