package mapfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/liaisongraph/liaison/graph"
)

// inputFile is a file of a map.
type inputFile struct {
	name  string // as messages call it
	path  string // "" for a stream, and for what comes in one
	isCSV bool
	// Of a file in an archive that came as a stream, its bytes.
	isPacked bool
	packed   []byte
	text     string // of a YAML file: without byte order mark, line ends "\n"
}

// maxYAML is the size of a YAML file, in bytes, beyond which it is refused. One of this size, with a quarter
// of a million relationships, takes two processors some ten seconds and 400 MB; with records as short as
// can be, it takes half a minute and 800 MB. What is larger belongs in CSV, which takes a fortieth of the
// time for a relationship.
const maxYAML = 64 << 20

const utf8BOM = "\ufeff"

// findFiles returns the files of the map at path, and the folder that they are in.
func findFiles(path string) (files []*inputFile, dir string, failure *Error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, "", unreadable(path, err)
	}
	if !info.IsDir() {
		if strings.EqualFold(filepath.Ext(path), ".csv") {
			return nil, "", refused(path, "a CSV file is only a part of a map: give the folder that it is in")
		}
		return []*inputFile{{name: path, path: path}}, filepath.Dir(path), nil
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, "", unreadable(path, err)
	}
	var strangers []Diagnostic
	for _, entry := range entries { // in the order of their names
		name := entry.Name()
		full := filepath.Join(path, name)
		if isFolder(full) {
			continue
		}
		switch kind, near := kindOfFile(name); {
		case kind == notOfMap && len(near) > 0:
			strangers = append(strangers, Diagnostic{Position: Position{File: full}, Message: suggest(notOurs, near)})
		case kind != notOfMap:
			files = append(files, &inputFile{name: full, path: full, isCSV: kind == csvOfMap})
		}
	}
	switch {
	case len(strangers) > 0:
		return nil, "", &Error{Diagnostics: strangers}
	case len(files) == 0:
		return nil, "", refused(path, "the folder has no files of a map: those are *.yaml, "+strings.Join(csvFiles, ", "))
	}
	return files, path, nil
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// fileKind says what a file in the folder of a map is to it.
type fileKind int

const (
	notOfMap fileKind = iota
	yamlOfMap
	csvOfMap
)

// kindOfFile tells it by the file's name; near are the names that one may mean that is not of the map.
func kindOfFile(name string) (kind fileKind, near []string) {
	switch extension := strings.ToLower(filepath.Ext(name)); {
	case strings.HasPrefix(name, "."):
		return notOfMap, nil
	case extension == ".yaml", extension == ".yml":
		return yamlOfMap, nil
	case extension == ".csv":
		if slices.Contains(csvFiles, name) {
			return csvOfMap, nil
		}
		return notOfMap, graph.Suggest(name, csvFiles)
	}
	return notOfMap, nil
}

// IsOfMap reports whether [Read] would take a file of that name, in the folder of a map, for one of the map:
// as a part of it, or as a mistaken one that it refuses.
func IsOfMap(name string) bool {
	kind, near := kindOfFile(name)
	return kind != notOfMap || len(near) > 0
}

// notOurs is what is said of a CSV file whose name is nearly that of one of a map. Others are somebody's own,
// and are not read.
var notOurs = "the CSV files of a map are called " + strings.Join(csvFiles, ", ")

// base is the name of the file in its folder.
func (f *inputFile) base() string {
	if f.isPacked {
		return path.Base(f.name)
	}
	return filepath.Base(f.path)
}

// open opens the file, having seen that it is one: opening a pipe, as may be in a folder, would wait for its writer.
func (f *inputFile) open() (file io.ReadCloser, size int64, failure *Error) {
	if f.isPacked {
		return io.NopCloser(bytes.NewReader(f.packed)), int64(len(f.packed)), nil
	}
	info, err := os.Stat(f.path)
	if err != nil {
		return nil, 0, unreadable(f.name, err)
	}
	switch mode := info.Mode(); {
	case mode&fs.ModeNamedPipe != 0:
		return nil, 0, refused(f.name, "is a pipe, not a file; a pipe is a map by itself, and not a part of a folder")
	case !mode.IsRegular():
		return nil, 0, refused(f.name, fmt.Sprintf("is %s, not a file; a stream is read from standard input, in the command with -f -", modeName(mode)))
	}
	opened, err := os.Open(f.path)
	if err != nil {
		return nil, 0, unreadable(f.name, err)
	}
	return opened, info.Size(), nil
}

func modeName(mode fs.FileMode) string {
	switch {
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	}
	return "something else"
}

// load reads the text of a YAML file.
func (f *inputFile) load() *Error {
	file, size, err := f.open()
	if err != nil {
		return err
	}
	defer file.Close()
	return f.loadFrom(file, size)
}

func (f *inputFile) loadFrom(r io.Reader, size int64) *Error {
	if size > maxYAML {
		return refused(f.name, "is "+tooLarge)
	}
	var b bytes.Buffer
	b.Grow(int(size) + bytes.MinRead)
	if _, err := b.ReadFrom(io.LimitReader(r, maxYAML+1)); err != nil {
		return unreadable(f.name, err)
	}
	if b.Len() > maxYAML {
		return refused(f.name, "is "+tooLarge)
	}
	if f.path != "" && isArchive(b.Bytes()) {
		return refused(f.name, "is a tar archive, which is read as a stream alone: in the command, - and < before its name")
	}
	text, problem := decodeText(b.String())
	if problem != "" {
		return refused(f.name, problem)
	}
	f.text = text
	return nil
}

var tooLarge = fmt.Sprintf("larger than %d MiB, the most that is read of YAML; a map of that size belongs in CSV files", maxYAML>>20)

// decodeText returns text without byte order mark and with "\n" at the end of lines, or what is wrong with
// the whole of it.
func decodeText(text string) (string, string) {
	if problem := notText(text[:min(len(text), 4)]); problem != "" {
		return "", problem
	}
	text = strings.TrimPrefix(text, utf8BOM)
	if i := strings.IndexByte(text, 0); i >= 0 {
		return "", fmt.Sprintf("is not a text file: byte %d is NUL", i+1)
	}
	if !utf8.ValidString(text) {
		line := 1
		for rest := text; ; line++ {
			before, after, _ := strings.Cut(rest, "\n")
			if !utf8.ValidString(before) {
				return "", fmt.Sprintf("is not in UTF-8 (line %d): save it in that encoding", line)
			}
			rest = after
		}
	}
	if strings.Contains(text, "\r") {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	return text, ""
}

// notText says what a file is whose first bytes are those of something else.
func notText(start string) string {
	switch {
	case strings.HasPrefix(start, "\xff\xfe\x00\x00"), strings.HasPrefix(start, "\x00\x00\xfe\xff"):
		return "is in UTF-32: save it as UTF-8"
	case strings.HasPrefix(start, "\xff\xfe"), strings.HasPrefix(start, "\xfe\xff"):
		return "is in UTF-16: save it as UTF-8"
	case strings.HasPrefix(start, "PK\x03\x04"):
		return "is a spreadsheet or another packed file: export it as CSV (UTF-8)"
	case strings.HasPrefix(start, "\x1f\x8b"):
		return "is packed by gzip: unpack it with gunzip"
	case strings.HasPrefix(start, "BZh"):
		return "is packed by bzip2: unpack it with bunzip2"
	case strings.HasPrefix(start, "\xfd7zX"):
		return "is packed by xz: unpack it with unxz"
	case strings.HasPrefix(start, "\x28\xb5\x2f\xfd"):
		return "is packed by zstd: unpack it with unzstd"
	}
	return ""
}

func refused(name, problem string) *Error {
	return &Error{Diagnostics: []Diagnostic{{Position: Position{File: name}, Message: problem}}}
}

// unreadable says in the words of a reader why the operating system does not give us a file.
func unreadable(name string, err error) *Error {
	message := err.Error()
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		message = "cannot be read: " + pathError.Err.Error()
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		message = suggest("there is no such file or folder", neighbours(name))
	case errors.Is(err, fs.ErrPermission):
		message = "no permission to read it"
	}
	return &Error{Diagnostics: []Diagnostic{{Position: Position{File: name}, Message: message}}, cause: err}
}

// neighbours returns the names beside path that may have been meant.
func neighbours(path string) []string {
	dir, base := filepath.Split(filepath.Clean(path))
	d, err := os.Open(filepath.Clean(dir + "."))
	if err != nil {
		return nil
	}
	defer d.Close()
	names, err := d.Readdirnames(1000)
	if err != nil && len(names) == 0 {
		return nil
	}
	slices.Sort(names)
	near := graph.Suggest(base, names)
	for i := range near {
		near[i] = dir + near[i]
	}
	return near
}

// suggest adds to a message the words that may have been meant, if any.
func suggest(message string, words []string) string {
	return graph.Fault{Problem: message, Suggestions: words}.Message()
}
