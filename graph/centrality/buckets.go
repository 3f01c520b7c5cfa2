package centrality

import (
	"math"
	"math/bits"

	"github.com/liaisongraph/liaison/graph/csr"
)

// buckets is a queue for Dijkstra's algorithm where costs are not too far apart: what waits lies in buckets
// by its distance, each half as wide as the least cost. All that lies in the first bucket is then settled,
// whatever the order, since no way over another vertex can be shorter; and a way over one of them leads to
// a later bucket (E. V. Denardo and B. L. Fox, "Shortest-route methods: 1. Reaching, pruning, and buckets",
// Operations Research 27 (1979) 161–186). So there is nothing to be sorted, as in a heap. A vertex whose
// distance is lowered lies in two buckets, and does not count in the second.
type buckets struct {
	perCost float64 // 1 over the width
	now     int     // the number of the bucket that is being emptied
	rings   [][]uint32
	full    []uint64 // which of the rings have something in them, as bits
}

// mostBuckets is as many as are still quickly looked through for the next that has something in it.
const mostBuckets = 1 << 12

// newBuckets returns a queue for g, or nil where its costs are too far apart for one.
func newBuckets(g *csr.Graph) *buckets {
	least, greatest := math.Inf(1), 0.0
	for _, cost := range g.Weights {
		least, greatest = min(least, cost), max(greatest, cost)
	}
	// Bucket numbers are exact, and far from where rounding moves a distance to another one.
	if ratio := 2 * greatest / least; !(ratio < mostBuckets-2 && ratio*float64(g.NumVertices()) < 1<<40) {
		return nil
	}
	size := max(64, 1<<bits.Len(uint(2*greatest/least)+2))
	return &buckets{perCost: 2 / least, rings: make([][]uint32, size), full: make([]uint64, size/64)}
}

// add puts v where its distance belongs, which is after the bucket that is being emptied, by no more than
// the greatest cost.
func (b *buckets) add(v uint32, distance float64) {
	i := int(distance*b.perCost) & (len(b.rings) - 1)
	b.rings[i] = append(b.rings[i], v)
	b.full[i/64] |= 1 << (i % 64)
}

// take returns what lies in the next bucket that is not empty, to be read before another call, or nil where
// there is none.
func (b *buckets) take() []uint32 {
	start := b.now & (len(b.rings) - 1)
	for i := range len(b.full) + 1 {
		word := (start/64 + i) % len(b.full)
		waiting := b.full[word]
		if i == 0 {
			waiting &= math.MaxUint64 << (start % 64)
		}
		if waiting != 0 {
			bit := bits.TrailingZeros64(waiting)
			b.full[word] &^= 1 << bit
			b.now = word*64 + bit
			vertices := b.rings[b.now]
			b.rings[b.now] = vertices[:0]
			return vertices
		}
	}
	return nil
}
