package mapfile_test

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

// TestWritten compares what is written of a graph in which every field is said with golden files.
func TestWritten(t *testing.T) {
	for _, f := range formats {
		path := filepath.Join(t.TempDir(), f.base)
		if err := mapfile.Write(path, graphtest.EveryField(), mapfile.WriteOptions{Format: f.format}); err != nil {
			t.Fatal(err)
		}
		got := content(t, path)
		golden := filepath.Join("testdata", "written", f.name+".txt")
		if *update {
			if err := os.WriteFile(golden, got, 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(want) {
			t.Errorf("%s: got\n%s\nwant\n%s", f.name, got, want)
		}
	}
}

// yamlOf returns a graph as YAML.
func yamlOf(t *testing.T, g *graph.Graph) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "map.yaml")
	if err := mapfile.Write(path, g, mapfile.WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	return string(content(t, path))
}

func graphOf(t *testing.T, text string) *graph.Graph {
	t.Helper()
	m, err := mapfile.ReadFrom(strings.NewReader(text), "map.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return m.Graph
}

// TestOnlyWhatDiffers reads maps that say what is so anyway, or say it in a long way.
func TestOnlyWhatDiffers(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "title:\n", "organisations: []\n"},
		{"a title", "title: A map\n", "title: A map\n"},
		{"defaults", `
organisations: [{id: a, name: "", tags: [], classification: null}]
arrangements: [{id: x, rule: all}]
types: [{id: t, mutual: false, irreflexive: false}]
relationships:
  - {from: a, to: a, type: support, mutual: false, status: active, confidence: confirmed, weight: 1.0}
  - {from: a, to: a, type: partnership, mutual: true}
  - {from: a, to: a, type: partnership, mutual: false, weight: 1e6}
  - {id: "a:support:a:3", from: a, to: a, type: support}
`, `types:
  - id: t

arrangements:
  - id: x

organisations:
  - id: a

relationships:
  - from: a
    to: a
    type: support

  - from: a
    to: a
    type: partnership

  - from: a
    to: a
    type: partnership
    mutual: false
    weight: 1.0e+06

  - id: a:support:a:3
    from: a
    to: a
    type: support
`},
		{"lists", `
organisations:
  - id: a
    classification: [police]
    other_names: [{name: A}]
    tags: [one, two three, "four, five"]
  - id: b
    classification: [police, grouping]
    other_names: [A, {name: B, end_date: 1999}]
    tags: [` + strings.Repeat("a long tag of forty characters in all xx, ", 3) + `b]
`, `organisations:
  - id: a
    other_names: [A]
    classification: police
    tags: [one, two three, "four, five"]

  - id: b
    other_names:
      - {name: A}
      - {name: B, end_date: 1999}
    classification: [police, grouping]
    tags:
      - a long tag of forty characters in all xx
      - a long tag of forty characters in all xx
      - a long tag of forty characters in all xx
      - b
`},
		{"texts", `
description: "First line.\n\nSecond: line.\n  # indented"
organisations:
  - {id: "007", name: "007", short_name: 2014-05, url: "https://example.org/a?b=c#d", description: "ends with a line\nfeed\n", tags: ["space \nat an end"]}
  - {id: "no", name: "no", short_name: "it's \"so\"", url: "a: b", description: " leads"}
  - {id: "1e3", name: "~", short_name: "- a", url: "tab\t", description: "\nleads"}
  - {id: x, description: "space \nat an end"}
`, `description: |-
  First line.

  Second: line.
    # indented

organisations:
  - id: "007"
    name: "007"
    short_name: "2014-05"
    description: |
      ends with a line
      feed
    url: https://example.org/a?b=c#d
    tags: ["space \nat an end"]

  - id: "no"
    name: "no"
    short_name: it's "so"
    description: " leads"
    url: "a: b"

  - id: "1e3"
    name: "~"
    short_name: "- a"
    description: "\nleads"
    url: "tab\t"

  - id: x
    description: "space \nat an end"
`},
	} {
		if got := yamlOf(t, graphOf(t, c.text)); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestWriteDoesNotOverwrite(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	g := graphOf(t, "organisations: [{id: a}]")
	full := graphtest.EveryField()
	must := func(path string, g *graph.Graph, opts mapfile.WriteOptions) {
		t.Helper()
		if err := mapfile.Write(path, g, opts); err != nil {
			t.Fatal(err)
		}
	}
	refuse := func(path string, opts mapfile.WriteOptions, want string) {
		t.Helper()
		before := content(t, dir)
		err := mapfile.Write(path, g, opts)
		if err == nil || strings.ReplaceAll(err.Error(), dir+string(filepath.Separator), "") != want {
			t.Errorf("got %v\nwant %s", err, want)
		}
		if !errors.Is(err, fs.ErrExist) {
			t.Errorf("%v is not an fs.ErrExist", err)
		}
		if string(content(t, dir)) != string(before) {
			t.Errorf("%s: something was written", want)
		}
	}
	yaml, yamlFolder, csv := mapfile.WriteOptions{}, mapfile.WriteOptions{Format: mapfile.Folder}, mapfile.WriteOptions{Format: mapfile.CSV}
	force := func(opts mapfile.WriteOptions) mapfile.WriteOptions {
		opts.Force = true
		return opts
	}
	names := func(folder string) string {
		entries, err := os.ReadDir(in(folder))
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, e := range entries {
			names = append(names, e.Name())
		}
		return strings.Join(names, " ")
	}

	must(in("map.yaml"), full, yaml)
	refuse(in("map.yaml"), yaml, "map.yaml is there already: nothing was written")
	refuse(in("map.yaml"), csv, "map.yaml is a file, and the format is a folder: nothing was written")
	must(in("map.yaml"), g, force(yaml))
	if got := string(content(t, in("map.yaml"))); got != "organisations:\n  - id: a\n" {
		t.Errorf("the file holds %q", got)
	}

	must(in("folder"), full, csv)
	refuse(in("folder"), csv, "the folder folder is there already and not empty: nothing was written")
	refuse(in("folder"), yaml, "folder is there already: nothing was written")
	write(t, in("folder/README.md"), "kept")
	write(t, in("folder/.draft.yaml"), "kept")
	must(in("folder"), g, force(csv))
	if got := names("folder"); got != ".draft.yaml README.md organisations.csv" {
		t.Errorf("the folder has %s", got)
	}
	// A table of somebody's own is not of the map, and stays; one with nearly the name of a map's file is in
	// the way of reading.
	write(t, in("folder/budget.csv"), "kept")
	must(in("folder"), g, force(csv))
	if got := names("folder"); got != ".draft.yaml README.md budget.csv organisations.csv" {
		t.Errorf("the folder has %s", got)
	}
	write(t, in("folder/relationship.csv"), "from,to,type")
	refuse(in("folder"), force(csv), "the folder folder has other files of a map, which would be read with the new ones: move relationship.csv out of it; nothing was written")
	if err := os.Remove(in("folder/relationship.csv")); err != nil {
		t.Fatal(err)
	}
	refuse(in("folder"), force(yamlFolder), "the folder folder has other files of a map, which would be read with the new ones: move organisations.csv out of it; nothing was written")
	write(t, in("folder/people.yml"), "organisations: [{id: p}]")
	refuse(in("folder"), force(csv), "the folder folder has other files of a map, which would be read with the new ones: move people.yml out of it; nothing was written")

	if err := os.Mkdir(in("empty"), 0o755); err != nil {
		t.Fatal(err)
	}
	must(in("empty"), full, yamlFolder)
	if got := names("empty"); got != "map.yaml organisations.yaml relationships.yaml vocabulary.yaml" {
		t.Errorf("the folder has %s", got)
	}
	must(in("empty"), g, force(yamlFolder))
	if got := names("empty"); got != "organisations.yaml" {
		t.Errorf("the folder has %s", got)
	}
}

func TestWriteErrors(t *testing.T) {
	dir := t.TempDir()
	g := graphOf(t, "organisations: [{id: a}]")
	long := graphOf(t, "organisations: [{id: a, name: \""+strings.Repeat("x", 300_000)+"\"}]")
	b := graph.NewBuilder()
	huge := strings.Repeat("\u200b", 200_000)
	if _, err := b.AddOrganisation(graph.Organisation{ID: "a", Description: huge, Name: huge + "a"}); err != nil {
		t.Fatal(err)
	}
	tooLong, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path string
		g    *graph.Graph
		opts mapfile.WriteOptions
		want string
	}{
		{"missing/map.yaml", g, mapfile.WriteOptions{}, "there is no folder missing to write map.yaml in: file does not exist"},
		{"missing/map", g, mapfile.WriteOptions{Format: mapfile.CSV}, "there is no folder missing to write map in: file does not exist"},
		{"map.csv", g, mapfile.WriteOptions{}, "map.csv has the name of a CSV file, and the format is YAML"},
		{"map", g, mapfile.WriteOptions{Format: 7}, "there is no format 7 of a map"},
		{"map.yaml", tooLong, mapfile.WriteOptions{}, "map.yaml: an organisation takes 2343 KiB, which is more than is read from YAML in one piece: write CSV files"},
		{"map", tooLong, mapfile.WriteOptions{Format: mapfile.Folder}, filepath.Join("map", "organisations.yaml") + ": an organisation takes 2343 KiB, which is more than is read from YAML in one piece: write CSV files"},
	} {
		err := mapfile.Write(filepath.Join(dir, filepath.FromSlash(c.path)), c.g, c.opts)
		if err == nil || strings.ReplaceAll(err.Error(), dir+string(filepath.Separator), "") != c.want {
			t.Errorf("got %v\nwant %s", err, c.want)
		}
		if entries, err := os.ReadDir(dir); err != nil || len(entries) > 0 {
			t.Fatalf("%v is left of %s (%v)", entries, c.path, err)
		}
	}
	for _, f := range formats {
		checkRoundTrip(t, "a long name", long, f.format, f.base)
	}
	checkRoundTrip(t, "longer than YAML takes", tooLong, mapfile.CSV, "map")
}

// A map that is too large for one YAML file is not written as one, since it could not be read again.
func TestWriteTooLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("takes 72 MB of text")
	}
	b := graph.NewBuilder()
	for i := range 90 {
		text := fmt.Sprint(i) + strings.Repeat("x", 400_000)
		if _, err := b.AddOrganisation(graph.Organisation{ID: fmt.Sprintf("o%d", i), Description: text}); err != nil {
			t.Fatal(err)
		}
		if _, err := b.AddRelationship(graph.Relationship{From: "o0", To: "o0", Type: "support", Note: text}); err != nil {
			t.Fatal(err)
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	if err := mapfile.WriteTo(io.Discard, g); err == nil || !strings.Contains(err.Error(), "CSV") {
		t.Errorf("a map of 72 MB is written: %v", err)
	}
	dir := filepath.Join(t.TempDir(), "map")
	if err := mapfile.Write(dir, g, mapfile.WriteOptions{Format: mapfile.Folder}); err == nil || !strings.Contains(err.Error(), "CSV") {
		t.Errorf("a map of two files of 36 MB is written: %v", err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder is there: %v", err)
	}
}
