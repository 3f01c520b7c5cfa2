package graph_test

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// started returns a Builder that has one record of each kind, each without a fault.
func started(t *testing.T) *graph.Builder {
	t.Helper()
	b := graph.NewBuilder()
	_, err1 := b.AddOrganisation(graph.Organisation{ID: "mi5", Name: "Security Service"})
	_, err2 := b.AddOrganisation(graph.Organisation{ID: "gchq"})
	_, err3 := b.AddRelationship(graph.Relationship{ID: "first", From: "mi5", To: "gchq", Type: "advice"})
	for _, err := range []error{
		err1, err2, err3,
		b.AddType(graph.Type{ID: "own-type"}),
		b.AddClassification(graph.Classification{ID: "own-class"}),
		b.AddSource(graph.Source{ID: "mi5-2019"}),
		b.AddArrangement(graph.Arrangement{ID: "double-lock"}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return b
}

func addOrganisation(o graph.Organisation) func(*graph.Builder) error {
	return func(b *graph.Builder) error { _, err := b.AddOrganisation(o); return err }
}

func addRelationship(r graph.Relationship) func(*graph.Builder) error {
	return func(b *graph.Builder) error { _, err := b.AddRelationship(r); return err }
}

func addType(v graph.Type) func(*graph.Builder) error {
	return func(b *graph.Builder) error { return b.AddType(v) }
}

func addClassification(c graph.Classification) func(*graph.Builder) error {
	return func(b *graph.Builder) error { return b.AddClassification(c) }
}

func addSource(s graph.Source) func(*graph.Builder) error {
	return func(b *graph.Builder) error { return b.AddSource(s) }
}

func addArrangement(a graph.Arrangement) func(*graph.Builder) error {
	return func(b *graph.Builder) error { return b.AddArrangement(a) }
}

// advice is a relationship without a fault but for those that change makes.
func advice(change func(r *graph.Relationship)) func(*graph.Builder) error {
	r := graph.Relationship{From: "mi5", To: "gchq", Type: "advice"}
	change(&r)
	return addRelationship(r)
}

func TestBuilderFaults(t *testing.T) {
	const idForm = `an id is lower-case letters, digits, "-", "_" and "."`
	cited := func(e graph.Evidence) []graph.Evidence { return []graph.Evidence{{Source: "mi5-2019"}, e} }
	for _, c := range []struct {
		add  func(*graph.Builder) error
		want string
	}{
		// Ids.
		{addOrganisation(graph.Organisation{}), `organisation: id: is missing`},
		{addOrganisation(graph.Organisation{ID: "mi5"}), `organisation "mi5": id: there is already an organisation "mi5"`},
		{addOrganisation(graph.Organisation{ID: "MI 5"}), `organisation "MI 5": id: ` + idForm + `; did you mean "mi-5"?`},
		{addOrganisation(graph.Organisation{ID: "!!"}), `organisation "!!": id: ` + idForm},
		{addOrganisation(graph.Organisation{ID: strings.Repeat("x", 201)}), `organisation "` + strings.Repeat("x", 200) + `…": id: an id has at most 200 bytes`},
		{addType(graph.Type{}), `type: id: is missing`},
		{addType(graph.Type{ID: "advice"}), `type "advice": id: there is already a type "advice"`},
		{addType(graph.Type{ID: "own-type"}), `type "own-type": id: there is already a type "own-type"`},
		{addType(graph.Type{ID: "X"}), `type "X": id: ` + idForm + `; did you mean "x"?`},
		{addClassification(graph.Classification{ID: "police"}), `classification "police": id: there is already a classification "police"`},
		{addClassification(graph.Classification{ID: "a b"}), `classification "a b": id: ` + idForm + `; did you mean "a-b"?`},
		{addSource(graph.Source{ID: "mi5-2019"}), `source "mi5-2019": id: there is already a source "mi5-2019"`},
		{addSource(graph.Source{}), `source: id: is missing`},
		{addArrangement(graph.Arrangement{ID: "double-lock"}), `arrangement "double-lock": id: there is already an arrangement "double-lock"`},
		{addArrangement(graph.Arrangement{}), `arrangement: id: is missing`},
		{advice(func(r *graph.Relationship) { r.ID = "first" }), `relationship "first": id: there is already a relationship "first"`},
		{advice(func(r *graph.Relationship) { r.ID = "First" }), `relationship "First": id: ` + idForm + `; did you mean "first"?`},
		{advice(func(r *graph.Relationship) { r.ID = "mi5:advice:mi5" }), `relationship "mi5:advice:mi5": id: ` + idForm + `; did you mean "mi5-advice-mi5"?`},
		{advice(func(r *graph.Relationship) { r.ID = "mi5:advice:gchq:1" }), `relationship "mi5:advice:gchq:1": id: ` + idForm + `; did you mean "mi5-advice-gchq-1"?`},

		// References.
		{addRelationship(graph.Relationship{}), `relationship "::": from: is missing; to: is missing; type: is missing`},
		{addRelationship(graph.Relationship{From: "gchqq", To: "mi5", Type: "advise"}),
			`relationship "gchqq:advise:mi5": from: no organisation "gchqq"; did you mean "gchq"?; type: no type "advise"; did you mean "advice"?`},
		{advice(func(r *graph.Relationship) { r.To = "nowhere" }), `relationship "mi5:advice:nowhere": to: no organisation "nowhere"`},
		{advice(func(r *graph.Relationship) { r.Arrangement = "doublelock" }), `relationship "mi5:advice:gchq": arrangement: no arrangement "doublelock"; did you mean "double-lock"?`},
		{advice(func(r *graph.Relationship) { r.Evidence = cited(graph.Evidence{}) }), `relationship "mi5:advice:gchq": evidence[1].source: is missing`},
		{advice(func(r *graph.Relationship) { r.Evidence = cited(graph.Evidence{Source: "mi5-2018"}) }),
			`relationship "mi5:advice:gchq": evidence[1].source: no source "mi5-2018"; did you mean "mi5-2019"?`},
		{addOrganisation(graph.Organisation{ID: "x", Evidence: cited(graph.Evidence{Source: "y"})}), `organisation "x": evidence[1].source: no source "y"`},
		{addOrganisation(graph.Organisation{ID: "x", Classifications: []string{"police", "polise"}}),
			`organisation "x": classification[1]: no classification "polise"; did you mean "police"?`},
		{addOrganisation(graph.Organisation{ID: "x", Classifications: []string{"police", "police"}}), `organisation "x": classification[1]: "police" is there twice`},
		{addType(graph.Type{ID: "x", From: []string{"polise"}, To: []string{"police", "nonsense"}}),
			`type "x": from[0]: no classification "polise"; did you mean "police"?; to[1]: no classification "nonsense"`},

		// Values.
		{addRelationship(graph.Relationship{From: "mi5", To: "mi5", Type: "part-of"}),
			`relationship "mi5:part-of:mi5": to: "mi5" is related to itself, which the type "part-of" does not allow`},
		{advice(func(r *graph.Relationship) { r.Weight = -1 }), `relationship "mi5:advice:gchq": weight: -1 is not a weight: a weight is a number above 0, from 1e-100 to 1e+100`},
		{advice(func(r *graph.Relationship) { r.Weight = math.NaN() }), `relationship "mi5:advice:gchq": weight: NaN is not a weight: a weight is a number above 0, from 1e-100 to 1e+100`},
		{advice(func(r *graph.Relationship) { r.Weight = math.Inf(1) }), `relationship "mi5:advice:gchq": weight: +Inf is not a weight: a weight is a number above 0, from 1e-100 to 1e+100`},
		{advice(func(r *graph.Relationship) { r.Weight = 1e-101 }), `relationship "mi5:advice:gchq": weight: 1e-101 is not a weight: a weight is a number above 0, from 1e-100 to 1e+100`},
		{advice(func(r *graph.Relationship) { r.Status = 5 }), `relationship "mi5:advice:gchq": status: no status 5`},
		{advice(func(r *graph.Relationship) { r.Confidence = 3 }), `relationship "mi5:advice:gchq": confidence: no confidence 3`},
		{advice(func(r *graph.Relationship) { r.Mutual = 3 }), `relationship "mi5:advice:gchq": mutual: no mutuality 3`},
		{addArrangement(graph.Arrangement{ID: "x", Rule: 2}), `arrangement "x": rule: no rule 2`},
		{addOrganisation(graph.Organisation{ID: "x", OtherNames: []graph.OtherName{{Name: "X"}, {}}}), `organisation "x": other_names[1].name: is missing`},
		{addOrganisation(graph.Organisation{ID: "x", Tags: []string{"a", ""}}), `organisation "x": tags[1]: is empty`},

		// Text.
		{func(b *graph.Builder) error { return b.SetTitle("\x00", "\xff") }, `map: title: has the control character U+0000; description: is not valid UTF-8`},
		{addType(graph.Type{ID: "x", Label: "\x00", InverseLabel: "\x00", Description: "\x00"}),
			`type "x": label: has the control character U+0000; inverse_label: has the control character U+0000; description: has the control character U+0000`},
		{addClassification(graph.Classification{ID: "x", Label: "\x00", PluralLabel: "\x00", Description: "\x00"}),
			`classification "x": label: has the control character U+0000; plural_label: has the control character U+0000; description: has the control character U+0000`},
		{addArrangement(graph.Arrangement{ID: "x", Label: "\x00", Note: "\x00"}),
			`arrangement "x": label: has the control character U+0000; note: has the control character U+0000`},
		{addOrganisation(graph.Organisation{ID: "x", Evidence: cited(graph.Evidence{Source: "mi5-2019", Passage: "\x01", Prefix: "\x02", Suffix: "\x03", Note: "\x04"})}),
			`organisation "x": evidence[1].passage: has the control character U+0001; evidence[1].prefix: has the control character U+0002; ` +
				`evidence[1].suffix: has the control character U+0003; evidence[1].note: has the control character U+0004`},
	} {
		b := started(t)
		err := c.add(b)
		if err == nil || err.Error() != c.want {
			t.Errorf("the error is\n\t%v\nand should be\n\t%s", err, c.want)
			continue
		}
		var record *graph.RecordError
		if !errors.As(err, &record) {
			t.Errorf("the error is a %T", err)
		}
		if g, err := b.Build(); g != nil || err == nil || err.Error() != c.want {
			t.Errorf("Build gives %v and\n\t%v\nand should give\n\t%s", g, err, c.want)
		}
	}
}

// TestBuilderRefusesTextInEveryField puts text that no graph holds in each text field in turn.
func TestBuilderRefusesTextInEveryField(t *testing.T) {
	for name, c := range map[string]struct {
		record any
		add    func(b *graph.Builder, record any) error
	}{
		"source": {&graph.Source{ID: "x"}, func(b *graph.Builder, r any) error { return b.AddSource(*r.(*graph.Source)) }},
		"organisation": {&graph.Organisation{ID: "x", OtherNames: []graph.OtherName{{Name: "n"}}, Tags: []string{"t"}, Evidence: []graph.Evidence{{Source: "mi5-2019"}}},
			func(b *graph.Builder, r any) error { _, err := b.AddOrganisation(*r.(*graph.Organisation)); return err }},
		"relationship": {&graph.Relationship{From: "mi5", To: "gchq", Type: "advice", Evidence: []graph.Evidence{{Source: "mi5-2019"}}},
			func(b *graph.Builder, r any) error { _, err := b.AddRelationship(*r.(*graph.Relationship)); return err }},
		"type":           {&graph.Type{ID: "x"}, func(b *graph.Builder, r any) error { return b.AddType(*r.(*graph.Type)) }},
		"classification": {&graph.Classification{ID: "x"}, func(b *graph.Builder, r any) error { return b.AddClassification(*r.(*graph.Classification)) }},
		"arrangement":    {&graph.Arrangement{ID: "x"}, func(b *graph.Builder, r any) error { return b.AddArrangement(*r.(*graph.Arrangement)) }},
	} {
		t.Run(name, func(t *testing.T) {
			if err := c.add(started(t), c.record); err != nil {
				t.Fatal(err)
			}
			fields := 0
			eachString(reflect.ValueOf(c.record).Elem(), "", func(path string, field reflect.Value) {
				fields++
				before := field.String()
				for _, bad := range graphtest.RefusedText() {
					field.SetString(bad)
					b := started(t)
					if err := c.add(b, c.record); err == nil {
						t.Errorf("%s takes %q", path, bad)
					} else if g, err := b.Build(); g != nil || err == nil {
						t.Errorf("%s: Build gives a graph with %q", path, bad)
					}
				}
				field.SetString(before)
			})
			if fields < 3 {
				t.Errorf("only %d fields are tried", fields)
			}
		})
	}
}

// eachString calls f with every string in v that can be set.
func eachString(v reflect.Value, path string, f func(path string, field reflect.Value)) {
	switch v.Kind() {
	case reflect.String:
		// A broader concept is looked up only when all are there; see TestVocabularyFaults.
		if !strings.HasSuffix(path, ".Broader") {
			f(path, v)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				eachString(v.Field(i), path+"."+v.Type().Field(i).Name, f)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			eachString(v.Index(i), fmt.Sprintf("%s[%d]", path, i), f)
		}
	}
}

func TestBuilderReportsEverythingAtOnce(t *testing.T) {
	b := started(t)
	var want []string
	for _, add := range []func(*graph.Builder) error{
		addOrganisation(graph.Organisation{ID: "A", Name: "\x00", Classifications: []string{"nonsense"}, Tags: []string{""}, OtherNames: []graph.OtherName{{}},
			Evidence: []graph.Evidence{{}, {Source: "nonsense"}}}),
		advice(func(r *graph.Relationship) { r.From, r.Weight, r.Status = "x", -1, 99 }),
		addType(graph.Type{ID: "x", Broader: "nonsense"}), // comes out at Build
		addSource(graph.Source{}),
	} {
		if err := add(b); err != nil {
			want = append(want, err.Error())
		}
	}
	if n := strings.Count(want[0], ";"); n != 7 {
		t.Errorf("the first record has %d faults, want 7 and a suggestion: %s", n, want[0])
	}
	want = append(want, `type "x": broader: no type "nonsense"`)
	_, err := b.Build()
	if got := err.Error(); got != strings.Join(want, "\n") {
		t.Errorf("Build: %s\nwant: %s", got, strings.Join(want, "\n"))
	}
}

func TestBuilderKeepsAHundredErrors(t *testing.T) {
	b := started(t)
	for i := range 1000 {
		_, err := b.AddRelationship(graph.Relationship{From: "gchqq", To: fmt.Sprint("no", i), Type: "advise"})
		suggests := strings.Contains(err.Error(), `did you mean "gchq"?`) && strings.Contains(err.Error(), `did you mean "advice"?`)
		if suggests != (i < 100) {
			t.Fatalf("error %d: %v; suggestions ought to come with the first hundred", i, err)
		}
	}
	_, err := b.Build()
	if n := strings.Count(err.Error(), "\n") + 1; n != 100 {
		t.Errorf("Build gives %d errors, want 100", n)
	}
}

// A wrong record leaves no trace: numbers go on, and its ids stay free.
func TestBuilderLeavesWrongRecordsOut(t *testing.T) {
	b := started(t)
	b.AddOrganisation(graph.Organisation{ID: "new", Classifications: []string{"nonsense"}})
	n, err := b.AddOrganisation(graph.Organisation{ID: "new"})
	if err != nil || n != 2 {
		t.Errorf("AddOrganisation = %d, %v; want 2", n, err)
	}
	b.AddRelationship(graph.Relationship{ID: "second", From: "mi5", To: "gchq", Type: "nonsense"})
	e, err := b.AddRelationship(graph.Relationship{ID: "second", From: "mi5", To: "gchq", Type: "advice"})
	if err != nil || e != 1 {
		t.Errorf("AddRelationship = %d, %v; want 1", e, err)
	}
	for what, add := range map[string]func(ok bool) error{
		"source":         func(ok bool) error { return b.AddSource(graph.Source{ID: "s", Title: bad(ok)}) },
		"type":           func(ok bool) error { return b.AddType(graph.Type{ID: "t", Label: bad(ok)}) },
		"classification": func(ok bool) error { return b.AddClassification(graph.Classification{ID: "c", Label: bad(ok)}) },
		"arrangement":    func(ok bool) error { return b.AddArrangement(graph.Arrangement{ID: "a", Label: bad(ok)}) },
	} {
		if err := add(false); err == nil {
			t.Errorf("%s: no error", what)
		}
		if err := add(true); err != nil {
			t.Errorf("%s: the id of a wrong record is taken: %v", what, err)
		}
	}
}

func bad(ok bool) string {
	if ok {
		return "good"
	}
	return "\x00"
}

func TestBuilderIsUsedUp(t *testing.T) {
	for name, build := range map[string]func(b *graph.Builder){
		"after success": func(b *graph.Builder) {},
		"after failure": func(b *graph.Builder) { b.AddSource(graph.Source{}) },
	} {
		t.Run(name, func(t *testing.T) {
			b := started(t)
			build(b)
			b.Build()
			_, errBuild := b.Build()
			for what, err := range map[string]error{
				"Build":                   errBuild,
				"AddOrganisation":         addOrganisation(graph.Organisation{ID: "x"})(b),
				"AddRelationship":         advice(func(*graph.Relationship) {})(b),
				"AddType":                 b.AddType(graph.Type{ID: "x"}),
				"AddClassification":       b.AddClassification(graph.Classification{ID: "x"}),
				"AddSource":               b.AddSource(graph.Source{ID: "x"}),
				"AddArrangement":          b.AddArrangement(graph.Arrangement{ID: "x"}),
				"SetTitle":                b.SetTitle("x", ""),
				"AddOrganisationEvidence": b.AddOrganisationEvidence(0, graph.Evidence{Source: "mi5-2019"}),
				"AddRelationshipEvidence": b.AddRelationshipEvidence(0, graph.Evidence{Source: "mi5-2019"}),
			} {
				if err == nil || !strings.Contains(err.Error(), "the graph is built") {
					t.Errorf("%s: %v", what, err)
				}
			}
			b.Grow(1, 1) // does nothing
		})
	}
}

func TestBuilderLeavesItsInputAlone(t *testing.T) {
	b := started(t)
	o := graph.Organisation{
		ID: "x", Classifications: []string{"police"}, Tags: []string{"a\r\nb"},
		OtherNames: []graph.OtherName{{Name: "n\r"}}, Evidence: []graph.Evidence{{Source: "mi5-2019", Passage: "p\r"}},
	}
	kind := graph.Type{ID: "kind", From: []string{"police"}}
	if _, err := b.AddOrganisation(o); err != nil {
		t.Fatal(err)
	}
	if err := b.AddType(kind); err != nil {
		t.Fatal(err)
	}
	if o.Tags[0] != "a\r\nb" || o.OtherNames[0].Name != "n\r" || o.Evidence[0].Passage != "p\r" {
		t.Errorf("the Builder changes its input: %q", o)
	}
	o.Classifications[0], o.Tags[0], o.OtherNames[0].Name, kind.From[0] = "oversight", "changed", "changed", "oversight"
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	n, _ := g.NodeByID("x")
	got := g.Organisation(n)
	if got.Classifications[0] != "police" || got.Tags[0] != "a\nb" || got.OtherNames[0].Name != "n\n" || got.Evidence[0].Passage != "p\n" {
		t.Errorf("the graph changes with the Builder's input: %q", got)
	}
	if v, _ := g.Vocabulary().Type("kind"); v.From[0] != "police" {
		t.Errorf("the vocabulary changes with the Builder's input: %+v", v)
	}
	// And what the graph returns can be changed without changing the graph.
	got.Tags[0], got.OtherNames[0].Name, got.Evidence[0].Passage, got.Classifications[0] = "x", "x", "x", "x"
	if again := g.Organisation(n); again.Tags[0] != "a\nb" || again.OtherNames[0].Name != "n\n" || again.Classifications[0] != "police" {
		t.Errorf("the graph changes with a record that it returned: %q", again)
	}
}

func TestEvidenceThatFollows(t *testing.T) {
	b := started(t)
	for _, err := range []error{
		b.AddRelationshipEvidence(0, graph.Evidence{Source: "mi5-2019", Passage: "one"}),
		b.AddOrganisationEvidence(1, graph.Evidence{Source: "mi5-2019", Passage: "two"}),
		b.AddRelationshipEvidence(0, graph.Evidence{Source: "mi5-2019", Passage: "three"}),
		addRelationship(graph.Relationship{From: "gchq", To: "mi5", Type: "advice", Evidence: []graph.Evidence{{Source: "mi5-2019", Passage: "four"}}})(b),
		b.AddRelationshipEvidence(0, graph.Evidence{Source: "mi5-2019", Passage: "five"}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	if got := passages(g.Evidence(0)); got != "one three five" {
		t.Errorf("evidence of relationship 0: %s", got)
	}
	if got := passages(g.Evidence(1)); got != "four" {
		t.Errorf("evidence of relationship 1: %s", got)
	}
	if got := passages(g.Organisation(1).Evidence); got != "two" || g.Organisation(0).Evidence != nil {
		t.Errorf("evidence of organisation 1: %s", got)
	}
	for want, err := range map[string]error{
		`relationship: evidence[0].source: no source "x"`:            started(t).AddRelationshipEvidence(0, graph.Evidence{Source: "x"}),
		`organisation: evidence[0].source: is missing`:               started(t).AddOrganisationEvidence(0, graph.Evidence{}),
		`relationship: evidence: there is no relationship number 1`:  started(t).AddRelationshipEvidence(1, graph.Evidence{Source: "mi5-2019"}),
		`organisation: evidence: there is no organisation number -1`: started(t).AddOrganisationEvidence(-1, graph.Evidence{Source: "mi5-2019"}),
	} {
		if err == nil || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}

func passages(evidence []graph.Evidence) string {
	var all []string
	for _, e := range evidence {
		all = append(all, e.Passage)
	}
	return strings.Join(all, " ")
}

// An id that the map gives may have the form of a made one, but not take that of another relationship.
func TestOwnIDsAgainstMadeOnes(t *testing.T) {
	build := func(ids ...string) (*graph.Graph, error) {
		b := started(t)
		for _, id := range ids {
			if err := advice(func(r *graph.Relationship) { r.From, r.To, r.ID = "gchq", "mi5", id })(b); err != nil {
				t.Fatal(err)
			}
		}
		return b.Build()
	}
	for _, ok := range [][]string{
		{"gchq:advice:mi5"},
		{"gchq:advice:mi5:2", "gchq:advice:mi5"},
		{"", "gchq:advice:mi5:2"},
		{"", "gchq:advice:mi5:3", "gchq:advice:mi5:2"},
		{"", "gchq:advice:mi5:7", ""},
	} {
		g, err := build(ok...)
		if err != nil {
			t.Errorf("%q: %v", ok, err)
			continue
		}
		graphtest.CheckInvariants(t, g)
	}
	const also = ": id: is also the id that another relationship of the same ends and type has by its place"
	for _, c := range []struct {
		ids  []string
		want string
	}{
		{[]string{"", "gchq:advice:mi5"}, `relationship "gchq:advice:mi5"` + also},
		{[]string{"gchq:advice:mi5:2", ""}, `relationship "gchq:advice:mi5:2"` + also},
		{[]string{"gchq:advice:mi5:2", "", "gchq:advice:mi5:4", ""},
			`relationship "gchq:advice:mi5:2"` + also + "\n" + `relationship "gchq:advice:mi5:4"` + also},
	} {
		if _, err := build(c.ids...); err == nil || err.Error() != c.want {
			t.Errorf("%q: %v, want %s", c.ids, err, c.want)
		}
	}
}

func TestMutuality(t *testing.T) {
	b := started(t)
	for _, kind := range []string{"advice", "partnership"} {
		for _, m := range []graph.Mutuality{graph.MutualByType, graph.Mutual, graph.OneWay} {
			if _, err := b.AddRelationship(graph.Relationship{From: "mi5", To: "gchq", Type: kind, Mutual: m}); err != nil {
				t.Fatal(err)
			}
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	var got []bool
	for e := range g.Edges() {
		got = append(got, g.IsMutual(e))
	}
	if want := []bool{false, false, true, false, true, true, false}; !slices.Equal(got, want) {
		t.Errorf("mutual: %t, want %t", got, want)
	}
}

func TestGrowChangesNothing(t *testing.T) {
	for _, size := range [][2]int{{0, 0}, {-1, -1}, {10, 1000}} {
		b := graph.NewBuilder()
		b.Grow(size[0], size[1])
		b.AddOrganisation(graph.Organisation{ID: "a"})
		b.Grow(size[0], size[1])
		b.AddOrganisation(graph.Organisation{ID: "b"})
		b.AddRelationship(graph.Relationship{From: "a", To: "b", Type: "reporting"})
		g, err := b.Build()
		if err != nil {
			t.Fatal(err)
		}
		if d := graphtest.Diff(g, graphtest.Of("a > b")); d != "" {
			t.Errorf("Grow(%d, %d): %s", size[0], size[1], d)
		}
	}
}
