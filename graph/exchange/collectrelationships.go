package exchange

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// collectedKind is a type as the file has it.
type collectedKind struct {
	raw      string
	term     *Term // what has been made of it, once that is settled
	isListed bool  // in the report
	typeID   string
	inverse  bool  // relationships of it go the other way round
	isLabel  bool  // it did not become a type, and is kept as the label of its relationships
	batch    int32 // 1 + its place in the types of the batch
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
		second.Line = c.tally.place(r.Line)
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
	h, rest, err := c.hold(r)
	if err != nil {
		return err
	}
	referred := c.referred(rest.more)
	if !c.holdsRelationships {
		c.holdsRelationships = !referred || !c.ready(&h, rest.more)
	}
	if c.holdsRelationships {
		return c.relationships.add(h, rest)
	}
	if !c.settle(&h, &rest) {
		if !h.implied {
			return nil
		}
		_, err := c.node(h.from) // the only end it has, which is there all the same
		return err
	}
	if id := rest.more.named().id; id != "" {
		rest.more.names.id = c.relationshipID(int(h.line), id, false)
	}
	return c.addRelationship(&h, rest)
}

// settle says of a relationship, when its type is settled, which way round it goes, and whether it stays.
func (c *collector) settle(h *collectedRelationship, rest *relationshipRest) (stays bool) {
	kind := &c.kinds[h.kind]
	if kind.isListed { // also of what is left out, as columns are counted
		kind.term.Count++
	} else {
		kind.isListed = c.tally.term(kind.term, &c.tally.types)
	}
	if h.from == h.to && c.terms.types[kind.typeID].Irreflexive {
		c.tally.note(int(h.line), "a relationship of an organisation with itself, which the type "+kind.typeID+" does not allow", "left out")
		return false
	}
	if kind.inverse {
		h.from, h.to = h.to, h.from
	}
	if kind.isLabel && rest.more.named().label == "" {
		names := rest.more.named()
		names.label = c.clean(int(h.line), kind.raw)
		more := relationshipMore{}
		if rest.more != nil {
			more = *rest.more
		}
		more.names = &names
		rest.more = &more
	}
	return true
}

// settleKind says what a type of the file is.
func (c *collector) settleKind(kind *collectedKind) {
	if kind.term != nil {
		return
	}
	m, term := c.typeOf(kind.raw)
	kind.term, kind.typeID, kind.inverse = term, m.id, m.inverse
	kind.isLabel = m.id == relatedTo && kind.raw != "" && term.How == Proposed && m.id != graph.Slug(kind.raw)
}

// hold makes what a record says what a graph can hold.
func (c *collector) hold(r *Relationship) (h collectedRelationship, rest relationshipRest, err error) {
	from, ok := c.lastFrom, true
	if int(from) >= len(c.ends) || c.numbers.At(uint32(from)) != r.From {
		from, ok = c.number(r.From)
		c.lastFrom = from
	}
	to, ok2 := c.number(r.To)
	if !ok || !ok2 {
		return h, rest, errTooMany
	}
	h = collectedRelationship{from: from, to: to, kind: c.kind(r.Type), line: int32(c.tally.place(r.Line)), mutual: r.Mutual, implied: r.Implied}
	if r.Mutual > graph.OneWay {
		h.mutual = graph.MutualByType
	}
	if (r.Undirected || c.opts.Undirected) && h.mutual == graph.MutualByType {
		h.mutual = graph.Mutual
		c.undirected = true
	}
	if r.isPlain() && len(c.cites) == 0 {
		rest.weight = c.weightOf(r)
		c.understoodPlain(r)
		return h, rest, nil
	}
	more := r.Relationship
	c.cleanRelationship(r, &more)
	rest.weight = c.weightOf(r)
	c.understoodRelationship(r)
	if more.ID != "" && !r.OwnID && isMade(&more) {
		more.ID = ""
	}
	if more.ID != "" || more.Label != "" || more.Note != "" || more.Arrangement != "" || len(more.Evidence) > 0 ||
		!more.StartDate.IsZero() || !more.EndDate.IsZero() || more.Status != 0 || more.Confidence != 0 {
		rest.more = &relationshipMore{
			note: more.Note, evidence: more.Evidence, start: more.StartDate, end: more.EndDate, status: more.Status, confidence: more.Confidence,
		}
		if names := (relationshipNames{more.ID, more.Label, more.Arrangement}); names != (relationshipNames{}) {
			rest.more.names = &names
		}
	}
	return h, rest, nil
}

// weightOf is the weight of a record, 0 where it is 1.
func (c *collector) weightOf(r *Relationship) float64 {
	switch w := r.Weight; {
	case w == 0, w == 1:
		return 0
	case w >= minWeight && w <= maxWeight:
		return w
	}
	c.tally.note(r.Line, "a weight that is not above 0", "left out")
	return 0
}

// isPlain reports whether a record has nothing but ends, a type, a weight and what tells its direction: those of most large files.
func (r *Relationship) isPlain() bool {
	return r.ID == "" && r.Label == "" && r.Note == "" && r.Arrangement == "" && len(r.Evidence) == 0 && len(r.Extra) == 0 &&
		r.StartDate.IsZero() && r.EndDate.IsZero() && r.Status == 0 && r.Confidence == 0
}

// isMade reports whether an id is one that the graph makes itself, or a mere counter.
func isMade(r *graph.Relationship) bool {
	if isCounter(r.ID) {
		return true
	}
	rest, ok := cutMadeID(r)
	return ok && (rest == "" || rest[0] == ':' && len(rest) > 1 && strings.Trim(rest[1:], "0123456789") == "")
}

// cutMadeID returns what follows the ends and the type in an id that begins with those, as the graph makes it.
func cutMadeID(r *graph.Relationship) (rest string, ok bool) {
	rest = r.ID
	for i, part := range [...]string{r.From, r.Type, r.To} {
		if i > 0 {
			if rest, ok = strings.CutPrefix(rest, ":"); !ok {
				return "", false
			}
		}
		if rest, ok = strings.CutPrefix(rest, part); !ok {
			return "", false
		}
	}
	return rest, true
}

func (c *collector) kind(raw string) int32 {
	if n := c.lastKind; int(n) < len(c.kinds) && c.kinds[n].raw == raw {
		return n
	}
	n, ok := c.kindNumbers[raw]
	if !ok {
		raw = strings.Clone(raw)
		n = int32(len(c.kinds))
		c.kindNumbers[raw] = n
		c.kinds = append(c.kinds, collectedKind{raw: raw})
	}
	c.lastKind = n
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
			c.notTaken(line, a, "kept in the note")
		}
		lines = append(lines, c.extraLines(line, a)...)
	}
	if len(from.Extra) > maxExtras {
		c.tally.note(line, "attributes of a relationship beyond the first "+strconv.Itoa(maxExtras), "left out")
	}
	if len(lines) > 0 {
		if r.Note != "" {
			lines = slices.Insert(lines, 0, r.Note)
		}
		r.Note = strings.Join(lines, "\n")
	}
	r.Label, r.Note = c.clean(line, r.Label), c.clean(line, r.Note)
	if r.Status > graph.Disputed {
		r.Status = graph.Active
	}
	if r.Confidence > graph.Doubtful {
		r.Confidence = graph.Confirmed
	}
	r.Evidence = c.cleanEvidence(line, r.Evidence)
	if len(r.Evidence) == 0 && c.opts.Source.ID != "" {
		r.Evidence = c.cites
	}
}

// referred reports whether the sources and the arrangement of a relationship are there; those that are not are remembered.
func (c *collector) referred(more *relationshipMore) bool {
	if more == nil {
		return true
	}
	there := c.cited(more.evidence)
	if a := more.named().arrangement; a != "" {
		_, ok := c.refs.arrangements.find(a)
		there = there && ok
	}
	return there
}

// ready reports whether the type of a relationship is settled, its ends are there or will be, and its id cannot be that of another.
func (c *collector) ready(h *collectedRelationship, more *relationshipMore) bool {
	if !c.commit(false) || strings.Contains(more.named().id, ":") { // which the graph may make for one that follows
		return false
	}
	kind := &c.kinds[h.kind]
	if kind.term == nil {
		_, known := c.terms.types[kind.raw]
		if !c.terms.complete && !(known && c.opts.Types == nil) {
			return false
		}
		c.settleKind(kind)
	}
	return h.implied || c.ends[h.from].state != mentioned && c.ends[h.to].state != mentioned
}

// addRelationship gives a relationship to the builder, or to the batch for it.
func (c *collector) addRelationship(h *collectedRelationship, rest relationshipRest) error {
	if rest.more == nil {
		return c.addToBatch(h, rest.weight)
	}
	if err := c.flushBatch(); err != nil {
		return err
	}
	more, names := rest.more, rest.more.named()
	if names.arrangement != "" {
		names.arrangement, _ = c.refs.arrangements.find(names.arrangement)
	}
	from, to, err := c.nodes(h)
	if err != nil {
		return err
	}
	_, err = c.b.AddRelationshipBetween(from, to, graph.Relationship{
		ID: names.id, Type: c.kinds[h.kind].typeID,
		Label: names.label, Mutual: h.mutual, StartDate: more.start, EndDate: more.end, Status: more.status, Confidence: more.confidence,
		Weight: rest.weight, Arrangement: names.arrangement, Note: more.note, Evidence: c.sourced(more.evidence),
	})
	return err
}

// relationshipID is the id that a relationship keeps, or "". Made says that it is of the form that the graph makes.
func (c *collector) relationshipID(line int, id string, made bool) string {
	if !made && !graph.ValidID(id) {
		id = graph.Slug(id)
	}
	if id == "" {
		return ""
	}
	if c.ownIDs[id] {
		c.tally.note(line, "a relationship with the id of another", "given one of its ends and type")
		return ""
	}
	c.ownIDs[id] = true
	return id
}

// madePlace reports whether an id is of the form that a graph makes of the ends and the type, and of which place among the
// parallel ones.
func madePlace(r *graph.Relationship) (place int, ok bool) {
	rest, ok := cutMadeID(r)
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

// addHeldRelationships adds those that have been held.
func (c *collector) addHeldRelationships(ctx context.Context) error {
	if err := c.settleHeld(ctx); err != nil {
		return err
	}
	c.settleIDs()
	i := 0
	for h := range c.relationships.taken() {
		if err := interrupted(ctx, i); err != nil {
			return err
		}
		i++
		if h.isLeftOut {
			continue
		}
		if err := c.addRelationship(h, c.relationships.rest(h)); err != nil {
			return err
		}
	}
	c.relationships = heldRelationships{}
	return c.flushBatch()
}

// settleHeld says of those that have been held which types they are of, which way round they go and which are left out.
func (c *collector) settleHeld(ctx context.Context) error {
	i := 0
	for h := range c.relationships.all() {
		if err := interrupted(ctx, i); err != nil {
			return err
		}
		i++
		c.settleKind(&c.kinds[h.kind])
		if c.ends[h.from].state != added || c.ends[h.to].state != added {
			c.tally.note(int(h.line), "a relationship with an organisation that is not there", "left out")
			h.isLeftOut = true
			continue
		}
		before := c.relationships.rest(h)
		rest := before
		if h.isLeftOut = !c.settle(h, &rest); rest != before {
			c.relationships.setRest(h, rest)
		}
	}
	return nil
}
