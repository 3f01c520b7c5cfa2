package mapfile

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Position is a place in a file of a map.
type Position struct {
	File   string // as the reader of the map names it; "" where the place is not known
	Line   int    // from 1; 0 is the whole file
	Column int    // in characters, from 1; 0 is the whole line
}

// String is "file:line:column", without what is not known.
func (p Position) String() string {
	s := p.File
	if p.Line > 0 {
		s += ":" + strconv.Itoa(p.Line)
		if p.Column > 0 {
			s += ":" + strconv.Itoa(p.Column)
		}
	}
	return s
}

// Diagnostic is one thing that is wrong with a map.
type Diagnostic struct {
	Position
	Message string
	Excerpt string // the line of the file and, under it, a line with a caret at the column; or ""
}

// String shows the diagnostic as [Error] does.
func (d Diagnostic) String() string {
	s := d.Message
	if p := d.Position.String(); p != "" {
		s = p + ": " + s
	}
	if d.Excerpt != "" {
		s += "\n  " + strings.ReplaceAll(d.Excerpt, "\n", "\n  ")
	}
	return s
}

const (
	// shownDiagnostics is how many diagnostics the text of an Error has in full.
	shownDiagnostics = 20
	// maxDiagnostics is when reading stops: a file of millions of faults must not fill the memory, and
	// nobody reads on.
	maxDiagnostics = 1000
)

// Error is everything that is wrong with a map, in the order of its files.
type Error struct {
	Diagnostics []Diagnostic
	// Stopped says that reading ended at the last of the diagnostics, of which there are a thousand.
	Stopped bool

	cause error // of the operating system, if that is what is wrong
}

// Error shows the first twenty diagnostics, and says how many there are beyond them.
func (e *Error) Error() string {
	var parts []string
	for _, d := range e.Diagnostics[:min(shownDiagnostics, len(e.Diagnostics))] {
		parts = append(parts, d.String())
	}
	more := len(e.Diagnostics) - shownDiagnostics
	switch {
	case e.Stopped:
		parts = append(parts, fmt.Sprintf("and %d more, after which reading stopped", more))
	case more > 0:
		parts = append(parts, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(parts, "\n")
}

// Unwrap returns the error of the operating system where a file could not be read, so that errors.Is can
// tell a file that is not there.
func (e *Error) Unwrap() error { return e.cause }

// fault is a diagnostic before its excerpt is taken.
type fault struct {
	place
	message string
}

// place is a position by the number of its file. A negative column is in bytes: it becomes one in characters
// when the line is at hand.
type place struct{ file, line, column int32 }

// errorOf makes an Error of faults, with excerpts from the files.
func errorOf(files []*inputFile, faults []fault) *Error {
	slices.SortStableFunc(faults, func(a, b fault) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.line, b.line), cmp.Compare(a.column, b.column))
	})
	e := &Error{Stopped: len(faults) >= maxDiagnostics}
	if e.Stopped {
		faults = faults[:maxDiagnostics]
	}
	for len(faults) > 0 {
		n := 1
		for n < len(faults) && faults[n].file == faults[0].file {
			n++
		}
		e.Diagnostics = append(e.Diagnostics, files[faults[0].file].diagnose(faults[:n])...)
		faults = faults[n:]
	}
	return e
}

// diagnose makes diagnostics of faults in the file, which are in the order of their lines.
func (f *inputFile) diagnose(faults []fault) []Diagnostic {
	diagnostics := make([]Diagnostic, len(faults))
	for i, fault := range faults {
		diagnostics[i] = Diagnostic{
			Position: Position{File: f.name, Line: int(fault.line), Column: int(fault.column)},
			Message:  fault.message,
		}
	}
	lines := f.lines()
	if lines == nil {
		return diagnostics
	}
	defer lines.Close()
	r := bufio.NewReaderSize(lines, 1<<16)
	next := 0
	for n := 1; next < len(faults); n++ {
		if int(faults[next].line) < n {
			next++
			n--
			continue
		}
		wanted := int(faults[next].line) == n
		line, ok := readLine(r, wanted)
		if !ok {
			break
		}
		for ; wanted && next < len(faults) && int(faults[next].line) == n; next++ {
			d := &diagnostics[next]
			if d.Column < 0 {
				d.Column = utf8.RuneCountInString(line[:min(-d.Column-1, len(line))]) + 1
			}
			d.Excerpt = excerpt(line, d.Column)
		}
	}
	return diagnostics
}

// lines opens the text of the file once more, or returns nil where that is not possible.
func (f *inputFile) lines() io.ReadCloser {
	if !f.isCSV {
		return io.NopCloser(strings.NewReader(f.text))
	}
	file, _, err := f.open()
	if err != nil {
		return nil
	}
	r := bufio.NewReader(file)
	if bom, err := r.Peek(3); err == nil && string(bom) == utf8BOM {
		r.Discard(3)
	}
	return struct {
		io.Reader
		io.Closer
	}{r, file}
}

// maxExcerptLine is the most bytes of a line that an excerpt is taken from: there may be a thousand faults
// in it.
const maxExcerptLine = 1 << 16

// readLine reads a line without its end, or not much more than maxExcerptLine of it. It keeps nothing of a
// line that is not wanted.
func readLine(r *bufio.Reader, wanted bool) (line string, ok bool) {
	var b strings.Builder
	for {
		piece, err := r.ReadSlice('\n')
		ok = ok || len(piece) > 0
		if wanted && b.Len() < maxExcerptLine {
			b.Write(piece)
		}
		if err != bufio.ErrBufferFull {
			return strings.TrimRight(b.String(), "\r\n"), ok
		}
	}
}

// excerptWidth is how many characters of a long line are shown.
const excerptWidth = 100

// excerpt shows the line and a caret under the column, which is in characters from 1; nothing of a line
// that was cut off before it.
func excerpt(line string, column int) string {
	runes := []rune(line)
	caret := min(column-1, len(runes))
	if caret < column-1 && len(line) >= maxExcerptLine {
		return ""
	}
	if start := max(0, caret-excerptWidth/2); len(runes) > excerptWidth && start > 0 {
		runes = append([]rune("…"), runes[start+1:]...)
		caret -= start
	}
	if len(runes) > excerptWidth {
		runes = append(runes[:excerptWidth-1:excerptWidth-1], '…')
	}
	for i, r := range runes {
		switch {
		case r == '\t':
			runes[i] = ' ' // so that the caret stands where it should
		case !unicode.IsPrint(r):
			runes[i] = utf8.RuneError
		}
	}
	shown := strings.TrimRight(string(runes), " ")
	if column <= 0 {
		return shown
	}
	return shown + "\n" + strings.Repeat(" ", caret) + "^"
}
