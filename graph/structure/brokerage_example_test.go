package structure_test

import (
	"context"
	"fmt"

	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/structure"
)

// A liaison office stands between two agencies and two police forces.
func ExampleFindBrokerage() {
	g := graphtest.Of("mi5 = office", "gchq = office", "office = met", "office = psni", "met = psni")
	p, err := structure.PartitionOf(g, []structure.Membership{
		{Organisation: "mi5", Group: "agencies"}, {Organisation: "gchq", Group: "agencies"},
		{Organisation: "met", Group: "police"}, {Organisation: "psni", Group: "police"},
		{Organisation: "office", Group: "joint"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	b, err := structure.FindBrokerage(context.Background(), g, p, structure.BrokerageOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	office, _ := g.NodeByID("office")
	for _, r := range structure.Roles() {
		c := b.Of(office, r)
		fmt.Printf("%-14s %2d, by chance %.1f\n", r, c.Count, c.Expected)
	}
	for t := range b.Triples(context.Background(), office, structure.Itinerant) {
		fmt.Println(g.ID(t.From), "→", g.ID(t.Broker), "→", g.ID(t.To))
	}
	// Output:
	// coordinator     0, by chance 0.0
	// itinerant       2, by chance 0.5
	// representative  0, by chance 0.0
	// gatekeeper      0, by chance 0.0
	// liaison         8, by chance 1.0
	// total          10, by chance 1.5
	// mi5 → office → gchq
	// gchq → office → mi5
}

func ExampleFindHoles() {
	g := graphtest.Of("mi5 = office", "gchq = office", "office = met", "office = psni", "met = psni")
	h, err := structure.FindHoles(context.Background(), g, structure.HolesOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for n := range g.Nodes() {
		hole := h.Of[n]
		fmt.Printf("%-6s contacts %d, effective size %.2f, constraint %.3f\n", g.ID(n), hole.Contacts, hole.EffectiveSize, hole.Constraint)
	}
	// Output:
	// mi5    contacts 1, effective size 1.00, constraint 1.000
	// office contacts 4, effective size 3.50, constraint 0.406
	// gchq   contacts 1, effective size 1.00, constraint 1.000
	// met    contacts 2, effective size 1.00, constraint 0.953
	// psni   contacts 2, effective size 1.00, constraint 0.953
}
