package diff_test

import (
	"fmt"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/diff"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

func ExampleBetween() {
	before := graphtest.Of("mi5 > home-office", "mi5 = sis")
	after := graphtest.Of("mi5 > home-office 2", "mi5 = gchq", "sis")
	d, err := diff.Between(before, after, diff.Options{})
	if err != nil {
		panic(err)
	}
	for _, c := range d.Organisations {
		fmt.Println(c.ID, c.Note())
	}
	for _, c := range d.Relationships {
		fmt.Println(c.ID, c.Note())
	}
	// Output:
	// gchq added
	// mi5:reporting:home-office weight changed from 1 to 2
	// mi5:partnership:sis gone
	// mi5:partnership:gchq added
}

func ExampleDates() {
	b := graph.NewBuilder()
	// Build returns the errors of all of these.
	_, _ = b.AddOrganisation(graph.Organisation{ID: "mi5", Name: "Security Service", FoundingDate: graph.MustParseDate("1909")})
	_, _ = b.AddOrganisation(graph.Organisation{ID: "ctoc", Name: "Operations Centre", FoundingDate: graph.MustParseDate("2021")})
	_, _ = b.AddRelationship(graph.Relationship{From: "mi5", To: "ctoc", Type: "member-of"})
	g, err := b.Build()
	if err != nil {
		panic(err)
	}
	d, err := diff.Dates(g, graph.MustParseDate("2014"), graph.MustParseDate("2024"))
	if err != nil {
		panic(err)
	}
	for _, c := range d.Organisations {
		fmt.Println(c.Name, c.State, c.Why)
	}
	for _, c := range d.Relationships {
		fmt.Println(c.ID, c.State, c.Why)
	}
	// Output:
	// Operations Centre added founded 2021
	// mi5:member-of:ctoc added Operations Centre was not there yet (founded 2021)
}
