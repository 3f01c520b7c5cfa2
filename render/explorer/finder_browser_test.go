package explorer_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/path"
	"github.com/liaisongraph/liaison/render/rendertest"
)

const routesOnPage = `[...document.querySelectorAll("#finder .route-head")].map(b => [...b.querySelectorAll("bdi")].map(x => x.textContent).join(">"))`

// The finder finds what package path finds: as many steps, the same routes.
func TestFinderAgreesWithPackagePath(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	g := s.uk
	p := s.open(t, rendertest.Desktop, "")
	for k := range 24 {
		from, to := graph.Node(k*17%g.NumOrganisations()), graph.Node((k*29+7)%g.NumOrganisations())
		direction, name := graph.Out, "along"
		if k%2 == 1 {
			direction, name = graph.Both, "any"
		}
		if from == to {
			continue
		}
		want := shortestRoutes(t, g, from, to, path.Options{Direction: direction})
		p.Eval(fmt.Sprintf("location.hash = %q", "from="+g.ID(from)+"&to="+g.ID(to)+"&direction="+name), nil)
		p.Wait(fmt.Sprintf(`document.querySelector("#finder-from").value.includes(%s) && document.querySelector("#finder-to").value.includes(%s)`,
			quoted(g.ShortName(from)), quoted(g.ShortName(to))))
		p.Wait(fmt.Sprintf(`document.querySelector("#finder input[value=%s]").checked`, name))
		checkRoutes(t, p, fmt.Sprintf("from %s to %s, %s", g.ID(from), g.ID(to), name), want)
	}
}

// shortestRoutes are the sequences of organisations of the shortest paths.
func shortestRoutes(t *testing.T, g *graph.Graph, from, to graph.Node, opts path.Options) (routes []string) {
	t.Helper()
	for found, err := range path.AllShortest(t.Context(), g, from, to, opts) {
		if err != nil {
			t.Fatal(err)
		}
		names := make([]string, len(found.Nodes))
		for i, n := range found.Nodes {
			names[i] = g.ShortName(n)
		}
		if route := strings.Join(names, ">"); !slices.Contains(routes, route) {
			routes = append(routes, route)
		}
	}
	return routes
}

func checkRoutes(t *testing.T, p *rendertest.Page, what string, want []string) {
	t.Helper()
	var got []string
	p.Eval(routesOnPage, &got)
	status := p.Text(`document.querySelector("#finder .finder-status").textContent`)
	if len(want) == 0 {
		if len(got) > 0 || !strings.Contains(status, "No path leads") {
			t.Errorf("%s: there is no path, and the page says %q and %q", what, status, got)
		}
		return
	}
	if len(got) == 0 {
		t.Errorf("%s: nothing is found; %q", what, status)
		return
	}
	for i, route := range got {
		shortest := strings.Count(route, ">") == strings.Count(want[0], ">")
		if shortest != slices.Contains(want, route) || shortest != (i < len(want)) {
			t.Errorf("%s: route %d is %s; the shortest are %q", what, i+1, route, want)
		}
	}
	steps := strings.Count(want[0], ">")
	noun := "steps"
	if steps == 1 {
		noun = "step"
	}
	if !strings.Contains(status, fmt.Sprintf("%d %s.", steps, noun)) {
		t.Errorf("%s: the page says %q, want %d steps", what, status, steps)
	}
}

// A route unfolds into the relationships of its steps, and is marked in the picture.
func TestFinderMarksTheRoute(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	p := s.open(t, rendertest.Desktop, "from=sis&to=nca&direction=any")
	wantText(t, p, `document.querySelector("#finder .route-head").getAttribute("aria-expanded")`, "true")
	var steps, marked int
	p.Eval(`document.querySelectorAll("#finder .steps:not([hidden]) > li").length`, &steps)
	want := shortestRoutes(t, s.uk, node(t, s.uk, "sis"), node(t, s.uk, "nca"), path.Options{Direction: graph.Both})
	if steps != strings.Count(want[0], ">") {
		t.Errorf("the route has %d steps, want %d", steps, strings.Count(want[0], ">"))
	}
	p.Wait(`document.querySelector("#layer .on-path")`)
	p.Eval(`document.querySelectorAll("#layer .marks .halo").length`, &marked)
	if marked != steps+1 {
		t.Errorf("%d organisations are marked on a route of %d steps", marked, steps)
	}
	// Another route by keyboard: it opens, the first closes, the focus stays.
	p.Eval(`document.querySelectorAll("#finder .route-head")[1].focus()`, nil)
	p.Press(kb.Enter)
	p.Wait(`document.querySelectorAll("#finder .route-head")[1].getAttribute("aria-expanded") === "true"`)
	wantText(t, p, `document.querySelectorAll("#finder .route-head[aria-expanded=true]").length`, "1")
	wantText(t, p, `document.activeElement === document.querySelectorAll("#finder .route-head")[1]`, "true")
	// A relationship of a step opens in the panel.
	p.Click("#finder .steps:not([hidden]) button")
	p.Wait(`location.hash.includes("rel=")`)
	p.Eval(`[...document.querySelectorAll("#finder .actions button")].find(b => b.textContent === "Clear").click()`, nil)
	p.Wait(`!document.querySelector("#layer .on-path") && !location.hash.includes("from=")`)
}

// Both fields are filled by typing: any name, accents and case aside.
func TestFinderFields(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	p := s.open(t, rendertest.Desktop, "")
	p.Click("#finder .fold")
	p.Click("#finder-from")
	wantText(t, p, `document.querySelector("#finder-from").getAttribute("aria-expanded")`, "true")
	p.Press("mi6")
	p.Wait(`document.querySelector("#finder-from-list [aria-selected=true]")`)
	wantText(t, p, `document.getElementById(document.querySelector("#finder-from").getAttribute("aria-activedescendant")).textContent`,
		"Secret Intelligence Service (SIS)")
	p.Press(kb.Enter)
	p.Wait(`location.hash.includes("from=sis")`)
	wantText(t, p, `document.querySelector("#finder-from-list").hidden`, "true")
	// Escape closes the list and keeps what was there.
	p.Press("x")
	p.Press(kb.Escape)
	wantText(t, p, `document.querySelector("#finder-from").value`, "Secret Intelligence Service (SIS)")
	wantTrue(t, p, `location.hash.includes("from=sis")`)
	// The mouse chooses as well; the arrows go round.
	p.Click("#finder-to")
	p.Press("crime")
	p.Wait(`document.querySelectorAll("#finder-to-list [role=option]").length > 0`)
	p.Press(kb.ArrowDown)
	p.Press(kb.ArrowUp)
	p.Click("#finder-to-list [role=option]")
	p.Wait(`location.hash.includes("to=nca")`)
	wantTrue(t, p, `document.querySelectorAll("#finder .route-head").length > 0`)
	// What names nothing is taken back, what is emptied is cleared.
	p.Click("#finder-to")
	p.Press("zzzz")
	wantText(t, p, `document.querySelector("#finder-to-list").textContent`, "None has such a name")
	p.Press(kb.Tab)
	wantText(t, p, `document.querySelector("#finder-to").value`, "National Crime Agency (NCA)")
	p.Eval(`[...document.querySelectorAll("#finder .actions button")].find(b => b.textContent === "Swap").click()`, nil)
	p.Wait(`location.hash.includes("from=nca") && location.hash.includes("to=sis")`)
	p.Click("#finder-to")
	p.Press(kb.Backspace)
	p.Press(kb.Tab)
	p.Wait(`!location.hash.includes("to=")`)
}

// Where filters hide every path the finder says which, and takes them away when asked.
func TestFinderSaysWhatHidesAPath(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	p := s.open(t, rendertest.Desktop, "")
	for _, c := range []struct{ hide, says string }{
		{"hideSectors=oversight", "sector “"},
		{"focus=gchq", "the focus on GCHQ"},
		{"hideTypes=warrant-approval,proposal,oversight,accountability", "type “"},
		{"hideSources=mi5-2019,mi5-current,ctp-2019,police-oracle-2014", "source “"},
		{"date=1850-01-01", "the date 1850-01-01"},
	} {
		s.enter(p, "from=independent-judge&to=mi5&"+c.hide)
		status := p.Text(`document.querySelector("#finder .finder-status").textContent`)
		if !strings.Contains(status, "The filters hide every path") || !strings.Contains(status, c.says) {
			t.Errorf("%s: the finder says %q", c.hide, status)
			continue
		}
		for range 4 { // one reason may hide another
			var shown bool
			p.Eval(`document.querySelectorAll("#finder .route-head").length > 0`, &shown)
			if shown {
				break
			}
			p.Click("#finder .finder-results > button")
		}
		p.Wait(`document.querySelectorAll("#finder .route-head").length > 0`)
	}
	s.enter(p, "from=mi5&to=independent-judge")
	if status := p.Text(`document.querySelector("#finder .finder-status").textContent`); !strings.Contains(status, "along the arrows") {
		t.Errorf("from MI5 to the judge: %q", status)
	}
	p.Click("#finder .finder-results > button")
	p.Wait(`location.hash.includes("direction=any") && document.querySelectorAll("#finder .route-head").length > 0`)
}
