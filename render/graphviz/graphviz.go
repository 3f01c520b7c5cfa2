// Package graphviz lays out graphs: scenes, and what is written in DOT. It is the one package that imports go-graphviz:
// Graphviz 12.1.2, compiled to WebAssembly and run in this process.
//
// # Vocabulary
//
// A layout engine ([Layouts]) gives every node a place and every edge a course. [Place] takes those of a scene, for
// package render/drawing to draw. [Render] is for DOT of any kind: a format ([Formats]) is what Graphviz itself writes.
//
// # Invariants
//
// The same DOT and options give the same bytes, and the same scene the same places, whatever was laid out before, with
// one exception: the layouts fdp of a graph with clusters and sfdp of a graph with many nodes. There Graphviz compares the
// addresses of nodes: the first layout of a process is always the same, later ones can look different.
//
// SVG is well-formed XML without scripts, and JSON is valid, whatever the strings in the DOT hold. Nothing is
// printed. The DOT cannot read files: images and fonts on disk are not there for it.
//
// Calls from several goroutines are safe and take turns, because the module has one memory. Graphviz cannot be
// interrupted: a context ends the waiting, not a layout under way, and a layout of a thousand nodes can take
// minutes. Memory that Graphviz loses track of, some 0.4 MB a call for 50 nodes, is not returned before the process
// ends. A server should therefore lay out in a process that it can end and start anew.
//
// Importing the package compiles the module when the process starts, or reads it from a cache in the user's cache
// folder, as package internal/compilecache tells.
package graphviz

import (
	"context"
	"slices"
)

// A Format is the name of a file format that [Render] writes.
type Format string

// The formats.
const (
	// SVG keeps ids, classes, links and tooltips of the DOT. Text stays text, in the font that the DOT names: the
	// viewer has to have it.
	SVG Format = "svg"
	// JSON is the graph with its attributes and with everything that Graphviz would draw, in points from the
	// bottom left: https://graphviz.org/docs/outputs/json/.
	JSON Format = "json"
)

// A FormatInfo describes a format.
type FormatInfo struct {
	Format      Format
	MediaType   string
	Description string
}

// A LayoutInfo describes a layout engine.
type LayoutInfo struct {
	Name        string
	Description string
}

var formats = []FormatInfo{
	{SVG, "image/svg+xml", "a drawing for browsers and documents, with tooltips and links"},
	{JSON, "application/json", "the layout for other programs: places, sizes and drawing steps"},
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

// Options say how to render. The zero value draws SVG with the layout that the DOT names, or else dot.
type Options struct {
	Format Format // one of Formats; empty means SVG
	Layout string // one of Layouts; empty means the DOT's own attribute layout, or else dot
}

// Render lays out the graph in dot and returns the picture.
//
// It fails if dot is not one whole graph in DOT (errors begin with dot:LINE), if it holds a label that Graphviz
// cannot read, if an option has no such value, and if ctx ends before the layout starts. An error that is [ErrFailed] tells that Graphviz broke and will not work again in this
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
	texts, err := layOut(ctx, source, opts.Layout, opts.Format)
	if err != nil {
		return nil, err
	}
	return texts[0], nil
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
	return nil
}
