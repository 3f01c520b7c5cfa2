package drawing

import (
	"strings"

	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/internal/typeface"
)

// New makes the drawing of a scene whose parts have places; p is of s. Sectors lie below lines, lines below
// organisations; those who read it in words find them in that order, as lists. O(parts of the scene).
func New(s *render.Scene, p *render.Placement) *Drawing {
	c := &composer{scene: s, place: p}
	d := &Drawing{
		Width: p.Width, Height: p.Height, Title: s.Title, Description: s.Description,
		Background: s.Theme.Page, Focus: s.Theme.MarkedEdge,
	}
	if d.Title == "" {
		d.Title = "Diagram of relationships"
	}
	if p.Notice != "" {
		d.Description += " " + p.Notice
	}
	d.Groups = append(d.Groups, c.sectors(), c.relationships(), c.joints(), c.organisations())
	d.Groups = append(d.Groups, Frame(s, p)...)
	return d
}

// composer makes the parts of a drawing.
type composer struct {
	scene *render.Scene
	place *render.Placement
}

// listOf makes a list, and a group without a role where it has no items: an empty list would be wrong.
func listOf(id, label string, items []*Group) *Group {
	if len(items) == 0 {
		return &Group{ID: id}
	}
	return &Group{ID: id, Role: List, Label: label, Groups: items}
}

// textOf makes a text and measures it.
func textOf(value string, x, y, size float64, bold bool, colour string, anchor Anchor) Text {
	return Text{X: x, Y: y, Anchor: anchor, Size: size, Bold: bold, Colour: colour, Value: value, Width: typeface.Width(value, size, bold)}
}

// Parts of the height of type, by the metrics of the fonts.
const (
	ascent  = 0.945
	descent = 0.211
	capital = 0.72 // the height of a capital letter
)

// baseline is where the baseline of a line of type is that has so much height.
func baseline(top, height, size float64) float64 {
	return top + (height-(ascent+descent)*size)/2 + ascent*size
}

// The measures of sectors, in points.
const (
	sectorSize   = 10.5
	sectorRadius = 9.0
	sectorInset  = 9.0 // of the label
)

func (c *composer) sectors() *Group {
	var items []*Group
	t := c.scene.Theme
	for i := range c.scene.Clusters {
		cluster, box := &c.scene.Clusters[i], c.place.Clusters[i]
		if box.Width == 0 {
			continue
		}
		names := make([]string, len(cluster.Nodes))
		for k, n := range cluster.Nodes {
			names[k] = c.scene.Nodes[n].ShortName
		}
		g := &Group{ID: "sector:" + cluster.ID, Class: "sector", Role: Item, Label: cluster.Label + ": " + strings.Join(names, ", ")}
		g.Shapes = append(g.Shapes, Shape{Kind: Rectangle, Left: box.Left(), Top: box.Top(), Width: box.Width, Height: box.Height,
			Radius: sectorRadius, Fill: t.Panel, Stroke: t.PanelEdge, StrokeWidth: 0.8})
		label := render.WrapText(cluster.Label, sectorSize, true, box.Width-2*sectorInset, 1)
		if len(label) > 0 && label[0] != "" {
			g.Texts = append(g.Texts, textOf(label[0], box.Left()+sectorInset, box.Top()+16.5, sectorSize, true, t.Text, Start))
		}
		items = append(items, g)
	}
	return listOf("sectors", "Sectors", items)
}

func (c *composer) organisations() *Group {
	var items []*Group
	for i := range c.scene.Nodes {
		items = append(items, c.organisation(i))
	}
	return listOf("organisations", "Organisations", items)
}

func (c *composer) organisation(i int) *Group {
	s, n, box := c.scene, &c.scene.Nodes[i], c.place.Nodes[i]
	label := strings.ReplaceAll(n.Tooltip, "\n", ". ")
	if n.Emphasis == render.Highlighted {
		label += ". Highlighted"
	}
	look := s.Look(i)
	g := &Group{ID: "org:" + n.ID, Class: "org", Role: Item, Label: label, Tooltip: n.Tooltip, Stop: true}
	g.Shapes = outlineOf(n.Shape, box, look, n.Set)
	heading, sub := s.TypeSizes(i, box)
	const headingLine, subLine = 1.2, 1.18
	height := float64(len(n.Heading))*heading*headingLine + float64(len(n.Subheading))*sub*subLine
	face := box
	if n.Shape == render.Block {
		face = faceOf(box, depth)
	}
	top := face.Y - height/2
	for _, line := range n.Heading {
		value := textOf(line, face.X, baseline(top, heading*headingLine, heading), heading, true, look.Ink, Middle)
		g.Texts = append(g.Texts, value)
		if look.Gone {
			g.Shapes = append(g.Shapes, strike(&value))
		}
		top += heading * headingLine
	}
	for _, line := range n.Subheading {
		g.Texts = append(g.Texts, textOf(line, face.X, baseline(top, sub*subLine, sub), sub, false, look.Ink, Middle))
		top += sub * subLine
	}
	if at, ok := n.TagBox(box); ok {
		fill, ink := s.Theme.Text, s.Theme.Page
		if n.Emphasis == render.Faded {
			fill, ink = s.Theme.Faded, s.Theme.BadgeText
		}
		g.Groups = append(g.Groups, chip("tag", at, n.Sign(), render.TagType, fill, ink))
	}
	return g
}

// strike is the line through a text.
func strike(t *Text) Shape {
	const over = 2.0 // the ends of the text
	y := t.Y - t.Size*capital/2
	return Shape{Kind: Curve, Stroke: t.Colour, StrokeWidth: t.Size * 0.1,
		Path: polyline([]float64{t.X - t.Width/2 - over, y, t.X + t.Width/2 + over, y})}
}

// chip is a short word on a filled box.
func chip(class string, box render.Box, word string, size float64, fill, ink string) *Group {
	g := &Group{Class: class, Role: Hidden, Shapes: []Shape{{
		Kind: Rectangle, Left: box.Left(), Top: box.Top(), Width: box.Width, Height: box.Height, Radius: 1, Fill: fill,
	}}}
	if word != "" {
		g.Texts = []Text{textOf(word, box.X, box.Y+size*capital/2, size, true, ink, Middle)}
	}
	return g
}

// joints are the marks of arrangements, and where the strands that meet go on as one.
func (c *composer) joints() *Group {
	var items []*Group
	t := c.scene.Theme
	for j := range c.scene.Joints {
		if j >= len(c.place.Joints) || len(c.place.Joints[j]) == 0 {
			continue
		}
		joint := &c.scene.Joints[j]
		g := &Group{ID: "joint:" + joint.ID, Class: "joint", Role: Item, Label: joint.Label, Tooltip: joint.Label}
		colour, width, dashes := t.Text, 1.7, []float64(nil)
		faded := true
		for k, ref := range joint.Strands {
			strand := &c.scene.Lines[ref.Line].Strands[ref.Strand]
			if k == 0 || faded && strand.Emphasis != render.Faded {
				colour, width = c.scene.StrandLook(strand)
				dashes = dashesOf(strand.Dash)
				faded = strand.Emphasis == render.Faded
			}
		}
		for m := range c.place.Joints[j] {
			mark := &c.place.Joints[j][m]
			if len(mark.Trunk) > 1 {
				g.Shapes = append(g.Shapes, strokeOf(mark.Trunk, colour, width, dashes, c.scene.TrunkArrow(j))...)
			}
			w, h := mark.Size()
			edge, ink := t.Text, t.Text
			if faded {
				edge, ink = t.Faded, t.FadedText
			}
			g.Groups = append(g.Groups, &Group{Class: "mark", Role: Hidden,
				Shapes: []Shape{{Kind: Rectangle, Left: mark.At.X - w/2, Top: mark.At.Y - h/2, Width: w, Height: h, Radius: h / 2,
					Fill: t.Page, Stroke: edge, StrokeWidth: 1}},
				Texts: []Text{textOf(mark.Label, mark.At.X, mark.At.Y+render.MarkType*0.52/2, render.MarkType, true, ink, Middle)}})
		}
		items = append(items, g)
	}
	return listOf("arrangements", "Arrangements", items)
}
