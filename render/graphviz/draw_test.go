package graphviz_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"image/color"
	"image/png"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/graphviz"
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

func draw(t testing.TB, s *render.Scene, opts graphviz.Options) []byte {
	t.Helper()
	picture, err := graphviz.Draw(context.Background(), s, opts)
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

// node is an element of an SVG.
type node struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Children []*node    `xml:",any"`
	Text     string     `xml:",chardata"`
	parent   *node
}

func (n *node) attr(name string) string {
	for _, a := range n.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// each visits an element and all within it.
func (n *node) each(visit func(*node)) {
	visit(n)
	for _, child := range n.Children {
		child.parent = n
		child.each(visit)
	}
}

func parse(t testing.TB, svg []byte) *node {
	t.Helper()
	decoder := xml.NewDecoder(bytes.NewReader(svg))
	root := &node{}
	if err := decoder.Decode(root); err != nil {
		t.Fatalf("the SVG is not well-formed: %v", err)
	}
	if rest := bytes.TrimSpace(svg[decoder.InputOffset():]); len(rest) > 0 {
		t.Fatalf("%q after the SVG", rest)
	}
	return root
}

// cases are the corpus without the largest, and the shipped map.
func cases(t testing.TB) []graphtest.Case {
	all := []graphtest.Case{{Name: "uk", Graph: ukMap(t)}}
	for _, c := range graphtest.Corpus() {
		if c.Graph.NumRelationships() <= 160 {
			all = append(all, c)
		}
	}
	return all
}

// Every organisation and every relationship is there in words, in lists, and nothing else speaks.
func TestDrawIsForEverybody(t *testing.T) {
	for _, c := range cases(t) {
		for _, opts := range []render.Options{{Layout: render.HubLayout}, {Layout: "dot"}, {Layout: "dot", Unbundle: true}} {
			s := scene(t, c.Graph, opts)
			root := parse(t, draw(t, s, graphviz.Options{}))
			checkWords(t, fmt.Sprintf("%s %s", c.Name, opts.Layout), s, root)
		}
	}
}

func checkWords(t *testing.T, name string, s *render.Scene, root *node) {
	t.Helper()
	if !strings.Contains(root.attr("role"), "graphics-document") || root.attr("lang") == "" {
		t.Errorf("%s: the picture has the role %q and the language %q", name, root.attr("role"), root.attr("lang"))
	}
	byID := map[string]*node{}
	root.each(func(n *node) {
		switch n.XMLName.Local {
		case "svg", "g", "title", "desc", "path", "polygon", "polyline", "ellipse", "text":
		default:
			t.Errorf("%s: element <%s>", name, n.XMLName.Local)
		}
		for _, a := range n.Attrs {
			if a.Name.Space != "" && a.Name.Space != "xmlns" || strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "href" {
				t.Errorf("%s: attribute %s of <%s>", name, a.Name.Local, n.XMLName.Local)
			}
		}
		if id := n.attr("id"); id != "" {
			if byID[id] != nil {
				t.Errorf("%s: two elements have the id %q", name, id)
			}
			byID[id] = n
		}
		if n.attr("role") == "listitem" {
			if n.parent.attr("role") != "list" {
				t.Errorf("%s: %q is in no list", name, n.attr("id"))
			}
			if n.attr("aria-label") == "" {
				t.Errorf("%s: %q has no label", name, n.attr("id"))
			}
		}
		if n.attr("role") == "list" && (len(n.Children) == 0 || n.attr("aria-label") == "") {
			t.Errorf("%s: the list %q is empty or has no label", name, n.attr("id"))
		}
	})
	for attribute, text := range map[string]string{"aria-labelledby": s.Title, "aria-describedby": s.Description} {
		if said := byID[root.attr(attribute)]; said == nil || text != "" && said.Text != text {
			t.Errorf("%s: %s leads to %+v, not to %q", name, attribute, said, text)
		}
	}
	for _, n := range s.Nodes {
		item := byID["org:"+n.ID]
		if item == nil || !strings.Contains(item.attr("aria-label"), n.Name) {
			t.Errorf("%s: nothing says %q: %+v", name, n.Name, item)
		}
	}
	for _, l := range s.Lines {
		item := byID["line:"+l.ID]
		if item == nil {
			t.Errorf("%s: no line %s", name, l.ID)
			continue
		}
		label := item.attr("aria-label")
		if label != l.Label || len(item.Children) == 0 || item.Children[0].XMLName.Local != "title" || item.Children[0].Text != l.Tooltip {
			t.Errorf("%s: line %s says %q", name, l.ID, label)
		}
		shapes := 0
		item.each(func(n *node) {
			if n.XMLName.Local == "path" {
				shapes++
			}
		})
		if shapes == 0 {
			t.Errorf("%s: line %s is not drawn", name, l.ID)
		}
	}
}

// What a line says names both ends, the type, the direction and the dates.
func TestLineLabels(t *testing.T) {
	root := parse(t, draw(t, scene(t, ukMap(t), render.Options{}), graphviz.Options{}))
	want := map[string][]string{
		"line:mi5:sis":                {"SIS supplies intelligence to MI5 (intelligence sharing)", "MI5 has joint teams with SIS (joint team, jointly)"},
		"line:secretary-of-state:mi5": {"Secretary of State must approve the most intrusive investigative tools of MI5 (warrant approval)", "holds only together with others"},
		"line:mi5:psni":               {"since 2007"},
	}
	root.each(func(n *node) {
		for _, part := range want[n.attr("id")] {
			if !strings.Contains(n.attr("aria-label"), part) {
				t.Errorf("%s says %q, without %q", n.attr("id"), n.attr("aria-label"), part)
			}
		}
		delete(want, n.attr("id"))
	})
	for id := range want {
		t.Errorf("no %s", id)
	}
}

// laidOut is where Graphviz has put things, in points.
type laidOut struct {
	BB      string
	Objects []struct {
		ID, Pos       string
		Width, Height string
		BB            string
		Draw          []struct {
			Op, Text string
			Pt       [2]float64
			Align    string
			Width    float64
		} `json:"_ldraw_"`
	}
}

func numbersIn(t *testing.T, text string) []float64 {
	t.Helper()
	var values []float64
	for _, part := range strings.Split(text, ",") {
		v, err := strconv.ParseFloat(part, 64)
		if err != nil {
			t.Fatal(err)
		}
		values = append(values, v)
	}
	return values
}

// Graphviz puts the boxes where the scene wants them: none covers another, and no label leaves the page or its box.
func TestGraphvizKeepsPlaces(t *testing.T) {
	s := scene(t, ukMap(t), render.Options{})
	place := s.Place()
	var layout laidOut
	if err := json.Unmarshal(draw(t, s, graphviz.Options{Format: graphviz.JSON}), &layout); err != nil {
		t.Fatal(err)
	}
	page := numbersIn(t, layout.BB)
	if w, h := page[2]-page[0], page[3]-page[1]; w < place.Width-1 || w > place.Width+3 || h < place.Height-1 || h > place.Height+3 {
		t.Errorf("the page is %.1f by %.1f points instead of %.1f by %.1f", w, h, place.Width, place.Height)
	}
	index := map[string]int{}
	for i, n := range s.Nodes {
		index["org:"+n.ID] = i
	}
	type box struct{ left, bottom, right, top float64 }
	boxes := map[string]box{}
	for _, o := range layout.Objects {
		for _, step := range o.Draw {
			if step.Op != "T" {
				continue
			}
			left := step.Pt[0]
			switch step.Align {
			case "c":
				left -= step.Width / 2
			case "r":
				left -= step.Width
			}
			if left < page[0] || left+step.Width > page[2] || step.Pt[1] < page[1] || step.Pt[1] > page[3] {
				t.Errorf("%q leaves the page", step.Text)
			}
			if i, ok := index[o.ID]; ok {
				b := place.Nodes[i]
				if left < b.Left() || left+step.Width > b.Right() {
					t.Errorf("%q leaves its box", step.Text)
				}
			}
		}
		if _, ok := index[o.ID]; !ok {
			continue
		}
		at := numbersIn(t, o.Pos)
		w, h := numbersIn(t, o.Width)[0]*72, numbersIn(t, o.Height)[0]*72
		b := box{at[0] - w/2, at[1] - h/2, at[0] + w/2, at[1] + h/2}
		for id, other := range boxes {
			if b.left < other.right && other.left < b.right && b.bottom < other.top && other.bottom < b.top {
				t.Errorf("%s and %s overlap", id, o.ID)
			}
		}
		boxes[o.ID] = b
	}
	if len(boxes) != len(s.Nodes) {
		t.Errorf("%d boxes for %d organisations", len(boxes), len(s.Nodes))
	}
}

// The SVG of the shipped map is no larger than A3 lying, and fills it one way or the other.
func TestMapIsASheetOfA3(t *testing.T) {
	root := parse(t, draw(t, scene(t, ukMap(t), render.Options{}), graphviz.Options{}))
	size := func(name string) float64 {
		v, err := strconv.ParseFloat(strings.TrimSuffix(root.attr(name), "pt"), 64)
		if err != nil {
			t.Fatal(err)
		}
		return v / 72 * 25.4
	}
	w, h := size("width"), size("height")
	if w > 420 || h > 297 || w < 410 && h < 287 {
		t.Errorf("%.0f by %.0f mm, and A3 is 420 by 297", w, h)
	}
}

// Large maps make a picture of a size that paper has, the same each time, and a PNG without asking for a resolution.
func TestLargeMaps(t *testing.T) {
	const largest = 4494 // of a sheet of A0, in pixels: 1189 mm at 96 an inch
	for _, c := range []struct {
		organisations int
		opts          render.Options
	}{{200, render.Options{}}, {1000, render.Options{}}, {200, render.Options{Layout: "sfdp"}}} {
		if testing.Short() && c.opts.Layout != "" {
			continue
		}
		s := scene(t, graphtest.ScaleFree(1, c.organisations, 2), c.opts)
		picture := draw(t, s, graphviz.Options{Format: graphviz.PNG})
		header, err := png.DecodeConfig(bytes.NewReader(picture))
		if err != nil {
			t.Fatal(err)
		}
		if longer := max(header.Width, header.Height); longer > largest || longer < largest/2 {
			t.Errorf("%d organisations, %s: %d by %d pixels", c.organisations, s.Layout, header.Width, header.Height)
		}
		if c.opts.Layout == "" && !bytes.Equal(draw(t, s, graphviz.Options{}), draw(t, s, graphviz.Options{})) {
			t.Errorf("%d organisations, %s: the second drawing differs", c.organisations, s.Layout)
		}
	}
}

func TestDrawPNG(t *testing.T) {
	s := scene(t, graphtest.Of("a = b", "b > c"), render.Options{Theme: "dark", Title: "Three"})
	sizes := map[float64]int{}
	for _, dpi := range []float64{96, 192} {
		picture, err := png.Decode(bytes.NewReader(draw(t, s, graphviz.Options{Format: graphviz.PNG, DPI: dpi})))
		if err != nil {
			t.Fatal(err)
		}
		sizes[dpi] = picture.Bounds().Dx()
		if got := color.NRGBAModel.Convert(picture.At(1, 1)); got != (color.NRGBA{0x12, 0x16, 0x1B, 0xFF}) {
			t.Errorf("the page is %v, not the colour of the theme", got)
		}
	}
	if sizes[192] < 2*sizes[96]-3 || sizes[192] > 2*sizes[96]+3 {
		t.Errorf("widths %v", sizes)
	}
}

// Hostile names come through every output, in every layout.
func TestHostileMaps(t *testing.T) {
	for _, c := range graphtest.Corpus() {
		if !strings.HasPrefix(c.Name, "hostile") {
			continue
		}
		for _, layout := range render.Layouts() {
			if layout.Name == "circo" && c.Name == "hostile-text" {
				continue // a picture of many square metres
			}
			s := scene(t, c.Graph, render.Options{Layout: layout.Name})
			checkWords(t, c.Name+" "+layout.Name, s, parse(t, draw(t, s, graphviz.Options{})))
		}
		s := scene(t, c.Graph, render.Options{})
		if _, err := png.Decode(bytes.NewReader(draw(t, s, graphviz.Options{Format: graphviz.PNG, DPI: 40}))); err != nil {
			t.Error(err)
		}
	}
}

func TestDrawTwiceIsTheSame(t *testing.T) {
	s := scene(t, ukMap(t), render.Options{})
	first := draw(t, s, graphviz.Options{})
	draw(t, scene(t, graphtest.Of("a = b"), render.Options{Layout: "neato"}), graphviz.Options{})
	if !bytes.Equal(first, draw(t, s, graphviz.Options{})) {
		t.Error("the second picture differs")
	}
}

func TestSceneFormats(t *testing.T) {
	s := scene(t, graphtest.Of("a = b"), render.Options{})
	begins := map[string]string{"svg": "<?xml", "png": "\x89PNG", "dot": "digraph", "mermaid": "flowchart"}
	for _, f := range graphviz.SceneFormats() {
		var out bytes.Buffer
		if err := f.Write(context.Background(), &out, s, render.WriteOptions{}); err != nil || !strings.HasPrefix(out.String(), begins[f.Name]) || begins[f.Name] == "" {
			t.Errorf("%s: %.20q, %v", f.Name, out.String(), err)
		}
		ended, end := context.WithCancel(context.Background())
		end()
		out.Reset()
		if err := f.Write(ended, &out, s, render.WriteOptions{}); err == nil || out.Len() > 0 {
			t.Errorf("%s writes after the end: %v", f.Name, err)
		}
		for _, extension := range f.Extensions {
			if got, err := render.FormatForFile("map"+extension, graphviz.SceneFormats()); err != nil || got.Name != f.Name {
				t.Errorf("%s: %s, %v", extension, got.Name, err)
			}
		}
	}
}

func TestDrawRefusesALayout(t *testing.T) {
	_, err := graphviz.Draw(context.Background(), scene(t, graphtest.Of("a = b"), render.Options{}), graphviz.Options{Layout: "dot"})
	if err == nil || !strings.Contains(err.Error(), "a scene has a layout already") {
		t.Error(err)
	}
}

func ExampleDraw() {
	scene, err := render.NewScene(graphtest.Of("inspector oversight agency"), render.Options{Title: "Who inspects whom"})
	if err != nil {
		fmt.Println(err)
		return
	}
	svg, err := graphviz.Draw(context.Background(), scene, graphviz.Options{Format: graphviz.SVG})
	if err != nil {
		fmt.Println(err)
		return
	}
	for line := range strings.Lines(string(svg)) {
		if strings.Contains(line, `role="listitem"`) && strings.Contains(line, "oversees") {
			fmt.Println(strings.TrimSpace(line))
		}
	}
	// Output:
	// <g id="line:inspector:agency" role="listitem" aria-label="inspector oversees agency">
}
