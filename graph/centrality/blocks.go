package centrality

import (
	"sync"
	"sync/atomic"

	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// sourceSum adds up what searches from every source contribute to every vertex. The sources are cut into
// blocks that depend on their number alone, each block has a vector of its own, and the vectors are added
// in the order of the blocks: so the sum is the same to the bit however many workers share the work. That
// takes 8 bytes for every value, and 16 more for each worker.
type sourceSum struct {
	sources, block int
	total          []float64

	free chan []float64 // vectors, all zero
	mu   sync.Mutex
	done map[int][]float64 // finished blocks that wait for one before them
	next int               // the block to be added next

	progress func(done, total int)
}

// sourcesPerBlock is large enough for the additions to cost little beside the searches, and for at most 256
// blocks, because a search may reach little of a large graph, and adding a block goes over all of it.
func sourcesPerBlock(sources int) int { return max(64, (sources+255)/256) }

func newSourceSum(n, sources, workers int, progress func(done, total int)) *sourceSum {
	s := &sourceSum{
		sources: sources, block: sourcesPerBlock(sources),
		total: make([]float64, n),
		// A worker takes a vector before it takes a block, so that the block that the others wait for
		// always has one. The spare vectors keep workers from waiting for each other.
		free: make(chan []float64, 2*workers),
		done: map[int][]float64{}, progress: progress,
	}
	for range cap(s.free) {
		s.free <- make([]float64, n)
	}
	return s
}

// run calls search(worker, source, into) for every source until stop is set.
func (s *sourceSum) run(workers int, stop *parallel.Stop, search func(worker, source int, into []float64)) {
	var taken atomic.Int64
	parallel.Run(workers, func(worker int) {
		for {
			into := <-s.free
			block := int(taken.Add(1)) - 1
			first := block * s.block
			if first >= s.sources || stop.Stopped() {
				s.free <- into
				return
			}
			for source := first; source < min(first+s.block, s.sources) && !stop.Stopped(); source++ {
				search(worker, source, into)
			}
			if stop.Stopped() { // the block may have been cut short
				s.free <- into
				return
			}
			s.add(block, into)
		}
	})
}

// add takes the vector of a finished block.
func (s *sourceSum) add(block int, vector []float64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.done[block] = vector
	for {
		vector, ok := s.done[s.next]
		if !ok {
			return
		}
		for v, x := range vector {
			s.total[v] += x
		}
		clear(vector)
		delete(s.done, s.next)
		s.free <- vector
		s.next++
		if s.progress != nil {
			s.progress(min(s.next*s.block, s.sources), s.sources)
		}
	}
}

// turns hands out the numbers from 0 up to a total, so many at a time, and tells how many are finished.
type turns struct {
	total, most int
	progress    func(done, total int)

	mu          sync.Mutex
	taken, done int
}

// take returns the bounds of the next turn; it is empty when there are no more.
func (t *turns) take() (first, last int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	first = t.taken
	t.taken = min(first+t.most, t.total)
	return first, t.taken
}

func (t *turns) finish(many int, stop *parallel.Stop) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.done += many
	if t.progress != nil && !stop.Stopped() {
		t.progress(t.done, t.total)
	}
}
