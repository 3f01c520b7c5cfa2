package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
	"github.com/liaisongraph/liaison/render/rendertest"
)

// The page that export writes is fit for everybody who reads it, on screens of any size and in any colours, fits the screen, and
// has its tables whole on paper.
func TestExportedPage(t *testing.T) {
	b := rendertest.Start(t, "whether the HTML page of export can be read")
	m, err := mapfile.Read("../../../../testdata/uk-national-security")
	if err != nil {
		t.Fatal(err)
	}
	graphs := map[string]*graph.Graph{"uk": m.Graph}
	for _, c := range graphtest.Corpus() {
		if c.Name == "hostile-text" || c.Name == "empty" {
			graphs[c.Name] = c.Graph
		}
	}
	f, err := exportFormat("html")
	if err != nil {
		t.Fatal(err)
	}
	for name, g := range graphs {
		var text bytes.Buffer
		if err := f.Parts[0].Write(t.Context(), &text, g); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), name+".html")
		if err := os.WriteFile(file, text.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		for _, view := range []rendertest.Viewport{rendertest.Desktop, rendertest.Phone, {Width: 1280, Height: 800, Dark: true}} {
			page := b.Open(t, file, view)
			for _, v := range page.Axe() {
				t.Errorf("%s, %v: %s", name, view, v)
			}
			var counts struct{ Rows, Tables, Scripts, Broken, Overflow int }
			page.Eval(`({Rows: document.querySelectorAll("tbody tr").length, Tables: document.querySelectorAll("table").length,
				Scripts: document.querySelectorAll("script, img, iframe, object, embed, form, link").length,
				Broken: [...document.querySelectorAll('a[href^="#"]')].filter(a => !document.getElementById(decodeURIComponent(a.hash.slice(1)))).length,
				Overflow: Math.max(0, document.documentElement.scrollWidth - innerWidth)})`, &counts)
			if want := g.NumOrganisations() + g.NumRelationships() + len(g.Sources()); counts.Rows != want {
				t.Errorf("%s, %v: %d rows, want %d", name, view, counts.Rows, want)
			}
			if counts.Scripts+counts.Broken+counts.Overflow > 0 {
				t.Errorf("%s, %v: %+v", name, view, counts)
			}
		}
		page := b.Open(t, file, rendertest.Desktop)
		page.Emulate("print", rendertest.Desktop)
		var print []string
		page.Eval(`[...document.querySelectorAll("nav, thead, tbody tr")].map(e => e.localName + " " + getComputedStyle(e).display)
			.filter(s => !["nav none", "thead table-header-group", "tr table-row"].includes(s))`, &print)
		if len(print) > 0 {
			t.Errorf("%s: on paper there is %q", name, print)
		}
	}
}
