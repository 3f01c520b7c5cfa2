// Package picture is everything that a scene can be written as, in every layout and view.
//
// # Vocabulary
//
// [Formats] is the table of formats: the drawings and the page of this package, and those of package render. [Layout]
// places a scene in whatever layout it asks for, and [Draw] makes a drawing of it in whatever view.
//
// # Invariants
//
// One drawing stands behind SVG, PNG and PDF, so that they show the same. A format writes nothing where it fails. The
// layouts of package render need no Graphviz; the others are those of package render/graphviz, with its limits: they
// take turns, and a context ends the waiting for one, not one under way.
package picture

import (
	"context"

	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/drawing"
	"github.com/liaisongraph/liaison/render/graphviz"
	"github.com/liaisongraph/liaison/render/matrix"
)

// Layout places the parts of a scene in the layout that it asks for, whatever its view. Errors are those of
// [graphviz.Place]; the layouts of package render have none but that of ctx.
func Layout(ctx context.Context, s *render.Scene) (*render.Placement, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if graphviz.Places(s.Layout) {
		return graphviz.Place(ctx, s)
	}
	return s.Place(), nil
}

// Draw makes the drawing of a scene in the view and the layout that it asks for. Errors are those of [Layout] and of
// [matrix.Draw].
func Draw(ctx context.Context, s *render.Scene) (*drawing.Drawing, error) {
	d, _, err := drawBoth(ctx, s, nil)
	return d, err
}

// drawBoth draws a scene and, if dark is not nil, that with the same places.
func drawBoth(ctx context.Context, s, dark *render.Scene) (d, other *drawing.Drawing, err error) {
	if s.View == render.MatrixView {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		if d, err = matrix.Draw(s); err == nil && dark != nil {
			other, err = matrix.Draw(dark)
		}
		return d, other, err
	}
	p, err := Layout(ctx, s)
	if err != nil {
		return nil, nil, err
	}
	if dark != nil {
		other = drawing.New(dark, p)
	}
	return drawing.New(s, p), other, nil
}
