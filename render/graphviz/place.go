package graphviz

import (
	"context"
	"fmt"
	"slices"

	drawing "github.com/liaisongraph/liaison/render"
)

// placing are the layouts of Graphviz that [Place] uses, and what they are asked for beside the sizes of boxes. Lengths
// are in inches.
var placing = map[string][]string{
	"dot":   {`nodesep="0.2"`, `ranksep="0.8"`, `splines="true"`},
	"neato": {`overlap="prism"`, `sep="+9"`, `splines="false"`},
	"fdp":   {`K="0.9"`, `overlap="false"`, `sep="+9"`, `splines="false"`},
	"sfdp":  {`overlap="prism"`, `sep="+9"`, `splines="false"`},
	"circo": {`overlap="true"`, `mindist="0.3"`, `oneblock="true"`, `splines="false"`},
	"twopi": {`overlap="prism"`, `ranksep="1.6"`, `sep="+9"`, `splines="false"`},
}

// patience bounds the search for ranks and places of dot in large graphs, to as many rounds as there are organisations.
// With 500 that is ten times as fast, and hardly larger.
var patience = []string{`nslimit="1"`, `nslimit1="1"`}

// routing is what is asked for where boxes have places and only their lines need courses.
var routing = []string{`notranslate="true"`, `overlap="true"`, `splines="true"`}

// Places reports whether a layout is one that [Place] knows.
func Places(layout string) bool { return placing[layout] != nil }

// Place lays a scene out in the layout that it asks for, one of dot, neato, fdp, sfdp, circo and twopi. Graphviz finds
// places for boxes of the sizes that the scene measures and courses for its lines; the strands of a line run side by
// side along its course, from outline to outline, and the strands of an arrangement that share an organisation meet in
// a mark. Badges go where nothing else is.
//
// It fails where the layout is another, and with the errors of [Render].
func Place(ctx context.Context, s *drawing.Scene) (*drawing.Placement, error) {
	if !Places(s.Layout) {
		return nil, fmt.Errorf("layout %q is not one of Graphviz's", s.Layout)
	}
	p := &placer{
		scene: s,
		boxes: s.Boxes(),
		marks: map[int]drawing.Box{}, labels: s.MarkLabels(),
	}
	p.place = p.emptyPlacement()
	if len(s.Nodes) > 0 {
		if err := p.layOut(ctx); err != nil {
			return nil, err
		}
		p.drawCourses()
		p.placeBadges()
	}
	s.Frame(p.place, p.extent())
	return p.place, nil
}

// emptyPlacement has room for everything and places for nothing, but for the marks that are known.
func (p *placer) emptyPlacement() *drawing.Placement {
	s := p.scene
	place := &drawing.Placement{
		Nodes:    make([]drawing.Box, len(s.Nodes)),
		Clusters: make([]drawing.Box, len(s.Clusters)),
		Courses:  make([][]drawing.Course, len(s.Lines)),
		Joints:   make([][]drawing.Mark, len(s.Joints)),
	}
	for i := range s.Lines {
		place.Courses[i] = make([]drawing.Course, len(s.Lines[i].Strands))
	}
	for j := range p.marks {
		place.Joints[j] = []drawing.Mark{{Label: p.labels[j]}}
	}
	return place
}

// layOut finds places and courses. The layout dot finds both at once, with the marks of joints among the boxes. The
// others do not know that a mark belongs to a box: they place the boxes, and then Graphviz finds courses between
// those and the marks beside them.
func (p *placer) layOut(ctx context.Context) error {
	if p.scene.Layout == "dot" {
		p.findEdges()
		return p.ranks(ctx)
	}
	s := p.scene
	for i := range s.Lines {
		p.edges = append(p.edges, edge{line: i, from: s.Lines[i].From, to: s.Lines[i].To})
	}
	if err := p.ask(ctx, s.Layout, placing[s.Layout]...); err != nil {
		return err
	}
	p.edges = nil
	p.findEdges()
	p.separate()
	p.placeMarks()
	// Where boxes touch with what they keep around them, Graphviz draws straight lines through them; boxes count for more
	// than the titles of sectors.
	for _, titled := range []bool{true, false} {
		p.titled = titled && s.Clustered()
		for _, keep := range []string{`esep="+4"`, `esep="+2"`, `esep="+0.5"`} {
			if err := p.ask(ctx, routes, append([]string{keep}, routing...)...); err != nil {
				return err
			}
			if !p.straightThrough() {
				return nil
			}
		}
		if !p.titled {
			break
		}
	}
	return nil
}

// routes is Graphviz's name for the layout that takes places as they are and finds courses.
const routes = "nop"

// ask lets Graphviz work, and takes what it finds.
func (p *placer) ask(ctx context.Context, layout string, attributes ...string) error {
	texts, err := layOut(ctx, p.source(layout, attributes), layout, places)
	if err != nil {
		return err
	}
	return p.read(texts[0])
}

// ranks lays out by ranks, from the left to the right or from the top down, whichever gives the picture more of the
// shape that it is to have. Where that would take long, it is from the left to the right.
func (p *placer) ranks(ctx context.Context) error {
	const mostForBoth = 150 // organisations
	p.higher()
	left := append([]string{`rankdir="LR"`}, placing["dot"]...)
	if len(p.scene.Nodes) > mostForBoth {
		return p.ask(ctx, "dot", append(left, patience...)...)
	}
	if err := p.ask(ctx, "dot", left...); err != nil {
		return err
	}
	if size := p.sizeAtRatio(); size > 0 {
		wide := *p
		wide.place, wide.edges, wide.boxes = p.emptyPlacement(), slices.Clone(p.edges), p.scene.Boxes()
		if err := wide.ask(ctx, "dot", append([]string{`rankdir="TB"`}, placing["dot"]...)...); err != nil {
			return err
		}
		if wide.sizeAtRatio() < size {
			*p = wide
		}
	}
	return nil
}

// placer works out a Placement.
type placer struct {
	scene  *drawing.Scene
	boxes  []drawing.Box // sizes by node
	place  *drawing.Placement
	edges  []edge
	marks  map[int]drawing.Box // by joint: the size of its mark
	labels []string            // by joint: what its marks say
	taken  grid                // where badges cannot go
	titled bool                // lines go round the titles of sectors
}

// edge is what Graphviz finds a course for: strands that run side by side, or the trunk of a joint.
type edge struct {
	line    int // index in Lines, or -1 for the trunk of a joint
	strands []int
	joint   int // that the edge ends at, or -1
	from    int // nodes; the node of a joint is len(Nodes) and its index
	to      int
	course  []drawing.Point
}

// findEdges sorts strands into edges. A line from an organisation to itself has an edge for each strand: Graphviz puts
// them around one another.
func (p *placer) findEdges() {
	s := p.scene
	for i := range s.Lines {
		line := &s.Lines[i]
		at := map[int]int{} // index in edges by joint
		for k := range line.Strands {
			joint := p.meets(line, &line.Strands[k])
			e, ok := at[joint]
			if !ok || line.From == line.To {
				e = len(p.edges)
				at[joint] = e
				p.edges = append(p.edges, p.edge(i, joint))
			}
			p.edges[e].strands = append(p.edges[e].strands, k)
		}
	}
	for j := range s.Joints {
		if slices.ContainsFunc(p.edges, func(e edge) bool { return e.joint == j }) {
			p.edges = append(p.edges, edge{line: -1, joint: j, from: len(s.Nodes) + j, to: s.Joints[j].Node})
			mark := drawing.Mark{Label: p.labels[j]}
			p.place.Joints[j] = []drawing.Mark{mark}
			width, height := mark.Size()
			p.marks[j] = drawing.Box{Width: width, Height: height}
		}
	}
}

// meets returns the joint in whose mark a strand ends, or -1.
func (p *placer) meets(line *drawing.Line, strand *drawing.Strand) int {
	j := strand.Joint
	if j < 0 || line.From == line.To {
		return -1
	}
	joint := &p.scene.Joints[j]
	if joint.Node < 0 || len(joint.Strands) < 2 || joint.Node != line.From && joint.Node != line.To {
		return -1
	}
	return j
}

// edge returns the edge of a line that leads to the mark of a joint, if that is not -1.
func (p *placer) edge(l, joint int) edge {
	line := &p.scene.Lines[l]
	e := edge{line: l, joint: joint, from: line.From, to: line.To}
	if joint >= 0 {
		mark := len(p.scene.Nodes) + joint
		if p.scene.Joints[joint].Node == line.To {
			e.to = mark
		} else {
			e.from = mark
		}
	}
	return e
}
