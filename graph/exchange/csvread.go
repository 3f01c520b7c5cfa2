package exchange

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	textunicode "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

const utf8BOM = "\ufeff"

// csvReader reads the rows of a table as people's programs write them: with separators of several kinds, line ends of
// Unix, Windows or an old Macintosh, a byte order mark or none, in UTF-8, UTF-16 with a mark, or Windows-1252
// (Latin-1), and with quotes that begin after a blank. A quote within a cell that does not begin with one stands for itself.
type csvReader struct {
	name  string
	in    *bufio.Reader
	comma byte
	eol   byte
	lines int    // read so far
	long  []byte // a line that is longer than the buffer

	line    int // of the row that next has read, from 1
	cells   []string
	text    []byte // of a row with quotes
	ends    []int  // of its cells
	foreign bool   // a cell was not in UTF-8
}

// newCSVReader looks at the beginning of a table for its encoding, its line ends and its separator: comma, or 0 to guess it.
func newCSVReader(name string, r io.Reader, comma byte) (*csvReader, error) {
	c := &csvReader{name: name, in: bufio.NewReaderSize(r, 1<<16), comma: comma, eol: '\n'}
	head, _ := c.in.Peek(1 << 12) // an error comes again when it is read
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		decoder := textunicode.UTF16(textunicode.LittleEndian, textunicode.ExpectBOM).NewDecoder()
		c.in = bufio.NewReaderSize(transform.NewReader(c.in, decoder), 1<<16)
		head, _ = c.in.Peek(1 << 12)
	case bytes.HasPrefix(head, []byte(utf8BOM)):
		c.in.Discard(len(utf8BOM))
		head, _ = c.in.Peek(1 << 12)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return nil, c.fault(0, 0, "is a workbook of a spreadsheet program: save the sheet as CSV (UTF-8)")
	}
	if bytes.IndexByte(head, 0) >= 0 {
		return nil, c.fault(1, 0, "is not a text file: it has a NUL near its beginning")
	}
	if bytes.IndexByte(head, '\n') < 0 && bytes.IndexByte(head, '\r') >= 0 {
		c.eol = '\r'
	}
	if first, _, _ := bytes.Cut(head, []byte{c.eol}); len(first) >= 5 && bytes.EqualFold(first[:4], []byte("sep=")) {
		c.comma = first[4] // as Excel has it
		if _, _, err := c.readLine(); err != nil {
			return nil, err
		}
		return c, nil
	}
	if c.comma == 0 {
		c.comma = guessSeparator(head, c.eol)
	}
	return c, nil
}

// guessSeparator returns the character that divides the first lines of a table most evenly.
func guessSeparator(head []byte, eol byte) byte {
	const most = 20
	best, bestScore := byte(','), 0
	for _, candidate := range []byte{',', ';', '\t', '|'} {
		var counts []int
		quoted, count, filled := false, 0, false
		for _, b := range head {
			switch {
			case b == '"':
				quoted = !quoted
			case quoted:
			case b == candidate:
				count++
			case b == eol:
				if filled {
					counts = append(counts, count)
				}
				count, filled = 0, false
			}
			filled = filled || b != eol && b != '\r'
			if len(counts) == most {
				break
			}
		}
		if len(counts) == 0 {
			counts = append(counts, count)
		}
		least, even := counts[0], 0
		for _, n := range counts {
			least = min(least, n)
			if n == counts[0] {
				even++
			}
		}
		// How many lines agree weighs more than how often it stands in them.
		score := 0
		if counts[0] > 0 {
			score = 1000*even/len(counts) + min(counts[0], 100)
			if least == 0 {
				score /= 4
			}
		}
		if score > bestScore {
			best, bestScore = candidate, score
		}
	}
	return best
}

func (c *csvReader) fault(line, column int, format string, args ...any) error {
	return &InputError{Name: c.name, Line: line, Column: column, Problem: fmt.Sprintf(format, args...)}
}

// readLine returns the next line without its end; more is false after the last.
func (c *csvReader) readLine() (line []byte, more bool, err error) {
	line, err = c.in.ReadSlice(c.eol)
	if errors.Is(err, bufio.ErrBufferFull) {
		c.long = append(c.long[:0], line...)
		for errors.Is(err, bufio.ErrBufferFull) {
			if len(c.long) > maxRow {
				return nil, false, c.fault(c.lines+1, 0, "the line is longer than %d MiB", maxRow>>20)
			}
			line, err = c.in.ReadSlice(c.eol)
			c.long = append(c.long, line...)
		}
		line = c.long
	}
	if err != nil && err != io.EOF {
		return nil, false, err
	}
	if len(line) == 0 {
		return nil, false, nil
	}
	c.lines++
	if n := len(line) - 1; line[n] == c.eol {
		line = line[:n]
	}
	if n := len(line) - 1; n >= 0 && line[n] == '\r' {
		line = line[:n]
	}
	return line, true, nil
}

// next reads the next row that is not empty into c.cells, which are valid until the next call (their text for ever).
// It returns false after the last.
func (c *csvReader) next() (bool, error) {
	for {
		line, more, err := c.readLine()
		if err != nil || !more {
			return false, err
		}
		if len(line) == 0 {
			continue
		}
		c.line = c.lines
		c.cells = c.cells[:0]
		if bytes.IndexByte(line, '"') < 0 {
			if len(line) > maxValue { // any of its cells may be too long: the slow way sees which
				err = c.quoted(line)
			} else {
				err = c.plain(string(line))
			}
		} else {
			err = c.quoted(line)
		}
		if err != nil {
			return false, err
		}
		c.decode()
		return true, nil
	}
}

// plain splits a row without quotes.
func (c *csvReader) plain(row string) error {
	for {
		i := strings.IndexByte(row, c.comma)
		if i < 0 {
			c.cells = append(c.cells, row)
			return nil
		}
		if len(c.cells) == maxAttributes {
			return c.tooMany()
		}
		c.cells = append(c.cells, row[:i])
		row = row[i+1:]
	}
}

func (c *csvReader) tooMany() error {
	return c.fault(c.line, 0, "the row has more than %d cells", maxAttributes)
}

// quoted splits a row that has quotes, and reads the further lines that belong to it.
func (c *csvReader) quoted(line []byte) error {
	c.text, c.ends = c.text[:0], c.ends[:0]
	for i, more := 0, true; more; {
		start := len(c.text)
		open := i
		for open < len(line) && (line[open] == ' ' || line[open] == '\t' && c.comma != '\t') {
			open++
		}
		var err error
		if open < len(line) && line[open] == '"' {
			line, i, err = c.quotedCell(line, open)
			if err != nil {
				return err
			}
		} else {
			end := bytes.IndexByte(line[i:], c.comma)
			if end < 0 {
				end = len(line) - i
			}
			c.text = append(c.text, line[i:i+end]...)
			i += end
		}
		if len(c.text)-start > maxValue {
			return c.fault(c.lines, 0, "the cell is longer than %d MiB", maxValue>>20)
		}
		if c.ends = append(c.ends, len(c.text)); len(c.ends) > maxAttributes {
			return c.tooMany()
		}
		more = i < len(line)
		i++ // the separator
	}
	row, start := string(c.text), 0
	for _, end := range c.ends {
		c.cells = append(c.cells, row[start:end])
		start = end
	}
	return nil
}

// quotedCell reads the cell whose quote opens at i, and returns the line in which it ends and the place of the separator or of the
// end after it.
func (c *csvReader) quotedCell(line []byte, i int) ([]byte, int, error) {
	openLine, openColumn, start := c.lines, columnIn(line, i), len(c.text)
	i++
	for {
		end := bytes.IndexByte(line[i:], '"')
		if end < 0 {
			c.text = append(append(c.text, line[i:]...), '\n')
			if len(c.text)-start > maxValue {
				return nil, 0, c.fault(openLine, openColumn, "the cell that begins with this quote is longer than %d MiB: is the quote not closed?", maxValue>>20)
			}
			next, more, err := c.readLine()
			if err != nil {
				return nil, 0, err
			}
			if !more {
				return nil, 0, c.fault(openLine, openColumn, "this quote is not closed")
			}
			line, i = next, 0
			continue
		}
		c.text = append(c.text, line[i:i+end]...)
		i += end + 1
		if i < len(line) && line[i] == '"' {
			c.text = append(c.text, '"')
			i++
			continue
		}
		for i < len(line) && line[i] == ' ' && line[i] != c.comma {
			i++
		}
		if i < len(line) && line[i] != c.comma {
			return nil, 0, c.fault(c.lines, columnIn(line, i), "there is text after the quote that closes the cell; a quote within a cell is written twice")
		}
		return line, i, nil
	}
}

// columnIn returns the column of a byte of a line, from 1, in characters.
func columnIn(line []byte, i int) int { return utf8.RuneCount(line[:i]) + 1 }

// decode takes cells that are not in UTF-8 for Windows-1252, of which Latin-1 is a part.
func (c *csvReader) decode() {
	for i, cell := range c.cells {
		if !utf8.ValidString(cell) {
			c.foreign = true
			if decoded, err := charmap.Windows1252.NewDecoder().String(cell); err == nil {
				c.cells[i] = decoded
			} else {
				c.cells[i] = strings.ToValidUTF8(cell, "\ufffd")
			}
		}
	}
}

// cell returns a cell of the row, or "" where the row is shorter.
func (c *csvReader) cell(i int) string {
	if i < 0 || i >= len(c.cells) {
		return ""
	}
	return c.cells[i]
}

// blank reports whether the row has nothing but blanks.
func (c *csvReader) blank() bool {
	for _, cell := range c.cells {
		if strings.TrimSpace(cell) != "" {
			return false
		}
	}
	return true
}
