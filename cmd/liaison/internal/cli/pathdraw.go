package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/render"
)

// drawing draws paths over the part of the map that the filters keep or, where that is too large to be read, over
// what they pass alone.
func (o *pathOptions) drawing(ctx context.Context, a *app, format render.Format, s *search, found *routes) error {
	g := found.graph
	large := g.NumOrganisations() > mostToRead
	if large && !o.drawOnly {
		a.say(fmt.Sprintf("of the %d organisations, those that the paths pass are drawn", g.NumOrganisations()))
	}
	if large || o.drawOnly {
		var err error
		if g, err = passed(g, found.all); err != nil {
			return err
		}
	}
	subtitle, err := s.filter.inWords(s.whole)
	if err != nil {
		return err
	}
	between := countOf(len(found.all), "path", "paths") + " from " + s.from.inWords(s.whole) + " to " + s.to.inWords(s.whole)
	if subtitle != "" {
		between += "; " + subtitle
	}
	drawn, err := during(ctx, a, "drawing the paths", func() (*bytes.Buffer, error) {
		scene, err := render.NewScene(g, render.Options{Subtitle: between, Route: routeOn(g, found), Unbundle: large || o.drawOnly})
		if err != nil {
			return nil, err
		}
		var b bytes.Buffer
		return &b, format.Write(ctx, &b, scene, render.WriteOptions{})
	})
	if err != nil {
		return err
	}
	return a.writeFile(o.draw, func(w io.Writer) error {
		_, err := w.Write(drawn.Bytes())
		return err
	})
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
		names = append(names, "the class "+firstOf(c.Label, id)) // which an organisation may be called, too
	}
	if len(names) > named {
		names = append(names[:named:named], countOf(len(names)-named, "other", "others"))
	}
	return joinWords(names, "and")
}

// passed returns the part of g with the organisations that some paths pass.
func passed(g *graph.Graph, routes []*route) (*graph.Graph, error) {
	on := make([]bool, g.NumOrganisations())
	for _, r := range routes {
		for _, n := range r.path.Nodes {
			on[n] = true
		}
	}
	var others []string
	for n := range g.Nodes() {
		if !on[n] {
			others = append(others, g.ID(n))
		}
	}
	return g.Select(graph.Selection{Without: others})
}

// routeOn returns paths as they are in a part of the graph that they were found in.
func routeOn(g *graph.Graph, found *routes) *render.Route {
	on := &render.Route{}
	for _, r := range found.all {
		for _, end := range []graph.Node{r.path.Nodes[0], r.path.Nodes[len(r.path.Nodes)-1]} {
			n, _ := g.NodeByID(found.graph.ID(end))
			on.Ends = append(on.Ends, n)
		}
		for _, e := range r.path.Edges {
			same, _ := g.EdgeByID(found.graph.RelationshipID(e))
			on.Relationships = append(on.Relationships, same)
		}
	}
	return on
}
