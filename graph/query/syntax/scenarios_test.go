package syntax_test

import (
	"errors"
	"os"
	"regexp"
	"testing"

	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/gherkin"
	"github.com/liaisongraph/liaison/graph/query/syntax"
)

// scenarios returns the queries of all scenarios.
func scenarios(t *testing.T) []gherkin.Query {
	t.Helper()
	root := "../../../../shared/opencypher-tck/features"
	_, err := os.Stat(root)
	graphtest.Need(t, err, "that the queries of openCypher's scenarios parse goes untested")
	queries, err := gherkin.Queries(root)
	if err != nil {
		t.Fatal(err)
	}
	return queries
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
		q, err := syntax.Parse(s.Text)
		if s.Error != nil && s.Error.Kind == "SyntaxError" && seenInText[s.Error.Detail] {
			var f *fault.Error
			if !errors.As(err, &f) {
				t.Errorf("%s: no error, but %s is expected\n%s\n%v", s.Scenario, s.Error.Detail, s.Text, q)
			} else if f.Detail != s.Error.Detail && !writing.MatchString(s.Text) {
				t.Errorf("%s: %s, not %s: %v\n%s", s.Scenario, f.Detail, s.Error.Detail, f, f.Excerpt())
			}
			continue
		}
		if err != nil {
			if writing.MatchString(s.Text) {
				continue
			}
			t.Errorf("%s: %v\n%s", s.Scenario, err, s.Text)
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
