package graph

import (
	"fmt"
	"slices"

	"github.com/liaisongraph/liaison/graph/internal/intern"
)

// Selection is the part of a graph that a reader asks for. The zero value is the whole graph; every field
// that is set narrows it further. The fields are applied in the order in which they stand here.
type Selection struct {
	// AsOf keeps what is known to hold at a date; see [Graph.HoldsAt].
	AsOf Date
	// Types keeps relationships of these types or narrower ones; NotTypes leaves such ones out.
	Types, NotTypes []string
	// Statuses and Confidences keep relationships that have one of them.
	Statuses    []Status
	Confidences []Confidence
	// Sources keeps relationships with evidence in one of these sources.
	Sources []string
	// Classifications keeps organisations that have one of these classifications or a narrower one, and
	// the relationships between them.
	Classifications []string
	// Without leaves out organisations, given by any name, with their relationships.
	Without []string
	// Around keeps the organisations within Hops relationships of any of these, given by any name,
	// whatever the direction, and the relationships between them. Hops 0 means 1.
	Around []string
	Hops   int
	// KeepIsolated keeps the organisations that have no relationship left after a choice of
	// relationships (Types, NotTypes, Statuses, Confidences, Sources). Otherwise they are left out.
	KeepIsolated bool
}

// Select returns the part of g that s describes, in the order of g and with the same ids. It fails with an
// [*UnknownError] or an [*AmbiguousError] where a name in s is not, or not only, that of something in g.
// O(organisations + relationships), and nothing where s is the zero value: that returns g.
func (g *Graph) Select(s Selection) (*Graph, error) {
	if s.Hops < 0 {
		return nil, fmt.Errorf("%d hops: the number of hops is 1 or more", s.Hops)
	}
	if s.isZero() {
		return g, nil
	}
	keep := &kept{g: g, nodes: filled(g.NumOrganisations()), edges: filled(g.NumRelationships())}
	if !s.AsOf.IsZero() {
		keep.asOf(s.AsOf)
	}
	for _, step := range []func(Selection) error{
		keep.chooseRelationships, keep.chooseClassifications, keep.leaveOut, keep.stayAround,
	} {
		if err := step(s); err != nil {
			return nil, err
		}
	}
	if s.choosesRelationships() && !s.KeepIsolated {
		keep.dropIsolated(s)
	}
	return g.part(keep.nodes, keep.edges), nil
}

func (s Selection) isZero() bool {
	return s.AsOf.IsZero() && !s.choosesRelationships() && len(s.Classifications) == 0 &&
		len(s.Without) == 0 && len(s.Around) == 0
}

func (s Selection) choosesRelationships() bool {
	return len(s.Types)+len(s.NotTypes)+len(s.Statuses)+len(s.Confidences)+len(s.Sources) > 0
}

func filled(n int) []bool {
	all := make([]bool, n)
	for i := range all {
		all[i] = true
	}
	return all
}

// kept is a selection under way. An edge whose end is not kept is not either, though edges may say so
// only after dropLoose.
type kept struct {
	g            *Graph
	nodes, edges []bool
}

func (k *kept) dropLoose() {
	for e := range k.edges {
		k.edges[e] = k.edges[e] && k.nodes[k.g.rel.from[e]] && k.nodes[k.g.rel.to[e]]
	}
}

// HoldsAt reports whether e is known to hold at d: it does not begin after d nor end before d. Where its
// beginning is unknown, the earliest date of its sources stands for it; where that is unknown too it has
// always held, and where its end is unknown it goes on. Dates are intervals: what begins in 2014 may hold
// on any day of 2014.
func (g *Graph) HoldsAt(e Edge, d Date) bool {
	return !d.Before(g.AttestedFrom(e)) && !g.EndDate(e).Before(d)
}

// AttestedFrom returns the date from which e is known to hold: its start or, where that is unknown, the
// earliest date of its sources; unknown where that is too. What was over before its sources speak of it is
// known for its end alone.
func (g *Graph) AttestedFrom(e Edge) Date {
	if start := g.StartDate(e); !start.IsZero() {
		return start
	}
	return notAfter(g.earliest(g.rel.evidence.of(int(e))), g.EndDate(e))
}

// notAfter returns the date that attests something, or its end where that comes before.
func notAfter(attested, end Date) Date {
	if end.Before(attested) {
		return end
	}
	return attested
}

func (g *Graph) earliest(items []evidenceItem) (first Date) {
	for _, item := range items {
		if d := g.sources[item.source].Date(); first.IsZero() || !d.IsZero() && d.Compare(first) < 0 {
			first = d
		}
	}
	return first
}

// IsThereAt reports whether n is known to be there at d: d is not before [Graph.KnownFrom] nor after its
// dissolution.
func (g *Graph) IsThereAt(n Node, d Date) bool {
	return !d.Before(g.KnownFrom(n)) && !g.org.dissolved.get(int(n)).Before(d)
}

// KnownFrom returns the date from which n is known to be there: its founding. Where that is unknown, the
// earliest date stands for it from which evidence of its own or one of its relationships is known; where
// there is none, or a relationship of it has always held, it has always been there, and the date is unknown;
// one that was dissolved before is known for its dissolution alone. In a selection, the date is the one in
// the graph that was built.
func (g *Graph) KnownFrom(n Node) Date {
	if founded := g.org.founded.get(int(n)); !founded.IsZero() {
		return founded
	}
	return g.org.attested.get(int(n))
}

// attest notes the dates that stand for foundings that are unknown. It is done once, in the graph that is
// built, because a selection may lack the relationships that say them. Further dates are of [Builder.KnowOrganisationFrom].
func (g *Graph) attest(further map[Node]Date) {
	c := &g.org
	if len(further) == 0 && len(g.rel.start.values) == 0 && g.rel.evidence.offsets == nil && c.evidence.offsets == nil {
		return
	}
	known := make([]Date, g.NumOrganisations())
	always := make([]bool, g.NumOrganisations())
	for n := range known {
		known[n] = g.earliest(c.evidence.of(n))
	}
	know := func(n Node, from Date) {
		if from.IsZero() {
			always[n] = true
		} else if known[n].IsZero() || from.Compare(known[n]) < 0 {
			known[n] = from
		}
	}
	for e := range g.Edges() {
		attested := g.AttestedFrom(e)
		know(g.From(e), attested)
		know(g.To(e), attested)
	}
	for n, from := range further {
		know(n, from)
	}
	for n, d := range known {
		if !always[n] && c.founded.get(n).IsZero() {
			c.attested.set(n, notAfter(d, c.dissolved.get(n)))
		}
	}
	c.attested.clip()
}

func (k *kept) asOf(d Date) {
	for n := range k.g.Nodes() {
		k.nodes[n] = k.g.IsThereAt(n, d)
	}
	for e := range k.g.Edges() {
		k.edges[e] = k.g.HoldsAt(e, d)
	}
	k.dropLoose()
}

func (k *kept) chooseRelationships(s Selection) error {
	if !s.choosesRelationships() {
		return nil
	}
	types, err := k.g.vocabulary.types.set(s.Types)
	if err != nil {
		return err
	}
	notTypes, err := k.g.vocabulary.types.set(s.NotTypes)
	if err != nil {
		return err
	}
	sources, err := k.g.sourceSet(s.Sources)
	if err != nil {
		return err
	}
	for e := range k.g.Edges() {
		kind := k.g.rel.kind[e]
		k.edges[e] = k.edges[e] &&
			(len(s.Types) == 0 || types[kind]) && !notTypes[kind] &&
			(len(s.Statuses) == 0 || slices.Contains(s.Statuses, k.g.Status(e))) &&
			(len(s.Confidences) == 0 || slices.Contains(s.Confidences, k.g.Confidence(e))) &&
			(len(s.Sources) == 0 || slices.ContainsFunc(k.g.rel.evidence.of(int(e)), func(item evidenceItem) bool {
				return sources[item.source]
			}))
	}
	return nil
}

func (g *Graph) sourceSet(ids []string) ([]bool, error) {
	in := make([]bool, len(g.sources))
	for _, id := range ids {
		i, ok := g.sourceIndex[id]
		if !ok {
			known := g.sourceIDs()
			return nil, &UnknownError{What: "source", Value: id, Suggestions: Suggest(id, known), Known: known}
		}
		in[i] = true
	}
	return in, nil
}

func (k *kept) chooseClassifications(s Selection) error {
	if len(s.Classifications) == 0 {
		return nil
	}
	if _, err := k.g.vocabulary.classifications.set(s.Classifications); err != nil {
		return err
	}
	for n := range k.g.Nodes() {
		k.nodes[n] = k.nodes[n] && slices.ContainsFunc(s.Classifications, func(c string) bool { return k.g.IsA(n, c) })
	}
	k.dropLoose()
	return nil
}

func (k *kept) leaveOut(s Selection) error {
	for _, name := range s.Without {
		n, err := k.g.Find(name)
		if err != nil {
			return err
		}
		k.nodes[n] = false
	}
	k.dropLoose()
	return nil
}

func (k *kept) stayAround(s Selection) error {
	if len(s.Around) == 0 {
		return nil
	}
	near := make([]bool, len(k.nodes))
	var frontier []Node
	for _, name := range s.Around {
		n, err := k.g.Find(name)
		if err != nil {
			return err
		}
		if !k.nodes[n] {
			return fmt.Errorf("%s is not in what the other filters leave", k.g.Name(n))
		}
		near[n] = true
		frontier = append(frontier, n)
	}
	for range max(s.Hops, 1) {
		var next []Node
		for _, n := range frontier {
			for e := range k.g.Incident(n) {
				if other := k.g.Other(e, n); k.edges[e] && !near[other] {
					near[other] = true
					next = append(next, other)
				}
			}
		}
		if len(next) == 0 {
			break
		}
		frontier = next
	}
	k.nodes = near
	k.dropLoose()
	return nil
}

func (k *kept) dropIsolated(s Selection) {
	tied := make([]bool, len(k.nodes))
	for e, keep := range k.edges {
		if keep {
			tied[k.g.rel.from[e]], tied[k.g.rel.to[e]] = true, true
		}
	}
	for _, name := range s.Around {
		n, _ := k.g.Find(name)
		tied[n] = true // whoever asks for an organisation's surroundings is shown it, alone if need be
	}
	for n := range k.nodes {
		k.nodes[n] = k.nodes[n] && tied[n]
	}
}

// part returns the graph of the nodes and edges that are kept. It shares the text and the vocabulary.
func (g *Graph) part(nodes, edges []bool) *Graph {
	p := &Graph{
		title: g.title, description: g.description, vocabulary: g.vocabulary, text: g.text,
		sources: g.sources, sourceIndex: g.sourceIndex,
		arrangements: g.arrangements, arrangementIndex: g.arrangementIndex,
		ids: &intern.Table{},
	}
	at := make([]Node, len(nodes)) // the number in p of a node of g
	var from []int
	for n, keep := range nodes {
		if keep {
			at[n] = Node(len(from))
			from = append(from, n)
			// The ids are distinct and fit in g, so that this cannot fail.
			_, _, _ = p.ids.Intern(g.ID(Node(n)))
		}
	}
	p.ids.Clip()
	p.org = g.org.part(from)
	from = nil
	for e, keep := range edges {
		if keep {
			from = append(from, e)
		}
	}
	p.rel = g.rel.part(from, at)
	p.index()
	p.keepMadeIDs(g, from)
	return p
}

func (c *organisationColumns) part(from []int) organisationColumns {
	return organisationColumns{
		name: pick(c.name, from), shortName: pick(c.shortName, from),
		description: pick(c.description, from), url: pick(c.url, from),
		classifications: pick(c.classifications, from), tags: pick(c.tags, from),
		otherNames: pick(c.otherNames, from),
		founded:    pick(c.founded, from), dissolved: pick(c.dissolved, from), attested: pick(c.attested, from),
		classificationLists: c.classificationLists, tagLists: c.tagLists, otherNameLists: c.otherNameLists,
		evidence: c.evidence.part(from),
	}
}

func (c *relationshipColumns) part(from []int, at []Node) relationshipColumns {
	p := relationshipColumns{
		from: make([]Node, len(from)), to: make([]Node, len(from)),
		kind: make([]uint16, len(from)), flags: make([]uint8, len(from)),
		label: pick(c.label, from), note: pick(c.note, from), arrangement: pick(c.arrangement, from),
		start: pick(c.start, from), end: pick(c.end, from), weight: pick(c.weight, from),
		ownIDs:   &intern.Table{},
		evidence: c.evidence.part(from),
	}
	for i, e := range from {
		p.from[i], p.to[i] = at[c.from[e]], at[c.to[e]]
		p.kind[i], p.flags[i] = c.kind[e], c.flags[e]
	}
	return p
}

func pick[T comparable](c column[T], from []int) (p column[T]) {
	for i, k := range from {
		if k >= len(c.values) {
			break // from ascends
		}
		p.set(i, c.values[k])
	}
	p.clip()
	return p
}

func (c *evidenceColumns) part(from []int) (p evidenceColumns) {
	if c.offsets == nil {
		return p
	}
	p.offsets = make([]uint32, len(from)+1)
	for i, k := range from {
		p.items = append(p.items, c.of(k)...)
		p.offsets[i+1] = uint32(len(p.items))
	}
	return p
}

// keepMadeIDs gives every relationship of p the id that it has in g: one of those parallel to it may be
// gone, and then its place among them no longer says it.
func (p *Graph) keepMadeIDs(g *Graph, from []int) {
	for i, e := range from {
		if g.HasOwnID(Edge(e)) || p.rel.places.of(Edge(i)) != g.rel.places.of(Edge(e)) {
			number, _, _ := p.rel.ownIDs.Intern(g.RelationshipID(Edge(e)))
			p.rel.ownID.set(i, number+1)
			p.rel.ownIDEdges = append(p.rel.ownIDEdges, Edge(i))
		}
	}
	p.rel.ownIDs.Clip()
}
