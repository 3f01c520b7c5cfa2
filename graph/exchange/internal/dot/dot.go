// Package dot reads the language of Graphviz (https://graphviz.org/doc/info/lang.html) as a graph.
//
// # Vocabulary
//
// Nodes, edges and clusters (the subgraphs whose names begin with "cluster") have attributes: names with values, which are text with escapes
// or HTML-like markup. [Value.Plain] is what a value shows.
//
// # Invariants
//
// Nodes come in the order in which they are first named, edges in that of the file, and attributes in that in which they are first
// set. An element has the defaults that hold where it is made. The graph is held in memory; a few lines stand for no more than 2²⁰
// edges. What Graphviz reads is read as Graphviz reads it, but that a number which runs into letters is one id.
package dot

import (
	"bytes"
	"context"
	"io"

	"github.com/liaisongraph/liaison/graph/exchange/internal/syntax"
)

// Value is the value of an attribute.
type Value struct {
	Text   string // with its escapes
	Markup bool   // it is HTML-like
}

// Attribute is a name with a value.
type Attribute struct {
	Name  string
	Value Value
}

// Attributes are in the order in which they were first set.
type Attributes []Attribute

// Get returns the value of an attribute, if it is there.
func (a Attributes) Get(name string) (Value, bool) {
	for _, attribute := range a {
		if attribute.Name == name {
			return attribute.Value, true
		}
	}
	return Value{}, false
}

// with returns a with attributes set; a stays as it is for those who have it.
func (a Attributes) with(further Attributes) Attributes {
	if len(further) == 0 {
		return a
	}
	merged := make(Attributes, len(a), len(a)+len(further))
	copy(merged, a)
next:
	for _, attribute := range further {
		for i := range merged {
			if merged[i].Name == attribute.Name {
				merged[i].Value = attribute.Value
				continue next
			}
		}
		if len(merged) < maxAttributes {
			merged = append(merged, attribute)
		}
	}
	return merged
}

// Node is a node.
type Node struct {
	ID         string
	Line       int // where it is first named, from 1
	Attributes Attributes
	Cluster    int // the index of the innermost cluster that it is in, or -1
}

// Edge is an edge between the nodes with two indices.
type Edge struct {
	From, To   int32
	Line       int
	Directed   bool // it is written ->
	Attributes Attributes
}

// Cluster is a subgraph whose name begins with "cluster".
type Cluster struct {
	Name       string
	Attributes Attributes
	Within     int // the index of the cluster around it, or -1
}

// Graph is what a file says.
type Graph struct {
	Strict, Directed bool
	Name             string
	Attributes       Attributes
	Nodes            []Node
	Edges            []Edge
	Clusters         []Cluster
	// Foreign says that some text was not in UTF-8, and has been read as Windows-1252, of which Latin-1 is a part.
	Foreign bool
}

// Note takes what has been left out, or read otherwise than it may be meant.
type Note func(line int, what, done string) error

// Read reads the first graph of r. It ends with the error of ctx when that is done, and with one that note returns.
func Read(ctx context.Context, r io.Reader, limits syntax.Limits, note Note) (*Graph, error) {
	l, err := newLexer(r, limits)
	if err != nil {
		return nil, err
	}
	p := &parser{lexer: l, ctx: ctx, note: note, index: map[string]int32{}, named: map[string]*memberList{}, pairs: map[[2]int32]int{}}
	if err := p.parse(); err != nil {
		return nil, err
	}
	p.g.Foreign = l.foreign
	return &p.g, nil
}

// Begins reports whether a text begins as DOT does.
func Begins(head []byte, limits syntax.Limits) bool {
	l, err := newLexer(bytes.NewReader(head), limits)
	if err != nil {
		return false
	}
	t, err := l.next()
	if err == nil && t.keyword("strict") {
		t, err = l.next()
	}
	if err != nil || !t.keyword("graph") && !t.keyword("digraph") {
		return false
	}
	if t, err = l.next(); err == nil && t.kind == identifier {
		t, err = l.next()
	}
	return err == nil && t.is("{")
}
