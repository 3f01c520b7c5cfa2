package parallel

import (
	"context"
	"runtime"
	"sync/atomic"
	"testing"
)

func TestWatch(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	stop := Watch(ctx)
	if stop.Stopped() || stop.StoppedAt(0) {
		t.Error("it is stopped from the beginning")
	}
	cancel()
	for !stop.Stopped() { // another goroutine sets it
		runtime.Gosched()
	}
	if !stop.StoppedAt(0) || !stop.StoppedAt(2*pausesEvery) || stop.StoppedAt(1) {
		t.Error("StoppedAt does not look where it is to")
	}
	stop.Release()
}

func TestBetween(t *testing.T) {
	stop := Watch(t.Context())
	defer stop.Release()
	steps := 0
	step := func() {
		if steps++; steps == 2 {
			stop.Set()
		}
	}
	stop.Between(step, step, step)
	if steps != 2 {
		t.Errorf("%d steps are made, want those before the stop", steps)
	}
}

func TestRun(t *testing.T) {
	for _, workers := range []int{0, 1, 5} {
		var seen [5]atomic.Bool
		Run(workers, func(worker int) { seen[worker].Store(true) })
		for worker := range seen {
			if got := seen[worker].Load(); got != (worker < max(1, workers)) {
				t.Errorf("of %d workers, number %d runs: %v", workers, worker, got)
			}
		}
	}
}
