package syntax_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/syntax"
)

// scenario is a query of an openCypher scenario, with the error that it is to give.
type scenario struct {
	name, query   string
	phase, detail string // "" where no error is expected
}

var (
	scenarioStart = regexp.MustCompile(`(?m)^\s*Scenario(?: Outline)?: (.*)$`)
	queryText     = regexp.MustCompile(`(?s)executing (?:control )?query:\s*"""\n(.*?)\n\s*"""`)
	errorStep     = regexp.MustCompile(`SyntaxError should be raised at (compile time|runtime): (\w+)`)
)

// scenarios returns the queries of all scenarios, those of outlines with each row of their examples.
func scenarios(t *testing.T) []scenario {
	t.Helper()
	root := "../../../../shared/opencypher-tck/features"
	_, err := os.Stat(root)
	graphtest.Need(t, err, "that the queries of openCypher's scenarios parse goes untested")
	var found []scenario
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".feature" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		starts := scenarioStart.FindAllSubmatchIndex(text, -1)
		for i, s := range starts {
			end := len(text)
			if i+1 < len(starts) {
				end = starts[i+1][0]
			}
			body := string(text[s[1]:end])
			name := filepath.Base(path) + ": " + string(text[s[2]:s[3]])
			var phase, detail string
			if m := errorStep.FindStringSubmatch(body); m != nil {
				phase, detail = m[1], m[2]
			}
			for _, q := range queryText.FindAllStringSubmatch(body, -1) {
				for _, query := range examples(q[1], body) {
					found = append(found, scenario{name, query, phase, detail})
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
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
		line = strings.ReplaceAll(line, `\|`, "\x00")
		cells := strings.Split(strings.Trim(line, "|"), "|")
		for i := range cells {
			cells[i] = strings.ReplaceAll(strings.TrimSpace(cells[i]), "\x00", "|")
		}
		if header == nil {
			header = cells
			continue
		}
		row := query
		for i, h := range header {
			if i < len(cells) {
				row = strings.ReplaceAll(row, "<"+h+">", cells[i])
			}
		}
		filled = append(filled, row)
	}
	return filled
}

// writing are the words of what is not part of the language.
var writing = regexp.MustCompile(`(?i)\b(CREATE|SET|DELETE|MERGE|REMOVE|CALL|FOREACH)\b`)

// seenInText are the details of errors that take nothing but the text.
var seenInText = map[string]bool{
	"UnexpectedSyntax": true, "InvalidNumberLiteral": true, "IntegerOverflow": true, "FloatingPointOverflow": true,
	"InvalidUnicodeLiteral": true, "InvalidRelationshipPattern": true, "InvalidClauseComposition": true,
}

func TestScenariosParse(t *testing.T) {
	all := scenarios(t)
	if len(all) < 1000 {
		t.Fatalf("%d scenarios only", len(all))
	}
	for _, s := range all {
		q, err := syntax.Parse(s.query)
		if s.detail != "" && seenInText[s.detail] {
			var f *fault.Error
			if !errors.As(err, &f) {
				t.Errorf("%s: no error, but %s is expected\n%s\n%v", s.name, s.detail, s.query, q)
			} else if f.Detail != s.detail && !writing.MatchString(s.query) {
				t.Errorf("%s: %s, not %s: %v\n%s", s.name, f.Detail, s.detail, f, f.Excerpt())
			}
			continue
		}
		if err != nil {
			if writing.MatchString(s.query) {
				continue
			}
			t.Errorf("%s: %v\n%s", s.name, err, s.query)
			continue
		}
		roundTrip(t, q)
	}
}

// roundTrip checks that what a tree is printed as parses to the same tree, and prints the same.
func roundTrip(t *testing.T, q *syntax.Query) {
	t.Helper()
	text := q.String()
	again, err := syntax.Parse(text)
	if err != nil {
		t.Errorf("printed: %v\n%s", err, text)
		return
	}
	if !syntax.Same(q, again) {
		t.Errorf("%s\nparses to another tree, printed as\n%s", text, again)
	}
	if again.String() != text {
		t.Errorf("%s\nis printed again as\n%s", text, again)
	}
}
