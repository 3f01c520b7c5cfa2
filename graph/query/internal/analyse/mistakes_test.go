package analyse_test

import (
	"errors"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/internal/analyse"
	"github.com/liaisongraph/liaison/graph/query/syntax"
)

var update = flag.Bool("update", false, "write the golden files")

// TestMistakes holds what a reader who knows the map but not the language yet is told of common mistakes. Whatever
// step finds one, each has a message of its own.
func TestMistakes(t *testing.T) {
	const file = "testdata/mistakes.txt"
	golden, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	messages := map[string]string{}
	for block := range strings.SplitSeq(strings.TrimSpace(string(golden)), "\n\n") {
		for line := range strings.Lines(block) {
			line = strings.TrimSuffix(line, "\n")
			if strings.HasPrefix(line, "#") {
				out.WriteString(line + "\n")
			}
			query, ok := strings.CutPrefix(line, "> ")
			if !ok {
				continue
			}
			told, message := tell(t, query)
			if other := messages[message]; other != "" {
				t.Errorf("%s\nand\n%s\nhave the same message", query, other)
			}
			messages[message] = query
			out.WriteString(line + "\n" + told)
		}
		out.WriteString("\n")
	}
	if len(messages) < 30 {
		t.Errorf("%d mistakes only", len(messages))
	}
	got := strings.TrimSuffix(out.String(), "\n")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, have := strings.Split(string(golden), "\n"), strings.Split(got, "\n")
	for i := range max(len(want), len(have)) {
		if i >= len(want) || i >= len(have) || want[i] != have[i] {
			t.Fatalf("%s:%d differs; write it with -update and look at the change", file, i+1)
		}
	}
}

// tell returns what is printed of the error of a query, and the message in it.
func tell(t *testing.T, query string) (told, message string) {
	t.Helper()
	q, err := syntax.Parse(query)
	if err == nil {
		err = analyse.Check(q, security{})
	}
	var e *fault.Error
	if !errors.As(err, &e) {
		t.Errorf("%s\nno error", query)
		return "no error\n", ""
	}
	e.Text = query
	var b strings.Builder
	for line := range strings.Lines(e.Excerpt()) {
		b.WriteString("  " + strings.TrimSuffix(line, "\n") + "\n")
	}
	b.WriteString(e.Message + "\n")
	if e.Hint != "" {
		b.WriteString("(" + e.Hint + ")\n")
	}
	return b.String(), e.Message
}
