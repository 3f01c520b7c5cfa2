package exchange_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

// foreignGML are files in the manner of other tools and people, with what is to be found in them.
var foreignGML = []foreignText{
	{"the specification", `# by hand
graph [
	comment "This is a sample graph"
	directed 1
	IsPlanar 1
	node [ id 1 label "Node 1" ]
	node [ id 2 label "node-2" weight 3 # heavy
	]
	edge [ source 1 target 2 label "Edge from 1 to 2" ]
]`, `6: node "Node 1" name="Node 1"
7: node "node-2" weight~"3"
9: edge "" "Node 1" -> "node-2" label="Edge from 1 to 2"
map "" "This is a sample graph"
`},
	{"yEd", `Creator	"yFiles"
Version	"2.17"
graph
[
	hierarchic	1
	label	""
	directed	1
	node
	[
		id	0
		label	"Harbour
Police"
		graphics
		[
			x	84.0
			type	"rectangle"
		]
		LabelGraphics
		[
			text	"Harbour
Police"
			model	"null"
		]
		gid	1
	]
	node
	[
		id	1
		graphics
		[
		]
		LabelGraphics
		[
			text	"Group 1"
		]
		isGroup	1
	]
	edge
	[
		source	0
		target	1
		graphics
		[
			targetArrow	"standard"
		]
		LabelGraphics
		[
			text	"reports to"
		]
	]
]
`, `13: note drawing: left out
8: node "Harbour Police" name="Harbour Police" group~"Group 1"
26: node "Group 1" name="Group 1"
38: edge "" "Harbour Police" -> "Group 1" label="reports to"
`},
	{"groups of yEd", `Creator "yFiles"
graph [ hierarchic 1 directed 1
node [ id 0 label "Before" gid 2 ]
node [ id 1 label "Alone" ]
node [ id 2 label "Inner" isGroup 1 gid 3 ]
node [ id 3 label "Outer" isGroup 1 ]
node [ id 4 label "After" gid 2 ]
node [ id 5 label "Lost" gid 9 ]
node [ id 6 isGroup 1 ]
node [ id 7 label "Unnamed" gid 6 ]
edge [ source 0 target 4 gid 2 ]
node [ id 8 label "Late" gid 3 ]
]`, `3: node "Before" name="Before" group~"Inner"
4: node "Alone" name="Alone"
5: node "Inner" name="Inner" group~"Outer"
6: node "Outer" name="Outer"
7: node "After" name="After" group~"Inner"
8: note a group whose node is not there or has no name: called by its number
8: node "Lost" name="Lost" group~"9"
9: node "6"
10: note a group whose node is not there or has no name: called by its number
10: node "Unnamed" name="Unnamed" group~"6"
11: edge "" "Before" -> "After"
12: node "Late" name="Late" group~"Outer"
`},
	{"Cytoscape", `Creator "Cytoscape"
Version	1.0
graph	[
	node	[
		root_index	-1
		id	-1
		graphics	[
			x	1.5
			fill	"#ff9999"
		]
		label	"Harbour Police"
	]
	node	[
		root_index	-2
		id	-2
		label	"coast"
	]
	edge	[
		root_index	-1
		target	-2
		source	-1
		graphics	[
			Line	[
			]
		]
		label	"reports to"
	]
]
`, `7: note drawing: left out
4: node "Harbour Police" name="Harbour Police"
13: node "coast"
18: edge "" "Harbour Police" -> "coast" type="reports to"
`},
	{"Newman", `Creator "Mark Newman on Sat Jul 22 05:32:16 2006"
graph
[
  directed 0
  node
  [
    id 0
    label "BrighamYoung"
    value 7
  ]
  node
  [
    id 1
    label "Iowa"
    value 3
  ]
  edge
  [
    source 1
    target 0
    value 2
  ]
  edge [ source 1 target 0 value "often" ]
]
`, `5: node "BrighamYoung" name="BrighamYoung" value~"7"
11: node "Iowa" name="Iowa" value~"3"
17: edge "" "Iowa" -> "BrighamYoung" weight=2 undirected
23: edge "" "Iowa" -> "BrighamYoung" undirected value~"often"
`},
	{"edges before nodes, and labels that look like numbers", `graph [ directed 1
edge [ source 1 target 2 ]
node [ id 1 label "2" ]
edge [ source 1 target 1 ]
node [ id 2 label "1" ]
node [ id 3 label "1" ]
edge [ source 3 target 2 directed 0 ]
edge [ source 3 target 9 ]
]`, `3: node "2"
5: node "1"
6: node "3" name="1"
2: edge "" "2" -> "1"
4: edge "" "2" -> "2"
7: edge "" "3" -> "1" undirected
8: edge "" "3" -> "9"
`},
	{"a number that is another's label", `graph [ node [ id 1 label "2" ] node [ id 2 label "2" ] edge [ source 1 target 2 ] ]`, `1: node "2"
1: node "n2" name="2"
1: edge "" "2" -> "n2" undirected
`},
	{"ids that are texts", `graph [ node [ id hp label "police" ] node [ id 17 Harbour Street ] ]`, `1: node "hp" name="police"
1: node "17" Harbour~"Street"
`},
	{"entities", `graph [ node [ id 1 label "&Eacute;tat &amp; Cie &quot;x&quot; &#8364;&#x20ac; &nbsp &bogus; &#0; &#xD800; & R&D;" ] ]`,
		"1: node \"État & Cie \\\"x\\\" €€ &nbsp &bogus; &#0; &#xD800; & R&D;\" name=\"État & Cie \\\"x\\\" €€ &nbsp &bogus; &#0; &#xD800; & R&D;\"\n"},
	{"Latin-1", "graph [ node [ id 1 label \"minist\xe8re\" ] ]", `1: node "ministère"
0: note text that is not in UTF-8: read as Windows-1252, of which Latin-1 is a part
`},
	{"lists in lists", `graph [ node [ id 1 a [ b "x" c [ d 1 d 2 ] ] e "_networkx_list_start" e "one" f "_networkx_list_start" tags "t" tags "u" name "N" name "M" ] ]`,
		`1: node "N;M" name="N;M" tags="t+u" a.b~"x" a.c.d~"1;2" e~"one"
`},
	{"NetworkX by way of igraph", "Creator \"igraph version 1.0.0\"\ngraph [ directed 1\nnode [ id 0 igraphnxname \"Caf&amp;#233; & Co\" ]\nnode [ id 1 igraphnxname \"b\" x NaN ]\nedge [ source 0 target 1 igraphnxmultiedgekey 0 weight NaN type \"\" ] ]", `3: node "Café & Co" name="Café & Co"
4: node "b"
5: edge "" "Café & Co" -> "b"
`},
	{"two graphs", `graph [ node [ id 1 ] ] graph [ node [ id 2 ] ]`, `1: node "1"
1: note a further graph: left out
`},
	{"attributes of the graph", `graph [ directed 1 label "Title" colour "red" legend [ x 1 ] node [ id 1 ] ]`, `1: note attribute colour of the graph: left out
1: note list legend of the graph: left out
1: node "1"
map "Title" ""
`},
}

func TestGMLForeign(t *testing.T) {
	readsForeign(t, "gml", foreignGML)
}

// TestNetworkFiles reads what NetworkX, igraph and Gephi have written of small networks: the golden files say what was understood.
func TestNetworkFiles(t *testing.T) {
	paths, err := filepath.Glob("testdata/networks/*.*")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, path := range paths {
		if filepath.Ext(path) == ".txt" {
			continue
		}
		n++
		opened, err := exchange.Open(path, "")
		if err != nil {
			t.Fatal(err)
		}
		imported, err := exchange.Read(t.Context(), &opened.Input, opened.Format, exchange.ReadOptions{NameIDs: true})
		if err != nil {
			t.Fatal(err)
		}
		if err := opened.Close(); err != nil {
			t.Fatal(err)
		}
		golden(t, path+".txt", []byte(describe(imported)))
	}
	if n < 7 {
		t.Errorf("only %d files", n)
	}
}

// TestGMLHostile reads files that are wrong, or made to exhaust whoever reads them.
func TestGMLHostile(t *testing.T) {
	node := func(content string) string { return "graph [\n node [ id 1 " + content + " ]\n]" }
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(node(`label "é"`))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", "test:1:1: this is not GML: there is no graph"},
		{"no graph", `Creator "x"`, "there is no graph"},
		{"10,000 lists in one another", node(strings.Repeat("a [ ", 10_000)), "more than 200 deep"},
		{"a text that does not end", node(`label "x`), `test:2:20: this quote is not closed`},
		{"a text that does not end, in a large file", node(`label "` + strings.Repeat("x\n", 9<<20)), "longer than 16 MiB: is it not closed?"},
		{"a long text", node(`label "` + strings.Repeat("x", 17<<20) + `"`), "longer than 16 MiB"},
		{"a long word", node(`label ` + strings.Repeat("x", 17<<20)), "longer than"},
		{"a long line of words", node(`label ` + strings.Repeat("x ", 17<<20)), "longer than 16 MiB"},
		{"a long key", node(strings.Repeat("x", 17<<20) + " 1"), "the key is longer than 1000 bytes"},
		{"a list that does not end", "graph [ node [", "test:1:15: the file ends within a list: 2 closing brackets are missing"},
		{"a bracket too many", "graph [ ] ]", "test:1:11: this bracket closes nothing"},
		{"a key without a value", node("label"), `test:2:14: the key "label" has no value`},
		{"a value without a key", node(`"x"`), `'"' is not expected here`},
		{"braces", node(`{`), `'{' is not expected here`},
		{"a node without id", "graph [\n  node [ label \"é\" ] ]", "test:2:3: a node without an id"},
		{"an edge without target", "graph [ node [ id 1 ] \"é\" edge [ source 1 ] ]", "not expected here"},
		{"a column after é", "graph [ node [ id 1 label \"éé\" ] edge [ source 1 ] ]", "test:1:34: an edge without a source or a target"},
		{"direction after edges", "graph [ edge [ source 1 target 1 ]\ndirected 1 ]", `test:2:1: "directed 1" comes after the first edge, on line 1`},
		{"JSON", `{"graph": []}`, "not expected here"},
		{"XML", `<graph/>`, "not expected here"},
		{"a NUL", "graph \x00[ ]", "not expected here"},
		{"UTF-16", utf16, ""},
		{"a byte order mark", "\xef\xbb\xbf" + node(""), ""},
		{"a million keys", node(manyKeys(1_000_000)), ""},
		{"a million times a key", node(strings.Repeat("a 1 ", 1_000_000)), ""},
		{"a million nodes with keys of their own", "graph [ " + strings.Repeat("node [ id 1 ", 1) + manyKeys(50_000) + "] node [ id 2 " + manyKeys(50_000) + "] ]", ""},
		{"long keys in one another", node(strings.Repeat(strings.Repeat("k", 900)+" [ ", 150) + manyKeys(100_000) + strings.Repeat("] ", 150)), ""},
		{"a million words on a line", node(strings.Repeat("k a ", 1_000_000)), ""},
		{"quotes", node(`label "` + strings.Repeat(`" a" `, 1_000_000) + `"`), ""},
		{"entities", node(`label "` + strings.Repeat(`&&#9`, 1_000_000) + `"`), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var n counter
			err := n.read(t, formatNamed(t, "gml"), strings.NewReader(c.text))
			switch {
			case c.want == "" && err != nil:
				t.Error(err)
			case c.want == "" && n.organisations == 0:
				t.Error("no organisation")
			case c.want != "" && err == nil:
				t.Errorf("no error, want %q", c.want)
			case c.want != "":
				isSaid(t, err)
				if !strings.Contains(err.Error(), c.want) {
					t.Errorf("%v, want %q", err, c.want)
				}
			}
			if n.extras > 2*10_001 {
				t.Errorf("%d attributes of an organisation", n.extras)
			}
		})
	}
}

func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(" k")
		for ; i > 0; i /= 26 {
			b.WriteByte(byte('a' + i%26))
		}
		b.WriteString(" 1")
	}
	return b.String()
}

// TestGMLConstantMemory writes and reads a graph as it streams, and sees that little is held at any time.
func TestGMLConstantMemory(t *testing.T) {
	g := graphtest.ScaleFree(1, 5_000, 10)
	const most = 4 << 20 // beside the graph; the file has 9 MiB
	f := formatNamed(t, "gml")
	r, w := io.Pipe()
	go func() { w.CloseWithError(f.Parts[0].Write(context.Background(), w, g)) }()
	c := &heapCounter{}
	before := heap()
	if err := f.Read(t.Context(), &exchange.Input{Name: "test", Stream: r}, c); err != nil {
		t.Fatal(err)
	}
	if c.organisations != g.NumOrganisations() || c.relationships != g.NumRelationships() {
		t.Errorf("%d organisations and %d relationships", c.organisations, c.relationships)
	}
	if grown := int64(c.most) - int64(before); grown > most {
		t.Errorf("%d KiB held, want at most %d", grown>>10, most>>10)
	}
}

// What is cut off is an error with a place.
func TestGMLCutOff(t *testing.T) {
	text := string(streamOf(t, formatNamed(t, "gml"), graphtest.EveryField()))
	text = strings.TrimSpace(text[strings.Index(text, "graph ["):])
	step := 1
	if testing.Short() {
		step = 7
	}
	for i := 0; i < len(text); i += step {
		if _, err := readText(t, "gml", text[:i], nil); err == nil {
			t.Fatalf("%q gives a map", text[:i])
		}
	}
}

// TestGMLGolden holds the bytes of part of the UK map, and of a map in which every field is filled in. They are ASCII, and keys are letters and digits.
func TestGMLGolden(t *testing.T) {
	m, err := mapfile.Read("../../testdata/uk-national-security")
	if err != nil {
		t.Fatal(err)
	}
	part, err := m.Graph.Select(graph.Selection{Around: []string{"border-force"}})
	if err != nil {
		t.Fatal(err)
	}
	for title, g := range map[string]*graph.Graph{"uk": part, "every-field": graphtest.EveryField()} {
		golden(t, filepath.Join("testdata", "golden", title+".gml"), streamOf(t, formatNamed(t, "gml"), g))
	}
	for _, c := range awkwardGraphs(t) {
		for line := range bytes.Lines(streamOf(t, formatNamed(t, "gml"), c.Graph)) {
			key, _, _ := bytes.Cut(bytes.TrimSpace(line), []byte(" "))
			for _, b := range line {
				if b >= 0x7f || b < ' ' && b != '\n' {
					t.Fatalf("%s: %q has byte %#x", c.Name, line, b)
				}
			}
			if strings.ContainsAny(string(key), "_-.") {
				t.Fatalf("%s: the key %q", c.Name, key)
			}
		}
	}
}

// Weights have a point, so that NetworkX takes them for numbers.
func TestGMLNumbers(t *testing.T) {
	for weight, want := range map[string]string{"1": "1.0", "2.5": "2.5", "1e30": "1.0e+30", "1.5e-30": "1.5e-30", "100000000": "1.0e+08"} {
		text := string(streamOf(t, formatNamed(t, "gml"), graphtest.Of("a > b "+weight)))
		if !strings.Contains(text, "weight "+want+"\n") {
			t.Errorf("%s is written otherwise than %s: %s", weight, want, text)
		}
	}
}

// BenchmarkNetworks writes and reads a million relationships as GML and SIF. With LIAISON_BENCH_DIR it leaves the files there, for other programs.
func BenchmarkNetworks(b *testing.B) {
	g := tableMillion()
	for _, name := range []string{"gml", "sif"} {
		f := formatNamed(b, name)
		text := streamOf(b, f, g)
		if dir := os.Getenv("LIAISON_BENCH_DIR"); dir != "" {
			if err := os.WriteFile(dir+"/million"+f.Extensions[0], text, 0o666); err != nil {
				b.Fatal(err)
			}
		}
		run := func(what string, work func() error) {
			b.Run(name+"/"+what, func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				b.ReportAllocs()
				for b.Loop() {
					if err := work(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		run("write", func() error { var n countingWriter; return f.Parts[0].Write(b.Context(), &n, g) })
		run("records", func() error { return new(counter).read(b, f, bytes.NewReader(text)) })
		run("graph", func() error { _, err := readStream(b, f, bytes.NewReader(text)); return err })
	}
}
