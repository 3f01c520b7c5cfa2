package structure_test

import (
	"context"
	"slices"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/structure"
)

// touching returns the groups of organisations that are in touch, without those and the ties that are gone.
func touching(g *graph.Graph, goneNode func(graph.Node) bool, goneEdge func(graph.Edge) bool) [][]graph.Node {
	seen := make([]bool, g.NumOrganisations())
	var groups [][]graph.Node
	for start := range g.Nodes() {
		if seen[start] || goneNode(start) {
			continue
		}
		seen[start] = true
		group := []graph.Node{start}
		for i := 0; i < len(group); i++ {
			for e := range g.Incident(group[i]) {
				if other := g.Other(e, group[i]); !seen[other] && !goneNode(other) && !goneEdge(e) {
					seen[other] = true
					group = append(group, other)
				}
			}
		}
		slices.Sort(group)
		groups = append(groups, group)
	}
	return groups
}

func keepNode(graph.Node) bool { return false }
func keepEdge(graph.Edge) bool { return false }

// among keeps the groups that have one of the organisations, in the order that is promised.
func among(groups [][]graph.Node, of []graph.Node) [][]graph.Node {
	var kept [][]graph.Node
	for _, group := range groups {
		if slices.ContainsFunc(group, func(n graph.Node) bool { return slices.Contains(of, n) }) {
			kept = append(kept, group)
		}
	}
	inOrder(kept)
	return kept
}

func checkSplit(t *testing.T, what string, s structure.Split, want [][]graph.Node) {
	t.Helper()
	if s.NumGroups() != len(want) {
		t.Errorf("%s: %d groups, want %v", what, s.NumGroups(), want)
		return
	}
	var pairs int64
	for i, group := range want {
		if got := s.Members(i); !slices.Equal(got, group) || s.Size(i) != len(group) {
			t.Errorf("%s: group %d is %v, said to have %d, want %v", what, i, got, s.Size(i), group)
		}
		for _, other := range want[:i] {
			pairs += int64(len(group)) * int64(len(other))
		}
	}
	if s.Pairs() != pairs {
		t.Errorf("%s: %d pairs, want %d", what, s.Pairs(), pairs)
	}
}

// The oracle takes away every organisation, and every tie, and looks at what is left.
func TestCutsAgainstTakingAway(t *testing.T) {
	for _, c := range awkward() {
		t.Run(c.Name, func(t *testing.T) {
			g := c.Graph
			cuts, err := structure.FindCuts(context.Background(), g)
			if err != nil {
				t.Fatal(err)
			}
			before := touching(g, keepNode, keepEdge)
			componentOf := func(n graph.Node) []graph.Node {
				i := slices.IndexFunc(before, func(group []graph.Node) bool { return slices.Contains(group, n) })
				return before[i]
			}
			found := cuts.Organisations
			for n := range g.Nodes() {
				groups := among(touching(g, func(o graph.Node) bool { return o == n }, keepEdge), componentOf(n))
				checkSplit(t, "without "+g.ID(n), cuts.Without(n), groups)
				if len(groups) < 2 {
					continue
				}
				if len(found) == 0 || found[0].Organisation != n {
					t.Fatalf("%s is not among the cut organisations %v", g.ID(n), found)
				}
				checkSplit(t, "cut "+g.ID(n), found[0].Split, groups)
				found = found[1:]
			}
			if len(found) > 0 {
				t.Errorf("%v are no cut organisations", found)
			}
			checkBridges(t, g, cuts.Bridges, componentOf)
		})
	}
}

func checkBridges(t *testing.T, g *graph.Graph, found []structure.Bridge, componentOf func(graph.Node) []graph.Node) {
	t.Helper()
	seen := map[[2]graph.Node]bool{}
	for e := range g.Edges() {
		a, b := g.From(e), g.To(e)
		pair := [2]graph.Node{min(a, b), max(a, b)}
		if a == b || seen[pair] {
			continue
		}
		seen[pair] = true
		var between []graph.Edge
		for other := range g.Edges() {
			if [2]graph.Node{min(g.From(other), g.To(other)), max(g.From(other), g.To(other))} == pair {
				between = append(between, other)
			}
		}
		groups := among(touching(g, keepNode, func(e graph.Edge) bool { return slices.Contains(between, e) }), componentOf(a))
		if len(groups) < 2 {
			continue
		}
		if len(found) == 0 || found[0].A != a || found[0].B != b || !slices.Equal(found[0].Relationships, between) {
			t.Fatalf("%s is not the next of the bridges %v", g.RelationshipID(e), found)
		}
		checkSplit(t, "bridge "+g.RelationshipID(e), found[0].Split, groups)
		found = found[1:]
	}
	if len(found) > 0 {
		t.Errorf("%v are no bridges", found)
	}
}
