package exchange

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/delimited"
	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// maxRow is the greatest length of a row of a table that is read, in bytes.
const maxRow = delimited.ValuesInRow * maxValue

// csvWriter writes rows as RFC 4180 has them, but with line feeds at their ends. Cells are written as they are, those
// included that a spreadsheet would take for a formula: they must read back equal, and the tools that these
// tables are for are no spreadsheets.
type csvWriter struct {
	out   *bufio.Writer
	row   []byte
	cells int
}

func newCSVWriter(w io.Writer) *csvWriter { return &csvWriter{out: bufio.NewWriterSize(w, 1<<16)} }

// cell adds a cell to the row.
func (c *csvWriter) cell(s string) {
	if c.cells > 0 {
		c.row = append(c.row, ',')
	}
	c.cells++
	if !needsQuotes(s) {
		c.row = append(c.row, s...)
		return
	}
	c.row = append(c.row, '"')
	for {
		i := strings.IndexByte(s, '"')
		if i < 0 {
			break
		}
		c.row = append(append(c.row, s[:i+1]...), '"')
		s = s[i+1:]
	}
	c.row = append(append(c.row, s...), '"')
}

// needsQuotes also says so of blanks at the ends, which some readers take away, and of the separators of other
// tables, by which some readers guess.
func needsQuotes(s string) bool {
	if s == "" {
		return false
	}
	if first, last := s[0], s[len(s)-1]; first == ' ' || last == ' ' || first == '\'' || first == '#' {
		return true
	}
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"', ',', ';', '|', '\t', '\n', '\r':
			return true
		}
	}
	return strings.HasPrefix(s, syntax.ByteOrderMark)
}

// end ends the row.
func (c *csvWriter) end() error {
	if len(c.row) > maxRow {
		return fmt.Errorf("a record takes %d MiB, which is more than is read as one row of a table", len(c.row)>>20)
	}
	if len(c.row) == 0 {
		c.row = append(c.row, '"', '"') // an empty line is no row
	}
	c.row = append(c.row, '\n')
	_, err := c.out.Write(c.row)
	c.row, c.cells = c.row[:0], 0
	return err
}

// record writes a whole row.
func (c *csvWriter) record(cells ...string) error {
	for _, s := range cells {
		c.cell(s)
	}
	return c.end()
}

// csvTable is how a format writes its rows.
type csvTable struct {
	heading func(Column) string // "" leaves the column out
	text    func(Value) string
}

// head adds the headings of the columns that some record has a value in, and returns which they are.
func (t *csvTable) head(c *csvWriter, columns []Column, used []bool) []bool {
	for i, column := range columns {
		name := t.heading(column)
		used[i] = used[i] && name != ""
		if used[i] {
			c.cell(name)
		}
	}
	return used
}

func (t *csvTable) row(c *csvWriter, values []Value, used []bool) error {
	for i, v := range values {
		if used[i] {
			c.cell(t.text(v))
		}
	}
	return c.end()
}

// organisations writes a table of organisations: first are the headings of the columns that cells writes by itself.
func (t *csvTable) organisations(ctx context.Context, w io.Writer, g *graph.Graph, first []string, cells func(*csvWriter, graph.Node)) error {
	c := newCSVWriter(w)
	for _, name := range first {
		c.cell(name)
	}
	columns := OrganisationColumns()
	used := make([]bool, len(columns))
	var values []Value
	for n := range g.Nodes() {
		if err := interrupted(ctx, int(n)); err != nil {
			return err
		}
		values = OrganisationValues(values[:0], g, n)
		if markUsed(used, values) {
			break
		}
	}
	used = t.head(c, columns, used)
	if err := c.end(); err != nil {
		return err
	}
	for n := range g.Nodes() {
		if err := interrupted(ctx, int(n)); err != nil {
			return err
		}
		cells(c, n)
		values = OrganisationValues(values[:0], g, n)
		if err := t.row(c, values, used); err != nil {
			return err
		}
	}
	return c.out.Flush()
}

// arcs writes a table of arcs; of relationships, where once is set.
func (t *csvTable) arcs(ctx context.Context, w io.Writer, g *graph.Graph, once bool, first []string, cells func(*csvWriter, Arc)) error {
	c := newCSVWriter(w)
	for _, name := range first {
		c.cell(name)
	}
	used, err := usedByRelationships(ctx, g)
	if err != nil {
		return err
	}
	for e := range g.Edges() {
		if g.IsMutual(e) {
			used[len(used)-1] = true // reverse_of
			break
		}
	}
	columns := RelationshipColumns()
	used = t.head(c, columns, used)
	if err := c.end(); err != nil {
		return err
	}
	var values []Value
	i := 0
	for a := range Arcs(g) {
		if err := interrupted(ctx, i); err != nil {
			return err
		}
		i++
		if once && a.Reverse {
			continue
		}
		cells(c, a)
		values = a.Values(values[:0], g)
		if err := t.row(c, values, used); err != nil {
			return err
		}
	}
	return c.out.Flush()
}

// markUsed marks the columns that have values, and reports whether all have.
func markUsed(used []bool, values []Value) (all bool) {
	all = true
	for i, v := range values {
		used[i] = used[i] || v.Kind != Empty
		all = all && used[i]
	}
	return all
}

// writeMapTable writes what a map has besides organisations and relationships, a row each: the name of the column, and its
// value as text.
func writeMapTable(_ context.Context, w io.Writer, g *graph.Graph) error {
	c := newCSVWriter(w)
	if err := c.record("field", "value"); err != nil {
		return err
	}
	values := MapValues(nil, g)
	for i, column := range MapColumns() {
		if values[i].Kind != Empty {
			if err := c.record(column.Name, values[i].String()); err != nil {
				return err
			}
		}
	}
	return c.out.Flush()
}
