package exchange

import (
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/turtle"
)

// The namespaces of what is written. What a map has is named by URNs that are made of its ids, so that the same id is the same
// thing in every file; what no other vocabulary has a word for is named in that of the project.
const (
	skosNS    = "http://www.w3.org/2004/02/skos/core#"
	skosxlNS  = "http://www.w3.org/2008/05/skos-xl#"
	orgNS     = "http://www.w3.org/ns/org#"
	provNS    = "http://www.w3.org/ns/prov#"
	oaNS      = "http://www.w3.org/ns/oa#"
	dctermsNS = "http://purl.org/dc/terms/"
	foafNS    = "http://xmlns.com/foaf/0.1/"
	schemaNS  = "https://schema.org/"
	rdfsNS    = "http://www.w3.org/2000/01/rdf-schema#"
	liaisonNS = "https://github.com/liaisongraph/liaison#"

	mapIRI            = "urn:liaison:map"
	organisationNS    = "urn:liaison:organisation:"
	relationshipNS    = "urn:liaison:relationship:"
	sourceNS          = "urn:liaison:source:"
	arrangementNS     = "urn:liaison:arrangement:"
	typeNS            = "urn:liaison:type:"
	classificationNS  = "urn:liaison:classification:"
	typesIRI          = "urn:liaison:types"
	classificationIRI = "urn:liaison:classifications"
)

// rdfRole is what a predicate means to the reader.
type rdfRole uint8

const (
	roleOther  rdfRole = iota
	roleIgnore         // says nothing that the model holds, or says again what another predicate has said
	roleType
	roleFirst
	roleRest
	rolePosition
	roleName // names of one kind of predicate, the first kind that there is wins: see rdfNames
	roleAltLabel
	roleShortName
	roleOtherName
	roleLiteralForm
	roleClassification
	roleClassifications
	roleStart
	roleEnd
	roleApproximate
	roleDescription
	roleURL
	roleTag
	roleTags
	roleDerivedFrom
	roleHasSource
	roleSelector
	roleExact
	rolePrefix
	roleSuffix
	rolePassage
	roleNote
	roleTitle
	rolePublisher
	roleCreator
	roleIssued
	roleRetrieved
	roleSourceType
	roleArchive
	roleFile
	roleFrom
	roleTo
	roleKind
	roleLabel
	roleMutual
	roleStatus
	roleConfidence
	roleWeight
	roleArrangement
	roleIdentifier
	roleRule
	roleInScheme
	roleBroader
	roleDefinition
	roleInverseLabel
	rolePluralLabel
	roleTypeMutual
	roleIrreflexive
	roleTypeFrom
	roleTypeTo
	roleMember
	roleOrganization
	roleOriginal
	roleResulting
	roleRole
	roleHasPost // the object is a post
	rolePostIn  // the subject is one
	roleDirect  // a relationship by itself: see rdfDirect
)

var rdfRoles = map[string]rdfRole{
	turtle.RDF + "type": roleType, turtle.RDF + "first": roleFirst, turtle.RDF + "rest": roleRest,
	schemaNS + "position": rolePosition,

	skosNS + "prefLabel": roleName, foafNS + "name": roleName, schemaNS + "name": roleName, schemaNS + "legalName": roleName,
	rdfsNS + "label": roleLabel, dctermsNS + "title": roleTitle,
	skosNS + "altLabel": roleAltLabel, schemaNS + "alternateName": roleAltLabel, foafNS + "nick": roleAltLabel, skosNS + "hiddenLabel": roleAltLabel,
	liaisonNS + "shortName": roleShortName, skosxlNS + "altLabel": roleOtherName, skosxlNS + "literalForm": roleLiteralForm,
	orgNS + "classification": roleClassification, liaisonNS + "classifications": roleClassifications,
	schemaNS + "foundingDate": roleStart, schemaNS + "dissolutionDate": roleEnd,
	liaisonNS + "startDate": roleStart, liaisonNS + "endDate": roleEnd, schemaNS + "startDate": roleStart, schemaNS + "endDate": roleEnd,
	liaisonNS + "approximate": roleApproximate,
	dctermsNS + "description": roleDescription, schemaNS + "description": roleDescription, rdfsNS + "comment": roleDescription,
	orgNS + "purpose": roleDescription,
	schemaNS + "url":  roleURL, foafNS + "homepage": roleURL,
	schemaNS + "keywords": roleTag, liaisonNS + "tags": roleTags,

	provNS + "wasDerivedFrom": roleDerivedFrom, provNS + "hadPrimarySource": roleDerivedFrom, dctermsNS + "source": roleDerivedFrom,
	oaNS + "hasSource": roleHasSource, oaNS + "hasSelector": roleSelector, oaNS + "exact": roleExact, oaNS + "prefix": rolePrefix, oaNS + "suffix": roleSuffix,
	liaisonNS + "passage": rolePassage, liaisonNS + "prefix": rolePrefix, liaisonNS + "suffix": roleSuffix, skosNS + "note": roleNote,

	dctermsNS + "publisher": rolePublisher, dctermsNS + "creator": roleCreator, dctermsNS + "issued": roleIssued,
	liaisonNS + "retrieved": roleRetrieved, liaisonNS + "sourceType": roleSourceType, schemaNS + "archivedAt": roleArchive, liaisonNS + "file": roleFile,

	liaisonNS + "from": roleFrom, liaisonNS + "to": roleTo, liaisonNS + "type": roleKind, liaisonNS + "mutual": roleMutual,
	liaisonNS + "status": roleStatus, liaisonNS + "confidence": roleConfidence, liaisonNS + "weight": roleWeight,
	liaisonNS + "arrangement": roleArrangement, dctermsNS + "identifier": roleIdentifier, liaisonNS + "rule": roleRule,

	skosNS + "inScheme": roleInScheme, skosNS + "broader": roleBroader, skosNS + "definition": roleDefinition,
	liaisonNS + "inverseLabel": roleInverseLabel, liaisonNS + "pluralLabel": rolePluralLabel, liaisonNS + "mutualByDefault": roleTypeMutual,
	liaisonNS + "irreflexive": roleIrreflexive, liaisonNS + "fromClassifications": roleTypeFrom, liaisonNS + "toClassifications": roleTypeTo,

	orgNS + "member": roleMember, orgNS + "organization": roleOrganization,
	orgNS + "originalOrganization": roleOriginal, orgNS + "resultingOrganization": roleResulting,
	orgNS + "role":      roleRole,
	orgNS + "changedBy": roleIgnore, orgNS + "resultedFrom": roleIgnore, orgNS + "hasMembership": roleIgnore,
	orgNS + "transitiveSubOrganizationOf": roleIgnore, // follows from the others

	orgNS + "hasPost": roleHasPost, orgNS + "holds": roleHasPost, orgNS + "postIn": rolePostIn, orgNS + "heldBy": rolePostIn,
}

// rdfDirect are the predicates that are a relationship by themselves, with its type and whether it goes from the object to the subject.
var rdfDirect = map[string]struct {
	kind     string
	backward bool
}{
	orgNS + "subOrganizationOf": {"part-of", false}, orgNS + "unitOf": {"part-of", false},
	schemaNS + "parentOrganization": {"part-of", false}, dctermsNS + "isPartOf": {"part-of", false},
	orgNS + "hasSubOrganization": {"part-of", true}, orgNS + "hasUnit": {"part-of", true},
	schemaNS + "subOrganization": {"part-of", true}, schemaNS + "department": {"part-of", true},
	orgNS + "memberOf": {"member-of", false}, schemaNS + "memberOf": {"member-of", false},
	orgNS + "hasMember": {"member-of", true}, schemaNS + "member": {"member-of", true}, foafNS + "member": {"member-of", true},
	orgNS + "reportsTo": {"reports-to", false}, // of organisations, and of posts, which no map has
	orgNS + "linkedTo":  {linkedTo, false}, schemaNS + "founder": {"establishes", true},
	dctermsNS + "replaces": {"succeeds", false}, dctermsNS + "isReplacedBy": {"succeeds", true},
}

// linkedTo is what org:linkedTo is called as a type: any relationship whatever.
const linkedTo = "linked-to"

// rdfThing is what a subject is.
type rdfThing uint8

const (
	thingUnknown rdfThing = iota
	thingPart             // of another: a list, an agent, a selector
	thingMap
	thingConcept
	thingSource
	thingArrangement
	thingOrganisation
	thingRelationship
	thingMembership
	thingChange
	thingPerson
	thingPost // that a person holds in an organisation
)

var rdfClasses = map[string]rdfThing{
	liaisonNS + "Map": thingMap, liaisonNS + "Source": thingSource, liaisonNS + "Arrangement": thingArrangement,
	liaisonNS + "Relationship": thingRelationship,
	skosNS + "Concept":         thingConcept, skosNS + "ConceptScheme": thingPart,
	orgNS + "Organization": thingOrganisation, orgNS + "FormalOrganization": thingOrganisation, orgNS + "OrganizationalUnit": thingOrganisation,
	orgNS + "OrganizationalCollaboration": thingOrganisation, foafNS + "Organization": thingOrganisation,
	provNS + "Organization": thingOrganisation, orgNS + "Membership": thingMembership, orgNS + "ChangeEvent": thingChange,
	foafNS + "Person": thingPerson, schemaNS + "Person": thingPerson, "http://www.w3.org/2006/vcard/ns#Individual": thingPerson,
	"http://www.w3.org/2006/vcard/ns#Organization": thingOrganisation, "http://www.w3.org/ns/regorg#RegisteredOrganization": thingOrganisation,
	"http://dbpedia.org/ontology/Organisation": thingOrganisation, "http://data.europa.eu/m8g/PublicOrganisation": thingOrganisation,
	orgNS + "Site": thingPart, orgNS + "Role": thingPart, orgNS + "Post": thingPost,
	skosxlNS + "Label": thingPart, oaNS + "SpecificResource": thingPart, oaNS + "TextQuoteSelector": thingPart, oaNS + "FragmentSelector": thingPart,
	turtle.RDF + "List": thingPart,
}

// rdfPlain are classes that say no more of an organisation than that it is one.
var rdfPlain = map[string]bool{
	foafNS + "Agent": true, provNS + "Agent": true, provNS + "Entity": true, dctermsNS + "Agent": true, schemaNS + "Thing": true, schemaNS + "Organization": true,
	"http://www.w3.org/2002/07/owl#Thing": true, "http://www.w3.org/2002/07/owl#NamedIndividual": true, rdfsNS + "Resource": true,
}

// schemaOrganisations are the classes of schema.org that are organisations.
var schemaOrganisations = []string{
	"Organization", "GovernmentOrganization", "Corporation", "NGO", "EducationalOrganization", "CollegeOrUniversity", "School", "ResearchOrganization",
	"LocalBusiness", "NewsMediaOrganization", "PoliticalParty", "FundingAgency", "FundingScheme", "MedicalOrganization", "Hospital", "Consortium",
	"LibrarySystem", "PerformingGroup", "SportsOrganization", "WorkersUnion", "Airline", "OnlineBusiness", "SearchRescueOrganization", "GovernmentOffice",
}

// rdfTriple is a triple of a store, by the numbers of its terms.
type rdfTriple struct{ subject, predicate, object, line int32 }

// rdfStore holds triples, and finds those of a subject.
type rdfStore struct {
	terms   []turtle.Term
	roles   []rdfRole // of the terms, as predicates
	iris    map[string]int32
	nodes   map[string]int32 // blank nodes
	triples []rdfTriple
	first   []int32 // for each term, its first triple once the store is sorted, or -1
	order   []int32 // the subjects, in the order in which they come first
}

func (s *rdfStore) reset() {
	if s.iris == nil {
		s.iris, s.nodes = map[string]int32{}, map[string]int32{}
	}
	clear(s.iris)
	clear(s.nodes)
	clear(s.terms)
	s.terms, s.roles, s.triples, s.order = s.terms[:0], s.roles[:0], s.triples[:0], s.order[:0]
}

// term returns the number of a term; literals have one each.
func (s *rdfStore) term(t turtle.Term) int32 {
	known := s.iris
	switch t.Kind {
	case turtle.IRI:
		// schema.org is written with and without the s, and means the same.
		if rest, ok := strings.CutPrefix(t.Value, "http://schema.org/"); ok {
			t.Value = schemaNS + rest
		}
	case turtle.Blank:
		known = s.nodes
	}
	n := int32(len(s.terms))
	if t.Kind != turtle.Literal {
		if n, ok := known[t.Value]; ok {
			return n
		}
		known[t.Value] = n
	}
	s.terms = append(s.terms, t)
	role := roleOther
	if t.Kind == turtle.IRI {
		role = rdfRoles[t.Value]
		if _, ok := rdfDirect[t.Value]; ok {
			role = roleDirect
		}
	}
	s.roles = append(s.roles, role)
	return n
}

// add adds a triple.
func (s *rdfStore) add(subject, predicate, object turtle.Term, line int) {
	s.triples = append(s.triples, rdfTriple{s.term(subject), s.term(predicate), s.term(object), int32(line)})
}

// sort brings the triples of each subject together, in the order in which they were added.
func (s *rdfStore) sort() {
	s.order = s.order[:0]
	seen := slices.Grow(s.first[:0], len(s.terms))[:len(s.terms)]
	for i := range seen {
		seen[i] = -1
	}
	for _, t := range s.triples {
		if seen[t.subject] < 0 {
			seen[t.subject] = int32(len(s.order))
			s.order = append(s.order, t.subject)
		}
	}
	if !slices.IsSortedFunc(s.triples, func(a, b rdfTriple) int { return int(seen[a.subject] - seen[b.subject]) }) {
		slices.SortStableFunc(s.triples, func(a, b rdfTriple) int { return int(seen[a.subject] - seen[b.subject]) })
	}
	for i := len(s.triples) - 1; i >= 0; i-- {
		seen[s.triples[i].subject] = int32(i)
	}
	s.first = seen
}

// of returns the triples of a subject.
func (s *rdfStore) of(subject int32) []rdfTriple {
	from := s.first[subject]
	if from < 0 {
		return nil
	}
	to := from
	for int(to) < len(s.triples) && s.triples[to].subject == subject {
		to++
	}
	return s.triples[from:to]
}

// object returns the first object of a subject with a role.
func (s *rdfStore) object(subject int32, role rdfRole) (int32, bool) {
	for _, t := range s.of(subject) {
		if s.roles[t.predicate] == role {
			return t.object, true
		}
	}
	return 0, false
}

// text returns the text of an object: that of a literal, an IRI, or what a node with a name is called.
func (s *rdfStore) text(n int32) string {
	t := s.terms[n]
	if t.Kind != turtle.Blank {
		return t.Value
	}
	for _, role := range []rdfRole{roleName, roleLabel, roleLiteralForm} {
		if name, ok := s.object(n, role); ok && s.terms[name].Kind == turtle.Literal {
			return s.terms[name].Value
		}
	}
	return ""
}

// local is the last part of an IRI.
func (s *rdfStore) local(n int32) string {
	iri := s.terms[n].Value
	return iri[strings.LastIndexAny(strings.TrimRight(iri, "/#"), "/#:")+1:]
}

// list returns the elements of a collection; a circle ends.
func (s *rdfStore) list(cell int32) (elements []int32) {
	for met := map[int32]bool{}; !met[cell]; {
		met[cell] = true
		if element, ok := s.object(cell, roleFirst); ok {
			elements = append(elements, element)
		}
		next, ok := s.object(cell, roleRest)
		if !ok {
			break
		}
		cell = next
	}
	return elements
}

// date is the date that a literal has, with what XML Schema allows after it (a time, a zone) left out.
func (s *rdfStore) date(n int32) (graph.Date, error) {
	text := strings.TrimSpace(s.terms[n].Value)
	if strings.HasPrefix(s.terms[n].Datatype, turtle.XSD) {
		text, _, _ = strings.Cut(text, "T")
		if i := strings.IndexAny(text, "Z+"); i > 0 {
			text = text[:i]
		}
		if len(text) > len("2014-05-13") && text[len("2014-05-13")] == '-' {
			text = text[:len("2014-05-13")]
		}
	}
	return graph.ParseDate(text)
}
