package graphviz

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"hash/crc32"
	"image/png"
	"io"
	"math"
)

// Limits of a PNG. Memory grows with the pixels, by 4 bytes each, and the time for a shape can grow with the square
// of the pixels that it covers in a row. A0 at 400 DPI fits the side, A2 at 400 DPI the area.
const (
	maxSide   = 20_000
	maxPixels = 100_000_000
)

// drawPNG draws a picture that Graphviz wrote as SVG. layout is the same picture as JSON, for the widths of texts.
func drawPNG(svg, layout []byte, dpi float64) (picture []byte, err error) {
	defer func() { // installed fonts can be broken in ways that the font packages do not expect
		if cause := recover(); cause != nil {
			picture, err = nil, fmt.Errorf("PNG: %v", cause)
		}
	}()
	if dpi == 0 {
		dpi = defaultDPI
	}
	p := painter{layout: layout, dpi: dpi, gradients: map[string]*gradient{}}
	decoder := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("PNG: SVG: %w", err)
		}
		if start, ok := token.(xml.StartElement); ok {
			if err := p.draw(decoder, element(start)); err != nil {
				return nil, fmt.Errorf("PNG: %w", err)
			}
		}
	}
	if p.canvas == nil {
		return nil, fmt.Errorf("PNG: SVG without a size")
	}
	var out bytes.Buffer
	if err := png.Encode(&out, p.canvas.Image()); err != nil {
		return nil, fmt.Errorf("PNG: %w", err)
	}
	return withResolution(out.Bytes(), dpi), nil
}

// pixels returns the size of a PNG of a picture that is width by height points, and refuses too large ones.
func pixels(width, height, dpi float64) (int, int, error) {
	x := math.Max(1, math.Ceil(width*dpi/pointsPerInch))
	y := math.Max(1, math.Ceil(height*dpi/pointsPerInch))
	if x <= maxSide && y <= maxSide && x*y <= maxPixels { // not if one is not a number
		return int(x), int(y), nil
	}
	remedy := "use SVG"
	fits := math.Floor(dpi * min(maxSide/x, maxSide/y, math.Sqrt(maxPixels/(x*y))))
	if fits >= minDPI {
		remedy = fmt.Sprintf("use %.0f DPI or less, or SVG", fits)
	}
	return 0, 0, fmt.Errorf("%.0f × %.0f pixels at %g DPI are too many (at most %d a side and %d million in all); %s",
		x, y, dpi, maxSide, maxPixels/1_000_000, remedy)
}

// withResolution puts the size of a pixel into a PNG (chunk pHYs, https://www.w3.org/TR/png-3/#11pHYs), so that
// documents show the picture in its size.
func withResolution(png []byte, dpi float64) []byte {
	const headerEnd = 8 + 25 // the signature and the chunk IHDR
	perMetre := uint32(math.Round(dpi / 0.0254))
	chunk := binary.BigEndian.AppendUint32(nil, 9)
	chunk = append(chunk, "pHYs"...)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = append(chunk, 1) // the unit is the metre
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
	return append(append(png[:headerEnd:headerEnd], chunk...), png[headerEnd:]...)
}
