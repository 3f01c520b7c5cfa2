package graphtest_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

func TestCorpus(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range graphtest.Corpus() {
		if seen[c.Name] || c.Shows == "" || !graph.ValidID(c.Name) {
			t.Errorf("case %q: a name twice, or one that is no slug, or nothing that it shows", c.Name)
		}
		seen[c.Name] = true
		t.Run(c.Name, func(t *testing.T) { graphtest.CheckInvariants(t, c.Graph) })
	}
}

func TestGeneratorsAreDeterministic(t *testing.T) {
	for name, make := range map[string]func(seed uint64) *graph.Graph{
		"Random":     func(seed uint64) *graph.Graph { return graphtest.Random(seed, 20, 100) },
		"RandomRich": func(seed uint64) *graph.Graph { return graphtest.RandomRich(seed, 20, 100) },
		"ScaleFree":  func(seed uint64) *graph.Graph { return graphtest.ScaleFree(seed, 50, 3) },
	} {
		t.Run(name, func(t *testing.T) {
			if d := graphtest.Diff(make(7), make(7)); d != "" {
				t.Error("the same seed gives different graphs:\n", d)
			}
			if graphtest.Equal(make(7), make(8)) {
				t.Error("different seeds give the same graph")
			}
			graphtest.CheckInvariants(t, make(7))
		})
	}
	// The sequence is part of the contract: golden files may depend on it.
	g := graphtest.Random(1, 10, 3)
	var ids []string
	for e := range g.Edges() {
		ids = append(ids, g.RelationshipID(e))
	}
	if want := []string{"o6:advice:o0", "o3:structure:o2", "o2:proposal:o3"}; !slices.Equal(ids, want) {
		t.Errorf("Random(1, 10, 3) has %q, want %q", ids, want)
	}
}

func TestEveryFieldIsFilledIn(t *testing.T) {
	var rich []*graph.Graph
	for seed := range uint64(10) {
		rich = append(rich, graphtest.RandomRich(seed, 30, 100))
	}
	for name, graphs := range map[string][]*graph.Graph{
		"EveryField": {graphtest.EveryField()},
		"RandomRich": rich, // in one of them
	} {
		t.Run(name, func(t *testing.T) {
			filled := map[string]bool{}
			for _, g := range graphs {
				note(filled, "Title", g.Title())
				note(filled, "Description", g.Description())
				for v := range g.Vocabulary().OwnTypes() {
					note(filled, "Type", v)
				}
				for v := range g.Vocabulary().OwnClassifications() {
					note(filled, "Classification", v)
				}
				for _, s := range g.Sources() {
					note(filled, "Source", s)
				}
				for _, a := range g.Arrangements() {
					note(filled, "Arrangement", a)
				}
				for _, o := range g.Organisations() {
					note(filled, "Organisation", o)
				}
				for e, r := range g.Relationships() {
					note(filled, "Relationship", r)
					note(filled, "own id", g.HasOwnID(e))
				}
			}
			if len(filled) < 60 {
				t.Errorf("only %d fields are looked at", len(filled))
			}
			for field, there := range filled {
				if !there {
					t.Errorf("%s is never filled in", field)
				}
			}
		})
	}
}

// note notes for each field of v, and of what v has lists of, whether it is filled in.
func note(filled map[string]bool, path string, v any) {
	value := reflect.ValueOf(v)
	_, text := v.(fmt.Stringer)
	filled[path] = filled[path] || !value.IsZero()
	switch {
	case value.Kind() == reflect.Struct && !text:
		for i := range value.NumField() {
			note(filled, path+"."+value.Type().Field(i).Name, value.Field(i).Interface())
		}
	case value.Kind() == reflect.Slice:
		for i := range value.Len() {
			note(filled, path, value.Index(i).Interface())
		}
	}
}

func TestScaleFreeShape(t *testing.T) {
	// The sizes that the project's benchmarks name.
	const n, degree = 10_000, 5
	from, to := graphtest.ScaleFreeArcs(7, n, degree)
	if len(from) != 49_975 || len(to) != len(from) {
		t.Fatalf("%d arcs, want 49975", len(from))
	}
	degrees := make([]int, n)
	seen := map[[2]int32]bool{}
	for i := range from {
		pair := [2]int32{min(from[i], to[i]), max(from[i], to[i])}
		if seen[pair] || from[i] == to[i] {
			t.Fatalf("arc %d, from %d to %d, is a loop or parallel", i, from[i], to[i])
		}
		seen[pair] = true
		degrees[from[i]]++
		degrees[to[i]]++
	}
	slices.Sort(degrees)
	if degrees[n/2] > 2*degree || degrees[n-1] < 20*degree {
		t.Errorf("median degree %d and greatest %d are not those of a scale-free graph", degrees[n/2], degrees[n-1])
	}
}

func TestOf(t *testing.T) {
	g := graphtest.Of("x", "a > b", "b = a 2.5", "a advice x")
	var got []string
	for e := range g.Edges() {
		got = append(got, g.RelationshipID(e))
	}
	if want := []string{"a:reporting:b", "b:partnership:a", "a:advice:x"}; !slices.Equal(got, want) {
		t.Errorf("relationships %q, want %q", got, want)
	}
	if g.ID(0) != "x" || g.Weight(1) != 2.5 || !g.IsMutual(1) || g.IsMutual(0) {
		t.Error("the order, a weight or what is mutual is not that of the lines")
	}
	for _, bad := range []string{"a b", "a > b 1 2", "a > b heavy", "a no-such-type b", "a part-of a"} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("Of(%q) does not panic", bad)
				}
			}()
			graphtest.Of(bad)
		}()
	}
}

func TestDiffNamesWhatDiffers(t *testing.T) {
	build := func(change func(o *graph.Organisation, r *graph.Relationship), extra ...string) *graph.Graph {
		b := graph.NewBuilder()
		b.SetTitle("t", "d")
		b.AddSource(graph.Source{ID: "s"})
		b.AddArrangement(graph.Arrangement{ID: "x"})
		o := graph.Organisation{ID: "a", OtherNames: []graph.OtherName{{Name: "A"}}, FoundingDate: graph.MustParseDate("2014")}
		r := graph.Relationship{From: "a", To: "b", Type: "advice", Evidence: []graph.Evidence{{Source: "s", Passage: "p"}}}
		change(&o, &r)
		b.AddOrganisation(o)
		b.AddOrganisation(graph.Organisation{ID: "b"})
		b.AddRelationship(r)
		for _, id := range extra {
			b.AddOrganisation(graph.Organisation{ID: id})
		}
		g, err := b.Build()
		if err != nil {
			t.Fatal(err)
		}
		return g
	}
	same := func(*graph.Organisation, *graph.Relationship) {}
	base := build(same)
	if d := graphtest.Diff(base, build(same)); d != "" || !graphtest.Equal(base, build(same)) {
		t.Errorf("equal graphs differ: %s", d)
	}
	for _, c := range []struct {
		change func(o *graph.Organisation, r *graph.Relationship)
		want   string
	}{
		{func(o *graph.Organisation, r *graph.Relationship) { o.Name = "A" }, `organisation 0 "a": Name: "" and "A"`},
		{func(o *graph.Organisation, r *graph.Relationship) { o.OtherNames[0].Note = "n" }, `organisation 0 "a": OtherNames[0].Note: "" and "n"`},
		{func(o *graph.Organisation, r *graph.Relationship) { o.FoundingDate = graph.MustParseDate("2014~") }, `organisation 0 "a": FoundingDate: 2014 and 2014~`},
		{func(o *graph.Organisation, r *graph.Relationship) { o.Tags = []string{"t"} }, `organisation 0 "a": Tags: 0 and 1 elements`},
		{func(o *graph.Organisation, r *graph.Relationship) { r.Status = graph.Ended }, `relationship 0 "a:advice:b": Status: active and ended`},
		{func(o *graph.Organisation, r *graph.Relationship) { r.Evidence[0].Passage = "q" }, `relationship 0 "a:advice:b": Evidence[0].Passage: "p" and "q"`},
		{func(o *graph.Organisation, r *graph.Relationship) { r.ID = "a:advice:b" }, `relationship 0 "a:advice:b": HasOwnID: false and true`},
		{func(o *graph.Organisation, r *graph.Relationship) { r.Weight = 2 }, `relationship 0 "a:advice:b": Weight: 1 and 2`},
	} {
		if got := graphtest.Diff(base, build(c.change)); got != c.want {
			t.Errorf("Diff = %s\nwant   %s", got, c.want)
		}
	}
	if got, want := graphtest.Diff(base, build(same, "c")), "2 and 3 records of kind organisation"; got != want {
		t.Errorf("Diff = %s, want %s", got, want)
	}
	many := strings.Fields("c d e f g h i j k l m n o p q")
	reversed := slices.Clone(many)
	slices.Reverse(reversed)
	got := graphtest.Diff(build(same, many...), build(same, reversed...))
	if lines := strings.Split(got, "\n"); len(lines) != 11 || lines[10] != "and 4 more" {
		t.Errorf("14 differences are shown as %d lines:\n%s", len(lines), got)
	}
}
