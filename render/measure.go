package render

import "github.com/liaisongraph/liaison/render/internal/typeface"

// FontFamilies are the fonts in which text is set, the preferred one first, as in CSS. The layout reckons with the
// widths of the first, which pictures bring along; the others are for viewers that do not take it.
const FontFamilies = typeface.Family + `, Helvetica, Arial, "Liberation Sans", sans-serif`

// fontName is what DOT calls the font. It is one name and not a list, because Graphviz knows the widths of fonts
// only by their names. No letter of it is wider than that of the font that the layout reckons with by much, and
// Graphviz and those who show DOT have it or its like.
const fontName = "Arial"

// font is a size in points and a weight.
type font struct {
	size float64
	bold bool
}

// width returns how long s is, in points. It is exact for the letters of Latin, Greek and Cyrillic, and generous for
// other scripts, whose fonts differ from viewer to viewer. O(len(s)).
func (f font) width(s string) float64 { return typeface.Width(s, f.size, f.bold) }

// fitting returns the size at which lines are at most room wide, and at most a number of times that of f.
func (f font) fitting(lines []string, room, most float64) float64 {
	for _, line := range lines {
		most = min(most, room/max(f.width(line), 1))
	}
	return f.size * most
}
