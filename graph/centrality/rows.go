package centrality

import (
	"slices"

	"github.com/liaisongraph/liaison/graph/csr"
)

// rows is adjacency for the innermost loops: unlike a [csr.Graph] it keeps no order within a row, and its
// vertices are numbered anew, the busiest first.
type rows struct {
	offsets []uint32
	targets []uint32
}

func (r *rows) degree(v uint32) uint32 { return r.offsets[v+1] - r.offsets[v] }

func (r *rows) len() int { return len(r.offsets) - 1 }

// byDegree returns the vertices by descending degree and, at the same degree, in ascending order. It
// is a counting sort: O(n + the greatest degree).
func byDegree(n int, degree func(v uint32) uint32) []uint32 {
	greatest := uint32(0)
	for v := range uint32(n) {
		greatest = max(greatest, degree(v))
	}
	next := make([]uint32, int(greatest)+2) // next[greatest-d] is where the next one of degree d belongs
	for v := range uint32(n) {
		next[greatest-degree(v)+1]++
	}
	for i := range greatest {
		next[i+1] += next[i]
	}
	order := make([]uint32, n)
	for v := range uint32(n) {
		at := &next[greatest-degree(v)]
		order[*at] = v
		*at++
	}
	return order
}

// renumber returns g with vertex order[i] as vertex i. O(n + m).
func renumber(g *csr.Graph, order []uint32) rows {
	at := make([]uint32, len(order))
	for i, v := range order {
		at[v] = uint32(i)
	}
	r := rows{offsets: make([]uint32, 1, len(order)+1), targets: make([]uint32, 0, g.NumArcs())}
	for _, v := range order {
		for _, w := range g.Row(int32(v)) {
			r.targets = append(r.targets, at[w])
		}
		r.offsets = append(r.offsets, uint32(len(r.targets)))
	}
	return r
}

// transpose returns r with every arc turned round. O(n + m).
func (r *rows) transpose() rows {
	t := rows{offsets: make([]uint32, len(r.offsets)), targets: make([]uint32, len(r.targets))}
	for _, w := range r.targets {
		t.offsets[w+1]++
	}
	for v := range r.len() {
		t.offsets[v+1] += t.offsets[v]
	}
	next := slices.Clone(t.offsets)
	for v := range r.len() {
		for _, w := range r.targets[r.offsets[v]:r.offsets[v+1]] {
			t.targets[next[w]] = uint32(v)
			next[w]++
		}
	}
	return t
}
