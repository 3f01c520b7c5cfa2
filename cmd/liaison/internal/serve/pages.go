package serve

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"
)

// sendDocument sends a document, unless the one who asks has it.
func sendDocument(w http.ResponseWriter, r *http.Request, media string, d document) {
	w.Header().Set("Content-Type", media)
	w.Header().Set("ETag", d.tag)
	// It answers HEAD and If-None-Match too.
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(d.body))
}

func (s *Server) servePage(w http.ResponseWriter, r *http.Request) error {
	now := s.snapshot()
	w.Header().Set("Content-Security-Policy", now.policy+"; frame-ancestors 'none'")
	sendDocument(w, r, "text/html; charset=utf-8", now.page)
	return nil
}

func (s *Server) serveMap(w http.ResponseWriter, r *http.Request) error {
	sendDocument(w, r, "application/json; charset=utf-8", s.snapshot().data)
	return nil
}

func (s *Server) serveView(w http.ResponseWriter, r *http.Request) error {
	sendDocument(w, r, "application/json; charset=utf-8", s.snapshot().view)
	return nil
}

// pictureTime is how long a picture may take, its layout included, which has a shorter deadline of its own.
const pictureTime = 40 * time.Second

func (s *Server) servePicture(w http.ResponseWriter, r *http.Request) error {
	now := s.snapshot()
	key := fmt.Sprintf("%s?%s", now.version, r.URL.Query().Encode())
	ctx, cancel := context.WithTimeout(r.Context(), pictureTime)
	defer cancel()
	d, err := s.pictures.once(ctx, key, func() (d document, err error) {
		err = s.workLong(ctx, func(ctx context.Context) error {
			svg, err := s.picture(ctx, r, now)
			if err == nil {
				d = newDocument(svg)
			}
			return err
		})
		return d, err
	})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Security-Policy", picturePolicy)
	sendDocument(w, r, "image/svg+xml", d)
	return nil
}

// picturePolicy lets a picture that is looked at by itself have its fonts and colours, and do nothing.
const picturePolicy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox allow-popups"

// pictureCache keeps the pictures that were asked for last.
type pictureCache struct {
	mutex  sync.Mutex
	keys   []string // the one that was used last at the end
	of     map[string]document
	size   int
	making map[string]*pictureInMaking
}

// pictureInMaking is a picture that several may wait for.
type pictureInMaking struct {
	done chan struct{} // closed when the other fields are there
	document
	err error
}

// What a cache holds at most.
const (
	mostPictures     = 32
	mostPictureBytes = 32 << 20
)

func newPictureCache() *pictureCache {
	return &pictureCache{of: map[string]document{}, making: map[string]*pictureInMaking{}}
}

// once returns the picture of a key: one that is kept, or what draw makes of it. Who asks for what is being made for
// another waits for that; where the other gave it up, it is made anew.
func (c *pictureCache) once(ctx context.Context, key string, draw func() (document, error)) (document, error) {
	for {
		d, other, own := c.begin(key)
		switch {
		case own != nil:
			return c.make(key, own, draw)
		case other == nil:
			return d, nil
		}
		select {
		case <-other.done:
		case <-ctx.Done():
			return document{}, ctx.Err()
		}
		if !errors.Is(other.err, context.Canceled) && !errors.Is(other.err, context.DeadlineExceeded) {
			return other.document, other.err
		}
	}
}

// begin returns the picture of a key where it is kept, else the one that another is making, else one for the caller to
// make. It is one look at both: who finds no picture kept, and a moment later none in the making, may have missed it.
func (c *pictureCache) begin(key string) (kept document, other, own *pictureInMaking) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if d, ok := c.get(key); ok {
		return d, nil, nil
	}
	if other = c.making[key]; other == nil {
		own = &pictureInMaking{done: make(chan struct{})}
		c.making[key] = own
	}
	return document{}, other, own
}

// make draws a picture for all who wait for it.
func (c *pictureCache) make(key string, own *pictureInMaking, draw func() (document, error)) (document, error) {
	own.err = errGivenUp // should draw panic
	defer func() {
		if own.err == nil {
			c.put(key, own.document)
		}
		c.mutex.Lock()
		delete(c.making, key)
		c.mutex.Unlock()
		close(own.done)
	}()
	own.document, own.err = draw()
	return own.document, own.err
}

var errGivenUp = errors.New("the picture cannot be drawn")

// get returns the picture of a key where it is kept; the caller holds the mutex.
func (c *pictureCache) get(key string) (document, bool) {
	d, ok := c.of[key]
	if ok {
		i := slices.Index(c.keys, key)
		c.keys = append(slices.Delete(c.keys, i, i+1), key)
	}
	return d, ok
}

func (c *pictureCache) put(key string, d document) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if _, there := c.of[key]; there || len(d.body) > mostPictureBytes/4 {
		return
	}
	c.of[key], c.keys, c.size = d, append(c.keys, key), c.size+len(d.body)
	for len(c.keys) > mostPictures || c.size > mostPictureBytes {
		c.size -= len(c.of[c.keys[0]].body)
		delete(c.of, c.keys[0])
		c.keys = slices.Delete(c.keys, 0, 1)
	}
}

func (c *pictureCache) clear() {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.keys, c.of, c.size = nil, map[string]document{}, 0
}
