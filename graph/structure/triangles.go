package structure

import (
	"context"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
	"github.com/liaisongraph/liaison/graph/internal/portable"
)

// TriangleCounts says how often the partners of an organisation are partners of each other. It is of ties:
// two organisations are tied, once, where any relationship is between them, and none with itself.
type TriangleCounts struct {
	// Through has the number of triangles, three organisations each tied with the others, that
	// [graph.Node] n is part of at index n.
	Through []int64
	// Ties has the number of organisations that [graph.Node] n is tied with at index n.
	Ties []int32
	// Total is the number of triangles.
	Total int64
	// Triples is the number of pairs of ties that meet at an organisation: the sum of k(k-1)/2 over all, k
	// being its ties. A triangle has three.
	Triples int64
}

// Clustering returns the local clustering coefficient of an organisation: which share of the pairs of its
// partners are tied with each other, from 0 to 1, and 0 where it has fewer than two partners.
//
// D. J. Watts and S. H. Strogatz, "Collective dynamics of 'small-world' networks", Nature 393 (1998)
// 440–442.
func (t *TriangleCounts) Clustering(n graph.Node) float64 {
	k := int64(t.Ties[n])
	if k < 2 {
		return 0
	}
	return float64(t.Through[n]) / float64(k*(k-1)/2)
}

// MeanClustering returns the mean of the local clustering coefficients of all organisations, those with
// fewer than two partners included as 0; 0 for an empty graph. O(n).
func (t *TriangleCounts) MeanClustering() float64 {
	if len(t.Ties) == 0 {
		return 0
	}
	sum := 0.0
	for n := range t.Ties {
		sum += t.Clustering(graph.Node(n))
	}
	return sum / float64(len(t.Ties))
}

// Transitivity returns which share of the pairs of ties that meet at an organisation are closed to a
// triangle by a third: 3·Total/Triples, from 0 to 1. Where no two ties meet there is none, and ok is false.
//
// M. E. J. Newman, S. H. Strogatz and D. J. Watts, "Random graphs with arbitrary degree distributions and
// their applications", Physical Review E 64 (2001) 026118.
func (t *TriangleCounts) Transitivity() (transitivity float64, ok bool) {
	return share(3*t.Total, t.Triples)
}

// CountTriangles counts the triangles of a graph, whichever way its relationships go: parallel ones are one tie,
// and those of an organisation with itself none. An empty graph has no triangles. It fails only with the
// context's error. Time O(m^1.5), shared by as many goroutines as there are processors; memory O(n + m).
//
// M. Latapy, "Main-memory triangle computations for very large (sparse (power-law)) graphs", Theoretical
// Computer Science 407 (2008) 458–473: the algorithm compact-forward.
func CountTriangles(ctx context.Context, g *graph.Graph) (*TriangleCounts, error) {
	ties, err := g.ProjectContext(ctx, graph.Projection{Direction: graph.Both, Collapse: true, DropLoops: true})
	if err != nil {
		return nil, err
	}
	return CountTrianglesOf(ctx, ties, 0)
}

// CountTrianglesOf is [CountTriangles] of ties: every one an arc each way, none parallel to another or a loop, as a
// projection both ways has them that collapses parallel relationships and drops loops. The number of
// goroutines is workers, or as many as there are processors where it is 0.
func CountTrianglesOf(ctx context.Context, ties *csr.Graph, workers int) (*TriangleCounts, error) {
	if err := checkWorkers(workers); err != nil {
		return nil, err
	}
	stop := parallel.Watch(ctx)
	defer stop.Release()
	n := ties.NumVertices()
	counts := &TriangleCounts{Through: make([]int64, n), Ties: make([]int32, n)}
	for v := range counts.Ties {
		k := int64(ties.Degree(int32(v)))
		counts.Ties[v] = int32(k)
		counts.Triples += k * (k - 1) / 2
	}
	down, err := newDownhill(ctx, ties)
	if err != nil {
		return nil, err
	}
	type scratch struct {
		through []int64
		marks   bitset
	}
	perWorker := make([]scratch, workersFor(workers, blocks(n, verticesPerBlock), 9*n))
	inBlocks(len(perWorker), n, verticesPerBlock, stop, func(worker, from, to int) {
		own := &perWorker[worker]
		if own.through == nil {
			*own = scratch{make([]int64, n), newBitset(n)}
		}
		for v := from; v < to; v++ {
			down.count(int32(v), own.through, own.marks, stop)
		}
	})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for _, own := range perWorker {
		for i, c := range own.through {
			counts.Through[down.order[i]] += c
			counts.Total += c
		}
	}
	counts.Total /= 3
	return counts, nil
}

// WeightedClusteringOf returns the weighted local clustering coefficient of every vertex of ties with
// weights (see [CountTrianglesOf]): the sum over the triangles through it of the geometric mean of their three
// weights, each divided by the greatest of all, over the k(k-1)/2 pairs of its k ties; 0 where it has fewer
// than two. The values are from 0 to 1, the same to the bit whatever the number of workers. It fails only
// with the context's error. Time O(m^1.5); memory O(n + m).
//
// J.-P. Onnela, J. Saramäki, J. Kertész and K. Kaski, "Intensity and coherence of motifs in weighted complex
// networks", Physical Review E 71 (2005) 065103.
func WeightedClusteringOf(ctx context.Context, ties *csr.Graph, workers int) ([]float64, error) {
	if err := checkWorkers(workers); err != nil {
		return nil, err
	}
	stop := parallel.Watch(ctx)
	defer stop.Release()
	n := ties.NumVertices()
	down, err := newDownhill(ctx, ties)
	if err != nil {
		return nil, err
	}
	all := cubeRoots(ties, stop)
	roots := down.of(ties, all)
	values := make([]float64, n)
	type scratch struct {
		tied bitset    // the places of those that the vertex at hand is tied with
		with []float64 // at their places, the roots of the weights of these ties
	}
	perWorker := make([]scratch, workersFor(workers, blocks(n, verticesPerBlock), 9*n))
	inBlocks(len(perWorker), n, verticesPerBlock, stop, func(worker, from, to int) {
		own := &perWorker[worker]
		if own.with == nil {
			*own = scratch{newBitset(n), make([]float64, n)}
		}
		for v := int32(from); v < int32(to); v++ {
			if k := float64(ties.Degree(v)); k > 1 {
				values[v] = down.intensity(ties, v, all, roots, own.tied, own.with, stop) / pairs(k)
			}
		}
	})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return values, nil
}

// downhill has of every tie only the arc from the vertex with fewer ties to that with more. Its vertices are
// numbered anew by their place in order, the one with the most ties first, so that an arc goes to a lower
// place, and no vertex has more than √(2m) arcs.
type downhill struct {
	order   []int32 // the vertex at each place
	place   []int32 // the place of each vertex
	offsets []uint32
	targets []int32
}

func newDownhill(ctx context.Context, ties *csr.Graph) (*downhill, error) {
	n := ties.NumVertices()
	d := &downhill{order: make([]int32, n), place: make([]int32, n), offsets: make([]uint32, n+1)}
	// A counting sort by descending degree, stable.
	most := 0
	for v := range int32(n) {
		most = max(most, ties.Degree(v))
	}
	next := make([]int32, most+2)
	for v := range int32(n) {
		next[most-ties.Degree(v)+1]++
	}
	for i := range most + 1 {
		next[i+1] += next[i]
	}
	for v := range int32(n) {
		key := most - ties.Degree(v)
		d.order[next[key]], d.place[v] = v, next[key]
		next[key]++
	}
	d.targets = make([]int32, 0, ties.NumArcs()/2)
	for i, v := range d.order {
		if i&0xfff == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for _, w := range ties.Row(v) {
			if at := d.place[w]; int(at) < i {
				d.targets = append(d.targets, at)
			}
		}
		d.offsets[i+1] = uint32(len(d.targets))
	}
	return d, nil
}

// row returns the arcs from a place.
func (d *downhill) row(i int32) []int32 { return d.targets[d.offsets[i]:d.offsets[i+1]] }

// of picks from what the arcs of ties have what the arcs of d have.
func (d *downhill) of(ties *csr.Graph, all []float64) []float64 {
	picked := make([]float64, 0, len(d.targets))
	for i, v := range d.order {
		for arc := ties.Offsets[v]; arc < ties.Offsets[v+1]; arc++ {
			if int(d.place[ties.Targets[arc]]) < i {
				picked = append(picked, all[arc])
			}
		}
	}
	return picked
}

// cubeRoots returns the cube root of the weight of each arc, the greatest of all weights being 1. Where it is
// stopped they are not whole.
func cubeRoots(g *csr.Graph, stop *parallel.Stop) []float64 {
	greatest := 0.0
	for arc := range g.Targets {
		greatest = max(greatest, g.Weight(uint32(arc)))
	}
	roots := make([]float64, g.NumArcs())
	for arc := range roots {
		if stop.StoppedAt(int32(arc)) {
			break
		}
		roots[arc] = portable.CubeRoot(g.Weight(uint32(arc)) / greatest)
	}
	return roots
}

// count adds the triangles whose highest place is i. marks is empty before and after.
func (d *downhill) count(i int32, through []int64, marks bitset, stop *parallel.Stop) {
	row := d.row(i)
	if len(row) < 2 {
		return
	}
	for _, j := range row {
		marks.set(j)
	}
	own := int64(0)
	for _, j := range row {
		if stop.Stopped() {
			break
		}
		found := int64(0)
		for _, k := range d.row(j) {
			if marks.has(k) {
				through[k]++
				found++
			}
		}
		through[j] += found
		own += found
	}
	through[i] += own
	for _, j := range row {
		marks.clear(j)
	}
}

// intensity sums the geometric means of the triangles through v, each found at the one of its other two
// vertices that is at the higher place. So a vertex is the work of one goroutine, in one order. Over all
// vertices it takes O(m^1.5), because no row of d is longer than √(2m). tied is empty before and after.
func (d *downhill) intensity(ties *csr.Graph, v int32, all, roots []float64, tied bitset, with []float64, stop *parallel.Stop) float64 {
	for arc := ties.Offsets[v]; arc < ties.Offsets[v+1]; arc++ {
		j := d.place[ties.Targets[arc]]
		tied.set(j)
		with[j] = all[arc]
	}
	sum := 0.0
	for _, w := range ties.Row(v) {
		if stop.Stopped() {
			break
		}
		j := d.place[w]
		inner := 0.0
		lo := d.offsets[j]
		for i, k := range d.row(j) {
			if tied.has(k) {
				// The conversions keep the compiler from fusing operations, as it does on some processors.
				inner += float64(roots[lo+uint32(i)] * with[k])
			}
		}
		sum += float64(inner * with[j])
	}
	for _, w := range ties.Row(v) {
		tied.clear(d.place[w])
	}
	return sum
}

// bitset is a set of vertices, small enough for the fastest cache.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func (b bitset) set(v int32)      { b[v>>6] |= 1 << (v & 63) }
func (b bitset) clear(v int32)    { b[v>>6] &^= 1 << (v & 63) }
func (b bitset) has(v int32) bool { return b[v>>6]>>(v&63)&1 != 0 }

// verticesPerBlock is how many vertices a goroutine takes at a time.
const verticesPerBlock = 256
