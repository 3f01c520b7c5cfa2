// Package diff compares two maps, or one map as known at two dates.
//
// # Vocabulary
//
// Of two graphs, one is called before and the other after. A record (an organisation, a relationship, a source, a type,
// a classification, an arrangement) that only after has is [Added]; one that only before has is [Gone]; one that both
// have with other contents is [Changed], field by field. An organisation that is called otherwise is renamed, and a
// record that is supported otherwise has gained or lost evidence: both are changes too, and told apart.
//
// [Between] compares two maps; [Dates] compares one map as known at two dates, and says why a record came or went.
// Both return a [Difference], which lists what differs alone; [Difference.Within] narrows it to parts of the maps, and
// [Difference.Marked] has everything, for a drawing.
//
// # Invariants
//
// Records are matched by id. A relationship that has no id of its own is matched by its ends, its type and then by
// what it says, so that one more beside its parallels is one added, whatever the order. The order of what is reported
// is that of after, with what is gone where it stood before: the same two graphs give the same difference. Of a graph
// with itself there is none; of two graphs exchanged it is the same with Added and Gone, before and after exchanged.
package diff

import (
	"slices"

	"github.com/liaisongraph/liaison/graph"
)

// State says how a record stands to the other of the two maps.
type State uint8

const (
	Same State = iota
	Added
	Gone
	Changed
)

var stateNames = [...]string{"same", "added", "gone", "changed"}

func (s State) String() string {
	if int(s) < len(stateNames) {
		return stateNames[s]
	}
	return "unknown"
}

// MarshalText implements [encoding.TextMarshaler].
func (s State) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (s *State) UnmarshalText(text []byte) error {
	i := slices.Index(stateNames[:], string(text))
	if i < 0 {
		return &graph.UnknownError{What: "state", Value: string(text), Known: stateNames[:]}
	}
	*s = State(i)
	return nil
}

// Difference is what differs between two maps. The lists hold records that are Added, Gone or Changed, never one that is
// the Same, in the order of after with what is gone where it stood before. Its JSON has the same names in every
// version of this package; the numbers of nodes and edges, which mean nothing outside the graphs, are not in it.
type Difference struct {
	Before *graph.Graph `json:"-"`
	After  *graph.Graph `json:"-"`
	// From and To are the two dates of one map; zero where two maps were compared.
	From graph.Date `json:"from,omitzero"`
	To   graph.Date `json:"to,omitzero"`
	// Map is what differs of the title and the description of the map.
	Map             []FieldChange        `json:"map,omitempty"`
	Organisations   []OrganisationChange `json:"organisations,omitempty"`
	Relationships   []RelationshipChange `json:"relationships,omitempty"`
	Sources         []RecordChange       `json:"sources,omitempty"`
	Types           []RecordChange       `json:"types,omitempty"`           // the map's own
	Classifications []RecordChange       `json:"classifications,omitempty"` // the map's own
	Arrangements    []RecordChange       `json:"arrangements,omitempty"`

	organisations matching[graph.Node]
	relationships matching[graph.Edge]
}

// FieldChange is a field that differs, of a record that both maps have.
type FieldChange struct {
	// Field is its name as in a map file: "start_date"; "map" itself has "title" and "description". Of an element of a
	// list that both have it is "other_names.end_date" or "evidence.note", and Of says which element.
	Field string `json:"field"`
	Of    string `json:"of,omitzero"` // "Box 500"; of evidence, the id of the source
	// Before and After are the values as a map file has them, "" where there is none. Those of a list have
	// semicolons between the elements.
	Before string `json:"before"`
	After  string `json:"after"`
	// Gained and Lost are the elements, of a list, that only one of the two has. A list of which
	// only the order differs has neither; only that of classifications counts, of which the first is the sector.
	Gained []string `json:"gained,omitempty"`
	Lost   []string `json:"lost,omitempty"`
}

// Rename is what an organisation was called, and what it is called.
type Rename struct {
	What string `json:"what"` // "name" or, where that is the same, "short_name" or "id"
	Was  string `json:"was"`
	Is   string `json:"is"`
}

// OrganisationChange is an organisation that differs.
type OrganisationChange struct {
	State State      `json:"state"`
	ID    string     `json:"id"`              // in after or, where it is gone, in before
	WasID string     `json:"was_id,omitzero"` // in before, where that is another
	Name  string     `json:"name"`            // where ID is
	Was   graph.Node `json:"-"`               // in Before, or -1
	Is    graph.Node `json:"-"`               // in After, or -1
	// Renamed is set where the name, the short name or the id differs; each of them is among Fields too.
	Renamed *Rename `json:"renamed,omitempty"`
	// Record is the whole of one that was added or is gone, nil of one that changed; that has
	// Fields, in the order of a record's fields, and evidence gained and lost.
	Record         *graph.Organisation `json:"record,omitempty"`
	Fields         []FieldChange       `json:"fields,omitempty"`
	EvidenceGained []graph.Evidence    `json:"evidence_gained,omitempty"`
	EvidenceLost   []graph.Evidence    `json:"evidence_lost,omitempty"`
	// Why says, between two dates, why it was added or is gone: "founded 2013"; "" between two maps.
	Why string `json:"why,omitzero"`
}

// RelationshipChange is a relationship that differs.
type RelationshipChange struct {
	State State  `json:"state"`
	ID    string `json:"id"` // as [graph.Graph.RelationshipID] gives it, in after or, where it is gone, in before
	// From, To and Type are ids, where ID is.
	From string `json:"from"`
	To   string `json:"to"`
	Type string `json:"type"`
	// Label reads between From and To; see [graph.Graph.Label].
	Label  string     `json:"label"`
	Mutual bool       `json:"mutual"`
	Was    graph.Edge `json:"-"` // in Before, or -1
	Is     graph.Edge `json:"-"` // in After, or -1
	// Record is the whole of one that was added or is gone, nil of one that changed; that has Fields, in the order of
	// a record's fields, and evidence gained and lost.
	Record         *graph.Relationship `json:"record,omitempty"`
	Fields         []FieldChange       `json:"fields,omitempty"`
	EvidenceGained []graph.Evidence    `json:"evidence_gained,omitempty"`
	EvidenceLost   []graph.Evidence    `json:"evidence_lost,omitempty"`
	// Why says, between two dates, why it was added or is gone: "began 2015", "first attested by Partnerships (MI5,
	// 2019~)", "ended 2016", "MI5 is no longer there"; "" between two maps.
	Why string `json:"why,omitzero"`
}

// RecordChange is a source, type, classification or arrangement that differs.
type RecordChange struct {
	State State  `json:"state"`
	ID    string `json:"id"`
	Label string `json:"label,omitzero"` // the title of a source, the label of the others
	Was   int    `json:"-"`              // its place among those of before, or -1; of types and classifications, the own ones
	Is    int    `json:"-"`              // likewise of after
	// Record is the whole of one that was added or is gone: a [graph.Source], [graph.Type], [graph.Classification] or
	// [graph.Arrangement]; nil of one that changed.
	Record any           `json:"record,omitempty"`
	Fields []FieldChange `json:"fields,omitempty"`
	Why    string        `json:"why,omitzero"` // of a source between two dates: "published 2019"
}

// Tally counts the records of a kind that differ. One that is renamed is among the changed.
type Tally struct {
	Added   int `json:"added"`
	Gone    int `json:"gone"`
	Changed int `json:"changed"`
	Renamed int `json:"renamed,omitzero"` // organisations
}

// Total is how many records differ.
func (t Tally) Total() int { return t.Added + t.Gone + t.Changed }

// Counts is how much differs.
type Counts struct {
	Map             int   `json:"map"` // fields
	Organisations   Tally `json:"organisations"`
	Relationships   Tally `json:"relationships"`
	Sources         Tally `json:"sources"`
	Types           Tally `json:"types"`
	Classifications Tally `json:"classifications"`
	Arrangements    Tally `json:"arrangements"`
	// EvidenceGained and EvidenceLost count the evidence of organisations and relationships that both maps have.
	EvidenceGained int `json:"evidence_gained"`
	EvidenceLost   int `json:"evidence_lost"`
}

// Empty reports whether nothing differs.
func (d *Difference) Empty() bool {
	return len(d.Map)+len(d.Organisations)+len(d.Relationships)+len(d.Sources)+len(d.Types)+
		len(d.Classifications)+len(d.Arrangements) == 0
}

// Counts counts what differs.
func (d *Difference) Counts() Counts {
	c := Counts{
		Map: len(d.Map), Sources: tally(d.Sources), Types: tally(d.Types), Classifications: tally(d.Classifications),
		Arrangements: tally(d.Arrangements),
	}
	for i := range d.Organisations {
		o := &d.Organisations[i]
		c.Organisations.count(o.State)
		if o.Renamed != nil {
			c.Organisations.Renamed++
		}
		c.EvidenceGained += len(o.EvidenceGained)
		c.EvidenceLost += len(o.EvidenceLost)
	}
	for i := range d.Relationships {
		r := &d.Relationships[i]
		c.Relationships.count(r.State)
		c.EvidenceGained += len(r.EvidenceGained)
		c.EvidenceLost += len(r.EvidenceLost)
	}
	return c
}

func tally(records []RecordChange) (t Tally) {
	for i := range records {
		t.count(records[i].State)
	}
	return t
}

func (t *Tally) count(s State) {
	switch s {
	case Added:
		t.Added++
	case Gone:
		t.Gone++
	case Changed:
		t.Changed++
	}
}

// Marked is two maps drawn or listed as one: a graph that has the records of both, those of after where both have one,
// and how each stands.
type Marked struct {
	Graph         *graph.Graph
	Organisations []State  // by graph.Node
	Relationships []State  // by graph.Edge
	Notes         []string // by graph.Node: what has changed, a sentence; "" where that is nothing
	EdgeNotes     []string // by graph.Edge: likewise, or why it was added or is gone: "first attested by …", "ended 2016"
	Before, After string   // how the two are called, "2014" and "2024"
	// Between says in words what was there between two dates, and at neither, so that the graph does not have it; [Difference.Marked]
	// leaves it empty.
	Between string
}
