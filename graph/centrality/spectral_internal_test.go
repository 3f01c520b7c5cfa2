package centrality

import (
	"testing"

	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// TestShiftOfSmallStart makes sure that the shift is half of the greatest eigenvalue from the first step on,
// whatever the start adds up to: where parts of a graph are left out, it is less than 1.
func TestShiftOfSmallStart(t *testing.T) {
	g, err := csr.New(3, csr.Arcs{From: []int32{0, 1, 1, 2, 0, 2}, To: []int32{1, 0, 2, 1, 2, 0}}) // a triangle: 2
	if err != nil {
		t.Fatal(err)
	}
	for _, start := range []float64{1.0 / 3, 1, 1e-6, 1e-200} {
		stop := parallel.Watch(t.Context())
		defer stop.Release()
		b := newBlockwise(g, 1, stop)
		d := newDominant(b, []float64{start, start, start}, true, func(into, x []float64) float64 { return b.gather(into, g, x, 1) })
		for step := range 4 {
			if !d.step() {
				t.Fatal("the product is 0")
			}
			if shift := d.shift(); shift < 0.5 || shift > 1 {
				t.Errorf("from %v the shift is %v after %d steps, want about 1", start, shift, step+1)
			}
		}
	}
}
