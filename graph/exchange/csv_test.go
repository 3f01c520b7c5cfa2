package exchange_test

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// small is a graph that shows what a format makes of the usual things.
func small(t testing.TB) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	ok := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	date := func(s string) graph.Date {
		d, err := graph.ParseDate(s)
		ok(err)
		return d
	}
	ok(b.SetTitle("A small map", ""))
	ok(b.AddSource(graph.Source{ID: "report-2019", Title: "Annual report, 2019", Published: date("2019~"), URL: "https://example.org/report"}))
	for _, o := range []graph.Organisation{
		{ID: "mi5", Name: "Security Service", ShortName: "MI5", Classifications: []string{"intelligence-agency"}, FoundingDate: date("1909-10"), Tags: []string{"uk", "a;b|c"}},
		{ID: "met", Name: "Metropolitan Police", Classifications: []string{"police", "public"}, Description: "=SUM(A1) is no formula here"},
		{ID: "adviser"},
	} {
		_, err := b.AddOrganisation(o)
		ok(err)
	}
	for _, r := range []graph.Relationship{
		{From: "mi5", To: "met", Type: "joint-investigation", Mutual: graph.Mutual, Label: `works "closely", with`, StartDate: date("2014-05"),
			Evidence: []graph.Evidence{{Source: "report-2019", Passage: "works … police"}}},
		{From: "adviser", To: "mi5", Type: "advice", Weight: 2.5},
		{From: "adviser", To: "mi5", Type: "advice", Note: "two\nlines"},
		{ID: "own", From: "met", To: "mi5", Type: "reporting", Mutual: graph.OneWay, Status: graph.Proposed},
	} {
		_, err := b.AddRelationship(r)
		ok(err)
	}
	g, err := b.Build()
	ok(err)
	return g
}

// TestTablesGolden holds what is written; -update writes it.
func TestTablesGolden(t *testing.T) {
	for _, name := range []string{"gephi-csv", "neo4j-csv", "kumu-csv", "edgelist", "cypher"} {
		f := formatNamed(t, name)
		for kind, g := range map[string]*graph.Graph{"small": small(t), "every-field": graphtest.EveryField()} {
			for _, part := range f.Parts {
				var b bytes.Buffer
				if err := part.Write(t.Context(), &b, g); err != nil {
					t.Fatal(err)
				}
				file := part.Name
				if file == "" {
					file = "stream" + f.Extensions[0]
				}
				golden(t, "testdata/tables/"+kind+"-"+name+"-"+file, b.Bytes())
			}
		}
	}
}

// Relationships without a mark of their own in the file are as the file has them, and lines are counted.
func TestTablesAreReadAsOthersWriteThem(t *testing.T) {
	for _, c := range []struct {
		name, format string
		files        map[string]string
		want         *graph.Graph
	}{
		{"Gephi export", "gephi-csv", map[string]string{
			"Nodes Table.csv": "Id,Label,timeset,modularity_class\nn0,MI5,,1\nn1,SIS,,1\n",
			"Edges Table.csv": "Source,Target,Type,Id,Label,timeset,Weight\nn0,n1,Undirected,0,,,2.0\nn1,n0,Directed,1,,,1.0\n",
		}, foreign(t, []graph.Organisation{
			{ID: "n0", Name: "MI5", Tags: []string{"modularity_class: 1"}}, {ID: "n1", Name: "SIS", Tags: []string{"modularity_class: 1"}},
		}, graph.Relationship{From: "n0", To: "n1", Type: "related-to", Mutual: graph.Mutual, Weight: 2},
			graph.Relationship{From: "n1", To: "n0", Type: "related-to"})},
		{"Neo4j manual", "neo4j-csv", map[string]string{
			"movies.csv": "movieId:ID(Movie),title,year:int,:LABEL\ntt0133093,\"The Matrix\",1999,Movie\n",
			"actors.csv": "personId:ID(Person),name,:LABEL\nkeanu,\"Keanu Reeves\",Actor\n",
			"roles.csv":  ":START_ID(Person),role,:END_ID(Movie),:TYPE\nkeanu,\"Neo\",tt0133093,ACTED_IN\n",
		}, nil},
		{"Kumu", "kumu-csv", map[string]string{
			"elements.csv":    "Label,Type,Description,Tags\nBarack,Person,,President|US\nNSA,Agency,\"Signals, and more\",\n",
			"connections.csv": "From,To,Direction,Type,Strength\nBarack,NSA,directed,Oversight,2\nBarack,Michelle|NSA,mutual,Personal,\n",
		}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := fstest.MapFS{}
			for name, text := range c.files {
				files[name] = &fstest.MapFile{Data: []byte(text)}
			}
			imported, err := exchange.Read(t.Context(), &exchange.Input{Name: "folder", Dir: files}, *formatNamed(t, c.format), exchange.ReadOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if c.want == nil {
				golden(t, "testdata/tables/foreign-"+strings.ReplaceAll(strings.ToLower(c.name), " ", "-")+".txt", []byte(describe(imported)))
			} else if diff := graphtest.Diff(c.want, imported.Graph); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func foreign(t *testing.T, organisations []graph.Organisation, relationships ...graph.Relationship) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	if err := b.AddType(graph.Type{ID: "related-to", Label: "is related to"}); err != nil {
		t.Fatal(err)
	}
	for _, o := range organisations {
		if _, err := b.AddOrganisation(o); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range relationships {
		if _, err := b.AddRelationship(r); err != nil {
			t.Fatal(err)
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return g
}
