package structure

import (
	"context"
	"fmt"
	"iter"
	"math"
	"slices"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// Role is a way to stand between two organisations a and c: a → broker → c, and no a → c. Which one it is
// depends on the groups of the three.
type Role uint8

const (
	Coordinator    Role = iota // all three in one group
	Itinerant                  // a and c in one group, the broker in another; also called consultant
	Representative             // the broker in the group of a, c in another
	Gatekeeper                 // the broker in the group of c, a in another
	Liaison                    // three in three groups
	TotalBrokerage             // any of these
)

const numRoles = int(TotalBrokerage) + 1

// RoleInfo says what a role is.
type RoleInfo struct {
	Name    string // how it is asked for: "gatekeeper"
	Label   string // the heading of a column
	Symbol  string // in Gould and Fernandez and in sna::brokerage
	Pattern string // the groups of a, the broker and c, with B the broker's
	Meaning string // a sentence for a lay reader
}

var roleInfos = [numRoles]RoleInfo{
	Coordinator:    {"coordinator", "Coordinator", "w_I", "B → B → B", "Stands between two organisations of its own group."},
	Itinerant:      {"itinerant", "Itinerant", "w_O", "A → B → A", "Stands, as a consultant from outside, between two organisations of one other group."},
	Representative: {"representative", "Representative", "b_IO", "B → B → A", "Carries what comes from its own group out to another."},
	Gatekeeper:     {"gatekeeper", "Gatekeeper", "b_OI", "A → B → B", "Lets what comes from another group into its own."},
	Liaison:        {"liaison", "Liaison", "b_O", "A → B → C", "Stands between organisations of two groups, and belongs to neither."},
	TotalBrokerage: {"total", "Total", "t", "any", "Stands between two organisations, whatever the groups."},
}

// Roles returns the five roles and, last, [TotalBrokerage].
func Roles() []Role {
	roles := make([]Role, numRoles)
	for r := range roles {
		roles[r] = Role(r)
	}
	return roles
}

// ParseRole reads the name of a role: "liaison", "total".
func ParseRole(name string) (Role, error) {
	var known []string
	for r, info := range roleInfos {
		if info.Name == name {
			return Role(r), nil
		}
		known = append(known, info.Name)
	}
	return 0, &graph.UnknownError{What: "role", Value: name, Suggestions: graph.Suggest(name, known), Known: known}
}

// Info says what r is.
func (r Role) Info() RoleInfo {
	if int(r) < numRoles {
		return roleInfos[r]
	}
	return RoleInfo{Name: fmt.Sprintf("role %d", r)}
}

func (r Role) String() string { return r.Info().Name }

// roleOf returns the role of a broker of group b between organisations of the groups a and c.
func roleOf(a, b, c int32) Role {
	switch {
	case a == b && b == c:
		return Coordinator
	case a == c:
		return Itinerant
	case a == b:
		return Representative
	case b == c:
		return Gatekeeper
	}
	return Liaison
}

// RoleCount is how often a role is played, and how often chance would have it.
type RoleCount struct {
	Count int64
	// Expected and SD are the mean and the standard deviation of the count in random graphs with the same
	// groups and the same density.
	Expected, SD float64
	// Z is (Count-Expected)/SD, and 0 where SD is 0: see HasZ.
	Z float64
}

// HasZ reports whether chance leaves room for other counts, so that Z says something.
func (c RoleCount) HasZ() bool { return c.SD > 0 }

// Brokerage is how often every organisation stands between others, by role.
type Brokerage struct {
	// Partition has the groups. It is a copy, which nobody is to change.
	Partition *Partition
	// Organisations is how many are in a group, and Arcs how many of their ordered pairs are related.
	Organisations, Arcs int
	// Density is Arcs over the number of ordered pairs.
	Density float64

	counts  [][numRoles]int64 // by organisation
	global  [numRoles]int64
	byGroup [][numRoles]moments // of an organisation of the group
	overall [numRoles]moments
	out, in *csr.Graph // among those in groups
}

// moments are the mean and the variance of a count.
type moments struct{ mean, variance float64 }

// BrokerageOptions says what to measure on. The zero value is everything.
type BrokerageOptions struct {
	// Types leaves only relationships of these types and narrower ones; none is all.
	Types []string
	// Workers is the number of goroutines; 0 is [runtime.GOMAXPROCS]. The result does not depend on it.
	Workers int
}

// FindBrokerage counts the roles of every organisation in p: the ordered pairs of other organisations a ≠ c
// with a → broker → c and without a → c, by the groups of the three (see [Role]). A pair that several
// brokers stand between counts for each of them, and (a,c) and (c,a) are two pairs.
//
// The relationships go their way, mutual ones both ways; parallel ones are one; loops are ignored; weights
// have no part in it. Organisations in no group are left out, as if the graph did not have them: they are no
// brokers, nobody stands between them, and they do not count for the density.
//
// Chance is a random graph with the same groups in which every ordered pair is related with the probability
// of the density, independently. The means and variances are those of Gould and Fernandez in the form in
// which the function brokerage of the R package sna (version 2.7) computes them; they depend on the group of
// the broker, and are exact, but for that of the variance of the whole graph: see [Brokerage.Global]. Where the variance is 0, as where a group is too small for the role, there is no
// z-score.
//
// Unreachable pairs contribute nothing. An empty graph has no counts, one of fewer than three organisations
// or without relationships has zeros. Counting takes O(n log n + m·a), where a ≤ √(2m) is the arboricity of
// the undirected view, shared by the workers, and memory O(n + m) and O(n) for each of them: all pairs are
// counted at each broker by group, and those with a → c are then found as triangles and taken away; or, in a
// dense graph of n organisations, O(m·n/64) with a bit for every pair. There are fewer workers where they would
// need more than 1 GiB for themselves. The view that all begins with takes what [graph.Graph.Project] says.
//
// It fails where opts.Workers is below 0, where p is not a partition of g that puts somebody into a group, with a [*graph.UnknownError]
// where a type is not in the vocabulary, and where ctx is done.
//
// R. V. Gould and R. M. Fernandez, "Structures of mediation: a formal approach to brokerage in transaction
// networks", Sociological Methodology 19 (1989) 89–126.
func FindBrokerage(ctx context.Context, g *graph.Graph, p *Partition, opts BrokerageOptions) (*Brokerage, error) {
	if err := checkWorkers(opts.Workers); err != nil {
		return nil, err
	}
	if err := p.check(g); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	out, err := g.ProjectContext(ctx, graph.Projection{Types: opts.Types, Direction: graph.Out, Collapse: true, DropLoops: true})
	if err != nil {
		return nil, err
	}
	sizes := p.sizes()
	stop := parallel.Watch(ctx)
	defer stop.Release()
	b := &Brokerage{Partition: &Partition{slices.Clone(p.Of), slices.Clone(p.Names)}, out: within(out, p.Of, stop)}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	b.in = b.out.Transpose()
	b.Arcs = b.out.NumArcs()
	for _, size := range sizes {
		b.Organisations += size
	}
	if n := float64(b.Organisations); n > 1 {
		b.Density = float64(b.Arcs) / (n * (n - 1))
	}
	b.counts = make([][numRoles]int64, len(p.Of))
	b.countPairs(opts.Workers, stop)
	b.takeClosed(opts.Workers, stop)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for n := range b.counts {
		c := &b.counts[n]
		for r := range TotalBrokerage {
			c[TotalBrokerage] += c[r]
		}
		for r := range b.global {
			b.global[r] += c[r]
		}
	}
	b.byGroup, b.overall = brokerageByChance(sizes, b.Organisations, b.Density)
	return b, nil
}

// Has reports whether n is in a group, and so has counts.
func (b *Brokerage) Has(n graph.Node) bool { return b.Partition.Of[n] >= 0 }

// Of returns how often n plays a role. All is 0 where n is in no group.
func (b *Brokerage) Of(n graph.Node, r Role) RoleCount {
	group := b.Partition.Of[n]
	if group < 0 {
		return RoleCount{}
	}
	return b.byGroup[group][r].against(b.counts[n][r])
}

// Global returns how often a role is played in the whole graph. The mean is exact. The standard deviation is that of
// the sum, in which the counts of different brokers depend on each other; as in sna, it is an approximation that
// leaves out that two triples of the same three organisations may exclude each other, and is good where
// there are many organisations.
func (b *Brokerage) Global(r Role) RoleCount { return b.overall[r].against(b.global[r]) }

func (m moments) against(count int64) RoleCount {
	c := RoleCount{Count: count, Expected: m.mean}
	if m.variance > 0 {
		c.SD = math.Sqrt(m.variance)
		c.Z = (float64(count) - m.mean) / c.SD
	}
	return c
}

// Triple is a pair with a broker between: From → Broker → To, and no From → To. In and Out are the first
// relationships by which one can go so.
type Triple struct {
	From, Broker, To graph.Node
	In, Out          graph.Edge
}

// Triples yields the pairs that n stands between in a role ([TotalBrokerage] is any), in the order of the
// graph, first by From and then by To. It is what [Brokerage.Of] counts.
// It ends early where ctx is done, whose error says so.
//
// Where there is none it takes O(1). Otherwise, with i relationships in and o out at n, of which p in and q out
// can be of the role by the groups, it takes at most O(i + o + p·q + the relationships out from the p), and it
// ends at the last triple.
func (b *Brokerage) Triples(ctx context.Context, n graph.Node, r Role) iter.Seq[Triple] {
	return func(yield func(Triple) bool) {
		left := b.counts[n][r]
		if left == 0 || ctx.Err() != nil {
			return
		}
		stop := parallel.Watch(ctx)
		defer stop.Release()
		group := b.Partition.Of
		onward := b.onward(n, r)
		for i := b.in.Offsets[n]; i < b.in.Offsets[n+1]; i++ {
			if stop.Stopped() {
				return
			}
			a := b.in.Targets[i]
			arcs := onward(group[a])
			direct := b.out.Row(a) // what is left of it: both ascend
			search := len(direct) > 8*len(arcs)
			for _, k := range arcs {
				c := b.out.Targets[k]
				if a == c || r != TotalBrokerage && roleOf(group[a], group[n], group[c]) != r {
					continue
				}
				if search {
					at, _ := slices.BinarySearch(direct, c)
					direct = direct[at:]
				}
				for len(direct) > 0 && direct[0] < c {
					direct = direct[1:]
				}
				if len(direct) > 0 && direct[0] == c {
					continue
				}
				t := Triple{graph.Node(a), n, graph.Node(c), graph.Edge(b.in.Labels[i]), graph.Edge(b.out.Labels[k])}
				if left--; !yield(t) || left == 0 || stop.Stopped() {
					return
				}
			}
		}
	}
}

// onward returns a function that lists the arcs from n that can lead on, in a role, from an organisation of a
// group: all that do, and few besides, lest a busy broker's rare role be looked for among all its pairs.
func (b *Brokerage) onward(n graph.Node, r Role) func(group int32) []uint32 {
	of, own := b.Partition.Of, b.Partition.Of[n]
	var all, others []uint32
	byGroup := map[int32][]uint32{}
	for k := b.out.Offsets[n]; k < b.out.Offsets[n+1]; k++ {
		group := of[b.out.Targets[k]]
		all = append(all, k)
		byGroup[group] = append(byGroup[group], k)
		if group != own {
			others = append(others, k)
		}
	}
	var crowd int32 = -1 // the group that nearly all others are in, if one is
	var rest []uint32    // the others without it
	for _, k := range others {
		if group := of[b.out.Targets[k]]; 8*len(byGroup[group]) <= 7*len(others) {
			rest = append(rest, k)
		} else {
			crowd = group
		}
	}
	return func(group int32) []uint32 {
		switch {
		case r == TotalBrokerage:
			return all
		case group == own && r == Coordinator, group != own && r == Gatekeeper:
			return byGroup[own]
		case group == own && r == Representative:
			return others
		case group != own && r == Itinerant:
			return byGroup[group]
		case group != own && r == Liaison && group == crowd:
			return rest
		case group != own && r == Liaison:
			return others
		}
		return nil
	}
}

// within returns g without the arcs of vertices that are in no group; g itself where there are none.
// Where it is stopped it is not whole.
func within(g *csr.Graph, group []int32, stop *parallel.Stop) *csr.Graph {
	if !slices.Contains(group, -1) {
		return g
	}
	part := &csr.Graph{Offsets: make([]uint32, 1, len(g.Offsets)), Labels: []int32{}}
	for v := range int32(g.NumVertices()) {
		for arc := g.Offsets[v]; group[v] >= 0 && !stop.StoppedAt(v) && arc < g.Offsets[v+1]; arc++ {
			if to := g.Targets[arc]; group[to] >= 0 {
				part.Targets, part.Labels = append(part.Targets, to), append(part.Labels, g.Labels[arc])
			}
		}
		part.Offsets = append(part.Offsets, uint32(len(part.Targets)))
	}
	return part
}
