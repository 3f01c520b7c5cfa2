package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
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
			"in a map with the same groups and as many relationships.\n\n" +
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
	o.by.flags(f)
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
	if err := o.by.check(); err != nil {
		return err
	}
	role := structure.TotalBrokerage
	if o.role != "" {
		var err error
		if role, err = structure.ParseRole(o.role); err != nil {
			return err
		}
	}
	m, part, err := a.readPart(ctx, &o.filter)
	if err != nil {
		return err
	}
	node, err := onePart(m.Graph, part, args)
	if err != nil {
		return err
	}
	b, err := during(ctx, a, "counting", func() (*brokers, error) {
		return newBrokers(ctx, o.by, m.Graph, part)
	})
	if err != nil {
		return err
	}
	if len(args) == 0 {
		return o.output.write(a, func(w io.Writer, f table.Format, width int) error {
			return b.writeRanking(w, f, width, role, o.top)
		})
	}
	if !b.Has(node) {
		return hint(fmt.Errorf("%s is in no %s, and organisations in none have no roles", part.ShortName(node), b.groups.noun), "--by says what to group by")
	}
	return o.output.write(a, b.dossier(node, o.role, unlessGiven(o.examples, 3)).write)
}

// unlessGiven is the value of a flag that is a number from 1, or another one where it is not given.
func unlessGiven(flag, otherwise int) int {
	if flag > 0 {
		return flag
	}
	return otherwise
}

// onePart returns the organisation of part that the argument of a command names in whole; 0 without one.
func onePart(whole, part *graph.Graph, args []string) (graph.Node, error) {
	if len(args) == 0 {
		return 0, nil
	}
	found, err := whole.Find(args[0])
	if err != nil {
		return 0, err
	}
	node, ok := part.NodeByID(whole.ID(found))
	if !ok {
		return 0, fmt.Errorf("the filters leave out %s", whole.ShortName(found))
	}
	return node, nil
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
		{"chance", "The mean and the standard deviation of the same count in random maps with the same groups, in which every ordered pair is related with the same probability: the share of pairs that are related here. z is how many standard deviations the count is above the mean, and is left out where chance cannot vary. The smaller and the sparser the map, the more a high z says of a few relationships alone."},
		{"source", "R. V. Gould, R. M. Fernandez, Structures of mediation: a formal approach to brokerage in transaction networks, Sociological Methodology 19 (1989). The numbers are those of brokerage in the R package sna."},
		{"groups", "--by: " + joinWords(colouringNames(), "or") + ", or a CSV file. Organisations in no group are left out, as if the map did not have them."},
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
	groups *partition
}

func newBrokers(ctx context.Context, by grouping, whole, part *graph.Graph) (*brokers, error) {
	p, err := by.of(ctx, whole, part)
	if err != nil {
		return nil, err
	}
	b, err := structure.FindBrokerage(ctx, part, p.Partition, structure.BrokerageOptions{})
	if err != nil {
		return nil, err
	}
	return &brokers{b, part, p}, nil
}

// spoken is how many organisations the sentences under a ranking are about.
const spoken = 5

// writeRanking writes the table and, for people, what it says in words.
func (b *brokers) writeRanking(w io.Writer, f table.Format, width int, role structure.Role, top int) error {
	order := b.order(role)
	if err := b.table(order, role, top, f == table.Text).Write(w, f, width); err != nil {
		return err
	}
	if f != table.Text && f != table.Markdown || len(order) == 0 {
		return nil
	}
	var sentences []string
	for _, n := range order[:min(spoken, len(order), unlessGiven(top, spoken))] {
		if b.Of(n, role).Count > 0 {
			sentences = append(sentences, b.sentence(n, role))
		}
	}
	return writeRemarks(w, f, width, sentences, b.notes())
}

// order is the organisations that are in a group, by how often they are in a role, the highest first.
func (b *brokers) order(role structure.Role) (order []graph.Node) {
	for n := range b.graph.Nodes() {
		if b.Has(n) {
			order = append(order, n)
		}
	}
	slices.SortStableFunc(order, func(x, y graph.Node) int {
		switch cx, cy := b.Of(x, role).Count, b.Of(y, role).Count; {
		case cx > cy:
			return -1
		case cx < cy:
			return 1
		}
		return 0
	})
	return order
}

// table ranks organisations. People see the counts, and what chance would give for the role that ranks;
// programs get that for every role. Short are the headings that fit a terminal.
func (b *brokers) table(order []graph.Node, role structure.Role, top int, short bool) *table.Table {
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
	t.Columns = append(t.Columns,
		table.Column{Name: "by_chance", Title: "chance", In: table.ForPeople, Right: true, Optional: true},
		table.Column{Name: "z", In: table.ForPeople, Right: true})
	for _, r := range structure.Roles() {
		for _, what := range []string{"expected", "sd", "z"} {
			t.Columns = append(t.Columns, table.Column{Name: r.String() + "_" + what, In: table.ForPrograms})
		}
	}
	rank := 0
	for i, n := range order {
		if i == 0 || b.Of(n, role).Count != b.Of(order[i-1], role).Count {
			rank = i + 1
		}
		if top > 0 && i >= top {
			break
		}
		cells := []any{rank, b.graph.ID(n), titleOf(b.graph.Name(n), b.graph.ShortName(n)), b.graph.Name(n), b.groups.label(n), b.groups.name(n), role.String()}
		for _, r := range structure.Roles() {
			cells = append(cells, int(b.Of(n, r).Count))
		}
		cells = append(cells, tenths(b.Of(n, role).Expected), zTenths(b.Of(n, role)))
		for _, r := range structure.Roles() {
			c := b.Of(n, r)
			cells = append(cells, c.Expected, c.SD, zCell(c))
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

// notes say what the sentences mean by standing between and by chance.
func (b *brokers) notes() []string {
	notes := []string{fmt.Sprintf("To stand between a and c is to have a relationship from a and one to c where there is none from a to c. "+
		"Chance is a random map with the same %s and as many related pairs.", b.groups.nouns)}
	if left := b.graph.NumOrganisations() - b.Organisations; left > 0 {
		notes = append(notes, fmt.Sprintf("Left out: %s in no %s.", countOf(left, "organisation", "organisations"), b.groups.noun))
	}
	return notes
}

// sentence says what an organisation is above all, or in the given role.
func (b *brokers) sentence(n graph.Node, role structure.Role) string {
	name := b.graph.ShortName(n)
	if role != structure.TotalBrokerage {
		if b.Of(n, role).Count == 0 {
			return fmt.Sprintf("%s is never %s.", name, articles[role])
		}
		return fmt.Sprintf("%s is %s: %s.", name, articles[role], b.clause(n, role))
	}
	most, played := b.mostPlayed(n)
	switch {
	case played == 0:
		return name + " stands between no two others."
	case len(most) > 1:
		var names []string
		for _, r := range most {
			names = append(names, articles[r])
		}
		return fmt.Sprintf("%s is as often %s: %s each.", name, joinWords(names, "as"), timesOf(b.Of(n, most[0]).Count))
	case played == 1:
		return fmt.Sprintf("%s is %s: %s.", name, articles[most[0]], b.clause(n, most[0]))
	}
	return fmt.Sprintf("%s is above all %s: %s.", name, articles[most[0]], b.clause(n, most[0]))
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

var articles = [...]string{
	structure.Coordinator:    "a coordinator",
	structure.Itinerant:      "an itinerant broker",
	structure.Representative: "a representative",
	structure.Gatekeeper:     "a gatekeeper",
	structure.Liaison:        "a liaison",
	structure.TotalBrokerage: "a broker",
}

// clause says how often n is in a role, what that is, and what chance would give: "41 times it stands between
// organisations of two other sectors, where chance would give 18 (z 4.2)".
func (b *brokers) clause(n graph.Node, r structure.Role) string {
	c := b.Of(n, r)
	text := timesOf(c.Count) + " it " + b.doing(r)
	if c.HasZ() {
		text += fmt.Sprintf(", where chance would give %v (z %v)", tenths(c.Expected), tenths(c.Z))
	}
	return text
}

// doing says what a broker in a role does.
func (b *brokers) doing(r structure.Role) string {
	noun, nouns := b.groups.noun, b.groups.nouns
	return [...]string{
		structure.Coordinator:    "stands between two organisations of its own " + noun,
		structure.Itinerant:      "stands between two organisations of one other " + noun,
		structure.Representative: "leads from an organisation of its own " + noun + " to one of another",
		structure.Gatekeeper:     "leads from an organisation of another " + noun + " to one of its own",
		structure.Liaison:        "stands between organisations of two other " + nouns,
		structure.TotalBrokerage: "stands between two others",
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

// writeRemarks writes sentences below a table: each a paragraph of its own, and the notes together.
func writeRemarks(w io.Writer, f table.Format, width int, sentences, notes []string) error {
	var b strings.Builder
	if len(sentences) > 0 {
		b.WriteString("\n")
	}
	for _, s := range sentences {
		if f == table.Markdown {
			b.WriteString("- " + table.EscapeMarkdownBlock(s) + "\n")
		} else {
			hanging(&b, "", table.Clean(s), paragraphWidth(width))
		}
	}
	if len(notes) > 0 {
		b.WriteString("\n")
		text := strings.Join(notes, " ")
		if f == table.Markdown {
			b.WriteString(table.EscapeMarkdownBlock(text) + "\n")
		} else {
			hanging(&b, "", table.Clean(text), paragraphWidth(width))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
