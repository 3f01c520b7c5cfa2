package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

func TestParseEdges(t *testing.T) {
	for _, c := range []struct {
		text, want string
		n          int
	}{
		{"", "", 0},
		{"\n\n", "", 0},
		{"0 1\n", "0-1", 2},
		{"0 1", "0-1", 2},
		{"3 1\n0 0\n", "3-1 0-0", 4},
		{"  7\t2  \r\n\n# 9 9\n1 1\r\n", "7-2 1-1", 8},
		{"#", "", 0},
		{"1 2\n  ", "1-2", 3},
		{"2147483646 0", "2147483646-0", 2147483647},
		{"007 1\n", "7-1", 8},
	} {
		for workers := 1; workers <= 5; workers++ {
			from, to, n, err := parseEdges([]byte(c.text), workers)
			if err != nil {
				t.Errorf("%q with %d workers: %v", c.text, workers, err)
				continue
			}
			if got := pairs(from, to); got != c.want || n != c.n {
				t.Errorf("%q with %d workers: %s of %d, want %s of %d", c.text, workers, got, n, c.want, c.n)
			}
		}
	}
}

func pairs(from, to []graph.Node) string {
	var all []string
	for i := range from {
		all = append(all, fmt.Sprintf("%d-%d", from[i], to[i]))
	}
	return strings.Join(all, " ")
}

func TestParseEdgesErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"0", `1: "0" is not two numbers`},
		{"0 \n1 2\n", `1: "0 " is not two numbers`},
		{"0 1\n\n# 3\n1 x\n", `4: "1 x" is not two numbers`},
		{"0 1\n1 2 3\n", `2: "1 2 3" is not`},
		{"0 -1", `1: "0 -1" is not`},
		{"0 2147483647", `1: "0 2147483647" is not two numbers from 0 to 2147483646`},
		{"99999999999999999999999 1", `1: "99999999999999999999999 1" is not`},
		{"1,2", `1: "1,2" is not`},
		{"1 2.5", `1: "1 2.5" is not`},
	} {
		for workers := 1; workers <= 5; workers++ {
			if _, _, _, err := parseEdges([]byte(c.text), workers); err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("%q with %d workers: %v, want %s", c.text, workers, err, c.want)
			}
		}
	}
}

func FuzzParseEdges(f *testing.F) {
	for _, text := range []string{"0 1\n2 3\n", "# c\n\n 4\t5\r\n6 7", "1 x", "1 2 3\n4 5", "2147483647 1"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		from, to, n, err := parseEdges(data, 1)
		for i := range from {
			if int(from[i]) >= n || int(to[i]) >= n || from[i] < 0 || to[i] < 0 {
				t.Fatalf("edge %d: %d to %d of %d", i, from[i], to[i], n)
			}
		}
		for workers := 2; workers <= 4; workers++ {
			from2, to2, n2, err2 := parseEdges(data, workers)
			if !slices.Equal(from, from2) || !slices.Equal(to, to2) || n != n2 || fmt.Sprint(err) != fmt.Sprint(err2) {
				t.Fatalf("%d workers: %v %v %d %v, one: %v %v %d %v", workers, from2, to2, n2, err2, from, to, n, err)
			}
		}
	})
}

func TestLoadIsWhatWasWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "edges.txt")
	if err := writeEdgeList(path, 7, 300, 4); err != nil {
		t.Fatal(err)
	}
	got, err := load(path, 3)
	if err != nil {
		t.Fatal(err)
	}
	if diff := graphtest.Diff(got, graphtest.ScaleFree(7, 300, 4)); diff != "" {
		t.Error(diff)
	}
	if _, err := load(path+"x", 1); err == nil {
		t.Error("a file that is not there is loaded")
	}
}

// BenchmarkLoadD200k takes an edge list in a file, 1,999,900 relationships of 200,000 organisations, to a
// graph.
func BenchmarkLoadD200k(b *testing.B) {
	path := filepath.Join(b.TempDir(), "edges.txt")
	if err := writeEdgeList(path, 7, 200_000, 10); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := load(path, 2); err != nil {
			b.Fatal(err)
		}
	}
}
