package mapgraph_test

import (
	"testing"

	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/query/mapgraph"
	"github.com/liaisongraph/liaison/graph/query/value"
)

func BenchmarkOf(b *testing.B) {
	g := graphtest.ScaleFree(1, 100_000, 10)
	for b.Loop() {
		mapgraph.Of(g)
	}
}

func BenchmarkProperty(b *testing.B) {
	g := graphtest.ScaleFree(1, 10_000, 10)
	p := mapgraph.Of(g)
	for _, key := range []string{"type", "start_date", "weight"} {
		b.Run(key, func(b *testing.B) {
			r := value.RelationshipID(0)
			for b.Loop() {
				p.RelationshipProperty(r, key)
				if r++; int(r) == p.NumRelationships() {
					r = 0
				}
			}
		})
	}
}
