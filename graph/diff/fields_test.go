package diff_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/diff"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// TestEveryFieldIsCompared changes each field of a map that has all, one at a time.
func TestEveryFieldIsCompared(t *testing.T) {
	tests := []struct {
		edit func(p *graphtest.Parts)
		want string
	}{
		{func(p *graphtest.Parts) { p.Title = "T" }, "map title: Every field, T"},
		{func(p *graphtest.Parts) { p.Description = "" }, "map description: Each is filled in\nsomewhere., "},
		{func(p *graphtest.Parts) { p.Classifications[0].Label = "L" }, "signals label: Signals body, L"},
		{func(p *graphtest.Parts) { p.Classifications[0].PluralLabel = "L" }, "signals plural_label: Signals bodies, L"},
		{func(p *graphtest.Parts) { p.Classifications[0].Broader = "" }, "signals broader: intelligence-agency, "},
		{func(p *graphtest.Parts) { p.Classifications[0].Description = "D" }, "signals description: Listens., D"},
		{func(p *graphtest.Parts) { p.Types[0].Label = "L" }, "secondment label: seconds staff to, L"},
		{func(p *graphtest.Parts) { p.Types[0].InverseLabel = "L" }, "secondment inverse_label: has staff seconded by, L"},
		{func(p *graphtest.Parts) { p.Types[0].Broader = "structure" }, "secondment broader: support, structure"},
		{func(p *graphtest.Parts) { p.Types[0].Description = "D" }, "secondment description: Staff of one work for the other., D"},
		{func(p *graphtest.Parts) { p.Types[0].Mutual = false }, "secondment mutual: true, false"},
		{func(p *graphtest.Parts) { p.Types[0].Irreflexive = false }, "secondment irreflexive: true, false"},
		{func(p *graphtest.Parts) { p.Types[0].From = []string{"police"} }, "secondment from: signals; police, police -signals"},
		{func(p *graphtest.Parts) { p.Types[0].From = []string{"police", "signals"} }, ""},
		{func(p *graphtest.Parts) { p.Types[0].To = nil }, "secondment to: intelligence-agency,  -intelligence-agency"},
		{func(p *graphtest.Parts) { p.Sources[0].Title = "T" }, "report title: A report, T"},
		{func(p *graphtest.Parts) { p.Sources[0].Publisher = "P" }, "report publisher: HMSO, P"},
		{func(p *graphtest.Parts) { p.Sources[0].Author = "A" }, "report author: A. Author, A"},
		{func(p *graphtest.Parts) { p.Sources[0].Published = date("2019") }, "report published: 2019-05, 2019"},
		{func(p *graphtest.Parts) { p.Sources[0].Retrieved = date("") }, "report retrieved: 2020-01-02, "},
		{func(p *graphtest.Parts) { p.Sources[0].Type = "press" }, "report type: official, press"},
		{func(p *graphtest.Parts) { p.Sources[0].URL = "u" }, "report url: https://example.org/report, u"},
		{func(p *graphtest.Parts) { p.Sources[0].ArchiveURL = "u" }, "report archive_url: https://archive.example.org/report, u"},
		{func(p *graphtest.Parts) { p.Sources[0].File = "f" }, "report file: report.txt, f"},
		{func(p *graphtest.Parts) { p.Sources[0].Note = "N" }, "report note: Second edition., N"},
		{func(p *graphtest.Parts) { p.Arrangements[0].Label = "L" }, "double-lock label: Double lock, L"},
		{func(p *graphtest.Parts) { p.Arrangements[0].Rule = graph.AllOf }, "double-lock rule: any, all"},
		{func(p *graphtest.Parts) { p.Arrangements[0].Note = "N" }, "double-lock note: Either will do., N"},
		{func(p *graphtest.Parts) { p.Organisations[0].Name = "N" }, "one name: Organisation One, N"},
		{func(p *graphtest.Parts) { p.Organisations[0].ShortName = "" }, "one short_name: ONE, "},
		{func(p *graphtest.Parts) { p.Organisations[0].OtherNames[0].StartDate = date("1909") }, "one other_names.start_date of Bureau One: 1909-10, 1909"},
		{func(p *graphtest.Parts) { p.Organisations[0].OtherNames[0].EndDate = date("1931") }, "one other_names.end_date of Bureau One: 1931~, 1931"},
		{func(p *graphtest.Parts) { p.Organisations[0].OtherNames[0].Note = "" }, "one other_names.note of Bureau One: Until it moved., "},
		{func(p *graphtest.Parts) { p.Organisations[0].OtherNames[0].Name = "B" }, "one other_names: Bureau One (1909-10 to 1931~); Uno, B (1909-10 to 1931~); Uno +B (1909-10 to 1931~) -Bureau One (1909-10 to 1931~)"},
		{func(p *graphtest.Parts) { slices.Reverse(p.Organisations[0].OtherNames) }, ""},
		{func(p *graphtest.Parts) { p.Organisations[0].Classifications = []string{"overseas", "signals"} }, "one classification: signals; overseas, overseas; signals"},
		{func(p *graphtest.Parts) { p.Organisations[0].Classifications = []string{"signals"} }, "one classification: signals; overseas, signals -overseas"},
		{func(p *graphtest.Parts) { p.Organisations[0].FoundingDate = date("1909") }, "one founding_date: 1909-10, 1909"},
		{func(p *graphtest.Parts) { p.Organisations[0].DissolutionDate = date("") }, "one dissolution_date: 2030-12-31, "},
		{func(p *graphtest.Parts) { p.Organisations[0].Description = "D" }, "one description: The first., D"},
		{func(p *graphtest.Parts) { p.Organisations[0].URL = "u" }, "one url: https://one.example.org/, u"},
		{func(p *graphtest.Parts) { p.Organisations[0].Tags = []string{"old", "secret", "old"} }, "one tags: secret; old, old; secret; old +old"},
		{func(p *graphtest.Parts) { p.Organisations[0].Tags = []string{"old", "secret"} }, ""},
		{func(p *graphtest.Parts) { p.Organisations[0].Evidence[0].Prefix = "P" }, "one evidence.prefix of report: was, P"},
		{func(p *graphtest.Parts) { p.Organisations[0].Evidence[0].Suffix = "S" }, "one evidence.suffix of report: by the, S"},
		{func(p *graphtest.Parts) { p.Organisations[0].Evidence[0].Note = "N" }, "one evidence.note of report: Chapter 1., N"},
		{func(p *graphtest.Parts) { p.Organisations[0].Evidence[0].Passage = "P" }, `one evidence +report "P" -report "founded in … 1909"`},
		{func(p *graphtest.Parts) { slices.Reverse(p.Organisations[0].Evidence) }, ""},
		{func(p *graphtest.Parts) { p.Relationships[0].From, p.Relationships[0].To = "two", "one" }, "first from: one, two; first to: two, one"},
		{func(p *graphtest.Parts) { p.Relationships[0].Type = "advice" }, "first type: secondment, advice"},
		{func(p *graphtest.Parts) { p.Relationships[0].Label = "" }, "first label: lends officers to, "},
		{func(p *graphtest.Parts) { p.Relationships[0].Mutual = graph.Mutual }, "first mutual: false, true"},
		{func(p *graphtest.Parts) { p.Relationships[0].StartDate = date("2001") }, "first start_date: 2001-02-03, 2001"},
		{func(p *graphtest.Parts) { p.Relationships[0].EndDate = date("2004") }, "first end_date: 2004~, 2004"},
		{func(p *graphtest.Parts) { p.Relationships[0].Status = graph.Active }, "first status: suspended, active"},
		{func(p *graphtest.Parts) { p.Relationships[0].Confidence = graph.Doubtful }, "first confidence: probable, doubtful"},
		{func(p *graphtest.Parts) { p.Relationships[0].Weight = 1 }, "first weight: 2.5, 1"},
		{func(p *graphtest.Parts) { p.Relationships[0].Arrangement = "" }, "first arrangement: double-lock, "},
		{func(p *graphtest.Parts) { p.Relationships[0].Note = "N" }, "first note: Twelve of them., N"},
		{func(p *graphtest.Parts) { p.Relationships[0].Evidence[1].Source = "report" }, `first evidence +report "well known" -general "well known"`},
		{func(p *graphtest.Parts) { p.Relationships[1].ID = "second" }, "second id: , second"},
	}
	for _, test := range tests {
		p := graphtest.PartsOf(graphtest.EveryField())
		test.edit(p)
		d := between(t, graphtest.EveryField(), p.Build(t))
		if got := told(d); got != test.want {
			t.Errorf("got  %q\nwant %q", got, test.want)
		}
	}
}

// told is every field and piece of evidence of a difference in which nothing was added or is gone.
func told(d *diff.Difference) string {
	var found []string
	add := func(id string, fields []diff.FieldChange) {
		for _, f := range fields {
			text := id + " " + f.Field
			if f.Of != "" {
				text += " of " + f.Of
			}
			text += ": " + f.Before + ", " + f.After
			for _, s := range f.Gained {
				text += " +" + s
			}
			for _, s := range f.Lost {
				text += " -" + s
			}
			found = append(found, text)
		}
	}
	evidence := func(id string, gained, lost []graph.Evidence) {
		text := id + " evidence"
		for _, e := range gained {
			text += fmt.Sprintf(" +%s %q", e.Source, e.Passage)
		}
		for _, e := range lost {
			text += fmt.Sprintf(" -%s %q", e.Source, e.Passage)
		}
		if len(gained)+len(lost) > 0 {
			found = append(found, text)
		}
	}
	add("map", d.Map)
	for _, c := range d.Organisations {
		add(c.ID, c.Fields)
		evidence(c.ID, c.EvidenceGained, c.EvidenceLost)
	}
	for _, c := range d.Relationships {
		add(c.ID, c.Fields)
		evidence(c.ID, c.EvidenceGained, c.EvidenceLost)
	}
	for _, list := range [][]diff.RecordChange{d.Sources, d.Types, d.Classifications, d.Arrangements} {
		for _, c := range list {
			add(c.ID, c.Fields)
		}
	}
	return strings.Join(found, "; ")
}

func TestJSON(t *testing.T) {
	before := build(t, []graph.Organisation{{ID: "a", Name: "A"}, {ID: "b", Tags: []string{"x", "y"}}, {ID: "gone"}},
		graph.Relationship{From: "a", To: "b", Type: "advice", Evidence: []graph.Evidence{{Source: "s", Passage: "p"}}})
	p := graphtest.PartsOf(build(t, []graph.Organisation{{ID: "a", Name: "Z"}, {ID: "b", Tags: []string{"y", "z"}}},
		graph.Relationship{From: "a", To: "b", Type: "advice", Status: graph.Ended},
		graph.Relationship{From: "b", To: "a", Type: "partnership"}))
	p.Sources = append(p.Sources, graph.Source{ID: "t", Title: "T"})
	b, err := json.Marshal(between(t, before, p.Build(t)))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"organisations":[` +
		`{"state":"changed","id":"a","name":"Z","renamed":{"what":"name","was":"A","is":"Z"},"fields":[{"field":"name","before":"A","after":"Z"}]},` +
		`{"state":"changed","id":"b","name":"b","fields":[{"field":"tags","before":"x; y","after":"y; z","gained":["z"],"lost":["x"]}]},` +
		`{"state":"gone","id":"gone","name":"gone","record":{"id":"gone"}}],` +
		`"relationships":[` +
		`{"state":"changed","id":"a:advice:b","from":"a","to":"b","type":"advice","label":"advises","mutual":false,` +
		`"fields":[{"field":"status","before":"active","after":"ended"}],"evidence_lost":[{"source":"s","passage":"p"}]},` +
		`{"state":"added","id":"b:partnership:a","from":"b","to":"a","type":"partnership","label":"is a partner of","mutual":true,` +
		`"record":{"id":"b:partnership:a","from":"b","to":"a","type":"partnership","mutual":true,"status":"active","confidence":"confirmed","weight":1}}],` +
		`"sources":[{"state":"added","id":"t","label":"T","record":{"id":"t","title":"T"}}]}`
	if string(b) != want {
		t.Errorf("got\n%s\nwant\n%s", b, want)
	}
}

// TestAUnionThatNeitherMapAllows: a type forbids in one map what the other has.
func TestAUnionThatNeitherMapAllows(t *testing.T) {
	before, after := &graphtest.Parts{}, &graphtest.Parts{}
	for _, p := range []*graphtest.Parts{before, after} {
		p.Organisations = []graph.Organisation{{ID: "a"}}
		p.Types = []graph.Type{{ID: "own", Label: "before"}}
	}
	before.Types = append(before.Types, graph.Type{ID: "old", Broader: "own"})
	before.Relationships = []graph.Relationship{{From: "a", To: "a", Type: "own"}, {From: "a", To: "a", Type: "old"}}
	after.Types[0] = graph.Type{ID: "own", Label: "after", Irreflexive: true}
	m, err := between(t, before.Build(t), after.Build(t)).Marked("", "")
	if err != nil {
		t.Fatal(err)
	}
	if own, _ := m.Graph.Vocabulary().Type("own"); own.Label != "after" || own.Irreflexive || m.Graph.NumRelationships() != 2 {
		t.Errorf("the union has %+v and %d relationships", own, m.Graph.NumRelationships())
	}
}

func TestStates(t *testing.T) {
	var names []string
	for _, s := range []diff.State{diff.Same, diff.Added, diff.Gone, diff.Changed} {
		names = append(names, s.String())
		var read diff.State
		if err := read.UnmarshalText([]byte(s.String())); err != nil || read != s {
			t.Errorf("%s is read as %s, %v", s, read, err)
		}
	}
	if got := strings.Join(names, " "); got != "same added gone changed" || diff.State(9).String() != "unknown" {
		t.Errorf("the states are %s and %s", got, diff.State(9))
	}
	var s diff.State
	if err := s.UnmarshalText([]byte("unknown")); err == nil || err.Error() != `no state "unknown"; known: same, added, gone, changed` {
		t.Error(err)
	}
}

// TestJSONIsRead: a program can read what another has written.
func TestJSONIsRead(t *testing.T) {
	before := graphtest.PartsOf(graphtest.EveryField())
	after := graphtest.PartsOf(graphtest.EveryField())
	after.Organisations[0].FoundingDate, after.Relationships = date("1909"), after.Relationships[1:]
	after.Organisations = append(after.Organisations, graph.Organisation{ID: "unheard-of"})
	d, err := diff.Between(before.Build(t), after.Build(t), diff.Options{})
	if err != nil {
		t.Fatal(err)
	}
	written, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var read diff.Difference
	if err := json.Unmarshal(written, &read); err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(&read)
	if err != nil || string(again) != string(written) || read.Counts() != d.Counts() {
		t.Errorf("read and written again it is %s, %v, of\n%s", again, err, written)
	}
}
