package exchange

import (
	"slices"
	"strconv"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/turtle"
)

func (r *rdfReader) organisations() error {
	subjects, err := r.inOrder(thingOrganisation)
	if err != nil {
		return err
	}
	for i, s := range subjects {
		if err := interrupted(r.ctx, i); err != nil {
			return err
		}
		if err := r.sink.Organisation(r.organisation(s)); err != nil {
			return err
		}
	}
	return nil
}

// rdfNames are the predicates of names, the one that is preferred first.
var rdfNames = []string{skosNS + "prefLabel", schemaNS + "name", foafNS + "name", schemaNS + "legalName", rdfsNS + "label", dctermsNS + "title"}

func (r *rdfReader) organisation(s int32) *Organisation {
	o := &Organisation{Line: r.line(s)}
	o.ID = r.id(s, organisationNS)
	var names, classes []int32
	for _, t := range r.of(s) {
		object := r.terms[t.object].Value
		switch r.roles[t.predicate] {
		case roleName, roleLabel, roleTitle:
			names = append(names, t.object)
		case roleShortName:
			o.ShortName = object
		case roleClassification:
			if id := r.id(t.object, classificationNS); id != "" {
				o.Classifications = append(o.Classifications, id)
			}
		case roleStart:
			o.FoundingDate = r.dateOrExtra(s, t, &o.Extra)
		case roleEnd:
			o.DissolutionDate = r.dateOrExtra(s, t, &o.Extra)
		case roleURL:
			if o.URL != "" {
				r.extra(&o.Extra, t)
				continue
			}
			o.URL = object
		case roleTag:
			o.Tags = append(o.Tags, object)
		case roleType:
			classes = append(classes, t.object)
		case roleNote, roleIdentifier:
			r.extra(&o.Extra, t)
		case roleDerivedFrom:
			if r.terms[t.object].Kind == turtle.Literal {
				r.extra(&o.Extra, t)
			}
		case roleOther:
			r.extra(&o.Extra, t)
		}
	}
	o.Description, _ = r.label(s, roleDescription)
	if list, ok := r.object(s, roleClassifications); ok {
		o.Classifications = r.idList(list, classificationNS)
	}
	if list, ok := r.object(s, roleTags); ok {
		o.Tags = o.Tags[:0]
		for _, element := range r.list(list) {
			o.Tags = append(o.Tags, r.terms[element].Value)
		}
	}
	if len(o.Classifications) == 0 {
		o.Classifications = r.classesOf(classes)
	}
	r.names(o, s, len(names) > 0)
	o.Evidence = r.evidence(s)
	return o
}

// classesOf makes classifications of the classes that say more than that something is an organisation.
func (r *rdfReader) classesOf(classes []int32) (ids []string) {
	for _, class := range classes {
		iri := r.terms[class].Value
		if rdfClasses[iri] == thingUnknown && !rdfPlain[iri] {
			ids = append(ids, r.local(class))
		}
	}
	return ids
}

// names gives an organisation the name that is preferred, and the others as other names.
func (r *rdfReader) names(o *Organisation, s int32, named bool) {
	said := map[string]bool{o.ShortName: true, "": true}
	var others []graph.OtherName
	if named {
		rank := len(rdfNames) * 4
		for _, t := range r.of(s) {
			object := &r.terms[t.object]
			if k := slices.Index(rdfNames, r.terms[t.predicate].Value); k >= 0 && object.Kind == turtle.Literal && k*4+languageRank(object.Language) < rank {
				o.Name, rank = object.Value, k*4+languageRank(object.Language)
			}
		}
		said[o.Name] = true
	}
	var nodes []int32
	for _, t := range r.of(s) {
		if r.roles[t.predicate] == roleOtherName {
			nodes = append(nodes, t.object)
		}
	}
	for _, node := range r.parts(nodes) {
		var name graph.OtherName
		for _, t := range r.of(node) {
			switch r.roles[t.predicate] {
			case roleLiteralForm:
				name.Name = r.terms[t.object].Value
			case roleStart:
				name.StartDate = r.dateOf(node, t)
			case roleEnd:
				name.EndDate = r.dateOf(node, t)
			case roleNote:
				name.Note = r.terms[t.object].Value
			}
		}
		if name.Name != "" {
			o.OtherNames = append(o.OtherNames, name)
			said[name.Name] = true
		}
	}
	for _, t := range r.of(s) {
		role, object := r.roles[t.predicate], &r.terms[t.object]
		if (role == roleAltLabel || role == roleName || role == roleLabel || role == roleTitle) && object.Kind == turtle.Literal && !said[object.Value] {
			said[object.Value] = true
			others = append(others, graph.OtherName{Name: object.Value, Note: languageNote(object.Language)})
		}
	}
	o.OtherNames = append(o.OtherNames, others...)
}

// languageNote says in what language another name is.
func languageNote(language string) string {
	if language == "" {
		return ""
	}
	return "language: " + language
}

// dateOrExtra is the date that a triple says; what is none is kept as an attribute.
func (r *rdfReader) dateOrExtra(subject int32, t rdfTriple, attributes *[]Attribute) graph.Date {
	d := r.dateOf(subject, t)
	if d.IsZero() {
		r.extra(attributes, t)
	}
	return d
}

// extra keeps what a triple says as an attribute.
func (r *rdfReader) extra(attributes *[]Attribute, t rdfTriple) {
	text := r.terms[t.object].Value
	if r.terms[t.object].Kind == turtle.Blank {
		text = r.text(t.object)
	}
	if text != "" && len(*attributes) < maxAttributes {
		*attributes = append(*attributes, Attribute{r.local(t.predicate), TextValue(text)})
	}
}

// relationships gives the relationships that are nodes of their own.
func (r *rdfReader) relationships() error {
	subjects, err := r.inOrder(thingRelationship)
	if err != nil {
		return err
	}
	for i, s := range subjects {
		if err := interrupted(r.ctx, i); err != nil {
			return err
		}
		if err := r.relationship(s); err != nil {
			return err
		}
	}
	for _, s := range r.order {
		switch r.things[s] {
		case thingMembership:
			err = r.between(s, roleMember, roleOrganization, "member-of")
		case thingChange:
			err = r.between(s, roleResulting, roleOriginal, "succeeds")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *rdfReader) relationship(s int32) error {
	rel := &Relationship{Line: r.line(s)}
	if r.terms[s].Kind == turtle.IRI {
		rel.ID = r.id(s, relationshipNS)
	}
	var from, to int32 = -1, -1
	for _, t := range r.of(s) {
		text := r.terms[t.object].Value
		column := ""
		switch r.roles[t.predicate] {
		case roleFrom:
			from = t.object
			rel.From = r.id(from, organisationNS)
		case roleTo:
			to = t.object
			rel.To = r.id(to, organisationNS)
		case roleKind:
			rel.Type = r.id(t.object, typeNS)
		case roleIdentifier:
			rel.OwnID = text == rel.ID
		case roleLabel:
			rel.Label = text
		case roleMutual:
			column = "symmetric"
		case roleStatus:
			column = "status"
		case roleConfidence:
			column = "confidence"
		case roleWeight:
			column = "weight"
		case roleStart:
			rel.StartDate = r.dateOrExtra(s, t, &rel.Extra)
		case roleEnd:
			rel.EndDate = r.dateOrExtra(s, t, &rel.Extra)
		case roleArrangement:
			rel.Arrangement = r.id(t.object, arrangementNS)
		case roleNote:
			rel.Note = text
		case roleOther:
			r.extra(&rel.Extra, t)
		}
		if column != "" {
			rel.Set(column, TextValue(text))
		}
	}
	if from < 0 || to < 0 {
		return r.sink.Note(rel.Line, "relationship without both ends", "left out")
	}
	rel.Evidence = r.evidence(s)
	kind := r.kind(rel.Type)
	r.covered[rdfPair{from, to, kind}] = true
	if rel.Mutual == graph.Mutual {
		r.covered[rdfPair{to, from, kind}] = true
	}
	return r.sink.Relationship(rel)
}

// kind is the type that a plain triple has for a relationship of a type.
func (r *rdfReader) kind(id string) string {
	for steps := 0; id != "" && steps < len(r.broader)+1; steps++ {
		switch id {
		case "part-of", "member-of", "establishes", "succeeds":
			return id
		}
		id = r.broader[id]
	}
	return linkedTo
}

// mostOfNode is how many triples a membership or a change may have: each of its ends makes a pair with each other.
const mostOfNode = 300

// between gives the relationships between what a node says by one role and by another: one for each pair.
func (r *rdfReader) between(s int32, fromRole, toRole rdfRole, kind string) error {
	if len(r.of(s)) > mostOfNode {
		return r.sink.Note(r.line(s), kind+" that says more than "+strconv.Itoa(mostOfNode)+" things", "left out")
	}
	for _, a := range r.of(s) {
		if r.roles[a.predicate] != fromRole {
			continue
		}
		for _, b := range r.of(s) {
			if r.roles[b.predicate] != toRole {
				continue
			}
			rel := &Relationship{Line: r.line(s), Implied: true}
			rel.Evidence = r.evidence(s)
			for _, t := range r.of(s) {
				switch r.roles[t.predicate] {
				case roleStart:
					rel.StartDate = r.dateOf(s, t)
				case roleEnd:
					rel.EndDate = r.dateOf(s, t)
				case roleRole:
					rel.Label = r.text(t.object)
					if r.terms[t.object].Kind == turtle.IRI {
						rel.Label, _ = r.label(t.object, roleName, roleLabel)
					}
				case roleNote:
					rel.Note = r.terms[t.object].Value
				case roleOther:
					r.extra(&rel.Extra, t)
				}
			}
			if kind == "succeeds" {
				for _, t := range r.of(s) {
					if name := r.local(t.predicate); rel.StartDate.IsZero() && (name == "date" || name == "startedAtTime" || name == "endedAtTime") {
						rel.StartDate, _ = r.date(t.object)
					}
				}
			}
			if err := r.give(rel, a.object, b.object, kind); err != nil {
				return err
			}
		}
	}
	return nil
}

// give gives a relationship between two ends that may be none.
func (r *rdfReader) give(rel *Relationship, from, to int32, kind string) error {
	for _, end := range []int32{from, to} {
		switch {
		case r.things[end] == thingPerson:
			return r.sink.Note(rel.Line, kind+" of a person", "left out: a map has organisations only")
		case r.things[end] == thingPost:
			return r.sink.Note(rel.Line, kind+" of a post", "left out: a map has organisations only")
		case r.terms[end].Kind == turtle.Literal:
			return r.sink.Note(rel.Line, kind+" whose end is a text", "left out")
		case r.things[end] != thingOrganisation && (r.things[end] != thingUnknown || r.hasType(end)):
			return r.sink.Note(rel.Line, kind+" whose end is no organisation", "left out")
		}
	}
	r.covered[rdfPair{from, to, kind}] = true
	rel.From, rel.To, rel.Type = r.id(from, organisationNS), r.id(to, organisationNS), kind
	return r.sink.Relationship(rel)
}

// direct gives the relationships that are plain triples and that nothing else has said.
func (r *rdfReader) direct() error {
	linked := map[rdfPair]bool{}
	for _, t := range r.triples {
		if r.terms[t.predicate].Value == orgNS+"linkedTo" {
			linked[rdfPair{t.subject, t.object, linkedTo}] = true
		}
	}
	for _, t := range r.triples {
		if r.roles[t.predicate] != roleDirect {
			continue
		}
		direct := rdfDirect[r.terms[t.predicate].Value]
		pair := rdfPair{t.subject, t.object, direct.kind}
		if direct.backward {
			pair.from, pair.to = pair.to, pair.from
		}
		if r.covered[pair] {
			continue
		}
		if r.ordered {
			return r.disorder(int(t.line), "here is a triple that belongs to no relationship before it")
		}
		org := strings.HasPrefix(r.terms[t.predicate].Value, orgNS)
		if !org && (r.things[pair.from] != thingOrganisation && r.things[pair.to] != thingOrganisation) {
			continue // of documents, for instance
		}
		rel := &Relationship{Line: int(t.line), Implied: true}
		if reverse := (rdfPair{pair.to, pair.from, linkedTo}); direct.kind == linkedTo && linked[reverse] && pair.from != pair.to {
			rel.Mutual = graph.Mutual
			r.covered[reverse] = true
		}
		r.covered[pair] = true
		if err := r.give(rel, pair.from, pair.to, direct.kind); err != nil {
			return err
		}
	}
	return nil
}
