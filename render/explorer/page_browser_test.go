package explorer_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
	"github.com/liaisongraph/liaison/render/explorer"
	"github.com/liaisongraph/liaison/render/rendertest"
)

var update = flag.Bool("update", false, "write the golden pictures")

// site is what the tests of the page share: a browser, and the files of pages.
type site struct {
	browser *rendertest.Browser
	folder  string
	uk      *graph.Graph
	mu      sync.Mutex // while a page is written
}

// shared is the site of all tests, once one of them needs it, and what ends it.
var shared struct {
	sync.Mutex
	site *site
	ends []func()
}

// TestMain ends the browser after the last of the tests that share it.
func TestMain(m *testing.M) {
	code := m.Run()
	for _, end := range slices.Backward(shared.ends) {
		end()
	}
	os.Exit(code)
}

// lasting is a test whose clean-up is that of all tests.
type lasting struct{ testing.TB }

func (l lasting) Cleanup(f func()) { shared.ends = append(shared.ends, f) }

// newSite returns the site with its browser; without one the test is skipped.
func newSite(t testing.TB) *site {
	t.Helper()
	shared.Lock()
	defer shared.Unlock()
	if shared.site == nil {
		browser := rendertest.Start(lasting{t}, "without Chromium it is not shown that the page works")
		folder, err := os.MkdirTemp("", "pages")
		if err != nil {
			t.Fatal(err)
		}
		shared.ends = append(shared.ends, func() { os.RemoveAll(folder) })
		shared.site = &site{browser: browser, folder: folder, uk: ukMap(t)}
	}
	return shared.site
}

func ukMap(t testing.TB) *graph.Graph {
	t.Helper()
	m, err := mapfile.Read("../../testdata/uk-national-security")
	if err != nil {
		t.Fatal(err)
	}
	return m.Graph
}

// write makes the page of a graph, once for each name, and returns its file.
func (s *site) write(t testing.TB, name string, g *graph.Graph, opts explorer.Options) string {
	t.Helper()
	file := filepath.Join(s.folder, name+".html")
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := os.Stat(file); err == nil {
		return file
	}
	page, err := explorer.Page(t.Context(), g, opts)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, page, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// open opens the page of the map of the United Kingdom with what its address is to say after the #.
func (s *site) open(t testing.TB, v rendertest.Viewport, fragment string) *rendertest.Page {
	t.Helper()
	return s.openFile(t, s.write(t, "uk", s.uk, explorer.Options{}), v, fragment)
}

// ready is true once the page has come to life.
const ready = `document.querySelector("#panel h2") && document.querySelector("#finder input")`

func (s *site) openFile(t testing.TB, file string, v rendertest.Viewport, fragment string) *rendertest.Page {
	t.Helper()
	if fragment != "" {
		file += "#" + fragment
	}
	p := s.browser.Open(t, file, v)
	p.Wait(ready)
	return p
}

// hostile is the graph of the corpus in which every text attacks the page.
func hostile(t testing.TB) *graph.Graph {
	t.Helper()
	for _, c := range graphtest.Corpus() {
		if c.Name == "hostile-text" {
			return c.Graph
		}
	}
	t.Fatal("the corpus has no hostile text")
	return nil
}

// shownIn counts the parts of the picture with a class that can be seen.
func shownIn(t testing.TB, p *rendertest.Page, class string) (n int) {
	t.Helper()
	p.Eval(`[...document.querySelectorAll("#layer .`+class+`")].filter(e => e.getBoundingClientRect().width > 0).length`, &n)
	return n
}

// wantText fails the test where an expression is not a text.
func wantText(t testing.TB, p *rendertest.Page, expression, want string) {
	t.Helper()
	if got := p.Text(expression); got != want {
		t.Errorf("%s is %q, want %q", expression, got, want)
	}
}

// wantTrue fails the test where an expression is not true.
func wantTrue(t testing.TB, p *rendertest.Page, expression string) {
	t.Helper()
	var got bool
	p.Eval("!!("+expression+")", &got)
	if !got {
		t.Errorf("not so: %s", expression)
	}
}

// node returns an organisation of a graph.
func node(t testing.TB, g *graph.Graph, id string) graph.Node {
	t.Helper()
	n, ok := g.NodeByID(id)
	if !ok {
		t.Fatalf("no organisation %q", id)
	}
	return n
}

// words returns a text with its white space as single spaces.
func words(s string) string { return strings.Join(strings.Fields(s), " ") }
