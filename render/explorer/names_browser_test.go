package explorer_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/chronology"
	"github.com/liaisongraph/liaison/render/explorer"
)

// formerly is a map of which two organisations were called otherwise until 2001, one with a longer name.
func formerly(t testing.TB) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	end := graph.MustParseDate("2001-11-03")
	const full = "Royal Ulster Constabulary with its Reserve and its Auxiliaries"
	for _, o := range []graph.Organisation{
		{ID: "mi5", Name: "Security Service", ShortName: "MI5", Classifications: []string{"intelligence-agency"}, FoundingDate: graph.MustParseDate("1909")},
		{ID: "psni", Name: "Police Service of Northern Ireland", ShortName: "PSNI", Classifications: []string{"police"}, FoundingDate: graph.MustParseDate("1922"),
			OtherNames: []graph.OtherName{{Name: full, EndDate: end}, {Name: "RUC", Note: chronology.ShortFor(full)}, {Name: "Ulster police"}}},
		{ID: "di", Name: "DI", Classifications: []string{"department"}, OtherNames: []graph.OtherName{{Name: "Defence Intelligence Staff", EndDate: end}}},
	} {
		if _, err := b.AddOrganisation(o); err != nil {
			t.Fatal(err)
		}
	}
	since := graph.MustParseDate("1970")
	for _, r := range []graph.Relationship{
		{From: "mi5", To: "psni", Type: "intelligence-sharing", StartDate: since}, {From: "psni", To: "di", Type: "reporting", StartDate: since},
		{From: "psni", To: "mi5", Type: "reporting", StartDate: since}, {From: "mi5", To: "di", Type: "advice", StartDate: since},
	} {
		if _, err := b.AddRelationship(r); err != nil {
			t.Fatal(err)
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// boxText is what the box of an organisation says to the eye.
func boxText(id string) string {
	return `[...document.querySelectorAll('[id="org:` + id + `"] text')].filter(e => e.getBoundingClientRect().width > 0).map(e => e.textContent).join(" ")`
}

// Everywhere on the page organisations have the name of its date, and can be found by any; the names go with the slider,
// which stops where one changes.
func TestNamesGoByTheDate(t *testing.T) {
	s := newSite(t)
	file := s.write(t, "formerly", formerly(t), explorer.Options{})
	p := s.openFile(t, file, still, "org=psni&from=mi5&to=psni&size=degree&date=1999-01-01")
	const was, is = "Royal Ulster Constabulary with its Reserve and its Auxiliaries", "Police Service of Northern Ireland"
	check := func(full, short, note string) {
		t.Helper()
		p.Wait(`document.querySelector("#panel h2").textContent === ` + quoted(full))
		wantText(t, p, boxText("psni"), short+" "+full)
		wantTrue(t, p, `document.querySelector('[id="org:psni"]').getAttribute("aria-label").startsWith(`+quoted(full+" ("+short+")")+`)`)
		wantTrue(t, p, `document.querySelector('[id="org:psni"] > title').textContent.startsWith(`+quoted(full+" ("+short+")")+`)`)
		wantTrue(t, p, `document.querySelector('[id="line:mi5:psni"]').getAttribute("aria-label").startsWith(`+quoted("MI5 shares intelligence with "+short)+`)`)
		wantTrue(t, p, `document.querySelector('[id="line:mi5:psni"] > title').textContent.startsWith(`+quoted("MI5 shares intelligence with "+short)+`)`)
		wantTrue(t, p, `[...document.querySelectorAll(".sector")].some(g => g.getAttribute("aria-label").endsWith(": `+short+`"))`)
		wantText(t, p, `document.querySelector("#panel .caution-note")?.textContent ?? ""`, note)
		wantText(t, p, `document.querySelector("#panel .sentence").textContent`, short+" receives intelligence from MI5")
		wantText(t, p, `document.querySelector("#finder-to").value`, full+" ("+short+")")
		wantText(t, p, `document.querySelector("#finder .route-head bdi:last-child").textContent`, short)
		for _, sought := range []string{"RUC", "PSNI", "ulster police", was[:20], is[:20]} {
			for input, want := range map[string]string{"#search-input": short, "#finder-to": full + " (" + short + ")"} {
				p.Eval(`(() => { const i = document.querySelector("`+input+`"); i.value = `+quoted(sought)+`; i.dispatchEvent(new Event("input")); })()`, nil)
				wantText(t, p, `document.querySelector("#" + document.querySelector("`+input+`").getAttribute("aria-controls") + " [role=option] bdi").textContent`, want)
			}
		}
		p.Eval(`["#search-input", "#finder-to"].forEach(s => document.querySelector(s).dispatchEvent(new Event("blur")))`, nil)
		p.Eval(`document.querySelector("#table-tab").click()`, nil)
		p.Wait(`document.querySelector("#table tbody tr")`)
		wantText(t, p, `document.querySelector("#table tbody th").textContent`, "MI5 shares intelligence with "+short)
		p.Eval(`document.querySelector("#picture-tab").click()`, nil)
		p.Wait(`document.querySelector("#stage").checkVisibility()`)
	}
	// What is saved has them too.
	saved := func(full, short string) {
		t.Helper()
		_, text := chooseDownload(p, 2)
		if row := readCSV(t, text)[1]; row[5] != full || row[7] != "MI5 shares intelligence with "+short {
			t.Errorf("the CSV has %q", row)
		}
		_, text = chooseDownload(p, 3)
		row := readCSV(t, text)[2]
		for _, name := range []string{was, is, "RUC", "PSNI", "Ulster police"} {
			if own := name == full || name == short; own == strings.Contains(row[3], name) || !strings.Contains(strings.Join(row, "|"), name) {
				t.Errorf("the CSV has %q, %q and the other names %q", row[1], row[2], row[3])
			}
		}
		_, svg := chooseDownload(p, 0)
		wellFormed(t, svg)
		other := map[string]string{"RUC": "PSNI", "PSNI": "RUC"}[short]
		if !strings.Contains(string(svg), ">"+short+"</text>") || strings.Contains(string(svg), ">"+other+"</text>") {
			t.Errorf("the SVG has not the name %s alone", short)
		}
	}
	check(was, "RUC", "Called Police Service of Northern Ireland (PSNI) today.")
	saved(was, "RUC")
	p.Eval(`location.hash = location.hash.replace("1999-01-01", "2001-11-04")`, nil)
	check(is, "PSNI", "")
	p.Eval(`document.querySelector("#date-slider").focus()`, nil)
	p.Press(kb.ArrowLeft)
	p.Wait(`location.hash.includes("date=") && !location.hash.includes("date=2001-11-04")`)
	check(was, "RUC", "Called Police Service of Northern Ireland (PSNI) today.")
	p.Click("#reset")
	check(is, "PSNI", "")
	saved(is, "PSNI")
}

// The text of each name is in its box, at every size of the box, and names of one box are never seen together.
func TestNamesStayInTheirBoxes(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	file := s.write(t, "formerly", formerly(t), explorer.Options{})
	for _, size := range []string{"", "&size=degree"} {
		for _, date := range []string{"1999-01-01", "2010-01-01"} {
			p := s.openFile(t, file, still, "tab=table&date="+date+size) // what is not seen at first is sized too
			p.Eval(`document.querySelector("#picture-tab").click()`, nil)
			p.Wait(`document.querySelector("#stage").checkVisibility()`)
			var outside []string
			p.Eval(`[...document.querySelectorAll("#layer .org")].flatMap(g => {
				const box = g.querySelector("rect, path").getBoundingClientRect(), texts = [...g.querySelectorAll("text")].filter(e => e.getBoundingClientRect().width > 0);
				const out = texts.filter(e => { const b = e.getBoundingClientRect(); return b.left < box.left || b.right > box.right || b.top < box.top - 1 || b.bottom > box.bottom + 1; });
				return [...out.map(e => e.textContent), ...(texts.length === 0 || new Set(texts.map(e => e.closest(".called"))).size > 1 ? [g.id] : [])];
			})`, &outside)
			if len(outside) > 0 {
				t.Errorf("%s%s: %q", date, size, outside)
			}
		}
	}
}

// No text of a map can turn the direction of what stands beside it: names have none of the signs that do, and what else
// has some is isolated.
func TestTextsAreIsolated(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	const turn = "\u202e"
	b := graph.NewBuilder()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(b.SetTitle("Title"+turn, "Description"+turn))
	check(b.AddSource(graph.Source{ID: "s", Title: "Source" + turn, Publisher: "Publisher" + turn}))
	check(b.AddArrangement(graph.Arrangement{ID: "both", Rule: graph.AllOf, Label: "Jointly" + turn, Note: "Note" + turn}))
	for i, name := range []string{"Alpha" + turn, "Beta\u2067", "הסוכנות"} {
		_, err := b.AddOrganisation(graph.Organisation{ID: fmt.Sprint("o", i), Name: name, ShortName: name + " short", Tags: []string{"tag" + turn, "other"}, Description: "About" + turn,
			OtherNames: []graph.OtherName{{Name: "Former" + turn, EndDate: graph.MustParseDate("2001")}, {Name: "Alias" + turn}}})
		check(err)
		if i > 0 {
			_, err = b.AddRelationship(graph.Relationship{From: "o0", To: fmt.Sprint("o", i), Type: "advice", Label: "tells" + turn, Note: "Note" + turn, Arrangement: "both",
				Evidence: []graph.Evidence{{Source: "s", Passage: "a passage" + turn, Note: "Note" + turn}}})
			check(err)
		}
	}
	g, err := b.Build()
	check(err)
	p := s.openFile(t, s.write(t, "turned", g, explorer.Options{}), still, "")
	for _, fragment := range []string{"", "org=o0", "org=o2&date=2000-01-01", "rel=" + g.RelationshipID(0), "from=o1&to=o2&direction=any&focus=o0", "from=o1&to=o2&hideTypes=advice", "tab=table", "colour=community&size=degree"} {
		s.enter(p, fragment)
		p.Eval(`document.querySelectorAll("details").forEach(d => d.open = true)`, nil)
		var leaks []string
		p.Eval(`(() => {
			const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
			while (walk.nextNode()) {
				const text = walk.currentNode, up = text.parentElement;
				if (!up.checkVisibility() || !/[\u202a-\u202e\u2066-\u2069\u0590-\u05ff]/.test(text.data) || up.closest("svg")) continue;
				const alone = up.childNodes.length === 1 && getComputedStyle(up).display !== "inline";
				// What comes from package render has isolates of its own, which end.
				const closed = !/[\u202a-\u202e]/.test(text.data) && text.data.split("\u2068").length === text.data.split("\u2069").length && text.data.includes("\u2068");
				if (!alone && !closed && !/isolate|plaintext/.test(getComputedStyle(up).unicodeBidi)) found.push(up.outerHTML.slice(0, 200));
			}
			return found;
		})()`, &leaks)
		for _, leak := range leaks {
			t.Errorf("%s: %q", fragment, leak)
		}
		wantTrue(t, p, `!/[\u202a-\u202e]/.test([...document.querySelectorAll("#panel h2, #panel .sentence, #panel .facts, #count, #finder, #table, #legend-filter, #layer text")].map(e => e.textContent).join(""))`)
	}
	wantTrue(t, p, fmt.Sprintf(`document.title === "Title" && document.querySelectorAll("#layer .org").length === %d`, g.NumOrganisations()))
}
