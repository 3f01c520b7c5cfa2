package check_test

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/check"
)

func ExampleRunGraph() {
	copies, err := os.MkdirTemp("", "")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(copies)
	err = os.WriteFile(filepath.Join(copies, "report.txt"), []byte("The Board oversees the Agency."), 0o600)
	if err != nil {
		fmt.Println(err)
		return
	}

	b := graph.NewBuilder()
	b.AddSource(graph.Source{ID: "report", Published: graph.MustParseDate("2019"), File: "report.txt"})
	b.AddOrganisation(graph.Organisation{ID: "board", Name: "Board", Classifications: []string{"oversight"}})
	b.AddOrganisation(graph.Organisation{ID: "agency", Name: "Agency", Classifications: []string{"police"}, DissolutionDate: graph.MustParseDate("2016")})
	b.AddRelationship(graph.Relationship{
		From: "board", To: "agency", Type: "oversight",
		Evidence: []graph.Evidence{{Source: "report", Passage: "The Board oversees … Ministry"}},
	})
	g, err := b.Build()
	if err != nil {
		fmt.Println(err)
		return
	}

	report, err := check.RunGraph(g, check.Options{SourcesDir: copies})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range report.Findings {
		fmt.Println(f)
	}
	fmt.Println(report.OK(), report.Counts.Errors, report.Counts.Warnings, report.Coverage.Passages.Missing)
	// Output:
	// error: relationship board:oversight:agency: source "report" does not have the passage "The Board oversees … Ministry": the first words are found at line 1, the last words are not found (passage-missing)
	// warning: relationship board:oversight:agency: source "report", of 2019, speaks of Agency as if it were there; it was dissolved in 2016 (dissolved-cited)
	// false 1 1 1
}
