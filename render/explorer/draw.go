package explorer

import (
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/drawing"
)

// draw returns the picture as an svg element with its fonts, in the colours of both scenes where they are two.
func draw(light, dark *render.Scene, p *render.Placement, former *formerNames) ([]byte, error) {
	opts := drawing.SVGOptions{Fragment: true}
	if dark != light {
		opts.Dark = former.draw(dark, p)
	}
	return former.draw(light, p).SVG(opts)
}
