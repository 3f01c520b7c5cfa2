package centrality

import (
	"context"
	"math"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// projectGathering is project for measures in which every organisation gathers what flows to it along the
// relationships that the direction says: row v of the adjacency has the organisations that it comes from.
func (m Measure) projectGathering(ctx context.Context, g *graph.Graph, opts Options) (*csr.Graph, Options, error) {
	direction := m.Projection.Direction
	if opts.Direction != nil {
		direction = *opts.Direction
	}
	against := map[graph.Direction]graph.Direction{graph.Out: graph.In, graph.In: graph.Out}
	if reverse, ok := against[direction]; ok {
		direction = reverse
	}
	opts.Direction = &direction
	return m.project(ctx, g, opts)
}

// dominant looks for the vector that a matrix of numbers not below 0 turns most of a start vector into when
// it is applied again and again. A step adds a multiple of the vector to its product, so that the iteration
// settles also where the matrix swings, as that of a bipartite graph does; that changes no eigenvector. Where
// steps alone take long, a Krylov space gives a better vector to go on from, which as a polynomial in the
// matrix applied to the start vector has the same limit.
type dominant struct {
	*blockwise
	// multiply makes into the product of the matrix and x, and returns the sum of its values.
	multiply func(into, x []float64) float64
	// swings says that the matrix may have eigenvalues of the size of the greatest and not equal to it.
	swings bool
	// multiple says that the greatest eigenvalue may have several vectors, as where the graph falls into parts.
	multiple bool

	x, product []float64
	mass       float64 // the sum of x: about 1, but less at the start where parts of the graph are left out
	// exponents sums up the binary logarithms of what the steps so far multiplied the sum of x with.
	exponents  []int
	iterations int
	change     float64 // by how much the product, scaled to the sum 1, differs from x, in sum
	pace       float64 // change over that of the step before
}

// newDominant starts from x, which may add up to anything above 0.
func newDominant(b *blockwise, x []float64, swings bool, multiply func(into, x []float64) float64) *dominant {
	return &dominant{
		blockwise: b, multiply: multiply, swings: swings,
		x: x, product: make([]float64, len(x)), mass: b.total(x), exponents: []int{0},
	}
}

// run iterates until the vector settles. The vector is d.x, which adds up to about 1 after the first step.
func (d *dominant) run(ctx context.Context, m Measure, opts Options) error {
	const plain = 8 // steps before a Krylov space, and more of them where that was of no use
	space := newKrylov(d)
	for steps, wasted := plain, 0; ; {
		for range steps {
			before := d.change
			grows := d.step()
			switch err := ctx.Err(); {
			case err != nil:
				return err
			case !grows || d.change <= opts.Tolerance:
				d.finish()
				return nil
			case d.iterations >= opts.MaxIterations:
				return &NotConvergedError{Measure: m.Name, Iterations: d.iterations, Change: d.change, Tolerance: opts.Tolerance}
			}
			d.pace = d.change / before
		}
		switch left := opts.MaxIterations - d.iterations; {
		case left <= space.size+1:
			steps = left
		case d.isSoonOver(opts.Tolerance):
			steps = plain
		case space.improve(opts.Tolerance):
			steps, wasted = 1, 0
		default:
			wasted++
			steps = plain << min(wasted, 10)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

// isSoonOver reports whether about a dozen steps more are enough, if they go on as the last did.
func (d *dominant) isSoonOver(tolerance float64) bool {
	if !(d.pace < 1) {
		return false
	}
	change := d.change
	for range 12 {
		change *= d.pace
	}
	return change <= tolerance
}

// step replaces x by its product, and a share of itself. Where the product is 0, because what feeds the rest
// has become too small for a float64, x stays, and step returns false.
func (d *dominant) step() bool {
	d.iterations++
	growth := d.multiply(d.product, d.x)
	if !(growth > 0) {
		d.change = 0
		return false
	}
	shift := d.shift()
	_, exponent := math.Frexp(growth / d.mass)
	d.exponents = append(d.exponents, d.exponents[len(d.exponents)-1]+exponent)
	before, after := d.mass, growth+float64(shift*d.mass)
	d.change = d.sum(func(first, last int32) float64 {
		change := 0.0
		for v := first; v < last; v++ {
			change += math.Abs(d.product[v]/growth - d.x[v]/before)
			d.x[v] = (d.product[v] + float64(shift*d.x[v])) / after
		}
		return change
	})
	d.mass = d.total(d.x)
	return true
}

// shift is about half of the greatest eigenvalue, as far as the later half of the steps so far tells: a power
// of two, the mean of what they multiplied with.
func (d *dominant) shift() float64 {
	last := len(d.exponents) - 1
	if !d.swings || last == 0 {
		return 0
	}
	half := last / 2
	return math.Ldexp(0.5, (d.exponents[last]-d.exponents[half])/(last-half)-1)
}

// finish leaves no value below 0, as rounding in a Krylov space can make them.
func (d *dominant) finish() {
	for v, x := range d.x {
		d.x[v] = max(x, 0)
	}
}

// hangTogether reports whether the vertices with arcs are one part: in an undirected graph out where in is nil,
// and otherwise where those are tied that have arcs to the same vertex; in is out turned round. When
// stopped, the answer is of no use. O(n + m).
func hangTogether(out, in *csr.Graph, stop *parallel.Stop) bool {
	n := out.NumVertices()
	seen, shared := make([]bool, n), make([]bool, n)
	var queue []int32
	reach := func(v int32) {
		if !seen[v] {
			seen[v] = true
			queue = append(queue, v)
		}
	}
	for v := range int32(n) {
		switch {
		case seen[v] || out.Degree(v) == 0:
			continue
		case queue != nil:
			return false
		}
		reach(v)
		for i := 0; i < len(queue); i++ {
			if i&0xfff == 0xfff && stop.Stopped() {
				return false
			}
			for _, w := range out.Row(queue[i]) {
				switch {
				case in == nil:
					reach(w)
				case !shared[w]:
					shared[w] = true
					for _, u := range in.Row(w) {
						reach(u)
					}
				}
			}
		}
	}
	return true
}
