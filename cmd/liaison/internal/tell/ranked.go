package tell

import (
	"cmp"
	"math"
	"slices"
)

// Ranked orders the numbers among whose values they are, or all where among is nil: the highest first, and
// those that are tied in their order, with the same rank.
func Ranked(values []float64, among []int) (order, ranks []int) {
	order = slices.Clone(among)
	if among == nil {
		order = make([]int, len(values))
		for i := range order {
			order[i] = i
		}
	}
	greatest := 0.0
	for _, n := range order {
		greatest = max(greatest, math.Abs(values[n]))
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(values[b], values[a]) })
	ranks = make([]int, len(order))
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && Tied(values[order[from]], values[order[to]], greatest) {
			to++
		}
		slices.Sort(order[from:to])
		for i := from; i < to; i++ {
			ranks[i] = from + 1
		}
		from = to
	}
	return order, ranks
}

// Tied reports whether two values are the same but for the rounding of what computed them, beside others up to
// greatest. Whole numbers are counts, and exact.
func Tied(a, b, greatest float64) bool {
	if a == b {
		return true
	}
	if a == math.Trunc(a) && b == math.Trunc(b) {
		return false
	}
	apart := math.Abs(a - b)
	return apart <= 1e-9*max(math.Abs(a), math.Abs(b)) || apart <= 1e-15*greatest
}
