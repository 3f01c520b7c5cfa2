// Package rendertest drives a real browser, and compares pictures, for tests. Only tests import it.
package rendertest

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/liaisongraph/liaison/graph/graphtest"
)

// Browser is a headless Chromium. Tests may open pages in it side by side.
type Browser struct{ ctx context.Context }

// longestStep is after how long a step of a test is given up: a browser that hangs must not hang the tests.
const longestStep = 60 * time.Second

// longestWait is how long Wait waits for something to become true.
const longestWait = 20 * time.Second

// Start starts a browser that ends with the test. Without Chromium the test is skipped, as [graphtest.Need] tells; lost
// is what then goes untested. Short tests are those without a browser.
func Start(t testing.TB, lost string) *Browser {
	t.Helper()
	if testing.Short() {
		t.Skip("short tests start no browser")
	}
	program, err := exec.LookPath("chromium")
	graphtest.Need(t, err, lost)
	// Not t.TempDir, which fails the test where the browser's last child still writes its profile.
	profile, err := os.MkdirTemp("", "browser")
	if err != nil {
		t.Fatal(err)
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(program), chromedp.UserDataDir(profile), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-lcd-text", true), chromedp.Flag("font-render-hinting", "none"),
		chromedp.Flag("hide-scrollbars", true), chromedp.Flag("force-color-profile", "srgb"))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, end := chromedp.NewContext(allocator)
	t.Cleanup(func() {
		end()
		stop()
		os.RemoveAll(profile)
	})
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("Chromium does not start: %v", err)
	}
	return &Browser{ctx}
}

// Viewport is the window through which a page is seen, and what its reader prefers.
type Viewport struct {
	Width, Height int // in CSS pixels
	Dark          bool
	Reduced       bool // motion
	Touch         bool
}

// The two windows in which everything is tried.
var (
	Desktop = Viewport{Width: 1280, Height: 800}
	Phone   = Viewport{Width: 360, Height: 740, Touch: true}
)

// Page is an open page. It fails its test at the end if the page wrote an error to the console, threw, opened a dialogue
// or asked for anything from elsewhere, unless the test has taken that with Problems.
type Page struct {
	t    testing.TB
	ctx  context.Context
	home string // scheme and host of what may be asked for, or "file:"

	mu       sync.Mutex
	problems []string
	requests []string
	saved    chan string       // the ids of downloads that are complete
	names    map[string]string // of downloads, by id
}

// Open opens an address or a file and waits until it is loaded.
func (b *Browser) Open(t testing.TB, address string, v Viewport) *Page {
	t.Helper()
	ctx, end := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	t.Cleanup(end)
	p := &Page{t: t, ctx: ctx, home: "file:", saved: make(chan string, 8), names: map[string]string{}}
	if strings.HasPrefix(address, "/") {
		address = "file://" + address
	}
	if u, err := url.Parse(address); err != nil {
		t.Fatal(err)
	} else if u.Scheme != "file" {
		p.home = u.Scheme + "://" + u.Host
	}
	// The first step ties the tab to its context; a context that ends would close it.
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	for _, listen := range []func(context.Context, func(any)) error{chromedp.Listen, chromedp.ListenBrowser} {
		if err := listen(ctx, p.note); err != nil {
			t.Fatal(err)
		}
	}
	p.Run(
		command(runtime.Enable, cdp.Empty{}), command(log.Enable, cdp.Empty{}), command(network.Enable, network.EnableParams{}),
		command(emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
			Width: int64(v.Width), Height: int64(v.Height), DeviceScaleFactor: 1, Mobile: v.Touch}),
		command(emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: v.Touch}),
		command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: v.preferences()}),
		chromedp.Navigate(address))
	t.Cleanup(func() {
		for _, problem := range p.Problems() {
			t.Errorf("%s: %s", address, problem)
		}
	})
	return p
}

// preferences are the media features of a viewport.
func (v Viewport) preferences() []*emulation.MediaFeature {
	scheme, motion := "light", "no-preference"
	if v.Dark {
		scheme = "dark"
	}
	if v.Reduced {
		motion = "reduce"
	}
	return []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: motion}}
}

// command is a step that sends a command of the DevTools protocol.
func command[P, R any](c cdp.Command[P, R], parameters P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, c, parameters)
		return err
	})
}

// Emulate sets what media the page is shown on: "print", or "" for a screen.
func (p *Page) Emulate(media string, v Viewport) {
	p.t.Helper()
	p.Run(command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: media, Features: v.preferences()}))
}

// note notes what a test must know.
func (p *Page) note(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			var words []string
			for _, argument := range e.Args {
				words = append(words, strings.Trim(string(argument.Value)+" "+argument.Description, " "))
			}
			p.problems = append(p.problems, "console: "+strings.Join(words, " "))
		}
	case *runtime.EventExceptionThrown:
		p.problems = append(p.problems, "exception: "+exceptionText(e.ExceptionDetails))
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Source == log.EntrySourceSecurity {
			p.problems = append(p.problems, "log: "+e.Entry.Text+" "+e.Entry.URL)
		}
	case *page.EventJavascriptDialogOpening:
		p.problems = append(p.problems, "dialogue: "+e.Message)
		go chromedp.Do(p.ctx, command(page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{})) // not here: it would wait for itself
	case *network.EventRequestWillBeSent:
		address := e.Request.URL
		p.requests = append(p.requests, address)
		local := strings.HasPrefix(address, "data:") || strings.HasPrefix(address, "blob:")
		if !local && address != p.home && !strings.HasPrefix(address, p.home+"/") {
			p.problems = append(p.problems, "request from elsewhere: "+address)
		}
	case *browser.EventDownloadWillBegin:
		p.names[e.GUID] = e.SuggestedFilename
	case *browser.EventDownloadProgress:
		if e.State == browser.DownloadProgressStateCompleted {
			p.saved <- e.GUID
		}
	}
}

// Problems returns what went wrong on the page since the last call.
func (p *Page) Problems() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	taken := p.problems
	p.problems = nil
	return taken
}

// Requests returns the addresses that the page has asked for, its own included.
func (p *Page) Requests() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.requests)
}

// Run takes steps in the browser, and fails the test where one cannot be taken in time.
func (p *Page) Run(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := p.try(steps...); err != nil {
		p.t.Fatalf("%v; the page: %s", err, strings.Join(p.Problems(), "; "))
	}
}

func (p *Page) try(steps ...chromedp.Action[chromedp.Void]) error {
	ctx, cancel := context.WithTimeout(p.ctx, longestStep)
	defer cancel()
	return chromedp.Do(ctx, steps...)
}

// Eval evaluates an expression, waits for it if it is a promise, and stores the value in result, a pointer, or nil for
// none. The content security policy of the page does not stop it.
func (p *Page) Eval(expression string, result any) {
	p.t.Helper()
	if result == nil {
		expression = "(async () => { await (" + expression + "); return true; })()"
	}
	ctx, cancel := context.WithTimeout(p.ctx, longestStep)
	defer cancel()
	gesture := func(e *runtime.EvaluateParams) { yes := true; e.UserGesture = &yes }
	value, err := chromedp.Run(ctx, chromedp.Evaluate[json.RawMessage](expression, chromedp.EvalAwaitPromise, gesture))
	if err == nil && result != nil {
		err = json.Unmarshal(value, result)
	}
	if err != nil {
		p.t.Fatalf("%.500s: %v; the page: %s", expression, err, strings.Join(p.Problems(), "; "))
	}
}

// Text evaluates an expression that is a string.
func (p *Page) Text(expression string) (s string) {
	p.t.Helper()
	p.Eval("String("+expression+")", &s)
	return s
}

// Wait waits until an expression is true, looking at every frame of the page.
func (p *Page) Wait(expression string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, longestStep)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool]("!!("+expression+")", chromedp.WithPollingTimeout(longestWait))); err != nil {
		p.t.Fatalf("it did not come to %s: %v; the page: %s", expression, err, strings.Join(p.Problems(), "; "))
	}
}

// Click clicks, as a mouse does, what a CSS selector finds.
func (p *Page) Click(selector string) {
	p.t.Helper()
	if err := p.try(chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible)); err != nil {
		p.t.Fatalf("click %s: %v", selector, err)
	}
}

// Type types a text into what a CSS selector finds.
func (p *Page) Type(selector, text string) {
	p.t.Helper()
	if err := p.try(chromedp.SendKeys(chromedp.CSS(selector), text, chromedp.NodeVisible)); err != nil {
		p.t.Fatalf("type into %s: %v", selector, err)
	}
}

// Press presses keys at what has the focus; see package chromedp/kb for those that are no letters.
func (p *Page) Press(keys string) {
	p.t.Helper()
	if err := p.try(chromedp.KeyEvent(keys)); err != nil {
		p.t.Fatalf("press %q: %v", keys, err)
	}
}

// Download does what starts a download, and returns the name that the file is to have, and what is in it.
func (p *Page) Download(start func()) (name string, content []byte) {
	p.t.Helper()
	folder, err := os.MkdirTemp("", "download")
	if err != nil {
		p.t.Fatal(err)
	}
	defer os.RemoveAll(folder)
	yes := true
	if _, err := chromedp.CallBrowser(p.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: browser.SetDownloadBehaviorBehaviorAllowAndName, BrowserContextID: chromedp.FromContext(p.ctx).BrowserContextID,
		DownloadPath: folder, EventsEnabled: &yes,
	}); err != nil {
		p.t.Fatal(err)
	}
	start()
	select {
	case id := <-p.saved:
		content, err := os.ReadFile(filepath.Join(folder, id))
		if err != nil {
			p.t.Fatal(err)
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		return p.names[id], content
	case <-time.After(longestStep):
		p.t.Fatal("nothing was downloaded")
	}
	return "", nil
}

// Violation is what axe-core found.
type Violation struct {
	ID     string   `json:"id"`
	Impact string   `json:"impact"` // minor, moderate, serious, critical
	Help   string   `json:"help"`
	Nodes  []string `json:"nodes"`
}

func (v Violation) String() string {
	return fmt.Sprintf("%s (%s): %s: %s", v.ID, v.Impact, v.Help, strings.Join(v.Nodes, " | "))
}

// Axe runs axe-core over the page. The file LIAISON_AXE names is its axe.min.js; without it the test is skipped.
func (p *Page) Axe() (found []Violation) {
	p.t.Helper()
	file := os.Getenv("LIAISON_AXE")
	var err error
	if file == "" {
		err = fmt.Errorf("LIAISON_AXE names no axe.min.js (npm's axe-core)")
	}
	graphtest.Need(p.t, err, "without axe-core it is not shown that the page is accessible")
	source, err := os.ReadFile(file)
	if err != nil {
		p.t.Fatal(err)
	}
	p.Eval("(() => { if (!window.axe) { "+string(source)+" } })()", nil)
	p.Eval(`axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.map(v => ({id: v.id, impact: v.impact, help: v.help,
		nodes: v.nodes.slice(0, 5).map(n => n.html.slice(0, 200) + " " + (n.failureSummary || ""))})))`, &found)
	return found
}

// exceptionText is what was thrown, in words.
func exceptionText(d *runtime.ExceptionDetails) string {
	if d.Exception != nil && d.Exception.Description != "" {
		return d.Text + " " + d.Exception.Description
	}
	return d.Text
}
