package graphviz

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// sample uses what diagrams need: clusters, HTML-like labels, striped edges, dashes, arrowheads, tooltips.
const sample = `digraph "a sample" {
	graph [fontname=Helvetica label="Title & sources" labelloc=t tooltip="all"];
	node [shape=box style="rounded,filled" fillcolor="#e8f0ff" fontname=Helvetica];
	edge [fontname=Helvetica fontsize=9];
	subgraph cluster_one { label="Agencies"; id=one; style=filled; fillcolor="#f4f4f4"; labelloc=b;
		a [label=<<B>MI5</B><BR/>Security Service> id="org-a" tooltip="founded 1909"];
		b [label="SIS\nSecret Intelligence Service" peripheries=2];
		c [shape=plain label=<<TABLE BORDER="0" CELLBORDER="1"><TR><TD BGCOLOR="gold">x</TD></TR></TABLE>>];
	}
	subgraph cluster_two { label="Police"; style=dashed; d [fillcolor="#ffdddd80" shape=ellipse]; e [fillcolor="gold:orange"]; }
	a -> b [color="red:blue:#2ca02c" dir=both id="rel-1" class="rel" edgetooltip="a and b" label="shares"];
	a -> d [style=dashed arrowhead=empty]; b -> c [style=dotted penwidth=2]; d -> e [dir=none style=invis];
	c -> e [color="#00000080"]; a -> a;
}`

// sampleFor returns the sample, without clusters where Graphviz does not draw them the same way each time.
func sampleFor(layout string) string {
	if layout == "fdp" {
		return strings.ReplaceAll(sample, "cluster_", "")
	}
	return sample
}

func render(t testing.TB, dot string, opts Options) []byte {
	t.Helper()
	out, err := Render(context.Background(), []byte(dot), opts)
	if err != nil {
		t.Fatalf("Render(%.60q, %+v): %v", dot, opts, err)
	}
	return out
}

// element is a start tag.
type element xml.StartElement

func (e element) attribute(name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// elements returns the start tags of SVG; it fails the test unless the SVG is well-formed.
func elements(t testing.TB, svg []byte) []element {
	t.Helper()
	var found []element
	decoder := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return found
		}
		if err != nil {
			t.Fatalf("SVG is not well-formed: %v\n%s", err, svg)
		}
		if start, ok := token.(xml.StartElement); ok {
			found = append(found, element(start.Copy()))
		}
	}
}

func TestEveryFormatAndLayout(t *testing.T) {
	for _, layout := range Layouts() {
		for _, format := range Formats() {
			dot := sampleFor(layout.Name)
			out := render(t, dot, Options{Format: format.Format, Layout: layout.Name})
			again := render(t, dot, Options{Format: format.Format, Layout: layout.Name})
			if !bytes.Equal(out, again) {
				t.Errorf("%s, %s: two renderings differ", layout.Name, format.Format)
			}
			switch format.Format {
			case SVG:
				shapes := 0
				for _, e := range elements(t, out) {
					if strings.HasPrefix(e.attribute("class"), "node") || strings.HasPrefix(e.attribute("class"), "edge") {
						shapes++
					}
				}
				if shapes != 5+5 { // the invisible edge is not drawn
					t.Errorf("%s: %d nodes and edges in the SVG, want 10", layout.Name, shapes)
				}
			case JSON:
				var picture struct{ Objects, Edges []any }
				if err := json.Unmarshal(out, &picture); err != nil || len(picture.Objects) != 5+2 || len(picture.Edges) != 6 {
					t.Errorf("%s: %d objects, %d edges in the JSON (%v)", layout.Name, len(picture.Objects), len(picture.Edges), err)
				}
			}
		}
	}
}

func TestHistoryDoesNotShow(t *testing.T) {
	for _, layout := range Layouts() {
		dot := sampleFor(layout.Name)
		first := render(t, dot, Options{Layout: layout.Name})
		render(t, `graph { layout=neato; start=random; x -- y -- z -- x }`, Options{})
		Render(context.Background(), []byte("digraph {\n\n a -> }\n"), Options{})
		render(t, sample, Options{Layout: "sfdp", Format: JSON})
		if again := render(t, dot, Options{Layout: layout.Name}); !bytes.Equal(first, again) {
			t.Errorf("%s: what was rendered before shows", layout.Name)
		}
	}
}

func TestConcurrentRender(t *testing.T) {
	want := render(t, sample, Options{})
	wantJSON := render(t, sample, Options{Format: JSON})
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for range 3 {
				switch {
				case i%4 == 3:
					if _, err := Render(context.Background(), []byte("digraph { a -> }"), Options{}); err == nil {
						t.Error("no error")
					}
				case i%2 == 1:
					if got := render(t, sample, Options{Format: JSON}); !bytes.Equal(got, wantJSON) {
						t.Error("JSON differs")
					}
				default:
					if got := render(t, sample, Options{}); !bytes.Equal(got, want) {
						t.Error("SVG differs")
					}
				}
			}
		})
	}
	group.Wait()
}

func TestErrors(t *testing.T) {
	for _, test := range []struct {
		dot  string
		opts Options
		want string // a regular expression for the whole message
	}{
		// Options.
		{"graph{}", Options{Format: "svgg"}, `no format "svgg"; did you mean "svg"\? \(there are svg, json\)`},
		{"graph{}", Options{Format: "SVG"}, `no format "SVG"; did you mean "svg"\? .*`},
		{"graph{}", Options{Format: "canon"}, `no format "canon" \(there are .*\)`},
		{"graph{}", Options{Layout: "neat"}, `no layout "neat"; did you mean "neato"\? \(there are dot, neato, .*, osage\)`},
		{"graph{}", Options{Layout: strings.Repeat("x", 1000)}, `no layout "x{1000}" \(there are .*\)`},
		{"graph{layout=nop}", Options{}, `no layout "nop" \(there are .*\)`},
		// What Graphviz says.
		{"digraph {\n\n a -> -> b }", Options{}, `dot:3: syntax error near '->'`},
		{"graph { a -> b }", Options{}, `dot:1: syntax error near '->'`},
		{"digraph { a [label=x }", Options{}, `dot:1: syntax error near '}'`},
		{"digraph { a [label=<<b>x>] }", Options{}, `an HTML-like label cannot be read: mismatched tag in line 1 .* in label of node a`},
		{"digraph { a -> b [label=<x &nosuch; y>] }", Options{}, `an HTML-like label cannot be read: undefined entity .* in label of edge a -> b`},
		{"digraph { a [fontsize=inf] }", Options{Format: JSON}, `layout dot: Graphviz wrote JSON that is not valid; .*`},
		{`digraph { a [fontname="x\" onload=\"alert(1)"] }`, Options{}, `layout dot: .* not safe to show: attribute onload of <text>; .*`},
		{`digraph { a [fontname="x\"><script>1</script><x y=\""] }`, Options{}, `layout dot: .* not safe to show: element <script>; .*`},
		{`digraph { a [fontname="x\"<"] }`, Options{}, `layout dot: .* not safe to show: XML syntax error .*; .*`},
		{`digraph { stylesheet="x\"?><script>1</script>" }`, Options{}, `layout dot: .* not safe to show: element <script>; .*`},
		{`digraph { stylesheet="x\"?>&#x20;text<?" }`, Options{}, `layout dot: .* not safe to show: .*`},
		{`digraph { a [URL="javascript:alert(1)"] }`, Options{}, `layout dot: .* not safe to show: a link to "javascript:alert\(1\)", which must be .*`},
		{`digraph { a -> b [label="x" edgeURL=" Java&#9;Script:alert(1)"] }`, Options{}, `layout dot: .* not safe to show: a link to .*`},
		{`digraph { a [label=<<TABLE HREF="data:text/html,x"><TR><TD>x</TD></TR></TABLE>>] }`, Options{}, `layout dot: .* a link to .*`},
		// What guard says: more in TestGuard.
		{"", Options{}, `dot:1:1: no graph: .*`},
		{"digraph { a -> b", Options{}, `dot:1:9: this { has no }`},
	} {
		out, err := Render(context.Background(), []byte(test.dot), test.opts)
		if err == nil || !regexp.MustCompile("^"+test.want+"$").MatchString(err.Error()) {
			t.Errorf("Render(%.60q, %.60v)\n got %.300v\nwant %s", test.dot, test.opts, err, test.want)
		}
		if out != nil {
			t.Errorf("Render(%.60q): output with an error", test.dot)
		}
	}
	if errors.Is(engine.failure, ErrFailed) {
		t.Errorf("Graphviz crashed: %v", engine.failure)
	}
}

func TestLinks(t *testing.T) {
	for link, want := range map[string]bool{
		"https://example.org/a?b=c:d#e": true, "HTTP://example.org": true, "mailto:office@example.org": true,
		"#org:mi5": true, "a/b:c": true, "./a:b": true, "../a.svg": true, "//example.org/": true, "": true, "1:2": true,
		"javascript:alert(1)": false, "JavaScript:alert(1)": false, " \x01javascript:alert(1)": false,
		"java\tscript\n:alert(1)": false, "data:text/html,x": false, "vbscript:x": false, "file:///etc/passwd": false,
	} {
		if got := isSafeLink(link); got != want {
			t.Errorf("isSafeLink(%q) = %v", link, got)
		}
		if !want {
			continue
		}
		if _, err := Render(context.Background(), []byte("digraph { a [URL="+quote(link)+"] }"), Options{}); err != nil {
			t.Errorf("%q: %v", link, err)
		}
	}
}

func TestLayoutOption(t *testing.T) {
	dot := `digraph { layout=circo; dpi=300; bb="0,0,1,1"; a -> b -> c -> a }`
	circo := render(t, dot, Options{})
	plain := strings.NewReplacer("layout=circo;", "", "dpi=300;", "", `bb="0,0,1,1";`, "").Replace(dot)
	if !bytes.Equal(circo, render(t, plain, Options{Layout: "circo"})) {
		t.Error("the DOT's own layout is not used, or its resolution or bounding box is")
	}
	if !bytes.Equal(render(t, dot, Options{Layout: "dot"}), render(t, plain, Options{})) {
		t.Error("the option does not go before the DOT's own layout")
	}
}

// hostile strings, as names of organisations or text from documents may hold them.
var hostile = map[string]string{
	"quotes":            `a "quoted" 'name' \ \" \n \N \G`,
	"markup":            `</script><script>alert(1)</script><![CDATA[ ]]> <!-- --> <?pi?>`,
	"entities":          `&amp; &lt; &nosuch; &#0; &#1; &#xFFFE; &#xD800; &#99999999; &eacute; & &; &#; &#x;`,
	"newlines":          "one\ntwo\r\nthree\ttab",
	"right to left":     "\u202eabc\u202c שלום العربية \u200f",
	"other planes":      "😀 👩\u200d👧 𝕏 \U0010fffd",
	"combining":         "e\u0301\u0301\u0301 ﷽",
	"10,000 characters": strings.Repeat("word ", 2000),
	"braces":            "{|}<>[]{}" + strings.Repeat("{", 50),
	"format":            "%s %n %1 %d",
	"path":              "../../etc/passwd",
}

// quote writes a string of DOT: a backslash that stands before a quote or the end is doubled.
func quote(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

func TestHostileStrings(t *testing.T) {
	for name, text := range hostile {
		q := quote(text)
		dot := fmt.Sprintf(`digraph %[1]s { label=%[1]s; tooltip=%[1]s; id=%[1]s; class=%[1]s;
			subgraph %[2]s { label=%[1]s; tooltip=%[1]s; %[1]s }
			a [label=%[1]s tooltip=%[1]s URL=%[1]s target=%[1]s id=%[1]s class=%[1]s xlabel=%[1]s comment=%[1]s color=%[1]s image=%[1]s]
			r [shape=record label="x|y"]
			a -> %[1]s [label=%[1]s headlabel=%[1]s edgetooltip=%[1]s edgeURL=%[1]s id=%[1]s] }`, q, quote("cluster"+text))
		svg := render(t, dot, Options{})
		for _, e := range elements(t, svg) {
			switch e.Name.Local {
			case "script", "image", "foreignObject":
				t.Errorf("%s: <%s> in the SVG", name, e.Name.Local)
			}
		}
		if !json.Valid(render(t, dot, Options{Format: JSON})) {
			t.Errorf("%s: JSON is not valid", name)
		}
	}
	for _, text := range []string{"x\x00y", "x\x1by", "\xff", "caf\xe9", "\ufffe"} {
		if _, err := Render(context.Background(), []byte(`digraph { a [label="`+text+`"] }`), Options{}); err == nil {
			t.Errorf("%q: no error", text)
		}
	}
}

func TestDOTCannotReadFiles(t *testing.T) {
	picture := render(t, "graph { a }", Options{})
	t.Chdir(t.TempDir()) // go-graphviz looks for files from here
	if err := os.WriteFile("picture.png", picture, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dot := range []string{
		`graph { a [image="picture.png"] }`,
		`graph { a [image="./picture.png"] }`,
		`graph { imagepath="."; a [image="picture.png"] }`,
		`graph { a [shape=custom shapefile="picture.png"] }`,
		`graph { a [label=<<TABLE><TR><TD><IMG SRC="picture.png"/></TD></TR></TABLE>>] }`,
	} {
		svg, err := layOut(context.Background(), []byte(dot), "", SVG)
		if err == nil && bytes.Contains(svg[0], []byte("picture.png")) || err != nil && strings.Contains(err.Error(), "<image>") {
			t.Errorf("%s: the file was read (%v)", dot, err)
		}
	}
}

func TestContext(t *testing.T) {
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if out, err := Render(ended, []byte(sample), Options{}); !errors.Is(err, context.Canceled) || out != nil {
		t.Errorf("with a context that has ended: %v", err)
	}
	engine.turn <- struct{}{} // somebody else is at it
	waiting, stop := context.WithTimeout(context.Background(), time.Millisecond)
	defer stop()
	if _, err := Render(waiting, []byte(sample), Options{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("with a context that ends while waiting: %v", err)
	}
	<-engine.turn
	render(t, sample, Options{})
}

// runHelper runs a helper in a process of its own.
func runHelper(t *testing.T, name string, environment []string) (stdout, stderr string, err error) {
	t.Helper()
	command := exec.Command(os.Args[0])
	command.Env = append(environment, helperVariable+"="+name)
	var out, errors bytes.Buffer
	command.Stdout, command.Stderr = &out, &errors
	err = command.Run()
	return out.String(), errors.String(), err
}

func TestCrashIsToldAndRemembered(t *testing.T) {
	if _, stderr, err := runHelper(t, "crash", os.Environ()); err != nil {
		t.Errorf("%v: %s", err, stderr)
	}
}

func TestEveryProcessStartsTheSame(t *testing.T) {
	first, stderr, err := runHelper(t, "fdp", os.Environ())
	if err != nil {
		t.Fatalf("%v: %s", err, stderr)
	}
	if second, _, _ := runHelper(t, "fdp", os.Environ()); second != first {
		t.Error("two processes draw clusters with fdp differently")
	}
}

func TestNothingIsPrinted(t *testing.T) {
	if stdout, stderr, err := runHelper(t, "quiet", os.Environ()); err != nil || stdout != "" || stderr != "" {
		t.Errorf("%v\nstandard output: %q\nstandard error: %q", err, stdout, stderr)
	}
}
