package graph

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph/internal/intern"
)

// Builder makes a [Graph] of records. The zero Builder is not usable; see [NewBuilder]. Each Add method
// returns what is wrong with its record, a [*RecordError] with every fault at once, and leaves a wrong
// record out; [Builder.Build] returns all of those errors again, so that a caller may look only there.
//
// A record comes after those that it names: classifications first, then types, sources and arrangements,
// organisations, and relationships. A Builder is for one goroutine.
type Builder struct {
	g          *Graph
	errs       []error
	lists      map[string]uint32 // lists of words that are already kept, by their joined text
	orgItems   []recordEvidence
	relItems   []recordEvidence
	amended    map[Node]amended
	itemsOf    map[recordEvidence]struct{} // the first itemsKnown of orgItems, once evidence has been amended
	itemsKnown int
	known      map[Node]Date // from when organisations are known to be there by what the graph has not
	lastType   string        // the type of the last relationship: those of a file come in runs
	lastTypeAt int
	expected   int // organisations that are yet to come: see Expect
}

type recordEvidence struct {
	record int32
	item   evidenceItem
}

// maxErrors is how many errors a Builder keeps: so many say enough, and a file of millions of faults must
// not fill the memory.
const maxErrors = 100

// Weights stay well inside the range of float64, so that neither the sum of any number of them nor the
// inverse of one overflows.
const minWeight, maxWeight = 1e-100, 1e100

var errBuilt = errors.New("the graph is built; a Builder makes only one")

// NewBuilder returns a Builder whose vocabulary is the built-in one.
func NewBuilder() *Builder {
	b := &Builder{lists: map[string]uint32{}, lastTypeAt: -1}
	b.g = &Graph{
		vocabulary: &Vocabulary{
			types:           newConcepts("type", builtinTypes, func(t Type) string { return t.ID }),
			classifications: newConcepts("classification", builtinClassifications, func(c Classification) string { return c.ID }),
		},
		sourceIndex:      map[string]int{},
		arrangementIndex: map[string]int{},
		ids:              &intern.Table{},
		text:             &intern.Table{},
	}
	b.g.rel.ownIDs = &intern.Table{}
	b.intern("")
	return b
}

// Grow makes room for further organisations and relationships, where their number is known.
func (b *Builder) Grow(organisations, relationships int) {
	if b.g == nil || organisations < 0 || relationships < 0 {
		return
	}
	b.g.ids.Grow(organisations, 0)
	c := &b.g.rel
	c.from, c.to = slices.Grow(c.from, relationships), slices.Grow(c.to, relationships)
	c.kind, c.flags = slices.Grow(c.kind, relationships), slices.Grow(c.flags, relationships)
}

// NumRelationships returns how many relationships there are so far.
func (b *Builder) NumRelationships() int {
	if b.g == nil {
		return 0
	}
	return len(b.g.rel.from)
}

// Ends returns the ends and the type of a relationship that has been added, and whether it was given an id; not after Build. An end
// that is expected is below 0.
func (b *Builder) Ends(e Edge) (from, to Node, typeID string, ownID bool) {
	c := &b.g.rel
	return c.from[e], c.to[e], b.g.vocabulary.types.ids[c.kind[e]], c.ownID.get(int(e)) > 0
}

// SetTitle sets the title and the description of the map.
func (b *Builder) SetTitle(title, description string) error {
	if b.g == nil {
		return errBuilt
	}
	var f faults
	b.g.title = f.clean("title", title)
	b.g.description = f.clean("description", description)
	return b.note(f.err("map", ""))
}

// AddType adds a type of relationship. Its broader type may follow later; its classifications must be
// there.
func (b *Builder) AddType(t Type) error {
	if b.g == nil {
		return errBuilt
	}
	var f faults
	b.checkNewID(&f, "type", t.ID, b.g.vocabulary.types.index)
	t.Label, t.InverseLabel = f.clean("label", t.Label), f.clean("inverse_label", t.InverseLabel)
	t.Description = f.clean("description", t.Description)
	for _, side := range []struct {
		field string
		ids   []string
	}{{"from", t.From}, {"to", t.To}} {
		for i, id := range side.ids {
			before := len(f)
			if _, ok := b.g.vocabulary.classifications.index[id]; !ok {
				b.unknown(&f, side.field, "classification", id, b.g.vocabulary.classifications.known)
			}
			f.element(before, i)
		}
	}
	if len(b.g.vocabulary.types.all) > math.MaxUint16 {
		f.add("id", "a map has at most %d types", math.MaxUint16+1)
	}
	if len(f) == 0 {
		t.From, t.To = slices.Clone(t.From), slices.Clone(t.To)
		b.g.vocabulary.types.add(t.ID, t)
	}
	return b.note(f.err("type", t.ID))
}

// AddClassification adds a classification of organisations. Its broader one may follow later.
func (b *Builder) AddClassification(c Classification) error {
	if b.g == nil {
		return errBuilt
	}
	var f faults
	b.checkNewID(&f, "classification", c.ID, b.g.vocabulary.classifications.index)
	c.Label, c.PluralLabel = f.clean("label", c.Label), f.clean("plural_label", c.PluralLabel)
	c.Description = f.clean("description", c.Description)
	if len(f) == 0 {
		b.g.vocabulary.classifications.add(c.ID, c)
	}
	return b.note(f.err("classification", c.ID))
}

// AddVocabulary adds the classifications and types that another graph has of its own.
func (b *Builder) AddVocabulary(v *Vocabulary) error {
	for c := range v.OwnClassifications() {
		if err := b.AddClassification(c); err != nil {
			return err
		}
	}
	for t := range v.OwnTypes() {
		if err := b.AddType(t); err != nil {
			return err
		}
	}
	return nil
}

// AddSource adds a document that evidence can cite.
func (b *Builder) AddSource(s Source) error {
	if b.g == nil {
		return errBuilt
	}
	var f faults
	b.checkNewID(&f, "source", s.ID, b.g.sourceIndex)
	for _, field := range []struct {
		name string
		text *string
	}{
		{"title", &s.Title}, {"publisher", &s.Publisher}, {"author", &s.Author}, {"type", &s.Type},
		{"url", &s.URL}, {"archive_url", &s.ArchiveURL}, {"file", &s.File}, {"note", &s.Note},
	} {
		*field.text = f.clean(field.name, *field.text)
	}
	if len(f) == 0 {
		b.g.sourceIndex[s.ID] = len(b.g.sources)
		b.g.sources = append(b.g.sources, s)
	}
	return b.note(f.err("source", s.ID))
}

// AddArrangement adds an arrangement; the relationships that belong to it say so.
func (b *Builder) AddArrangement(a Arrangement) error {
	if b.g == nil {
		return errBuilt
	}
	var f faults
	b.checkNewID(&f, "arrangement", a.ID, b.g.arrangementIndex)
	a.Label, a.Note = f.clean("label", a.Label), f.clean("note", a.Note)
	if int(a.Rule) >= len(ruleNames) {
		f.add("rule", "no rule %d", a.Rule)
	}
	if len(f) == 0 {
		b.g.arrangementIndex[a.ID] = len(b.g.arrangements)
		b.g.arrangements = append(b.g.arrangements, a)
	}
	return b.note(f.err("arrangement", a.ID))
}

// AddOrganisation adds an organisation and returns its number.
func (b *Builder) AddOrganisation(o Organisation) (Node, error) {
	if b.g == nil {
		return 0, errBuilt
	}
	var f faults
	n := b.g.ids.Len()
	checkID(&f, o.ID)
	if _, ok := b.g.ids.Find(o.ID); ok {
		f.taken("organisation", o.ID)
	}
	text, lists := b.organisationTexts(&f, &o)
	items := b.evidenceItems(&f, o.Evidence)
	if n == math.MaxInt32 {
		f.add("id", "a map has at most %d organisations", math.MaxInt32)
	}
	if len(f) > 0 {
		return 0, b.note(f.err("organisation", o.ID))
	}
	if _, _, err := b.g.ids.Intern(o.ID); err != nil {
		return 0, b.note(err)
	}
	b.setTexts(n, &o, text)
	c := &b.g.org
	c.classifications.set(n, b.list(&c.classificationLists, "c", o.Classifications))
	c.tags.set(n, b.list(&c.tagLists, "t", lists.tags))
	b.setOtherNames(n, lists.others)
	for _, item := range items {
		b.orgItems = append(b.orgItems, recordEvidence{int32(n), item})
	}
	return Node(n), nil
}

// organisationLists are the lists of a record, cleaned.
type organisationLists struct {
	tags   []string
	others []OtherName
}

// organisationTexts checks what a record says but for its id and evidence, and returns its name, short name, description and URL, interned,
// and its lists.
func (b *Builder) organisationTexts(f *faults, o *Organisation) (text [4]uint32, lists organisationLists) {
	text = [4]uint32{
		b.clean(f, "name", o.Name), b.clean(f, "short_name", o.ShortName),
		b.clean(f, "description", o.Description), b.clean(f, "url", o.URL),
	}
	for i, id := range o.Classifications {
		before := len(*f)
		if _, ok := b.g.vocabulary.classifications.index[id]; !ok {
			b.unknown(f, "classification", "classification", id, b.g.vocabulary.classifications.known)
		} else if slices.Contains(o.Classifications[:i], id) {
			f.add("classification", "%q is there twice", id)
		}
		f.element(before, i)
	}
	lists.tags = cleanList(f, "tags", o.Tags)
	others := slices.Clone(o.OtherNames)
	for i := range others {
		before := len(*f)
		if others[i].Name == "" {
			f.add("name", "is missing")
		}
		others[i].Name, others[i].Note = f.clean("name", others[i].Name), f.clean("note", others[i].Note)
		f.record(before, "other_names", i)
	}
	lists.others = others
	return text, lists
}

// setTexts sets the texts and dates of a record, as organisationTexts has checked them; what is empty there stays as it was.
func (b *Builder) setTexts(n int, o *Organisation, text [4]uint32) {
	c := &b.g.org
	c.name.set(n, text[0])
	c.shortName.set(n, text[1])
	c.description.set(n, text[2])
	c.url.set(n, text[3])
	c.founded.set(n, o.FoundingDate)
	c.dissolved.set(n, o.DissolutionDate)
}

func (b *Builder) setOtherNames(n int, others []OtherName) {
	if c := &b.g.org; len(others) > 0 {
		c.otherNameLists = append(c.otherNameLists, others)
		c.otherNames.set(n, uint32(len(c.otherNameLists)))
	}
}

// AddRelationship adds a relationship and returns its number.
func (b *Builder) AddRelationship(r Relationship) (Edge, error) {
	if b.g == nil {
		return 0, errBuilt
	}
	var f faults
	from, to := b.end(&f, "from", r.From), b.end(&f, "to", r.To)
	e, err := b.addRelationship(&f, from, to, &r)
	if len(f) > 0 {
		return 0, b.relationshipFault(f, &r)
	}
	return e, err
}

func (b *Builder) relationshipFault(f faults, r *Relationship) error {
	id := r.ID
	if id == "" {
		id = r.From + ":" + r.Type + ":" + r.To
	}
	return b.note(f.err("relationship", id))
}

// addRelationship adds a relationship between two organisations, unless f has faults or gets some.
func (b *Builder) addRelationship(f *faults, from, to Node, r *Relationship) (Edge, error) {
	c, e := &b.g.rel, len(b.g.rel.from)
	kind := b.typeIndex(f, r.Type)
	if kind >= 0 && len(*f) == 0 {
		b.checkReflexive(f, kind, from, to, r.To)
	}
	if r.ID != "" {
		b.checkRelationshipID(f, r)
	}
	label, note := b.clean(f, "label", r.Label), b.clean(f, "note", r.Note)
	arrangement := b.arrangement(f, r.Arrangement)
	f.checkScalars(r)
	items := b.evidenceItems(f, r.Evidence)
	if e == math.MaxInt32 {
		f.add("id", "a map has at most %d relationships", math.MaxInt32)
	}
	if len(*f) > 0 {
		return 0, nil
	}
	c.from, c.to, c.kind = append(c.from, from), append(c.to, to), append(c.kind, uint16(kind))
	flags := uint8(r.Status)<<statusShift | uint8(r.Confidence)<<confidenceShift
	if r.Mutual == Mutual || r.Mutual == MutualByType && b.g.vocabulary.types.all[kind].Mutual {
		flags |= flagMutual
	}
	c.flags = append(c.flags, flags)
	if r.ID != "" {
		number, _, err := c.ownIDs.Intern(r.ID)
		if err != nil {
			return 0, b.note(err)
		}
		c.ownID.set(e, number+1)
		c.ownIDEdges = append(c.ownIDEdges, Edge(e))
	}
	c.label.set(e, label)
	c.note.set(e, note)
	c.arrangement.set(e, arrangement)
	c.start.set(e, r.StartDate)
	c.end.set(e, r.EndDate)
	if r.Weight != 1 {
		c.weight.set(e, r.Weight)
	}
	for _, item := range items {
		b.relItems = append(b.relItems, recordEvidence{int32(e), item})
	}
	return Edge(e), nil
}

// checkReflexive allows a relationship of an organisation, whose id is for the message, with itself where its type does.
func (b *Builder) checkReflexive(f *faults, kind int, from, to Node, id string) {
	if t := &b.g.vocabulary.types.all[kind]; from == to && t.Irreflexive {
		f.add("to", "%q is related to itself, which the type %q does not allow", id, t.ID)
	}
}

func validWeight(w float64) bool {
	return w == 0 || minWeight <= w && w <= maxWeight // so that NaN is not
}

// checkScalars notes what is wrong with the fields of a relationship that are numbers.
func (f *faults) checkScalars(r *Relationship) {
	if !validWeight(r.Weight) {
		f.add("weight", "%v is not a weight: a weight is a number above 0, from %v to %v", r.Weight, minWeight, maxWeight)
	}
	if r.Mutual > OneWay {
		f.add("mutual", "no mutuality %d", r.Mutual)
	}
	if int(r.Status) >= len(statusNames) {
		f.add("status", "no status %d", r.Status)
	}
	if int(r.Confidence) >= len(confidenceNames) {
		f.add("confidence", "no confidence %d", r.Confidence)
	}
}

// KnowOrganisationFrom says that an organisation is known to be there from a date, by something that the graph will not
// have, such as a relationship that a fold makes part of it. It counts for [Graph.KnownFrom] as a relationship does that is known
// from then: an unknown date says that the organisation has always been there. Of several dates the earliest counts.
func (b *Builder) KnowOrganisationFrom(n Node, d Date) error {
	if b.g == nil {
		return errBuilt
	}
	if n < 0 || int(n) >= b.g.ids.Len() {
		var f faults
		f.add("id", "there is no organisation number %d", n)
		return b.note(f.err("organisation", ""))
	}
	if b.known == nil {
		b.known = map[Node]Date{}
	}
	if was, there := b.known[n]; !there || d.Compare(was) < 0 {
		b.known[n] = d
	}
	return nil
}

func (b *Builder) end(f *faults, field, id string) Node {
	n, ok := b.g.ids.Find(id)
	switch {
	case ok:
		return Node(n)
	case id == "":
		f.add(field, "is missing")
	default:
		b.unknown(f, field, "organisation", id, b.organisationIDs)
	}
	return -1
}

// organisationIDs is for suggestions only; beyond a few thousand they cost more than they help, because a
// large file may have as many faults.
func (b *Builder) organisationIDs() []string {
	ids := make([]string, min(b.g.ids.Len(), 5000))
	for i := range ids {
		ids[i] = b.g.ids.At(uint32(i))
	}
	return ids
}

func (b *Builder) typeIndex(f *faults, id string) int {
	if id == b.lastType && b.lastTypeAt >= 0 {
		return b.lastTypeAt
	}
	types := &b.g.vocabulary.types
	i, ok := types.index[id]
	switch {
	case ok:
		b.lastType, b.lastTypeAt = types.ids[i], i
		return i
	case id == "":
		f.add("type", "is missing")
	default:
		b.unknown(f, "type", "type", id, types.known)
	}
	return -1
}

func (b *Builder) arrangement(f *faults, id string) uint32 {
	if id == "" {
		return 0
	}
	i, ok := b.g.arrangementIndex[id]
	if !ok {
		b.unknown(f, "arrangement", "arrangement", id, b.g.arrangementIDs)
	}
	return uint32(i + 1)
}

// unknown notes that a record names what is not there. Only the errors that the Builder keeps come with
// suggestions: those of a file of millions of faults would take hours.
func (b *Builder) unknown(f *faults, field, kind, value string, known func() []string) {
	var words []string
	if len(b.errs) < maxErrors {
		words = known()
	}
	f.unknown(field, kind, value, words)
}

// checkRelationshipID allows a slug and what the graph might itself make of the ends and the type.
func (b *Builder) checkRelationshipID(f *faults, r *Relationship) {
	if from, kind, to, _, ok := parseMadeID(r.ID); !ok || from != r.From || kind != r.Type || to != r.To {
		checkID(f, r.ID)
	}
	if _, ok := b.g.rel.ownIDs.Find(r.ID); ok {
		f.taken("relationship", r.ID)
	}
}

func (b *Builder) checkNewID(f *faults, kind, id string, index map[string]int) {
	checkID(f, id)
	if _, ok := index[id]; ok {
		f.taken(kind, id)
	}
}

func checkID(f *faults, id string) {
	switch {
	case id == "":
		f.add("id", "is missing")
	case ValidID(id):
	default:
		fault := Fault{Field: "id", Problem: "an id is lower-case letters, digits, \"-\", \"_\" and \".\""}
		if len(id) > maxIDLength {
			fault.Problem = fmt.Sprintf("an id has at most %d bytes", maxIDLength)
		} else if slug := Slug(id); slug != "" {
			fault.Suggestions = []string{slug}
		}
		*f = append(*f, fault)
	}
}

func (b *Builder) clean(f *faults, field, s string) uint32 {
	if s == "" {
		return 0
	}
	return b.intern(f.clean(field, s))
}

// intern numbers s; that all text exceeds what a graph can hold comes out at Build.
func (b *Builder) intern(s string) uint32 {
	n, _, err := b.g.text.Intern(s)
	if err != nil {
		b.note(err)
	}
	return n
}

func cleanList(f *faults, field string, list []string) []string {
	list = slices.Clone(list)
	for i, s := range list {
		before := len(*f)
		if s == "" {
			f.add(field, "is empty")
		}
		list[i] = f.clean(field, s)
		f.element(before, i)
	}
	return list
}

// list keeps each distinct list of words once, because a large map has few of them.
func (b *Builder) list(lists *[][]string, kind string, words []string) uint32 {
	if len(words) == 0 {
		return 0
	}
	key := kind + "\x00" + strings.Join(words, "\x00")
	number, ok := b.lists[key]
	if !ok {
		*lists = append(*lists, slices.Clone(words))
		number = uint32(len(*lists))
		b.lists[key] = number
	}
	return number
}

func (b *Builder) note(err error) error {
	if err != nil && len(b.errs) < maxErrors {
		b.errs = append(b.errs, err)
	}
	return err
}
