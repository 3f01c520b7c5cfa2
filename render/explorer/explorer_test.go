package explorer

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
	"github.com/liaisongraph/liaison/render"
)

const ukMap = "../../testdata/uk-national-security"

func uk(t testing.TB) *graph.Graph {
	t.Helper()
	m, err := mapfile.Read(ukMap)
	if err != nil {
		t.Fatal(err)
	}
	return m.Graph
}

func page(t testing.TB, g *graph.Graph, opts Options) []byte {
	t.Helper()
	p, err := Page(context.Background(), g, opts)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// between returns what stands between two texts of a page, which must be there once.
func between(t *testing.T, page []byte, before, after string) string {
	t.Helper()
	_, rest, ok := bytes.Cut(page, []byte(before))
	text, _, closed := bytes.Cut(rest, []byte(after))
	if !ok || !closed {
		t.Fatalf("the page has no %q followed by %q", before, after)
	}
	return string(text)
}

func TestPageIsWholeForAwkwardGraphs(t *testing.T) {
	for _, c := range graphtest.Corpus() {
		t.Run(c.Name, func(t *testing.T) {
			p := page(t, c.Graph, Options{})
			var data Data
			if err := json.Unmarshal([]byte(between(t, p, `id="map">`, "</script>")), &data); err != nil {
				t.Fatal(err)
			}
			if len(data.Organisations) != c.Graph.NumOrganisations() || len(data.Relationships) != c.Graph.NumRelationships() {
				t.Errorf("%d organisations and %d relationships, want %d and %d", len(data.Organisations), len(data.Relationships),
					c.Graph.NumOrganisations(), c.Graph.NumRelationships())
			}
			checkIndices(t, &data)
			ids := map[string]bool{}
			for _, m := range regexp.MustCompile(`<[a-z][^<>]* id="([^"]*)"`).FindAllSubmatch(p, -1) {
				if id := string(m[1]); ids[id] {
					t.Errorf("two elements have the id %q", id)
				} else {
					ids[id] = true
				}
			}
			if n := bytes.Count(p, []byte("<script")); n != 2 {
				t.Errorf("the page has %d script elements, want 2: a name has got out of its place", n)
			}
			if again := page(t, c.Graph, Options{}); !bytes.Equal(p, again) {
				t.Error("the same graph gives another page")
			}
		})
	}
}

// checkIndices fails the test where an index of the data points nowhere, or a list is null.
func checkIndices(t *testing.T, d *Data) {
	t.Helper()
	within := func(what string, i, least, n int) {
		if i < least || i >= n {
			t.Errorf("%s is %d, and there are %d", what, i, n)
		}
	}
	for _, o := range d.Organisations {
		within("sector", o.Sector, -1, len(d.Sectors))
		if o.Others == nil || o.Tags == nil {
			t.Errorf("%s has a list that is null", o.ID)
		}
	}
	for _, r := range d.Relationships {
		within("from", r.From, 0, len(d.Organisations))
		within("to", r.To, 0, len(d.Organisations))
		within("type", r.Type, 0, len(d.Types))
		within("arrangement", r.Arrangement, -1, len(d.Arrangements))
		within("line", r.Line, 0, len(d.Lines))
		within("strand", r.Strand, 0, len(d.Lines[r.Line].Strands))
		for _, e := range r.Evidence {
			within("source", e.Source, 0, len(d.Sources))
		}
	}
	for _, x := range d.Types {
		within("family", x.Family, 0, len(d.Families))
	}
	for _, m := range d.Measures {
		if len(m.Values) != len(d.Organisations) || len(m.Texts) != len(m.Values) {
			t.Errorf("%s has %d values and %d texts for %d organisations", m.Name, len(m.Values), len(m.Texts), len(d.Organisations))
		}
	}
	for _, g := range d.Groupings {
		if len(g.Of) != len(d.Organisations) || len(g.Light) != len(g.Names) || len(g.Dark) != len(g.Names) {
			t.Errorf("%s does not fit its organisations or its names", g.Name)
		}
		for _, of := range g.Of {
			within(g.Name, of, -1, len(g.Names))
		}
	}
}

func TestPolicyNamesAllThatRuns(t *testing.T) {
	for _, live := range []bool{false, true} {
		p := page(t, uk(t), Options{Live: live})
		policy := PolicyOf(p)
		if want := `default-src 'none'; script-src 'sha256-`; !strings.HasPrefix(policy, want) {
			t.Fatalf("the policy is %q, and should begin with %q", policy, want)
		}
		if script := between(t, p, `<script type="module">`, "</script>"); !strings.Contains(policy, hash(script)) {
			t.Error("the policy does not name the script")
		}
		styles := stylesOf(p[:bytes.Index(p, []byte("<script"))])
		if len(styles) == 0 {
			t.Fatal("the page has no style sheet")
		}
		for _, style := range styles {
			if !strings.Contains(policy, hash(style)) {
				t.Errorf("the policy does not name the style sheet that begins %.60q", style)
			}
		}
		if asks := strings.Contains(policy, "connect-src"); asks != live {
			t.Errorf("live %v: the policy is %q", live, policy)
		}
		if strings.Contains(policy, "unsafe") {
			t.Errorf("the policy is %q", policy)
		}
	}
}

// What the policy would refuse must not be in the page: handlers and styles as attributes, and anything from elsewhere.
func TestPageAsksForNothing(t *testing.T) {
	for _, c := range graphtest.Corpus() {
		p := string(page(t, c.Graph, Options{}))
		markup := regexp.MustCompile(`(?s)<script.*?</script>|<style.*?</style>`).ReplaceAllString(p, "")
		for _, tag := range regexp.MustCompile(`<[a-zA-Z][^<>]*>`).FindAllString(markup, -1) {
			bare := regexp.MustCompile(`"[^"]*"`).ReplaceAllString(tag, `""`)
			if regexp.MustCompile(`\s(on[a-z]+|style|src|srcset)\s*=`).MatchString(bare) {
				t.Errorf("%s: %s", c.Name, tag)
			}
		}
		for _, address := range regexp.MustCompile(`url\([^)]{0,40}`).FindAllString(p, -1) {
			if !strings.HasPrefix(strings.Trim(address[4:], `"'`), "data:") && !strings.HasPrefix(address[4:], "#") {
				t.Errorf("%s: the page loads %s", c.Name, address)
			}
		}
	}
}

// The page of an empty map, with all that it needs.
func TestPageIsSmallWithoutTheMap(t *testing.T) {
	const most = 150_000
	for _, live := range []bool{false, true} {
		size := len(page(t, graphtest.Of(), Options{Live: live}))
		t.Logf("live %v: %d bytes", live, size)
		if size > most {
			t.Errorf("live %v: the page has %d bytes without a map, more than %d", live, size, most)
		}
	}
}

// All modules share one scope after they are joined.
func TestModulesDeclareDifferentNames(t *testing.T) {
	declared := map[string]string{}
	declaration := regexp.MustCompile(`^(?:export )?(?:async )?(?:const|let|var|function|class) (?:([A-Za-z_$][\w$]*)|\{([^}]*)\}|\[([^\]]*)\])(.*)`)
	further := regexp.MustCompile(`,\s*([A-Za-z_$][\w$]*)`)
	files, err := fs.Glob(pageFiles, "page/*.js")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d modules, %v", len(files), err)
	}
	for _, file := range files {
		text, _ := fs.ReadFile(pageFiles, file)
		for _, line := range strings.Split(string(text), "\n") {
			m := declaration.FindStringSubmatch(line)
			if m == nil {
				continue
			}
			names := regexp.MustCompile(`[A-Za-z_$][\w$]*`).FindAllString(m[1]+" "+m[2]+" "+m[3], -1)
			if strings.Contains(line, "let ") && !strings.Contains(line, "=") { // let a, b, c;
				for _, n := range further.FindAllStringSubmatch(strings.SplitN(m[4], ";", 2)[0], -1) {
					names = append(names, n[1])
				}
			}
			for _, name := range names {
				if other, ok := declared[name]; ok {
					t.Errorf("%s declares %s, as %s does", file, name, other)
				}
				declared[name] = file
			}
		}
	}
}

// What stands on a line of its own must be what it looks like: no text goes over several lines.
func TestTextsEndOnTheirLines(t *testing.T) {
	files, _ := fs.Glob(pageFiles, "page/*.js")
	for _, file := range files {
		text, _ := fs.ReadFile(pageFiles, file)
		for i, line := range strings.Split(string(text), "\n") {
			if strings.Count(line, "`")%2 != 0 || strings.HasSuffix(line, `\`) || strings.Contains(line, "/*") {
				t.Errorf("%s:%d: %s", file, i+1, line)
			}
		}
	}
}

func TestBundle(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	for _, c := range []struct {
		name, want, fails string
		files             fstest.MapFS
	}{
		{"order", "// c.js\nconst c=1;\n// b.js\nfunction b(){return c;}\n// a.js\nb();\n", "", fstest.MapFS{
			"a.js": file("import { b } from './b.js';\nimport { c } from './c.js';\nb();\n"),
			"b.js": file("import { c } from './c.js';\nexport function b() { return c; }\n"),
			"c.js": file("export const c = 1;\n"),
		}},
		{"comments", "// a.js\nif(x){\ny('// no comment');\n}\n", "", fstest.MapFS{
			"a.js": file("// What it does.\n\nif (x) {\n  // why\n  y('// no comment');\n}\n"),
		}},
		{"circle", "// b.js\nfunction b(){a();}\n// a.js\nfunction a(){}\n", "", fstest.MapFS{
			"a.js": file("import { b } from './b.js';\nexport function a() {}"),
			"b.js": file("import { a } from './a.js';\nexport function b() { a(); }"),
		}},
		{"default", "", "a.js:2: export default 1;", fstest.MapFS{"a.js": file("// a\nexport default 1;\n")}},
		{"star", "", "a.js:1: import * as b", fstest.MapFS{"a.js": file("import * as b from './b.js';\n")}},
		{"missing", "", "b.js", fstest.MapFS{"a.js": file("import { b } from './b.js';\n")}},
		{"end of the element", "", "end the script element", fstest.MapFS{"a.js": file("const s = '</Script>';\n")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := bundle(c.files, "a.js")
			if c.fails != "" {
				if err == nil || !strings.Contains(err.Error(), c.fails) {
					t.Fatalf("the error is %v, and should say %q", err, c.fails)
				}
				return
			}
			if err != nil || got != c.want {
				t.Errorf("%v\n%s\nwant\n%s", err, got, c.want)
			}
		})
	}
}

// A line of a module means the same without its spaces.
func TestCompact(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"", ""},
		{"  // what it does", ""},
		{"  const a = b + c; // why", "const a=b+c;"},
		{"return [1, 2];", "return[1,2];"},
		{"a = b + +c - -d;", "a=b+ +c- -d;"},
		{"x = a / b / c;", "x=a / b / c;"},
		{`s.replace(/[/"'] a \/ b/g, ' {  } // ');`, `s.replace(/[/"'] a \/ b/g,' {  } // ');`},
		{"const t = `a  ${f({ b: `c  ${d}` })}  // e`, u = 'it\\'s  one';", "const t=`a  ${f({ b: `c  ${d}` })}  // e`,u='it\\'s  one';"},
		{"if (typeof a === 'x  y') delete b.c; else if (d in e) return;", "if(typeof a==='x  y')delete b.c;else if(d in e)return;"},
		{"for (const x of y) yield x;", "for(const x of y)yield x;"},
		{"case '+': return f('a' , 'b');", "case '+':return f('a','b');"},
	} {
		if got := compact(c.line); got != c.want {
			t.Errorf("%s becomes %s, want %s", c.line, got, c.want)
		}
	}
	style := "/* a */\n.a > b,\n.c:not(d, e) {\n  color: red;\n  font: 1px \"A B\", c;\n}\n@media (x: 1) {\n  a { b: c !important; }\n}\n"
	if got, want := compactStyle(style), ".a>b,.c:not(d,e){color:red;font:1px \"A B\",c}\n@media (x:1){a{b:c !important}\n}\n"; got != want {
		t.Errorf("the style sheet becomes\n%s\nwant\n%s", got, want)
	}
}

func TestPagePlacesWithTheLayoutOfTheCaller(t *testing.T) {
	wrong := errors.New("no room")
	_, err := Page(context.Background(), uk(t), Options{Place: func(context.Context, *render.Scene) (*render.Placement, error) { return nil, wrong }})
	if !errors.Is(err, wrong) {
		t.Errorf("the error is %v, and should be that of the layout", err)
	}
	p := page(t, uk(t), Options{Place: func(_ context.Context, s *render.Scene) (*render.Placement, error) {
		placed := s.Place()
		placed.Notice = "A cheaper layout."
		return placed, nil
	}})
	if !bytes.Contains(p, []byte(`"notice":"A cheaper layout."`)) {
		t.Error("the page does not tell the notice of the layout")
	}
}

func TestPageStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Page(ctx, uk(t), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
}

func TestPageFailsOnUnknownOptions(t *testing.T) {
	var unknown *graph.UnknownError
	if _, err := Page(context.Background(), uk(t), Options{Scene: render.Options{Theme: "drak"}}); !errors.As(err, &unknown) {
		t.Errorf("the error is %v", err)
	}
}
