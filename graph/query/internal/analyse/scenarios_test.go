package analyse_test

import (
	"errors"
	"os"
	"regexp"
	"testing"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/analyse"
	"github.com/liaisongraph/liaison/graph/query/internal/gherkin"
	"github.com/liaisongraph/liaison/graph/query/syntax"
)

const scenarioRoot = "../../../../../shared/opencypher-tck/features"

// TestScenarios checks the query of every openCypher scenario: it gives the error of the compile phase that the
// scenario names, by its type and detail, and none where it names none. Runtime errors are for what runs queries.
func TestScenarios(t *testing.T) {
	if _, err := os.Stat(scenarioRoot); err != nil {
		t.Skip("without ../shared/opencypher-tck there are no scenarios to check")
	}
	queries, err := gherkin.Queries(scenarioRoot)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range queries {
		checkScenario(t, q)
	}
	if len(queries) < 1000 {
		t.Errorf("%d queries only", len(queries))
	}
}

// notHere are the functions on times of day, which values do not have.
var notHere = regexp.MustCompile(`(?i)\b(datetime|localdatetime|time|localtime|duration)\(`)

// writes finds the clauses that change a graph, which this language does not have.
var writes = regexp.MustCompile(`\b(CREATE|SET|DELETE|MERGE|REMOVE)\b`)

func checkScenario(t *testing.T, of gherkin.Query) {
	name, query, want := of.Scenario, of.Text, of.Error
	q, err := syntax.Parse(query)
	if err == nil {
		err = analyse.Check(q, nil)
	}
	var e *fault.Error
	errors.As(err, &e)
	atCompileTime := want != nil && want.Phase == "compile time"
	switch {
	case e == nil && atCompileTime:
		t.Errorf("%s: no error, want %s %s\n%s", name, want.Kind, want.Detail, query)
	case e != nil && want == nil && e.Detail == "UnknownFunction" && notHere.MatchString(query):
	case e != nil && writes.MatchString(query): // whatever is wrong with it besides
	case e != nil && (want == nil || want.Phase == "runtime"):
		t.Errorf("%s: %s %s: %v\n%s", name, e.Kind, e.Detail, e, query)
	case e != nil && (string(e.Kind) != want.Kind || e.Detail != want.Detail && want.Detail != "*"):
		t.Errorf("%s: %s %s, want %s %s: %v\n%s", name, e.Kind, e.Detail, want.Kind, want.Detail, e, query)
	}
}
