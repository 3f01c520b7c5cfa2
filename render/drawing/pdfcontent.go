package drawing

import (
	"bytes"
	"fmt"
	"math"

	"github.com/liaisongraph/liaison/render/internal/typeface"
)

// pdfWriter writes what a page shows.
type pdfWriter struct {
	file    *pdfFile
	page    int // the object
	sheet   sheet
	fonts   *pdfFonts
	tags    pageTags
	links   []link
	content bytes.Buffer
	fill    string // the colour in force, or ""
	stroke  string
}

// draw writes what a page shows, and adds its structure to that of the document.
func (w *pdfWriter) draw(d *Drawing, document *element) {
	document.page = w.page
	w.background(d.Background)
	for _, g := range d.Groups {
		w.group(g, surroundings{parent: document})
	}
}

// background fills the page, and turns the coordinates into those of the drawing.
func (w *pdfWriter) background(colour string) {
	fmt.Fprint(&w.content, "/Artifact BMC\n")
	if w.setColour(colour, &w.fill, "rg") {
		fmt.Fprintf(&w.content, "0 0 %s %s re f\n", decimal(w.sheet.width), decimal(w.sheet.height))
	}
	fmt.Fprint(&w.content, "EMC\n")
	// More digits than others: the whole picture is multiplied by them.
	fmt.Fprintf(&w.content, "%.9f 0 0 %.9f %s %s cm\n1 j\n", w.sheet.scale, -w.sheet.scale, decimal(w.sheet.left), decimal(w.sheet.height-w.sheet.top))
}

// shapes draws shapes in turn.
func (w *pdfWriter) shapes(shapes []Shape) {
	for i := range shapes {
		w.shape(&shapes[i])
	}
}

func (w *pdfWriter) shape(s *Shape) {
	path := s.outline()
	filled := w.setColour(s.Fill, &w.fill, "rg")
	stroked := s.StrokeWidth > 0 && w.setColour(s.Stroke, &w.stroke, "RG")
	if len(path) == 0 || !filled && !stroked {
		return
	}
	if stroked {
		roundCap := 0
		if s.RoundCap {
			roundCap = 1
		}
		fmt.Fprintf(&w.content, "%s w %d J [", decimal(s.StrokeWidth), roundCap)
		for i, length := range s.Dashes {
			if i > 0 {
				w.content.WriteByte(' ')
			}
			w.content.WriteString(decimal(length))
		}
		w.content.WriteString("] 0 d\n")
	}
	writePath(&w.content, path)
	switch {
	case filled && stroked:
		w.content.WriteString("B\n")
	case filled:
		w.content.WriteString("f\n")
	default:
		w.content.WriteString("S\n")
	}
}

// setColour puts a colour in force for an operator; it is false where nothing is to be painted.
func (w *pdfWriter) setColour(colour string, inForce *string, operator string) bool {
	c, ok := colourOf(colour)
	if ok && *inForce != colour {
		fmt.Fprintf(&w.content, "%s %s %s %s\n", decimal(float64(c.R)/255), decimal(float64(c.G)/255), decimal(float64(c.B)/255), operator)
		*inForce = colour
	}
	return ok
}

// texts sets texts in turn.
func (w *pdfWriter) texts(texts []Text) {
	for i := range texts {
		w.text(&texts[i])
	}
}

func (w *pdfWriter) text(t *Text) {
	if t.Size <= 0 || !w.setColour(t.Colour, &w.fill, "rg") {
		return
	}
	glyphs, width := typeface.Set(t.Value, t.Bold)
	start, narrowing := t.begin(width)
	sin, cos := math.Sincos(t.Turn * math.Pi / 180)
	font, codes, x := "", "", 0.0
	show := func() {
		if codes != "" {
			along := (start + x) * t.Size * narrowing
			fmt.Fprintf(&w.content, "BT /%s %s Tf %.6f %.6f %.6f %.6f %s %s Tm <%s> Tj ET\n", font, decimal(t.Size),
				narrowing*cos, narrowing*sin, sin, -cos, decimal(t.X+along*cos), decimal(t.Y+along*sin), codes)
		}
	}
	for _, g := range glyphs {
		in, code := w.fonts.code(g.Letter, t.Bold)
		if in != font {
			show()
			font, codes, x = in, "", g.X
		}
		codes += code
	}
	show()
}

// writePath writes a path without painting it.
func writePath(out *bytes.Buffer, path []Segment) {
	for _, s := range path {
		switch s.Verb {
		case MoveTo:
			fmt.Fprintf(out, "%s %s m\n", decimal(s.X), decimal(s.Y))
		case LineTo:
			fmt.Fprintf(out, "%s %s l\n", decimal(s.X), decimal(s.Y))
		case CurveTo:
			fmt.Fprintf(out, "%s %s %s %s %s %s c\n", decimal(s.X1), decimal(s.Y1), decimal(s.X2), decimal(s.Y2), decimal(s.X), decimal(s.Y))
		case Close:
			out.WriteString("h\n")
		}
	}
}
