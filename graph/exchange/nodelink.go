package exchange

import (
	"context"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// nodeLink is the node-link JSON that NetworkX 3.4 and later write, with "edges".
func nodeLink() Format {
	f := nodeLinkFormat("node-link", "NetworkX node-link JSON", "edges")
	f.Tools = "NetworkX ≥ 3.4; what graphology, sigma.js and vis.js write is read too"
	return f
}

// nodeLinkLinks is the same with "links", as NetworkX before 3.4 and D3 have it.
func nodeLinkLinks() Format {
	f := nodeLinkFormat("node-link-links", "NetworkX node-link JSON with links", "links")
	f.Tools = "NetworkX < 3.4, D3 force, force-graph"
	return f
}

func nodeLinkFormat(name, label, edges string) Format {
	return Format{
		Name: name, Label: label,
		Standard:   "https://networkx.org/documentation/stable/reference/readwrite/json_graph.html",
		Extensions: []string{".json"}, MediaType: "application/json",
		Holdings: holdsAll(),
		Notes: []string{
			"A directed multigraph: a mutual relationship is two arcs with symmetric=true, and the key of an arc is its id.",
			"Records such as evidence stand as JSON; what is of the whole map is in \"graph\".",
			"Read with \"links\" or \"edges\", with from and to for source and target, and with the places of organisations in the list for their ids, as D3 has them; " +
				"links whose direction is not said go from source to target. The arrows of vis.js are directions, and where some links have them, those without are mutual.",
			"A key that is text is the id of a relationship with a type, and the type of one without; where organisations have keys, as graphology and Gephi write them, always the id.",
			"Reading holds up to 16,384 relationships that stand before what says how they are meant, \"directed\" or the organisations. Positions of a layout are left out.",
		},
		Parts: []Part{{Write: func(ctx context.Context, w io.Writer, g *graph.Graph) error { return writeNodeLink(ctx, w, g, edges) }}},
		Read:  readNodeLink,
		Guess: func(name string, head []byte) int { return guessNodeLink(name, head, edges) },
	}
}

func writeNodeLink(ctx context.Context, out io.Writer, g *graph.Graph, edges string) error {
	w := newJSONWriter(ctx, out)
	w.open("{\n\"directed\":true,\n\"multigraph\":true,\n\"graph\":{")
	w.mapFields(g)
	w.open("},\n\"nodes\":[")
	if !w.organisations(g, "{", "}") {
		return w.err
	}
	w.open("\n],\n\"" + edges + "\":[")
	columns := RelationshipColumns()
	for a := range Arcs(g) {
		w.item()
		w.open("{")
		w.always("source", g.ID(a.From))
		w.always("target", g.ID(a.To))
		w.always("key", a.ID(g))
		w.values = a.Values(w.values[:0], g)
		w.fields(columns, w.values)
		w.close("}")
		if !w.done() {
			return w.err
		}
	}
	w.close("\n]\n}\n")
	return w.flush()
}

// nodeLinkReader reads node-link JSON.
type nodeLinkReader struct {
	*jsonReader
	directed     jsonDirection
	nodes, edges bool // have been read
	count        int  // of organisations
	ids          jsonIDs
	counted      bool // an organisation without an id, or with a number for one, was there: numbers are ids
	placed       bool // a number was taken for a place, and a note says so
	keyed        bool // organisations have keys for ids, as graphology has them, and relationships too
	gephi        bool // the file names what made it, as Gephi does in what is graphology's format otherwise
	statistics   leftStatistics

	arrows, withoutArrows bool // a relationship says its direction by arrows, and one says none
	// held are relationships that came before what says how they are meant; given is how many went on without.
	held    []heldRelationship
	given   int
	byPlace bool // one of those has numbers for ends
}

type jsonDirection uint8

const (
	directionUnsaid jsonDirection = iota
	directedTrue
	directedFalse
)

func directionOf(truth bool) jsonDirection {
	if truth {
		return directedTrue
	}
	return directedFalse
}

type heldRelationship struct {
	Relationship
	ends jsonEnds
}

// maxHeld is how many relationships are held.
const maxHeld = 1 << 14

func readNodeLink(ctx context.Context, in *Input, sink Sink) error {
	return readJSON(ctx, in, sink, func(r *jsonReader) error {
		n := &nodeLinkReader{jsonReader: r}
		n.setAttribute = n.attributeOf
		if err := n.Object(maxAttributes, n.top); err != nil {
			return err
		}
		if !n.nodes && !n.edges {
			return n.Errorf("neither \"nodes\" nor \"links\" nor \"edges\": this is not node-link JSON")
		}
		if err := n.settleArrows(); err != nil {
			return err
		}
		if n.edges && n.directed == directionUnsaid {
			if err := sink.Note(0, "whether relationships are directed is not said", "taken from source to target"); err != nil {
				return err
			}
		}
		if err := n.statistics.note(sink); err != nil {
			return err
		}
		return n.release()
	})
}

func (n *nodeLinkReader) top(key string) error {
	switch key {
	case "directed":
		truth, err := n.Truth()
		if err != nil {
			return err
		}
		return n.setDirected(truth)
	case "multigraph":
		return n.Skip()
	case "nodes":
		if err := n.once("nodes"); err != nil {
			return err
		}
		n.nodes = true
		return n.Array(n.node)
	case "links", "edges":
		if err := n.once("edges"); err != nil {
			return err
		}
		n.edges = true
		return n.Array(n.edge)
	case "adjacency":
		if n.Peek() == '[' {
			return n.Errorf("this is the adjacency JSON of NetworkX, whose relationships are lists of neighbours, and it is not read: write the graph with node_link_data, and read that")
		}
		return n.mapAttribute(key)
	case "graph", "attributes":
		if n.Peek() == '[' { // pairs, as NetworkX 1 had them
			return n.Array(func() error { return n.pair(n.mapAttribute) })
		}
		if n.Peek() == '{' {
			return n.Object(maxAttributes, func(name string) error {
				if key == "attributes" && name == "creator" {
					n.gephi = true
					return n.Skip()
				}
				return n.mapAttribute(name)
			})
		}
		return n.mapAttribute(key)
	case "options": // graphology
		return n.Object(maxAttributes, func(key string) error {
			v, err := n.value()
			n.keyed = n.keyed || key == "type" || key == "multi"
			if err != nil || key != "type" {
				return err
			}
			return n.setDirected(v.String() != "undirected")
		})
	}
	return n.mapAttribute(key)
}

// pair takes a list of a name and a value.
func (r *jsonReader) pair(take func(key string) error) error {
	key, place := "", 0
	err := r.Array(func() (err error) {
		switch place++; place {
		case 1:
			key, err = r.Word()
		case 2:
			err = take(key)
		default:
			err = r.Errorf("a name and its value have no third")
		}
		return err
	})
	if err == nil && place == 1 {
		err = r.Errorf("%q has no value", key)
	}
	return err
}

func (n *nodeLinkReader) setDirected(truth bool) error {
	n.directed = directionOf(truth)
	if !truth && n.given > 0 {
		return n.Errorf("\"directed\": false comes after %d relationships; put it before them", n.given)
	}
	return nil
}

func (n *nodeLinkReader) node() error {
	n.beginOrganisation()
	o := &n.organisation
	number, key := false, ""
	var err error
	if c := n.Peek(); c == '"' || c == '-' || '0' <= c && c <= '9' { // a list of ids
		index := noNumber
		o.ID, index, err = n.id()
		number = index != noNumber
	} else {
		err = n.Object(maxAttributes, func(name string) error {
			var err error
			switch name {
			case "id":
				var index int
				o.ID, index, err = n.id()
				number = index != noNumber
			case "key": // graphology
				key, _, err = n.id()
			case "attributes":
				return n.attributesOr(name)
			default:
				return n.attribute(name)
			}
			return err
		})
	}
	if err != nil {
		return err
	}
	if o.ID == "" {
		if o.ID = key; key == "" {
			o.ID, number = strconv.Itoa(n.count), true
		} else {
			n.keyed = true
		}
	} else if key != "" {
		o.Set("key", TextValue(key))
	}
	n.count++
	number = number || isDigits(o.ID) // "1", to which relationships lead as 1
	switch {
	case n.edges && len(n.held) == 0 && !n.byPlace: // nothing needs the places any more
	case number:
		n.counted = true
		n.ids.forget()
	case !n.counted:
		n.ids.add(o.ID)
	}
	if n.gephi {
		o.Extra = n.withoutGephis(o.Extra)
	}
	return n.endOrganisation()
}

// attributeOf takes a value of an object of attributes. Gephi writes the text null for nothing, and lists as text.
func (n *nodeLinkReader) attributeOf(key string) error {
	v, err := n.value()
	switch {
	case !n.gephi || v.Kind != Text:
	case v.Text == "null":
		return err
	case n.organisations && (key == "tags" || key == "classification") && isBracketed(v.Text):
		v = ListValue(xmlListOf(v.Text))
	}
	n.set(key, v)
	return err
}

// withoutGephis leaves out how Gephi draws things, and what it has computed.
func (n *nodeLinkReader) withoutGephis(extra []Attribute) []Attribute {
	return slices.DeleteFunc(extra, func(a Attribute) bool {
		if a.Value.Kind == Number && n.organisations && n.statistics.leaveOutHeading(a.Name) {
			return true
		}
		return a.Name == "color" && a.Value.Kind == Text || a.Name == "size" && a.Value.Kind == Number
	})
}

// attributesOr takes an object whose fields are attributes of the record, as graphology has them, or else one attribute with a name.
func (n *nodeLinkReader) attributesOr(name string) error {
	if n.Peek() != '{' {
		return n.attribute(name)
	}
	return n.attributes()
}

func (n *nodeLinkReader) edge() error {
	n.beginRelationship()
	l := &n.relationship
	l.Implied = true
	keyed, key := false, ""
	err := n.Object(maxAttributes, func(name string) error {
		var err error
		switch name {
		case "source", "from":
			l.From, err = n.end(&n.ends.from)
		case "target", "to":
			l.To, err = n.end(&n.ends.to)
		case "key":
			keyed = n.Peek() == '"'
			key, _, err = n.id()
		case "id":
			l.ID, _, err = n.id()
		case "attributes":
			return n.attributesOr(name)
		default:
			return n.attribute(name)
		}
		return err
	})
	if err == nil {
		err = n.needEnds("source", "target")
	}
	if n.gephi {
		l.Extra = n.withoutGephis(l.Extra)
	}
	if err == nil {
		err = n.completeRelationship()
	}
	if n.takeArrows(l); hasNoDirection(l) {
		n.withoutArrows = true
	}
	if err != nil {
		return err
	}
	if key != "" && (n.keyed || strings.HasPrefix(key, "geid_")) && l.ID == "" {
		l.ID, keyed = key, false
	}
	if keyed {
		switch {
		case l.ID == "" && l.Type != "":
			l.ID = key
		case l.Type == "":
			l.Type = key
		case l.ID != key:
			l.Set("key", TextValue(key))
		}
	}
	if n.directed == directionUnsaid || len(n.held) > 0 || !n.nodes && (n.ends.from >= 0 || n.ends.to >= 0) {
		if len(n.held) < maxHeld && n.given == 0 {
			n.held = append(n.held, heldRelationship{*l, n.ends})
			return nil
		}
		if err := n.giveHeld(); err != nil {
			return err
		}
		n.given++
	}
	return n.give(l, n.ends)
}

// give gives a relationship to the sink, with ids for places and its direction.
func (n *nodeLinkReader) give(l *Relationship, ends jsonEnds) error {
	for _, end := range []struct {
		id    *string
		index int
	}{{&l.From, ends.from}, {&l.To, ends.to}} {
		if end.index < 0 || n.counted {
			continue
		}
		if !n.nodes {
			n.byPlace = true
			continue
		}
		id, ok := n.ids.at(end.index)
		if !ok && n.count > 0 {
			return n.Errorf("the relationship of line %d leads to organisation %d, and there are %d, counted from 0", l.Line, end.index, n.count)
		}
		if ok {
			*end.id = id
		}
		if ok && !n.placed {
			n.placed = true
			if err := n.sink.Note(l.Line, "relationships that lead to numbers", "taken as places in the list of organisations, from 0"); err != nil {
				return err
			}
		}
	}
	if n.directed == directedFalse && hasNoDirection(l) {
		l.Undirected = true
	}
	return n.sink.Relationship(l)
}

// giveHeld gives away what is held, when that is too much to go on with.
func (n *nodeLinkReader) giveHeld() error {
	if err := n.settleArrows(); err != nil {
		return err
	}
	n.given += len(n.held)
	held := n.held
	n.held = nil
	for i := range held {
		if err := n.give(&held[i].Relationship, held[i].ends); err != nil {
			return err
		}
	}
	return nil
}

// release gives what is held at the end of the file.
func (n *nodeLinkReader) release() error {
	if n.byPlace && !n.counted && n.count > 0 {
		return n.Errorf("relationships lead to organisations by their numbers, and are too many to come before them: put \"nodes\" first")
	}
	n.nodes = true
	return n.giveHeld()
}

// isDigits reports whether an id is a whole number.
func isDigits(id string) bool {
	return strings.TrimLeft(id, "0123456789") == ""
}

// jsonIDs are ids by their places in a file, in little memory.
type jsonIDs struct {
	text []byte
	ends []int
}

func (ids *jsonIDs) add(id string) {
	ids.text = append(ids.text, id...)
	ids.ends = append(ids.ends, len(ids.text))
}

func (ids *jsonIDs) forget() { *ids = jsonIDs{} }

func (ids *jsonIDs) at(i int) (string, bool) {
	if i >= len(ids.ends) {
		return "", false
	}
	start := 0
	if i > 0 {
		start = ids.ends[i-1]
	}
	return string(ids.text[start:ids.ends[i]]), true
}

func guessNodeLink(name string, head []byte, edges string) int {
	keys := jsonKeys(head)
	if keys == nil || keys["elements"] || keys["organisations"] {
		return 0
	}
	other := map[string]string{"edges": "links", "links": "edges"}[edges]
	has := func(names ...string) bool { return slices.ContainsFunc(names, func(k string) bool { return keys[k] }) }
	switch {
	case keys[other]:
		return 0
	case keys[edges] && has(edges+".source", edges+".from", "multigraph"), keys[edges] && keys["nodes.id"]:
		return 3
	case keys[edges] && keys["nodes"]:
		return 2
	case has("nodes.id", "nodes.key") || keys["nodes"] && keys["multigraph"]:
		if edges == "links" {
			return 1
		}
		return 2
	}
	return 0
}
