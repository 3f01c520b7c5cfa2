package exchange

import (
	"cmp"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// Report says what a reader has understood, made up and left out. It is the same for the same input, and bounded
// whatever that is: lists end at 200 elements, and what more there was is counted in the last.
type Report struct {
	Format                       string // its name
	Organisations, Relationships int    // in the graph
	Mutual                       int    // of the relationships
	Sources, Arrangements        int    // in the file, or made of references
	Implied                      int    // organisations that the file only refers to
	Renamed                      int    // organisations with another id than in the file
	AmbiguousDates               int    // that were not read, since they may be of two days, as 03/04/2015 may: see [DayOrder]
	// Unordered says that the ends of relationships are equals in the file, "Party A" and "Party B", or two ids of an edge list, and
	// that nothing there says whether relationships go from the one to the other or both ways: [ReadOptions].Undirected does.
	Unordered              bool
	Columns                []ColumnUse
	Types, Classifications []Term // in the order in which the file has them
	Notes                  []Note // what was made up, changed or left out
}

// ColumnUse is what has become of an attribute of the file.
type ColumnUse struct {
	Record  string // "organisation" or "relationship"
	Name    string // as the file has it; that of the field where the format has its own
	Becomes string // the field, such as "organisation.name", "tag" or "note"
	Count   int    // records that have it
	Example string // the first value, cut
}

// Term is a word of the file for a type or classification, and what it stands for.
type Term struct {
	Text        string // as the file has it; "" for relationships without a type
	ID          string
	How         How
	Count       int
	Suggestions []string // ids of built-in ones that a proposed one may mean
}

// How says how a word has been understood.
type How uint8

const (
	Known    How = iota // it is an id, or declared in the file
	Matched             // the label of one, or nearly
	Inverted            // the inverse label of a type: the relationships have been turned round
	Given               // the options say so
	Proposed            // in no vocabulary: the map has got one of its own
)

var howNames = []string{"known", "matched", "matched the other way round", "as you say", "proposed"}

func (h How) String() string { return howNames[h] }

// Note is a thing that was made up, changed or left out, and how often.
type Note struct {
	What, Done string // "a weight that is not above 0", "left out"
	Count      int
	Lines      []int // the first few, where they are known
}

const (
	maxTerms = 200 // in each list of the report
	maxLines = 5
)

// tally is the report while it grows.
type tally struct {
	notes                 []*Note
	noteIndex             map[[2]string]*Note
	columns               []*ColumnUse
	columnIndex           map[[2]string]*ColumnUse
	fields                [numFields]*ColumnUse
	types, classes        []*Term
	seen                  map[*Term]bool
	headings              []heading
	ids, implied          int
	sources, arrangements int
	ambiguousDates        int
	unordered             bool
}

func (t *tally) init() {
	t.noteIndex, t.columnIndex, t.seen = map[[2]string]*Note{}, map[[2]string]*ColumnUse{}, map[*Term]bool{}
}

func (t *tally) note(line int, what, done string) {
	key := [2]string{what, done}
	n := t.noteIndex[key]
	if n == nil {
		if len(t.notes) >= maxTerms {
			key = [2]string{"other things", "left out or changed"}
			n = t.noteIndex[key]
		}
		if n == nil {
			n = &Note{What: syntax.ClipTo(key[0], 200), Done: syntax.ClipTo(key[1], 200)}
			t.noteIndex[key] = n
			t.notes = append(t.notes, n)
		}
	}
	n.Count++
	if line > 0 && len(n.Lines) < maxLines && !slices.Contains(n.Lines, line) {
		n.Lines = append(n.Lines, line)
	}
}

// term counts one that has been met. It reports whether that is all that there is to do for the same one again.
func (t *tally) term(term *Term, list *[]*Term) (listed bool) {
	term.Count++
	if t.seen[term] {
		return true
	}
	if len(*list) < maxTerms {
		t.seen[term] = true
		*list = append(*list, term)
		return true
	} else if len(*list) == maxTerms {
		*list = append(*list, &Term{Text: "…", How: term.How, Count: 1})
	} else {
		(*list)[maxTerms].Count++
	}
	return false
}

// extra notes an attribute that the model has no field for.
func (t *tally) extra(record, becomes string, a Attribute) {
	key := [2]string{record, a.Name}
	u := t.columnIndex[key]
	if u == nil {
		if len(t.columns) >= maxTerms {
			key[1] = "…"
			u = t.columnIndex[key]
		}
		if u == nil {
			u = &ColumnUse{Record: record, Name: syntax.Clip(key[1]), Becomes: becomes, Example: syntax.Clip(a.Value.String())}
			t.columnIndex[key] = u
			t.columns = append(t.columns, u)
		}
	}
	u.Count++
}

func (t *tally) field(f Field, record string, example func() string) {
	u := t.fields[f]
	if u == nil {
		name := f.String()[len(record)+1:]
		u = &ColumnUse{Record: record, Name: name, Becomes: f.String(), Example: syntax.Clip(example())}
		t.fields[f] = u
	}
	u.Count++
}

// understoodOrganisation counts the fields of a record.
func (c *collector) understoodOrganisation(o *Organisation) {
	for i := range organisationFields {
		if presentInOrganisation(o, i) {
			c.tally.field(organisationFields[i].Field, "organisation", func() string { return organisationFields[i].get(o).String() })
		}
	}
}

func (c *collector) understoodRelationship(r *Relationship) {
	for i := range relationshipFields {
		if presentInRelationship(r, i) {
			c.tally.field(relationshipFields[i].Field, "relationship", func() string { return relationshipFields[i].get(r).String() })
		}
	}
}

// presentInOrganisation reports whether a field has a value, without making one: there may be millions.
func presentInOrganisation(o *Organisation, i int) bool {
	switch organisationFields[i].Field {
	case OrganisationName:
		return o.Name != ""
	case OrganisationShortName:
		return o.ShortName != ""
	case OrganisationOtherNames:
		return len(o.OtherNames) > 0
	case OrganisationClassification:
		return len(o.Classifications) > 0
	case OrganisationFoundingDate:
		return !o.FoundingDate.IsZero()
	case OrganisationDissolutionDate:
		return !o.DissolutionDate.IsZero()
	case OrganisationDescription:
		return o.Description != ""
	case OrganisationURL:
		return o.URL != ""
	case OrganisationTags:
		return len(o.Tags) > 0
	case OrganisationEvidence:
		return len(o.Evidence) > 0
	}
	return false
}

func presentInRelationship(r *Relationship, i int) bool {
	switch relationshipFields[i].Field {
	case RelationshipType:
		return r.Type != ""
	case RelationshipLabel:
		return r.Label != ""
	case RelationshipMutual:
		return r.Mutual == graph.Mutual && relationshipFields[i].Kind == Truth // symmetric; reverse_of has gone by then
	case RelationshipStartDate:
		return !r.StartDate.IsZero()
	case RelationshipEndDate:
		return !r.EndDate.IsZero()
	case RelationshipStatus:
		return r.Status != graph.Active
	case RelationshipConfidence:
		return r.Confidence != graph.Confirmed
	case RelationshipWeight:
		return r.Weight != 0
	case RelationshipArrangement:
		return r.Arrangement != ""
	case RelationshipNote:
		return r.Note != ""
	case RelationshipEvidence:
		return len(r.Evidence) > 0
	}
	return false
}

// heading is how a table calls a field.
type heading struct{ heading, field string }

// noteColumn tells the report that a column of a table has been read as a field. It reports whether the field is one of those
// that the report counts; of others a note has to say it.
func noteColumn(sink Sink, ofOrganisations bool, name, field string) bool {
	record, known := "relationship", field == "from" || field == "to" || isColumn(relationshipFields, field)
	if ofOrganisations {
		record, known = "organisation", isColumn(organisationFields, field)
	}
	if c, ok := sink.(*collector); ok && known && len(c.tally.headings) < maxTerms {
		c.tally.headings = append(c.tally.headings, heading{syntax.Clip(name), record + "." + field})
	}
	return known
}

// noteUnordered tells the report that nothing in the file says which way relationships go.
func noteUnordered(sink Sink) {
	if c, ok := sink.(*collector); ok {
		c.tally.unordered = true
	}
}

// report is what has been tallied.
func (c *collector) report(f *Format, g *graph.Graph) Report {
	t := &c.tally
	r := Report{
		Format: f.Name, Organisations: g.NumOrganisations(), Relationships: g.NumRelationships(),
		Sources: t.sources, Arrangements: t.arrangements, Implied: t.implied, Renamed: t.ids,
		AmbiguousDates: t.ambiguousDates,
	}
	for e := range g.Edges() {
		if g.IsMutual(e) {
			r.Mutual++
		}
	}
	r.Unordered = t.unordered && r.Mutual < r.Relationships
	for _, h := range t.headings {
		if record, field, _ := strings.Cut(h.field, "."); field == "from" || field == "to" {
			r.Columns = append(r.Columns, ColumnUse{Record: record, Name: h.heading, Becomes: h.field, Count: g.NumRelationships()})
		}
	}
	for _, u := range t.fields {
		if u != nil {
			for _, h := range t.headings {
				if h.field == u.Becomes {
					u.Name = h.heading
				}
			}
			r.Columns = append(r.Columns, *u)
		}
	}
	for _, u := range t.columns {
		r.Columns = append(r.Columns, *u)
	}
	slices.SortStableFunc(r.Columns, func(a, b ColumnUse) int { return cmp.Compare(a.Record, b.Record) })
	for _, term := range t.types {
		r.Types = append(r.Types, *term)
	}
	for _, term := range t.classes {
		r.Classifications = append(r.Classifications, *term)
	}
	for _, n := range t.notes {
		r.Notes = append(r.Notes, *n)
	}
	return r
}
