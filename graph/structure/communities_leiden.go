package structure

import (
	"context"
	"math/bits"
	"math/rand/v2"
	"slices"
	"sync"

	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// leidenResult is a partition that a search has found, its communities numbered by their first member.
type leidenResult struct {
	of             []int32
	modularity     float64
	passes, levels int
	stable         bool
}

// searchLeiden searches as often as the options say, and returns the best result: of several with the same
// modularity the first one.
func searchLeiden(ctx context.Context, t *tieGraph, opts CommunityOptions) (*leidenResult, error) {
	// An arc is half a tie, so that this is twice the number of organisations and ties, or less.
	size := 1 + t.len() + len(t.targets)
	restarts, passes := opts.Restarts, opts.MaxPasses
	if restarts == 0 {
		restarts = max(1, min(20, 300_000/size))
	}
	if passes == 0 {
		passes = max(4, min(100, 1_200_000/size))
	}
	stop := parallel.Watch(ctx)
	defer stop.Release()
	var (
		mu    sync.Mutex
		best  *leidenResult
		first int // the restart that found best
	)
	searches := make([]*leiden, workersFor(opts.Workers, restarts, leidenBytes*size))
	inBlocks(len(searches), restarts, 1, stop, func(worker, restart, _ int) {
		if searches[worker] == nil {
			searches[worker] = newLeiden(t, opts.Resolution, stop)
		}
		r := searches[worker].search(opts.Seed, uint64(restart), passes)
		mu.Lock()
		defer mu.Unlock()
		if r != nil && (best == nil || r.modularity > best.modularity || r.modularity == best.modularity && restart < first) {
			best, first = r, restart
		}
	})
	return best, ctx.Err()
}

// leidenBytes is an upper bound of what a search takes for an organisation or an arc.
const leidenBytes = 100

// leiden is a worker's search. Its slices are as long as the graph at the bottom has vertices, and are used
// again at every level.
type leiden struct {
	base       *tieGraph
	resolution float64
	stop       *parallel.Stop
	random     *rand.PCG

	levels [2]*tieGraph // the graphs above the base, in turn

	of       []int32 // the community of each vertex of the base, which passes improve
	flat     []int32 // the vertex of the level that each vertex of the base has become part of
	group    []int32 // the community of each vertex of the level
	part     []int32 // the part of each vertex of the level
	strength []float64
	size     []int32
	inPart   []float64 // the strengths of parts
	outside  []float64 // of a part: the weight of its ties to the rest of its community
	near     []float64 // weights by community or part, all 0 between uses
	touched  []int32   // those whose weight is not 0
	order    []int32
	queued   []bool
	free     []int32 // communities without members
	first    []int32 // for numbering
}

func newLeiden(base *tieGraph, resolution float64, stop *parallel.Stop) *leiden {
	n := base.len()
	integers := func() []int32 { return make([]int32, n) }
	return &leiden{
		base: base, resolution: resolution, stop: stop, random: rand.NewPCG(0, 0),
		levels: [2]*tieGraph{{}, {}},
		of:     integers(), flat: integers(), group: integers(), part: integers(), size: integers(),
		strength: make([]float64, n), inPart: make([]float64, n), outside: make([]float64, n), near: make([]float64, n),
		touched: make([]int32, 0, n), order: integers(), queued: make([]bool, n), free: make([]int32, 0, n), first: integers(),
	}
}

// search is one search, from every vertex alone; nil where it has been stopped.
func (l *leiden) search(seed, restart uint64, maxPasses int) *leidenResult {
	l.random.Seed(seed, restart)
	for v := range l.of {
		l.of[v] = int32(v)
	}
	r := &leidenResult{}
	for r.passes < maxPasses && !r.stable && !l.stop.Stopped() {
		levels, moved := l.pass()
		r.passes++
		r.levels = max(r.levels, levels)
		r.stable = !moved
	}
	l.splitLoose()
	if l.stop.Stopped() {
		return nil
	}
	groups := l.number(l.of)
	r.of = slices.Clone(l.of)
	r.modularity = l.base.modularity(r.of, groups, l.resolution, l.stop)
	return r
}

// pass goes from the bottom up once, beginning with the communities in l.of and leaving there those that it
// has found. It says how many levels it went up, and whether any vertex moved.
func (l *leiden) pass() (levels int, moved bool) {
	t := l.base
	copy(l.group, l.of)
	for v := range l.flat {
		l.flat[v] = int32(v)
	}
	for {
		n := t.len()
		group, part := l.group[:n], l.part[:n]
		groups := l.number(group)
		moved = l.move(t, group, groups) || moved
		groups = l.number(group)
		if groups == n || l.stop.Stopped() {
			break
		}
		parts := l.refine(t, group, groups)
		if parts == n {
			break
		}
		above := l.levels[levels%2]
		l.aggregate(above, t, part, parts)
		if l.stop.Stopped() {
			break
		}
		for v, at := range l.flat {
			l.flat[v] = part[at]
		}
		// The community of a part is that of its members; first is free to hold it.
		for v, p := range part {
			l.first[p] = group[v]
		}
		copy(l.group[:parts], l.first[:parts])
		t = above
		levels++
	}
	for v, at := range l.flat {
		l.of[v] = l.group[at]
	}
	return levels, moved
}

// number gives groups consecutive numbers in the order of their first members, and returns how many there
// are. The numbers that come in are below the number of vertices.
func (l *leiden) number(group []int32) int {
	first := l.first[:len(group)]
	for i := range first {
		first[i] = -1
	}
	next := int32(0)
	for v, c := range group {
		if first[c] < 0 {
			first[c] = next
			next++
		}
		group[v] = first[c]
	}
	return int(next)
}

// shuffled returns the numbers below n in random order.
func (l *leiden) shuffled(n int) []int32 {
	order := l.order[:n]
	for i := range order {
		order[i] = int32(i)
	}
	for i := n - 1; i > 0; i-- {
		j, _ := bits.Mul64(l.random.Uint64(), uint64(i+1))
		order[i], order[j] = order[j], order[i]
	}
	return order
}

// visitsPerVertex bounds the visits of a level. Each move raises modularity, so that moving ends by itself;
// the bound is for what rounding may do with weights of very different sizes. Of the graphs that were tried none took more than 11.
const visitsPerVertex = 64

// least is the part of a vertex's strength that a move must gain, above what rounding can feign.
const least = 1e-11

// move moves vertices to the community that raises modularity most, one at a time from a queue that has, after
// the first round, only those whose neighbours have moved. It says whether any did.
func (l *leiden) move(t *tieGraph, group []int32, groups int) (moved bool) {
	n := t.len()
	strength, size := l.strength[:n], l.size[:n]
	addUp := func() {
		clear(strength)
		clear(size)
		for v, c := range group {
			strength[c] += t.strength[v]
			size[c]++
		}
	}
	addUp()
	l.free = l.free[:0]
	for c := n - 1; c >= groups; c-- {
		l.free = append(l.free, int32(c))
	}
	queue := l.shuffled(n)
	for v := range n {
		l.queued[v] = true
	}
	head, waiting := 0, n
	for visits := 0; waiting > 0 && visits/visitsPerVertex < n; visits++ {
		if visits%256 == 0 && l.stop.Stopped() {
			break
		}
		if visits%n == 0 && visits > 0 {
			addUp() // lest what rounding leaves behind at each move adds up
		}
		v := queue[head]
		if head++; head == n {
			head = 0
		}
		waiting--
		l.queued[v] = false
		from := group[v]
		to := l.bestGroup(t, v, group, strength)
		if to == from {
			continue
		}
		moved = true
		if size[from]--; size[from] == 0 {
			strength[from] = 0
			l.free = append(l.free, from)
		} else {
			strength[from] -= t.strength[v]
		}
		if size[to] == 0 {
			l.free = l.free[:len(l.free)-1]
		}
		group[v] = to
		size[to]++
		strength[to] += t.strength[v]
		for _, u := range t.targets[t.offsets[v]:t.offsets[v+1]] {
			if group[u] != to && !l.queued[u] {
				l.queued[u] = true
				tail := head + waiting
				if tail >= n {
					tail -= n
				}
				queue[tail] = u
				waiting++
			}
		}
	}
	for v := range n {
		l.queued[v] = false
	}
	return moved
}

// bestGroup returns the community in which v adds most to modularity: its own, unless another or an empty
// one is better.
func (l *leiden) bestGroup(t *tieGraph, v int32, group []int32, strength []float64) int32 {
	near, touched := l.near, l.touched[:0]
	start, end := t.offsets[v], t.offsets[v+1]
	if t.weights == nil {
		for _, u := range t.targets[start:end] {
			c := group[u]
			if near[c] == 0 {
				touched = append(touched, c)
			}
			near[c]++
		}
	} else {
		weights := t.weights[start:end]
		for i, u := range t.targets[start:end] {
			c := group[u]
			if near[c] == 0 {
				touched = append(touched, c)
			}
			near[c] += weights[i]
		}
	}
	from, own := group[v], t.strength[v]
	price := float64(l.resolution*own) / t.total
	margin := float64(least * own)
	stay := near[from] - float64(price*(strength[from]-own))
	best, gain := from, stay+margin
	for _, c := range touched {
		if value := near[c] - float64(price*strength[c]); value > gain && c != from {
			best, gain = c, value
		}
		near[c] = 0
	}
	if gain < 0 && l.size[from] > 1 && len(l.free) > 0 {
		best = l.free[len(l.free)-1]
	}
	return best
}

// refine splits communities into parts that are connected: every vertex begins alone, and those that are still
// alone when their turn comes, and are tied well to the rest of their community, join the part of it where
// they add most to modularity, if that part is tied well too. It leaves the parts in l.part and returns how
// many there are.
func (l *leiden) refine(t *tieGraph, group []int32, groups int) int {
	n := t.len()
	part, whole := l.part[:n], l.strength[:groups]
	clear(whole)
	for v, c := range group {
		whole[c] += t.strength[v]
	}
	inPart, outside := l.inPart[:n], l.outside[:n]
	for v := range int32(n) {
		if v%1024 == 0 && l.stop.Stopped() {
			return n
		}
		part[v] = v
		l.size[v] = 1
		inPart[v] = t.strength[v]
		outside[v] = t.within(v, group)
	}
	for i, v := range l.shuffled(n) {
		if i%256 == 0 && l.stop.Stopped() {
			break
		}
		if l.size[part[v]] > 1 {
			continue
		}
		all := whole[group[v]]
		price := float64(l.resolution*t.strength[v]) / t.total
		if outside[v] < float64(price*(all-t.strength[v])) {
			continue
		}
		l.join(t, v, group, all, price)
	}
	return l.number(part)
}

// join lets v, which is alone, join the best of the parts beside it within its community.
func (l *leiden) join(t *tieGraph, v int32, group []int32, all, price float64) {
	part, inPart, outside, near, touched := l.part, l.inPart, l.outside, l.near, l.touched[:0]
	for arc := t.offsets[v]; arc < t.offsets[v+1]; arc++ {
		u := t.targets[arc]
		if group[u] != group[v] {
			continue
		}
		p := part[u]
		if near[p] == 0 {
			touched = append(touched, p)
		}
		near[p] += t.weight(arc)
	}
	best, gain, tied := part[v], float64(least*t.strength[v]), 0.0
	for _, p := range touched {
		w := near[p]
		near[p] = 0
		value := w - float64(price*inPart[p])
		if value > gain && outside[p] >= float64(float64(l.resolution*inPart[p])/t.total*(all-inPart[p])) {
			best, gain, tied = p, value, w
		}
	}
	if best == part[v] {
		return
	}
	l.size[part[v]]--
	l.size[best]++
	inPart[best] += t.strength[v]
	outside[best] += outside[v] - 2*tied
	part[v] = best
}

// aggregate makes into the graph whose vertices are the parts of t.
func (l *leiden) aggregate(into, t *tieGraph, part []int32, parts int) {
	members, ends := l.order[:len(part)], l.size[:parts]
	clear(ends)
	for _, p := range part {
		ends[p]++
	}
	sum := int32(0)
	for p, size := range ends {
		ends[p] = sum
		sum += size
	}
	for v, p := range part {
		members[ends[p]] = int32(v)
		ends[p]++
	}
	into.offsets, into.targets, into.weights = append(into.offsets[:0], 0), into.targets[:0], into.weights[:0]
	into.strength, into.total = into.strength[:0], t.total
	near, start := l.near, int32(0)
	for p, end := range ends {
		if p%256 == 0 && l.stop.Stopped() {
			return
		}
		touched, strength := l.touched[:0], 0.0
		for _, v := range members[start:end] {
			strength += t.strength[v]
			for arc := t.offsets[v]; arc < t.offsets[v+1]; arc++ {
				q := part[t.targets[arc]]
				if int(q) == p {
					continue
				}
				if near[q] == 0 {
					touched = append(touched, q)
				}
				near[q] += t.weight(arc)
			}
		}
		for _, q := range touched {
			into.targets, into.weights = append(into.targets, q), append(into.weights, near[q])
			near[q] = 0
		}
		into.offsets, into.strength = append(into.offsets, uint32(len(into.targets))), append(into.strength, strength)
		start = end
	}
}

// splitLoose makes communities of their own of the parts of a community that no tie joins. Moving can leave
// such a community where a pass ends early; to split it raises modularity.
func (l *leiden) splitLoose() {
	t, component := l.base, l.part
	for v := range component {
		component[v] = -1
	}
	next := int32(0)
	queue := l.order[:0]
	for v := range int32(t.len()) {
		if v%1024 == 0 && l.stop.Stopped() {
			return
		}
		if component[v] >= 0 {
			continue
		}
		component[v] = next
		for queue = append(queue[:0], v); len(queue) > 0; {
			at := queue[len(queue)-1]
			queue = queue[:len(queue)-1]
			for _, u := range t.targets[t.offsets[at]:t.offsets[at+1]] {
				if component[u] < 0 && l.of[u] == l.of[v] {
					component[u] = next
					queue = append(queue, u)
				}
			}
		}
		next++
	}
	copy(l.of, component)
}
