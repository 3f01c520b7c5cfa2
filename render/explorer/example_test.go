package explorer_test

import (
	"context"
	"fmt"
	"log"
	"strings"

	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/explorer"
)

// A page is one file; its policy lets it ask nobody for anything.
func ExamplePage() {
	g := graphtest.Of("mi5 = gchq", "gchq advice ncsc")
	page, err := explorer.Page(context.Background(), g, explorer.Options{Scene: render.Options{Title: "Three agencies"}})
	if err != nil {
		log.Fatal(err)
	}
	policy := explorer.PolicyOf(page)
	fmt.Println(strings.Contains(string(page), "<title>Three agencies</title>"))
	fmt.Println(strings.HasPrefix(policy, "default-src 'none'; "), strings.Contains(policy, "connect-src"))
	// Output:
	// true
	// true false
}
