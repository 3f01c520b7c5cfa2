package graphviz_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"io"
	"path/filepath"
	"slices"
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

// exported returns what Graphviz makes of the DOT of a scene.
func exported(t testing.TB, s *render.Scene, opts graphviz.Options) []byte {
	t.Helper()
	out, err := graphviz.Render(context.Background(), s.DOT(), opts)
	if err != nil {
		t.Fatalf("%s: %v", s.Layout, err)
	}
	return out
}

// Graphviz draws what any scene is exported as, with every organisation and every line, in every layout.
func TestGraphvizReadsTheExport(t *testing.T) {
	for i, c := range cases(t) {
		for k, layout := range render.Layouts() {
			if testing.Short() && (i+k)%3 > 0 {
				continue // by turns
			}
			if layout.Name == "circo" && c.Name == "hostile-text" {
				continue // a picture of many square metres
			}
			s := scene(t, c.Graph, render.Options{Layout: layout.Name, Unbundle: c.Graph.NumOrganisations()%2 == 1})
			ids := idsOf(t, exported(t, s, graphviz.Options{}))
			for _, n := range s.Nodes {
				if !ids["org:"+n.ID] {
					t.Errorf("%s, %s: no organisation %q", c.Name, layout.Name, n.ID)
				}
			}
			for _, l := range s.Lines {
				if !slices.ContainsFunc(l.Strands, func(s render.Strand) bool { return ids["line:"+s.ID] }) {
					t.Errorf("%s, %s: no line %q", c.Name, layout.Name, l.ID)
				}
			}
			for _, j := range s.Joints {
				if j.Node >= 0 && !ids["joint:"+j.ID+":1"] {
					t.Errorf("%s, %s: no joint %q", c.Name, layout.Name, j.ID)
				}
			}
		}
	}
}

// idsOf returns the ids in an SVG, which must be well-formed.
func idsOf(t testing.TB, svg []byte) map[string]bool {
	t.Helper()
	ids := map[string]bool{}
	for decoder := xml.NewDecoder(bytes.NewReader(svg)); ; {
		token, err := decoder.Token()
		if err == io.EOF {
			return ids
		}
		if err != nil {
			t.Fatalf("the SVG is not well-formed: %v", err)
		}
		if start, ok := token.(xml.StartElement); ok {
			for _, a := range start.Attr {
				if a.Name.Local == "id" {
					ids[a.Value] = true
				}
			}
		}
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
	if err := json.Unmarshal(exported(t, s, graphviz.Options{Format: graphviz.JSON}), &layout); err != nil {
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
