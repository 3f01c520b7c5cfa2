package cli

import (
	"context"
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
