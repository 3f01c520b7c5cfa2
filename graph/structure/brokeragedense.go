package structure

import (
	"math/bits"

	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// mostDense bounds the organisations of a bitMatrix, which then takes 32 MiB.
const mostDense = 1 << 14

// bitMatrix has a bit for every ordered pair that is related. The organisations are numbered group by group,
// so that those of a group are a piece of each row.
type bitMatrix struct {
	words  int
	rows   []uint64
	number []int32 // of an organisation
	first  []int32 // number in each group, and one more
}

func newBitMatrix(b *Brokerage) *bitMatrix {
	m := &bitMatrix{words: (b.Organisations + 63) / 64, number: make([]int32, len(b.counts)), first: make([]int32, 1, b.Partition.NumGroups()+1)}
	for _, size := range b.Partition.sizes() {
		m.first = append(m.first, m.first[len(m.first)-1]+int32(size))
	}
	next := append([]int32(nil), m.first...)
	for v, group := range b.Partition.Of {
		if group >= 0 {
			m.number[v] = next[group]
			next[group]++
		}
	}
	m.rows = make([]uint64, m.words*b.Organisations)
	for v := range int32(len(b.counts)) {
		row := m.rows[m.words*int(m.number[v]):]
		for _, w := range b.out.Row(v) {
			row[m.number[w]/64] |= 1 << (m.number[w] % 64)
		}
	}
	return m
}

func (m *bitMatrix) row(v int32) []uint64 {
	at := m.words * int(m.number[v])
	return m.rows[at : at+m.words]
}

// common is how many bits from one number up to another, which is greater, two rows have in common.
func common(x, y []uint64, from, to int32) (n int64) {
	first, last := from/64, (to-1)/64
	y = y[:len(x)]
	for i := first; i <= last; i++ {
		word := x[i] & y[i]
		if i == first {
			word &= ^uint64(0) << (from % 64)
		}
		if i == last {
			word &= ^uint64(0) >> (63 - (to-1)%64)
		}
		n += int64(bits.OnesCount64(word))
	}
	return n
}

// closed counts the pairs that v stands between in each role and that have a → c: for each a, the c that
// both a and v lead to.
func (m *bitMatrix) closed(b *Brokerage, v int32, stop *parallel.Stop) (c [TotalBrokerage]int64) {
	of := b.Partition.Of
	own, all := of[v], m.first[len(m.first)-1]
	ours := m.row(v)
	for _, a := range b.in.Row(v) {
		if stop.Stopped() {
			break
		}
		theirs, group := m.row(a), of[a]
		every := common(ours, theirs, 0, all)
		inOwn := common(ours, theirs, m.first[own], m.first[own+1])
		if group == own {
			c[Coordinator] += inOwn
			c[Representative] += every - inOwn
			continue
		}
		inTheirs := common(ours, theirs, m.first[group], m.first[group+1])
		c[Itinerant] += inTheirs
		c[Gatekeeper] += inOwn
		c[Liaison] += every - inOwn - inTheirs
	}
	return c
}

// takeClosedDense is takeClosed for graphs in which there are many triangles for their organisations.
func (b *Brokerage) takeClosedDense(workers int, stop *parallel.Stop) {
	m := newBitMatrix(b)
	inBlocks(workersFor(workers, blocks(len(b.counts), 16), 0), len(b.counts), 16, stop, func(_, from, to int) {
		for v := from; v < to && !stop.Stopped(); v++ {
			if b.Partition.Of[v] < 0 {
				continue
			}
			for r, count := range m.closed(b, int32(v), stop) {
				b.counts[v][r] -= count
			}
		}
	})
}
