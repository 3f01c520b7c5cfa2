package table

import (
	"slices"
	"testing"
)

func TestLeftOut(t *testing.T) {
	tab := &Table{Columns: []Column{
		{Name: "id", Keep: true}, {Name: "first", Optional: true}, {Name: "for_programs", In: ForPrograms}, {Name: "second_one", Title: "second", Optional: true},
	}}
	tab.Add("an-id", "something-of-a-length", "not shown", "something-else-as-long")
	for width, want := range map[int][]string{0: nil, 200: nil, 40: {"second"}, 24: {"first", "second"}} {
		if got := tab.LeftOut(width); !slices.Equal(got, want) {
			t.Errorf("%d: %q, want %q", width, got, want)
		}
	}
}
