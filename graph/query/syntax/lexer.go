package syntax

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph/query/fault"
)

// kind is what a token is.
type kind uint8

const (
	endOfText kind = iota
	word           // a name without backticks, or a keyword
	quotedName
	stringToken
	integerToken
	floatToken
	parameterToken
	symbol
	badToken // err says why
)

// token is a piece of the text. What the pieces in brackets enclose is found beforehand, in one pass, so that
// the parser sees without trying whether a bracket opens a pattern, a comprehension or a list.
type token struct {
	kind kind
	Span
	// text is the name, the value of the string, the digits or the symbol; upper is a word in capitals.
	text, upper string
	err         *fault.Error
	// Of an opening bracket: the token that closes it (0 where there is none), its last | that is in no
	// bracket within it (0: none), and whether there is a comma like that.
	closer, bar int
	comma       bool
}

// lexer cuts the text into tokens.
type lexer struct {
	text   string
	pos    int
	tokens []token
}

// lex returns the tokens of text, the last of which is endOfText. What is no token becomes a badToken.
func lex(text string) []token {
	l := &lexer{text: text, tokens: make([]token, 0, len(text)/4+4)}
	if strings.HasPrefix(text, "\ufeff") {
		l.pos = len("\ufeff")
	}
	for l.blank(); l.pos < len(l.text); l.blank() {
		l.next()
	}
	l.add(endOfText, l.pos, "")
	matchBrackets(l.tokens)
	return l.tokens
}

// add appends the token from start to the current position. Where its text is not valid UTF-8, which only that of
// strings and names in backticks can be, it is a badToken.
func (l *lexer) add(k kind, start int, text string) {
	if k != badToken && !utf8.ValidString(text) {
		end := l.pos
		for i, r := range l.text[start:end] {
			if _, size := utf8.DecodeRuneInString(l.text[start+i:]); r == utf8.RuneError && size == 1 {
				l.pos = start + i + 1
				l.strange(start+i, r, size)
				break
			}
		}
		l.pos = end
		return
	}
	t := token{kind: k, Span: Span{Start: start, End: l.pos}, text: text}
	if k == word {
		t.upper = strings.ToUpper(text)
	}
	l.tokens = append(l.tokens, t)
}

// bad appends the token from start to the current position as one that is wrong.
func (l *lexer) bad(start int, detail, format string, args ...any) *fault.Error {
	l.add(badToken, start, l.text[start:l.pos])
	err := fault.New(fault.SyntaxError, detail, Span{Start: start, End: l.pos}, format, args...)
	l.tokens[len(l.tokens)-1].err = err
	return err
}

// blank skips white space and comments.
func (l *lexer) blank() {
	for l.pos < len(l.text) {
		rest := l.text[l.pos:]
		switch c := rest[0]; {
		case c == ' ' || c == '\n' || c == '\t' || c == '\r':
			l.pos++
		case strings.HasPrefix(rest, "//"):
			if n := strings.IndexByte(rest, '\n'); n >= 0 {
				l.pos += n + 1
			} else {
				l.pos = len(l.text)
			}
		case strings.HasPrefix(rest, "/*"):
			n := strings.Index(rest[2:], "*/")
			if n < 0 {
				start := l.pos
				l.pos = start + 2
				l.bad(start, unexpectedSyntax, "the comment is not closed").WithHint("end it with */")
				l.pos = len(l.text)
				return
			}
			l.pos += n + 4
		default:
			r, size := utf8.DecodeRuneInString(rest)
			if !isBlank(r) {
				return
			}
			l.pos += size
		}
	}
}

// isBlank reports whether r is white space as openCypher has it: that of Unicode and the separators of
// information.
func isBlank(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f || r == 0x180e }

// symbols of more than one character, longer ones first. Arrows are put together by the parser, since
// they may have white space in them and come apart in expressions (a<-1). Those that are no part of the language are
// there for the sake of the message.
var symbols = [...]string{"...", "..", "<=", ">=", "<>", "=~", "||", "==", "!=", "&&", "=>", "+="}

// next appends the next token; the position is at its first character.
func (l *lexer) next() {
	start := l.pos
	rest := l.text[start:]
	c := rest[0]
	switch {
	case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_':
		l.word()
		return
	case c == '\'' || c == '"':
		l.string(c)
		return
	case c == '`':
		if name, ok := l.backticks(); ok {
			l.add(quotedName, start, name)
		}
		return
	case c >= '0' && c <= '9' || c == '.' && len(rest) > 1 && isDigit(rest[1]):
		l.number()
		return
	case c == '$':
		l.parameter()
		return
	}
	for _, s := range symbols {
		if strings.HasPrefix(rest, s) {
			l.pos += len(s)
			l.add(symbol, start, s)
			return
		}
	}
	if strings.IndexByte("()[]{},;:|&!%+-*/^=<>.", c) >= 0 {
		l.pos++
		l.add(symbol, start, rest[:1])
		return
	}
	r, size := utf8.DecodeRuneInString(rest)
	if isNameStart(r) {
		l.word()
		return
	}
	l.pos += size
	l.strange(start, r, size)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// isNameStart reports whether a name without backticks may begin with r, as openCypher says: letters and what joins
// words, as the underscore does.
func isNameStart(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.In(r, unicode.Nl, unicode.Pc, unicode.Other_ID_Start))
}

// isNamePart reports whether r may be within a name without backticks. The dollar is kept for parameters, though
// openCypher lets signs of currency into names.
func isNamePart(r rune) bool {
	return r >= '0' && r <= '9' || isNameStart(r) || r > utf8.RuneSelf && r != utf8.RuneError &&
		unicode.In(r, unicode.Nd, unicode.Mn, unicode.Mc, unicode.Sc, unicode.Other_ID_Continue)
}

// wordEnd returns the end of the name characters from i on.
func (l *lexer) wordEnd(i int) int {
	for i < len(l.text) {
		r, size := utf8.DecodeRuneInString(l.text[i:])
		if !isNamePart(r) {
			break
		}
		i += size
	}
	return i
}

// isPlainName reports whether name can stand without backticks as far as its characters go.
func isPlainName(name string) bool {
	for i, r := range name {
		if i == 0 && !isNameStart(r) || !isNamePart(r) {
			return false
		}
	}
	return name != ""
}

func (l *lexer) word() {
	start := l.pos
	l.pos = l.wordEnd(start)
	l.add(word, start, l.text[start:l.pos])
}

// backticks reads a name in backticks, in which two stand for one.
func (l *lexer) backticks() (name string, ok bool) {
	start := l.pos
	for i := start + 1; i < len(l.text); i++ {
		if l.text[i] != '`' {
			continue
		}
		if i+1 < len(l.text) && l.text[i+1] == '`' {
			i++
			continue
		}
		l.pos = i + 1
		return strings.ReplaceAll(l.text[start+1:i], "``", "`"), true
	}
	l.pos = start + 1
	l.bad(start, unexpectedSyntax, "the name in backticks is not closed").WithHint("end it with `")
	l.pos = len(l.text)
	return "", false
}

// parameter reads $name, $`any name` or $0.
func (l *lexer) parameter() {
	start := l.pos
	l.pos++
	if l.pos < len(l.text) && l.text[l.pos] == '`' {
		if name, ok := l.backticks(); ok {
			l.add(parameterToken, start, name)
		}
		return
	}
	l.pos = l.wordEnd(start + 1)
	if l.pos == start+1 {
		l.bad(start, unexpectedSyntax, "a parameter needs a name after $").WithHint("write $name")
		return
	}
	l.add(parameterToken, start, l.text[start+1:l.pos])
}

// matchBrackets fills closer, bar and comma. An opening bracket that its kind of bracket does not close is left
// without a closer.
func matchBrackets(tokens []token) {
	var open []int
	for i := range tokens {
		t := &tokens[i]
		if t.kind != symbol {
			continue
		}
		switch t.text {
		case "(", "[", "{":
			open = append(open, i)
		case ")", "]", "}":
			if n := len(open); n > 0 && closes[tokens[open[n-1]].text] == t.text {
				tokens[open[n-1]].closer = i
				open = open[:n-1]
			} else {
				open = reopen(tokens, open, i)
			}
		case ",":
			if n := len(open); n > 0 {
				tokens[open[n-1]].comma = true
			}
		case "|":
			if n := len(open); n > 0 {
				tokens[open[n-1]].bar = i
			}
		}
	}
}

var closes = map[string]string{"(": ")", "[": "]", "{": "}"}

// reopen is for a closing bracket that does not close the last open one: it closes the last of its kind, if that is
// near, so that what is open between them is what lacks its end.
func reopen(tokens []token, open []int, closer int) []int {
	const near = 16
	for n := len(open) - 1; n >= max(0, len(open)-near); n-- {
		if closes[tokens[open[n]].text] == tokens[closer].text {
			tokens[open[n]].closer = closer
			return open[:n]
		}
	}
	return open
}
