package explorer_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/diff"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/explorer"
	"github.com/liaisongraph/liaison/render/rendertest"
)

// compared writes the page of a comparison of the map of the United Kingdom with another.
func (s *site) compared(t testing.TB) (file string, m *diff.Marked) {
	t.Helper()
	m = rendertest.Marked(s.uk, "old", "new")
	return s.write(t, "compared", s.uk, explorer.Options{Scene: render.Options{Change: m}}), m
}

// leftOf counts what is left of a comparison without organisations and relationships of some states. What did not change
// stays where something leads to it that did.
func leftOf(g *graph.Graph, m *diff.Marked, orgs, rels map[diff.State]bool) (organisations, relationships int) {
	own := func(n graph.Node) bool { return m.Organisations[n] == diff.Same || !orgs[m.Organisations[n]] }
	left := func(e graph.Edge) bool { return !rels[m.Relationships[e]] && own(g.From(e)) && own(g.To(e)) }
	stays := func(n graph.Node) bool {
		if m.Organisations[n] != diff.Same || !orgs[diff.Same] {
			return own(n)
		}
		for e := range g.Edges() {
			if (g.From(e) == n || g.To(e) == n) && left(e) && m.Relationships[e] != diff.Same {
				return true
			}
		}
		return false
	}
	for n := range g.Nodes() {
		if stays(n) {
			organisations++
		}
	}
	return organisations, relationshipsWhere(g, func(e graph.Edge) bool { return left(e) && stays(g.From(e)) && stays(g.To(e)) })
}

// The states of a comparison are a filter: by the keyboard and in the address, announced, obeyed by table, finder and
// downloads, and taken back with the others.
func TestChangesAreAFilter(t *testing.T) {
	s := newSite(t)
	g := s.uk
	file, m := s.compared(t)
	p := s.openFile(t, file, still, "")
	states := []diff.State{diff.Added, diff.Gone, diff.Changed, diff.Same}
	var ids []string
	for i, of := range []string{"org-", "rel-"} {
		for k, state := range states {
			hidden := [2]map[diff.State]bool{{}, {}}
			hidden[i][state] = true
			organisations, relationships := leftOf(g, m, hidden[0], hidden[1])
			if organisations == g.NumOrganisations() && relationships == g.NumRelationships() {
				t.Errorf("%s%s hides nothing", of, state)
			}
			p.Eval(fmt.Sprintf(`document.querySelectorAll('#legend-filter [aria-label="From old to new"] input')[%d].focus()`, 4*i+k), nil)
			p.Press(" ")
			p.Wait(`location.hash === "#hideChanges=` + of + state.String() + `"`)
			wantShown(t, p, of+state.String(), organisations, relationships)
			p.Wait(`document.querySelector("#status").textContent === document.querySelector("#count").textContent`)
			p.Press(" ")
			p.Wait(`location.hash === ""`)
			ids = append(ids, of+state.String())
		}
	}
	again := s.openFile(t, file, still, "hideChanges=org-same,rel-added,nonsense")
	organisations, relationships := leftOf(g, m, map[diff.State]bool{diff.Same: true}, map[diff.State]bool{diff.Added: true})
	wantShown(t, again, "from the address", organisations, relationships)
	_, text := chooseDownload(again, 2)
	rows := readCSV(t, text)
	if len(rows)-1 != relationships || rows[0][len(rows[0])-1] != "change" || rows[1][len(rows[1])-1] == "" {
		t.Errorf("the CSV has %d relationships, not %d, and ends %q", len(rows)-1, relationships, rows[1])
	}
	_, text = chooseDownload(again, 3)
	if rows := readCSV(t, text); len(rows)-1 != organisations {
		t.Errorf("the CSV has %d organisations, not %d", len(rows)-1, organisations)
	}
	_, svg := chooseDownload(again, 0)
	wellFormed(t, svg)
	if got := strings.Count(string(svg), `id="org:`); got != organisations {
		t.Errorf("the SVG has %d organisations, not %d", got, organisations)
	}
	again.Eval(`document.querySelector("#table-tab").click()`, nil)
	again.Wait(`document.querySelector("#table tbody tr")`)
	wantText(t, again, `document.querySelectorAll("#table tbody tr").length`, fmt.Sprint(relationships))
	again.Click("#reset")
	again.Wait(`!location.hash.includes("hideChanges")`)
	wantTrue(t, again, `document.querySelector("#count").textContent.startsWith("`+fmt.Sprintf("%d organisations, %d", g.NumOrganisations(), g.NumRelationships())+`")`)

	// No path leads where all that changed is hidden; the finder says why, and brings one back.
	p.Eval(`location.hash = "#from=sis&to=nca&direction=any&hideChanges=`+strings.Join(ids, ",")+`"`, nil)
	p.Wait(`document.querySelector("#finder .finder-results button")`)
	wantTrue(t, p, `/Hidden by: .*relationships “/.test(document.querySelector(".finder-status").textContent)`)
	p.Eval(`document.querySelector("#finder .finder-results button").click()`, nil)
	p.Wait(`document.querySelector("#finder .route-head")`)
	p.Eval(`[...document.querySelectorAll("#legend-filter button")].find(b => b.getAttribute("aria-label") === "Show all: from old to new").click()`, nil)
	p.Wait(`!location.hash.includes("hideChanges")`)
}

// In a comparison the sign of a change stays at the corner of its box, and the line through a name on that, whatever the size
// of the box.
func TestSignsStayAtTheirBoxes(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	file, _ := s.compared(t)
	p := s.openFile(t, file, still, "size=degree&colour=sector")
	var astray []string
	p.Eval(`[...document.querySelectorAll("#layer .org")].flatMap(g => {
		const tag = g.querySelector(".tag");
		if (!tag) return [];
		const boxes = [...g.querySelectorAll(":is(rect, path):not(.tag *, .group-tag *)")].map(e => e.getBoundingClientRect());
		const box = boxes.reduce((a, b) => (b.width * b.height > a.width * a.height ? b : a)), at = tag.getBoundingClientRect();
		const sign = tag.querySelector("text").getBoundingClientRect(), chip = tag.querySelector("rect").getBoundingClientRect();
		const inside = sign.left >= chip.left - 1 && sign.right <= chip.right + 1;
		return inside && at.left >= box.left - 1 && at.left < box.left + 30 && Math.abs(at.top + at.height / 2 - box.top) < 8 ? [] : [g.id];
	})`, &astray)
	if len(astray) > 0 {
		t.Errorf("the signs of %q are not at their boxes", astray)
	}
	var struck []bool
	p.Eval(`[...document.querySelectorAll("#layer .org .called path")].map((line, i) => {
		const text = line.parentNode.querySelectorAll("text")[[...line.parentNode.querySelectorAll("path")].indexOf(line)].getBoundingClientRect(), at = line.getBoundingClientRect();
		return Math.abs(at.left - text.left) < 3 && Math.abs(at.right - text.right) < 3 && at.top > text.top && at.top < text.bottom;
	})`, &struck)
	if len(struck) == 0 || slices.Contains(struck, false) {
		t.Errorf("the lines through names are on them: %v", struck)
	}
}

// axe-core finds nothing on the page of a comparison, in light and dark, wide and narrow.
func TestComparisonIsAccessible(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	file, _ := s.compared(t)
	for _, v := range []rendertest.Viewport{{Width: 1280, Height: 800, Reduced: true}, {Width: 360, Height: 740, Touch: true, Reduced: true, Dark: true}} {
		p := s.openFile(t, file, v, "hideChanges=org-same")
		if v.Touch {
			p.Click("#filters-button")
			largeEnough(t, p, "comparison")
		}
		within(t, p, "comparison")
		for _, found := range p.Axe() {
			t.Errorf("%d: %s", v.Width, found)
		}
	}
}
