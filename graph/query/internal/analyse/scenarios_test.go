package analyse_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/analyse"
	"github.com/liaisongraph/liaison/graph/query/syntax"
)

const scenarioRoot = "../../../../../shared/opencypher-tck/features"

var (
	scenarioStart = regexp.MustCompile(`(?m)^\s*Scenario(?: Outline)?: (.*)$`)
	queryText     = regexp.MustCompile(`(?s)executing (control )?query:\s*"""\n(.*?)\n\s*"""`)
	errorStep     = regexp.MustCompile(`an? (\w+) should be raised at (compile time|runtime|any time): (\S+)`)
)

// TestScenarios checks the query of every openCypher scenario: it gives the error of the compile phase that the
// scenario names, by its type and detail, and none where it names none. Runtime errors are for what runs queries.
func TestScenarios(t *testing.T) {
	if _, err := os.Stat(scenarioRoot); err != nil {
		t.Skip("without ../shared/opencypher-tck there are no scenarios to check")
	}
	checked := 0
	err := filepath.WalkDir(scenarioRoot, func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".feature" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		starts := scenarioStart.FindAllStringSubmatchIndex(string(text), -1)
		for i, start := range starts {
			end := len(text)
			if i+1 < len(starts) {
				end = starts[i+1][0]
			}
			body := string(text[start[1]:end])
			want := errorStep.FindStringSubmatch(body)
			for _, query := range queryText.FindAllStringSubmatch(body, -1) {
				if query[1] != "" { // the query of an error is not its control query
					want = nil
				}
				for _, q := range examples(query[2], body) {
					checkScenario(t, filepath.Base(path)+": "+string(text[start[2]:start[3]]), q, want)
					checked++
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if checked < 1000 {
		t.Errorf("%d queries only", checked)
	}
}

// notHere are the functions on times of day, which values do not have.
var notHere = regexp.MustCompile(`(?i)\b(datetime|localdatetime|time|localtime|duration)\(`)

// writes finds the clauses that change a graph, which this language does not have.
var writes = regexp.MustCompile(`\b(CREATE|SET|DELETE|MERGE|REMOVE)\b`)

func checkScenario(t *testing.T, name, query string, want []string) {
	q, err := syntax.Parse(query)
	if err == nil {
		err = analyse.Check(q, nil)
	}
	var e *fault.Error
	errors.As(err, &e)
	atCompileTime := want != nil && want[2] == "compile time"
	switch {
	case e == nil && atCompileTime:
		t.Errorf("%s: no error, want %s %s\n%s", name, want[1], want[3], query)
	case e != nil && want == nil && e.Detail == "UnknownFunction" && notHere.MatchString(query):
	case e != nil && writes.MatchString(query): // whatever is wrong with it besides
	case e != nil && (want == nil || want[2] == "runtime"):
		t.Errorf("%s: %s %s: %v\n%s", name, e.Kind, e.Detail, e, query)
	case e != nil && (string(e.Kind) != want[1] || e.Detail != want[3] && want[3] != "*"):
		t.Errorf("%s: %s %s, want %s %s: %v\n%s", name, e.Kind, e.Detail, want[1], want[3], e, query)
	}
}

// examples fills the rows of the Examples of an outline into a query.
func examples(query, body string) []string {
	_, table, ok := strings.Cut(body, "Examples:")
	if !ok {
		return []string{query}
	}
	var header, filled []string
	for line := range strings.Lines(table) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "|") {
			continue
		}
		const pipe = "\x00"
		cells := strings.Split(strings.Trim(strings.ReplaceAll(line, `\|`, pipe), "|"), "|")
		if header == nil {
			header = cells
			continue
		}
		row := query
		for i, name := range header {
			cell := strings.ReplaceAll(strings.TrimSpace(cells[i]), pipe, "|")
			row = strings.ReplaceAll(row, "<"+strings.TrimSpace(name)+">", cell)
		}
		filled = append(filled, row)
	}
	return filled
}
