// Package xmlscan reads XML token by token.
//
// # Vocabulary
//
// A token is the beginning or the end of an element, or a piece of text. An element has a namespace, called its space as in
// encoding/xml, and a local name. The bytes and attributes of a token are good until the next one.
//
// # Invariants
//
// Every [Start] has its [End], that of an empty element too, and the text between is within one element at least. What the scanner
// lets pass encoding/xml lets pass, and finds the same in it, but for what follows. It does not validate, and fetches nothing.
//
// Comments and processing instructions are passed over. White space in attributes is kept as it is rather than made blanks: some writers
// do not escape it, and mean it. A prefix that is not declared stands for itself. What makes XML dangerous is refused:
// entities that a document declares, and elements, attributes and texts beyond the limits.
package xmlscan

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// Scanner reads XML 1.0, several times faster than encoding/xml. It holds a part of the input no longer than a tag or a text.
type Scanner struct {
	// The token, until the next one.
	Space, Local string      // of an element: its namespace and its name
	Attributes   []Attribute // of an element that begins, without the declarations of namespaces
	Text         []byte      // of text
	Line         int         // where an element begins, from 1

	ctx      context.Context
	r        io.Reader
	limits   syntax.Limits
	maxToken int   // the greatest length of a tag with all its attributes, or of a text
	eof      error // what ended the input: io.EOF, or a failure

	buf       []byte
	pos, end  int // what is still to be read is buf[pos:end]
	token     int // what is before this is not needed any more
	counted   int // line feeds are counted up to here
	lines     int // how many there were
	lineStart int // where the line begins that holds counted; less than 0 where that is no longer in buf

	stack    []element
	bindings []binding
	names    map[string]qualifiedName
	rooted   bool // the root element has begun
	closing  bool // the element that has begun is empty: its end comes next
	scratch  []byte
}

// Token is a kind of token.
type Token uint8

const (
	EOF Token = iota
	Start
	End
	Text
)

// Attribute is an attribute of an element.
type Attribute struct {
	Space, Local string
	Value        []byte
}

type element struct {
	name     qualifiedName
	space    string
	bindings int // how many there are outside of it
	line     int
}

// binding is the declaration of a namespace.
type binding struct{ prefix, space string }

// qualifiedName is a name as written, and its parts.
type qualifiedName struct{ raw, prefix, local string }

const (
	xmlNamespace = "http://www.w3.org/XML/1998/namespace"
	bufferSize   = 256 << 10
	tagAround    = 64 << 10 // what a tag may have around its longest value
	maxBindings  = 100      // namespaces that are declared at once
	maxNames     = 10_000   // distinct names that are remembered,
	maxName      = 100      // none of them longer than this
)

// errEnd says within this package that there is no more input.
var errEnd = errors.New("the input ends")

// New returns a scanner of r, whose encoding it recognises as [Decoded] does. It ends with the error of ctx when that is done.
func New(ctx context.Context, r io.Reader, limits syntax.Limits) (*Scanner, error) {
	r, err := Decoded(r)
	if err != nil {
		return nil, err
	}
	return &Scanner{
		ctx: ctx, r: r, limits: limits, maxToken: limits.Value + tagAround, buf: make([]byte, bufferSize),
		names: map[string]qualifiedName{}, bindings: []binding{{"xml", xmlNamespace}},
	}, nil
}

// more reads on, and says by how much what is in buf has moved to the left.
func (s *Scanner) more() (shift int, err error) {
	if s.eof != nil {
		return 0, s.ended()
	}
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	if s.end == len(s.buf) {
		if s.token > 0 {
			s.count(s.token)
			shift = s.token
			s.end = copy(s.buf, s.buf[s.token:s.end])
			s.pos, s.counted, s.lineStart, s.token = s.pos-shift, s.counted-shift, s.lineStart-shift, 0
		} else if len(s.buf) >= s.maxToken {
			return 0, s.fail(0, "a tag or text of more than %d MiB", s.limits.MiB())
		} else {
			s.buf = append(s.buf, make([]byte, min(len(s.buf), s.maxToken-len(s.buf)))...)
		}
	}
	for range 100 {
		n, err := s.r.Read(s.buf[s.end:])
		s.end += n
		if err != nil {
			s.eof = err
		}
		if n > 0 {
			return shift, nil
		}
		if err != nil {
			return shift, s.ended()
		}
	}
	return shift, io.ErrNoProgress
}

func (s *Scanner) ended() error {
	if s.eof == io.EOF {
		return errEnd
	}
	return s.eof
}

// count counts the line feeds before buf[to].
func (s *Scanner) count(to int) {
	if to <= s.counted {
		return
	}
	part := s.buf[s.counted:to]
	if n := bytes.Count(part, []byte{'\n'}); n > 0 {
		s.lines += n
		s.lineStart = s.counted + bytes.LastIndexByte(part, '\n') + 1
	}
	s.counted = to
}

// fail is an error about what stands at buf[at].
func (s *Scanner) fail(at int, problem string, args ...any) error {
	s.count(at)
	return syntax.Errorf(s.lines+1, max(1, at-s.lineStart+1), problem, args...)
}

// Errorf returns an error about the element that has begun.
func (s *Scanner) Errorf(problem string, args ...any) error {
	return syntax.Errorf(s.Line, 0, problem, args...)
}

// cut is the error of an input that ends too early, or err where that is another.
func (s *Scanner) cut(err error, within string) error {
	if err != errEnd {
		return err
	}
	if n := len(s.stack); n > 0 {
		within += fmt.Sprintf(", in the <%s> of line %d", syntax.Clip(s.stack[n-1].name.raw), s.stack[n-1].line)
	}
	return s.fail(s.end, "the file ends %s: part of it is missing", within)
}

// Next moves to the next token, and says of which kind it is.
func (s *Scanner) Next() (Token, error) {
	if s.closing {
		s.closing = false
		s.pop()
		return End, nil
	}
	for {
		s.token, s.scratch = s.pos, s.scratch[:0]
		if s.pos == s.end {
			if _, err := s.more(); err == errEnd {
				return EOF, s.complete()
			} else if err != nil {
				return 0, err
			}
		}
		if s.buf[s.pos] != '<' {
			if there, err := s.characters(); there || err != nil {
				return Text, err
			}
			continue
		}
		if err := s.need(2, "in a tag"); err != nil {
			return 0, err
		}
		switch s.buf[s.pos+1] {
		case '/':
			return End, s.endTag()
		case '?':
			if err := s.instruction(); err != nil {
				return 0, err
			}
		case '!':
			if there, err := s.declaration(); there || err != nil {
				return Text, err
			}
		default:
			return Start, s.startTag()
		}
	}
}

// complete says what is missing where the input has ended.
func (s *Scanner) complete() error {
	if len(s.stack) > 0 {
		return s.cut(errEnd, "too early")
	}
	if !s.rooted {
		return s.fail(s.end, "there is no element: this is no XML, or an empty file")
	}
	return nil
}

// need reads on until there are n bytes from pos.
func (s *Scanner) need(n int, within string) error {
	for s.end-s.pos < n {
		if _, err := s.more(); err != nil {
			return s.cut(err, within)
		}
	}
	return nil
}

// characters reads text up to the next tag. Outside of the root element only white space is allowed, and passed over.
func (s *Scanner) characters() (there bool, err error) {
	i := s.pos
	for {
		if j := bytes.IndexByte(s.buf[i:s.end], '<'); j >= 0 {
			i += j
			break
		}
		i = s.end
		shift, err := s.more()
		i -= shift
		if err == errEnd {
			break
		} else if err != nil {
			return false, err
		}
	}
	raw := s.buf[s.pos:i]
	if len(s.stack) == 0 {
		if at := len(raw) - len(bytes.TrimLeft(raw, " \t\r\n")); at < len(raw) {
			return false, s.fail(s.pos+at, "text outside of the root element: %q", syntax.Clip(string(raw[at:])))
		}
		s.pos = i
		return false, nil
	}
	s.Text, err = s.decode(s.pos, raw, inText)
	s.pos = i
	return true, err
}

type textPlace uint8

const (
	inText      textPlace = 1
	inAttribute textPlace = 2
	inCDATA     textPlace = 4
)

// special says in which places a byte cannot be taken as it is.
var special = func() (table [256]textPlace) {
	for c := range table {
		if c < ' ' && c != '\t' && c != '\n' || c >= 0x80 {
			table[c] = inText | inAttribute | inCDATA
		}
	}
	table['&'] = inText | inAttribute
	table['<'] = inAttribute
	table[']'] = inText
	return table
}()

// decode resolves references and line ends in what stands at buf[at].
func (s *Scanner) decode(at int, raw []byte, place textPlace) ([]byte, error) {
	if len(raw) > s.limits.Value {
		return nil, s.fail(at, "a text or attribute of more than %d MiB", s.limits.MiB())
	}
	i := 0
	for i < len(raw) && special[raw[i]]&place == 0 {
		i++
	}
	if i == len(raw) {
		return raw, nil
	}
	start := len(s.scratch)
	out := append(s.scratch, raw[:i]...)
	for i < len(raw) {
		from := i
		for i < len(raw) && special[raw[i]]&place == 0 {
			i++
		}
		out = append(out, raw[from:i]...)
		if i == len(raw) {
			break
		}
		switch c := raw[i]; {
		case c == '&':
			r, n, problem := reference(raw[i:])
			if problem != "" {
				return nil, s.fail(at+i, "%s", problem)
			}
			out = utf8.AppendRune(out, r)
			i += n
		case c == '\r':
			if i++; i == len(raw) || raw[i] != '\n' {
				out = append(out, '\n')
			}
		case c == ']':
			if bytes.HasPrefix(raw[i:], []byte("]]>")) {
				return nil, s.fail(at+i, `"]]>" in text: it is to be written "]]&gt;"`)
			}
			out = append(out, c)
			i++
		case c == '<':
			return nil, s.fail(at+i, `"<" in an attribute: it is to be written "&lt;"`)
		case c < ' ':
			return nil, s.fail(at+i, "the control character %U, which XML does not allow", c)
		default:
			r, n := utf8.DecodeRune(raw[i:])
			if r == utf8.RuneError && n == 1 {
				return nil, s.fail(at+i, `not UTF-8 (byte 0x%02X); in another encoding the file is to say so at its beginning: <?xml version="1.0" encoding="windows-1252"?>`, c)
			}
			if r == 0xFFFE || r == 0xFFFF {
				return nil, s.fail(at+i, "the character %U, which XML does not allow", r)
			}
			out = append(out, raw[i:i+n]...)
			i += n
		}
	}
	s.scratch = out
	return out[start:], nil
}

// reference reads a reference such as &amp; or &#x26; at the beginning of raw.
func reference(raw []byte) (r rune, length int, problem string) {
	const longest = 64
	end := bytes.IndexByte(raw[:min(len(raw), longest)], ';')
	if end < 0 {
		return 0, 0, `"&" without an entity after it: it is to be written "&amp;"`
	}
	name := raw[1:end]
	if len(name) > 0 && name[0] == '#' {
		r, ok := character(name[1:])
		if !ok {
			return 0, 0, fmt.Sprintf("&%s; is no character that XML allows", name)
		}
		return r, end + 1, ""
	}
	switch string(name) {
	case "lt":
		return '<', end + 1, ""
	case "gt":
		return '>', end + 1, ""
	case "amp":
		return '&', end + 1, ""
	case "apos":
		return '\'', end + 1, ""
	case "quot":
		return '"', end + 1, ""
	}
	return 0, 0, fmt.Sprintf("the entity &%s; is none of those of XML itself: &lt; &gt; &amp; &apos; &quot;, and characters such as &#8211;", strings.ToValidUTF8(string(name), "�"))
}

// character reads the number of a character, decimal or x and hexadecimal.
func character(digits []byte) (rune, bool) {
	base := rune(10)
	if len(digits) > 0 && digits[0] == 'x' {
		base, digits = 16, digits[1:]
	}
	if len(digits) == 0 {
		return 0, false
	}
	var r rune
	for _, c := range digits {
		d := rune(99)
		switch {
		case '0' <= c && c <= '9':
			d = rune(c - '0')
		case 'a' <= c && c <= 'f':
			d = rune(c-'a') + 10
		case 'A' <= c && c <= 'F':
			d = rune(c-'A') + 10
		}
		if d >= base {
			return 0, false
		}
		if r = r*base + d; r > unicode.MaxRune {
			return 0, false
		}
	}
	ok := r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r < 0xD800 || r >= 0xE000 && r != 0xFFFE && r != 0xFFFF
	return r, ok
}

// nameOf returns the parts of a name; ok is false where it is none.
func (s *Scanner) nameOf(raw []byte) (name qualifiedName, ok bool) {
	if name, ok := s.names[string(raw)]; ok {
		return name, true
	}
	if !isName(raw) {
		return qualifiedName{}, false
	}
	name.raw = string(raw)
	name.local = name.raw
	if prefix, local, found := strings.Cut(name.raw, ":"); found {
		if prefix == "" || local == "" || strings.Contains(local, ":") {
			return qualifiedName{}, false
		}
		name.prefix, name.local = prefix, local
	}
	if len(s.names) < maxNames && len(raw) <= maxName {
		s.names[name.raw] = name
	}
	return name, true
}

func isName(raw []byte) bool {
	for i, r := range string(raw) {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', r == '_', r == ':':
		case r < utf8.RuneSelf:
			if i == 0 || (r < '0' || r > '9') && r != '-' && r != '.' {
				return false
			}
		case unicode.IsLetter(r):
		case i == 0 || r == utf8.RuneError || !unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Lm):
			return false
		}
	}
	return len(raw) > 0
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

func skipSpace(raw []byte, i int) int {
	for i < len(raw) && isSpace(raw[i]) {
		i++
	}
	return i
}

// spaceOf is the namespace of a prefix; an undeclared one stands for itself, because some writers forget to declare theirs.
func (s *Scanner) spaceOf(prefix string) string {
	for i := len(s.bindings) - 1; i >= 0; i-- {
		if s.bindings[i].prefix == prefix {
			return s.bindings[i].space
		}
	}
	return prefix
}
