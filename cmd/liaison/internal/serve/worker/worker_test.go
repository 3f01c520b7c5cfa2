package worker

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/render"
)

// The tests are their own processes for layouts: this variable says which kind.
const kindVariable = "LIAISON_WORKER_TEST"

// kinds are processes by how they behave.
var kinds = map[string]func(){
	"good": func() { run(place) },
	"hung": func() {
		run(func(context.Context, *render.Scene) (*render.Placement, error) {
			select {} // its other goroutine reads on
		})
	},
	"crash": func() {
		run(func(context.Context, *render.Scene) (*render.Placement, error) { panic("out of bounds") })
	},
	"refuse": func() {
		run(func(context.Context, *render.Scene) (*render.Placement, error) {
			return nil, errors.New("too many crossings")
		})
	},
	"nothing": func() {
		run(func(context.Context, *render.Scene) (*render.Placement, error) { return nil, nil })
	},
	"greedy": func() {
		run(func(context.Context, *render.Scene) (*render.Placement, error) {
			var all [][]byte
			for {
				all = append(all, make([]byte, 1<<20)) // which nobody writes to, so that it costs nothing but addresses
				runtime.KeepAlive(all)
			}
		})
	},
	"misfit": func() {
		run(func(context.Context, *render.Scene) (*render.Placement, error) { return &render.Placement{}, nil })
	},
	"ended": func() {},
	"deaf":  func() { os.Stdin.Close(); select {} },
	"rubbish": func() {
		os.Stdout.WriteString("\x00\x00\x00\x05hello")
		_, _ = io.Copy(io.Discard, os.Stdin)
	},
	"huge": func() {
		_ = binary.Write(os.Stdout, binary.BigEndian, uint32(1<<31))
		_, _ = io.Copy(io.Discard, os.Stdin)
	},
}

// testMemory is how much a process may hold: more than tests need, under the race detector too.
const testMemory = 512 << 20

func run(place func(context.Context, *render.Scene) (*render.Placement, error)) {
	if err := Run(context.Background(), os.Stdin, os.Stdout, testMemory, place); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func place(_ context.Context, s *render.Scene) (*render.Placement, error) { return s.Place(), nil }

func TestMain(m *testing.M) {
	if kind := os.Getenv(kindVariable); kind != "" {
		kinds[kind]()
		return
	}
	os.Exit(m.Run())
}

// pool returns a pool of processes of a kind, and what it logs.
func pool(t *testing.T, kind string, opts Options) (*Pool, *logged) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if opts.Command == nil {
		opts.Command = func() *exec.Cmd {
			cmd := exec.Command(program)
			cmd.Env = append(os.Environ(), kindVariable+"="+kind)
			return cmd
		}
	}
	log := &logged{}
	opts.Log = log.add
	if opts.timer == nil { // a slow machine is no fault
		opts.timer = never
	}
	p := New(opts)
	t.Cleanup(p.Close)
	return p, log
}

type logged struct {
	sync.Mutex
	strings.Builder
}

func (l *logged) add(text string) {
	l.Lock()
	defer l.Unlock()
	l.WriteString(text + "\n")
}

func scene(t testing.TB) *render.Scene {
	t.Helper()
	s, err := render.NewScene(graphtest.Of("a oversight b", "b advice c", "a partnership c"), render.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// encoded is a placement as it goes over the wire, which tells whether two are the same.
func encoded(t *testing.T, p *render.Placement) string {
	t.Helper()
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// never is a timer whose time does not pass.
func never(time.Duration) (<-chan time.Time, func()) { return nil, func() {} }

// passed is a timer whose time has passed as soon as it starts.
func passed(time.Duration) (<-chan time.Time, func()) {
	c := make(chan time.Time, 1)
	c <- time.Time{}
	return c, func() {}
}

func TestProcessPlacesAsThisOneDoes(t *testing.T) {
	p, _ := pool(t, "good", Options{})
	layouts := 0
	for _, c := range graphtest.Corpus() {
		if testing.Short() && c.Graph.NumRelationships() > 200 {
			continue // under the race detector it takes long
		}
		layouts++
		s, err := render.NewScene(c.Graph, render.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got, err := p.Place(t.Context(), s)
		if err != nil {
			t.Fatalf("%s: %v", c.Name, err)
		}
		if encoded(t, got) != encoded(t, s.Place()) {
			t.Errorf("%s: the process places it otherwise", c.Name)
		}
	}
	if s := p.Stats(); s.Started != 1 || s.Fallbacks != 0 || s.Layouts != layouts {
		t.Errorf("%+v", s)
	}
}

// What a process does wrong costs that process, and gives a simpler picture that says so.
func TestFailuresGiveASimplerPicture(t *testing.T) {
	for _, c := range []struct {
		kind    string
		timer   func(time.Duration) (<-chan time.Time, func())
		notice  string
		logs    string
		crashed int
		killed  int
		memory  int
	}{
		{kind: "hung", timer: passed, notice: "took more than 10s and was stopped", logs: "ended after 10s", killed: 1},
		{kind: "deaf", timer: passed, notice: "took more than 10s", killed: 1},
		{kind: "crash", notice: "The layout hub failed.", logs: "panic: out of bounds", crashed: 1},
		{kind: "refuse", notice: "failed: too many crossings."},
		{kind: "nothing", notice: "failed: the layout has no places."},
		{kind: "greedy", notice: "failed: it takes more than 512 megabytes of memory.", logs: "was ended: it takes more than 512 megabytes", memory: 1},
		{kind: "misfit", notice: "The layout hub failed.", logs: "does not fit", crashed: 1},
		{kind: "ended", notice: "The layout hub failed.", logs: "a process for layouts failed", crashed: 1},
		{kind: "rubbish", notice: "The layout hub failed.", crashed: 1},
		{kind: "huge", notice: "The layout hub failed.", logs: "a message of 2147483648 bytes", crashed: 1},
	} {
		t.Run(c.kind, func(t *testing.T) {
			p, log := pool(t, c.kind, Options{timer: c.timer})
			s := scene(t)
			for range 2 {
				got, err := p.Place(t.Context(), s)
				if err != nil {
					t.Fatal(err)
				}
				if !strings.Contains(got.Notice, c.notice) || !strings.HasSuffix(got.Notice, " A simpler layout stands in for it.") || len(got.Nodes) != len(s.Nodes) {
					t.Errorf("notice %q with %d places", got.Notice, len(got.Nodes))
				}
			}
			got := p.Stats()
			if got.Crashed != 2*c.crashed || got.Killed != 2*c.killed || got.Exhausted != 2*c.memory || got.Fallbacks != 2 {
				t.Errorf("%+v", got)
			}
			if lives := got.Crashed+got.Killed+got.Exhausted == 0; lives != (got.Started == 1) {
				t.Errorf("%d processes were started", got.Started)
			}
			if !strings.Contains(log.String(), c.logs) {
				t.Errorf("it logged %q, want %q", log.String(), c.logs)
			}
			if s.Layout == render.GridLayout {
				t.Error("the scene of the caller has changed")
			}
		})
	}
}

func TestProcessThatCannotStart(t *testing.T) {
	p, log := pool(t, "", Options{Command: func() *exec.Cmd { return exec.Command("/no/such/program") }})
	got, err := p.Place(t.Context(), scene(t))
	if err != nil || got.Notice == "" || !strings.Contains(log.String(), "cannot be started") {
		t.Errorf("%v, %v, %q", got, err, log.String())
	}
}

func TestFallbackThatFails(t *testing.T) {
	p, _ := pool(t, "refuse", Options{Fallback: func(*render.Scene) (*render.Placement, error) { return nil, errors.New("no room") }})
	_, err := p.Place(t.Context(), scene(t))
	var refused *LayoutError
	if !errors.As(err, &refused) || !strings.Contains(err.Error(), "no room") {
		t.Errorf("%v", err)
	}
}

func TestProcessesAreRecycled(t *testing.T) {
	p, _ := pool(t, "good", Options{Processes: 1, Layouts: 3})
	for range 8 {
		if _, err := p.Place(t.Context(), scene(t)); err != nil {
			t.Fatal(err)
		}
	}
	if got := p.Stats(); got.Started != 3 || got.Recycled != 2 || got.Layouts != 8 {
		t.Errorf("%+v", got)
	}
}

// Who asks can stop asking, before a process is free and while one works.
func TestPlaceEndsWithItsContext(t *testing.T) {
	p, _ := pool(t, "hung", Options{Processes: 1})
	ctx, cancel := context.WithCancelCause(t.Context())
	working := make(chan error)
	go func() {
		_, err := p.Place(ctx, scene(t))
		working <- err
	}()
	over, end := context.WithCancel(t.Context())
	end()
	if _, err := p.Place(over, scene(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("before it began: %v", err)
	}
	cancel(nil)
	if err := <-working; !errors.Is(err, context.Canceled) {
		t.Errorf("while it worked: %v", err)
	}
	if got := p.Stats(); got.Fallbacks != 0 {
		t.Errorf("%+v", got)
	}
}

// Closing ends processes that work, and nothing is begun afterwards.
func TestClose(t *testing.T) {
	started := make(chan struct{})
	p, _ := pool(t, "hung", Options{Processes: 1, timer: func(time.Duration) (<-chan time.Time, func()) {
		close(started)
		return nil, func() {}
	}})
	working := make(chan error)
	go func() {
		_, err := p.Place(context.Background(), scene(t))
		working <- err
	}()
	<-started
	p.Close()
	if err := <-working; !errors.Is(err, errClosed) {
		t.Errorf("while it worked: %v", err)
	}
	if _, err := p.Place(t.Context(), scene(t)); !errors.Is(err, errClosed) {
		t.Errorf("afterwards: %v", err)
	}
	p.Close()
}

func TestManyAtOnce(t *testing.T) {
	p, _ := pool(t, "good", Options{Processes: 2, Layouts: 4})
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if got, err := p.Place(t.Context(), scene(t)); err != nil || got.Notice != "" {
				t.Errorf("%v, %v", got, err)
			}
		})
	}
	wg.Wait()
	if got := p.Stats(); got.Layouts != 20 || got.Crashed+got.Killed+got.Fallbacks != 0 {
		t.Errorf("%+v", got)
	}
}

// A process whose server has gone does not go on with its layout.
func TestRunEndsWithItsInput(t *testing.T) {
	var input bytes.Buffer
	if err := write(&input, scene(t)); err != nil {
		t.Fatal(err)
	}
	begun := make(chan struct{})
	r, w := io.Pipe()
	ended := make(chan error)
	go func() {
		ended <- Run(t.Context(), r, io.Discard, 0, func(ctx context.Context, _ *render.Scene) (*render.Placement, error) {
			close(begun)
			select {}
		})
	}()
	if _, err := w.Write(input.Bytes()); err != nil {
		t.Fatal(err)
	}
	<-begun
	w.Close()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestRunRefusesRubbish(t *testing.T) {
	for name, input := range map[string]string{
		"half a head": "\x00\x00", "half a message": "\x00\x00\x00\x09abc", "no gob": "\x00\x00\x00\x03abc", "too long": "\xff\xff\xff\xff",
	} {
		if err := Run(t.Context(), strings.NewReader(input), io.Discard, 0, place); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if err := Run(t.Context(), strings.NewReader(""), io.Discard, 0, place); err != nil {
		t.Errorf("nothing: %v", err)
	}
}

// Whatever comes in, reading it ends with a scene or an error.
func FuzzRead(f *testing.F) {
	var b bytes.Buffer
	if err := write(&b, scene(f)); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte("\x00\x00\x00\x05hello"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, input []byte) {
		r := bytes.NewReader(input)
		for read(r, &render.Scene{}) == nil {
		}
	})
}
