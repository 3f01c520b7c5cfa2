package render

import (
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
)

// The arrangements of the shipped map are joints: of both approvals at MI5, and of both halves of a proposal at who makes
// it. Each has one mark, to which its strands go.
func TestJointsOfTheMap(t *testing.T) {
	for _, layout := range []string{HubLayout, GridLayout} {
		s := mustScene(t, ukMap(t), Options{Layout: layout})
		p := s.Place()
		for j, want := range []struct{ id, node string }{
			{"intrusive-tools-approval", "mi5"}, {"counter-terrorism-transfer", "home-affairs-committee"},
		} {
			joint := s.Joints[j]
			if joint.ID != want.id || joint.Rule != "all" || s.Nodes[joint.Node].ID != want.node || len(joint.Strands) != 2 {
				t.Errorf("%+v, want %+v", joint, want)
			}
			if !strings.HasPrefix(joint.Label, "All of 2: ") || !strings.Contains(s.Description, joint.Label) {
				t.Errorf("%q is not said", joint.Label)
			}
			if marks := p.Joints[j]; len(marks) != 1 || marks[0].Label != "all" || marks[0].Trunk == nil {
				t.Errorf("%s: %+v", layout, marks)
			}
			for _, ref := range joint.Strands {
				line := &s.Lines[ref.Line]
				course := p.Courses[ref.Line][ref.Strand]
				if course.ToMark != (line.To == joint.Node) || course.FromMark != (line.From == joint.Node) {
					t.Errorf("%s, %s: %v, %v", layout, line.ID, course.FromMark, course.ToMark)
				}
				if strand := line.Strands[ref.Strand]; strand.Joint != j || len(strand.Relationships) != 1 {
					t.Errorf("%+v", strand)
				}
			}
		}
	}
}

// arranged is a graph with relationships of one arrangement, "a advice b".
func arranged(t *testing.T, rule graph.Rule, relationships ...string) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	if err := b.AddArrangement(graph.Arrangement{ID: "lock", Rule: rule}); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"a", "b", "c", "d"} {
		if _, err := b.AddOrganisation(graph.Organisation{ID: id}); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range relationships {
		f := strings.Fields(r)
		if _, err := b.AddRelationship(graph.Relationship{From: f[0], Type: f[1], To: f[2], Arrangement: "lock"}); err != nil {
			t.Fatal(err)
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestJoints(t *testing.T) {
	for name, c := range map[string]struct {
		relationships []string
		node          string // "" is none
		marks         int
	}{
		"one alone is no joint":        {[]string{"a advice b"}, "", 0},
		"from one":                     {[]string{"a advice b", "a advice c"}, "a", 1},
		"to one":                       {[]string{"b advice a", "c advice a", "d advice a"}, "a", -1},
		"one to the other":             {[]string{"b advice a", "a advice c"}, "a", -1},
		"a strand each way":            {[]string{"a advice b", "a tasking b"}, "b", 1},
		"alike, in one strand":         {[]string{"a advice b", "a assistance b"}, "", 1},
		"nothing shared":               {[]string{"a advice b", "c advice d"}, "", 2},
		"three of which two share one": {[]string{"a advice b", "a advice c", "c advice d"}, "", 3},
		"with itself":                  {[]string{"a advice a", "a advice b"}, "", 2},
	} {
		for _, layout := range []string{HubLayout, GridLayout, TreeLayout} {
			s := mustScene(t, arranged(t, graph.AnyOf, c.relationships...), Options{Layout: layout})
			p := s.Place()
			if c.marks == 0 {
				if len(s.Joints) != 0 {
					t.Errorf("%s: %+v", name, s.Joints)
				}
				continue
			}
			node := ""
			if n := s.Joints[0].Node; n >= 0 {
				node = s.Nodes[n].ID
			}
			if node != c.node {
				t.Errorf("%s: shared %q, want %q", name, node, c.node)
			}
			marks := p.Joints[0]
			if len(marks) != c.marks && c.marks > 0 {
				t.Errorf("%s, %s: %d marks, want %d", name, layout, len(marks), c.marks)
			}
			want := "any"
			if len(marks) > 1 {
				want = "any 1"
			}
			if slices.ContainsFunc(marks, func(m Mark) bool { return m.Label != want }) {
				t.Errorf("%s, %s: %+v, want %q", name, layout, marks, want)
			}
			if !slices.ContainsFunc(s.Legend, func(e LegendEntry) bool { return e.Kind == JointEntry && e.Code == "any" }) {
				t.Errorf("%s: the legend does not explain the mark", name)
			}
			for _, problem := range append(overlaps(s, p), strays(s, p)...) {
				t.Errorf("%s, %s: %s", name, layout, problem)
			}
		}
	}
}

// Strands that hold only together come to the organisation that they share from one side and meet in one mark, where that
// costs the picture little.
func TestStrandsOfAJointMeet(t *testing.T) {
	for _, types := range [][]string{{"authority"}, {"warrant-approval"}} {
		m := ukMap(t)
		g, err := m.Select(graph.Selection{Types: types})
		if err != nil {
			t.Fatal(err)
		}
		s := mustScene(t, g, Options{})
		p := s.Place()
		if len(s.Joints) == 0 {
			t.Fatalf("%v: no joints", types)
		}
		for j, marks := range p.Joints {
			if len(marks) != 1 {
				t.Errorf("%v: %d marks of %s, want one", types, len(marks), s.Joints[j].ID)
			}
		}
	}
}
