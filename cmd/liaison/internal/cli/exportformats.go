package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/render"
)

// exportFormats is the table of formats that export and import speak of: those of the exchange and, since that draws nothing,
// Mermaid, which is what render writes of the same map.
func exportFormats() []exchange.Format {
	return append(exchange.Formats(), mermaidFormat(render.Options{}))
}

// mermaidName is the name of Mermaid, as a format of render too.
const mermaidName = "mermaid"

// mermaidFormat is Mermaid as a format of the exchange, with how the map is to be shown.
func mermaidFormat(scene render.Options) exchange.Format {
	drawn, err := render.LookupFormat(mermaidName, render.Formats())
	if err != nil {
		panic(err) // the table of render has it
	}
	f := exchange.Format{
		Name: mermaidName, Label: "Mermaid", Tools: "GitHub, GitLab, Obsidian, Notion, Mermaid Live Editor",
		Standard:   "https://mermaid.js.org/syntax/flowchart.html",
		Extensions: drawn.Extensions, MediaType: drawn.MediaType,
		Notes: []string{
			"A flowchart, the same as render draws without further options: a picture for people, and not all of the map.",
			"A line stands for all relationships between two organisations that look alike, and names their types; its arrowheads are those of all of them. Lines from an organisation to itself are one, since Mermaid would draw one of them.",
			"Words at a line say what is proposed, what is suspended or ended, and what is uncertain. Organisations stand in the box of their sector, and have its shape; their other classifications are not told.",
			"Ids are n0, n1 and so on, in the order of the map. The description is for screen readers, after words on what the picture shows, and without signs that Mermaid could take for its own.",
			"Unless it is told otherwise, Mermaid refuses more than 500 lines or 50,000 characters: write a part of a larger map, or a smaller picture with render --collapse.",
		},
		Parts: []exchange.Part{{Write: func(ctx context.Context, w io.Writer, g *graph.Graph) error {
			s, err := render.NewScene(g, scene)
			if err != nil {
				return err
			}
			return drawn.Write(ctx, w, s, render.WriteOptions{Graph: g, Scene: scene})
		}}},
	}
	f.Holdings[exchange.MapTitle] = exchange.Keeps
	f.Holdings[exchange.MapDescription] = exchange.AsText
	f.Holdings[exchange.OrganisationName] = exchange.Keeps
	f.Holdings[exchange.OrganisationShortName] = exchange.Keeps
	f.Holdings[exchange.RelationshipType] = exchange.AsText
	return f
}

// exportFormat returns the format with a name, in any case.
func exportFormat(name string) (exchange.Format, error) {
	var names []string
	for _, f := range exportFormats() {
		if strings.EqualFold(f.Name, name) {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return exchange.Format{}, &graph.UnknownError{What: "format", Value: name, Suggestions: graph.Suggest(name, names), Known: names}
}

// exportFormatsOf returns the formats that a file's name stands for: several where they share an extension.
func exportFormatsOf(file string) ([]exchange.Format, error) {
	extension := strings.ToLower(filepath.Ext(file))
	for _, f := range exportFormats()[len(exchange.Formats()):] {
		if slices.Contains(f.Extensions, extension) {
			return []exchange.Format{f}, nil
		}
	}
	return exchange.FormatOf(file)
}

// exportFormatValue is the name of a format that is to be written.
type exportFormatValue string

func (v *exportFormatValue) Set(s string) error {
	err := checkWord(s, "format", formatNames(writable))
	if err == nil {
		*v = exportFormatValue(s)
		return nil
	}
	if isPictureName("map." + strings.ToLower(s)) {
		return fmt.Errorf("%s is a picture: %s render -o map.%[1]s draws it", strings.ToLower(s), program)
	}
	// "csv" and "json" are the extensions of several formats.
	var unknown *graph.UnknownError
	if named := formatNames(func(f *exchange.Format) bool {
		return writable(f) && slices.Contains(f.Extensions, "."+strings.ToLower(s))
	}); len(named) > 0 && errors.As(err, &unknown) {
		unknown.Suggestions = named
	}
	return err
}
func (v *exportFormatValue) String() string { return string(*v) }
func (v *exportFormatValue) Type() string   { return strings.Join(formatNames(writable), "|") }

// untold says what to do where the name of the file tells no format.
func (o *exportOptions) untold() error {
	if isPictureName(o.file) {
		return hint(fmt.Errorf("%s is a picture, which export does not draw", o.file), program+" render -o "+shellQuote(o.file)+" does")
	}
	err := fmt.Errorf("%s: its name does not tell the format", o.file)
	extension := strings.ToLower(filepath.Ext(o.file))
	if slices.ContainsFunc(exportFormats(), func(f exchange.Format) bool { return f.Folder() && slices.Contains(f.Extensions, extension) }) {
		folder := strings.TrimSuffix(o.file, filepath.Ext(o.file)) + "/"
		return hint(err, "tables are written as folders of several CSV files: --to "+joinWords(formatNames(folders), "or"), "name a folder: -o "+shellQuote(folder))
	}
	return hint(err, "say it: --to FORMAT", program+" export --formats lists the formats and their extensions")
}

// fileKind is what a file is by its name: the label of the first format with such files, or "a picture"; "" where the name tells nothing.
func fileKind(file string) string {
	for _, f := range exportFormats() {
		if !f.Folder() && hasExtensionOf(file, &f) {
			return f.Label
		}
	}
	if isPictureName(file) {
		return "a picture"
	}
	return ""
}

func hasExtensionOf(file string, f *exchange.Format) bool {
	return slices.ContainsFunc(f.Extensions, func(extension string) bool { return strings.HasSuffix(strings.ToLower(file), extension) })
}

// isPictureName reports whether the name of a file is that of a picture which render draws, and no format of export.
func isPictureName(file string) bool {
	extension := strings.ToLower(filepath.Ext(file))
	return slices.Contains(pictureExtensions(), extension) &&
		!slices.ContainsFunc(exportFormats(), func(f exchange.Format) bool { return writable(&f) && slices.Contains(f.Extensions, extension) })
}

// shown returns how a format that is a picture shows the part of a map that the filters keep: as render does. Other formats are as
// they are.
func (o *exportOptions) shown(f exchange.Format, whole, part *graph.Graph) (exchange.Format, error) {
	if f.Name != mermaidName {
		return f, nil
	}
	r := renderOptions{filter: o.filter}
	if err := r.show(whole, part); err != nil {
		return f, err
	}
	return mermaidFormat(r.scene), nil
}
