package graph

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph/internal/intern"
)

// Node is the number of an organisation in one Graph, from 0.
type Node int32

// Edge is the number of a relationship in one Graph, from 0.
type Edge int32

// Graph is an immutable map; see the package documentation.
type Graph struct {
	title, description string

	vocabulary       *Vocabulary
	sources          []Source
	sourceIndex      map[string]int
	arrangements     []Arrangement
	arrangementIndex map[string]int

	ids  *intern.Table // the ids of organisations; number n is that of Node n
	text *intern.Table // all other text; number 0 is ""
	org  organisationColumns
	rel  relationshipColumns

	out, in adjacency
	names   nameIndex
}

type organisationColumns struct {
	name, shortName, description, url column[uint32]
	classifications, tags, otherNames column[uint32] // 1 + index in the lists below
	founded, dissolved                column[Date]
	attested                          column[Date] // of those whose founding is unknown; see KnownFrom
	classificationLists, tagLists     [][]string
	otherNameLists                    [][]OtherName
	evidence                          evidenceColumns
}

type relationshipColumns struct {
	from, to    []Node
	kind        []uint16 // index of the type
	flags       []uint8
	ownID       column[uint32] // 1 + number in ownIDs
	ownIDs      *intern.Table
	ownIDEdges  []Edge // by number in ownIDs
	places      places
	label, note column[uint32]
	arrangement column[uint32] // 1 + index
	start, end  column[Date]
	weight      column[float64] // 0 is 1
	evidence    evidenceColumns
}

// places says how many relationships with the same from, to and type come before one. They are kept of
// those that are not the first, because even in a large graph few are.
type places struct {
	edges  []Edge // ascending
	before []uint32
}

func (p *places) of(e Edge) uint32 {
	if i, ok := slices.BinarySearch(p.edges, e); ok {
		return p.before[i]
	}
	return 0
}

const (
	flagMutual      = 1
	statusShift     = 1
	statusMask      = 0x7
	confidenceShift = 4
	confidenceMask  = 0x3
)

// evidenceColumns holds the evidence of all records of a kind, in their order.
type evidenceColumns struct {
	offsets []uint32 // of record i: items[offsets[i]:offsets[i+1]]; nil where there is none at all
	items   []evidenceItem
}

type evidenceItem struct{ source, passage, prefix, suffix, note uint32 }

func (c *evidenceColumns) of(i int) []evidenceItem {
	if c.offsets == nil {
		return nil
	}
	return c.items[c.offsets[i]:c.offsets[i+1]]
}

// adjacency lists edges by node, in ascending order.
type adjacency struct {
	offsets []uint32
	edges   []Edge
}

func (a *adjacency) row(n Node) []Edge { return a.edges[a.offsets[n]:a.offsets[n+1]] }

// Title returns the title of the map.
func (g *Graph) Title() string { return g.title }

// Description returns what the map says of itself.
func (g *Graph) Description() string { return g.description }

// Vocabulary returns the types and classifications.
func (g *Graph) Vocabulary() *Vocabulary { return g.vocabulary }

// NumOrganisations returns the number of organisations (the order of the graph).
func (g *Graph) NumOrganisations() int { return g.ids.Len() }

// NumRelationships returns the number of relationships (the size of the graph); a mutual one counts once.
func (g *Graph) NumRelationships() int { return len(g.rel.from) }

// Nodes yields every organisation's number.
func (g *Graph) Nodes() iter.Seq[Node] { return count[Node](g.NumOrganisations()) }

// Edges yields every relationship's number.
func (g *Graph) Edges() iter.Seq[Edge] { return count[Edge](g.NumRelationships()) }

func count[T ~int32](n int) iter.Seq[T] {
	return func(yield func(T) bool) {
		for i := range T(n) {
			if !yield(i) {
				return
			}
		}
	}
}

// Organisations yields every organisation with its number.
func (g *Graph) Organisations() iter.Seq2[Node, Organisation] {
	return func(yield func(Node, Organisation) bool) {
		for n := range g.Nodes() {
			if !yield(n, g.Organisation(n)) {
				return
			}
		}
	}
}

// Relationships yields every relationship with its number.
func (g *Graph) Relationships() iter.Seq2[Edge, Relationship] {
	return func(yield func(Edge, Relationship) bool) {
		for e := range g.Edges() {
			if !yield(e, g.Relationship(e)) {
				return
			}
		}
	}
}

// Out yields the relationships by which one can leave n: those from n, and the mutual ones to it.
func (g *Graph) Out(n Node) iter.Seq[Edge] { return slices.Values(g.out.row(n)) }

// In yields the relationships by which one can reach n: those to n, and the mutual ones from it.
func (g *Graph) In(n Node) iter.Seq[Edge] { return slices.Values(g.in.row(n)) }

// Incident yields the relationships that have n at either end, each once.
func (g *Graph) Incident(n Node) iter.Seq[Edge] {
	return func(yield func(Edge) bool) {
		out, in := g.out.row(n), g.in.row(n)
		for len(out) > 0 || len(in) > 0 {
			var e Edge
			if len(in) == 0 || len(out) > 0 && out[0] <= in[0] {
				e = out[0]
			} else {
				e = in[0]
			}
			if len(out) > 0 && out[0] == e {
				out = out[1:]
			}
			if len(in) > 0 && in[0] == e {
				in = in[1:]
			}
			if !yield(e) {
				return
			}
		}
	}
}

// Organisation returns the record of n. It makes the record; for a single field of many organisations,
// [Graph.ID], [Graph.Name] and [Graph.ShortName] are cheaper.
func (g *Graph) Organisation(n Node) Organisation {
	c, i := &g.org, int(n)
	o := Organisation{
		ID:              g.ID(n),
		Name:            g.text.At(c.name.get(i)),
		ShortName:       g.text.At(c.shortName.get(i)),
		FoundingDate:    c.founded.get(i),
		DissolutionDate: c.dissolved.get(i),
		Description:     g.text.At(c.description.get(i)),
		URL:             g.text.At(c.url.get(i)),
		Classifications: slices.Clone(g.Classifications(n)),
		Evidence:        g.evidence(c.evidence.of(i)),
	}
	if k := c.tags.get(i); k > 0 {
		o.Tags = slices.Clone(c.tagLists[k-1])
	}
	if k := c.otherNames.get(i); k > 0 {
		o.OtherNames = slices.Clone(c.otherNameLists[k-1])
	}
	return o
}

// ID returns the id of n.
func (g *Graph) ID(n Node) string { return g.ids.At(uint32(n)) }

// Name returns the name of n, or its id where it has none.
func (g *Graph) Name(n Node) string {
	if k := g.org.name.get(int(n)); k > 0 {
		return g.text.At(k)
	}
	return g.ID(n)
}

// ShortName returns the short name of n, or its name where it has none.
func (g *Graph) ShortName(n Node) string {
	if k := g.org.shortName.get(int(n)); k > 0 {
		return g.text.At(k)
	}
	return g.Name(n)
}

// Classifications returns the classifications of n, the primary one first; not to be changed.
func (g *Graph) Classifications(n Node) []string {
	if k := g.org.classifications.get(int(n)); k > 0 {
		return g.org.classificationLists[k-1]
	}
	return nil
}

// IsA reports whether n has the classification, or a narrower one.
func (g *Graph) IsA(n Node, classification string) bool {
	for _, c := range g.Classifications(n) {
		if g.vocabulary.ClassificationIsA(c, classification) {
			return true
		}
	}
	return false
}

// Sector returns the sector of n's primary classification, or "" where it has none.
func (g *Graph) Sector(n Node) string {
	if c := g.Classifications(n); len(c) > 0 {
		return g.vocabulary.Sector(c[0])
	}
	return ""
}

// NodeByID returns the organisation with an id.
func (g *Graph) NodeByID(id string) (Node, bool) {
	n, ok := g.ids.Find(id)
	return Node(n), ok
}

// Relationship returns the record of e, with its id, mutuality and weight as they are in effect.
func (g *Graph) Relationship(e Edge) Relationship {
	r := Relationship{
		ID:         g.RelationshipID(e),
		From:       g.ID(g.From(e)),
		To:         g.ID(g.To(e)),
		Type:       g.TypeID(e),
		Label:      g.OwnLabel(e),
		Mutual:     OneWay,
		StartDate:  g.StartDate(e),
		EndDate:    g.EndDate(e),
		Status:     g.Status(e),
		Confidence: g.Confidence(e),
		Weight:     g.Weight(e),
		Note:       g.Note(e),
		Evidence:   g.Evidence(e),
	}
	if g.IsMutual(e) {
		r.Mutual = Mutual
	}
	if a, ok := g.ArrangementOf(e); ok {
		r.Arrangement = a.ID
	}
	return r
}

// From returns the organisation that e goes from.
func (g *Graph) From(e Edge) Node { return g.rel.from[e] }

// To returns the organisation that e goes to.
func (g *Graph) To(e Edge) Node { return g.rel.to[e] }

// Other returns the end of e that is not n, or n where e is a loop.
func (g *Graph) Other(e Edge, n Node) Node {
	if g.rel.from[e] == n {
		return g.rel.to[e]
	}
	return g.rel.from[e]
}

// Type returns the type of e.
func (g *Graph) Type(e Edge) Type { return g.vocabulary.types.all[g.rel.kind[e]] }

// TypeID returns the id of the type of e.
func (g *Graph) TypeID(e Edge) string { return g.vocabulary.types.ids[g.rel.kind[e]] }

// TypeIndex returns the place of the type of e, from 0, in the order of [Vocabulary.Types].
func (g *Graph) TypeIndex(e Edge) int { return int(g.rel.kind[e]) }

// Label returns the label of e or, where it has none, that of its type; it reads between From and To.
func (g *Graph) Label(e Edge) string {
	if k := g.rel.label.get(int(e)); k > 0 {
		return g.text.At(k)
	}
	t := g.Type(e)
	if t.Label != "" {
		return t.Label
	}
	return strings.ReplaceAll(t.ID, "-", " ")
}

// OwnLabel returns the label of e, or "" where it has none of its own.
func (g *Graph) OwnLabel(e Edge) string { return g.text.At(g.rel.label.get(int(e))) }

// Note returns the note of e, or "".
func (g *Graph) Note(e Edge) string { return g.text.At(g.rel.note.get(int(e))) }

// IsMutual reports whether e can be crossed both ways.
func (g *Graph) IsMutual(e Edge) bool { return g.rel.flags[e]&flagMutual != 0 }

// Status returns how e stands.
func (g *Graph) Status(e Edge) Status { return Status(g.rel.flags[e] >> statusShift & statusMask) }

// Confidence returns how sure the map is of e.
func (g *Graph) Confidence(e Edge) Confidence {
	return Confidence(g.rel.flags[e] >> confidenceShift & confidenceMask)
}

// StartDate returns when e began, if known.
func (g *Graph) StartDate(e Edge) Date { return g.rel.start.get(int(e)) }

// EndDate returns when e ended, if known.
func (g *Graph) EndDate(e Edge) Date { return g.rel.end.get(int(e)) }

// Weight returns the strength of e, > 0.
func (g *Graph) Weight(e Edge) float64 {
	if w := g.rel.weight.get(int(e)); w != 0 {
		return w
	}
	return 1
}

// ArrangementOf returns the arrangement that e belongs to, if any.
func (g *Graph) ArrangementOf(e Edge) (Arrangement, bool) {
	if k := g.rel.arrangement.get(int(e)); k > 0 {
		return g.arrangements[k-1], true
	}
	return Arrangement{}, false
}

// Evidence returns what supports e, in the order of the map.
func (g *Graph) Evidence(e Edge) []Evidence { return g.evidence(g.rel.evidence.of(int(e))) }

func (g *Graph) evidence(items []evidenceItem) []Evidence {
	if len(items) == 0 {
		return nil
	}
	evidence := make([]Evidence, len(items))
	for i, item := range items {
		evidence[i] = Evidence{
			Source:  g.sources[item.source].ID,
			Passage: g.text.At(item.passage),
			Prefix:  g.text.At(item.prefix),
			Suffix:  g.text.At(item.suffix),
			Note:    g.text.At(item.note),
		}
	}
	return evidence
}

// SourcesOf returns the ids of the sources that support e, each once, in the order in which its evidence first cites
// them; empty and not nil where there are none.
func (g *Graph) SourcesOf(e Edge) []string {
	ids := []string{}
	seen := map[uint32]bool{}
	for _, item := range g.rel.evidence.of(int(e)) {
		if !seen[item.source] {
			seen[item.source] = true
			ids = append(ids, g.sources[item.source].ID)
		}
	}
	return ids
}

// RelationshipID returns the id of e: its own, or one made of its ends and its type, such as
// "sis:intelligence-sharing:mi5", with ":2", ":3" for those parallel to it in the order of the map.
func (g *Graph) RelationshipID(e Edge) string {
	if k := g.rel.ownID.get(int(e)); k > 0 {
		return g.rel.ownIDs.At(k - 1)
	}
	return g.madeID(e)
}

func (g *Graph) madeID(e Edge) string {
	id := g.ID(g.From(e)) + ":" + g.TypeID(e) + ":" + g.ID(g.To(e))
	if k := g.rel.places.of(e); k > 0 {
		id += ":" + strconv.Itoa(int(k)+1)
	}
	return id
}

// HasOwnID reports whether the id of e is one that the map gives it.
func (g *Graph) HasOwnID(e Edge) bool { return g.rel.ownID.get(int(e)) > 0 }

// EdgeByID returns the relationship with an id. O(1) for an id that the map gives; for one that is made,
// O(relationships of the end that has fewer).
func (g *Graph) EdgeByID(id string) (Edge, bool) {
	if k, ok := g.rel.ownIDs.Find(id); ok {
		return g.rel.ownIDEdges[k], true
	}
	return g.edgeByMadeID(id)
}

func (g *Graph) edgeByMadeID(id string) (Edge, bool) {
	fromID, typeID, toID, place, ok := parseMadeID(id)
	from, okFrom := g.NodeByID(fromID)
	to, okTo := g.NodeByID(toID)
	kind, okType := g.vocabulary.types.index[typeID]
	if !ok || !okFrom || !okTo || !okType {
		return 0, false
	}
	edges := g.out.row(from)
	if in := g.in.row(to); len(in) < len(edges) {
		edges = in
	}
	for _, e := range edges {
		if g.From(e) == from && g.To(e) == to && int(g.rel.kind[e]) == kind && g.rel.places.of(e) == place && !g.HasOwnID(e) {
			return e, true
		}
	}
	return 0, false
}

// parseMadeID takes apart an id of the form that [Graph.RelationshipID] makes. The place is that among the
// parallel relationships, from 0.
func parseMadeID(id string) (from, kind, to string, place uint32, ok bool) {
	from, rest, ok1 := strings.Cut(id, ":")
	kind, rest, ok2 := strings.Cut(rest, ":")
	to, number, numbered := strings.Cut(rest, ":")
	if !ok1 || !ok2 || from == "" || kind == "" || to == "" {
		return "", "", "", 0, false
	}
	if !numbered {
		return from, kind, to, 0, true
	}
	n, ok := digits(number)
	if !ok || n < 2 || number[0] == '0' || len(number) > 9 {
		return "", "", "", 0, false
	}
	return from, kind, to, uint32(n - 1), true
}

// Sources returns the sources in order; not to be changed.
func (g *Graph) Sources() []Source { return g.sources }

func (g *Graph) sourceIDs() []string {
	ids := make([]string, len(g.sources))
	for i, s := range g.sources {
		ids[i] = s.ID
	}
	return ids
}

// Source returns the source with an id.
func (g *Graph) Source(id string) (s Source, ok bool) {
	i, ok := g.sourceIndex[id]
	if ok {
		s = g.sources[i]
	}
	return s, ok
}

// Arrangements returns the arrangements in order; not to be changed.
func (g *Graph) Arrangements() []Arrangement { return g.arrangements }

func (g *Graph) arrangementIDs() []string {
	ids := make([]string, len(g.arrangements))
	for i, a := range g.arrangements {
		ids[i] = a.ID
	}
	return ids
}

// Arrangement returns the arrangement with an id.
func (g *Graph) Arrangement(id string) (a Arrangement, ok bool) {
	i, ok := g.arrangementIndex[id]
	if ok {
		a = g.arrangements[i]
	}
	return a, ok
}
