//go:build unix

package mapfile_test

import (
	"archive/tar"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/liaisongraph/liaison/graph/mapfile"
)

// pipe makes a pipe of a name in a folder.
func pipe(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pipe.yaml")
	if err := syscall.Mkfifo(path, 0o666); err != nil {
		t.Skip("no pipe can be made here: ", err)
	}
	return path
}

// A map comes through a pipe as it comes as a stream.
func TestPipe(t *testing.T) {
	var archive bytes.Buffer
	w := tar.NewWriter(&archive)
	const text = "organisations:\n  - id: a\n  - id: b\n"
	if err := w.WriteHeader(&tar.Header{Name: "maps/one.yaml", Size: int64(len(text)), Mode: 0o644}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ written, file, fault string }{
		{text, "pipe.yaml", ""},
		{archive.String(), "maps/one.yaml", ""},
		{"organisations: [{id: a}]\nrelations: []\n", "", "pipe.yaml:2:1: "},
		{"", "", "is empty"},
	} {
		path := pipe(t)
		wrote := make(chan error, 1)
		go func() { wrote <- os.WriteFile(path, []byte(c.written), 0o666) }()
		m, err := mapfile.Read(path)
		if fault := fmt.Sprint(err); err != nil && (c.fault == "" || !strings.Contains(fault, c.fault)) || err == nil && c.fault != "" {
			t.Errorf("%q: %v, and not %q", c.written, err, c.fault)
		}
		if err := <-wrote; err != nil {
			t.Fatal(err)
		}
		if m == nil {
			continue
		}
		if n := m.Graph.NumOrganisations(); n != strings.Count(text, "id:") || !strings.HasSuffix(m.Files[0], c.file) {
			t.Errorf("%q: %d organisations, and the files %v", c.written, n, m.Files)
		}
	}
}

// A file descriptor is a pipe of another name, as in <(COMMAND) of a shell.
func TestPipeByItsDescriptor(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	path := fmt.Sprintf("/dev/fd/%d", r.Fd())
	if _, err := os.Stat(path); err != nil {
		t.Skip("descriptors have no names here: ", err)
	}
	if _, err := w.WriteString("organisations: [{id: a}]\n"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	m, err := mapfile.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	if m.Graph.NumOrganisations() != 1 || m.Dir != "." {
		t.Errorf("%d organisations, in %s", m.Graph.NumOrganisations(), m.Dir)
	}
}

// In a folder a pipe is refused: opening it would wait for a writer that may never come.
func TestPipeInFolder(t *testing.T) {
	folder := filepath.Dir(pipe(t))
	want := filepath.Join(filepath.Base(folder), "pipe.yaml") + ": is a pipe, not a file; a pipe is a map by itself, and not a part of a folder"
	if got := readError(t, folder); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
