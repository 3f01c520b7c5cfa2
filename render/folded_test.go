package render

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/fold"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// foldedBy folds a graph by a grouping.
func foldedBy(t testing.TB, g *graph.Graph, name string, kept func(graph.Node) bool) *fold.Folded {
	t.Helper()
	grouping, err := fold.LookupGrouping(name)
	if err != nil {
		t.Fatal(err)
	}
	groups, err := grouping.Groups(t.Context(), g, kept)
	if err != nil {
		t.Fatal(err)
	}
	f, err := fold.By(g, groups)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// The counts of a folded scene are those of the graph that was folded, however many strands tell them.
func TestFoldedScenesCountEverything(t *testing.T) {
	dense := graphtest.Case{Name: "dense", Graph: graphtest.RandomRich(5, 60, 3000)}
	for _, c := range append(cases(t), dense) {
		for _, name := range []string{"sector", "classification", "community"} {
			for _, unbundle := range []bool{false, true} {
				f := foldedBy(t, c.Graph, name, nil)
				s := mustScene(t, f.Graph, Options{Folded: FoldedBy(f), Unbundle: unbundle})
				organisations, relationships := 0, 0
				for _, n := range s.Nodes {
					organisations += n.Members
					relationships += n.Within
					if n.Members > 1 && !n.Set {
						t.Errorf("%s by %s: %s stands for %d and has one outline", c.Name, name, n.ID, n.Members)
					}
				}
				for _, line := range s.Lines {
					for _, strand := range line.Strands {
						relationships += strand.Count
						if strand.Count < len(strand.Relationships) {
							t.Errorf("%s by %s: %s stands for %d", c.Name, name, strand.ID, strand.Count)
						}
						if strand.BadgeText() == "" {
							t.Errorf("%s by %s: %s has nothing on its badge", c.Name, name, strand.ID)
						}
					}
				}
				if organisations != c.Graph.NumOrganisations() || relationships != c.Graph.NumRelationships() {
					t.Errorf("%s by %s: %d organisations and %d relationships of %d and %d", c.Name, name, organisations, relationships,
						c.Graph.NumOrganisations(), c.Graph.NumRelationships())
				}
				if want := counted(organisations, "organisation", "organisations"); !strings.Contains(s.Subtitle, want) {
					t.Errorf("%s by %s: the subtitle %q does not say %s", c.Name, name, s.Subtitle, want)
				}
			}
		}
	}
}

func TestFoldedScene(t *testing.T) {
	g := ukMap(t)
	f := foldedBy(t, g, "sector", nil)
	s := mustScene(t, f.Graph, Options{Folded: FoldedBy(f)})
	i := slices.IndexFunc(s.Nodes, func(n Node) bool { return n.ID == "law-enforcement" })
	n := s.Nodes[i]
	if !slices.Equal(n.Subheading, []string{"14 organisations", "17 relationships within"}) || n.Cluster >= 0 {
		t.Errorf("the box is %+v", n)
	}
	if !strings.Contains(n.Tooltip, "PSNI") || !strings.HasSuffix(n.Tooltip, "17 relationships among them") {
		t.Errorf("the tooltip is %q", n.Tooltip)
	}
	var badges []string
	for _, line := range s.Lines {
		if line.ID == "intelligence-agencies:law-enforcement" || line.ID == "intelligence-agency:law-enforcement" {
			for _, strand := range line.Strands {
				badges = append(badges, strand.BadgeText())
			}
			if !strings.HasPrefix(line.Label, "11 relationships of partnership between Intelligence agencies and Law enforcement. ") {
				t.Errorf("the line says %q", line.Label)
			}
		}
	}
	if len(badges) == 0 || badges[0] != "C 14" {
		t.Errorf("the badges are %q", badges)
	}
	if len(s.Clusters) != 1 || s.Clusters[0].ID != "joint-unit" {
		t.Errorf("panels: %+v", s.Clusters)
	}
	// With one organisation kept, its sector has a panel, with the box of the others.
	mi5, err := g.Find("mi5")
	if err != nil {
		t.Fatal(err)
	}
	f = foldedBy(t, g, "sector", func(n graph.Node) bool { return n == mi5 })
	s = mustScene(t, f.Graph, Options{Folded: FoldedBy(f)})
	i = slices.IndexFunc(s.Clusters, func(c Cluster) bool { return c.ID == "intelligence-agency" })
	if i < 0 || len(s.Clusters[i].Nodes) != 2 {
		t.Errorf("panels: %+v", s.Clusters)
	}
}

// Where there are too many strands to be read, a line has one, without direction, as wide as it stands for relationships.
func TestDenseFoldedScene(t *testing.T) {
	g := graphtest.RandomRich(5, 200, 4000)
	f := foldedBy(t, g, "classification", nil)
	s := mustScene(t, f.Graph, Options{Folded: FoldedBy(f)})
	widest, count := 0.0, 0
	for _, line := range s.Lines {
		if len(line.Strands) != 1 {
			t.Fatalf("%s has %d strands", line.ID, len(line.Strands))
		}
		strand := line.Strands[0]
		if strand.Mixed && (strand.Arrow != NoArrow || strand.Code != "" || strings.TrimPrefix(strand.BadgeText(), "? ") != fmt.Sprint(strand.Count)) {
			t.Errorf("%s has the arrow %d, the letter %q and the badge %q", strand.ID, strand.Arrow, strand.Code, strand.BadgeText())
		}
		if (strand.Width > widest) != (strand.Count > count) {
			t.Errorf("%s stands for %d and is %g wide; another for %d, and %g", strand.ID, strand.Count, strand.Width, count, widest)
		}
		if strand.Width > widest {
			widest, count = strand.Width, strand.Count
		}
	}
	if !slices.ContainsFunc(s.Legend, func(e LegendEntry) bool { return e.Label == "Number, width" }) {
		t.Error("the legend does not explain the widths")
	}
}

func TestFoldedErrors(t *testing.T) {
	g := small(t)
	n, m := g.NumOrganisations(), g.NumRelationships()
	ones := func(n int) []int { return slices.Repeat([]int{1}, n) }
	for _, c := range []struct {
		folded Folded
		want   string
	}{
		{Folded{ones(n - 1), ones(n), ones(m), 0}, "folded: 4 and 5 numbers for 5 organisations"},
		{Folded{ones(n), ones(n), ones(m + 1), 0}, "numbers for"},
		{Folded{make([]int, n), ones(n), ones(m), 0}, "office stands for 0 organisations"},
		{Folded{ones(n), ones(n), make([]int, m), 0}, "stands for 0 relationships"},
	} {
		if _, err := NewScene(g, Options{Folded: &c.folded}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, and not %s", err, c.want)
		}
	}
}
