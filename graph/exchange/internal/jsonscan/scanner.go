// Package jsonscan takes JSON (RFC 8259) apart as it comes.
//
// # Vocabulary
//
// A value is taken when what stands in the text has been read; the place that has been reached is before the next. A text is what
// stands in quotes, its escapes decoded; a word is a text that is likely to come again, such as the name of a field.
//
// # Invariants
//
// A part of the stream stands in memory, no more than the longest text takes. Values in one another, texts, and the fields of an
// object have limits. NaN, Infinity and -Infinity, which Python and R write, are read as no value, and half a character, which
// JavaScript writes, as U+FFFD; both are noted. Texts are valid UTF-8. Columns count bytes.
package jsonscan

import (
	"bytes"
	"fmt"
	"hash/maphash"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// Note takes what is read otherwise than it is written.
type Note func(line int, what, done string) error

// Scanner reads one value, which may be large.
type Scanner struct {
	Line int // of the place that has been reached, from 1

	r         io.Reader
	limits    syntax.Limits
	note      Note
	buf       []byte
	pos, end  int   // buf[pos:end] has been read, but not taken
	base      int64 // where buf begins in the input
	failed    error // what the stream has returned, io.EOF for the end
	lineStart int64 // where the line begins in the input
	depth     int

	decoded []byte // the last text with escapes
	skipped []byte // the last value without parts that has been skipped
	seed    maphash.Seed
	words   [1 << 12]string // recent short texts, by their hash: a value that comes again takes no memory
}

const bufferSize = 64 << 10

// New returns a scanner of r. It stops with the errors that note returns.
func New(r io.Reader, limits syntax.Limits, note Note) (*Scanner, error) {
	s := &Scanner{r: r, limits: limits, note: note, buf: make([]byte, bufferSize), Line: 1, seed: maphash.MakeSeed()}
	for s.end < 4 && s.fill() {
	}
	head := s.buf[:s.end]
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		s.pos = 3
		s.lineStart = 3
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")),
		len(head) >= 2 && (head[0] == 0) != (head[1] == 0):
		return nil, s.Errorf("the text is in UTF-16 or UTF-32, and JSON is in UTF-8: save it as that")
	}
	return s, nil
}

// Reset goes on to another text, which is all in memory and stays there until it has been read, on some line. What the scanner
// remembers, it remembers.
func (s *Scanner) Reset(text []byte, line int) {
	s.buf, s.pos, s.end, s.failed = text, 0, len(text), io.EOF
	s.base, s.lineStart, s.Line, s.depth = 0, 0, line, 0
}

// fill reads more of the stream, and reports whether there was more. buf[pos:end] moves to the front of the buffer.
func (s *Scanner) fill() bool {
	if s.failed != nil {
		return false
	}
	if s.pos > 0 {
		copy(s.buf, s.buf[s.pos:s.end])
		s.base += int64(s.pos)
		s.end -= s.pos
		s.pos = 0
	}
	if s.end == len(s.buf) {
		larger := make([]byte, 2*len(s.buf))
		copy(larger, s.buf)
		s.buf = larger
	}
	for range 100 {
		n, err := s.r.Read(s.buf[s.end:])
		s.end += n
		s.failed = err
		if n > 0 {
			return true
		}
		if err != nil {
			return false
		}
	}
	s.failed = io.ErrNoProgress
	return false
}

// Place is the place that has been reached.
func (s *Scanner) Place() (line, column int) { return s.Line, s.column(s.pos) }

func (s *Scanner) column(pos int) int { return int(s.base + int64(pos) - s.lineStart + 1) }

// Errorf returns an error about what stands at the place that has been reached. Columns count bytes.
func (s *Scanner) Errorf(format string, args ...any) error { return s.failAt(s.pos, format, args...) }

func (s *Scanner) failAt(pos int, format string, args ...any) error {
	return syntax.Errorf(s.Line, s.column(pos), format, args...)
}

// Unexpected returns an error about what stands there instead of what is wanted.
func (s *Scanner) Unexpected(wanted string) error {
	for s.pos < s.end && !utf8.FullRune(s.buf[s.pos:s.end]) && s.fill() {
	}
	if s.pos < s.end {
		r, size := utf8.DecodeRune(s.buf[s.pos:s.end])
		if r == utf8.RuneError && size == 1 {
			return s.Errorf("a byte 0x%02x where %s should be", s.buf[s.pos], wanted)
		}
		return s.Errorf("%q where %s should be", r, wanted)
	}
	return s.atEnd(wanted)
}

// atEnd returns an error about the end of the stream.
func (s *Scanner) atEnd(wanted string) error {
	if s.failed != io.EOF {
		return &syntax.Error{Line: s.Line, Problem: fmt.Sprintf("cannot be read: %v", s.failed), Err: s.failed}
	}
	err := s.Errorf("the input ends where %s should be: is it whole?", wanted)
	err.(*syntax.Error).Err = io.ErrUnexpectedEOF
	return err
}

// Peek skips white space and returns the byte after it, without taking it; 0 at the end of the input.
func (s *Scanner) Peek() byte {
	for {
		for ; s.pos < s.end; s.pos++ {
			switch c := s.buf[s.pos]; c {
			case ' ', '\t', '\r':
			case '\n':
				s.Line++
				s.lineStart = s.base + int64(s.pos) + 1
			default:
				return c
			}
		}
		if !s.fill() {
			return 0
		}
	}
}

// Object reads an object: each is called with every key, and takes the value. No more than most keys are taken; 0 is any number.
func (s *Scanner) Object(most int, each func(key string) error) error {
	if s.Peek() != '{' {
		return s.Unexpected("an object, {…},")
	}
	if err := s.enter(); err != nil {
		return err
	}
	for n := 0; ; n++ {
		c := s.Peek()
		if c == '}' && n == 0 {
			break
		}
		if c != '"' {
			return s.Unexpected("the name of a field, in quotes,")
		}
		if most > 0 && n == most {
			return s.Errorf("a record with more than %d fields", most)
		}
		key, err := s.Word()
		if err != nil {
			return err
		}
		if s.Peek() != ':' {
			return s.Unexpected("a colon")
		}
		s.pos++
		if err := each(key); err != nil {
			return err
		}
		if c = s.Peek(); c == '}' {
			break
		}
		if c != ',' {
			return s.Unexpected("a comma or }")
		}
		s.pos++
	}
	s.leave()
	return nil
}

// Array reads an array: each is called for every element, and takes it. null, which Go writes for one, is an array without any.
func (s *Scanner) Array(each func() error) error {
	switch s.Peek() {
	case '[':
	case 'n':
		return s.Literal("null")
	default:
		return s.Unexpected("a list, […],")
	}
	if err := s.enter(); err != nil {
		return err
	}
	for first := true; ; first = false {
		if s.Peek() == ']' && first {
			break
		}
		if err := each(); err != nil {
			return err
		}
		c := s.Peek()
		if c == ']' {
			break
		}
		if c != ',' {
			return s.Unexpected("a comma or ]")
		}
		s.pos++
	}
	s.leave()
	return nil
}

func (s *Scanner) enter() error {
	if s.depth++; s.depth > s.limits.Depth {
		return s.Errorf("values within values, more than %d deep", s.limits.Depth)
	}
	s.pos++
	return nil
}

func (s *Scanner) leave() {
	s.depth--
	s.pos++
}

// Finish reports what follows the one value that a file is.
func (s *Scanner) Finish() error {
	if s.Peek() != 0 || s.pos < s.end {
		return s.Unexpected("the end of the input")
	}
	if s.failed != io.EOF {
		return s.atEnd("")
	}
	return nil
}

// rawText takes a text and returns what stands between its quotes, valid until more is taken, and whether it has escapes.
func (s *Scanner) rawText() (raw []byte, escaped bool, err error) {
	start, i, other := s.pos+1, s.pos+1, false
	for {
		for i < s.end {
			c := s.buf[i]
			if plain[c] {
				i++
				continue
			}
			switch {
			case c == '"':
				raw = s.buf[start:i]
				if other && !utf8.Valid(raw) {
					return nil, false, s.notUTF8(raw, start)
				}
				s.pos = i + 1
				return raw, escaped, nil
			case c == '\\':
				escaped = true
				i += 2
			case c >= utf8.RuneSelf:
				other = true
				i++
			default:
				return nil, false, s.failAt(i, "a control character (0x%02x) in a text: it is written as \\u%04x", c, c)
			}
		}
		if i-start > s.limits.Value {
			return nil, false, s.Errorf("a text of more than %d MiB", s.limits.MiB())
		}
		shift := s.pos
		if !s.fill() {
			return nil, false, s.atEnd("the closing quote of a text")
		}
		start, i = start-shift, i-shift
	}
}

// plain are the bytes that stand for themselves in a text, but for those that are not ASCII.
var plain = func() (plain [256]bool) {
	for c := ' '; c < utf8.RuneSelf; c++ {
		plain[c] = c != '"' && c != '\\'
	}
	return plain
}()

func (s *Scanner) notUTF8(raw []byte, start int) error {
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && size == 1 {
			return s.failAt(start+i, "a byte 0x%02x that is not UTF-8: save the file in that encoding", raw[i])
		}
		i += size
	}
	return s.Errorf("a text that is not UTF-8")
}

// Text takes a text; it is valid until more is taken.
func (s *Scanner) Text() ([]byte, error) {
	if s.Peek() != '"' {
		return nil, s.Unexpected("a text")
	}
	raw, escaped, err := s.rawText()
	if err != nil || !escaped {
		return raw, err
	}
	return s.unescape(raw, s.pos-len(raw)-1)
}

// unescape decodes the escapes of a text that stands at start.
func (s *Scanner) unescape(raw []byte, start int) ([]byte, error) {
	b := s.decoded[:0]
	for i := 0; i < len(raw); {
		c := raw[i]
		if c != '\\' {
			b = append(b, c)
			i++
			continue
		}
		c = raw[i+1] // there is one: the quote after the text is not escaped
		if c != 'u' {
			c = escapes[c]
			if c == 0 {
				return nil, s.failAt(start+i, "\\%c is not an escape; a backslash is written as \\\\", raw[i+1])
			}
			b = append(b, c)
			i += 2
			continue
		}
		r, ok := hexRune(raw[i+2:])
		if !ok {
			return nil, s.failAt(start+i, "\\u without four hexadecimal digits")
		}
		i += 6
		if utf16.IsSurrogate(r) {
			if i+1 < len(raw) && raw[i] == '\\' && raw[i+1] == 'u' {
				if low, ok := hexRune(raw[i+2:]); ok && utf16.DecodeRune(r, low) != utf8.RuneError {
					b = utf8.AppendRune(b, utf16.DecodeRune(r, low))
					i += 6
					continue
				}
			}
			if err := s.note(s.Line, fmt.Sprintf("\\u%04x, half of a character", r), "read as U+FFFD"); err != nil {
				return nil, err
			}
			r = utf8.RuneError
		}
		b = utf8.AppendRune(b, r)
	}
	s.decoded = b
	return b, nil
}

var escapes = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

func hexRune(b []byte) (r rune, ok bool) {
	if len(b) < 4 {
		return 0, false
	}
	for _, c := range b[:4] {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}

// Word takes a text, and remembers it where it is short: names of fields, ids and words come again.
func (s *Scanner) Word() (string, error) {
	text, err := s.Text()
	if err != nil {
		return "", err
	}
	return s.Remember(text), nil
}

func (s *Scanner) Remember(text []byte) string {
	if len(text) > 40 {
		return string(text)
	}
	place := &s.words[maphash.Bytes(s.seed, text)%uint64(len(s.words))]
	if *place != string(text) {
		*place = string(text)
	}
	return *place
}

// Number takes a number as it is written, valid until more is taken; no is true for NaN and Infinity, which are none.
func (s *Scanner) Number() (literal []byte, no bool, err error) {
	i := s.pos
	for {
		for i < s.end && numberBytes[s.buf[i]] {
			i++
		}
		if i < s.end {
			break
		}
		if i-s.pos > s.limits.Value {
			return nil, false, s.Errorf("a number of more than %d MiB", s.limits.MiB())
		}
		shift := s.pos
		more := s.fill()
		i -= shift - s.pos
		if !more {
			break
		}
	}
	literal = s.buf[s.pos:i]
	switch string(literal) {
	case "NaN", "Infinity", "-Infinity":
		no = true
	default:
		if !isNumber(literal) {
			if i == s.end {
				s.pos = i
				return nil, false, s.atEnd("the rest of a number")
			}
			return nil, false, s.Errorf("%.40q is not a number, and not another value of JSON", literal)
		}
	}
	s.pos = i
	if no {
		err = s.note(s.Line, string(literal), "left out, as no value")
	}
	return literal, no, err
}

// numberBytes are the bytes that numbers are made of, NaN and Infinity among them.
var numberBytes = func() (part [256]bool) {
	for _, c := range "0123456789+-.eENaInfity" {
		part[c] = true
	}
	return part
}()

// isNumber reports whether b is a number as JSON writes it.
func isNumber(b []byte) bool {
	i := 0
	digits := func() bool {
		start := i
		for i < len(b) && '0' <= b[i] && b[i] <= '9' {
			i++
		}
		return i > start
	}
	if i < len(b) && b[i] == '-' {
		i++
	}
	if i < len(b) && b[i] == '0' {
		i++
	} else if !digits() {
		return false
	}
	if i < len(b) && b[i] == '.' {
		if i++; !digits() {
			return false
		}
	}
	if i < len(b) && (b[i] == 'e' || b[i] == 'E') {
		if i++; i < len(b) && (b[i] == '+' || b[i] == '-') {
			i++
		}
		if !digits() {
			return false
		}
	}
	return i == len(b)
}

// Literal takes true, false or null.
func (s *Scanner) Literal(word string) error {
	for s.end-s.pos < len(word) && s.fill() {
	}
	if !bytes.HasPrefix(s.buf[s.pos:s.end], []byte(word)) {
		if s.end-s.pos < len(word) && bytes.HasPrefix([]byte(word), s.buf[s.pos:s.end]) {
			s.pos = s.end
			return s.atEnd(word)
		}
		return s.Unexpected(word + ", or another value,")
	}
	s.pos += len(word)
	return nil
}
