package exchange

import (
	"context"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// cytoscapeJSON is the JSON of Cytoscape and Cytoscape.js.
func cytoscapeJSON() Format {
	return Format{
		Name: "cytoscape", Label: "Cytoscape JSON",
		Tools:      "Cytoscape ≥ 3.1, Cytoscape.js, GraphSpace",
		Standard:   "https://js.cytoscape.org/#notation/elements-json",
		Extensions: []string{".cyjs", ".json"}, MediaType: "application/json",
		Holdings: holdsAll(OwnTypes, OwnClassifications, Sources, Arrangements, OrganisationOtherNames, OrganisationEvidence, RelationshipEvidence),
		Notes: []string{
			"Cytoscape has columns of scalars and of lists of them: records, such as evidence, are text that is JSON. The type of a relationship is its interaction.",
			"A mutual relationship is two arcs with symmetric=true. Nodes and edges share one set of ids: a relationship with the id of an organisation has \":edge\" after it.",
			"Read as an object or as a flat list of elements, from Cytoscape, Cytoscape.js, or NetworkX; a node within another is part of it; positions, styles and classes are left out.",
		},
		Parts: []Part{{Write: writeCytoscape}},
		Read:  readCytoscape,
		Guess: func(name string, head []byte) int {
			keys := jsonKeys(head)
			switch {
			case jsonHas(keys, "elements.nodes", "elements.edges", "*.data", "elements.data", "target_cytoscapejs_version"):
				return 3
			case keys != nil && hasExtension(name, ".cyjs"):
				return 2
			}
			return 0
		},
	}
}

// edgeSuffix is what the id of a relationship ends with where an organisation has the same.
const edgeSuffix = ":edge"

func writeCytoscape(ctx context.Context, out io.Writer, g *graph.Graph) error {
	w := newJSONWriter(ctx, out)
	w.flat = true
	w.open("{")
	for _, field := range [][2]string{{"format_version", "1.0"}, {"generated_by", "liaison"}, {"target_cytoscapejs_version", "~2.1"}} {
		w.mapText(field[0], field[1])
	}
	w.line("data")
	w.open("{")
	w.mapText("name", g.Title()) // Cytoscape's own name for it
	w.mapFields(g)
	w.close("}")
	w.line("elements")
	w.open("{\n\"nodes\":[")
	if !w.organisations(g, "{\"data\":{", "}}") {
		return w.err
	}
	w.open("\n],\n\"edges\":[")
	columns := RelationshipColumns()
	for a := range Arcs(g) {
		w.item()
		w.open("{\"data\":{")
		id := a.ID(g)
		if _, taken := g.NodeByID(id); taken {
			id += edgeSuffix
		}
		w.always("id", id)
		w.always("source", g.ID(a.From))
		w.always("target", g.ID(a.To))
		w.always("interaction", g.Type(a.Edge).ID)
		w.values = a.Values(w.values[:0], g)
		w.fields(columns, w.values, RelationshipType)
		w.close("}}")
		if !w.done() {
			return w.err
		}
	}
	w.close("\n]}\n}\n")
	return w.flush()
}

// cytoscapeReader reads the JSON of Cytoscape.
type cytoscapeReader struct {
	*jsonReader
	undirected bool // NetworkX says so
	current    cytoscapeElement
	field      func(key string) error // of the element
	datum      func(key string) error // of its data
}

func readCytoscape(ctx context.Context, in *Input, sink Sink) error {
	return readJSON(ctx, in, sink, func(r *jsonReader) error {
		c := &cytoscapeReader{jsonReader: r}
		c.field, c.datum = c.elementField, c.elementDatum
		if c.Peek() == '[' {
			if err := c.Array(func() error { return c.element("") }); err != nil {
				return err
			}
			return nil
		}
		if err := c.Object(maxAttributes, c.top); err != nil {
			return err
		}
		if !c.said["elements"] {
			return c.Errorf("no \"elements\": this is not Cytoscape JSON")
		}
		return nil
	})
}

func (c *cytoscapeReader) top(key string) error {
	switch key {
	case "data":
		take := func(key string) error {
			switch key {
			case "SUID", "selected", "shared_name", "shared name", "__Annotations":
				return c.Skip()
			}
			return c.mapAttribute(key)
		}
		if c.Peek() == '[' { // NetworkX
			return c.Array(func() error { return c.pair(take) })
		}
		return c.Object(maxAttributes, take)
	case "elements":
		if err := c.once("elements"); err != nil {
			return err
		}
		if c.Peek() == '[' {
			return c.Array(func() error { return c.element("") })
		}
		return c.Object(maxAttributes, func(key string) error {
			switch key {
			case "nodes", "edges":
				return c.Array(func() error { return c.element(key) })
			}
			return c.leaveOut("elements " + syntax.Clip(key))
		})
	case "directed": // NetworkX
		directed, err := c.Truth()
		c.undirected = !directed
		if err == nil && c.undirected && c.said["elements"] {
			err = c.Errorf("\"directed\": false comes after the elements; put it before them")
		}
		return err
	}
	return c.Skip() // how it looks
}

// cytoscapeElement is a node or an edge. Which of them may stand after its data.
type cytoscapeElement struct {
	line                              int
	grouped                           bool // the list that it stands in says its group, and the record has begun
	group, id, source, target, parent string
	data                              []Attribute // until the group is known
}

// element takes a node or an edge. In a flat list its group says which, or its data: an edge has a source.
func (c *cytoscapeReader) element(group string) error {
	c.Peek()
	e := &c.current
	*e = cytoscapeElement{line: c.Line, group: group, grouped: group != "", data: e.data[:0]}
	c.begin(group)
	if err := c.Object(maxAttributes, c.field); err != nil {
		return err
	}
	if e.group == "" && (e.source != "" || e.target != "") {
		e.group = "edges"
	}
	if !e.grouped {
		c.begin(e.group)
		for _, a := range e.data {
			c.set(a.Name, a.Value)
		}
	}
	if e.group == "edges" {
		return c.edge(e)
	}
	return c.node(e)
}

func (c *cytoscapeReader) begin(group string) {
	if group == "edges" {
		c.beginRelationship()
	} else {
		c.beginOrganisation()
	}
}

func (c *cytoscapeReader) elementField(key string) (err error) {
	e := &c.current
	switch {
	case key == "data":
		return c.Object(maxAttributes, c.datum)
	case key == "group" && !e.grouped:
		e.group, err = c.Word()
		return err
	}
	return c.Skip()
}

func (c *cytoscapeReader) elementDatum(key string) (err error) {
	e := &c.current
	switch key {
	case "id":
		e.id, _, err = c.id()
	case "source":
		e.source, _, err = c.id()
	case "target":
		e.target, _, err = c.id()
	case "parent":
		e.parent, _, err = c.id()
	default:
		var v Value
		v, err = c.value()
		switch {
		case key == "key" && v.Kind == Number: // NetworkX counts with it
		case e.grouped && e.group == "edges" && key == "interaction" && v.Kind == Text && c.relationship.Type == "":
			c.relationship.Type = v.Text
		case e.grouped:
			c.set(key, v)
		default:
			e.data = append(e.data, Attribute{key, v})
		}
	}
	return err
}

func (c *cytoscapeReader) node(e *cytoscapeElement) error {
	o := &c.organisation
	o.ID, o.Line = e.id, e.line
	if o.ID == "" {
		return c.Errorf("the node of line %d has no id in its data", e.line)
	}
	if err := c.endOrganisation(); err != nil {
		return err
	}
	if e.parent == "" {
		return nil
	}
	if err := c.sink.Note(e.line, "a node within another", "taken as part of it"); err != nil {
		return err
	}
	l := &Relationship{Line: e.line}
	l.From, l.To, l.Type = e.id, e.parent, "part-of"
	return c.sink.Relationship(l)
}

func (c *cytoscapeReader) edge(e *cytoscapeElement) error {
	l := &c.relationship
	l.ID, l.From, l.To, l.Line = strings.TrimSuffix(e.id, edgeSuffix), e.source, e.target, e.line
	if err := c.needEnds("source", "target"); err != nil {
		return err
	}
	l.Extra = slices.DeleteFunc(l.Extra, func(a Attribute) bool { return isMultigraphKey(l, a) })
	if err := c.completeRelationship(); err != nil {
		return err
	}
	if c.undirected && hasNoDirection(l) {
		l.Undirected = true
	}
	return c.sink.Relationship(l)
}

// isMultigraphKey reports whether an attribute is what NetworkX tells parallel edges apart by: a mere counter, or the id of the
// relationship, which it then gets where it has none.
func isMultigraphKey(r *Relationship, a Attribute) bool {
	if a.Name != "key" {
		return false
	}
	if a.Value.Kind == Number {
		return a.Value.Number == math.Trunc(a.Value.Number) && a.Value.Number >= 0
	}
	if a.Value.Kind == Text && r.ID == "" {
		r.ID = a.Value.Text
	}
	return a.Value.Kind == Text && r.ID == a.Value.Text
}
