package fold_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/fold"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// corpus is awkward graphs, and random ones with every field.
func corpus() []graphtest.Case {
	all := graphtest.Corpus()
	for seed := range uint64(12) {
		all = append(all, graphtest.Case{Name: fmt.Sprintf("random-%d", seed), Graph: graphtest.RandomRich(seed, 20, 120)})
	}
	return all
}

// Every organisation and every relationship is behind exactly one thing of the folded graph, with the type, the status and the
// ends that it stands for.
func TestNothingIsLost(t *testing.T) {
	for _, grouping := range fold.Groupings() {
		for _, c := range corpus() {
			for _, kept := range []func(graph.Node) bool{nil, func(n graph.Node) bool { return n%3 == 0 }} {
				t.Run(fmt.Sprintf("%s/%s/%v", grouping.Name, c.Name, kept != nil), func(t *testing.T) {
					groups, err := grouping.Groups(t.Context(), c.Graph, kept)
					if err != nil {
						t.Fatal(err)
					}
					for _, group := range groups {
						for _, n := range group.Of {
							if kept != nil && kept(n) {
								t.Errorf("%s is kept, and in the group %q", c.Graph.ID(n), group.Name)
							}
						}
					}
					f, err := fold.By(c.Graph, groups)
					if err != nil {
						t.Fatal(err)
					}
					checkFolded(t, c.Graph, f)
				})
			}
		}
	}
}

func checkFolded(t *testing.T, g *graph.Graph, f *fold.Folded) {
	t.Helper()
	graphtest.CheckInvariants(t, f.Graph)
	at := make([]graph.Node, g.NumOrganisations())
	behind := 0
	for n, of := range f.Organisations {
		for _, m := range of {
			at[m] = graph.Node(n)
			behind++
		}
		if len(of) == 1 && (f.Graph.ID(graph.Node(n)) != g.ID(of[0]) || len(f.Within[n]) > 0) {
			t.Errorf("%s does not stay as it is", g.ID(of[0]))
		}
		for _, m := range of {
			for _, cited := range g.Organisation(m).Evidence {
				if !slices.Contains(f.Graph.Organisation(graph.Node(n)).Evidence, cited) {
					t.Errorf("%s has lost evidence of %s", f.Graph.ID(graph.Node(n)), g.ID(m))
				}
			}
		}
		if !slices.IsSorted(of) {
			t.Errorf("organisations %v are not in order", of)
		}
	}
	if behind != g.NumOrganisations() || len(f.Organisations) != f.Graph.NumOrganisations() {
		t.Errorf("%d organisations are behind %d, of %d", behind, len(f.Organisations), g.NumOrganisations())
	}
	seen := make([]int, g.NumRelationships())
	weight := 0.0
	for i, edges := range f.Relationships {
		e := graph.Edge(i)
		for _, was := range edges {
			seen[was]++
			weight += g.Weight(was)
			same := at[g.From(was)] == f.Graph.From(e) && at[g.To(was)] == f.Graph.To(e)
			turned := g.IsMutual(was) && at[g.From(was)] == f.Graph.To(e) && at[g.To(was)] == f.Graph.From(e)
			if !same && !turned || g.Type(was).ID != f.Graph.Type(e).ID || g.Status(was) != f.Graph.Status(e) ||
				g.Confidence(was) != f.Graph.Confidence(e) || g.IsMutual(was) != f.Graph.IsMutual(e) {
				t.Errorf("%s stands for %s", f.Graph.RelationshipID(e), g.RelationshipID(was))
			}
			for _, cited := range g.Evidence(was) {
				if !slices.Contains(f.Graph.Evidence(e), cited) {
					t.Errorf("%s has lost evidence of %s", f.Graph.RelationshipID(e), g.RelationshipID(was))
				}
			}
		}
		if len(edges) > 1 && (len(f.Organisations[f.Graph.From(e)]) == 1 && len(f.Organisations[f.Graph.To(e)]) == 1) {
			t.Errorf("%s stands for several, and its ends stay as they are", f.Graph.RelationshipID(e))
		}
	}
	for n, edges := range f.Within {
		for _, was := range edges {
			seen[was]++
			if at[g.From(was)] != graph.Node(n) || at[g.To(was)] != graph.Node(n) {
				t.Errorf("%s is not within %s", g.RelationshipID(was), f.Graph.ID(graph.Node(n)))
			}
		}
	}
	for e, times := range seen {
		if times != 1 {
			t.Errorf("%s is behind %d things", g.RelationshipID(graph.Edge(e)), times)
		}
	}
}

// Nothing to fold gives the same graph.
func TestNoGroups(t *testing.T) {
	for _, c := range corpus() {
		for _, groups := range [][]fold.Group{nil, alone(c.Graph)} {
			f, err := fold.By(c.Graph, groups)
			if err != nil {
				t.Fatal(err)
			}
			if f.Graph.NumOrganisations() != c.Graph.NumOrganisations() || f.Graph.NumRelationships() != c.Graph.NumRelationships() {
				t.Fatalf("%s: %d organisations and %d relationships of %d and %d", c.Name, f.Graph.NumOrganisations(),
					f.Graph.NumRelationships(), c.Graph.NumOrganisations(), c.Graph.NumRelationships())
			}
			for e := range c.Graph.Edges() {
				got, want := f.Graph.Relationship(e), c.Graph.Relationship(e)
				got.ID, want.ID = "", "" // those that the graph makes count what is parallel
				if fmt.Sprint(got) != fmt.Sprint(want) {
					t.Errorf("%s: relationship %d is %v, not %v", c.Name, e, got, want)
				}
			}
		}
	}
}

func alone(g *graph.Graph) (groups []fold.Group) {
	for n := range g.Nodes() {
		groups = append(groups, fold.Group{Name: "x", Of: []graph.Node{n}})
	}
	return groups
}

func TestFold(t *testing.T) {
	g := graphtest.Of("a > b", "a > c", "b > c", "b = d", "d = a", "d advice a", "c advice d", "c > c", "d > d", "e = d")
	f, err := fold.By(g, []fold.Group{{Name: "A & B & C", Of: []graph.Node{0, 1, 2}}})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for n := range f.Graph.Nodes() {
		lines = append(lines, fmt.Sprintf("%s %v within %d", f.Graph.ID(n), f.Organisations[n], len(f.Within[n])))
	}
	for e := range f.Graph.Edges() {
		lines = append(lines, fmt.Sprintf("%s %v weight %g", f.Graph.RelationshipID(e), f.Relationships[e], f.Graph.Weight(e)))
	}
	want := []string{
		"a-and-b-and-c [0 1 2] within 4",
		"d [3] within 0",
		"e [4] within 0",
		"a-and-b-and-c:partnership:d [3 4] weight 2",
		"d:advice:a-and-b-and-c [5] weight 1",
		"a-and-b-and-c:advice:d [6] weight 1",
		"d:reporting:d [8] weight 1",
		"e:partnership:d [9] weight 1",
	}
	if !slices.Equal(lines, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
	o := f.Graph.Organisation(0)
	if o.Name != "A & B & C" || o.Description != "3 organisations: a, b, c." || !f.Graph.IsA(0, "grouping") {
		t.Errorf("the group became %+v", o)
	}
}

// What all have in common stays; what only some have does not.
func TestWhatIsCommonStays(t *testing.T) {
	since := func(s string) graph.Date { return graph.MustParseDate(s) }
	b := graph.NewBuilder()
	for _, id := range []string{"a", "b", "c", "d"} {
		if _, err := b.AddOrganisation(graph.Organisation{ID: id}); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(
		b.AddArrangement(graph.Arrangement{ID: "both"}), b.AddArrangement(graph.Arrangement{ID: "one"}),
		b.AddSource(graph.Source{ID: "s"})); err != nil {
		t.Fatal(err)
	}
	for _, r := range []graph.Relationship{
		{ID: "r1", From: "a", To: "c", Type: "advice", Label: "helps", StartDate: since("2007"), EndDate: since("2009"), Note: "n", Arrangement: "both",
			Evidence: []graph.Evidence{{Source: "s", Passage: "p"}}},
		{ID: "r2", From: "b", To: "c", Type: "advice", Label: "helps", StartDate: since("2007"), EndDate: since("2010"), Arrangement: "both",
			Evidence: []graph.Evidence{{Source: "s", Passage: "p"}, {Source: "s", Passage: "q"}}},
		{ID: "r3", From: "a", To: "d", Type: "advice", Label: "asks", Note: "kept", Arrangement: "one"},
		{ID: "r4", From: "d", To: "c", Type: "advice"},
	} {
		if _, err := b.AddRelationship(r); err != nil {
			t.Fatal(err)
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	f, err := fold.By(g, []fold.Group{{ID: "d", Name: "both", Of: []graph.Node{0, 1}}})
	if err != nil {
		t.Fatal(err)
	}
	if id := f.Graph.ID(0); id != "d-2" {
		t.Errorf("the group has the id %s, and d was taken", id)
	}
	r := f.Graph.Relationship(0)
	if r.Label != "helps" || r.StartDate != since("2007") || !r.EndDate.IsZero() || r.Note != "" || r.Arrangement != "" || len(r.Evidence) != 2 {
		t.Errorf("the first became %+v", r)
	}
	if r := f.Graph.Relationship(1); r.Label != "asks" || r.Note != "kept" || r.Arrangement != "one" {
		t.Errorf("the second became %+v", r)
	}
	if id := f.Graph.RelationshipID(2); id != "r4" {
		t.Errorf("a relationship that stays has the id %s", id)
	}
	if all := f.Graph.Arrangements(); len(all) != 1 || all[0].ID != "one" {
		t.Errorf("arrangements: %v", all)
	}
}

func TestErrors(t *testing.T) {
	g := graphtest.Of("a > b")
	for _, c := range []struct {
		groups []fold.Group
		want   string
	}{
		{[]fold.Group{{Name: "x"}}, `the group "x" has no organisations`},
		{[]fold.Group{{Name: "x", Of: []graph.Node{2}}}, `the group "x" has organisation number 2, and there are 2`},
		{[]fold.Group{{Name: "x", Of: []graph.Node{-1}}}, `organisation number -1`},
		{[]fold.Group{{Name: "x", Of: []graph.Node{0, 1}}, {Name: "y", Of: []graph.Node{1}}}, `b is in the group "x" and in the group "y"`},
		{[]fold.Group{{Name: "x", Of: []graph.Node{0, 0}}}, `a is in the group "x" and in the group "x"`},
		{[]fold.Group{{Name: "x", Classification: "polise", Of: []graph.Node{0, 1}}}, `did you mean "police"`},
	} {
		if _, err := fold.By(g, c.groups); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, and not %s", c.groups, err, c.want)
		}
	}
	if _, err := fold.LookupGrouping("sectr"); err == nil || !strings.Contains(err.Error(), `did you mean "sector"`) {
		t.Errorf("no suggestion: %v", err)
	}
}

func TestPartOf(t *testing.T) {
	for _, c := range []struct {
		lines []string
		want  string
	}{
		{[]string{"a part-of b", "b part-of c", "d part-of c", "e > a"}, "c: a b c d"},
		{[]string{"a part-of b", "b part-of a", "c part-of b"}, "a: a b c"},
		{[]string{"x part-of b", "b part-of c", "c part-of b"}, "b: x b c"},
		{[]string{"a part-of b", "a part-of c", "c part-of d"}, "b: a b; d: c d"},
		{[]string{"a > b", "a member-of b"}, ""},
	} {
		g := graphtest.Of(c.lines...)
		grouping, err := fold.LookupGrouping("part-of")
		if err != nil {
			t.Fatal(err)
		}
		groups, err := grouping.Groups(context.Background(), g, nil)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, group := range groups {
			var ids []string
			for _, n := range group.Of {
				ids = append(ids, g.ID(n))
			}
			got = append(got, group.ID+": "+strings.Join(ids, " "))
		}
		if text := strings.Join(got, "; "); text != c.want {
			t.Errorf("%v: %q, not %q", c.lines, text, c.want)
		}
	}
}

func ExampleBy() {
	b := graph.NewBuilder()
	for _, o := range []graph.Organisation{
		{ID: "met", Classifications: []string{"police"}},
		{ID: "psni", Classifications: []string{"police"}},
		{ID: "mi5", Name: "MI5", Classifications: []string{"intelligence-agency"}},
	} {
		if _, err := b.AddOrganisation(o); err != nil {
			panic(err)
		}
	}
	for _, police := range []string{"met", "psni"} {
		if _, err := b.AddRelationship(graph.Relationship{From: "mi5", To: police, Type: "intelligence-sharing"}); err != nil {
			panic(err)
		}
	}
	g, err := b.Build()
	if err != nil {
		panic(err)
	}
	sector, err := fold.LookupGrouping("sector")
	if err != nil {
		panic(err)
	}
	groups, err := sector.Groups(context.Background(), g, nil)
	if err != nil {
		panic(err)
	}
	folded, err := fold.By(g, groups)
	if err != nil {
		panic(err)
	}
	for n := range folded.Graph.Nodes() {
		fmt.Println(folded.Graph.Name(n), "stands for", len(folded.Organisations[n]))
	}
	for e := range folded.Graph.Edges() {
		fmt.Println(folded.Graph.RelationshipID(e), "stands for", len(folded.Relationships[e]))
	}
	// Output:
	// Law enforcement stands for 2
	// MI5 stands for 1
	// mi5:intelligence-sharing:law-enforcement stands for 2
}

func TestAtLeast(t *testing.T) {
	g := graphtest.Of("a > x", "a > y", "b advice x", "x > a", "a > z", "z > z")
	f, err := fold.By(g, []fold.Group{{Name: "ab", Of: []graph.Node{0, 3}}, {Name: "xy", Of: []graph.Node{1, 2}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ lines, threshold, relationships, left int }{
		{9, 1, 5, 0}, {3, 1, 5, 0}, {2, 2, 3, 2}, {1, 2, 3, 2}, {0, 5, 0, 6},
	} {
		threshold := f.Threshold(c.lines)
		strongest, left, err := f.AtLeast(threshold, 0)
		if err != nil {
			t.Fatal(err)
		}
		if threshold != c.threshold || strongest.Graph.NumRelationships() != c.relationships || left != c.left {
			t.Errorf("%d lines: at least %d, %d relationships and %d left", c.lines, threshold, strongest.Graph.NumRelationships(), left)
		}
		if strongest.Graph.NumOrganisations() != 3 || len(strongest.Relationships) != c.relationships {
			t.Errorf("%d lines: %d organisations", c.lines, strongest.Graph.NumOrganisations())
		}
	}
	if strongest, left, err := f.AtLeast(5, 1); err != nil || left != 1 || strongest.Graph.NumRelationships() != 4 {
		t.Errorf("with the strongest of each, %d are left out: %v", left, err)
	}
	for _, c := range corpus() {
		groups, err := fold.Groupings()[0].Groups(t.Context(), c.Graph, nil)
		if err != nil {
			t.Fatal(err)
		}
		f, err := fold.By(c.Graph, groups)
		if err != nil {
			t.Fatal(err)
		}
		for _, lines := range []int{0, 1, 5, 1000} {
			strongest, left, err := f.AtLeast(f.Threshold(lines), lines/3)
			if err != nil {
				t.Fatal(err)
			}
			for _, edges := range append(strongest.Relationships, strongest.Within...) {
				left += len(edges)
			}
			if left != c.Graph.NumRelationships() {
				t.Errorf("%s, %d lines: %d relationships of %d", c.Name, lines, left, c.Graph.NumRelationships())
			}
		}
	}
}
