package render_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/render"
)

// twoBodies is a map of two organisations and what ties them.
func twoBodies() *graph.Graph {
	b := graph.NewBuilder()
	b.SetTitle("Two bodies", "")
	b.AddSource(graph.Source{ID: "report", Title: "Annual report", Published: graph.MustParseDate("2019")})
	b.AddOrganisation(graph.Organisation{ID: "agency", Name: "The Agency", Classifications: []string{"intelligence-agency"}})
	b.AddOrganisation(graph.Organisation{ID: "inspector", Name: "The Inspector", Classifications: []string{"oversight"}})
	b.AddRelationship(graph.Relationship{
		From: "inspector", To: "agency", Type: "oversight", StartDate: graph.MustParseDate("2001"),
		Evidence: []graph.Evidence{{Source: "report", Passage: "inspects the Agency … every year"}},
	})
	g, err := b.Build() // returns what is wrong with any of the records
	if err != nil {
		log.Fatal(err)
	}
	return g
}

func ExampleNewScene() {
	scene, err := render.NewScene(twoBodies(), render.Options{Theme: "print"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(scene.Title, "-", scene.Subtitle)
	for _, line := range scene.Lines {
		fmt.Println(line.Tooltip)
	}
	for _, entry := range scene.Legend {
		fmt.Printf("%s: %q %q\n", entry.Label, entry.Code, entry.Detail)
	}
	// Output:
	// Two bodies - 2 organisations, 1 relationship, 1 source
	// The Inspector oversees The Agency, since 2001. Source: Annual report (2019).
	// Authority: "A" "oversight"
	// Arrow: "" "from one to the other"
	// Intelligence agencies: "" ""
	// Oversight: "" ""
}

func ExampleNewScene_suggestion() {
	_, err := render.NewScene(twoBodies(), render.Options{Highlight: []string{"The Inspecter"}})
	fmt.Println(err)
	// Output:
	// highlight: no organisation "The Inspecter"; did you mean "inspector"?
}

func ExampleScene_Place() {
	scene, err := render.NewScene(twoBodies(), render.Options{})
	if err != nil {
		log.Fatal(err)
	}
	place := scene.Place()
	for i, node := range scene.Nodes {
		box := place.Nodes[i]
		fmt.Printf("%s: %.0f points from the left, %.0f wide\n", node.ID, box.Left(), box.Width)
	}
	// Output:
	// agency: 325 points from the left, 146 wide
	// inspector: 29 points from the left, 146 wide
}

func ExampleScene_Mermaid() {
	scene, err := render.NewScene(twoBodies(), render.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for line := range strings.Lines(string(scene.Mermaid())) {
		if strings.Contains(line, "n0") {
			fmt.Print(line)
		}
	}
	// Output:
	//     n0("The Agency")
	//   n1 -->|"oversight"| n0
}

func ExampleFormatForFile() {
	format, err := render.FormatForFile("map.gv", render.Formats())
	fmt.Println(format.Name, err)
	_, err = render.FormatForFile("map.dotx", render.Formats())
	fmt.Println(err)
	// Output:
	// dot <nil>
	// no format for files that end in ".dotx"; did you mean ".dot"?
}
