package exchange

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/query/mapgraph"
)

// neo4jCSV is the format of "neo4j-admin database import": the headings say what a column is, NAME:TYPE(GROUP). Labels, types and
// the names of properties are those by which package query knows them.
func neo4jCSV() Format {
	return Format{
		Name: "neo4j-csv", Label: "Neo4j bulk import CSV", Tools: "Neo4j, Memgraph, apoc.import.csv",
		Standard:   "https://neo4j.com/docs/operations-manual/current/import/",
		Extensions: []string{".csv"}, MediaType: "text/csv",
		Holdings: holdsAll(nested...),
		Notes: []string{
			"Import with: neo4j-admin database import full neo4j --nodes=organisations.csv --nodes=sources.csv --nodes=map.csv --relationships=relationships.csv --multiline-fields=true",
			"Labels and types are those of liaison's queries: (:IntelligenceAgency)-[:ADVICE]->(:Police). The ids of classifications and types are properties too.",
			"Sources are nodes with the label Source; the property sources of a relationship names them. The title, own types and arrangements are properties of the one node with the label Map.",
			"Elements of lists are separated by a semicolon, the array delimiter of the import unless it is told another; a semicolon within one has a backslash before it, which Neo4j does not know.",
			"Read too: the one table of nodes and relationships that apoc.export.csv.all writes, and the nodes and relationships in that of apoc.export.csv.query.",
		},
		Parts: []Part{
			{"organisations.csv", writeNeo4jOrganisations},
			{"relationships.csv", writeNeo4jRelationships},
			{"sources.csv", writeNeo4jSources},
			{"map.csv", writeNeo4jMap},
		},
		Read:  readNeo4jCSV,
		Guess: guessNeo4jCSV,
	}
}

// neo4jType is the type of a property in a heading.
func neo4jType(k Kind) string {
	switch k {
	case Number:
		return ":double"
	case Truth:
		return ":boolean"
	case List:
		return ":string[]"
	}
	return ":string"
}

// neo4jName is the name of a property of package query for a column.
func neo4jName(c Column) string {
	if c.Name == "symmetric" {
		return "mutual"
	}
	return c.Name
}

var neo4jTable = csvTable{
	heading: func(c Column) string { return neo4jName(c) + neo4jType(c.Kind) },
	text:    Value.String,
}

func writeNeo4jOrganisations(ctx context.Context, w io.Writer, g *graph.Graph) error {
	return neo4jTable.organisations(ctx, w, g, []string{"id:ID(Organisation)", ":LABEL"}, func(c *csvWriter, n graph.Node) {
		c.cell(g.ID(n))
		c.cell(strings.Join(propertyLabels(g, n), ";"))
	})
}

// propertyLabels returns the labels that package query gives an organisation, the general one first.
func propertyLabels(g *graph.Graph, n graph.Node) []string {
	labels := []string{mapgraph.Organisation}
	for _, id := range g.Classifications(n) {
		for depth := 0; id != "" && depth < maxDepth; depth++ {
			label := mapgraph.Label(id)
			if slices.Contains(labels, label) {
				break
			}
			labels = append(labels, label)
			c, _ := g.Vocabulary().Classification(id)
			id = c.Broader
		}
	}
	return labels
}

func writeNeo4jRelationships(ctx context.Context, w io.Writer, g *graph.Graph) error {
	first := []string{":START_ID(Organisation)", ":END_ID(Organisation)", ":TYPE", "id:string", "sources:string[]"}
	return neo4jTable.arcs(ctx, w, g, false, first, func(c *csvWriter, a Arc) {
		c.cell(g.ID(a.From))
		c.cell(g.ID(a.To))
		c.cell(mapgraph.Type(g.Type(a.Edge).ID))
		c.cell(a.ID(g))
		c.cell(joinList(g.SourcesOf(a.Edge)))
	})
}

// sourceFields are the fields of a source but for the id.
var sourceFields = []struct {
	name string
	get  func(*graph.Source) string
	set  func(*graph.Source, string) error
}{
	sourceText("title", func(s *graph.Source) *string { return &s.Title }),
	sourceText("publisher", func(s *graph.Source) *string { return &s.Publisher }),
	sourceText("author", func(s *graph.Source) *string { return &s.Author }),
	sourceDate("published", func(s *graph.Source) *graph.Date { return &s.Published }),
	sourceDate("retrieved", func(s *graph.Source) *graph.Date { return &s.Retrieved }),
	sourceText("type", func(s *graph.Source) *string { return &s.Type }),
	sourceText("url", func(s *graph.Source) *string { return &s.URL }),
	sourceText("archive_url", func(s *graph.Source) *string { return &s.ArchiveURL }),
	sourceText("file", func(s *graph.Source) *string { return &s.File }),
	sourceText("note", func(s *graph.Source) *string { return &s.Note }),
}

type sourceField = struct {
	name string
	get  func(*graph.Source) string
	set  func(*graph.Source, string) error
}

func sourceText(name string, at func(*graph.Source) *string) sourceField {
	return sourceField{name, func(s *graph.Source) string { return *at(s) }, func(s *graph.Source, v string) error { *at(s) = v; return nil }}
}

func sourceDate(name string, at func(*graph.Source) *graph.Date) sourceField {
	return sourceField{name, func(s *graph.Source) string { return at(s).String() }, func(s *graph.Source, v string) (err error) {
		d, err := graph.ParseDate(v)
		if err == nil {
			*at(s) = d
		}
		return err
	}}
}

func writeNeo4jSources(_ context.Context, w io.Writer, g *graph.Graph) error {
	c := newCSVWriter(w)
	c.cell("id:ID(Source)")
	c.cell(":LABEL")
	for _, f := range sourceFields {
		c.cell(f.name + ":string")
	}
	if err := c.end(); err != nil {
		return err
	}
	for _, s := range g.Sources() {
		c.cell(s.ID)
		c.cell("Source")
		for _, f := range sourceFields {
			c.cell(f.get(&s))
		}
		if err := c.end(); err != nil {
			return err
		}
	}
	return c.out.Flush()
}

// writeNeo4jMap writes one node with what no other node or relationship has.
func writeNeo4jMap(_ context.Context, w io.Writer, g *graph.Graph) error {
	c := newCSVWriter(w)
	c.cell(":ID(Map)")
	c.cell(":LABEL")
	columns, values := MapColumns(), MapValues(nil, g)
	for _, column := range columns {
		if column.Field != Sources {
			c.cell(column.Name + ":string")
		}
	}
	if err := c.end(); err != nil {
		return err
	}
	c.cell("map")
	c.cell("Map")
	for i, column := range columns {
		if column.Field != Sources {
			c.cell(values[i].String())
		}
	}
	if err := c.end(); err != nil {
		return err
	}
	return c.out.Flush()
}
