package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/render"
)

// drawing is the flags of commands that draw their answer over the map.
type drawing struct {
	file string
	only bool
}

// flags declares the flags; what is what an answer has: "the paths".
func (d *drawing) flags(f *flags, what string) {
	f.text(&d.file, "draw", "", "draw "+what+" over the map to `FILE` too, the rest faded; the name says the format: see render", completeFiles)
	f.on(&d.only, "draw-only", "", "draw "+what+" alone, with a line for each relationship")
}

// format returns in which format is to be drawn, or nil where nothing is.
func (d *drawing) format(a *app) (*render.Format, error) {
	switch {
	case d.file != "":
		format, err := (&renderOptions{file: d.file}).picture(a)
		return &format, err
	case d.only:
		return nil, hint(errors.New("--draw-only says how to draw, and nothing is to be drawn"), "say where to with --draw FILE")
	}
	return nil, nil
}

// draw draws g with what is on a route standing out or, where it is too large to be read, that alone.
func (d *drawing) draw(ctx context.Context, a *app, format *render.Format, g *graph.Graph, on *render.Route, subtitle string) error {
	alone := d.only || g.NumOrganisations() > mostToRead
	if alone && !d.only {
		a.say(fmt.Sprintf("of the %d organisations, those of the answer are drawn", g.NumOrganisations()))
	}
	if alone {
		var err error
		if g, on, err = aloneOn(g, on); err != nil {
			return err
		}
	}
	drawn, err := a.picture(ctx, "drawing", *format, g, render.Options{Subtitle: subtitle, Route: on, Unbundle: alone}, render.WriteOptions{})
	if err != nil {
		return err
	}
	return a.writeFile(d.file, func(w io.Writer) error {
		_, err := w.Write(drawn.Bytes())
		return err
	})
}

// picture draws a graph.
func (a *app) picture(ctx context.Context, doing string, f render.Format, g *graph.Graph, o render.Options, w render.WriteOptions) (*bytes.Buffer, error) {
	return during(ctx, a, doing, func() (*bytes.Buffer, error) {
		scene, err := render.NewScene(g, o)
		if err != nil {
			return nil, err
		}
		w.Graph, w.Scene = g, o
		if w.Warn == nil {
			w.Warn = func(what string) { a.say(what) }
		}
		var b bytes.Buffer
		return &b, f.Write(ctx, &b, scene, w)
	})
}

// aloneOn returns the part of g with the organisations on a route, and the route as it is there.
func aloneOn(g *graph.Graph, on *render.Route) (*graph.Graph, *render.Route, error) {
	kept := make([]bool, g.NumOrganisations())
	for _, n := range on.Ends {
		kept[n] = true
	}
	for _, e := range on.Relationships {
		kept[g.From(e)], kept[g.To(e)] = true, true
	}
	var others []string
	for n := range g.Nodes() {
		if !kept[n] {
			others = append(others, g.ID(n))
		}
	}
	part, err := g.Select(graph.Selection{Without: others})
	if err != nil {
		return nil, nil, err
	}
	there := &render.Route{Marked: on.Marked, Faded: on.Faded}
	for _, end := range on.Ends {
		n, _ := part.NodeByID(g.ID(end))
		there.Ends = append(there.Ends, n)
	}
	for _, e := range on.Relationships {
		same, _ := part.EdgeByID(g.RelationshipID(e))
		there.Relationships = append(there.Relationships, same)
	}
	return part, there, nil
}
