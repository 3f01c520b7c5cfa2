package diff

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestAssign compares with every assignment that there is.
func TestAssign(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		rows, columns := 1+r.IntN(5), 1+r.IntN(5)
		cost := make([][]int, rows)
		for i := range cost {
			cost[i] = make([]int, columns)
			for j := range cost[i] {
				cost[i][j] = r.IntN(6)
				if r.IntN(8) == 0 {
					cost[i][j] = 1 << 30
				}
			}
		}
		to := assign(cost)
		sum, n := 0, 0
		taken := make([]bool, columns)
		for i, j := range to {
			if j < 0 {
				continue
			}
			if taken[j] {
				t.Fatalf("%v gives %v: a column twice", cost, to)
			}
			taken[j] = true
			sum += cost[i][j]
			n++
		}
		if want := cheapest(cost, make([]bool, columns), max(0, rows-columns)); n != min(rows, columns) || sum != want {
			t.Fatalf("%v gives %v, %d for %d, want %d for %d", cost, to, n, sum, min(rows, columns), want)
		}
	}
}

// cheapest tries everything; spare is how many rows may go without.
func cheapest(cost [][]int, taken []bool, spare int) int {
	if len(cost) == 0 {
		return 0
	}
	best := 1 << 60
	if spare > 0 {
		best = cheapest(cost[1:], taken, spare-1)
	}
	for j := range taken {
		if !taken[j] {
			next := slices.Clone(taken)
			next[j] = true
			best = min(best, cost[0][j]+cheapest(cost[1:], next, spare))
		}
	}
	return best
}
