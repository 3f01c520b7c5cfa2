package drawing

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/rendertest"
)

// composed returns the drawings of the UK map and of every awkward graph, in the layouts that need no Graphviz.
func composed(t *testing.T) map[string]*Drawing {
	t.Helper()
	drawings, err := composeAll()
	if err != nil {
		t.Fatal(err)
	}
	return drawings
}

var composeAll = sync.OnceValues(func() (map[string]*Drawing, error) {
	m, err := mapfile.Read("../../testdata/uk-national-security")
	if err != nil {
		return nil, err
	}
	drawings := map[string]*Drawing{}
	for _, c := range append(graphtest.Corpus(), graphtest.Case{Name: "uk", Graph: m.Graph}) {
		for _, layout := range []string{render.HubLayout, render.GridLayout, render.TreeLayout} {
			s, err := render.NewScene(c.Graph, render.Options{Layout: layout})
			if err != nil {
				return nil, fmt.Errorf("%s: %w", c.Name, err)
			}
			drawings[c.Name+" "+layout] = New(s, s.Place())
			if s, err = render.NewScene(c.Graph, render.Options{Layout: layout, Change: rendertest.Marked(c.Graph, "2014", "2024")}); err != nil {
				return nil, fmt.Errorf("%s: %w", c.Name, err)
			}
			drawings[c.Name+" "+layout+" change"] = New(s, s.Place())
		}
	}
	return drawings, nil
})

// room is the upright rectangle that the letters of a text take, from the height of its capitals to its baseline.
func room(t *Text) (left, top, right, bottom float64) {
	switch left = t.X; t.Anchor {
	case Middle:
		left -= t.Width / 2
	case End:
		left -= t.Width
	}
	return left, t.Y - capital*t.Size, left + t.Width, t.Y
}

func TestNoTextLeavesThePage(t *testing.T) {
	for name, d := range composed(t) {
		if !(d.Width > 0 && d.Height > 0) || math.IsInf(d.Width*d.Height, 0) {
			t.Errorf("%s: %v × %v", name, d.Width, d.Height)
		}
		for text := range d.texts() {
			left, top, right, bottom := room(text)
			if left < 0 || top < 0 || right > d.Width || bottom > d.Height {
				t.Errorf("%s: %q is at %.1f to %.1f, %.1f to %.1f of %.1f × %.1f", name, text.Value, left, right, top, bottom, d.Width, d.Height)
			}
		}
	}
}

func TestNoTextsOverlap(t *testing.T) {
	for name, d := range composed(t) {
		texts := slices.Collect(d.texts())
		overlaps := 0
		for i, a := range texts {
			for _, b := range texts[:i] {
				al, at, ar, ab := room(a)
				bl, bt, br, bb := room(b)
				const touch = 0.2
				if al < br-touch && bl < ar-touch && at < bb-touch && bt < ab-touch {
					if overlaps++; overlaps <= 3 {
						t.Errorf("%s: %q (at %.1f, %.1f) and %q (at %.1f, %.1f) overlap", name, a.Value, al, at, b.Value, bl, bt)
					}
				}
			}
		}
		if overlaps > 3 {
			t.Errorf("%s: %d overlaps in all", name, overlaps)
		}
	}
}

func TestTextsOfOrganisationsAreInTheirBoxes(t *testing.T) {
	for name, d := range composed(t) {
		for g := range d.groups() {
			if g.Class != "org" {
				continue
			}
			box := Shape{Left: math.Inf(1)}
			for _, s := range g.Shapes {
				if s.Kind == Rectangle && s.Width*s.Height > box.Width*box.Height {
					box = s
				}
				if s.Kind == Curve && len(s.Path) == 6 && s.Path[1].Y == s.Path[0].Y { // a sheet with a folded corner, and no side of a block
					box = Shape{Left: s.Path[0].X, Top: s.Path[0].Y, Width: s.Path[3].X - s.Path[0].X, Height: s.Path[3].Y - s.Path[0].Y}
					break
				}
			}
			for i := range g.Texts {
				left, top, right, bottom := room(&g.Texts[i])
				if left < box.Left-0.1 || top < box.Top-0.1 || right > box.Left+box.Width+0.1 || bottom > box.Top+box.Height+0.1 {
					t.Errorf("%s: %s: %q leaves its box: %.1f to %.1f, %.1f to %.1f in %+v", name, g.ID, g.Texts[i].Value, left, right, top, bottom, box)
				}
			}
		}
	}
}

// Every organisation and every relationship is an item with words, once.
func TestEverythingIsSaidInWords(t *testing.T) {
	for _, c := range graphtest.Corpus() {
		s, err := render.NewScene(c.Graph, render.Options{})
		if err != nil {
			t.Fatal(err)
		}
		d := New(s, s.Place())
		ids := map[string]int{}
		words := map[string]string{}
		for g := range d.groups() {
			if g.ID != "" {
				ids[g.ID]++
			}
			words[g.ID] = g.Label
			if g.Role == Item && g.Label == "" {
				t.Errorf("%s: the item %s has no words", c.Name, g.ID)
			}
			if g.Role == List && len(g.Groups) == 0 {
				t.Errorf("%s: the list %s is empty", c.Name, g.ID)
			}
		}
		for id, count := range ids {
			if count > 1 {
				t.Errorf("%s: the id %s is there %d times", c.Name, id, count)
			}
		}
		for n := range c.Graph.Nodes() {
			if ids["org:"+c.Graph.ID(n)] != 1 {
				t.Errorf("%s: no item for %s", c.Name, c.Graph.ID(n))
			}
		}
		for _, line := range s.Lines {
			if words["line:"+line.ID] != line.Label {
				t.Errorf("%s: the line %s says %q, and should say %q", c.Name, line.ID, words["line:"+line.ID], line.Label)
			}
		}
	}
}

// An arrangement is drawn as one joint: its strands end at the mark, and one arrowhead is at the organisation.
func TestJoint(t *testing.T) {
	m, err := mapfile.Read("../../testdata/uk-national-security")
	if err != nil {
		t.Fatal(err)
	}
	part, err := m.Graph.Select(graph.Selection{Types: []string{"warrant-approval"}})
	if err != nil {
		t.Fatal(err)
	}
	s, err := render.NewScene(part, render.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := New(s, s.Place())
	var joint *Group
	heads := map[string]int{} // by class
	for g := range d.groups() {
		if g.Class == "joint" {
			joint = g
		}
		for _, shape := range g.Shapes {
			if shape.Kind == Curve && shape.Fill != "" {
				heads[g.Class]++
			}
		}
	}
	if joint == nil {
		t.Fatal("there is no joint")
	}
	if !strings.Contains(joint.Label, "All of 2") {
		t.Errorf("the joint says %q", joint.Label)
	}
	if heads["strand"] > 0 || heads["joint"] == 0 || heads["joint"] != len(joint.Groups) {
		t.Errorf("%d arrowheads at strands that meet, and %d at %d marks", heads["strand"], heads["joint"], len(joint.Groups))
	}
}

// Arrowheads end at the sides of boxes, and boxes are painted over them: nothing of a box stands out there.
func TestNothingStandsOutAtTheSides(t *testing.T) {
	box := render.Box{X: 100, Y: 50, Width: 146, Height: 30}
	for _, shape := range []render.Shape{
		render.Rectangle, render.Rounded, render.CutCorners, render.Note, render.Tab, render.Folder, render.Component, render.Block,
	} {
		for _, set := range []bool{false, true} {
			for _, s := range outlineOf(shape, box, render.Look{}, set) {
				left, right, bottom := s.Left, s.Left+s.Width, s.Top+s.Height
				if s.Kind == Curve {
					left, right, bottom = math.Inf(1), math.Inf(-1), math.Inf(-1)
					for _, p := range s.Path {
						if p.Verb != Close {
							left, right, bottom = min(left, p.X), max(right, p.X), max(bottom, p.Y)
						}
					}
				}
				if left < box.Left() || right > box.Right() || bottom > box.Bottom() {
					t.Errorf("%s: from %.1f to %.1f, down to %.1f, and the box is %+v", shape, left, right, bottom, box)
				}
			}
		}
	}
}

// What is added, gone and changed can be told apart without colours: by outlines, dashes, a line through the name, and
// signs; and the same drawing in dark colours has the same parts.
func TestChange(t *testing.T) {
	g := graphtest.Of("a > b", "b > c", "c > d", "d > e", "e > a", "a > c", "b > d", "c > e", "d > a")
	looks := map[string][]string{}
	var light *Drawing
	for _, theme := range []string{"light", "dark", "print"} {
		s, err := render.NewScene(g, render.Options{Theme: theme, Change: rendertest.Marked(g, "2014", "2024")})
		if err != nil {
			t.Fatal(err)
		}
		d := New(s, s.Place())
		for group := range d.groups() {
			if group.Class != "org" && group.Class != "strand" {
				continue
			}
			look, sign := "", ""
			for _, shape := range group.Shapes {
				if shape.Stroke != "" {
					look += fmt.Sprintf("%.1f %v; ", shape.StrokeWidth, shape.Dashes)
				}
			}
			for _, sub := range group.Groups {
				for _, text := range sub.Texts {
					sign += text.Value
				}
			}
			looks[theme] = append(looks[theme], group.ID+": "+look+sign)
		}
		if theme == "light" {
			light = d
		} else if theme == "dark" {
			if _, err := light.SVG(SVGOptions{Dark: d}); err != nil {
				t.Error(err)
			}
		}
	}
	slices.Sort(looks["light"])
	for theme, got := range looks {
		slices.Sort(got)
		all := strings.Join(got, "\n")
		for _, want := range []string{
			"org:a: 2.6 []; +",              // heavy
			"org:b: 1.0 [4 2.6]; 1.1 []; −", // broken, with a line through the name
			"org:d: 1.0 []; ≠",              // with its sign alone
			"[3 1.6 3 7.4]; −I", "[]; ≠I",   // in pairs, and with its sign alone
		} {
			if !strings.Contains(all, want) {
				t.Errorf("%s: nothing looks like %q:\n%s", theme, want, all)
			}
		}
	}
	for i, other := range looks["print"] {
		if theme := looks["light"][i]; strings.Split(theme, ":")[1] != strings.Split(other, ":")[1] {
			t.Errorf("%q in light, and %q in print", theme, other)
		}
	}
}
