package structure

import (
	"context"
	"fmt"
	"slices"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/csr"
	"github.com/liaisongraph/liaison/graph/internal/parallel"
)

// TriadType is a way in which three organisations can be tied.
type TriadType struct {
	// Name is the number of pairs tied both ways, of those tied one way and of those not tied, and a letter
	// where that alone does not say which it is: D down, U up, T transitive, C cycle.
	Name string
	// Meaning says in words how three organisations A, B and C are tied.
	Meaning string
}

// TriadTypes returns the sixteen types in their usual order, which is that of [TriadCensus].
func TriadTypes() []TriadType { return slices.Clone(triadTypes[:]) }

// NumTriadTypes is how many types of triads there are.
const NumTriadTypes = 16

var triadTypes = [NumTriadTypes]TriadType{
	t003:  {"003", "no ties among the three"},
	t012:  {"012", "A points to B; C stands apart"},
	t102:  {"102", "A and B deal with each other; C stands apart"},
	t021D: {"021D", "B points to both A and C"},
	t021U: {"021U", "A and C both point to B"},
	t021C: {"021C", "A points to B, and B to C: a chain"},
	t111D: {"111D", "A and B deal with each other; C points to B"},
	t111U: {"111U", "A and B deal with each other; B points to C"},
	t030T: {"030T", "A points to B and C, and B to C: an order of precedence"},
	t030C: {"030C", "A points to B, B to C, and C to A: a ring"},
	t201:  {"201", "B deals both ways with A and with C, who do not deal with each other"},
	t120D: {"120D", "A and C deal with each other; B points to both"},
	t120U: {"120U", "A and C deal with each other; both point to B"},
	t120C: {"120C", "A and C deal with each other; A points to B, and B to C"},
	t210:  {"210", "two pairs deal with each other; of the third, one points to the other"},
	t300:  {"300", "all three deal with each other"},
}

const (
	t003 = iota
	t012
	t102
	t021D
	t021U
	t021C
	t111D
	t111U
	t030T
	t030C
	t201
	t120D
	t120U
	t120C
	t210
	t300
)

// TriadCensus counts the sets of three organisations by type, in the order of [TriadTypes].
type TriadCensus [NumTriadTypes]int64

// maxTriadOrganisations is the largest number of organisations whose triads an int64 can count.
const maxTriadOrganisations = 3_810_779

// CountTriads counts all sets of three organisations by how they are tied. Parallel relationships count as
// one, mutual ones as one each way, and loops not at all. The counts add up to n(n-1)(n-2)/6; fewer than three
// organisations make no triads.
//
// Only the triads that are tied all round are looked at one by one. The others are counted from how many ties
// of each kind every organisation has, and how many pairs there are of each kind: so the time is O(m·√m), and
// less where few organisations have many ties. Memory O(n + m). It fails where ctx is done, and on more than
// 3,810,779 organisations, whose triads are more than can be counted.
//
// The types are those of J. A. Davis and S. Leinhardt, "The structure of positive interpersonal relations in
// small groups", in Sociological Theories in Progress 2 (1972); their order is that of V. Batagelj and A.
// Mrvar, "A subquadratic triad census algorithm for large sparse networks with small maximum degree", Social
// Networks 23 (2001) 237–243. That all but the closed ones need not be enumerated is in J. Moody, "Matrix
// methods for calculating the triad census", Social Networks 20 (1998) 291–299.
func CountTriads(ctx context.Context, g *graph.Graph) (TriadCensus, error) {
	if err := checkTriads(g.NumOrganisations()); err != nil {
		return TriadCensus{}, err
	}
	a, err := newArrows(ctx, g)
	if err != nil {
		return TriadCensus{}, err
	}
	return a.triads(ctx)
}

// checkTriads returns an error where n organisations have too many sets of three.
func checkTriads(n int) error {
	if n > maxTriadOrganisations {
		return fmt.Errorf("%d organisations have more sets of three than can be counted; the most is %d", n, maxTriadOrganisations)
	}
	return nil
}

func (a *arrows) triads(ctx context.Context) (TriadCensus, error) {
	var census TriadCensus
	n := a.ties.NumVertices()
	if n < 3 {
		return census, ctx.Err()
	}
	stop := parallel.Watch(ctx)
	defer stop.Release()
	a.countWedges(&census, stop)
	if err := a.countClosed(ctx, &census, stop); err != nil {
		return TriadCensus{}, err
	}
	d := a.dyads()
	third := int64(n - 2)
	// What passes the range of int64 on the way comes back into it: sums and products are taken modulo 2⁶⁴.
	census[t012] = d.OneWay * third
	census[t102] = d.Mutual * third
	rest := triads(int64(n))
	for kind := t021D; kind < NumTriadTypes; kind++ {
		name := triadTypes[kind].Name
		census[t102] -= int64(name[0]-'0') * census[kind]
		census[t012] -= int64(name[1]-'0') * census[kind]
		rest -= census[kind]
	}
	census[t003] = rest - census[t012] - census[t102]
	return census, nil
}

// triads returns n(n-1)(n-2)/6, and meets no larger number on the way.
func triads(n int64) int64 {
	pairs, third := n*(n-1)/2, n-2
	if third%3 == 0 {
		return pairs * (third / 3)
	}
	return pairs / 3 * third
}

// countWedges counts the pairs of ties that every organisation has, by the type of triad that they make if
// the other two are not tied.
func (a *arrows) countWedges(census *TriadCensus, stop *parallel.Stop) {
	for v := range int32(a.ties.NumVertices()) {
		if stop.StoppedAt(v) {
			return
		}
		var of [4]int64
		for arc := a.ties.Offsets[v]; arc < a.ties.Offsets[v+1]; arc++ {
			of[a.ways[arc]]++
		}
		out, in, both := of[there], of[back], of[there|back]
		census[t021D] += out * (out - 1) / 2
		census[t021U] += in * (in - 1) / 2
		census[t021C] += out * in
		census[t111U] += both * out
		census[t111D] += both * in
		census[t201] += both * (both - 1) / 2
	}
}

// wedge is the type of triad that two ties make, seen from the organisation that has both.
func wedge(a, b uint8) int {
	if a == there|back {
		a, b = b, a
	}
	switch {
	case a == there|back && b == there|back:
		return t201
	case b == there|back && a == there:
		return t111U
	case b == there|back:
		return t111D
	case a != b:
		return t021C
	case a == there:
		return t021D
	}
	return t021U
}

// closed is the type of a triad of which all are tied, u with v, u with w and v with w.
func closed(uv, uw, vw uint8) int {
	wedges := [3]int{wedge(uv, uw), wedge(turned(uv), vw), wedge(turned(uw), turned(vw))}
	mutual := 0
	for _, way := range [...]uint8{uv, uw, vw} {
		if way == there|back {
			mutual++
		}
	}
	switch mutual {
	case 3:
		return t300
	case 2:
		return t210
	case 1: // what the third does to the two that are tied both ways
		switch {
		case slices.Contains(wedges[:], t021D):
			return t120D
		case slices.Contains(wedges[:], t021U):
			return t120U
		}
		return t120C
	}
	if wedges == [3]int{t021C, t021C, t021C} {
		return t030C
	}
	return t030T
}

// countClosed enumerates the triads of which all are tied: it counts them, and takes back what countWedges has
// counted of them.
func (a *arrows) countClosed(ctx context.Context, census *TriadCensus, stop *parallel.Stop) error {
	up, ways := a.upwards(stop)
	if stop.Stopped() {
		return ctx.Err()
	}
	var found [64]int64 // by the ways of the three ties
	n := a.ties.NumVertices()
	mark := make([]uint8, n) // the way from u
	for u := range int32(n) {
		row := up.Row(u)
		for i, v := range row {
			mark[v] = ways[up.Offsets[u]+uint32(i)]
		}
		for i, v := range row {
			if stop.Stopped() {
				return ctx.Err()
			}
			uv := int(ways[up.Offsets[u]+uint32(i)])
			for arc := up.Offsets[v]; arc < up.Offsets[v+1]; arc++ {
				if uw := mark[up.Targets[arc]]; uw != 0 {
					found[uv|int(uw)<<2|int(ways[arc])<<4]++
				}
			}
		}
		for _, v := range row {
			mark[v] = 0
		}
	}
	for ways, count := range found {
		if count == 0 {
			continue
		}
		uv, uw, vw := uint8(ways&3), uint8(ways>>2&3), uint8(ways>>4)
		census[closed(uv, uw, vw)] += count
		census[wedge(uv, uw)] -= count
		census[wedge(turned(uv), vw)] -= count
		census[wedge(turned(uw), turned(vw))] -= count
	}
	return ctx.Err()
}

// upwards returns the ties from whoever has fewer to whoever has more, so that no row is longer than √(2m),
// with their ways. The vertices are numbered by how many ties they have. Where it is stopped they are not whole.
func (a *arrows) upwards(stop *parallel.Stop) (*csr.Graph, []uint8) {
	n := a.ties.NumVertices()
	starts := make([]int32, n+1)
	for v := range int32(n) {
		starts[a.ties.Degree(v)+1]++
	}
	for i := range n {
		starts[i+1] += starts[i]
	}
	rank, at := make([]int32, n), make([]int32, n)
	for v := range int32(n) {
		d := a.ties.Degree(v)
		rank[v], at[starts[d]] = starts[d], v
		starts[d]++
	}
	up := &csr.Graph{Offsets: make([]uint32, n+1), Targets: make([]int32, 0, a.ties.NumArcs()/2)}
	ways := make([]uint8, 0, a.ties.NumArcs()/2)
	for r := range int32(n) {
		if stop.StoppedAt(r) {
			break
		}
		v := at[r]
		for arc := a.ties.Offsets[v]; arc < a.ties.Offsets[v+1]; arc++ {
			if to := rank[a.ties.Targets[arc]]; to > r {
				up.Targets, ways = append(up.Targets, to), append(ways, a.ways[arc])
			}
		}
		up.Offsets[r+1] = uint32(len(up.Targets))
	}
	return up, ways
}
