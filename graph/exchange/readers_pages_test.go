package exchange_test

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// pageReaders read the pages for people.
var pageReaders = []reader{
	{name: "marked", format: "markdown", script: "marked.js", asks: "the npm package marked", seen: seenOnPages, oneLine: true,
		note: "as GitHub Flavored Markdown: rows, cells, names, classifications, ends, labels and pieces of evidence, and no markup but ours"},
	{name: "html5lib", format: "html", script: "read_html5lib.py", asks: "the Python package html5lib", seen: seenOnPages, oneLine: true,
		note: "strictly by the standard: the same, and that no element, attribute or link is there but ours"},
}

// seenOnPages has what the rows of the tables say, on one line each. A record is known by the number of its row.
func seenOnPages(g *graph.Graph, s *sight) {
	line := func(text string) string { return strings.Join(strings.Fields(text), " ") }
	visible := func(text, otherwise string) string {
		return cmp.Or(line(text), otherwise)
	}
	s.Nodes, s.Edges = nil, nil
	for n, o := range g.Organisations() {
		name := visible(g.Name(n), o.ID)
		if o.ShortName != "" && o.ShortName != g.Name(n) {
			name += " (" + o.ShortName + ")"
		}
		var kinds []string
		for _, id := range o.Classifications {
			c, _ := g.Vocabulary().Classification(id)
			if c.Label == "" {
				c.Label = id
			}
			kinds = append(kinds, c.Label)
		}
		s.Nodes = append(s.Nodes, seen{ID: strconv.Itoa(int(n)), Attributes: map[string]any{
			"name": line(name), "classification": line(strings.Join(kinds, ", ")), "evidence": strconv.Itoa(len(o.Evidence))}})
	}
	for e, r := range g.Relationships() {
		s.Edges = append(s.Edges, seen{
			ID: strconv.Itoa(int(e)), Source: visible(g.ShortName(g.From(e)), r.From), Target: visible(g.ShortName(g.To(e)), r.To),
			Attributes: map[string]any{"label": visible(g.Label(e), visible(g.Type(e).Label, g.Type(e).ID)), "evidence": strconv.Itoa(len(r.Evidence))}})
	}
}

// onOneLine has white space of what was seen as single spaces.
func onOneLine(saw *sight) {
	line := func(text string) string { return strings.Join(strings.Fields(text), " ") }
	for _, records := range [][]seen{saw.Nodes, saw.Edges} {
		for i := range records {
			r := &records[i]
			r.Source, r.Target = line(r.Source), line(r.Target)
			for name, value := range r.Attributes {
				if text, ok := value.(string); ok {
					r.Attributes[name] = line(text)
				}
			}
		}
	}
}
