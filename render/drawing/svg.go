package drawing

import (
	"bytes"
	"encoding/xml"
	"errors"
	"math"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/internal/typeface"
)

// SVGOptions say how a drawing is written as SVG. The zero value is a file for browsers and documents.
type SVGOptions struct {
	// Dark is the same drawing in other colours, for readers who prefer a dark page; the parts must agree one by one.
	Dark *Drawing
	// Outlines draws letters as shapes, for programs that do not know the fonts in the file. The text can then not be
	// copied, and is still said in words.
	Outlines bool
	// Fragment is for a page of HTML: an svg element without the prolog of a file. With Dark, an attribute data-theme of the
	// root element of the page, light or dark, goes before what the reader prefers.
	Fragment bool
	// NoFonts leaves the fonts out, for a page that has them.
	NoFonts bool
}

// SVG writes the drawing for everybody, those who do not see it included: it has a title and a description, every
// organisation and every line says in words what it stands for, and the parts follow one another as lists
// (https://www.w3.org/TR/graphics-aria-1.0/). There are no scripts, and nothing is fetched: the letters that are used
// are in the file as a font, and texts have their lengths, so that a viewer that lacks the font keeps the layout.
// It fails where opts.Dark is another drawing. O(parts of the drawing).
func (d *Drawing) SVG(opts SVGOptions) ([]byte, error) {
	w := &svgWriter{drawing: d, opts: opts}
	if opts.Dark != nil {
		if err := w.pairColours(); err != nil {
			return nil, err
		}
	}
	if opts.Outlines {
		d.prepareLetters()
	}
	w.document()
	return w.out.Bytes(), nil
}

// svgWriter writes one drawing.
type svgWriter struct {
	drawing *Drawing
	opts    SVGOptions
	out     bytes.Buffer
	pairs   []colourPair
	index   map[colourPair]int
}

// colourPair is a colour on a light page and on a dark one.
type colourPair struct{ light, dark string }

// errDark is for drawings that differ in more than colours.
var errDark = errors.New("SVG: the dark drawing is not the same drawing in other colours")

// pairColours collects the pairs of colours that occur.
func (w *svgWriter) pairColours() error {
	w.index = map[colourPair]int{}
	add := func(light, dark string) {
		pair := colourPair{light, dark}
		if _, ok := w.index[pair]; !ok && light != "" {
			w.index[pair] = len(w.pairs)
			w.pairs = append(w.pairs, pair)
		}
	}
	add(w.drawing.Background, w.opts.Dark.Background)
	add(w.drawing.Focus, w.opts.Dark.Focus)
	var walk func(a, b []*Group) error
	walk = func(a, b []*Group) error {
		if len(a) != len(b) {
			return errDark
		}
		for i := range a {
			x, y := a[i], b[i]
			if x.ID != y.ID || len(x.Shapes) != len(y.Shapes) || len(x.Texts) != len(y.Texts) {
				return errDark
			}
			for k := range x.Shapes {
				if (x.Shapes[k].Fill == "") != (y.Shapes[k].Fill == "") || (x.Shapes[k].Stroke == "") != (y.Shapes[k].Stroke == "") {
					return errDark
				}
				add(x.Shapes[k].Fill, y.Shapes[k].Fill)
				add(x.Shapes[k].Stroke, y.Shapes[k].Stroke)
			}
			for k := range x.Texts {
				add(x.Texts[k].Colour, y.Texts[k].Colour)
			}
			if err := walk(x.Groups, y.Groups); err != nil {
				return err
			}
		}
		return nil
	}
	return walk(w.drawing.Groups, w.opts.Dark.Groups)
}

func (w *svgWriter) document() {
	d := w.drawing
	sheet := d.sheet()
	left, top, width, height := sheet.viewBox()
	if !w.opts.Fragment {
		w.out.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
	}
	w.out.WriteString(`<svg xmlns="http://www.w3.org/2000/svg"`)
	if d.Page != nil {
		w.attribute("width", number(sheet.width/pointsPerMM)+"mm")
		w.attribute("height", number(sheet.height/pointsPerMM)+"mm")
	} else {
		w.attribute("width", number(width)+"pt")
		w.attribute("height", number(height)+"pt")
	}
	w.attribute("viewBox", strings.Join([]string{number(left), number(top), number(width), number(height)}, " "))
	w.attribute("class", "drawing")
	w.attribute("role", "graphics-document document")
	w.attribute("lang", "en")
	w.attribute("aria-labelledby", "picture-title")
	w.attribute("aria-describedby", "picture-description")
	w.attribute("font-family", render.FontFamilies)
	w.attribute("stroke-linejoin", "round")
	w.out.WriteString(">\n")
	w.element("title", "picture-title", d.Title)
	w.element("desc", "picture-description", d.Description)
	w.style()
	w.out.WriteString("<rect")
	w.attribute("x", number(left))
	w.attribute("y", number(top))
	w.attribute("width", number(width))
	w.attribute("height", number(height))
	dark := ""
	if w.opts.Dark != nil {
		dark = w.opts.Dark.Background
	}
	w.paint(d.Background, dark, "", "", "background")
	w.out.WriteString("/>\n")
	for i, g := range d.Groups {
		w.group(g, w.darkGroup(w.opts.Dark, i))
	}
	w.out.WriteString("</svg>\n")
}

func (w *svgWriter) darkGroup(dark *Drawing, i int) *Group {
	if dark == nil {
		return nil
	}
	return dark.Groups[i]
}

// style is what cannot be said in attributes: fonts, the focus of the keyboard, and colours that depend on the reader.
func (w *svgWriter) style() {
	var css strings.Builder
	if !w.opts.NoFonts && !w.opts.Outlines {
		var texts [2][]string
		for text := range w.drawing.texts() {
			weight := 0
			if text.Bold {
				weight = 1
			}
			texts[weight] = append(texts[weight], text.Value)
		}
		for weight, values := range texts {
			if face := typeface.FontFace(values, weight == 1); face != "" {
				css.WriteString(face + "\n")
			}
		}
	}
	focus := w.drawing.Focus
	if len(w.pairs) > 0 {
		var light, dark strings.Builder
		for i, p := range w.pairs {
			name := "--p" + strconv.Itoa(i)
			light.WriteString(name + ":" + p.light + ";")
			dark.WriteString(name + ":" + p.dark + ";")
		}
		reader := ".drawing"
		if w.opts.Fragment {
			reader = ":root:not([data-theme=light]) .drawing"
			css.WriteString(":root[data-theme=dark] .drawing{" + dark.String() + "}\n")
		}
		// The chosen theme, which is more exact, goes before the preferred one. The rules reach nothing beside the drawing.
		css.WriteString(".drawing{" + light.String() + "}\n@media (prefers-color-scheme:dark){" + reader + "{" + dark.String() + "}}\n")
		const within = ":where(.drawing) " // no more exact than rules of a page for its parts
		for i := range w.pairs {
			name := strconv.Itoa(i)
			css.WriteString(within + ".f" + name + "{fill:var(--p" + name + ")}" + within + ".s" + name + "{stroke:var(--p" + name + ")}")
		}
		css.WriteString("\n")
		focus = "var(--p" + strconv.Itoa(w.index[colourPair{w.drawing.Focus, w.opts.Dark.Focus}]) + ")"
	}
	css.WriteString(".drawing [tabindex]:focus-visible,.drawing a:focus-visible{outline:2.5px solid " + focus + ";outline-offset:2px}")
	w.out.WriteString("<style>" + css.String() + "</style>\n")
}

func (w *svgWriter) group(g, dark *Group) {
	if len(g.Shapes)+len(g.Texts)+len(g.Groups) == 0 && g.Role == NoRole {
		return
	}
	w.out.WriteString("<g")
	if g.ID != "" {
		w.attribute("id", g.ID)
	}
	if g.Class != "" {
		w.attribute("class", g.Class)
	}
	switch g.Role {
	case List:
		w.attribute("role", "list")
	case Item:
		w.attribute("role", "listitem")
	case Hidden:
		w.attribute("aria-hidden", "true")
	}
	label := g.Label
	if g.Role == Hidden {
		label = ""
	}
	if g.Link != "" { // within the group, for an item that is a link would be no item
		w.out.WriteString("><a")
		w.attribute("href", g.Link)
	} else if g.Stop {
		w.attribute("tabindex", "0")
	}
	if label != "" {
		w.attribute("aria-label", label)
	}
	w.out.WriteString(">")
	if g.Tooltip != "" {
		w.element("title", "", g.Tooltip)
	}
	// What an item shows, its label says.
	shown := g.Role == Item && len(g.Shapes)+len(g.Texts) > 0
	if shown {
		w.out.WriteString(`<g aria-hidden="true">`)
	}
	for i := range g.Shapes {
		w.shape(&g.Shapes[i], dark, i)
	}
	for i := range g.Texts {
		w.text(&g.Texts[i], dark, i)
	}
	if shown {
		w.out.WriteString("</g>")
	}
	for i, inner := range g.Groups {
		var other *Group
		if dark != nil {
			other = dark.Groups[i]
		}
		w.group(inner, other)
	}
	if g.Link != "" {
		w.out.WriteString("</a>")
	}
	w.out.WriteString("</g>\n")
}

func (w *svgWriter) shape(s *Shape, dark *Group, i int) {
	var darkFill, darkStroke string
	if dark != nil {
		darkFill, darkStroke = dark.Shapes[i].Fill, dark.Shapes[i].Stroke
	}
	switch s.Kind {
	case Rectangle:
		w.out.WriteString("<rect")
		w.attribute("x", number(s.Left))
		w.attribute("y", number(s.Top))
		w.attribute("width", number(s.Width))
		w.attribute("height", number(s.Height))
		if s.Radius > 0 {
			w.attribute("rx", number(s.Radius))
		}
	case Ellipse:
		w.out.WriteString("<ellipse")
		w.attribute("cx", number(s.Left+s.Width/2))
		w.attribute("cy", number(s.Top+s.Height/2))
		w.attribute("rx", number(s.Width/2))
		w.attribute("ry", number(s.Height/2))
	default:
		w.out.WriteString("<path")
		w.attribute("d", pathData(s.Path))
	}
	w.paint(s.Fill, darkFill, s.Stroke, darkStroke, "")
	if s.Stroke != "" {
		if s.StrokeWidth != 1 {
			w.attribute("stroke-width", number(s.StrokeWidth))
		}
		if len(s.Dashes) > 0 {
			lengths := make([]string, len(s.Dashes))
			for k, length := range s.Dashes {
				lengths[k] = number(length)
			}
			w.attribute("stroke-dasharray", strings.Join(lengths, " "))
		}
		if s.RoundCap {
			w.attribute("stroke-linecap", "round")
		}
	}
	w.out.WriteString("/>")
}

// paint writes colours: as attributes, and where they depend on the reader as classes too.
func (w *svgWriter) paint(fill, darkFill, stroke, darkStroke, class string) {
	var classes []string
	if class != "" {
		classes = append(classes, class)
	}
	if w.opts.Dark != nil {
		if fill != "" {
			classes = append(classes, "f"+strconv.Itoa(w.index[colourPair{fill, darkFill}]))
		}
		if stroke != "" {
			classes = append(classes, "s"+strconv.Itoa(w.index[colourPair{stroke, darkStroke}]))
		}
	}
	if len(classes) > 0 {
		w.attribute("class", strings.Join(classes, " "))
	}
	if fill == "" {
		fill = "none"
	}
	w.attribute("fill", fill)
	if stroke != "" {
		w.attribute("stroke", stroke)
	}
}

func (w *svgWriter) text(t *Text, dark *Group, i int) {
	darkColour := ""
	if dark != nil {
		darkColour = dark.Texts[i].Colour
	}
	if w.opts.Outlines {
		var path []Segment
		for _, letter := range t.outlines() {
			path = append(path, letter...)
		}
		if len(path) > 0 {
			w.out.WriteString("<path")
			w.attribute("d", pathData(path))
			w.paint(t.Colour, darkColour, "", "", "")
			w.out.WriteString("/>")
		}
		return
	}
	w.out.WriteString("<text")
	w.attribute("x", number(t.X))
	w.attribute("y", number(t.Y))
	switch t.Anchor {
	case Middle:
		w.attribute("text-anchor", "middle")
	case End:
		w.attribute("text-anchor", "end")
	}
	w.attribute("font-size", number(t.Size))
	if t.Bold {
		w.attribute("font-weight", "bold")
	}
	w.paint(t.Colour, darkColour, "", "", "")
	if t.Width > 0 && !t.borrows() {
		w.attribute("textLength", number(t.Width))
		w.attribute("lengthAdjust", "spacingAndGlyphs")
	}
	if t.Turn != 0 {
		w.attribute("transform", "rotate("+number(t.Turn)+" "+number(t.X)+" "+number(t.Y)+")")
	}
	w.out.WriteString(">")
	w.escaped(t.Value)
	w.out.WriteString("</text>")
}

// borrows reports whether a text has letters that the fonts lack. Its width is then generous, for whatever font the viewer
// has for those letters, which a length would stretch.
func (t *Text) borrows() bool {
	return strings.ContainsFunc(t.Value, func(letter rune) bool { return letter >= 0x80 && !typeface.Has(letter) })
}

// pathData writes a path as the attribute d has it.
func pathData(path []Segment) string {
	var b strings.Builder
	for _, s := range path {
		switch s.Verb {
		case MoveTo:
			b.WriteString("M" + number(s.X) + " " + number(s.Y))
		case LineTo:
			b.WriteString("L" + number(s.X) + " " + number(s.Y))
		case CurveTo:
			b.WriteString("C" + number(s.X1) + " " + number(s.Y1) + " " + number(s.X2) + " " + number(s.Y2) + " " + number(s.X) + " " + number(s.Y))
		case Close:
			b.WriteString("Z")
		}
	}
	return b.String()
}

// number writes a length with two decimals at the most.
func number(x float64) string {
	rounded := math.Round(x*100) / 100
	if rounded == 0 {
		return "0" // and not -0
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

func (w *svgWriter) attribute(name, value string) {
	w.out.WriteString(" " + name + `="`)
	w.escaped(value)
	w.out.WriteByte('"')
}

// element writes an element that holds text alone.
func (w *svgWriter) element(name, id, text string) {
	w.out.WriteString("<" + name)
	if id != "" {
		w.attribute("id", id)
	}
	w.out.WriteString(">")
	w.escaped(text)
	w.out.WriteString("</" + name + ">")
}

// escaped writes text for elements and attributes; what XML cannot hold becomes U+FFFD.
func (w *svgWriter) escaped(text string) {
	xml.EscapeText(&w.out, []byte(text)) // a buffer never fails
}
