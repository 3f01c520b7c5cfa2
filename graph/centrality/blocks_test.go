package centrality

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// TestNoProgressAfterStop stops within the second block, which then is not finished.
func TestNoProgressAfterStop(t *testing.T) {
	for _, workers := range []int{1, 2, 7} {
		stop := parallel.Watch(t.Context())
		defer stop.Release()
		most := 0
		sum := newSourceSum(1, 1000, workers, func(done, _ int) { most = max(most, done) })
		sum.run(workers, stop, func(_, source int, into []float64) {
			if source >= 100 {
				stop.Set()
			}
			into[0]++
		})
		if most > 64 {
			t.Errorf("%d workers: progress says that %d sources are done, of which 100 were searched", workers, most)
		}
	}
}

func TestByDegree(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 3))
	for _, n := range []int{0, 1, 2, 10, 1000} {
		for _, most := range []int{1, 2, 5, 100_000} {
			degrees, want := make([]uint32, n), make([]uint32, n)
			for v := range degrees {
				degrees[v], want[v] = uint32(random.IntN(most)), uint32(v)
			}
			slices.SortStableFunc(want, func(u, v uint32) int { return cmp.Compare(degrees[v], degrees[u]) })
			if got := byDegree(n, func(v uint32) uint32 { return degrees[v] }); !slices.Equal(got, want) {
				t.Fatalf("the order of %d vertices of degrees below %d is %v, want %v", n, most, got, want)
			}
		}
	}
}
