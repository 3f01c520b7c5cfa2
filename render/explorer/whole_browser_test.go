package explorer_test

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/explorer"
	"github.com/liaisongraph/liaison/render/rendertest"
)

// seen is all that a view shows, and what is pressed, chosen or filled in, as one text.
const seen = `(() => {
	const text = selector => [...document.querySelectorAll(selector)].filter(e => e.checkVisibility()).map(e => e.textContent).join("|");
	const hidden = [...document.querySelectorAll("#layer .org, #layer .strand, #layer .sector")].map(e => e.id + " " + e.checkVisibility() + " " + ["dim", "selected", "on-path"].filter(c => e.classList.contains(c)));
	const fields = [...document.querySelectorAll("input, select")].map(e => (e.id || e.name) + "=" + (/radio|checkbox/.test(e.type) ? e.checked + " " + e.indeterminate : e.value));
	const pressed = [...document.querySelectorAll("[aria-pressed], [aria-selected], [aria-expanded], [aria-current]")].map(e => e.textContent.slice(0, 40) +
		["pressed", "selected", "expanded", "current"].map(a => e.getAttribute("aria-" + a)));
	const boxes = [...document.querySelectorAll("#layer .org")].filter(e => e.checkVisibility()).map(e => e.querySelector("rect, path, ellipse")).map(e => getComputedStyle(e).fill + e.getAttribute("transform"));
	return [document.documentElement.dataset.theme, text("#count"), text("#panel"), text("#finder .finder-body"), text("#measures"), text("#legend-filter"), text("#table caption"),
		hidden, fields, pressed, boxes].map(x => Array.isArray(x) ? x.join("\n") : x);
})()`

// A view can be sent to somebody: all is changed as a reader changes it, and what another window shows of the address is
// the same to the last button.
func TestAddressHoldsTheView(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	p := s.open(t, still, "")
	choose := func(selector, value string) {
		p.Eval(fmt.Sprintf(`(() => { const s = document.querySelector(%q); s.value = %q; s.dispatchEvent(new Event("change")); })()`, selector, value), nil)
	}
	box := func(group, label string) {
		p.Eval(fmt.Sprintf(`[...document.querySelectorAll("#legend-filter .legend-row")].find(r => r.querySelector(".legend-label").textContent === %q).querySelector("input").click()`, label), nil)
		p.Wait(fmt.Sprintf(`location.hash.includes(%q)`, group))
	}
	box("hideTypes", "advice")
	box("hideSectors", "Overseas")
	box("hideStatus", "ended")
	box("hideConfidence", "doubtful")
	box("hideSources", "Partnerships (MI5, about 2019)")
	choose("#date-field", "2020-01-01")
	choose("#choose-size", "degree")
	choose("#choose-colour", "sector")
	p.Eval(`document.querySelector('[id="org:mi5"]').dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true}))`, nil)
	p.Wait(`location.hash.includes("org=mi5")`)
	for _, key := range []string{"focus", "from"} {
		p.Eval(`document.querySelector("#panel [data-key=`+key+`]").click()`, nil)
		p.Wait(`location.hash.includes("` + key + `=mi5")`)
	}
	choose("#hops", "2")
	p.Eval(`document.querySelector("#finder input[value=any]").click()`, nil)
	p.Eval(`document.querySelector('[id="org:nca"]').dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true}))`, nil)
	p.Wait(`location.hash.includes("org=nca")`)
	p.Eval(`document.querySelector("#panel [data-key=to]").click()`, nil)
	p.Click("#theme")
	p.Click(`#zoom [aria-label="Zoom in"]`)
	p.Wait(`/[#&]k=/.test(location.hash) && !document.querySelector("#layer").classList.contains("moving")`)
	var there [3]float64
	for _, tab := range []string{"picture", "table"} {
		p.Eval(`document.querySelector("#`+tab+`-tab").click()`, nil)
		p.Wait(fmt.Sprintf(`location.hash.includes("tab=table") === %v`, tab == "table"))
		hash := p.Text("location.hash")
		for _, key := range []string{"hideTypes", "hideSectors", "hideStatus", "hideConfidence", "hideSources", "date", "size", "colour", "org", "focus", "hops", "from", "to", "direction", "theme", "x", "y", "k"} {
			if !strings.Contains(hash, key+"=") {
				t.Errorf("the address %s does not hold %s", hash, key)
			}
		}
		var want, got []string
		p.Eval(seen, &want)
		again := s.open(t, still, strings.TrimPrefix(hash, "#"))
		again.Eval(seen, &got)
		wantText(t, again, "location.hash", hash)
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: another window shows\n%.1500s\nand not\n%.1500s", tab, firstDifference(got[i], want[i]), firstDifference(want[i], got[i]))
			}
		}
		// Behind the table too, the picture is where it was.
		again.Eval(`document.querySelector("#picture-tab").click()`, nil)
		again.Wait(`document.querySelector("#stage").checkVisibility()`)
		again.Eval(`new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))`, nil)
		here := cameraOf(t, again)
		if tab == "picture" {
			there = cameraOf(t, p)
		}
		for i, most := range []float64{8, 8, 0.02} {
			if math.Abs(there[i]-here[i]) > most {
				t.Errorf("%s: the picture is at %v, not at %v", tab, here, there)
			}
		}
	}
}

// cameraOf returns where the picture is in its window, and how large: left, top, scale.
func cameraOf(t *testing.T, p *rendertest.Page) (at [3]float64) {
	t.Helper()
	text := p.Text(`document.querySelector("#layer").style.transform`)
	if _, err := fmt.Sscanf(strings.ReplaceAll(text, "px", ""), "translate3d(%f, %f, 0) scale(%f)", &at[0], &at[1], &at[2]); err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return at
}

// firstDifference is a text from a little before where it differs from another.
func firstDifference(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	return a[max(0, i-80):min(len(a), i+200)]
}

// On a phone an organisation that is opened is seen above the sheet that tells of it, from its address too, and one that
// is searched above an open sheet with the filters.
func TestPhoneShowsWhatIsOpened(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	v := rendertest.Phone
	v.Reduced = true
	visible := func(p *rendertest.Page, id, sheet string) {
		t.Helper()
		p.Wait(`document.querySelector("` + sheet + `").checkVisibility()`)
		p.Wait(`(() => {
			const b = document.querySelector('[id="org:` + id + `"]').getBoundingClientRect(), stage = document.querySelector("#stage").getBoundingClientRect();
			const x = b.x + b.width / 2, y = b.y + b.height / 2, sheet = document.querySelector("` + sheet + `").getBoundingClientRect();
			return x > stage.left && x < stage.right && y > stage.top && y < Math.min(stage.bottom, sheet.top);
		})()`)
	}
	for _, id := range []string{"psni", "independent-judge", "bis", "ncsc"} {
		visible(s.open(t, v, "org="+id), id, "#details")
	}
	p := s.open(t, v, "")
	for _, id := range []string{"nca", "stanford-university", "mi5"} {
		p.Eval(`location.hash = "#org=`+id+`"`, nil)
		p.Wait(`location.hash.includes("` + id + `")`)
		visible(p, id, "#details")
	}
	p = s.open(t, v, "")
	p.Click("#filters-button")
	p.Eval(`document.querySelector("#search-input").focus()`, nil)
	p.Press("bis")
	p.Wait(`document.querySelector("#search-list [role=option]")`)
	p.Press("\r")
	visible(p, "bis", "#details")
}

// A folded map has lines of several families: the legend and the badges do without a letter, and nothing is undefined.
func TestMixedAndStyledLines(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	theme, err := render.LookupTheme("light")
	if err != nil {
		t.Fatal(err)
	}
	theme.Types = map[string]render.LineStyle{"partnership": {Colour: "#5B2C83", Dash: render.LongDashed}, "authority": {Colour: "#8A1538"}}
	p := s.openFile(t, s.write(t, "styled", s.uk, explorer.Options{Scene: render.Options{Styled: &theme}}), rendertest.Desktop, "")
	colourOf := func(label string) string {
		return p.Text(`(() => {
			const row = [...document.querySelectorAll("#legend-filter .legend-row")].find(r => r.querySelector(".legend-label").textContent === "` + label + `"), sample = row.querySelector(".sample");
			return sample ? getComputedStyle(sample).color + " " + (sample.querySelector("path").getAttribute("stroke-dasharray") || "") : "none";
		})()`)
	}
	for label, want := range map[string]string{"partnership": "rgb(91, 44, 131) 11 3", "Authority": "rgb(138, 21, 56) ", "joint team": "none", "warrant approval": "none"} {
		if got := colourOf(label); got != want {
			t.Errorf("%s is drawn in the legend as %q, want %q", label, got, want)
		}
	}
	mixed := func(ctx context.Context, g *render.Scene) (*render.Placement, error) {
		for i := range g.Lines {
			for j := range g.Lines[i].Strands {
				strand := &g.Lines[i].Strands[j]
				strand.Family, strand.Code, strand.Colour, strand.Mixed = "", "", "#4C5866", true
			}
		}
		return g.Place(), nil
	}
	q := s.openFile(t, s.write(t, "mixed", s.uk, explorer.Options{Place: mixed, Scene: render.Options{Theme: "print"}}), rendertest.Desktop, "org=mi5")
	wantText(t, q, `[...document.querySelectorAll("#legend-filter .line-sample:not(.plain)")].every(s => !s.querySelector("text") && getComputedStyle(s).color === "rgb(76, 88, 102)")`, "true")
	wantTrue(t, q, `!document.body.innerText.includes("undefined")`)
}

// Maps with nothing, with one organisation and with a thousand are shown, searched, sized, tabled and saved like others.
func TestMapsOfEverySize(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	grid := graphtest.Random(7, 1000, 1500)
	for _, c := range []struct {
		name, file, counted string
	}{
		{"nothing", s.write(t, "nothing", graphtest.Of(), explorer.Options{}), "0 organisations, 0 relationships"},
		{"one", s.write(t, "one", graphtest.Of("alone"), explorer.Options{}), "1 organisation, 0 relationships"},
		{"grid", s.write(t, "grid", grid, explorer.Options{Scene: render.Options{Layout: render.GridLayout}}), "1,000 organisations, 1,500 relationships"},
	} {
		for _, v := range []rendertest.Viewport{rendertest.Desktop, rendertest.Phone} {
			if c.name == "grid" && v.Touch {
				continue // slow, and no other than on a desk
			}
			v.Reduced = true
			p := s.openFile(t, c.file, v, "")
			if got := p.Text(`document.querySelector("#count").textContent`); !strings.HasPrefix(got, c.counted) {
				t.Errorf("%s: the page says %s", c.name, got)
			}
			for _, key := range []string{"+", "-", "0", "p", "f", "t", "t"} {
				p.Press(key)
			}
			within(t, p, c.name)
			wantTrue(t, p, `!/NaN|undefined|Infinity/.test(document.querySelector("#layer").style.transform + document.body.innerText)`)
			if c.name == "nothing" {
				wantTrue(t, p, `document.querySelector("#layer svg").checkVisibility()`)
				continue
			}
			wantText(t, p, `document.activeElement.closest("[data-org]") !== null || document.querySelector("#layer .org").getBoundingClientRect().width > 0`, "true")
			id := p.Text(`document.querySelector("#layer .org").id.slice(4)`)
			p.Eval(`location.hash = "#org=`+id+`&size=degree&focus=`+id+`"`, nil)
			p.Wait(`document.querySelector('[id="org:` + id + `"]').classList.contains("selected")`)
			wantTrue(t, p, `document.querySelector('[id="org:`+id+`"]').getBoundingClientRect().width > 10`)
			p.Eval(`location.hash = "#tab=table"`, nil)
			p.Wait(`document.querySelector("#table table")?.checkVisibility()`)
			within(t, p, c.name+", table")
		}
	}
}
