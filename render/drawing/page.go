package drawing

import (
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

const (
	pointsPerInch = 72
	pointsPerMM   = pointsPerInch / 25.4
	margin        = 10 * pointsPerMM // of a page: what every printer can do
	mostEnlarged  = 1.25             // of a picture that is much smaller than its page
)

// pages are what a picture can be fitted to, lying where they can be turned: the sizes of ISO 216, those of North
// America (ANSI/ASME Y14.1 names the last ANSI B), and the slides of the usual programs.
var pages = []Page{
	{Name: "A4", Width: 297 * pointsPerMM, Height: 210 * pointsPerMM},
	{Name: "A3", Width: 420 * pointsPerMM, Height: 297 * pointsPerMM},
	{Name: "A2", Width: 594 * pointsPerMM, Height: 420 * pointsPerMM},
	{Name: "A1", Width: 841 * pointsPerMM, Height: 594 * pointsPerMM},
	{Name: "A0", Width: 1189 * pointsPerMM, Height: 841 * pointsPerMM},
	{Name: "A5", Width: 210 * pointsPerMM, Height: 148 * pointsPerMM},
	{Name: "letter", Width: 11 * pointsPerInch, Height: 8.5 * pointsPerInch},
	{Name: "legal", Width: 14 * pointsPerInch, Height: 8.5 * pointsPerInch},
	{Name: "tabloid", Width: 17 * pointsPerInch, Height: 11 * pointsPerInch},
	{Name: "16:9", Width: 40. / 3 * pointsPerInch, Height: 7.5 * pointsPerInch, Fixed: true},
	{Name: "4:3", Width: 10 * pointsPerInch, Height: 7.5 * pointsPerInch, Fixed: true},
}

// The ends of names of pages that are not to be turned.
const (
	landscape = "-landscape"
	portrait  = "-portrait"
)

// Pages returns the pages that a picture can be fitted to. The caller may change the slice.
func Pages() []Page { return slices.Clone(pages) }

// LookupPage returns the page with a name, in any case. Where the name of a sheet of paper ends with "-landscape" or
// "-portrait" it lies or stands, and else as suits the picture. Where there is no such page, the error is a
// [*graph.UnknownError] that suggests some.
func LookupPage(name string) (Page, error) {
	var known []string
	for _, p := range pages {
		known = append(known, p.Name)
		if strings.EqualFold(name, p.Name) {
			return p, nil
		}
		if p.Fixed {
			continue
		}
		lying, standing := p, p.turned()
		lying.Name, standing.Name = p.Name+landscape, p.Name+portrait
		lying.Fixed, standing.Fixed = true, true
		known = append(known, lying.Name, standing.Name)
		if strings.EqualFold(name, lying.Name) {
			return lying, nil
		}
		if strings.EqualFold(name, standing.Name) {
			return standing, nil
		}
	}
	return Page{}, &graph.UnknownError{What: "page", Value: name, Suggestions: graph.Suggest(name, known), Known: known}
}

func (p Page) turned() Page {
	p.Width, p.Height = p.Height, p.Width
	return p
}

// Room returns the width and height between the margins, in points.
func (p Page) Room() (width, height float64) {
	edge := min(margin, p.Width/4, p.Height/4)
	return p.Width - 2*edge, p.Height - 2*edge
}

// Ratio returns the width to height of the picture that fills the page, for [render.Options].
func (p Page) Ratio() float64 {
	width, height := p.Room()
	return width / height
}

// ReadableType is the size of letters on a page, in points, under which they are hard to read.
const ReadableType = 5

// Sheets returns the page for several drawings of one width that follow one another, and the height of those that fill
// it. A page that is not fixed is turned to the direction in which they are larger or, where they are as large either way,
// to that in which more of them is on it.
func (p Page) Sheets(width float64) (page Page, height float64) {
	scale, height := p.fill(width)
	if other := p.turned(); !p.Fixed {
		if otherScale, otherHeight := other.fill(width); otherScale > scale || otherScale == scale && otherHeight > height {
			p, height = other, otherHeight
		}
	}
	p.Fixed = true
	return p, height
}

// fill returns how many times as large a drawing of a width is on a page, and the height with which it fills that.
func (p Page) fill(width float64) (scale, height float64) {
	w, h := p.Room()
	scale = min(w/width, mostEnlarged)
	return scale, h / scale
}

// Fit returns the same drawing in the middle of a page, and how many times as large as before: at most 1.25 times, so
// that few boxes do not look like a poster. A page that is not fixed is turned to the direction in which the picture
// is larger. The drawings share their groups.
func (d *Drawing) Fit(page Page) (fitted *Drawing, scale float64) {
	if other := page.turned(); !page.Fixed && d.scaleOn(other) > d.scaleOn(page) {
		page = other
	}
	copied := *d
	copied.Page = &page
	return &copied, copied.scaleOn(page)
}

// scaleOn returns how many times as large a drawing is on a page.
func (d *Drawing) scaleOn(page Page) float64 {
	width, height := page.Room()
	return min(width/d.Width, height/d.Height, mostEnlarged)
}

// SmallestType returns the size of the smallest letters on the page, in points, or 0 where there are none.
func (d *Drawing) SmallestType() float64 {
	smallest := 0.0
	for text := range d.texts() {
		if smallest == 0 || text.Size < smallest {
			smallest = text.Size
		}
	}
	return smallest * d.sheet().scale
}

// sheet is the page of a drawing, and where the picture is on it.
type sheet struct {
	width, height float64 // points
	scale         float64 // points of the page in one of the drawing
	left, top     float64 // of the picture, in points of the page
}

// sheet returns the page of a drawing, which is as large as the picture where none is given.
func (d *Drawing) sheet() sheet {
	if d.Page == nil {
		return sheet{width: d.Width, height: d.Height, scale: 1}
	}
	scale := d.scaleOn(*d.Page)
	return sheet{
		width: d.Page.Width, height: d.Page.Height, scale: scale,
		left: (d.Page.Width - d.Width*scale) / 2, top: (d.Page.Height - d.Height*scale) / 2,
	}
}

// viewBox returns the left, top, width and height of the page in points of the drawing.
func (s sheet) viewBox() (left, top, width, height float64) {
	return -s.left / s.scale, -s.top / s.scale, s.width / s.scale, s.height / s.scale
}
