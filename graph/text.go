package graph

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// column is a field of all records of a kind. Records beyond its end have the zero value, so that a field
// that no record uses takes no memory.
type column[T comparable] struct{ values []T }

func (c *column[T]) set(i int, v T) {
	var zero T
	if v == zero {
		return
	}
	if missing := i + 1 - len(c.values); missing > 0 {
		c.values = append(c.values, make([]T, missing)...)
	}
	c.values[i] = v
}

func (c *column[T]) get(i int) (v T) {
	if i < len(c.values) {
		v = c.values[i]
	}
	return v
}

func (c *column[T]) clip() { c.values = append([]T(nil), c.values...) }

// cleanText returns s with line ends made "\n", or what is wrong with it. Text that XML 1.0 cannot carry
// is refused here, once, so that every writer can carry what a graph holds.
func cleanText(s string) (string, string) {
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c >= 0x7f {
			plain = false
			break
		}
	}
	if plain {
		return s, ""
	}
	if !utf8.ValidString(s) {
		return s, "is not valid UTF-8"
	}
	if strings.Contains(s, "\r") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	for _, r := range s {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return s, fmt.Sprintf("has the control character %U", r)
		}
	}
	return s, ""
}

const maxIDLength = 200

// ValidID reports whether s can be the id of a record: a slug of at most 200 bytes of lower-case letters,
// digits, "-", "_" and ".", that begins and ends with a letter or digit. Letters and digits are those of
// any script; combining marks may follow them.
func ValidID(s string) bool {
	if s == "" || len(s) > maxIDLength {
		return false
	}
	// Bytes first: ids are nearly always ASCII, and there may be millions.
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		case (c == '-' || c == '_' || c == '.') && i > 0 && i < len(s)-1:
		default:
			return c >= utf8.RuneSelf && validUnicodeID(s)
		}
	}
	return true
}

func validUnicodeID(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	for i, r := range s {
		last := i+utf8.RuneLen(r) == len(s)
		switch {
		case unicode.IsDigit(r), unicode.IsMark(r) && i > 0:
		case unicode.IsLetter(r) && !unicode.IsUpper(r) && !unicode.IsTitle(r):
		case (r == '-' || r == '_' || r == '.') && i > 0 && !last:
		default:
			return false
		}
	}
	return true
}

// Slug makes an id of any text: "Foreign & Commonwealth Office" gives "foreign-and-commonwealth-office".
// The result is a valid id, or "" where s has neither letter nor digit.
func Slug(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ReplaceAll(norm.NFC.String(strings.ToLower(s)), "&", " and ") {
		switch {
		case r == utf8.RuneError || r == '\'' || r == '’':
		case unicode.IsMark(r) && !gap && b.Len() > 0 && b.Len()+utf8.RuneLen(r) <= maxIDLength:
			b.WriteRune(r) // a vowel sign, say, that is no letter of its own
		case (unicode.IsLetter(r) || unicode.IsDigit(r)) && !unicode.IsUpper(r) && !unicode.IsTitle(r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			if b.Len()+utf8.RuneLen(r) > maxIDLength {
				return strings.TrimRight(b.String(), "-")
			}
			b.WriteRune(r)
		default:
			gap = true
		}
	}
	return strings.TrimRight(b.String(), "-")
}
