package exchange_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// othersTurtle is in the manner of what public bodies publish with ORG: subjects spread over the file, labels in two languages,
// inverse properties, memberships, a change, and a person.
const othersTurtle = `
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <http://gov.example/id/> .

<dept/home-office> a org:FormalOrganization ;
  skos:prefLabel "Y Swyddfa Gartref"@cy, "Home Office"@en ;
  skos:altLabel "HO"@en ;
  org:classification <kind/department> ;
  org:hasUnit <unit/homeland> .
<unit/homeland> org:unitOf <dept/home-office> ; rdfs:label "Homeland Security Group" .
<body/nca> a foaf:Organization ; foaf:name "National Crime Agency" ; schema:foundingDate "2013-10-07Z"^^xsd:date ;
  foaf:homepage <https://nca.example/> ; schema:telephone "+44 20" .
<body/soca> a org:Organization ; rdfs:label "Serious Organised Crime Agency" .
[] a org:ChangeEvent ; org:originalOrganization <body/soca> ; org:resultingOrganization <body/nca> ; dct:date "2013-10-07"^^xsd:date .
[] a org:Membership ; org:member <body/nca> ; org:organization <club/europol> ; org:role [ skos:prefLabel "observer" ] .
<club/europol> a schema:NGO ; schema:name "Europol" .
<person/1> a foaf:Person ; foaf:name "A Person" ; org:memberOf <dept/home-office> .
<body/nca> org:linkedTo <dept/home-office> ; dct:source <http://gov.example/report> .
<dept/home-office> org:linkedTo <body/nca> .
<kind/department> a skos:Concept ; skos:prefLabel "Department of state" ; skos:broader <kind/public> .
<kind/public> a skos:Concept ; skos:prefLabel "Public body" .
<kind/unused> a skos:Concept .
`

func TestTurtleOfOthers(t *testing.T) {
	f := formatNamed(t, "turtle")
	imported, err := readStream(t, f, strings.NewReader(othersTurtle))
	if err != nil {
		t.Fatal(err)
	}
	g := imported.Graph
	var got []string
	for n, o := range g.Organisations() {
		line := o.ID + " | " + g.Name(n) + " | " + strings.Join(o.Classifications, ",") + " | " + o.FoundingDate.String() + " | " + o.URL
		for _, other := range o.OtherNames {
			line += " | " + other.Name + "/" + other.Note
		}
		got = append(got, line)
	}
	for e, r := range g.Relationships() {
		line := r.From + " " + r.Type + " " + r.To + " " + r.StartDate.String() + " " + r.Label
		if g.IsMutual(e) {
			line += " mutual"
		}
		got = append(got, strings.TrimSpace(line))
	}
	for _, s := range g.Sources() {
		got = append(got, s.ID+" "+s.URL)
	}
	want := []string{
		"home-office | Home Office | department |  |  | Y Swyddfa Gartref/language: cy | HO/language: en",
		"homeland | Homeland Security Group |  |  | ",
		"nca | National Crime Agency |  | 2013-10-07 | https://nca.example/",
		"soca | Serious Organised Crime Agency |  |  | ",
		"europol | Europol | ngo |  | ",
		"nca member-of europol  observer",
		"nca succeeds soca 2013-10-07",
		"homeland part-of home-office",
		"home-office linked-to nca   mutual",
		"report http://gov.example/report",
	}
	sorted := func(lines []string) map[string]bool {
		set := map[string]bool{}
		for _, line := range lines {
			set[line] = true
		}
		return set
	}
	gotSet, wantSet := sorted(got), sorted(want)
	for line := range wantSet {
		if !gotSet[line] {
			t.Errorf("missing: %q", line)
		}
	}
	for _, line := range got {
		if !wantSet[line] {
			t.Errorf("not wanted: %q", line)
		}
	}
}

// organogramTurtle is in the manner of the organograms of data.gov.uk: posts in organisations, and which reports to which.
const organogramTurtle = `
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@base <http://gov.example/> .
<dept/a> a org:Organization ; rdfs:label "Department A" ; org:hasPost <post/1>, <post/2>, <post/3> ; org:reportsTo <dept/b> .
<dept/b> a org:Organization ; rdfs:label "Department B" .
<post/1> a org:Post, <http://gov.example/def/CivilServicePost> ; rdfs:label "Director" .
<post/2> a org:Post ; rdfs:label "Deputy" ; org:reportsTo <post/1> ; org:postIn <dept/a> .
<post/3> rdfs:label "Without a class" ; org:reportsTo <post/2> .
<post/4> rdfs:label "Not listed" ; org:postIn <dept/b> .
`

// Posts are no organisations, which the report says, and no organisation has their addresses as tags.
func TestTurtleOrganogram(t *testing.T) {
	imported, err := readStream(t, formatNamed(t, "turtle"), strings.NewReader(organogramTurtle))
	if err != nil {
		t.Fatal(err)
	}
	g := imported.Graph
	if got := firstArc(g); g.NumOrganisations() != 2 || g.NumRelationships() != 1 || got != "a -reporting-> b" {
		t.Errorf("%d organisations, %d relationships, %s", g.NumOrganisations(), g.NumRelationships(), got)
	}
	for _, o := range g.Organisations() {
		if len(o.Tags) > 0 {
			t.Errorf("%s has the tags %q", o.ID, o.Tags)
		}
	}
	notes := map[string]int{}
	for _, n := range imported.Report.Notes {
		notes[n.What+": "+n.Done] = n.Count
	}
	const done = ": left out: a map has organisations only"
	if len(notes) != 2 || notes["post"+done] != 4 || notes["reports-to of a post"+done] != 2 {
		t.Errorf("notes %v", notes)
	}
}

// TestTurtleOrder changes a file whose first line says that it is in order, so that it no longer is.
func TestTurtleOrder(t *testing.T) {
	f := formatNamed(t, "turtle")
	text := string(streamOf(t, f, graphtest.EveryField()))
	for name, more := range map[string]string{
		"a subject again":     ":one schema:keywords \"late\" .\n",
		"a typed one again":   ":one a org:Organization ; skos:prefLabel \"late\" .\n",
		"a triple of its own": ":two org:subOrganizationOf :one .\n",
		"a label":             "_:x a org:Organization .\n",
		"a place taken":       ":three a org:Organization ; schema:position 0 .\n",
		"something else":      "<http://e/> a <http://e/Thing> .\n",
	} {
		// Enough stands between for the first records to have been handed on.
		filler := strings.Repeat("type:advice a skos:Concept .\n", 5000)
		_, err := readStream(t, f, strings.NewReader(text+filler+more+filler))
		if err == nil || !strings.Contains(err.Error(), "the first line says") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// othersFTM is in the manner of OpenSanctions and Aleph.
const othersFTM = `{"id":"NK-1","caption":"Acme Holdings","schema":"Company","properties":{"name":["ACME HOLDINGS LTD","Acme Holdings"],"jurisdiction":["gb"],"incorporationDate":["2001-02"],"topics":["corp.offshore","sanction"]},"datasets":["x"],"first_seen":"2023-01-01T00:00:00"}
{"id":"p-1","schema":"Person","properties":{"name":["A Person"]}}

{"id":"gb-2","schema":"PublicBody","properties":{"name":"Home Office","parent":[{"id":"gb-3","schema":"Organization","properties":{"name":["Crown"]}}]}}
{"id":"gb-3","schema":"Organization","properties":{"name":["Crown"]}}
{"id":"own-1","schema":"Ownership","properties":{"owner":["gb-2"],"asset":["NK-1"],"percentage":["51"],"startDate":["2005-01-01T00:00:00"],"role":["shareholder"],"proof":["d1"]}}
{"id":"dir-1","schema":"Directorship","properties":{"director":["p-1"],"organization":["NK-1"]}}
{"id":"d1","schema":"Document","properties":{"fileName":["a.pdf"],"title":["Annual report"],"sourceUrl":["https://e.example/a.pdf"]}}
{"id":"l","schema":"UnknownLink","properties":{"subject":["NK-1"],"object":["gb-3"]}}
`

func TestFTMOfOthers(t *testing.T) {
	f := formatNamed(t, "ftm")
	imported, err := readStream(t, f, strings.NewReader(othersFTM))
	if err != nil {
		t.Fatal(err)
	}
	g := imported.Graph
	var names, relationships []string
	for n, o := range g.Organisations() {
		names = append(names, g.Name(n)+"/"+strings.Join(o.Classifications, ","))
	}
	for e, r := range g.Relationships() {
		from, _ := g.NodeByID(r.From)
		to, _ := g.NodeByID(r.To)
		line := g.Name(from) + " " + r.Type + " " + g.Name(to) + " " + r.StartDate.String() + " " + r.Label
		for _, s := range g.SourcesOf(e) {
			source, _ := g.Source(s)
			line += " " + source.Title
		}
		relationships = append(relationships, line)
	}
	if got, want := strings.Join(names, "; "), "Acme Holdings/private; Home Office/government; Crown/"; got != want {
		t.Errorf("organisations %q, want %q", got, want)
	}
	if got, want := strings.Join(relationships, "; "), "Home Office part-of Crown  ; Home Office ownership Acme Holdings 2005-01-01 shareholder Annual report; Acme Holdings related-to Crown  "; got != want {
		t.Errorf("relationships %q, want %q", got, want)
	}
}

func TestFTMErrors(t *testing.T) {
	f := formatNamed(t, "ftm")
	for text, want := range map[string]string{
		`{"id":"a","schema":"Company","properties":{"name":["A"]}}` + "\n" + `{"id":"b","sch`: "file:2:14: the line ends within its JSON",
		"{\n\"id\": 1}": "file:1:2: the line ends within its JSON",
		"[1]":           "file:1:1:",
		"hello":         "file:1:1: is not JSON: invalid character 'h'",
		`{"id":"a"}`:    `file:1: has no "id" or no "schema"`,
		"{\"id\":\"\xff\",\"schema\":\"Company\"}":                                 "file:1: is not UTF-8",
		`{"id":"a","schema":"Company","properties":` + strings.Repeat("[", 20_000): "file:1:",
	} {
		_, err := readStream(t, f, strings.NewReader(text))
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%.60q: %v, want %s…", text, err, want)
		}
	}
}

// TestRDFGolden compares what is written with what was written before.
func TestRDFGolden(t *testing.T) {
	for name, extension := range map[string]string{"turtle": ".ttl", "ftm": ".ftm", "markdown": ".md", "html": ".html"} {
		f := formatNamed(t, name)
		small := graphtest.Of("a", "a reporting b", "a = b", "b part-of c 2")
		for file, g := range map[string]*graph.Graph{"every-field": graphtest.EveryField(), "small": small} {
			got := streamOf(t, f, g)
			golden(t, filepath.Join("testdata", "golden", file+extension), got)
		}
	}
}

// TestPagesOfHostileText checks that no text of a map becomes markup.
func TestPagesOfHostileText(t *testing.T) {
	tag := regexp.MustCompile(`<[^>]*>`)
	ours := regexp.MustCompile(`^<(/?(html|head|body|main|title|style|h1|h2|p|nav|ul|li|table|caption|thead|tbody|tr|th|td|bdi|br|span|a)( (lang|id|class|role|scope|data-label|href|rel|aria-label)="[^"<>]*")*|!DOCTYPE html|meta [^<>]*)>$`)
	link := regexp.MustCompile(`href="([^"]*)"`)
	f := formatNamed(t, "html")
	for _, c := range awkwardGraphs(t) {
		page := string(streamOf(t, f, c.Graph))
		for _, found := range tag.FindAllString(page, -1) {
			if !ours.MatchString(found) {
				t.Errorf("%s: the tag %.200q is not ours", c.Name, found)
			}
		}
		for _, found := range link.FindAllStringSubmatch(page, -1) {
			if u := strings.ToLower(found[1]); !strings.HasPrefix(u, "#") && !strings.HasPrefix(u, "http://") && !strings.HasPrefix(u, "https://") {
				t.Errorf("%s: a link to %q", c.Name, found[1])
			}
		}
		markdownRows(t, c)
	}
}

// markdownRows checks that every row of every table has as many cells as its head, and only the markup that we write.
func markdownRows(t *testing.T, c graphtest.Case) {
	f := formatNamed(t, "markdown")
	bar := regexp.MustCompile(`\\.|\|`)
	tag := regexp.MustCompile(`<(br>|!-- -->)?`)
	for line := range strings.Lines(string(streamOf(t, f, c.Graph))) {
		line = strings.TrimSuffix(line, "\n")
		for _, found := range tag.FindAllString(line, -1) {
			if found == "<" {
				t.Errorf("%s: an angle bracket in %.200q", c.Name, line)
			}
		}
		if !strings.HasPrefix(line, "|") {
			continue
		}
		bars := 0
		for _, found := range bar.FindAllString(line, -1) {
			if found == "|" {
				bars++
			}
		}
		if bars != 6 {
			t.Errorf("%s: %d bars in %.200q", c.Name, bars, line)
		}
	}
}
