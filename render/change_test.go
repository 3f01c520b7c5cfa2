package render

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/diff"
	"github.com/liaisongraph/liaison/render/rendertest"
)

// A strand has relationships of one state alone, every relationship is in one, and what is said agrees with the states.
func TestChangeIsDrawnAsItIs(t *testing.T) {
	for _, c := range cases(t) {
		for _, names := range [][2]string{{"2014", "2024"}, {"old.yaml", "new.yaml"}} {
			m := rendertest.Marked(c.Graph, names[0], names[1])
			s := mustScene(t, c.Graph, Options{Change: m})
			seen := make([]int, c.Graph.NumRelationships())
			for i := range s.Lines {
				line := &s.Lines[i]
				faded := true
				for k := range line.Strands {
					strand := &line.Strands[k]
					for _, e := range strand.Relationships {
						seen[e]++
						if m.Relationships[e] != strand.State {
							t.Errorf("%s: %s is %s in a strand of what is %s", c.Name, c.Graph.RelationshipID(e), m.Relationships[e], strand.State)
						}
						if want := s.Change.Relationships[e]; !strings.Contains(strings.ToLower(strand.Tooltip), strings.ToLower(want)) {
							t.Errorf("%s: the tooltip %q lacks %q", c.Name, strand.Tooltip, want)
						}
					}
					if (strand.State == diff.Same) != (strand.Emphasis == Faded) {
						t.Errorf("%s: a strand that is %s has the emphasis %d", c.Name, strand.State, strand.Emphasis)
					}
					if sign := SignOf(strand.State); !strings.HasPrefix(strand.BadgeText(), sign) {
						t.Errorf("%s: the badge %q lacks %q", c.Name, strand.BadgeText(), sign)
					}
					faded = faded && strand.State == diff.Same
				}
				if faded != (line.Emphasis == Faded) {
					t.Errorf("%s: the line %s has the emphasis %d", c.Name, line.ID, line.Emphasis)
				}
			}
			if i := slices.IndexFunc(seen, func(n int) bool { return n != 1 }); i >= 0 {
				t.Errorf("%s: the relationship %d is in %d strands", c.Name, i, seen[i])
			}
			for i := range s.Nodes {
				n := &s.Nodes[i]
				if n.State != m.Organisations[i] || n.Sign() != SignOf(n.State) || !strings.Contains(n.Tooltip, s.Change.Organisations[i]) {
					t.Errorf("%s: %s is %s, has the sign %q and the tooltip %q", c.Name, n.ID, n.State, n.Sign(), n.Tooltip)
				}
				if n.State != diff.Same && n.Emphasis != Plain {
					t.Errorf("%s: %s is %s and has the emphasis %d", c.Name, n.ID, n.State, n.Emphasis)
				}
			}
			checkLegendOfChange(t, c.Name, s, m)
			text := string(s.Words(c.Graph))
			for _, state := range []diff.State{diff.Added, diff.Gone} {
				if slices.Contains(m.Organisations, state) && !strings.Contains(strings.Join(strings.Fields(text), " "), "reason 0 for the organisation") {
					t.Errorf("%s: the text says nothing of what is %s", c.Name, state)
				}
			}
		}
	}
}

// checkLegendOfChange compares the counts of the legend with those of the states.
func checkLegendOfChange(t *testing.T, name string, s *Scene, m *diff.Marked) {
	t.Helper()
	for kind, states := range map[LegendKind][]diff.State{ChangedBoxEntry: m.Organisations, ChangedLineEntry: m.Relationships} {
		want, got := map[diff.State]int{}, map[diff.State]int{}
		for _, state := range states {
			want[state]++
		}
		for _, e := range s.Legend {
			if e.Kind == kind {
				var n int
				if _, err := fmt.Sscan(e.Detail, &n); err != nil || e.Code != SignOf(e.State) {
					t.Errorf("%s: the entry %+v", name, e)
				}
				got[e.State] += n
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: the legend counts %v, and there are %v", name, got, want)
		}
	}
}

// Of two dates, what a source is the first to speak of is not called new; of two maps it is.
func TestFirstAttestedIsNotNew(t *testing.T) {
	d, err := diff.Dates(ukMap(t), graph.MustParseDate("2014"), graph.MustParseDate("2024"))
	if err != nil {
		t.Fatal(err)
	}
	m, err := d.Marked("", "")
	if err != nil {
		t.Fatal(err)
	}
	s := mustScene(t, m.Graph, Options{Change: m})
	said := func(name string) string {
		n, err := m.Graph.Find(name)
		if err != nil {
			t.Fatal(err)
		}
		return s.Change.Organisations[n]
	}
	for name, want := range map[string]string{
		"CTOC": "New since 2014: founded 2021", "BIS": "Gone since 2014: dissolved 2016-07", "MI5": "Unchanged", "SIS": "Not known in 2014: first attested",
	} {
		if got := said(name); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if want := "What changed from 2014 to 2024: 2 organisations new, 38 first attested, 1 gone; 6 relationships new, "; !strings.HasPrefix(s.Subtitle, want) {
		t.Errorf("the subtitle is %q", s.Subtitle)
	}
	m.Before, m.After = "a.yaml", "b.yaml"
	s = mustScene(t, m.Graph, Options{Change: m})
	if got := said("SIS"); !strings.HasPrefix(got, "New in b.yaml: first attested") {
		t.Errorf("%q", got)
	}
}

func TestChangeOfAnotherGraph(t *testing.T) {
	a, b := small(t), ukMap(t)
	for _, m := range []*diff.Marked{rendertest.Marked(b, "1", "2"), {Graph: a}, {Organisations: make([]diff.State, a.NumOrganisations())}} {
		if _, err := NewScene(a, Options{Change: m}); err == nil || !strings.HasPrefix(err.Error(), "change: ") {
			t.Errorf("the error is %v", err)
		}
	}
}

// A difference that is none is drawn, all of it faded.
// What is folded has no state of its own.
func TestChangeOfFoldedGraph(t *testing.T) {
	g := small(t)
	m := rendertest.Marked(g, "2014", "2024")
	ones := func(n int) (all []int) {
		for range n {
			all = append(all, 1)
		}
		return all
	}
	folded := &Folded{Members: ones(g.NumOrganisations()), Within: make([]int, g.NumOrganisations()), Relationships: ones(g.NumRelationships())}
	if _, err := NewScene(g, Options{Change: m, Folded: folded}); err == nil || !strings.Contains(err.Error(), "compare two folded graphs") {
		t.Errorf("the error is %v", err)
	}
}

// What was there only in between is said, as it cannot be drawn.
func TestChangeSaysWhatWasInBetween(t *testing.T) {
	g := small(t)
	m := rendertest.Marked(g, "2014", "2024")
	m.Between = "FCO and\n3 relationships"
	s := mustScene(t, g, Options{Change: m})
	for _, text := range []string{s.Subtitle, s.Description, string(s.Words(g)), string(s.DOT())} {
		if !strings.Contains(strings.Join(strings.Fields(text), " "), "only in between, and not drawn: FCO and 3 relationships") {
			t.Errorf("%q does not say it", text)
		}
	}
}

func TestNothingChanged(t *testing.T) {
	g := small(t)
	d, err := diff.Between(g, g, diff.Options{})
	if err != nil {
		t.Fatal(err)
	}
	m, err := d.Marked("1", "2")
	if err != nil {
		t.Fatal(err)
	}
	s := mustScene(t, g, Options{Change: m})
	if !strings.HasPrefix(s.Subtitle, "What changed from 1 to 2: nothing") {
		t.Errorf("the subtitle is %q", s.Subtitle)
	}
	for _, n := range s.Nodes {
		if n.Emphasis != Faded || n.Sign() != "" {
			t.Errorf("%s has the emphasis %d and the sign %q", n.ID, n.Emphasis, n.Sign())
		}
	}
}

// What is highlighted, grouped or on a path keeps its signs beside those of the change.
func TestChangeBesideOtherSigns(t *testing.T) {
	g := small(t)
	m := rendertest.Marked(g, "1", "2")
	s := mustScene(t, g, Options{Change: m, Route: &Route{Starts: []graph.Node{0}, Ends: []graph.Node{1}, Relationships: []graph.Edge{0}}})
	if got := s.Nodes[0].Sign(); got != "+ ►" {
		t.Errorf("the sign is %q", got)
	}
	if got := s.Nodes[1].Sign(); got != "− ■" {
		t.Errorf("the sign is %q", got)
	}
}

func TestGoldenChange(t *testing.T) {
	g := small(t)
	for _, c := range []struct {
		file string
		opts Options
		text func(*Scene) []byte
	}{
		{"small-change.dot", Options{Layout: HubLayout}, (*Scene).DOT},
		{"small-change-dot.dot", Options{Layout: "dot", Theme: "print"}, (*Scene).DOT},
		{"small-change.mmd", Options{}, (*Scene).Mermaid},
		{"small-change.txt", Options{}, func(s *Scene) []byte { return s.Words(g) }},
	} {
		c.opts.Change = rendertest.Marked(g, "2014", "2024")
		golden(t, c.file, c.text(mustScene(t, g, c.opts)))
	}
}
