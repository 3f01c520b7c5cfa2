package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/cmd/liaison/internal/tell"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/path"
)

// tell tells the channels: in sentences as text, in tables as Markdown.
func (c *channels) tell(p *prose, verbose bool) error {
	for i, k := range c.Kinds {
		if k.Number == 0 {
			continue
		}
		// Channels without an organisation in common have no relationship in common either: where there are as
		// many, they are the same and need not be told again.
		again := i > 0 && k.Number == c.Kinds[0].Number
		p.paragraph(c.head(k, again))
		switch {
		case again:
		case p.format == table.Markdown:
			if err := p.table(c.table(k)); err != nil {
				return err
			}
		default:
			c.list(&p.Builder, k, p.width, verbose)
		}
		if k.by == path.ByRelationships {
			c.relationshipCut(p, k)
		} else {
			p.paragraph(c.organisationCut(k))
		}
	}
	if c.anyStanding && c.restsOnInactive() {
		p.paragraph("Relationships that are not active count like any other; --status active leaves them out.")
	}
	return nil
}

// restsOnInactive reports whether something is told of a relationship that is not active.
func (c *channels) restsOnInactive() bool {
	for _, k := range c.Kinds {
		for _, r := range k.says {
			if r.standing != "" {
				return true
			}
		}
	}
	return false
}

func (c *channels) fromName() string { return c.graph.ShortName(c.from) }
func (c *channels) toName() string   { return c.graph.ShortName(c.to) }

// head says how many channels there are.
func (c *channels) head(k *channelKind, again bool) string {
	var ways []string
	switch c.Direction {
	case graph.Both.String():
		ways = append(ways, "relationships crossed whichever way they go")
	case graph.In.String():
		ways = append(ways, "relationships crossed against their direction")
	}
	on := onThisMap(c.within, ways...)
	ends := "from " + c.fromName() + " to " + c.toName()
	only := k.set.Bottlenecks
	switch {
	case again && k.Number == 1:
		return "There is no second channel even where channels may share organisations, but no relationship."
	case again:
		return "There are no more where channels may have organisations in common, but no relationship."
	case k != c.Kinds[0]:
		return fmt.Sprintf("Where channels may have organisations in common, but no relationship, there are %d:", k.Number)
	case k.Number > 1:
		return fmt.Sprintf("%s, there are %d independent channels %s, which have no %s in common:", on, k.Number, ends, strings.TrimSuffix(k.Independence, "s"))
	case k.by == path.ByRelationships:
		return fmt.Sprintf("%s, all channels %s have a relationship in common; a shortest one:", on, ends)
	case len(only.Relationships) == 1:
		return fmt.Sprintf("%s, the only channel %s is direct:", on, ends)
	case len(only.Relationships) > 1:
		return fmt.Sprintf("%s, every channel %s is direct; one of them:", on, ends)
	}
	return fmt.Sprintf("%s, every channel %s passes through %s. A shortest one:", on, ends, c.names(only.Organisations))
}

// list tells each channel.
func (c *channels) list(b *strings.Builder, k *channelKind, width int, verbose bool) {
	for i, r := range k.Channels {
		if verbose {
			fmt.Fprintf(b, "\nCHANNEL %d\n", i+1)
			writeRoute(b, r, width, true)
			continue
		}
		if i == 0 {
			b.WriteString("\n")
		}
		hanging(b, fmt.Sprintf("%*d. ", len(fmt.Sprint(len(k.Channels))), i+1), table.Clean(r.Text), width)
	}
}

// organisationCut says without whom no channel is left; nothing where the head has said all of that.
func (c *channels) organisationCut(k *channelKind) string {
	near, far := k.set.NearFrom, k.set.NearTo
	switch {
	case k.Number == 1 && len(near.Relationships) > 1:
		return fmt.Sprintf("There are %d direct relationships: %s.", len(near.Relationships), k.quoted(near.Relationships))
	case k.Number == 1:
		return ""
	}
	text := "Without " + c.names(near.Organisations)
	if direct := near.Relationships; len(direct) == 0 {
		text += ", no channel is left."
	} else {
		text += fmt.Sprintf(", only the direct %s left, which no organisation can cut: %s.",
			oneOrMany(len(direct), "relationship is", "relationships are"), k.quoted(direct))
	}
	if !slices.Equal(near.Organisations, far.Organisations) {
		text += fmt.Sprintf(" The same goes for %s, nearer to %s.", c.names(far.Organisations), c.toName())
	}
	return text
}

func (c *channels) names(of []graph.Node) string {
	var names []string
	for _, n := range of {
		names = append(names, c.graph.ShortName(n))
	}
	return joinWords(names, "and")
}

// told tells relationships, those together that nothing tells apart.
func (k *channelKind) told(edges []graph.Edge, before, after string) []string {
	alike := map[reading]int{}
	plain := func(e graph.Edge) reading {
		r := k.says[e]
		r.which = ""
		return r
	}
	for _, e := range edges {
		alike[plain(e)]++
	}
	var said []string
	for _, e := range edges {
		r := k.says[e]
		remark := r.which
		switch n := alike[plain(e)]; {
		case n == 0:
			continue // told with another
		case n > 1:
			remark = fmt.Sprintf("%d relationships", n)
			alike[plain(e)] = 0
		}
		said = append(said, before+r.sentence+after+tell.InBrackets(r.standing, r.apart, remark))
	}
	return said
}

func (k *channelKind) quoted(edges []graph.Edge) string {
	return joinWords(k.told(edges, "“", "”"), "and")
}

// relationshipCut lists the relationships without which no channel is left.
func (c *channels) relationshipCut(p *prose, k *channelKind) {
	list := func(head string, edges []graph.Edge) { p.list(head, k.told(edges, "", "")) }
	near, far, only := k.set.NearFrom.Relationships, k.set.NearTo.Relationships, k.set.Bottlenecks.Relationships
	switch {
	case len(only) == 1:
		list("If this relationship ends, no channel is left:", only)
	case len(only) == 2:
		list("If either of these 2 relationships ends, no channel is left:", only)
	case len(only) > 2:
		list(fmt.Sprintf("If any one of these %d relationships ends, no channel is left:", len(only)), only)
	default:
		list(fmt.Sprintf("If these %d relationships%s end, no channel is left:", len(near), c.whose(near)), near)
		if !slices.Equal(near, far) {
			list(fmt.Sprintf("The same goes for these %d%s:", len(far), cmp.Or(c.whose(far), ", nearer to "+c.toName())), far)
		}
	}
}

// whose says whether several relationships are all of one end, with others: then they cut it off from more than
// the other end.
func (c *channels) whose(edges []graph.Edge) string {
	all := func(ends ...graph.Node) bool {
		return !slices.ContainsFunc(edges, func(e graph.Edge) bool {
			return slices.ContainsFunc(ends, func(n graph.Node) bool { return c.graph.From(e) != n && c.graph.To(e) != n })
		})
	}
	switch {
	case len(edges) == 1 || all(c.from, c.to):
		return ""
	case all(c.from):
		return " of " + c.fromName()
	case all(c.to):
		return " of " + c.toName()
	}
	return ""
}

func channelsExplanation() *table.Table {
	return explanationTable("Independent channels", [][2]string{
		{"meaning", "In how many ways that do not depend on each other one organisation is joined to another, and the fewest organisations or relationships on which all of them depend. One channel means that a single organisation, or relationship, can cut the two apart."},
		{"by organisations", "The most paths of which no two have an organisation in common, but for the ends. All relationships from the one straight to the other are one channel together."},
		{"by relationships", "The most paths of which no two have a relationship in common. There are at least as many, and they may meet at organisations."},
		{"which ones", "Of all sets of so many channels, one with the fewest relationships in sum. The shortest channel comes first."},
		{"cut", "The fewest organisations, or relationships, without which no path is left. There are as many as channels, and each is on exactly one: Menger's theorem. Of several such cuts, that nearest to the start is told, and that nearest to the end where it is another one. Where the two are directly related, the direct relationships belong to every cut by organisations, and count for one."},
		{"source", "K. Menger, Zur allgemeinen Kurventheorie, Fundamenta Mathematicae 10 (1927); S. Even, R. E. Tarjan, Network flow and testing graph connectivity, SIAM Journal on Computing 4 (1975); J. W. Suurballe, Disjoint paths in a network, Networks 4 (1974)."},
		{"direction", "Relationships are crossed from the one who has them to the other, mutual ones both ways; --direction says otherwise. A mutual relationship is on one channel only, whichever way it is crossed."},
		{"weights", "Do not matter."},
		{"parallel relationships", "Are different relationships, and lead through the same organisations."},
		{"loops", "A relationship of an organisation with itself is on no channel."},
		{"unreachable pairs", "Have no channel; the exit code is then 1."},
		{"complexity", "Time O((k + 1)·(n + m)) for k channels, or less; memory O(n + m)."},
	})
}
