package structure_test

import (
	"context"
	"fmt"

	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/structure"
)

func ExampleFindCommunities() {
	g := graphtest.Of(
		"gchq = sis", "sis > mi5", "mi5 = gchq", // the agencies,
		"mi5 > police", // which the one relationship joins to
		"police > courts", "courts > prisons", "police = prisons")
	found, err := structure.FindCommunities(context.Background(), g, structure.CommunityOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for c, members := range found.Partition.Members() {
		fmt.Print(found.Partition.Names[c], ":")
		for _, n := range members {
			fmt.Print(" ", g.ID(n))
		}
		fmt.Println()
	}
	fmt.Printf("modularity %.3f\n", found.Modularity)

	// Any other partition can be measured in the same way.
	halves := &structure.Partition{Of: make([]int32, g.NumOrganisations()), Names: []string{"even", "odd"}}
	for n := range g.Nodes() {
		halves.Of[n] = int32(n % 2)
	}
	q, err := structure.Modularity(context.Background(), g, halves, structure.CommunityOptions{})
	fmt.Printf("halves: modularity %.3f %v\n", q, err)
	// Output:
	// gchq: gchq sis mi5
	// police: police courts prisons
	// modularity 0.357
	// halves: modularity -0.214 <nil>
}
