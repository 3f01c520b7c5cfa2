package render

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/render/rendertest"
)

// flowchart is what Mermaid's own parser has found in a flowchart, or what it should find.
type flowchart struct {
	Title    string // for screen readers
	Vertices []vertex
	Edges    []edge
	Boxes    []box
}

type vertex struct{ ID, Text string }
type edge struct{ From, To, Arrow, Text string }
type box struct {
	Title string
	Nodes []string
}

// mermaidPage loads Mermaid. Its function found parses a flowchart; drawn draws it, and returns what stands in the boxes by
// their ids, and what is on the page that has no place in a flowchart.
const mermaidPage = `<!DOCTYPE html><meta charset="utf-8"><title>Mermaid</title><script src="%s"></script><div id="picture"></div><script>
"use strict";
mermaid.initialize({startOnLoad: false, securityLevel: "strict", maxTextSize: 1e8, maxEdges: 1e6});
// Until it draws, Mermaid has codes of characters in a form of its own.
const plain = (s) => {
	const page = new DOMParser().parseFromString((s || "").replaceAll("ﬂ°°", "&#").replaceAll("ﬂ°", "&").replaceAll("¶ß", ";"), "text/html");
	page.querySelectorAll("br").forEach((b) => b.replaceWith("\n"));
	return page.body.textContent;
};
async function found(text) {
	const db = (await mermaid.mermaidAPI.getDiagramFromText(text)).db;
	return {
		Title: db.getAccTitle(),
		Vertices: [...db.getVertices().values()].map((v) => ({ID: v.id, Text: plain(v.text)})),
		Edges: db.getEdges().map((e) => ({From: e.start, To: e.end, Arrow: e.type, Text: plain(e.text)})),
		Boxes: db.getSubGraphs().map((s) => ({Title: plain(s.title), Nodes: [...s.nodes].sort()})),
	};
}
async function drawn(text) {
	const picture = document.getElementById("picture");
	picture.innerHTML = (await mermaid.render("drawn", text)).svg;
	const boxes = {}, odd = [];
	for (const node of picture.querySelectorAll("g.node")) {
		const label = node.querySelector(".label");
		label.querySelectorAll("br").forEach((b) => b.replaceWith("\n"));
		boxes[node.id.replace(/^.*?flowchart-(n\d+)-\d+$/, "$1")] = label.textContent;
	}
	for (const e of picture.querySelectorAll("*")) {
		if (!/^(svg|title|desc|style|g|defs|marker|filter|feDropShadow|linearGradient|stop|rect|circle|polygon|path|text|tspan|foreignObject|div|span|p)$/.test(e.localName)) odd.push("element " + e.localName);
		for (const a of e.attributes) if (/^on/i.test(a.name) || /href$/i.test(a.name) || /javascript:/i.test(a.value)) odd.push(e.localName + " " + a.name + "=" + a.value);
	}
	const title = picture.querySelector(".flowchartTitleText")?.textContent ?? "", description = picture.querySelector("svg > desc").textContent;
	return {boxes, odd, title, description, lines: picture.querySelectorAll(".edgePaths path").length};
}
</script>`

// startMermaid opens a page with Mermaid in a browser.
func startMermaid(t *testing.T) *rendertest.Page {
	const lost = "whether Mermaid reads what we write; it needs the npm package mermaid in $LIAISON_NODE/node_modules"
	folder := os.Getenv("LIAISON_NODE")
	script := filepath.Join(folder, "node_modules", "mermaid", "dist", "mermaid.min.js")
	_, err := os.Stat(script)
	if folder == "" {
		err = errors.New("$LIAISON_NODE, a folder with node_modules, is not set")
	}
	graphtest.Need(t, err, lost)
	file := filepath.Join(t.TempDir(), "mermaid.html")
	if err := os.WriteFile(file, fmt.Appendf(nil, mermaidPage, "file://"+script), 0o666); err != nil {
		t.Fatal(err)
	}
	page := rendertest.Start(t, lost).Open(t, file, rendertest.Desktop)
	page.Wait("window.mermaid")
	return page
}

// expectedFlowchart is what a scene says.
func expectedFlowchart(t *testing.T, s *Scene) flowchart {
	clean := func(text string) string { return strings.Map(printable, text) }
	c := flowchart{Title: mermaidPlain(or(s.Title, "Diagram of relationships")), Vertices: []vertex{}, Edges: []edge{}, Boxes: []box{}}
	for i := range s.Nodes {
		lines := s.Nodes[i].mermaidLines()
		for k := range lines {
			lines[k] = clean(lines[k])
		}
		v := vertex{fmt.Sprintf("n%d", i), strings.Join(lines, "\n")}
		for _, name := range []string{s.Nodes[i].ShortName, s.Nodes[i].Name} {
			if solid := strings.Join(strings.Fields(clean(name)), ""); !strings.Contains(strings.Join(strings.Fields(v.Text), ""), solid) {
				t.Errorf("%q does not have the name %q", v.Text, name)
			}
		}
		c.Vertices = append(c.Vertices, v)
	}
	for i := range s.Clusters {
		b := box{Title: clean(s.Clusters[i].Label)}
		for _, n := range s.Clusters[i].Nodes {
			b.Nodes = append(b.Nodes, fmt.Sprintf("n%d", n))
		}
		slices.Sort(b.Nodes)
		c.Boxes = append(c.Boxes, b)
	}
	arrows := map[Arrow]string{NoArrow: "arrow_open", Forward: "arrow_point", Backward: "arrow_point", BothWays: "double_arrow_point"}
	for i := range s.Lines {
		l := &s.Lines[i]
		first := len(c.Edges)
		for _, strand := range l.Strands {
			e := edge{fmt.Sprintf("n%d", l.From), fmt.Sprintf("n%d", l.To), arrows[strand.Arrow], strings.Join(strand.Types, ", ")}
			if strand.Arrow == Backward {
				e.From, e.To = e.To, e.From
			}
			for _, word := range []struct {
				holds bool
				text  string
			}{{strand.Dash == Dashed, " (proposed)"}, {strand.Dash == Dotted, " (suspended or ended)"}, {strand.Uncertain, " (uncertain)"}} {
				if word.holds {
					e.Text += word.text
				}
			}
			e.Text = clean(e.Text)
			if l.From == l.To && len(c.Edges) > first { // Mermaid draws one link from an organisation to itself
				c.Edges[first].Text += " / " + e.Text
				continue
			}
			c.Edges = append(c.Edges, e)
		}
	}
	return c
}

// Mermaid's own parser finds in what we write every organisation and every line, with their ends and words, and draws nothing else.
func TestMermaidReadsIt(t *testing.T) {
	page := startMermaid(t)
	all := append(cases(t), graphtest.Case{Name: "every-field", Graph: graphtest.EveryField()})
	vertices, edges := 0, 0
	for _, c := range all {
		if c.Graph.NumRelationships() > 2000 {
			continue
		}
		s := mustScene(t, c.Graph, Options{})
		text, err := json.Marshal(string(s.Mermaid()))
		if err != nil {
			t.Fatal(err)
		}
		var got flowchart
		page.Eval("found("+string(text)+")", &got)
		want := expectedFlowchart(t, s)
		compareFlowcharts(t, c.Name, want, got)
		vertices, edges = vertices+len(got.Vertices), edges+len(got.Edges)
		if len(want.Edges) > 200 {
			continue // which take their time
		}
		var picture struct {
			Boxes              map[string]string
			Odd                []string
			Lines              int
			Title, Description string
		}
		page.Eval("drawn("+string(text)+")", &picture)
		if len(picture.Odd) > 0 {
			t.Errorf("%s: the picture has %q", c.Name, picture.Odd)
		}
		if title := strings.Map(printable, s.Title); oneLine(picture.Title) != oneLine(title) || picture.Description != mermaidPlain(s.Description) {
			t.Errorf("%s: the picture is called %q, %q; want %q, %q", c.Name, picture.Title, picture.Description, title, mermaidPlain(s.Description))
		}
		if picture.Lines != len(want.Edges) || len(picture.Boxes) != len(want.Vertices) {
			t.Errorf("%s: %d boxes and %d lines are drawn, want %d and %d", c.Name, len(picture.Boxes), picture.Lines, len(want.Vertices), len(want.Edges))
		}
		for _, v := range want.Vertices {
			if drawn := picture.Boxes[v.ID]; oneLine(drawn) != oneLine(v.Text) {
				t.Errorf("%s: %s is drawn as %q, want %q", c.Name, v.ID, drawn, v.Text)
			}
		}
	}
	t.Logf("%d maps, %d vertices, %d edges", len(all), vertices, edges)
}

func compareFlowcharts(t *testing.T, name string, want, got flowchart) {
	t.Helper()
	if got.Title != want.Title {
		t.Errorf("%s: the title is %q, want %q", name, got.Title, want.Title)
	}
	slices.SortFunc(got.Vertices, func(a, b vertex) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(want.Vertices, func(a, b vertex) int { return strings.Compare(a.ID, b.ID) })
	if len(got.Vertices) != len(want.Vertices) || len(got.Edges) != len(want.Edges) || len(got.Boxes) != len(want.Boxes) {
		t.Errorf("%s: %d vertices, %d edges and %d boxes, want %d, %d and %d", name,
			len(got.Vertices), len(got.Edges), len(got.Boxes), len(want.Vertices), len(want.Edges), len(want.Boxes))
		return
	}
	for i, v := range want.Vertices {
		if g := got.Vertices[i]; g.ID != v.ID || g.Text != v.Text {
			t.Errorf("%s: vertex %s is %q, want %s, %q", name, g.ID, g.Text, v.ID, v.Text)
		}
	}
	for i, e := range want.Edges {
		if got.Edges[i] != e {
			t.Errorf("%s: edge %d is %+q, want %+q", name, i, got.Edges[i], e)
		}
	}
	for i, b := range want.Boxes {
		if g := got.Boxes[i]; g.Title != b.Title || !slices.Equal(g.Nodes, b.Nodes) {
			t.Errorf("%s: box %d is %q, want %q", name, i, g, b)
		}
	}
}
