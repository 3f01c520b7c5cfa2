package match_test

import (
	"fmt"
	"math/rand/v2"

	"github.com/liaisongraph/liaison/graph/query/value"
)

// multigraph is a property graph for tests.
type multigraph struct {
	labels   [][]string
	nodes    []map[string]value.Value
	from, to []int32
	kinds    []int
	mutual   []bool
	edges    []map[string]value.Value
	lookup   bool // it finds nodes by k
}

var kinds = []string{"R", "S", "T"}

func (g *multigraph) node(k int64, labels ...string) value.NodeID {
	g.labels = append(g.labels, labels)
	g.nodes = append(g.nodes, map[string]value.Value{"k": value.Int(k), "name": value.String(fmt.Sprint("n", len(g.nodes)))})
	return value.NodeID(len(g.nodes) - 1)
}

func (g *multigraph) edge(from, to int32, kind int, w int64, mutual bool) {
	g.from, g.to = append(g.from, from), append(g.to, to)
	g.kinds, g.mutual = append(g.kinds, kind), append(g.mutual, mutual)
	g.edges = append(g.edges, map[string]value.Value{"w": value.Int(w)})
}

func (g *multigraph) NumNodes() int                     { return len(g.nodes) }
func (g *multigraph) NumRelationships() int             { return len(g.from) }
func (g *multigraph) Labels(n value.NodeID) []string    { return g.labels[n] }
func (g *multigraph) Types() []string                   { return kinds }
func (g *multigraph) TypeOf(r value.RelationshipID) int { return g.kinds[r] }
func (g *multigraph) Mutual(r value.RelationshipID) bool {
	return g.mutual[r]
}
func (g *multigraph) NodeProperty(n value.NodeID, key string) value.Value { return g.nodes[n][key] }
func (g *multigraph) NodeKeys(value.NodeID) []string                      { return []string{"k", "name"} }
func (g *multigraph) RelationshipProperty(r value.RelationshipID, key string) value.Value {
	return g.edges[r][key]
}
func (g *multigraph) RelationshipKeys(value.RelationshipID) []string { return []string{"w"} }
func (g *multigraph) Ends(r value.RelationshipID) (from, to value.NodeID) {
	return value.NodeID(g.from[r]), value.NodeID(g.to[r])
}

// NodesWith finds nodes by k and name.
func (g *multigraph) NodesWith(key string, v value.Value) (nodes []value.NodeID, ok bool) {
	if !g.lookup || key != "k" && key != "name" {
		return nil, false
	}
	for n := range g.nodes {
		if value.Equals(g.nodes[n][key], v) == value.True {
			nodes = append(nodes, value.NodeID(n))
		}
	}
	return nodes, true
}

// randomMultigraph has a few nodes with loops, parallel and mutual relationships between them.
func randomMultigraph(r *rand.Rand) *multigraph {
	g := &multigraph{lookup: r.IntN(2) == 0}
	n := 1 + r.IntN(5)
	for range n {
		var labels []string
		for _, l := range []string{"A", "B"} {
			if r.IntN(2) == 0 {
				labels = append(labels, l)
			}
		}
		g.node(int64(r.IntN(3)), labels...)
	}
	for range r.IntN(8) {
		g.edge(int32(r.IntN(n)), int32(r.IntN(n)), r.IntN(3), int64(r.IntN(3)), r.IntN(4) == 0)
	}
	return g
}
