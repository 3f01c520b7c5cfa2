package explorer

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"slices"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/render"
)

// Options say what a page shows. The zero value is the whole graph in the layout that suits it.
type Options struct {
	// Scene is the picture. Where its theme is one of the usual, the picture follows what the reader prefers, light or
	// dark; any other theme, or one of a file, is kept.
	Scene render.Options
	// Place lays the scene out; nil is [render.Scene.Place], which has the layouts of package render alone.
	Place func(context.Context, *render.Scene) (*render.Placement, error)
	// Live makes the page that a server serves: it may ask its server, and nobody else, for more.
	Live bool
}

// Page returns the page of a graph: HTML that needs nothing else. The same graph and options give the same bytes.
// It fails as [render.NewScene] does, where the layout fails, and with the error of ctx when that is done.
func Page(ctx context.Context, g *graph.Graph, opts Options) ([]byte, error) {
	e, err := New(ctx, g, opts)
	if err != nil {
		return nil, err
	}
	return e.Page, nil
}

// Explorer is the page of a graph, and what is in it of the graph, for a page that is open and is to show another one.
type Explorer struct {
	Page    []byte   // see [Page]
	Picture []byte   // the drawing, an svg element that stands in HTML as it is, but for its style sheets
	Styles  []string // those: a page that is open takes them by a script, since its policy names the elements of its own
	Data    *Data
}

// New lays a graph out, measures it and draws it, once, and returns all that is made of that. It fails as [Page] does.
func New(ctx context.Context, g *graph.Graph, opts Options) (*Explorer, error) {
	lightOptions, darkOptions := sceneOptions(opts.Scene)
	light, dark, err := scenes(g, lightOptions, darkOptions)
	if err != nil {
		return nil, err
	}
	former, err := findFormerNames(ctx, g, lightOptions)
	if err != nil {
		return nil, err
	}
	var placement *render.Placement
	former.lend(light, func() { placement, err = place(ctx, light, opts.Place) })
	if err != nil {
		return nil, fmt.Errorf("layout: %w", err)
	}
	e := &Explorer{}
	if e.Data, err = newData(ctx, g, light, dark, placement, former); err != nil {
		return nil, err
	}
	svg, err := draw(ctx, light, dark, placement, former)
	if err != nil {
		return nil, err
	}
	e.Picture, e.Styles = styleElements.ReplaceAll(svg, nil), stylesOf(svg)
	e.Page, err = assemble(svg, e.Styles, e.Data, opts)
	return e, err
}

// styleElements are those of a drawing, see stylesOf.
var styleElements = regexp.MustCompile(`(?s)<style[^>]*>.*?</style>`)

func place(ctx context.Context, s *render.Scene, with func(context.Context, *render.Scene) (*render.Placement, error)) (*render.Placement, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if with != nil {
		return with(ctx, s)
	}
	return s.Place(), nil
}

// sceneOptions returns the options of the picture for light and for dark surroundings; they have the same theme where
// the caller chooses one that is neither of the usual.
func sceneOptions(o render.Options) (light, dark render.Options) {
	if o.Ratio == 0 {
		o.Ratio = windowRatio
	}
	o.View = "" // a page has its own table of what a matrix shows
	light, dark = o, o
	if o.Styled == nil && (o.Theme == "" || usual(o.Theme)) {
		light.Theme, dark.Theme = lightTheme, darkTheme
	}
	return light, dark
}

// scenes returns the picture for light and for dark surroundings, which may be one.
func scenes(g *graph.Graph, lightOptions, darkOptions render.Options) (light, dark *render.Scene, err error) {
	if light, err = render.NewScene(g, lightOptions); err != nil || lightOptions.Theme == darkOptions.Theme {
		return light, light, err
	}
	dark, err = render.NewScene(g, darkOptions)
	return light, dark, err
}

// windowRatio is about the width to height of the window of a page, between its columns, on a screen.
const windowRatio = 1.1

// The themes between which a page changes.
const (
	lightTheme = "light"
	darkTheme  = "dark"
)

func usual(theme string) bool { return theme == lightTheme || theme == darkTheme }

// assemble puts the parts of a page together; styles are those in svg.
func assemble(svg []byte, styles []string, data *Data, opts Options) ([]byte, error) {
	encoded, err := data.encode()
	if err != nil {
		return nil, err
	}
	parts, err := partsOf(opts.Live)
	if err != nil {
		return nil, err
	}
	theme := ""
	if usual(opts.Scene.Theme) && opts.Scene.Styled == nil {
		theme = opts.Scene.Theme
	}
	title := data.Title
	if title == "" {
		title = "A map"
	}
	var b bytes.Buffer
	for _, piece := range parts.template {
		switch piece.name {
		case "":
			b.WriteString(piece.text)
		case "policy":
			b.WriteString(policy(opts.Live, parts.script, append(slices.Clone(styles), parts.style)))
		case "title":
			b.WriteString(escape(title))
		case "theme":
			b.WriteString(theme)
		case "style":
			b.WriteString(parts.style)
		case "picture":
			b.Write(svg)
		case "map":
			b.Write(encoded)
		case "script":
			b.WriteString(parts.script)
		}
	}
	return b.Bytes(), nil
}
