package graph_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// A graph whose relationships come before their ends is the same as one whose organisations come first.
func TestExpectedOrganisations(t *testing.T) {
	for _, c := range graphtest.Corpus() {
		g := c.Graph
		b := graph.NewBuilder()
		note := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatalf("%s: %v", c.Name, err)
			}
		}
		note(b.SetTitle(g.Title(), g.Description()))
		note(b.AddVocabulary(g.Vocabulary()))
		for _, s := range g.Sources() {
			note(b.AddSource(s))
		}
		for _, a := range g.Arrangements() {
			note(b.AddArrangement(a))
		}
		expected := map[graph.Node]graph.Node{}
		var nodes []graph.Node
		var records []graph.Relationship
		blanked := false
		end := func(n graph.Node) graph.Node {
			if _, there := expected[n]; !there {
				x, err := b.Expect()
				note(err)
				expected[n], nodes = x, append(nodes, n)
			}
			return expected[n]
		}
		for e, r := range g.Relationships() {
			if !g.HasOwnID(e) || strings.Contains(r.ID, ":") { // what has the form of a made id waits for the ids of its ends
				r.ID = ""
			}
			blanked = blanked || r.ID == "" && g.HasOwnID(e)
			_, err := b.AddRelationshipBetween(end(g.From(e)), end(g.To(e)), r)
			note(err)
			records = append(records, r)
		}
		for _, o := range g.Organisations() {
			_, err := b.AddOrganisation(o)
			note(err)
		}
		note(b.Resolve(nodes))
		got, err := b.Build()
		note(err)
		want := g
		if blanked {
			want = withRelationships(t, g, records)
		}
		if diff := graphtest.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", c.Name, diff)
		}
	}
}

// withRelationships is g with other relationships, organisations first.
func withRelationships(t *testing.T, g *graph.Graph, records []graph.Relationship) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	errs := []error{b.SetTitle(g.Title(), g.Description()), b.AddVocabulary(g.Vocabulary())}
	for _, s := range g.Sources() {
		errs = append(errs, b.AddSource(s))
	}
	for _, a := range g.Arrangements() {
		errs = append(errs, b.AddArrangement(a))
	}
	for _, o := range g.Organisations() {
		_, err := b.AddOrganisation(o)
		errs = append(errs, err)
	}
	for _, r := range records {
		_, err := b.AddRelationship(r)
		errs = append(errs, err)
	}
	other, err := b.Build()
	if err = errors.Join(append(errs, err)...); err != nil {
		t.Fatal(err)
	}
	return other
}

func TestExpectedErrors(t *testing.T) {
	built := func(t *testing.T) (b *graph.Builder, a, x graph.Node) {
		b = graph.NewBuilder()
		a, err := b.AddOrganisation(graph.Organisation{ID: "a"})
		if err != nil {
			t.Fatal(err)
		}
		if x, err = b.Expect(); err != nil || x >= 0 {
			t.Fatalf("Expect is %d, %v", x, err)
		}
		return b, a, x
	}
	fails := func(t *testing.T, err error, says string) {
		t.Helper()
		var record *graph.RecordError
		if !errors.As(err, &record) || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, want a RecordError with %q", err, says)
		}
	}
	t.Run("not resolved", func(t *testing.T) {
		b, _, _ := built(t)
		if _, err := b.Build(); err == nil || !strings.Contains(err.Error(), "1 organisations are expected") {
			t.Errorf("Build: %v", err)
		}
	})
	t.Run("resolved", func(t *testing.T) {
		b, a, x := built(t)
		for _, nodes := range [][]graph.Node{nil, {a, a}} {
			fails(t, b.Resolve(nodes), "1 organisations are expected")
		}
		fails(t, b.Resolve([]graph.Node{1}), "no organisation number 1: there are 1")
		fails(t, b.Resolve([]graph.Node{x}), "no organisation number -1")
	})
	t.Run("numbers", func(t *testing.T) {
		b, a, x := built(t)
		for _, ends := range [][2]graph.Node{{a, 1}, {x - 1, a}} {
			_, err := b.AddRelationshipBetween(ends[0], ends[1], graph.Relationship{Type: "advice"})
			fails(t, err, "no organisation number")
			_, err = b.AddRelationships(graph.Bulk{From: ends[:1], To: ends[1:], Types: []string{"advice"}})
			fails(t, err, "no organisation number")
		}
		_, err := b.AddRelationshipBetween(a, x, graph.Relationship{Type: "advise"})
		fails(t, err, `relationship "a:advise:organisation expected as -1"`)
	})
	t.Run("loop", func(t *testing.T) {
		b, a, x := built(t)
		_, err := b.AddRelationshipBetween(x, x, graph.Relationship{Type: "part-of"})
		fails(t, err, "related to itself")
		if _, err := b.AddRelationshipBetween(a, x, graph.Relationship{Type: "part-of"}); err != nil {
			t.Fatal(err)
		}
		fails(t, b.Resolve([]graph.Node{a}), `relationship "a:part-of:a": to: "a" is related to itself`)
		if from, to, _, _ := b.Ends(0); from != a || to != x {
			t.Errorf("after an error, the ends are %d and %d", from, to)
		}
		other, err := b.AddOrganisation(graph.Organisation{ID: "b"})
		if err != nil {
			t.Fatal(err)
		}
		if err := b.Resolve([]graph.Node{other}); err != nil {
			t.Errorf("a second Resolve: %v", err)
		}
		if _, err := b.Build(); err == nil || !strings.Contains(err.Error(), `"a" is related to itself`) {
			t.Errorf("Build after an error: %v", err)
		}
	})
	t.Run("loop with an id", func(t *testing.T) {
		b, a, x := built(t)
		if _, err := b.AddRelationshipBetween(a, x, graph.Relationship{ID: "joins", Type: "part-of"}); err != nil {
			t.Fatal(err)
		}
		fails(t, b.Resolve([]graph.Node{a}), `relationship "joins": to: "a" is related to itself`)
	})
}
