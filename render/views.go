package render

import (
	"slices"

	"github.com/liaisongraph/liaison/graph"
)

// MatrixView is the view of a scene as a table of organisations by organisations; see package render/matrix. Any other
// scene is a map: boxes and lines, with the layout that it asks for.
const MatrixView = "matrix"

// ViewInfo describes a view.
type ViewInfo struct {
	Name, Description string
}

var views = []ViewInfo{
	{"map", "organisations as boxes, and lines between them"},
	{MatrixView, "a row and a column for each organisation, and what one has to do with the other where they meet"},
}

// Views returns the views that a scene can have, the default one first. The caller may change the slice.
func Views() []ViewInfo { return slices.Clone(views) }

// checkView returns what Scene.View is for an option.
func checkView(name string) (string, error) {
	switch name {
	case "", views[0].Name:
		return "", nil
	case MatrixView:
		return MatrixView, nil
	}
	names := make([]string, len(views))
	for i, v := range views {
		names[i] = v.Name
	}
	return "", &graph.UnknownError{What: "view", Value: name, Suggestions: graph.Suggest(name, names), Known: names}
}
