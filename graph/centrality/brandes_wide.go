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
	for _, v := range s.queue[:s.levels[len(s.levels)-1].vertices] {
		if !(s.counts[v] < tooManyPaths) {
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

// sumUpWide is sumUp for any number of paths. It takes the arcs as the search found them, and keeps the
// dependencies themselves in s.sums.
func (s *brandesSearch) sumUpWide(into []float64) {
	counts := make([]wide, len(s.marks))
	counts[s.queue[0]] = wide{0.5, 1}
	arcs := s.arcs[:s.levels[len(s.levels)-1].arcs]
	for _, arc := range arcs {
		counts[uint32(arc)] = counts[uint32(arc)].plus(counts[arc>>32])
	}
	for i := len(arcs) - 1; i >= 0; i-- {
		v, w := arcs[i]>>32, uint32(arcs[i])
		s.sums[v] += float64(counts[v].over(counts[w]) * (1 + s.sums[w]))
	}
	for _, v := range s.queue[1:s.levels[len(s.levels)-1].vertices] {
		into[v] += s.sums[v]
	}
}
