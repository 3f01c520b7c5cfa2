package render

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// scaleBy sizes every organisation of g.
func scaleBy(g *graph.Graph, value func(n int) float64) *Scale {
	s := &Scale{Label: "weight"}
	for n := range g.NumOrganisations() {
		s.Values = append(s.Values, value(n))
	}
	return s
}

// inGroups puts the organisations of g into a number of groups in turn, every seventh into none.
func inGroups(g *graph.Graph, count int) *Grouping {
	c := &Grouping{Label: "team"}
	for i := range count {
		c.Names = append(c.Names, fmt.Sprintf("Team %c", 'A'+i))
	}
	for n := range g.NumOrganisations() {
		if n%7 == 6 {
			c.Of = append(c.Of, -1)
		} else {
			c.Of = append(c.Of, int32(n%count))
		}
	}
	return c
}

func TestScaleGolden(t *testing.T) {
	g := small(t)
	opts := Options{Size: scaleBy(g, func(n int) float64 { return float64(n) + 0.5 }), Colour: inGroups(g, 2)}
	golden(t, "small-scale.dot", mustScene(t, g, opts).DOT())
	golden(t, "small-scale.mmd", mustScene(t, g, opts).Mermaid())
	opts.Layout, opts.Theme = "dot", "dark"
	golden(t, "small-scale-dot.dot", mustScene(t, g, opts).DOT())
	uk := ukMap(t)
	neighbours := mustScene(t, uk, Options{}).Nodes
	opts = Options{Size: scaleBy(uk, func(n int) float64 { return float64(neighbours[n].Neighbours) }), Colour: inGroups(uk, 5)}
	golden(t, "uk-scale.dot", mustScene(t, uk, opts).DOT())
}

// valuesOf are numbers of every kind: growing, the greatest for those with fewest lines, all alike, one that is far
// above the rest, and nothing but zeros.
var valuesOf = map[string]func(n int, s *Scene) float64{
	"growing":  func(n int, _ *Scene) float64 { return float64(n) },
	"inverted": func(n int, s *Scene) float64 { return 1 / float64(1+s.Nodes[n].Neighbours) },
	"alike":    func(int, *Scene) float64 { return 0.1 + 0.2 },
	"one":      func(n int, _ *Scene) float64 { return math.Pow(1e10, float64(1-min(n, 1))) },
	"zero":     func(int, *Scene) float64 { return 0 },
}

// Whatever the sizes, boxes have the areas that their numbers ask for, nothing overlaps, lines run from box to box and
// through none, text fits, and the number of a group stands on no other box.
func TestNothingOverlapsWithSizes(t *testing.T) {
	t.Parallel()
	for kind, value := range valuesOf {
		if testing.Short() && kind != "inverted" {
			continue // the worst of them will do
		}
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			for _, c := range cases(t) {
				plain := mustScene(t, c.Graph, Options{Layout: HubLayout})
				for _, unbundle := range unbundled(kind) {
					s := mustScene(t, c.Graph, Options{Layout: HubLayout, Unbundle: unbundle, Colour: inGroups(c.Graph, 15),
						Size: scaleBy(c.Graph, func(n int) float64 { return value(n, plain) })})
					p := s.Place()
					name := fmt.Sprintf("%s (%d, unbundled: %v)", c.Name, len(s.Nodes), unbundle)
					checkPlacement(t, name, s, p)
					checkSizes(t, name, s, p)
				}
			}
		})
	}
}

// unbundled says how to draw what has a kind of numbers: most lines are at the smallest boxes where they are inverted,
// and there they are worst.
func unbundled(kind string) []bool {
	if kind == "inverted" {
		return []bool{false, true}
	}
	return []bool{false}
}

func checkSizes(t *testing.T, name string, s *Scene, p *Placement) {
	t.Helper()
	base := s.baseHeight() * boxWidth
	for i := range s.Nodes {
		n, box := &s.Nodes[i], p.Nodes[i]
		if got := box.Width * box.Height / base; math.Abs(got-n.Area) > 1e-6 || n.Area < 1 || n.Area > LargestArea+1e-9 {
			t.Errorf("%s: the box of %s is %.3f times the smallest, and stands for %.3f", name, n.ID, got, n.Area)
		}
		if box.Width < boxWidth-1e-6 {
			t.Errorf("%s: %s is %.1f points wide", name, n.ID, box.Width)
		}
		heading, below := n.sizedType()
		size, sub := n.typeSizes(box, heading, below)
		if size < headingSize-1e-9 || sub < subSize-1e-9 {
			t.Errorf("%s: the type of %s is %.1f and %.1f points", name, n.ID, size, sub)
		}
		height := float64(len(n.Heading))*size*1.2 + float64(len(n.Subheading))*sub*1.18
		if height > box.Height {
			t.Errorf("%s: %.1f points of text in the box of %s, %.1f high", name, height, n.ID, box.Height)
		}
		for _, line := range n.Heading {
			if w := (font{size, true}).width(line); w > box.Width-4 {
				t.Errorf("%s: %q is %.0f points wide in %.0f", name, line, w, box.Width)
			}
		}
		if n.Tag == "" {
			continue
		}
		tag := tagBox(box, n.Tag)
		if !within(tag, boxBetween(0, 0, p.Width, p.Height)) {
			t.Errorf("%s: the number of %s leaves the page", name, n.ID)
		}
		for k, o := range p.Nodes {
			if k != i && overlap(tag, o) {
				t.Errorf("%s: the number of %s is on %s", name, n.ID, s.Nodes[k].ID)
			}
		}
	}
}

// The picture of the shipped map with sizes and colours still goes on paper that there is.
func TestScaledMapFitsPaper(t *testing.T) {
	g := ukMap(t)
	neighbours := mustScene(t, g, Options{}).Nodes
	s := mustScene(t, g, Options{Size: scaleBy(g, func(n int) float64 { return float64(neighbours[n].Neighbours) }), Colour: inGroups(g, 6)})
	p := s.Place()
	width, height := p.sheet()
	if width > 595/25.4*72 {
		t.Errorf("%.0f by %.0f points go on a sheet of %.0f by %.0f mm", p.Width, p.Height, width*25.4/72, height*25.4/72)
	}
}

func TestGroups(t *testing.T) {
	g := graphtest.Of("a > b", "b > c", "c > d", "d > e")
	s := mustScene(t, g, Options{Colour: &Grouping{Of: []int32{1, 0, 1, -1, 3}, Names: []string{"x", "y", "nobody", "\u200b"}}})
	want := []Group{{"1", "x", s.Theme.Groups[0], []int{1}}, {"2", "y", s.Theme.Groups[1], []int{0, 2}}, {"3", "4", s.Theme.Groups[2], []int{4}}}
	if fmt.Sprint(s.Groups) != fmt.Sprint(want) || s.GroupLabel != "group" {
		t.Errorf("%v, want %v; label %q", s.Groups, want, s.GroupLabel)
	}
	if !strings.Contains(s.Description, "Group 2, y: a, c.") || !strings.HasSuffix(s.Nodes[0].Tooltip, "\nGroup: y") {
		t.Errorf("description %q, tooltip %q", s.Description, s.Nodes[0].Tooltip)
	}
}

// The largest groups have colours of their own, and the others one entry together.
func TestManyGroups(t *testing.T) {
	g := graphtest.Random(1, 40, 60)
	c := &Grouping{Names: make([]string, 15), Of: make([]int32, 40)}
	for n := range c.Of {
		c.Of[n] = int32(n % 15) // the first ten have three, the others two
	}
	s := mustScene(t, g, Options{Colour: c})
	if len(s.Groups) != MostColours+1 {
		t.Fatalf("%d groups", len(s.Groups))
	}
	fills := map[string]bool{}
	for i, group := range s.Groups[:MostColours] {
		if group.Tag != fmt.Sprint(i+1) || fills[group.Fill] || group.Fill == "" {
			t.Errorf("group %d: %+v", i, group)
		}
		fills[group.Fill] = true
	}
	last := s.Groups[MostColours]
	if last.Tag != "+" || last.Fill != "" || last.Label != "3 other groups" || len(last.Nodes) != 6 || !slices.IsSorted(last.Nodes) {
		t.Errorf("the others: %+v", last)
	}
}

// Sizes and colours are in the legend, with what they stand for, and in words.
func TestLegendOfScale(t *testing.T) {
	g := graphtest.Of("a > b", "b > c", "c > d", "d > e")
	for _, c := range []struct {
		values []float64
		want   []string
	}{
		{[]float64{0, 0, 3, 1, 2}, []string{
			"0: the least reach, of a and 1 other", "1.5: midway", "3: the greatest, of c"}},
		{[]float64{0.25, 1408.8166, 0.5, 1, 2}, []string{
			"0.2: the least reach, of a", "704.5: midway", "1408.8: the greatest, of b"}},
		{[]float64{math.Nextafter(0.3, 1), 0.3, 0.1, 0.2, 0.2}, []string{
			"0.1000: the least reach, of c", "0.2000: midway", "0.3000: the greatest, of a and 1 other"}},
		{[]float64{0.3, math.Nextafter(0.3, 1), 0.3, 0.3, 0.3}, []string{"0.3000: the reach of all"}},
	} {
		s := mustScene(t, g, Options{Size: &Scale{Values: c.values, Label: "reach"}, Colour: &Grouping{Of: []int32{0, 0, 0, -1, 0}, Names: []string{"All"}, Label: "team"}})
		var sizes, groups []string
		for _, e := range s.Legend {
			switch e.Kind {
			case SizeEntry:
				sizes = append(sizes, e.Label+": "+e.Detail)
			case GroupEntry:
				groups = append(groups, strings.TrimSpace(e.Code+" "+e.Label+": "+e.Detail))
			}
		}
		if !slices.Equal(sizes, c.want) {
			t.Errorf("%q, want %q", sizes, c.want)
		}
		if want := []string{"1 All: 4 organisations", "In none: 1 organisation"}; !slices.Equal(groups, want) {
			t.Errorf("%q, want %q", groups, want)
		}
		if !strings.Contains(s.Description, "The area of a box stands for reach: the greatest is ") {
			t.Errorf("%q", s.Description)
		}
	}
}

func TestScaleErrors(t *testing.T) {
	g := graphtest.Of("a > b")
	for _, c := range []struct {
		opts Options
		want string
	}{
		{Options{Size: &Scale{Values: []float64{1}}}, "size: 1 values for 2 organisations"},
		{Options{Size: &Scale{Values: []float64{1, -1}}}, "size: the value of b is -1, and sizes are for values that are finite and 0 or more"},
		{Options{Size: &Scale{Values: []float64{math.NaN(), 1}}}, "size: the value of a is NaN, and"},
		{Options{Size: &Scale{Values: []float64{math.Inf(1), 1}}}, "size: the value of a is +Inf, and"},
		{Options{Colour: &Grouping{Of: []int32{0}}}, "colour: groups for 1 of 2 organisations"},
		{Options{Colour: &Grouping{Of: []int32{0, 1}, Names: []string{"x"}}}, "colour: b is in group 1, and there are 1 groups"},
		{Options{Colour: &Grouping{Of: []int32{-2, 0}, Names: []string{"x"}}}, "colour: a is in group -2"},
	} {
		if _, err := NewScene(g, c.opts); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}

// No label, however hostile, breaks what is written.
func TestHostileScaleLabels(t *testing.T) {
	g := graphtest.Of("a > b")
	for _, text := range hostile {
		for _, layout := range []string{HubLayout, "dot"} {
			s := mustScene(t, g, Options{Layout: layout, Size: &Scale{Values: []float64{1, 2}, Label: text},
				Colour: &Grouping{Of: []int32{0, 1}, Names: []string{text, "x"}, Label: text}})
			readDOT(t, s.DOT())
			if strings.ContainsFunc(string(s.Mermaid()), func(r rune) bool { return r < ' ' && r != '\n' }) {
				t.Errorf("%.60q makes Mermaid with control characters", text)
			}
		}
	}
	s := mustScene(t, graphtest.Of(), Options{Size: &Scale{}, Colour: &Grouping{}})
	if len(s.Legend) > 0 || len(s.DOT()) == 0 {
		t.Errorf("nothing has the legend %+v", s.Legend)
	}
}

// Text can be read on the fills of groups, and the fills can be told apart with each common kind of colour blindness.
func TestGroupColours(t *testing.T) {
	for _, theme := range Themes() {
		for i, a := range theme.Groups {
			for what, colour := range map[string]string{"text": theme.Text} {
				if got := contrast(t, colour, a); got < 4.5 {
					t.Errorf("%s: %s on the fill %s has a contrast of %.2f", theme.Name, what, a, got)
				}
			}
			if theme.Name == "print" {
				continue // grey: the numbers tell
			}
			for kind, m := range visions {
				for _, b := range theme.Groups[:i] {
					x, y := lab(linear(t, a), m), lab(linear(t, b), m)
					if d := math.Sqrt(sq(x[0]-y[0]) + sq(x[1]-y[1]) + sq(x[2]-y[2])); d < 8 {
						t.Errorf("%s, %s: %s and %s are %.1f apart", theme.Name, kind, a, b, d)
					}
				}
			}
		}
		if theme.Name != "print" && len(theme.Groups) != MostColours {
			t.Errorf("%s: %d fills", theme.Name, len(theme.Groups))
		}
	}
}
