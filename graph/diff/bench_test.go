package diff_test

import (
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/diff"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// BenchmarkBetween compares two maps of 20,000 organisations and 199,900 relationships, of which a thousandth differs.
func BenchmarkBetween(b *testing.B) {
	before := graphtest.ScaleFree(1, 20_000, 10)
	p := graphtest.PartsOf(before)
	for i := range p.Relationships {
		if i%1000 == 0 {
			p.Relationships[i].Status = graph.Ended
		}
	}
	after := p.Build(b)
	for b.Loop() {
		if _, err := diff.Between(before, after, diff.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
