package exchange

import (
	"bytes"
	"context"
	"fmt"
	"hash/maphash"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// jsonScanner takes JSON (RFC 8259) apart as it comes: a part of the stream stands in memory, no more than the longest value
// takes. It also reads NaN, Infinity and -Infinity, which Python and R write, as no value.
type jsonScanner struct {
	ctx      context.Context
	name     string // of the input
	sink     Sink
	r        io.Reader
	buf      []byte
	pos, end int   // buf[pos:end] has been read, but not taken
	base     int64 // where buf begins in the input
	failed   error // what the stream has returned, io.EOF for the end

	line      int   // of buf[pos], from 1
	lineStart int64 // where that line begins in the input
	depth     int
	taken     int // records, for [interrupted]

	decoded []byte // the last text with escapes
	seed    maphash.Seed
	words   [1 << 12]string // recent short texts, by their hash: a value that comes again takes no memory
}

const jsonBuffer = 64 << 10

func newJSONScanner(ctx context.Context, in *Input, sink Sink) (*jsonScanner, error) {
	s := &jsonScanner{
		ctx: ctx, name: in.Name, sink: sink, r: in.Stream, buf: make([]byte, jsonBuffer), line: 1, seed: maphash.MakeSeed(),
	}
	if s.r == nil {
		return nil, &InputError{Name: in.Name, Problem: "JSON is one file, not a folder"}
	}
	for s.end < 4 && s.fill() {
	}
	head := s.buf[:s.end]
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		s.pos = 3
		s.lineStart = 3
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")),
		len(head) >= 2 && (head[0] == 0) != (head[1] == 0):
		return nil, s.fail("the text is in UTF-16 or UTF-32, and JSON is in UTF-8: save it as that")
	}
	return s, nil
}

// fill reads more of the stream, and reports whether there was more. buf[pos:end] moves to the front of the buffer.
func (s *jsonScanner) fill() bool {
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

// fail returns an error about what stands at the place that has been reached. Columns count bytes.
func (s *jsonScanner) fail(format string, args ...any) error { return s.failAt(s.pos, format, args...) }

func (s *jsonScanner) failAt(pos int, format string, args ...any) error {
	return &InputError{
		Name: s.name, Line: s.line, Column: int(s.base + int64(pos) - s.lineStart + 1), Problem: fmt.Sprintf(format, args...),
	}
}

// unexpected returns an error about what stands there instead of what is wanted.
func (s *jsonScanner) unexpected(wanted string) error {
	for s.pos < s.end && !utf8.FullRune(s.buf[s.pos:s.end]) && s.fill() {
	}
	if s.pos < s.end {
		r, size := utf8.DecodeRune(s.buf[s.pos:s.end])
		if r == utf8.RuneError && size == 1 {
			return s.fail("a byte 0x%02x where %s should be", s.buf[s.pos], wanted)
		}
		return s.fail("%q where %s should be", r, wanted)
	}
	return s.atEnd(wanted)
}

// atEnd returns an error about the end of the stream.
func (s *jsonScanner) atEnd(wanted string) error {
	if s.failed != io.EOF {
		return &InputError{Name: s.name, Line: s.line, Problem: fmt.Sprintf("cannot be read: %v", s.failed), Err: s.failed}
	}
	err := s.fail("the input ends where %s should be: is it whole?", wanted)
	err.(*InputError).Err = io.ErrUnexpectedEOF
	return err
}

// next skips white space and returns the byte after it, without taking it; 0 at the end of the input.
func (s *jsonScanner) next() byte {
	for {
		for ; s.pos < s.end; s.pos++ {
			switch c := s.buf[s.pos]; c {
			case ' ', '\t', '\r':
			case '\n':
				s.line++
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

// object reads an object: each is called with every key, and takes the value. No more than most keys are taken; 0 is any number.
func (s *jsonScanner) object(most int, each func(key string) error) error {
	if s.next() != '{' {
		return s.unexpected("an object, {…},")
	}
	if err := s.enter(); err != nil {
		return err
	}
	for n := 0; ; n++ {
		c := s.next()
		if c == '}' && n == 0 {
			break
		}
		if c != '"' {
			return s.unexpected("the name of a field, in quotes,")
		}
		if most > 0 && n == most {
			return s.fail("a record with more than %d fields", most)
		}
		key, err := s.word()
		if err != nil {
			return err
		}
		if s.next() != ':' {
			return s.unexpected("a colon")
		}
		s.pos++
		if err := each(key); err != nil {
			return err
		}
		if c = s.next(); c == '}' {
			break
		}
		if c != ',' {
			return s.unexpected("a comma or }")
		}
		s.pos++
	}
	s.leave()
	return nil
}

// array reads an array: each is called for every element, and takes it. null, which Go writes for one, is an array without any.
func (s *jsonScanner) array(each func() error) error {
	switch s.next() {
	case '[':
	case 'n':
		return s.literal("null")
	default:
		return s.unexpected("a list, […],")
	}
	if err := s.enter(); err != nil {
		return err
	}
	for first := true; ; first = false {
		if s.next() == ']' && first {
			break
		}
		if err := each(); err != nil {
			return err
		}
		c := s.next()
		if c == ']' {
			break
		}
		if c != ',' {
			return s.unexpected("a comma or ]")
		}
		s.pos++
	}
	s.leave()
	return nil
}

func (s *jsonScanner) enter() error {
	if s.depth++; s.depth > maxDepth {
		return s.fail("values within values, more than %d deep", maxDepth)
	}
	s.pos++
	return nil
}

func (s *jsonScanner) leave() {
	s.depth--
	s.pos++
}

// record counts a record, and returns the error of the context from time to time.
func (s *jsonScanner) record() error {
	s.taken++
	return interrupted(s.ctx, s.taken)
}

// finish reports what follows the one value that a file is.
func (s *jsonScanner) finish() error {
	if s.next() != 0 || s.pos < s.end {
		return s.unexpected("the end of the input")
	}
	if s.failed != io.EOF {
		return s.atEnd("")
	}
	return nil
}

// rawText takes a text and returns what stands between its quotes, valid until more is taken, and whether it has escapes.
func (s *jsonScanner) rawText() (raw []byte, escaped bool, err error) {
	start, i, other := s.pos+1, s.pos+1, false
	for {
		for i < s.end {
			c := s.buf[i]
			if jsonPlain[c] {
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
		if i-start > maxValue {
			return nil, false, s.fail("a text of more than %d MiB", maxValue>>20)
		}
		shift := s.pos
		if !s.fill() {
			return nil, false, s.atEnd("the closing quote of a text")
		}
		start, i = start-shift, i-shift
	}
}

// jsonPlain are the bytes that stand for themselves in a text, but for those that are not ASCII.
var jsonPlain = func() (plain [256]bool) {
	for c := ' '; c < utf8.RuneSelf; c++ {
		plain[c] = c != '"' && c != '\\'
	}
	return plain
}()

func (s *jsonScanner) notUTF8(raw []byte, start int) error {
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && size == 1 {
			return s.failAt(start+i, "a byte 0x%02x that is not UTF-8: save the file in that encoding", raw[i])
		}
		i += size
	}
	return s.fail("a text that is not UTF-8")
}

// text takes a text; it is valid until more is taken.
func (s *jsonScanner) text() ([]byte, error) {
	if s.next() != '"' {
		return nil, s.unexpected("a text")
	}
	raw, escaped, err := s.rawText()
	if err != nil || !escaped {
		return raw, err
	}
	return s.unescape(raw, s.pos-len(raw)-1)
}

// unescape decodes the escapes of a text that stands at start.
func (s *jsonScanner) unescape(raw []byte, start int) ([]byte, error) {
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
			c = jsonEscapes[c]
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
			if err := s.sink.Note(s.line, fmt.Sprintf("\\u%04x, half of a character", r), "read as U+FFFD"); err != nil {
				return nil, err
			}
			r = utf8.RuneError
		}
		b = utf8.AppendRune(b, r)
	}
	s.decoded = b
	return b, nil
}

var jsonEscapes = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

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

// word takes a text, and remembers it where it is short: names of fields, ids and words come again.
func (s *jsonScanner) word() (string, error) {
	text, err := s.text()
	if err != nil {
		return "", err
	}
	return s.remember(text), nil
}

func (s *jsonScanner) remember(text []byte) string {
	if len(text) > 40 {
		return string(text)
	}
	place := &s.words[maphash.Bytes(s.seed, text)%uint64(len(s.words))]
	if *place != string(text) {
		*place = string(text)
	}
	return *place
}

// number takes a number as it is written, valid until more is taken; no is true for NaN and Infinity, which are none.
func (s *jsonScanner) number() (literal []byte, no bool, err error) {
	i := s.pos
	for {
		for i < s.end && jsonNumber[s.buf[i]] {
			i++
		}
		if i < s.end {
			break
		}
		if i-s.pos > maxValue {
			return nil, false, s.fail("a number of more than %d MiB", maxValue>>20)
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
		if !isJSONNumber(literal) {
			if i == s.end {
				s.pos = i
				return nil, false, s.atEnd("the rest of a number")
			}
			return nil, false, s.fail("%.40q is not a number, and not another value of JSON", literal)
		}
	}
	s.pos = i
	if no {
		err = s.sink.Note(s.line, string(literal), "left out, as no value")
	}
	return literal, no, err
}

// jsonNumber are the bytes that numbers are made of, NaN and Infinity among them.
var jsonNumber = func() (part [256]bool) {
	for _, c := range "0123456789+-.eENaInfity" {
		part[c] = true
	}
	return part
}()

// isJSONNumber reports whether b is a number as JSON writes it.
func isJSONNumber(b []byte) bool {
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

// literal takes true, false or null.
func (s *jsonScanner) literal(word string) error {
	for s.end-s.pos < len(word) && s.fill() {
	}
	if !bytes.HasPrefix(s.buf[s.pos:s.end], []byte(word)) {
		if s.end-s.pos < len(word) && bytes.HasPrefix([]byte(word), s.buf[s.pos:s.end]) {
			s.pos = s.end
			return s.atEnd(word)
		}
		return s.unexpected(word + ", or another value,")
	}
	s.pos += len(word)
	return nil
}
