package structure

import (
	"context"
	"math"
	"strconv"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// WeakComponents groups the organisations that hang together by relationships of any direction. The largest
// component comes first, and of those of the same size the one with the first organisation; they are named
// "component 1", "component 2" and so on. An organisation without relationships is a component of its own,
// and a graph without organisations has none. Loops and parallel relationships change nothing.
//
// Time O(n + m·α(n)), by union-find, where α(n) is at most 4; memory O(n). It fails only where ctx is done.
func WeakComponents(ctx context.Context, g *graph.Graph) (*Partition, error) {
	p, err := weakComponents(ctx, g)
	if err != nil {
		return nil, err
	}
	nameComponents(p)
	return p, nil
}

// weakComponents is WeakComponents without names.
func weakComponents(ctx context.Context, g *graph.Graph) (*Partition, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	stop := parallel.Watch(ctx)
	defer stop.Release()
	parent, size := make([]int32, g.NumOrganisations()), make([]int32, g.NumOrganisations())
	for v := range parent {
		parent[v], size[v] = int32(v), 1
	}
	root := func(v int32) int32 {
		for parent[v] != v {
			parent[v] = parent[parent[v]]
			v = parent[v]
		}
		return v
	}
	for e := range g.Edges() {
		if e&0xffff == 0 && stop.Stopped() {
			return nil, ctx.Err()
		}
		a, b := root(int32(g.From(e))), root(int32(g.To(e)))
		if a == b {
			continue
		}
		if size[a] < size[b] {
			a, b = b, a
		}
		parent[b] = a
		size[a] += size[b]
	}
	for v := range parent {
		parent[v] = root(int32(v))
	}
	return components(parent), ctx.Err()
}

// StrongComponents groups the organisations each of which can reach each other one in its group along the
// relationships, mutual ones both ways. Order and names are those of [WeakComponents]. An organisation that
// nothing leads back to is a component of its own. Loops and parallel relationships change nothing.
//
// Time and memory O(n + m), without recursion. It fails only where ctx is done.
//
// R. Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1 (1972) 146–160.
func StrongComponents(ctx context.Context, g *graph.Graph) (*Partition, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	out, err := g.ProjectContext(ctx, graph.Projection{Direction: graph.Out, DropLoops: true})
	if err != nil {
		return nil, err
	}
	stop := parallel.Watch(ctx)
	defer stop.Release()
	of, ok := strongRoots(out, stop)
	if !ok {
		return nil, ctx.Err()
	}
	p := components(of)
	nameComponents(p)
	return p, ctx.Err()
}

// strongRoots returns for every vertex one of its strong component, the same for all of it; false where it
// was stopped. A vertex that is on its way has a number from 1 in low; when its component is complete, done.
func strongRoots(out *csr.Graph, stop *parallel.Stop) ([]int32, bool) {
	const done = math.MaxInt32
	n := out.NumVertices()
	var (
		of      = make([]int32, n)
		low     = make([]int32, n)                   // the lowest number that is reached from below
		next    = append([]uint32{}, out.Offsets...) // the arc of every vertex to be followed next
		path    []int32                              // from the root of the search to where it is
		open    []int32                              // numbered, with the component not yet complete
		numbers = make([]int32, n)
		count   int32
	)
	for start := range int32(n) {
		if low[start] != 0 {
			continue
		}
		path = append(path, start)
		for len(path) > 0 {
			if stop.Stopped() {
				return nil, false
			}
			v := path[len(path)-1]
			if low[v] == 0 {
				count++
				low[v], numbers[v] = count, count
				open = append(open, v)
			}
			if next[v] < out.Offsets[v+1] {
				w := out.Targets[next[v]]
				next[v]++
				if low[w] == 0 {
					path = append(path, w)
				} else if low[w] != done {
					low[v] = min(low[v], numbers[w])
				}
				continue
			}
			path = path[:len(path)-1]
			if low[v] == numbers[v] {
				for w := int32(-1); w != v; {
					w = open[len(open)-1]
					open = open[:len(open)-1]
					of[w], low[w] = v, done
				}
			} else if len(path) > 0 {
				above := path[len(path)-1]
				low[above] = min(low[above], low[v])
			}
		}
	}
	return of, true
}

// components makes a partition, without names, of what has for every organisation one that stands for its
// component. It changes of.
func components(of []int32) *Partition {
	n := len(of)
	number := make([]int32, n) // by the one that stands for it: 1 + its number by its first organisation
	var sizes []int32
	for v, standing := range of {
		if number[standing] == 0 {
			sizes = append(sizes, 0)
			number[standing] = int32(len(sizes))
		}
		of[v] = number[standing] - 1
		sizes[of[v]]++
	}
	// A counting sort by size, which keeps the order of those of the same size.
	starts := make([]int32, n+2)
	for _, size := range sizes {
		starts[n-int(size)+1]++
	}
	for i := range n + 1 {
		starts[i+1] += starts[i]
	}
	place := make([]int32, len(sizes))
	for c, size := range sizes {
		place[c] = starts[n-int(size)]
		starts[n-int(size)]++
	}
	p := &Partition{Of: of, Names: make([]string, len(sizes))}
	for v, c := range of {
		of[v] = place[c]
	}
	return p
}

// nameComponents gives components their names. There may be as many as organisations, and who only counts them
// needs none.
func nameComponents(p *Partition) {
	for i := range p.Names {
		p.Names[i] = "component " + strconv.Itoa(i+1)
	}
}

// ties returns who is tied with whom: the rows of the undirected view, without loops and with one arc each
// way for all relationships between two organisations.
func ties(ctx context.Context, g *graph.Graph) (*csr.Graph, error) {
	return g.ProjectContext(ctx, graph.Projection{Direction: graph.Both, Collapse: true, DropLoops: true})
}
