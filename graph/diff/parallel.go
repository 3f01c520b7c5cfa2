package diff

import (
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// candidate is a relationship of a group of parallels, with what it is compared by.
type candidate struct {
	edge   graph.Edge
	record graph.Relationship // as recordBefore and recordAfter have it
	way    string             // "both", or which of the two ends it comes from, the same whichever map comes first
	text   string             // all that it says
}

// mostPairs is how many pairs of relationships between the same two are compared one by one.
const mostPairs = 1 << 16

// matchParallels matches relationships of one type between the same two.
func (d *Difference) matchParallels(group parallels) {
	if len(group.before) == 1 && len(group.after) == 1 {
		if b, a := group.before[0], group.after[0]; d.alone(b, a) {
			d.relationships.match(b, a)
		}
		return
	}
	before := make([]*candidate, len(group.before))
	for i, e := range group.before {
		before[i] = d.candidate(e, d.recordBefore(e), d.organisations.after[d.Before.From(e)], d.organisations.after[d.Before.To(e)])
	}
	after := make([]*candidate, len(group.after))
	for i, e := range group.after {
		after[i] = d.candidate(e, d.recordAfter(e), d.After.From(e), d.After.To(e))
	}
	match := func(b, a *candidate) { d.relationships.match(b.edge, a.edge) }
	before, after = matchBy(before, after, match, func(c *candidate) string { return c.text })
	// What is left is matched from the side that comes first by what it says, so that nothing depends on which of
	// the maps is called before.
	if slices.CompareFunc(before, after, func(b, a *candidate) int { return strings.Compare(b.text, a.text) }) > 0 {
		before, after = after, before
		forward := match
		match = func(a, b *candidate) { forward(b, a) }
	}
	if len(before)*len(after) <= mostPairs {
		matchNearest(before, after, match)
		return
	}
	matchMany(before, after, match)
}

// alone reports whether two that have no parallels are compatible, without making candidates of them.
func (d *Difference) alone(b, a graph.Edge) bool {
	opposite := d.organisations.after[d.Before.From(b)] != d.After.From(a) && !d.Before.IsMutual(b) && !d.After.IsMutual(a)
	return !opposite && (ownID(d.Before, b) == "" || ownID(d.After, a) == "")
}

// candidate takes the ends as nodes of after.
func (d *Difference) candidate(e graph.Edge, r graph.Relationship, from, to graph.Node) *candidate {
	c := &candidate{edge: e, record: r, way: "both"}
	if one, other := d.idEither(from), d.idEither(to); r.Mutual != graph.Mutual && one != other {
		c.way = "forth"
		if one > other {
			c.way = "back"
		}
	}
	var evidence []string
	for _, ev := range r.Evidence {
		evidence = append(evidence, strings.Join([]string{ev.Source, ev.Passage, ev.Prefix, ev.Suffix, ev.Note}, "\x00"))
	}
	slices.Sort(evidence)
	mutual := "one way"
	if r.Mutual == graph.Mutual {
		mutual = "mutual"
	}
	// No text of a graph has the separators.
	c.text = strings.Join(append([]string{
		r.ID, c.way, mutual, r.Label, r.StartDate.String(), r.EndDate.String(), r.Status.String(), r.Confidence.String(),
		number(r.Weight), r.Arrangement, r.Note,
	}, evidence...), "\x01")
	return c
}

// compatible reports whether two may be one relationship: not where each has an id of its own, nor where they go
// opposite ways.
func compatible(b, a *candidate) bool {
	return (b.record.ID == "" || a.record.ID == "") && (b.way == a.way || b.way == "both" || a.way == "both")
}

// matchBy matches, in their order, those that have the same key and are compatible, and returns what is left.
func matchBy(before, after []*candidate, match func(b, a *candidate), key func(*candidate) string) (restBefore, restAfter []*candidate) {
	both, restBefore, restAfter := pairs(before, after, key)
	for _, pair := range both {
		if compatible(pair[0], pair[1]) {
			match(pair[0], pair[1])
			continue
		}
		restBefore, restAfter = append(restBefore, pair[0]), append(restAfter, pair[1])
	}
	return restBefore, restAfter
}

// matchNearest matches so that as many as can be are matched, then so that they differ in the fewest fields, and then
// in the least evidence.
func matchNearest(before, after []*candidate, match func(b, a *candidate)) {
	if len(before) == 0 || len(after) == 0 {
		return
	}
	// Evidence weighs less than any field, and all fields less than a match.
	const field, no = 1 << 10, 1 << 30
	cost := make([][]int, len(before))
	for i, b := range before {
		cost[i] = make([]int, len(after))
		for j, a := range after {
			if !compatible(b, a) {
				cost[i][j] = no
				continue
			}
			fields := relationshipFields(&b.record, &a.record)
			n := len(fields)
			gained, lost := fields.evidence(b.record.Evidence, a.record.Evidence)
			cost[i][j] = n*field + min(len(fields)-n+len(gained)+len(lost), field-1)
		}
	}
	for i, j := range assign(cost) {
		if j >= 0 && cost[i][j] < no {
			match(before[i], after[j])
		}
	}
}

// matchMany matches by what relationships say in coarser and coarser terms.
func matchMany(before, after []*candidate, match func(b, a *candidate)) {
	var named [2][]*candidate
	before, named[0] = byName(before)
	after, named[1] = byName(after)
	for _, key := range []func(*candidate) string{
		func(c *candidate) string {
			return c.way + "\x01" + c.record.Label + "\x01" + c.record.StartDate.String() + "\x01" + c.record.EndDate.String()
		},
		func(c *candidate) string { return c.way + "\x01" + c.record.Label },
		func(c *candidate) string { return c.way },
	} {
		before, after = matchBy(before, after, match, key)
		named[0], after = matchBy(named[0], after, match, key)
		before, named[1] = matchBy(before, named[1], match, key)
	}
	// Of what is left, only the mutual ones can be matched.
	before, after = matchMutual(before, after, match)
	matchMutual(named[0], after, match)
	matchMutual(before, named[1], match)
}

// matchMutual matches mutual relationships with whatever there is, in order, and returns what is left.
func matchMutual(before, after []*candidate, match func(b, a *candidate)) (restBefore, restAfter []*candidate) {
	first := func(c *candidate) int {
		if c.way == "both" {
			return 0
		}
		return 1
	}
	mutualFirst := func(b, a *candidate) int { return first(b) - first(a) }
	slices.SortStableFunc(after, mutualFirst)
	n := 0
	for n < len(before) && n < len(after) && after[n].way == "both" {
		match(before[n], after[n])
		n++
	}
	before, after = before[n:], after[n:]
	slices.SortStableFunc(before, mutualFirst)
	n = 0
	for n < len(before) && n < len(after) && before[n].way == "both" {
		match(before[n], after[n])
		n++
	}
	return before[n:], after[n:]
}

// byName parts those without an id of their own from those with one.
func byName(all []*candidate) (nameless, named []*candidate) {
	for _, c := range all {
		if c.record.ID == "" {
			nameless = append(nameless, c)
		} else {
			named = append(named, c)
		}
	}
	return nameless, named
}

// assign returns for each row the column that it gets, or -1, so that as many as possible have one and the sum of
// their costs is least. O(rows² · columns), where there are no more rows than columns; otherwise they are exchanged.
func assign(cost [][]int) []int {
	rows, columns := len(cost), len(cost[0])
	if rows <= columns {
		return assignEvery(cost)
	}
	turned := make([][]int, columns)
	for j := range turned {
		turned[j] = make([]int, rows)
		for i := range cost {
			turned[j][i] = cost[i][j]
		}
	}
	to := make([]int, rows)
	for i := range to {
		to[i] = -1
	}
	for j, i := range assignEvery(turned) {
		to[i] = j
	}
	return to
}

// assignEvery is assign where there are no more rows than columns, so that every row gets one. It is the Hungarian
// method with potentials, by shortest augmenting paths (Kuhn 1955; Munkres 1957; Jonker and Volgenant 1987).
func assignEvery(cost [][]int) []int {
	rows, columns := len(cost), len(cost[0])
	const infinite = 1 << 60
	u, v := make([]int, rows+1), make([]int, columns+1) // the potentials of rows and columns, from 1
	row := make([]int, columns+1)                       // the row of a column, from 1; 0 is none
	way := make([]int, columns+1)
	for i := 1; i <= rows; i++ {
		row[0] = i
		at := 0
		least := make([]int, columns+1)
		for j := range least {
			least[j] = infinite
		}
		used := make([]bool, columns+1)
		for row[at] != 0 {
			used[at] = true
			delta, next := infinite, 0
			for j := 1; j <= columns; j++ {
				if used[j] {
					continue
				}
				if c := cost[row[at]-1][j-1] - u[row[at]] - v[j]; c < least[j] {
					least[j], way[j] = c, at
				}
				if least[j] < delta {
					delta, next = least[j], j
				}
			}
			for j := range used {
				if used[j] {
					u[row[j]] += delta
					v[j] -= delta
				} else {
					least[j] -= delta
				}
			}
			at = next
		}
		for at != 0 {
			row[at] = row[way[at]]
			at = way[at]
		}
	}
	to := make([]int, rows)
	for j := 1; j <= columns; j++ {
		if row[j] > 0 {
			to[row[j]-1] = j - 1
		}
	}
	return to
}
