package structure

import (
	"context"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// Dyads counts the pairs of organisations by how they are tied: the dyad census of P. W. Holland and S.
// Leinhardt, "A method for detecting structure in sociometric data", American Journal of Sociology 76 (1970)
// 492–513. A pair is tied both ways by a mutual relationship, or by one each way. Parallel relationships make
// a pair no more than tied, and loops none.
type Dyads struct {
	Organisations int
	Mutual        int64 // pairs tied both ways
	OneWay        int64 // pairs tied one way
	None          int64 // pairs that are not tied
}

// CountDyads counts the pairs of g. O(n + m); it fails only where ctx is done.
func CountDyads(ctx context.Context, g *graph.Graph) (Dyads, error) {
	a, err := newArrows(ctx, g)
	if err != nil {
		return Dyads{}, err
	}
	return a.dyads(), nil
}

// Ties returns how many pairs are tied.
func (d Dyads) Ties() int64 { return d.Mutual + d.OneWay }

// Density returns the share of the n(n-1) ordered pairs of organisations of which the first has a
// relationship to the second, mutual ones counting both ways: from 0 to 1. There is none of fewer than two
// organisations, and ok is false.
//
// S. Wasserman and K. Faust, Social Network Analysis (1994), section 4.3.
func (d Dyads) Density() (density float64, ok bool) {
	return share(2*d.Mutual+d.OneWay, 2*(d.Mutual+d.OneWay+d.None))
}

// TieDensity returns the share of the n(n-1)/2 pairs of organisations that are tied, whatever the direction:
// from 0 to 1. There is none of fewer than two organisations, and ok is false.
func (d Dyads) TieDensity() (density float64, ok bool) {
	return share(d.Ties(), d.Mutual+d.OneWay+d.None)
}

// Reciprocity returns the share of ways from one organisation to another by a relationship that there is also
// a way back: 2M/(2M+A), with M pairs tied both ways and A tied one way. A mutual relationship is answered by
// itself. It is from 0 to 1; where there are no ties there is none, and ok is false.
//
// M. E. J. Newman, S. Forrest and J. Balthrop, "Email networks and the spread of computer viruses", Physical
// Review E 66 (2002) 035101.
func (d Dyads) Reciprocity() (reciprocity float64, ok bool) {
	return share(2*d.Mutual, 2*d.Mutual+d.OneWay)
}

func share(part, whole int64) (float64, bool) {
	if whole == 0 {
		return 0, false
	}
	return float64(part) / float64(whole), true
}

// arrows is who is tied with whom, and which way.
type arrows struct {
	out  *csr.Graph // one arc from one organisation to another that it has a relationship to, no loops
	ties *csr.Graph // as the function ties gives them, without labels
	ways []uint8    // of every arc of ties: there, back, or both
}

const (
	there = 1 // from the row to the target
	back  = 2 // from the target to the row
)

// turned is a way as the other end sees it.
func turned(way uint8) uint8 { return way&there<<1 | way>>1 }

func newArrows(ctx context.Context, g *graph.Graph) (*arrows, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	out, err := g.ProjectContext(ctx, graph.Projection{Direction: graph.Out, Collapse: true, DropLoops: true})
	if err != nil {
		return nil, err
	}
	out = &csr.Graph{Offsets: out.Offsets, Targets: out.Targets}
	in := out.Transpose()
	stop := parallel.Watch(ctx)
	defer stop.Release()
	n := out.NumVertices()
	a := &arrows{out: out, ties: &csr.Graph{Offsets: make([]uint32, n+1)}}
	a.ties.Targets, a.ways = make([]int32, 0, 2*out.NumArcs()), make([]uint8, 0, 2*out.NumArcs())
	for v := range int32(n) {
		if stop.StoppedAt(v) {
			return nil, ctx.Err()
		}
		to, from := out.Row(v), in.Row(v)
		for len(to) > 0 || len(from) > 0 {
			var target int32
			way := uint8(there)
			switch {
			case len(from) == 0 || len(to) > 0 && to[0] < from[0]:
				target, to = to[0], to[1:]
			case len(to) == 0 || from[0] < to[0]:
				target, from, way = from[0], from[1:], back
			default:
				target, to, from, way = to[0], to[1:], from[1:], there|back
			}
			a.ties.Targets, a.ways = append(a.ties.Targets, target), append(a.ways, way)
		}
		a.ties.Offsets[v+1] = uint32(len(a.ties.Targets))
	}
	return a, ctx.Err()
}

func (a *arrows) dyads() Dyads {
	n := int64(a.ties.NumVertices())
	d := Dyads{Organisations: int(n)}
	for _, way := range a.ways {
		if way == there|back {
			d.Mutual++
		} else {
			d.OneWay++
		}
	}
	d.Mutual, d.OneWay = d.Mutual/2, d.OneWay/2 // every tie is in two rows
	d.None = n*(n-1)/2 - d.Mutual - d.OneWay
	return d
}
