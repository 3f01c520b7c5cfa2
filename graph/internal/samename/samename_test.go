package samename_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/internal/samename"
)

// named makes a graph of organisations that are written "id=name=short name=other name…".
func named(t *testing.T, text string) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	for _, s := range strings.Fields(text) {
		names := strings.Split(s, "=")
		o := graph.Organisation{ID: names[0]}
		for i, name := range names[1:] {
			switch {
			case i == 0:
				o.Name = name
			case i == 1:
				o.ShortName = name
			default:
				o.OtherNames = append(o.OtherNames, graph.OtherName{Name: name})
			}
		}
		if _, err := b.AddOrganisation(o); err != nil {
			t.Fatal(err)
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestPairs(t *testing.T) {
	for _, test := range []struct{ first, second, want string }{
		{"", "a=A", ""},
		{"a=A", "b=a", "a b A"},
		{"a=A=S", "b=B=s", "a b S"},
		{"a=A=S=O=P", "b=B=T=p=o", "a b O"}, // the first name that both have
		{"a", "b=A", "a b a"},               // an id where there is no name
		{"a=X", "b=A", ""},                  // and not where there is one
		{"a=A c=A", "b=A", ""},
		{"a=A", "b=A c=A", ""},
		{"a=A", "b=A fixed=F=A", ""}, // a name that one has that is not free
		{"a=A=B", "x=A y=B", ""},
		{"x=A y=B", "a=A=B", ""},
		{"a=A b=B", "y=B x=A", "a x A, b y B"},
		{"fixed=A", "b=A", ""},
	} {
		first, second := named(t, test.first), named(t, test.second)
		free := func(g *graph.Graph) func(graph.Node) bool {
			return func(n graph.Node) bool { return g.ID(n) != "fixed" }
		}
		var got []string
		for _, p := range samename.Pairs(first, second, free(first), free(second)) {
			got = append(got, fmt.Sprintf("%s %s %s", first.ID(p.First), second.ID(p.Second), p.Name))
		}
		if strings.Join(got, ", ") != test.want {
			t.Errorf("%q and %q: %q, want %q", test.first, test.second, got, test.want)
		}
	}
}
