package structure_test

import (
	"context"
	"fmt"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/structure"
)

func ExampleCountTriangles() {
	// Three who work with each other, and one who works with the first of them alone.
	g := graphtest.Of("police = customs", "customs = navy", "navy = police", "police > charity")
	triangles, err := structure.CountTriangles(context.Background(), g)
	if err != nil {
		fmt.Println(err)
		return
	}
	for n := range g.Nodes() {
		fmt.Printf("%-8s %d triangles, clustering %.2f\n", g.ID(n), triangles.Through[n], triangles.Clustering(n))
	}
	transitivity, _ := triangles.Transitivity()
	fmt.Printf("%d in all, transitivity %.2f\n", triangles.Total, transitivity)
	// Output:
	// police   1 triangles, clustering 0.33
	// customs  1 triangles, clustering 1.00
	// navy     1 triangles, clustering 1.00
	// charity  0 triangles, clustering 0.00
	// 1 in all, transitivity 0.60
}

func ExampleCores() {
	g := graphtest.Of("police = customs", "customs = navy", "navy = police", "police > charity")
	cores, err := structure.Cores(context.Background(), g, structure.CoreOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for n, k := range cores {
		fmt.Printf("%s is in the %d-core\n", g.ID(graph.Node(n)), k)
	}
	// Output:
	// police is in the 2-core
	// customs is in the 2-core
	// navy is in the 2-core
	// charity is in the 1-core
}
