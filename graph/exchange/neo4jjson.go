package exchange

import (
	"context"
	"io"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/query/mapgraph"
)

// neo4jJSON is what the procedures apoc.export.json write and apoc.import.json reads: a node or a relationship a line. Labels, types and
// the names of properties are those by which package query knows them.
func neo4jJSON() Format {
	return Format{
		Name: "neo4j-json", Label: "Neo4j JSON lines (APOC)", Tools: "Neo4j with APOC: apoc.export.json, apoc.import.json; Neo4j Browser",
		Standard:   "https://neo4j.com/docs/apoc/current/export/json/",
		Extensions: []string{".neo4j.json", ".neo4j.jsonl"}, MediaType: "application/x-ndjson",
		Holdings: holdsAll(OwnTypes, OwnClassifications, Arrangements, OrganisationOtherNames, OrganisationEvidence, RelationshipEvidence),
		Notes: []string{
			"Import with: CALL apoc.import.json('file:///map.neo4j.json'), which wants a constraint for each label first: CREATE CONSTRAINT FOR (n:Organisation) REQUIRE n.neo4jImportId IS UNIQUE. Its option cleanup loses relationships, in 5.26; afterwards, MATCH (n) REMOVE n.neo4jImportId.",
			"Labels and types are those of liaison's queries: (:IntelligenceAgency)-[:ADVICE]->(:Police). The ids of classifications and types are properties too.",
			"Sources are nodes with the label Source; the title, own types and arrangements are properties of the one node with the label Map. Records are text that is JSON, since properties cannot be records.",
			"Read too: the other forms of apoc.export.json.all (ARRAY_JSON, JSON, JSON_ID_AS_KEYS), and the nodes, relationships and paths of what apoc.export.json.query and the Neo4j Browser write of the result of a query.",
		},
		Parts: []Part{{Write: writeNeo4jJSON}},
		Read:  readNeo4jJSON,
		Guess: guessNeo4jJSON,
	}
}

// neo4jJSONWriter writes nodes and relationships, a line each.
type neo4jJSONWriter struct{ *jsonWriter }

// The ids of nodes in the file: those of organisations as they are, and others with what no organisation has in its id.
const (
	neo4jSourceID = "source:"
	neo4jMapID    = "map:"
)

func writeNeo4jJSON(ctx context.Context, out io.Writer, g *graph.Graph) error {
	w := neo4jJSONWriter{newJSONWriter(ctx, out)}
	w.flat = true
	w.mapNode(g)
	for _, s := range g.Sources() {
		w.node(neo4jSourceID+s.ID, []string{"Source"})
		w.always("id", s.ID)
		for _, f := range sourceFields {
			w.text(f.name, f.get(&s))
		}
		if !w.end("}}\n") {
			return w.err
		}
	}
	columns := OrganisationColumns()
	for n := range g.Nodes() {
		w.node(g.ID(n), propertyLabels(g, n))
		w.always("id", g.ID(n))
		w.values = OrganisationValues(w.values[:0], g, n)
		w.properties(columns, w.values)
		if !w.end("}}\n") {
			return w.err
		}
	}
	columns = RelationshipColumns()
	for a := range Arcs(g) {
		id := a.ID(g)
		w.open(`{"type":"relationship",`)
		w.always("id", id)
		w.always("label", mapgraph.Type(g.Type(a.Edge).ID))
		w.key("properties")
		w.open("{")
		w.always("id", id)
		if sources := g.SourcesOf(a.Edge); len(sources) > 0 {
			w.key("sources")
			w.value(ListValue(sources))
		}
		w.values = a.Values(w.values[:0], g)
		w.properties(columns, w.values)
		w.close("}")
		w.nodeEnd("start", g.ID(a.From))
		w.nodeEnd("end", g.ID(a.To))
		if !w.end("}\n") {
			return w.err
		}
	}
	return w.flush()
}

// mapNode writes the node with what no other node or relationship has, if there is anything.
func (w neo4jJSONWriter) mapNode(g *graph.Graph) {
	columns, values, has := MapColumns(), MapValues(nil, g), false
	for i, c := range columns {
		if c.Field == Sources {
			values[i] = Value{}
		}
		has = has || values[i].Kind != Empty
	}
	if !has {
		return
	}
	w.node(neo4jMapID, []string{"Map"})
	w.always("id", "map")
	w.properties(columns, values)
	w.end("}}\n")
}

// node begins a node, up to its properties.
func (w neo4jJSONWriter) node(id string, labels []string) {
	w.open(`{"type":"node",`)
	w.always("id", id)
	w.key("labels")
	w.value(ListValue(labels))
	w.key("properties")
	w.open("{")
}

// nodeEnd writes an end of a relationship. apoc.import.json finds it by the id and a label that has a constraint.
func (w neo4jJSONWriter) nodeEnd(name, id string) {
	w.key(name)
	w.open("{")
	w.always("id", id)
	w.raw(`,"labels":["` + mapgraph.Organisation + `"]`)
	w.close("}")
}

// end ends a line, and reports whether writing goes on.
func (w neo4jJSONWriter) end(s string) bool {
	w.close(s)
	return w.done()
}

// properties writes the values of columns that are not Empty. Numbers are all fractions: a property has one type everywhere.
func (w neo4jJSONWriter) properties(columns []Column, values []Value) {
	for i, v := range values {
		if v.Kind == Empty {
			continue
		}
		w.key(neo4jName(columns[i]))
		start := len(w.b)
		w.value(v)
		if v.Kind == Number && !strings.ContainsAny(string(w.b[start:]), ".e") {
			w.raw(".0")
		}
	}
}
