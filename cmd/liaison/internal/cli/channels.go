package cli

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/cmd/liaison/internal/tell"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/path"
)

func channelsCommand() command {
	return command{
		name:  "channels",
		args:  []argument{{name: "FROM", complete: completeOrganisations}, {name: "TO", complete: completeOrganisations}},
		group: groupAnswer,
		short: "Find the independent channels from one organisation to another, and what cuts them",
		long: "A channel is a chain of relationships. Channels are independent where they have no organisation in " +
			"common but the ends, or, which is less, no relationship. As many as there can be are told as sentences, " +
			"of all such sets one with the fewest relationships; then the fewest organisations, and the fewest " +
			"relationships, without which no channel is left. There are as many as channels.\n\n" +
			"Relationships are crossed in their direction, mutual ones both ways, as path does. Relationships that lead " +
			"from the one straight to the other cannot be cut by an organisation; together they are one channel among " +
			"those by organisations. Where there is no channel, that is said with what would make one, and the exit code is 1.",
		examples: []example{
			{"liaison channels sis psni", "In how many ways SIS is joined to PSNI, and on whom they all depend"},
			{"liaison channels gchq police --by organisations -v", "Channels that share no organisation, with the evidence"},
			{"liaison channels mi5 nca --type information --direction both", "Channels of information, whichever way it goes"},
			{"liaison channels --explain", "What is meant, and how it is found"},
		},
		readsMap: true,
		explain:  explainsOnly(channelsExplanation),
		new:      func() runner { return &channelsOptions{} },
	}
}

type channelsOptions struct {
	direction string
	by        string
	verbose   bool
	output    output
	filter    filter
}

func (o *channelsOptions) flags(f *flags) {
	o.direction = graph.Out.String()
	kinds := words([]path.Independence{path.ByOrganisations, path.ByRelationships})
	f.choice(&o.direction, "direction", "", "direction", directionNames(), "cross relationships as they go, out, or in or both, `WAY`; out unless said")
	f.choice(&o.by, "by", "", "", kinds, "only channels that have no `WHAT` in common: organisations or relationships; both unless said")
	f.on(&o.verbose, "verbose", "v", "tell each relationship with its dates and its evidence")
	o.output.flags(f)
	o.filter.flags(f)
}

func (o *channelsOptions) run(ctx context.Context, a *app, args []string) error {
	m, err := o.filter.readMap(ctx, a)
	if err != nil {
		return err
	}
	var between [2]graph.Node
	for i, name := range args {
		if between[i], err = m.Graph.Find(name); err != nil {
			return err
		}
	}
	if between[0] == between[1] {
		return fmt.Errorf("a channel leads from one organisation to another, and %s is both", m.Graph.ShortName(between[0]))
	}
	direction, err := graph.ParseDirection(o.direction)
	if err != nil {
		return err
	}
	s := search{
		noun: "channel", whole: m.Graph, filter: &o.filter, asked: asked{direction: direction, mode: path.Acyclic},
		from: ends{ids: []string{m.Graph.ID(between[0])}}, to: ends{ids: []string{m.Graph.ID(between[1])}},
	}
	if err := s.checkThere(); err != nil {
		return err
	}
	found, err := during(ctx, a, "looking for channels", func() (*channels, error) { return o.find(ctx, &s) })
	if err != nil {
		return err
	}
	if err := o.print(a, found); err != nil {
		return err
	}
	if found.none() {
		why, hints, err := s.whyNot(ctx)
		if err != nil {
			return err
		}
		return hint(answerNo{why}, hints...)
	}
	return nil
}

// find returns the channels of the kinds that are asked for.
func (o *channelsOptions) find(ctx context.Context, s *search) (*channels, error) {
	p, err := s.part(s.filter, nil)
	if err != nil {
		return nil, err
	}
	g, from, to := p.graph, p.from[0], p.to[0] // checkThere has found them there
	stopOf := func(id string) tell.Stop {
		n, _ := s.whole.NodeByID(id)
		return tell.Stop{ID: id, Name: s.whole.Name(n)}
	}
	c := &channels{From: stopOf(s.from.ids[0]), To: stopOf(s.to.ids[0]), Direction: s.direction.String(), Kinds: []*channelKind{}, graph: g, from: from, to: to}
	if c.within, err = s.filter.inWords(s.whole); err != nil {
		return nil, err
	}
	c.anyStanding = s.filter.leavesStanding()
	for _, by := range []path.Independence{path.ByOrganisations, path.ByRelationships} {
		if o.by != "" && o.by != by.String() {
			continue
		}
		set, err := path.Channels(ctx, g, from, to, by, path.Options{Direction: s.direction})
		if err != nil {
			return nil, err
		}
		c.Kinds = append(c.Kinds, newChannelKind(g, from, by, set))
	}
	return c, nil
}

// print prints the channels; where there is none, only what a program can read, and no empty file.
func (o *channelsOptions) print(a *app, c *channels) error {
	if f, err := o.output.chosen(); err != nil || c.none() && (f == table.Text || f == table.Markdown) {
		return err
	}
	return o.output.write(a, func(w io.Writer, f table.Format, width int) error {
		switch f {
		case table.JSON:
			return writeJSON(w, c)
		case table.CSV:
			return c.table(c.Kinds...).Write(w, f, width)
		}
		p := newProse(f, paragraphWidth(width))
		if err := c.tell(p, o.verbose); err != nil {
			return err
		}
		_, err := io.WriteString(w, p.String())
		return err
	})
}

// channels is what is told of the channels from one organisation to another.
type channels struct {
	From      tell.Stop      `json:"from"`
	To        tell.Stop      `json:"to"`
	Direction string         `json:"direction"`
	Kinds     []*channelKind `json:"kinds"`

	graph    *graph.Graph
	from, to graph.Node
	within   string // which part of the map it is of

	anyStanding bool // no filter says how relationships have to stand
}

// channelKind is the channels that have no organisation, or no relationship, in common.
type channelKind struct {
	Independence string        `json:"independent_by"`
	Number       int           `json:"number"`
	Channels     []*tell.Route `json:"channels"`
	NearFrom     channelCut    `json:"cut_nearest_to_from"`
	NearTo       channelCut    `json:"cut_nearest_to_to"`
	Bottlenecks  channelCut    `json:"bottlenecks"`

	by   path.Independence
	set  *path.ChannelSet
	says map[graph.Edge]reading
}

// reading is how a relationship is told: as it is crossed on its channel, so that a cut reads as the channel does.
type reading struct {
	sentence string
	standing string
	apart    string // what tells it from others that read the same: when it holds
	which    string // or, where that does not, which of them it is: "first of 2"
}

// channelCut is a cut by name.
type channelCut struct {
	Organisations []tell.Stop       `json:"organisations"`
	Relationships []cutRelationship `json:"relationships"`
}

type cutRelationship struct {
	Sentence     string             `json:"sentence"`
	Relationship graph.Relationship `json:"relationship"`
}

func newChannelKind(g *graph.Graph, from graph.Node, by path.Independence, set *path.ChannelSet) *channelKind {
	k := &channelKind{Independence: by.String(), Number: len(set.Paths), Channels: []*tell.Route{}, by: by, set: set}
	for _, p := range set.Paths {
		k.Channels = append(k.Channels, tell.NewRoute(g, p))
	}
	k.read(g, from)
	named := func(c path.Cut) channelCut {
		n := channelCut{Organisations: []tell.Stop{}, Relationships: []cutRelationship{}}
		for _, org := range c.Organisations {
			n.Organisations = append(n.Organisations, tell.Stop{ID: g.ID(org), Name: g.Name(org)})
		}
		for _, e := range c.Relationships {
			n.Relationships = append(n.Relationships, cutRelationship{k.says[e].sentence + tell.InBrackets(k.says[e].standing), g.Relationship(e)})
		}
		return n
	}
	k.NearFrom, k.NearTo, k.Bottlenecks = named(set.NearFrom), named(set.NearTo), named(set.Bottlenecks)
	return k
}

// read finds how each relationship is told that is on a channel, or that leads straight from one end to the other,
// and tells the channels so.
func (k *channelKind) read(g *graph.Graph, from graph.Node) {
	k.says = map[graph.Edge]reading{}
	alike := map[reading][]graph.Edge{}
	add := func(e graph.Edge, sentence string) {
		if _, ok := k.says[e]; !ok {
			r := reading{sentence: sentence, standing: tell.Standing(g, e)}
			k.says[e] = r
			alike[r] = append(alike[r], e)
		}
	}
	for i, p := range k.set.Paths {
		for s, e := range p.Edges {
			step := k.Channels[i].Steps[s]
			add(e, step.FromName+" "+step.Phrase+" "+step.ToName)
		}
	}
	for _, e := range slices.Concat(k.set.NearFrom.Relationships, k.set.NearTo.Relationships, k.set.Bottlenecks.Relationships) {
		if g.From(e) != from && g.To(e) != from {
			add(e, tell.Sentence(g, e))
			continue
		}
		phrase, direction := g.Label(e), tell.Direction(g, e, from)
		if direction == "in" {
			phrase = tell.Phrase(g.Type(e), direction)
		}
		add(e, g.ShortName(from)+" "+phrase+" "+g.ShortName(g.Other(e, from)))
	}
	for r, edges := range alike {
		if len(edges) < 2 {
			continue
		}
		periods := map[string]bool{}
		for _, e := range edges {
			periods[periodOf(g.StartDate(e), g.EndDate(e))] = true
		}
		for i, e := range edges {
			r := r
			if len(periods) == len(edges) {
				r.apart = periodOf(g.StartDate(e), g.EndDate(e))
			} else {
				r.which = fmt.Sprintf("%d of %d such relationships", i+1, len(edges))
			}
			k.says[e] = r
		}
	}
	for i, p := range k.set.Paths {
		route := k.Channels[i]
		route.Text = route.Steps[0].FromName
		for s, e := range p.Edges {
			if s > 0 {
				route.Text += ", which"
			}
			step, r := route.Steps[s], k.says[e]
			route.Text += " " + step.Phrase + " " + step.ToName + tell.InBrackets(r.standing, r.apart, r.which)
		}
		route.Text += "."
	}
}

// none reports whether there is no channel. Then there is none of any kind.
func (c *channels) none() bool { return c.Kinds[0].Number == 0 }

// table is a row for each relationship of each channel. The column cut says whether the relationship is in the cut
// nearest to the start, or the organisation that it leads to.
func (c *channels) table(kinds ...*channelKind) *table.Table {
	var t *table.Table
	for _, k := range kinds {
		of := routeTable(k.Channels)
		of.Columns[0].Name = "channel"
		of.Columns = append([]table.Column{{Name: "independent_by"}}, append(of.Columns, table.Column{Name: "cut"})...)
		row := 0
		for _, p := range k.set.Paths {
			for i, e := range p.Edges {
				cut := ""
				switch {
				case slices.Contains(k.set.NearFrom.Relationships, e):
					cut = "relationship"
				case i+1 < len(p.Edges) && slices.Contains(k.set.NearFrom.Organisations, p.Nodes[i+1]):
					cut = "organisation"
				}
				of.Rows[row] = append([]any{k.Independence}, append(of.Rows[row], cut)...)
				row++
			}
		}
		if t == nil {
			t = of
		} else {
			t.Rows = append(t.Rows, of.Rows...)
		}
	}
	return t
}
