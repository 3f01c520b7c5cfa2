package serve

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/render"
)

// Options say what is served. Read has no default.
type Options struct {
	// Read reads the map, and returns the part of it that is served. What is wrong in a file it tells as a
	// [mapfile.Error] or a [themefile.Error].
	Read func(ctx context.Context) (Map, error)
	// Stamp returns a text that is another when the files of the map have changed; see [FileStamp]. Where it is nil, the
	// map never changes.
	Stamp func() string
	// Scene is how the picture is to look.
	Scene render.Options
	// Place lays pictures out; [render.Scene.Place] unless said.
	Place func(context.Context, *render.Scene) (*render.Placement, error)
	// Names are further names of this machine by which it may be asked, beside those of loopback.
	Names []string
	// Limits bound what answers may take.
	Limits Limits
	// Log, if set, is told in a line what went wrong, or that the map was read anew.
	Log func(string)
	// Interval is the time between two looks at the files; half a second unless said.
	Interval time.Duration
}

// Map is what is read.
type Map struct {
	Graph    *graph.Graph
	Subtitle string        // which part of the map it is, or ""
	Theme    *render.Theme // in place of the one of Options.Scene; nil is that
}

// Limits bound what an answer takes. A field that is 0 is that of [DefaultLimits].
type Limits struct {
	Time      time.Duration // for a query, a search for paths, a measure; and a picture after it has been laid out
	Rows      int           // of a query: the first ones are told; and at most so many paths
	Searched  int64         // how many paths a query may look at
	Memory    int64         // bytes that a query or a search may hold, and the text of its answer
	Body      int64         // bytes of a request
	Working   int           // how many answers are worked out at once
	Waiting   int           // how many requests may wait for that, each for as long as Time
	Listeners int           // how many pages may listen to changes
}

// DefaultLimits returns the limits that hold unless others are said.
func DefaultLimits() Limits {
	return Limits{
		Time: 10 * time.Second, Rows: 2000, Searched: 5_000_000, Memory: 128 << 20, Body: 64 << 10,
		Working: 4, Waiting: 64, Listeners: 64,
	}
}

func (l Limits) withDefaults() Limits {
	d := DefaultLimits()
	setDefault(&l.Time, d.Time)
	setDefault(&l.Rows, d.Rows)
	setDefault(&l.Searched, d.Searched)
	setDefault(&l.Memory, d.Memory)
	setDefault(&l.Body, d.Body)
	setDefault(&l.Working, d.Working)
	setDefault(&l.Waiting, d.Waiting)
	setDefault(&l.Listeners, d.Listeners)
	return l
}

func setDefault[T int | int64 | time.Duration](value *T, to T) {
	if *value <= 0 {
		*value = to
	}
}

// Server serves a map. It is safe for concurrent use.
type Server struct {
	opts     Options
	limits   Limits
	handler  http.Handler
	working  chan struct{} // a place for each answer that is being worked out
	waiting  chan struct{} // and for each that waits for one
	pictures *pictureCache

	mutex     sync.Mutex
	now       *snapshot
	faults    *Faults
	listeners map[chan struct{}]bool // each is told of changes, and reads what there is then

	stamp    string        // of the files, before they were first read
	stopping chan struct{} // closed when listeners are to go
	stop     sync.Once

	shutdownTime time.Duration // how long answers may still be worked out at the end
}

// New reads the map and returns a server of it. Its error is that of reading, or of drawing the picture.
func New(ctx context.Context, opts Options) (*Server, error) {
	if opts.Place == nil {
		opts.Place = func(_ context.Context, s *render.Scene) (*render.Placement, error) { return s.Place(), nil }
	}
	if opts.Log == nil {
		opts.Log = func(string) {}
	}
	setDefault(&opts.Interval, 500*time.Millisecond)
	s := &Server{
		opts: opts, limits: opts.Limits.withDefaults(), listeners: map[chan struct{}]bool{}, stopping: make(chan struct{}),
		pictures: newPictureCache(), shutdownTime: shutdownTime,
	}
	s.working = make(chan struct{}, s.limits.Working)
	s.waiting = make(chan struct{}, s.limits.Waiting)
	if opts.Stamp != nil {
		s.stamp = opts.Stamp()
	}
	first, err := s.read(ctx)
	if err != nil {
		return nil, err
	}
	s.now = first
	s.handler = s.guard(s.routes())
	return s, nil
}

// Handler returns what answers requests.
func (s *Server) Handler() http.Handler { return s.handler }

// Times within which a request must come and an answer must have gone.
const (
	headerTime   = 5 * time.Second
	requestTime  = 10 * time.Second
	idleTime     = time.Minute
	shutdownTime = 3 * time.Second
	// writeSlack is how much longer than the limit of an answer its connection may take, layouts included.
	writeSlack = 50 * time.Second
)

// Serve answers what comes in on l, and watches the files of the map, until ctx is done; then it lets answers that are
// being worked out come to their end, for a few seconds, and returns nil.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	working, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()
	server := &http.Server{
		Handler: s.handler, ReadHeaderTimeout: headerTime, ReadTimeout: requestTime, WriteTimeout: s.limits.Time + writeSlack,
		IdleTimeout: idleTime, MaxHeaderBytes: 32 << 10,
		BaseContext: func(net.Listener) context.Context { return working },
		ErrorLog:    quiet(s.opts.Log),
	}
	watching, end := context.WithCancel(ctx)
	defer end()
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		ticker := time.NewTicker(s.opts.Interval)
		defer ticker.Stop()
		s.Watch(watching, ticker.C)
	}()
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	var err error
	select {
	case err = <-served:
	case <-ctx.Done():
	}
	end()
	s.stop.Do(func() { close(s.stopping) })
	closing, done := context.WithTimeout(context.WithoutCancel(ctx), s.shutdownTime)
	defer done()
	if server.Shutdown(closing) != nil {
		cut() // what still works is told to stop
		_ = server.Close()
	}
	<-watched
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}
