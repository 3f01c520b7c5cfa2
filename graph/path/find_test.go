package path_test

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/path"
)

// everyPath lists the paths of at most so many hops from a start, in the order of the map, by trying every
// relationship at every place; false where there are too many.
func everyPath(g *graph.Graph, from graph.Node, most int, q path.Question) (all []path.Path, ok bool) {
	level := []path.Path{{Nodes: []graph.Node{from}}}
	for hops := 0; len(level) > 0; hops++ {
		for _, p := range level {
			if wanted(p, q) {
				all = append(all, p)
			}
		}
		var next []path.Path
		for _, p := range level {
			for e := range g.Edges() {
				to, crosses := cross(g, e, p.Nodes[hops], q.Options)
				if hops == most || !crosses || !mayGoOn(p, e, to, q.Mode) {
					continue
				}
				next = append(next, path.Path{Nodes: append(slices.Clone(p.Nodes), to), Edges: append(slices.Clone(p.Edges), e)})
			}
		}
		if level = next; len(level) > 2000 {
			return nil, false
		}
	}
	return all, true
}

func mayGoOn(p path.Path, e graph.Edge, to graph.Node, mode path.Mode) bool {
	closed := p.Len() > 0 && p.Nodes[0] == p.Nodes[p.Len()]
	switch mode {
	case path.Trail:
		return !slices.Contains(p.Edges, e)
	case path.Acyclic:
		return !slices.Contains(p.Nodes, to)
	case path.Simple:
		return !closed && !slices.Contains(p.Nodes[1:], to)
	}
	return true
}

// wanted reports whether a path is one that the options allow, between a start and an end.
func wanted(p path.Path, q path.Question) bool {
	last := p.Nodes[p.Len()]
	for i, n := range p.Nodes {
		if q.Organisation != nil && i > 0 && i < p.Len() && n != p.Nodes[0] && !q.Organisation(n) {
			return false
		}
	}
	for _, n := range q.Through {
		if !slices.Contains(p.Nodes, n) {
			return false
		}
	}
	return p.Len() >= q.MinHops && (q.To == nil || slices.Contains(q.To, last))
}

// choose leaves of all paths from one start those that are wanted of each end.
func choose(all []path.Path, q path.Question) (chosen []path.Path) {
	lengths, counts := map[graph.Node][]int{}, map[graph.Node]int{}
	for _, p := range all {
		end := p.Nodes[p.Len()]
		if !slices.Contains(lengths[end], p.Len()) {
			lengths[end] = append(lengths[end], p.Len())
		}
		counts[end]++
		if q.Which == path.AllPaths || q.Which == path.AnyShortest && counts[end] == 1 || q.Which == path.ShortestK && counts[end] <= q.K ||
			q.Which == path.AllShortestPaths && len(lengths[end]) == 1 || q.Which == path.ShortestKGroups && len(lengths[end]) <= q.K {
			chosen = append(chosen, p)
		}
	}
	if q.Mode == path.Walk && q.Which != path.AllPaths {
		slices.SortStableFunc(chosen, func(a, b path.Path) int {
			return cmp.Or(cmp.Compare(a.Len(), b.Len()), cmp.Compare(a.Nodes[a.Len()], b.Nodes[b.Len()]))
		})
	}
	return chosen
}

func TestFindAgainstEveryPath(t *testing.T) {
	asked := map[string]int{}
	for _, c := range cases() {
		g := c.Graph
		if n := g.NumOrganisations(); n == 0 || n > 20 || g.NumRelationships() > 40 {
			continue
		}
		finder := path.NewFinder(g)
		names := slices.Sorted(func(yield func(string) bool) {
			for name := range variants() {
				if !yield(name) {
					return
				}
			}
		})
		random := rand.New(rand.NewPCG(uint64(len(c.Name)), uint64(g.NumRelationships())))
		some := func(most int) (nodes []graph.Node) {
			for range 1 + random.IntN(most) {
				nodes = append(nodes, graph.Node(random.IntN(g.NumOrganisations())))
			}
			return nodes
		}
		for range 150 {
			name := names[random.IntN(len(names))]
			q := path.Question{
				From: some(3), To: some(4), Which: path.Which(random.IntN(5)), K: 1 + random.IntN(3), Options: variants()[name],
			}
			q.Mode = path.Mode(random.IntN(4))
			if random.IntN(4) == 0 {
				q.To = nil
			}
			if random.IntN(3) == 0 {
				q.Through = some(2)
			}
			if random.IntN(3) == 0 {
				q.MinHops = random.IntN(3)
			}
			if q.MaxHops == 0 && q.Mode == path.Walk {
				q.MaxHops = 3
			}
			if q.MaxHops > 0 {
				q.MaxHops = max(q.MaxHops, q.MinHops)
			}
			if compareFind(t, finder, g, q, c.Name+", "+name) {
				asked[fmt.Sprint(q.Mode, q.Which)]++
			}
		}
	}
	for mode := range path.Mode(4) {
		for which := range path.Which(5) {
			if asked[fmt.Sprint(mode, which)] < 40 {
				t.Errorf("%v, choice %d: only %d questions", mode, which, asked[fmt.Sprint(mode, which)])
			}
		}
	}
}

func compareFind(t *testing.T, finder *path.Finder, g *graph.Graph, q path.Question, name string) bool {
	t.Helper()
	most := g.NumRelationships() + 1
	if q.MaxHops > 0 {
		most = q.MaxHops
	}
	var want []path.Path
	for i, from := range q.From {
		if slices.Contains(q.From[:i], from) {
			continue
		}
		all, ok := everyPath(g, from, most, q)
		if !ok {
			return false
		}
		want = append(want, choose(all, q)...)
	}
	var got []path.Path
	for p, err := range finder.Find(t.Context(), q) {
		if err != nil {
			t.Fatal(name, err)
		}
		got = append(got, p)
	}
	if !slices.EqualFunc(got, want, equal) {
		t.Fatalf("%s: %v, choice %d, k %d, from %v to %v through %v, %d to %d hops:\ngot  %v\nwant %v",
			name, q.Mode, q.Which, q.K, q.From, q.To, q.Through, q.MinHops, q.MaxHops, got, want)
	}
	return true
}

// TestAllIsLazy takes a few of 2^200 paths, of each mode.
func TestAllIsLazy(t *testing.T) {
	var lines []string
	for i := range 200 {
		lines = append(lines, fmt.Sprintf("n%d > n%d", i, i+1), fmt.Sprintf("n%d > n%d", i, i+1))
	}
	g := graphtest.Of(lines...)
	for mode := range path.Mode(4) {
		for name, paths := range map[string]func(yield func(path.Path, error) bool){
			"all": path.All(t.Context(), g, []graph.Node{0}, []graph.Node{200}, path.Options{Mode: mode, MaxHops: 300}),
			"k":   path.KShortest(t.Context(), g, []graph.Node{0}, []graph.Node{200}, 1_000_000, path.Options{Mode: mode}),
		} {
			taken := 0
			for p, err := range paths {
				if err != nil || p.Len() != 200 {
					t.Fatal(p, err)
				}
				if taken++; taken == 500 {
					break
				}
			}
			if taken != 500 {
				t.Errorf("%s, %v: only %d paths", name, mode, taken)
			}
		}
	}
}

func TestQuestionErrors(t *testing.T) {
	g := graphtest.Of("a > b", "b > a")
	ends := func(q path.Question) path.Question {
		q.From, q.To = []graph.Node{0}, []graph.Node{1}
		return q
	}
	for _, c := range []struct {
		q    path.Question
		want string
	}{
		{path.Question{From: []graph.Node{2}}, "no organisation has the number 2; there are 2"},
		{path.Question{To: []graph.Node{-1}}, "no organisation has the number -1; there are 2"},
		{ends(path.Question{Options: path.Options{Through: []graph.Node{7}}}), "no organisation has the number 7; there are 2"},
		{ends(path.Question{Options: path.Options{Through: make([]graph.Node, 11)}}), "paths through 11 organisations: at most 10 can be asked for"},
		{ends(path.Question{Which: path.AllPaths, Options: path.Options{Mode: path.Walk}}), "all walks of any length have no end: bound their length"},
		{ends(path.Question{Options: path.Options{Mode: 9}}), "no mode 9; known: acyclic, simple, trail, walk"},
		{ends(path.Question{Options: path.Options{MinHops: -1}}), "at least -1 hops: the number of hops is 0 or more"},
		{ends(path.Question{Options: path.Options{MinHops: 3, MaxHops: 2}}), "at least 3 and at most 2 hops: no path is both"},
		{ends(path.Question{Options: path.Options{Weighting: graph.Strength}}), "paths by strength: strengths do not add up"},
		{ends(path.Question{Options: path.Options{Weighting: 99}}), "no weighting 99 of paths; known: unweighted, cost"},
		{ends(path.Question{Which: path.AllPaths, Options: path.Options{Mode: path.Walk, Weighting: graph.Cost}}), "all walks of any length have no end: bound their length"},
		{ends(path.Question{Options: path.Options{MinHops: math.MaxInt}}), "at least 9223372036854775807 hops: at most 65535 can be asked for"},
		{ends(path.Question{Options: path.Options{MinHops: path.MostMinHops + 1, Mode: path.Walk}}), "at least 65536 hops: at most 65535 can be asked for"},
		{ends(path.Question{Options: path.Options{MinHops: 1 << 15, Through: []graph.Node{0}}}), "at least 32768 hops through one organisation: at most 32767 can be asked for"},
		{ends(path.Question{Options: path.Options{MinHops: 64, Through: make([]graph.Node, 10)}}), "at least 64 hops through 10 organisations: at most 63 can be asked for"},
		{ends(path.Question{Options: path.Options{MinHops: 60_000, Mode: path.Walk, Memory: 1 << 20}}), "the search would hold more than 1048576 bytes"},
		{ends(path.Question{Options: path.Options{Memory: -1}}), "at most -1 bytes: the number is 1 or more, or 0 for any"},
		{ends(path.Question{Which: path.ShortestK}), "the 0 shortest paths: the number is 1 or more"},
		{ends(path.Question{Which: 9}), "no choice of paths 9"},
		{ends(path.Question{Options: path.Options{Memory: 1}}), "the search would hold more than 1 bytes"},
	} {
		calls := 0
		for p, err := range path.NewFinder(g).Find(t.Context(), c.q) {
			if calls++; err == nil || !strings.HasPrefix(err.Error(), c.want) || p.Nodes != nil {
				t.Errorf("%v, %v, want %s", p, err, c.want)
			}
		}
		if calls != 1 {
			t.Errorf("%d calls, want one with %s", calls, c.want)
		}
	}
	var limit *path.MemoryError
	_, _, err := path.Shortest(t.Context(), g, 0, 1, path.Options{Memory: 1})
	if !errors.As(err, &limit) {
		t.Errorf("the error of too little memory is %v", err)
	}
}

// TestManyHops walks around a cycle for as many hops as can be asked for, and asks for more than paths have.
func TestManyHops(t *testing.T) {
	g := graphtest.Of("a > b", "b > a")
	p, found, err := path.Shortest(t.Context(), g, 0, 1, path.Options{MinHops: path.MostMinHops - 1, Mode: path.Walk})
	if err != nil || !found || p.Len() != path.MostMinHops {
		t.Errorf("a walk of %d hops: %d, %v, %v", path.MostMinHops, p.Len(), found, err)
	}
	for mode := path.Acyclic; mode < path.Walk; mode++ {
		if p, found, err := path.Shortest(t.Context(), g, 0, 1, path.Options{MinHops: path.MostMinHops, Mode: mode}); found || err != nil {
			t.Errorf("%v: %v, %v", mode, p, err)
		}
	}
}

func TestParseMode(t *testing.T) {
	for mode := range path.Mode(4) {
		if got, err := path.ParseMode(mode.String()); err != nil || got != mode {
			t.Errorf("%v is read as %v, %v", mode, got, err)
		}
	}
	if _, err := path.ParseMode("trial"); err == nil || err.Error() != `no mode "trial"; did you mean "trail"?` {
		t.Errorf("trial: %v", err)
	}
}
