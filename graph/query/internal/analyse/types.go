package analyse

import (
	"github.com/liaisongraph/liaison/graph/query/value"
)

// typ is what is certain of the kind of a value, null apart: any value may be null.
type typ struct {
	kinds value.Kinds // 0: it is null
	item  *typ        // of the items of a list; nil where that is not known
	words *words      // all strings that it can be; nil where there may be others
}

var (
	anything = typ{kinds: value.AnyKind}
	null     = typ{}
)

func of(kinds value.Kinds) typ { return typ{kinds: kinds} }

func kind(k value.Kind) typ { return typ{kinds: k.Set()} }

func listOf(item typ) typ { return typ{kinds: value.KindList.Set(), item: &item} }

// is reports whether a value that is not null is certainly of a kind.
func (t typ) is(k value.Kind) bool { return t.kinds == k.Set() }

// can reports whether a value may be of one of some kinds, or is null.
func (t typ) can(kinds value.Kinds) bool { return t.kinds == 0 || t.kinds&kinds != 0 }

// itemType returns the type of the items, if it is a list.
func (t typ) itemType() typ {
	if t.item == nil {
		return anything
	}
	return *t.item
}

// or returns the type of what is of one or the other.
func (t typ) or(u typ) typ {
	both := typ{kinds: t.kinds | u.kinds}
	if t.words == u.words {
		both.words = t.words
	}
	switch list := value.KindList; {
	case !t.kinds.Has(list):
		both.item = u.item
	case !u.kinds.Has(list):
		both.item = t.item
	case t.item != nil && u.item != nil:
		item := t.item.or(*u.item)
		both.item = &item
	}
	return both
}

// phrase is the type in a sentence: "a node", "a list of nodes".
func (t typ) phrase() string {
	if t.kinds == 0 {
		return "null"
	}
	if t.is(value.KindList) && t.item != nil {
		switch *t.item {
		case kind(value.KindNode):
			return "a list of nodes"
		case kind(value.KindRelationship):
			return "a list of relationships"
		}
	}
	return t.kinds.Phrase()
}
