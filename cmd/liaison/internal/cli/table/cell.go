package table

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Clean returns s on one line and without anything that a terminal would obey instead of showing: line
// breaks and tabs become spaces, control characters and marks that change the direction of the text become
// visible, such as <U+001B>.
func Clean(s string) string {
	return clean(s, func(r rune) bool { return r == '\n' || r == '\r' || r == '\t' })
}

// CleanLines is Clean for a text of several lines: it keeps line breaks.
func CleanLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = Clean(line)
	}
	return strings.Join(lines, "\n")
}

func clean(s string, isSpace func(rune) bool) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return isSpace(r) || isUnsafe(r) }) {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case isSpace(r):
			b.WriteByte(' ')
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			fmt.Fprintf(&b, "<%02X>", s[i])
		case r != utf8.RuneError && isUnsafe(r):
			fmt.Fprintf(&b, "<%U>", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isUnsafe reports whether a terminal may obey r, or whether r is no character at all.
func isUnsafe(r rune) bool {
	return unicode.IsControl(r) || r == utf8.RuneError || unicode.Is(unicode.Bidi_Control, r) ||
		r == '\u2028' || r == '\u2029'
}

// Width returns how many cells of a terminal s takes: two for wide East Asian characters and emoji, none
// for combining marks and what has no width (Unicode Standard Annex 11).
func Width(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

func runeWidth(r rune) int {
	switch {
	case r < 0x20 || r == 0x7f:
		return 0
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// Wrap breaks s into lines of at most limit cells, at spaces where there are some and within words where
// a word alone is longer. A character that is wider than limit stands alone. It returns at least one line.
func Wrap(s string, limit int) []string {
	if limit <= 0 || Width(s) <= limit {
		return []string{s}
	}
	var lines []string
	line, used := "", 0
	for _, word := range strings.Fields(s) {
		w := Width(word)
		if used > 0 && used+1+w <= limit {
			line, used = line+" "+word, used+1+w
			continue
		}
		if used > 0 {
			lines = append(lines, line)
		}
		for w > limit {
			head := cut(word, limit)
			lines = append(lines, head)
			word = word[len(head):]
			w -= Width(head)
		}
		line, used = word, w
	}
	if used > 0 || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}

// breaks are the characters after which a long word is broken rather than elsewhere.
const breaks = "-/:_;,&?="

// cut returns the longest beginning of s that takes at most limit cells and ends after one of the breaks; if
// there is none, the longest that fits; but at least one character with the marks that combine with it.
func cut(s string, limit int) string {
	end, used, after := 0, 0, 0
	for i, r := range s {
		w := runeWidth(r)
		if used+w > limit && i > 0 {
			break
		}
		used += w
		end = i + utf8.RuneLen(r)
		if strings.ContainsRune(breaks, r) {
			after = end
		}
	}
	if end < len(s) && after > 0 {
		return s[:after]
	}
	return s[:end]
}

// wordParts splits s at spaces and after breaks.
func wordParts(s string) []string {
	var parts []string
	for word := range strings.FieldsSeq(s) {
		for {
			i := strings.IndexAny(word, breaks) + 1
			if i == 0 {
				break
			}
			parts = append(parts, word[:i])
			word = word[i:]
		}
		if word != "" {
			parts = append(parts, word)
		}
	}
	return parts
}

// Pad returns s with spaces to width cells, after it or before it.
func Pad(s string, width int, right bool) string {
	spaces := strings.Repeat(" ", max(width-Width(s), 0))
	if right {
		return spaces + s
	}
	return s + spaces
}
