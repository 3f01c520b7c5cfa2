package drawing

import "github.com/liaisongraph/liaison/render/internal/typeface"

// textAt returns a text that has been measured.
func textAt(x, y, size float64, bold bool, anchor Anchor, value string) Text {
	return Text{X: x, Y: y, Size: size, Bold: bold, Anchor: anchor, Colour: "#102030", Value: value, Width: typeface.Width(value, size, bold)}
}

// everything has each kind of shape and text once, at least.
func everything() *Drawing {
	turned := textAt(330, 150, 10, false, Start, "turned by −60°")
	turned.Turn = -60
	star := []Segment{
		{Verb: MoveTo, X: 200, Y: 20}, {Verb: LineTo, X: 220, Y: 60}, {Verb: CurveTo, X1: 240, Y1: 60, X2: 240, Y2: 20, X: 200, Y: 20}, {Verb: Close},
	}
	wave := []Segment{{Verb: MoveTo, X: 20, Y: 100}, {Verb: CurveTo, X1: 60, Y1: 60, X2: 100, Y2: 140, X: 140, Y: 100}, {Verb: LineTo, X: 180, Y: 100}}
	lower := func(path []Segment, by float64) []Segment {
		var moved []Segment
		for _, s := range path {
			moved = append(moved, Segment{s.Verb, s.X1, s.Y1 + by, s.X2, s.Y2 + by, s.X, s.Y + by})
		}
		return moved
	}
	return &Drawing{
		Width: 400, Height: 260, Title: "A sample (of \\ everything) – Ωж", Description: "Shapes,\nand texts.",
		Background: "#FFFFFF", Focus: "#0000FF",
		Groups: []*Group{
			{Texts: []Text{textAt(20, 250, 12, true, Start, "A sample of everything")}},
			{Role: List, Label: "Organisations", Groups: []*Group{
				{ID: "a", Role: Item, Label: "First organisation.", Stop: true, Shapes: []Shape{
					{Kind: Rectangle, Left: 20, Top: 20, Width: 60, Height: 40, Fill: "#FFE0C0", Stroke: "#804000", StrokeWidth: 1.5},
				}, Texts: []Text{textAt(50, 44, 10, true, Middle, "MI5")}},
				{ID: "b", Role: Item, Label: "Second organisation.", Shapes: []Shape{
					{Kind: Rectangle, Left: 100, Top: 20, Width: 60, Height: 40, Radius: 8, Fill: "#C0E0FF", Stroke: "#004080", StrokeWidth: 1},
				}, Texts: []Text{textAt(156, 44, 9, false, End, "Wales, Éire")}},
				{ID: "c", Role: Item, Label: "Third organisation.", Shapes: []Shape{
					{Kind: Ellipse, Left: 260, Top: 20, Width: 80, Height: 40, Stroke: "#008000", StrokeWidth: 3},
					{Kind: Curve, Path: star, Fill: "#D00060"},
				}},
			}},
			{Role: Hidden, Label: "not read", Shapes: []Shape{
				{Kind: Curve, Path: wave, Stroke: "#C00000", StrokeWidth: 2, Dashes: []float64{8, 4}},
				{Kind: Curve, Path: lower(wave, 20), Stroke: "#0000C0", StrokeWidth: 4, Dashes: []float64{0.01, 8}, RoundCap: true},
				{Kind: Curve, Path: lower(wave, 40), Stroke: "#008080", StrokeWidth: 1},
			}},
			{Texts: []Text{
				textAt(20, 180, 11, false, Start, "Ελληνικά, Русский, naïve façade, ﬁ"),
				textAt(20, 198, 11, true, Start, "שלום 12 עולם; العربية; ế"),
				textAt(20, 216, 11, false, Start, "情報機関 <b>&amp;</b> (\\) 😀"),
				turned,
			}},
			{ID: "s", Label: "Source: report", Link: "https://example.org/a b?(c)=é\\", Texts: []Text{textAt(250, 250, 8, false, Start, "Source: report")}},
		},
	}
}
