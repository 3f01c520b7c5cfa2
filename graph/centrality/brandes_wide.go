package centrality

import "math"

// The number of shortest paths doubles with every diamond in a chain of them, so that a chain of 1,024 has
// more than a float64 holds. Such graphs are rare and the rest should not pay for them: only where a count
// comes near the limit, the search's arcs are gone through again with numbers of a wider range.

// tooManyPaths is where counts and their inverses are still exact enough, with room for the sums.
const tooManyPaths = 1e290

// overflows reports whether the numbers of paths of the last search may be beyond the range of a float64.
func (s *brandesSearch) overflows() bool {
	if float64(len(s.levels))*s.g.levelGrowth < 960 { // 2^960 < tooManyPaths
		return false
	}
	return anyTooMany(s.reached(), s.counts)
}

// anyTooMany reports whether one of the vertices has a count that is too large.
func anyTooMany(vertices []uint32, counts []float64) bool {
	for _, v := range vertices {
		if !(counts[v] < tooManyPaths) {
			return true
		}
	}
	return false
}

// wide is the number fraction·2^exponent; the fraction is 0, or at least ½ and below 1.
type wide struct {
	fraction float64
	exponent int
}

func (a wide) plus(b wide) wide {
	if a.fraction == 0 || b.fraction != 0 && a.exponent < b.exponent {
		a, b = b, a
	}
	fraction, exponent := math.Frexp(a.fraction + math.Ldexp(b.fraction, b.exponent-a.exponent))
	return wide{fraction, a.exponent + exponent}
}

// over returns a/b, for a not above b.
func (a wide) over(b wide) float64 { return math.Ldexp(a.fraction/b.fraction, a.exponent-b.exponent) }

// sumUpWide is sumUp for any number of paths.
func (s *brandesSearch) sumUpWide(into []float64) {
	s.dependWide()
	for _, v := range s.reached()[1:] {
		into[v] += s.sums[v]
	}
}

// dependWide leaves the dependencies in s.sums, and returns the numbers of paths.
func (s *brandesSearch) dependWide() []wide {
	return dependWide(s.queue[0], s.arcs[:s.levels[len(s.levels)-1].arcs], s.sums)
}

// dependWide sums up the dependencies of a source on all vertices, for any number of paths, and returns
// those numbers. The arcs on shortest paths, from<<32 | to, stand in an order in which all arcs to a vertex
// come before those from it.
func dependWide(source uint32, arcs []uint64, dependencies []float64) []wide {
	counts := make([]wide, len(dependencies))
	counts[source] = wide{0.5, 1}
	for _, arc := range arcs {
		counts[uint32(arc)] = counts[uint32(arc)].plus(counts[arc>>32])
	}
	for i := len(arcs) - 1; i >= 0; i-- {
		v, w := arcs[i]>>32, uint32(arcs[i])
		dependencies[v] += float64(counts[v].over(counts[w]) * (1 + dependencies[w]))
	}
	return counts
}
