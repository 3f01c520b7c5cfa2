package render

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/diff"
)

// Options say how a graph is to be shown. The zero value is a picture of the whole graph in the light theme.
type Options struct {
	// Title stands above the picture; where it is empty, the title of the map.
	Title string
	// Subtitle says in a few words which part of the map this is, "around PSNI"; it stands below the title,
	// before the counts. It may be empty.
	Subtitle string
	// Theme is the name of one of [Themes]; "" is the first.
	Theme string
	// Layout is the name of one of [Layouts]; "" is "auto".
	Layout string
	// View is the name of one of [Views]; "" is the first.
	View string
	// Unbundle draws a strand for each relationship instead of one for each family of types.
	Unbundle bool
	// Highlight marks organisations, given by any name, and fades what does not touch them.
	Highlight []string
	// Route, if set, marks the ends of paths, or other parts of an answer, and fades what is on none; it is instead
	// of Highlight.
	Route *Route
	// Centre is the organisation in the middle of [HubLayout], given by any name; "" is the one with the most
	// neighbours.
	Centre string
	// Size, if set, makes boxes the larger, the larger a number of their organisations is.
	Size *Scale
	// Colour, if set, fills the boxes of each group with a colour.
	Colour *Grouping
	// Folded, if set, says how much each organisation and relationship of the graph stands for.
	Folded *Folded
	// Ratio is the width to height that the picture should have, such as that of a page; 0 is that of ISO 216, lying.
	Ratio float64
	// Styled, if set, is the theme, and Theme must be "": one that a file changes, see package themefile.
	Styled *Theme
	// Change, if set, says how the organisations and relationships of the graph, which is that of the Change, stand to
	// two maps or two dates: what is added, gone and changed is told apart by more than colour, and the rest is faded.
	Change *diff.Marked
}

// Folded is what the organisations and relationships of a folded graph stand for, by graph.Node and graph.Edge; see
// package graph/fold.
type Folded struct {
	Members       []int // organisations, at least 1
	Within        []int // relationships among those
	Relationships []int // by graph.Edge, at least 1
	Left          int   // relationships that the picture leaves out, with those to whom they are too few to be drawn
}

// Route is what some paths, or another answer, have in common with a picture.
type Route struct {
	Starts        []graph.Node // where paths begin
	Ends          []graph.Node // where they end, and else what is to be marked
	Relationships []graph.Edge // what they cross
	// Marked and Faded say in the legend what the organisations that are marked, and what all else, have in common; "" is of
	// paths, whose starts and ends have signs of their own.
	Marked, Faded string
}

// Scene is a picture before layout; see the package documentation.
type Scene struct {
	Title       string // one line, may be empty
	Subtitle    string // what part of the map, and how much: "around PSNI · 4 organisations, 6 relationships, 2 sources"
	Description string // what is to be seen, in words, for those who cannot see it
	Theme       Theme
	Layout      string // one of Layouts, never "auto"
	View        string // MatrixView, or "" for a map
	Unbundled   bool   // a strand stands for one relationship
	Centre      int    // the node that belongs in the middle, or -1 where there is no node
	Nodes       []Node // in the order of the graph
	Clusters    []Cluster
	Lines       []Line // in the order of their first relationships
	Legend      []LegendEntry
	Sources     []Source
	SizeLabel   string  // what the sizes of boxes stand for, or "" where that is nothing
	GroupLabel  string  // what the groups are that have colours, or "" where there are none
	Groups      []Group // in the order of the grouping
	Joints      []Joint // arrangements that are drawn, in the order of the graph
	Ratio       float64 // width to height that the picture should have, more than 0
	Change      *Change // what the picture compares, or nil
}

// Joint stands for an arrangement: relationships that hold together by its rule. Their strands meet in a mark that says
// the rule, and go on as one to the organisation that they share.
type Joint struct {
	ID      string // of the arrangement
	Rule    string // "all" or "any"
	Label   string // "all of 2: approval of …", a sentence
	Node    int    // the organisation that its relationships share, or -1 where they share none: then they only carry the mark
	Strands []StrandRef
}

// StrandRef names a strand of a scene.
type StrandRef struct{ Line, Strand int }

// Node stands for an organisation.
type Node struct {
	Organisation graph.Node
	ID           string   // of the organisation
	Name         string   // the whole name
	ShortName    string   // what the organisation is called on the picture
	Heading      []string // the short name in lines, for bold type; shortened with "…" where it is too long
	Subheading   []string // the whole name in lines, where it differs
	Cluster      int      // index in Clusters, or -1 where the organisation has no sector
	Shape        Shape    // by sector
	Set          bool     // a grouping: drawn with a double outline
	Emphasis     Emphasis
	Tooltip      string     // several lines of plain text
	Neighbours   int        // how many other organisations it has lines to
	State        diff.State // where the scene compares two maps
	Attested     bool       // added in that sources speak of it since then, and not founded since then

	Area  float64 // how many times as large as the smallest its box is, where sizes stand for something
	Value string  // the number that the area stands for
	Tag   string  // the number of its group, or that paths start or end there, or ""
	Fill  string  // the colour of its group or classification, or "" for the theme's
	Edge  string  // the colour of its outline by its classification, or "" for the theme's
	Ink   string  // the colour of its text on Fill, or "" for the theme's
	Style string  // the classification whose looks it has by its theme, or ""

	Members int // how many organisations a box stands for; 1 unless it is folded
	Within  int // how many relationships among those are folded into it
}

// Cluster stands for a sector.
type Cluster struct {
	ID    string // of the classification
	Label string
	Shape Shape
	Nodes []int // indices in Nodes, at least one
}

// Line stands for all relationships between two organisations, or of one with itself.
type Line struct {
	ID       string // unique among lines
	From, To int    // indices in Nodes: the ends of the first relationship
	Strands  []Strand
	Emphasis Emphasis
	Whole    Arrow // which end is the whole that the other is a part of, by relationships of structure: Forward is To
	// Label says in a sentence for each relationship what the line stands for, and Tooltip the same with
	// dates, notes and sources, a relationship a line.
	Label   string
	Tooltip string
}

// Strand is one of the lines that are drawn side by side between two organisations.
type Strand struct {
	ID            string   // unique among strands
	Family        string   // the id of the topmost type; "" where a folded strand stands for several families
	Code          string   // the letter that stands for the family; "" where it is several
	Types         []string // the types of its relationships in words, each once: "joint team"
	Text          string   // what the relationship is called; only where the scene is unbundled
	Colour        string
	Width         float64 // points
	Dash          Dash
	Arrow         Arrow
	Emphasis      Emphasis
	State         diff.State // of all its relationships, where the scene compares two maps
	Attested      bool       // they are added in that sources speak of them since then, and have not begun since then
	Uncertain     bool       // nothing in it is confirmed and undisputed: a "?" goes with the letter
	Relationships []graph.Edge
	Count         int    // how many relationships it stands for: those, or more where they are folded
	Mixed         bool   // it stands for several families, of which each goes its way: no arrowheads
	Counted       bool   // the picture says Count where it is more than one: the scene is folded
	Joint         int    // index in Scene.Joints, or -1
	Label         string // a sentence for each relationship
	Tooltip       string
}

// Source is a document that the picture cites.
type Source struct {
	ID    string
	Label string // title, publisher and date
	URL   string
}

// Emphasis says whether something stands out.
type Emphasis uint8

const (
	Plain Emphasis = iota
	Highlighted
	Faded
)

// Dash is how a strand is broken, by the status of its relationships.
type Dash uint8

const (
	Solid      Dash = iota // active or disputed
	Dashed                 // proposed
	Dotted                 // suspended or ended
	LongDashed             // active or disputed, of a type for which the theme says so
	DashDotted             // the same
	PairDashed             // gone, where the scene compares two maps; whatever the status
)

// Arrow says which ends of a strand have an arrowhead, in the direction of its Line.
type Arrow uint8

const (
	NoArrow  Arrow = iota // jointly: the type is mutual by its nature
	Forward               // from From to To
	Backward              // from To to From
	BothWays              // each to the other
)

// Layouts of the package itself; the others are Graphviz's.
const (
	AutoLayout = "auto"
	HubLayout  = "hub"
	GridLayout = "grid"
	TreeLayout = "tree"
)

// PaintOrder returns the indices of the lines in the order in which they are to be drawn: what is faded lies
// under the rest.
func (s *Scene) PaintOrder() []int {
	order := make([]int, 0, len(s.Lines))
	for _, faded := range []bool{true, false} {
		for i := range s.Lines {
			if (s.Lines[i].Emphasis == Faded) == faded {
				order = append(order, i)
			}
		}
	}
	return order
}

// LayoutInfo describes a layout.
type LayoutInfo struct {
	Name, Description string
}

var layouts = []LayoutInfo{
	{AutoLayout, "hub, or grid for maps of more than a thousand organisations"},
	{HubLayout, "one organisation in the middle, the rest beside it by sector and distance; lines never cross a box"},
	{GridLayout, "sectors as panels of boxes side by side; quick, for thousands of organisations"},
	{TreeLayout, "the whole before its parts, as structure relationships have it; what has none stands apart"},
	{"dot", "ranks: relationships point one way, as in a hierarchy"},
	{"neato", "springs: distance follows the number of steps; without sectors"},
	{"fdp", "forces: neighbours attract one another, sectors stay together"},
	{"sfdp", "forces at several scales, for large maps; without sectors"},
	{"circo", "circles; without sectors"},
	{"twopi", "rings around the centre; without sectors"},
}

// Layouts returns the layouts that a scene can ask for. The caller may change the slice.
func Layouts() []LayoutInfo { return slices.Clone(layouts) }

// NewScene returns the picture of g. It fails with a [*graph.UnknownError] or a [*graph.AmbiguousError], which
// suggest what is right, where the options name a theme, a layout or an organisation that there is not.
// O(organisations + relationships · log relationships).
func NewScene(g *graph.Graph, opts Options) (*Scene, error) {
	theme, err := opts.theme()
	if err != nil {
		return nil, err
	}
	if err := opts.Folded.check(g); err != nil {
		return nil, err
	}
	if err := cmp.Or(opts.checkChange(g), checkLayout(opts.Layout)); err != nil {
		return nil, err
	}
	view, err := checkView(opts.View)
	if err != nil {
		return nil, err
	}
	b := &sceneBuilder{g: g, opts: opts, scene: &Scene{View: view, Theme: theme, Title: opts.Title, Unbundled: opts.Unbundle}}
	if b.scene.Title == "" {
		b.scene.Title = g.Title()
	}
	if b.scene.Ratio = opts.Ratio; b.scene.Ratio == 0 {
		b.scene.Ratio = math.Sqrt2
	}
	b.scene.Title = oneLine(b.scene.Title)
	if c := opts.Change; c != nil {
		b.scene.Change = &Change{Before: c.Before, After: c.After}
		b.sayChanges()
	}
	b.addNodes()
	if err := cmp.Or(b.addScale(), b.addGroups()); err != nil {
		return nil, err
	}
	b.addLines()
	b.countStrands()
	if err := b.chooseCentre(); err != nil {
		return nil, err
	}
	b.fadeUnchanged()
	if err := b.highlight(); err != nil {
		return nil, err
	}
	b.chooseLayout()
	b.addSources()
	b.addLegend()
	b.describe()
	return b.scene, nil
}

func checkLayout(name string) error {
	if name == "" {
		return nil
	}
	names := make([]string, len(layouts))
	for i, l := range layouts {
		names[i] = l.Name
	}
	if slices.Contains(names, name) {
		return nil
	}
	return &graph.UnknownError{What: "layout", Value: name, Suggestions: graph.Suggest(name, names), Known: names}
}

// sceneBuilder makes a Scene step by step.
type sceneBuilder struct {
	g        *graph.Graph
	opts     Options
	scene    *Scene
	families []family       // in the order of the vocabulary, those that occur
	joints   map[string]int // by arrangement, the index of its joint
	detail   detail
	greatest int // count of a line, where a strand stands for all of it
}

// family is a family of types that occurs.
type family struct {
	id, code, colour string
	width            float64
}

// The size of type, in points, and the room for it.
const (
	headingSize  = 10.5
	subSize      = 9.0
	textWidth    = 128.0
	outlineGap   = 4.0 // between the two outlines of a set
	headingLines = 2
	subLines     = 3
	aloneLines   = headingLines + subLines - 1 // of a heading with nothing below it
)

var (
	headingFont = font{headingSize, true}
	subFont     = font{subSize, false}
)

func (b *sceneBuilder) addNodes() {
	g, s := b.g, b.scene
	clusters := map[string]int{}
	for n := range g.Nodes() {
		node := Node{
			Organisation: n, ID: g.ID(n), Name: visible(g.Name(n), g.ID(n)), ShortName: visible(g.ShortName(n), g.ID(n)),
			Cluster: -1, Shape: Rectangle, Members: 1, Set: g.IsA(n, "grouping"), Tooltip: organisationTooltip(g, n),
		}
		b.unfold(&node)
		room := textWidth
		if node.Set {
			room -= outlineGap * 2
		}
		if counts := node.countLines(); len(counts) > 0 {
			node.foldedLines(room, counts, b.opts.Size != nil)
		} else if b.opts.Size != nil {
			node.sizedLines(room)
		} else if node.Name != node.ShortName {
			node.Heading = headingFont.wrap(node.ShortName, room, headingLines)
			node.Subheading = subFont.wrap(node.Name, room, subLines)
		} else {
			node.Heading = headingFont.wrap(node.ShortName, room, aloneLines)
		}
		b.markNode(&node, room)
		if sector := g.Sector(n); sector != "" {
			c, ok := clusters[sector]
			if !ok {
				c = len(s.Clusters)
				clusters[sector] = c
				s.Clusters = append(s.Clusters, Cluster{ID: sector, Label: sectorLabel(g, sector)})
			}
			node.Cluster = c
			s.Clusters[c].Nodes = append(s.Clusters[c].Nodes, len(s.Nodes))
		}
		s.Nodes = append(s.Nodes, node)
	}
	b.chooseShapes()
	b.dropPanels()
	b.styleNodes()
}

// chooseShapes gives each sector a shape: its own if it is built in, else one that no sector here has, as long
// as there are some.
func (b *sceneBuilder) chooseShapes() {
	s := b.scene
	taken := map[Shape]bool{}
	for i := range s.Clusters {
		if shape, ok := sectorShapes[s.Clusters[i].ID]; ok {
			s.Clusters[i].Shape = shape
			taken[shape] = true
		}
	}
	all := slices.Clone(spareShapes)
	if slices.ContainsFunc(s.Nodes, func(n Node) bool { return n.Set }) {
		all = slices.DeleteFunc(all, func(shape Shape) bool { return shape == Block })
	}
	spare := slices.DeleteFunc(slices.Clone(all), func(shape Shape) bool { return taken[shape] })
	if len(spare) == 0 {
		spare = all
	}
	next := 0
	for i := range s.Clusters {
		c := &s.Clusters[i]
		if c.Shape == "" {
			c.Shape = spare[next%len(spare)]
			next++
		}
		for _, n := range c.Nodes {
			s.Nodes[n].Shape = c.Shape
		}
	}
}

func sectorLabel(g *graph.Graph, sector string) string {
	c, _ := g.Vocabulary().Classification(sector)
	return visible(c.PluralLabel, visible(c.Label, words(sector)))
}

// chooseCentre finds the organisation that the options name, or the one with the most neighbours.
func (b *sceneBuilder) chooseCentre() error {
	s := b.scene
	s.Centre = -1
	if b.opts.Centre != "" {
		n, err := b.g.Find(b.opts.Centre)
		if err != nil {
			return fmt.Errorf("centre: %w", err)
		}
		s.Centre = int(n)
		return nil
	}
	for i := range s.Nodes {
		if s.Centre < 0 || s.Nodes[i].Neighbours > s.Nodes[s.Centre].Neighbours {
			s.Centre = i
		}
	}
	return nil
}

func (b *sceneBuilder) highlight() error {
	s := b.scene
	if b.opts.Route != nil {
		return b.highlightRoute(b.opts.Route)
	}
	if len(b.opts.Highlight) == 0 {
		return nil
	}
	for i := range s.Nodes {
		s.Nodes[i].Emphasis = Faded
	}
	for _, name := range b.opts.Highlight {
		n, err := b.g.Find(name)
		if err != nil {
			return fmt.Errorf("highlight: %w", err)
		}
		s.Nodes[n].Emphasis = Highlighted
	}
	for i := range s.Lines {
		line := &s.Lines[i]
		from, to := &s.Nodes[line.From], &s.Nodes[line.To]
		if from.Emphasis != Highlighted && to.Emphasis != Highlighted {
			line.fade()
			continue
		}
		for _, end := range []*Node{from, to} {
			if end.Emphasis == Faded {
				end.Emphasis = Plain
			}
		}
	}
	return nil
}

// highlightRoute marks the ends of paths, and fades what they do not pass.
func (b *sceneBuilder) highlightRoute(r *Route) error {
	s := b.scene
	for i := range s.Nodes {
		s.Nodes[i].Emphasis = Faded
	}
	crossed := make(map[graph.Edge]bool, len(r.Relationships))
	for _, e := range r.Relationships {
		if e < 0 || int(e) >= b.g.NumRelationships() {
			return fmt.Errorf("route: no relationship has the number %d; there are %d", e, b.g.NumRelationships())
		}
		crossed[e] = true
		s.Nodes[b.g.From(e)].Emphasis, s.Nodes[b.g.To(e)].Emphasis = Plain, Plain
	}
	if err := b.markEnds(r); err != nil {
		return err
	}
	if r.Marked != "" && !slices.ContainsFunc(s.Nodes, func(n Node) bool { return n.Emphasis != Highlighted }) {
		for i := range s.Nodes {
			s.Nodes[i].Emphasis = Plain // where all are marked, none is
		}
	}
	for i := range s.Lines {
		line := &s.Lines[i]
		line.fade()
		for k := range line.Strands {
			if slices.ContainsFunc(line.Strands[k].Relationships, func(e graph.Edge) bool { return crossed[e] }) {
				line.Emphasis, line.Strands[k].Emphasis = Plain, Plain
			}
		}
	}
	return nil
}

// fade makes a line with all its strands faded.
func (l *Line) fade() {
	l.Emphasis = Faded
	for k := range l.Strands {
		l.Strands[k].Emphasis = Faded
	}
}

// MostForHub is how many organisations the hub layout takes unless it is asked for. Up to there it takes a second or
// two; [GridLayout] takes time in proportion.
const MostForHub = 1000

func (b *sceneBuilder) chooseLayout() {
	s := b.scene
	s.Layout = b.opts.Layout
	if s.Layout != "" && s.Layout != AutoLayout {
		return
	}
	s.Layout = HubLayout
	if len(s.Nodes) > MostForHub {
		s.Layout = GridLayout
	}
}
