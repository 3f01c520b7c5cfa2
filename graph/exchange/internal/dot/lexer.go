package dot

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// token is a word of the language.
type token struct {
	kind         tokenKind
	text         string // of an id; a quoted one with its escapes but for those of quotes and line ends
	quoted       bool   // an id that is no keyword
	markup       bool   // an id in < and >
	line, column int
}

type tokenKind byte

const (
	endOfFile      tokenKind = iota
	identifier               // an id
	arrow                    // ->
	undirectedLine           // --
	punctuation              // any of { } [ ] ; , = :, which the text is
)

func (t *token) is(text string) bool { return t.kind == punctuation && t.text == text }

// keyword reports whether the token is a keyword, which is so in any case.
func (t *token) keyword(word string) bool {
	return t.kind == identifier && !t.quoted && strings.EqualFold(t.text, word)
}

func (t *token) String() string {
	switch t.kind {
	case endOfFile:
		return "the end of the file"
	case arrow:
		return `"->"`
	case undirectedLine:
		return `"--"`
	}
	return fmt.Sprintf("%q", syntax.Clip(t.text))
}

// lexer divides DOT into tokens.
type lexer struct {
	limits       syntax.Limits
	in           *bufio.Reader
	line, column int // of the next character, from 1
	text         []byte
	foreign      bool  // some text was not in UTF-8
	token        token // the next, where peeked
	peeked       bool
}

func newLexer(r io.Reader, limits syntax.Limits) (*lexer, error) {
	l := &lexer{limits: limits, in: bufio.NewReaderSize(r, 1<<16), line: 1, column: 1}
	head, _ := l.in.Peek(512)
	if bytes.HasPrefix(head, []byte(syntax.ByteOrderMark)) {
		l.in.Discard(len(syntax.ByteOrderMark))
	}
	if bytes.IndexByte(head, 0) >= 0 {
		return nil, l.fault(1, 1, "is not a text file in UTF-8: it has a NUL near its beginning")
	}
	return l, nil
}

func (l *lexer) fault(line, column int, format string, args ...any) error {
	return syntax.Errorf(line, column, format, args...)
}

// peekByte returns the next byte, or 0 at the end.
func (l *lexer) peekByte() (byte, error) {
	b, err := l.in.Peek(1)
	if err == io.EOF {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return b[0], nil
}

// readByte passes over the byte that has been peeked at.
func (l *lexer) readByte() byte {
	b, err := l.in.ReadByte()
	switch {
	case err != nil:
		return 0
	case b == '\n':
		l.line++
		l.column = 1
	case b&0xc0 != 0x80: // not the first byte of a character
		l.column++
	}
	return b
}

// peek returns the next token and leaves it there. What it points to is good until the next call.
func (l *lexer) peek() (*token, error) {
	if !l.peeked {
		t, err := l.scan()
		if err != nil {
			return nil, err
		}
		l.token, l.peeked = t, true
	}
	return &l.token, nil
}

func (l *lexer) next() (token, error) {
	if l.peeked {
		l.peeked = false
		return l.token, nil
	}
	return l.scan()
}

// scan reads a token, and joins strings that stand with a plus between them.
func (l *lexer) scan() (token, error) {
	t, err := l.scanOne()
	if err != nil || !t.quoted || t.markup {
		return t, err
	}
	var joined strings.Builder
	joined.WriteString(t.text)
	for {
		if err := l.skip(); err != nil {
			return t, err
		}
		b, err := l.peekByte()
		if err != nil {
			return t, err
		}
		if b != '+' {
			t.text = joined.String()
			return t, nil
		}
		l.readByte()
		further, err := l.scanOne()
		if err != nil {
			return t, err
		}
		if !further.quoted || further.markup {
			return t, l.fault(further.line, further.column, "after \"+\" comes a text in quotes, not %s", further.String())
		}
		if joined.WriteString(further.text); joined.Len() > l.limits.Value {
			return t, l.fault(t.line, t.column, "the text is longer than %d MiB", l.limits.MiB())
		}
	}
}

// skip passes over blanks and comments: those of C, and lines that begin with #.
func (l *lexer) skip() error {
	for {
		b, err := l.peekByte()
		if err != nil {
			return err
		}
		switch {
		case b == ' ' || b == '\t' || b == '\r' || b == '\n' || b == '\f' || b == '\v':
			l.readByte()
		case b == '#' && l.column == 1:
			if err := l.skipLine(); err != nil {
				return err
			}
		case b == '/':
			line, column := l.line, l.column
			two, _ := l.in.Peek(2)
			switch string(two) {
			case "//":
				err = l.skipLine()
			case "/*":
				err = l.skipComment(line, column)
			default:
				err = l.fault(line, column, "a slash begins a comment as // or /*")
			}
			if err != nil {
				return err
			}
		default:
			return nil
		}
	}
}

func (l *lexer) skipLine() error {
	for {
		b, err := l.peekByte()
		if err != nil || b == 0 || b == '\n' {
			return err
		}
		l.readByte()
	}
}

func (l *lexer) skipComment(line, column int) error {
	l.readByte()
	l.readByte()
	star := false
	for {
		b, err := l.peekByte()
		if err != nil {
			return err
		}
		if b == 0 {
			return l.fault(line, column, "this comment is not closed")
		}
		l.readByte()
		if star && b == '/' {
			return nil
		}
		star = b == '*'
	}
}

func isIDByte(b byte) bool {
	return b == '_' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9' || b >= utf8.RuneSelf
}

func (l *lexer) scanOne() (token, error) {
	if err := l.skip(); err != nil {
		return token{}, err
	}
	b, err := l.peekByte()
	if err != nil {
		return token{}, err
	}
	t := token{line: l.line, column: l.column}
	switch {
	case b == 0:
		if _, err := l.in.Peek(1); err == nil {
			return t, l.fault(t.line, t.column, "a NUL is no part of a text file")
		}
		return t, nil
	case strings.IndexByte("{}[];,=:", b) >= 0:
		l.readByte()
		t.kind, t.text = punctuation, string(b)
		return t, nil
	case b == '"':
		return l.quoted(t)
	case b == '<':
		return l.markup(t)
	case b == '-':
		two, _ := l.in.Peek(2)
		switch string(two) {
		case "->", "--":
			l.readByte()
			l.readByte()
			t.kind, t.text = undirectedLine, string(two)
			if two[1] == '>' {
				t.kind = arrow
			}
			return t, nil
		}
		return l.word(t)
	case isIDByte(b) || b == '.':
		return l.word(t)
	}
	return t, l.fault(t.line, t.column, "%q is not expected here; an id with it stands in quotes", rune(b))
}

// word reads an id without quotes. A number that runs into letters, which Graphviz takes for two ids, is one here.
func (l *lexer) word(t token) (token, error) {
	l.text = append(l.text[:0], l.readByte())
	for {
		b, err := l.peekByte()
		if err != nil {
			return t, err
		}
		number := l.text[0] == '-' || l.text[0] == '.' || '0' <= l.text[0] && l.text[0] <= '9'
		if b == 0 || !isIDByte(b) && !(b == '.' && number) {
			break
		}
		l.text = append(l.text, l.readByte())
		if len(l.text) > l.limits.Value {
			return t, l.fault(t.line, t.column, "the id is longer than %d MiB", l.limits.MiB())
		}
	}
	t.kind, t.text = identifier, l.string()
	if t.text == "-" || t.text == "." {
		return t, l.fault(t.line, t.column, "%q is no id; an edge is written -> or --", t.text)
	}
	return t, nil
}

// string is the text that has been read, in UTF-8.
func (l *lexer) string() string {
	if utf8.Valid(l.text) {
		return string(l.text)
	}
	l.foreign = true
	decoded, err := charmap.Windows1252.NewDecoder().Bytes(l.text)
	if err != nil {
		return strings.ToValidUTF8(string(l.text), "\ufffd")
	}
	return string(decoded)
}

func (l *lexer) quoted(t token) (token, error) {
	l.readByte()
	l.text = l.text[:0]
	for {
		b, err := l.peekByte()
		if err != nil {
			return t, err
		}
		if b == 0 {
			return t, l.fault(t.line, t.column, "this quote is not closed")
		}
		l.readByte()
		switch b {
		case '"':
			t.kind, t.quoted, t.text = identifier, true, l.string()
			return t, nil
		case '\\':
			if b, err = l.peekByte(); err != nil {
				return t, err
			}
			switch b {
			case '"':
				l.text = append(l.text, l.readByte())
			case '\n':
				l.readByte()
			case '\r':
				if two, _ := l.in.Peek(2); string(two) == "\r\n" {
					l.readByte()
					l.readByte()
					continue
				}
				l.text = append(l.text, '\\')
			case '\\': // both stay, for the escapes of labels
				l.text = append(l.text, '\\', l.readByte())
			default:
				l.text = append(l.text, '\\')
			}
		case '\r':
		default:
			l.text = append(l.text, b)
		}
		if len(l.text) > l.limits.Value {
			return t, l.fault(t.line, t.column, "the text that begins with this quote is longer than %d MiB: is it not closed?", l.limits.MiB())
		}
	}
}

// markup reads an id in angle brackets, which may hold others.
func (l *lexer) markup(t token) (token, error) {
	l.readByte()
	l.text = l.text[:0]
	for open := 1; ; {
		b, err := l.peekByte()
		if err != nil {
			return t, err
		}
		if b == 0 {
			return t, l.fault(t.line, t.column, "this \"<\" is not closed")
		}
		l.readByte()
		switch b {
		case '<':
			open++
		case '>':
			if open--; open == 0 {
				t.kind, t.quoted, t.markup, t.text = identifier, true, true, l.string()
				return t, nil
			}
		}
		l.text = append(l.text, b)
		if len(l.text) > l.limits.Value {
			return t, l.fault(t.line, t.column, "the text that begins with this \"<\" is longer than %d MiB: is it not closed?", l.limits.MiB())
		}
	}
}
