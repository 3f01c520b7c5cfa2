package exchange

import (
	"io/fs"
	"slices"
	"strconv"
	"strings"
)

// mostOthers is how many files of a folder the report names that are not read.
const mostOthers = 20

// tablesFS is a folder with no more in it than the tables that are read.
type tablesFS struct {
	fs.FS
	hidden map[string]bool
}

// ReadDir is what is in the folder, without what is hidden.
func (t *tablesFS) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(t.FS, name)
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return name == "." && t.hidden[e.Name()] }), err
}

// tablesOf returns the input with the tables of its folder alone, and says in the report what else is there: files of other kinds, and texts that
// are no tables. What begins with a point is hidden from people too, and not told.
func tablesOf(in *Input, f *Format, sink Sink) (*Input, error) {
	if in.Dir == nil {
		return in, nil
	}
	entries, err := fs.ReadDir(in.Dir, ".")
	if err != nil {
		return nil, &InputError{Name: in.Name, Problem: "the folder cannot be read: " + err.Error(), Err: err}
	}
	var others []string
	tables, texts := 0, []string(nil)
	for _, e := range entries {
		name := e.Name()
		switch {
		case e.IsDir():
			name += "/"
		case extensionOf(name) == ".txt" && f.TakesColumns && !isTable(in, name):
			texts = append(texts, name)
			continue
		case slices.Contains([]string{".csv", ".tsv", ".tab", ".txt"}, extensionOf(name)):
			tables++
			continue
		}
		if !strings.HasPrefix(name, ".") {
			others = append(others, name)
		}
	}
	hidden := map[string]bool{}
	if tables > 0 { // else the reader says what is wrong with the texts
		for _, name := range texts {
			hidden[name] = true
			if err := sink.Note(0, "the file "+name, "not read: it is a text, and no table of relationships or organisations"); err != nil {
				return nil, err
			}
		}
	}
	const done = "not read: of a folder, tables alone are; import it by itself"
	for i, name := range others {
		what := "the file " + name
		switch {
		case i == mostOthers:
			return hiding(in, hidden), sink.Note(0, strconv.Itoa(len(others)-i)+" more files or folders", done)
		case strings.HasSuffix(name, "/"):
			what = "the folder " + name
		}
		if err := sink.Note(0, what, done); err != nil {
			return nil, err
		}
	}
	return hiding(in, hidden), nil
}

func hiding(in *Input, hidden map[string]bool) *Input {
	if len(hidden) == 0 {
		return in
	}
	without := *in
	without.Dir = &tablesFS{in.Dir, hidden}
	return &without
}

// isTable reports whether a file of a folder begins as a table of which it is known what its columns are.
func isTable(in *Input, name string) bool {
	file, err := in.Dir.Open(name)
	if err != nil {
		return true // for the reader to say
	}
	defer file.Close()
	c, err := newCSVReader(name, file, 0)
	if err != nil {
		return false
	}
	s := &sheet{csvReader: c}
	if err := s.ahead(headingRows, headLength); err != nil || len(s.rows) == 0 {
		return false
	}
	_, err = s.findHeadings(in.Columns)
	return err == nil
}
