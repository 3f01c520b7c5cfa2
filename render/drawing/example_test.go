package drawing_test

import (
	"bytes"
	"fmt"
	"log"

	"github.com/liaisongraph/liaison/graph/mapfile"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/drawing"
)

// A map becomes a scene, a scene with places a drawing, and a drawing a picture on a sheet of paper.
func Example() {
	m, err := mapfile.Read("../../testdata/uk-national-security")
	if err != nil {
		log.Fatal(err)
	}
	page, err := drawing.LookupPage("A3")
	if err != nil {
		log.Fatal(err)
	}
	scene, err := render.NewScene(m.Graph, render.Options{Ratio: page.Ratio()})
	if err != nil {
		log.Fatal(err)
	}
	d, _ := drawing.New(scene, scene.Place()).Fit(page)
	fmt.Println(d.Title)
	fmt.Printf("readable: %t\n", d.SmallestType() >= 5)
	svg, err := d.SVG(drawing.SVGOptions{})
	if err != nil {
		log.Fatal(err)
	}
	pdf, err := d.PDF()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%t %t\n", bytes.Contains(svg, []byte(`width="420mm"`)), bytes.HasPrefix(pdf, []byte("%PDF-")))
	// Output:
	// United Kingdom national security agencies
	// readable: true
	// true true
}
