package typeface

import (
	"os"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/flopp/go-findfont"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// Glyph is the shape of a letter. Lengths are in shares of the size of the type.
type Glyph struct {
	Letter  rune
	X       float64       // where it begins, from the beginning of the text
	Advance float64       // how far the next one begins after it
	Scale   float64       // a unit of the outline
	Outline sfnt.Segments // y grows downwards from the baseline
}

// Set returns the glyphs of a text from left to right, and their width. Letters that the Go fonts lack (see [Has]) are
// from fonts of this computer; where it has none of them either, an accented letter loses its accents and any other letter is an
// empty box. The width can differ from that of [Width] where letters are borrowed: who draws them makes them fit. The
// caller does not change the outlines. O(len(text)), and on the first use of a letter that the Go fonts lack the fonts
// of the computer are read.
func Set(text string, bold bool) (glyphs []Glyph, width float64) {
	letters := Visible(text)
	borrow(letters)
	for _, letter := range letters {
		g := glyphOf(letter, bold)
		g.Letter, g.X = letter, width
		width += g.Advance
		glyphs = append(glyphs, g)
	}
	return glyphs, width
}

// Visible returns the letters of a text in the order in which they stand from left to right, composed where they can
// be, without those that only control others, and those of Arabic script as the shapes in which they join (see
// [Written]). Other scripts whose letters change beside others are as they are written.
func Visible(text string) []rune {
	var letters []rune
	for _, letter := range leftToRight(joined(norm.NFC.String(text))) {
		if !unicode.In(letter, unicode.Cc, unicode.Cf, unicode.Variation_Selector) {
			letters = append(letters, letter)
		}
	}
	return letters
}

// glyphOf returns the glyph of a letter.
func glyphOf(letter rune, bold bool) Glyph {
	if g, ok := own(letter, bold); ok {
		return g
	}
	if g, ok := borrowed.glyph(letter); ok {
		return g
	}
	if g, ok := borrowed.glyph(plain(letter)); ok {
		return g
	}
	if g, ok := own(plain(letter), bold); ok {
		return g
	}
	if hasNoWidth(letter) {
		return Glyph{}
	}
	g, _ := loadAt(builtIn(bold), 0)
	return g
}

// kept are the glyphs of the Go fonts that have been asked for, which are some seven hundred in each at most.
var kept [2]sync.Map // rune to Glyph

// own returns the glyph of a letter of the Go fonts; it is false for letters that they lack.
func own(letter rune, bold bool) (Glyph, bool) {
	glyphs := &kept[0]
	if bold {
		glyphs = &kept[1]
	}
	if g, ok := glyphs.Load(letter); ok {
		return g.(Glyph), true
	}
	g, ok := load(builtIn(bold), letter)
	if ok {
		glyphs.Store(letter, g)
	}
	return g, ok
}

// plain returns a letter without its accents, or without the strokes that join it to others.
func plain(letter rune) rune {
	for _, first := range norm.NFD.String(string(Written(letter))) {
		return first
	}
	return letter
}

// load returns the glyph of a letter; it is false for letters that the font cannot draw.
func load(f *sfnt.Font, letter rune) (Glyph, bool) {
	var buffer sfnt.Buffer
	index, err := f.GlyphIndex(&buffer, letter)
	if err != nil || index == 0 {
		return Glyph{}, false
	}
	return loadAt(f, index)
}

func loadAt(f *sfnt.Font, index sfnt.GlyphIndex) (Glyph, bool) {
	var buffer sfnt.Buffer // a new one each time: it owns the outline
	units := fixed.I(int(f.UnitsPerEm()))
	outline, err := f.LoadGlyph(&buffer, index, units, nil)
	if err != nil {
		return Glyph{}, false
	}
	advance, err := f.GlyphAdvance(&buffer, index, units, font.HintingNone)
	return Glyph{Outline: outline, Advance: float64(advance) / float64(units), Scale: 1 / float64(units)}, err == nil
}

// borrowed holds glyphs of installed fonts, for as long as the program runs: many letters are in few fonts, but to
// find those takes a look at all.
var borrowed = lender{glyphs: map[rune]*Glyph{}}

type lender struct {
	mutex  sync.Mutex
	glyphs map[rune]*Glyph // nil for letters that no font has
}

func (l *lender) glyph(letter rune) (Glyph, bool) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if g := l.glyphs[letter]; g != nil {
		return *g, true
	}
	return Glyph{}, false
}

// Prepare finds the letters of all texts that the Go fonts lack in one look at the fonts of this computer, so that
// [Set] need not look for each text.
func Prepare(texts []string) {
	var letters []rune
	for _, text := range texts {
		letters = append(letters, Visible(text)...)
	}
	borrow(letters)
}

// borrow finds for each letter that the Go fonts lack an installed font that can draw it. It looks at the fonts in the
// order of their paths, upright ones of normal weight first, until every letter has one.
func borrow(letters []rune) {
	borrowed.mutex.Lock()
	defer borrowed.mutex.Unlock()
	missing := map[rune]bool{}
	for _, letter := range letters {
		for _, form := range [2]rune{letter, plain(letter)} {
			if _, known := borrowed.glyphs[form]; !known && !Has(form) {
				missing[form] = true
			}
		}
	}
	if len(missing) == 0 {
		return
	}
	for _, path := range installed() {
		for letter, glyph := range glyphsOf(path, missing) {
			borrowed.glyphs[letter] = glyph
			delete(missing, letter)
		}
		if len(missing) == 0 {
			return
		}
	}
	for letter := range missing {
		borrowed.glyphs[letter] = nil
	}
}

// installed returns the paths of the installed fonts in the order in which they are asked.
func installed() []string {
	paths := findfont.List()
	slices.SortFunc(paths, func(a, b string) int {
		if isStyled(a) != isStyled(b) {
			if isStyled(a) {
				return 1
			}
			return -1
		}
		return strings.Compare(a, b)
	})
	return slices.Compact(paths)
}

// glyphsOf returns those of the letters that the font in a file can draw. A file that cannot be read has none.
func glyphsOf(path string, letters map[rune]bool) (found map[rune]*Glyph) {
	defer func() { // installed fonts can be broken in ways that the font packages do not expect
		if recover() != nil {
			found = nil
		}
	}()
	data, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	collection, err := sfnt.ParseCollection(data)
	if err != nil {
		return nil
	}
	f, err := collection.Font(0)
	if err != nil {
		return nil
	}
	found = map[rune]*Glyph{}
	for letter := range letters {
		if g, ok := load(f, letter); ok {
			found[letter] = &g
		}
	}
	return found
}

// isStyled tells from the path of a font whether it is bold, slanted, narrow or the like.
func isStyled(path string) bool {
	path = strings.ToLower(path)
	return slices.ContainsFunc([]string{"bold", "italic", "oblique", "condensed", "narrow", "light", "thin", "black", "mono"},
		func(style string) bool { return strings.Contains(path, style) })
}
