package check

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/mapfile"
)

// positioned is a map in which the value that breaks each rule named stands in the line of the name.
const positioned = `types:
  - id: inspection # unused
classifications:
  - id: navy # unused
sources:
  - id: report
    type: offical # source-type-unknown
    published: 2019
    retrieved: 2018 # dates-reversed
    url: x # url-malformed
    archive_url: x # url-malformed
    file: nowhere.txt # copy-missing
  - id: other # unused
arrangements:
  - id: one # arrangement-single
    rule: any
organisations:
  - id: alpha
    classification: police
    founding_date: 2000
    dissolution_date: 1999 # dates-reversed
    url: x # url-malformed
    other_names:
      - name: A
        start_date: 2001
        end_date: 2000 # dates-reversed
  - id: beta # unclassified
relationships:
  - from: alpha # evidence-absent
    to: beta
    type: part-of
    start_date: 2010 # outside-life
    end_date: 2009 # dates-reversed status-against-end
  - from: beta
    to: alpha
    type: oversight
    status: ended # status-against-end
    arrangement: one
    evidence:
      - source: report # passage-absent
      - source: report
        passage: a … b … c # passage-malformed
      - source: report
        passage: a
        prefix: one two three four five six seven eight nine # passage-long
`

func TestPositions(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "map.yaml")
	if err := os.WriteFile(path, []byte(positioned), 0o600); err != nil {
		t.Fatal(err)
	}
	m, err := mapfile.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	report, err := Run(m, Options{SourcesDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{}
	for i, line := range strings.Split(positioned, "\n") {
		_, rules, _ := strings.Cut(line, " # ")
		for _, rule := range strings.Fields(rules) {
			want[fmt.Sprintf("%s:%d %s", path, i+1, rule)] = true
		}
	}
	for _, f := range report.Findings {
		place := fmt.Sprintf("%s:%d %s", f.Position.File, f.Position.Line, f.Rule)
		if !want[place] {
			t.Errorf("not expected: %v", f)
		}
		delete(want, place)
	}
	for place := range want {
		t.Errorf("not found: %s", place)
	}
}
