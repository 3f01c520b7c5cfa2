package query_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/query"
	"github.com/liaisongraph/liaison/graph/query/mapgraph"
	"github.com/liaisongraph/liaison/graph/query/property"
	"github.com/liaisongraph/liaison/graph/query/value"
)

// service is the map of the examples.
func service() *graph.Graph {
	b := graph.NewBuilder()
	for _, o := range []graph.Organisation{
		{ID: "mi5", Name: "Security Service", ShortName: "MI5", Classifications: []string{"intelligence-agency"}},
		{ID: "sis", Name: "Secret Intelligence Service", ShortName: "SIS", Classifications: []string{"intelligence-agency"}},
		{ID: "nca", Name: "National Crime Agency", ShortName: "NCA", Classifications: []string{"police"}},
		{ID: "met", Name: "Metropolitan Police Service", ShortName: "Met", Classifications: []string{"police"}},
	} {
		if _, err := b.AddOrganisation(o); err != nil {
			panic(err)
		}
	}
	for _, r := range []graph.Relationship{
		{From: "sis", To: "mi5", Type: "intelligence-sharing", StartDate: graph.MustParseDate("1994")},
		{From: "mi5", To: "nca", Type: "intelligence-sharing", StartDate: graph.MustParseDate("2013-10")},
		{From: "nca", To: "met", Type: "assistance"},
		{From: "mi5", To: "met", Type: "joint-investigation"},
	} {
		if _, err := b.AddRelationship(r); err != nil {
			panic(err)
		}
	}
	g, err := b.Build()
	if err != nil {
		panic(err)
	}
	return g
}

func Example() {
	e := query.New(mapgraph.Of(service()), query.Options{})
	s, err := e.Prepare(`
		MATCH p = ANY SHORTEST (a {short_name: $from})-[:INTELLIGENCE_SHARING]->+(b:Police)
		RETURN b.short_name AS body, length(p) AS steps, [n IN nodes(p) | n.short_name] AS way`)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Columns(), s.Parameters())
	for row, err := range s.Run(context.Background(), map[string]query.Value{"from": value.String("SIS")}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(row[0].Text(), row[1].Int(), value.Format(row[2], nil))
	}
	// Output:
	// [body steps way] [from]
	// NCA 2 ['SIS', 'MI5', 'NCA']
}

// Queries run on any graph: one that is written out, as here, or what implements query.Graph.
func ExampleNew() {
	named := func(name string) *value.Map {
		return &value.Map{Keys: []string{"name"}, Values: []value.Value{value.String(name)}}
	}
	g, err := property.New(
		[]property.Node{
			{Labels: []string{"Ministry"}, Properties: named("Justice")},
			{Labels: []string{"Court"}, Properties: named("High Court")},
			{Labels: []string{"Court"}, Properties: named("Magistrates")},
		},
		[]property.Relationship{{From: 0, To: 1, Type: "FUNDS"}, {From: 1, To: 2, Type: "OVERSEES"}},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := query.New(g, query.Options{}).Prepare("MATCH p = (:Ministry)-->+(c:Court) RETURN c.name, p")
	if err != nil {
		fmt.Println(err)
		return
	}
	for row, err := range s.Run(context.Background(), nil) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(row[0], value.Format(row[1], g))
	}
	// Output:
	// 'High Court' <(:Ministry {name: 'Justice'})-[:FUNDS]->(:Court {name: 'High Court'})>
	// 'Magistrates' <(:Ministry {name: 'Justice'})-[:FUNDS]->(:Court {name: 'High Court'})-[:OVERSEES]->(:Court {name: 'Magistrates'})>
}

// All keeps the rows, which count towards the memory of the limits; here there may be ten.
func ExampleStatement_All() {
	g := service()
	e := query.New(mapgraph.Of(g), query.Options{Limits: query.Limits{Rows: 10}})
	s, err := e.Prepare("MATCH (a)-[r]->(b:Police) RETURN a, r.type, b ORDER BY a.id, b.id")
	if err != nil {
		fmt.Println(err)
		return
	}
	rows, err := s.All(context.Background(), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range rows {
		fmt.Println(g.Name(graph.Node(row[0].Node())), row[1].Text(), g.Name(graph.Node(row[2].Node())))
	}
	// Output:
	// Security Service joint-investigation Metropolitan Police Service
	// Security Service intelligence-sharing National Crime Agency
	// National Crime Agency assistance Metropolitan Police Service
}

// An error says where it is, and what would be right.
func ExampleEngine_Prepare() {
	e := query.New(mapgraph.Of(service()), query.Options{})
	_, err := e.Prepare("MATCH (a:Police)\nRETURN b.name")
	fmt.Println(err)

	var fault *query.Error
	if errors.As(err, &fault) {
		fmt.Println(fault.Kind, fault.Detail)
		fmt.Println(fault.Excerpt())
	}
	// Output:
	// 2:8: no variable `b`; bound here: a
	// SyntaxError UndefinedVariable
	// RETURN b.name
	//        ^
}

// The plan says what is done, in which order.
func ExampleStatement_Plan() {
	e := query.New(mapgraph.Of(service()), query.Options{})
	s, err := e.Prepare("MATCH (a:Police)<-[r]-(b) RETURN a.name, count(DISTINCT b) AS n ORDER BY n DESC LIMIT 3")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(s.Plan())
	// Output:
	// Query
	// ├─ Match
	// │  ├─ Try by label: a:Police
	// │  └─ Expand: (a:Police)<-[r]-(b)
	// ├─ Aggregate: count(DISTINCT b) by a.name
	// ├─ Return: a.name, count(DISTINCT b) AS n
	// └─ Top: n DESC LIMIT 3
}
