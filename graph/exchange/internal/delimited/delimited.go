// Package delimited reads tables whose cells are divided by a character: comma-separated values and their kin.
//
// # Vocabulary
//
// A table is rows of cells. A row is a line, or several where a cell in quotes holds line ends.
//
// # Invariants
//
// Tables are read as people's programs write them: with separators of several kinds, line ends of Unix, Windows or an old Macintosh, a byte
// order mark or none, in UTF-8, UTF-16 with a mark, or Windows-1252 (of which Latin-1 is a part), and with quotes that begin after a
// blank. A quote within a cell that does not begin with one stands for itself. What the rows of RFC 4180 say is read as it is. The
// reader holds one row.
package delimited

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	textunicode "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// ValuesInRow is how many times the greatest length of a cell a row can have: where a quote is not closed, the rest of the file would be one
// cell.
const ValuesInRow = 4

// Reader reads a table row by row, or line by line.
type Reader struct {
	Cells   []string // of the row that has been read, good until the next (their text for ever)
	Line    int      // of that row, from 1
	Lines   int      // that have been read so far
	Foreign bool     // some text was not in UTF-8, and has been read as Windows-1252

	in     *bufio.Reader
	limits syntax.Limits
	maxRow int
	comma  byte
	eol    byte
	long   []byte // a line that is longer than the buffer
	text   []byte // of a row with quotes
	ends   []int  // of its cells
}

// Comma is the separator, as it was given or found.
func (c *Reader) Comma() byte { return c.comma }

// NewReader looks at the beginning of a table for its encoding, its line ends and its separator: comma, or 0 to guess it.
func NewReader(r io.Reader, comma byte, limits syntax.Limits) (*Reader, error) {
	c := &Reader{in: bufio.NewReaderSize(r, 1<<16), limits: limits, maxRow: ValuesInRow * limits.Value, comma: comma, eol: '\n'}
	head, _ := c.in.Peek(1 << 12) // an error comes again when it is read
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		decoder := textunicode.UTF16(textunicode.LittleEndian, textunicode.ExpectBOM).NewDecoder()
		c.in = bufio.NewReaderSize(transform.NewReader(c.in, decoder), 1<<16)
		head, _ = c.in.Peek(1 << 12)
	case bytes.HasPrefix(head, []byte(syntax.ByteOrderMark)):
		c.in.Discard(len(syntax.ByteOrderMark))
		head, _ = c.in.Peek(1 << 12)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return nil, syntax.Errorf(0, 0, "is a workbook of a spreadsheet program: save the sheet as CSV (UTF-8)")
	}
	if bytes.IndexByte(head, 0) >= 0 {
		return nil, syntax.Errorf(1, 0, "is not a text file: it has a NUL near its beginning")
	}
	if bytes.IndexByte(head, '\n') < 0 && bytes.IndexByte(head, '\r') >= 0 {
		c.eol = '\r'
	}
	if first, _, _ := bytes.Cut(head, []byte{c.eol}); len(first) >= 5 && bytes.EqualFold(first[:4], []byte("sep=")) {
		c.comma = first[4] // as Excel has it
		if _, _, err := c.ReadLine(); err != nil {
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

// ReadLine returns the next line without its end, good until the next; more is false after the last.
func (c *Reader) ReadLine() (line []byte, more bool, err error) {
	line, err = c.in.ReadSlice(c.eol)
	if errors.Is(err, bufio.ErrBufferFull) {
		c.long = append(c.long[:0], line...)
		for errors.Is(err, bufio.ErrBufferFull) {
			if len(c.long) > c.maxRow {
				return nil, false, syntax.Errorf(c.Lines+1, 0, "the line is longer than %d MiB", c.maxRow>>20)
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
	c.Lines++
	if n := len(line) - 1; line[n] == c.eol {
		line = line[:n]
	}
	if n := len(line) - 1; n >= 0 && line[n] == '\r' {
		line = line[:n]
	}
	return line, true, nil
}

// Next reads the next row that is not empty into c.Cells. It returns false after the last.
func (c *Reader) Next() (bool, error) {
	for {
		line, more, err := c.ReadLine()
		if err != nil || !more {
			return false, err
		}
		if len(line) == 0 {
			continue
		}
		c.Line = c.Lines
		c.Cells = c.Cells[:0]
		if bytes.IndexByte(line, '"') < 0 {
			if len(line) > c.limits.Value { // any of its cells may be too long: the slow way sees which
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
		for i, cell := range c.Cells {
			if !utf8.ValidString(cell) {
				c.Cells[i] = c.UTF8(cell)
			}
		}
		return true, nil
	}
}

// plain splits a row without quotes.
func (c *Reader) plain(row string) error {
	for {
		i := strings.IndexByte(row, c.comma)
		if i < 0 {
			c.Cells = append(c.Cells, row)
			return nil
		}
		if len(c.Cells) == c.limits.Attributes {
			return c.tooMany()
		}
		c.Cells = append(c.Cells, row[:i])
		row = row[i+1:]
	}
}

func (c *Reader) tooMany() error {
	return syntax.Errorf(c.Line, 0, "the row has more than %d cells", c.limits.Attributes)
}

// quoted splits a row that has quotes, and reads the further lines that belong to it.
func (c *Reader) quoted(line []byte) error {
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
		if len(c.text)-start > c.limits.Value {
			return syntax.Errorf(c.Lines, 0, "the cell is longer than %d MiB", c.limits.MiB())
		}
		if c.ends = append(c.ends, len(c.text)); len(c.ends) > c.limits.Attributes {
			return c.tooMany()
		}
		more = i < len(line)
		i++ // the separator
	}
	row, start := string(c.text), 0
	for _, end := range c.ends {
		c.Cells = append(c.Cells, row[start:end])
		start = end
	}
	return nil
}

// quotedCell reads the cell whose quote opens at i, and returns the line in which it ends and the place of the separator or of the
// end after it.
func (c *Reader) quotedCell(line []byte, i int) ([]byte, int, error) {
	openLine, openColumn, start := c.Lines, columnOf(line, i), len(c.text)
	i++
	for {
		end := bytes.IndexByte(line[i:], '"')
		if end < 0 {
			c.text = append(append(c.text, line[i:]...), '\n')
			if len(c.text)-start > c.limits.Value {
				return nil, 0, syntax.Errorf(openLine, openColumn, "the cell that begins with this quote is longer than %d MiB: is the quote not closed?", c.limits.MiB())
			}
			next, more, err := c.ReadLine()
			if err != nil {
				return nil, 0, err
			}
			if !more {
				return nil, 0, syntax.Errorf(openLine, openColumn, "this quote is not closed")
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
			return nil, 0, syntax.Errorf(c.Lines, columnOf(line, i), "there is text after the quote that closes the cell; a quote within a cell is written twice")
		}
		return line, i, nil
	}
}

// columnOf returns the column of a byte of a line, from 1, in characters.
func columnOf(line []byte, i int) int { return utf8.RuneCount(line[:i]) + 1 }

// UTF8 returns text that is not in UTF-8 as Windows-1252 has it.
func (c *Reader) UTF8(text string) string {
	if utf8.ValidString(text) {
		return text
	}
	c.Foreign = true
	decoded, err := charmap.Windows1252.NewDecoder().String(text)
	if err != nil {
		return strings.ToValidUTF8(text, "\ufffd")
	}
	return decoded
}

// Cell returns a cell of the row, or "" where the row is shorter.
func (c *Reader) Cell(i int) string {
	if i < 0 || i >= len(c.Cells) {
		return ""
	}
	return c.Cells[i]
}

// Blank reports whether the row has nothing but blanks.
func (c *Reader) Blank() bool {
	for _, cell := range c.Cells {
		if strings.TrimSpace(cell) != "" {
			return false
		}
	}
	return true
}
