package exchange_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
)

// JSON of other tools, and what directions and keys mean in it.
func TestJSONOfOtherTools(t *testing.T) {
	for _, c := range []struct{ name, format, text, want string }{
		{"vis.js, with arrows", "node-link", `{"nodes":[{"id":"a"},{"id":"b"}],"edges":[{"from":"a","to":"b","arrows":"to"},{"from":"a","to":"b","arrows":"from"},
{"from":"a","to":"b","arrows":"to, from"},{"from":"a","to":"b","arrows":""},{"from":"a","to":"b","arrows":{"to":{"enabled":true},"from":{"enabled":false}}},
{"from":"a","to":"b","arrows":{"from":true,"to":{"scaleFactor":2}}},{"from":"a","to":"b"},{"from":"a","to":"b","arrows":"up"}]}`, `
1: a
1: b
0: note: relationships without arrows, where others have them: taken as mutual
1: a => b implied
1: b => a implied
2: a <=> b implied
2: a -- b implied
2: a => b implied
3: a <=> b implied
3: a -- b implied
3: a -- b implied {arrows: up}`},
		{"vis.js, with arrows in the middle", "node-link", `{"nodes":[{"id":"a"},{"id":"b"}],"edges":[{"from":"a","to":"b","arrows":"middle"},{"from":"a","to":"b","arrows":{"middle":{"enabled":true}}},
{"from":"a","to":"b","arrows":"middle;from"},{"from":"a","to":"b","arrows":{"middle":{"enabled":false}}}]}`, `
1: a
1: b
1: a => b implied
1: a => b implied
2: b => a implied
2: a -- b implied`},
		{"vis.js, by numbers of places", "node-link", `{"edges":[{"from":0,"to":1,"arrows":"from"}],"nodes":[{"id":"a"},{"id":"b"}]}`, `
1: a
1: b
1: note: relationships that lead to numbers: taken as places in the list of organisations, from 0
1: b => a implied`},
		{"vis.js, none with arrows", "node-link", `{"nodes":[{"id":"a"}],"edges":[{"from":"a","to":"a"}]}`, `
1: a
0: note: whether relationships are directed is not said: taken from source to target
1: a -> a implied`},
		{"graphology, undirected", "node-link", `{"options":{"type":"undirected","multi":true},"attributes":{},"edges":[{"key":"geid_1_0","source":"a","target":"b"},{"key":"e","source":"a","target":"b","undirected":true}],"nodes":[{"key":"a"},{"key":"b"}]}`, `
1: a -- b id="geid_1_0" implied
1: a -- b id="e" implied
1: a
1: b`},
		{"graphology, its attributes and automatic keys", "node-link", `{"edges":[{"key":"geid_147_0","source":"a","target":"b","attributes":{"label":"owns","weight":3}},{"key":"geid_147_1","source":"b","target":"a","undirected":true,"attributes":{"type":"t"}}],"options":{"type":"mixed"}}`, `
1: a -> b id="geid_147_0" label="owns" weight=3 implied
1: b -- a id="geid_147_1" type="t" implied`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, want := strings.TrimSpace(spell(t, c.format, c.text)), strings.TrimSpace(c.want); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// Numbers that become text have the digits that they have in the file.
func TestDigitsStay(t *testing.T) {
	numbers := []string{"0", "-0", "1", "-17", "1000000", "20190403", "4930123456789", "9007199254740993", "-9007199254740993", "1234567890123456789012", "1.0", "0.10", "1e3", "1.5E+7", "0.30000000000000004"}
	templates := map[string]string{
		"node-link":       `{"directed":true,"nodes":[{"id":"a","n":NUMBER}],"edges":[{"source":"a","target":"a","n":NUMBER}]}`,
		"node-link-links": `{"directed":true,"nodes":[{"id":"a","n":NUMBER}],"links":[{"source":"a","target":"a","n":NUMBER}]}`,
		"cytoscape":       `{"elements":{"nodes":[{"data":{"id":"a","n":NUMBER}}],"edges":[{"data":{"source":"a","target":"a","n":NUMBER}}]}}`,
		"jgf":             `{"graph":{"nodes":{"a":{"metadata":{"n":NUMBER}}},"edges":[{"source":"a","target":"a","metadata":{"n":NUMBER}}]}}`,
		"kumu-json":       `{"elements":[{"id":"a","n":NUMBER}],"connections":[{"from":"a","to":"a","n":NUMBER}]}`,
		"liaison-json":    `{"organisations":[{"id":"a","n":NUMBER}],"relationships":[{"from":"a","to":"a","n":NUMBER}]}`,
		"neo4j-csv":       ":ID,n:LONG,:LABEL\na,NUMBER,\n",
		"graphml": `<graphml><key id="n" for="node" attr.name="n" attr.type="long"/><key id="e" for="edge" attr.name="n" attr.type="double"/>` +
			`<graph edgedefault="directed"><node id="a"><data key="n">NUMBER</data></node><edge source="a" target="a"><data key="e"> NUMBER </data></edge></graph></graphml>`,
		"gexf": `<gexf version="1.3"><graph defaultedgetype="directed"><attributes class="node"><attribute id="n" title="n" type="long"/></attributes>` +
			`<attributes class="edge"><attribute id="n" title="n" type="double"/></attributes><nodes><node id="a"><attvalues><attvalue for="n" value="NUMBER"/></attvalues></node></nodes>` +
			`<edges><edge source="a" target="a"><attvalues><attvalue for="n" value="NUMBER"/></attvalues></edge></edges></graph></gexf>`,
		"gml":      "graph [ directed 1 node [ id 0 label \"a\" n NUMBER ] edge [ source 0 target 0 n NUMBER ] ]",
		"edgelist": "a a {'n': NUMBER}\n",
		"ftm":      `{"id":"a","schema":"Company","properties":{"n":[NUMBER]}}`,
	}
	for name, template := range templates {
		for _, number := range numbers {
			imported, err := readStream(t, formatNamed(t, name), strings.NewReader(strings.ReplaceAll(template, "NUMBER", number)))
			if err != nil {
				t.Errorf("%s, %s: %v", name, number, err)
				continue
			}
			g := imported.Graph
			if tags := g.Organisation(0).Tags; name != "edgelist" && !slices.Contains(tags, "n: "+number) {
				t.Errorf("%s: %s is in the tags %q", name, number, tags)
			}
			if strings.Contains(template, "target") || name == "edgelist" {
				if note := g.Note(graph.Edge(0)); note != "n: "+number {
					t.Errorf("%s: %s is in the note %q", name, number, note)
				}
			}
		}
	}
}
