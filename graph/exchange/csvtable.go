package exchange

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph/exchange/internal/delimited"
	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// csvReader is a table of an input, whose name errors have.
type csvReader struct {
	*delimited.Reader
	name string
}

// newCSVReader recognises the separator where comma is 0.
func newCSVReader(name string, r io.Reader, comma byte) (*csvReader, error) {
	reader, err := delimited.NewReader(r, comma, limits)
	if err != nil {
		return nil, inputError(name, err)
	}
	return &csvReader{reader, name}, nil
}

// next reads the next row that is not empty into c.Cells. It returns false after the last.
func (c *csvReader) next() (bool, error) {
	more, err := c.Next()
	return more, inputError(c.name, err)
}

func (c *csvReader) fault(line, column int, format string, args ...any) error {
	return &InputError{Name: c.name, Line: line, Column: column, Problem: fmt.Sprintf(format, args...)}
}

// tableColumn takes the cells of a column of a table: put gives a record the text of one, which is not empty.
type tableColumn[R any] struct {
	name string
	put  func(record *R, text string)
}

// recordTable reads the rows of a table as records.
type recordTable[R any] struct {
	*csvReader
	sink    Sink
	columns []tableColumn[R]
}

// newRecordTable takes the row that has just been read for the headings. known returns what takes the cells below a heading, in
// small letters and without blanks at its ends, or nil; what it does not know is kept as an extra attribute.
func newRecordTable[R any](c *csvReader, sink Sink, known func(heading string) func(*R, string), extra func(*R) *[]Attribute) (*recordTable[R], error) {
	t := &recordTable[R]{csvReader: c, sink: sink}
	seen := map[string]bool{}
	for i, cell := range c.Cells {
		name := strings.TrimSpace(cell)
		key := strings.ToLower(name)
		column := tableColumn[R]{name: name}
		switch {
		case name == "":
			if err := sink.Note(c.Line, "a column without a heading, number "+strconv.Itoa(i+1), "left out"); err != nil {
				return nil, err
			}
		case seen[key]:
			column.name = name + " (" + strconv.Itoa(i+1) + ")"
			if err := sink.Note(c.Line, "a second column "+name, "kept as "+column.name); err != nil {
				return nil, err
			}
			fallthrough
		default:
			if !seen[key] {
				column.put = known(key)
			}
			if column.put == nil {
				column.put = keepExtra(column.name, extra)
			}
		}
		seen[key] = true
		t.columns = append(t.columns, column)
	}
	return t, nil
}

// keepExtra keeps cells as attributes with a name.
func keepExtra[R any](name string, extra func(*R) *[]Attribute) func(*R, string) {
	return func(r *R, text string) {
		list := extra(r)
		*list = append(*list, Attribute{name, TextValue(text)})
	}
}

func extraOfOrganisation(o *Organisation) *[]Attribute { return &o.Extra }
func extraOfRelationship(r *Relationship) *[]Attribute { return &r.Extra }

// fieldPut returns what sets a field by the text of a cell, or nil where no column has the name.
func fieldPut[R any](rows []column[R], name string, extra func(*R) *[]Attribute) func(*R, string) {
	for i := range rows {
		row := &rows[i]
		if row.Name != name {
			continue
		}
		return func(r *R, text string) {
			if row.set(r, TextValue(text)) != nil {
				keepExtra(name, extra)(r, text)
			}
		}
	}
	return nil
}

// fill gives the record the cells of the row.
func (t *recordTable[R]) fill(r *R) error {
	for i, text := range t.Cells {
		if text == "" {
			continue
		}
		if i >= len(t.columns) {
			return t.sink.Note(t.Line, "cells beyond the last heading", "left out")
		}
		if put := t.columns[i].put; put != nil {
			put(r, text)
		}
	}
	return nil
}

// each reads the rows that are left, calls give for each that is not blank, and says in the end what the table was written in.
func (c *csvReader) each(ctx context.Context, sink Sink, give func() error) error {
	for i := 1; ; i++ {
		if err := interrupted(ctx, i); err != nil {
			return err
		}
		more, err := c.next()
		if err != nil {
			return err
		}
		if !more {
			return c.noteEncoding(sink)
		}
		if c.Blank() {
			continue
		}
		if err := give(); err != nil {
			return err
		}
	}
}

// noteEncoding says in the report that the table was not in UTF-8.
func (c *csvReader) noteEncoding(sink Sink) error {
	if !c.Foreign {
		return nil
	}
	return sink.Note(0, "text that is not in UTF-8", "read as Windows-1252, of which Latin-1 is a part")
}

// tableFile is a table of an input.
type tableFile struct {
	name string
	open func() (io.ReadCloser, error)
}

// tableFiles returns the tables of an input: the stream, or the files of the folder with those of the given names, in their
// order, before the others.
func tableFiles(in *Input, names ...string) ([]tableFile, error) {
	if in.Dir == nil {
		if in.Stream == nil {
			return nil, &InputError{Name: in.Name, Problem: "there is nothing to read"}
		}
		return []tableFile{{in.Name, func() (io.ReadCloser, error) { return io.NopCloser(in.Stream), nil }}}, nil
	}
	entries, err := fs.ReadDir(in.Dir, ".")
	if err != nil {
		return nil, &InputError{Name: in.Name, Problem: "the folder cannot be read: " + err.Error(), Err: err}
	}
	var found []string
	for _, entry := range entries {
		switch strings.ToLower(path.Ext(entry.Name())) {
		case ".csv", ".tsv", ".tab", ".txt":
			if !entry.IsDir() {
				found = append(found, entry.Name())
			}
		}
	}
	if len(found) == 0 {
		return nil, &InputError{Name: in.Name, Problem: "there are no tables in the folder: their names end in .csv or .tsv"}
	}
	rank := func(name string) int {
		if i := slices.Index(names, strings.ToLower(name)); i >= 0 {
			return i
		}
		return len(names)
	}
	slices.SortStableFunc(found, func(a, b string) int { return rank(a) - rank(b) })
	var files []tableFile
	for _, name := range found {
		files = append(files, tableFile{path.Join(in.Name, name), func() (io.ReadCloser, error) { return in.Dir.Open(name) }})
	}
	return files, nil
}

// tableKind is what a table holds.
type tableKind int

const (
	unknownTable tableKind = iota
	organisationTable
	relationshipTable
	mapTable
)

// tablesReader reads the tables of an input.
type tablesReader struct {
	// kind says what a table holds by its headings, in small letters.
	kind func(headings []string) tableKind
	// Of the kinds, how the rows below the headings are read.
	organisations, relationships func(ctx context.Context, c *csvReader, sink Sink) error
	// wants says what headings a table would have.
	wants string
}

// read reads what the tables say of the map and of organisations first, then of relationships.
func (r *tablesReader) read(ctx context.Context, in *Input, sink Sink, names ...string) error {
	files, err := tableFiles(in, names...)
	if err != nil {
		return err
	}
	if in.Dir == nil {
		file, _ := files[0].open()
		c, kind, err := r.open(in.Name, file)
		if err != nil {
			return err
		}
		if kind == relationshipTable {
			typesAreKnown(sink)
		}
		return r.rows(ctx, c, kind, sink)
	}
	read := false
	for _, pass := range []tableKind{mapTable, organisationTable, relationshipTable} {
		if pass == relationshipTable {
			typesAreKnown(sink)
		}
		found := false
		for _, f := range files {
			ok, err := r.file(ctx, f, pass, sink)
			if err != nil {
				return err
			}
			found = found || ok
		}
		read = read || found
		if !read && pass == relationshipTable {
			return &InputError{Name: in.Name, Problem: "none of its tables has the headings of the format: " + r.wants}
		}
		if !found && pass == relationshipTable {
			if err := sink.Note(0, "a table of relationships", "not found in the folder"); err != nil {
				return err
			}
		}
	}
	return nil
}

// file reads a file of a folder if it is of a kind.
func (r *tablesReader) file(ctx context.Context, f tableFile, kind tableKind, sink Sink) (ok bool, err error) {
	in, err := f.open()
	if err != nil {
		return false, &InputError{Name: f.name, Problem: err.Error(), Err: err}
	}
	defer in.Close()
	c, found, err := r.open(f.name, in)
	var fault *InputError
	switch {
	case errors.As(err, &fault) && kind == mapTable && fault.Line > 0 && found == unknownTable:
		return false, sink.Note(0, "the file "+f.name, "left out: its first line has not the headings of a table that is known")
	case err != nil && kind != mapTable && found == unknownTable:
		return false, nil // said in the first pass
	case err != nil:
		return false, err
	case found != kind:
		return false, nil
	}
	readingFile(sink, f.name)
	defer readingFile(sink, "")
	return true, r.rows(ctx, c, found, sink)
}

// open reads the headings of a table.
func (r *tablesReader) open(name string, in io.Reader) (*csvReader, tableKind, error) {
	c, err := newCSVReader(name, in, 0)
	if err != nil {
		return nil, unknownTable, err
	}
	more, err := c.next()
	if err != nil {
		return nil, unknownTable, err
	}
	if !more {
		return nil, unknownTable, c.fault(1, 0, "is empty: %s", r.wants)
	}
	headings := make([]string, len(c.Cells))
	for i, cell := range c.Cells {
		headings[i] = strings.ToLower(strings.TrimSpace(cell))
	}
	kind := r.kind(headings)
	if kind == unknownTable && len(headings) == 2 && headings[0] == "field" && headings[1] == "value" {
		kind = mapTable
	}
	if kind == unknownTable {
		return nil, unknownTable, c.fault(c.Line, 1, "these are not the headings of the format: %s", r.wants)
	}
	return c, kind, nil
}

func (r *tablesReader) rows(ctx context.Context, c *csvReader, kind tableKind, sink Sink) error {
	switch kind {
	case organisationTable:
		return r.organisations(ctx, c, sink)
	case relationshipTable:
		return r.relationships(ctx, c, sink)
	}
	return readMapTable(ctx, c, sink)
}

// readMapTable reads what writeMapTable writes.
func readMapTable(ctx context.Context, c *csvReader, sink Sink) error {
	var title, description string
	for i := 1; ; i++ {
		if err := interrupted(ctx, i); err != nil {
			return err
		}
		more, err := c.next()
		if err != nil {
			return err
		}
		if !more {
			break
		}
		field, value := c.Cell(0), c.Cell(1)
		switch field {
		case "title":
			title = value
		case "description":
			description = value
		default:
			ok, err := SetMap(sink, field, TextValue(value))
			if err == nil && !ok {
				err = sink.Note(c.Line, "the field "+syntax.Clip(field)+" of the map", "left out")
			}
			if err != nil {
				return err
			}
		}
	}
	if title != "" || description != "" {
		return sink.Map(title, description)
	}
	return nil
}

// headingsOf returns the headings of the table that begins with head, in small letters, and its first row; nil where it
// does not begin as one.
func headingsOf(name string, head []byte) (headings, row []string) {
	c, err := newCSVReader(name, strings.NewReader(string(head)), 0)
	if err != nil {
		return nil, nil
	}
	if more, err := c.next(); err != nil || !more {
		return nil, nil
	}
	for _, cell := range c.Cells {
		headings = append(headings, strings.ToLower(strings.TrimSpace(cell)))
	}
	if more, err := c.next(); err == nil && more {
		row = c.Cells
	}
	return headings, row
}

// isTableName reports whether the name of a file is that of a table, or unknown.
func isTableName(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case "", ".csv", ".tsv", ".tab", ".txt":
		return true
	}
	return false
}
