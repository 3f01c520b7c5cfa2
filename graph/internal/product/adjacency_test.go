package product

import (
	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// adjacencyOf makes the two graphs of an [Arc] over so many nodes: crossing i is that of relationship edges[i], from
// from[i] to to[i]. The relationships ascend; one that can be crossed both ways stands twice. O(n + m).
func adjacencyOf(nodes int, from, to, edges []int32) (forward, backward *csr.Graph) {
	parallel.Run(2, func(way int) {
		if way == 0 {
			forward = rows(nodes, from, to, edges)
		} else {
			backward = rows(nodes, to, from, edges)
		}
	})
	return forward, backward
}

// rows distributes the crossings over the nodes that they start at, and leaves them in their order.
func rows(nodes int, from, to, edges []int32) *csr.Graph {
	g := &csr.Graph{Offsets: make([]uint32, nodes+1), Targets: make([]int32, len(edges)), Labels: make([]int32, len(edges))}
	for _, v := range from {
		g.Offsets[v+1]++
	}
	for v := range nodes {
		g.Offsets[v+1] += g.Offsets[v]
	}
	next := append([]uint32(nil), g.Offsets...)
	for i, v := range from {
		at := next[v]
		next[v]++
		g.Targets[at], g.Labels[at] = to[i], edges[i]
	}
	return g
}
