package render

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// Format is what a scene can be written as.
type Format struct {
	Name        string   // "svg"
	Extensions  []string // with the dot, the usual one first: ".svg"
	MediaType   string
	Binary      bool // not for a terminal
	Description string
	// Write writes the scene. It writes nothing, and returns an error, where the scene cannot be drawn or ctx has
	// ended.
	Write func(ctx context.Context, w io.Writer, s *Scene, opts WriteOptions) error
}

// WriteOptions are what a format may be asked for. Each format heeds what concerns it, and leaves the rest.
type WriteOptions struct {
	DPI      float64 // of formats in pixels: pixels an inch; 0 is the format's default
	Page     string  // of drawings: the sheet to fit the picture to, "A4"; "" is one as large as the picture
	Outlines bool    // of drawings with text: letters as shapes, for viewers without fonts
	Dark     *Scene  // of svg: the same picture in colours for readers who prefer dark ones, or nil
	// Warn, if set, is told what the one who asked must know, such as that the type is too small to be read; a sentence without a
	// full stop.
	Warn func(string)
	// Graph is what the scene shows, and Scene how it was asked for: for formats that say more of the graph than
	// the picture does.
	Graph *graph.Graph
	Scene Options
}

// Formats returns the formats that this package writes itself, the default one first. The caller may change the
// slice. Package render/picture adds the drawings.
func Formats() []Format {
	return []Format{
		{
			Name: "dot", Extensions: []string{".dot", ".gv"}, MediaType: "text/vnd.graphviz",
			Description: "the language of Graphviz, for changes by hand and other tools",
			Write: func(ctx context.Context, w io.Writer, s *Scene, _ WriteOptions) error {
				return writeAll(ctx, w, s.DOT)
			},
		},
		{
			Name: "mermaid", Extensions: []string{".mmd", ".mermaid"}, MediaType: "text/vnd.mermaid",
			Description: "a flowchart for Markdown on wikis and code hosts",
			Write: func(ctx context.Context, w io.Writer, s *Scene, _ WriteOptions) error {
				return writeAll(ctx, w, s.Mermaid)
			},
		},
		{
			Name: "text", Extensions: []string{".txt"}, MediaType: "text/plain",
			Description: "every relationship in a sentence, with its sources: for reading aloud, and as the alternative to a picture",
			Write: func(ctx context.Context, w io.Writer, s *Scene, opts WriteOptions) error {
				return writeAll(ctx, w, func() []byte { return s.Words(opts.Graph) })
			},
		},
	}
}

func writeAll(ctx context.Context, w io.Writer, text func() []byte) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	_, err := w.Write(text())
	return err
}

// LookupFormat returns the format with a name, in any case. The error is a [*graph.UnknownError].
func LookupFormat(name string, formats []Format) (Format, error) {
	names := make([]string, len(formats))
	for i, f := range formats {
		if strings.EqualFold(f.Name, name) {
			return f, nil
		}
		names[i] = f.Name
	}
	return Format{}, &graph.UnknownError{What: "format", Value: name, Suggestions: graph.Suggest(name, names), Known: names}
}

// FormatForFile returns the format that the extension of a file's name stands for, in any case. The error says
// which extensions there are.
func FormatForFile(file string, formats []Format) (Format, error) {
	extension := strings.ToLower(filepath.Ext(file))
	var known []string
	for _, f := range formats {
		if slices.Contains(f.Extensions, extension) {
			return f, nil
		}
		known = append(known, f.Extensions...)
	}
	if extension == "" || extension == "." {
		return Format{}, fmt.Errorf("%q does not say which format: end it in one of %s, or name the format",
			file, strings.Join(known, ", "))
	}
	return Format{}, &graph.UnknownError{
		What: "format for files that end in", Value: extension, Suggestions: graph.Suggest(extension, known), Known: known,
	}
}
