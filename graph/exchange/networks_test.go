package exchange_test

import (
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// Networks in the manner of Pajek's manual (http://mrvar.fdv.uni-lj.si/pajek/pajekman.pdf), and of the programs that write them.
var foreignPajek = []foreignText{
	{"arcs and edges", `% a comment
*Network Who works with whom
*Vertices 4
1 "Harbour Police" 0.1 0.2 0.5 ellipse ic Red bc Blue
2 coast 0.5 0.5 [1-3]
3 "Port "Office" & Sons" 1 2 url http://port.example/
*Arcs
1 2 2.5 c Red w 3 l "reports to"
2 1 -1
*Edges
2 3 [1-2,5-*]
4 4 0
`, `map "Who works with whom" ""
4: note places: left out
4: note shapes and colours: left out
4: node "Harbour Police" name="Harbour Police"
5: note times: left out
5: node "coast"
6: node "Port \"Office\" & Sons" name="Port \"Office\" & Sons" url="http://port.example/"
8: edge "" "Harbour Police" -> "coast" label="reports to" weight=2.5
9: edge "" "coast" -> "Harbour Police" weight~"-1"
11: edge "" "coast" -> "Port \"Office\" & Sons" undirected
12: edge "" "4" -> "4" undirected weight~"0"
`},
	{"several relations", "*Vertices 3\r\n1 \"a\"\r\n2 \"b\"\r\n3 \"c\"\r\n*Arcs :1 \"advises\"\r\n1 2 1\r\n*Edges :2 \"meets\"\r\n2 3 1\r\n*Arcs\r\n1: 3 1 2 [4]\r\n7: 3 2 1\r\n*Arcslist :1\r\n1 2 -3\r\n*Edgeslist\r\n3 1\r\n", `2: node "a"
3: node "b"
4: node "c"
6: edge "" "a" -> "b" type="advises" weight=1
8: edge "" "b" -> "c" type="meets" weight=1 undirected
10: note times: left out
10: edge "" "c" -> "a" type="advises" weight=2
11: edge "" "c" -> "b" type="relation 7" weight=1
13: edge "" "a" -> "b" type="advises"
13: edge "" "a" -> "c" type="advises" weight~"-1"
15: edge "" "c" -> "a" undirected
`},
	{"a matrix", "*Vertices 3\n1 a\n2 b\n3 c\n*Matrix :1 \"trades\"\n0 1 0\n0 0\n2.5 -1 0 0\n", `2: node "a"
3: node "b"
4: node "c"
6: edge "" "a" -> "b" type="trades" weight=1
8: edge "" "b" -> "c" type="trades" weight=2.5
8: edge "" "c" -> "a" type="trades" weight~"-1"
`},
	{"two modes", "*vertices 3 1\n1 a\n2 b\n3 c\n*matrix\n0 1\n", `2: node "a"
3: node "b"
4: node "c"
6: edge "" "a" -> "c" weight=1
`},
	{"a project", "*Network one\n*Vertices 2\n1 a\n2 b\n*Arcs\n1 2\n*Partition p\n*Vertices 2\n1\n2\n*Vector v\n*Network two\n*Vertices 1\n1 x\n*Arcs\n1 1\n", `map "one" ""
3: node "a"
4: node "b"
6: edge "" "a" -> "b"
7: note *partition: left out: it is no network
8: note a further network: left out
11: note *vector: left out: it is no network
13: note a further network: left out
`},
	{"labels that look like numbers, and Latin-1", "*Vertices 3\n1 \"2\"\n2 \"Caf\xe9\"\n3 &#233;t&#233; 0 0 ellipse founded 1909\n*Arcs\n1 2\n3 1\n", `2: node "2"
3: node "Café" name="Café"
4: note places: left out
4: node "été" founded="1909"
6: edge "" "2" -> "Café"
7: edge "" "été" -> "2"
0: note text that is not in UTF-8: read as Windows-1252, of which Latin-1 is a part
`},
	{"weights that are no numbers", "*Vertices 2\n1 a\n2 b\n*Arcs\n1 2 1,5\n2 1 abc c Blue\n1 2 7x l \"x\"\n1 2 c Blue\n1 2 2 end\n", `2: node "a"
3: node "b"
5: edge "" "a" -> "b" weight~"1,5"
6: note shapes and colours: left out
6: edge "" "b" -> "a" weight~"abc"
7: edge "" "a" -> "b" label="x" weight~"7x"
8: edge "" "a" -> "b"
9: note the word end at the end of a line, a name without a value: left out
9: edge "" "a" -> "b" weight=2
`},
	{"null, which is a name but as Gephi writes it", "*Vertices 4\n1 \"null\"\n2 null 0.0 0.0 ellipse kind k1\n3 \"null\" 1.5 2.0 0.0\n4 x 0 0 star\n", `2: node "null"
3: note places: left out
3: node "2" name="null" kind~"k1"
4: note labels "null" as Gephi writes them: taken for none
4: node "3"
5: node "x" shape~"star"
`},
	{"a number that is another's label", "*Vertices 2\n1 2\n*Arcs\n1 2\n", `2: node "2"
4: edge "" "2" -> "n2"
`},
}

func TestPajekForeign(t *testing.T) {
	readsForeign(t, "pajek", foreignPajek)
}

// foreignText is a text as another tool writes it, and what a reader gives of it.
type foreignText struct{ name, text, want string }

// readsForeign checks what a reader gives of texts as other tools write them, and that they are guessed with certainty.
func readsForeign(t *testing.T, format string, samples []foreignText) {
	f := formatNamed(t, format)
	for _, c := range samples {
		t.Run(c.name, func(t *testing.T) {
			var l lines
			if err := f.Read(t.Context(), &exchange.Input{Name: "test", Stream: strings.NewReader(c.text)}, &l); err != nil {
				t.Fatal(err)
			}
			if got := l.b.String(); got != c.want {
				t.Errorf("is\n%s\nwant\n%s", got, c.want)
			}
			if f.Guess("", []byte(c.text)) != 3 {
				t.Error("it is not guessed")
			}
		})
	}
}

// TestPajekHostile reads files that are wrong, or made to exhaust whoever reads them.
func TestPajekHostile(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "% nothing\n", "there is no *Vertices in it"},
		{"an edge list", "1 2\n2 3\n", "test:1:1: this is no network of Pajek"},
		{"arcs first", "*Arcs\n1 2\n", "test:1:1: *arcs comes before *Vertices"},
		{"no number", "*Vertices\n", "comes with their number"},
		{"too many vertices", "*Vertices 99999999999\n", `"99999999999" is no number of vertices`},
		{"two thousand million vertices", "*Vertices 2000000000\n*Arcs\n1 2000000000\n", ""},
		{"a matrix of them", "*Vertices 2000000000\n*Matrix\n1 1\n", ""},
		{"more of the first mode than there are", "*Vertices 2 3\n", "is no number of vertices"},
		{"a vertex too many", "*Vertices 2\n3 x\n", `test:2:1: "3" is not the number of a vertex, from 1 to 2`},
		{"an arc to nowhere", "*Vertices 2\n*Arcs\n1 3\n", `test:3: "3" is no vertex: they are numbers from 1 to 2`},
		{"an arc of names", "*Vertices 2\n1 a\n2 b\n*Arcs\na b\n", `"a" is no vertex`},
		{"one vertex", "*Vertices 2\n*Arcs\n1\n", "there are not two vertices on the line"},
		{"only a relation", "*Vertices 2\n*Arcs\n1:\n", "there are not two vertices on the line"},
		{"a quote that is not closed", "*Vertices 2\n1 \"x\n", "has no quote at its end"},
		{"a time that is not closed", "*Vertices 2\n1 x [1-2\n", "has no bracket at its end"},
		{"a row too many", "*Vertices 1\n*Matrix\n1\n1\n", "the matrix has more than 1 rows of 1 numbers"},
		{"a matrix of words", "*Vertices 2\n*Matrix\nx\n", `"x" in the matrix is no number`},
		{"no rows", "*Vertices 0\n*Matrix\n1\n", "the matrix has more than 0 rows"},
		{"a long line", "*Vertices 2\n1 " + strings.Repeat("x", 17<<20) + "\n", "the line is longer than 16 MiB"},
		{"many words", "*Vertices 2\n1 " + strings.Repeat("x ", 1_000_000) + "\n", "more than 10000 words"},
		{"many quotes", "*Vertices 2\n1 " + strings.Repeat(`"x`, 100_000) + "\n", "has no quote at its end"},
		{"many relations", "*Vertices 2\n" + strings.Repeat("*Arcs :1 \"a\"\n1 2\n", 100_000), ""},
		{"many neighbours", "*Vertices 2\n*Arcslist\n1" + strings.Repeat(" 2", 1_000_000), ""},
		{"many neighbours in quotes", "*Vertices 2\n*Arcslist\n1" + strings.Repeat(` "2"`, 2_000_000), ""},
		{"a NUL", "*Vertices 2\n\x00", "not a text file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var n counter
			err := n.read(t, formatNamed(t, "pajek"), strings.NewReader(c.text))
			switch {
			case c.want == "" && err != nil:
				t.Error(err)
			case c.want != "" && err == nil:
				t.Errorf("no error, want %q", c.want)
			case c.want != "":
				isSaid(t, err)
				if !strings.Contains(err.Error(), c.want) {
					t.Errorf("%v, want %q", err, c.want)
				}
			}
		})
	}
}

// Files as Cytoscape's manual has them, and what is understood of each.
func TestSIF(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"blanks", "nodeA typeA nodeB\nnodeC typeB nodeA\nnodeD  typeC nodeE nodeF nodeB\n\nnodeG\nnodeH typeD\nnodeA typeA nodeA\n", `1: edge "" "nodeA" -> "nodeB" type="typeA"
2: edge "" "nodeC" -> "nodeA" type="typeB"
3: edge "" "nodeD" -> "nodeE" type="typeC"
3: edge "" "nodeD" -> "nodeF" type="typeC"
3: edge "" "nodeD" -> "nodeB" type="typeC"
5: node "nodeG"
6: note a type without an id after it: left out
6: node "nodeH"
7: edge "" "nodeA" -> "nodeA" type="typeA"
`},
		{"tabs", "Home Office\r\nHarbour Police\treports to\tHome Office\tMinist\xe8re\t\r\n\tx\r\n", "is not read"},
		{"a line of tabs", "a\tb\tc\n\t\t\n", `1: edge "" "a" -> "c" type="b"
`},
		{"no type", "a\t\tc\n", `1: edge "" "a" -> "c"
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := formatNamed(t, "sif")
			var l lines
			err := f.Read(t.Context(), &exchange.Input{Name: "test", Stream: strings.NewReader(c.text)}, &l)
			if c.want == "is not read" {
				if err == nil || err.Error() != "test:3:1: there is no id at the beginning of the line" {
					t.Error(err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := l.b.String(); got != c.want {
				t.Errorf("is\n%s\nwant\n%s", got, c.want)
			}
			if f.Guess("x.sif", []byte(c.text)) != 2 || f.Guess("x", []byte(c.text)) != 0 {
				t.Error("it is guessed otherwise")
			}
		})
	}
	var n counter
	if err := n.read(t, formatNamed(t, "sif"), strings.NewReader("a b "+strings.Repeat("c", 17<<20))); err == nil {
		t.Error("a long line gives no error")
	}
}

// TestSIFRoundTrip reads what is written of awkward graphs: organisations, ends and types are there in their order. The types of the map's own come
// in the order in which relationships have them, with ids that are made of theirs: "a--b" becomes "a-b".
func TestSIFRoundTrip(t *testing.T) {
	f := formatNamed(t, "sif")
	for _, c := range awkwardGraphs(t) {
		text := streamOf(t, f, c.Graph)
		imported, err := readText(t, "sif", string(text), nil)
		if err != nil {
			t.Fatal(err)
		}
		if again := streamOf(t, f, imported.Graph); string(again) != string(text) && c.Name != "hostile-ids" {
			t.Errorf("%s: is written otherwise the second time", c.Name)
		}
		if g := imported.Graph; g.NumOrganisations() != c.Graph.NumOrganisations() || g.NumRelationships() != c.Graph.NumRelationships() {
			t.Errorf("%s: %d organisations and %d relationships", c.Name, g.NumOrganisations(), g.NumRelationships())
		}
	}
	if text := string(streamOf(t, f, graphtest.Of("a > b", "b = c"))); !strings.HasPrefix(text, "a\nb\nc\na\t") || strings.Count(text, "\n") != 5 {
		t.Errorf("%s", text)
	}
}
