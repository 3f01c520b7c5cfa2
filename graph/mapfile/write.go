package mapfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/mapfile/atomicfile"
)

// Format is a form of a map on disk.
type Format int

const (
	YAML   Format = iota // one YAML file
	Folder               // a folder of YAML files
	CSV                  // a folder of CSV files
)

// WriteOptions are the options of [Write].
type WriteOptions struct {
	Format Format
	Force  bool // replace a map that is there
}

// Write writes a graph as a map that [Read] reads as the same graph: the same records in the same order,
// each with what it says beyond the defaults. It is written whole or not at all, see package atomicfile.
//
// What is there stays, and the error is an [fs.ErrExist], unless opts.Force is set. Then a file is replaced;
// in a folder, the files of that format are replaced, and those of them that the graph does not need are
// removed. Files of a map with other names are never touched: as they would be read together with what is
// written, the error names them and nothing is written.
func Write(path string, g *graph.Graph, opts WriteOptions) error {
	switch opts.Format {
	case YAML:
		return writeFile(path, g, opts.Force)
	case Folder:
		return writeFolder(path, yamlFiles(g), yamlNames, opts.Force)
	case CSV:
		return writeFolder(path, csvFilesOf(g), csvFiles, opts.Force)
	}
	return fmt.Errorf("there is no format %d of a map", opts.Format)
}

// WriteTo writes a graph as a map that is one YAML document, for [ReadFrom] to read.
func WriteTo(w io.Writer, g *graph.Graph) error { return writeYAML(w, g, topLevelKeys(), new(int)) }

// existsError says what is in the way.
type existsError struct{ message string }

func (e *existsError) Error() string        { return e.message }
func (e *existsError) Is(target error) bool { return target == fs.ErrExist }

func writeFile(path string, g *graph.Graph, force bool) error {
	if strings.EqualFold(filepath.Ext(path), ".csv") {
		return fmt.Errorf("%s has the name of a CSV file, and the format is YAML", path)
	}
	if info, err := os.Stat(path); err == nil && !force && (info.Mode().IsRegular() || info.IsDir()) {
		return &existsError{path + " is there already: nothing was written"}
	}
	return atomicfile.Write(path, func(w io.Writer) error { return WriteTo(w, g) })
}

// writeFolder writes files into a folder; names are all that the format can have.
func writeFolder(path string, files []atomicfile.File, names []string, force bool) error {
	entries, err := os.ReadDir(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		if info, statErr := os.Stat(path); statErr == nil && !info.IsDir() {
			return &existsError{path + " is a file, and the format is a folder: nothing was written"}
		}
		return err
	}
	if len(entries) > 0 && !force {
		return &existsError{fmt.Sprintf("the folder %s is there already and not empty: nothing was written", path)}
	}
	var stale, strangers []string
	for _, entry := range entries {
		name := entry.Name()
		switch {
		case !IsOfMap(name) || isFolder(filepath.Join(path, name)):
		case !slices.Contains(names, name):
			strangers = append(strangers, name)
		case !slices.ContainsFunc(files, func(f atomicfile.File) bool { return f.Name == name }):
			stale = append(stale, name)
		}
	}
	if len(strangers) > 0 {
		return &existsError{fmt.Sprintf("the folder %s has other files of a map, which would be read with the new ones: move %s out of it; nothing was written",
			path, strings.Join(strangers, ", "))}
	}
	if err := atomicfile.WriteFolder(path, files); err != nil {
		return err
	}
	for _, name := range stale {
		if err := os.Remove(filepath.Join(path, name)); err != nil {
			return fmt.Errorf("the map is written, and %s, which does not belong to it any more, could not be removed: %w", filepath.Join(path, name), err)
		}
	}
	return nil
}

// yamlNames are the files of a map in a folder of YAML, and what each holds.
var yamlNames = []string{"map.yaml", "vocabulary.yaml", "organisations.yaml", "relationships.yaml"}

// yamlFiles returns those of yamlNames that the graph needs; organisations.yaml always, so that there is a
// map.
func yamlFiles(g *graph.Graph) []atomicfile.File {
	var files []atomicfile.File
	written := new(int) // in all of them, because they are read together
	add := func(name string, needed bool, keys ...string) {
		if needed {
			files = append(files, atomicfile.File{Name: name, Write: func(w io.Writer) error { return writeYAML(w, g, keys, written) }})
		}
	}
	v := g.Vocabulary()
	add(yamlNames[0], g.Title() != "" || g.Description() != "" || len(g.Sources()) > 0 || len(g.Arrangements()) > 0,
		"title", "description", sourceKind.section, arrangementKind.section)
	add(yamlNames[1], !isEmpty(v.OwnTypes()) || !isEmpty(v.OwnClassifications()), classificationKind.section, typeKind.section)
	add(yamlNames[2], true, organisationKind.section)
	add(yamlNames[3], g.NumRelationships() > 0, relationshipKind.section)
	return files
}

func isEmpty[T any](seq iter.Seq[T]) bool {
	for range seq {
		return false
	}
	return true
}

// organisationsOf and relationshipsOf yield the records as a file has them: what is as it would be without
// being said has its zero value.
func organisationsOf(g *graph.Graph) iter.Seq[graph.Organisation] {
	return func(yield func(graph.Organisation) bool) {
		for _, o := range g.Organisations() {
			if !yield(o) {
				return
			}
		}
	}
}

func relationshipsOf(g *graph.Graph) iter.Seq[graph.Relationship] {
	return func(yield func(graph.Relationship) bool) {
		for e, rel := range g.Relationships() {
			if !g.HasOwnID(e) {
				rel.ID = ""
			}
			if (rel.Mutual == graph.Mutual) == g.Type(e).Mutual {
				rel.Mutual = graph.MutualByType
			}
			if rel.Weight == 1 {
				rel.Weight = 0
			}
			if !yield(rel) {
				return
			}
		}
	}
}
