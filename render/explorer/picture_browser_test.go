package explorer_test

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/render/rendertest"
)

// boxOf returns where a part of the page is seen: left, top, width, height.
func boxOf(t testing.TB, p *rendertest.Page, selector string) (box [4]float64) {
	t.Helper()
	p.Eval(`(() => { const b = document.querySelector(`+quoted(selector)+`).getBoundingClientRect(); return [b.x, b.y, b.width, b.height]; })()`, &box)
	return box
}

func middle(box [4]float64) (x, y float64) { return box[0] + box[2]/2, box[1] + box[3]/2 }

// command is a step that sends a command of the DevTools protocol.
func command[P, R any](c cdp.Command[P, R], parameters P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, c, parameters)
		return err
	})
}

// drag presses the mouse at a point, moves it in steps, and lets go.
func drag(p *rendertest.Page, x, y, dx, dy float64) {
	p.Run(mouse(input.DispatchMouseEventTypeMousePressed, x, y))
	for i := 1; i <= 8; i++ {
		p.Run(mouse(input.DispatchMouseEventTypeMouseMoved, x+dx*float64(i)/8, y+dy*float64(i)/8))
	}
	p.Run(mouse(input.DispatchMouseEventTypeMouseReleased, x+dx, y+dy))
}

func mouse(kind input.DispatchMouseEventType, x, y float64) chromedp.Action[chromedp.Void] {
	return command(input.DispatchMouseEvent, input.DispatchMouseEventParams{
		Type: kind, X: x, Y: y, Button: "left", Buttons: 1, ClickCount: 1,
	})
}

// key presses a key as a keyboard does: its letter is written only if the page lets it.
func key(p *rendertest.Page, letter string) {
	p.Run(command(input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: letter, Text: letter}),
		command(input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyUp, Key: letter}))
}

func wheel(x, y, delta float64) chromedp.Action[chromedp.Void] {
	return command(input.DispatchMouseEvent, input.DispatchMouseEventParams{
		Type: input.DispatchMouseEventTypeMouseWheel, X: x, Y: y, DeltaX: 0.001, DeltaY: delta, // the protocol wants both
	})
}

func clickAt(p *rendertest.Page, x, y float64) {
	p.Run(mouse(input.DispatchMouseEventTypeMousePressed, x, y), mouse(input.DispatchMouseEventTypeMouseReleased, x, y))
}

// still is a window in which nothing glides.
var still = rendertest.Viewport{Width: 1280, Height: 800, Reduced: true}

// The picture goes with the mouse, grows about it, and is shown as a whole again; the address says what is seen.
func TestPanAndZoom(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	p := s.open(t, still, "")
	whole := boxOf(t, p, `[id="org:mi5"]`)
	x, y := middle(boxOf(t, p, "#stage"))
	// Zoom first: what is seen as a whole has nowhere to go.
	p.Run(wheel(x, y, -240), wheel(x, y, -240))
	const rests = `/[#&]k=/.test(location.hash) && !document.querySelector("#layer").classList.contains("moving")`
	p.Wait(rests)
	near := boxOf(t, p, `[id="org:mi5"]`)
	if near[2] < 1.3*whole[2] {
		t.Errorf("the wheel makes MI5 %v wide that was %v", near[2], whole[2])
	}
	drag(p, x, y, 60, 40)
	p.Wait(rests)
	moved := boxOf(t, p, `[id="org:mi5"]`)
	if math.Abs(moved[0]-near[0]-60) > 1 || math.Abs(moved[1]-near[1]-40) > 1 {
		t.Errorf("dragged by 60, 40, MI5 went from %v to %v", near, moved)
	}
	wantTrue(t, p, `!location.hash.includes("org=") && !location.hash.includes("rel=")`)
	// The same view from its address, in another window.
	again := s.open(t, still, strings.TrimPrefix(p.Text("location.hash"), "#"))
	if got := boxOf(t, again, `[id="org:mi5"]`); math.Abs(got[0]-moved[0]) > 3 || math.Abs(got[1]-moved[1]) > 3 || math.Abs(got[2]-moved[2]) > 2 {
		t.Errorf("from the address MI5 is at %v, not at %v", got, moved)
	}
	p.Click(`#zoom [aria-label="Show all of the picture"]`)
	p.Wait(`!/[#&]k=/.test(location.hash)`)
	if got := boxOf(t, p, `[id="org:mi5"]`); math.Abs(got[0]-whole[0]) > 1 || math.Abs(got[2]-whole[2]) > 1 {
		t.Errorf("shown as a whole, MI5 is at %v, not at %v", got, whole)
	}
	for _, c := range []struct {
		selector string
		larger   bool
	}{{`#zoom [aria-label="Zoom in"]`, true}, {`#zoom [aria-label="Zoom out"]`, false}} {
		before := boxOf(t, p, `[id="org:mi5"]`)
		p.Click(c.selector)
		if got := boxOf(t, p, `[id="org:mi5"]`); (got[2] > before[2]) != c.larger {
			t.Errorf("%s: %v becomes %v", c.selector, before, got)
		}
	}
}

// Two fingers make the picture larger.
func TestPinch(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	p := s.open(t, rendertest.Phone, "")
	x, y := middle(boxOf(t, p, "#stage"))
	before := boxOf(t, p, `[id="org:mi5"]`)
	touch := func(kind input.DispatchTouchEventType, points ...*input.TouchPoint) {
		if points == nil {
			points = []*input.TouchPoint{}
		}
		p.Run(command(input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: points}))
	}
	fingers := func(gap float64) []*input.TouchPoint {
		return []*input.TouchPoint{{X: x - gap, Y: y, ID: new(1.0)}, {X: x + gap, Y: y, ID: new(2.0)}}
	}
	touch(input.DispatchTouchEventTypeTouchStart, fingers(20)...)
	for gap := 25.0; gap <= 80; gap += 5 {
		touch(input.DispatchTouchEventTypeTouchMove, fingers(gap)...)
	}
	touch(input.DispatchTouchEventTypeTouchEnd)
	p.Wait(`/[#&]k=/.test(location.hash)`)
	if got := boxOf(t, p, `[id="org:mi5"]`); got[2] < 2*before[2] {
		t.Errorf("fingers that part four times as far make MI5 %v wide that was %v", got[2], before[2])
	}
}

// A click selects an organisation or a line, and one beside everything selects nothing.
func TestSelection(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	p := s.open(t, still, "")
	x, y := middle(boxOf(t, p, `[id="org:gchq"]`))
	clickAt(p, x, y)
	p.Wait(`location.hash.includes("org=gchq")`)
	wantText(t, p, `document.querySelector("#panel h2").textContent`, "Government Communications Headquarters")
	wantTrue(t, p, `document.querySelector('[id="org:gchq"]').classList.contains("selected")`)
	// What has nothing to do with it steps back.
	neighbours, err := s.uk.Select(graph.Selection{Around: []string{"gchq"}})
	if err != nil {
		t.Fatal(err)
	}
	var clear int
	p.Eval(`document.querySelectorAll("#layer .org:not(.dim)").length`, &clear)
	if clear != neighbours.NumOrganisations() {
		t.Errorf("%d organisations are clear beside GCHQ, want %d", clear, neighbours.NumOrganisations())
	}
	// A line: click its badge.
	badge := p.Text(`(() => {
		for (const g of document.querySelectorAll("#layer .strand:not(.hidden)")) {
			const text = [...g.querySelectorAll("text")].pop();
			if (!text) continue;
			const b = text.getBoundingClientRect(), x = b.x + b.width / 2, y = b.y + b.height / 2;
			if (document.elementFromPoint(x, y)?.closest(".strand") === g) return x + " " + y;
		}
	})()`)
	if _, err := fmt.Sscan(badge, &x, &y); err != nil {
		t.Fatalf("no badge can be clicked: %q", badge)
	}
	clickAt(p, x, y)
	p.Wait(`location.hash.includes("rel=") && !location.hash.includes("org=")`)
	wantText(t, p, `document.querySelectorAll("#layer .strand.selected").length`, "1")
	box := boxOf(t, p, "#stage")
	clickAt(p, box[0]+4, box[1]+4)
	p.Wait(`!location.hash.includes("rel=")`)
	wantText(t, p, `document.querySelector("#layer .dim") === null`, "true")
}

// All is done with the keyboard alone: find, go about, open, close, zoom, help, tabs.
func TestKeyboardAlone(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	p := s.open(t, still, "")
	p.Press(kb.Tab)
	wantText(t, p, `document.activeElement.className`, "skip")
	p.Press(kb.Enter)
	wantText(t, p, `document.activeElement.id`, "main")
	// Search.
	key(p, "/")
	wantText(t, p, `document.activeElement.id`, "search-input")
	wantText(t, p, `document.activeElement.value`, "")
	p.Press("mi6")
	p.Wait(`document.querySelector("#search-list [role=option]")`)
	p.Press(kb.ArrowDown)
	p.Press(kb.Enter)
	p.Wait(`location.hash.includes("org=sis")`)
	wantText(t, p, `document.activeElement === document.querySelector("#panel h2")`, "true")
	p.Press(kb.Escape)
	p.Wait(`!location.hash.includes("org=")`)
	// The picture: arrows go from organisation to organisation, each has a name, Enter opens.
	p.Press("p")
	p.Wait(`document.activeElement.closest(".org")`)
	seen := map[string]bool{}
	for _, key := range []string{kb.ArrowDown, kb.ArrowDown, kb.ArrowRight, kb.ArrowUp, kb.ArrowLeft} {
		p.Press(key)
		id := p.Text(`document.activeElement.id`)
		if !strings.HasPrefix(id, "org:") {
			t.Fatalf("the focus is at %q", id)
		}
		seen[id] = true
	}
	if len(seen) < 3 {
		t.Errorf("five arrows led to %v", seen)
	}
	wantText(t, p, `document.querySelectorAll('#layer .org[tabindex="0"]').length`, "1")
	id := strings.TrimPrefix(p.Text(`document.activeElement.id`), "org:")
	p.Press(kb.Enter)
	p.Wait(`location.hash.includes("org=` + id + `")`)
	wantText(t, p, `document.activeElement === document.querySelector("#panel h2")`, "true")
	p.Press("f")
	p.Wait(`location.hash.includes("focus=` + id + `")`)
	p.Press("f")
	p.Wait(`!location.hash.includes("focus=")`)
	p.Press(kb.Escape)
	// Zoom.
	p.Press("+")
	p.Wait(`/[#&]k=/.test(location.hash)`)
	p.Press("0")
	p.Wait(`!/[#&]k=/.test(location.hash)`)
	// Help.
	p.Press("?")
	wantTrue(t, p, `document.querySelector("#keys").open`)
	p.Press(kb.Escape)
	wantTrue(t, p, `!document.querySelector("#keys").open`)
	// Tabs.
	p.Press("t")
	p.Wait(`location.hash.includes("tab=table")`)
	p.Eval(`document.querySelector("#table-tab").focus()`, nil)
	p.Press(kb.ArrowLeft)
	p.Wait(`!location.hash.includes("tab=table")`)
	wantText(t, p, `document.activeElement.id`, "picture-tab")
}

// Every place at which the keyboard stops is seen and has a name, and Tab comes round to all without a trap.
func TestTabOrder(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	p := s.open(t, still, "org=gchq&from=sis&to=nca")
	seen, last := map[string]bool{}, ""
	for range 400 {
		p.Press(kb.Tab)
		where := p.Text(`(() => {
			const e = document.activeElement;
			if (e === document.body) return "";
			const b = e.getBoundingClientRect(), look = getComputedStyle(e);
			if (!e.dataset.stop) e.dataset.stop = ++window.stops || (window.stops = 1);
			const shown = b.width > 0 && b.height > 0;
			const name = e.getAttribute("aria-label") || e.textContent || e.labels?.[0]?.textContent || e.title || e.getAttribute("aria-labelledby") || "";
			return e.dataset.stop + "\t" + (e.id || e.className || e.tagName) + "\t" + shown + "\t" + Boolean(name.trim());
		})()`)
		if where == last { // a field for a date has several stops
			continue
		}
		if last = where; where == "" || seen[where] {
			break
		}
		seen[where] = true
		if fields := strings.Split(where, "\t"); fields[2] != "true" || fields[3] != "true" {
			t.Errorf("the keyboard stops at %s: seen %s, named %s", fields[1], fields[2], fields[3])
		}
	}
	if len(seen) < 60 {
		t.Errorf("the keyboard stops only at %d places: %v", len(seen), slices.Sorted(maps.Keys(seen)))
	}
}

// Search finds an organisation by any of its names, shows it, and brings it into view.
func TestSearch(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	p := s.open(t, still, "hideSectors=intelligence-agency")
	for _, c := range []struct{ typed, id string }{
		{"mi6", "sis"}, {"Secret Intelligence", "sis"}, {"gchq", "gchq"}, {"national crime", "nca"}, {"NCA", "nca"}, {"stanf", "stanford-university"},
		{"gchqq", "gchq"},
	} {
		p.Eval(`document.querySelector("#search-input").focus()`, nil)
		p.Press(c.typed)
		p.Wait(`document.querySelector("#search-list [role=option]")`)
		wantText(t, p, `document.querySelector("#search-input").getAttribute("aria-expanded")`, "true")
		p.Press(kb.Enter)
		p.Wait(`new URLSearchParams(location.hash.slice(1)).get("org") === ` + quoted(c.id))
		p.Wait(`!document.querySelector("#layer").classList.contains("moving")`)
		box, stage := boxOf(t, p, `[id="org:`+c.id+`"]`), boxOf(t, p, "#stage")
		x, y := middle(box)
		if x < stage[0] || x > stage[0]+stage[2] || y < stage[1] || y > stage[1]+stage[3] {
			t.Errorf("%q: %s is at %v, outside the stage %v", c.typed, c.id, box, stage)
		}
	}
	p.Eval(`document.querySelector("#search-input").focus()`, nil)
	p.Press("zzzzzz")
	wantTrue(t, p, `document.querySelector("#search-list").textContent.includes("No organisation")`)
	p.Press(kb.Escape)
	wantTrue(t, p, `document.querySelector("#search-list").hidden`)
}
