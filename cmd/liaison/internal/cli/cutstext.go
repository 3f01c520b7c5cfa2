package cli

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/graph"
)

// text tells all in sentences.
func (r *cutsReport) text(width int) string {
	paragraphs := []string{}
	if s := r.head(); s != "" {
		paragraphs = append(paragraphs, s)
	}
	var leaves []*foundCut
	for i := range r.found {
		c := &r.found[i]
		if !r.each && c.isBridge() && c.hasRest() && c.losing() == 1 {
			leaves = append(leaves, c)
			continue
		}
		paragraphs = append(paragraphs, r.sentence(c))
	}
	if len(leaves) > 0 {
		paragraphs = append(paragraphs, r.hanging(leaves))
	}
	if rest := r.all - len(r.found); rest > 0 {
		paragraphs = append(paragraphs, fmt.Sprintf("There are %d more.", rest))
	}
	var b strings.Builder
	for i, p := range paragraphs {
		if i > 0 {
			b.WriteString("\n")
		}
		for _, line := range table.Wrap(table.Clean(p), width) {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

// head says how many there are, or that there are none.
func (r *cutsReport) head() string {
	g := r.graph
	within := ""
	if r.within != "" {
		within = " (" + r.within + ")"
	}
	if r.org >= 0 {
		switch {
		case len(r.found) == 0:
			return "No tie of " + g.ShortName(r.org) + within + " is a bridge: whichever ends, those that are in touch stay so."
		case within != "":
			return "On this map" + within + ":"
		}
		return ""
	}
	if len(r.found) == 0 {
		switch {
		case g.NumOrganisations() == 0:
			return "There are no organisations" + within + "."
		case !r.bridges:
			return "No organisation" + within + " holds others together: whichever goes, those that are in touch stay so."
		case !r.organisations:
			return "No tie" + within + " is a bridge: whichever ends, those that are in touch stay so."
		}
		return "Neither an organisation nor a tie" + within + " holds others together: whichever goes, those that are in touch stay so."
	}
	head := "On this map" + within
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
			return "If " + name + " goes, nobody loses touch with anybody else: only " + g.ShortName(c.Members(0)[0]) + " is in touch with it."
		case c.NumGroups() == 1:
			return fmt.Sprintf("If %s goes, nobody else loses touch: the %d organisations that were in touch with it stay in touch with each other.", name, others)
		}
		return "If " + name + " goes, " + r.outcome(c)
	}
	said := []string{}
	for i, e := range c.relationships {
		if i == named && len(c.relationships) > named+1 {
			said = append(said, countOf(len(c.relationships)-named, "other", "others"))
			break
		}
		said = append(said, "“"+sentence(g, e)+"”")
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
		return r.names(held[0], len(leaves)) + " " + oneOrMany(len(leaves), "is", "are") + " tied to " + r.graph.ShortName(holders[0]) + " alone."
	}
	var clauses []string
	for _, i := range order {
		clauses = append(clauses, fmt.Sprintf("%d to %s (%s)", len(held[i]), r.graph.ShortName(holders[i]), r.names(held[i], len(held[i]))))
	}
	return countOf(len(leaves), "organisation is", "organisations are") + " tied to only one other: " + strings.Join(clauses, "; ") + "."
}
