package exchange_test

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
)

// BenchmarkRead collects 200,000 organisations and 1,000,000 relationships without reading any file: in the order in which they can be
// added at once, and with the relationships first, so that they are held.
func BenchmarkRead(b *testing.B) {
	const n, m = 200_000, 1_000_000
	organisations := func(s exchange.Sink) {
		for i := range n {
			must(s.Organisation(&exchange.Organisation{Organisation: graph.Organisation{ID: fmt.Sprintf("organisation-%d", i)}}))
		}
	}
	relationships := func(s exchange.Sink) {
		for i := range m {
			must(s.Relationship(&exchange.Relationship{Relationship: graph.Relationship{
				From: fmt.Sprintf("organisation-%d", i%n), To: fmt.Sprintf("organisation-%d", (i*7+1)%n), Type: "advice", Weight: 2,
			}}))
		}
	}
	for _, way := range []struct {
		name string
		give func(exchange.Sink)
	}{
		{"in order", func(s exchange.Sink) { organisations(s); relationships(s) }},
		{"relationships first", func(s exchange.Sink) { relationships(s); organisations(s) }},
	} {
		b.Run(way.name, func(b *testing.B) {
			for b.Loop() {
				var before, held, after runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&before)
				imported := collected(b, exchange.ReadOptions{}, func(s exchange.Sink) {
					way.give(s)
					runtime.GC()
					runtime.ReadMemStats(&held)
				})
				runtime.GC()
				runtime.ReadMemStats(&after)
				b.ReportMetric(float64(held.HeapAlloc-before.HeapAlloc)/m, "held-bytes/relationship")
				b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/m, "bytes/relationship")
				runtime.KeepAlive(imported)
			}
		})
	}
}
