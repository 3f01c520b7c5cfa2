package render

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// Advance widths in thousandths of the type size, for U+0020 to U+007E. They are those of Helvetica in the
// font metrics that Adobe published for the standard PostScript fonts; Arial and Liberation Sans have the
// same, so that text measured here has the same length in each of them.
var (
	regularWidths = [...]int16{
		278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
		556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
		1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
		667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
		333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
		556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
	}
	boldWidths = [...]int16{
		278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
		556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
		975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
		667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
		333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
		611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
	}
)

// FontFamilies are the fonts in which text is set, the preferred one first, as in CSS. All but the last have the
// widths that the layout reckons with.
const FontFamilies = `Helvetica, Arial, "Liberation Sans", sans-serif`

// fontName is what DOT calls the font. It is one name and not a list, because Graphviz knows the widths of fonts
// only by their names.
const fontName = "Arial"

// font is a size in points and a weight.
type font struct {
	size float64
	bold bool
}

// width returns how long s is, in points. It is exact for ASCII, and generous for other scripts, whose fonts
// differ from viewer to viewer. O(len(s)).
func (f font) width(s string) float64 {
	total := 0
	for _, r := range s {
		total += f.advance(r)
	}
	return float64(total) * f.size / 1000
}

// fitting returns the size at which lines are at most room wide, and at most a number of times that of f.
func (f font) fitting(lines []string, room, most float64) float64 {
	for _, line := range lines {
		most = min(most, room/max(f.width(line), 1))
	}
	return f.size * most
}

func (f font) advance(r rune) int {
	widths := &regularWidths
	if f.bold {
		widths = &boldWidths
	}
	if ' ' <= r && r <= '~' {
		return int(widths[r-' '])
	}
	switch {
	case r == '–':
		return 556
	case r == '‘' || r == '’':
		return int(widths['i'-' '])
	case r == '“' || r == '”':
		if f.bold {
			return 500
		}
		return 333
	case r == '•':
		return 350
	case r == '…':
		return 1000
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case isWide(r):
		return 1100
	case unicode.Is(unicode.Latin, r):
		// An accented letter is as wide as its base.
		if base, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r))); ' ' <= base && base <= '~' {
			return int(widths[base-' '])
		}
	case unicode.IsLetter(r) && unicode.IsLower(r):
		return 640
	}
	return 800
}

// isWide reports whether r fills a square: the letters of East Asia, and pictures.
func isWide(r rune) bool {
	kind := width.LookupRune(r).Kind()
	return kind == width.EastAsianWide || kind == width.EastAsianFullwidth || r >= 0x1F000
}
