package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
	"github.com/liaisongraph/liaison/graph/query"
	"github.com/liaisongraph/liaison/graph/query/mapgraph"
)

// circle writes a map of ten organisations that share intelligence round in a circle, of which one is police.
func circle(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	organisations, relationships := "id,name,classification\n", "from,to,type,start_date\n"
	for i := range 10 {
		class := "private"
		if i == 5 {
			class = "police"
		}
		organisations += fmt.Sprintf("o%d,Organisation %d,%s\n", i, i, class)
		relationships += fmt.Sprintf("o%d,o%d,intelligence-sharing,2019\n", i, (i+1)%10)
	}
	for name, text := range map[string]string{"organisations.csv": organisations, "relationships.csv": relationships} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestComparePaths(t *testing.T) {
	folder := circle(t)
	right := []string{ // counted by hand
		`{"query":"TRAIL <=3, dated, avoiding a node, to police","median_ms":1e9,"max_ms":2e9,"answers":[0,1,1,1,0,0,0,0,0,0]}`,
		`{"query":"ANY SHORTEST to every police","median_ms":1e9,"max_ms":2e9,"answers":[4,3,2,1,10,9,8,7,6,10]}`,
		`{"query":"ALL SHORTEST, a pair","median_ms":1e9,"max_ms":2e9,"answers":[1,1,1,1,1,1,1,1,1,1]}`,
		`{"query":"ACYCLIC <=4, a pair","median_ms":1e9,"max_ms":2e9,"answers":[0,1,0,1,0,0,1,0,1,0]}`,
	}
	kuzu := filepath.Join(t.TempDir(), "kuzu.jsonl")
	ask := func(lines []string) (string, error) {
		if err := os.WriteFile(kuzu, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
			t.Fatal(err)
		}
		return output(t, "-paths", folder, "-kuzu", kuzu)
	}
	out, err := ask(right)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"10 organisations, 10 relationships", "| query | liaison median | max | Kuzu median | max |", "| ACYCLIC <=4, a pair | ", "×) |", "The answers are the same."} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	wrong := slices.Clone(right)
	wrong[2] = strings.Replace(wrong[2], "[1,", "[2,", 1)
	if _, err := ask(wrong); err == nil || !strings.Contains(err.Error(), "ALL SHORTEST, a pair: we answer [1 1 1 1 1 1 1 1 1 1], Kuzu [2 1 1") {
		t.Errorf("answers that differ: %v", err)
	}
	if out, err = ask(right[:1]); err != nil || !strings.Contains(out, "| – | – |") {
		t.Errorf("%v in\n%s", err, out)
	}
	if _, err := ask([]string{"hello"}); err == nil || !strings.Contains(err.Error(), "not JSON") {
		t.Errorf("what is not JSON: %v", err)
	}
	if out, err = output(t, "-paths", folder); err != nil || strings.Contains(out, "Kuzu") {
		t.Errorf("%v in\n%s", err, out)
	}
}

// What Kuzu 0.11.3 answers on the graph of the script paths.py, which needs Python alone.
func TestAnswersOfKuzu(t *testing.T) {
	if testing.Short() {
		t.Skip("a map of 1,000,000 relationships takes a while to read")
	}
	script, err := filepath.Abs(filepath.Join("..", "..", "..", "..", "shared", "peers", "paths.py"))
	if err == nil {
		_, err = os.Stat(script)
	}
	graphtest.Need(t, err, "the answers of Kuzu go unchecked")
	folder := t.TempDir()
	if out, err := exec.CommandContext(t.Context(), "python3", script, folder).CombinedOutput(); err != nil {
		graphtest.Need(t, fmt.Errorf("%w: %s", err, out), "the answers of Kuzu go unchecked")
	}
	m, err := mapfile.Read(folder)
	if err != nil {
		t.Fatal(err)
	}
	g := mapgraph.Of(m.Graph)
	s := settings{progress: t.Output()}
	got, err := s.timePaths(t.Context(), query.New(g, query.Options{}), g.NumNodes())
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range [][]int64{
		{17, 5, 0, 3, 0, 0, 0, 2, 0, 1},
		{727, 819, 938, 835, 943, 933, 1042, 903, 1010, 935},
		{3, 1, 6, 16, 2, 12, 1, 1, 2, 1},
		{20, 1, 0, 0, 0, 0, 0, 0, 0, 0},
	} {
		if !slices.Equal(got[i].Answers, want) {
			t.Errorf("%s: %d, Kuzu answers %d", got[i].Query, got[i].Answers, want)
		}
	}
}
