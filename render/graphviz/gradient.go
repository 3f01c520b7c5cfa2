package graphviz

import (
	"image/color"
	"math"
	"strings"

	"github.com/fogleman/gg"
)

// A gradient is a linear or radial gradient of SVG as Graphviz defines it: linear ones by two points of the
// picture, radial ones by shares of the box around the shape, with a radius of 75 %.
type gradient struct {
	radial         bool
	x1, y1, x2, y2 float64 // linear: both ends, in units of the SVG; radial: focus and centre, in per cent
	offsets        []float64
	colours        []color.NRGBA
}

func newGradient(e element) *gradient {
	if e.Name.Local == "radialGradient" {
		return &gradient{
			radial: true,
			x1:     e.number("fx", 50), y1: e.number("fy", 50),
			x2: e.number("cx", 50), y2: e.number("cy", 50),
		}
	}
	return &gradient{x1: e.number("x1", 0), y1: e.number("y1", 0), x2: e.number("x2", 0), y2: e.number("y2", 0)}
}

// add adds a stop, whose style is written as stop-color:red;stop-opacity:1.;
func (g *gradient) add(offset, style string) {
	if g == nil {
		return
	}
	name, opacity := "", 1.0
	for _, property := range strings.Split(style, ";") {
		switch key, value, _ := strings.Cut(property, ":"); key {
		case "stop-color":
			name = value
		case "stop-opacity":
			opacity = numbers("0" + value)[0]
		}
	}
	stop, _ := colour(name, opacity)
	g.offsets = append(g.offsets, numbers("0" + offset)[0])
	g.colours = append(g.colours, stop)
}

// pattern places the gradient on a shape that lies within the box around points.
func (g *gradient) pattern(p *painter, points []float64) gg.Pattern {
	var pattern gg.Gradient
	if g.radial {
		left, right, top, bottom := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
		for i := 0; i+1 < len(points); i += 2 {
			left, right = min(left, points[i]), max(right, points[i])
			top, bottom = min(top, points[i+1]), max(bottom, points[i+1])
		}
		width, height := right-left, bottom-top
		fx, fy := p.canvas.TransformPoint(left+width*g.x1/100, top+height*g.y1/100)
		cx, cy := p.canvas.TransformPoint(left+width*g.x2/100, top+height*g.y2/100)
		pattern = gg.NewRadialGradient(fx, fy, 0, cx, cy, 0.75*max(width, height)*p.zoom)
	} else {
		x1, y1 := p.canvas.TransformPoint(g.x1, g.y1)
		x2, y2 := p.canvas.TransformPoint(g.x2, g.y2)
		pattern = gg.NewLinearGradient(x1, y1, x2, y2)
	}
	for i, offset := range g.offsets {
		pattern.AddColorStop(offset, g.colours[i])
	}
	return pattern
}
