package fold_test

import (
	"fmt"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/chronology"
	"github.com/liaisongraph/liaison/graph/fold"
)

// What is known of predecessors by a relationship between them alone, which vanishes, is known of the one that they became.
func TestSuccessorsKnownByWhatVanishes(t *testing.T) {
	d := graph.MustParseDate
	for _, c := range []struct {
		between graph.Relationship
		want    string // from when the one is known
	}{
		{graph.Relationship{From: "north", To: "south", Type: "partnership", StartDate: d("2000~")}, "2000~"},
		{graph.Relationship{From: "north", To: "south", Type: "partnership", Evidence: by("s1990")}, "1990"},
		{graph.Relationship{From: "north", To: "south", Type: "partnership"}, ""}, // always
	} {
		g := records(t, []graph.Organisation{
			{ID: "north", Name: "Northern Office", DissolutionDate: d("2008")},
			{ID: "south", Name: "Southern Office", DissolutionDate: d("2008")},
			{ID: "union", Name: "United Office", FoundingDate: d("2008")},
		},
			graph.Relationship{From: "union", To: "north", Type: "succeeds", StartDate: d("2008")},
			graph.Relationship{From: "union", To: "south", Type: "succeeds", StartDate: d("2008")}, c.between)
		f, _, err := fold.Successors(g)
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Graph.KnownFrom(0).String(); got != c.want {
			t.Errorf("it is known from %q, not %q", got, c.want)
		}
		if o := f.Graph.Organisation(0); !o.FoundingDate.IsZero() {
			t.Errorf("it was founded %s, which nothing says", o.FoundingDate)
		}
		if got := chronology.NameAt(f.Graph, 0, d("2005")); got != "Northern Office" {
			t.Errorf("in 2005 it was called %s", got)
		}
	}
}

// Where one of those that became one is known to be there, so is the one, as long as the last of them is not over.
func TestSuccessorsAreThere(t *testing.T) {
	for _, c := range successions(t) {
		g := c.Graph
		f, _, err := fold.Successors(g)
		if err != nil {
			t.Fatal(err)
		}
		for n, of := range f.Organisations {
			for year := 1960; year < 2030; year += 3 {
				d := graph.MustParseDate(fmt.Sprint(year))
				there := false
				for _, was := range of {
					there = there || g.IsThereAt(was, d)
				}
				over := f.Graph.Organisation(graph.Node(n)).DissolutionDate
				if there && !f.Graph.IsThereAt(graph.Node(n), d) && !over.Before(d) {
					t.Errorf("%s: %s was there in %s when apart", c.Name, f.Graph.ID(graph.Node(n)), d)
				}
			}
		}
	}
}
