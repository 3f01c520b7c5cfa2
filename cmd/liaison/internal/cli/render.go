package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/graphviz"
)

func renderCommand() command {
	return command{
		name:  "render",
		group: groupDraw,
		short: "Draw a map",
		long: "Organisations stand in their sectors. There is one line for a pair, with a strand for each family of types; " +
			"--unbundle draws every relationship.\n\n" +
			"With --size-by, the area of a box grows with a measure of what is drawn, from that of the least to five times it " +
			"for the greatest; the legend has the numbers. With --colour-by, those of a group are of one colour and carry " +
			"its number: classification, sector and tag are the first that an organisation has, a community is called by " +
			"the one with most relationships in it.\n\n" +
			"The format is that of the name after -o, unless --format says it:\n\n" + items(pictureTexts()) +
			"\n\nThe layouts:\n\n" + items(layoutTexts()),
		examples: []example{
			{"liaison render -o map.svg", "Draw the map here, for a browser"},
			{"liaison render --around mi5 --highlight mi5 -o mi5.png --dpi 200", "MI5 and what is tied to it, for a report"},
			{"liaison render --type authority --theme print --title \"Who has a say\" -o say.svg", "One kind of relationship, for a printer"},
			{"liaison render --size-by betweenness --colour-by community -o brokers.svg", "Who stands between others, and who belongs together"},
			{"liaison render --format dot | dot -Tpdf > map.pdf", "Let another Graphviz draw it"},
		},
		readsMap: true,
		new:      func() runner { return &renderOptions{} },
	}
}

func pictureNames() []string {
	var names []string
	for _, p := range graphviz.SceneFormats() {
		names = append(names, p.Name)
	}
	return names
}

func pictureTexts() [][2]string {
	var texts [][2]string
	for _, p := range graphviz.SceneFormats() {
		texts = append(texts, [2]string{p.Name, p.Description})
	}
	return texts
}

func layoutNames() []string {
	var names []string
	for _, l := range render.Layouts() {
		names = append(names, l.Name)
	}
	return names
}

func layoutTexts() [][2]string {
	var texts [][2]string
	for _, l := range render.Layouts() {
		texts = append(texts, [2]string{l.Name, l.Description})
	}
	return texts
}

func themeNames() []string {
	var names []string
	for _, t := range render.Themes() {
		names = append(names, t.Name)
	}
	return names
}

type renderOptions struct {
	scene     render.Options
	highlight []string
	centre    string
	sizeBy    string
	colourBy  grouping
	dpi       int
	format    string
	file      string
	filter    filter
}

func (o *renderOptions) flags(f *flags) {
	f.choice(&o.scene.Layout, "layout", "", "layout", layoutNames(), "place organisations by `LAYOUT`; auto unless said")
	f.choice(&o.scene.Theme, "theme", "", "theme", themeNames(), "colours: `THEME` is "+joinWords(themeNames(), "or"))
	f.on(&o.scene.Unbundle, "unbundle", "", "draw a line for each relationship")
	f.names(&o.highlight, "highlight", "mark `ORG` and what touches it, and fade the rest")
	f.text(&o.centre, "centre", "", "put `ORG` in the middle; the one with most neighbours unless said", completeOrganisations)
	f.text(&o.sizeBy, "size-by", "", "make boxes the larger, the higher `MEASURE` is; rank lists the measures", completeSizes)
	o.colourBy.flag(f, "colour-by", "colour and number organisations", fmt.Sprintf("; the %d largest groups have a colour each, and the others share one", render.MostColours))
	f.text(&o.scene.Title, "title", "", "put `TEXT` above the picture; the title of the map unless said", nil)
	f.number(&o.dpi, "dpi", "", 1, "pixels an inch of a png: `N`; 96 unless said")
	out := f.under(headingOutput)
	out.choice(&o.format, "format", "", "format", pictureNames(), "draw as `FORMAT`: "+joinWords(pictureNames(), "or"))
	out.text(&o.file, "output", "o", "write to `FILE`, whole or not at all; - is standard output", completeFiles)
	o.filter.flags(f)
}

func (o *renderOptions) run(ctx context.Context, a *app, _ []string) error {
	p, err := o.picture(a)
	if err != nil {
		return err
	}
	if err := o.checkMeasured(); err != nil {
		return err
	}
	m, part, err := a.readPart(ctx, &o.filter)
	if err != nil {
		return err
	}
	if err := o.name(m.Graph, part); err != nil {
		return err
	}
	if o.scene.Subtitle, err = o.filter.inWords(m.Graph); err != nil {
		return err
	}
	if err := o.warnOfSize(a, p, part.NumOrganisations()); err != nil {
		return err
	}
	if err := o.measured(ctx, a, m.Graph, part); err != nil {
		return err
	}
	drawn, err := a.picture(ctx, "drawing the map", p, part, o.scene, render.WriteOptions{DPI: float64(o.dpi)})
	if err != nil {
		return err
	}
	write := func(w io.Writer) error {
		_, err := w.Write(drawn.Bytes())
		return err
	}
	if o.file == "" || o.file == "-" {
		return outputError("standard output", write(a.stdout))
	}
	return a.writeFile(o.file, write)
}

// mostToRead is how many organisations a picture can have that people read.
const mostToRead = 150

// warnOfSize says where a picture would have more organisations than it can show, and refuses to begin what
// would take minutes unless the layout is asked for by name.
func (o *renderOptions) warnOfSize(a *app, p render.Format, organisations int) error {
	const advice = "draw a part: --around ORG, --type TYPE, --class CLASSIFICATION"
	switch {
	case organisations <= mostToRead || p.Name != "svg" && p.Name != "png":
	case organisations > render.MostForHub && (o.scene.Layout == "" || o.scene.Layout == render.AutoLayout):
		return hint(fmt.Errorf("%d organisations are too many for a picture", organisations), advice,
			"or insist, with a --layout by its name; it may take many minutes")
	default:
		a.say(fmt.Sprintf("%d organisations make a picture that is hard to read", organisations), advice)
	}
	return nil
}

// picture returns the format that is asked for.
func (o *renderOptions) picture(a *app) (render.Format, error) {
	all := graphviz.SceneFormats()
	name, extension := o.format, strings.ToLower(filepath.Ext(o.file))
	if name == "" && (o.file == "" || o.file == "-") {
		return render.Format{}, hint(errors.New("where to, and in which format?"), "to a file: -o map.svg", "to standard output: --format dot")
	}
	i := slices.IndexFunc(all, func(p render.Format) bool {
		return p.Name == name || name == "" && slices.Contains(p.Extensions, extension)
	})
	if i < 0 {
		return render.Format{}, hint(fmt.Errorf("%s: its name does not tell the format", o.file),
			"end it in one of "+joinWords(pictureExtensions(), "or")+", or say --format")
	}
	p := all[i]
	if o.dpi > 0 && p.Name != string(graphviz.PNG) {
		return render.Format{}, fmt.Errorf("--dpi is for png, and the format is %s", p.Name)
	}
	if file, ok := a.stdout.(*os.File); ok && p.Binary && (o.file == "" || o.file == "-") && terminalWidth(file) > 0 {
		return render.Format{}, hint(fmt.Errorf("a terminal cannot show %s", p.Name), "write it to a file: -o map."+p.Name)
	}
	return p, nil
}

func pictureExtensions() []string {
	var all []string
	for _, p := range graphviz.SceneFormats() {
		all = append(all, p.Extensions...)
	}
	return all
}

// name resolves the organisations that the options name: those of the whole map, which must be in the part.
func (o *renderOptions) name(whole, part *graph.Graph) error {
	var err error
	if o.scene.Highlight, err = expandNames(whole, o.highlight); err != nil {
		return err
	}
	named := o.scene.Highlight
	if o.centre != "" {
		n, err := whole.Find(o.centre)
		if err != nil {
			return err
		}
		o.scene.Centre = whole.ID(n)
		named = append(slices.Clone(named), o.scene.Centre)
	}
	for _, id := range named {
		if _, ok := part.NodeByID(id); !ok {
			n, _ := whole.NodeByID(id)
			return fmt.Errorf("%s is to be drawn, and the filters leave it out", whole.Name(n))
		}
	}
	return nil
}
