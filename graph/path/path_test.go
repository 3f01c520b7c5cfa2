package path_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/path"
)

// naive returns all shortest paths in the order of the map, found by trying every sequence of
// relationships of length 0, 1, 2, ...: a walk that goes on from every walk one shorter.
func naive(g *graph.Graph, from, to graph.Node, opts path.Options) []path.Path {
	walks := []path.Path{{Nodes: []graph.Node{from}}}
	limit := g.NumOrganisations()
	if opts.MaxHops > 0 {
		limit = min(limit, opts.MaxHops)
	}
	for length := 0; length <= limit; length++ {
		var found []path.Path
		for _, w := range walks {
			if w.Nodes[length] == to {
				found = append(found, w)
			}
		}
		if found != nil || length == limit {
			return found
		}
		var longer []path.Path
		for _, w := range walks {
			at := w.Nodes[length]
			if at != from && opts.Organisation != nil && !opts.Organisation(at) {
				continue
			}
			for e := range g.Edges() {
				next, ok := cross(g, e, at, opts)
				if ok && !slices.Contains(w.Nodes, next) {
					longer = append(longer, path.Path{
						Nodes: append(slices.Clone(w.Nodes), next),
						Edges: append(slices.Clone(w.Edges), e),
					})
				}
			}
		}
		walks = longer
	}
	return nil
}

// cross returns where relationship e leads from an organisation.
func cross(g *graph.Graph, e graph.Edge, at graph.Node, opts path.Options) (graph.Node, bool) {
	if opts.Relationship != nil && !opts.Relationship(e) {
		return 0, false
	}
	wanted := len(opts.Types) == 0
	for _, id := range opts.Types {
		wanted = wanted || g.Vocabulary().TypeIsA(g.Type(e).ID, id)
	}
	out := g.IsMutual(e) || opts.Direction != graph.In
	in := g.IsMutual(e) || opts.Direction != graph.Out
	switch {
	case wanted && out && g.From(e) == at:
		return g.To(e), true
	case wanted && in && g.To(e) == at:
		return g.From(e), true
	}
	return 0, false
}

// variants are options of every kind.
func variants() map[string]path.Options {
	odd := func(e graph.Edge) bool { return e%3 != 0 }
	even := func(n graph.Node) bool { return n%3 != 1 }
	return map[string]path.Options{
		"out":           {},
		"in":            {Direction: graph.In},
		"both":          {Direction: graph.Both},
		"type":          {Types: []string{"information", "part-of"}, Direction: graph.Both},
		"relationships": {Relationship: odd},
		"organisations": {Organisation: even},
		"all at once":   {Types: []string{"authority", "information", "support"}, Direction: graph.Both, Organisation: even, Relationship: odd, MaxHops: 3},
		"one hop":       {MaxHops: 1},
		"two hops":      {MaxHops: 2, Direction: graph.In},
	}
}

func cases() []graphtest.Case {
	cases := graphtest.Corpus()
	for seed := range uint64(20) {
		n := 2 + int(seed)%7
		cases = append(cases, graphtest.Case{
			Name:  fmt.Sprint("random-", seed),
			Graph: graphtest.Random(seed, n, n*(1+int(seed)%3)),
		})
	}
	return cases
}

func TestAgainstEveryWalk(t *testing.T) {
	for _, c := range cases() {
		g := c.Graph
		if g.NumOrganisations() > 20 || g.NumRelationships() > 60 {
			continue // there are too many walks
		}
		for name, opts := range variants() {
			t.Run(c.Name+"/"+name, func(t *testing.T) {
				for from := range g.Nodes() {
					for to := range g.Nodes() {
						compare(t, g, from, to, opts)
					}
				}
			})
		}
	}
}

func compare(t *testing.T, g *graph.Graph, from, to graph.Node, opts path.Options) {
	t.Helper()
	want := naive(g, from, to, opts)
	var got []path.Path
	for p, err := range path.AllShortest(t.Context(), g, from, to, opts) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, p)
	}
	if !slices.EqualFunc(got, want, equal) {
		t.Fatalf("from %s to %s: all shortest paths are %v, want %v", g.ID(from), g.ID(to), got, want)
	}
	first, found, err := path.Shortest(t.Context(), g, from, to, opts)
	if err != nil || found != (len(want) > 0) || found && !equal(first, want[0]) {
		t.Fatalf("from %s to %s: the shortest path is %v, %v, %v, want the first of %v", g.ID(from), g.ID(to), first, found, err, want)
	}
	reached, err := path.Reachable(t.Context(), g, from, opts)
	if err != nil {
		t.Fatal(err)
	}
	listed := slices.IndexFunc(reached, func(r path.Reached) bool { return r.Node == to })
	passable := from == to || opts.Organisation == nil || opts.Organisation(to)
	switch {
	case (listed >= 0) != (found && passable):
		t.Fatalf("from %s, %s is at %d of what is reachable; a path exists: %v", g.ID(from), g.ID(to), listed, found)
	case listed >= 0 && reached[listed].Hops != first.Len():
		t.Fatalf("from %s, %s takes %d hops, want %d", g.ID(from), g.ID(to), reached[listed].Hops, first.Len())
	}
	ordered := slices.IsSortedFunc(reached, func(a, b path.Reached) int {
		if a.Hops != b.Hops {
			return a.Hops - b.Hops
		}
		return int(a.Node - b.Node)
	})
	if !ordered {
		t.Fatalf("from %s: %v is not in order", g.ID(from), reached)
	}
}

func equal(a, b path.Path) bool {
	return slices.Equal(a.Nodes, b.Nodes) && slices.Equal(a.Edges, b.Edges)
}

// TestLargeGraph has searches of several levels from both ends, which small graphs do not.
func TestLargeGraph(t *testing.T) {
	g := graphtest.ScaleFree(3, 3000, 2)
	random := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		from, to := graph.Node(random.IntN(3000)), graph.Node(random.IntN(3000))
		for _, opts := range variants() {
			if opts.Types != nil {
				opts.Types = []string{"information"}
			}
			p, found, err := path.Shortest(t.Context(), g, from, to, opts)
			if err != nil {
				t.Fatal(err)
			}
			want, ok := breadthFirst(g, from, to, opts)
			if found != ok || found && !equal(p, want) {
				t.Fatalf("from %d to %d, %+v: got %v, %v, want %v, %v", from, to, opts, p, found, want, ok)
			}
		}
	}
}

// breadthFirst finds the first shortest path: in a queue that is filled in order, an organisation is found
// first by the path to it that comes first.
func breadthFirst(g *graph.Graph, from, to graph.Node, opts path.Options) (path.Path, bool) {
	before := map[graph.Node]path.Path{from: {Nodes: []graph.Node{from}}}
	queue := []graph.Node{from}
	for len(queue) > 0 {
		n := queue[0]
		queue = queue[1:]
		p := before[n]
		if n == to {
			return p, true
		}
		if opts.MaxHops > 0 && p.Len() == opts.MaxHops || n != from && opts.Organisation != nil && !opts.Organisation(n) {
			continue
		}
		for e := range g.Incident(n) {
			next, ok := cross(g, e, n, opts)
			if _, seen := before[next]; !ok || seen {
				continue
			}
			before[next] = path.Path{
				Nodes: append(slices.Clone(p.Nodes), next),
				Edges: append(slices.Clone(p.Edges), e),
			}
			queue = append(queue, next)
		}
	}
	return path.Path{}, false
}

func TestPathToItself(t *testing.T) {
	g := graphtest.Of("a > a", "a = a", "a > b")
	never := path.Options{
		Organisation: func(graph.Node) bool { return false },
		Relationship: func(graph.Edge) bool { return false },
	}
	for _, opts := range []path.Options{{}, never, {MaxHops: 1}, {Direction: graph.Both}} {
		p, found, err := path.Shortest(t.Context(), g, 0, 0, opts)
		if err != nil || !found || p.Len() != 0 || !slices.Equal(p.Nodes, []graph.Node{0}) {
			t.Errorf("from an organisation to itself: %v, %v, %v, want the empty path", p, found, err)
		}
	}
}

func TestEndsAreNotAsked(t *testing.T) {
	g := graphtest.Of("a > b", "b > c")
	onlyB := path.Options{Organisation: func(n graph.Node) bool { return n == 1 }}
	if p, found, err := path.Shortest(t.Context(), g, 0, 2, onlyB); err != nil || !found || p.Len() != 2 {
		t.Errorf("from a to c through b alone: %v, %v, %v", p, found, err)
	}
	reached, err := path.Reachable(t.Context(), g, 0, onlyB)
	if want := []path.Reached{{Node: 0}, {Node: 1, Hops: 1}}; err != nil || !slices.Equal(reached, want) {
		t.Errorf("reachable from a through b alone: %v, %v, want %v", reached, err, want)
	}
}

func TestForward(t *testing.T) {
	g := graphtest.Of("a > b", "c > b", "c = d", "e = d")
	p, found, err := path.Shortest(t.Context(), g, 0, 4, path.Options{Direction: graph.Both})
	if err != nil || !found {
		t.Fatal(found, err)
	}
	var forward []bool
	for i := range p.Len() {
		forward = append(forward, p.Forward(g, i))
	}
	if want := []bool{true, false, true, false}; !slices.Equal(forward, want) {
		t.Errorf("forward is %v, want %v", forward, want)
	}
}

// TestManyPaths takes a few of 2^200 paths, which can neither be listed nor counted one by one.
func TestManyPaths(t *testing.T) {
	var lines []string
	for i := range 200 {
		lines = append(lines, fmt.Sprintf("n%d > n%d", i, i+1), fmt.Sprintf("n%d > n%d", i, i+1))
	}
	g := graphtest.Of(lines...)
	taken, last := 0, []graph.Edge(nil)
	for p, err := range path.AllShortest(t.Context(), g, 0, 200, path.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		if p.Len() != 200 || slices.Compare(last, p.Edges) >= 0 {
			t.Fatalf("path %d, %v, does not come after the one before it", taken, p.Edges)
		}
		if last = p.Edges; taken == 1000 {
			break
		}
		taken++
	}
	if taken != 1000 {
		t.Errorf("there are only %d paths", taken)
	}
}

// TestPathsAreTheCallers changes what it gets while the search goes on.
func TestPathsAreTheCallers(t *testing.T) {
	g := graphtest.Of("a > b", "a > b", "b > c", "b > c")
	var got []string
	for p, err := range path.AllShortest(t.Context(), g, 0, 2, path.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprint(p.Edges))
		clear(p.Nodes)
		clear(p.Edges)
	}
	if want := "[0 2] [0 3] [1 2] [1 3]"; strings.Join(got, " ") != want {
		t.Errorf("paths are %v, want %s", got, want)
	}
}

func TestErrors(t *testing.T) {
	g := graphtest.Of("a > b")
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct {
		name     string
		ctx      context.Context
		from, to graph.Node
		opts     path.Options
		want     string
	}{
		{"no such start", t.Context(), -1, 0, path.Options{}, "no organisation has the number -1; there are 2"},
		{"no such end", t.Context(), 0, 2, path.Options{}, "no organisation has the number 2; there are 2"},
		{"negative hops", t.Context(), 0, 1, path.Options{MaxHops: -1}, "at most -1 hops: the number of hops is 1 or more, or 0 for any"},
		{"direction", t.Context(), 0, 1, path.Options{Direction: 7}, "no direction 7"},
		{"type", t.Context(), 0, 1, path.Options{Types: []string{"advise"}}, `no type "advise"; did you mean "advice"?`},
		{"mode", t.Context(), 0, 1, path.Options{Mode: 99}, "no mode 99; known: acyclic, simple, trail, walk"},
		{"cancelled", cancelled, 0, 1, path.Options{}, "context canceled"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, found, err := path.Shortest(c.ctx, g, c.from, c.to, c.opts); found || err == nil || err.Error() != c.want {
				t.Errorf("Shortest: %v, %v, want %s", found, err, c.want)
			}
			calls := 0
			for _, err := range path.AllShortest(c.ctx, g, c.from, c.to, c.opts) {
				if calls++; err == nil || err.Error() != c.want {
					t.Errorf("AllShortest: %v, want %s", err, c.want)
				}
			}
			if calls != 1 {
				t.Errorf("AllShortest yields %d times, want 1", calls)
			}
			if c.name == "no such end" {
				return
			}
			if reached, err := path.Reachable(c.ctx, g, c.from, c.opts); reached != nil || err == nil || err.Error() != c.want {
				t.Errorf("Reachable: %v, %v, want %s", reached, err, c.want)
			}
		})
	}
}

// What can be reached, and channels, are not told of options that they do not keep to.
func TestWhatCannotBeAskedFor(t *testing.T) {
	g := graphtest.Of("a > b")
	for _, c := range []struct {
		opts path.Options
		want string
	}{
		{path.Options{Through: []graph.Node{1}}, " through one organisation: that cannot be asked for"},
		{path.Options{MinHops: 2}, " by at least 2 hops: that cannot be asked for"},
		{path.Options{Weighting: graph.Cost}, " by cost: only hops are counted"},
	} {
		if _, err := path.Reachable(t.Context(), g, 0, c.opts); err == nil || err.Error() != "what can be reached"+c.want {
			t.Errorf("Reachable: %v, want %s", err, c.want)
		}
		if _, err := path.Channels(t.Context(), g, 0, 1, path.ByRelationships, c.opts); err == nil || err.Error() != "independent channels"+c.want {
			t.Errorf("Channels: %v, want %s", err, c.want)
		}
	}
	var full *path.MemoryError
	for _, memory := range []int64{10, 100} {
		if _, err := path.Reachable(t.Context(), graphtest.ScaleFree(1, 20, 3), 0, path.Options{Memory: memory}); !errors.As(err, &full) || full.Limit != memory {
			t.Errorf("Reachable within %d bytes: %v", memory, err)
		}
		for _, by := range independences {
			if _, err := path.Channels(t.Context(), g, 0, 1, by, path.Options{Memory: memory / 2}); !errors.As(err, &full) {
				t.Errorf("Channels within %d bytes: %v", memory/2, err)
			}
		}
	}
	if _, err := path.Channels(t.Context(), g, 0, 1, path.ByRelationships, path.Options{Mode: 99}); err == nil {
		t.Error("Channels of mode 99")
	}
	if set, err := path.Channels(t.Context(), g, 0, 1, path.ByRelationships, path.Options{Memory: 1000, Mode: path.Walk}); err != nil || len(set.Paths) != 1 {
		t.Errorf("Channels: %v, %v", set, err)
	}
}

// TestCancelDuringSearch cancels from within a predicate, in the midst of a level, and between paths.
func TestCancelDuringSearch(t *testing.T) {
	g := graphtest.ScaleFree(1, 20_000, 3)
	searching, stop := context.WithCancel(t.Context())
	defer stop()
	asked := 0
	reached, err := path.Reachable(searching, g, 0, path.Options{Direction: graph.Both, Relationship: func(graph.Edge) bool {
		if asked++; asked == 40_000 {
			stop()
		}
		return true
	}})
	if reached != nil || !errors.Is(err, context.Canceled) || asked > 50_000 {
		t.Errorf("after %d relationships: %d organisations, %v", asked, len(reached), err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	paths := 0
	for _, err := range path.AllShortest(ctx, graphtest.Of("a > b", "a > b", "a > b"), 0, 1, path.Options{}) {
		if paths++; paths == 2 && !errors.Is(err, context.Canceled) {
			t.Errorf("between paths: the error is %v, want %v", err, context.Canceled)
		}
		cancel()
	}
	if paths != 2 {
		t.Errorf("between paths: %d are yielded after cancelling at the first, want 2", paths)
	}
}

// TestFickleOptions makes sure that predicates that do not keep to their word break nothing but the answer.
func TestFickleOptions(t *testing.T) {
	g := graphtest.Random(5, 30, 200)
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 1))
		opts := path.Options{
			Organisation: func(graph.Node) bool { return random.IntN(3) > 0 },
			Relationship: func(graph.Edge) bool { return random.IntN(3) > 0 },
		}
		for p, err := range path.AllShortest(t.Context(), g, 0, 1, opts) {
			if err != nil || len(p.Nodes) != len(p.Edges)+1 {
				t.Fatal(p, err)
			}
		}
	}
}
