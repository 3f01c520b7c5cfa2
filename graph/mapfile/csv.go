package mapfile

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph"
)

// maxRow is the most bytes of one row of a CSV file; where a quote is not closed, the rest of the file
// would be a single cell.
const maxRow = 4 << 20

// csvColumn reads the cells below one name in the header of a CSV file.
type csvColumn[T any] struct {
	name     string
	cell     cell // without a place
	required bool
	isWord   bool
	set      func(record *T, text string) error // of text that is not empty
}

// csvColumns returns the columns that a CSV file of a kind can have: its fields, and in place of the list
// of evidence the columns of one piece of it.
func csvColumns[T any](k *kind[T]) []csvColumn[T] {
	var columns []csvColumn[T]
	for i, f := range k.fields {
		c := csvColumn[T]{name: f.name, cell: cell{field: int16(i), elem: -1, sub: -1}, required: f.required, isWord: f.isWord}
		switch f.at(new(T)).(type) {
		case *[]string:
			c.set = func(record *T, text string) error {
				*f.at(record).(*[]string) = splitList(text)
				return nil
			}
		case *[]graph.OtherName:
			c.set = func(record *T, text string) error {
				names := f.at(record).(*[]graph.OtherName)
				for _, name := range splitList(text) {
					*names = append(*names, graph.OtherName{Name: name})
				}
				return nil
			}
		case *[]graph.Evidence:
			columns = append(columns, inlineEvidence(f, i)...)
			continue
		default:
			c.set = func(record *T, text string) error { return setScalar(f.at(record), text) }
		}
		columns = append(columns, c)
	}
	return columns
}

// inlineEvidence returns the columns of one piece of evidence beside the record; its note has none, because
// the record's own has that name.
func inlineEvidence[T any](list field[T], number int) []csvColumn[T] {
	var columns []csvColumn[T]
	for i, f := range evidenceKind.fields {
		if f.name == "note" {
			continue
		}
		columns = append(columns, csvColumn[T]{
			name: f.name, isWord: f.isWord, cell: cell{field: int16(number), elem: 0, sub: int16(i)},
			set: func(record *T, text string) error {
				evidence := list.at(record).(*[]graph.Evidence)
				if len(*evidence) == 0 {
					*evidence = make([]graph.Evidence, 1)
				}
				return setScalar(f.at(&(*evidence)[0]), text)
			},
		})
	}
	return columns
}

// csvReader yields the rows of a CSV file.
type csvReader struct {
	file   int32
	rows   *csv.Reader
	input  *boundedReader
	faults []fault
	row    []string
	line   int32 // of the row

	incomplete bool     // rows could not be read
	idCell     int      // the column of ids, or -1
	lost       []string // ids of rows that could not be read
}

// boundedReader fails where a row is longer than maxRow: more than that has been read since the end of the
// last one.
type boundedReader struct {
	r        io.Reader
	read     int64 // bytes so far
	consumed int64 // up to the end of the last row
}

var errRowTooLong = errors.New("the row is too long")

func (b *boundedReader) Read(p []byte) (int, error) {
	if b.read-b.consumed > maxRow {
		return 0, errRowTooLong
	}
	n, err := b.r.Read(p)
	b.read += int64(n)
	return n, err
}

// newCSVReader reads the header. It returns "" or what is wrong with the file as a whole.
func newCSVReader(file int32, r io.Reader) (*csvReader, string) {
	c := &csvReader{file: file, idCell: -1, input: &boundedReader{r: r}}
	buffered := bufio.NewReaderSize(c.input, 1<<16)
	start, _ := buffered.Peek(1 << 12) // an error comes again when it is read
	if problem := notText(string(start[:min(4, len(start))])); problem != "" {
		return nil, problem
	}
	if strings.HasPrefix(string(start), utf8BOM) {
		buffered.Discard(len(utf8BOM))
		start = start[len(utf8BOM):]
	}
	header, _, hasLineFeed := strings.Cut(string(start), "\n")
	switch {
	case strings.ContainsRune(header, 0):
		return nil, "is not a text file: its first line has a NUL"
	case !hasLineFeed && strings.Contains(strings.TrimSuffix(header, "\r"), "\r"):
		return nil, "has lone carriage returns for line ends: save it with the line ends of Windows or Unix"
	}
	c.rows = csv.NewReader(buffered)
	c.rows.ReuseRecord = true
	c.rows.FieldsPerRecord = -1
	c.rows.Comma = delimiter(header)
	return c, ""
}

// delimiter returns the character that separates the names in a header; spreadsheets write a semicolon
// where the comma is the decimal separator.
func delimiter(header string) rune {
	best := ','
	for _, r := range ";\t" {
		if strings.Count(header, string(r)) > strings.Count(header, string(best)) {
			best = r
		}
	}
	return best
}

// next reads the next row into c.row, and returns false at the end of the file.
func (c *csvReader) next() bool {
	for len(c.faults) < maxDiagnostics {
		row, err := c.rows.Read()
		c.input.consumed = c.rows.InputOffset()
		var syntax *csv.ParseError
		switch {
		case err == nil:
			c.row = row
			line, _ := c.rows.FieldPos(0)
			c.line = int32(line)
			return true
		case err == io.EOF:
			return false
		case errors.As(err, &syntax):
			c.syntaxFault(syntax)
			if id := c.idCell; id >= 0 && id < len(row) && row[id] != "" {
				c.lost = append(c.lost, strings.TrimSpace(row[id]))
			} else {
				c.incomplete = true
			}
			if !errors.Is(err, csv.ErrBareQuote) && !errors.Is(err, csv.ErrQuote) {
				return false
			}
		default:
			message := err.Error()
			if errors.Is(err, errRowTooLong) {
				message = fmt.Sprintf("the row after this one is longer than %d MiB: is a quote in it not closed?", maxRow>>20)
			}
			c.faults = append(c.faults, fault{place{c.file, c.line, 0}, message})
			c.incomplete = true
			return false
		}
	}
	return false
}

func (c *csvReader) syntaxFault(err *csv.ParseError) {
	p := place{c.file, int32(err.Line), int32(-err.Column)}
	message := err.Err.Error()
	switch {
	case errors.Is(err.Err, csv.ErrBareQuote):
		message = `a quote inside a cell: write it twice, and put the whole cell in quotes`
	case errors.Is(err.Err, csv.ErrQuote) && err.Line != err.StartLine:
		p = place{c.file, int32(err.StartLine), 0}
		message = `a quote that opens in this row is not closed`
		c.incomplete = true // the rows below it are lost
	case errors.Is(err.Err, csv.ErrQuote):
		message = `text after the quote that closes a cell, or a quote that is not closed; a quote within a cell is written twice`
	}
	c.faults = append(c.faults, fault{p, message})
}

func (c *csvReader) fault(i int, format string, args ...any) {
	c.faults = append(c.faults, fault{c.place(i), fmt.Sprintf(format, args...)})
}

// place returns where cell i of the row stands. The reader counts bytes; those beyond one in a character
// are all in the cells before, because separators and quotes are single bytes.
func (c *csvReader) place(i int) place {
	line, column := c.rows.FieldPos(i)
	for j := i - 1; j >= 0; j-- {
		newline := strings.LastIndexByte(c.row[j], '\n')
		inLine := c.row[j][newline+1:]
		column -= len(inLine) - utf8.RuneCountInString(inLine)
		if newline >= 0 {
			break
		}
	}
	return place{c.file, int32(line), int32(column)}
}

// header reads the first row and returns the columns that it names, nil for one without a name.
func readHeader[T any](c *csvReader, k *kind[T]) ([]*csvColumn[T], bool) {
	known := csvColumns(k)
	names := make([]string, len(known))
	for i := range known {
		names[i] = known[i].name
	}
	if !c.next() {
		if len(c.faults) == 0 {
			c.faults = append(c.faults, fault{place{file: c.file}, "is empty: its first line names the columns, which are " + strings.Join(names, ", ")})
		}
		return nil, false
	}
	columns := make([]*csvColumn[T], len(c.row))
	ok := true
	for i, cell := range c.row {
		if len(c.faults) >= maxDiagnostics {
			break
		}
		name := strings.TrimSpace(cell)
		n := slices.Index(names, name)
		if n < 0 {
			// Spreadsheets' users write "Short name" for short_name.
			n = slices.Index(names, strings.ReplaceAll(strings.ToLower(name), " ", "_"))
		}
		switch {
		case name == "":
		case !utf8.ValidString(name):
			c.fault(i, "%s", notUTF8)
			return nil, false
		case n < 0:
			c.fault(i, "%s", unknownName("column", name, k.file, names))
			ok = false
		case slices.Contains(columns, &known[n]):
			c.fault(i, "there are two columns %q", name)
			ok = false
		default:
			columns[i] = &known[n]
			if names[n] == "id" {
				c.idCell = i
			}
		}
	}
	for i := range known {
		if known[i].required && !slices.Contains(columns, &known[i]) {
			c.fault(0, "there is no column %q, which every row needs", known[i].name)
			ok = false
		}
	}
	return columns, ok
}

const notUTF8 = "is not in UTF-8: save the file in that encoding (spreadsheets call it \"CSV UTF-8\")"

// batch is a number of records of a CSV or YAML file, and what is wrong in their text.
type batch[T any] struct {
	records    []loaded[T]
	faults     []fault
	lost       []string // ids of records that could not be read
	incomplete bool     // there are such records whose ids are not known
	unreadable *Error   // the operating system does not give us the file

	done chan<- []loaded[T] // takes the records back when nobody uses them any more; or nil
}

// recycle lets the reader of the file use the records again: at millions of them, making new ones costs
// more than reading.
func (b *batch[T]) recycle() {
	select {
	case b.done <- b.records:
	default:
	}
}

const batchSize = 512

// keepCells is the size of a CSV file, in bytes, up to which the place of every cell is kept; in a larger
// one a record has only its line.
const keepCells = 8 << 20

// csvBatches yields the records of a CSV file in batches.
func csvBatches[T any](number int32, f *inputFile, k *kind[T]) iter.Seq[batch[T]] {
	return func(yield func(batch[T]) bool) {
		file, size, err := f.open()
		if err != nil {
			yield(batch[T]{unreadable: err})
			return
		}
		defer file.Close()
		c, problem := newCSVReader(number, file)
		if problem != "" {
			yield(batch[T]{faults: []fault{{place{file: number}, problem}}, incomplete: true})
			return
		}
		columns, ok := readHeader(c, k)
		if !ok {
			yield(batch[T]{faults: c.faults, incomplete: true})
			return
		}
		d := csvDecoder[T]{c: c, columns: columns, withCells: size <= keepCells}
		done := make(chan []loaded[T], 2*maxWorkers)
		for more := true; more; {
			b := batch[T]{done: done}
			select {
			case b.records = <-done:
				clear(b.records)
				b.records = b.records[:0]
			default:
				b.records = make([]loaded[T], 0, batchSize)
			}
			for more && len(b.records) < batchSize {
				if more = c.next(); more {
					b.records, more = d.decode(b.records)
				}
			}
			b.faults, c.faults = c.faults, nil
			b.lost, c.lost = c.lost, nil
			b.incomplete = c.incomplete
			if !yield(b) {
				return
			}
		}
	}
}

type csvDecoder[T any] struct {
	c         *csvReader
	columns   []*csvColumn[T]
	withCells bool
}

// decode appends the record of the row; a row of empty cells, which spreadsheets leave behind, is none. It
// returns false where the rest of the file cannot be read either.
func (d *csvDecoder[T]) decode(records []loaded[T]) ([]loaded[T], bool) {
	n := len(records)
	records = append(records, loaded[T]{place: place{d.c.file, d.c.line, 1}})
	l := &records[n] // in place: a record is several hundred bytes
	empty := true
	for i, text := range d.c.row {
		if text == "" {
			continue
		}
		if !utf8.ValidString(text) {
			d.c.fault(i, "%s", notUTF8)
			d.c.incomplete = true
			return records[:n], false
		}
		if i >= len(d.columns) || d.columns[i] == nil {
			if strings.TrimSpace(text) != "" {
				d.c.fault(i, "this cell has no name above it in the header")
			}
			continue
		}
		column := d.columns[i]
		if column.isWord {
			if text = strings.TrimSpace(text); text == "" {
				continue
			}
		}
		empty = false
		if d.withCells {
			at := column.cell
			at.place = d.c.place(i)
			l.cells = append(l.cells, at)
		}
		if err := column.set(&l.record, text); err != nil {
			d.c.fault(i, "%s", err)
		}
	}
	if empty {
		return records[:n], true
	}
	return records, true
}

// splitList reads a list in one cell: elements between semicolons, white space around them left out; a
// backslash takes the next character as it is.
func splitList(text string) []string {
	if !strings.ContainsAny(text, `;\`) {
		return []string{strings.Trim(text, " \t")}
	}
	var list []string
	var element strings.Builder
	kept := 0 // bytes of the element that are not to be trimmed
	add := func() {
		list = append(list, element.String()[:kept+len(strings.TrimRight(element.String()[kept:], " \t"))])
		element.Reset()
		kept = 0
	}
	for i := 0; i < len(text); i++ {
		switch ch := text[i]; {
		case ch == '\\' && i+1 < len(text):
			i++
			element.WriteByte(text[i])
			kept = element.Len()
		case ch == ';':
			add()
		case (ch == ' ' || ch == '\t') && element.Len() == 0:
		default:
			element.WriteByte(ch)
		}
	}
	add()
	if last := len(list) - 1; last > 0 && list[last] == "" {
		list = list[:last] // a semicolon at the end
	}
	return list
}

// joinList writes a list for splitList to read.
func joinList(list []string) string {
	var b strings.Builder
	for i, element := range list {
		if i > 0 {
			b.WriteByte(';')
		}
		for j := 0; j < len(element); j++ {
			switch ch := element[j]; {
			case ch == ';', ch == '\\', (ch == ' ' || ch == '\t') && (j == 0 || j == len(element)-1):
				b.WriteByte('\\')
			}
			b.WriteByte(element[j])
		}
	}
	return b.String()
}
