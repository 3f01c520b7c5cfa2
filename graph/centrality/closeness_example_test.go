package centrality_test

import (
	"context"
	"fmt"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
)

func ExampleCloseness() {
	g := agencies()
	// Out, as by default: how near the others are to it. In: how near it is to the others.
	for _, direction := range []graph.Direction{graph.Out, graph.In} {
		result, err := centrality.Closeness(context.Background(), g, centrality.Options{Direction: &direction})
		if err != nil {
			fmt.Println(err)
			return
		}
		for n, value := range result.Values {
			fmt.Printf("%s %s %.3f\n", direction, g.ID(graph.Node(n)), value)
		}
	}
	// Output:
	// out sis 0.375
	// out mi5 0.333
	// out gchq 0.375
	// out police 0.500
	// out courts 0.000
	// in sis 0.000
	// in mi5 0.750
	// in gchq 0.000
	// in police 0.450
	// in courts 0.444
}

func ExampleHarmonic() {
	g := agencies()
	result, err := centrality.Harmonic(context.Background(), g, centrality.Options{Direction: new(graph.Both)})
	if err != nil {
		fmt.Println(err)
		return
	}
	for n, value := range result.Values {
		fmt.Printf("%s %.3f\n", g.ID(graph.Node(n)), value)
	}
	// Output:
	// sis 2.333
	// mi5 3.500
	// gchq 2.333
	// police 3.000
	// courts 2.167
}
