package matrix

import (
	"math/bits"
	"slices"

	"github.com/liaisongraph/liaison/render"
)

// partners is whom each organisation has to do with, itself included, as sets of bits.
type partners [][]uint64

func newPartners(s *render.Scene) partners {
	words := (len(s.Nodes) + 63) / 64
	p := make(partners, len(s.Nodes))
	for n := range p {
		p[n] = make([]uint64, words)
		p.add(n, n)
	}
	for i := range s.Lines {
		p.add(s.Lines[i].From, s.Lines[i].To)
		p.add(s.Lines[i].To, s.Lines[i].From)
	}
	return p
}

func (p partners) add(n, other int) { p[n][other/64] |= 1 << (other % 64) }

// count is how many partners an organisation has.
func (p partners) count(n int) int {
	total := 0
	for _, w := range p[n] {
		total += bits.OnesCount64(w)
	}
	return total
}

// alike is how much two organisations have the same partners, from 0 to 1 (Jaccard 1901).
func (p partners) alike(a, b int) float64 {
	both, either := 0, 0
	for i, w := range p[a] {
		both += bits.OnesCount64(w & p[b][i])
		either += bits.OnesCount64(w | p[b][i])
	}
	return float64(both) / float64(either)
}

// arrange orders organisations so that those with the same partners stand side by side, the one with most partners
// near the beginning: a chain of nearest neighbours, made better by turning parts of it round (2-opt; Croes 1958) until
// that gains nothing, or a number of rounds. O(n²) a round.
func (p partners) arrange(nodes []int) []int {
	if len(nodes) < 3 {
		return slices.Clone(nodes)
	}
	near := make([][]float64, len(nodes))
	for i := range near {
		near[i] = make([]float64, len(nodes))
		for k := range i {
			near[i][k] = p.alike(nodes[i], nodes[k])
			near[k][i] = near[i][k]
		}
	}
	chain := p.chain(nodes, near)
	const rounds = 12
	for round, better := 0, true; better && round < rounds; round++ {
		better = improve(chain, near)
	}
	order := make([]int, len(nodes))
	for i, c := range chain {
		order[i] = nodes[c]
	}
	if p.count(order[len(order)-1]) > p.count(order[0]) {
		slices.Reverse(order)
	}
	return order
}

// chain begins with the organisation that has most partners and goes on with the one that is most like the last.
func (p partners) chain(nodes []int, near [][]float64) []int {
	first := 0
	for i := range nodes {
		if p.count(nodes[i]) > p.count(nodes[first]) {
			first = i
		}
	}
	chain, used := []int{first}, make([]bool, len(nodes))
	used[first] = true
	for len(chain) < len(nodes) {
		best, last := -1, chain[len(chain)-1]
		for i := range nodes {
			if !used[i] && (best < 0 || near[last][i] > near[last][best]) {
				best = i
			}
		}
		used[best] = true
		chain = append(chain, best)
	}
	return chain
}

// improve turns round each part of a chain of which that makes neighbours more alike, and reports whether there was one.
func improve(chain []int, near [][]float64) bool {
	const least = 1e-9
	better := false
	at := func(i, k int) float64 {
		if i < 0 || k >= len(chain) {
			return 0 // past the ends
		}
		return near[chain[i]][chain[k]]
	}
	for i := range chain {
		for k := i + 1; k < len(chain); k++ {
			before, after := at(i-1, i)+at(k, k+1), 0.0
			if i > 0 {
				after += near[chain[i-1]][chain[k]]
			}
			if k+1 < len(chain) {
				after += near[chain[i]][chain[k+1]]
			}
			if after > before+least {
				slices.Reverse(chain[i : k+1])
				better = true
			}
		}
	}
	return better
}
