package mapgraph_test

import (
	"context"
	"fmt"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/query"
	"github.com/liaisongraph/liaison/graph/query/mapgraph"
)

func Example() {
	g := graphtest.Of("sis intelligence-sharing mi5", "mi5 advice home-office", "mi5 reporting home-office")
	statement, err := query.New(mapgraph.Of(g), query.Options{}).Prepare("MATCH ({id: 'mi5'})<-[r:INFORMATION]-(from) RETURN from, r.label")
	if err != nil {
		fmt.Println(err)
		return
	}
	for row, err := range statement.Run(context.Background(), nil) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(g.ID(graph.Node(row[0].Node())), row[1].Text(), "mi5")
	}
	// Output: sis shares intelligence with mi5
}

func ExampleLabel() {
	fmt.Println(mapgraph.Label("intelligence-agency"), mapgraph.Type("intelligence-sharing"))
	// Output: IntelligenceAgency INTELLIGENCE_SHARING
}
