package render

import (
	"errors"
	"math"
	"slices"
	"strconv"

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

	// Types and Classifications say, by id, what looks different from the rest: relationships of a type and of those
	// narrower than it, and organisations whose first classification that is or is narrower. The narrowest one counts.
	Types           map[string]LineStyle
	Classifications map[string]BoxStyle
}

// LineStyle is how relationships of a type look. What has its zero value is as that of the family.
type LineStyle struct {
	Colour string
	Width  float64 // points
	Dash   Dash    // of relationships that are active; Solid, LongDashed or DashDotted
}

// BoxStyle is how organisations of a classification look. What has its zero value is as that of the theme.
type BoxStyle struct {
	Fill, Outline, Text string
	Shape               Shape
}

// Contrast returns the contrast of two colours, #RRGGBB, as WCAG 2.2 defines it: from 1 for the same to 21 for black and white; 0
// where one is not a colour.
func Contrast(a, b string) float64 {
	x, okX := relativeLuminance(a)
	y, okY := relativeLuminance(b)
	if !okX || !okY {
		return 0
	}
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// relativeLuminance is how light a colour is, from 0 to 1 (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance).
func relativeLuminance(colour string) (light float64, ok bool) {
	if len(colour) != 7 || colour[0] != '#' {
		return 0, false
	}
	for i, weight := range [3]float64{0.2126, 0.7152, 0.0722} {
		v, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		if err != nil {
			return 0, false
		}
		c := float64(v) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		light += weight * c
	}
	return light, true
}

// theme returns the theme that the options ask for.
func (o *Options) theme() (Theme, error) {
	if o.Styled == nil {
		return LookupTheme(o.Theme)
	}
	if o.Theme != "" {
		return Theme{}, errors.New("the theme is given twice, by its name and as a whole")
	}
	return *o.Styled, nil
}

// styleOf returns the style of a concept, or of the narrowest broader one that has one, and whose it is.
func styleOf[S any](styles map[string]S, id string, broader func(string) string) (style S, of string) {
	for ; id != ""; id = broader(id) {
		if style, ok := styles[id]; ok {
			return style, id
		}
	}
	return style, ""
}

// lookOf returns the type whose style a relationship has: its own or the narrowest broader one; "" where its looks are those
// of its family.
func (b *sceneBuilder) lookOf(e graph.Edge) string {
	if len(b.scene.Theme.Types) == 0 {
		return ""
	}
	v := b.g.Vocabulary()
	_, of := styleOf(b.scene.Theme.Types, b.g.Type(e).ID, func(id string) string {
		t, _ := v.Type(id)
		return t.Broader
	})
	return of
}

// apply gives a strand the looks of a type.
func (l LineStyle) apply(s *Strand) {
	if l.Colour != "" {
		s.Colour = l.Colour
	}
	if l.Width > 0 {
		s.Width = l.Width
	}
	if l.Dash != Solid && s.Dash == Solid {
		s.Dash = l.Dash
	}
}

// styleNodes gives each organisation the looks of its classification.
func (b *sceneBuilder) styleNodes() {
	styles := b.scene.Theme.Classifications
	if len(styles) == 0 {
		return
	}
	v := b.g.Vocabulary()
	for i := range b.scene.Nodes {
		n := &b.scene.Nodes[i]
		classes := b.g.Classifications(n.Organisation)
		if len(classes) == 0 {
			continue
		}
		style, of := styleOf(styles, classes[0], func(id string) string {
			c, _ := v.Classification(id)
			return c.Broader
		})
		if of == "" {
			continue
		}
		n.Fill, n.Edge, n.Ink, n.Style = style.Fill, style.Outline, style.Text, of
		if style.Shape != "" {
			n.Shape = style.Shape
		}
	}
}

// legendOfStyles explains the looks of classifications that are no sector with a panel: those have their entry.
func (b *sceneBuilder) legendOfStyles() {
	s := b.scene
	if len(s.Theme.Classifications) == 0 {
		return
	}
	for c := range b.g.Vocabulary().Classifications() {
		i := slices.IndexFunc(s.Nodes, func(n Node) bool { return n.Style == c.ID })
		if i < 0 || slices.ContainsFunc(s.Clusters, func(sector Cluster) bool { return sector.ID == c.ID }) {
			continue
		}
		style := s.Theme.Classifications[c.ID]
		s.Legend = append(s.Legend, LegendEntry{
			Kind: ShapeEntry, Label: sectorLabel(b.g, c.ID), Shape: s.Nodes[i].Shape, Colour: style.Fill, Edge: style.Outline,
		})
	}
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

// Shapes returns all shapes. The caller may change the slice.
func Shapes() []Shape {
	return []Shape{Rectangle, Rounded, CutCorners, Note, Tab, Folder, Component, Block}
}

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
