package query_test

import (
	"slices"
	"testing"

	"github.com/liaisongraph/liaison/graph/query"
)

func TestFunctions(t *testing.T) {
	var names, groups []string
	for _, f := range query.Functions() {
		if f.Signature == "" || f.Meaning == "" || slices.Contains(names, f.Name) {
			t.Errorf("%+v", f)
		}
		names = append(names, f.Name)
		if len(groups) == 0 || groups[len(groups)-1] != f.Group {
			groups = append(groups, f.Group)
		}
	}
	for _, want := range []string{"count", "known_at", "date", "toUpper", "shortestPath"} {
		if has := slices.Contains(names, want); has != (want != "shortestPath") {
			t.Errorf("%s is a function: %t", want, has)
		}
	}
	if sorted := slices.Sorted(slices.Values(groups)); len(slices.Compact(sorted)) != len(groups) {
		t.Errorf("the groups are not together: %q", groups)
	}
}
