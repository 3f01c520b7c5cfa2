package mapfile_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/mapfile"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestErrors reads the maps in testdata/errors, each an archive of the files of a map and, last, of the
// error that reading them gives ("want"). A map of one YAML file is read as a file, any other as a folder.
func TestErrors(t *testing.T) {
	archives, err := filepath.Glob("testdata/errors/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			comment, archive := parseArchive(string(data))
			dir := filepath.Join(t.TempDir(), "map")
			if err := os.Mkdir(dir, 0o777); err != nil {
				t.Fatal(err)
			}
			want := archive[len(archive)-1]
			files := archive[:len(archive)-1]
			if want.name != "want" {
				t.Fatal("the archive does not end with what is wanted")
			}
			for _, f := range files {
				if err := os.WriteFile(filepath.Join(dir, f.name), []byte(f.text), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			path := dir
			if len(files) == 1 && strings.HasSuffix(files[0].name, ".yaml") {
				path = filepath.Join(dir, files[0].name)
			}
			m, err := mapfile.Read(path)
			if err == nil {
				t.Fatalf("no error, but a map of %d organisations", m.Graph.NumOrganisations())
			}
			var e *mapfile.Error
			if !errors.As(err, &e) {
				t.Errorf("the error is a %T", err)
			}
			got := strings.ReplaceAll(err.Error(), dir+string(filepath.Separator), "") + "\n"
			got = strings.ReplaceAll(got, dir, "map")
			if *update {
				text := comment
				for _, f := range append(files, archived{"want", got}) {
					text += "-- " + f.name + " --\n" + f.text
				}
				if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
					t.Fatal(err)
				}
			} else if got != want.text {
				t.Errorf("got:\n%s\nwant:\n%s", got, want.text)
			}
		})
	}
}

// archived is a file of an archive in the txtar format.
type archived struct{ name, text string }

func parseArchive(text string) (comment string, files []archived) {
	for line := range strings.Lines(text) {
		name, isHeader := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "-- ")
		if name, ends := strings.CutSuffix(name, " --"); isHeader && ends {
			files = append(files, archived{name: name})
		} else if len(files) == 0 {
			comment += line
		} else {
			files[len(files)-1].text += line
		}
	}
	return comment, files
}
