// Package parallel is what kernels share that run on several goroutines and without a context inside.
package parallel

import (
	"context"
	"sync"
	"sync/atomic"
)

// Stop tells loops that a context is done, at the cost of reading a variable. The zero Stop is never set.
type Stop struct {
	flag    atomic.Bool
	release func() bool
}

// Watch returns a Stop that ctx sets. Release is to be called when the work is over.
func Watch(ctx context.Context) *Stop {
	s := &Stop{}
	s.release = context.AfterFunc(ctx, s.Set)
	return s
}

// Release ends the watch.
func (s *Stop) Release() { s.release() }

// Set does what a context does that is done.
func (s *Stop) Set() { s.flag.Store(true) }

// Stopped reports whether the context is done.
func (s *Stop) Stopped() bool { return s.flag.Load() }

// pausesEvery is how many short steps a loop makes before it looks: a power of two.
const pausesEvery = 1 << 12

// StoppedAt is Stopped at some of the steps of a loop, and false at the others.
func (s *Stop) StoppedAt(step int32) bool { return step&(pausesEvery-1) == 0 && s.Stopped() }

// Between runs steps one after the other, until s is set.
func (s *Stop) Between(steps ...func()) {
	for _, step := range steps {
		if s.Stopped() {
			return
		}
		step()
	}
}

// Run calls work(worker) on so many goroutines, at least one, and returns when all have. Worker 0 is the
// caller.
func Run(workers int, work func(worker int)) {
	var wait sync.WaitGroup
	for worker := 1; worker < workers; worker++ {
		wait.Go(func() { work(worker) })
	}
	work(0)
	wait.Wait()
}
