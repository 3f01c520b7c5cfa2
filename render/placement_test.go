package render

import (
	"fmt"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/graphtest"
)

// thing is what a placement puts somewhere and nothing else may cover.
type thing struct {
	kind string // "box", "mark", "badge", "heading", "text"
	name string
	box  Box
}

// things lists all of a placement that is to be seen whole, but for lines.
func things(s *Scene, p *Placement) (all []thing) {
	for n, box := range p.Nodes {
		all = append(all, thing{"box", s.Nodes[n].ID, box})
	}
	for j, marks := range p.Joints {
		for _, mark := range marks {
			width, height := mark.Size()
			all = append(all, thing{"mark", s.Joints[j].ID, Box{mark.At.X, mark.At.Y, width, height}})
		}
	}
	for i := range s.Lines {
		for k := range s.Lines[i].Strands {
			strand := &s.Lines[i].Strands[k]
			width, height := strand.BadgeSize()
			at := p.Courses[i][k].Badge
			all = append(all, thing{"badge", strand.ID, Box{at.X, at.Y, width, height}})
		}
	}
	for i, box := range p.Clusters {
		if box.Width > 0 {
			all = append(all, thing{"heading", s.Clusters[i].ID, clusterHeading(&s.Clusters[i], box)})
		}
	}
	text := func(name string, t Text) {
		if len(t.Lines) > 0 {
			all = append(all, thing{"text", name, textBox(t)})
		}
	}
	text("title", p.Title)
	text("subtitle", p.Subtitle)
	text("notice", p.NoticeText)
	for i, t := range p.Headings {
		text(fmt.Sprint("heading ", i), t)
	}
	for i, l := range p.Legend {
		all = append(all, thing{"text", fmt.Sprint("sample ", i), l.Box})
		text(fmt.Sprint("label ", i), l.Label)
		text(fmt.Sprint("detail ", i), l.Detail)
	}
	for i, t := range p.Sources {
		text(fmt.Sprint("source ", i), t)
	}
	return all
}

// overlaps lists what lies on what, by kind, and what leaves the page.
func overlaps(s *Scene, p *Placement) (found []string) {
	all := things(s, p)
	space := newSpace()
	page := boxBetween(0, 0, p.Width, p.Height)
	for _, x := range all {
		if !within(x.box, page) {
			found = append(found, fmt.Sprintf("%s of %s leaves the page: %+v", x.kind, x.name, x.box))
		}
		if covers := inner(x.box, 0.25); space.covered(covers) > 0 {
			for n, o := range space.all {
				if overlap(covers, o) {
					found = append(found, fmt.Sprintf("%s of %s covers %s of %s", x.kind, x.name, all[n].kind, all[n].name))
				}
			}
		}
		space.put(inner(x.box, 0.25))
	}
	return found
}

// strays lists the lines that do not run from organisation to organisation or mark, or leave the page.
func strays(s *Scene, p *Placement) (found []string) {
	page := boxBetween(0, 0, p.Width, p.Height)
	ends := func(at Point, node int, joint int, marked bool) bool {
		if !marked {
			return onOutline(p.Nodes[node], at)
		}
		for _, mark := range p.Joints[joint] {
			width, height := mark.Size()
			if onOutline(Box{mark.At.X, mark.At.Y, width, height}, at) {
				return true
			}
		}
		return false
	}
	for i := range s.Lines {
		line := &s.Lines[i]
		for k := range line.Strands {
			course, joint := p.Courses[i][k], line.Strands[k].Joint
			points := course.Points
			if len(points) < 4 || len(points)%3 != 1 {
				found = append(found, fmt.Sprintf("%s has %d points", line.Strands[k].ID, len(points)))
				continue
			}
			if !ends(points[0], line.From, joint, course.FromMark) || !ends(points[len(points)-1], line.To, joint, course.ToMark) {
				found = append(found, line.Strands[k].ID+" does not end at both")
			}
			for _, at := range follow(points) {
				if !within(Box{at.X, at.Y, 0, 0}, page) {
					found = append(found, line.Strands[k].ID+" leaves the page")
					break
				}
			}
		}
	}
	for j, marks := range p.Joints {
		joint := &s.Joints[j]
		if len(marks) == 0 || joint.Node < 0 && len(marks) != len(joint.Strands) {
			found = append(found, fmt.Sprintf("joint %s has %d marks", joint.ID, len(marks)))
		}
		for _, mark := range marks {
			if !strings.HasPrefix(mark.Label, joint.Rule) || (mark.Label == joint.Rule) != (len(marks) == 1) {
				found = append(found, fmt.Sprintf("joint %s: %d marks say %q", joint.ID, len(marks), mark.Label))
			}
			if joint.Node < 0 {
				continue
			}
			width, height := mark.Size()
			trunk := mark.Trunk
			if len(trunk) != 4 || !onOutline(Box{mark.At.X, mark.At.Y, width, height}, trunk[0]) || !onOutline(p.Nodes[joint.Node], trunk[3]) {
				found = append(found, fmt.Sprintf("the trunk of joint %s does not run from its mark to %s", joint.ID, s.Nodes[joint.Node].ID))
			}
		}
	}
	return found
}

// The letters of lines, the marks of joints, the boxes and all text stand apart from one another and on the page, in
// every layout.
func TestNothingCoversAnything(t *testing.T) {
	t.Parallel()
	for i, c := range awkward(t) {
		for k, layout := range []string{HubLayout, GridLayout, TreeLayout} {
			for _, unbundle := range []bool{false, true} {
				if testing.Short() && unbundle != ((i+k)%2 == 1) {
					continue // by turns
				}
				s := mustScene(t, c.Graph, Options{Layout: layout, Unbundle: unbundle})
				p := s.Place()
				for _, problem := range append(overlaps(s, p), strays(s, p)...) {
					t.Errorf("%s, %s, unbundled %v: %s", c.Name, layout, unbundle, problem)
				}
			}
		}
	}
}

// awkward are the cases, and random graphs up to where lines fill the page.
func awkward(t *testing.T) []graphtest.Case {
	all := cases(t)
	seeds := uint64(8)
	if testing.Short() {
		seeds = 4 // the smaller ones
	}
	for seed := range seeds {
		n := 4 + int(seed*seed)
		all = append(all,
			graphtest.Case{Name: fmt.Sprint("random ", seed), Graph: graphtest.Random(seed, n, 2*n)},
			graphtest.Case{Name: fmt.Sprint("rich ", seed), Graph: graphtest.RandomRich(seed+100, n, 2*n)})
	}
	return all
}

// Lines between wholes and parts pass no other box in the tree layout, but for those that go to a mark.
func TestTreeLinesPassNoBox(t *testing.T) {
	seen := 0
	for _, c := range cases(t) {
		s := mustScene(t, c.Graph, Options{Layout: TreeLayout})
		p := s.Place()
		for i := range s.Lines {
			line := &s.Lines[i]
			if line.Whole == NoArrow || line.From == line.To {
				continue
			}
			for k, course := range p.Courses[i] {
				if course.FromMark || course.ToMark {
					continue
				}
				seen++
				for _, at := range follow(course.Points) {
					if n := boxAt(p, at.Point); n >= 0 {
						t.Errorf("%s: %s runs through %s", c.Name, line.Strands[k].ID, s.Nodes[n].ID)
						break
					}
				}
			}
		}
	}
	if seen == 0 {
		t.Error("no line was looked at")
	}
}

// Pictures are about as wide as the ratio that is asked for.
func TestRatio(t *testing.T) {
	for _, layout := range []string{HubLayout, GridLayout} {
		before := 0.0
		for _, ratio := range []float64{0.71, 1, 1.41, 1.78} {
			p := mustScene(t, ukMap(t), Options{Layout: layout, Ratio: ratio}).Place()
			got := p.Width / p.Height
			if layout == HubLayout && (got < ratio*0.75 || got > ratio*1.25) || got <= before {
				t.Errorf("%s: %.2f times as wide as high, want %.2f", layout, got, ratio)
			}
			before = got
		}
	}
}

func BenchmarkPlaceThousand(b *testing.B) {
	for _, layout := range []string{HubLayout, GridLayout, TreeLayout} {
		s := mustScene(b, graphtest.RandomRich(1, 1000, 4000), Options{Layout: layout})
		b.Run(layout, func(b *testing.B) {
			for b.Loop() {
				s.Place()
			}
		})
	}
}
