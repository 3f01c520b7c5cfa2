package cli

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

// mapOutput is the flags of commands that write a map, and where it goes.
type mapOutput struct {
	path  string
	as    string
	force bool
}

func (o *mapOutput) flags(f *flags) {
	f = f.under(headingOutput)
	f.text(&o.path, "output", "o", "write the map to `MAP`, whole or not at all: a YAML file, or a folder where it ends in /; without it, to standard output", completeFiles)
	f.choice(&o.as, "as", "", "", []string{"yaml", "folder", "csv"}, "write the map as `FORM`: yaml, a file; folder, a folder of YAML files; csv, a folder of CSV files")
	f.on(&o.force, "force", "", "replace a map that is there")
}

// isStream reports whether the map goes to standard output.
func (o *mapOutput) isStream() bool { return o.path == "" || o.path == "-" }

// dir is the folder that saved copies of sources are relative to, in the map that is written.
func (o *mapOutput) dir() string {
	switch {
	case o.isStream():
		return "."
	case o.format() == mapfile.YAML:
		return filepath.Dir(o.path)
	}
	return filepath.Clean(o.path)
}

func (o *mapOutput) format() mapfile.Format {
	switch {
	case o.as == "csv":
		return mapfile.CSV
	case o.as == "folder", o.as == "" && isFolderName(o.path):
		return mapfile.Folder
	}
	return mapfile.YAML
}

// check says what is wrong with the place, before anything is read.
func (o *mapOutput) check() error {
	yaml := o.format() == mapfile.YAML
	switch {
	case o.isStream() && !yaml:
		return hint(errors.New("a folder cannot be written to standard output"), "name it: -o map/")
	case o.isStream() && o.force:
		return hint(errors.New("--force replaces a map that is there, and this one goes to standard output"), "-o MAP names a file or a folder")
	case o.isStream():
		return nil
	case yaml && isFolderName(o.path):
		return hint(fmt.Errorf("%s is a folder, and --as yaml writes a file", o.path), "name the file: -o "+filepath.Join(o.path, "map.yaml"))
	case !yaml && exists(o.path) && !isFolder(o.path):
		return hint(fmt.Errorf("%s is a file, and --as %s writes a folder", o.path, cmp.Or(o.as, "folder")), "give another name")
	}
	if extension := strings.ToLower(filepath.Ext(o.path)); yaml && extension != ".yaml" && extension != ".yml" {
		return hint(fmt.Errorf("%s: a map is a YAML file or a folder", o.path), "-o NAME.yaml writes a file, -o NAME/ a folder")
	}
	if !o.force && exists(o.path) && !(isFolder(o.path) && isEmptyFolder(o.path)) {
		return hint(fmt.Errorf("%s is there already", o.path), "--force replaces it, or give another name")
	}
	if path := filepath.Clean(o.path); !isFolder(filepath.Dir(path)) {
		return noFolderFor(path)
	}
	return nil
}

func isEmptyFolder(path string) bool {
	entries, err := os.ReadDir(path)
	return err == nil && len(entries) == 0
}

// write writes the map.
func (o *mapOutput) write(ctx context.Context, a *app, g *graph.Graph) error {
	if o.isStream() {
		w := bufio.NewWriter(a.stdout)
		return outputError("standard output", errors.Join(mapfile.WriteTo(w, g), w.Flush()))
	}
	_, err := during(ctx, a, "writing the map", func() (struct{}, error) {
		return struct{}{}, mapfile.Write(filepath.Clean(o.path), g, mapfile.WriteOptions{Format: o.format(), Force: o.force})
	})
	if errors.Is(err, fs.ErrExist) && !o.force {
		return hint(err, "--force replaces the files of a map, or give another name")
	}
	return err
}
