package drawing

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/render"
)

var update = flag.Bool("update", false, "write the golden files")

// wellFormed reads XML to its end, and fails the test where it is not well-formed or could run or fetch something.
func wellFormed(t *testing.T, name string, text []byte) {
	t.Helper()
	decoder := xml.NewDecoder(bytes.NewReader(text))
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if start, ok := token.(xml.StartElement); ok && (start.Name.Local == "script" || start.Name.Local == "foreignObject" || start.Name.Local == "image") {
			t.Fatalf("%s: a %s", name, start.Name.Local)
		}
	}
}

func TestSVGIsWellFormed(t *testing.T) {
	for name, d := range composed(t) {
		all := []SVGOptions{{Fragment: true, NoFonts: true, Dark: d}}
		if strings.HasSuffix(name, render.HubLayout) {
			all = append(all, SVGOptions{}) // with fonts, which take their time
		}
		for _, opts := range all {
			svg, err := d.SVG(opts)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			wellFormed(t, name, svg)
			for _, handler := range regexp.MustCompile(`<[^>]* on[a-z]+="`).FindAll(svg, 1) {
				t.Errorf("%s: %s", name, handler)
			}
			again, _ := d.SVG(opts)
			if !bytes.Equal(svg, again) {
				t.Errorf("%s: other bytes the second time", name)
			}
			if opts.Fragment && (bytes.HasPrefix(svg, []byte("<?xml")) || bytes.Contains(svg, []byte("@font-face"))) {
				t.Errorf("%s: a fragment with the parts of a file", name)
			}
		}
	}
}

func small(t *testing.T, theme string) *Drawing {
	t.Helper()
	b := graph.NewBuilder()
	b.SetTitle("A small map", "")
	b.AddSource(graph.Source{ID: "report", Title: "Report", URL: "https://example.org/report?a=1&b=2"})
	b.AddOrganisation(graph.Organisation{ID: "agency", Name: "The Agency", ShortName: "Agency", Classifications: []string{"intelligence-agency"}})
	b.AddOrganisation(graph.Organisation{ID: "force", Name: "Forces of the <North> & South", ShortName: "Force", Classifications: []string{"police", "grouping"}})
	b.AddRelationship(graph.Relationship{From: "agency", To: "force", Type: "advice", Evidence: []graph.Evidence{{Source: "report", Passage: "advice to … forces"}}})
	b.AddRelationship(graph.Relationship{From: "force", To: "agency", Type: "reporting", Status: graph.Proposed, Confidence: graph.Doubtful})
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	s, err := render.NewScene(g, render.Options{Theme: theme})
	if err != nil {
		t.Fatal(err)
	}
	return New(s, s.Place())
}

func TestSVGGolden(t *testing.T) {
	const file = "testdata/small.svg"
	svg, err := small(t, "light").SVG(SVGOptions{Dark: small(t, "dark"), Fragment: true, NoFonts: true})
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, svg, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(svg, want) {
		t.Errorf("%s is not what is written now; -update shows the difference", file)
	}
}

func TestSVGFollowsTheReader(t *testing.T) {
	light, dark := small(t, "light"), small(t, "dark")
	svg, err := light.SVG(SVGOptions{Dark: dark})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"prefers-color-scheme:dark", light.Background, dark.Background, "@font-face", `tabindex="0"`, `href="https://example.org/report?a=1&amp;b=2"`} {
		if !strings.Contains(string(svg), want) {
			t.Errorf("%s is not there", want)
		}
	}
	if _, err := light.SVG(SVGOptions{Dark: &Drawing{}}); !errors.Is(err, errDark) {
		t.Errorf("another drawing as the dark one: %v", err)
	}
}

func TestSVGOnAPage(t *testing.T) {
	page, err := LookupPage("A4")
	if err != nil {
		t.Fatal(err)
	}
	fitted, _ := small(t, "light").Fit(page)
	svg, err := fitted.SVG(SVGOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`<svg [^>]*width="(297|210)mm" height="(210|297)mm"`).Match(svg) {
		t.Errorf("not as large as the page: %.200s", svg)
	}
}

func TestSVGOutlines(t *testing.T) {
	svg, err := small(t, "light").SVG(SVGOptions{Outlines: true})
	if err != nil {
		t.Fatal(err)
	}
	wellFormed(t, "outlines", svg)
	for _, not := range []string{"<text", "@font-face"} {
		if strings.Contains(string(svg), not) {
			t.Errorf("%s, where letters are shapes", not)
		}
	}
	if !strings.Contains(string(svg), "Forces of the &lt;North&gt; &amp; South") {
		t.Error("the words are gone")
	}
}

// An item that is a link stays an item, with a link in it that says where it leads.
func TestSVGLinksAreInItems(t *testing.T) {
	svg, err := small(t, "light").SVG(SVGOptions{Fragment: true})
	if err != nil {
		t.Fatal(err)
	}
	const want = `<g id="source:1" class="source" role="listitem"><a href="https://example.org/report?a=1&amp;b=2" aria-label="Report`
	if !strings.Contains(string(svg), want) {
		t.Errorf("%s is not there", want)
	}
}

// The rules of a drawing in a page are for the drawing alone, but for its fonts.
func TestSVGRulesStayInTheDrawing(t *testing.T) {
	for _, opts := range []SVGOptions{{}, {Dark: small(t, "dark")}, {Fragment: true, Dark: small(t, "dark")}} {
		svg, err := small(t, "light").SVG(opts)
		if err != nil {
			t.Fatal(err)
		}
		_, rules, _ := strings.Cut(string(svg), "<style>")
		rules, _, _ = strings.Cut(rules, "</style>")
		if !strings.Contains(rules, "@font-face") {
			t.Errorf("%+v: no fonts", opts)
		}
		for _, rule := range regexp.MustCompile(`[^{}]+\{`).FindAllString(rules, -1) {
			for selector := range strings.SplitSeq(strings.TrimSuffix(strings.TrimSpace(rule), "{"), ",") {
				if !strings.HasPrefix(selector, "@") && !strings.Contains(selector, ".drawing") {
					t.Errorf("%+v: %q reaches beyond the drawing", opts, selector)
				}
			}
		}
	}
}

// A text has a length for viewers that lack the fonts, but for one with letters whose width is an estimate.
func TestSVGLengthsOfTexts(t *testing.T) {
	texts := []Text{textOf("Éire", 0, 10, 10, false, "#000000", Start), textOf("警察 Police", 0, 30, 10, false, "#000000", Start)}
	d := &Drawing{Width: 100, Height: 50, Title: "Texts", Background: "#FFFFFF", Focus: "#000000", Groups: []*Group{{Texts: texts}}}
	svg, err := d.SVG(SVGOptions{NoFonts: true})
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]bool{"Éire": true, "警察 Police": false} {
		element := regexp.MustCompile(`<text[^>]*>` + word).Find(svg)
		if element == nil || bytes.Contains(element, []byte("textLength")) != want {
			t.Errorf("%s: a length: should be %v: %s", word, want, element)
		}
	}
}
