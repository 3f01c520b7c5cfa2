package graphviz

import (
	"context"
	"io"

	drawing "github.com/liaisongraph/liaison/render"
)

// SceneFormats returns everything that a scene can be written as, the default first: what [Draw] draws, and the
// formats of package render. The caller may change the slice.
func SceneFormats() []drawing.Format {
	return append([]drawing.Format{
		{
			Name: "svg", Extensions: []string{".svg"}, MediaType: "image/svg+xml",
			Description: "a drawing for browsers and documents, with tooltips and text for screen readers",
			Write:       drawAs(SVG),
		},
		{
			Name: "png", Extensions: []string{".png"}, MediaType: "image/png", Binary: true,
			Description: "a picture in pixels",
			Write:       drawAs(PNG),
		},
	}, drawing.Formats()...)
}

func drawAs(format Format) func(context.Context, io.Writer, *drawing.Scene, drawing.WriteOptions) error {
	return func(ctx context.Context, w io.Writer, s *drawing.Scene, opts drawing.WriteOptions) error {
		picture, err := Draw(ctx, s, Options{Format: format, DPI: opts.DPI})
		if err != nil {
			return err
		}
		_, err = w.Write(picture)
		return err
	}
}
