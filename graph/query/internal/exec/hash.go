package exec

import (
	"hash/maphash"
	"reflect"

	"github.com/liaisongraph/liaison/graph/query/syntax"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// hashes keeps hashes of what was asked for and of all below it, so that all parts of an expression have theirs in
// the time that it takes to go through it once. Nodes that are syntax.Same have the same.
type hashes map[syntax.Node]uint64

// seed is that of all hashes; nothing that comes out depends on it.
var seed = maphash.MakeSeed()

func (m hashes) of(n syntax.Node) uint64 {
	if h, there := m[n]; there {
		return h
	}
	var h maphash.Hash
	h.SetSeed(seed)
	maphash.WriteComparable(&h, reflect.TypeOf(n))
	switch n := n.(type) {
	case *syntax.Variable:
		h.WriteString(n.Text)
	case *syntax.Parameter:
		h.WriteString(n.Name)
	case *syntax.Property:
		h.WriteString(n.Key.Text)
	case *syntax.Call:
		h.WriteString(n.Function)
	case *syntax.LabelName:
		h.WriteString(n.Text)
	case *syntax.Literal:
		h.Write(value.AppendKey(nil, n.Value))
	}
	syntax.Inspect(n, func(below syntax.Node) bool {
		if below != n {
			maphash.WriteComparable(&h, m.of(below))
		}
		return below == n
	})
	m[n] = h.Sum64()
	return m[n]
}
