package drawing

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"math"
	"strings"
	"testing"
)

func decoded(t testing.TB, d *Drawing, dpi float64) image.Image {
	t.Helper()
	data, err := d.PNG(PNGOptions{DPI: dpi})
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

// inked returns the box around the pixels for which ink is true, and how many there are.
func inked(picture image.Image, ink func(color.NRGBA) bool) (box image.Rectangle, count int) {
	for y := range picture.Bounds().Dy() {
		for x := range picture.Bounds().Dx() {
			if ink(color.NRGBAModel.Convert(picture.At(x, y)).(color.NRGBA)) {
				box = box.Union(image.Rect(x, y, x+1, y+1))
				count++
			}
		}
	}
	return box, count
}

func red(c color.NRGBA) bool { return c.A > 127 && c.R > 200 && c.G < 100 && c.B < 100 }

func chunksOf(t *testing.T, data []byte) (kinds []string, contents map[string][]byte) {
	t.Helper()
	contents = map[string][]byte{}
	for at := 8; at < len(data); {
		length := int(binary.BigEndian.Uint32(data[at:]))
		kind, content := string(data[at+4:at+8]), data[at+8:at+8+length]
		if sum := binary.BigEndian.Uint32(data[at+8+length:]); sum != crc32.ChecksumIEEE(data[at+4:at+8+length]) {
			t.Errorf("chunk %s: wrong sum", kind)
		}
		if kind == "iTXt" {
			keyword, _, _ := strings.Cut(string(content), "\x00")
			kind += keyword
		}
		if kind != "IDAT" {
			kinds = append(kinds, kind)
		}
		contents[kind] = content
		at += 12 + length
	}
	return kinds, contents
}

func TestPNGSizeAndWords(t *testing.T) {
	for _, dpi := range []float64{0, 1, 72, 72.5, 300} {
		d := everything()
		data, err := d.PNG(PNGOptions{DPI: dpi})
		if err != nil {
			t.Fatal(err)
		}
		if dpi == 0 {
			dpi = 96
		}
		config, err := png.DecodeConfig(bytes.NewReader(data))
		if err != nil || config.Width != int(math.Ceil(400*dpi/72-1e-6)) || config.Height != int(math.Ceil(260*dpi/72-1e-6)) {
			t.Errorf("%g DPI: %d × %d (%v)", dpi, config.Width, config.Height, err)
		}
		kinds, contents := chunksOf(t, data)
		if got, want := strings.Join(kinds, " "), "IHDR pHYs iTXtTitle iTXtDescription IEND"; got != want {
			t.Errorf("%g DPI: chunks %s", dpi, got)
		}
		perMetre := binary.BigEndian.AppendUint32(nil, uint32(math.Round(dpi/0.0254)))
		if want := append(append(perMetre, perMetre...), 1); !bytes.Equal(contents["pHYs"], want) {
			t.Errorf("%g DPI: pHYs % X, want % X", dpi, contents["pHYs"], want)
		}
		if got := string(contents["iTXtTitle"]); got != "Title\x00\x00\x00\x00\x00"+d.Title {
			t.Errorf("title %q", got)
		}
	}
	d := everything()
	d.Title = "a\x00b\xffc\u0085"
	data, err := d.PNG(PNGOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, contents := chunksOf(t, data); !bytes.HasSuffix(contents["iTXtTitle"], []byte("\x00ab\uFFFDc")) {
		t.Errorf("title %q", contents["iTXtTitle"])
	}
}

func TestPNGOnAPage(t *testing.T) {
	page, _ := LookupPage("A4")
	d := &Drawing{Width: 100, Height: 100, Title: "x", Background: "#FFFFFF", Groups: []*Group{{Shapes: []Shape{{Width: 100, Height: 100, Fill: "#FF0000"}}}}}
	fitted, _ := d.Fit(page)
	picture := decoded(t, fitted, 72)
	box, _ := inked(picture, red)
	if picture.Bounds().Size() != image.Pt(842, 596) || box.Dx() < 124 || box.Dx() > 126 || math.Abs(float64(box.Min.X+box.Max.X)-842) > 2 || math.Abs(float64(box.Min.Y+box.Max.Y)-596) > 2 {
		t.Errorf("%v on %v", box, picture.Bounds())
	}
	if background := color.NRGBAModel.Convert(picture.At(0, 0)); background != (color.NRGBA{255, 255, 255, 255}) {
		t.Errorf("the page is %v", background)
	}
}

func TestPNGLimits(t *testing.T) {
	for _, c := range []struct {
		width, height, dpi float64
		want               string
	}{
		{72, 144, 72, ""},
		{0, 0, 72, ""},
		{20_000, 5_000, 72, ""},
		{20_001, 1, 72, "20001 × 1 pixels at 72 DPI are too many (at most 20000 a side and 100 million in all); use 71 DPI or less, or SVG or PDF"},
		{1e4, 1e4 + 1, 72, "10000 × 10001 pixels at 72 DPI are too many (at most 20000 a side and 100 million in all); use 71 DPI or less, or SVG or PDF"},
		{1e9, 1e9, 72, "1000000000 × 1000000000 pixels at 72 DPI are too many (at most 20000 a side and 100 million in all); use SVG or PDF"},
		{math.NaN(), 1, 72, "NaN × 1 pixels at 72 DPI are too many (at most 20000 a side and 100 million in all); use SVG or PDF"},
		{math.Inf(1), 1, 72, "+Inf × 1 pixels at 72 DPI are too many (at most 20000 a side and 100 million in all); use SVG or PDF"},
	} {
		_, _, err := pixels(c.width, c.height, c.dpi)
		if got := fmt.Sprint(err); got != c.want && !(err == nil && c.want == "") {
			t.Errorf("pixels(%v, %v, %v)\n got %s\nwant %s", c.width, c.height, c.dpi, got, c.want)
		}
	}
	for _, dpi := range []float64{-1, 0.5, 2401, math.NaN(), math.Inf(1)} {
		if data, err := everything().PNG(PNGOptions{DPI: dpi}); err == nil || len(data) > 0 || !strings.Contains(err.Error(), "from 1 to 2400") {
			t.Errorf("%v DPI: %v", dpi, err)
		}
	}
	d := everything()
	d.Width = 1e7
	if data, err := d.PNG(PNGOptions{}); err == nil || len(data) > 0 {
		t.Errorf("%d bytes, %v", len(data), err)
	}
}

// What a drawing shows: each has one thing in red, on a page of 100 × 100 points.
func TestPNGShows(t *testing.T) {
	line := []Segment{{Verb: MoveTo, X: 20, Y: 50}, {Verb: LineTo, X: 80, Y: 50}}
	triangle := []Segment{{Verb: MoveTo, X: 20, Y: 20}, {Verb: LineTo, X: 80, Y: 20}, {Verb: LineTo, X: 80, Y: 80}, {Verb: Close}}
	text := textAt(50, 55, 20, false, Middle, "WWWW")
	text.Colour = "#FF0000"
	bold, turned, narrow, unknown := text, text, text, text
	turned.Turn, narrow.Width, unknown.Value = -90, text.Width/2, "\U0010fffd"
	bold = textAt(50, 55, 20, true, Middle, "WWWW")
	bold.Colour = "#FF0000"
	short := []Segment{line[0], {Verb: LineTo, X: 75, Y: 50}}
	for _, c := range []struct {
		name     string
		shape    Shape
		text     *Text
		box      image.Rectangle // points
		min, max int             // square points
	}{
		{"a box's outline", Shape{Left: 20, Top: 20, Width: 60, Height: 40, Stroke: "#FF0000", StrokeWidth: 2}, nil, image.Rect(19, 19, 81, 61), 396, 404},
		// Round corners lack (4 − π) · 4², and a corner where the line only ends would lack 4² more.
		{"a thick outline", Shape{Left: 20, Top: 20, Width: 60, Height: 40, Stroke: "#FF0000", StrokeWidth: 8}, nil, image.Rect(16, 16, 84, 64), 1583, 1590},
		{"a filled box", Shape{Left: 20, Top: 20, Width: 60, Height: 40, Fill: "#FF0000"}, nil, image.Rect(20, 20, 80, 60), 2399, 2401},
		{"a round box", Shape{Left: 20, Top: 20, Width: 60, Height: 40, Radius: 10, Fill: "#FF0000"}, nil, image.Rect(20, 20, 80, 60), 2305, 2320}, // 2400 − (4 − π) · 100
		{"too round a box", Shape{Left: 30, Top: 30, Width: 40, Height: 40, Radius: 99, Fill: "#FF0000"}, nil, image.Rect(30, 30, 70, 70), 1245, 1265},
		{"an ellipse", Shape{Kind: Ellipse, Left: 20, Top: 20, Width: 60, Height: 40, Fill: "#FF0000"}, nil, image.Rect(20, 20, 80, 60), 1875, 1895}, // 600 π
		{"a triangle", Shape{Kind: Curve, Path: triangle, Fill: "#FF0000"}, nil, image.Rect(20, 20, 80, 80), 1780, 1800},
		{"a line", Shape{Kind: Curve, Path: line, Stroke: "#FF0000", StrokeWidth: 4}, nil, image.Rect(20, 48, 80, 52), 239, 241},
		{"a round line", Shape{Kind: Curve, Path: line, Stroke: "#FF0000", StrokeWidth: 4, RoundCap: true}, nil, image.Rect(18, 48, 82, 52), 247, 256},
		{"a dashed line", Shape{Kind: Curve, Path: line, Stroke: "#FF0000", StrokeWidth: 4, Dashes: []float64{7, 3}}, nil, image.Rect(20, 48, 77, 52), 160, 172},
		{"dots", Shape{Kind: Curve, Path: short, Stroke: "#FF0000", StrokeWidth: 4, Dashes: []float64{0, 10}, RoundCap: true}, nil, image.Rect(18, 48, 72, 52), 65, 80}, // 6 of them
		{"nothing", Shape{Kind: Curve, Path: line, Stroke: "red", StrokeWidth: 4}, nil, image.Rectangle{}, 0, 0},
		{"no path", Shape{Kind: Curve, Path: []Segment{{Verb: Close}}, Stroke: "#FF0000", StrokeWidth: 4}, nil, image.Rectangle{}, 0, 0},
		{"a text", Shape{}, &text, image.Rect(12, 40, 88, 55), 370, 410},
		{"a bold text", Shape{}, &bold, image.Rect(12, 40, 88, 55), 480, 530},
		{"a turned text", Shape{}, &turned, image.Rect(35, 17, 50, 93), 370, 410},
		{"a narrow text", Shape{}, &narrow, image.Rect(31, 40, 69, 55), 180, 205},
		{"a letter without a font", Shape{}, &unknown, image.Rect(43, 39, 57, 56), 10, 80}, // an empty box
	} {
		d := &Drawing{Width: 100, Height: 100, Title: "x", Background: "#FFFFFF", Groups: []*Group{{Shapes: []Shape{c.shape}}}}
		if c.text != nil {
			d.Groups[0].Texts = []Text{*c.text}
		}
		box, count := inked(decoded(t, d, 72*4), red)
		box = image.Rect(int(math.Floor(float64(box.Min.X)/4+0.3)), int(math.Floor(float64(box.Min.Y)/4+0.3)), int(math.Ceil(float64(box.Max.X)/4-0.3)), int(math.Ceil(float64(box.Max.Y)/4-0.3)))
		if area := count / 16; area < c.min || area > c.max || c.text == nil && box != c.box || !box.In(c.box.Inset(-1)) {
			t.Errorf("%s: %d square points, want %d to %d; in %v, want %v", c.name, area, c.min, c.max, box, c.box)
		}
	}
}

func TestPNGIsTheSameTwice(t *testing.T) {
	a, err := everything().PNG(PNGOptions{})
	b, _ := everything().PNG(PNGOptions{})
	if err != nil || !bytes.Equal(a, b) {
		t.Errorf("differs (%v)", err)
	}
}

func TestColourOf(t *testing.T) {
	if c, ok := colourOf("#0102fF"); !ok || c != (color.NRGBA{1, 2, 255, 255}) {
		t.Errorf("%v, %v", c, ok)
	}
	for _, name := range []string{"", "none", "red", "#12", "#12345678", "#gggggg", "123456", "#+12345"} {
		if c, ok := colourOf(name); ok {
			t.Errorf("%q: %v", name, c)
		}
	}
}

func BenchmarkPNG(b *testing.B) {
	d := everything()
	for b.Loop() {
		if _, err := d.PNG(PNGOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}
