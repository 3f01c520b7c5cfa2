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

// WriteOptions are for formats in pixels.
type WriteOptions struct {
	DPI float64 // pixels an inch; 0 is the format's default
}

// Formats returns the formats that this package writes itself, the default one first. The caller may change the
// slice. Package render/graphviz adds those that need a layout.
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
