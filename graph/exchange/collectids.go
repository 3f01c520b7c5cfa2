package exchange

import (
	"strings"
	"unicode"

	"github.com/liaisongraph/liaison/graph"
)

// settleIDs makes the ids of relationships valid and different, and takes those of the form that a graph makes from
// relationships where another one has it by its place.
func (c *collector) settleIDs() {
	if !c.relationships.named {
		return
	}
	made := madeIDs{claims: map[parallels][]claim{}, places: map[parallels]int{}, taken: map[parallels]map[int]bool{}, own: map[int]int{}}
	i := -1
	for h := range c.relationships.all() {
		i++
		more := c.relationships.rest(h).more
		if h.isLeftOut || more.named().id == "" {
			continue
		}
		at, ok := madePlace(&graph.Relationship{ID: more.names.id, From: c.idOf(h.from), To: c.idOf(h.to), Type: c.kinds[h.kind].typeID})
		more.names.id = c.relationshipID(int(h.line), more.names.id, ok)
		if ok && more.names.id != "" {
			made.claim(c.parallelsOf(h), claim{h, i, at})
		}
	}
	if len(made.claims) == 0 {
		return
	}
	for e := range c.b.NumRelationships() {
		from, to, typeID, own := c.b.Ends(graph.Edge(e))
		made.count(parallels{from, to, typeID}, -1, own)
	}
	i = -1
	for h := range c.relationships.all() {
		i++
		if !h.isLeftOut {
			made.count(c.parallelsOf(h), i, c.relationships.rest(h).more.named().id != "")
		}
	}
	for _, p := range made.order {
		made.settle(c, p)
	}
}

// isWrittenName reports whether an id that looks like a counter, and is not kept, is a name: programs count with small letters, in ids that
// are valid, so that "N26" is a bank, and "r2" is what is written where "R2" has the id.
func isWrittenName(raw string) bool {
	return graph.ValidID(raw) || strings.ContainsFunc(raw, unicode.IsUpper)
}

// parallels are the relationships from one organisation to another of one type.
type parallels struct {
	from, to graph.Node
	typeID   string
}

func (c *collector) parallelsOf(h *collectedRelationship) parallels {
	return parallels{c.ends[h.from].node, c.ends[h.to].node, c.kinds[h.kind].typeID}
}

// madeIDs are the ids of the form that a graph makes of the ends, the type and the place among parallels: those that
// relationships have of their own, and the places whose relationships have none, to which the graph gives theirs.
type madeIDs struct {
	claims map[parallels][]claim
	order  []parallels // of the claims
	places map[parallels]int
	taken  map[parallels]map[int]bool // by those without an id of their own
	own    map[int]int                // the places of those with one, by index
}

// claim is an id of that form that a relationship has of its own.
type claim struct {
	of    *collectedRelationship
	index int // among those held
	at    int // the place of the id
}

func (m *madeIDs) claim(p parallels, c claim) {
	if m.claims[p] == nil {
		m.order = append(m.order, p)
	}
	m.claims[p] = append(m.claims[p], c)
}

// count gives the next place to a relationship: that of an index, or -1 for one that has been added.
func (m *madeIDs) count(p parallels, index int, own bool) {
	if m.claims[p] == nil {
		return
	}
	at := m.places[p]
	m.places[p]++
	if own {
		m.own[index] = at
		return
	}
	if m.taken[p] == nil {
		m.taken[p] = map[int]bool{}
	}
	m.taken[p][at] = true
}

// settle takes the ids that clash from those who claim them. Who loses its own gets that of its place, which another may
// claim in turn.
func (m *madeIDs) settle(c *collector, p parallels) {
	at := map[int]claim{} // who has a place's id
	var clashes []claim
	for _, claimed := range m.claims[p] {
		at[claimed.at] = claimed
		if m.taken[p][claimed.at] {
			clashes = append(clashes, claimed)
		}
	}
	for len(clashes) > 0 {
		last := clashes[len(clashes)-1]
		clashes = clashes[:len(clashes)-1]
		more := c.relationships.rest(last.of).more
		if more.names.id == "" {
			continue
		}
		more.names.id = ""
		c.tally.note(int(last.of.line), "a relationship with the id that another has by its place", "given one of its ends and type")
		if other, there := at[m.own[last.index]]; there && other.index != last.index {
			clashes = append(clashes, other)
		}
	}
}
