package value

import (
	"math/bits"
	"reflect"
	"testing"
)

// TestLayout: rows are made of values, and a larger one, or one of more than four fields, which the compiler then does not
// keep in registers, makes every query several times slower.
func TestLayout(t *testing.T) {
	if bits.UintSize == 64 && valueSize != 24 || reflect.TypeFor[Value]().NumField() > 4 {
		t.Errorf("a value takes %d bytes in %d fields", valueSize, reflect.TypeFor[Value]().NumField())
	}
}

func TestMakingValuesTakesNoMemory(t *testing.T) {
	text, items := "text", []Value{Int(1), String("a")}
	var kept []Value
	kept = append(kept, Null, Null)
	if n := testing.AllocsPerRun(100, func() { kept[0], kept[1] = String(text), List(items) }); n != 0 {
		t.Errorf("a string and a list take %v allocations", n)
	}
}
