package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph"
)

// What a map is too large for is said when it is known, and of a large file before it is read.
func TestTooLargeForYAML(t *testing.T) {
	b := graph.NewBuilder()
	for i := range 1000 {
		if _, err := b.AddOrganisation(graph.Organisation{ID: strconv.Itoa(i)}); err != nil {
			t.Fatal(err)
		}
	}
	note := strings.Repeat("x", 300)
	for i := range manyRecords {
		_, err := b.AddRelationship(graph.Relationship{From: strconv.Itoa(i % 1000), To: strconv.Itoa((i/1000 + i + 1) % 1000), Type: "advice", Note: note})
		if err != nil {
			t.Fatal(err)
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	if why := tooLargeForYAML(g); !strings.Contains(why, "more than 64 MiB") {
		t.Errorf("%q", why)
	}

	dir := t.TempDir()
	path := filepath.Join(dir, "large.csv")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		size    int64
		out, as string
		says    bool
	}{{largeFile, "map.yaml", "", true}, {largeFile, "map/", "", true}, {largeFile, "map/", "csv", false}, {largeFile, "", "", false}, {largeFile - 1, "map.yaml", "", false}} {
		if err := os.Truncate(path, c.size); err != nil {
			t.Fatal(err)
		}
		var said bytes.Buffer
		o := importOptions{out: mapOutput{path: c.out, as: c.as}}
		o.adviseOnSize(&app{stderr: &said}, path)
		if says := strings.Contains(said.String(), "--as csv -o map/ writes a map of any size"); says != c.says || !c.says && said.Len() > 0 {
			t.Errorf("%v: %q", c, said.String())
		}
	}
}
