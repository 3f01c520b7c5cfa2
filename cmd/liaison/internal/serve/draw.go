package serve

import (
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/drawing"
)

// draw writes a picture that has been laid out.
func draw(s *render.Scene, p *render.Placement) ([]byte, error) {
	return drawing.New(s, p).SVG(drawing.SVGOptions{})
}
