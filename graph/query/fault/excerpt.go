package fault

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// excerptWidth is how many characters of a long line an excerpt shows.
const excerptWidth = 100

// Excerpt returns the line of the text that the error is in, and below it a line with a caret under its first
// character and tildes under the rest of its span, as far as it is on that line. Of a long line it shows what is
// around the span. Characters that would upset a terminal are shown as �, and those that take two columns, such as
// Chinese ones, as two. It returns "" where there is no text or place.
func (e *Error) Excerpt() string {
	if e.Text == "" || e.Span == (Span{}) {
		return ""
	}
	start := min(max(e.Span.Start, 0), len(e.Text))
	first := strings.LastIndexByte(e.Text[:start], '\n') + 1
	last := len(e.Text)
	if n := strings.IndexByte(e.Text[start:], '\n'); n >= 0 {
		last = start + n
	}
	line := strings.TrimSuffix(e.Text[first:last], "\r")
	from := min(start-first, len(line))
	to := min(max(e.Span.End-first, from), len(line))
	from, to, line = clip(line, from, to)
	var shown, marks strings.Builder
	for i, r := range line {
		width := columns(r)
		hidden := unicode.IsControl(r) && r != '\t' || unicode.Is(unicode.Bidi_Control, r)
		if hidden || i >= from && i < to && unicode.Is(unicode.Cf, r) {
			r, width = utf8.RuneError, 1
		}
		shown.WriteRune(r)
		switch {
		case i == from:
			marks.WriteString("^" + strings.Repeat("~", max(width-1, 0)))
		case i > from && i < to:
			marks.WriteString(strings.Repeat("~", width))
		case i < from && r == '\t':
			marks.WriteByte('\t')
		case i < from:
			marks.WriteString(strings.Repeat(" ", width))
		}
	}
	if from >= len(line) {
		marks.WriteByte('^')
	}
	return shown.String() + "\n" + marks.String()
}

// clip cuts a line that is too long to what is around line[from:to], and returns where that is then.
func clip(line string, from, to int) (int, int, string) {
	if utf8.RuneCountInString(line) <= excerptWidth {
		return from, to, line
	}
	const ellipsis = "…"
	start, end := from, from
	for n := 0; n < excerptWidth && (start > 0 || end < len(line)); n++ {
		// Two thirds of the width go to what follows.
		if end < len(line) && (n%3 > 0 || start == 0) {
			_, size := utf8.DecodeRuneInString(line[end:])
			end += size
		} else {
			_, size := utf8.DecodeLastRuneInString(line[:start])
			start -= size
		}
	}
	before, after := "", ""
	if start > 0 {
		before = ellipsis
	}
	if end < len(line) {
		after = ellipsis
	}
	shift := len(before) - start
	return from + shift, min(to, end) + shift, before + line[start:end] + after
}

// columns returns how many columns of a terminal r takes, about.
func columns(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r >= 0x1100 && r <= 0x115f, r >= 0x2e80 && r <= 0xa4cf && r != 0x303f, r >= 0xac00 && r <= 0xd7a3,
		r >= 0xf900 && r <= 0xfaff, r >= 0xfe30 && r <= 0xfe6f, r >= 0xff00 && r <= 0xff60, r >= 0xffe0 && r <= 0xffe6,
		r >= 0x1f300 && r <= 0x1f64f, r >= 0x1f900 && r <= 0x1f9ff, r >= 0x20000 && r <= 0x3fffd:
		return 2
	}
	return 1
}
