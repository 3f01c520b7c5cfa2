package turtle

import (
	"bytes"
	"hash/maphash"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// lexer is the text of a Turtle document with the place that has been reached.
type lexer struct {
	from         io.Reader
	limits       syntax.Limits
	buffer       []byte
	at, end      int
	failed       error // what from has returned last
	line, column int
	token        []byte // the text of the token that is being read
	seed         maphash.Seed
	iris         [1 << 12]string // recent IRIs, by the hash of their ends: one that comes again takes no memory
}

// joined returns an IRI of two parts.
func (t *lexer) joined(namespace string, local []byte) string {
	const longest = 200
	if len(namespace)+len(local) > longest {
		return namespace + string(local)
	}
	place := &t.iris[maphash.Bytes(t.seed, local)%uint64(len(t.iris))]
	if k := len(namespace); len(*place) != k+len(local) || (*place)[k:] != string(local) || (*place)[:k] != namespace {
		*place = namespace + string(local)
	}
	return *place
}

func newLexer(r io.Reader, limits syntax.Limits) *lexer {
	return &lexer{from: r, limits: limits, buffer: make([]byte, 64<<10), line: 1, column: 1, seed: maphash.MakeSeed()}
}

// have reports whether n bytes, few, are left before the end, and reads them.
func (t *lexer) have(n int) bool {
	for t.end-t.at < n {
		if t.failed != nil {
			return false
		}
		copy(t.buffer, t.buffer[t.at:t.end])
		t.end -= t.at
		t.at = 0
		var more, empty int
		for more == 0 && t.failed == nil && empty < 100 {
			more, t.failed = t.from.Read(t.buffer[t.end:])
			empty++
		}
		if more == 0 && t.failed == nil {
			t.failed = io.ErrNoProgress
		}
		t.end += more
	}
	return true
}

// peek returns the byte i places on, or 0 at the end: a NUL is never right where something else is looked for.
func (t *lexer) peek(i int) byte {
	if t.at+i < t.end || t.have(i+1) {
		return t.buffer[t.at+i]
	}
	return 0
}

// atEnd reports whether nothing is left.
func (t *lexer) atEnd() bool { return t.at == t.end && !t.have(1) }

// skip goes on by n bytes that are there.
func (t *lexer) skip(n int) {
	for _, c := range t.buffer[t.at : t.at+n] {
		switch {
		case c == '\n':
			t.line++
			t.column = 1
		case c&0xc0 != 0x80:
			t.column++
		}
	}
	t.at += n
}

// rune returns the character i bytes on and its length, 0 at the end.
func (t *lexer) rune(i int) (rune, int) {
	if !t.have(i + 1) {
		return 0, 0
	}
	if c := t.buffer[t.at+i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	t.have(i + utf8.UTFMax)
	return utf8.DecodeRune(t.buffer[t.at+i : t.end])
}

// take appends the next character, which is there, to the token.
func (t *lexer) take() error {
	r, n := t.rune(0)
	if r == utf8.RuneError && n <= 1 {
		return t.errorf("is not UTF-8: the byte %#x is no part of a character; save the file as UTF-8", t.buffer[t.at])
	}
	if len(t.token)+n > t.limits.Value {
		return t.errorf("the text that ends here is longer than %d bytes", t.limits.Value)
	}
	t.token = append(t.token, t.buffer[t.at:t.at+n]...)
	t.skip(n)
	return nil
}

// Classes of ASCII characters.
const (
	inName  = 1 << iota // of a prefix
	inLocal             // of what follows its colon
	inIRI
	inString // in any quotes
)

// classes are the classes of each byte: of those that stand for themselves.
var classes = func() (of [256]uint8) {
	for c := range byte(utf8.RuneSelf) {
		if isNameChar(rune(c)) {
			of[c] |= inName | inLocal
		}
		if c == ':' {
			of[c] |= inLocal
		}
		if c > ' ' && strings.IndexByte("<>\"{}|^`\\", c) < 0 {
			of[c] |= inIRI
		}
		if c >= ' ' && strings.IndexByte(`"'\`, c) < 0 {
			of[c] |= inString
		}
	}
	return of
}()

// run appends to the token what stands next of a class, as far as it is in memory and the token has room.
func (t *lexer) run(class uint8) {
	most := min(t.end, t.at+max(0, t.limits.Value-len(t.token)))
	i := t.at
	for i < most && classes[t.buffer[i]]&class != 0 {
		i++
	}
	t.token = append(t.token, t.buffer[t.at:i]...)
	t.column += i - t.at
	t.at = i
}

// blanks skips white space and comments.
func (t *lexer) blanks() error {
	for {
		for t.at < t.end && t.buffer[t.at] == ' ' {
			t.at++
			t.column++
		}
		switch c := t.peek(0); {
		case c == ' ', c == '\t', c == '\r', c == '\n':
			t.skip(1)
		case c == '#':
			if err := t.comment(); err != nil {
				return err
			}
		case c == 0 && t.at == t.end:
			if t.failed != io.EOF {
				return t.failed
			}
			return nil
		default:
			return nil
		}
	}
}

func (t *lexer) comment() error {
	for {
		rest := t.buffer[t.at:t.end]
		if i := bytes.IndexAny(rest, "\n\r"); i >= 0 {
			t.skip(i)
			return nil
		}
		t.skip(len(rest))
		if !t.have(1) {
			return nil
		}
	}
}

func (t *lexer) errorf(format string, args ...any) error {
	return syntax.Errorf(t.line, t.column, format, args...)
}

// unexpected is the error of finding something else than what was wanted.
func (t *lexer) unexpected(wanted string) error {
	if t.atEnd() {
		if t.failed != io.EOF {
			return t.failed
		}
		return t.errorf("the file ends where %s should follow: it is cut off", wanted)
	}
	r, n := t.rune(0)
	if r == utf8.RuneError && n <= 1 {
		return t.errorf("is not UTF-8: the byte %#x is no part of a character; save the file as UTF-8", t.buffer[t.at])
	}
	if r == '<' && t.peek(1) == '<' {
		return t.errorf("there are triples as terms (<<…>>) here, of RDF 1.2; only Turtle 1.1 is read")
	}
	return t.errorf("%q stands where %s should", r, wanted)
}

// iriReference reads <…> and returns what is in it.
func (t *lexer) iriReference() (string, error) {
	t.skip(1)
	t.token = t.token[:0]
	for {
		t.run(inIRI)
		switch c := t.peek(0); {
		case c == '>':
			t.skip(1)
			return t.joined("", t.token), nil
		case c == '\\':
			if err := t.escape(false); err != nil {
				return "", err
			}
		case c <= ' ' || strings.IndexByte(`<"{}|^`+"`", c) >= 0:
			return "", t.unexpected(`">", the end of the IRI,`)
		default:
			if err := t.take(); err != nil {
				return "", err
			}
		}
	}
}

var escapes = map[byte]byte{'t': '\t', 'b': '\b', 'n': '\n', 'r': '\r', 'f': '\f', '"': '"', '\'': '\'', '\\': '\\'}

// escape reads an escape, \n and the like only where short, and appends what it means to the token.
func (t *lexer) escape(short bool) error {
	c := t.peek(1)
	if meant, ok := escapes[c]; ok && short {
		t.skip(2)
		t.token = append(t.token, meant)
		return nil
	}
	digits := map[byte]int{'u': 4, 'U': 8}[c]
	if digits == 0 {
		return t.errorf(`there is no escape \%c here`, c)
	}
	var r rune
	for i := range digits {
		d := hexDigit(t.peek(2 + i))
		if d < 0 {
			return t.errorf(`\%c has %d hexadecimal digits after it`, c, digits)
		}
		r = r<<4 | rune(d)
	}
	if !utf8.ValidRune(r) {
		return t.errorf(`\%c%0*X is no character`, c, digits, uint32(r))
	}
	if !short && (r <= ' ' || r < 0x80 && strings.ContainsRune("<>\"{}|^`\\", r)) {
		return t.errorf(`%q cannot stand in an IRI`, r)
	}
	t.skip(2 + digits)
	t.token = utf8.AppendRune(t.token, r)
	return nil
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// quoted reads a string in any of the four kinds of quotes.
func (t *lexer) quoted() (string, error) {
	quote := t.peek(0)
	line, column := t.line, t.column
	long := t.peek(1) == quote && t.peek(2) == quote
	if long {
		t.skip(2)
	}
	t.skip(1)
	t.token = t.token[:0]
	for {
		t.run(inString)
		c := t.peek(0)
		switch {
		case c == quote && !long:
			t.skip(1)
			return string(t.token), nil
		case c == quote && t.peek(1) == quote && t.peek(2) == quote:
			t.skip(3)
			return string(t.token), nil
		case c == '\\':
			if err := t.escape(true); err != nil {
				return "", err
			}
		case !long && (c == '\n' || c == '\r'):
			return "", t.errorf("the line ends within a text in single quotes; three quotes are around one of several lines")
		case c == 0 && t.atEnd():
			if t.failed != io.EOF {
				return "", t.failed
			}
			return "", syntax.Errorf(line, column, "the text that begins here has no end: its closing quotes are missing")
		default:
			if err := t.take(); err != nil {
				return "", err
			}
		}
	}
}

// word reads ASCII letters.
func (t *lexer) word() string {
	t.token = t.token[:0]
	for isASCIILetter(t.peek(0)) && len(t.token) < 100 {
		t.token = append(t.token, t.peek(0))
		t.skip(1)
	}
	return string(t.token)
}

// language reads what follows the @ of a language tag.
func (t *lexer) language() (string, error) {
	tag := t.word()
	if tag == "" {
		return "", t.unexpected("a language")
	}
	for t.peek(0) == '-' && len(tag) < 200 {
		t.skip(1)
		t.token = t.token[:0]
		for c := t.peek(0); (isASCIILetter(c) || isASCIIDigit(c)) && len(t.token) < 100; c = t.peek(0) {
			t.token = append(t.token, c)
			t.skip(1)
		}
		if len(t.token) == 0 {
			return "", t.unexpected("the rest of the language")
		}
		tag += "-" + string(t.token)
	}
	return tag, nil
}

// number reads a number and returns its datatype.
func (t *lexer) number() (text, datatype string, err error) {
	t.token = t.token[:0]
	step := func() {
		t.token = append(t.token, t.peek(0))
		t.skip(1)
	}
	run := func() (n int) {
		for isASCIIDigit(t.peek(0)) && len(t.token) < 10_000 {
			step()
			n++
		}
		return n
	}
	if c := t.peek(0); c == '+' || c == '-' {
		step()
	}
	datatype = XSD + "integer"
	digits := run()
	if t.peek(0) == '.' && (isASCIIDigit(t.peek(1)) || digits > 0 && t.exponentAt(1)) {
		datatype = XSD + "decimal"
		step()
		digits += run()
	}
	if digits > 0 && t.exponentAt(0) {
		datatype = XSD + "double"
		step()
		if c := t.peek(0); c == '+' || c == '-' {
			step()
		}
		run()
	}
	if digits == 0 {
		return "", "", t.unexpected("the digits of a number")
	}
	if isASCIIDigit(t.peek(0)) {
		return "", "", t.errorf("the number is longer than any number")
	}
	return string(t.token), datatype, nil
}

func (t *lexer) exponentAt(i int) bool {
	if c := t.peek(i); c != 'e' && c != 'E' {
		return false
	}
	if c := t.peek(i + 1); c == '+' || c == '-' {
		i++
	}
	return isASCIIDigit(t.peek(i + 1))
}

// prefix reads the part of a prefixed name before the colon into the token; or a word, where no colon follows.
func (t *lexer) prefix() error {
	t.token = t.token[:0]
	for first := true; ; first = false {
		if !first || isASCIILetter(t.peek(0)) {
			t.run(inName)
			first = first && len(t.token) == 0
		}
		r, n := t.rune(0)
		switch {
		case n == 0:
			return nil
		case first && isNameStart(r), !first && isNameChar(r):
			if err := t.take(); err != nil {
				return err
			}
		case !first && r == '.' && t.afterDots(false) > 0:
			for range t.afterDots(false) {
				t.token = append(t.token, '.')
				t.skip(1)
			}
		default:
			return nil
		}
	}
}

// local appends the part of a prefixed name after the colon to the token. A backslash is left out, a percent sign with its
// digits stays.
func (t *lexer) local() error {
	for first := true; ; first = false {
		if !first || t.peek(0) != '-' {
			length := len(t.token)
			t.run(inLocal)
			first = first && len(t.token) == length
		}
		r, n := t.rune(0)
		switch {
		case n == 0:
			return nil
		case r == '%':
			if hexDigit(t.peek(1)) < 0 || hexDigit(t.peek(2)) < 0 {
				return t.errorf("a percent sign in a name has two hexadecimal digits after it")
			}
			t.token = append(t.token, '%', t.peek(1), t.peek(2))
			t.skip(3)
		case r == '\\':
			c := t.peek(1)
			if c == 0 || strings.IndexByte("_~.-!$&'()*+,;=/?#@%", c) < 0 {
				return t.errorf(`there is no escape \%c in a name`, c)
			}
			t.token = append(t.token, c)
			t.skip(2)
		case r == ':', first && (isNameStart(r) || r == '_' || r < 0x80 && isASCIIDigit(byte(r))), !first && isNameChar(r):
			if err := t.take(); err != nil {
				return err
			}
		case !first && r == '.' && t.afterDots(true) > 0:
			for range t.afterDots(true) {
				t.token = append(t.token, '.')
				t.skip(1)
			}
		default:
			return nil
		}
		if len(t.token) > t.limits.Value {
			return t.errorf("the name that ends here is longer than %d bytes", t.limits.Value)
		}
	}
}

// afterDots returns the number of dots that follow where the name goes on after them, and 0 where the first ends a statement.
func (t *lexer) afterDots(local bool) int {
	const most = 1000
	n := 0
	for t.peek(n) == '.' && n < most {
		n++
	}
	r, length := t.rune(n)
	if length > 0 && (isNameChar(r) || local && (r == ':' || r == '%' || r == '\\')) {
		return n
	}
	return 0
}

func isASCIILetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func isASCIIDigit(c byte) bool  { return '0' <= c && c <= '9' }

// isNameStart reports whether r is one of PN_CHARS_BASE of the Turtle grammar.
func isNameStart(r rune) bool {
	if r < 0x80 {
		return isASCIILetter(byte(r))
	}
	return r >= 0xc0 && r <= 0x2ff && r != 0xd7 && r != 0xf7 || r >= 0x370 && r <= 0x1fff && r != 0x37e ||
		r >= 0x200c && r <= 0x200d || r >= 0x2070 && r <= 0x218f || r >= 0x2c00 && r <= 0x2fef || r >= 0x3001 && r <= 0xd7ff ||
		r >= 0xf900 && r <= 0xfdcf || r >= 0xfdf0 && r < 0xfffd || r >= 0x10000 && r <= 0xeffff
}

// isNameChar reports whether r is one of PN_CHARS.
func isNameChar(r rune) bool {
	if r < 0x80 {
		return isASCIILetter(byte(r)) || isASCIIDigit(byte(r)) || r == '_' || r == '-'
	}
	return isNameStart(r) || r == 0xb7 || r >= 0x300 && r <= 0x36f || r >= 0x203f && r <= 0x2040
}
