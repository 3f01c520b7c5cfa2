package syntax

import (
	"fmt"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// instead says what to type in the place of characters that word processors and web pages put in the place of others,
// or that other languages have.
var instead = map[rune]string{
	'‘': "a straight quotation mark: '", '’': "a straight quotation mark: '", '‚': "a straight quotation mark: '",
	'‛': "a straight quotation mark: '", '′': "a straight quotation mark: '", '´': "a straight quotation mark: '",
	'‹': "a straight quotation mark: '", '›': "a straight quotation mark: '",
	'“': `a straight quotation mark: " or '`, '”': `a straight quotation mark: " or '`, '„': `a straight quotation mark: " or '`,
	'‟': `a straight quotation mark: " or '`, '″': `a straight quotation mark: " or '`,
	'«': `a straight quotation mark: " or '`, '»': `a straight quotation mark: " or '`,
	'–': "a hyphen: - (two of them for a relationship: -->)", '—': "a hyphen: - (two of them for a relationship: -->)",
	'‐': "a hyphen: -", '‑': "a hyphen: -", '‒': "a hyphen: -", '―': "a hyphen: -", '−': "a hyphen: -",
	'→': "-->", '⟶': "-->", '⇒': "-->", '➔': "-->", '➜': "-->",
	'←': "<--", '⟵': "<--", '⇐': "<--", '↔': "--", '⟷': "--",
	'≠': "<>", '≤': "<=", '≥': ">=", '×': "*", '·': "*", '÷': "/", '∧': "AND", '∨': "OR", '¬': "NOT", '∈': "IN",
	'…': "..", '⋯': "..",
	'（': "(", '）': ")", '［': "[", '］': "]", '｛': "{", '｝': "}", '，': ",", '：': ":", '；': ";",
	'#':  "// for a comment; a name with a # in it stands in backticks",
	'?':  "CASE WHEN … THEN … ELSE … END for a choice; $name for a parameter",
	'@':  "$ for a parameter; a name with a @ in it stands in backticks",
	'~':  "- for a relationship of either direction; =~ for a regular expression",
	'\\': "// for a comment; a backslash stands only in strings",
}

// strange appends a badToken for a character that no token begins with.
func (l *lexer) strange(start int, r rune, size int) {
	what := "the character " + describe(r)
	switch {
	case r == utf8.RuneError && size == 1:
		l.bad(start, invalidUnicodeCharacter, "the text is not valid UTF-8 here: byte 0x%02x", l.text[start]).
			WithHint("save the query as UTF-8")
	case instead[r] != "":
		l.bad(start, invalidUnicodeCharacter, "%s is not part of the language", what).WithHint("write %s", instead[r])
	case !unicode.IsGraphic(r):
		l.bad(start, invalidUnicodeCharacter, "%s, which cannot be seen, is not part of the language", what).
			WithHint("delete it")
	default:
		l.bad(start, invalidUnicodeCharacter, "%s is not part of the language", what).
			WithHint("in a name it takes backticks, in a string quotation marks")
	}
	if r < utf8.RuneSelf {
		l.tokens[len(l.tokens)-1].err.Detail = unexpectedSyntax
	}
}

// describe names a character so that those that look alike can be told apart.
func describe(r rune) string {
	if !unicode.IsGraphic(r) {
		return fmt.Sprintf("U+%04X", r)
	}
	if r < utf8.RuneSelf {
		return string(r)
	}
	return fmt.Sprintf("%c (U+%04X)", r, r)
}

// printable returns s without what would upset a terminal.
func printable(s string) string {
	for _, r := range s {
		if !unicode.IsGraphic(r) || r == utf8.RuneError {
			q := strconv.Quote(s)
			return q[1 : len(q)-1]
		}
	}
	return s
}
