package gonumview_test

import (
	"fmt"

	"gonum.org/v1/gonum/graph/path"
	"gonum.org/v1/gonum/graph/topo"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/gonumview"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// The cheapest path, by gonum: strong relationships are short ones.
func ExampleNewWeightedDirected() {
	g := graphtest.Of("committee oversight agency", "committee oversight police 10", "police = agency 10")
	view, err := gonumview.NewWeightedDirected(g, graph.Projection{Weighting: graph.Cost})
	if err != nil {
		fmt.Println(err)
		return
	}
	from, _ := g.NodeByID("committee")
	to, _ := g.NodeByID("agency")
	nodes, cost := path.DijkstraFrom(view.Node(int64(from)), view).To(int64(to))
	for i, n := range nodes {
		fmt.Println(g.ID(graph.Node(n.ID())))
		if i+1 < len(nodes) {
			e := view.Edge(n.ID(), nodes[i+1].ID()).(gonumview.Edge)
			fmt.Println("  by", g.RelationshipID(e.Relationship()))
		}
	}
	fmt.Println("cost", cost)
	// Output:
	// committee
	//   by committee:oversight:police
	// police
	//   by police:partnership:agency
	// agency
	// cost 0.2
}

// Who is part of whom has no cycles: what comes first is part of what comes later.
func ExampleNewDirected() {
	g := graphtest.Of("unit part-of agency", "agency part-of department", "unit = police")
	view, err := gonumview.NewDirected(g, graph.Projection{Types: []string{"structure"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	sorted, err := topo.SortStabilized(view, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, n := range sorted {
		fmt.Println(g.ID(graph.Node(n.ID())))
	}
	// Output:
	// unit
	// agency
	// department
	// police
}
