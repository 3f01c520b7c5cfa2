package graph_test

import (
	"errors"
	"fmt"
	"reflect"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// What is renamed has the new names, is found by them, and by the old ones no more; all else stays, in the graph that is
// renamed too.
func TestRenamed(t *testing.T) {
	for _, c := range graphtest.Corpus() {
		g := c.Graph
		names := map[graph.Node]graph.Names{}
		for n := range g.Nodes() {
			if n%2 == 0 {
				names[n] = graph.Names{Name: fmt.Sprint("Body of renaming ", n), OtherNames: []graph.OtherName{{Name: fmt.Sprint("Older body of renaming ", n), Note: "once"}}}
			}
		}
		before := records(g)
		r, err := g.Renamed(names)
		if err != nil {
			t.Fatalf("%s: %v", c.Name, err)
		}
		if after := records(g); !reflect.DeepEqual(before, after) {
			t.Errorf("%s: renaming changed the graph that is renamed", c.Name)
		}
		for n := range g.Nodes() {
			want := g.Organisation(n)
			if called, ok := names[n]; ok {
				want.Name, want.ShortName, want.OtherNames = called.Name, called.ShortName, called.OtherNames
				for _, name := range []string{called.Name, called.OtherNames[0].Name, g.ID(n)} {
					if got, err := r.Find(name); err != nil || got != n {
						t.Errorf("%s: %q is organisation %d (%v), not %d", c.Name, name, got, err, n)
					}
				}
				if old := g.Organisation(n).Name; old != "" && graph.NormaliseName(old) != graph.NormaliseName(g.ID(n)) {
					if got, err := r.Find(old); err == nil && got == n {
						t.Errorf("%s: %q still finds what is called %q", c.Name, old, r.Name(n))
					}
				}
			}
			if got := r.Organisation(n); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: organisation %d is %+v, not %+v", c.Name, n, got, want)
			}
			if !reflect.DeepEqual(r.OtherNames(n), want.OtherNames) {
				t.Errorf("%s: organisation %d has the other names %v, not %v", c.Name, n, r.OtherNames(n), want.OtherNames)
			}
		}
		for e := range g.Edges() {
			if !reflect.DeepEqual(r.Relationship(e), g.Relationship(e)) {
				t.Errorf("%s: relationship %d is %+v, not %+v", c.Name, e, r.Relationship(e), g.Relationship(e))
			}
			if is, ok := r.EdgeByID(g.RelationshipID(e)); !ok || is != e {
				t.Errorf("%s: %s is relationship %d, not %d", c.Name, g.RelationshipID(e), is, e)
			}
		}
	}
}

func records(g *graph.Graph) (all []graph.Organisation) {
	for _, o := range g.Organisations() {
		all = append(all, o)
	}
	return all
}

func TestRenamedFaults(t *testing.T) {
	b := graph.NewBuilder()
	if _, err := b.AddOrganisation(graph.Organisation{ID: "a", Name: "A"}); err != nil {
		t.Fatal(err)
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	if same, err := g.Renamed(nil); err != nil || same != g {
		t.Errorf("without names it is another graph (%v)", err)
	}
	for field, names := range map[string]graph.Names{
		"name": {Name: "a\x00"}, "short_name": {ShortName: "\xff"},
		"other_names[0].name": {OtherNames: []graph.OtherName{{}}}, "other_names[0].note": {OtherNames: []graph.OtherName{{Name: "x", Note: "\x01"}}},
	} {
		_, err := g.Renamed(map[graph.Node]graph.Names{0: names})
		var wrong *graph.RecordError
		if !errors.As(err, &wrong) || wrong.ID != "a" || len(wrong.Faults) != 1 || wrong.Faults[0].Path() != field {
			t.Errorf("%+v: the error is %v, and %s is wrong", names, err, field)
		}
	}
}
