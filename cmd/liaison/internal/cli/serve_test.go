package cli

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/serve"
	"github.com/liaisongraph/liaison/cmd/liaison/internal/serve/worker"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

var renders = flag.Int("renders", 60, "how many pictures TestServeMemory draws")

// ukPool lays out in processes of this program, as serve does.
func ukPool(t *testing.T, opts worker.Options) *worker.Pool {
	t.Helper()
	program, err := exec.LookPath("liaison-process") // see TestMain
	if err != nil {
		t.Fatal(err)
	}
	opts.Command = func() *exec.Cmd { return exec.Command(program, layoutWorkerName) }
	p := worker.New(opts)
	t.Cleanup(p.Close)
	return p
}

func ukServer(t *testing.T, pool *worker.Pool) *serve.Server {
	t.Helper()
	m, err := mapfile.Read("../../../../testdata/uk-national-security")
	if err != nil {
		t.Fatal(err)
	}
	s, err := serve.New(t.Context(), serve.Options{
		Read:  func(context.Context) (serve.Map, error) { return serve.Map{Graph: m.Graph}, nil },
		Place: pool.Place,
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// drawn asks a server for a picture, and returns it.
func drawn(t *testing.T, s *serve.Server, parameters string) string {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), "GET", "http://localhost/api/picture.svg?"+parameters, nil)
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "</svg>") {
		t.Fatalf("%s: status %d: %.300s", parameters, w.Code, w.Body)
	}
	return w.Body.String()
}

// Every layout, those of Graphviz too, comes out of a process for layouts.
func TestServeLayouts(t *testing.T) {
	pool := ukPool(t, worker.Options{Deadline: time.Minute})
	s := ukServer(t, pool)
	for _, layout := range layoutNames() {
		if svg := drawn(t, s, "around=sis&layout="+layout); strings.Contains(svg, "stands in for it") {
			t.Errorf("%s: it was replaced by a simpler one", layout)
		}
	}
	if got := pool.Stats(); got.Fallbacks != 0 || got.Layouts < len(layoutNames()) {
		t.Errorf("%+v", got)
	}
}

// A layout that takes too long makes way for a simpler one, and the picture says so.
func TestServeLayoutTakesTooLong(t *testing.T) {
	pool := ukPool(t, worker.Options{Deadline: time.Nanosecond})
	s := ukServer(t, pool)
	if svg := drawn(t, s, "layout=fdp"); !strings.Contains(svg, "The layout fdp took more than 1ns and was stopped.") {
		t.Error("the picture does not say that its layout is a simpler one")
	}
	if got := pool.Stats(); got.Killed != got.Started || got.Fallbacks != 2 {
		t.Errorf("%+v", got)
	}
}

// The memory of a server does not grow with the pictures that it has drawn: with -renders 10000 it is seen of many.
func TestServeMemory(t *testing.T) {
	pictures := *renders
	if testing.Short() {
		pictures = min(pictures, 20)
	}
	pool := ukPool(t, worker.Options{Layouts: max(10, pictures/50), Deadline: time.Minute})
	s := ukServer(t, pool)
	layouts := []string{"hub", "grid", "tree", "hub", "grid", "tree", "hub", "grid", "tree", "dot"}
	n := 0
	draw := func(pictures int) (heap uint64, resident int) {
		var wg sync.WaitGroup
		for range pictures {
			n++
			parameters := fmt.Sprintf("around=sis&layout=%s&title=%d", layouts[n%len(layouts)], n)
			wg.Go(func() { drawn(t, s, parameters) })
			if n%2 == 0 {
				wg.Wait()
			}
		}
		wg.Wait()
		var m runtime.MemStats
		runtime.GC()
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc, residentKB(t)
	}
	before, residentBefore := draw(min(pictures, 600) / 2) // which fills the cache of pictures
	after, residentAfter := draw(pictures)
	stats := pool.Stats()
	t.Logf("%d pictures: the heap was %.1f MB and is %.1f MB; the process held %.1f MB and holds %.1f MB; %+v", n,
		float64(before)/(1<<20), float64(after)/(1<<20), float64(residentBefore)/1024, float64(residentAfter)/1024, stats)
	if after > before+4<<20 {
		t.Errorf("the heap has grown from %d to %d bytes", before, after)
	}
	if stats.Recycled == 0 || stats.Fallbacks != 0 {
		t.Errorf("%+v", stats)
	}
}

// residentKB is how much memory this process holds, where the system tells.
func residentKB(t *testing.T) int {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	line, _, _ := strings.Cut(rest, "kB")
	kb, _ := strconv.Atoi(strings.TrimSpace(line))
	return kb
}

// The command as it is used: it says where the page is, serves it, takes up changes, and ends when it is interrupted.
func TestServeProcess(t *testing.T) {
	file := t.TempDir() + "/map.yaml"
	const text = "title: First\norganisations:\n  - {id: a, name: Alpha}\n  - {id: b, name: Beta}\nrelationships:\n  - {from: a, to: b, type: advice}\n"
	theme := t.TempDir() + "/house.yaml"
	for name, text := range map[string]string{file: text, theme: "base: dark\n"} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), "liaison-process", "serve", "-f", file, "--address", "127.0.0.1:0", "--type", "advice", "--theme", theme)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line := make([]byte, 200)
	n, err := stdout.Read(line)
	match := regexp.MustCompile(`^The map is at (http://127\.0\.0\.1:\d+/)\n$`).FindSubmatch(line[:n])
	if err != nil || match == nil {
		t.Fatalf("%v: it printed %q", err, line[:n])
	}
	address := string(match[1])
	events, err := http.Get(address + "api/events")
	if err != nil {
		t.Fatal(err)
	}
	defer events.Body.Close()
	heard := make([]byte, 4096)
	if n, err := events.Body.Read(heard); err != nil || !strings.Contains(string(heard[:n]), "retry") {
		t.Fatalf("%v: %q", err, heard[:n])
	}
	if err := os.WriteFile(file, []byte(strings.Replace(text, "Alpha", "Omega the Second", 1)), 0o666); err != nil {
		t.Fatal(err)
	}
	// The second state that it tells of is that of the changed map, the third that of a theme that is wrong.
	var told strings.Builder
	told.Write(heard[:n])
	listen := func(states int) {
		t.Helper()
		for strings.Count(told.String(), "event: state") < states || !strings.HasSuffix(told.String(), "\n\n") {
			n, err := events.Body.Read(heard)
			if err != nil {
				t.Fatal(err)
			}
			told.Write(heard[:n])
		}
	}
	listen(2)
	answer, err := http.Get(address + "api/map")
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(answer.Body)
	answer.Body.Close()
	if err != nil || !strings.Contains(string(data), "Omega") || !strings.Contains(string(data), "only relationships of type advice") {
		t.Errorf("%v: %.300s", err, data)
	}
	if err := os.WriteFile(theme, []byte("base: drak\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	listen(3)
	if !strings.Contains(told.String(), `house.yaml","line":1,"column":7`) {
		t.Errorf("of the theme is told %s", told.String())
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, stdout)
	if err := cmd.Wait(); err != nil {
		t.Errorf("%v", err)
	}
	want := regexp.MustCompile(`^liaison: the map was read anew: 2 organisations, 1 relationship\nliaison: .*house\.yaml:1:7: no theme "drak".*; the picture stays as it was\n$`)
	if got := stderr.String(); !want.MatchString(got) {
		t.Errorf("it said %q", got)
	}
}
