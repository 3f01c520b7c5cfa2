package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/cmd/liaison/internal/tell"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/structure"
)

func brokersCommand() command {
	return command{
		name:  "brokers",
		args:  []argument{{name: "ORG", optional: true, complete: completeOrganisations}},
		group: groupAnswer,
		short: "Find who stands between groups of organisations, and in which role",
		long: "An organisation is a broker where one leads to it and it leads to another, and nothing leads from the " +
			"one straight to the other. By the groups of the three, it is then a coordinator, an itinerant broker, a " +
			"representative, a gatekeeper or a liaison. Beside the number of times stands what chance would give " +
			"in a map with the same groups and as many relationships on average.\n\n" +
			"With ORG, its roles with examples. With --explain, what the roles are and how they are counted. " +
			"Organisations in no group are left out.",
		examples: []example{
			{"liaison brokers --top 10", "Who stands most between others, by sector"},
			{"liaison brokers --role gatekeeper --by classification", "Who lets others in"},
			{"liaison brokers mi5", "In which roles MI5 stands between whom"},
			{"liaison brokers --by regions.csv --format csv", "By groups of your own: a table with the columns organisation and group"},
		},
		readsMap: true,
		explain:  explainsOnly(brokersExplained),
		new:      func() runner { return &brokersOptions{} },
	}
}

type brokersOptions struct {
	by       grouping
	role     string
	top      int
	examples int
	output   output
	filter   filter
}

func roleNames() []string { return words(structure.Roles()) }

func (o *brokersOptions) flags(f *flags) {
	o.by.flag(f, "by", "group organisations", "; sector unless said")
	f.choice(&o.role, "role", "", "role", roleNames(), "rank by how often an organisation is in `ROLE`: "+joinWords(roleNames(), "or")+"; total unless said")
	f.number(&o.top, "top", "", 1, "show the `N` highest; all unless said")
	f.number(&o.examples, "examples", "", 1, "with ORG, show `N` examples of each role; 3 unless said")
	o.output.flags(f)
	o.filter.flags(f)
}

func (o *brokersOptions) run(ctx context.Context, a *app, args []string) error {
	switch {
	case len(args) == 0 && o.examples > 0:
		return hint(errors.New("--examples is for one organisation, and there is none"), program+" brokers ORG --examples 5")
	case len(args) > 0 && o.top > 0:
		return hint(errors.New("--top is for ranking, and there is one organisation"), "--examples says how many examples to show of each role")
	}
	if err := o.by.check("--by"); err != nil {
		return err
	}
	role := structure.TotalBrokerage
	if o.role != "" {
		var err error
		if role, err = structure.ParseRole(o.role); err != nil {
			return err
		}
	}
	q, err := o.filter.ask(ctx, a, args)
	if err != nil {
		return err
	}
	b, err := during(ctx, a, "counting", func() (*brokers, error) { return newBrokers(ctx, o.by, q) })
	if err != nil {
		return err
	}
	if len(args) == 0 {
		return o.output.write(a, func(w io.Writer, f table.Format, width int) error {
			return b.writeRanking(w, f, width, role, o.top)
		})
	}
	if !b.Has(q.org) {
		return hint(fmt.Errorf("%s is in no %s, and organisations in none have no roles", q.part.ShortName(q.org), b.groups.noun), "--by says what to group by")
	}
	d, err := during(ctx, a, "looking for examples", func() (*brokerDossier, error) {
		return b.dossier(ctx, q.org, o.role, unlessGiven(o.examples, 3))
	})
	if err != nil {
		return err
	}
	return o.output.write(a, d.page().write)
}

// unlessGiven is the value of a flag that is a number from 1, or another one where it is not given.
func unlessGiven(flag, otherwise int) int {
	if flag > 0 {
		return flag
	}
	return otherwise
}

func brokersExplained() *table.Table {
	rows := [][2]string{
		{"meaning", "How often an organisation stands between two others, a and c: a relationship leads from a to it and one from it to c, and none from a to c."},
	}
	for _, r := range structure.Roles() {
		info := r.Info()
		if r != structure.TotalBrokerage {
			rows = append(rows, [2]string{info.Name, info.Meaning + " Groups: " + info.Pattern + "; the symbol is " + info.Symbol + "."})
		}
	}
	return explanationTable("Brokerage", append(rows, [][2]string{
		{"total", "The sum of the five, t."},
		{"formula", "The number of ordered pairs a ≠ c of other organisations with a → b → c and without a → c, for the broker b, by the groups of a, b and c."},
		{"chance", "The mean and the standard deviation of the same count in random maps with the same groups, in which every ordered pair is related with the same probability: the share of pairs that are related here. z is how many standard deviations the count is above the mean, and is left out where chance cannot vary. Chance relates pairs independently of each other, so that a map with a hub always gives large z; and the smaller and the sparser the map, the more a high z says of a few relationships alone. Both are left out for groups that come from the relationships themselves: communities and components."},
		{"source", "R. V. Gould, R. M. Fernandez, Structures of mediation: a formal approach to brokerage in transaction networks, Sociological Methodology 19 (1989). The numbers are those of brokerage in the R package sna."},
		{"groups", "--by: " + joinWords(groupingNames(), "or") + ", or a CSV file. Organisations in no group are left out, as if the map did not have them."},
		{"direction", "Relationships lead the way that they go, mutual ones both ways. The pairs a, c and c, a are two."},
		{"weights", "Have no part in it."},
		{"parallel relationships", "Counted as one."},
		{"loops", "Ignored."},
		{"unreachable pairs", "Contribute nothing."},
		{"empty maps", "No counts for no organisations; 0 where there are fewer than three, or no relationships."},
		{"complexity", "Time O(n log n + m·√m) at worst, in parallel; memory O(n + m)."},
	}...))
}

// brokers is the brokerage of part of a map, with the words for its groups.
type brokers struct {
	*structure.Brokerage
	graph  *graph.Graph
	within string // which part of the map it is of
	groups *partition
}

// defaultGrouping is by what brokers groups unless --by says.
const defaultGrouping grouping = "sector"

func newBrokers(ctx context.Context, by grouping, q ask) (*brokers, error) {
	flag := "--by"
	if by == "" {
		by, flag = defaultGrouping, ""
	}
	p, err := by.of(ctx, flag, q.whole, q.part)
	if err != nil {
		return nil, err
	}
	b, err := structure.FindBrokerage(ctx, q.part, p.Partition, structure.BrokerageOptions{})
	if err != nil {
		return nil, err
	}
	return &brokers{b, q.part, q.within, p}, nil
}

// spoken is how many organisations the sentences under a ranking are about.
const spoken = 5

// writeRanking writes the table and, for people, what it says in words.
func (b *brokers) writeRanking(w io.Writer, f table.Format, width int, role structure.Role, top int) error {
	order, ranks := b.order(role)
	shown := order[:min(len(order), unlessGiven(top, len(order)))]
	var below remarks
	for _, n := range shown[:min(spoken, len(shown))] {
		if b.Of(graph.Node(n), role).Count > 0 {
			below.sentences = append(below.sentences, b.sentence(graph.Node(n), role))
		}
	}
	switch {
	case len(below.sentences) > 0:
		below.head = b.head() + ":"
		below.notes = append(tieNotes(alsoTied(ranks, top), "number"), b.notes()...)
	case role == structure.TotalBrokerage:
		below.head = b.head() + ", no organisation stands between two others."
	default:
		below.head = b.head() + ", no organisation is " + withArticle(roleNouns[role]) + "."
	}
	return withRemarks(b.table(shown, ranks, role, f == table.Text), below)(w, f, width)
}

// head says what the sentences are true of.
func (b *brokers) head() string {
	return onThisMap(b.within, "by "+b.groups.noun)
}

// order is the organisations that are in a group, by how often they are in a role, the highest first.
func (b *brokers) order(role structure.Role) (order, ranks []int) {
	counts := make([]float64, b.graph.NumOrganisations())
	among := []int{}
	for n := range b.graph.Nodes() {
		if b.Has(n) {
			counts[n] = float64(b.Of(n, role).Count)
			among = append(among, int(n))
		}
	}
	return tell.Ranked(counts, among)
}

// hasChance reports whether what chance would give says something of a count. Groups that come from the
// relationships lie around the brokers by their making.
func (b *brokers) hasChance() bool { return !b.groups.fromTies }

// table ranks organisations. People see the counts, and what chance would give for the role that ranks;
// programs get that for every role. Short are the headings that fit a terminal.
func (b *brokers) table(order, ranks []int, role structure.Role, short bool) *table.Table {
	t := &table.Table{Columns: []table.Column{
		{Name: "rank", Right: true},
		{Name: "id", Keep: true},
		{Name: "organisation", In: table.ForPeople, Optional: true},
		{Name: "name", In: table.ForPrograms},
		{Name: "group", Title: b.groups.noun, In: table.ForPeople, Optional: true},
		{Name: "group", In: table.ForPrograms},
		{Name: "role", In: table.ForPrograms},
	}}
	for _, r := range structure.Roles() {
		c := table.Column{Name: r.String(), Right: true}
		if short {
			c.Title = shortRoles[r]
		}
		t.Columns = append(t.Columns, c)
	}
	if b.hasChance() {
		t.Columns = append(t.Columns,
			table.Column{Name: "by_chance", Title: "chance", In: table.ForPeople, Right: true, Optional: true},
			table.Column{Name: "z", In: table.ForPeople, Right: true})
	}
	for _, r := range structure.Roles() {
		for _, what := range []string{"expected", "sd", "z"} {
			t.Columns = append(t.Columns, table.Column{Name: r.String() + "_" + what, In: table.ForPrograms})
		}
	}
	for i, number := range order {
		n := graph.Node(number)
		cells := []any{ranks[i], b.graph.ID(n), titleOf(b.graph.Name(n), b.graph.ShortName(n)), b.graph.Name(n), b.groups.label(n), b.groups.name(n), role.String()}
		for _, r := range structure.Roles() {
			cells = append(cells, int(b.Of(n, r).Count))
		}
		if b.hasChance() {
			cells = append(cells, tenths(b.Of(n, role).Expected), zTenths(b.Of(n, role)))
		}
		for _, r := range structure.Roles() {
			if c := b.Of(n, r); b.hasChance() {
				cells = append(cells, c.Expected, c.SD, zCell(c))
			} else {
				cells = append(cells, nil, nil, nil)
			}
		}
		t.Add(cells...)
	}
	return t
}

var shortRoles = [...]string{
	structure.Coordinator:    "coord.",
	structure.Itinerant:      "itin.",
	structure.Representative: "repr.",
	structure.Gatekeeper:     "gate.",
	structure.Liaison:        "liaison",
	structure.TotalBrokerage: "total",
}

// zCell is z, or nothing where it is not defined.
func zCell(c structure.RoleCount) any {
	if c.HasZ() {
		return c.Z
	}
	return nil
}

// tenths is a number with one digit after the point.
type tenths float64

func (x tenths) String() string {
	if s := strconv.FormatFloat(float64(x), 'f', 1, 64); s != "-0.0" {
		return s
	}
	return "0.0"
}

func zTenths(c structure.RoleCount) any {
	if c.HasZ() {
		return tenths(c.Z)
	}
	return nil
}

// notes say what the sentences mean, and what they leave out.
func (b *brokers) notes() []string {
	notes := []string{"Relationships lead through an organisation from a to c where there is one from a to it and one from it to c, and none from a to c."}
	switch {
	case b.groups.NumGroups() == 1:
		notes = append(notes, "All are in one group, so that roles do not differ.")
	case b.groups.NumGroups() == 0:
		return notes
	}
	if b.hasChance() {
		notes = append(notes, fmt.Sprintf("Chance is a random map with the same %s and each pair related with the same probability, as many on average. "+
			"It relates pairs independently of each other, so that a map with a hub always gives large z.", b.groups.nouns))
	} else {
		notes = append(notes, fmt.Sprintf("%s come from the relationships themselves, so that a comparison with chance would be circular: there is none, and no z.", heading(b.groups.nouns)))
	}
	if left := b.graph.NumOrganisations() - b.Organisations; left > 0 {
		notes = append(notes, fmt.Sprintf("Left out: %s in no %s.", countOf(left, "organisation", "organisations"), b.groups.noun))
	}
	sets := 0
	for n := range b.graph.Nodes() {
		if b.Has(n) && b.graph.IsA(n, "grouping") {
			sets++
		}
	}
	if sets > 0 {
		notes = append(notes, fmt.Sprintf("%d of %s %s for several, which may include others here; --without ORG leaves one out.", sets,
			countOf(b.Organisations, "organisation", "organisations"), oneOrMany(sets, "is a grouping that stands", "are groupings that stand")))
	}
	return notes
}

// sentence says what an organisation is most often, or in the given role. It goes with names of one and of many.
func (b *brokers) sentence(n graph.Node, role structure.Role) string {
	name := b.graph.ShortName(n)
	if role != structure.TotalBrokerage {
		if b.Of(n, role).Count == 0 {
			return name + ": never " + withArticle(roleNouns[role]) + "."
		}
		return name + ": " + b.clause(n, role) + "."
	}
	most, played := b.mostPlayed(n)
	switch {
	case played == 0:
		return name + ": between no two others."
	case len(most) > 1:
		var names []string
		for _, r := range most {
			names = append(names, roleNouns[r])
		}
		return fmt.Sprintf("%s: equally often %s, %s each.", name, joinWords(names, "and"), timesOf(b.Of(n, most[0]).Count))
	case played == 1:
		return name + ": " + b.clause(n, most[0]) + "."
	}
	return name + ": most often " + b.clause(n, most[0]) + "."
}

// mostPlayed returns the roles that n is in most often, and how many roles it is in.
func (b *brokers) mostPlayed(n graph.Node) (most []structure.Role, played int) {
	highest := int64(0)
	for _, r := range structure.Roles() {
		count := b.Of(n, r).Count
		if r == structure.TotalBrokerage || count == 0 {
			continue
		}
		played++
		if count > highest {
			highest, most = count, nil
		}
		if count == highest {
			most = append(most, r)
		}
	}
	return most, played
}

var roleNouns = [...]string{
	structure.Coordinator:    "coordinator",
	structure.Itinerant:      "itinerant broker",
	structure.Representative: "representative",
	structure.Gatekeeper:     "gatekeeper",
	structure.Liaison:        "liaison",
	structure.TotalBrokerage: "broker",
}

func withArticle(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

// clause says how often n is in a role, what chance would give, and what the role is: "liaison, 41 times, where chance
// would give 3.2; relationships lead through it from one sector to another, neither its own".
func (b *brokers) clause(n graph.Node, r structure.Role) string {
	return roleNouns[r] + ", " + b.often(n, r) + "; relationships lead through it " + b.ways(r)
}

// often says how often n is in a role, and what chance would give.
func (b *brokers) often(n graph.Node, r structure.Role) string {
	c := b.Of(n, r)
	text := timesOf(c.Count)
	switch {
	case !b.hasChance() || !c.HasZ():
	case float64(c.Count) <= c.Expected:
		text += fmt.Sprintf(", no more often than by chance (%v)", tenths(c.Expected))
	default:
		text += fmt.Sprintf(", where chance would give %v", tenths(c.Expected))
	}
	return text
}

// ways says from where to where relationships lead through a broker in a role.
func (b *brokers) ways(r structure.Role) string {
	noun := b.groups.noun
	return [...]string{
		structure.Coordinator:    "between organisations of its own " + noun,
		structure.Itinerant:      "between organisations of one other " + noun,
		structure.Representative: "from its own " + noun + " to another",
		structure.Gatekeeper:     "from another " + noun + " to its own",
		structure.Liaison:        "from one " + noun + " to another, neither its own",
		structure.TotalBrokerage: "from one organisation to another",
	}[r]
}

// timesOf returns "once", "twice", "3 times".
func timesOf(n int64) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}
