package exchange

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// spreadsheet is any table that people make: a row for each relationship, or for each organisation, or a matrix with a
// row and a column for each. What its columns are it is told, or guesses from their headings.
func spreadsheet() Format {
	return Format{
		Name: "csv", Label: "CSV or TSV table", Tools: "Excel, LibreOffice, Google Sheets, R, pandas, UCINET",
		Standard:   "https://www.rfc-editor.org/rfc/rfc4180",
		Extensions: []string{".csv", ".tsv", ".tab", ".txt"}, MediaType: "text/csv", TakesColumns: true,
		Holdings: holdsAll(nested...).without(MapTitle, MapDescription, OwnTypes, OwnClassifications, Arrangements),
		Notes: []string{
			"A table of relationships has a column for each end (from and to, Source and Target, Organisation A and B, von and nach, …), one of organisations a column with their ids or names.",
			"Separators may be commas, semicolons, tabs or bars; text may be UTF-8, UTF-16 with a byte order mark, or Windows-1252.",
			"A matrix of numbers with the same names in its first row and column is read as relationships from row to column; a symmetric one as relationships without direction. It is held until its end, 16 bytes for each cell that is not 0, since only then it is known whether it is symmetric.",
			"Numbers may have commas, points, blanks or apostrophes between thousands, and a comma or a point before decimals. One such as 1,200 or 1.234 may be either: the other weights of the first 1,000 rows settle it, such as 3,5 or 1,200.50, or the other cells of a matrix and its totals. Where they do not, or contradict each other, it is no weight but stands in the note, and the report has its line.",
			"What the columns are is settled by the first 20 rows with something in them; a cell further down that its column does not take is kept in the note, and counted in the report. Rows are read one by one: what is held is what they say of organisations and sources.",
		},
		Read:  readSpreadsheet,
		Guess: guessSpreadsheet,
	}
}

// Fields of a row that are not those of a column of the record.
const (
	fieldFrom, fieldTo                         = "from", "to"
	fieldSource, fieldSourceURL, fieldPassage  = "source", "source.url", "passage"
	fieldDirection, fieldPartOf, fieldMutualAs = "direction", "part_of", "mutual"
)

// sheetRow is what a row of a table says.
type sheetRow struct {
	r                     Relationship
	o                     Organisation    // of a table of organisations
	ends                  [2]Organisation // what is said of the ends of r, beside their ids
	source, url, passage  string
	partOf                string
	reversed, hasEndField bool
	notMutual             bool // a cell that is to say whether it is mutual does not
	otherNumber           bool // the weight is the first with another sign before decimals
	said                  int  // cells with something in them, but for those of the ends
}

// reset empties a row, but for what is empty already: it is large, and there may be millions.
func (row *sheetRow) reset() {
	if row.hasEndField {
		row.ends = [2]Organisation{}
	}
	if row.o.Line > 0 {
		row.o = Organisation{}
	}
	row.r = Relationship{}
	row.source, row.url, row.passage, row.partOf, row.reversed, row.hasEndField = "", "", "", "", false, false
	row.notMutual, row.otherNumber, row.said = false, false, 0
}

// sheet is a table while it is read.
type sheet struct {
	*csvReader
	sink    Sink
	rows    [][]string // read to find the headings, and not yet given
	lineOf  []int
	gapOf   []bool // whether there is nothing in the line above
	gap     bool   // the same of the row that has been given last
	columns []tableColumn[sheetRow]
	isEnd   []bool // of the columns, whether they say what an end is
	about   tableKind
	merged  mergedRows
	numbers decimalSign // of the weights
	several severalNames
	// unordered says that neither the headings nor a column tell which way relationships go.
	unordered bool
	row       sheetRow
	sources   map[string]bool
	known     map[string]bool // organisations that have been given
	ends      []*Organisation // what rows say of the ends, in the order in which they do
	endOf     map[string]*Organisation
	parents   []Relationship
	ids       map[string]string // of organisations by name, where there are parents
	given     int               // relationships
}

// headingRows is how many rows may stand before the headings.
const headingRows = 20

func readSpreadsheet(ctx context.Context, in *Input, sink Sink) error {
	typesAreKnown(sink)
	if in.Dir != nil {
		files, err := tableFiles(in, "organisations.csv", "organizations.csv", "nodes.csv")
		if err != nil {
			return err
		}
		for _, f := range files {
			file, err := f.open()
			if err != nil {
				return &InputError{Name: f.name, Problem: err.Error(), Err: err}
			}
			readingFile(sink, f.name)
			err = readSheet(ctx, &Input{Name: f.name, Stream: file, Columns: in.Columns, FillDown: in.FillDown}, sink)
			file.Close()
			readingFile(sink, "")
			if err != nil {
				return err
			}
		}
		return nil
	}
	if in.Stream == nil {
		return &InputError{Name: in.Name, Problem: "there is nothing to read"}
	}
	return readSheet(ctx, in, sink)
}

func readSheet(ctx context.Context, in *Input, sink Sink) error {
	c, err := newCSVReader(in.Name, in.Stream, 0)
	if err != nil {
		return err
	}
	s := &sheet{csvReader: c, sink: sink, sources: map[string]bool{}, known: map[string]bool{}, endOf: map[string]*Organisation{}}
	if err := s.ahead(headingRows, math.MaxInt); err != nil {
		return err
	}
	if len(s.rows) == 0 {
		return s.fault(1, 0, "is empty: a table begins with the headings of its columns")
	}
	at, err := s.findHeadings(in.Columns)
	if err != nil {
		return err
	}
	for i := range at {
		if err := sink.Note(s.lineOf[i], "a row before the headings", "left out"); err != nil {
			return err
		}
	}
	headings := s.rows[at]
	line := s.lineOf[at]
	s.rows, s.lineOf, s.gapOf = s.rows[at+1:], s.lineOf[at+1:], s.gapOf[at+1:]
	if s.about == unknownTable {
		return s.matrix(ctx, line, headings)
	}
	if err := s.noteColumns(line, headings); err != nil {
		return err
	}
	if err := s.settleNumbers(); err != nil {
		return err
	}
	s.findEnds()
	s.merged = mergedRows{fill: in.FillDown, others: s.otherHeadings(headings)}
	if s.unordered {
		noteUnordered(sink)
	}
	if err := s.all(ctx); err != nil {
		return err
	}
	if err := s.several.note(sink, headings); err != nil {
		return err
	}
	countColumns(sink, s.given)
	return c.noteEncoding(sink)
}

// ahead holds rows until there are so many, or so many bytes of them.
func (s *sheet) ahead(rows, bytes int) error {
	held := 0
	for _, row := range s.rows {
		held += sizeOfRow(row)
	}
	for len(s.rows) < rows && held < bytes {
		more, err := s.filled()
		if err != nil || !more {
			return err
		}
		s.rows = append(s.rows, slices.Clone(s.Cells))
		s.lineOf, s.gapOf = append(s.lineOf, s.Line), append(s.gapOf, s.gap)
		held += sizeOfRow(s.Cells)
	}
	return nil
}

// sizeOfRow is about how many bytes a row takes.
func sizeOfRow(row []string) int {
	n := 0
	for _, cell := range row {
		n += len(cell) + 16
	}
	return n
}

// filled reads the next row with something in it.
func (s *sheet) filled() (more bool, err error) {
	for before, blank := s.Lines, false; ; blank = true {
		if more, err = s.next(); err != nil || !more {
			return false, err
		}
		if !s.Blank() {
			s.gap = blank || s.Line > before+1
			return true, nil
		}
	}
}

// nextRow returns the next row with something in it.
func (s *sheet) nextRow() (cells []string, line int, err error) {
	if len(s.rows) > 0 {
		cells, line, s.gap = s.rows[0], s.lineOf[0], s.gapOf[0]
		s.rows, s.lineOf, s.gapOf = s.rows[1:], s.lineOf[1:], s.gapOf[1:]
		return cells, line, nil
	}
	if more, err := s.filled(); err != nil || !more {
		return nil, 0, err
	}
	return s.Cells, s.Line, nil
}

// noteColumns says in the report which column is which field.
func (s *sheet) noteColumns(line int, headings []string) error {
	for i, column := range s.columns {
		heading, done := syntax.Clip(strings.TrimSpace(headings[i])), "read as "+column.name
		what := fmt.Sprintf("the column %q", heading)
		switch {
		case column.put == nil:
			what, done = "a column without a heading, number "+strconv.Itoa(i+1), "left out"
		case column.name == "":
			done = "kept as it stands: it is no field of ours"
			noteUnmapped(s.sink, heading)
		case noteColumn(s.sink, s.about == organisationTable, heading, column.name):
			continue
		case column.name == heading:
			continue
		}
		if err := s.sink.Note(line, what, done); err != nil {
			return err
		}
	}
	return nil
}

// isNothing reports whether a cell is how a program or a person writes that there is nothing.
func isNothing(text string) bool {
	switch text {
	case "", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "null", "None", "-", "–", "—", "?":
		return true
	}
	return false
}

// all gives the rows to the sink.
func (s *sheet) all(ctx context.Context) error {
	if _, ok := s.hasColumn(fieldPartOf); ok {
		s.ids = map[string]string{}
	}
	for i := 1; ; i++ {
		if err := interrupted(ctx, i); err != nil {
			return err
		}
		cells, line, err := s.nextRow()
		if err != nil {
			return err
		}
		if cells == nil {
			return errors.Join(s.giveEnds(), s.giveParents())
		}
		s.row.reset()
		for j, cell := range cells {
			text := strings.TrimSpace(cell)
			if text == "" {
				continue
			}
			if j >= len(s.columns) {
				if err := s.sink.Note(line, "cells beyond the last heading", "left out"); err != nil {
					return err
				}
				break
			}
			if column := s.columns[j]; column.put != nil && !(isNothing(text) && column.name != fieldDirection) {
				column.put(&s.row, text)
				if !s.isEnd[j] {
					s.row.said++
				} else if s.about == relationshipTable {
					s.several.cell(j, line, text)
				}
			}
		}
		if s.about == organisationTable {
			err = s.giveOrganisation(line)
		} else {
			err = s.giveRelationship(line)
		}
		if err != nil {
			return err
		}
	}
}

// evidence makes evidence of what a row says of its source.
func (s *sheet) evidence(evidence *[]graph.Evidence, extra *[]Attribute) error {
	row := &s.row
	id := row.source
	if id == "" {
		id = row.url
	}
	if id == "" {
		if row.passage != "" {
			*extra = append(*extra, Attribute{fieldPassage, TextValue(row.passage)})
		}
		return nil
	}
	*evidence = append(*evidence, graph.Evidence{Source: id, Passage: row.passage})
	if s.sources[id] {
		return nil
	}
	s.sources[strings.Clone(id)] = true // not the row that it stands in
	source := graph.Source{ID: id, URL: row.url}
	switch {
	case source.URL == "" && isURL(id):
		source.URL = id
	case !isURL(id):
		source.Title = id
	}
	return s.sink.Source(source)
}

func isURL(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

func (s *sheet) giveOrganisation(line int) error {
	row := &s.row
	o := &row.o
	if o.Line = line; o.ID == "" {
		if o.ID = o.Name; o.ID == "" {
			return s.sink.Note(line, "a row without an organisation", "left out")
		}
	}
	if err := s.evidence(&o.Evidence, &o.Extra); err != nil {
		return err
	}
	if s.ids != nil {
		s.ids[o.ID] = o.ID
		for _, name := range []string{o.Name, o.ShortName} {
			if _, taken := s.ids[name]; !taken && name != "" {
				s.ids[name] = o.ID
			}
		}
		if row.partOf != "" {
			r := Relationship{Line: line, Implied: true}
			r.From, r.To, r.Type, r.Mutual = o.ID, row.partOf, "part-of", graph.OneWay
			s.parents = append(s.parents, r)
		}
	}
	return s.sink.Organisation(o)
}

// giveParents gives what organisations are part of, when all are known.
func (s *sheet) giveParents() error {
	for i := range s.parents {
		r := &s.parents[i]
		if id, ok := s.ids[r.To]; ok {
			r.To = id
		}
		if r.From == r.To {
			continue // the top of a hierarchy, in some tables
		}
		s.given++
		if err := s.sink.Relationship(r); err != nil {
			return err
		}
	}
	return nil
}

func (s *sheet) giveRelationship(line int) error {
	row := &s.row
	r := &row.r
	r.Line, r.Implied = line, true
	if s.gap {
		s.merged.above = [2]string{} // cells are not merged over what has nothing in it
	}
	if r.From == "" || r.To == "" {
		if err := s.blankEnd(line); err != nil || r.From == "" || r.To == "" {
			return err
		}
	}
	s.merged.above = [2]string{r.From, r.To}
	if row.notMutual {
		if err := s.sink.Note(line, "a word for whether a relationship is mutual that is neither yes nor no", "kept in the note"); err != nil {
			return err
		}
	}
	if row.otherNumber {
		if err := s.sink.Note(line, otherNumber, "read; from here on, what may divide thousands or stand before decimals is kept in the note"); err != nil {
			return err
		}
	}
	if row.hasEndField {
		s.keepEnd(&row.ends[0], r.From, line)
		s.keepEnd(&row.ends[1], r.To, line)
	}
	if err := s.evidence(&r.Evidence, &r.Extra); err != nil {
		return err
	}
	if row.reversed {
		r.From, r.To = r.To, r.From
	}
	s.given++
	return s.sink.Relationship(r)
}

// keepEnd keeps what a row says of an end, where no row before has said it: what is said of an organisation is known when all
// rows have been read.
func (s *sheet) keepEnd(said *Organisation, id string, line int) {
	o := s.endOf[id]
	if o == nil {
		o = &Organisation{Line: line}
		o.ID = strings.Clone(id)
		s.endOf[o.ID] = o
		s.ends = append(s.ends, o)
	}
	for i := range organisationFields {
		field := &organisationFields[i]
		if v := field.get(said); v.Kind != Empty && field.get(o).Kind == Empty {
			_ = field.set(o, v) // it comes from such a field
		}
	}
	for _, a := range said.Extra {
		if !slices.ContainsFunc(o.Extra, func(b Attribute) bool { return a.Name == b.Name }) {
			o.Extra = append(o.Extra, a)
		}
	}
}

// giveEnds gives what rows have said of the ends.
func (s *sheet) giveEnds() error {
	for _, o := range s.ends {
		if s.known[o.ID] {
			continue
		}
		if err := s.sink.Organisation(o); err != nil {
			return err
		}
	}
	return nil
}

func guessSpreadsheet(name string, head []byte) int {
	if !isTableName(name) {
		return 0
	}
	byName := hasExtension(name, ".csv", ".tsv")
	c, err := newCSVReader(name, strings.NewReader(string(head)), 0)
	if err != nil {
		return 0
	}
	s := &sheet{csvReader: c, sink: nil}
	_ = s.ahead(headingRows, math.MaxInt) // the head may end within a row
	if len(s.rows) == 0 {
		return 0
	}
	if _, err := s.findHeadings(nil); err == nil && len(s.rows) > 0 && len(s.rows[0]) > 1 {
		return 2
	}
	if byName && len(s.rows) > 0 {
		return 1
	}
	return 0
}
