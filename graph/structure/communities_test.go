package structure_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	gonum "gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/community"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/gonumview"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/structure"
)

func communities(t testing.TB, g *graph.Graph, opts structure.CommunityOptions) *structure.Communities {
	t.Helper()
	r, err := structure.FindCommunities(t.Context(), g, opts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The greatest modularity of the club is 0.4198, with four communities: U. Brandes et al., "On modularity
// clustering", IEEE Transactions on Knowledge and Data Engineering 20 (2008), table 1. The resolutions below
// 1 and above it are those that igraph 0.10 (optimal_modularity) or exhaustive reasoning give.
func TestCommunitiesOfKarateClub(t *testing.T) {
	for seed := range uint64(20) {
		r := communities(t, graphtest.KarateClub(), structure.CommunityOptions{Seed: seed})
		if math.Abs(r.Modularity-0.4197896) > 1e-7 || r.Partition.NumGroups() != 4 || !r.Stable {
			t.Errorf("seed %d: modularity %v with %d communities, want 0.4198 with 4", seed, r.Modularity, r.Partition.NumGroups())
		}
	}
	whole := communities(t, graphtest.KarateClub(), structure.CommunityOptions{Resolution: 0.01})
	if whole.Partition.NumGroups() != 1 || math.Abs(whole.Modularity-0.99) > 1e-12 {
		t.Errorf("with a resolution of 0.01 there are %d communities, modularity %v; want 1, 0.99", whole.Partition.NumGroups(), whole.Modularity)
	}
	alone := communities(t, graphtest.KarateClub(), structure.CommunityOptions{Resolution: 100})
	if alone.Partition.NumGroups() != 34 {
		t.Errorf("with a resolution of 100 there are %d communities, want 34", alone.Partition.NumGroups())
	}
}

// naiveModularity is the definition of modularity, pair by pair.
func naiveModularity(g *graph.Graph, of []int32, opts structure.CommunityOptions) float64 {
	n := g.NumOrganisations()
	tie := make([][]float64, n)
	for v := range tie {
		tie[v] = make([]float64, n)
	}
	for e := range g.Edges() {
		wanted := len(opts.Types) == 0
		for _, id := range opts.Types {
			wanted = wanted || g.Vocabulary().TypeIsA(g.Type(e).ID, id)
		}
		u, v := g.From(e), g.To(e)
		if !wanted || u == v {
			continue
		}
		w := 1.0
		if opts.Weighted {
			w = g.Weight(e)
		}
		tie[u][v] += w
		tie[v][u] += w
		if opts.Collapse {
			tie[u][v], tie[v][u] = 1, 1
		}
	}
	total, strength := 0.0, make([]float64, n)
	for v := range tie {
		for _, w := range tie[v] {
			strength[v] += w
			total += w
		}
	}
	resolution := opts.Resolution
	if resolution == 0 {
		resolution = 1
	}
	q := 0.0
	for u := range tie {
		for v := range tie {
			if total > 0 && (of[u] == of[v] && of[u] >= 0 || u == v) {
				q += tie[u][v]/total - resolution*(strength[u]/total)*(strength[v]/total)
			}
		}
	}
	return q
}

func communityVariants() map[string]structure.CommunityOptions {
	return map[string]structure.CommunityOptions{
		"plain":     {},
		"weighted":  {Weighted: true},
		"collapsed": {Collapse: true},
		"coarse":    {Resolution: 0.3},
		"fine":      {Resolution: 2.5, Weighted: true},
		"types":     {Types: []string{"information", "authority"}},
	}
}

func communityCases() []graphtest.Case {
	cases := append(graphtest.Corpus(), graphtest.Case{Name: "karate", Graph: graphtest.KarateClub()})
	for seed := range uint64(10) {
		n := 2 + 6*int(seed)
		cases = append(cases, graphtest.Case{Name: fmt.Sprint("random-", seed), Graph: graphtest.Random(seed, n, n*(1+int(seed)%3))})
	}
	return cases
}

func TestModularityIsTheDefinition(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 2))
	for _, c := range communityCases() {
		for name, opts := range communityVariants() {
			t.Run(c.Name+"/"+name, func(t *testing.T) {
				n := c.Graph.NumOrganisations()
				p := &structure.Partition{Of: make([]int32, n), Names: []string{"a", "b", "c"}}
				for v := range p.Of {
					p.Of[v] = random.Int32N(4) - 1
				}
				if n > 0 {
					p.Of[0] = 0
				}
				got, err := structure.Modularity(t.Context(), c.Graph, p, opts)
				if want := naiveModularity(c.Graph, p.Of, opts); err != nil || math.Abs(got-want) > 1e-12 {
					t.Errorf("modularity %v, %v, want %v", got, err, want)
				}
			})
		}
	}
}

// gonumModularity is gonum's Q of the strengths, which it refuses to compute where there are none.
func gonumModularity(t testing.TB, g *graph.Graph, p *structure.Partition, resolution float64) (float64, gonum.WeightedUndirected) {
	t.Helper()
	view, err := gonumview.NewWeightedUndirected(g, graph.Projection{Weighting: graph.Strength})
	if err != nil {
		t.Fatal(err)
	}
	var groups [][]gonum.Node
	for _, members := range p.Members() {
		var group []gonum.Node
		for _, n := range members {
			group = append(group, view.Node(int64(n)))
		}
		groups = append(groups, group)
	}
	return community.Q(view, groups, resolution), view
}

func TestCommunitiesAgainstGonum(t *testing.T) {
	ours, theirs := 0.0, 0.0
	for _, c := range communityCases() {
		g := c.Graph
		opts := structure.CommunityOptions{Weighted: true}
		r := communities(t, g, opts)
		if tied(g) == 0 || c.Name == "weights" { // in which gonum loses the small ones beside the large
			continue
		}
		q, view := gonumModularity(t, g, r.Partition, 1)
		if math.Abs(q-r.Modularity) > 1e-9 {
			t.Errorf("%s: modularity %v, gonum has %v", c.Name, r.Modularity, q)
		}
		best := math.Inf(-1)
		for seed := range uint64(5) {
			reduced := community.Modularize(view, 1, rand.NewPCG(seed, 1))
			best = max(best, community.Q(view, reduced.Communities(), 1))
		}
		if r.Modularity < best-1e-9 {
			t.Logf("%s: modularity %v, gonum's Louvain has %v", c.Name, r.Modularity, best)
		}
		ours, theirs = ours+r.Modularity, theirs+best
	}
	if ours < theirs {
		t.Errorf("the modularities are %v in sum, less than %v of gonum's Louvain", ours, theirs)
	}
}

func tied(g *graph.Graph) (relationships int) {
	for e := range g.Edges() {
		if g.From(e) != g.To(e) {
			relationships++
		}
	}
	return relationships
}

// TestCommunitiesAgainstEveryPartition compares with the best of all partitions of up to eight organisations.
// In one case out of a hundred the search may miss it by a little: to find the best always is NP-hard.
func TestCommunitiesAgainstEveryPartition(t *testing.T) {
	cases, missed := 0, 0
	for seed := range uint64(40) {
		n := 3 + int(seed)%6
		g := graphtest.Random(100+seed, n, n+int(seed)%9)
		for name, opts := range communityVariants() {
			best := math.Inf(-1)
			eachPartition(n, func(of []int32) { best = max(best, naiveModularity(g, of, opts)) })
			r := communities(t, g, opts)
			if r.Modularity > best+1e-9 || r.Modularity < best-0.02 {
				t.Errorf("seed %d, %s: modularity %v, and the best is %v", seed, name, r.Modularity, best)
			}
			if cases++; r.Modularity < best-1e-9 {
				missed++
			}
		}
	}
	if missed > cases/100 {
		t.Errorf("in %d of %d cases the search does not find the best partition", missed, cases)
	}
}

// eachPartition calls f with every partition of n.
func eachPartition(n int, f func(of []int32)) {
	of := make([]int32, n)
	var extend func(v int, groups int32)
	extend = func(v int, groups int32) {
		if v == n {
			f(of)
			return
		}
		for group := range groups + 1 {
			of[v] = group
			extend(v+1, max(groups, group+1))
		}
	}
	extend(0, 0)
}

// planted draws groups of organisations that have a relationship with probability within of one in the same
// group, and between of another; of names the groups.
func planted(seed uint64, groups, size int, within, between float64) (*graph.Graph, *structure.Partition) {
	random := rand.New(rand.NewPCG(seed, 3))
	p := &structure.Partition{}
	var lines []string
	for group := range groups {
		p.Names = append(p.Names, fmt.Sprint(group))
	}
	for v := range groups * size {
		lines = append(lines, fmt.Sprint(v))
		p.Of = append(p.Of, int32(v%groups))
	}
	for u := range p.Of {
		for v := range u {
			chance := between
			if p.Of[u] == p.Of[v] {
				chance = within
			}
			if random.Float64() < chance {
				lines = append(lines, fmt.Sprintf("%d > %d", u, v))
			}
		}
	}
	return graphtest.Of(lines...), p
}

func TestCommunitiesThatArePlanted(t *testing.T) {
	for seed := range uint64(8) {
		g, want := planted(seed, 4+int(seed), 30, 0.4, 0.03)
		r := communities(t, g, structure.CommunityOptions{Seed: seed})
		same, err := structure.AdjustedRand(r.Partition, want)
		if err != nil || same != 1 {
			t.Errorf("seed %d: what is found agrees with what was planted by %v, %v, in %d communities", seed, same, err, r.Partition.NumGroups())
		}
	}
}

// checkCommunities checks what every result promises.
func checkCommunities(t testing.TB, g *graph.Graph, r *structure.Communities, opts structure.CommunityOptions) {
	t.Helper()
	p := r.Partition
	members := p.Members()
	if len(p.Of) != g.NumOrganisations() || len(r.Hubs) != len(members) {
		t.Fatalf("%d organisations in %d communities with %d hubs", len(p.Of), len(members), len(r.Hubs))
	}
	if !(r.Modularity >= -max(opts.Resolution, 1) && r.Modularity <= 1) {
		t.Errorf("the modularity is %v", r.Modularity)
	}
	if want := naiveModularity(g, p.Of, opts); g.NumOrganisations() <= 100 && math.Abs(r.Modularity-want) > 1e-12 {
		t.Errorf("the modularity is %v, want %v", r.Modularity, want)
	}
	names := map[string]bool{}
	for c, list := range members {
		if len(list) == 0 || c > 0 && (len(list) > len(members[c-1]) || len(list) == len(members[c-1]) && list[0] < members[c-1][0]) {
			t.Errorf("community %d has %v after %v", c, list, members[max(c-1, 0)])
		}
		if p.Of[r.Hubs[c]] != int32(c) || names[p.Names[c]] || !strings.HasPrefix(p.Names[c], g.ShortName(r.Hubs[c])) {
			t.Errorf("community %d is called %q, and its hub is %s of community %d", c, p.Names[c], g.ID(r.Hubs[c]), p.Of[r.Hubs[c]])
		}
		names[p.Names[c]] = true
		if !connected(g, list) {
			t.Errorf("community %d, %v, is not connected", c, list)
		}
	}
}

// connected reports whether relationships among some organisations join all of them.
func connected(g *graph.Graph, members []graph.Node) bool {
	in, seen := map[graph.Node]bool{}, map[graph.Node]bool{members[0]: true}
	for _, n := range members {
		in[n] = true
	}
	for queue := members[:1:1]; len(queue) > 0; queue = queue[1:] {
		for e := range g.Incident(queue[0]) {
			if other := g.Other(e, queue[0]); in[other] && !seen[other] {
				seen[other] = true
				queue = append(queue, other)
			}
		}
	}
	return len(seen) == len(members)
}

func TestCommunitiesKeepTheirPromises(t *testing.T) {
	for _, c := range communityCases() {
		for name, opts := range communityVariants() {
			t.Run(c.Name+"/"+name, func(t *testing.T) {
				checkCommunities(t, c.Graph, communities(t, c.Graph, opts), opts)
				opts.Restarts, opts.MaxPasses = 1, 1
				checkCommunities(t, c.Graph, communities(t, c.Graph, opts), opts)
			})
		}
	}
	large := graphtest.ScaleFree(3, 3000, 3)
	opts := structure.CommunityOptions{MaxPasses: 2}
	r := communities(t, large, opts)
	checkCommunities(t, large, r, opts)
	if q, _ := gonumModularity(t, large, r.Partition, 1); math.Abs(q-r.Modularity) > 1e-9 {
		t.Errorf("modularity %v, gonum has %v", r.Modularity, q)
	}
}

// In a graph without ties nobody shares a community, and nothing is NaN.
func TestCommunitiesWithoutTies(t *testing.T) {
	for _, g := range []*graph.Graph{graphtest.Of(), graphtest.Of("a"), graphtest.Of("a", "b"), graphtest.Of("a > a", "b = b")} {
		r := communities(t, g, structure.CommunityOptions{})
		if r.Partition.NumGroups() != g.NumOrganisations() || r.Modularity != 0 || !r.Stable {
			t.Errorf("%d communities of %d organisations, modularity %v", r.Partition.NumGroups(), g.NumOrganisations(), r.Modularity)
		}
	}
}

func TestCommunitiesAreNamed(t *testing.T) {
	b := graph.NewBuilder()
	for i, name := range []string{"Police", "Police", "x", "y", "z", "Alone"} {
		if _, err := b.AddOrganisation(graph.Organisation{ID: fmt.Sprint("o", i), ShortName: name}); err != nil {
			t.Fatal(err)
		}
	}
	for _, ends := range []string{"02", "02", "04", "13"} {
		if _, err := b.AddRelationship(graph.Relationship{From: "o" + ends[:1], To: "o" + ends[1:], Type: "advice"}); err != nil {
			t.Fatal(err)
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	got := communities(t, g, structure.CommunityOptions{}).Partition
	want := &structure.Partition{Of: []int32{0, 1, 0, 1, 0, 2}, Names: []string{"Police (o0)", "Police (o1)", "Alone"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestCommunitiesAreTheSameEveryTime(t *testing.T) {
	g := graphtest.ScaleFree(5, 2000, 3)
	different := false
	seeds := uint64(3)
	if testing.Short() {
		seeds = 1
	}
	for seed := range seeds {
		opts := structure.CommunityOptions{Seed: seed, Restarts: 5, MaxPasses: 3, Workers: 1}
		first := communities(t, g, opts)
		for workers := range 6 {
			opts.Workers = workers
			if again := communities(t, g, opts); !reflect.DeepEqual(first, again) {
				t.Errorf("seed %d: other communities with %d workers", seed, workers)
			}
		}
		other := communities(t, g, structure.CommunityOptions{Seed: seed + 1, Restarts: 5, MaxPasses: 3})
		different = different || !reflect.DeepEqual(first, other)
	}
	if !different {
		t.Error("every seed gives the same communities")
	}
}

func TestCommunitiesErrors(t *testing.T) {
	g := graphtest.Of("a > b")
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct {
		ctx  context.Context
		opts structure.CommunityOptions
		want string
	}{
		{t.Context(), structure.CommunityOptions{Resolution: -1}, "a resolution of -1: the resolution is above 0 and at most 1e9"},
		{t.Context(), structure.CommunityOptions{Resolution: math.NaN()}, "a resolution of NaN"},
		{t.Context(), structure.CommunityOptions{Resolution: math.Inf(1)}, "a resolution of +Inf"},
		{t.Context(), structure.CommunityOptions{Weighted: true, Collapse: true}, "but not both"},
		{t.Context(), structure.CommunityOptions{Restarts: -1}, "-1 restarts"},
		{t.Context(), structure.CommunityOptions{MaxPasses: -1}, "-1 passes"},
		{t.Context(), structure.CommunityOptions{Workers: -1}, "-1 workers"},
		{t.Context(), structure.CommunityOptions{Types: []string{"advise"}}, `no type "advise"; did you mean "advice"?`},
		{cancelled, structure.CommunityOptions{}, "context canceled"},
	} {
		if r, err := structure.FindCommunities(c.ctx, g, c.opts); r != nil || err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("FindCommunities: %v, %v, want an error with %s", r, err, c.want)
		}
		p := &structure.Partition{Of: []int32{0, 0}, Names: []string{"x"}}
		if _, err := structure.Modularity(c.ctx, g, p, c.opts); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("Modularity: %v, want an error with %s", err, c.want)
		}
	}
	for _, p := range []*structure.Partition{nil, {Of: []int32{0}, Names: []string{"x"}}, {Of: []int32{0, 5}, Names: []string{"x"}}, {Of: []int32{-1, -1}}} {
		if _, err := structure.Modularity(t.Context(), g, p, structure.CommunityOptions{}); err == nil {
			t.Errorf("Modularity of %v: no error", p)
		}
	}
}

func TestCommunitiesCanBeCancelled(t *testing.T) {
	g := graphtest.ScaleFree(1, 30_000, 5)
	for _, after := range []time.Duration{0, time.Millisecond, 20 * time.Millisecond, 80 * time.Millisecond} {
		ctx, cancel := context.WithTimeout(t.Context(), after)
		r, err := structure.FindCommunities(ctx, g, structure.CommunityOptions{Restarts: 1000, MaxPasses: 1000})
		if r != nil || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("after %v: %v, %v", after, r, err)
		}
		cancel()
	}
}

func TestAdjustedRand(t *testing.T) {
	letters := func(s string) *structure.Partition {
		p := &structure.Partition{}
		at := map[rune]int32{}
		for _, r := range s {
			if r == '-' {
				p.Of = append(p.Of, -1)
				continue
			}
			if _, ok := at[r]; !ok {
				at[r] = int32(len(p.Names))
				p.Names = append(p.Names, string(r))
			}
			p.Of = append(p.Of, at[r])
		}
		return p
	}
	// The values other than 0 and 1 are those of scikit-learn's documentation of adjusted_rand_score, and of
	// counting the pairs by hand.
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"aabb", "aabb", 1},
		{"aabb", "bbaa", 1},
		{"aabc", "aabb", 0.5714285714285714},
		{"aabb", "aabc", 0.5714285714285714},
		{"aaaa", "abcd", 0},
		{"aabb", "abab", -0.5},
		{"a", "b", 1},
		{"aaa", "bbb", 1},
		{"abc", "cab", 1},
		{"aabb-a", "aabba-", 1},
	} {
		got, err := structure.AdjustedRand(letters(c.a), letters(c.b))
		if err != nil || math.Abs(got-c.want) > 1e-15 {
			t.Errorf("%s and %s: %v, %v, want %v", c.a, c.b, got, err, c.want)
		}
	}
	for _, c := range [][2]*structure.Partition{
		{nil, letters("a")}, {letters("a"), nil}, {letters("ab"), letters("a")}, {letters("a-"), letters("-a")},
		{letters(""), letters("")}, {{Of: []int32{3}}, letters("a")}, {letters("a"), {Of: []int32{-2}}},
	} {
		if got, err := structure.AdjustedRand(c[0], c[1]); err == nil {
			t.Errorf("%v and %v: %v, want an error", c[0], c[1], got)
		}
	}
}

func BenchmarkCommunities(b *testing.B) {
	for _, c := range []struct{ n, degree int }{{1_000, 5}, {10_000, 5}, {200_000, 10}} {
		b.Run(fmt.Sprint(c.n), func(b *testing.B) {
			g := graphtest.ScaleFree(7, c.n, c.degree)
			b.ReportAllocs()
			for b.Loop() {
				r, err := structure.FindCommunities(b.Context(), g, structure.CommunityOptions{})
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(r.Modularity, "modularity")
			}
		})
	}
}
