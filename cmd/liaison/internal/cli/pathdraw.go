package cli

import (
	"cmp"
	"context"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/render"
)

// drawPaths draws paths over the part of the map that the filters keep.
func (o *pathOptions) drawPaths(ctx context.Context, a *app, format *render.Format, s *search, found *routes) error {
	subtitle := countOf(len(found.all), "path", "paths") + " from " + s.from.inWords(s.whole) + " to " + s.to.inWords(s.whole)
	within, err := s.filter.inWords(s.whole)
	if err != nil {
		return err
	}
	if within != "" {
		subtitle += "; " + within
	}
	on := &render.Route{}
	for _, r := range found.all {
		on.Starts = append(on.Starts, r.Path.Nodes[0])
		on.Ends = append(on.Ends, r.Path.Nodes[len(r.Path.Nodes)-1])
		on.Relationships = append(on.Relationships, r.Path.Edges...)
	}
	return o.drawing.draw(ctx, a, format, found.graph, on, subtitle)
}

// inWords names the ends for people: "SIS", "MI5 and 2 others", "police".
func (e ends) inWords(g *graph.Graph) string {
	var names []string
	for _, id := range e.ids {
		n, _ := g.NodeByID(id)
		names = append(names, g.ShortName(n))
	}
	for _, id := range e.classes {
		c, _ := g.Vocabulary().Classification(id)
		names = append(names, "the class "+cmp.Or(c.Label, id)) // which an organisation may be called, too
	}
	return firstFew(names)
}
