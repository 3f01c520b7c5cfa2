package cli

import (
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

// The places of a map in the folder where the command runs.
const (
	hereFile   = "liaison.yaml"
	hereFolder = "liaison"
)

// readMap reads the map that the user means.
func (a *app) readMap(ctx context.Context) (*mapfile.Map, error) {
	path, err := a.mapPath()
	if err != nil {
		return nil, err
	}
	a.readFrom = path
	a.read, err = a.readMapAt(ctx, path)
	if errors.Is(err, fs.ErrNotExist) && a.mapFile == "" && a.getenv(mapVariable) != "" {
		err = hint(err, "$"+mapVariable+" names it; -f MAP names another")
	}
	var wrong *mapfile.Error
	if errors.As(err, &wrong) && wrong.Diagnostics[0].Line == 0 && a.mapFile == "" && a.getenv(mapVariable) == "" {
		err = hint(err, path+" is taken for the map because it is here; -f MAP names another")
	}
	return a.read, err
}

// readMapAt reads the map at path, a file or a folder, or the one on standard input where path is "-".
func (a *app) readMapAt(ctx context.Context, path string) (*mapfile.Map, error) {
	return during(ctx, a, "reading the map", func() (*mapfile.Map, error) {
		if path == "-" {
			return mapfile.ReadFrom(a.stdin, "standard input")
		}
		m, err := mapfile.Read(path)
		if err != nil {
			return nil, notYetMap(path, err)
		}
		return m, nil
	})
}

// isStream reports whether what is at path can be read but once: standard input, or a pipe, such as a shell makes of <(COMMAND).
func isStream(path string) bool {
	if path == "-" {
		return true
	}
	info, err := os.Stat(path)
	return err == nil && !info.IsDir() && !info.Mode().IsRegular()
}

// notYetMap says of a file of another tool that import makes a map of it; of any other it returns the error of reading it.
func notYetMap(path string, err error) error {
	var wrong *mapfile.Error
	if extension := strings.ToLower(filepath.Ext(path)); !errors.As(err, &wrong) || extension == ".yaml" || extension == ".yml" || isStream(path) {
		return err
	}
	seems, ok := seemsToBe(path)
	if !ok || isFolder(path) && seems.TakesColumns {
		return err
	}
	if seems.TakesColumns { // or a part of a map in CSV
		if _, ofFolder := mapfile.Read(filepath.Dir(path)); ofFolder == nil {
			return err
		}
	}
	made := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)) + ".yaml"
	return hint(fmt.Errorf("%s is no map, but seems to be of another tool: %s", path, seems.Label), program+" import "+shellQuote(path)+" -o "+shellQuote(made)+" makes a map of it")
}

// readTwoMaps reads the maps of a command that takes two as its arguments; one of them may be "-", and either a pipe. Where both
// have faults, the error has those of the first.
func (a *app) readTwoMaps(ctx context.Context, first, second string) (one, two *mapfile.Map, err error) {
	switch {
	case first == "" || second == "":
		// As of a shell's variable that is not set.
		return nil, nil, errors.New("a map is a file, a folder, or - for standard input, and one of the two has no name")
	case first == "-" && second == "-":
		return nil, nil, hint(errors.New("both maps cannot come from standard input"), "give one of them as a file or a folder, and - for the other")
	case isStream(first) && sameFile(first, second):
		return nil, nil, fmt.Errorf("%s and %s are one stream, which can be read but once", first, second)
	}
	if one, err = a.readMapAt(ctx, first); err != nil {
		return nil, nil, err
	}
	if two, err = a.readMapAt(ctx, second); err != nil {
		return nil, nil, err
	}
	return one, two, nil
}

// readPart reads the map that the user means, and returns it with the part of it that the filters keep.
func (a *app) readPart(ctx context.Context, o *filter) (*mapfile.Map, *graph.Graph, error) {
	m, err := o.readMap(ctx, a)
	if err != nil {
		return nil, nil, err
	}
	part, err := o.apply(m.Graph)
	if err != nil {
		return nil, nil, err
	}
	if part.NumOrganisations() == 0 && m.Graph.NumOrganisations() > 0 {
		a.say(cmp.Or(o.nothing, "the filters leave nothing of the map"))
	}
	return m, part, nil
}

// mapPath returns where the map is: -f, else the variable of the environment, else what is here.
func (a *app) mapPath() (string, error) {
	if a.mapFile != "" {
		return a.mapFile, nil
	}
	if path := a.getenv(mapVariable); path != "" {
		return path, nil
	}
	file, folder := exists(hereFile), isFolder(hereFolder)
	switch {
	case file && folder:
		return "", hint(fmt.Errorf("there are two maps here, %s and %s", hereFile, hereFolder), "say which with -f")
	case file:
		return hereFile, nil
	case folder:
		return hereFolder, nil
	}
	return "", hint(errors.New("no map"),
		"give one with -f MAP or in $"+mapVariable+", or go to a folder with "+hereFile+" or "+hereFolder+"/",
		program+" init makes a new map, "+program+" init --example one to play with")
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// isFolder reports whether there is a folder: a file may have its name, such as this very program.
func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
