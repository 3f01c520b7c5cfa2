package mapfile_test

import (
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/graphtest"
)

// TestFormsOfCSV reads the same map as the spreadsheets of the world write it.
func TestFormsOfCSV(t *testing.T) {
	want := read(t, folder(t, map[string]string{"map.yaml": `
title: A map
description: "two\nlines"
sources: [{id: doc, title: "A document; and more", published: 2019~}]
classifications: [{id: kind, plural_label: Kinds, broader: police}]
types: [{id: own, label: owns, mutual: true, irreflexive: true, from: [police, kind], to: [private]}]
arrangements: [{id: one, rule: any}]
organisations:
  - {id: mi5, name: "Security \"Service\"", other_names: [Box 500, "a;b\\c"], classification: [kind, grouping], tags: [x],
     evidence: [{source: doc, passage: words}, {source: doc, passage: more, note: n}]}
  - {id: sis, other_names: [{name: MI6, start_date: 1939, note: old}, C], founding_date: 1909}
relationships:
  - {from: mi5, to: sis, type: support, start_date: 2014-05-13, weight: 2.5, status: ended, confidence: doubtful, mutual: true, arrangement: one,
     evidence: [{source: doc, passage: p, prefix: a, suffix: b}, {source: doc, passage: q}]}
  - {from: mi5, to: sis, type: support, evidence: {source: doc, passage: second}}
  - {id: mine, from: sis, to: mi5, type: support, evidence: {source: doc}}
`}))
	files := map[string]string{
		"map.csv":             "field,value\ntitle,A map\ndescription,\"two\nlines\"\n",
		"sources.csv":         "id,title,published\ndoc,A document; and more,2019~\n",
		"classifications.csv": "id,plural_label,broader\nkind,Kinds,police\n",
		"types.csv":           "id,label,mutual,irreflexive,from,to\nown,owns,true,TRUE,police;kind,private\n",
		"arrangements.csv":    "rule,id\nany,one\n",
		"organisations.csv": "founding_date,id,name,other_names,classification,tags,source,passage,,\n" +
			",mi5,\"Security \"\"Service\"\"\",Box 500; a\\;b\\\\c,kind ; grouping;,x,doc,words,,\n,,,,,,,,,\n1909,sis\n\n",
		"other_names.csv": "organisation,name,start_date,note\nsis,MI6,1939,old\nsis,C,,\n",
		"relationships.csv": "id,from,to,type,start_date,weight,status,confidence,mutual,arrangement,source,passage,prefix,suffix\n" +
			",mi5,sis,support,2014-05-13,2.5,ended,doubtful,true,one,doc,p,a,b\n" +
			",mi5, sis ,support\nmine,sis,mi5,support\n",
		"evidence.csv": "relationship,organisation,source,passage,note\nmi5:support:sis,,doc,q,\n,mi5,doc,more,n\nmi5:support:sis:2,,doc,second,\nmine,,doc,,\n",
	}
	change := func(replace func(text string) string) map[string]string {
		changed := map[string]string{}
		for name, text := range files {
			changed[name] = replace(text)
		}
		return changed
	}
	for name, files := range map[string]map[string]string{
		"as it is":               files,
		"Windows":                change(func(s string) string { return "\ufeff" + strings.ReplaceAll(s, "\n", "\r\n") }),
		"no line end at the end": change(func(s string) string { return strings.TrimRight(s, "\n") }),
	} {
		if diff := graphtest.Diff(want.Graph, read(t, folder(t, files)).Graph); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestSeparators(t *testing.T) {
	const text = "id,name,tags\nmi5,Security Service,\"a;b\"\nsis,\"x,y\tz\",c\n"
	want := read(t, folder(t, map[string]string{"organisations.csv": text}))
	if got := want.Graph.Organisation(0).Tags; len(got) != 2 {
		t.Fatalf("tags: %q", got)
	}
	for name, text := range map[string]string{
		"semicolons": "id;name;tags\nmi5;Security Service;\"a;b\"\nsis;x,y\tz;c\n",
		"tabs":       "id\tname\ttags\nmi5\tSecurity Service\ta;b\nsis\t\"x,y\tz\"\tc\n",
	} {
		if diff := graphtest.Diff(want.Graph, read(t, folder(t, map[string]string{"organisations.csv": text})).Graph); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	// One column has no separator.
	if g := read(t, folder(t, map[string]string{"organisations.csv": "id\nmi5\nsis\n"})).Graph; g.NumOrganisations() != 2 {
		t.Errorf("%d organisations", g.NumOrganisations())
	}
}

// TestFolderOfBoth reads YAML and CSV files together, in the order of their names.
func TestFolderOfBoth(t *testing.T) {
	m := read(t, folder(t, map[string]string{
		"b.yml":             "organisations: [{id: b}]\ntitle: The same",
		"a.yaml":            "relationships: [{from: o, to: b, type: support}]\ntitle: The same",
		"organisations.csv": "id\no\n",
		"relationships.csv": "from,to,type\nb,o,support\n",
		"z.YAML":            "organisations: [{id: z}]",
		"notes.txt":         "not read",
		".draft.yaml":       "not: read",
	}))
	var got []string
	for _, o := range m.Graph.Organisations() {
		got = append(got, o.ID)
	}
	for _, r := range m.Graph.Relationships() {
		got = append(got, r.ID)
	}
	if s := strings.Join(got, " "); s != "b o z o:support:b b:support:o" {
		t.Errorf("read as %s", s)
	}
	if len(m.Files) != 5 {
		t.Errorf("files: %v", m.Files)
	}
}

// TestEvidenceByMadeID counts relationships that are parallel, with and without ids of their own.
func TestEvidenceByMadeID(t *testing.T) {
	m := read(t, folder(t, map[string]string{
		"a.yaml":       "sources: [{id: s}]\norganisations: [{id: a}, {id: b}]\nrelationships:\n- {from: a, to: b, type: support}\n- {id: own, from: a, to: b, type: support}\n",
		"b.yaml":       "relationships:\n- {from: a, to: b, type: advice}\n- {from: a, to: b, type: support}\n- {id: \"a:support:b:9\", from: a, to: b, type: support}\n",
		"evidence.csv": "relationship,source,note\na:support:b:3,s,third\nown,s,own\na:advice:b,s,advice\na:support:b:9,s,ninth\na:support:b,s,first\na:support:b:3,s,third again\n",
	}))
	want := []string{"first", "own", "advice", "third third again", "ninth"}
	for e, r := range m.Graph.Relationships() {
		var notes []string
		for _, evidence := range r.Evidence {
			notes = append(notes, evidence.Note)
		}
		if got := strings.Join(notes, " "); got != want[e] {
			t.Errorf("%s has the evidence %q, not %q", r.ID, got, want[e])
		}
	}
}
