package explorer

import (
	"context"
	"iter"
	"slices"
	"time"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/chronology"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/drawing"
)

// formerNames are what organisations were called once. A page shows them by the names of its date: the drawing has the text
// of each name, of which one is shown at a time, and a box has room for the longest.
type formerNames struct {
	of    [][]Called // by organisation, in the order of time
	lines [][]lines  // likewise: what its box says by each of these names
}

// lines are what a box says.
type lines struct{ heading, below []string }

// height compares lines: those of a heading are about a fifth higher.
func (l lines) height() int { return 6*len(l.heading) + 5*len(l.below) }

// findFormerNames finds the former names of a graph, and the lines that a scene of these options makes of them. It fails with the
// error of ctx when that is done. O(organisations + former names), where an organisation has few.
func findFormerNames(ctx context.Context, g *graph.Graph, o render.Options) (*formerNames, error) {
	f := &formerNames{of: make([][]Called, g.NumOrganisations()), lines: make([][]lines, g.NumOrganisations())}
	for n := range g.Nodes() {
		called, err := calledOf(ctx, g, n)
		if err != nil {
			return nil, err
		}
		f.of[n] = called
	}
	for k, some := range f.layers() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := f.addLines(g, o, k, some); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// layers goes over the numbers of former names, from 0, each with the organisations that have so many and one more.
func (f *formerNames) layers() iter.Seq2[int, []int] {
	return func(yield func(int, []int) bool) {
		var some []int
		for i, called := range f.of {
			if len(called) > 0 {
				some = append(some, i)
			}
		}
		for k := 0; len(some) > 0; k++ {
			if !yield(k, some) {
				return
			}
			some = slices.DeleteFunc(some, func(i int) bool { return len(f.of[i]) <= k+1 })
		}
	}
}

// addLines adds the lines of the name with a number of some organisations, from a scene of those alone.
func (f *formerNames) addLines(g *graph.Graph, o render.Options, number int, some []int) error {
	b := graph.NewBuilder()
	if err := b.AddVocabulary(g.Vocabulary()); err != nil {
		return err
	}
	for _, i := range some {
		n, called := graph.Node(i), f.of[i][number]
		then := graph.Organisation{ID: g.ID(n), Name: called.Name, ShortName: called.Short, Classifications: g.Classifications(n),
			FoundingDate: g.Organisation(n).FoundingDate} // by which a box says what has changed, or not
		if _, err := b.AddOrganisation(then); err != nil {
			return err
		}
	}
	part, err := b.Build()
	if err != nil {
		return err
	}
	s, err := render.NewScene(part, optionsOf(o, part, some))
	if err != nil {
		return err
	}
	for at, i := range some {
		node := &s.Nodes[at]
		f.of[i][number].Name, f.of[i][number].Short = node.Name, node.ShortName
		f.lines[i] = append(f.lines[i], lines{node.Heading, node.Subheading})
	}
	return nil
}

// optionsOf returns of the options of a scene those on which it depends what a box says, for a graph of some of its organisations.
func optionsOf(o render.Options, part *graph.Graph, some []int) render.Options {
	of := render.Options{Theme: o.Theme, Styled: o.Styled, Layout: render.GridLayout}
	if o.Size != nil {
		of.Size = &render.Scale{Values: pick(o.Size.Values, some), Label: o.Size.Label}
	}
	if o.Folded != nil {
		of.Folded = &render.Folded{Members: pick(o.Folded.Members, some), Within: pick(o.Folded.Within, some)}
	}
	if o.Change != nil {
		change := *o.Change
		change.Graph, change.Organisations, change.Relationships, change.EdgeNotes = part, pick(change.Organisations, some), nil, nil
		change.Notes = pick(change.Notes, some)
		of.Change = &change
	}
	return of
}

// pick returns the values with some numbers; those that are not there are zero.
func pick[T any](values []T, numbers []int) []T {
	some := make([]T, len(numbers))
	for i, number := range numbers {
		if number < len(values) {
			some[i] = values[number]
		}
	}
	return some
}

// calledOf returns what an organisation was called when that was not what it is called today, as [chronology.NameAt] has it.
// It fails with the error of ctx when that is done.
func calledOf(ctx context.Context, g *graph.Graph, n graph.Node) (list []Called, err error) {
	var turns []int // the days from which it may be called otherwise
	for _, other := range g.OtherNames(n) {
		if other.EndDate.IsZero() {
			continue
		}
		if !other.StartDate.IsZero() {
			turns = append(turns, dayNumber(other.StartDate.First()))
		}
		turns = append(turns, dayNumber(other.EndDate.Last())+1)
	}
	slices.Sort(turns)
	turns = slices.Compact(turns)
	for i, turn := range turns {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		// The time before a turn is the same throughout; after the last one the name is that of today.
		called := Called{Until: new(turn - 1)}
		if i > 0 {
			called.From = new(turns[i-1])
		}
		date, err := graph.ParseDate(time.Unix(int64(turn-1)*secondsOfDay, 0).UTC().Format(time.DateOnly))
		if err != nil {
			continue // before the first year that can be written
		}
		called.Name, called.Short = chronology.NameAt(g, n, date), chronology.ShortNameAt(g, n, date)
		if last := len(list) - 1; last >= 0 && called.Name == list[last].Name && *list[last].Until+1 == *called.From {
			list[last].Until = called.Until
		} else if called.Name != g.Name(n) {
			list = append(list, called)
		}
	}
	return list, nil
}

// lend has a function see a scene in which each box says what needs the most room of all that it ever says.
func (f *formerNames) lend(s *render.Scene, see func()) {
	kept := s.Nodes
	s.Nodes = slices.Clone(kept)
	defer func() { s.Nodes = kept }()
	for i := range s.Nodes {
		n := &s.Nodes[i]
		for _, l := range f.lines[i] {
			if l.height() > (lines{n.Heading, n.Subheading}).height() {
				n.Heading, n.Subheading = l.heading, l.below
			}
		}
	}
	see()
}

// draw returns the drawing of a scene. In the box of an organisation with former names, a group of the class "called" holds
// the text of today's, and one after it that of each former name, which the page's style sheet hides; in a box that is
// struck out it holds the text with the lines through it, which go together. It fails with the error of ctx when that is done.
func (f *formerNames) draw(ctx context.Context, s *render.Scene, p *render.Placement) (*drawing.Drawing, error) {
	d := drawing.New(s, p)
	own := organisationsOf(d)
	for i, g := range own {
		if gone := s.Look(i).Gone; gone || len(f.of[i]) > 0 {
			today := textGroup(g, gone, len(s.Nodes[i].Heading))
			g.Shapes, g.Texts = g.Shapes[:len(g.Shapes)-len(today.Shapes)], nil
			g.Groups = slices.Insert(g.Groups, 0, today)
		}
	}
	for k, some := range f.layers() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		then := organisationsOf(f.drawNames(s, p, k, some))
		for at, i := range some {
			heading := len(f.lines[i][k].heading)
			own[i].Groups = slices.Insert(own[i].Groups, k+1, textGroup(then[at], s.Look(i).Gone, heading))
		}
	}
	return d, nil
}

// drawNames draws the boxes of some organisations alone, with their former names of a number.
func (f *formerNames) drawNames(s *render.Scene, p *render.Placement, number int, some []int) *drawing.Drawing {
	part := &render.Scene{Theme: s.Theme, Layout: s.Layout, SizeLabel: s.SizeLabel, GroupLabel: s.GroupLabel, Change: s.Change,
		Centre: slices.Index(some, s.Centre), Nodes: pick(s.Nodes, some)}
	for at, i := range some {
		n, l := &part.Nodes[at], f.lines[i][number]
		n.Heading, n.Subheading = l.heading, l.below
	}
	return drawing.New(part, &render.Placement{Nodes: pick(p.Nodes, some)})
}

// textGroup returns the text of a box, with the lines through its heading where that is struck out.
func textGroup(box *drawing.Group, gone bool, heading int) *drawing.Group {
	g := &drawing.Group{Class: "called", Role: drawing.Hidden, Texts: box.Texts}
	if gone {
		g.Shapes = box.Shapes[len(box.Shapes)-heading:]
	}
	return g
}

// organisationsOf returns the groups of the organisations of a drawing, in their order.
func organisationsOf(d *drawing.Drawing) []*drawing.Group {
	for _, g := range d.Groups {
		if g.ID == "organisations" {
			return g.Groups
		}
	}
	return nil
}
