package structure

import (
	"math/bits"

	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// brokerBlock is how many brokers a worker takes at a time.
const brokerBlock = 256

// pairScratch counts the arcs of one broker by the group at their other end.
type pairScratch struct {
	in, out, both []int64 // by group; zero between brokers
	groups        []int32 // those that are not zero
}

func (s *pairScratch) touch(group int32) {
	if s.in[group] == 0 && s.out[group] == 0 {
		s.groups = append(s.groups, group)
	}
}

// countPairs counts for every broker all pairs a ≠ c with a → broker → c, be there a → c or not.
func (b *Brokerage) countPairs(workers int, stop *parallel.Stop) {
	groups := b.Partition.NumGroups()
	scratch := make([]*pairScratch, workersFor(workers, blocks(len(b.counts), brokerBlock), 28*groups))
	inBlocks(len(scratch), len(b.counts), brokerBlock, stop, func(worker, from, to int) {
		if scratch[worker] == nil {
			scratch[worker] = &pairScratch{make([]int64, groups), make([]int64, groups), make([]int64, groups), make([]int32, 0, groups)}
		}
		for v := from; v < to && !stop.Stopped(); v++ {
			if b.Partition.Of[v] >= 0 {
				b.counts[v] = scratch[worker].pairs(b, int32(v))
			}
		}
	})
}

func (s *pairScratch) pairs(b *Brokerage, v int32) (c [numRoles]int64) {
	of := b.Partition.Of
	in, out := b.in.Row(v), b.out.Row(v)
	for _, a := range in {
		s.touch(of[a])
		s.in[of[a]]++
	}
	for _, a := range out {
		s.touch(of[a])
		s.out[of[a]]++
	}
	eachNeighbour(in, out, func(w int32, ways uint8) {
		if ways == bothWays {
			s.both[of[w]]++
		}
	})
	own := of[v]
	in0, out0 := s.in[own], s.out[own] // before they are cleared
	allIn, allOut := int64(len(in)), int64(len(out))
	c[Representative] = in0 * (allOut - out0)
	c[Gatekeeper] = (allIn - in0) * out0
	c[Liaison] = (allIn - in0) * (allOut - out0)
	for _, group := range s.groups {
		pairs := s.in[group] * s.out[group]
		if group == own {
			c[Coordinator] = pairs - s.both[group]
		} else {
			c[Itinerant] += pairs - s.both[group]
			c[Liaison] -= pairs
		}
		s.in[group], s.out[group], s.both[group] = 0, 0, 0
	}
	s.groups = s.groups[:0]
	return c
}

// Which ways two vertices are related: bit 0 from the one to the other, bit 1 back.
const bothWays = 3

// eachNeighbour calls f for every vertex of two rows in ascending order, with bit 0 where it is in back and
// bit 1 where it is in there.
func eachNeighbour(back, there []int32, f func(w int32, ways uint8)) {
	for len(back) > 0 || len(there) > 0 {
		switch {
		case len(there) == 0 || len(back) > 0 && back[0] < there[0]:
			f(back[0], 1)
			back = back[1:]
		case len(back) == 0 || there[0] < back[0]:
			f(there[0], 2)
			there = there[1:]
		default:
			f(back[0], bothWays)
			back, there = back[1:], there[1:]
		}
	}
}

// upward is the undirected view with every tie once, at the end that has fewer ties: so no row is longer
// than √(2m). The vertices are numbered by ascending degree.
type upward struct {
	order   []int32 // the vertex with a number
	offsets []uint32
	targets []uint32
	ways    []uint8 // bit 0: from the row to the target; bit 1: back
	group   []int32
}

// newUpward numbers them. Where it is stopped it is not whole.
func newUpward(out, in *csr.Graph, group []int32, stop *parallel.Stop) *upward {
	n := out.NumVertices()
	degree := make([]int32, n)
	ties := 0
	for v := range int32(n) {
		if stop.StoppedAt(v) {
			return nil
		}
		eachNeighbour(in.Row(v), out.Row(v), func(int32, uint8) { degree[v]++ })
		ties += int(degree[v])
	}
	u := &upward{
		order: make([]int32, n), offsets: make([]uint32, 1, n+1), group: make([]int32, n),
		targets: make([]uint32, 0, ties/2), ways: make([]uint8, 0, ties/2),
	}
	// A counting sort by degree, stable.
	starts, number := make([]uint32, n+1), make([]uint32, n)
	for _, d := range degree {
		starts[d+1]++
	}
	for d := range n {
		starts[d+1] += starts[d]
	}
	for v, d := range degree {
		at := starts[d]
		starts[d]++
		u.order[at], number[v], u.group[at] = int32(v), at, group[v]
	}
	for i, v := range u.order {
		if stop.StoppedAt(int32(i)) {
			return nil
		}
		eachNeighbour(in.Row(v), out.Row(v), func(w int32, ways uint8) {
			if at := number[w]; at > uint32(i) {
				u.targets = append(u.targets, at)
				u.ways = append(u.ways, ways>>1|ways<<1&2)
			}
		})
		u.offsets = append(u.offsets, uint32(len(u.targets)))
	}
	return u
}

// steps is how many steps it takes to find all triangles.
func (u *upward) steps() (steps int64) {
	for _, y := range u.targets {
		steps += int64(u.offsets[y+1] - u.offsets[y])
	}
	return steps
}

// closedTriples has for every triangle u, v, w, by the ways u-v, u-w and v-w of two bits each, which of the
// orders in closedOrders are a → b → c with a → c.
var closedTriples = func() (table [64]uint8) {
	for ways := range table {
		related := func(from, to int) bool {
			pair, back := from+to-1, 0 // 0: u-v, 1: u-w, 2: v-w
			if from > to {
				back = 1
			}
			return ways>>(2*pair+back)&1 == 1
		}
		for i, o := range closedOrders {
			if related(o[0], o[1]) && related(o[1], o[2]) && related(o[0], o[2]) {
				table[ways] |= 1 << i
			}
		}
	}
	return table
}()

var closedOrders = [6][3]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}

// takeClosed takes from the counts the pairs that have a → c.
func (b *Brokerage) takeClosed(workers int, stop *parallel.Stop) {
	n := len(b.counts)
	if stop.Stopped() || n < 3 {
		return
	}
	u := newUpward(b.out, b.in, b.Partition.Of, stop)
	if stop.Stopped() {
		return
	}
	if b.Organisations <= mostDense && u.steps() > int64(b.Arcs)*int64(b.Organisations/64+8) {
		b.takeClosedDense(workers, stop)
		return
	}
	workers = workersFor(workers, blocks(n, brokerBlock), 41*n)
	closed := make([][][TotalBrokerage]int64, workers)
	mark := make([][]uint8, workers)
	inBlocks(workers, n, brokerBlock, stop, func(worker, from, to int) {
		if closed[worker] == nil {
			closed[worker], mark[worker] = make([][TotalBrokerage]int64, n), make([]uint8, n)
		}
		for v := from; v < to && !stop.Stopped(); v++ {
			u.closedAt(uint32(v), mark[worker], closed[worker], stop)
		}
	})
	for _, part := range closed {
		for i := range part {
			for r, count := range part[i] {
				b.counts[u.order[i]][r] -= count
			}
		}
	}
}

// closedAt counts the closed triples of the triangles whose first vertex is x. In mark all is 0 but for the
// ways from x to the vertices of its row.
func (u *upward) closedAt(x uint32, mark []uint8, closed [][TotalBrokerage]int64, stop *parallel.Stop) {
	first, end := u.offsets[x], u.offsets[x+1]
	for i := first; i < end; i++ {
		mark[u.targets[i]] = u.ways[i]
	}
	for i := first; i < end; i++ {
		if stop.Stopped() {
			break
		}
		y, xy := u.targets[i], u.ways[i]
		for k := u.offsets[y]; k < u.offsets[y+1]; k++ {
			z := u.targets[k]
			xz := mark[z]
			if xz == 0 {
				continue
			}
			corners := [3]uint32{x, y, z}
			for orders := closedTriples[xy|xz<<2|u.ways[k]<<4]; orders != 0; orders &= orders - 1 {
				o := &closedOrders[bits.TrailingZeros8(orders)]
				a, b, c := corners[o[0]], corners[o[1]], corners[o[2]]
				closed[b][roleOf(u.group[a], u.group[b], u.group[c])]++
			}
		}
	}
	for i := first; i < end; i++ {
		mark[u.targets[i]] = 0
	}
}
