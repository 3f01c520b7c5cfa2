package matrix

import (
	"fmt"
	"math"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/drawing"
	"github.com/liaisongraph/liaison/render/rendertest"
)

func ukMap(t testing.TB) *graph.Graph {
	t.Helper()
	m, err := mapfile.Read(filepath.Join("..", "..", "testdata", "uk-national-security"))
	if err != nil {
		t.Fatal(err)
	}
	return m.Graph
}

func scene(t testing.TB, g *graph.Graph, opts render.Options) *render.Scene {
	t.Helper()
	s, err := render.NewScene(g, opts)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func draw(t testing.TB, s *render.Scene) *drawing.Drawing {
	t.Helper()
	d, err := Draw(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// each visits a group and all in it.
func each(groups []*drawing.Group, visit func(*drawing.Group)) {
	for _, g := range groups {
		visit(g)
		each(g.Groups, visit)
	}
}

// textBox is the room of a text: capitals and descenders, along it or upright.
func textBox(x drawing.Text) render.Box {
	left := x.X - x.Width*[]float64{0, 0.5, 1}[x.Anchor]
	b := render.Box{X: left + x.Width/2, Y: x.Y - x.Size*0.3, Width: x.Width, Height: x.Size}
	if x.Turn == -90 { // it reads upwards
		start := x.Y + x.Width*[]float64{0, 0.5, 1}[x.Anchor]
		b = render.Box{X: x.X - x.Size*0.3, Y: start - x.Width/2, Width: x.Size, Height: x.Width}
	}
	return b
}

func overlap(a, b render.Box) bool {
	const touching = 0.2
	return a.Left() < b.Right()-touching && b.Left() < a.Right()-touching &&
		a.Top() < b.Bottom()-touching && b.Top() < a.Bottom()-touching
}

// No text of the table lies on another or leaves the page, every organisation and line is said once, and every text is
// as long as it says.
func TestDraw(t *testing.T) {
	all := append(graphtest.Corpus(), graphtest.Case{Name: "uk", Graph: ukMap(t)},
		graphtest.Case{Name: "large", Graph: graphtest.RandomRich(3, 150, 600)})
	for _, c := range all {
		if c.Graph.NumOrganisations() > 200 {
			continue
		}
		for _, opts := range []render.Options{
			{}, {Unbundle: true, Theme: "print"}, {Change: rendertest.Marked(c.Graph, "2014", "2024")},
		} {
			s := scene(t, c.Graph, opts)
			checkDrawing(t, c.Name, s, draw(t, s))
		}
	}
}

func checkDrawing(t *testing.T, name string, s *render.Scene, d *drawing.Drawing) {
	t.Helper()
	var boxes []render.Box
	var values []string
	ids, said := map[string]int{}, map[string]int{}
	page := render.Box{X: d.Width / 2, Y: d.Height / 2, Width: d.Width, Height: d.Height}
	for _, top := range d.Groups {
		each([]*drawing.Group{top}, func(g *drawing.Group) {
			if g.ID != "" {
				ids[g.ID]++
			}
			if g.Role == drawing.Item {
				said[g.Label]++
			}
			for _, x := range g.Texts {
				if want := render.TextWidth(x.Value, x.Size, x.Bold); math.Abs(want-x.Width) > 0.01 || x.Value == "" {
					t.Errorf("%s: the text %q is %.1f long and not %.1f", name, x.Value, want, x.Width)
				}
				b := textBox(x)
				if b.Left() < 0 || b.Top() < 0 || b.Right() > page.Right() || b.Bottom() > page.Bottom() {
					t.Errorf("%s: the text %q at %v leaves the page of %v", name, x.Value, b, page)
				}
				boxes, values = append(boxes, b), append(values, x.Value)
			}
		})
	}
	for i := range boxes {
		for k := range i {
			if overlap(boxes[i], boxes[k]) {
				t.Errorf("%s: %q lies on %q", name, values[i], values[k])
			}
		}
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("%s: %d groups have the id %q", name, n, id)
		}
	}
	for _, n := range s.Nodes {
		if ids["org:"+n.ID] != 1 {
			t.Errorf("%s: organisation %s is there %d times", name, n.ID, ids["org:"+n.ID])
		}
	}
	for _, l := range s.Lines {
		if ids["line:"+l.ID] != 1 || said[l.Label] == 0 {
			t.Errorf("%s: line %s is there %d times and said %d times", name, l.ID, ids["line:"+l.ID], said[l.Label])
		}
	}
}

// fieldsOf returns what the cells of two organisations say, row to column: letters in the order of the fields.
func fieldsOf(m *matrix, s *render.Scene, row, column string) string {
	at := func(id string) int {
		return m.rowOf[slices.IndexFunc(s.Nodes, func(n render.Node) bool { return n.ID == id })]
	}
	var letters []string
	for _, f := range m.cells[[2]int{at(row), at(column)}] {
		strand := s.Lines[f.line].Strands[f.strand]
		letters = append(letters, fmt.Sprintf("%s%d", strand.BadgeText(), strand.Dash))
	}
	return strings.Join(letters, " ")
}

// Directions are from row to column, and what is mutual is in both cells.
func TestCells(t *testing.T) {
	b := graph.NewBuilder()
	for _, id := range []string{"a", "b", "c"} {
		if _, err := b.AddOrganisation(graph.Organisation{ID: id, Name: strings.ToUpper(id)}); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range []graph.Relationship{
		{From: "a", To: "b", Type: "oversight"},
		{From: "b", To: "a", Type: "advice"},
		{From: "a", To: "b", Type: "partnership"},
		{From: "b", To: "c", Type: "intelligence-sharing", Mutual: graph.Mutual},
		{From: "c", To: "a", Type: "tasking", Status: graph.Proposed},
		{From: "c", To: "a", Type: "oversight", Confidence: graph.Doubtful},
		{From: "c", To: "c", Type: "advice"},
	} {
		if _, err := b.AddRelationship(r); err != nil {
			t.Fatal(err)
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	for _, unbundle := range []bool{false, true} {
		s := scene(t, g, render.Options{Unbundle: unbundle})
		m := newMatrix(s)
		m.fill()
		for _, c := range []struct{ row, column, want string }{
			{"a", "b", "C0 A0"}, {"b", "a", "C0 S0"},
			{"b", "c", "I0"}, {"c", "b", "I0"},
			{"c", "a", "A?0 A1"}, {"a", "c", ""},
			{"c", "c", "S0"}, {"a", "a", ""},
		} {
			got := strings.Fields(fieldsOf(m, s, c.row, c.column))
			slices.Sort(got)
			want := strings.Fields(c.want)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("%s to %s (unbundled: %v): %q, want %q", c.row, c.column, unbundle, got, want)
			}
		}
	}
}

// Organisations with the same partners stand side by side: those of two groups that are mixed in the map.
func TestOrderMakesBlocks(t *testing.T) {
	var ties []string
	for i := range 12 {
		for k := range i {
			if i%2 == k%2 {
				ties = append(ties, fmt.Sprintf("o%02d > o%02d", k, i))
			}
		}
	}
	s := scene(t, graphtest.Of(ties...), render.Options{})
	m := newMatrix(s)
	changes := 0
	for i := 1; i < len(m.order); i++ {
		if before, n := s.Nodes[m.order[i-1]].ID, s.Nodes[m.order[i]].ID; before[2]%2 != n[2]%2 {
			changes++
		}
	}
	if changes != 1 {
		t.Errorf("the groups change %d times from row to row", changes)
	}
	if sorted := slices.Sorted(slices.Values(m.order)); len(sorted) != 12 || sorted[11] != 11 || sorted[0] != 0 {
		t.Errorf("the order is %v", m.order)
	}
}

// The legend explains what a matrix shows and nothing else: no shapes, arrowheads or sizes.
func TestLegend(t *testing.T) {
	s := scene(t, ukMap(t), render.Options{Highlight: []string{"mi5"}})
	for _, e := range newMatrix(s).scene.Legend {
		switch e.Kind {
		case render.FamilyEntry, render.DashEntry, render.MarkEntry, render.EmphasisEntry:
		default:
			t.Errorf("the legend explains %q", e.Label)
		}
	}
	if before := len(s.Legend); before == len(newMatrix(s).scene.Legend) || before != len(scene(t, ukMap(t), render.Options{Highlight: []string{"mi5"}}).Legend) {
		t.Error("the legend of the scene itself has changed, or that of the matrix has not")
	}
}

// Names at all four sides, from a number of organisations on, are the same.
func TestNamesAreRepeated(t *testing.T) {
	for _, n := range []int{repeatedFrom - 1, repeatedFrom} {
		s := scene(t, graphtest.RandomRich(1, n, 2*n), render.Options{})
		want := 2
		if n >= repeatedFrom {
			want = 4
		}
		each(draw(t, s).Groups, func(g *drawing.Group) {
			if g.Class == "org" && len(g.Texts) != want {
				t.Errorf("%d organisations: %s has its name %d times, want %d", n, g.ID, len(g.Texts), want)
			}
		})
	}
}

func TestDrawScaled(t *testing.T) {
	g := ukMap(t)
	colour := &render.Grouping{Label: "team", Names: make([]string, 15)}
	for i := range g.NumOrganisations() {
		colour.Of = append(colour.Of, int32(i%16)-1)
	}
	s := scene(t, g, render.Options{Colour: colour, Theme: "dark"})
	d := draw(t, s)
	checkDrawing(t, "uk with groups", s, d)
	tags := map[string]string{}
	each(d.Groups, func(g *drawing.Group) {
		if g.Class == "org" {
			tags[g.ID] = g.Texts[0].Value
		}
	})
	for _, n := range s.Nodes {
		if n.Tag != "" && tags["org:"+n.ID] != n.Tag {
			t.Errorf("%s has the number %q, want %q", n.ID, tags["org:"+n.ID], n.Tag)
		}
	}
}

func TestDrawTwiceIsTheSame(t *testing.T) {
	g := graphtest.RandomRich(9, 80, 300)
	if a, b := draw(t, scene(t, g, render.Options{})), draw(t, scene(t, g, render.Options{})); !reflect.DeepEqual(a, b) {
		t.Error("two drawings of a map differ")
	}
}

func TestTooManyOrganisations(t *testing.T) {
	s := scene(t, graphtest.ScaleFree(1, MostOrganisations+1, 1), render.Options{})
	if _, err := Draw(s); err == nil || !strings.Contains(err.Error(), "900 at most") {
		t.Errorf("%v", err)
	}
}

func BenchmarkDraw(b *testing.B) {
	for _, n := range []int{50, 150, 500} {
		s := scene(b, graphtest.RandomRich(1, n, 4*n), render.Options{})
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				draw(b, s)
			}
		})
	}
}

// The legend stands for cells, and no line is on the picture of a matrix.
func TestLegendShowsCells(t *testing.T) {
	for _, theme := range []string{"light", "print"} {
		d := draw(t, scene(t, ukMap(t), render.Options{Theme: theme}))
		var headings []string
		each(d.Groups, func(g *drawing.Group) {
			if g.ID == "headings" {
				for _, text := range g.Texts {
					headings = append(headings, text.Value)
				}
			}
			if g.Class == "legend" && (len(g.Shapes) != 1 || g.Shapes[0].Kind != drawing.Rectangle) {
				t.Errorf("%s: the sample of %q is no cell", theme, g.Label)
			}
		})
		if !slices.Contains(headings, "Cells") || slices.Contains(headings, "Lines") {
			t.Errorf("%s: the parts of the legend are %q", theme, headings)
		}
	}
}
