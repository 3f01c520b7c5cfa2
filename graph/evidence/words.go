package evidence

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordClass is what a character is to the rules for word boundaries.
type wordClass uint8

const (
	otherChar wordClass = iota
	letter
	digit
	mark
	unspaced // a letter of a script that is written without spaces
)

func classOf(r rune) wordClass {
	switch {
	case 'a' <= r && r <= 'z':
		return letter
	case '0' <= r && r <= '9':
		return digit
	case r < utf8.RuneSelf:
		if r == '_' {
			return letter
		}
		return otherChar
	case unicode.IsMark(r):
		return mark
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
		return unspaced
	case unicode.IsDigit(r):
		return digit
	case unicode.IsLetter(r), unicode.IsNumber(r), unicode.Is(unicode.Pc, r):
		return letter
	}
	return otherChar
}

// isBoundary reports whether a word may begin or end at byte i of a normalised text, by the rules WB4 to
// WB13b of Unicode Standard Annex #29.
func isBoundary(s string, i int) bool {
	if i <= 0 || i >= len(s) {
		return true
	}
	before, beforeSize := utf8.DecodeLastRuneInString(s[:i])
	after, afterSize := utf8.DecodeRuneInString(s[i:])
	b, a := classOf(before), classOf(after)
	switch {
	case a == mark:
		return before == ' '
	case b == unspaced || a == unspaced:
		return true
	case a != otherChar && b != otherChar:
		return false
	case a == otherChar && b != otherChar:
		next, _ := utf8.DecodeRuneInString(s[i+afterSize:])
		return !joins(b, after, classOf(next))
	case a != otherChar:
		last, _ := utf8.DecodeLastRuneInString(s[:i-beforeSize])
		return !joins(classOf(last), before, a)
	}
	return true
}

// joins reports whether a punctuation mark between two characters is part of a word: "gov.uk", "don't",
// "3.14", "1,000".
func joins(before wordClass, punctuation rune, after wordClass) bool {
	switch punctuation {
	case '\'', '.':
		return before == digit && after == digit || isLetter(before) && isLetter(after)
	case ',', ';':
		return before == digit && after == digit
	case '·':
		return isLetter(before) && isLetter(after)
	}
	return false
}

func isLetter(c wordClass) bool { return c == letter || c == mark }

// CountWords returns the number of words of s, as people count them: what stands between white space and
// has a letter or digit.
func CountWords(s string) int {
	n := 0
	for word := range strings.FieldsSeq(s) {
		if strings.IndexFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) >= 0 {
			n++
		}
	}
	return n
}

// wordsBefore returns where the last n words of text[:i] begin and end in the normalised text.
func wordsBefore(text string, i, n int) (start, end int) {
	end = len(strings.TrimSuffix(text[:i], " "))
	start = end
	for ; n > 0 && start > 0; n-- {
		start = strings.LastIndexByte(text[:max(start-1, 0)], ' ') + 1
	}
	return start, end
}

// wordsAfter returns where the first n words of text[i:] begin and end in the normalised text.
func wordsAfter(text string, i, n int) (start, end int) {
	start = i
	if strings.HasPrefix(text[i:], " ") {
		start++
	}
	end = start
	for ; n > 0 && end < len(text); n-- {
		next := strings.IndexByte(text[end+1:], ' ')
		if next < 0 {
			end = len(text)
		} else {
			end += 1 + next
		}
	}
	return start, end
}
