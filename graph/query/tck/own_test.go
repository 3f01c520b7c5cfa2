package tck

import (
	"fmt"
	"path/filepath"
	"testing"
)

// What the scenarios of openCypher do not have: the path patterns of ISO GQL.
func TestPathPatterns(t *testing.T) {
	f, err := readFeature(filepath.Join("testdata", "paths.feature"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range f.scenarios {
		t.Run(fmt.Sprintf("%s #%d", s.title, s.example), func(t *testing.T) {
			if err := runScenario(s, nil); err != nil {
				t.Error(err)
			}
		})
	}
}
