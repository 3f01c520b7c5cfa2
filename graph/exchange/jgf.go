package exchange

import (
	"context"
	"io"
	"strconv"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/jsonscan"
	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// jsonGraphFormat is JSON Graph Format 2.1.
func jsonGraphFormat() Format {
	return Format{
		Name: "jgf", Label: "JSON Graph Format 2.1",
		Tools:      "Flux, OpenBEL, graph viewers on the web",
		Standard:   "https://jsongraphformat.info/",
		Extensions: []string{".json", ".jgf"}, MediaType: "application/vnd.jgf+json",
		Holdings: holdsAll(),
		Notes: []string{
			"A name is the label of a node, a type the relation of an edge, and a mutual relationship an edge with directed=false; all else is metadata, records such as evidence as JSON.",
			"Nodes are the fields of an object. JavaScript puts those that look like whole numbers first, whatever their order in the file.",
			"Version 1, with its list of nodes, is read too; of several graphs the first; hyperedges are left out.",
		},
		Parts: []Part{{Write: writeJGF}},
		Read:  readJGF,
		Guess: func(name string, head []byte) int {
			keys := jsonKeys(head)
			switch {
			case jsonHas(keys, "graph.nodes", "graph.edges", "graph.hyperedges", "graphs.nodes", "graphs.edges"):
				return 3
			case jsonHas(keys, "graphs"), keys["graph"] && len(keys) <= 4 && !jsonHas(keys, "nodes", "edges", "links", "directed", "elements"):
				return 1
			}
			return 0
		},
	}
}

func writeJGF(ctx context.Context, out io.Writer, g *graph.Graph) error {
	w := newJSONWriter(ctx, out)
	w.open("{\"graph\":{")
	w.line("directed")
	w.raw("true")
	w.mapText("label", g.Title())
	w.line("metadata")
	w.open("{")
	w.mapFields(g, MapTitle)
	w.close("}")
	w.line("nodes")
	w.open("{")
	columns := OrganisationColumns()
	for n := range g.Nodes() {
		w.item()
		w.b = append(jsonscan.AppendText(w.b, g.ID(n)), ':')
		w.values = OrganisationValues(w.values[:0], g, n)
		w.open("{")
		for i, c := range columns {
			if c.Field == OrganisationName {
				w.text("label", w.values[i].String())
			}
		}
		w.key("metadata")
		w.open("{")
		w.fields(columns, w.values, OrganisationName)
		w.close("}}")
		if !w.done() {
			return w.err
		}
	}
	w.close("\n}")
	w.line("edges")
	w.open("[")
	columns = RelationshipColumns()
	for e := range g.Edges() {
		w.item()
		w.jgfEdge(g, e, columns)
		if !w.done() {
			return w.err
		}
	}
	w.close("\n]\n}}\n")
	return w.flush()
}

func (w *jsonWriter) jgfEdge(g *graph.Graph, e graph.Edge, columns []Column) {
	w.open("{")
	w.always("id", g.RelationshipID(e))
	w.always("source", g.ID(g.From(e)))
	w.always("target", g.ID(g.To(e)))
	w.always("relation", g.Type(e).ID)
	w.key("directed")
	w.b = appendJSONValue(w.b, TruthValue(!g.IsMutual(e)))
	w.values = RelationshipValues(w.values[:0], g, e)
	for i, c := range columns {
		if c.Field == RelationshipLabel {
			w.text("label", w.values[i].String())
		}
	}
	w.key("metadata")
	w.open("{")
	if !g.IsMutual(e) {
		w.fields(columns, w.values, RelationshipType, RelationshipLabel, RelationshipMutual)
	} else {
		w.fields(columns, w.values, RelationshipType, RelationshipLabel)
	}
	w.close("}}")
}

// jgfReader reads JSON Graph Format. Relationships that do not say whether they are directed, and come before the graph says it,
// are held as in node-link JSON.
type jgfReader struct {
	*jsonReader
	graphs, more int
	directed     jsonDirection
	held         []Relationship
	given        int // relationships without a direction that were taken as directed
}

func readJGF(ctx context.Context, in *Input, sink Sink) error {
	return readJSON(ctx, in, sink, func(r *jsonReader) error {
		j := &jgfReader{jsonReader: r}
		if err := j.Object(maxAttributes, j.top); err != nil {
			return err
		}
		if j.graphs == 0 && !j.said["graphs"] {
			return j.Errorf("neither \"graph\" nor \"graphs\": this is not JSON Graph Format")
		}
		if j.more > 0 {
			return sink.Note(0, strconv.Itoa(j.more)+" further graphs of the file", "left out")
		}
		return nil
	})
}

func (j *jgfReader) top(key string) error {
	switch key {
	case "graph":
		return j.graph()
	case "graphs":
		if err := j.once("graphs"); err != nil {
			return err
		}
		return j.Array(j.graph)
	}
	return j.leaveOut("field " + syntax.Clip(key))
}

func (j *jgfReader) graph() error {
	if j.graphs++; j.graphs > 1 {
		j.more++
		return j.Skip()
	}
	if err := j.Object(maxAttributes, j.graphField); err != nil {
		return err
	}
	return j.giveHeld()
}

func (j *jgfReader) graphField(key string) error {
	switch key {
	case "label":
		return j.mapAttribute("title")
	case "type", "id":
		return j.Skip()
	case "directed":
		truth, err := j.Truth()
		if err == nil && !truth && j.given > 0 {
			err = j.Errorf("\"directed\": false comes after %d edges; put it before them", j.given)
		}
		j.directed = directionOf(truth)
		return err
	case "metadata":
		if j.Peek() == 'n' {
			return j.Literal("null")
		}
		return j.Object(maxAttributes, j.mapAttribute)
	case "nodes":
		if err := j.once("nodes"); err != nil {
			return err
		}
		if j.Peek() == '[' {
			return j.Array(func() error { return j.node("") })
		}
		return j.Object(0, j.node)
	case "edges":
		if err := j.once("edges"); err != nil {
			return err
		}
		return j.Array(j.edge)
	case "hyperedges":
		return j.Array(func() error { return j.leaveOut("hyperedge") })
	}
	return j.mapAttribute(key)
}

func (j *jgfReader) node(id string) error {
	j.beginOrganisation()
	o := &j.organisation
	o.ID = id
	err := j.Object(maxAttributes, func(key string) error {
		switch key {
		case "id":
			if id == "" {
				var err error
				o.ID, _, err = j.id()
				return err
			}
		case "metadata":
			return j.attributes()
		}
		return j.attribute(key)
	})
	if err == nil && o.ID == "" {
		err = j.Errorf("the node of line %d has no id", o.Line)
	}
	if err != nil {
		return err
	}
	return j.endOrganisation()
}

func (j *jgfReader) edge() error {
	j.beginRelationship()
	l := &j.relationship
	l.Implied = true
	says := directionUnsaid
	err := j.Object(maxAttributes, func(key string) (err error) {
		switch key {
		case "id":
			l.ID, _, err = j.id()
		case "source":
			l.From, _, err = j.id()
		case "target":
			l.To, _, err = j.id()
		case "relation":
			var v Value
			v, err = j.value()
			l.Type = v.String()
		case "directed":
			if j.Peek() == 'n' {
				return j.Literal("null")
			}
			var truth bool
			truth, err = j.Truth()
			says = directionOf(truth)
		case "metadata":
			return j.attributes()
		default:
			return j.attribute(key)
		}
		return err
	})
	if err == nil {
		err = j.needEnds("source", "target")
	}
	if err == nil {
		err = j.completeRelationship()
	}
	if err != nil {
		return err
	}
	switch {
	case l.Mutual != graph.MutualByType:
	case says == directedFalse:
		l.Undirected = true
	case says == directedTrue:
		l.Mutual = graph.OneWay
	}
	if j.directed == directionUnsaid && hasNoDirection(l) || len(j.held) > 0 {
		if len(j.held) < maxHeld && j.given == 0 {
			j.held = append(j.held, *l)
			return nil
		}
		if err := j.giveHeld(); err != nil {
			return err
		}
		j.given++
	}
	return j.give(l)
}

// hasNoDirection reports whether a relationship says neither that it is mutual nor that it is not.
func hasNoDirection(l *Relationship) bool { return l.Mutual == graph.MutualByType && !l.Undirected }

func (j *jgfReader) give(l *Relationship) error {
	if j.directed == directedFalse && hasNoDirection(l) {
		l.Undirected = true
	}
	return j.sink.Relationship(l)
}

// giveHeld gives what is held, now that the direction of the graph is known or taken to be as it is by default: directed.
func (j *jgfReader) giveHeld() error {
	held := j.held
	j.held = nil
	j.given += len(held)
	for i := range held {
		if err := j.give(&held[i]); err != nil {
			return err
		}
	}
	return nil
}
