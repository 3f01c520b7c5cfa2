package serve

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/liaisongraph/liaison/render"
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
	d, ok := s.pictures.get(key)
	if !ok {
		ctx, cancel := context.WithTimeout(r.Context(), pictureTime)
		defer cancel()
		err := s.workLong(ctx, func(ctx context.Context) error {
			svg, err := s.picture(ctx, r, now)
			if err == nil {
				d = newDocument(svg)
				s.pictures.put(key, d)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	w.Header().Set("Content-Security-Policy", picturePolicy)
	sendDocument(w, r, "image/svg+xml", d)
	return nil
}

// picturePolicy lets a picture that is looked at by itself have its fonts and colours, and do nothing.
const picturePolicy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox allow-popups"

// picture draws what a request asks for.
func (s *Server) picture(ctx context.Context, r *http.Request, now *snapshot) ([]byte, error) {
	part, words, err := s.part(r, now.Graph, false)
	if err != nil {
		return nil, err
	}
	q := r.URL.Query()
	opts := s.opts.Scene
	opts.Subtitle = strings.Join(slices.DeleteFunc([]string{now.Subtitle, words}, func(s string) bool { return s == "" }), "; ")
	opts.Unbundle = opts.Unbundle || isSet(r, "unbundle")
	opts.Highlight = append(slices.Clone(opts.Highlight), q["highlight"]...)
	for name, to := range map[string]*string{"layout": &opts.Layout, "theme": &opts.Theme, "centre": &opts.Centre, "title": &opts.Title} {
		if v := q.Get(name); v != "" {
			*to = v
		}
	}
	scene, err := render.NewScene(part, opts)
	if err != nil {
		return nil, err
	}
	placement, err := s.opts.Place(ctx, scene)
	if err != nil {
		return nil, err
	}
	return draw(scene, placement)
}

// pictureCache keeps the pictures that were asked for last.
type pictureCache struct {
	mutex sync.Mutex
	keys  []string // the one that was used last at the end
	of    map[string]document
	size  int
}

// What a cache holds at most.
const (
	mostPictures     = 32
	mostPictureBytes = 32 << 20
)

func newPictureCache() *pictureCache { return &pictureCache{of: map[string]document{}} }

func (c *pictureCache) get(key string) (document, bool) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
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
