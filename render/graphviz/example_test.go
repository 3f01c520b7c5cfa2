package graphviz_test

import (
	"bytes"
	"context"
	"fmt"

	"github.com/liaisongraph/liaison/render/graphviz"
)

func ExampleRender() {
	dot := []byte(`digraph { mi5 -> gchq [tooltip="shares intelligence"] }`)
	svg, err := graphviz.Render(context.Background(), dot, graphviz.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(bytes.Contains(svg, []byte("<title>mi5&#45;&gt;gchq</title>")))
	// Output: true
}

func ExampleRender_errors() {
	ctx := context.Background()
	_, err := graphviz.Render(ctx, []byte("digraph {\n\tmi5 -> ;\n}"), graphviz.Options{})
	fmt.Println(err)
	_, err = graphviz.Render(ctx, []byte("digraph {\n\tmi5 [label=\"Security Service];\n}"), graphviz.Options{})
	fmt.Println(err)
	_, err = graphviz.Render(ctx, []byte("digraph {}"), graphviz.Options{Layout: "circle"})
	fmt.Println(err)
	// Output:
	// dot:2: syntax error near ';'
	// dot:2:13: this string has no closing quote
	// no layout "circle"; did you mean "circo"? (there are dot, neato, fdp, sfdp, circo, twopi, osage)
}

func ExampleLayouts() {
	for _, layout := range graphviz.Layouts()[:2] {
		fmt.Printf("%s: %s\n", layout.Name, layout.Description)
	}
	// Output:
	// dot: ranks: edges point one way, as in a hierarchy
	// neato: springs: distance follows the shortest path; up to a few hundred nodes
}
