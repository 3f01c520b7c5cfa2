// Package graphviz lays out and draws graphs that are written in DOT. It is the one package that imports
// go-graphviz: Graphviz 12.1.2, compiled to WebAssembly and run in this process.
//
// # Vocabulary
//
// A layout engine ([Layouts]) gives every node a place and every edge a course; a format ([Formats]) is what the
// picture is written as. Graphviz itself writes SVG and JSON. PNG is drawn by this package, from the SVG, since the
// renderer that comes with go-graphviz leaves out outlines, bold type and transparency: what the SVG shows, the PNG
// shows, at any resolution.
//
// # Invariants
//
// The same DOT and options give the same bytes, whatever was rendered before, with two exceptions: letters in a PNG
// that the built-in fonts lack (see [PNG]), and the layouts fdp of a graph with clusters and sfdp of a graph with many
// nodes. There Graphviz compares the addresses of nodes: the first drawing of a process is always the same, later ones
// can look different.
//
// SVG is well-formed XML without scripts, and JSON is valid, whatever the strings in the DOT hold. Nothing is
// printed. The DOT cannot read files: images and fonts on disk are not there for it.
//
// Calls from several goroutines are safe and take turns, because the module has one memory. Graphviz cannot be
// interrupted: a context ends the waiting, not a layout under way, and a layout of a thousand nodes can take
// minutes. Memory that Graphviz loses track of, some 0.4 MB a call for 50 nodes, is not returned before the process
// ends. A server should therefore render in a process that it can end and start anew.
//
// Importing the package compiles the module when the process starts, or reads it from a cache in the user's cache
// folder, as package internal/compilecache tells.
package graphviz

import (
	"context"
	"fmt"
	"slices"
)

// A Format is the name of a file format that [Render] writes.
type Format string

// The formats.
const (
	// SVG keeps ids, classes, links and tooltips of the DOT. Text stays text, in the font that the DOT names: the
	// viewer has to have it.
	SVG Format = "svg"
	// PNG shows the SVG in pixels. Text is set in the Go fonts, whatever font the DOT names, and narrowed where it
	// would not fit the room that Graphviz left for it. They have Latin, Greek and Cyrillic; for other letters an
	// installed font is used, and an empty box if there is none. Arabic letters are not joined.
	PNG Format = "png"
	// JSON is the graph with its attributes and with everything that Graphviz would draw, in points from the
	// bottom left: https://graphviz.org/docs/outputs/json/.
	JSON Format = "json"
)

// A FormatInfo describes a format.
type FormatInfo struct {
	Format      Format
	MediaType   string
	Binary      bool // not for a terminal
	Description string
}

// A LayoutInfo describes a layout engine.
type LayoutInfo struct {
	Name        string
	Description string
}

var formats = []FormatInfo{
	{SVG, "image/svg+xml", false, "a drawing for browsers and documents, with tooltips and links"},
	{PNG, "image/png", true, "a picture in pixels"},
	{JSON, "application/json", false, "the layout for other programs: places, sizes and drawing steps"},
}

var layouts = []LayoutInfo{
	{"dot", "ranks: edges point one way, as in a hierarchy"},
	{"neato", "springs: distance follows the shortest path; up to a few hundred nodes"},
	{"fdp", "forces: neighbours attract, others repel; keeps clusters; up to about a hundred nodes"},
	{"sfdp", "forces, on several scales: for large graphs; ignores clusters"},
	{"circo", "circles: one for each group of nodes that cycles hold together"},
	{"twopi", "rings around a central node, by distance from it"},
	{"osage", "boxes: clusters packed side by side"},
}

// Formats returns the formats that [Render] knows. The caller may change the slice.
func Formats() []FormatInfo { return slices.Clone(formats) }

// Layouts returns the layout engines that [Render] knows. The caller may change the slice.
func Layouts() []LayoutInfo { return slices.Clone(layouts) }

// Resolutions of a PNG. At the default, it is as large as the SVG is in a browser.
const (
	minDPI     = 1
	defaultDPI = 96
	maxDPI     = 2400
)

// Options say how to render. The zero value draws SVG with the layout that the DOT names, or else dot.
type Options struct {
	Format Format  // one of Formats; empty means SVG
	Layout string  // one of Layouts; empty means the DOT's own attribute layout, or else dot
	DPI    float64 // pixels an inch of a PNG, from 1 to 2400; 0 means 96. It does not change SVG and JSON
}

// Render lays out the graph in dot and returns the picture.
//
// It fails if dot is not one whole graph in DOT (errors begin with dot:LINE), if it holds a label that Graphviz
// cannot read, if an option has no such value, if a PNG would have a side of
// more than 20,000 pixels or more than 100 million in all, and if ctx ends
// before the layout starts. An error that is [ErrFailed] tells that Graphviz broke and will not work again in this
// process. There is no partial output.
func Render(ctx context.Context, dot []byte, opts Options) ([]byte, error) {
	if opts.Format == "" {
		opts.Format = SVG
	}
	if err := opts.check(); err != nil {
		return nil, err
	}
	source, err := guard(dot)
	if err != nil {
		return nil, err
	}
	switch opts.Format {
	case JSON:
		texts, err := layOut(ctx, source, opts.Layout, JSON)
		if err != nil {
			return nil, err
		}
		return texts[0], nil
	case PNG:
		texts, err := layOut(ctx, source, opts.Layout, SVG, JSON)
		if err != nil {
			return nil, err
		}
		return drawPNG(texts[0], texts[1], opts.DPI)
	default:
		texts, err := layOut(ctx, source, opts.Layout, SVG)
		if err != nil {
			return nil, err
		}
		return texts[0], nil
	}
}

// check refuses values that the tables do not have.
func (o Options) check() error {
	names := make([]string, len(formats))
	for i, format := range formats {
		names[i] = string(format.Format)
	}
	if err := checkName("format", string(o.Format), names); err != nil {
		return err
	}
	if o.Layout != "" {
		if err := checkLayout(o.Layout); err != nil {
			return err
		}
	}
	if o.DPI != 0 && !(minDPI <= o.DPI && o.DPI <= maxDPI) {
		return fmt.Errorf("resolution of %v DPI: it must be from %d to %d", o.DPI, minDPI, maxDPI)
	}
	return nil
}
