package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/cmd/liaison/internal/tell"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/structure"
)

func communitiesCommand() command {
	return command{
		name:  "communities",
		group: groupAnswer,
		short: "Find groups of organisations that have more to do with each other than with the rest",
		long: "Every organisation is in one community, the one with which it has most to do. How clear the division " +
			"is, modularity says: the share of relationships that lie within communities, less the share that " +
			"chance would put there. The direction of relationships does not matter; parallel ones bind closer.\n\n" +
			"The search begins in random order, many times over, and keeps the best; the same seed gives the same " +
			"communities. To find the best division of all for certain is beyond any computer: another seed may " +
			"give another one that is as good.\n\n" +
			"Markdown has a community in each row, CSV an organisation, with the columns that brokers --by and " +
			"render --colour-by take; JSON has both. --compare takes the same words as these, or a file.",
		examples: []example{
			{"liaison communities", "Which organisations belong together, by their relationships"},
			{"liaison communities --resolution 2", "More and smaller communities"},
			{"liaison communities --compare sector", "And how far they are the sectors"},
			{"liaison communities --type information --format csv -o communities.csv", "The community of each organisation, to join with other tables"},
		},
		readsMap: true,
		explain:  explainsOnly(communitiesExplanation),
		new:      func() runner { return &communitiesOptions{} },
	}
}

type communitiesOptions struct {
	resolution float64
	seed       int
	weighted   bool
	compare    grouping
	output     output
	filter     filter
}

func (o *communitiesOptions) flags(f *flags) {
	o.resolution = 1
	f.decimal(&o.resolution, "resolution", "the higher `GAMMA`, the smaller and the more are the communities; 1 unless said")
	f.number(&o.seed, "seed", "", 0, "begin the search from the random order with the number `N`; 0 unless said")
	f.on(&o.weighted, "weighted", "", "take the weights of relationships into account")
	o.compare.flag(f, "compare", "say how far the communities are the same as the groups", "")
	o.output.flags(f)
	o.filter.flags(f)
}

func (o *communitiesOptions) run(ctx context.Context, a *app, _ []string) error {
	if err := o.compare.check("--compare"); err != nil {
		return err
	}
	q, err := o.filter.ask(ctx, a, nil)
	if err != nil {
		return err
	}
	r, err := during(ctx, a, "looking for communities", func() (*communities, error) { return o.find(ctx, q.whole, q.part) })
	if err != nil {
		return err
	}
	r.within = q.within
	return o.output.write(a, func(w io.Writer, f table.Format, width int) error {
		switch f {
		case table.JSON:
			return writeJSON(w, r)
		case table.CSV:
			return r.organisationTable().Write(w, f, width)
		}
		p := newProse(f, paragraphWidth(width))
		if err := r.tell(p); err != nil {
			return err
		}
		_, err := io.WriteString(w, p.String())
		return err
	})
}

// find finds the communities of g, a part of whole, and compares them.
func (o *communitiesOptions) find(ctx context.Context, whole, g *graph.Graph) (*communities, error) {
	opts := structure.CommunityOptions{Weighted: o.weighted, Resolution: o.resolution, Seed: uint64(o.seed)}
	found, err := structure.FindCommunities(ctx, g, opts)
	if err != nil {
		return nil, err
	}
	r := &communities{
		Modularity: found.Modularity, Resolution: o.resolution, Seed: o.seed, Weighted: o.weighted,
		Communities: []community{}, Organisations: []communityMember{}, graph: g, of: found.Partition.Of,
	}
	r.count(found)
	if o.compare == "" || g.NumOrganisations() == 0 {
		return r, nil
	}
	other, err := o.compare.of(ctx, "--compare", whole, g)
	if err != nil {
		return nil, err
	}
	if r.Compared, err = compared(string(o.compare), found.Partition, other); err != nil {
		return nil, err
	}
	for n := range g.Nodes() {
		r.Organisations[n].Compared = other.name(n)
	}
	r.Compared.Modularity, err = structure.Modularity(ctx, g, other.Partition, opts)
	return r, err
}

// compared says how far communities are the same as other groups.
func compared(with string, communities *structure.Partition, other *partition) (*communityComparison, error) {
	c := &communityComparison{With: with, Groups: other.NumGroups(), noun: other.noun}
	in := map[int32]bool{} // the communities of those who are in a group
	for n, group := range other.Of {
		if group < 0 {
			c.LeftOut++
		} else {
			in[communities.Of[n]] = true
		}
	}
	c.counted, c.communities = len(other.Of)-c.LeftOut, len(in)
	for _, groups := range []int{c.Groups, c.communities} {
		if groups == 1 || groups == c.counted {
			return c, nil
		}
	}
	rand, err := structure.AdjustedRand(communities, other.Partition)
	c.AdjustedRand = &rand
	return c, err
}

// communities is what is told of them.
type communities struct {
	Modularity    float64              `json:"modularity"`
	Share         *float64             `json:"share_within"`          // null without relationships
	Expected      *float64             `json:"expected_share_within"` // by chance
	Resolution    float64              `json:"resolution"`
	Seed          int                  `json:"seed"`
	Weighted      bool                 `json:"weighted"`
	Communities   []community          `json:"communities"`
	Organisations []communityMember    `json:"organisations"`
	Compared      *communityComparison `json:"compared,omitempty"`

	graph  *graph.Graph
	of     []int32
	within string // which part of the map it is of
}

// community is one of them. Its members are ordered by how many relationships they have within it.
type community struct {
	Number  int         `json:"community"`
	Name    string      `json:"name"`
	Size    int         `json:"size"`
	Within  int         `json:"relationships_within"`
	Outside int         `json:"relationships_outside"`
	Members []tell.Stop `json:"members"`

	nodes []graph.Node
}

// communityMember is an organisation with its community.
type communityMember struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Community int    `json:"community"`
	CalledBy  string `json:"group"`
	Within    int    `json:"relationships_within"`
	Outside   int    `json:"relationships_outside"`
	Compared  string `json:"compared,omitempty"` // the group of those that the communities are compared with
}

type communityComparison struct {
	With         string   `json:"with"`
	Groups       int      `json:"groups"`
	LeftOut      int      `json:"left_out"`      // organisations in no group
	AdjustedRand *float64 `json:"adjusted_rand"` // null where either puts all together, or each by itself
	Modularity   float64  `json:"modularity"`

	noun                 string // "sector"
	counted, communities int    // organisations that are in a group, and communities of these
}

// count counts the relationships within communities and between them, those of an organisation with itself left
// out.
func (r *communities) count(found *structure.Communities) {
	g := r.graph
	for c, members := range found.Partition.Members() {
		r.Communities = append(r.Communities, community{Number: c + 1, Name: found.Partition.Names[c], Size: len(members), nodes: members})
	}
	for n := range g.Nodes() {
		c := r.of[n]
		r.Organisations = append(r.Organisations, communityMember{ID: g.ID(n), Name: g.Name(n), Community: int(c) + 1, CalledBy: r.Communities[c].Name})
	}
	inside, all := 0.0, 0.0
	for e := range g.Edges() {
		from, to := g.From(e), g.To(e)
		if from == to {
			continue
		}
		strength := 1.0
		if r.Weighted {
			strength = g.Weight(e)
		}
		all += strength
		a, b := r.of[from], r.of[to]
		if a == b {
			inside += strength
			r.Communities[a].Within++
			r.Organisations[from].Within++
			r.Organisations[to].Within++
			continue
		}
		r.Communities[a].Outside++
		r.Communities[b].Outside++
		r.Organisations[from].Outside++
		r.Organisations[to].Outside++
	}
	if all > 0 {
		share := inside / all
		expected := max(0, share-r.Modularity) / r.Resolution
		r.Share, r.Expected = &share, &expected
	}
	for i := range r.Communities {
		c := &r.Communities[i]
		slices.SortStableFunc(c.nodes, func(a, b graph.Node) int {
			return cmp.Compare(r.Organisations[b].Within, r.Organisations[a].Within)
		})
		for _, n := range c.nodes {
			c.Members = append(c.Members, tell.Stop{ID: g.ID(n), Name: g.Name(n)})
		}
	}
}

// organisationTable is a row for each organisation. Its columns id and group are those of a file of groups.
func (r *communities) organisationTable() *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "id"}, {Name: "name"}, {Name: "community"}, {Name: "group"},
		{Name: "relationships_within"}, {Name: "relationships_outside"},
	}}
	if r.Compared != nil {
		t.Columns = append(t.Columns, table.Column{Name: "compared"})
	}
	for _, o := range r.Organisations {
		cells := []any{o.ID, o.Name, o.Community, o.CalledBy, o.Within, o.Outside, o.Compared}
		t.Add(cells[:len(t.Columns)]...)
	}
	return t
}

// communityTable is a row for each community.
func (r *communities) communityTable() *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "community", Right: true}, {Name: "name"}, {Name: "size", Right: true},
		{Name: "relationships_within", Right: true}, {Name: "relationships_outside", Right: true}, {Name: "members"},
	}}
	for i := range r.Communities {
		c := &r.Communities[i]
		t.Add(c.Number, c.Name, c.Size, c.Within, c.Outside, r.names(c.nodes))
	}
	return t
}

func (r *communities) names(nodes []graph.Node) []string {
	var names []string
	for _, n := range nodes {
		names = append(names, r.graph.ShortName(n))
	}
	return names
}

// tell tells the communities, the largest first, and in text those of one organisation together.
func (r *communities) tell(p *prose) error {
	alone := len(r.Communities)
	for alone > 0 && r.Communities[alone-1].Size == 1 {
		alone--
	}
	p.paragraph(r.head(alone))
	if p.format == table.Markdown {
		if err := p.table(r.communityTable()); err != nil {
			return err
		}
		p.paragraph(r.comparison())
		return nil
	}
	b := &p.Builder
	for i := range r.Communities[:alone] {
		c := &r.Communities[i]
		number := fmt.Sprintf("%*d. ", len(strconv.Itoa(alone)), c.Number)
		b.WriteString("\n")
		hanging(b, number, table.Clean(fmt.Sprintf("%s and %s: %s within, %d to the outside",
			c.Name, countOf(c.Size-1, "other", "others"), countOf(c.Within, "relationship", "relationships"), c.Outside)), p.width)
		hanging(b, strings.Repeat(" ", len(number)), table.Clean(joinNames(r.names(c.nodes))), p.width)
	}
	if alone < len(r.Communities) {
		var single []graph.Node
		for _, c := range r.Communities[alone:] {
			single = append(single, c.nodes...)
		}
		b.WriteString("\n")
		hanging(b, "Each on its own: ", table.Clean(joinNames(r.names(single))), p.width)
	}
	p.paragraph(r.comparison())
	return nil
}

// joinNames joins names that may have commas themselves.
func joinNames(names []string) string {
	if slices.ContainsFunc(names, func(s string) bool { return strings.Contains(s, ",") }) {
		return strings.Join(names, "; ")
	}
	return strings.Join(names, ", ")
}

// head says how many communities there are, and how clear they are.
func (r *communities) head(groups int) string {
	on, organisations := onThisMap(r.within), len(r.Organisations)
	switch {
	case organisations == 0:
		return on + ", there are no organisations."
	case organisations == 1:
		return on + ", there is one organisation, and no relationship with another."
	case r.Share == nil:
		return fmt.Sprintf("%s, there are no communities: each of the %d organisations is on its own.", on, organisations)
	}
	text := fmt.Sprintf("%s, %d organisations fall into %s", on, organisations, countOf(groups, "community", "communities"))
	if single := len(r.Communities) - groups; single > 0 {
		text += fmt.Sprintf(", and %s on %s own", countOf(single, "is", "are"), oneOrMany(single, "its", "their"))
	}
	if groups == 0 {
		text = fmt.Sprintf("%s, there are no communities at this resolution: each of the %d organisations is on its own", on, organisations)
	}
	of := "relationships lie"
	if r.Weighted {
		of = "strength of all relationships lies"
	}
	// Multiplied by the resolution, what is left off must not show: the reader may do the sum.
	digits := 1 + int(min(max(math.Ceil(math.Log10(r.Resolution)), 0), 12))
	text += fmt.Sprintf(". Modularity is %.3f: %.1f%% of the %s within communities, where %.*f%% would if every organisation had its relationships with others at random",
		r.Modularity, 100**r.Share, of, digits, 100**r.Expected)
	if r.Resolution != 1 {
		text += ", which counts " + strconv.FormatFloat(r.Resolution, 'g', -1, 64) + " times at this resolution"
	}
	return text + "."
}

// comparison says how far the communities are the same as other groups.
func (r *communities) comparison() string {
	c := r.Compared
	if c == nil {
		return ""
	}
	text := fmt.Sprintf("By %s there %s %s, whose modularity is %.3f.",
		c.With, oneOrMany(c.Groups, "is", "are"), countOf(c.Groups, "group", "groups"), c.Modularity)
	why := ""
	switch {
	case c.AdjustedRand != nil:
		text += fmt.Sprintf(" The communities agree with them by an adjusted Rand index of %.2f, where 1 is the same groups, and 0 no more alike than by chance.", *c.AdjustedRand)
	case c.counted == 1:
		why = "only one organisation is in a group"
	case c.Groups == 1:
		why = "that one group has all organisations"
	case c.Groups == c.counted:
		why = "every organisation is in a group of its own"
	case c.communities == 1:
		why = "all organisations are in one community"
	default:
		why = "every organisation is in a community of its own"
	}
	if why != "" {
		text += " How far the communities agree with that cannot be said: " + why + "."
	}
	if c.LeftOut > 0 {
		text += fmt.Sprintf(" Left out: %s without a %s.", countOf(c.LeftOut, "organisation", "organisations"), c.noun)
	}
	return text
}

func communitiesExplanation() *table.Table {
	return explanationTable("Communities", [][2]string{
		{"meaning", "Groups of organisations that have more to do with each other than with the rest, as their relationships alone show."},
		{"modularity", "How clear the division is: the share of relationships within communities, less the share that would be there if every organisation had as many, with others at random. It is below 1; from about 0.3 on, a division is usually taken for a clear one, though large sparse maps reach that by chance."},
		{"formula", "Q = Σ over communities c of ( w(c)/m - γ·(s(c)/2m)² ), with w(c) relationships within c, s(c) the sum of the numbers of relationships of its members, m relationships in all, and γ the resolution."},
		{"resolution", "The higher γ, the smaller and the more are the communities. With 1, communities that are small beside the whole map can stay hidden in larger ones; a higher resolution, or a part of the map, shows them."},
		{"search", "The Leiden algorithm: organisations move to the community where they add most to modularity; communities are split into parts that hold together, and parts become the nodes of a smaller map, until nothing changes. It begins many times in random order, as --seed says, and the best division is kept. Every community is connected."},
		{"name", "A community is called by the member that has the most relationships within it."},
		{"comparison", "The adjusted Rand index: of all pairs of organisations, how many the two groupings both put together or both apart, set so that 1 is the same grouping and 0 what chance gives. Organisations in no group are left out of it, and there is none where all are in one group, or in one community, or each in one of its own."},
		{"source", "V. A. Traag, L. Waltman, N. J. van Eck, From Louvain to Leiden: guaranteeing well-connected communities, Scientific Reports 9 (2019); M. E. J. Newman, M. Girvan, Finding and evaluating community structure in networks, Physical Review E 69 (2004); J. Reichardt, S. Bornholdt, Statistical mechanics of community detection, Physical Review E 74 (2006); L. Hubert, P. Arabie, Comparing partitions, Journal of Classification 2 (1985)."},
		{"direction", "Does not matter."},
		{"weights", "Every relationship counts 1; with --weighted, as much as it is strong."},
		{"parallel relationships", "Each counts, so that they bind closer."},
		{"loops", "Ignored."},
		{"unreachable pairs", "Are never in the same community."},
		{"empty maps", "Without relationships, every organisation is on its own, and modularity is 0."},
		{"complexity", "Time O(n + m) for each time over the map, of which there are more in small maps than in large ones; memory O(n + m)."},
	})
}
