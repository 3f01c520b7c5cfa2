package mapfile

import (
	"iter"
	"runtime"
)

// maxWorkers bounds the memory that parsing takes at once on a machine of many processors; see maxPart.
const maxWorkers = 4

// inOrder does work on every job, several at a time and ahead of the consumer, and yields the results in
// the order of the jobs. The jobs are taken from seq by one goroutine. When the consumer stops early, so
// does everything else, before the loop over the results ends.
func inOrder[Job, Result any](jobs iter.Seq[Job], work func(Job) Result) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		procs := min(runtime.GOMAXPROCS(0), maxWorkers)
		pending := make(chan chan Result, 2*procs)
		running := make(chan struct{}, procs)
		stop := make(chan struct{})
		go func() {
			defer close(pending)
			for job := range jobs {
				result := make(chan Result, 1)
				select {
				case <-stop:
					return
				case pending <- result:
				}
				running <- struct{}{}
				go func() {
					result <- work(job)
					<-running
				}()
			}
		}()
		defer func() {
			close(stop)
			for result := range pending { // until the goroutine above has ended
				<-result
			}
		}()
		for result := range pending {
			if !yield(<-result) {
				return
			}
		}
	}
}
