package exchange_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
)

// service is a map of two organisations.
func service() (*graph.Graph, error) {
	b := graph.NewBuilder()
	b.AddSource(graph.Source{ID: "report", Title: "Annual report"})
	b.AddOrganisation(graph.Organisation{ID: "mi5", Name: "Security Service"})
	b.AddOrganisation(graph.Organisation{ID: "police", Name: "Police Scotland"})
	b.AddRelationship(graph.Relationship{From: "mi5", To: "police", Type: "advice", Evidence: []graph.Evidence{{Source: "report"}}})
	b.AddRelationship(graph.Relationship{From: "mi5", To: "police", Type: "partnership"})
	return b.Build()
}

// A file of another tool becomes a graph; the report says what has been understood.
func Example() {
	ctx := context.Background()
	text := `<gexf version="1.3"><graph defaultedgetype="undirected">
	<attributes class="edge"><attribute id="0" title="type" type="string"/></attributes>
	<nodes><node id="0" label="Harbour Police"/><node id="1" label="Customs"/></nodes>
	<edges><edge source="0" target="1"><attvalues><attvalue for="0" value="Works with"/></attvalues></edge></edges>
	</graph></gexf>`
	opened, err := exchange.OpenStream(strings.NewReader(text), "network.gexf", "") // Open for a file or a folder
	if err != nil {
		fmt.Println(err)
		return
	}
	defer opened.Close()
	imported, err := exchange.Read(ctx, &opened.Input, opened.Format, exchange.ReadOptions{
		Types: map[string]string{"works with": "partnership"}, NameIDs: true,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range imported.Graph.Relationships() {
		fmt.Println(opened.Format.Label+":", r.From, r.Type, r.To)
	}
	for _, term := range imported.Report.Types {
		fmt.Printf("%q is %s, %s\n", term.Text, term.ID, term.How)
	}
	// Output:
	// GEXF 1.3: harbour-police partnership customs
	// "Works with" is partnership, as you say
}

// A format that is one stream has one part; the mutual relationship becomes two arcs.
func ExampleFormat() {
	g, err := service()
	if err != nil {
		fmt.Println(err)
		return
	}
	format, err := exchange.LookupFormat("edgelist")
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := format.Parts[0].Write(context.Background(), os.Stdout, g); err != nil {
		fmt.Println(err)
	}
	for _, loss := range exchange.Losses(g, format.Holdings) {
		fmt.Println("drops", loss.What)
	}
	// Output:
	// mi5 police 1
	// mi5 police 1
	// police mi5 1
	// drops 1 source
	// drops names of 2 organisations
	// drops types of 2 relationships
	// drops mutuality of 1 relationship
	// drops evidence of 1 relationship
}

// A format of several files has a part for each.
func ExampleFormat_folder() {
	g, err := service()
	if err != nil {
		fmt.Println(err)
		return
	}
	format, err := exchange.LookupFormat("gephi-csv")
	if err != nil {
		fmt.Println(err)
		return
	}
	dir, err := os.MkdirTemp("", "gephi")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	for _, part := range format.Parts {
		var b bytes.Buffer
		if err := part.Write(context.Background(), &b, g); err != nil {
			fmt.Println(err)
			return
		}
		if err := os.WriteFile(filepath.Join(dir, part.Name), b.Bytes(), 0o600); err != nil {
			fmt.Println(err)
			return
		}
	}
	opened, err := exchange.Open(dir, "")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer opened.Close()
	imported, err := exchange.Read(context.Background(), &opened.Input, opened.Format, exchange.ReadOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(opened.Format.Name, imported.Report.Organisations, imported.Report.Relationships)
	// Output:
	// gephi-csv 2 2
}

// A table of any kind, where its columns are said.
func ExampleInput_columns() {
	format, err := exchange.LookupFormat("csv")
	if err != nil {
		fmt.Println(err)
		return
	}
	in := &exchange.Input{
		Name:    "payments.csv",
		Stream:  strings.NewReader("Gönner;Begünstigter;Wann\nAcme;Partei;3. Mai 2014\n"),
		Columns: map[string]string{"from": "Gönner", "to": "Begünstigter", "start_date": "Wann"},
	}
	imported, err := exchange.Read(context.Background(), in, format, exchange.ReadOptions{Type: "support"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range imported.Graph.Relationships() {
		fmt.Println(r.From, r.Type, r.To, r.StartDate)
	}
	// Output:
	// acme support partei 2014-05-03
}
