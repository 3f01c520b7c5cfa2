package structure

import (
	"context"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// DegreeAssortativity returns the correlation (Pearson's) between the numbers of ties of two organisations
// that are tied with each other, over all ties each way: from 1, where those with many are tied with those
// with many, to -1, where they are tied with those with few. Where there are no ties, or all organisations
// that have some have as many, there is none, and ok is false.
//
// Ties are undirected: parallel relationships are one, and loops none. O(n + m); it fails only where ctx is
// done.
//
// M. E. J. Newman, "Mixing patterns in networks", Physical Review E 67 (2003) 026126, equation (21) with the
// degree itself for the excess degree, which changes nothing.
func DegreeAssortativity(ctx context.Context, g *graph.Graph) (r float64, ok bool, err error) {
	if err := ctx.Err(); err != nil {
		return 0, false, err
	}
	tied, err := ties(ctx, g)
	if err != nil {
		return 0, false, err
	}
	stop := parallel.Watch(ctx)
	defer stop.Release()
	r, ok = degreeAssortativity(tied, stop)
	if err := ctx.Err(); err != nil {
		return 0, false, err
	}
	return r, ok, nil
}

// degreeAssortativity is nothing where it is stopped.
func degreeAssortativity(tied *csr.Graph, stop *parallel.Stop) (r float64, ok bool) {
	n := int32(tied.NumVertices())
	least, most := 0, 0
	sum := 0.0 // of the degrees at the ends of ties; an integer below 2⁵³
	for v := range n {
		d := tied.Degree(v)
		if d > 0 && (least == 0 || d < least) {
			least = d
		}
		most = max(most, d)
		sum += float64(float64(d) * float64(d))
	}
	if least == most {
		return 0, false
	}
	mean := sum / float64(tied.NumArcs())
	covariance, variance := 0.0, 0.0
	for v := range n {
		if stop.StoppedAt(v) {
			return 0, false
		}
		neighbours := 0.0
		for _, w := range tied.Row(v) {
			neighbours += float64(tied.Degree(w)) - mean
		}
		off := float64(tied.Degree(v)) - mean
		covariance += float64(off * neighbours)
		variance += float64(float64(off*off) * float64(tied.Degree(v)))
	}
	return max(-1, min(covariance/variance, 1)), true
}

// Mixing says whether organisations are tied with those of their own group.
type Mixing struct {
	Ties   int64 // those whose two ends are each in a group
	Within int64 // those whose two ends are in the same one
	// Expected is the share of ties that would be within groups if each organisation had as many ties as it
	// has, but with organisations at random.
	Expected float64
	// Coefficient is Newman's: 1 where all ties are within groups, 0 where as many as at random, below that
	// where fewer. It is there only where Defined is true: where there are ties, and not all in one group.
	Coefficient float64
	Defined     bool
}

// Assortativity says whether organisations are tied with those of their own group in p:
//
//	r = (Σ e(i,i) - Σ a(i)²) / (1 - Σ a(i)²)
//
// where e(i,i) is the share of ties that are within group i, and a(i) that of ends of ties that are in it.
//
// Ties are undirected: parallel relationships are one, and loops none. Those with an organisation that is in no
// group are left out. O(n + m). It fails where p is not a partition of g or puts no organisation into a group,
// and where ctx is done.
//
// M. E. J. Newman, "Mixing patterns in networks", Physical Review E 67 (2003) 026126, equation (2).
func Assortativity(ctx context.Context, g *graph.Graph, p *Partition) (Mixing, error) {
	if err := p.check(g); err != nil {
		return Mixing{}, err
	}
	if err := ctx.Err(); err != nil {
		return Mixing{}, err
	}
	tied, err := ties(ctx, g)
	if err != nil {
		return Mixing{}, err
	}
	stop := parallel.Watch(ctx)
	defer stop.Release()
	m := mixing(tied, p, stop)
	if err := ctx.Err(); err != nil {
		return Mixing{}, err
	}
	return m, nil
}

// mixing is nothing where it is stopped.
func mixing(tied *csr.Graph, p *Partition, stop *parallel.Stop) Mixing {
	ends := make([]int64, len(p.Names))
	var all, within int64
	for v := range int32(tied.NumVertices()) {
		if stop.StoppedAt(v) {
			return Mixing{}
		}
		group := p.Of[v]
		if group < 0 {
			continue
		}
		for _, w := range tied.Row(v) {
			if p.Of[w] < 0 {
				continue
			}
			ends[group]++
			all++
			if p.Of[w] == group {
				within++
			}
		}
	}
	m := Mixing{Ties: all / 2, Within: within / 2}
	if all == 0 {
		return m
	}
	for _, e := range ends {
		a := float64(e) / float64(all)
		m.Expected += float64(a * a)
		m.Defined = m.Defined || e > 0 && e < all
	}
	if m.Defined {
		m.Coefficient = (float64(within)/float64(all) - m.Expected) / (1 - m.Expected)
	}
	return m
}

// DegreeCentralisation says how much the ties of a graph are those of one organisation: the sum over all
// organisations of how many fewer ties they have than the one with most, divided by the largest that can be,
// (n-1)(n-2). It is 1 in a star and 0 where all have as many. There is none of fewer than three organisations,
// and ok is false.
//
// Ties are undirected: parallel relationships are one, and loops none. O(n + m); it fails only where ctx is
// done.
//
// L. C. Freeman, "Centrality in social networks: conceptual clarification", Social Networks 1 (1979) 215–239.
func DegreeCentralisation(ctx context.Context, g *graph.Graph) (c float64, ok bool, err error) {
	if err := ctx.Err(); err != nil {
		return 0, false, err
	}
	tied, err := ties(ctx, g)
	if err != nil {
		return 0, false, err
	}
	c, ok = degreeCentralisation(tied)
	return c, ok, ctx.Err()
}

func degreeCentralisation(tied *csr.Graph) (c float64, ok bool) {
	n := int64(tied.NumVertices())
	if n < 3 {
		return 0, false
	}
	most := int64(0)
	for v := range int32(n) {
		most = max(most, int64(tied.Degree(v)))
	}
	return float64(n*most-int64(tied.NumArcs())) / (float64(n-1) * float64(n-2)), true
}
