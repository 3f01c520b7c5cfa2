package exchange

import (
	"bufio"
	"bytes"
	"fmt"
	"html"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// dotToken is a token of the DOT language.
type dotToken struct {
	kind         dotKind
	text         string // of an id; a quoted one with its escapes but for those of quotes and line ends
	quoted       bool   // an id that is no keyword
	markup       bool   // an id in < and >
	line, column int
}

type dotKind byte

const (
	dotEOF      dotKind = iota
	dotID               // an id
	dotDirected         // ->
	dotEdgeOp           // --
	dotOther            // any of { } [ ] ; , = :, which the text is
)

func (t *dotToken) is(text string) bool { return t.kind == dotOther && t.text == text }

// keyword reports whether the token is a keyword, which is so in any case.
func (t *dotToken) keyword(word string) bool {
	return t.kind == dotID && !t.quoted && strings.EqualFold(t.text, word)
}

func (t *dotToken) String() string {
	switch t.kind {
	case dotEOF:
		return "the end of the file"
	case dotDirected:
		return `"->"`
	case dotEdgeOp:
		return `"--"`
	}
	return fmt.Sprintf("%q", clip(t.text))
}

// dotLexer divides DOT into tokens.
type dotLexer struct {
	name         string
	in           *bufio.Reader
	line, column int // of the next character, from 1
	text         []byte
	foreign      bool     // some text was not in UTF-8
	token        dotToken // the next, where peeked
	peeked       bool
}

func newDOTLexer(name string, r io.Reader) (*dotLexer, error) {
	l := &dotLexer{name: name, in: bufio.NewReaderSize(r, 1<<16), line: 1, column: 1}
	head, _ := l.in.Peek(512)
	if bytes.HasPrefix(head, []byte(utf8BOM)) {
		l.in.Discard(len(utf8BOM))
	}
	if bytes.IndexByte(head, 0) >= 0 {
		return nil, l.fault(1, 1, "is not a text file in UTF-8: it has a NUL near its beginning")
	}
	return l, nil
}

func (l *dotLexer) fault(line, column int, format string, args ...any) error {
	return &InputError{Name: l.name, Line: line, Column: column, Problem: fmt.Sprintf(format, args...)}
}

// peekByte returns the next byte, or 0 at the end.
func (l *dotLexer) peekByte() (byte, error) {
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
func (l *dotLexer) readByte() byte {
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
func (l *dotLexer) peek() (*dotToken, error) {
	if !l.peeked {
		t, err := l.scan()
		if err != nil {
			return nil, err
		}
		l.token, l.peeked = t, true
	}
	return &l.token, nil
}

func (l *dotLexer) next() (dotToken, error) {
	if l.peeked {
		l.peeked = false
		return l.token, nil
	}
	return l.scan()
}

// scan reads a token, and joins strings that stand with a plus between them.
func (l *dotLexer) scan() (dotToken, error) {
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
		if joined.WriteString(further.text); joined.Len() > maxValue {
			return t, l.fault(t.line, t.column, "the text is longer than %d MiB", maxValue>>20)
		}
	}
}

// skip passes over blanks and comments: those of C, and lines that begin with #.
func (l *dotLexer) skip() error {
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

func (l *dotLexer) skipLine() error {
	for {
		b, err := l.peekByte()
		if err != nil || b == 0 || b == '\n' {
			return err
		}
		l.readByte()
	}
}

func (l *dotLexer) skipComment(line, column int) error {
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

func (l *dotLexer) scanOne() (dotToken, error) {
	if err := l.skip(); err != nil {
		return dotToken{}, err
	}
	b, err := l.peekByte()
	if err != nil {
		return dotToken{}, err
	}
	t := dotToken{line: l.line, column: l.column}
	switch {
	case b == 0:
		if _, err := l.in.Peek(1); err == nil {
			return t, l.fault(t.line, t.column, "a NUL is no part of a text file")
		}
		return t, nil
	case strings.IndexByte("{}[];,=:", b) >= 0:
		l.readByte()
		t.kind, t.text = dotOther, string(b)
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
			t.kind, t.text = dotEdgeOp, string(two)
			if two[1] == '>' {
				t.kind = dotDirected
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
func (l *dotLexer) word(t dotToken) (dotToken, error) {
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
		if len(l.text) > maxValue {
			return t, l.fault(t.line, t.column, "the id is longer than %d MiB", maxValue>>20)
		}
	}
	t.kind, t.text = dotID, l.string()
	if t.text == "-" || t.text == "." {
		return t, l.fault(t.line, t.column, "%q is no id; an edge is written -> or --", t.text)
	}
	return t, nil
}

// string is the text that has been read, in UTF-8.
func (l *dotLexer) string() string {
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

func (l *dotLexer) quoted(t dotToken) (dotToken, error) {
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
			t.kind, t.quoted, t.text = dotID, true, l.string()
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
		if len(l.text) > maxValue {
			return t, l.fault(t.line, t.column, "the text that begins with this quote is longer than %d MiB: is it not closed?", maxValue>>20)
		}
	}
}

// markup reads an id in angle brackets, which may hold others.
func (l *dotLexer) markup(t dotToken) (dotToken, error) {
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
				t.kind, t.quoted, t.markup, t.text = dotID, true, true, l.string()
				return t, nil
			}
		}
		l.text = append(l.text, b)
		if len(l.text) > maxValue {
			return t, l.fault(t.line, t.column, "the text that begins with this \"<\" is longer than %d MiB: is it not closed?", maxValue>>20)
		}
	}
}

// dotText is a value as a reader of the picture sees it: without markup, escapes and entities. Lines end in line feeds; self
// is what \N stands for.
func dotText(v dotValue, self string) string {
	text := v.text
	if v.markup {
		return markupText(text)
	}
	if strings.IndexByte(text, '\\') >= 0 {
		var b strings.Builder
		for i := 0; i < len(text); i++ {
			if text[i] != '\\' || i+1 == len(text) {
				b.WriteByte(text[i])
				continue
			}
			i++
			switch text[i] {
			case 'n', 'l', 'r':
				b.WriteByte('\n')
			case 'N', 'E':
				b.WriteString(self)
			case 'G', 'T', 'H', 'L':
			default:
				b.WriteByte(text[i])
			}
		}
		text = b.String()
	}
	if strings.IndexByte(text, '&') >= 0 {
		text = html.UnescapeString(text)
	}
	return strings.Trim(text, "\n")
}

// markupText is the text of an HTML-like label, with a line for each of its lines and rows.
func markupText(s string) string {
	var b strings.Builder
	for s != "" {
		open := strings.IndexByte(s, '<')
		if open < 0 {
			open = len(s)
		}
		b.WriteString(strings.Map(func(r rune) rune {
			if r == '\n' || r == '\r' || r == '\t' {
				return ' '
			}
			return r
		}, s[:open]))
		if s = s[open:]; s == "" {
			break
		}
		end := strings.IndexByte(s, '>')
		if strings.HasPrefix(s, "<!--") {
			if end = strings.Index(s, "-->"); end >= 0 {
				end += 2
			}
		}
		if end < 0 {
			break
		}
		tag := strings.ToLower(strings.Trim(s[1:end], "/ "))
		switch {
		case tag == "br" || strings.HasPrefix(tag, "br ") || s[1] == '/' && tag == "tr" || tag == "hr":
			b.WriteByte('\n')
		case s[1] == '/' && tag == "td":
			b.WriteByte(' ')
		}
		s = s[end+1:]
	}
	var lines []string
	for line := range strings.SplitSeq(html.UnescapeString(b.String()), "\n") {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
