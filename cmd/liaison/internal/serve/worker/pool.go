package worker

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"sync"
	"time"

	"github.com/liaisongraph/liaison/render"
)

// Options say how a pool works. Only Command has no default.
type Options struct {
	// Command returns a command that has not been started, and that serves its standard streams by [Run].
	Command func() *exec.Cmd
	// Processes is how many there are at most; 2 unless said.
	Processes int
	// Deadline is how long a layout may take, the start of its process included; 10 seconds unless said.
	Deadline time.Duration
	// Layouts is how many a process makes before another takes its place; 100 unless said.
	Layouts int
	// Fallback places what could not be laid out in time; the layout "grid" unless said. It must be quick.
	Fallback func(*render.Scene) (*render.Placement, error)
	// Log, if set, is told in a line what went wrong in a process.
	Log func(string)

	// timer returns what tells that a deadline has passed, and what stops that.
	timer func(time.Duration) (<-chan time.Time, func())
}

// Pool lays scenes out in processes. It is safe for concurrent use.
type Pool struct {
	opts  Options
	slots chan struct{} // as many as there may be processes: who holds one may have a process work
	done  chan struct{} // closed by Close
	close sync.Once

	mutex sync.Mutex
	idle  []*process // those that have been started and do not work

	counts struct {
		sync.Mutex
		Stats
	}
}

// Stats counts what a pool has done.
type Stats struct {
	Layouts   int // that processes made
	Started   int // processes
	Recycled  int // processes that ended because they had made enough layouts
	Killed    int // processes that ended at a deadline, or with the one who asked
	Crashed   int // processes that ended by themselves, or spoke nonsense
	Exhausted int // processes that ended because a layout took too much memory
	Fallbacks int // layouts that came as a grid
}

// New returns a pool, which starts a process when the first is needed.
func New(opts Options) *Pool {
	setDefault(&opts.Processes, 2)
	setDefault(&opts.Deadline, 10*time.Second)
	setDefault(&opts.Layouts, 100)
	if opts.Fallback == nil {
		opts.Fallback = grid
	}
	if opts.Log == nil {
		opts.Log = func(string) {}
	}
	if opts.timer == nil {
		opts.timer = func(d time.Duration) (<-chan time.Time, func()) {
			t := time.NewTimer(d)
			return t.C, func() { t.Stop() }
		}
	}
	p := &Pool{opts: opts, slots: make(chan struct{}, opts.Processes), done: make(chan struct{})}
	for range opts.Processes {
		p.slots <- struct{}{}
	}
	return p
}

func setDefault[T int | time.Duration](value *T, to T) {
	if *value <= 0 {
		*value = to
	}
}

// Stats returns what the pool has done so far.
func (p *Pool) Stats() Stats {
	p.counts.Lock()
	defer p.counts.Unlock()
	return p.counts.Stats
}

func (p *Pool) count(change func(*Stats)) {
	p.counts.Lock()
	defer p.counts.Unlock()
	change(&p.counts.Stats)
}

// errClosed is the error of a pool that is closed.
var errClosed = errors.New("no more pictures are laid out: the server is shutting down")

// LayoutError is the error of a layout itself, as the process tells it: the scene cannot be laid out so.
type LayoutError struct{ Message string }

func (e *LayoutError) Error() string { return e.Message }

// errTooLong is the cause of a layout that was ended at its deadline.
var errTooLong = errors.New("it took too long")

// Place lays a scene out as it asks for. Where that takes longer than the deadline, its process ends, or the layout
// fails, the placement is the one of Options.Fallback, and its Notice says so. Place waits while all processes are
// busy. Its error is that of ctx, that of the fallback, or tells that the pool is closed.
func (p *Pool) Place(ctx context.Context, s *render.Scene) (*render.Placement, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case <-p.done:
		return nil, errClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-p.slots:
	}
	w, placement, err := p.layout(ctx, p.takeIdle(), s)
	p.addIdle(w)
	p.slots <- struct{}{}
	switch {
	case err == nil:
		return placement, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case p.closed():
		return nil, errClosed
	}
	return p.fallBack(s, err)
}

// takeIdle returns a process that does not work, the one that worked last, or nil.
func (p *Pool) takeIdle() *process {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	n := len(p.idle) - 1
	if n < 0 {
		return nil
	}
	w := p.idle[n]
	p.idle = p.idle[:n]
	return w
}

func (p *Pool) addIdle(w *process) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if w != nil {
		p.idle = append(p.idle, w)
	}
}

func (p *Pool) closed() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

// layout has a process lay out a scene, one that is started where w is nil. It returns the process that goes on, or
// nil where none does.
func (p *Pool) layout(ctx context.Context, w *process, s *render.Scene) (*process, *render.Placement, error) {
	expired, stop := p.opts.timer(p.opts.Deadline)
	defer stop()
	if w == nil {
		var err error
		if w, err = start(p.opts.Command()); err != nil {
			p.opts.Log("a process for layouts cannot be started: " + err.Error())
			return nil, nil, err
		}
		p.count(func(s *Stats) { s.Started++ })
	}
	result := make(chan result, 1)
	go func() { result <- w.ask(s) }()
	select {
	case r := <-result:
		return p.settle(w, r)
	case <-expired:
		p.opts.Log(fmt.Sprintf("a layout, %s, was ended after %v", s.Layout, p.opts.Deadline))
		return p.kill(w, result, errTooLong)
	case <-ctx.Done():
		return p.kill(w, result, ctx.Err())
	case <-p.done:
		return p.kill(w, result, errClosed)
	}
}

func (p *Pool) kill(w *process, asked <-chan result, why error) (*process, *render.Placement, error) {
	w.kill()
	<-asked // the pipes are closed, so that it does not hang
	p.count(func(s *Stats) { s.Killed++ })
	return nil, nil, why
}

// settle says what a result means for the process that it came from.
func (p *Pool) settle(w *process, r result) (*process, *render.Placement, error) {
	if r.err != nil {
		said := w.kill()
		p.count(func(s *Stats) { s.Crashed++ })
		p.opts.Log("a process for layouts failed: " + r.err.Error() + said)
		return nil, nil, r.err
	}
	p.count(func(s *Stats) { s.Layouts++ })
	w.layouts++
	switch {
	case r.answer.Ends:
		w.kill()
		p.count(func(s *Stats) { s.Exhausted++ })
		p.opts.Log("a process for layouts was ended: " + r.answer.Error)
		w = nil
	case w.layouts >= p.opts.Layouts:
		w.kill()
		p.count(func(s *Stats) { s.Recycled++ })
		w = nil
	}
	if r.answer.Error != "" {
		return w, nil, &LayoutError{r.answer.Error}
	}
	return w, r.answer.Placement, nil
}

// fallBack places a scene in a simpler way than it asks for, because of err.
func (p *Pool) fallBack(s *render.Scene, err error) (*render.Placement, error) {
	placement, failed := p.opts.Fallback(s)
	if failed != nil {
		return nil, fmt.Errorf("the picture cannot be laid out, nor in a simpler way: %w", errors.Join(err, failed))
	}
	p.count(func(s *Stats) { s.Fallbacks++ })
	placed := *placement
	placed.Notice = p.notice(s, err)
	return &placed, nil
}

// notice says to those who look at a picture why it is laid out in a simpler way than it should be.
func (p *Pool) notice(s *render.Scene, err error) string {
	const simpler = " A simpler layout stands in for it."
	var failed *LayoutError
	switch {
	case errors.Is(err, errTooLong):
		return fmt.Sprintf("The layout %s took more than %v and was stopped.", s.Layout, p.opts.Deadline) + simpler
	case errors.As(err, &failed):
		return fmt.Sprintf("The layout %s failed: %s.", s.Layout, failed.Message) + simpler
	}
	return fmt.Sprintf("The layout %s failed.", s.Layout) + simpler
}

// grid lays a scene out in the layout that is quickest.
func grid(s *render.Scene) (placement *render.Placement, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the grid failed: %v", r)
		}
	}()
	simple := *s
	simple.Layout = render.GridLayout
	return simple.Place(), nil
}

// Close ends all processes, and the layouts that they are at. It returns when they have ended.
func (p *Pool) Close() {
	p.close.Do(func() {
		close(p.done)
		for range p.opts.Processes {
			<-p.slots // what works is ended, and nothing else begins
		}
		for w := p.takeIdle(); w != nil; w = p.takeIdle() {
			w.kill()
		}
	})
}
