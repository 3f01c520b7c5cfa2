package centrality_test

import (
	"context"
	"fmt"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
)

func ExampleRelationshipBetweenness() {
	g := agencies()
	result, err := centrality.RelationshipBetweenness(context.Background(), g, centrality.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for e, value := range result.Values {
		fmt.Println(g.RelationshipID(graph.Edge(e)), value)
	}
	// Output:
	// sis:intelligence-sharing:mi5 3
	// gchq:intelligence-sharing:mi5 1.5
	// gchq:assistance:mi5 1.5
	// mi5:joint-investigation:police 7
	// police:reporting:courts 4
}

// Estimates from samples say how far they can be from the true values.
func ExampleBetweenness_estimate() {
	g := agencies()
	result, err := centrality.Betweenness(context.Background(), g, centrality.Options{
		Direction:  new(graph.Both),
		Normalised: true,
		Epsilon:    0.05, // with a probability of 0.9, as Delta is 0.1
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	mi5, _ := g.NodeByID("mi5")
	e := result.Estimate
	fmt.Printf("between %.2f and %.2f; the first %d are certain\n", e.Low[mi5], e.High[mi5], e.Certain)
	// Output:
	// between 0.75 and 0.85; the first 2 are certain
}
