package structure

import (
	"context"
	"math"
	"math/bits"
	"math/rand/v2"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// Distances says how many steps organisations are from each other. A step is one relationship.
type Distances struct {
	// Organisations is how many there are between which distances are measured.
	Organisations int
	// Sources is how many of them the mean and the effective diameter are measured from. Where it is all, they
	// are exact; else they are estimates from these, which are drawn at random, and Exact is false.
	Sources int
	Exact   bool
	// Pairs is how many pairs of a source and another organisation that can be reached from it there are, and
	// Reachable their share of all pairs of a source and another organisation, 0 where there are none.
	Pairs     int64
	Reachable float64
	// Mean is the mean distance of these pairs, 0 where there are none. Where it is an estimate, its standard
	// error is MeanError, which is estimated itself: from 16 groups of sources or more.
	Mean, MeanError float64
	// Effective is the effective diameter: the distance within which nine in ten of these pairs are, with
	// linear interpolation between whole numbers of steps.
	Effective float64
	// The diameter, the longest of the distances, is at least DiameterLow and at most DiameterHigh, which are
	// the same where it is known; DiameterHigh is -1 where no upper bound is.
	DiameterLow, DiameterHigh int
	// The radius is the least number of steps within which some organisation has all others. It is at least
	// RadiusLow and at most RadiusHigh; both are -1 for directed distances, which do not reach all.
	RadiusLow, RadiusHigh int
}

// DistanceOptions says how much may be done to measure distances. The zero value is what a person will wait
// for: some seconds at most on any graph that fits in memory.
type DistanceOptions struct {
	// Work is how many relationships may be followed before exact distances are given up for estimates;
	// 0 is 100 million, and below 0 is without bound.
	Work int64
	// Seed is that of the choice of organisations for an estimate.
	Seed uint64
	// Workers is the number of goroutines; 0 is [runtime.GOMAXPROCS]. The result does not depend on it.
	Workers int
}

// effectiveShare is the share of pairs that are within the effective diameter.
const effectiveShare = 0.9

// TieDistances measures the distances between the organisations of the largest component, of those as large
// the one with the first organisation. Directions do not matter, nor do loops and parallel relationships, and
// no weights are taken. A component of one organisation has diameter 0; an empty graph has none, and all is 0.
//
// As long as opts.Work lasts, distances are measured from all organisations, 256 at a time, and are all exact:
// time O(n·m) at worst, and some hundred times less in a graph in which all is near. Where it does not last,
// the mean and the effective diameter are estimates from a sample, and the diameter and the radius are bounded
// from both sides by searches from organisations that are chosen for it, which mostly still settles them. The
// result is the same on every run. Memory is O(n + m), and 100 bytes an organisation for each worker; there are
// fewer workers where that would be more than 1 GiB. It fails where opts.Workers is below 0 and where ctx is
// done.
//
// The search from many at a time is that of M. Then et al., "The more the merrier: efficient multi-source
// graph traversal", Proceedings of the VLDB Endowment 8 (2014) 449–460; the bounds are those of F. W. Takes and
// W. A. Kosters, "Computing the eccentricity distribution of large graphs", Algorithms 6 (2013) 100–118; the
// effective diameter is that of J. Leskovec, J. Kleinberg and C. Faloutsos, "Graph evolution: densification
// and shrinking diameters", ACM Transactions on Knowledge Discovery from Data 1 (2007).
func TieDistances(ctx context.Context, g *graph.Graph, opts DistanceOptions) (Distances, error) {
	if err := checkWorkers(opts.Workers); err != nil {
		return Distances{}, err
	}
	weak, err := weakComponents(ctx, g)
	if err != nil {
		return Distances{}, err
	}
	tied, err := ties(ctx, g)
	if err != nil {
		return Distances{}, err
	}
	return tieDistances(ctx, tied, weak, opts)
}

func tieDistances(ctx context.Context, tied *csr.Graph, weak *Partition, opts DistanceOptions) (Distances, error) {
	var largest []int32
	for v, component := range weak.Of {
		if component == 0 {
			largest = append(largest, int32(v))
		}
	}
	d, err := measure(ctx, tied, tied, largest, opts)
	if err != nil {
		return Distances{}, err
	}
	if d.Exact {
		return d, nil
	}
	if err := bound(ctx, tied, largest, opts, &d); err != nil {
		return Distances{}, err
	}
	return d, nil
}

// DirectedDistances measures the distances from each organisation to every other one that it can reach along
// the relationships, mutual ones both ways; pairs without a path count only for Reachable. Loops, parallel
// relationships and weights do not matter. Exactness, cost, errors and sources are those of [TieDistances],
// but that where opts.Work does not last, there is no upper bound of the diameter.
func DirectedDistances(ctx context.Context, g *graph.Graph, opts DistanceOptions) (Distances, error) {
	if err := checkWorkers(opts.Workers); err != nil {
		return Distances{}, err
	}
	if err := ctx.Err(); err != nil {
		return Distances{}, err
	}
	out, err := g.ProjectContext(ctx, graph.Projection{Direction: graph.Out, Collapse: true, DropLoops: true})
	if err != nil {
		return Distances{}, err
	}
	return directedDistances(ctx, out, opts)
}

func directedDistances(ctx context.Context, out *csr.Graph, opts DistanceOptions) (Distances, error) {
	all := make([]int32, out.NumVertices())
	for v := range all {
		all[v] = int32(v)
	}
	d, err := measure(ctx, out, out.Transpose(), all, opts)
	if err != nil {
		return Distances{}, err
	}
	d.RadiusLow, d.RadiusHigh = -1, -1
	if !d.Exact {
		d.DiameterHigh = -1
	}
	return d, nil
}

const (
	waveWords = 4
	waveWidth = 64 * waveWords // how many searches a wave has
	// What a wave finds is counted apart for groups of its sources, which show how much chance has in it: as
	// many as there are words of 16 bits.
	waveGroups = 4 * waveWords
	waveBytes  = 100 // an upper bound of what a wave takes for a vertex: three sets and a share of three lists
)

// bitOf returns the place of source i of a wave in its sets. The sources are dealt out to the groups.
func bitOf(i int) (word int, bit uint64) {
	group := i % waveGroups
	return group / 4, 1 << (group%4*16 + i/waveGroups)
}

// byGroup is a number for each group of sources of a wave.
type byGroup [waveGroups]int64

// sourceSet has a bit for each of the sources of a wave.
type sourceSet [waveWords]uint64

// lanes counts the sources in sets, by group, in words of 16 bits, so that what the groups of a word have is
// added at once.
type lanes sourceSet

// mostLanes is how many sets lanes can count: a group has 16 sources.
const mostLanes = (1<<16 - 1) / 16

// count adds the sources in one word of a set.
func (l *lanes) count(word int, set uint64) {
	set -= set >> 1 & 0x5555555555555555
	set = set&0x3333333333333333 + set>>2&0x3333333333333333
	set = (set + set>>4) & 0x0f0f0f0f0f0f0f0f
	l[word] += (set + set>>8) & 0x00ff00ff00ff00ff
}

// spill adds to groups what has been counted, and begins anew.
func (l *lanes) spill(groups *byGroup) {
	for group := range groups {
		groups[group] += int64(l[group/4] >> (group % 4 * 16) & 0xffff)
	}
	*l = lanes{}
}

// wave is searches from several sources at once. A step is made in one of two ways: while little has been
// reached, what is new to a vertex is handed on to its neighbours; when much has, every vertex that not all
// have reached yet gathers it from them, which reads more and writes less.
type wave struct {
	out, in  *csr.Graph
	seen     []sourceSet // which have reached the vertex
	leaving  []sourceSet // which have reached it in the step before
	arriving []sourceSet // which reach it in this step
	fine     bool        // whether to count by group; otherwise all of a word go to its first one
	front    []int32     // the vertices that something leaves
	touched  []int32     // those that something arrives at
	visited  []int32     // those that have been seen
}

// heard is what a wave has found out.
type heard struct {
	at        []int64 // how many pairs are so many steps apart, from 1 step at index 1 on
	near, far int     // the least and the greatest number of steps in which a source has reached all that it can
	work      int64   // how many arcs it has looked at
	// By group of sources, how many pairs there are and how many steps they are apart in sum, and how many of
	// the groups were told apart.
	pairs, steps byGroup
	groups       int
}

func newWave(out, in *csr.Graph) *wave {
	n := out.NumVertices()
	return &wave{out: out, in: in, seen: make([]sourceSet, n), leaving: make([]sourceSet, n), arriving: make([]sourceSet, n)}
}

// run searches from at most waveWidth sources; it stops early where it is told to.
func (w *wave) run(sources []int32, stop *parallel.Stop) heard {
	for _, v := range w.visited {
		w.seen[v] = sourceSet{}
	}
	var alive sourceSet // the sources that reached something in the step before
	w.front = w.front[:0]
	for i, v := range sources {
		word, bit := bitOf(i)
		w.seen[v][word] |= bit
		alive[word] |= bit
		w.leaving[v] = w.seen[v]
		w.front = append(w.front, v)
	}
	w.visited = append(w.visited[:0], sources...)
	all := alive
	h := heard{at: []int64{0}, near: math.MaxInt, groups: waveWords}
	if w.fine {
		h.groups = waveGroups
	}
	for step := 1; len(w.front) > 0; step++ {
		leaving := 0
		for _, v := range w.front {
			leaving += w.out.Degree(v) + 1
		}
		w.touched = w.touched[:0]
		if leaving > (w.out.NumArcs()+w.out.NumVertices())/8 {
			h.work += w.gather(&all, stop)
		} else {
			h.work += int64(leaving)
			w.scatter(stop)
		}
		pairs, reached := w.arrive()
		for i := range alive {
			if alive[i]&^reached[i] != 0 {
				h.near, h.far = min(h.near, step-1), max(h.far, step-1)
			}
		}
		alive = reached
		all := int64(0)
		for group, found := range pairs {
			h.pairs[group] += found
			h.steps[group] += int64(step) * found
			all += found
		}
		if all > 0 {
			h.at = append(h.at, all)
		}
	}
	return h
}

// scatter hands on what leaves the front.
func (w *wave) scatter(stop *parallel.Stop) {
	for _, v := range w.front {
		leaving := w.leaving[v]
		w.leaving[v] = sourceSet{}
		if stop.Stopped() {
			continue
		}
		for _, to := range w.out.Row(v) {
			arriving := &w.arriving[to]
			if *arriving == (sourceSet{}) {
				w.touched = append(w.touched, to)
			}
			for i := range arriving {
				arriving[i] |= leaving[i]
			}
		}
	}
}

// gather brings to every vertex that not all sources have seen what leaves its neighbours, and returns how
// many it has looked at.
func (w *wave) gather(all *sourceSet, stop *parallel.Stop) (work int64) {
	for v := range int32(w.in.NumVertices()) {
		got := w.seen[v]
		if got == *all || stop.Stopped() {
			continue
		}
		before := got
		row := w.in.Row(v)
		work += int64(len(row)) + 1
		for _, from := range row {
			leaving := &w.leaving[from]
			for i := range got {
				got[i] |= leaving[i]
			}
		}
		if got != before {
			w.arriving[v] = got
			w.touched = append(w.touched, v)
		}
	}
	for _, v := range w.front {
		w.leaving[v] = sourceSet{}
	}
	return work
}

// arrive makes of what arrives what leaves next, and returns how many pairs of a source and a vertex are new,
// by group of sources, and of which sources they are.
func (w *wave) arrive() (pairs byGroup, reached sourceSet) {
	w.front = w.front[:0]
	var counted lanes
	for at, v := range w.touched {
		if at%mostLanes == 0 {
			counted.spill(&pairs)
		}
		seen, arriving := &w.seen[v], &w.arriving[v]
		if *seen == (sourceSet{}) {
			w.visited = append(w.visited, v)
		}
		some := uint64(0)
		for i := range arriving {
			fresh := arriving[i] &^ seen[i]
			arriving[i] = 0
			seen[i] |= fresh
			reached[i] |= fresh
			w.leaving[v][i] = fresh
			if w.fine {
				counted.count(i, fresh)
			} else {
				pairs[4*i] += int64(bits.OnesCount64(fresh))
			}
			some |= fresh
		}
		if some != 0 {
			w.front = append(w.front, v)
		}
	}
	counted.spill(&pairs)
	return pairs, reached
}

func (o DistanceOptions) work() int64 {
	switch {
	case o.Work < 0:
		return math.MaxInt64
	case o.Work == 0:
		return 100_000_000
	}
	return o.Work
}

// measure searches from the vertices in an order that is drawn, until all have had their turn or there has
// been enough work. The diameter and the radius that it finds are those of the sources alone.
func measure(ctx context.Context, out, in *csr.Graph, vertices []int32, opts DistanceOptions) (Distances, error) {
	d := Distances{Organisations: len(vertices), Exact: true}
	if len(vertices) == 0 {
		return d, ctx.Err()
	}
	order := make([]int32, len(vertices))
	copy(order, vertices)
	drawn := rand.New(rand.NewPCG(opts.Seed, 0x64697374616e6365))
	drawn.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	stop := parallel.Watch(ctx)
	defer stop.Release()
	waves := make([]*wave, workersFor(opts.Workers, blocks(len(order), waveWidth), waveBytes*out.NumVertices()))
	var all []heard
	// The rounds grow, because what a search costs shows only when some have been made. In the first, every
	// group of sources has one.
	for round, work := waveGroups, int64(0); d.Sources < len(order) && work < opts.work(); round = min(4*round, 8*waveWidth) {
		sources := order[d.Sources:min(d.Sources+round, len(order))]
		d.Sources += len(sources)
		first := len(all)
		all = append(all, make([]heard, blocks(len(sources), waveWidth))...)
		into := all[first:]
		inBlocks(len(waves), len(sources), waveWidth, stop, func(worker, from, to int) {
			if waves[worker] == nil {
				waves[worker] = newWave(out, in)
			}
			waves[worker].fine = len(sources) <= waveWidth // otherwise there are waves enough
			into[from/waveWidth] = waves[worker].run(sources[from:to], stop)
		})
		if err := ctx.Err(); err != nil {
			return Distances{}, err
		}
		for _, h := range all[first:] {
			work += h.work
		}
	}
	d.Exact = d.Sources == len(order)
	d.sum(all)
	return d, nil
}

// sum puts together what the waves have heard.
func (d *Distances) sum(all []heard) {
	var at []int64
	d.RadiusLow = math.MaxInt
	steps := int64(0) // of all pairs together
	for _, h := range all {
		for k, pairs := range h.at {
			if k == len(at) {
				at = append(at, 0)
			}
			at[k] += pairs
			d.Pairs += pairs
			steps += int64(k) * pairs
		}
		d.DiameterLow, d.RadiusLow = max(d.DiameterLow, h.far), min(d.RadiusLow, h.near)
	}
	d.DiameterHigh, d.RadiusHigh = d.DiameterLow, d.RadiusLow
	if d.Pairs == 0 {
		return
	}
	d.Mean = float64(steps) / float64(d.Pairs)
	d.Reachable = float64(d.Pairs) / (float64(d.Sources) * float64(d.Organisations-1))
	wanted, before := float64(effectiveShare*float64(d.Pairs)), int64(0)
	for k, pairs := range at {
		if float64(before+pairs) >= wanted {
			d.Effective = float64(k-1) + (wanted-float64(before))/float64(pairs)
			break
		}
		before += pairs
	}
	if d.Exact {
		return
	}
	// The error of a ratio estimated from clusters drawn without replacement, which the groups are.
	squares, clusters := 0.0, 0.0
	for _, h := range all {
		clusters += float64(h.groups)
		for group, pairs := range h.pairs {
			off := float64(h.steps[group]) - float64(d.Mean*float64(pairs))
			squares += float64(off * off)
		}
	}
	left := 1 - float64(d.Sources)/float64(d.Organisations)
	d.MeanError = math.Sqrt(squares*clusters/(clusters-1)*left) / float64(d.Pairs)
}

// bound finds bounds of the diameter and the radius of a connected graph by single searches, each from the
// vertex that may change them most: the one that may be farthest from others, or nearest to all.
func bound(ctx context.Context, tied *csr.Graph, vertices []int32, opts DistanceOptions, d *Distances) error {
	stop := parallel.Watch(ctx)
	defer stop.Release()
	n := tied.NumVertices()
	low, high := make([]int32, n), make([]int32, n) // bounds of the eccentricity of every vertex
	distance := make([]int32, n)
	for v := range distance {
		distance[v] = -1
	}
	for _, v := range vertices {
		high[v] = math.MaxInt32
	}
	candidates := append([]int32{}, vertices...)
	queue := make([]int32, 0, len(vertices))
	// What measure has found of some of the vertices bounds the diameter from below and the radius from above.
	d.DiameterHigh, d.RadiusLow = math.MaxInt32, 0
	for work, farthest := int64(0), true; work < opts.work(); farthest = !farthest {
		settledDiameter, settledRadius := d.DiameterLow == d.DiameterHigh, d.RadiusLow == d.RadiusHigh
		if settledDiameter && settledRadius || len(candidates) == 0 {
			break
		}
		v := choose(tied, candidates, low, high, !settledDiameter && (farthest || settledRadius))
		var ok bool
		if queue, ok = search(tied, v, distance, queue, &work, stop); !ok {
			return ctx.Err()
		}
		far := distance[queue[len(queue)-1]]
		for _, w := range vertices {
			low[w] = max(low[w], distance[w], far-distance[w])
			high[w] = min(high[w], far+distance[w])
		}
		least, most := int32(math.MaxInt32), int32(0)
		for _, w := range vertices {
			least, most = min(least, low[w]), max(most, high[w])
			d.DiameterLow = max(d.DiameterLow, int(low[w]))
			d.RadiusHigh = min(d.RadiusHigh, int(high[w]))
		}
		d.RadiusLow, d.DiameterHigh = int(least), int(most)
		kept := candidates[:0]
		for _, w := range candidates {
			if low[w] != high[w] && (int(high[w]) > d.DiameterLow || int(low[w]) < d.RadiusHigh) {
				kept = append(kept, w)
			}
		}
		candidates = kept
	}
	return ctx.Err()
}

// choose returns the candidate that may be farthest from others, or else nearest to all; of several the one
// with the most ties, and of those the first.
func choose(tied *csr.Graph, candidates, low, high []int32, farthest bool) int32 {
	best := candidates[0]
	for _, v := range candidates[1:] {
		by := int(low[best]) - int(low[v])
		if farthest {
			by = int(high[v]) - int(high[best])
		}
		if by > 0 || by == 0 && tied.Degree(v) > tied.Degree(best) {
			best = v
		}
	}
	return best
}

// search finds the distance of every vertex that can be reached from v, and returns them in the order of it;
// false where it was stopped. The distances that come in are -1 but for those in the queue.
func search(tied *csr.Graph, v int32, distance, queue []int32, work *int64, stop *parallel.Stop) ([]int32, bool) {
	for _, w := range queue {
		distance[w] = -1
	}
	distance[v] = 0
	queue = append(queue[:0], v)
	for i := 0; i < len(queue); i++ {
		if stop.Stopped() {
			return queue, false
		}
		at := queue[i]
		row := tied.Row(at)
		*work += int64(len(row)) + 1
		for _, w := range row {
			if distance[w] < 0 {
				distance[w] = distance[at] + 1
				queue = append(queue, w)
			}
		}
	}
	return queue, true
}
