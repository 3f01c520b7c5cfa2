package cli

import (
	"cmp"
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
	"github.com/liaisongraph/liaison/render/picture"
)

func renderCommand() command {
	return command{
		name:  "render",
		group: groupDraw,
		short: "Draw a map",
		long: "Organisations stand in their sectors. There is one line for a pair, with a strand for each family of types; " +
			"--unbundle draws every relationship. With --around, the picture is the dossier of an organisation, which stands in the middle.\n\n" +
			"The views:\n\n" + items(texts(views())) +
			"\n\nA map of more than some hundred organisations is too much for a page. --collapse makes one box of those that belong together, " +
			"with how many they are and, beside the letter of each line, how many relationships it stands for; what is named by --highlight, --centre or --around stays itself. " +
			"--top draws the highest by a measure alone or, with --collapse, keeps them out of the boxes of the rest:\n\n" + items(groupingTexts()) +
			"\n\nWith --size-by, the area of a box grows with a measure of what is drawn, from that of the least to five times it " +
			"for the greatest; the legend has the numbers. With --colour-by, those of a group are of one colour and carry " +
			"its number: classification, sector and tag are the first that an organisation has, a community is called by " +
			"the one with most relationships in it.\n\n" +
			"The themes:\n\n" + items(texts(themes())) +
			"\n\nA theme file is YAML and changes one of them, with looks for types and classifications, which those narrower have too. What could not be read is refused, " +
			"by WCAG 2.2 at level AA:\n\n" + items(themeExample()) +
			"\n\nThe format is that of the name after -o, unless --format says it:\n\n" + items(pictureTexts()) +
			"\n\nThe layouts:\n\n" + items(layoutTexts()),
		examples: []example{
			{"liaison render -o map.svg", "Draw the map here, for a browser"},
			{"liaison render --around mi5 --highlight mi5 -o mi5.png --dpi 200", "MI5 and what is tied to it, for a report"},
			{"liaison render --collapse sector --page A4 -o overview.pdf", "Sectors, and how much is between them, on one sheet"},
			{"liaison render --collapse sector --top 10 --by betweenness -o brokers.svg", "The ten that stand most between others, and the rest by sector"},
			{"liaison render --type authority --theme print --title \"Who has a say\" -o say.svg", "One kind of relationship, for a printer"},
			{"liaison render --view hierarchy -o parts.svg", "What is part of what"},
			{"liaison render --size-by betweenness --colour-by community -o groups.svg", "Who stands between others, and who belongs together"},
			{"liaison render --format dot | dot -Tpdf > map.pdf", "Let another Graphviz draw it"},
		},
		readsMap: true,
		new:      func() runner { return &renderOptions{} },
	}
}

type renderOptions struct {
	scene     render.Options
	view      string
	highlight []string
	centre    string
	fold      folding
	sizeBy    string
	colourBy  grouping
	look      look
	outlines  bool
	format    string
	file      string
	filter    filter
}

func (o *renderOptions) flags(f *flags) {
	f.choice(&o.view, "view", "", "view", names(views()), "draw a `VIEW`: "+joinWords(names(views()), "or"))
	f.choice(&o.scene.Layout, "layout", "", "layout", layoutNames(), "place organisations by `LAYOUT`; auto unless said")
	f.on(&o.scene.Unbundle, "unbundle", "", "draw a line for each relationship")
	f.names(&o.highlight, "highlight", "mark `ORG` and what touches it, and fade the rest")
	f.text(&o.centre, "centre", "", "put `ORG` in the middle; the one of --around, or with most neighbours, unless said", completeOrganisations)
	o.fold.flags(f)
	f.text(&o.sizeBy, "size-by", "", "make boxes the larger, the higher `MEASURE` is; rank lists the measures", completeSizes)
	o.colourBy.flag(f, "colour-by", "colour and number organisations", fmt.Sprintf("; the %d largest groups have a colour each, and the others share one", render.MostColours))
	out := f.under(headingOutput)
	out.choice(&o.format, "format", "", "format", pictureNames(), "draw as `FORMAT`: "+joinWords(pictureNames(), "or"))
	out.text(&o.file, "output", "o", "write to `FILE`, whole or not at all; - is standard output", completeFiles)
	o.look.flags(f, out)
	out.on(&o.outlines, "outlines", "", "write the letters of an svg as shapes, for programs that lack its fonts")
	o.filter.flags(f)
}

func (o *renderOptions) run(ctx context.Context, a *app, _ []string) error {
	p, err := o.picture(a)
	if err != nil {
		return err
	}
	if err := o.check(p); err != nil {
		return err
	}
	o.fold.all = o.view == render.MatrixView || p.Name == "text"
	drawn, err := o.drawn(ctx, a)
	if err != nil {
		return err
	}
	o.warnOfSize(a, p, drawn.graph.NumOrganisations())
	options, err := o.look.writeOptions(drawn.graph, o.scene)
	if err != nil {
		return err
	}
	options.Outlines = o.outlines
	bytes, err := a.picture(ctx, "drawing the map", p, drawn.graph, o.scene, options)
	if err != nil {
		return err
	}
	write := func(w io.Writer) error {
		_, err := w.Write(bytes.Bytes())
		return err
	}
	if o.file == "" || o.file == "-" {
		return outputError("standard output", write(a.stdout))
	}
	return a.writeFile(o.file, write)
}

// drawnPart is what is drawn: the part of the map that the filters and the folding leave.
type drawnPart struct {
	whole, graph *graph.Graph
}

// drawn reads the map, and makes of it what is to be drawn; the options of the scene then say how.
func (o *renderOptions) drawn(ctx context.Context, a *app) (*drawnPart, error) {
	if err := o.hierarchy(); err != nil {
		return nil, err
	}
	m, part, err := a.readPart(ctx, &o.filter)
	if err != nil {
		return nil, err
	}
	if err := o.checkHierarchy(m.Graph); err != nil {
		return nil, err
	}
	if err := o.show(m.Graph, part); err != nil {
		return nil, err
	}
	drawn := &drawnPart{whole: m.Graph}
	if drawn.graph, err = o.folded(ctx, a, m.Graph, part); err != nil {
		return nil, err
	}
	return drawn, o.measured(ctx, a, m.Graph, drawn.graph)
}

// show sets in the scene what part of the whole map it shows, who is named in it, and how it looks.
func (o *renderOptions) show(whole, part *graph.Graph) (err error) {
	if o.scene.Subtitle, err = o.filter.inWords(whole); err != nil {
		return err
	}
	if err := o.name(whole, part); err != nil {
		return err
	}
	return o.look.apply(&o.scene, whole.Vocabulary())
}

// check says what is wrong with the flags, before a map is read.
func (o *renderOptions) check(p render.Format) error {
	return cmp.Or(isFor(p, "--outlines", o.outlines, "svg"), o.look.check(p), o.checkView(p), o.fold.check(), o.checkMeasured())
}

// mostToRead is how many organisations a picture can have that people read, and mostForGraphviz how many its layouts
// place within a minute or so.
const mostToRead, mostForGraphviz = 150, 1000

// warnOfSize says where a picture would have more organisations than people can read, and which layout it then has.
func (o *renderOptions) warnOfSize(a *app, p render.Format, organisations int) {
	gridded := organisations > render.MostForHub && (o.scene.Layout == "" || o.scene.Layout == render.AutoLayout) && o.view != render.MatrixView
	drawn := slices.Contains([]string{"svg", "png", "pdf"}, p.Name)
	switch {
	case organisations > mostToRead && drawn:
		fold := "fold it: --collapse " + joinWords(collapseNames(), "or")
		if o.fold.by != "" {
			fold = "fold it otherwise: --collapse " + joinWords(other(append(collapseNames(), groupsFile), string(o.fold.by)), "or")
		}
		a.say(fmt.Sprintf("%d organisations make a picture that is hard to read", organisations),
			fold, "or draw a part: --top N, --around ORG, --type TYPE, --class CLASS")
	case gridded && p.Name == "html":
		a.say(fmt.Sprintf("%d organisations are placed in a %s, since they are more than %d", organisations, render.GridLayout, render.MostForHub),
			"--layout "+render.HubLayout+" has fewer crossings, and takes its time", "--collapse makes a page of fewer boxes")
	}
	if organisations > mostForGraphviz && graphviz.Places(o.scene.Layout) && o.view != render.MatrixView && p.Name != "text" && p.Name != "mermaid" {
		a.say(fmt.Sprintf("--layout %s can take minutes for %d organisations", o.scene.Layout, organisations), "--layout "+render.GridLayout+" is quick")
	}
}

// picture returns the format that is asked for.
func (o *renderOptions) picture(a *app) (render.Format, error) {
	all := picture.Formats()
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
	if file, ok := a.stdout.(*os.File); ok && p.Binary && (o.file == "" || o.file == "-") && terminalWidth(file) > 0 {
		return render.Format{}, hint(fmt.Errorf("a terminal cannot show %s", p.Name), "write it to a file: -o map."+p.Name)
	}
	return p, nil
}

func pictureExtensions() []string {
	var all []string
	for _, p := range picture.Formats() {
		all = append(all, p.Extensions...)
	}
	return all
}

// name resolves the organisations that the options name: those of the whole map, which must be in the part. They stay
// themselves where others are folded.
func (o *renderOptions) name(whole, part *graph.Graph) error {
	var err error
	if o.scene.Highlight, err = expandNames(whole, o.highlight); err != nil {
		return err
	}
	around, err := expandNames(whole, o.filter.around)
	if err != nil {
		return err
	}
	switch {
	case o.centre != "":
		n, err := whole.Find(o.centre)
		if err != nil {
			return err
		}
		o.scene.Centre = whole.ID(n)
	case len(around) == 1:
		if _, ok := part.NodeByID(around[0]); ok {
			o.scene.Centre = around[0]
		}
	}
	named := slices.Clone(o.scene.Highlight)
	if o.scene.Centre != "" {
		named = append(named, o.scene.Centre)
	}
	for _, id := range named {
		if _, ok := part.NodeByID(id); !ok {
			n, _ := whole.NodeByID(id)
			return o.filter.leaveOut(whole, whole.ShortName(n), "which is to be drawn", n)
		}
	}
	o.fold.named = append(named, around...)
	return nil
}
