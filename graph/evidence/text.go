package evidence

import (
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxSize is the length in bytes that the copy of a source may have, before and after normalisation. It
// bounds the memory for a Text to a few times that; the longest novels have a tenth of it.
const MaxSize = 64 << 20

// Text is a saved copy of a source, prepared for matching. It never changes, and any number of goroutines
// may use it.
type Text struct {
	source string
	html   bool
	norm   string // the normalised text, in which passages are sought
	runs   []run  // how norm maps to source, in ascending order of both
}

// run says where a stretch of the normalised text comes from. Where end is 0, the stretch has the same
// length in the source and each of its characters comes from the one at the same place. Otherwise all of
// it comes from source[source:end] together.
type run struct{ norm, source, end uint32 }

// NewText prepares the copy of a source: plain text in UTF-8, or HTML, which it recognises by its
// beginning and of which it takes the text. It fails, saying what to do, for anything else and for more
// than [MaxSize] bytes. O(len(source)).
func NewText(source string) (*Text, error) { return newText(source, MaxSize) }

func newText(source string, limit int) (*Text, error) {
	if len(source) > limit {
		return nil, errTooLong
	}
	if err := checkIsText(source); err != nil {
		return nil, err
	}
	t := &Text{source: source, html: isHTML(source)}
	n := normaliser{out: make([]byte, 0, len(source))}
	if t.html {
		for p := range htmlPieces(source) {
			n.piece(p)
		}
	} else {
		n.feed(source, 0)
	}
	n.finish()
	if len(n.out) > limit {
		return nil, errTooLong
	}
	t.norm, t.runs = string(n.out), n.runs
	return t, nil
}

// ReadText is NewText for what r holds; it reads no more than it can use.
func ReadText(r io.Reader) (*Text, error) {
	var b strings.Builder
	if _, err := io.Copy(&b, io.LimitReader(r, MaxSize+1)); err != nil {
		return nil, err
	}
	return NewText(b.String())
}

var errTooLong = fmt.Errorf("is longer than %d MiB, which is more than the text of a document; keep the part that is cited", MaxSize>>20)

// checkIsText refuses what cannot be read as text. The messages continue "the file ...".
func checkIsText(s string) error {
	for _, format := range []struct{ magic, problem string }{
		{"%PDF-", "is a PDF document; save its text (pdftotext does it) and name that file"},
		{"PK\x03\x04", "is a zip archive, such as a word processor's document; save its text and name that file"},
		{"\xff\xfe", "is in UTF-16; save it in UTF-8 (iconv -f UTF-16 -t UTF-8)"},
		{"\xfe\xff", "is in UTF-16; save it in UTF-8 (iconv -f UTF-16 -t UTF-8)"},
		{"\x1f\x8b", "is compressed; unpack it and name the unpacked file"},
	} {
		if strings.HasPrefix(s, format.magic) {
			return errors.New(format.problem)
		}
	}
	if i := strings.IndexByte(s, 0); i >= 0 {
		c := newCursor(s)
		c.advance(i)
		return fmt.Errorf("is not text: it has a NUL byte at line %d, column %d", c.line, c.column)
	}
	if utf8.ValidString(s) {
		return nil
	}
	c := newCursor(s)
	c.advance(firstInvalid(s))
	return fmt.Errorf("is not in UTF-8: see line %d, column %d; if it is in Windows-1252, convert it (iconv -f WINDOWS-1252 -t UTF-8)", c.line, c.column)
}

func firstInvalid(s string) int {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(s)
}

// Quote returns the text between two offsets in the source, such as those of a [Match], for people to
// read: without markup and control characters, and with white space made single spaces. Offsets outside
// the source are brought to its ends.
func (t *Text) Quote(start, end int) string {
	start = min(max(start, 0), len(t.source))
	end = min(max(end, start), len(t.source))
	part := t.source[start:end]
	if t.html {
		var b strings.Builder
		for p := range htmlPieces(part) {
			b.WriteString(p.text)
		}
		part = b.String()
	}
	part = strings.Map(func(r rune) rune {
		switch {
		case isIgnored(r):
			return -1
		case unicode.IsControl(r):
			return ' '
		}
		return r
	}, part)
	return strings.Join(strings.Fields(part), " ")
}

// runAt returns the index of the run that holds byte i of the normalised text.
func (t *Text) runAt(i int) int {
	return sort.Search(len(t.runs), func(k int) bool { return int(t.runs[k].norm) > i }) - 1
}

// runEnds returns where run k ends, in the normalised text and in the source.
func (t *Text) runEnds(k int) (normEnd, sourceEnd int) {
	normEnd = len(t.norm)
	if k+1 < len(t.runs) {
		normEnd = int(t.runs[k+1].norm)
	}
	r := t.runs[k]
	if r.end > 0 {
		return normEnd, int(r.end)
	}
	return normEnd, int(r.source) + normEnd - int(r.norm)
}

// sourceStart returns the offset in the source at which the character at byte i of the normalised text
// begins; ok is false where that character is only a later part of what a source character stands for,
// such as the "2" of "½".
func (t *Text) sourceStart(i int) (offset int, ok bool) {
	k := t.runAt(i)
	if k < 0 {
		return 0, false
	}
	r := t.runs[k]
	switch {
	case i > int(r.norm) && r.end > 0:
		return int(r.source), false
	case i > int(r.norm):
		return int(r.source) + i - int(r.norm), true
	case k > 0:
		_, before := t.runEnds(k - 1)
		return int(r.source), before <= int(r.source)
	}
	return int(r.source), true
}

// sourceEnd returns the offset in the source at which the character that ends before byte i of the
// normalised text ends; ok as for sourceStart.
func (t *Text) sourceEnd(i int) (offset int, ok bool) {
	k := t.runAt(i - 1)
	if k < 0 {
		return 0, false
	}
	r := t.runs[k]
	normEnd, sourceEnd := t.runEnds(k)
	switch {
	case i < normEnd && r.end > 0:
		return sourceEnd, false
	case i < normEnd:
		return int(r.source) + i - int(r.norm), true
	}
	return sourceEnd, k+1 == len(t.runs) || sourceEnd <= int(t.runs[k+1].source)
}

// cursor tells lines and columns of ascending offsets, both from 1, in one pass. A column counts
// characters.
type cursor struct {
	source       string
	at           int
	line, column int
}

func newCursor(source string) *cursor { return &cursor{source: source, line: 1, column: 1} }

func (c *cursor) advance(to int) {
	passed := c.source[c.at:to]
	if last := strings.LastIndexByte(passed, '\n'); last >= 0 {
		c.line += strings.Count(passed, "\n")
		c.column = 1
		passed = passed[last+1:]
	}
	c.column += utf8.RuneCountInString(passed)
	c.at = to
}
