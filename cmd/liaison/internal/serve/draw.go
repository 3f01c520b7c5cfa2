package serve

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/drawing"
	"github.com/liaisongraph/liaison/render/matrix"
)

// The themes of a picture that follows what its reader prefers, and the name by which it is asked for.
const (
	autoTheme  = "auto"
	lightTheme = "light"
	darkTheme  = "dark"
)

// picture draws what a request asks for.
func (s *Server) picture(ctx context.Context, r *http.Request, now *snapshot) ([]byte, error) {
	part, words, err := s.part(r, now.Graph, false)
	if err != nil {
		return nil, err
	}
	opts := s.scene(now.Map, "")
	opts.Subtitle = strings.Join(slices.DeleteFunc([]string{now.Subtitle, words}, func(s string) bool { return s == "" }), "; ")
	auto, err := askedScene(r, now.Graph, part, &opts)
	if err != nil {
		return nil, err
	}
	var page drawing.Page
	name := r.URL.Query().Get("page")
	if name != "" {
		if page, err = drawing.LookupPage(name); err != nil {
			return nil, err
		}
		opts.Ratio = page.Ratio()
	}
	scenes := make([]*render.Scene, 1, 2)
	if scenes[0], err = render.NewScene(part, opts); err != nil {
		return nil, err
	}
	if auto {
		opts.Theme = darkTheme
		dark, err := render.NewScene(part, opts)
		if err != nil {
			return nil, err
		}
		scenes = append(scenes, dark)
	}
	drawn, err := s.draw(ctx, scenes)
	if err != nil {
		return nil, err
	}
	if name != "" {
		for i := range drawn {
			drawn[i], _ = drawn[i].Fit(page)
		}
	}
	var svg drawing.SVGOptions
	if auto {
		svg.Dark = drawn[1]
	}
	return drawn[0].SVG(svg)
}

// askedScene changes the options of a scene to what a request asks for, and reports whether its colours are to follow
// the reader.
func askedScene(r *http.Request, whole, part *graph.Graph, opts *render.Options) (auto bool, err error) {
	q := r.URL.Query()
	opts.Unbundle = opts.Unbundle || isSet(r, "unbundle")
	for name, to := range map[string]*string{"view": &opts.View, "layout": &opts.Layout, "title": &opts.Title} {
		if v := q.Get(name); v != "" {
			*to = v
		}
	}
	if theme := q.Get("theme"); theme != "" {
		opts.Theme, opts.Styled = theme, nil
	}
	if auto = opts.Theme == autoTheme; auto {
		opts.Theme = lightTheme
	}
	if opts.Highlight, err = idsInPart(whole, part, q["highlight"]); err != nil {
		return false, err
	}
	centre, err := idsInPart(whole, part, q["centre"])
	if len(centre) > 0 {
		opts.Centre = centre[0]
	}
	return auto, err
}

// idsInPart returns the ids of organisations that are to be in the part of the map that is asked about.
func idsInPart(whole, part *graph.Graph, given []string) ([]string, error) {
	ids := make([]string, len(given))
	for i, name := range given {
		n, err := inPart(whole, part, name)
		if err != nil {
			return nil, err
		}
		ids[i] = part.ID(n)
	}
	return ids, nil
}

// draw draws the same scene in one or more themes: it is laid out once.
func (s *Server) draw(ctx context.Context, scenes []*render.Scene) ([]*drawing.Drawing, error) {
	drawn := make([]*drawing.Drawing, len(scenes))
	if scenes[0].View == render.MatrixView {
		for i, scene := range scenes {
			var err error
			if drawn[i], err = matrix.Draw(scene); err != nil {
				return nil, err
			}
		}
		return drawn, nil
	}
	placement, err := s.opts.Place(ctx, scenes[0])
	if err != nil {
		return nil, err
	}
	for i, scene := range scenes {
		drawn[i] = drawing.New(scene, placement)
	}
	return drawn, nil
}
