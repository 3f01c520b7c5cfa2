package cli

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// ranked orders the numbers among whose values they are, or all where among is nil: the highest first, and
// those that are tied in their order, with the same rank.
func ranked(values []float64, among []int) (order, ranks []int) {
	order = slices.Clone(among)
	if among == nil {
		order = upTo(len(values))
	}
	greatest := 0.0
	for _, n := range order {
		greatest = max(greatest, math.Abs(values[n]))
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(values[b], values[a]) })
	ranks = make([]int, len(order))
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && tied(values[order[from]], values[order[to]], greatest) {
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

// tied reports whether two values are the same but for the rounding of what computed them, beside others up to
// greatest. Whole numbers are counts, and exact.
func tied(a, b, greatest float64) bool {
	if a == b {
		return true
	}
	if a == math.Trunc(a) && b == math.Trunc(b) {
		return false
	}
	apart := math.Abs(a - b)
	return apart <= 1e-9*max(math.Abs(a), math.Abs(b)) || apart <= 1e-15*greatest
}

// upTo returns the numbers below n.
func upTo(n int) []int {
	numbers := make([]int, n)
	for i := range numbers {
		numbers[i] = i
	}
	return numbers
}

// alsoTied is how many of those that a ranking leaves out have the rank of the last that it shows: all where
// top is 0, or more than there are.
func alsoTied(ranks []int, top int) int {
	if top == 0 || top >= len(ranks) {
		return 0
	}
	more := 0
	for _, rank := range ranks[top:] {
		if rank == ranks[top-1] {
			more++
		}
	}
	return more
}

// tieNotes say that a ranking ends among equals.
func tieNotes(more int, what string) []string {
	if more == 0 {
		return nil
	}
	return []string{fmt.Sprintf("There %s %d more with the same %s as the last shown.", oneOrMany(more, "is", "are"), more, what)}
}
