package explorer_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/evidence"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/render/explorer"
	"github.com/liaisongraph/liaison/render/rendertest"
)

// The panel says of an organisation what the map does, every relationship and every passage with its link.
func TestPanelSaysAllOfAnOrganisation(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	p := s.open(t, rendertest.Desktop, "org=mi5")
	mi5 := node(t, s.uk, "mi5")
	wantText(t, p, `document.querySelector("#panel h2").textContent`, s.uk.Name(mi5))
	panel := p.Text(`document.querySelector("#panel").textContent`)
	for _, want := range []string{s.uk.ShortName(mi5), s.uk.Organisation(mi5).Description} {
		if !strings.Contains(panel, want) {
			t.Errorf("the panel does not say %q", want)
		}
	}
	wantText(t, p, `document.querySelector("#panel .address a").href`, s.uk.Organisation(mi5).URL)
	// Each relationship once, whatever its direction, with as many passages as it has evidence.
	count, cited, links := 0, 0, map[string]bool{}
	for e := range s.uk.Incident(mi5) {
		count++
		for _, x := range s.uk.Evidence(e) {
			cited++
			if source, _ := s.uk.Source(x.Source); source.URL != "" {
				links[evidence.Fragment(x, source.URL)] = true
			}
		}
	}
	wantText(t, p, `document.querySelectorAll("#panel .relationship").length`, fmt.Sprint(count))
	wantText(t, p, `document.querySelectorAll("#panel .citations li").length`, fmt.Sprint(cited))
	var got []string
	p.Eval(`[...document.querySelectorAll("#panel .citations a")].map(a => a.getAttribute("href"))`, &got)
	fragments := 0
	for _, href := range got {
		if !links[href] {
			t.Errorf("a link to %q, which is no passage of the map", href)
		}
		if strings.Contains(href, "#:~:text=") {
			fragments++
		}
	}
	if fragments == 0 {
		t.Error("no link leads to a passage")
	}
	wantText(t, p, `[...document.querySelectorAll("#panel a[target=_blank]")].every(a => a.rel.includes("noopener"))`, "true")
	// Evidence is folded until it is wanted.
	wantTrue(t, p, `!document.querySelector("#panel .citations").checkVisibility()`)
	p.Click("#panel .relationship summary")
	wantTrue(t, p, `document.querySelector("#panel .citations").checkVisibility()`)
	// Grouped by family, each with its letter and its count.
	var groups []string
	p.Eval(`[...document.querySelectorAll("#panel h4")].map(h => h.textContent)`, &groups)
	if len(groups) < 2 || !strings.Contains(strings.Join(groups, "|"), "Collaboration") {
		t.Errorf("the families are %q", groups)
	}
}

// From an organisation the reader goes on to another and to a line, and the focus of the keyboard goes along.
func TestPanelLeadsOn(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	p := s.open(t, rendertest.Desktop, "org=mi5")
	other := p.Text(`document.querySelector("#panel .relationship .sentence button").textContent`)
	p.Click("#panel .relationship .sentence button")
	p.Wait(`location.hash.includes("org=") && !location.hash.includes("org=mi5")`)
	n, err := s.uk.Find(other)
	if err != nil {
		t.Fatal(err)
	}
	wantText(t, p, `document.querySelector("#panel h2").textContent`, s.uk.Name(n))
	wantText(t, p, `document.activeElement === document.querySelector("#panel h2")`, "true")
	// A line: its relationship first, with its evidence unfolded.
	p.Click(`#panel .relationship-foot > button`)
	p.Wait(`location.hash.includes("rel=")`)
	wantTrue(t, p, `!location.hash.includes("org=")`)
	wantTrue(t, p, `document.querySelector("#panel .chosen .citations").checkVisibility()`)
	wantText(t, p, `document.querySelectorAll("#panel .ends button").length`, "2")
	// Closing leaves nothing selected.
	p.Click("#panel .close")
	p.Wait(`!location.hash.includes("rel=")`)
	wantText(t, p, `document.querySelector("#panel h2").textContent`, "This map")
	wantText(t, p, `document.querySelector("#panel .close").checkVisibility()`, "false")
}

// Focus and the ends of a path are set from the panel, by keyboard too, and the focus stays where it was.
func TestPanelActions(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	p := s.open(t, rendertest.Desktop, "org=sis")
	p.Eval(`document.querySelector("#panel [data-key=focus]").focus()`, nil)
	p.Press(" ")
	p.Wait(`location.hash.includes("focus=sis")`)
	wantText(t, p, `document.activeElement.dataset.key`, "focus")
	wantText(t, p, `document.activeElement.getAttribute("aria-pressed")`, "true")
	near, err := s.uk.Select(graph.Selection{Around: []string{"sis"}, Hops: 1})
	if err != nil {
		t.Fatal(err)
	}
	if got := shownIn(t, p, "org"); got != near.NumOrganisations() {
		t.Errorf("%d organisations are shown around SIS, want %d", got, near.NumOrganisations())
	}
	p.Press(" ")
	p.Wait(`!location.hash.includes("focus=")`)
	p.Press(kb.Tab)
	p.Press(kb.Enter)
	p.Wait(`location.hash.includes("from=sis")`)
	wantTrue(t, p, `document.querySelector("#finder-from").checkVisibility()`)
	wantText(t, p, `document.querySelector("#finder-from").value`, "Secret Intelligence Service (SIS)")
}

// Arrangements say their rule and lead to their other members.
func TestPanelSaysArrangements(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	members := []string{}
	for e := range s.uk.Edges() {
		if a, ok := s.uk.ArrangementOf(e); ok && a.ID == "intrusive-tools-approval" {
			members = append(members, s.uk.RelationshipID(e))
		}
	}
	if len(members) != 2 {
		t.Fatalf("the arrangement has %d members", len(members))
	}
	p := s.open(t, rendertest.Desktop, "rel="+members[0])
	text := words(p.Text(`document.querySelector("#panel .arrangement").textContent`))
	a, _ := s.uk.Arrangement("intrusive-tools-approval")
	for _, want := range []string{"Holds only together with others", a.Label, words(a.Note)} {
		if !strings.Contains(text, want) {
			t.Errorf("the arrangement is %q, without %q", text, want)
		}
	}
	p.Click("#panel .arrangement button")
	p.Wait(`location.hash.includes("rel=` + members[1] + `")`)
}

// What the filters hide is not listed, and the panel says how much that is.
func TestPanelObeysFilters(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	p := s.open(t, rendertest.Desktop, "org=mi5&hideTypes=partnership")
	mi5, left, hidden := node(t, s.uk, "mi5"), 0, 0
	for e := range s.uk.Incident(mi5) {
		if s.uk.Type(e).ID == "partnership" {
			hidden++
		} else {
			left++
		}
	}
	wantText(t, p, `document.querySelectorAll("#panel .relationship").length`, fmt.Sprint(left))
	if text := p.Text(`document.querySelector("#panel").textContent`); !strings.Contains(text, fmt.Sprintf("The filters hide %d more.", hidden)) {
		t.Errorf("the panel does not say that %d are hidden", hidden)
	}
}

// Every field of every record is said somewhere in the panel.
func TestPanelSaysEveryField(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	g := graphtest.EveryField()
	file := s.write(t, "every-field", g, explorer.Options{})
	p := s.openFile(t, file, rendertest.Desktop, "")
	text := p.Text(`document.querySelector("#panel").textContent`)
	show := func(kind, id string) string {
		p.Eval(fmt.Sprintf("location.hash = %q", kind+"="+id), nil)
		p.Wait(fmt.Sprintf(`document.querySelector("#panel h2").textContent !== "This map" && location.hash.includes(%q)`, id))
		return p.Text(`document.querySelector("#panel").textContent`)
	}
	var want []string
	for _, o := range g.Organisations() {
		text += show("org", o.ID)
		want = append(want, o.Name, o.ShortName, o.Description)
		want = append(want, o.Tags...)
		for _, other := range o.OtherNames {
			want = append(want, other.Name)
		}
	}
	for _, r := range g.Relationships() {
		text += show("rel", r.ID)
		want = append(want, r.Note)
		if r.Status != graph.Active {
			want = append(want, r.Status.String())
		}
		if r.Confidence != graph.Confirmed {
			want = append(want, r.Confidence.String())
		}
		for _, x := range r.Evidence {
			want = append(want, x.Passage, x.Note)
		}
	}
	text = words(text)
	for _, w := range want {
		if !strings.Contains(text, words(w)) {
			t.Errorf("nowhere in the panel: %q", w)
		}
	}
}

// The choices of size and colour list the highest, say what the measure means, and stand in the address.
func TestMeasures(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	p := s.open(t, rendertest.Desktop, "")
	p.Eval(`(() => { const s = document.querySelector("#choose-size"); s.value = "degree"; s.dispatchEvent(new Event("change")); })()`, nil)
	p.Wait(`location.hash.includes("size=degree")`)
	var leaders []string
	p.Eval(`[...document.querySelectorAll("#measures .leaders button")].map(b => b.textContent)`, &leaders)
	type count struct {
		name   string
		degree int
	}
	var all []count
	for n := range s.uk.Nodes() {
		all = append(all, count{s.uk.ShortName(n), len(slices.Collect(s.uk.Incident(n)))})
	}
	slices.SortStableFunc(all, func(a, b count) int { return b.degree - a.degree })
	for i, name := range leaders {
		if name != all[i].name {
			t.Errorf("number %d by degree is %s, want %s", i+1, name, all[i].name)
		}
	}
	if len(leaders) != 5 {
		t.Errorf("%d are listed", len(leaders))
	}
	// The area of a box follows the measure, the highest is as large as ever.
	var areas map[string]float64
	p.Eval(`Object.fromEntries([...document.querySelectorAll("#layer .org")].map(g => {
		const box = g.querySelector("rect, path, ellipse").getBoundingClientRect();
		return [g.id.replace(/^org:/, ""), box.width * box.height];
	}))`, &areas)
	if areas["mi5"] <= areas["stanford-university"] {
		t.Errorf("MI5 (%v) is no larger than one with few relationships (%v)", areas["mi5"], areas["stanford-university"])
	}
	p.Eval(`(() => { const s = document.querySelector("#choose-colour"); s.value = "community"; s.dispatchEvent(new Event("change")); })()`, nil)
	p.Wait(`location.hash.includes("colour=community")`)
	var fills []string
	p.Eval(`[...new Set([...document.querySelectorAll("#layer .org")].map(g => getComputedStyle(g.querySelector("rect, path, ellipse")).fill))]`, &fills)
	if len(fills) < 3 {
		t.Errorf("the boxes have only the colours %q", fills)
	}
}

func quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(b)
}
