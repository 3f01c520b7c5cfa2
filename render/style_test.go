package render

import (
	"math"
	"strconv"
	"testing"
)

// luminance is the relative luminance of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance).
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	if len(colour) != 7 || colour[0] != '#' {
		t.Fatalf("%q is not a colour", colour)
	}
	var parts [3]float64
	for i := range parts {
		v, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		if c := float64(v) / 255; c <= 0.04045 {
			parts[i] = c / 12.92
		} else {
			parts[i] = math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*parts[0] + 0.7152*parts[1] + 0.0722*parts[2]
}

func contrast(t *testing.T, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrastFormula(t *testing.T) {
	// The extremes, and the grey that is the usual example of just enough: https://webaim.org/resources/contrastchecker/.
	for _, c := range []struct {
		a, b string
		want float64
	}{{"#000000", "#FFFFFF", 21}, {"#FFFFFF", "#FFFFFF", 1}, {"#767676", "#FFFFFF", 4.54}} {
		if got := contrast(t, c.a, c.b); math.Abs(got-c.want) > 0.005 {
			t.Errorf("%s on %s: %.3f, want %.2f", c.a, c.b, got, c.want)
		}
	}
}

func TestThemesHaveContrast(t *testing.T) {
	const text, graphics = 4.5, 3.0 // WCAG 2.2, 1.4.3 level AA and 1.4.11
	for _, theme := range Themes() {
		check := func(what, colour, on string, least float64) {
			if got := contrast(t, colour, on); got < least {
				t.Errorf("%s: %s %s on %s has a contrast of %.2f, and needs %.1f", theme.Name, what, colour, on, got, least)
			}
		}
		for _, on := range []string{theme.Page, theme.Panel} {
			check("text", theme.Text, on, text)
			check("muted text", theme.MutedText, on, text)
			check("an outline", theme.BoxEdge, on, graphics)
			check("the edge of a highlighted box", theme.MarkedEdge, on, graphics)
			check("a faded line", theme.Faded, on, graphics)
			check("the centre", theme.CentreBox, on, graphics)
			for _, colour := range theme.Families {
				check("a line", colour, on, graphics)
			}
		}
		check("the edge of a panel", theme.PanelEdge, theme.Page, graphics)
		check("text in a box", theme.Text, theme.Box, text)
		check("faded text in a box", theme.FadedText, theme.Box, text)
		check("text in a highlighted box", theme.Text, theme.Marked, text)
		check("text in the centre", theme.CentreText, theme.CentreBox, text)
		check("the edge of a highlighted box", theme.MarkedEdge, theme.Marked, graphics)
		for _, colour := range append([]string{theme.Text}, theme.Families...) {
			check("a letter on a line", theme.BadgeText, colour, text)
		}
		check("a letter on a faded line", theme.BadgeText, theme.Faded, graphics)
	}
}

// visions are the kinds of sight by the matrices of Viénot, Brettel and Mollon (1999) for dichromats, on linear RGB.
var visions = map[string][9]float64{
	"normal":       {1, 0, 0, 0, 1, 0, 0, 0, 1},
	"protanopia":   {0.11238, 0.88762, 0, 0.11238, 0.88762, 0, 0.00401, -0.00401, 1},
	"deuteranopia": {0.29275, 0.70725, 0, 0.29275, 0.70725, 0, -0.02234, 0.02234, 1},
}

// The families that every map has can be told apart with each common kind of colour blindness, in the themes
// with colours. The matrices are those of Viénot, Brettel and Mollon (1999) for dichromats, on linear RGB; the
// distance is that of CIE 1976 L*a*b*, where some 2.3 can just be seen.
func TestFamiliesAreTellableApart(t *testing.T) {
	const builtinFamilies, least = 5, 8.0
	for _, theme := range Themes() {
		if theme.Name == "print" {
			continue // grey: letters and widths tell
		}
		for kind, m := range visions {
			for i, a := range theme.Families[:builtinFamilies] {
				for _, b := range theme.Families[:i] {
					x, y := lab(linear(t, a), m), lab(linear(t, b), m)
					if d := math.Sqrt(sq(x[0]-y[0]) + sq(x[1]-y[1]) + sq(x[2]-y[2])); d < least {
						t.Errorf("%s, %s: %s and %s are %.1f apart", theme.Name, kind, a, b, d)
					}
				}
			}
		}
	}
}

func sq(x float64) float64 { return x * x }

func linear(t *testing.T, colour string) (rgb [3]float64) {
	for i := range rgb {
		grey := "#" + colour[1+2*i:3+2*i] + colour[1+2*i:3+2*i] + colour[1+2*i:3+2*i]
		rgb[i] = luminance(t, grey)
	}
	return rgb
}

func lab(rgb [3]float64, m [9]float64) [3]float64 {
	r := m[0]*rgb[0] + m[1]*rgb[1] + m[2]*rgb[2]
	g := m[3]*rgb[0] + m[4]*rgb[1] + m[5]*rgb[2]
	b := m[6]*rgb[0] + m[7]*rgb[1] + m[8]*rgb[2]
	f := func(v float64) float64 {
		if v > 216.0/24389 {
			return math.Cbrt(v)
		}
		return (24389.0/27*v + 16) / 116
	}
	x, y, z := f((0.4124*r+0.3576*g+0.1805*b)/0.9505), f(0.2126*r+0.7152*g+0.0722*b), f((0.0193*r+0.1192*g+0.9505*b)/1.089)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

func TestShapesAreTellableApart(t *testing.T) {
	seen := map[Shape]string{}
	for sector, shape := range sectorShapes {
		if sector == "grouping" {
			continue // its double outline tells it
		}
		if other, ok := seen[shape]; ok {
			t.Errorf("%s and %s both have the shape %s", sector, other, shape)
		}
		seen[shape] = sector
		if _, ok := dotShapes[shape]; !ok {
			t.Errorf("DOT has no shape for %s", shape)
		}
		if _, ok := mermaidShapes[shape]; !ok {
			t.Errorf("Mermaid has no shape for %s", shape)
		}
		if shapeWords[shape] == "" {
			t.Errorf("no words for %s", shape)
		}
	}
}

func TestLookupTheme(t *testing.T) {
	for _, theme := range Themes() {
		if got, err := LookupTheme(theme.Name); err != nil || got.Name != theme.Name {
			t.Errorf("%s: %v, %v", theme.Name, got.Name, err)
		}
	}
	if got, err := LookupTheme(""); err != nil || got.Name != "light" {
		t.Errorf("the default is %v, %v", got.Name, err)
	}
}
