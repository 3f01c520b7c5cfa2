package drawing

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"strconv"
	"strings"

	"github.com/golang/freetype/raster"
	"golang.org/x/image/math/fixed"
)

// paint returns the picture in pixels, of which density make a point.
func (d *Drawing) paint(s sheet, width, height int, density float64) image.Image {
	d.prepareLetters()
	p := painter{zoom: density * s.scale, left: density * s.left, top: density * s.top}
	p.filler.picture = image.NewRGBA(image.Rect(0, 0, width, height))
	if background, ok := colourOf(d.Background); ok {
		draw.Draw(p.filler.picture, p.filler.picture.Rect, image.NewUniform(background), image.Point{}, draw.Src)
	}
	for g := range d.groups() {
		for i := range g.Shapes {
			p.shape(&g.Shapes[i])
		}
		for i := range g.Texts {
			p.text(&g.Texts[i])
		}
	}
	return p.filler.picture
}

// painter draws on pixels.
type painter struct {
	filler    filler
	zoom      float64 // pixels in a point of the drawing
	left, top float64 // of the drawing, in pixels
}

// leastDash is how many pixels the strokes of a dashed line are long at least: shorter ones would not be seen at all.
const leastDash = 0.25

// shape fills a shape and draws along its outline.
func (p *painter) shape(s *Shape) {
	path := s.outline()
	if fill, ok := colourOf(s.Fill); ok {
		p.fill(path, fill)
	}
	stroke, ok := colourOf(s.Stroke)
	if !ok || s.StrokeWidth <= 0 {
		return
	}
	var capper raster.Capper = raster.ButtCapper
	if s.RoundCap {
		capper = raster.RoundCapper
	}
	lines := p.lines(fromMiddle(path))
	if len(s.Dashes) > 0 {
		lines = p.dashed(p.lines(path), s.Dashes)
	}
	for _, line := range lines {
		var along raster.Path
		along.Start(fixedPoint(line[0]))
		for _, at := range line[1:] {
			along.Add1(fixedPoint(at))
		}
		raster.Stroke(&p.filler, along, fixed.Int26_6(s.StrokeWidth*p.zoom*64), capper, raster.RoundJoiner)
	}
	p.filler.fill(stroke)
}

// fill fills a path.
func (p *painter) fill(path []Segment, ink color.NRGBA) {
	for _, line := range p.lines(path) {
		p.filler.Start(fixedPoint(line[0]))
		for _, at := range line[1:] {
			p.filler.Add1(fixedPoint(at))
		}
	}
	p.filler.fill(ink)
}

func fixedPoint(at xy) fixed.Point26_6 {
	return fixed.Point26_6{X: fixed.Int26_6(math.Round(at.x * 64)), Y: fixed.Int26_6(math.Round(at.y * 64))}
}

// lines returns the parts of a path as points in pixels, with lines between them.
func (p *painter) lines(path []Segment) [][]xy {
	at := func(x, y float64) xy { return xy{x*p.zoom + p.left, y*p.zoom + p.top} }
	var lines [][]xy
	var line []xy
	for _, s := range path {
		switch {
		case s.Verb == MoveTo || line == nil && s.Verb != Close:
			if len(line) > 1 {
				lines = append(lines, line)
			}
			line = []xy{at(s.X, s.Y)}
		case s.Verb == LineTo:
			line = append(line, at(s.X, s.Y))
		case s.Verb == CurveTo:
			line = append(line, flattened(line[len(line)-1], at(s.X1, s.Y1), at(s.X2, s.Y2), at(s.X, s.Y))...)
		case len(line) > 1:
			lines = append(lines, append(line, line[0]))
			line = line[:1:1]
		}
	}
	if len(line) > 1 {
		lines = append(lines, line)
	}
	return lines
}

// dashed returns the strokes of lines that are broken.
func (p *painter) dashed(lines [][]xy, dashes []float64) [][]xy {
	lengths := make([]float64, len(dashes))
	total := 0.0
	for i, length := range dashes {
		lengths[i] += length * p.zoom
		if i%2 == 0 && lengths[i] < leastDash && i+1 < len(lengths) {
			lengths[i], lengths[i+1] = leastDash, lengths[i]-leastDash // the gap is that much shorter
		}
		total += lengths[i]
	}
	if total < 2*leastDash {
		return lines
	}
	var strokes [][]xy
	for _, line := range lines {
		i, left := 0, lengths[0] // the stroke or gap, and what is left of it
		stroke := []xy{line[0]}
		for k := 1; k < len(line); k++ {
			from, to := line[k-1], line[k]
			length := math.Hypot(to.x-from.x, to.y-from.y)
			done := 0.0
			for length-done > left {
				done += left
				at := xy{from.x + (to.x-from.x)*done/length, from.y + (to.y-from.y)*done/length}
				if i%2 == 0 {
					strokes = append(strokes, append(stroke, at))
				}
				i = (i + 1) % (len(lengths) + len(lengths)%2) // an odd list is gone through twice
				left, stroke = max(lengths[i%len(lengths)], 0), []xy{at}
			}
			left -= length - done
			stroke = append(stroke, to)
		}
		if i%2 == 0 && len(stroke) > 1 {
			strokes = append(strokes, stroke)
		}
	}
	return strokes
}

// fromMiddle returns a path whose closed parts begin in the middle of their first line, because strokes join lines
// in turn, and not the last one with the first.
func fromMiddle(path []Segment) []Segment {
	out := make([]Segment, 0, len(path)+1)
	first := 0 // the index of the last MoveTo
	for i, s := range path {
		if s.Verb == MoveTo {
			first = len(out)
		}
		if s.Verb == Close && i > 0 && out[first+1].Verb == LineTo {
			from, to := out[first], out[first+1]
			out[first].X, out[first].Y = (from.X+to.X)/2, (from.Y+to.Y)/2
			if last := path[i-1]; last.X != from.X || last.Y != from.Y {
				out = append(out, Segment{Verb: LineTo, X: from.X, Y: from.Y})
			}
		}
		out = append(out, s)
	}
	return out
}

// text draws a text.
func (p *painter) text(t *Text) {
	ink, ok := colourOf(t.Colour)
	if !ok {
		return
	}
	for _, letter := range t.outlines() {
		p.fill(letter, ink)
	}
}

// colourOf reads #RRGGBB. It is false where nothing is to be painted.
func colourOf(name string) (color.NRGBA, bool) {
	digits, found := strings.CutPrefix(name, "#")
	value, err := strconv.ParseUint(digits, 16, 32)
	return color.NRGBA{uint8(value >> 16), uint8(value >> 8), uint8(value), 255}, found && err == nil && len(digits) == 6
}
