package worker

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"runtime/metrics"
	"time"

	"github.com/liaisongraph/liaison/render"
)

// mostMessage is how many bytes a message may have: far more than a scene of ten thousand organisations takes.
const mostMessage = 256 << 20

// answer is what a process says to a scene.
type answer struct {
	Placement *render.Placement
	Error     string // why there is none, or ""
	Ends      bool   // the process is at its end
}

// write writes a message in one piece.
func write(w io.Writer, message any) error {
	var b bytes.Buffer
	b.Write(make([]byte, 4))
	if err := gob.NewEncoder(&b).Encode(message); err != nil {
		return err
	}
	if b.Len()-4 > mostMessage {
		return fmt.Errorf("the picture is too large to be laid out: %d bytes", b.Len()-4)
	}
	binary.BigEndian.PutUint32(b.Bytes(), uint32(b.Len()-4))
	_, err := w.Write(b.Bytes())
	return err
}

// read reads a message; io.EOF is the end between messages.
func read(r io.Reader, message any) error {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return err
	}
	length := binary.BigEndian.Uint32(head[:])
	if length > mostMessage {
		return fmt.Errorf("a message of %d bytes", length)
	}
	// It grows as bytes come, so that a length alone takes no memory.
	var b bytes.Buffer
	if _, err := io.CopyN(&b, r, int64(length)); err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return err
	}
	return gob.NewDecoder(&b).Decode(message)
}

// How often a process looks at what it holds while it lays out, and from which part of its limit on it collects more
// often what is no longer used.
const (
	memoryLook = 50 * time.Millisecond
	memoryEdge = 0.75
)

// Run answers the scenes that come in on r with what place makes of them, until r or ctx ends, or w does not take an
// answer. It does not wait for a layout that nobody is there to take. A place that panics crashes the process, as it
// should: the pool starts another. Where a layout makes the process hold more than so many bytes of memory, Run says so
// instead of an answer, and returns an error, with which the process is to end; 0 is no limit. The limit is that of the
// process, which Run takes for its own.
func Run(ctx context.Context, r io.Reader, w io.Writer, memory int64, place Layout) error {
	if memory > 0 {
		defer debug.SetMemoryLimit(debug.SetMemoryLimit(int64(memoryEdge * float64(memory))))
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	scenes := make(chan *render.Scene)
	go func() {
		for {
			scene := &render.Scene{}
			if err := read(r, scene); err != nil {
				cancel(err)
				return
			}
			select {
			case scenes <- scene:
			case <-ctx.Done():
				return
			}
		}
	}()
	for {
		select {
		case <-ctx.Done():
			return ended(ctx)
		case scene := <-scenes:
			a := layOut(ctx, scene, memory, place)
			if a == nil {
				return ended(ctx)
			}
			if err := write(w, a); err != nil {
				return err
			}
			if a.Ends {
				return errors.New(a.Error)
			}
		}
	}
}

// Layout places a scene.
type Layout func(context.Context, *render.Scene) (*render.Placement, error)

// layOut returns the answer to a scene, which may be that it takes too much memory; or nil where ctx ends first.
func layOut(ctx context.Context, scene *render.Scene, memory int64, place Layout) *answer {
	made := make(chan *answer, 1)
	go func() { made <- answerTo(ctx, scene, place) }()
	var look <-chan time.Time
	if memory > 0 {
		ticker := time.NewTicker(memoryLook)
		defer ticker.Stop()
		look = ticker.C
	}
	for {
		select {
		case <-ctx.Done():
			return nil
		case a := <-made:
			return a
		case <-look:
			if held() > memory {
				return &answer{Error: fmt.Sprintf("it takes more than %d megabytes of memory", memory>>20), Ends: true}
			}
		}
	}
}

// held returns how many bytes of memory this process holds, as far as Go knows: all but its code.
func held() int64 {
	of := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(of)
	return int64(of[0].Value.Uint64() - of[1].Value.Uint64())
}

// ended is why there is no more to do, or nil where that is how it should be.
func ended(ctx context.Context) error {
	if err := context.Cause(ctx); !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

// answerTo lays a scene out.
func answerTo(ctx context.Context, scene *render.Scene, place Layout) *answer {
	placement, err := place(ctx, scene)
	switch {
	case err != nil:
		return &answer{Error: err.Error()}
	case placement == nil:
		return &answer{Error: "the layout has no places"}
	}
	return &answer{Placement: placement}
}
