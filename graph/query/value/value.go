// Package value holds the values that queries compute with: those of openCypher, and dates that may be
// imprecise.
package value

import (
	"math"
	"unsafe"

	"github.com/liaisongraph/liaison/graph"
)

// Kind is the type of a value.
type Kind uint8

const (
	KindNull Kind = iota
	KindBool
	KindInt
	KindFloat
	KindString
	KindList
	KindMap
	KindNode
	KindRelationship
	KindPath
	KindDate
)

// Value is a value; the zero Value is null. It is immutable: what it refers to is not to be changed.
//
// It takes 24 bytes, and strings and lists need nothing besides what they refer to, because rows are made of
// values: a string is the address of its bytes and their number, as in a Go string header. So == only tells whether two
// are the same one, and not of equal strings and lists that they are: Equals and Equivalent compare values.
type Value struct {
	// There are no more than four fields, because the compiler keeps no structure of more in registers.
	kind Kind
	date graph.Date // of KindDate
	bits uint64     // a truth value, a number, a node or relationship, the length of a string; of the others see pack
	ptr  unsafe.Pointer
}

// Null is the value that is not known.
var Null = Value{}

// NodeID and RelationshipID number the nodes and relationships of a graph from 0.
type (
	NodeID         int32
	RelationshipID int32
)

// Map is a map; its keys keep their order, and are distinct.
type Map struct {
	Keys   []string
	Values []Value
}

// Path is a path: Relationships[i] joins Nodes[i] and Nodes[i+1].
type Path struct {
	Nodes         []NodeID
	Relationships []RelationshipID
}

// Bool returns a truth value.
func Bool(b bool) Value {
	if b {
		return Value{kind: KindBool, bits: 1}
	}
	return Value{kind: KindBool}
}

// Int returns an integer.
func Int(i int64) Value { return Value{kind: KindInt, bits: uint64(i)} }

// Float returns a floating-point number.
func Float(f float64) Value { return Value{kind: KindFloat, bits: math.Float64bits(f)} }

// String returns a string.
func String(s string) Value {
	return Value{kind: KindString, bits: uint64(len(s)), ptr: unsafe.Pointer(unsafe.StringData(s))}
}

// List returns a list; items is not to be changed afterwards. It takes time in proportion to their number, of which there
// are less than 2^30.
func List(items []Value) Value {
	size, depth := valueSize, 0
	for i := range items {
		size = addSize(size, Size(items[i]))
		depth = max(depth, Depth(items[i]))
	}
	return listOf(items, size, depth+1)
}

// listOf is List where the size and the depth are known.
func listOf(items []Value, size, depth int) Value {
	return Value{kind: KindList, bits: pack(len(items), size, depth), ptr: unsafe.Pointer(unsafe.SliceData(items))}
}

// ListOf returns the list of what of makes of each item.
func ListOf[T any](from []T, of func(T) Value) Value {
	items := make([]Value, len(from))
	for i, x := range from {
		items[i] = of(x)
	}
	return List(items)
}

// OfMap returns a map, or Null for nil; m is not to be changed afterwards. Where it has fewer values than keys, the last
// keys are null; what values it has beyond its keys are left out. It takes time in proportion to the number of keys.
func OfMap(m *Map) Value {
	if m == nil {
		return Null
	}
	if len(m.Values) != len(m.Keys) {
		values := make([]Value, len(m.Keys))
		copy(values, m.Values)
		m = &Map{Keys: m.Keys, Values: values}
	}
	size, depth := valueSize, 0
	for i := range m.Values {
		size = addSize(size, addSize(Size(m.Values[i]), stringHeader+len(m.Keys[i])))
		depth = max(depth, Depth(m.Values[i]))
	}
	return Value{kind: KindMap, bits: pack(len(m.Keys), size, depth+1), ptr: unsafe.Pointer(m)}
}

// Node returns a node.
func Node(n NodeID) Value { return Value{kind: KindNode, bits: uint64(uint32(n))} }

// Relationship returns a relationship.
func Relationship(r RelationshipID) Value {
	return Value{kind: KindRelationship, bits: uint64(uint32(r))}
}

// OfPath returns a path, or Null for nil; p is not to be changed afterwards. Whether its nodes and relationships fit
// together is for what takes it to see.
func OfPath(p *Path) Value {
	if p == nil {
		return Null
	}
	size := valueSize + pathHeader + 4*(len(p.Nodes)+len(p.Relationships))
	return Value{kind: KindPath, bits: pack(len(p.Nodes), size, 0), ptr: unsafe.Pointer(p)}
}

// Date returns a date, or Null for the unknown one.
func Date(d graph.Date) Value {
	if d.IsZero() {
		return Null
	}
	return Value{kind: KindDate, date: d}
}

// Kind returns the type of v.
func (v Value) Kind() Kind { return v.kind }

// IsNull reports whether v is null.
func (v Value) IsNull() bool { return v.kind == KindNull }

// IsTrue reports whether v is true; null and what is no truth value are not.
func (v Value) IsTrue() bool { return v.kind == KindBool && v.bits != 0 }

// The accessors below are for a value of their kind; of another they return the zero value of their type.

// Bool returns the truth value.
func (v Value) Bool() bool { return v.IsTrue() }

// Int returns the integer.
func (v Value) Int() int64 {
	if v.kind != KindInt {
		return 0
	}
	return int64(v.bits)
}

// Float returns the floating-point number, also that of an integer.
func (v Value) Float() float64 {
	switch v.kind {
	case KindFloat:
		return math.Float64frombits(v.bits)
	case KindInt:
		return float64(int64(v.bits))
	}
	return 0
}

// Text returns the string.
func (v Value) Text() string {
	if v.kind != KindString {
		return ""
	}
	return unsafe.String((*byte)(v.ptr), int(v.bits))
}

// List returns the items of the list; not to be changed.
func (v Value) List() []Value {
	if v.kind != KindList {
		return nil
	}
	return unsafe.Slice((*Value)(v.ptr), v.length())
}

// Map returns the map; not to be changed. nil of another kind.
func (v Value) Map() *Map {
	if v.kind != KindMap {
		return nil
	}
	return (*Map)(v.ptr)
}

// Node returns the node.
func (v Value) Node() NodeID {
	if v.kind != KindNode {
		return 0
	}
	return NodeID(uint32(v.bits))
}

// Relationship returns the relationship.
func (v Value) Relationship() RelationshipID {
	if v.kind != KindRelationship {
		return 0
	}
	return RelationshipID(uint32(v.bits))
}

// Path returns the path; not to be changed. nil of another kind.
func (v Value) Path() *Path {
	if v.kind != KindPath {
		return nil
	}
	return (*Path)(v.ptr)
}

// Date returns the date.
func (v Value) Date() graph.Date { return v.date }

// Kinds is a set of kinds.
type Kinds uint16

// Set returns the set of k alone.
func (k Kind) Set() Kinds { return 1 << k }

// Has reports whether k is in the set.
func (s Kinds) Has(k Kind) bool { return s&k.Set() != 0 }

// Sets that functions take. Null is in none: what takes a value takes null too.
const (
	AnyKind    Kinds = 1<<(KindDate+1) - 1
	NumberKind       = Kinds(1<<KindInt | 1<<KindFloat)
)
