package serve

import (
	"context"
	"flag"
	"image/png"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/mapfile"
	"github.com/liaisongraph/liaison/render/rendertest"
)

// ukSite serves a copy of the map of the United Kingdom's agencies, which can be changed.
func ukSite(t *testing.T) (s *site, folder, address string, look func()) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), "uk")
	if err := os.CopyFS(folder, os.DirFS("../../../../testdata/uk-national-security")); err != nil {
		t.Fatal(err)
	}
	s = newSite(t, smallMap, func(o *Options) {
		o.Read = func(context.Context) (Map, error) {
			m, err := mapfile.Read(folder)
			if err != nil {
				return Map{}, err
			}
			return Map{Graph: m.Graph}, nil
		}
		o.Stamp = func() string { return FileStamp(folder) }
	})
	look = s.watch()
	server := httptest.NewServer(s.Handler())
	t.Cleanup(func() {
		s.stop.Do(func() { close(s.stopping) })
		server.Close()
	})
	return s, folder, server.URL, look
}

func (s *site) addFile(folder, name, text string) {
	s.t.Helper()
	if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o666); err != nil {
		s.t.Fatal(err)
	}
}

var shots = flag.String("shots", "", "write pictures of the page to `DIR`, to be looked at")

func shoot(t *testing.T, p *rendertest.Page, name string) {
	t.Helper()
	if *shots == "" {
		return
	}
	file, err := os.Create(filepath.Join(*shots, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, p.Screenshot()); err != nil {
		t.Fatal(err)
	}
}

const ready = `document.querySelector("#query") && document.querySelector("#panel h2")`

var windows = map[string]rendertest.Viewport{"desktop": rendertest.Desktop, "phone": rendertest.Phone}

// narrow reports in the page whether nothing reaches beyond the window.
const narrow = `document.documentElement.scrollWidth <= innerWidth`

// A page that is open takes up changes in the files, keeps what is chosen, and shows what is wrong in them.
func TestOpenPageFollowsFiles(t *testing.T) {
	browser := rendertest.Start(t, "without Chromium it is not shown that an open page follows the files of its map")
	for name, window := range windows {
		t.Run(name, func(t *testing.T) {
			s, folder, address, look := ukSite(t)
			p := browser.Open(t, address+"/#org=mi5&hideTypes=advice", window)
			p.Wait(ready)
			state := `location.hash.replace(/&[xyk]=[^&]*/g, "")` // on a phone the page moves to what is chosen, in its time
			if !window.Touch {
				state = `location.hash`
				p.Click("#zoom button")
				p.Wait(`/[#&]k=[^&]/.test(location.hash)`)
			}
			p.Eval(`window.untouched = true`, nil)
			before := p.Text(state)
			had := p.Text(`document.querySelector("#count").textContent`)

			s.addFile(folder, "zz-new.yaml", `organisations:
  - {id: newcomer, name: The Newcomer & <b>Sons</b>, short_name: Newcomer, classification: police}
relationships:
  - {from: newcomer, to: mi5, type: assistance}
`)
			settle(look)
			p.Wait(`document.querySelector("#layer svg [id='org:newcomer']")`)
			p.Wait(`document.querySelector("#count").textContent !== ` + "`" + had + "`")
			if p.Text(`window.untouched`) != "true" {
				t.Error("the page was loaded anew")
			}
			if after := p.Text(state); after != before {
				t.Errorf("the state was %s and is %s", before, after)
			}
			if got := p.Text(`document.querySelector("#panel").textContent`); !strings.Contains(got, "Newcomer") {
				t.Errorf("the panel of MI5 does not have its new relationship: %.300s", got)
			}
			if p.Text(`document.querySelector("[id='org:mi5']").classList.contains("selected")`) != "true" {
				t.Error("what was chosen no longer is")
			}
			p.Wait(`document.querySelector("#status").textContent.startsWith("The map has changed")`)

			s.addFile(folder, "zz-new.yaml", "relationships:\n  - {from: newcomer, to: mi55, type: assistance}\n")
			settle(look)
			p.Wait(`!document.querySelector("#faults").hidden`)
			fault := p.Text(`document.querySelector("#faults").innerText`)
			for _, want := range []string{"The map cannot be read", "as it was before", "zz-new.yaml:2:", `"mi55"`, "did you mean", "{from: newcomer, to: mi55", "^"} {
				if !strings.Contains(fault, want) {
					t.Errorf("of the fault is said %q, which lacks %q", fault, want)
				}
			}
			if p.Text(`document.querySelector("[id='org:newcomer']") !== null`) != "true" {
				t.Error("the last good picture is gone")
			}
			if p.Text(narrow) != "true" {
				t.Error("the page scrolls sideways")
			}
			shoot(t, p, "faults-"+name)
			p.Click("#faults button")
			if p.Text(`document.querySelector("#faults-list").hidden`) != "true" {
				t.Error("the list cannot be hidden")
			}

			if err := os.Remove(filepath.Join(folder, "zz-new.yaml")); err != nil {
				t.Fatal(err)
			}
			settle(look)
			p.Wait(`document.querySelector("#faults").hidden && !document.querySelector("[id='org:newcomer']")`)
			if got := p.Text(`document.querySelector("#count").textContent`); got != had {
				t.Errorf("the map is as it was, and of it is said %q, not %q", got, had)
			}
		})
	}
}

// Queries are asked on the page, and what they find leads to the picture.
func TestQueryConsole(t *testing.T) {
	browser := rendertest.Start(t, "without Chromium it is not shown that queries can be asked on the page")
	for name, window := range windows {
		t.Run(name, func(t *testing.T) {
			_, _, address, _ := ukSite(t)
			p := browser.Open(t, address+"/", window)
			p.Wait(ready)
			if window.Touch {
				p.Click("#details-button")
			}
			p.Click("#live .fold")
			ask := func(query string) {
				t.Helper()
				p.Eval(`(() => { const q = document.querySelector("#query"); q.value = `+"`"+query+"`"+`; q.focus(); })()`, nil)
				p.Eval(`document.querySelector("#query").dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", ctrlKey: true, bubbles: true, cancelable: true}))`, nil)
				p.Wait(`document.querySelector("#query-status").textContent !== "Searching …" && [...document.querySelectorAll("#live button")].some(b => b.textContent === "Run")`)
			}
			status := `document.querySelector("#query-status").textContent`
			ask("MATCH (a {id: 'mi5'})-[r]->(b) RETURN a, r, b, a.name AS name LIMIT 3")
			if got := p.Text(status); got != "3 rows." {
				t.Errorf("status %q", got)
			}
			if got := p.Text(`[...document.querySelectorAll(".answer th")].map(h => h.textContent).join()`); got != "a,r,b,name" {
				t.Errorf("headings %q", got)
			}
			if p.Text(narrow) != "true" {
				t.Error("the page scrolls sideways")
			}
			shoot(t, p, "query-"+name)
			p.Click(".query-result .action")
			p.Wait(`document.querySelector("#layer svg .on-path")`)
			p.Click(".answer tbody td button")
			p.Wait(`location.hash.includes("org=mi5")`)

			ask("MATCH (a)\nWHERE a.nmae = 'x' RETURN a")
			if got := p.Text(status); !strings.HasPrefix(got, "2:9: ") || !strings.Contains(got, "nmae") {
				t.Errorf("status %q", got)
			}
			if got := p.Text(`document.querySelector(".query-excerpt").textContent`); !strings.Contains(got, "WHERE a.nmae = 'x' RETURN a\n        ^") {
				t.Errorf("excerpt %q", got)
			}
			if got := p.Text(`[document.querySelector("#query").selectionStart, document.querySelector("#query").getAttribute("aria-invalid")].join()`); got != "18,true" {
				t.Errorf("the caret is at %s", got)
			}
			// The browser itself notes that the answer had an error status.
			if problems := p.Problems(); len(problems) != 1 || !strings.Contains(problems[0], "400") {
				t.Errorf("problems: %q", problems)
			}
			ask("MATCH (a {id: 'nobody'}) RETURN a")
			if got := p.Text(status); !strings.HasPrefix(got, "No rows") {
				t.Errorf("status %q", got)
			}
			ask("RETURN '<img src=x onerror=alert(1)>' AS x, [1, {a: date('2014')}] AS y")
			if got := p.Text(`[...document.querySelectorAll(".answer td")].map(d => d.textContent).join("|")`); got != "<img src=x onerror=alert(1)>|[1; {a: 2014}]" && !strings.HasPrefix(got, "<img src=x onerror=alert(1)>|") {
				t.Errorf("cells %q", got)
			}
			// What is asked for is what the server has, and nothing from elsewhere, as the harness holds.
			if got := p.Requests(); !slices.ContainsFunc(got, func(a string) bool { return strings.HasSuffix(a, "/api/query") }) {
				t.Errorf("requests: %q", got)
			}
		})
	}
}

// Where the server goes, the page says so.
func TestServerThatIsGone(t *testing.T) {
	browser := rendertest.Start(t, "without Chromium it is not shown what a page does whose server has gone")
	s := newSite(t, smallMap)
	server := httptest.NewServer(s.Handler())
	p := browser.Open(t, server.URL+"/", rendertest.Desktop)
	p.Wait(ready)
	s.stop.Do(func() { close(s.stopping) })
	server.Close()
	p.Wait(`document.querySelector(".live-lost").textContent.startsWith("The server does not answer")`)
	for _, problem := range p.Problems() {
		if !strings.Contains(problem, "api/events") {
			t.Error(problem)
		}
	}
}

func TestServedPageIsAccessible(t *testing.T) {
	browser := rendertest.Start(t, "without Chromium it is not shown that the served page is accessible")
	for name, window := range windows {
		for _, dark := range []bool{false, true} {
			window.Dark = dark
			s, folder, address, look := ukSite(t)
			p := browser.Open(t, address+"/", window)
			p.Wait(ready)
			s.addFile(folder, "zz-new.yaml", "relationships:\n  - {from: newcomer, to: mi55, type: assistance}\n")
			settle(look)
			p.Wait(`!document.querySelector("#faults").hidden`)
			if window.Touch {
				p.Click("#details-button")
			}
			p.Click("#live .fold")
			p.Click("#query-body .action")
			p.Wait(`document.querySelector(".answer td")`)
			for _, v := range p.Axe() {
				t.Errorf("%s, dark %v: %v", name, dark, v)
			}
		}
	}
}
