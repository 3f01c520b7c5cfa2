package analyse

import (
	"encoding/binary"
	"hash/maphash"

	"github.com/liaisongraph/liaison/graph/query/syntax"
)

// index finds the expressions of a projection that are written like another. It compares by hash first, so that many
// columns and long expressions cost no more than they are long.
type index struct {
	items  map[uint64][]*known
	hashes map[syntax.Expr]uint64
	seed   maphash.Seed
}

func newIndex(items []*known) *index {
	ix := &index{items: map[uint64][]*known{}, hashes: map[syntax.Expr]uint64{}, seed: maphash.MakeSeed()}
	for _, item := range items {
		h := ix.hash(item.expr)
		ix.items[h] = append(ix.items[h], item)
	}
	return ix
}

// find returns the first item that is written like x, or nil. The nil index has none.
func (ix *index) find(x syntax.Expr) *known {
	if ix == nil || len(ix.items) == 0 {
		return nil
	}
	for _, item := range ix.items[ix.hash(x)] {
		if syntax.Same(item.expr, x) {
			return item
		}
	}
	return nil
}

// hash returns a number that is the same for expressions that are written alike.
func (ix *index) hash(x syntax.Expr) uint64 {
	if h, ok := ix.hashes[x]; ok {
		return h
	}
	var h maphash.Hash
	h.SetSeed(ix.seed)
	switch x := x.(type) {
	case *syntax.Property:
		h.WriteString("." + x.Key.Text)
		ix.add(&h, x.X)
	case *syntax.Call:
		h.WriteString("(" + x.Function)
		ix.add(&h, x.Args...)
	case *syntax.Unary:
		h.Write([]byte{1, byte(x.Op)})
		ix.add(&h, x.X)
	case *syntax.Binary:
		h.Write([]byte{2, byte(x.Op)})
		ix.add(&h, x.X, x.Y)
	case *syntax.Comparison:
		ix.add(&h, x.Operands...)
	default: // nests no deeper than the parser allows
		h.WriteString(x.String())
	}
	sum := h.Sum64()
	ix.hashes[x] = sum
	return sum
}

func (ix *index) add(h *maphash.Hash, parts ...syntax.Expr) {
	for _, part := range parts {
		h.Write(binary.LittleEndian.AppendUint64(nil, ix.hash(part)))
	}
}

// children are the expressions directly in one that binds no variables.
func children(x syntax.Expr) []syntax.Expr {
	var found []syntax.Expr
	syntax.Inspect(x, func(n syntax.Node) bool {
		if n == syntax.Node(x) {
			return true
		}
		if child, ok := n.(syntax.Expr); ok {
			found = append(found, child)
			return false
		}
		return true
	})
	return found
}
