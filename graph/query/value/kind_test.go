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
