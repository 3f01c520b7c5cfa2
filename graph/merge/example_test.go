package merge_test

import (
	"fmt"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/merge"
)

func ExampleMerge() {
	one := func(o graph.Organisation) *graph.Graph {
		b := graph.NewBuilder()
		_, _ = b.AddOrganisation(o) // Build returns the error again
		g, err := b.Build()
		if err != nil {
			panic(err)
		}
		return g
	}
	a := one(graph.Organisation{ID: "mi5", Name: "Security Service", FoundingDate: graph.MustParseDate("1909")})
	b := one(graph.Organisation{ID: "bss", Name: "The Security Service", ShortName: "MI5", FoundingDate: graph.MustParseDate("1909-10")})
	r, err := merge.Merge(a, b, merge.Options{})
	if err != nil {
		panic(err)
	}
	for _, m := range r.Matched {
		fmt.Printf("%s and %s are one: %s\n", m.First, m.Second, m.By)
	}
	for _, c := range r.Conflicts {
		fmt.Printf("%s of %s: %s or %s?\n", c.Field, c.ID, c.A, c.B)
	}
	fmt.Println("decided:", r.Graph != nil)
	// Output:
	// mi5 and bss are one: Security Service
	// name of mi5: Security Service or The Security Service?
	// founding_date of mi5: 1909 or 1909-10?
	// decided: false
}
