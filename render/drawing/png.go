package drawing

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image/png"
	"math"
	"strings"
	"unicode"
)

// PNGOptions say how a drawing becomes a PNG. The zero value is a picture for screens.
type PNGOptions struct {
	DPI float64 // pixels an inch, from 1 to 2400; 0 means 96
}

// Limits of a PNG. Memory grows with the pixels, by 4 bytes each. A0 at 400 DPI fits the side, A2 at 400 DPI the area.
const (
	minDPI     = 1
	defaultDPI = 96
	maxDPI     = 2400
	maxSide    = 20_000
	maxPixels  = 100_000_000
)

// PNG returns the drawing as an image that carries its resolution, and its title and description as texts in UTF-8.
// It refuses pictures of more than 100 million pixels, and says which resolution would do. O(pixels + n log n), n the
// pixels that outlines cross.
func (d *Drawing) PNG(opts PNGOptions) ([]byte, error) {
	dpi := opts.DPI
	if dpi == 0 {
		dpi = defaultDPI
	}
	if !(minDPI <= dpi && dpi <= maxDPI) {
		return nil, fmt.Errorf("PNG: resolution of %v DPI: it must be from %d to %d", dpi, minDPI, maxDPI)
	}
	sheet := d.sheet()
	width, height, err := pixels(sheet.width, sheet.height, dpi)
	if err != nil {
		return nil, fmt.Errorf("PNG: %w", err)
	}
	canvas := d.paint(sheet, width, height, dpi/pointsPerInch)
	var out bytes.Buffer
	if err := png.Encode(&out, canvas); err != nil {
		return nil, fmt.Errorf("PNG: %w", err)
	}
	return withChunks(out.Bytes(),
		chunk("pHYs", resolution(dpi)),
		chunk("iTXt", internationalText("Title", d.Title)),
		chunk("iTXt", internationalText("Description", d.Description)),
	), nil
}

// pixels returns the size of a PNG of a picture that is width by height points, and refuses too large ones.
func pixels(width, height, dpi float64) (int, int, error) {
	x := math.Max(1, math.Ceil(width*dpi/pointsPerInch-1e-6)) // not a pixel more for the last bit of a sum
	y := math.Max(1, math.Ceil(height*dpi/pointsPerInch-1e-6))
	if x <= maxSide && y <= maxSide && x*y <= maxPixels { // not if one is not a number
		return int(x), int(y), nil
	}
	remedy := "use SVG or PDF"
	fits := math.Floor(dpi * min(maxSide/x, maxSide/y, math.Sqrt(maxPixels/(x*y))))
	if fits >= minDPI {
		remedy = fmt.Sprintf("use %.0f DPI or less, or SVG or PDF", fits)
	}
	return 0, 0, fmt.Errorf("%.0f × %.0f pixels at %g DPI are too many (at most %d a side and %d million in all); %s",
		x, y, dpi, maxSide, maxPixels/1_000_000, remedy)
}

// resolution is the content of a chunk that says how large a pixel is (https://www.w3.org/TR/png-3/#11pHYs), so that
// documents show the picture in its size.
func resolution(dpi float64) []byte {
	perMetre := uint32(math.Round(dpi / 0.0254))
	data := binary.BigEndian.AppendUint32(nil, perMetre)
	data = binary.BigEndian.AppendUint32(data, perMetre)
	return append(data, 1) // the unit is the metre
}

// internationalText is the content of a chunk with a text in UTF-8 (https://www.w3.org/TR/png-3/#11iTXt), as it is
// and in no language that is named.
func internationalText(keyword, text string) []byte {
	text = strings.Map(func(r rune) rune {
		if r != '\n' && unicode.Is(unicode.Cc, r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	return append(append([]byte(keyword), 0, 0, 0, 0, 0), text...)
}

func chunk(kind string, data []byte) []byte {
	c := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	c = append(append(c, kind...), data...)
	return binary.BigEndian.AppendUint32(c, crc32.ChecksumIEEE(c[4:]))
}

// withChunks puts chunks into a PNG, behind the header and before the pixels.
func withChunks(png []byte, chunks ...[]byte) []byte {
	const headerEnd = 8 + 25 // the signature and the chunk IHDR
	out := bytes.Clone(png[:headerEnd])
	for _, c := range chunks {
		out = append(out, c...)
	}
	return append(out, png[headerEnd:]...)
}
