package structure_test

import (
	"context"
	"fmt"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/structure"
)

// desks is two desks that know each other only by their heads.
func desks() *graph.Graph {
	b := graph.NewBuilder()
	for _, id := range []string{"head", "analyst", "clerk", "chief", "agent", "source"} {
		_, _ = b.AddOrganisation(graph.Organisation{ID: id}) // Build returns the errors
	}
	for _, r := range []graph.Relationship{
		{From: "analyst", To: "head", Type: "reporting"},
		{From: "clerk", To: "head", Type: "reporting"},
		{From: "clerk", To: "analyst", Type: "assistance"},
		{From: "head", To: "chief", Type: "intelligence-sharing"},
		{From: "chief", To: "head", Type: "tasking"},
		{From: "agent", To: "chief", Type: "reporting"},
		{From: "source", To: "agent", Type: "reporting"},
	} {
		_, _ = b.AddRelationship(r)
	}
	g, err := b.Build()
	if err != nil {
		panic(err)
	}
	return g
}

func ExampleFindCuts() {
	g := desks()
	cuts, err := structure.FindCuts(context.Background(), g)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range cuts.Organisations {
		fmt.Printf("without %s, %d pairs lose touch:", g.ID(c.Organisation), c.Pairs())
		for i := range c.NumGroups() {
			for _, n := range c.Members(i) {
				fmt.Print(" ", g.ID(n))
			}
			fmt.Print(";")
		}
		fmt.Println()
	}
	for _, b := range cuts.Bridges {
		fmt.Printf("between %s and %s: %d relationships, groups of %d and %d\n", g.ID(b.A), g.ID(b.B), len(b.Relationships), b.Size(0), b.Size(1))
	}
	// Output:
	// without head, 6 pairs lose touch: chief agent source; analyst clerk;
	// without chief, 6 pairs lose touch: head analyst clerk; agent source;
	// without agent, 4 pairs lose touch: head analyst clerk chief; source;
	// between head and chief: 2 relationships, groups of 3 and 3
	// between agent and chief: 1 relationships, groups of 4 and 2
	// between source and agent: 1 relationships, groups of 5 and 1
}

func ExampleSummarise() {
	g := desks()
	s, err := structure.Summarise(context.Background(), g, structure.SummaryOptions{Triads: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	density, _ := s.Dyads.Density()
	reciprocity, _ := s.Dyads.Reciprocity()
	fmt.Printf("density %.3f, reciprocity %.3f, transitivity %.3f\n", density, reciprocity, s.Transitivity.Value)
	fmt.Printf("diameter %d, mean distance %.2f\n", s.Apart.DiameterHigh, s.Apart.Mean)
	for i, kind := range structure.TriadTypes() {
		if s.Triads[i] > 0 {
			fmt.Printf("%s %2d %s\n", kind.Name, s.Triads[i], kind.Meaning)
		}
	}
	// Output:
	// density 0.233, reciprocity 0.286, transitivity 0.429
	// diameter 4, mean distance 2.07
	// 003  2 no ties among the three
	// 012 12 A points to B; C stands apart
	// 102  1 A and B deal with each other; C stands apart
	// 021C  1 A points to B, and B to C: a chain
	// 111D  3 A and B deal with each other; C points to B
	// 030T  1 A points to B and C, and B to C: an order of precedence
}
