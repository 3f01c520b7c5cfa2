package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/structure"
)

func cutsCommand() command {
	return command{
		name:  "cuts",
		args:  []argument{{name: "ORG", optional: true, complete: completeOrganisations}},
		group: groupAnswer,
		short: "Say who loses touch with whom if an organisation or a tie goes",
		long: "A cut organisation is one without which others lose touch with each other; a bridge is a tie, all " +
			"relationships between two organisations, without which the two do. Those come first that part the most " +
			"pairs. Directions do not matter: to be in touch is to reach each other by relationships of any direction, " +
			"through others or not.\n\n" +
			"With ORG, what happens if that goes, and which of its ties are bridges.\n\n" +
			"The text names some and counts the rest; the other formats name all. That there are no cuts is an answer like " +
			"any other, and the exit code is 0.",
		examples: []example{
			{"liaison cuts", "What the map falls apart without"},
			{"liaison cuts psni", "Who loses touch with whom if PSNI goes"},
			{"liaison cuts --bridges --type information", "The ties on which information depends, each with its relationships"},
			{"liaison cuts --top 5 --format csv -o cuts.csv", "The five that part the most, for a spreadsheet"},
		},
		readsMap: true,
		explain:  explainsOnly(cutsExplanation),
		new:      func() runner { return &cutsOptions{} },
	}
}

type cutsOptions struct {
	organisations, bridges bool
	top                    int
	output                 output
	filter                 filter
}

func (o *cutsOptions) flags(f *flags) {
	f.on(&o.organisations, "organisations", "", "only the organisations, not the ties")
	f.on(&o.bridges, "bridges", "", "only the ties, each by itself and with its relationships")
	f.number(&o.top, "top", "", 1, "show the `N` that part the most pairs; all unless said. In text, organisations that are tied to only one other are told together, and not counted")
	o.output.flags(f)
	o.filter.flags(f)
}

func (o *cutsOptions) run(ctx context.Context, a *app, args []string) error {
	r, err := o.find(ctx, a, args)
	if err != nil {
		return err
	}
	format, err := o.output.chosen()
	if err != nil {
		return err
	}
	r.limit(o.top, format)
	if err := r.checkSize(format); err != nil {
		return err
	}
	return o.output.write(a, func(w io.Writer, f table.Format, width int) error {
		switch f {
		case table.Text:
			_, err := io.WriteString(w, r.text(paragraphWidth(width)))
			return err
		case table.Markdown:
			text, err := r.markdown()
			if err != nil {
				return err
			}
			_, err = io.WriteString(w, text)
			return err
		}
		return r.table(r.found, f).Write(w, f, width)
	})
}

// find reads the map, and makes the report that is asked for.
func (o *cutsOptions) find(ctx context.Context, a *app, args []string) (*cutsReport, error) {
	q, err := o.filter.ask(ctx, a, args)
	if err != nil {
		return nil, err
	}
	cuts, err := during(ctx, a, "looking for cuts", func() (*structure.Cuts, error) { return structure.FindCuts(ctx, q.part) })
	if err != nil {
		return nil, err
	}
	r := &cutsReport{graph: q.part, cuts: cuts, org: q.org, within: q.within, each: o.bridges, anyStanding: o.filter.leavesStanding()}
	r.organisations, r.bridges = o.organisations || !o.bridges, o.bridges || !o.organisations
	r.rank()
	return r, nil
}

// cutsReport is what cuts tells.
type cutsReport struct {
	graph                  *graph.Graph
	cuts                   *structure.Cuts
	within                 string     // which part of the map it is of
	org                    graph.Node // which it is about; -1 is the whole
	organisations, bridges bool       // which are wanted
	each                   bool       // every bridge gets a sentence of its own
	anyStanding            bool       // no filter says how relationships have to stand
	found, left            []foundCut // those to tell, and those that --top leaves out
}

// foundCut is an organisation or a bridge.
type foundCut struct {
	ends          []graph.Node
	relationships []graph.Edge // of a bridge
	structure.Split
}

func (c *foundCut) isBridge() bool { return len(c.ends) > 1 }

// rank collects what is wanted, that which parts the most pairs first, and of those that part as many,
// organisations before bridges.
func (r *cutsReport) rank() {
	if r.org >= 0 && r.organisations {
		r.found = append(r.found, foundCut{ends: []graph.Node{r.org}, Split: r.cuts.Without(r.org)})
	}
	if r.org < 0 && r.organisations {
		for _, c := range r.cuts.Organisations {
			r.found = append(r.found, foundCut{ends: []graph.Node{c.Organisation}, Split: c.Split})
		}
	}
	for _, b := range r.cuts.Bridges {
		if r.bridges && (r.org < 0 || b.A == r.org || b.B == r.org) {
			r.found = append(r.found, foundCut{ends: []graph.Node{b.A, b.B}, relationships: b.Relationships, Split: b.Split})
		}
	}
	slices.SortStableFunc(r.found, func(a, b foundCut) int {
		if r.org >= 0 && a.isBridge() != b.isBridge() { // what the question is about comes first
			return len(a.ends) - len(b.ends)
		}
		return cmp.Or(cmp.Compare(b.Pairs(), a.Pairs()), len(a.ends)-len(b.ends))
	})
}

// limit leaves the first of what is found, as many as top; 0 is all. For people, those bridges do not count that
// are told together: there are often so many that nothing else would be told.
func (r *cutsReport) limit(top int, f table.Format) {
	if top == 0 {
		return
	}
	together := !r.each && (f == table.Text || f == table.Markdown)
	counted := 0
	var kept []foundCut
	for _, c := range r.found {
		switch {
		case together && c.isLeaf():
			kept = append(kept, c)
		case counted < top:
			kept, counted = append(kept, c), counted+1
		default:
			r.left = append(r.left, c)
		}
	}
	r.found = kept
}

// mostMembers is how many members of groups are listed at most, in all.
const mostMembers = 10_000_000

// checkSize fails where what is to be told would fill the disk: in a long chain, each of n cuts has n members.
func (r *cutsReport) checkSize(f table.Format) error {
	forPeople := f == table.Text || f == table.Markdown
	members := 0
	for i := range r.found {
		c := &r.found[i]
		for k := range c.NumGroups() {
			if forPeople && (k == 0 && c.hasRest() || k > named) {
				continue
			}
			members += c.Size(k)
		}
		if members > mostMembers {
			return hint(fmt.Errorf("the groups that the map would fall into have more than %d members in all, too many to list", mostMembers),
				fmt.Sprintf("ask for some: --top %d", max(i/2, 1)))
		}
	}
	return nil
}

// hasRest reports whether one group is larger than all others, so that it is the rest with which these lose touch.
func (c *foundCut) hasRest() bool {
	return c.NumGroups() > 0 && (c.NumGroups() == 1 || c.Size(0) > c.Size(1))
}

// whole is how many organisations are in all groups.
func (c *foundCut) whole() int {
	whole := 0
	for i := range c.NumGroups() {
		whole += c.Size(i)
	}
	return whole
}

// losing is how many organisations lose touch with most of the others, or with each other.
func (c *foundCut) losing() int {
	switch {
	case c.NumGroups() < 2:
		return 0
	case c.hasRest():
		return c.whole() - c.Size(0)
	}
	return c.whole()
}

// table is a row for each.
func (r *cutsReport) table(found []foundCut, f table.Format) *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "rank", Right: true},
		{Name: "kind"},
		{Name: "organisations", In: table.ForPrograms},
		{Name: "names", Title: "what goes"},
		{Name: "relationships", In: table.ForPrograms},
		{Name: "pairs", Title: "pairs that lose touch", Right: true},
		{Name: "losing", In: table.ForPrograms},
		{Name: "groups", In: table.InCSV},
		{Name: "groups", In: table.InJSON},
		{Name: "text", Title: "what happens", In: table.ForPeople | table.InJSON},
	}}
	ranked := make([]int64, len(found)) // the pairs, the most first
	for i, c := range found {
		ranked[i] = -c.Pairs()
	}
	slices.Sort(ranked)
	for i := range found {
		c := &found[i]
		before, _ := slices.BinarySearch(ranked, -c.Pairs())
		kind := "organisation"
		if c.isBridge() {
			kind = "bridge"
		}
		var ids, names, relationships []string
		for _, n := range c.ends {
			ids, names = append(ids, r.graph.ID(n)), append(names, r.graph.ShortName(n))
		}
		for _, e := range c.relationships {
			relationships = append(relationships, r.graph.RelationshipID(e))
		}
		groups, joined := [][]string{}, []string{}
		for k := range c.NumGroups() {
			if f == table.Markdown {
				break // which has the text instead
			}
			var members []string
			for _, n := range c.Members(k) {
				members = append(members, r.graph.ID(n))
			}
			groups, joined = append(groups, members), append(joined, strings.Join(members, "; "))
		}
		t.Add(before+1, kind, ids, names, relationships, int(c.Pairs()), c.losing(), strings.Join(joined, " | "), groups, r.sentence(c))
	}
	return t
}

func cutsExplanation() *table.Table {
	return explanationTable("Cuts", [][2]string{
		{"meaning", "What the map falls apart without. If a cut organisation goes, others that could reach each other through it no longer can; if a bridge ends, its two ends, and all behind them, no longer can."},
		{"cut organisation", "An organisation v such that two others are joined by paths, all of which pass through v. Also called a cut vertex or articulation point."},
		{"bridge", "Two organisations such that every path between them is a relationship between the two. It is of the pair: where there are several relationships between them, all must end."},
		{"groups", "The sets of organisations that can still reach each other when it is gone, the largest first."},
		{"pairs that lose touch", "The pairs of organisations in different groups: half of (s² - Σ s(i)²), with s(i) organisations in group i and s in all. The one that goes is not counted."},
		{"losing", "How many organisations are outside the largest group; all of them, where no group is larger than the others."},
		{"source", "J. Hopcroft, R. Tarjan, Algorithm 447: efficient algorithms for graph manipulation, Communications of the ACM 16 (1973)."},
		{"direction", "Does not matter: relationships join both ways."},
		{"weights", "Do not matter."},
		{"parallel relationships", "Are one tie."},
		{"loops", "Ignored."},
		{"unreachable pairs", "Those that could not reach each other before do not lose touch."},
		{"empty maps", "Have no cuts, and the exit code is 0: a list without entries is an answer."},
		{"complexity", "Time and memory O(n + m), and the names of those who lose touch."},
	})
}
