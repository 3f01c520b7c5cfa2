package drawing

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"slices"
	"strings"
	"unicode/utf16"

	"golang.org/x/image/math/fixed"

	"github.com/liaisongraph/liaison/render/internal/typeface"
)

// pdfFonts are the fonts of a PDF: those of the typeface, and as many as are needed for letters that it lacks.
type pdfFonts struct {
	main     [2]pdfFont // regular and bold
	borrowed []typeface.Glyph
	places   map[rune]int // in borrowed
}

// pdfFont is a font of the typeface with the letters that are needed.
type pdfFont struct {
	letters []rune
	file    []byte
	glyphs  map[rune]uint16
}

// lettersInFont is how many letters a font made of shapes has.
const lettersInFont = 256

// newPDFFonts returns the fonts for the texts of drawings.
func newPDFFonts(drawings []*Drawing) *pdfFonts {
	fonts := &pdfFonts{places: map[rune]int{}}
	var texts [2][]string
	for _, d := range drawings {
		for t := range d.texts() {
			texts[weight(t.Bold)] = append(texts[weight(t.Bold)], t.Value)
			fonts.borrow(t)
		}
	}
	for w := range fonts.main {
		f := &fonts.main[w]
		f.letters = typeface.Letters(texts[w])
		var glyphs []uint16
		f.file, glyphs = typeface.TrueType(f.letters, w == weight(true))
		f.glyphs = make(map[rune]uint16, len(glyphs))
		for i, letter := range f.letters {
			f.glyphs[letter] = glyphs[i]
		}
	}
	return fonts
}

// borrow takes in the letters of a text that the typeface lacks.
func (f *pdfFonts) borrow(t *Text) {
	glyphs, _ := typeface.Set(t.Value, t.Bold)
	for _, g := range glyphs {
		if _, seen := f.places[g.Letter]; !seen && !typeface.Has(g.Letter) {
			f.places[g.Letter] = len(f.borrowed)
			f.borrowed = append(f.borrowed, g)
		}
	}
}

func weight(bold bool) int {
	if bold {
		return 1
	}
	return 0
}

// code returns the name of the font that a letter is in, and the letter in hexadecimal digits of that font.
func (f *pdfFonts) code(letter rune, bold bool) (font, code string) {
	if glyph, ok := f.main[weight(bold)].glyphs[letter]; ok {
		return [2]string{"R", "B"}[weight(bold)], fmt.Sprintf("%04X", glyph)
	}
	place := f.places[letter]
	return fmt.Sprintf("X%d", place/lettersInFont), fmt.Sprintf("%02X", place%lettersInFont)
}

// write adds the fonts to a file and returns how the page names them.
func (f *pdfFonts) write(file *pdfFile) (names string, err error) {
	for w, name := range []string{"R", "B"} {
		if len(f.main[w].letters) == 0 {
			continue
		}
		number, err := f.main[w].write(file, w == weight(true))
		if err != nil {
			return "", err
		}
		names += "/" + name + " " + ref(number)
	}
	i := 0
	for letters := range slices.Chunk(f.borrowed, lettersInFont) {
		number, err := writeShapes(file, letters)
		if err != nil {
			return "", err
		}
		names += fmt.Sprintf("/X%d %s", i, ref(number))
		i++
	}
	return names, nil
}

// write adds a font with its file (ISO 32000-1, 9.7.4). Texts name letters by the numbers of their glyphs.
func (f *pdfFont) write(file *pdfFile, bold bool) (int, error) {
	name, stem := "GoRegular", 80
	if bold {
		name, stem = "Go-Bold", 150
	}
	name = subsetTag(f.file) + "+" + name
	data, err := file.stream(fmt.Sprintf("/Length1 %d", len(f.file)), f.file)
	if err != nil {
		return 0, err
	}
	codes := map[uint16]rune{}
	widths := map[uint16]float64{}
	var glyphs []uint16
	for _, letter := range f.letters {
		glyph := f.glyphs[letter]
		if _, seen := codes[glyph]; !seen {
			codes[glyph] = letter
			set, _ := typeface.Set(string(letter), bold)
			if len(set) == 1 {
				widths[glyph] = set[0].Advance * 1000
			}
			glyphs = append(glyphs, glyph)
		}
	}
	slices.Sort(glyphs)
	var advances, unicode strings.Builder
	for i, glyph := range glyphs {
		fmt.Fprintf(&advances, "%d[%s]", glyph, decimal(widths[glyph]))
		mapping(&unicode, i, len(glyphs), fmt.Sprintf("%04X", glyph), codes[glyph])
	}
	meanings, err := toUnicode(file, "0000", "FFFF", unicode.String())
	if err != nil {
		return 0, err
	}
	// The metrics are those of the Go fonts, in thousandths of the size.
	descriptor := file.add(fmt.Sprintf("<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[-221 -266 1070 1119]/ItalicAngle 0"+
		"/Ascent 945/Descent -211/CapHeight 723/StemV %d/FontFile2 %s>>", name, stem, ref(data)))
	descendant := file.add(fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"+
		"/Supplement 0>>/FontDescriptor %s/DW 1000/W[%s]/CIDToGIDMap/Identity>>", name, ref(descriptor), advances.String()))
	return file.add(fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%s]/ToUnicode %s>>",
		name, ref(descendant), ref(meanings))), nil
}

// subsetTag returns six letters that tell a part of a font from others (ISO 32000-1, 9.6.4).
func subsetTag(data []byte) string {
	sum := crc32.ChecksumIEEE(data)
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + byte(sum%26)
		sum /= 26
	}
	return string(tag)
}

// writeShapes adds a font of the shapes of letters (ISO 32000-1, 9.6.5).
func writeShapes(file *pdfFile, glyphs []typeface.Glyph) (int, error) {
	var names, procedures, widths, unicode strings.Builder
	for i, g := range glyphs {
		path := glyphPath(g, func(p fixed.Point26_6) (x, y float64) {
			return float64(p.X) * g.Scale * 1000, -float64(p.Y) * g.Scale * 1000
		})
		box := boundsOf(path)
		var shape bytes.Buffer
		fmt.Fprintf(&shape, "%s 0 %s %s %s %s d1\n", decimal(g.Advance*1000), decimal(box.left), decimal(box.top), decimal(box.right), decimal(box.bottom))
		if len(path) > 0 {
			writePath(&shape, path)
			shape.WriteString("f\n")
		}
		procedure, err := file.stream("", shape.Bytes())
		if err != nil {
			return 0, err
		}
		fmt.Fprintf(&names, "/g%d", i)
		fmt.Fprintf(&procedures, "/g%d %s", i, ref(procedure))
		fmt.Fprintf(&widths, "%s ", decimal(g.Advance*1000))
		mapping(&unicode, i, len(glyphs), fmt.Sprintf("%02X", i), g.Letter)
	}
	meanings, err := toUnicode(file, "00", "FF", unicode.String())
	if err != nil {
		return 0, err
	}
	return file.add(fmt.Sprintf("<</Type/Font/Subtype/Type3/FontBBox[0 0 0 0]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<<%s>>"+
		"/Encoding<</Type/Encoding/Differences[0%s]>>/FirstChar 0/LastChar %d/Widths[%s]/Resources<<>>/ToUnicode %s>>",
		procedures.String(), names.String(), len(glyphs)-1, strings.TrimSpace(widths.String()), ref(meanings))), nil
}

// mapping writes what a code stands for, the i-th of n. A block has at most a hundred (Adobe technical note 5014).
func mapping(out *strings.Builder, i, n int, code string, letter rune) {
	const most = 100
	if i%most == 0 {
		fmt.Fprintf(out, "%d beginbfchar\n", min(most, n-i))
	}
	fmt.Fprintf(out, "<%s> <", code)
	for _, unit := range utf16.Encode(typeface.Written(letter)) {
		fmt.Fprintf(out, "%04X", unit)
	}
	out.WriteString(">\n")
	if i%most == most-1 || i == n-1 {
		out.WriteString("endbfchar\n")
	}
}

// toUnicode adds what the codes of a font stand for (ISO 32000-1, 9.10.3).
func toUnicode(file *pdfFile, first, last, mappings string) (int, error) {
	return file.stream("", []byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"+
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"+
		"1 begincodespacerange\n<"+first+"> <"+last+">\nendcodespacerange\n"+mappings+
		"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"))
}
