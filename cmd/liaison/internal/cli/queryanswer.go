package cli

import (
	"encoding/json"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/cmd/liaison/internal/tell"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// answer is the rows that a query found on a map.
type answer struct {
	tell.Values
	columns []string
	rows    [][]value.Value
	most    int64 // how many bytes writing it may take; 0 or less is no limit
}

// copies is how often the text of an answer is in memory while it is written: as cells, as it is put together, which
// leaves garbage as it grows, and as a whole.
const copies = 3

// table is the answer as a table in a format: names and sentences for people, ids in CSV, and in JSON all
// that there is.
func (a *answer) table(f table.Format) (*table.Table, error) {
	t := &table.Table{}
	size := int64(0)
	for i, name := range a.columns {
		t.Columns = append(t.Columns, table.Column{Name: name, Title: headingOf(name), Right: a.isOfNumbers(i)})
	}
	cell := a.said
	switch f {
	case table.JSON:
		cell = func(v value.Value) any { return a.JSON(v) }
	case table.CSV:
		cell = a.written
	}
	for _, row := range a.rows {
		cells := make([]any, len(row))
		for i, v := range row {
			cells[i] = cell(v)
			size += sizeOf(cells[i])
		}
		if a.most > 0 && copies*size > a.most {
			return nil, fault.AtRun(fault.LimitExceeded, "Memory", fault.Span{}, "more than %d MB to write its answer", a.most>>20).
				WithHint("return less, such as count(*), ids or names, or allow more")
		}
		t.Add(cells...)
	}
	return t, nil
}

// sizeOf returns how long the text of a cell is.
func sizeOf(cell any) (size int64) {
	switch cell := cell.(type) {
	case string:
		return int64(len(cell))
	case json.RawMessage:
		return int64(len(cell))
	case []string:
		for _, item := range cell {
			size += int64(len(item))
		}
	}
	return size
}

// headingOf keeps the text of an expression; a name is shown like any other.
func headingOf(name string) string {
	if strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == "" {
		return ""
	}
	return table.Clean(name)
}

// isOfNumbers reports whether all that is known in a column is numbers.
func (a *answer) isOfNumbers(column int) bool {
	numbers := false
	for _, row := range a.rows {
		switch v := row[column]; {
		case value.NumberKind.Has(v.Kind()):
			numbers = true
		case !v.IsNull():
			return false
		}
	}
	return numbers
}

// said is a value as people read it.
func (a *answer) said(v value.Value) any {
	switch v.Kind() {
	case value.KindBool:
		return v.Bool()
	case value.KindFloat:
		return value.Format(v, nil) // as it is; a table rounds what it takes for a measure
	case value.KindList:
		var items []string
		for _, item := range v.List() {
			items = append(items, a.Phrase(item))
		}
		return items
	}
	return scalar(v, a.Phrase)
}

// written is a value as CSV has it: ids of what is on the map, lists of them and of text with semicolons
// between, and what is deeper as JSON.
func (a *answer) written(v value.Value) any {
	if v.Kind() != value.KindList {
		return scalar(v, a.ID)
	}
	flat := !slices.ContainsFunc(v.List(), func(item value.Value) bool {
		return item.Kind() == value.KindList || item.Kind() == value.KindMap
	})
	if !flat {
		return a.ID(v)
	}
	var items []string
	for _, item := range v.List() {
		items = append(items, a.ID(item))
	}
	return items
}

// write writes the answer; verbose tells below a table for people of each relationship in it what supports it.
func (a *answer) write(w io.Writer, f table.Format, width int, verbose bool) error {
	t, err := a.table(f)
	if err != nil {
		return err
	}
	if err := t.Write(w, f, width); err != nil || !verbose || f != table.Text {
		return err
	}
	r := &tell.Route{Graph: a.Graph}
	for _, e := range a.relationships() {
		r.Steps = append(r.Steps, tell.Hop{
			Relationship: a.Graph.Relationship(e), Sentence: tell.Sentence(a.Graph, e), UsuallyMutual: a.Graph.Type(e).Mutual,
		})
	}
	var b strings.Builder
	writeSteps(&b, r, paragraphWidth(width))
	_, err = io.WriteString(w, b.String())
	return err
}

// relationships returns the relationships in the answer, those in paths and lists too, each once, as they come.
func (a *answer) relationships() (edges []graph.Edge) {
	seen := map[value.RelationshipID]bool{}
	add := func(r value.RelationshipID) {
		if !seen[r] {
			seen[r] = true
			edges = append(edges, graph.Edge(r))
		}
	}
	a.each(func(v value.Value) {
		switch v.Kind() {
		case value.KindRelationship:
			add(v.Relationship())
		case value.KindPath:
			for _, r := range v.Path().Relationships {
				add(r)
			}
		}
	})
	return edges
}

// each calls visit with every value of the answer, those in lists and maps too.
func (a *answer) each(visit func(value.Value)) {
	for _, row := range a.rows {
		for _, v := range row {
			tell.Each(v, visit)
		}
	}
}

// scalar is a value that is one thing; text gives the text of what is neither null nor a number.
func scalar(v value.Value, text func(value.Value) string) any {
	switch v.Kind() {
	case value.KindNull:
		return nil
	case value.KindInt:
		if i := v.Int(); int64(int(i)) == i {
			return int(i)
		}
	case value.KindFloat:
		if f := v.Float(); !math.IsNaN(f) && !math.IsInf(f, 0) {
			return f
		}
	}
	return text(v)
}
