package explorer_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/render/explorer"
	"github.com/liaisongraph/liaison/render/rendertest"
)

func writeFile(t testing.TB, folder, name string, content []byte) string {
	t.Helper()
	file := filepath.Join(folder, name)
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// states are the main states of the page: what the address says, and what is done then.
var states = []struct{ name, fragment, then string }{
	{"picture", "", ""},
	{"organisation", "org=mi5", `[...document.querySelectorAll("#panel details")].slice(0, 3).forEach(d => d.open = true)`},
	{"line", "rel=%s&hideTypes=advice&date=2020-01-01", ""},
	{"paths", "from=sis&to=nca&direction=any", `document.querySelector("#details-button").getAttribute("aria-expanded") === "true" || document.querySelector("#details-button").click()`},
	{"no-path", "from=independent-judge&to=mi5&hideSectors=oversight", `document.querySelector("#details-button").getAttribute("aria-expanded") === "true" || document.querySelector("#details-button").click()`},
	{"list", "from=sis", `(document.querySelector("#details-button").getAttribute("aria-expanded") === "true" || document.querySelector("#details-button").click(), document.querySelector("#finder-to").click())`},
	{"table", "tab=table&org=gchq", ""},
	{"organisations", "tab=table&hideSectors=overseas", `document.querySelector("#table input[value=organisations]").click()`},
	{"sizes", "size=betweenness&colour=community&focus=gchq", `document.querySelector("#filters-button").getAttribute("aria-expanded") === "true" || document.querySelector("#filters-button").click()`},
	{"search", "", `(document.querySelector("#search-input").focus(), document.querySelector("#search-input").value = "police", document.querySelector("#search-input").dispatchEvent(new Event("input")))`},
	{"downloads", "", `document.querySelector("#download-button").click()`},
	{"keys", "", `document.querySelector("#help").click()`},
}

// arrangedRelationship is one with an arrangement.
func (s *site) arrangedRelationship() string {
	for e := range s.uk.Edges() {
		if _, ok := s.uk.ArrangementOf(e); ok {
			return s.uk.RelationshipID(e)
		}
	}
	return ""
}

func (s *site) fragmentOf(fragment string) string {
	return strings.Replace(fragment, "%s", s.arrangedRelationship(), 1)
}

// In any of the main states, in every window: nothing scrolls sideways or lies outside the window, every control is large
// enough for a finger, and axe-core finds nothing serious, in light and dark.
func TestStates(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		v     rendertest.Viewport
		check bool // with axe-core
	}{
		{rendertest.Viewport{Width: 1280, Height: 800, Reduced: true}, true},
		{rendertest.Viewport{Width: 360, Height: 740, Touch: true, Reduced: true}, true},
		{rendertest.Viewport{Width: 800, Height: 600, Reduced: true}, false},
	} {
		t.Run(fmt.Sprint(c.v.Width), func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			p := s.open(t, c.v, "")
			for _, state := range states {
				s.enter(p, state.fragment)
				if state.then != "" {
					p.Eval(state.then, nil)
				}
				within(t, p, state.name)
				if c.v.Touch {
					largeEnough(t, p, state.name)
				}
				if !c.check {
					continue
				}
				found := p.Axe()
				// What the colours do not change need not be looked at twice.
				c.v.Dark = true
				p.Emulate("", c.v)
				p.Wait(`document.documentElement.dataset.theme === "dark"`)
				var dark []rendertest.Violation
				p.Eval(`axe.run(document, {runOnly: ["color-contrast", "link-in-text-block"], resultTypes: ["violations"]}).then(r => r.violations.map(v =>
					({id: v.id + " in dark", impact: v.impact, help: v.help, nodes: v.nodes.slice(0, 5).map(n => n.html.slice(0, 200) + " " + (n.failureSummary || ""))})))`, &dark)
				c.v.Dark = false
				p.Emulate("", c.v)
				p.Wait(`document.documentElement.dataset.theme === "light"`)
				for _, v := range append(found, dark...) {
					if v.Impact == "serious" || v.Impact == "critical" {
						t.Errorf("%s: %s", state.name, v)
					} else {
						t.Logf("%s: %s", state.name, v)
					}
				}
			}
			if c.v.Touch {
				p.Eval(`location.hash = "#tab=table"`, nil)
				p.Wait(`document.querySelector("#table table")?.checkVisibility()`)
				wantTrue(t, p, `document.querySelector(".table-scroll").scrollWidth <= document.querySelector(".table-scroll").clientWidth`)
			}
		})
	}
}

// enter brings an open page into a state, as if it were opened with it: what the address does not hold is put back.
func (s *site) enter(p *rendertest.Page, fragment string) {
	p.Eval(`(async () => {
		const go = async hash => {
			const before = location.href, changed = new Promise(done => addEventListener("hashchange", done, {once: true}));
			location.hash = hash;
			if (location.href !== before) await changed;
			await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
		};
		await go("");
		document.activeElement.blur();
		document.querySelector("#keys").close();
		document.querySelector("#search-input").value = "";
		document.querySelector("#table input[value=relationships]").click();
		document.querySelector("#finder .fold[aria-expanded=true]")?.click();
		const phone = matchMedia("(max-width: 700px)").matches;
		for (const b of document.querySelectorAll(".sheet-button")) if ((b.getAttribute("aria-expanded") === "true") === phone) b.click();
		document.activeElement.blur();
		await go(`+quoted("#"+s.fragmentOf(fragment))+`);
	})()`, nil)
}

// within fails the test where something scrolls sideways or lies outside the window.
func within(t *testing.T, p *rendertest.Page, state string) {
	t.Helper()
	var outside []string
	p.Eval(`(() => {
		const width = document.documentElement.clientWidth, found = [];
		if (document.scrollingElement.scrollWidth > width) found.push("the page is " + document.scrollingElement.scrollWidth + " wide");
		for (const e of document.querySelectorAll("body *:not(#layer *):not(option):not(.table-scroll *)")) {
			if (!e.checkVisibility() || e.closest(".unseen, .skip, #layer, svg")) continue;
			const b = e.getBoundingClientRect();
			if (b.width > 0 && (b.left < -1 || b.right > width + 1)) found.push((e.id || e.className || e.tagName) + " from " + b.left + " to " + b.right);
		}
		return found.slice(0, 5);
	})()`, &outside)
	for _, where := range outside {
		t.Errorf("%s: %s", state, where)
	}
}

// largeEnough fails the test where a control is too small for a finger and has no room around it (WCAG 2.2, 2.5.8: 24 by
// 24 pixels).
func largeEnough(t *testing.T, p *rendertest.Page, state string) {
	t.Helper()
	var small []string
	p.Eval(`[...document.querySelectorAll("button:not(.as-link, .link), select, input:not([type=radio], [type=checkbox]), label.legend-row, summary")]
		.filter(e => e.checkVisibility() && !e.closest("#layer")).map(e => [e, e.getBoundingClientRect()])
		.filter(([, b]) => b.width > 0 && (b.height < 20 || b.width < 24)).map(([e, b]) => (e.id || e.className || e.textContent) + ": " + b.width + " by " + b.height)`, &small)
	for _, target := range small {
		t.Errorf("%s: %s", state, target)
	}
}

// The theme follows the reader's system, and the button of the page, which the address remembers.
func TestTheme(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	const page = `getComputedStyle(document.body).backgroundColor`
	const box = `getComputedStyle(document.querySelector("#layer .org rect, #layer .org path")).fill`
	light := s.open(t, rendertest.Desktop, "")
	dark := s.open(t, rendertest.Viewport{Width: 1280, Height: 800, Dark: true}, "")
	lightPage, lightBox, darkPage, darkBox := light.Text(page), light.Text(box), dark.Text(page), dark.Text(box)
	if lightPage == darkPage || lightBox == darkBox {
		t.Fatalf("light and dark are both %s, %s", lightPage, lightBox)
	}
	light.Click("#theme")
	light.Wait(`location.hash.includes("theme=dark")`)
	wantText(t, light, page, darkPage)
	wantText(t, light, box, darkBox)
	dark.Click("#theme")
	dark.Wait(`location.hash.includes("theme=light")`)
	wantText(t, dark, page, lightPage)
	wantText(t, dark, box, lightBox)
	// A reader whose system changes is followed until the button says otherwise.
	other := s.open(t, rendertest.Desktop, "")
	other.Emulate("", rendertest.Viewport{Dark: true})
	other.Wait(page + ` === ` + quoted(darkPage))
}

// Who prefers no motion sees none; others see the picture glide.
func TestReducedMotion(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	p := s.open(t, still, "")
	p.Press("+")
	wantTrue(t, p, `!document.querySelector("#layer").classList.contains("gliding")`)
	wantTrue(t, p, `[...document.querySelectorAll("*")].every(e => parseFloat(getComputedStyle(e).transitionDuration) === 0 && getComputedStyle(e).animationName === "none")`)
	q := s.open(t, rendertest.Desktop, "")
	q.Press("+")
	q.Wait(`document.querySelector("#layer").classList.contains("gliding")`)
}

// Paper gets the picture alone, with its title and legend, in light colours.
func TestPrint(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	p := s.open(t, rendertest.Viewport{Width: 1280, Height: 800, Dark: true}, "org=mi5&tab=picture")
	p.Emulate("print", rendertest.Desktop)
	p.Eval(`window.dispatchEvent(new Event("beforeprint"))`, nil)
	for _, hidden := range []string{"#bar", "#filters", "#details", "#zoom", "#summary"} {
		wantTrue(t, p, `!document.querySelector("`+hidden+`").checkVisibility()`)
	}
	wantTrue(t, p, `document.querySelector("#layer svg").getBoundingClientRect().width > 600`)
	wantText(t, p, `[...document.querySelectorAll("#layer .frame")].filter(e => e.getBoundingClientRect().width > 0).length > 0`, "true")
	wantText(t, p, `getComputedStyle(document.documentElement).colorScheme`, "light")
	p.Eval(`window.dispatchEvent(new Event("afterprint"))`, nil)
	p.Emulate("", rendertest.Viewport{Dark: true})
	wantTrue(t, p, `document.querySelector("#bar").checkVisibility()`)
	wantText(t, p, `document.documentElement.dataset.theme`, "dark")
}

// Names that attack the page are text, everywhere: no alert, no error, no request, no element that is not the page's.
func TestHostileNames(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	g := hostile(t)
	file := s.write(t, "hostile", g, explorer.Options{})
	for _, v := range []rendertest.Viewport{rendertest.Desktop, rendertest.Phone} {
		p := s.openFile(t, file, v, "")
		wantText(t, p, `document.querySelectorAll("#layer .org").length`, fmt.Sprint(g.NumOrganisations()))
		p.Eval(`location.hash = "#from=o0&to=o3&direction=any&size=degree&colour=community"`, nil)
		p.Wait(`document.querySelector("#finder .route-head")`)
		for n := range g.Nodes() {
			p.Eval(`location.hash = "#org=`+g.ID(n)+`"`, nil)
			p.Wait(`document.querySelector("#panel .relationship")`)
			p.Eval(`document.querySelectorAll("#panel details").forEach(d => d.open = true)`, nil)
			p.Eval(`document.querySelector("#finder-to").click()`, nil)
			var wide bool
			p.Eval(`document.querySelector("#panel").scrollWidth > document.querySelector("#panel").clientWidth + 1`, &wide)
			if wide {
				t.Errorf("the panel of %s scrolls sideways", g.ID(n))
			}
		}
		for e := range g.Edges() {
			p.Eval(`location.hash = `+quoted("#rel="+g.RelationshipID(e)), nil)
			p.Wait(`document.querySelector("#panel .chosen")`)
		}
		p.Eval(`location.hash = "#tab=table"`, nil)
		p.Wait(`document.querySelectorAll("#table tbody tr").length === ` + fmt.Sprint(g.NumRelationships()))
		p.Eval(`document.querySelector("#table input[value=organisations]").click()`, nil)
		wantTrue(t, p, `document.scrollingElement.scrollWidth <= document.documentElement.clientWidth`)
		var foreign []string
		p.Eval(`[...document.querySelectorAll("img, iframe, object, embed, base, form, audio, video, foreignObject, script:not([type='application/json']):not([type=module]), [onerror], [onload], [onclick], a[href^='javascript:' i], a[href^='data:' i]")].map(e => e.outerHTML)`, &foreign)
		if len(foreign) > 0 {
			t.Errorf("the page has elements that names made: %q", foreign)
		}
		wantText(t, p, `document.querySelectorAll("script").length`, "2")
	}
}

// The page asks nobody for anything, and its policy would not let it.
func TestNoRequestLeavesThePage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	p := s.open(t, rendertest.Desktop, "org=mi5&tab=table")
	for _, address := range p.Requests() {
		if !strings.HasPrefix(address, "file:") && !strings.HasPrefix(address, "data:") && !strings.HasPrefix(address, "blob:") {
			t.Errorf("the page asks for %s", address)
		}
	}
	if n := len(p.Requests()); n == 0 {
		t.Error("not even the page was asked for")
	}
	p.Eval(`fetch("http://192.0.2.1/").then(() => 0, () => 0)`, nil)
	p.Eval(`new Promise(done => { const i = new Image(); i.onload = i.onerror = done; i.src = "http://192.0.2.1/picture.png"; })`, nil)
	p.Eval(`new Promise(done => { const s = document.createElement("script"); s.onload = s.onerror = done; s.src = "http://192.0.2.1/script.js"; document.head.append(s); })`, nil)
	blocked := strings.Join(p.Problems(), "\n")
	for _, directive := range []string{"connect-src", "img-src", "script-src"} {
		if !strings.Contains(blocked, directive) && !strings.Contains(blocked, "default-src") {
			t.Errorf("the policy does not stop what %s is about: %s", directive, blocked)
		}
	}
	for _, address := range p.Requests() {
		if strings.Contains(address, "192.0.2.1") {
			t.Logf("a request that the policy stopped: %s", address)
		}
	}
}

// Without scripts the picture is there, and all of it.
func TestWithoutTheMap(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	page, err := os.ReadFile(s.write(t, "uk", s.uk, explorer.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	before, _, _ := bytes.Cut(page, []byte(`<script type="application/json"`))
	p := s.browser.Open(t, writeFile(t, s.folder, "no-script.html", before), rendertest.Desktop)
	wantText(t, p, `document.querySelectorAll("#layer .org").length`, fmt.Sprint(s.uk.NumOrganisations()))
	wantTrue(t, p, `document.querySelector("#layer svg").getBoundingClientRect().width > 300`)
}
