package structure

import (
	"slices"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// newLeidenSearch is a search in g that has everyone in one community.
func newLeidenSearch(t *testing.T, g *graph.Graph, resolution float64) *leiden {
	t.Helper()
	ties, opts, err := newTieGraph(t.Context(), g, CommunityOptions{Resolution: resolution})
	if err != nil {
		t.Fatal(err)
	}
	return newLeiden(ties, opts.Resolution, new(parallel.Stop))
}

// A community that has come apart is split, however the search left it so.
func TestLooseCommunitiesAreSplit(t *testing.T) {
	l := newLeidenSearch(t, graphtest.Of("a > b", "c > d", "e", "d > f", "b > g", "g > h"), 1)
	copy(l.of, []int32{0, 0, 0, 0, 0, 1, 1, 1}) // a b c d e, and f g h
	l.splitLoose()
	if want := []int32{0, 0, 1, 1, 2, 3, 4, 4}; !slices.Equal(l.of, want) {
		t.Errorf("communities are %v, want %v", l.of, want)
	}
}

// Where it is better to be alone than in a community, and no other is near, an organisation leaves for an empty one.
func TestOrganisationsLeaveForEmptyCommunities(t *testing.T) {
	l := newLeidenSearch(t, graphtest.Of("a = b", "b = c", "c = a", "x = y", "y = z", "z = x"), 2)
	if _, moved := l.pass(); !moved || l.of[0] == l.of[3] {
		t.Errorf("moved is %v, communities are %v, want two", moved, l.of)
	}
}

// A search that is stopped has no result, at whatever point that happens.
func TestStoppedSearchHasNoResult(t *testing.T) {
	l := newLeidenSearch(t, graphtest.ScaleFree(1, 500, 3), 1)
	l.stop.Set()
	if r := l.search(0, 0, 10); r != nil {
		t.Errorf("the result is %v", r)
	}
}
