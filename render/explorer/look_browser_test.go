package explorer_test

import (
	"fmt"
	"testing"

	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/render/explorer"
	"github.com/liaisongraph/liaison/render/rendertest"
)

// The main views look as they did: see [rendertest.Golden] for what may differ.
func TestLooks(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, c := range []struct {
		name, fragment string
		v              rendertest.Viewport
	}{
		{"picture", "", rendertest.Viewport{Width: 1280, Height: 800}},
		{"organisation-dark", "org=mi5", rendertest.Viewport{Width: 1280, Height: 800, Dark: true}},
		{"paths", "from=sis&to=nca&direction=any&size=degree&colour=community", rendertest.Viewport{Width: 1280, Height: 800}},
		{"table", "tab=table&rel=%s", rendertest.Viewport{Width: 1280, Height: 800}},
		{"phone-organisation-dark", "org=gchq", rendertest.Viewport{Width: 360, Height: 740, Touch: true, Dark: true}},
	} {
		c.v.Reduced = true
		p := s.open(t, c.v, s.fragmentOf(c.fragment))
		p.Eval(`document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))`, nil)
		p.Eval(`document.activeElement.blur()`, nil) // nothing blinks
		rendertest.Golden(t, p.Screenshot(), "testdata/look-"+c.name+".png", *update)
	}
}

// framesWhile moves the picture at every frame, for two hundred frames or fifteen seconds once it is painted, and is how
// many frames a second were drawn. Each step is part of a gesture: a drag, the wheel, which makes the picture ten times as
// large and small again, or two fingers that part and come together.
const framesWhile = `(gesture => new Promise(done => {
	const stage = document.querySelector("#stage"), box = stage.getBoundingClientRect();
	const at = (type, id, x, y) => stage.dispatchEvent(new PointerEvent(type, {pointerId: id, isPrimary: id === 1, button: 0, buttons: 1, clientX: x, clientY: y, bubbles: true}));
	stage.setPointerCapture = () => {};
	const x = box.x + box.width / 2, y = box.y + box.height / 2, frames = 200;
	const moves = {
		drag: n => at("pointermove", 1, x + 150 * Math.sin(n / 12), y + 100 * Math.cos(n / 12)),
		wheel: n => stage.dispatchEvent(new WheelEvent("wheel", {deltaX: 0.001, deltaY: 15 * Math.sin(n / 20), clientX: x, clientY: y, bubbles: true, cancelable: true})),
		pinch: n => [1, -1].forEach((side, id) => at("pointermove", id + 1, x + side * (120 + 80 * Math.sin(n / 20)), y)),
	};
	let n = 0, first = 0, start = 0, last = 0, quick = 0, counted = 0;
	if (gesture !== "wheel") at("pointerdown", 1, x, y);
	if (gesture === "pinch") at("pointerdown", 2, x + 5, y);
	const step = now => {
		first ||= now;
		if (start) counted++;
		else {
			quick = now - last < 100 ? quick + 1 : 0;
			if (quick === 5 || now - first > 30000) start = now;
		}
		last = now;
		if (counted === frames || (start && now - start > 15000)) {
			at("pointerup", 1, x, y);
			at("pointerup", 2, x, y);
			return done(counted * 1000 / (now - start));
		}
		moves[gesture](++n);
		requestAnimationFrame(step);
	};
	requestAnimationFrame(step);
}))`

// BenchmarkMove tells how many frames a second are drawn while a map is moved about and zoomed: of 500 organisations and
// 2,000 relationships, seen as a whole and from near.
func BenchmarkMove(b *testing.B) {
	s := newSite(b)
	file := s.write(b, "random-500", graphtest.RandomRich(3, 500, 2000), explorer.Options{})
	for _, gesture := range []string{"drag", "wheel", "pinch"} {
		for _, zoom := range []string{"1", "4"} {
			b.Run(fmt.Sprintf("%s/zoom=%s", gesture, zoom), func(b *testing.B) {
				p := s.openFile(b, file, rendertest.Desktop, "k="+zoom+"&x=2000&y=2000")
				total := 0.0
				for b.Loop() {
					var rate float64
					p.Eval(framesWhile+"("+quoted(gesture)+")", &rate)
					total += rate
				}
				b.ReportMetric(total/float64(b.N), "frames/s")
			})
		}
	}
}

// BenchmarkPage makes the page of the same map.
func BenchmarkPage(b *testing.B) {
	g := graphtest.RandomRich(3, 500, 2000)
	size := 0
	for b.Loop() {
		page, err := explorer.Page(b.Context(), g, explorer.Options{})
		if err != nil {
			b.Fatal(err)
		}
		size = len(page)
	}
	b.ReportMetric(float64(size), "bytes")
}
