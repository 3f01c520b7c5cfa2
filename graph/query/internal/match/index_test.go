package match

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/liaisongraph/liaison/graph/query/property"
	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// typed is a graph of ten nodes whose relationships are of many types.
type typed struct {
	property.Graph
	from, to, kinds []int
}

func (g *typed) NumNodes() int                      { return 10 }
func (g *typed) NumRelationships() int              { return len(g.from) }
func (g *typed) Types() []string                    { return []string{"A", "B", "C", "D", "E", "F", "G", "H"} }
func (g *typed) TypeOf(r value.RelationshipID) int  { return g.kinds[r] }
func (g *typed) Mutual(r value.RelationshipID) bool { return r%5 == 0 }
func (g *typed) Ends(r value.RelationshipID) (_, _ value.NodeID) {
	return value.NodeID(g.from[r]), value.NodeID(g.to[r])
}

// The rows of a set of types have what the graph has, ascending, and no more memory is kept than said.
func TestRows(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	g := &typed{}
	for range 60 {
		g.from, g.to, g.kinds = append(g.from, r.IntN(10)), append(g.to, r.IntN(10)), append(g.kinds, r.IntN(8))
	}
	ix := NewIndex(g)
	for set := range 1 << 8 {
		types := typeSet{has: make([]bool, 8), key: string(rune('a' + set))}
		for i := range 8 {
			types.has[i] = set>>i&1 == 1
		}
		for _, d := range []syntax.Direction{syntax.Right, syntax.Left, syntax.Either} {
			rows := ix.rows(types, d)
			for n := range int32(10) {
				var want [][2]int32
				for e := range g.from {
					if !types.has[g.kinds[e]] {
						continue
					}
					both := d == syntax.Either || g.Mutual(value.RelationshipID(e))
					switch from, to := int32(g.from[e]), int32(g.to[e]); {
					case from == n && (d != syntax.Left || both):
						want = append(want, [2]int32{int32(e), to})
					case to == n && (d == syntax.Left || both):
						want = append(want, [2]int32{int32(e), from})
					}
				}
				var got [][2]int32
				for at := rows.Offsets[n]; at < rows.Offsets[n+1]; at++ {
					got = append(got, [2]int32{rows.Labels[at], rows.Targets[at]})
				}
				if !slices.Equal(got, want) {
					t.Fatalf("types %b, direction %d, node %d: %v, want %v", set, d, n, got, want)
				}
			}
		}
		held := 0
		for _, rows := range ix.adjacency {
			held += bytes(10, rows.NumArcs())
		}
		if held != ix.held || held > maxAdjacencies*bytes(10, 120) || len(ix.adjacency) != len(ix.order) {
			t.Fatalf("after %d sets, %d bytes are held, and %d counted", set, held, ix.held)
		}
	}
}
