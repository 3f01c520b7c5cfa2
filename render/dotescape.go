package render

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// An attribute of DOT: a name and a value in the form in which DOT has it.
type attribute struct{ name, value string }

// quoted returns s as a quoted string of DOT that stands for s itself wherever Graphviz shows it: in labels,
// tooltips and ids, where it expands \N and the like and takes &amp; for an ampersand. Line feeds become \n.
// What Graphviz or XML cannot hold becomes U+FFFD.
func quoted(s string) string {
	// A backslash at the end of a line joins it with the next: older versions of Graphviz cannot read more than
	// 16 kB of a string in one go.
	const longestRun = 4000
	lines := 0
	var b strings.Builder
	b.Grow(len(s) + 2)
	b.WriteByte('"')
	for i, r := range s {
		if i/longestRun > lines {
			b.WriteString("\\\n")
			lines = i / longestRun
		}
		switch r {
		case '"':
			b.WriteString(`\"`)
		case '\\':
			b.WriteString(`\\`)
		case '\n':
			b.WriteString(`\n`)
		case '\t', '\r':
			b.WriteByte(' ')
		case '&':
			b.WriteString("&amp;")
		default:
			b.WriteRune(printable(r))
		}
	}
	b.WriteByte('"')
	return b.String()
}

// name returns s as a quoted string of DOT that names a graph or a node. There nothing can be escaped but the
// quote; a backslash, which could be meant for what follows it, becomes a slash. The ids of organisations have
// neither.
func name(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range oneLine(s) {
		switch r {
		case '"':
			b.WriteString(`\"`)
		case '\\':
			b.WriteByte('/')
		default:
			b.WriteRune(printable(r))
		}
	}
	b.WriteByte('"')
	return b.String()
}

// leftAligned returns lines as a quoted string of DOT, each of them aligned to the left.
func leftAligned(lines []string) string {
	var b strings.Builder
	for _, line := range lines {
		q := quoted(line)
		b.WriteString(q[1:len(q)-1] + `\l`)
	}
	return `"` + b.String() + `"`
}

// markup returns s as text within an HTML-like label.
func markup(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch r {
		case '&':
			b.WriteString("&amp;")
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '"':
			b.WriteString("&quot;")
		case '\\':
			b.WriteString(`\\`) // here too, Graphviz expands \N and the like
		case '\n', '\t', '\r':
			b.WriteByte(' ')
		default:
			b.WriteRune(printable(r))
		}
	}
	return b.String()
}

// printable returns r, or U+FFFD where neither a C string nor XML 1.0 can hold it.
func printable(r rune) rune {
	if r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r <= 0x9f || r == 0xFFFE || r == 0xFFFF {
		return utf8.RuneError
	}
	return r
}

// number writes a measure with at most two decimals.
func number(x float64) string {
	s := strconv.FormatFloat(x, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}

// inches writes points as inches.
func inches(points float64) string {
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.4f", points/72), "0"), ".")
}
