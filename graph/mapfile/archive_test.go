package mapfile_test

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

// packed is a tar archive of pairs of names and texts; a text that begins with "->" is a symbolic link, and a name that ends
// in "/" a folder.
func packed(t testing.TB, format tar.Format, namesAndTexts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i < len(namesAndTexts); i += 2 {
		name, text := namesAndTexts[i], namesAndTexts[i+1]
		h := &tar.Header{Name: name, Mode: 0o644, Size: int64(len(text)), Format: format, Typeflag: tar.TypeReg}
		if to, ok := strings.CutPrefix(text, "->"); ok {
			h.Typeflag, h.Linkname, h.Size, text = tar.TypeSymlink, to, 0, ""
		}
		if strings.HasSuffix(name, "/") {
			h.Typeflag = tar.TypeDir
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestArchiveReadsAsItsFolder(t *testing.T) {
	for k, c := range graphtest.Corpus() {
		for _, f := range formats {
			dir := t.TempDir()
			at := filepath.Join(dir, f.base)
			if err := mapfile.Write(at, c.Graph, mapfile.WriteOptions{Format: f.format}); err != nil {
				t.Fatal(err)
			}
			var files []string
			err := filepath.WalkDir(at, func(p string, d os.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return err
				}
				text, err := os.ReadFile(p)
				files = append(files, "maps/uk/"+filepath.Base(p), string(text))
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			for i, format := range []tar.Format{tar.FormatUSTAR, tar.FormatPAX, tar.FormatGNU} {
				if testing.Short() && i != k%3 {
					continue // by turns
				}
				m, err := mapfile.ReadFrom(bytes.NewReader(packed(t, format, files...)), "standard input")
				if err != nil {
					t.Fatalf("%s as %s in %v: %v", c.Name, f.name, format, err)
				}
				if diff := graphtest.Diff(c.Graph, m.Graph); diff != "" {
					t.Errorf("%s as %s in %v:\n%s", c.Name, f.name, format, diff)
				}
				if m.Dir != "maps/uk" {
					t.Errorf("the folder is %q", m.Dir)
				}
			}
		}
	}
}

func TestArchiveNamesItsFiles(t *testing.T) {
	m, err := mapfile.ReadFrom(bytes.NewReader(packed(t, tar.FormatPAX, "maps/b.yaml", "organisations:\n- id: b\n", "maps/README.md", "x",
		"maps/", "", "maps/a.yaml", "organisations:\n- id: a\n", ".github/workflows/ci.yaml", "jobs: none", "maps/old.csv", "not of a map", "maps/.draft.yaml", "{")), "stream")
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"maps/a.yaml", "maps/b.yaml"}; !slices.Equal(m.Files, want) {
		t.Errorf("the files are %q, want %q", m.Files, want)
	}
	if p := m.Position("organisation", 1, "id"); p.String() != "maps/b.yaml:2:7" {
		t.Errorf("b is at %s", p)
	}
}

func TestArchiveErrors(t *testing.T) {
	good := "organisations:\n- id: a\n"
	whole := packed(t, tar.FormatUSTAR, "map.yaml", good)
	long := strings.Repeat("x", 1000)
	tests := []struct {
		name    string
		archive []byte
		want    string
	}{
		{"nothing", packed(t, tar.FormatPAX, "README", "x"), "in: is an archive without files of a map: those are *.yaml, "},
		{"two folders", packed(t, tar.FormatPAX, "a/x.yaml", good, "b/y.yaml", good), "in: is an archive with files of a map in several folders, a, b: pack the one that is meant alone"},
		{"a folder in a folder", packed(t, tar.FormatPAX, "x.yaml", good, "b/y.yaml", good), "several folders, ., b"},
		{"twice", packed(t, tar.FormatPAX, "x.yaml", good, "./x.yaml", good), "x.yaml: is in the archive twice"},
		{"a link", packed(t, tar.FormatPAX, "x.yaml", good, "y.yaml", "->/etc/passwd"), "y.yaml: is a link in the archive"},
		{"a link alone", packed(t, tar.FormatPAX, "y.yaml", "->/etc/passwd"), `"y.yaml" is a link, and is not followed`},
		{"a link elsewhere", packed(t, tar.FormatPAX, "m/x.yaml", "organisations:\n- id: a\n  colour: b\n", "y.yaml", "->/etc/passwd"), `m/x.yaml:3:3: an organisation has no field "colour"`},
		{"a name of ours, nearly", packed(t, tar.FormatPAX, "x.yaml", good, "organisation.csv", "id\nb\n"), `organisation.csv: the CSV files of a map are called`},
		{"a fault in CSV", packed(t, tar.FormatPAX, "m/organisations.csv", "id,name\n,x\n"), "m/organisations.csv:2:1: "},
		{"faults in two", packed(t, tar.FormatPAX, "m/x.yaml", "titel: x", "m/organisations.csv", "id,nam\na,b\n"), "m/organisations.csv:1:4: "},
		{"a part, and no file is missing that one knows of", whole[:1024], "in: is a tar archive that is cut off"},
		{"a part", whole[:700], "in: is a tar archive that is cut off"},
		{"a part of a file", packed(t, tar.FormatUSTAR, "map.yaml", long)[:1200], "in: is a tar archive that is cut off"},
		{"rubbish after a file", append(slices.Clone(whole[:1024]), bytes.Repeat([]byte("rubbish "), 200)...), "in: is a tar archive that cannot be read: invalid tar header"},
		{"gzip", []byte("\x1f\x8b\x08\x00rest"), "in: is packed by gzip: unpack it with gunzip"},
		{"not UTF-8", packed(t, tar.FormatUSTAR, "map.yaml", "title: \xff"), "map.yaml: is not in UTF-8"},
		{"a large file", packed(t, tar.FormatPAX, "map.yaml", strings.Repeat("#\n", 33<<20)), "map.yaml: is larger than 64 MiB"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := mapfile.ReadFrom(bytes.NewReader(test.archive), "in")
			var e *mapfile.Error
			if !errors.As(err, &e) || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want that it says %q", err, test.want)
			}
		})
	}
}

// TestArchiveBombs: what is short and says that it is long costs what it is.
func TestArchiveBombs(t *testing.T) {
	t.Run("a size that is made up", func(t *testing.T) {
		var b bytes.Buffer
		w := tar.NewWriter(&b)
		if err := w.WriteHeader(&tar.Header{Name: "map.yaml", Size: 1 << 40, Mode: 0o644, Format: tar.FormatGNU}); err != nil {
			t.Fatal(err)
		}
		if _, err := mapfile.ReadFrom(&b, "in"); err == nil || !strings.Contains(err.Error(), "cut off") {
			t.Error(err)
		}
	})
	t.Run("many files", func(t *testing.T) {
		if _, err := mapfile.ReadFrom(&manyFiles{t: t, name: "x", last: 200_000}, "in"); err == nil || !strings.Contains(err.Error(), "more than 100000 files") {
			t.Error(err)
		}
	})
	t.Run("many files of a map", func(t *testing.T) {
		if testing.Short() {
			t.Skip("takes a quarter of a gigabyte")
		}
		if _, err := mapfile.ReadFrom(&manyFiles{t: t, name: "x%d.yaml", text: strings.Repeat("#", 8<<20), last: 100}, "in"); err == nil || !strings.Contains(err.Error(), "more than 256 MiB") {
			t.Error(err)
		}
	})
	t.Run("a hole", func(t *testing.T) {
		// A sparse file in the GNU format 1.0: a map of one part of no length at the end of a terabyte.
		var b bytes.Buffer
		w := tar.NewWriter(&b)
		text := "1\n1099511627776\n0\n"
		text += strings.Repeat("\x00", blockSize-len(text))
		err := w.WriteHeader(&tar.Header{Name: "map.yaml", Size: int64(len(text)), Mode: 0o644, Format: tar.FormatPAX})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		sparse := withPAX(b.Bytes(), "GNU.sparse.major=1", "GNU.sparse.minor=0", "GNU.sparse.name=map.yaml", "GNU.sparse.realsize=1099511627776")
		if _, err := mapfile.ReadFrom(bytes.NewReader(sparse), "in"); err == nil || !strings.Contains(err.Error(), "map.yaml: is larger than 64 MiB") {
			t.Error(err)
		}
	})
}

const blockSize = 512

// withPAX puts a header with records before the first of an archive.
func withPAX(archive []byte, records ...string) []byte {
	var text string
	for _, r := range records {
		n := len(r) + 3
		for len(fmt.Sprintf("%d %s\n", n, r)) != n {
			n++
		}
		text += fmt.Sprintf("%d %s\n", n, r)
	}
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	// An ordinary file, of which the type is changed.
	_ = w.WriteHeader(&tar.Header{Name: "pax", Size: int64(len(text)), Mode: 0o644, Format: tar.FormatUSTAR})
	_, _ = io.WriteString(w, text)
	_ = w.Flush()
	head := b.Bytes()
	head[156] = tar.TypeXHeader
	sum := 0
	for i, c := range head[:blockSize] {
		if i >= 148 && i < 156 {
			c = ' '
		}
		sum += int(c)
	}
	copy(head[148:156], fmt.Sprintf("%06o\x00 ", sum))
	return append(head, archive...)
}

// manyFiles writes an archive of many files as it is read.
type manyFiles struct {
	t          *testing.T
	name, text string
	n, last    int
	b          bytes.Buffer
	w          *tar.Writer
}

func (e *manyFiles) Read(p []byte) (int, error) {
	if e.w == nil {
		e.w = tar.NewWriter(&e.b)
	}
	for e.b.Len() < len(p) && e.n < e.last {
		e.n++
		name := e.name
		if strings.Contains(name, "%") {
			name = fmt.Sprintf(name, e.n)
		}
		if err := e.w.WriteHeader(&tar.Header{Name: name, Size: int64(len(e.text)), Mode: 0o644, Format: tar.FormatUSTAR}); err != nil {
			e.t.Fatal(err)
		}
		if _, err := io.WriteString(e.w, e.text); err != nil {
			e.t.Fatal(err)
		}
	}
	return e.b.Read(p)
}

// TestArchiveOfGit reads what git archive writes.
func TestArchiveOfGit(t *testing.T) {
	_, err := exec.LookPath("git")
	graphtest.Need(t, err, "what git archive writes")
	dir := t.TempDir()
	git := func(args ...string) []byte {
		t.Helper()
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null", "GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a")
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("git %s: %v", args, err)
		}
		return out
	}
	git("init", "-q")
	for _, at := range []string{"maps/uk", "maps/ie"} {
		if err := os.MkdirAll(filepath.Join(dir, at), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := mapfile.Write(filepath.Join(dir, at), graphtest.EveryField(), mapfile.WriteOptions{Format: mapfile.Folder, Force: true}); err != nil {
			t.Fatal(err)
		}
	}
	git("add", ".")
	git("commit", "-q", "-m", "maps")
	m, err := mapfile.ReadFrom(bytes.NewReader(git("archive", "HEAD", "maps/uk")), "standard input")
	if err != nil {
		t.Fatal(err)
	}
	if diff := graphtest.Diff(graphtest.EveryField(), m.Graph); diff != "" {
		t.Error(diff)
	}
	if path.Dir(m.Files[0]) != "maps/uk" {
		t.Errorf("the files are %q", m.Files)
	}
	if _, err := mapfile.ReadFrom(bytes.NewReader(git("archive", "HEAD")), "in"); err == nil || !strings.Contains(err.Error(), "several folders, maps/ie, maps/uk:") {
		t.Error(err)
	}
}

func FuzzReadArchive(f *testing.F) {
	addArchives(f, func(files []archived) {
		var all []string
		for _, file := range files {
			all = append(all, file.name, file.text)
		}
		f.Add(packed(f, tar.FormatPAX, all...))
	})
	f.Add(packed(f, tar.FormatGNU, "m/map.yaml", "organisations:\n- id: a\n", "m/relationships.csv", "from,to,type\na,a,advice\n"))
	f.Add(packed(f, tar.FormatUSTAR, "x.yaml", "->y", "organisation.csv", "id\n"))
	f.Add(withPAX(packed(f, tar.FormatUSTAR, "x.yaml", ""), "path=m/y.yaml", "size=1"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := mapfile.ReadFrom(bytes.NewReader(data), "in")
		checkResult(t, m, err, 1+bytes.Count(data, []byte("\n"))+bytes.Count(data, []byte("\r")))
	})
}
