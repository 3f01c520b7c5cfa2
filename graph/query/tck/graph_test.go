package tck

import (
	"slices"

	"github.com/liaisongraph/liaison/graph/query/property"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// store is a property graph that can change between queries.
type store struct {
	nodes         []entity
	relationships []entity
	types         []string
}

var _ property.Graph = (*store)(nil)

// entity is a node or a relationship.
type entity struct {
	gone       bool
	labels     []string // of a node
	from, to   value.NodeID
	typ        int // of a relationship, in types
	keys       []string
	properties map[string]value.Value
}

func (e *entity) set(key string, v value.Value) {
	_, had := e.properties[key]
	switch {
	case v.IsNull() && had:
		delete(e.properties, key)
		e.keys = slices.DeleteFunc(e.keys, func(k string) bool { return k == key })
	case v.IsNull():
	default:
		if e.properties == nil {
			e.properties = map[string]value.Value{}
		}
		if !had {
			e.keys = append(e.keys, key)
		}
		e.properties[key] = v
	}
}

func (e *entity) setLabel(label string) {
	if !slices.Contains(e.labels, label) {
		e.labels = append(e.labels, label)
	}
}

func (e *entity) removeLabel(label string) {
	e.labels = slices.DeleteFunc(e.labels, func(l string) bool { return l == label })
}

func (s *store) addNode() value.NodeID {
	s.nodes = append(s.nodes, entity{})
	return value.NodeID(len(s.nodes) - 1)
}

func (s *store) addRelationship(from, to value.NodeID, typ string) value.RelationshipID {
	t := slices.Index(s.types, typ)
	if t < 0 {
		t = len(s.types)
		s.types = append(s.types, typ)
	}
	s.relationships = append(s.relationships, entity{from: from, to: to, typ: t})
	return value.RelationshipID(len(s.relationships) - 1)
}

// compact takes out what is gone, so that numbers have no gaps, and returns what a value is afterwards: null where
// it is gone.
func (s *store) compact() func(value.Value) value.Value {
	keep := func(all []entity) ([]entity, []int) {
		number, kept := make([]int, len(all)), all[:0:0]
		for i, e := range all {
			number[i] = -1
			if !e.gone {
				number[i] = len(kept)
				kept = append(kept, e)
			}
		}
		return kept, number
	}
	var node, relationship []int
	s.nodes, node = keep(s.nodes)
	s.relationships, relationship = keep(s.relationships)
	for i := range s.relationships {
		r := &s.relationships[i]
		r.from, r.to = value.NodeID(node[r.from]), value.NodeID(node[r.to])
	}
	var renumber func(value.Value) value.Value
	renumber = func(v value.Value) value.Value {
		switch v.Kind() {
		case value.KindNode:
			if n := node[v.Node()]; n >= 0 {
				return value.Node(value.NodeID(n))
			}
			return value.Null
		case value.KindRelationship:
			if r := relationship[v.Relationship()]; r >= 0 {
				return value.Relationship(value.RelationshipID(r))
			}
			return value.Null
		case value.KindPath:
			p := &value.Path{}
			for _, n := range v.Path().Nodes {
				if node[n] < 0 {
					return value.Null
				}
				p.Nodes = append(p.Nodes, value.NodeID(node[n]))
			}
			for _, r := range v.Path().Relationships {
				if relationship[r] < 0 {
					return value.Null
				}
				p.Relationships = append(p.Relationships, value.RelationshipID(relationship[r]))
			}
			return value.OfPath(p)
		case value.KindList:
			items := make([]value.Value, len(v.List()))
			for i, item := range v.List() {
				items[i] = renumber(item)
			}
			return value.List(items)
		case value.KindMap:
			m := &value.Map{Keys: v.Map().Keys}
			for _, item := range v.Map().Values {
				m.Values = append(m.Values, renumber(item))
			}
			return value.OfMap(m)
		}
		return v
	}
	return renumber
}

func (s *store) NumNodes() int                     { return len(s.nodes) }
func (s *store) NumRelationships() int             { return len(s.relationships) }
func (s *store) Labels(n value.NodeID) []string    { return s.nodes[n].labels }
func (s *store) NodeKeys(n value.NodeID) []string  { return s.nodes[n].keys }
func (s *store) Mutual(value.RelationshipID) bool  { return false }
func (s *store) Types() []string                   { return s.types }
func (s *store) TypeOf(r value.RelationshipID) int { return s.relationships[r].typ }
func (s *store) NodeProperty(n value.NodeID, key string) value.Value {
	return s.nodes[n].properties[key]
}
func (s *store) Ends(r value.RelationshipID) (from, to value.NodeID) {
	return s.relationships[r].from, s.relationships[r].to
}
func (s *store) RelationshipProperty(r value.RelationshipID, key string) value.Value {
	return s.relationships[r].properties[key]
}
func (s *store) RelationshipKeys(r value.RelationshipID) []string { return s.relationships[r].keys }
