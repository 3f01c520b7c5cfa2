package value_test

import (
	"testing"

	"github.com/liaisongraph/liaison/graph/query/value"
)

func TestPhrases(t *testing.T) {
	for kinds, want := range map[value.Kinds]string{
		0: "null", value.AnyKind: "a value", value.AnyKind &^ value.KindNull.Set(): "a value",
		value.KindInt.Set(): "an integer", value.NumberKind: "a number", value.KindFloat.Set(): "a float",
		value.NumberKind | value.KindString.Set():                           "a number or a string",
		value.KindList.Set() | value.KindString.Set() | value.KindMap.Set(): "a string, a list or a map",
		value.KindNull.Set() | value.KindBool.Set():                         "null or a boolean",
	} {
		if got := kinds.Phrase(); got != want {
			t.Errorf("%b is %q, want %q", kinds, got, want)
		}
	}
}

func TestKindsThatAreNone(t *testing.T) {
	if k := value.Kind(77); k.String() != "Kind(77)" || k.Phrase() != "a value" {
		t.Errorf("%s, %s", k, k.Phrase())
	}
	if k := value.KindDate; k.String() != "DATE" || k.Phrase() != "a date" {
		t.Errorf("%s, %s", k, k.Phrase())
	}
}

// Maps and paths that are none are null, and maps have as many values as keys.
func TestBrokenMapsAndPaths(t *testing.T) {
	if m, p := value.OfMap(nil), value.OfPath(nil); !m.IsNull() || !p.IsNull() {
		t.Errorf("%s, %s", value.Format(m, nil), value.Format(p, nil))
	}
	one := []value.Value{value.Int(1)}
	short := &value.Map{Keys: []string{"a", "b"}, Values: one}
	for want, m := range map[string]*value.Map{
		"{a: 1, b: null}": short,
		"{a: 1}":          {Keys: []string{"a"}, Values: []value.Value{value.Int(1), value.List(one)}},
		"{}":              {Values: one},
	} {
		v := value.OfMap(m)
		if got := value.Format(v, nil); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if value.Order(v, v) != 0 || !value.Equivalent(v, v) || len(value.AppendKey(nil, v)) == 0 || value.Depth(v) != 1 {
			t.Errorf("%s is not itself", want)
		}
	}
	if len(short.Values) != 1 {
		t.Error("the map that was given was changed")
	}
	for _, p := range []*value.Path{{}, {Nodes: []value.NodeID{1, 2}}, {Relationships: []value.RelationshipID{1}}} {
		v := value.OfPath(p)
		_, _, _ = value.Format(v, nil), value.AppendJSON(nil, v, nil), value.AppendKey(nil, v)
		if value.Order(v, v) != 0 || !value.Equivalent(v, v) {
			t.Errorf("%s is not itself", value.Format(v, nil))
		}
	}
}
