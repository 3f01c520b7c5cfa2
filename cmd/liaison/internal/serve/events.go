package serve

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// State is what a server has now.
type State struct {
	Version string  `json:"version"` // of the map and its page: another one where they are others
	Faults  *Faults `json:"faults"`  // what is wrong with the files, while the version before stays; or null
}

func (s *Server) state() State {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return State{s.now.version, s.faults}
}

// listen returns what is told of changes, and what ends that; false where too many listen.
func (s *Server) listen() (changes <-chan struct{}, end func(), ok bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if len(s.listeners) >= s.limits.Listeners {
		return nil, nil, false
	}
	c := make(chan struct{}, 1)
	s.listeners[c] = true
	return c, func() {
		s.mutex.Lock()
		defer s.mutex.Unlock()
		delete(s.listeners, c)
	}, true
}

// Times of listening: how often something is sent, so that a connection that has gone is seen to be, and how long that
// may take.
const (
	heartbeat = 20 * time.Second
	eventTime = 10 * time.Second
)

func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) error {
	changes, end, ok := s.listen()
	if !ok {
		return &httpError{http.StatusServiceUnavailable, Complaint{Message: fmt.Sprintf("%d pages listen, and no more may", s.limits.Listeners)}}
	}
	defer end()
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodHead {
		return nil
	}
	connection := http.NewResponseController(w)
	write := func(text string) bool {
		// The limit of other answers does not hold; each event has its own. Some writers have none, such as those of tests.
		_ = connection.SetWriteDeadline(time.Now().Add(eventTime))
		_, err := w.Write([]byte(text))
		return err == nil && connection.Flush() == nil
	}
	tell := func() bool {
		text, err := json.Marshal(s.state())
		return err == nil && write("event: state\ndata: "+string(text)+"\n\n")
	}
	if !write("retry: 1000\n") || !tell() {
		return nil
	}
	for {
		alive := true
		select {
		case <-r.Context().Done():
			return nil
		case <-s.stopping:
			return nil
		case <-changes:
			alive = tell()
		case <-beat.C:
			alive = write(":\n\n")
		}
		if !alive {
			return nil
		}
	}
}
