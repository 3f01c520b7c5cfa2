package graphviz

import (
	"encoding/xml"
	"fmt"
	"image/color"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/fogleman/gg"
	"golang.org/x/image/colornames"
)

// pointsPerInch is the unit of Graphviz.
const pointsPerInch = 72

// A painter draws SVG as Graphviz writes it: polygons, polylines, paths of cubic curves, ellipses, texts and
// gradients, under one transformation.
type painter struct {
	layout     []byte // the picture as JSON
	dpi        float64
	box        [4]float64  // x, y, width and height of the picture in points
	canvas     *gg.Context // this and typesetter are not nil once the size is known
	typesetter *typesetter
	zoom       float64 // pixels in a unit of the SVG
	gradients  map[string]*gradient
	defining   *gradient // the gradient whose stops are read
}

// An element is an XML element with its attributes.
type element xml.StartElement

// attribute returns the value of an attribute, or "".
func (e element) attribute(name string) string {
	for _, attribute := range e.Attr {
		if attribute.Name.Local == name {
			return attribute.Value
		}
	}
	return ""
}

// number returns the value of an attribute as a number, or otherwise.
func (e element) number(name string, otherwise float64) float64 {
	if value, err := strconv.ParseFloat(strings.TrimSuffix(e.attribute(name), "%"), 64); err == nil {
		return value
	}
	return otherwise
}

// draw draws one element, or takes from it what later ones need.
func (p *painter) draw(decoder *xml.Decoder, e element) error {
	if e.Name.Local != "svg" && p.canvas == nil {
		return fmt.Errorf("SVG: <%s> before <svg>", e.Name.Local)
	}
	switch e.Name.Local {
	case "svg":
		return p.start(e.attribute("viewBox"))
	case "g":
		return p.transform(e.attribute("transform"))
	case "linearGradient", "radialGradient":
		p.defining = newGradient(e)
		p.gradients[e.attribute("id")] = p.defining
	case "stop":
		p.defining.add(e.attribute("offset"), e.attribute("style"))
	case "polygon", "polyline":
		p.lines(numbers(e.attribute("points")))
		if e.Name.Local == "polygon" {
			p.canvas.ClosePath()
		}
		p.paint(e, numbers(e.attribute("points")))
	case "path":
		p.curves(e.attribute("d"))
		p.paint(e, numbers(e.attribute("d")))
	case "ellipse":
		x, y, rx, ry := e.number("cx", 0), e.number("cy", 0), e.number("rx", 0), e.number("ry", 0)
		p.canvas.DrawEllipse(x, y, rx, ry)
		p.paint(e, []float64{x - rx, y - ry, x + rx, y + ry})
	case "text":
		return p.text(decoder, e)
	}
	return nil
}

// start makes the canvas and the typesetter.
func (p *painter) start(viewBox string) error {
	box := numbers(viewBox)
	if len(box) != 4 {
		return fmt.Errorf("SVG: viewBox %q", viewBox)
	}
	width, height, err := pixels(box[2], box[3], p.dpi)
	if err != nil {
		return err
	}
	widths, err := readWidths(p.layout)
	if err != nil {
		return fmt.Errorf("layout: %w", err)
	}
	p.typesetter = newTypesetter(widths)
	p.box = [4]float64(box)
	p.canvas = gg.NewContext(width, height)
	p.canvas.SetLineCapButt()
	return nil
}

var transformation = regexp.MustCompile(`^scale\((\S+) \S+\) rotate\((\S+)\) translate\((\S+) (\S+)\)$`)

// transform sets the transformation from units of the SVG to pixels. Graphviz gives one to the group that holds all.
func (p *painter) transform(text string) error {
	if text == "" {
		return nil
	}
	parts := transformation.FindStringSubmatch(text)
	if parts == nil {
		return fmt.Errorf("SVG: transformation %q", text)
	}
	var values [4]float64
	for i, part := range parts[1:] {
		value, err := strconv.ParseFloat(part, 64)
		if err != nil {
			return fmt.Errorf("SVG: transformation %q: %w", text, err)
		}
		values[i] = value
	}
	p.zoom = p.dpi / pointsPerInch * values[0]
	p.canvas.Identity()
	p.canvas.Scale(p.dpi/pointsPerInch, p.dpi/pointsPerInch)
	p.canvas.Translate(-p.box[0], -p.box[1])
	p.canvas.Scale(values[0], values[0])
	p.canvas.Rotate(values[1] * math.Pi / 180)
	p.canvas.Translate(values[2], values[3])
	return nil
}

var number = regexp.MustCompile(`[-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?`)

// numbers returns all numbers in text, whatever stands between them.
func numbers(text string) []float64 {
	var values []float64
	for _, digits := range number.FindAllString(text, -1) {
		if value, err := strconv.ParseFloat(digits, 64); err == nil {
			values = append(values, value)
		}
	}
	return values
}

// lines makes a path through points: x and y in turn.
func (p *painter) lines(points []float64) {
	for i := 0; i+1 < len(points); i += 2 {
		if i == 0 {
			p.canvas.MoveTo(points[0], points[1])
		} else {
			p.canvas.LineTo(points[i], points[i+1])
		}
	}
}

// curves makes a path from moves (M) and cubic curves (C) with absolute coordinates.
func (p *painter) curves(data string) {
	for _, part := range strings.Split(data, "M")[1:] {
		move, bends, _ := strings.Cut(part, "C")
		p.lines(numbers(move))
		for c := numbers(bends); len(c) >= 6; c = c[6:] {
			p.canvas.CubicTo(c[0], c[1], c[2], c[3], c[4], c[5])
		}
	}
}

// paint fills and strokes the path, as the attributes of e say, and ends it. points lie around it.
func (p *painter) paint(e element, points []float64) {
	defer p.canvas.ClearPath()
	if id, found := strings.CutPrefix(e.attribute("fill"), "url(#"); found {
		if gradient := p.gradients[strings.TrimSuffix(id, ")")]; gradient != nil {
			p.canvas.SetFillStyle(gradient.pattern(p, points))
			p.canvas.FillPreserve()
		}
	} else if fill, ok := colour(e.attribute("fill"), e.number("fill-opacity", 1)); ok {
		p.canvas.SetColor(fill)
		p.canvas.FillPreserve()
	}
	stroke, ok := colour(e.attribute("stroke"), e.number("stroke-opacity", 1))
	width := e.number("stroke-width", 1)
	if !ok || width <= 0 {
		return
	}
	dashes := numbers(e.attribute("stroke-dasharray"))
	for i := range dashes {
		dashes[i] *= p.zoom
	}
	p.canvas.SetColor(stroke)
	p.canvas.SetLineWidth(width * p.zoom)
	p.canvas.SetDash(dashes...)
	p.canvas.StrokePreserve()
}

// colour reads a colour of SVG: a name or #rrggbb. It is false where nothing is to be painted.
func colour(name string, opacity float64) (color.NRGBA, bool) {
	alpha := uint8(math.Round(255 * min(max(opacity, 0), 1)))
	if name == "" || name == "none" || name == "transparent" || alpha == 0 {
		return color.NRGBA{}, false
	}
	if digits, found := strings.CutPrefix(name, "#"); found {
		value, err := strconv.ParseUint(digits, 16, 32)
		return color.NRGBA{uint8(value >> 16), uint8(value >> 8), uint8(value), alpha}, err == nil && len(digits) == 6
	}
	value, ok := colornames.Map[strings.ToLower(name)]
	return color.NRGBA{value.R, value.G, value.B, alpha}, ok
}
