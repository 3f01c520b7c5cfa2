package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
	"github.com/liaisongraph/liaison/graph/fold"
	"github.com/liaisongraph/liaison/render"
)

// folding is the flags that make a picture of fewer boxes.
type folding struct {
	by      grouping // what is made one
	top     int      // how many stay themselves
	measure string   // of which the top are the highest
	atLeast int      // how many relationships a line stands for
	named   []string
	all     bool // what is drawn has room for all lines
}

const topMeasure = "degree" // unless --by says otherwise

func groupingTexts() [][2]string {
	var all [][2]string
	for _, g := range fold.Groupings() {
		all = append(all, [2]string{g.Name, g.Description})
	}
	return all
}

func collapseNames() []string {
	var all []string
	for _, g := range fold.Groupings() {
		all = append(all, g.Name)
	}
	return all
}

func (o *folding) flags(f *flags) {
	f.text((*string)(&o.by), "collapse", "", "make one box of organisations that belong together by `WHAT`: "+joinWords(append(collapseNames(), groupsFile), "or"), completeCollapse)
	f.number(&o.atLeast, "at-least", "", 1, "with --collapse, leave out lines that stand for fewer than `N` relationships; unless said, 1 or what leaves lines that can be read")
	f.number(&o.top, "top", "", 1, "draw the `N` organisations that are highest by a measure; with --collapse, these stay themselves")
	f.text(&o.measure, "by", "", "the `MEASURE` of --top; "+topMeasure+" unless said", completeSizes)
}

func completeCollapse(a *app, typed string) ([]string, cobra.ShellCompDirective) {
	return completeWordsOrFiles(a, collapseNames(), typed)
}

// check says what is wrong with the flags, before a map is read.
func (o *folding) check() error {
	if err := o.by.checkAmong("--collapse", collapseNames()); err != nil {
		return err
	}
	switch {
	case o.atLeast > 0 && o.by == "":
		return hint(errors.New("--at-least says how many relationships a line stands for that is drawn, and only folded lines stand for several"), "fold with --collapse "+joinWords(collapseNames(), "or"))
	case o.measure == "":
		return nil
	case o.top == 0:
		return hint(errors.New("--by says by which measure to choose, and not how many"), "say how many with --top N", "--size-by "+o.measure+" sizes the boxes by it, --collapse makes fewer of them")
	}
	_, err := measureOf("--by", "chooses", o.measure)
	return err
}

// folded returns what is to be drawn of part, which is what the filters leave of whole, and says in the options of the scene
// what its boxes and lines stand for.
func (o *renderOptions) folded(ctx context.Context, a *app, whole, part *graph.Graph) (*graph.Graph, error) {
	kept, err := o.fold.highest(ctx, a, part)
	if err != nil {
		return nil, err
	}
	if o.fold.top > 0 && o.fold.top < part.NumOrganisations() && o.fold.by == "" {
		if err := o.checkChosen(whole, part, kept); err != nil {
			return nil, err
		}
	}
	if n, ok := part.NodeByID(o.scene.Centre); o.fold.by == "" && o.centre == "" && ok && slices.Contains(kept, true) && !kept[n] {
		o.scene.Centre = ""
	}
	var clauses []string
	if o.scene.Subtitle != "" {
		clauses = append(clauses, o.scene.Subtitle)
	}
	kind, err := o.fold.kind(whole)
	if err != nil {
		return nil, err
	}
	if o.fold.by != "" {
		clauses = append(clauses, "one box for each "+kind.Noun)
	}
	if chosen := o.fold.chosenInWords(part); chosen != "" {
		clauses = append(clauses, chosen)
	}
	o.scene.Subtitle = strings.Join(clauses, "; ")
	if o.fold.by == "" {
		return only(part, kept)
	}
	for _, id := range o.fold.named {
		if n, ok := part.NodeByID(id); ok {
			kept[n] = true
		}
	}
	return o.collapsed(ctx, a, kind, part, kept)
}

// kind is what organisations are folded by; groups in a file are of the whole map.
func (o *folding) kind(whole *graph.Graph) (fold.Grouping, error) {
	if !o.by.isFile() {
		i := slices.IndexFunc(fold.Groupings(), func(g fold.Grouping) bool { return g.Name == string(o.by) })
		if i < 0 { // none is asked for
			return fold.Grouping{}, nil
		}
		return fold.Groupings()[i], nil
	}
	p, err := readGroupsFile(string(o.by), whole)
	if err != nil {
		return fold.Grouping{}, err
	}
	return fold.Grouping{Name: string(o.by), Noun: "group", Groups: func(_ context.Context, g *graph.Graph, kept func(graph.Node) bool) ([]fold.Group, error) {
		return fold.Partitioned(g, p.In(whole, g), p.Names, kept), nil
	}}, nil
}

// collapsed makes one of the organisations that belong together, but for those that are kept.
func (o *renderOptions) collapsed(ctx context.Context, a *app, kind fold.Grouping, part *graph.Graph, kept []bool) (*graph.Graph, error) {
	folded, err := during(ctx, a, "looking for groups", func() (*fold.Folded, error) {
		groups, err := kind.Groups(ctx, part, func(n graph.Node) bool { return kept[n] })
		if err != nil {
			return nil, err
		}
		return fold.By(part, groups)
	})
	if err != nil {
		return nil, fmt.Errorf("--collapse: %w", err)
	}
	if folded.Graph.NumOrganisations() == part.NumOrganisations() && part.NumOrganisations() > 0 {
		a.say("--collapse "+kind.Name+" finds no two organisations here that belong together", "collapse by "+joinWords(other(append(collapseNames(), groupsFile), kind.Name), "or"))
	}
	return o.strongest(a, folded)
}

// linesFor is how many lines a folded picture can have that people read.
func linesFor(boxes int) int { return max(28, 2*boxes) }

// strongest returns a folded graph with the lines that are to be drawn, and says what its parts stand for.
func (o *renderOptions) strongest(a *app, folded *fold.Folded) (*graph.Graph, error) {
	const each = 2 // lines that a box has in any case, so that none stands alone for being small
	least, also, first := o.fold.atLeast, "", 0
	const few = 80 // boxes: where there are more, most lines stand for one relationship
	switch {
	case least == 0 && (o.fold.all || folded.Graph.NumOrganisations() > few):
		least = 1
	case least == 0:
		least, also, first = folded.Threshold(linesFor(folded.Graph.NumOrganisations())), fmt.Sprintf(", and the first %d of each box", each), each
	}
	drawn, left, err := folded.AtLeast(least, first)
	if err != nil {
		return nil, fmt.Errorf("--collapse: %w", err)
	}
	if left > 0 {
		o.scene.Subtitle += fmt.Sprintf("; lines of %s or more%s", countOf(least, "relationship", "relationships"), also)
	}
	if left > 0 && o.fold.atLeast == 0 {
		a.say(fmt.Sprintf("lines that stand for fewer than %s are not drawn, but for the first %d of each box, so that the picture can be read", countOf(least, "relationship", "relationships"), each),
			"--at-least 1 draws all, --view matrix has room for them")
	}
	o.scene.Folded = render.FoldedBy(drawn)
	o.scene.Folded.Left = left
	return drawn.Graph, nil
}

// other returns the words but one.
func other(words []string, word string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return w == word })
}

// highest returns which organisations are among the highest; none where the flags do not ask for any, all where there are
// no more.
func (o *folding) highest(ctx context.Context, a *app, g *graph.Graph) ([]bool, error) {
	kept := make([]bool, g.NumOrganisations())
	if o.top == 0 {
		return kept, nil
	}
	m, err := measureOf("--by", "chooses", cmp.Or(o.measure, topMeasure))
	if err != nil {
		return nil, err
	}
	result, err := compute(ctx, a, g, m, centrality.Options{}, "computing "+m.Name)
	if err != nil {
		return nil, hint(fmt.Errorf("--by: %w", err), notConvergedHints(err, m)...)
	}
	order := make([]int, len(kept))
	for n := range order {
		order[n] = n
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(result.Values[y], result.Values[x]) })
	for _, n := range order[:min(o.top, len(order))] {
		kept[n] = true
	}
	return kept, nil
}

// chosenInWords says which organisations are drawn: "30 of 1000 by betweenness".
func (o *folding) chosenInWords(g *graph.Graph) string {
	switch {
	case o.top == 0 || o.top >= g.NumOrganisations():
		return ""
	case o.by == "":
		return fmt.Sprintf("%d of %d organisations by %s", o.top, g.NumOrganisations(), cmp.Or(o.measure, topMeasure))
	}
	return fmt.Sprintf("the first %d by %s by themselves", o.top, cmp.Or(o.measure, topMeasure))
}

// checkChosen says which organisation the options name that is not among those that are drawn.
func (o *renderOptions) checkChosen(whole, part *graph.Graph, kept []bool) error {
	named := slices.Clone(o.scene.Highlight)
	if o.centre != "" {
		named = append(named, o.scene.Centre)
	}
	for _, id := range named {
		if n, ok := part.NodeByID(id); ok && !kept[n] {
			is, _ := whole.NodeByID(id)
			return hint(fmt.Errorf("%s is to be drawn, and is not among the first %d by %s", whole.Name(is), o.fold.top, cmp.Or(o.fold.measure, topMeasure)),
				"with --collapse, it is drawn whatever its place")
		}
	}
	return nil
}

// only returns the part of g with the organisations that are kept; g where none is.
func only(g *graph.Graph, kept []bool) (*graph.Graph, error) {
	if !slices.Contains(kept, true) {
		return g, nil
	}
	var others []string
	for n := range g.Nodes() {
		if !kept[n] {
			others = append(others, g.ID(n))
		}
	}
	return g.Select(graph.Selection{Without: others})
}
