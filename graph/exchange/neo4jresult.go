package exchange

import (
	"bytes"
	"context"
	"regexp"
	"slices"
	"strings"
)

// exportJSON says how a database of Neo4j comes here.
const exportJSON = "export the database as JSON, CALL apoc.export.json.all('map.json', {}), and read that"

// cypherStatement is how a script of Cypher begins, after comments and commands of the shell.
var cypherStatement = regexp.MustCompile(`^(?:\s|//[^\n]*\n|/\*(?s:.*?)\*/|:(?:begin|param|use)[^\n]*\n|BEGIN\s)*` +
	`(?i:CREATE\s*\(|CREATE\s+(?:CONSTRAINT|INDEX|RANGE\s+INDEX)\s|MERGE\s*\(|(?:OPTIONAL\s+)?MATCH\s*\(|UNWIND\s*[\[$]|LOAD\s+CSV\s)`)

// notNeo4j says of a file of Neo4j that cannot be read what can be, or "".
func notNeo4j(extension string, head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte("DZV1")) || bytes.HasPrefix(head, []byte("DGV1")):
		return "it is a dump of a Neo4j database: load it, with neo4j-admin database load, " + exportJSON
	case slices.Contains([]string{".cypher", ".cql", ".cyp"}, extension), cypherStatement.Match(asUTF8(head)):
		return "it is a script of Cypher, which only a database can run: run it there, " + exportJSON
	}
	return ""
}

// resultCell is how a node, a relationship or a path begins in the table of a result: as JSON, which apoc.export.csv.query writes, or as
// the Neo4j Browser shows it.
var resultCell = regexp.MustCompile(`^(?:(\{"(?:id|identity|elementId|start|length)":.*"(?:labels|start|rels)":)|\((?::[\pL_` + "`" + `]|\{|\)$)|\[:[\pL_` + "`" + `])`)

// isResultTable reports whether a table is the result of a query of nodes and relationships.
func isResultTable(name string, head []byte) bool {
	headings, row := headingsOf(name, head)
	return neo4jTables.kind(headings) == unknownTable && slices.ContainsFunc(row, resultCell.MatchString)
}

// readResultTable reads the nodes, relationships and paths that stand as JSON in the cells of a table, as readNeo4jJSON does in rows.
func readResultTable(ctx context.Context, in *Input, sink Sink) error {
	c, err := newCSVReader(in.Name, in.Stream, 0)
	if err != nil {
		return err
	}
	if more, err := c.next(); err != nil || !more {
		return err
	}
	headings := slices.Clone(c.Cells)
	s, err := newJSONScanner(ctx, &Input{Name: in.Name, Stream: strings.NewReader("")}, sink)
	if err != nil {
		return err
	}
	r := newNeo4jJSONReader(s, newNeo4jGraph(sink))
	for {
		more, err := c.next()
		if err != nil {
			return err
		}
		if !more {
			break
		}
		for i, cell := range c.Cells {
			heading := ""
			if i < len(headings) {
				heading = headings[i]
			}
			match := resultCell.FindStringSubmatch(cell)
			switch {
			case match != nil && match[1] == "":
				return c.fault(c.Line, 0, "the Neo4j Browser writes nodes and relationships into a CSV file without what joins them: download the result as JSON there, "+
					"or return values, MATCH (a)-[r]->(b) RETURN a.name AS from, type(r) AS type, b.name AS to")
			case cell == "":
				continue
			case match == nil:
				cell = `""` // which is neither
			}
			s.Reset([]byte(cell), c.Line)
			if err := r.inner(heading, 1); err != nil {
				return inputError(in.Name, err)
			}
			if err := s.Finish(); err != nil {
				return inputError(in.Name, err)
			}
		}
	}
	if err := c.noteEncoding(sink); err != nil {
		return err
	}
	return r.finish(in.Name)
}
