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
	Tagged                       int    // of these, that have the id of the file as a tag, since the name does not say it
	Numbered                     int    // of these, whose id in the file is a mere number; see [ReadOptions].NameIDs
	AmbiguousDates               int    // that were not read, since they may be of two days, as 03/04/2015 may: see [DayOrder]
	// Unordered says that the ends of relationships are equals in the file, "Party A" and "Party B", or two ids of an edge list, and
	// that nothing there says whether relationships go from the one to the other or both ways: [ReadOptions].Undirected does.
	Unordered bool
	// Merged are the rows of tables of relationships that leave an end blank below a row that has both, as cells that were merged are saved.
	// They are not read as relationships, unless [Input].FillDown says so.
	Merged                 int
	Unmapped               []string // headings of the columns of tables that are no field
	Columns                []ColumnUse
	Types, Classifications []Term // in the order in which the file has them
	// Unmet are the words, of types and of classifications, that the options say something of and the file does not have; Made the ids
	// that the options say and that are in no vocabulary, so that the map has got them as its own.
	UnmetTypes, UnmetClassifications []string
	MadeTypes, MadeClassifications   []string
	Notes                            []Note // what was made up, changed or left out
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
	Lines      []int  // the first few, where they are known
	File       string // that they are of, where the input has several
}

const (
	maxTerms = 200 // in each list of the report
	maxLines = 5
)

// tally is the report while it grows.
type tally struct {
	notes                 []*Note
	noteIndex             map[[3]string]*Note
	file                  string // that is being read, of several
	files                 []tallyFile
	lastPlace             int // that place has given
	merged                int
	unmapped              []string
	columns               []*ColumnUse
	columnIndex           map[[2]string]*ColumnUse
	fields                [numFields]*ColumnUse
	types, classes        []*Term
	seen                  map[*Term]bool
	headings              []heading
	ids, implied          int
	tagged, numbered      int // of the ids
	sources, arrangements int
	ambiguousDates        int
	unordered             bool
}

func (t *tally) init() {
	t.noteIndex, t.columnIndex, t.seen = map[[3]string]*Note{}, map[[2]string]*ColumnUse{}, map[*Term]bool{}
}

// tallyFile is one of several files that are read one after another: its first line is the place after start.
type tallyFile struct {
	name  string
	start int
}

// place is a line of the file that is being read, to be noted when that may no longer be so: below 0 where there are several, or
// 0 where that is more than 32 bits have. What is a place stays one.
func (t *tally) place(line int) int {
	if line <= 0 {
		return line
	}
	start := 0
	if t.file != "" {
		start = t.files[len(t.files)-1].start
	}
	if line > 1<<31-1-start {
		return 0
	}
	if t.file == "" {
		return line
	}
	t.lastPlace = max(t.lastPlace, start+line)
	return -(start + line)
}

// lineOf is the line of a place, or a line itself, and the file that it is of.
func (t *tally) lineOf(place int) (file string, line int) {
	switch {
	case place < 0:
		next, _ := slices.BinarySearchFunc(t.files, -place, func(f tallyFile, place int) int { return cmp.Compare(f.start, place) })
		return t.files[next-1].name, -place - t.files[next-1].start
	case len(t.files) > 0 && t.file == "":
		return "", 0 // of which of them is not known
	}
	return t.file, place
}

// note counts a thing that has been made up, changed or left out. The line may be a place.
func (t *tally) note(line int, what, done string) {
	file, line := t.lineOf(line)
	key := [3]string{what, done, file}
	n := t.noteIndex[key]
	if n == nil {
		if len(t.notes) >= maxTerms {
			key = [3]string{"other things", "left out or changed"}
			n = t.noteIndex[key]
		}
		if n == nil {
			n = &Note{What: syntax.ClipTo(key[0], 200), Done: syntax.ClipTo(key[1], 200), File: key[2]}
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

// understoodPlain counts the fields of a record that can only have those.
func (c *collector) understoodPlain(r *Relationship) {
	if r.Type != "" {
		c.tally.field(RelationshipType, "relationship", func() string { return r.Type })
	}
	if r.Mutual == graph.Mutual {
		c.tally.field(RelationshipMutual, "relationship", func() string { return TruthValue(true).String() })
	}
	if r.Weight != 0 {
		c.tally.field(RelationshipWeight, "relationship", func() string { return NumberValue(r.Weight).String() })
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
type heading struct {
	heading, field string
	counted        bool
	relationships  int // in the table, once counted
}

// noteColumn tells the report that a column of a table has been read as a field. It reports whether the field is one of those
// that the report counts; of others a note has to say it.
func noteColumn(sink Sink, ofOrganisations bool, name, field string) bool {
	record, known := "relationship", field == "from" || field == "to" || isColumn(relationshipFields, field)
	if ofOrganisations {
		record, known = "organisation", isColumn(organisationFields, field)
	} else if field == fieldMutualAs {
		known = true
	}
	if c, ok := sink.(*collector); ok && known && len(c.tally.headings) < maxTerms {
		c.tally.headings = append(c.tally.headings, heading{heading: syntax.Clip(name), field: record + "." + field})
	}
	return known
}

// headingOf is how the tables call a field, or other where they call it nothing, or by several names.
func (t *tally) headingOf(field, other string) string {
	name := ""
	for _, h := range t.headings {
		if h.field == field {
			if name != "" && name != h.heading {
				return other
			}
			name = h.heading
		}
	}
	return cmp.Or(name, other)
}

// countColumns tells the report how many relationships there were in the table whose columns have been noted last.
func countColumns(sink Sink, relationships int) {
	if c, ok := sink.(*collector); ok {
		for i := range c.tally.headings {
			if h := &c.tally.headings[i]; !h.counted {
				h.counted, h.relationships = true, relationships
			}
		}
	}
}

// noteUnmapped tells the report that a column of a table is no field.
func noteUnmapped(sink Sink, name string) {
	if c, ok := sink.(*collector); ok && len(c.tally.unmapped) < maxTerms && !slices.Contains(c.tally.unmapped, name) {
		c.tally.unmapped = append(c.tally.unmapped, name)
	}
}

// noteMerged tells the report of a row that looks as if cells of it had been merged with those above.
func noteMerged(sink Sink) {
	if c, ok := sink.(*collector); ok {
		c.tally.merged++
	}
}

// readingFile tells the report which of several files the lines of notes are of; "" after the last of its rows.
func readingFile(sink Sink, name string) {
	if c, ok := sink.(*collector); ok {
		t := &c.tally
		if t.file = syntax.ClipTo(name, 200); t.file != "" {
			t.files = append(t.files, tallyFile{t.file, t.lastPlace})
		}
	}
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
		AmbiguousDates: t.ambiguousDates, Merged: t.merged, Unmapped: t.unmapped, Tagged: t.tagged, Numbered: t.numbered,
		UnmetTypes: unmet(c.opts.Types, c.terms.met[0]), UnmetClassifications: unmet(c.opts.Classifications, c.terms.met[1]),
		MadeTypes: c.terms.made[0], MadeClassifications: c.terms.made[1],
	}
	for e := range g.Edges() {
		if g.IsMutual(e) {
			r.Mutual++
		}
	}
	if c.undirected {
		if n := bothWays(g); n > 0 {
			t.notes = append(t.notes, &Note{What: "a pair of organisations that is there both ways, without a direction", Done: "kept as two mutual relationships", Count: n})
		}
	}
	r.Unordered = t.unordered && r.Mutual < r.Relationships
	for _, h := range t.headings {
		if record, field, _ := strings.Cut(h.field, "."); field == "from" || field == "to" {
			use := ColumnUse{Record: record, Name: h.heading, Becomes: h.field, Count: min(h.relationships, g.NumRelationships())}
			same := func(u ColumnUse) bool { return u.Name == use.Name && u.Becomes == use.Becomes }
			if i := slices.IndexFunc(r.Columns, same); i >= 0 { // in another table
				r.Columns[i].Count += use.Count
			} else {
				r.Columns = append(r.Columns, use)
			}
		}
	}
	for _, u := range t.fields {
		if u != nil {
			u.Name = t.headingOf(u.Becomes, u.Name)
			r.Columns = append(r.Columns, *u)
		}
	}
	for _, u := range t.columns {
		u.Name = t.headingOf(u.Record+"."+u.Name, u.Name) // what a field has not taken stands under its name
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

// bothWays counts the pairs of organisations with mutual relationships that have been written from the one and from the other.
// O(organisations + relationships).
func bothWays(g *graph.Graph) (n int) {
	const from, to, counted = 1, 2, 3
	type mark struct {
		by  graph.Node // 1 + the lesser of the pair
		has uint8
	}
	marks := make([]mark, g.NumOrganisations())
	for a := range g.Nodes() {
		for e := range g.Out(a) {
			b, way := g.To(e), uint8(from)
			if b == a {
				b, way = g.From(e), to
			}
			if b <= a || !g.IsMutual(e) {
				continue
			}
			if m := &marks[b]; m.by != a+1 {
				*m = mark{a + 1, way}
			} else if m.has != counted && m.has != way {
				m.has = counted
				n++
			}
		}
	}
	return n
}
