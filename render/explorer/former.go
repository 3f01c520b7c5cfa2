package explorer

import (
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
	of []([]Called) // by organisation, in the order of time
	// layers have, by organisation, what its box says by its first former name, by its second, and so on; an organisation with
	// fewer has no lines in the later ones.
	layers [][]lines
}

// lines are what a box says.
type lines struct{ heading, below []string }

// height compares lines: those of a heading are about a fifth higher.
func (l lines) height() int { return 6*len(l.heading) + 5*len(l.below) }

// findFormerNames finds the former names of a graph, and the lines that a scene of these options makes of them.
func findFormerNames(g *graph.Graph, o render.Options) (*formerNames, error) {
	f := &formerNames{of: make([][]Called, g.NumOrganisations())}
	most := 0
	for n := range g.Nodes() {
		f.of[n] = calledOf(g, n)
		most = max(most, len(f.of[n]))
	}
	for k := range most {
		names := map[graph.Node]graph.Names{}
		for n, called := range f.of {
			if k < len(called) {
				// By today's names too: options may speak of it by them.
				others := append(slices.Clone(g.OtherNames(graph.Node(n))), graph.OtherName{Name: g.Name(graph.Node(n))}, graph.OtherName{Name: g.ShortName(graph.Node(n))})
				names[graph.Node(n)] = graph.Names{Name: called[k].Name, ShortName: called[k].Short, OtherNames: others}
			}
		}
		renamed, err := g.Renamed(names)
		if err != nil {
			return nil, err
		}
		if o.Change != nil {
			change := *o.Change
			change.Graph = renamed
			o.Change = &change
		}
		s, err := render.NewScene(renamed, o)
		if err != nil {
			return nil, err
		}
		layer := make([]lines, len(s.Nodes))
		for n := range names {
			node := &s.Nodes[n]
			layer[n] = lines{node.Heading, node.Subheading}
			f.of[n][k].Name, f.of[n][k].Short = node.Name, node.ShortName
		}
		f.layers = append(f.layers, layer)
	}
	return f, nil
}

// calledOf returns what an organisation was called when that was not what it is called today, as [chronology.NameAt] has it.
func calledOf(g *graph.Graph, n graph.Node) (list []Called) {
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
	return list
}

// lend has a function see a scene in which the boxes say other lines, where there are others for them.
func lend(s *render.Scene, of func(i int, own lines) lines, see func()) {
	kept := s.Nodes
	s.Nodes = slices.Clone(kept)
	defer func() { s.Nodes = kept }()
	for i := range s.Nodes {
		n := &s.Nodes[i]
		if l := of(i, lines{n.Heading, n.Subheading}); len(l.heading) > 0 {
			n.Heading, n.Subheading = l.heading, l.below
		}
	}
	see()
}

// highest returns the lines that need the most room of those that a box ever has.
func (f *formerNames) highest(i int, own lines) lines {
	for _, layer := range f.layers {
		if layer[i].height() > own.height() {
			own = layer[i]
		}
	}
	return own
}

// draw returns the drawing of a scene. In the box of an organisation with former names, a group of the class "called" holds
// the text of today's, and one after it that of each former name, which the page's style sheet hides; in a box that is
// struck out it holds the text with the lines through it, which go together.
func (f *formerNames) draw(s *render.Scene, p *render.Placement) *drawing.Drawing {
	d := drawing.New(s, p)
	own := organisationsOf(d)
	for i, g := range own {
		if gone := s.Look(i).Gone; gone || len(f.of[i]) > 0 {
			today := textGroup(g, gone, len(s.Nodes[i].Heading))
			g.Shapes, g.Texts = g.Shapes[:len(g.Shapes)-len(today.Shapes)], nil
			g.Groups = slices.Insert(g.Groups, 0, today)
		}
	}
	for k, layer := range f.layers {
		var other *drawing.Drawing
		lend(s, func(i int, _ lines) lines { return layer[i] }, func() { other = drawing.New(s, p) })
		then := organisationsOf(other)
		for i, l := range layer {
			if len(l.heading) > 0 {
				own[i].Groups = slices.Insert(own[i].Groups, k+1, textGroup(then[i], s.Look(i).Gone, len(l.heading)))
			}
		}
	}
	return d
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
