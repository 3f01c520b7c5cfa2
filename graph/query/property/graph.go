// Package property is the graph that queries run on: nodes with labels and properties, relationships with a
// type and properties. Any program can give its own: what implements [Graph] or, if it is small, [Data]. A
// Graph that implements [Schema] too has names that are not there told as mistakes.
package property

import "github.com/liaisongraph/liaison/graph/query/value"

// Graph is a property graph. Nodes and relationships are numbered from 0 without gaps. It does not change
// while queries run on it, and is safe for concurrent readers. Every list comes in the same order each time.
// [Check] finds numbers that are wrong.
type Graph interface {
	NumNodes() int
	NumRelationships() int

	// Labels returns the labels of a node; not to be changed.
	Labels(value.NodeID) []string
	// NodeProperty returns a property, or value.Null. NodeKeys returns the names of those that are not null.
	NodeProperty(n value.NodeID, key string) value.Value
	NodeKeys(value.NodeID) []string

	// Ends returns the nodes that a relationship goes from and to.
	Ends(value.RelationshipID) (from, to value.NodeID)
	// Mutual reports whether a relationship can be crossed both ways, whatever the arrow.
	Mutual(value.RelationshipID) bool
	// Types returns the types that relationships have; TypeOf returns the index there of that of one.
	Types() []string
	TypeOf(value.RelationshipID) int
	RelationshipProperty(r value.RelationshipID, key string) value.Value
	RelationshipKeys(value.RelationshipID) []string
}

// Schema is what a Graph has besides, if it knows all names that make sense on it: then a name that is not
// there is an error with a suggestion, where otherwise it finds nothing.
type Schema interface {
	// LabelNames, TypeNames, NodeKeyNames and RelationshipKeyNames return all names, in an order for
	// people. TypeNames may have broader types that no relationship has itself.
	LabelNames() []string
	TypeNames() []string
	NodeKeyNames() []string
	RelationshipKeyNames() []string
}

// Hierarchy is what a Graph has besides, if a type stands for narrower ones: NarrowerTypes returns the
// indices in Types of all that match a name, itself too where it is one; none for a name that is not known.
type Hierarchy interface {
	NarrowerTypes(name string) []int
}

// Lookup is what a Graph has besides, if it finds nodes by a property fast. ok says whether it can for this
// key; the nodes ascend.
type Lookup interface {
	NodesWith(key string, v value.Value) (nodes []value.NodeID, ok bool)
}

// DateFilter is what a Graph has besides, if it knows what is there as of a date: the function known_at.
type DateFilter interface {
	NodeKnownAt(value.NodeID, value.Value) (bool, error)
	RelationshipKnownAt(value.RelationshipID, value.Value) (bool, error)
}

// Domains is what a Graph has besides, if it knows what the values of its properties can be: then a comparison that
// can never hold is an error that says why, where otherwise it finds nothing. It takes a Schema too.
type Domains interface {
	NodeDomain(key string) Domain
	RelationshipDomain(key string) Domain
}

// Domain says what the values of a property can be, null apart. The zero Domain says nothing.
type Domain struct {
	Kinds value.Kinds // 0: any
	Items value.Kinds // of the items of lists; 0: any
	// Words are all strings that the values, or the items of lists, can be, in an order for people; nil where
	// there may be others.
	Words []string
}
