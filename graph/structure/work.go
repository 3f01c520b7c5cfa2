package structure

import (
	"fmt"
	"runtime"
	"sync/atomic"

	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

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
func inBlocks(workers, n, block int, stop *parallel.Stop, work func(worker, from, to int)) {
	workers = max(1, min(workers, blocks(n, block)))
	var taken atomic.Int64
	parallel.Run(workers, func(worker int) {
		for !stop.Stopped() {
			from := int(taken.Add(1)-1) * block
			if from >= n {
				return
			}
			work(worker, from, min(from+block, n))
		}
	})
}
