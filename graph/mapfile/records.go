package mapfile

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

func (r *reader) addClassification(l *loaded[graph.Classification]) error {
	return r.classifications.added(l.record.ID, r.b.AddClassification(l.record))
}

func (r *reader) addType(l *loaded[graph.Type]) error {
	return r.types.added(l.record.ID, r.b.AddType(l.record))
}

func (r *reader) addSource(l *loaded[graph.Source]) error {
	return r.sources.added(l.record.ID, r.b.AddSource(l.record))
}

func (r *reader) addArrangement(l *loaded[graph.Arrangement]) error {
	return r.arrangements.added(l.record.ID, r.b.AddArrangement(l.record))
}

// added notes that a record is in the graph or, where err is not nil, lost to it.
func (r *records) added(id string, err error) error {
	if err != nil {
		r.lose(id)
		if slug := graph.Slug(id); slug != id {
			r.lose(slug) // as those that refer to it may write it
		}
	} else {
		r.ids = append(r.ids, id)
	}
	return err
}

func (r *reader) addOrganisation(l *loaded[graph.Organisation]) error {
	o := &l.record
	field := organisationKind.index("other_names")
	for _, row := range r.otherNames[o.ID] {
		l.cells = append(l.cells, elementCells(&row, 1, field, len(o.OtherNames))...)
		o.OtherNames = append(o.OtherNames, row.record.name)
	}
	delete(r.otherNames, o.ID)
	r.organisations.names = append(r.organisations.names, names{o.ID, o.Name, o.ShortName})
	n, err := r.b.AddOrganisation(*o)
	if err == nil {
		r.evidence.organisations.found(o.ID, int32(n), len(o.Evidence))
	}
	return r.organisations.added(o.ID, err)
}

// elementCells returns the places of a row of a CSV file as those of an element of a field: the element
// itself, and its fields, which come after the columns that say whose it is.
func elementCells[T any](row *loaded[T], owners, field, elem int) []cell {
	cells := []cell{{field: int16(field), elem: int32(elem), sub: -1, place: row.place}}
	for _, c := range row.cells {
		if sub := int(c.field) - owners; sub >= 0 {
			cells = append(cells, cell{field: int16(field), elem: int32(elem), sub: int16(sub), place: c.place})
		}
	}
	return cells
}

func (r *reader) readOtherNames() {
	r.otherNames = map[string][]loaded[otherNameRow]{}
	for l := range recordsOf(r, &otherNameRowKind, &records{}) {
		if l.record.organisation == "" {
			r.fault(l.place, "\"organisation\" is missing")
			continue
		}
		r.otherNames[l.record.organisation] = append(r.otherNames[l.record.organisation], *l)
	}
}

// checkOtherNames notes the rows of other_names.csv that belong to no organisation.
func (r *reader) checkOtherNames() {
	for id, rows := range r.otherNames { // in any order: faults are sorted
		if r.organisations.faulty[id] || r.organisations.incomplete {
			continue
		}
		for _, row := range rows {
			r.fault(row.find(0, -1, -1), "%s", r.noOrganisation(id))
		}
	}
}

func (r *reader) noOrganisation(id string) string {
	message := fmt.Sprintf("no organisation %q", id)
	if hint := r.nameHint(id); hint != "" {
		return message + hint
	}
	if r.someIDs == nil {
		for _, n := range r.organisations.names[:min(len(r.organisations.names), maxSuggested)] {
			r.someIDs = append(r.someIDs, n.id)
		}
	}
	return suggest(message, graph.Suggest(id, r.someIDs))
}

// maxSuggested bounds the ids that are searched for suggestions: a large file can have a thousand faults.
const maxSuggested = 5000

// readMapRows reads map.csv, whose rows are the fields of the map itself.
func (r *reader) readMapRows() {
	for l := range recordsOf(r, &mapRowKind, &records{}) {
		name := l.record.field
		if !slices.ContainsFunc(mapFields, func(f field[mapText]) bool { return f.name == name }) {
			var known []string
			for _, f := range mapFields {
				known = append(known, f.name)
			}
			r.fault(l.find(0, -1, -1), "%s", unknownField(name, "the map", known))
			continue
		}
		if l.record.value != "" {
			r.setText(name, l.record.value, l.find(1, -1, -1))
		}
	}
}

func (r *reader) addRelationships() {
	if o := &r.organisations; len(o.ids) == 0 && len(o.faulty) == 0 && !o.incomplete {
		r.refuseWithoutOrganisations()
		return
	}
	stage(r, &relationshipKind, &r.relationships, r.addRelationship)
}

func (r *reader) addRelationship(l *loaded[graph.Relationship]) error {
	rel := &l.record
	made := r.evidence.madeID(rel)
	e, err := r.b.AddRelationship(*rel)
	if err != nil {
		r.relationships.lose(rel.ID)
		r.relationships.lose(made)
		return err
	}
	id := made
	if rel.ID != "" {
		id = rel.ID
		if r.relationships.ownIDs == nil {
			r.relationships.ownIDs = map[string]int{}
		}
		r.relationships.ownIDs[rel.ID] = int(e)
	}
	if id != "" {
		r.evidence.relationships.found(id, int32(e), len(rel.Evidence))
	}
	return nil
}

// refuseWithoutOrganisations says what is missing in a map that has relationships only.
func (r *reader) refuseWithoutOrganisations() {
	const shown, most = 20, 1_000_000
	var first []string
	var at *place
	seen := map[string]bool{}
	for l := range recordsOf(r, &relationshipKind, &records{}) {
		if at == nil {
			at = &place{file: l.place.file}
		}
		for _, id := range []string{l.record.From, l.record.To} {
			if id == "" || seen[id] || len(seen) == most {
				continue
			}
			seen[id] = true
			if len(first) < shown {
				first = append(first, id)
			}
		}
	}
	if at == nil || r.enough() {
		return
	}
	what := "a section \"organisations:\" with an item"
	if r.files[at.file].isCSV {
		what = organisationKind.file + " with the columns id and name and a row"
	}
	message := fmt.Sprintf("the map declares no organisations: add %s for each of %s", what, strings.Join(first, ", "))
	if more := len(seen) - len(first); more > 0 {
		message += fmt.Sprintf(" and %d more", more)
	}
	r.fault(*at, "%s", message)
}

// evidenceRows resolves what the rows of evidence.csv refer to. The file is read twice: before the
// records, for the ids in it, and after them. So only those ids are kept in memory.
type evidenceRows struct {
	organisations, relationships targets
	parallel                     map[string]int // made ids that are wanted, without number: how many so far
	key                          []byte
	some                         []string // a few ids of relationships, for suggestions
}

// targets are the records that rows refer to.
type targets map[string]*target

type target struct {
	number int32 // of the record, or -1
	items  int   // pieces of evidence that it has
}

func (t targets) want(id string) {
	if id != "" && t[id] == nil {
		t[id] = &target{number: -1}
	}
}

func (t targets) found(id string, number int32, items int) {
	if w := t[id]; w != nil {
		w.number, w.items = number, items
	}
}

// numberOfID matches the number at the end of an id that a graph makes.
var numberOfID = regexp.MustCompile(`^([^:]+:[^:]+:[^:]+):[0-9]+$`)

func (r *reader) wantEvidence() {
	e := &r.evidence
	e.organisations, e.relationships, e.parallel = targets{}, targets{}, map[string]int{}
	before := len(r.faults)
	for l := range recordsOf(r, &evidenceRowKind, &records{}) {
		e.organisations.want(strings.Clone(l.record.organisation))
		if id := strings.Clone(l.record.relationship); id != "" {
			e.relationships.want(id)
			if m := numberOfID.FindStringSubmatch(id); m != nil {
				id = m[1]
			}
			e.parallel[id] = 0
		}
	}
	r.faults = r.faults[:before] // they come again
}

// madeID returns the id that the graph will make for a relationship, where rows of evidence.csv can refer
// to it, else "".
func (e *evidenceRows) madeID(rel *graph.Relationship) string {
	if len(e.relationships) == 0 {
		return ""
	}
	e.key = append(e.key[:0], rel.From...)
	e.key = append(append(e.key, ':'), rel.Type...)
	e.key = append(append(e.key, ':'), rel.To...)
	if len(e.some) < maxSuggested {
		e.some = append(e.some, string(e.key))
	}
	n, wanted := e.parallel[string(e.key)]
	if !wanted {
		return ""
	}
	id := string(e.key)
	e.parallel[id] = n + 1
	if n > 0 {
		id = fmt.Sprintf("%s:%d", id, n+1)
	}
	return id
}

// addEvidence reads evidence.csv the second time.
func (r *reader) addEvidence() {
	for l := range recordsOf(r, &evidenceRowKind, &records{}) {
		row := &l.record
		switch {
		case row.organisation == "" && row.relationship == "":
			r.fault(l.place, "the row says of neither an organisation nor a relationship that it is its evidence")
		case row.organisation != "" && row.relationship != "":
			r.fault(l.place, "the row is evidence of an organisation and of a relationship: make two rows of it")
		case row.organisation != "":
			r.addEvidenceOf(l, organisationKind.name, row.organisation)
		default:
			r.addEvidenceOf(l, relationshipKind.name, row.relationship)
		}
	}
}

func (r *reader) addEvidenceOf(l *loaded[evidenceRow], kind, id string) {
	wanted, column := r.evidence.organisations, 0
	if kind == relationshipKind.name {
		wanted, column = r.evidence.relationships, 1
	}
	known := r.known(kind)
	t := wanted[id]
	if t == nil || t.number < 0 {
		if known.faulty[id] || known.incomplete {
			return
		}
		message := r.noOrganisation(id)
		if kind == relationshipKind.name {
			message = suggest(fmt.Sprintf("no relationship %q", id), graph.Suggest(id, r.evidence.some))
		}
		r.fault(l.find(column, -1, -1), "%s", message)
		return
	}
	var err error
	if kind == organisationKind.name {
		err = r.b.AddOrganisationEvidence(graph.Node(t.number), l.record.evidence)
	} else {
		err = r.b.AddRelationshipEvidence(graph.Edge(t.number), l.record.evidence)
	}
	if err != nil {
		r.reportEvidence(l, err)
		return
	}
	for _, c := range elementCells(l, 2, fieldIndex(kind, "evidence"), t.items) {
		known.places.addForeign(t.number, c)
	}
	t.items++
}

// reportEvidence is report for a row, whose fields are the element that the Builder speaks of.
func (r *reader) reportEvidence(l *loaded[evidenceRow], err error) {
	wrong, ok := err.(*graph.RecordError)
	if !ok {
		r.fault(l.place, "%s", err)
		return
	}
	r.reported[wrong] = true
	for _, f := range wrong.Faults {
		if message, ok := r.message(f); ok {
			r.fault(l.find(evidenceRowKind.index(f.Sub), -1, -1), "%s", message)
		}
	}
}
