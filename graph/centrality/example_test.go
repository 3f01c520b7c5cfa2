package centrality_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
)

func agencies() *graph.Graph {
	b := graph.NewBuilder()
	for _, id := range []string{"sis", "mi5", "gchq", "police", "courts"} {
		_, _ = b.AddOrganisation(graph.Organisation{ID: id}) // Build returns the errors
	}
	for _, r := range []graph.Relationship{
		{From: "sis", To: "mi5", Type: "intelligence-sharing"},
		{From: "gchq", To: "mi5", Type: "intelligence-sharing"},
		{From: "gchq", To: "mi5", Type: "assistance"},
		{From: "mi5", To: "police", Type: "joint-investigation"},
		{From: "police", To: "courts", Type: "reporting"},
	} {
		_, _ = b.AddRelationship(r)
	}
	g, err := b.Build()
	if err != nil {
		panic(err)
	}
	return g
}

func ExampleLookup() {
	g := agencies()
	m, err := centrality.Lookup("betweenness")
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := m.Compute(context.Background(), g, centrality.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for n, value := range result.Values {
		fmt.Println(g.ID(graph.Node(n)), value)
	}

	_, err = centrality.Lookup("betweeness")
	fmt.Println(err)
	// Output:
	// sis 0
	// mi5 4
	// gchq 0
	// police 3
	// courts 0
	// no measure "betweeness"; did you mean "betweenness"?
}

func ExampleMeasures() {
	for _, m := range centrality.Measures() {
		fmt.Println(m.Name)
	}
	// Output:
	// degree
	// in-degree
	// out-degree
	// strength
	// in-strength
	// out-strength
	// closeness
	// harmonic
	// betweenness
	// relationship-betweenness
	// eigenvector
	// katz
	// pagerank
	// hubs
	// authorities
	// coreness
	// clustering
}

func ExampleBetweenness() {
	g := agencies()
	// Whoever may be asked as well as ask: the relationships in both directions, and shares of all pairs.
	result, err := centrality.Betweenness(context.Background(), g, centrality.Options{
		Direction:  new(graph.Both),
		Normalised: true,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for n, value := range result.Values {
		fmt.Printf("%s %.3f\n", g.ID(graph.Node(n)), value)
	}
	// Output:
	// sis 0.000
	// mi5 0.833
	// gchq 0.000
	// police 0.500
	// courts 0.000
}

func ExamplePageRank() {
	g := agencies()
	result, err := centrality.PageRank(context.Background(), g, centrality.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for n, value := range result.Values {
		fmt.Printf("%s %.3f\n", g.ID(graph.Node(n)), value)
	}

	_, err = centrality.PageRank(context.Background(), g, centrality.Options{MaxIterations: 2})
	var slow *centrality.NotConvergedError
	fmt.Println(errors.As(err, &slow))
	// Output:
	// sis 0.066
	// mi5 0.321
	// gchq 0.066
	// police 0.338
	// courts 0.209
	// true
}
