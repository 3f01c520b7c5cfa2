package worker

import (
	"errors"
	"io"
	"os/exec"
	"strings"
	"sync"

	"github.com/liaisongraph/liaison/render"
)

// process is a process that lays scenes out, one at a time.
type process struct {
	cmd     *exec.Cmd
	in      io.WriteCloser
	out     io.ReadCloser
	said    *head // on standard error
	layouts int
	end     func() error
}

// result is what became of a scene: an answer, or an error of the process.
type result struct {
	answer answer
	err    error
}

func start(cmd *exec.Cmd) (*process, error) {
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	said := &head{}
	cmd.Stderr = said
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return &process{cmd: cmd, in: in, out: out, said: said, end: sync.OnceValue(func() error {
		// It may have ended before.
		return errors.Join(cmd.Process.Kill(), in.Close(), cmd.Wait())
	})}, nil
}

// ask has the process lay out a scene.
func (w *process) ask(s *render.Scene) (r result) {
	if r.err = write(w.in, s); r.err != nil {
		return r
	}
	if r.err = read(w.out, &r.answer); errors.Is(r.err, io.EOF) {
		r.err = errors.New("it ended")
	}
	if r.err == nil && r.answer.Error == "" && !fits(r.answer.Placement, s) {
		r.err = errors.New("its answer does not fit the question")
	}
	return r
}

// fits reports whether a placement has a place for every part of a scene.
func fits(p *render.Placement, s *render.Scene) bool {
	if p == nil || len(p.Nodes) != len(s.Nodes) || len(p.Courses) != len(s.Lines) {
		return false
	}
	for i := range p.Courses {
		if len(p.Courses[i]) != len(s.Lines[i].Strands) {
			return false
		}
	}
	return true
}

// kill ends the process, waits until it has ended, and returns what it said last, as the end of a sentence.
func (w *process) kill() string {
	_ = w.end() // which says that it was killed
	if text := w.said.text(); text != "" {
		return ": " + text
	}
	return ""
}

// head keeps the beginning of what is written to it, which says what went wrong.
type head struct {
	mutex sync.Mutex
	kept  strings.Builder
}

// mostSaid is how many bytes are kept of what a process says.
const mostSaid = 2 << 10

func (h *head) Write(b []byte) (int, error) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.kept.Write(b[:min(len(b), mostSaid-h.kept.Len())])
	return len(b), nil
}

func (h *head) text() string {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	return strings.TrimSpace(h.kept.String())
}
