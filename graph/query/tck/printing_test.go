package tck

import (
	"errors"
	"testing"

	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/gherkin"
	"github.com/liaisongraph/liaison/graph/query/syntax"
)

// Every query of the scenarios that parses is printed so that it parses to the same tree, and an error of any has
// a place in the text.
func TestQueriesPrintThemselves(t *testing.T) {
	folder, err := folder()
	graphtest.Need(t, err, "that the queries of openCypher are printed as they are read goes untested")
	suite, err := open(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range suite.features {
		f, err := gherkin.Read(file.file)
		if err != nil {
			t.Fatal(err)
		}
		for i, id := range ids(file.name, f) {
			for _, s := range f.Scenarios[i].Steps {
				if s.Doc != nil && s.Text == "executing query:" {
					checkPrinting(t, id, *s.Doc)
				}
			}
		}
	}
}

func checkPrinting(t *testing.T, id, text string) {
	t.Helper()
	q, err := syntax.Parse(text)
	if err != nil {
		var e *fault.Error
		if !errors.As(err, &e) || e.Text != text || e.Span.Start < 0 || e.Span.End < e.Span.Start || e.Span.End > len(text) {
			t.Errorf("%s: the error %v has no place in the text", id, err)
		}
		return
	}
	printed := q.String()
	again, err := syntax.Parse(printed)
	switch {
	case err != nil:
		t.Errorf("%s: %s\nis printed as\n%s\nwhich does not parse: %v", id, text, printed, err)
	case !syntax.Same(q, again):
		t.Errorf("%s: %s\nis printed as\n%s\nwhich is another query", id, text, printed)
	case again.String() != printed:
		t.Errorf("%s: %s\nis printed as\n%s\nand that as\n%s", id, text, printed, again)
	}
}
