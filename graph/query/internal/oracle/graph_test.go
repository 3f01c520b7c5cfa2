package oracle

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/liaisongraph/liaison/graph/query/property"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// network is a small multigraph. Nodes have labels among A and B, and properties id and k; relationships a type, R
// or S, and properties id and w; k and w may be absent.
type network struct {
	nodes         []node
	relationships []relationship
}

type node struct {
	labels     []string
	properties map[string]int
}

type relationship struct {
	from, to   int
	typ        string
	mutual     bool
	properties map[string]int
}

var _ property.Graph = (*network)(nil)

// randomNetwork returns one of at most so many nodes and relationships; loops, parallel and mutual ones are common.
func randomNetwork(r *rand.Rand, nodes, relationships int) *network {
	g := &network{}
	properties := func(id int, key string) map[string]int {
		p := map[string]int{"id": id}
		if v := r.IntN(4); v > 0 {
			p[key] = v
		}
		return p
	}
	for i := range 1 + r.IntN(nodes) {
		n := node{properties: properties(i, "k")}
		for _, label := range []string{"A", "B"} {
			if r.IntN(2) == 0 {
				n.labels = append(n.labels, label)
			}
		}
		g.nodes = append(g.nodes, n)
	}
	for i := range r.IntN(relationships + 1) {
		e := relationship{from: r.IntN(len(g.nodes)), to: r.IntN(len(g.nodes)), typ: "R", properties: properties(i, "w")}
		if r.IntN(3) == 0 {
			e.typ = "S"
		}
		if i > 0 && r.IntN(4) == 0 { // parallel to the one before, either way
			e.from, e.to = g.relationships[i-1].to, g.relationships[i-1].from
			if r.IntN(2) == 0 {
				e.from, e.to = e.to, e.from
			}
		}
		e.mutual = r.IntN(6) == 0
		g.relationships = append(g.relationships, e)
	}
	return g
}

// String lists the network, for who reads why a test failed.
func (g *network) String() string {
	var b strings.Builder
	for i, n := range g.nodes {
		fmt.Fprintf(&b, "n%d:%s %v\n", i, strings.Join(n.labels, ":"), n.properties)
	}
	for i, r := range g.relationships {
		arrow := map[bool]string{false: "->", true: "<->"}[r.mutual]
		fmt.Fprintf(&b, "r%d: n%d-[:%s %v]%sn%d\n", i, r.from, r.typ, r.properties, arrow, r.to)
	}
	return b.String()
}

var typeNames = []string{"R", "S"}

func valueOf(properties map[string]int, key string) value.Value {
	if v, ok := properties[key]; ok {
		return value.Int(int64(v))
	}
	return value.Null
}

func keys(properties map[string]int, all ...string) (present []string) {
	for _, key := range all {
		if _, ok := properties[key]; ok {
			present = append(present, key)
		}
	}
	return present
}

func (g *network) NumNodes() int                      { return len(g.nodes) }
func (g *network) NumRelationships() int              { return len(g.relationships) }
func (g *network) Labels(n value.NodeID) []string     { return g.nodes[n].labels }
func (g *network) NodeKeys(n value.NodeID) []string   { return keys(g.nodes[n].properties, "id", "k") }
func (g *network) Mutual(r value.RelationshipID) bool { return g.relationships[r].mutual }
func (g *network) Types() []string                    { return typeNames }
func (g *network) NodeProperty(n value.NodeID, key string) value.Value {
	return valueOf(g.nodes[n].properties, key)
}
func (g *network) Ends(r value.RelationshipID) (from, to value.NodeID) {
	return value.NodeID(g.relationships[r].from), value.NodeID(g.relationships[r].to)
}
func (g *network) TypeOf(r value.RelationshipID) int {
	if g.relationships[r].typ == "R" {
		return 0
	}
	return 1
}
func (g *network) RelationshipProperty(r value.RelationshipID, key string) value.Value {
	return valueOf(g.relationships[r].properties, key)
}
func (g *network) RelationshipKeys(r value.RelationshipID) []string {
	return keys(g.relationships[r].properties, "id", "w")
}
