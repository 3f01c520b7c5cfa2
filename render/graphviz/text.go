package graphviz

import (
	"encoding/json"
	"encoding/xml"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/fogleman/gg"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"
)

// A textKey is what the room for a text depends on, but for weight and slant.
type textKey struct {
	text string
	size int // in hundredths of a point
}

func keyOf(text string, size float64) textKey {
	// SVG has no-break spaces where JSON has several spaces.
	return textKey{strings.ReplaceAll(text, "\u00a0", " "), int(math.Round(100 * size))}
}

// readWidths returns the room, in points, that Graphviz left for each text in a layout as JSON.
func readWidths(layout []byte) (map[textKey]float64, error) {
	type step struct {
		Op    string
		Size  float64 // of the font for the texts that follow
		Text  string
		Width float64
	}
	type object struct {
		Draw  []step `json:"_draw_"`
		Label []step `json:"_ldraw_"`
		Head  []step `json:"_hldraw_"`
		Tail  []step `json:"_tldraw_"`
	}
	var root struct {
		object
		Objects, Edges []object
	}
	if err := json.Unmarshal(layout, &root); err != nil {
		return nil, err
	}
	widths := map[textKey]float64{}
	for _, objects := range [][]object{{root.object}, root.Objects, root.Edges} {
		for _, o := range objects {
			for _, steps := range [][]step{o.Draw, o.Label, o.Head, o.Tail} {
				size := 0.0
				for _, s := range steps {
					if s.Op == "F" {
						size = s.Size
					} else if s.Op == "T" {
						key := keyOf(s.Text, size)
						if width, seen := widths[key]; !seen || s.Width < width {
							widths[key] = s.Width
						}
					}
				}
			}
		}
	}
	return widths, nil
}

// A glyph is the outline of a letter in a font. Lengths are in units of the font, of which em make its size.
type glyph struct {
	outline sfnt.Segments
	advance float64
	em      float64
}

// glyphOf returns the glyph of a letter; it is false for letters that the font cannot draw.
func glyphOf(f *sfnt.Font, letter rune) (glyph, bool) {
	var buffer sfnt.Buffer
	index, err := f.GlyphIndex(&buffer, letter)
	if err != nil || index == 0 {
		return glyph{}, false
	}
	return glyphAt(f, index)
}

func glyphAt(f *sfnt.Font, index sfnt.GlyphIndex) (glyph, bool) {
	var buffer sfnt.Buffer // a new one each time: it owns the outline
	size := fixed.I(int(f.UnitsPerEm()))
	outline, err := f.LoadGlyph(&buffer, index, size, nil)
	if err != nil {
		return glyph{}, false
	}
	advance, err := f.GlyphAdvance(&buffer, index, size, font.HintingNone)
	return glyph{outline, float64(advance) / 64, float64(f.UnitsPerEm())}, err == nil
}

// A typesetter turns texts into glyphs.
type typesetter struct {
	widths    map[textKey]float64 // the room for each text of the picture
	installed map[rune]*sfnt.Font // for letters that the built-in fonts lack
}

// newTypesetter prepares for the texts in widths.
func newTypesetter(widths map[textKey]float64) *typesetter {
	missing := map[rune]bool{}
	for key := range widths {
		for _, letter := range visible(key.text) {
			if _, found := glyphOf(builtIn(false, false), letter); !found {
				missing[letter] = true
			}
		}
	}
	return &typesetter{widths: widths, installed: installedFonts(missing)}
}

// set returns the glyphs of a text from left to right, and their width in shares of the font size.
func (t *typesetter) set(text string, bold, italic bool) (glyphs []glyph, width float64) {
	main := builtIn(bold, italic)
	for _, letter := range visible(text) {
		g, found := glyphOf(main, letter)
		if other := t.installed[letter]; !found && other != nil {
			g, found = glyphOf(other, letter)
		}
		if !found {
			g, _ = glyphAt(main, 0) // an empty box
		}
		glyphs = append(glyphs, g)
		width += g.advance / g.em
	}
	return glyphs, width
}

// visible returns the letters of a text in the order in which they stand from left to right, composed where they
// can be, and without those that only control others.
func visible(text string) []rune {
	var letters []rune
	for _, letter := range leftToRight(norm.NFC.String(text)) {
		if !controlsOthers(letter) {
			letters = append(letters, letter)
		}
	}
	return letters
}

// leftToRight puts a text into the order in which it is seen (Unicode Standard Annex 9), in a paragraph that runs
// from left to right as the texts of SVG do.
func leftToRight(text string) string {
	var paragraph bidi.Paragraph
	if _, err := paragraph.SetString("\u200e" + text); err != nil {
		return text
	}
	order, err := paragraph.Order()
	if err != nil || order.NumRuns() < 2 {
		return text
	}
	// The runs come in the order of writing. A stretch from right to left takes the numbers in it along; they are
	// runs of their own.
	var seen strings.Builder
	var stretch []string
	for i := range order.NumRuns() {
		run := order.Run(i)
		switch {
		case run.Direction() == bidi.RightToLeft:
			stretch = append(stretch, bidi.ReverseString(run.String()))
		case len(stretch) > 0 && isNumber(run.String()):
			stretch = append(stretch, run.String())
		default:
			slices.Reverse(stretch)
			seen.WriteString(strings.Join(stretch, "") + run.String())
			stretch = nil
		}
	}
	slices.Reverse(stretch)
	seen.WriteString(strings.Join(stretch, ""))
	return seen.String()
}

// isNumber tells whether a run has digits and no letters.
func isNumber(run string) bool {
	return strings.ContainsFunc(run, unicode.IsDigit) && !strings.ContainsFunc(run, unicode.IsLetter)
}

// text draws a text element.
func (p *painter) text(decoder *xml.Decoder, e element) error {
	var content struct {
		Text string `xml:",chardata"`
	}
	start := xml.StartElement(e)
	if err := decoder.DecodeElement(&content, &start); err != nil {
		return err
	}
	fill := e.attribute("fill")
	if fill == "" {
		fill = "black"
	}
	ink, ok := colour(fill, e.number("fill-opacity", 1))
	size := e.number("font-size", 14)
	bold, italic := e.attribute("font-weight") == "bold", e.attribute("font-style") == "italic"
	glyphs, width := p.typesetter.set(content.Text, bold, italic)
	if !ok || len(glyphs) == 0 || size <= 0 {
		return nil
	}
	width *= size
	narrowing := 1.0
	if room, known := p.typesetter.widths[keyOf(content.Text, size)]; known && room > 0 && width > room {
		narrowing = room / width
		width = room
	}
	x, y := e.number("x", 0), e.number("y", 0)
	switch e.attribute("text-anchor") {
	case "middle":
		x -= width / 2
	case "end":
		x -= width
	}
	switch e.attribute("baseline-shift") {
	case "super":
		y -= 0.35 * size
	case "sub":
		y += 0.2 * size
	}
	p.canvas.SetColor(ink)
	p.rule(e.attribute("text-decoration"), x, y, width, size)
	for _, g := range glyphs {
		scale := size / g.em
		outline(p.canvas, g.outline, x, y, scale*narrowing, scale)
		p.canvas.Fill() // one by one: the time for a shape grows with the square of the width that it covers
		x += g.advance * scale * narrowing
	}
	return nil
}

// rule draws the lines that a text is decorated with.
func (p *painter) rule(decoration string, x, y, width, size float64) {
	for _, line := range []struct {
		name   string
		height float64 // above the base line, in shares of the font size
	}{{"underline", -0.11}, {"line-through", 0.28}, {"overline", 0.85}} {
		if strings.Contains(decoration, line.name) {
			p.canvas.DrawRectangle(x, y-(line.height+0.03)*size, width, 0.06*size)
			p.canvas.Fill()
		}
	}
}

// outline adds an outline to the path, with its origin at x and y and scaled.
func outline(canvas *gg.Context, segments sfnt.Segments, x, y, scaleX, scaleY float64) {
	at := func(point fixed.Point26_6) (float64, float64) {
		return x + float64(point.X)/64*scaleX, y + float64(point.Y)/64*scaleY
	}
	for _, segment := range segments {
		x1, y1 := at(segment.Args[0])
		x2, y2 := at(segment.Args[1])
		x3, y3 := at(segment.Args[2])
		switch segment.Op {
		case sfnt.SegmentOpMoveTo:
			canvas.MoveTo(x1, y1)
		case sfnt.SegmentOpLineTo:
			canvas.LineTo(x1, y1)
		case sfnt.SegmentOpQuadTo:
			canvas.QuadraticTo(x1, y1, x2, y2)
		case sfnt.SegmentOpCubeTo:
			canvas.CubicTo(x1, y1, x2, y2, x3, y3)
		}
	}
}
