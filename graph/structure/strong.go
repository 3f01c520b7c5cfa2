package structure

import (
	"context"

	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// StrongComponentsOf returns for every vertex one that stands for its strong component: the vertices each of
// which the others reach along the arcs, and a vertex by itself where there are none. It fails only with the
// context's error. O(n + m).
//
// R. Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1 (1972) 146–160.
func StrongComponentsOf(ctx context.Context, arcs *csr.Graph) ([]int32, error) {
	stop := parallel.Watch(ctx)
	defer stop.Release()
	of, ok := strongRoots(arcs, stop)
	if err := ctx.Err(); err != nil || !ok {
		return nil, err
	}
	return of, nil
}
