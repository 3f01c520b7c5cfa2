package mapfile

import (
	"io"
	"io/fs"
	"os"

	"github.com/liaisongraph/liaison/graph"
)

// Map is a graph and the files that it was read from.
type Map struct {
	Graph *graph.Graph
	// Dir is the folder that the File of a [graph.Source] is relative to: that of the file that was read,
	// or the folder itself; "." for a stream, and the folder in it for one that is an archive.
	Dir string
	// Files are the files of the map in the order in which they were read.
	Files []string

	places map[string]*places // by the name of the kind of record
}

// Read reads the map at path: one YAML file, or a folder of YAML files, of CSV files, or of both, which
// are read as one map. It reads no folder within the folder, and no file whose name begins with a dot. A pipe, such
// as a shell makes of <(COMMAND), it reads as [ReadFrom] does, waiting for whoever writes to it.
//
// The error is an [*Error] with everything that is wrong in all of the files. O(size of the files).
func Read(path string) (*Map, error) {
	if info, err := os.Stat(path); err == nil && info.Mode()&fs.ModeNamedPipe != 0 {
		pipe, err := os.Open(path)
		if err != nil {
			return nil, unreadable(path, err)
		}
		defer pipe.Close()
		return readStream(pipe, path)
	}
	files, dir, err := findFiles(path)
	if err != nil {
		return nil, err
	}
	return readAs(files, dir)
}

// ReadFrom reads a map from a stream, which messages call name: one YAML document, or a tar archive of the files of a
// map, whose positions name the files as the archive does. The error is an [*Error].
func ReadFrom(r io.Reader, name string) (*Map, error) {
	return readStream(r, name)
}

func readAs(files []*inputFile, dir string) (*Map, error) {
	m, err := newReader(files).read()
	if err != nil {
		return nil, err
	}
	m.Dir = dir
	return m, nil
}

// Position returns where a record of the map stands, or a field of it. The kind is "organisation" (index
// is its Node), "relationship" (index is its Edge), "source", "type", "classification" or "arrangement"
// (index is its place among those of the map, for types and classifications without the built-in ones).
// The field is "" for the record, or a name such as "start_date", "tags[0]", "evidence[1]" or
// "evidence[1].passage"; where the files do not have it, the place is that of what it belongs to. In CSV
// files of more than eight megabytes, places are those of whole rows.
//
// The zero Position says that there is no such record.
func (m *Map) Position(kind string, index int, field string) Position {
	p := m.places[kind]
	if p == nil {
		return Position{}
	}
	name, elem, sub := parsePath(field)
	at, ok := p.find(index, fieldIndex(kind, name), elem, subIndex(name, sub))
	if !ok {
		return Position{}
	}
	return Position{File: m.Files[at.file], Line: int(at.line), Column: int(at.column)}
}

// fieldIndex returns the number of a field of a kind of record, or -1.
func fieldIndex(kind, name string) int {
	switch kind {
	case classificationKind.name:
		return classificationKind.index(name)
	case typeKind.name:
		return typeKind.index(name)
	case sourceKind.name:
		return sourceKind.index(name)
	case arrangementKind.name:
		return arrangementKind.index(name)
	case organisationKind.name:
		return organisationKind.index(name)
	case relationshipKind.name:
		return relationshipKind.index(name)
	}
	return -1
}

// subIndex returns the number of a field of an element of a list, or -1.
func subIndex(list, name string) int {
	switch list {
	case "evidence":
		return evidenceKind.index(name)
	case "other_names":
		return otherNameKind.index(name)
	}
	return -1
}
