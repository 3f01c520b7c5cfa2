package exchange

import (
	"slices"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/query/mapgraph"
)

// neo4jEntity is a node or a relationship as a Neo4j database has it.
type neo4jEntity struct {
	line       int
	id         string   // that of the database, unique among nodes and among relationships
	labels     []string // of a node
	kind       string   // the type of a relationship
	from, to   string   // ids of the database
	properties []Attribute
}

// property returns a property, Empty where there is none.
func (x *neo4jEntity) property(name string) Value {
	for _, p := range x.properties {
		if p.Name == name {
			return p.Value
		}
	}
	return Value{}
}

// neo4jGraph gives a sink the nodes and relationships of a database, of ours or of anybody's.
//
// The id of an organisation is the property id of its node, where that is a text or a number that no node before it has, else the
// number that the database gives it. What labels, types and properties stand for is as in the bulk import CSV. Sources and the map are
// no organisations: what we write has no relationships of theirs, and those that others have are left out. What is held is the ids of
// the nodes.
type neo4jGraph struct {
	sink   Sink
	nodes  map[string]neo4jKnown // by the id of the database
	taken  map[string]struct{}   // the ids that nodes have been given
	hasMap bool                  // the node of the map has been there
}

// neo4jKnown is what is known of a node.
type neo4jKnown struct {
	id    string // as the sink knows it, of an organisation
	state neo4jState
	apart bool // a source or the map
}

type neo4jState uint8

const (
	neo4jMentioned neo4jState = iota // by a relationship, and no more
	neo4jInPassing                   // given, as it stands in another record
	neo4jDeclared                    // given, by a record of its own
)

func newNeo4jGraph(sink Sink) *neo4jGraph {
	return &neo4jGraph{sink: sink, nodes: map[string]neo4jKnown{}, taken: map[string]struct{}{}}
}

// has reports whether a node has been given to the sink.
func (g *neo4jGraph) has(id string) bool { return g.nodes[id].state != neo4jMentioned }

// node gives the sink a node, unless it has been given.
func (g *neo4jGraph) node(x *neo4jEntity, state neo4jState) error {
	known, there := g.nodes[x.id]
	if known.state != neo4jMentioned {
		again := known.state == neo4jDeclared && state == neo4jDeclared
		known.state = max(known.state, state)
		g.nodes[x.id] = known
		if again {
			return g.sink.Note(x.line, "a node with the id of another", "left out")
		}
		return nil
	}
	own := ""
	if v := x.property("id"); v.Kind == Text || v.Kind == Number {
		own = v.String()
	}
	if own != "" && !there && x.isSource() {
		g.nodes[x.id] = neo4jKnown{state: state, apart: true}
		if !x.isMarked(neo4jSourceID + own) {
			if err := g.sink.Note(x.line, "a node with the label Source", "read as a source of evidence"); err != nil {
				return err
			}
		}
		return giveSource(g.sink, own, x.properties)
	}
	if !there && !g.hasMap && x.isMap() {
		g.hasMap = true
		g.nodes[x.id] = neo4jKnown{state: state, apart: true}
		if !x.isMarked(neo4jMapID) {
			if err := g.sink.Note(x.line, "a node with the label Map", "read as what the map says of itself"); err != nil {
				return err
			}
		}
		return giveMap(g.sink, slices.DeleteFunc(x.properties, func(p Attribute) bool { return !isColumn(mapFields, p.Name) }))
	}
	if !there {
		known.id = g.newID(x, own)
	}
	known.state = state
	g.nodes[x.id] = known
	o := Organisation{Line: x.line}
	o.ID = known.id
	if own != "" && own != known.id {
		o.Extra = append(o.Extra, Attribute{"id", TextValue(own)})
	}
	x.organisation(&o)
	return g.sink.Organisation(&o)
}

// newID returns the id of a node that is met for the first time: its own, or that of the database, or where another has that, one
// that tells of its label.
func (g *neo4jGraph) newID(x *neo4jEntity, own string) string {
	candidates := []string{own, neo4jNumber(x.id)}
	if label := append(classificationsOf(x.labels), "node")[0]; own != "" {
		candidates = []string{own, graph.Slug(label) + "-" + own}
	}
	for _, id := range append(candidates, "node-"+neo4jNumber(x.id)) {
		if _, taken := g.taken[id]; id != "" && !taken {
			g.taken[id] = struct{}{}
			return id
		}
	}
	id := numbered("node", func(id string) bool { _, taken := g.taken[id]; return taken })
	g.taken[id] = struct{}{}
	return id
}

// neo4jNumber is the number in an id of the form 4:c0a65d96-4993-4b0c-b036-e7ebd9174905:17, or the id.
func neo4jNumber(id string) string {
	if last := strings.LastIndexByte(id, ':'); last >= 0 && strings.Count(id, ":") == 2 {
		if _, err := strconv.ParseUint(id[last+1:], 10, 63); err == nil {
			return id[last+1:]
		}
	}
	return id
}

// end returns the id by which the sink knows, or will know, a node.
func (g *neo4jGraph) end(id string) string {
	known, there := g.nodes[id]
	if !there {
		known.id = g.newID(&neo4jEntity{id: id}, "")
		g.nodes[id] = known
	}
	return known.id
}

// What is said of a relationship that is none between organisations.
const (
	neo4jOfApart = "a relationship of a source or of the map"
	neo4jIsApart = "left out: neither is an organisation"
)

// relationship gives the sink a relationship between organisations.
func (g *neo4jGraph) relationship(x *neo4jEntity) error {
	if g.nodes[x.from].apart || g.nodes[x.to].apart {
		return g.sink.Note(x.line, neo4jOfApart, neo4jIsApart)
	}
	r := Relationship{Line: x.line, Implied: true}
	r.From, r.To, r.Type = g.end(x.from), g.end(x.to), idOfType(x.kind)
	if id := x.property("id"); id.Kind == Text || id.Kind == Number {
		r.ID = id.String()
	}
	cited := x.property("evidence").Kind != Empty
	setNeo4j(relationshipFields, neo4jEdgeAliases, &r, &r.Extra, x.properties, func(p Attribute) bool {
		switch p.Name {
		case "id":
			return r.ID != ""
		case "sources":
			return cited // the evidence says so
		case "type":
			if mapgraph.Type(p.Value.String()) == x.kind {
				r.Type = p.Value.String()
				return true
			}
			r.Extra = append(r.Extra, p) // a property that only has the name
			return true
		}
		return false
	})
	return g.sink.Relationship(&r)
}

// isSource reports whether a node is a source as we write them: of that label alone, with no other properties.
func (x *neo4jEntity) isSource() bool {
	if len(x.labels) != 1 || x.labels[0] != "Source" {
		return false
	}
	for _, p := range x.properties {
		if p.Name == "id" || isNeo4jImportID(p) {
			continue
		}
		if p.Value.Kind != Text || !slices.ContainsFunc(sourceFields, func(f sourceField) bool { return f.name == p.Name }) {
			return false
		}
	}
	return true
}

// isMap reports whether a node is that which we write for the map.
func (x *neo4jEntity) isMap() bool {
	if len(x.labels) != 1 || x.labels[0] != "Map" {
		return false
	}
	for _, p := range x.properties {
		if !isNeo4jImportID(p) && !isColumn(mapFields, p.Name) && (p.Name != "id" || p.Value.Text != "map") {
			return false
		}
	}
	return true
}

// isMarked reports whether a node has an id that we write in JSON, or has been imported with it. One of our scripts of Cypher has none.
func (x *neo4jEntity) isMarked(id string) bool {
	return x.id == id || x.property("neo4jImportId").String() == id
}

// isNeo4jImportID reports whether a property is the one by which nodes find each other in apoc.import.json.
func isNeo4jImportID(p Attribute) bool { return p.Name == "neo4jImportId" }

// organisation takes the labels and the properties.
func (x *neo4jEntity) organisation(o *Organisation) {
	setNeo4j(organisationFields, neo4jNodeAliases, o, &o.Extra, x.properties, func(p Attribute) bool {
		return p.Name == "id" && (p.Value.Kind == Text || p.Value.Kind == Number) || isNeo4jImportID(p)
	})
	ours := slices.Contains(x.labels, mapgraph.Organisation)
	for _, id := range o.Classifications {
		ours = ours && slices.Contains(x.labels, mapgraph.Label(id))
	}
	if len(o.Classifications) == 0 || !ours {
		o.Classifications = append(classificationsOf(x.labels), o.Classifications...)
	}
	if o.Name == "" {
		o.Name = nameOf(o)
	}
	for _, label := range append(slices.Clone(x.labels), "company", "") { // Northwind has productName, companyName
		for i := 0; i < len(o.Extra) && o.Name == ""; i++ {
			if a := o.Extra[i]; strings.EqualFold(a.Name, label+"name") && a.Value.Kind == Text {
				o.Name, o.Extra = a.Value.Text, slices.Delete(o.Extra, i, i+1)
			}
		}
	}
}

// neo4jNodeAliases and neo4jEdgeAliases are names of properties, in small letters and without "_", that other people have for
// fields; see xmlAliases. A property "type" is none: a node has labels.
var neo4jNodeAliases = map[string]string{
	"acronym": "short_name", "abbreviation": "short_name", "shortname": "short_name", "founded": "founding_date", "established": "founding_date",
	"foundingdate": "founding_date", "dissolved": "dissolution_date", "dissolutiondate": "dissolution_date", "website": "url", "homepage": "url", "homepageurl": "url",
	"keywords": "tags",
}

var neo4jEdgeAliases = map[string]string{
	"mutual": "symmetric", "since": "start_date", "startdate": "start_date", "fromdate": "start_date",
	"until": "end_date", "enddate": "end_date", "todate": "end_date", "strength": "weight", "description": "note", "comment": "note",
}

// setNeo4j sets the fields of a record by properties; those with the names of fields come before their aliases. What taken takes is
// done with, and what is no field is an extra attribute.
func setNeo4j[R any](rows []column[R], aliases map[string]string, record *R, extra *[]Attribute, properties []Attribute, taken func(Attribute) bool) {
	var filled uint64
	set := func(name string, v Value) bool {
		i := slices.IndexFunc(rows, func(c column[R]) bool { return c.Name == name })
		if i < 0 || filled&(1<<i) != 0 || rows[i].set(record, v) != nil {
			return false
		}
		filled |= 1 << i
		return true
	}
	isField := func(name string) bool { return name == "mutual" || isColumn(rows, name) }
	for _, fields := range []bool{true, false} {
		for _, p := range properties {
			name := p.Name
			if p.Value.Kind == Empty || isField(name) != fields || taken(p) {
				continue
			}
			if alias := aliases[strings.ReplaceAll(strings.ToLower(name), "_", "")]; alias != "" {
				name = alias
			}
			if !set(name, p.Value) && len(*extra) < maxAttributes {
				*extra = append(*extra, p)
			}
		}
	}
}
