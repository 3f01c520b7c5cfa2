package tck

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/liaisongraph/liaison/graph/query/internal/gherkin"
)

// What the scenarios of openCypher do not have: the path patterns of ISO GQL.
func TestPathPatterns(t *testing.T) {
	f, err := gherkin.Read(filepath.Join("testdata", "paths.feature"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range f.Scenarios {
		t.Run(fmt.Sprintf("%s #%d", s.Title, s.Example), func(t *testing.T) {
			if err := runScenario(s, nil); err != nil {
				t.Error(err)
			}
		})
	}
}
