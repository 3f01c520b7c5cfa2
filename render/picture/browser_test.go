package picture_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/render"
)

// A browser opens the pictures, those with hostile names too, and finds nothing wrong in them.
func TestBrowserOpensTheSVG(t *testing.T) {
	browser, err := exec.LookPath("chromium")
	graphtest.Need(t, err, "without Chromium it is not shown that a browser opens the pictures")
	cases := []graphtest.Case{{Name: "uk", Graph: ukMap(t)}}
	for _, c := range graphtest.Corpus() {
		if c.Name == "hostile-text" {
			cases = append(cases, c)
		}
	}
	if len(cases) != 2 {
		t.Fatal("the corpus has no hostile text")
	}
	for _, c := range cases {
		for _, view := range render.Views() {
			s := scene(t, c.Graph, render.Options{View: view.Name})
			svg := written(t, "svg", s, render.WriteOptions{Dark: scene(t, c.Graph, render.Options{View: view.Name, Theme: "dark"})})
			dom := dumpDOM(t, browser, svg)
			if !strings.Contains(dom, "<svg") || strings.Contains(dom, "parsererror") {
				t.Errorf("%s, %s: the browser finds something wrong: %.2000s", c.Name, view.Name, dom)
			}
			if got, want := strings.Count(dom, `id="org:`), len(s.Nodes); got < want {
				t.Errorf("%s, %s: the browser has %d of %d organisations", c.Name, view.Name, got, want)
			}
		}
	}
	if dom := dumpDOM(t, browser, []byte(`<svg xmlns="http://www.w3.org/2000/svg"><g></svg>`)); !strings.Contains(dom, "parsererror") {
		t.Errorf("the browser finds nothing wrong in what is wrong: %.2000s", dom)
	}
}

// dumpDOM returns what a browser makes of a picture.
func dumpDOM(t *testing.T, browser string, svg []byte) string {
	t.Helper()
	// Not t.TempDir, which fails the test where the browser's last child still writes its profile.
	dir, err := os.MkdirTemp("", "browser")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "map.svg")
	if err := os.WriteFile(file, svg, 0o600); err != nil {
		t.Fatal(err)
	}
	// A browser that hangs must not hang the tests; it takes a second or two.
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	run := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
		"--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
		"--user-data-dir="+filepath.Join(dir, "profile"), "--dump-dom", "file://"+file)
	var errs bytes.Buffer
	run.Stderr = &errs
	dom, err := run.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, errs.Bytes())
	}
	return string(dom)
}
