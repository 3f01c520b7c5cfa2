package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/render"
)

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
	scene := render.Options{Subtitle: subtitle, Route: on, Unbundle: alone}
	if err := d.look.apply(&scene, g.Vocabulary()); err != nil {
		return err
	}
	options, err := d.look.writeOptions(g, scene)
	if err != nil {
		return err
	}
	drawn, err := a.picture(ctx, "drawing", *format, g, scene, options)
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
	for _, n := range slices.Concat(on.Starts, on.Ends) {
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
	inPart := func(nodes []graph.Node) (all []graph.Node) {
		for _, n := range nodes {
			m, _ := part.NodeByID(g.ID(n))
			all = append(all, m)
		}
		return all
	}
	there.Starts, there.Ends = inPart(on.Starts), inPart(on.Ends)
	for _, e := range on.Relationships {
		same, _ := part.EdgeByID(g.RelationshipID(e))
		there.Relationships = append(there.Relationships, same)
	}
	return part, there, nil
}
