package heap

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestAgainstSorting compares the order in which vertices come out with that of a sort.
func TestAgainstSorting(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	h := New(300)
	for range 200 {
		n := 1 + random.IntN(300)
		keys := make([]float64, n)
		order := make([]int32, n)
		for v := range keys {
			order[v] = int32(v)
			keys[v] = float64(random.IntN(20))
			h.Set(int32(v), keys[v])
			for range random.IntN(3) {
				u := random.IntN(v + 1)
				key := float64(random.IntN(20))
				h.Set(int32(u), key) // higher ones change nothing
				keys[u] = min(keys[u], key)
			}
		}
		slices.SortStableFunc(order, func(a, b int32) int { return int(keys[a] - keys[b]) })
		for i, want := range order {
			if h.Len() != n-i {
				t.Fatalf("there are %d vertices, want %d", h.Len(), n-i)
			}
			if v, key := h.Pop(); v != want || key != keys[want] {
				t.Fatalf("number %d is %d with %v, want %d with %v", i, v, key, want, keys[want])
			}
		}
	}
}
