package exchange_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// Of what a map says, GitHub makes neither a mention nor a link.
func TestMarkdownRefersToNothingOnGitHub(t *testing.T) {
	const says = "@octocat @7 a@b.org #12 o/r#4 GH-3 gh-5 é#6 é@x"
	g := (&graphtest.Parts{Title: says, Description: says, Sources: []graph.Source{{ID: "s", Title: says, Publisher: says, Note: says}},
		Organisations: []graph.Organisation{{ID: "a", Name: says, Description: says}, {ID: "b", Name: "@ # GH- @\u00e9"}},
		Relationships: []graph.Relationship{{From: "a", To: "b", Type: "advice", Label: says, Note: says, Evidence: []graph.Evidence{{Source: "s", Passage: says}}}},
	}).Build(t)
	format, err := exchange.LookupFormat("markdown")
	if err != nil {
		t.Fatal(err)
	}
	var page bytes.Buffer
	if err := format.Parts[0].Write(t.Context(), &page, g); err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(page.String(), `\`, "")
	if found := regexp.MustCompile(`@[0-9A-Za-z]|#[0-9]|(?i:gh)-[0-9]`).FindString(text); found != "" {
		t.Errorf("there is a reference, %s:\n%s", found, text)
	}
	if n, want := strings.Count(strings.ReplaceAll(text, "<!-- -->", ""), says), 2; n < want {
		t.Errorf("it says %d times what it should say:\n%s", n, text)
	}
	if !strings.Contains(text, "@ # GH- @é") {
		t.Errorf("a comment stands where nothing is to be kept apart:\n%s", text)
	}
}
