package exchange_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/exchange"
)

// What is in a folder beside the tables that are read is told, and a text that is no table stops nothing.
func TestFolderOfSeveralKinds(t *testing.T) {
	many := map[string]string{"one.csv": "from,to\na,b\n"}
	for i := range 30 {
		many[fmt.Sprintf("%02d.gexf", i)] = "<gexf/>"
	}
	const alone = ": not read: of a folder, tables alone are; import it by itself"
	for name, c := range map[string]struct {
		files   map[string]string
		columns map[string]string
		want    []string
	}{
		"tables alone": {map[string]string{"one.csv": "from,to\na,b\n", "two.txt": "from\tto\nb\tc\n", ".hidden": "x"}, nil, nil},
		"other kinds": {map[string]string{"one.csv": "from,to\na,b\n", "h.gexf": "<gexf/>", "n.json": "{}", "sub/two.csv": "from,to\na,c\n"}, nil,
			[]string{"the file h.gexf" + alone, "the file n.json" + alone, "the folder sub/" + alone}},
		"a text": {map[string]string{"one.csv": "from,to\na,b\n", "README.txt": "Where these come from.\n\n1. the report\n"}, nil,
			[]string{"the file README.txt: not read: it is a text, and no table of relationships or organisations"}},
		"an empty text, and columns that are told": {map[string]string{"one.csv": "Geber,Nehmer\na,b\n", "notes.txt": "\n"}, map[string]string{"from": "Geber", "to": "Nehmer"},
			[]string{"the file notes.txt: not read: it is a text, and no table of relationships or organisations"}},
		"of the format of a folder": {map[string]string{"nodes.csv": "Id,Label\na,A\nb,B\n", "edges.csv": "Source,Target,Type\na,b,Directed\n", "h.gexf": "<gexf/>"}, nil,
			[]string{"the file h.gexf" + alone}},
	} {
		t.Run(name, func(t *testing.T) {
			imported, err := readFolder(t, c.files, c.columns)
			if err != nil {
				t.Fatal(err)
			}
			var notes []string
			for _, n := range imported.Report.Notes {
				if strings.HasPrefix(n.Done, "not read") {
					notes = append(notes, n.What+": "+n.Done)
				}
			}
			if !slices.Equal(notes, c.want) || imported.Graph.NumRelationships() == 0 {
				t.Errorf("%d relationships, notes %q, want %q", imported.Graph.NumRelationships(), notes, c.want)
			}
		})
	}
	imported, err := readFolder(t, many, nil)
	if err != nil || len(imported.Report.Notes) != 21 || imported.Report.Notes[20].What != "10 more files or folders" {
		t.Errorf("%v, %v", err, imported)
	}
	if _, err := readFolder(t, map[string]string{"a.txt": "nothing of the kind\n", "b.txt": "nor here\n"}, nil); err == nil {
		t.Error("a folder without a table is read")
	}
}

func readFolder(t *testing.T, files map[string]string, columns map[string]string) (*exchange.Imported, error) {
	t.Helper()
	folder := t.TempDir()
	for name, text := range files {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	opened, err := exchange.Open(folder, "")
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	opened.Input.Columns = columns
	return exchange.Read(t.Context(), &opened.Input, opened.Format, exchange.ReadOptions{})
}
