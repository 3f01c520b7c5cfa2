package cli

import (
	"context"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/query/value"
	"github.com/liaisongraph/liaison/render"
)

// drawAnswer draws the organisations and relationships of an answer over the part of the map that was asked.
func (o *queryOptions) drawAnswer(ctx context.Context, a *app, format *render.Format, whole *graph.Graph, found *answer) error {
	if len(found.rows) == 0 {
		return nil
	}
	on := &render.Route{Relationships: found.relationships(), Marked: "In the answer", Faded: "Not in the answer"}
	found.each(func(v value.Value) {
		switch v.Kind() {
		case value.KindNode:
			on.Ends = append(on.Ends, graph.Node(v.Node()))
		case value.KindPath:
			nodes := v.Path().Nodes
			on.Ends = append(on.Ends, graph.Node(nodes[0]), graph.Node(nodes[len(nodes)-1]))
		}
	})
	if len(on.Ends)+len(on.Relationships) == 0 {
		a.say("nothing is drawn: the answer has neither organisations nor relationships", "RETURN them, or paths, and not only their properties")
		return nil
	}
	within, err := o.filter.inWords(whole)
	if err != nil {
		return err
	}
	return o.drawing.draw(ctx, a, format, found.Graph, on, within)
}
