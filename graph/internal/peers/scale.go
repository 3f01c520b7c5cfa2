package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/metrics"
	"time"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// grow prints what every measure costs at every size: a table of time, and of the memory that it takes at the
// most beside the graph.
func (s *settings) grow(ctx context.Context) error {
	tasks := s.tasks()
	cells := make([][]string, len(tasks))
	header, rule := "| measure |", "|---|"
	for _, n := range s.sizes {
		g, built, err := s.graphOf(n)
		if err != nil {
			return err
		}
		header, rule = fmt.Sprintf("%s %s, %s |", header, count(n), count(g.NumRelationships())), rule+"--:|"
		for i, task := range tasks {
			cell := built
			if task.run != nil {
				if cell, err = s.cost(ctx, task, g); err != nil {
					return fmt.Errorf("%s of %d organisations: %w", task.name, n, err)
				}
			}
			fmt.Fprintf(s.progress, "%d organisations: %s: %s\n", n, task.name, cell)
			cells[i] = append(cells[i], cell)
		}
	}
	fmt.Fprintf(s.out, "Seconds, and megabytes at the most beside the graph; organisations and relationships at the top. "+
		"≈ is an estimate to within %v of the normalised value with a probability of 0.9.\n\n%s\n%s\n", s.epsilon, header, rule)
	for i, task := range tasks {
		fmt.Fprintf(s.out, "| %s |", task.name)
		for _, cell := range cells[i] {
			fmt.Fprintf(s.out, " %s |", cell)
		}
		fmt.Fprintln(s.out)
	}
	return nil
}

// task is a row of the table of growth. Its run returns false where the graph is too large for it; a task
// without one is the making of the graph.
type task struct {
	name string
	run  cost
}

func (s *settings) tasks() []task {
	tasks := []task{{name: "columns to graph (memory: all of the graph)"}}
	for _, name := range s.measures {
		tasks = append(tasks, task{name, func(ctx context.Context, g *graph.Graph) (string, bool, error) {
			m, err := centrality.Lookup(name)
			if err != nil {
				return "", false, err
			}
			opts, mark := centrality.Options{}, ""
			if allPairs[name] && g.NumOrganisations() > s.exact {
				if !m.Sampled {
					return "", false, nil
				}
				opts.Epsilon, opts.Seed, mark = s.epsilon, s.seed, "≈ "
			}
			_, err = m.Compute(ctx, g, opts)
			return mark, true, err
		}})
	}
	return append(tasks, structureTasks()...)
}

// graphOf makes the graph of a size, and says what making it of its columns costs.
func (s *settings) graphOf(n int) (*graph.Graph, string, error) {
	from32, to32 := graphtest.ScaleFreeArcs(s.seed, n, s.degree)
	from, to := make([]graph.Node, len(from32)), make([]graph.Node, len(to32))
	for i := range from32 {
		from[i], to[i] = graph.Node(from32[i]), graph.Node(to32[i])
	}
	before := heap()
	start := time.Now()
	g, err := build(from, to, n)
	took := time.Since(start)
	if err != nil {
		return nil, "", err
	}
	after := heap()
	runtime.KeepAlive(from)
	runtime.KeepAlive(to)
	return g, amount(took, after-before), nil
}

// cost runs a task once, and says how long it took and what memory at the most.
func (s *settings) cost(ctx context.Context, task task, g *graph.Graph) (string, error) {
	limited, cancel := context.WithTimeout(ctx, s.limit)
	defer cancel()
	before := heap()
	watch := watchHeap()
	start := time.Now()
	mark, ok, err := task.run(limited, g)
	took := time.Since(start)
	most := watch()
	switch {
	case errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil:
		return fmt.Sprintf("over %v", s.limit), nil
	case err != nil:
		return "", err
	case !ok:
		return "–", nil
	}
	return mark + amount(took, max(most-before, 0)), nil
}

func amount(took time.Duration, bytes int64) string {
	mb := float64(bytes) / 1e6
	if mb >= 10 {
		return fmt.Sprintf("%s s, %.0f MB", seconds(took.Seconds()), mb)
	}
	return fmt.Sprintf("%s s, %.2g MB", seconds(took.Seconds()), mb)
}

// count writes 1000 as 1k and 1000000 as 1M.
func count(n int) string {
	switch {
	case n >= 999_500:
		return fmt.Sprintf("%.3gM", float64(n)/1e6)
	case n >= 1000:
		return fmt.Sprintf("%.3gk", float64(n)/1e3)
	}
	return fmt.Sprint(n)
}

// heap returns the bytes of the objects that live.
func heap() int64 {
	runtime.GC()
	return heapNow()
}

func heapNow() int64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64())
}

// watchHeap looks at the heap every few milliseconds until the function that it returns is called, which says
// how large it was at the most, what is no longer in use and not yet collected included.
func watchHeap() func() int64 {
	stop, most := make(chan struct{}), make(chan int64)
	go func() {
		top := heapNow()
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				top = max(top, heapNow())
			case <-stop:
				most <- max(top, heapNow())
				return
			}
		}
	}()
	return func() int64 { close(stop); return <-most }
}
