package render

import (
	"slices"

	"github.com/liaisongraph/liaison/graph"
)

// Theme is a set of colours, as #RRGGBB. In every theme of [Themes] text has a contrast of at least 4.5 to
// what it stands on, and lines and outlines one of at least 3 (WCAG 2.2, success criteria 1.4.3 and 1.4.11).
type Theme struct {
	Name        string
	Description string
	Dark        bool // light text on a dark page

	Page       string // behind everything
	Panel      string // behind the organisations of a sector
	PanelEdge  string // around a sector
	Text       string
	MutedText  string // subtitles, the legend's explanations, the sources
	Box        string // an organisation
	BoxEdge    string
	CentreBox  string // the organisation in the middle
	CentreText string
	Marked     string // a highlighted organisation
	MarkedEdge string
	Faded      string // the lines and outlines of what is not highlighted
	FadedText  string
	BadgeText  string // the letter of a family, on the family's colour

	// Families are the colours of families of types: those of the built-in families in the order of the
	// vocabulary, then those for a map's own families, which take them in turn. They come from the palette of
	// Okabe and Ito (2008), which stays distinct for the common kinds of colour blindness, made darker or
	// lighter until the contrast is enough.
	Families []string
	// Groups are the fills of groups of organisations, for [MostColours] groups. They are as distinct for the common kinds
	// of colour blindness, but for the theme without colours, where the numbers of the groups tell.
	Groups []string
	// Widths are the widths of lines in points, by family like the colours.
	Widths []float64
}

// Themes returns the themes, the default one first. The caller may change the slice.
func Themes() []Theme { return slices.Clone(themes) }

// LookupTheme returns the theme with a name; "" is the default. The error is a [*graph.UnknownError].
func LookupTheme(name string) (Theme, error) {
	if name == "" {
		return themes[0], nil
	}
	names := make([]string, len(themes))
	for i, t := range themes {
		if t.Name == name {
			return t, nil
		}
		names[i] = t.Name
	}
	return Theme{}, &graph.UnknownError{What: "theme", Value: name, Suggestions: graph.Suggest(name, names), Known: names}
}

var themes = []Theme{
	{
		Name: "light", Description: "dark on white, in colour",
		Page: "#FFFFFF", Panel: "#F3F5F8", PanelEdge: "#818D9B",
		Text: "#1B2430", MutedText: "#4C5866", Box: "#FFFFFF", BoxEdge: "#4A5766",
		CentreBox: "#1F2D3D", CentreText: "#FFFFFF", Marked: "#FFF3C4", MarkedEdge: "#8A5A00",
		Faded: "#858D97", FadedText: "#626B76", BadgeText: "#FFFFFF",
		Families: []string{"#0072B2", "#BF5000", "#9C3F78", "#007A5A", "#4D5560", "#7A6200", "#2F6DAA", "#8C5A1E"},
		Groups: []string{"#9CCBF0", "#FFC88A", "#A8DCC0", "#E8A6C4", "#6CA8FC", "#E49084", "#D89C54", "#CCFCC0",
			"#90A8E4", "#A8E4F0", "#E4909C", "#F09C78"},
		Widths: []float64{1.7},
	},
	{
		Name: "dark", Description: "light on dark, for screens", Dark: true,
		Page: "#12161B", Panel: "#1B2129", PanelEdge: "#6C7885",
		Text: "#F2F4F7", MutedText: "#B6BFCA", Box: "#262E38", BoxEdge: "#97A3B0",
		CentreBox: "#E8ECF1", CentreText: "#12161B", Marked: "#4A3C0A", MarkedEdge: "#F0E442",
		Faded: "#6F7985", FadedText: "#98A2AE", BadgeText: "#12161B",
		Families: []string{"#56B4E9", "#F29A3F", "#E08CBD", "#2EC79A", "#C3CAD3", "#F0E442", "#9DB8FF", "#D9B38C"},
		Groups: []string{"#0F4C78", "#7A3E00", "#1E5A48", "#481800", "#0060B4", "#00246C", "#186C78", "#3C6C3C",
			"#301848", "#0C4824", "#006CA8", "#546C24"},
		Widths: []float64{1.7},
	},
	{
		Name: "print", Description: "black on white, for printers and copiers without colour",
		Page: "#FFFFFF", Panel: "#FFFFFF", PanelEdge: "#6B6B6B",
		Text: "#000000", MutedText: "#333333", Box: "#FFFFFF", BoxEdge: "#000000",
		CentreBox: "#000000", CentreText: "#FFFFFF", Marked: "#E3E3E3", MarkedEdge: "#000000",
		Faded: "#8C8C8C", FadedText: "#5E5E5E", BadgeText: "#FFFFFF",
		Families: []string{"#000000", "#5A5A5A", "#000000", "#5A5A5A", "#000000", "#5A5A5A", "#000000", "#5A5A5A"},
		Groups:   []string{"#FFFFFF", "#D9D9D9", "#B3B3B3", "#EDEDED", "#C6C6C6", "#A0A0A0"},
		Widths:   []float64{1.1, 1.7, 2.3, 1.1, 1.7, 2.3},
	},
}

// Shape is the outline of an organisation, in words of its own: each output has its way to draw it.
type Shape string

// The shapes. All have upright sides and room for text.
const (
	Rectangle  Shape = "rectangle"
	Rounded    Shape = "rounded"     // a rectangle with round corners
	CutCorners Shape = "cut-corners" // a rectangle with a line across each corner
	Note       Shape = "note"        // a sheet with a folded corner
	Tab        Shape = "tab"         // a card with a tab at the left
	Folder     Shape = "folder"      // a card with a tab at the right
	Component  Shape = "component"   // a rectangle with two lugs at the left
	Block      Shape = "block"       // a rectangle with depth
)

// sectorShapes are the shapes of the built-in sectors.
var sectorShapes = map[string]Shape{
	"intelligence-agency": Rounded,
	"law-enforcement":     CutCorners,
	"government":          Rectangle,
	"oversight":           Note,
	"joint-unit":          Component,
	"overseas":            Tab,
	"society":             Folder,
	"grouping":            Rectangle, // the double outline tells it, as it does groupings of other sectors
}

// spareShapes are for the sectors that a map adds. A block has no second outline: Graphviz would draw it through the
// text.
var spareShapes = []Shape{Block, Note, Component, Tab, Folder, CutCorners, Rounded, Rectangle}
