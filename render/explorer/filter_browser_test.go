package explorer_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/render/rendertest"
)

// counted returns what the page says is shown: organisations and relationships.
func counted(t testing.TB, p *rendertest.Page) (organisations, relationships int) {
	t.Helper()
	text := p.Text(`document.querySelector("#count").textContent`)
	parts := strings.SplitN(text, ", ", 2)
	if len(parts) < 2 {
		t.Fatalf("the page says %q", text)
	}
	if _, err := fmt.Sscan(parts[0], &organisations); err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	if _, err := fmt.Sscan(parts[1], &relationships); err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return organisations, relationships
}

// wantShown holds the page to what is to be shown: in words, and in the picture.
func wantShown(t testing.TB, p *rendertest.Page, what string, organisations, relationships int) {
	t.Helper()
	o, r := counted(t, p)
	if o != organisations || r != relationships {
		t.Errorf("%s: the page says %d organisations and %d relationships, want %d and %d", what, o, r, organisations, relationships)
	}
	if got := shownIn(t, p, "org"); got != organisations {
		t.Errorf("%s: the picture shows %d organisations, want %d", what, got, organisations)
	}
}

// relationshipsWhere counts the relationships that are left where a filter holds, and their organisations stay.
func relationshipsWhere(g *graph.Graph, keep func(graph.Edge) bool) (n int) {
	for e := range g.Edges() {
		if keep(e) {
			n++
		}
	}
	return n
}

// Each check box of the legend hides what it stands for, says how much is left, and shows it again.
func TestLegendIsTheFilter(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	g := s.uk
	p := s.open(t, rendertest.Desktop, "")
	all, every := g.NumOrganisations(), g.NumRelationships()
	wantShown(t, p, "at first", all, every)
	var rows []string
	p.Eval(`[...document.querySelectorAll("#legend-filter .legend-row input")].map(i => i.closest("label").querySelector(".legend-label").textContent)`, &rows)
	if len(rows) < 25 {
		t.Fatalf("the legend has only %q", rows)
	}
	for i, row := range rows {
		box := fmt.Sprintf(`document.querySelectorAll("#legend-filter .legend-row input")[%d]`, i)
		p.Eval(box+".click()", nil)
		p.Wait(`location.hash.includes("hide")`)
		o, r := counted(t, p)
		if o == all && r == every && !strings.Contains(p.Text(box+`.closest("details")?.textContent ?? ""`), "Sources") {
			t.Errorf("without %q nothing is hidden", row)
		}
		if got := shownIn(t, p, "org"); got != o {
			t.Errorf("without %q the picture shows %d organisations, and the page says %d", row, got, o)
		}
		p.Eval(box+".click()", nil)
		p.Wait(`!location.hash.includes("hide")`)
		wantShown(t, p, "again with "+row, all, every)
	}
}

// Filters in the address hide what package graph says.
func TestFiltersAgreeWithPackageGraph(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	g := s.uk
	all := g.NumOrganisations()
	inSector := func(sector string) (n int) {
		for v := range g.Nodes() {
			if g.Sector(v) == sector {
				n++
			}
		}
		return n
	}
	cases := []struct {
		fragment      string
		organisations int
		relationships int
	}{
		{"hideTypes=partnership,advice", all, relationshipsWhere(g, func(e graph.Edge) bool {
			return g.Type(e).ID != "partnership" && g.Type(e).ID != "advice"
		})},
		{"hideSectors=overseas", all - inSector("overseas"), relationshipsWhere(g, func(e graph.Edge) bool {
			return g.Sector(g.From(e)) != "overseas" && g.Sector(g.To(e)) != "overseas"
		})},
		{"hideSources=mi5-2019,police-oracle-2014", all, relationshipsWhere(g, func(e graph.Edge) bool {
			sources := g.SourcesOf(e)
			return len(sources) == 0 || slices.ContainsFunc(sources, func(id string) bool { return id != "mi5-2019" && id != "police-oracle-2014" })
		})},
		{"hideStatus=ended,proposed", all, relationshipsWhere(g, func(e graph.Edge) bool {
			return g.Status(e) != graph.Ended && g.Status(e) != graph.Proposed
		})},
		{"hideConfidence=confirmed", all, relationshipsWhere(g, func(e graph.Edge) bool { return g.Confidence(e) != graph.Confirmed })},
	}
	for _, date := range []string{"1990-01-01", "2010-06-01", "2014-05-13", "2016-07-14", "2019-12-31", "2025-01-01"} {
		at, err := g.Select(graph.Selection{AsOf: graph.MustParseDate(date)})
		if err != nil {
			t.Fatal(err)
		}
		cases = append(cases, struct {
			fragment                     string
			organisations, relationships int
		}{"date=" + date, at.NumOrganisations(), at.NumRelationships()})
	}
	for _, focus := range []string{"mi5", "gchq", "stanford-university"} {
		for hops := 1; hops <= 3; hops++ {
			near, err := g.Select(graph.Selection{Around: []string{focus}, Hops: hops})
			if err != nil {
				t.Fatal(err)
			}
			cases = append(cases, struct {
				fragment                     string
				organisations, relationships int
			}{fmt.Sprintf("focus=%s&hops=%d", focus, hops), near.NumOrganisations(), near.NumRelationships()})
		}
	}
	p := s.open(t, still, "")
	for _, c := range cases {
		p.Eval(`location.hash = ""`, nil)
		p.Wait(fmt.Sprintf(`document.querySelector("#count").textContent.startsWith("%d organisations, %d rel")`, all, g.NumRelationships()))
		p.Eval(`location.hash = `+quoted(c.fragment), nil)
		p.Wait(`document.querySelector("#reset").checkVisibility()`)
		wantShown(t, p, c.fragment, c.organisations, c.relationships)
	}
	p.Click("#reset")
	p.Wait(`location.hash === ""`)
	wantShown(t, p, "all again", all, g.NumRelationships())
}

// The slider goes from change to change, says its date, and the field beside it takes one.
func TestDates(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	p := s.open(t, rendertest.Desktop, "")
	wantText(t, p, `document.querySelector("#date-slider").getAttribute("aria-valuetext")`, "any time")
	p.Eval(`document.querySelector("#date-slider").focus()`, nil)
	p.Press(kb.ArrowLeft)
	p.Wait(`location.hash.includes("date=")`)
	first := p.Text(`new URLSearchParams(location.hash.slice(1)).get("date")`)
	p.Press(kb.ArrowLeft)
	p.Wait(`!location.hash.includes("date=` + first + `")`)
	second := p.Text(`new URLSearchParams(location.hash.slice(1)).get("date")`)
	if !(second < first) {
		t.Errorf("the arrow to the left goes from %s to %s", first, second)
	}
	wantTrue(t, p, `/^\d+ \w+ \d{4}$/.test(document.querySelector("#date-slider").getAttribute("aria-valuetext"))`)
	p.Eval(`(() => { const s = document.querySelector("#date-slider"); s.value = s.min; s.dispatchEvent(new Event("input")); })()`, nil)
	p.Wait(`document.querySelector("#date-field").value === new URLSearchParams(location.hash.slice(1)).get("date")`)
	p.Eval(`(() => { const f = document.querySelector("#date-field"); f.value = "2014-05-13"; f.dispatchEvent(new Event("change")); })()`, nil)
	p.Wait(`location.hash.includes("date=2014-05-13")`)
	at, err := s.uk.Select(graph.Selection{AsOf: graph.MustParseDate("2014-05-13")})
	if err != nil {
		t.Fatal(err)
	}
	wantShown(t, p, "in 2014", at.NumOrganisations(), at.NumRelationships())
	p.Eval(`[...document.querySelectorAll("#dates button")].find(b => b.textContent === "Any time").click()`, nil)
	p.Wait(`!location.hash.includes("date=")`)
}

// The address holds the view: opened again it is the same, going back undoes a pasted one, and nonsense in it is dropped.
func TestAddress(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	const view = "hideTypes=advice,partnership&hideSectors=overseas&date=2020-01-01&org=mi5&from=sis&to=nca&direction=any&size=degree&colour=community&theme=dark"
	p := s.open(t, still, view)
	o, r := counted(t, p)
	wantText(t, p, `document.documentElement.dataset.theme`, "dark")
	wantText(t, p, `document.querySelector("#choose-size").value`, "degree")
	wantText(t, p, `document.querySelector("#choose-colour").value`, "community")
	for _, part := range strings.Split(view, "&") {
		wantTrue(t, p, `location.hash.includes(`+quoted(part)+`)`)
	}
	again := s.open(t, still, strings.TrimPrefix(p.Text("location.hash"), "#"))
	if ao, ar := counted(t, again); ao != o || ar != r {
		t.Errorf("opened again: %d and %d, not %d and %d", ao, ar, o, r)
	}
	p.Eval(`location.hash = "#org=gchq"`, nil)
	p.Wait(`document.querySelector("#panel h2").textContent.startsWith("Government")`)
	p.Eval(`history.back()`, nil)
	p.Wait(`document.querySelector("#panel h2").textContent === "Security Service"`)
	if bo, br := counted(t, p); bo != o || br != r {
		t.Errorf("back again: %d and %d, not %d and %d", bo, br, o, r)
	}
	wrong := s.open(t, still, "org=nobody&hideTypes=nothing,advice&date=2020-13-45&hops=-3&k=NaN&x=1e999&theme=%3Cscript%3E&tab=%E0%A4&__proto__=1&from=mi5&colour=toString")
	wantText(t, wrong, `document.querySelector("#panel h2").textContent`, "This map")
	if wo, _ := counted(t, wrong); wo != s.uk.NumOrganisations() {
		t.Errorf("with nonsense in the address %d organisations are shown", wo)
	}
	wrong.Eval(`document.querySelector("#finder .actions button").click()`, nil) // writes the address anew
	wrong.Wait(`location.hash.includes("to=mi5")`)
	wantTrue(t, wrong, `!location.hash.includes("nobody") && !location.hash.includes("nothing") && !location.hash.includes("__proto__")`)
}
