package exchange

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
	"github.com/liaisongraph/liaison/graph/query/mapgraph"
)

// neo4jHeading is a heading taken apart: NAME:TYPE(GROUP){OPTIONS}.
type neo4jHeading struct{ name, kind, group string }

// parseNeo4jHeading reads a heading; one without a colon is that of a string.
func parseNeo4jHeading(s string) (h neo4jHeading) {
	if i := strings.IndexByte(s, '{'); i >= 0 && strings.HasSuffix(s, "}") {
		s = strings.TrimSpace(s[:i]) // options of the import
	}
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return neo4jHeading{name: s, kind: "string"}
	}
	h.name, h.kind = strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+1:])
	if open := strings.IndexByte(h.kind, '('); open >= 0 && strings.HasSuffix(h.kind, ")") {
		h.kind, h.group = h.kind[:open], h.kind[open+1:len(h.kind)-1]
	}
	switch upper := strings.ToUpper(h.kind); upper {
	case "ID", "LABEL", "START_ID", "END_ID", "TYPE", "IGNORE":
		h.kind = upper
	default:
		h.kind = strings.ToLower(h.kind)
	}
	return h
}

var neo4jTables = tablesReader{
	kind: func(headings []string) tableKind {
		kind := unknownTable
		if isApocTable(headings) {
			return relationshipTable
		}
		for _, heading := range headings {
			switch parseNeo4jHeading(heading).kind {
			case "START_ID", "END_ID":
				return relationshipTable
			case "ID", "LABEL":
				kind = organisationTable
			}
		}
		return kind
	},
	wants: "the first line has :ID for nodes, or :START_ID and :END_ID for relationships",
}

func readNeo4jCSV(ctx context.Context, in *Input, sink Sink) error {
	if in.Dir == nil && in.Stream != nil {
		head, stream, err := peek(in.Stream)
		if err != nil {
			return err
		}
		if in = (&Input{Name: in.Name, Stream: stream}); isResultTable(in.Name, asUTF8(head)) {
			return readResultTable(ctx, in, sink)
		}
	}
	ids := neo4jIDs{groups: map[string]string{}, apart: map[string]bool{}}
	t := neo4jTables
	t.organisations = func(ctx context.Context, c *csvReader, sink Sink) error { return readNeo4jNodes(ctx, c, sink, ids) }
	t.relationships = func(ctx context.Context, c *csvReader, sink Sink) error {
		if isApocTable(c.Cells) {
			return readApocTable(ctx, c, sink)
		}
		return readNeo4jRelationships(ctx, c, sink, ids)
	}
	return t.read(ctx, in, sink, "map.csv", "sources.csv", "organisations.csv", "relationships.csv")
}

func guessNeo4jCSV(name string, head []byte) int {
	if !isTableName(name) {
		return 0
	}
	headings, _ := headingsOf(name, head)
	if len(headings) > 1 && neo4jTables.kind(headings) != unknownTable || isResultTable(name, head) {
		return 3
	}
	return 0
}

// neo4jIDs tells the ids of different groups apart, since they are unique within their group only: the first group that has an
// id keeps it as it is, and that of another gets the group before it.
type neo4jIDs struct {
	groups map[string]string // the groups of ids
	apart  map[string]bool   // the groups whose nodes are sources or the map, which are no organisations
}

func (ids neo4jIDs) node(group, id string) string {
	if owner, taken := ids.groups[id]; taken && owner != group {
		return group + " " + id
	}
	ids.groups[id] = group
	return id
}

func (ids neo4jIDs) end(group, id string) string {
	if owner, taken := ids.groups[id]; taken && owner != group && group != "" {
		return group + " " + id
	}
	return id
}

// neo4jNode is a node while it is read: what it is shows when its labels are known.
type neo4jNode struct {
	Organisation
	labels []string
	plain  []Attribute // every property as it stands
}

func readNeo4jNodes(ctx context.Context, c *csvReader, sink Sink, ids neo4jIDs) error {
	t, give, err := neo4jNodes(c, sink, ids)
	if err != nil {
		return err
	}
	return t.each(ctx, t.sink, give)
}

// neo4jNodes returns the table of nodes whose headings have just been read, and what gives the node of a row to the sink.
func neo4jNodes(c *csvReader, sink Sink, ids neo4jIDs) (*recordTable[neo4jNode], func() error, error) {
	listed := neo4jHeadings(c.Cells)
	ours, whole := neo4jOurs(listed)
	if ours != "" {
		ids.apart[ours] = true
	}
	if ours != "" && !whole {
		if err := sink.Note(c.Line, "nodes of the group "+ours, "read as "+map[string]string{"Source": "sources of evidence", "Map": "what the map says of itself"}[ours]); err != nil {
			return nil, nil, err
		}
	}
	t, err := newRecordTable(c, sink, func(heading string) func(*neo4jNode, string) {
		h := parseNeo4jHeading(heading)
		switch h.kind {
		case "ID":
			group := listed[heading].group
			return func(n *neo4jNode, text string) {
				id := text
				if n.ID != "" {
					id = n.ID + " " + id // of several columns together
				}
				if n.ID = id; ours == "" {
					n.ID = ids.node(group, id)
				}
				if h.name != "" && h.name != "id" && n.ID != text {
					n.Extra = append(n.Extra, Attribute{listed[heading].name, TextValue(text)})
				}
			}
		case "LABEL":
			return func(n *neo4jNode, text string) {
				n.labels = append(n.labels, splitList(text)...)
			}
		case "IGNORE", "TYPE":
			return func(*neo4jNode, string) {}
		}
		put := fieldPut(organisationFields, h.name, extraOfOrganisation)
		return func(n *neo4jNode, text string) {
			n.plain = append(n.plain, Attribute{h.name, TextValue(text)})
			if put != nil {
				put(&n.Organisation, text)
			} else {
				n.Extra = append(n.Extra, Attribute{listed[heading].name, neo4jValue(h, text)})
			}
		}
	}, func(n *neo4jNode) *[]Attribute { return &n.Extra })
	if err != nil {
		return nil, nil, err
	}
	var n neo4jNode
	return t, func() error {
		n = neo4jNode{Organisation: Organisation{Line: c.Line}, labels: n.labels[:0], plain: n.plain[:0]}
		if err := t.fill(&n); err != nil {
			return err
		}
		switch ours {
		case "Source":
			return giveSource(sink, n.ID, n.plain)
		case "Map":
			return giveMap(sink, n.plain)
		}
		if len(n.Classifications) == 0 {
			n.Classifications = classificationsOf(n.labels)
		}
		n.Name = nameOf(&n.Organisation)
		return sink.Organisation(&n.Organisation)
	}, nil
}

// neo4jOurs returns the group of the nodes of a table, Source or Map, if it has none but the columns that we write of these, and whether it
// has all of them.
func neo4jOurs(headings map[string]neo4jHeading) (group string, whole bool) {
	named := 0
	for _, h := range headings {
		switch h.kind {
		case "ID":
			group = h.group
		case "LABEL", "IGNORE", "TYPE":
		default:
			named++
		}
	}
	var names []string
	switch group {
	case "Source":
		for _, f := range sourceFields {
			names = append(names, f.name)
		}
	case "Map":
		for _, c := range MapColumns() {
			if c.Field != Sources {
				names = append(names, c.Name)
			}
		}
	}
	known := 0
	for _, h := range headings {
		if h.kind != "ID" && slices.Contains(names, h.name) {
			known++
		}
	}
	if known != named || names == nil {
		return "", false
	}
	return group, known == len(names)
}

// neo4jHeadings returns the headings of a row, with their own letters, by their small ones.
func neo4jHeadings(cells []string) map[string]neo4jHeading {
	m := map[string]neo4jHeading{}
	for _, cell := range cells {
		cell = strings.TrimSpace(cell)
		m[strings.ToLower(cell)] = parseNeo4jHeading(cell)
	}
	return m
}

// neo4jValue reads a property by its type.
func neo4jValue(h neo4jHeading, text string) Value {
	switch {
	case strings.HasSuffix(h.kind, "[]"):
		return ListValue(splitList(text))
	case h.kind == "int", h.kind == "long", h.kind == "float", h.kind == "double", h.kind == "short", h.kind == "byte":
		if f, err := TextValue(text).number(); err == nil {
			return numberAs(f, strings.TrimSpace(text))
		}
	case h.kind == "boolean":
		if b, err := TextValue(text).truth(); err == nil {
			return TruthValue(b)
		}
	}
	return TextValue(text)
}

// nameOf returns the name of a node, or what its makers call it otherwise.
func nameOf(o *Organisation) string {
	if o.Name != "" {
		return o.Name
	}
	for _, name := range []string{"title", "label", "fullName", "displayName"} {
		for i, a := range o.Extra {
			if strings.EqualFold(a.Name, name) && a.Value.Kind == Text {
				o.Extra = slices.Delete(o.Extra, i, i+1)
				return a.Value.Text
			}
		}
	}
	return ""
}

// classificationsOf returns what the labels stand for, but for that which every organisation has.
func classificationsOf(labels []string) (ids []string) {
	for _, label := range labels {
		if label != mapgraph.Organisation {
			ids = append(ids, idOfLabel(label))
		}
	}
	return ids
}

// idOfLabel undoes mapgraph.Label: a capital is a hyphen with its small letter.
func idOfLabel(label string) string {
	if strings.ToUpper(label) == label { // "MP" is no "m-p"
		return label
	}
	var b strings.Builder
	after := '-'
	for i, r := range label {
		switch {
		case r == '_':
			b.WriteByte('-')
		case unicode.IsUpper(r) && i > 0 && after != '_' && !unicode.IsUpper(after):
			b.WriteByte('-')
			fallthrough
		default:
			b.WriteRune(unicode.ToLower(r))
		}
		after = r
	}
	if mapgraph.Label(b.String()) != label {
		return label
	}
	return b.String()
}

// idOfType undoes mapgraph.Type.
func idOfType(name string) string {
	if id := strings.ReplaceAll(strings.ToLower(name), "_", "-"); mapgraph.Type(id) == name {
		return id
	}
	return name
}

func giveSource(sink Sink, id string, properties []Attribute) error {
	s := graph.Source{ID: id}
	for _, p := range properties {
		for _, f := range sourceFields {
			if f.name == p.Name && f.set(&s, p.Value.Text) != nil {
				if err := sink.Note(0, "the "+p.Name+" of the source "+syntax.Clip(id), "left out: it is no date"); err != nil {
					return err
				}
			}
		}
	}
	return sink.Source(s)
}

func giveMap(sink Sink, properties []Attribute) error {
	var title, description string
	for _, p := range properties {
		switch p.Name {
		case "title":
			title = p.Value.Text
		case "description":
			description = p.Value.Text
		default:
			ok, err := SetMap(sink, p.Name, p.Value)
			if err == nil && !ok {
				err = sink.Note(0, "the property "+syntax.Clip(p.Name)+" of the map", "left out")
			}
			if err != nil {
				return err
			}
		}
	}
	if title == "" && description == "" {
		return nil
	}
	return sink.Map(title, description)
}

func readNeo4jRelationships(ctx context.Context, c *csvReader, sink Sink, ids neo4jIDs) error {
	t, give, err := neo4jRelationships(c, sink, ids)
	if err != nil {
		return err
	}
	return t.each(ctx, t.sink, give)
}

// neo4jRelationships returns the table of relationships whose headings have just been read, and what gives that of a row to the sink.
func neo4jRelationships(c *csvReader, sink Sink, ids neo4jIDs) (*recordTable[Relationship], func() error, error) {
	listed := neo4jHeadings(c.Cells)
	kind, apart := "", false
	t, err := newRecordTable(c, sink, func(heading string) func(*Relationship, string) {
		h := parseNeo4jHeading(heading)
		switch h.kind {
		case "START_ID", "END_ID":
			group := listed[heading].group
			apart = apart || ids.apart[group]
			return func(r *Relationship, text string) {
				end := &r.From
				if h.kind == "END_ID" {
					end = &r.To
				}
				id := ids.end(group, text)
				if *end != "" {
					id = *end + " " + id // of several columns together
				}
				if *end = id; h.name != "" {
					r.Extra = append(r.Extra, Attribute{h.name, TextValue(text)})
				}
			}
		case "TYPE":
			return func(_ *Relationship, text string) { kind = text }
		case "IGNORE", "ID", "LABEL":
			return func(*Relationship, string) {}
		}
		switch h.name {
		case "id":
			return func(r *Relationship, text string) { r.ID = text }
		case "sources":
			return func(*Relationship, string) {} // the evidence says so
		case "mutual":
			return fieldPut(relationshipFields, "symmetric", extraOfRelationship)
		}
		if put := fieldPut(relationshipFields, h.name, extraOfRelationship); put != nil {
			return put
		}
		return func(r *Relationship, text string) {
			r.Extra = append(r.Extra, Attribute{listed[heading].name, neo4jValue(h, text)})
		}
	}, extraOfRelationship)
	if err != nil {
		return nil, nil, err
	}
	if !slices.ContainsFunc(t.columns, func(column tableColumn[Relationship]) bool { return column.name == "evidence:string" }) {
		for i, column := range t.columns {
			if strings.HasPrefix(column.name, "sources:") {
				t.columns[i].put = keepExtra("sources", extraOfRelationship)
			}
		}
	}
	var r Relationship
	return t, func() error {
		r, kind = Relationship{Line: c.Line, Implied: true}, ""
		if err := t.fill(&r); err != nil {
			return err
		}
		if apart {
			return sink.Note(c.Line, neo4jOfApart, neo4jIsApart)
		}
		if r.From == "" || r.To == "" {
			return sink.Note(c.Line, "a relationship without a start or an end", "left out")
		}
		if r.Type == "" {
			r.Type = idOfType(kind)
		}
		return sink.Relationship(&r)
	}, nil
}
