package evidence_test

import (
	"fmt"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/evidence"
)

const report = `The Board oversees the Agency.
It reports to Parliament – “every year”. It also
reports to the Minister.`

func ExampleFind() {
	text, err := evidence.NewText(report)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, m := range evidence.Find(text, graph.Evidence{Source: "report", Passage: `It reports … "every year"`}) {
		fmt.Printf("line %d, bytes %d to %d: %s\n", m.Line, m.Start, m.End, m.Text)
	}
	// Output:
	// line 2, bytes 31 to 76: It reports to Parliament – “every year”
}

func ExampleResolve() {
	text, err := evidence.NewText(report)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, passage := range []string{"The Board … Agency", "reports to", "It reports … Treasury"} {
		r := evidence.Resolve(text, graph.Evidence{Passage: passage})
		fmt.Println(strings.TrimSuffix(fmt.Sprintf("%v: %s", r.Status, r.Hint), ": "))
	}
	// Output:
	// unique
	// ambiguous: found 2 times, at line 2 (alone with prefix "It"), line 3 (alone with prefix "also")
	// missing: the first words are found at line 2, the last words are not found
}

func ExampleLocate() {
	text, err := evidence.NewText(report)
	if err != nil {
		fmt.Println(err)
		return
	}
	start := strings.Index(report, "reports to the")
	e, err := evidence.Locate(text, start, start+len("reports"))
	fmt.Printf("passage %q, prefix %q, suffix %q, %v\n", e.Passage, e.Prefix, e.Suffix, err)
	// Output:
	// passage "reports", prefix "also", suffix "", <nil>
}

func ExampleFragment() {
	e := graph.Evidence{Passage: "The Board … the Agency", Suffix: "It"}
	fmt.Println(evidence.Fragment(e, "https://example.org/report#boards"))
	// Output:
	// https://example.org/report#boards:~:text=The%20Board,the%20Agency,-It
}
