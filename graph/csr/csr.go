// Package csr holds directed graphs as compressed sparse rows, the form on which algorithms run. It
// depends on the standard library only.
//
// Vertices are the integers from 0 to NumVertices()-1. An arc goes from a row to a target; the arcs of a
// row stand in ascending order of target and, where several have the same target, in the order in which
// they were given. A [Graph] never changes after it is made, so any number of goroutines may read it.
package csr

import (
	"fmt"
	"math"
	"slices"
)

// Graph is a directed graph of n vertices and m arcs in 4·(n+1) + 4·m bytes, 4·m more with labels and 8·m
// more with weights. The fields are exported for the inner loops of algorithms, and are not to be changed.
type Graph struct {
	// Offsets has n+1 entries: the arcs of row v are those from Offsets[v] up to Offsets[v+1].
	Offsets []uint32
	// Targets has the target of each arc.
	Targets []int32
	// Labels has what the maker of the graph attached to each arc, such as the number of a relationship;
	// nil where nothing is.
	Labels []int32
	// Weights has the weight of each arc; nil where every arc has weight 1.
	Weights []float64
}

// Arcs is what a Graph is made of: arc i goes from From[i] to To[i]. Labels and Weights are nil or as long
// as From.
type Arcs struct {
	From, To []int32
	Labels   []int32
	Weights  []float64
}

// New makes a graph of n vertices, in O(n + m). It fails where an end is not a vertex, where the slices
// differ in length, or where there are more than 2³²-1 arcs.
func New(n int, arcs Arcs) (*Graph, error) {
	m := len(arcs.From)
	if len(arcs.To) != m || arcs.Labels != nil && len(arcs.Labels) != m || arcs.Weights != nil && len(arcs.Weights) != m {
		return nil, fmt.Errorf("csr: the slices of the arcs differ in length")
	}
	if n < 0 || n > math.MaxInt32 || uint64(m) > math.MaxUint32 {
		return nil, fmt.Errorf("csr: %d vertices and %d arcs are out of range", n, m)
	}
	for i := range arcs.From {
		if u, v := arcs.From[i], arcs.To[i]; u < 0 || v < 0 || int(u) >= n || int(v) >= n {
			return nil, fmt.Errorf("csr: arc %d goes from %d to %d, and there are %d vertices", i, u, v, n)
		}
	}
	// Sorting by target and then, stably, by source leaves every row in order.
	byTarget := order(n, arcs.To, nil)
	sorted := order(n, arcs.From, byTarget)
	g := &Graph{Offsets: offsets(n, arcs.From), Targets: permute(arcs.To, sorted)}
	if arcs.Labels != nil {
		g.Labels = permute(arcs.Labels, sorted)
	}
	if arcs.Weights != nil {
		g.Weights = permute(arcs.Weights, sorted)
	}
	return g, nil
}

// offsets counts the keys, each from 0 to n-1, and sums the counts up.
func offsets(n int, keys []int32) []uint32 {
	sums := make([]uint32, n+1)
	for _, k := range keys {
		sums[k+1]++
	}
	for i := range n {
		sums[i+1] += sums[i]
	}
	return sums
}

// order is a stable counting sort of the positions in before (nil: all, ascending) by their keys.
func order(n int, keys []int32, before []uint32) []uint32 {
	next := offsets(n, keys)
	sorted := make([]uint32, len(keys))
	for i := range keys {
		position := uint32(i)
		if before != nil {
			position = before[i]
		}
		k := keys[position]
		sorted[next[k]] = position
		next[k]++
	}
	return sorted
}

func permute[T any](values []T, positions []uint32) []T {
	permuted := make([]T, len(values))
	for i, p := range positions {
		permuted[i] = values[p]
	}
	return permuted
}

// NumVertices returns the number of vertices; the zero Graph has none.
func (g *Graph) NumVertices() int { return max(len(g.Offsets)-1, 0) }

// NumArcs returns the number of arcs.
func (g *Graph) NumArcs() int { return len(g.Targets) }

// Row returns the targets of the arcs from v, ascending; not to be changed.
func (g *Graph) Row(v int32) []int32 { return g.Targets[g.Offsets[v]:g.Offsets[v+1]] }

// Degree returns the number of arcs from v.
func (g *Graph) Degree(v int32) int { return int(g.Offsets[v+1] - g.Offsets[v]) }

// Weight returns the weight of the arc at a position in Targets.
func (g *Graph) Weight(arc uint32) float64 {
	if g.Weights == nil {
		return 1
	}
	return g.Weights[arc]
}

// Arcs returns the arcs in the order of the rows. O(n + m).
func (g *Graph) Arcs() Arcs {
	from := make([]int32, 0, g.NumArcs())
	for v := range int32(g.NumVertices()) {
		for range g.Row(v) {
			from = append(from, v)
		}
	}
	return Arcs{From: from, To: slices.Clone(g.Targets), Labels: slices.Clone(g.Labels), Weights: slices.Clone(g.Weights)}
}

// Transpose returns the graph with every arc turned round. O(n + m).
func (g *Graph) Transpose() *Graph {
	t := &Graph{Offsets: offsets(g.NumVertices(), g.Targets), Targets: make([]int32, g.NumArcs())}
	if g.Labels != nil {
		t.Labels = make([]int32, g.NumArcs())
	}
	if g.Weights != nil {
		t.Weights = make([]float64, g.NumArcs())
	}
	next := slices.Clone(t.Offsets)
	for v := range int32(g.NumVertices()) {
		for arc := g.Offsets[v]; arc < g.Offsets[v+1]; arc++ {
			to := g.Targets[arc]
			at := next[to]
			next[to]++
			t.Targets[at] = v
			if g.Labels != nil {
				t.Labels[at] = g.Labels[arc]
			}
			if g.Weights != nil {
				t.Weights[at] = g.Weights[arc]
			}
		}
	}
	return t
}

// Simplify returns the graph with parallel arcs made one, which has the label of the first and the sum of
// the weights (an unweighted graph stays so), and without loops where dropLoops says so. O(n + m).
func (g *Graph) Simplify(dropLoops bool) *Graph {
	s := &Graph{Offsets: make([]uint32, 1, g.NumVertices()+1)}
	if g.Labels != nil {
		s.Labels = []int32{}
	}
	if g.Weights != nil {
		s.Weights = []float64{}
	}
	for v := range int32(g.NumVertices()) {
		start := len(s.Targets)
		for arc := g.Offsets[v]; arc < g.Offsets[v+1]; arc++ {
			to := g.Targets[arc]
			if dropLoops && to == v {
				continue
			}
			if last := len(s.Targets) - 1; last >= start && s.Targets[last] == to {
				if g.Weights != nil {
					s.Weights[last] += g.Weights[arc]
				}
				continue
			}
			s.Targets = append(s.Targets, to)
			if g.Labels != nil {
				s.Labels = append(s.Labels, g.Labels[arc])
			}
			if g.Weights != nil {
				s.Weights = append(s.Weights, g.Weights[arc])
			}
		}
		s.Offsets = append(s.Offsets, uint32(len(s.Targets)))
	}
	return s
}
