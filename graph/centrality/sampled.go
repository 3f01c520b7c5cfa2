package centrality

import (
	"context"
	"math"
	"slices"
	"sync/atomic"

	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

const (
	// batchSamples is how many samples are drawn with one stream of random numbers.
	batchSamples = 64
	// pilotSamples is how many first samples there are at least. They say how many more will be needed, and
	// share out delta; to keep the bounds rigorous they do not count for the values.
	pilotSamples = 1 << 10
)

// estimateBetweenness samples shortest paths between random pairs (Riondato and Kornaropoulos, 2016). The
// probability that the path has v inside is C(v)/(n(n-1)), so that the share of the paths that do is an
// estimate of it, with the bounds of a coin's. Looks at the bounds, at which the sampling may end, are at
// numbers of samples that the first samples have fixed, and the bounds of all looks hold at once, so that
// the end may depend on them.
//
// Where so many samples would be needed that they take longer than the searches for the exact values, it makes
// these instead.
func estimateBetweenness(ctx context.Context, adjacency *csr.Graph, opts Options, scale float64) (*Result, error) {
	stop := parallel.Watch(ctx)
	defer stop.Release()
	s := newSampling(adjacency, opts, stop)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if s.sure.vertices == 0 { // no path has three vertices
		return exactEstimate(make([]float64, adjacency.NumVertices()), opts), nil
	}
	if s.pays(s.leastPilot()) {
		s.pilot()
		if needed := s.needed(); s.pays(needed) {
			last := s.untilSure(needed)
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			return s.result(last, opts, scale), nil
		}
	}
	opts.Progress = s.progressAfter(opts.Progress)
	values, err := exactBetweenness(ctx, adjacency, opts, scale)
	if err != nil {
		return nil, err
	}
	return exactEstimate(values, opts), nil
}

// exactEstimate is the result for values that are known without samples.
func exactEstimate(values []float64, opts Options) *Result {
	return &Result{Values: values, Estimate: &Estimate{
		Epsilon: opts.Epsilon, Delta: opts.Delta,
		Low: slices.Clone(values), High: slices.Clone(values), Certain: len(values),
	}}
}

// pays reports whether so many samples are worth while. Up to 2²⁴ are drawn in seconds; beyond that, n² of
// them take longer than the n searches for the exact values, since few samples go through less than one nth
// of what a search does.
func (s *sampling) pays(samples float64) bool {
	n := float64(len(s.hits))
	return samples <= max(1<<24, n*n)
}

// progressAfter returns a progress function that goes on after the samples that have been drawn.
func (s *sampling) progressAfter(progress func(done, total int)) func(done, total int) {
	before := int(s.batches * batchSamples)
	if progress == nil || before == 0 {
		return progress
	}
	return func(done, total int) { progress(before+done, before+total) }
}

// result has values and bounds as sums over all ordered pairs, times scale.
func (s *sampling) result(last bounds, opts Options, scale float64) *Result {
	n := len(s.hits)
	e := &Estimate{
		Samples: int(s.samples), Epsilon: opts.Epsilon, Delta: opts.Delta,
		Low: make([]float64, n), High: make([]float64, n),
	}
	if !s.reachedEpsilon(last) { // the top was known before
		e.Epsilon = last.reached * float64(n) / float64(n-2)
	}
	for k, sure := range last.separated(s.hits) {
		if sure {
			e.Certain = k
		}
	}
	pairs := float64(n) * float64(n-1)
	most := float64(max(0, n-2)) / float64(max(1, n)) // no path has its ends inside
	values := make([]float64, n)
	for i, v := range s.g.order {
		p := float64(s.hits[i]) / float64(max(1, s.samples))
		values[v] = min(p, most) * pairs * scale
		e.Low[v], e.High[v] = min(last.of[i].low, most)*pairs*scale, min(last.of[i].high, most)*pairs*scale
	}
	return &Result{Values: values, Estimate: e}
}

// sampling is an estimate on the way.
type sampling struct {
	g        *sampleGraph
	stop     *parallel.Stop
	workers  int
	samplers []*pathSampler // of as many workers as there has been work for
	progress func(done, total int)
	seed     uint64
	inner    []bool // which vertices can be inside paths
	epsilon  float64
	top      int // 0: as many as there are, or more, are sure from the beginning
	sure     confidence

	batches  uint64 // how many have been drawn
	samples  uint64 // how many count
	hits     []uint64
	expected uint64 // how many samples there may be in all
}

// newSampling makes what it can before stop is set.
func newSampling(adjacency *csr.Graph, opts Options, stop *parallel.Stop) *sampling {
	n := adjacency.NumVertices()
	s := &sampling{
		g: newSampleGraph(adjacency, stop), stop: stop, workers: opts.Workers,
		progress: opts.Progress, seed: opts.Seed,
		inner: make([]bool, n), hits: make([]uint64, n),
		// A normalised value is a probability times n/(n-2).
		epsilon: opts.Epsilon * float64(max(0, n-2)) / float64(max(1, n)),
		sure:    confidence{delta: opts.Delta},
	}
	if opts.Top < n {
		s.top = opts.Top
	}
	if stop.Stopped() {
		return s
	}
	for v := range s.inner {
		if s.inner[v] = s.g.inner(uint32(v)); s.inner[v] {
			s.sure.vertices++
		}
	}
	return s
}

// draw adds samples until there are so many, a multiple of batchSamples. The numbers of hits are integers,
// so that it does not matter who draws which batch.
func (s *sampling) draw(samples uint64) {
	first := s.batches
	last := first + (samples-s.samples)/batchSamples
	var taken atomic.Uint64
	taken.Store(first)
	workers := int(min(uint64(s.workers), last-first))
	for len(s.samplers) < workers {
		s.samplers = append(s.samplers, nil)
	}
	parallel.Run(workers, func(worker int) {
		for !s.stop.Stopped() {
			batch := taken.Add(1) - 1
			if batch >= last {
				return
			}
			if s.samplers[worker] == nil {
				s.samplers[worker] = newPathSampler(s.g, s.stop)
			}
			s.samplers[worker].sampleBatch(s.seed, batch, batchSamples)
			if worker == 0 && s.progress != nil && !s.stop.Stopped() {
				s.progress(int(min(batch+1, last)*batchSamples), int(max(s.expected, last*batchSamples)))
			}
		}
	})
	for _, sampler := range s.samplers[:workers] {
		if sampler == nil {
			continue
		}
		for v, hits := range sampler.hits {
			s.hits[v] += hits
		}
		clear(sampler.hits)
	}
	s.batches, s.samples = last, samples
}

// leastPilot is how many first samples tell values of the size of epsilon from none.
func (s *sampling) leastPilot() float64 { return 8 / s.epsilon }

// pilot draws the first samples.
func (s *sampling) pilot() {
	s.expected = wholeBatches(samplesFor(0.05, s.epsilon, s.sure.evidence(0, 3))) // a guess, for the progress
	s.draw(max(pilotSamples, wholeBatches(s.leastPilot())))
	s.sure.pilot, s.hits = s.hits, make([]uint64, len(s.hits))
	for _, hits := range s.sure.pilot {
		s.sure.sum += float64(hits)
	}
}

// needed returns about how many samples the bounds need, as the pilot tells.
func (s *sampling) needed() (needed float64) {
	pilot := float64(s.samples)
	for v, hits := range s.sure.pilot {
		if s.inner[v] {
			needed = max(needed, samplesFor(float64(hits)/pilot, s.epsilon, s.sure.evidence(hits, 3)))
		}
	}
	return needed
}

// untilSure draws samples until the bounds are as narrow as they have to be, or the top is known, about as
// many as are needed. When stopped, it returns no bounds.
func (s *sampling) untilSure(needed float64) bounds {
	pilot := float64(s.samples)
	s.samples = 0
	s.expected = wholeBatches(pilot + needed)
	// The pilot's guess is seldom wrong by much, but a top can be known much sooner.
	guess := needed * 0.7
	next := guess
	if s.top > 0 {
		next = min(pilot, guess)
	}
	for look := 1; ; look++ {
		s.draw(max(s.samples+batchSamples, wholeBatches(next)))
		if s.stop.Stopped() {
			return bounds{}
		}
		b := s.sure.look(look, s.hits, s.samples, s.inner, s.workers, s.stop)
		if s.stop.Stopped() {
			return bounds{}
		}
		if s.reachedEpsilon(b) || s.top > 0 && b.separated(s.hits)[s.top] {
			if s.progress != nil {
				done := int(s.batches * batchSamples)
				s.progress(done, done)
			}
			return b
		}
		if next >= guess {
			next *= 1.15
		} else {
			next = min(next*1.5, guess)
		}
	}
}

func (s *sampling) reachedEpsilon(b bounds) bool { return b.reached <= s.epsilon }

// wholeBatches returns the next multiple of batchSamples. No sampling comes to its bound.
func wholeBatches(samples float64) uint64 {
	return uint64(math.Ceil(min(samples, 0x1p50)/batchSamples)) * batchSamples
}
