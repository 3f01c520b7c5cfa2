package graph_test

import (
	"encoding/json"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

func TestInvariantsOfRandomGraphs(t *testing.T) {
	for seed := range uint64(10) {
		graphtest.CheckInvariants(t, graphtest.Random(seed, 15, 120)) // many parallel ones and loops
		graphtest.CheckInvariants(t, graphtest.RandomRich(seed, 15, 60))
	}
}

// A Builder that is given what a graph returns makes the same graph.
func TestRebuild(t *testing.T) {
	cases := graphtest.Corpus()
	for seed := range uint64(10) {
		cases = append(cases, graphtest.Case{Name: fmt.Sprint("rich-", seed), Graph: graphtest.RandomRich(seed, 10, 40)})
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			g := c.Graph
			b := graph.NewBuilder()
			b.SetTitle(g.Title(), g.Description())
			for v := range g.Vocabulary().OwnClassifications() {
				b.AddClassification(v)
			}
			for v := range g.Vocabulary().OwnTypes() {
				b.AddType(v)
			}
			for _, s := range g.Sources() {
				b.AddSource(s)
			}
			for _, a := range g.Arrangements() {
				b.AddArrangement(a)
			}
			for n, o := range g.Organisations() {
				if got, err := b.AddOrganisation(o); err != nil || got != n {
					t.Fatalf("AddOrganisation(%q) = %d, %v", o.ID, got, err)
				}
			}
			for e, r := range g.Relationships() {
				if !g.HasOwnID(e) {
					r.ID = ""
				}
				if got, err := b.AddRelationship(r); err != nil || got != e {
					t.Fatalf("AddRelationship(%q) = %d, %v", r.ID, got, err)
				}
			}
			again, err := b.Build()
			if err != nil {
				t.Fatal(err)
			}
			if d := graphtest.Diff(g, again); d != "" {
				t.Error(d)
			}
		})
	}
}

// What EveryField puts in comes out, field by field.
func TestEveryFieldIsKept(t *testing.T) {
	g := graphtest.EveryField()
	date := graph.MustParseDate
	wantOrganisation := graph.Organisation{
		ID: "one", Name: "Organisation One", ShortName: "ONE",
		OtherNames: []graph.OtherName{
			{Name: "Bureau One", StartDate: date("1909-10"), EndDate: date("1931~"), Note: "Until it moved."}, {Name: "Uno"},
		},
		Classifications: []string{"signals", "overseas"}, FoundingDate: date("1909-10"), DissolutionDate: date("2030-12-31"),
		Description: "The first.", URL: "https://one.example.org/", Tags: []string{"secret", "old"},
		Evidence: []graph.Evidence{
			{Source: "report", Passage: "founded in … 1909", Prefix: "was", Suffix: "by the", Note: "Chapter 1."}, {Source: "general"},
		},
	}
	if got := g.Organisation(0); !reflect.DeepEqual(got, wantOrganisation) {
		t.Errorf("organisation %+v\nwant %+v", got, wantOrganisation)
	}
	wantRelationship := graph.Relationship{
		ID: "first", From: "one", To: "two", Type: "secondment", Label: "lends officers to", Mutual: graph.OneWay,
		StartDate: date("2001-02-03"), EndDate: date("2004~"), Status: graph.Suspended, Confidence: graph.Probable, Weight: 2.5,
		Arrangement: "double-lock", Note: "Twelve of them.",
		Evidence: []graph.Evidence{
			{Source: "report", Passage: "officers were lent … for three years", Prefix: "twelve", Suffix: "and then", Note: "Chapter 2."},
			{Source: "general", Passage: "well known"},
		},
	}
	if got := g.Relationship(0); !reflect.DeepEqual(got, wantRelationship) {
		t.Errorf("relationship %+v\nwant %+v", got, wantRelationship)
	}
	if got, want := g.Relationship(1), (graph.Relationship{
		ID: "two:advice:one", From: "two", To: "one", Type: "advice", Mutual: graph.Mutual, Status: graph.Disputed, Confidence: graph.Doubtful, Weight: 1, Arrangement: "team",
	}); !reflect.DeepEqual(got, want) {
		t.Errorf("relationship %+v\nwant %+v", got, want)
	}
	wantSource := graph.Source{
		ID: "report", Title: "A report", Publisher: "HMSO", Author: "A. Author", Published: date("2019-05"), Retrieved: date("2020-01-02"),
		Type: "official", URL: "https://example.org/report", ArchiveURL: "https://archive.example.org/report", File: "report.txt", Note: "Second edition.",
	}
	if got, ok := g.Source("report"); !ok || got != wantSource || g.Sources()[0] != wantSource {
		t.Errorf("source %+v, want %+v", got, wantSource)
	}
	if got, ok := g.Arrangement("double-lock"); !ok || got != (graph.Arrangement{ID: "double-lock", Label: "Double lock", Rule: graph.AnyOf, Note: "Either will do."}) {
		t.Errorf("arrangement %+v", got)
	}
	if _, ok := g.Source("x"); ok {
		t.Error("there is a source x")
	}
	if _, ok := g.Arrangement("x"); ok {
		t.Error("there is an arrangement x")
	}
	wantType := graph.Type{
		ID: "secondment", Label: "seconds staff to", InverseLabel: "has staff seconded by", Broader: "support",
		Description: "Staff of one work for the other.", Mutual: true, Irreflexive: true,
		From: []string{"signals", "police"}, To: []string{"intelligence-agency"},
	}
	if got, ok := g.Vocabulary().Type("secondment"); !ok || !reflect.DeepEqual(got, wantType) {
		t.Errorf("type %+v, want %+v", got, wantType)
	}
	if g.Title() != "Every field" || g.Description() != "Each is filled in\nsomewhere." {
		t.Errorf("title %q, description %q", g.Title(), g.Description())
	}
}

func TestNamesToShow(t *testing.T) {
	b := graph.NewBuilder()
	for _, o := range []graph.Organisation{{ID: "a"}, {ID: "b", Name: "B"}, {ID: "c", ShortName: "Ç"}, {ID: "d", Name: "Dee", ShortName: "D"}} {
		b.AddOrganisation(o)
	}
	b.AddType(graph.Type{ID: "un-labelled"})
	for _, r := range []graph.Relationship{{Type: "advice"}, {Type: "advice", Label: "counsels"}, {Type: "un-labelled"}} {
		r.From, r.To = "a", "b"
		b.AddRelationship(r)
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for n := range g.Nodes() {
		got = append(got, g.Name(n)+"/"+g.ShortName(n))
	}
	for e := range g.Edges() {
		got = append(got, g.Label(e))
	}
	if want := []string{"a/a", "B/B", "c/Ç", "Dee/D", "advises", "counsels", "un labelled"}; !slices.Equal(got, want) {
		t.Errorf("shown as %q, want %q", got, want)
	}
	if o := g.Organisation(0); o.Name != "" || o.ShortName != "" {
		t.Errorf("the record has names that it was not given: %+v", o)
	}
}

func TestMadeIDs(t *testing.T) {
	g := graphtest.Of("a > b", "a > b", "b > a", "a advice b", "a > b", "a > a", "a > a", "a = b", "b = a", "a advice b")
	var got []string
	for e := range g.Edges() {
		got = append(got, strings.TrimPrefix(g.RelationshipID(e), "reporting"))
		if g.HasOwnID(e) {
			t.Errorf("relationship %d has an id of its own", e)
		}
	}
	want := []string{
		"a:reporting:b", "a:reporting:b:2", "b:reporting:a", "a:advice:b", "a:reporting:b:3", "a:reporting:a", "a:reporting:a:2",
		"a:partnership:b", "b:partnership:a", "a:advice:b:2",
	}
	if !slices.Equal(got, want) {
		t.Errorf("ids %q, want %q", got, want)
	}
	for _, id := range []string{"", "a", "a:reporting", "a:reporting:c", "c:reporting:a", "a:reporting:b:4", "a:reporting:b:1", "a:nonsense:b", "a:reporting:b:2:3", "b:reporting:a:2", "a:reporting:b:2 "} {
		if e, ok := g.EdgeByID(id); ok {
			t.Errorf("EdgeByID(%q) = %d", id, e)
		}
	}
	for _, id := range []string{"", "A", "c", "a:b"} {
		if n, ok := g.NodeByID(id); ok {
			t.Errorf("NodeByID(%q) = %d", id, n)
		}
	}
}

// Every iteration is in order, can be stopped, and can be begun again.
func TestIteration(t *testing.T) {
	g := graphtest.RandomRich(4, 20, 100)
	hub := graph.Node(0)
	for n := range g.Nodes() {
		if len(slices.Collect(g.Incident(n))) > len(slices.Collect(g.Incident(hub))) {
			hub = n
		}
	}
	testSeq(t, "Nodes", g.Nodes())
	testSeq(t, "Edges", g.Edges())
	testSeq(t, "Out", g.Out(hub))
	testSeq(t, "In", g.In(hub))
	testSeq(t, "Incident", g.Incident(hub))
	testSeq(t, "Organisations", keys(g.Organisations()))
	testSeq(t, "Relationships", keys(g.Relationships()))
}

func keys[K, V any](seq iter.Seq2[K, V]) iter.Seq[K] {
	return func(yield func(K) bool) {
		for k := range seq {
			if !yield(k) {
				return
			}
		}
	}
}

func testSeq[T ~int32](t *testing.T, name string, seq iter.Seq[T]) {
	t.Helper()
	all := slices.Collect(seq)
	if len(all) < 5 || !slices.IsSorted(all) || len(slices.Compact(slices.Clone(all))) != len(all) {
		t.Errorf("%s yields %v: too few to tell, out of order, or one twice", name, all)
	}
	for stop := range all {
		var got []T
		for v := range seq {
			got = append(got, v)
			if len(got) == stop+1 {
				break
			}
		}
		if !slices.Equal(got, all[:stop+1]) {
			t.Fatalf("%s, stopped after %d: %v, want %v", name, stop+1, got, all[:stop+1])
		}
	}
}

// Two organisations with very many relationships must not make every other one pay for them.
func TestManyParallelRelationships(t *testing.T) {
	const many, others = 20_000, 20_000
	b := graph.NewBuilder()
	for i := range others {
		b.AddOrganisation(graph.Organisation{ID: "o" + itoa(i)})
	}
	for i := range many {
		b.AddRelationship(graph.Relationship{From: "o0", To: "o" + itoa(i%others), Type: "reporting"})
		b.AddRelationship(graph.Relationship{From: "o0", To: "o" + itoa(i%others), Type: "reporting"})
	}
	for i := range others - 1 {
		b.AddRelationship(graph.Relationship{From: "o" + itoa(i+1), To: "o0", Type: "reporting", ID: "o" + itoa(i+1) + ":reporting:o0"})
		b.AddRelationship(graph.Relationship{From: "o" + itoa(i+1), To: "o0", Type: "reporting"})
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"o0:reporting:o7:2", "o19999:reporting:o0", "o19999:reporting:o0:2"} {
		if e, ok := g.EdgeByID(id); !ok || g.RelationshipID(e) != id {
			t.Errorf("EdgeByID(%q) = %d, %t", id, e, ok)
		}
	}
}

func TestRelationshipAsJSON(t *testing.T) {
	g := graphtest.EveryField()
	for _, r := range []graph.Relationship{g.Relationship(0), g.Relationship(1), {Mutual: graph.MutualByType}} {
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var again graph.Relationship
		if err := json.Unmarshal(b, &again); err != nil || !reflect.DeepEqual(again, r) {
			t.Errorf("%s\ncomes back as %+v, %v", b, again, err)
		}
	}
	b, _ := json.Marshal(g.Relationship(1))
	if want := `{"id":"two:advice:one","from":"two","to":"one","type":"advice","mutual":true,"status":"disputed","confidence":"doubtful","weight":1,"arrangement":"team"}`; string(b) != want {
		t.Errorf("%s\nwant %s", b, want)
	}
	var r graph.Relationship
	for _, bad := range []string{`{"mutual":"yes"}`, `{"status":"x"}`, `{"confidence":"x"}`, `{"start_date":"x"}`} {
		if err := json.Unmarshal([]byte(bad), &r); err == nil {
			t.Errorf("%s is taken", bad)
		}
	}
	var o graph.Organisation
	b, _ = json.Marshal(g.Organisation(0))
	if err := json.Unmarshal(b, &o); err != nil || !reflect.DeepEqual(o, g.Organisation(0)) {
		t.Errorf("%s\ncomes back as %+v, %v", b, o, err)
	}
	var a graph.Arrangement
	b, _ = json.Marshal(g.Arrangements()[0])
	if err := json.Unmarshal(b, &a); err != nil || a != g.Arrangements()[0] || !strings.Contains(string(b), `"rule":"any"`) {
		t.Errorf("%s comes back as %+v, %v", b, a, err)
	}
}

func TestSourceDateAndKind(t *testing.T) {
	date := graph.MustParseDate
	for _, c := range []struct {
		s       graph.Source
		date    string
		general bool
	}{
		{graph.Source{}, "", false},
		{graph.Source{Published: date("2010"), Retrieved: date("2020"), Type: "official"}, "2010", false},
		{graph.Source{Retrieved: date("2020"), Type: "general"}, "2020", true},
		{graph.Source{Type: "register"}, "", true},
	} {
		if c.s.Date().String() != c.date || c.s.IsGeneral() != c.general {
			t.Errorf("%+v: date %q, general %t", c.s, c.s.Date(), c.s.IsGeneral())
		}
	}
	if types := graph.SourceTypes(); !slices.Contains(types, "official") || !slices.Contains(types, "general") {
		t.Errorf("source types %q", types)
	}
}

// SourcesOf gives each source once, in the order in which the evidence of the relationship first cites it.
func TestSourcesOf(t *testing.T) {
	b := graph.NewBuilder()
	for _, id := range []string{"s1", "s2", "s3"} {
		if err := b.AddSource(graph.Source{ID: id, Title: id}); err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range []string{"a", "b"} {
		if _, err := b.AddOrganisation(graph.Organisation{ID: id, Name: id}); err != nil {
			t.Fatal(err)
		}
	}
	wants := [][]string{{"s3", "s1"}, {}, {"s2"}}
	for _, cites := range [][]string{{"s3", "s1", "s3", "s1"}, {}, {"s2"}} {
		r := graph.Relationship{From: "a", To: "b", Type: "advice"}
		for i, id := range cites {
			r.Evidence = append(r.Evidence, graph.Evidence{Source: id, Passage: fmt.Sprint("passage ", i)})
		}
		if _, err := b.AddRelationship(r); err != nil {
			t.Fatal(err)
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range wants {
		if got := g.SourcesOf(graph.Edge(i)); got == nil || !slices.Equal(got, want) {
			t.Errorf("relationship %d has the sources %#v, not %#v", i, got, want)
		}
	}
}
