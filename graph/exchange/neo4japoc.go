package exchange

import (
	"context"
	"slices"
	"strings"
)

// apocColumn is a column of the one table that apoc.export.csv.all writes: what is the same of all nodes and relationships, by its name
// there, or a property.
type apocColumn struct{ name, kind string }

// apocNames are the columns that are no properties.
var apocNames = []string{"_id", "_labels", "_start", "_end", "_type"}

// isApocTable reports whether the headings are those of apoc.export.csv.
func isApocTable(headings []string) bool {
	for _, need := range apocNames {
		if !slices.ContainsFunc(headings, func(h string) bool { return apocName(h) == need }) {
			return false
		}
	}
	return true
}

// apocName is a heading in small letters, without the type that it has where types have been asked for.
func apocName(heading string) string {
	name, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(heading)), ":")
	return name
}

// readApocTable reads the table whose headings have just been read. It has the nodes first, then the relationships. A
// property that both have is there twice, and only one of its two cells has text.
func readApocTable(ctx context.Context, c *csvReader, sink Sink) error {
	typed := strings.Contains(c.Cells[slices.IndexFunc(c.Cells, func(h string) bool { return apocName(h) == "_id" })], ":")
	columns := make([]apocColumn, len(c.Cells))
	for i, heading := range c.Cells {
		column := apocColumn{name: strings.TrimSpace(heading)}
		if at := strings.LastIndexByte(column.name, ':'); typed && at > 0 {
			column.name, column.kind = column.name[:at], column.name[at+1:]
		}
		if name := apocName(heading); slices.Contains(apocNames, name) {
			column.name = name
		}
		columns[i] = column
	}
	var x neo4jEntity
	g := newNeo4jGraph(sink)
	return c.each(ctx, sink, func() (err error) {
		x = neo4jEntity{line: c.Line, labels: x.labels[:0], properties: x.properties[:0]}
		x.cells(columns, c.Cells)
		switch {
		case x.id != "":
			err = g.node(&x, neo4jDeclared)
		case x.from == "" || x.to == "":
			err = sink.Note(c.Line, "a row without an id, and without a start or an end", "left out")
		default:
			err = g.relationship(&x)
		}
		if err == nil && len(c.Cells) > len(columns) {
			err = sink.Note(c.Line, "cells beyond the last heading", "left out")
		}
		return err
	})
}

// cells takes a row: cells of the columns of nodes, or of those of relationships.
func (x *neo4jEntity) cells(columns []apocColumn, cells []string) {
	for i, text := range cells[:min(len(cells), len(columns))] {
		if text == "" {
			continue
		}
		switch column := columns[i]; column.name {
		case "_id":
			x.id = text
		case "_labels":
			x.labels = append(x.labels, strings.FieldsFunc(text, func(r rune) bool { return r == ':' })...)
		case "_start":
			x.from = text
		case "_end":
			x.to = text
		case "_type":
			x.kind = text
		default:
			x.properties = append(x.properties, Attribute{column.name, column.value(text)})
		}
	}
}

// value is the value of a property: a list is written as JSON.
func (c apocColumn) value(text string) Value {
	if strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]") {
		if v, err := JSONValue([]byte(text)); err == nil && v.Kind != Records {
			return v
		}
	}
	return neo4jValue(neo4jHeading{kind: c.kind}, text)
}
