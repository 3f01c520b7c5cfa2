package cli

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/cmd/liaison/internal/tell"
	"github.com/liaisongraph/liaison/graph"
)

// text tells all in sentences.
func (r *cutsReport) text(width int) string {
	p := newProse(table.Text, width)
	p.paragraph(r.head())
	told, leaves := r.parted()
	for i := range told {
		p.paragraph(r.sentence(&told[i]))
	}
	r.foot(p, leaves)
	return p.String()
}

// markdown has a table where text has sentences.
func (r *cutsReport) markdown() (string, error) {
	p := newProse(table.Markdown, 0)
	p.paragraph(r.head())
	told, leaves := r.parted()
	if err := p.table(r.table(told, table.Markdown)); err != nil {
		return "", err
	}
	r.foot(p, leaves)
	return p.String(), nil
}

// parted returns what gets a sentence each, and the bridges that are told together because they hold one
// organisation each.
func (r *cutsReport) parted() (told []foundCut, leaves []*foundCut) {
	if r.each {
		return r.found, nil
	}
	for i := range r.found {
		if c := &r.found[i]; c.isLeaf() {
			leaves = append(leaves, c)
		} else {
			told = append(told, *c)
		}
	}
	return told, leaves
}

// isLeaf reports whether it is a bridge to one organisation that has no other ties.
func (c *foundCut) isLeaf() bool { return c.isBridge() && c.hasRest() && c.losing() == 1 }

// foot is what follows the cuts that are told one by one.
func (r *cutsReport) foot(p *prose, leaves []*foundCut) {
	if len(leaves) > 0 {
		p.paragraph(r.hanging(leaves))
	}
	organisations, bridges := 0, 0
	for i := range r.left {
		if r.left[i].isBridge() {
			bridges++
		} else {
			organisations++
		}
	}
	if rest := organisations + bridges; rest > 0 {
		what := countOf(rest, "more cut organisation", "more cut organisations")
		switch {
		case organisations == 0:
			what = countOf(rest, "more bridge", "more bridges")
		case bridges > 0:
			what += " and bridges"
		}
		p.paragraph(what + oneOrMany(rest, " is", " are") + " not shown.")
	}
	if r.anyStanding {
		p.paragraph(inactive(r.graph))
	}
}

// head says how many there are, or that there are none.
func (r *cutsReport) head() string {
	g, on := r.graph, onThisMap(r.within)
	if r.org >= 0 {
		switch {
		case len(r.found) == 0 && r.cuts.Without(r.org).NumGroups() == 0:
			return on + ", " + g.ShortName(r.org) + " has no ties."
		case len(r.found) == 0:
			return on + ", no tie of " + g.ShortName(r.org) + " is a bridge: whichever ends, those that can reach each other still can."
		case r.within != "":
			return on + ":"
		}
		return ""
	}
	switch {
	case g.NumOrganisations() == 0:
		return on + ", there are no organisations."
	case !r.tied():
		return on + ", there are no ties."
	case len(r.found) > 0:
	case !r.bridges:
		return on + ", no organisation holds others together: " + allStay
	case !r.organisations:
		return on + ", no tie is a bridge: whichever ends, those that can reach each other still can."
	default:
		return on + ", neither an organisation nor a tie holds others together: " + allStay
	}
	head := on
	if r.organisations {
		n, of := len(r.cuts.Organisations), countOf(g.NumOrganisations(), "organisation", "organisations")
		if n == 0 {
			head += ", none of " + of + " is a cut organisation"
		} else {
			head += fmt.Sprintf(", %d of %s %s: if %s goes, others lose touch with each other",
				n, of, oneOrMany(n, "is a cut organisation", "are cut organisations"), oneOrMany(n, "it", "one of them"))
		}
	}
	if r.bridges {
		if r.organisations {
			head += "; "
		} else {
			head += ", "
		}
		switch n := len(r.cuts.Bridges); {
		case n == 0:
			head += "no tie is a bridge"
		default:
			head += countOf(n, "tie is a bridge", "ties are bridges") + ": if " + oneOrMany(n, "it", "one of them") + " ends, its two ends lose touch"
		}
	}
	return head + "."
}

const allStay = "whichever goes, all others that can reach each other still can."

// tied reports whether there are ties.
func (r *cutsReport) tied() bool {
	for e := range r.graph.Edges() {
		if r.graph.From(e) != r.graph.To(e) {
			return true
		}
	}
	return false
}

// oneOrMany is the form of a word that goes with a number.
func oneOrMany(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// sentence says what happens: "If MI5 goes, 3 organisations lose touch with the rest: …".
func (r *cutsReport) sentence(c *foundCut) string {
	g := r.graph
	name := g.ShortName(c.ends[0])
	if !c.isBridge() {
		switch others := c.whole(); {
		case others == 0:
			return name + " has no ties: if it goes, nobody loses touch with anybody."
		case others == 1:
			return "If " + name + " goes, nobody loses touch with anybody else: only " + g.ShortName(c.Members(0)[0]) + " could reach it."
		case c.NumGroups() == 1:
			return fmt.Sprintf("If %s goes, nobody else loses touch: the %d organisations that could reach it can still reach each other.", name, others)
		}
		return "If " + name + " goes, " + r.outcome(c)
	}
	said := []string{}
	for i, e := range c.relationships {
		if i == named && len(c.relationships) > named+1 {
			said = append(said, countOf(len(c.relationships)-named, "other", "others"))
			break
		}
		said = append(said, "“"+tell.Sentence(g, e)+"”"+tell.InBrackets(tell.Standing(g, e)))
	}
	rests := "one relationship, "
	if n := len(c.relationships); n > 1 {
		rests = strconv.Itoa(n) + " relationships, "
	}
	return fmt.Sprintf("If the tie between %s and %s ends, %s The tie is %s%s.",
		name, g.ShortName(c.ends[1]), r.outcome(c), rests, joinWords(said, "and"))
}

// outcome says who loses touch with whom.
func (r *cutsReport) outcome(c *foundCut) string {
	first := 0
	var text string
	if c.isBridge() && c.whole() == 2 {
		return "neither has a tie left."
	}
	if c.hasRest() {
		first = 1
		text = countOf(c.losing(), "organisation loses", "organisations lose") + " touch with the rest: "
	} else {
		part := "lose touch with each other"
		if c.Size(0) > 1 {
			part = "fall apart"
		}
		text = fmt.Sprintf("the %d organisations that it holds together %s: ", c.whole(), part)
	}
	if c.losing() == 1 {
		return text + r.graph.ShortName(c.Members(first)[0]) + "."
	}
	clauses := r.clauses(c, first)
	text += strings.Join(clauses, "; ") + "."
	if c.hasRest() {
		text += fmt.Sprintf(" In all, %d pairs of organisations lose touch.", c.Pairs())
	}
	return text
}

// clauses names the groups from first on: the larger ones each, those of one organisation together.
func (r *cutsReport) clauses(c *foundCut, first int) []string {
	alone := first + sort.Search(c.NumGroups()-first, func(i int) bool { return c.Size(first+i) == 1 })
	var clauses []string
	for i := first; i < alone; i++ {
		if i-first == named && alone-i > 1 {
			smallest, largest := c.Size(alone-1), c.Size(i)
			of := strconv.Itoa(largest)
			if smallest != largest {
				of = fmt.Sprintf("%d to %d", smallest, largest)
			}
			clauses = append(clauses, fmt.Sprintf("%d other groups of %s", alone-i, of))
			break
		}
		keep := ", left with only one another"
		if c.Size(i) == 2 {
			keep = ", left with only each other"
		}
		clauses = append(clauses, r.names(c.Members(i), c.Size(i))+keep)
	}
	var single []graph.Node
	for i := alone; i < c.NumGroups() && len(single) <= named; i++ {
		single = append(single, c.Members(i)[0])
	}
	switch n := c.NumGroups() - alone; {
	case n == 1:
		clauses = append(clauses, r.names(single, n)+", left on its own")
	case n > 1:
		clauses = append(clauses, r.names(single, n)+", each left on its own")
	}
	return clauses
}

// names names some of n organisations, and counts the others.
func (r *cutsReport) names(of []graph.Node, n int) string {
	shown := min(len(of), n)
	if n > named+1 {
		shown = named
	}
	var names []string
	for _, node := range of[:shown] {
		names = append(names, r.graph.ShortName(node))
	}
	if n > shown {
		names = append(names, countOf(n-shown, "other", "others"))
	}
	return joinWords(names, "and")
}

// hanging tells of the bridges that hold one organisation each, by whom that is tied with.
func (r *cutsReport) hanging(leaves []*foundCut) string {
	at := map[graph.Node]int{}
	var holders []graph.Node
	var held [][]graph.Node
	for _, c := range leaves {
		leaf := c.Members(1)[0]
		holder := c.ends[0]
		if holder == leaf {
			holder = c.ends[1]
		}
		i, ok := at[holder]
		if !ok {
			i = len(holders)
			at[holder] = i
			holders, held = append(holders, holder), append(held, nil)
		}
		held[i] = append(held[i], leaf)
	}
	for _, of := range held {
		slices.Sort(of)
	}
	order := make([]int, len(holders))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return len(held[b]) - len(held[a]) })
	if len(holders) == 1 {
		return r.names(held[0], len(leaves)) + " " + oneOrMany(len(leaves), "is", "are") + " tied to " + r.graph.ShortName(holders[0]) + " alone." + r.inactiveTies(leaves)
	}
	var clauses []string
	for _, i := range order {
		clauses = append(clauses, fmt.Sprintf("%d to %s (%s)", len(held[i]), r.graph.ShortName(holders[i]), r.names(held[i], len(held[i]))))
	}
	return countOf(len(leaves), "organisation is", "organisations are") + " tied to only one other: " + strings.Join(clauses, "; ") + "." + r.inactiveTies(leaves)
}

// inactiveTies says which of these bridges have no relationship that is active.
func (r *cutsReport) inactiveTies(leaves []*foundCut) string {
	var of []graph.Node
	for _, c := range leaves {
		if !slices.ContainsFunc(c.relationships, func(e graph.Edge) bool { return r.graph.Status(e) == graph.Active }) {
			of = append(of, c.Members(1)[0])
		}
	}
	switch {
	case len(of) == 0:
		return ""
	case len(leaves) == 1:
		return " The tie is not active."
	}
	slices.Sort(of)
	return " Of these ties, " + oneOrMany(len(of), "that", "those") + " of " + r.names(of, len(of)) + oneOrMany(len(of), " is", " are") + " not active."
}
