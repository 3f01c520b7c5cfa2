package graph_test

import (
	"errors"
	"fmt"

	"github.com/liaisongraph/liaison/graph"
)

// service is the map of the examples.
func service() (*graph.Graph, error) {
	b := graph.NewBuilder()
	err := errors.Join(
		b.SetTitle("The Service and its neighbours", ""),
		b.AddSource(graph.Source{ID: "report-2019", Title: "Annual report", Published: graph.MustParseDate("2019-06")}),
	)
	for _, o := range []graph.Organisation{
		{ID: "service", Name: "Security Service", ShortName: "MI5", Classifications: []string{"intelligence-agency"}},
		{ID: "sis", Name: "Secret Intelligence Service", ShortName: "MI6", Classifications: []string{"intelligence-agency"}},
		{ID: "police", Name: "Police Scotland", Classifications: []string{"police"}},
		{ID: "minister", Name: "Home Secretary", Classifications: []string{"public-office"}},
	} {
		_, e := b.AddOrganisation(o)
		err = errors.Join(err, e)
	}
	for _, r := range []graph.Relationship{
		{From: "sis", To: "service", Type: "intelligence-sharing", Evidence: []graph.Evidence{{Source: "report-2019", Passage: "shares what it … learns abroad"}}},
		{From: "service", To: "police", Type: "joint-investigation"},
		{From: "minister", To: "service", Type: "warrant-approval", StartDate: graph.MustParseDate("1989")},
		{From: "service", To: "minister", Type: "accountability"},
	} {
		_, e := b.AddRelationship(r)
		err = errors.Join(err, e)
	}
	g, e := b.Build()
	return g, errors.Join(err, e)
}

// A Builder returns errors that say all that is wrong; Build returns them again, so that a program may
// look only there.
func ExampleBuilder() {
	b := graph.NewBuilder()
	b.AddOrganisation(graph.Organisation{ID: "mi5", Name: "Security Service"})
	b.AddOrganisation(graph.Organisation{ID: "gchq", Classifications: []string{"inteligence-agency"}})
	b.AddRelationship(graph.Relationship{From: "mi5", To: "mi5", Type: "part-of", Weight: -1})
	_, err := b.Build()
	fmt.Println(err)

	b = graph.NewBuilder()
	b.AddOrganisation(graph.Organisation{ID: "mi5", Name: "Security Service"})
	b.AddOrganisation(graph.Organisation{ID: "gchq", Classifications: []string{"intelligence-agency"}})
	b.AddRelationship(graph.Relationship{From: "mi5", To: "gchq", Type: "joint-team"})
	g, err := b.Build()
	fmt.Println(g.NumOrganisations(), g.NumRelationships(), err)
	// Output:
	// organisation "gchq": classification[0]: no classification "inteligence-agency"; did you mean "intelligence-agency"?
	// relationship "mi5:part-of:mi5": to: "mi5" is related to itself, which the type "part-of" does not allow; weight: -1 is not a weight: a weight is a number above 0, from 1e-100 to 1e+100
	// 2 1 <nil>
}

// Numbers are for programs, ids and names for people.
func ExampleGraph_Incident() {
	g, err := service()
	if err != nil {
		fmt.Println(err)
		return
	}
	n, _ := g.NodeByID("service")
	for e := range g.Incident(n) {
		fmt.Println(g.ShortName(g.From(e)), g.Label(e), g.ShortName(g.To(e)))
	}
	// Output:
	// MI6 shares intelligence with MI5
	// MI5 investigates jointly with Police Scotland
	// Home Secretary approves warrants of MI5
	// MI5 is accountable to Home Secretary
}

func ExampleGraph_Relationships() {
	g, err := service()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range g.Relationships() {
		fmt.Println(r.ID, r.StartDate, len(r.Evidence))
	}
	// Output:
	// sis:intelligence-sharing:service  1
	// service:joint-investigation:police  0
	// minister:warrant-approval:service 1989 0
	// service:accountability:minister  0
}

func ExampleGraph_Find() {
	g, err := service()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, name := range []string{"mi6", "the  security service", "Police Scotlnd"} {
		n, err := g.Find(name)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(g.ID(n))
	}
	// Output:
	// sis
	// service
	// no organisation "Police Scotlnd"; did you mean "Police Scotland"?
}

// Relationships of the family "authority", as known in 2000, and who has them. What a document of 2019
// says without a date is known only from then on.
func ExampleGraph_Select() {
	g, err := service()
	if err != nil {
		fmt.Println(err)
		return
	}
	part, err := g.Select(graph.Selection{Types: []string{"authority", "information"}, AsOf: graph.MustParseDate("2000")})
	if err != nil {
		fmt.Println(err)
		return
	}
	for e := range part.Edges() {
		fmt.Println(part.RelationshipID(e))
	}
	// Output:
	// minister:warrant-approval:service
	// service:accountability:minister
}

// Algorithms run on a projection: here the mutual relationship can be crossed both ways, the others one way.
func ExampleGraph_Project() {
	g, err := service()
	if err != nil {
		fmt.Println(err)
		return
	}
	arcs, err := g.Project(graph.Projection{Weighting: graph.Cost, Collapse: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	for n := range g.Nodes() {
		for arc := arcs.Offsets[n]; arc < arcs.Offsets[n+1]; arc++ {
			to, by := graph.Node(arcs.Targets[arc]), graph.Edge(arcs.Labels[arc])
			fmt.Println(g.ID(n), "to", g.ID(to), "by", g.Type(by).ID, "at cost", arcs.Weights[arc])
		}
	}
	// Output:
	// service to police by joint-investigation at cost 1
	// service to minister by accountability at cost 1
	// sis to service by intelligence-sharing at cost 1
	// police to service by joint-investigation at cost 1
	// minister to service by warrant-approval at cost 1
}
