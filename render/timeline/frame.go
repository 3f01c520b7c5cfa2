package timeline

import (
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/drawing"
)

// The measures of what stands around the rows, in points.
const (
	titleSize    = 19.0
	subtitleSize = 10.5
	furtherSize  = 12.0  // of the title on further sheets
	numberRoom   = 100.0 // for the number of a sheet
	legendSize   = 9.0
	legendRow    = 13.0
	legendLine   = 11.0
	sampleRoom   = 44.0
	columnGap    = 24.0
)

// title draws the title and the subtitle, perhaps with room for a number, and returns where they end.
func (p *painter) title(numbered bool) (*drawing.Group, float64) {
	room := p.width - 2*margin - 4
	if numbered {
		room -= numberRoom
	}
	g := &drawing.Group{ID: "title", Role: drawing.Hidden}
	top := p.put(g, margin, p.c.scene.Title, titleSize, true, room, 3, p.theme.Text)
	top = p.put(g, top, p.subtitle, subtitleSize, false, p.width-2*margin-4, 2, p.theme.MutedText)
	return g, top + 6
}

// furtherTitle is the title of a sheet that goes on.
func (p *painter) furtherTitle() (*drawing.Group, float64) {
	g := &drawing.Group{ID: "title", Role: drawing.Hidden}
	top := p.put(g, margin, p.c.scene.Title, furtherSize, true, p.width-2*margin-4-numberRoom, 1, p.theme.Text)
	return g, max(top, margin+furtherSize*1.2) + 6
}

// put writes lines below a place, and returns where they end.
func (p *painter) put(g *drawing.Group, top float64, value string, size float64, bold bool, room float64, lines int, colour string) float64 {
	if value == "" {
		return top
	}
	for _, l := range render.WrapText(value, size, bold, room, lines) {
		g.Texts = append(g.Texts, text(l, size, bold, colour, drawing.Start, margin, top+size*0.6))
		top += size * 1.2
	}
	return top
}
