package cli

import (
	"cmp"
	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/query"
	"github.com/liaisongraph/liaison/graph/query/mapgraph"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// schemaTable lists the labels, types and properties that queries find something with on a map, how many
// organisations or relationships each finds, and what it means.
func schemaTable(g *graph.Graph) *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "kind"},
		{Name: "name", Keep: true},
		{Name: "finds", Right: true},
		{Name: "id", In: table.ForPrograms},
		{Name: "meaning"},
	}}
	p := mapgraph.Of(g)
	add := func(kind string, name table.Indented, finds int, id, meaning string) {
		if finds > 0 {
			t.Add(kind, name, finds, id, meaning)
		}
	}
	add("label", table.Indented{Text: mapgraph.Organisation}, g.NumOrganisations(), "", "every organisation")
	labels, types := map[string]int{}, map[string]int{}
	for n := range g.Nodes() {
		for _, label := range p.Labels(value.NodeID(n)) {
			labels[label]++
		}
	}
	for e := range g.Edges() {
		types[p.Types()[g.TypeIndex(e)]]++
	}
	v := g.Vocabulary()
	order, depth, _ := classificationOutline(v)
	for _, id := range order {
		c, _ := v.Classification(id)
		name := mapgraph.Label(id)
		add("label", table.Indented{Level: depth[id], Text: syntax.Quote(name)}, labels[name], id, cmp.Or(c.Label, id))
	}
	order, depth, _ = typeOutline(v)
	for _, id := range order {
		typ, _ := v.Type(id)
		name, finds := mapgraph.Type(id), 0
		for _, narrower := range p.NarrowerTypes(name) {
			finds += types[p.Types()[narrower]]
		}
		add("type", table.Indented{Level: depth[id], Text: syntax.Quote(name)}, finds, id, cmp.Or(typ.Label, id))
	}
	addProperties(add, "property of an organisation", mapgraph.NodeProperties(), g.NumOrganisations(), func(i int, key string) value.Value {
		return p.NodeProperty(value.NodeID(i), key)
	})
	addProperties(add, "property of a relationship", mapgraph.RelationshipProperties(), g.NumRelationships(), func(i int, key string) value.Value {
		return p.RelationshipProperty(value.RelationshipID(i), key)
	})
	return t
}

func addProperties(add func(string, table.Indented, int, string, string), kind string, properties []mapgraph.Property, n int, of func(i int, key string) value.Value) {
	for _, property := range properties {
		finds := 0
		for i := range n {
			if v := of(i, property.Name); !v.IsNull() && (v.Kind() != value.KindList || len(v.List()) > 0) {
				finds++
			}
		}
		add(kind, table.Indented{Text: property.Name}, finds, "", property.Meaning)
	}
}

// functionTable lists the functions of the language.
func functionTable() *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "group"},
		{Name: "name", In: table.ForPrograms},
		{Name: "signature", Title: "function"},
		{Name: "aliases", In: table.ForPrograms},
		{Name: "meaning"},
	}}
	for _, f := range query.Functions() {
		t.Add(f.Group, f.Name, f.Signature, f.Aliases, f.Meaning)
	}
	return t
}
