package path_test

import (
	"context"
	"fmt"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/path"
)

func agencies() *graph.Graph {
	b := graph.NewBuilder()
	for _, o := range []graph.Organisation{
		{ID: "sis", ShortName: "SIS"}, {ID: "mi5", ShortName: "MI5"}, {ID: "gchq", ShortName: "GCHQ"},
		{ID: "police", ShortName: "Police"}, {ID: "courts", ShortName: "Courts"},
	} {
		_, _ = b.AddOrganisation(o) // Build returns the errors
	}
	for _, r := range []graph.Relationship{
		{From: "sis", To: "mi5", Type: "intelligence-sharing"},
		{From: "sis", To: "gchq", Type: "joint-team"},
		{From: "mi5", To: "police", Type: "joint-investigation"},
		{From: "mi5", To: "police", Type: "assistance"},
		{From: "gchq", To: "police", Type: "advice"},
	} {
		_, _ = b.AddRelationship(r)
	}
	g, err := b.Build()
	if err != nil {
		panic(err)
	}
	return g
}

func ExampleShortest() {
	g := agencies()
	from, _ := g.Find("SIS")
	to, _ := g.Find("Police")
	p, found, err := path.Shortest(context.Background(), g, from, to, path.Options{})
	if err != nil || !found {
		fmt.Println(found, err)
		return
	}
	for i, e := range p.Edges {
		fmt.Println(g.ShortName(p.Nodes[i]), g.Label(e), g.ShortName(p.Nodes[i+1]))
	}

	// Not by way of MI5:
	mi5, _ := g.Find("MI5")
	p, _, _ = path.Shortest(context.Background(), g, from, to, path.Options{
		Organisation: func(n graph.Node) bool { return n != mi5 },
	})
	for _, e := range p.Edges {
		fmt.Println(g.RelationshipID(e))
	}
	// Output:
	// SIS shares intelligence with MI5
	// MI5 investigates jointly with Police
	// sis:joint-team:gchq
	// gchq:advice:police
}

// Paths are made of relationships: where two are parallel, there are two paths.
func ExampleAllShortest() {
	g := agencies()
	from, _ := g.Find("SIS")
	to, _ := g.Find("Police")
	for p, err := range path.AllShortest(context.Background(), g, from, to, path.Options{}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(g.RelationshipID(p.Edges[0]), "then", g.RelationshipID(p.Edges[1]))
	}
	// Output:
	// sis:intelligence-sharing:mi5 then mi5:joint-investigation:police
	// sis:intelligence-sharing:mi5 then mi5:assistance:police
	// sis:joint-team:gchq then gchq:advice:police
}

func ExampleReachable() {
	g := agencies()
	from, _ := g.Find("SIS")
	reached, err := path.Reachable(context.Background(), g, from, path.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range reached {
		fmt.Println(r.Hops, g.ShortName(r.Node))
	}
	// Output:
	// 0 SIS
	// 1 MI5
	// 1 GCHQ
	// 2 Police
}

// The two shortest paths, and then all: those by parallel relationships are different ones.
func ExampleKShortest() {
	g := agencies()
	from, _ := g.Find("SIS")
	to, _ := g.Find("Police")
	for p, err := range path.KShortest(context.Background(), g, []graph.Node{from}, []graph.Node{to}, 2, path.Options{}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(g.RelationshipID(p.Edges[0]), g.RelationshipID(p.Edges[1]))
	}
	// Output:
	// sis:intelligence-sharing:mi5 mi5:joint-investigation:police
	// sis:intelligence-sharing:mi5 mi5:assistance:police
}

// Who is reached from several organisations, by whichever path is shortest.
func ExampleFinder_Find() {
	g := agencies()
	sis, _ := g.Find("SIS")
	gchq, _ := g.Find("GCHQ")
	police, _ := g.Find("Police")
	finder := path.NewFinder(g)
	for p, err := range finder.Find(context.Background(), path.Question{
		From: []graph.Node{sis, gchq}, To: []graph.Node{police}, Which: path.AnyShortest,
		Options: path.Options{MaxHops: 2},
	}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(g.ShortName(p.Nodes[0]), p.Len())
	}
	// Output:
	// SIS 2
	// GCHQ 1
}
