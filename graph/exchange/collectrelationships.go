package exchange

import (
	"context"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// collectedRelationship waits for the end, when everything that it refers to is known.
type collectedRelationship struct {
	from, to, kind int32
	line           int32
	weight         float64
	mutual         graph.Mutuality
	implied        bool
	ownID          bool
	more           *graph.Relationship // where there is more than the above
}

func (c *collector) Relationship(r *Relationship) error {
	if r.From == "" || r.To == "" {
		c.tally.note(r.Line, "a relationship without both ends", "left out")
		return nil
	}
	if r.ReverseOf != "" {
		if c.pairs.byID(r) {
			return nil
		}
		second := *r
		c.pairs.seconds = append(c.pairs.seconds, &second)
		return nil
	}
	if r.Mutual == graph.Mutual && r.From != r.To && !r.Undirected {
		c.pairs.first(r)
	}
	return c.relationship(r)
}

// relationship adds one, or holds it.
func (c *collector) relationship(r *Relationship) error {
	h, err := c.hold(r)
	if err != nil {
		return err
	}
	referred := c.referred(&h)
	if !c.holdsRelationships {
		c.holdsRelationships = !referred || !c.ready(&h)
	}
	if c.holdsRelationships {
		if len(c.relationships) == 1<<31-1 {
			return errTooMany
		}
		c.relationships = append(c.relationships, h)
		return nil
	}
	kind := c.kinds[h.kind]
	term := c.terms.typeTerms[kind]
	if term == nil {
		_, term = c.typeOf(kind)
	}
	c.tally.term(term, &c.tally.types)
	if c.isForbiddenLoop(&h, h.from, h.to, kind) {
		return nil
	}
	if h.more != nil && h.more.ID != "" {
		h.more.ID = c.relationshipID(&h, h.more.ID, false)
	}
	return c.addRelationship(&h, collectedArc{h.from, h.to, h.kind})
}

// isForbiddenLoop notes a relationship of an organisation with itself where its type allows none.
func (c *collector) isForbiddenLoop(h *collectedRelationship, from, to int32, kind string) bool {
	if from != to || !c.terms.types[kind].Irreflexive {
		return false
	}
	c.tally.note(int(h.line), "a relationship of an organisation with itself, which the type "+kind+" does not allow", "left out")
	return true
}

// hold makes what a record says what a graph can hold.
func (c *collector) hold(r *Relationship) (collectedRelationship, error) {
	from, ok := c.number(r.From)
	to, ok2 := c.number(r.To)
	if !ok || !ok2 {
		return collectedRelationship{}, errTooMany
	}
	more := r.Relationship
	c.cleanRelationship(r, &more)
	c.understoodRelationship(r)
	if r.Undirected && more.Mutual == graph.MutualByType {
		more.Mutual = graph.Mutual
	}
	h := collectedRelationship{from: from, to: to, kind: c.kind(r.Type), line: int32(min(r.Line, 1<<31-1)), weight: more.Weight, mutual: more.Mutual,
		implied: r.Implied, ownID: r.OwnID}
	if !r.OwnID && c.isMade(&more) {
		more.ID = ""
	}
	// What has fields of its own here is not needed twice.
	more.From, more.To, more.Type, more.Weight, more.Mutual = "", "", "", 0, 0
	if more.ID != "" || more.Label != "" || more.Note != "" || more.Arrangement != "" || len(more.Evidence) > 0 ||
		!more.StartDate.IsZero() || !more.EndDate.IsZero() || more.Status != 0 || more.Confidence != 0 {
		h.more = &more
	}
	return h, nil
}

// isMade reports whether an id is one that the graph makes itself, or a mere counter.
func (c *collector) isMade(r *graph.Relationship) bool {
	if isCounter(r.ID) {
		return true
	}
	rest, ok := strings.CutPrefix(r.ID, r.From+":"+r.Type+":"+r.To)
	if !ok {
		return false
	}
	return rest == "" || rest[0] == ':' && len(rest) > 1 && strings.Trim(rest[1:], "0123456789") == ""
}

func (c *collector) kind(raw string) int32 {
	if n, ok := c.kindNumbers[raw]; ok {
		return n
	}
	raw = strings.Clone(raw)
	n := int32(len(c.kinds))
	c.kindNumbers[raw] = n
	c.kinds = append(c.kinds, raw)
	return n
}

func (c *collector) cleanRelationship(from *Relationship, r *graph.Relationship) {
	line := from.Line
	var lines []string
	for _, a := range from.Extra[:min(len(from.Extra), maxExtras)] {
		if c.extraRelationship(from, a) {
			r.StartDate, r.EndDate, r.Status, r.Confidence = from.StartDate, from.EndDate, from.Status, from.Confidence
			continue
		}
		c.tally.extra("relationship", "note", a)
		if isColumn(relationshipFields, a.Name) {
			c.tally.note(line, "a value that "+a.Name+" does not take", "kept in the note")
		}
		lines = append(lines, c.extraLines(line, a)...)
	}
	if len(from.Extra) > maxExtras {
		c.tally.note(line, "attributes of a relationship beyond the first "+itoa(maxExtras), "left out")
	}
	if len(lines) > 0 {
		if r.Note != "" {
			lines = slices.Insert(lines, 0, r.Note)
		}
		r.Note = strings.Join(lines, "\n")
	}
	r.Label, r.Note = c.clean(line, r.Label), c.clean(line, r.Note)
	if w := r.Weight; w != 0 && !(w >= minWeight && w <= maxWeight) {
		c.tally.note(line, "a weight that is not above 0", "left out")
		r.Weight = 0
	}
	if r.Mutual > graph.OneWay {
		r.Mutual = graph.MutualByType
	}
	if r.Status > graph.Disputed {
		r.Status = graph.Active
	}
	if r.Confidence > graph.Doubtful {
		r.Confidence = graph.Confirmed
	}
	r.Evidence = c.cleanEvidence(line, r.Evidence)
	if len(r.Evidence) == 0 && c.opts.Source.ID != "" {
		r.Evidence = []graph.Evidence{{Source: c.opts.Source.ID}}
	}
}

// referred reports whether the sources and the arrangement of a relationship are there; those that are not are remembered.
func (c *collector) referred(h *collectedRelationship) bool {
	if h.more == nil {
		return true
	}
	there := c.cited(h.more.Evidence)
	if a := h.more.Arrangement; a != "" {
		_, ok := c.refs.arrangements.find(a)
		there = there && ok
	}
	return there
}

// ready reports whether the ends and the type of a relationship have been added, and its id cannot be that of another.
func (c *collector) ready(h *collectedRelationship) bool {
	if !c.commit(false) || h.more != nil && strings.Contains(h.more.ID, ":") { // which the graph may make for one that follows
		return false
	}
	_, known := c.terms.types[c.kinds[h.kind]]
	return known && c.opts.Types == nil && c.ends[h.from].state == added && c.ends[h.to].state == added
}

// addRelationship gives a relationship to the builder.
func (c *collector) addRelationship(h *collectedRelationship, w collectedArc) error {
	var r graph.Relationship
	if h.more != nil {
		r = *h.more
	}
	r.From, r.To, r.Type, r.Weight, r.Mutual = c.ends[w.from].id, c.ends[w.to].id, c.kinds[w.kind], h.weight, h.mutual
	if r.Arrangement != "" {
		r.Arrangement, _ = c.refs.arrangements.find(r.Arrangement)
	}
	r.Evidence = c.sourced(r.Evidence)
	if _, err := c.b.AddRelationship(r); err != nil {
		return err
	}
	c.keys = append(c.keys, collectedKey{w.from, w.to, w.kind, r.ID != ""})
	return nil
}

// relationshipID is the id that a relationship keeps, or "". Made says that it is of the form that the graph makes.
func (c *collector) relationshipID(h *collectedRelationship, id string, made bool) string {
	if !made && !graph.ValidID(id) {
		id = graph.Slug(id)
	}
	if id == "" {
		return ""
	}
	if c.ownIDs[id] {
		c.tally.note(int(h.line), "a relationship with the id of another", "given one of its ends and type")
		return ""
	}
	c.ownIDs[id] = true
	return id
}

// madePlace reports whether an id is of the form that a graph makes of the ends and the type, and of which place among the
// parallel ones.
func madePlace(r *graph.Relationship, id string) (place int, ok bool) {
	rest, ok := strings.CutPrefix(id, r.From+":"+r.Type+":"+r.To)
	if !ok || rest == "" {
		return 0, ok
	}
	number := strings.TrimPrefix(rest, ":")
	if len(number) == len(rest) || len(number) > 9 || number == "" || number[0] == '0' || strings.Trim(number, "0123456789") != "" {
		return 0, false
	}
	for i := range len(number) {
		place = 10*place + int(number[i]-'0')
	}
	return place - 1, place >= 2
}

// collectedArc is what a held relationship refers to.
type collectedArc struct {
	from, to, kind int32 // kind -1: it is left out
}

// addHeldRelationships adds those that have been held.
func (c *collector) addHeldRelationships(ctx context.Context) error {
	meanings := make([]struct {
		m    termMeaning
		term *Term
		ok   bool
		kind int32
	}, len(c.kinds))
	where := make([]collectedArc, len(c.relationships))
	for i := range c.relationships {
		if err := interrupted(ctx, i); err != nil {
			return err
		}
		h := &c.relationships[i]
		k := &meanings[h.kind]
		if !k.ok {
			k.m, k.term = c.typeOf(c.kinds[h.kind])
			k.ok = true
			k.kind = c.kind(k.m.id)
		}
		where[i] = collectedArc{h.from, h.to, k.kind}
		if k.m.inverse {
			where[i].from, where[i].to = h.to, h.from
		}
		if c.ends[h.from].state != added || c.ends[h.to].state != added {
			c.tally.note(int(h.line), "a relationship with an organisation that is not there", "left out")
			where[i].kind = -1
			continue
		}
		if c.isForbiddenLoop(h, h.from, h.to, k.m.id) {
			where[i].kind = -1
			continue
		}
		c.tally.term(k.term, &c.tally.types)
		if raw := c.kinds[h.kind]; k.m.id == relatedTo && raw != "" && k.term.How == Proposed && k.m.id != graph.Slug(raw) {
			c.labelled(h, raw)
		}
	}
	c.settleIDs(where)
	for i := range c.relationships {
		if err := interrupted(ctx, i); err != nil {
			return err
		}
		w := where[i]
		if w.kind < 0 {
			continue
		}
		if err := c.addRelationship(&c.relationships[i], w); err != nil {
			return err
		}
	}
	c.relationships = nil
	return nil
}

// labelled keeps a type that did not become one as the label of its relationship.
func (c *collector) labelled(h *collectedRelationship, raw string) {
	if h.more == nil {
		h.more = &graph.Relationship{}
	}
	if h.more.Label == "" {
		h.more.Label = c.clean(int(h.line), raw)
	}
}

// settleIDs makes the ids of relationships valid and different, and takes those of the form that a graph makes from
// relationships where another one has it by its place.
func (c *collector) settleIDs(where []collectedArc) {
	type group struct{ from, to, kind int32 }
	type made struct{ index, at int } // at: the place of the id
	owners := map[group][]made{}
	var groups []group // in order
	for i, w := range where {
		h := &c.relationships[i]
		if w.kind < 0 || h.more == nil || h.more.ID == "" {
			continue
		}
		r := graph.Relationship{From: c.ends[w.from].id, To: c.ends[w.to].id, Type: c.kinds[w.kind]}
		at, ok := madePlace(&r, h.more.ID)
		h.more.ID = c.relationshipID(h, h.more.ID, ok)
		if ok && h.more.ID != "" {
			g := group{w.from, w.to, w.kind}
			if owners[g] == nil {
				groups = append(groups, g)
			}
			owners[g] = append(owners[g], made{i, at})
		}
	}
	if len(owners) == 0 {
		return
	}
	places := map[group]int{}
	takenPlaces := map[group]map[int]bool{} // of those without an id of their own
	ownPlace := map[int]int{}               // of those with one, by index
	count := func(g group, i int, own bool) {
		if owners[g] == nil {
			return
		}
		at := places[g]
		places[g]++
		if own {
			ownPlace[i] = at
			return
		}
		if takenPlaces[g] == nil {
			takenPlaces[g] = map[int]bool{}
		}
		takenPlaces[g][at] = true
	}
	for _, k := range c.keys {
		count(group{k.from, k.to, k.kind}, -1, k.own)
	}
	for i, w := range where {
		h := &c.relationships[i]
		if w.kind >= 0 {
			count(group{w.from, w.to, w.kind}, i, h.more != nil && h.more.ID != "")
		}
	}
	for _, g := range groups {
		at := map[int]int{} // the index of who has a place's id
		var clashes []int
		for _, m := range owners[g] {
			at[m.at] = m.index
			if takenPlaces[g][m.at] {
				clashes = append(clashes, m.index)
			}
		}
		for len(clashes) > 0 {
			i := clashes[len(clashes)-1]
			clashes = clashes[:len(clashes)-1]
			h := &c.relationships[i]
			if h.more.ID == "" {
				continue
			}
			h.more.ID = ""
			c.tally.note(int(h.line), "a relationship with the id that another has by its place", "given one of its ends and type")
			if other, there := at[ownPlace[i]]; there && other != i {
				clashes = append(clashes, other)
			}
		}
	}
}
