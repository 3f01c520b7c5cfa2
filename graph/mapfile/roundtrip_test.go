package mapfile_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

var formats = []struct {
	name   string
	format mapfile.Format
	base   string // a name that fits the format
}{
	{"yaml", mapfile.YAML, "map.yaml"},
	{"folder", mapfile.Folder, "map"},
	{"csv", mapfile.CSV, "map"},
}

// TestRoundTrip writes graphs and reads them back: the same graph, and what is then written is the same to
// the byte.
func TestRoundTrip(t *testing.T) {
	cases := graphtest.Corpus()
	seeds := uint64(40)
	if testing.Short() {
		seeds = 12
	}
	for seed := range seeds {
		g := graphtest.RandomRich(seed, 1+int(seed)%12, int(seed)*2)
		cases = append(cases, graphtest.Case{Name: fmt.Sprint("rich ", seed), Graph: g})
	}
	for _, f := range formats {
		t.Run(f.name, func(t *testing.T) {
			for _, c := range cases {
				checkRoundTrip(t, c.Name, c.Graph, f.format, f.base)
			}
		})
	}
}

func checkRoundTrip(t *testing.T, name string, g *graph.Graph, format mapfile.Format, base string) {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "first", base)
	if err := os.Mkdir(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := mapfile.Write(path, g, mapfile.WriteOptions{Format: format}); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	m, err := mapfile.Read(path)
	if err != nil {
		t.Errorf("%s: %v\n%s", name, err, content(t, path))
		return
	}
	if diff := graphtest.Diff(g, m.Graph); diff != "" {
		t.Errorf("%s: what was written is read as another graph:\n%s\n%s", name, diff, content(t, path))
		return
	}
	graphtest.CheckInvariants(t, m.Graph)
	again := filepath.Join(dir, base)
	if err := mapfile.Write(again, m.Graph, mapfile.WriteOptions{Format: format}); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if !bytes.Equal(content(t, path), content(t, again)) {
		t.Errorf("%s: written again, it differs", name)
	}
}

// content returns a file, or the files of a folder one after another.
func content(t *testing.T, path string) []byte {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if !info.IsDir() {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []byte
	for _, entry := range entries {
		all = append(all, "== "+entry.Name()+"\n"...)
		all = append(all, content(t, filepath.Join(path, entry.Name()))...)
	}
	return all
}
