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
	light, dark, err := scenes(g, opts.Scene)
	if err != nil {
		return nil, err
	}
	placement, err := place(ctx, light, opts.Place)
	if err != nil {
		return nil, fmt.Errorf("layout: %w", err)
	}
	e := &Explorer{}
	if e.Data, err = newData(ctx, g, light, dark, placement); err != nil {
		return nil, err
	}
	svg, err := draw(light, dark, placement)
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

// scenes returns the picture for light and for dark surroundings; they are the same where the options choose a theme
// that is neither of the usual.
func scenes(g *graph.Graph, o render.Options) (light, dark *render.Scene, err error) {
	names := [2]string{o.Theme, o.Theme}
	if o.Styled == nil && (o.Theme == "" || usual(o.Theme)) {
		names = [2]string{lightTheme, darkTheme}
	}
	if o.Ratio == 0 {
		o.Ratio = windowRatio
	}
	o.View, o.Theme = "", names[0] // a page has its own table of what a matrix shows
	if light, err = render.NewScene(g, o); err != nil || names[0] == names[1] {
		return light, light, err
	}
	o.Theme = names[1]
	dark, err = render.NewScene(g, o)
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
