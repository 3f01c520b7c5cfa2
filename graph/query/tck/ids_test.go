package tck

import (
	"slices"
	"testing"

	"github.com/liaisongraph/liaison/graph/query/internal/gherkin"
)

func TestIDs(t *testing.T) {
	f, err := gherkin.Parse("f", []byte(`Feature: a
Scenario: [1] b
* c
Scenario Outline: [2] d
* <e>
Examples:
| e |
| 1 |
| 2 |
Scenario: f
* g
Scenario: f
* h
`))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"folder/file [1]", "folder/file [2] #1", "folder/file [2] #2", "folder/file f", "folder/file f (2)"}
	if got := ids("folder/file", f); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
