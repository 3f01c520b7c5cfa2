// Package typeface knows the letters in which pictures are set.
//
// # Vocabulary
//
// There is one typeface, the Go fonts (https://go.dev/blog/go-fonts), regular and bold. They are part of this program,
// so that what is measured here has the same length wherever it is drawn: [Width] is exact for the letters that they
// have, which are those of Latin, Greek and Cyrillic. For a letter that they lack the width is an estimate, on the
// generous side, that depends on the letter alone; the fonts of the computer that draws it then fill that room.
//
// A [Glyph] is the shape of a letter, for pictures without fonts: [Set] turns a text into glyphs. [TrueType] is a font
// file with only the letters that a picture needs, and [FontFace] the same in the words of CSS.
//
// # Invariants
//
// The same text gives the same widths on every computer, and no letter is wider than 1.2 times the size. The functions
// are safe for concurrent callers.
package typeface

import (
	"sync"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// Family is the name of the typeface: in [FontFace], and where it is installed.
const Family = "Go"

// em is how many units of the Go fonts make their size.
const em = 2048

// The built-in fonts, parsed once. They are part of the program, so they do parse.
var regular, bold = parsed(goregular.TTF), parsed(gobold.TTF)

func parsed(data []byte) func() *sfnt.Font {
	return sync.OnceValue(func() *sfnt.Font {
		f, err := sfnt.Parse(data)
		if err != nil {
			panic(err)
		}
		return f
	})
}

func builtIn(isBold bool) *sfnt.Font {
	if isBold {
		return bold()
	}
	return regular()
}

// Has tells whether the built-in fonts can draw a letter. Both have the same letters.
func Has(letter rune) bool {
	var buffer sfnt.Buffer
	index, err := regular().GlyphIndex(&buffer, letter)
	return err == nil && index != 0 && letter >= ' '
}

// Width returns how long a text is, in points, at a size in points. Every letter counts for itself: the Go fonts have
// neither pairs that stand closer nor joined letters. O(len(text)).
func Width(text string, size float64, bold bool) float64 {
	total := 0
	for _, letter := range text {
		total += int(advance(letter, bold))
	}
	return float64(total) * size / em
}

// block is the advances of 256 letters with consecutive numbers, in units of the font.
type block [256]uint16

// blocks are the advances of the letters below blockEnd by weight, each made when it is first asked for: a picture
// needs few of them, and a layout asks for the same letters many times.
var blocks [2][blockEnd / 256]atomic.Pointer[block]

const blockEnd = 0x10000

// advance returns how far the letter after r stands from it, in units of the font.
func advance(r rune, bold bool) uint16 {
	if r < 0 || r >= blockEnd {
		return estimate(r, bold)
	}
	weight := 0
	if bold {
		weight = 1
	}
	place := &blocks[weight][r/256]
	b := place.Load()
	if b == nil {
		b = newBlock(r/256*256, bold)
		place.Store(b) // at worst two callers make the same
	}
	return b[r%256]
}

func newBlock(first rune, bold bool) *block {
	var b block
	for i := range b {
		b[i] = estimate(first+rune(i), bold)
	}
	return &b
}

// hasNoWidth tells whether a character stands on another one or only controls others.
func hasNoWidth(r rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Cc, unicode.Cf)
}

// measure returns the advance of a letter of the Go fonts; it is false for those that they lack.
func measure(r rune, bold bool) (uint16, bool) {
	f := builtIn(bold)
	var buffer sfnt.Buffer
	index, err := f.GlyphIndex(&buffer, r)
	if err != nil || index == 0 {
		return 0, false
	}
	a, err := f.GlyphAdvance(&buffer, index, fixed.I(em), font.HintingNone)
	return uint16(a.Round()), err == nil
}

// estimate returns the advance of a letter, or the room for one that the Go fonts lack, in units of theirs.
func estimate(r rune, bold bool) uint16 {
	if hasNoWidth(r) {
		return 0
	}
	if exact, ok := measure(r, bold); ok {
		return exact
	}
	switch {
	case isWide(r):
		return em * 11 / 10
	case unicode.Is(unicode.Latin, r):
		// An accented letter is as wide as its base.
		base, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
		if exact, ok := measure(base, bold); ok {
			return exact
		}
	case unicode.Is(unicode.Zs, r):
		return em / 2
	}
	if unicode.IsLower(r) || unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Thai, unicode.Lao) {
		return em * 64 / 100
	}
	return em * 8 / 10
}

// isWide reports whether r fills a square: the letters of East Asia, and pictures.
func isWide(r rune) bool {
	kind := width.LookupRune(r).Kind()
	return kind == width.EastAsianWide || kind == width.EastAsianFullwidth || r >= 0x1F000
}
