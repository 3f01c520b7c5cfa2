package graphviz_test

import (
	"bytes"
	"image/png"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/graphviz"
)

// scaled are options with a size and a group for every organisation.
func scaled(n int) render.Options {
	size, colour := &render.Scale{Label: "reach"}, &render.Grouping{Label: "team", Names: make([]string, 15)}
	for i := range n {
		size.Values = append(size.Values, float64(i*i)/3)
		colour.Of = append(colour.Of, int32(i%16)-1)
	}
	return render.Options{Size: size, Colour: colour}
}

// Every layout and theme draws sizes and groups, and the number of a group belongs to its organisation.
func TestDrawScale(t *testing.T) {
	g := ukMap(t)
	for i, layout := range render.Layouts() {
		opts := scaled(g.NumOrganisations())
		opts.Layout, opts.Theme = layout.Name, render.Themes()[i%len(render.Themes())].Name
		s := scene(t, g, opts)
		svg := draw(t, s, graphviz.Options{})
		texts := map[string]string{}
		parse(t, svg).each(func(n *node) {
			for above := n; above != nil && n.XMLName.Local == "text"; above = above.parent {
				if id := above.attr("id"); strings.HasPrefix(id, "org:") {
					texts[id] += n.Text + "|"
				}
			}
		})
		for _, n := range s.Nodes {
			text := texts["org:"+n.ID]
			tagged := strings.HasSuffix(text, "|"+n.Tag+"|") || strings.HasPrefix(text, n.Tag+" ·")
			if n.Tag != "" && !tagged {
				t.Errorf("%s: the text of %s is %q, and its number %s", layout.Name, n.ID, text, n.Tag)
			}
			if !bytes.Contains(svg, []byte("Reach: "+n.Value)) {
				t.Errorf("%s: the value %s of %s is nowhere", layout.Name, n.Value, n.ID)
			}
		}
		if layout.Name != render.HubLayout {
			continue
		}
		if _, err := png.Decode(bytes.NewReader(draw(t, s, graphviz.Options{Format: graphviz.PNG}))); err != nil {
			t.Error(err)
		}
	}
}

// What is sized and coloured is drawn even where there is next to nothing.
func TestDrawScaleOfAwkwardGraphs(t *testing.T) {
	for _, c := range cases(t) {
		n := c.Graph.NumOrganisations()
		if n > 40 {
			continue
		}
		for _, layout := range []string{render.HubLayout, "dot"} {
			opts := scaled(n)
			opts.Layout = layout
			s := scene(t, c.Graph, opts)
			checkWords(t, c.Name+" "+layout, s, parse(t, draw(t, s, graphviz.Options{})))
		}
	}
}
