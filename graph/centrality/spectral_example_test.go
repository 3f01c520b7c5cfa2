package centrality_test

import (
	"context"
	"fmt"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

func ExampleHubsAndAuthorities() {
	// Two departments ask two registers, one of them both.
	g := graphtest.Of("home-office > register", "home-office > archive", "treasury > register")
	hubs, authorities, err := centrality.HubsAndAuthorities(context.Background(), g, centrality.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for n := range g.Nodes() {
		fmt.Printf("%-12s hub %.3f  authority %.3f\n", g.ID(n), hubs.Values[n], authorities.Values[n])
	}
	// Output:
	// home-office  hub 0.618  authority 0.000
	// register     hub 0.000  authority 0.618
	// archive      hub 0.000  authority 0.382
	// treasury     hub 0.382  authority 0.000
}

func ExampleKatz() {
	g := graphtest.Of("a > b", "b > c", "c > a", "c > d")
	for _, attenuation := range []float64{0.5, 2} {
		result, err := centrality.Katz(context.Background(), g, centrality.Options{Attenuation: attenuation})
		if err != nil {
			fmt.Println(err)
			continue
		}
		for n, x := range result.Values {
			fmt.Printf("%s %.2f\n", g.ID(graph.Node(n)), x)
		}
	}
	// Output:
	// a 2.00
	// b 2.00
	// c 2.00
	// d 2.00
	// an attenuation of 2: the walks have a finite sum only below 1, which is 1 over the greatest eigenvalue of the adjacency
}
