// Package gml reads the Graph Modelling Language (Himsolt 1997, https://gephi.org/users/gml-format/) key by key.
//
// # Vocabulary
//
// A file is a list of keys with values: numbers, texts in quotes, and lists in square brackets. A key can stand in a list several times. Lines
// that begin with # are comments. In texts, &…; is an entity of HTML or the number of a character.
//
// # Invariants
//
// The scanner holds one value. It reads what the language allows, and what tools write besides: keys with any characters but blanks,
// quotes and brackets; texts without quotes, which reach to the end of their line; quotes within a text, which end it only where a
// key, a bracket or the end of the line follows. Text is UTF-8, UTF-16 with a mark, or Windows-1252 (of which Latin-1 is a part).
package gml

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// Token is what a key comes with.
type Token uint8

const (
	EOF    Token = iota
	Text         // a text
	Number       // a number, which is Text as it is written: also NaN and the infinities
	Begin        // a list begins
	End          // a list ends, and has no key
)

// maxKey is the greatest length of a key, in bytes.
const maxKey = 1000

// Scanner divides GML into keys and values.
type Scanner struct {
	Key, Text    []byte // of the token; good until the next
	Line, Column int    // of the key, or of the bracket that closes a list, from 1
	Foreign      bool   // some text was not in UTF-8, and has been read as Windows-1252
	Quotes       bool   // some text has quotes in it that are not written as &quot;
	// Twice has entities decoded a second time, but for those that igraph knows: it leaves all others, and writes &amp;#233;.
	Twice bool

	in     io.Reader
	limits syntax.Limits
	buf    []byte
	mark   int // what is before it in buf can go
	pos    int
	end    int
	err    error // of in, for when everything before it is read
	depth  int
	stop   int64 // the quote or bracket that a text without quotes has been found to stand before, from the beginning of the file

	line      int
	lineStart int64 // where the line begins, from the beginning of the file,
	extra     int   // and bytes of it that begin no character
	base      int64 // where buf begins
}

// New looks at the beginning of a file for its encoding.
func New(in io.Reader, limits syntax.Limits) (*Scanner, error) {
	s := &Scanner{in: in, limits: limits, line: 1, buf: make([]byte, 64<<10)}
	for s.end < 4 && s.fill() {
	}
	switch head := s.buf[:s.end]; {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		whole := io.MultiReader(bytes.NewReader(bytes.Clone(head)), in)
		decoder := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder()
		if s.err == nil || s.err == io.EOF {
			s.in, s.end, s.err = transform.NewReader(whole, decoder), 0, nil
		}
	case bytes.HasPrefix(head, []byte(syntax.ByteOrderMark)):
		s.pos, s.lineStart = len(syntax.ByteOrderMark), int64(len(syntax.ByteOrderMark))
	}
	return s, nil
}

// fill reads more behind what is there from mark on. It reports whether there is more.
func (s *Scanner) fill() bool {
	if s.err != nil {
		return false
	}
	if s.mark > 0 {
		copy(s.buf, s.buf[s.mark:s.end])
		s.base += int64(s.mark)
		s.pos -= s.mark
		s.end -= s.mark
		s.mark = 0
	}
	if s.end == len(s.buf) {
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	for range 100 {
		n, err := s.in.Read(s.buf[s.end:])
		s.end += n
		s.err = err
		if n > 0 {
			return true
		}
		if err != nil {
			return false
		}
	}
	s.err = io.ErrNoProgress
	return false
}

func (s *Scanner) column() int { return int(s.base+int64(s.pos)-s.lineStart) - s.extra + 1 }

// newLine is at the line end at buf[at].
func (s *Scanner) newLine(at int) {
	s.line++
	s.lineStart, s.extra = s.base+int64(at)+1, 0
}

// Errorf returns an error about the key.
func (s *Scanner) Errorf(format string, args ...any) error {
	return syntax.Errorf(s.Line, s.Column, format, args...)
}

func (s *Scanner) fault(format string, args ...any) error {
	return syntax.Errorf(s.line, s.column(), format, args...)
}

// Next reads the next key and its value, or the end of a list. At the end of the file it returns EOF.
func (s *Scanner) Next() (Token, error) {
	b, ok := s.skip()
	s.Line, s.Column = s.line, s.column()
	switch {
	case !ok:
		if s.err != io.EOF {
			return EOF, s.err
		}
		if s.depth > 0 {
			return EOF, s.fault("the file ends within a list: %d closing brackets are missing", s.depth)
		}
		return EOF, nil
	case b == ']':
		if s.depth == 0 {
			return EOF, s.fault("this bracket closes nothing")
		}
		s.depth--
		s.pos++
		return End, nil
	case !isWord(b) || strings.IndexByte("+-.,;:{}()<>=", b) >= 0:
		return EOF, s.fault("%q is not expected here: a key comes first, such as node or label; a quote within a text is written &quot;", rune(b))
	}
	if err := s.key(); err != nil {
		return EOF, err
	}
	switch b, ok = s.skip(); {
	case !ok && s.err != io.EOF:
		return EOF, s.err
	case !ok || b == ']':
		return EOF, s.Errorf("the key %q has no value", syntax.Clip(string(s.Key)))
	case b == '[':
		if s.depth == s.limits.Depth {
			return EOF, s.fault("lists are more than %d deep in one another", s.limits.Depth)
		}
		s.depth++
		s.pos++
		return Begin, nil
	case b == '"':
		return Text, s.text()
	}
	return s.bare()
}

// Skip passes over the list that has begun.
func (s *Scanner) Skip() error {
	for depth := 1; depth > 0; {
		switch token, err := s.Next(); {
		case err != nil:
			return err
		case token == Begin:
			depth++
		case token == End:
			depth--
		}
	}
	return nil
}

// skip passes over blanks and comments, and returns the byte after them.
func (s *Scanner) skip() (b byte, ok bool) {
	comment := false
	for {
		for s.pos < s.end {
			switch b = s.buf[s.pos]; {
			case b == '\n':
				s.newLine(s.pos)
				comment = false
			case comment:
			case b == '#':
				comment = true
			case b != ' ' && b != '\t' && b != '\r' && b != '\f' && b != '\v':
				return b, true
			}
			s.pos++
		}
		s.mark = s.pos
		if !s.fill() {
			return 0, false
		}
	}
}

// isWord reports whether a byte can be of a key or of a text without quotes.
func isWord(b byte) bool { return b > ' ' && b != '"' && b != '[' && b != ']' && b != 0x7f }

// word passes over a word, and returns its length.
func (s *Scanner) word(most int, what string) (int, error) {
	s.mark = s.pos
	n := 0
	for {
		for s.pos+n < s.end && isWord(s.buf[s.pos+n]) {
			n++
		}
		if s.pos+n < s.end {
			return n, nil
		}
		if n > most {
			return n, s.fault("the %s is longer than %d bytes", what, most)
		}
		if !s.fill() {
			return n, nil
		}
	}
}

func (s *Scanner) key() error {
	n, err := s.word(maxKey, "key")
	if err == nil && n > maxKey {
		err = s.fault("the key is longer than %d bytes", maxKey)
	}
	if err != nil {
		return err
	}
	s.Key = append(s.Key[:0], s.buf[s.pos:s.pos+n]...)
	s.pass(s.pos + n)
	if !utf8.Valid(s.Key) {
		s.Key = append(s.Key[:0], s.utf8(s.Key)...)
	}
	return nil
}

// pass goes on to buf[to], and counts the lines and characters until there.
func (s *Scanner) pass(to int) {
	text := s.buf[s.pos:to]
	if i := bytes.LastIndexByte(text, '\n'); i >= 0 {
		s.line += bytes.Count(text, []byte{'\n'}) - 1
		s.newLine(s.pos + i)
		text = text[i+1:]
	}
	for _, b := range text {
		if b&0xc0 == 0x80 {
			s.extra++
		}
	}
	s.pos = to
}

// bare reads a number or a text without quotes: a word, or the rest of the line where that is nothing but text.
func (s *Scanner) bare() (Token, error) {
	n, err := s.word(s.limits.Value, "text")
	if err != nil {
		return EOF, err
	}
	if n == 0 {
		return EOF, s.fault("%q is not expected here: a value is a number, a text in quotes or a list in brackets", rune(s.buf[s.pos]))
	}
	s.Text = s.buf[s.pos : s.pos+n]
	if isNumber(s.Text) {
		s.pass(s.pos + n)
		return Number, nil
	}
	rest := n
	for s.stop < s.base+int64(s.pos+n) && (s.pos+rest < s.end || s.fill()) { // else the words before have looked ahead
		b := s.buf[s.pos+rest]
		if b == '"' || b == '[' || b == ']' {
			s.stop = s.base + int64(s.pos+rest)
			break
		}
		if b == '\n' {
			break
		}
		if rest++; rest > s.limits.Value {
			return EOF, s.fault("the text is longer than %d MiB", s.limits.MiB())
		}
	}
	if s.stop >= s.base+int64(s.pos+n) {
		rest = n
	}
	text := bytes.TrimRight(s.buf[s.pos:s.pos+rest], " \t\r")
	s.pass(s.pos + rest)
	s.Text = s.decoded(text)
	return Text, nil
}

// isNumber reports whether a word is a number.
func isNumber(word []byte) bool {
	digits := false
	for i, b := range word {
		switch {
		case '0' <= b && b <= '9':
			digits = true
		case b == '+' || b == '-' || b == '.' || digits && i < len(word)-1 && (b == 'e' || b == 'E'):
		case i <= 1 && !digits:
			switch strings.ToLower(strings.TrimLeft(string(word), "+-")) {
			case "nan", "inf", "infinity":
				return true
			}
			return false
		default:
			return false
		}
	}
	return digits
}

// text reads a text in quotes.
func (s *Scanner) text() error {
	line, column := s.line, s.column()
	s.pos++
	s.mark = s.pos
	for n := 0; ; n++ {
		i := bytes.IndexByte(s.buf[s.pos+n:s.end], '"')
		for i < 0 {
			n = s.end - s.pos
			if n > s.limits.Value {
				return s.tooLong(line, column)
			}
			if !s.fill() {
				if s.err != io.EOF {
					return s.err
				}
				return syntax.Errorf(line, column, "this quote is not closed")
			}
			i = bytes.IndexByte(s.buf[s.pos+n:s.end], '"')
		}
		if n += i; n > s.limits.Value {
			return s.tooLong(line, column)
		}
		if !s.closes(s.pos + n + 1) {
			s.Quotes = true
			continue
		}
		text := s.buf[s.pos : s.pos+n]
		s.pass(s.pos + n + 1)
		s.Text = s.decoded(text)
		return nil
	}
}

func (s *Scanner) tooLong(line, column int) error {
	return syntax.Errorf(line, column, "the text that begins with this quote is longer than %d MiB: is it not closed?", s.limits.MiB())
}

// ahead is how far closes looks.
const ahead = 2 * maxKey

// closes reports whether a quote before buf[i] ends a text: by what follows it, since Gephi writes quotes within texts as they are.
func (s *Scanner) closes(i int) bool {
	if i < s.end && s.buf[i] == '\n' {
		return true
	}
	for i -= s.mark; s.end-s.mark-i < ahead && s.fill(); {
	}
	rest := s.buf[s.mark+i : s.end]
	after := bytes.TrimLeft(rest, " \t\r")
	if len(after) == 0 || after[0] == '\n' || after[0] == ']' {
		return true
	}
	if len(after) == len(rest) {
		return false
	}
	if after[0] == '#' {
		return true
	}
	word := 0
	for word < len(after) && word <= maxKey && isWord(after[word]) {
		word++
	}
	value := bytes.TrimLeft(after[word:], " \t\r\n")
	switch {
	case word == 0 || word > maxKey:
		return false
	case len(value) == 0:
		return true
	case value[0] == '[':
		return true
	case len(value) == len(after)-word: // no blank between them
		return false
	}
	end := 0
	for end < len(value) && isWord(value[end]) {
		end++
	}
	return value[0] == '"' || isNumber(value[:end])
}

// decoded is a text of the file in UTF-8, with entities as the characters that they stand for. It may write over the text.
func (s *Scanner) decoded(text []byte) []byte {
	if !utf8.Valid(text) {
		text = []byte(s.utf8(text))
	}
	text = Decode(text)
	if s.Twice {
		text = decodeLeft(text)
	}
	return text
}

func (s *Scanner) utf8(text []byte) string {
	s.Foreign = true
	decoded, err := charmap.Windows1252.NewDecoder().Bytes(text)
	if err != nil {
		return strings.ToValidUTF8(string(text), "\ufffd")
	}
	return string(decoded)
}

// Begins reports whether a text begins as GML does: with a graph, perhaps after some keys that have no lists.
func Begins(head []byte, limits syntax.Limits) bool {
	s, err := New(bytes.NewReader(head), limits)
	if err != nil {
		return false
	}
	for range 20 {
		token, err := s.Next()
		if err != nil || token == EOF || token == End {
			return false
		}
		if token == Begin {
			return bytes.EqualFold(s.Key, []byte("graph"))
		}
	}
	return false
}
