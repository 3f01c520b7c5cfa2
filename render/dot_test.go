package render

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"gonum.org/v1/gonum/graph/formats/dot"
	"gonum.org/v1/gonum/graph/formats/dot/ast"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

func TestDOTGolden(t *testing.T) {
	for _, c := range []struct {
		file string
		g    *graph.Graph
		opts Options
	}{
		{"small.dot", small(t), Options{}},
		{"small-dark-highlight.dot", small(t), Options{Theme: "dark", Highlight: []string{"AfE"}}},
		{"small-unbundled-dot.dot", small(t), Options{Layout: "dot", Unbundle: true, Theme: "print"}},
		{"small-sfdp.dot", small(t), Options{Layout: "sfdp"}},
		{"uk-national-security.dot", ukMap(t), Options{}},
	} {
		golden(t, c.file, mustScene(t, c.g, c.opts).DOT())
	}
}

// readDOT reads DOT with gonum's parser and returns the attributes of nodes and edges by their id attribute.
func readDOT(t testing.TB, text []byte) map[string]map[string]string {
	t.Helper()
	// gonum's lexer takes U+FFFD for an error.
	file, err := dot.ParseBytes(bytes.ReplaceAll(text, []byte("\uFFFD"), []byte("?")))
	if err != nil {
		t.Fatalf("gonum cannot read the DOT: %v", err)
	}
	found := map[string]map[string]string{}
	var walk func(statements []ast.Stmt)
	keep := func(attributes []*ast.Attr) {
		values := map[string]string{}
		for _, a := range attributes {
			values[a.Key] = a.Val
		}
		id := shown(t, values["id"])
		if id != "" && found[id] != nil {
			t.Errorf("two parts have the id %q", id)
		}
		found[id] = values
	}
	walk = func(statements []ast.Stmt) {
		for _, statement := range statements {
			switch s := statement.(type) {
			case *ast.NodeStmt:
				keep(s.Attrs)
			case *ast.EdgeStmt:
				keep(s.Attrs)
			case *ast.AttrStmt:
				if s.Kind == ast.GraphKind {
					keep(s.Attrs)
				}
			case *ast.Subgraph:
				walk(s.Stmts)
			}
		}
	}
	if len(file.Graphs) != 1 {
		t.Fatalf("%d graphs", len(file.Graphs))
	}
	walk(file.Graphs[0].Stmts)
	return found
}

var entity = regexp.MustCompile(`&(amp|lt|gt|quot);`)

func unescapeEntities(s string) string {
	return entity.ReplaceAllStringFunc(s, func(e string) string {
		return map[string]string{"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": `"`}[e]
	})
}

// shown returns what Graphviz shows of a value as DOT has it: https://graphviz.org/doc/info/lang.html and
// https://graphviz.org/docs/attr-types/escString/.
func shown(t testing.TB, value string) string {
	t.Helper()
	if !strings.HasPrefix(value, `"`) {
		return value
	}
	if len(value) < 2 || !strings.HasSuffix(value, `"`) {
		t.Fatalf("%q is not a quoted string", value)
	}
	var out strings.Builder
	inside := strings.ReplaceAll(value[1:len(value)-1], "\\\n", "")
	for i := 0; i < len(inside); i++ {
		c := inside[i]
		switch {
		case c == '"':
			t.Fatalf("%q ends before its end", value)
		case c == '\\' && i+1 < len(inside):
			i++
			switch inside[i] {
			case 'n', 'l', 'r':
				out.WriteByte('\n')
			case '\\', '"':
				out.WriteByte(inside[i])
			default:
				t.Fatalf("%q has the escape \\%c, which stands for something else", value, inside[i])
			}
		default:
			out.WriteByte(c)
		}
	}
	return unescapeEntities(out.String())
}

// shownMarkup returns the text of an HTML-like label.
func shownMarkup(t testing.TB, value string) string {
	t.Helper()
	if !strings.HasPrefix(value, "<") || !strings.HasSuffix(value, ">") {
		t.Fatalf("%q is not an HTML-like label", value)
	}
	decoder := xml.NewDecoder(strings.NewReader("<x>" + value[1:len(value)-1] + "</x>"))
	var out strings.Builder
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%q: %v", value, err)
		}
		switch token := token.(type) {
		case xml.CharData:
			out.Write(token)
		case xml.StartElement:
			if token.Name.Local == "BR" {
				out.WriteByte('\n')
			}
		}
	}
	return strings.ReplaceAll(out.String(), `\\`, `\`)
}

// Another program reads all labels and tooltips as the scene has them.
func TestDOTSaysWhatTheSceneSays(t *testing.T) {
	t.Parallel()
	for _, c := range cases(t) {
		for _, layout := range []string{HubLayout, "dot", "sfdp"} {
			s := mustScene(t, c.Graph, Options{Layout: layout})
			found := readDOT(t, s.DOT())
			for _, n := range s.Nodes {
				part := found["org:"+n.ID]
				if got := shown(t, part["tooltip"]); got != plainText(n.Tooltip) {
					t.Errorf("%s: tooltip %q, want %q", c.Name, got, n.Tooltip)
				}
				want := strings.Join(append(append([]string(nil), n.Heading...), n.Subheading...), "\n")
				if got := shownMarkup(t, part["label"]); got != plainText(want) {
					t.Errorf("%s: label %q, want %q", c.Name, got, want)
				}
			}
			lines := 0
			for id := range found {
				if strings.HasPrefix(id, "line:") {
					lines++
				}
			}
			for _, l := range s.Lines {
				for _, strand := range l.Strands {
					part := found["line:"+strand.ID]
					switch {
					case part == nil && layout != HubLayout:
						continue // a stripe of another
					case part == nil:
						t.Errorf("%s: no line %s", c.Name, strand.ID)
					case !strings.Contains(shown(t, part["tooltip"]), plainText(strand.Tooltip)):
						t.Errorf("%s: tooltip %q, want %q", c.Name, shown(t, part["tooltip"]), strand.Tooltip)
					case !strings.Contains(shownMarkup(t, part["label"]+part["xlabel"]), strand.Code):
						t.Errorf("%s: label %q without %s", c.Name, part["label"], strand.Code)
					}
				}
			}
			if lines < len(s.Lines) {
				t.Errorf("%s, %s: %d lines for %d pairs", c.Name, layout, lines, len(s.Lines))
			}
		}
	}
}

// An arrowhead says who does it to whom: an edge of Graphviz has those of each of its strands, in every layout.
// TestNamesOfThePictureAreNotThoseOfOrganisations has organisations called what parts of the picture are.
func TestNamesOfThePictureAreNotThoseOfOrganisations(t *testing.T) {
	g := graphtest.Of("title > subtitle", "page > legend", "node > edge", "graph > tag")
	text := string(mustScene(t, g, Options{Title: "A title", Subtitle: "and more"}).DOT())
	for n := range g.Nodes() {
		if got := strings.Count(text, "\n  \""+g.ID(n)+"\" [") + strings.Count(text, "\n    \""+g.ID(n)+"\" ["); got != 1 {
			t.Errorf("there are %d nodes %q", got, g.ID(n))
		}
	}
}

func TestDOTArrowsAreThoseOfTheStrands(t *testing.T) {
	for name, g := range map[string]*graph.Graph{"small": small(t), "uk": ukMap(t)} {
		for _, layout := range Layouts() {
			for _, unbundle := range []bool{false, true} {
				s := mustScene(t, g, Options{Layout: layout.Name, Unbundle: unbundle})
				found := readDOT(t, s.DOT())
				var place *Placement
				if s.ownLayout() {
					place = s.Place()
				}
				for i, l := range s.Lines {
					checkArrows(t, name+", "+layout.Name, l, arrowsBesideMarks(s, place, i), found)
				}
			}
		}
	}
}

// arrowsBesideMarks returns the arrows of the strands of a line: an end at the mark of a joint has none.
func arrowsBesideMarks(s *Scene, place *Placement, l int) []Arrow {
	var arrows []Arrow
	line := &s.Lines[l]
	for k := range line.Strands {
		strand := &line.Strands[k]
		fromMark, toMark := false, false
		if place != nil {
			course := place.Courses[l][k]
			fromMark, toMark = course.FromMark, course.ToMark
		} else if s.meets(line, strand) {
			fromMark, toMark = s.Joints[strand.Joint].Node == line.From, s.Joints[strand.Joint].Node == line.To
		}
		arrows = append(arrows, strand.Arrow.Besides(fromMark, toMark))
	}
	return arrows
}

// checkArrows finds the edge of each strand by what it tells.
func checkArrows(t *testing.T, name string, l Line, arrows []Arrow, found map[string]map[string]string) {
	t.Helper()
	stripes := 0
	for id, part := range found {
		if !strings.HasPrefix(id, "line:"+l.ID+":") {
			continue
		}
		stripes += 1 + strings.Count(part["color"], ":")
		for k, strand := range l.Strands {
			if !strings.Contains(shown(t, part["tooltip"]), plainText(strand.Tooltip)) {
				continue
			}
			want := map[Arrow]string{NoArrow: "none", Forward: "", Backward: "back", BothWays: "both"}[arrows[k]]
			if part["dir"] != want || part["style"] != dashStyle(strand.Dash) {
				t.Errorf("%s: %s has dir=%q and style=%q, but its strand %s dir=%q and style=%q",
					name, id, part["dir"], part["style"], strand.ID, want, dashStyle(strand.Dash))
			}
		}
	}
	if stripes != len(l.Strands) {
		t.Errorf("%s: %s has %d stripes for %d strands", name, l.ID, stripes, len(l.Strands))
	}
}

// hostile are strings that break careless writers.
var hostile = []string{
	"", " ", `"`, `\`, `\\`, `\"`, `a\`, `\N \G \E \T \H \L \n \l \r`, "a\nb", "a\r\nb", "a\tb", "<b>bold</b>", "</script><script>alert(1)</script>",
	"]]>", "<![CDATA[x]]>", "<!-- x -->", "&amp; &lt; &#65; &nbsp; AT&T", "a -> b; }", "// no comment", "/* nor this */", "#", "%%{init: {}}%%",
	"\u202eright to left", "\u05e9\u05dc\u05d5\u05dd", "\ufeff", "\u2028", "\x00", "\x1b[31m", "\ufffe", "\x80", "{a|b}", `"]`, strings.Repeat("x", 10_000),
	strings.Repeat(`\"`, 10_000), strings.Repeat("many words ", 2_000),
}

// plain is a character as readDOT gives it.
func plain(r rune) rune {
	if r = printable(r); r == utf8.RuneError {
		return '?'
	}
	return r
}

func plainText(s string) string { return strings.Map(plain, s) }

func checkEscapes(t testing.TB, s string) {
	t.Helper()
	text := fmt.Sprintf("digraph %s {\n  %s [id=\"x\", label=%s, tooltip=%s]\n}\n", name(s), name(s), "<x"+markup(s)+">", quoted(s))
	if !utf8.ValidString(text) {
		t.Fatalf("%q makes DOT that is not UTF-8", s)
	}
	for _, r := range text {
		if r < ' ' && r != '\n' || r == 0xFFFE || r == 0xFFFF {
			t.Fatalf("%q makes DOT with %U", s, r)
		}
	}
	part := readDOT(t, []byte(text))["x"]
	want := strings.Map(func(r rune) rune {
		if r == '\t' || r == '\r' {
			return ' '
		}
		return plain(r)
	}, s)
	if got := shown(t, part["tooltip"]); got != want {
		t.Errorf("%.100q is shown as %.100q", s, got)
	}
	want = "x" + strings.ReplaceAll(want, "\n", " ")
	if got := shownMarkup(t, part["label"]); got != want {
		t.Errorf("%.100q is shown as %.100q", s, got)
	}
}

func TestHostileStrings(t *testing.T) {
	for _, s := range hostile {
		checkEscapes(t, s)
	}
}

func FuzzEscapes(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkEscapes(t, s) })
}

// Graphviz itself takes the DOT without a word, and draws every organisation and every line.
func TestGraphvizAcceptsTheDOT(t *testing.T) {
	t.Parallel()
	program, err := exec.LookPath("dot")
	graphtest.Need(t, err, "without Graphviz's own dot it is not shown that it takes the DOT")
	hostile := graphtest.Case{}
	for _, c := range graphtest.Corpus() {
		if c.Name == "hostile-text" {
			hostile = c
		}
	}
	for _, c := range []graphtest.Case{{Name: "small", Graph: small(t)}, {Name: "uk", Graph: ukMap(t)}, hostile} {
		for _, layout := range []string{HubLayout, "dot"} {
			s := mustScene(t, c.Graph, Options{Layout: layout})
			command := exec.Command(program, "-Tsvg")
			command.Stdin = bytes.NewReader(s.DOT())
			var said, drawn bytes.Buffer
			command.Stdout, command.Stderr = &drawn, &said
			if err := command.Run(); err != nil || strings.Contains(said.String(), "Error") {
				t.Errorf("%s, %s: %v: %s", c.Name, layout, err, said.Bytes())
			}
			if got := strings.Count(drawn.String(), `id="org:`); got != len(s.Nodes) {
				t.Errorf("%s, %s: %d of %d organisations are drawn", c.Name, layout, got, len(s.Nodes))
			}
			if got := strings.Count(drawn.String(), `id="line:`); got < len(s.Lines) {
				t.Errorf("%s, %s: %d of %d lines are drawn", c.Name, layout, got, len(s.Lines))
			}
		}
	}
}

func TestNumber(t *testing.T) {
	for x, want := range map[float64]string{0: "0", -0.001: "0", 1: "1", 1.5: "1.5", 1.005: "1", 100: "100", -2.25: "-2.25", 1.0 / 3: "0.33"} {
		if got := number(x); got != want {
			t.Errorf("%v: %s, want %s", x, got, want)
		}
	}
}

func TestWriteDOT(t *testing.T) {
	s := mustScene(t, small(t), Options{})
	var out bytes.Buffer
	if err := s.WriteDOT(&out); err != nil || !bytes.Equal(out.Bytes(), s.DOT()) {
		t.Errorf("WriteDOT writes something else than DOT: %v", err)
	}
}
