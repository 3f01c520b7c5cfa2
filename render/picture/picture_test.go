package picture_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/drawing"
	"github.com/liaisongraph/liaison/render/picture"
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

// written returns a scene in a format.
func written(t testing.TB, format string, s *render.Scene, opts render.WriteOptions) []byte {
	t.Helper()
	f, err := render.LookupFormat(format, picture.Formats())
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(context.Background(), &out, s, opts); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Every format writes what it says, nothing after the end, and has names of its own.
func TestFormats(t *testing.T) {
	g := graphtest.Of("a = b")
	s := scene(t, g, render.Options{})
	begins := map[string]string{"svg": "<?xml", "png": "\x89PNG", "pdf": "%PDF-", "html": "<!doctype html>", "dot": "digraph", "mermaid": "flowchart", "text": ""}
	taken := map[string]bool{}
	for _, f := range picture.Formats() {
		opts := render.WriteOptions{Graph: g}
		var out bytes.Buffer
		begin, known := begins[f.Name]
		if err := f.Write(context.Background(), &out, s, opts); err != nil || !known || out.Len() == 0 ||
			!strings.HasPrefix(strings.ToLower(out.String()), strings.ToLower(begin)) {
			t.Errorf("%s: %.20q, %v", f.Name, out.String(), err)
		}
		delete(begins, f.Name)
		ended, end := context.WithCancel(context.Background())
		end()
		out.Reset()
		if err := f.Write(ended, &out, s, opts); !errors.Is(err, context.Canceled) || out.Len() > 0 {
			t.Errorf("%s writes %d bytes after the end: %v", f.Name, out.Len(), err)
		}
		if f.MediaType == "" || f.Description == "" {
			t.Errorf("%+v", f)
		}
		for _, name := range append([]string{f.Name}, f.Extensions...) {
			if taken[name] {
				t.Errorf("two formats have %s", name)
			}
			taken[name] = true
		}
		for _, extension := range f.Extensions {
			if got, err := render.FormatForFile("map"+extension, picture.Formats()); err != nil || got.Name != f.Name {
				t.Errorf("%s: %s, %v", extension, got.Name, err)
			}
		}
	}
	for name := range begins {
		t.Errorf("there is no format %s", name)
	}
}

// Any layout gives a picture with every organisation once, on a page of its own size, and the same each time where
// Graphviz's is.
func TestDrawInEveryLayoutAndView(t *testing.T) {
	g := ukMap(t)
	for _, layout := range render.Layouts() {
		for _, view := range render.Views() {
			s := scene(t, g, render.Options{Layout: layout.Name, View: view.Name})
			d, err := picture.Draw(context.Background(), s)
			if err != nil {
				t.Fatalf("%s, %s: %v", layout.Name, view.Name, err)
			}
			if d.Width < 100 || d.Height < 100 || d.Title != s.Title {
				t.Errorf("%s, %s: %.0f by %.0f, %q", layout.Name, view.Name, d.Width, d.Height, d.Title)
			}
			found := map[string]int{}
			count(d.Groups, found)
			for _, n := range s.Nodes {
				if found["org:"+n.ID] != 1 {
					t.Errorf("%s, %s: %s is there %d times", layout.Name, view.Name, n.ID, found["org:"+n.ID])
				}
			}
			for _, l := range s.Lines {
				if found["line:"+l.ID] != 1 {
					t.Errorf("%s, %s: line %s is there %d times", layout.Name, view.Name, l.ID, found["line:"+l.ID])
				}
			}
		}
	}
}

func count(groups []*drawing.Group, found map[string]int) {
	for _, g := range groups {
		found[g.ID]++
		count(g.Groups, found)
	}
}

func TestDrawTwiceIsTheSame(t *testing.T) {
	g := ukMap(t)
	for _, layout := range []string{render.HubLayout, "dot", "neato", "twopi", "circo"} {
		first := written(t, "svg", scene(t, g, render.Options{Layout: layout}), render.WriteOptions{})
		if !bytes.Equal(first, written(t, "svg", scene(t, g, render.Options{Layout: layout}), render.WriteOptions{})) {
			t.Errorf("%s: the second picture differs", layout)
		}
	}
}

// The dark colours of a picture go with the same places, also where a layout would not come out the same again.
func TestDarkHasTheSamePlaces(t *testing.T) {
	g := ukMap(t)
	for _, opts := range []render.Options{{}, {Layout: "fdp"}, {View: render.MatrixView}} {
		dark := opts
		dark.Theme = "dark"
		svg := string(written(t, "svg", scene(t, g, opts), render.WriteOptions{Dark: scene(t, g, dark), Page: "A3"}))
		if !strings.Contains(svg, "prefers-color-scheme") {
			t.Errorf("%+v: the picture does not follow the reader", opts)
		}
	}
}

// A page is kept by every drawing, and a warning says where letters get too small on it.
func TestPages(t *testing.T) {
	s := scene(t, ukMap(t), render.Options{})
	var warned []string
	opts := render.WriteOptions{Page: "A4", DPI: 100, Warn: func(text string) { warned = append(warned, text) }}
	header, err := png.DecodeConfig(bytes.NewReader(written(t, "png", s, opts)))
	if err != nil {
		t.Fatal(err)
	}
	if w, h := float64(header.Width)/100*25.4, float64(header.Height)/100*25.4; w < 296 || w > 298 || h < 209 || h > 211 {
		t.Errorf("%.0f by %.0f mm, and A4 is 297 by 210", w, h)
	}
	if len(warned) != 1 || !strings.HasPrefix(warned[0], "on A4 the smallest letters are ") {
		t.Errorf("warnings: %q", warned)
	}
	warned = nil
	written(t, "svg", scene(t, graphtest.Of("a > b"), render.Options{}), opts)
	if len(warned) > 0 {
		t.Errorf("two organisations on A4: %q", warned)
	}
	f, _ := render.LookupFormat("svg", picture.Formats())
	var out bytes.Buffer
	if err := f.Write(context.Background(), &out, s, render.WriteOptions{Page: "A44"}); err == nil || out.Len() > 0 {
		t.Errorf("a page that there is not: %v", err)
	}
}

// What cannot be drawn says so and writes nothing.
func TestWhatCannotBeDrawn(t *testing.T) {
	large := scene(t, graphtest.ScaleFree(1, 1000, 1), render.Options{View: render.MatrixView})
	for format, s := range map[string]*render.Scene{"svg": large, "png": large, "pdf": large, "html": large} {
		f, err := render.LookupFormat(format, picture.Formats())
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := f.Write(context.Background(), &out, s, render.WriteOptions{}); err == nil || out.Len() > 0 {
			t.Errorf("%s: %d bytes, %v", format, out.Len(), err)
		}
	}
}

// Hostile names come through every format.
func TestHostileMaps(t *testing.T) {
	for _, c := range graphtest.Corpus() {
		if !strings.HasPrefix(c.Name, "hostile") {
			continue
		}
		for _, view := range render.Views() {
			opts := render.Options{View: view.Name}
			s := scene(t, c.Graph, opts)
			for _, f := range picture.Formats() {
				if out := written(t, f.Name, s, render.WriteOptions{Graph: c.Graph, Scene: opts, DPI: 40}); len(out) == 0 {
					t.Errorf("%s, %s: nothing", c.Name, f.Name)
				}
			}
		}
	}
}

func ExampleFormats() {
	s, err := render.NewScene(graphtest.Of("inspector oversight agency"), render.Options{Title: "Who inspects whom"})
	if err != nil {
		fmt.Println(err)
		return
	}
	format, err := render.FormatForFile("who.svg", picture.Formats())
	if err != nil {
		fmt.Println(err)
		return
	}
	var svg bytes.Buffer
	if err := format.Write(context.Background(), &svg, s, render.WriteOptions{}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	fmt.Println(format.MediaType, strings.Contains(svg.String(), "inspector oversees agency"))
	// Output: image/svg+xml true
}
