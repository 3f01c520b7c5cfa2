package exchange

import (
	"slices"
	"strings"
)

// graphmlNeo4j is the node or edge that is open in a file of apoc.export.graphml, and the database so far.
type graphmlNeo4j struct {
	graph  *neo4jGraph
	entity neo4jEntity
	text   []byte
	// Of the element: its TYPE has been there, which the format for Gephi has, and the label that APOC gives it.
	hasType, hasLabel bool
}

// isNeo4j reports whether the keys are those that APOC declares: for the labels of nodes, in its formats for Gephi and others as "labels",
// for TinkerPop as "labelV".
func (r *graphmlReader) isNeo4j() bool {
	return slices.ContainsFunc([]string{"labels", "labelV"}, func(id string) bool {
		key := r.nodeKeys.byID[id]
		return key != nil && key.name == id
	})
}

// beginNode and beginEdge take the attributes of an element.
func (n *graphmlNeo4j) beginNode(r *graphmlReader) {
	n.hasType, n.hasLabel = false, false
	n.entity = neo4jEntity{line: r.Line, id: r.organisation.ID, labels: n.entity.labels[:0], properties: n.entity.properties[:0]}
	n.setLabels(string(r.Attr("labels")))
}

func (n *graphmlNeo4j) beginEdge(r *graphmlReader) {
	n.hasType, n.hasLabel = false, false
	e := &r.relationship
	n.entity = neo4jEntity{line: r.Line, id: e.ID, from: e.From, to: e.To, kind: string(r.Attr("label")), properties: n.entity.properties[:0]}
}

func (n *graphmlNeo4j) setLabels(text string) {
	n.entity.labels = append(n.entity.labels, strings.FieldsFunc(text, func(c rune) bool { return c == ':' })...)
}

// data reads the value of a key: a property, or what APOC says of the element.
func (n *graphmlNeo4j) data(r *graphmlReader, isNode bool) error {
	id := string(r.Attr("key"))
	key := r.edgeKeys.byID[id]
	if isNode {
		key = r.nodeKeys.byID[id]
	}
	if key == nil { // APOC does not declare all of those whose values differ in their types
		key = &xmlKey{name: id}
	}
	content, err := r.Content(n.text[:0])
	if err != nil {
		return err
	}
	n.text = content
	text := string(content)
	if isNode && n.nodeData(id, text) || !isNode && n.edgeData(id, text) || len(n.entity.properties) >= maxAttributes {
		return nil
	}
	column := apocColumn{name: key.name, kind: map[xmlKind]string{xmlNumber: "double", xmlTruth: "boolean"}[key.kind]}
	n.entity.properties = append(n.entity.properties, Attribute{column.name, column.value(text)})
	return nil
}

// nodeData takes what is no property of a node: its labels once more, and its caption for Gephi.
func (n *graphmlNeo4j) nodeData(id, text string) bool {
	labels, colon := strings.CutPrefix(text, ":")
	isLabels := colon && slices.Equal(strings.Split(labels, ":"), n.entity.labels)
	switch {
	case id == "labelV" && len(n.entity.labels) == 0:
		n.setLabels(text)
	case id == "label" && n.hasType && !n.hasLabel:
		n.hasLabel = true
	case id == "TYPE" && isLabels:
		n.hasType = true
	default:
		return id == "labels" && isLabels
	}
	return true
}

// edgeData takes what is no property of an edge: its type once more.
func (n *graphmlNeo4j) edgeData(id, text string) bool {
	switch x := &n.entity; {
	case id == "labelE" && x.kind == "":
		x.kind = text
	case id == "label" && text == x.kind && !n.hasLabel:
		n.hasLabel = true
	default:
		return id == "TYPE" && text == x.kind
	}
	return true
}
