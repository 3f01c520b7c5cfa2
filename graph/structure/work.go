package structure

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

// interruption tells loops that a context is done at the cost of reading a variable.
type interruption struct {
	flag    atomic.Bool
	release func() bool
}

// watch returns an interruption by ctx; its release is to be called when the work is over.
func watch(ctx context.Context) *interruption {
	i := &interruption{}
	i.release = context.AfterFunc(ctx, func() { i.flag.Store(true) })
	return i
}

func (i *interruption) stopped() bool { return i.flag.Load() }

// pausesEvery is how many short steps a loop makes before it looks at its interruption: a power of two.
const pausesEvery = 1 << 12

// stoppedAt is stopped at some of the steps of a loop.
func (i *interruption) stoppedAt(step int32) bool { return step&(pausesEvery-1) == 0 && i.stopped() }

// checkWorkers returns an error where nobody can have so many goroutines.
func checkWorkers(workers int) error {
	if workers < 0 {
		return fmt.Errorf("%d workers: the number of workers is 1 or more, or 0 for as many as there are processors", workers)
	}
	return nil
}

// mostScratch bounds the bytes that workers together have for themselves, where one can do with less.
const mostScratch = 1 << 30

// workersFor returns how many goroutines are to share so many pieces of work, where workers are asked for, 0
// being as many as there are processors, and each needs so many bytes for itself. It is at least 1.
func workersFor(workers, pieces, scratch int) int {
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	return max(1, min(workers, pieces, mostScratch/max(1, scratch)))
}

// blocks is how many pieces of so many make n.
func blocks(n, block int) int { return (n + block - 1) / block }

// inBlocks lets so many goroutines call work(worker, from, to) for the pieces of 0 to n-1 until all is done
// or stop is set. One worker is the caller.
func inBlocks(workers, n, block int, stop *interruption, work func(worker, from, to int)) {
	workers = max(1, min(workers, blocks(n, block)))
	var taken atomic.Int64
	run := func(worker int) {
		for !stop.stopped() {
			from := int(taken.Add(1)-1) * block
			if from >= n {
				return
			}
			work(worker, from, min(from+block, n))
		}
	}
	var wait sync.WaitGroup
	for worker := 1; worker < workers; worker++ {
		wait.Go(func() { run(worker) })
	}
	run(0)
	wait.Wait()
}
