package exchange

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
	"github.com/liaisongraph/liaison/graph/exchange/internal/turtle"
)

// rdfBatch is after how many triples the records are handed on, where the file is in order.
const rdfBatch = 4096

// readTurtle reads a map, or organisations that others have described with ORG, SKOS, FOAF, Dublin Core and schema.org. Triples
// about one thing may stand anywhere in a file, so all are held until its end: 16 bytes for each, and the text of every term once,
// and that of every literal. A file that writeTurtle wrote says in its first line that nothing needs to be held.
func readTurtle(ctx context.Context, in *Input, sink Sink) error {
	p := turtle.NewParser(in.Stream, limits)
	r := &rdfReader{
		ctx: ctx, sink: sink, name: in.Name, ids: map[int32]string{}, claimed: map[string]int32{}, broader: map[string]string{},
		ordered: p.BeginsWith(turtleInOrder),
	}
	for _, t := range graph.BuiltinTypes() {
		r.broader[t.ID] = t.Broader
	}
	for i := range r.last {
		r.last[i] = -1
	}
	r.reset()
	type statement struct {
		subject, predicate, object turtle.Term
		line                       int
	}
	var pending []statement // of the statement that is being read
	typed := false
	p.Triple = func(subject, predicate, object turtle.Term, line int) error {
		if !r.ordered {
			r.add(subject, predicate, object, line)
			return interrupted(ctx, len(r.triples))
		}
		typed = typed || predicate == turtle.Type && len(pending) == 0
		pending = append(pending, statement{subject, predicate, object, line})
		return nil
	}
	p.Ended = func() error {
		if !r.ordered {
			return nil
		}
		if p.Labelled() {
			return r.disorder(p.Line(), "a blank node has a label")
		}
		if typed && len(r.triples) >= rdfBatch {
			if err := r.flush(); err != nil {
				return err
			}
		}
		for _, t := range pending {
			r.add(t.subject, t.predicate, t.object, t.line)
		}
		pending, typed = pending[:0], false
		return nil
	}
	if err := p.Parse(); err != nil {
		return inputError(in.Name, err)
	}
	return r.flush()
}

// rdfReader makes records of triples.
type rdfReader struct {
	rdfStore
	ctx     context.Context
	sink    Sink
	name    string // of the input
	ordered bool
	things  []rdfThing         // by term
	last    [thingPerson]int64 // the positions of the last records of each kind, in a file in order
	ids     map[int32]string   // of terms that are no URNs of ours
	claimed map[string]int32   // which term has an id
	broader map[string]string  // of types
	// covered are the plain triples that a relationship has said already.
	covered map[rdfPair]bool
	// approximate are the subjects and predicates of dates that are approximate.
	approximate map[[2]int32]bool
}

type rdfPair struct {
	from, to int32
	kind     string
}

// disorder is the error of a file that says that it is in order, and is not.
func (r *rdfReader) disorder(line int, why string) error {
	return &InputError{Name: r.name, Line: line, Problem: "the first line says that every subject is whole and in order, but " + why + "; without that line, subjects may stand anywhere"}
}

// flush hands on what the triples that are held say, and forgets them.
func (r *rdfReader) flush() error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	r.sort()
	r.covered = map[rdfPair]bool{}
	r.classify()
	steps := []func() error{
		r.maps, r.concepts, r.sources, r.arrangements, r.organisations, r.relationships, r.direct, r.rest,
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	clear(r.ids)
	clear(r.claimed)
	r.reset()
	return nil
}

// classify finds what each subject is; and, of the ends of ORG's properties, that they are organisations or posts.
func (r *rdfReader) classify() {
	r.things = slices.Grow(r.things[:0], len(r.terms))[:len(r.terms)]
	clear(r.things)
	r.approximate = map[[2]int32]bool{}
	for _, t := range r.triples {
		if r.roles[t.predicate] == roleApproximate {
			r.approximate[[2]int32{t.subject, t.object}] = true
		}
	}
	for _, s := range r.order {
		for _, t := range r.of(s) {
			if r.roles[t.predicate] != roleType {
				continue
			}
			thing := rdfClasses[r.terms[t.object].Value]
			if name, ok := strings.CutPrefix(r.terms[t.object].Value, schemaNS); ok && slices.Contains(schemaOrganisations, name) {
				thing = thingOrganisation
			}
			if thing == thingRelationship || r.things[s] == thingUnknown || r.things[s] == thingPart && thing != thingUnknown {
				r.things[s] = thing
			}
		}
	}
	if r.ordered {
		return
	}
	for _, t := range r.triples {
		switch r.roles[t.predicate] {
		case roleHasPost:
			r.thingAt(t.object, thingPost)
		case rolePostIn:
			r.thingAt(t.subject, thingPost)
		}
	}
	for _, t := range r.triples {
		switch predicate := r.terms[t.predicate].Value; {
		case r.roles[t.predicate] == roleDirect && strings.HasPrefix(predicate, orgNS):
			r.thingAt(t.subject, thingOrganisation)
			r.thingAt(t.object, thingOrganisation)
		case r.roles[t.predicate] == roleOrganization, r.roles[t.predicate] == roleOriginal, r.roles[t.predicate] == roleResulting:
			r.thingAt(t.object, thingOrganisation)
		}
	}
}

// thingAt says what a subject without a class is.
func (r *rdfReader) thingAt(n int32, thing rdfThing) {
	if r.things[n] == thingUnknown && r.terms[n].Kind != turtle.Literal && !r.hasType(n) {
		r.things[n] = thing
	}
}

func (r *rdfReader) hasType(n int32) bool {
	_, ok := r.object(n, roleType)
	return ok
}

// id returns the id of a term: what follows namespace, or the last part of an IRI, or all of it where another term has that.
func (r *rdfReader) id(n int32, namespace string) string {
	t := &r.terms[n]
	if id, ok := strings.CutPrefix(t.Value, namespace); ok || t.Kind == turtle.Literal {
		return id
	}
	if id, ok := r.ids[n]; ok {
		return id
	}
	id := t.Value
	switch {
	case t.Kind == turtle.Blank:
		if id = r.text(n); id == "" {
			id = "_:" + strings.TrimPrefix(t.Value, "[")
		}
	default:
		id = strings.TrimRight(id, "/#")
		id = id[strings.LastIndexAny(id, "/#:")+1:]
		if decoded, err := url.PathUnescape(id); err == nil {
			id = decoded
		}
	}
	_, ours := r.iris[namespace+id]
	if _, taken := r.claimed[namespace+id]; taken || ours || id == "" {
		if id = t.Value; t.Kind == turtle.Blank {
			id = "_:" + strings.TrimPrefix(t.Value, "[")
		}
	}
	r.claimed[namespace+id] = n
	r.ids[n] = id
	return id
}

// inOrder returns the subjects of a kind by their positions; those without one come last, as they stand in the file.
func (r *rdfReader) inOrder(thing rdfThing) ([]int32, error) {
	type placed struct {
		subject  int32
		position int64
	}
	const none = 1 << 62
	var all []placed
	for _, s := range r.order {
		if r.things[s] == thing {
			position := r.position(s)
			if position < 0 {
				position = none
			}
			all = append(all, placed{s, position})
		}
	}
	slices.SortStableFunc(all, func(a, b placed) int {
		if a.position < b.position {
			return -1
		} else if a.position > b.position {
			return 1
		}
		return 0
	})
	subjects := make([]int32, len(all))
	for i, p := range all {
		subjects[i] = p.subject
		if r.ordered && thing != thingConcept && thing != thingMap {
			if p.position <= r.last[thing] || p.position == none {
				return nil, r.disorder(r.line(p.subject), "schema:position does not rise from one subject to the next here")
			}
			r.last[thing] = p.position
		}
	}
	return subjects, nil
}

func (r *rdfReader) position(n int32) int64 {
	object, ok := r.object(n, rolePosition)
	if !ok {
		return -1
	}
	position := int64(0)
	text := r.terms[object].Value
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' || i > 15 {
			return -1
		}
		position = 10*position + int64(text[i]-'0')
	}
	return position
}

func (r *rdfReader) line(n int32) int {
	if triples := r.of(n); len(triples) > 0 {
		return int(triples[0].line)
	}
	return 0
}

// parts orders the objects of a list of nodes by their positions, if they have any.
func (r *rdfReader) parts(nodes []int32) []int32 {
	slices.SortStableFunc(nodes, func(a, b int32) int { return int(r.position(a) - r.position(b)) })
	return nodes
}

func (r *rdfReader) maps() error {
	subjects, err := r.inOrder(thingMap)
	if err != nil {
		return err
	}
	for _, s := range subjects {
		title, _ := r.label(s, roleTitle)
		description, _ := r.label(s, roleDescription)
		if title != "" || description != "" {
			if err := r.sink.Map(title, description); err != nil {
				return err
			}
		}
	}
	return nil
}

// languageRank prefers text without a language, then English.
func languageRank(language string) int {
	switch {
	case language == "":
		return 0
	case strings.EqualFold(language, "en"):
		return 1
	case len(language) > 3 && strings.EqualFold(language[:3], "en-"):
		return 2
	}
	return 3
}

// label returns the text that a subject has by the first of some roles that it has, in the language that is preferred.
func (r *rdfReader) label(n int32, roles ...rdfRole) (text string, found bool) {
	for _, role := range roles {
		best := 4
		for _, t := range r.of(n) {
			if object := &r.terms[t.object]; r.roles[t.predicate] == role && object.Kind == turtle.Literal && languageRank(object.Language) < best {
				text, best, found = object.Value, languageRank(object.Language), true
			}
		}
		if found {
			return text, true
		}
	}
	return "", false
}

func (r *rdfReader) concepts() error {
	subjects, err := r.inOrder(thingConcept)
	if err != nil {
		return err
	}
	used := map[int32]bool{}
	for _, t := range r.triples {
		if r.roles[t.predicate] == roleClassification {
			// One broader than itself is met before it is followed again.
			for n, ok := t.object, true; ok && !used[n]; n, ok = r.object(n, roleBroader) {
				used[n] = true
			}
		}
	}
	builtin := map[string]bool{}
	for _, c := range graph.BuiltinClassifications() {
		builtin[classificationNS+c.ID] = true
	}
	for _, t := range graph.BuiltinTypes() {
		builtin[typeNS+t.ID] = true
	}
	for _, s := range subjects {
		iri := r.terms[s].Value
		switch {
		case builtin[iri]:
			continue
		case strings.HasPrefix(iri, typeNS):
			err = r.typeOf(s)
		case used[s] || strings.HasPrefix(iri, classificationNS):
			err = r.classification(s)
		default:
			err = r.sink.Note(r.line(s), "SKOS concept", "left out, because no organisation has it as its classification")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *rdfReader) classification(s int32) error {
	c := graph.Classification{ID: r.id(s, classificationNS)}
	c.Label, _ = r.label(s, roleName, roleLabel)
	c.PluralLabel, _ = r.label(s, rolePluralLabel)
	c.Description, _ = r.label(s, roleDefinition, roleDescription)
	if broader, ok := r.object(s, roleBroader); ok {
		c.Broader = r.id(broader, classificationNS)
	}
	return r.sink.Classification(c)
}

func (r *rdfReader) typeOf(s int32) error {
	t := graph.Type{ID: r.id(s, typeNS)}
	t.Label, _ = r.label(s, roleName, roleLabel)
	t.InverseLabel, _ = r.label(s, roleInverseLabel)
	t.Description, _ = r.label(s, roleDefinition, roleDescription)
	for _, triple := range r.of(s) {
		object := triple.object
		switch r.roles[triple.predicate] {
		case roleBroader:
			t.Broader = r.id(object, typeNS)
		case roleTypeMutual:
			t.Mutual = r.truth(object)
		case roleIrreflexive:
			t.Irreflexive = r.truth(object)
		case roleTypeFrom:
			t.From = r.idList(object, classificationNS)
		case roleTypeTo:
			t.To = r.idList(object, classificationNS)
		}
	}
	r.broader[t.ID] = t.Broader
	return r.sink.Type(t)
}

func (r *rdfReader) truth(n int32) bool {
	return r.terms[n].Value == "true" || r.terms[n].Value == "1"
}

func (r *rdfReader) idList(cell int32, namespace string) (ids []string) {
	for _, element := range r.list(cell) {
		ids = append(ids, r.id(element, namespace))
	}
	return ids
}

// sources gives the sources of a map, and whatever else something is derived from.
func (r *rdfReader) sources() error {
	subjects, err := r.inOrder(thingSource)
	if err != nil {
		return err
	}
	if !r.ordered {
		listed := map[int32]bool{}
		for _, s := range subjects {
			listed[s] = true
		}
		for _, t := range r.triples {
			role := r.roles[t.predicate]
			if role != roleHasSource && role != roleDerivedFrom || listed[t.object] || r.terms[t.object].Kind == turtle.Literal {
				continue
			}
			if _, part := r.object(t.object, roleHasSource); part || role == roleDerivedFrom && r.things[t.subject] != thingOrganisation && r.things[t.subject] != thingRelationship && r.things[t.subject] != thingMembership {
				continue
			}
			listed[t.object] = true
			subjects = append(subjects, t.object)
		}
	}
	for _, s := range subjects {
		source := r.source(s)
		if err := r.sink.Source(source); err != nil {
			return err
		}
	}
	return nil
}

func (r *rdfReader) source(n int32) graph.Source {
	s := graph.Source{ID: r.id(n, sourceNS)}
	s.Title, _ = r.label(n, roleTitle, roleName, roleLabel)
	for _, t := range r.of(n) {
		text := r.text(t.object)
		switch r.roles[t.predicate] {
		case rolePublisher:
			s.Publisher = text
		case roleCreator:
			s.Author = text
		case roleIssued:
			s.Published = r.dateOf(n, t)
		case roleRetrieved:
			s.Retrieved = r.dateOf(n, t)
		case roleSourceType:
			s.Type = text
		case roleURL:
			s.URL = text
		case roleArchive:
			s.ArchiveURL = text
		case roleFile:
			s.File = text
		case roleNote:
			s.Note = text
		}
	}
	if iri := r.terms[n].Value; s.URL == "" && (strings.HasPrefix(iri, "http://") || strings.HasPrefix(iri, "https://")) {
		s.URL = iri
	}
	return s
}

// dateOf returns the date that a triple says, approximate where its subject says that; unknown where it says none.
func (r *rdfReader) dateOf(subject int32, t rdfTriple) graph.Date {
	d, err := r.date(t.object)
	if err != nil {
		return graph.Date{}
	}
	if r.approximate[[2]int32{subject, t.predicate}] && !d.Approximate() {
		d, _ = graph.ParseDate(d.String() + "~")
	}
	return d
}

func (r *rdfReader) arrangements() error {
	subjects, err := r.inOrder(thingArrangement)
	if err != nil {
		return err
	}
	for _, s := range subjects {
		a := graph.Arrangement{ID: r.id(s, arrangementNS)}
		a.Label, _ = r.label(s, roleLabel, roleName)
		a.Note, _ = r.label(s, roleNote)
		if rule, ok := r.object(s, roleRule); ok {
			if a.Rule, err = graph.ParseRule(r.terms[rule].Value); err != nil {
				return &InputError{Name: r.name, Line: r.line(s), Problem: err.Error(), Err: err}
			}
		}
		if err := r.sink.Arrangement(a); err != nil {
			return err
		}
	}
	return nil
}

// evidence returns what something is derived from, in order.
func (r *rdfReader) evidence(n int32) []graph.Evidence {
	var nodes []int32
	listed := map[int32]bool{}
	for _, t := range r.of(n) {
		if r.roles[t.predicate] == roleDerivedFrom && r.terms[t.object].Kind != turtle.Literal && !listed[t.object] {
			listed[t.object] = true
			nodes = append(nodes, t.object)
		}
	}
	var list []graph.Evidence
	for _, node := range r.parts(nodes) {
		source, part := r.object(node, roleHasSource)
		if !part {
			list = append(list, graph.Evidence{Source: r.id(node, sourceNS)})
			continue
		}
		e := graph.Evidence{Source: r.id(source, sourceNS)}
		r.quote(&e, node)
		if selector, ok := r.object(node, roleSelector); ok {
			r.quote(&e, selector)
		}
		list = append(list, e)
	}
	return list
}

func (r *rdfReader) quote(e *graph.Evidence, n int32) {
	for _, t := range r.of(n) {
		text := r.terms[t.object].Value
		switch r.roles[t.predicate] {
		case rolePassage, roleExact:
			e.Passage = text
		case rolePrefix:
			e.Prefix = text
		case roleSuffix:
			e.Suffix = text
		case roleNote:
			e.Note = text
		}
	}
}

// rest notes what is neither a record nor a part of one.
func (r *rdfReader) rest() error {
	for _, s := range r.order {
		what, done := "", "left out"
		switch r.things[s] {
		case thingPerson:
			what, done = "person", "left out: a map has organisations only"
		case thingPost:
			what, done = "post", "left out: a map has organisations only"
		case thingUnknown:
			if what = r.unknown(s); what == "" {
				continue
			}
			if r.ordered {
				return r.disorder(r.line(s), "a subject here has no class")
			}
		default:
			continue
		}
		if err := r.sink.Note(r.line(s), what, done); err != nil {
			return err
		}
	}
	return nil
}

// unknown says what a subject without a known class is, or "" where it is part of something or has been understood all the same.
func (r *rdfReader) unknown(s int32) string {
	class, plain := "", true
	for _, t := range r.of(s) {
		switch r.roles[t.predicate] {
		case roleType:
			class = r.local(t.object)
		case roleDirect, roleIgnore:
			continue
		}
		plain = false
	}
	_, source := r.ids[s]
	switch {
	case plain || source || r.terms[s].Kind == turtle.Blank:
		return ""
	case class != "":
		return "subject of the class " + syntax.Clip(class)
	}
	return "subject without a class"
}
