package exchange

import (
	"context"
	"io"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// kumuJSON is what Kumu imports and exports as JSON: its blueprints.
func kumuJSON() Format {
	return Format{
		Name: "kumu-json", Label: "Kumu JSON",
		Tools:      "Kumu",
		Standard:   "https://docs.kumu.io/guides/import/blueprints",
		Extensions: []string{".json"}, MediaType: "application/json",
		Holdings: holdsAll(OrganisationOtherNames, OrganisationEvidence, RelationshipEvidence),
		Notes: []string{
			"A name is the label of an element, the primary classification its type; a note is the description of a connection; a relationship is directed or mutual. " +
				"Records, such as evidence, are text that is JSON, since fields in Kumu are texts, numbers and lists of texts.",
			"Elements and connections share one set of ids: a relationship with the id of an organisation has \":connection\" after it.",
			"What is of the whole map stands under the key \"liaison\" beside the elements, for which Kumu has no use.",
			"Full exports of a project are read too, without their maps, views and loops.",
		},
		Parts: []Part{{Write: writeKumuJSON}},
		Read:  readKumuJSON,
		Guess: func(name string, head []byte) int {
			keys := jsonKeys(head)
			switch {
			case jsonHas(keys, "elements.nodes", "elements.edges", "elements.data"):
				return 0
			case jsonHas(keys, "connections.from", "elements.attributes", "elements.label"):
				return 3
			case jsonHas(keys, "elements", "connections"):
				return 1
			}
			return 0
		},
	}
}

// connectionSuffix is what the id of a relationship ends with where an organisation has the same.
const connectionSuffix = ":connection"

func writeKumuJSON(ctx context.Context, out io.Writer, g *graph.Graph) error {
	w := newJSONWriter(ctx, out)
	w.open("{")
	w.line("liaison")
	w.open("{")
	w.mapFields(g)
	w.close("}")
	w.line("elements")
	w.open("[")
	w.flat = true
	columns := OrganisationColumns()
	for n := range g.Nodes() {
		w.item()
		w.open("{")
		w.always("id", g.ID(n))
		w.values = OrganisationValues(w.values[:0], g, n)
		w.kumuElement(g, n, columns)
		w.close("}")
		if !w.done() {
			return w.err
		}
	}
	w.close("\n]")
	w.line("connections")
	w.open("[")
	columns = RelationshipColumns()
	for e := range g.Edges() {
		w.item()
		w.open("{")
		id := g.RelationshipID(e)
		if _, taken := g.NodeByID(id); taken {
			id += connectionSuffix
		}
		w.always("id", id)
		w.always("from", g.ID(g.From(e)))
		w.always("to", g.ID(g.To(e)))
		direction := "directed"
		if g.IsMutual(e) {
			direction = "mutual"
		}
		w.always("direction", direction)
		w.values = RelationshipValues(w.values[:0], g, e)
		for i, c := range columns {
			if c.Field == RelationshipNote {
				w.text("description", w.values[i].String())
			}
		}
		w.fields(columns, w.values, RelationshipMutual, RelationshipNote)
		w.close("}")
		if !w.done() {
			return w.err
		}
	}
	w.close("\n]\n}\n")
	return w.flush()
}

// kumuElement writes the fields of an organisation: the label is never missing, since Kumu shows it.
func (w *jsonWriter) kumuElement(g *graph.Graph, n graph.Node, columns []Column) {
	w.always("label", g.Name(n))
	classes := g.Classifications(n)
	if len(classes) > 0 {
		w.always("type", classes[0])
	}
	for i, c := range columns {
		v := w.values[i]
		switch {
		case v.Kind == Empty,
			c.Field == OrganisationName && v.Text != g.ID(n), // the label alone says so
			c.Field == OrganisationClassification && len(classes) == 1:
			continue
		}
		w.key(c.Name)
		w.value(v)
	}
}

// kumuReader reads the JSON of Kumu.
type kumuReader struct {
	*jsonReader
	element, connection func(key string) error // take their fields
	label               string                 // of the element
	types               []string
}

func readKumuJSON(ctx context.Context, in *Input, sink Sink) error {
	return readJSON(ctx, in, sink, func(r *jsonReader) error {
		k := &kumuReader{jsonReader: r}
		k.element, k.connection = k.elementField, k.connectionField
		err := r.Object(maxAttributes, k.top)
		if err == nil && !r.said["elements"] && !r.said["connections"] {
			err = r.Errorf("neither \"elements\" nor \"connections\": this is not Kumu JSON")
		}
		return err
	})
}

func (k *kumuReader) top(key string) error {
	switch key {
	case "elements", "connections":
		if err := k.once(key); err != nil {
			return err
		}
		if key == "elements" {
			return k.Array(k.readElement)
		}
		return k.Array(k.readConnection)
	case "liaison":
		if k.Peek() == '{' {
			return k.Object(maxAttributes, k.mapAttribute)
		}
	case "name", "description":
		return k.mapAttribute(key)
	case "version", "proxyImages", "defaultMap", "defaultPerspective", "attributeRelevance", "attributes":
		return k.Skip()
	}
	return k.leaveOut("what Kumu has as " + syntax.Clip(key))
}

// readElement takes an element, with its fields beside its id or, as in exports of a project, within "attributes".
func (k *kumuReader) readElement() error {
	k.beginOrganisation()
	k.label, k.types = "", nil
	if err := k.Object(maxAttributes, k.element); err != nil {
		return err
	}
	o := &k.organisation
	if o.ID == "" {
		if o.ID = k.label; k.label == "" {
			return k.Errorf("the element of line %d has neither an id nor a label", o.Line)
		}
	}
	if o.Name == "" && k.label != o.ID {
		o.Name = k.label
	}
	if len(o.Classifications) == 0 {
		o.Classifications = k.types
	}
	return k.endOrganisation()
}

func (k *kumuReader) elementField(key string) (err error) {
	switch lower := strings.ToLower(key); lower {
	case "id", "_id":
		id, _, err := k.id()
		if id != "" {
			k.organisation.ID = id
		}
		return err
	case "label":
		k.label, _, err = k.id()
		return err
	case "type", "element type":
		v, err := k.value()
		k.types = v.texts()
		return err
	case "description", "tags":
		return k.attribute(lower)
	case "attributes":
		if k.Peek() == '{' {
			return k.Object(maxAttributes, k.element)
		}
	}
	return k.attribute(key)
}

func (k *kumuReader) readConnection() error {
	k.beginRelationship()
	l := &k.relationship
	l.Implied = true
	if err := k.Object(maxAttributes, k.connection); err != nil {
		return err
	}
	if err := k.needEnds("from", "to"); err != nil {
		return err
	}
	l.ID = strings.TrimSuffix(l.ID, connectionSuffix)
	return k.endRelationship()
}

func (k *kumuReader) connectionField(key string) (err error) {
	l := &k.relationship
	switch lower := strings.ToLower(key); lower {
	case "id", "_id":
		l.ID, _, err = k.id()
		return err
	case "from":
		l.From, _, err = k.id()
		return err
	case "to":
		l.To, _, err = k.id()
		return err
	case "type", "connection type":
		v, err := k.value()
		l.Type = v.String()
		return err
	case "direction":
		v, err := k.value()
		k.direction(v)
		return err
	case "label", "description":
		return k.attribute(lower)
	case "delayed", "reversed": // false goes without saying
		v, err := k.value()
		if v.Kind != Truth || v.Truth {
			k.set(key, v)
		}
		return err
	case "attributes":
		if k.Peek() == '{' {
			return k.Object(maxAttributes, k.connection)
		}
	}
	return k.attribute(key)
}

func (k *kumuReader) direction(v Value) {
	l := &k.relationship
	switch strings.ToLower(v.String()) {
	case "directed":
		l.Mutual = graph.OneWay
	case "mutual":
		l.Mutual = graph.Mutual
	case "undirected":
		l.Undirected = true
	default:
		k.set("direction", v)
	}
}
