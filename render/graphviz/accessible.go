package graphviz

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	drawing "github.com/liaisongraph/liaison/render"
)

// accessible makes of the SVG that Graphviz draws from a scene's DOT one that says everything in words: roles and
// labels by WAI-ARIA (https://www.w3.org/TR/graphics-aria-1.0/), a tooltip on every part instead of links that lead
// nowhere, lists of the sectors, the relationships and the organisations. Only its shapes and texts are kept.
func accessible(svg []byte, scene *drawing.Scene) ([]byte, error) {
	root, err := readTree(svg)
	if err != nil {
		return nil, fmt.Errorf("SVG: %w", err)
	}
	var graph *tree
	for _, child := range root.children {
		if child.name == "g" {
			graph = child
		}
	}
	if graph == nil {
		return nil, fmt.Errorf("SVG: no drawing")
	}
	a := &annotator{scene: scene, parts: map[string][]*tree{}}
	a.collect(graph)
	body := newTree("g", "transform", graph.attribute("transform"))
	body.add(a.background()...)
	body.add(a.sectors(), a.lines(), a.organisations())
	body.add(a.frame()...)
	out := newTree("svg", "xmlns", "http://www.w3.org/2000/svg",
		"width", root.attribute("width"), "height", root.attribute("height"), "viewBox", root.attribute("viewBox"),
		"role", "graphics-document document", "lang", "en",
		"aria-labelledby", "picture-title", "aria-describedby", "picture-description",
		"font-family", drawing.FontFamilies)
	title, description := newTree("title", "id", "picture-title"), newTree("desc", "id", "picture-description")
	title.text = scene.Title
	if title.text == "" {
		title.text = "Diagram of relationships"
	}
	description.text = scene.Description
	out.add(title, description, body)
	var text bytes.Buffer
	text.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
	out.write(&text, "")
	return text.Bytes(), nil
}

// An annotator sorts the parts of a drawing by what they stand for.
type annotator struct {
	scene *drawing.Scene
	order []string           // ids as they come
	parts map[string][]*tree // by id, the shapes and texts
	loose []*tree            // what belongs to the graph itself
}

// collect takes the drawing apart.
func (a *annotator) collect(graph *tree) {
	for _, child := range graph.children {
		switch class := child.attribute("class"); class {
		case "cluster", "edge", "node":
			id := child.attribute("id")
			drawn := tidy(flat(child))
			if len(drawn) == 0 {
				continue
			}
			if class == "node" {
				centre(drawn)
			} else if class == "edge" {
				centreInBoxes(drawn)
			}
			if a.parts[id] == nil {
				a.order = append(a.order, id)
			}
			a.parts[id] = append(a.parts[id], drawn...)
		default:
			a.loose = append(a.loose, tidy(flat(child))...)
		}
	}
}

// flat returns the shapes and texts in an element, without the groups and links around them.
func flat(t *tree) []*tree {
	switch t.name {
	case "g", "a":
		var drawn []*tree
		for _, child := range t.children {
			drawn = append(drawn, flat(child)...)
		}
		return drawn
	case "path", "polygon", "polyline", "ellipse", "text":
		return []*tree{t}
	}
	return nil
}

// tidy leaves the font to the picture as a whole, makes dots of dotted lines that can be seen, and drops texts that
// show nothing.
func tidy(drawn []*tree) []*tree {
	for _, t := range drawn {
		t.attributes = slices.DeleteFunc(t.attributes, func(attribute xml.Attr) bool {
			return attribute.Name.Local == "font-family"
		})
		if t.attribute("stroke-dasharray") == "1,5" {
			t.set("stroke-dasharray", "2,3")
		}
	}
	return slices.DeleteFunc(drawn, func(t *tree) bool { return t.name == "text" && strings.TrimSpace(t.text) == "" })
}

// centre lets the texts of a node be centred by the viewer, whose font may be narrower or wider than the one that
// Graphviz reckoned with. Texts that begin at the left of their node stay there.
func centre(drawn []*tree) {
	left, right, ok := extent(drawn)
	if !ok {
		return
	}
	for _, t := range drawn {
		if t.name == "text" && t.attribute("text-anchor") == "start" {
			t.set("text-anchor", "middle")
			t.set("x", coordinate((left+right)/2))
		}
	}
}

// centreInBoxes does the same for texts that stand in a filled box of four corners before them: letters on lines.
func centreInBoxes(drawn []*tree) {
	for i := 1; i < len(drawn); i++ {
		t, box := drawn[i], drawn[i-1]
		if t.name != "text" || box.name != "polygon" || box.attribute("stroke") != "none" {
			continue
		}
		if left, right, ok := extent(drawn[i-1 : i]); ok {
			t.set("text-anchor", "middle")
			t.set("x", coordinate((left+right)/2))
		}
	}
}

// extent returns the left and the right end of the shapes.
func extent(drawn []*tree) (left, right float64, ok bool) {
	left, right = math.Inf(1), math.Inf(-1)
	for _, t := range drawn {
		var xs []float64
		switch t.name {
		case "polygon", "polyline":
			xs = numbers(t.attribute("points"))
		case "path":
			xs = numbers(t.attribute("d"))
		case "ellipse":
			cx, rx := numbers(t.attribute("cx")), numbers(t.attribute("rx"))
			if len(cx) == 1 && len(rx) == 1 {
				xs = []float64{cx[0] - rx[0], 0, cx[0] + rx[0], 0}
			}
		}
		for i := 0; i < len(xs); i += 2 {
			left, right = min(left, xs[i]), max(right, xs[i])
		}
	}
	return left, right, left <= right
}

func coordinate(x float64) string { return strconv.FormatFloat(math.Round(x*100)/100, 'f', -1, 64) }

// take returns a part, which then is no longer among those left.
func (a *annotator) take(id string) []*tree {
	drawn := a.parts[id]
	delete(a.parts, id)
	return drawn
}

// hidden makes a group that screen readers pass over, as a label says the same.
func hidden(drawn []*tree) *tree { return newTree("g", "aria-hidden", "true").add(drawn...) }

// item makes an element of a list that has a label and a tooltip.
func item(id, label, tooltip string, parts ...*tree) *tree {
	g := newTree("g", "id", id, "role", "listitem", "aria-label", label)
	if tooltip != "" {
		title := newTree("title")
		title.text = tooltip
		g.add(title)
	}
	return g.add(parts...)
}

func listOf(id, label string) *tree {
	return newTree("g", "id", id, "role", "list", "aria-label", label)
}

// background returns what lies behind everything.
func (a *annotator) background() []*tree {
	var shapes []*tree
	rest := a.loose[:0:0]
	for _, t := range a.loose {
		if t.name == "text" {
			rest = append(rest, t)
		} else {
			shapes = append(shapes, t)
		}
	}
	a.loose = rest
	for _, t := range a.take("picture") { // the cluster around everything in layouts that keep clusters
		if t.name == "text" {
			a.loose = append(a.loose, t)
		} else {
			shapes = append(shapes, t)
		}
	}
	if len(shapes) == 0 {
		return nil
	}
	return []*tree{hidden(shapes)}
}

func (a *annotator) sectors() *tree {
	list := listOf("sectors", "Sectors")
	for i := range a.scene.Clusters {
		c := &a.scene.Clusters[i]
		if drawn := a.take("sector:" + c.ID); drawn != nil {
			names := make([]string, len(c.Nodes))
			for k, n := range c.Nodes {
				names[k] = a.scene.Nodes[n].ShortName
			}
			list.add(item("sector:"+c.ID, c.Label+": "+strings.Join(names, ", "), "", hidden(drawn)))
		}
	}
	return unlessEmpty(list)
}

// unlessEmpty takes the role from a list without elements, which would be wrong.
func unlessEmpty(list *tree) *tree {
	if len(list.children) == 0 {
		return newTree("g", "id", list.attribute("id"))
	}
	return list
}

func (a *annotator) lines() *tree {
	list := listOf("relationships", "Relationships")
	for _, i := range a.scene.PaintOrder() {
		line := &a.scene.Lines[i]
		var strands []*tree
		for k := range line.Strands {
			s := &line.Strands[k]
			drawn := a.take("line:" + s.ID)
			if drawn == nil {
				continue // drawn with another strand
			}
			g := newTree("g", "id", "strand:"+s.ID, "aria-hidden", "true")
			if len(line.Strands) > 1 {
				title := newTree("title")
				title.text = s.Tooltip
				g.add(title)
			}
			strands = append(strands, g.add(drawn...))
		}
		list.add(item("line:"+line.ID, line.Label, line.Tooltip, strands...))
	}
	return unlessEmpty(list)
}

func (a *annotator) organisations() *tree {
	list := listOf("organisations", "Organisations")
	for i := range a.scene.Nodes {
		n := &a.scene.Nodes[i]
		id := "org:" + n.ID
		label := strings.ReplaceAll(n.Tooltip, "\n", ". ")
		if n.Emphasis == drawing.Highlighted {
			label += ". Highlighted"
		}
		list.add(item(id, label, n.Tooltip, hidden(append(a.take(id), a.take("tag:"+n.ID)...))))
	}
	return unlessEmpty(list)
}

// frame returns the title, the legend and the sources.
func (a *annotator) frame() []*tree {
	title := hidden(append(a.take("page:title"), a.take("page:subtitle")...)) // the title and description of the picture
	legend, sources := listOf("legend", "Legend"), listOf("sources", "Sources")
	for i, e := range a.scene.Legend {
		id := fmt.Sprintf("legend:%d", i+1)
		var drawn []*tree
		for _, part := range []string{id, id + ":tag", id + ":label", id + ":detail"} {
			drawn = append(drawn, a.take(part)...)
		}
		label := e.Label
		if e.Detail != "" {
			label += ": " + e.Detail
		}
		if e.Code != "" {
			label = e.Code + ", " + label
		}
		if drawn != nil {
			legend.add(item(id, label, "", hidden(drawn)))
		}
	}
	for i, s := range a.scene.Sources {
		id := fmt.Sprintf("source:%d", i+1)
		if drawn := a.take(id); drawn != nil {
			sources.add(item(id, s.Label, "", hidden(drawn)))
		}
	}
	var rest []*tree
	for _, id := range a.order {
		rest = append(rest, a.parts[id]...)
	}
	frame := []*tree{title, unlessEmpty(legend), unlessEmpty(sources)}
	if len(rest) > 0 {
		frame = append(frame, hidden(rest)) // headings
	}
	if len(a.loose) > 0 {
		frame = append(frame, newTree("g", "id", "caption").add(a.loose...))
	}
	return frame
}
