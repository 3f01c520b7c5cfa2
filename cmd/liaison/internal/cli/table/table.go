// Package table writes tables to a terminal, as JSON, as CSV and as Markdown, from one description.
//
// A [Table] has columns, and rows with one cell for each column. A cell is nil (nothing is known), a string,
// an int, a float64, a bool, a []string, an [Indented] string, anything with a String method (a date, a
// status), or, in columns that only JSON shows, whatever encoding/json can write. Text that comes from
// elsewhere cannot disturb a terminal: see [Clean].
package table

import (
	"fmt"
	"io"
	"math"
	"reflect"
	"strconv"
	"strings"
)

// Format is a form in which a table is written.
type Format int

const (
	Text     Format = iota // aligned columns, for people
	JSON                   // an array of objects
	CSV                    // RFC 4180, with a header line
	Markdown               // a table as GitHub and pandoc read it
)

// formats are the formats by their names, in the order in which help shows them.
var formats = []string{Text: "table", JSON: "json", CSV: "csv", Markdown: "markdown"}

// Formats returns the names of the formats.
func Formats() []string { return append([]string(nil), formats...) }

// ParseFormat returns the format with a name.
func ParseFormat(name string) (Format, bool) {
	for f, n := range formats {
		if n == name {
			return Format(f), true
		}
	}
	return 0, false
}

func (f Format) String() string { return formats[f] }

// In says in which formats a column appears.
type In uint8

const (
	InText In = 1 << iota
	InJSON
	InCSV
	InMarkdown

	Everywhere  In = 0 // a column that says nothing appears everywhere
	ForPeople      = InText | InMarkdown
	ForPrograms    = InJSON | InCSV
)

func (in In) has(f Format) bool { return in == Everywhere || in>>f&1 == 1 }

// Column describes a column.
type Column struct {
	// Name is the name of the field in JSON and CSV, in snake case.
	Name string
	// Title heads the column in text and Markdown; where it is empty, the name does.
	Title string
	// Right aligns to the right: for numbers.
	Right bool
	// Keep keeps the column from being narrowed to fit a terminal as long as others can be: for ids, which
	// are copied from it.
	Keep bool
	// Optional leaves the column out of text where words of others would have to be broken for it.
	Optional bool
	In       In
}

func (c Column) title() string {
	if c.Title != "" {
		return c.Title
	}
	return strings.ReplaceAll(c.Name, "_", " ")
}

// Indented is text that stands under the row before in a table for people, Level steps to the right.
type Indented struct {
	Level int
	Text  string
}

// MarshalText writes the text alone.
func (i Indented) MarshalText() ([]byte, error) { return []byte(i.Text), nil }

func (i Indented) String() string { return i.Text }

// Table is a table that can be written.
type Table struct {
	Columns []Column
	Rows    [][]any
}

// Add adds a row.
func (t *Table) Add(cells ...any) { t.Rows = append(t.Rows, cells) }

// Write writes the table. A width above 0 is what lines of [Text] must not exceed, in terminal cells; the
// other formats do not look at it.
func (t *Table) Write(w io.Writer, f Format, width int) error {
	shown := t.shown(f)
	switch f {
	case JSON:
		return t.writeJSON(w, shown)
	case CSV:
		return t.writeCSV(w, shown)
	case Markdown:
		return t.writeMarkdown(w, shown)
	}
	return t.writeText(w, shown, width)
}

// Said returns the cell of a row in the first column of a name as tables for people have it.
func (t *Table) Said(row int, name string) string {
	for i, c := range t.Columns {
		if c.Name == name {
			return peopleText(t.Rows[row][i], t.decimals(i))
		}
	}
	return ""
}

// shown returns the numbers of the columns that appear in f.
func (t *Table) shown(f Format) []int {
	var shown []int
	for i, c := range t.Columns {
		if c.In.has(f) {
			shown = append(shown, i)
		}
	}
	return shown
}

// isNothing reports whether a cell is nil, empty text, or a zero value that says so of itself.
func isNothing(cell any) bool {
	switch c := cell.(type) {
	case nil:
		return true
	case string:
		return c == ""
	case Indented:
		return c.Text == ""
	case float64:
		return math.IsNaN(c) || math.IsInf(c, 0)
	case interface{ IsZero() bool }:
		return c.IsZero()
	}
	return false
}

// cellText returns a cell as text. Numbers have decimals digits after the point; all that they need where
// decimals is below 0.
func cellText(cell any, decimals int) string {
	if isNothing(cell) {
		return ""
	}
	switch c := cell.(type) {
	case string:
		return c
	case []string:
		return strings.Join(c, "; ")
	case int:
		return strconv.Itoa(c)
	case float64:
		return strconv.FormatFloat(c, 'f', decimals, 64)
	case bool:
		return strconv.FormatBool(c)
	case fmt.Stringer:
		return c.String()
	}
	return fmt.Sprint(cell)
}

// isNumber reports whether a cell is a number, which no spreadsheet takes for a formula.
func isNumber(cell any) bool {
	switch reflect.ValueOf(cell).Kind() {
	case reflect.Int, reflect.Float64:
		_, named := cell.(fmt.Stringer)
		return !named
	}
	return false
}

// decimals returns how many digits after the point the numbers of a column need to be told apart: four
// significant ones in the largest, none where all are whole.
func (t *Table) decimals(column int) int {
	largest, whole := 0.0, true
	for _, row := range t.Rows {
		if v, ok := row[column].(float64); ok && !isNothing(v) {
			largest = max(largest, math.Abs(v))
			whole = whole && v == math.Trunc(v)
		}
	}
	if whole {
		return 0
	}
	return min(max(4-int(math.Ceil(math.Log10(largest))), 1), 10)
}
