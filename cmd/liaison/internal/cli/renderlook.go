package cli

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/render"
	sheets "github.com/liaisongraph/liaison/render/drawing"
)

// look is the flags of every command that draws, and that say how a picture looks, whatever is on it.
type look struct {
	title string
	theme string
	page  string
	dpi   int
}

// flags declares the flags: those of the picture, and those of what is written, which may have another heading.
func (o *look) flags(f, out *flags) {
	f.text(&o.title, "title", "", "put `TEXT` above the picture; the title of the map unless said", nil)
	f.text(&o.theme, "theme", "", "colours: `THEME` is "+joinWords(append(themeNames(), "a theme file"), "or"), completeThemes)
	out.text(&o.page, "page", "", "fit the picture to a sheet, `PAGE`: "+joinWords(pageNames(), "or")+"; with -portrait or -landscape after it, paper stands or lies", completePages)
	out.number(&o.dpi, "dpi", "", 1, "pixels an inch of a png: `N`; 96 unless said")
}

// given returns a flag that is given, or "".
func (o *look) given() string {
	for _, flag := range []struct {
		name  string
		given bool
	}{{"title", o.title != ""}, {"theme", o.theme != ""}, {"page", o.page != ""}, {"dpi", o.dpi > 0}} {
		if flag.given {
			return "--" + flag.name
		}
	}
	return ""
}

// check says what is wrong with the flags for a format, before a map is read.
func (o *look) check(p render.Format) error {
	return cmp.Or(
		isFor(p, "--dpi", o.dpi > 0, "png"),
		isFor(p, "--page", o.page != "", "svg", "png", "pdf"),
		isFor(p, "--theme "+autoTheme, o.theme == autoTheme, "svg", "html"),
		isFor(p, "--theme", o.theme != "" && p.Name == "text", "svg", "png", "pdf", "html", "dot", "mermaid"),
		o.checkPage(), checkTheme(o.theme))
}

// isFor returns an error where a flag is given that is not for a format.
func isFor(p render.Format, flag string, given bool, formats ...string) error {
	if given && !slices.Contains(formats, p.Name) {
		return fmt.Errorf("%s is for %s, and the format is %s", flag, joinWords(formats, "and"), p.Name)
	}
	return nil
}

func (o *look) checkPage() error {
	if o.page == "" {
		return nil
	}
	_, err := sheets.LookupPage(o.page)
	if err != nil {
		return hint(fmt.Errorf("--page: %w", err), "the sheets: "+joinWords(pageNames(), "and"), "paper stands or lies with -portrait or -landscape after its name, such as A4-portrait")
	}
	return nil
}

// apply gives a scene its title, its theme and, where it is to fill a page, the proportions of that.
func (o *look) apply(s *render.Options, v *graph.Vocabulary) error {
	s.Title = o.title
	if o.page != "" {
		page, err := sheets.LookupPage(o.page)
		if err != nil {
			return err
		}
		s.Ratio = page.Ratio()
	}
	return useTheme(o.theme, s, v)
}

// writeOptions are what the format is asked for, to draw g as the options say.
func (o *look) writeOptions(g *graph.Graph, s render.Options) (render.WriteOptions, error) {
	w := render.WriteOptions{DPI: float64(o.dpi), Page: o.page}
	if o.theme != autoTheme {
		return w, nil
	}
	s.Theme = darkTheme
	var err error
	w.Dark, err = render.NewScene(g, s)
	return w, err
}

// drawing is the flags of commands that draw their answer over the map.
type drawing struct {
	file string
	only bool
	look look
}

// flags declares the flags; what is what an answer has: "the paths".
func (d *drawing) flags(f *flags, what string) {
	f = f.under(headingPicture)
	f.text(&d.file, "draw", "", "draw "+what+" over the map to `FILE` too, the rest faded; the name says the format: see render", completeFiles)
	f.on(&d.only, "draw-only", "", "draw "+what+" alone, with a line for each relationship")
	d.look.flags(f, f)
}

// format returns in which format is to be drawn, or nil where nothing is.
func (d *drawing) format(a *app) (*render.Format, error) {
	flag := d.look.given()
	if d.only {
		flag = "--draw-only"
	}
	switch {
	case d.file != "":
		format, err := (&renderOptions{file: d.file}).picture(a)
		return &format, cmp.Or(err, d.look.check(format))
	case flag != "":
		return nil, hint(errors.New(flag+" says how to draw, and nothing is to be drawn"), "say where to with --draw FILE")
	}
	return nil, nil
}
