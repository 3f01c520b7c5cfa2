package centrality

import (
	"bytes"
	"math"
	"slices"

	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// brandesGraph is what all searches of the algorithm of Brandes (2001) share: for every source a
// breadth-first search that counts shortest paths, then the dependencies of the source on every vertex,
// summed up against the order of the search.
//
// The time goes into the arcs, most of which lead to vertices that have been reached already, and into
// the branches that tell them apart, which no processor can predict. So
//   - the loops over arcs have no branch but their end: they always write the arc to the list of arcs on
//     shortest paths, and move the end of the list on by 0 or 1;
//   - what follows, the counting and the summing up, runs flat over that list, a third of the arcs;
//   - where fewer vertices are left than the last level has, the search goes the other way and asks the
//     vertices that are left who of that level reaches them (Beamer, Asanović and Patterson,
//     "Direction-Optimizing Breadth-First Search", SC 2012);
//   - vertices are numbered by degree, and a large level is put in that order, so that rows of the same
//     length follow each other and their end is predicted;
//   - levels of a few vertices are gone through in one loop, one after the other, since there it is the
//     beginning of a level that costs.
type brandesGraph struct {
	out, in rows
	order   []uint32 // the vertex of the projection that a vertex here is
	byIn    []uint32 // the vertices by descending in-degree
	fresh   []uint8  // the marks of a search that has not begun
	// levelGrowth is the logarithm of how many times more shortest paths than in one level there can be to
	// a vertex in the next.
	levelGrowth float64
}

// newBrandesGraph makes what it can before stop is set.
func newBrandesGraph(g *csr.Graph, stop *parallel.Stop) *brandesGraph {
	b := &brandesGraph{order: byDegree(g.NumVertices(), func(v uint32) uint32 { return uint32(g.Degree(int32(v))) })}
	stop.Between(
		func() { b.out = renumber(g, b.order) },
		func() { b.in = b.out.transpose() },
		func() { b.byIn = byDegree(g.NumVertices(), b.in.degree) },
	)
	b.fresh = bytes.Repeat([]byte{waiting}, g.NumVertices())
	if len(b.byIn) > 0 {
		b.levelGrowth = math.Log2(max(1, float64(b.in.degree(b.byIn[0]))))
	}
	return b
}

// sources returns how many vertices have arcs; in the numbering by degree they are the first.
func (b *brandesGraph) sources() int {
	n := b.out.len()
	for n > 0 && b.out.degree(uint32(n-1)) == 0 {
		n--
	}
	return n
}

// What a search knows of a vertex. The values make arithmetic of the questions in the inner loops: bit 0
// says that it is not reached yet, bit 1 that it is in the last level.
const (
	passed  = 0
	waiting = 1
	current = 2
)

// brandesSearch is the scratch of one worker. Between searches counts and sums are zero, and every mark is
// waiting.
type brandesSearch struct {
	g      *brandesGraph
	stop   *parallel.Stop
	marks  []uint8
	counts []float64 // the number of shortest paths from the source
	sums   []float64 // of the dependencies, see sumUp
	queue  []uint32  // the vertices that are reached, by level
	left   []uint32  // when searching upwards: those that are not
	arcs   []uint64  // those on shortest paths, by level: from<<32 | to
	levels []level
	chunk  int // how many vertices are gone through before the search looks whether it is to stop
}

// thin is how many vertices a level has at most for which searchThin is faster.
const thin = 4

// level says where a level ends in the queue, and where the arcs to it end.
type level struct{ vertices, arcs int }

func newBrandesSearch(g *brandesGraph, stop *parallel.Stop) *brandesSearch {
	n := g.out.len()
	return &brandesSearch{
		g: g, stop: stop,
		marks:  slices.Clone(g.fresh),
		counts: make([]float64, n),
		sums:   make([]float64, n),
		// One more of each: a loop that adds 0 or 1 writes before it knows.
		queue:  make([]uint32, n+1),
		left:   make([]uint32, n+1),
		arcs:   make([]uint64, len(g.out.targets)+1),
		levels: make([]level, 0, n+1),
		chunk:  1 << 13,
	}
}

// add adds the dependencies of one source to the vertices. It allocates nothing, but for more paths than a
// float64 holds. Where stop is set meanwhile, it leaves into and the scratch as they happen to be.
func (s *brandesSearch) add(source uint32, into []float64) {
	s.search(source)
	if s.stop.Stopped() {
		return
	}
	if s.overflows() {
		s.sumUpWide(into)
	} else {
		s.sumUp(into)
	}
	s.reset()
}

// search finds the vertices that the source reaches, by level, and the arcs of the shortest paths to them.
func (s *brandesSearch) search(source uint32) {
	n := len(s.marks)
	s.marks[source], s.counts[source], s.queue[0] = current, 1, source
	s.levels = append(s.levels[:0], level{1, 0})
	left := -1 // how many vertices are in s.left; -1: that is not known
	for first, last := 0, (level{1, 0}); first < last.vertices && last.vertices < n; {
		next := last
		if last.vertices-first <= thin {
			left = -1
			first, last = s.searchThin(first, last)
			if s.stop.Stopped() {
				return
			}
			continue
		}
		if n-last.vertices < last.vertices-first {
			if left < 0 {
				left = listWaiting(s.left, s.g.byIn, s.marks)
			}
			left = s.searchUp(left, &next)
			setMarks(s.marks, s.queue[first:last.vertices], passed)
			setMarks(s.marks, s.queue[last.vertices:next.vertices], current)
		} else {
			left = -1
			s.searchDown(first, &next)
		}
		if s.stop.Stopped() {
			return
		}
		s.levels = append(s.levels, next)
		first, last = last.vertices, next
	}
}

// searchDown goes along the arcs of the last level, from first to next.vertices in the queue.
func (s *brandesSearch) searchDown(first int, next *level) {
	frontier := s.queue[first:next.vertices]
	if 16*len(frontier) > len(s.marks) {
		// Marks are in the order of degree. The room for the frontier and one more is there: some vertex
		// is waiting.
		listCurrent(s.queue[first:], s.marks)
	}
	before := next.arcs
	for lo := 0; lo < len(frontier) && !s.stop.Stopped(); lo += s.chunk {
		hi := min(lo+s.chunk, len(frontier))
		next.arcs += listArcsDown(s.arcs[next.arcs:], frontier[lo:hi], &s.g.out, s.marks)
	}
	setMarks(s.marks, frontier, passed)
	next.vertices += reach(s.queue[next.vertices:], s.arcs[before:next.arcs], s.marks, s.counts)
}

// searchThin is searchDown for levels of few vertices, one after the other until there are more or none: in
// graphs that are long rather than broad, the time goes into beginning levels. It returns where the last
// level begins and ends.
func (s *brandesSearch) searchThin(first int, last level) (int, level) {
	queue, arcs, marks, counts := s.queue, s.arcs, s.marks, s.counts
	offsets, targets := s.g.out.offsets, s.g.out.targets
	levels := s.levels
	for first < last.vertices && last.vertices-first <= thin && !s.stop.Stopped() {
		next := last
		for _, v := range queue[first:last.vertices] {
			marks[v] = passed
		}
		for _, v := range queue[first:last.vertices] {
			from, count := uint64(v)<<32, counts[v]
			for _, w := range targets[offsets[v]:offsets[v+1]] {
				mark := marks[w]
				if mark == passed {
					continue
				}
				if mark == waiting {
					marks[w] = current
					queue[next.vertices] = w
					next.vertices++
				}
				counts[w] += count
				arcs[next.arcs] = from | uint64(w)
				next.arcs++
			}
		}
		levels = append(levels, next)
		first, last = last.vertices, next
	}
	s.levels = levels
	return first, last
}

// searchUp goes back along the arcs of the vertices that are left, and returns how many are left then.
func (s *brandesSearch) searchUp(left int, next *level) int {
	before, still := next.arcs, 0
	for lo := 0; lo < left && !s.stop.Stopped(); lo += s.chunk {
		hi := min(lo+s.chunk, left)
		vertices, arcs := listArcsUp(s.arcs[next.arcs:], s.queue[next.vertices:], s.left[still:], s.left[lo:hi], &s.g.in, s.marks)
		still += hi - lo - vertices
		next.vertices += vertices
		next.arcs += arcs
	}
	addForward(s.counts, s.arcs[before:next.arcs])
	return still
}

// listArcsDown lists the arcs from the frontier to waiting vertices, and returns how many they are.
func listArcsDown(arcs []uint64, frontier []uint32, out *rows, marks []uint8) int {
	k := 0
	offsets, targets := out.offsets, out.targets
	for _, v := range frontier {
		from := uint64(v) << 32
		for _, w := range targets[offsets[v]:offsets[v+1]] {
			arcs[k] = from | uint64(w)
			k += int(marks[w] & waiting)
		}
	}
	return k
}

// reach counts the paths along arcs and appends the vertices that they reach to the queue. It returns how
// many vertices those are.
func reach(queue []uint32, arcs []uint64, marks []uint8, counts []float64) int {
	k := 0
	for _, arc := range arcs {
		w := uint32(arc)
		queue[k] = w
		k += int(marks[w] & waiting)
		marks[w] = current
		counts[w] += counts[arc>>32]
	}
	return k
}

// listArcsUp lists the arcs from vertices of the last level to those that are left, and puts every one that
// has such an arc in the queue and every other in still, which may be the front of left. It returns how
// many vertices are in the queue, and how many arcs there are.
func listArcsUp(arcs []uint64, queue, still, left []uint32, in *rows, marks []uint8) (int, int) {
	reached, waits, k := 0, 0, 0
	offsets, sources := in.offsets, in.targets
	for _, w := range left {
		before := k
		for _, v := range sources[offsets[w]:offsets[w+1]] {
			arcs[k] = uint64(v)<<32 | uint64(w)
			k += int(marks[v] >> 1)
		}
		found := 0
		if k > before {
			found = 1
		}
		queue[reached] = w
		reached += found
		still[waits] = w
		waits += 1 - found
	}
	return reached, k
}

// listWaiting lists the vertices of order that are waiting, and returns how many they are.
func listWaiting(list, order []uint32, marks []uint8) int {
	k := 0
	for _, v := range order {
		list[k] = v
		k += int(marks[v] & waiting)
	}
	return k
}

// listCurrent lists the vertices of the last level in ascending order.
func listCurrent(list []uint32, marks []uint8) {
	k := 0
	for v, mark := range marks {
		list[k] = uint32(v)
		k += int(mark >> 1)
	}
}

func setMarks(marks []uint8, vertices []uint32, mark uint8) {
	for _, v := range vertices {
		marks[v] = mark
	}
}

// addForward adds to the head of every arc what its tail has.
func addForward(values []float64, arcs []uint64) {
	for _, arc := range arcs {
		values[uint32(arc)] += values[arc>>32]
	}
}

// addBackward adds to the tail of every arc what its head has.
func addBackward(values []float64, arcs []uint64) {
	for _, arc := range arcs {
		values[arc>>32] += values[uint32(arc)]
	}
}

// sumUp adds the dependencies of the source. With σ(v) the number of shortest paths to v, the dependency is
//
//	δ(v) = Σ σ(v)/σ(w)·(1+δ(w))  over the arcs from v to w on shortest paths.
//
// The sum of v is kept as (1+δ(v))/σ(v), so that an arc costs one addition.
func (s *brandesSearch) sumUp(into []float64) {
	for l := len(s.levels) - 1; l > 0; l-- {
		this, before := s.levels[l], s.levels[l-1]
		settle(s.queue[before.vertices:this.vertices], s.counts, s.sums, into)
		if l > 1 { // the source depends on itself for nothing
			addBackward(s.sums, s.arcs[before.arcs:this.arcs])
		}
	}
}

// settle adds the dependencies of vertices whose sums lack nothing but their own part.
func settle(vertices []uint32, counts, sums, into []float64) {
	for _, v := range vertices {
		count, sum := counts[v], sums[v]
		// The conversion keeps the compiler from fusing the operations, which it does on some
		// processors, with other last digits.
		into[v] += float64(count * sum)
		sums[v] = sum + 1/count
	}
}

// reached returns the vertices that the last search has reached, by level.
func (s *brandesSearch) reached() []uint32 { return s.queue[:s.levels[len(s.levels)-1].vertices] }

// reset makes the scratch ready for another source, in time proportional to what the last one reached.
func (s *brandesSearch) reset() {
	reached := s.reached()
	if 2*len(reached) > len(s.marks) {
		copy(s.marks, s.g.fresh)
		clear(s.counts)
		clear(s.sums)
		return
	}
	for _, v := range reached {
		s.marks[v], s.counts[v], s.sums[v] = waiting, 0, 0
	}
}
