package exchange

import (
	"bufio"
	"context"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/evidence"
	"github.com/liaisongraph/liaison/graph/exchange/internal/turtle"
)

func turtleFormat() Format {
	return Format{
		Name:       "turtle",
		Label:      "Turtle (RDF)",
		Tools:      "rdflib, Apache Jena, Protégé, GraphDB, any SPARQL store",
		Standard:   "https://www.w3.org/TR/turtle/",
		Extensions: []string{".ttl", ".nt"},
		MediaType:  "text/turtle",
		Holdings:   holdsAll(),
		Notes: []string{
			"The words are those of W3C ORG, SKOS, PROV and Web Annotation, of Dublin Core and schema.org, and for what they lack of " + liaisonNS + ".",
			"Whatever has an id is a URN: " + organisationNS + "mi5.",
			"A relationship is a node of its own, of the class Relationship. One that is active, confirmed and not over is also a plain triple: org:subOrganizationOf, org:memberOf, schema:founder or, for any other type, org:linkedTo. One of succession is also an org:ChangeEvent, one of membership an org:Membership.",
			"Dates are xsd:gYear, xsd:gYearMonth or xsd:date; that one is approximate stands beside it.",
			"The order of records and lists, which RDF does not know, is kept as schema:position and as collections.",
			"Of what others have written, persons and posts are left out, and org:reportsTo between organisations is the type reporting.",
		},
		Parts: []Part{{Write: writeTurtle}},
		Read:  readTurtle,
		Guess: guessTurtle,
	}
}

// turtleInOrder is the first line of what writeTurtle writes: each subject is whole and stands once, in the order of its positions, so
// that a reader need not hold what it has read. A reader checks that as it goes.
const turtleInOrder = "# A map of Liaison. Every subject is whole and in order; without this line they need not be.\n"

var turtlePrefixes = [][2]string{
	{"", organisationNS}, {"rel", relationshipNS}, {"src", sourceNS}, {"arr", arrangementNS}, {"type", typeNS}, {"class", classificationNS},
	{"liaison", liaisonNS}, {"org", orgNS}, {"skos", skosNS}, {"skosxl", skosxlNS}, {"prov", provNS}, {"oa", oaNS}, {"dcterms", dctermsNS},
	{"foaf", foafNS}, {"schema", schemaNS}, {"rdf", turtle.RDF}, {"rdfs", rdfsNS}, {"xsd", turtle.XSD},
}

// turtleWriter writes statements. Its errors are those of its bufio.Writer, which keeps the first.
type turtleWriter struct {
	*bufio.Writer
	g      *graph.Graph
	indent string
}

func writeTurtle(ctx context.Context, w io.Writer, g *graph.Graph) error {
	t := &turtleWriter{Writer: bufio.NewWriterSize(w, 64<<10), g: g, indent: "  "}
	t.WriteString(turtleInOrder)
	for _, p := range turtlePrefixes {
		t.WriteString("@prefix " + p[0] + ": <" + p[1] + "> .\n")
	}
	t.head()
	for i, s := range g.Sources() {
		t.source(i, &s)
	}
	for i, a := range g.Arrangements() {
		t.subject("arr:", arrangementNS, a.ID, "liaison:Arrangement")
		t.position(i)
		t.text("rdfs:label", a.Label)
		t.text("liaison:rule", a.Rule.String())
		t.text("skos:note", a.Note)
		t.end()
	}
	for n, o := range g.Organisations() {
		if err := interrupted(ctx, int(n)); err != nil {
			return err
		}
		t.organisation(int(n), &o)
	}
	for e := range g.Edges() {
		if err := interrupted(ctx, int(e)); err != nil {
			return err
		}
		t.relationship(e)
	}
	return t.Flush()
}

// head writes the map and its vocabulary: the built-in concepts too, so that others have their labels.
func (t *turtleWriter) head() {
	t.WriteString("\n<" + mapIRI + "> a liaison:Map, prov:Entity")
	t.text("dcterms:title", t.g.Title())
	t.text("dcterms:description", t.g.Description())
	t.end()
	t.WriteString("\n<" + classificationIRI + "> a skos:ConceptScheme .\n\n<" + typesIRI + "> a skos:ConceptScheme .\n")
	v := t.g.Vocabulary()
	own := -len(graph.BuiltinClassifications())
	for c := range v.Classifications() {
		t.concept("class:", classificationNS, c.ID, own, c.Label, c.Broader, c.Description)
		t.text("liaison:pluralLabel", c.PluralLabel)
		t.end()
		own++
	}
	own = -len(graph.BuiltinTypes())
	for typ := range v.Types() {
		t.concept("type:", typeNS, typ.ID, own, typ.Label, typ.Broader, typ.Description)
		t.text("liaison:inverseLabel", typ.InverseLabel)
		if typ.Mutual {
			t.plain("liaison:mutualByDefault", "true")
		}
		if typ.Irreflexive {
			t.plain("liaison:irreflexive", "true")
		}
		t.classifications("liaison:fromClassifications", typ.From)
		t.classifications("liaison:toClassifications", typ.To)
		t.end()
		own++
	}
}

func (t *turtleWriter) concept(prefix, namespace, id string, position int, label, broader, description string) {
	t.subject(prefix, namespace, id, "skos:Concept")
	scheme := typesIRI
	if namespace == classificationNS {
		scheme = classificationIRI
	}
	t.plain("skos:inScheme", "<"+scheme+">")
	if position >= 0 {
		t.position(position)
	}
	t.text("skos:prefLabel", label)
	if broader != "" {
		t.plain("skos:broader", turtleName(prefix, namespace, broader))
	} else {
		t.plain("skos:topConceptOf", "<"+scheme+">")
	}
	t.text("skos:definition", description)
}

func (t *turtleWriter) source(position int, s *graph.Source) {
	t.subject("src:", sourceNS, s.ID, "liaison:Source, prov:Entity, foaf:Document")
	t.position(position)
	t.text("dcterms:title", s.Title)
	for _, agent := range [][2]string{{"dcterms:publisher", s.Publisher}, {"dcterms:creator", s.Author}} {
		if agent[1] != "" {
			t.plain(agent[0], "[ a foaf:Agent ; foaf:name "+turtle.Quote(agent[1])+" ]")
		}
	}
	t.date("dcterms:issued", s.Published)
	t.date("liaison:retrieved", s.Retrieved)
	t.text("liaison:sourceType", s.Type)
	t.link("schema:url", s.URL)
	t.link("schema:archivedAt", s.ArchiveURL)
	t.text("liaison:file", s.File)
	t.text("skos:note", s.Note)
	t.end()
}

func (t *turtleWriter) organisation(position int, o *graph.Organisation) {
	t.subject(":", organisationNS, o.ID, turtleClass(t.g, graph.Node(position)))
	t.position(position)
	t.text("skos:prefLabel", o.Name)
	t.text("liaison:shortName", o.ShortName)
	written := map[string]bool{"": true, o.Name: true} // SKOS: no preferred label is an alternative one
	for _, name := range append([]graph.OtherName{{Name: o.ShortName}}, o.OtherNames...) {
		if !written[name.Name] {
			t.text("skos:altLabel", name.Name)
			written[name.Name] = true
		}
	}
	for i, name := range o.OtherNames {
		t.part("skosxl:altLabel", "skosxl:Label", i, len(o.OtherNames))
		t.text("skosxl:literalForm", name.Name)
		t.date("liaison:startDate", name.StartDate)
		t.date("liaison:endDate", name.EndDate)
		t.text("skos:note", name.Note)
		t.endPart()
	}
	for _, c := range o.Classifications {
		t.plain("org:classification", turtleName("class:", classificationNS, c))
	}
	if len(o.Classifications) > 1 {
		t.classifications("liaison:classifications", o.Classifications)
	}
	t.date("schema:foundingDate", o.FoundingDate)
	t.date("schema:dissolutionDate", o.DissolutionDate)
	t.text("dcterms:description", o.Description)
	t.link("schema:url", o.URL)
	for _, tag := range o.Tags {
		t.text("schema:keywords", tag)
	}
	if len(o.Tags) > 1 {
		var list strings.Builder
		for _, tag := range o.Tags {
			list.WriteString(turtle.Quote(tag) + " ")
		}
		t.plain("liaison:tags", "( "+list.String()+")")
	}
	t.evidence(o.Evidence)
	t.end()
}

// turtleClass returns the classes of ORG: a formal organisation is one that "is recognised in the world at large", a collaboration
// one "between two or more organisations".
func turtleClass(g *graph.Graph, n graph.Node) string {
	switch g.Sector(n) {
	case "intelligence-agency", "law-enforcement", "government":
		return "org:Organization, org:FormalOrganization"
	case "joint-unit":
		return "org:Organization, org:OrganizationalCollaboration"
	}
	return "org:Organization"
}

func (t *turtleWriter) relationship(e graph.Edge) {
	r := t.g.Relationship(e)
	from, to := turtleName(":", organisationNS, r.From), turtleName(":", organisationNS, r.To)
	v := t.g.Vocabulary()
	class := "liaison:Relationship"
	switch {
	case v.TypeIsA(r.Type, "member-of"):
		class += ", org:Membership"
	case v.TypeIsA(r.Type, "succeeds"):
		class += ", org:ChangeEvent"
	}
	t.subject("rel:", relationshipNS, r.ID, class)
	t.position(int(e))
	if t.g.HasOwnID(e) {
		t.text("dcterms:identifier", r.ID)
	}
	t.plain("liaison:from", from)
	t.plain("liaison:to", to)
	t.plain("liaison:type", turtleName("type:", typeNS, r.Type))
	switch {
	case v.TypeIsA(r.Type, "member-of"):
		t.plain("org:member", from)
		t.plain("org:organization", to)
	case v.TypeIsA(r.Type, "succeeds"):
		t.plain("org:originalOrganization", to)
		t.plain("org:resultingOrganization", from)
	}
	t.text("rdfs:label", r.Label)
	t.plain("liaison:mutual", strconv.FormatBool(r.Mutual == graph.Mutual))
	t.date("liaison:startDate", r.StartDate)
	t.date("liaison:endDate", r.EndDate)
	t.text("liaison:status", r.Status.String())
	t.text("liaison:confidence", r.Confidence.String())
	// A decimal: rdflib rounds the doubles that it writes.
	weight := strconv.FormatFloat(r.Weight, 'f', -1, 64)
	if !strings.Contains(weight, ".") {
		weight += ".0"
	}
	t.plain("liaison:weight", weight)
	if r.Arrangement != "" {
		t.plain("liaison:arrangement", turtleName("arr:", arrangementNS, r.Arrangement))
	}
	t.text("skos:note", r.Note)
	t.evidence(r.Evidence)
	t.end()
	if r.Status == graph.Active && r.Confidence == graph.Confirmed && r.EndDate.IsZero() {
		t.direct(&r, from, to)
	}
}

// direct writes the triple that says the same for who knows ORG and not relationships as nodes.
func (t *turtleWriter) direct(r *graph.Relationship, from, to string) {
	v := t.g.Vocabulary()
	predicate := "org:linkedTo"
	switch {
	case v.TypeIsA(r.Type, "part-of"):
		predicate = "org:subOrganizationOf"
	case v.TypeIsA(r.Type, "member-of"):
		predicate = "org:memberOf"
	case v.TypeIsA(r.Type, "establishes"):
		predicate, from, to = "schema:founder", to, from
	case v.TypeIsA(r.Type, "succeeds"):
		return // the change says it
	}
	t.WriteString(from + " " + predicate + " " + to + " .\n")
	if r.Mutual == graph.Mutual && from != to {
		t.WriteString(to + " " + predicate + " " + from + " .\n")
	}
}

// evidence writes passages as Web Annotation has them: a passage that is whole is a TextQuoteSelector, one of first and last words the
// fragment of a URL that finds it.
func (t *turtleWriter) evidence(list []graph.Evidence) {
	for i, e := range list {
		t.part("prov:wasDerivedFrom", "oa:SpecificResource, prov:Entity", i, len(list))
		t.plain("oa:hasSource", turtleName("src:", sourceNS, e.Source))
		locator, err := evidence.ParseLocator(e)
		if err == nil && locator.End == "" && locator.Start == e.Passage && e.Passage != "" {
			t.plain("oa:hasSelector", "[ a oa:TextQuoteSelector")
			t.indent = "          "
			t.text("oa:exact", e.Passage)
			t.text("oa:prefix", e.Prefix)
			t.text("oa:suffix", e.Suffix)
			t.WriteString(" ]")
			t.indent = "      "
		} else {
			t.text("liaison:passage", e.Passage)
			t.text("liaison:prefix", e.Prefix)
			t.text("liaison:suffix", e.Suffix)
			if _, fragment, ok := strings.Cut(evidence.Fragment(e, "https://"), "#"); ok {
				t.plain("oa:hasSelector", "[ a oa:FragmentSelector ; dcterms:conformsTo <https://wicg.github.io/scroll-to-text-fragment/> ; rdf:value "+turtle.Quote(fragment)+" ]")
			}
		}
		t.text("skos:note", e.Note)
		t.endPart()
	}
}

func (t *turtleWriter) subject(prefix, namespace, id, class string) {
	t.WriteString("\n" + turtleName(prefix, namespace, id) + " a " + class)
}

func (t *turtleWriter) end() { t.WriteString(" .\n") }

func (t *turtleWriter) plain(predicate, object string) {
	t.WriteString(" ;\n")
	t.WriteString(t.indent)
	t.WriteString(predicate)
	t.WriteByte(' ')
	t.WriteString(object)
}

func (t *turtleWriter) text(predicate, text string) {
	if text != "" {
		t.plain(predicate, turtle.Quote(text))
	}
}

func (t *turtleWriter) position(i int) { t.plain("schema:position", strconv.Itoa(i)) }

// part begins a blank node, the i-th of n.
func (t *turtleWriter) part(predicate, class string, i, n int) {
	t.plain(predicate, "[ a "+class)
	t.indent = "      "
	if n > 1 {
		t.position(i)
	}
}

// endPart ends what part began.
func (t *turtleWriter) endPart() {
	t.WriteString(" ]")
	t.indent = "  "
}

func (t *turtleWriter) classifications(predicate string, ids []string) {
	if len(ids) == 0 {
		return
	}
	list := "( "
	for _, id := range ids {
		list += turtleName("class:", classificationNS, id) + " "
	}
	t.plain(predicate, list+")")
}

func (t *turtleWriter) date(predicate string, d graph.Date) {
	if d.IsZero() {
		return
	}
	datatype := "xsd:date"
	switch {
	case d.Month() == 0:
		datatype = "xsd:gYear"
	case d.Day() == 0:
		datatype = "xsd:gYearMonth"
	}
	t.plain(predicate, `"`+strings.TrimSuffix(d.String(), "~")+`"^^`+datatype)
	if d.Approximate() {
		t.plain("liaison:approximate", predicate)
	}
}

// link writes a URL as an IRI where it is one, and else as text.
func (t *turtleWriter) link(predicate, url string) {
	if turtle.HasScheme(url) && turtle.IsIRI(url) {
		t.plain(predicate, "<"+url+">")
	} else {
		t.text(predicate, url)
	}
}

// turtleName writes an IRI with its prefix, where what follows that is a name by the grammar.
func turtleName(prefix, namespace, local string) string {
	if !turtle.IsLocalName(local) {
		return "<" + namespace + local + ">"
	}
	return prefix + local
}

// guessTurtle looks for directives and for statements of N-Triples.
func guessTurtle(name string, head []byte) int {
	text := strings.TrimPrefix(string(head), "\ufeff")
	if !utf8.ValidString(text[:len(text)-min(len(text), utf8.UTFMax)]) {
		return 0
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch word, _, _ := strings.Cut(line, " "); {
		case line == "" || line[0] == '#':
			continue
		case word == "@prefix" || word == "@base":
			return 3
		case strings.EqualFold(word, "PREFIX") || strings.EqualFold(word, "BASE"):
			if strings.Contains(line, "<") && strings.HasSuffix(line, ">") {
				return 3
			}
		case strings.HasPrefix(line, "<") && strings.Contains(word, ":") && strings.HasSuffix(word, ">") && turtle.HasScheme(word[1:]) && strings.HasSuffix(line, "."):
			return 2
		}
		break
	}
	if hasExtension(name, ".ttl", ".nt") {
		return 1
	}
	return 0
}
