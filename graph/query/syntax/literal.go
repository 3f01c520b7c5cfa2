package syntax

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph/query/fault"
)

// Details of openCypher for what is wrong with a text.
const (
	unexpectedSyntax           = "UnexpectedSyntax"
	invalidClauseComposition   = "InvalidClauseComposition"
	invalidNumberLiteral       = "InvalidNumberLiteral"
	integerOverflow            = "IntegerOverflow"
	floatingPointOverflow      = "FloatingPointOverflow"
	invalidUnicodeLiteral      = "InvalidUnicodeLiteral"
	invalidUnicodeCharacter    = "InvalidUnicodeCharacter"
	invalidRelationshipPattern = "InvalidRelationshipPattern"
)

// number reads an integer (12, 1_000, 0xFF, 0o17) or a floating-point number (1.5, .5, 1e9). Whether its value
// can be held is for the parser to see, which knows of the minus before it.
func (l *lexer) number() {
	start := l.pos
	if l.text[start] == '0' && start+1 < len(l.text) {
		switch l.text[start+1] {
		case 'x', 'X':
			l.prefixed("a hexadecimal number", "0123456789abcdefABCDEF", "the digits 0 to 9 and the letters a to f")
			return
		case 'o', 'O':
			l.prefixed("an octal number", "01234567", "the digits 0 to 7")
			return
		}
	}
	k := integerToken
	l.pos = l.digits(start)
	if l.pos+1 < len(l.text) && l.text[l.pos] == '.' && isDigit(l.text[l.pos+1]) {
		k = floatToken
		l.pos = l.digits(l.pos + 1)
	}
	if l.pos < len(l.text) && (l.text[l.pos] == 'e' || l.text[l.pos] == 'E') {
		i := l.pos + 1
		if i < len(l.text) && (l.text[i] == '+' || l.text[i] == '-') {
			i++
		}
		if i < len(l.text) && isDigit(l.text[i]) {
			k = floatToken
			l.pos = l.digits(i)
		}
	}
	if end := l.wordEnd(l.pos); end > l.pos {
		l.pos = end
		l.bad(start, invalidNumberLiteral, "%s is no number", l.text[start:end]).
			WithHint("a name that begins with a digit stands in backticks: `%s`", l.text[start:end])
		return
	}
	digits := strings.ReplaceAll(l.text[start:l.pos], "_", "")
	if k == integerToken && len(digits) > 1 && digits[0] == '0' {
		if before := l.text[max(0, start-5):start]; len(before) == 5 && before[4] == '-' && strings.Trim(before[:4], "0123456789") == "" {
			end := l.pos
			for end < len(l.text) && (isDigit(l.text[end]) || l.text[end] == '-') {
				end++
			}
			l.bad(start, invalidNumberLiteral, "a date is not written as it is").WithHint("write date('%s')", l.text[start-5:end])
			return
		}
		digits = strings.TrimLeft(digits[:len(digits)-1], "0") + digits[len(digits)-1:]
		l.bad(start, invalidNumberLiteral, "a number does not begin with 0").
			WithHint("write %s; octal numbers begin with 0o", digits)
		return
	}
	l.add(k, start, digits)
}

// digits returns the end of the digits from i on; single underscores may part them.
func (l *lexer) digits(i int) int {
	for i < len(l.text) && (isDigit(l.text[i]) ||
		l.text[i] == '_' && isDigit(l.text[i-1]) && i+1 < len(l.text) && isDigit(l.text[i+1])) {
		i++
	}
	return i
}

// prefixed reads an integer that begins with 0x or 0o.
func (l *lexer) prefixed(what, digits, described string) {
	start := l.pos
	l.pos = l.wordEnd(start)
	text := strings.ReplaceAll(l.text[start+2:l.pos], "_", "")
	if text == "" || strings.Trim(text, digits) != "" {
		l.bad(start, invalidNumberLiteral, "%s is not %s", l.text[start:l.pos], what).
			WithHint("after %s come %s", l.text[start:start+2], described)
		return
	}
	l.add(integerToken, start, l.text[start:start+2]+text)
}

// integer returns the value of the text of an integerToken, with a minus before it or not.
func integer(text string, negative bool) (int64, bool) {
	base := 10
	if len(text) > 2 && text[0] == '0' {
		switch text[1] {
		case 'x', 'X':
			text, base = text[2:], 16
		case 'o', 'O':
			text, base = text[2:], 8
		}
	}
	if negative {
		text = "-" + text
	}
	n, err := strconv.ParseInt(text, base, 64)
	return n, err == nil
}

// float returns the value of the text of a floatToken.
func float(text string) (float64, bool) {
	f, err := strconv.ParseFloat(text, 64)
	return f, err == nil || errors.Is(err, strconv.ErrRange) && !math.IsInf(f, 0)
}

// string reads a string in quote.
func (l *lexer) string(quote byte) {
	start := l.pos
	end := strings.IndexAny(l.text[start+1:], string(quote)+`\`)
	if end >= 0 && l.text[start+1+end] == quote { // nothing is escaped
		l.pos = start + end + 2
		l.add(stringToken, start, l.text[start+1:l.pos-1])
		return
	}
	var b strings.Builder
	var wrong *fault.Error // the first escape that is wrong
	for i := start + 1; i < len(l.text); {
		switch l.text[i] {
		case quote:
			l.pos = i + 1
			if wrong != nil {
				l.add(badToken, start, "")
				l.tokens[len(l.tokens)-1].err = wrong
				return
			}
			l.add(stringToken, start, b.String())
			return
		case '\\':
			end, err := l.escape(&b, i)
			if wrong == nil {
				wrong = err
			}
			i = end
		default:
			n := strings.IndexAny(l.text[i:], string(quote)+`\`)
			if n < 0 {
				n = len(l.text) - i
			}
			b.WriteString(l.text[i : i+n])
			i += n
		}
	}
	// The excerpt shows one line, and most often the string was meant to end there.
	l.pos = len(l.text)
	if n := strings.IndexByte(l.text[start:], '\n'); n >= 0 {
		l.pos = start + n
	}
	hint := fmt.Sprintf(`end it with %c; within it, write \%[1]c for that character`, quote)
	for r := range strings.SplitSeq(l.text[start+1:l.pos], "") {
		if other, _ := utf8.DecodeRuneInString(r); strings.HasPrefix(instead[other], "a straight quotation mark") {
			hint = fmt.Sprintf("end it with %c, as it begins, and not with %c", quote, other)
			break
		}
	}
	l.bad(start, unexpectedSyntax, "the string is not closed").WithHint("%s", hint)
	l.pos = len(l.text)
}

// plainEscapes are the characters that may stand after a backslash, each followed by what it means.
const plainEscapes = "\\\\''\"\"``b\bf\fn\nr\rt\t"

// escape writes the character that the backslash at i stands for, and returns the end of the escape.
func (l *lexer) escape(b *strings.Builder, i int) (end int, err *fault.Error) {
	if i+1 >= len(l.text) {
		return len(l.text), nil // the string is not closed, which is what will be said
	}
	c := l.text[i+1]
	for k := 0; k < len(plainEscapes); k += 2 {
		if plainEscapes[k] == c {
			b.WriteByte(plainEscapes[k+1])
			return i + 2, nil
		}
	}
	digits := 0
	switch c {
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	default:
		_, size := utf8.DecodeRuneInString(l.text[i+1:])
		end := i + 1 + size
		return end, fault.New(fault.SyntaxError, unexpectedSyntax, Span{Start: i, End: end},
			"%s is no escape", printable(l.text[i:end])).
			WithHint(`a backslash itself is \\; there are \n, \t, \r, \b, \f, \', \", \uXXXX and \UXXXXXXXX`)
	}
	r, end := l.hex(i+2, digits)
	if r < 0 {
		return end, fault.New(fault.SyntaxError, invalidUnicodeLiteral, Span{Start: i, End: end},
			`\%c needs %d hexadecimal digits`, c, digits).
			WithHint(`for example \u00e9; a backslash itself is \\`)
	}
	if utf16.IsSurrogate(r) && c == 'u' && strings.HasPrefix(l.text[end:], `\u`) {
		if low, lowEnd := l.hex(end+2, 4); low >= 0 {
			r, end = utf16.DecodeRune(r, low), lowEnd
			if r == utf8.RuneError {
				r = -1
			}
		}
	}
	if !utf8.ValidRune(r) {
		return end, fault.New(fault.SyntaxError, invalidUnicodeLiteral, Span{Start: i, End: end},
			"%s is no character", l.text[i:end])
	}
	b.WriteRune(r)
	return end, nil
}

// hex returns the value of n hexadecimal digits at i, or -1, and their end.
func (l *lexer) hex(i, n int) (rune, int) {
	end := i
	for end < min(i+n, len(l.text)) && strings.IndexByte("0123456789abcdefABCDEF", l.text[end]) >= 0 {
		end++
	}
	if end < i+n {
		return -1, end
	}
	v, err := strconv.ParseUint(l.text[i:end], 16, 32)
	if err != nil || v > utf8.MaxRune {
		return utf8.MaxRune + 1, end
	}
	return rune(v), end
}
