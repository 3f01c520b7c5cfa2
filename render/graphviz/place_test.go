package graphviz_test

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/graphviz"
	"github.com/liaisongraph/liaison/render/rendertest"
)

func place(t testing.TB, s *render.Scene) *render.Placement {
	t.Helper()
	p, err := graphviz.Place(context.Background(), s)
	if err != nil {
		t.Fatalf("%s: %v", s.Layout, err)
	}
	return p
}

// graphvizLayouts are the layouts of scenes that Graphviz makes.
func graphvizLayouts(t testing.TB) []string {
	var names []string
	for _, l := range render.Layouts() {
		if graphviz.Places(l.Name) {
			names = append(names, l.Name)
		}
	}
	if len(names) != 6 {
		t.Fatalf("the layouts of Graphviz are %q", names)
	}
	return names
}

// What a placement of any graph must be: whole, on its page, without boxes or badges on one another, and with lines from
// outline to outline.
func TestPlace(t *testing.T) {
	for i, c := range cases(t) {
		if c.Graph.NumOrganisations() > 60 {
			continue
		}
		for k, layout := range graphvizLayouts(t) {
			if testing.Short() && (i+k)%2 == 1 {
				continue // by turns
			}
			opts := render.Options{Layout: layout, Unbundle: c.Graph.NumOrganisations()%2 == 1}
			s := scene(t, c.Graph, opts)
			checkPlacement(t, fmt.Sprintf("%s, %s", c.Name, layout), s, place(t, s))
		}
	}
}

// Sizes of boxes that stand for something are kept, and the numbers of groups are not covered.
func TestPlaceScaled(t *testing.T) {
	g := ukMap(t)
	for _, layout := range graphvizLayouts(t) {
		opts := scaled(g.NumOrganisations())
		opts.Layout = layout
		s := scene(t, g, opts)
		p := place(t, s)
		checkPlacement(t, layout, s, p)
		for n, size := range s.Boxes() {
			if box := p.Nodes[n]; math.Abs(box.Width*box.Height-size.Width*size.Height) > 0.5 {
				t.Errorf("%s: %s has %.0f square points, want %.0f", layout, s.Nodes[n].ID, box.Width*box.Height, size.Width*size.Height)
			}
		}
	}
}

// Boxes of what changed have their notes, and badges their signs: there is room for them.
func TestPlaceChange(t *testing.T) {
	g := ukMap(t)
	for _, layout := range graphvizLayouts(t) {
		s := scene(t, g, render.Options{Layout: layout, Change: rendertest.Marked(g, "2014", "2024")})
		checkPlacement(t, layout, s, place(t, s))
	}
}

// scaled are options with a size and a group for every organisation.
func scaled(n int) render.Options {
	size, colour := &render.Scale{Label: "reach"}, &render.Grouping{Label: "team", Names: make([]string, 15)}
	for i := range n {
		size.Values = append(size.Values, float64(i*i)/3)
		colour.Of = append(colour.Of, int32(i%16)-1)
	}
	return render.Options{Size: size, Colour: colour}
}

func overlap(a, b render.Box) bool {
	const touching = 0.1
	return a.Left() < b.Right()-touching && b.Left() < a.Right()-touching &&
		a.Top() < b.Bottom()-touching && b.Top() < a.Bottom()-touching
}

func checkPlacement(t *testing.T, name string, s *render.Scene, p *render.Placement) {
	t.Helper()
	page := render.Box{X: p.Width / 2, Y: p.Height / 2, Width: p.Width, Height: p.Height}
	within := func(what string, b, in render.Box) {
		t.Helper()
		if b.Left() < in.Left()-0.1 || b.Right() > in.Right()+0.1 || b.Top() < in.Top()-0.1 || b.Bottom() > in.Bottom()+0.1 {
			t.Errorf("%s: %s at %v is not in %v", name, what, b, in)
		}
	}
	top := p.Subtitle.Top + float64(len(p.Subtitle.Lines))*p.Subtitle.Size
	for n, b := range p.Nodes {
		within(s.Nodes[n].ID, b, page)
		if b.Top() < top {
			t.Errorf("%s: %s lies on the title", name, s.Nodes[n].ID)
		}
		if c := s.Nodes[n].Cluster; c >= 0 && p.Clusters[c].Width > 0 {
			within(s.Nodes[n].ID, b, p.Clusters[c])
		}
		for m := range n {
			if overlap(b, p.Nodes[m]) {
				t.Errorf("%s: %s lies on %s", name, s.Nodes[n].ID, s.Nodes[m].ID)
			}
		}
	}
	for c, b := range p.Clusters {
		if (b.Width > 0) != s.Clustered() {
			t.Errorf("%s: the box of sector %s is %v", name, s.Clusters[c].ID, b)
		}
		for d := range c {
			if b.Width > 0 && overlap(b, p.Clusters[d]) {
				t.Errorf("%s: sector %s lies on %s", name, s.Clusters[c].ID, s.Clusters[d].ID)
			}
		}
	}
	checkBadges(t, name, s, p)
	for l := range s.Lines {
		for k := range s.Lines[l].Strands {
			checkCourse(t, name, s, p, l, k, top)
		}
	}
}

// checkBadges checks that no badge and no mark lies on another, or on a box.
func checkBadges(t *testing.T, name string, s *render.Scene, p *render.Placement) {
	t.Helper()
	var badges []render.Box
	var whose []string
	for j, marks := range p.Joints {
		if len(marks) == 0 {
			t.Errorf("%s: joint %s has no mark", name, s.Joints[j].ID)
		}
		for i := range marks {
			width, height := marks[i].Size()
			badges = append(badges, render.Box{X: marks[i].At.X, Y: marks[i].At.Y, Width: width, Height: height})
			whose = append(whose, "joint "+s.Joints[j].ID)
		}
	}
	for l := range s.Lines {
		for k := range s.Lines[l].Strands {
			width, height := s.Lines[l].Strands[k].BadgeSize()
			at := p.Courses[l][k].Badge
			badges = append(badges, render.Box{X: at.X, Y: at.Y, Width: width, Height: height})
			whose = append(whose, s.Lines[l].Strands[k].ID)
		}
	}
	for i, b := range badges {
		for n, box := range p.Nodes {
			if overlap(b, box) {
				t.Errorf("%s: the badge of %s lies on %s", name, whose[i], s.Nodes[n].ID)
			}
		}
		for k := range i {
			if overlap(b, badges[k]) {
				t.Errorf("%s: the badge of %s lies on that of %s", name, whose[i], whose[k])
			}
		}
	}
}

// checkCourse checks that a strand runs from outline to outline, or to a mark, and not over the title.
func checkCourse(t *testing.T, name string, s *render.Scene, p *render.Placement, l, k int, top float64) {
	t.Helper()
	line, course := &s.Lines[l], p.Courses[l][k]
	what := name + ": " + line.Strands[k].ID
	if len(course.Points)%3 != 1 || len(course.Points) < 4 {
		t.Errorf("%s has %d points", what, len(course.Points))
		return
	}
	ends := []struct {
		at   render.Point
		node int
		mark bool
	}{{course.Points[0], line.From, course.FromMark}, {course.Points[len(course.Points)-1], line.To, course.ToMark}}
	for _, end := range ends {
		box := p.Nodes[end.node]
		if end.mark {
			mark := p.Joints[line.Strands[k].Joint][0]
			width, height := mark.Size()
			box = render.Box{X: mark.At.X, Y: mark.At.Y, Width: width, Height: height}
		}
		dx, dy := math.Abs(end.at.X-box.X)-box.Width/2, math.Abs(end.at.Y-box.Y)-box.Height/2
		if off := math.Abs(max(dx, dy)); off > 0.2 {
			t.Errorf("%s ends %.1f from the outline of its box", what, off)
		}
	}
	for _, at := range course.Points[1:] {
		if math.IsNaN(at.X) || math.IsNaN(at.Y) {
			t.Fatalf("%s: %v", what, course.Points)
		}
	}
	for i := 0; i+3 < len(course.Points); i += 3 {
		if at := course.Points[i+3]; at.Y < top || at.X < 0 || at.X > p.Width || at.Y > p.Height {
			t.Errorf("%s passes %v, on the title or off the page", what, at)
		}
	}
}

// Lines lead round boxes. Where a strand runs beside others of its line, its middle may come near.
func TestPlaceLinesPassNoBox(t *testing.T) {
	for _, layout := range graphvizLayouts(t) {
		s := scene(t, ukMap(t), render.Options{Layout: layout})
		p := place(t, s)
		for l := range s.Lines {
			for k, course := range p.Courses[l] {
				for n, box := range p.Nodes {
					box.Width, box.Height = box.Width-0.5, box.Height-0.5
					for i := 0; i+3 < len(course.Points); i += 3 {
						for step := range 33 {
							at := curve(course.Points[i:i+4], float64(step)/32)
							if math.Abs(at.X-box.X) < box.Width/2 && math.Abs(at.Y-box.Y) < box.Height/2 {
								t.Fatalf("%s: %s leads through %s", layout, s.Lines[l].Strands[k].ID, s.Nodes[n].ID)
							}
						}
					}
				}
			}
		}
	}
}

func curve(p []render.Point, t float64) render.Point {
	u := 1 - t
	a, b, c, d := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
	return render.Point{X: a*p[0].X + b*p[1].X + c*p[2].X + d*p[3].X, Y: a*p[0].Y + b*p[1].Y + c*p[2].Y + d*p[3].Y}
}

// The strands of an arrangement meet in a mark, and the trunk goes on to the organisation that they share.
// In the layouts that find courses between boxes that have their places, no line passes the title of a sector.
func TestPlaceLinesPassNoTitle(t *testing.T) {
	s := scene(t, ukMap(t), render.Options{Layout: "fdp"})
	p := place(t, s)
	for i := range s.Clusters {
		box := p.Clusters[i]
		title := render.Box{X: box.Left() + s.Clusters[i].LabelWidth()/2, Y: box.Top() + render.ClusterLabelHeight/2,
			Width: s.Clusters[i].LabelWidth() - 18, Height: 10}
		for l, courses := range p.Courses {
			for _, c := range courses {
				for k := 0; k+3 < len(c.Points); k += 3 {
					for step := range 41 {
						at := curve(c.Points[k:k+4], float64(step)/40)
						if overlap(render.Box{X: at.X, Y: at.Y, Width: 0.2, Height: 0.2}, title) {
							t.Fatalf("%s runs through the title of %s", s.Lines[l].Label, s.Clusters[i].Label)
						}
					}
				}
			}
		}
	}
}

func TestPlaceJoints(t *testing.T) {
	for _, layout := range graphvizLayouts(t) {
		s := scene(t, ukMap(t), render.Options{Layout: layout})
		p := place(t, s)
		if len(s.Joints) == 0 {
			t.Fatal("the map has no joints")
		}
		for j, joint := range s.Joints {
			if joint.Node < 0 {
				continue
			}
			if len(p.Joints[j]) != 1 || len(p.Joints[j][0].Trunk) < 4 {
				t.Fatalf("%s: joint %s has %+v", layout, joint.ID, p.Joints[j])
			}
			for _, ref := range joint.Strands {
				course, line := p.Courses[ref.Line][ref.Strand], s.Lines[ref.Line]
				if course.ToMark != (line.To == joint.Node) || course.FromMark != (line.From == joint.Node) {
					t.Errorf("%s: %s does not end at the mark of %s", layout, line.ID, joint.ID)
				}
			}
			box, trunk := p.Nodes[joint.Node], p.Joints[j][0].Trunk
			end := trunk[len(trunk)-1]
			if off := max(math.Abs(end.X-box.X)-box.Width/2, math.Abs(end.Y-box.Y)-box.Height/2); math.Abs(off) > 0.2 {
				t.Errorf("%s: the trunk of %s ends %.1f from its box", layout, joint.ID, off)
			}
		}
	}
}

func TestPlaceErrors(t *testing.T) {
	s := scene(t, graphtest.Of("a > b"), render.Options{Layout: render.HubLayout})
	if _, err := graphviz.Place(context.Background(), s); err == nil || err.Error() != `layout "hub" is not one of Graphviz's` {
		t.Errorf("%v", err)
	}
	ended, end := context.WithCancel(context.Background())
	end()
	s = scene(t, graphtest.Of("a > b"), render.Options{Layout: "dot"})
	if _, err := graphviz.Place(ended, s); err != context.Canceled {
		t.Errorf("%v", err)
	}
}
