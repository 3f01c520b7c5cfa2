package mapfile

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph"
)

// isUnsaid reports whether what at points to is what it is where a file does not say it.
func isUnsaid(at any) bool {
	switch p := at.(type) {
	case *string:
		return *p == ""
	case *graph.Date:
		return p.IsZero()
	case *graph.Status:
		return *p == graph.Active
	case *graph.Confidence:
		return *p == graph.Confirmed
	case *graph.Rule:
		return *p == graph.AllOf
	case *graph.Mutuality:
		return *p == graph.MutualByType
	case *bool:
		return !*p
	case *float64:
		return *p == 0
	case *[]string:
		return len(*p) == 0
	case *[]graph.OtherName:
		return len(*p) == 0
	case *[]graph.Evidence:
		return len(*p) == 0
	}
	panic(fmt.Sprintf("mapfile: a field of type %T in a table", at))
}

// scalarText is what setScalar reads.
func scalarText(at any) string {
	switch p := at.(type) {
	case *string:
		return *p
	case *graph.Mutuality:
		return strconv.FormatBool(*p == graph.Mutual)
	case *bool:
		return strconv.FormatBool(*p)
	case *float64:
		return numberText(*p)
	case fmt.Stringer: // dates, statuses, confidences, rules
		return p.String()
	}
	panic(fmt.Sprintf("mapfile: a field of type %T in a table", at))
}

// numberText writes a number that every version of YAML takes for one: 1e+06 needs a point.
func numberText(x float64) string {
	s := strconv.FormatFloat(x, 'g', -1, 64)
	if mantissa, exponent, ok := strings.Cut(s, "e"); ok && !strings.Contains(mantissa, ".") {
		return mantissa + ".0e" + exponent
	}
	return s
}

// yamlText writes a text as a YAML scalar in one line: plain where no version of YAML can take it for
// anything else, and otherwise in double quotes.
func yamlText(s string, inBrackets bool) string {
	if isPlain(s, inBrackets) {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r > 0xFFFF:
			fmt.Fprintf(&b, `\U%08X`, r)
		default:
			fmt.Fprintf(&b, `\u%04X`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// words that YAML 1.1 or 1.2 take for something else than text.
const reservedWords = " y n yes no on off true false null nan inf "

func isPlain(s string, inBrackets bool) bool {
	first, _ := utf8.DecodeRuneInString(s)
	switch {
	case s == "", strings.HasPrefix(s, " "), strings.HasSuffix(s, " "),
		first < utf8.RuneSelf && !unicode.IsLetter(first) && !unicode.IsDigit(first) && first != '(' && first != '/',
		strings.Contains(s, ": "), strings.HasSuffix(s, ":"), strings.Contains(s, " #"),
		inBrackets && strings.ContainsAny(s, ",[]{}:\"'"),
		strings.Contains(reservedWords, " "+strings.ToLower(s)+" "),
		unicode.IsDigit(first) && strings.Trim(s, "0123456789abcdefABCDEFxXoO._:+-~ tTzZ") == "",
		strings.Contains(s, "<<<"):
		return false
	}
	for _, r := range s {
		if !unicode.IsPrint(r) {
			return false
		}
	}
	return true
}

// isBlock reports whether a text of several lines can be written as a literal block, which begins with
// header, and reads better so.
func isBlock(s string) (header string, ok bool) {
	text := strings.TrimSuffix(s, "\n")
	header = "|-"
	if len(text) < len(s) {
		header = "|"
	}
	if !strings.Contains(text, "\n") || strings.HasPrefix(text, " ") || strings.HasPrefix(text, "\n") || strings.HasSuffix(text, "\n") {
		return "", false
	}
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasSuffix(line, " ") {
			return "", false
		}
		for _, r := range line {
			if !unicode.IsPrint(r) {
				return "", false
			}
		}
	}
	return header, true
}
