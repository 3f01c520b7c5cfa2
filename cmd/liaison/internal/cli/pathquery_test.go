package cli

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/path"
	"github.com/liaisongraph/liaison/graph/query"
	"github.com/liaisongraph/liaison/graph/query/mapgraph"
)

// What path finds, and what the query finds that says the same, are the same paths. Where a few of several are
// wanted that are as short, either may take others.
func TestPathsAndTheirQueryAgree(t *testing.T) {
	asked, found := 0, 0
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 4))
		g := graphtest.RandomRich(seed%7, 8+r.IntN(6), 10+r.IntN(20))
		s := randomSearch(r, g)
		text, err := s.query()
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.run(t.Context(), s.filter, s.asked)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		var byPath []string
		for _, r := range got.all {
			byPath = append(byPath, pathKey(got.graph, s, r.Path))
		}
		asked++
		found += len(byPath)
		byQuery := pathsOfQuery(t, g, s, text)
		slices.Sort(byPath)
		slices.Sort(byQuery)
		if !slices.Equal(byPath, byQuery) {
			t.Errorf("seed %d: %d paths by path, %d by\n%s\n%s\n%s", seed, len(byPath), len(byQuery), text, strings.Join(byPath, "\n"), strings.Join(byQuery, "\n"))
		}
	}
	if found < asked {
		t.Errorf("%d questions have only %d paths", asked, found)
	}
}

func pathKey(g *graph.Graph, s *search, p path.Path) string {
	key := fmt.Sprintf("from %s to %s", g.ID(p.Nodes[0]), g.ID(p.Nodes[len(p.Edges)]))
	if s.weighted {
		cost := 0.0
		for _, e := range p.Edges {
			cost += 1 / g.Weight(e)
		}
		key += fmt.Sprintf(" costs %.6g", cost)
	} else {
		key += fmt.Sprintf(" in %d", len(p.Edges))
	}
	if s.all {
		for _, e := range p.Edges {
			key += " " + g.RelationshipID(e)
		}
	}
	return key
}

func pathsOfQuery(t *testing.T, g *graph.Graph, s *search, text string) (keys []string) {
	t.Helper()
	statement, err := query.New(mapgraph.Of(g), query.Options{}).Prepare(text)
	if err != nil {
		t.Fatalf("%s\n%v", text, err)
	}
	for row, err := range statement.Run(t.Context(), nil) {
		if err != nil {
			t.Fatalf("%s\n%v", text, err)
		}
		p := row[0].Path()
		var found path.Path
		for _, n := range p.Nodes {
			found.Nodes = append(found.Nodes, graph.Node(n))
		}
		for _, r := range p.Relationships {
			found.Edges = append(found.Edges, graph.Edge(r))
		}
		keys = append(keys, pathKey(g, s, found))
	}
	return keys
}

// randomSearch asks for something in a graph, with whatever filters.
func randomSearch(r *rand.Rand, g *graph.Graph) *search {
	org := func() string { return g.ID(graph.Node(r.IntN(g.NumOrganisations()))) }
	class := func() string {
		all := slices.Collect(g.Vocabulary().Classifications())
		return all[r.IntN(len(all))].ID
	}
	kind := func() string { return g.Type(graph.Edge(r.IntN(g.NumRelationships()))).ID }
	sometimes := func(n int, do func()) {
		if r.IntN(n) == 0 {
			do()
		}
	}
	s := &search{whole: g, filter: &filter{}, asked: asked{
		k: 1, limit: 1 << 30, maxHops: 1 + r.IntN(4), mode: modes[r.IntN(len(modes))], direction: graph.Direction(r.IntN(3)),
	}}
	for _, e := range []*ends{&s.from, &s.to} {
		switch r.IntN(4) {
		case 0:
			e.classes = []string{class()}
		case 1:
			e.add(org(), org())
			sometimes(2, func() { e.classes = []string{class()} })
		default:
			e.add(org())
		}
	}
	sometimes(2, func() { s.k = 1 + r.IntN(4) })
	sometimes(2, func() { s.all = true })
	sometimes(5, func() { s.weighted = true })
	sometimes(3, func() { s.filter.types = []string{kind(), kind()} })
	sometimes(5, func() { s.filter.notTypes = []string{kind()} })
	sometimes(4, func() { s.filter.avoid = []string{org()} })
	sometimes(5, func() { s.filter.without = []string{org()} })
	sometimes(4, func() { s.filter.asOf = graph.MustParseDate(fmt.Sprint(1980 + r.IntN(50))) })
	sometimes(5, func() { s.filter.statuses = []string{"active", "disputed"} })
	sometimes(5, func() { s.filter.confidences = []string{"confirmed"} })
	sometimes(4, func() { s.through = []string{org()} })
	if len(s.through) > 0 {
		sometimes(3, func() {
			if other := org(); other != s.through[0] {
				s.through = append(s.through, other)
			}
		})
	}
	if s.mode == path.Walk && s.all {
		s.maxHops = min(s.maxHops, 3)
	}
	return s
}
