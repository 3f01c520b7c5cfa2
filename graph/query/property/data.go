package property

import (
	"fmt"
	"slices"

	"github.com/liaisongraph/liaison/graph/query/value"
)

// Data is a Graph that is written out, for programs that have none of their own. It is made ready by [New].
type Data struct {
	nodes         []Node
	relationships []Relationship
	types         []string
	typeOf        []int // by relationship
}

// Node is a node of [Data]: its number is its place.
type Node struct {
	Labels     []string
	Properties *value.Map // nil: none
}

// Relationship is a relationship of [Data]: its number is its place.
type Relationship struct {
	From, To   value.NodeID
	Type       string
	Mutual     bool
	Properties *value.Map // nil: none
}

// New returns a graph of nodes and relationships, which are not to be changed afterwards. It fails where an end
// of a relationship is no node. O(nodes + relationships).
func New(nodes []Node, relationships []Relationship) (*Data, error) {
	d := &Data{nodes: nodes, relationships: relationships, typeOf: make([]int, len(relationships))}
	places := map[string]int{}
	for i, r := range relationships {
		place, ok := places[r.Type]
		if !ok {
			place = len(d.types)
			places[r.Type] = place
			d.types = append(d.types, r.Type)
		}
		d.typeOf[i] = place
	}
	return d, Check(d)
}

// NumNodes implements [Graph].
func (d *Data) NumNodes() int { return len(d.nodes) }

// NumRelationships implements [Graph].
func (d *Data) NumRelationships() int { return len(d.relationships) }

// Labels implements [Graph].
func (d *Data) Labels(n value.NodeID) []string { return d.nodes[n].Labels }

// NodeProperty implements [Graph].
func (d *Data) NodeProperty(n value.NodeID, key string) value.Value {
	return property(d.nodes[n].Properties, key)
}

// NodeKeys implements [Graph].
func (d *Data) NodeKeys(n value.NodeID) []string { return keys(d.nodes[n].Properties) }

// Ends implements [Graph].
func (d *Data) Ends(r value.RelationshipID) (from, to value.NodeID) {
	return d.relationships[r].From, d.relationships[r].To
}

// Mutual implements [Graph].
func (d *Data) Mutual(r value.RelationshipID) bool { return d.relationships[r].Mutual }

// Types implements [Graph].
func (d *Data) Types() []string { return d.types }

// TypeOf implements [Graph].
func (d *Data) TypeOf(r value.RelationshipID) int { return d.typeOf[r] }

// RelationshipProperty implements [Graph].
func (d *Data) RelationshipProperty(r value.RelationshipID, key string) value.Value {
	return property(d.relationships[r].Properties, key)
}

// RelationshipKeys implements [Graph].
func (d *Data) RelationshipKeys(r value.RelationshipID) []string {
	return keys(d.relationships[r].Properties)
}

func property(m *value.Map, key string) value.Value {
	if m == nil {
		return value.Null
	}
	v, _ := m.Get(key)
	return v
}

// keys returns the keys of what is not null.
func keys(m *value.Map) (known []string) {
	if m == nil {
		return nil
	}
	for _, key := range m.Keys {
		if !property(m, key).IsNull() {
			known = append(known, key)
		}
	}
	return known
}

// Check returns what is wrong with the numbers of a graph: a relationship whose end is no node, or whose type is
// not in Types, a type that comes twice. Queries trust them, and panic where they are wrong. O(nodes +
// relationships); it is for the tests of what implements Graph.
func Check(g Graph) error {
	types := g.Types()
	for i, t := range types {
		if slices.Index(types, t) < i {
			return fmt.Errorf("the type %q comes twice", t)
		}
	}
	n := value.NodeID(g.NumNodes())
	for r := range value.RelationshipID(g.NumRelationships()) {
		from, to := g.Ends(r)
		for _, end := range []value.NodeID{from, to} {
			if end < 0 || end >= n {
				return fmt.Errorf("relationship %d: no node has the number %d; there are %d", r, end, n)
			}
		}
		if t := g.TypeOf(r); t < 0 || t >= len(types) {
			return fmt.Errorf("relationship %d: no type has the number %d; there are %d", r, t, len(types))
		}
	}
	return nil
}
