package graphviz

import (
	"context"
	"fmt"

	drawing "github.com/liaisongraph/liaison/render"
)

// Draw lays out a scene and returns the picture. SVG is written for everybody, those who do not see it included:
// it has a title and a description, every organisation and every line says in words what it stands for, and the
// parts follow one another as lists. PNG shows the same picture, and JSON is its layout.
//
// The layout is the scene's; opts.Layout must be empty. Errors are those of [Render].
func Draw(ctx context.Context, scene *drawing.Scene, opts Options) ([]byte, error) {
	if opts.Layout != "" {
		return nil, fmt.Errorf("layout %q: a scene has a layout already, %q; ask for another when making the scene",
			opts.Layout, scene.Layout)
	}
	if opts.Format == "" {
		opts.Format = SVG
	}
	if err := opts.check(); err != nil {
		return nil, err
	}
	if opts.Format == JSON {
		return Render(ctx, scene.DOT(), opts)
	}
	formats := []Format{SVG}
	if opts.Format == PNG {
		formats = append(formats, JSON)
	}
	source, err := guard(scene.DOT())
	if err != nil {
		return nil, err
	}
	texts, err := layOut(ctx, source, "", formats...)
	if err != nil {
		return nil, err
	}
	svg, err := accessible(texts[0], scene)
	if err != nil {
		return nil, err
	}
	if opts.Format == PNG {
		return drawPNG(svg, texts[1], opts.DPI)
	}
	return svg, nil
}
