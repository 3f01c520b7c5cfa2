package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/centrality"
)

// runs the program and returns what it prints.
func output(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out, progress bytes.Buffer
	err := run(t.Context(), args, &out, &progress)
	return out.String(), err
}

func TestCompare(t *testing.T) {
	out, err := output(t, "-nodes", "300", "-degree", "3", "-python", "none", "-gonum", "-repeat", "1")
	if err != nil {
		t.Fatal(err) // values that disagree with gonum's are an error too
	}
	for _, m := range centrality.Measures() {
		if !strings.Contains(out, "| "+m.Name+" | ") {
			t.Errorf("no row for %s in\n%s", m.Name, out)
		}
	}
	for _, want := range []string{"300 organisations, 891 relationships", "| measure | liaison | gonum |", "×) |", "agree to 1e-6"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

// A peer that answers something else is found out, and one that is not there is passed over. A shell script
// stands for Python.
func TestPeersThatDisagree(t *testing.T) {
	folder := t.TempDir()
	edges, fake := filepath.Join(folder, "edges.txt"), filepath.Join(folder, "python")
	if err := os.WriteFile(edges, []byte("0 1\n1 2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	answers := func(line string) {
		if err := os.WriteFile(fake, []byte("#!/bin/sh\ncase \"$*\" in *'\"peers\":[\"igraph\"]'*) echo '"+line+"';; *) echo '{\"peer\": \"x\", \"missing\": \"no x\"}';; esac\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	args := []string{"-edges", edges, "-python", fake, "-measures", "betweenness"}
	answers(`{"peer": "igraph", "version": "9", "measure": "betweenness", "seconds": 2, "first": [0, 1, 0]}`)
	out, err := output(t, args...)
	if err != nil || !strings.Contains(out, "| measure | liaison | igraph 9 |") {
		t.Errorf("%v in\n%s", err, out)
	}
	answers(`{"peer": "igraph", "version": "9", "measure": "betweenness", "seconds": 2, "first": [0, 1.01, 0]}`)
	if _, err = output(t, args...); err == nil || !strings.Contains(err.Error(), "betweenness: number 1 is 1, igraph has 1.01") {
		t.Errorf("values that differ: %v", err)
	}
	answers("no JSON")
	if _, err = output(t, args...); err == nil || !strings.Contains(err.Error(), `igraph prints "no JSON"`) {
		t.Errorf("no JSON: %v", err)
	}
}

func TestScale(t *testing.T) {
	out, err := output(t, "-scale", "-sizes", "50,400", "-exact", "100", "-epsilon", "0.1", "-measures", "degree,betweenness,harmonic")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"| measure | 50, 225 | 400, 1.98k |", "| harmonic | ", " – |", " ≈ ", "| communities | "} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

func TestArguments(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"-measures degre", `no measure "degre"; did you mean "degree"`},
		{"-sizes 10,x", `-sizes: "x" is not a number of organisations`},
		{"-nodes 0", "-nodes, -degree and -repeat are 1 or more"},
		{"-edges nowhere -python none", "nowhere"},
		{"-unknown", "flag provided but not defined"},
	} {
		if _, err := output(t, strings.Fields(c.args)...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.args, err, c.want)
		}
	}
}

func TestSeconds(t *testing.T) {
	for s, want := range map[float64]string{0: "0", 0.00009123: "0.000091", 0.01949: "0.019", 0.123456: "0.123", 1.2345: "1.23", 123.4: "123", 0.0996: "0.0996"} {
		if got := seconds(s); got != want {
			t.Errorf("seconds(%v) = %s, want %s", s, got, want)
		}
	}
}

func TestCount(t *testing.T) {
	for n, want := range map[int]string{999: "999", 1000: "1k", 49_975: "50k", 999_950: "1M", 1_000_000: "1M", 4_999_975: "5M"} {
		if got := count(n); got != want {
			t.Errorf("count(%d) = %s, want %s", n, got, want)
		}
	}
}
