package diff_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/diff"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// selected is a part of g.
func selected(t *testing.T, g *graph.Graph, s graph.Selection) *graph.Graph {
	t.Helper()
	part, err := g.Select(s)
	if err != nil {
		t.Fatal(err)
	}
	return part
}

func within(t *testing.T, d *diff.Difference, before, after *graph.Graph) *diff.Difference {
	t.Helper()
	part, err := d.Within(before, after)
	if err != nil {
		t.Fatal(err)
	}
	return part
}

// All of the two maps is what they differ in; nothing of them is nothing; and every part has what the whole has of it, and
// can be drawn.
func TestWithin(t *testing.T) {
	cases := graphtest.Corpus()
	for i, c := range cases {
		d := between(t, c.Graph, cases[(i+1)%len(cases)].Graph)
		all, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		same, err := json.Marshal(within(t, d, d.Before, d.After))
		if err != nil {
			t.Fatal(err)
		}
		if string(all) != string(same) {
			t.Errorf("%s: of all of it another difference:\n%s\n%s", c.Name, same, all)
		}
		for _, s := range []graph.Selection{{Types: []string{"advice"}}, {Statuses: []graph.Status{graph.Active}}, {Confidences: []graph.Confidence{graph.Doubtful}}} {
			before, after := selected(t, d.Before, s), selected(t, d.After, s)
			part := within(t, d, before, after)
			if _, err := part.Marked("before", "after"); err != nil {
				t.Errorf("%s: %v", c.Name, err)
			}
			for _, r := range part.Relationships {
				there := slices.ContainsFunc(d.Relationships, func(whole diff.RelationshipChange) bool {
					return whole.State == r.State && whole.ID == r.ID && len(whole.Fields) == len(r.Fields)
				})
				if !there {
					t.Errorf("%s: %s %s is of the part alone", c.Name, r.State, r.ID)
				}
			}
		}
	}
}

// A record that leaves a part is not gone.
func TestWithinPartsThatDiffer(t *testing.T) {
	before, after := graphtest.Of("a advice b", "a oversight c", "d"), graphtest.Of("a oversight b", "a oversight c", "e oversight a")
	d := between(t, before, after)
	s := graph.Selection{Types: []string{"oversight"}}
	part := within(t, d, selected(t, before, s), selected(t, after, s))
	if got := part.Counts(); got.Organisations != (diff.Tally{Added: 1}) || got.Relationships != (diff.Tally{Added: 2}) {
		t.Errorf("%+v", got)
	}
	if n, ok := d.AfterOf(0); !ok || n != 0 {
		t.Errorf("a is %v, %v", n, ok)
	}
	if _, ok := d.AfterOf(3); ok {
		t.Error("d is gone, and is there")
	}
	if _, ok := d.BeforeOf(3); ok {
		t.Error("e was added, and was there")
	}
	if n, ok := d.BeforeOf(2); !ok || n != 2 {
		t.Errorf("c was %v, %v", n, ok)
	}
}

func TestWithinWhatIsNoPart(t *testing.T) {
	g := graphtest.Of("a > b")
	d := between(t, g, g)
	for name, other := range map[string]*graph.Graph{"nothing": nil, "an organisation": graphtest.Of("c"), "a relationship": graphtest.Of("b > a")} {
		if _, err := d.Within(other, g); err == nil {
			t.Errorf("%s: no error before", name)
		}
		if _, err := d.Within(g, other); err == nil {
			t.Errorf("%s: no error after", name)
		}
	}
}
