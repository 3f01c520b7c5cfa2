package exchange

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/liaisongraph/liaison/graph"
)

// headLength is how much of an input the formats are guessed from.
const headLength = 64 << 10

// Guess returns the format of a stream, or of a file of a folder, that is called name ("" where that is not known) and begins with
// head: the one that is surest, and of several the first in the table.
func Guess(name string, head []byte) (Format, bool) {
	best, most := Format{}, 0
	head = asUTF8(head[:min(len(head), headLength)])
	for _, f := range Formats() {
		if f.Read == nil || f.Guess == nil {
			continue
		}
		if sure := f.Guess(name, head); sure > most {
			best, most = f, sure
		}
	}
	return best, most > 0
}

// asUTF8 is text for the guess: formats are guessed from ASCII words, which in UTF-16 stand apart.
func asUTF8(head []byte) []byte {
	big := bytes.HasPrefix(head, []byte{0xFE, 0xFF})
	if !big && !bytes.HasPrefix(head, []byte{0xFF, 0xFE}) {
		return bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF"))
	}
	units := make([]uint16, 0, len(head)/2)
	for i := 2; i+1 < len(head); i += 2 {
		u := uint16(head[i])<<8 | uint16(head[i+1])
		if !big {
			u = u<<8 | u>>8
		}
		units = append(units, u)
	}
	return []byte(string(utf16.Decode(units)))
}

// Opened is an input that is ready to be read, in the format that it has been asked for in, or has been guessed.
type Opened struct {
	Input   Input
	Format  Format
	Guessed bool // nobody has said so
	close   []io.Closer
}

// Close closes the files.
func (o *Opened) Close() error {
	var errs []error
	for _, c := range slices.Backward(o.close) {
		errs = append(errs, c.Close())
	}
	return errors.Join(errs...)
}

// Open opens a file, a folder, or a file of a folder with the others, in the format with a name, or the one that it seems
// to be where that is "". What gzip has packed is unpacked. The error is an [*InputError], an [*graph.UnknownError] or one of
// the file system.
func Open(path, format string) (*Opened, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return openFolder(path, format)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	opened, err := OpenStream(file, path, format)
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	if opened.Format.hasOthers(filepath.Dir(path), filepath.Base(path)) {
		guessed := opened.Guessed
		if err := errors.Join(opened.Close(), file.Close()); err != nil {
			return nil, err
		}
		opened, err = openFolder(filepath.Dir(path), opened.Format.Name)
		if err == nil {
			opened.Guessed = guessed
		}
		return opened, err
	}
	opened.close = append([]io.Closer{file}, opened.close...)
	return opened, nil
}

// OpenStream is [Open] for a stream, which is for the caller to close; name is for messages and for the guess.
func OpenStream(r io.Reader, name, format string) (*Opened, error) {
	o := &Opened{Input: Input{Name: name}}
	head, r, err := peek(r)
	if err != nil {
		return nil, err
	}
	base := filepath.Base(name)
	if bytes.HasPrefix(head, []byte{0x1F, 0x8B}) {
		counted := &countingReader{r: r}
		unpacked, err := gzip.NewReader(counted)
		if err != nil {
			return nil, &InputError{Name: name, Problem: "it begins as gzip packs files, but is broken: " + err.Error(), Err: err}
		}
		o.close = append(o.close, unpacked)
		if head, r, err = peek(&unpackingReader{name: name, packed: counted, r: unpacked}); err != nil {
			return nil, err
		}
		base = strings.TrimSuffix(base, filepath.Ext(base))
	}
	o.Input.Stream = r
	if problem := notText(base, head); problem != "" {
		return nil, &InputError{Name: name, Problem: problem}
	}
	if format != "" {
		if o.Format, err = LookupFormat(format); err != nil {
			return nil, err
		}
		if o.Format.Read == nil {
			return nil, &InputError{Name: name, Problem: o.Format.Label + " can only be written"}
		}
		return o, nil
	}
	f, ok := Guess(base, head)
	if !ok {
		return nil, unknownFormat(name, base, head)
	}
	o.Format, o.Guessed = f, true
	return o, nil
}

// extensionOf is the extension of a name, in lower case.
func extensionOf(name string) string { return strings.ToLower(filepath.Ext(name)) }

// unread are the extensions of formats that other programs can bring into one that is read.
var unread = map[string]string{
	".dl": "UCINET DL", ".vna": "VNA", ".tlp": "Tulip", ".gdf": "GUESS GDF", ".leda": "LEDA", ".g6": "graph6",
	".adjlist": "an adjacency list", ".mal": "an adjacency list", ".lgl": "LGL", ".graphmlz": "packed GraphML", ".cx": "CX", ".cx2": "CX2",
}

// notText says why an input is none that could be read, and what would be right, or "".
func notText(name string, head []byte) string {
	zip := bytes.HasPrefix(head, []byte("PK\x03\x04"))
	extension := strings.ToLower(filepath.Ext(name))
	switch {
	case len(bytes.TrimSpace(asUTF8(head))) == 0 && len(head) < headLength:
		return "it is empty"
	case zip && bytes.Contains(head, []byte("xl/")) || zip && extension == ".xlsx" || bytes.HasPrefix(head, []byte{0xD0, 0xCF, 0x11, 0xE0}):
		return "it is a workbook of Excel: save its sheets as CSV (UTF-8), and read those"
	case zip && bytes.Contains(head, []byte("opendocument.spreadsheet")):
		return "it is a workbook of OpenDocument: save its sheets as CSV (UTF-8), and read those"
	case extension == ".gephi":
		return "it is a project of Gephi: export the graph from there as GEXF, and read that"
	case extension == ".cys" && zip:
		return "it is a session of Cytoscape: export the network from there as Cytoscape.js JSON or GraphML, and read that"
	case zip:
		return "it is a zip archive: unpack it, and read what is in it"
	case bytes.HasPrefix(head, []byte("%PDF")):
		return "it is a PDF"
	case notNeo4j(extension, head) != "":
		return notNeo4j(extension, head)
	case bytes.IndexByte(asUTF8(head), 0) >= 0 && !bytes.HasPrefix(head, []byte{0, 0, 0xFE, 0xFF}) && !looksUTF16(head):
		return "it is not text"
	}
	return ""
}

// looksUTF16 reports whether the text may be UTF-16 without a mark: of XML that is allowed.
func looksUTF16(head []byte) bool {
	return len(head) >= 4 && (head[0] == 0 && head[1] == '<' && head[2] == 0 || head[0] == '<' && head[1] == 0 && head[3] == 0)
}

// peek returns the beginning of a stream, and the whole of it to read.
func peek(r io.Reader) ([]byte, io.Reader, error) {
	head := make([]byte, headLength)
	n, err := io.ReadFull(r, head)
	head = head[:n]
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return head, bytes.NewReader(head), nil
	}
	if err != nil {
		return nil, nil, err
	}
	return head, io.MultiReader(bytes.NewReader(head), r), nil
}

type countingReader struct {
	r io.Reader
	n int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// Text packs to a twentieth, seldom to less than a hundredth; what is packed tighter is made to fill memory and time.
const (
	leastUnpacked = 64 << 20
	mostUnpacked  = 200 // times
)

// unpackingReader stops where a packed file unpacks to too much.
type unpackingReader struct {
	name   string
	packed *countingReader
	r      io.Reader
	n      int64
}

func (u *unpackingReader) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	u.n += int64(n)
	if u.n > leastUnpacked+mostUnpacked*u.packed.n {
		return n, &InputError{Name: u.name, Problem: "it unpacks to more than 200 times its length, as no graph does"}
	}
	if err != nil && err != io.EOF {
		err = &InputError{Name: u.name, Problem: "gzip cannot unpack it: " + err.Error(), Err: err}
	}
	return n, err
}

// hasOthers reports whether a file is one of those of a format, and others of them are in the folder.
func (f *Format) hasOthers(folder, name string) bool {
	part, others := false, false
	for _, p := range f.Parts {
		if p.Name == name {
			part = true
		} else if info, err := os.Stat(filepath.Join(folder, p.Name)); err == nil && info.Mode().IsRegular() {
			others = true
		}
	}
	return f.Folder() && part && others
}

// mostTables is how many files of a folder the format is guessed from.
const mostTables = 50

// openFolder opens a folder of tables.
func openFolder(path, format string) (*Opened, error) {
	o := &Opened{Input: Input{Name: path, Dir: os.DirFS(path)}, Guessed: format == ""}
	var names []string
	if format != "" {
		f, err := LookupFormat(format)
		if err != nil {
			return nil, err
		}
		switch o.Format = f; {
		case f.Read == nil:
			return nil, &InputError{Name: path, Problem: f.Label + " can only be written"}
		case !f.Folder() && !f.TakesColumns:
			return nil, &InputError{Name: path, Problem: "it is a folder, and " + f.Label + " is a file"}
		}
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		switch strings.ToLower(filepath.Ext(e.Name())) {
		case ".csv", ".tsv", ".tab", ".txt":
			if len(names) < mostTables && !e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
				names = append(names, e.Name())
			}
		}
	}
	if len(names) == 0 {
		return nil, &InputError{Name: path, Problem: "it is a folder without tables; name the file that is to be read"}
	}
	if format != "" {
		return o, nil
	}
	most := 0
	for _, f := range Formats() {
		if !f.Folder() && !f.TakesColumns || f.Read == nil || f.Guess == nil {
			continue
		}
		sure := 0
		for _, name := range names {
			if head, err := headOf(o.Input.Dir, name); err == nil {
				sure += f.Guess(name, asUTF8(head))
			}
		}
		if sure > most {
			o.Format, most = f, sure
		}
	}
	if most == 0 {
		return nil, &InputError{Name: path, Problem: "none of the tables in it is of a format that is read as a folder: " + folderFormats()}
	}
	return o, nil
}

func headOf(dir fs.FS, name string) (head []byte, err error) {
	file, err := dir.Open(name)
	if err != nil {
		return nil, err
	}
	head, _, err = peek(file)
	return head, errors.Join(err, file.Close())
}

func folderFormats() string {
	var all []string
	for _, f := range Formats() {
		if f.Folder() && f.Read != nil {
			names := make([]string, len(f.Parts))
			for i, part := range f.Parts {
				names[i] = part.Name
			}
			all = append(all, f.Label+" ("+strings.Join(names, ", ")+")")
		}
	}
	return strings.Join(all, "; ")
}

// FormatOf returns the format that a file of a name is written in: by its extension, where that is one format's
// alone or the first in the table that has it. The error is a [*graph.UnknownError] with the extensions that would be right.
func FormatOf(name string) ([]Format, error) {
	lower := strings.ToLower(filepath.Base(name))
	var found []Format
	var known []string
	longest := 0
	for _, f := range Formats() {
		if len(f.Parts) == 0 || f.Folder() {
			continue
		}
		for _, extension := range f.Extensions {
			known = append(known, extension)
			switch {
			case !strings.HasSuffix(lower, extension) || len(extension) < longest:
			case len(extension) > longest:
				longest, found = len(extension), []Format{f}
			case !slices.ContainsFunc(found, func(g Format) bool { return g.Name == f.Name }):
				found = append(found, f)
			}
		}
	}
	if len(found) == 0 {
		slices.Sort(known)
		return nil, &graph.UnknownError{What: "extension of a format", Value: filepath.Ext(name), Known: slices.Compact(known)}
	}
	return found, nil
}

// hasExtension reports whether the name of a file ends in any of some extensions, in letters of any case.
func hasExtension(name string, extensions ...string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc(extensions, func(extension string) bool { return strings.HasSuffix(name, extension) })
}
