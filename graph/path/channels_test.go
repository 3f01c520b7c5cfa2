package path_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/path"
)

var independences = []path.Independence{path.ByOrganisations, path.ByRelationships}

func channels(t testing.TB, g *graph.Graph, from, to graph.Node, by path.Independence, opts path.Options) *path.ChannelSet {
	t.Helper()
	c, err := path.Channels(t.Context(), g, from, to, by, opts)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// simplePaths returns every path that comes to no organisation twice.
func simplePaths(g *graph.Graph, from, to graph.Node, opts path.Options) (all []path.Path) {
	var extend func(p path.Path)
	extend = func(p path.Path) {
		at := p.Nodes[len(p.Nodes)-1]
		if at == to {
			all = append(all, path.Path{Nodes: slices.Clone(p.Nodes), Edges: slices.Clone(p.Edges)})
			return
		}
		if at != from && opts.Organisation != nil && !opts.Organisation(at) {
			return
		}
		for e := range g.Edges() {
			if next, ok := cross(g, e, at, opts); ok && !slices.Contains(p.Nodes, next) {
				extend(path.Path{Nodes: append(p.Nodes, next), Edges: append(p.Edges, e)})
			}
		}
	}
	extend(path.Path{Nodes: []graph.Node{from}})
	return all
}

func independent(a, b path.Path, by path.Independence) bool {
	if by == path.ByRelationships {
		return !slices.ContainsFunc(a.Edges, func(e graph.Edge) bool { return slices.Contains(b.Edges, e) })
	}
	if len(a.Edges) == 1 && len(b.Edges) == 1 {
		return false // both are direct
	}
	inner := a.Nodes[1 : len(a.Nodes)-1]
	return !slices.ContainsFunc(inner, func(n graph.Node) bool { return slices.Contains(b.Nodes, n) })
}

// mostIndependent tries every set of independent paths. It returns the greatest number, and the least number of
// hops in sum with which there are so many.
func mostIndependent(all []path.Path, by path.Independence) (most, hops int) {
	var extend func(chosen []path.Path, from, sum int)
	extend = func(chosen []path.Path, from, sum int) {
		if len(chosen) > most || len(chosen) == most && sum < hops {
			most, hops = len(chosen), sum
		}
		for i := from; i < len(all); i++ {
			if !slices.ContainsFunc(chosen, func(p path.Path) bool { return !independent(p, all[i], by) }) {
				extend(append(chosen, all[i]), i+1, sum+all[i].Len())
			}
		}
	}
	extend(nil, 0, 0)
	return most, hops
}

// uncut reports whether a path is left without some organisations and relationships.
func uncut(t testing.TB, g *graph.Graph, from, to graph.Node, opts path.Options, c path.Cut) bool {
	t.Helper()
	var organisation func(graph.Node) bool = opts.Organisation
	var relationship func(graph.Edge) bool = opts.Relationship
	opts.Organisation = func(n graph.Node) bool {
		return !slices.Contains(c.Organisations, n) && (organisation == nil || organisation(n))
	}
	opts.Relationship = func(e graph.Edge) bool {
		return !slices.Contains(c.Relationships, e) && (relationship == nil || relationship(e))
	}
	_, found, err := path.Shortest(t.Context(), g, from, to, opts)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// checkChannels checks what a set of channels promises, but not that there could not be more or shorter ones.
// That there could not be more follows: the cut has as many items.
func checkChannels(t testing.TB, g *graph.Graph, from, to graph.Node, by path.Independence, opts path.Options, set *path.ChannelSet) {
	t.Helper()
	for i, p := range set.Paths {
		if len(p.Nodes) != len(p.Edges)+1 || p.Nodes[0] != from || p.Nodes[len(p.Nodes)-1] != to {
			t.Fatalf("channel %v does not lead from %d to %d", p, from, to)
		}
		for k, e := range p.Edges {
			if next, ok := cross(g, e, p.Nodes[k], opts); !ok || next != p.Nodes[k+1] || slices.Contains(p.Nodes[:k+1], next) {
				t.Fatalf("channel %v cannot cross %d", p, e)
			}
			if inner := p.Nodes[k+1]; inner != to && opts.Organisation != nil && !opts.Organisation(inner) {
				t.Fatalf("channel %v passes through %d", p, inner)
			}
		}
		for _, other := range set.Paths[:i] {
			if !independent(other, p, by) {
				t.Fatalf("channels %v and %v are not independent", other, p)
			}
			if other.Len() > p.Len() || other.Len() == p.Len() && slices.Compare(other.Edges, p.Edges) >= 0 {
				t.Fatalf("channel %v comes before %v", other, p)
			}
		}
	}
	checkBottlenecks(t, g, from, to, by, opts, set)
	for name, c := range map[string]path.Cut{"near from": set.NearFrom, "near to": set.NearTo} {
		if c.Len() != len(set.Paths) {
			t.Fatalf("the cut %s is %v, for %d channels", name, c, len(set.Paths))
		}
		if by == path.ByRelationships && c.Organisations != nil || !slices.IsSorted(c.Organisations) || !slices.IsSorted(c.Relationships) {
			t.Fatalf("the cut %s is %v", name, c)
		}
		if uncut(t, g, from, to, opts, c) {
			t.Fatalf("the cut %s, %v, cuts not all", name, c)
		}
		for _, p := range set.Paths {
			crossed := 0
			for _, n := range p.Nodes[1 : len(p.Nodes)-1] {
				if slices.Contains(c.Organisations, n) {
					crossed++
				}
			}
			for _, e := range p.Edges {
				if slices.Contains(c.Relationships, e) {
					crossed++
				}
			}
			if crossed != 1 {
				t.Fatalf("channel %v crosses the cut %s, %v, %d times", p, name, c, crossed)
			}
		}
	}
}

// checkBottlenecks checks that they are all of the one channel that cut alone.
func checkBottlenecks(t testing.TB, g *graph.Graph, from, to graph.Node, by path.Independence, opts path.Options, set *path.ChannelSet) {
	t.Helper()
	var want path.Cut
	if len(set.Paths) == 1 {
		p := set.Paths[0]
		for i, e := range p.Edges {
			if c := (path.Cut{Relationships: []graph.Edge{e}}); by == path.ByRelationships && !uncut(t, g, from, to, opts, c) {
				want.Relationships = append(want.Relationships, e)
			}
			if c := (path.Cut{Organisations: p.Nodes[i : i+1]}); by == path.ByOrganisations && i > 0 && !uncut(t, g, from, to, opts, c) {
				want.Organisations = append(want.Organisations, p.Nodes[i])
			}
		}
		if by == path.ByOrganisations {
			want.Relationships = set.NearFrom.Relationships
		}
	}
	if got := set.Bottlenecks; !slices.Equal(got.Organisations, want.Organisations) || !slices.Equal(got.Relationships, want.Relationships) {
		t.Fatalf("from %d to %d by %v: the bottlenecks are %v, want %v", from, to, by, set.Bottlenecks, want)
	}
}

// turned is the same question from the other end.
func turned(opts path.Options) path.Options {
	switch opts.Direction {
	case graph.Out:
		opts.Direction = graph.In
	case graph.In:
		opts.Direction = graph.Out
	}
	return opts
}

func hopsOf(set *path.ChannelSet) (sum int) {
	for _, p := range set.Paths {
		sum += p.Len()
	}
	return sum
}

func TestChannelsAgainstEverySet(t *testing.T) {
	var small []graphtest.Case
	for _, c := range cases() {
		if c.Graph.NumOrganisations() <= 6 && c.Graph.NumRelationships() <= 12 {
			small = append(small, c)
		}
	}
	seeds := uint64(60)
	if testing.Short() {
		seeds = 12
	}
	for seed := range seeds {
		n := 3 + int(seed)%4
		small = append(small, graphtest.Case{Name: fmt.Sprint("small-", seed), Graph: graphtest.Random(1000+seed, n, 4+int(seed)%9)})
	}
	most := 0
	for _, c := range small {
		for name, opts := range variants() {
			opts.MaxHops = 0
			for from := range c.Graph.Nodes() {
				for to := range c.Graph.Nodes() {
					if from == to {
						continue
					}
					all := simplePaths(c.Graph, from, to, opts)
					for _, by := range independences {
						got := channels(t, c.Graph, from, to, by, opts)
						number, hops := mostIndependent(all, by)
						if most = max(most, number); len(got.Paths) != number || hopsOf(got) != hops {
							t.Fatalf("%s, %s, from %d to %d by %v: %v, want %d channels with %d hops", c.Name, name, from, to, by, got, number, hops)
						}
						checkChannels(t, c.Graph, from, to, by, opts, got)
					}
				}
			}
		}
	}
	if most < 4 {
		t.Errorf("there are at most %d channels: the graphs try nothing", most)
	}
}

func TestChannelsOfLargerGraphs(t *testing.T) {
	graphs := []*graph.Graph{
		graphtest.Random(1, 60, 240), graphtest.Random(2, 40, 600), graphtest.Random(3, 300, 700),
		graphtest.RandomRich(4, 80, 400), graphtest.ScaleFree(5, 2000, 4),
	}
	pairs := 12
	if testing.Short() {
		pairs = 3
	}
	for i, g := range graphs {
		random := rand.New(rand.NewPCG(uint64(i), 1))
		for range pairs {
			from, to := graph.Node(random.IntN(g.NumOrganisations())), graph.Node(random.IntN(g.NumOrganisations()))
			if from == to {
				continue
			}
			for name, opts := range variants() {
				opts.MaxHops = 0
				for _, by := range independences {
					got := channels(t, g, from, to, by, opts)
					checkChannels(t, g, from, to, by, opts, got)
					back := channels(t, g, to, from, by, turned(opts))
					if !reflect.DeepEqual(back.NearFrom, got.NearTo) || !reflect.DeepEqual(back.NearTo, got.NearFrom) || hopsOf(back) != hopsOf(got) {
						t.Fatalf("graph %d, %s, from %d to %d by %v: %v, and the other way %v", i, name, from, to, by, got, back)
					}
					if again := channels(t, g, from, to, by, opts); !reflect.DeepEqual(again, got) {
						t.Fatalf("graph %d, %s, from %d to %d by %v: %v, and again %v", i, name, from, to, by, got, again)
					}
				}
			}
		}
	}
}

func names(g *graph.Graph, nodes []graph.Node) string {
	var s []string
	for _, n := range nodes {
		s = append(s, g.ID(n))
	}
	return strings.Join(s, " ")
}

// The figures that Suurballe's algorithm is for: the shortest path must be given up to have two channels.
func TestChannelsGiveUpTheShortestPath(t *testing.T) {
	g := graphtest.Of("a > b", "b > c", "c > z", "a > d", "d > c", "b > e", "e > f", "f > z")
	a, _ := g.NodeByID("a")
	z, _ := g.NodeByID("z")
	for _, by := range independences {
		set := channels(t, g, a, z, by, path.Options{})
		if len(set.Paths) != 2 || names(g, set.Paths[0].Nodes) != "a d c z" || names(g, set.Paths[1].Nodes) != "a b e f z" {
			t.Errorf("by %v: %v", by, set.Paths)
		}
	}
}

func TestCutsAreTheNearest(t *testing.T) {
	g := graphtest.Of("a > x", "x > m", "m > n", "n > y", "y > z", "a > x", "y > z", "m > n")
	a, _ := g.NodeByID("a")
	z, _ := g.NodeByID("z")
	set := channels(t, g, a, z, path.ByOrganisations, path.Options{})
	if names(g, set.NearFrom.Organisations) != "x" || names(g, set.NearTo.Organisations) != "y" || len(set.NearFrom.Relationships) > 0 {
		t.Errorf("by organisations: %v", set)
	}
	set = channels(t, g, a, z, path.ByRelationships, path.Options{})
	if !slices.Equal(set.NearFrom.Relationships, []graph.Edge{1}) || !slices.Equal(set.NearTo.Relationships, []graph.Edge{3}) {
		t.Errorf("by relationships: %v", set)
	}
}

// No organisation can cut what is directly related: the direct relationships together are one channel, and in
// every cut.
func TestChannelsOfNeighbours(t *testing.T) {
	g := graphtest.Of("a > b", "a = b", "b > a", "a > c", "c = b", "c > b")
	set := channels(t, g, 0, 1, path.ByOrganisations, path.Options{})
	want := path.Cut{Organisations: []graph.Node{2}, Relationships: []graph.Edge{0, 1}}
	if len(set.Paths) != 2 || !slices.Equal(set.Paths[0].Edges, []graph.Edge{0}) || !reflect.DeepEqual(set.NearFrom, want) || !reflect.DeepEqual(set.NearTo, want) {
		t.Errorf("by organisations: %v", set)
	}
	set = channels(t, g, 0, 1, path.ByRelationships, path.Options{})
	if len(set.Paths) != 3 || !slices.Equal(set.NearFrom.Relationships, []graph.Edge{0, 1, 3}) {
		t.Errorf("by relationships: %v", set)
	}
}

// A mutual relationship can be crossed either way, but not by two channels at once.
func TestMutualRelationshipsAreCrossedOnce(t *testing.T) {
	g := graphtest.Of("a > x", "a > y", "x = y", "x > z", "y > w", "w > z")
	set := channels(t, g, 0, 3, path.ByRelationships, path.Options{})
	checkChannels(t, g, 0, 3, path.ByRelationships, path.Options{}, set)
	if len(set.Paths) != 2 || hopsOf(set) != 5 {
		t.Errorf("%v, want two channels with 5 hops", set.Paths)
	}
}

func TestNoChannel(t *testing.T) {
	g := graphtest.Of("a > b", "c > b", "d")
	for _, by := range independences {
		for _, ends := range [][2]graph.Node{{0, 2}, {1, 0}, {0, 3}, {3, 0}} {
			if set := channels(t, g, ends[0], ends[1], by, path.Options{}); !reflect.DeepEqual(set, &path.ChannelSet{By: by}) {
				t.Errorf("from %d to %d by %v: %v", ends[0], ends[1], by, set)
			}
		}
	}
}

// TestManyChannels has a channel for each of 20,000 parallel relationships, and a path of 20,000 hops: neither
// takes long.
func TestManyChannels(t *testing.T) {
	const n = 20_000
	lines := slices.Repeat([]string{"a > b"}, n)
	g := graphtest.Of(lines...)
	if set := channels(t, g, 0, 1, path.ByRelationships, path.Options{}); len(set.Paths) != n || len(set.NearFrom.Relationships) != n {
		t.Errorf("%d channels of %d", len(set.Paths), n)
	}
	if set := channels(t, g, 0, 1, path.ByOrganisations, path.Options{}); len(set.Paths) != 1 || len(set.NearFrom.Relationships) != n {
		t.Errorf("%d channels by organisations, and %d relationships in the cut", len(set.Paths), len(set.NearFrom.Relationships))
	}
	for i := range lines {
		lines[i] = fmt.Sprintf("n%d > n%d", i, i+1)
	}
	for _, by := range independences {
		if set := channels(t, graphtest.Of(lines...), 0, n, by, path.Options{}); len(set.Paths) != 1 || set.Paths[0].Len() != n {
			t.Errorf("by %v: %d channels along a path", by, len(set.Paths))
		}
	}
}

func TestChannelErrors(t *testing.T) {
	g := graphtest.Of("a > b")
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct {
		ctx      context.Context
		from, to graph.Node
		by       path.Independence
		opts     path.Options
		want     string
	}{
		{t.Context(), 0, 0, path.ByOrganisations, path.Options{}, "a channel leads from one organisation to another, and a is both"},
		{t.Context(), 0, 1, path.ByOrganisations, path.Options{MaxHops: 3}, "at most 3 hops: the length of independent channels cannot be bounded"},
		{t.Context(), 0, 1, 7, path.Options{}, "no independence 7"},
		{t.Context(), 0, 9, path.ByOrganisations, path.Options{}, "no organisation has the number 9; there are 2"},
		{t.Context(), 0, 1, path.ByRelationships, path.Options{Types: []string{"advise"}}, `no type "advise"; did you mean "advice"?`},
		{t.Context(), 0, 1, path.ByRelationships, path.Options{Direction: 5}, "no direction 5"},
		{cancelled, 0, 1, path.ByRelationships, path.Options{}, "context canceled"},
	} {
		if set, err := path.Channels(c.ctx, g, c.from, c.to, c.by, c.opts); set != nil || err == nil || err.Error() != c.want {
			t.Errorf("%v, %v, want %s", set, err, c.want)
		}
	}
	for _, by := range independences {
		if got, err := path.ParseIndependence(by.String()); err != nil || got != by {
			t.Errorf("ParseIndependence(%q) = %v, %v", by, got, err)
		}
	}
	if _, err := path.ParseIndependence("organisation"); err == nil || !strings.Contains(err.Error(), "organisations") {
		t.Errorf("ParseIndependence: %v", err)
	}
}

func TestChannelsCanBeCancelled(t *testing.T) {
	g := graphtest.ScaleFree(1, 20_000, 5)
	for _, after := range []int{1, 50_000, 150_000} {
		ctx, stop := context.WithCancel(t.Context())
		asked := 0
		set, err := path.Channels(ctx, g, 0, 1, path.ByRelationships, path.Options{Direction: graph.Both, Relationship: func(graph.Edge) bool {
			if asked++; asked == after {
				stop()
			}
			return true
		}})
		if set != nil || !errors.Is(err, context.Canceled) || asked > after+30_000 {
			t.Errorf("after %d of %d relationships: %v", asked, after, err)
		}
		stop()
	}
}

// TestFickleChannels makes sure that predicates that do not keep to their word break nothing but the answer.
func TestFickleChannels(t *testing.T) {
	g := graphtest.Random(5, 30, 200)
	for seed := range uint64(100) {
		random := rand.New(rand.NewPCG(seed, 1))
		opts := path.Options{
			Organisation: func(graph.Node) bool { return random.IntN(3) > 0 },
			Relationship: func(graph.Edge) bool { return random.IntN(3) > 0 },
		}
		for _, by := range independences {
			set := channels(t, g, 0, 1, by, opts)
			if set.NearFrom.Len() != len(set.Paths) || set.NearTo.Len() != len(set.Paths) {
				t.Errorf("seed %d, by %v: %v", seed, by, set)
			}
		}
	}
}

func ExampleChannels() {
	g := agencies()
	from, _ := g.Find("SIS")
	to, _ := g.Find("Police")
	for _, by := range []path.Independence{path.ByOrganisations, path.ByRelationships} {
		set, err := path.Channels(context.Background(), g, from, to, by, path.Options{})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(len(set.Paths), "channels with no", by, "in common; the least cut:")
		for _, n := range set.NearFrom.Organisations {
			fmt.Println(" ", g.ShortName(n))
		}
		for _, e := range set.NearFrom.Relationships {
			fmt.Println(" ", g.RelationshipID(e))
		}
	}
	// Output:
	// 2 channels with no organisations in common; the least cut:
	//   MI5
	//   GCHQ
	// 2 channels with no relationships in common; the least cut:
	//   sis:intelligence-sharing:mi5
	//   sis:joint-team:gchq
}

func BenchmarkChannels(b *testing.B) {
	for _, c := range []struct{ n, degree int }{{10_000, 5}, {100_000, 10}} {
		g := graphtest.ScaleFree(7, c.n, c.degree)
		random := rand.New(rand.NewPCG(1, 1))
		for _, by := range independences {
			b.Run(fmt.Sprint(c.n, "/", by), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					from, to := graph.Node(random.IntN(c.n)), graph.Node(random.IntN(c.n))
					if from == to {
						continue
					}
					if _, err := path.Channels(b.Context(), g, from, to, by, path.Options{Direction: graph.Both}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		b.Run(fmt.Sprint(c.n, "/hubs"), func(b *testing.B) {
			most := 0
			for b.Loop() {
				set, err := path.Channels(b.Context(), g, 6, 7, path.ByOrganisations, path.Options{Direction: graph.Both})
				if err != nil {
					b.Fatal(err)
				}
				most = len(set.Paths)
			}
			b.ReportMetric(float64(most), "channels")
		})
	}
}
