package centrality

import (
	"context"
	"math"

	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
	"github.com/liaisongraph/liaison/graph/structure"
)

// cyclicPart is a strong component with a cycle, be it a loop. Only these have eigenvalues other than 0.
type cyclicPart struct {
	vertices []int32
	// low and high are bounds of its greatest eigenvalue: the least and the greatest quotient of a vector's
	// product and the vector, for any vector of numbers above 0.
	low, high float64
}

// known reports whether the bounds are as near to each other as makes sense.
func (p *cyclicPart) known() bool { return p.high-p.low <= 1e-11*p.high }

// cyclicParts are those of a graph, with a vector of numbers above 0 from which their bounds are made.
//
// L. Collatz, "Einschließungssatz für die charakteristischen Zahlen von Matrizen", Mathematische
// Zeitschrift 48 (1942) 221–226.
type cyclicParts struct {
	in         *csr.Graph // row v has the arcs to v
	of         []int32    // the number of a vertex's part, or -1
	parts      []cyclicPart
	x, product []float64
	stop       *parallel.Stop
}

// newCyclicParts finds the parts of a graph given by the arcs to every vertex, and first bounds. O(n + m).
func newCyclicParts(ctx context.Context, in *csr.Graph, stop *parallel.Stop) (*cyclicParts, error) {
	standing, err := structure.StrongComponentsOf(ctx, in)
	if err != nil {
		return nil, err
	}
	n := in.NumVertices()
	c := &cyclicParts{in: in, of: make([]int32, n), stop: stop}
	number := make([]int32, n) // of the part of the one that stands for it, or -1
	for v := range number {
		c.of[v], number[v] = -1, -1
	}
	for v := range int32(n) {
		s := standing[v]
		for _, u := range in.Row(v) {
			if standing[u] == s && number[s] < 0 {
				number[s] = int32(len(c.parts))
				c.parts = append(c.parts, cyclicPart{high: math.MaxFloat64})
				break
			}
		}
	}
	for v := range int32(n) {
		if i := number[standing[v]]; i >= 0 {
			c.of[v] = i
			c.parts[i].vertices = append(c.parts[i].vertices, v)
		}
	}
	if len(c.parts) > 0 {
		c.x, c.product = make([]float64, n), make([]float64, n)
		for v := range c.x {
			c.x[v] = 1
		}
		for i := range c.parts {
			c.narrow(&c.parts[i])
		}
	}
	return c, ctx.Err()
}

// low is a lower bound of the greatest eigenvalue of all.
func (c *cyclicParts) low() (low float64) {
	for i := range c.parts {
		low = max(low, c.parts[i].low)
	}
	return low
}

// high is an upper bound of the greatest eigenvalue of all.
func (c *cyclicParts) high() (high float64) {
	for i := range c.parts {
		high = max(high, c.parts[i].high)
	}
	return high
}

// leading returns the numbers of the parts whose greatest eigenvalue may be that of all.
func (c *cyclicParts) leading() (leading []int32) {
	low := c.low()
	for i, p := range c.parts {
		if p.high >= low*(1-1e-11) {
			leading = append(leading, int32(i))
		}
	}
	return leading
}

// narrow makes the bounds of a part narrower by a step of power iteration within it. When stopped, they are
// of no use.
func (c *cyclicParts) narrow(p *cyclicPart) {
	low, high := math.Inf(1), 0.0
	for i, v := range p.vertices {
		if i&0xfff == 0xfff && c.stop.Stopped() {
			return
		}
		sum := 0.0
		for arc := c.in.Offsets[v]; arc < c.in.Offsets[v+1]; arc++ {
			if u := c.in.Targets[arc]; c.of[u] == c.of[v] {
				sum += float64(c.x[u] * c.in.Weight(arc))
			}
		}
		c.product[v] = sum
		low, high = min(low, sum/c.x[v]), max(high, sum/c.x[v])
	}
	p.low, p.high = max(p.low, low), min(p.high, high)
	shift := math.Sqrt(p.low) * math.Sqrt(p.high) / 2
	greatest := 0.0
	for _, v := range p.vertices {
		c.product[v] += float64(shift * c.x[v])
		greatest = max(greatest, c.product[v])
	}
	for _, v := range p.vertices {
		// The bounds hold for any number above 0, and would not for one too small for a float64.
		c.x[v] = max(c.product[v]/greatest, 1e-200)
	}
}

// narrowLeading makes the bounds of the leading parts narrower, a step each, until enough says so or there is
// nothing to gain; it is asked after 0, 1, 3, 7, … steps.
func (c *cyclicParts) narrowLeading(ctx context.Context, opts Options, enough func(leading []int32) bool) error {
	for step, next := 0, 0; ; step++ {
		leading := c.leading()
		if step == next {
			if enough(leading) {
				return nil
			}
			next = 2*next + 1
		}
		progress := false
		for _, i := range leading {
			if p := &c.parts[i]; !p.known() {
				c.narrow(p)
				progress = true
			}
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		if !progress || step >= opts.MaxIterations {
			return nil
		}
	}
}

// feeding returns which of the parts lead to another of them.
func (c *cyclicParts) feeding(parts []int32) []int32 {
	const outside = -1
	n := len(c.of)
	among := make([]int32, len(c.parts)) // 1 + the place in parts
	for i, part := range parts {
		among[part] = int32(i) + 1
	}
	// Backwards from all of them at once: a part leads to another if it reaches one along an arc that leaves
	// it, because what comes after that does not come back.
	leads := make([]bool, n)
	var queue []int32
	part := func(v int32) int32 {
		if c.of[v] < 0 || among[c.of[v]] == 0 {
			return outside
		}
		return among[c.of[v]] - 1
	}
	for v := range int32(n) {
		if part(v) != outside {
			leads[v] = true
			queue = append(queue, v)
		}
	}
	feeds := make([]bool, len(parts))
	for len(queue) > 0 {
		v := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		for _, u := range c.in.Row(v) {
			if p := part(u); p != outside && p != part(v) {
				feeds[p] = true
			}
			if !leads[u] {
				leads[u] = true
				queue = append(queue, u)
			}
		}
	}
	var feeding []int32
	for i, p := range parts {
		if feeds[i] {
			feeding = append(feeding, p)
		}
	}
	return feeding
}
