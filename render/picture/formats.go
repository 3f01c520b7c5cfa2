package picture

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/drawing"
	"github.com/liaisongraph/liaison/render/explorer"
)

// Formats returns everything that a scene can be written as, the default first. The caller may change the slice.
func Formats() []render.Format {
	return append([]render.Format{
		{
			Name: "svg", Extensions: []string{".svg"}, MediaType: "image/svg+xml",
			Description: "a drawing for browsers and documents, with tooltips and text for screen readers",
			Write:       drawn(svg),
		},
		{
			Name: "png", Extensions: []string{".png"}, MediaType: "image/png", Binary: true,
			Description: "a picture in pixels",
			Write: drawn(func(d, _ *drawing.Drawing, opts render.WriteOptions) ([]byte, error) {
				return d.PNG(drawing.PNGOptions{DPI: opts.DPI})
			}),
		},
		{
			Name: "pdf", Extensions: []string{".pdf"}, MediaType: "application/pdf", Binary: true,
			Description: "a page for print and reports, with text that can be searched",
			Write: drawn(func(d, _ *drawing.Drawing, _ render.WriteOptions) ([]byte, error) {
				return d.PDF()
			}),
		},
		{
			Name: "html", Extensions: []string{".html", ".htm"}, MediaType: "text/html",
			Description: "a page to explore in a browser, in one file that needs no network",
			Write:       writePage,
		},
	}, render.Formats()...)
}

func svg(d, dark *drawing.Drawing, opts render.WriteOptions) ([]byte, error) {
	return d.SVG(drawing.SVGOptions{Dark: dark, Outlines: opts.Outlines})
}

// write writes what has been made whole, unless ctx has ended.
func write(ctx context.Context, w io.Writer, text []byte) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	_, err := w.Write(text)
	return err
}

// drawn makes the writer of a format that shows a drawing, and perhaps the same in dark colours.
func drawn(encode func(d, dark *drawing.Drawing, opts render.WriteOptions) ([]byte, error)) func(context.Context, io.Writer, *render.Scene, render.WriteOptions) error {
	return func(ctx context.Context, w io.Writer, s *render.Scene, opts render.WriteOptions) error {
		d, dark, err := onPage(ctx, s, opts)
		if err != nil {
			return err
		}
		text, err := encode(d, dark, opts)
		if err != nil {
			return err
		}
		return write(ctx, w, text)
	}
}

// onPage draws a scene, and the same in dark colours where there is one, and fits them to a page, if that is named.
func onPage(ctx context.Context, s *render.Scene, opts render.WriteOptions) (d, dark *drawing.Drawing, err error) {
	var page drawing.Page
	if opts.Page != "" {
		if page, err = drawing.LookupPage(opts.Page); err != nil {
			return nil, nil, err
		}
	}
	if d, dark, err = drawBoth(ctx, s, opts.Dark); err != nil || opts.Page == "" {
		return d, dark, err
	}
	d, _ = d.Fit(page)
	if dark != nil {
		dark, _ = dark.Fit(page)
	}
	if size := d.SmallestType(); size > 0 && size < drawing.ReadableType && opts.Warn != nil {
		opts.Warn(fmt.Sprintf("on %s the smallest letters are %.1f points high, and under %d they are hard to read: "+
			"take a larger sheet, or draw less", opts.Page, size, drawing.ReadableType))
	}
	return d, dark, nil
}

// writePage writes the page to explore.
func writePage(ctx context.Context, w io.Writer, _ *render.Scene, opts render.WriteOptions) error {
	if opts.Graph == nil {
		return errors.New("a page needs the graph that it shows, besides the picture of it")
	}
	text, err := explorer.Page(ctx, opts.Graph, explorer.Options{Scene: opts.Scene, Place: Layout})
	if err != nil {
		return err
	}
	return write(ctx, w, text)
}
