package serve

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/themefile"
)

// watch has a site watched, and returns what lets it look at its files once, having done with it.
func (s *site) watch() (look func()) {
	tick := make(chan time.Time)
	ctx, cancel := context.WithCancel(s.t.Context())
	done := make(chan struct{})
	// Each look tells that it has begun, so that the one before has been worked up.
	began := make(chan struct{})
	stamp := s.opts.Stamp
	s.opts.Stamp = func() string {
		began <- struct{}{}
		return stamp()
	}
	go func() {
		defer close(done)
		s.Watch(ctx, tick)
	}()
	s.t.Cleanup(func() {
		cancel()
		<-done
	})
	return func() {
		tick <- time.Time{}
		<-began
	}
}

// settle looks as often as it takes for a change to be seen, to be seen to last, and to be worked up.
func settle(look func()) {
	for range 3 {
		look()
	}
}

func TestChangesAreTakenUp(t *testing.T) {
	s := newSite(t, smallMap)
	look := s.watch()
	before := s.state()
	s.ask("GET", "/api/picture.svg", "")
	settle(look)
	if s.state() != before {
		t.Errorf("nothing has changed, and now it is %+v", s.state())
	}
	s.write(strings.Replace(smallMap, "A small map", "Another map", 1))
	look()
	if s.state() != before {
		t.Error("the map was read while it may still be written")
	}
	settle(look)
	if s.state().Version == before.Version || !strings.Contains(string(bodyOf(t, s.ask("GET", "/api/map", ""))), "Another map") {
		t.Error("the change was not taken up")
	}
	if page := string(bodyOf(t, s.ask("GET", "/", ""))); !strings.Contains(page, "Another map") || !strings.Contains(page, s.state().Version) {
		t.Error("the page is as it was")
	}
	if got := s.said.String(); got != "the map was read anew: 3 organisations, 3 relationships\n" {
		t.Errorf("it said %q", got)
	}
	if len(s.pictures.keys) != 0 {
		t.Error("pictures of the map before are kept")
	}
	s.write(smallMap)
	settle(look)
	if s.state() != before {
		t.Errorf("what is as before is another version: %+v, %+v", s.state(), before)
	}
}

// What is wrong with the files is told, with its place, and the last good map stays.
func TestFaultsAreTold(t *testing.T) {
	s := newSite(t, smallMap)
	look := s.watch()
	good := s.state()
	s.write(strings.Replace(smallMap, "to: b,", "to: bb,", 1))
	settle(look)
	got := s.state()
	if got.Version != good.Version || got.Faults == nil || len(got.Faults.Faults) != 1 {
		t.Fatalf("%+v", got)
	}
	if got.Faults.Message != "the map cannot be read: 1 fault" {
		t.Errorf("%q", got.Faults.Message)
	}
	fault := got.Faults.Faults[0]
	if fault.File != s.file || fault.Line != 9 || fault.Column == 0 || !strings.Contains(fault.Message, `"bb"`) || !strings.Contains(fault.Excerpt, "to: bb") {
		t.Errorf("%+v", fault)
	}
	var health State
	s.get("/healthz", 200, &health)
	if health.Faults == nil || health.Faults.Faults[0] != fault {
		t.Errorf("%+v", health)
	}
	if page := string(bodyOf(t, s.ask("GET", "/", ""))); !strings.Contains(page, "A small map") {
		t.Error("the last good page is gone")
	}

	if got := s.said.String(); !strings.HasPrefix(got, s.file+":9:") || strings.Count(got, "\n") != 1 {
		t.Errorf("it said %q", got)
	}

	// Many faults are counted.
	s.write("organisations:\n" + strings.Repeat("  - {nmae: x}\n", 30))
	settle(look)
	if got := s.state(); len(got.Faults.Faults) != mostFaults || got.Faults.More == 0 {
		t.Errorf("%d faults and %d more", len(got.Faults.Faults), got.Faults.More)
	}
	// A file that is gone for a moment, as when an editor replaces it, is a fault like any other.
	if err := os.Remove(s.file); err != nil {
		t.Fatal(err)
	}
	settle(look)
	if got := s.state(); got.Faults == nil || got.Faults.Faults[0].Line != 0 || !strings.Contains(got.Faults.Faults[0].Message, "no such file") {
		t.Errorf("%+v", got.Faults)
	}
	s.write(smallMap)
	settle(look)
	if got := s.state(); got != good {
		t.Errorf("it is mended, and the state is %+v", got)
	}
}

// A map that is well-formed and cannot be drawn is a fault too.
func TestMapThatCannotBeDrawn(t *testing.T) {
	fails := false
	s := newSite(t, smallMap, func(o *Options) {
		o.Place = func(_ context.Context, scene *render.Scene) (*render.Placement, error) {
			if fails {
				return nil, errors.New("no room on the page")
			}
			return scene.Place(), nil
		}
	})
	look := s.watch()
	fails = true
	s.write(smallMap + "# longer\n")
	settle(look)
	if got := s.state().Faults; got == nil || !strings.Contains(got.Faults[0].Message, "no room on the page") {
		t.Errorf("%+v", got)
	}
}

// What is wrong in a theme file has a place too.
func TestFaultsOfTheme(t *testing.T) {
	f := faultsOf(&themefile.Error{File: "house.yaml", Faults: []themefile.Fault{{Line: 2, Column: 3, Message: "no colour \"x\"", Excerpt: "x\n^"}, {Line: 4}}})
	if f.Message != "the theme file cannot be read: 2 faults" || f.Faults[0] != (Fault{"house.yaml", 2, 3, "no colour \"x\"", "x\n^"}) {
		t.Errorf("%+v", f)
	}
	if got := f.inLine(); got != "house.yaml:2:3: no colour \"x\"; and 1 other fault" {
		t.Errorf("%q", got)
	}
	if got := faultsOf(errors.New("no room")).inLine(); got != "the map cannot be shown: no room" {
		t.Errorf("%q", got)
	}
}

func TestNewFailsOnWrongMap(t *testing.T) {
	_, err := New(t.Context(), Options{Read: func(context.Context) (Map, error) { return Map{}, errors.New("not a map") }})
	if err == nil || err.Error() != "not a map" {
		t.Errorf("%v", err)
	}
}

func TestFileStamp(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("a.yaml", "title: x\n")
	seen := map[string]string{}
	changes := func(what string, same bool) {
		t.Helper()
		stamp := FileStamp(dir)
		if before, there := seen[stamp]; there != same {
			t.Errorf("%s: seen before: %v (%s)", what, there, before)
		}
		seen[stamp] = what
	}
	changes("one file", false)
	changes("the same", true)
	write("notes.txt", "of no map")
	changes("a file that is of no map", true)
	write("b.yaml", "organisations: []\n")
	changes("another file", false)
	write("a.yaml", "title: xx\n")
	changes("another size", false)
	later := time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)
	if err := os.Chtimes(filepath.Join(dir, "a.yaml"), later, later); err != nil {
		t.Fatal(err)
	}
	changes("another time", false)
	if err := os.Rename(filepath.Join(dir, "b.yaml"), filepath.Join(dir, "c.yaml")); err != nil {
		t.Fatal(err)
	}
	changes("another name", false)
	if err := os.Symlink("gone.yaml", filepath.Join(dir, "d.yaml")); err != nil {
		t.Skip(err)
	}
	changes("a link to nothing", false)
	if FileStamp(filepath.Join(dir, "a.yaml")) == FileStamp(filepath.Join(dir, "c.yaml")) || FileStamp(filepath.Join(dir, "none")) != "missing" {
		t.Error("stamps of files")
	}
}

// listening is a connection that receives events.
type listening struct {
	t     *testing.T
	lines *bufio.Scanner
}

func (l *listening) next() (state State) {
	l.t.Helper()
	for l.lines.Scan() {
		if data, ok := strings.CutPrefix(l.lines.Text(), "data: "); ok {
			if err := json.Unmarshal([]byte(data), &state); err != nil {
				l.t.Fatal(err)
			}
			return state
		}
	}
	l.t.Fatalf("the events ended: %v", l.lines.Err())
	return state
}

func listenTo(t *testing.T, address string) *listening {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), "GET", address+"/api/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { answer.Body.Close() })
	if answer.StatusCode != 200 || answer.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatalf("status %d, %s", answer.StatusCode, answer.Header.Get("Content-Type"))
	}
	return &listening{t, bufio.NewScanner(answer.Body)}
}

func TestEvents(t *testing.T) {
	s := newSite(t, smallMap, func(o *Options) { o.Limits = Limits{Listeners: 2} })
	look := s.watch()
	server := httptest.NewServer(s.Handler())
	t.Cleanup(server.Close) // after those who listen have gone
	first, second := listenTo(t, server.URL), listenTo(t, server.URL)
	was := s.state()
	if first.next() != was || second.next() != was {
		t.Error("they are not told what there is")
	}
	answer, err := http.Get(server.URL + "/api/events")
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("a third listens: status %d", answer.StatusCode)
	}
	s.write("organisations: x\n")
	settle(look)
	for _, l := range []*listening{first, second} {
		if got := l.next(); got.Version != was.Version || got.Faults == nil {
			t.Errorf("of faults they are told %+v", got)
		}
	}
	s.write(strings.Replace(smallMap, "Gamma", "Delta", 1))
	settle(look)
	for _, l := range []*listening{first, second} {
		if got := l.next(); got.Version == was.Version || got.Faults != nil {
			t.Errorf("of a change they are told %+v", got)
		}
	}
}

// When its context ends, a server lets go of those who listen, and of its port.
func TestShutdown(t *testing.T) {
	s := newSite(t, smallMap)
	s.shutdownTime = time.Hour // so that the end does not come by force
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skip(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	served := make(chan error)
	go func() { served <- s.Serve(ctx, l) }()
	address := "http://" + l.Addr().String()
	events := listenTo(t, address)
	events.next()
	cancel()
	if err := <-served; err != nil {
		t.Errorf("%v", err)
	}
	for events.lines.Scan() {
	}
	again, err := net.Listen("tcp", l.Addr().String())
	if err != nil {
		t.Fatalf("the port is not free: %v", err)
	}
	again.Close()
}

// A request that is being worked out comes to its end, or is told to.
func TestShutdownWhileWorking(t *testing.T) {
	begun := make(chan struct{})
	s := newSite(t, smallMap)
	s.opts.Place = func(ctx context.Context, _ *render.Scene) (*render.Placement, error) {
		close(begun)
		<-ctx.Done()
		return nil, ctx.Err()
	}
	s.shutdownTime = time.Nanosecond
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skip(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	served := make(chan error)
	go func() { served <- s.Serve(ctx, l) }()
	asked := make(chan struct{})
	go func() {
		defer close(asked)
		if answer, err := http.Get("http://" + l.Addr().String() + "/api/picture.svg?title=x"); err == nil {
			answer.Body.Close()
		}
	}()
	<-begun
	cancel()
	if err := <-served; err != nil {
		t.Errorf("%v", err)
	}
	<-asked
}
