package check

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/evidence"
)

// allocated returns how many bytes do asks for.
func allocated(do func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// Ten times the evidence of one record costs about ten times as much, not a hundred times.
func TestEvidenceOfOneRecord(t *testing.T) {
	for _, ofOrganisation := range []bool{false, true} {
		cost := func(n int) uint64 {
			f := clean()
			var cited []graph.Evidence
			for i := range n {
				cited = append(cited, graph.Evidence{Source: "report", Passage: "sits on Mondays", Suffix: fmt.Sprint(i)})
			}
			if ofOrganisation {
				f.org("alpha").Evidence = cited
			} else {
				f.relationships[0].Evidence = cited
			}
			f.noFolder = true
			g := f.build(t)
			return allocated(func() {
				if _, err := RunGraph(g, Options{Limit: 1}); err != nil {
					t.Fatal(err)
				}
			})
		}
		cost(10) // what is made once
		if few, many := cost(200), cost(2000); many > 20*few {
			t.Errorf("of an organisation %t: %d bytes for 200 pieces of evidence, %d for 2000", ofOrganisation, few, many)
		}
	}
}

// An organisation with many findings is asked once what came after it.
func TestSuccessorIsSoughtOnce(t *testing.T) {
	f := clean()
	f.relate("gamma", "succeeds", "alpha")
	g := f.build(t)
	c := &checker{g: g}
	n, _ := g.NodeByID("alpha")
	for range 2 {
		if got := c.successor(n); got != " and succeeded by Gamma" {
			t.Errorf("got %q", got)
		}
	}
	if n := testing.AllocsPerRun(10, func() { c.successor(n) }); n > 0 {
		t.Errorf("%v allocations for what is known", n)
	}
}

// What is kept of a passage has nothing of the copy, or the copies of all sources would stay in memory.
func TestCopiesAreLetGo(t *testing.T) {
	f := clean()
	f.relationships[0].Evidence = []graph.Evidence{
		{Source: "report", Passage: "The Board"}, {Source: "report", Passage: "The Bored"}, {Source: "report", Passage: "Start … End"},
	}
	text, err := evidence.ReadText(strings.NewReader("The Board. The Board. Start" + strings.Repeat(" word", widePassage) + " End"))
	if err != nil {
		t.Fatal(err)
	}
	c := &checker{g: f.build(t)}
	c.gather()
	c.seek(0, text)
	var got []evidence.Status
	for _, p := range c.problems {
		got = append(got, p.Status)
		for _, m := range p.Matches {
			if m.Text != "" || m.Words == 0 {
				t.Errorf("%v: kept %d words, text %q", p.Status, m.Words, m.Text)
			}
		}
	}
	if want := []evidence.Status{evidence.Ambiguous, evidence.Missing, evidence.Unique}; !slices.Equal(got, want) {
		t.Errorf("problems %v, want %v", got, want)
	}
}
