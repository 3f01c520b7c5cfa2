package rendertest

import (
	"image"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The harness sees what it is there to see.
func TestBrowser(t *testing.T) {
	b := Start(t, "without Chromium the harness is not tried")
	file := filepath.Join(t.TempDir(), "page.html")
	const html = `<!DOCTYPE html><title>A page</title><h1>Hello</h1><button id=b>Save</button><input id=i>
		<script>
		document.getElementById("b").onclick = () => {
			const a = document.createElement("a");
			a.href = URL.createObjectURL(new Blob(["some text"]));
			a.download = "some.txt";
			a.click();
		};
		</script>`
	if err := os.WriteFile(file, []byte(html), 0o600); err != nil {
		t.Fatal(err)
	}
	p := b.Open(t, file, Viewport{Width: 400, Height: 300, Dark: true, Reduced: true})
	if got := p.Text(`document.querySelector("h1").textContent`); got != "Hello" {
		t.Errorf("the heading is %q", got)
	}
	var prefers []bool
	p.Eval(`["(prefers-color-scheme: dark)", "(prefers-reduced-motion: reduce)", "(width: 400px)"].map(q => matchMedia(q).matches)`, &prefers)
	for i, yes := range prefers {
		if !yes {
			t.Errorf("preference %d is not set", i)
		}
	}
	p.Type("#i", "text")
	p.Wait(`document.getElementById("i").value === "text"`)
	if name, content := p.Download(func() { p.Click("#b") }); name != "some.txt" || string(content) != "some text" {
		t.Errorf("downloaded %q: %q", name, content)
	}
	if size := p.Screenshot().Bounds().Size(); size != image.Pt(400, 300) {
		t.Errorf("the screenshot is %v", size)
	}
	if problems := p.Problems(); len(problems) > 0 {
		t.Errorf("problems where there are none: %q", problems)
	}
	p.Eval(`console.error("wrong")`, nil)
	p.Eval(`setTimeout(() => { throw new Error("thrown") })`, nil)
	p.Eval(`setTimeout(() => alert("boo"))`, nil)
	p.Eval(`fetch("http://192.0.2.1:9/").catch(() => 0) && 0`, nil)
	p.Wait("true")
	problems := ""
	for range 100 {
		problems += strings.Join(p.Problems(), "\n")
		if strings.Contains(problems, "boo") && strings.Contains(problems, "thrown") && strings.Contains(problems, "192.0.2.1") {
			break
		}
		p.Wait("true")
	}
	for _, want := range []string{"wrong", "thrown", "boo", "192.0.2.1"} {
		if !strings.Contains(problems, want) {
			t.Errorf("%q is not among the problems: %s", want, problems)
		}
	}
}

// Pictures that differ by noise are alike, others are not.
func TestAlike(t *testing.T) {
	a, noise, other := image.NewRGBA(image.Rect(0, 0, 160, 160)), image.NewRGBA(image.Rect(0, 0, 160, 160)), image.NewRGBA(image.Rect(0, 0, 160, 160))
	for y := range 160 {
		for x := range 160 {
			c := color.RGBA{uint8(x), uint8(y), 100, 255}
			a.SetRGBA(x, y, c)
			other.SetRGBA(x, y, c)
			c.B += uint8((x + y) % 9)
			noise.SetRGBA(x, y, c)
			if x > 100 && y > 100 {
				other.SetRGBA(x, y, color.RGBA{255, 255, 255, 255})
			}
		}
	}
	if err := alike(a, noise); err != nil {
		t.Errorf("noise: %v", err)
	}
	if alike(a, other) == nil {
		t.Error("a picture with a white corner is like one without")
	}
	if alike(a, reduce(a, 2)) == nil {
		t.Error("a picture of another size is alike")
	}
}
