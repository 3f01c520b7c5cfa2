package explorer

import (
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/drawing"
)

// draw returns the picture as an svg element with its fonts, in the colours of both scenes where they are two.
func draw(light, dark *render.Scene, p *render.Placement) ([]byte, error) {
	opts := drawing.SVGOptions{Fragment: true}
	if dark != light {
		opts.Dark = drawing.New(dark, p)
	}
	return drawing.New(light, p).SVG(opts)
}
