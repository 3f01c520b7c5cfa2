package mapfile

import (
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/liaisongraph/liaison/graph/graphtest"
)

func TestInOrder(t *testing.T) {
	const n = 500
	jobs := func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
	square := func(i int) int { return i * i }
	i := 0
	for result := range inOrder(jobs, square) {
		if result != i*i {
			t.Fatalf("result %d is %d", i, result)
		}
		i++
	}
	if i != n {
		t.Errorf("%d results of %d", i, n)
	}
	for range inOrder(func(func(int) bool) {}, square) {
		t.Error("a result of nothing")
	}
}

// TestInOrderStops leaves the loop early: the jobs are asked to end, and have ended when the loop has.
func TestInOrderStops(t *testing.T) {
	var ended atomic.Bool
	var working atomic.Int32 // how many of the workers are at a job
	jobs := func(yield func(int) bool) {
		defer ended.Store(true)
		for i := 0; yield(i); i++ {
		}
	}
	for result := range inOrder(jobs, func(i int) int { working.Add(1); defer working.Add(-1); return i }) {
		if result == 3 {
			break
		}
	}
	if !ended.Load() || working.Load() != 0 {
		t.Error("something goes on after the loop")
	}
}

func TestLists(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"a", []string{"a"}}, {" a ", []string{"a"}}, {"a;b", []string{"a", "b"}}, {"a ; b;", []string{"a", "b"}},
		{"a;;b", []string{"a", "", "b"}}, {";", []string{""}}, {`a\;b`, []string{"a;b"}}, {`a\\;b`, []string{`a\`, "b"}},
		{`a\`, []string{`a\`}}, {`\ a\ `, []string{" a "}}, {`\n`, []string{"n"}}, {"é;\\é", []string{"é", "é"}}, {"a\nb ;c", []string{"a\nb", "c"}},
	} {
		if got := splitList(c.text); !slices.Equal(got, c.want) {
			t.Errorf("splitList(%q) = %q, not %q", c.text, got, c.want)
		}
	}
	texts := append(graphtest.HostileText(), ";", `\`, ` \ `, "  two  ", "\t", " ", "; ", `\;`)
	for i, a := range texts {
		for _, list := range [][]string{{a}, {a, texts[(i+7)%len(texts)]}, {a, "x", a}} {
			if got := splitList(joinList(list)); !slices.Equal(got, list) {
				t.Errorf("%q is written as %q and read as %q", list, joinList(list), got)
			}
		}
	}
}

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("0123456789", 30)
	for _, c := range []struct {
		line   string
		column int
		want   string
	}{
		{"id: mi5", 5, "id: mi5\n    ^"},
		{"id: mi5", 0, "id: mi5"},
		{"id: mi5", 8, "id: mi5\n       ^"},
		{"id: mi5", 80, "id: mi5\n       ^"},
		{"\tid: é x", 8, " id: é x\n       ^"},
		{"a\x00b\u202ec  ", 3, "a\ufffdb\ufffdc\n  ^"},
		{"", 1, "\n^"},
		{long, 1, long[:99] + "…\n^"},
		{long, 151, "…" + long[101:199] + "…\n" + strings.Repeat(" ", 50) + "^"},
		{long, 300, "…" + long[250:] + "\n" + strings.Repeat(" ", 50) + "^"},
		{strings.Repeat(long, 400), 100_000, ""},
	} {
		if c.want != "" && len(c.line) == 300 {
			got := excerpt(c.line, c.column)
			text, caret, _ := strings.Cut(got, "\n")
			if n := len([]rune(text)); n > excerptWidth || c.column > 0 && []rune(text)[len(caret)-1] != rune(c.line[c.column-1]) {
				t.Errorf("column %d: %q with %d characters", c.column, got, n)
			}
			continue
		}
		if got := excerpt(c.line[:min(len(c.line), maxExcerptLine)], c.column); got != c.want {
			t.Errorf("excerpt(%.20q, %d) = %q, not %q", c.line, c.column, got, c.want)
		}
	}
}

// TestSplit compares the pieces of a file with what they should be.
func TestSplit(t *testing.T) {
	const text = `# head
title: x
sources:
# about a
- a: 1
  b:
  - 2
-
  c: 3

organisations: # here
  - d: |
      - not an item
    e: "f
      g"
  # about h
  - h
types:
  {i: j}
relationships: [k,
  l
]
`
	keys := &keysSeen{known: topLevelKeys(), lines: map[string]int{}}
	var got []string
	parts, whole := splitYAML(text, keys, func(line, column int, message string) { t.Error(line, column, message) })
	if !whole {
		t.Error("not whole")
	}
	for _, p := range parts {
		lines := strings.Split(text, "\n")
		if first, _, _ := strings.Cut(p.text, "\n"); lines[p.line-1] != first {
			t.Errorf("%q is not line %d", first, p.line)
		}
		got = append(got, p.section+"|"+p.text)
	}
	want := []string{
		"|title: x\n",
		"sources|- a: 1\n  b:\n  - 2\n",
		"sources|-\n  c: 3\n\n",
		"organisations|  - d: |\n      - not an item\n    e: \"f\n      g\"\n  # about h\n",
		"organisations|  - h\n",
		"|types:\n  {i: j}\n",
		"|relationships: [k,\n  l\n]\n",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}
