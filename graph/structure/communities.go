package structure

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// CommunityOptions says what [FindCommunities] and [Modularity] look at. The zero value is every relationship,
// each of which counts 1.
type CommunityOptions struct {
	// Types leaves only relationships of these types and narrower ones; none is all.
	Types []string
	// Weighted lets every relationship count as much as it is strong.
	Weighted bool
	// Collapse lets every tie count 1, however many relationships are between the two. It does not go
	// together with Weighted.
	Collapse bool
	// Resolution is the γ of modularity, > 0 and at most 1e9: the higher it is, the smaller and the more
	// are the communities. 0 is 1, the modularity of Newman and Girvan.
	Resolution float64

	// Seed is that of the search; the same seed gives the same communities.
	Seed uint64
	// Restarts is how often the search begins, each time in another order; the best result is kept. 0 is
	// as often as the size of the graph lets it in little time: 20 times where there are fewer than 7,000
	// organisations and ties, once where there are more than 150,000.
	Restarts int
	// MaxPasses bounds how often each search goes over the graph. 0 is 100 where there are fewer than 6,000
	// organisations and ties, which is more than such graphs need, and falls to 4 where there are more than
	// 240,000: what a pass gains grows less and less.
	MaxPasses int
	// Workers is the number of goroutines; 0 is [runtime.GOMAXPROCS]. The result does not depend on it.
	Workers int
}

// Communities is what [FindCommunities] has found.
type Communities struct {
	// Partition has every organisation in one community. The largest comes first; of those of the same
	// size, the one whose first organisation does. An organisation without ties is a community of its own.
	// A community is called by the short name of its hub, with the id where that alone is not unique.
	Partition *Partition
	// Hubs has the hub of every community: the member that has the most, or strongest, relationships
	// within it, the first of them in the order of the graph.
	Hubs []graph.Node
	// Modularity is that of the partition.
	Modularity float64
	// Passes is how often the search that found the partition went over the graph, and Levels the most
	// often that it made one organisation of a group in one of them.
	Passes, Levels int
	// Stable says that the last pass moved nothing; otherwise the search came to MaxPasses.
	Stable bool
}

// FindCommunities finds groups of organisations that have more to do with each other than with the rest: a
// partition whose modularity is as high as the search can make it,
//
//	Q = Σ over communities c: ( w(c)/m - γ·(s(c)/2m)² )
//
// where w(c) is the number of relationships within c, s(c) the sum of the degrees of its members, m the
// number of all relationships, and γ the resolution; with Weighted, strengths take the place of numbers. Q
// is the share of the relationships that lie within communities, less (with γ = 1) the share that would if
// every organisation kept its number of relationships and had them with others at random: below 1, 0 for one
// community of all, and below 0 where groups are less tied within than chance would have it.
//
// The direction of relationships counts for nothing. Each counts, so that parallel ones bind closer, unless
// Collapse is set. Relationships of an organisation with itself tie it to nobody and are left out. Parts of
// the graph without relationships between them never share a community; without any relationship, every
// organisation is alone and the modularity is 0.
//
// The search is the Leiden algorithm: organisations move to the neighbouring community that raises
// modularity most until none can; each community is split into parts that hold together well, merging
// greedily; each part becomes one node of a smaller graph, where the same is done. All that is a pass, and
// passes go on from the last one's communities until one changes nothing or MaxPasses is reached. Every
// community is connected. The best partition is NP-hard to find: this one is good, not certain to be the
// best, and another seed may find another one.
//
// Time O(n + m) a pass in practice: a visit of an organisation takes as long as it has ties, and no level of a
// pass has more than 64 visits for each of its vertices; memory O(n + m) for each worker. The result is the same to the bit
// whatever the number of workers. It fails with a [*graph.UnknownError] where a type is not in the
// vocabulary, on options that are out of range, and with the context's error when that is done.
//
// V. A. Traag, L. Waltman, N. J. van Eck, "From Louvain to Leiden: guaranteeing well-connected communities",
// Scientific Reports 9, 5233 (2019). M. E. J. Newman, M. Girvan, "Finding and evaluating community structure
// in networks", Physical Review E 69, 026113 (2004). J. Reichardt, S. Bornholdt, "Statistical mechanics of
// community detection", Physical Review E 74, 016110 (2006).
func FindCommunities(ctx context.Context, g *graph.Graph, opts CommunityOptions) (*Communities, error) {
	t, opts, err := newTieGraph(ctx, g, opts)
	if err != nil {
		return nil, err
	}
	best, err := searchLeiden(ctx, t, opts)
	if err != nil {
		return nil, err
	}
	r := &Communities{Passes: best.passes, Levels: best.levels, Stable: best.stable}
	stop := parallel.Watch(ctx)
	defer stop.Release()
	r.arrange(g, t, best.of, stop)
	r.Modularity = t.modularity(r.Partition.Of, len(r.Hubs), opts.Resolution, stop)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return r, nil
}

// Modularity returns the modularity of a partition, as [FindCommunities] defines it. An organisation that is in
// no group counts as a group of its own. It is from -γ to 1, and 0 where there are no relationships.
// Seed, Restarts, MaxPasses and Workers count for nothing. O(organisations + relationships · log of the
// greatest degree).
//
// It fails where p is not a partition of g or puts no organisation into a group, and as [FindCommunities] does.
func Modularity(ctx context.Context, g *graph.Graph, p *Partition, opts CommunityOptions) (float64, error) {
	if err := p.check(g); err != nil {
		return 0, err
	}
	t, opts, err := newTieGraph(ctx, g, opts)
	if err != nil {
		return 0, err
	}
	of, groups := slices.Clone(p.Of), len(p.Names)
	for n, group := range of {
		if group < 0 {
			of[n] = int32(groups)
			groups++
		}
	}
	stop := parallel.Watch(ctx)
	defer stop.Release()
	q := t.modularity(of, groups, opts.Resolution, stop)
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	return q, nil
}

func (o CommunityOptions) withDefaults() (CommunityOptions, error) {
	switch {
	case o.Resolution != 0 && !(o.Resolution > 0 && o.Resolution <= 1e9):
		return o, fmt.Errorf("a resolution of %v: the resolution is above 0 and at most 1e9", o.Resolution)
	case o.Weighted && o.Collapse:
		return o, fmt.Errorf("a tie counts as one, or as much as it is strong, but not both")
	case o.Restarts < 0:
		return o, fmt.Errorf("%d restarts: the number of restarts is 1 or more, or 0 for as many as the size lets it", o.Restarts)
	case o.MaxPasses < 0:
		return o, fmt.Errorf("%d passes: the number of passes is 1 or more, or 0 for as many as the size lets it", o.MaxPasses)
	}
	if err := checkWorkers(o.Workers); err != nil {
		return o, err
	}
	if o.Resolution == 0 {
		o.Resolution = 1
	}
	return o, nil
}

// arrange orders the communities, and finds their hubs and names. Where it is stopped they are not right.
func (r *Communities) arrange(g *graph.Graph, t *tieGraph, of []int32, stop *parallel.Stop) {
	var size []int
	for _, c := range of { // numbered by their first member
		for int(c) >= len(size) {
			size = append(size, 0)
		}
		size[c]++
	}
	order := make([]int32, len(size))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(size[b], size[a]) })
	place := make([]int32, len(size))
	for i, c := range order {
		place[c] = int32(i)
	}
	p := &Partition{Of: make([]int32, len(of)), Names: make([]string, len(size))}
	for n, c := range of {
		p.Of[n] = place[c]
	}
	r.Partition, r.Hubs = p, make([]graph.Node, len(size))
	most := make([]float64, len(size))
	for c := range most {
		most[c] = math.Inf(-1)
	}
	for n, c := range p.Of {
		if stop.StoppedAt(int32(n)) {
			return
		}
		if w := t.within(int32(n), p.Of); w > most[c] {
			most[c], r.Hubs[c] = w, graph.Node(n)
		}
	}
	shared := map[string]int{}
	for _, hub := range r.Hubs {
		shared[g.ShortName(hub)]++
	}
	for c, hub := range r.Hubs {
		p.Names[c] = g.ShortName(hub)
		if shared[p.Names[c]] > 1 {
			p.Names[c] += " (" + g.ID(hub) + ")"
		}
	}
}
