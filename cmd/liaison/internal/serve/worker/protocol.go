package worker

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"io"

	"github.com/liaisongraph/liaison/render"
)

// mostMessage is how many bytes a message may have: far more than a scene of ten thousand organisations takes.
const mostMessage = 256 << 20

// answer is what a process says to a scene.
type answer struct {
	Placement *render.Placement
	Error     string // why there is none, or ""
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

// Run answers the scenes that come in on r with what place makes of them, until r or ctx ends, or w does not take an
// answer. It does not wait for a layout that nobody is there to take. A place that panics crashes the process, as it
// should: the pool starts another.
func Run(ctx context.Context, r io.Reader, w io.Writer, place func(context.Context, *render.Scene) (*render.Placement, error)) error {
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
	answered := make(chan error, 1)
	for {
		select {
		case <-ctx.Done():
			return ended(ctx)
		case scene := <-scenes:
			go func() { answered <- reply(ctx, w, scene, place) }()
		}
		select {
		case <-ctx.Done():
			return ended(ctx)
		case err := <-answered:
			if err != nil {
				return err
			}
		}
	}
}

// ended is why there is no more to do, or nil where that is how it should be.
func ended(ctx context.Context) error {
	if err := context.Cause(ctx); !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

func reply(ctx context.Context, w io.Writer, scene *render.Scene, place func(context.Context, *render.Scene) (*render.Placement, error)) error {
	var a answer
	placement, err := place(ctx, scene)
	switch {
	case err != nil:
		a.Error = err.Error()
	case placement == nil:
		a.Error = "the layout has no places"
	default:
		a.Placement = placement
	}
	return write(w, &a)
}
