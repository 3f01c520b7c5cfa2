// Package intern numbers strings in the order of their arrival, and holds each once.
//
// # Invariants
//
// A [Table] holds its strings end to end, because the header of a string and the room that is allotted to it by itself exceed what
// an organisation or a relationship may take in a map of millions. The numbers depend on the order of arrival alone. Strings that
// a table has returned stay as they are, whatever happens to it afterwards.
package intern

import (
	"errors"
	"hash/maphash"
	"math"
	"slices"
	"strings"
)

// Table is strings, numbered from 0. The zero Table has none. It must not be copied. Those of its methods that change nothing are safe for
// concurrent use.
type Table struct {
	text  strings.Builder
	ends  []uint32
	slots []uint64 // open addressing: a hash above the number+1, or 0; as many as a power of two
}

// ErrFull is the error of [Table.Intern] where all text would exceed 4 GiB.
var ErrFull = errors.New("the text of the map exceeds 4 GiB")

var seed = maphash.MakeSeed() // decides only where a string's slot is, never an order

// Len returns how many strings there are.
func (t *Table) Len() int { return len(t.ends) }

// At returns the string of a number. It takes no memory of its own.
func (t *Table) At(n uint32) string {
	start := uint32(0)
	if n > 0 {
		start = t.ends[n-1]
	}
	return t.text.String()[start:t.ends[n]]
}

// Intern returns the number of s, and whether s was new.
func (t *Table) Intern(s string) (n uint32, added bool, err error) {
	if 4*(len(t.ends)+1) > 3*len(t.slots) {
		t.index(t.sizeFor(1))
	}
	hash, slot, n, found := t.probe(s)
	if found {
		return n, false, nil
	}
	if uint64(t.text.Len())+uint64(len(s)) > math.MaxUint32 {
		return 0, false, ErrFull
	}
	t.text.WriteString(s)
	t.ends = append(t.ends, uint32(t.text.Len()))
	n = uint32(len(t.ends) - 1)
	t.slots[slot] = hash<<32 | uint64(n+1)
	return n, true, nil
}

// Find returns the number of s, if it is there; not after [Table.Seal].
func (t *Table) Find(s string) (uint32, bool) {
	if len(t.slots) == 0 {
		return 0, false
	}
	_, _, n, found := t.probe(s)
	return n, found
}

func (t *Table) probe(s string) (hash uint64, slot int, n uint32, found bool) {
	hash = maphash.String(seed, s) & math.MaxUint32
	mask := len(t.slots) - 1
	for i := int(hash) & mask; ; i = (i + 1) & mask {
		entry := t.slots[i]
		if entry == 0 {
			return hash, i, 0, false
		}
		if entry>>32 == hash && t.At(uint32(entry)-1) == s {
			return hash, i, uint32(entry) - 1, true
		}
	}
}

// sizeFor returns how many slots there are to be for so many further strings: a quarter stays free.
func (t *Table) sizeFor(n int) int {
	size := max(16, len(t.slots))
	for 3*size < 4*(len(t.ends)+n) {
		size *= 2
	}
	return size
}

// index makes the slots.
func (t *Table) index(size int) {
	before := t.slots
	t.slots = make([]uint64, size)
	put := func(entry uint64) {
		i := int(entry>>32) & (size - 1)
		for t.slots[i] != 0 {
			i = (i + 1) & (size - 1)
		}
		t.slots[i] = entry
	}
	if len(before) > 0 {
		for _, entry := range before {
			if entry != 0 {
				put(entry)
			}
		}
		return
	}
	for n := range uint32(len(t.ends)) {
		put(maphash.String(seed, t.At(n))<<32 | uint64(n+1))
	}
}

// Grow makes room for n further strings, of so many bytes together.
func (t *Table) Grow(n, bytes int) {
	if size := t.sizeFor(n); size > len(t.slots) {
		t.index(size)
	}
	t.ends = slices.Grow(t.ends, n)
	t.text.Grow(int(min(uint64(bytes), math.MaxUint32-uint64(t.text.Len()))))
}

// Truncate forgets the strings from number n on. O(all strings).
func (t *Table) Truncate(n int) {
	if n >= len(t.ends) {
		return
	}
	size := uint32(0)
	if n > 0 {
		size = t.ends[n-1]
	}
	text := t.text.String()[:size]
	t.text.Reset()
	t.text.WriteString(text)
	t.ends = t.ends[:n]
	slots := t.sizeFor(0)
	t.slots = nil
	t.index(slots)
}

// Clip gives up the room for further strings, where that is worth a copy.
func (t *Table) Clip() {
	t.ends = slices.Clone(t.ends)
	if t.text.Cap()-t.text.Len() > t.text.Len()/8 {
		text := t.text.String()
		t.text.Reset()
		t.text.WriteString(text)
	}
}

// Seal is Clip, and gives up what [Table.Find] needs too. Intern and Truncate make it again.
func (t *Table) Seal() {
	t.Clip()
	t.slots = nil
}

// Clone returns a table of the same strings.
func (t *Table) Clone() *Table {
	c := &Table{ends: slices.Clone(t.ends), slots: slices.Clone(t.slots)}
	c.text.WriteString(t.text.String())
	return c
}
