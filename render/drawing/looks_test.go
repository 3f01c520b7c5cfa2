package drawing

import (
	"bytes"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/liaisongraph/liaison/graph/mapfile"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/rendertest"
)

// A browser's picture of the SVG, the PNG, and Poppler's picture of the PDF are the same to the eye: no square of 8 by 8
// pixels differs in its mean brightness by more than the edges of letters do.
func TestAllFormatsLookTheSame(t *testing.T) {
	const most = 40 // of 255
	m, err := mapfile.Read(filepath.Join("..", "..", "testdata", "uk-national-security"))
	if err != nil {
		t.Fatal(err)
	}
	scene, err := render.NewScene(m.Graph, render.Options{})
	if err != nil {
		t.Fatal(err)
	}
	uk := New(scene, scene.Place())
	page, err := LookupPage("A3")
	if err != nil {
		t.Fatal(err)
	}
	fitted, _ := uk.Fit(page)
	shapes := everything()
	for _, g := range shapes.Groups { // browsers choose fonts of their own for what the typeface lacks
		g.Texts = slices.DeleteFunc(g.Texts, func(text Text) bool { return text.Y == 198 || text.Y == 216 })
	}
	browser := rendertest.Start(t, "without it the SVG is not compared with PNG and PDF")
	for _, c := range []struct {
		name    string
		drawing *Drawing
	}{{"shapes", shapes}, {"map", uk}, {"map on a page", fitted}} {
		svg, err := c.drawing.SVG(SVGOptions{})
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "drawing.svg")
		if err := os.WriteFile(file, svg, 0o600); err != nil {
			t.Fatal(err)
		}
		picture := decoded(t, c.drawing, 96)
		p := browser.Open(t, file, rendertest.Viewport{Width: picture.Bounds().Dx(), Height: picture.Bounds().Dy()})
		p.Wait("document.fonts.status === 'loaded'")
		if worst, at := furthest(picture, p.Screenshot(), 8); worst > most || math.IsNaN(worst) {
			t.Errorf("%s: SVG and PNG differ at %v by %.0f of 255", c.name, at, worst)
		}
		other, err := png.Decode(bytes.NewReader(poppler(t, c.drawing, "pdftoppm", "-png", "-r", "96")))
		if err != nil {
			t.Fatal(err)
		}
		if worst, at := furthest(picture, other, 8); worst > most {
			t.Errorf("%s: PDF and PNG differ at %v by %.0f of 255", c.name, at, worst)
		}
	}
}
