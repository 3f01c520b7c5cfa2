package syntax_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/query/fault"
	"github.com/liaisongraph/liaison/graph/query/syntax"
)

var update = flag.Bool("update", false, "write the golden files")

// TestMistakes holds what a reader is told of each mistake. In the golden file a query stands after "> ", and below
// it the excerpt, the message and the hint.
func TestMistakes(t *testing.T) {
	const file = "testdata/mistakes.txt"
	golden, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for block := range strings.SplitSeq(strings.TrimSpace(string(golden)), "\n\n") {
		var query, comment []string
		for line := range strings.Lines(block) {
			line = strings.TrimSuffix(line, "\n")
			if q, ok := strings.CutPrefix(line, "> "); ok {
				query = append(query, q)
			} else if strings.HasPrefix(line, "#") {
				comment = append(comment, line)
			}
		}
		for _, line := range comment {
			out.WriteString(line + "\n")
		}
		if len(query) > 0 {
			for _, line := range query {
				out.WriteString("> " + line + "\n")
			}
			out.WriteString(told(t, strings.Join(query, "\n")))
		}
		out.WriteString("\n")
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
			t.Fatalf("%s:%d: differs; see the change with -update\nwant %s\ngot  %s", file, i+1, line(want, i), line(have, i))
		}
	}
}

func line(lines []string, i int) string {
	if i >= len(lines) {
		return "(the end)"
	}
	return lines[i]
}

// told returns what a reader sees of the error of a query.
func told(t *testing.T, query string) string {
	t.Helper()
	q, err := syntax.Parse(query)
	var f *fault.Error
	if !errors.As(err, &f) {
		t.Errorf("%s\nno error; it is read as %v", query, q)
		return "no error\n"
	}
	var b strings.Builder
	for line := range strings.Lines(f.Excerpt()) {
		b.WriteString("  " + strings.TrimSuffix(line, "\n") + "\n")
	}
	fmt.Fprintf(&b, "%s: %s\n", f.Detail, f.Message)
	if f.Hint != "" {
		fmt.Fprintf(&b, "hint: %s\n", f.Hint)
	}
	return b.String()
}

// TestMistakesDiffer holds that no two of the mistakes of the golden file that are listed apart are told in the same
// words.
func TestMistakesDiffer(t *testing.T) {
	golden, err := os.ReadFile("testdata/mistakes.txt")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for block := range strings.SplitSeq(string(golden), "\n\n") {
		query, message, _ := strings.Cut(block, "\n")
		i := strings.Index(message, ": ")
		if !strings.HasPrefix(query, "> ") || i < 0 {
			continue
		}
		message = message[i:]
		if other, ok := seen[message]; ok {
			t.Errorf("%s\n%s\nboth give %s", other, query, message)
		}
		seen[message] = query
	}
}
