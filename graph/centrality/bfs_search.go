package centrality

import (
	"math/bits"

	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// bfsWidth is for how many targets a bfsSearch searches at once, lanes a bit for each of them: a cache
// line.
const bfsWidth = 64 * len(lanes{})

type lanes [8]uint64

// bfsSearch is the scratch of one worker for breadth-first searches from many targets at once, against the
// arcs: a bit of a vertex says of one target that the vertex reaches it (Then et al., "The More the
// Merrier: Efficient Multi-Source Graph Traversal", PVLDB 8, 2014). Because the searches go against the
// arcs, the bits that a vertex gets in a level are the targets at that distance from it, and all of them
// come to its sum in one addition.
//
// A level is made in one of two ways. Pushing goes from the vertices that got bits in the last level along
// the arcs to them. Pulling asks every vertex that lacks bits which of them its arcs lead to; it is taken
// where that is less work (Beamer, Asanović and Patterson, "Direction-Optimizing Breadth-First Search", SC
// 2012).
//
// On a long path no two targets are at the same distance from any vertex, and most bits are 0. Where the
// searches turn out to have so little in common, the rest of them is made one by one.
//
// Between searches missing is full, frontier and next are zero, and no vertex is marked.
type bfsSearch struct {
	g    *bfsGraph
	stop *parallel.Stop
	sums []hopSum

	full     lanes   // the bits of the targets
	missing  []lanes // the targets that a vertex is not known to reach
	frontier []lanes // those that it was found to reach in the last level
	next     []lanes // those that it is found to reach in this level
	marks    []uint8

	// Lists of vertices have room for one more: a loop that adds 0 or 1 writes before it knows.
	active, touched []uint32 // those with bits in frontier and in next
	reached         []uint32 // those that reach a target, or are one
	left            []uint32 // when pulling: those that lack bits

	pushArcs, pullArcs int // how many arcs there are to the active vertices, and from those that are left
	visits, found      int // how often a vertex got bits, and how many those were
}

// Marks.
const (
	isTouched = 1
	isReached = 2
)

func newBFSSearch(g *bfsGraph, stop *parallel.Stop) *bfsSearch {
	n := g.out.len()
	return &bfsSearch{
		g: g, stop: stop, sums: make([]hopSum, n),
		missing: make([]lanes, n), frontier: make([]lanes, n), next: make([]lanes, n),
		marks:  make([]uint8, n),
		active: make([]uint32, n+1), touched: make([]uint32, n+1),
		reached: make([]uint32, 0, n+1), left: make([]uint32, n+1),
	}
}

const (
	// bfsChunk is how many vertices are gone through before a search looks whether it is to stop.
	bfsChunk = 256
	// bfsPatience is how often a vertex gets bits, on average, before it is asked whether there were
	// bfsCommon of them at a time. With fewer, searching for the targets one by one is faster.
	bfsPatience = 8
	bfsCommon   = 6
)

// add adds to the sum of every vertex the terms of its distances to the targets, at most bfsWidth. It
// allocates nothing. Where stop is set meanwhile, it leaves the scratch as it happens to be.
func (s *bfsSearch) add(targets []uint32) {
	active := s.begin(targets)
	var left []uint32
	for distance := uint64(1); len(active) > 0; distance++ {
		term := s.g.term(distance)
		var next []uint32
		if 2*s.pushArcs < s.pullArcs {
			next = s.push(active, term)
		} else {
			if left == nil {
				left = s.listLeft()
			}
			next, left = s.pull(left, term)
		}
		for _, v := range active {
			s.frontier[v] = lanes{}
		}
		s.frontier, s.next = s.next, s.frontier
		s.active, s.touched = s.touched, s.active
		active = next
		if s.stop.Stopped() {
			return
		}
		s.visits += len(active)
		if s.visits > bfsPatience*len(s.reached) && s.found < bfsCommon*s.visits {
			s.addSingly(targets, distance)
			for _, v := range active {
				s.frontier[v] = lanes{}
			}
			break
		}
	}
	for _, v := range s.reached {
		s.missing[v] = s.full
		s.marks[v] = 0
	}
	s.reached = s.reached[:0]
}

// begin returns the targets as the active vertices.
func (s *bfsSearch) begin(targets []uint32) []uint32 {
	var full lanes
	for i := range targets {
		full[i/64] |= 1 << (i % 64)
	}
	if full != s.full {
		s.full = full
		for v := range s.missing {
			s.missing[v] = full
		}
	}
	s.visits, s.found, s.pushArcs, s.pullArcs = 0, 0, 0, len(s.g.out.targets)
	for i, v := range targets {
		s.frontier[v][i/64] |= 1 << (i % 64)
		s.missing[v][i/64] &^= 1 << (i % 64)
		s.active[i] = v
		s.marks[v] = isReached
		s.pushArcs += int(s.g.in.degree(v))
	}
	s.reached = append(s.reached, targets...)
	return s.active[:len(targets)]
}

// push makes a level from the active vertices, and returns those of the next one.
func (s *bfsSearch) push(active []uint32, term hopSum) []uint32 {
	touched := 0
	offsets, sources := s.g.in.offsets, s.g.in.targets
	for lo := 0; lo < len(active) && !s.stop.Stopped(); lo += bfsChunk {
		for _, w := range active[lo:min(lo+bfsChunk, len(active))] {
			from := &s.frontier[w]
			for _, v := range sources[offsets[w]:offsets[w+1]] {
				s.next[v].or(from)
				s.touched[touched] = v
				touched += int(1 - s.marks[v]&isTouched)
				s.marks[v] |= isTouched
			}
		}
	}
	got := 0
	s.pushArcs = 0
	for _, v := range s.touched[:touched] {
		s.marks[v] &^= isTouched
		if count := s.next[v].take(&s.missing[v]); count > 0 {
			s.touched[got] = v
			got++
			s.arrive(v, count, term)
		}
	}
	return s.touched[:got]
}

// listLeft lists the vertices with arcs.
func (s *bfsSearch) listLeft() []uint32 {
	k := 0
	for k < s.g.out.len() && s.g.out.degree(uint32(k)) > 0 {
		s.left[k] = uint32(k)
		k++
	}
	return s.left[:k]
}

// pull makes a level from the vertices that lack bits, and returns those of the next one, and those that
// may still lack bits then.
func (s *bfsSearch) pull(left []uint32, term hopSum) (next, still []uint32) {
	got, kept := 0, 0
	offsets, targets := s.g.out.offsets, s.g.out.targets
	s.pushArcs, s.pullArcs = 0, 0
	for lo := 0; lo < len(left) && !s.stop.Stopped(); lo += bfsChunk {
		for _, v := range left[lo:min(lo+bfsChunk, len(left))] {
			if s.missing[v].empty() {
				continue
			}
			left[kept] = v
			kept++
			row := targets[offsets[v]:offsets[v+1]]
			s.pullArcs += len(row)
			if count := s.next[v].gather(&s.missing[v], s.frontier, row); count > 0 {
				s.touched[got] = v
				got++
				s.arrive(v, count, term)
			}
		}
	}
	return s.touched[:got], left[:kept]
}

// arrive notes that a vertex has got so many bits.
func (s *bfsSearch) arrive(v uint32, count int, term hopSum) {
	s.sums[v].add(uint64(count), term)
	s.pushArcs += int(s.g.in.degree(v))
	s.found += count
	if s.marks[v]&isReached == 0 {
		s.marks[v] |= isReached
		s.reached = append(s.reached, v)
	}
}

// addSingly searches for the targets one by one, and adds the terms of distances above one that is done.
func (s *bfsSearch) addSingly(targets []uint32, done uint64) {
	offsets, sources := s.g.in.offsets, s.g.in.targets
	marks, sums := s.marks, s.sums
	for _, target := range targets {
		queue := append(s.touched[:0], target)
		marks[target] |= isTouched
		distance, level := uint64(0), 0 // level is where the next one begins in the queue
		var term hopSum
		for i := 0; i < len(queue); i++ {
			if i == level {
				distance, level = distance+1, len(queue)
				if distance > done {
					term = s.g.term(distance)
				}
				if s.stop.Stopped() {
					return
				}
			}
			w := queue[i]
			for _, v := range sources[offsets[w]:offsets[w+1]] {
				if marks[v]&isTouched == 0 {
					marks[v] |= isTouched
					queue = append(queue, v)
					sums[v].plus(term)
				}
			}
		}
		for _, v := range queue {
			marks[v] &^= isTouched
		}
	}
}

func (l *lanes) empty() bool {
	return l[0]|l[1]|l[2]|l[3]|l[4]|l[5]|l[6]|l[7] == 0
}

func (l *lanes) or(m *lanes) {
	l[0] |= m[0]
	l[1] |= m[1]
	l[2] |= m[2]
	l[3] |= m[3]
	l[4] |= m[4]
	l[5] |= m[5]
	l[6] |= m[6]
	l[7] |= m[7]
}

// take leaves of l what is missing, takes that off missing, and returns how many bits it is.
func (l *lanes) take(missing *lanes) int {
	count := 0
	for i := range l {
		l[i] &= missing[i]
		missing[i] ^= l[i]
		count += bits.OnesCount64(l[i])
	}
	return count
}

// gather makes l all that some vertices have in the frontier and is missing, takes that off missing, and
// returns how many bits it is. It goes over the vertices twice, because there are no registers for all
// words.
func (l *lanes) gather(missing *lanes, frontier []lanes, vertices []uint32) int {
	var a, b, c, d uint64
	for _, w := range vertices {
		f := &frontier[w]
		a |= f[0]
		b |= f[1]
		c |= f[2]
		d |= f[3]
	}
	a, b, c, d = a&missing[0], b&missing[1], c&missing[2], d&missing[3]
	l[0], l[1], l[2], l[3] = a, b, c, d
	missing[0] ^= a
	missing[1] ^= b
	missing[2] ^= c
	missing[3] ^= d
	count := bits.OnesCount64(a) + bits.OnesCount64(b) + bits.OnesCount64(c) + bits.OnesCount64(d)
	a, b, c, d = 0, 0, 0, 0
	for _, w := range vertices {
		f := &frontier[w]
		a |= f[4]
		b |= f[5]
		c |= f[6]
		d |= f[7]
	}
	a, b, c, d = a&missing[4], b&missing[5], c&missing[6], d&missing[7]
	l[4], l[5], l[6], l[7] = a, b, c, d
	missing[4] ^= a
	missing[5] ^= b
	missing[6] ^= c
	missing[7] ^= d
	return count + bits.OnesCount64(a) + bits.OnesCount64(b) + bits.OnesCount64(c) + bits.OnesCount64(d)
}
