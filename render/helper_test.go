package render

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

var update = flag.Bool("update", false, "write the golden files anew")

// ukMap reads the shipped map.
func ukMap(t testing.TB) *graph.Graph {
	t.Helper()
	m, err := mapfile.Read(filepath.Join("..", "testdata", "uk-national-security"))
	if err != nil {
		t.Fatal(err)
	}
	return m.Graph
}

func mustScene(t testing.TB, g *graph.Graph, opts Options) *Scene {
	t.Helper()
	s, err := NewScene(g, opts)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// cases are graphs of every kind: awkward ones, random ones with every field in use, and the shipped map.
func cases(t testing.TB) []graphtest.Case {
	all := graphtest.Corpus()
	seeds := uint64(4)
	if testing.Short() {
		seeds = 2 // the smaller ones
	}
	for seed := range seeds {
		all = append(all,
			graphtest.Case{Name: "rich", Graph: graphtest.RandomRich(seed, 5+int(seed)*7, 8+int(seed)*12)},
			graphtest.Case{Name: "scale-free", Graph: graphtest.ScaleFree(seed, 10+10*int(seed), 2)})
	}
	return append(all, graphtest.Case{Name: "uk", Graph: ukMap(t)})
}

// small is a map of a few organisations with a relationship of every look.
func small(t testing.TB) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	check(b.SetTitle("A small map", "Five bodies and what ties them."))
	check(b.AddSource(graph.Source{ID: "report", Title: "Annual report", Publisher: "The Office", Published: graph.MustParseDate("2019~")}))
	check(b.AddSource(graph.Source{ID: "unused", Title: "Not cited"}))
	for _, o := range []graph.Organisation{
		{ID: "office", Name: "Office of General Affairs", ShortName: "The Office", Classifications: []string{"department"}},
		{ID: "agency", Name: "Agency for Everything", ShortName: "AfE", Classifications: []string{"intelligence-agency"},
			FoundingDate: graph.MustParseDate("1999-05")},
		{ID: "force", Name: "County Force", Classifications: []string{"police"}},
		{ID: "forces", Name: "Other forces", Classifications: []string{"police", "grouping"}},
		{ID: "friends", Name: "Friends of the Agency"},
	} {
		_, err := b.AddOrganisation(o)
		check(err)
	}
	cite := []graph.Evidence{{Source: "report", Passage: "says so"}}
	for _, r := range []graph.Relationship{
		{From: "office", To: "agency", Type: "oversight", StartDate: graph.MustParseDate("2001"), Evidence: cite},
		{From: "agency", To: "force", Type: "joint-team", Evidence: cite},
		{From: "agency", To: "force", Type: "partnership", Evidence: cite},
		{From: "force", To: "agency", Type: "intelligence-sharing", Label: "passes reports to", Evidence: cite},
		{From: "agency", To: "force", Type: "assistance", Mutual: graph.Mutual, Evidence: cite},
		{From: "agency", To: "forces", Type: "assistance", Status: graph.Suspended, Note: "For want of money.", Evidence: cite},
		{From: "agency", To: "forces", Type: "advice", Evidence: cite},
		{From: "office", To: "force", Type: "proposal", Status: graph.Proposed, Confidence: graph.Probable},
		{From: "force", To: "forces", Type: "part-of", Evidence: cite},
		{From: "agency", To: "agency", Type: "advice", Evidence: cite},
	} {
		_, err := b.AddRelationship(r)
		check(err)
	}
	g, err := b.Build()
	check(err)
	return g
}

// golden compares text with a file in testdata, or writes that file.
func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", file)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; go test -update writes it", err)
	}
	if bytes.Equal(got, want) {
		return
	}
	gotLines, wantLines := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
	for i := range min(len(gotLines), len(wantLines)) {
		if !bytes.Equal(gotLines[i], wantLines[i]) {
			t.Fatalf("%s:%d differs (go test -update accepts it)\n got %s\nwant %s", path, i+1, gotLines[i], wantLines[i])
		}
	}
	t.Fatalf("%s: %d lines instead of %d (go test -update accepts it)", path, len(gotLines), len(wantLines))
}
