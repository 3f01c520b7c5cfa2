package drawing

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/liaisongraph/liaison/graph"
)

// The sizes are those of ISO 216 in millimetres, and of the slides of PowerPoint and Impress in inches.
func TestLookupPage(t *testing.T) {
	for _, c := range []struct {
		name, want    string
		width, height float64 // millimetres
		fixed         bool
	}{
		{"A4", "A4", 297, 210, false}, {"a3", "A3", 420, 297, false}, {"A4-portrait", "A4-portrait", 210, 297, true},
		{"a0-LANDSCAPE", "A0-landscape", 1189, 841, true}, {"Letter", "letter", 279.4, 215.9, false}, {"16:9", "16:9", 13.3333333 * 25.4, 7.5 * 25.4, true},
		{"4:3", "4:3", 254, 190.5, true},
	} {
		p, err := LookupPage(c.name)
		if err != nil || p.Name != c.want || math.Abs(p.Width-c.width*72/25.4) > 0.01 || math.Abs(p.Height-c.height*72/25.4) > 0.01 || p.Fixed != c.fixed {
			t.Errorf("%s: %+v, %v", c.name, p, err)
		}
	}
	for _, name := range []string{"", "A44", "B4", "16:9-portrait", "A4-"} {
		_, err := LookupPage(name)
		var unknown *graph.UnknownError
		if !errors.As(err, &unknown) || unknown.What != "page" || !slices.Contains(unknown.Known, "A4-portrait") {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, p := range Pages() {
		if found, err := LookupPage(p.Name); err != nil || found != p || p.Width < p.Height {
			t.Errorf("%+v: %+v, %v", p, found, err)
		}
	}
}

func TestFit(t *testing.T) {
	for _, c := range []struct {
		width, height float64
		page          string
		standing      bool
		scale         float64 // 0: whatever the room allows
	}{
		{100, 50, "A4", false, 1.25}, {50, 100, "A4", false, 1.25}, // small enough to lie either way
		{2000, 1000, "A4", false, 0}, {1000, 2000, "A4", true, 0}, {1000, 2000, "A4-landscape", false, 0}, {2000, 1000, "A4-portrait", true, 0},
		{1000, 2000, "16:9", false, 0}, {1e6, 1, "A3", false, 0},
	} {
		page, err := LookupPage(c.page)
		if err != nil {
			t.Fatal(err)
		}
		d := &Drawing{Width: c.width, Height: c.height, Title: "x"}
		fitted, scale := d.Fit(page)
		if d.Page != nil || fitted.Page == nil || (fitted.Page.Width < fitted.Page.Height) != c.standing {
			t.Fatalf("%v: %+v", c, fitted.Page)
		}
		if c.scale != 0 && scale != c.scale {
			t.Errorf("%v: scale %v", c, scale)
		}
		s := fitted.sheet()
		right, bottom := s.width-s.left-c.width*scale, s.height-s.top-c.height*scale
		if s.scale != scale || math.Abs(s.left-right) > 1e-6 || math.Abs(s.top-bottom) > 1e-6 {
			t.Errorf("%v: not in the middle: %+v, scale %v", c, s, scale)
		}
		if least := min(s.left, s.top); least < margin-1e-6 || c.scale == 0 && least > margin+1e-6 {
			t.Errorf("%v: the margin is %v", c, least)
		}
		left, top, width, height := s.viewBox()
		if math.Abs(left+width/2-c.width/2) > 1e-6*c.width || math.Abs(top+height/2-c.height/2) > 1e-6*c.width || math.Abs(width*scale-s.width) > 1e-6 {
			t.Errorf("%v: the page is %v %v %v %v", c, left, top, width, height)
		}
		if again, _ := fitted.Fit(page); again.sheet() != s {
			t.Errorf("%v: fitted twice: %+v", c, again.sheet())
		}
	}
}

func TestSmallestType(t *testing.T) {
	d := everything()
	if got := d.SmallestType(); got != 8 {
		t.Errorf("%v, want 8", got)
	}
	page, _ := LookupPage("A5-portrait")
	fitted, scale := d.Fit(page)
	if got := fitted.SmallestType(); math.Abs(got-8*scale) > 1e-9 || scale >= 1 {
		t.Errorf("%v at scale %v", got, scale)
	}
	if got := (&Drawing{Width: 1, Height: 1}).SmallestType(); got != 0 {
		t.Errorf("%v without text", got)
	}
}

func TestRatio(t *testing.T) {
	for _, p := range append(Pages(), Page{Width: 10, Height: 5}) {
		d := &Drawing{Width: 1e4 * p.Ratio(), Height: 1e4}
		p.Fixed = true
		fitted, scale := d.Fit(p)
		width, height := p.Room()
		if fitted == d || math.Abs(d.Width*scale-width) > 1e-6 || math.Abs(d.Height*scale-height) > 1e-6 {
			t.Errorf("%+v: a picture of that ratio does not fill the room", p)
		}
	}
}

// Drawings that follow one another take the width of the sheet, and their height fills it.
func TestSheets(t *testing.T) {
	for _, c := range []struct {
		page  string
		width float64
		lies  bool
	}{
		{"A4", 900, true}, {"A4-portrait", 900, false}, {"A4-landscape", 900, true}, {"A4", 300, false}, {"A0", 900, false}, {"16:9", 900, true},
	} {
		page, err := LookupPage(c.page)
		if err != nil {
			t.Fatal(err)
		}
		on, height := page.Sheets(c.width)
		if lies := on.Width > on.Height; lies != c.lies || !on.Fixed {
			t.Errorf("%s for %v points: it lies, %v", c.page, c.width, lies)
		}
		d := &Drawing{Width: c.width, Height: height}
		fitted, scale := d.Fit(on)
		room, high := on.Room()
		if want := min(room/c.width, mostEnlarged); math.Abs(scale-want) > 1e-9 || math.Abs(height*scale-high) > 1e-6 || *fitted.Page != on {
			t.Errorf("%s for %v points: %v times as large, not %v, and %v high of %v", c.page, c.width, scale, want, height*scale, high)
		}
	}
}
