package mapgraph

import (
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/query/property"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// Property describes a property that nodes or relationships have.
type Property struct{ Name, Meaning string }

// NodeProperties returns the properties of nodes. Lists are never null, but may be empty.
func NodeProperties() []Property { return nodeProperties.described() }

// RelationshipProperties returns the properties of relationships. Lists are never null, but may be empty.
func RelationshipProperties() []Property { return relationshipProperties.described() }

// row is a row in a table of properties, with how one is read of a record of kind R.
type row[R any] struct {
	name, meaning string
	domain        property.Domain
	get           func(p *Graph, r R) value.Value
}

// The domains of properties, but for the words of those that have few.
var (
	oneText   = property.Domain{Kinds: value.KindString.Set()}
	oneDate   = property.Domain{Kinds: value.KindDate.Set()}
	oneTruth  = property.Domain{Kinds: value.KindBool.Set()}
	oneNumber = property.Domain{Kinds: value.KindFloat.Set()}
	oneMap    = property.Domain{Kinds: value.KindMap.Set()}
	texts     = property.Domain{Kinds: value.KindList.Set(), Items: value.KindString.Set()}
	maps      = property.Domain{Kinds: value.KindList.Set(), Items: value.KindMap.Set()}
)

// properties is a table of properties. They are looked up for each record that a query comes upon, so that a map
// would be slow: few names have the same length.
type properties[R any] struct {
	rows     []row[R]
	byLength [][]*row[R]
}

func tableOf[R any](rows ...row[R]) properties[R] {
	t := properties[R]{rows: rows}
	for i := range rows {
		n := len(rows[i].name)
		for len(t.byLength) <= n {
			t.byLength = append(t.byLength, nil)
		}
		t.byLength[n] = append(t.byLength[n], &rows[i])
	}
	return t
}

func (t *properties[R]) of(p *Graph, r R, key string) value.Value {
	if row := t.row(key); row != nil {
		return row.get(p, r)
	}
	return value.Null
}

// row returns the row of a name, or nil.
func (t *properties[R]) row(key string) *row[R] {
	if len(key) < len(t.byLength) {
		for _, row := range t.byLength[len(key)] {
			if row.name == key {
				return row
			}
		}
	}
	return nil
}

func (t *properties[R]) domain(key string) property.Domain {
	if row := t.row(key); row != nil {
		return row.domain
	}
	return property.Domain{}
}

// known returns the names of the properties of a record that are not null.
func (t *properties[R]) known(p *Graph, r R) (names []string) {
	for _, row := range t.rows {
		if !row.get(p, r).IsNull() {
			names = append(names, row.name)
		}
	}
	return names
}

func (t *properties[R]) names() (names []string) {
	for _, row := range t.rows {
		names = append(names, row.name)
	}
	return names
}

func (t *properties[R]) described() (properties []Property) {
	for _, row := range t.rows {
		properties = append(properties, Property{row.name, row.meaning})
	}
	return properties
}

type (
	node         = value.NodeID
	relationship = value.RelationshipID
)

var nodeProperties = tableOf(
	row[node]{"id", "the id, such as mi5", oneText, func(p *Graph, n node) value.Value { return p.node.id.get(int(n)) }},
	row[node]{"name", "the full name, such as Security Service; the id where there is none", oneText, func(p *Graph, n node) value.Value { return p.node.name.get(int(n)) }},
	row[node]{"short_name", "the short name, such as MI5; the full one where there is none", oneText, func(p *Graph, n node) value.Value { return p.node.shortName.get(int(n)) }},
	row[node]{"other_names", "a list of further names", texts, func(p *Graph, n node) value.Value { return p.node.otherNames.get(int(n)) }},
	row[node]{"classification", "a list of the ids of its classifications, the primary one first", texts, func(p *Graph, n node) value.Value { return p.node.classification.get(int(n)) }},
	row[node]{"sector", "the id of the broadest classification above the primary one", oneText, func(p *Graph, n node) value.Value { return p.node.sector.get(int(n)) }},
	row[node]{"founding_date", "when it was founded", oneDate, func(p *Graph, n node) value.Value { return p.node.founded.get(int(n)) }},
	row[node]{"dissolution_date", "when it was dissolved", oneDate, func(p *Graph, n node) value.Value { return p.node.dissolved.get(int(n)) }},
	row[node]{"known_from", "when it was founded or, if that is unknown, the earliest date that speaks of it", oneDate, func(p *Graph, n node) value.Value { return p.node.knownFrom.get(int(n)) }},
	row[node]{"description", "what it is", oneText, func(p *Graph, n node) value.Value { return p.node.description.get(int(n)) }},
	row[node]{"url", "its address on the web", oneText, func(p *Graph, n node) value.Value { return p.node.url.get(int(n)) }},
	row[node]{"tags", "a list of words", texts, func(p *Graph, n node) value.Value { return p.node.tags.get(int(n)) }},
	row[node]{"evidence", "a list of maps: " + evidenceFields, maps, func(p *Graph, n node) value.Value {
		return p.evidence(p.g.Organisation(graph.Node(n)).Evidence)
	}},
)

var relationshipProperties = tableOf(
	row[relationship]{"id", "the id, such as sis:intelligence-sharing:mi5", oneText, func(p *Graph, r relationship) value.Value { return value.String(p.g.RelationshipID(graph.Edge(r))) }},
	row[relationship]{"type", "the id of its type, such as intelligence-sharing; type(r) has it as INTELLIGENCE_SHARING", oneText, func(p *Graph, r relationship) value.Value { return p.relationship.kind[p.TypeOf(r)] }},
	row[relationship]{"label", "the words that stand between the names, such as supplies intelligence to", oneText, func(p *Graph, r relationship) value.Value { return p.relationship.label.get(int(r)) }},
	row[relationship]{"from", "the id of where it goes from", oneText, func(p *Graph, r relationship) value.Value { return p.node.id.get(int(p.g.From(graph.Edge(r)))) }},
	row[relationship]{"to", "the id of where it goes to", oneText, func(p *Graph, r relationship) value.Value { return p.node.id.get(int(p.g.To(graph.Edge(r)))) }},
	row[relationship]{"mutual", "whether it holds both ways", oneTruth, func(p *Graph, r relationship) value.Value { return value.Bool(p.Mutual(r)) }},
	row[relationship]{"status", joined(graph.Statuses()), oneText, func(p *Graph, r relationship) value.Value {
		return p.relationship.status[p.g.Status(graph.Edge(r))]
	}},
	row[relationship]{"confidence", joined(graph.Confidences()), oneText, func(p *Graph, r relationship) value.Value {
		return p.relationship.confidence[p.g.Confidence(graph.Edge(r))]
	}},
	row[relationship]{"weight", "its strength, 1.0 unless the map says otherwise", oneNumber, func(p *Graph, r relationship) value.Value { return value.Float(p.g.Weight(graph.Edge(r))) }},
	row[relationship]{"start_date", "when it began", oneDate, func(p *Graph, r relationship) value.Value { return p.relationship.start.get(int(r)) }},
	row[relationship]{"end_date", "when it ended", oneDate, func(p *Graph, r relationship) value.Value { return p.relationship.end.get(int(r)) }},
	row[relationship]{"known_from", "when it began or, if that is unknown, the earliest date of its sources", oneDate, func(p *Graph, r relationship) value.Value { return p.relationship.knownFrom.get(int(r)) }},
	row[relationship]{"sources", "a list of the ids of the sources that say so, each once", texts, func(p *Graph, r relationship) value.Value { return p.relationship.sources.get(int(r)) }},
	row[relationship]{"evidence", "a list of maps: " + evidenceFields, maps, func(p *Graph, r relationship) value.Value { return p.evidence(p.g.Evidence(graph.Edge(r))) }},
	row[relationship]{"arrangement", "a map with id, label, rule (all, any) and note: what it holds jointly with others", oneMap, func(p *Graph, r relationship) value.Value {
		a, _ := p.g.ArrangementOf(graph.Edge(r))
		return p.arrangements[a.ID]
	}},
	row[relationship]{"note", "a remark", oneText, func(p *Graph, r relationship) value.Value { return p.relationship.note.get(int(r)) }},
)

const evidenceFields = "passage, prefix, suffix, note, and source, a map with the fields of the source"

func joined[T interface{ String() string }](words []T) string {
	all := wordsOf(words)
	return strings.Join(all[:len(all)-1], ", ") + " or " + all[len(all)-1]
}

func wordsOf[T interface{ String() string }](list []T) []string {
	words := make([]string, len(list))
	for i, w := range list {
		words[i] = w.String()
	}
	return words
}

// NodeProperty returns a property of n, or Null. It allocates nothing once the property has been read of any
// node, but for evidence.
func (p *Graph) NodeProperty(n value.NodeID, key string) value.Value {
	return nodeProperties.of(p, n, key)
}

// NodeKeys returns the names of the properties of n that are not null.
func (p *Graph) NodeKeys(n value.NodeID) []string { return nodeProperties.known(p, n) }

// NodeKeyNames returns the names of the properties that nodes may have.
func (p *Graph) NodeKeyNames() []string { return nodeProperties.names() }

// RelationshipProperty returns a property of r, or Null. It allocates nothing once the property has been read
// of any relationship, but for the id and evidence.
func (p *Graph) RelationshipProperty(r value.RelationshipID, key string) value.Value {
	return relationshipProperties.of(p, r, key)
}

// RelationshipKeys returns the names of the properties of r that are not null.
func (p *Graph) RelationshipKeys(r value.RelationshipID) []string {
	return relationshipProperties.known(p, r)
}

// RelationshipKeyNames returns the names of the properties that relationships may have.
func (p *Graph) RelationshipKeyNames() []string { return relationshipProperties.names() }

// NodeDomain returns what the values of a property of nodes can be.
func (p *Graph) NodeDomain(key string) property.Domain {
	d := nodeProperties.domain(key)
	if key == "classification" || key == "sector" {
		for c := range p.g.Vocabulary().Classifications() {
			d.Words = append(d.Words, c.ID)
		}
	}
	return d
}

// RelationshipDomain returns what the values of a property of relationships can be.
func (p *Graph) RelationshipDomain(key string) property.Domain {
	d := relationshipProperties.domain(key)
	switch key {
	case "type":
		for t := range p.g.Vocabulary().Types() {
			d.Words = append(d.Words, t.ID)
		}
	case "status":
		d.Words = wordsOf(graph.Statuses())
	case "confidence":
		d.Words = wordsOf(graph.Confidences())
	}
	return d
}

type nodeColumns struct {
	id, name, shortName, otherNames, classification, sector *column
	founded, dissolved, knownFrom                           *column
	description, url, tags                                  *column
}

func newNodeColumns(g *graph.Graph) nodeColumns {
	n := g.NumOrganisations()
	at := func(i int) graph.Node { return graph.Node(i) }
	// A field that has no accessor of its own is read of the whole record.
	whole := func(i int) graph.Organisation { return g.Organisation(at(i)) }
	return nodeColumns{
		id:        separate(n, func(i int) value.Value { return value.String(g.ID(at(i))) }),
		name:      textColumn(n, func(i int) string { return g.Name(at(i)) }),
		shortName: textColumn(n, func(i int) string { return g.ShortName(at(i)) }),
		otherNames: separate(n, func(i int) value.Value {
			var others []string
			for _, other := range whole(i).OtherNames {
				others = append(others, other.Name)
			}
			return list(others)
		}),
		classification: idsColumn(n, func(i int) []string { return g.Classifications(at(i)) }),
		sector:         textColumn(n, func(i int) string { return g.Sector(at(i)) }),
		founded:        dateColumn(n, func(i int) graph.Date { return whole(i).FoundingDate }),
		dissolved:      dateColumn(n, func(i int) graph.Date { return whole(i).DissolutionDate }),
		knownFrom:      dateColumn(n, func(i int) graph.Date { return g.KnownFrom(at(i)) }),
		description:    textColumn(n, func(i int) string { return whole(i).Description }),
		url:            textColumn(n, func(i int) string { return whole(i).URL }),
		tags:           separate(n, func(i int) value.Value { return list(whole(i).Tags) }),
	}
}

type relationshipColumns struct {
	kind                                        []value.Value // by type
	status, confidence                          []value.Value
	label, note, sources, start, end, knownFrom *column
}

func newRelationshipColumns(g *graph.Graph) relationshipColumns {
	n := g.NumRelationships()
	at := func(i int) graph.Edge { return graph.Edge(i) }
	c := relationshipColumns{
		label:     textColumn(n, func(i int) string { return g.Label(at(i)) }),
		note:      textColumn(n, func(i int) string { return g.Relationship(at(i)).Note }),
		sources:   idsColumn(n, func(i int) []string { return g.SourcesOf(at(i)) }),
		start:     dateColumn(n, func(i int) graph.Date { return g.StartDate(at(i)) }),
		end:       dateColumn(n, func(i int) graph.Date { return g.EndDate(at(i)) }),
		knownFrom: dateColumn(n, func(i int) graph.Date { return g.AttestedFrom(at(i)) }),
	}
	for t := range g.Vocabulary().Types() {
		c.kind = append(c.kind, value.String(t.ID))
	}
	for _, s := range graph.Statuses() {
		c.status = append(c.status, value.String(s.String()))
	}
	for _, s := range graph.Confidences() {
		c.confidence = append(c.confidence, value.String(s.String()))
	}
	return c
}

func (p *Graph) evidence(evidence []graph.Evidence) value.Value {
	items := make([]value.Value, len(evidence))
	for i, e := range evidence {
		items[i] = record(field{"passage", text(e.Passage)}, field{"prefix", text(e.Prefix)},
			field{"suffix", text(e.Suffix)}, field{"note", text(e.Note)}, field{"source", p.sources[e.Source]})
	}
	return value.List(items)
}

func sourceRecord(s graph.Source) value.Value {
	return record(field{"id", text(s.ID)}, field{"title", text(s.Title)}, field{"publisher", text(s.Publisher)},
		field{"author", text(s.Author)}, field{"published", value.Date(s.Published)},
		field{"retrieved", value.Date(s.Retrieved)}, field{"type", text(s.Type)}, field{"url", text(s.URL)},
		field{"archive_url", text(s.ArchiveURL)}, field{"file", text(s.File)}, field{"note", text(s.Note)})
}
