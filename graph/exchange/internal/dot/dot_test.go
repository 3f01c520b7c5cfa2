package dot

import (
	"encoding/json"
	"errors"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

var limits = syntax.Limits{Value: 16 << 20, Depth: 200, Attributes: 10_000}

func read(t testing.TB, text string) (*Graph, error) {
	return Read(t.Context(), strings.NewReader(text), limits, func(int, string, string) error { return nil })
}

// samples are what Graphviz reads.
var samples = []string{
	`digraph { a -> b -> {c d; e -> f} -> "g h" [label=x]; node [x=y]; b:p:n -> a:s }`,
	`strict graph { a -- b; b -- a; a -- a; subgraph x { p q } subgraph x {} -- { r s } }`,
	`strict digraph { a -> b; b -> a; a -> b; {a b} -> {a b} }`,
	`graph "é" { "a" + "b" -- "c\"d"; -.5 -- 3.; <x <b>y</b>> -- _z; subgraph cluster_0 { label=l; k; subgraph { m n } } }`,
	`DIGRAPH G { Node [shape=box]; "node" -> "edge"; /* c */ a -> b // d
# e
; subgraph s { a } subgraph s { z } -> subgraph s {} }`,
	"graph { \"two\\\nlines\" -- x; a=b; c [d=e][f=g,h=i;j=k] }",
}

// pairOf is two ends in any order, since dir=back turns them.
func pairOf(a, b string) string { return min(a, b) + " " + max(a, b) }

// Graphviz finds the same nodes and edges.
func TestAsGraphviz(t *testing.T) {
	_, err := exec.LookPath("dot")
	graphtest.Need(t, err, "whether Graphviz reads DOT as we do; it needs dot")
	for _, text := range samples {
		cmd := exec.Command("dot", "-Tjson")
		cmd.Stdin = strings.NewReader(text)
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%v: %s", err, text)
		}
		var saw struct {
			Subgraphs int `json:"_subgraph_cnt"`
			Objects   []struct {
				ID   int    `json:"_gvid"`
				Name string `json:"name"`
			} `json:"objects"`
			Edges []struct{ Tail, Head int } `json:"edges"`
		}
		if err := json.Unmarshal(out, &saw); err != nil {
			t.Fatal(err)
		}
		names := map[int]string{}
		var wantNodes, wantEdges, nodes, edges []string
		for i, o := range saw.Objects {
			names[o.ID] = o.Name
			if i >= saw.Subgraphs {
				wantNodes = append(wantNodes, o.Name)
			}
		}
		for _, e := range saw.Edges {
			wantEdges = append(wantEdges, pairOf(names[e.Tail], names[e.Head]))
		}
		g, err := read(t, text)
		if err != nil {
			t.Errorf("%v: %s", err, text)
			continue
		}
		for _, n := range g.Nodes {
			nodes = append(nodes, n.ID)
		}
		for _, e := range g.Edges {
			edges = append(edges, pairOf(g.Nodes[e.From].ID, g.Nodes[e.To].ID))
		}
		for _, list := range [][]string{wantNodes, wantEdges, nodes, edges} {
			slices.Sort(list)
		}
		if !slices.Equal(wantNodes, nodes) || !slices.Equal(wantEdges, edges) {
			t.Errorf("%s\nGraphviz: %q %q\nours:     %q %q", text, wantNodes, wantEdges, nodes, edges)
		}
	}
}

func TestPlain(t *testing.T) {
	for _, c := range []struct {
		value Value
		want  string
	}{
		{Value{Text: `a\nb\lc\r`}, "a\nb\nc"},
		{Value{Text: `\N & \E\G`}, "self & self"},
		{Value{Text: `\\n &amp; \x`}, `\n & x`},
		{Value{`<B>a</B><BR/>b &lt; <!-- c -->d`, true}, "a\nb < d"},
		{Value{"<TABLE><TR><TD>a</TD><TD>b</TD></TR><TR><TD>c</TD></TR></TABLE>", true}, "a b\nc"},
	} {
		if got := c.value.Plain("self"); got != c.want {
			t.Errorf("%q is %q, want %q", c.value.Text, got, c.want)
		}
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct {
		text         string
		line, column int
		says         string
	}{
		{"digraph { a -> }", 1, 16, `"}"`},
		{"digraph { a -> b", 1, 17, "missing"},
		{"graph G\n{ a [label=\"x ]\n}", 2, 12, "not closed"},
		{"digraph {\n a [label=<x>, \n", 2, 4, "not closed"},
		{"digraph { /* a -> b }", 1, 11, "comment"},
		{"tree { }", 1, 1, "digraph"},
		{"graph { a [label=] }", 1, 18, "value of label"},
		{"graph { a ? b }", 1, 11, "in quotes"},
		{"graph { a [x=y }", 1, 16, "attribute"},
	} {
		_, err := read(t, c.text)
		at := new(syntax.Error)
		if !errors.As(err, &at) || at.Line != c.line || at.Column != c.column || !strings.Contains(at.Problem, c.says) {
			t.Errorf("%q: %v, want %d:%d and %q", c.text, err, c.line, c.column, c.says)
		}
	}
}

// Text that is made to exhaust its reader gives an error or a graph, in time and memory that its length explains.
func TestHostile(t *testing.T) {
	big := strings.Repeat
	for name, text := range map[string]string{
		"deep subgraphs":          "graph {" + big("{", 1<<20),
		"200 deep, and full":      "graph {" + big("{", 190) + big("a;b;c;", 1<<17) + big("}", 190) + "}",
		"a product":               "graph { {" + numbered(3000) + "} -- {" + numbered(3000) + "} }",
		"a product of references": "graph { subgraph A {" + numbered(2000) + "}" + big("subgraph A -- b;", 2000) + "}",
		"empty products":          "graph { subgraph A {" + numbered(2000) + "}" + big("subgraph A -- {}; subgraph A {b};", 5000) + "}",
		"itself":                  "graph { subgraph A { subgraph A { subgraph A { x } } } -- y }",
		"a long chain":            "graph { a" + big("--a", 1<<18) + "}",
		"a long attribute":        "graph { a [label=\"" + big("x", 17<<20) + "\"] }",
		"attributes":              "graph { a [" + strings.ReplaceAll(numbered(5000), " ", "=1,") + "] }",
		"repeated attributes":     "graph { " + strings.ReplaceAll(numbered(100_000), "n", "n [a") + " }",
		"joined strings":          "graph { a [label=\"\"" + big(`+""`, 1<<18) + "] }",
		"markup":                  "graph { a [label=" + big("<", 1<<20) + "] }",
		"open comments":           big("/* ", 1<<20),
	} {
		t.Run(name, func(t *testing.T) {
			g, err := read(t, text)
			if (err == nil) == (g == nil) {
				t.Error("neither a graph nor an error, or both")
			}
			if err != nil && len(err.Error()) > 2000 {
				t.Errorf("an error of %d bytes: %.200s", len(err.Error()), err)
			}
			if g != nil && len(g.Edges) > maxProduct {
				t.Errorf("%d edges", len(g.Edges))
			}
		})
	}
}

// numbered is "n0 n1 n2 …".
func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("n" + strconv.Itoa(i) + " ")
	}
	return b.String()
}

// FuzzRead gives any bytes to the reader: an error with its place, or a graph whose parts refer to one another.
func FuzzRead(f *testing.F) {
	for _, text := range append(slices.Clone(samples), "digraph { a -> {b c} -> d:p:n [label=\"x\\n\\N\" dir=both] }", "strict graph \"x\" { subgraph cluster_a { a; label=<b<br/>&amp;> } a -- b -- a }", "graph { node [a=b]; \"a\" + \"b\"; -1.5; /* */ // x\n# y\n}",
		"digraph { mi5 [id=\"org:mi5\", tooltip=\"S (M)\\nx\\ny\", label=<<B>M</B>>]; mi5 -> mi5 [id=\"line:mi5:mi5:C\", tooltip=\"M is M to M (advice, jointly); probable. x\"] }") {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		g, err := read(t, text)
		if at := new(syntax.Error); err != nil {
			if !errors.As(err, &at) || at.Line < 1 || at.Problem == "" {
				t.Errorf("an error without a place: %v", err)
			}
			return
		}
		if !Begins([]byte(text), limits) {
			t.Error("it does not begin as DOT does")
		}
		for _, n := range g.Nodes {
			if n.Cluster < -1 || n.Cluster >= len(g.Clusters) {
				t.Errorf("%q is in the cluster %d of %d", n.ID, n.Cluster, len(g.Clusters))
			}
			for _, a := range n.Attributes {
				a.Value.Plain(n.ID)
			}
		}
		for i, c := range g.Clusters {
			if c.Within >= i {
				t.Errorf("the cluster %d is within %d", i, c.Within)
			}
		}
		for _, e := range g.Edges {
			if max(e.From, e.To) >= int32(len(g.Nodes)) {
				t.Errorf("an edge from %d to %d of %d nodes", e.From, e.To, len(g.Nodes))
			}
		}
	})
}
