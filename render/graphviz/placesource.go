package graphviz

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	drawing "github.com/liaisongraph/liaison/render"
)

// places is the format of Graphviz that has the attributes of JSON without the drawing steps.
const places Format = "json0"

// clear is how far, in points, a line keeps from boxes that it passes: boxes are as much larger for Graphviz. A line of
// several strands needs it.
const clear = 4.0

// titleGap is how much lower than its place the title of a sector is for Graphviz, so that it touches no box below it.
const titleGap = 8.0

// source writes the scene for the layout alone: boxes without names, of the sizes that they have to have.
func (p *placer) source(layout string, attributes []string) []byte {
	s := p.scene
	var out bytes.Buffer
	fmt.Fprintf(&out, "digraph {\n%s\n", strings.Join(attributes, "\n"))
	if layout == "circo" || layout == "twopi" {
		fmt.Fprintf(&out, "root=%d\n", s.Centre)
	}
	out.WriteString("node [shape=box fixedsize=true label=\"\" margin=0]\nedge [dir=none]\n")
	for i := range s.Clusters {
		c := &s.Clusters[i]
		boxed := s.Clustered() && layout != routes
		if boxed {
			fmt.Fprintf(&out, "subgraph cluster_%d { margin=10 labelloc=t labeljust=l\n", i)
			fmt.Fprintf(&out, "label=<<TABLE BORDER=\"0\" FIXEDSIZE=\"TRUE\" WIDTH=\"%.0f\" HEIGHT=\"%.0f\"><TR><TD></TD></TR></TABLE>>\n",
				c.LabelWidth(), drawing.ClusterLabelHeight-8)
		}
		for _, n := range c.Nodes {
			p.sourceNode(&out, n, layout)
		}
		if boxed {
			out.WriteString("}\n")
		}
	}
	for n := range s.Nodes {
		if s.Nodes[n].Cluster < 0 {
			p.sourceNode(&out, n, layout)
		}
	}
	for j := range s.Joints {
		if _, ok := p.marks[j]; ok {
			p.sourceNode(&out, len(s.Nodes)+j, layout)
		}
	}
	for i, box := range p.place.Clusters {
		if p.titled && box.Width > 0 {
			at := p.title(i)
			fmt.Fprintf(&out, "title_%d [width=%.4f height=%.4f pos=\"%.2f,%.2f\"]\n", i, at.Width/72, (at.Height-titleGap)/72, at.X, -at.Y)
		}
	}
	for i, e := range p.edges {
		weight := ""
		if e.line < 0 {
			weight = " weight=4" // a trunk is short
		}
		fmt.Fprintf(&out, "%d -> %d [class=%d%s]\n", e.from, e.to, i, weight)
	}
	out.WriteString("}\n")
	return out.Bytes()
}

// sourceNode writes an organisation or a mark, with the place that it has where only courses are asked for.
func (p *placer) sourceNode(out *bytes.Buffer, n int, layout string) {
	var at, size drawing.Box
	if n < len(p.boxes) {
		at, size = p.place.Nodes[n], p.boxes[n]
	} else {
		at = p.end(n)
		size = at
	}
	place := ""
	switch layout {
	case routes:
		place = fmt.Sprintf(" pos=\"%.2f,%.2f\"", at.X, -at.Y)
	case "circo":
		// It keeps the circles around boxes apart, and those of boxes with names are much too large.
		side := math.Sqrt(size.Width*size.Height) * 0.8
		size.Width, size.Height = side, side
	}
	fmt.Fprintf(out, "%d [width=%.4f height=%.4f%s]\n", n, (size.Width+2*clear)/72, (size.Height+2*clear)/72, place)
}

// answer is what Graphviz says of places, with all numbers as texts. Its y axis points upwards.
type answer struct {
	Box     string `json:"bb"`
	Objects []struct {
		Name string `json:"name"`
		At   string `json:"pos"`
		Box  string `json:"bb"`
	} `json:"objects"`
	Edges []struct {
		Index  string `json:"class"`
		Course string `json:"pos"`
	} `json:"edges"`
}

// read takes the places of boxes and sectors and the courses of edges from Graphviz's answer.
func (p *placer) read(text []byte) error {
	var a answer
	if err := json.Unmarshal(text, &a); err != nil {
		return fmt.Errorf("the places that Graphviz found cannot be read: %v", err)
	}
	for _, o := range a.Objects {
		if name, ok := strings.CutPrefix(o.Name, "cluster_"); ok {
			corners, err := numbersIn(o.Box, 4)
			if err != nil {
				return fmt.Errorf("the places that Graphviz found cannot be read: sector %s: %v", name, err)
			}
			if i, err := strconv.Atoi(name); err == nil && i < len(p.place.Clusters) {
				left, bottom, right, top := corners[0], -corners[1], corners[2], -corners[3]
				p.place.Clusters[i] = drawing.Box{X: (left + right) / 2, Y: (top + bottom) / 2, Width: right - left, Height: bottom - top}
			}
			continue
		}
		at, err := numbersIn(o.At, 2)
		if err != nil {
			return fmt.Errorf("the places that Graphviz found cannot be read: place of %s: %v", o.Name, err)
		}
		p.put(o.Name, drawing.Point{X: at[0], Y: -at[1]})
	}
	for _, e := range a.Edges {
		i, err := strconv.Atoi(e.Index)
		if err != nil || i < 0 || i >= len(p.edges) {
			return fmt.Errorf("the places that Graphviz found cannot be read: no edge has the number %q", e.Index)
		}
		if p.edges[i].course, err = courseIn(e.Course); err != nil {
			return fmt.Errorf("the places that Graphviz found cannot be read: course of edge %d: %v", i, err)
		}
	}
	return nil
}

// put gives an organisation or the mark of a joint its place.
func (p *placer) put(name string, at drawing.Point) {
	n, err := strconv.Atoi(name)
	if err != nil {
		return // a part of the graph that is not drawn
	}
	if n < len(p.place.Nodes) {
		p.place.Nodes[n] = drawing.Box{X: at.X, Y: at.Y, Width: p.boxes[n].Width, Height: p.boxes[n].Height}
	} else if j := n - len(p.place.Nodes); j < len(p.place.Joints) {
		p.place.Joints[j][0].At = at
	}
}

// numbersIn reads numbers with commas between them. What is no number, as sfdp has it for places that coincide, is 0.
func numbersIn(text string, want int) ([]float64, error) {
	fields := strings.Split(text, ",")
	if len(fields) < want {
		return nil, fmt.Errorf("%q has not %d numbers", text, want)
	}
	all := make([]float64, want)
	for i := range all {
		var err error
		if strings.Contains(fields[i], "nan") || strings.Contains(fields[i], "inf") {
			continue
		}
		if all[i], err = strconv.ParseFloat(fields[i], 64); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// courseIn reads the course of an edge: a start and three points for each Bézier curve. An edge that Graphviz draws in
// several pieces, or lost, has none.
func courseIn(text string) ([]drawing.Point, error) {
	if text == "" || strings.Contains(text, ";") || strings.Contains(text, "nan") || strings.Contains(text, "inf") {
		return nil, nil
	}
	var points []drawing.Point
	for _, field := range strings.Fields(text) {
		if strings.HasPrefix(field, "e,") || strings.HasPrefix(field, "s,") {
			continue // where an arrowhead ends; none is asked for
		}
		at, err := numbersIn(field, 2)
		if err != nil {
			return nil, err
		}
		points = append(points, drawing.Point{X: at[0], Y: -at[1]})
	}
	if len(points)%3 != 1 {
		return nil, nil
	}
	return points, nil
}
