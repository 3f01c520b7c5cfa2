package graph

import (
	"fmt"
	"hash/maphash"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// table holds distinct strings end to end and numbers them in the order of their arrival. It exists
// because a string header a field would by itself exceed the memory that a relationship may take.
type table struct {
	data   []byte // while it grows
	frozen string // afterwards, so that at() need not copy
	ends   []uint32
	slots  []uint32 // open addressing: number+1, or 0; its length is a power of two
}

var tableSeed = maphash.MakeSeed() // decides only where a string's slot is, never an order

// intern returns the number of s, and whether s was new. It fails where all text exceeds 4 GiB.
func (t *table) intern(s string) (n uint32, added bool, err error) {
	if 4*(len(t.ends)+1) > 3*len(t.slots) {
		t.rehash(max(16, 2*len(t.slots)))
	}
	slot, n, found := t.probe(s)
	if found {
		return n, false, nil
	}
	if uint64(len(t.data))+uint64(len(s)) > math.MaxUint32 {
		return 0, false, fmt.Errorf("the text of the map exceeds 4 GiB")
	}
	t.data = append(t.data, s...)
	t.ends = append(t.ends, uint32(len(t.data)))
	n = uint32(len(t.ends) - 1)
	t.slots[slot] = n + 1
	return n, true, nil
}

// grow makes room for n further strings, of so many bytes together.
func (t *table) grow(n, bytes int) {
	size := max(16, len(t.slots))
	for 3*size < 4*(len(t.ends)+n+1) {
		size *= 2
	}
	if size > len(t.slots) {
		t.rehash(size)
	}
	t.ends, t.data = slices.Grow(t.ends, n), slices.Grow(t.data, bytes)
}

// truncate forgets the strings from number n on.
func (t *table) truncate(n int) {
	size := uint32(0)
	if n > 0 {
		size = t.ends[n-1]
	}
	t.ends, t.data = t.ends[:n], t.data[:size]
	t.rehash(len(t.slots))
}

// find returns the number of s, if it is there.
func (t *table) find(s string) (uint32, bool) {
	if len(t.slots) == 0 {
		return 0, false
	}
	_, n, found := t.probe(s)
	return n, found
}

func (t *table) probe(s string) (slot int, n uint32, found bool) {
	mask := len(t.slots) - 1
	for i := int(maphash.String(tableSeed, s)) & mask; ; i = (i + 1) & mask {
		entry := t.slots[i]
		if entry == 0 {
			return i, 0, false
		}
		if t.equal(entry-1, s) {
			return i, entry - 1, true
		}
	}
}

func (t *table) equal(n uint32, s string) bool {
	start, end := t.bounds(n)
	if t.data != nil {
		return string(t.data[start:end]) == s
	}
	return t.frozen[start:end] == s
}

func (t *table) bounds(n uint32) (start, end uint32) {
	if n > 0 {
		start = t.ends[n-1]
	}
	return start, t.ends[n]
}

func (t *table) rehash(size int) {
	t.slots = make([]uint32, size)
	mask := size - 1
	for n := range uint32(len(t.ends)) {
		i := int(maphash.String(tableSeed, t.at(n))) & mask
		for t.slots[i] != 0 {
			i = (i + 1) & mask
		}
		t.slots[i] = n + 1
	}
}

func (t *table) at(n uint32) string {
	start, end := t.bounds(n)
	if t.data != nil {
		return string(t.data[start:end])
	}
	return t.frozen[start:end]
}

func (t *table) len() int { return len(t.ends) }

// freeze ends the growth; from then on the table is safe for concurrent readers.
func (t *table) freeze() {
	t.frozen, t.data = string(t.data), nil
	t.ends = append([]uint32(nil), t.ends...)
}

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
