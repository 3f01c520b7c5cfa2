package syntax_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/syntax"
)

// FuzzParse checks that no text makes Parse panic, that what it reads is printed so that it is read again as the same,
// that spans stand within the text and each other, and that errors have a place in the text.
func FuzzParse(f *testing.F) {
	for _, form := range forms {
		f.Add(form[0])
	}
	golden, err := os.ReadFile("testdata/mistakes.txt")
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(string(golden)) {
		if q, ok := strings.CutPrefix(line, "> "); ok {
			f.Add(q)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := syntax.Parse(text)
		if err != nil {
			var e *fault.Error
			if !errors.As(err, &e) {
				t.Fatalf("%T: %v", err, err)
			}
			if e.Text != text || e.Span.Start < 0 || e.Span.Start > e.Span.End || e.Span.End > len(text) || e.Detail == "" || e.Message == "" {
				t.Fatalf("%q: %#v", text, e)
			}
			_, _ = e.Excerpt(), e.Error()
			return
		}
		roundTrip(t, q)
		if len(text) < 1000 {
			checkSpans(t, text, q)
		}
	})
}
