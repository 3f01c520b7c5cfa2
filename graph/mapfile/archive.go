package mapfile

import (
	"archive/tar"
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// Limits on an archive, which takes few bytes to say that it holds many.
const (
	maxArchiveFiles = 100_000   // entries of any kind
	maxArchiveBytes = 256 << 20 // of the files of a map together, which are kept in memory
	maxArchiveRead  = 4 << 30   // of the whole archive
)

// blockSize is that of a tar archive, whose magic is "ustar" at byte 257 of its first block (POSIX.1-1988 and later; git
// archive, GNU and BSD tar write it).
const blockSize = 512

// isArchive reports whether a stream begins as a tar archive.
func isArchive(start []byte) bool {
	const magic, checksum = 257, 148
	if len(start) < blockSize || string(start[magic:magic+len("ustar")]) != "ustar" {
		return false
	}
	// The checksum is the sum of the bytes of the block, its own being spaces, in octal.
	sum := int64(0)
	for i, b := range start[:blockSize] {
		if i >= checksum && i < checksum+8 {
			b = ' '
		}
		sum += int64(b)
	}
	said := int64(0)
	for _, b := range bytes.Trim(start[checksum:checksum+8], " \x00") {
		if b < '0' || b > '7' {
			return false
		}
		said = said*8 + int64(b-'0')
	}
	return said == sum
}

// readArchive reads the map in a tar archive: the files of the one folder in it that has some, and that folder.
func readArchive(r io.Reader, name string) (files []*inputFile, dir string, failure *Error) {
	limited := &io.LimitedReader{R: r, N: maxArchiveRead}
	read := &lastBlock{r: limited}
	a := &archive{name: name, in: tar.NewReader(read), kept: map[string]bool{}}
	for {
		header, err := a.in.Next()
		if err == io.EOF && read.block == [blockSize]byte{} {
			break // at the end, which is blocks of zeros; without them the rest is missing
		}
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			if limited.N == 0 {
				err = fmt.Errorf("it is larger than %d GiB, the most that is read", maxArchiveRead>>30)
			}
			return nil, "", a.broken(err)
		}
		if a.entries++; a.entries > maxArchiveFiles {
			return nil, "", refused(name, fmt.Sprintf("is an archive of more than %d files, which is the most that are read: pack the folder of the map alone", maxArchiveFiles))
		}
		if failure := a.add(header); failure != nil {
			return nil, "", failure
		}
	}
	// Whoever writes the archive pads it, and should be able to.
	_, _ = io.CopyN(io.Discard, limited, 1<<20)
	return a.folder()
}

// lastBlock keeps the last bytes that were read.
type lastBlock struct {
	r     io.Reader
	block [blockSize]byte
}

func (l *lastBlock) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	if n >= blockSize {
		copy(l.block[:], p[n-blockSize:n])
	} else {
		copy(l.block[:], l.block[n:])
		copy(l.block[blockSize-n:], p[:n])
	}
	return n, err
}

// archive is a tar archive that is being read.
type archive struct {
	name    string // of the stream
	in      *tar.Reader
	entries int
	bytes   int64
	files   []*inputFile
	links   []string
	kept    map[string]bool // by name
	strange []Diagnostic
}

// broken says that the archive cannot be read on.
func (a *archive) broken(err error) *Error {
	message := "is a tar archive that cannot be read: " + strings.TrimPrefix(err.Error(), "archive/tar: ")
	if errors.Is(err, io.ErrUnexpectedEOF) {
		message = "is a tar archive that is cut off"
	}
	e := refused(a.name, message)
	e.cause = err
	return e
}

// add keeps what is a file of a map.
func (a *archive) add(header *tar.Header) *Error {
	name := strings.ToValidUTF8(path.Clean(header.Name), "\ufffd")
	kind, near := kindOfFile(path.Base(name))
	if kind == notOfMap && len(near) == 0 || inHiddenFolder(name) {
		return nil
	}
	switch header.Typeflag {
	case tar.TypeReg:
	case tar.TypeLink, tar.TypeSymlink:
		a.links = append(a.links, name)
		return nil
	default:
		return nil
	}
	if kind == notOfMap {
		a.strange = append(a.strange, Diagnostic{Position: Position{File: name}, Message: suggest(notOurs, near)})
		return nil
	}
	if a.kept[name] {
		return refused(name, "is in the archive twice")
	}
	a.kept[name] = true
	// What the header says of the size of the file may be made up, and the file may be a hole.
	most := int64(maxArchiveBytes) - a.bytes
	if kind == yamlOfMap {
		most = min(most, maxYAML)
	}
	content, err := io.ReadAll(io.LimitReader(a.in, most+1))
	a.bytes += int64(len(content))
	switch {
	case err != nil:
		return a.broken(err)
	case kind == yamlOfMap && len(content) > maxYAML:
		return refused(name, "is "+tooLarge)
	case a.bytes > maxArchiveBytes:
		return refused(a.name, fmt.Sprintf("has files of a map of more than %d MiB, the most that is read of an archive: unpack it", maxArchiveBytes>>20))
	}
	a.files = append(a.files, &inputFile{name: name, isPacked: true, packed: content, isCSV: kind == csvOfMap})
	return nil
}

// inHiddenFolder reports whether a file lies in a folder such as .github, whose YAML is of something else.
func inHiddenFolder(name string) bool {
	for folder := range strings.SplitSeq(path.Dir(name), "/") {
		if strings.HasPrefix(folder, ".") && folder != "." && folder != ".." {
			return true
		}
	}
	return false
}

// folder returns the files of the one folder that has some, in the order of their names.
func (a *archive) folder() ([]*inputFile, string, *Error) {
	var folders []string
	for _, f := range a.files {
		folders = append(folders, path.Dir(f.name))
	}
	slices.Sort(folders)
	folders = slices.Compact(folders)
	switch len(folders) {
	case 0:
		message := "is an archive without files of a map: those are *.yaml, " + strings.Join(csvFiles, ", ")
		if len(a.links) > 0 {
			message += fmt.Sprintf("; %q is a link, and is not followed", a.links[0])
		}
		if len(a.strange) > 0 {
			return nil, "", &Error{Diagnostics: a.strange}
		}
		return nil, "", refused(a.name, message)
	case 1:
	default:
		return nil, "", refused(a.name, "is an archive with files of a map in several folders, "+listed(folders)+": pack the one that is meant alone")
	}
	dir := folders[0]
	for _, link := range a.links {
		if path.Dir(link) == dir {
			return nil, "", refused(link, "is a link in the archive, and is not followed: pack the file itself")
		}
	}
	strange := slices.DeleteFunc(a.strange, func(d Diagnostic) bool { return path.Dir(d.File) != dir })
	if len(strange) > 0 {
		return nil, "", &Error{Diagnostics: strange}
	}
	slices.SortFunc(a.files, func(f, g *inputFile) int { return cmp.Compare(f.name, g.name) })
	return a.files, dir, nil
}

// listed names a few of many.
func listed(words []string) string {
	const most = 8
	if more := len(words) - most; more > 1 {
		return strings.Join(words[:most], ", ") + fmt.Sprintf(" and %d more", more)
	}
	return strings.Join(words, ", ")
}

// readStream reads a stream that is either a YAML document or a tar archive.
func readStream(r io.Reader, name string) (*Map, error) {
	in := bufio.NewReaderSize(r, 1<<16)
	// An error comes again when it is read.
	if start, _ := in.Peek(blockSize); isArchive(start) {
		files, dir, err := readArchive(in, name)
		if err != nil {
			return nil, err
		}
		return readAs(files, dir)
	}
	f := &inputFile{name: name}
	if err := f.loadFrom(in, 0); err != nil {
		return nil, err
	}
	return readAs([]*inputFile{f}, ".")
}
