package exchange

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/gml"
	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// readGML reads GML as NetworkX, igraph, Gephi, yEd, Cytoscape and others write it.
//
// Attributes have the field that their key says, as xmlkeys.go has it, also without underscores; those in lists that say how something is
// drawn are left out. Edges that come before one of their nodes are held until the end, and so are all edges after them. A graph has
// directed edges where it says "directed 1", or where Cytoscape has written it, which does not say it.
func readGML(ctx context.Context, in *Input, sink Sink) error {
	if in.Stream == nil {
		return &InputError{Name: in.Name, Problem: "is a folder: a graph in GML is one file"}
	}
	s, err := gml.New(in.Stream, limits)
	if err != nil {
		return inputError(in.Name, err)
	}
	r := &gmlReader{
		Scanner: s, ctx: ctx, sink: sink, noted: onceNoted{}, ids: newNumberedIDs(), nodeKeys: newNodeKeys(), edgeKeys: newEdgeKeys(),
		nodes: map[string]gmlKey{}, edges: map[string]gmlKey{}, groups: map[string]string{},
	}
	return inputError(in.Name, r.read())
}

type gmlReader struct {
	*gml.Scanner
	ctx  context.Context
	sink Sink
	ids  numberedIDs

	nodeKeys     *xmlKeys[Organisation]
	edgeKeys     *xmlKeys[Relationship]
	nodes, edges map[string]gmlKey // by how they are written
	noted        onceNoted         // what is said once

	creator            string
	isDirected         bool // the graph says so
	title, description string
	records            int
	undirected         int // the line of the first edge that has been taken for one without a direction, or 0

	// Of the record that is being read.
	path          []byte // the keys of the lists that are open within it, with a point after each
	number, label string
	from, to      gmlEnd
	direction     gmlDirection
	repeated      []gmlRepeated
	relationship  Relationship
	group         string // the number of the node of the group that it stands in
	isGroup       bool   // it is one itself

	groups  map[string]string // what groups are called, by the numbers of their nodes
	members []heldMember
	held    []heldGML // edges with a node that has not come yet, and those after them
}

// gmlEnd is a node that an edge names: by the id of its organisation, or by its number where it has not come yet.
type gmlEnd struct {
	text  string
	known bool
}

type heldGML struct {
	Relationship
	from, to gmlEnd
}

// gmlDirection is what an edge says itself.
type gmlDirection uint8

const (
	asTheGraph gmlDirection = iota
	isDirected
	isUndirected
)

// gmlRole is what a key is to the reader.
type gmlRole uint8

const (
	gmlAttribute gmlRole = iota
	gmlID
	gmlLabel
	gmlSource
	gmlTarget
	gmlDirected
	gmlCount   // a number of NetworkX, which counts parallel edges, or an attribute where it is text
	gmlBeyond  // more keys than are remembered
	gmlGroup   // the number of the node of yEd that a node stands in
	gmlIsGroup // whether a node of yEd has others in it
	gmlDrawing // a list, or a value, that says how the element is drawn
)

type gmlKey struct {
	role gmlRole
	key  *xmlKey // of an attribute
}

// gmlRepeated is a key that stands in a record several times, or is a list of NetworkX.
type gmlRepeated struct {
	key  *xmlKey
	list []string
}

// emptyList is what NetworkX writes before the elements of a list that has less than two.
const emptyList = "_networkx_list_start"

func (r *gmlReader) read() error {
	graphs := 0
	for {
		token, err := r.Next()
		if err != nil {
			return err
		}
		switch {
		case token == gml.EOF && graphs == 0:
			return r.Errorf("this is not GML: there is no graph [ … ] in it")
		case token == gml.EOF:
			return r.finish()
		case token == gml.Begin && r.is("graph") && graphs == 0:
			graphs++
			err = r.graph()
		case token == gml.Begin && r.is("graph"):
			if err = r.sink.Note(r.Line, "a further graph", "left out"); err == nil {
				err = r.Skip()
			}
		case token == gml.Begin:
			err = r.Skip()
		case r.is("Creator"):
			r.isBy(string(r.Text))
		}
		if err != nil {
			return err
		}
	}
}

// is reports whether the key is a word, in letters of any case.
func (r *gmlReader) is(word string) bool { return strings.EqualFold(string(r.Key), word) }

// isBy heeds who has written the file.
func (r *gmlReader) isBy(creator string) {
	r.creator = strings.ToLower(creator)
	r.Twice = strings.HasPrefix(r.creator, "igraph")
	if strings.HasPrefix(r.creator, "cytoscape") {
		r.isDirected = true
	}
}

// once notes what is of one kind however often it is there.
func (r *gmlReader) once(what, done string) error {
	return r.noted.note(r.sink, r.Line, what, done)
}

func (r *gmlReader) graph() error {
	for {
		token, err := r.Next()
		if err != nil {
			return err
		}
		switch {
		case token == gml.End:
			return nil
		case token == gml.Begin && r.is("node"):
			typesAreKnown(r.sink) // they are attributes of the graph, which all programs write first
			err = r.node()
		case token == gml.Begin && r.is("edge"):
			typesAreKnown(r.sink)
			if err = r.giveMembers(); err == nil {
				err = r.edge()
			}
		case token == gml.Begin:
			what := "list " + syntax.Clip(string(r.Key)) + " of the graph"
			if err = r.Skip(); err == nil {
				err = r.sink.Note(r.Line, what, "left out")
			}
		default:
			err = r.ofGraph()
		}
		if err != nil {
			return err
		}
	}
}

// ofGraph takes an attribute of the graph.
func (r *gmlReader) ofGraph() error {
	text := string(r.Text)
	switch name := strings.ToLower(string(r.Key)); name {
	case "directed":
		r.isDirected = isTrueOf(text)
		if r.undirected > 0 && r.isDirected {
			return r.Errorf("%q comes after the first edge, on line %d: it must stand before all edges", "directed "+syntax.Clip(text), r.undirected)
		}
	case "creator":
		r.isBy(text)
	case "multigraph", "hierarchic", "isplanar", "version", "id":
	case "title", "name", "label":
		if r.title == "" {
			r.title = text
		}
	case "description", "comment":
		if r.description == "" {
			r.description = text
		}
	default:
		return giveMapValue(r.sink, r.Line, string(r.Key), text)
	}
	return nil
}

func isTrueOf(text string) bool {
	truth, err := TextValue(text).truth()
	return truth && err == nil
}

// begin begins a node or an edge.
func (r *gmlReader) begin() {
	r.path, r.repeated = r.path[:0], r.repeated[:0]
	r.number, r.label, r.from, r.to, r.direction = "", "", gmlEnd{}, gmlEnd{}, asTheGraph
	r.group, r.isGroup = "", false
}

func (r *gmlReader) node() error {
	o := &Organisation{Line: r.Line}
	line, column := r.Line, r.Column
	r.begin()
	r.nodeKeys.begin()
	if err := gmlRecord(r, r.nodeKeys, r.nodes, o); err != nil {
		return err
	}
	if r.number == "" {
		return syntax.Errorf(line, column, "a node without an id")
	}
	label := cmp.Or(r.label, r.nodeKeys.label)
	if label == "" { // igraph has its names in an attribute of that name
		label, o.Name = o.Name, ""
	}
	r.ids.labelled(&o.Organisation, r.number, label)
	r.records++
	if err := interrupted(r.ctx, r.records); err != nil {
		return err
	}
	return r.giveNode(o)
}

func (r *gmlReader) edge() error {
	r.relationship = Relationship{Line: r.Line}
	e := &r.relationship
	line, column := r.Line, r.Column
	r.begin()
	r.edgeKeys.begin()
	if err := gmlRecord(r, r.edgeKeys, r.edges, e); err != nil {
		return err
	}
	if r.from.text == "" || r.to.text == "" {
		return syntax.Errorf(line, column, "an edge without a source or a target")
	}
	e.ID = r.number
	if e.Type == "" && strings.HasPrefix(r.creator, "cytoscape") { // which writes the interaction as label
		e.Type, e.Label = e.Label, ""
	}
	switch {
	case e.Mutual != graph.MutualByType:
	case r.direction == isUndirected, r.direction == asTheGraph && !r.isDirected:
		e.Undirected = true
		if r.direction == asTheGraph && r.undirected == 0 {
			r.undirected = line
		}
	}
	if len(r.held) > 0 || !r.from.known || !r.to.known {
		r.held = append(r.held, heldGML{*e, r.from, r.to})
		return nil
	}
	e.From, e.To = r.from.text, r.to.text
	return r.giveRelationship(e)
}

func (r *gmlReader) giveRelationship(e *Relationship) error {
	r.records++
	if err := interrupted(r.ctx, r.records); err != nil {
		return err
	}
	return r.sink.Relationship(e)
}

// finish gives the nodes and edges that have been held, and the map.
func (r *gmlReader) finish() error {
	if err := r.giveMembers(); err != nil {
		return err
	}
	for i := range r.held {
		e := &r.held[i]
		e.From, e.To = r.idOf(e.from), r.idOf(e.to)
		if err := r.giveRelationship(&e.Relationship); err != nil {
			return err
		}
	}
	if r.Foreign {
		if err := r.sink.Note(0, "text that is not in UTF-8", "read as Windows-1252, of which Latin-1 is a part"); err != nil {
			return err
		}
	}
	if r.Quotes {
		if err := r.sink.Note(0, "quotes in texts that are not written as &quot;", "read as belonging to the text"); err != nil {
			return err
		}
	}
	if r.title == "" && r.description == "" {
		return nil
	}
	return r.sink.Map(r.title, r.description)
}

// gmlRecord reads a node or an edge until its closing bracket.
func gmlRecord[R any](r *gmlReader, keys *xmlKeys[R], known map[string]gmlKey, record *R) error {
	var open []int // the lengths of the path outside of the lists that are open
	for {
		token, err := r.Next()
		if err != nil {
			return err
		}
		if token == gml.End {
			if len(open) == 0 {
				finishGML(r, keys, record)
				return nil
			}
			r.path = r.path[:open[len(open)-1]]
			open = open[:len(open)-1]
			continue
		}
		key := gmlKeyOf(r, keys, known)
		switch {
		case key.role == gmlBeyond:
			err = r.once("keys beyond "+strconv.Itoa(maxAttributes), "left out")
			if err == nil && token == gml.Begin {
				err = r.Skip()
			}
		case token != gml.Begin:
			err = gmlValue(r, keys, record, key, token)
		case key.role == gmlDrawing:
			if err = r.once("drawing", "left out"); err == nil {
				err = gmlSkipDrawing(r, keys, record)
			}
		case len(r.path)+len(r.Key) > maxGMLPath:
			if err = r.once("lists that are deep in one another", "left out"); err == nil {
				err = r.Skip()
			}
		default:
			open = append(open, len(r.path))
			r.path = append(append(r.path, r.Key...), '.')
		}
		if err != nil {
			return err
		}
	}
}

// maxGMLPath is the greatest length of the names of attributes in lists: each is made anew.
const maxGMLPath = 1000

// gmlKeyOf returns what the key is.
func gmlKeyOf[R any](r *gmlReader, keys *xmlKeys[R], known map[string]gmlKey) gmlKey {
	if len(r.path) == 0 {
		if key, ok := known[string(r.Key)]; ok {
			return key
		}
	}
	name := string(r.path) + string(r.Key)
	if key, ok := known[name]; ok {
		return key
	}
	if len(known) >= maxAttributes {
		return gmlKey{role: gmlBeyond}
	}
	key := gmlKey{role: gmlRoleOf(strings.ToLower(name), keys.column("type") >= 0)}
	if key.role == gmlAttribute || key.role == gmlCount {
		key.key = keys.declare(name, gmlColumn(keys, name), xmlPlain)
		if strings.EqualFold(name, "value") {
			key.key.name = name // for values that are no weights
		}
	}
	known[name] = key
	return key
}

// gmlRoleOf returns the role of a key in small letters.
func gmlRoleOf(name string, ofEdge bool) gmlRole {
	switch name {
	case "id":
		return gmlID
	case "graphics", "labelgraphics", "edgeanchor", "port", "ports", "root_index", "rootindex":
		return gmlDrawing
	}
	switch {
	case ofEdge && name == "source":
		return gmlSource
	case ofEdge && name == "target":
		return gmlTarget
	case ofEdge && name == "directed":
		return gmlDirected
	case ofEdge && name == "key":
		return gmlCount
	case ofEdge && (name == "fill" || name == "igraphnxmultiedgekey"): // of Gephi, and of NetworkX by way of igraph
		return gmlDrawing
	case !ofEdge && name == "label":
		return gmlLabel
	case !ofEdge && name == "gid":
		return gmlGroup
	case !ofEdge && name == "isgroup":
		return gmlIsGroup
	case name == "gid" || name == "isgroup":
		return gmlDrawing
	}
	return gmlAttribute
}

// gmlColumn returns the name of the column that a key means, or the key. igraph leaves underscores out, and writes igraph before a name that begins with one:
// igraphnxname for _nx_name, the name of a node of NetworkX.
func gmlColumn[R any](keys *xmlKeys[R], name string) string {
	given := name
	name = strings.TrimPrefix(name, "igraph")
	for i := range keys.fields {
		if column := keys.fields[i].Name; strings.EqualFold(strings.ReplaceAll(column, "_", ""), name) {
			return column
		}
	}
	for alias, column := range keys.aliases { // those that differ in underscores alone mean the same
		if strings.EqualFold(strings.ReplaceAll(alias, "_", ""), name) {
			return column
		}
	}
	if strings.EqualFold(name, "value") && keys.column("weight") >= 0 { // as Gephi and Newman's networks have it
		return "weight"
	}
	return given
}

// gmlValue takes a value.
func gmlValue[R any](r *gmlReader, keys *xmlKeys[R], record *R, key gmlKey, token gml.Token) error {
	switch key.role {
	case gmlID:
		r.number = string(r.Text)
	case gmlLabel:
		if r.label == "" {
			r.label = string(r.Text)
		}
	case gmlGroup:
		r.group = string(r.Text)
	case gmlIsGroup:
		r.isGroup = isTrueOf(string(r.Text))
	case gmlSource:
		r.from = r.end()
	case gmlTarget:
		r.to = r.end()
	case gmlDirected:
		r.direction = isUndirected
		if isTrueOf(string(r.Text)) {
			r.direction = isDirected
		}
	case gmlAttribute, gmlCount:
		switch {
		case len(r.Text) == 0, token == gml.Number && key.role == gmlCount:
			return nil
		case token == gml.Number && isNaN(r.Text): // which igraph writes where there is nothing
			return nil
		case strings.HasPrefix(string(r.Text[:min(len(r.Text), 2)]), "[L") && strings.Contains(string(r.Text), ";@"):
			return r.once("lists of Gephi", "left out: it writes no values of them")
		}
		gmlSet(r, keys, record, key.key)
	}
	return nil
}

// isNaN reports whether a number is none.
func isNaN(number []byte) bool {
	last := number[len(number)-1]
	return last == 'n' || last == 'N'
}

// end is the node that the value names.
func (r *gmlReader) end() gmlEnd {
	if id, ok := r.ids.byNumber[string(r.Text)]; ok {
		return gmlEnd{id, true}
	}
	return gmlEnd{string(r.Text), false}
}

// idOf returns the id of a node, once all have come.
func (r *gmlReader) idOf(end gmlEnd) string {
	if end.known {
		return end.text
	}
	return r.ids.declare(end.text, "")
}

// gmlSet sets an attribute. One that comes again makes a list.
func gmlSet[R any](r *gmlReader, keys *xmlKeys[R], record *R, key *xmlKey) {
	starts := string(r.Text) == emptyList
	if key.seen != keys.record && !starts {
		keys.set(record, key, r.Text)
		return
	}
	i := slices.IndexFunc(r.repeated, func(g gmlRepeated) bool { return g.key == key })
	if i < 0 {
		i = len(r.repeated)
		g := gmlRepeated{key: key}
		if key.seen == keys.record {
			g.list = []string{key.text}
		}
		key.seen = keys.record
		r.repeated = append(r.repeated, g)
	}
	if g := &r.repeated[i]; !starts && len(g.list) < maxAttributes {
		g.list = append(g.list, string(r.Text))
	}
}

// finishGML sets the attributes that are lists.
func finishGML[R any](r *gmlReader, keys *xmlKeys[R], record *R) {
	for _, g := range r.repeated {
		if len(g.list) == 0 {
			continue
		}
		extra := keys.extra(record)
		field := g.key.field
		switch {
		case field == isLabel || field == isID || field == isNoise:
		case field >= 0 && keys.fields[field].set(record, ListValue(g.list)) == nil:
			keys.filled |= 1 << field
		default:
			*extra = slices.DeleteFunc(*extra, func(a Attribute) bool { return a.Name == g.key.name })
			*extra = append(*extra, Attribute{g.key.name, ListValue(g.list)})
		}
	}
}

// gmlSkipDrawing passes over how yEd draws an element, but for its label.
func gmlSkipDrawing[R any](r *gmlReader, keys *xmlKeys[R], record *R) error {
	label := r.is("LabelGraphics") && r.label == ""
	for depth := 1; depth > 0; {
		token, err := r.Next()
		if err != nil {
			return err
		}
		switch {
		case token == gml.Begin:
			depth++
		case token == gml.End:
			depth--
		case label && depth == 1 && r.is("text"):
			keys.drawn(record, string(r.Text))
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
