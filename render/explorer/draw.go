package explorer

import (
	"context"

	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/drawing"
)

// draw returns the picture as an svg element with its fonts, in the colours of both scenes where they are two.
func draw(ctx context.Context, light, dark *render.Scene, p *render.Placement, former *formerNames) ([]byte, error) {
	opts := drawing.SVGOptions{Fragment: true}
	if dark != light {
		other, err := former.draw(ctx, dark, p)
		if err != nil {
			return nil, err
		}
		opts.Dark = other
	}
	d, err := former.draw(ctx, light, p)
	if err != nil {
		return nil, err
	}
	return d.SVG(opts)
}
