package graphviz

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"strings"
	"testing"
)

func renderImage(t testing.TB, dot string, dpi float64) image.Image {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader(render(t, dot, Options{Format: PNG, DPI: dpi})))
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

func dark(c color.NRGBA) bool { return c.A > 127 && int(c.R)+int(c.G)+int(c.B) < 384 }

func like(r, g, b uint8) func(color.NRGBA) bool {
	near := func(a, b uint8) bool { return max(a, b)-min(a, b) < 24 }
	return func(c color.NRGBA) bool { return c.A > 127 && near(c.R, r) && near(c.G, g) && near(c.B, b) }
}

func TestPNGSize(t *testing.T) {
	for _, attributes := range []string{
		"", "rotate=90", `size="0.5,0.5"`, `size="3,3!"`, "pad=1", `size="4,2!" ratio=fill`, "dpi=300", `viewport="100,50,2"`, "margin=1",
	} {
		dot := fmt.Sprintf("digraph { graph [%s]; a -> b; b -> c [label=text] }", attributes)
		box := numbers(elements(t, render(t, dot, Options{}))[0].attribute("viewBox"))
		for _, dpi := range []float64{0, 1, 72.5} {
			out := render(t, dot, Options{Format: PNG, DPI: dpi})
			if dpi == 0 {
				dpi = 96
			}
			config, err := png.DecodeConfig(bytes.NewReader(out))
			if err != nil {
				t.Fatal(err)
			}
			wantWidth, wantHeight := int(math.Ceil(box[2]*dpi/72)), int(math.Ceil(box[3]*dpi/72))
			if config.Width != wantWidth || config.Height != wantHeight {
				t.Errorf("%q at %g DPI: %d × %d, want %d × %d", attributes, dpi, config.Width, config.Height, wantWidth, wantHeight)
			}
			at := bytes.Index(out, []byte("pHYs"))
			if at != 8+25+4 {
				t.Fatalf("%q: pHYs at %d", attributes, at)
			}
			perMetre := int(out[at+4])<<24 | int(out[at+5])<<16 | int(out[at+6])<<8 | int(out[at+7])
			if want := int(math.Round(dpi / 0.0254)); perMetre != want || out[at+12] != 1 {
				t.Errorf("%q at %g DPI: %d pixels a metre, want %d", attributes, dpi, perMetre, want)
			}
		}
	}
}

func TestPNGSizeLimits(t *testing.T) {
	for _, test := range []struct {
		width, height, dpi float64
		want               string
	}{
		{72, 144, 72, ""},
		{0, 0, 72, ""},
		{20_000, 5_000, 72, ""},
		{20_001, 1, 72, "20001 × 1 pixels at 72 DPI are too many (at most 20000 a side and 100 million in all); use 71 DPI or less, or SVG"},
		{1e4, 1e4 + 1, 72, "10000 × 10001 pixels at 72 DPI are too many (at most 20000 a side and 100 million in all); use 71 DPI or less, or SVG"},
		{1e9, 1e9, 72, "1000000000 × 1000000000 pixels at 72 DPI are too many (at most 20000 a side and 100 million in all); use SVG"},
		{math.NaN(), 1, 72, "NaN × 1 pixels at 72 DPI are too many (at most 20000 a side and 100 million in all); use SVG"},
		{math.Inf(1), 1, 72, "+Inf × 1 pixels at 72 DPI are too many (at most 20000 a side and 100 million in all); use SVG"},
	} {
		_, _, err := pixels(test.width, test.height, test.dpi)
		if got := fmt.Sprint(err); got != test.want && !(err == nil && test.want == "") {
			t.Errorf("pixels(%v, %v, %v)\n got %s\nwant %s", test.width, test.height, test.dpi, got, test.want)
		}
	}
}

// What the PNG shows: each picture has one thing in it that can be seen by its colour.
func TestPNGShows(t *testing.T) {
	red := like(255, 0, 0)
	for _, test := range []struct {
		name     string
		dot      string
		ink      func(color.NRGBA) bool
		min, max int // square points
	}{
		{"a box's outline", `graph { a [shape=box label=" " color=red] }`, red, 170, 190},             // around 54 × 36
		{"a filled box", `graph { a [shape=box label=" " style=filled color=red] }`, red, 2000, 2070}, // 55 × 37
		{"no outline", `graph { a [shape=box label=" " style=filled fillcolor=white color=transparent] }`, dark, 0, 0},
		{"a half transparent box", `graph { a [shape=box label=" " style=filled fillcolor="#ff000080" color=white] }`, like(255, 127, 127), 1800, 1900}, // 53 × 35
		{"a transparent background", `graph { bgcolor=transparent; a [shape=point style=invis] }`, func(c color.NRGBA) bool { return c.A != 0 }, 0, 0},
		{"a line", `graph { rankdir=LR; a [style=invis]; b [style=invis]; a -- b [color=red] }`, red, 30, 37},                                 // 1 × 36, without its ends
		{"a dashed line", `graph { rankdir=LR; a [style=invis]; b [style=invis]; a -- b [color=red penwidth=4 style=dashed] }`, red, 85, 110}, // 5/7 of 4 × 36
		{"a thick line", `graph { rankdir=LR; a [style=invis]; b [style=invis]; a -- b [color=red penwidth=4] }`, red, 135, 146},              // 4 × 36
		{"one stripe of three", `graph { rankdir=LR; a [style=invis]; b [style=invis]; a -- b [color="red:blue:green"] }`, red, 30, 37},       // 1 × 36
		{"a text", `graph { a [shape=plain label="WWWW" fontcolor=red fontname=Helvetica] }`, red, 140, 190},
		{"a bold text", `graph { a [shape=plain label=<<B>WWWW</B>> fontcolor=red fontname=Helvetica] }`, red, 200, 250},
		{"an underlined text", `graph { a [shape=plain label=<<U>     </U>> fontcolor=red fontname=Helvetica] }`, red, 8, 30},
		{"an arrowhead", `digraph { rankdir=LR; a [style=invis]; b [style=invis]; a -> b [color=red penwidth=0.001] }`, red, 25, 36}, // 7 × 10 / 2
		{"the cell of a table", `graph { a [shape=plain label=<<TABLE><TR><TD BGCOLOR="red">   </TD></TR></TABLE>>] }`, red, 300, 370},
		{"the red end of a gradient", `graph { a [shape=box label=" " style=filled fillcolor="red:blue" color=white] }`, red, 50, 200},
		{"the middle of a radial gradient", `graph { a [shape=box label=" " style=radial fillcolor="red:blue" color=white] }`, red, 20, 90},
		{"a letter without a font", "graph { a [shape=plain label=\"\U0010fffd\" fontcolor=red] }", red, 3, 15}, // a box
	} {
		_, count := inked(renderImage(t, test.dot, 72*4), test.ink)
		if area := count / 16; area < test.min || area > test.max {
			t.Errorf("%s: %d square points, want %d to %d", test.name, area, test.min, test.max)
		}
	}
}

func TestPNGShowsTheSameAtAnyResolution(t *testing.T) {
	dot := strings.ReplaceAll(sample, "gold:orange", "gold")
	share := func(dpi float64) float64 {
		picture := renderImage(t, dot, dpi)
		_, count := inked(picture, dark)
		return float64(count) / float64(picture.Bounds().Dx()*picture.Bounds().Dy())
	}
	coarse, fine := share(72), share(200)
	if ratio := coarse / fine; ratio < 0.7 || ratio > 1.3 {
		t.Errorf("the dark share of the picture is %.4f at 72 DPI and %.4f at 200", coarse, fine)
	}
}

func TestPNGTextStaysInItsRoom(t *testing.T) {
	const padding = 4 // points around the picture
	for _, fontname := range []string{"Helvetica", "Times", "Courier", "nosuchfont"} {
		for _, text := range []string{"WWWWWWWWWWWWWWWW", "illicit", "Secret Intelligence Service", "Ŵŷ Ελλάς Россия"} {
			dot := fmt.Sprintf("graph { a [shape=plain fontname=%q label=%q] }", fontname, text)
			picture := renderImage(t, dot, 288)
			box, count := inked(picture, dark)
			room := picture.Bounds().Inset(padding*288/72 - 4) // one point for what hangs over
			if count == 0 || box.Min.X < room.Min.X || box.Max.X > room.Max.X {
				t.Errorf("%q in %s: ink %v, room %v", text, fontname, box, room)
			}
		}
	}
}

func TestPNGRotates(t *testing.T) {
	upright := renderImage(t, "graph { bgcolor=white; a [shape=box label=\" \" width=3 style=filled color=red] }", 72)
	turned := renderImage(t, "graph { rotate=90; bgcolor=white; a [shape=box label=\" \" width=3 style=filled color=red] }", 72)
	a, _ := inked(upright, like(255, 0, 0))
	b, _ := inked(turned, like(255, 0, 0))
	if a.Dx() < 200 || a.Dx() != b.Dy() || a.Dy() != b.Dx() {
		t.Errorf("%v upright, %v turned", a, b)
	}
}

func TestVisible(t *testing.T) {
	for text, want := range map[string]string{
		"":                  "",
		"MI5":               "MI5",
		"e\u0301":           "é",
		"a\u200d\u202eb\tc": "abc",
		"שלום":              "םולש",
		"abc שלום def":      "abc םולש def",
		"שלום 2019 עולם":    "םלוע 2019 םולש",
		"MI5 שלום 12":       "MI5 12 םולש",
		"(שלום)":            "(םולש)",
		"שלום (abc) עולם":   "םולש (abc) םלוע",
		"שלום, עולם!":       "םלוע ,םולש!",
	} {
		if got := string(visible(text)); got != want {
			t.Errorf("visible(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestColour(t *testing.T) {
	for name, want := range map[string]color.NRGBA{
		"red": {255, 0, 0, 255}, "Gold": {255, 215, 0, 255}, "#0102ff": {1, 2, 255, 255},
	} {
		if got, ok := colour(name, 1); !ok || got != want {
			t.Errorf("colour(%q) = %v, %t", name, got, ok)
		}
	}
	for _, name := range []string{"", "none", "transparent", "#12", "#gggggg", "nosuch"} {
		if got, ok := colour(name, 1); ok {
			t.Errorf("colour(%q) = %v", name, got)
		}
	}
}

func FuzzVisible(f *testing.F) {
	for _, text := range hostile {
		if len(text) < 1000 {
			f.Add(text)
		}
	}
	f.Add("שלום 2019 (abc) 12, العربية")
	f.Fuzz(func(t *testing.T, text string) {
		if letters := visible(text); len(letters) > len(text) {
			t.Errorf("%d letters from %q", len(letters), text)
		}
	})
}
